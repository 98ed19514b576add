//! The JSON answer of `silent`.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::StatementRef;
use bayan_claim::value::Time;
use bayan_view::case::ClaimId;
use bayan_view::silence::Silence;
use schemars::JsonSchema;
use serde::Serialize;

use super::unanswered;
use crate::error::Failure;
use crate::picture::document::{
    ClaimDocument, Documents, GapDocument, MomentDocument, NamedDocument, WordsDocument,
};
use crate::picture::linked::{BoundsDocument, SpokenDocument, entries};
use crate::picture::quotes::Quotes;
use crate::picture::{Scene, names};
use crate::reading::Reading;

/// Who had not spoken.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Which incident, at which moment.
    pub moment: MomentDocument,
    /// Every silence that was recorded, in log order.
    pub silences: Vec<SilentDocument>,
    /// What is withheld of the incident.
    pub gaps: Vec<GapDocument>,
    /// Every claim that the answer refers to, by address.
    pub claims: BTreeMap<String, ClaimDocument>,
}

/// A silence and what the record holds against it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SilentDocument {
    /// The statement.
    pub statement: StatementRef,
    /// Its entry.
    pub entry: u64,
    /// Who signed it.
    pub signer: NamedDocument,
    /// Who had not spoken.
    pub party: NamedDocument,
    /// As far as whom.
    pub as_far_as: NamedDocument,
    /// Up to when, as recorded; none where its body is withheld.
    pub as_of: Option<Time>,
    /// Up to when, as far as is known.
    pub as_of_bounds: BoundsDocument,
    /// What the latest moment rests on: `told`, or when what reports it came out, was captured or was recorded
    /// (`publication`, `capture`, `entry`).
    pub as_of_bounded_by: &'static str,
    /// On which facets, those of its questions and claims included; with none and no `claims` or `told`, not a word.
    pub facets: Vec<FacetName>,
    /// To which claims of others, as they stand now.
    pub claims: Vec<String>,
    /// On what, in words.
    pub told: Option<String>,
    /// Where it is reported.
    pub words: Vec<WordsDocument>,
    /// `silent`, `cannot_tell` or `spoke`.
    pub stands: &'static str,
    /// What the party said on it since, or may have.
    pub since: Vec<SpokenDocument>,
    /// What it said on it before: who looked did not find it.
    pub before: Vec<String>,
    /// Where it declined to say since, or may have.
    pub declined: Vec<SpokenDocument>,
    /// Entries of opinions that dispute the silence.
    pub disputed_by: Vec<u64>,
    /// Whether it may be of after `--said-by`.
    pub possible: bool,
}

impl Answer {
    pub(super) fn of(
        reading: &Reading,
        scene: &Scene,
        quotes: &Quotes,
        (found, claims): (&[Silence], BTreeSet<ClaimId>),
    ) -> Result<Self, Failure> {
        let documents = Documents { reading, scene, quotes };
        let silences = found.iter().map(|silence| one(&documents, silence));
        Ok(Self {
            moment: documents.moment()?,
            silences: silences.collect::<Result<_, Failure>>()?,
            gaps: documents.gaps(),
            claims: documents.claims(claims)?,
        })
    }
}

fn one(documents: &Documents<'_>, silence: &Silence) -> Result<SilentDocument, Failure> {
    let signed = documents.quotes.silence(silence.cite.index);
    let told = signed.and_then(|signed| signed.on.as_ref()?.words.as_ref());
    let segments = signed.into_iter().flat_map(|signed| &signed.segments);
    Ok(SilentDocument {
        statement: silence.cite.statement,
        entry: silence.cite.index.0,
        signer: documents.named(&silence.cite.signer.to_string())?,
        party: documents.named(&silence.party.to_string())?,
        as_far_as: documents.named(&silence.as_far_as.to_string())?,
        as_of: signed.map(|signed| signed.as_of.clone()),
        as_of_bounds: silence.as_of.into(),
        as_of_bounded_by: names::bounded_by(silence.bounded_by),
        facets: silence.facets.iter().cloned().collect(),
        claims: documents.addresses_of(&unanswered(&documents.scene.case, silence)),
        told: told.map(|phrase| phrase.text.to_string()),
        words: segments.map(|segment| documents.words(segment)).collect(),
        stands: names::stands(silence.stands),
        since: documents.spoken(&silence.since),
        before: documents.addresses_of(&silence.before),
        declined: documents.spoken(&silence.declined),
        disputed_by: entries(&silence.disputed),
        possible: silence.possible,
    })
}
