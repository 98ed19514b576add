//! The reach of claims, and the order of reaches: which claim reaches further, by what things were declared to be part of.
//!
//! Absent means the whole. A scope is inside another when it is within it in every dimension and strictly in
//! one. `as_of` is no dimension: a first one narrows and a later one renews, which only the order of
//! utterances can tell, so it is the projection's to judge.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use bayan_claim::id::{PartyId, ThingId};
use bayan_claim::scope::{Extent as WireExtent, Scope};
use bayan_claim::value::Entity;
use serde::{Deserialize, Serialize};

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

/// How many pairs of reaches are compared to find which lie within which.
pub const NESTED_MAX: usize = 1 << 20;

/// Which of some reaches lie within which, found without comparing all with all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Nesting<'a> {
    numbers: BTreeMap<&'a Reach, usize>,
    /// For each those that it lies within, around or with, and how they lie to it.
    related: Vec<BTreeMap<usize, ScopeOrder>>,
    /// Whether there were more than [`NESTED_MAX`] pairs to compare.
    pub(crate) is_cut: bool,
}

impl<'a> Nesting<'a> {
    pub(crate) fn of(reaches: BTreeSet<&'a Reach>, containment: &Containment) -> Self {
        let numbers: BTreeMap<&Reach, usize> = reaches.iter().copied().zip(0..).collect();
        let related = reaches.iter().map(|_| BTreeMap::new()).collect();
        let mut nesting = Self { numbers, related, is_cut: false };
        // What names nothing that it means may lie around anything; else a whole of what the inner one means is named.
        let mut wide = BTreeSet::new();
        let mut naming: BTreeMap<(usize, Entity), BTreeSet<usize>> = BTreeMap::new();
        for (reach, number) in &nesting.numbers {
            match reach.extents().iter().enumerate().find(|(_, extent)| !extent.of.is_empty()) {
                None => {
                    wide.insert(*number);
                }
                Some((dimension, extent)) => {
                    for entity in &extent.of {
                        naming.entry((dimension, *entity)).or_default().insert(*number);
                    }
                }
            }
        }
        let reaches: Vec<&Reach> = reaches.into_iter().collect();
        let mut left = NESTED_MAX;
        for (number, reach) in reaches.iter().enumerate() {
            let mut around = wide.clone();
            for (dimension, extent) in reach.extents().iter().enumerate() {
                let wholes = extent.of.first().map(|entity| containment.wholes(*entity));
                for whole in wholes.into_iter().flatten() {
                    around.extend(naming.get(&(dimension, whole)).into_iter().flatten());
                }
            }
            for other in around {
                if left == 0 {
                    nesting.is_cut = true;
                    return nesting;
                }
                left = left.saturating_sub(containment.cost(reach));
                if let Some(wider) = reaches.get(other) {
                    nesting.note(number, other, containment.compare(reach, wider));
                }
            }
        }
        nesting
    }

    fn note(&mut self, number: usize, other: usize, order: ScopeOrder) {
        if matches!(order, ScopeOrder::Same | ScopeOrder::Inside | ScopeOrder::Around) {
            for (one, other, order) in [(number, other, order.reverse()), (other, number, order)] {
                if let Some(related) = self.related.get_mut(one) {
                    related.insert(other, order);
                }
            }
        }
    }

    /// The number of a reach. Reaches in order have numbers in order.
    pub(crate) fn number(&self, reach: &Reach) -> usize {
        self.numbers.get(reach).copied().unwrap_or(usize::MAX)
    }

