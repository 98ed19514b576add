"""Proofs: exported by `bayan`, checked by both sides whole and damaged, and by an unrelated COSE library."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path
from typing import Any

from pycose.algorithms import CoseAlgorithm, EdDSA
from pycose.keys import OKPKey
from pycose.messages import Sign1Message

from verifier import cose, files, tree
from verifier.bundle import MAGIC, check_bundle
from verifier.ledger import Pin
from verifier.proofs import check_proof
from verifier.schema import Schemas
from verifier.statement import parse_entry

from .bayan import Bayan
from .cases.proofs import PROOF_CASES, Prover
from .compare import Tally, Verdict
from .forge import Forger
from .make import Made

FORMATS = ("tlog-proof", "scitt")


def _own(data: bytes, pin: Pin) -> Verdict:
    answer = check_proof(data, pin)
    # Without a checkpoint `bayan` names neither size nor root.
    size, root = (None, None) if answer.get("strength") == "receipt" else (answer.get("size"), answer.get("root"))
    return Verdict(answer["ok"], size, root, answer.get("entry"), str(answer["faults"]))


def _real(bayan: Bayan, path: Path, pin: Path) -> Verdict:
    code, answer = bayan.verdict("check-proof", path, "--pin", pin)
    ok = code == 0 and answer.get("ok") is True
    return Verdict(ok, answer.get("size"), answer.get("root"), answer.get("entry"), f"exit {code} {answer}"[:300])


def damage(data: bytes, chance: random.Random) -> bytes:
    """One of: a bit, a cut, more bytes, a line or byte left out, two lines swapped."""
    kind, at = chance.randrange(6), chance.randrange(len(data))
    if kind < 3:
        return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
    if kind == 3:
        return data[:at]
    if kind == 4:
        return data + chance.randbytes(chance.randint(1, 9))
    return data[:at] + data[at + 1 :]


def compare_proofs(bayan: Bayan, made: Made, pin: Pin, tally: Tally, chance: random.Random, damages: int) -> None:
    """Some entries in both formats, each whole and damaged."""
    size = int((made.ledger / "checkpoint").read_bytes().split(b"\n")[1])
    for index in sorted({0, size - 1, chance.randrange(size), chance.randrange(size)}):
        for form in FORMATS:
            path = made.pin.parent / f"proof-{index}.{form}"
            bayan.must("-L", made.ledger, "prove", str(index), "-o", path, "--force")
            data = path.read_bytes()
            tally.add(f"{made.name}: {form} of entry {index}", _real(bayan, path, made.pin), _own(data, pin))
            for n in range(damages):
                harmed = damage(data, chance)
                path.write_bytes(harmed)
                name = f"{made.name}: {form} of entry {index}, kept as {path.stem}.damage-{n}"
                before = len(tally.disagreements)
                tally.add(name, _real(bayan, path, made.pin), _own(harmed, pin))
                if len(tally.disagreements) > before:
                    path.with_suffix(f".damage-{n}").write_bytes(harmed)
            path.write_bytes(data)


def _own_bundle(data: bytes, pin: Pin, schemas: Schemas, facets: list[Any]) -> Verdict:
    answer = check_bundle(data, pin, schemas, facets)
    entries = [fault["entry"] for fault in answer["faults"] if "entry" in fault]
    what = str(answer["faults"][:2])[:300]
    return Verdict(answer["ok"], answer["size"], answer["root"], min(entries, default=None), what)


def _left_out(data: bytes, chance: random.Random) -> bytes:
    """The same without a body, an entry, a hash or an artifact; or about the whole log. Well formed."""
    about, checkpoint, hashes, entries, artifacts = cose.decode(data[len(MAGIC) :])
    kind, at = chance.randrange(5), chance.randrange(len(entries))
    entries, artifacts = [list(pair) for pair in entries], list(artifacts)
    if kind == 0:
        entries[at][1] = None
    elif kind == 1:
        del entries[at]
    elif kind == 2 and hashes:
        hashes = hashes[32:]
    elif kind == 3 and artifacts:
        del artifacts[chance.randrange(len(artifacts))]
    else:
        about = None if about is not None else "thing:" + 32 * "0"
    return MAGIC + cose.encode([about, checkpoint, hashes, entries, artifacts])


def compare_bundles(
    bayan: Bayan,
    made: Made,
    pin: Pin,
    schemas: Schemas,
    facets: list[Any],
    tally: Tally,
    chance: random.Random,
    damages: int,
) -> None:
    """The whole ledger, each incident with and without all entries, and a signer; each whole and damaged."""
    listed = bayan.must("-L", made.ledger, "list", "incidents", "--json").splitlines()
    incidents = [json.loads(line)["id"] for line in listed if line.strip()]
    keys = bayan.must("-L", made.ledger, "list", "keys", "--json").splitlines()
    used = [key["key"] for key in map(json.loads, keys) if key["entries"]]
    wanted: list[list[str]] = [["--all"], ["--all", "--no-artifacts"], ["--signer", chance.choice(used)]]
    for incident in incidents:
        wanted += [[incident], [incident, "--all-entries"]]
    path = made.pin.parent / "some.bayan"
    for arguments in wanted:
        bayan.must("-L", made.ledger, "bundle", *arguments, "-o", path, "--force")
        data, name = path.read_bytes(), f"{made.name}: bundle {' '.join(arguments)}"
        tally.add(name, _real(bayan, path, made.pin), _own_bundle(data, pin, schemas, facets))
        for n in range(damages):
            harmed = _left_out(data, chance) if n % 2 else damage(data, chance)
            path.write_bytes(harmed)
            before = len(tally.disagreements)
            tally.add(f"{name}, damage {n}", _real(bayan, path, made.pin), _own_bundle(harmed, pin, schemas, facets))
            if len(tally.disagreements) > before:
                path.with_suffix(f".{len(tally.disagreements)}.damage").write_bytes(harmed)


def compare_forged_proofs(bayan: Bayan, made: Made, pin: Pin, tally: Tally) -> list[str]:
    """Proofs that the log's own keys sign, of another form than they should have; returns unexpected verdicts."""
    prover, failures, path = Prover(Forger(made.ledger)), [], made.pin.parent / "forged.proof"
    for name, expected, make in PROOF_CASES:
        data = make(prover)
        path.write_bytes(data)
        own = _own(data, pin)
        tally.add(f"forged proof, {name}", _real(bayan, path, made.pin), own)
        if own.ok != (expected == "good"):
            failures.append(f"forged proof, {name}: expected to be {expected}; {own.what}")
    return failures


