"""The RFC 6962 tree and C2SP tlog-tiles (format.md §5)."""

from __future__ import annotations

import hashlib

from .bounds import TILE_WIDTH, Fault


def leaf_hash(entry: bytes) -> bytes:
    """RFC 6962 §2.1: SHA-256(0x00 || entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962 §2.1: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: list[bytes]) -> bytes:
    """MTH over leaf hashes, RFC 6962 §2.1: complete subtrees of falling size, joined from the right."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, node = 0, leaf
        while stack and stack[-1][0] == height:
            node = node_hash(stack.pop()[1], node)
            height += 1
        stack.append((height, node))
    node = stack.pop()[1]
    while stack:
        node = node_hash(stack.pop()[1], node)
    return node


def next_level(hashes: list[bytes]) -> list[bytes]:
    """The hashes of the level above in tiles: one for each complete run of 256 (C2SP tlog-tiles)."""
    full = len(hashes) // TILE_WIDTH
    return [root_of(hashes[i * TILE_WIDTH : (i + 1) * TILE_WIDTH]) for i in range(full)]


def tile_number(n: int) -> str:
    """C2SP tlog-tiles: three digits an element, all but the last prefixed with x."""
    parts = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        parts.insert(0, f"x{n % 1000:03d}")
    return "/".join(parts)


def tile_paths(prefix: str, count: int) -> list[tuple[str, int, int]]:
    """(path, first, width) of every tile of `count` things: the full ones and the partial one."""
    full, rest = divmod(count, TILE_WIDTH)
    paths = [(f"{prefix}/{tile_number(n)}", n * TILE_WIDTH, TILE_WIDTH) for n in range(full)]
    if rest:
        paths.append((f"{prefix}/{tile_number(full)}.p/{rest}", full * TILE_WIDTH, rest))
    return paths


def parse_tile_path(prefix: str, path: str) -> tuple[int, int] | None:
    """(number, width) of a path below `prefix`; `None` unless it is spelled as C2SP tlog-tiles does."""
    if not path.startswith(prefix + "/"):
        return None
    rest, width = path[len(prefix) + 1 :], TILE_WIDTH
    if ".p/" in rest:
        rest, _, last = rest.partition(".p/")
        if not last.isascii() or not last.isdigit() or len(last) > 3:
            return None
        width = int(last)
        if not 0 < width < TILE_WIDTH or str(width) != last:
            return None
    digits = rest.replace("/x", "/").removeprefix("x").replace("/", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 18:
        return None
    number = int(digits)
    return (number, width) if tile_number(number) == rest else None


def root_of_inclusion(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """RFC 9162 §2.1.3.2: the root that an inclusion path leads to; a path of another length is refused."""
    if not 0 <= index < size:
        raise Fault("the index is not in the tree")
    fn, sn, node = index, size - 1, leaf
    for sibling in path:
        if sn == 0:
            raise Fault("the inclusion path is too long")
        if fn & 1 or fn == sn:
            node = node_hash(sibling, node)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            node = node_hash(node, sibling)
        fn >>= 1
        sn >>= 1
    if sn != 0:
        raise Fault("the inclusion path is too short")
    return node
