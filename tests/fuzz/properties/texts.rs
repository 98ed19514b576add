//! Values that have a text form of their own: what is read is written as the same text, also as JSON.

use std::fmt::Display;
use std::str::FromStr;

use bayan_claim::facet::{Catalogue, FacetName};
use bayan_claim::id::{
    ClaimRef, ClaimTarget, IncidentId, KeyBytes, KeyThumbprint, Nonce, PartyId, QuestionId,
    SignatureBytes, StatementRef, ThingId,
};
use bayan_claim::kind::{CaseNumber, End, FieldPointer, Opined};
use bayan_claim::text::{Exact, Instant, Language, Line, MediaType, Slug, Text, Word};
use bayan_claim::value::{Currency, Decimal, Edtf, Entity, Qualification, Target, parse_printed};
use bayan_claim::vocabulary::{
    Act, Answer, Basis, ByteUnit, Certainty, Channel, MarkerKind, Relation, TimeUnit, Usage,
    ValueType, Zone,
};
use bayan_claim::{Kind, limits};
use bayan_proof::checkpoint::Origin;
use bayan_proof::hash::{Blake3, Sha256, TreeHash};
use bayan_proof::key::{PublicKey, Thumbprint};
use bayan_proof::statement::StatementId;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::text;

/// Whether a text is read as a `T`, which is then written as the same text.
fn is_text_of<T: FromStr + Display>(text: &str) -> bool {
    let Ok(value) = text.parse::<T>() else { return false };
    assert_eq!(value.to_string(), text);
    true
}

/// The same, for what stands in bodies: as JSON it is the same text, and nothing else is read as it.
fn is_json_of<T: FromStr + Display + Serialize + DeserializeOwned>(text: &str) -> bool {
    let json = serde_json::to_string(text).expect("a text is JSON");
    let read = serde_json::from_str::<T>(&json).ok();
    let again = read.map(|value| serde_json::to_string(&value).expect("a text is JSON"));
    let is_taken = is_text_of::<T>(text);
    assert_eq!(again, is_taken.then_some(json), "as JSON and as text");
    is_taken
}

fn taken(readings: &[bool]) -> usize {
    readings.iter().filter(|taken| **taken).count()
}

/// Ids are written as they were read, and their kind shows in them.
pub(crate) fn ids(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let opaque = taken(&[
        is_json_of::<PartyId>(text),
        is_json_of::<ThingId>(text),
        is_json_of::<IncidentId>(text),
        is_json_of::<QuestionId>(text),
    ]);
    let plain = taken(&[
        is_json_of::<StatementRef>(text),
        is_json_of::<Nonce>(text),
        is_json_of::<SignatureBytes>(text),
    ]);
    assert!(opaque + plain <= 1, "one id of one kind");
    assert_eq!(is_json_of::<KeyBytes>(text), is_json_of::<KeyThumbprint>(text));
    opaque + plain == 1
}

/// What refers to something is written as it was read, and says of what kind that is.
pub(crate) fn pointers(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let (claim, own) = (is_json_of::<ClaimRef>(text), is_json_of::<ClaimTarget>(text));
    assert!(!claim || own, "a claim of a statement is a claim");
    assert!(!own || is_json_of::<Target>(text) && is_json_of::<End>(text));
    let entity = is_json_of::<Entity>(text);
    assert!(!entity || is_json_of::<Target>(text));
    let opined = is_json_of::<Opined>(text);
    assert_eq!(opined, claim || is_json_of::<StatementRef>(text));
    let field = is_json_of::<FieldPointer>(text);
    assert!(!field || !opined && !own && !entity);
    opined || own || entity || field
}

/// Digests, keys, thumbprints and origins are written as they were read. A key that is read is one that verifies.
pub(crate) fn hashes_and_keys(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let digest = is_json_of::<Sha256>(text);
    let same = [
        is_json_of::<Blake3>(text),
        is_json_of::<TreeHash>(text),
        is_text_of::<Thumbprint>(text),
        is_text_of::<StatementId>(text),
    ];
    assert_eq!(same, [digest; 4], "all are 64 digits");
    if let Ok(key) = text.parse::<PublicKey>() {
        assert_eq!(key.to_string(), text);
        assert_eq!(PublicKey::parse(key.as_bytes()), Ok(key));
        assert!(digest, "64 digits too");
    }
    let is_origin = is_text_of::<Origin>(text);
    digest || is_origin
}

/// Texts of a form are written as they were read, and are within their limits.
pub(crate) fn formed_texts(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let within = |taken: bool, limit: usize| {
        assert!(!taken || (1..=limit).contains(&text.len()), "{} bytes", text.len());
        taken
    };
    if let Ok(instant) = text.parse::<Instant>() {
        assert_eq!(Instant::from_unix_seconds(instant.unix_seconds()), Ok(instant));
    }
    if let Ok(media) = text.parse::<MediaType>() {
        assert!(text.starts_with(media.essence()) && is_json_of::<MediaType>(media.essence()));
    }
    taken(&[
        within(is_json_of::<Slug>(text), limits::SLUG),
        within(is_json_of::<Word>(text), limits::WORD),
        within(is_json_of::<Language>(text), limits::LANGUAGE),
        within(is_json_of::<MediaType>(text), limits::MEDIA_TYPE),
        within(is_json_of::<Instant>(text), 20),
        within(is_json_of::<Currency>(text), 10),
        within(is_json_of::<CaseNumber>(text), limits::SLUG),
    ]) > 0
}

