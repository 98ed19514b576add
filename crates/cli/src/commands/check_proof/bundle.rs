//! A bundle as it was checked, in words and as JSON.

use bayan_ledger::bundle::Bundled;
use bayan_ledger::check::Withheld;
use bayan_ledger::meaning::Declaration;
use bayan_ledger::meaning::keys::KeyHistory;
use bayan_proof::bundle::{Bundle, Carried, Completeness};
use bayan_proof::entry::KEY_PARTITION;
use bayan_proof::key::Thumbprint;
use serde_json::{Map, Value, json};

use super::{Root, root_words, strength_words};
use crate::reading::as_of::{time_text, time_to_second};
use crate::reading::layout::{Cell, Page, Table, count};
use crate::reading::summary::kind_of;
use crate::reading::words::{short, spaced};
use crate::ui::{Tone, Ui};

/// How many things of one kind are listed on a page; JSON has all.
const LISTED_MAX: usize = 20;

/// What was declared under an id, as the bundle has it; nothing of what is not in it.
fn declared(bundled: &Bundled, id: &str) -> Option<Declaration> {
    bundled.meaning.declaration(id).ok().flatten()
}

/// An id as a person types it; itself where the bundle does not have its slug.
fn slug(bundled: &Bundled, id: &str) -> String {
    declared(bundled, id).and_then(|declared| declared.slug).unwrap_or_else(|| id.to_owned())
}

/// An id by name and slug.
fn named(ui: &Ui, bundled: &Bundled, id: &str) -> String {
    let slug = ui.quoted(&slug(bundled, id));
    match declared(bundled, id).map(|declared| declared.name) {
        Some(name) if !name.is_empty() => format!("{} ({slug})", ui.quoted(&name)),
        _ => slug,
    }
}

/// What is known of a key that a bundle is about.
fn key_of(bundled: &Bundled) -> Option<(Thumbprint, KeyHistory)> {
    let key: Thumbprint = bundled.about.as_ref()?.strip_prefix(KEY_PARTITION)?.parse().ok()?;
    Some((key, bundled.meaning.key(&key.0).ok()??))
}

/// What it is about.
pub fn about_words(ui: &Ui, bundled: &Bundled) -> String {
    let Some(about) = &bundled.about else { return "the whole ledger".to_owned() };
    match key_of(bundled) {
        Some((key, history)) => {
            let party = named(ui, bundled, &history.party);
            format!("what {party} signed with the key {}", short(&key.to_string()))
        }
        None => named(ui, bundled, about),
    }
}

/// What is known of what is not in it.
pub fn completeness_words(ui: &Ui, bundled: &Bundled) -> String {
    let newest = bundled.checkpoint.size.0.saturating_sub(1);
    match bundled.completeness {
        Completeness::WholeLog { .. } if bundled.about.is_none() => {
            format!("every entry of the ledger up to entry {newest} is here, and there are no more")
        }
        Completeness::WholeLog { count: here } => {
            let what = count(here, "entry", "entries");
            format!(
                "{what} of it; every entry of the ledger up to entry {newest} is here, so there are no more"
            )
        }
        Completeness::UpTo { newest: last, count: here } => {
            let what = count(here, "entry", "entries");
            format!(
                "{what} of it; none up to entry {last} is left out; {}",
                after(ui, last.0, newest)
            )
        }
        Completeness::Absent => "none of it is here".to_owned(),
    }
}

/// What is known of what comes after the last of some entries; `newest` is that of the ledger.
fn after(ui: &Ui, last: u64, newest: u64) -> String {
    if last == newest {
        return "that is the newest of the ledger".to_owned();
    }
    let what = format!("whether more follow up to entry {newest} is as the operator lists it");
    ui.paint(Tone::Warn, what)
}

/// What is known of policies, keys and redactions that are not in it; nothing to say where every entry is here.
fn governance_words(ui: &Ui, bundled: &Bundled) -> String {
    match bundled.governance {
        Completeness::UpTo { newest: last, .. } => {
            let newest = bundled.checkpoint.size.0.saturating_sub(1);
            let after = after(ui, last.0, newest);
            format!("every policy, key and redaction up to entry {last} is here; {after}")
        }
        Completeness::WholeLog { .. } | Completeness::Absent => String::new(),
    }
}

