"""A published ledger folder: checkpoint, tiles, bundles, bodies, artifacts (format.md §3, §5, §8)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from blake3 import blake3

from . import body as bodies
from . import note, tree
from .bounds import (
    BODY_BYTES, CHECKPOINT_BYTES, ENTRY_BYTES, LISTED_FAULTS, TILE_WIDTH, TREE_SIZE, Fault, list_files, read_file,
)  # fmt: skip
from .keys import Keys
from .meaning import Artifact, Meaning
from .schema import Named, Schemas
from .statement import ADDRESSED, Entry, chain_hash, parse_entry, partition_names

NOT_CHECKED = [
    "witness cosignatures and the policy's quorum",
    "what format.md does not define of a body beyond its schema (facets, EDTF, hops, values)",
    "bayan.toml, lock, journal, keys and read model (private to one writer, format.md §7)",
    "whether the ML-DSA-44 signature was made deterministically",
]


@dataclass
class Pin:
    """What is trusted from outside (format.md §6)."""

    origin: str
    entry_0: str
    receipts: bytes
    vkeys: list[note.VerifierKey]


@dataclass
class Audit:
    """One verification of one folder."""

    root: Path
    pin: Pin | None = None
    schemas: Schemas | None = None
    checkpoint: note.Checkpoint | None = None
    faults: list[dict[str, Any]] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    keys: Keys = field(default_factory=Keys)
    meaning: Meaning = field(default_factory=Meaning)
    absent: dict[int, str] = field(default_factory=dict)
    _ordinals: dict[str, tuple[int, int]] = field(default_factory=dict)
    _last: tuple[bytes, int] = (b"", 0)

    def fault(self, what: str, entry: int | None = None, file: str | None = None) -> None:
        """Notes a fault of an entry or of a file."""
        place = {"entry": entry} if entry is not None else {"file": file}
        self.faults.append({**place, "what": what})

    def run(self) -> dict[str, Any]:
        """The verdict."""
        if self._read_checkpoint():
            self._read_entries()
            self._check_tiles()
            self._check_older_bundles()
            self._check_strangers()
            self._check_redactions()
            self._check_artifacts()
        return self._verdict()

    def _verdict(self) -> dict[str, Any]:
        skipped = list(NOT_CHECKED)
        if self.schemas is None:
            skipped.insert(0, "the schema of bodies, and what bodies point to (no --schemas)")
        if self.pin is None:
            skipped.insert(0, "who the log is: no pin, so its keys were taken from its own entry 0")
        told, withheld = self.meaning, []
        for i, statement in sorted(self.absent.items()):
            by, why = told.redacted.get(statement, (None, None))
            withheld.append({"entry": i, "by": by, "why": why})
        for name, (by, why) in sorted(told.redacted_artifacts.items()):
            withheld.append({"artifact": name, "by": by, "why": why})
        return {
            "ok": not self.faults,
            "origin": self.checkpoint.origin if self.checkpoint else None,
            "size": self.checkpoint.size if self.checkpoint else None,
            "root": self.checkpoint.root.hex() if self.checkpoint else None,
            "pinned": self.pin is not None,
            "faults": self.faults[:LISTED_FAULTS],
            "fault_count": len(self.faults),
            "withheld": withheld,
            "unchecked": self.meaning.unchecked,
            "not_checked": skipped,
        }

    def _read_checkpoint(self) -> bool:
        try:
            data = read_file(self.root / "checkpoint", CHECKPOINT_BYTES)
            if data is None:
                raise Fault("it is missing")
            self.checkpoint = note.parse_checkpoint(data)
            if self.checkpoint.size == 0:
                raise Fault("a ledger has at least its entry 0")
            if self.checkpoint.size > TREE_SIZE:
                raise Fault(f"this verifier takes at most {TREE_SIZE} entries")
            if self.pin:
                if self.checkpoint.origin != self.pin.origin:
                    raise Fault("its origin is not the pinned one")
                self._newest = note.check_log_signatures(self.pin.vkeys, self.checkpoint)
        except Fault as error:
            self.fault(str(error), file="checkpoint")
            return False
        return True

    # Bundles.

    def _bundle(self, path: str, width: int, head: int, most: int, label: str) -> list[bytes] | None:
        """The parts of a bundle, each behind a length of `head` bytes; `None` and a fault if it is malformed."""
        try:
            data = read_file(self.root / path, width * (head + most))
            if data is None:
                raise Fault("it is missing")
            return split_bundle(data, width, head, most, label)
        except Fault as error:
            self.fault(str(error), file=path)
            return None

    def _read_entries(self) -> None:
        assert self.checkpoint
        size = self.checkpoint.size
        whole = True
        body_paths = tree.tile_paths("bodies", size)
        for (path, first, width), (body_path, _, _) in zip(tree.tile_paths("tile/entries", size), body_paths):
            entries = self._bundle(path, width, 2, ENTRY_BYTES, "entry")
            texts = self._bundle(body_path, width, 4, BODY_BYTES, "body")
            if entries is None:
                whole = False
                break
            self.leaves.extend(map(tree.leaf_hash, entries))
            for i, data in enumerate(entries):
                self._check_entry(first + i, data, texts[i] if texts is not None else None)
        if whole and tree.root_of(self.leaves) != self.checkpoint.root:
            self.fault("the root of the entries is not the one that was signed", file="checkpoint")
        if whole:
            self._check_checkpoint_keys()

    def _check_checkpoint_keys(self) -> None:
        """Signatures by the vkeys of entry 0, which must be the pinned ones; the time is the newest entry's."""
        assert self.checkpoint
        try:
            vkeys = [note.VerifierKey.parse(text) for text in self.keys.policy.get("log_vkeys", [])]
            time = note.check_log_signatures(vkeys, self.checkpoint)
            if self.keys.origin != self.checkpoint.origin:
                raise Fault("its origin is not that of entry 0")
            if self.pin and vkeys != self.pin.vkeys:
                raise Fault("the log keys of entry 0 are not the pinned ones")
            if time != self._last[1] // 1000:
                raise Fault("the time of the ML-DSA-44 signature is not the newest entry's")
        except Fault as error:
            self.fault(str(error), file="checkpoint")

    def _check_entry(self, index: int, data: bytes, text: bytes | None) -> None:
        """One entry: its bytes, its place, its statement, its body. Every fault is noted."""
        try:
            entry = parse_entry(data)
        except Fault as error:
            self.fault(f"its bytes are not an entry: {error}", entry=index)
            self._last = (data, self._last[1])
            return
        for check in (self._check_place, self._check_body):
            try:
                check(index, entry, data, text)
            except Fault as error:
                self.fault(str(error), entry=index)
        self._last = (data, entry.time)

    def _check_place(self, index: int, entry: Entry, data: bytes, _text: bytes | None) -> None:
        """format.md §3: index, time, prev, parts follow from the entries before."""
        last, time = self._last
        if entry.index != index:
            raise Fault(f"it says that its index is {entry.index}")
        if entry.time < time:
            raise Fault("its time lies before the last entry's")
        if index == 0:
            assert self.checkpoint
            last = self.checkpoint.origin.encode()
            if self.pin and hashlib.sha256(data).hexdigest() != self.pin.entry_0:
                raise Fault("it is not the pinned entry 0")
        if entry.prev != chain_hash(last):
            raise Fault("prev is not the hash of the entry before")
        names = partition_names(entry.statement)
        before = {name: self._ordinals.get(name) for name in names}
        for name in names:
            self._ordinals[name] = (before[name][0] + 1 if before[name] else 0, index)
        expected = [(n, before[n][0] + 1 if before[n] else 0, before[n][1] if before[n] else None) for n in names]
        if entry.parts != expected:
            raise Fault("its partitions are not those that follow from the entries before")

    def _check_body(self, index: int, entry: Entry, data: bytes, text: bytes | None) -> None:
        """format.md §1, §2, §4: the body, the signature, and what is admitted."""
        statement, body, named = entry.statement, None, None
        error: Fault | None = None
        if text:
            try:
                statement.check_body_digests(text)
                body = bodies.parse(text)
                named = self._named(statement.kind, body)
            except Fault as fault:
                error, body = fault, None
        if text == b"":
            self.absent[index] = statement.id
        try:
            self._check_signer(index, statement, data, body)
        except Fault as fault:
            error = error or fault
        try:
            self.meaning.admit(entry, body, named, text == b"")
        except Fault as fault:
            error = error or fault
        if error:
            raise error

    def _named(self, kind: str, body: dict[str, Any]) -> list[Named] | None:
        if body["kind"] != kind:
            raise Fault("the body's kind is not the header's")
        return self.schemas.check(kind, body) if self.schemas else None

    def _check_signer(self, index: int, statement: Any, data: bytes, body: dict[str, Any] | None) -> None:
        says = body["says"] if body else None
        if index == 0:
            if says is None:
                raise Fault("entry 0 cannot be read")
            self.keys.found(statement, says)
            self.meaning.origin = self.keys.origin
            audience = self.keys.origin
            self.keys.audience = f"{self.keys.origin}#{hashlib.sha256(data).hexdigest()}"
        else:
            audience = self.keys.audience
        if statement.audience is None and statement.kind in ADDRESSED:
            raise Fault("it does not name its ledger")
        if statement.audience is not None and statement.audience != audience:
            raise Fault("it is addressed to another ledger")
        if not statement.verifies(self.keys.signer(statement)):
            raise Fault("its signature does not verify")
        if index:
            self.keys.admit(index, statement, says)

    # Files.

    def _check_tiles(self) -> None:
        """Every hash tile of this size is there; every one that is there, of earlier sizes too, agrees."""
        assert self.checkpoint
        if len(self.leaves) != self.checkpoint.size:
            return
        level, hashes = 0, self.leaves
        while hashes:
            required = {path: (first, width) for path, first, width in tree.tile_paths(f"tile/{level}", len(hashes))}
            there = {path: place for path, place in self._partials(f"tile/{level}", len(hashes))}
            for path, (first, width) in sorted({**there, **required}.items()):
                self._check_tile(path, b"".join(hashes[first : first + width]))
            level, hashes = level + 1, tree.next_level(hashes)

    def _check_tile(self, path: str, expected: bytes) -> None:
        try:
            data = read_file(self.root / path, TILE_WIDTH * 32)
            if data is None:
                raise Fault("it is missing")
            if data != expected:
                raise Fault("its hashes are not those of the entries")
        except Fault as error:
            self.fault(str(error), file=path)

    def _partials(self, prefix: str, count: int) -> list[tuple[str, tuple[int, int]]]:
        """Files below `prefix` whose range lies within `count`."""
        found = []
        for name in list_files(self.root / prefix):
            place = tree.parse_tile_path(prefix, f"{prefix}/{name}")
            if place and place[0] * TILE_WIDTH + place[1] <= count:
                found.append((f"{prefix}/{name}", (place[0] * TILE_WIDTH, place[1])))
        return found

    def _check_older_bundles(self) -> None:
        """Entry bundles and bodies of earlier sizes may be gone; those that are there say the same."""
        assert self.checkpoint
        size = self.checkpoint.size
        required = {path for path, _, _ in tree.tile_paths("tile/entries", size)}
        for path, (first, width) in self._partials("tile/entries", size):
            if path in required or first + width > len(self.leaves):
                continue
            parts = self._bundle(path, width, 2, ENTRY_BYTES, "entry")
            if parts is not None and list(map(tree.leaf_hash, parts)) != self.leaves[first : first + width]:
                self.fault("it does not say what the bundle of this size says", file=path)

    def _check_strangers(self) -> None:
        """Files under tile/ and bodies/ that this size does not explain."""
        assert self.checkpoint
        size, levels = self.checkpoint.size, []
        count = size
        while count:
            levels.append(count)
            count //= TILE_WIDTH
        known = {"tile/entries": size} | {f"tile/{level}": count for level, count in enumerate(levels)}
        for top in ("tile", "bodies"):
            for name in list_files(self.root / top):
                path = f"{top}/{name}"
                prefix = "bodies" if top == "bodies" else "/".join(path.split("/")[:2])
                place = tree.parse_tile_path(prefix, path)
                covered = size if top == "bodies" else known.get(prefix)
                if place is None or covered is None:
                    self.fault("it is none of a ledger's files", file=path)
                elif place[0] * TILE_WIDTH + place[1] > covered:
                    self.fault("it lies beyond the checkpoint", file=path)

    def _check_redactions(self) -> None:
        """format.md §8: what is not there was withheld by a later entry; what was withheld is not there."""
        for index, statement in self.absent.items():
            if statement not in self.meaning.redacted:
                self.fault("its body is missing, and no redaction names it", entry=index)
        for name in self.meaning.redacted:
            told = self.meaning.statements.get(name)
            if told and told.index not in self.absent:
                self.fault("its body is served in spite of a redaction", entry=told.index)
        for name in self.meaning.redacted_artifacts:
            path = artifact_path(name)
            if (self.root / path).exists():
                self.fault("it is served in spite of a redaction", file=path)

    def _check_artifacts(self) -> None:
        quotes: dict[str, list[Any]] = {}
        for quote in self.meaning.quotes:
            quotes.setdefault(quote.artifact, []).append(quote)
        for name, declared in sorted(self.meaning.artifacts.items()):
            path = artifact_path(name)
            if name in self.meaning.redacted_artifacts:
                continue
            try:
                data = read_file(self.root / path, max(a.size for a in declared))
                if data is None:
                    raise Fault(f"it is missing; entry {declared[0].declared} captured it")
                if hashlib.sha256(data).hexdigest() != name:
                    raise Fault("its SHA-256 is not its name")
            except Fault as error:
                self.fault(str(error), file=path)
                continue
            for artifact in declared:
                self._check_declared(artifact, data)
            for quote in quotes.get(name, []):
                if data[quote.start : quote.end] != quote.exact.encode():
                    self.fault(f"a quotation does not stand in {name} at {quote.start}", entry=quote.index)

    def _check_declared(self, artifact: Artifact, data: bytes) -> None:
        if artifact.size != len(data):
            self.fault("the artifact that it captured has another size", entry=artifact.declared)
        elif artifact.blake3 is not None and blake3(data).hexdigest() != artifact.blake3:
            self.fault("the artifact that it captured has another BLAKE3", entry=artifact.declared)


def artifact_path(sha256: str) -> str:
    """format.md §5, `addenda/`."""
    return f"addenda/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def split_bundle(data: bytes, width: int, head: int, most: int, label: str) -> list[bytes]:
    """format.md §5: `width` parts, each behind its length, and nothing else."""
    parts, at = [], 0
    for _ in range(width):
        length = int.from_bytes(data[at : at + head], "big")
        if at + head + length > len(data) or length > most:
            raise Fault(f"the length of its {label} {len(parts)} is wrong")
        parts.append(data[at + head : at + head + length])
        at += head + length
    if at != len(data):
        raise Fault("bytes follow its last part")
    return parts
