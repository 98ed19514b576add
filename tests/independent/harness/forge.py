"""Ledgers that are well signed and break one rule: the keys of a made ledger sign whatever is asked for.

Damage is caught by hashes and signatures before any rule of meaning is tried; a forger who holds the keys is not.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import tomllib
from pathlib import Path
from typing import Any

import cbor2
import rfc8785
from blake3 import blake3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from verifier import cose, files, note, statement, tree
from verifier.body import KINDS

UNSET: Any = object()


class Forger:
    """The entries and bodies of a ledger, its keys, and what can be made of them."""

    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger
        lines = (ledger / "checkpoint").read_bytes().split(b"\n")
        self.origin, size = lines[0].decode(), int(lines[1])
        self.entries: list[bytes] = []
        self.bodies: list[bytes] = []
        for path, _, width in tree.tile_paths(files.ENTRIES, size):
            self.entries.extend(files.read_bundle(ledger, path, width))
        for path, _, width in tree.tile_paths(files.BODIES, size):
            self.bodies.extend(files.read_bundle(ledger, path, width))
        self.addenda: dict[str, bytes | None] = {}
        self.keys: dict[str, Ed25519PrivateKey] = {}
        self.public: dict[str, bytes] = {}
        self.parties: dict[str, str] = {}
        for path in sorted((ledger / "keys").glob("*.toml")):
            key = tomllib.loads(path.read_text())
            private = load_pem_private_key(path.with_suffix(".pem").read_bytes(), None)
            self.keys[key["name"]] = private  # type: ignore[assignment]
            if key["purpose"] == "statements":
                self.public[key["name"]] = bytes.fromhex(key["public"])
        policy = self.says(0)
        self.vkeys = [note.VerifierKey.parse(key) for key in policy["log_vkeys"]]
        self.operator = policy["operator"]["party"]
        self.audience = f"{self.origin}#{hashlib.sha256(self.entries[0]).hexdigest()}"
        self.checkpoint_time: int | None = None
        self.checkpoint_text: str | None = None
        self.nonce = 0

    # What is there.

    def entry(self, index: int) -> statement.Entry:
        """One entry, parsed."""
        return statement.parse_entry(self.entries[index])

    def says(self, index: int) -> dict[str, Any]:
        """What a body says."""
        import json

        return json.loads(self.bodies[index])["says"]

    def find(self, kind: str, where: Any = lambda says: True) -> int:
        """The first entry of a kind whose body is there and fits."""
        for index in range(len(self.entries)):
            if self.bodies[index] and self.entry(index).statement.kind == kind and where(self.says(index)):
                return index
        raise LookupError(kind)

    def id(self, index: int) -> str:
        """The statement's id."""
        return self.entry(index).statement.id

    def key(self, name: str) -> bytes:
        """A fresh key, seeded by its name."""
        if name not in self.keys:
            seed = hashlib.sha256(f"forged {name}".encode()).digest()
            self.keys[name] = Ed25519PrivateKey.from_private_bytes(seed)
            self.public[name] = self.keys[name].public_key().public_bytes_raw()
        return self.public[name]

    def thumbprint(self, name: str) -> str:
        """Of a key by name."""
        return cose.thumbprint(self.key(name)).hex()

    # Statements.

    def body(self, kind: str, says: Any, **members: Any) -> bytes:
        """A canonical body."""
        self.nonce += 1
        whole = {"kind": kind, "nonce": f"{self.nonce:032x}", "says": says, "v": 1, **members}
        return rfc8785.dumps({name: value for name, value in whole.items() if value is not UNSET})

    def sign(
        self, kind: str, body: bytes, key: str, header: dict[int, Any], claims: dict[int, Any]
    ) -> tuple[list[Any], set[str]]:
        """The four parts of a statement, and its partitions' names.

        `header` and `claims` replace, or with UNSET remove, what is usual.
        """
        cwt = {1: self.operator, 2: self.origin, 3: self.audience, 6: self.entry(len(self.entries) - 1).time // 1000}
        cwt |= claims
        labels: dict[int, Any] = {
            1: -19,
            4: cose.thumbprint(self.key(key)),
            15: {name: cwt[name] for name in sorted(cwt) if cwt[name] is not UNSET},
            16: statement.TYP,
            258: -16,
            259: statement.PREIMAGE,
            statement.KIND: KINDS.index(kind),
            statement.INCIDENTS: [],
            statement.BLAKE3: blake3(body).digest(),
        }
        labels |= header
        ordered = sorted(((n, v) for n, v in labels.items() if v is not UNSET), key=lambda item: cbor2.dumps(item[0]))
        protected, payload = cbor2.dumps(dict(ordered)), hashlib.sha256(body).digest()
        signed = cbor2.dumps(["Signature1", protected, b"", payload])
        more = labels[statement.INCIDENTS]
        names = {f"key:{labels[4].hex()}", cwt[2], *(more if isinstance(more, list) else [])}
        return [protected, {}, payload, self.keys[key].sign(signed)], names

    def record(self, parts: list[Any], names: set[str], **changes: Any) -> bytes:
        """An entry behind the last; `changes` replace its fields."""
        fields = {
            "version": 1,
            "index": len(self.entries),
            "time": self.entry(len(self.entries) - 1).time + 1,
            "prev": statement.chain_hash(self.entries[-1]),
            "partitions": [[name, *self.next(name)] for name in sorted(names, key=str.encode)],
        }
        fields |= {name: value for name, value in changes.items() if name in fields}
        record = cbor2.dumps([*fields.values(), cbor2.CBORTag(18, parts)])
        offset = changes.get("offset", record.rindex(parts[2]))
        return record + offset.to_bytes(4, "big") + bytes([changes.get("count", 1)])

    def again(self, index: int) -> None:
        """Appends the statement of an entry once more."""
        old = self.entry(index).statement
        s = old.signed
        self.entries.append(self.record([s.protected, {}, s.payload, s.signature], set(statement.partition_names(old))))
        self.bodies.append(self.bodies[index])

    def next(self, name: str) -> tuple[int, int | None]:
        """Ordinal and previous index that a partition's next entry has."""
        for index in range(len(self.entries) - 1, -1, -1):
            for part in self.entry(index).parts:
                if part[0] == name:
                    return part[1] + 1, index
        return 0, None

    def append(
        self,
        kind: str,
        says: Any,
        key: str = "operator",
        *,
        subject: str | None = None,
        issuer: str | None = None,
        incidents: list[str] | None = None,
        header: dict[int, Any] | None = None,
        claims: dict[int, Any] | None = None,
        members: dict[str, Any] | None = None,
        body: bytes | None = None,
        served: bytes | None = None,
        **changes: Any,
    ) -> int:
        """Signs and appends; returns the index."""
        text = body if body is not None else self.body(kind, says, **(members or {}))
        labels = ({statement.INCIDENTS: sorted(incidents)} if incidents else {}) | (header or {})
        cwt: dict[int, Any] = {}
        if subject is None and isinstance(says, dict) and kind not in ("policy", "key", "redaction"):
            subject = says.get("incident", says.get("id"))
        if subject is not None:
            cwt[2] = subject
        if issuer is not None:
            cwt[1] = issuer
        parts, names = self.sign(kind, text, key, labels, cwt | (claims or {}))
        if "signature" in changes:
            parts[3] = changes["signature"](parts[3])
        parts[1] = changes.get("unprotected", {})
        self.entries.append(self.record(parts, names, **changes))
        self.bodies.append(text if served is None else served)
        return len(self.entries) - 1

    def artifact(self, data: bytes | None, name: str | None = None) -> str:
        """Bytes that are published as an artifact; returns their SHA-256."""
        digest = name or hashlib.sha256(data or b"").hexdigest()
        self.addenda[digest] = data
        return digest

    def withhold(self, index: int) -> None:
        """The body is not served."""
        self.bodies[index] = b""

    # Publication.

    def checkpoint(self, leaves: list[bytes]) -> bytes:
        """Signed by both of the log's keys."""
        root = tree.root_of(leaves)
        text = self.checkpoint_text or f"{self.origin}\n{len(leaves)}\n{base64.b64encode(root).decode()}\n"
        # Whatever else is wrong with the newest entry, its time stands third in its record.
        newest = cbor2.loads(self.entries[-1][:-5])[2] // 1000
        time = newest if self.checkpoint_time is None else self.checkpoint_time
        told = note.Checkpoint(note.Note(text, []), self.origin, len(leaves), root)
        message = note.cosigned_message(self.origin, time, told)
        ed25519 = self.keys["log-ed25519"].sign(text.encode())
        ml_dsa = self.keys["log-ml-dsa-44"].sign(message)
        lines = [self.vkeys[0].key_id + ed25519, self.vkeys[1].key_id + time.to_bytes(8, "big") + ml_dsa]
        return (text + "\n" + "".join(f"— {self.origin} {base64.b64encode(x).decode()}\n" for x in lines)).encode()

    def publish(self, folder: Path) -> Path:
        """The whole as a published copy."""
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        shutil.copy(self.ledger / "bayan.toml", folder / "bayan.toml")
        shutil.copytree(self.ledger / "addenda", folder / "addenda") if (self.ledger / "addenda").is_dir() else None
        for name, data in self.addenda.items():
            path = folder / files.artifact_path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)
        for prefix, head, parts in ((files.ENTRIES, 2, self.entries), (files.BODIES, 4, self.bodies)):
            for path, first, width in tree.tile_paths(prefix, len(self.entries)):
                data = b"".join(len(p).to_bytes(head, "big") + p for p in parts[first : first + width])
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(data)
        hashes = leaves = list(map(tree.leaf_hash, self.entries))
        level = 0
        while hashes:
            for path, first, width in tree.tile_paths(f"tile/{level}", len(hashes)):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(b"".join(hashes[first : first + width]))
            level, hashes = level + 1, tree.next_level(hashes)
        (folder / "checkpoint").write_bytes(self.checkpoint(leaves))
        return folder


def as_bundle(ledger: Path) -> bytes:
    """A published ledger as a bundle of the whole log, whether or not it is good."""
    checkpoint = (ledger / "checkpoint").read_bytes()
    size = int(checkpoint.split(b"\n")[1])
    both: list[list[bytes]] = []
    for kind in (files.ENTRIES, files.BODIES):
        read = (files.read_bundle(ledger, path, width) for path, _, width in tree.tile_paths(kind, size))
        both.append([one for bundle in read for one in bundle])
    carried = [[entry, body or None] for entry, body in zip(*both, strict=True)]
    found = (path for path in (ledger / "addenda").rglob("*") if path.is_file())
    artifacts = [path.read_bytes() for path in sorted(found, key=lambda path: path.name)]
    return b"bayan bundle v1\n" + cbor2.dumps([None, checkpoint, b"", carried, artifacts])
