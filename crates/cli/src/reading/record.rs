//! An entry as JSON, and as a row of a table.

use std::collections::BTreeMap;

use bayan_claim::{ReferenceTarget, Says};
use bayan_ledger::StoredEntry;
use serde_json::{Value, json};

use crate::error::{Exit, Failure};
use crate::reading::as_of::{time_text, time_to_second};
use crate::reading::layout::Cell;
use crate::reading::summary::{Summary, kind_name, short_id, summary};
use crate::reading::words::{slug, spaced};
use crate::reading::{Reading, Withheld};
use crate::ui::Tone;

/// What lists say of an entry: one JSON document a line.
pub fn line_json(reading: &Reading, entry: &StoredEntry) -> Result<Value, Failure> {
    let mut document = head_json(reading, entry)?;
    let words = summary(reading, entry)?;
    if let Some(fields) = document.as_object_mut() {
        fields.insert("summary".to_owned(), json!(words.text()));
    }
    Ok(document)
}

/// What is signed and sequenced, whether or not the body is there.
pub fn head_json(reading: &Reading, entry: &StoredEntry) -> Result<Value, Failure> {
    let header = entry.entry.statement().header();
    let index = entry.entry.index();
    let history = reading.key(&header.kid)?;
    Ok(json!({
        "entry": index.0,
        "time": time_text(entry.entry.time()),
        "id": entry.entry.statement().id().to_string(),
        "kind": kind_name(entry),
        "subject": header.sub,
        "incidents": header.incidents,
        "signer": header.iss,
        "signer_slug": slug(reading, &header.iss),
        "key": header.kid.to_string(),
        "disputed_by_key_holder": history.is_some_and(|history| history.disputed_at(index)),
        "withheld": reading.withheld(index)?.as_ref().map(withheld_json),
        "amended_by": reading.amended_by(&entry.entry.statement().id())?.map(|index| index.0),
    }))
}

/// What withholds something.
pub fn withheld_json(withheld: &Withheld) -> Value {
    let redaction = withheld.redaction.as_ref();
    json!({
        "by": withheld.by.0,
        "why": redaction.map(|redaction| redaction.why.name()),
        "authority": redaction.map(|redaction| redaction.authority.to_string()),
        "case": redaction.and_then(|redaction| redaction.case.as_ref()).map(ToString::to_string),
    })
}

/// The body as it was signed.
pub fn body_json(entry: &StoredEntry) -> Result<Value, Failure> {
    let Some(body) = &entry.body else { return Ok(Value::Null) };
    serde_json::from_slice(body.bytes()).map_err(|error| Failure::bare(Exit::Internal, error))
}

/// The slugs and names of all ids that a statement points to.
pub fn names_json(reading: &Reading, says: &Says, also: &[&str]) -> Result<Value, Failure> {
    let mut ids: Vec<String> = also.iter().map(|id| (*id).to_owned()).collect();
    ids.extend(says.references().into_iter().filter_map(|reference| match reference.target {
        ReferenceTarget::Party(id) => Some(id.to_string()),
        ReferenceTarget::Thing(id) => Some(id.to_string()),
        ReferenceTarget::Incident(id) => Some(id.to_string()),
        ReferenceTarget::Question(id) => Some(id.to_string()),
        _ => None,
    }));
    let mut names = BTreeMap::new();
    for id in ids {
        if let Some(declared) = reading.declaration(&id)? {
            names.insert(id, json!({ "slug": declared.slug, "name": declared.name }));
        }
    }
    Ok(json!(names))
}

/// Whether an amendment puts nothing in the place of what it amends.
pub fn is_withdrawal(amendment: &StoredEntry) -> bool {
    matches!(amendment.says(), Some(Says::Amend(amend)) if amend.replacement.is_none())
}

/// An entry as a row: number, time, kind, signer, summary.
pub fn row(reading: &Reading, entry: &StoredEntry) -> Result<[Cell; 6], Failure> {
    let Summary { ours, theirs } = summary(reading, entry)?;
    let header = entry.entry.statement().header();
    let index = entry.entry.index();
    let disputed = reading.key(&header.kid)?.is_some_and(|history| history.disputed_at(index));
    let amended = reading.amended_by(&entry.entry.statement().id())?;
    let mut marks = String::new();
    if let Some(by) = amended {
        let how = if is_withdrawal(&reading.entry(by)?) { "withdrawn" } else { "amended" };
        marks = format!("[{how} by {by}] ");
    }
    if disputed {
        marks.push_str("[disputed by the key's holder] ");
    }
    let what = Cell::of(format!("{marks}{ours}")).and(&theirs);
    let is_marked = entry.body.is_none() || disputed || amended.is_some();
    let what = if is_marked { what.tone(Tone::Warn) } else { what };
    Ok([
        Cell::of(index.to_string()),
        Cell::of(time_to_second(entry.entry.time())).tone(Tone::Dim),
        Cell::of(spaced(&kind_name(entry))).tone(Tone::Strong),
        Cell::of(slug(reading, &header.iss)).optional(),
        Cell::of(short_id(entry)).tone(Tone::Dim).optional(),
        what,
    ])
}
