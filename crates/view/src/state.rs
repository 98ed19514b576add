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
use crate::track::{BetweenVoices, Move, Tracks, Who};
use crate::world::World;

/// What the digest of an incident's state is a hash of, besides the state (BLAKE3 `derive_key`).
const STATE_CONTEXT: &str = "bayan 2026 incident state v1";
/// What the digest of a ledger's state is a hash of, besides those of its incidents.
const LEDGER_CONTEXT: &str = "bayan 2026 ledger state v1";

/// Everything that is computed of all sources of an incident, by which the answers are made.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Each source's claims, over all facets.
    pub tracks: Tracks,
    /// How organisations moved between those who speak for them.
    pub between_voices: Vec<BetweenVoices>,
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
        let tracks = Tracks::of(case, world);
        let between_voices = tracks.between_voices(case, world);
        let conflicts = conflict::conflicts(case, world, &tracks.speakers);
        let origins = Origins::of(case, world);
        let statuses = status::statuses(case, &tracks.speakers, &conflicts, &origins);
        Self { tracks, between_voices, conflicts, statuses, origins }
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
    /// Claims that were taken back or corrected, each with all that did so.
    pub taken_back: BTreeMap<ClaimRef, BTreeSet<ClaimRef>>,
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
        for track in &picture.tracks.speakers {
            for step in &track.steps {
                let claimed = case.claim(step.claim);
                if step.stands {
                    let key = (track.who.clone(), claimed.fact.facet.clone());
                    state.positions.entry(key).or_default().insert(claimed.at);
                }
                if !step.taken_back.is_empty() {
                    let takers = step.taken_back.iter().map(|taker| at(*taker));
                    state.taken_back.insert(claimed.at, takers.collect());
                }
                // Where two tell of the same words nobody moved; from the widest the source moved in any case.
                let moves = step.moves.iter().filter(|moved| moved.is_own());
                for moved in moves.chain(&step.from_widest) {
                    state.moves.extend(ways(case, &track.who, step.claim, moved));
                }
            }
        }
        for between in &picture.between_voices {
            let who = Who::Party(between.organisation);
            state.moves.extend(ways(case, &who, between.to, &between.moved));
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

/// In which ways a source moved to a claim.
fn ways(case: &Case, who: &Who, to: ClaimId, moved: &Move) -> impl Iterator<Item = Moved> {
    let (from, to) = (case.claim(moved.from).at, case.claim(to).at);
    moved.shifts.iter().map(move |(shift, rule)| Moved {
        who: who.clone(),
        from,
        to,
        shift: *shift,
        rule: *rule,
    })
}

/// The digest of a ledger's state: of its incidents' ids and digests, by id.
pub fn ledger_digest(incidents: &BTreeMap<IncidentId, Blake3>) -> Blake3 {
    let bytes: Vec<u8> =
        incidents.iter().flat_map(|(id, digest)| [id.0.as_slice(), &digest.0].concat()).collect();
    Blake3::derive(LEDGER_CONTEXT, &bytes)
}

/// What changed between two states of an incident. That a recorder corrected where or how a claim stands on record is
/// listed as a correction alone: nobody's position moved by it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Claims that stand now and did not.
    pub taken: BTreeMap<(Who, FacetName), BTreeSet<ClaimRef>>,
    /// Claims that stood and do not now, by the address that they had.
    pub left: BTreeMap<(Who, FacetName), BTreeSet<ClaimRef>>,
    /// Facets whose status changed: what it was and what it is.
    pub statuses: BTreeMap<FacetName, (Status, Status)>,
    /// Ways in which positions moved by claims that are new.
    pub moves: BTreeSet<Moved>,
    /// Ways in which a claim is now held to have moved from another where both were known: what was recorded since
    /// tells it otherwise, and nobody moved.
    pub retold: BTreeSet<Moved>,
    /// Conflicts that are new.
    pub conflicts: BTreeSet<Opposed>,
    /// Conflicts that are no more, by the addresses that their claims had.
    pub resolved: BTreeSet<Opposed>,
    /// Relations, silences, questions and opinions that are new.
    pub others: BTreeSet<StatementRef>,
    /// What recorders corrected since.
    pub corrections: BTreeSet<(StatementRef, AmendReason)>,
    /// What is withheld since. What a body said that is withheld today is known of no moment.
    pub gaps: BTreeSet<StatementRef>,
    /// Artifacts that are withheld since: their words cannot be shown.
    pub artifacts: BTreeSet<Sha256>,
}

