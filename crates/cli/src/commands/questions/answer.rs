//! The JSON answer of `questions`.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::StatementRef;
use bayan_claim::scope::Scope;
use bayan_claim::value::Time;
use bayan_view::case::ClaimId;
use bayan_view::question::Question;
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Failure;
use crate::picture::document::{
    ClaimDocument, Documents, GapDocument, MomentDocument, NamedDocument,
};
use crate::picture::linked::{BoundsDocument, LinkedDocument, SpokenDocument, entries};
use crate::picture::quotes::Quotes;
use crate::picture::{Scene, names};
use crate::reading::Reading;

/// The questions of an incident.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Which incident, at which moment.
    pub moment: MomentDocument,
    /// The questions, in log order.
    pub questions: Vec<QuestionDocument>,
    /// What is withheld of the incident.
    pub gaps: Vec<GapDocument>,
    /// Every claim that the answer refers to, by address.
    pub claims: BTreeMap<String, ClaimDocument>,
}

/// A question and what was said to it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct QuestionDocument {
    /// Its id and slug.
    pub question: NamedDocument,
    /// The statement.
    pub statement: StatementRef,
    /// Its entry.
    pub entry: u64,
    /// Who signed it.
    pub signer: NamedDocument,
    /// The question; none where its body is withheld.
    pub text: Option<String>,
    /// The language of the question.
    pub language: Option<String>,
    /// What it is about.
    pub facet: FacetName,
    /// What part of the world it asks about; none for the whole.
    pub scope: Option<Scope>,
    /// To whom it was put; nobody for one to whoever can answer.
    pub to: Vec<NamedDocument>,
    /// When it was put, as recorded.
    pub asked: Option<Time>,
    /// When it was put, as far as is known; at the latest when it was recorded.
    pub asked_bounds: BoundsDocument,
    /// `no`, `yes`, `cannot_tell` where every recorded answer may be of later or is withheld, or `disputed` where every recorded answer is.
    pub answered: &'static str,
    /// Claims recorded as answering it.
    pub answers: Vec<LinkedDocument>,
    /// Claims recorded as evading it.
    pub evades: Vec<LinkedDocument>,
    /// Entries that record as answering it what is withheld by now.
    pub unread: Vec<u64>,
    /// Claims that may answer it, while it is not answered.
    pub may_answer: Vec<SpokenDocument>,
    /// Claims by which those whom it was put to declined to say.
    pub declined: Vec<SpokenDocument>,
}

impl Answer {
    pub(super) fn of(
        reading: &Reading,
        scene: &Scene,
        quotes: &Quotes,
        (found, claims): (&[Question], BTreeSet<ClaimId>),
    ) -> Result<Self, Failure> {
        let documents = Documents { reading, scene, quotes };
        let questions = found.iter().map(|question| one(&documents, question));
        Ok(Self {
            moment: documents.moment()?,
            questions: questions.collect::<Result<_, Failure>>()?,
            gaps: documents.gaps(),
            claims: documents.claims(claims)?,
        })
    }
}

fn one(documents: &Documents<'_>, question: &Question) -> Result<QuestionDocument, Failure> {
    let signed = documents.quotes.question(question.cite.index);
    let to = question.to.iter().map(|party| documents.named(&party.to_string()));
    Ok(QuestionDocument {
        question: documents.named(&question.id.to_string())?,
        statement: question.cite.statement,
        entry: question.cite.index.0,
        signer: documents.named(&question.cite.signer.to_string())?,
        text: signed.map(|signed| signed.text.text.to_string()),
        language: signed.map(|signed| signed.text.language.to_string()),
        facet: question.facet.clone(),
        scope: signed.and_then(|signed| signed.scope.clone()),
        to: to.collect::<Result<_, Failure>>()?,
        asked: signed.and_then(|signed| signed.asked.clone()),
        asked_bounds: question.asked.into(),
        answered: names::answered(question.answered),
        answers: documents.linked(&question.answers),
        evades: documents.linked(&question.evades),
        unread: entries(&question.unread),
        may_answer: documents.spoken(&question.may_answer),
        declined: documents.spoken(&question.declined),
    })
}
