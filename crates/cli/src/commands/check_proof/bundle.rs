//! A bundle as it was checked, in words and as JSON.

use bayan_ledger::bundle::Bundled;
use bayan_ledger::check::Withheld;
use bayan_proof::bundle::{Bundle, Carried, Completeness};
use serde_json::{Value, json};

use super::{Root, root_words, strength_words};
use crate::reading::as_of::time_text;
use crate::reading::layout::Page;
use crate::reading::summary::kind_of;
use crate::ui::{Tone, Ui};

/// How many things of one kind are listed on a page; JSON has all.
const LISTED_MAX: usize = 20;

/// What it is about.
pub fn about_words(ui: &Ui, bundled: &Bundled) -> String {
    bundled.about.as_ref().map_or_else(|| "the whole ledger".to_owned(), |about| ui.quoted(about))
}

/// What is known of what is not in it.
pub fn completeness_words(ui: &Ui, bundled: &Bundled) -> String {
    match bundled.completeness {
        Completeness::WholeLog => {
            format!(
                "complete: every entry up to the checkpoint of {} is here",
                bundled.checkpoint.size
            )
        }
        Completeness::UpTo { newest, count } => {
            let what = format!(
                "complete up to entry {newest}: {count} entries, and none before it is left out"
            );
            let after = format!(
                "whether more follow up to entry {} is as the operator lists it",
                bundled.checkpoint.size.0.saturating_sub(1)
            );
            format!("{what}; {}", ui.paint(Tone::Warn, &after))
        }
        Completeness::Absent => "none of it is here".to_owned(),
    }
}

/// As JSON.
pub fn document(bundled: &Bundled) -> Value {
    let complete = |completeness: Completeness| match completeness {
        Completeness::WholeLog => json!({"by": "whole_log"}),
        Completeness::UpTo { newest, count } => {
            json!({"by": "links", "up_to": newest.0, "entries": count})
        }
        Completeness::Absent => json!({"by": "nothing"}),
    };
    let withheld = |withheld: &Withheld| match withheld {
        Withheld::Body { index, by } => json!({"entry": index.0, "by": by.0}),
        Withheld::Artifact { digest, by } => json!({"artifact": digest.to_string(), "by": by.0}),
    };
    json!({
        "ok": true,
        "format": "bayan",
        "origin": bundled.founded.origin,
        "about": bundled.about,
        "strength": bundled.strength.word(),
        "witnesses": bundled.witnesses,
        "size": bundled.checkpoint.size.0,
        "root": bundled.checkpoint.root.to_string(),
        "complete": complete(bundled.completeness),
        "policies_keys_and_redactions": complete(bundled.governance),
        "entries": bundled.entries,
        "entries_without_body": bundled.bare,
        "artifacts": bundled.artifacts,
        "absent_artifacts": bundled.absent.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "withheld": bundled.withheld.iter().map(withheld).collect::<Vec<_>>(),
        "unchecked": bundled.unchecked.iter().map(|(index, what)| json!({"entry": index.0, "what": what})).collect::<Vec<_>>(),
    })
}

/// An entry as JSON, with what it says.
pub fn entry_document(carried: &Carried) -> Value {
    let header = carried.entry.statement().header();
    let body = carried.body.as_ref().and_then(|body| serde_json::from_slice::<Value>(body).ok());
    json!({
        "entry": carried.entry.index().0,
        "time": time_text(carried.entry.time()),
        "id": carried.entry.statement().id().to_string(),
        "kind": kind_of(header.kind),
        "issuer": header.iss,
        "subject": header.sub,
        "body": body,
    })
}

/// A line for each entry of what the bundle is about.
pub fn entry_lines(ui: &Ui, bundle: &Bundle) -> Vec<String> {
    let is_about = |carried: &&Carried| {
        let parts = carried.entry.parts();
        bundle.about().is_none_or(|about| parts.iter().any(|part| part.name == about))
    };
    let line = |carried: &Carried| {
        let header = carried.entry.statement().header();
        let body = if carried.body.is_some() { "" } else { "  no body" };
        format!(
            "  {}  {}  {}  {}{body}",
            carried.entry.index(),
            time_text(carried.entry.time()),
            kind_of(header.kind),
            ui.quoted(&header.iss)
        )
    };
    bundle.entries().iter().filter(is_about).map(line).collect()
}

/// In words.
pub(super) fn lines(ui: &Ui, bundled: &Bundled, root: Root) -> Vec<String> {
    let mut page = Page::new(ui);
    let head = format!(
        "{} is in the ledger {}",
        about_words(ui, bundled),
        ui.quoted(&bundled.founded.origin)
    );
    page.line(format!("{}  {head}", ui.paint(Tone::Good, "OK")));
    page.row("strength", strength_words(bundled.strength, &bundled.witnesses));
    page.row("trust", root_words(ui, root));
    page.row("complete", completeness_words(ui, bundled));
    page.row(
        "entries",
        match bundled.bare {
            0 => format!("{}, each with its signature checked", bundled.entries),
            bare => format!(
                "{}, each with its signature checked; {bare} of other matters come without what they say",
                bundled.entries
            ),
        },
    );
    page.row("tree", format!("of {} entries", bundled.checkpoint.size));
    page.row("root", bundled.checkpoint.root.to_string());
    page.row("artifacts", bundled.artifacts.to_string());
    let some = |list: Vec<String>| {
        let rest = list.len().saturating_sub(LISTED_MAX);
        let more = (rest > 0).then(|| format!("and {rest} more; `--json` lists all"));
        list.into_iter().take(LISTED_MAX).chain(more).collect::<Vec<_>>()
    };
    let absent = bundled.absent.iter().map(ToString::to_string).collect();
    page.rows("not here", some(absent));
    let withheld =
        bundled.withheld.iter().map(|it| format!("{it}, by entry {}", it.by())).collect();
    page.rows("withheld", some(withheld));
    let unchecked = bundled.unchecked.iter().map(|(index, what)| format!("entry {index}: {what}"));
    page.rows("unchecked", some(unchecked.collect()));
    page.into_lines()
}
