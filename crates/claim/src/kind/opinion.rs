//! `opinion`: the signer endorses, disputes or repudiates a statement, a claim, or a single field of one.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::string_form;
use crate::id::{ClaimRef, IncidentId, StatementRef};
use crate::limits;
use crate::part::{Part, Place, Reference, parts};
use crate::text::{FormError, Phrase};
use crate::value::ParseTargetError;
use crate::vocabulary::View;

/// What an opinion is about: a statement or one claim of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Opined {
    /// A statement of any kind.
    Statement(StatementRef),
    /// A claim.
    Claim(ClaimRef),
}

impl Opined {
    /// The statement, or the one that holds the claim.
    pub fn statement(&self) -> StatementRef {
        match self {
            Self::Statement(statement) => *statement,
            Self::Claim(claim) => claim.statement,
        }
    }
}

impl fmt::Display for Opined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Statement(statement) => statement.fmt(f),
            Self::Claim(claim) => claim.fmt(f),
        }
    }
}

impl FromStr for Opined {
    type Err = ParseTargetError;

    fn from_str(text: &str) -> Result<Self, ParseTargetError> {
        let statement = || text.parse().map(Self::Statement).ok();
        let claim = || text.parse().map(Self::Claim).ok();
        statement().or_else(claim).ok_or(ParseTargetError("a statement or a claim"))
    }
}

string_form!(Opined, "a statement or a claim", {
    "pattern": "^[0-9a-f]{64}(#(0|[1-9][0-9]{0,2}))?$"
});

impl Part for Opined {
    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        match self {
            Self::Statement(statement) => statement.refer_as_statement(at, out),
            Self::Claim(claim) => claim.refer(at, out),
        }
    }
}

/// A JSON pointer (RFC 6901) to a field below the target: its statement's `says`, or the claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPointer(Box<str>);

impl FieldPointer {
    /// The pointer as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for FieldPointer {
    type Err = FormError;

    fn from_str(text: &str) -> Result<Self, FormError> {
        // Field names of bodies are words and indexes are digits, so no RFC 6901 escape ever occurs.
        let steps = text.strip_prefix('/').is_some_and(|steps| {
            steps.split('/').all(|step| {
                !step.is_empty()
                    && step
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            })
        });
        if steps && text.len() <= limits::NAME {
            Ok(Self(text.into()))
        } else {
            Err(FormError("a JSON pointer to a field, such as \"/value\""))
        }
    }
}

string_form!(FieldPointer, "JSON pointer", {
    "pattern": "^(/[a-z0-9_]+)+$", "maxLength": limits::NAME
});

impl Part for FieldPointer {}

/// What the signer holds of somebody's statement, the own included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    /// The single field that it is about; absent for the whole target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldPointer>,
    /// The incident; without it the one of the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// What it is about.
    pub target: Opined,
    /// What is held.
    pub view: View,
    /// Why.
    pub why: Phrase<{ limits::NOTE }>,
}

parts!(Opinion { incident, target });
