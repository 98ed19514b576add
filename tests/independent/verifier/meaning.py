"""What bodies say and point to (format.md §2 `sub`, §4, §8)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from .bounds import Fault
from .contents import Facets
from .schema import Named
from .statement import MOST_INCIDENTS, NEVER_WITHHELD, Entry, Statement
from .wholes import Wholes

_IDS = {"PartyId", "ThingId", "IncidentId", "QuestionId", "Entity"}
_CLAIMS = {"ClaimRef", "ClaimTarget", "Opined", "End", "Target"}
_OPAQUE = ("party:", "thing:", "incident:", "question:")


@dataclass
class Told:
    """What is known of a statement that was admitted."""

    index: int
    statement: Statement
    body: dict[str, Any] | None
    withheld: bool

    @property
    def claims(self) -> int | None:
        """How many claims it makes; `None` where its body is not there."""
        if self.body is None:
            return None
        says = said(self.body)[1]
        return len(says.get("claims", [])) if says else 0


def said(body: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    """The kind and content that a body records: of an amendment, those of its replacement."""
    if body["kind"] != "amend":
        return body["kind"], body["says"]
    replacement = body["says"].get("replacement")
    return (replacement["kind"], replacement["says"]) if replacement else ("amend", None)


def own_text(body: dict[str, Any] | None) -> str | None:
    """SHA-256 of the own text of a first-person utterance: its artifact."""
    if body is None or body["kind"] != "utterance" or "text" not in body["says"]:
        return None
    return hashlib.sha256(body["says"]["text"].encode()).hexdigest()


@dataclass
class Artifact:
    """Captured bytes, as they were declared; an own text has no BLAKE3 of its own."""

    sha256: str
    index: int
    size: int
    blake3: str | None


@dataclass
class Quote:
    """Words that must stand at an offset of an artifact; checked when the artifacts are read."""

    index: int
    artifact: str
    start: int
    end: int
    exact: str


@dataclass
class Meaning:
    """What entries so far declared."""

    origin: str = ""
    statements: dict[str, Told] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    slugs: dict[tuple[str, str], str] = field(default_factory=dict)
    refs: dict[tuple[str, str], int] = field(default_factory=dict)
    artifacts: dict[str, list[Artifact]] = field(default_factory=dict)
    quotes: list[Quote] = field(default_factory=list)
    questions: dict[str, str] = field(default_factory=dict)
    redacted: dict[str, tuple[int, str]] = field(default_factory=dict)
    redacted_artifacts: dict[str, tuple[int, str]] = field(default_factory=dict)
    unchecked: list[dict[str, Any]] = field(default_factory=list)
    any_withheld: bool = False
    facets: Facets | None = None
    wholes: Wholes = field(default_factory=Wholes)
    operator: str = ""

    def admit(self, entry: Entry, body: dict[str, Any] | None, named: list[Named] | None, withheld: bool) -> None:
        """Judges a statement against those before; then remembers what it declares. Raises the first fault."""
        statement, index = entry.statement, entry.index
        if statement.id in self.statements:
            raise Fault(f"the statement stands already at entry {self.statements[statement.id].index}")
        try:
            if body is not None:
                self._check_header(statement, body)
                self._check_ref(index, statement, body)
                if named is not None:
                    self._check_pointers(index, body, named)
                self._check_facets(index, body)
                if body["kind"] == "amend":
                    self._check_amend(index, statement, body["says"])
                elif body["kind"] == "redaction":
                    self._redact(index, body["says"])
                self._check_wholes(index, body)
                self._check_gathered(statement, body)
        finally:
            self._declare(index, statement, body)
            self.statements[statement.id] = Told(index, statement, body, withheld)
            self.any_withheld |= withheld

    def _unchecked(self, index: int, what: str) -> None:
        self.unchecked.append({"entry": index, "what": what})

    def _check_header(self, statement: Statement, body: dict[str, Any]) -> None:
        """format.md §2: kind, subject and incidents of the header are those that the body says."""
        if body["kind"] != statement.kind:
            raise Fault("the body's kind is not the header's")
        says = body["says"]
        expected = self._subject(body["kind"], says)
        if expected is not None and statement.subject not in expected:
            raise Fault("the subject is not the one that the body says")
        incidents = {i for i in self._concerned(body["kind"], says) if i != statement.subject}
        if sorted(incidents) != statement.incidents:
            raise Fault("the incidents concerned are not those that the body says")

    def _subject(self, kind: str, says: dict[str, Any]) -> set[str] | None:
        """What `sub` can be; `None` where that hangs on a body that is withheld."""
        if kind in ("party", "thing", "incident"):
            return {says["id"]}
        if kind in ("policy", "key", "redaction"):
            return {self.origin}
        if "incident" in says:
            return {says["incident"]}
        if kind == "capture":
            return {self.origin}
        targets = {
            "link": lambda: [says["from"]],
            "opinion": lambda: [says["target"]],
            "amend": lambda: says["targets"][:1],
        }
        found: set[str] = set()
        for target in targets[kind]():
            if target.startswith("incident:"):
                found.add(target)
            elif target.startswith("question:"):
                if target not in self.questions:
                    return None
                found.add(self.questions[target])
            else:
                told = self.statements.get(target.partition("#")[0])
                if told is None:
                    raise Fault("its target was not declared before")
                found.add(told.statement.subject)
        return found

    @staticmethod
    def _concerned(kind: str, says: dict[str, Any]) -> set[str]:
        """The incidents that a body concerns, `sub` included."""
        found = set(says.get("also", [])) | set(says.get("incidents", []))
        if "incident" in says:
            found.add(says["incident"])
        if kind == "incident":
            found.add(says["id"])
        if kind == "link":
            found |= {end for end in (says["from"], says["to"]) if end.startswith("incident:")}
        if "replacement" in says:
            found |= Meaning._concerned(says["replacement"]["kind"], says["replacement"]["says"])
        return found

    def _check_ref(self, index: int, statement: Statement, body: dict[str, Any]) -> None:
        if "ref" not in body:
            return
        key = (statement.issuer, body["ref"])
        if key in self.refs:
            raise Fault(f"the ref stands already at entry {self.refs[key]}")
        self.refs[key] = index

    def _check_pointers(self, index: int, body: dict[str, Any], named: list[Named]) -> None:
        """format.md §4: what a body points to was declared before."""
        own = said(body)[1] or {}
        own_claims = len(own.get("claims", []))
        declares = {own.get("id"), own.get("artifact"), body["says"].get("id"), body["says"].get("artifact")}
        if isinstance(own.get("text"), str):  # the own text of a first-person utterance
            declares.add(hashlib.sha256(own["text"].encode()).hexdigest())
        for item in named:
            if not isinstance(item.value, str) or item.value in declares or body["kind"] == "policy":
                continue
            if item.name in _IDS or (item.name in _CLAIMS and item.value.startswith(_OPAQUE)):
                self._check_id(index, item)
            elif item.name in _CLAIMS or item.name == "StatementRef":
                self._check_claim(index, item, own_claims)
            elif item.name == "Sha256" and item.value not in self.artifacts:
                self._missing(index, f"{item.at}: the artifact {item.value} was not declared before")
        self._collect_quotes(index, named)

    def _missing(self, index: int, what: str) -> None:
        if not self.any_withheld:
            raise Fault(what)
        self._unchecked(index, f"{what}, unless by a statement that is withheld")

    def _check_id(self, index: int, item: Named) -> None:
        if item.value in self.ids:
            return
        if item.value.startswith("question:"):
            self._missing(index, f"{item.at}: {item.value} was not declared before")
        else:
            raise Fault(f"{item.at}: {item.value} was not declared before")

    def _check_claim(self, index: int, item: Named, own_claims: int) -> None:
        target, _, number = item.value.partition("#")
        if not target:
            if int(number) >= own_claims:
                raise Fault(f"{item.at}: the statement has no claim {number}")
            return
        told = self.statements.get(target)
        if told is None:
            raise Fault(f"{item.at}: the statement {target} was not declared before")
        if number and told.claims is None:
            self._unchecked(index, f"{item.at}: a claim of a statement that is withheld")
        elif number and int(number) >= (told.claims or 0):
            raise Fault(f"{item.at}: that statement has no claim {number}")

    def _collect_quotes(self, index: int, named: list[Named]) -> None:
        for item in named:
            if item.name != "Segment":
                continue
            if item.value["artifact"] in self.redacted_artifacts:
                raise Fault(f"{item.at}: the artifact is withheld")
            for place in [item.value, *item.value.get("also_at", [])]:
                self.quotes.append(
                    Quote(index, item.value["artifact"], place["start"], place["end"], item.value["exact"])
                )

    def _check_amend(self, index: int, statement: Statement, says: dict[str, Any]) -> None:
        """Only the issuer amends, not into another kind, and a declaration keeps its id."""
        replacement, places = says.get("replacement"), set()
        for target in says["targets"]:
            told = self.statements[target]
            places.add(told.index)
            if told.statement.kind in NEVER_WITHHELD:
                raise Fault(f"a {told.statement.kind} cannot be amended")
            if told.statement.issuer != statement.issuer:
                raise Fault("only who issued a record amends it")
            if replacement and replacement["kind"] != told.statement.kind:
                raise Fault("an amendment does not change the kind")
        if not replacement or replacement["kind"] not in ("party", "incident", "thing", "question"):
            return
        declared = replacement["says"]["id"]
        if self.ids.get(declared) not in places:
            what = f"{declared} is not the id that its target declared"
            if not declared.startswith("question:"):
                raise Fault(what)
            self._missing(index, what)
        if isinstance(replacement["says"].get("is"), dict):
            raise Fault("what a facet leaf means cannot be amended")

    def _check_facets(self, index: int, body: dict[str, Any]) -> None:
        kind, says = said(body)
        if self.facets is None or says is None:
            return
        if kind in ("utterance", "silence", "question"):
            for facet in self.facets.check(says):
                self._missing(index, f"the facet {facet} was not declared before")
        if body["kind"] == "thing" and isinstance(says["is"], dict):
            self.facets.declare(says["is"]["facet"])

    def _check_wholes(self, index: int, body: dict[str, Any]) -> None:
        """Nothing is a part of itself, by whatever name."""
        kind, says = said(body)
        if says is None or kind not in ("party", "thing"):
            return
        circle = self.wholes.circle(says)
        self.wholes.describe(says)
        if circle:
            self._missing(index, f"{says['id']} would be a part of itself")

    def _check_gathered(self, statement: Statement, body: dict[str, Any]) -> None:
        """A link, opinion or amendment concerns at most 16 incidents with those of what it is about."""
        says, about = body["says"], []
        if body["kind"] in ("link", "opinion", "amend"):
            about = [says.get("from", ""), says.get("to", ""), says.get("target", ""), *says.get("targets", [])]
        found = {statement.subject, *statement.incidents}
        for target in about:
            told = self.statements.get(target.partition("#")[0])
            if told:
                found |= {told.statement.subject, *told.statement.incidents}
        if len([i for i in found if i.startswith("incident:")]) > MOST_INCIDENTS:
            raise Fault("it concerns too many incidents")

    def _redact(self, index: int, says: dict[str, Any]) -> None:
        artifacts = set(says.get("artifacts", []))
        for name, told in self.statements.items():
            text = own_text(told.body)
            named = name in says.get("statements", [])
            if text is not None and named and text not in artifacts:
                raise Fault("the own text goes with its first-person statement")
            if text in artifacts and not named and name not in self.redacted:
                raise Fault("a first-person statement goes with its own text")
        for target in says.get("statements", []):
            if self.statements[target].statement.kind in NEVER_WITHHELD:
                raise Fault("policy, key and redaction statements cannot be redacted")
            self.redacted.setdefault(target, (index, says["why"]))
        for target in says.get("artifacts", []):
            self.redacted_artifacts.setdefault(target, (index, says["why"]))

    def _declare(self, index: int, statement: Statement, body: dict[str, Any] | None) -> None:
        if statement.kind in ("party", "thing", "incident"):
            if statement.subject in self.ids:
                raise Fault(f"{statement.subject} was declared at entry {self.ids[statement.subject]}")
            self.ids[statement.subject] = index
        if body is None:
            return
        kind, says = said(body)
        says = says or {}
        if kind == "question" and body["kind"] == "question":
            if says["id"] in self.ids:
                raise Fault(f"{says['id']} was declared at entry {self.ids[says['id']]}")
            self.ids[says["id"]] = index
            self.questions[says["id"]] = statement.subject
        if statement.subject == self.operator and statement.kind == "party" and statement.issuer != self.operator:
            raise Fault("only the operator describes its party")
        if kind in ("party", "thing", "incident"):
            slug = (kind, says["slug"])
            if self.slugs.setdefault(slug, says["id"]) != says["id"]:
                raise Fault(f"the slug {says['slug']} names another {kind}")
        if kind == "capture":
            if says["artifact"] in self.redacted_artifacts:
                raise Fault("the artifact is withheld")
            self._artifact(Artifact(says["artifact"], index, says["size"], says["blake3"]))
        if kind == "utterance" and "text" in says:
            text = says["text"].encode()
            self._artifact(Artifact(hashlib.sha256(text).hexdigest(), index, len(text), None))

    def _artifact(self, artifact: Artifact) -> None:
        self.artifacts.setdefault(artifact.sha256, []).append(artifact)
