//! A commit: the entries that one journal append makes durable, and their place in the log.
//!
//! A commit is laid out once, in the bytes that the journal writes (see `frame`); what it shows of its
//! entries are slices of them. Its hash covers its header, and by that its entries and the digests of their
//! bodies, but never a body: so a body can be withheld and no hash changes.

use std::fmt;
use std::ops::Range;

use bayan_proof::hash::{Blake3, Sha256, TreeHash};
use bayan_proof::num::{Index, Size, UnixMillis};
use bayan_proof::tile::{BODY_MAX, ENTRY_MAX};

use crate::files::{SECTOR, is_zero};
use crate::frame::{
    CHECK_CONTEXT, CONTENT_CONTEXT, Damage, HASH_CONTEXT, HEAD_LEN, HEADER_LEN, Head, MAGIC,
    PRESENT, Place, Reader, WITHHELD, WRITTEN, derive, places, zero_sectors,
};

/// The most entries in one commit.
pub const COMMIT_ENTRIES_MAX: usize = 65_536;

/// The longest frame in bytes: entries, digests and bodies of one commit together.
pub const FRAME_MAX: usize = 256 * 1024 * 1024;

/// The place of a commit among all commits of a ledger, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitNumber(pub u64);

impl fmt::Display for CommitNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Which writer made a commit: random for each run of an engine, so that two can be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterId(pub [u8; 16]);

/// What tells the frames of one journal file from all other bytes: random, and not shown to others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

/// The hash of a commit's header, which the next commit holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitHash(pub Blake3);

impl CommitHash {
    /// What the first commit has for a predecessor: the hash of nothing.
    pub fn genesis() -> Self {
        Self(derive(HASH_CONTEXT, &[]))
    }
}

/// What is known of a commit without its entries; the newest one's is never given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitHeader {
    /// Its place among the commits.
    pub number: CommitNumber,
    /// The hash of the commit before.
    pub previous: CommitHash,
    /// Who made it.
    pub writer: WriterId,
    /// The index of its first entry: the size of the log before it.
    pub first: Index,
    /// The size of the log with it.
    pub size: Size,
    /// The root of the tree of that size.
    pub root: TreeHash,
    /// When, by the sequencer's clock.
    pub time: UnixMillis,
    /// The digest of its entries and of their bodies' digests.
    pub content: Blake3,
}

impl CommitHeader {
    /// The hash that the next commit holds.
    pub fn hash(&self) -> CommitHash {
        CommitHash(derive(HASH_CONTEXT, &self.encode()))
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_LEN);
        bytes.extend(self.number.0.to_be_bytes());
        bytes.extend(self.previous.0.0);
        bytes.extend(self.writer.0);
        bytes.extend(self.first.0.to_be_bytes());
        bytes.extend(self.size.0.to_be_bytes());
        bytes.extend(self.root.0);
        bytes.extend(self.time.0.to_be_bytes());
        bytes.extend(self.content.0);
        bytes
    }

    pub(crate) fn decode(reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            number: CommitNumber(reader.u64()?),
            previous: CommitHash(Blake3(*reader.array()?)),
            writer: WriterId(*reader.array()?),
            first: Index(reader.u64()?),
            size: Size(reader.u64()?),
            root: TreeHash(*reader.array()?),
            time: UnixMillis(reader.u64()?),
            content: Blake3(*reader.array()?),
        })
    }
}

/// One entry as a commit holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// The entry, 1 to [`ENTRY_MAX`] bytes: the leaf of the tree.
    pub entry: &'a [u8],
    /// The SHA-256 of its body.
    pub digest: Sha256,
    /// The body, 1 to [`BODY_MAX`] bytes; nothing where it is withheld.
    pub body: Option<&'a [u8]>,
}

