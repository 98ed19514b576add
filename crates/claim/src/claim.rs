//! One claim: one value of one facet, held one way, over one scope, at exact places in the bytes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facet::{FacetName, check_builtin};
use crate::id::{ClaimTarget, PartyId};
use crate::limits;
use crate::list::List;
use crate::part::{Fault, Part, Place, Reference, Rule, parts};
use crate::scope::Scope;
use crate::segment::Segment;
use crate::text::{Exact, Language, Line, Phrase, Text};
use crate::value::{Inferred, Time, Value, no_members};
use crate::vocabulary::{Act, Basis, Certainty, Maker, MarkerKind, Polarity};

/// One claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The speech act.
    pub act: Act,
    /// For promises and orders: by when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Until>,
    /// What it is about.
    pub facet: FacetName,
    /// Translations, and repaired readings (a gloss in the language of the words themselves).
    #[serde(default, skip_serializing_if = "no_members")]
    pub gloss: List<Gloss, 0, { limits::GLOSSES }>,
    /// Present when the words do not say it and it was concluded from them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
    /// Words of doubt, bound and scope.
    #[serde(default, skip_serializing_if = "no_members")]
    pub markers: List<Marker, 0, { limits::MARKERS }>,
    /// A remark of the recorder; never projected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text<{ limits::NOTE }>>,
    /// How far it reaches; absent for the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "no_members")]
    pub segments: List<Segment, 0, { limits::SEGMENTS }>,
    /// How it is held.
    pub stance: Stance,
    /// The claim that this one takes back or corrects, or that a relation starts from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<ClaimTarget>,
    /// For promises and orders: until when, or until what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Until>,
    /// What it says.
    pub value: Value,
    /// The reporting verb.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verb: Option<Verb>,
}

parts!(
    Claim { due, inferred, markers, gloss, scope, segments, stance, target, until, value },
    Claim::rule
);

impl Claim {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        check_builtin(&self.facet, &self.value, at.field("value"))?;
        let polarity = at.field("stance");
        let polarity = polarity.field("polarity");
        match (self.value.polarity(), self.stance.polarity) {
            (Some(_), Some(_)) => {
                let why = "follows from the answer and is left out";
                Err(Rule::Unfit { field: "polarity", why }.at(polarity))
            }
            (None, None) => {
                let why = "is needed where the value is no answer";
                Err(Rule::Unfit { field: "polarity", why }.at(polarity))
            }
            _ => Ok(()),
        }?;
        if matches!(self.act, Act::Retracts | Act::Corrects) && self.target.is_none() {
            let why = "must name the claim that is taken back or corrected";
            return Err(Rule::Unfit { field: "target", why }.at(at));
        }
        if self.segments.is_empty() && self.inferred.is_none() {
            let why = "may be left out only where the claim is inferred";
            return Err(Rule::Unfit { field: "segments", why }.at(at));
        }
        Ok(())
    }

    /// The polarity of the claim, which for an answer follows from the answer.
    pub fn polarity(&self) -> Polarity {
        // A checked claim has exactly one of the two.
        self.value.polarity().or(self.stance.polarity).unwrap_or(Polarity::Neutral)
    }

    /// Whether a marker of this kind stands on the claim.
    pub fn is_marked(&self, kind: MarkerKind) -> bool {
        self.markers.iter().any(|marker| marker.kind == kind)
    }
}

/// How a claim is held, by the innermost source, or by a hop when the doubt is the reporter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stance {
    /// What it is said to rest on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// How sure.
    pub certainty: Certainty,
    /// The hop of the chain whose stance this is, from 0; absent for the innermost source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hop: Option<u8>,
    /// Which way; left out where the value is an answer, which has its polarity in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polarity: Option<Polarity>,
}

impl Part for Stance {}

/// When a promise, order or state ends or falls due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Until {
    /// At a time.
    Time(Box<Time>),
    /// When a claim comes true.
    Claim(ClaimTarget),
    /// When somebody says so.
    FurtherNotice,
}

impl Part for Until {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        match self {
            Self::Time(time) => time.check(at.field("time")),
            Self::Claim(_) | Self::FurtherNotice => Ok(()),
        }
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        match self {
            Self::Time(time) => time.refer(at.field("time"), out),
            Self::Claim(claim) => claim.refer(at.field("claim"), out),
            Self::FurtherNotice => {}
        }
    }

    fn claims_here(&self, at: Place<'_>, out: &mut Vec<(String, u16)>) {
        match self {
            Self::Time(time) => time.claims_here(at.field("time"), out),
            Self::Claim(claim) => claim.claims_here(at.field("claim"), out),
            Self::FurtherNotice => {}
        }
    }
}

/// The reporting verb. It is the reporter's word, whatever act it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    /// The hop of the chain whose verb it is, from 0; absent for the outermost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hop: Option<u8>,
    /// Its language.
    pub language: Language,
    /// The verb as printed.
    pub printed: Exact<{ limits::PRINTED }>,
}

/// A word of doubt, bound or scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marker {
    /// What it marks.
    pub kind: MarkerKind,
    /// What it is, for a marker of kind `other`; or a remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Line<{ limits::NAME }>>,
    /// The words as printed; absent where a form and no word marks it (a mood, a missing speaker).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
}

parts!(Marker {}, Marker::rule);

impl Marker {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.kind == MarkerKind::Other && self.note.is_none() {
            let why = "is needed where the marker is of no listed kind";
            return Err(Rule::Unfit { field: "note", why }.at(at));
        }
        Ok(())
    }
}

/// The words of a claim in another language, or as they were probably meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gloss {
    /// Who made it; absent for the recorder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PartyId>,
    /// Whether a person or a machine made it.
    pub maker: Maker,
    /// The words.
    pub phrase: Phrase<{ limits::NOTE }>,
}

parts!(Gloss { by });
