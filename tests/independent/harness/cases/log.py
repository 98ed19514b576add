"""Cases of entries, statements, declarations, amendments, redactions, policies, keys and checkpoints."""

from __future__ import annotations

import base64

import cbor2

from verifier import cose, ed25519, statement, tree

from ..forge import UNSET, Forger
from .kit import (
    DESK,
    PRESS,
    ZERO,
    _capture,
    _malleable,
    _subject,
    _with,
    add,
    amend,
    appended,
    case,
    claimed,
    grant,
    incident,
    incidents,
    link,
    own_entry,
    parts,
    party,
    policy,
    press,
    question,
    quoted,
    redaction,
    revoke,
    rotate,
    segment,
    thing,
    utterance,
    withheld,
)

# Entries, format.md §3.
add("good", "a further party", lambda f: f.append("party", party()))
add("good", "time as before", lambda f: f.append("party", party(), time=f.entry(len(f.entries) - 1).time))
add("bad", "time before the last", lambda f: f.append("party", party(), time=f.entry(len(f.entries) - 1).time - 1))
add("good", "time far ahead", lambda f: f.append("party", party(), time=2**42))
add("bad", "index too high", lambda f: f.append("party", party(), index=len(f.entries) + 1))
add("bad", "record of version 2", lambda f: f.append("party", party(), version=2))
add(
    "bad",
    "prev of the entry before the last",
    lambda f: f.append("party", party(), prev=statement.chain_hash(f.entries[-2])),
)
add(
    "bad",
    "prev over the record alone",
    lambda f: f.append("party", party(), prev=statement.chain_hash(f.entries[-1][:-5])),
)
add("bad", "prev of 31 bytes", lambda f: f.append("party", party(), prev=bytes(31)))
add("bad", "offset off by one", lambda f: f.append("party", party(), offset=400))
add("bad", "no digest in the suffix", lambda f: f.append("party", party(), count=0))
add("bad", "two digests in the suffix", lambda f: f.append("party", party(), count=2))
add("good", "partitions as they are", parts(lambda p: p))
add("bad", "partitions out of order", parts(lambda p: p[::-1]))
add("bad", "a partition missing", parts(lambda p: p[:1]))
add("bad", "a partition too many", parts(lambda p: [*p, ["x", 0, None]]))
add("bad", "a partition twice", parts(lambda p: [p[0], p[0], p[1]]))
add("bad", "an ordinal skipped", parts(lambda p: [[p[0][0], p[0][1] + 1, p[0][2]], p[1]]))
add("bad", "an ordinal from 1", parts(lambda p: [p[0], [p[1][0], 1, None]]))
add("bad", "a link to another index", parts(lambda p: [[p[0][0], p[0][1], p[0][2] - 1], p[1]]))
add("bad", "a link left out", parts(lambda p: [[p[0][0], p[0][1], None], p[1]]))
add("bad", "no partitions", parts(lambda p: []))


@case("bad", "an entry with a longer head for its index")
def _(f: Forger) -> None:
    f.append("party", party())
    data = f.entries[-1]
    index = cbor2.dumps(len(f.entries) - 1)
    longer = data[:2] + b"\x19" + (len(f.entries) - 1).to_bytes(2, "big") + data[2 + len(index) :]
    offset = int.from_bytes(data[-5:-1], "big") + 3 - len(index)
    f.entries[-1] = longer[:-5] + offset.to_bytes(4, "big") + b"\x01"


@case("bad", "an entry with bytes behind its record")
def _(f: Forger) -> None:
    f.append("party", party())
    f.entries[-1] = f.entries[-1][:-5] + b"\xf6" + f.entries[-1][-5:]


