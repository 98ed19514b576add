//! What is known to come before what among the claims of a track, found without comparing all with all.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::value::TimeBounds;
use bayan_proof::hash::Sha256;

use super::{CELLS_MAX, PREDECESSORS_MAX};
use crate::case::{Case, ClaimId};
use crate::shift::topics_of;
use crate::when::{self, Grounds};

/// So few utterances that take part in the order by anchors are looked at one by one.
const FEW_MAX: usize = 64;

/// Many that cannot be ordered: twice the limit leaves room for those of one text.
const CANDIDATES_MAX: usize = PREDECESSORS_MAX * 2;

/// A claim as its order is computed.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) claim: ClaimId,
    /// Its place among those of the track, which the ledger has no part in.
    pub(super) place: usize,
    /// The number of its utterance.
    pub(super) utterance: usize,
    pub(super) said: TimeBounds,
    /// The same by the clock that all who name no zone share.
    pub(super) clock: TimeBounds,
    /// The text that it stands in, and how far in.
    pub(super) text: Option<(Sha256, u32)>,
    /// Its utterance's number in the order by anchors.
    pub(super) anchor: Option<usize>,
    /// Whether it is the publisher's wording: it takes no place, and nobody moved from it or to it.
    pub(super) headline: bool,
    pub(super) cell: usize,
    /// Which text or reference it gives, by number; none for other values.
    pub(super) value: Option<usize>,
}

/// The latest claims of one cell, by each way of knowing an order.
#[derive(Debug, Default)]
pub(super) struct Latest {
    by_time: Option<i64>,
    by_clock: Option<i64>,
    by_text: BTreeMap<(TimeBounds, Sha256), Furthest>,
    within: BTreeMap<(usize, Sha256, Option<usize>), u32>,
}

/// How far into a text some claims stand.
#[derive(Debug, Default)]
struct Furthest {
    /// The furthest, and its utterance.
    first: Option<(u32, usize)>,
    /// The furthest of any other utterance.
    other: Option<u32>,
}

impl Furthest {
    fn add(&mut self, start: u32, utterance: usize) {
        match self.first {
            Some((furthest, held)) if held == utterance => {
                self.first = Some((start.max(furthest), held));
            }
            Some((furthest, _)) if start > furthest => {
                self.other = Some(furthest);
                self.first = Some((start, utterance));
            }
            Some(_) => self.other = self.other.max(Some(start)),
            None => self.first = Some((start, utterance)),
        }
    }

    /// The furthest of another utterance than this.
    fn of_other(&self, utterance: usize) -> Option<u32> {
        let first = self.first.filter(|(_, held)| *held != utterance);
        first.map(|(start, _)| start).or(self.other)
    }
}

/// What is known to come after a claim, of what takes the place of its cell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct After {
    by_time: Option<i64>,
    by_clock: Option<i64>,
}

impl After {
    /// Notes the times of a cell.
    pub(super) fn add(&mut self, latest: &Latest) {
        self.by_time = self.by_time.max(latest.by_time);
        self.by_clock = self.by_clock.max(latest.by_clock);
    }

    /// Whether something is known by its time to come after the node.
    pub(super) fn follows(self, node: &Node) -> bool {
        let ends = [(self.by_time, node.said.latest), (self.by_clock, node.clock.latest)];
        ends.iter().any(|(from, to)| from.zip(*to).is_some_and(|(from, to)| from > to))
    }
}

/// The text that a claim stands in, and how far in: where it stands in the body, before where a headline has it.
pub(super) fn text_place(case: &Case, id: ClaimId) -> Option<(Sha256, u32)> {
    let places = &case.claim(id).fact.places;
    let artifacts = &case.utterance(id).fact.artifacts;
    let first =
        places.iter().min_by_key(|place| (place.is_headline(), place.start, place.artifact))?;
    Some((*artifacts.get(usize::from(first.artifact))?, first.start))
}

