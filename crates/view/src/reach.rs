//! The reach of claims, and the order of reaches: which claim reaches further, by what things were declared to be part of.
//!
//! Absent means the whole. A scope is inside another when it is within it in every dimension and strictly in
//! one. `as_of` is no dimension: a first one narrows and a later one renews, which only the order of
//! utterances can tell, so it is the projection's to judge.

mod nesting;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use bayan_claim::id::{PartyId, ThingId};
use bayan_claim::scope::{Extent as WireExtent, Scope};
use bayan_claim::value::Entity;
use serde::{Deserialize, Serialize};

pub use self::nesting::NESTED_MAX;
pub(crate) use self::nesting::Nesting;
use crate::world::{PartyFact, ThingFact};

/// How far a claim reaches: six dimensions, in the order of [`Scope::dimensions`]. Most claims reach over the whole, which
/// takes no room.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reach(Option<Box<[Extent; 6]>>);

/// The dimensions of the whole.
static WHOLE: [Extent; 6] = [const { Extent { of: Vec::new(), all_except: Vec::new() } }; 6];

/// How far it reaches in one dimension; neither list for the whole. Both are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Extent {
    /// What is meant.
    pub of: Vec<Entity>,
    /// What is left out.
    pub all_except: Vec<Entity>,
}

impl Reach {
    /// The reach of a scope; `None` is the whole.
    pub fn of(scope: Option<&Scope>) -> Self {
        let Some(scope) = scope else { return Self::default() };
        let sorted = |list: &[Entity]| {
            let mut list = list.to_vec();
            list.sort_unstable();
            list
        };
        let extent = |extent: Option<&WireExtent>| {
            extent.map_or_else(Extent::default, |extent| Extent {
                of: sorted(&extent.of),
                all_except: sorted(&extent.all_except),
            })
        };
        let extents = scope.dimensions().map(|(_, found)| extent(found));
        let is_whole = extents.iter().all(Extent::is_whole);
        Self((!is_whole).then(|| Box::new(extents)))
    }

    fn extents(&self) -> &[Extent; 6] {
        self.0.as_deref().unwrap_or(&WHOLE)
    }

    /// Whether it is the whole.
    pub fn is_whole(&self) -> bool {
        self.extents().iter().all(Extent::is_whole)
    }

    /// The organisations that it names; none where it does not, or leaves some out.
    pub fn organisations(&self) -> &[Entity] {
        let [_, _, _, organisation, _, _] = self.extents();
        &organisation.of
    }

    /// Every party and thing that it names.
    pub fn entities(&self) -> impl Iterator<Item = Entity> {
        self.extents().iter().flat_map(|extent| extent.of.iter().chain(&extent.all_except)).copied()
    }
}

impl Extent {
    fn is_whole(&self) -> bool {
        self.of.is_empty() && self.all_except.is_empty()
    }
}

/// How one scope lies to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScopeOrder {
    /// They reach equally far.
    Same,
    /// The first is inside the second.
    Inside,
    /// The second is inside the first.
    Around,
    /// They share something, and each reaches where the other does not.
    Overlapping,
    /// Nothing that was declared tells whether they share anything.
    Incomparable,
}

impl ScopeOrder {
    /// The same relation seen from the other side.
    #[must_use]
    pub fn reverse(self) -> Self {
        match self {
            Self::Inside => Self::Around,
            Self::Around => Self::Inside,
            other => other,
        }
    }
}

/// What was declared to be part of what, and another name of what. Declarations that run in a circle make
/// their members equal.
#[derive(Clone, Debug, Default)]
pub struct Containment {
    wholes: BTreeMap<Entity, BTreeSet<Entity>>,
    aliases: BTreeMap<Entity, BTreeSet<Entity>>,
    /// What lies within what, at any distance; made when it is asked for first.
    closed: OnceLock<Closed>,
}

/// How many pairs of a part and a whole, at any distance, are kept at hand. Beyond them each question is a walk.
const CLOSED_MAX: usize = 1 << 22;

/// What every declared part lies within.
#[derive(Clone, Debug, Default)]
struct Closed {
    numbers: BTreeMap<Entity, u32>,
    /// The numbers of its wholes, sorted; none where there was no room for them.
    wholes: Vec<Option<Vec<u32>>>,
}

impl Closed {
    fn of(&self, number: u32) -> Option<&[u32]> {
        self.wholes.get(usize::try_from(number).ok()?)?.as_deref()
    }
}

impl Containment {
    /// Takes in what was declared of a thing.
    pub fn add_thing(&mut self, id: ThingId, thing: &ThingFact) {
        self.closed.take();
        let this = Entity::Thing(id);
        for whole in &thing.part_of {
            self.wholes.entry(this).or_default().insert(*whole);
        }
        for other in &thing.alias_of {
            let other = Entity::Thing(*other);
            self.aliases.entry(this).or_default().insert(other);
            self.aliases.entry(other).or_default().insert(this);
        }
    }

    /// Takes in what was declared of a party, whatever the dates: when a part was a part is not a question of scope.
    pub fn add_party(&mut self, id: PartyId, party: &PartyFact) {
        self.closed.take();
        for (whole, _) in &party.part_of {
            let wholes = self.wholes.entry(Entity::Party(id)).or_default();
            wholes.insert(Entity::Party(*whole));
        }
    }