# Statements, format.md §2.
add("good", "a party without aud", lambda f: f.append("party", party(), claims={3: UNSET}))
add("bad", "aud of another ledger", lambda f: f.append("party", party(), claims={3: f.origin + "#" + "0" * 64}))
add("bad", "aud is the origin alone, later than entry 0", lambda f: f.append("party", party(), claims={3: f.origin}))
add("bad", "a policy without aud", lambda f: f.append("policy", f.says(0), claims={3: UNSET}))
add("bad", "iss is another party", lambda f: f.append("party", party(), issuer=f"party:{ZERO}"))
add("bad", "iss is no party", lambda f: f.append("party", party(), issuer="operator"))
add("bad", "sub is another party", lambda f: f.append("party", party(), subject=f.operator))
add("bad", "sub is the origin for a party", lambda f: f.append("party", party(), subject=f.origin))
add("bad", "no iat", lambda f: f.append("party", party(), claims={6: UNSET}))
add("bad", "iat before 1970", lambda f: f.append("party", party(), claims={6: -1}))
add("bad", "iat as a text", lambda f: f.append("party", party(), claims={6: "1"}))
add("good", "iat at the end of the year 9999", lambda f: f.append("party", party(), claims={6: 253402300799}))
add("bad", "iat after the year 9999", lambda f: f.append("party", party(), claims={6: 253402300800}))
add("bad", "a further CWT claim", lambda f: f.append("party", party(), claims={4: 1}))
add("bad", "alg EdDSA", lambda f: f.append("party", party(), header={1: -8}))
add("bad", "another typ", lambda f: f.append("party", party(), header={16: "application/cose"}))
add("bad", "another payload hash", lambda f: f.append("party", party(), header={258: -44}))
add("bad", "another preimage type", lambda f: f.append("party", party(), header={259: "application/json"}))
add("bad", "a further label", lambda f: f.append("party", party(), header={5: b"x"}))
add("bad", "no incidents label", lambda f: f.append("party", party(), header={statement.INCIDENTS: UNSET}))
add("bad", "the kind of the header is another", lambda f: f.append("party", party(), header={statement.KIND: 4}))
add("bad", "the kind seal", lambda f: f.append("party", party(), header={statement.KIND: 13}))
add("bad", "incidents that the body does not say", lambda f: f.append("party", party(), incidents=incidents(f)[:1]))
add("bad", "BLAKE3 of another body", lambda f: f.append("party", party(), header={statement.BLAKE3: bytes(32)}))
add("bad", "BLAKE3 of 31 bytes", lambda f: f.append("party", party(), header={statement.BLAKE3: bytes(31)}))
add("bad", "kid of an unknown key", lambda f: f.append("party", party(), header={4: bytes(32)}))
add("bad", "kid of another key", lambda f: f.append("party", party(), header={4: cose.thumbprint(f.key(DESK))}))
add("bad", "a signature with S above the order", lambda f: f.append("party", party(), signature=_malleable))
add("bad", "a signature with another R", lambda f: f.append("party", party(), signature=lambda s: bytes(32) + s[32:]))
add("bad", "the same statement twice", lambda f: f.again(f.append("party", party())))
add("bad", "an unprotected header that is not empty", lambda f: f.append("party", party(), unprotected={4: b"x"}))
# What is declared, format.md §4.
add("bad", "an id that was declared", lambda f: f.append("party", {**party(), "id": f.says(f.find("party"))["id"]}))
add(
    "bad",
    "a slug that names another party",
    lambda f: f.append("party", {**party(), "slug": f.says(f.find("party"))["slug"]}),
)
add(
    "bad",
    "part of a party that nobody declared",
    lambda f: f.append("party", party(part_of=[{"party": f"party:{ZERO}"}])),
)
add("bad", "part of itself", lambda f: f.append("party", party(part_of=[{"party": party()["id"]}])))
add(
    "bad",
    "a question about an unknown incident",
    lambda f: f.append("question", question(f) | {"incident": f"incident:{ZERO}"}, DESK),
)
add("good", "a question", lambda f: f.append("question", question(f), DESK))
add(
    "bad",
    "a question whose id was declared",
    lambda f: [f.append("question", question(f), DESK), f.append("question", question(f), DESK)],
)
add("bad", "a question to an unknown party", lambda f: f.append("question", question(f, to=[f"party:{ZERO}"]), DESK))
add("bad", "an unknown facet", lambda f: f.append("question", question(f) | {"facet": "data.nonsense"}, DESK))
add("good", "a thing", lambda f: f.append("thing", thing()))
add("good", "a thing with a party's slug", lambda f: [f.append("party", party()), f.append("thing", thing())])
add("bad", "a thing that is part of itself", lambda f: f.append("thing", thing(part_of=[thing()["id"]])))
add("bad", "a thing that is its own alias", lambda f: f.append("thing", thing(alias_of=[thing()["id"]])))


