//! What one source said on some facets over time: each claim, which of them stand, and how each moved from the last.
//!
//! A claim stands unless a later one of the same source takes its place: on the same facet or, where one denies what the
//! other affirms, on facets that imply each other; of the same measure; over a reach that it speaks to. An affirmation is
//! of some of its reach and everything else of all of it: so what denies a part of what was affirmed, or affirms something
//! of more than was denied, leaves the other standing, as does a claim over something else. Claims whose order is not
//! known stand together. What is taken back no longer stands, and its inverse is not thereby said.
//!
//! A claim moved from those whose place it takes; one that takes none, from what was said right before it.

mod order;

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::PartyId;
use bayan_claim::kind::Speaker;
use bayan_claim::vocabulary::{Act, Polarity, Relation};
use serde::Serialize;

use crate::case::{Case, ClaimId};
use crate::fact::{ClaimFact, EndFact, Worth};
use crate::reach::{Reach, ScopeOrder};
use crate::shift::{self, Rule, Shift, Side, denies_value};
use crate::when::Grounds;
use crate::world::World;

pub use self::order::known_order;
use self::order::{Before, Latest, Node, text_place};

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

/// The tracks of all sources on these facets, by source. Claims that may have been said after the moment asked about
/// are in none.
pub fn tracks(
    case: &Case,
    world: &World,
    facets: &BTreeSet<FacetName>,
    gather: Gather,
) -> Vec<Track> {
    let mut by_who: BTreeMap<Who, Vec<ClaimId>> = BTreeMap::new();
    for (id, claimed) in case.claims() {
        // What may have been said later is part of no position at the moment asked about.
        if claimed.possible || !facets.contains(&claimed.fact.facet) {
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

/// What claims must share to be told apart by their order alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    facet: FacetName,
    side: Side,
    measure: Option<String>,
    /// On a facet of which a value was denied: whether this one is, and the value.
    value: Option<(bool, Vec<u8>)>,
    reach: Reach,
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
        let valued = |id: &ClaimId| denies_value(&case.claim(*id).fact);
        let valued: BTreeSet<&FacetName> =
            claims.iter().filter(|id| valued(id)).map(|id| &case.claim(*id).fact.facet).collect();
        let mut cells: BTreeMap<Cell, usize> = BTreeMap::new();
        let (mut nodes, mut retractions) = (Vec::new(), Vec::new());
        for id in claims {
            let claimed = case.claim(id);
            if claimed.fact.act == Act::Retracts {
                retractions.push(id);
                continue;
            }
            let next = cells.len();
            let cell = *cells.entry(cell(&claimed.fact, &valued)).or_insert(next);
            let statement = claimed.at.statement;
            let anchored = case.times.is_anchored(statement);
            let text = text_place(case, id);
            let (said, headline) = (claimed.said, claimed.fact.is_headline());
            nodes.push(Node {
                claim: id,
                place: 0,
                statement,
                said,
                clock: case.times.on_clock(statement),
                text,
                anchored,
                headline,
                cell,
            });
        }
        nodes.sort_by_key(|node| {
            let claimed = case.claim(node.claim);
            let latest = node.clock.latest.unwrap_or(i64::MAX);
            let earliest = node.clock.earliest.unwrap_or(i64::MIN);
            let time = (latest, earliest, node.said.latest);
            (time, case.times.rank_of(node.statement), node.text, claimed.at)
        });
        for (place, node) in nodes.iter_mut().enumerate() {
            node.place = place;
        }
        let mut by_number: Vec<(usize, Cell)> =
            cells.into_iter().map(|(cell, number)| (number, cell)).collect();
        by_number.sort_by_key(|(number, _)| *number);
        let cells = by_number.into_iter().map(|(_, cell)| cell).collect();
        Self { case, world, told_once, nodes, cells, retractions }
    }

    fn steps(self) -> Vec<Step> {
        let following: Vec<Vec<usize>> =
            (0..self.cells.len()).map(|cell| self.cells_that_follow(cell)).collect();
        let stands = self.standing(&following);
        let moves = self.moves(&following);
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
        let mut takers: Vec<ClaimId> =
            self.retractions.iter().copied().chain(self.correcting()).collect();
        takers.sort_by_key(|taker| {
            let claimed = self.case.claim(*taker);
            (claimed.said.latest.unwrap_or(i64::MAX), claimed.said.earliest, claimed.at)
        });
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
        for from in targets.into_iter().filter(|from| *from != taker) {
            let Some(step) = by_claim.get(&from).and_then(|place| steps.get_mut(*place)) else {
                continue;
            };
            step.stands = false;
            // Who takes it back once more adds nothing.
            step.taken_back.get_or_insert(taker);
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
    fn standing(&self, following: &[Vec<usize>]) -> Vec<bool> {
        let mut latest: Vec<Latest> = self.cells.iter().map(|_| Latest::default()).collect();
        for node in &self.nodes {
            if let Some(latest) = latest.get_mut(node.cell).filter(|_| !node.headline) {
                latest.add(node);
            }
        }
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
                is_one(later.measure.as_ref(), earlier.measure.as_ref())
                    && match (&later.value, &earlier.value) {
                        // That it is not one value says nothing of another.
                        (Some((denied, later)), Some((was_denied, earlier))) => {
                            !(*denied || *was_denied) || later == earlier
                        }
                        _ => true,
                    }
            } else {
                let implied =
                    |from: &FacetName, to: &FacetName| self.case.catalogue.implies(from, to);
                match (earlier.side, later.side) {
                    (Side::Denies, Side::Affirms) => implied(&later.facet, &earlier.facet),
                    (Side::Affirms, Side::Denies) => implied(&earlier.facet, &later.facet),
                    _ => false,
                }
            };
            let order = || self.world.containment().compare(&later.reach, &earlier.reach);
            says_on && speaks_to(later.side, order(), earlier.side)
        };
        let cells = self.cells.iter().enumerate();
        cells.filter(|(_, later)| follows(later)).map(|(number, _)| number).collect()
    }

    /// How each node's claim moved, from those before it and from the widest before.
    fn moves(&self, following: &[Vec<usize>]) -> Vec<(Vec<Move>, Option<Move>)> {
        let before = Before::of(self.case, &self.nodes, following);
        let mut widest: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
        let moves_of = |node: &Node| {
            if node.headline {
                return (Vec::new(), None);
            }
            let moves = self.moves_from(node, before.of_node(node));
            let from_widest = self.move_from_widest(node, &moves, &mut widest);
            (moves, from_widest)
        };
        self.nodes.iter().map(moves_of).collect()
    }

    fn moves_from(&self, node: &Node, before: Vec<(&Node, Grounds)>) -> Vec<Move> {
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
    fn move_from_widest(
        &self,
        node: &Node,
        moves: &[Move],
        widest: &mut BTreeMap<ClaimId, ClaimId>,
    ) -> Option<Move> {
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
        (!shifts.is_empty()).then_some(Move { from: found, grounds: None, shifts })
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

/// Whether two are the same, where both are told.
fn is_one<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a == b)
}

fn cell(fact: &ClaimFact, with_denied: &BTreeSet<&FacetName>) -> Cell {
    let measure = match &fact.worth {
        Worth::Number(number) => Some(number.measure.clone()),
        _ => None,
    };
    let is_value = !matches!(fact.worth, Worth::Answer(_)) && with_denied.contains(&fact.facet);
    let encoded = || postcard::to_stdvec(&fact.worth).expect("plain data always encodes");
    let value = is_value.then(|| (fact.polarity == Polarity::Deny, encoded()));
    Cell {
        facet: fact.facet.clone(),
        side: shift::side(fact),
        measure,
        value,
        reach: fact.reach.clone(),
    }
}
