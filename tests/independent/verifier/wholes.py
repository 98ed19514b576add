"""Nothing is a part of itself, at any distance and by whatever other name (format.md §4)."""

from __future__ import annotations

from typing import Any

from .bounds import Fault

# Wholes and other names of one part that are followed.
MOST = 4096


class Wholes:
    """What parties and things are a part of, and the other names of things."""

    def __init__(self) -> None:
        self._wholes: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}

    @staticmethod
    def _of(says: dict[str, Any]) -> tuple[str, set[str], set[str]]:
        wholes = {whole["party"] if isinstance(whole, dict) else whole for whole in says.get("part_of", [])}
        return says["id"], wholes, set(says.get("alias_of", []))

    def describe(self, says: dict[str, Any]) -> None:
        """Puts a description in the place of the one before."""
        name, wholes, names = self._of(says)
        self._wholes[name], self._names[name] = wholes, names

    def circle(self, says: dict[str, Any]) -> bool:
        """Whether a path with at least one whole in it leads from what is described back to it."""
        name, wholes, names = self._of(says)
        others = {other for other, called in self._names.items() if name in called and other != name}
        open_ = [(whole, True) for whole in wholes] + [(other, False) for other in names | others]
        seen: set[tuple[str, bool]] = set()
        while open_:
            at, up = open_.pop()
            if up and (at == name or at in names):
                return True
            if at == name or (at, up) in seen:
                continue
            seen.add((at, up))
            if len(seen) > MOST:
                raise Fault(f"{name} has too many wholes and aliases")
            open_ += [(whole, True) for whole in self._wholes.get(at, ())]
            # What the described thing was called before no longer counts.
            called = {o for o, of in self._names.items() if at in of and o != name} | self._names.get(at, set())
            open_ += [(other, up) for other in called]
        return False
