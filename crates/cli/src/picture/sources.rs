//! Whose positions are shown: each source once, under the nearest organisation that it speaks for.

use std::collections::BTreeSet;

use bayan_claim::facet::FacetName;
use bayan_claim::id::PartyId;
use bayan_claim::value::TimeBounds;
use bayan_view::case::ClaimId;
use bayan_view::track::{self, Gather, Homes, Track, Who};

use super::Scene;

/// The positions of all sources on these facets, in the order in which they first stand in the log.
///
/// Gathered, each claim stands once: under the nearest organisation that its speaker, or the speaker's unit, belonged to
/// or spoke for, and under the speaker where there is none. What stands there now, and how it moved, is told of all that
/// the organisation gathers: of the organisations in it too, whose own words stand under them.
pub fn positions(scene: &Scene, facets: &BTreeSet<FacetName>, gather: Gather) -> Vec<Track> {
    let mut tracks = tracks(scene, facets, gather);
    if gather == Gather::Organisations {
        let homes = Homes::of(&scene.case, &scene.world);
        for track in &mut tracks {
            let who = &track.who;
            track.steps.retain(|step| homes.are(step.claim, who));
        }
        tracks.retain(|track| !track.steps.is_empty());
    }
    let first = |track: &Track| {
        let indexes = track.steps.iter().map(|step| scene.case.claim(step.claim).cite.index);
        indexes.min()
    };
    tracks.sort_by(|a, b| (first(a), &a.who).cmp(&(first(b), &b.who)));
    tracks
}

/// The steps on these facets of the tracks over all: what is said on one facet takes places on others that it implies, or is
/// implied by, whichever of them is asked about.
fn tracks(scene: &Scene, facets: &BTreeSet<FacetName>, gather: Gather) -> Vec<Track> {
    let mut tracks: Vec<Track> = scene.picture().tracks.by(gather).into_iter().cloned().collect();
    for track in &mut tracks {
        track.steps.retain(|step| facets.contains(&scene.case.claim(step.claim).fact.facet));
    }
    tracks.retain(|track| !track.steps.is_empty());
    tracks
}

/// The position of one party on these facets with all who speak for it, and the words that may be its own: those of
/// whom the text leaves open.
pub fn positions_of(scene: &Scene, party: PartyId, facets: &BTreeSet<FacetName>) -> Vec<Track> {
    let tracks = tracks(scene, facets, Gather::Organisations);
    let mut found: Vec<Track> = tracks
        .into_iter()
        .filter(|track| match &track.who {
            Who::Party(id) => *id == party,
            Who::OneOf(ids) => ids.contains(&party),
            Who::Nobody(_) => false,
        })
        .collect();
    let own: BTreeSet<ClaimId> =
        found.iter().filter(|track| track.who == Who::Party(party)).flat_map(claims_of).collect();
    found.retain(|track| track.who == Who::Party(party) || !claims_of(track).is_subset(&own));
    found
}

/// The claims on these facets that may have been said after the moment asked about, in log order; of one party those that
/// count for it, or may be its own.
pub fn possible(
    scene: &Scene,
    party: Option<PartyId>,
    facets: &BTreeSet<FacetName>,
) -> Vec<ClaimId> {
    let is_its = |id: ClaimId, said: TimeBounds| {
        let speaker = scene.case.speaker(id);
        party.is_none_or(|party| {
            speaker.candidates().contains(&party)
                || scene.world.counts_for(speaker, said).contains(&party)
        })
    };
    let claims = scene.case.claims().filter(|(id, claimed)| {
        claimed.possible && facets.contains(&claimed.fact.facet) && is_its(*id, claimed.said)
    });
    claims.map(|(id, _)| id).collect()
}

/// Whether a claim counts for a source only perhaps: what is known of its time leaves open whether its speaker then spoke
/// for that.
pub fn is_perhaps(scene: &Scene, claim: ClaimId, who: &Who) -> bool {
    let Who::Party(party) = who else { return false };
    let said = scene.case.claim(claim).said;
    !scene.world.surely_counts_for(scene.case.speaker(claim), *party, said)
}

fn claims_of(track: &Track) -> BTreeSet<ClaimId> {
    track.steps.iter().map(|step| step.claim).collect()
}

/// The speaker alone.
pub fn own(scene: &Scene, id: ClaimId) -> Who {
    track::speaker(&scene.case, id)
}
