"""Cases of policies and keys."""

from __future__ import annotations

from verifier import ed25519

from ..forge import UNSET, Forger
from .kit import (
    DESK,
    PRESS,
    ZERO,
    _with,
    add,
    case,
    grant,
    party,
    policy,
    press,
    question,
    revoke,
    rotate,
)

# Policies.
add("good", "the same policy again", lambda f: f.append("policy", policy(f)))
add("bad", "a policy by a key that does not operate", lambda f: f.append("policy", policy(f), DESK))
add("bad", "a policy with another origin", lambda f: f.append("policy", policy(f, origin="other.example")))
add("bad", "a policy with another receipt key", lambda f: f.append("policy", policy(f, receipt_key=f.key("x").hex())))
add(
    "bad",
    "a policy with the log's keys in another order",
    lambda f: f.append("policy", policy(f, log_vkeys=f.says(0)["log_vkeys"][::-1])),
)
add(
    "bad",
    "a policy with another operator",
    lambda f: f.append(
        "policy",
        policy(
            f,
            operator={**f.says(0)["operator"], "party": f.says(f.find("party", lambda s: s["id"] != f.operator))["id"]},
        ),
    ),
)
add(
    "good",
    "a further operator key that signs",
    lambda f: [
        f.append(
            "policy",
            policy(
                f,
                operator={**f.says(0)["operator"], "keys": sorted([*f.says(0)["operator"]["keys"], f.key("x").hex()])},
            ),
        ),
        f.append("party", party(), "x"),
    ],
)
add(
    "bad",
    "a dropped operator key that signs",
    lambda f: [
        f.append("policy", policy(f, operator={**f.says(0)["operator"], "keys": [f.key("x").hex()]})),
        f.append("party", party()),
    ],
)
add(
    "bad",
    "an operator key of small order",
    lambda f: f.append(
        "policy", policy(f, operator={**f.says(0)["operator"], "keys": [*f.says(0)["operator"]["keys"], "0" * 64]})
    ),
)
add(
    "bad",
    "a desk key after operator_only",
    lambda f: [f.append("policy", policy(f, append="operator_only")), f.append("question", question(f), DESK)],
)
add(
    "good",
    "the operator after operator_only",
    lambda f: [f.append("policy", policy(f, append="operator_only")), f.append("party", party())],
)
add(
    "bad",
    "an operator key listed twice",
    lambda f: f.append(
        "policy", policy(f, operator={**f.says(0)["operator"], "keys": f.says(0)["operator"]["keys"] * 2})
    ),
)

# Keys.
add("good", "a grant, and its key signs", lambda f: [f.append("key", grant(f)), f.append("party", party(), "new")])
add(
    "bad",
    "a key signs before its grant",
    lambda f: [f.key("new"), f.append("party", party(), "new"), f.append("key", grant(f))],
)
add("bad", "a grant by a key that does not operate", lambda f: f.append("key", grant(f, grantor=DESK), DESK))
add("bad", "a grant without aud", lambda f: f.append("key", grant(f), claims={3: UNSET}))
add("bad", "a possession for another grantor", lambda f: f.append("key", grant(f, grantor=DESK)))
add("bad", "a possession by another key", lambda f: f.append("key", grant(f, signer="operator")))
add(
    "bad",
    "a possession of other usages",
    lambda f: f.append("key", {"grant": {**grant(f)["grant"], "usages": ["record", "speak"]}}),
)
add("bad", "a grant of a key in use", lambda f: [f.append("key", grant(f)), f.append("key", grant(f))])
add(
    "bad",
    "a grant of a key that ended",
    lambda f: [f.append("key", grant(f)), f.append("key", revoke(f, "new")), f.append("key", grant(f))],
)
add(
    "bad",
    "a grant of another party's key",
    lambda f: [
        f.append("key", grant(f)),
        f.append("key", grant(f, party=f.says(f.find("party", lambda s: s["id"] != f.operator))["id"])),
    ],
)
add("bad", "a grant to an unknown party", lambda f: f.append("key", grant(f, party=f"party:{ZERO}")))
add(
    "bad",
    "a grant with an office that nobody declared",
    lambda f: f.append("key", grant(f, usages=["speak"], offices=[f"party:{ZERO}"])),
)
add(
    "bad",
    "a grant with an office and without speech",
    lambda f: f.append("key", grant(f, offices=[f.says(f.find("party", lambda s: s["id"] != f.operator))["id"]])),
)
add("good", "usages out of order", lambda f: f.append("key", grant(f, usages=["speak", "record"])))
add("bad", "a usage twice", lambda f: f.append("key", grant(f, usages=["record", "record"])))
add("bad", "a key that is its own recovery key", lambda f: f.append("key", grant(f, recovery_key=f.key("new").hex())))
add(
    "bad",
    "a log key granted",
    lambda f: f.append(
        "key", grant(f, name="receipts") if "receipts" in f.public else grant(_with(f, "receipts"), name="receipts")
    ),
)


