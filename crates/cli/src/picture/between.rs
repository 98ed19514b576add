//! What stands between two claims: a source that is on both sides of a conflict, and what somebody recorded: of the sides of
//! a conflict by which they would agree, explain or repeat each other, between two of one source, and that one translates the
//! other. Each by the name of the relation, for to explain is not to agree.

use std::collections::BTreeSet;

use bayan_view::case::{ClaimId, Recorded};
use bayan_view::conflict::{self, Conflict};
use bayan_view::fact::EndFact;
use bayan_view::shift::{Rule, Shift, shifts};
use bayan_view::track::{Between, Step, Who, known_order};
use schemars::JsonSchema;
use serde::Serialize;

use super::Scene;
use super::document::{Documents, ShiftDocument};
use super::telling::Teller;
use crate::reading::layout::Page;

/// A relation that is recorded between two claims.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BetweenDocument {
    /// The entry that records it.
    pub entry: u64,
    /// `corroborates`, `explains`, `repeats_origin`, `translation_of` or `same_event`; between two claims of one source also
    /// `contradicts`, `in_tension`, `number_conflict`, `set_conflict` or `rival_cause`.
    pub relation: &'static str,
    /// The address of the claim that it starts from.
    pub from: String,
    /// The address of the claim that it leads to.
    pub to: String,
}

/// That one claim translates another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TranslationDocument {
    /// What is recorded.
    #[serde(flatten)]
    pub between: BetweenDocument,
    /// In which ways the translation differs from what it translates, as its record has them.
    pub shifts: Vec<ShiftDocument>,
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
    if conflict.disputed.is_empty() {
        return Vec::new();
    }
    let entries: BTreeSet<_> = conflict.disputed.iter().collect();
    // An entry may hold other links as well.
    let disputes = |recorded: &&Recorded| {
        conflict::agrees(recorded.link.relation) && entries.contains(&recorded.cite)
    };
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
            let (cite, relation) = (recorded.cite, recorded.link.relation);
            found.push(Between { cite, relation, from, to });
        }
    }
    found
}

/// The recorded translations that a claim is one end of, each with how the two differ otherwise than in words.
fn translations(scene: &Scene, id: ClaimId) -> Vec<(Between, BTreeSet<(Shift, Rule)>)> {
    let found = scene.translations().get(&id).into_iter().flatten();
    let differ = |between: &Between| {
        let fact = |id: ClaimId| &scene.case.claim(id).fact;
        let containment = scene.world.containment();
        let (original, translation) = (fact(between.to), fact(between.from));
        let mut found = shifts(&scene.case.catalogue, containment, original, translation);
        found.retain(|(shift, _)| !matches!(shift, Shift::Repeats | Shift::Rewords));
        found
    };
    found.map(|between| (*between, differ(between))).collect()
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
        for between in between(self.scene, conflict) {
            page.line(format!("{}{}", " ".repeat(indent), self.recorded(&between)));
        }
    }

    /// What an entry records between two claims.
    pub fn recorded(&self, between: &Between) -> String {
        let entry = between.cite.index.to_string();
        let relation = self.words.speech().relation(between.relation);
        let (from, to) = (self.address(between.from), self.address(between.to));
        let told = [
            ("entry", (&entry).into()),
            ("relation", (&*relation).into()),
            ("from", (&from).into()),
            ("to", (&to).into()),
        ];
        self.words.speech().with("records-between", &told)
    }

    /// That a claim is a translation or has one, one line each, unless a move of its step says so.
    pub fn translations(
        &self,
        page: &mut Page<'_>,
        indent: usize,
        id: ClaimId,
        step: Option<&Step>,
    ) {
        let moves = || step.into_iter().flat_map(|step| step.moves.iter().chain(&step.from_widest));
        for (between, shifts) in translations(self.scene, id) {
            if moves().any(|moved| moved.recorded.contains(&between)) {
                continue;
            }
            let mut words = vec![self.recorded(&between)];
            words.extend(self.shift_words(&shifts));
            page.part(indent, "", words.join("; "));
        }
    }
}

impl Documents<'_> {
    /// The same in JSON.
    pub fn between(&self, conflict: &Conflict) -> Vec<BetweenDocument> {
        between(self.scene, conflict).iter().map(|it| self.recorded(it)).collect()
    }

    /// What an entry records between two claims.
    pub fn recorded(&self, between: &Between) -> BetweenDocument {
        BetweenDocument {
            entry: between.cite.index.0,
            relation: between.relation.name(),
            from: self.address(between.from),
            to: self.address(between.to),
        }
    }

    /// That a claim is a translation or has one.
    pub fn translations(&self, id: ClaimId) -> Vec<TranslationDocument> {
        let translations = translations(self.scene, id).into_iter();
        let document =
            |(between, shifts): (Between, BTreeSet<(Shift, Rule)>)| TranslationDocument {
                between: self.recorded(&between),
                shifts: ShiftDocument::all(&shifts),
            };
        translations.map(document).collect()
    }
}
