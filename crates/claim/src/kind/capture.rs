//! `capture`: bytes that the signer captured, or made from other bytes.

use bayan_proof::hash::{Blake3, Sha256};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::{IncidentId, PartyId};
use crate::limits;
use crate::list::List;
use crate::part::{Fault, Part, Place, Reference, Rule, parts};
use crate::segment::ByteRange;
use crate::text::{Instant, Language, Line, MediaType, Phrase};
use crate::value::{Time, no_members};
use crate::vocabulary::{DefectKind, Maker, RenditionKind};

/// An artifact: its hashes, what it is, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Capture {
    /// SHA-256 of the bytes, declared here.
    pub artifact: Sha256,
    /// BLAKE3 of the same bytes, for verified streaming.
    pub blake3: Blake3,
    /// What is known to be wrong with the bytes. They are kept as they are.
    #[serde(default, skip_serializing_if = "no_members")]
    pub defects: List<Defect, 0, { limits::DEFECTS }>,
    /// The incident that it was captured for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// The main language of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The media type.
    pub media_type: MediaType,
    /// A remark of the signer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Phrase<{ limits::NOTE }>>,
    /// How many bytes; at most [`limits::ARTIFACT_BYTES`].
    pub size: u32,
    /// Where the bytes come from.
    pub source: Source,
}

parts!(Capture { defects, incident, source }, Capture::rule);

impl Capture {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.size > limits::ARTIFACT_BYTES {
            let (value, limit) = (u64::from(self.size), u64::from(limits::ARTIFACT_BYTES));
            return Err(Rule::Above { value, limit }.at(at.field("size")));
        }
        if matches!(&self.source, Source::Rendition(rendition) if rendition.of == self.artifact) {
            return Err(Rule::Unfit { field: "source", why: "must be another artifact" }.at(at));
        }
        let defects = at.field("defects");
        for (index, defect) in self.defects.iter().enumerate() {
            if let Some(range) = defect.at.filter(|range| range.end > self.size) {
                let (value, limit) = (u64::from(range.end), u64::from(self.size));
                return Err(Rule::Above { value, limit }.at(defects.item(index)));
            }
        }
        Ok(())
    }
}

/// Where captured bytes come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Source {
    /// As the outlet served them.
    Original(Original),
    /// Made from another artifact.
    Rendition(Rendition),
}

impl Part for Source {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        match self {
            Self::Original(original) => original.check(at.field("original")),
            Self::Rendition(rendition) => rendition.check(at.field("rendition")),
        }
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        match self {
            Self::Original(original) => original.refer(at.field("original"), out),
            Self::Rendition(rendition) => rendition.refer(at.field("rendition"), out),
        }
    }
}

/// Bytes as the outlet served them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Original {
    /// The address they were taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Line<{ limits::ADDRESS }>>,
    /// When they were taken.
    pub captured_at: Instant,
    /// Who published them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<PartyId>,
    /// When they were published, as far as is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Time>,
}

parts!(Original { outlet, published_at });

/// Bytes made from another artifact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rendition {
    /// Who made it; absent for the signer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PartyId>,
    /// When it was made.
    pub made_at: Instant,
    /// Whether a person or a machine made it.
    pub maker: Maker,
    /// What it was made from.
    pub of: Sha256,
    /// With which tool, and its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<Line<{ limits::NAME }>>,
    /// What was made.
    pub what: RenditionKind,
}

parts!(Rendition { by, of });

/// Something known to be wrong with the bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Defect {
    /// Where; absent for the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<ByteRange>,
    /// What is wrong.
    pub is: DefectKind,
    /// A remark, such as the reading that was probably meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Phrase<{ limits::NOTE }>>,
}

parts!(Defect { at });
