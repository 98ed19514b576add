//! Times as texts give them: dates with holes, weekdays without dates, orders without either.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::span::crossed;
use super::{Edtf, Span};
use crate::id::{ClaimTarget, IncidentId, PartyId, StatementRef};
use crate::limits;
use crate::part::{Fault, Part, Place, Reference, Rule, parts};
use crate::text::{Exact, Phrase, Text};
use crate::vocabulary::{Order, Weekday};

/// A time, in as much detail as the source gives and no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// The date or time, where one can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edtf: Option<Edtf>,
    /// Present when `edtf` holds more than the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
    /// The words as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
    /// How it lies to something else: an order may be known where a date is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relative>,
    /// The weekday as printed; it may contradict the date, and both stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekday: Option<Weekday>,
}

parts!(Time { inferred, relation }, Time::rule);

impl Time {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        let says = self.edtf.is_some() || self.printed.is_some() || self.relation.is_some();
        if !says && self.weekday.is_none() {
            return Err(Rule::Missing { fields: "edtf, weekday, relation, printed" }.at(at));
        }
        if self.inferred.is_some() && self.edtf.is_none() {
            return Err(
                Rule::Unfit { field: "inferred", why: "needs the edtf that was inferred" }.at(at)
            );
        }
        Ok(())
    }
}

/// That something is not in the text but was concluded from it, by whom and on what grounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inferred {
    /// Who concluded it; absent for the recorder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PartyId>,
    /// The grounds.
    pub grounds: Text<{ limits::NOTE }>,
}

parts!(Inferred { by });

/// How a time lies to an anchor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relative {
    /// What it is told from.
    pub anchor: Anchor,
    /// How far from the anchor, where that is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<Distance>,
    /// On which side of the anchor.
    pub order: Order,
}

parts!(Relative { anchor, distance });

/// How far one time is from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Distance {
    /// At most this far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Span>,
    /// At least this far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Span>,
}

parts!(Distance {}, Distance::rule);

impl Distance {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.max.is_none() && self.min.is_none() {
            return Err(Rule::Missing { fields: "min, max" }.at(at));
        }
        crossed(self.min, self.max, at)
    }
}

/// What a relative time is told from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Anchor {
    /// When the words of this utterance were said.
    ThisUtterance,
    /// When the publication that carries them appeared.
    ThisPublication,
    /// When the bytes were captured.
    ThisCapture,
    /// What a claim speaks of.
    Claim(ClaimTarget),
    /// When another statement's words were said.
    Statement(StatementRef),
    /// When an incident happened.
    Incident(IncidentId),
    /// A date or time.
    Edtf(Edtf),
    /// Something that only words name.
    Words(Phrase<{ limits::NAME }>),
}

impl Part for Anchor {
    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        match self {
            Self::Claim(claim) => claim.refer(at.field("claim"), out),
            Self::Statement(statement) => statement.refer_as_statement(at.field("statement"), out),
            Self::Incident(incident) => incident.refer(at.field("incident"), out),
            Self::ThisUtterance
            | Self::ThisPublication
            | Self::ThisCapture
            | Self::Edtf(_)
            | Self::Words(_) => {}
        }
    }

    fn claims_here(&self, at: Place<'_>, out: &mut Vec<(String, u16)>) {
        if let Self::Claim(claim) = self {
            claim.claims_here(at.field("claim"), out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str) -> Result<(), String> {
        let read: Time = serde_json::from_str(json).map_err(|e| e.to_string())?;
        read.check(Place::SAYS).map_err(|e| e.to_string())
    }

    #[test]
    fn times_with_holes() {
        for good in [
            r#"{"weekday":"thursday"}"#,
            r#"{"printed":"leo Alhamisi","relation":{"anchor":"this_publication","order":"during"}}"#,
            r#"{"relation":{"anchor":"this_utterance","distance":{"max":{"n":1,"unit":"days"}},"order":"before"}}"#,
            r##"{"relation":{"anchor":{"claim":"#0"},"order":"after"}}"##,
            r#"{"edtf":"XXXX-01-06","weekday":"thursday"}"#,
            r#"{"edtf":"2022-01-06","inferred":{"grounds":"weekday and disease"},"weekday":"thursday"}"#,
            r#"{"relation":{"anchor":{"words":{"language":"en","text":"the radio programme"}},"order":"after"}}"#,
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "{}",
            r#"{"inferred":{"grounds":"x"},"weekday":"thursday"}"#,
            r#"{"relation":{"anchor":"this_utterance","distance":{},"order":"before"}}"#,
            r#"{"relation":{"anchor":"that_utterance","order":"before"}}"#,
            r#"{"relation":{"anchor":"this_utterance"}}"#,
            r#"{"weekday":"Thursday"}"#,
            r#"{"edtf":"6 January"}"#,
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
