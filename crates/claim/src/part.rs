//! What every part of a body can do: be checked against the rules between fields, and say what it refers to.

use std::fmt;

use bayan_proof::hash::Sha256;

use crate::id::{ClaimRef, IncidentId, PartyId, QuestionId, StatementRef, ThingId};

/// Something outside a statement that the statement points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceTarget {
    /// A declared party.
    Party(PartyId),
    /// A declared thing.
    Thing(ThingId),
    /// An opened incident.
    Incident(IncidentId),
    /// An open or answered question.
    Question(QuestionId),
    /// Any statement.
    Statement(StatementRef),
    /// A claim of an utterance.
    Claim(ClaimRef),
    /// The bytes of a captured artifact.
    Artifact(Sha256),
}

/// One reference and where in the body it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// A JSON pointer (RFC 6901) into the body.
    pub path: String,
    /// What is pointed to.
    pub target: ReferenceTarget,
}

/// A rule between fields that a body breaks, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {rule}")]
pub struct Fault {
    /// A JSON pointer (RFC 6901) into the body.
    pub path: String,
    /// What is broken.
    pub rule: Rule,
}

/// The rules that no single field can check alone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// A list that means a set names one member twice.
    #[error("{what} stands here twice")]
    Repeated {
        /// The repeated member, as on the wire.
        what: String,
    },
    /// At least one of these fields must be there.
    #[error("one of {fields} is needed")]
    Missing {
        /// The fields, for a person.
        fields: &'static str,
    },
    /// These fields exclude each other.
    #[error("{fields} exclude each other")]
    Excluded {
        /// The fields, for a person.
        fields: &'static str,
    },
    /// A field needs, or forbids, what another one says.
    #[error("{field} {why}")]
    Unfit {
        /// The field in question.
        field: &'static str,
        /// Why it does not fit, as the end of a sentence.
        why: &'static str,
    },
    /// A number is above its limit.
    #[error("{value} is above the limit of {limit}")]
    Above {
        /// The number found.
        value: u64,
        /// The largest one allowed.
        limit: u64,
    },
    /// The lower of two bounds is above the upper one.
    #[error("the lower bound {low} is above the upper bound {high}")]
    Crossed {
        /// The lower bound as written.
        low: String,
        /// The upper bound as written.
        high: String,
    },
    /// A segment's offsets do not fit its exact text.
    #[error("{start}..{end} is not the {bytes} bytes of the exact text")]
    Span {
        /// First byte.
        start: u32,
        /// The byte after the last.
        end: u32,
        /// Bytes of the exact text.
        bytes: usize,
    },
    /// `#n` where the utterance has no such claim.
    #[error("#{number} names no claim of this statement, which has {claims}")]
    NoSuchClaim {
        /// The number named.
        number: u16,
        /// How many claims there are.
        claims: usize,
    },
    /// A segment of the utterance's own text that does not stand there.
    #[error("the own text of the utterance does not hold this there")]
    NotInOwnText,
    /// A facet, or the type of its value.
    #[error(transparent)]
    Facet(#[from] crate::facet::FacetError),
}

impl Rule {
    /// This rule, broken at a place.
    pub(crate) fn at(self, place: Place<'_>) -> Fault {
        Fault { path: place.to_string(), rule: self }
    }
}

/// A place in a body, as a chain of steps on the stack: nothing is allocated until an error names it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    parent: Option<&'a Self>,
    step: Step,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Field(&'static str),
    Item(usize),
}

impl<'a> Place<'a> {
    /// The place that a statement's own fields stand in.
    pub(crate) const SAYS: Place<'static> = Place { parent: None, step: Step::Field("says") };

    /// A field of what stands here.
    pub(crate) fn field(&'a self, name: &'static str) -> Self {
        Self { parent: Some(self), step: Step::Field(name) }
    }

    /// A member of the list that stands here.
    pub(crate) fn item(&'a self, index: usize) -> Self {
        Self { parent: Some(self), step: Step::Item(index) }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.step {
            // Field names of bodies hold neither "~" nor "/", so RFC 6901 §3 has nothing to escape.
            Step::Field(name) => write!(f, "/{name}"),
            Step::Item(index) => write!(f, "/{index}"),
        }
    }
}

/// A part of a body. The defaults fit a part that has no rule and points nowhere.
pub(crate) trait Part {
    /// Checks the rules between fields.
    fn check(&self, _at: Place<'_>) -> Result<(), Fault> {
        Ok(())
    }

    /// Adds what this part points to.
    fn refer(&self, _at: Place<'_>, _out: &mut Vec<Reference>) {}

    /// Adds the claims of the same statement that this part points to.
    fn claims_here(&self, _at: Place<'_>, _out: &mut Vec<(String, u16)>) {}
}

impl<T: Part> Part for Option<T> {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        self.as_ref().map_or(Ok(()), |part| part.check(at))
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        if let Some(part) = self {
            part.refer(at, out);
        }
    }

    fn claims_here(&self, at: Place<'_>, out: &mut Vec<(String, u16)>) {
        if let Some(part) = self {
            part.claims_here(at, out);
        }
    }
}

impl<T: Part> Part for Box<T> {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        (**self).check(at)
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        (**self).refer(at, out);
    }

    fn claims_here(&self, at: Place<'_>, out: &mut Vec<(String, u16)>) {
        (**self).claims_here(at, out);
    }
}

impl Part for Sha256 {
    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        out.push(Reference { path: at.to_string(), target: ReferenceTarget::Artifact(*self) });
    }
}

/// Implements [`Part`] by walking the named fields, with a rule of its own where one is given.
macro_rules! parts {
    ($name:ident { $($field:ident),* $(,)? } $(, $rule:path)?) => {
        impl $crate::part::Part for $name {
            fn check(&self, at: $crate::part::Place<'_>) -> Result<(), $crate::part::Fault> {
                $($crate::part::Part::check(&self.$field, at.field(stringify!($field)))?;)*
                $($rule(self, at)?;)?
                let _ = at;
                Ok(())
            }

            fn refer(
                &self,
                at: $crate::part::Place<'_>,
                out: &mut Vec<$crate::part::Reference>,
            ) {
                $($crate::part::Part::refer(&self.$field, at.field(stringify!($field)), out);)*
                let _ = (at, out);
            }

            fn claims_here(
                &self,
                at: $crate::part::Place<'_>,
                out: &mut Vec<(String, u16)>,
            ) {
                $($crate::part::Part::claims_here(&self.$field, at.field(stringify!($field)), out);)*
                let _ = (at, out);
            }
        }
    };
}

pub(crate) use parts;

/// Refuses an integer that not every JSON reader holds exactly.
pub(crate) fn integer(value: u64, at: Place<'_>) -> Result<(), Fault> {
    if value > crate::limits::INTEGER {
        return Err(Rule::Above { value, limit: crate::limits::INTEGER }.at(at));
    }
    Ok(())
}
