"""Ledgers made by the real binary from seeded random drafts."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .bayan import Bayan, Refused

WORDS = (
    "data backup server ministry notice power office record access system police bank leak outage "
    "taarifa umeme huduma mfumo डेटा सुरक्षित विभाग बैकअप سامانه داده‌ها اطلاعات data rumah sakit pasien "
    "l’accès «volé» naïve e\u0301tat 𝔘nicode 日本 5,000 1.5\u00a0TB"
).split()
ANSWERS = "yes no partly attempted unknown_to_source no_evidence_found not_said declined withheld".split()
FACETS = [
    "incident.intrusion", "incident.success", "confidentiality.access", "confidentiality.leak", "confidentiality.loss",
    "integrity.alteration", "availability.outage", "data.safety", "data.backup", "evidence.state",
]  # fmt: skip
ACTS = "asserts denies confirms admits alleges reports reassures".split()
REASONS = "personal_data court_order leaked_content copyright recorded_in_error".split()


@dataclass
class Made:
    """A ledger and what was kept beside it."""

    name: str
    ledger: Path
    pin: Path
    checkpoints: list[bytes] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Maker:
    """One ledger; every choice comes from the seed."""

    def __init__(self, bayan: Bayan, folder: Path, seed: int, entries: int) -> None:
        self.bayan, self.folder, self.random, self.entries = bayan, folder, random.Random(seed), entries
        self.made = Made(f"seed {seed}", folder / "ledger", folder / "pin.toml")
        self.count = 0
        self.parties: list[str] = []
        self.things: list[str] = []
        self.incidents: list[str] = []
        self.artifacts: list[tuple[str, list[str], str]] = []
        self.utterances: list[tuple[str, int]] = []
        self.questions: list[str] = []
        self.others: list[str] = []
        self.key = "operator"
        self.desks: list[str] = []
        self.withheld: set[str] = set()

    # Words.

    def _name(self, kind: str) -> str:
        self.count += 1
        return f"{kind}-{self.count}"

    def _words(self, n: int) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(n))

    def _phrase(self) -> dict[str, str]:
        return {"language": self.random.choice(["en", "sw", "hi", "fa", "id", "fr"]), "text": self._words(5)}

    # Calls.

    def _call(self, *arguments: str | Path, stdin: str | None = None, key: str | None = None) -> bool:
        """A call that the ledger may refuse: then it is remembered, and nothing was written."""
        try:
            self.bayan.must("-L", self.made.ledger, *arguments, "-k", key or self.key, stdin=stdin)
        except Refused as error:
            self.made.refused.append(str(error))
            return False
        self.made.checkpoints.append((self.made.ledger / "checkpoint").read_bytes())
        return True

    def _import(self, drafts: list[dict[str, Any]]) -> bool:
        path = self.folder / f"{self._name('drafts')}.jsonl"
        path.write_text("".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts))
        return self._call("import", path)

    # What a ledger consists of.

    def build(self) -> Made:
        """Founds the ledger and appends until it has about the wanted number of entries."""
        self.folder.mkdir(parents=True)
        rule = ["--append", "operator_only"] if self.random.random() < 0.1 else []
        self.bayan.must(
            "init", self.made.ledger, "--origin", f"independent.example/{self.folder.name}", "--operator-name",
            "Operator", "--operator-slug", "operator", "--no-passphrase", "--pin-out", self.made.pin, *rule,
        )  # fmt: skip
        self.made.checkpoints.append((self.made.ledger / "checkpoint").read_bytes())
        self.parties.append("party:operator")
        self._declare(4, 3, self.random.randint(2, 4))
        self._capture(2)
        steps = [
            self._utter, self._utter, self._utter, self._capture_one, self._declare_some, self._ask, self._silence,
            self._link, self._opine, self._amend, self._desk, self._rotate, self._redact, self._speak, self._policy,
            self._revoke, self._operator,
        ]  # fmt: skip
        while self._size() < self.entries:
            self.random.choice(steps)()
        return self.made

    def _size(self) -> int:
        return int(self.made.checkpoints[-1].split(b"\n")[1])

    def _declare_some(self) -> None:
        many = self.entries // 3 if self.entries > 200 else 3
        self._declare(self.random.randint(0, many), self.random.randint(0, 3), 1)

    def _declare(self, parties: int, things: int, incidents: int) -> None:
        drafts: list[dict[str, Any]] = []
        for _ in range(parties):
            says: dict[str, Any] = {"slug": self._name("p"), "is": "organisation"}
            says["names"] = [self._phrase() for _ in range(self.random.randint(1, 3))]
            if self.random.random() < 0.5:
                says["part_of"] = [{"party": self.random.choice(self.parties)}]
            drafts.append({"kind": "party", "ref": f"ref-{says['slug']}", "says": says})
        for _ in range(things):
            says = {"slug": self._name("t"), "is": self.random.choice(["system", "service", "data_kind", "place"])}
            says["names"] = [self._phrase()]
            drafts.append({"kind": "thing", "says": says})
        for _ in range(incidents):
            says = {"slug": self._name("i"), "titles": [self._phrase()]}
            drafts.append({"kind": "incident", "ref": f"ref-{says['slug']}", "says": says})
        if drafts and self._import(drafts):
            lists = {"party": self.parties, "thing": self.things, "incident": self.incidents}
            for draft in drafts:
                lists[draft["kind"]].append(f"{draft['kind']}:{draft['says']['slug']}")

    def _capture_one(self) -> None:
        self._capture(1)

    def _capture(self, n: int) -> None:
        drafts, artifacts = [], []
        for _ in range(n):
            name = self._name("c")
            sentences = [f"{self._words(6)} {name}-{i}." for i in range(self.random.randint(2, 8))]
            (self.folder / f"{name}.txt").write_text("\n".join(sentences))
            says: dict[str, Any] = {"language": "en", "source": {"original": {"captured_at": "2026-01-12T08:00:00Z"}}}
            incident = self.random.choice(self.incidents)
            if self.random.random() < 0.8:
                says["incident"] = incident
            drafts.append({"kind": "capture", "ref": f"ref-{name}", "file": f"{name}.txt", "says": says})
            artifacts.append((f"ref:ref-{name}", sentences, incident))
        if self._import(drafts):
            self.artifacts.extend(artifacts)

    def _claim(self, sentences: list[str], artifact: str | None) -> dict[str, Any]:
        segment = {"quote": self.random.choice(sentences)}
        if artifact:
            segment["artifact"] = artifact
        claim: dict[str, Any] = {
            "act": self.random.choice(ACTS),
            "facet": self.random.choice(FACETS),
            "segments": [segment],
            "stance": self.random.choice(["certain", "probable", "possible", "unstated"]),
            "value": self.random.choice(ANSWERS),
        }
        if self.things and self.random.random() < 0.5:
            claim["scope"] = {"data": {"of": [self.random.choice(self.things)]}}
        return claim

    def _utter(self) -> None:
        drafts = []
        for _ in range(self.random.randint(1, 6)):
            artifact, sentences, incident = self.random.choice(self.artifacts)
            if artifact in self.withheld:
                continue
            name, claims = self._name("u"), self.random.randint(1, 4)
            says = {
                "artifact": artifact,
                "channel": self.random.choice(["radio", "tv", "press_conference", "notice"]),
                "claims": [self._claim(sentences, None) for _ in range(claims)],
                "incident": incident,
                "speaker": self.random.choice(self.parties),
                "language": "en",
            }
            others = [other for other in self.incidents if other != incident]
            if others and self.random.random() < 0.3:
                says["also"] = self.random.sample(others, self.random.randint(1, len(others)))
            if self.utterances and self.random.random() < 0.2:
                target, n = self.random.choice(self.utterances)
                says["claims"][0] |= {"act": "retracts", "target": f"{target}#{self.random.randrange(n)}"}
            drafts.append({"kind": "utterance", "ref": f"ref-{name}", "says": says})
        if drafts and self._import(drafts):
            self.utterances.extend((f"ref:{d['ref']}", len(d["says"]["claims"])) for d in drafts)

    def _ask(self) -> None:
        name = self._name("q")
        says = {"facet": self.random.choice(FACETS), "incident": self.random.choice(self.incidents)}
        says |= {"text": self._phrase(), "to": [self.random.choice(self.parties)]}
        if self._import([{"kind": "question", "ref": f"ref-{name}", "says": says}]):
            self.questions.append(f"ref:ref-{name}")

    def _silence(self) -> None:
        says: dict[str, Any] = {"as_of": {"edtf": "2026-02-03"}, "incident": self.random.choice(self.incidents)}
        says |= {"party": self.random.choice(self.parties), "on": {"facets": [self.random.choice(FACETS)]}}
        name = self._name("s")
        if self._import([{"kind": "silence", "ref": f"ref-{name}", "says": says}]):
            self.others.append(f"ref:ref-{name}")

    def _link(self) -> None:
        name, says = self._name("l"), {"why": self._phrase()}
        if self.random.random() < 0.3:
            says |= dict(zip(("from", "to"), self.random.sample(self.incidents, 2)), relation="same_event")
        elif len(self.utterances) > 1:
            (a, n), (b, m) = self.random.sample(self.utterances, 2)
            says |= {"from": f"{a}#{self.random.randrange(n)}", "to": f"{b}#{self.random.randrange(m)}"}
            says["relation"] = self.random.choice(["contradicts", "corroborates", "repeats_origin"])
        else:
            return
        if self._import([{"kind": "link", "ref": f"ref-{name}", "says": says}]):
            self.others.append(f"ref:ref-{name}")

    def _opine(self) -> None:
        if not self.utterances:
            return
        target, n = self.random.choice(self.utterances)
        if self.random.random() < 0.5:
            target += f"#{self.random.randrange(n)}"
        says = {"target": target, "view": self.random.choice(["endorse", "dispute"]), "why": self._phrase()}
        self._import([{"kind": "opinion", "says": says}])

    def _amend(self) -> None:
        target, _ = self.random.choice(self.utterances or [("", 0)])
        if not target:
            return
        if self.random.random() < 0.3:
            chosen = [target]
            if self.random.random() < 0.5 and len(self.utterances) > 1:
                chosen = [t for t, _ in self.random.sample(self.utterances, 2)]
            if self._call("amend", *chosen, "--reason", "withdrawal", "--why", "en=recorded twice"):
                self.utterances = [u for u in self.utterances if u[0] not in chosen]
        else:
            change = f"/claims/0/value/answer={self.random.choice(ANSWERS)}"
            self._call("amend", target, "--reason", "transcription", "--set", change)

    def _desk(self) -> None:
        """A key of the operator's party, which records from then on."""
        name = self._name("desk")
        self.bayan.must("-L", self.made.ledger, "key", "new", name, "--no-passphrase")
        usages = self.random.choice([["record"], ["record", "speak"], ["record", "operate"]])
        flags = [part for usage in usages for part in ("--usage", usage)]
        if self.random.random() < 0.5:
            recovery = self._name("recovery")
            self.bayan.must("-L", self.made.ledger, "key", "new", recovery, "--no-passphrase")
            flags += ["--recovery", recovery]
        if self._call("key", "grant", name, "--party", "party:operator", *flags, key="operator"):
            self.desks.append(name)
            self.key = name

    def _rotate(self) -> None:
        if not self.desks:
            return
        old, new = self.random.choice(self.desks), self._name("desk")
        self.bayan.must("-L", self.made.ledger, "key", "new", new, "--no-passphrase")
        if self._call("key", "rotate", old, new, key=self.random.choice(["operator", old])):
            self.desks[self.desks.index(old)] = new
            self.key = new if self.key == old else self.key

    def _revoke(self) -> None:
        if not self.desks:
            return
        old = self.desks[0]
        flags = ["--why", "lost"]
        if self.random.random() < 0.5:
            flags = ["--why", "compromised", "--compromised-since", str(self._size() - self.random.randint(0, 5))]
        if self._call("key", "revoke", old, *flags, key="operator"):
            self.desks.remove(old)
            self.key = "operator" if self.key == old else self.key

    def _operator(self) -> None:
        """A further operator key, by policy."""
        if self.random.random() < 0.7:
            return
        name = self._name("op")
        self.bayan.must("-L", self.made.ledger, "key", "new", name, "--no-passphrase")
        if self._call("policy", "set", "--add-operator-key", name, key="operator") and self.random.random() < 0.5:
            self._call("policy", "set", "--remove-operator-key", name, key="operator")

    def _policy(self) -> None:
        rule = self.random.choice(["granted_keys", "operator_only", "granted_keys"])
        jump = str(self.random.randrange(10**9, 10**10))
        if self._call("policy", "set", "--append", rule, "--max-clock-jump-ms", jump, key="operator"):
            self.key = "operator" if rule == "operator_only" else self.key

    def _speak(self) -> None:
        """A key of another party speaks for itself."""
        party, name = self.random.choice(self.parties), self._name("press")
        self.bayan.must("-L", self.made.ledger, "key", "new", name, "--no-passphrase")
        if not self._call("key", "grant", name, "--party", party, "--usage", "speak", key="operator"):
            return
        sentences = [f"{self._words(5)} {name}-{i}." for i in range(3)]
        says = {
            "attests": "said_it_myself", "channel": "notice", "text": "\n".join(sentences), "speaker": party,
            "incident": self.random.choice(self.incidents), "language": "en", "claims": [self._claim(sentences, None)],
        }  # fmt: skip
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps({"kind": "utterance", "ref": f"ref-{name}", "says": says}, ensure_ascii=False))
        if self._call("add", "utterance", "-f", path, key=name):
            self.others.append(f"ref:ref-{name}")

    def _redact(self) -> None:
        targets = [name for name, _ in self.utterances] + self.others + self.questions
        if not targets or self.random.random() < 0.4:
            return
        target = self.random.choice(targets)
        flags = ["--authority", "party:operator", "--why", self.random.choice(REASONS), "--yes"]
        if self.random.random() < 0.4 and len(self.artifacts) > 1:
            artifact = self.random.choice(self.artifacts)
            if self._call("redact", "--artifact", artifact[0], *flags, key="operator"):
                self.withheld.add(artifact[0])
                self.artifacts.remove(artifact)
        elif self._call("redact", target, *flags, key="operator"):
            self.utterances = [u for u in self.utterances if u[0] != target]
            self.others = [o for o in self.others if o != target]
            self.questions = [q for q in self.questions if q != target]


