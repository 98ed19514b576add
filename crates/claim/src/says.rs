//! What a statement says: one of the thirteen kinds, and what every kind can be asked.

use std::collections::BTreeSet;

use bayan_proof::hash::Sha256;

use crate::Kind;
use crate::facet::FacetName;
use crate::id::{IncidentId, PartyId, QuestionId, StatementRef, ThingId};
use crate::kind::{
    Amend, Capture, End, Incident, Key, Link, Opinion, Party, Policy, Question, Redaction,
    Replacement, Silence, Speaker, Thing, Utterance,
};
use crate::part::{Fault, Part, Place, Reference};
use crate::segment::Segment;
use crate::text::{Name, Slug};
use crate::value::Value;

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// The operator's rule.
    Policy(Box<Policy>),
    /// A key is granted, rotated or revoked.
    Key(Box<Key>),
    /// A party is described.
    Party(Box<Party>),
    /// An incident is opened.
    Incident(Box<Incident>),
    /// A thing is described.
    Thing(Box<Thing>),
    /// Bytes were captured or made.
    Capture(Box<Capture>),
    /// Somebody said something.
    Utterance(Box<Utterance>),
    /// Somebody had said nothing.
    Silence(Box<Silence>),
    /// Two claims or incidents stand to each other.
    Link(Box<Link>),
    /// The signer's opinion.
    Opinion(Box<Opinion>),
    /// A question is open.
    Question(Box<Question>),
    /// The recorder corrects an own record.
    Amend(Box<Amend>),
    /// Something is no longer served.
    Redaction(Box<Redaction>),
}

/// The subject of a statement, which stands in its signed header as `sub`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An incident.
    Incident(IncidentId),
    /// The party that is described: its id outlives a withheld description.
    Party(PartyId),
    /// The thing that is described, likewise.
    Thing(ThingId),
    /// The ledger itself.
    Ledger,
    /// The subject of another statement.
    OfTarget(StatementRef),
}

/// An id that a statement declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeclaredId {
    /// A party.
    Party(PartyId),
    /// An incident.
    Incident(IncidentId),
    /// A thing.
    Thing(ThingId),
    /// A question.
    Question(QuestionId),
}

/// What a statement declares: an id, and what people call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared<'a> {
    /// The id.
    pub id: DeclaredId,
    /// The name that people type; questions have none.
    pub slug: Option<&'a Slug>,
    /// Its names or titles.
    pub names: &'a [Name],
}

/// A facet that a statement uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetUse<'a> {
    /// A JSON pointer (RFC 6901) into the body.
    pub path: String,
    /// The facet.
    pub facet: &'a FacetName,
    /// The value put on it, if one is.
    pub value: Option<&'a Value>,
}

