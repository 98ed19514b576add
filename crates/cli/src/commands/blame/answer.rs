//! The JSON answer of `blame`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::picture::document::{ClaimDocument, GapDocument, MomentDocument};

/// Where each value that stands comes from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Which incident, at which moment.
    pub moment: MomentDocument,
    /// The standing claims, by facet.
    pub values: Vec<ProofDocument>,
    /// What is withheld of the incident.
    pub gaps: Vec<GapDocument>,
    /// The claims by address: their bytes, signer and what the signature attests.
    pub claims: BTreeMap<String, ClaimDocument>,
}

/// What is behind one value.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProofDocument {
    /// The claim.
    pub claim: String,
    /// Its entry.
    pub entry: u64,
    /// The thumbprint of the key that signed it.
    pub key: Option<String>,
    /// The command that proves it.
    pub command: String,
}
