//! What is known to come before what among the claims of a track, found without comparing all with all.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::StatementRef;
use bayan_claim::value::TimeBounds;
use bayan_proof::hash::Sha256;

use super::PREDECESSORS_MAX;
use crate::case::{Case, ClaimId};
use crate::when::{self, Grounds};

/// A claim as its order is computed.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) claim: ClaimId,
    /// Its place among those of the track, which the ledger has no part in.
    pub(super) place: usize,
    pub(super) statement: StatementRef,
    pub(super) said: TimeBounds,
    /// The same by the clock that all who name no zone share.
    pub(super) clock: TimeBounds,
    /// The text that it stands in, and how far in.
    pub(super) text: Option<(Sha256, u32)>,
    /// Whether its utterance is told from another.
    pub(super) anchored: bool,
    /// Whether it is the publisher's wording: it takes no place, and nobody moved from it or to it.
    pub(super) headline: bool,
    pub(super) cell: usize,
}

/// The latest claims of one cell, by each way of knowing an order.
#[derive(Debug, Default)]
pub(super) struct Latest {
    by_time: Option<i64>,
    by_clock: Option<i64>,
    by_text: BTreeMap<(TimeBounds, Sha256), u32>,
    within: BTreeMap<(StatementRef, Sha256), u32>,
    statements: BTreeSet<StatementRef>,
}

/// The text that a claim stands in, and how far in: where it stands in the body, before where a headline has it.
pub(super) fn text_place(case: &Case, id: ClaimId) -> Option<(Sha256, u32)> {
    let places = &case.claim(id).fact.places;
    let artifacts = &case.utterance(id).fact.artifacts;
    let first =
        places.iter().min_by_key(|place| (place.is_headline(), place.start, place.artifact))?;
    Some((*artifacts.get(usize::from(first.artifact))?, first.start))
}

impl Latest {
    pub(super) fn add(&mut self, node: &Node) {
        self.by_time = self.by_time.max(node.said.earliest);
        self.by_clock = self.by_clock.max(node.clock.earliest);
        if let Some((artifact, start)) = node.text {
            let within = self.within.entry((node.statement, artifact)).or_default();
            *within = start.max(*within);
            if !node.anchored {
                let by_text = self.by_text.entry((node.said, artifact)).or_default();
                *by_text = start.max(*by_text);
            }
        }
        if node.anchored {
            self.statements.insert(node.statement);
        }
    }

    /// Whether some claim of this cell is known to come after the node's.
    pub(super) fn follows(&self, node: &Node, case: &Case) -> bool {
        let ends = [(self.by_time, node.said.latest), (self.by_clock, node.clock.latest)];
        if ends.iter().any(|(from, to)| from.zip(*to).is_some_and(|(from, to)| from > to)) {
            return true;
        }
        if let Some((artifact, start)) = node.text {
            let later = |place: Option<&u32>| place.is_some_and(|place| *place > start);
            if later(self.within.get(&(node.statement, artifact)))
                || (!node.anchored && later(self.by_text.get(&(node.said, artifact))))
            {
                return true;
            }
        }
        node.anchored && !self.statements.is_disjoint(&case.times.following(node.statement))
    }
}

/// How `a` is known to come before `b`.
fn before(case: &Case, a: &Node, b: &Node) -> Option<Grounds> {
    let by_text =
        || a.text.zip(b.text).is_some_and(|((mine, at), (other, then))| mine == other && at < then);
    if a.statement == b.statement {
        return by_text().then_some(Grounds::Text);
    }
    if when::is_before(a.said, b.said) || when::is_before(a.clock, b.clock) {
        return Some(Grounds::Time);
    }
    if a.anchored && b.anchored && case.times.reaches(a.statement, b.statement) {
        return Some(Grounds::Anchor);
    }
    (!a.anchored && !b.anchored && a.said == b.said && by_text()).then_some(Grounds::Text)
}

/// How one claim is known to come before another; none where their order is not known.
pub fn known_order(case: &Case, earlier: ClaimId, later: ClaimId) -> Option<Grounds> {
    let node = |id: ClaimId| {
        let claimed = case.claim(id);
        let statement = claimed.at.statement;
        let (anchored, text) = (case.times.is_anchored(statement), text_place(case, id));
        let (said, headline) = (claimed.said, claimed.fact.is_headline());
        let clock = case.times.on_clock(statement);
        Node { claim: id, place: 0, statement, said, clock, text, anchored, headline, cell: 0 }
    };
    before(case, &node(earlier), &node(later))
}

