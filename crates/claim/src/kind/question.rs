//! `question`: something that nobody has answered yet. A link `answers` closes it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facet::FacetName;
use crate::id::{IncidentId, PartyId, QuestionId};
use crate::limits;
use crate::list::{List, distinct};
use crate::part::{Fault, Part as _, Place, Rule, parts};
use crate::scope::Scope;
use crate::text::Phrase;
use crate::value::{Time, no_members};

/// An open question on a facet of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// When it was put, where it was put to somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Time>,
    /// What it is about.
    pub facet: FacetName,
    /// Its id, declared here.
    pub id: QuestionId,
    /// The incident.
    pub incident: IncidentId,
    /// What part of the world it asks about; absent for the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// The question in words.
    pub text: Phrase<{ limits::NOTE }>,
    /// To whom it was put; none for a question to whoever can answer.
    #[serde(default, skip_serializing_if = "no_members")]
    pub to: List<PartyId, 0, { limits::CANDIDATES }>,
}

parts!(Question { asked, facet, incident, scope, to }, Question::rule);

impl Question {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        distinct(&self.to, at.field("to"))?;
        let mut here = Vec::new();
        self.claims_here(at, &mut here);
        match here.into_iter().next() {
            Some((path, number)) => {
                Err(Fault { path, rule: Rule::NoSuchClaim { number, claims: 0 } })
            }
            None => Ok(()),
        }
    }
}
