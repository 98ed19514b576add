"""What a forger who holds the keys tries: each case breaks one rule of format.md, or shows that something is allowed.

`good` and `bad` are what format.md says; both sides must agree with it, and with each other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cbor2

from verifier import cose, ed25519, statement
from verifier.keys import GRANT, ROTATION, USAGES

from .forge import UNSET, Forger

Case = tuple[str, str, Callable[[Forger], Any]]
CASES: list[Case] = []
ZERO = "0" * 32
DESK = "desk"
PRESS = "press"


# Cases on which `bayan` and format.md differ as they stand: told aloud at each run, and an error once they agree.
KNOWN = {
    "the ML-DSA-44 signature of another time": "format.md §5: the time is the newest entry's; bayan does not compare it",
}


def case(expected: str, name: str) -> Callable[[Callable[[Forger], Any]], Callable[[Forger], Any]]:
    """Registers a case."""

    def register(do: Callable[[Forger], Any]) -> Callable[[Forger], Any]:
        CASES.append((name, expected, do))
        return do

    return register


def add(expected: str, name: str, do: Callable[[Forger], Any]) -> None:
    """The same for a lambda."""
    CASES.append((name, expected, do))


def party(n: int = 1, **more: Any) -> dict[str, Any]:
    """A party nobody has declared."""
    return {"id": f"party:{n:032x}", "is": "person", "slug": f"forged-{n}", **more}


def own_entry(f: Forger) -> int:
    """The press office's first-person utterance."""
    return f.find("utterance", lambda s: "text" in s)


def press(f: Forger) -> str:
    """The press office's party."""
    return f.entry(own_entry(f)).statement.issuer


def incident(f: Forger) -> str:
    """An incident of the ledger."""
    return f.says(f.find("incident"))["id"]


def incidents(f: Forger) -> list[str]:
    """All of them, ascending."""
    kinds = [(i, f.entry(i).statement) for i in range(len(f.entries))]
    return sorted(s.subject for _, s in kinds if s.kind == "incident")


def question(f: Forger, n: int = 1, **more: Any) -> dict[str, Any]:
    """A question about the first incident."""
    return {
        "id": f"question:{n:032x}", "facet": "data.safety", "incident": incident(f),
        "text": {"language": "en", "text": "Is it?"}, **more,
    }  # fmt: skip


def quoted(f: Forger, where: Any = lambda says: True) -> int:
    """An utterance that quotes an artifact which is there."""
    return f.find("utterance", lambda s: "segments" in s["claims"][0] and "text" not in s and where(s))


def utterance(f: Forger, **more: Any) -> dict[str, Any]:
    """A copy of a recorded utterance, with one claim and by the desk."""
    says = f.says(quoted(f))
    claim = {name: value for name, value in says["claims"][0].items() if name not in ("target", "verb")}
    kept = {name: says[name] for name in ("channel", "incident", "recorder", "speaker")}
    return {**kept, "attests": "read_them_so", "claims": [claim], **more}


def changed(says: dict[str, Any], **claim: Any) -> dict[str, Any]:
    """The same with another first claim."""
    return {**says, "claims": [{**says["claims"][0], **claim}, *says["claims"][1:]]}


