//! The state of an incident as plain data under addresses that every copy of the ledger shares: to compare, and to
//! digest so that two parties can tell that they see the same picture.
//!
//! A state holds no entry number and no ledger time: other incidents on the same ledger change neither it nor its digest.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::{ClaimRef, IncidentId, StatementRef};
use bayan_claim::vocabulary::AmendReason;
use bayan_proof::hash::{Blake3, Sha256};
use serde::Serialize;

use crate::case::{Case, ClaimId};
use crate::conflict::{self, Conflicts};
use crate::fact::LinkFact;
use crate::origin::Origins;
use crate::shift::{Rule, Shift};
use crate::status::{self, FacetStatus, Status};
use crate::track::{self, Gather, Track, Who};
use crate::world::World;

/// What the digest of an incident's state is a hash of, besides the state (BLAKE3 `derive_key`).
const STATE_CONTEXT: &str = "bayan 2026 incident state v1";
/// What the digest of a ledger's state is a hash of, besides those of its incidents.
const LEDGER_CONTEXT: &str = "bayan 2026 ledger state v1";

/// Everything that is computed of all sources of an incident, by which the answers are made.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Each speaker's claims, over all facets.
    pub tracks: Vec<Track>,
    /// Where they conflict.
    pub conflicts: Conflicts,
    /// Where each facet stands.
    pub statuses: Vec<FacetStatus>,
    /// Where words come from.
    pub origins: Origins,
}

impl Picture {
    /// The picture of a case, over all its facets.
    pub fn of(case: &Case, world: &World) -> Self {
        let facets: BTreeSet<&FacetName> =
            case.claims().map(|(_, claimed)| &claimed.fact.facet).collect();
        let facets = facets.into_iter().cloned().collect();
        let tracks = track::tracks(case, world, &facets, Gather::Speakers);
        let conflicts = conflict::conflicts(case, world, &tracks);
        let origins = Origins::of(case);
        let statuses = status::statuses(case, &tracks, &conflicts, &origins);
        Self { tracks, conflicts, statuses, origins }
    }
}

/// One way in which a position moved, by address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Moved {
    /// Whose position.
    pub who: Who,
    /// From this claim.
    pub from: ClaimRef,
    /// To this one.
    pub to: ClaimRef,
    /// In this way.
    pub shift: Shift,
    /// By this rule.
    pub rule: Rule,
}

/// A conflict, by address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Opposed {
    /// What kind.
    pub kind: conflict::Kind,
    /// The statement that records it; none for a computed one.
    pub recorded: Option<StatementRef>,
    /// Those that say one thing.
    pub left: BTreeSet<ClaimRef>,
    /// Those that say the other.
    pub right: BTreeSet<ClaimRef>,
}

/// The state of an incident.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct State {
    /// Each source's standing claims by facet.
    pub positions: BTreeMap<(Who, FacetName), BTreeSet<ClaimRef>>,
    /// Claims that were taken back or corrected, each with what did so.
    pub taken_back: BTreeMap<ClaimRef, ClaimRef>,
    /// How positions moved.
    pub moves: BTreeSet<Moved>,
    /// Where sources conflict.
    pub conflicts: BTreeSet<Opposed>,
    /// Where each facet stands, and how many independent origins affirm, deny and leave open.
    pub statuses: BTreeMap<FacetName, (Status, [usize; 3])>,
    /// Claims that may have been said later than the moment asked about.
    pub possible: BTreeSet<ClaimRef>,
    /// Recorded relations, each with the statement that says it.
    pub links: BTreeSet<(StatementRef, LinkFact)>,
    /// Silences, questions and opinions that stand.
    pub others: BTreeSet<StatementRef>,
    /// What recorders corrected, and why.
    pub corrections: BTreeSet<(StatementRef, AmendReason)>,
    /// Statements whose bodies are withheld.
    pub gaps: BTreeSet<StatementRef>,
    /// Artifacts that are withheld.
    pub withheld_artifacts: BTreeSet<Sha256>,
}

impl State {
    /// The state of a case.
    pub fn of(case: &Case, world: &World) -> Self {
        Self::of_picture(case, &Picture::of(case, world))
    }

