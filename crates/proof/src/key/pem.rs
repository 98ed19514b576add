//! Secret keys at rest: PKCS#8 (RFC 5958) in PEM (RFC 7468), plain or encrypted by PBES2 (RFC 8018 §6.2) with
//! scrypt (RFC 7914) and AES-256-CBC.
//!
//! Written as `OneAsymmetricKey` version 1, without the optional public key, because OpenSSL reads no other.
//! An Ed25519 key follows RFC 8410 §7, an ML-DSA-44 key the seed-only form of RFC 9881 §6.

use ed25519_dalek::pkcs8::KeypairBytes;
use ml_dsa::MlDsa44;
use pkcs8::der::pem::PemLabel as _;
use pkcs8::pkcs5::pbes2::{self, Kdf, Pbkdf2Params, ScryptParams};
use pkcs8::pkcs5::{self, EncryptionScheme};
use pkcs8::{
    DecodePrivateKey as _, EncodePrivateKey, EncryptedPrivateKeyInfoRef, LineEnding,
    PrivateKeyInfoRef, SecretDocument,
};
use zeroize::Zeroizing;

use super::{MlDsaSigningKey, SigningKey};

/// Longest key file that is read, in bytes. Ours have under 400.
pub const PEM_MAX: usize = 16 * 1024;

/// scrypt's cost N that is written, with r = 8 and p = 5: one of the equivalent settings that the OWASP
/// password storage guide recommends, and with 16 MiB below the 32 MiB above which OpenSSL refuses.
const SCRYPT_COST: u64 = 1 << 14;
const SCRYPT_BLOCK: u16 = 8;
const SCRYPT_PARALLEL: u16 = 5;

/// Most memory that a key file may ask scrypt for, in bytes (128 · N · r, RFC 7914 §2).
const SCRYPT_MEMORY_MAX: u64 = 1 << 28;
/// Largest parallelization p that a key file may ask scrypt for.
const SCRYPT_PARALLEL_MAX: u16 = 16;
/// Most PBKDF2 rounds that a key file may ask for.
const PBKDF2_ROUNDS_MAX: u32 = 10_000_000;

/// Why a key file is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PemError {
    /// Longer than [`PEM_MAX`].
    #[error("a key file has at most {PEM_MAX} bytes, not {0}")]
    TooLong(usize),
    /// Not PEM, or PEM around something else than a private key.
    #[error("not a PEM private key")]
    NotPem,
    /// Encrypted, and no passphrase was given.
    #[error("the key is encrypted and needs its passphrase")]
    Encrypted,
    /// A passphrase was given, but the key is not encrypted.
    #[error("the key is not encrypted, so the passphrase is not its own")]
    NotEncrypted,
    /// An empty passphrase protects nothing and was probably not meant.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// The passphrase does not open the key. A damaged file cannot be told from this.
    #[error("the passphrase does not open the key")]
    WrongPassphrase,
    /// The encryption is none of PBES2's, or asks for more work than a key file may.
    #[error("the key is encrypted in an unsupported way or at an excessive cost")]
    UnsupportedEncryption,
    /// A private key, but not of this algorithm or not in this algorithm's form.
    #[error("not a private key for {algorithm}")]
    WrongKey {
        /// The algorithm that was expected.
        algorithm: &'static str,
    },
}

/// 32 bytes from the operating system's random source for one encryption: a 16-byte salt, then a 16-byte
/// initialisation vector. Never to be used twice, so it is consumed.
pub struct Entropy(pub [u8; 32]);

impl Entropy {
    /// The encryption that is written.
    fn parameters(self) -> pbes2::Parameters {
        let (salt, iv) = self.0.split_at(16);
        let kdf = Kdf::Scrypt(ScryptParams {
            salt: salt.try_into().expect("16 bytes are below the limit of a salt"),
            cost_parameter: SCRYPT_COST,
            block_size: SCRYPT_BLOCK,
            parallelization: SCRYPT_PARALLEL,
            key_length: None,
        });
        let iv = iv.try_into().expect("32 bytes hold a salt and a vector of 16 each");
        pbes2::Parameters { kdf, encryption: pbes2::EncryptionScheme::Aes256Cbc { iv } }
    }
}

impl SigningKey {
    /// The key as PEM, encrypted under `passphrase` if there is one. Encryption takes about 0.2 s.
    ///
    /// Fails only on an empty passphrase.
    pub fn to_pkcs8_pem(
        &self,
        passphrase: Option<&[u8]>,
        entropy: Entropy,
    ) -> Result<Zeroizing<String>, PemError> {
        let pair = KeypairBytes { secret_key: self.0.to_bytes(), public_key: None };
        to_pem(&pair, passphrase, entropy)
    }

