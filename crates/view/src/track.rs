//! What one source said on some facets over time: each claim, which of them stand, and how each moved from the last.
//!
//! A claim stands unless a later one of the same source follows it: on the same facet or, where one denies what the
//! other affirms, on facets that imply each other; of the same measure; over a reach that compares. A claim over
//! something else takes nothing back, so both stand. Claims whose order is not known stand together. What is taken
//! back no longer stands, and its inverse is not thereby said.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::{PartyId, StatementRef};
use bayan_claim::kind::Speaker;
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::{Act, Relation};
use bayan_proof::hash::Sha256;
use serde::Serialize;

use crate::case::{Case, ClaimId};
use crate::fact::{ClaimFact, EndFact, Worth};
use crate::reach::{Reach, ScopeOrder};
use crate::shift::{self, Rule, Shift, Side};
use crate::when::{self, Grounds};
use crate::world::World;

/// How many earlier claims a claim is compared with, where several came before it and their order is not known.
pub const PREDECESSORS_MAX: usize = 16;

/// Whose position it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A party.
    Party(PartyId),
    /// One of these: the text does not say which.
    OneOf(Vec<PartyId>),
    /// Nobody is named; as carried by this publisher.
    Nobody(Option<PartyId>),
}

/// A source's claims on some facets.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// The source.
    pub who: Who,
    /// Its claims, earlier ones first as far as that is known.
    pub steps: Vec<Step>,
}

/// One claim of a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The claim.
    pub claim: ClaimId,
    /// Whether it is part of the position now.
    pub stands: bool,
    /// The claim by which the source took it back or corrected it.
    pub taken_back: Option<ClaimId>,
    /// How it moved from those right before it.
    pub moves: Vec<Move>,
    /// How it moved from the widest that the source said before, where that is none of those.
    pub from_widest: Option<Move>,
}

/// How a claim moved from an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The earlier claim.
    pub from: ClaimId,
    /// How their order is known; none where the later names the earlier.
    pub grounds: Option<Grounds>,
    /// In which ways, each with its rule.
    pub shifts: BTreeSet<(Shift, Rule)>,
}

/// Who is a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gather {
    /// Each speaker alone.
    Speakers,
    /// Each party with its units and spokespersons, as they were when they spoke.
    Organisations,
}

/// The tracks of all sources on these facets, by source.
pub fn tracks(
    case: &Case,
    world: &World,
    facets: &BTreeSet<FacetName>,
    gather: Gather,
) -> Vec<Track> {
    let mut by_who: BTreeMap<Who, Vec<ClaimId>> = BTreeMap::new();
    for (id, claimed) in case.claims() {
        if !facets.contains(&claimed.fact.facet) {
            continue;
        }
        for who in sources(case, world, id, gather) {
            by_who.entry(who).or_default().push(id);
        }
    }
    let told_once = told_once(case);
    by_who
        .into_iter()
        .map(|(who, claims)| Track {
            who,
            steps: Maker::new(case, world, &told_once, claims).steps(),
        })
        .collect()
}

/// Whose claim it is.
fn sources(case: &Case, world: &World, id: ClaimId, gather: Gather) -> Vec<Who> {
    let utterance = case.utterance(id);
    let speaker = match &utterance.fact.speaker {
        Speaker::Party(party) => Who::Party(*party),
        Speaker::Nobody => Who::Nobody(utterance.fact.publisher),
        Speaker::Ambiguous { between } => {
            let mut between = between.to_vec();
            between.sort_unstable();
            Who::OneOf(between)
        }
    };
    if gather == Gather::Speakers {
        return vec![speaker];
    }
    let mut found: Vec<Who> = world
        .counts_for(&utterance.fact.speaker, case.claim(id).said)
        .into_iter()
        .map(Who::Party)
        .collect();
    if !found.contains(&speaker) {
        found.push(speaker);
    }
    found
}

/// Pairs of claims that somebody recorded as one telling: no speaker moved between them.
fn told_once(case: &Case) -> BTreeSet<(ClaimId, ClaimId)> {
    let mut pairs = BTreeSet::new();
    for recorded in &case.links {
        let one = matches!(
            recorded.link.relation,
            Relation::SameEvent | Relation::RepeatsOrigin | Relation::TranslationOf
        );
        let (true, EndFact::Claim(from), EndFact::Claim(to)) =
            (one, recorded.link.from, recorded.link.to)
        else {
            continue;
        };
        for a in case.find(from) {
            for b in case.find(to) {
                pairs.extend([(a, b), (b, a)]);
            }
        }
    }
    pairs
}

/// A claim as its order is computed.
#[derive(Clone, Debug)]
struct Node {
    claim: ClaimId,
    statement: StatementRef,
    said: TimeBounds,
    /// The text that it stands in, and how far in.
    text: Option<(Sha256, u32)>,
    /// Whether its utterance is told from another.
    anchored: bool,
    cell: usize,
}

