//! Keys: Ed25519 for statements, receipts and notes, ML-DSA-44 beside it on checkpoints.
//!
//! A [`PublicKey`] passed the enrolment rule, so whoever holds one need not ask again. Secret keys are wiped
//! from memory when dropped, never print themselves, and rest in PKCS#8 PEM (`key/pem.rs`).

mod pem;

use std::fmt;
use std::str::FromStr;

use curve25519_dalek::edwards::CompressedEdwardsY;
use data_encoding::HEXLOWER;
use ed25519_dalek::Signer as _;
use ml_dsa::{Keypair as _, MlDsa44};
use sha2::Digest as _;

pub use self::pem::{Entropy, PEM_MAX, PemError};
use crate::hash::{ParseHashError, Sha256};
use crate::signature::{PointFault, Signature, check_point};

/// Why 32 bytes cannot be enrolled as a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Text that is not 64 lower-case hex digits.
    #[error("expected a key of 64 lower-case hex digits")]
    NotHex,
    /// The bytes are not a canonical encoding, or encode a point of small order.
    #[error("the key is no good encoding: {0}")]
    Encoding(PointFault),
    /// The bytes encode no point of the curve (RFC 8032 §5.1.3 step 3).
    #[error("the key is not a point of the curve")]
    NotOnCurve,
    /// The point has a component of small order: no honest key generation makes one.
    #[error("the key is not free of torsion")]
    Torsion,
}

/// An Ed25519 public key that passed the enrolment rule: canonical encoding, on the curve, in the subgroup of
/// prime order. 32 bytes (RFC 8032 §5.1.5).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// The one door in: applies the enrolment rule, about as costly as half a signature check.
    pub fn parse(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        check_point(bytes).map_err(KeyError::Encoding)?;
        let point = CompressedEdwardsY(*bytes).decompress().ok_or(KeyError::NotOnCurve)?;
        if !point.is_torsion_free() {
            return Err(KeyError::Torsion);
        }
        Ok(Self(*bytes))
    }

    /// The encoding.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key's name everywhere: RFC 9679 §4 with SHA-256 over the deterministic `COSE_Key`
    /// `{1 kty: 1 OKP, -1 crv: 6 Ed25519, -2 x: the key}` (the required members for OKP, RFC 9679 §4.1).
    #[must_use]
    pub fn thumbprint(&self) -> Thumbprint {
        let head = [0xa3, 0x01, 0x01, 0x20, 0x06, 0x21, 0x58, 0x20];
        let digest = sha2::Sha256::new().chain_update(head).chain_update(self.0).finalize();
        Thumbprint(digest.into())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    /// Reads 64 lower-case hex digits and applies the enrolment rule.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| KeyError::NotHex)?;
        Self::parse(&bytes.try_into().map_err(|_| KeyError::NotHex)?)
    }
}

/// The RFC 9679 thumbprint of a key; 64 lower-case hex digits as text.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(from = "Sha256", into = "Sha256")]
#[schemars(with = "Sha256")]
pub struct Thumbprint(pub [u8; 32]);

impl From<Sha256> for Thumbprint {
    fn from(digest: Sha256) -> Self {
        Self(digest.0)
    }
}

impl From<Thumbprint> for Sha256 {
    fn from(thumbprint: Thumbprint) -> Self {
        Self(thumbprint.0)
    }
}

impl fmt::Display for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Sha256(self.0).fmt(f)
    }
}

impl fmt::Debug for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Thumbprint({self})")
    }
}

impl FromStr for Thumbprint {
    type Err = ParseHashError;

    fn from_str(text: &str) -> Result<Self, ParseHashError> {
        text.parse().map(|Sha256(digest)| Self(digest))
    }
}

/// An Ed25519 secret key. Wiped when dropped; its `Debug` shows the public half only.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of a 32-byte seed, which RFC 8032 §5.1.5 calls the private key. The seed must come from the
    /// operating system's random source; the caller wipes its own copy.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let seed = zeroize::Zeroizing::new(seed);
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// The public half. A multiple of the base point by a clamped scalar always passes the enrolment rule.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs by RFC 8032 §5.1.6: deterministic, the same message gives the same signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("public", &self.public()).finish_non_exhaustive()
    }
}

