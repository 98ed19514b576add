"""Faults, and reading within limits: nothing is read without a bound that the format or this file names."""

from __future__ import annotations

import os
from pathlib import Path

# format.md §3: an entry has at most 65,535 bytes (C2SP tlog-tiles: a u16 length).
ENTRY_BYTES = 65_535
# format.md §1: a body has at most 262,144 bytes.
BODY_BYTES = 262_144
# format.md §1: a captured artifact has at most 64 MiB.
ARTIFACT_BYTES = 64 << 20
# C2SP tlog-tiles: a tile or bundle holds 256.
TILE_WIDTH = 256
# C2SP signed-note lets a verifier cap signatures, but it must accept 16; the largest has about 3.3 KB.
SIGNATURE_LINES = 64
CHECKPOINT_BYTES = 256 * 1024
# A proof file holds one entry, one checkpoint and at most 63 hashes, in base64 or CBOR.
PROOF_BYTES = 1024 * 1024
# format.md §6: a bundle, and the name of the partition that it is about.
BUNDLE_BYTES = 1 << 30
PARTITION_BYTES = 512
# What this verifier takes on: leaf hashes are held in memory.
TREE_SIZE = 1 << 24
# Faults that are listed; the verdict counts them all.
LISTED_FAULTS = 100


class Fault(Exception):
    """Bytes that break a rule. The message says which."""


class Unreadable(Exception):
    """What the system refuses to read: not judged (exit code 2)."""


def read_file(path: Path, limit: int) -> bytes | None:
    """The bytes of a plain file of at most `limit` bytes; `None` if it is not there."""
    try:
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError as error:
        raise Fault("it is a folder and not a file") from error
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from error
    if len(data) > limit:
        raise Fault(f"it has more than {limit} bytes")
    return data


def list_files(root: Path) -> list[str]:
    """Relative paths of everything below `root` that is not a folder, sorted; empty if there is none."""

    def refuse(error: OSError) -> None:
        raise Unreadable(f"{error.filename}: {error.strerror}") from error

    found: list[str] = []
    if root.is_dir():
        for folder, _, names in os.walk(root, onerror=refuse):
            found.extend(str((Path(folder) / name).relative_to(root)) for name in names)
    return sorted(found)