/// What claims must share to be told apart by their order alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    facet: FacetName,
    side: Side,
    measure: Option<String>,
    reach: Reach,
}

/// The latest claims of one cell, by each way of knowing an order.
#[derive(Debug, Default)]
struct Latest {
    by_time: Option<i64>,
    by_text: BTreeMap<(TimeBounds, Sha256), u32>,
    within: BTreeMap<(StatementRef, Sha256), u32>,
    statements: BTreeSet<StatementRef>,
}

struct Maker<'a> {
    case: &'a Case,
    world: &'a World,
    told_once: &'a BTreeSet<(ClaimId, ClaimId)>,
    nodes: Vec<Node>,
    cells: Vec<Cell>,
    /// Claims that only take another back.
    retractions: Vec<ClaimId>,
}

impl<'a> Maker<'a> {
    fn new(
        case: &'a Case,
        world: &'a World,
        told_once: &'a BTreeSet<(ClaimId, ClaimId)>,
        claims: Vec<ClaimId>,
    ) -> Self {
        let mut cells: BTreeMap<Cell, usize> = BTreeMap::new();
        let (mut nodes, mut retractions) = (Vec::new(), Vec::new());
        for id in claims {
            let claimed = case.claim(id);
            if claimed.fact.act == Act::Retracts {
                retractions.push(id);
                continue;
            }
            let next = cells.len();
            let cell = *cells.entry(cell(&claimed.fact)).or_insert(next);
            let statement = claimed.at.statement;
            let anchored = case.times.is_anchored(statement);
            let text = text_place(case, id);
            nodes.push(Node { claim: id, statement, said: claimed.said, text, anchored, cell });
        }
        nodes.sort_by_key(|node| {
            let claimed = case.claim(node.claim);
            let latest = node.said.latest.unwrap_or(i64::MAX);
            let earliest = node.said.earliest.unwrap_or(i64::MIN);
            (latest, earliest, node.text, claimed.cite.index, claimed.at.number)
        });
        let mut by_number: Vec<(usize, Cell)> =
            cells.into_iter().map(|(cell, number)| (number, cell)).collect();
        by_number.sort_by_key(|(number, _)| *number);
        let cells = by_number.into_iter().map(|(_, cell)| cell).collect();
        Self { case, world, told_once, nodes, cells, retractions }
    }

    fn steps(self) -> Vec<Step> {
        let stands = self.standing();
        let moves = self.moves();
        let mut steps: Vec<Step> = self
            .nodes
            .iter()
            .zip(stands)
            .zip(moves)
            .map(|((node, stands), (moves, from_widest))| Step {
                claim: node.claim,
                stands,
                taken_back: None,
                moves,
                from_widest,
            })
            .collect();
        let by_claim: BTreeMap<ClaimId, usize> =
            steps.iter().enumerate().map(|(place, step)| (step.claim, place)).collect();
        let takers: Vec<ClaimId> =
            self.retractions.iter().copied().chain(self.correcting()).collect();
        for taker in takers {
            self.take_back(taker, &by_claim, &mut steps);
        }
        steps
    }

    fn correcting(&self) -> impl Iterator<Item = ClaimId> {
        let corrects = |id: &ClaimId| self.case.claim(*id).fact.act == Act::Corrects;
        self.nodes.iter().map(|node| node.claim).filter(corrects)
    }

    /// Marks what a claim takes back, and adds the taking back as a step of its own where it is nothing more.
    fn take_back(
        &self,
        taker: ClaimId,
        by_claim: &BTreeMap<ClaimId, usize>,
        steps: &mut Vec<Step>,
    ) {
        let claimed = self.case.claim(taker);
        let targets = claimed.fact.target.map(|target| self.case.find(target)).unwrap_or_default();
        let shift =
            if claimed.fact.act == Act::Retracts { Shift::Retracts } else { Shift::Corrects };
        let mut moves = Vec::new();
        for from in targets {
            let Some(step) = by_claim.get(&from).and_then(|place| steps.get_mut(*place)) else {
                continue;
            };
            step.stands = false;
            step.taken_back = Some(taker);
            let shifts = BTreeSet::from([(shift, Rule::Target)]);
            moves.push(Move { from, grounds: None, shifts });
        }
        match by_claim.get(&taker).and_then(|place| steps.get_mut(*place)) {
            Some(step) => {
                let named: BTreeSet<ClaimId> = moves.iter().map(|moved| moved.from).collect();
                step.moves.retain(|moved| !named.contains(&moved.from));
                for mut moved in moves {
                    moved.shifts.extend(self.compare(moved.from, taker));
                    step.moves.push(moved);
                }
            }
            None => steps.push(Step {
                claim: taker,
                stands: false,
                taken_back: None,
                moves,
                from_widest: None,
            }),
        }
    }

