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
use rayon::prelude::*;
use serde::Serialize;

use crate::case::{Case, ClaimId, Claimed, Recorded};
use crate::fact::{ClaimFact, EndFact, Worth};
use crate::reach::{Nesting, ScopeOrder};
use crate::shift::{self, Rule, Shift, Side, denies_value};
use crate::when::{self, Grounds, WALK_MAX};
use crate::world::World;

pub use self::order::known_order;
use self::order::{After, Before, Latest, Node};

/// How many earlier claims a claim is compared with, where several came before it and their order is not known.
pub const PREDECESSORS_MAX: usize = 16;

/// How many of a source's different statements of one matter (by facet, side, measure and reach) are looked through for
/// what a claim took the place of. Of times all count; of anchors and of the order in one text those of so many.
pub const CELLS_MAX: usize = 64;

/// How many pairs of a source's different statements of one matter take the place of each other.
pub const FOLLOWING_MAX: usize = 1 << 20;

/// Fewer claims than this are not shared out over the cores: waking one costs more.
const SHARE_MIN: usize = 4096;

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
    /// Whether it is so large that not all was compared ([`CELLS_MAX`], [`FOLLOWING_MAX`], [`PREDECESSORS_MAX`],
    /// [`WALK_MAX`], [`NESTED_MAX`](crate::reach::NESTED_MAX)): more may stand than
    /// should, and moves may be missing or rest on that.
    pub is_cut: bool,
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
    let claims: Vec<(ClaimId, &Claimed)> = case.claims().collect();
    for of_utterance in claims.chunk_by(|(_, a), (_, b)| a.utterance == b.utterance) {
        // What may have been said later is part of no position at the moment asked about.
        let said = of_utterance.iter().filter(|(_, claimed)| !claimed.possible);
        let wanted = said.filter(|(_, claimed)| facets.contains(&claimed.fact.facet));
        let wanted: Vec<ClaimId> = wanted.map(|(id, _)| *id).collect();
        let Some(first) = wanted.first() else { continue };
        for who in sources(case, world, *first, gather) {
            by_who.entry(who).or_default().extend(&wanted);
        }
    }
    let told_once = told_once(case);
    let reaches = claims.iter().map(|(_, claimed)| &claimed.fact.reach).collect();
    let nesting = Nesting::of(reaches, world.containment());
    let track = |(who, claims)| {
        let (steps, is_cut) = Maker::new(case, world, &nesting, &told_once, claims).steps();
        Track { who, steps, is_cut }
    };
    if claims.len() < SHARE_MIN {
        by_who.into_iter().map(track).collect()
    } else {
        by_who.into_iter().collect::<Vec<_>>().into_par_iter().map(track).collect()
    }
}

/// Whose claim it is, and every other of its utterance.
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

/// Whether such a relation says that two claims tell of the same words.
pub(crate) fn is_one_telling(relation: Relation) -> bool {
    matches!(relation, Relation::SameEvent | Relation::RepeatsOrigin | Relation::TranslationOf)
}

/// Recorded links of some relations between claims, with what stands for their ends, in log order.
pub(crate) fn joined(
    case: &Case,
    is_one: impl Fn(Relation) -> bool,
) -> impl Iterator<Item = (&Recorded, ClaimId, ClaimId)> {
    let links = case.links.iter().filter(move |recorded| is_one(recorded.link.relation));
    links.flat_map(|recorded| {
        let (from, to) = match (recorded.link.from, recorded.link.to) {
            (EndFact::Claim(from), EndFact::Claim(to)) => (case.find(from), case.find(to)),
            _ => (Vec::new(), Vec::new()),
        };
        from.into_iter()
            .flat_map(move |from| to.clone().into_iter().map(move |to| (recorded, from, to)))
    })
}

/// Pairs of claims that somebody recorded as one telling: no speaker moved between them.
fn told_once(case: &Case) -> BTreeSet<(ClaimId, ClaimId)> {
    joined(case, is_one_telling).flat_map(|(_, a, b)| [(a, b), (b, a)]).collect()
}

/// What claims must share to be told apart by their order alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cell<'a> {
    facet: &'a FacetName,
    side: Side,
    measure: Option<&'a str>,
    value: Option<CellValue>,
    /// The number of its reach.
    reach: usize,
}

/// On a facet of which values were denied: which of those it is, if any.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct CellValue {
    is_denied: bool,
    value: Option<Vec<u8>>,
}

/// The cells of utterances that take part in the order by anchors, and those utterances by cell.
#[derive(Default)]
struct Anchored {
    cells: BTreeMap<usize, Vec<usize>>,
    numbers: BTreeMap<usize, Vec<usize>>,
}

struct Maker<'a> {
    case: &'a Case,
    world: &'a World,
    nesting: &'a Nesting<'a>,
    told_once: &'a BTreeSet<(ClaimId, ClaimId)>,
    nodes: Vec<Node>,
    cells: Vec<Cell<'a>>,
    /// Claims that only take another back.
    retractions: Vec<ClaimId>,
}

