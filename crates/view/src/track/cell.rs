//! What of a track's claims takes the place of what, whenever it was said: by facet, side, measure, value and reach.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::vocabulary::{Closure, Polarity};

use super::{FOLLOWING_MAX, Maker};
use crate::fact::{ClaimFact, Worth};
use crate::reach::{Nesting, ScopeOrder};
use crate::shift::{self, Side, denies_value};

/// What claims must share to be told apart by their order alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell<'a> {
    facet: &'a FacetName,
    side: Side,
    /// Whether it gives a value, and no answer.
    is_value: bool,
    measure: Option<&'a str>,
    value: Option<CellValue>,
    /// The number of its reach.
    reach: usize,
}

/// On a facet of which some values are told by themselves: which of those it is, if any.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct CellValue {
    is_denied: bool,
    is_one_of_several: bool,
    /// Whether it is a set that names all, or all that it is not.
    is_full: bool,
    value: Option<Vec<u8>>,
}

/// Values by facet that say nothing of others: those that are denied, and those that are named as one of several.
pub(super) type Apart<'a> = BTreeMap<&'a FacetName, BTreeSet<Vec<u8>>>;

/// The values of these claims that say nothing of others.
pub(super) fn apart<'a>(facts: impl Iterator<Item = &'a ClaimFact>) -> Apart<'a> {
    let mut apart = Apart::new();
    for fact in facts.filter(|fact| denies_value(fact) || fact.is_one_of_several()) {
        apart.entry(&fact.facet).or_default().insert(encoded(&fact.worth));
    }
    apart
}

/// Cells of one facet and reach by what they count.
type ByMeasure<'a> = BTreeMap<Option<&'a str>, Among<'a>>;

/// The numbers of some cells, by what their values say of others: so that of many values that say nothing of each other
/// not all are held against all.
#[derive(Default)]
struct Among<'a> {
    /// Those that say something of every value: answers, and all where no value is told by itself.
    of_all: Vec<usize>,
    /// Those that say something of every value but a denied one.
    plain: Vec<usize>,
    /// Those with a value of their own, and under none those that have another.
    by_value: BTreeMap<Option<&'a [u8]>, Vec<usize>>,
}

impl<'a> Among<'a> {
    fn add(&mut self, cell: &'a Cell<'_>, number: usize) {
        let Some(value) = &cell.value else {
            self.of_all.push(number);
            return;
        };
        if !value.is_denied && !value.is_one_of_several {
            self.plain.push(number);
        }
        self.by_value.entry(value.value.as_deref()).or_default().push(number);
    }

    fn all(&self) -> impl Iterator<Item = usize> {
        self.of_all.iter().chain(self.by_value.values().flatten()).copied()
    }

    /// Those that may say something of an earlier cell's value; one may be named twice.
    fn on<'s>(&'s self, earlier: &'s Cell<'_>) -> impl Iterator<Item = usize> + 's {
        let value = earlier.value.as_ref();
        let same = value.and_then(|value| self.by_value.get(&value.value.as_deref()));
        let plain = value.filter(|value| !value.is_denied).map(|_| &self.plain);
        // An answer is followed by every value, and a set that names all by every set.
        let is_full = value.is_none_or(|value| value.is_full && !value.is_denied);
        let every = is_full.then(|| self.by_value.values()).into_iter().flatten();
        let named = [Some(&self.of_all), same, plain].into_iter().flatten();
        named.chain(every).flatten().copied()
    }
}

