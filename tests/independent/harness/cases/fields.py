"""Cases of what stands in bodies: their form, and the rules between their fields."""

from __future__ import annotations

from ..forge import UNSET, Forger
from .kit import (
    DESK,
    PRESS,
    ZERO,
    _capture,
    _subject,
    add,
    amend,
    appended,
    case,
    changed,
    claimed,
    facet,
    incident,
    incidents,
    link,
    own,
    own_entry,
    party,
    policy,
    press,
    quantity,
    quoted,
    said,
    segment,
    silence,
    thing,
    utterance,
)

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
add(
    "bad",
    "a body with another order",
    lambda f: f.append(
        "party", party(), body=f.body("party", party()).replace(b'{"kind":"party",', b"{", 1)[:-1] + b',"kind":"party"}'
    ),
)
add(
    "bad",
    "a body with an escape",
    lambda f: f.append("party", party(), body=f.body("party", party()).replace(b"person", b"\\u0070erson")),
)
add("bad", "a member twice", lambda f: f.append("party", party(), body=f.body("party", party())[:-1] + b',"v":1}'))
add("bad", "v as 1.0", lambda f: f.append("party", party(), body=f.body("party", party())[:-2] + b"1.0}"))
add(
    "bad",
    "a body that is not UTF-8",
    lambda f: f.append(
        "party",
        party(names=[{"text": "@@"}]),
        body=f.body("party", party(names=[{"text": "@@"}])).replace(b"@@", b"\xff\xfe"),
    ),
)
add("bad", "a body of another entry", lambda f: f.append("party", party(), served=f.bodies[1]))
add("bad", "a body that is not served", lambda f: f.append("party", party(), served=b""))
# Utterances and quotations.
add("good", "an utterance", lambda f: f.append("utterance", utterance(f), DESK))
add(
    "good",
    "another recorder",
    lambda f: f.append(
        "utterance", utterance(f, recorder=f.says(f.find("party", lambda s: s["id"] != f.operator))["id"]), DESK
    ),
)
add(
    "bad", "an unknown speaker", lambda f: f.append("utterance", utterance(f, speaker={"party": f"party:{ZERO}"}), DESK)
)
add("good", "nobody speaks", lambda f: f.append("utterance", utterance(f, speaker="nobody"), DESK))
add(
    "bad",
    "a quotation off by one",
    lambda f: f.append(
        "utterance", segment(utterance(f), start=utterance(f)["claims"][0]["segments"][0]["start"] + 1), DESK
    ),
)
add(
    "bad",
    "a quotation with another word",
    lambda f: f.append(
        "utterance", segment(utterance(f), exact="x" + utterance(f)["claims"][0]["segments"][0]["exact"][1:]), DESK
    ),
)
add(
    "bad",
    "a quotation beyond the artifact",
    lambda f: f.append("utterance", segment(utterance(f), start=2**31, end=2**31 + 5), DESK),
)
add(
    "bad",
    "a quotation of an unknown artifact",
    lambda f: f.append("utterance", segment(utterance(f), artifact="0" * 64), DESK),
)
add(
    "bad",
    "another place that says something else",
    lambda f: f.append("utterance", segment(utterance(f), also_at=[{"start": 0, "end": 9, "zone": "body"}]), DESK),
)
add(
    "bad",
    "a claim of its own that it does not make",
    lambda f: f.append("utterance", changed(utterance(f), act="retracts", target="#7"), DESK),
)
add(
    "bad",
    "a claim of a statement that nobody made",
    lambda f: f.append("utterance", changed(utterance(f), act="retracts", target="0" * 64 + "#0"), DESK),
)
add(
    "bad",
    "a claim that a statement does not make",
    lambda f: f.append("utterance", changed(utterance(f), act="retracts", target=f.id(quoted(f)) + "#200"), DESK),
)
add(
    "bad",
    "a claim of a party",
    lambda f: f.append("utterance", changed(utterance(f), act="retracts", target=f.id(1) + "#0"), DESK),
)
add(
    "bad",
    "a value that the facet does not have",
    lambda f: f.append(
        "utterance", changed(utterance(f), facet="data.safety", value={"text": {"language": "en", "text": "x"}}), DESK
    ),
)
add("bad", "a speech key records", lambda f: f.append("utterance", utterance(f), PRESS, issuer=press(f)))
add(
    "good",
    "an utterance that concerns another incident",
    lambda f: f.append(
        "utterance",
        utterance(f, also=[i for i in incidents(f) if i != utterance(f)["incident"]][:1]),
        DESK,
        incidents=[i for i in incidents(f) if i != utterance(f)["incident"]][:1],
    ),
)
add(
    "bad",
    "an incident in the body that the header leaves out",
    lambda f: f.append(
        "utterance", utterance(f, also=[i for i in incidents(f) if i != utterance(f)["incident"]][:1]), DESK
    ),
)
add(
    "bad",
    "the incident itself listed as another",
    lambda f: f.append("utterance", utterance(f, also=[utterance(f)["incident"]]), DESK),
)


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