impl<'a> Maker<'a> {
    fn new(
        case: &'a Case,
        world: &'a World,
        nesting: &'a Nesting<'a>,
        told_once: &'a BTreeSet<(ClaimId, ClaimId)>,
        claims: Vec<ClaimId>,
    ) -> Self {
        let is_retraction = |id: &ClaimId| case.claim(*id).fact.act == Act::Retracts;
        let (retractions, claims): (Vec<_>, Vec<_>) = claims.into_iter().partition(is_retraction);
        let mut denied: BTreeMap<&FacetName, BTreeSet<Vec<u8>>> = BTreeMap::new();
        for fact in claims.iter().map(|id| &case.claim(*id).fact).filter(|fact| denies_value(fact))
        {
            denied.entry(&fact.facet).or_default().insert(encoded(&fact.worth));
        }
        let cell_of: Vec<Cell<'_>> =
            claims.iter().map(|id| cell(&case.claim(*id).fact, &denied, nesting)).collect();
        let mut cells = cell_of.clone();
        cells.sort_unstable();
        cells.dedup();
        let numbers: BTreeMap<&Cell<'_>, usize> = cells.iter().zip(0..).collect();
        let number = |cell| numbers.get(cell).copied().unwrap_or_default();
        let mut nodes: Vec<Node> = claims
            .iter()
            .zip(&cell_of)
            .map(|(id, cell)| Node::of(case, *id, number(cell)))
            .collect();
        nodes.sort_by_cached_key(|node| {
            let latest = node.clock.latest.unwrap_or(i64::MAX);
            let earliest = node.clock.earliest.unwrap_or(i64::MIN);
            let time = (latest, earliest, node.said.latest);
            (time, node.anchor, node.text, case.claim(node.claim).at)
        });
        for (place, node) in nodes.iter_mut().enumerate() {
            node.place = place;
        }
        Self { case, world, nesting, told_once, nodes, cells, retractions }
    }

    /// The steps, and whether something was left out of what they are computed from.
    fn steps(self) -> (Vec<Step>, bool) {
        let (following, mut is_cut) = self.following();
        let (stands, more) = self.standing(&following);
        is_cut |= more || self.nesting.is_cut;
        let (moves, more) = self.moves(&following);
        is_cut |= more;
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
        let mut takers: Vec<ClaimId> =
            self.retractions.iter().copied().chain(self.correcting()).collect();
        if takers.is_empty() {
            return (steps, is_cut);
        }
        let by_claim: BTreeMap<ClaimId, usize> =
            steps.iter().enumerate().map(|(place, step)| (step.claim, place)).collect();
        takers.sort_by_key(|taker| {
            let claimed = self.case.claim(*taker);
            (claimed.said.latest.unwrap_or(i64::MAX), claimed.said.earliest, claimed.at)
        });
        for taker in takers {
            self.take_back(taker, &by_claim, &mut steps);
        }
        (steps, is_cut)
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

    /// Whether each node's claim is followed by none; and whether some may be followed by what was not looked at.
    fn standing(&self, following: &[Vec<usize>]) -> (Vec<bool>, bool) {
        let mut latest: Vec<Latest> = self.cells.iter().map(|_| Latest::default()).collect();
        for node in self.nodes.iter().filter(|node| !node.headline) {
            if let Some(latest) = latest.get_mut(node.cell) {
                latest.add(node);
            }
        }
        let anchored = self.anchored();
        let after: Vec<After> = following
            .iter()
            .map(|cells| {
                let mut after = After::default();
                cells.iter().filter_map(|cell| latest.get(*cell)).for_each(|one| after.add(one));
                after
            })
            .collect();
        let mut is_cut = false;
        let stands = |node: &Node| {
            if after.get(node.cell).is_some_and(|after| after.follows(node)) {
                return false;
            }
            let cells = following.get(node.cell).map(Vec::as_slice).unwrap_or_default();
            if node.text.is_some() {
                is_cut |= cells.len() > CELLS_MAX;
                let mut looked = cells.iter().take(CELLS_MAX).filter_map(|cell| latest.get(*cell));
                if looked.any(|latest| latest.follows_in_text(node)) {
                    return false;
                }
            }
            let Some(number) = node.anchor else { return true };
            let (follows, more) = self.is_led_to(number, cells, &anchored);
            is_cut |= more;
            !follows
        };
        (self.nodes.iter().map(stands).collect(), is_cut)
    }

    /// For each utterance that takes part in the order by anchors its cells, and for each cell those utterances.
    fn anchored(&self) -> Anchored {
        let mut anchored = Anchored::default();
        for node in self.nodes.iter().filter(|node| !node.headline) {
            if let Some(number) = node.anchor {
                anchored.cells.entry(number).or_default().push(node.cell);
                anchored.numbers.entry(node.cell).or_default().push(number);
            }
        }
        anchored
    }

    /// Whether anchors lead from an utterance on to one of these cells; and whether they may, where that was not found.
    fn is_led_to(&self, number: usize, cells: &[usize], anchored: &Anchored) -> (bool, bool) {
        let anchors = self.case.times.anchors();
        let some = || cells.iter().filter_map(|cell| anchored.numbers.get(cell)).flatten();
        if some().nth(WALK_MAX).is_none() {
            return (some().any(|later| anchors.reaches(number, *later)), false);
        }
        let is_here = |number| {
            let here = anchored.cells.get(&number).into_iter().flatten();
            here.into_iter().any(|cell| cells.binary_search(cell).is_ok())
        };
        let nearest = anchors.nearest_after(number, 1, is_here);
        let is_found = !nearest.found.is_empty();
        (is_found, !is_found && nearest.is_cut)
    }

    /// For each cell those of which a later claim takes the place of one of it, by number; whether there are more.
    fn following(&self) -> (Vec<Vec<usize>>, bool) {
        let mut by_place: BTreeMap<(&FacetName, usize), ByMeasure<'_>> = BTreeMap::new();
        for (number, cell) in self.cells.iter().enumerate() {
            let measures = by_place.entry((cell.facet, cell.reach)).or_default();
            measures.entry(cell.measure).or_default().push(number);
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
                let cells = here.chain(others.flat_map(BTreeMap::values)).flatten();
                found.extend(cells.copied().filter(|later| {
                    let later = self.cells.get(*later);
                    later.is_some_and(|later| follows(later, order, earlier))
                }));
            }
            found.sort_unstable();
            found.truncate(left);
            left -= found.len();
            all.push(found);
        }
        (all, left == 0)
    }