def workshop(bayan: Bayan, folder: Path) -> Made:
    """A small ledger with something of every kind and nothing withheld, for `forge`."""
    folder.mkdir(parents=True)
    made = Made("workshop", folder / "ledger", folder / "pin.toml")

    def call(*arguments: str | Path, key: str = "operator") -> None:
        bayan.must("-L", made.ledger, *arguments, "-k", key)

    bayan.must(
        "init", made.ledger, "--origin", "workshop.example", "--operator-name", "Operator",
        "--operator-slug", "operator", "--no-passphrase", "--pin-out", made.pin,
    )  # fmt: skip
    for name in ("desk", "press", "recovery"):
        bayan.must("-L", made.ledger, "key", "new", name, "--no-passphrase")
    for slug, kind in (("ministry", "organisation"), ("office", "office"), ("union", "organisation")):
        call("party", slug, "--is", kind, "--name", f"en={slug}")
    call("key", "grant", "desk", "--party", "party:operator", "--usage", "record", "--recovery", "recovery")
    call("key", "grant", "press", "--party", "party:ministry", "--usage", "speak", "--office", "party:office")
    text = "The data is safe. No backup was touched. The service is down since Monday."
    (folder / "article.txt").write_text(text)
    drafts: list[dict[str, Any]] = [
        {"kind": "thing", "says": {"slug": "register", "is": "system", "names": [{"text": "Register"}]}},
        *(
            {"kind": "incident", "says": {"slug": slug, "titles": [{"language": "en", "text": slug}]}}
            for slug in ("one", "two")
        ),
        {
            "kind": "capture", "ref": "article", "file": "article.txt",
            "says": {"incident": "incident:one", "source": {"original": {"captured_at": "2026-01-12T08:00:00Z"}}},
        },
        *(
            {
                "kind": "utterance", "ref": f"utterance-{n}",
                "says": {
                    "artifact": "ref:article", "channel": "notice", "incident": "incident:one", "speaker": speaker,
                    "claims": [
                        {
                            "act": "asserts", "facet": "data.safety", "stance": "certain", "value": "yes",
                            "segments": [{"quote": "The data is safe"}],
                        }
                    ],
                },
            }
            for n, speaker in enumerate(("party:ministry", "party:union"))
        ),
        {
            "kind": "link",
            "says": {"from": "ref:utterance-0#0", "relation": "corroborates", "to": "ref:utterance-1#0"},
        },
        {
            "kind": "silence",
            "says": {
                "as_of": {"edtf": "2026-02-03"}, "incident": "incident:one", "party": "party:office",
                "on": {"facets": ["data.safety"]},
            },
        },
    ]  # fmt: skip
    (folder / "drafts.json").write_text(json.dumps(drafts))
    call("import", folder / "drafts.json", key="desk")
    own = {
        "attests": "said_it_myself", "channel": "notice", "text": "We are sorry.", "speaker": "party:ministry",
        "incident": "incident:two", "language": "en",
        "claims": [
            {
                "act": "apologises", "facet": "response.apology", "stance": "certain",
                "segments": [{"quote": "We are sorry."}], "value": {"text": {"language": "en", "text": "sorry"}},
            }
        ],
    }  # fmt: skip
    (folder / "own.json").write_text(json.dumps({"kind": "utterance", "says": own}))
    call("add", "utterance", "-f", folder / "own.json", key="press")
    made.checkpoints.append((made.ledger / "checkpoint").read_bytes())
    return made


def demo(bayan: Bayan, folder: Path) -> Made:
    """The demo of five incidents."""
    bayan.must("demo", "--dir", folder)
    made = Made("demo", folder / "ledger", folder / "pin.toml")
    made.checkpoints.append((made.ledger / "checkpoint").read_bytes())
    return made


def published(ledger: Path, copy: Path) -> Path:
    """A copy of what a static web server serves, and `bayan.toml`, without which `bayan` knows no ledger."""
    if copy.exists():
        shutil.rmtree(copy)
    copy.mkdir(parents=True)
    for name in ("bayan.toml", "checkpoint"):
        shutil.copy(ledger / name, copy / name)
    for name in ("tile", "bodies", "addenda"):
        if (ledger / name).is_dir():
            shutil.copytree(ledger / name, copy / name)
    return copy
