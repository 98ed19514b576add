"""Kinds of damage to a published copy; each is seeded, changes the copy in place, and says what it did."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from verifier import files, tree


class Impossible(Exception):
    """This copy has nothing that this kind of damage could be done to."""


@dataclass
class Copy:
    """A published copy, and older checkpoints of the same ledger."""

    root: Path
    checkpoints: list[bytes]
    random: random.Random

    @property
    def size(self) -> int:
        """As the checkpoint says."""
        return int((self.root / "checkpoint").read_bytes().split(b"\n")[1])

    def newest(self, prefix: str) -> list[tuple[str, int, int]]:
        """Files of this size: (path, first, width)."""
        return tree.tile_paths(prefix, self.size)

    def older(self, prefix: str) -> list[str]:
        """Files of earlier sizes."""
        newest = {path for path, _, _ in self.newest(prefix)}
        there = (str(p.relative_to(self.root)) for p in sorted((self.root / prefix).rglob("*")) if p.is_file())
        return self.some(path for path in there if path not in newest)

    def some(self, things: object) -> list:
        """A list that is not empty."""
        found = list(things)  # type: ignore[call-overload]
        if not found:
            raise Impossible
        return found

    def flip(self, path: str, first: int = 0, last: int | None = None) -> str:
        """One bit of a file."""
        data = bytearray((self.root / path).read_bytes())
        end = len(data) if last is None else last
        if first >= end:
            raise Impossible
        at, bit = self.random.randrange(first, end), self.random.randrange(8)
        data[at] ^= 1 << bit
        (self.root / path).write_bytes(data)
        return f"{path} byte {at} bit {bit}"

    def bundle(self, prefix: str) -> tuple[str, list[bytes]]:
        """One of the newest bundles, taken apart."""
        path, _, width = self.random.choice(self.newest(prefix))
        return path, files.read_bundle(self.root, path, width)

    def write_bundle(self, path: str, parts: list[bytes]) -> None:
        """The same put together."""
        head = 2 if path.startswith(files.ENTRIES) else 4
        (self.root / path).write_bytes(b"".join(len(part).to_bytes(head, "big") + part for part in parts))

    def artifact(self) -> str:
        """One of the artifacts that are there."""
        there = (str(p.relative_to(self.root)) for p in sorted((self.root / "addenda").rglob("*")) if p.is_file())
        return self.random.choice(self.some(there))

    def two(self, parts: list[bytes]) -> tuple[int, int]:
        """Two places that differ."""
        if len(parts) < 2:
            raise Impossible
        i, j = self.random.sample(range(len(parts)), 2)
        if parts[i] == parts[j]:
            raise Impossible
        return i, j


def flip_in(prefix: str) -> Callable[[Copy], str]:
    """A bit of one of the newest files."""
    return lambda copy: copy.flip(copy.random.choice(copy.newest(prefix))[0])


def flip_older(prefix: str) -> Callable[[Copy], str]:
    """A bit of a file of an earlier size."""
    return lambda copy: copy.flip(copy.random.choice(copy.older(prefix)))


def remove_in(prefix: str) -> Callable[[Copy], str]:
    """One of the newest files is gone."""

    def do(copy: Copy) -> str:
        path = copy.random.choice(copy.newest(prefix))[0]
        (copy.root / path).unlink()
        return path

    return do


def remove_older(prefix: str) -> Callable[[Copy], str]:
    """A file of an earlier size is gone, as tlog-tiles allows."""

    def do(copy: Copy) -> str:
        path = copy.random.choice(copy.older(prefix))
        (copy.root / path).unlink()
        return path

    return do


def truncate_in(prefix: str) -> Callable[[Copy], str]:
    """One of the newest files is cut short."""

    def do(copy: Copy) -> str:
        path = copy.random.choice(copy.newest(prefix))[0]
        data = (copy.root / path).read_bytes()
        (copy.root / path).write_bytes(data[: copy.random.randrange(len(data))])
        return path

    return do


def extend_in(prefix: str) -> Callable[[Copy], str]:
    """Bytes follow one of the newest files."""

    def do(copy: Copy) -> str:
        path = copy.random.choice(copy.newest(prefix))[0]
        data = (copy.root / path).read_bytes()
        (copy.root / path).write_bytes(data + copy.random.randbytes(copy.random.randint(1, 40)))
        return path

    return do


def swap_in(prefix: str) -> Callable[[Copy], str]:
    """Two places of a bundle change theirs."""

    def do(copy: Copy) -> str:
        path, parts = copy.bundle(prefix)
        i, j = copy.two(parts)
        parts[i], parts[j] = parts[j], parts[i]
        copy.write_bundle(path, parts)
        return f"{path} {i} {j}"

    return do


def repeat_in(prefix: str) -> Callable[[Copy], str]:
    """One place of a bundle says what another says."""

    def do(copy: Copy) -> str:
        path, parts = copy.bundle(prefix)
        i, j = copy.two(parts)
        parts[i] = parts[j]
        copy.write_bundle(path, parts)
        return f"{path} {i} as {j}"

    return do


def drop_in(prefix: str) -> Callable[[Copy], str]:
    """One place of a bundle is left out."""

    def do(copy: Copy) -> str:
        path, parts = copy.bundle(prefix)
        i = copy.random.randrange(len(parts))
        copy.write_bundle(path, parts[:i] + parts[i + 1 :])
        return f"{path} {i}"

    return do


def empty_body(copy: Copy) -> str:
    """A body is withheld without a redaction."""
    path, parts = copy.bundle(files.BODIES)
    i = copy.random.choice(copy.some(i for i, part in enumerate(parts) if part))
    parts[i] = b""
    copy.write_bundle(path, parts)
    return f"{path} {i}"


def served_body(copy: Copy) -> str:
    """Something is served where a body is withheld."""
    path, parts = copy.bundle(files.BODIES)
    i = copy.random.choice(copy.some(i for i, part in enumerate(parts) if not part))
    parts[i] = copy.random.choice([part for part in parts if part])
    copy.write_bundle(path, parts)
    return f"{path} {i}"


def spaced_body(copy: Copy) -> str:
    """A body with white space between tokens: the same JSON in other bytes."""
    path, parts = copy.bundle(files.BODIES)
    i = copy.random.choice(copy.some(i for i, part in enumerate(parts) if part))
    parts[i] = parts[i].replace(b",", b", ", 1)
    copy.write_bundle(path, parts)
    return f"{path} {i}"


def swap_tiles(copy: Copy) -> str:
    """Two hashes of a tile change places."""
    path, _, width = copy.random.choice(copy.newest("tile/0"))
    data = (copy.root / path).read_bytes()
    i, j = copy.two([data[n * 32 : n * 32 + 32] for n in range(width)])
    hashes = [data[n * 32 : n * 32 + 32] for n in range(width)]
    hashes[i], hashes[j] = hashes[j], hashes[i]
    (copy.root / path).write_bytes(b"".join(hashes))
    return f"{path} {i} {j}"


def flip_upper_tile(copy: Copy) -> str:
    """A bit of a tile of level 1."""
    if copy.size < 256:
        raise Impossible
    return copy.flip(copy.random.choice(tree.tile_paths("tile/1", copy.size // 256))[0])


def flip_artifact(copy: Copy) -> str:
    """A bit of an artifact."""
    return copy.flip(copy.artifact())


def remove_artifact(copy: Copy) -> str:
    """An artifact is gone."""
    path = copy.artifact()
    (copy.root / path).unlink()
    return path


def truncate_artifact(copy: Copy) -> str:
    """An artifact is cut short."""
    path = copy.artifact()
    data = (copy.root / path).read_bytes()
    if not data:
        raise Impossible
    (copy.root / path).write_bytes(data[: copy.random.randrange(len(data))])
    return path


def extend_artifact(copy: Copy) -> str:
    """Bytes follow an artifact."""
    path = copy.artifact()
    with open(copy.root / path, "ab") as file:
        file.write(b"\n")
    return path


def swap_artifacts(copy: Copy) -> str:
    """Two artifacts change names."""
    one, other = copy.artifact(), copy.artifact()
    a, b = (copy.root / one).read_bytes(), (copy.root / other).read_bytes()
    if a == b:
        raise Impossible
    (copy.root / one).write_bytes(b)
    (copy.root / other).write_bytes(a)
    return f"{one} {other}"


def undeclared_artifact(copy: Copy) -> str:
    """An artifact that no entry declares: left by an append that failed, and harmless."""
    path = copy.root / files.artifact_path(copy.random.randbytes(32).hex())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return str(path.name)


def _lines(copy: Copy) -> list[bytes]:
    return (copy.root / "checkpoint").read_bytes().split(b"\n")


def _write_lines(copy: Copy, lines: list[bytes]) -> None:
    (copy.root / "checkpoint").write_bytes(b"\n".join(lines))


def flip_checkpoint_text(copy: Copy) -> str:
    """A bit of the signed text."""
    return copy.flip("checkpoint", 0, (copy.root / "checkpoint").read_bytes().index(b"\n\n"))


def flip_checkpoint_signature(copy: Copy) -> str:
    """A bit of the signature lines."""
    return copy.flip("checkpoint", (copy.root / "checkpoint").read_bytes().index(b"\n\n"))


def drop_signature(copy: Copy) -> str:
    """One of the log's two signatures is gone."""
    lines, i = _lines(copy), copy.random.choice([4, 5])
    _write_lines(copy, lines[:i] + lines[i + 1 :])
    return f"line {i}"


