"""Bodies: RFC 8785 JSON of the envelope in format.md §1."""

from __future__ import annotations

import json
import re
from typing import Any

import rfc8785

from .bounds import BODY_BYTES, Fault

KINDS = [
    "policy", "key", "party", "incident", "thing", "capture", "utterance", "silence", "link", "opinion", "question",
    "amend", "redaction",
]  # fmt: skip
_NONCE = re.compile(r"[0-9a-f]{32}")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Fault("an object has a member twice")
    return members


def _no_fraction(text: str) -> Any:
    raise Fault(f"{text} is not an integer")


def _check_values(value: Any) -> None:
    """format.md §1: integers below 2^53, no nulls, no empty lists; no NUL in any text."""
    if value is None:
        raise Fault("it holds a null")
    if type(value) is int and not -(2**53) < value < 2**53:
        raise Fault("an integer is out of range")
    if isinstance(value, str) and "\0" in value:
        raise Fault("a text holds NUL")
    if isinstance(value, list):
        if not value:
            raise Fault("it holds an empty list")
        for item in value:
            _check_values(item)
    if isinstance(value, dict):
        for name, item in value.items():
            _check_values(name)
            _check_values(item)


def parse(data: bytes) -> dict[str, Any]:
    """The body as an object: canonical (RFC 8785), with the envelope of format.md §1 and nothing else."""
    if len(data) > BODY_BYTES:
        raise Fault(f"the body has more than {BODY_BYTES} bytes")
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_members,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
        again = rfc8785.dumps(value)
    except Fault as error:
        raise Fault(f"the body is malformed: {error}") from error
    except (ValueError, RecursionError) as error:
        raise Fault(f"the body is malformed: {error}") from error
    if again != data:
        raise Fault("the body is not in the form of RFC 8785")
    if not isinstance(value, dict):
        raise Fault("the body is not an object")
    try:
        _check_values(value)
    except Fault as error:
        raise Fault(f"the body is malformed: {error}") from error
    if set(value) - {"ref"} != {"kind", "nonce", "says", "v"}:
        raise Fault("the body's members are not kind, nonce, ref, says and v")
    if value["v"] != 1 or type(value["v"]) is not int or value["kind"] not in KINDS:
        raise Fault("the body has an unknown kind or version")
    if not isinstance(value["nonce"], str) or not _NONCE.fullmatch(value["nonce"]):
        raise Fault("the body's nonce is not 32 hex digits")
    return value