    /// How each node's claim moved, from those before it and from the widest before; whether it may have from more.
    fn moves(&self, following: &[Vec<usize>]) -> (Vec<Moved>, bool) {
        let before = Before::of(self.case, &self.nodes, following);
        let mut widest: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
        let mut is_cut = false;
        let moves_of = |node: &Node| {
            if node.headline {
                return (Vec::new(), None);
            }
            let (found, more) = before.of_node(node);
            is_cut |= more;
            let moves = self.moves_from(node, found);
            let from_widest = self.move_from_widest(node, &moves, &mut widest);
            (moves, from_widest)
        };
        (self.nodes.iter().map(moves_of).collect(), is_cut)
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
        let (earlier, later) = (self.case.claim(earlier), self.case.claim(later));
        let catalogue = &self.case.catalogue;
        if when::tell_of_a_change(catalogue, earlier, later) {
            // The world changed, and not the account of it.
            return BTreeSet::new();
        }
        shift::shifts(catalogue, self.world.containment(), &earlier.fact, &later.fact)
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
        let is_told_once = self.told_once.contains(&(found, node.claim));
        if is_told_once || moves.iter().any(|moved| moved.from == found) {
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

/// Cells by what they count.
type ByMeasure<'a> = BTreeMap<Option<&'a str>, Vec<usize>>;

/// How a claim moved from those before it, and from the widest before.
type Moved = (Vec<Move>, Option<Move>);

/// The cells of a measure and of none; all for none.
fn measured<'c>(
    measures: &'c ByMeasure<'c>,
    measure: Option<&'c str>,
) -> Box<dyn Iterator<Item = &'c Vec<usize>> + 'c> {
    match measure {
        None => Box::new(measures.values()),
        Some(_) => Box::new([measure, None].into_iter().filter_map(|key| measures.get(&key))),
    }
}

/// Whether a later claim of one cell takes the place of one of another. `order` is how the later lies to the earlier.
fn follows(later: &Cell<'_>, order: ScopeOrder, earlier: &Cell<'_>) -> bool {
    let says_on = if later.facet == earlier.facet {
        match (&later.value, &earlier.value) {
            // That it is not one value says nothing of another.
            (Some(later), Some(earlier)) => {
                !(later.is_denied || earlier.is_denied) || later.value == earlier.value
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
    says_on && speaks_to(later.side, order, earlier.side)
}

fn encoded(worth: &Worth) -> Vec<u8> {
    postcard::to_stdvec(worth).expect("plain data always encodes")
}

fn cell<'a>(
    fact: &'a ClaimFact,
    denied: &BTreeMap<&FacetName, BTreeSet<Vec<u8>>>,
    nesting: &Nesting<'_>,
) -> Cell<'a> {
    let measure = match &fact.worth {
        Worth::Number(number) => Some(number.measure.as_str()),
        _ => None,
    };
    let denied = denied.get(&fact.facet).filter(|_| !matches!(fact.worth, Worth::Answer(_)));
    let value = denied.map(|denied| {
        let value = Some(encoded(&fact.worth)).filter(|value| denied.contains(value));
        CellValue { is_denied: fact.polarity == Polarity::Deny, value }
    });
    let reach = nesting.number(&fact.reach);
    Cell { facet: &fact.facet, side: shift::side(fact), measure, value, reach }
}
