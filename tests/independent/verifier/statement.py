"""Entries (format.md §3) and the signed statements in them (format.md §2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blake3 import blake3

from . import cose
from .body import KINDS
from .bounds import ENTRY_BYTES, Fault

TYP = "application/vnd.bayan.statement+cose"
PREIMAGE = "application/vnd.bayan.statement+json"
KIND, INCIDENTS, BLAKE3 = -65537, -65538, -65539
LABELS = {1, 4, 15, 16, 258, 259, KIND, INCIDENTS, BLAKE3}
CHAIN = "bayan 2026 entry chain v1"
# Kinds whose statements must name their ledger (format.md §2, aud), and cannot be withheld (§8) save `amend`.
ADDRESSED = {"policy", "key", "redaction", "amend"}
NEVER_WITHHELD = {"policy", "key", "redaction"}
PARTY = re.compile(r"party:[0-9a-f]{32}")
INCIDENT = re.compile(r"incident:[0-9a-f]{32}")
MOST_INCIDENTS = 16
# The end of the year 9999 in Unix seconds.
LAST_SECOND = 253_402_300_799


@dataclass(frozen=True)
class Statement:
    """A signed statement as its protected header tells it."""

    signed: cose.Sign1
    kid: str
    issuer: str
    subject: str
    audience: str | None
    iat: int
    kind: str
    incidents: list[str]
    body_sha256: bytes
    body_blake3: bytes

    @property
    def id(self) -> str:
        """SHA-256 of the Sig_structure (format.md §2, "The id")."""
        return hashlib.sha256(self.signed.to_be_signed(self.body_sha256)).hexdigest()

    def verifies(self, public: bytes) -> bool:
        """By the signature rule."""
        return self.signed.verifies(public, self.body_sha256)

    def check_body_digests(self, body: bytes) -> None:
        """format.md §2: payload = SHA-256 of the body, label -65539 = its BLAKE3."""
        if hashlib.sha256(body).digest() != self.body_sha256:
            raise Fault("the body's SHA-256 is not the one that was signed")
        if blake3(body).digest() != self.body_blake3:
            raise Fault("the body's BLAKE3 is not the one that was signed")


@dataclass(frozen=True)
class Entry:
    """A leaf of the log."""

    index: int
    time: int
    prev: bytes
    parts: list[tuple[str, int, int | None]]
    statement: Statement


def _text(value: Any, what: str) -> str:
    if type(value) is not str or not value:
        raise Fault(f"{what} is not a text")
    return value


def _uint(value: Any, what: str) -> int:
    if type(value) is not int or value < 0:
        raise Fault(f"{what} is not an unsigned integer")
    return value


def _digest(value: Any, what: str) -> bytes:
    if type(value) is not bytes or len(value) != 32:
        raise Fault(f"{what} has not 32 bytes")
    return value


def parse_statement(value: Any) -> Statement:
    """A decoded CBOR value as a statement with an empty unprotected header."""
    signed = cose.sign1(value)
    if signed.unprotected:
        raise Fault("the statement's unprotected header is not empty")
    labels = cose.header(signed.protected, LABELS)
    if (labels[1], labels[16], labels[258], labels[259]) != (-19, TYP, -16, PREIMAGE):
        raise Fault("alg, typ, payload hash or preimage type is another than format.md §2 fixes")
    claims = labels[15]
    if not isinstance(claims, Mapping) or set(claims) - {3} != {1, 2, 6}:
        raise Fault("the CWT claims are not iss, sub, aud and iat")
    issuer = _text(claims[1], "iss")
    if not PARTY.fullmatch(issuer):
        raise Fault("iss is not a party's id")
    if _uint(claims[6], "iat") > LAST_SECOND:
        raise Fault("iat lies after the year 9999")
    number = _uint(labels[KIND], "the kind")
    if number >= len(KINDS):
        raise Fault(f"the kind {number} is unknown")
    incidents = labels[INCIDENTS]
    if not isinstance(incidents, (list, tuple)) or len(incidents) > MOST_INCIDENTS:
        raise Fault("the incidents concerned are not a list of at most 16")
    if any(type(i) is not str or not INCIDENT.fullmatch(i) for i in incidents):
        raise Fault("an incident concerned is not an incident's id")
    if any(a >= b for a, b in zip(incidents, incidents[1:])):
        raise Fault("the incidents concerned are not ascending, each once")
    subject = _text(claims[2], "sub")
    if subject in incidents:
        raise Fault("the subject is listed among the incidents beyond it")
    return Statement(
        signed=signed,
        kid=_digest(labels[4], "kid").hex(),
        issuer=issuer,
        subject=subject,
        audience=_text(claims[3], "aud") if 3 in claims else None,
        iat=claims[6],
        kind=KINDS[number],
        incidents=list(incidents),
        body_sha256=_digest(signed.payload, "the payload"),
        body_blake3=_digest(labels[BLAKE3], "the BLAKE3 of the body"),
    )


def parse_entry(data: bytes) -> Entry:
    """A record and its tlog-addenda suffix of one digest, and nothing else."""
    if not 5 < len(data) <= ENTRY_BYTES:
        raise Fault("the entry is too short or too long")
    record, offset, count = data[:-5], int.from_bytes(data[-5:-1], "big"), data[-1]
    fields = cose.decode(record)
    if not isinstance(fields, (list, tuple)) or len(fields) != 6:
        raise Fault("the record has not six parts")
    version, index, time, prev, parts, signed = fields
    if type(version) is not int or version != 1:
        raise Fault(f"the record's version {version} is unknown")
    if not isinstance(parts, (list, tuple)):
        raise Fault("the partitions are not a list")
    partitions: list[tuple[str, int, int | None]] = []
    for part in parts:
        if not isinstance(part, (list, tuple)) or len(part) != 3:
            raise Fault("a partition has not three parts")
        previous = None if part[2] is None else _uint(part[2], "a previous index")
        partitions.append((_text(part[0], "a partition's name"), _uint(part[1], "an ordinal"), previous))
    statement = parse_statement(signed)
    # The payload stands before the head (58 40) and the 64 bytes of the signature, which end the record.
    if count != 1 or offset != len(record) - 66 - 32 or record[offset : offset + 32] != statement.body_sha256:
        raise Fault("the suffix does not point to the payload")
    return Entry(_uint(index, "the index"), _uint(time, "the time"), _digest(prev, "prev"), partitions, statement)


def chain_hash(data: bytes) -> bytes:
    """BLAKE3 derive_key over a whole entry, or over the origin line for entry 0 (format.md §3, prev)."""
    return blake3(data, derive_key_context=CHAIN).digest()


def partition_names(statement: Statement) -> list[str]:
    """The names that the entry of a statement has under `parts`: signer's key, subject, incidents; ascending."""
    names = {f"key:{statement.kid}", statement.subject, *statement.incidents}
    return sorted(names, key=str.encode)
