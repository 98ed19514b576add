//! Where each facet stands between all sources, and how many independent origins are behind each side.

use std::collections::BTreeMap;

use bayan_claim::facet::FacetName;
use serde::Serialize;

use crate::case::{Case, ClaimId};
use crate::conflict::Conflicts;
use crate::origin::Origins;
use crate::shift::{Side, side};
use crate::track::Track;

/// Where a facet stands. It is no verdict: it says who says what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody says anything of it.
    Unstated,
    /// It is affirmed, of whatever part; who denies it speaks of another.
    Affirmed,
    /// All who take a side deny.
    Denied,
    /// Standing claims conflict: they take different sides of one reach, or give values that cannot both be.
    Contested,
    /// Nobody takes a side: unknown, no evidence, declined.
    Open,
}

impl Status {
    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unstated => "unstated",
            Self::Affirmed => "affirmed",
            Self::Denied => "denied",
            Self::Contested => "contested",
            Self::Open => "open",
        }
    }
}

/// The sources behind one side, and how many independent origins they have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// Their standing claims.
    pub claims: Vec<ClaimId>,
    /// How many independent origins.
    pub origins: usize,
}

/// One facet. For facets with a harm rule, to affirm is to say that the harm happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetStatus {
    /// The facet.
    pub facet: FacetName,
    /// Where it stands.
    pub status: Status,
    /// Who affirms.
    pub affirmed: Behind,
    /// Who denies.
    pub denied: Behind,
    /// Who takes no side; to have found no evidence takes none.
    pub open: Behind,
}

/// The status of every facet that a standing claim speaks of, by facet.
pub fn statuses(
    case: &Case,
    tracks: &[Track],
    conflicts: &Conflicts,
    origins: &Origins,
) -> Vec<FacetStatus> {
    let mut by_facet: BTreeMap<&FacetName, [Vec<ClaimId>; 3]> = BTreeMap::new();
    let standing = tracks.iter().flat_map(|track| &track.steps).filter(|step| step.stands);
    for step in standing {
        let fact = &case.claim(step.claim).fact;
        let [affirmed, denied, open] = by_facet.entry(&fact.facet).or_default();
        match side(fact) {
            Side::Affirms => affirmed.push(step.claim),
            Side::Denies => denied.push(step.claim),
            Side::FoundNothing | Side::Open => open.push(step.claim),
        }
    }
    let behind = |claims: Vec<ClaimId>| {
        let origins = origins.count(claims.iter().copied());
        Behind { claims, origins }
    };
    by_facet
        .into_iter()
        .map(|(facet, [affirmed, denied, open])| {
            let status = match (affirmed.is_empty(), denied.is_empty()) {
                _ if conflicts.contested.contains(facet) => Status::Contested,
                // An affirmation is of some of the facet, a denial of all of its own reach alone.
                (false, _) => Status::Affirmed,
                (true, false) => Status::Denied,
                (true, true) if open.is_empty() => Status::Unstated,
                (true, true) => Status::Open,
            };
            FacetStatus {
                facet: facet.clone(),
                status,
                affirmed: behind(affirmed),
                denied: behind(denied),
                open: behind(open),
            }
        })
        .collect()
}
