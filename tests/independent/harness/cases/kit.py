"""What the cases of forgers are made of: statements that fit the workshop ledger, and ways to change them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import rfc8785
from blake3 import blake3

from verifier import ed25519
from verifier.keys import GRANT, ROTATION, USAGES

from ..forge import Forger

Case = tuple[str, str, Callable[[Forger], Any]]


CASES: list[Case] = []


ZERO = "0" * 32


DESK = "desk"


PRESS = "press"


# Cases on which `bayan` and format.md differ as they stand: told aloud at each run, and an error once they agree.
KNOWN = {
    "the ML-DSA-44 signature of another time": (
        "format.md §5: the time is the newest entry's; bayan does not compare it"
    ),
}


def case(expected: str, name: str) -> Callable[[Callable[[Forger], Any]], Callable[[Forger], Any]]:
    """Registers a case."""

    def register(do: Callable[[Forger], Any]) -> Callable[[Forger], Any]:
        CASES.append((name, expected, do))
        return do

    return register


def add(expected: str, name: str, do: Callable[[Forger], Any]) -> None:
    """The same for a lambda."""
    CASES.append((name, expected, do))


def party(n: int = 1, **more: Any) -> dict[str, Any]:
    """A party nobody has declared."""
    return {"id": f"party:{n:032x}", "is": "person", "slug": f"forged-{n}", **more}


def own_entry(f: Forger) -> int:
    """The press office's first-person utterance."""
    return f.find("utterance", lambda s: "text" in s)


def press(f: Forger) -> str:
    """The press office's party."""
    return f.entry(own_entry(f)).statement.issuer


def incident(f: Forger) -> str:
    """An incident of the ledger."""
    return f.says(f.find("incident"))["id"]


def incidents(f: Forger) -> list[str]:
    """All of them, ascending."""
    kinds = [(i, f.entry(i).statement) for i in range(len(f.entries))]
    return sorted(s.subject for _, s in kinds if s.kind == "incident")


def question(f: Forger, n: int = 1, **more: Any) -> dict[str, Any]:
    """A question about the first incident."""
    return {
        "id": f"question:{n:032x}", "facet": "data.safety", "incident": incident(f),
        "text": {"language": "en", "text": "Is it?"}, **more,
    }  # fmt: skip


def quoted(f: Forger, where: Any = lambda says: True) -> int:
    """An utterance that quotes an artifact which is there."""
    return f.find("utterance", lambda s: "segments" in s["claims"][0] and "text" not in s and where(s))


def utterance(f: Forger, **more: Any) -> dict[str, Any]:
    """A copy of a recorded utterance, with one claim and by the desk."""
    says = f.says(quoted(f))
    claim = {name: value for name, value in says["claims"][0].items() if name not in ("target", "verb")}
    kept = {name: says[name] for name in ("channel", "incident", "recorder", "speaker")}
    return {**kept, "attests": "read_them_so", "claims": [claim], **more}


def changed(says: dict[str, Any], **claim: Any) -> dict[str, Any]:
    """The same with another first claim."""
    return {**says, "claims": [{**says["claims"][0], **claim}, *says["claims"][1:]]}


