//! The JSON answer of `headlines`.

use std::collections::{BTreeMap, BTreeSet};

use bayan_view::case::ClaimId;
use bayan_view::headline::{Beyond, Gain};
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Failure;
use crate::picture::Scene;
use crate::picture::document::{ClaimDocument, Documents, GapDocument, MomentDocument};
use crate::picture::quotes::Quotes;
use crate::reading::Reading;

/// What headlines say that the body under them does not.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Which incident, at which moment.
    pub moment: MomentDocument,
    /// Headlines that no sentence of their publication says as much as, by publication and place in it.
    pub headlines: Vec<HeadlineDocument>,
    /// What is withheld of the incident.
    pub gaps: Vec<GapDocument>,
    /// Every claim that the answer refers to, by address.
    pub claims: BTreeMap<String, ClaimDocument>,
}

/// A headline and the sentences that say less.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HeadlineDocument {
    /// SHA-256 of the publication's original.
    pub publication: String,
    /// The address of the headline's claim.
    pub headline: String,
    /// Whether the sentences are of the headline's own source; else of anybody.
    pub own_source: bool,
    /// What the headline has beyond every sentence.
    pub throughout: Vec<&'static str>,
    /// The sentences, in the order of the text.
    pub against: Vec<AgainstDocument>,
}

/// A sentence that says less than the headline.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AgainstDocument {
    /// The address of the sentence's claim.
    pub sentence: String,
    /// What the headline has beyond it: `doubt_dropped`, `scope_widened`, `degree_raised`, `degree_lowered`, `opposed`.
    pub gains: Vec<&'static str>,
    /// The kinds of words of doubt and limit that the headline has not.
    pub dropped: Vec<&'static str>,
}

impl Answer {
    pub(super) fn of(
        reading: &Reading,
        scene: &Scene,
        quotes: &Quotes,
        (found, claims): (&[Beyond], BTreeSet<ClaimId>),
    ) -> Result<Self, Failure> {
        let documents = Documents { reading, scene, quotes };
        let headlines = found.iter().map(|beyond| HeadlineDocument {
            publication: beyond.publication.to_string(),
            headline: documents.address(beyond.headline),
            own_source: beyond.own_source,
            throughout: gains(&beyond.throughout()),
            against: beyond
                .against
                .iter()
                .map(|against| AgainstDocument {
                    sentence: documents.address(against.sentence),
                    gains: gains(&against.gains),
                    dropped: against.dropped.iter().map(|kind| kind.name()).collect(),
                })
                .collect(),
        });
        Ok(Self {
            moment: documents.moment()?,
            headlines: headlines.collect(),
            gaps: documents.gaps(),
            claims: documents.claims(claims)?,
        })
    }
}

fn gains(gains: &BTreeSet<Gain>) -> Vec<&'static str> {
    gains.iter().map(|gain| gain.name()).collect()
}
