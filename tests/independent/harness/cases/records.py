"""Cases of what is declared, amended and withheld."""

from __future__ import annotations

from ..forge import UNSET, Forger
from .kit import (
    DESK,
    PRESS,
    ZERO,
    _capture,
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
    party,
    press,
    question,
    quoted,
    redaction,
    revoke,
    segment,
    thing,
    utterance,
    withheld,
)

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
