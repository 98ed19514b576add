//! How far claims reach, as stretches of one line: what lies within something else is drawn within it, and what nothing
//! joins stands beside it.
//!
//! Reaches are sets that nobody measured: what was declared tells which lies within which, and no more. So a stretch that
//! stands alone in another takes a fixed share of it, several share it, and how long one is says nothing of how much it is.

use std::collections::BTreeMap;

use bayan_view::reach::{Containment, Reach, ScopeOrder};

/// The share that a stretch takes that stands alone in another.
const ALONE: f64 = 0.58;
/// The share that several take together.
const TOGETHER: f64 = 0.92;
/// Where what is affirmed of something else stands.
const BESIDE: Stretch = Stretch { start: 0.62, end: 1.0 };
/// How many reaches are nested; beyond that they are drawn as the whole.
const REACHES_MAX: usize = 64;

/// A stretch of the line from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    /// Where it starts.
    pub(crate) start: f64,
    /// Where it ends.
    pub(crate) end: f64,
}

impl Stretch {
    const WHOLE: Self = Self { start: 0.0, end: 1.0 };

    /// How long it is.
    pub(crate) fn width(self) -> f64 {
        self.end - self.start
    }
}

/// Reaches with their stretches.
pub(crate) struct Extents<'a> {
    containment: &'a Containment,
    placed: BTreeMap<&'a Reach, Stretch>,
}

impl<'a> Extents<'a> {
    /// The stretches of the reaches that are denied or left open, over the whole line; of those that are affirmed within what they
    /// lie in; and of those affirmed that nothing joins to them at the end of the line.
    pub(crate) fn of(
        denied: impl Iterator<Item = &'a Reach>,
        affirmed: impl Iterator<Item = &'a Reach>,
        containment: &'a Containment,
    ) -> Self {
        let mut first = different(denied, Vec::new(), containment);
        let are_denied = !first.is_empty();
        let mut beside = Vec::new();
        for reach in different(affirmed, Vec::new(), containment) {
            let joins = |known: &&&Reach| {
                use ScopeOrder::{Around, Inside, Same};
                matches!(containment.compare(known, reach), Around | Inside | Same)
            };
            let is_joined = !are_denied || first.iter().any(|known| joins(&known));
            if is_joined { first.push(reach) } else { beside.push(reach) }
        }
        let first = different(first.into_iter(), Vec::new(), containment);
        let mut placed = BTreeMap::new();
        arrange(&first, Stretch::WHOLE, containment, &mut placed);
        arrange(&beside, BESIDE, containment, &mut placed);
        Self { containment, placed }
    }

    /// The stretch of a reach; the whole line where it was one too many.
    pub(crate) fn find(&self, reach: &Reach) -> Stretch {
        if let Some(found) = self.placed.get(reach) {
            return *found;
        }
        let is_same = |known: &Reach| self.containment.compare(known, reach) == ScopeOrder::Same;
        let same = self.placed.iter().find(|(known, _)| is_same(known));
        same.map_or(Stretch::WHOLE, |(_, stretch)| *stretch)
    }
}

/// Each reach once, in the order in which they come.
fn different<'a>(
    reaches: impl Iterator<Item = &'a Reach>,
    mut found: Vec<&'a Reach>,
    containment: &Containment,
) -> Vec<&'a Reach> {
    for reach in reaches {
        let is_same = |known: &&Reach| containment.compare(known, reach) == ScopeOrder::Same;
        if found.len() < REACHES_MAX && !found.iter().any(is_same) {
            found.push(reach);
        }
    }
    found
}

fn arrange<'a>(
    reaches: &[&'a Reach],
    room: Stretch,
    containment: &Containment,
    placed: &mut BTreeMap<&'a Reach, Stretch>,
) {
    let parents: Vec<Option<usize>> =
        (0..reaches.len()).map(|at| parent(reaches, at, containment)).collect();
    place(reaches, &parents, None, room, placed);
}

/// The closest that a reach lies within: one that lies within no other such.
fn parent(reaches: &[&Reach], at: usize, containment: &Containment) -> Option<usize> {
    let reach = reaches.get(at)?;
    let around: Vec<(usize, &Reach)> = reaches
        .iter()
        .enumerate()
        .filter(|(_, other)| containment.compare(reach, other) == ScopeOrder::Inside)
        .map(|(place, other)| (place, *other))
        .collect();
    let is_closest = |candidate: &Reach| {
        !around.iter().any(|(_, other)| containment.compare(other, candidate) == ScopeOrder::Inside)
    };
    around.iter().find(|(_, other)| is_closest(other)).map(|(place, _)| *place)
}

