//! What authors write: drafts in JSON, TOML, lines and sheets, values in cells, moments on a command line.

use std::path::{Component, Path};

use bayan_claim::vocabulary::ValueType;
use bayan_cli::authoring::{Draft, Given as File};
use bayan_cli::picture::moment::SaidBy;
use bayan_cli::picture::now::Given;
use bayan_cli::reading::as_of::AsOf;
use bayan_cli::sheet::Sheet;
use bayan_cli::syntax::Written;
use bayan_cli::values::{Beside, parse};
use serde_json::Value;

use super::text;

/// How many parts of a draft are looked up.
const PARTS: usize = 64;

/// Every part of what was written stands at a place of the text.
fn check_places(written: &Written, text: &str) {
    let lines = u64::try_from(text.matches('\n').count()).expect("a text in memory") + 1;
    let mut parts = vec![(String::new(), &written.value)];
    let mut seen = 0;
    while let Some((pointer, value)) = parts.pop().filter(|_| seen < PARTS) {
        seen += 1;
        let place = written.place(&pointer);
        assert!((1..=lines).contains(&place.line), "{pointer} in line {}", place.line);
        assert!((1..=text.len() + 1).contains(&place.column), "{pointer}: {place:?}");
        let below = written.place(&format!("{pointer}/no/such/part"));
        assert!((1..=lines).contains(&below.line));
        match value {
            Value::Array(members) => {
                let members = members.iter().enumerate();
                parts.extend(members.map(|(at, member)| (format!("{pointer}/{at}"), member)));
            }
            Value::Object(fields) => {
                let fields = fields.iter();
                let step = |name: &str| name.replace('~', "~0").replace('/', "~1");
                parts.extend(fields.map(|(name, it)| (format!("{pointer}/{}", step(name)), it)));
            }
            _ => {}
        }
    }
}

/// A draft takes no file from outside its folder, whatever it names.
fn check_draft(value: Value) -> bool {
    let folder = Path::new("/nonexistent/drafts");
    let Ok(draft) = Draft::from_value(value, folder) else { return false };
    if let Some(File::File(path)) = &draft.bytes {
        assert!(path.starts_with(folder), "{}", path.display());
        assert!(!path.components().any(|part| part == Component::ParentDir));
    }
    assert!(!matches!(draft.bytes, Some(File::Bytes(_))), "a draft names files");
    true
}

/// JSON of an author is what `serde_json` reads, but that nothing is named twice; each part and each fault has its place.
pub(crate) fn draft_json(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    match Written::json(text) {
        Ok(written) => {
            let plain: Value = serde_json::from_str(text).expect("it was read more strictly");
            assert_eq!(written.value, plain);
            check_places(&written, text);
            check_draft(written.value);
            true
        }
        Err(fault) => {
            check_fault(&fault, text);
            false
        }
    }
}

fn check_fault(fault: &bayan_cli::syntax::Fault, text: &str) {
    assert!(fault.place.line >= 1 && fault.place.column >= 1);
    let lines = u64::try_from(text.matches('\n').count()).expect("a text in memory") + 1;
    assert!(fault.place.line <= lines, "{fault}");
    assert!(fault.why.len() < 2_000, "{fault}");
}

/// The same of TOML.
pub(crate) fn draft_toml(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    match Written::toml(text) {
        Ok(written) => {
            check_places(&written, text);
            check_draft(written.value);
            true
        }
        Err(fault) => {
            check_fault(&fault, text);
            false
        }
    }
}

/// Drafts, one a line: each is read by itself, or refused by itself.
pub(crate) fn draft_lines(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let taken = lines.map(|line| match Written::json(line) {
        Ok(written) => check_draft(written.value),
        Err(fault) => {
            assert_eq!(fault.place.line, 1, "{fault}");
            false
        }
    });
    let taken: Vec<bool> = taken.collect();
    !taken.is_empty() && taken.iter().all(|taken| *taken)
}

/// A sheet's rows are in its groups or among what is wrong, in lines that the file has, and in no other order.
pub(crate) fn draft_sheet(bytes: &[u8]) -> bool {
    let Ok(sheet) = Sheet::read(Path::new("sheet.csv"), bytes) else { return false };
    // A carriage return alone ends a line too.
    let ends = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    let lines = u64::try_from(ends).expect("a sheet in memory") + 1;
    let mut first = 0;
    for group in &sheet.groups {
        assert!(group.lines.is_sorted_by(|a, b| a < b), "{:?}", group.lines);
        assert!(group.lines[0] > first, "groups stand in the order of their first rows");
        first = group.lines[0];
        assert!(group.lines.iter().all(|line| (2..=lines).contains(line)), "{:?}", group.lines);
    }
    for bad in &sheet.bad {
        assert!(bad.line <= lines, "line {} of {lines}", bad.line);
    }
    sheet.bad.is_empty() && !sheet.groups.is_empty()
}

/// The name of a type, a line break, and a value as people type it: what is read has one member, or is JSON as it was
/// written.
pub(crate) fn typed_value(bytes: &[u8]) -> bool {
    let Some((kind, typed)) = text(bytes).and_then(|text| text.split_once('\n')) else {
        return false;
    };
    let Ok(kind) = kind.parse::<ValueType>() else { return false };
    let beside = Beside { language: Some("en"), ..Beside::default() };
    let bare = parse(kind, typed, Beside::default());
    let Ok(value) = parse(kind, typed, beside) else {
        assert!(bare.is_err(), "less beside it makes no value of it");
        return false;
    };
    let is_json = typed.trim().starts_with('{');
    assert!(is_json || value.as_object().is_some_and(|fields| fields.len() == 1), "{value}");
    !is_json || serde_json::from_value::<bayan_claim::value::Value>(value).is_ok()
}

/// A moment is read the same wherever it is asked for: what can be held against deadlines is a moment by which something
/// was said, and no moment is the name of a checkpoint's file.
pub(crate) fn moments(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let (as_of, said_by, now) =
        (text.parse::<AsOf>(), text.parse::<SaidBy>(), text.parse::<Given>());
    assert!(now.is_err() || said_by.is_ok(), "{now:?} {said_by:?}");
    if let Ok(said_by) = &said_by {
        assert_eq!(said_by.to_string(), text);
    }
    if let Ok(AsOf::Checkpoint(path)) = &as_of {
        assert_eq!(path.to_str(), Some(text));
    }
    let is_moment = matches!(as_of, Ok(AsOf::Time(_) | AsOf::Day { .. } | AsOf::Entry(_)));
    is_moment || said_by.is_ok()
}