@case("bad", "a ref twice with other content")
def _(f: Forger) -> None:
    f.append("party", party(1), members={"ref": "one"})
    f.append("party", party(2), members={"ref": "one"})


@case("bad", "a ref twice with the same content")
def _(f: Forger) -> None:
    f.append("question", question(f), DESK, members={"ref": "one"})
    f.append("question", question(f), DESK, members={"ref": "one"})


# Amendments.
add(
    "good",
    "an amendment",
    lambda f: f.append("amend", amend(f, appended(f), utterance(f)), DESK, subject=utterance(f)["incident"]),
)
add(
    "good",
    "a withdrawal",
    lambda f: f.append(
        "amend", amend(f, appended(f), None, reason="withdrawal"), DESK, subject=utterance(f)["incident"]
    ),
)
add(
    "bad",
    "a transcription without a replacement",
    lambda f: f.append("amend", amend(f, appended(f), None), DESK, subject=utterance(f)["incident"]),
)
add(
    "bad",
    "a withdrawal with a replacement",
    lambda f: f.append(
        "amend", amend(f, appended(f), utterance(f), reason="withdrawal"), DESK, subject=utterance(f)["incident"]
    ),
)
add(
    "bad",
    "an amendment with another subject",
    lambda f: f.append(
        "amend",
        amend(f, appended(f), utterance(f)),
        DESK,
        subject=next(i for i in incidents(f) if i != utterance(f)["incident"]),
    ),
)
add(
    "bad",
    "an amendment of an unknown statement",
    lambda f: f.append("amend", {"reason": "withdrawal", "targets": ["0" * 64]}, DESK, subject=incident(f)),
)
add(
    "bad",
    "an amendment into another kind",
    lambda f: f.append(
        "amend",
        amend(f, appended(f), question(f), "question"),
        DESK,
        subject=utterance(f)["incident"],
        incidents=[i for i in [incident(f)] if i != utterance(f)["incident"]],
    ),
)
add(
    "bad",
    "an amendment of the policy",
    lambda f: f.append("amend", amend(f, 0, None, reason="withdrawal"), "operator", subject=f.origin),
)
add(
    "bad",
    "an amendment of a key",
    lambda f: f.append("amend", amend(f, f.find("key"), None, reason="withdrawal"), "operator", subject=f.origin),
)
add(
    "bad",
    "an amendment of another party's record",
    lambda f: f.append(
        "amend",
        amend(f, own_entry(f), None, reason="withdrawal"),
        DESK,
        subject=f.entry(own_entry(f)).statement.subject,
    ),
)
add(
    "bad",
    "an amendment without aud",
    lambda f: f.append(
        "amend", amend(f, appended(f), utterance(f)), DESK, subject=utterance(f)["incident"], claims={3: UNSET}
    ),
)
add(
    "good",
    "one record amended twice",
    lambda f: [
        n := appended(f),
        f.append("amend", amend(f, n, utterance(f)), DESK, subject=utterance(f)["incident"]),
        f.append("amend", amend(f, n, utterance(f, channel="tv")), DESK, subject=utterance(f)["incident"]),
    ],
)
add(
    "bad",
    "an amendment of an amendment",
    lambda f: [
        n := f.append("amend", amend(f, appended(f), utterance(f)), DESK, subject=utterance(f)["incident"]),
        f.append("amend", amend(f, n, utterance(f, channel="tv")), DESK, subject=utterance(f)["incident"]),
    ],
)
add(
    "bad",
    "an amendment of a withdrawal",
    lambda f: [
        n := f.append(
            "amend", amend(f, appended(f), None, reason="withdrawal"), DESK, subject=utterance(f)["incident"]
        ),
        f.append("amend", amend(f, n, utterance(f)), DESK, subject=utterance(f)["incident"]),
    ],
)
add(
    "bad",
    "a target twice",
    lambda f: [
        n := appended(f),
        f.append(
            "amend", {"reason": "withdrawal", "targets": [f.id(n), f.id(n)]}, DESK, subject=utterance(f)["incident"]
        ),
    ],
)
add(
    "good",
    "a party amended",
    lambda f: [
        f.append("party", party()),
        f.append(
            "amend",
            amend(f, len(f.entries) - 1, party(note={"language": "en", "text": "x"}), "party"),
            "operator",
            subject=party()["id"],
        ),
    ],
)
add(
    "bad",
    "a party amended into another id",
    lambda f: [
        f.append("party", party()),
        f.append("amend", amend(f, len(f.entries) - 1, party(2), "party"), "operator", subject=party()["id"]),
    ],
)
add(
    "good",
    "a party amended into a new slug",
    lambda f: [
        f.append("party", party()),
        f.append(
            "amend",
            amend(f, len(f.entries) - 1, party() | {"slug": "forged-2"}, "party"),
            "operator",
            subject=party()["id"],
        ),
    ],
)
add(
    "bad",
    "a party amended into another's slug",
    lambda f: [
        f.append("party", party(2)),
        f.append("party", party()),
        f.append(
            "amend",
            amend(f, len(f.entries) - 1, party() | {"slug": "forged-2"}, "party"),
            "operator",
            subject=party()["id"],
        ),
    ],
)
add(
    "bad",
    "a party amended into a part of itself",
    lambda f: [
        f.append("party", party()),
        f.append("party", party(2, part_of=[{"party": party()["id"]}])),
        f.append(
            "amend",
            amend(f, len(f.entries) - 2, party(part_of=[{"party": party(2)["id"]}]), "party"),
            "operator",
            subject=party()["id"],
        ),
    ],
)
# Redactions.
add("good", "a redaction", lambda f: [n := appended(f), f.append("redaction", redaction(f, n)), f.withhold(n)])
add("bad", "a redaction that is not carried out", lambda f: [n := appended(f), f.append("redaction", redaction(f, n))])
add(
    "bad",
    "a redaction by a key that does not operate",
    lambda f: [n := appended(f), f.append("redaction", redaction(f, n), DESK), f.withhold(n)],
)
add("bad", "a redaction of the policy", lambda f: [f.append("redaction", redaction(f, 0)), f.withhold(0)])
add(
    "bad",
    "a redaction of a later policy",
    lambda f: [n := f.append("policy", f.says(0)), f.append("redaction", redaction(f, n)), f.withhold(n)],
)
add(
    "bad",
    "a redaction of a key",
    lambda f: [f.append("redaction", redaction(f, f.find("key"))), f.withhold(f.find("key"))],
)
add(
    "bad",
    "a redaction of a redaction",
    lambda f: [
        m := appended(f),
        n := f.append("redaction", redaction(f, m)),
        f.withhold(m),
        f.append("redaction", redaction(f, n)),
        f.withhold(n),
    ],
)
add(
    "bad",
    "a redaction of an unknown statement",
    lambda f: f.append("redaction", {"authority": f.operator, "why": "safety", "statements": ["0" * 64]}),
)
add(
    "bad",
    "a redaction without aud",
    lambda f: [n := appended(f), f.append("redaction", redaction(f, n), claims={3: UNSET}), f.withhold(n)],
)
add("bad", "a redaction of nothing", lambda f: f.append("redaction", {"authority": f.operator, "why": "safety"}))
add(
    "bad",
    "a redaction on the authority of an unknown party",
    lambda f: [
        n := appended(f),
        f.append("redaction", redaction(f, n) | {"authority": f"party:{ZERO}"}),
        f.withhold(n),
    ],
)
add(
    "good",
    "a redaction of what is withheld already",
    lambda f: [
        n := appended(f),
        f.append("redaction", redaction(f, n)),
        f.withhold(n),
        f.append("redaction", redaction(f, n)),
    ],
)
add(
    "bad",
    "a redaction of what comes later",
    lambda f: [f.append("redaction", {"authority": f.operator, "why": "safety", "statements": [f.id(appended(f))]})],
)
add(
    "good",
    "an artifact withheld",
    lambda f: [
        f.append("capture", _capture(f, b"words"), DESK, subject=f.origin),
        f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": list(f.addenda)}),
        f.artifact(None, list(f.addenda)[0]),
    ],
)
add(
    "bad",
    "an artifact withheld, and served",
    lambda f: [
        f.append("capture", _capture(f, b"words"), DESK, subject=f.origin),
        f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": list(f.addenda)}),
    ],
)