impl Says {
    /// The kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Policy(_) => Kind::Policy,
            Self::Key(_) => Kind::Key,
            Self::Party(_) => Kind::Party,
            Self::Incident(_) => Kind::Incident,
            Self::Thing(_) => Kind::Thing,
            Self::Capture(_) => Kind::Capture,
            Self::Utterance(_) => Kind::Utterance,
            Self::Silence(_) => Kind::Silence,
            Self::Link(_) => Kind::Link,
            Self::Opinion(_) => Kind::Opinion,
            Self::Question(_) => Kind::Question,
            Self::Amend(_) => Kind::Amend,
            Self::Redaction(_) => Kind::Redaction,
        }
    }

    fn part(&self) -> &dyn Part {
        match self {
            Self::Policy(says) => says,
            Self::Key(says) => says,
            Self::Party(says) => says,
            Self::Incident(says) => says,
            Self::Thing(says) => says,
            Self::Capture(says) => says,
            Self::Utterance(says) => says,
            Self::Silence(says) => says,
            Self::Link(says) => says,
            Self::Opinion(says) => says,
            Self::Question(says) => says,
            Self::Amend(says) => says,
            Self::Redaction(says) => says,
        }
    }

    /// The subject of the signed header.
    ///
    /// An incident for what is about one; the ledger for parties, things, keys, policies, redactions and
    /// captures for no incident; for links, opinions and amendments without an incident the target's.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Policy(_) | Self::Key(_) | Self::Redaction(_) => Subject::Ledger,
            Self::Party(says) => Subject::Party(says.id),
            Self::Thing(says) => Subject::Thing(says.id),
            Self::Incident(says) => Subject::Incident(says.id),
            Self::Capture(says) => says.incident.map_or(Subject::Ledger, Subject::Incident),
            Self::Utterance(says) => Subject::Incident(says.incident),
            Self::Silence(says) => Subject::Incident(says.incident),
            Self::Question(says) => Subject::Incident(says.incident),
            Self::Link(says) => link_subject(says),
            Self::Opinion(says) => {
                says.incident.map_or(Subject::OfTarget(says.target.statement()), Subject::Incident)
            }
            Self::Amend(says) => match (says.incident, says.targets.first()) {
                (Some(incident), _) => Subject::Incident(incident),
                (None, Some(target)) => Subject::OfTarget(*target),
                // The list has at least one member.
                (None, None) => Subject::Ledger,
            },
        }
    }

    /// The incidents concerned beyond the subject, sorted and each once.
    ///
    /// Where the subject is [`Subject::OfTarget`], the incident that it turns out to be may be among them, and
    /// the signed header leaves it out.
    pub fn incidents(&self) -> Vec<IncidentId> {
        let mut all: BTreeSet<IncidentId> = match self {
            Self::Utterance(says) => says.also.iter().copied().collect(),
            Self::Silence(says) => says.also.iter().copied().collect(),
            Self::Redaction(says) => says.incidents.iter().copied().collect(),
            Self::Link(says) => ends(says),
            Self::Amend(says) => {
                let mut all: BTreeSet<IncidentId> = says.also.iter().copied().collect();
                if let Some(replaced) = says.replacement.as_ref().map(Replacement::to_says) {
                    all.extend(replaced.incidents());
                    if let Subject::Incident(incident) = replaced.subject() {
                        all.insert(incident);
                    }
                }
                all
            }
            _ => BTreeSet::new(),
        };
        if let Subject::Incident(subject) = self.subject() {
            all.remove(&subject);
        }
        all.into_iter().collect()
    }

    /// Everything outside the statement that it points to, in the order of the fields. What it declares itself
    /// is no reference.
    pub fn references(&self) -> Vec<Reference> {
        let mut out = Vec::new();
        self.part().refer(Place::SAYS, &mut out);
        out
    }

    /// The id that the statement declares, with the slug and names that people use for it.
    pub fn declares(&self) -> Option<Declared<'_>> {
        let (id, slug, names): (_, _, &[Name]) = match self {
            Self::Party(says) => (DeclaredId::Party(says.id), Some(&says.slug), &says.names),
            Self::Incident(says) => (DeclaredId::Incident(says.id), Some(&says.slug), &says.titles),
            Self::Thing(says) => (DeclaredId::Thing(says.id), Some(&says.slug), &says.names),
            Self::Question(says) => (DeclaredId::Question(says.id), None, &[]),
            _ => return None,
        };
        Some(Declared { id, slug, names })
    }

    /// The artifact that the statement brings: captured bytes, or the own text of a first-person utterance.
    pub fn captures(&self) -> Option<Sha256> {
        match self {
            Self::Capture(says) => Some(says.artifact),
            Self::Utterance(says) => says.own_artifact(),
            _ => None,
        }
    }

    /// Every segment, in the order of the claims; those of a replacement included.
    pub fn segments(&self) -> Vec<&Segment> {
        match self {
            Self::Utterance(says) => says.segments().collect(),
            Self::Silence(says) => says.segments.iter().collect(),
            Self::Amend(says) => match &says.replacement {
                Some(Replacement::Utterance(says)) => says.segments().collect(),
                Some(Replacement::Silence(says)) => says.segments.iter().collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Whose position an utterance is.
    pub fn speaker(&self) -> Option<&Speaker> {
        match self {
            Self::Utterance(says) => Some(&says.speaker),
            Self::Amend(says) => match &says.replacement {
                Some(Replacement::Utterance(says)) => Some(&says.speaker),
                _ => None,
            },
            _ => None,
        }
    }

    /// Every facet used, with the value put on it: for [`crate::facet::Catalogue::check`], which knows the leaves that a
    /// ledger declared.
    pub fn facets(&self) -> Vec<FacetUse<'_>> {
        match self {
            Self::Utterance(says) => utterance_facets(says, Place::SAYS),
            Self::Silence(says) => silence_facets(says, Place::SAYS),
            Self::Question(says) => question_facets(says, Place::SAYS),
            Self::Amend(says) => {
                let at = Place::SAYS;
                let at = at.field("replacement");
                let at = at.field("says");
                match &says.replacement {
                    Some(Replacement::Utterance(says)) => utterance_facets(says, at),
                    Some(Replacement::Silence(says)) => silence_facets(says, at),
                    Some(Replacement::Question(says)) => question_facets(says, at),
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// Checks the rules between fields.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        match self {
            Self::Link(link) => link.check_alone(Place::SAYS),
            other => other.part().check(Place::SAYS),
        }
    }
}

fn link_subject(link: &Link) -> Subject {
    match (link.incident, link.from) {
        (Some(incident), _) | (None, End::Incident(incident)) => Subject::Incident(incident),
        (None, End::Claim(crate::id::ClaimTarget::There(claim))) => {
            Subject::OfTarget(claim.statement)
        }
        // A checked link starts at an incident or at a claim of another statement.
        (None, _) => Subject::Ledger,
    }
}

/// The incidents at the ends of a link.
fn ends(link: &Link) -> BTreeSet<IncidentId> {
    let incident = |end| match end {
        End::Incident(incident) => Some(incident),
        End::Claim(_) | End::Question(_) => None,
    };
    [link.from, link.to].into_iter().filter_map(incident).collect()
}

fn utterance_facets<'a>(says: &'a Utterance, at: Place<'_>) -> Vec<FacetUse<'a>> {
    let claims = at.field("claims");
    let uses = says.claims.iter().enumerate().map(|(number, claim)| FacetUse {
        path: claims.item(number).field("facet").to_string(),
        facet: &claim.facet,
        value: Some(&claim.value),
    });
    uses.collect()
}

fn silence_facets<'a>(says: &'a Silence, at: Place<'_>) -> Vec<FacetUse<'a>> {
    let at = at.field("on");
    let at = at.field("facets");
    let facets = says.on.as_ref().map(|on| &*on.facets).unwrap_or_default();
    let uses = facets.iter().enumerate();
    uses.map(|(n, facet)| FacetUse { path: at.item(n).to_string(), facet, value: None }).collect()
}

fn question_facets<'a>(says: &'a Question, at: Place<'_>) -> Vec<FacetUse<'a>> {
    vec![FacetUse { path: at.field("facet").to_string(), facet: &says.facet, value: None }]
}
