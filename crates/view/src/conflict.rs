//! Where sources conflict: computed over sides, bounds, sets and times, or recorded by a link. Both sides stay.
//!
//! A denial covers all of its reach, an affirmation some of its own. So they contradict each other exactly when the
//! affirmed reach lies within the denied one, and are in tension when the two only overlap. Harm that is affirmed on one
//! facet contradicts its denial on every facet that it implies. What changes with time is compared only where both claims
//! may speak of one moment. Only claims that stand are compared: those of different sources, and those of one of which nobody
//! knows the order. Where one source stands on both sides, [`Between`] says so.

mod classes;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::PartyId;
use bayan_claim::kind::Speaker;
use bayan_claim::vocabulary::{Act, Relation};
use serde::Serialize;

pub use self::classes::agrees;
use self::classes::{Classes, Measure, OfFacet, Scale, Sorted};
use self::values::{is_told_cause, opposed, sides, values};
use crate::case::{Case, Cite, ClaimId};
use crate::fact::{ClaimFact, EndFact, Worth};
use crate::reach::{Containment, Nesting, Reach, ScopeOrder};
use crate::track::{Track, Who, is_one_telling, joined};
use crate::when;
use crate::world::World;

/// How many conflicts of one case are listed. Sources that all name another number conflict pairwise, so that a
/// crowd of them has no useful list; [`Conflicts::is_cut`] says when there were more.
pub const CONFLICTS_MAX: usize = 4096;

/// How many claims the conflicts of one case list in all, after the first conflict; likewise.
pub const LISTED_MAX: usize = 1 << 18;

/// How many comparisons are made between what is affirmed and what is denied, between sets, and between causes or
/// actors of one case, where nothing sorts them; likewise. Numbers and times are sorted and need none.
pub const COMPARED_MAX: usize = 1 << 22;

/// What kind of conflict it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One affirms what the other denies.
    Contradicts,
    /// One affirms some of what the other denies, and it is not said whether that part is meant.
    InTension,
    /// Numbers of one counted thing, or spans of time, that cannot both be.
    NumberConflict,
    /// A set that is all there is, and a member that is not in it.
    SetConflict,
    /// Times that cannot both be.
    TimeConflict,
    /// Two causes of one effect.
    RivalCause,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Contradicts,
        Self::InTension,
        Self::NumberConflict,
        Self::SetConflict,
        Self::TimeConflict,
        Self::RivalCause,
    ];

    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contradicts => "contradicts",
            Self::InTension => "in_tension",
            Self::NumberConflict => "number_conflict",
            Self::SetConflict => "set_conflict",
            Self::TimeConflict => "time_conflict",
            Self::RivalCause => "rival_cause",
        }
    }
}

/// By what a conflict is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Affirmed and denied, on one facet or where the affirmed harm implies the denied.
    Sides,
    /// Disjoint bounds of one measure, or of how long something lasted.
    Bounds,
    /// A closed set without a member of the other.
    Members,
    /// Disjoint times.
    Times,
    /// Two causes or actors.
    References,
    /// A cause that is told in other words. Whether they mean another one, words alone do not tell.
    Words,
    /// One source, of whom two tell another thing of the same words, as the cited link says that they are. It is a
    /// disagreement about what was said, and no change of mind.
    Telling(Cite),
    /// Somebody recorded it.
    Recorded(Cite),
}

impl Basis {
    /// The name of the rule in output; none for what was recorded.
    pub const fn rule(&self) -> Option<&'static str> {
        match self {
            Self::Sides => Some("sides"),
            Self::Bounds => Some("bounds"),
            Self::Members => Some("members"),
            Self::Times => Some("times"),
            Self::References => Some("references"),
            Self::Words => Some("wording"),
            Self::Telling(_) => Some("telling"),
            Self::Recorded(_) => None,
        }
    }
}

