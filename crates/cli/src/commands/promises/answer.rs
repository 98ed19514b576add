//! The JSON answer of `promises`.

use std::collections::{BTreeMap, BTreeSet};

use bayan_view::case::ClaimId;
use bayan_view::fact::UntilFact;
use bayan_view::promise::{Promise, Timing};
use schemars::JsonSchema;
use serde::Serialize;

use super::{counts, undated};
use crate::error::Failure;
use crate::picture::document::{
    ClaimDocument, Documents, GapDocument, MomentDocument, NamedDocument,
};
use crate::picture::linked::{BoundsDocument, LinkedDocument, SpokenDocument, entries};
use crate::picture::now::{Now, NowDocument};
use crate::picture::quotes::Quotes;
use crate::picture::{Scene, addressed};
use crate::reading::Reading;

/// What was promised, ordered, requested or urged.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Which incident, at which moment.
    pub moment: MomentDocument,
    /// The moment that due dates are held against.
    pub now: NowDocument,
    /// How many have each outcome; those that there are.
    pub outcomes: BTreeMap<&'static str, u64>,
    /// How many have no date; words such as "soon" are none.
    pub undated: u64,
    /// Every promise, order, request and urging, by when it was made.
    pub promises: Vec<PromiseDocument>,
    /// What is withheld of the incident.
    pub gaps: Vec<GapDocument>,
    /// Every claim that the answer refers to, by address.
    pub claims: BTreeMap<String, ClaimDocument>,
}

/// A promise, order, request or urging.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PromiseDocument {
    /// The address of the claim that makes it.
    pub claim: String,
    /// The act.
    pub act: &'static str,
    /// To whom it is put, where it is an order, a request or an urging and that is recorded.
    pub to_whom: Vec<NamedDocument>,
    /// By when, as far as it is a time or a claim; its words are in the claim.
    pub due: Option<EndDocument>,
    /// Until when, likewise.
    pub until: Option<EndDocument>,
    /// Whether `due` is computed from what its words are told from: "within thirty days" of when they were said.
    pub due_computed: bool,
    /// Whether `until` is, likewise.
    pub until_computed: bool,
    /// Whether a date stands on it or is computed, by when or until when.
    pub dated: bool,
    /// `open`, `kept`, `broken`, `contested`, `withdrawn` or `ended`.
    pub outcome: &'static str,
    /// For an open one: `not_due`, `due`, `overdue` or `cannot_tell`; for one that was kept, as far as is told, only after
    /// its time: `late`.
    pub timing: Option<&'static str>,
    /// Claims recorded as keeping it.
    pub kept: Vec<LinkedDocument>,
    /// Claims recorded as breaking it.
    pub broken: Vec<LinkedDocument>,
    /// Claims of its source that take it back or correct it.
    pub withdrawn: Vec<String>,
    /// Claims of its speaker on the same facet that took its place since. They settle nothing.
    pub followed_by: Vec<String>,
    /// Entries that record as keeping or breaking it what is withheld by now.
    pub unread: Vec<u64>,
    /// Claims by which what it was to last until came true, or may have.
    pub ended: Vec<SpokenDocument>,
    /// Claims by which what it was to follow upon came true, or may have.
    pub fell_due: Vec<SpokenDocument>,
}

/// When something ends or falls due.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndDocument {
    /// At a time; open where the words name one that is no date.
    Time(BoundsDocument),
    /// When this claim comes true.
    Claim(String),
    /// When somebody says so.
    FurtherNotice,
}

impl From<UntilFact> for EndDocument {
    fn from(until: UntilFact) -> Self {
        match until {
            UntilFact::Time(bounds) => Self::Time(bounds.into()),
            UntilFact::Claim(claim) => Self::Claim(claim.to_string()),
            UntilFact::FurtherNotice => Self::FurtherNotice,
        }
    }
}

impl Answer {
    pub(super) fn of(
        reading: &Reading,
        scene: &Scene,
        quotes: &Quotes,
        (now, found, claims): (Now, &[Promise], BTreeSet<ClaimId>),
    ) -> Result<Self, Failure> {
        let documents = Documents { reading, scene, quotes };
        let outcomes = counts(found).into_iter();
        Ok(Self {
            moment: documents.moment()?,
            now: now.document(),
            outcomes: outcomes.map(|(outcome, n)| (outcome.name(), n)).collect(),
            undated: undated(found),
            promises: found
                .iter()
                .map(|promise| one(&documents, promise))
                .collect::<Result<_, _>>()?,
            gaps: documents.gaps(),
            claims: documents.claims(claims)?,
        })
    }
}

fn one(documents: &Documents<'_>, promise: &Promise) -> Result<PromiseDocument, Failure> {
    let quote = documents.quotes.quote(&documents.scene.case, promise.claim);
    let to_whom = quote.and_then(|quote| addressed::to_whom(quote.claim));
    let to_whom = to_whom.into_iter().flat_map(|extent| &extent.of);
    Ok(PromiseDocument {
        claim: documents.address(promise.claim),
        act: promise.act.name(),
        to_whom: to_whom
            .map(|entity| documents.named(&entity.to_string()))
            .collect::<Result<_, _>>()?,
        due: promise.due.map(Into::into),
        until: promise.until.map(Into::into),
        due_computed: promise.due_from.is_some(),
        until_computed: promise.until_from.is_some(),
        dated: promise.dated,
        outcome: promise.outcome.name(),
        timing: promise.timing.map(Timing::name),
        kept: documents.linked(&promise.kept),
        broken: documents.linked(&promise.broken),
        withdrawn: documents.addresses_of(&promise.withdrawn),
        followed_by: documents.addresses_of(&promise.followed),
        unread: entries(&promise.unread),
        ended: documents.spoken(&promise.ended),
        fell_due: documents.spoken(&promise.fell_due),
    })
}
