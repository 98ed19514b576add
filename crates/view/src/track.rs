//! What one source said on some facets over time: each claim, which of them stand, and how each moved from the last.
//!
//! A claim stands unless a later one of the same source takes its place: on the same facet or, where one denies what the
//! other affirms, on facets that imply each other; of the same measure; over a reach that it speaks to. An affirmation is
//! of some of its reach and everything else of all of it: so what denies a part of what was affirmed, or affirms something
//! of more than was denied, leaves the other standing, as does a claim over something else. Claims whose order is not
//! known stand together. What is taken back no longer stands, and its inverse is not thereby said.
//!
//! A claim moved from those whose place it takes; one that takes none, from what was said right before it.
//!
//! Who speaks for an organisation holds no more what the organisation itself took back, or took the place of, in its own
//! later words. Nobody else's words take the place of anybody's: what an organisation gathers stands as it stands in each
//! voice alone, and says where another voice has spoken since.

mod cell;
mod gathered;
mod homes;
mod order;
mod overruled;
mod recorded;
mod standing;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::{ClaimRef, PartyId};
use bayan_claim::kind::Speaker;
use bayan_claim::vocabulary::{Act, Relation};
use rayon::prelude::*;
use serde::Serialize;

use crate::case::{Case, ClaimId, Claimed, Recorded};
use crate::fact::EndFact;
use crate::reach::{Nesting, ScopeOrder};
use crate::shift::{self, Rule, Shift};
use crate::when::{self, Grounds};
use crate::world::World;

use self::cell::{Cell, apart, cell};
pub use self::gathered::BetweenVoices;
use self::gathered::{Gathered, between_voices};
pub use self::homes::Homes;
pub use self::order::known_order;
use self::order::{Before, Node};
use self::overruled::Overruled;
use self::recorded::Links;
pub(crate) use self::recorded::takings;
pub use self::recorded::{Between, translations};
use self::told::Told;

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
    /// [`WALK_MAX`](crate::when::WALK_MAX), [`NESTED_MAX`](crate::reach::NESTED_MAX)): more may stand than
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
    /// The claims by which the source, and the organisations that it speaks for, took it back or corrected it, by when they
    /// were said.
    pub taken_back: Vec<ClaimId>,
    /// The organisation that it was said for, where that took it back or took its place in words of its own.
    pub overruled: Option<PartyId>,
    /// Where it stands in what an organisation gathers: the claims of other voices of it that moved from there since, and
    /// would have taken its place in one mouth; at most [`PREDECESSORS_MAX`].
    pub since: Vec<ClaimId>,
    /// How it moved from those right before it.
    pub moves: Vec<Move>,
    /// How it moved from the widest that the source said before, where that is none of those.
    pub from_widest: Option<Move>,
}

impl Step {
    /// Every claim that it is told with: itself, what it moved from, what took it back, and what came since.
    pub fn claims(&self) -> impl Iterator<Item = ClaimId> {
        let from = self.moves.iter().chain(&self.from_widest).map(|moved| moved.from);
        let since = self.taken_back.iter().chain(&self.since).copied();
        [self.claim].into_iter().chain(from).chain(since)
    }
}

/// How a claim moved from an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The earlier claim.
    pub from: ClaimId,
    /// How their order is known; none where the later names the earlier, or where nothing was computed and a link alone
    /// joins the two.
    pub grounds: Option<Grounds>,
    /// In which ways, each with its rule; none where it is recorded alone.
    pub shifts: BTreeSet<(Shift, Rule)>,
    /// What somebody recorded between the two, in log order.
    pub recorded: Vec<Between>,
}

impl Move {
    fn computed(from: ClaimId, grounds: Option<Grounds>, shifts: BTreeSet<(Shift, Rule)>) -> Self {
        Self { from, grounds, shifts, recorded: Vec::new() }
    }

    /// Whether the source moved so: not where a link alone joins the two, and not between two accounts of the same words.
    pub fn is_own(&self) -> bool {
        !self.shifts.is_empty() && !self.is_of_telling()
    }

