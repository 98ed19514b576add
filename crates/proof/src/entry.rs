//! The entry: what the sequencer adds to a statement, and the leaf of the tree.
//!
//! ```text
//! record = [ 1,                              ; version
//!            index: uint,                    ; equals the leaf's index
//!            time: uint,                     ; ms since the Unix epoch, by the sequencer's clock
//!            prev: bstr .size 32,            ; chain hash of the whole previous entry
//!            parts: [ 1*18 [ partition: tstr, ordinal: uint, previous: uint / null ] ],
//!            statement ]                     ; the tagged COSE_Sign1, as it is
//! entry  = record || u32be offset || 1       ; C2SP tlog-addenda suffix: one digest, and where it is
//! ```
//!
//! Deterministic CBOR (RFC 8949 §4.2.1). The digest of the suffix is the statement's payload, SHA-256 of the
//! body, so the body is the entry's one addendum.

use std::fmt;

pub use crate::tile::ENTRY_MAX;

use crate::cbor::{CborError, Reader, Writer, length};
use crate::cose::Sign1;
use crate::hash::Blake3;
use crate::num::{Index, Ordinal, UnixMillis};
use crate::statement::{Header, SignedStatement, StatementError};

/// The version of the record that is written and read.
pub const VERSION: u64 = 1;

/// Most partitions of one entry: the signer's key, the subject, and the incidents beyond it.
pub const PARTS_MAX: usize = 2 + crate::statement::INCIDENTS_MAX;

/// What the name of a key's partition begins with; its thumbprint follows. No subject may begin so.
pub const KEY_PARTITION: &str = "key:";

/// The place of an entry in one of its partitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The partition: `key:` and the signer's thumbprint, or a subject or incident as the statement has it.
    pub name: String,
    /// The entry's place in it, from 0 without gap.
    pub ordinal: Ordinal,
    /// The index of the partition's entry before this one; none exactly at ordinal 0.
    pub previous: Option<Index>,
}

/// Why bytes are not an entry, or parts do not make one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Longer than [`ENTRY_MAX`].
    #[error("an entry has at most {ENTRY_MAX} bytes, not {0}")]
    TooLong(usize),
    /// A record of a version that this program does not know. Its hashes can be checked, its meaning not.
    #[error("the record has version {0}, this program reads version {VERSION}")]
    Version(u64),
    /// The record is not the CBOR that it should be.
    #[error("the record is malformed")]
    Record(#[from] CborError),
    /// The statement is not one.
    #[error("the statement in the record is malformed")]
    Statement(#[from] StatementError),
    /// More partitions than [`PARTS_MAX`].
    #[error("an entry is in at most {PARTS_MAX} partitions, not {0}")]
    Parts(u64),
    /// The partitions are not exactly those of the statement, in ascending order.
    #[error("the partitions are not the ones of the statement, sorted")]
    Partitions,
    /// An ordinal and a link to the previous entry that cannot both be true at this index.
    #[error(
        "the place in partition {name:?} is impossible: ordinal {ordinal}, previous {previous:?}"
    )]
    Place {
        /// The partition.
        name: String,
        /// Its ordinal.
        ordinal: Ordinal,
        /// Its link.
        previous: Option<Index>,
    },
    /// The suffix is not the offset of the statement's payload digest and the number 1.
    #[error("the suffix does not point at the statement's payload digest")]
    Suffix,
}

/// A well-formed entry. Its place among the others and its statement's signature are not checked here.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    index: Index,
    time: UnixMillis,
    prev: Blake3,
    parts: Vec<Part>,
    statement: SignedStatement,
}

impl Entry {
    /// An entry of its parts. `parts` may come in any order; they must be those of
    /// [`partitions_of`](Self::partitions_of), at places that can exist before `index`.
    pub fn new(
        index: Index,
        time: UnixMillis,
        prev: Blake3,
        mut parts: Vec<Part>,
        statement: SignedStatement,
    ) -> Result<Self, EntryError> {
        parts.sort_by(|a, b| a.name.cmp(&b.name));
        let entry = Self { index, time, prev, parts, statement };
        entry.check()?;
        Ok(entry)
    }

    /// The partitions that an entry with this statement is in: the signer's key, the subject, each incident
    /// concerned. Ascending and unique.
    #[must_use]
    pub fn partitions_of(header: &Header) -> Vec<String> {
        let mut names = vec![format!("{KEY_PARTITION}{}", header.kid), header.sub.clone()];
        names.extend(header.incidents.iter().cloned());
        names.sort();
        names
    }

