//! The JSON answer of `ask`.

use std::collections::BTreeMap;

use bayan_claim::facet::FacetName;
use schemars::JsonSchema;
use serde::Serialize;

use crate::picture::document::{
    ClaimDocument, ConflictDocument, GapDocument, MomentDocument, SilenceDocument, SourceDocument,
    StatusDocument,
};

/// Who holds what on an incident at a moment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Which incident, at which moment.
    pub moment: MomentDocument,
    /// The facets that were asked about, by name.
    pub facets: Vec<FacetName>,
    /// Where each of them stands that something was said on.
    pub statuses: Vec<StatusDocument>,
    /// Each source with its standing claims, and those that were taken back with nothing said instead.
    pub sources: Vec<SourceDocument>,
    /// Where sources conflict: computed ones by facet, then recorded ones.
    pub conflicts: Vec<ConflictDocument>,
    /// Whether there are more conflicts than are listed.
    pub conflicts_cut: bool,
    /// Standing claims on other facets that took the place of what their sources said on these.
    pub followed_elsewhere: Vec<String>,
    /// Claims that may have been said after `--said-by`.
    pub possible: Vec<String>,
    /// What is withheld of the incident.
    pub gaps: Vec<GapDocument>,
    /// Who had not spoken.
    pub silences: Vec<SilenceDocument>,
    /// Every claim that the answer refers to, by address.
    pub claims: BTreeMap<String, ClaimDocument>,
}
