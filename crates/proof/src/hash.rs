//! The three hashes of the system, each its own type.
//!
//! SHA-256 (FIPS 180-4) stands at every edge that a public standard fixes, BLAKE3 binds the history a
//! second time inside, and a tree hash is an RFC 6962 node. All are written as 64 lower-case hex digits.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use blake3::Hasher;
use blake3::hazmat::{ContextKey, HasherExt as _, hash_derive_key_context};
use data_encoding::HEXLOWER;
use sha2::Digest as _;

/// Text that is not 64 lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected 64 lower-case hex digits")]
pub struct ParseHashError;

macro_rules! digest {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = ParseHashError;

            fn from_str(text: &str) -> Result<Self, ParseHashError> {
                let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| ParseHashError)?;
                bytes.try_into().map(Self).map_err(|_| ParseHashError)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "pattern": "^[0-9a-f]{64}$"})
            }
        }
    };
}

digest! {
    /// A SHA-256 digest: bodies, artifacts, statement ids.
    Sha256
}
digest! {
    /// A BLAKE3 digest: the entry chain, artifacts' verified streaming, state digests.
    Blake3
}
digest! {
    /// A node of the RFC 6962 tree: a leaf hash, an inner node or a root.
    TreeHash
}

impl Sha256 {
    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }
}

impl Blake3 {
    /// BLAKE3 in its `derive_key` mode, of bytes under a context that is used for nothing else.
    pub fn derive(context: &'static str, bytes: &[u8]) -> Self {
        Self(blake3::derive_key(context, bytes))
    }

    /// The digest of `bytes` in BLAKE3's plain hash mode.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

/// The key-derivation context of the entry chain: hashes made here can be mistaken for no other.
const CHAIN_CONTEXT: &str = "bayan 2026 entry chain v1";

/// What entry 0 has for a predecessor: the chain hash of the origin line, without a newline.
#[must_use]
pub fn chain_genesis(origin: &str) -> Blake3 {
    chain_link(origin.as_bytes())
}

/// The chain hash of a whole entry, which the next entry holds as `prev`.
#[must_use]
pub fn chain_link(entry: &[u8]) -> Blake3 {
    static KEY: LazyLock<ContextKey> = LazyLock::new(|| hash_derive_key_context(CHAIN_CONTEXT));
    Blake3(*Hasher::new_from_context_key(&KEY).update(entry).finalize().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips_and_other_text_is_refused() {
        let digest = Sha256::of(b"");
        let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest.to_string(), text);
        assert_eq!(text.parse(), Ok(digest));
        for bad in
            ["", &text[1..], &text.to_uppercase(), &format!("{text}0"), &text.replace('e', "g")]
        {
            assert_eq!(bad.parse::<Sha256>(), Err(ParseHashError), "{bad}");
        }
    }

    #[test]
    fn the_chain_is_not_plain_blake3() {
        assert_ne!(chain_link(b"x"), Blake3::of(b"x"));
        assert_eq!(chain_link(b"x").0, blake3::derive_key(CHAIN_CONTEXT, b"x"));
        assert_eq!(chain_genesis("x"), chain_link(b"x"));
    }
}