add(
    "bad",
    "a capture with another size",
    lambda f: f.append("capture", _capture(f, b"words", size=4), DESK, subject=f.origin),
)
add(
    "bad",
    "a capture with another BLAKE3",
    lambda f: f.append("capture", _capture(f, b"words", blake3="0" * 64), DESK, subject=f.origin),
)
add(
    "bad",
    "a capture whose bytes are not published",
    lambda f: [f.append("capture", _capture(f, b"words"), DESK, subject=f.origin), f.addenda.clear()],
)
add(
    "bad",
    "a capture whose sub is no incident of its",
    lambda f: f.append("capture", _capture(f, b"words"), DESK, subject=incident(f)),
)
add(
    "bad",
    "a rendition of an unknown artifact",
    lambda f: f.append(
        "capture",
        _capture(
            f,
            b"words",
            source={
                "rendition": {"made_at": "2026-01-12T08:00:00Z", "maker": "human", "of": "0" * 64, "what": "plain_text"}
            },
        ),
        DESK,
        subject=f.origin,
    ),
)
add(
    "bad",
    "a defect beyond the artifact",
    lambda f: f.append(
        "capture",
        _capture(f, b"words", defects=[{"at": {"start": 3, "end": 9}, "is": "stray"}]),
        DESK,
        subject=f.origin,
    ),
)
add(
    "good",
    "the same bytes captured twice",
    lambda f: [
        f.append("capture", _capture(f, b"words"), DESK, subject=f.origin),
        f.append("capture", _capture(f, b"words", incident=incident(f)), DESK),
    ],
)
# Links, opinions, silences.
add("good", "a link", lambda f: f.append("link", link(f), DESK, subject=_subject(f, link(f)["from"])))
add(
    "bad",
    "a link with another subject",
    lambda f: f.append(
        "link", link(f), DESK, subject=next(i for i in incidents(f) if i != _subject(f, link(f)["from"]))
    ),
)
add(
    "bad",
    "a link to itself",
    lambda f: f.append("link", link(f, to=link(f)["from"]), DESK, subject=_subject(f, link(f)["from"])),
)
add(
    "bad",
    "a link from a claim of its own",
    lambda f: f.append("link", link(f, **{"from": "#0"}), DESK, subject=_subject(f, link(f)["to"])),
)
add(
    "bad",
    "a link to an unknown question",
    lambda f: f.append(
        "link", link(f, relation="answers", to=f"question:{ZERO}"), DESK, subject=_subject(f, link(f)["from"])
    ),
)
add(
    "bad",
    "two incidents linked as claims are",
    lambda f: f.append(
        "link",
        link(f, **{"from": incidents(f)[0], "to": incidents(f)[1], "relation": "contradicts"}),
        DESK,
        subject=incidents(f)[0],
        incidents=incidents(f)[1:2],
    ),
)
add(
    "bad",
    "an opinion of an unknown statement",
    lambda f: f.append(
        "opinion",
        {"target": "0" * 64, "view": "dispute", "why": {"language": "en", "text": "x"}},
        DESK,
        subject=incident(f),
    ),
)
add(
    "good",
    "an opinion of a party",
    lambda f: f.append(
        "opinion",
        {"target": f.id(1), "view": "dispute", "why": {"language": "en", "text": "x"}},
        DESK,
        subject=f.operator,
    ),
)
add(
    "bad",
    "an opinion of a party with another subject",
    lambda f: f.append(
        "opinion",
        {"target": f.id(1), "view": "dispute", "why": {"language": "en", "text": "x"}},
        DESK,
        subject=f.origin,
    ),
)
add(
    "good",
    "an opinion of the policy",
    lambda f: f.append(
        "opinion",
        {"target": f.id(0), "view": "dispute", "why": {"language": "en", "text": "x"}},
        DESK,
        subject=f.origin,
    ),
)
# Rules between fields, format.md §1.
add("bad", "a polarity beside an answer", claimed(stance={"certainty": "certain", "polarity": "deny"}))
add(
    "bad",
    "no polarity beside a number",
    claimed(facet="confidentiality.records", value={"quantity": {"amount": {"exactly": "5"}}}),
)
add("good", "a number", quantity(amount={"exactly": "5"}))
add("bad", "bounds that are crossed", quantity(amount={"between": {"lo": "10", "hi": "9"}}))
add(
    "good",
    "bounds that meet",
    quantity(amount={"between": {"lo": "9", "hi": "9.0"}})
    if False
    else quantity(amount={"between": {"lo": "9", "hi": "9"}}),
)
add("bad", "a number with a leading zero", quantity(amount={"exactly": "05"}))
add(
    "good",
    "a number that nobody knows",
    claimed(facet="confidentiality.records", value={"answer": "unknown_to_source"}),
)
add("bad", "a number answered by yes", claimed(facet="confidentiality.records", value={"answer": "yes"}))
add("bad", "a retraction of nothing", claimed(act="retracts"))
add(
    "bad",
    "a claim without words",
    lambda f: f.append(
        "utterance",
        {**utterance(f), "claims": [{n: v for n, v in utterance(f)["claims"][0].items() if n != "segments"}]},
        DESK,
    ),
)
add(
    "good",
    "an inferred claim without words",
    lambda f: f.append(
        "utterance",
        {
            **utterance(f),
            "claims": [
                {n: v for n, v in utterance(f)["claims"][0].items() if n != "segments"} | {"inferred": {"grounds": "x"}}
            ],
        },
        DESK,
    ),
)
add("bad", "an empty scope", claimed(scope={}))
add("bad", "a scope of an empty extent", claimed(scope={"data": {"unsure": "members"}}))
add(
    "bad",
    "something meant and left out",
    lambda f: claimed(scope={"organisation": {"of": [f.operator], "all_except": [f.operator]}})(f),
)
add("bad", "something meant twice", lambda f: claimed(scope={"organisation": {"of": [f.operator, f.operator]}})(f))
add("good", "a scope", lambda f: claimed(scope={"organisation": {"of": [f.operator]}})(f))
add("bad", "a hop that the chain does not have", claimed(stance={"certainty": "certain", "hop": 0}))
add(
    "good",
    "a hop that the chain has",
    lambda f: f.append(
        "utterance",
        changed(utterance(f, chain=[{"kind": "own_voice"}]), stance={"certainty": "certain", "hop": 0}),
        DESK,
    ),
)
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
add(
    "bad",
    "a distance of nothing",
    said(times={"said": {"relation": {"anchor": "this_utterance", "order": "before", "distance": {}}}}),
)
add(
    "bad",
    "a distance whose bounds are crossed",
    said(
        times={
            "said": {
                "relation": {
                    "anchor": "this_utterance",
                    "order": "before",
                    "distance": {"min": {"n": 2, "unit": "days"}, "max": {"n": 1, "unit": "days"}},
                }
            }
        }
    ),
)
add(
    "good",
    "a distance of 31 days to one month",
    said(
        times={
            "said": {
                "relation": {
                    "anchor": "this_utterance",
                    "order": "before",
                    "distance": {"min": {"n": 31, "unit": "days"}, "max": {"n": 1, "unit": "months"}},
                }
            }
        }
    ),
)
add(
    "bad",
    "an anchor at a claim that is not there",
    said(times={"said": {"relation": {"anchor": {"claim": "#1"}, "order": "before"}}}),
)
add(
    "bad",
    "an anchor at an unknown incident",
    said(times={"said": {"relation": {"anchor": {"incident": f"incident:{ZERO}"}, "order": "before"}}}),
)
add(
    "good",
    "an anchor at another incident, which the header leaves out",
    lambda f: said(
        times={
            "said": {
                "relation": {
                    "anchor": {"incident": next(i for i in incidents(f) if i != utterance(f)["incident"])},
                    "order": "before",
                }
            }
        }
    )(f),
)
add(
    "bad",
    "ambiguous between one and the same",
    lambda f: said(speaker={"ambiguous": {"between": [f.operator, f.operator]}})(f),
)
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
add(
    "bad",
    "captured on a day that no calendar has",
    lambda f: f.append(
        "capture",
        _capture(f, b"words", source={"original": {"captured_at": "2026-02-30T08:00:00Z"}}),
        DESK,
        subject=f.origin,
    ),
)
add(
    "bad",
    "a range of a quotation that does not fit its words",
    lambda f: f.append(
        "utterance", segment(utterance(f), end=utterance(f)["claims"][0]["segments"][0]["end"] + 1), DESK
    ),
)
add(
    "bad",
    "a place named twice",
    lambda f: f.append(
        "utterance",
        segment(
            utterance(f), also_at=[{n: utterance(f)["claims"][0]["segments"][0][n] for n in ("start", "end", "zone")}]
        ),
        DESK,
    ),
)
add("good", "a silence", lambda f: f.append("silence", silence(f), DESK))
add("bad", "a silence on nothing", lambda f: f.append("silence", silence(f, on={}), DESK))
add(
    "bad",
    "a silence on a claim of its own",
    lambda f: f.append("silence", silence(f, as_of={"relation": {"anchor": {"claim": "#0"}, "order": "until"}}), DESK),
)
add(
    "bad",
    "a silence on an unknown facet",
    lambda f: f.append("silence", silence(f, on={"facets": ["data.nonsense"]}), DESK),
)
add(
    "bad",
    "a silence on one facet twice",
    lambda f: f.append("silence", silence(f, on={"facets": ["data.safety", "data.safety"]}), DESK),
)
add(
    "bad",
    "a rendition of itself",
    lambda f: f.append(
        "capture",
        {
            **_capture(f, b"words"),
            "source": {
                "rendition": {
                    "made_at": "2026-01-12T08:00:00Z",
                    "maker": "human",
                    "of": list(f.addenda)[0] if f.addenda else _capture(f, b"words")["artifact"],
                    "what": "plain_text",
                }
            },
        },
        DESK,
        subject=f.origin,
    ),
)
add(
    "bad",
    "two targets of a transcription",
    lambda f: [
        n := appended(f),
        m := f.append("utterance", utterance(f, channel="tv"), DESK),
        f.append(
            "amend",
            {
                "reason": "transcription",
                "targets": [f.id(n), f.id(m)],
                "replacement": {"kind": "utterance", "says": utterance(f)},
            },
            DESK,
            subject=utterance(f)["incident"],
        ),
    ],
)
add(
    "good",
    "two targets of a merge",
    lambda f: [
        n := appended(f),
        m := f.append("utterance", utterance(f, channel="tv"), DESK),
        f.append(
            "amend",
            {
                "reason": "merge",
                "targets": [f.id(n), f.id(m)],
                "replacement": {"kind": "utterance", "says": utterance(f)},
            },
            DESK,
            subject=utterance(f)["incident"],
        ),
    ],
)
add(
    "bad",
    "a move of a claim of another statement",
    lambda f: [
        n := appended(f),
        f.append(
            "amend",
            amend(f, n, utterance(f)) | {"moved": [{"from": f.id(quoted(f)) + "#0", "to": ["#0"]}]},
            DESK,
            subject=utterance(f)["incident"],
        ),
    ],
)
add(
    "bad",
    "a move to a claim that is not there",
    lambda f: [
        n := appended(f),
        f.append(
            "amend",
            amend(f, n, utterance(f)) | {"moved": [{"from": f.id(n) + "#0", "to": ["#9"]}]},
            DESK,
            subject=utterance(f)["incident"],
        ),
    ],
)
add(
    "good",
    "a move",
    lambda f: [
        n := appended(f),
        f.append(
            "amend",
            amend(f, n, utterance(f)) | {"moved": [{"from": f.id(n) + "#0", "to": ["#0"]}]},
            DESK,
            subject=utterance(f)["incident"],
        ),
    ],
)
add(
    "bad",
    "an amendment by a speech key into what others said",
    lambda f: f.append(
        "amend",
        amend(f, own_entry(f), utterance(f, incident=f.says(own_entry(f))["incident"])),
        PRESS,
        issuer=press(f),
        subject=f.entry(own_entry(f)).statement.subject,
    ),
)
add("bad", "a quorum without witnesses", lambda f: f.append("policy", policy(f, witnesses={"quorum": 1})))
add(
    "bad",
    "the receipt key as operator key",
    lambda f: f.append(
        "policy",
        policy(
            f, operator={**f.says(0)["operator"], "keys": [f.says(0)["operator"]["keys"][0], f.says(0)["receipt_key"]]}
        ),
    ),
)
add(
    "bad",
    "a log's vkey as a witness's",
    lambda f: f.append("policy", policy(f, witnesses={"quorum": 1, "vkeys": [f.says(0)["log_vkeys"][0]]})),
)
add(
    "bad",
    "a witness's vkey with another id",
    lambda f: f.append(
        "policy",
        policy(
            f, witnesses={"quorum": 1, "vkeys": ["w.example+00000000+" + f.says(0)["log_vkeys"][0].split("+", 2)[2]]}
        ),
    ),
)
# Declared facets.
add("good", "a declared facet", lambda f: [facet(f), claimed(facet="data.forged")(f)])
add(
    "bad",
    "a value that a declared facet does not have",
    lambda f: [facet(f, value="text"), claimed(facet="data.forged")(f)],
)
add("bad", "a facet of a family that is not there", lambda f: facet(f, "nonsense.forged"))
add("bad", "a built-in facet declared", lambda f: facet(f, "data.safety"))
add("good", "a facet declared twice", lambda f: [facet(f), facet(f, n=2)])
add("bad", "a facet declared twice, otherwise", lambda f: [facet(f), facet(f, n=2, value="text")])
add("bad", "a facet declared twice, about something else", lambda f: [facet(f), facet(f, n=2, about="y")])
add("bad", "a facet of an unknown topic", lambda f: facet(f, topics=["nonsense"]))
add("bad", "a facet whose harm rule does not fit", lambda f: facet(f, harm="some"))
add("bad", "a facet that implies without harm", lambda f: facet(f, implies=["data.safety"]))
add(
    "bad",
    "a facet leaf amended",
    lambda f: [
        n := facet(f),
        f.append("amend", amend(f, n, {**f.says(n), "slug": "other"}, "thing"), "operator", subject=f.says(n)["id"]),
    ],
)
# Circles.
add(
    "bad",
    "a thing that is part of its alias",
    lambda f: [
        f.append("thing", thing(1)),
        f.append("thing", thing(2, alias_of=[thing(1)["id"]], part_of=[thing(1)["id"]])),
    ],
)
add("good", "an alias", lambda f: [f.append("thing", thing(1)), f.append("thing", thing(2, alias_of=[thing(1)["id"]]))])
add(
    "bad",
    "a circle of three",
    lambda f: [
        f.append("party", party(1)),
        f.append("party", party(2, part_of=[{"party": party(1)["id"]}])),
        f.append("party", party(3, part_of=[{"party": party(2)["id"]}])),
        f.append(
            "amend",
            amend(f, len(f.entries) - 3, party(1, part_of=[{"party": party(3)["id"]}]), "party"),
            "operator",
            subject=party(1)["id"],
        ),
    ],
)
