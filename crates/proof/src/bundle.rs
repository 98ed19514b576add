//! The bundle: part of a log, or all of it, in one file (`.bayan`), with all that is needed to verify it far from the log.
//!
//! ```text
//! file   = "bayan bundle v1\n" || bundle
//! bundle = [ tstr / nil,                        ; the partition that it is about; nil for the whole log
//!            bstr,                              ; the checkpoint, a signed note
//!            bstr,                              ; hashes of 32 bytes, one after another
//!            [+ [ bstr, bstr / nil ]],          ; entries, by index ascending, each with its body if that is here
//!            [* bstr] ]                         ; artifacts, by SHA-256 ascending
//! ```
//!
//! In deterministic CBOR (RFC 8949 §4.2.1). The hashes are those of [`tree::inclusion_proof_of_many`]: with the entries they
//! lead to the checkpoint's root, so that each entry is shown to be in the log, in its place. The whole log has none.
//!
//! That no entry of a partition was left out is seen from the entries themselves: each says how many of its partition came
//! before it, and which was the last ([`Part`](crate::entry::Part)). That shows nothing of entries after the newest one here,
//! unless every entry of the log is here.

use std::sync::Arc;

use crate::cbor::{CborError, Reader, Writer, length};
use crate::checkpoint::{CheckpointError, LogVerifier, SignedCheckpoint};
use crate::entry::{Entry, EntryError};
use crate::hash::{Sha256, TreeHash};
use crate::note::NOTE_MAX;
use crate::num::{Index, Ordinal};
use crate::statement::{BodyDigests, BodyMismatch, SUB_MAX};
use crate::tile::BODY_MAX;
use crate::tree::{self, TreeError, leaf_hash};

/// The first line.
pub const MAGIC: &[u8] = b"bayan bundle v1\n";

/// The largest bundle in bytes, 1 GiB: it is read whole.
pub const BUNDLE_MAX: usize = 1 << 30;

/// Why bytes are no bundle, or show nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The first line is another one: no bundle, or of a version that this program does not know.
    #[error("it does not begin with the line \"bayan bundle v1\"")]
    Magic,
    /// Above [`BUNDLE_MAX`].
    #[error("{length} bytes are above the limit of {BUNDLE_MAX}")]
    TooLong {
        /// The length in bytes.
        length: usize,
    },
    /// Not the CBOR that was expected.
    #[error("it cannot be read")]
    Cbor(#[from] CborError),
    /// A note, partition or body above its limit.
    #[error("{what} of {length} bytes is above the limit of {limit}")]
    PartTooLong {
        /// What.
        what: &'static str,
        /// Its length in bytes.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// No whole number of hashes.
    #[error("{length} bytes of hashes are no whole number of hashes")]
    Hashes {
        /// The length in bytes.
        length: usize,
    },
    /// What stands in an entry's place is none.
    #[error("what stands in place {place} is no entry")]
    Entry {
        /// The place, from 0.
        place: usize,
        /// Why.
        #[source]
        source: EntryError,
    },
    /// There are no entries, so it shows nothing.
    #[error("there are no entries")]
    Empty,
    /// An entry is not after the one before it.
    #[error("entry {index} is out of order")]
    EntryOrder {
        /// Which.
        index: Index,
    },
    /// A body is not the one that was signed.
    #[error("the body of entry {index} is not the one that was signed")]
    Body {
        /// Of which entry.
        index: Index,
        /// What differs.
        #[source]
        source: BodyMismatch,
    },
    /// An artifact is not after the one before it, or there twice.
    #[error("artifact {digest} is out of order")]
    ArtifactOrder {
        /// Which.
        digest: Sha256,
    },
    /// The checkpoint cannot be relied on.
    #[error("the checkpoint does not hold")]
    Checkpoint(#[from] CheckpointError),
    /// The entries are not those that the checkpoint signs.
    #[error("the entries are not those that the checkpoint signs")]
    Tree(#[from] TreeError),
    /// An entry of the partition is not here.
    #[error(
        "an entry of {partition} was left out: entry {index} is its number {ordinal}, counted from 0, and only {here} of those \
         before it are here"
    )]
    LeftOut {
        /// Of which partition.
        partition: String,
        /// The entry that tells.
        index: Index,
        /// Its number in the partition.
        ordinal: Ordinal,
        /// How many before it are here.
        here: u64,
    },
    /// Entries of a partition do not link to each other.
    #[error("entry {index} does not link to the entry of {partition} before it")]
    Link {
        /// Of which partition.
        partition: String,
        /// The entry.
        index: Index,
    },
    /// It is said to be the whole log and is not.
    #[error("it is said to be the whole log of {size} entries, and holds {here}")]
    NotWhole {
        /// The size that the checkpoint signs.
        size: u64,
        /// How many are here.
        here: u64,
    },
}

/// An entry that travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Its exact bytes.
    pub bytes: Vec<u8>,
    /// What they say.
    pub entry: Entry,
    /// Its body, the one that was signed; none where it does not travel.
    pub body: Option<Vec<u8>>,
}