def swap_signatures(copy: Copy) -> str:
    """The signature lines in another order: still good, C2SP signed-note fixes none."""
    lines = _lines(copy)
    lines[4], lines[5] = lines[5], lines[4]
    _write_lines(copy, lines)
    return "lines 4 and 5"


def repeat_signature(copy: Copy) -> str:
    """One signature line twice."""
    lines, i = _lines(copy), copy.random.choice([4, 5])
    _write_lines(copy, lines[: i + 1] + [lines[i]] + lines[i + 1 :])
    return f"line {i}"


def foreign_signature(copy: Copy) -> str:
    """A well-formed line of an unknown key: ignored, as C2SP signed-note says."""
    lines = _lines(copy)
    lines.insert(copy.random.choice([4, 5, 6]), "— somebody.example AAAAAAAAAAAAAAAA".encode())
    _write_lines(copy, lines)
    return "a line of an unknown key"


def malformed_signature(copy: Copy) -> str:
    """A line that is no signature line."""
    lines = _lines(copy)
    broken = ["— somebody.example", "- somebody.example AAAAAAAA", "— somebody.example AAA", "— a+b AAAAAAAA", "x"]
    lines.insert(6, copy.random.choice(broken).encode())
    _write_lines(copy, lines)
    return lines[6].decode()