    /// Those that a reach lies within, around or with, itself included, and how each lies to it.
    pub(crate) fn related(&self, number: usize) -> impl Iterator<Item = (usize, ScopeOrder)> {
        let others = self.related.get(number).into_iter().flatten();
        let others =
            others.map(|(other, order)| (*other, *order)).filter(move |(n, _)| *n != number);
        others.chain([(number, ScopeOrder::Same)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayan_claim::Says;

    use crate::world::{Described, Name};

    fn add(world: &mut Containment, says: &Says) {
        match Described::of(says).unwrap() {
            (Name::Thing(id), Described::Thing(thing)) => world.add_thing(id, &thing),
            (Name::Party(id), Described::Party(party)) => world.add_party(id, &party),
            other => panic!("{other:?}"),
        }
    }

    fn compare(world: &Containment, a: Option<&Scope>, b: Option<&Scope>) -> ScopeOrder {
        world.compare(&Reach::of(a), &Reach::of(b))
    }

    fn thing(n: u8) -> String {
        ThingId([n; 16]).to_string()
    }

    /// 1 ⊃ 2 ⊃ 3; 4 is another name of 2; 5 ⊃ 6; 7 and 8 are parts of each other.
    fn world() -> Containment {
        let mut world = Containment::default();
        let parts: [(u8, &[u8], &[u8]); 6] = [
            (2, &[1], &[]),
            (3, &[2], &[]),
            (4, &[], &[2]),
            (6, &[5], &[]),
            (7, &[8], &[]),
            (8, &[7], &[]),
        ];
        for (id, wholes, aliases) in parts {
            let list = |ids: &[u8]| ids.iter().map(|id| thing(*id)).collect::<Vec<_>>();
            let declared = serde_json::json!({
                "id": thing(id), "is": "system", "slug": "x", "part_of": list(wholes), "alias_of": list(aliases),
            });
            add(&mut world, &Says::Thing(serde_json::from_value(declared).unwrap()));
        }
        world
    }

    /// A scope in the dimension `data`; no ids at all for the whole.
    fn scope(of: &[u8], except: &[u8]) -> Option<Scope> {
        let list = |ids: &[u8]| ids.iter().map(|id| thing(*id)).collect::<Vec<_>>();
        let extent = serde_json::json!({"of": list(of), "all_except": list(except)});
        let named = !of.is_empty() || !except.is_empty();
        named.then(|| serde_json::from_value(serde_json::json!({ "data": extent })).unwrap())
    }

    type Ids = &'static [u8];

    #[test]
    fn order_in_one_dimension() {
        use ScopeOrder::{Around, Incomparable, Inside, Overlapping, Same};
        let world = world();
        #[rustfmt::skip]
        let cases: [(Ids, Ids, Ids, Ids, ScopeOrder); 22] = [
            (&[], &[], &[], &[], Same),
            (&[2], &[], &[], &[], Inside),
            (&[], &[], &[], &[2], Around),
            (&[3], &[], &[1], &[], Inside),
            (&[4], &[], &[2], &[], Same),
            (&[3], &[], &[4], &[], Inside),
            (&[4], &[], &[1], &[], Inside),
            (&[7], &[], &[8], &[], Same),
            (&[2, 3], &[], &[2], &[], Same),
            (&[2, 6], &[], &[1], &[], Overlapping),
            (&[2, 6], &[], &[1, 5], &[], Inside),
            (&[2], &[], &[5], &[], Incomparable),
            (&[2], &[], &[9], &[], Incomparable),
            (&[1], &[2], &[1], &[], Inside),
            (&[1], &[2], &[1], &[3], Inside),
            (&[], &[2], &[], &[3], Inside),
            (&[], &[2], &[], &[5], Overlapping),
            (&[5], &[], &[], &[2], Inside),
            (&[3], &[], &[], &[2], Incomparable),
            (&[1], &[], &[], &[2], Overlapping),
            (&[1], &[2], &[3], &[], Incomparable),
            (&[1], &[2], &[2], &[], Incomparable),
        ];
        for (a_of, a_except, b_of, b_except, expected) in cases {
            let (a, b) = (scope(a_of, a_except), scope(b_of, b_except));
            let case = format!("{a_of:?} but {a_except:?}, {b_of:?} but {b_except:?}");
            assert_eq!(compare(&world, a.as_ref(), b.as_ref()), expected, "{case}");
            assert_eq!(
                compare(&world, b.as_ref(), a.as_ref()),
                expected.reverse(),
                "{case} reversed"
            );
        }
    }

    /// What is found without comparing all with all is what comparing all with all finds.
    #[test]
    fn nesting() {
        let world = world();
        let lists: [(Ids, Ids); 14] = [
            (&[], &[]),
            (&[1], &[]),
            (&[2], &[]),
            (&[3], &[]),
            (&[4], &[]),
            (&[5], &[]),
            (&[6], &[]),
            (&[7], &[]),
            (&[8], &[]),
            (&[2, 6], &[]),
            (&[1, 5], &[]),
            (&[], &[2]),
            (&[], &[3]),
            (&[1], &[2]),
        ];
        let mut all = Vec::new();
        for (of, except) in lists {
            for (more, less) in lists {
                let mut both = scope(of, except).unwrap_or_default();
                both.place = scope(more, less).unwrap_or_default().data;
                all.push(Reach::of(Some(&both)));
            }
        }
        let nesting = Nesting::of(all.iter().collect(), &world);
        assert!(!nesting.is_cut);
        let mut found = BTreeSet::new();
        for a in &all {
            for b in &all {
                let order = world.compare(b, a);
                found.insert(order);
                let (a, b) = (nesting.number(a), nesting.number(b));
                let held = nesting.related(a).find(|(n, _)| *n == b).map(|(_, order)| order);
                let nests =
                    matches!(order, ScopeOrder::Same | ScopeOrder::Inside | ScopeOrder::Around);
                assert_eq!(held, nests.then_some(order), "{a} {b}");
            }
        }
        assert_eq!(found.len(), 5, "every order is among them");
    }

    #[test]
    fn order_over_dimensions() {
        use ScopeOrder::{Incomparable, Inside, Overlapping, Same};
        let world = world();
        let scope = |text: &str| -> Scope {
            let mut json = text.to_owned();
            for n in 1..=9 {
                json = json.replace(&format!("<{n}>"), &format!("{{\"of\":[\"{}\"]}}", thing(n)));
            }
            serde_json::from_str(&json).unwrap()
        };
        for (a, b, expected) in [
            (r#"{"data":<3>,"place":<6>}"#, r#"{"data":<1>,"place":<5>}"#, Inside),
            (r#"{"data":<3>,"place":<5>}"#, r#"{"data":<1>,"place":<5>}"#, Inside),
            (r#"{"data":<3>,"place":<5>}"#, r#"{"data":<1>,"place":<6>}"#, Overlapping),
            (r#"{"data":<3>}"#, r#"{"place":<6>}"#, Overlapping),
            (r#"{"data":<3>,"place":<9>}"#, r#"{"data":<1>,"place":<6>}"#, Incomparable),
            (r#"{"data":<3>,"as_of":"this_utterance"}"#, r#"{"data":<3>}"#, Same),
        ] {
            assert_eq!(compare(&world, Some(&scope(a)), Some(&scope(b))), expected, "{a} {b}");
        }
    }

    #[test]
    fn parties_are_parts_too() {
        let mut world = Containment::default();
        let (unit, whole) =
            ("party:".to_owned() + &"1".repeat(32), "party:".to_owned() + &"2".repeat(32));
        let declared = serde_json::json!({"id": unit, "is": "unit", "slug": "u", "part_of": [{"party": whole}]});
        add(&mut world, &Says::Party(serde_json::from_value(declared).unwrap()));
        assert!(world.within(unit.parse().unwrap(), whole.parse().unwrap()));
        assert!(!world.within(whole.parse().unwrap(), unit.parse().unwrap()));
    }
}
