//! Checkpoints: what a log says its tree is, signed by the log and cosigned by witnesses (C2SP
//! tlog-checkpoint, tlog-cosignature).
//!
//! Stricter than the standard in one point: extension lines are refused, because the ML-DSA-44 signature does
//! not cover them and witnesses refuse them too. So two checkpoints are equal when their note texts are.

mod cosignature;
mod log;

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64;

pub use cosignature::{Cosignature, SignatureFault};
pub use log::{LogKeyError, LogSigner, LogVerifier, SignedCheckpoint};

use crate::hash::TreeHash;
use crate::note::{NameError, NoteError, check_name, decode_base64};
use crate::num::Size;
use crate::tile::decimal;
use crate::tree::empty_root;

/// The name of a log: the first line of its checkpoints, and the name of its keys.
///
/// Non-empty, at most [`NAME_MAX`](crate::note::NAME_MAX) bytes, no Unicode space, no plus, no control
/// character; by convention a URL without scheme (tlog-checkpoint, "Note text").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(String);

impl Origin {
    /// The one door in.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        check_name(text)?;
        Ok(Self(text.to_owned()))
    }

    /// The text, without a newline.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Origin {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::parse(text)
    }
}

/// Why bytes are no checkpoint that can be relied on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The bytes are no signed note.
    #[error("failed to read the signed note")]
    Note(#[from] NoteError),
    /// The text is not the three lines origin, size, root: fewer, or extension lines.
    #[error("checkpoint text is not exactly three lines")]
    Lines,
    /// The first line is no origin.
    #[error("failed to read the origin")]
    Origin(#[from] NameError),
    /// The second line is no tree size in decimal without leading zeros, below 2⁶⁴.
    #[error("failed to read the tree size")]
    Size,
    /// The third line is not 32 bytes in canonical base64.
    #[error("failed to read the root hash")]
    Root,
    /// The empty tree with another root than its own (RFC 6962 §2.1).
    #[error("size 0 with the root {root}")]
    EmptyRoot {
        /// The root given.
        root: TreeHash,
    },
    /// A checkpoint of another log.
    #[error("checkpoint of {found}, not of {expected}")]
    OtherOrigin {
        /// The log asked for.
        expected: Origin,
        /// The log the checkpoint names.
        found: Origin,
    },
    /// One of the log's two signatures is not there.
    #[error("no signature by {name} of type {type_byte:#04x}")]
    Missing {
        /// The key name.
        name: String,
        /// The signature type.
        type_byte: u8,
    },
    /// A signature line with name and ID of a known key does not verify: the whole note is refused
    /// (signed-note, "Signatures").
    #[error("failed to verify the signature by {name} of type {type_byte:#04x}")]
    Signature {
        /// The key name.
        name: String,
        /// The signature type.
        type_byte: u8,
        /// What is wrong with it.
        #[source]
        fault: SignatureFault,
    },
    /// A witness key of type 0x01, or one named as the log itself.
    #[error("{name} with a key of type {type_byte:#04x} cannot be a witness of this log")]
    NoWitness {
        /// The key name.
        name: String,
        /// The signature type.
        type_byte: u8,
    },
}

/// The tree of a log at one size. A value: who signed it is another type's matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: Origin,
    /// How many entries.
    pub size: Size,
    /// The RFC 6962 root over them.
    pub root: TreeHash,
}

impl Checkpoint {
    /// The note text: three lines, each with its newline (tlog-checkpoint, "Note text").
    pub fn encode(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(&self.root.0))
    }

    /// Reads what [`Self::encode`] writes; refuses every other spelling, and size 0 with a root that is not
    /// the empty tree's.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?;
        let mut lines = lines.split('\n');
        let (Some(origin), Some(size), Some(root), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Lines);
        };
        let origin = Origin::parse(origin)?;
        let size = decimal(size).map(Size).ok_or(CheckpointError::Size)?;
        let root = decode_hash(root).ok_or(CheckpointError::Root)?;
        let checkpoint = Self { origin, size, root };
        checkpoint.check_root()?;
        Ok(checkpoint)
    }

    fn check_root(&self) -> Result<(), CheckpointError> {
        if self.size == Size(0) && self.root != empty_root() {
            return Err(CheckpointError::EmptyRoot { root: self.root });
        }
        Ok(())
    }
}

