"""Random bodies: one of the demo, changed in a place or two and well signed; both sides must agree on it."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

from .forge import Forger
from .make import Made

# Before the demo withholds anything, and after everything else.
DEMO_ENTRIES = 132
KINDS = {"party", "incident", "thing", "capture", "utterance", "silence", "link", "opinion", "question", "amend"}
TAILS = ["", " ", "\n", "\t", "\r", "\x7f", "\x85", "\u00e9", "\u202e", "X", "0", "?", "\ufffd"]
NUMBERS = [0, 1, 2, 255, 256, 2**16, 64 << 20, 2**32 - 1, 2**32, 2**53 - 1]
Place = tuple[Any, Any]


class Fuzz:
    """A forger on the demo, and what its bodies consist of."""

    def __init__(self, made: Made, seed: int) -> None:
        self.random, self.base = random.Random(f"fuzz {seed}"), Forger(made.ledger)
        self.base.entries, self.base.bodies = self.base.entries[:DEMO_ENTRIES], self.base.bodies[:DEMO_ENTRIES]
        self.sources = [i for i in range(DEMO_ENTRIES) if self.base.entry(i).statement.kind in KINDS]
        # By member name: values that bodies have there, and by parent's name: members that it can have.
        self.values: dict[str, list[Any]] = {}
        self.members: dict[str, list[tuple[str, Any]]] = {}
        for i in self.sources:
            self._learn(self.base.says(i), "says")

    def _learn(self, value: Any, name: str) -> None:
        if isinstance(value, dict):
            for member, item in value.items():
                self.values.setdefault(member, []).append(item)
                self.members.setdefault(name, []).append((member, item))
                self._learn(item, member)
        elif isinstance(value, list):
            for item in value:
                self._learn(item, name)

    def case(self) -> tuple[str, Forger]:
        """A changed body, signed by the key that signed the source or by the one in its place."""
        forger = copy.copy(self.base)
        forger.entries, forger.bodies, forger.addenda = [*self.base.entries], [*self.base.bodies], {}
        source = self.random.choice(self.sources)
        says, told = forger.says(source), []
        statement = forger.entry(source).statement
        if statement.kind in ("party", "incident", "thing", "question") and self.random.random() < 0.9:
            says["id"] = f"{statement.kind}:{self.random.randbytes(16).hex()}"
            says |= {"slug": f"fuzz-{self.random.randrange(10**6)}"} if "slug" in says else {}
        for _ in range(self.random.choice([1, 1, 1, 2])):
            told.append(self._change(says))
        names = {forger.thumbprint(name): name for name in list(forger.public)}
        key = names[statement.kid].replace("desk-1", "desk-2")
        subject = says.get("id") if statement.kind in ("party", "incident", "thing") else says.get("incident")
        subject = subject if isinstance(subject, str) and subject else statement.subject
        forger.append(
            statement.kind,
            says,
            key,
            subject=subject,
            issuer=statement.issuer,
            incidents=[i for i in statement.incidents if i != subject],
        )
        return f"{statement.kind} of entry {source}: {'; '.join(told)}", forger

    def _places(self, value: Any, name: str) -> Iterator[tuple[str, Place]]:
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for at, item in pairs:
            inside = at if isinstance(at, str) else name
            yield inside, (value, at)
            yield from self._places(item, inside)

    def _change(self, says: dict[str, Any]) -> str:
        """One change at a random place; says what it was."""
        name, (parent, at) = self.random.choice(list(self._places(says, "says")))
        old = parent[at]
        ways = [self._remove, self._replace, self._replace, self._insert, self._insert, self._alter, self._alter]
        self.random.choice(ways)(name, parent, at)
        return f"{name} {str(old)[:60]!r} -> {str(parent)[:160]!r}"

    def _remove(self, _name: str, parent: Any, at: Any) -> None:
        del parent[at]

    def _replace(self, name: str, parent: Any, at: Any) -> None:
        parent[at] = copy.deepcopy(self.random.choice(self.values.get(name, [None])))

    def _insert(self, name: str, parent: Any, at: Any) -> None:
        """A member that such a place has elsewhere, or an item of a list once more."""
        value = parent[at]
        if isinstance(value, dict) and name in self.members:
            member, item = self.random.choice(self.members[name])
            value[member] = copy.deepcopy(item)
        elif isinstance(value, list) and value:
            value.insert(self.random.randrange(len(value) + 1), copy.deepcopy(self.random.choice(value)))
        else:
            self._alter(name, parent, at)

    def _alter(self, _name: str, parent: Any, at: Any) -> None:
        value = parent[at]
        if isinstance(value, str):
            cut = value[: self.random.randrange(len(value) + 1)] if self.random.random() < 0.3 else value
            parent[at] = cut + self.random.choice(TAILS)
        elif isinstance(value, int):
            parent[at] = self.random.choice([*NUMBERS, value + 1, value - 1])
        elif isinstance(value, list):
            self.random.shuffle(value)
            del value[self.random.randrange(len(value) + 1) :]
        else:
            parent[at] = {}
