//! `redaction`: bodies or artifacts are no longer served. It can never be redacted itself, so it holds no
//! free text and no names.

use std::fmt;
use std::str::FromStr;

use bayan_proof::hash::Sha256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::string_form;
use crate::id::{IncidentId, PartyId, StatementRef};
use crate::limits;
use crate::list::{List, distinct};
use crate::part::{Fault, Part, Place, Reference, Rule};
use crate::text::FormError;
use crate::value::no_members;
use crate::vocabulary::RedactionReason;

/// What is withheld, why, and on whose authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redaction {
    /// Artifacts that are no longer served.
    #[serde(default, skip_serializing_if = "no_members")]
    pub artifacts: List<Sha256, 0, { limits::REDACTED }>,
    /// On whose authority: the court, the authority, the operator.
    pub authority: PartyId,
    /// The number under which that authority keeps the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseNumber>,
    /// Incidents concerned, so that who reads one of them sees the gap.
    #[serde(default, skip_serializing_if = "no_members")]
    pub incidents: List<IncidentId, 0, { limits::INCIDENTS }>,
    /// Statements whose bodies are no longer served.
    #[serde(default, skip_serializing_if = "no_members")]
    pub statements: List<StatementRef, 0, { limits::REDACTED }>,
    /// Why.
    pub why: RedactionReason,
}

impl Part for Redaction {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.artifacts.is_empty() && self.statements.is_empty() {
            return Err(Rule::Missing { fields: "statements, artifacts" }.at(at));
        }
        distinct(&self.artifacts, at.field("artifacts"))?;
        distinct(&self.incidents, at.field("incidents"))?;
        distinct(&self.statements, at.field("statements"))
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        self.artifacts.refer(at.field("artifacts"), out);
        self.authority.refer(at.field("authority"), out);
        self.incidents.refer(at.field("incidents"), out);
        let statements = at.field("statements");
        for (index, statement) in self.statements.iter().enumerate() {
            statement.refer_as_statement(statements.item(index), out);
        }
    }
}

/// A case number: up to 64 of `A-Z`, `0-9`, `/`, `.` and `-`, at least one of them a digit; too narrow for a sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNumber(Box<str>);

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for CaseNumber {
    type Err = FormError;

    fn from_str(text: &str) -> Result<Self, FormError> {
        let narrow = (1..=limits::SLUG).contains(&text.len())
            && text.bytes().any(|b| b.is_ascii_digit())
            && text
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b"/.-".contains(&b));
        if narrow {
            Ok(Self(text.into()))
        } else {
            Err(FormError("a case number such as \"2024/117-B\""))
        }
    }
}

string_form!(CaseNumber, "case number", {
    "pattern": "^(?=.*[0-9])[A-Z0-9/.-]{1,64}$"
});