/// A hash as C2SP writes it: 32 bytes in canonical base64 (RFC 4648 §4).
pub(crate) fn decode_hash(text: &str) -> Option<TreeHash> {
    // Checked first, so that a long line is not decoded.
    if text.len() != 44 {
        return None;
    }
    decode_base64(text)?.try_into().ok().map(TreeHash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::mutation;

    const EMPTY: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    #[test]
    fn texts_read_back() {
        // The second is the example of tlog-checkpoint.
        for text in [
            format!("example.com/log\n0\n{EMPTY}\n"),
            "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
                .to_owned(),
            format!("{}\n{}\n{EMPTY}\n", "é".repeat(127), u64::MAX),
        ] {
            let checkpoint = Checkpoint::parse(&text).unwrap();
            assert_eq!(checkpoint.encode(), text);
        }
        let checkpoint = Checkpoint::parse(&format!("o\n1\n{EMPTY}\n")).unwrap();
        assert_eq!(checkpoint.origin.as_str(), "o");
        assert_eq!((checkpoint.size, checkpoint.root), (Size(1), empty_root()));
    }

    #[test]
    fn other_texts_are_refused() {
        let origin = CheckpointError::Origin;
        for (text, error) in [
            (String::new(), CheckpointError::Lines),
            ("\n".into(), CheckpointError::Lines),
            ("o\n1\n".into(), CheckpointError::Lines),
            (format!("o\n1\n{EMPTY}"), CheckpointError::Lines),
            (format!("o\n1\n{EMPTY}\n\n"), CheckpointError::Lines),
            (format!("o\n1\n{EMPTY}\nextension\n"), CheckpointError::Lines),
            (format!("\n1\n{EMPTY}\n"), origin(NameError::Empty)),
            (format!("a b\n1\n{EMPTY}\n"), origin(NameError::Character { character: ' ' })),
            (format!("a+b\n1\n{EMPTY}\n"), origin(NameError::Character { character: '+' })),
            (format!("o\r\n1\n{EMPTY}\n"), origin(NameError::Character { character: '\r' })),
            (
                format!("{}\n1\n{EMPTY}\n", "o".repeat(256)),
                origin(NameError::TooLong { length: 256 }),
            ),
            (format!("o\n\n{EMPTY}\n"), CheckpointError::Size),
            (format!("o\n01\n{EMPTY}\n"), CheckpointError::Size),
            (format!("o\n00\n{EMPTY}\n"), CheckpointError::Size),
            (format!("o\n+1\n{EMPTY}\n"), CheckpointError::Size),
            (format!("o\n-1\n{EMPTY}\n"), CheckpointError::Size),
            (format!("o\n 1\n{EMPTY}\n"), CheckpointError::Size),
            (format!("o\n1 \n{EMPTY}\n"), CheckpointError::Size),
            (format!("o\n0x1\n{EMPTY}\n"), CheckpointError::Size),
            (format!("o\n\u{661}\n{EMPTY}\n"), CheckpointError::Size),
            (format!("o\n18446744073709551616\n{EMPTY}\n"), CheckpointError::Size),
            ("o\n1\n\n".into(), CheckpointError::Root),
            (format!("o\n1\n{}\n", EMPTY.trim_end_matches('=')), CheckpointError::Root),
            // The two bits behind the last byte are not zero.
            (format!("o\n1\n{}\n", EMPTY.replace("FU=", "FV=")), CheckpointError::Root),
            (format!("o\n1\n{}\n", EMPTY.replace('/', "_")), CheckpointError::Root),
            (format!("o\n1\n{EMPTY} \n"), CheckpointError::Root),
            (format!("o\n1\n{}\n", BASE64.encode(&[0; 31])), CheckpointError::Root),
            (format!("o\n1\n{}\n", BASE64.encode(&[0; 33])), CheckpointError::Root),
            (
                format!("o\n0\n{}\n", BASE64.encode(&[0; 32])),
                CheckpointError::EmptyRoot { root: TreeHash([0; 32]) },
            ),
        ] {
            assert_eq!(Checkpoint::parse(&text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn every_small_change_reads_back_or_is_refused() {
        mutation::check(
            format!("example.com/log\n20852163\n{EMPTY}\n").as_bytes(),
            |bytes| Checkpoint::parse(std::str::from_utf8(bytes).ok()?).ok(),
            |checkpoint| checkpoint.encode().into_bytes(),
        );
    }
}
