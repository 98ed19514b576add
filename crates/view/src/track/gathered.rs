//! What stands of all that an organisation gathers: what stands in each of its voices alone.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::PartyId;

use super::homes::nearest;
use super::{Around, Move, PREDECESSORS_MAX, Step, Track, Who};
use crate::case::{Case, ClaimId};
use crate::world::World;

/// What organisations gather is made from.
pub(super) struct Gathered<'a> {
    around: Around<'a>,
    steps: BTreeMap<ClaimId, &'a Step>,
}

impl<'a> Gathered<'a> {
    pub(super) fn of(around: Around<'a>, speakers: &'a [Track]) -> Self {
        let steps = speakers.iter().flat_map(|track| &track.steps);
        Self { around, steps: steps.map(|step| (step.claim, step)).collect() }
    }

    /// What a source gathers: each claim as it stands, and moved, in its own voice alone, and how it moved from what other
    /// voices said before.
    pub(super) fn track(&self, who: Who, claims: Vec<ClaimId>) -> Track {
        let held: BTreeSet<ClaimId> = claims.iter().copied().collect();
        let mut track = self.around.track(who, claims);
        let mut since = followers(self.around.case, &track);
        for step in &mut track.steps {
            let Some(own) = self.steps.get(&step.claim) else { continue };
            if own.stands && !step.stands {
                step.since = since.remove(&step.claim).unwrap_or_default();
            }
            step.stands = own.stands;
            step.taken_back.clone_from(&own.taken_back);
            // That a source overruled itself is a move of its own.
            step.overruled = own.overruled.filter(|by| track.who != Who::Party(*by));
            // Who speaks for it only perhaps moves nothing of it, but for what somebody recorded.
            let is_voice = |claim| self.is_voice(&track.who, claim);
            let is_between = |moved: &Move| {
                is_two(self.around.case, moved.from, own.claim)
                    && (!moved.recorded.is_empty() || (is_voice(moved.from) && is_voice(own.claim)))
            };
            let is_here = |moved: &&Move| held.contains(&moved.from);
            let mut moves: Vec<Move> = own.moves.iter().filter(is_here).cloned().collect();
            moves.extend(step.moves.drain(..).filter(is_between));
            step.moves = moves;
            let between = step.from_widest.take().filter(is_between);
            step.from_widest = own.from_widest.as_ref().filter(is_here).cloned().or(between);
        }
        track
    }
}

impl Gathered<'_> {
    /// Whether a claim was surely said for a source.
    fn is_voice(&self, who: &Who, claim: ClaimId) -> bool {
        let Around { case, world, .. } = self.around;
        match who {
            Who::Party(party) => {
                world.surely_counts_for(case.speaker(claim), *party, case.claim(claim).said)
            }
            _ => true,
        }
    }
}

/// Whether two claims are of two voices.
fn is_two(case: &Case, a: ClaimId, b: ClaimId) -> bool {
    case.speaker(a) != case.speaker(b)
}

/// For each claim those of other voices that moved from it; at most [`PREDECESSORS_MAX`].
fn followers(case: &Case, track: &Track) -> BTreeMap<ClaimId, Vec<ClaimId>> {
    let mut since: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
    for step in &track.steps {
        for moved in step.moves.iter().filter(|moved| moved.is_own()) {
            let followers = since.entry(moved.from).or_default();
            if is_two(case, moved.from, step.claim) && followers.len() < PREDECESSORS_MAX {
                followers.push(step.claim);
            }
        }
    }
    since
}

/// How an organisation moved from what one of its voices said to what another did.
#[derive(Clone, Debug, PartialEq)]
pub struct BetweenVoices {
    /// The organisation.
    pub organisation: PartyId,
    /// The claim that the move leads to.
    pub to: ClaimId,
    /// From which, and how.
    pub moved: Move,
}

/// How what an organisation gathers moved between voices, at the claims that are shown under its name.
pub(super) fn between_voices<'a>(
    case: &'a Case,
    world: &'a World,
    track: &'a Track,
) -> impl Iterator<Item = BetweenVoices> + 'a {
    let organisation = match track.who {
        Who::Party(organisation) => Some(organisation),
        _ => None,
    };
    let steps = track.steps.iter().filter_map(move |step| Some((organisation?, step)));
    steps.flat_map(move |(organisation, step)| {
        let to = step.claim;
        let moves = step.moves.iter().chain(&step.from_widest);
        let moves: Vec<&Move> =
            moves.filter(|moved| moved.is_own() && is_two(case, moved.from, to)).collect();
        let is_home = !moves.is_empty() && nearest(case, world, to).contains(&track.who);
        let moves = moves.into_iter().filter(move |_| is_home);
        moves.map(move |moved| BetweenVoices { organisation, to, moved: moved.clone() })
    })
}
