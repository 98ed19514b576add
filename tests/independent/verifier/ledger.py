"""One verification of a published ledger folder: checkpoint, entries, verdict (format.md §3 to §5)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import body as bodies
from . import contents, files, note, tree
from .bounds import CHECKPOINT_BYTES, LISTED_FAULTS, TREE_SIZE, Fault, read_file
from .files import Cut
from .keys import Keys
from .meaning import Meaning
from .schema import Named, Schemas
from .statement import ADDRESSED, NEVER_WITHHELD, Entry, Statement, chain_hash, parse_entry, partition_names

NOT_CHECKED = [
    "witness cosignatures and the policy's quorum",
    "bayan.toml, lock, journal, keys and read model (private to one writer, format.md §7)",
    "whether the ML-DSA-44 signature was made deterministically",
]


# What a body of another form than its kind's leads to where no schema was checked.
MALFORMED = (KeyError, TypeError, AttributeError, ValueError, StopIteration)


class Unfounded(Exception):
    """Nothing more can be judged: the checkpoint or entry 0 is bad. The fault is noted already."""


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
    facets: list[dict[str, Any]] | None = None
    checkpoint: note.Checkpoint | None = None
    faults: list[dict[str, Any]] = field(default_factory=list)
    keys: Keys = field(default_factory=Keys)
    meaning: Meaning = field(default_factory=Meaning)
    # Of each entry its leaf hash, of each body the leaf hash of its bytes, to compare older files with.
    leaves: list[bytes] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    # Entries whose body has length 0, with their statements' ids.
    absent: dict[int, str] = field(default_factory=dict)
    _ordinals: dict[str, tuple[int, int]] = field(default_factory=dict)
    _last: tuple[bytes | None, int] = (None, 0)
    # An entry or body could not be read: what depends on it is reported as unchecked from there on.
    broken: bool = False
    _mldsa_time: int = 0

    def fault(self, what: str, entry: int | None = None, file: str | None = None) -> None:
        """Notes a fault of an entry or of a file."""
        place: dict[str, Any] = {"entry": entry} if entry is not None else {"file": file}
        self.faults.append({**place, "what": what})

    def run(self) -> dict[str, Any]:
        """The verdict."""
        if self.facets is not None:
            self.meaning.facets = contents.Facets(self.facets)
        try:
            size = self._found()
            self._read_entries(size)
            if len(self.leaves) == size:
                files.check_tiles(self)
                files.check_older(self, size)
            files.check_strangers(self, size)
            files.check_redactions(self)
            files.check_artifacts(self)
        except Unfounded:
            self.checkpoint = None
        return self._verdict()

    def _verdict(self) -> dict[str, Any]:
        skipped = list(NOT_CHECKED)
        if self.schemas is None:
            skipped.insert(0, "the schema of bodies, the rules between fields, what bodies point to (no --schemas)")
        if self.facets is None:
            skipped.insert(0, "whether facets exist and take their values (no --facets)")
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
            "unchecked": told.unchecked,
            "not_checked": skipped,
        }

    # The foundation.

    def _found(self) -> int:
        """The checkpoint, signed by the pinned keys or, without a pin, by those of entry 0; returns its size."""
        try:
            data = read_file(self.root / "checkpoint", CHECKPOINT_BYTES)
            if data is None:
                raise Fault("it is missing")
            self.checkpoint = note.parse_checkpoint(data)
            if not 0 < self.checkpoint.size <= TREE_SIZE:
                raise Fault(f"this verifier takes 1 to {TREE_SIZE} entries")
            if self.pin and self.checkpoint.origin != self.pin.origin:
                raise Fault("its origin is not the pinned one")
            vkeys = self.pin.vkeys if self.pin else self._vkeys_of_entry_0()
            self._mldsa_time = note.check_log_signatures(vkeys, self.checkpoint)
        except Fault as error:
            self.fault(str(error), file="checkpoint")
            raise Unfounded from error
        return self.checkpoint.size

    def _vkeys_of_entry_0(self) -> list[note.VerifierKey]:
        """Read before all else, and judged with all others later."""
        assert self.checkpoint
        try:
            first = []
            for prefix in (files.ENTRIES, files.BODIES):
                path, _, width = tree.tile_paths(prefix, self.checkpoint.size)[0]
                try:
                    parts = files.read_bundle(self.root, path, width)
                except Cut as cut:
                    if not cut.parts:
                        raise
                    parts = cut.parts
                first.append(parts[0])
            parse_entry(first[0]).statement.check_body_digests(first[1])
            says = self._judged(bodies.parse(first[1]), "policy")[0]["says"]
            return [note.VerifierKey.parse(text) for text in says["log_vkeys"]]
        except (Fault, KeyError, TypeError) as error:
            self.fault(f"the log's keys cannot be read: {error}", entry=0)
            raise Unfounded from error

    # Entries.

    def _read_entries(self, size: int) -> None:
        assert self.checkpoint
        signed = files.signed_leaves(self.root, size, self.checkpoint.root)
        body_paths = tree.tile_paths(files.BODIES, size)
        for (path, first, width), (body_path, _, _) in zip(tree.tile_paths(files.ENTRIES, size), body_paths):
            entries, cut = self._bundle(path, width)
            texts, body_cut = self._bundle(body_path, width)
            for i, data in enumerate(entries):
                leaf = tree.leaf_hash(data)
                # The signed leaves, where they are known: then the entry is at fault, and not the tiles.
                self.leaves.append(signed[first + i] if signed else leaf)
                text = texts[i] if i < len(texts) else None
                if text is not None:
                    self.texts.append(tree.leaf_hash(text))
                elif i == len(texts):
                    self.fault(str(body_cut), entry=first + i)
                    self.broken = True
                self._check_entry(first + i, data, text, altered=leaf != self.leaves[-1])
            if cut:
                self.fault(str(cut), entry=first + len(entries))
                self.broken = True
                return
            if body_cut and len(texts) == width:
                self.fault(str(body_cut), entry=first + width)
        if tree.root_of(self.leaves) != self.checkpoint.root and not self.faults:
            self.fault("the root of the entries is not the one that was signed", file="checkpoint")
        if self._mldsa_time != self._last[1] // 1000 and not self.faults:
            self.fault("the time of its ML-DSA-44 signature is not the newest entry's", file="checkpoint")

    def _bundle(self, path: str, width: int) -> tuple[list[bytes], Fault | None]:
        try:
            return files.read_bundle(self.root, path, width), None
        except Cut as cut:
            return cut.parts, cut
        except Fault as error:
            return [], error

    def _check_entry(self, index: int, data: bytes, text: bytes | None, altered: bool) -> None:
        """One entry: its bytes, its place, its statement, its body."""
        try:
            entry = parse_entry(data)
            if altered:
                raise Fault("they are not those that the checkpoint signs")
        except Fault as error:
            self.fault(f"its bytes are not the entry: {error}", entry=index)
            self._last, self.broken = (None, self._last[1]), True
            return
        try:
            self._check_place(index, entry, data)
        except Fault as error:
            self.fault(str(error), entry=index)
        self._last = (data, entry.time)
        self._check_statement(index, entry, data, text)

    def _check_place(self, index: int, entry: Entry, data: bytes) -> None:
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
        if last is not None and entry.prev != chain_hash(last):
            raise Fault("prev is not the hash of the entry before")
        expected = []
        for name in partition_names(entry.statement):
            before = self._ordinals.get(name)
            ordinal = before[0] + 1 if before else 0
            expected.append((name, ordinal, before[1] if before else None))
            self._ordinals[name] = (ordinal, index)
        if entry.parts != expected and not self.broken:
            raise Fault("its partitions are not those that follow from the entries before")

    def _check_statement(self, index: int, entry: Entry, data: bytes, text: bytes | None) -> None:
        """format.md §1, §2, §4: the body, the signature, and what is admitted."""
        statement, body, named, first = entry.statement, None, None, None
        if text:
            try:
                statement.check_body_digests(text)
                body, named = self._judged(bodies.parse(text), statement.kind)
            except Fault as error:
                first = error
        elif text == b"":
            self.absent[index] = statement.id
            if statement.kind in NEVER_WITHHELD:
                first = Fault(f"its body is missing, and that of a {statement.kind} cannot be withheld")
        says = body["says"] if body else None
        for judge in (
            lambda: self._check_address(index, statement, data, says),
            lambda: self._check_signature(index, statement, says),
            lambda: self.meaning.admit(entry, body, named, text == b""),
        ):
            try:
                judge()
            except (Fault, *MALFORMED) as error:
                # Without schemas, a body may lack what its kind needs.
                if not isinstance(error, Fault):
                    error = Fault(f"its body has not the form of its kind: {error!r}")
                if self.broken:
                    self.meaning.unchecked.append({"entry": index, "what": f"after a damaged entry: {error}"})
                else:
                    first = first or error
        if first:
            self.fault(str(first), entry=index)
        if first or text is None:
            self.broken = True

    def _judged(self, body: dict[str, Any], kind: str) -> tuple[dict[str, Any], list[Named] | None]:
        """A body of a kind that fits its schema, and what is named in it."""
        if body["kind"] != kind:
            raise Fault("the body's kind is not the header's")
        if self.schemas is None:
            return body, None
        named = self.schemas.check(kind, body)
        contents.check(body, named)
        return body, named

    def _check_address(self, index: int, statement: Statement, data: bytes, says: dict[str, Any] | None) -> None:
        """format.md §2, aud; entry 0 founds the audience of all others."""
        assert self.checkpoint
        audience = self.keys.audience
        if index == 0:
            audience = self.checkpoint.origin
            self.keys.audience = f"{audience}#{hashlib.sha256(data).hexdigest()}"
            if says is None:
                raise Fault("the policy of entry 0 is not there")
            self.keys.found(statement, says)
            self.meaning.origin, self.meaning.operator = self.keys.origin, self.keys.operator
            if self.keys.origin != audience:
                raise Fault("the policy's origin is not the checkpoint's")
            vkeys = [note.VerifierKey.parse(text) for text in says["log_vkeys"]]
            if self.pin and (vkeys != self.pin.vkeys or bytes.fromhex(says["receipt_key"]) != self.pin.receipts):
                raise Fault("the log's keys in entry 0 are not the pinned ones")
        if statement.audience is None and statement.kind in ADDRESSED:
            raise Fault("it does not name its ledger")
        if statement.audience is not None and statement.audience != audience:
            raise Fault("it is addressed to another ledger")

    def _check_signature(self, index: int, statement: Statement, says: dict[str, Any] | None) -> None:
        if not statement.verifies(self.keys.signer(statement)):
            raise Fault("its signature does not verify")
        if index:
            self.keys.admit(index, statement, says)