/// Between whom a conflict is. A source that does not change its mind in a known order may stand on both sides; between its
/// own words there is no conflict of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Between {
    /// Sources, none of which stands on both sides.
    Sources,
    /// Sources, of which these stand on both sides, themselves or by those who speak for them.
    Shared(Vec<Who>),
    /// One source and itself.
    OneSource(Who),
}

/// Claims against claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What kind.
    pub kind: Kind,
    /// By what it is known.
    pub basis: Basis,
    /// Those that say one thing; for sides, those that affirm.
    pub left: Vec<ClaimId>,
    /// Those that say the other.
    pub right: Vec<ClaimId>,
    /// Between whom it is.
    pub between: Between,
    /// Links by which somebody recorded that the two agree, explain or repeat each other.
    pub disputed: Vec<Cite>,
}

/// The conflicts of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// Those between sources by facet, then those about what one source said, then recorded ones; both in log order.
    pub list: Vec<Conflict>,
    /// Whether there may be more: than [`CONFLICTS_MAX`] or [`LISTED_MAX`] list, than [`COMPARED_MAX`] find, or of
    /// what a [`Track`] that was cut says.
    pub is_cut: bool,
    /// Facets of which standing claims say what cannot both be, whether the conflict is listed or not; or on which two
    /// sources take sides over reaches that only overlap.
    pub contested: BTreeSet<FacetName>,
    /// How many claims are listed.
    listed: usize,
}

/// The conflicts between the standing claims of these tracks, which are those of single speakers.
pub fn conflicts(case: &Case, world: &World, tracks: &[Track]) -> Conflicts {
    let is_cut = tracks.iter().any(|track| track.is_cut);
    let mut search = Search {
        case,
        containment: world.containment(),
        classes: Classes::of(case, tracks),
        whose: Whose::of(case, world, tracks),
        left: COMPARED_MAX,
        own: Vec::new(),
        found: Conflicts { is_cut, ..Conflicts::default() },
    };
    search.between_sources();
    search.about_words();
    search.recorded();
    search.found
}

/// Two classes that conflict, the one on the left first.
type Pair = (Kind, Basis, usize, usize);

/// Classes each of which conflicts with each of others.
type Together = (Kind, Basis, BTreeSet<usize>, BTreeSet<usize>);

/// Whose claims are listed.
struct Whose<'a> {
    case: &'a Case,
    world: &'a World,
    tracks: &'a [Track],
    /// Of each claim, by its place, that of its track.
    sources: Vec<Option<usize>>,
}

impl<'a> Whose<'a> {
    fn of(case: &'a Case, world: &'a World, tracks: &'a [Track]) -> Self {
        let mut sources = vec![None; case.claim_count()];
        for (place, track) in tracks.iter().enumerate() {
            for step in &track.steps {
                if let Some(source) = sources.get_mut(step.claim.place()) {
                    *source = Some(place);
                }
            }
        }
        Self { case, world, tracks, sources }
    }

    /// The organisations whose voices surely said these claims.
    fn organisations(&self, side: &[ClaimId]) -> BTreeSet<PartyId> {
        let one = |claim: &ClaimId| match self.case.speaker(*claim) {
            Speaker::Party(party) => {
                let said = self.case.claim(*claim).said;
                let organisation = self.world.organisation(*party, said);
                self.world.surely_belongs(*party, organisation, said).then_some(organisation)
            }
            Speaker::Nobody | Speaker::Ambiguous { .. } => None,
        };
        side.iter().filter_map(one).collect()
    }