/// Why entries make no commit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// None, or more than [`COMMIT_ENTRIES_MAX`].
    #[error("{count} entries are not between 1 and {COMMIT_ENTRIES_MAX}")]
    Count {
        /// How many.
        count: usize,
    },
    /// Nothing, or more than [`ENTRY_MAX`] bytes.
    #[error("entry {place} of {length} bytes is not between 1 and {ENTRY_MAX}")]
    Entry {
        /// Which of the commit's entries, from 0.
        place: usize,
        /// Its length in bytes.
        length: usize,
    },
    /// Nothing, or more than [`BODY_MAX`] bytes.
    #[error("body {place} of {length} bytes is not between 1 and {BODY_MAX}")]
    Body {
        /// Whose body, from 0.
        place: usize,
        /// Its length in bytes.
        length: usize,
    },
    /// Together more than [`FRAME_MAX`] bytes.
    #[error("commit of {length} bytes is above the limit of {FRAME_MAX}")]
    TooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// The log would be longer than an index can say.
    #[error("the log is full")]
    LogFull,
}

/// Entries with their place in the log, in the very bytes that the journal writes.
#[derive(Clone, PartialEq, Eq)]
pub struct Commit {
    header: CommitHeader,
    frame: Vec<u8>,
    places: Vec<Place>,
}

impl fmt::Debug for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Commit").field("header", &self.header).finish_non_exhaustive()
    }
}

impl Commit {
    /// Lays `items` out behind the newest commit.
    pub(crate) fn lay_out<'a>(
        salt: Salt,
        newest: Option<&CommitHeader>,
        (writer, root, time): (WriterId, TreeHash, UnixMillis),
        items: impl IntoIterator<Item = Item<'a>>,
    ) -> Result<Self, CommitError> {
        let (content, bodies, count) = encode_items(items)?;
        let size = newest.map_or(Size(0), |newest| newest.size);
        let full = CommitError::LogFull;
        let mut header = CommitHeader {
            number: CommitNumber(newest.map_or(0, |newest| newest.number.0.saturating_add(1))),
            previous: newest.map_or_else(CommitHash::genesis, CommitHeader::hash),
            writer,
            first: size.next_index(),
            size: Size(size.0.checked_add(u64::from(count)).ok_or(full)?),
            root,
            time,
            content: Blake3([0; 32]),
        };
        header.content = derive(CONTENT_CONTEXT, &content);
        let length = HEAD_LEN + content.len() + bodies.len() + 1;
        let lengths = u32::try_from(content.len()).ok().zip(u32::try_from(bodies.len()).ok());
        let (content_length, bodies_length) =
            lengths.filter(|_| length <= FRAME_MAX).ok_or(CommitError::TooLong { length })?;

        let mut frame = vec![0; HEAD_LEN];
        frame.extend(content);
        frame.extend(bodies);
        frame.push(WRITTEN);
        // The first sector is the head's, which is never all zeros.
        let behind = frame.get(SECTOR..).unwrap_or_default();
        let zeros = u32::try_from(zero_sectors(behind)).expect("fewer sectors than bytes");

        let mut head = Vec::with_capacity(HEAD_LEN);
        head.extend(MAGIC);
        head.extend(salt.0);
        head.extend(content_length.to_be_bytes());
        head.extend(bodies_length.to_be_bytes());
        head.extend(zeros.to_be_bytes());
        head.extend(header.encode());
        let check = derive(CHECK_CONTEXT, &head);
        head.extend(check.0);
        head.push(WRITTEN);
        frame.splice(..HEAD_LEN, head);
        let places = places(&frame, &header).expect("decodes what was just encoded");
        Ok(Self { header, frame, places })
    }

    /// Reads a frame that is `bytes`, and checks all of it against `salt` and its own digests.
    pub(crate) fn read(salt: Salt, frame: Vec<u8>) -> Result<Self, Damage> {
        let head = Head::read(salt, &frame);
        let head = head.filter(|head| head.frame_length() == frame.len()).ok_or(Damage::Head)?;
        let mut commit = Self { places: Vec::new(), header: head.header, frame };
        commit.places = commit.check()?;
        Ok(commit)
    }

    /// Checks the bytes against the header and the digests in them.
    fn check(&self) -> Result<Vec<Place>, Damage> {
        let head = Head::decode(&self.frame).ok_or(Damage::Head)?;
        let content = self.frame.get(HEAD_LEN..).and_then(|rest| rest.get(..head.content));
        let content = content.ok_or(Damage::Content)?;
        if head.header != self.header || derive(CONTENT_CONTEXT, content) != self.header.content {
            return Err(Damage::Content);
        }
        let places = places(&self.frame, &self.header)?;
        for (index, place) in (self.header.first.0..).zip(&places) {
            let body = self.frame.get(place.body.bytes.clone()).unwrap_or_default();
            if !place.body.is_withheld && Sha256::of(body) != place.digest {
                return Err(Damage::Body { index: Index(index) });
            }
        }
        Ok(places)
    }

    /// Checks that the bytes, as they are in memory now, say what they said when they were laid out.
    pub(crate) fn is_sound(&self) -> bool {
        self.check().is_ok_and(|places| places == self.places)
    }

    /// What it is without its entries.
    pub fn header(&self) -> &CommitHeader {
        &self.header
    }

    /// Its entries, from the first index on: slices of the very bytes that the journal writes.
    pub fn items(&self) -> impl ExactSizeIterator<Item = Item<'_>> {
        self.places.iter().map(|place| {
            let slice = |range: &Range<usize>| self.frame.get(range.clone()).unwrap_or_default();
            let body = (!place.body.is_withheld).then(|| slice(&place.body.bytes));
            Item { entry: slice(&place.entry), digest: place.digest, body }
        })
    }

    pub(crate) fn frame(&self) -> &[u8] {
        &self.frame
    }

    /// Where the mark and the bytes of the body at `index` are in the frame, unless it is withheld.
    pub(crate) fn body_at(&self, index: Index) -> Option<(usize, Range<usize>)> {
        let place = index.0.checked_sub(self.header.first.0)?;
        let body = &self.places.get(usize::try_from(place).ok()?)?.body;
        (!body.is_withheld).then(|| (body.mark, body.bytes.clone()))
    }

    /// Where the marks and bytes are of withheld bodies that still have bytes: a crash came between the mark
    /// and the zeros.
    pub(crate) fn unscrubbed(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.places.iter().map(|place| &place.body).filter(|body| body.is_withheld).filter_map(
            |body| {
                let bytes = self.frame.get(body.bytes.clone())?;
                (!is_zero(bytes)).then(|| (body.mark, body.bytes.clone()))
            },
        )
    }
}