impl Changes {
    /// What changed from one state to another, each given with its case.
    pub fn between(from: (&Case, &State), to: (&Case, &State)) -> Self {
        let ((was_case, was), (case, is)) = (from, to);
        let later = Later { case };
        let known: BTreeSet<ClaimRef> = was_case
            .claims()
            .filter(|(_, claimed)| !claimed.possible)
            .flat_map(|(_, claimed)| later.claims(claimed.at))
            .collect();
        let told: BTreeSet<Moved> = was.moves.iter().flat_map(|moved| later.moved(moved)).collect();
        let (retold, moves) = is
            .moves
            .difference(&told)
            .cloned()
            .partition(|moved| known.contains(&moved.from) && known.contains(&moved.to));
        let opposed: BTreeSet<Opposed> = was.conflicts.iter().map(|it| later.opposed(it)).collect();
        let gone = was.conflicts.iter().filter(|it| !is.conflicts.contains(&later.opposed(it)));
        let recorded = |state: &State| -> BTreeSet<StatementRef> {
            state.links.iter().map(|(at, _)| *at).chain(state.others.iter().copied()).collect()
        };
        let known_records: BTreeSet<StatementRef> =
            recorded(was).into_iter().map(|statement| case.stands_for(statement)).collect();
        Self {
            taken: taken(&later, was, is),
            left: left(&later, was, is),
            statuses: statuses(was, is),
            moves,
            retold,
            conflicts: is.conflicts.difference(&opposed).cloned().collect(),
            resolved: gone.cloned().collect(),
            others: recorded(is).difference(&known_records).copied().collect(),
            corrections: is.corrections.difference(&was.corrections).copied().collect(),
            gaps: withheld(case).difference(&withheld(was_case)).map(|(at, _)| *at).collect(),
            artifacts: is.withheld_artifacts.difference(&was.withheld_artifacts).copied().collect(),
        }
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The withheld statements, each with whether a redaction says so: a body that is withheld today is a gap at every moment.
fn withheld(case: &Case) -> BTreeSet<(StatementRef, bool)> {
    case.gaps.iter().map(|gap| (gap.cite.statement, gap.by.is_some())).collect()
}

fn statuses(was: &State, is: &State) -> BTreeMap<FacetName, (Status, Status)> {
    let of = |state: &State, facet: &FacetName| {
        state.statuses.get(facet).map_or(Status::Unstated, |(status, _)| *status)
    };
    let facets: BTreeSet<&FacetName> = was.statuses.keys().chain(is.statuses.keys()).collect();
    let changes = facets.into_iter().map(|facet| (facet.clone(), (of(was, facet), of(is, facet))));
    changes.filter(|(_, (was, is))| was != is).collect()
}

type Positions = BTreeMap<(Who, FacetName), BTreeSet<ClaimRef>>;

fn taken(later: &Later<'_>, was: &State, is: &State) -> Positions {
    let mut taken = Positions::new();
    for (key, claims) in &is.positions {
        let held = was.positions.get(key).into_iter().flatten();
        let held: BTreeSet<ClaimRef> = held.flat_map(|claim| later.claims(*claim)).collect();
        let more: BTreeSet<ClaimRef> = claims.difference(&held).copied().collect();
        if !more.is_empty() {
            taken.insert(key.clone(), more);
        }
    }
    taken
}

fn left(later: &Later<'_>, was: &State, is: &State) -> Positions {
    let mut left = Positions::new();
    for (key, claims) in &was.positions {
        let holds = |at: &ClaimRef| is.positions.get(key).is_some_and(|held| held.contains(at));
        let stands = |claim: &ClaimRef| later.claims(*claim).iter().any(holds);
        let less: BTreeSet<ClaimRef> =
            claims.iter().filter(|claim| !stands(claim)).copied().collect();
        if !less.is_empty() {
            left.insert(key.clone(), less);
        }
    }
    left
}

/// Where what was on record before stands at a later moment.
struct Later<'a> {
    case: &'a Case,
}

impl Later<'_> {
    /// The claims that stand for one now; itself where an amendment dropped it.
    fn claims(&self, claim: ClaimRef) -> Vec<ClaimRef> {
        let now = self.case.now(claim);
        if now.is_empty() { vec![claim] } else { now }
    }

    fn moved(&self, moved: &Moved) -> Vec<Moved> {
        let ends = self
            .claims(moved.from)
            .into_iter()
            .flat_map(|from| self.claims(moved.to).into_iter().map(move |to| (from, to)));
        ends.map(|(from, to)| Moved { from, to, ..moved.clone() }).collect()
    }

    fn opposed(&self, opposed: &Opposed) -> Opposed {
        let now =
            |side: &BTreeSet<ClaimRef>| side.iter().flat_map(|claim| self.claims(*claim)).collect();
        Opposed {
            kind: opposed.kind,
            recorded: opposed.recorded.map(|statement| self.case.stands_for(statement)),
            left: now(&opposed.left),
            right: now(&opposed.right),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayan_claim::Kind;
    use serde_json::json;

    use crate::testing::{Story, statement};

    fn changes(from: Story, to: Story) -> Changes {
        let [from, to] = [from, to].map(|story| {
            let (case, world) = story.build();
            let state = State::of(&case, &world);
            (case, state)
        });
        Changes::between((&from.0, &from.1), (&to.0, &to.1))
    }

    /// A body that is withheld is gone from every moment, so only the redaction tells that something changed.
    #[test]
    fn what_is_withheld_since_is_a_change() {
        let told = || {
            let leak = json!({"facet": "confidentiality.leak", "value": "no"});
            Story::new().said("a", "ministry", "2022-01-01", leak).withheld("b", Kind::Utterance)
        };
        let redacted = |field: &str, what: String| {
            let mut draft = json!({"authority": "party:recorder", "why": "recorded_in_error"});
            draft[field] = json!([what]);
            told().statement(Kind::Redaction, "r", draft)
        };
        let of_body = || redacted("statements", "ref:b".to_owned());
        let gaps = BTreeSet::from([statement("b")]);
        assert_eq!(changes(told(), of_body()), Changes { gaps, ..Changes::default() });
        assert!(changes(of_body(), of_body()).is_empty());
        let page = Sha256::of(b"page");
        let artifacts = BTreeSet::from([page]);
        let of_page = redacted("artifacts", page.to_string());
        assert_eq!(changes(told(), of_page), Changes { artifacts, ..Changes::default() });
    }
}