@case("good", "a ref that a withheld body bore")
def _(f: Forger) -> None:
    n = f.append("utterance", utterance(f), DESK, members={"ref": "one"})
    f.append("redaction", redaction(f, n))
    f.withhold(n)
    f.append("party", party(), members={"ref": "one"})


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
# What is withheld.
add(
    "bad",
    "a capture of what is withheld",
    lambda f: [
        f.append("capture", _capture(f, b"words"), DESK, subject=f.origin),
        f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": list(f.addenda)}),
        f.append("capture", _capture(f, b"words", language="en"), DESK, subject=f.origin),
        f.artifact(None, list(f.addenda)[0]),
    ],
)
add(
    "bad",
    "a quotation of what is withheld",
    lambda f: [
        a := f.says(quoted(f))["claims"][0]["segments"][0]["artifact"],
        f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": [a]}),
        f.artifact(None, a),
        appended(f),
    ],
)
add(
    "good",
    "an artifact withheld that was quoted",
    lambda f: [
        a := f.says(quoted(f))["claims"][0]["segments"][0]["artifact"],
        f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": [a]}),
        f.artifact(None, a),
    ],
)
add(
    "good",
    "a first-person statement withheld, its text too or not: nobody can tell",
    lambda f: [f.append("redaction", redaction(f, own_entry(f))), f.withhold(own_entry(f))],
)
add(
    "bad",
    "an own text withheld without its statement",
    lambda f: [
        a := f.says(own_entry(f))["claims"][0]["segments"][0]["artifact"],
        f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": [a]}),
        f.artifact(None, a),
    ],
)
add(
    "good",
    "a first-person statement withheld with its text",
    lambda f: [
        a := f.says(own_entry(f))["claims"][0]["segments"][0]["artifact"],
        f.append("redaction", redaction(f, own_entry(f), artifacts=[a])),
        f.withhold(own_entry(f)),
        f.artifact(None, a),
    ],
)
add(
    "good",
    "a claim of a withheld statement",
    lambda f: [n := withheld(f), claimed(act="retracts", target=f"{f.id(n)}#3")(f)],
)
add(
    "good",
    "a question that a withheld statement may have declared",
    lambda f: [
        withheld(f),
        f.append(
            "link", link(f, relation="answers", to=f"question:{ZERO}"), DESK, subject=_subject(f, link(f)["from"])
        ),
    ],
)
add(
    "good",
    "an artifact that a withheld statement may have declared",
    lambda f: [withheld(f), f.append("utterance", segment(utterance(f), artifact="0" * 64), DESK)],
)
add(
    "good",
    "a facet that a withheld statement may have declared",
    lambda f: [withheld(f), f.append("question", question(f) | {"facet": "data.nonsense"}, DESK)],
)
add(
    "bad",
    "a party that no withheld statement can have declared",
    lambda f: [withheld(f), f.append("question", question(f, to=[f"party:{ZERO}"]), DESK)],
)
add(
    "good",
    "the slug of a withheld party",
    lambda f: [
        n := f.append("party", party()),
        f.append("redaction", redaction(f, n)),
        f.withhold(n),
        f.append("party", party(2) | {"slug": party()["slug"]}),
    ],
)
add(
    "bad",
    "the id of a withheld party",
    lambda f: [
        n := f.append("party", party()),
        f.append("redaction", redaction(f, n)),
        f.withhold(n),
        f.append("party", party() | {"slug": "x"}),
    ],
)
add(
    "good",
    "a withheld party, amended",
    lambda f: [
        n := f.append("party", party()),
        f.append("redaction", redaction(f, n)),
        f.withhold(n),
        f.append("amend", amend(f, n, party() | {"slug": "x"}, "party"), subject=party()["id"]),
    ],
)
add(
    "bad",
    "a withheld party, amended into another id",
    lambda f: [
        n := f.append("party", party()),
        f.append("redaction", redaction(f, n)),
        f.withhold(n),
        f.append("amend", amend(f, n, party(3), "party"), subject=party()["id"]),
    ],
)
add(
    "bad",
    "a usage that a withheld statement cannot have had",
    lambda f: [
        n := f.append("question", question(f), PRESS, issuer=press(f)),
        f.append("redaction", redaction(f, n)),
        f.withhold(n),
    ],
)
add(
    "good",
    "the log's own key as a statement key",
    lambda f: f.append("key", grant(_with(f, "log-ed25519"), name="log-ed25519")),
)
add("bad", "a recovery key that was granted", lambda f: f.append("key", grant(f, recovery_key=f.key(DESK).hex())))
add(
    "good",
    "a recovery key for two keys",
    lambda f: [
        f.append("key", grant(f, "a", recovery_key=f.key("r").hex())),
        f.append("key", grant(f, "b", recovery_key=f.key("r").hex())),
    ],
)
add(
    "bad",
    "a recovery key that was granted later",
    lambda f: [f.append("key", grant(f, "a", recovery_key=f.key("r").hex())), f.append("key", grant(f, "r"))],
)
add(
    "good",
    "compromised since, by the recovery key",
    lambda f: [
        f.append("key", grant(f, "a", recovery_key=f.key("r").hex())),
        f.append("key", revoke(f, "a", why="compromised", compromised_since=len(f.entries) - 1), "r"),
    ],
)
add(
    "bad",
    "a recovery key records",
    lambda f: [f.append("key", grant(f, "a", recovery_key=f.key("r").hex())), f.append("party", party(), "r")],
)
add(
    "bad",
    "a key that a compromised key granted",
    lambda f: [
        f.append("key", grant(f, "a", usages=["record", "operate"])),
        f.append("key", grant(f, "b", grantor="a"), "a"),
        f.append("key", revoke(f, "a", why="compromised", compromised_since=len(f.entries) - 1)),
        f.append("party", party(), "b"),
    ],
)
add(
    "good",
    "a key that a compromised key granted before",
    lambda f: [
        f.append("key", grant(f, "a", usages=["record", "operate"])),
        f.append("key", grant(f, "b", grantor="a"), "a"),
        f.append("party", party(2), "a"),
        f.append("key", revoke(f, "a", why="compromised", compromised_since=len(f.entries) - 1)),
        f.append("party", party(), "b"),
    ],
)


# Checkpoints.
@case("bad", "the ML-DSA-44 signature of another time")
def _(f: Forger) -> None:
    f.checkpoint_time = f.entry(len(f.entries) - 1).time // 1000 + 1


@case("bad", "a signed extension line")
def _(f: Forger) -> None:
    root = tree.root_of(list(map(tree.leaf_hash, f.entries)))
    f.checkpoint_text = f"{f.origin}\n{len(f.entries)}\n{base64.b64encode(root).decode()}\nextension\n"


@case("bad", "a signed checkpoint of another root")
def _(f: Forger) -> None:
    f.checkpoint_text = f"{f.origin}\n{len(f.entries)}\n{base64.b64encode(bytes(32)).decode()}\n"