def segment(says: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The same with another first segment."""
    return changed(says, segments=[{**says["claims"][0]["segments"][0], **more}])


# Entries, format.md §3.

add("good", "a further party", lambda f: f.append("party", party()))
add("good", "time as before", lambda f: f.append("party", party(), time=f.entry(len(f.entries) - 1).time))
add("bad", "time before the last", lambda f: f.append("party", party(), time=f.entry(len(f.entries) - 1).time - 1))
add("good", "time far ahead", lambda f: f.append("party", party(), time=2**42))
add("bad", "index too high", lambda f: f.append("party", party(), index=len(f.entries) + 1))
add("bad", "record of version 2", lambda f: f.append("party", party(), version=2))
add("bad", "prev of the entry before the last", lambda f: f.append("party", party(), prev=statement.chain_hash(f.entries[-2])))
add("bad", "prev over the record alone", lambda f: f.append("party", party(), prev=statement.chain_hash(f.entries[-1][:-5])))
add("bad", "prev of 31 bytes", lambda f: f.append("party", party(), prev=bytes(31)))
add("bad", "offset off by one", lambda f: f.append("party", party(), offset=400))
add("bad", "no digest in the suffix", lambda f: f.append("party", party(), count=0))
add("bad", "two digests in the suffix", lambda f: f.append("party", party(), count=2))


def parts(change: Callable[[list[Any]], Any]) -> Callable[[Forger], Any]:
    """The partitions of a further party, changed."""

    def do(f: Forger) -> Any:
        key = f"key:{f.thumbprint('operator')}"
        right = [[key, *f.next(key)], [party()["id"], 0, None]]
        f.append("party", party(), partitions=change(right))

    return do


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


def _malleable(signature: bytes) -> bytes:
    s = int.from_bytes(signature[32:], "little") + ed25519.L
    return signature[:32] + s.to_bytes(32, "little")


add("bad", "a signature with S above the order", lambda f: f.append("party", party(), signature=_malleable))
add("bad", "a signature with another R", lambda f: f.append("party", party(), signature=lambda s: bytes(32) + s[32:]))


add("bad", "the same statement twice", lambda f: f.again(f.append("party", party())))
add("bad", "an unprotected header that is not empty", lambda f: f.append("party", party(), unprotected={4: b"x"}))

# Bodies, format.md §1.

add("bad", "an unknown field", lambda f: f.append("party", party(colour="red")))
add("bad", "a null", lambda f: f.append("party", party(note=None)))
add("bad", "an empty list", lambda f: f.append("party", party(names=[])))
add("bad", "an unknown member of the body", lambda f: f.append("party", party(), members={"x": 1}))
add("bad", "version 2 of a body", lambda f: f.append("party", party(), members={"v": 2}))
add("bad", "no nonce", lambda f: f.append("party", party(), members={"nonce": UNSET}))
add("bad", "a nonce in capitals", lambda f: f.append("party", party(), members={"nonce": "A" * 32}))
add("bad", "an empty ref", lambda f: f.append("party", party(), members={"ref": ""}))
add("good", "a ref of 128 characters", lambda f: f.append("party", party(), members={"ref": "r" * 128}))
add("bad", "a ref of 129 characters", lambda f: f.append("party", party(), members={"ref": "r" * 129}))
add("bad", "a number for a word", lambda f: f.append("party", {**party(), "is": 1}))
add("bad", "a word that no list has", lambda f: f.append("party", {**party(), "is": "robot"}))
add("bad", "a slug in capitals", lambda f: f.append("party", party() | {"slug": "Forged"}))
add("bad", "NUL in a text", lambda f: f.append("party", party(names=[{"text": "a\0b"}])))
add("bad", "a body with a line end", lambda f: f.append("party", party(), body=f.body("party", party()) + b"\n"))
add("bad", "a body with another order", lambda f: f.append("party", party(), body=f.body("party", party()).replace(b'{"kind":"party",', b"{", 1)[:-1] + b',"kind":"party"}'))
add("bad", "a body with an escape", lambda f: f.append("party", party(), body=f.body("party", party()).replace(b"person", b"\\u0070erson")))
add("bad", "a member twice", lambda f: f.append("party", party(), body=f.body("party", party())[:-1] + b',"v":1}'))
add("bad", "v as 1.0", lambda f: f.append("party", party(), body=f.body("party", party())[:-2] + b"1.0}"))
add("bad", "a body that is not UTF-8", lambda f: f.append("party", party(names=[{"text": "@@"}]), body=f.body("party", party(names=[{"text": "@@"}])).replace(b"@@", b"\xff\xfe")))
add("bad", "a body of another entry", lambda f: f.append("party", party(), served=f.bodies[1]))
add("bad", "a body that is not served", lambda f: f.append("party", party(), served=b""))

# What is declared, format.md §4.

add("bad", "an id that was declared", lambda f: f.append("party", {**party(), "id": f.says(f.find("party"))["id"]}))
add("bad", "a slug that names another party", lambda f: f.append("party", {**party(), "slug": f.says(f.find("party"))["slug"]}))
add("bad", "part of a party that nobody declared", lambda f: f.append("party", party(part_of=[{"party": f"party:{ZERO}"}])))
add("bad", "part of itself", lambda f: f.append("party", party(part_of=[{"party": party()["id"]}])))
add("bad", "a question about an unknown incident", lambda f: f.append("question", question(f) | {"incident": f"incident:{ZERO}"}, DESK))
add("good", "a question", lambda f: f.append("question", question(f), DESK))
add("bad", "a question whose id was declared", lambda f: [f.append("question", question(f), DESK), f.append("question", question(f), DESK)])
add("bad", "a question to an unknown party", lambda f: f.append("question", question(f, to=[f"party:{ZERO}"]), DESK))
add("bad", "an unknown facet", lambda f: f.append("question", question(f) | {"facet": "data.nonsense"}, DESK))


def thing(n: int = 1, **more: Any) -> dict[str, Any]:
    """A thing nobody has declared."""
    return {"id": f"thing:{n:032x}", "is": "system", "slug": f"forged-{n}", **more}


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


# Utterances and quotations.

add("good", "an utterance", lambda f: f.append("utterance", utterance(f), DESK))
add("good", "another recorder", lambda f: f.append("utterance", utterance(f, recorder=f.says(f.find("party", lambda s: s["id"] != f.operator))["id"]), DESK))
add("bad", "an unknown speaker", lambda f: f.append("utterance", utterance(f, speaker={"party": f"party:{ZERO}"}), DESK))
add("good", "nobody speaks", lambda f: f.append("utterance", utterance(f, speaker="nobody"), DESK))
add("bad", "a quotation off by one", lambda f: f.append("utterance", segment(utterance(f), start=utterance(f)["claims"][0]["segments"][0]["start"] + 1), DESK))
add("bad", "a quotation with another word", lambda f: f.append("utterance", segment(utterance(f), exact="x" + utterance(f)["claims"][0]["segments"][0]["exact"][1:]), DESK))
add("bad", "a quotation beyond the artifact", lambda f: f.append("utterance", segment(utterance(f), start=2**31, end=2**31 + 5), DESK))
add("bad", "a quotation of an unknown artifact", lambda f: f.append("utterance", segment(utterance(f), artifact="0" * 64), DESK))
add("bad", "another place that says something else", lambda f: f.append("utterance", segment(utterance(f), also_at=[{"start": 0, "end": 9, "zone": "body"}]), DESK))
add("bad", "a claim of its own that it does not make", lambda f: f.append("utterance", changed(utterance(f), act="retracts", target="#7"), DESK))
add("bad", "a claim of a statement that nobody made", lambda f: f.append("utterance", changed(utterance(f), act="retracts", target="0" * 64 + "#0"), DESK))
add("bad", "a claim that a statement does not make", lambda f: f.append("utterance", changed(utterance(f), act="retracts", target=f.id(quoted(f)) + "#200"), DESK))
add("bad", "a claim of a party", lambda f: f.append("utterance", changed(utterance(f), act="retracts", target=f.id(1) + "#0"), DESK))
add("bad", "a value that the facet does not have", lambda f: f.append("utterance", changed(utterance(f), facet="data.safety", value={"text": {"language": "en", "text": "x"}}), DESK))
add("bad", "a speech key records", lambda f: f.append("utterance", utterance(f), PRESS, issuer=press(f)))
add("good", "an utterance that concerns another incident", lambda f: f.append("utterance", utterance(f, also=[i for i in incidents(f) if i != utterance(f)["incident"]][:1]), DESK, incidents=[i for i in incidents(f) if i != utterance(f)["incident"]][:1]))
add("bad", "an incident in the body that the header leaves out", lambda f: f.append("utterance", utterance(f, also=[i for i in incidents(f) if i != utterance(f)["incident"]][:1]), DESK))
add("bad", "the incident itself listed as another", lambda f: f.append("utterance", utterance(f, also=[utterance(f)["incident"]]), DESK))


def own(f: Forger, **more: Any) -> tuple[dict[str, Any], str]:
    """A copy of the press office's first-person utterance, in other words, and its artifact's name."""
    import hashlib

    says = f.says(f.find("utterance", lambda s: "text" in s))
    text = "We say so. " + says["text"]
    digest = hashlib.sha256(text.encode()).hexdigest()
    claim = {**says["claims"][0], "segments": [{"artifact": digest, "start": 0, "end": 10, "exact": "We say so.", "zone": "body"}]}
    return {**says, "text": text, "claims": [claim], **more}, digest


@case("good", "a first-person utterance")
def _(f: Forger) -> None:
    says, _ = own(f)
    f.artifact(says["text"].encode())
    f.append("utterance", says, PRESS, issuer=press(f))


@case("bad", "a first-person utterance whose text is not published")
def _(f: Forger) -> None:
    f.append("utterance", own(f)[0], PRESS, issuer=press(f))


@case("bad", "a first-person utterance whose text is published otherwise")
def _(f: Forger) -> None:
    f.artifact(b"x", own(f)[1])
    f.append("utterance", own(f)[0], PRESS, issuer=press(f))


@case("bad", "on behalf of an office that the key was not granted for")
def _(f: Forger) -> None:
    office = f.operator
    says, _ = own(f, attests={"on_behalf_of": office}, speaker={"party": office})
    f.artifact(says["text"].encode())
    f.append("utterance", says, PRESS, issuer=press(f))


@case("bad", "said by oneself, but by another speaker")
def _(f: Forger) -> None:
    says, _ = own(f, attests="said_it_myself", speaker={"party": f.operator})
    f.artifact(says["text"].encode())
    f.append("utterance", says, PRESS, issuer=press(f))


# Captures.

@case("good", "a capture")
def _(f: Forger) -> None:
    f.append("capture", _capture(f, b"words"), DESK, subject=f.origin)


def _capture(f: Forger, data: bytes, **more: Any) -> dict[str, Any]:
    from blake3 import blake3

    return {
        "artifact": f.artifact(data), "blake3": blake3(data).hexdigest(), "size": len(data),
        "media_type": "text/plain;charset=utf-8", "source": {"original": {"captured_at": "2026-01-12T08:00:00Z"}}, **more,
    }  # fmt: skip


add("bad", "a capture with another size", lambda f: f.append("capture", _capture(f, b"words", size=4), DESK, subject=f.origin))
add("bad", "a capture with another BLAKE3", lambda f: f.append("capture", _capture(f, b"words", blake3="0" * 64), DESK, subject=f.origin))
add("bad", "a capture whose bytes are not published", lambda f: [f.append("capture", _capture(f, b"words"), DESK, subject=f.origin), f.addenda.clear()])
add("bad", "a capture whose sub is no incident of its", lambda f: f.append("capture", _capture(f, b"words"), DESK, subject=incident(f)))
add("bad", "a rendition of an unknown artifact", lambda f: f.append("capture", _capture(f, b"words", source={"rendition": {"made_at": "2026-01-12T08:00:00Z", "maker": "human", "of": "0" * 64, "what": "plain_text"}}), DESK, subject=f.origin))
add("bad", "a defect beyond the artifact", lambda f: f.append("capture", _capture(f, b"words", defects=[{"at": {"start": 3, "end": 9}, "is": "stray"}]), DESK, subject=f.origin))
add("good", "the same bytes captured twice", lambda f: [f.append("capture", _capture(f, b"words"), DESK, subject=f.origin), f.append("capture", _capture(f, b"words", incident=incident(f)), DESK)])

# Links, opinions, silences.


def link(f: Forger, **more: Any) -> dict[str, Any]:
    """A link between two claims of one incident."""
    says = f.says(f.find("link", lambda s: "#" in s["from"]))
    return {**says, **more}


def _subject(f: Forger, target: str) -> str:
    return next(f.entry(i).statement.subject for i in range(len(f.entries)) if f.id(i) == target.partition("#")[0])


add("good", "a link", lambda f: f.append("link", link(f), DESK, subject=_subject(f, link(f)["from"])))
add("bad", "a link with another subject", lambda f: f.append("link", link(f), DESK, subject=next(i for i in incidents(f) if i != _subject(f, link(f)["from"]))))
add("bad", "a link to itself", lambda f: f.append("link", link(f, to=link(f)["from"]), DESK, subject=_subject(f, link(f)["from"])))
add("bad", "a link from a claim of its own", lambda f: f.append("link", link(f, **{"from": "#0"}), DESK, subject=_subject(f, link(f)["to"])))
add("bad", "a link to an unknown question", lambda f: f.append("link", link(f, relation="answers", to=f"question:{ZERO}"), DESK, subject=_subject(f, link(f)["from"])))
add("bad", "two incidents linked as claims are", lambda f: f.append("link", link(f, **{"from": incidents(f)[0], "to": incidents(f)[1], "relation": "contradicts"}), DESK, subject=incidents(f)[0], incidents=incidents(f)[1:2]))
add("bad", "an opinion of an unknown statement", lambda f: f.append("opinion", {"target": "0" * 64, "view": "dispute", "why": {"language": "en", "text": "x"}}, DESK, subject=incident(f)))
add("good", "an opinion of a party", lambda f: f.append("opinion", {"target": f.id(1), "view": "dispute", "why": {"language": "en", "text": "x"}}, DESK, subject=f.operator))
add("bad", "an opinion of a party with another subject", lambda f: f.append("opinion", {"target": f.id(1), "view": "dispute", "why": {"language": "en", "text": "x"}}, DESK, subject=f.origin))
add("good", "an opinion of the policy", lambda f: f.append("opinion", {"target": f.id(0), "view": "dispute", "why": {"language": "en", "text": "x"}}, DESK, subject=f.origin))


# Amendments.


def amend(f: Forger, target: int, says: dict[str, Any] | None, kind: str = "utterance", reason: str = "transcription") -> dict[str, Any]:
    """An amendment of one entry."""
    whole: dict[str, Any] = {"reason": reason, "targets": [f.id(target)]}
    return whole | ({"replacement": {"kind": kind, "says": says}} if says else {})


def appended(f: Forger, **more: Any) -> int:
    """A further utterance by the desk."""
    return f.append("utterance", utterance(f, **more), DESK)


add("good", "an amendment", lambda f: f.append("amend", amend(f, appended(f), utterance(f)), DESK, subject=utterance(f)["incident"]))
add("good", "a withdrawal", lambda f: f.append("amend", amend(f, appended(f), None, reason="withdrawal"), DESK, subject=utterance(f)["incident"]))
add("bad", "a transcription without a replacement", lambda f: f.append("amend", amend(f, appended(f), None), DESK, subject=utterance(f)["incident"]))
add("bad", "a withdrawal with a replacement", lambda f: f.append("amend", amend(f, appended(f), utterance(f), reason="withdrawal"), DESK, subject=utterance(f)["incident"]))
add("bad", "an amendment with another subject", lambda f: f.append("amend", amend(f, appended(f), utterance(f)), DESK, subject=next(i for i in incidents(f) if i != utterance(f)["incident"])))
add("bad", "an amendment of an unknown statement", lambda f: f.append("amend", {"reason": "withdrawal", "targets": ["0" * 64]}, DESK, subject=incident(f)))
add("bad", "an amendment into another kind", lambda f: f.append("amend", amend(f, appended(f), question(f), "question"), DESK, subject=utterance(f)["incident"], incidents=[i for i in [incident(f)] if i != utterance(f)["incident"]]))
add("bad", "an amendment of the policy", lambda f: f.append("amend", amend(f, 0, None, reason="withdrawal"), "operator", subject=f.origin))
add("bad", "an amendment of a key", lambda f: f.append("amend", amend(f, f.find("key"), None, reason="withdrawal"), "operator", subject=f.origin))
add("bad", "an amendment of another party's record", lambda f: f.append("amend", amend(f, own_entry(f), None, reason="withdrawal"), DESK, subject=f.entry(own_entry(f)).statement.subject))
add("bad", "an amendment without aud", lambda f: f.append("amend", amend(f, appended(f), utterance(f)), DESK, subject=utterance(f)["incident"], claims={3: UNSET}))
add("good", "one record amended twice", lambda f: [n := appended(f), f.append("amend", amend(f, n, utterance(f)), DESK, subject=utterance(f)["incident"]), f.append("amend", amend(f, n, utterance(f, channel="tv")), DESK, subject=utterance(f)["incident"])])
add("bad", "an amendment of an amendment", lambda f: [n := f.append("amend", amend(f, appended(f), utterance(f)), DESK, subject=utterance(f)["incident"]), f.append("amend", amend(f, n, utterance(f, channel="tv")), DESK, subject=utterance(f)["incident"])])
add("bad", "an amendment of a withdrawal", lambda f: [n := f.append("amend", amend(f, appended(f), None, reason="withdrawal"), DESK, subject=utterance(f)["incident"]), f.append("amend", amend(f, n, utterance(f)), DESK, subject=utterance(f)["incident"])])
add("bad", "a target twice", lambda f: [n := appended(f), f.append("amend", {"reason": "withdrawal", "targets": [f.id(n), f.id(n)]}, DESK, subject=utterance(f)["incident"])])
add("good", "a party amended", lambda f: [f.append("party", party()), f.append("amend", amend(f, len(f.entries) - 1, party(note={"language": "en", "text": "x"}), "party"), "operator", subject=party()["id"])])
add("bad", "a party amended into another id", lambda f: [f.append("party", party()), f.append("amend", amend(f, len(f.entries) - 1, party(2), "party"), "operator", subject=party()["id"])])
add("good", "a party amended into a new slug", lambda f: [f.append("party", party()), f.append("amend", amend(f, len(f.entries) - 1, party() | {"slug": "forged-2"}, "party"), "operator", subject=party()["id"])])
add("bad", "a party amended into another's slug", lambda f: [f.append("party", party(2)), f.append("party", party()), f.append("amend", amend(f, len(f.entries) - 1, party() | {"slug": "forged-2"}, "party"), "operator", subject=party()["id"])])
add("bad", "a party amended into a part of itself", lambda f: [f.append("party", party()), f.append("party", party(2, part_of=[{"party": party()["id"]}])), f.append("amend", amend(f, len(f.entries) - 2, party(part_of=[{"party": party(2)["id"]}]), "party"), "operator", subject=party()["id"])])

# Redactions.


def redaction(f: Forger, *targets: int, **more: Any) -> dict[str, Any]:
    """A redaction of entries."""
    return {"authority": f.operator, "why": "court_order", "statements": [f.id(n) for n in targets], **more}


add("good", "a redaction", lambda f: [n := appended(f), f.append("redaction", redaction(f, n)), f.withhold(n)])
add("bad", "a redaction that is not carried out", lambda f: [n := appended(f), f.append("redaction", redaction(f, n))])
add("bad", "a redaction by a key that does not operate", lambda f: [n := appended(f), f.append("redaction", redaction(f, n), DESK), f.withhold(n)])
add("bad", "a redaction of the policy", lambda f: [f.append("redaction", redaction(f, 0)), f.withhold(0)])
add("bad", "a redaction of a later policy", lambda f: [n := f.append("policy", f.says(0)), f.append("redaction", redaction(f, n)), f.withhold(n)])
add("bad", "a redaction of a key", lambda f: [f.append("redaction", redaction(f, f.find("key"))), f.withhold(f.find("key"))])
add("bad", "a redaction of a redaction", lambda f: [m := appended(f), n := f.append("redaction", redaction(f, m)), f.withhold(m), f.append("redaction", redaction(f, n)), f.withhold(n)])
add("bad", "a redaction of an unknown statement", lambda f: f.append("redaction", {"authority": f.operator, "why": "safety", "statements": ["0" * 64]}))
add("bad", "a redaction without aud", lambda f: [n := appended(f), f.append("redaction", redaction(f, n), claims={3: UNSET}), f.withhold(n)])
add("bad", "a redaction of nothing", lambda f: f.append("redaction", {"authority": f.operator, "why": "safety"}))
add("bad", "a redaction on the authority of an unknown party", lambda f: [n := appended(f), f.append("redaction", redaction(f, n) | {"authority": f"party:{ZERO}"}), f.withhold(n)])
add("good", "a redaction of what is withheld already", lambda f: [n := appended(f), f.append("redaction", redaction(f, n)), f.withhold(n), f.append("redaction", redaction(f, n))])
add("bad", "a redaction of what comes later", lambda f: [f.append("redaction", {"authority": f.operator, "why": "safety", "statements": [f.id(appended(f))]})])
add("good", "an artifact withheld", lambda f: [f.append("capture", _capture(f, b"words"), DESK, subject=f.origin), f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": list(f.addenda)}), f.artifact(None, list(f.addenda)[0])])
add("bad", "an artifact withheld, and served", lambda f: [f.append("capture", _capture(f, b"words"), DESK, subject=f.origin), f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": list(f.addenda)})])


@case("good", "a ref that a withheld body bore")
def _(f: Forger) -> None:
    n = f.append("utterance", utterance(f), DESK, members={"ref": "one"})
    f.append("redaction", redaction(f, n))
    f.withhold(n)
    f.append("party", party(), members={"ref": "one"})


# Policies.


def policy(f: Forger, **more: Any) -> dict[str, Any]:
    """The policy of entry 0, changed."""
    return {**f.says(0), **more}


add("good", "the same policy again", lambda f: f.append("policy", policy(f)))
add("bad", "a policy by a key that does not operate", lambda f: f.append("policy", policy(f), DESK))
add("bad", "a policy with another origin", lambda f: f.append("policy", policy(f, origin="other.example")))
add("bad", "a policy with another receipt key", lambda f: f.append("policy", policy(f, receipt_key=f.key("x").hex())))
add("bad", "a policy with the log's keys in another order", lambda f: f.append("policy", policy(f, log_vkeys=f.says(0)["log_vkeys"][::-1])))
add("bad", "a policy with another operator", lambda f: f.append("policy", policy(f, operator={**f.says(0)["operator"], "party": f.says(f.find("party", lambda s: s["id"] != f.operator))["id"]})))
add("good", "a further operator key that signs", lambda f: [f.append("policy", policy(f, operator={**f.says(0)["operator"], "keys": sorted([*f.says(0)["operator"]["keys"], f.key("x").hex()])})), f.append("party", party(), "x")])
add("bad", "a dropped operator key that signs", lambda f: [f.append("policy", policy(f, operator={**f.says(0)["operator"], "keys": [f.key("x").hex()]})), f.append("party", party())])
add("bad", "an operator key of small order", lambda f: f.append("policy", policy(f, operator={**f.says(0)["operator"], "keys": [*f.says(0)["operator"]["keys"], "0" * 64]})))
add("bad", "a desk key after operator_only", lambda f: [f.append("policy", policy(f, append="operator_only")), f.append("question", question(f), DESK)])
add("good", "the operator after operator_only", lambda f: [f.append("policy", policy(f, append="operator_only")), f.append("party", party())])
add("bad", "an operator key listed twice", lambda f: f.append("policy", policy(f, operator={**f.says(0)["operator"], "keys": f.says(0)["operator"]["keys"] * 2})))

# Keys.


def grant(f: Forger, name: str = "new", grantor: str = "operator", signer: str | None = None, **more: Any) -> dict[str, Any]:
    """A grant with a possession that fits, unless told otherwise."""
    import rfc8785

    says = {"algorithm": "ed25519", "key": f.key(name).hex(), "party": f.operator, "usages": ["record"], **more}
    proof = {
        "aud": f.audience, "grantor": f.thumbprint(grantor), "offices": sorted(says.get("offices", [])),
        "party": says["party"], "usages": sorted(says["usages"], key=USAGES.index),
    }  # fmt: skip
    says.setdefault("possession", f.keys[signer or name].sign(GRANT + rfc8785.dumps(proof)).hex())
    return {"grant": says}


def rotate(f: Forger, old: str, name: str = "new", grantor: str = "operator", **more: Any) -> dict[str, Any]:
    """A rotation with a possession that fits."""
    import rfc8785

    says = {"algorithm": "ed25519", "key": f.key(name).hex(), "old": f.thumbprint(old)}
    proof = {"aud": f.audience, "grantor": f.thumbprint(grantor), "old": says["old"]}
    says["possession"] = f.keys[name].sign(ROTATION + rfc8785.dumps(proof)).hex()
    return {"rotate": {**says, **more}}


def revoke(f: Forger, name: str, **more: Any) -> dict[str, Any]:
    """A revocation."""
    return {"revoke": {"key": f.thumbprint(name), "why": "lost", **more}}


add("good", "a grant, and its key signs", lambda f: [f.append("key", grant(f)), f.append("party", party(), "new")])
add("bad", "a key signs before its grant", lambda f: [f.key("new"), f.append("party", party(), "new"), f.append("key", grant(f))])
add("bad", "a grant by a key that does not operate", lambda f: f.append("key", grant(f, grantor=DESK), DESK))
add("bad", "a grant without aud", lambda f: f.append("key", grant(f), claims={3: UNSET}))
add("bad", "a possession for another grantor", lambda f: f.append("key", grant(f, grantor=DESK)))
add("bad", "a possession by another key", lambda f: f.append("key", grant(f, signer="operator")))
add("bad", "a possession of other usages", lambda f: f.append("key", {"grant": {**grant(f)["grant"], "usages": ["record", "speak"]}}))
add("bad", "a grant of a key in use", lambda f: [f.append("key", grant(f)), f.append("key", grant(f))])
add("bad", "a grant of a key that ended", lambda f: [f.append("key", grant(f)), f.append("key", revoke(f, "new")), f.append("key", grant(f))])
add("bad", "a grant of another party's key", lambda f: [f.append("key", grant(f)), f.append("key", grant(f, party=f.says(f.find("party", lambda s: s["id"] != f.operator))["id"]))])
add("bad", "a grant to an unknown party", lambda f: f.append("key", grant(f, party=f"party:{ZERO}")))
add("bad", "a grant with an office that nobody declared", lambda f: f.append("key", grant(f, usages=["speak"], offices=[f"party:{ZERO}"])))
add("bad", "a grant with an office and without speech", lambda f: f.append("key", grant(f, offices=[f.says(f.find("party", lambda s: s["id"] != f.operator))["id"]])))
add("good", "usages out of order", lambda f: f.append("key", grant(f, usages=["speak", "record"])))
add("bad", "a usage twice", lambda f: f.append("key", grant(f, usages=["record", "record"])))
add("bad", "a key that is its own recovery key", lambda f: f.append("key", grant(f, recovery_key=f.key("new").hex())))
add("bad", "a log key granted", lambda f: f.append("key", grant(f, name="receipts") if "receipts" in f.public else grant(_with(f, "receipts"), name="receipts")))


def _with(f: Forger, name: str) -> Forger:
    f.public[name] = f.keys[name].public_key().public_bytes_raw()
    return f


@case("bad", "a key with torsion granted")
def _(f: Forger) -> None:
    torsion = ed25519._decompress((ed25519._ORDER_8).to_bytes(32, "little"))  # noqa: SLF001
    point = ed25519._add(ed25519._decompress(f.key("new")), torsion)  # type: ignore[arg-type]  # noqa: SLF001
    inverse = pow(point[2], -1, ed25519.P)
    x, y = point[0] * inverse % ed25519.P, point[1] * inverse % ed25519.P
    encoded = (y | (x & 1) << 255).to_bytes(32, "little")
    f.append("key", grant(f) | {"grant": {**grant(f)["grant"], "key": encoded.hex()}})


add("good", "a rotation by the operator", lambda f: [f.append("key", rotate(f, DESK)), f.append("party", party(), "new")])
add("good", "a rotation by the key itself", lambda f: [f.append("key", rotate(f, DESK, grantor=DESK), DESK), f.append("party", party(), "new")])
add("bad", "a rotated key signs", lambda f: [f.append("key", rotate(f, DESK)), f.append("party", party(), DESK)])
add("bad", "a rotation of a key that ended", lambda f: [f.append("key", rotate(f, DESK)), f.append("key", rotate(f, DESK, "newer"))])
add("bad", "a rotation by another party", lambda f: f.append("key", rotate(f, DESK, grantor=PRESS), PRESS, issuer=press(f)))
add("bad", "a rotation to a key in use", lambda f: f.append("key", rotate(f, DESK, "operator")))
add("bad", "a rotation with another's possession", lambda f: f.append("key", rotate(f, DESK, possession="0" * 128)))
add("good", "a revocation by the key itself", lambda f: f.append("key", revoke(f, DESK), DESK))
add("bad", "a revoked key signs", lambda f: [f.append("key", revoke(f, DESK)), f.append("question", question(f), DESK)])
add("bad", "a revocation by another party", lambda f: f.append("key", revoke(f, DESK), PRESS, issuer=press(f)))
add("bad", "a revocation of an unknown key", lambda f: f.append("key", revoke(f, "nobody's")))
add("bad", "a key revoked twice", lambda f: [f.append("key", revoke(f, DESK)), f.append("key", revoke(f, DESK))])
add("good", "compromised since its last statement, by the operator", lambda f: f.append("key", revoke(f, DESK, why="compromised", compromised_since=len(f.entries) - 1)))
add("bad", "compromised since before the grant", lambda f: f.append("key", revoke(f, DESK, why="compromised", compromised_since=1)))
add("bad", "compromised since the future", lambda f: f.append("key", revoke(f, DESK, why="compromised", compromised_since=len(f.entries) + 1)))
add("bad", "compromised since, by the key itself", lambda f: f.append("key", revoke(f, DESK, why="compromised", compromised_since=len(f.entries) - 1), DESK))
add("bad", "compromised since, twice", lambda f: [f.append("key", revoke(f, DESK, why="compromised", compromised_since=len(f.entries) - 2)), f.append("key", revoke(f, DESK, why="compromised", compromised_since=len(f.entries) - 2))])
add("bad", "compromised since, with another reason", lambda f: f.append("key", revoke(f, DESK, why="lost", compromised_since=len(f.entries) - 2)))

# Rules between fields, format.md §1.


def claimed(**claim: Any) -> Callable[[Forger], Any]:
    """An utterance with another first claim."""
    return lambda f: f.append("utterance", changed(utterance(f), **claim), DESK)


def said(**more: Any) -> Callable[[Forger], Any]:
    """An utterance with other fields."""
    return lambda f: f.append("utterance", utterance(f, **more), DESK)


def silence(f: Forger, **more: Any) -> dict[str, Any]:
    """The ledger's silence, changed."""
    return {**f.says(f.find("silence")), **more}


NAME = {"language": "en", "text": "x"}
QUANTITY = {"facet": "confidentiality.records", "stance": {"certainty": "certain", "polarity": "affirm"}}


def quantity(**value: Any) -> Callable[[Forger], Any]:
    """An utterance with a number."""
    return claimed(**QUANTITY, value={"quantity": value})


add("bad", "a polarity beside an answer", claimed(stance={"certainty": "certain", "polarity": "deny"}))
add("bad", "no polarity beside a number", claimed(facet="confidentiality.records", value={"quantity": {"amount": {"exactly": "5"}}}))
add("good", "a number", quantity(amount={"exactly": "5"}))
add("bad", "bounds that are crossed", quantity(amount={"between": {"lo": "10", "hi": "9"}}))
add("good", "bounds that meet", quantity(amount={"between": {"lo": "9", "hi": "9.0"}}) if False else quantity(amount={"between": {"lo": "9", "hi": "9"}}))
add("bad", "a number with a leading zero", quantity(amount={"exactly": "05"}))
add("good", "a number that nobody knows", claimed(facet="confidentiality.records", value={"answer": "unknown_to_source"}))
add("bad", "a number answered by yes", claimed(facet="confidentiality.records", value={"answer": "yes"}))
add("bad", "a retraction of nothing", claimed(act="retracts"))
add("bad", "a claim without words", lambda f: f.append("utterance", {**utterance(f), "claims": [{n: v for n, v in utterance(f)["claims"][0].items() if n != "segments"}]}, DESK))
add("good", "an inferred claim without words", lambda f: f.append("utterance", {**utterance(f), "claims": [{n: v for n, v in utterance(f)["claims"][0].items() if n != "segments"} | {"inferred": {"grounds": "x"}}]}, DESK))
add("bad", "an empty scope", claimed(scope={}))
add("bad", "a scope of an empty extent", claimed(scope={"data": {"unsure": "members"}}))
add("bad", "something meant and left out", lambda f: claimed(scope={"organisation": {"of": [f.operator], "all_except": [f.operator]}})(f))
add("bad", "something meant twice", lambda f: claimed(scope={"organisation": {"of": [f.operator, f.operator]}})(f))
add("good", "a scope", lambda f: claimed(scope={"organisation": {"of": [f.operator]}})(f))
add("bad", "a hop that the chain does not have", claimed(stance={"certainty": "certain", "hop": 0}))
add("good", "a hop that the chain has", lambda f: f.append("utterance", changed(utterance(f, chain=[{"kind": "own_voice"}]), stance={"certainty": "certain", "hop": 0}), DESK))
add("bad", "a translation by nobody", said(chain=[{"kind": "translates"}]))
add("bad", "a quotation made by a machine", said(chain=[{"kind": "quotes", "maker": "machine"}]))
add("bad", "another marker without a note", claimed(markers=[{"kind": "other"}]))
add("bad", "a marker with a note of two lines", claimed(markers=[{"kind": "other", "note": "a\nb"}]))
add("good", "a claim with a note of two lines", claimed(note="a\nb"))
add("bad", "a claim with a note and a carriage return", claimed(note="a\rb"))
add("good", "a marker printed over two lines", claimed(markers=[{"kind": "only", "printed": "a\r\nb"}]))
add("bad", "a marker printed with an escape", claimed(markers=[{"kind": "only", "printed": "a\x1bb"}]))
add("bad", "a marker printed with U+0080", claimed(markers=[{"kind": "only", "printed": "a\x80b"}]))
add("bad", "a name over two lines", lambda f: f.append("party", party(names=[{"text": "a\nb"}])))
add("good", "a note over two lines", lambda f: f.append("party", party(note={"language": "en", "text": "a\nb"})))
add("bad", "a ref over two lines", lambda f: f.append("party", party(), members={"ref": "a\nb"}))
add("good", "a printed name over two lines", said(printed={"name": "a\nb"}))
add("bad", "a text for what others said", said(text="x"))
add("bad", "times that say nothing", said(times={}))
add("bad", "a time that says nothing", said(times={"said": {}}))
add("bad", "an inferred time that is not there", said(times={"said": {"printed": "x", "inferred": {"grounds": "x"}}}))
add("good", "a weekday", said(times={"said": {"weekday": "monday"}}))
add("bad", "a distance of nothing", said(times={"said": {"relation": {"anchor": "this_utterance", "order": "before", "distance": {}}}}))
add("bad", "a distance whose bounds are crossed", said(times={"said": {"relation": {"anchor": "this_utterance", "order": "before", "distance": {"min": {"n": 2, "unit": "days"}, "max": {"n": 1, "unit": "days"}}}}}))
add("good", "a distance of 31 days to one month", said(times={"said": {"relation": {"anchor": "this_utterance", "order": "before", "distance": {"min": {"n": 31, "unit": "days"}, "max": {"n": 1, "unit": "months"}}}}}))
add("bad", "an anchor at a claim that is not there", said(times={"said": {"relation": {"anchor": {"claim": "#1"}, "order": "before"}}}))
add("bad", "an anchor at an unknown incident", said(times={"said": {"relation": {"anchor": {"incident": f"incident:{ZERO}"}, "order": "before"}}}))
add("good", "an anchor at another incident, which the header leaves out", lambda f: said(times={"said": {"relation": {"anchor": {"incident": next(i for i in incidents(f) if i != utterance(f)["incident"])}, "order": "before"}}})(f))
add("bad", "ambiguous between one and the same", lambda f: said(speaker={"ambiguous": {"between": [f.operator, f.operator]}})(f))
add("good", "an EDTF date", said(times={"said": {"edtf": "2024-02-29"}}))
add("bad", "an EDTF date that no calendar has", said(times={"said": {"edtf": "2023-02-29"}}))
add("bad", "an EDTF season", said(times={"said": {"edtf": "2023-21"}}))
add("good", "an EDTF interval", said(times={"said": {"edtf": "2023-01/2023-02-03?"}}))
add("bad", "an EDTF interval that ends before it starts", said(times={"said": {"edtf": "2023-02/2023-01"}}))
add("good", "an EDTF time of day with an offset", said(times={"said": {"edtf": "2023-02-03T14:30+05:30"}}))
add("bad", "an EDTF time that no clock shows", said(times={"said": {"edtf": "2023-02-03T24:30"}}))
add("good", "an EDTF year with unspecified digits", said(times={"said": {"edtf": "20XX"}}))
add("bad", "an EDTF year with unspecified digits on the left", said(times={"said": {"edtf": "X020"}}))
add("good", "an EDTF day of an unspecified year", said(times={"said": {"edtf": "XXXX-02-29"}}))
add("bad", "captured on a day that no calendar has", lambda f: f.append("capture", _capture(f, b"words", source={"original": {"captured_at": "2026-02-30T08:00:00Z"}}), DESK, subject=f.origin))
add("bad", "a range of a quotation that does not fit its words", lambda f: f.append("utterance", segment(utterance(f), end=utterance(f)["claims"][0]["segments"][0]["end"] + 1), DESK))
add("bad", "a place named twice", lambda f: f.append("utterance", segment(utterance(f), also_at=[{n: utterance(f)["claims"][0]["segments"][0][n] for n in ("start", "end", "zone")}]), DESK))
add("good", "a silence", lambda f: f.append("silence", silence(f), DESK))
add("bad", "a silence on nothing", lambda f: f.append("silence", silence(f, on={}), DESK))
add("bad", "a silence on a claim of its own", lambda f: f.append("silence", silence(f, as_of={"relation": {"anchor": {"claim": "#0"}, "order": "until"}}), DESK))
add("bad", "a silence on an unknown facet", lambda f: f.append("silence", silence(f, on={"facets": ["data.nonsense"]}), DESK))
add("bad", "a silence on one facet twice", lambda f: f.append("silence", silence(f, on={"facets": ["data.safety", "data.safety"]}), DESK))
add("bad", "a rendition of itself", lambda f: f.append("capture", {**_capture(f, b"words"), "source": {"rendition": {"made_at": "2026-01-12T08:00:00Z", "maker": "human", "of": list(f.addenda)[0] if f.addenda else _capture(f, b"words")["artifact"], "what": "plain_text"}}}, DESK, subject=f.origin))
add("bad", "two targets of a transcription", lambda f: [n := appended(f), m := f.append("utterance", utterance(f, channel="tv"), DESK), f.append("amend", {"reason": "transcription", "targets": [f.id(n), f.id(m)], "replacement": {"kind": "utterance", "says": utterance(f)}}, DESK, subject=utterance(f)["incident"])])
add("good", "two targets of a merge", lambda f: [n := appended(f), m := f.append("utterance", utterance(f, channel="tv"), DESK), f.append("amend", {"reason": "merge", "targets": [f.id(n), f.id(m)], "replacement": {"kind": "utterance", "says": utterance(f)}}, DESK, subject=utterance(f)["incident"])])
add("bad", "a move of a claim of another statement", lambda f: [n := appended(f), f.append("amend", amend(f, n, utterance(f)) | {"moved": [{"from": f.id(quoted(f)) + "#0", "to": ["#0"]}]}, DESK, subject=utterance(f)["incident"])])
add("bad", "a move to a claim that is not there", lambda f: [n := appended(f), f.append("amend", amend(f, n, utterance(f)) | {"moved": [{"from": f.id(n) + "#0", "to": ["#9"]}]}, DESK, subject=utterance(f)["incident"])])
add("good", "a move", lambda f: [n := appended(f), f.append("amend", amend(f, n, utterance(f)) | {"moved": [{"from": f.id(n) + "#0", "to": ["#0"]}]}, DESK, subject=utterance(f)["incident"])])
add("bad", "an amendment by a speech key into what others said", lambda f: f.append("amend", amend(f, own_entry(f), utterance(f, incident=f.says(own_entry(f))["incident"])), PRESS, issuer=press(f), subject=f.entry(own_entry(f)).statement.subject))
add("bad", "a quorum without witnesses", lambda f: f.append("policy", policy(f, witnesses={"quorum": 1})))
add("bad", "the receipt key as operator key", lambda f: f.append("policy", policy(f, operator={**f.says(0)["operator"], "keys": [f.says(0)["operator"]["keys"][0], f.says(0)["receipt_key"]]})))
add("bad", "a log's vkey as a witness's", lambda f: f.append("policy", policy(f, witnesses={"quorum": 1, "vkeys": [f.says(0)["log_vkeys"][0]]})))
add("bad", "a witness's vkey with another id", lambda f: f.append("policy", policy(f, witnesses={"quorum": 1, "vkeys": ["w.example+00000000+" + f.says(0)["log_vkeys"][0].split("+", 2)[2]]})))

# Declared facets.


def facet(f: Forger, name: str = "data.forged", n: int = 1, **spec: Any) -> int:
    """A facet leaf, declared."""
    leaf = {"name": name, "spec": {"about": "x", "value": "answer", **spec}}
    return f.append("thing", {"id": f"thing:{n:032x}", "is": {"facet": leaf}, "slug": f"facet-{n}"})


add("good", "a declared facet", lambda f: [facet(f), claimed(facet="data.forged")(f)])
add("bad", "a value that a declared facet does not have", lambda f: [facet(f, value="text"), claimed(facet="data.forged")(f)])
add("bad", "a facet of a family that is not there", lambda f: facet(f, "nonsense.forged"))
add("bad", "a built-in facet declared", lambda f: facet(f, "data.safety"))
add("good", "a facet declared twice", lambda f: [facet(f), facet(f, n=2)])
add("bad", "a facet declared twice, otherwise", lambda f: [facet(f), facet(f, n=2, value="text")])
add("bad", "a facet declared twice, about something else", lambda f: [facet(f), facet(f, n=2, about="y")])
add("bad", "a facet of an unknown topic", lambda f: facet(f, topics=["nonsense"]))
add("bad", "a facet whose harm rule does not fit", lambda f: facet(f, harm="some"))
add("bad", "a facet that implies without harm", lambda f: facet(f, implies=["data.safety"]))
add("bad", "a facet leaf amended", lambda f: [n := facet(f), f.append("amend", amend(f, n, {**f.says(n), "slug": "other"}, "thing"), "operator", subject=f.says(n)["id"])])

# Circles.

add("bad", "a thing that is part of its alias", lambda f: [f.append("thing", thing(1)), f.append("thing", thing(2, alias_of=[thing(1)["id"]], part_of=[thing(1)["id"]]))])
add("good", "an alias", lambda f: [f.append("thing", thing(1)), f.append("thing", thing(2, alias_of=[thing(1)["id"]]))])
add("bad", "a circle of three", lambda f: [f.append("party", party(1)), f.append("party", party(2, part_of=[{"party": party(1)["id"]}])), f.append("party", party(3, part_of=[{"party": party(2)["id"]}])), f.append("amend", amend(f, len(f.entries) - 3, party(1, part_of=[{"party": party(3)["id"]}]), "party"), "operator", subject=party(1)["id"])])

# What is withheld.

add("bad", "a capture of what is withheld", lambda f: [f.append("capture", _capture(f, b"words"), DESK, subject=f.origin), f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": list(f.addenda)}), f.append("capture", _capture(f, b"words", language="en"), DESK, subject=f.origin), f.artifact(None, list(f.addenda)[0])])
add("bad", "a quotation of what is withheld", lambda f: [a := f.says(quoted(f))["claims"][0]["segments"][0]["artifact"], f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": [a]}), f.artifact(None, a), appended(f)])
add("good", "an artifact withheld that was quoted", lambda f: [a := f.says(quoted(f))["claims"][0]["segments"][0]["artifact"], f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": [a]}), f.artifact(None, a)])
add("good", "a first-person statement withheld, its text too or not: nobody can tell", lambda f: [f.append("redaction", redaction(f, own_entry(f))), f.withhold(own_entry(f))])
add("bad", "an own text withheld without its statement", lambda f: [a := f.says(own_entry(f))["claims"][0]["segments"][0]["artifact"], f.append("redaction", {"authority": f.operator, "why": "safety", "artifacts": [a]}), f.artifact(None, a)])
add("good", "a first-person statement withheld with its text", lambda f: [a := f.says(own_entry(f))["claims"][0]["segments"][0]["artifact"], f.append("redaction", redaction(f, own_entry(f), artifacts=[a])), f.withhold(own_entry(f)), f.artifact(None, a)])


def withheld(f: Forger) -> int:
    """An utterance whose body is withheld."""
    n = appended(f)
    f.append("redaction", redaction(f, n))
    f.withhold(n)
    return n


add("good", "a claim of a withheld statement", lambda f: [n := withheld(f), claimed(act="retracts", target=f"{f.id(n)}#3")(f)])
add("good", "a question that a withheld statement may have declared", lambda f: [withheld(f), f.append("link", link(f, relation="answers", to=f"question:{ZERO}"), DESK, subject=_subject(f, link(f)["from"]))])
add("good", "an artifact that a withheld statement may have declared", lambda f: [withheld(f), f.append("utterance", segment(utterance(f), artifact="0" * 64), DESK)])
add("good", "a facet that a withheld statement may have declared", lambda f: [withheld(f), f.append("question", question(f) | {"facet": "data.nonsense"}, DESK)])
add("bad", "a party that no withheld statement can have declared", lambda f: [withheld(f), f.append("question", question(f, to=[f"party:{ZERO}"]), DESK)])
add("good", "the slug of a withheld party", lambda f: [n := f.append("party", party()), f.append("redaction", redaction(f, n)), f.withhold(n), f.append("party", party(2) | {"slug": party()["slug"]})])
add("bad", "the id of a withheld party", lambda f: [n := f.append("party", party()), f.append("redaction", redaction(f, n)), f.withhold(n), f.append("party", party() | {"slug": "x"})])
add("good", "a withheld party, amended", lambda f: [n := f.append("party", party()), f.append("redaction", redaction(f, n)), f.withhold(n), f.append("amend", amend(f, n, party() | {"slug": "x"}, "party"), subject=party()["id"])])
add("bad", "a withheld party, amended into another id", lambda f: [n := f.append("party", party()), f.append("redaction", redaction(f, n)), f.withhold(n), f.append("amend", amend(f, n, party(3), "party"), subject=party()["id"])])
add("bad", "a usage that a withheld statement cannot have had", lambda f: [n := f.append("question", question(f), PRESS, issuer=press(f)), f.append("redaction", redaction(f, n)), f.withhold(n)])
add("good", "the log's own key as a statement key", lambda f: f.append("key", grant(_with(f, "log-ed25519"), name="log-ed25519")))
add("bad", "a recovery key that was granted", lambda f: f.append("key", grant(f, recovery_key=f.key(DESK).hex())))
add("good", "a recovery key for two keys", lambda f: [f.append("key", grant(f, "a", recovery_key=f.key("r").hex())), f.append("key", grant(f, "b", recovery_key=f.key("r").hex()))])
add("bad", "a recovery key that was granted later", lambda f: [f.append("key", grant(f, "a", recovery_key=f.key("r").hex())), f.append("key", grant(f, "r"))])
add("good", "compromised since, by the recovery key", lambda f: [f.append("key", grant(f, "a", recovery_key=f.key("r").hex())), f.append("key", revoke(f, "a", why="compromised", compromised_since=len(f.entries) - 1), "r")])
add("bad", "a recovery key records", lambda f: [f.append("key", grant(f, "a", recovery_key=f.key("r").hex())), f.append("party", party(), "r")])
add("bad", "a key that a compromised key granted", lambda f: [f.append("key", grant(f, "a", usages=["record", "operate"])), f.append("key", grant(f, "b", grantor="a"), "a"), f.append("key", revoke(f, "a", why="compromised", compromised_since=len(f.entries) - 1)), f.append("party", party(), "b")])
add("good", "a key that a compromised key granted before", lambda f: [f.append("key", grant(f, "a", usages=["record", "operate"])), f.append("key", grant(f, "b", grantor="a"), "a"), f.append("party", party(2), "a"), f.append("key", revoke(f, "a", why="compromised", compromised_since=len(f.entries) - 1)), f.append("party", party(), "b")])

# Checkpoints.


@case("bad", "the ML-DSA-44 signature of another time")
def _(f: Forger) -> None:
    f.checkpoint_time = f.entry(len(f.entries) - 1).time // 1000 + 1


@case("bad", "a signed extension line")
def _(f: Forger) -> None:
    import base64

    from verifier import tree

    root = tree.root_of(list(map(tree.leaf_hash, f.entries)))
    f.checkpoint_text = f"{f.origin}\n{len(f.entries)}\n{base64.b64encode(root).decode()}\nextension\n"


@case("bad", "a signed checkpoint of another root")
def _(f: Forger) -> None:
    import base64

    f.checkpoint_text = f"{f.origin}\n{len(f.entries)}\n{base64.b64encode(bytes(32)).decode()}\n"
