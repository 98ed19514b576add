//! What somebody recorded between two claims of one source: it stands beside what is computed, and takes nothing away.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::vocabulary::{Act, Relation};

use super::{Maker, Move, Step, is_one_telling, joined, known_order};
use crate::case::{Case, Cite, ClaimId};

/// A relation that somebody recorded between two claims of one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// The entry that says it.
    pub cite: Cite,
    /// How they stand.
    pub relation: Relation,
    /// The claim where it starts.
    pub from: ClaimId,
    /// The claim where it leads.
    pub to: ClaimId,
}

/// The recorded translations of a case, by each of the two claims that one joins, whoever speaks in them.
pub fn translations(case: &Case) -> BTreeMap<ClaimId, Vec<Between>> {
    let mut found: BTreeMap<ClaimId, Vec<Between>> = BTreeMap::new();
    let is_translation = |relation| relation == Relation::TranslationOf;
    for (recorded, from, to) in joined(case, is_translation).filter(|(_, from, to)| from != to) {
        let between = Between { cite: recorded.cite, relation: recorded.link.relation, from, to };
        for end in [from, to] {
            found.entry(end).or_default().push(between);
        }
    }
    found
}

/// How many accounts of the same words are taken back together.
const ACCOUNTS_MAX: usize = 64;

/// What each claim that takes back or corrects names, with the other accounts of the same words, as somebody recorded them:
/// what was said once is taken back once.
pub(crate) fn takings(case: &Case) -> BTreeMap<ClaimId, BTreeSet<ClaimId>> {
    let is_taker = |act| matches!(act, Act::Retracts | Act::Corrects);
    let takers = case.claims().filter(|(_, claimed)| is_taker(claimed.fact.act));
    let named = takers.filter_map(|(id, claimed)| Some((id, case.find(claimed.fact.target?))));
    let named: Vec<(ClaimId, Vec<ClaimId>)> = named.collect();
    if named.is_empty() {
        return BTreeMap::new();
    }
    let mut accounts: BTreeMap<ClaimId, BTreeSet<ClaimId>> = BTreeMap::new();
    for (_, from, to) in joined(case, is_one_telling) {
        accounts.entry(from).or_default().insert(to);
        accounts.entry(to).or_default().insert(from);
    }
    let together = |(taker, named): (ClaimId, Vec<ClaimId>)| {
        let mut found: BTreeSet<ClaimId> = named.iter().copied().collect();
        let mut open = named;
        while let Some(claim) = open.pop().filter(|_| found.len() < ACCOUNTS_MAX) {
            let others = accounts.get(&claim).into_iter().flatten();
            open.extend(others.copied().filter(|other| found.insert(*other)));
        }
        found.remove(&taker);
        (taker, found)
    };
    named.into_iter().map(together).collect()
}

/// Whether a relation adds to or disputes that a source moved from one claim to the other. The rest are of promises,
/// questions and causes.
fn bears_on_moves(relation: Relation) -> bool {
    is_one_telling(relation)
        || matches!(
            relation,
            Relation::Contradicts
                | Relation::InTension
                | Relation::NumberConflict
                | Relation::SetConflict
                | Relation::RivalCause
                | Relation::Corroborates
                | Relation::Explains
        )
}

/// Recorded relations that bear on moves, by the claim where each starts.
pub(super) struct Links(BTreeMap<ClaimId, Vec<Between>>);

impl Links {
    pub(super) fn of(case: &Case) -> Self {
        let mut links: BTreeMap<ClaimId, Vec<Between>> = BTreeMap::new();
        for (recorded, from, to) in joined(case, bears_on_moves).filter(|(_, from, to)| from != to)
        {
            let between =
                Between { cite: recorded.cite, relation: recorded.link.relation, from, to };
            links.entry(from).or_default().push(between);
        }
        Self(links)
    }
}

impl Maker<'_> {
    /// Notes on each move what is recorded between its two claims; what is recorded where nothing was computed is a move
    /// of its own.
    pub(super) fn add_recorded(&self, steps: &mut [Step]) {
        if self.links.0.is_empty() {
            return;
        }
        let places: BTreeMap<ClaimId, usize> =
            steps.iter().enumerate().map(|(place, step)| (step.claim, place)).collect();
        let starting = places.keys().filter_map(|claim| self.links.0.get(claim));
        let inside = starting.flatten().filter(|between| places.contains_key(&between.to));
        let mut all: Vec<Between> = inside.copied().collect();
        all.sort_by_key(|between| (between.cite.index, between.from, between.to));
        let mut known: BTreeMap<(usize, ClaimId), Which> = BTreeMap::new();
        for (place, step) in steps.iter().enumerate() {
            let moves = step.moves.iter().enumerate();
            let moves = moves.map(|(number, moved)| (moved.from, Which::Number(number)));
            let from_widest = step.from_widest.iter().map(|moved| (moved.from, Which::FromWidest));
            for (from, which) in moves.chain(from_widest) {
                known.entry((place, from)).or_insert(which);
            }
        }
        for between in all {
            let [from, to] = [between.from, between.to].map(|end| places.get(&end).copied());
            let Some((from, to)) = from.zip(to) else { continue };
            let ends = [(from, between.to), (to, between.from)];
            let noted = ends.into_iter().find_map(|end| Some((end.0, *known.get(&end)?)));
            if let Some((place, which)) = noted {
                note(steps.get_mut(place), which, between);
                continue;
            }
            let (later, moved) = self.recorded_alone(between, from > to);
            let place = if later == between.from { from } else { to };
            if let Some(step) = steps.get_mut(place) {
                known.insert((place, moved.from), Which::Number(step.moves.len()));
                step.moves.push(moved);
            }
        }
    }

    /// A move that is recorded and was not computed, with the claim that it leads to: the later one; where their order is
    /// not known, that which tells of the other, and else the one that is listed later. How two accounts of the same
    /// words differ is computed whatever their order.
    fn recorded_alone(&self, between: Between, is_from_listed_later: bool) -> (ClaimId, Move) {
        let Between { relation, from, to, .. } = between;
        let is_known = |a, b| known_order(self.case, a, b).is_some();
        let is_from_later = is_known(to, from)
            || (!is_known(from, to) && (is_one_telling(relation) || is_from_listed_later));
        let (earlier, later) = if is_from_later { (to, from) } else { (from, to) };
        let shifts =
            if is_one_telling(relation) { self.compare(earlier, later) } else { BTreeSet::new() };
        (later, Move { from: earlier, grounds: None, shifts, recorded: vec![between] })
    }
}

/// Which move of a step.
#[derive(Clone, Copy)]
enum Which {
    Number(usize),
    FromWidest,
}

fn note(step: Option<&mut Step>, which: Which, between: Between) {
    let moved = step.and_then(|step| match which {
        Which::Number(number) => step.moves.get_mut(number),
        Which::FromWidest => step.from_widest.as_mut(),
    });
    if let Some(moved) = moved {
        moved.recorded.push(between);
    }
}
