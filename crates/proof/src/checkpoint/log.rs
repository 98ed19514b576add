//! The log's two signatures on a checkpoint: making them, and requiring both.

use super::cosignature::{self, Cosignature};
use super::{Checkpoint, CheckpointError, Origin};
use crate::key::{MlDsaSigningKey, SigningKey};
use crate::note::{NameError, Note, NoteKey, NoteSignature, Vkey, VkeyError};
use crate::num::UnixMillis;

/// Why two verifier keys are not the pair of one log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogKeyError {
    /// A text is no verifier key.
    #[error("failed to read a log key")]
    Vkey(#[from] VkeyError),
    /// A key name that is not the origin.
    #[error("log key is named {found}, not {expected}")]
    Name {
        /// The origin.
        expected: String,
        /// The name of the key.
        found: String,
    },
    /// A key of another signature type than its place asks for.
    #[error("log key is of type {found:#04x}, not {expected:#04x}")]
    Type {
        /// The signature type asked for.
        expected: u8,
        /// The signature type of the key.
        found: u8,
    },
    /// The key name is no origin.
    #[error("failed to read the origin")]
    Origin(#[from] NameError),
}

/// What is needed to believe a log's checkpoints: its origin and both its pinned keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogVerifier {
    origin: Origin,
    ed25519: Vkey,
    ml_dsa: Vkey,
}

impl LogVerifier {
    /// The log `origin` with its Ed25519 (0x01) and its ML-DSA-44 (0x06) key, both named as the log.
    pub fn new(origin: Origin, ed25519: Vkey, ml_dsa: Vkey) -> Result<Self, LogKeyError> {
        for (vkey, expected) in [(&ed25519, 0x01), (&ml_dsa, 0x06)] {
            let found = vkey.key().type_byte();
            if found != expected {
                return Err(LogKeyError::Type { expected, found });
            }
            if vkey.name() != origin.as_str() {
                let (expected, found) = (origin.to_string(), vkey.name().to_owned());
                return Err(LogKeyError::Name { expected, found });
            }
        }
        Ok(Self { origin, ed25519, ml_dsa })
    }

    /// The log named by the two verifier keys, the Ed25519 one first.
    pub fn from_vkeys(ed25519: &str, ml_dsa: &str) -> Result<Self, LogKeyError> {
        let (ed25519, ml_dsa) = (Vkey::parse(ed25519)?, Vkey::parse(ml_dsa)?);
        Self::new(Origin::parse(ed25519.name())?, ed25519, ml_dsa)
    }

    /// The log's name.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The verifier keys, the Ed25519 one first.
    pub fn vkeys(&self) -> [&Vkey; 2] {
        [&self.ed25519, &self.ml_dsa]
    }

    /// Reads a checkpoint of this log and requires both signatures of the log to be there and good. Lines of
    /// other keys are ignored (signed-note, "Signatures"); for witnesses see
    /// [`SignedCheckpoint::cosignatures`].
    pub fn verify(&self, note: &[u8]) -> Result<SignedCheckpoint, CheckpointError> {
        let parsed = Note::parse(note)?;
        let checkpoint = Checkpoint::parse(parsed.text())?;
        if checkpoint.origin != self.origin {
            let (expected, found) = (self.origin.clone(), checkpoint.origin);
            return Err(CheckpointError::OtherOrigin { expected, found });
        }
        for vkey in self.vkeys() {
            if let Line::Absent = verify_line(vkey, &checkpoint, &parsed)? {
                let (name, type_byte) = (vkey.name().to_owned(), vkey.key().type_byte());
                return Err(CheckpointError::Missing { name, type_byte });
            }
        }
        Ok(SignedCheckpoint { checkpoint, note: parsed, bytes: note.to_vec() })
    }
}

/// What became of looking for a signature.
enum Line {
    Absent,
    Verified { unix_seconds: Option<u64> },
}

/// Checks the line that claims to be by `vkey`, if there is one.
fn verify_line(vkey: &Vkey, checkpoint: &Checkpoint, note: &Note) -> Result<Line, CheckpointError> {
    let Some(line) = note.claimed_by(vkey) else { return Ok(Line::Absent) };
    match cosignature::verify(vkey, checkpoint, line.blob()) {
        Ok(unix_seconds) => Ok(Line::Verified { unix_seconds }),
        Err(fault) => {
            let (name, type_byte) = (vkey.name().to_owned(), vkey.key().type_byte());
            Err(CheckpointError::Signature { name, type_byte, fault })
        }
    }
}