/// A bundle as it was read or made: well formed, and nothing in it is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    about: Option<String>,
    checkpoint: Vec<u8>,
    hashes: Vec<TreeHash>,
    entries: Vec<Carried>,
    artifacts: Vec<Artifact>,
}

/// An artifact that travels, by its SHA-256. The bytes are shared with whoever judges them, and not copied again.
pub type Artifact = (Sha256, Arc<[u8]>);

/// What is known of the entries that a bundle does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// Every entry of the log is here, up to the checkpoint, and so many of them are of the partition.
    WholeLog {
        /// How many.
        count: u64,
    },
    /// Every entry of the partition is here up to this one, which is the newest of so many. What came after is as the
    /// operator lists it.
    UpTo {
        /// The newest.
        newest: Index,
        /// How many there are.
        count: u64,
    },
    /// No entry of the partition is here.
    Absent,
}

impl Bundle {
    /// A bundle of its parts: bodies, order and length are checked, signatures and hashes are not. `artifacts` may come in
    /// any order.
    ///
    /// # Errors
    /// Every [`BundleError`] that reading what was written would raise.
    pub fn new(
        about: Option<String>,
        checkpoint: Vec<u8>,
        hashes: Vec<TreeHash>,
        entries: Vec<(Vec<u8>, Option<Vec<u8>>)>,
        artifacts: Vec<Arc<[u8]>>,
    ) -> Result<Self, BundleError> {
        let mut artifacts: Vec<Artifact> =
            artifacts.into_iter().map(|bytes| (Sha256::of(&bytes), bytes)).collect();
        artifacts.sort_unstable_by_key(|(digest, _)| *digest);
        if let Some([_, (digest, _)]) =
            artifacts.array_windows::<2>().find(|[(one, _), (other, _)]| one == other)
        {
            return Err(BundleError::ArtifactOrder { digest: *digest });
        }
        let entries: Vec<Carried> = entries
            .into_iter()
            .enumerate()
            .map(|(place, (bytes, body))| carried(place, bytes, body))
            .collect::<Result<_, _>>()?;
        let bundle = Self { about, checkpoint, hashes, entries, artifacts };
        bundle.check()?;
        check_length(bundle.encoded_length())?;
        Ok(bundle)
    }

    /// What holds of everything that is read or made.
    fn check(&self) -> Result<(), BundleError> {
        let limit = |what, length, limit| {
            if length > limit {
                return Err(BundleError::PartTooLong { what, length, limit });
            }
            Ok(())
        };
        limit("a checkpoint", self.checkpoint.len(), NOTE_MAX)?;
        let about = self.about.as_ref().map_or(0, String::len);
        limit("the name of a partition", about, SUB_MAX)?;
        if self.entries.is_empty() {
            return Err(BundleError::Empty);
        }
        let mut last = None;
        for carried in &self.entries {
            let index = carried.entry.index();
            if last.is_some_and(|last| last >= index) {
                return Err(BundleError::EntryOrder { index });
            }
            last = Some(index);
        }
        Ok(())
    }