/// What came before what, in one cell, on one facet, and on all that says something of harm.
pub(super) struct Before<'a> {
    following: &'a [Vec<usize>],
    /// For each cell those whose claims one of it takes the place of.
    followed: Vec<Vec<usize>>,
    cells: Vec<Order<'a>>,
    facets: BTreeMap<&'a FacetName, Order<'a>>,
    harm: Order<'a>,
    case: &'a Case,
}

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
        let mut harm = Vec::new();
        for node in nodes.iter().filter(|node| !node.headline) {
            let fact = &case.claim(node.claim).fact;
            if let Some(cell) = cells.get_mut(node.cell) {
                cell.push(node);
            }
            facets.entry(&fact.facet).or_default().push(node);
            if fact.harm.is_some() {
                harm.push(node);
            }
        }
        let order = |nodes: Vec<&'a Node>| Order::of(case, &nodes);
        Self {
            following,
            followed,
            cells: cells.into_iter().map(order).collect(),
            facets: facets.into_iter().map(|(facet, nodes)| (facet, order(nodes))).collect(),
            harm: order(harm),
            case,
        }
    }

    /// The claims whose place this one takes: those of the position that it found. Where there are none, what was said
    /// right before it: on its facet, or else on any that says something of harm.
    pub(super) fn of_node(&self, node: &Node) -> Vec<(&'a Node, Grounds)> {
        let replaced = self.replaced(node);
        if !replaced.is_empty() {
            return replaced;
        }
        let fact = &self.case.claim(node.claim).fact;
        let on_facet = self.facets.get(&fact.facet).map(|order| order.right_before(node));
        match on_facet.filter(|found| !found.is_empty()) {
            Some(found) => found,
            None if fact.harm.is_some() => self.harm.right_before(node),
            None => Vec::new(),
        }
    }

    fn replaced(&self, node: &Node) -> Vec<(&'a Node, Grounds)> {
        let nearest = |cell: &usize| {
            self.cells.get(*cell).map(|order| order.right_before(node)).unwrap_or_default()
        };
        let mut known: BTreeMap<usize, Vec<(&Node, Grounds)>> = BTreeMap::new();
        let mut found = Vec::new();
        for cell in self.followed.get(node.cell).into_iter().flatten() {
            found.extend(known.entry(*cell).or_insert_with(|| nearest(cell)).iter().copied());
        }
        // What something else took the place of before stood no more.
        found.retain(|(earlier, _)| {
            let mut takers = self.following.get(earlier.cell).into_iter().flatten();
            !takers.any(|cell| {
                let between = known.entry(*cell).or_insert_with(|| nearest(cell));
                between.iter().any(|(between, _)| before(self.case, earlier, between).is_some())
            })
        });
        found.sort_by_key(|(earlier, _)| earlier.place);
        found.truncate(PREDECESSORS_MAX);
        found
    }
}

/// Some nodes, sorted so that those right before another are found without comparing all.
struct Order<'a> {
    case: &'a Case,
    by_time: ByLatest<'a>,
    by_clock: ByLatest<'a>,
    by_text: BTreeMap<(TimeBounds, Sha256), BTreeMap<u32, Vec<&'a Node>>>,
    within: BTreeMap<(StatementRef, Sha256), BTreeMap<u32, Vec<&'a Node>>>,
    anchored: Vec<&'a Node>,
}

impl<'a> Order<'a> {
    fn of(case: &'a Case, nodes: &[&'a Node]) -> Self {
        let nodes = || nodes.iter().copied();
        let mut order = Self {
            case,
            by_time: ByLatest::of(nodes(), |node| node.said),
            by_clock: ByLatest::of(nodes(), |node| node.clock),
            by_text: BTreeMap::new(),
            within: BTreeMap::new(),
            anchored: nodes().filter(|node| node.anchored).collect(),
        };
        for node in nodes() {
            let Some((artifact, start)) = node.text else { continue };
            let within = order.within.entry((node.statement, artifact)).or_default();
            within.entry(start).or_default().push(node);
            if !node.anchored {
                let by_text = order.by_text.entry((node.said, artifact)).or_default();
                by_text.entry(start).or_default().push(node);
            }
        }
        order
    }

    /// The nodes before this one with none between, and how that is known; at most [`PREDECESSORS_MAX`].
    fn right_before(&self, node: &Node) -> Vec<(&'a Node, Grounds)> {
        // What stands before it in one text, dated alike, is nearer than anything of another time.
        let mut found = self.nearest_in_text(node);
        if found.is_empty() {
            found = self.by_time.right_before(node);
            found.extend(self.by_clock.right_before(node));
            if node.anchored {
                let anchored = self.anchored.iter().copied();
                found.extend(anchored.filter(|other| before(self.case, other, node).is_some()));
            }
        }
        found.sort_by_key(|other| other.place);
        found.dedup_by_key(|other| other.place);
        let with_grounds: Vec<(&Node, Grounds)> = found
            .iter()
            .filter_map(|other| Some((*other, before(self.case, other, node)?)))
            .collect();
        let nothing_between = |other: &Node| {
            !with_grounds.iter().any(|(between, _)| before(self.case, other, between).is_some())
        };
        with_grounds
            .iter()
            .filter(|(other, _)| nothing_between(other))
            .take(PREDECESSORS_MAX)
            .copied()
            .collect()
    }

    fn nearest_in_text(&self, node: &Node) -> Vec<&'a Node> {
        let Some((artifact, start)) = node.text else { return Vec::new() };
        let nearest = |texts: Option<&BTreeMap<u32, Vec<&'a Node>>>| {
            texts.and_then(|texts| texts.range(..start).next_back()).map(|(_, nodes)| nodes.clone())
        };
        let within = nearest(self.within.get(&(node.statement, artifact)));
        let alike = (!node.anchored).then(|| nearest(self.by_text.get(&(node.said, artifact))));
        within.into_iter().chain(alike.flatten()).flatten().collect()
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

    /// Those whose times end before this one's begins, but for those before another of them.
    fn right_before(&self, node: &Node) -> Vec<&'a Node> {
        let Some(earliest) = (self.time)(node).earliest else { return Vec::new() };
        let end = self.nodes.partition_point(|(latest, _)| *latest < earliest);
        let Some(greatest) = end.checked_sub(1).and_then(|last| self.greatest.get(last)) else {
            return Vec::new();
        };
        let candidates = self.nodes.iter().take(end).rev();
        candidates
            .take_while(|(latest, _)| greatest.is_none_or(|greatest| *latest >= greatest))
            // Many that cannot be ordered: twice the limit leaves room for those of one text.
            .take(PREDECESSORS_MAX * 2)
            .map(|(_, node)| *node)
            .collect()
    }
}
