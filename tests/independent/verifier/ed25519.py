"""The one signature rule of format.md §2 ("The signature rule"), over own field arithmetic.

S is below the group order; A and R are canonical and not of small order, judged from the bytes; then the cofactored
equation of ZIP 215. OpenSSL decides the cofactorless equation, which implies the cofactored one: its "yes" is taken
after the checks of the bytes, its "no" is never believed but computed here.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

# RFC 8032 §5.1.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]
IDENTITY: Point = (0, 1, 1, 0)

# The y of the two pairs of points of order 8; the others of small order have y = 0, 1 or -1.
_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL_ORDER_Y = frozenset({0, 1, P - 1, _ORDER_8, P - _ORDER_8})


def _add(a: Point, b: Point) -> Point:
    """RFC 8032 §5.1.4, extended coordinates."""
    k = (a[1] - a[0]) * (b[1] - b[0]) % P
    m = (a[1] + a[0]) * (b[1] + b[0]) % P
    c = 2 * a[3] * b[3] * D % P
    d = 2 * a[2] * b[2] % P
    e, f, g, h = m - k, d - c, d + c, m + k
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(n: int, a: Point) -> Point:
    """[n]a by doubling and adding; n is public."""
    result = IDENTITY
    while n:
        if n & 1:
            result = _add(result, a)
        a = _add(a, a)
        n >>= 1
    return result


def _negative(a: Point) -> Point:
    return (-a[0] % P, a[1], a[2], -a[3] % P)


def _is_identity(a: Point) -> bool:
    return a[0] % P == 0 and (a[1] - a[2]) % P == 0


def _y(encoded: bytes) -> int:
    return int.from_bytes(encoded, "little") & ((1 << 255) - 1)


def _decompress(encoded: bytes) -> Point | None:
    """RFC 8032 §5.1.3; `None` if there is no such point."""
    y, sign = _y(encoded), encoded[31] >> 7
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * SQRT_M1 % P
    elif v * x * x % P != u:
        return None
    if x == 0 and sign:
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y % P, 1, x * y % P)


# RFC 8032 §5.1: y = 4/5, x even.
_FOUND = _decompress((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
assert _FOUND is not None
BASE: Point = _FOUND


def acceptable_point(encoded: bytes) -> bool:
    """Rule (2): a canonical encoding, not of small order; from the bytes alone."""
    return len(encoded) == 32 and _y(encoded) < P and _y(encoded) not in SMALL_ORDER_Y


def acceptable_bytes(public: bytes, signature: bytes) -> bool:
    """Rules (1) and (2)."""
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= L:
        return False
    return acceptable_point(public) and acceptable_point(signature[:32])


def cofactored(public: bytes, signature: bytes, message: bytes) -> bool:
    """Rule (3): [8]([S]B - [k]A - R) is the identity (ZIP 215)."""
    a, r = _decompress(public), _decompress(signature[:32])
    if a is None or r is None:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    s = int.from_bytes(signature[32:], "little")
    difference = _add(_times(s, BASE), _negative(_add(_times(k, a), r)))
    return _is_identity(_times(8, difference))


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """The whole rule."""
    if not acceptable_bytes(public, signature):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return cofactored(public, signature, message)


def enrollable(public: bytes) -> bool:
    """format.md §2: a key is enrolled only if it is canonical, not of small order, and torsion-free."""
    if not acceptable_point(public):
        return False
    point = _decompress(public)
    return point is not None and _is_identity(_times(L, point))