impl Node {
    pub(super) fn of(case: &Case, claim: ClaimId, cell: usize, value: Option<usize>) -> Self {
        let claimed = case.claim(claim);
        Self {
            claim,
            place: 0,
            utterance: claimed.utterance,
            said: claimed.said,
            clock: claimed.clock,
            text: text_place(case, claim),
            anchor: claimed.anchor,
            headline: claimed.fact.is_headline(),
            cell,
            value,
        }
    }

    /// Whether two of one utterance give different texts or references: those stand beside each other, as what was done,
    /// who is blamed, and none of them comes before another.
    fn is_beside(&self, other: &Self) -> bool {
        self.utterance == other.utterance && are_two(self.value, other.value)
    }
}

fn are_two(a: Option<usize>, b: Option<usize>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a != b)
}

impl Latest {
    pub(super) fn add(&mut self, node: &Node) {
        self.by_time = self.by_time.max(node.said.earliest);
        self.by_clock = self.by_clock.max(node.clock.earliest);
        if let Some((artifact, start)) = node.text {
            let within = self.within.entry((node.utterance, artifact, node.value)).or_default();
            *within = start.max(*within);
            if node.anchor.is_none() {
                let by_text = self.by_text.entry((node.said, artifact)).or_default();
                by_text.add(start, node.utterance);
            }
        }
    }

    /// Whether some claim of this cell is known to come after the node's by their order in one text.
    pub(super) fn follows_in_text(&self, node: &Node) -> bool {
        let Some((artifact, start)) = node.text else { return false };
        let place = |value| (node.utterance, artifact, value);
        let within = self.within.range(place(None)..=place(Some(usize::MAX)));
        let mut within = within.filter(|((_, _, value), _)| !are_two(*value, node.value));
        if within.any(|(_, place)| *place > start) {
            return true;
        }
        let alike = self.by_text.get(&(node.said, artifact)).filter(|_| node.anchor.is_none());
        alike.and_then(|text| text.of_other(node.utterance)).is_some_and(|place| place > start)
    }
}

/// How `a` is known to come before `b`.
fn before(case: &Case, a: &Node, b: &Node) -> Option<Grounds> {
    let by_text =
        || a.text.zip(b.text).is_some_and(|((mine, at), (other, then))| mine == other && at < then);
    if a.utterance == b.utterance {
        return (by_text() && !a.is_beside(b)).then_some(Grounds::Text);
    }
    if when::is_before(a.said, b.said) || when::is_before(a.clock, b.clock) {
        return Some(Grounds::Time);
    }
    if a.anchor.zip(b.anchor).is_some_and(|(a, b)| case.times.anchors().reaches(a, b)) {
        return Some(Grounds::Anchor);
    }
    let unanchored = a.anchor.is_none() && b.anchor.is_none();
    (unanchored && a.said == b.said && by_text()).then_some(Grounds::Text)
}

/// How one claim is known to come before another; none where their order is not known. In one text each stands after
/// what is above it, also what is told beside it.
pub fn known_order(case: &Case, earlier: ClaimId, later: ClaimId) -> Option<Grounds> {
    let node = |id| Node::of(case, id, 0, None);
    before(case, &node(earlier), &node(later))
}

/// What came before what, in one cell, on one facet, and of harm on one topic.
pub(super) struct Before<'a> {
    following: &'a [Vec<usize>],
    /// For each cell those whose claims one of it takes the place of.
    followed: Vec<Vec<usize>>,
    cells: Vec<Order<'a>>,
    facets: BTreeMap<&'a FacetName, Order<'a>>,
    topics: BTreeMap<&'a str, Order<'a>>,
    case: &'a Case,
}

/// Claims with how each is known to come before another, and whether there may be more.
type Found<'a> = (Vec<(&'a Node, Grounds)>, bool);

