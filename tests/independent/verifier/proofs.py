"""Proofs that travel: `.tlog-proof` (C2SP) and transparent statements, `.scitt` (RFC 9943, RFC 9942); format.md §6."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from . import cose, note, tree
from .bounds import CHECKPOINT_BYTES, PROOF_BYTES, Fault
from .ledger import Pin
from .statement import Entry, parse_entry

RECEIPT_TYP = "application/vnd.bayan.receipt+cose"
RECEIPTS, VDS, PROOFS = 394, 395, 396
TREE_SIZE, ENTRY, CHECKPOINT = -65540, -65541, -65542
MOST_HASHES = 63
TLOG_PROOF = b"c2sp.org/tlog-proof@v1\n"


def _hashes(value: Any) -> list[bytes]:
    if not isinstance(value, (list, tuple)) or len(value) > MOST_HASHES:
        raise Fault("the path is not a list of at most 63 hashes")
    if any(type(item) is not bytes or len(item) != 32 for item in value):
        raise Fault("a hash of the path has not 32 bytes")
    return list(value)


def _decimal(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18 or str(int(text)) != text:
        raise Fault("a number is not a canonical decimal")
    return int(text)


def _checkpoint(data: bytes, pin: Pin) -> note.Checkpoint:
    """An attached checkpoint: of the pinned log, with both of its signatures."""
    if len(data) > CHECKPOINT_BYTES:
        raise Fault("the checkpoint is too long")
    checkpoint = note.parse_checkpoint(data)
    if checkpoint.origin != pin.origin:
        raise Fault("the checkpoint's origin is not the pinned one")
    note.check_log_signatures(pin.vkeys, checkpoint)
    return checkpoint


def _tlog_proof(data: bytes, pin: Pin) -> tuple[Entry, bytes, int, bytes, str]:
    """C2SP tlog-proof: header, extra, index, hashes, an empty line, the checkpoint."""
    head, found, signed = data.partition(b"\n\n")
    if not found:
        raise Fault("the proof has no checkpoint")
    try:
        lines = head.removeprefix(TLOG_PROOF).decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise Fault("the proof is not ASCII") from error
    if len(lines) < 2 or not lines[0].startswith("extra ") or not lines[1].startswith("index "):
        raise Fault("a proof of an entry has the lines extra and index")
    extra, index = note.unbase64(lines[0][6:]), _decimal(lines[1][6:])
    path = _hashes([note.unbase64(line) for line in lines[2:]])
    checkpoint = _checkpoint(signed, pin)
    entry = parse_entry(extra)
    if entry.index != index:
        raise Fault("the entry's index is not the proof's")
    if tree.root_of_inclusion(index, checkpoint.size, tree.leaf_hash(extra), path) != checkpoint.root:
        raise Fault("the path does not lead from the entry to the checkpoint's root")
    return entry, extra, checkpoint.size, checkpoint.root, "checkpoint"


def _inclusion(proofs: Any) -> tuple[int, int, list[bytes]]:
    """RFC 9942 §5.2: {-1: [bstr .cbor [size, index, path]]}, one proof."""
    if not isinstance(proofs, Mapping) or set(proofs) != {-1}:
        raise Fault("the receipt's proofs are not inclusion proofs")
    if not isinstance(proofs[-1], (list, tuple)) or len(proofs[-1]) != 1 or type(proofs[-1][0]) is not bytes:
        raise Fault("the receipt has not one inclusion proof")
    proof = cose.decode(proofs[-1][0])
    if not isinstance(proof, (list, tuple)) or len(proof) != 3 or any(type(n) is not int or n < 0 for n in proof[:2]):
        raise Fault("the inclusion proof is malformed")
    return proof[0], proof[1], _hashes(proof[2])


def _receipt(receipt: cose.Sign1, pin: Pin) -> tuple[Entry, bytes, int, bytes, str]:
    """A COSE receipt (RFC 9942, RFC9162_SHA256)."""
    labels = cose.header(receipt.protected, {1, 4, 15, 16, VDS, TREE_SIZE, ENTRY})
    if (labels[1], labels[16], labels[VDS]) != (-19, RECEIPT_TYP, 1):
        raise Fault("the receipt's alg, typ or vds is another than format.md §6 fixes")
    if receipt.payload is not None:
        raise Fault("the receipt's payload is not nil")
    if labels[4] != cose.thumbprint(pin.receipts):
        raise Fault("the receipt's key is not the pinned one")
    data = labels[ENTRY]
    if type(data) is not bytes:
        raise Fault("the receipt's entry is not a byte string")
    entry = parse_entry(data)
    claims = labels[15]
    if not isinstance(claims, Mapping) or dict(claims) != {1: pin.origin, 2: entry.statement.subject}:
        raise Fault("the receipt's iss and sub are not the origin and the subject")
    if not set(receipt.unprotected) <= {PROOFS, CHECKPOINT} or PROOFS not in receipt.unprotected:
        raise Fault("the receipt's unprotected header has other labels")
    size, index, path = _inclusion(receipt.unprotected[PROOFS])
    if size < 2 or size != labels[TREE_SIZE] or index != entry.index:
        raise Fault("the receipt's tree size or index is not the proof's")
    root = tree.root_of_inclusion(index, size, tree.leaf_hash(data), path)
    if not receipt.verifies(pin.receipts, root):
        raise Fault("the receipt's signature does not verify")
    strength = "receipt"
    if CHECKPOINT in receipt.unprotected:
        attached = receipt.unprotected[CHECKPOINT]
        if type(attached) is not bytes:
            raise Fault("the attached checkpoint is not a byte string")
        checkpoint = _checkpoint(attached, pin)
        if (checkpoint.size, checkpoint.root) != (size, root):
            raise Fault("the attached checkpoint has another size or root")
        strength = "checkpoint"
    return entry, data, size, root, strength


def _transparent(data: bytes, pin: Pin) -> tuple[Entry, bytes, int, bytes, str]:
    """A transparent statement with one receipt in unprotected 394."""
    signed = cose.sign1(cose.decode(data))
    receipts = signed.unprotected.get(RECEIPTS)
    if set(signed.unprotected) != {RECEIPTS} or not isinstance(receipts, (list, tuple)) or len(receipts) != 1:
        raise Fault("a transparent statement has one receipt and nothing else in its unprotected header")
    if type(receipts[0]) is not bytes:
        raise Fault("the receipt is not a byte string")
    found = _receipt(cose.sign1(cose.decode(receipts[0])), pin)
    bare = cose.Sign1(signed.protected, {}, signed.payload, signed.signature)
    if bare != found[0].statement.signed:
        raise Fault("the entry in the receipt holds another statement")
    return found


def check_proof(data: bytes, pin: Pin, signer: bytes | None = None, body: bytes | None = None) -> dict[str, Any]:
    """The verdict on a proof file of either format."""
    skipped = ["witness cosignatures", "the entry's place in chain and partitions", "what the ledger admits"]
    if signer is None:
        skipped.append("the statement's own signature (no --signer-key)")
    if body is None:
        skipped.append("the body (no --body)")
    try:
        if len(data) > PROOF_BYTES:
            raise Fault("the proof is too long")
        form = "tlog-proof" if data.startswith(TLOG_PROOF) else "scitt"
        entry, raw, size, root, strength = (_tlog_proof if form == "tlog-proof" else _transparent)(data, pin)
        if entry.index == 0 and hashlib.sha256(raw).hexdigest() != pin.entry_0:
            raise Fault("it is not the pinned entry 0")
        if signer is not None:
            if cose.thumbprint(signer).hex() != entry.statement.kid:
                raise Fault("the statement was signed by another key")
            if not entry.statement.verifies(signer):
                raise Fault("the statement's signature does not verify")
        if body is not None:
            entry.statement.check_body_digests(body)
    except Fault as error:
        return {"ok": False, "faults": [{"file": "proof", "what": str(error)}], "not_checked": skipped}
    return {
        "ok": True,
        "format": form,
        "strength": strength,
        "origin": pin.origin,
        "entry": entry.index,
        "id": entry.statement.id,
        "kind": entry.statement.kind,
        "size": size,
        "root": root.hex(),
        "faults": [],
        "not_checked": skipped,
    }