    /// Reads what [`Self::encode`] writes; refuses every other spelling.
    ///
    /// # Errors
    /// Every [`BundleError`] but those of [`Self::verify`] and [`Self::completeness`].
    pub fn parse(bytes: &[u8]) -> Result<Self, BundleError> {
        let cbor = bytes.strip_prefix(MAGIC).ok_or(BundleError::Magic)?;
        check_length(bytes.len())?;
        let mut reader = Reader::new(cbor);
        reader.array_of(5, "a bundle of five items")?;
        let about = if reader.at_null() {
            reader.null()?;
            None
        } else {
            Some(reader.text()?.to_owned())
        };
        let checkpoint = reader.bytes()?.to_vec();
        let hashes = reader.bytes()?;
        let (hashes, rest) = hashes.as_chunks::<32>();
        if !rest.is_empty() {
            return Err(BundleError::Hashes { length: hashes.len() * 32 + rest.len() });
        }
        let hashes = hashes.iter().map(|hash| TreeHash(*hash)).collect();
        let mut entries = Vec::new();
        for place in 0..reader.array()? {
            reader.array_of(2, "an entry and its body")?;
            let bytes = reader.bytes()?.to_vec();
            let body = if reader.at_null() {
                reader.null()?;
                None
            } else {
                Some(reader.bytes()?.to_vec())
            };
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            entries.push(carried(place, bytes, body)?);
        }
        let mut artifacts: Vec<Artifact> = Vec::new();
        for _ in 0..reader.array()? {
            let bytes = reader.bytes()?;
            let digest = Sha256::of(bytes);
            if artifacts.last().is_some_and(|(last, _)| *last >= digest) {
                return Err(BundleError::ArtifactOrder { digest });
            }
            artifacts.push((digest, bytes.into()));
        }
        reader.finish()?;
        let bundle = Self { about, checkpoint, hashes, entries, artifacts };
        bundle.check()?;
        Ok(bundle)
    }

