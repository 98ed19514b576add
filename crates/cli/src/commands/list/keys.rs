//! Keys and how they stand.

use bayan_ledger::meaning::keys::KeyHistory;
use bayan_ledger::rows;
use bayan_proof::key::Thumbprint;
use serde_json::json;

use super::Line;
use crate::error::Failure;
use crate::reading::filter::FilterArgs;
use crate::reading::layout::{Cell, count};
use crate::reading::words::{short, slug};
use crate::reading::{Reading, rows_failure};
use crate::ui::Tone;

pub(super) fn lines(reading: &Reading, filter: &FilterArgs) -> Result<Vec<Line>, Failure> {
    let party = filter.party.as_ref().map(|party| reading.declared("party", party)).transpose()?;
    let mut keys = reading.meaning().keys().map_err(rows_failure)?;
    keys.retain(|(_, history)| party.as_ref().is_none_or(|party| *party == history.party));
    keys.sort_by_key(|(thumbprint, history)| (history.granted, *thumbprint));
    keys.iter().map(|(thumbprint, history)| line(reading, thumbprint, history)).collect()
}

fn line(reading: &Reading, thumbprint: &Thumbprint, history: &KeyHistory) -> Result<Line, Failure> {
    let used = reading.list(rows::List::Partition, &format!("key:{thumbprint}"))?.len();
    let usages: Vec<&str> = history.usages.iter().map(|usage| usage.name()).collect();
    let end = history.ended.as_ref().map(|ended| {
        let since =
            ended.compromised_since.map(|since| format!(", disputed from entry {since} on"));
        format!("{} at entry {}{}", ended.how.words(), ended.at, since.unwrap_or_default())
    });
    let document = json!({
        "key": thumbprint.to_string(), "public": history.key, "party": history.party,
        "party_slug": slug(reading, &history.party), "usages": usages, "offices": history.offices,
        "granted_by_entry": history.granted.0, "recovers": history.recovers, "entries": used,
        "ended_by_entry": history.ended.as_ref().map(|ended| ended.at.0),
        "disputed_from_entry": history.ended.as_ref().and_then(|ended| ended.compromised_since).map(|it| it.0),
        "state": end.as_deref().unwrap_or("in force"),
    });
    let usages = if history.recovers { "recovery".to_owned() } else { usages.join(", ") };
    let tone = if end.is_some() { Tone::Warn } else { Tone::Good };
    let cells = vec![
        Cell::of(short(&thumbprint.to_string())).tone(Tone::Strong),
        Cell::of(slug(reading, &history.party)),
        Cell::of(usages),
        Cell::of(format!("granted by entry {}", history.granted)).tone(Tone::Dim),
        Cell::of(count(u64::try_from(used).unwrap_or(u64::MAX), "entry", "entries")),
        Cell::of(end.unwrap_or_else(|| "in force".to_owned())).tone(tone),
    ];
    Ok(Line { document, cells })
}
