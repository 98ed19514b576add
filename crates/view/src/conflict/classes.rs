//! Standing claims that say the same over the same reach: they conflict with the same others, so each is compared once.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use bayan_claim::facet::FacetName;
use bayan_claim::value::{Decimal, TimeBounds};
use bayan_claim::vocabulary::Relation;

use super::values::effect;
use super::{Basis, CONFLICTS_MAX, Kind, Pair, Together};
use crate::case::{Case, Cite, ClaimId};
use crate::fact::{ClaimFact, TimeFact, Worth};
use crate::shift::{Interval, Side, denies_value, side};
use crate::track::{Track, is_one_telling, joined};
use crate::when::{self, Moment, moment_of};

struct Class<'a> {
    fact: &'a ClaimFact,
    /// What it speaks of, where its facet is one whose answer changes with time.
    moment: Option<Moment>,
    /// The first class that says the same, of whatever moment.
    same: usize,
    side: Side,
    claims: Vec<ClaimId>,
    /// The number of its source; none where several say it.
    source: Option<usize>,
}

/// The classes of a case, by number.
pub(super) struct Classes<'a> {
    all: Vec<Class<'a>>,
    /// The class of each claim that stands.
    pub(super) of: BTreeMap<ClaimId, usize>,
    /// Links by which somebody recorded that two classes agree, the lower one first.
    pub(super) agreed: BTreeMap<(usize, usize), Vec<Cite>>,
    /// Claims of two classes that somebody recorded as one telling.
    told: BTreeMap<(usize, usize), BTreeSet<(ClaimId, ClaimId)>>,
}

/// The classes of one facet that take a side.
#[derive(Default)]
pub(super) struct OfFacet {
    pub(super) affirming: Vec<usize>,
    pub(super) denying: Vec<usize>,
    /// Those that deny a value and by that leave the harm open.
    pub(super) denying_value: Vec<usize>,
}

impl<'a> Classes<'a> {
    pub(super) fn of(case: &'a Case, tracks: &[Track]) -> Self {
        let mut numbers: BTreeMap<_, usize> = BTreeMap::new();
        let mut firsts: BTreeMap<_, usize> = BTreeMap::new();
        let mut all: Vec<Class<'_>> = Vec::new();
        let mut of = BTreeMap::new();
        for (track, source) in tracks.iter().zip(0..) {
            for step in track.steps.iter().filter(|step| step.stands) {
                let claimed = case.claim(step.claim);
                let fact = &claimed.fact;
                let moment = moment_of(&case.catalogue, claimed);
                let worth = postcard::to_stdvec(&fact.worth).expect("plain data always encodes");
                let side = side(fact);
                // What brought about one thing is not what brought about another.
                let said = (side, denies_value(fact));
                let key = (&fact.facet, said, &fact.reach, worth, effect(case, fact));
                let same = moment.map(|_| *firsts.entry(key.clone()).or_insert(all.len()));
                let number = *numbers.entry((key, moment)).or_insert(all.len());
                of.insert(step.claim, number);
                if let Some(class) = all.get_mut(number) {
                    class.claims.push(step.claim);
                    class.source = class.source.filter(|first| *first == source);
                } else {
                    let (claims, source) = (vec![step.claim], Some(source));
                    let same = same.unwrap_or(number);
                    all.push(Class { fact, moment, same, side, claims, source });
                }
            }
        }
        let mut agreed: BTreeMap<(usize, usize), Vec<Cite>> = BTreeMap::new();
        for (recorded, from, to) in joined(case, agrees) {
            if let Some((a, b)) = of.get(&from).zip(of.get(&to)) {
                agreed.entry((*a.min(b), *a.max(b))).or_default().push(recorded.cite);
            }
        }
        let mut told: BTreeMap<(usize, usize), BTreeSet<(ClaimId, ClaimId)>> = BTreeMap::new();
        for (_, from, to) in joined(case, is_one_telling) {
            if let Some((a, b)) = of.get(&from).zip(of.get(&to)) {
                let pair = (from.min(to), from.max(to));
                told.entry((*a.min(b), *a.max(b))).or_default().insert(pair);
            }
        }
        Self { all, of, agreed, told }
    }

    /// Whether two classes of one source are its own words: where each claim of one is one telling with each of the other,
    /// it is those who tell that disagree.
    pub(super) fn are_own_words(&self, a: usize, b: usize) -> bool {
        let told = self.told.get(&(a.min(b), a.max(b))).map_or(0, BTreeSet::len);
        told < self.claims(a).len().saturating_mul(self.claims(b).len())
    }

