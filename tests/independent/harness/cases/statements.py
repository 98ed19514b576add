"""Cases of entries, of statements, and of checkpoints."""

from __future__ import annotations

import base64

import cbor2

from verifier import cose, statement, tree

from ..forge import UNSET, Forger
from .kit import (
    DESK,
    ZERO,
    _malleable,
    add,
    case,
    incidents,
    parts,
    party,
)

# Entries, format.md §3.
add("good", "a further party", lambda f: f.append("party", party()))
add("good", "time as before", lambda f: f.append("party", party(), time=f.entry(len(f.entries) - 1).time))
add("bad", "time before the last", lambda f: f.append("party", party(), time=f.entry(len(f.entries) - 1).time - 1))
add("good", "time far ahead", lambda f: f.append("party", party(), time=2**42))
add("bad", "index too high", lambda f: f.append("party", party(), index=len(f.entries) + 1))
add("bad", "record of version 2", lambda f: f.append("party", party(), version=2))
add(
    "bad",
    "prev of the entry before the last",
    lambda f: f.append("party", party(), prev=statement.chain_hash(f.entries[-2])),
)
add(
    "bad",
    "prev over the record alone",
    lambda f: f.append("party", party(), prev=statement.chain_hash(f.entries[-1][:-5])),
)
add("bad", "prev of 31 bytes", lambda f: f.append("party", party(), prev=bytes(31)))
add("bad", "offset off by one", lambda f: f.append("party", party(), offset=400))
add("bad", "no digest in the suffix", lambda f: f.append("party", party(), count=0))
add("bad", "two digests in the suffix", lambda f: f.append("party", party(), count=2))
add("good", "partitions as they are", parts(lambda p: p))
add("bad", "partitions out of order", parts(lambda p: p[::-1]))
add("bad", "a partition missing", parts(lambda p: p[:1]))
add("bad", "a partition too many", parts(lambda p: [*p, ["x", 0, None]]))
add("bad", "a partition twice", parts(lambda p: [p[0], p[0], p[1]]))
add("bad", "an ordinal skipped", parts(lambda p: [[p[0][0], p[0][1] + 1, p[0][2]], p[1]]))
add("bad", "an ordinal from 1", parts(lambda p: [p[0], [p[1][0], 1, None]]))
add("bad", "a link to another index", parts(lambda p: [[p[0][0], p[0][1], p[0][2] - 1], p[1]]))
add("bad", "a link left out", parts(lambda p: [[p[0][0], p[0][1], None], p[1]]))
add("bad", "no partitions", parts(lambda p: []))


@case("bad", "an entry with a longer head for its index")
def _(f: Forger) -> None:
    f.append("party", party())
    data = f.entries[-1]
    index = cbor2.dumps(len(f.entries) - 1)
    longer = data[:2] + b"\x19" + (len(f.entries) - 1).to_bytes(2, "big") + data[2 + len(index) :]
    offset = int.from_bytes(data[-5:-1], "big") + 3 - len(index)
    f.entries[-1] = longer[:-5] + offset.to_bytes(4, "big") + b"\x01"


@case("bad", "an entry with bytes behind its record")
def _(f: Forger) -> None:
    f.append("party", party())
    f.entries[-1] = f.entries[-1][:-5] + b"\xf6" + f.entries[-1][-5:]


# Statements, format.md §2.
add("good", "a party without aud", lambda f: f.append("party", party(), claims={3: UNSET}))
add("bad", "aud of another ledger", lambda f: f.append("party", party(), claims={3: f.origin + "#" + "0" * 64}))
add("bad", "aud is the origin alone, later than entry 0", lambda f: f.append("party", party(), claims={3: f.origin}))
add("bad", "a policy without aud", lambda f: f.append("policy", f.says(0), claims={3: UNSET}))
add("bad", "iss is another party", lambda f: f.append("party", party(), issuer=f"party:{ZERO}"))
add("bad", "iss is no party", lambda f: f.append("party", party(), issuer="operator"))
add("bad", "sub is another party", lambda f: f.append("party", party(), subject=f.operator))
add("bad", "sub is the origin for a party", lambda f: f.append("party", party(), subject=f.origin))
add("bad", "no iat", lambda f: f.append("party", party(), claims={6: UNSET}))
add("bad", "iat before 1970", lambda f: f.append("party", party(), claims={6: -1}))
add("bad", "iat as a text", lambda f: f.append("party", party(), claims={6: "1"}))
add("good", "iat at the end of the year 9999", lambda f: f.append("party", party(), claims={6: 253402300799}))
add("bad", "iat after the year 9999", lambda f: f.append("party", party(), claims={6: 253402300800}))
add("bad", "a further CWT claim", lambda f: f.append("party", party(), claims={4: 1}))
add("bad", "alg EdDSA", lambda f: f.append("party", party(), header={1: -8}))
add("bad", "another typ", lambda f: f.append("party", party(), header={16: "application/cose"}))
add("bad", "another payload hash", lambda f: f.append("party", party(), header={258: -44}))
add("bad", "another preimage type", lambda f: f.append("party", party(), header={259: "application/json"}))
add("bad", "a further label", lambda f: f.append("party", party(), header={5: b"x"}))
add("bad", "no incidents label", lambda f: f.append("party", party(), header={statement.INCIDENTS: UNSET}))
add("bad", "the kind of the header is another", lambda f: f.append("party", party(), header={statement.KIND: 4}))
add("bad", "the kind seal", lambda f: f.append("party", party(), header={statement.KIND: 13}))
add("bad", "incidents that the body does not say", lambda f: f.append("party", party(), incidents=incidents(f)[:1]))
add("bad", "BLAKE3 of another body", lambda f: f.append("party", party(), header={statement.BLAKE3: bytes(32)}))
add("bad", "BLAKE3 of 31 bytes", lambda f: f.append("party", party(), header={statement.BLAKE3: bytes(31)}))
add("bad", "kid of an unknown key", lambda f: f.append("party", party(), header={4: bytes(32)}))
add("bad", "kid of another key", lambda f: f.append("party", party(), header={4: cose.thumbprint(f.key(DESK))}))
add("bad", "a signature with S above the order", lambda f: f.append("party", party(), signature=_malleable))
add("bad", "a signature with another R", lambda f: f.append("party", party(), signature=lambda s: bytes(32) + s[32:]))
add("bad", "the same statement twice", lambda f: f.again(f.append("party", party())))
add("bad", "an unprotected header that is not empty", lambda f: f.append("party", party(), unprotected={4: b"x"}))


# Checkpoints.
@case("bad", "the ML-DSA-44 signature of another time")
def _(f: Forger) -> None:
    f.checkpoint_time = f.entry(len(f.entries) - 1).time // 1000 + 1


@case("bad", "a signed extension line")
def _(f: Forger) -> None:
    root = tree.root_of(list(map(tree.leaf_hash, f.entries)))
    f.checkpoint_text = f"{f.origin}\n{len(f.entries)}\n{base64.b64encode(root).decode()}\nextension\n"


@case("bad", "a signed checkpoint of another root")
def _(f: Forger) -> None:
    f.checkpoint_text = f"{f.origin}\n{len(f.entries)}\n{base64.b64encode(bytes(32)).decode()}\n"
