//! What statements say: bodies, values, drafts, and the places of quotations.

use bayan_claim::author::resolve;
use bayan_claim::segment::Segment;
use bayan_claim::value::Value as ClaimValue;
use bayan_claim::{Body, Kind, anchor, canonical, limits};
use bayan_ledger::rendition::html_to_text;
use bayan_proof::hash::Sha256;
use serde_json::{Value, json};

use super::text;
use crate::kit::{Names, parse};

/// A body is written as it was read and as RFC 8785 would have it, within its limits; its parts make the same body.
pub(crate) fn body(bytes: &[u8]) -> bool {
    let Ok(body) = Body::parse(bytes) else { return false };
    assert_eq!(body.encode(), bytes);
    assert!(canonical::depth(bytes) <= limits::DEPTH);
    let value: Value = serde_json::from_slice(bytes).expect("a body is JSON");
    assert_eq!(canonical::encode(&value), bytes);
    let says = body.says();
    let known = |path: &str| value.pointer(path).is_some();
    assert!(says.references().iter().all(|reference| known(&reference.path)));
    assert!(says.facets().iter().all(|facet| known(&facet.path)));
    assert!(says.incidents().is_sorted(), "{:?}", says.incidents());
    assert!(says.segments().iter().all(|segment| segment.exact.chars().count() <= limits::EXACT));
    let again = Body::new(body.nonce(), body.reference().cloned(), says.clone());
    assert_eq!(again.as_ref(), Ok(&body));
    true
}

/// A claim's value that is read is written so that it is read as the same value, in one canonical form.
pub(crate) fn value(bytes: &[u8]) -> bool {
    let Ok(value) = serde_json::from_slice::<ClaimValue>(bytes) else { return false };
    let written = serde_json::to_vec(&value).expect("a value is JSON");
    let json: Value = serde_json::from_slice(&written).expect("it was just written");
    assert_eq!(canonical::encode(&json), written);
    assert_eq!(serde_json::from_slice::<ClaimValue>(&written).ok().as_ref(), Some(&value));
    let (is_some, is_any) = (value.is_some(), value.is_any());
    assert!(!is_any || is_some != Some(false), "{value:?}");
    true
}

/// The canonical form of JSON whose numbers are integers, as in every body, is canonical; its depth is counted as it is
/// read.
pub(crate) fn canonical_json(bytes: &[u8]) -> bool {
    let depth = canonical::depth(bytes);
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return false };
    assert_eq!(depth, nesting(&value));
    if !is_whole(&value) {
        return false;
    }
    let once = canonical::encode(&value);
    let again: Value = serde_json::from_slice(&once).expect("what is written is JSON");
    assert_eq!(canonical::encode(&again), once);
    true
}

fn is_whole(value: &Value) -> bool {
    match value {
        Value::Number(number) => !number.is_f64(),
        Value::Array(members) => members.iter().all(is_whole),
        Value::Object(fields) => fields.values().all(is_whole),
        _ => true,
    }
}

fn nesting(value: &Value) -> usize {
    match value {
        Value::Array(members) => 1 + members.iter().map(nesting).max().unwrap_or(0),
        Value::Object(fields) => 1 + fields.values().map(nesting).max().unwrap_or(0),
        _ => 0,
    }
}

/// A draft that is resolved holds no shorthand any more: resolving it again changes nothing. What becomes a body is
/// written as it was read.
pub(crate) fn draft(bytes: &[u8]) -> bool {
    let Ok(Value::Object(mut fields)) = serde_json::from_slice::<Value>(bytes) else {
        return false;
    };
    let kind =
        fields.get("kind").and_then(Value::as_str).and_then(|kind| kind.parse::<Kind>().ok());
    let (Some(kind), Some(says)) = (kind, fields.remove("says")) else { return false };
    let Ok(resolved) = resolve(says, &mut Names::default()) else { return false };
    let Ok(read) = parse(kind, &resolved) else { return false };
    assert_eq!(resolve(resolved.clone(), &mut Names::default()).as_ref(), Ok(&resolved));
    assert_eq!(Body::parse(&read.encode()).as_ref(), Ok(&read));
    true
}

/// A quotation in the first line, and a text behind it: every place that is found holds the words and passes the check,
/// none beside it does unless the words stand there, and what is shown as nearest stands in the text.
pub(crate) fn anchor(bytes: &[u8]) -> bool {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (quote, rest) = bytes.split_at(end);
    let text = rest.get(1..).unwrap_or_default();
    let Ok(quote) = std::str::from_utf8(quote) else { return false };
    let places = anchor::find(text, quote);
    assert!(places.len() <= anchor::OCCURRENCES);
    if let Some(nearest) = anchor::nearest(text, quote) {
        assert_eq!(nearest.range.of(text), Some(nearest.text.as_bytes()));
    }
    let mut behind = 0;
    for place in &places {
        assert!(place.start >= behind, "places overlap");
        behind = place.end;
        assert_eq!(place.of(text), Some(quote.as_bytes()));
        for shift in -1i32..=1 {
            let moved = [place.start, place.end].map(|at| at.checked_add_signed(shift));
            let [Some(start), Some(end)] = moved else { continue };
            let Some(segment) = segment(start, end, quote) else { break };
            let (from, to) = (index(start), index(end));
            let stands = text.get(from..to) == Some(quote.as_bytes());
            assert_eq!(anchor::check(text, &segment).is_ok(), stands, "{start}..{end}");
        }
    }
    !places.is_empty()
}

fn index(at: u32) -> usize {
    usize::try_from(at).expect("a place in memory")
}

/// A segment of these words; none where a segment does not take them.
fn segment(start: u32, end: u32, exact: &str) -> Option<Segment> {
    let artifact = Sha256::of(b"");
    let zone = "body";
    let fields =
        json!({"artifact": artifact, "start": start, "end": end, "exact": exact, "zone": zone});
    serde_json::from_value(fields).ok()
}

/// A page becomes text of whole lines, no longer than the page by more than references to characters explain, and its
/// lines can be quoted: each is found where it stands.
pub(crate) fn html_text(bytes: &[u8]) -> bool {
    let Ok(rendered) = html_to_text(bytes) else { return false };
    assert!(text(bytes).is_some(), "only UTF-8 becomes text");
    assert!(rendered.is_empty() || rendered.ends_with('\n'));
    assert!(rendered.len() <= 4 * bytes.len() + 1);
    for line in rendered.lines().filter(|line| !line.is_empty()).take(3) {
        let places = anchor::find(rendered.as_bytes(), line);
        assert!(!places.is_empty(), "{line:?}");
    }
    true
}
