//! What the three kinds of checkpoint signature cover, and their check (C2SP signed-note, tlog-cosignature).

use super::Checkpoint;
use crate::key::MlDsaError;
use crate::note::{NoteKey, Vkey};
use crate::signature::{SignatureError, verify_bytes};

/// The latest time a cosignature can carry: 2⁶³−1 (tlog-cosignature, "Format").
const TIME_MAX: u64 = i64::MAX.unsigned_abs();

/// Why a signature on a checkpoint is not good.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// Too few or too many bytes for its type.
    #[error("{length} bytes are no signature of this type")]
    Length {
        /// How many bytes follow the key ID.
        length: usize,
    },
    /// A time above 2⁶³−1 seconds.
    #[error("time {unix_seconds} is above 2^63-1")]
    Time {
        /// The time given.
        unix_seconds: u64,
    },
    /// Does not verify by Ed25519.
    #[error("failed to verify by Ed25519")]
    Ed25519(#[from] SignatureError),
    /// Does not verify by ML-DSA-44.
    #[error("failed to verify by ML-DSA-44")]
    MlDsa(#[from] MlDsaError),
}

/// A verified statement of a witness: the checkpoint is consistent with all that it saw of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// The name of the witness's key.
    pub name: String,
    /// The ID of the witness's key, which with the name tells its keys apart.
    pub key_id: [u8; 4],
    /// When this was the largest tree that the witness had seen, in seconds since the Unix epoch by its
    /// clock. Nothing when an ML-DSA-44 cosignature leaves that open (time 0).
    pub unix_seconds: Option<u64>,
}

/// The message under a type 0x04 signature: two lines and the note text (tlog-cosignature, "Ed25519 signed
/// message").
pub(super) fn timed_message(unix_seconds: u64, text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {unix_seconds}\n{text}").into_bytes()
}

/// The message under a type 0x06 signature, `cosigned_message`: numbers big-endian, names behind one byte of
/// length (tlog-cosignature, "ML-DSA-44 signed message"; RFC 8446 §3).
pub(super) fn subtree_message(
    cosigner_name: &str,
    unix_seconds: u64,
    checkpoint: &Checkpoint,
) -> Vec<u8> {
    let mut message = b"subtree/v1\n\0".to_vec();
    push_name(&mut message, cosigner_name);
    message.extend(unix_seconds.to_be_bytes());
    push_name(&mut message, checkpoint.origin.as_str());
    // A checkpoint is the subtree from leaf 0 up to the size.
    message.extend(0u64.to_be_bytes());
    message.extend(checkpoint.size.0.to_be_bytes());
    message.extend(checkpoint.root.0);
    message
}

fn push_name(message: &mut Vec<u8>, name: &str) {
    message.push(u8::try_from(name.len()).expect("key names and origins have at most 255 bytes"));
    message.extend(name.as_bytes());
}

/// Checks what follows the key ID in a signature line that claims to be by `vkey`. Answers with the time in
/// it, if its type has one.
pub(super) fn verify(
    vkey: &Vkey,
    checkpoint: &Checkpoint,
    blob: &[u8],
) -> Result<Option<u64>, SignatureFault> {
    let wrong_length = SignatureFault::Length { length: blob.len() };
    match vkey.key() {
        NoteKey::Ed25519(key) => {
            let signature = blob.try_into().map_err(|_| wrong_length)?;
            verify_bytes(key.as_bytes(), checkpoint.encode().as_bytes(), signature)?;
            Ok(None)
        }
        NoteKey::CosignatureEd25519(key) => {
            let (unix_seconds, signature) = split_time(blob)?;
            let signature = signature.try_into().map_err(|_| wrong_length)?;
            let message = timed_message(unix_seconds, &checkpoint.encode());
            verify_bytes(key.as_bytes(), &message, signature)?;
            Ok(Some(unix_seconds))
        }
        NoteKey::MlDsa44(key) => {
            let (unix_seconds, signature) = split_time(blob)?;
            let message = subtree_message(vkey.name(), unix_seconds, checkpoint);
            key.verify(&message, signature)?;
            Ok((unix_seconds > 0).then_some(unix_seconds))
        }
    }
}

