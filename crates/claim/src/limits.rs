//! Every limit of a body, in one place. Texts are counted in Unicode code points, so that the published
//! JSON Schema (whose `maxLength` counts the same) refuses exactly what the code refuses.

/// Bytes of one canonical body.
pub const BODY_BYTES: usize = 262_144;
/// Nesting of objects and arrays in a body; the body itself is the first level.
pub const DEPTH: usize = 16;
/// The largest integer in a body: 2⁵³−1, exact in every JSON reader (RFC 8785 §3.2.2.3, RFC 7493 §2.2).
pub const INTEGER: u64 = (1 << 53) - 1;
/// Bytes of one artifact, and so the largest offset into one: 64 MiB.
pub const ARTIFACT_BYTES: u32 = 64 << 20;

/// The author's own reference.
pub const REFERENCE: usize = 128;
/// Incidents concerned beyond the subject (the signed header holds as many).
pub const INCIDENTS: usize = 16;
/// A slug.
pub const SLUG: usize = 64;
/// A facet's leaf, or a topic.
pub const WORD: usize = 40;
/// One name, or one role's title.
pub const NAME: usize = 256;
/// Names of one party or thing, titles of one incident.
pub const NAMES: usize = 32;
/// A remark, a reason, a question, a value in words.
pub const NOTE: usize = 4096;
/// A few words as printed.
pub const PRINTED: usize = 512;
/// The exact text of one segment.
pub const EXACT: usize = 16_384;
/// The own text of a first-person utterance.
pub const OWN_TEXT: usize = 65_536;
/// An address (URL, frequency, shelf mark) of a captured source.
pub const ADDRESS: usize = 2048;
/// A media type.
pub const MEDIA_TYPE: usize = 128;
/// A language tag (RFC 5646 §4.4.1 recommends room for 35).
pub const LANGUAGE: usize = 35;

/// Claims in one utterance.
pub const CLAIMS: usize = 256;
/// Links in one utterance.
pub const LINKS: usize = 64;
/// Hops of a chain.
pub const HOPS: usize = 16;
/// Segments of one claim.
pub const SEGMENTS: usize = 16;
/// Other occurrences of one segment.
pub const ALSO_AT: usize = 32;
/// Markers of one claim.
pub const MARKERS: usize = 32;
/// Glosses of one claim.
pub const GLOSSES: usize = 16;
/// Ids in one dimension of a scope.
pub const SCOPE: usize = 64;
/// Members of a set.
pub const SET: usize = 256;
/// Candidates where a text leaves something open (speaker, unit, currency).
pub const CANDIDATES: usize = 16;
/// Equivalents of an amount of money.
pub const EQUIVALENTS: usize = 8;
/// Integer digits of a decimal.
pub const DECIMAL_WHOLE: usize = 30;
/// Fraction digits of a decimal.
pub const DECIMAL_FRACTION: usize = 18;
/// Code points of an EDTF value.
pub const EDTF: usize = 64;

/// Wholes that a party or thing is declared part of, and things that a thing is another name of.
pub const PART_OF: usize = 16;
/// Roles of one party.
pub const ROLES: usize = 32;
/// Known defects of one artifact.
pub const DEFECTS: usize = 64;
/// Facets, or topics of a facet, named at once.
pub const FACETS: usize = 32;
/// Statements that one amendment replaces.
pub const AMENDED: usize = 16;
/// Claims that an amendment moves to another number.
pub const MOVES: usize = 256;
/// Statements, or artifacts, that one redaction withholds.
pub const REDACTED: usize = 256;

/// One verifier key of a signed note; an ML-DSA-44 key takes about 1,800 characters.
pub const VKEY: usize = 2304;
/// The origin of a log.
pub const ORIGIN: usize = 255;
/// Witnesses of a policy.
pub const WITNESSES: usize = 32;
/// Keys of the operator, and recovery keys.
pub const POLICY_KEYS: usize = 16;
/// Offices that one key may speak for.
pub const OFFICES: usize = 16;
/// Candidates that a draft's error shows.
pub const NEAREST: usize = 3;
