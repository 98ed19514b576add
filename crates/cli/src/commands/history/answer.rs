//! The JSON answer of `history`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::picture::document::{
    ClaimDocument, CorrectionDocument, GapDocument, MomentDocument, SourceDocument,
};

/// How positions moved.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Which incident, at which moment.
    pub moment: MomentDocument,
    /// Each source with all its claims, earlier ones first as far as that is known.
    pub sources: Vec<SourceDocument>,
    /// Claims that may have been said after `--said-by`. They are in no position.
    pub possible: Vec<String>,
    /// What recorders corrected of the incident.
    pub corrections: Vec<CorrectionDocument>,
    /// What is withheld of the incident.
    pub gaps: Vec<GapDocument>,
    /// Every claim that the answer refers to, by address.
    pub claims: BTreeMap<String, ClaimDocument>,
}
