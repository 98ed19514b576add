//! The life of each key: granted to one party for ever, with usages, until it is rotated, revoked or falls.

use bayan_claim::vocabulary::Usage;
use bayan_proof::key::{PublicKey, Thumbprint};
use bayan_proof::num::Index;
use serde::{Deserialize, Serialize};

/// Everything the log says about one key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyHistory {
    /// The party it belongs to, for ever.
    pub party: String,
    /// The public key, 64 hex digits.
    pub key: String,
    /// What it may do.
    pub usages: Vec<Usage>,
    /// The offices it may speak for.
    pub offices: Vec<String>,
    /// The grant.
    pub granted: Index,
    /// The key that signed the grant; none for the founding keys.
    pub granted_by: Option<String>,
    /// The key named at the grant that may say since when this one was compromised.
    pub recovery_key: Option<String>,
    /// Whether it is such a recovery key: it can revoke and nothing else.
    pub recovers: bool,
    /// How it ended, if it has.
    pub ended: Option<Ended>,
    /// The keys that it granted or was rotated to, which fall with it.
    pub granted_keys: Vec<String>,
}

/// The end of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The entry that ended it: entries after it may not use the key.
    pub at: Index,
    /// How.
    pub how: Ending,
    /// From which entry on its statements are disputed by the holder.
    pub compromised_since: Option<Index>,
}

/// How a key ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Replaced by another key of the same party.
    Rotated,
    /// Revoked by its holder, the operator or a recovery key.
    Revoked,
    /// An operator key that a later policy no longer lists.
    Dropped,
    /// Granted by a key while that one was compromised.
    Fallen,
}

impl Ending {
    /// In words, to go after "key … was".
    pub fn words(self) -> &'static str {
        match self {
            Self::Rotated => "rotated",
            Self::Revoked => "revoked",
            Self::Dropped => "dropped from the policy",
            Self::Fallen => "granted by a compromised key, and ended with it,",
        }
    }
}

impl KeyHistory {
    /// Whether the key may do `usage`.
    pub fn may(&self, usage: Usage) -> bool {
        self.usages.contains(&usage)
    }

    /// Whether a statement that it signed at `index` is disputed by its holder.
    pub fn disputed_at(&self, index: Index) -> bool {
        self.ended
            .as_ref()
            .and_then(|ended| ended.compromised_since)
            .is_some_and(|since| index >= since)
    }

    /// The public key. None only if the row is not one that this version wrote.
    pub fn public(&self) -> Option<PublicKey> {
        let bytes = data_encoding::HEXLOWER.decode(self.key.as_bytes()).ok()?;
        PublicKey::parse(bytes.first_chunk()?).ok()
    }

    /// A key just granted.
    pub(crate) fn new(party: &str, key: &PublicKey, granted: Index) -> Self {
        Self {
            party: party.to_owned(),
            key: data_encoding::HEXLOWER.encode(key.as_bytes()),
            usages: Vec::new(),
            offices: Vec::new(),
            granted,
            granted_by: None,
            recovery_key: None,
            recovers: false,
            ended: None,
            granted_keys: Vec::new(),
        }
    }
}

/// A thumbprint from its hex text in a row.
pub(crate) fn thumbprint(text: &str) -> Option<Thumbprint> {
    let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?;
    bytes.try_into().ok().map(Thumbprint)
}