def extension_line(copy: Copy) -> str:
    """A line behind the root, which the signatures do not cover."""
    lines = _lines(copy)
    _write_lines(copy, lines[:3] + [b"extension"] + lines[3:])
    return "an extension line"


def other_size(copy: Copy) -> str:
    """The checkpoint's size, changed by one or written otherwise."""
    lines = _lines(copy)
    lines[1] = copy.random.choice([str(copy.size - 1), str(copy.size + 1), f"0{copy.size}", f"+{copy.size}"]).encode()
    _write_lines(copy, lines)
    return lines[1].decode()


def no_checkpoint(copy: Copy) -> str:
    """The checkpoint is gone."""
    (copy.root / "checkpoint").unlink()
    return "checkpoint"


def truncate_checkpoint(copy: Copy) -> str:
    """The checkpoint is cut short."""
    data = (copy.root / "checkpoint").read_bytes()
    (copy.root / "checkpoint").write_bytes(data[: copy.random.randrange(len(data))])
    return "checkpoint"


def extend_checkpoint(copy: Copy) -> str:
    """Bytes follow the checkpoint."""
    with open(copy.root / "checkpoint", "ab") as file:
        file.write(copy.random.choice([b"\n", b" ", b"x\n", b"\0"]))
    return "checkpoint"


def _older_checkpoint(copy: Copy) -> bytes:
    now = (copy.root / "checkpoint").read_bytes()
    return copy.random.choice(copy.some(c for c in copy.checkpoints if c.split(b"\n")[1] != now.split(b"\n")[1]))


def roll_back_checkpoint(copy: Copy) -> str:
    """An older checkpoint over the newer files."""
    old = _older_checkpoint(copy)
    (copy.root / "checkpoint").write_bytes(old)
    return f"to size {copy.size}"


def roll_back_all(copy: Copy) -> str:
    """An older state as a whole: good in itself, unless a body is withheld by an entry that is not there any more."""
    size = copy.size
    texts = {first: files.read_bundle(copy.root, path, width) for path, first, width in copy.newest(files.BODIES)}
    entries = {first: files.read_bundle(copy.root, path, width) for path, first, width in copy.newest(files.ENTRIES)}
    (copy.root / "checkpoint").write_bytes(_older_checkpoint(copy))
    for name in ("tile", "bodies"):
        shutil.rmtree(copy.root / name)
    leaves: list[bytes] = []
    for prefix, parts in ((files.ENTRIES, entries), (files.BODIES, texts)):
        for path, first, width in copy.newest(prefix):
            (copy.root / path).parent.mkdir(parents=True, exist_ok=True)
            copy.write_bundle(path, parts[first][:width])
            if prefix == files.ENTRIES:
                leaves.extend(map(tree.leaf_hash, parts[first][:width]))
    level = 0
    while leaves:
        for path, first, width in tree.tile_paths(f"tile/{level}", len(leaves)):
            (copy.root / path).parent.mkdir(parents=True, exist_ok=True)
            (copy.root / path).write_bytes(b"".join(leaves[first : first + width]))
        level, leaves = level + 1, tree.next_level(leaves)
    return f"from size {size} to {copy.size}"