def segment(says: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The same with another first segment."""
    return changed(says, segments=[{**says["claims"][0]["segments"][0], **more}])


def parts(change: Callable[[list[Any]], Any]) -> Callable[[Forger], Any]:
    """The partitions of a further party, changed."""

    def do(f: Forger) -> Any:
        key = f"key:{f.thumbprint('operator')}"
        right = [[key, *f.next(key)], [party()["id"], 0, None]]
        f.append("party", party(), partitions=change(right))

    return do


def _malleable(signature: bytes) -> bytes:
    s = int.from_bytes(signature[32:], "little") + ed25519.L
    return signature[:32] + s.to_bytes(32, "little")


def thing(n: int = 1, **more: Any) -> dict[str, Any]:
    """A thing nobody has declared."""
    return {"id": f"thing:{n:032x}", "is": "system", "slug": f"forged-{n}", **more}


def own(f: Forger, **more: Any) -> tuple[dict[str, Any], str]:
    """A copy of the press office's first-person utterance, in other words, and its artifact's name."""
    says = f.says(f.find("utterance", lambda s: "text" in s))
    text = "We say so. " + says["text"]
    digest = hashlib.sha256(text.encode()).hexdigest()
    claim = {
        **says["claims"][0],
        "segments": [{"artifact": digest, "start": 0, "end": 10, "exact": "We say so.", "zone": "body"}],
    }
    return {**says, "text": text, "claims": [claim], **more}, digest


def _capture(f: Forger, data: bytes, **more: Any) -> dict[str, Any]:
    return {
        "artifact": f.artifact(data), "blake3": blake3(data).hexdigest(), "size": len(data),
        "media_type": "text/plain;charset=utf-8", "source": {"original": {"captured_at": "2026-01-12T08:00:00Z"}},
        **more,
    }  # fmt: skip


def link(f: Forger, **more: Any) -> dict[str, Any]:
    """A link between two claims of one incident."""
    says = f.says(f.find("link", lambda s: "#" in s["from"]))
    return {**says, **more}


def _subject(f: Forger, target: str) -> str:
    return next(f.entry(i).statement.subject for i in range(len(f.entries)) if f.id(i) == target.partition("#")[0])


def amend(
    f: Forger, target: int, says: dict[str, Any] | None, kind: str = "utterance", reason: str = "transcription"
) -> dict[str, Any]:
    """An amendment of one entry."""
    whole: dict[str, Any] = {"reason": reason, "targets": [f.id(target)]}
    return whole | ({"replacement": {"kind": kind, "says": says}} if says else {})


def appended(f: Forger, **more: Any) -> int:
    """A further utterance by the desk."""
    return f.append("utterance", utterance(f, **more), DESK)


def redaction(f: Forger, *targets: int, **more: Any) -> dict[str, Any]:
    """A redaction of entries."""
    return {"authority": f.operator, "why": "court_order", "statements": [f.id(n) for n in targets], **more}


def policy(f: Forger, **more: Any) -> dict[str, Any]:
    """The policy of entry 0, changed."""
    return {**f.says(0), **more}


def grant(
    f: Forger, name: str = "new", grantor: str = "operator", signer: str | None = None, **more: Any
) -> dict[str, Any]:
    """A grant with a possession that fits, unless told otherwise."""
    says = {"algorithm": "ed25519", "key": f.key(name).hex(), "party": f.operator, "usages": ["record"], **more}
    proof = {
        "aud": f.audience, "grantor": f.thumbprint(grantor), "offices": sorted(says.get("offices", [])),
        "party": says["party"], "usages": sorted(says["usages"], key=USAGES.index),
    }  # fmt: skip
    says.setdefault("possession", f.keys[signer or name].sign(GRANT + rfc8785.dumps(proof)).hex())
    return {"grant": says}


def rotate(f: Forger, old: str, name: str = "new", grantor: str = "operator", **more: Any) -> dict[str, Any]:
    """A rotation with a possession that fits."""
    says = {"algorithm": "ed25519", "key": f.key(name).hex(), "old": f.thumbprint(old)}
    proof = {"aud": f.audience, "grantor": f.thumbprint(grantor), "old": says["old"]}
    says["possession"] = f.keys[name].sign(ROTATION + rfc8785.dumps(proof)).hex()
    return {"rotate": {**says, **more}}


def revoke(f: Forger, name: str, **more: Any) -> dict[str, Any]:
    """A revocation."""
    return {"revoke": {"key": f.thumbprint(name), "why": "lost", **more}}


def _with(f: Forger, name: str) -> Forger:
    f.public[name] = f.keys[name].public_key().public_bytes_raw()
    return f


def claimed(**claim: Any) -> Callable[[Forger], Any]:
    """An utterance with another first claim."""
    return lambda f: f.append("utterance", changed(utterance(f), **claim), DESK)


def said(**more: Any) -> Callable[[Forger], Any]:
    """An utterance with other fields."""
    return lambda f: f.append("utterance", utterance(f, **more), DESK)


def silence(f: Forger, **more: Any) -> dict[str, Any]:
    """The ledger's silence, changed."""
    return {**f.says(f.find("silence")), **more}


NAME = {"language": "en", "text": "x"}


QUANTITY = {"facet": "confidentiality.records", "stance": {"certainty": "certain", "polarity": "affirm"}}


def quantity(**value: Any) -> Callable[[Forger], Any]:
    """An utterance with a number."""
    return claimed(**QUANTITY, value={"quantity": value})


def facet(f: Forger, name: str = "data.forged", n: int = 1, **spec: Any) -> int:
    """A facet leaf, declared."""
    leaf = {"name": name, "spec": {"about": "x", "value": "answer", **spec}}
    return f.append("thing", {"id": f"thing:{n:032x}", "is": {"facet": leaf}, "slug": f"facet-{n}"})


def withheld(f: Forger) -> int:
    """An utterance whose body is withheld."""
    n = appended(f)
    f.append("redaction", redaction(f, n))
    f.withhold(n)
    return n