fn encode_items<'a>(
    items: impl IntoIterator<Item = Item<'a>>,
) -> Result<(Vec<u8>, Vec<u8>, u32), CommitError> {
    let mut content = vec![0; 4];
    let mut bodies = Vec::new();
    let mut count: u32 = 0;
    for (place, item) in items.into_iter().enumerate() {
        if place >= COMMIT_ENTRIES_MAX {
            return Err(CommitError::Count { count: place + 1 });
        }
        let length = item.entry.len();
        let prefix = u16::try_from(length).ok().filter(|length| *length > 0);
        content.extend(prefix.ok_or(CommitError::Entry { place, length })?.to_be_bytes());
        content.extend(item.entry);
        content.extend(item.digest.0);

        let body = item.body.unwrap_or_default();
        let length = body.len();
        let fits = length <= BODY_MAX && (length > 0 || item.body.is_none());
        let prefix = u32::try_from(length).ok().filter(|_| fits);
        let prefix = prefix.ok_or(CommitError::Body { place, length })?;
        bodies.push(if item.body.is_some() { PRESENT } else { WITHHELD });
        bodies.extend(prefix.to_be_bytes());
        bodies.extend(body);
        count += 1;
        // Stops here what would only be refused after all of it was copied.
        let length = content.len().saturating_add(bodies.len());
        if length > FRAME_MAX {
            return Err(CommitError::TooLong { length });
        }
    }
    if count == 0 {
        return Err(CommitError::Count { count: 0 });
    }
    let prefix = content.first_chunk_mut::<4>().expect("starts with four bytes");
    *prefix = count.to_be_bytes();
    Ok((content, bodies, count))
}