def stranger(copy: Copy) -> str:
    """A file under tile/ or bodies/ that no ledger has."""
    names = [
        "tile/x",
        "bodies/zz",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/00.p/1",
        "tile/entries/a",
        "tile/64/000",
    ]
    path = copy.root / copy.random.choice(names)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return str(path.relative_to(copy.root))


def beyond(copy: Copy) -> str:
    """A tile or bundle of a larger size."""
    prefix = copy.random.choice(["tile/0", files.ENTRIES, files.BODIES])
    path, _, width = copy.newest(prefix)[-1]
    if width > 254:
        raise Impossible
    newer = tree.tile_paths(prefix, copy.size + 1)[-1][0]
    shutil.copy(copy.root / path, copy.root / newer)
    return newer


def older_bodies(copy: Copy) -> str:
    """Bodies of an earlier size: good if they say what the newest say."""
    path, _, width = copy.newest(files.BODIES)[-1]
    if width < 2:
        raise Impossible
    parts = files.read_bundle(copy.root, path, width)
    fewer = copy.random.randrange(1, width)
    older = f"{path.rpartition('.p/')[0]}.p/{fewer}" if ".p/" in path else f"{path}.p/{fewer}"
    (copy.root / older).parent.mkdir(parents=True, exist_ok=True)
    copy.write_bundle(older, parts[:fewer])
    return older


def other_older_bodies(copy: Copy) -> str:
    """Bodies of an earlier size that say something else."""
    path = older_bodies(copy)
    return copy.flip(path)


def undamaged(_copy: Copy) -> str:
    """Nothing."""
    return "nothing"


KINDS: dict[str, Callable[[Copy], str]] = {
    "undamaged": undamaged,
    "entry bundle: bit": flip_in(files.ENTRIES),
    "entry bundle: bit, earlier size": flip_older(files.ENTRIES),
    "entry bundle: removed": remove_in(files.ENTRIES),
    "entry bundle: removed, earlier size": remove_older(files.ENTRIES),
    "entry bundle: truncated": truncate_in(files.ENTRIES),
    "entry bundle: extended": extend_in(files.ENTRIES),
    "entry bundle: entries swapped": swap_in(files.ENTRIES),
    "entry bundle: entry repeated": repeat_in(files.ENTRIES),
    "entry bundle: entry dropped": drop_in(files.ENTRIES),
    "tile: bit": flip_in("tile/0"),
    "tile: bit, earlier size": flip_older("tile/0"),
    "tile: bit, level 1": flip_upper_tile,
    "tile: removed": remove_in("tile/0"),
    "tile: removed, earlier size": remove_older("tile/0"),
    "tile: truncated": truncate_in("tile/0"),
    "tile: extended": extend_in("tile/0"),
    "tile: hashes swapped": swap_tiles,
    "bodies: bit": flip_in(files.BODIES),
    "bodies: removed": remove_in(files.BODIES),
    "bodies: truncated": truncate_in(files.BODIES),
    "bodies: extended": extend_in(files.BODIES),
    "bodies: swapped": swap_in(files.BODIES),
    "bodies: repeated": repeat_in(files.BODIES),
    "bodies: dropped": drop_in(files.BODIES),
    "bodies: emptied without a redaction": empty_body,
    "bodies: served in spite of a redaction": served_body,
    "bodies: white space": spaced_body,
    "bodies: of an earlier size": older_bodies,
    "bodies: of an earlier size, bit": other_older_bodies,
    "artifact: bit": flip_artifact,
    "artifact: removed": remove_artifact,
    "artifact: truncated": truncate_artifact,
    "artifact: extended": extend_artifact,
    "artifact: swapped": swap_artifacts,
    "artifact: undeclared": undeclared_artifact,
    "checkpoint: bit of the text": flip_checkpoint_text,
    "checkpoint: bit of a signature": flip_checkpoint_signature,
    "checkpoint: signature dropped": drop_signature,
    "checkpoint: signatures swapped": swap_signatures,
    "checkpoint: signature repeated": repeat_signature,
    "checkpoint: signature of an unknown key": foreign_signature,
    "checkpoint: malformed line": malformed_signature,
    "checkpoint: extension line": extension_line,
    "checkpoint: other size": other_size,
    "checkpoint: removed": no_checkpoint,
    "checkpoint: truncated": truncate_checkpoint,
    "checkpoint: extended": extend_checkpoint,
    "checkpoint: rolled back": roll_back_checkpoint,
    "everything: rolled back": roll_back_all,
    "stranger": stranger,
    "file beyond the checkpoint": beyond,
}