/// A checkpoint that carries both signatures of its log. Made by [`LogVerifier::verify`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
    bytes: Vec<u8>,
}

impl SignedCheckpoint {
    /// What the log signed.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note as it came, every signature line included.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The cosignatures of those of `witnesses` (types 0x04 and 0x06) that signed, in their order.
    ///
    /// A line that claims to be by one of them and does not verify refuses the whole note (signed-note,
    /// "Signatures"). So does a witness that is the log itself, or has a key of type 0x01: that is a wrong
    /// list of witnesses.
    pub fn cosignatures(&self, witnesses: &[Vkey]) -> Result<Vec<Cosignature>, CheckpointError> {
        let mut cosignatures = Vec::new();
        for vkey in witnesses {
            let (name, type_byte) = (vkey.name().to_owned(), vkey.key().type_byte());
            if type_byte == 0x01 || name == self.checkpoint.origin.as_str() {
                return Err(CheckpointError::NoWitness { name, type_byte });
            }
            let line = verify_line(vkey, &self.checkpoint, &self.note)?;
            if let Line::Verified { unix_seconds } = line {
                cosignatures.push(Cosignature { name, key_id: vkey.key_id(), unix_seconds });
            }
        }
        Ok(cosignatures)
    }
}

/// The two secret keys of a log. Wiped when dropped; its `Debug` shows the public halves.
#[derive(Debug)]
pub struct LogSigner {
    verifier: LogVerifier,
    ed25519: SigningKey,
    ml_dsa: MlDsaSigningKey,
}

impl LogSigner {
    /// The log `origin`, signing with these keys, which sign nothing else.
    pub fn new(origin: Origin, ed25519: SigningKey, ml_dsa: MlDsaSigningKey) -> Self {
        let verifier = LogVerifier {
            ed25519: Vkey::of_log(&origin, NoteKey::Ed25519(ed25519.public())),
            ml_dsa: Vkey::of_log(&origin, NoteKey::MlDsa44(ml_dsa.public())),
            origin,
        };
        Self { verifier, ed25519, ml_dsa }
    }

    /// What others need to verify this log's checkpoints.
    pub fn verifier(&self) -> &LogVerifier {
        &self.verifier
    }

    /// The note of a checkpoint of this log, with both signatures, the Ed25519 one first. The ML-DSA-44 one
    /// says that at `time`, cut to whole seconds, this was the largest tree.
    ///
    /// Deterministic: Ed25519 is (RFC 8032 §5.1.6), and ML-DSA-44 is used in its deterministic variant (FIPS
    /// 204 §3.4, rnd = 0), so the same checkpoint and time give the same bytes.
    ///
    /// Refuses a checkpoint of another log and one of size 0 with a root that is not the empty tree's. That
    /// the checkpoint is consistent with all that was signed before is the caller's promise.
    pub fn sign(
        &self,
        checkpoint: &Checkpoint,
        time: UnixMillis,
    ) -> Result<Vec<u8>, CheckpointError> {
        let origin = &self.verifier.origin;
        if checkpoint.origin != *origin {
            let (expected, found) = (origin.clone(), checkpoint.origin.clone());
            return Err(CheckpointError::OtherOrigin { expected, found });
        }
        checkpoint.check_root()?;
        let text = checkpoint.encode();
        let ed25519 = self.ed25519.sign(text.as_bytes()).0.to_vec();
        let unix_seconds = time.0 / 1000;
        let message = cosignature::subtree_message(origin.as_str(), unix_seconds, checkpoint);
        let ml_dsa = self.ml_dsa.sign(&message);
        let ml_dsa = [unix_seconds.to_be_bytes().as_slice(), ml_dsa.as_slice()].concat();

        let line = |vkey: &Vkey, blob| NoteSignature::new(vkey.name(), vkey.key_id(), blob);
        let lines =
            vec![line(&self.verifier.ed25519, ed25519)?, line(&self.verifier.ml_dsa, ml_dsa)?];
        Ok(Note::new(text, lines)?.encode())
    }
}

#[cfg(test)]
mod tests;