    /// Whether somebody recorded that both tell of the same words. Then it is those who told that differ, and the source
    /// did not move.
    pub fn is_of_telling(&self) -> bool {
        self.recorded.iter().any(|between| is_one_telling(between.relation))
    }
}

/// Who is a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gather {
    /// Each speaker alone.
    Speakers,
    /// Each party with its units and spokespersons, as they were when they spoke.
    Organisations,
}

/// The tracks of all sources, over all facets: what is said of one takes places on others. Claims that may have been said
/// after the moment asked about are in none.
#[derive(Clone, Debug, Default)]
pub struct Tracks {
    /// Each speaker's own, by source.
    pub speakers: Vec<Track>,
    /// Of each party for whom others spoke what it gathers: its own claims and those of its units and spokespersons, as
    /// they were when they spoke; by source.
    pub gathered: Vec<Track>,
}

impl Tracks {
    /// The tracks of a case.
    pub fn of(case: &Case, world: &World) -> Self {
        let claims: Vec<(ClaimId, &Claimed)> = case.claims().collect();
        let mut utterances: Vec<Vec<ClaimId>> = Vec::new();
        for of_utterance in claims.chunk_by(|(_, a), (_, b)| a.utterance == b.utterance) {
            // What may have been said later is part of no position at the moment asked about.
            let said = of_utterance.iter().filter(|(_, claimed)| !claimed.possible);
            let said: Vec<ClaimId> = said.map(|(id, _)| *id).collect();
            if !said.is_empty() {
                utterances.push(said);
            }
        }
        let links = Links::of(case);
        let reaches = claims.iter().map(|(_, claimed)| &claimed.fact.reach).collect();
        let nesting = Nesting::of(reaches, world.containment());
        let takings = takings(case);
        let around = Around { case, world, nesting: &nesting, links: &links, takings: &takings };
        let overruled = Overruled::of(around, &utterances);
        let by_speaker = around.by_source(&utterances, Gather::Speakers);
        let mut by_organisation = around.by_source(&utterances, Gather::Organisations);
        by_organisation
            .retain(|who, claims| by_speaker.get(who).is_none_or(|own| own.len() != claims.len()));
        let speakers = shared_out(by_speaker, |(who, claims)| {
            let mut track = around.track(who, claims);
            overruled.mark(around.case, &mut track);
            track
        });
        let gathered = Gathered::of(around, &speakers);
        let gathered = shared_out(by_organisation, |(who, claims)| gathered.track(who, claims));
        Self { speakers, gathered }
    }

    /// One track for each source, by source.
    pub fn by(&self, gather: Gather) -> Vec<&Track> {
        let gathered: &[Track] = match gather {
            Gather::Speakers => &[],
            Gather::Organisations => &self.gathered,
        };
        let mut found: BTreeMap<&Who, &Track> = BTreeMap::new();
        for track in self.speakers.iter().chain(gathered) {
            found.insert(&track.who, track);
        }
        found.into_values().collect()
    }

    /// How organisations moved between those who speak for them, under the names that their claims are shown under. What a
    /// source moved from itself stands in its own track.
    pub(crate) fn between_voices(&self, case: &Case, world: &World) -> Vec<BetweenVoices> {
        self.gathered.iter().flat_map(|track| between_voices(case, world, track)).collect()
    }
}

/// A track for each source, made on all cores where they are large.
fn shared_out(
    by_source: BTreeMap<Who, Vec<ClaimId>>,
    track: impl Fn((Who, Vec<ClaimId>)) -> Track + Send + Sync,
) -> Vec<Track> {
    if by_source.values().map(Vec::len).sum::<usize>() < SHARE_MIN {
        by_source.into_iter().map(track).collect()
    } else {
        by_source.into_iter().collect::<Vec<_>>().into_par_iter().map(track).collect()
    }
}

/// Who said a claim.
pub fn speaker(case: &Case, id: ClaimId) -> Who {
    match case.speaker(id) {
        Speaker::Party(party) => Who::Party(*party),
        Speaker::Nobody => Who::Nobody(case.utterance(id).fact.publisher),
        Speaker::Ambiguous { between } => {
            let mut between = between.to_vec();
            between.sort_unstable();
            Who::OneOf(between)
        }
    }
}

