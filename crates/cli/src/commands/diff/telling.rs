//! What changed, for a person.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::ClaimRef;
use bayan_view::state::{Moved, Opposed};
use bayan_view::track::Who;

use super::change::{Change, Changing};
use super::{Found, exactly};
use crate::picture::telling::Teller;
use crate::reading::Reading;
use crate::reading::layout::Page;
use crate::reading::words::{Words, capture};
use crate::ui::{Tone, Ui};

pub(super) fn lines(ui: &Ui, reading: &Reading, found: &Found) -> Vec<String> {
    let words = Words { reading, ui };
    let [from, to] =
        [&found.from, &found.to].map(|scene| Teller { words, scene, quotes: &found.quotes });
    let mut page = Page::new(ui);
    page.line(ui.paint(Tone::Strong, words.named(&found.to.incident.to_string())));
    page.row(&to.text("label-from"), moment(from));
    page.row(&to.text("label-to"), moment(to));
    if found.changes.is_empty() {
        page.line(to.text("nothing-changed"));
        return page.into_lines();
    }
    statuses(&mut page, to, found);
    positions(&mut page, from, to, found);
    moves(&mut page, to, "head-history", &found.changes.moves);
    moves(&mut page, to, "head-retold", &found.changes.retold);
    conflicts(&mut page, from, to, found);
    records(&mut page, to, found);
    page.into_lines()
}

fn moment(teller: Teller<'_>) -> String {
    let entries = teller.scene.size.to_string();
    let mut words = vec![teller.with("held-entries", "entries", &entries)];
    if let Some(said_by) = &teller.scene.said_by {
        words.push(teller.with("said-by-time", "time", &said_by.to_string()));
    }
    teller.words.speech().list(&words)
}

fn statuses(page: &mut Page<'_>, to: Teller<'_>, found: &Found) {
    if !found.changes.statuses.is_empty() {
        page.heading(&to.text("head-statuses"));
    }
    for (facet, (was, is)) in &found.changes.statuses {
        let (was, is) = (to.status(facet, *was), to.status(facet, *is));
        let is = to.words.ui.paint(Tone::Strong, is);
        page.line(format!("  {}: {was} → {is}", to.facet(facet)));
    }
}

/// What each source held and holds, by source and facet.
fn positions(page: &mut Page<'_>, from: Teller<'_>, to: Teller<'_>, found: &Found) {
    let changes = &found.changes;
    let keys: BTreeSet<_> = changes.taken.keys().chain(changes.left.keys()).collect();
    if !keys.is_empty() {
        page.heading(&to.text("head-positions"));
    }
    let changing = Changing::of(found);
    for key in keys {
        page.line(format!("  {}; {}", to.who(&key.0), to.facet(&key.1)));
        for claim in changes.left.get(key).into_iter().flatten() {
            changed(page, from, *claim, changing.left(&key.0, *claim));
        }
        for claim in changes.taken.get(key).into_iter().flatten() {
            changed(page, to, *claim, changing.taken(*claim));
        }
    }
}

/// A claim's sentence under the word for what became of it; the sign and its colour are a help to the eye.
fn changed(page: &mut Page<'_>, teller: Teller<'_>, claim: ClaimRef, change: Change) {
    let Some(id) = exactly(&teller.scene.case, claim) else { return };
    let by = change.by().map(|by| address(teller, by));
    let word = match (change, by) {
        (Change::TakenBack(_), Some(by)) => teller.with("taken-back-by", "claim", &by),
        (Change::GaveWay(_), Some(by)) => teller.with("gave-way-to", "claim", &by),
        (Change::GaveWay(_), None) => teller.text("stands-no-more"),
        (change, _) => teller.label("change", change.name()),
    };
    let (sign, tone) = change.sign();
    let line = format!("{sign} {}: {word}", teller.address(id));
    page.line(format!("  {}", teller.words.ui.paint(tone, line)));
    teller.sentence(page, 6, id);
}

fn moves(page: &mut Page<'_>, to: Teller<'_>, head: &str, moves: &BTreeSet<Moved>) {
    if !moves.is_empty() {
        page.heading(&to.text(head));
    }
    let speech = to.words.speech();
    let mut by_claims: BTreeMap<(&Who, ClaimRef, ClaimRef), Vec<String>> = BTreeMap::new();
    for moved in moves {
        let shift = speech.label("shift", moved.shift.name());
        let rule = speech.label("rule", moved.rule.name());
        let shift = to.words.ui.paint(Tone::Strong, &*shift);
        let shifts = by_claims.entry((&moved.who, moved.from, moved.to)).or_default();
        shifts.push(format!("{shift} ({rule})"));
    }
    for ((who, earlier, later), shifts) in by_claims {
        let [earlier, later] = [earlier, later].map(|claim| address(to, claim));
        page.line(format!("  {}: {earlier} → {later}: {}", to.who(who), speech.list(&shifts)));
    }
}

fn address(teller: Teller<'_>, claim: ClaimRef) -> String {
    teller.words.claim(bayan_claim::id::ClaimTarget::There(claim))
}

fn conflicts(page: &mut Page<'_>, from: Teller<'_>, to: Teller<'_>, found: &Found) {
    for (head, teller, list) in [
        ("head-new-conflicts", to, &found.changes.conflicts),
        ("head-gone-conflicts", from, &found.changes.resolved),
    ] {
        if !list.is_empty() {
            page.heading(&to.text(head));
        }
        for opposed in list {
            conflict(page, teller, opposed);
        }
    }
}

fn conflict(page: &mut Page<'_>, teller: Teller<'_>, opposed: &Opposed) {
    let kind = teller.words.speech().label("conflict", opposed.kind.name());
    page.line(format!("  {}", teller.warn(&kind)));
    for (number, side) in [&opposed.left, &opposed.right].into_iter().enumerate() {
        if number > 0 {
            page.line(format!("    {}", teller.words.dim(&teller.text("against"))));
        }
        for claim in side {
            if let Some(id) = exactly(&teller.scene.case, *claim) {
                teller.sentence(page, 6, id);
            }
            page.line(format!("        {}", teller.words.dim(&address(teller, *claim))));
        }
    }
}

/// Corrections, gaps, and new links, silences, questions and opinions.
fn records(page: &mut Page<'_>, to: Teller<'_>, found: &Found) {
    let changes = &found.changes;
    if !changes.corrections.is_empty() {
        page.heading(&to.text("head-corrections"));
    }
    for correction in &to.scene.case.corrections {
        if changes.corrections.contains(&(correction.cite.statement, correction.reason)) {
            page.line(format!("  {}", to.correction(correction)));
        }
    }
    if !(changes.gaps.is_empty() && changes.artifacts.is_empty()) {
        page.heading(&to.text("head-gaps"));
    }
    for gap in &to.scene.case.gaps {
        if changes.gaps.contains(&gap.cite.statement) {
            page.line(format!("  {}", to.warn(&to.gap(gap))));
        }
    }
    for artifact in &changes.artifacts {
        let words = to.with("artifact-withheld", "artifact", &capture(artifact));
        page.line(format!("  {}", to.warn(&words)));
    }
    let others: Vec<String> =
        changes.others.iter().map(|statement| to.words.statement(&statement.0)).collect();
    if !others.is_empty() {
        page.heading(&to.text("head-other-records"));
        page.line(format!("  {}", to.words.speech().list(&others)));
    }
}