    fn between(&self, left: &[ClaimId], right: &[ClaimId]) -> Between {
        let sources = |side: &[ClaimId]| -> BTreeSet<usize> {
            side.iter().filter_map(|claim| *self.sources.get(claim.place())?).collect()
        };
        let (own_left, own_right) = (sources(left), sources(right));
        let shared =
            own_left.intersection(&own_right).filter_map(|source| self.tracks.get(*source));
        let mut shared: Vec<Who> = shared.map(|track| track.who.clone()).collect();
        match shared.pop() {
            None => {
                let [left, right] = [left, right].map(|side| self.organisations(side));
                let voices = left.intersection(&right).copied().map(Who::Party);
                let voices: Vec<Who> = voices.collect();
                if voices.is_empty() { Between::Sources } else { Between::Shared(voices) }
            }
            Some(only) if own_left.len() == 1 && own_right.len() == 1 => Between::OneSource(only),
            Some(last) => {
                shared.push(last);
                Between::Shared(shared)
            }
        }
    }
}

struct Search<'a> {
    case: &'a Case,
    containment: &'a Containment,
    classes: Classes<'a>,
    whose: Whose<'a>,
    /// How many comparisons may still be made.
    left: usize,
    /// Words of one source that cannot both be and stand side by side, for nobody knows which was said first.
    own: Vec<Pair>,
    found: Conflicts,
}

impl<'a> Search<'a> {
    fn between_sources(&mut self) {
        let by_facet = self.classes.by_facet();
        for (facet, here) in &by_facet {
            let mut pairs = self.numbers_and_times(here);
            self.compared(&here.affirming, &here.denying, &mut pairs, Self::sides);
            // A value that is denied leaves the harm open, and is opposed by whoever affirms that value.
            self.compared(&here.affirming, &here.denying_value, &mut pairs, Self::sides);
            let unsorted: Vec<usize> =
                here.affirming.iter().copied().filter(|class| self.is_unsorted(*class)).collect();
            self.compared(&unsorted, &unsorted, &mut pairs, Self::unsorted_values);
            pairs.sort_by_key(|(_, _, left, right)| (*left.min(right), *left.max(right)));
            self.add(pairs);
            for implied in self.case.catalogue.implied(facet).iter().filter(|it| *it != facet) {
                let Some(there) = by_facet.get(implied) else { continue };
                let mut pairs = Vec::new();
                self.compared(
                    &there.denying,
                    &here.affirming,
                    &mut pairs,
                    |search, denied, affirmed| search.sides(affirmed, denied),
                );
                self.add(pairs);
            }
        }
        let mut own = std::mem::take(&mut self.own);
        own.sort_unstable();
        own.dedup();
        self.add(own);
    }

    /// Compares each of some with each of others, as long as it may and as there is room for what is found.
    fn compared(
        &mut self,
        some: &[usize],
        others: &[usize],
        pairs: &mut Vec<Pair>,
        compare: fn(&Self, usize, usize) -> Option<Pair>,
    ) {
        for a in some {
            for b in others {
                if self.left == 0 || pairs.len() > CONFLICTS_MAX {
                    self.found.is_cut = true;
                    return;
                }
                let cost = self.containment.cost(&self.fact(*a).reach);
                let cost = cost.saturating_mul(self.classes.cost(*a, *b));
                self.left = self.left.saturating_sub(cost);
                let Some(pair) = compare(self, *a, *b) else { continue };
                if !self.classes.are_of_one_source(*a, *b) {
                    pairs.push(pair);
                } else if !matches!(pair.0, Kind::InTension | Kind::RivalCause)
                    && self.classes.are_own_words(*a, *b)
                {
                    // Of one source both stand only where their order is not known; causes can be meant together.
                    self.add_own(pair);
                }
            }
        }
    }

    /// Notes that one source says both, as long as there is room.
    fn add_own(&mut self, pair: Pair) {
        self.contest([pair.2, pair.3]);
        if self.own.len() < CONFLICTS_MAX {
            self.own.push(pair);
        } else {
            self.found.is_cut = true;
        }
    }

    fn contest(&mut self, classes: [usize; 2]) {
        let facets = classes.map(|class| self.fact(class).facet.clone());
        self.found.contested.extend(facets);
    }