impl<'a> Before<'a> {
    pub(super) fn of(case: &'a Case, nodes: &'a [Node], following: &'a [Vec<usize>]) -> Self {
        let mut followed: Vec<Vec<usize>> = following.iter().map(|_| Vec::new()).collect();
        for (earlier, later) in following.iter().enumerate() {
            for later in later {
                if let Some(followed) = followed.get_mut(*later) {
                    followed.push(earlier);
                }
            }
        }
        let mut cells: Vec<Vec<&Node>> = following.iter().map(|_| Vec::new()).collect();
        let mut facets: BTreeMap<&FacetName, Vec<&Node>> = BTreeMap::new();
        let mut topics: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
        for node in nodes.iter().filter(|node| !node.headline) {
            let fact = &case.claim(node.claim).fact;
            if let Some(cell) = cells.get_mut(node.cell) {
                cell.push(node);
            }
            facets.entry(&fact.facet).or_default().push(node);
            if fact.harm.is_some() {
                for topic in topics_of(&case.catalogue, &fact.facet) {
                    topics.entry(topic).or_default().push(node);
                }
            }
        }
        let order = |nodes: Vec<&'a Node>| Order::of(case, &nodes, Within::Counts);
        let across = |nodes: Vec<&'a Node>| Order::of(case, &nodes, Within::IsLeftOut);
        Self {
            following,
            followed,
            cells: cells.into_iter().map(order).collect(),
            facets: facets.into_iter().map(|(facet, nodes)| (facet, order(nodes))).collect(),
            topics: topics.into_iter().map(|(topic, nodes)| (topic, across(nodes))).collect(),
            case,
        }
    }

    /// The claims whose place this one takes: those of the position that it found. Where there are none, what was said
    /// right before it: on its facet, or else of harm in another utterance, on a facet that shares a topic with its own.
    pub(super) fn of_node(&self, node: &Node) -> Found<'a> {
        let replaced = self.replaced(node);
        if !replaced.0.is_empty() {
            return replaced;
        }
        let fact = &self.case.claim(node.claim).fact;
        let on_facet = self.facets.get(&fact.facet).map(|order| order.right_before(node));
        match on_facet.filter(|(found, _)| !found.is_empty()) {
            Some(found) => found,
            None if fact.harm.is_some() => self.on_topics(node, &fact.facet),
            None => Found::default(),
        }
    }

    fn on_topics(&self, node: &Node, facet: &FacetName) -> Found<'a> {
        let (mut found, mut is_cut) = (Vec::new(), false);
        for topic in topics_of(&self.case.catalogue, facet) {
            let Some(order) = self.topics.get(topic) else { continue };
            let (nearest, more) = order.right_before(node);
            found.extend(nearest);
            is_cut |= more;
        }
        found.sort_by_key(|(earlier, _)| earlier.place);
        found.dedup_by_key(|(earlier, _)| earlier.place);
        let (found, more) = nearest(self.case, &found);
        (found, is_cut | more)
    }

    fn replaced(&self, node: &Node) -> Found<'a> {
        let nearest = |cell: &usize| {
            self.cells.get(*cell).map(|order| order.right_before(node)).unwrap_or_default()
        };
        let mut known: BTreeMap<usize, Found<'_>> = BTreeMap::new();
        let (mut found, mut is_cut) = (Vec::new(), false);
        let followed = self.followed.get(node.cell).map(Vec::as_slice).unwrap_or_default();
        if let ([cell], Some([taker])) =
            (followed, self.following.get(node.cell).map(Vec::as_slice))
            && *cell == node.cell
            && *taker == node.cell
        {
            // Of its own cell alone those right before it have none between.
            return nearest(cell);
        }
        for cell in followed.iter().take(CELLS_MAX) {
            let (nearest, more) = known.entry(*cell).or_insert_with(|| nearest(cell));
            found.extend(nearest.iter().copied());
            is_cut |= *more;
        }
        is_cut |= followed.len() > CELLS_MAX;
        found.sort_by_key(|(earlier, _)| earlier.place);
        if found.len() > CELLS_MAX {
            is_cut = true;
            found.drain(..found.len() - CELLS_MAX);
        }
        // What something else took the place of before stood no more.
        found.retain(|(earlier, _)| {
            let takers = self.following.get(earlier.cell).into_iter().flatten();
            is_cut |= takers.clone().nth(CELLS_MAX).is_some();
            !takers.take(CELLS_MAX).any(|cell| {
                let (between, _) = known.entry(*cell).or_insert_with(|| nearest(cell));
                between.iter().any(|(between, _)| before(self.case, earlier, between).is_some())
            })
        });
        is_cut |= found.len() > PREDECESSORS_MAX;
        found.truncate(PREDECESSORS_MAX);
        (found, is_cut)
    }
}