    /// The state of a case whose picture was made before.
    pub fn of_picture(case: &Case, picture: &Picture) -> Self {
        let at = |id: ClaimId| case.claim(id).at;
        let all = |ids: &[ClaimId]| ids.iter().map(|id| at(*id)).collect::<BTreeSet<_>>();
        let mut state = Self {
            gaps: case.gaps.iter().map(|gap| gap.cite.statement).collect(),
            withheld_artifacts: case.withheld_artifacts.clone(),
            corrections: case.corrections.iter().map(|c| (c.cite.statement, c.reason)).collect(),
            links: case.links.iter().map(|r| (r.cite.statement, r.link)).collect(),
            ..Self::default()
        };
        state.others.extend(case.silences.iter().map(|silence| silence.cite.statement));
        state.others.extend(case.questions.iter().map(|question| question.cite.statement));
        state.others.extend(case.opinions.iter().map(|opinion| opinion.cite.statement));
        state.possible.extend(case.claims().filter(|(_, c)| c.possible).map(|(_, c)| c.at));
        for track in &picture.tracks {
            for step in &track.steps {
                let claimed = case.claim(step.claim);
                if step.stands {
                    let key = (track.who.clone(), claimed.fact.facet.clone());
                    state.positions.entry(key).or_default().insert(claimed.at);
                }
                if let Some(by) = step.taken_back {
                    state.taken_back.insert(claimed.at, at(by));
                }
                for moved in step.moves.iter().chain(&step.from_widest) {
                    state.moves.extend(moved.shifts.iter().map(|(shift, rule)| Moved {
                        who: track.who.clone(),
                        from: at(moved.from),
                        to: claimed.at,
                        shift: *shift,
                        rule: *rule,
                    }));
                }
            }
        }
        for conflict in &picture.conflicts.list {
            state.conflicts.insert(Opposed {
                kind: conflict.kind,
                recorded: match conflict.basis {
                    conflict::Basis::Recorded(cite) => Some(cite.statement),
                    _ => None,
                },
                left: all(&conflict.left),
                right: all(&conflict.right),
            });
        }
        for status in &picture.statuses {
            let origins = [status.affirmed.origins, status.denied.origins, status.open.origins];
            state.statuses.insert(status.facet.clone(), (status.status, origins));
        }
        state
    }

    /// BLAKE3 over the state's encoding (postcard wire format 1, fields in the order above, every list sorted). Equal
    /// digests mean equal states.
    ///
    /// # Panics
    /// Never: plain data always encodes.
    pub fn digest(&self) -> Blake3 {
        let bytes = postcard::to_stdvec(self).expect("plain data always encodes");
        Blake3::derive(STATE_CONTEXT, &bytes)
    }
}

/// The digest of a ledger's state: of its incidents' ids and digests, by id.
pub fn ledger_digest(incidents: &BTreeMap<IncidentId, Blake3>) -> Blake3 {
    let bytes: Vec<u8> =
        incidents.iter().flat_map(|(id, digest)| [id.0.as_slice(), &digest.0].concat()).collect();
    Blake3::derive(LEDGER_CONTEXT, &bytes)
}

/// What changed between two states.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Claims that stand now and did not.
    pub taken: BTreeMap<(Who, FacetName), BTreeSet<ClaimRef>>,
    /// Claims that stood and do not now.
    pub left: BTreeMap<(Who, FacetName), BTreeSet<ClaimRef>>,
    /// Facets whose status changed: what it was and what it is.
    pub statuses: BTreeMap<FacetName, (Status, Status)>,
    /// Ways in which positions moved since.
    pub moves: BTreeSet<Moved>,
    /// Conflicts that are new.
    pub conflicts: BTreeSet<Opposed>,
    /// Conflicts that are no more.
    pub resolved: BTreeSet<Opposed>,
    /// Relations, silences, questions and opinions that are new.
    pub others: BTreeSet<StatementRef>,
    /// What recorders corrected since.
    pub corrections: BTreeSet<(StatementRef, AmendReason)>,
    /// What is withheld since.
    pub gaps: BTreeSet<StatementRef>,
}

impl Changes {
    /// What changed from one state to another.
    pub fn between(from: &State, to: &State) -> Self {
        let gone = |a: &State, b: &State| {
            let mut found = BTreeMap::new();
            for (key, claims) in &a.positions {
                let others = b.positions.get(key);
                let less: BTreeSet<ClaimRef> = claims
                    .iter()
                    .filter(|claim| others.is_none_or(|others| !others.contains(claim)))
                    .copied()
                    .collect();
                if !less.is_empty() {
                    found.insert(key.clone(), less);
                }
            }
            found
        };
        let status = |state: &State, facet: &FacetName| {
            state.statuses.get(facet).map_or(Status::Unstated, |(status, _)| *status)
        };
        let facets: BTreeSet<&FacetName> = from.statuses.keys().chain(to.statuses.keys()).collect();
        let statuses = facets
            .into_iter()
            .map(|facet| (facet.clone(), (status(from, facet), status(to, facet))))
            .filter(|(_, (was, is))| was != is)
            .collect();
        let links = |state: &State| -> BTreeSet<StatementRef> {
            state
                .links
                .iter()
                .map(|(statement, _)| *statement)
                .chain(state.others.iter().copied())
                .collect()
        };
        Self {
            taken: gone(to, from),
            left: gone(from, to),
            statuses,
            moves: to.moves.difference(&from.moves).cloned().collect(),
            conflicts: to.conflicts.difference(&from.conflicts).cloned().collect(),
            resolved: from.conflicts.difference(&to.conflicts).cloned().collect(),
            others: links(to).difference(&links(from)).copied().collect(),
            corrections: to.corrections.difference(&from.corrections).copied().collect(),
            gaps: to.gaps.difference(&from.gaps).copied().collect(),
        }
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