    /// Reads exactly one entry, suffix included.
    pub fn parse(bytes: &[u8]) -> Result<Self, EntryError> {
        if bytes.len() > ENTRY_MAX {
            return Err(EntryError::TooLong(bytes.len()));
        }
        let mut reader = Reader::new(bytes);
        let entry = Self::read(&mut reader)?;
        // The statement ends the record, and its payload stands at a fixed distance from its end.
        if reader.rest() != suffix(reader.position()).as_slice() {
            return Err(EntryError::Suffix);
        }
        entry.check()?;
        Ok(entry)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, EntryError> {
        let at = reader.position();
        let items = reader.array()?;
        // The version is read before the length is judged: another version may have another length.
        let version = reader.uint()?;
        if version != VERSION {
            return Err(EntryError::Version(version));
        }
        if items != 6 {
            return Err(CborError::Unexpected { at, expected: "a record of six items" }.into());
        }
        let index = Index(reader.uint()?);
        let time = UnixMillis(reader.uint()?);
        let prev = Blake3(*reader.bytes_of("a chain hash of 32 bytes")?);
        let count = reader.array()?;
        let parts = match usize::try_from(count) {
            Ok(count) if count <= PARTS_MAX => {
                (0..count).map(|_| Part::read(reader)).collect::<Result<_, _>>()?
            }
            _ => return Err(EntryError::Parts(count)),
        };
        let start = reader.position();
        Sign1::read(reader)?;
        let statement = SignedStatement::parse(reader.read_since(start))?;
        Ok(Self { index, time, prev, parts, statement })
    }

    /// The rules that hold for what is read and for what is made.
    fn check(&self) -> Result<(), EntryError> {
        let names = Self::partitions_of(self.statement.header());
        if !self.parts.iter().map(|part| &part.name).eq(&names) {
            return Err(EntryError::Partitions);
        }
        match self.parts.iter().find(|part| !part.is_possible_at(self.index)) {
            None => Ok(()),
            Some(Part { name, ordinal, previous }) => Err(EntryError::Place {
                name: name.clone(),
                ordinal: *ordinal,
                previous: *previous,
            }),
        }
    }

    /// The one encoding, the bytes that [`parse`](Self::parse) reads: the leaf's data. The limits of what it
    /// holds keep it below [`ENTRY_MAX`].
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.array(6).uint(VERSION).uint(self.index.0).uint(self.time.0).bytes(&self.prev.0);
        writer.array(length(self.parts.len()));
        for part in &self.parts {
            part.write(&mut writer);
        }
        writer.raw(self.statement.bytes());
        let mut bytes = writer.finish();
        let suffix = suffix(bytes.len());
        bytes.extend_from_slice(&suffix);
        bytes
    }

    /// Its place in the log.
    #[must_use]
    pub fn index(&self) -> Index {
        self.index
    }

    /// When it was sequenced, by the sequencer's clock.
    #[must_use]
    pub fn time(&self) -> UnixMillis {
        self.time
    }

    /// The chain hash of the entry before it.
    #[must_use]
    pub fn prev(&self) -> Blake3 {
        self.prev
    }

    /// Its places in its partitions, in ascending order of their names.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The statement.
    #[must_use]
    pub fn statement(&self) -> &SignedStatement {
        &self.statement
    }

    /// The statement, without the rest.
    #[must_use]
    pub fn into_statement(self) -> SignedStatement {
        self.statement
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("index", &self.index)
            .field("time", &self.time)
            .field("statement", &self.statement.id())
            .finish_non_exhaustive()
    }
}

impl Part {
    fn read(reader: &mut Reader<'_>) -> Result<Self, CborError> {
        reader.array_of(3, "a place in a partition")?;
        let name = reader.text()?.to_owned();
        let ordinal = Ordinal(reader.uint()?);
        let previous = if reader.at_null() {
            reader.null()?;
            None
        } else {
            Some(Index(reader.uint()?))
        };
        Ok(Self { name, ordinal, previous })
    }

    fn write(&self, writer: &mut Writer) {
        writer.array(3).text(&self.name).uint(self.ordinal.0);
        match self.previous {
            Some(previous) => writer.uint(previous.0),
            None => writer.null(),
        };
    }

    /// Whether an entry at `index` can have this place: the first of a partition has nothing before it, any
    /// other one has as many entries below it as its ordinal says.
    fn is_possible_at(&self, index: Index) -> bool {
        match self.previous {
            None => self.ordinal.0 == 0,
            Some(previous) => {
                previous < index && (1..=previous.0.saturating_add(1)).contains(&self.ordinal.0)
            }
        }
    }
}

/// How far before the end of a statement its payload digest begins: 32 bytes of digest, then the signature's
/// two-byte head and 64 bytes.
const DIGEST_FROM_END: usize = 32 + 2 + 64;

/// The tlog-addenda suffix after a record of this length: the digest's offset, big-endian, and how many
/// digests there are.
fn suffix(record_len: usize) -> [u8; 5] {
    let offset = u32::try_from(record_len.saturating_sub(DIGEST_FROM_END))
        .expect("a record is far below 4 GiB");
    let [a, b, c, d] = offset.to_be_bytes();
    [a, b, c, d, 1]
}

#[cfg(test)]
pub(crate) mod tests;
