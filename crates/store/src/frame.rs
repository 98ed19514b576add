//! The bytes of a commit in the journal, and how to tell a write that was cut short from rot.
//!
//! ```text
//! frame   = head || content || bodies || 0xff
//! head    = "bayan-c1" || salt[16] || u32be content length || u32be bodies length
//!           || u32be zero sectors || header[144] || check[32] || 0xff
//! header  = u64be number || previous[32] || writer[16] || u64be first index || u64be size || root[32]
//!           || u64be time || BLAKE3 of content[32]
//! content = u32be count || [* u16be length || entry || body's SHA-256[32]]
//! bodies  = [* u8 0x0f if there or 0xf0 if withheld || u32be length || body]
//! ```
//!
//! The check and the digests are BLAKE3 in key-derivation mode under the contexts below; the check covers
//! the head before it. A commit's hash covers its header, and by that its content, but never a body: so a
//! body can be withheld and no hash changes. Each body is held by its SHA-256 in the content.
//!
//! Every frame of a journal carries its salt, which nobody outside knows: bytes inside an entry or a body
//! cannot be taken for a frame.
//!
//! A write that was cut short is told from one that rotted by the two `0xff`, and by how many of the frame's
//! whole sectors of 512 bytes are all zeros: a sector that was never written is one more than the head says.

use std::ops::Range;

use bayan_proof::hash::{Blake3, Sha256};
use bayan_proof::num::Index;
use bayan_proof::tile::BODY_MAX;

use crate::commit::{COMMIT_ENTRIES_MAX, CommitHash, CommitHeader, CommitNumber, FRAME_MAX, Salt};
use crate::files::{SECTOR, is_zero};

pub(crate) const MAGIC: [u8; 8] = *b"bayan-c1";
pub(crate) const HASH_CONTEXT: &str = "bayan 2026 commit header v1";
pub(crate) const CONTENT_CONTEXT: &str = "bayan 2026 commit content v1";
pub(crate) const CHECK_CONTEXT: &str = "bayan 2026 journal frame v1";

/// What stands behind a head and behind a frame: never what an unwritten place reads as.
pub(crate) const WRITTEN: u8 = 0xff;
/// The marks of a body: no flipped bit or two turn one into the other.
pub(crate) const PRESENT: u8 = 0x0f;
pub(crate) const WITHHELD: u8 = 0xf0;

pub(crate) const HEADER_LEN: usize = 144;
const CHECKED_LEN: usize = 8 + 16 + 4 + 4 + 4 + HEADER_LEN;
/// The length of a frame's head in bytes. It fits in one sector, so a lost write takes all of it or none.
pub(crate) const HEAD_LEN: usize = CHECKED_LEN + 32 + 1;

/// The mark of a withheld body, as it is written over that of a present one.
pub(crate) const WITHHELD_MARK: [u8; 1] = [WITHHELD];

/// What of a frame is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The head: nothing behind it can be told.
    #[error("the head does not match its check")]
    Head,
    /// The entries or the digests.
    #[error("the entries do not match their digest")]
    Content,
    /// The layout of the bodies.
    #[error("the bodies have no such layout")]
    Bodies,
    /// A body.
    #[error("the body of entry {index} does not match its digest")]
    Body {
        /// Whose body.
        index: Index,
    },
    /// A whole frame that does not follow the one before it.
    #[error("a commit numbered {found} that does not follow the one before")]
    Order {
        /// The number it carries.
        found: CommitNumber,
    },
    /// What is here is no frame, but a whole one is behind it.
    #[error("nothing whole, though commit {later} follows")]
    Hole {
        /// The number of the commit behind it.
        later: CommitNumber,
    },
}

/// The head of a frame: what has to be known before the rest may be read.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) header: CommitHeader,
    salt: Salt,
    pub(crate) content: usize,
    pub(crate) bodies: usize,
    zero_sectors: usize,
}

