//! `amend`: the recorder corrects an own record. It is never a revision by the speaker.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Capture, Incident, Link, Opinion, Party, Question, Silence, Thing, Utterance};
use crate::Kind;
use crate::id::{ClaimRef, ClaimTarget, IncidentId, StatementRef};
use crate::limits;
use crate::list::{List, distinct};
use crate::part::{Fault, Part, Place, Reference, Rule, parts};
use crate::says::Says;
use crate::text::Phrase;
use crate::value::no_members;
use crate::vocabulary::AmendReason;

/// A whole replacement of one or more own statements, or their withdrawal.
///
/// The replacement's claims have the amendment's own address, `<amendment>#n`. References to an old claim
/// follow `moved`; a number that is not listed there keeps its number when one statement is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Amend {
    /// Incidents concerned beyond the subject.
    #[serde(default, skip_serializing_if = "no_members")]
    pub also: List<IncidentId, 0, { limits::INCIDENTS }>,
    /// The incident; without it the one of the first target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// Where claims of the old statements went.
    #[serde(default, skip_serializing_if = "no_members")]
    pub moved: List<Moved, 0, { limits::MOVES }>,
    /// What was wrong.
    pub reason: AmendReason,
    /// What stands instead; absent for a withdrawal, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<Replacement>,
    /// The statements that no longer stand: one, or for a merge several.
    pub targets: List<StatementRef, 1, { limits::AMENDED }>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Phrase<{ limits::NOTE }>>,
}

impl Part for Amend {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        self.replacement.check(at.field("replacement"))?;
        distinct(&self.also, at.field("also"))?;
        distinct(&self.targets, at.field("targets"))?;
        if (self.reason == AmendReason::Withdrawal) == self.replacement.is_some() {
            let why = "is needed unless the record is withdrawn, and not allowed then";
            return Err(Rule::Unfit { field: "replacement", why }.at(at));
        }
        if self.targets.len() > 1
            && !matches!(self.reason, AmendReason::Merge | AmendReason::Withdrawal)
        {
            let why = "may be several only for a merge or a withdrawal";
            return Err(Rule::Unfit { field: "targets", why }.at(at));
        }
        self.moves(at)
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        self.also.refer(at.field("also"), out);
        self.incident.refer(at.field("incident"), out);
        self.moved.refer(at.field("moved"), out);
        self.replacement.refer(at.field("replacement"), out);
        let targets = at.field("targets");
        for (index, target) in self.targets.iter().enumerate() {
            target.refer_as_statement(targets.item(index), out);
        }
    }
}

impl Amend {
    /// Moves start at claims of a target, end at claims that exist, and name each start once.
    fn moves(&self, at: Place<'_>) -> Result<(), Fault> {
        let claims = match &self.replacement {
            Some(Replacement::Utterance(utterance)) => utterance.claims.len(),
            _ => 0,
        };
        let list = at.field("moved");
        let mut seen = std::collections::BTreeSet::new();
        for (index, moved) in self.moved.iter().enumerate() {
            let here = list.item(index);
            if !self.targets.contains(&moved.from.statement) {
                let why = "must be a claim of a statement that is amended";
                return Err(Rule::Unfit { field: "from", why }.at(here));
            }
            if !seen.insert(moved.from) {
                return Err(Rule::Repeated { what: moved.from.to_string() }.at(here));
            }
            for target in &moved.to {
                if let ClaimTarget::Here(number) = *target
                    && usize::from(number) >= claims
                {
                    return Err(Rule::NoSuchClaim { number, claims }.at(here.field("to")));
                }
            }
        }
        Ok(())
    }
}

/// Where one claim of an amended statement went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// The old claim.
    pub from: ClaimRef,
    /// The claims that stand for it now; none when it was dropped.
    #[serde(default, skip_serializing_if = "no_members")]
    pub to: List<ClaimTarget, 0, { limits::CANDIDATES }>,
}

parts!(Moved { from, to });

/// What stands instead: the whole `says` of a statement of the same kind. Keys, policies, redactions and
/// amendments are not replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "says", rename_all = "snake_case", deny_unknown_fields)]
pub enum Replacement {
    /// A party.
    Party(Box<Party>),
    /// An incident.
    Incident(Box<Incident>),
    /// A thing.
    Thing(Box<Thing>),
    /// A capture.
    Capture(Box<Capture>),
    /// An utterance.
    Utterance(Box<Utterance>),
    /// A silence.
    Silence(Box<Silence>),
    /// A link.
    Link(Box<Link>),
    /// An opinion.
    Opinion(Box<Opinion>),
    /// A question.
    Question(Box<Question>),
}

impl Replacement {
    /// The kind of the statement replaced and of what replaces it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Party(_) => Kind::Party,
            Self::Incident(_) => Kind::Incident,
            Self::Thing(_) => Kind::Thing,
            Self::Capture(_) => Kind::Capture,
            Self::Utterance(_) => Kind::Utterance,
            Self::Silence(_) => Kind::Silence,
            Self::Link(_) => Kind::Link,
            Self::Opinion(_) => Kind::Opinion,
            Self::Question(_) => Kind::Question,
        }
    }

    /// What stands instead, as a statement would say it.
    pub fn to_says(&self) -> Says {
        match self.clone() {
            Self::Party(says) => Says::Party(says),
            Self::Incident(says) => Says::Incident(says),
            Self::Thing(says) => Says::Thing(says),
            Self::Capture(says) => Says::Capture(says),
            Self::Utterance(says) => Says::Utterance(says),
            Self::Silence(says) => Says::Silence(says),
            Self::Link(says) => Says::Link(says),
            Self::Opinion(says) => Says::Opinion(says),
            Self::Question(says) => Says::Question(says),
        }
    }

    fn part(&self) -> &dyn Part {
        match self {
            Self::Party(says) => says,
            Self::Incident(says) => says,
            Self::Thing(says) => says,
            Self::Capture(says) => says,
            Self::Utterance(says) => says,
            Self::Silence(says) => says,
            Self::Link(says) => says,
            Self::Opinion(says) => says,
            Self::Question(says) => says,
        }
    }
}

impl Part for Replacement {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        match self {
            Self::Link(link) => link.check_alone(at.field("says")),
            other => other.part().check(at.field("says")),
        }
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        self.part().refer(at.field("says"), out);
    }
}
