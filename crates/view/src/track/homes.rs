//! Under whose name a claim is shown where organisations are gathered: the nearest that its speaker counts for.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::PartyId;
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::PartyKind;

use super::{Who, speaker};
use crate::case::{Case, ClaimId};
use crate::world::World;

/// Under which sources each claim is shown.
pub struct Homes(BTreeMap<ClaimId, BTreeSet<Who>>);

impl Homes {
    /// Of all claims of a case.
    pub fn of(case: &Case, world: &World) -> Self {
        let mut known: BTreeMap<(Who, TimeBounds), BTreeSet<Who>> = BTreeMap::new();
        let mut found = BTreeMap::new();
        for (id, claimed) in case.claims() {
            let homes = known
                .entry((speaker(case, id), claimed.said))
                .or_insert_with(|| nearest(case, world, id));
            found.insert(id, homes.clone());
        }
        Self(found)
    }

    /// Whether a claim is shown under a source.
    pub fn are(&self, claim: ClaimId, who: &Who) -> bool {
        self.0.get(&claim).is_some_and(|homes| homes.contains(who))
    }
}

/// The organisations that a claim's speaker counts for and that hold no other of them; else the speaker. A unit is part of
/// the organisation's position where one is known.
pub(super) fn nearest(case: &Case, world: &World, id: ClaimId) -> BTreeSet<Who> {
    let said = case.claim(id).said;
    let all = world.counts_for(case.speaker(id), said);
    let of = |is_wanted: fn(PartyKind) -> bool| -> Vec<PartyId> {
        let is = |party: &&PartyId| world.party(party).is_some_and(|it| is_wanted(it.is));
        all.iter().filter(is).copied().collect()
    };
    let mut organisations = of(is_organisation);
    if organisations.is_empty() {
        organisations = of(|is| is == PartyKind::Unit);
    }
    let holds_other = |party: &PartyId| {
        let mut others = organisations.iter().filter(|other| *other != party);
        others.any(|other| world.belongs(*other, said).contains(party))
    };
    let nearest: BTreeSet<Who> = organisations
        .iter()
        .filter(|party| !holds_other(party))
        .map(|it| Who::Party(*it))
        .collect();
    if nearest.is_empty() { BTreeSet::from([speaker(case, id)]) } else { nearest }
}

fn is_organisation(is: PartyKind) -> bool {
    matches!(is, PartyKind::Organisation | PartyKind::Collective | PartyKind::Publisher)
}