@case("bad", "a key with torsion granted")
def _(f: Forger) -> None:
    torsion = ed25519._decompress((ed25519._ORDER_8).to_bytes(32, "little"))  # noqa: SLF001
    point = ed25519._add(ed25519._decompress(f.key("new")), torsion)  # type: ignore[arg-type]  # noqa: SLF001
    inverse = pow(point[2], -1, ed25519.P)
    x, y = point[0] * inverse % ed25519.P, point[1] * inverse % ed25519.P
    encoded = (y | (x & 1) << 255).to_bytes(32, "little")
    f.append("key", grant(f) | {"grant": {**grant(f)["grant"], "key": encoded.hex()}})


add(
    "good",
    "a rotation by the operator",
    lambda f: [f.append("key", rotate(f, DESK)), f.append("party", party(), "new")],
)
add(
    "good",
    "a rotation by the key itself",
    lambda f: [f.append("key", rotate(f, DESK, grantor=DESK), DESK), f.append("party", party(), "new")],
)
add("bad", "a rotated key signs", lambda f: [f.append("key", rotate(f, DESK)), f.append("party", party(), DESK)])
add(
    "bad",
    "a rotation of a key that ended",
    lambda f: [f.append("key", rotate(f, DESK)), f.append("key", rotate(f, DESK, "newer"))],
)
add(
    "bad",
    "a rotation by another party",
    lambda f: f.append("key", rotate(f, DESK, grantor=PRESS), PRESS, issuer=press(f)),
)
add("bad", "a rotation to a key in use", lambda f: f.append("key", rotate(f, DESK, "operator")))
add("bad", "a rotation with another's possession", lambda f: f.append("key", rotate(f, DESK, possession="0" * 128)))
add("good", "a revocation by the key itself", lambda f: f.append("key", revoke(f, DESK), DESK))
add("bad", "a revoked key signs", lambda f: [f.append("key", revoke(f, DESK)), f.append("question", question(f), DESK)])
add("bad", "a revocation by another party", lambda f: f.append("key", revoke(f, DESK), PRESS, issuer=press(f)))
add("bad", "a revocation of an unknown key", lambda f: f.append("key", revoke(f, "nobody's")))
add("bad", "a key revoked twice", lambda f: [f.append("key", revoke(f, DESK)), f.append("key", revoke(f, DESK))])
add(
    "good",
    "compromised since its last statement, by the operator",
    lambda f: f.append("key", revoke(f, DESK, why="compromised", compromised_since=len(f.entries) - 1)),
)
add(
    "bad",
    "compromised since before the grant",
    lambda f: f.append("key", revoke(f, DESK, why="compromised", compromised_since=1)),
)
add(
    "bad",
    "compromised since the future",
    lambda f: f.append("key", revoke(f, DESK, why="compromised", compromised_since=len(f.entries) + 1)),
)
add(
    "bad",
    "compromised since, by the key itself",
    lambda f: f.append("key", revoke(f, DESK, why="compromised", compromised_since=len(f.entries) - 1), DESK),
)
add(
    "bad",
    "compromised since, twice",
    lambda f: [
        f.append("key", revoke(f, DESK, why="compromised", compromised_since=len(f.entries) - 2)),
        f.append("key", revoke(f, DESK, why="compromised", compromised_since=len(f.entries) - 2)),
    ],
)
add(
    "bad",
    "compromised since, with another reason",
    lambda f: f.append("key", revoke(f, DESK, why="lost", compromised_since=len(f.entries) - 2)),
)