/// `timestamped_signature`: a big-endian u64 before the signature (tlog-cosignature, "Format").
fn split_time(blob: &[u8]) -> Result<(u64, &[u8]), SignatureFault> {
    let (time, signature) =
        blob.split_first_chunk().ok_or(SignatureFault::Length { length: blob.len() })?;
    let unix_seconds = u64::from_be_bytes(*time);
    if unix_seconds > TIME_MAX {
        return Err(SignatureFault::Time { unix_seconds });
    }
    Ok((unix_seconds, signature))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::Origin;
    use crate::hash::TreeHash;
    use crate::note::Note;
    use crate::num::Size;

    #[test]
    fn messages_are_laid_out_as_the_standard_says() {
        let checkpoint = Checkpoint {
            origin: Origin::parse("bc").unwrap(),
            size: Size(0x1718_191a_1b1c_1d1e),
            root: TreeHash([0x42; 32]),
        };
        let mut expected = b"subtree/v1\n\0\x01a\x01\x02\x03\x04\x05\x06\x07\x08\x02bc".to_vec();
        expected.extend(b"\0\0\0\0\0\0\0\0\x17\x18\x19\x1a\x1b\x1c\x1d\x1e");
        expected.extend([0x42; 32]);
        assert_eq!(subtree_message("a", 0x0102_0304_0506_0708, &checkpoint), expected);

        assert_eq!(
            timed_message(1_679_315_147, "example.com/x\n1\nroot\n"),
            b"cosignature/v1\ntime 1679315147\nexample.com/x\n1\nroot\n"
        );
    }

    #[test]
    fn times_at_their_limit() {
        let blob = |time: u64| [time.to_be_bytes().as_slice(), b"s"].concat();
        for time in [0, TIME_MAX - 1, TIME_MAX] {
            assert_eq!(split_time(&blob(time)), Ok((time, b"s".as_slice())));
        }
        for unix_seconds in [TIME_MAX + 1, u64::MAX] {
            let error = SignatureFault::Time { unix_seconds };
            assert_eq!(split_time(&blob(unix_seconds)), Err(error));
        }
        assert_eq!(split_time(&[0; 7]), Err(SignatureFault::Length { length: 7 }));
    }

    /// A cosignature made by another program: FiloSottile/sunlight, `cmd/skylight/testdata/witness`.
    #[test]
    fn a_cosignature_of_another_program_verifies() {
        let vkey = "witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN";
        let note = "rome2026h1.example.org\n300\nlCkHUpkmVBEms2r2T1K6Og69+wUuuN3MIEW1/ezu2v0=\n\n\
            \u{2014} rome2026h1.example.org kVB1JgAAAZtxtEwABAMARzBFAiEAi+mTa2xjL1IdWpH82OeciGsGvwRAP+f1WkfKaSZCfFECIHoNPZ/Q3y6UNzvKOO9cuLr6V16vPNfhwhle9f6r5H/Z\n\
            \u{2014} witness.example.org uKLPIAAAAABpVGeAhm2bOvKc3LaB9PFN1ruG19Y5yqslmcAAbhftnn1Zznmo0LXFZq4LGvqKqLX8jWlwLKasxEGTLIqAVusneCBmBw==\n";
        let vkey = Vkey::parse(vkey).unwrap();
        let note = Note::parse(note.as_bytes()).unwrap();
        let checkpoint = Checkpoint::parse(note.text()).unwrap();
        let blob = note.claimed_by(&vkey).unwrap().blob();
        assert_eq!(verify(&vkey, &checkpoint, blob), Ok(Some(1_767_139_200)));
        let other = Checkpoint { size: Size(301), ..checkpoint };
        assert_eq!(verify(&vkey, &other, blob), Err(SignatureError::Mismatch.into()));
    }
}