/// Bounded texts are as they were given or refused, and have one to so many code points.
pub(crate) fn bounded_texts(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let count = text.chars().count();
    let (line, more, exact) =
        (is_json_of::<Line<16>>(text), is_json_of::<Text<16>>(text), is_json_of::<Exact<16>>(text));
    assert!(!exact || (1..=16).contains(&count), "{count} code points");
    assert!((!line || more) && (!more || exact), "each takes what the one before takes");
    let is_plain = !text.chars().any(char::is_control);
    assert_eq!(line, is_plain && (1..=16).contains(&count));
    exact
}

/// A member of a closed list is written as it was read; what is none is answered with members that are.
pub(crate) fn vocabulary(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    if let Err(unknown) = text.parse::<Kind>() {
        assert!((1..=limits::NEAREST).contains(&unknown.nearest.len()));
        assert!(unknown.nearest.iter().all(|name| is_json_of::<Kind>(name)));
    }
    taken(&[
        is_json_of::<Kind>(text),
        is_json_of::<Act>(text),
        is_json_of::<Answer>(text),
        is_json_of::<Basis>(text),
        is_json_of::<ByteUnit>(text),
        is_json_of::<Certainty>(text),
        is_json_of::<Channel>(text),
        is_json_of::<MarkerKind>(text),
        is_json_of::<Relation>(text),
        is_json_of::<TimeUnit>(text),
        is_json_of::<Usage>(text),
        is_json_of::<ValueType>(text),
        is_json_of::<Zone>(text),
    ]) > 0
}

/// A date is written as it was read, its bounds are in order, and its own clock tells no more than a day on either side.
pub(crate) fn edtf(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    if !is_json_of::<Edtf>(text) {
        return false;
    }
    let date: Edtf = text.parse().expect("it was read just now");
    let (bounds, own) = (date.bounds(), date.on_own_clock());
    for bounds in [bounds, own] {
        if let (Some(earliest), Some(latest)) = (bounds.earliest, bounds.latest) {
            assert!(earliest <= latest, "{bounds:?}");
        }
    }
    for (told, own) in [(bounds.earliest, own.earliest), (bounds.latest, own.latest)] {
        if let (Some(told), Some(own)) = (told, own) {
            assert!(told.abs_diff(own) <= 86_400, "{bounds:?} {own:?}");
        }
    }
    let is_marked = text.contains(['?', '~', '%']);
    assert_eq!(date.qualification() == Qualification::None, !is_marked);
    true
}

/// A decimal is written as it was read, and has a sign that fits its order.
pub(crate) fn decimal(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    if !is_json_of::<Decimal>(text) {
        return false;
    }
    let (number, zero): (Decimal, _) =
        (text.parse().expect("it was read just now"), Decimal::from(0));
    assert_eq!(number.is_above_zero(), number > zero);
    assert_eq!(number.is_below_zero(), number < zero);
    // Doubles are coarse, and still never the other way round.
    let double = |number: &Decimal| number.as_str().parse::<f64>().expect("digits and a point");
    assert!((number > zero) == (double(&number) > 0.0));
    true
}

/// A language, a line break, and a number as printed: what is read is a decimal that has the digits that are printed.
pub(crate) fn printed_number(bytes: &[u8]) -> bool {
    let Some((language, printed)) = text(bytes).and_then(|text| text.split_once('\n')) else {
        return false;
    };
    let Ok(language) = language.parse::<Language>() else { return false };
    let Ok(number) = parse_printed(printed, &language) else { return false };
    assert!(is_json_of::<Decimal>(number.as_str()));
    let is_digit = |c: &char| c.is_numeric();
    let read = number.as_str().chars().filter(is_digit).count();
    // A zero before the point may be all that is read; none but zeros are dropped.
    assert!(read <= printed.chars().filter(is_digit).count() + 1);
    assert!(!number.is_below_zero() || printed.starts_with(['-', '\u{2212}']));
    true
}

/// A facet is written as it was read; whether it is declared or not, the catalogue answers.
pub(crate) fn facet_name(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    if !is_json_of::<FacetName>(text) {
        return false;
    }
    let name: FacetName = text.parse().expect("it was read just now");
    let catalogue = Catalogue::builtin();
    let is_known = catalogue.facets().any(|(known, _)| *known == name);
    assert_eq!(catalogue.find(&name).is_ok(), is_known);
    let implied = catalogue.implied(&name);
    assert!(implied.iter().all(|other| catalogue.implies(&name, other)));
    true
}
