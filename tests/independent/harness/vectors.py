"""The 914 vectors of C2SP/CCTV `ed25519/`, against the rule of format.md §2."""

from __future__ import annotations

import json
from pathlib import Path

from verifier import ed25519

# The rule in the words of the vectors' flags. `reencoded_k` marks hashes over another encoding than the one given.
REFUSED = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "reencoded_k"}


def check_vectors(path: Path) -> tuple[int, int, list[int]]:
    """(vectors, accepted, numbers of those that differ from the rule or between OpenSSL's path and our own)."""
    vectors, accepted, wrong = json.loads(path.read_bytes()), 0, []
    for vector in vectors:
        key, signature = bytes.fromhex(vector["key"]), bytes.fromhex(vector["sig"])
        message = vector["msg"].encode()
        good = ed25519.verify(key, signature, message)
        own = ed25519.acceptable_bytes(key, signature) and ed25519.cofactored(key, signature, message)
        accepted += good
        if good != own or good == bool(REFUSED & set(vector["flags"] or [])):
            wrong.append(vector["number"])
    return len(vectors), accepted, wrong
