//! The JSON answer of `diff`.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::{ClaimRef, StatementRef};
use bayan_proof::hash::Sha256;
use bayan_view::state::{Moved, Opposed};
use bayan_view::track::Who;
use schemars::JsonSchema;
use serde::Serialize;

use super::change::{Change, Changing};
use super::{Found, claims, exactly};
use crate::error::Failure;
use crate::picture::document::{
    ClaimDocument, CorrectionDocument, Documents, GapDocument, MomentDocument, WhoDocument,
};
use crate::reading::Reading;

/// What changed on an incident between two moments.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// The earlier moment.
    pub from: MomentDocument,
    /// The later one.
    pub to: MomentDocument,
    /// Facets whose status changed.
    pub statuses: Vec<StatusChange>,
    /// Sources whose standing claims changed, by facet.
    pub positions: Vec<PositionChange>,
    /// Ways in which positions moved by claims that are new.
    pub moves: Vec<MovedDocument>,
    /// Ways in which a claim is now held to have moved from another where both were known: what was recorded since
    /// tells it otherwise, and nobody moved.
    pub retold: Vec<MovedDocument>,
    /// Conflicts that are new.
    pub conflicts: Vec<OpposedDocument>,
    /// Conflicts that are no more.
    pub resolved: Vec<OpposedDocument>,
    /// What recorders corrected since. It is no change of anybody's position.
    pub corrections: Vec<CorrectionDocument>,
    /// What is withheld since. What a body said that is withheld today is known of no moment.
    pub gaps: Vec<GapDocument>,
    /// Artifacts whose words are withheld since.
    pub artifacts: BTreeSet<Sha256>,
    /// Links, silences, questions and opinions that are new.
    pub others: BTreeSet<StatementRef>,
    /// Every claim that the answer refers to, by address: as at the later moment, or where it does not stand then as at
    /// the earlier.
    pub claims: BTreeMap<String, ClaimDocument>,
}

/// A facet whose status changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatusChange {
    /// The facet.
    pub facet: FacetName,
    /// What it was.
    pub was: &'static str,
    /// What it is.
    pub is: &'static str,
}

/// A source whose standing claims on a facet changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PositionChange {
    /// The source.
    pub who: WhoDocument,
    /// The facet.
    pub facet: FacetName,
    /// Claims that stood and do not now.
    pub left: BTreeSet<ClaimRef>,
    /// Claims that stand now and did not.
    pub taken: BTreeSet<ClaimRef>,
    /// What became of each of these.
    pub changes: Vec<ChangeDocument>,
}

/// What became of one claim of a position.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangeDocument {
    /// The claim.
    pub claim: ClaimRef,
    /// Of one that stands now: `new`, `again` where it was there and did not stand, or `corrected` where a recorder put it
    /// in the place of another. Of one that stands no more: `gave_way` to a newer claim of the source, `taken_back` by
    /// its source, `corrected` or `withdrawn` by its recorder, or `no_longer` the source's.
    pub change: &'static str,
    /// The claim that it gave way to, or that took it back.
    pub by: Option<ClaimRef>,
}

/// One way in which a position moved.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MovedDocument {
    /// Whose position.
    pub who: WhoDocument,
    /// From this claim.
    pub from: ClaimRef,
    /// To this one.
    pub to: ClaimRef,
    /// In this way.
    pub shift: &'static str,
    /// By this rule.
    pub rule: &'static str,
}

/// Claims against claims.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OpposedDocument {
    /// What kind.
    pub kind: &'static str,
    /// The statement that records it; none for a computed one.
    pub recorded: Option<StatementRef>,
    /// Those that say one thing; for sides, those that affirm.
    pub left: BTreeSet<ClaimRef>,
    /// Those that say the other.
    pub right: BTreeSet<ClaimRef>,
}

pub(super) fn answer(reading: &Reading, found: &Found) -> Result<Answer, Failure> {
    let [from, to] =
        [&found.from, &found.to].map(|scene| Documents { reading, scene, quotes: &found.quotes });
    let changes = &found.changes;
    let mut corrections = to.corrections()?;
    corrections.retain(|it| changes.corrections.iter().any(|(at, _)| *at == it.statement));
    let mut gaps = to.gaps();
    gaps.retain(|gap| changes.gaps.contains(&gap.statement));
    let statuses = changes.statuses.iter();
    Ok(Answer {
        from: from.moment()?,
        to: to.moment()?,
        statuses: statuses
            .map(|(facet, (was, is))| StatusChange {
                facet: facet.clone(),
                was: was.name(),
                is: is.name(),
            })
            .collect(),
        positions: positions(&to, found)?,
        moves: moves(&to, &changes.moves)?,
        retold: moves(&to, &changes.retold)?,
        conflicts: changes.conflicts.iter().map(opposed).collect(),
        resolved: changes.resolved.iter().map(opposed).collect(),
        corrections,
        gaps,
        artifacts: changes.artifacts.clone(),
        others: changes.others.clone(),
        claims: all(&from, &to, found)?,
    })
}

fn positions(to: &Documents<'_>, found: &Found) -> Result<Vec<PositionChange>, Failure> {
    let changes = &found.changes;
    let keys: BTreeSet<&(Who, FacetName)> =
        changes.taken.keys().chain(changes.left.keys()).collect();
    let changing = Changing::of(found);
    let document = |claim: ClaimRef, change: Change| ChangeDocument {
        claim,
        change: change.name(),
        by: change.by(),
    };
    keys.into_iter()
        .map(|key| {
            let left = changes.left.get(key).into_iter().flatten();
            let left = left.map(|claim| document(*claim, changing.left(&key.0, *claim)));
            let taken = changes.taken.get(key).into_iter().flatten();
            let taken = taken.map(|claim| document(*claim, changing.taken(*claim)));
            Ok(PositionChange {
                changes: left.chain(taken).collect(),
                who: to.who(&key.0)?,
                facet: key.1.clone(),
                left: changes.left.get(key).cloned().unwrap_or_default(),
                taken: changes.taken.get(key).cloned().unwrap_or_default(),
            })
        })
        .collect()
}

fn moves(to: &Documents<'_>, moves: &BTreeSet<Moved>) -> Result<Vec<MovedDocument>, Failure> {
    moves
        .iter()
        .map(|moved| {
            Ok(MovedDocument {
                who: to.who(&moved.who)?,
                from: moved.from,
                to: moved.to,
                shift: moved.shift.name(),
                rule: moved.rule.name(),
            })
        })
        .collect()
}

fn opposed(opposed: &Opposed) -> OpposedDocument {
    OpposedDocument {
        kind: opposed.kind.name(),
        recorded: opposed.recorded,
        left: opposed.left.clone(),
        right: opposed.right.clone(),
    }
}

/// Every claim that a change names, as it stands at one of the two moments.
fn all(
    from: &Documents<'_>,
    to: &Documents<'_>,
    found: &Found,
) -> Result<BTreeMap<String, ClaimDocument>, Failure> {
    let named = claims(&found.changes);
    let of = |documents: &Documents<'_>| {
        let ids = named.iter().filter_map(|claim| exactly(&documents.scene.case, *claim));
        documents.claims(ids)
    };
    let mut claims = of(from)?;
    claims.extend(of(to)?);
    Ok(claims)
}
