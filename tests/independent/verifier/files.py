"""The files of a published folder beside the newest bundles: tiles, older files, strangers, artifacts (§5, §8)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blake3 import blake3

from . import tree
from .bounds import ARTIFACT_BYTES, BODY_BYTES, ENTRY_BYTES, TILE_WIDTH, Fault, list_files, read_file
from .meaning import Artifact

if TYPE_CHECKING:
    from .ledger import Audit

ENTRIES, BODIES = "tile/entries", "bodies"


class Cut(Fault):
    """A bundle that is damaged from one place on; `parts` are those before."""

    def __init__(self, what: str, parts: list[bytes]) -> None:
        super().__init__(what)
        self.parts = parts


def artifact_path(sha256: str) -> str:
    """format.md §5, `addenda/`."""
    return f"addenda/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def read_bundle(root: Path, path: str, width: int) -> list[bytes]:
    """format.md §5: `width` parts, each behind its length (2 bytes for entries, 4 for bodies), and nothing else."""
    head, most = (2, ENTRY_BYTES) if path.startswith(ENTRIES) else (4, BODY_BYTES)
    data = read_file(root / path, width * (head + most))
    if data is None:
        raise Cut(f"{path} is missing", [])
    parts: list[bytes] = []
    at = 0
    for place in range(width):
        length = int.from_bytes(data[at : at + head], "big")
        if at + head + length > len(data) or length > most:
            raise Cut(f"{path} is damaged in place {place}", parts)
        parts.append(data[at + head : at + head + length])
        at += head + length
    if at != len(data):
        raise Cut(f"{path} has bytes behind its last place", parts)
    return parts


def signed_leaves(root: Path, size: int, signed_root: bytes) -> list[bytes] | None:
    """The leaf hashes as the level 0 tiles tell them, if they lead to the signed root; else `None`."""
    leaves: list[bytes] = []
    try:
        for path, _, width in tree.tile_paths("tile/0", size):
            data = read_file(root / path, TILE_WIDTH * 32)
            if data is None or len(data) != width * 32:
                return None
            leaves.extend(data[i : i + 32] for i in range(0, len(data), 32))
    except Fault:
        return None
    return leaves if tree.root_of(leaves) == signed_root else None


def _there(root: Path, prefix: str, count: int) -> dict[str, tuple[int, int]]:
    """Files below `prefix` whose (first, width) lies within `count`."""
    found = {}
    for name in list_files(root / prefix):
        place = tree.parse_tile_path(prefix, f"{prefix}/{name}")
        if place and place[0] * TILE_WIDTH + place[1] <= count:
            found[f"{prefix}/{name}"] = (place[0] * TILE_WIDTH, place[1])
    return found


def check_tiles(audit: Audit) -> None:
    """Every hash tile of this size is there; every one that is there, of earlier sizes too, agrees."""
    level, hashes = 0, audit.leaves
    while hashes:
        required = {path: (first, width) for path, first, width in tree.tile_paths(f"tile/{level}", len(hashes))}
        for path, (first, width) in sorted({**_there(audit.root, f"tile/{level}", len(hashes)), **required}.items()):
            try:
                data = read_file(audit.root / path, TILE_WIDTH * 32)
                if data is None:
                    raise Fault("it is missing")
                if data != b"".join(hashes[first : first + width]):
                    raise Fault("its hashes are not those of the entries")
            except Fault as error:
                audit.fault(str(error), file=path)
        level, hashes = level + 1, tree.next_level(hashes)


def check_older(audit: Audit, size: int) -> None:
    """Bundles and bodies of earlier sizes may be gone; those that are there say what the newest say."""
    for prefix, digests in ((ENTRIES, audit.leaves), (BODIES, audit.texts)):
        newest = {path for path, _, _ in tree.tile_paths(prefix, size)}
        if audit.broken and prefix == BODIES:
            continue  # the newest bodies are at fault, and no measure for older ones
        for path, (first, width) in sorted(_there(audit.root, prefix, size).items()):
            if path in newest:
                continue
            try:
                parts = read_bundle(audit.root, path, width)
                if list(map(tree.leaf_hash, parts)) != digests[first : first + width]:
                    raise Fault("it does not say what the newest one says")
            except Fault as error:
                audit.fault(str(error), file=path)


def check_strangers(audit: Audit, size: int) -> None:
    """Files under tile/ and bodies/ that a ledger of this size does not have."""
    known, level, count = {ENTRIES: size, BODIES: size}, 0, size
    while count:
        known[f"tile/{level}"] = count
        level, count = level + 1, count // TILE_WIDTH
    for top in ("tile", "bodies"):
        for name in list_files(audit.root / top):
            path = f"{top}/{name}"
            prefix = BODIES if top == BODIES else "/".join(path.split("/")[:2])
            place = tree.parse_tile_path(prefix, path)
            if place is None or prefix not in known:
                audit.fault("it is none of a ledger's files", file=path)
            elif place[0] * TILE_WIDTH + place[1] > known[prefix]:
                audit.fault("it lies beyond the checkpoint", file=path)


def check_redactions(audit: Audit) -> None:
    """format.md §8: what is not there was withheld by a later entry; what was withheld is not there."""
    meaning = audit.meaning
    for index, statement in audit.absent.items():
        if statement in meaning.redacted:
            continue
        what = "its body is missing, and no redaction that may name it does"
        if audit.broken:
            meaning.unchecked.append({"entry": index, "what": f"after a damaged entry: {what}"})
        else:
            audit.fault(what, entry=index)
    for name in meaning.redacted:
        told = meaning.statements.get(name)
        if told and told.index not in audit.absent:
            audit.fault("its body is served in spite of a redaction", entry=told.index)
    for name in meaning.redacted_artifacts:
        if (audit.root / artifact_path(name)).exists():
            audit.fault("it is served in spite of a redaction", file=artifact_path(name))


def check_artifacts(audit: Audit) -> None:
    """Declared artifacts are there, byte for byte, and quotations stand in them."""
    quotes: dict[str, list[Any]] = {}
    for quote in audit.meaning.quotes:
        quotes.setdefault(quote.artifact, []).append(quote)
    for name, declared in sorted(audit.meaning.artifacts.items()):
        if name in audit.meaning.redacted_artifacts:
            for place in [*declared, *quotes.get(name, [])]:
                audit.meaning.unchecked.append({"entry": place.index, "what": f"the artifact {name} is withheld"})
            continue
        path = artifact_path(name)
        try:
            data = read_file(audit.root / path, ARTIFACT_BYTES)
            if data is None:
                raise Fault(f"it is missing; entry {declared[0].index} captured it")
            if hashlib.sha256(data).hexdigest() != name:
                raise Fault("its SHA-256 is not its name")
        except Fault as error:
            audit.fault(str(error), file=path)
            continue
        for artifact in declared:
            check_declared(audit, artifact, data)
        for quote in quotes.get(name, []):
            if data[quote.start : quote.end] != quote.exact.encode():
                audit.fault(f"a quotation does not stand in {name} at {quote.start}", entry=quote.index)


def check_declared(audit: Audit, artifact: Artifact, data: bytes) -> None:
    """Size and BLAKE3 of an artifact are those that its capture declared."""
    if artifact.size != len(data):
        audit.fault("the artifact that it captured has another size", entry=artifact.index)
    elif artifact.blake3 is not None and blake3(data).hexdigest() != artifact.blake3:
        audit.fault("the artifact that it captured has another BLAKE3", entry=artifact.index)