    fn fact(&self, class: usize) -> &'a ClaimFact {
        self.classes.fact(class)
    }

    fn sides(&self, affirmed: usize, denied: usize) -> Option<Pair> {
        let kind = sides(self.containment, self.fact(affirmed), self.fact(denied))?;
        let at_once = self.classes.may_be_at_once(affirmed, denied);
        at_once.then_some((kind, Basis::Sides, affirmed, denied))
    }

    fn unsorted_values(&self, a: usize, b: usize) -> Option<Pair> {
        // Each two are met twice.
        let facts = (a < b).then(|| (self.fact(a), self.fact(b)));
        let (kind, basis) = facts.and_then(|(x, y)| values(self.case, self.containment, x, y))?;
        Some((kind, basis, a, b))
    }

    fn is_unsorted(&self, class: usize) -> bool {
        let fact = self.fact(class);
        match fact.worth {
            Worth::Members(_) | Worth::Ref(_) => true,
            Worth::Words(_) => is_told_cause(fact),
            _ => false,
        }
    }

    /// Numbers of one measure, spans and times that lie apart: found by sorting, so that as much is done as there is to list.
    fn numbers_and_times(&mut self, here: &OfFacet) -> Vec<Pair> {
        let mut by_measure: BTreeMap<Measure<'_>, Vec<usize>> = BTreeMap::new();
        for class in &here.affirming {
            if let Some(measure) = Measure::of(self.fact(*class)) {
                by_measure.entry(measure).or_default().push(*class);
            }
        }
        let mut pairs = Vec::new();
        for (measure, classes) in by_measure {
            let reaches: BTreeSet<&Reach> =
                classes.iter().map(|class| &self.fact(*class).reach).collect();
            let nesting = Nesting::of(reaches, self.containment);
            self.found.is_cut |= nesting.is_cut;
            let mut by_reach: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for class in classes {
                let reach = nesting.number(&self.fact(class).reach);
                by_reach.entry(reach).or_default().push(class);
            }
            for by in measure.scales() {
                self.apart((measure, *by), &nesting, &by_reach, &mut pairs);
            }
        }
        pairs
    }

    /// Those of one measure that lie apart on a scale, by reach.
    fn apart(
        &mut self,
        (measure, by): (Measure<'_>, Scale),
        nesting: &Nesting<'_>,
        by_reach: &BTreeMap<usize, Vec<usize>>,
        pairs: &mut Vec<Pair>,
    ) {
        let sorted = |(reach, found): (&usize, &Vec<usize>)| {
            (*reach, Sorted::of(&self.classes, by, found.clone()))
        };
        let sorted: BTreeMap<usize, Sorted> = by_reach.iter().map(sorted).collect();
        for (reach, lower) in &sorted {
            for (other, order) in nesting.related(*reach) {
                // What is below is of as much, or of the whole that the higher one is a part of.
                let compares = match order {
                    ScopeOrder::Same => true,
                    ScopeOrder::Inside => matches!(measure, Measure::Number(_)),
                    _ => false,
                };
                if let Some(higher) = sorted.get(&other).filter(|_| compares) {
                    let above = higher.above(lower, &self.classes, pairs);
                    self.found.is_cut |= above.is_cut;
                    above.own.into_iter().for_each(|own| self.add_own(own));
                }
            }
        }
    }

    /// Lists conflicts, as many as there is room for.
    fn add(&mut self, pairs: Vec<Pair>) {
        for (kind, basis, lefts, rights) in self.classes.together(pairs) {
            let pairs = || lefts.iter().flat_map(|left| rights.iter().map(|it| (*left, *it)));
            let mut disputed = Vec::new();
            for (left, right) in pairs() {
                let is_one_facet = self.fact(left).facet == self.fact(right).facet;
                if kind != Kind::InTension || (basis == Basis::Sides && is_one_facet) {
                    self.contest([left, right]);
                }
                let agreed = self.classes.agreed.get(&(left.min(right), left.max(right)));
                disputed.extend(agreed.into_iter().flatten().copied());
            }
            if lefts.len() + rights.len() > 2 {
                disputed.sort_unstable();
                disputed.dedup();
            }
            let [left, right] = [&lefts, &rights].map(|classes| self.classes.claims_of(classes));
            list(&mut self.found, &self.whose, (kind, basis), [&left, &right], disputed);
        }
    }

    /// What two tell differently of the same words of one source. That each is a position is not asked: at least one is.
    fn about_words(&mut self) {
        let told: Vec<_> = joined(self.case, is_one_telling).collect();
        if told.is_empty() {
            return;
        }
        let mut steps: BTreeMap<ClaimId, (usize, bool)> = BTreeMap::new();
        for (track, number) in self.whose.tracks.iter().zip(0..) {
            let said = track.steps.iter();
            let said = said.filter(|step| self.case.claim(step.claim).fact.act != Act::Retracts);
            steps.extend(said.map(|step| (step.claim, (number, step.stands))));
        }
        let mut seen = BTreeSet::new();
        for (recorded, from, to) in told {
            let ends = steps.get(&from).zip(steps.get(&to));
            let is_of_one = |((a, a_stands), (b, b_stands)): (&(usize, bool), &(usize, bool))| {
                a == b && (*a_stands || *b_stands)
            };
            if !ends.is_some_and(is_of_one) || !seen.insert((from.min(to), from.max(to))) {
                continue;
            }
            let [a, b] = [from, to].map(|id| self.case.claim(id));
            if when::tell_of_a_change(&self.case.catalogue, a, b) {
                continue;
            }
            let found = opposed(self.case, self.containment, &a.fact, &b.fact);
            if let Some((kind, is_turned)) = found {
                let (left, right) = if is_turned { (to, from) } else { (from, to) };
                let basis = Basis::Telling(recorded.cite);
                let sides: [&[ClaimId]; 2] = [&[left], &[right]];
                list(&mut self.found, &self.whose, (kind, basis), sides, Vec::new());
            }
        }
    }

    /// The conflicts that somebody recorded between claims that stand.
    fn recorded(&mut self) {
        for recorded in &self.case.links {
            let kind = match recorded.link.relation {
                Relation::Contradicts => Kind::Contradicts,
                Relation::InTension => Kind::InTension,
                Relation::NumberConflict => Kind::NumberConflict,
                Relation::SetConflict => Kind::SetConflict,
                Relation::RivalCause => Kind::RivalCause,
                _ => continue,
            };
            let (EndFact::Claim(from), EndFact::Claim(to)) = (recorded.link.from, recorded.link.to)
            else {
                continue;
            };
            let standing = |at| {
                let found = self.case.find(at).into_iter();
                found.filter(|claim| self.classes.of.contains_key(claim)).collect::<Vec<_>>()
            };
            let (left, right) = (standing(from), standing(to));
            if left.is_empty() || right.is_empty() {
                continue;
            }
            if kind != Kind::InTension {
                let sides = left.iter().chain(&right);
                let facets = sides.map(|claim| self.case.claim(*claim).fact.facet.clone());
                self.found.contested.extend(facets);
            }
            let basis = Basis::Recorded(recorded.cite);
            list(&mut self.found, &self.whose, (kind, basis), [&left, &right], Vec::new());
        }
    }
}

/// Lists a conflict where there is room for it.
fn list(
    found: &mut Conflicts,
    whose: &Whose<'_>,
    (kind, basis): (Kind, Basis),
    [left, right]: [&[ClaimId]; 2],
    disputed: Vec<Cite>,
) {
    let listed = found.listed + left.len() + right.len();
    let is_first = found.list.is_empty();
    if found.list.len() >= CONFLICTS_MAX || (listed > LISTED_MAX && !is_first) {
        found.is_cut = true;
        return;
    }
    found.listed = listed;
    let between = whose.between(left, right);
    let (left, right) = (left.to_vec(), right.to_vec());
    found.list.push(Conflict { kind, basis, left, right, between, disputed });
}