/// Length of an ML-DSA-44 public key in bytes (FIPS 204 §4, table 2).
pub const ML_DSA_PUBLIC_KEY_LEN: usize = 1312;

/// Length of an ML-DSA-44 signature in bytes (FIPS 204 §4, table 2).
pub const ML_DSA_SIGNATURE_LEN: usize = 2420;

/// Why an ML-DSA-44 key or signature is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MlDsaError {
    /// A public key of another length than [`ML_DSA_PUBLIC_KEY_LEN`].
    #[error("an ML-DSA-44 key has {ML_DSA_PUBLIC_KEY_LEN} bytes, not {0}")]
    KeyLength(usize),
    /// A signature of another length than [`ML_DSA_SIGNATURE_LEN`].
    #[error("an ML-DSA-44 signature has {ML_DSA_SIGNATURE_LEN} bytes, not {0}")]
    SignatureLength(usize),
    /// The signature does not decode (FIPS 204 algorithm 27) or does not match.
    #[error("the ML-DSA-44 signature does not match the message and the key")]
    Mismatch,
}

/// An ML-DSA-44 public key (FIPS 204 algorithm 23). Every string of its length decodes to exactly one key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MlDsaPublicKey(Box<[u8; ML_DSA_PUBLIC_KEY_LEN]>);

impl MlDsaPublicKey {
    /// Takes [`ML_DSA_PUBLIC_KEY_LEN`] bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, MlDsaError> {
        let bytes = bytes.try_into().map_err(|_| MlDsaError::KeyLength(bytes.len()))?;
        Ok(Self(Box::new(bytes)))
    }

    /// The encoding.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; ML_DSA_PUBLIC_KEY_LEN] {
        &self.0
    }

    /// Verifies a signature over `message` under the empty context string (FIPS 204 algorithm 3).
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), MlDsaError> {
        let signature: &[u8; ML_DSA_SIGNATURE_LEN] =
            signature.try_into().map_err(|_| MlDsaError::SignatureLength(signature.len()))?;
        let signature = ml_dsa::Signature::<MlDsa44>::decode(&(*signature).into())
            .ok_or(MlDsaError::Mismatch)?;
        let key = ml_dsa::VerifyingKey::<MlDsa44>::decode(&(*self.0).into());
        if key.verify_with_context(message, b"", &signature) {
            Ok(())
        } else {
            Err(MlDsaError::Mismatch)
        }
    }
}

impl fmt::Debug for MlDsaPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // 1,312 bytes of hex help nobody; the digest tells keys apart.
        write!(f, "MlDsaPublicKey(sha256 {})", Sha256::of(&*self.0))
    }
}

/// An ML-DSA-44 secret key, held with its 32-byte seed. Wiped when dropped; its `Debug` shows the public half.
pub struct MlDsaSigningKey(Box<ml_dsa::SigningKey<MlDsa44>>);

impl MlDsaSigningKey {
    /// The key of a seed ξ (FIPS 204 algorithm 6). The seed must come from the operating system's random
    /// source; the caller wipes its own copy.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let seed = zeroize::Zeroizing::new(ml_dsa::Seed::from(seed));
        Self(Box::new(ml_dsa::SigningKey::from_seed(&seed)))
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> MlDsaPublicKey {
        MlDsaPublicKey(Box::new(self.0.verifying_key().encode().into()))
    }

    /// Signs under the empty context string by the deterministic variant (FIPS 204 §3.4, rnd = 0): the same
    /// message gives the same signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Box<[u8; ML_DSA_SIGNATURE_LEN]> {
        Box::new(self.0.sign(message).encode().into())
    }
}

impl fmt::Debug for MlDsaSigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MlDsaSigningKey").field("public", &self.public()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
