//! `silence`: a party had not answered, on what, as far as whom and when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facet::FacetName;
use crate::id::{ClaimRef, IncidentId, PartyId, QuestionId};
use crate::limits;
use crate::list::{List, distinct};
use crate::part::{Fault, Part as _, Place, Rule, parts};
use crate::segment::Segment;
use crate::text::{Phrase, Text};
use crate::value::{Time, no_members};

/// A silence, as far as somebody looked. It says nothing about what came after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// Incidents concerned beyond the subject.
    #[serde(default, skip_serializing_if = "no_members")]
    pub also: List<IncidentId, 0, { limits::INCIDENTS }>,
    /// As far as whom: the outlet or recorder that looked or asked.
    pub as_far_as: PartyId,
    /// Up to when.
    pub as_of: Time,
    /// The incident.
    pub incident: IncidentId,
    /// A remark of the recorder; never projected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text<{ limits::NOTE }>>,
    /// On what; absent for not a word at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Unanswered>,
    /// Who had not answered.
    pub party: PartyId,
    /// Who read it into the ledger.
    pub recorder: PartyId,
    /// Where the silence is reported, if somebody reported it.
    #[serde(default, skip_serializing_if = "no_members")]
    pub segments: List<Segment, 0, { limits::SEGMENTS }>,
}

parts!(Silence { also, as_of, as_far_as, incident, on, party, recorder, segments }, Silence::rule);

impl Silence {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        distinct(&self.also, at.field("also"))?;
        if self.also.contains(&self.incident) {
            return Err(
                Rule::Unfit { field: "also", why: "must not name the subject again" }.at(at)
            );
        }
        // A silence has no claims, so "#n" has nothing to name.
        let mut here = Vec::new();
        self.as_of.claims_here(at.field("as_of"), &mut here);
        match here.into_iter().next() {
            Some((path, number)) => {
                Err(Fault { path, rule: Rule::NoSuchClaim { number, claims: 0 } })
            }
            None => Ok(()),
        }
    }
}

/// What was not answered; at least one of the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unanswered {
    /// Claims of others that it did not speak to: blame, for one.
    #[serde(default, skip_serializing_if = "no_members")]
    pub claims: List<ClaimRef, 0, { limits::CANDIDATES }>,
    /// Facets.
    #[serde(default, skip_serializing_if = "no_members")]
    pub facets: List<FacetName, 0, { limits::FACETS }>,
    /// Open questions.
    #[serde(default, skip_serializing_if = "no_members")]
    pub questions: List<QuestionId, 0, { limits::CANDIDATES }>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Phrase<{ limits::NOTE }>>,
}

parts!(Unanswered { claims, facets, questions, words }, Unanswered::rule);

impl Unanswered {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        let empty = self.claims.is_empty() && self.facets.is_empty() && self.questions.is_empty();
        if empty && self.words.is_none() {
            return Err(Rule::Missing { fields: "facets, questions, claims, words" }.at(at));
        }
        distinct(&self.claims, at.field("claims"))?;
        distinct(&self.facets, at.field("facets"))?;
        distinct(&self.questions, at.field("questions"))
    }
}
