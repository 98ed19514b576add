//! The JSON answer of `conflicts`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use bayan_claim::facet::FacetName;
use bayan_claim::value::Decimal;
use bayan_view::case::ClaimId;
use bayan_view::conflict::{Basis, Conflict};
use bayan_view::fact::{Member, Number};
use schemars::JsonSchema;
use serde::Serialize;

use super::sides::{Parted, Sets, member_id, numbers};
use crate::error::Failure;
use crate::picture::Scene;
use crate::picture::choice::Choice;
use crate::picture::document::{
    ClaimDocument, ConflictDocument, Documents, GapDocument, MomentDocument, NamedDocument,
};
use crate::picture::linked::entries;
use crate::picture::quotes::Quotes;
use crate::reading::Reading;

/// Where sources conflict.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Which incident, at which moment.
    pub moment: MomentDocument,
    /// The facets that were asked about, by name.
    pub facets: Vec<FacetName>,
    /// Conflicts in which a claim on one of them takes part: computed ones by facet, then recorded ones.
    pub conflicts: Vec<OpposedDocument>,
    /// Whether there are more conflicts than are listed.
    pub conflicts_cut: bool,
    /// What is withheld of the incident.
    pub gaps: Vec<GapDocument>,
    /// Every claim that the answer refers to, by address.
    pub claims: BTreeMap<String, ClaimDocument>,
}

/// Claims against claims, and what each side has for itself.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OpposedDocument {
    /// The conflict.
    #[serde(flatten)]
    pub conflict: ConflictDocument,
    /// Who recorded it; none for a computed one.
    pub recorder: Option<NamedDocument>,
    /// Entries of opinions that dispute what recorded it.
    pub opinions_against: Vec<u64>,
    /// How many independent origins `left` has.
    pub left_origins: u64,
    /// How many of those speak in headlines alone.
    pub left_headline_origins: u64,
    /// How many `right` has.
    pub right_origins: u64,
    /// How many of those speak in headlines alone.
    pub right_headline_origins: u64,
    /// What the sets of the two sides name; none where a side has no set.
    pub members: Option<MembersDocument>,
    /// What sets of either side leave out, where one does.
    pub left_out: Option<MembersDocument>,
    /// The numbers of `left`.
    pub left_bounds: Vec<NumberDocument>,
    /// The numbers of `right`.
    pub right_bounds: Vec<NumberDocument>,
}

/// Members of the sets of two sides: ids of what was declared, or the letters of the words.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MembersDocument {
    /// Those of `left` alone.
    pub left: Vec<String>,
    /// Those of both.
    pub both: Vec<String>,
    /// Those of `right` alone.
    pub right: Vec<String>,
}

/// A number with its bounds.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NumberDocument {
    /// What is counted, in which unit: equal text, equal measure.
    pub measure: String,
    /// The lower end; none where it is open.
    pub low: Option<EndDocument>,
    /// The upper end; none where it is open.
    pub high: Option<EndDocument>,
}

/// One end of a number.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EndDocument {
    /// The number.
    pub value: String,
    /// Whether it is included.
    pub inclusive: bool,
}

impl Answer {
    pub(super) fn of(
        reading: &Reading,
        scene: &Scene,
        quotes: &Quotes,
        (choice, found, claims): (&Choice, &[&Conflict], BTreeSet<ClaimId>),
    ) -> Result<Self, Failure> {
        let documents = Documents { reading, scene, quotes };
        let conflicts = found.iter().map(|conflict| opposed(&documents, conflict));
        Ok(Self {
            moment: documents.moment()?,
            facets: choice.facets.iter().cloned().collect(),
            conflicts: conflicts.collect::<Result<_, Failure>>()?,
            conflicts_cut: scene.picture().conflicts.is_cut,
            gaps: documents.gaps(),
            claims: documents.claims(claims)?,
        })
    }
}

fn opposed(documents: &Documents<'_>, conflict: &Conflict) -> Result<OpposedDocument, Failure> {
    let scene = documents.scene;
    let origins = |ids: &[ClaimId]| {
        u64::try_from(scene.picture().origins.count(ids.iter().copied())).unwrap_or(u64::MAX)
    };
    let bounds = |ids: &[ClaimId]| numbers(scene, ids).into_iter().map(number).collect();
    let recorder = match conflict.basis {
        Basis::Recorded(cite) => Some(documents.named(&cite.signer.to_string())?),
        _ => None,
    };
    let sets = Sets::of(scene, conflict);
    Ok(OpposedDocument {
        conflict: documents.conflict(conflict),
        recorder,
        opinions_against: entries(&super::opinions(scene, conflict)),
        left_origins: origins(&conflict.left),
        left_headline_origins: scene.headline_origins(&conflict.left),
        right_headline_origins: scene.headline_origins(&conflict.right),
        right_origins: origins(&conflict.right),
        members: sets.as_ref().map(|sets| members(&sets.named)),
        left_out: sets.as_ref().map(|sets| &sets.left_out).filter(|it| !it.is_empty()).map(members),
        left_bounds: bounds(&conflict.left),
        right_bounds: bounds(&conflict.right),
    })
}

fn members(parted: &Parted) -> MembersDocument {
    MembersDocument { left: ids(&parted.left), both: ids(&parted.both), right: ids(&parted.right) }
}

fn ids(members: &BTreeSet<Member>) -> Vec<String> {
    members.iter().map(member_id).collect()
}

fn number(number: &Number) -> NumberDocument {
    let end = |bound: &Bound<Decimal>| match bound {
        Bound::Included(n) => Some(EndDocument { value: n.to_string(), inclusive: true }),
        Bound::Excluded(n) => Some(EndDocument { value: n.to_string(), inclusive: false }),
        Bound::Unbounded => None,
    };
    NumberDocument {
        measure: number.measure.clone(),
        low: end(&number.low),
        high: end(&number.high),
    }
}