/// Places the reaches that lie closest within one, in the order in which they were first said.
fn place<'a>(
    reaches: &[&'a Reach],
    parents: &[Option<usize>],
    within: Option<usize>,
    room: Stretch,
    placed: &mut BTreeMap<&'a Reach, Stretch>,
) {
    let inside = |at: usize| parents.get(at).copied().flatten() == within;
    let all: Vec<usize> = (0..reaches.len()).filter(|at| inside(*at)).collect();
    let is_whole = |at: usize| reaches.get(at).is_some_and(|reach| reach.is_whole());
    // The whole fills the line even where others, too, lie within nothing that was said.
    let (whole, parts): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|at| is_whole(*at));
    for at in whole {
        put(reaches, parents, at, room, placed);
    }
    let share =
        if parts.len() == 1 { if within.is_none() { 1.0 } else { ALONE } } else { TOGETHER };
    let count = f64::from(u32::try_from(parts.len().max(1)).unwrap_or(u32::MAX));
    let step = room.width() * share / count;
    let gap = if parts.len() > 1 { room.width() * (1.0 - TOGETHER) / (count - 1.0) } else { 0.0 };
    for (number, at) in parts.into_iter().enumerate() {
        let number = f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        let start = room.start + number * (step + gap);
        put(reaches, parents, at, Stretch { start, end: start + step }, placed);
    }
}

fn put<'a>(
    reaches: &[&'a Reach],
    parents: &[Option<usize>],
    at: usize,
    stretch: Stretch,
    placed: &mut BTreeMap<&'a Reach, Stretch>,
) {
    if let Some(reach) = reaches.get(at) {
        placed.insert(reach, stretch);
        place(reaches, parents, Some(at), stretch, placed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayan_claim::id::ThingId;
    use bayan_claim::scope::Scope;
    use bayan_claim::value::Entity;
    use bayan_view::world::ThingFact;
    use serde_json::json;

    fn thing(n: u8) -> ThingId {
        ThingId([n; 16])
    }

    fn reach(things: &[u8]) -> Reach {
        if things.is_empty() {
            return Reach::default();
        }
        let ids: Vec<String> = things.iter().map(|n| thing(*n).to_string()).collect();
        let scope: Scope = serde_json::from_value(json!({"data": {"of": ids}})).unwrap();
        Reach::of(Some(&scope))
    }

    /// 2 and 3 are parts of 1, and 4 of 2; 9 is of nothing.
    fn world() -> Containment {
        let mut world = Containment::default();
        for (part, whole) in [(2, 1), (3, 1), (4, 2)] {
            let fact =
                ThingFact { part_of: vec![Entity::Thing(thing(whole))], alias_of: Vec::new() };
            world.add_thing(thing(part), &fact);
        }
        world
    }

    fn is_inside(part: Stretch, whole: Stretch) -> bool {
        part.start >= whole.start && part.end <= whole.end && part.width() < whole.width()
    }

    #[test]
    fn what_lies_within_is_drawn_within_and_what_does_not_is_drawn_apart() {
        let world = world();
        let reaches = [&[1][..], &[2], &[3], &[4]].map(reach);
        let extents = Extents::of(reaches.iter(), [].into_iter(), &world);
        let [whole, left, right, inner] = reaches.each_ref().map(|it| extents.find(it));
        assert_eq!(whole, Stretch::WHOLE, "the widest that was said fills the line");
        assert!(is_inside(left, whole) && is_inside(right, whole) && is_inside(inner, left));
        assert!(left.end <= right.start, "neither is within the other");
    }

    #[test]
    fn what_is_affirmed_nests_where_it_is_joined_and_else_stands_at_the_end() {
        let world = world();
        let [one, part, other] = [&[1][..], &[2], &[9]].map(reach);
        let extents = Extents::of([&one].into_iter(), [&part, &other].into_iter(), &world);
        assert!(is_inside(extents.find(&part), extents.find(&one)));
        assert_eq!(extents.find(&other), BESIDE);
        assert_eq!(extents.find(&one), Stretch::WHOLE);
        let alone = Extents::of([].into_iter(), [&other].into_iter(), &world);
        assert_eq!(alone.find(&other), Stretch::WHOLE, "nothing is denied beside it");
    }

    #[test]
    fn more_than_can_be_nested_fall_back_to_the_whole_line() {
        let world = world();
        let many: Vec<Reach> = (10..200).map(|n| reach(&[n])).collect();
        let extents = Extents::of(many.iter(), [].into_iter(), &world);
        assert!(many.iter().all(|it| {
            let Stretch { start, end } = extents.find(it);
            (0.0..=1.0).contains(&start) && start < end && end <= 1.000_001
        }));
        assert_eq!(extents.find(&many[189]), Stretch::WHOLE);
    }
}
