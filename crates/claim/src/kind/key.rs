//! `key`: a key is granted to a party, rotated, or revoked. It holds no names.

use bayan_proof::num::Index;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::id::{KeyBytes, KeyThumbprint, PartyId, SignatureBytes};
use crate::limits;
use crate::list::{List, distinct};
use crate::part::{Fault, Part, Place, Reference, Rule, integer, parts};
use crate::value::no_members;
use crate::vocabulary::{Algorithm, RevokeReason, Usage};

/// What happens to a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Key {
    /// A party may use it from now on.
    Grant(Grant),
    /// Another key takes its place, with the same party, usages and offices.
    Rotate(Rotate),
    /// It may no longer be used.
    Revoke(Revoke),
}

impl Part for Key {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        match self {
            Self::Grant(grant) => grant.check(at.field("grant")),
            Self::Rotate(rotate) => rotate.check(at.field("rotate")),
            Self::Revoke(revoke) => revoke.check(at.field("revoke")),
        }
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        match self {
            Self::Grant(grant) => grant.refer(at.field("grant"), out),
            Self::Rotate(rotate) => rotate.refer(at.field("rotate"), out),
            Self::Revoke(revoke) => revoke.refer(at.field("revoke"), out),
        }
    }
}

/// A party may use a key. A thumbprint belongs to one party for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The signature algorithm.
    pub algorithm: Algorithm,
    /// The key.
    pub key: KeyBytes,
    /// Offices in whose name it may speak; they need the usage `speak`.
    #[serde(default, skip_serializing_if = "no_members")]
    pub offices: List<PartyId, 0, { limits::OFFICES }>,
    /// Whose key it is.
    pub party: PartyId,
    /// The key's own signature over [`Possession`].
    pub possession: SignatureBytes,
    /// A key that may later say since when this one was compromised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_key: Option<KeyBytes>,
    /// What it may be used for.
    pub usages: List<Usage, 1, 3>,
}

parts!(Grant { offices, party }, Grant::rule);

impl Grant {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        distinct(&self.usages, at.field("usages"))?;
        distinct(&self.offices, at.field("offices"))?;
        if !self.offices.is_empty() && !self.usages.contains(&Usage::Speak) {
            return Err(Rule::Unfit { field: "offices", why: "needs the usage \"speak\"" }.at(at));
        }
        if self.recovery_key == Some(self.key) {
            return Err(Rule::Unfit { field: "recovery_key", why: "must be another key" }.at(at));
        }
        Ok(())
    }
}

/// Another key takes a key's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rotate {
    /// The new key's algorithm.
    pub algorithm: Algorithm,
    /// The new key.
    pub key: KeyBytes,
    /// The key that goes.
    pub old: KeyThumbprint,
    /// The new key's own signature over [`Possession`].
    pub possession: SignatureBytes,
    /// A new recovery key; absent to keep the old one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_key: Option<KeyBytes>,
}

parts!(Rotate {}, Rotate::rule);

impl Rotate {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.recovery_key == Some(self.key) {
            return Err(Rule::Unfit { field: "recovery_key", why: "must be another key" }.at(at));
        }
        Ok(())
    }
}

/// A key may no longer be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// From this index on its statements are disputed; between its grant and this entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compromised_since: Option<Index>,
    /// The key.
    pub key: KeyThumbprint,
    /// Why.
    pub why: RevokeReason,
}

parts!(Revoke {}, Revoke::rule);

impl Revoke {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        let Some(Index(since)) = self.compromised_since else { return Ok(()) };
        if self.why != RevokeReason::Compromised {
            let why = "needs the reason \"compromised\"";
            return Err(Rule::Unfit { field: "compromised_since", why }.at(at));
        }
        integer(since, at.field("compromised_since"))
    }
}

/// What a new key signs to show that whoever asks for it holds it: one ledger, one party, one grantor,
/// one purpose. The grantor is the key that signs the statement.
#[derive(Clone, Copy, Debug)]
pub enum Possession<'a> {
    /// For a [`Grant`].
    Grant {
        /// The ledger: origin, `#`, SHA-256 of entry 0.
        aud: &'a str,
        /// Whose key it becomes.
        party: PartyId,
        /// What it may be used for, in any order.
        usages: &'a [Usage],
        /// In whose name it may speak, in any order.
        offices: &'a [PartyId],
        /// The key that signs the grant.
        grantor: KeyThumbprint,
    },
    /// For a [`Rotate`].
    Rotate {
        /// The ledger: origin, `#`, SHA-256 of entry 0.
        aud: &'a str,
        /// The key that goes.
        old: KeyThumbprint,
        /// The key that signs the rotation.
        grantor: KeyThumbprint,
    },
}

impl Possession<'_> {
    /// The bytes to sign: a line that says what they are, then RFC 8785 JSON. The line is no beginning of any
    /// CBOR `Sig_structure`, note or JSON body, so a signature made here can be taken for no other.
    pub fn message(&self) -> Vec<u8> {
        let (line, fields) = match self {
            Self::Grant { aud, party, usages, offices, grantor } => {
                let (mut usages, mut offices) = (usages.to_vec(), offices.to_vec());
                usages.sort_unstable();
                offices.sort_unstable();
                let fields = serde_json::json!({
                    "aud": aud, "grantor": grantor, "offices": offices, "party": party, "usages": usages,
                });
                ("bayan 2026 key grant possession v1\n", fields)
            }
            Self::Rotate { aud, old, grantor } => {
                let fields = serde_json::json!({"aud": aud, "grantor": grantor, "old": old});
                ("bayan 2026 key rotation possession v1\n", fields)
            }
        };
        [line.as_bytes(), &canonical::encode(&fields)].concat()
    }
}

/// The bytes that a key signs to be granted: see [`Possession`].
pub fn possession_message(
    aud: &str,
    party: PartyId,
    usages: &[Usage],
    offices: &[PartyId],
    grantor: KeyThumbprint,
) -> Vec<u8> {
    Possession::Grant { aud, party, usages, offices, grantor }.message()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn possession_is_one_encoding_of_what_was_asked() {
        let (a, b) = (PartyId([1; 16]), PartyId([2; 16]));
        let grantor = KeyThumbprint([3; 32]);
        let message = |aud, party, usages: &[Usage], offices: &[PartyId]| {
            possession_message(aud, party, usages, offices, grantor)
        };
        let base = message("o#0", a, &[Usage::Record, Usage::Speak], &[a, b]);
        assert_eq!(
            String::from_utf8(base.clone()).unwrap(),
            format!(
                "bayan 2026 key grant possession v1\n{{\"aud\":\"o#0\",\"grantor\":\"{grantor}\",\
                 \"offices\":[\"{a}\",\"{b}\"],\"party\":\"{a}\",\"usages\":[\"record\",\"speak\"]}}"
            )
        );
        assert_eq!(base, message("o#0", a, &[Usage::Speak, Usage::Record], &[b, a]));
        for other in [
            message("o#1", a, &[Usage::Record, Usage::Speak], &[a, b]),
            message("o#0", b, &[Usage::Record, Usage::Speak], &[a, b]),
            message("o#0", a, &[Usage::Speak], &[a, b]),
            message("o#0", a, &[Usage::Record, Usage::Speak], &[a]),
            Possession::Rotate { aud: "o#0", old: grantor, grantor }.message(),
        ] {
            assert_ne!(base, other);
        }
    }
}