/// As JSON.
pub fn document(bundled: &Bundled) -> Map<String, Value> {
    let complete = |completeness: Completeness| match completeness {
        Completeness::WholeLog { count } => json!({"by": "whole_log", "entries": count}),
        Completeness::UpTo { newest, count } => {
            json!({"by": "links", "up_to": newest.0, "entries": count})
        }
        Completeness::Absent => json!({"by": "nothing"}),
    };
    let withheld = |withheld: &Withheld| match withheld {
        Withheld::Body { index, by } => json!({"entry": index.0, "by": by.0}),
        Withheld::Artifact { digest, by } => json!({"artifact": digest.to_string(), "by": by.0}),
    };
    let document = json!({
        "ok": true,
        "format": "bayan",
        "origin": bundled.founded.origin,
        "about": bundled.about,
        "about_slug": bundled.about.as_ref().map(|about| slug(bundled, about)),
        "about_name": bundled.about.as_ref().and_then(|about| declared(bundled, about)).map(|it| it.name),
        "signer": key_of(bundled).map(|(key, _)| key.to_string()),
        "signer_party": key_of(bundled).map(|(_, history)| history.party),
        "strength": bundled.strength.word(),
        "witnesses": bundled.witnesses,
        "size": bundled.checkpoint.size.0,
        "root": bundled.checkpoint.root.to_string(),
        "complete": complete(match bundled.completeness {
            Completeness::WholeLog { .. } if bundled.about.is_none() => {
                Completeness::WholeLog { count: bundled.entries }
            }
            completeness => completeness,
        }),
        "policies_keys_and_redactions": complete(bundled.governance),
        "entries": bundled.entries,
        "entries_without_body": bundled.bare,
        "artifacts": bundled.artifacts,
        "absent_artifacts": bundled.absent.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "withheld": bundled.withheld.iter().map(withheld).collect::<Vec<_>>(),
        "unchecked": bundled.unchecked.iter().map(|(index, what)| json!({"entry": index.0, "what": what})).collect::<Vec<_>>(),
    });
    document.as_object().cloned().unwrap_or_default()
}

/// Every entry as JSON, with what it says.
pub fn entry_documents(bundle: &Bundle, bundled: &Bundled) -> Vec<Value> {
    bundle.entries().iter().map(|carried| entry_document(carried, bundled)).collect()
}

fn entry_document(carried: &Carried, bundled: &Bundled) -> Value {
    let header = carried.entry.statement().header();
    let index = carried.entry.index();
    let body = carried.body.as_ref().and_then(|body| serde_json::from_slice::<Value>(body).ok());
    json!({
        "entry": index.0,
        "time": time_text(carried.entry.time()),
        "id": carried.entry.statement().id().to_string(),
        "kind": kind_of(header.kind),
        "subject": header.sub,
        "subject_slug": slug(bundled, &header.sub),
        "incidents": header.incidents,
        "signer": header.iss,
        "signer_slug": slug(bundled, &header.iss),
        "key": header.kid.to_string(),
        "disputed_by_key_holder": is_disputed(carried, bundled),
        "withheld_by": bundled.meaning.withheld(index).ok().flatten().map(|by| by.0),
        "about": is_about(carried, bundled),
        "body": body,
    })
}

/// Whether its holder says that the key was not in their hands.
fn is_disputed(carried: &Carried, bundled: &Bundled) -> bool {
    let key = carried.entry.statement().header().kid;
    let history = bundled.meaning.key(&key.0).ok().flatten();
    history.is_some_and(|history| history.disputed_at(carried.entry.index()))
}

/// Whether an entry is one that the bundle is about.
fn is_about(carried: &Carried, bundled: &Bundled) -> bool {
    let about = bundled.about.as_ref();
    about.is_none_or(|about| carried.entry.parts().iter().any(|part| part.name == *about))
}

/// A row for each entry that the bundle is about.
pub fn entry_lines(ui: &Ui, bundle: &Bundle, bundled: &Bundled) -> Vec<String> {
    let mut table = Table::default();
    for carried in bundle.entries().iter().filter(|carried| is_about(carried, bundled)) {
        let header = carried.entry.statement().header();
        let index = carried.entry.index();
        let mut marks = Vec::new();
        if let Ok(Some(by)) = bundled.meaning.withheld(index) {
            marks.push(format!("[withheld by entry {by}]"));
        }
        if is_disputed(carried, bundled) {
            marks.push("[disputed by the key's holder]".to_owned());
        }
        let name = declared(bundled, &header.sub).map(|declared| declared.name);
        let subject = format!("{} ", slug(bundled, &header.sub));
        table.row([
            Cell::of(index.to_string()),
            Cell::of(time_to_second(carried.entry.time())).tone(Tone::Dim),
            Cell::of(spaced(&kind_of(header.kind))).tone(Tone::Strong),
            Cell::of(slug(bundled, &header.iss)),
            Cell::of(marks.join(" ")).tone(Tone::Warn),
            Cell::of(subject).and(&name.unwrap_or_default()),
        ]);
    }
    table.lines(ui)
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
    page.row("keys", governance_words(ui, bundled));
    page.row(
        "entries",
        match bundled.bare {
            0 => format!("{} in all, each with its signature checked", bundled.entries),
            bare => format!(
                "{} in all, each with its signature checked; {bare} of other matters without what they say",
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
