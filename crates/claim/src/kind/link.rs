//! `link`: how two claims, or two incidents, stand to each other. Recorded ones say why; computed ones are views.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::{ClaimTarget, IncidentId, QuestionId};
use crate::limits;
use crate::part::{Fault, Part as _, Place, Rule, parts};
use crate::text::Phrase;
use crate::value::{Inferred, pointer};
use crate::vocabulary::Relation;

pointer! {
    /// One end of a link.
    End, "a claim, an incident or a question",
    "^((incident|question):[0-9a-f]{32}|([0-9a-f]{64})?#(0|[1-9][0-9]{0,2}))$", {
        /// A claim.
        Claim(ClaimTarget),
        /// An incident.
        Incident(IncidentId),
        /// A question; only what answers or evades it leads there.
        Question(QuestionId),
    }
}

/// A relation from one end to the other. It may stand alone or inside an utterance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Where it starts: the claim that answers, the part, the effect.
    pub from: End,
    /// The incident, for a link that stands alone; without it the one of `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// Present when no text says so and the signer concluded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
    /// How they stand.
    pub relation: Relation,
    /// Where it leads: the question, the whole, the cause.
    pub to: End,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Phrase<{ limits::NOTE }>>,
}

parts!(Link { from, incident, inferred, to, why }, Link::rule);

impl Link {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.from == self.to {
            return Err(Rule::Unfit { field: "to", why: "must be another end" }.at(at));
        }
        let fits = match (self.from, self.to) {
            (End::Claim(_), End::Claim(_)) => true,
            (End::Incident(_), End::Incident(_)) => joins_incidents(self.relation),
            (End::Claim(_), End::Question(_)) => {
                matches!(self.relation, Relation::Answers | Relation::Evades)
            }
            _ => false,
        };
        if fits {
            return Ok(());
        }
        let why = "joins no ends of these kinds";
        Err(Rule::Unfit { field: "relation", why }.at(at))
    }

    /// A link that stands alone: its ends are claims of other statements.
    pub(crate) fn check_alone(&self, at: Place<'_>) -> Result<(), Fault> {
        self.check(at)?;
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

/// Relations that two incidents can stand in; the others are about what was claimed.
fn joins_incidents(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::SameEvent | Relation::PartOfEvent | Relation::CausedBy | Relation::RelatedUnclear
    )
}