/// Those of some claims before another that have none of them between; at most [`PREDECESSORS_MAX`].
fn nearest<'a>(case: &Case, found: &[(&'a Node, Grounds)]) -> Found<'a> {
    let nothing_between = |(other, _): &&(&Node, Grounds)| {
        !found.iter().any(|(between, _)| before(case, other, between).is_some())
    };
    let mut nearest: Vec<_> = found.iter().filter(nothing_between).copied().collect();
    let is_cut = nearest.len() > PREDECESSORS_MAX;
    nearest.truncate(PREDECESSORS_MAX);
    (nearest, is_cut)
}

/// Whether what stands in a claim's own utterance may come right before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Counts,
    IsLeftOut,
}

/// Some nodes, sorted so that those right before another are found without comparing all.
struct Order<'a> {
    case: &'a Case,
    own: Within,
    by_time: ByLatest<'a>,
    by_clock: ByLatest<'a>,
    by_text: BTreeMap<(TimeBounds, Sha256), BTreeMap<u32, Vec<&'a Node>>>,
    within: BTreeMap<(usize, Sha256), BTreeMap<u32, Vec<&'a Node>>>,
    /// Those of each utterance that takes part in the order by anchors.
    anchored: BTreeMap<usize, Vec<&'a Node>>,
}

impl<'a> Order<'a> {
    fn of(case: &'a Case, nodes: &[&'a Node], own: Within) -> Self {
        let nodes = || nodes.iter().copied();
        let mut order = Self {
            case,
            own,
            by_time: ByLatest::of(nodes(), |node| node.said),
            by_clock: ByLatest::of(nodes(), |node| node.clock),
            by_text: BTreeMap::new(),
            within: BTreeMap::new(),
            anchored: BTreeMap::new(),
        };
        for node in nodes() {
            if let Some(number) = node.anchor {
                order.anchored.entry(number).or_default().push(node);
            }
            let Some((artifact, start)) = node.text else { continue };
            let within = order.within.entry((node.utterance, artifact)).or_default();
            within.entry(start).or_default().push(node);
            if node.anchor.is_none() {
                let by_text = order.by_text.entry((node.said, artifact)).or_default();
                by_text.entry(start).or_default().push(node);
            }
        }
        order
    }

    /// The nodes before this one with none between, and how that is known; at most [`PREDECESSORS_MAX`].
    fn right_before(&self, node: &Node) -> Found<'a> {
        // What stands before it in one text, dated alike, is nearer than anything of another time.
        let mut is_cut = false;
        let mut found = self.nearest_in_text(node);
        if found.is_empty() {
            is_cut |= self.by_time.right_before(node, &mut found);
            is_cut |= self.by_clock.right_before(node, &mut found);
            is_cut |= self.anchored_before(node, &mut found);
        }
        found.sort_by_key(|other| other.place);
        found.dedup_by_key(|other| other.place);
        let with_grounds: Vec<(&Node, Grounds)> = found
            .iter()
            .filter_map(|other| Some((*other, before(self.case, other, node)?)))
            .collect();
        let (found, more) = nearest(self.case, &with_grounds);
        (found, is_cut | more)
    }

    /// The nearest before it by anchors; whether there may be more.
    fn anchored_before(&self, node: &Node, found: &mut Vec<&'a Node>) -> bool {
        let Some(number) = node.anchor else { return false };
        let is_here = |number| self.anchored.contains_key(&number);
        if self.anchored.len() == usize::from(is_here(number)) {
            return false;
        }
        let anchors = self.case.times.anchors();
        let nearest = if self.anchored.len() <= FEW_MAX {
            let earlier = self.anchored.range(..number).rev().map(|(number, _)| *number);
            anchors.last_before(number, CANDIDATES_MAX, earlier)
        } else {
            anchors.nearest_before(number, CANDIDATES_MAX, is_here)
        };
        found.extend(nearest.found.iter().filter_map(|n| self.anchored.get(n)).flatten());
        nearest.is_cut
    }

    fn nearest_in_text(&self, node: &Node) -> Vec<&'a Node> {
        let Some((artifact, start)) = node.text else { return Vec::new() };
        // An utterance holds so few claims that those which do not count are passed one by one.
        let counts = |other: &&'a Node| match self.own {
            Within::Counts => !other.is_beside(node),
            Within::IsLeftOut => other.utterance != node.utterance,
        };
        let nearest = |texts: &BTreeMap<u32, Vec<&'a Node>>| {
            let (mut passed, mut found) = (Passed::default(), Vec::new());
            for nodes in texts.range(..start).rev().map(|(_, nodes)| nodes) {
                let here: Vec<&Node> = nodes.iter().copied().filter(counts).collect();
                found.extend(here.iter().copied().filter(|other| passed.are_beside(other)));
                if !here.into_iter().all(|other| passed.add(other)) {
                    break;
                }
            }
            found
        };
        let within = self.within.get(&(node.utterance, artifact));
        let alike = self.by_text.get(&(node.said, artifact)).filter(|_| node.anchor.is_none());
        within.into_iter().chain(alike).flat_map(nearest).collect()
    }
}

