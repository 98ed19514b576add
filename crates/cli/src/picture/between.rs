//! What stands between the two sides of a conflict: a source that is on both, and what somebody recorded by which they would
//! agree, explain or repeat each other, by the name of the relation, for to explain is not to agree.

use bayan_claim::vocabulary::Relation;
use bayan_view::case::{ClaimId, Recorded};
use bayan_view::conflict::{self, Conflict};
use bayan_view::fact::EndFact;
use bayan_view::track::{Who, known_order};
use schemars::JsonSchema;
use serde::Serialize;

use super::Scene;
use super::document::Documents;
use super::telling::Teller;
use crate::reading::layout::Page;

/// A relation that is recorded between two claims.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BetweenDocument {
    /// The entry that records it.
    pub entry: u64,
    /// `corroborates`, `explains`, `repeats_origin`, `translation_of` or `same_event`.
    pub relation: &'static str,
    /// The address of the claim that it starts from.
    pub from: String,
    /// The address of the claim that it leads to.
    pub to: String,
}

struct Between {
    entry: u64,
    relation: Relation,
    from: ClaimId,
    to: ClaimId,
}

/// The sources that stand on both sides.
pub fn on_both(conflict: &Conflict) -> &[Who] {
    match &conflict.between {
        conflict::Between::Sources => &[],
        conflict::Between::Shared(sources) => sources,
        conflict::Between::OneSource(source) => std::slice::from_ref(source),
    }
}

/// How many claims of each side are looked at to tell whether the order of one source's words is known.
const ORDERED_MAX: usize = 16;

/// Whether it is known which of what one source says on the two sides came first.
fn is_order_known(scene: &Scene, conflict: &Conflict) -> bool {
    let is_known = |a: &ClaimId, b: &ClaimId| {
        known_order(&scene.case, *a, *b).or_else(|| known_order(&scene.case, *b, *a)).is_some()
    };
    let right = || conflict.right.iter().take(ORDERED_MAX);
    conflict.left.iter().take(ORDERED_MAX).all(|left| right().all(|right| is_known(left, right)))
}

/// The recorded relations that dispute a conflict: each with the claims of the two sides that it joins.
fn between(scene: &Scene, conflict: &Conflict) -> Vec<Between> {
    let disputes = |link: &&Recorded| conflict.disputed.contains(&link.cite);
    let mut found = Vec::new();
    for recorded in scene.case.links.iter().filter(disputes) {
        let (EndFact::Claim(from), EndFact::Claim(to)) = (recorded.link.from, recorded.link.to)
        else {
            continue;
        };
        let (from, to) = (scene.case.find(from), scene.case.find(to));
        let on =
            |ids: &[ClaimId], side: &[ClaimId]| ids.iter().copied().find(|id| side.contains(id));
        let (left, right) = (&conflict.left, &conflict.right);
        let joined = on(&from, left).zip(on(&to, right));
        if let Some((from, to)) = joined.or_else(|| on(&from, right).zip(on(&to, left))) {
            let (entry, relation) = (recorded.cite.index.0, recorded.link.relation);
            found.push(Between { entry, relation, from, to });
        }
    }
    found
}

impl Teller<'_> {
    /// One line each.
    pub fn between(&self, page: &mut Page<'_>, indent: usize, conflict: &Conflict) {
        let key = match &conflict.between {
            conflict::Between::OneSource(_) if is_order_known(self.scene, conflict) => "one-source",
            conflict::Between::OneSource(_) => "one-source-unordered",
            _ => "on-both-sides",
        };
        for source in on_both(conflict) {
            let line = self.with(key, "party", &self.who(source));
            for line in self.words.ui.wrapped(&line, indent) {
                page.line(line);
            }
        }
        for Between { entry, relation, from, to } in between(self.scene, conflict) {
            let (entry, relation) = (entry.to_string(), self.words.speech().relation(relation));
            let (from, to) = (self.address(from), self.address(to));
            let told = [
                ("entry", (&entry).into()),
                ("relation", (&*relation).into()),
                ("from", (&from).into()),
                ("to", (&to).into()),
            ];
            let line = self.words.speech().with("records-between", &told);
            page.line(format!("{}{line}", " ".repeat(indent)));
        }
    }
}

impl Documents<'_> {
    /// The same in JSON.
    pub fn between(&self, conflict: &Conflict) -> Vec<BetweenDocument> {
        let document = |it: Between| BetweenDocument {
            entry: it.entry,
            relation: it.relation.name(),
            from: self.address(it.from),
            to: self.address(it.to),
        };
        between(self.scene, conflict).into_iter().map(document).collect()
    }
}
