"""The comparison: `tests/independent/run` calls it inside a venv."""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from verifier.__main__ import read_pin
from verifier.schema import Schemas

from .bayan import Bayan, Refused
from .cases import CASES, KNOWN
from .compare import Tally, own_verdict, real_verdict
from .damage import KINDS, Copy, Impossible
from .forge import Forger, as_bundle
from .fuzz import Fuzz
from .go import Go
from .make import Made, Maker, demo, published, workshop
from .proofs import compare_bundles, compare_cose, compare_forged_proofs, compare_proofs
from .vectors import check_vectors

# Beside the checkout, where the other tests of this repository look for it too.
VECTORS = "shared/vectors/cctv/ed25519vectors.json"


# Damage to what Go's packages and Tessera read of the newest size, which both must refuse.
GO_KINDS = {"entry bundle: bit", "entry bundle: removed", "entry bundle: entries swapped", "tile: bit", "tile: removed"}


class Run:
    """One comparison of everything."""

    def __init__(self, arguments: argparse.Namespace, work: Path) -> None:
        self.arguments, self.work = arguments, work
        self.bayan = Bayan(arguments.bayan.resolve(), work / "state")
        self.schemas = Schemas(json.loads(self.bayan.must("schema")))
        self.facets = json.loads(self.bayan.must("facets", "--json"))
        self.ledgers, self.damaged, self.proofs, self.bundles, self.forged, self.fuzzed = (Tally() for _ in range(6))
        self.kinds: Counter[str] = Counter()
        self.skipped: list[str] = []
        self.refused = 0
        self.cose = 0
        self.known: list[str] = []
        self.failures: list[str] = []
        self.go = Go(work, not arguments.no_go)

    def say(self, text: str) -> None:
        """A line of progress."""
        print(text, flush=True)

    def ledger(self, made: Made, all_kinds: bool, seed: int) -> None:
        """One ledger: as it is, published, damaged, its proofs."""
        pin, chance = read_pin(str(made.pin)), random.Random(f"damage {seed}")
        self.refused += len(made.refused)
        own = own_verdict(made.ledger, self.schemas, self.facets, pin)
        if self.arguments.self_test:
            own = replace(own, root="00" * 32)
        self.ledgers.add(made.name, real_verdict(self.bayan, made.ledger, made.pin), own)
        self.go.check(made.name, made.ledger, made.pin, True, own.root)
        kinds = list(KINDS) if all_kinds else chance.sample(list(KINDS), self.arguments.damages)
        for kind in kinds:
            self.damage(made, kind, random.Random(f"{kind} {seed}"))
        if self.arguments.proofs:
            compare_proofs(self.bayan, made, pin, self.proofs, chance, self.arguments.proofs)
            own_chance = random.Random(f"bundles {seed}")
            sides = (self.bayan, made, pin, self.schemas, self.facets)
            compare_bundles(*sides, self.bundles, own_chance, self.arguments.proofs)
        count, failed = compare_cose(made, pin)
        self.cose += count
        self.failures += [f"the unrelated COSE library refuses {name}" for name in failed]

    def damage(self, made: Made, kind: str, chance: random.Random) -> None:
        """One damaged copy, judged unpinned and without a memory of other copies."""
        copy = Copy(published(made.ledger, self.work / "copy"), made.checkpoints, chance)
        try:
            what = KINDS[kind](copy)
        except Impossible:
            return
        self.kinds[kind] += 1
        own = own_verdict(copy.root, self.schemas, self.facets)
        if self.arguments.self_test and kind == "bodies: bit":
            own = replace(own, ok=True)
        if kind in GO_KINDS:
            self.go.check(f"{made.name}, {kind} ({what})", copy.root, made.pin, False, None)
        shutil.rmtree(self.work / "copy-state", ignore_errors=True)
        bayan = Bayan(self.bayan.binary, self.work / "copy-state")
        self.damaged.add(f"{made.name}, {kind} ({what})", real_verdict(bayan, copy.root), own)

    def keep(self, name: str, copy: Path) -> None:
        """Keeps a well signed copy as a bundle, for the verifier in the page."""
        folder = self.arguments.bundles
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{len(list(folder.iterdir())):04} {name.replace('/', ' ')[:120]}.bayan"
            path.write_bytes(as_bundle(copy))

    def forge(self, made: Made) -> None:
        """Well signed ledgers and proofs that break one rule, or show that something is allowed."""
        self.failures += compare_forged_proofs(self.bayan, made, read_pin(str(made.pin)), self.proofs)
        for name, expected, do in CASES:
            forger = Forger(made.ledger)
            do(forger)
            copy = forger.publish(self.work / "copy")
            self.keep(name, copy)
            shutil.rmtree(self.work / "copy-state", ignore_errors=True)
            real = real_verdict(Bayan(self.bayan.binary, self.work / "copy-state"), copy)
            own = own_verdict(copy, self.schemas, self.facets)
            if self.arguments.self_test and name == "time before the last":
                own = replace(own, ok=True)
            if name in KNOWN:
                if real.ok == own.ok:
                    self.failures.append(f"forged, {name}: known as a difference, and is none any more")
                self.known.append(f"forged, {name}: {KNOWN[name]}")
                continue
            self.forged.add(f"forged, {name}", real, own)
            if own.ok != (expected == "good"):
                self.failures.append(f"forged, {name}: expected to be {expected}")

    def fuzz(self, made: Made) -> None:
        """Random bodies, well signed."""
        fuzz = Fuzz(made, self.arguments.seed)
        for n in range(self.arguments.fuzz):
            name, forger = fuzz.case()
            copy = forger.publish(self.work / "copy")
            self.keep(f"random body {name}", copy)
            shutil.rmtree(self.work / "copy-state", ignore_errors=True)
            real = real_verdict(Bayan(self.bayan.binary, self.work / "copy-state"), copy)
            before = len(self.fuzzed.disagreements)
            self.fuzzed.add(f"random body {n}: {name}", real, own_verdict(copy, self.schemas, self.facets))
            if len(self.fuzzed.disagreements) > before:
                shutil.copytree(copy, self.work / f"random-body-{n}", dirs_exist_ok=True)

    def report(self, seconds: float) -> int:
        """What was compared, what was skipped, what differs."""
        self.say(f"bayan refused {self.refused} generated calls, which wrote nothing")
        for name, tally in (
            ("ledgers", self.ledgers), ("damaged copies", self.damaged), ("forged ledgers", self.forged),
            ("random bodies", self.fuzzed),
            ("proofs", self.proofs), ("bundles", self.bundles),
        ):  # fmt: skip
            self.say(
                f"{name}: {tally.compared} compared, {tally.good} good for both, {tally.bad} bad for both "
                f"({tally.same_entry} name the same entry), {len(tally.disagreements)} disagreements"
            )
        self.say(f"kinds of damage: {len(self.kinds)} of {len(KINDS)}; COSE messages by pycose: {self.cose}")
        never = sorted(set(KINDS) - set(self.kinds))
        self.skipped += [f"no copy could have the damage {kind}" for kind in never]
        if self.go.missing:
            self.skipped.append(f"Go's sumdb/note and tlog, and Tessera's fsck: {self.go.missing}")
        else:
            self.say(f"Go's sumdb/note and tlog, and Tessera's fsck: {self.go.compared} folders over HTTP")
        self.failures += self.go.failures
        for text in self.known:
            self.say(f"KNOWN DIFFERENCE: {text}")
        for text in self.skipped:
            self.say(f"SKIPPED: {text}")
        differing = [
            d
            for t in (self.ledgers, self.damaged, self.forged, self.fuzzed, self.proofs, self.bundles)
            for d in t.disagreements
        ]
        for text in differing + self.failures:
            self.say(f"DISAGREEMENT: {text}")
        self.say(f"{seconds:.0f} s, seed {self.arguments.seed}")
        return 1 if differing or self.failures else 0