    /// Whether the first is the second, by whatever name, or a part of it, at any distance.
    pub fn within(&self, part: Entity, whole: Entity) -> bool {
        let closed = self.closed.get_or_init(|| self.close());
        let numbers = closed.numbers.get(&part).zip(closed.numbers.get(&whole));
        // What nothing was declared of has neither parts nor wholes.
        let Some((part_number, number)) = numbers else { return part == whole };
        match closed.of(*part_number) {
            Some(wholes) => wholes.binary_search(number).is_ok(),
            None => self.wholes(part).contains(&whole),
        }
    }

    /// Whether what a reach names need not be walked for.
    fn is_quick(&self, reach: &Reach) -> bool {
        let closed = self.closed.get_or_init(|| self.close());
        reach.entities().all(|entity| {
            closed.numbers.get(&entity).is_none_or(|number| closed.of(*number).is_some())
        })
    }

    fn close(&self) -> Closed {
        let edges = || self.wholes.iter().chain(&self.aliases);
        let named: BTreeSet<Entity> =
            edges().flat_map(|(part, wholes)| wholes.iter().chain([part])).copied().collect();
        let numbers: BTreeMap<Entity, u32> = named.iter().copied().zip(0..).collect();
        let mut left = CLOSED_MAX;
        let wholes = named.into_iter().map(|part| {
            let found = self.wholes(part);
            left = left.saturating_sub(found.len());
            (left > 0).then(|| found.iter().filter_map(|it| numbers.get(it)).copied().collect())
        });
        let wholes = wholes.collect();
        Closed { numbers, wholes }
    }

    /// What an entity is a part of, at any distance, by every name, and itself.
    fn wholes(&self, part: Entity) -> BTreeSet<Entity> {
        let mut seen = BTreeSet::from([part]);
        let mut open = vec![part];
        while let Some(entity) = open.pop() {
            for edges in [&self.wholes, &self.aliases] {
                let next = edges.get(&entity).into_iter().flatten();
                open.extend(next.filter(|entity| seen.insert(**entity)));
            }
        }
        seen
    }

    fn related(&self, a: Entity, b: Entity) -> bool {
        self.within(a, b) || self.within(b, a)
    }

    /// Whether all of `a` lies in `b`.
    fn extent_within(&self, a: &Extent, b: &Extent) -> bool {
        if b.is_whole() || a.is_whole() {
            return b.is_whole();
        }
        if !b.of.is_empty() {
            let covered = |entity: &Entity| b.of.iter().any(|whole| self.within(*entity, *whole));
            if a.of.is_empty() || !a.of.iter().all(covered) {
                return false;
            }
        }
        // Whatever `b` leaves out must be left out of `a`, or be no part of what `a` means.
        b.all_except.iter().all(|out| {
            a.all_except.iter().any(|also| self.within(*out, *also))
                || (!a.of.is_empty() && a.of.iter().all(|entity| !self.related(*entity, *out)))
        })
    }

    /// Whether `a` and `b` are known to share something.
    fn extents_meet(&self, a: &Extent, b: &Extent) -> bool {
        if a.is_whole() || b.is_whole() {
            return true;
        }
        let left_in = |extent: &Extent, entity: Entity| {
            !extent.all_except.iter().any(|out| self.within(entity, *out))
        };
        let any_left = |of: &Extent, other: &Extent| {
            of.of.iter().any(|entity| left_in(of, *entity) && left_in(other, *entity))
        };
        match (a.of.is_empty(), b.of.is_empty()) {
            // Two that leave something out share the rest.
            (true, true) => true,
            (false, true) => any_left(a, b),
            (true, false) => any_left(b, a),
            (false, false) => a.of.iter().any(|x| {
                b.of.iter().any(|y| {
                    let smaller = if self.within(*x, *y) { Some(*x) } else { None };
                    let smaller = smaller.or_else(|| self.within(*y, *x).then_some(*y));
                    smaller.is_some_and(|entity| left_in(a, entity) && left_in(b, entity))
                })
            }),
        }
    }

    /// What a comparison with a reach costs, as a share of what may be spent.
    pub(crate) fn cost(&self, reach: &Reach) -> usize {
        if self.is_quick(reach) { 1 } else { 1024 }
    }

    /// How the reach `a` lies to the reach `b`.
    pub fn compare(&self, a: &Reach, b: &Reach) -> ScopeOrder {
        if a == b {
            return ScopeOrder::Same;
        }
        let pairs = || a.extents().iter().zip(b.extents());
        let inside = pairs().all(|(a, b)| self.extent_within(a, b));
        let around = pairs().all(|(a, b)| self.extent_within(b, a));
        match (inside, around) {
            (true, true) => ScopeOrder::Same,
            (true, false) => ScopeOrder::Inside,
            (false, true) => ScopeOrder::Around,
            (false, false) if pairs().all(|(a, b)| self.extents_meet(a, b)) => {
                ScopeOrder::Overlapping
            }
            (false, false) => ScopeOrder::Incomparable,
        }
    }
}

#[cfg(test)]
mod tests;