impl Head {
    /// The head at the start of `bytes`, if it is one of this journal's and matches its check.
    pub(crate) fn read(salt: Salt, bytes: &[u8]) -> Option<Self> {
        let (checked, rest) = bytes.split_at_checked(CHECKED_LEN)?;
        let (check, rest) = rest.split_first_chunk::<32>()?;
        let whole = rest.first() == Some(&WRITTEN) && derive(CHECK_CONTEXT, checked).0 == *check;
        Self::decode(bytes).filter(|head| whole && head.salt == salt)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let magic: &[u8; 8] = reader.array()?;
        if *magic != MAGIC {
            return None;
        }
        let salt = Salt(*reader.array()?);
        let content = reader.length()?;
        let bodies = reader.length()?;
        let zero_sectors = reader.length()?;
        let header = CommitHeader::decode(&mut reader)?;
        let head = Self { header, salt, content, bodies, zero_sectors };
        (head.frame_length() <= FRAME_MAX).then_some(head)
    }

    /// The length of the whole frame; never above [`FRAME_MAX`] in a head that was read.
    pub(crate) fn frame_length(&self) -> usize {
        (HEAD_LEN + 1).saturating_add(self.content).saturating_add(self.bodies)
    }

    /// Whether a frame that is not whole is one whose write was cut short: its last byte is not there, or
    /// one of its sectors was never written.
    ///
    /// Bodies that were withheld in place look like sectors never written, so that rot in the same frame is
    /// then taken for a lost write. Such a commit is published, and its checkpoint tells.
    pub(crate) fn is_torn(&self, frame: &[u8]) -> bool {
        frame.len() < self.frame_length()
            || frame.last().is_none_or(|byte| *byte == 0)
            || zero_sectors(frame) > self.zero_sectors
    }

    pub(crate) fn follows(&self, newest: Option<&CommitHeader>) -> bool {
        let header = &self.header;
        let number = newest.map_or(Some(0), |newest| newest.number.0.checked_add(1));
        Some(header.number.0) == number
            && header.previous == newest.map_or_else(CommitHash::genesis, CommitHeader::hash)
            && header.first == newest.map_or(Index(0), |newest| newest.size.next_index())
    }
}

/// Whether the start of what should be a frame is what a write leaves that was cut short: had the head
/// been written, its last byte would be there.
pub(crate) fn is_head_torn(bytes: &[u8]) -> bool {
    bytes.get(HEAD_LEN - 1).is_none_or(|byte| *byte == 0)
}

/// How many of a frame's whole sectors are all zeros.
pub(crate) fn zero_sectors(frame: &[u8]) -> usize {
    frame.chunks_exact(SECTOR).filter(|sector| is_zero(sector)).count()
}

pub(crate) fn derive(context: &str, bytes: &[u8]) -> Blake3 {
    Blake3(blake3::derive_key(context, bytes))
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) entry: Range<usize>,
    pub(crate) digest: Sha256,
    pub(crate) body: Body,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    /// Where its mark is.
    pub(crate) mark: usize,
    pub(crate) bytes: Range<usize>,
    pub(crate) is_withheld: bool,
}

/// Finds the entries and bodies of a frame whose head is good.
pub(crate) fn places(frame: &[u8], header: &CommitHeader) -> Result<Vec<Place>, Damage> {
    let head = Head::decode(frame).ok_or(Damage::Head)?;
    let bodies_at = HEAD_LEN.saturating_add(head.content);
    let end = bodies_at.saturating_add(head.bodies);
    let content = Reader(frame.get(HEAD_LEN..bodies_at).ok_or(Damage::Content)?);
    let bodies = Reader(frame.get(bodies_at..end).ok_or(Damage::Bodies)?);
    if frame.get(end..) != Some(&[WRITTEN]) {
        return Err(Damage::Bodies);
    }
    let entries = entry_places(content, bodies_at).ok_or(Damage::Content)?;
    let bodies = body_places(bodies, end, entries.len()).ok_or(Damage::Bodies)?;
    if header.first.0.checked_add(u64::try_from(entries.len()).unwrap_or(u64::MAX))
        != Some(header.size.0)
    {
        return Err(Damage::Content);
    }
    let places = entries.into_iter().zip(bodies);
    Ok(places.map(|((entry, digest), body)| Place { entry, digest, body }).collect())
}