    fn get(&self, number: usize) -> &Class<'a> {
        self.all.get(number).expect("classes are numbered by their own list")
    }

    pub(super) fn fact(&self, number: usize) -> &'a ClaimFact {
        self.get(number).fact
    }

    /// Whether two may speak of one moment.
    pub(super) fn may_be_at_once(&self, a: usize, b: usize) -> bool {
        let moments = self.get(a).moment.zip(self.get(b).moment);
        moments.is_none_or(|(a, b)| !a.is_apart(b))
    }

    /// Of what changes with time the same may be said of many moments. Pairs of the same against the same are taken
    /// together where each of some is opposed to each of others.
    pub(super) fn together(&self, pairs: Vec<Pair>) -> Vec<Together> {
        let mut others: BTreeMap<_, BTreeSet<usize>> = BTreeMap::new();
        let is_changing = |(_, _, left, _): &Pair| self.get(*left).moment.is_some();
        let (changing, others_alone): (Vec<Pair>, Vec<Pair>) =
            pairs.into_iter().partition(is_changing);
        for (kind, basis, left, right) in changing {
            let same = (self.get(left).same, self.get(right).same);
            others.entry((same, kind, basis, left)).or_default().insert(right);
        }
        let mut some: BTreeMap<_, BTreeSet<usize>> = BTreeMap::new();
        for ((same, kind, basis, left), rights) in others {
            some.entry((same, kind, basis, rights)).or_default().insert(left);
        }
        let mut grouped: Vec<Together> = some
            .into_iter()
            .map(|((_, kind, basis, rights), lefts)| (kind, basis, lefts, rights))
            .collect();
        grouped.sort_by(|(_, _, a_left, a_right), (_, _, b_left, b_right)| {
            (a_left, a_right).cmp(&(b_left, b_right))
        });
        let alone = others_alone.into_iter().map(|(kind, basis, left, right)| {
            (kind, basis, BTreeSet::from([left]), BTreeSet::from([right]))
        });
        alone.chain(grouped).collect()
    }

    pub(super) fn claims(&self, number: usize) -> &[ClaimId] {
        &self.get(number).claims
    }

    /// The claims of some, in log order where they are of several.
    pub(super) fn claims_of(&self, classes: &BTreeSet<usize>) -> Cow<'_, [ClaimId]> {
        if let (Some(only), 1) = (classes.first(), classes.len()) {
            return Cow::Borrowed(self.claims(*only));
        }
        let mut claims: Vec<ClaimId> =
            classes.iter().flat_map(|class| self.claims(*class)).copied().collect();
        claims.sort_unstable();
        Cow::Owned(claims)
    }

    /// A source that says both is no two sources; its own track shows the two standing together.
    pub(super) fn are_of_one_source(&self, a: usize, b: usize) -> bool {
        self.get(a).source.is_some_and(|source| self.get(b).source == Some(source))
    }

    /// What it costs to compare two: each member of one set is looked for in the other.
    pub(super) fn cost(&self, a: usize, b: usize) -> usize {
        match (&self.fact(a).worth, &self.fact(b).worth) {
            (Worth::Members(a), Worth::Members(b)) => {
                a.members.len().saturating_mul(b.members.len()).max(1)
            }
            _ => 1,
        }
    }

    pub(super) fn by_facet(&self) -> BTreeMap<FacetName, OfFacet> {
        let mut by_facet: BTreeMap<FacetName, OfFacet> = BTreeMap::new();
        for (class, number) in self.all.iter().zip(0..) {
            let here = by_facet.entry(class.fact.facet.clone()).or_default();
            match class.side {
                Side::Affirms => here.affirming.push(number),
                Side::Denies => here.denying.push(number),
                Side::Open if denies_value(class.fact) => here.denying_value.push(number),
                Side::FoundNothing | Side::Open => {}
            }
        }
        by_facet
    }
}

/// Whether by such a relation somebody recorded that two claims agree.
pub fn agrees(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Corroborates
            | Relation::Explains
            | Relation::RepeatsOrigin
            | Relation::TranslationOf
            | Relation::SameEvent
    )
}

/// What can be sorted against each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure<'a> {
    /// Numbers of one counted thing.
    Number(&'a str),
    /// How long something lasted.
    Span,
    /// When something was.
    Time,
}

/// By what it is sorted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// Its bounds.
    Bounds,
    /// For times, the clock that all who name no zone share.
    Clock,
}

impl<'a> Measure<'a> {
    pub(super) fn of(fact: &'a ClaimFact) -> Option<Self> {
        match &fact.worth {
            Worth::Number(number) => Some(Self::Number(&number.measure)),
            Worth::Span(..) => Some(Self::Span),
            Worth::Time(_) => Some(Self::Time),
            _ => None,
        }
    }

