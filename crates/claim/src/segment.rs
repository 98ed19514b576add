//! Exact places in the bytes of an artifact.

use bayan_proof::hash::Sha256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::limits;
use crate::list::List;
use crate::part::{Fault, Part, Place, Rule, parts};
use crate::text::Exact;
use crate::value::no_members;
use crate::vocabulary::Zone;

/// A range of bytes that is not empty.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct ByteRange {
    /// The byte after the last; at most [`limits::ARTIFACT_BYTES`].
    pub end: u32,
    /// The first byte.
    pub start: u32,
}

impl Part for ByteRange {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        span(self.start, self.end, None, at)
    }
}

impl ByteRange {
    /// The bytes of the range, if the text is that long.
    pub fn of(self, text: &[u8]) -> Option<&[u8]> {
        text.get(usize::try_from(self.start).ok()?..usize::try_from(self.end).ok()?)
    }
}

/// A range that is not empty, within the largest artifact, and as long as its text where it has one.
fn span(start: u32, end: u32, exact: Option<&str>, at: Place<'_>) -> Result<(), Fault> {
    if end > limits::ARTIFACT_BYTES {
        let (value, limit) = (u64::from(end), u64::from(limits::ARTIFACT_BYTES));
        return Err(Rule::Above { value, limit }.at(at));
    }
    let bytes = exact.map_or(1, str::len);
    let length = end.checked_sub(start).and_then(|length| usize::try_from(length).ok());
    let fits = match exact {
        Some(_) => length == Some(bytes),
        None => length.is_some_and(|length| length > 0),
    };
    if fits { Ok(()) } else { Err(Rule::Span { start, end, bytes }.at(at)) }
}

/// Where some words stand: the artifact, the bytes, and the words themselves.
///
/// The bytes of the artifact from `start` to `end` are the UTF-8 of `exact`, or the segment is refused by
/// [`crate::anchor::check`]. Nothing is searched for, folded or repaired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Where else the same words stand in the same artifact: one claim printed twice is one claim.
    #[serde(default, skip_serializing_if = "no_members")]
    pub also_at: List<Occurrence, 0, { limits::ALSO_AT }>,
    /// SHA-256 of the artifact.
    pub artifact: Sha256,
    /// The byte after the last.
    pub end: u32,
    /// The words.
    pub exact: Exact<{ limits::EXACT }>,
    /// The first byte.
    pub start: u32,
    /// The part of the publication.
    pub zone: Zone,
}

parts!(Segment { also_at, artifact }, Segment::rule);

impl Segment {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        span(self.start, self.end, Some(&self.exact), at)?;
        let list = at.field("also_at");
        let mut seen = std::collections::BTreeSet::from([self.start]);
        for (index, other) in self.also_at.iter().enumerate() {
            span(other.start, other.end, Some(&self.exact), list.item(index))?;
            if !seen.insert(other.start) {
                return Err(Rule::Repeated { what: other.start.to_string() }.at(list.item(index)));
            }
        }
        Ok(())
    }

    /// The bytes of the first place.
    pub fn range(&self) -> ByteRange {
        ByteRange { start: self.start, end: self.end }
    }

    /// Every place with its zone, the first one first.
    pub fn places(&self) -> impl Iterator<Item = (ByteRange, Zone)> {
        let others =
            self.also_at.iter().map(|o| (ByteRange { start: o.start, end: o.end }, o.zone));
        std::iter::once((self.range(), self.zone)).chain(others)
    }
}

/// Another place of the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Occurrence {
    /// The byte after the last.
    pub end: u32,
    /// The first byte.
    pub start: u32,
    /// The part of the publication.
    pub zone: Zone,
}

impl Part for Occurrence {}