/// The entries and digests of a content that ends at `end` in the frame.
fn entry_places(mut reader: Reader<'_>, end: usize) -> Option<Vec<(Range<usize>, Sha256)>> {
    let count = reader.length().filter(|count| (1..=COMMIT_ENTRIES_MAX).contains(count))?;
    // An entry takes 35 bytes or more, so the count is held by the bytes that are there.
    let mut entries = Vec::with_capacity(count.min(reader.0.len() / 35));
    for _ in 0..count {
        let length = usize::from(u16::from_be_bytes(*reader.array()?));
        let at = end - reader.0.len();
        reader.take(length).filter(|entry| !entry.is_empty())?;
        entries.push((at..at + length, Sha256(*reader.array()?)));
    }
    reader.0.is_empty().then_some(entries)
}

/// The `count` bodies of an area that ends at `end` in the frame.
fn body_places(mut reader: Reader<'_>, end: usize, count: usize) -> Option<Vec<Body>> {
    let mut bodies = Vec::with_capacity(count.min(reader.0.len()));
    for _ in 0..count {
        let mark = end - reader.0.len();
        let [state] = *reader.array()?;
        let is_withheld = match state {
            PRESENT => false,
            WITHHELD => true,
            _ => return None,
        };
        let length = reader.length().filter(|length| *length <= BODY_MAX)?;
        if length == 0 && !is_withheld {
            return None;
        }
        let at = end - reader.0.len();
        reader.take(length)?;
        bodies.push(Body { mark, bytes: at..at + length, is_withheld });
    }
    reader.0.is_empty().then_some(bodies)
}

/// Takes numbers and arrays off the front of bytes.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn array<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(array)
    }

    pub(crate) fn u64(&mut self) -> Option<u64> {
        self.array().map(|bytes| u64::from_be_bytes(*bytes))
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(u32::from_be_bytes(*self.array()?)).ok()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn u32be(length: usize) -> [u8; 4] {
        u32::try_from(length).unwrap().to_be_bytes()
    }

    /// The head of a frame whose content and bodies have these lengths.
    fn head(content: usize, bodies: usize) -> Vec<u8> {
        let lengths = [u32be(content), u32be(bodies), u32be(0)].concat();
        [&MAGIC[..], &[0; 16], &lengths, &[0; HEADER_LEN]].concat()
    }

    #[test]
    fn a_head_claims_no_more_than_a_frame_may_have() {
        let rest = FRAME_MAX - HEAD_LEN - 1;
        let most = usize::try_from(u32::MAX).unwrap();
        for (content, bodies, is_read) in [
            (rest - 1, 0, true),
            (rest, 0, true),
            (0, rest, true),
            (rest - 7, 7, true),
            (rest + 1, 0, false),
            (0, rest + 1, false),
            (rest, 1, false),
            (most, most, false),
        ] {
            let length = Head::decode(&head(content, bodies)).map(|head| head.frame_length());
            let expected = is_read.then_some(HEAD_LEN + content + bodies + 1);
            assert_eq!(length, expected, "{content} and {bodies}");
        }
    }

    #[test]
    fn what_is_read_of_a_frame_ends_at_the_limits_of_what_is_written() {
        for (count, is_read) in [
            (0, false),
            (1, true),
            (COMMIT_ENTRIES_MAX - 1, true),
            (COMMIT_ENTRIES_MAX, true),
            (COMMIT_ENTRIES_MAX + 1, false),
        ] {
            let entry = [&[0, 1, b'e'][..], &[0; 32]].concat();
            let content = [&u32be(count)[..], &entry.repeat(count)].concat();
            let entries = entry_places(Reader(&content), content.len());
            assert_eq!(entries.map(|entries| entries.len()), is_read.then_some(count));
        }
        for (length, is_read) in
            [(0, false), (1, true), (BODY_MAX - 1, true), (BODY_MAX, true), (BODY_MAX + 1, false)]
        {
            let body = [&[PRESENT][..], &u32be(length), &vec![7; length]].concat();
            let bodies = body_places(Reader(&body), body.len(), 1);
            assert_eq!(bodies.is_some(), is_read, "{length}");
        }
    }
}