impl Maker<'_> {
    /// For each cell those of which a later claim takes the place of one of it, by number; whether there are more.
    pub(super) fn following(&self) -> (Vec<Vec<usize>>, bool) {
        let mut by_place: BTreeMap<(&FacetName, usize), ByMeasure<'_>> = BTreeMap::new();
        for (number, cell) in self.cells.iter().enumerate() {
            let measures = by_place.entry((cell.facet, cell.reach)).or_default();
            measures.entry(cell.measure).or_default().add(cell, number);
        }
        let facets: BTreeSet<&FacetName> = self.cells.iter().map(|cell| cell.facet).collect();
        let mut implied: BTreeMap<&FacetName, Vec<&FacetName>> = BTreeMap::new();
        let mut implying: BTreeMap<&FacetName, Vec<&FacetName>> = BTreeMap::new();
        for facet in &facets {
            for other in self.case.catalogue.implied(facet) {
                if let Some(other) = facets.get(&other).filter(|other| *other != facet) {
                    implied.entry(facet).or_default().push(other);
                    implying.entry(other).or_default().push(facet);
                }
            }
        }
        let mut left = FOLLOWING_MAX;
        let mut all = Vec::with_capacity(self.cells.len());
        for earlier in &self.cells {
            let others = match earlier.side {
                Side::Denies => implying.get(earlier.facet),
                Side::Affirms => implied.get(earlier.facet),
                Side::FoundNothing | Side::Open => None,
            };
            let mut found = Vec::new();
            for (reach, order) in self.nesting.related(earlier.reach) {
                let here = by_place.get(&(earlier.facet, reach)).into_iter();
                let here = here.flat_map(|measures| measured(measures, earlier.measure));
                let others = others.into_iter().flatten();
                let others = others.filter_map(|facet| by_place.get(&(*facet, reach)));
                let others = others.flat_map(BTreeMap::values).flat_map(Among::all);
                let cells = here.flat_map(|among| among.on(earlier)).chain(others);
                found.extend(cells.filter(|later| {
                    let later = self.cells.get(*later);
                    later.is_some_and(|later| follows(later, order, earlier))
                }));
            }
            found.sort_unstable();
            found.dedup();
            found.truncate(left);
            left -= found.len();
            all.push(found);
        }
        (all, left == 0)
    }
}

/// An affirmation is of some of its reach, everything else of all of it. `order` is how the later lies to the earlier.
fn speaks_to(later: Side, order: ScopeOrder, earlier: Side) -> bool {
    match (earlier == Side::Affirms, later == Side::Affirms) {
        (true, false) => matches!(order, ScopeOrder::Same | ScopeOrder::Around),
        (false, true) => matches!(order, ScopeOrder::Same | ScopeOrder::Inside),
        _ => matches!(order, ScopeOrder::Same | ScopeOrder::Inside | ScopeOrder::Around),
    }
}

/// The cells of a measure and of none; all for none.
fn measured<'c>(
    measures: &'c ByMeasure<'c>,
    measure: Option<&'c str>,
) -> Box<dyn Iterator<Item = &'c Among<'c>> + 'c> {
    match measure {
        None => Box::new(measures.values()),
        Some(_) => Box::new([measure, None].into_iter().filter_map(|key| measures.get(&key))),
    }
}

/// Whether a later claim of one cell takes the place of one of another. `order` is how the later lies to the earlier.
fn follows(later: &Cell<'_>, order: ScopeOrder, earlier: &Cell<'_>) -> bool {
    let says_on = if later.facet == earlier.facet {
        match (&later.value, &earlier.value) {
            // That it is not one value says nothing of another, nor does that one is so as well.
            (Some(later), Some(earlier)) => {
                let is_besides = later.is_one_of_several && !earlier.is_full;
                let says_of_others = !(later.is_denied || is_besides || earlier.is_denied);
                says_of_others || later.value == earlier.value
            }
            _ => true,
        }
    } else {
        // Of facets of which the harm on one implies that on the other, as they were looked up.
        matches!(
            (earlier.side, later.side),
            (Side::Denies, Side::Affirms) | (Side::Affirms, Side::Denies)
        )
    };
    // The value of a part is none of the whole, nor the other way round: 300 in one country of 10,000 in all.
    let is_of_other = later.is_value
        && earlier.is_value
        && later.side == earlier.side
        && order != ScopeOrder::Same;
    says_on && !is_of_other && speaks_to(later.side, order, earlier.side)
}

pub(super) fn encoded(worth: &Worth) -> Vec<u8> {
    postcard::to_stdvec(worth).expect("plain data always encodes")
}

pub(super) fn cell<'a>(fact: &'a ClaimFact, apart: &Apart<'_>, nesting: &Nesting<'_>) -> Cell<'a> {
    let measure = match &fact.worth {
        Worth::Number(number) => Some(number.measure.as_str()),
        _ => None,
    };
    let apart = apart.get(&fact.facet).filter(|_| !fact.worth.is_answer());
    let value = apart.map(|apart| CellValue {
        is_denied: fact.polarity == Polarity::Deny,
        is_one_of_several: fact.is_one_of_several(),
        is_full: matches!(&fact.worth, Worth::Members(set) if set.closure != Closure::Open),
        value: Some(encoded(&fact.worth)).filter(|value| apart.contains(value)),
    });
    let reach = nesting.number(&fact.reach);
    let (side, is_value) = (shift::side(fact), !fact.worth.is_answer());
    Cell { facet: &fact.facet, side, is_value, measure, value, reach }
}