/// Whose claim it is, and every other of its utterance.
fn sources(case: &Case, world: &World, id: ClaimId, gather: Gather) -> Vec<Who> {
    let (utterance, speaker) = (case.utterance(id), speaker(case, id));
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

/// What all tracks of a case are made with.
#[derive(Clone, Copy)]
struct Around<'a> {
    case: &'a Case,
    world: &'a World,
    nesting: &'a Nesting<'a>,
    links: &'a Links,
    /// What each claim takes back or corrects.
    takings: &'a BTreeMap<ClaimId, BTreeSet<ClaimId>>,
}

impl Around<'_> {
    /// What the claims of one mouth are to each other.
    fn track(self, who: Who, claims: Vec<ClaimId>) -> Track {
        let (steps, is_cut) = Maker::new(self, claims).steps();
        Track { who, steps, is_cut }
    }

    /// The claims of these utterances by whose they are.
    fn by_source(
        &self,
        utterances: &[Vec<ClaimId>],
        gather: Gather,
    ) -> BTreeMap<Who, Vec<ClaimId>> {
        let mut by_source: BTreeMap<Who, Vec<ClaimId>> = BTreeMap::new();
        for claims in utterances {
            let Some(first) = claims.first() else { continue };
            for who in sources(self.case, self.world, *first, gather) {
                by_source.entry(who).or_default().extend(claims);
            }
        }
        by_source
    }
}

struct Maker<'a> {
    case: &'a Case,
    world: &'a World,
    nesting: &'a Nesting<'a>,
    links: &'a Links,
    takings: &'a BTreeMap<ClaimId, BTreeSet<ClaimId>>,
    nodes: Vec<Node>,
    told: Told<'a>,
    cells: Vec<Cell<'a>>,
    /// Claims that only take another back.
    retractions: Vec<ClaimId>,
}

impl<'a> Maker<'a> {
    fn new(around: Around<'a>, claims: Vec<ClaimId>) -> Self {
        let Around { case, world, nesting, links, takings } = around;
        let is_retraction = |id: &ClaimId| case.claim(*id).fact.act == Act::Retracts;
        let (retractions, claims): (Vec<_>, Vec<_>) = claims.into_iter().partition(is_retraction);
        let facts = || claims.iter().map(|id| &case.claim(*id).fact);
        let apart = apart(facts());
        let cell_of: Vec<Cell<'_>> = facts().map(|fact| cell(fact, &apart, nesting)).collect();
        let mut cells = cell_of.clone();
        cells.sort_unstable();
        cells.dedup();
        let numbers: BTreeMap<&Cell<'_>, usize> = cells.iter().zip(0..).collect();
        let number = |cell| numbers.get(cell).copied().unwrap_or_default();
        let told = Told::of(case, &claims);
        let mut nodes: Vec<Node> = claims
            .iter()
            .zip(&cell_of)
            .map(|(id, cell)| Node::of(case, *id, number(cell), told.value(*id)))
            .collect();
        nodes.sort_by_cached_key(|node| place(case, node));
        for (place, node) in nodes.iter_mut().enumerate() {
            node.place = place;
        }
        Self { case, world, nesting, links, takings, nodes, told, cells, retractions }
    }