    /// The scales on any of which it can lie apart.
    pub(super) fn scales(self) -> &'static [Scale] {
        match self {
            Self::Time => &[Scale::Bounds, Scale::Clock],
            _ => &[Scale::Bounds],
        }
    }
}

/// Numbers of one measure, spans or times, over one reach: those that begin later further on.
pub(super) struct Sorted {
    by: Scale,
    classes: Vec<usize>,
    /// For each place the next after it whose source is another.
    next_source: Vec<usize>,
}

/// Where a number, a span or a time begins, in an order in which what lies above another begins after it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Begin<'a> {
    Nowhere,
    Number(&'a Decimal, bool),
    Span(u64),
    Time(i64),
}

fn begin(fact: &ClaimFact, by: Scale) -> Begin<'_> {
    match &fact.worth {
        Worth::Number(number) => match &number.low {
            Bound::Unbounded => Begin::Nowhere,
            Bound::Included(low) => Begin::Number(low, false),
            Bound::Excluded(low) => Begin::Number(low, true),
        },
        Worth::Span(least, _) => least.map_or(Begin::Nowhere, Begin::Span),
        Worth::Time(time) => on_scale(time, by).earliest.map_or(Begin::Nowhere, Begin::Time),
        _ => Begin::Nowhere,
    }
}

fn on_scale(time: &TimeFact, by: Scale) -> TimeBounds {
    match by {
        Scale::Bounds => time.bounds,
        Scale::Clock => Moment::from(time).clock,
    }
}

/// Whether all of one lies below all of the other.
fn is_below(a: &ClaimFact, b: &ClaimFact, by: Scale) -> bool {
    match (&a.worth, &b.worth) {
        (Worth::Number(a), Worth::Number(b)) => Interval::of(a).is_below(&Interval::of(b)),
        (Worth::Span(_, most), Worth::Span(least, _)) => {
            most.zip(*least).is_some_and(|(most, least)| most < least)
        }
        (Worth::Time(a), Worth::Time(b)) => when::is_before(on_scale(a, by), on_scale(b, by)),
        _ => false,
    }
}

impl Sorted {
    pub(super) fn of(all: &Classes<'_>, by: Scale, mut classes: Vec<usize>) -> Self {
        classes.sort_by(|a, b| (begin(all.fact(*a), by), a).cmp(&(begin(all.fact(*b), by), b)));
        let mut next = classes.len();
        let mut after: Option<usize> = None;
        let mut next_source = Vec::with_capacity(next);
        for (place, class) in classes.iter().enumerate().rev() {
            if !after.is_some_and(|after| all.are_of_one_source(*class, after)) {
                next = place + 1;
            }
            next_source.push(next);
            after = Some(*class);
        }
        next_source.reverse();
        Self { by, classes, next_source }
    }

    /// Adds each of these with those of the lower ones, of other sources, that lie below it.
    pub(super) fn above(
        &self,
        lower: &Self,
        classes: &Classes<'_>,
        pairs: &mut Vec<Pair>,
    ) -> Above {
        let mut found = Above::default();
        for below in &lower.classes {
            let fact = classes.fact(*below);
            let is_not_above = |class: &usize| !is_below(fact, classes.fact(*class), self.by);
            let mut place = self.classes.partition_point(is_not_above);
            while let Some(above) = self.classes.get(place) {
                if classes.are_of_one_source(*below, *above) {
                    if classes.are_own_words(*below, *above) {
                        found.own = Some(apart(fact, *below, *above));
                        place = self.next_source.get(place).copied().unwrap_or(usize::MAX);
                    } else {
                        place += 1;
                    }
                    continue;
                }
                if pairs.len() > CONFLICTS_MAX {
                    found.is_cut = true;
                    return found;
                }
                place += 1;
                // Who lies apart by bounds was found by them.
                if self.by == Scale::Clock && is_below(fact, classes.fact(*above), Scale::Bounds) {
                    continue;
                }
                pairs.push(apart(fact, *below, *above));
            }
        }
        found
    }
}

/// Two classes that lie apart, of the kind of one of them.
fn apart(fact: &ClaimFact, a: usize, b: usize) -> Pair {
    let (left, right) = (a.min(b), a.max(b));
    match fact.worth {
        Worth::Time(_) => (Kind::TimeConflict, Basis::Times, left, right),
        _ => (Kind::NumberConflict, Basis::Bounds, left, right),
    }
}

/// What was found besides pairs.
#[derive(Default)]
pub(super) struct Above {
    /// Whether there was no more room.
    pub(super) is_cut: bool,
    /// Two of one source that lie apart, if there are any.
    pub(super) own: Option<Pair>,
}
