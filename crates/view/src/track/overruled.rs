//! What an organisation's own later words took back, or took the place of, of what its units and spokespersons said: it
//! is nobody's live position any more.
//!
//! What one spokesperson says takes nothing from another: the organisation's position moves, and each of them is still
//! heard. Whoever speaks for it only perhaps is overruled where the organisation names the words as those that it takes
//! back, and not by the order of times alone.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::PartyId;
use bayan_claim::kind::Speaker;

use super::{Around, Maker, Track, Who};
use crate::case::{Case, ClaimId};

/// Claims that an organisation overruled.
#[derive(Default)]
pub(super) struct Overruled {
    by_claim: BTreeMap<ClaimId, Overruling>,
    /// What may have been overruled by words that were not looked at.
    cut: BTreeSet<ClaimId>,
}

struct Overruling {
    by: PartyId,
    /// Where it, or another that the claim was said for, names the claim: by which of their own.
    takers: Vec<ClaimId>,
}

/// What an organisation said itself, and what others said for it.
#[derive(Default)]
struct Said {
    own: Vec<ClaimId>,
    /// Each with whether they surely spoke for it then.
    for_it: BTreeMap<ClaimId, bool>,
}

impl Overruled {
    /// Of the claims of these utterances.
    pub(super) fn of(around: Around<'_>, utterances: &[Vec<ClaimId>]) -> Self {
        let mut overruled = Self::default();
        let organisations = organisations(around, utterances);
        // Whoever names the words is told first, whichever other organisation they counted for.
        for (organisation, said) in &organisations {
            overruled.taken_back(around, *organisation, said);
        }
        for (organisation, said) in &organisations {
            overruled.followed(around, *organisation, said);
        }
        overruled
    }

    fn taken_back(&mut self, around: Around<'_>, by: PartyId, said: &Said) {
        let mut takers: Vec<(ClaimId, _)> =
            said.own.iter().filter_map(|id| Some((*id, around.takings.get(id)?))).collect();
        takers.sort_by_key(|(taker, _)| super::by_saying(around.case, *taker));
        for (taker, targets) in takers {
            for claim in targets.iter().filter(|claim| said.for_it.contains_key(claim)) {
                let none = Overruling { by, takers: Vec::new() };
                self.by_claim.entry(*claim).or_insert(none).takers.push(taker);
            }
        }
    }

    fn followed(&mut self, around: Around<'_>, by: PartyId, said: &Said) {
        let own: BTreeSet<ClaimId> = said.own.iter().copied().collect();
        let sure = said.for_it.iter().filter(|(_, is_sure)| **is_sure).map(|(claim, _)| *claim);
        let claims: Vec<ClaimId> = own.iter().copied().chain(sure).collect();
        let maker = Maker::new(around, claims);
        let (following, is_cut) = maker.following();
        let (stands, more) = maker.standing(&following, |node| own.contains(&node.claim));
        if is_cut || more {
            self.cut.extend(said.for_it.keys());
        }
        for (node, stands) in maker.nodes.iter().zip(stands) {
            if !stands && !own.contains(&node.claim) {
                self.by_claim.entry(node.claim).or_insert(Overruling { by, takers: Vec::new() });
            }
        }
    }

    /// Marks what the source of a track holds no more.
    pub(super) fn mark(&self, case: &Case, track: &mut Track) {
        if self.by_claim.is_empty() && self.cut.is_empty() {
            return;
        }
        for step in &mut track.steps {
            track.is_cut |= self.cut.contains(&step.claim);
            let Some(overruling) = self.by_claim.get(&step.claim) else { continue };
            // What it holds no more by its own words, nobody else took from it.
            let is_own = track.who == Who::Party(overruling.by);
            if !is_own && (step.stands || !overruling.takers.is_empty()) {
                step.overruled = Some(overruling.by);
                step.taken_back.extend(&overruling.takers);
                step.taken_back.sort_by_key(|taker| super::by_saying(case, *taker));
            }
            step.stands = false;
        }
    }
}

/// Organisations that spoke themselves and for whom others spoke.
fn organisations(
    Around { case, world, .. }: Around<'_>,
    utterances: &[Vec<ClaimId>],
) -> BTreeMap<PartyId, Said> {
    let mut all: BTreeMap<PartyId, Said> = BTreeMap::new();
    let firsts = || utterances.iter().filter_map(|claims| Some((*claims.first()?, claims)));
    for (first, claims) in firsts() {
        if let Speaker::Party(party) = case.speaker(first) {
            all.entry(*party).or_default().own.extend(claims);
        }
    }
    for (first, claims) in firsts() {
        let (speaker, said) = (case.speaker(first), case.claim(first).said);
        for party in world.counts_for(speaker, said) {
            let is_itself = *speaker == Speaker::Party(party);
            let Some(of_party) = all.get_mut(&party).filter(|_| !is_itself) else { continue };
            let is_sure = world.surely_counts_for(speaker, party, said);
            of_party.for_it.extend(claims.iter().map(|claim| (*claim, is_sure)));
        }
    }
    all.retain(|_, said| !said.for_it.is_empty());
    all
}
