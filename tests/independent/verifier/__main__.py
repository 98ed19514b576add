"""`python -m verifier ledger FOLDER`, or `bundle FILE`, `proof FILE`: a JSON verdict; exit 0 good, 1 bad, 2 usage."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from . import note
from .bounds import BUNDLE_BYTES, PROOF_BYTES, Fault, Unreadable, read_file
from .bundle import check_bundle
from .ledger import Audit, Pin
from .proofs import check_proof
from .schema import Schemas


def _usage(message: str) -> None:
    print(f"verifier: {message}", file=sys.stderr)
    raise SystemExit(2)


def _read(path: str, limit: int = PROOF_BYTES * 4) -> bytes:
    data = read_file(Path(path), limit)
    if data is None:
        _usage(f"{path}: there is no such file")
    assert data is not None
    return data


def read_pin(path: str) -> Pin:
    """format.md §6, "Pin"."""
    try:
        table = tomllib.loads(_read(path).decode())
        if set(table) != {"origin", "entry_0", "receipts", "log"}:
            raise Fault("a pin has origin, entry_0, receipts and log")
        receipts = bytes.fromhex(table["receipts"])
        if len(receipts) != 32 or len(bytes.fromhex(table["entry_0"])) != 32:
            raise Fault("entry_0 or receipts has not 32 bytes")
        return Pin(table["origin"], table["entry_0"], receipts, [note.VerifierKey.parse(key) for key in table["log"]])
    except (Fault, ValueError, TypeError) as error:
        _usage(f"{path}: {error}")
        raise AssertionError from error


def read_schemas(path: str) -> Schemas:
    """What `bayan schema` prints: an object with the schema of every kind."""
    try:
        return Schemas(json.loads(_read(path)))
    except ValueError as error:
        _usage(f"{path}: {error}")
        raise AssertionError from error


def read_key(text: str | None) -> bytes | None:
    """A public key from the command line."""
    try:
        if text is None or len(bytes.fromhex(text)) == 32:
            return None if text is None else bytes.fromhex(text)
    except ValueError:
        pass
    _usage("a public key has 64 hex digits")
    raise AssertionError


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="verifier", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    ledger = commands.add_parser("ledger", help="verify a published ledger folder")
    ledger.add_argument("folder")
    proof = commands.add_parser("proof", help="verify a .tlog-proof or .scitt file")
    proof.add_argument("file")
    bundle = commands.add_parser("bundle", help="verify a .bayan file")
    bundle.add_argument("file")
    for command in (ledger, proof, bundle):
        command.add_argument("--pin", help="a pin, kept outside the ledger")
    for command in (ledger, bundle):
        command.add_argument("--schemas", help="what `bayan schema` prints")
        command.add_argument("--facets", help="what `bayan facets --json` prints")
    proof.add_argument("--signer-key", help="the statement's public key, 64 hex digits")
    proof.add_argument("--body", help="the body that was signed")
    arguments = parser.parse_args()
    pin = read_pin(arguments.pin) if arguments.pin else None
    verdict: dict[str, Any]
    try:
        if arguments.command in ("ledger", "bundle"):
            schemas = read_schemas(arguments.schemas) if arguments.schemas else None
            facets = json.loads(_read(arguments.facets)) if arguments.facets else None
            if arguments.command == "bundle":
                verdict = check_bundle(_read(arguments.file, BUNDLE_BYTES + 1), pin, schemas, facets)
            else:
                folder = Path(arguments.folder)
                if not folder.is_dir():
                    _usage(f"{folder}: there is no such folder")
                verdict = Audit(folder, pin, schemas, facets).run()
        else:
            if pin is None:
                _usage("a proof is checked against --pin")
            assert pin is not None
            body = _read(arguments.body) if arguments.body else None
            verdict = check_proof(_read(arguments.file), pin, read_key(arguments.signer_key), body)
    except Unreadable as error:
        _usage(str(error))
        raise AssertionError from error
    print(json.dumps(verdict, indent=2, ensure_ascii=False))
    return 0 if verdict["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