/// What was passed on the way up a text: only what stands beside all of it comes right before what is below.
#[derive(Default)]
struct Passed {
    utterance: Option<usize>,
    values: BTreeSet<usize>,
}

impl Passed {
    fn are_beside(&self, node: &Node) -> bool {
        self.utterance.is_none_or(|utterance| {
            utterance == node.utterance
                && node.value.is_some_and(|value| !self.values.contains(&value))
        })
    }

    /// Adds a node, and says whether anything above can still be beside all of them.
    fn add(&mut self, node: &Node) -> bool {
        let is_one = *self.utterance.get_or_insert(node.utterance) == node.utterance;
        self.values.extend(node.value);
        is_one && node.value.is_some()
    }
}

/// Some nodes by the latest moment of one of their two times; those without one are before nothing by it.
struct ByLatest<'a> {
    time: fn(&Node) -> TimeBounds,
    nodes: Vec<(i64, &'a Node)>,
    /// For each of those the greatest earliest moment up to it.
    greatest: Vec<Option<i64>>,
}

impl<'a> ByLatest<'a> {
    fn of(nodes: impl Iterator<Item = &'a Node>, time: fn(&Node) -> TimeBounds) -> Self {
        let mut nodes: Vec<(i64, &Node)> =
            nodes.filter_map(|node| Some((time(node).latest?, node))).collect();
        nodes.sort_by_key(|(latest, _)| *latest);
        let mut greatest = Vec::with_capacity(nodes.len());
        let mut max = None;
        for (_, node) in &nodes {
            max = max.max(time(node).earliest);
            greatest.push(max);
        }
        Self { time, nodes, greatest }
    }

    /// Those whose times end before this one's begins, but for those before another of them; whether there are more.
    fn right_before(&self, node: &Node, found: &mut Vec<&'a Node>) -> bool {
        let Some(earliest) = (self.time)(node).earliest else { return false };
        let end = self.nodes.partition_point(|(latest, _)| *latest < earliest);
        let Some(greatest) = end.checked_sub(1).and_then(|last| self.greatest.get(last)) else {
            return false;
        };
        let candidates = self.nodes.iter().take(end).rev();
        let mut candidates = candidates
            .take_while(|(latest, _)| greatest.is_none_or(|greatest| *latest >= greatest));
        found.extend(candidates.by_ref().take(CANDIDATES_MAX).map(|(_, node)| *node));
        candidates.next().is_some()
    }
}
