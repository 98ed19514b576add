"""Deterministic CBOR (RFC 8949 §4.2.1) over cbor2, and COSE_Sign1 (RFC 9052)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cbor2

from . import ed25519
from .bounds import Fault

# Deeper than anything in format.md §2, §3 and §6.
DEPTH = 12
SIGN1_TAG = 18


def _check_maps(value: Any) -> None:
    """RFC 8949 §4.2.1: map keys ascend by their encoded bytes; only the types of format.md occur."""
    if isinstance(value, Mapping):  # cbor2 makes frozen ones inside a tag
        keys = [cbor2.dumps(key) for key in value]
        if any(a >= b for a, b in zip(keys, keys[1:])):
            raise Fault("the keys of a CBOR map are not in ascending order")
        for part in value.values():
            _check_maps(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _check_maps(part)
    elif isinstance(value, cbor2.CBORTag):
        _check_maps(value.value)
    elif type(value) is int:
        if not -(2**64) <= value < 2**64:
            raise Fault("a CBOR integer is out of range")
    elif value is not None and type(value) not in (bytes, str):
        raise Fault(f"a CBOR value of type {type(value).__name__} has no place here")


def decode(data: bytes) -> Any:
    """One value that takes all of `data`; refused unless it re-encodes to the same bytes."""
    try:
        value = cbor2.loads(data, max_depth=DEPTH, allow_indefinite=False, allow_duplicate_keys=False)
        _check_maps(value)
        again = cbor2.dumps(value)
    except Fault:
        raise
    except Exception as error:  # cbor2 raises many kinds on hostile bytes
        raise Fault(f"malformed CBOR: {error}") from error
    if again != data:
        raise Fault("the CBOR is not in its shortest form")
    return value


def encode(value: Any) -> bytes:
    """The same encoding back."""
    return cbor2.dumps(value)


def thumbprint(public: bytes) -> bytes:
    """RFC 9679: SHA-256 of the COSE_Key {1: 1, -1: 6, -2: x}, 43 bytes (format.md §2)."""
    return hashlib.sha256(bytes.fromhex("a301012006215820") + public).digest()


@dataclass(frozen=True)
class Sign1:
    """A tagged COSE_Sign1."""

    protected: bytes
    unprotected: dict[Any, Any]
    payload: bytes | None
    signature: bytes

    def to_be_signed(self, payload: bytes) -> bytes:
        """RFC 9052 §4.4, with an empty external_aad."""
        return encode(["Signature1", self.protected, b"", payload])

    def verifies(self, public: bytes, payload: bytes) -> bool:
        """By the rule of format.md §2."""
        return ed25519.verify(public, self.signature, self.to_be_signed(payload))


def sign1(value: Any) -> Sign1:
    """A decoded value as a COSE_Sign1 (RFC 9052 §4.2)."""
    if not isinstance(value, cbor2.CBORTag) or value.tag != SIGN1_TAG:
        raise Fault("it is not a tagged COSE_Sign1")
    parts = value.value
    if not isinstance(parts, (list, tuple)) or len(parts) != 4:
        raise Fault("a COSE_Sign1 has four parts")
    protected, unprotected, payload, signature = parts
    if type(protected) is not bytes or not isinstance(unprotected, Mapping) or type(signature) is not bytes:
        raise Fault("a part of the COSE_Sign1 has the wrong type")
    if payload is not None and type(payload) is not bytes:
        raise Fault("the payload has the wrong type")
    if len(signature) != 64:
        raise Fault("the signature has not 64 bytes")
    return Sign1(protected, dict(unprotected), payload, signature)


def header(protected: bytes, required: set[int], optional: frozenset[int] = frozenset()) -> dict[Any, Any]:
    """A protected header with exactly these labels."""
    labels = decode(protected)
    if not isinstance(labels, Mapping):
        raise Fault("the protected header is not a map")
    names = set(labels)
    if any(type(label) is not int for label in names) or not required <= names <= required | optional:
        raise Fault(f"the protected header has the labels {sorted(map(str, names))}")
    return dict(labels)