@CoseAlgorithm.register_attribute()
class Ed25519(EdDSA):
    """Ed25519 under its own number, which pycose 1.1 does not know yet (it has EdDSA, -8)."""

    identifier = -19
    fullname = "ED25519"


def _unrelated(signed: cose.Sign1, public: bytes, detached: bytes | None) -> bool:
    """pycose takes the four parts, since its own unwrapping of the tag does not know cbor2 6."""
    parts = [signed.protected, signed.unprotected, signed.payload, signed.signature]
    message = Sign1Message.from_cose_obj(parts, True)
    message.key = OKPKey(crv="ED25519", x=public)
    return message.verify_signature(detached)


def compare_cose(made: Made, pin: Pin) -> tuple[int, list[str]]:
    """Statements and receipts by an unrelated COSE library; returns how many it verified, and what it did not."""
    count, failed = 0, []
    keys = {}
    for path in sorted((made.ledger / "keys").glob("*.toml")):
        key = tomllib.loads(path.read_text())
        if key["purpose"] == "statements":
            keys[key["thumbprint"]] = bytes.fromhex(key["public"])
    size = int((made.ledger / "checkpoint").read_bytes().split(b"\n")[1])
    for path, first, width in tree.tile_paths(files.ENTRIES, size):
        for i, data in enumerate(files.read_bundle(made.ledger, path, width)):
            statement = parse_entry(data).statement
            if statement.kid in keys:
                count += 1
                if not _unrelated(statement.signed, keys[statement.kid], None):
                    failed.append(f"{made.name}: statement of entry {first + i}")
    for path in sorted(made.pin.parent.glob("proof-*.scitt")):
        transparent = cose.sign1(cose.decode(path.read_bytes()))
        receipt = cose.sign1(cose.decode(transparent.unprotected[394][0]))
        count += 1
        if not _unrelated(receipt, pin.receipts, bytes.fromhex(check_proof(path.read_bytes(), pin)["root"])):
            failed.append(f"{made.name}: receipt {path.name}")
    return count, failed
