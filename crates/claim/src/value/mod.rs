//! The typed values of claims.
//!
//! Every type keeps the words as printed beside what was read from them, so that a reading can be checked
//! and mended. Either/or is an enum: on the wire one object with one key, `{"answer":"no"}`.

mod amount;
mod bytes;
mod decimal;
mod edtf;
mod item;
mod money;
mod printed;
mod set;
mod span;
mod time;

pub use amount::Amount;
pub use bytes::Bytes;
pub use decimal::{Decimal, DecimalError};
pub use edtf::{Edtf, EdtfError, Impossible, Qualification, TimeBounds};
pub(crate) use item::pointer;
pub use item::{Entity, Item, ParseTargetError, Target};
pub use money::{Currency, Equivalent, Money};
pub use printed::{PrintedNumberError, parse_printed};
pub use set::Set;
pub use span::{Duration, Rate, Span};
pub use time::{Anchor, Distance, Inferred, Relative, Time};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::limits;
use crate::list::List;
use crate::part::{Fault, Part, Place, Reference, parts};
use crate::text::{Exact, Line, Phrase};
use crate::vocabulary::{Answer, Closure, Polarity, ValueType};

/// What a claim says of its facet. The facet declares which of these types it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Value {
    /// One of the nine answers.
    Answer(Answer),
    /// A number of something.
    Quantity(Quantity),
    /// An amount of data.
    Bytes(Bytes),
    /// An amount of money.
    Money(Money),
    /// Several members.
    Set(Set),
    /// A time.
    Time(Box<Time>),
    /// A span of time.
    Duration(Duration),
    /// How often.
    Rate(Rate),
    /// A party, thing, incident or claim.
    Ref(Ref),
    /// Words.
    Text(Phrase<{ limits::NOTE }>),
}

impl Value {
    /// The type of this value.
    pub fn value_type(&self) -> ValueType {
        match self {
            Self::Answer(_) => ValueType::Answer,
            Self::Quantity(_) => ValueType::Quantity,
            Self::Bytes(_) => ValueType::Bytes,
            Self::Money(_) => ValueType::Money,
            Self::Set(_) => ValueType::Set,
            Self::Time(_) => ValueType::Time,
            Self::Duration(_) => ValueType::Duration,
            Self::Rate(_) => ValueType::Rate,
            Self::Ref(_) => ValueType::Ref,
            Self::Text(_) => ValueType::Text,
        }
    }

    /// The polarity that an answer implies; other values imply none.
    pub fn polarity(&self) -> Option<Polarity> {
        let Self::Answer(answer) = self else { return None };
        Some(match answer {
            Answer::Yes | Answer::Partly | Answer::Attempted => Polarity::Affirm,
            Answer::No | Answer::NoEvidenceFound => Polarity::Deny,
            Answer::UnknownToSource | Answer::NotSaid | Answer::Declined | Answer::Withheld => {
                Polarity::Neutral
            }
        })
    }

    /// Whether the value names something at all: a set that is not the empty one, a number above zero.
    /// `None` where the words leave that open, or the type has no such sense.
    pub fn is_some(&self) -> Option<bool> {
        match self {
            Self::Quantity(quantity) => quantity.amount.is_above_zero(),
            Self::Bytes(bytes) => bytes.amount.is_above_zero(),
            Self::Money(money) => money.amount.is_above_zero(),
            Self::Set(set) => Some(set.closure != Closure::Closed || !set.members.is_empty()),
            _ => None,
        }
    }

    /// Whether the value says no more than that there is something: an open set without members, a number above zero. Who
    /// denies that says that there is none.
    pub fn is_any(&self) -> bool {
        let amount = match self {
            Self::Quantity(quantity) => &quantity.amount,
            Self::Bytes(bytes) => &bytes.amount,
            Self::Set(set) => return set.closure == Closure::Open && set.members.is_empty(),
            _ => return false,
        };
        matches!(amount, Amount::Above(n) if *n == Decimal::from(0_u64))
    }
}

impl Part for Value {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        match self {
            Self::Answer(_) | Self::Text(_) => Ok(()),
            Self::Quantity(v) => v.check(at.field("quantity")),
            Self::Bytes(v) => v.check(at.field("bytes")),
            Self::Money(v) => v.check(at.field("money")),
            Self::Set(v) => v.check(at.field("set")),
            Self::Time(v) => v.check(at.field("time")),
            Self::Duration(v) => v.check(at.field("duration")),
            Self::Rate(v) => v.check(at.field("rate")),
            Self::Ref(v) => v.check(at.field("ref")),
        }
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        match self {
            Self::Answer(_) | Self::Text(_) => {}
            Self::Quantity(v) => v.refer(at.field("quantity"), out),
            Self::Bytes(v) => v.refer(at.field("bytes"), out),
            Self::Money(v) => v.refer(at.field("money"), out),
            Self::Set(v) => v.refer(at.field("set"), out),
            Self::Time(v) => v.refer(at.field("time"), out),
            Self::Duration(v) => v.refer(at.field("duration"), out),
            Self::Rate(v) => v.refer(at.field("rate"), out),
            Self::Ref(v) => v.refer(at.field("ref"), out),
        }
    }

    fn claims_here(&self, at: Place<'_>, out: &mut Vec<(String, u16)>) {
        match self {
            Self::Answer(_) | Self::Text(_) => {}
            Self::Quantity(v) => v.claims_here(at.field("quantity"), out),
            Self::Bytes(v) => v.claims_here(at.field("bytes"), out),
            Self::Money(v) => v.claims_here(at.field("money"), out),
            Self::Set(v) => v.claims_here(at.field("set"), out),
            Self::Time(v) => v.claims_here(at.field("time"), out),
            Self::Duration(v) => v.claims_here(at.field("duration"), out),
            Self::Rate(v) => v.claims_here(at.field("rate"), out),
            Self::Ref(v) => v.claims_here(at.field("ref"), out),
        }
    }
}

/// A number of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// The number and its bounds.
    pub amount: Amount,
    /// What is counted: services offered are not services affected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Item>,
    /// Per what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Item>,
    /// The number as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
    /// The unit. More than one: the candidates that the text leaves open.
    #[serde(default, skip_serializing_if = "no_members")]
    pub unit: List<Line<{ limits::NAME }>, 0, { limits::CANDIDATES }>,
}

parts!(Quantity { amount, counted, per, unit });

/// A party, thing, incident or claim that is the value itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ref {
    /// What is referred to.
    pub is: Target,
    /// The words as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
}

parts!(Ref { is });

/// An empty list is left out, so that each meaning has one encoding.
pub(crate) fn no_members<T, const MAX: usize>(list: &List<T, 0, MAX>) -> bool {
    list.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polarity_follows_from_the_answer_alone() {
        let expected = "affirm deny affirm affirm neutral deny neutral neutral neutral";
        let found: Vec<_> = Answer::ALL
            .iter()
            .filter_map(|answer| Value::Answer(*answer).polarity())
            .map(Polarity::name)
            .collect();
        assert_eq!(found.join(" "), expected);
        let text = r#"{"text":{"language":"en","text":"no"}}"#;
        assert_eq!(serde_json::from_str::<Value>(text).unwrap().polarity(), None);
    }
}
