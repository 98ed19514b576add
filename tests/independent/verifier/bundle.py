"""Bundles, `.bayan`: part of a ledger, judged far from it; format.md §6, "Bundle"."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from . import body as bodies
from . import contents, cose, note, tree
from .bounds import BODY_BYTES, BUNDLE_BYTES, CHECKPOINT_BYTES, PARTITION_BYTES, TREE_SIZE, Fault
from .files import check_declared
from .ledger import Audit, Pin, Unfounded
from .schema import Named, Schemas
from .statement import Entry, chain_hash, parse_entry, partition_names

MAGIC = b"bayan bundle v1\n"


def _root(leaves: list[tuple[int, bytes]], start: int, end: int, hashes: Iterator[bytes]) -> bytes:
    """The root of the leaves from `start` up to `end`, of which some are known."""
    if not leaves:
        found = next(hashes, None)
        if found is None:
            raise Fault("there are too few hashes")
        return found
    if end - start == 1:
        return leaves[0][1]
    middle = start + (1 << ((end - start - 1).bit_length() - 1))
    left = _root([leaf for leaf in leaves if leaf[0] < middle], start, middle, hashes)
    return tree.node_hash(left, _root([leaf for leaf in leaves if leaf[0] >= middle], middle, end, hashes))


def root_of_many(leaves: list[tuple[int, bytes]], size: int, hashes: list[bytes]) -> bytes:
    """The root that leaves and hashes lead to; all hashes are used up."""
    rest = iter(hashes)
    root = _root(leaves, 0, size, rest)
    if next(rest, None) is not None:
        raise Fault("there are too many hashes")
    return root


class BundleAudit(Audit):
    """One verification of one bundle."""

    def __init__(self, data: bytes, pin: Pin | None, schemas: Schemas | None, facets: list[dict[str, Any]] | None):
        super().__init__(root=None, pin=pin, schemas=schemas, facets=facets)  # type: ignore[arg-type]
        self.data = data
        self.about: str | None = None
        self.note = b""
        self.hashes: list[bytes] = []
        self.entries: list[tuple[Entry, bytes, bytes | None]] = []
        self.held: dict[str, bytes] = {}
        # Artifacts that a body here captures, quotes or points to.
        self.pointed: set[str] = set()
        self.complete: dict[str, Any] = {}
        self.bare = 0

    def run(self) -> dict[str, Any]:
        """The verdict."""
        if self.facets is not None:
            self.meaning.facets = contents.Facets(self.facets)
        try:
            self._parse()
            self._found_bundle()
            self._check_complete()
        except (Fault, Unfounded) as error:
            if isinstance(error, Fault):
                self.fault(str(error), file="bundle")
            self.checkpoint = None
        else:
            for entry, data, text in self.entries:
                self._check_carried(entry, data, text)
            self._check_absent()
            self._check_held()
        return {**self._verdict(), "about": self.about, "complete": self.complete, "bare": self.bare}

    # Step 1.

    def _parse(self) -> None:
        if not self.data.startswith(MAGIC):
            raise Fault("it does not begin with its first line")
        if len(self.data) > BUNDLE_BYTES:
            raise Fault("it is too long")
        items = cose.decode(self.data[len(MAGIC) :])
        if not isinstance(items, (list, tuple)) or len(items) != 5:
            raise Fault("a bundle has five items")
        self.about, self.note, hashes, entries, artifacts = items
        if self.about is not None and (type(self.about) is not str or len(self.about.encode()) > PARTITION_BYTES):
            raise Fault("what it is about is not the name of a partition")
        if type(self.note) is not bytes or len(self.note) > CHECKPOINT_BYTES:
            raise Fault("the checkpoint is none, or too long")
        if type(hashes) is not bytes or len(hashes) % 32:
            raise Fault("the hashes are no whole number of hashes")
        self.hashes = [hashes[i : i + 32] for i in range(0, len(hashes), 32)]
        if not isinstance(entries, (list, tuple)) or not entries or not isinstance(artifacts, (list, tuple)):
            raise Fault("the entries or artifacts are none")
        for pair in entries:
            if not isinstance(pair, (list, tuple)) or len(pair) != 2 or type(pair[0]) is not bytes:
                raise Fault("an entry has not its form")
            self._parse_entry(pair[0], pair[1])
        last = b""
        for data in artifacts:
            digest = hashlib.sha256(data).digest() if type(data) is bytes else b""
            if digest <= last:
                raise Fault("the artifacts do not ascend by SHA-256")
            last = digest
            self.held[digest.hex()] = data

    def _parse_entry(self, data: bytes, text: Any) -> None:
        entry = parse_entry(data)
        if self.entries and self.entries[-1][0].index >= entry.index:
            raise Fault("the entries do not ascend")
        for name, ordinal, previous in entry.parts:
            first = ordinal == 0
            if first != (previous is None) or (previous is not None and not ordinal - 1 <= previous < entry.index):
                raise Fault(f"entry {entry.index} cannot have its place in {name}")
        if [name for name, _, _ in entry.parts] != partition_names(entry.statement):
            raise Fault(f"entry {entry.index} is in other partitions than its header says")
        if text is not None:
            if type(text) is not bytes or len(text) > BODY_BYTES:
                raise Fault(f"the body of entry {entry.index} is none, or too long")
            entry.statement.check_body_digests(text)
        self.entries.append((entry, data, text))

    # Steps 2 and 3.

    def _found_bundle(self) -> None:
        entry, data, text = self.entries[0]
        if entry.index != 0 or text is None:
            raise Fault("entry 0 or its body is not here")
        try:
            says = self._judged(bodies.parse(text), "policy")[0]["says"]
            vkeys = [note.VerifierKey.parse(key) for key in says["log_vkeys"]]
            origin = says["origin"]
        except (KeyError, TypeError) as error:
            raise Fault(f"entry 0 founds nothing: {error!r}") from error
        if self.pin and (hashlib.sha256(data).hexdigest(), origin) != (self.pin.entry_0, self.pin.origin):
            raise Fault("it is of another ledger than the pin's")
        if self.pin and vkeys != self.pin.vkeys:
            raise Fault("the log's keys in entry 0 are not the pinned ones")
        self.checkpoint = note.parse_checkpoint(self.note)
        if self.checkpoint.origin != origin:
            raise Fault("the checkpoint's origin is not the policy's")
        if not 0 < self.checkpoint.size <= TREE_SIZE:
            raise Fault(f"this verifier takes 1 to {TREE_SIZE} entries")
        note.check_log_signatures(vkeys, self.checkpoint)
        leaves = [(entry.index, tree.leaf_hash(data)) for entry, data, _ in self.entries]
        if leaves[-1][0] >= self.checkpoint.size:
            raise Fault("an entry lies beyond the checkpoint")
        if root_of_many(leaves, self.checkpoint.size, self.hashes) != self.checkpoint.root:
            raise Fault("the entries and hashes do not lead to the root that was signed")

    # Step 4.

    @property
    def whole(self) -> bool:
        """Whether every entry of the log is here."""
        return self.checkpoint is not None and len(self.entries) == self.checkpoint.size

    def _check_complete(self) -> None:
        assert self.checkpoint
        if self.about is None and not self.whole:
            raise Fault("it is said to be the whole log, and is not")
        self._links(self.checkpoint.origin)
        count, newest = self._links(self.about if self.about is not None else self.checkpoint.origin)
        if not count:
            raise Fault("nothing of what it is about is here")
        if self.whole:
            self.complete = {"by": "whole_log", "entries": len(self.entries) if self.about is None else count}
        else:
            self.complete = {"by": "links", "entries": count, "up_to": newest}

    def _links(self, partition: str) -> tuple[int, int | None]:
        """How many entries of a partition are here, from its first on without a gap, and the newest."""
        count, newest = 0, None
        for entry, _, _ in self.entries:
            for name, ordinal, previous in entry.parts:
                if name != partition:
                    continue
                if (ordinal, previous) != (count, newest):
                    raise Fault(f"before entry {entry.index}, one of {partition} was left out, or is linked wrongly")
                count, newest = count + 1, entry.index
        return count, newest

    # Step 5.

    def _check_carried(self, entry: Entry, data: bytes, text: bytes | None) -> None:
        index = entry.index
        try:
            if self.whole:
                self._check_place(index, entry, data)
            else:
                self._check_apart(entry)
        except Fault as error:
            self.fault(str(error), entry=index)
        self._last, self._at = (data, entry.time), index
        if text is None:
            self._check_statement(index, entry, data, b"")
        elif text:
            self._check_statement(index, entry, data, text)
        else:
            self.fault("its body is empty", entry=index)

    _at = -1

    def _check_apart(self, entry: Entry) -> None:
        """Time, and the chain where the entry before is here."""
        assert self.checkpoint
        last, time = self._last
        if entry.time < time:
            raise Fault("its time lies before that of an entry before")
        if entry.index == 0:
            last = self.checkpoint.origin.encode()
        if entry.index == self._at + 1 and last is not None and entry.prev != chain_hash(last):
            raise Fault("prev is not the hash of the entry before")

    def _judged(self, body: dict[str, Any], kind: str) -> tuple[dict[str, Any], list[Named] | None]:
        body, named = super()._judged(body, kind)
        if named is not None and kind != "redaction":
            self.pointed |= {item.value for item in named if item.name == "Sha256" and isinstance(item.value, str)}
        return body, named

    # Step 6.

    def _check_absent(self) -> None:
        for entry, _, text in self.entries:
            redacted = entry.statement.id in self.meaning.redacted
            if text is not None and redacted:
                self.fault("its body is here in spite of a redaction", entry=entry.index)
            if text is None and not redacted:
                del self.absent[entry.index]
                if self.about is None or self.about in partition_names(entry.statement):
                    self.fault("its body was left out, and no redaction names it", entry=entry.index)
                self.bare += 1

    def _check_held(self) -> None:
        told = self.meaning
        quotes: dict[str, list[Any]] = {}
        for quote in told.quotes:
            quotes.setdefault(quote.artifact, []).append(quote)
        named = self.pointed | set(quotes) | set(told.artifacts)
        for name, data in self.held.items():
            if name in told.redacted_artifacts:
                self.fault(f"the artifact {name} is here in spite of a redaction", file="bundle")
            elif self.schemas is not None and name not in named:
                self.fault(f"the artifact {name} is captured and quoted by nothing here", file="bundle")
            for declared in told.artifacts.get(name, []):
                check_declared(self, declared, data)
            for quote in quotes.get(name, []):
                if data[quote.start : quote.end] != quote.exact.encode():
                    self.fault(f"a quotation does not stand in {name} at {quote.start}", entry=quote.index)
        for name in sorted(named - set(self.held)):
            for place in [*told.artifacts.get(name, []), *quotes.get(name, [])]:
                told.unchecked.append({"entry": place.index, "what": f"the artifact {name} is not here"})


def check_bundle(
    data: bytes, pin: Pin | None, schemas: Schemas | None = None, facets: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """The verdict on a bundle."""
    return BundleAudit(data, pin, schemas, facets).run()
