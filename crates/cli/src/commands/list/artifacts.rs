//! Captured artifacts, own texts included.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::Says;
use bayan_claim::kind::Source;
use bayan_ledger::rows;
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;
use serde_json::json;

use super::Line;
use crate::error::Failure;
use crate::reading::filter::FilterArgs;
use crate::reading::layout::{Cell, count};
use crate::reading::record::withheld_json;
use crate::reading::summary::withheld_words;
use crate::reading::words::{capture, short, slug, spaced};
use crate::reading::{Reading, rows_failure};
use crate::ui::Tone;

pub(super) fn lines(reading: &Reading, filter: &FilterArgs) -> Result<Vec<Line>, Failure> {
    let captures = reading.meaning().captures().map_err(rows_failure)?;
    let named =
        if filter.is_empty() { None } else { Some(super::declared::named_by(reading, filter)?) };
    let mut by_entry: BTreeMap<Index, Sha256> = BTreeMap::new();
    for (digest, index) in captures {
        if named.as_ref().is_none_or(|named| named.contains(&digest.to_string())) {
            by_entry.insert(index, digest);
        }
    }
    let entries: BTreeSet<Index> = by_entry.keys().copied().collect();
    let mut lines = Vec::with_capacity(entries.len());
    reading.for_entries(&entries, |entry| {
        let index = entry.entry.index();
        if let Some(digest) = by_entry.get(&index) {
            lines.push(line(reading, digest, index, reading.standing(&entry)?.as_ref())?);
        }
        Ok(())
    })?;
    Ok(lines)
}

fn line(
    reading: &Reading,
    digest: &Sha256,
    index: Index,
    says: Option<&Says>,
) -> Result<Line, Failure> {
    let (media_type, size, language, from, address) = match says {
        Some(Says::Capture(is)) => {
            let (from, address) = match &is.source {
                Source::Original(original) => {
                    let outlet = original.outlet.map(|outlet| slug(reading, &outlet.to_string()));
                    (outlet.unwrap_or_default(), original.address.as_ref().map(ToString::to_string))
                }
                Source::Rendition(made) => {
                    (format!("{} of {}", spaced(made.what.name()), capture(&made.of)), None)
                }
            };
            let language = is.language.as_ref().map(ToString::to_string);
            (Some(is.media_type.to_string()), Some(u64::from(is.size)), language, from, address)
        }
        Some(Says::Utterance(utterance)) => {
            let size = utterance.text.as_ref().and_then(|text| u64::try_from(text.len()).ok());
            let language = utterance.language.as_ref().map(ToString::to_string);
            (
                Some("text/plain;charset=utf-8".to_owned()),
                size,
                language,
                "own text".to_owned(),
                None,
            )
        }
        _ => (None, None, None, "its capture is withheld or withdrawn".to_owned(), None),
    };
    let withheld = reading.artifact_withheld(digest)?;
    let quoted_by =
        reading.list(rows::List::Artifact, &digest.to_string())?.len().saturating_sub(1);
    let document = json!({
        "sha256": digest.to_string(), "captured_by_entry": index.0, "media_type": media_type, "size": size,
        "language": language, "from": from, "address": address, "named_by_entries": quoted_by,
        "withheld": withheld.as_ref().map(withheld_json),
    });
    let size = size.map(|size| count(size, "byte", "bytes")).unwrap_or_default();
    let essence =
        media_type.as_deref().and_then(|it| it.split(';').next()).unwrap_or_default().to_owned();
    let last = match &withheld {
        Some(withheld) => Cell::of(withheld_words(withheld)).tone(Tone::Warn),
        None => Cell::quoted(address.as_deref().unwrap_or_default()).tone(Tone::Dim),
    };
    let cells = vec![
        Cell::of(format!("capture:{}", short(&digest.to_string()))).tone(Tone::Strong),
        Cell::of(essence),
        Cell::of(size).optional(),
        Cell::of(language.unwrap_or_default()).optional(),
        Cell::of(from),
        Cell::of(format!("entry {index}")).tone(Tone::Dim),
        last,
    ];
    Ok(Line { document, cells })
}
