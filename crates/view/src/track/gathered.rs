//! What stands of all that an organisation gathers: what stands in each of its voices alone.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bayan_claim::id::PartyId;

use super::homes::nearest;
use super::overruled::Overruled;
use super::{Around, Gather, Move, PREDECESSORS_MAX, Step, Track, Who, speaker};
use crate::case::{Case, ClaimId};

/// What organisations gather is made from.
pub(super) struct Gathered<'a> {
    around: Around<'a>,
    speakers: BTreeMap<&'a Who, &'a Track>,
    overruled: &'a Overruled,
}

impl<'a> Gathered<'a> {
    pub(super) fn of(around: Around<'a>, speakers: &'a [Track], overruled: &'a Overruled) -> Self {
        let speakers = speakers.iter().map(|track| (&track.who, track)).collect();
        Self { around, speakers, overruled }
    }

    /// What a source gathers: how it moved by the order of all its claims, and what stands of them in each of its voices.
    pub(super) fn track(&self, who: Who, claims: Vec<ClaimId>) -> Track {
        let mut voices: BTreeMap<Who, Vec<ClaimId>> = BTreeMap::new();
        for id in &claims {
            voices.entry(speaker(self.around.case, *id)).or_default().push(*id);
        }
        if voices.len() == 1 && voices.contains_key(&who) {
            return self.voice(who, claims).into_owned();
        }
        let mut track = self.around.track(who, claims);
        let mut alone: BTreeMap<ClaimId, Step> = BTreeMap::new();
        for (voice, claims) in voices {
            let voice = self.voice(voice, claims);
            track.is_cut |= voice.is_cut;
            alone.extend(voice.into_owned().steps.into_iter().map(|step| (step.claim, step)));
        }
        mark(self.around.case, &alone, &mut track);
        track
    }

    /// One voice of a source: by what it said while it was one.
    fn voice(&self, voice: Who, claims: Vec<ClaimId>) -> Cow<'a, Track> {
        match self.speakers.get(&voice) {
            Some(all) if all.steps.len() == claims.len() => Cow::Borrowed(all),
            _ => {
                let mut track = self.around.track(voice, claims);
                self.overruled.mark(&mut track);
                Cow::Owned(track)
            }
        }
    }
}

/// Marks what stands of what a source gathers as it stands in each voice alone, and where another voice has moved since
/// from what stands.
fn mark(case: &Case, alone: &BTreeMap<ClaimId, Step>, track: &mut Track) {
    let mut since: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
    for step in &track.steps {
        for moved in step.moves.iter().filter(|moved| moved.is_own()) {
            if case.speaker(moved.from) != case.speaker(step.claim) {
                let since = since.entry(moved.from).or_default();
                if since.len() < PREDECESSORS_MAX {
                    since.push(step.claim);
                }
            }
        }
    }
    for step in &mut track.steps {
        let Some(own) = alone.get(&step.claim) else { continue };
        if own.stands && !step.stands {
            step.since = since.remove(&step.claim).unwrap_or_default();
        }
        step.stands = own.stands;
        step.taken_back = own.taken_back;
        // That a source overruled itself is a move of its own.
        step.overruled = own.overruled.filter(|by| track.who != Who::Party(*by));
    }
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

/// How organisations moved between those who speak for them, under the names that their claims are shown under. What a
/// source moved from itself stands in its own track.
pub(super) fn between_voices(
    around: Around<'_>,
    utterances: &[Vec<ClaimId>],
) -> Vec<BetweenVoices> {
    let (case, world) = (around.case, around.world);
    let is_two = |a: ClaimId, b: ClaimId| case.speaker(a) != case.speaker(b);
    let mut found = Vec::new();
    for (who, claims) in around.by_source(utterances, Gather::Organisations) {
        let Who::Party(organisation) = who else { continue };
        if !claims.first().is_some_and(|first| claims.iter().any(|other| is_two(*first, *other))) {
            continue;
        }
        for step in around.track(who.clone(), claims).steps {
            let to = step.claim;
            let moves = step.moves.into_iter().chain(step.from_widest);
            let moves: Vec<Move> =
                moves.filter(|moved| moved.is_own() && is_two(moved.from, to)).collect();
            if !moves.is_empty() && nearest(case, world, to).contains(&who) {
                found.extend(moves.into_iter().map(|moved| BetweenVoices {
                    organisation,
                    to,
                    moved,
                }));
            }
        }
    }
    found
}