    /// The bytes of the file.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.raw(MAGIC).array(5);
        match &self.about {
            Some(about) => writer.text(about),
            None => writer.null(),
        };
        let hashes: Vec<u8> = self.hashes.iter().flat_map(|hash| hash.0).collect();
        writer.bytes(&self.checkpoint).bytes(&hashes).array(length(self.entries.len()));
        for carried in &self.entries {
            writer.array(2).bytes(&carried.bytes);
            match &carried.body {
                Some(body) => writer.bytes(body),
                None => writer.null(),
            };
        }
        writer.array(length(self.artifacts.len()));
        for (_, artifact) in &self.artifacts {
            writer.bytes(artifact);
        }
        writer.finish()
    }

    /// How many bytes [`Self::encode`] writes, without writing them.
    fn encoded_length(&self) -> usize {
        let entries = self.entries.iter().map(|carried| {
            let body = carried.body.as_ref().map_or(1, |body| string_length(body.len()));
            1 + string_length(carried.bytes.len()) + body
        });
        let artifacts = self.artifacts.iter().map(|(_, bytes)| string_length(bytes.len()));
        let lists = head_length(self.entries.len()) + head_length(self.artifacts.len());
        let about = self.about.as_ref().map_or(1, |about| string_length(about.len()));
        let proof = string_length(self.checkpoint.len()) + string_length(self.hashes.len() * 32);
        MAGIC.len() + 1 + about + proof + lists + entries.chain(artifacts).sum::<usize>()
    }

    /// The partition that it is about; none for the whole log.
    #[must_use]
    pub fn about(&self) -> Option<&str> {
        self.about.as_deref()
    }

    /// The note with the checkpoint, unverified.
    #[must_use]
    pub fn checkpoint(&self) -> &[u8] {
        &self.checkpoint
    }

    /// The hashes that lead to the checkpoint's root with the entries, from left to right.
    #[must_use]
    pub fn hashes(&self) -> &[TreeHash] {
        &self.hashes
    }

    /// The entries, by index.
    #[must_use]
    pub fn entries(&self) -> &[Carried] {
        &self.entries
    }

    /// The artifacts, by SHA-256.
    #[must_use]
    pub fn artifacts(&self) -> &[Artifact] {
        &self.artifacts
    }

    /// Verifies that every entry is in the log, in its place: both log signatures of the checkpoint, then the root.
    ///
    /// # Errors
    /// [`BundleError::Checkpoint`], [`BundleError::Tree`].
    pub fn verify(&self, log: &LogVerifier) -> Result<SignedCheckpoint, BundleError> {
        let checkpoint = log.verify(&self.checkpoint)?;
        let head = checkpoint.checkpoint();
        let leaves: Vec<(Index, TreeHash)> = self
            .entries
            .iter()
            .map(|carried| (carried.entry.index(), leaf_hash(&carried.bytes)))
            .collect();
        let computed = tree::root_of_many(&leaves, head.size, &self.hashes)?;
        if computed != head.root {
            return Err(TreeError::RootMismatch { computed, expected: head.root }.into());
        }
        Ok(checkpoint)
    }

    /// What is known of the entries of a partition that are not here; `checkpoint` is what [`Self::verify`] gave.
    ///
    /// # Errors
    /// [`BundleError::NotWhole`] where it is said to be the whole log; [`BundleError::LeftOut`], [`BundleError::Link`].
    pub fn completeness(
        &self,
        partition: &str,
        checkpoint: &SignedCheckpoint,
    ) -> Result<Completeness, BundleError> {
        let (size, here) = (checkpoint.checkpoint().size.0, length(self.entries.len()));
        if self.about.is_none() && here != size {
            return Err(BundleError::NotWhole { size, here });
        }
        let mut count = 0_u64;
        let mut newest = None;
        for carried in &self.entries {
            let index = carried.entry.index();
            let part = carried.entry.parts().iter().find(|part| part.name == partition);
            let Some(part) = part else { continue };
            let partition = || partition.to_owned();
            if part.ordinal.0 > count {
                let (ordinal, here) = (part.ordinal, count);
                return Err(BundleError::LeftOut { partition: partition(), index, ordinal, here });
            }
            if part.ordinal.0 < count || part.previous != newest {
                return Err(BundleError::Link { partition: partition(), index });
            }
            count += 1;
            newest = Some(index);
        }
        let Some(newest) = newest else { return Ok(Completeness::Absent) };
        // Indexes ascend and lie below the size, so that as many as there are entries are all of them.
        if here == size {
            return Ok(Completeness::WholeLog { count });
        }
        Ok(Completeness::UpTo { newest, count })
    }
}

fn carried(place: usize, bytes: Vec<u8>, body: Option<Vec<u8>>) -> Result<Carried, BundleError> {
    let entry = Entry::parse(&bytes).map_err(|source| BundleError::Entry { place, source })?;
    if let Some(body) = &body {
        if body.len() > BODY_MAX {
            let (what, length, limit) = ("a body", body.len(), BODY_MAX);
            return Err(BundleError::PartTooLong { what, length, limit });
        }
        let index = entry.index();
        entry
            .statement()
            .check_digests(&BodyDigests::of(body))
            .map_err(|source| BundleError::Body { index, source })?;
    }
    Ok(Carried { bytes, entry, body })
}

fn check_length(length: usize) -> Result<(), BundleError> {
    if length > BUNDLE_MAX { Err(BundleError::TooLong { length }) } else { Ok(()) }
}

/// How long the head of a string or a list of so many bytes or items is (RFC 8949 §3, §4.2.1).
fn head_length(argument: usize) -> usize {
    match argument {
        0..=23 => 1,
        24..=0xff => 2,
        0x100..=0xffff => 3,
        0x1_0000..=0xffff_ffff => 5,
        _ => 9,
    }
}

fn string_length(length: usize) -> usize {
    head_length(length) + length
}

#[cfg(test)]
mod tests;
