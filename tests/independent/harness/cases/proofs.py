"""Cases of proofs that travel: well signed, and of another form than format.md §6 says; or of another form that is fine."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import cbor2

from verifier import cose, tree
from verifier.proofs import CHECKPOINT, ENTRY, PROOFS, RECEIPT_TYP, RECEIPTS, TLOG_PROOF, TREE_SIZE, VDS

from ..forge import UNSET, Forger

INDEX = 3


def path_of(leaves: list[bytes], index: int) -> list[bytes]:
    """The inclusion path of RFC 6962 §2.1.1."""
    if len(leaves) == 1:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if index < half:
        return [*path_of(leaves[:half], index), tree.root_of(leaves[half:])]
    return [*path_of(leaves[half:], index - half), tree.root_of(leaves[:half])]


class Prover:
    """What a proof of one entry is made of."""

    def __init__(self, forger: Forger) -> None:
        self.forger, self.leaves = forger, list(map(tree.leaf_hash, forger.entries))
        self.size, self.root = len(self.leaves), tree.root_of(self.leaves)
        self.path = path_of(self.leaves, INDEX)
        self.entry, self.statement = forger.entries[INDEX], forger.entry(INDEX).statement
        self.checkpoint = forger.checkpoint(self.leaves)

    def older(self) -> bytes:
        """A checkpoint of the same log at an earlier size."""
        shorter = Forger(self.forger.ledger)
        shorter.entries = shorter.entries[:-1]
        return shorter.checkpoint(self.leaves[:-1])

    def receipt(self, **changes: Any) -> list[Any]:
        """The four parts of a receipt; `changes` replace what is usual."""
        signer = self.forger.keys[changes.get("key", "receipts")]
        labels: dict[int, Any] = {
            1: -19,
            4: cose.thumbprint(self.forger.keys["receipts"].public_key().public_bytes_raw()),
            15: {1: self.forger.origin, 2: self.statement.subject},
            16: RECEIPT_TYP,
            VDS: 1,
            TREE_SIZE: self.size,
            ENTRY: self.entry,
        }
        labels |= changes.get("header", {})
        ordered = sorted(((n, v) for n, v in labels.items() if v is not UNSET), key=lambda item: cbor2.dumps(item[0]))
        proof = cbor2.dumps(changes.get("proof", [self.size, INDEX, self.path]))
        unprotected: dict[Any, Any] = {PROOFS: {-1: changes.get("proofs", [proof])}}
        if changes.get("checkpoint", self.checkpoint) is not None:
            unprotected[CHECKPOINT] = changes.get("checkpoint", self.checkpoint)
        unprotected |= changes.get("unprotected", {})
        protected = cbor2.dumps(dict(ordered))
        signed = cbor2.dumps(["Signature1", protected, b"", changes.get("signed", self.root)])
        return [protected, unprotected, changes.get("payload"), signer.sign(signed)]

    def scitt(self, **changes: Any) -> bytes:
        """A transparent statement."""
        receipt = cbor2.dumps(cbor2.CBORTag(18, self.receipt(**changes)))
        s = self.statement.signed
        header = changes.get("outer", {RECEIPTS: changes.get("receipts", [receipt])})
        parts = [s.protected, header, s.payload, changes.get("signature", s.signature)]
        return cbor2.dumps(cbor2.CBORTag(changes.get("tag", 18), parts))

    def tlog(self, **changes: Any) -> bytes:
        """A `.tlog-proof`."""
        lines = [
            changes.get("first", TLOG_PROOF.decode().strip()),
            f"extra {base64.b64encode(changes.get('entry', self.entry)).decode()}",
            f"index {changes.get('index', INDEX)}",
            *(base64.b64encode(node).decode() for node in changes.get("path", self.path)),
            "",
        ]
        return ("\n".join(lines) + "\n").encode() + changes.get("checkpoint", self.checkpoint)


Case = tuple[str, str, Callable[[Prover], bytes]]
other: Callable[[Prover], bytes] = lambda p: p.forger.entries[INDEX + 1]  # noqa: E731
PROOF_CASES: list[Case] = [
    ("a transparent statement", "good", lambda p: p.scitt()),
    ("a receipt without a checkpoint", "good", lambda p: p.scitt(checkpoint=None)),
    ("a receipt of another tree size", "bad", lambda p: p.scitt(header={TREE_SIZE: p.size + 1})),
    ("a receipt of another entry", "bad", lambda p: p.scitt(header={ENTRY: other(p)})),
    ("a receipt of another origin", "bad", lambda p: p.scitt(header={15: {1: "other", 2: p.statement.subject}})),
    ("a receipt of another subject", "bad", lambda p: p.scitt(header={15: {1: p.forger.origin, 2: "other"}})),
    ("a receipt with a time", "bad", lambda p: p.scitt(header={15: {1: p.forger.origin, 2: p.statement.subject, 6: 1}})),
    ("a receipt whose claims are no map", "bad", lambda p: p.scitt(header={15: [1]})),
    ("a receipt with EdDSA", "bad", lambda p: p.scitt(header={1: -8})),
    ("a receipt of another typ", "bad", lambda p: p.scitt(header={16: "application/cose"})),
    ("a receipt of another vds", "bad", lambda p: p.scitt(header={VDS: 2})),
    ("a receipt without vds", "bad", lambda p: p.scitt(header={VDS: UNSET})),
    ("a receipt of another kid", "bad", lambda p: p.scitt(header={4: bytes(32)})),
    ("a receipt by another key", "bad", lambda p: p.scitt(key="operator")),
    ("a receipt by another key that says so", "bad", lambda p: p.scitt(key="operator", header={4: cose.thumbprint(p.forger.key("operator"))})),
    ("a receipt with a further label", "bad", lambda p: p.scitt(header={5: b"x"})),
    ("a receipt with the root as its payload", "bad", lambda p: p.scitt(payload=p.root)),
    ("a receipt over another root", "bad", lambda p: p.scitt(signed=bytes(32))),
    ("a receipt with a further unprotected label", "bad", lambda p: p.scitt(unprotected={5: b"x"})),
    ("a receipt with two proofs", "bad", lambda p: p.scitt(proofs=[cbor2.dumps([p.size, INDEX, p.path])] * 2)),
    ("a receipt without a proof", "bad", lambda p: p.scitt(proofs=[])),
    ("a receipt whose proof is no byte string", "bad", lambda p: p.scitt(proofs=[[p.size, INDEX, p.path]])),
    ("a receipt of another index", "bad", lambda p: p.scitt(proof=[p.size, INDEX + 1, p.path])),
    ("a receipt of another size", "bad", lambda p: p.scitt(proof=[p.size + 1, INDEX, p.path])),
    ("a receipt with a longer path", "bad", lambda p: p.scitt(proof=[p.size, INDEX, [*p.path, bytes(32)]])),
    ("a receipt with a shorter path", "bad", lambda p: p.scitt(proof=[p.size, INDEX, p.path[:-1]])),
    ("a receipt with a short hash", "bad", lambda p: p.scitt(proof=[p.size, INDEX, [p.path[0][:31], *p.path[1:]]])),
    ("a receipt with a proof of four parts", "bad", lambda p: p.scitt(proof=[p.size, INDEX, p.path, 0])),
    ("a receipt with an earlier checkpoint", "bad", lambda p: p.scitt(checkpoint=p.older())),
    ("a receipt whose checkpoint is a text", "bad", lambda p: p.scitt(checkpoint=p.checkpoint.decode())),
    ("a receipt whose checkpoint lacks a signature", "bad", lambda p: p.scitt(checkpoint=p.checkpoint[: p.checkpoint.rindex("—".encode())])),
    ("a receipt whose checkpoint is empty", "bad", lambda p: p.scitt(checkpoint=b"")),
    ("a statement without receipts", "bad", lambda p: p.scitt(receipts=[])),
    ("a statement with two receipts", "bad", lambda p: p.scitt(receipts=[cbor2.dumps(cbor2.CBORTag(18, p.receipt()))] * 2)),
    ("a statement whose receipt is no byte string", "bad", lambda p: p.scitt(receipts=[cbor2.CBORTag(18, p.receipt())])),
    ("a statement whose receipt has no tag", "bad", lambda p: p.scitt(receipts=[cbor2.dumps(p.receipt())])),
    ("a statement with a further label", "bad", lambda p: p.scitt(outer={RECEIPTS: [cbor2.dumps(cbor2.CBORTag(18, p.receipt()))], 5: b"x"})),
    ("a statement with an empty header", "bad", lambda p: p.scitt(outer={})),
    ("a statement with another signature", "bad", lambda p: p.scitt(signature=bytes(64))),
    ("a statement with another tag", "bad", lambda p: p.scitt(tag=98)),
    ("a statement with bytes behind it", "bad", lambda p: p.scitt() + b"\0"),
    ("a tlog-proof", "good", lambda p: p.tlog()),
    ("a tlog-proof of another version", "bad", lambda p: p.tlog(first="c2sp.org/tlog-proof@v2")),
    ("a tlog-proof of another entry", "bad", lambda p: p.tlog(entry=other(p))),
    ("a tlog-proof of no entry", "bad", lambda p: p.tlog(entry=b"x")),
    ("a tlog-proof of another index", "bad", lambda p: p.tlog(index=INDEX + 1)),
    ("a tlog-proof with a zero before its index", "bad", lambda p: p.tlog(index=f"0{INDEX}")),
    ("a tlog-proof with a longer path", "bad", lambda p: p.tlog(path=[*p.path, bytes(32)])),
    ("a tlog-proof with a shorter path", "bad", lambda p: p.tlog(path=p.path[:-1])),
    ("a tlog-proof with a short hash", "bad", lambda p: p.tlog(path=[p.path[0][:31], *p.path[1:]])),
    ("a tlog-proof with an earlier checkpoint", "bad", lambda p: p.tlog(checkpoint=p.older())),
    ("a tlog-proof without extra", "bad", lambda p: b"".join(line for line in p.tlog().splitlines(True) if not line.startswith(b"extra"))),
    ("a tlog-proof with line ends of two bytes", "bad", lambda p: p.tlog().replace(b"\n", b"\r\n")),
    ("a tlog-proof with a further line", "bad", lambda p: p.tlog().replace(b"index", b"x y\nindex", 1)),
    ("a tlog-proof with words behind it", "bad", lambda p: p.tlog() + b"x\n"),
    ("a tlog-proof with a line of an unknown key", "good", lambda p: p.tlog() + "— w.example AAAAAAAAAAAAAAAA\n".encode()),
]  # fmt: skip