    /// Whether each node's claim is followed by none.
    fn standing(&self) -> Vec<bool> {
        let mut latest: Vec<Latest> = self.cells.iter().map(|_| Latest::default()).collect();
        for node in &self.nodes {
            if let Some(latest) = latest.get_mut(node.cell) {
                latest.add(node);
            }
        }
        let following: Vec<Vec<usize>> =
            (0..self.cells.len()).map(|cell| self.cells_that_follow(cell)).collect();
        let is_followed = |node: &Node| {
            let cells = following.get(node.cell).into_iter().flatten();
            cells.filter_map(|cell| latest.get(*cell)).any(|latest| latest.follows(node, self.case))
        };
        self.nodes.iter().map(|node| !is_followed(node)).collect()
    }

    /// The cells of which a later claim takes the place of one of this cell.
    fn cells_that_follow(&self, cell: usize) -> Vec<usize> {
        let Some(earlier) = self.cells.get(cell) else { return Vec::new() };
        let follows = |later: &Cell| {
            let says_on = if later.facet == earlier.facet {
                match (&later.measure, &earlier.measure) {
                    (Some(later), Some(earlier)) => later == earlier,
                    _ => true,
                }
            } else {
                let implied = |from: &FacetName, to: &FacetName| {
                    self.case.catalogue.implied(from).contains(to)
                };
                match (earlier.side, later.side) {
                    (Side::Denies, Side::Affirms) => implied(&later.facet, &earlier.facet),
                    (Side::Affirms, Side::Denies) => implied(&earlier.facet, &later.facet),
                    _ => false,
                }
            };
            says_on
                && matches!(
                    self.world.containment().compare(&later.reach, &earlier.reach),
                    ScopeOrder::Same | ScopeOrder::Inside | ScopeOrder::Around
                )
        };
        let cells = self.cells.iter().enumerate();
        cells.filter(|(_, later)| follows(later)).map(|(number, _)| number).collect()
    }

    /// How each node's claim moved, from those right before it and from the widest before.
    fn moves(&self) -> Vec<(Vec<Move>, Option<Move>)> {
        let mut by_facet: BTreeMap<&FacetName, Vec<usize>> = BTreeMap::new();
        let mut on_harm = Vec::new();
        for (place, node) in self.nodes.iter().enumerate() {
            let fact = &self.case.claim(node.claim).fact;
            // A headline is the publisher's wording, so nobody moved from it or to it.
            if !fact.is_headline() {
                by_facet.entry(&fact.facet).or_default().push(place);
                if fact.harm.is_some() {
                    on_harm.push(place);
                }
            }
        }
        let mut moves: Vec<(Vec<Move>, Option<Move>)> =
            self.nodes.iter().map(|_| (Vec::new(), None)).collect();
        let mut widest: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
        for group in by_facet.values() {
            let order = Order::of(self, group);
            for place in group {
                let found = self.moves_of(&order, *place);
                let from_widest = self.from_widest(*place, &found, &mut widest);
                if let Some(slot) = moves.get_mut(*place) {
                    *slot = (found, from_widest);
                }
            }
        }
        let order = Order::of(self, &on_harm);
        for place in on_harm {
            if let Some(slot) = moves.get_mut(place)
                && slot.0.is_empty()
            {
                // The first on its facet may still answer what was said on another.
                slot.0 = self.moves_of(&order, place);
            }
        }
        moves
    }

    fn moves_of(&self, order: &Order<'_>, place: usize) -> Vec<Move> {
        let Some(node) = self.nodes.get(place) else { return Vec::new() };
        let before = order.right_before(node);
        before
            .into_iter()
            .filter(|(earlier, _)| !self.told_once.contains(&(earlier.claim, node.claim)))
            .map(|(earlier, grounds)| Move {
                from: earlier.claim,
                grounds: Some(grounds),
                shifts: self.compare(earlier.claim, node.claim),
            })
            .filter(|moved| !moved.shifts.is_empty())
            .collect()
    }

    fn compare(&self, earlier: ClaimId, later: ClaimId) -> BTreeSet<(Shift, Rule)> {
        let (earlier, later) = (&self.case.claim(earlier).fact, &self.case.claim(later).fact);
        shift::shifts(&self.case.catalogue, self.world.containment(), earlier, later)
    }

