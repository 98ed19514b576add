"""C2SP signed-note, tlog-checkpoint and tlog-cosignature (format.md §5)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from . import ed25519
from .bounds import SIGNATURE_LINES, Fault

ED25519, COSIGNATURE, ML_DSA_44 = 0x01, 0x04, 0x06
_KEY_BYTES = {ED25519: 32, COSIGNATURE: 32, ML_DSA_44: 1312}


def unbase64(text: str) -> bytes:
    """RFC 4648 §4, canonical: re-encodes to the same text."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Fault("it is not base64") from error
    if base64.b64encode(data).decode() != text:
        raise Fault("the base64 is not canonical")
    return data


@dataclass(frozen=True)
class VerifierKey:
    """A vkey: `<name>+<hex key id>+<base64 of type and key>` (C2SP signed-note)."""

    name: str
    key_id: bytes
    kind: int
    public: bytes

    @staticmethod
    def parse(text: str) -> VerifierKey:
        """Refused unless the key id is the one that C2SP signed-note fixes for its type."""
        parts = text.split("+", 2)
        if len(parts) != 3 or not parts[0] or any(c.isspace() for c in parts[0]):
            raise Fault("it is not a vkey")
        key = unbase64(parts[2])
        if not key or key[0] not in _KEY_BYTES or len(key) != 1 + _KEY_BYTES[key[0]]:
            raise Fault("the vkey has an unknown type or length")
        key_id = hashlib.sha256(parts[0].encode() + b"\n" + key).digest()[:4]
        if parts[1] != key_id.hex():
            raise Fault("the vkey's id is not that of its key")
        return VerifierKey(parts[0], key_id, key[0], key[1:])


@dataclass(frozen=True)
class Note:
    """A note: its text, and its signatures as (name, key id, rest) in the order of the lines."""

    text: str
    signatures: list[tuple[str, bytes, bytes]]


@dataclass(frozen=True)
class Checkpoint:
    """C2SP tlog-checkpoint, without extension lines."""

    note: Note
    origin: str
    size: int
    root: bytes


def parse_note(data: bytes) -> Note:
    """C2SP signed-note, "Format"; two lines of one (name, key id) are refused."""
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Fault("the note is not UTF-8") from error
    if any(ord(c) < 0x20 and c != "\n" for c in whole):
        raise Fault("the note holds a control character")
    split = whole.rfind("\n\n")
    if split < 0 or not whole.endswith("\n"):
        raise Fault("the note has no signatures")
    text, lines = whole[: split + 1], whole[split + 2 :].split("\n")[:-1]
    if not 0 < len(lines) <= SIGNATURE_LINES:
        raise Fault("the note has no, or too many, signatures")
    signatures: list[tuple[str, bytes, bytes]] = []
    for line in lines:
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "—" or not parts[1] or "+" in parts[1] or any(map(str.isspace, parts[1])):
            raise Fault("a signature line of the note is malformed")
        blob = unbase64(parts[2])
        if len(blob) < 5:
            raise Fault("a signature of the note is too short")
        if any((parts[1], blob[:4]) == other[:2] for other in signatures):
            raise Fault("two signatures of the note have one name and key id")
        signatures.append((parts[1], blob[:4], blob[4:]))
    return Note(text, signatures)


def parse_checkpoint(data: bytes) -> Checkpoint:
    """C2SP tlog-checkpoint: origin, size, root; format.md §5: no extension line."""
    note = parse_note(data)
    lines = note.text.split("\n")
    if len(lines) != 4 or not lines[0]:
        raise Fault("a checkpoint has three lines: origin, size, root")
    size = lines[1]
    if not size.isascii() or not size.isdigit() or len(size) > 18 or str(int(size)) != size:
        raise Fault("the checkpoint's size is not a canonical decimal number")
    root = unbase64(lines[2])
    if len(root) != 32:
        raise Fault("the checkpoint's root has not 32 bytes")
    return Checkpoint(note, lines[0], int(size), root)


def cosigned_message(name: str, time: int, checkpoint: Checkpoint) -> bytes:
    """C2SP tlog-cosignature, `subtree/v1`, for a checkpoint: start 0, end = size."""
    cosigner, origin = name.encode(), checkpoint.origin.encode()
    if not 0 < len(cosigner) < 256 or not 0 < len(origin) < 256:
        raise Fault("a name of the cosignature is too long")
    return b"".join(
        [
            b"subtree/v1\n\0",
            bytes([len(cosigner)]) + cosigner,
            time.to_bytes(8, "big"),
            bytes([len(origin)]) + origin,
            (0).to_bytes(8, "big") + checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        ]
    )


def check_signature(key: VerifierKey, checkpoint: Checkpoint) -> int | None:
    """Requires a good signature of `key`; returns the time that it states, if its type has one."""
    found = [rest for name, key_id, rest in checkpoint.note.signatures if (name, key_id) == (key.name, key.key_id)]
    if not found:
        raise Fault(f"the checkpoint has no signature of {key.name}+{key.key_id.hex()}")
    rest, text = found[0], checkpoint.note.text.encode()
    if key.kind == ED25519:
        if not ed25519.verify(key.public, rest, text):
            raise Fault("the checkpoint's Ed25519 signature does not verify")
        return None
    if len(rest) < 8:
        raise Fault("a cosignature of the checkpoint is too short")
    time, signature = int.from_bytes(rest[:8], "big"), rest[8:]
    if time >= 2**63:
        raise Fault("a cosignature of the checkpoint has a time out of range")
    if key.kind == COSIGNATURE:
        if not ed25519.verify(key.public, signature, f"cosignature/v1\ntime {time}\n".encode() + text):
            raise Fault(f"the cosignature of {key.name} does not verify")
        return time
    try:
        MLDSA44PublicKey.from_public_bytes(key.public).verify(signature, cosigned_message(key.name, time, checkpoint))
    except (InvalidSignature, ValueError) as error:
        raise Fault(f"the ML-DSA-44 signature of {key.name} does not verify") from error
    return time


def check_log_signatures(vkeys: list[VerifierKey], checkpoint: Checkpoint) -> int:
    """format.md §5: both signatures of the log, Ed25519 and ML-DSA-44; returns the time of the latter."""
    if [key.kind for key in vkeys] != [ED25519, ML_DSA_44]:
        raise Fault("a log has two vkeys, Ed25519 and ML-DSA-44")
    if any(key.name != checkpoint.origin for key in vkeys):
        raise Fault("the name of a log's vkey is not its origin")
    check_signature(vkeys[0], checkpoint)
    return check_signature(vkeys[1], checkpoint) or 0
