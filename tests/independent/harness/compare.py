"""Verdicts of both sides, and whether they agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verifier.bounds import Unreadable
from verifier.ledger import Audit, Pin
from verifier.schema import Schemas

from .bayan import Bayan


@dataclass(frozen=True)
class Verdict:
    """What one side says of a ledger."""

    ok: bool
    size: int | None
    root: str | None
    entry: int | None
    what: str


@dataclass
class Tally:
    """Comparisons, and those that differ."""

    compared: int = 0
    good: int = 0
    bad: int = 0
    same_entry: int = 0
    disagreements: list[str] = field(default_factory=list)

    def add(self, name: str, real: Verdict, own: Verdict) -> None:
        """Both good, with one size and root; or both bad, and where both name an entry, the same."""
        self.compared += 1
        problem = None
        if real.ok != own.ok:
            problem = f"bayan says {'good' if real.ok else 'bad'}, the verifier {'good' if own.ok else 'bad'}"
        elif real.ok and (real.size, real.root) != (own.size, own.root):
            problem = "size or root differ"
        elif not real.ok and real.entry is not None and own.entry is not None:
            if real.entry != own.entry:
                problem = f"bayan names entry {real.entry}, the verifier {own.entry}"
            else:
                self.same_entry += 1
        if problem:
            self.disagreements.append(f"{name}: {problem}\n    bayan:    {real.what}\n    verifier: {own.what}")
        elif real.ok:
            self.good += 1
        else:
            self.bad += 1


def real_verdict(bayan: Bayan, ledger: Path, pin: Path | None = None) -> Verdict:
    """`bayan verify --json`."""
    arguments: list[str | Path] = ["-L", ledger, "verify"]
    if pin:
        arguments += ["--pin", pin]
    code, answer = bayan.verdict(*arguments)
    places = [(f.get("place", {}), f.get("what", "")) for f in answer.get("faults") or []]
    entries = [p["name"] for p, _ in places if p.get("kind") == "entry" and isinstance(p.get("name"), int)]
    what = places[0][1] if places else str(answer.get("error", ""))
    ok = code == 0 and answer.get("ok") is True
    return Verdict(ok, answer.get("size"), answer.get("root"), min(entries, default=None), f"exit {code} {what}"[:600])


def own_verdict(ledger: Path, schemas: Schemas, facets: list[Any], pin: Pin | None = None) -> Verdict:
    """The independent verifier's."""
    try:
        answer: dict[str, Any] = Audit(ledger, pin, schemas, facets).run()
    except Unreadable as error:
        return Verdict(False, None, None, None, str(error))
    entries = [fault["entry"] for fault in answer["faults"] if "entry" in fault]
    what = "; ".join(str(fault) for fault in answer["faults"][:2])
    return Verdict(answer["ok"], answer["size"], answer["root"], min(entries, default=None), what[:600])