    /// How a claim moved from the widest before it, where that is none of those right before it.
    fn from_widest(
        &self,
        place: usize,
        moves: &[Move],
        widest: &mut BTreeMap<ClaimId, ClaimId>,
    ) -> Option<Move> {
        let node = self.nodes.get(place)?;
        let reach = |id: ClaimId| &self.case.claim(id).fact.reach;
        let mut found: Option<ClaimId> = None;
        for moved in moves {
            let before = widest.get(&moved.from).copied().unwrap_or(moved.from);
            let wider = match self.world.containment().compare(reach(moved.from), reach(before)) {
                ScopeOrder::Around => moved.from,
                _ => before,
            };
            let is_wider = |held: ClaimId| {
                let order = self.world.containment().compare(reach(wider), reach(held));
                order == ScopeOrder::Around
            };
            if found.is_none_or(is_wider) {
                found = Some(wider);
            }
        }
        let found = found?;
        widest.insert(node.claim, found);
        if moves.iter().any(|moved| moved.from == found) {
            return None;
        }
        let shifts = self.compare(found, node.claim);
        Some(Move { from: found, grounds: None, shifts })
    }
}

fn cell(fact: &ClaimFact) -> Cell {
    let measure = match &fact.worth {
        Worth::Number(number) => Some(number.measure.clone()),
        _ => None,
    };
    Cell { facet: fact.facet.clone(), side: shift::side(fact), measure, reach: fact.reach.clone() }
}

/// The text that a claim stands in, and how far in: the body before headlines.
fn text_place(case: &Case, id: ClaimId) -> Option<(Sha256, u32)> {
    let places = &case.claim(id).fact.places;
    let artifacts = &case.utterance(id).fact.artifacts;
    let first = places.iter().min_by_key(|place| (place.start, place.artifact))?;
    Some((*artifacts.get(usize::from(first.artifact))?, first.start))
}

impl Latest {
    fn add(&mut self, node: &Node) {
        self.by_time = self.by_time.max(node.said.earliest);
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
    fn follows(&self, node: &Node, case: &Case) -> bool {
        if self.by_time.zip(node.said.latest).is_some_and(|(earliest, latest)| earliest > latest) {
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
    if when::is_before(a.said, b.said) {
        return Some(Grounds::Time);
    }
    if a.anchored && b.anchored && case.times.reaches(a.statement, b.statement) {
        return Some(Grounds::Anchor);
    }
    (!a.anchored && !b.anchored && a.said == b.said && by_text()).then_some(Grounds::Text)
}

/// Some nodes, sorted so that those right before another are found without comparing all.
struct Order<'a> {
    case: &'a Case,
    /// By the latest moment; those without one are before nothing by time.
    by_latest: Vec<(i64, &'a Node)>,
    /// For each of those the greatest earliest moment up to it.
    greatest: Vec<Option<i64>>,
    by_text: BTreeMap<(TimeBounds, Sha256), BTreeMap<u32, Vec<&'a Node>>>,
    within: BTreeMap<(StatementRef, Sha256), BTreeMap<u32, Vec<&'a Node>>>,
    anchored: Vec<&'a Node>,
}

impl<'a> Order<'a> {
    fn of(maker: &'a Maker<'_>, places: &[usize]) -> Self {
        let nodes = || places.iter().filter_map(|place| maker.nodes.get(*place));
        let mut by_latest: Vec<(i64, &Node)> =
            nodes().filter_map(|node| Some((node.said.latest?, node))).collect();
        by_latest.sort_by_key(|(latest, _)| *latest);
        let mut greatest = Vec::with_capacity(by_latest.len());
        let mut max = None;
        for (_, node) in &by_latest {
            max = max.max(node.said.earliest);
            greatest.push(max);
        }
        let mut order = Self {
            case: maker.case,
            by_latest,
            greatest,
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
        let mut found: Vec<&Node> = self.nearest_in_text(node);
        if found.is_empty() {
            found = self.before_by_time(node);
            if node.anchored {
                let anchored = self.anchored.iter().copied();
                found.extend(anchored.filter(|other| before(self.case, other, node).is_some()));
            }
        }
        found.sort_by_key(|other| other.claim);
        found.dedup_by_key(|other| other.claim);
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
        within.or(alike.flatten()).unwrap_or_default()
    }

    /// Those whose times end before this one's begins, but for those before another of them.
    fn before_by_time(&self, node: &Node) -> Vec<&'a Node> {
        let Some(earliest) = node.said.earliest else { return Vec::new() };
        let end = self.by_latest.partition_point(|(latest, _)| *latest < earliest);
        let Some(greatest) = end.checked_sub(1).and_then(|last| self.greatest.get(last)) else {
            return Vec::new();
        };
        let candidates = self.by_latest.iter().take(end).rev();
        candidates
            .take_while(|(latest, _)| greatest.is_none_or(|greatest| *latest >= greatest))
            // Many that cannot be ordered: twice the limit leaves room for those of one text.
            .take(PREDECESSORS_MAX * 2)
            .map(|(_, node)| *node)
            .collect()
    }
}