def vectors(run: Run) -> None:
    """The signature rule."""
    beside = (folder / VECTORS for folder in Path(__file__).resolve().parents)
    path = run.arguments.vectors or next((path for path in beside if path.is_file()), Path(VECTORS))
    if not path.is_file():
        run.skipped.append(f"the vectors of the signature rule: {path} is not there")
        return
    count, accepted, wrong = check_vectors(path)
    run.say(f"signature rule: {count} vectors, {accepted} accepted, {len(wrong)} classified otherwise")
    run.failures += [f"vector {number} is classified otherwise" for number in wrong]


def everything(run: Run) -> None:
    """The demo, then the generated ledgers."""
    arguments = run.arguments
    vectors(run)
    incidents = demo(run.bayan, run.work / "demo")
    run.ledger(incidents, True, arguments.seed)
    run.fuzz(incidents)
    run.say(f"  {arguments.fuzz} random bodies")
    run.forge(workshop(run.bayan, run.work / "workshop"))
    run.say(f"  {len(CASES)} forged ledgers")
    for n in range(arguments.ledgers):
        seed = arguments.seed + n
        chance = random.Random(f"size {seed}")
        entries = chance.randint(20, 60) if n % 10 != 9 else chance.choice([256, 257, 300, 513, 520])
        made = Maker(run.bayan, run.work / f"generated-{seed}", seed, entries).build()
        before = sum(len(t.disagreements) for t in (run.ledgers, run.damaged, run.proofs, run.bundles))
        run.ledger(made, n % 10 == 9, seed)
        after = sum(len(t.disagreements) for t in (run.ledgers, run.damaged, run.proofs, run.bundles))
        run.say(
            f"  {made.name}: {made.checkpoints[-1].split(chr(10).encode())[1].decode()} entries"
            + (f", {after - before} DISAGREEMENTS" if after > before else "")
        )
        if after == before and not arguments.keep:
            shutil.rmtree(run.work / f"generated-{seed}")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="tests/independent/run", description=__doc__)
    parser.add_argument("bayan", type=Path, help="the binary")
    parser.add_argument("--ledgers", type=int, default=20, help="generated ledgers [20]")
    parser.add_argument("--seed", type=int, default=1, help="of the first of them [1]")
    parser.add_argument("--damages", type=int, default=12, help="kinds of damage a generated ledger [12]")
    parser.add_argument("--proofs", type=int, default=4, help="damaged copies of each proof and bundle [4]")
    parser.add_argument("--fuzz", type=int, default=60, help="random bodies, well signed [60]")
    parser.add_argument("--vectors", type=Path, help="ed25519vectors.json of C2SP/CCTV")
    parser.add_argument("--work", type=Path, help="where to work, and leave what differs [a temporary folder]")
    parser.add_argument("--bundles", type=Path, help="where to keep forged ledgers and random bodies, as bundles")
    parser.add_argument("--keep", action="store_true", help="keep every ledger")
    parser.add_argument("--no-go", action="store_true", help="leave Go out although it is there")
    parser.add_argument("--self-test", action="store_true", help="plant disagreements: they must be found")
    arguments = parser.parse_args()
    if not arguments.bayan.is_file():
        parser.error(f"{arguments.bayan}: there is no such file")
    work = arguments.work or Path(tempfile.mkdtemp(prefix="bayan-independent-"))
    work.mkdir(parents=True, exist_ok=True)
    started, run = time.monotonic(), Run(arguments, work)
    try:
        everything(run)
    except Refused as error:
        print(f"a ledger could not be made: {error}", file=sys.stderr)
        return 2
    code = run.report(time.monotonic() - started)
    if arguments.self_test:
        found = all(tally.disagreements for tally in (run.ledgers, run.damaged, run.forged))
        run.say("self-test: the planted disagreements were found" if found else "self-test: FAILED, nothing was found")
        code = 0 if found else 1
    if code == 0 and not arguments.work and not arguments.keep:
        shutil.rmtree(work)
    elif code:
        run.say(f"left in {work}")
    return code


if __name__ == "__main__":
    sys.exit(main())