    /// The steps, and whether something was left out of what they are computed from.
    fn steps(self) -> (Vec<Step>, bool) {
        let (following, mut is_cut) = self.following();
        let (stands, more) = self.standing(&following, |_| true);
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
                taken_back: Vec::new(),
                overruled: None,
                since: Vec::new(),
                moves,
                from_widest,
            })
            .collect();
        let mut takers: Vec<ClaimId> =
            self.retractions.iter().copied().chain(self.correcting()).collect();
        if takers.is_empty() {
            self.add_recorded(&mut steps);
            return (steps, is_cut);
        }
        // What takes back can be taken back as well, so all of it is there before any of it takes.
        steps.extend(self.retractions.iter().map(|claim| Step {
            claim: *claim,
            stands: false,
            taken_back: Vec::new(),
            overruled: None,
            since: Vec::new(),
            moves: Vec::new(),
            from_widest: None,
        }));
        let by_claim: BTreeMap<ClaimId, usize> =
            steps.iter().enumerate().map(|(place, step)| (step.claim, place)).collect();
        takers.sort_by_key(|taker| by_saying(self.case, *taker));
        for taker in takers {
            self.take_back(taker, &by_claim, &mut steps);
        }
        // What only takes back stands where it was said.
        steps.sort_by_cached_key(|step| self.place(step.claim));
        self.add_recorded(&mut steps);
        (steps, is_cut)
    }

    /// By what claims are listed, earlier ones first as far as that is known.
    fn place(&self, claim: ClaimId) -> impl Ord + use<> {
        place(self.case, &Node::of(self.case, claim, 0, None))
    }

    fn correcting(&self) -> impl Iterator<Item = ClaimId> {
        let corrects = |id: &ClaimId| self.case.claim(*id).fact.act == Act::Corrects;
        self.nodes.iter().map(|node| node.claim).filter(corrects)
    }

    /// Marks what a claim takes back, and that it moved from it.
    fn take_back(&self, taker: ClaimId, by_claim: &BTreeMap<ClaimId, usize>, steps: &mut [Step]) {
        let claimed = self.case.claim(taker);
        let targets = self.takings.get(&taker).into_iter().flatten().copied();
        let shift =
            if claimed.fact.act == Act::Retracts { Shift::Retracts } else { Shift::Corrects };
        let mut moves = Vec::new();
        for from in targets {
            let Some(step) = by_claim.get(&from).and_then(|place| steps.get_mut(*place)) else {
                continue;
            };
            step.stands = false;
            step.taken_back.push(taker);
            let shifts = BTreeSet::from([(shift, Rule::Target)]);
            moves.push(Move::computed(from, None, shifts));
        }
        let Some(step) = by_claim.get(&taker).and_then(|place| steps.get_mut(*place)) else {
            return;
        };
        let named: BTreeSet<ClaimId> = moves.iter().map(|moved| moved.from).collect();
        step.moves.retain(|moved| !named.contains(&moved.from));
        for mut moved in moves {
            if shift == Shift::Corrects {
                moved.shifts.extend(self.compare(moved.from, taker));
            }
            step.moves.push(moved);
        }
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
            .map(|(earlier, grounds)| {
                let shifts = self.compare(earlier.claim, node.claim);
                Move::computed(earlier.claim, Some(grounds), shifts)
            })
            .filter(|moved| !moved.shifts.is_empty())
            .collect()
    }

    fn compare(&self, earlier: ClaimId, later: ClaimId) -> BTreeSet<(Shift, Rule)> {
        let [was, is] = [earlier, later].map(|id| self.case.claim(id));
        let catalogue = &self.case.catalogue;
        if when::tell_of_a_change(catalogue, was, is) {
            // The world changed, and not the account of it.
            return BTreeSet::new();
        }
        let found = shift::shifts(catalogue, self.world.containment(), &was.fact, &is.fact);
        self.told.around(self.case, (earlier, later), found)
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
        (!shifts.is_empty()).then(|| Move::computed(found, None, shifts))
    }
}

/// By what claims are listed: by the times that are known of them, by anchors, by their place in a text.
fn place(case: &Case, node: &Node) -> impl Ord + use<> {
    let latest = node.clock.latest.unwrap_or(i64::MAX);
    let earliest = node.clock.earliest.unwrap_or(i64::MIN);
    let time = (latest, earliest, node.said.latest);
    (time, node.anchor, node.text, case.claim(node.claim).at)
}

/// By what claims that take something back are put in order: of two the first did.
fn by_saying(case: &Case, claim: ClaimId) -> (i64, Option<i64>, ClaimRef) {
    let claimed = case.claim(claim);
    (claimed.said.latest.unwrap_or(i64::MAX), claimed.said.earliest, claimed.at)
}

/// How a claim moved from those before it, and from the widest before.
type Moved = (Vec<Move>, Option<Move>);
