//! Parties, incidents, things and questions.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::kind::{Party, Question, Thing};
use bayan_claim::{ReferenceTarget, Says};
use bayan_proof::num::Index;
use serde_json::json;

use super::Line;
use crate::error::Failure;
use crate::reading::filter::FilterArgs;
use crate::reading::layout::{Cell, count};
use crate::reading::words::{slug, spaced};
use crate::reading::{Reading, rows_failure};
use crate::ui::Tone;

pub(super) fn lines(
    reading: &Reading,
    filter: &FilterArgs,
    kind: &str,
) -> Result<Vec<Line>, Failure> {
    let declared = reading.meaning().declarations(&format!("{kind}:")).map_err(rows_failure)?;
    let named = if filter.is_empty() { None } else { Some(named_by(reading, filter)?) };
    let mut by_entry: BTreeMap<Index, String> = BTreeMap::new();
    for (id, declaration) in declared {
        if named.as_ref().is_none_or(|named| named.contains(&id)) {
            by_entry.insert(Index(declaration.index), id);
        }
    }
    let mut lines = Vec::with_capacity(by_entry.len());
    let entries: BTreeSet<Index> = by_entry.keys().copied().collect();
    reading.for_entries(&entries, |entry| {
        let index = entry.entry.index();
        if let Some(id) = by_entry.get(&index) {
            lines.push(line(reading, id, index, reading.standing(&entry)?.as_ref())?);
        }
        Ok(())
    })?;
    Ok(lines)
}

fn line(reading: &Reading, id: &str, index: Index, says: Option<&Says>) -> Result<Line, Failure> {
    let declaration = reading.declaration(id)?;
    let (slug_of, name) = declaration.map(|it| (it.slug, it.name)).unwrap_or_default();
    let concerning =
        if id.starts_with("party:") { reading.of_party(id)? } else { reading.naming(id)? };
    let newest = concerning.last();
    let (is, name) = match says {
        Some(Says::Party(party)) => (is_party(party), name),
        Some(Says::Thing(thing)) => (is_thing(thing), name),
        Some(Says::Question(question)) => {
            (about(reading, question), question.text.text.to_string())
        }
        Some(_) => (String::new(), name),
        None => ("withheld or withdrawn".to_owned(), name),
    };
    let entries = u64::try_from(concerning.len()).unwrap_or(u64::MAX);
    let document = json!({
        "id": id, "slug": slug_of, "name": name, "is": is, "declared_by_entry": index.0,
        "entries": entries, "newest_entry": newest.map(|index| index.0),
    });
    let mut cells = vec![Cell::of(slug_of.unwrap_or_else(|| id.to_owned())).tone(Tone::Strong)];
    cells.extend((!id.starts_with("incident:")).then(|| Cell::of(is)));
    cells.push(Cell::of(format!("entry {index}")).tone(Tone::Dim));
    let newest = newest.map(|newest| format!(", newest {newest}")).unwrap_or_default();
    let entries = count(entries, "entry", "entries");
    cells.push(Cell::of(format!("{entries}{newest}")).tone(Tone::Dim).optional());
    cells.push(Cell::quoted(&name));
    Ok(Line { document, cells })
}

fn is_party(party: &Party) -> String {
    party.is.to_string()
}

fn is_thing(thing: &Thing) -> String {
    spaced(thing.is.kind().name())
}

fn about(reading: &Reading, question: &Question) -> String {
    format!("{} {}", slug(reading, &question.incident.to_string()), question.facet)
}

/// Every id and artifact that the entries of a filter name, declare or are signed by.
pub(super) fn named_by(
    reading: &Reading,
    filter: &FilterArgs,
) -> Result<BTreeSet<String>, Failure> {
    let mut named = BTreeSet::new();
    reading.for_entries(&filter.entries(reading, None)?, |entry| {
        let header = entry.entry.statement().header();
        named.insert(header.iss.clone());
        named.insert(header.sub.clone());
        named.extend(header.incidents.iter().cloned());
        let Some(says) = entry.says() else { return Ok(()) };
        named.extend(says.references().into_iter().filter_map(
            |reference| match reference.target {
                ReferenceTarget::Party(id) => Some(id.to_string()),
                ReferenceTarget::Thing(id) => Some(id.to_string()),
                ReferenceTarget::Incident(id) => Some(id.to_string()),
                ReferenceTarget::Question(id) => Some(id.to_string()),
                ReferenceTarget::Artifact(digest) => Some(digest.to_string()),
                ReferenceTarget::Statement(_) | ReferenceTarget::Claim(_) => None,
            },
        ));
        named.extend(says.captures().map(|digest| digest.to_string()));
        match says {
            Says::Party(party) => named.extend([party.id.to_string()]),
            Says::Thing(thing) => named.extend([thing.id.to_string()]),
            Says::Question(question) => named.extend([question.id.to_string()]),
            _ => {}
        }
        Ok(())
    })?;
    Ok(named)
}
