"""The part of JSON Schema 2020-12 that `bayan schema` prints; an unknown keyword is refused, never skipped.

Besides judging, it collects what a body points to: a value whose schema is a `$ref` is reported under that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .bounds import Fault

_WIDTHS = {"uint8": 2**8, "uint16": 2**16, "uint32": 2**32, "uint64": 2**64}
_KEYWORDS = {
    "$ref", "type", "properties", "required", "additionalProperties", "enum", "const", "pattern", "minLength",
    "maxLength", "minimum", "maximum", "minItems", "maxItems", "items", "oneOf", "anyOf", "format", "description",
    "title", "$schema", "$defs",
}  # fmt: skip
_TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}


@dataclass(frozen=True)
class Named:
    """A value whose schema is the definition `name`, at the JSON pointer `at`."""

    name: str
    value: Any
    at: str


class Schemas:
    """The schema of each kind of body (format.md §1, `says`)."""

    def __init__(self, kinds: dict[str, Any]) -> None:
        self._kinds = kinds
        self._patterns: dict[str, re.Pattern[str]] = {}

    def check(self, kind: str, body: Any) -> list[Named]:
        """Requires that `body` fits the schema of `kind`; returns what is named in it."""
        if kind not in self._kinds:
            raise Fault(f"no schema for the kind {kind}")
        found: list[Named] = []
        self._check(self._kinds[kind], self._kinds[kind], body, "", found)
        return found

    def _check(self, root: Any, schema: Any, value: Any, at: str, found: list[Named]) -> None:
        if not isinstance(schema, dict) or not set(schema) <= _KEYWORDS:
            raise ValueError(f"a schema with keywords unknown to this verifier: {sorted(set(schema) - _KEYWORDS)}")
        if "$ref" in schema:
            name = schema["$ref"].removeprefix("#/$defs/")
            found.append(Named(name, value, at))
            self._check(root, root["$defs"][name], value, at, found)
        if "const" in schema and (type(value) is not type(schema["const"]) or value != schema["const"]):
            raise Fault(f"{at or '/'}: it is not {schema['const']!r}")
        if "enum" in schema and value not in schema["enum"]:
            raise Fault(f"{at or '/'}: it is none of the known words")
        if "type" in schema:
            names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            if type(value) not in [_TYPES[name] for name in names]:
                raise Fault(f"{at or '/'}: it is not of type {' or '.join(names)}")
        self._check_branches(root, schema, value, at, found)
        if isinstance(value, str):
            self._check_text(schema, value, at)
        elif type(value) is int:
            top = _WIDTHS.get(schema.get("format", ""), 2**53)
            if value >= top or value < schema.get("minimum", value) or value > schema.get("maximum", value):
                raise Fault(f"{at or '/'}: the number is out of range")
        elif isinstance(value, list):
            if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
                raise Fault(f"{at or '/'}: the list is too short or too long")
            for i, item in enumerate(value):
                self._check(root, schema.get("items", {}), item, f"{at}/{i}", found)
        elif isinstance(value, dict):
            self._check_object(root, schema, value, at, found)

    def _check_branches(self, root: Any, schema: Any, value: Any, at: str, found: list[Named]) -> None:
        for keyword in ("oneOf", "anyOf"):
            if keyword not in schema:
                continue
            fits: list[list[Named]] = []
            for branch in schema[keyword]:
                inside: list[Named] = []
                try:
                    self._check(root, branch, value, at, inside)
                except Fault:
                    continue
                fits.append(inside)
            if not fits or (keyword == "oneOf" and len(fits) > 1):
                raise Fault(f"{at or '/'}: it fits {len(fits)} of the forms that it can have")
            found.extend(fits[0])

    def _check_text(self, schema: Any, value: str, at: str) -> None:
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            raise Fault(f"{at or '/'}: the text is too short or too long")
        if "pattern" in schema:
            pattern = schema["pattern"]
            if pattern not in self._patterns:
                if not pattern.startswith("^") or not pattern.endswith("$"):
                    raise ValueError("a schema with a pattern that is not anchored")
                self._patterns[pattern] = re.compile(pattern[1:-1], re.ASCII)
            if not self._patterns[pattern].fullmatch(value):
                raise Fault(f"{at or '/'}: the text has not the form {pattern}")

    def _check_object(self, root: Any, schema: Any, value: Any, at: str, found: list[Named]) -> None:
        properties = schema.get("properties", {})
        missing = [name for name in schema.get("required", []) if name not in value]
        if missing:
            raise Fault(f"{at or '/'}: {missing[0]} is missing")
        for name, item in value.items():
            if name in properties:
                self._check(root, properties[name], item, f"{at}/{name}", found)
            elif schema.get("additionalProperties") is False:
                raise Fault(f"{at or '/'}: {name} is unknown")