    /// Reads a PEM key, with its passphrase if it is encrypted. A version 2 file's public key must be the
    /// secret key's own.
    pub fn from_pkcs8_pem(text: &str, passphrase: Option<&[u8]>) -> Result<Self, PemError> {
        let document = from_pem(text, passphrase)?;
        ed25519_dalek::SigningKey::from_pkcs8_der(document.as_bytes())
            .map(Self)
            .map_err(|_| PemError::WrongKey { algorithm: "Ed25519" })
    }
}

impl MlDsaSigningKey {
    /// The key as PEM, encrypted under `passphrase` if there is one. Encryption takes about 0.2 s.
    ///
    /// Fails only on an empty passphrase.
    pub fn to_pkcs8_pem(
        &self,
        passphrase: Option<&[u8]>,
        entropy: Entropy,
    ) -> Result<Zeroizing<String>, PemError> {
        to_pem(&*self.0, passphrase, entropy)
    }

    /// Reads a PEM key in the seed-only form, with its passphrase if it is encrypted.
    pub fn from_pkcs8_pem(text: &str, passphrase: Option<&[u8]>) -> Result<Self, PemError> {
        let document = from_pem(text, passphrase)?;
        ml_dsa::SigningKey::<MlDsa44>::from_pkcs8_der(document.as_bytes())
            .map(|key| Self(Box::new(key)))
            .map_err(|_| PemError::WrongKey { algorithm: "ML-DSA-44" })
    }
}

fn to_pem(
    key: &impl EncodePrivateKey,
    passphrase: Option<&[u8]>,
    entropy: Entropy,
) -> Result<Zeroizing<String>, PemError> {
    let document = key.to_pkcs8_der().expect("a key of fixed length always encodes");
    let text = match passphrase {
        None => document.to_pem(PrivateKeyInfoRef::PEM_LABEL, LineEnding::LF),
        Some([]) => return Err(PemError::EmptyPassphrase),
        Some(passphrase) => PrivateKeyInfoRef::try_from(document.as_bytes())
            .and_then(|key| key.encrypt_with_params(entropy.parameters(), passphrase))
            .expect("our own parameters are valid and the document is our own")
            .to_pem(EncryptedPrivateKeyInfoRef::PEM_LABEL, LineEnding::LF),
    };
    Ok(text.expect("a short document always encodes"))
}

/// The plain `OneAsymmetricKey` document of a key file.
fn from_pem(text: &str, passphrase: Option<&[u8]>) -> Result<SecretDocument, PemError> {
    if text.len() > PEM_MAX {
        return Err(PemError::TooLong(text.len()));
    }
    let (label, document) = SecretDocument::from_pem(text).map_err(|_| PemError::NotPem)?;
    if label == PrivateKeyInfoRef::PEM_LABEL {
        return if passphrase.is_some() { Err(PemError::NotEncrypted) } else { Ok(document) };
    }
    if label != EncryptedPrivateKeyInfoRef::PEM_LABEL {
        return Err(PemError::NotPem);
    }
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes())
        .map_err(|_| PemError::UnsupportedEncryption)?;
    check_cost(&encrypted.encryption_algorithm)?;
    let passphrase = passphrase.ok_or(PemError::Encrypted)?;
    let plain = encrypted.decrypt(passphrase).map_err(|error| match error {
        pkcs8::Error::EncryptedPrivateKey(
            pkcs5::Error::UnsupportedAlgorithm { .. }
            | pkcs5::Error::AlgorithmParametersInvalid { .. }
            | pkcs5::Error::NoPbes1CryptSupport,
        ) => PemError::UnsupportedEncryption,
        _ => PemError::WrongPassphrase,
    })?;
    // One wrong passphrase in 256 leaves valid padding behind, but no document.
    PrivateKeyInfoRef::try_from(plain.as_bytes()).map_err(|_| PemError::WrongPassphrase)?;
    Ok(plain)
}

/// A key file must not be able to make its reader work for hours or fill the memory.
fn check_cost(scheme: &EncryptionScheme) -> Result<(), PemError> {
    let bounded = match scheme.pbes2().map(|parameters| &parameters.kdf) {
        Some(Kdf::Scrypt(ScryptParams { cost_parameter, block_size, parallelization, .. })) => {
            let memory = cost_parameter.checked_mul(128 * u64::from(*block_size));
            *cost_parameter > 1
                && memory.is_some_and(|memory| memory <= SCRYPT_MEMORY_MAX)
                && *parallelization <= SCRYPT_PARALLEL_MAX
        }
        Some(Kdf::Pbkdf2(Pbkdf2Params { iteration_count, .. })) => {
            *iteration_count <= PBKDF2_ROUNDS_MAX
        }
        _ => false,
    };
    if bounded { Ok(()) } else { Err(PemError::UnsupportedEncryption) }
}

#[cfg(test)]
mod tests;
