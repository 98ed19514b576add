"""Who may sign: policies, grants, rotations and revocations (format.md §4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import rfc8785

from . import cose, ed25519, note
from .bounds import Fault
from .statement import Statement

GRANT = b"bayan 2026 key grant possession v1\n"
ROTATION = b"bayan 2026 key rotation possession v1\n"
# In the order that lists of them have.
USAGES = ["record", "speak", "operate"]
EVERYTHING = frozenset(USAGES)
# Usages of which the signing key needs one; `key` and `utterance` depend on what they say.
NEEDS = {
    "policy": {"operate"},
    "redaction": {"operate"},
    "party": {"record"},
    "incident": {"record"},
    "thing": {"record"},
    "question": {"record"},
    "silence": {"record"},
    "link": {"record"},
    "capture": {"record", "speak"},
    "opinion": {"record", "speak"},
    "amend": {"record", "speak"},
}


@dataclass
class Key:
    """A key that was granted."""

    public: bytes
    party: str
    usages: frozenset[str]
    offices: frozenset[str]
    granted: int
    grantor: str
    recovery: str | None = None
    # Named as a recovery key, and granted for nothing else.
    recovers: bool = False
    ended: int | None = None
    compromised_since: int | None = None


def _recovery(text: str, party: str, index: int) -> Key:
    """A key that is named as a recovery key: of the same party, without usages; it falls with no other."""
    return Key(bytes.fromhex(text), party, frozenset(), frozenset(), index, "", recovers=True)


def check_witnesses(policy: dict[str, Any]) -> None:
    """The vkeys of witnesses are those of cosignatures."""
    for text in policy["witnesses"].get("vkeys", []):
        if note.VerifierKey.parse(text).kind == note.ED25519:
            raise Fault("a witness's key signs as a log does")


@dataclass
class Keys:
    """The keys of a ledger and its policy, as entries change them."""

    origin: str = ""
    audience: str = ""
    policy: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)

    @property
    def operator(self) -> str:
        """The operator's party."""
        return self.policy["operator"]["party"]

    def _operates(self, kid: str) -> bool:
        key = self.keys.get(kid)
        return key is not None and key.ended is None and "operate" in key.usages

    def found(self, statement: Statement, says: dict[str, Any]) -> None:
        """Entry 0: a policy, signed by one of the operator's keys that it lists."""
        listed = {cose.thumbprint(bytes.fromhex(key)).hex() for key in says["operator"]["keys"]}
        if statement.kind != "policy":
            raise Fault("entry 0 is not a policy")
        check_witnesses(says)
        self.policy, self.origin = says, says["origin"]
        if statement.kid not in listed:
            raise Fault("entry 0 is not signed by an operator key that it lists")
        self._list_operators(0, statement.kid)

    def _list_operators(self, index: int, grantor: str) -> None:
        """Keys that were never granted are now; those that were stay as they are, ended or not."""
        for text in self.policy["operator"]["keys"]:
            self._known_or_enrol(Key(bytes.fromhex(text), self.operator, EVERYTHING, frozenset(), index, grantor))
        for text in self.policy.get("recovery_keys", []):
            self._known_or_enrol(_recovery(text, self.operator, index))

    def _known_or_enrol(self, key: Key) -> None:
        known = self.keys.get(cose.thumbprint(key.public).hex())
        if known is None:
            self._enrol(key)
        elif known.party != key.party:
            raise Fault("the key belongs to another party")

    def _enrol(self, key: Key) -> None:
        """A thumbprint is granted once; a recovery key named with it is a key of the same party without usages."""
        kid = cose.thumbprint(key.public).hex()
        if not ed25519.enrollable(key.public):
            raise Fault("a key to be enrolled is not canonical, of small order, or not torsion-free")
        if kid in self.keys:
            raise Fault("the key was granted before")
        if key.public.hex() == self.policy["receipt_key"]:
            raise Fault("a statement key is not the key that signs receipts")
        if key.recovery is not None:
            named = _recovery(key.recovery, key.party, key.granted)
            known = self.keys.get(cose.thumbprint(named.public).hex())
            if known is not None and not known.recovers:
                raise Fault("the recovery key was granted before")
            self._known_or_enrol(named)
        self.keys[kid] = key

    def signer(self, statement: Statement) -> bytes:
        """The public key that signed."""
        if statement.kid not in self.keys:
            raise Fault(f"the key {statement.kid} was never granted")
        return self.keys[statement.kid].public

    def admit(self, index: int, statement: Statement, says: dict[str, Any] | None) -> None:
        """Whether the key of a statement may sign it; then what a policy or key statement changes."""
        kid, kind = statement.kid, statement.kind
        key = self.keys.get(kid)
        if key is None:
            raise Fault(f"the key {kid} was never granted")
        if key.ended is not None:
            raise Fault(f"the key {kid} ended at entry {key.ended}")
        if key.party != statement.issuer:
            raise Fault("iss is not the party of the key")
        revokes = kind == "key" and says is not None and "revoke" in says
        recovers = revokes and says is not None and self._recovers(kid, says["revoke"]["key"])
        if self.policy["append"] == "operator_only" and not self._operates(kid) and not recovers:
            raise Fault("only the operator may append")
        self._may_say(key, kind, says)
        if says is None:
            return
        if kind == "amend" and "replacement" in says:
            self._may_say(key, says["replacement"]["kind"], says["replacement"]["says"])
        elif kind == "policy":
            self._replace(index, statement, says)
        elif kind == "key" and "grant" in says:
            self._grant(index, statement, says["grant"])
        elif revokes:
            self._revoke(index, statement, says["revoke"])
        elif kind == "key":
            self._rotate(index, statement, says["rotate"])

    @staticmethod
    def _may_say(key: Key, kind: str, says: dict[str, Any] | None) -> None:
        """What the usages allow: a statement, or what an amendment puts in the place of one."""
        needed = NEEDS.get(kind, set())
        if needed and not needed & key.usages:
            raise Fault(f"the key may not sign a {kind}")
        if kind != "utterance" or says is None:
            return
        attests = says["attests"]
        if attests == "read_them_so":
            if "record" not in key.usages:
                raise Fault("the key may not record what others said")
            return
        if "speak" not in key.usages:
            raise Fault("the key may not speak")
        speaker = key.party
        if isinstance(attests, dict):
            speaker = attests["on_behalf_of"]
            if speaker not in key.offices:
                raise Fault("the key may not speak for that office")
        if says["speaker"] != {"party": speaker}:
            raise Fault("a first-person utterance is by its signer")

    def _replace(self, index: int, statement: Statement, says: dict[str, Any]) -> None:
        if not self._operates(statement.kid):
            raise Fault("a policy is signed by an operator key")
        for name in ("origin", "log_vkeys", "receipt_key"):
            if says[name] != self.policy[name]:
                raise Fault(f"a later policy cannot change {name}")
        if says["operator"]["party"] != self.operator:
            raise Fault("a later policy cannot change the operator")
        check_witnesses(says)
        before, now = self.policy["operator"]["keys"], says["operator"]["keys"]
        self.policy = says
        for text in before:
            key = self.keys[cose.thumbprint(bytes.fromhex(text)).hex()]
            if text not in now and key.ended is None:
                key.ended = index
        self._list_operators(index, statement.kid)

    def _grant(self, index: int, statement: Statement, grant: dict[str, Any]) -> None:
        if not self._operates(statement.kid):
            raise Fault("a key is granted by the operator")
        public, offices, usages = bytes.fromhex(grant["key"]), grant.get("offices", []), grant["usages"]
        proof = {
            "aud": self.audience,
            "grantor": statement.kid,
            "offices": sorted(offices),
            "party": grant["party"],
            "usages": sorted(usages, key=USAGES.index),
        }
        self._possesses(public, grant["possession"], GRANT + rfc8785.dumps(proof))
        if offices and "speak" not in usages:
            raise Fault("an office needs the usage speak")
        self._enrol(
            Key(
                public, grant["party"], frozenset(usages), frozenset(offices), index, statement.kid,
                grant.get("recovery_key"),
            ),
        )  # fmt: skip

    def _rotate(self, index: int, statement: Statement, rotate: dict[str, Any]) -> None:
        old = self.keys.get(rotate["old"])
        if old is None or old.ended is not None:
            raise Fault("the key to be rotated is not a key in use")
        self._may_end(statement.kid, rotate["old"])
        public = bytes.fromhex(rotate["key"])
        proof = {"aud": self.audience, "grantor": statement.kid, "old": rotate["old"]}
        self._possesses(public, rotate["possession"], ROTATION + rfc8785.dumps(proof))
        self._enrol(
            Key(
                public, old.party, old.usages, old.offices, index, statement.kid,
                rotate.get("recovery_key", old.recovery),
            ),
        )  # fmt: skip
        old.ended = index

    @staticmethod
    def _possesses(public: bytes, signature: str, message: bytes) -> None:
        if not ed25519.verify(public, bytes.fromhex(signature), message):
            raise Fault("the new key's own signature does not verify")

    def _may_end(self, kid: str, target: str) -> None:
        """The key itself, a key of the same party with at least its rights, or the operator."""
        signer, key = self.keys[kid], self.keys[target]
        own = signer.party == key.party and signer.usages >= key.usages and signer.offices >= key.offices
        own = own and not signer.recovers and not key.recovers
        if kid != target and not own and not self._operates(kid):
            raise Fault("the signer may not end that key")

    def _revoke(self, index: int, statement: Statement, revoke: dict[str, Any]) -> None:
        key, since = self.keys.get(revoke["key"]), revoke.get("compromised_since")
        if key is None:
            raise Fault("the key to be revoked was never granted")
        recovers = self._recovers(statement.kid, revoke["key"])
        if since is None:
            if key.ended is not None:
                raise Fault("the key to be revoked has ended")
            if not recovers:
                self._may_end(statement.kid, revoke["key"])
        else:
            if not recovers and not self._operates(statement.kid):
                raise Fault("compromised_since needs the recovery key or the operator")
            if key.compromised_since is not None:
                raise Fault("compromised_since was said of that key before")
            if not key.granted <= since <= index:
                raise Fault("compromised_since lies outside the life of the key")
            self._compromise(index, revoke["key"], since)
        if key.ended is None:
            key.ended = index

    def _recovers(self, kid: str, target: str) -> bool:
        """Named at the target's grant or rotation; for keys of the operator's party, by the policy in force too."""
        key, public = self.keys.get(target), self.keys[kid].public.hex()
        if key is None or not self.keys[kid].recovers:
            return False
        return public == key.recovery or (key.party == self.operator and public in self.policy.get("recovery_keys", []))

    def _compromise(self, index: int, kid: str, since: int) -> None:
        """Keys that it granted from there on end, and those that they granted."""
        self.keys[kid].compromised_since = since
        for other, key in self.keys.items():
            if key.grantor == kid and key.granted >= since and other != kid and key.compromised_since is None:
                key.ended = index if key.ended is None else key.ended
                self._compromise(index, other, key.granted)
