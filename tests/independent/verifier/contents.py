"""Rules between the fields of a body, which no schema says (format.md §1, "Rules between fields")."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from . import edtf
from .bounds import ARTIFACT_BYTES, Fault
from .schema import Named

# Lists whose members are different ones, by the field that holds them.
DISTINCT = {
    "also", "targets", "between", "of", "all_except", "offices", "usages", "keys", "recovery_keys", "log_vkeys",
    "vkeys", "to", "alias_of", "part_of", "artifacts", "incidents", "statements", "currency", "questions", "facets",
}  # fmt: skip
# Fields of words as printed: of the control characters they take those that are white space.
EXACT = {"exact", "printed", "role"}
# Fields of more than one line: they take line feed and tab. All other texts take no control character.
LINES = {"grounds", "note", "about"}
SECONDS = {
    "seconds": (1, 1), "minutes": (60, 60), "hours": (3600, 3600), "days": (86400, 86400), "weeks": (604800, 604800),
    "months": (28 * 86400, 31 * 86400), "years": (365 * 86400, 366 * 86400),
}  # fmt: skip
JOINS_INCIDENTS = {"same_event", "part_of_event", "caused_by", "related_unclear"}
GIVES_NONE = {"unknown_to_source", "no_evidence_found", "not_said", "declined", "withheld"}


def _need(condition: object, what: str, at: str = "/says") -> None:
    if not condition:
        raise Fault(f"{at}: {what}")


def _controls(value: Any, field: str, parent: dict[str, Any], inside: str) -> None:
    """Control characters (Unicode Cc) by field; `inside` is the field that the parent stands in."""
    if isinstance(value, dict):
        for name, item in value.items():
            _controls(item, name, value, field)
    elif isinstance(value, list):
        for item in value:
            _controls(item, field, parent, inside)
    elif isinstance(value, str):
        found = {c for c in value if ord(c) < 32 or 127 <= ord(c) < 160}
        name = field == "text" and inside in ("names", "titles")
        words = field == "text" and not name and ("language" in parent or "claims" in parent)
        if field in EXACT or (field == "name" and inside == "printed"):
            found -= set("\t\n\v\f\r\x85")
        elif words or (field in LINES and inside != "markers"):
            found -= {"\n", "\t"}
        _need(not found, f"{field} holds a control character")


def _lists(value: Any) -> None:
    if isinstance(value, dict):
        for name, item in value.items():
            if name in DISTINCT and isinstance(item, list) and all(isinstance(i, str) for i in item):
                _need(len(set(item)) == len(item), f"{name} names something twice")
            _lists(item)
    elif isinstance(value, list):
        for item in value:
            _lists(item)


def _crossed(low: dict[str, Any] | None, high: dict[str, Any] | None) -> bool:
    if low is None or high is None:
        return False
    return low["n"] * SECONDS[low["unit"]][0] > high["n"] * SECONDS[high["unit"]][1]


def _claim(claim: dict[str, Any]) -> None:
    answer, polarity = "answer" in claim["value"], "polarity" in claim["stance"]
    _need(answer != polarity, "polarity is for values that are no answer, and needed there")
    _need("target" in claim or claim["act"] not in ("retracts", "corrects"), "no claim is named that is taken back")
    _need("segments" in claim or "inferred" in claim, "only an inferred claim has no segments")


def _segment(segment: dict[str, Any]) -> None:
    length, starts = len(segment["exact"].encode()), []
    for place in [segment, *segment.get("also_at", [])]:
        _need(
            place["end"] - place["start"] == length and place["end"] <= ARTIFACT_BYTES, "a range does not fit its words"
        )
        starts.append(place["start"])
    _need(len(set(starts)) == len(starts), "a place is named twice")


def _range(value: dict[str, Any]) -> None:
    _need(value["start"] < value["end"] <= ARTIFACT_BYTES, "a range is empty or too far")


def _extent(extent: dict[str, Any]) -> None:
    of, without = set(extent.get("of", [])), set(extent.get("all_except", []))
    _need(of | without, "an extent names nothing")
    _need(not of & without, "something is meant and left out")


def _set(value: dict[str, Any]) -> None:
    _need(value["closure"] != "all_except" or value.get("members"), "nothing is left out")
    known = [member["is"] for member in value.get("members", []) if "is" in member]
    _need(len(set(known)) == len(known), "a member stands twice")


def _instant(value: str) -> None:
    try:
        datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError as error:
        raise Fault(f"{value} is no instant") from error


def _between(value: Any) -> None:
    if isinstance(value, dict) and "between" in value:
        _need(Decimal(value["between"]["lo"]) <= Decimal(value["between"]["hi"]), "the bounds are crossed")


def _some(*names: str) -> Callable[[dict[str, Any]], None]:
    return lambda value: _need(any(name in value for name in names), f"one of {', '.join(names)} is needed")


def _time(value: dict[str, Any]) -> None:
    _some("edtf", "weekday", "relation", "printed")(value)
    _need("edtf" in value or "inferred" not in value, "what was inferred is missing")


def _spans(value: dict[str, Any]) -> None:
    _need(not _crossed(value.get("min"), value.get("max")), "the bounds are crossed")


def _link(link: dict[str, Any]) -> None:
    start, end = link["from"], link["to"]
    _need(start != end, "a link has two ends")
    if start.startswith("incident:"):
        fits = end.startswith("incident:") and link["relation"] in JOINS_INCIDENTS
    elif start.startswith("question:"):
        fits = False
    elif end.startswith("question:"):
        fits = link["relation"] in ("answers", "evades")
    else:
        fits = not end.startswith("incident:")
    _need(fits, "the relation joins no ends of these kinds")


def _utterance(says: dict[str, Any]) -> None:
    _need(says["incident"] not in says.get("also", []), "also names the subject again")
    chain, first_person = says.get("chain", []), says["attests"] != "read_them_so"
    if first_person:
        _need(isinstance(says["speaker"], dict) and "party" in says["speaker"], "the first person is one party")
        _need(not chain, "the first person has no chain")
    else:
        _need("text" not in says, "an own text is for the first person")
    for claim in says["claims"]:
        for hop in (claim["stance"].get("hop"), claim.get("verb", {}).get("hop")):
            _need(hop is None or hop < len(chain), "a hop is not in the chain")
    _need(says.get("times") != {}, "times says nothing")


def _capture(says: dict[str, Any]) -> None:
    _need(says["size"] <= ARTIFACT_BYTES, "the artifact is too long")
    rendition = says["source"].get("rendition")
    _need(not rendition or rendition["of"] != says["artifact"], "a rendition is of another artifact")
    _need(all(d["at"]["end"] <= says["size"] for d in says.get("defects", []) if "at" in d), "a defect lies outside")


def _amend(says: dict[str, Any]) -> None:
    _need((says["reason"] == "withdrawal") != ("replacement" in says), "replacement is for all but withdrawals")
    _need(len(says["targets"]) == 1 or says["reason"] in ("merge", "withdrawal"), "several targets are for a merge")
    starts = [moved["from"] for moved in says.get("moved", [])]
    _need(len(set(starts)) == len(starts), "a claim moves twice")
    _need(all(start.partition("#")[0] in says["targets"] for start in starts), "a claim of another statement moves")


def _key(says: dict[str, Any]) -> None:
    act = says.get("grant") or says.get("rotate") or says["revoke"]
    _need("recovery_key" not in act or act["recovery_key"] != act.get("key"), "the recovery key is another key")
    _need("offices" not in act or "speak" in act["usages"], "an office needs the usage speak")
    _need("compromised_since" not in act or act["why"] == "compromised", "compromised_since needs its reason")


def _policy(says: dict[str, Any]) -> None:
    statement_keys = says["operator"]["keys"] + says.get("recovery_keys", [])
    _need(says["receipt_key"] not in statement_keys, "the receipt key is no statement key")
    _need(says["witnesses"]["quorum"] <= len(says["witnesses"].get("vkeys", [])), "the quorum is out of reach")


def _party(says: dict[str, Any]) -> None:
    _need(all(whole["party"] != says["id"] for whole in says.get("part_of", [])), "a party is no part of itself")


def _thing(says: dict[str, Any]) -> None:
    _need(says["id"] not in says.get("part_of", []) + says.get("alias_of", []), "a thing is no part of itself")


RULES: dict[str, list[Callable[[Any], None]]] = {
    "Amend": [_amend], "Amount": [_between], "ByteRange": [_range], "Capture": [_capture], "Claim": [_claim],
    "Edtf": [edtf.check],
    "Distance": [_some("min", "max"), _spans], "Duration": [_some("min", "max", "until", "printed"), _spans],
    "Extent": [_extent], "Instant": [_instant], "Item": [_some("is", "printed")], "Key": [_key], "Link": [_link],
    "Party": [_party], "Policy": [_policy], "Redaction": [_some("statements", "artifacts")],
    "Scope": [_some("system", "data", "form", "organisation", "place", "via", "as_of")], "Segment": [_segment],
    "Set": [_set], "Thing": [_thing], "Time": [_time], "Utterance": [_utterance],
    "Unanswered": [_some("facets", "questions", "claims", "words")],
    "Hop": [lambda hop: _need((hop["kind"] == "translates") == ("maker" in hop), "maker is for translations")],
    "Marker": [lambda marker: _need(marker["kind"] != "other" or "note" in marker, "another marker needs a note")],
    "Rate": [lambda rate: _need(rate["every"]["n"] > 0, "every is longer than nothing")],
    "Silence": [lambda says: _need(says["incident"] not in says.get("also", []), "also names the subject again")],
}  # fmt: skip


class Facets:
    """The facets in force: what `bayan facets --json` prints, and leaves that the ledger declares."""

    def __init__(self, table: list[dict[str, Any]]) -> None:
        built_in = [facet for facet in table if facet["built_in"]]
        self.types = {facet["facet"]: facet["value"] for facet in built_in}
        self.harmful = {facet["facet"] for facet in built_in if facet["harm"]}
        self.topics = {topic for facet in built_in for topic in facet["topics"]}
        self.families = {name.partition(".")[0] for name in self.types}
        self.specs: dict[str, Any] = {}

    def check(self, says: dict[str, Any]) -> list[str]:
        """Every value fits its facet; returns facets that nobody declared."""
        unknown: list[str] = []
        for claim in says.get("claims", []):
            known, (kind, value) = self.types.get(claim["facet"]), next(iter(claim["value"].items()))
            if known is None:
                unknown.append(claim["facet"])
            else:
                _need(kind == known or (kind == "answer" and value in GIVES_NONE), f"{claim['facet']} takes {known}")
        named = says.get("on", {}).get("facets", []) + ([says["facet"]] if "facet" in says else [])
        return unknown + [facet for facet in named if facet not in self.types]

    def declare(self, leaf: dict[str, Any]) -> None:
        """A leaf of a known family, declared once save in the same words, with topics and harm that fit."""
        name, spec = leaf["name"], leaf["spec"]
        harm, value = spec.get("harm"), spec["value"]
        _need(name.partition(".")[0] in self.families, f"the family of {name} is unknown")
        _need(name in self.specs or name not in self.types, f"{name} is built in")
        _need(set(spec.get("topics", [])) <= self.topics, "a topic is unknown")
        if harm == "some":
            _need(value in ("bytes", "money", "quantity", "set"), "the harm rule does not fit")
        elif harm:
            answers = harm["answers"]["affirmed"] + harm["answers"].get("denied", [])
            _need(value == "answer" and len(set(answers)) == len(answers), "the harm rule does not fit")
        if "changing" in spec:
            _need(spec["changing"] is True, "what does not change with time is not written")
            _need(value == "answer" and not harm, "it cannot change with time")
        for implied in spec.get("implies", []):
            _need(harm and implied in self.harmful, "it cannot imply what has no harm rule")
        _need(self.specs.setdefault(name, spec) == spec, f"{name} is declared otherwise")
        self.types[name] = value
        self.harmful |= {name} if harm else set()


def check(body: dict[str, Any], named: list[Named]) -> None:
    """The rules of each part of a body, by the name of its schema."""
    if "ref" in body:
        _controls(body["ref"], "ref", {}, "")
    _controls(body["says"], "says", {}, "")
    _lists(body["says"])
    for item in named:
        for rule in RULES.get(item.name, ()):
            try:
                rule(item.value)
            except Fault as error:
                raise Fault(f"{item.at}: {error}") from error
