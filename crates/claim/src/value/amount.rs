//! A number with its bound.

use std::ops::Bound;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Decimal;
use crate::part::{Fault, Part, Place, Rule};

/// A number with its bound; `=`, `<`, `<=`, `>`, `>=`, `~`, between, several, unstated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Amount {
    /// This number, as far as the source says (`=`).
    Exactly(Decimal),
    /// Less than this (`<`).
    Below(Decimal),
    /// This or less (`<=`).
    AtMost(Decimal),
    /// More than this (`>`).
    Above(Decimal),
    /// This or more (`>=`).
    AtLeast(Decimal),
    /// About this (`~`); how far off it may be is not said.
    About(Decimal),
    /// From one number to another, both included.
    Between {
        /// The upper end; not below `lo`.
        hi: Decimal,
        /// The lower end.
        lo: Decimal,
    },
    /// More than one, how many is not said.
    Several,
    /// Some, how many is not said.
    Unstated,
}

impl Amount {
    /// The sign or word of the operator, as people write it.
    pub fn op(&self) -> &'static str {
        match self {
            Self::Exactly(_) => "=",
            Self::Below(_) => "<",
            Self::AtMost(_) => "<=",
            Self::Above(_) => ">",
            Self::AtLeast(_) => ">=",
            Self::About(_) => "~",
            Self::Between { .. } => "between",
            Self::Several => "several",
            Self::Unstated => "unstated",
        }
    }

    /// The lower and upper bound that the words allow. `About` bounds nothing: how far is not said.
    pub fn bounds(&self) -> (Bound<Decimal>, Bound<Decimal>) {
        use Bound::{Excluded, Included, Unbounded};
        match self {
            Self::Exactly(n) => (Included(n.clone()), Included(n.clone())),
            Self::Below(n) => (Unbounded, Excluded(n.clone())),
            Self::AtMost(n) => (Unbounded, Included(n.clone())),
            Self::Above(n) => (Excluded(n.clone()), Unbounded),
            Self::AtLeast(n) => (Included(n.clone()), Unbounded),
            Self::Between { lo, hi } => (Included(lo.clone()), Included(hi.clone())),
            Self::Several => (Excluded(Decimal::from(1)), Unbounded),
            Self::About(_) | Self::Unstated => (Unbounded, Unbounded),
        }
    }

    /// Whether the number named is above zero: "up to six million" names one, although none is its lower
    /// bound. `None` when the words leave it open.
    pub fn is_above_zero(&self) -> Option<bool> {
        match self {
            Self::Exactly(n) | Self::About(n) | Self::AtMost(n) | Self::Below(n) => {
                Some(n.is_above_zero())
            }
            Self::Above(n) => (!n.is_below_zero()).then_some(true),
            Self::AtLeast(n) => n.is_above_zero().then_some(true),
            Self::Between { lo, hi } => match (lo.is_above_zero(), hi.is_above_zero()) {
                (true, _) => Some(true),
                (false, false) => Some(false),
                (false, true) => None,
            },
            Self::Several | Self::Unstated => Some(true),
        }
    }
}

impl Part for Amount {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        match self {
            Self::Between { lo, hi } if lo > hi => {
                Err(Rule::Crossed { low: lo.to_string(), high: hi.to_string() }
                    .at(at.field("between")))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Amount {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn above_zero_only_when_the_words_say_so() {
        for (json, expected) in [
            (r#"{"exactly":"0"}"#, Some(false)),
            (r#"{"exactly":"412"}"#, Some(true)),
            (r#"{"above":"0"}"#, Some(true)),
            (r#"{"above":"-1"}"#, None),
            (r#"{"at_least":"0"}"#, None),
            (r#"{"at_least":"1"}"#, Some(true)),
            (r#"{"at_most":"6000000"}"#, Some(true)),
            (r#"{"at_most":"0"}"#, Some(false)),
            (r#"{"below":"0.5"}"#, Some(true)),
            (r#"{"below":"0"}"#, Some(false)),
            (r#"{"about":"3"}"#, Some(true)),
            (r#"{"between":{"hi":"2","lo":"1"}}"#, Some(true)),
            (r#"{"between":{"hi":"2","lo":"0"}}"#, None),
            (r#"{"between":{"hi":"0","lo":"0"}}"#, Some(false)),
            (r#""several""#, Some(true)),
            (r#""unstated""#, Some(true)),
        ] {
            assert_eq!(read(json).is_above_zero(), expected, "{json}");
            assert_eq!(read(&serde_json::to_string(&read(json)).unwrap()), read(json));
        }
    }

    #[test]
    fn bounds_may_touch_and_not_cross() {
        let at = Place::SAYS;
        assert!(read(r#"{"between":{"lo":"2","hi":"2"}}"#).check(at).is_ok());
        let fault = read(r#"{"between":{"lo":"10","hi":"9"}}"#).check(at).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "/says/between: the lower bound 10 is above the upper bound 9"
        );
    }

    #[test]
    fn bounds_follow_the_operator() {
        let n = || Decimal::from(5);
        for (json, low, high) in [
            (r#"{"exactly":"5"}"#, Bound::Included(n()), Bound::Included(n())),
            (r#"{"below":"5"}"#, Bound::Unbounded, Bound::Excluded(n())),
            (r#"{"at_most":"5"}"#, Bound::Unbounded, Bound::Included(n())),
            (r#"{"above":"5"}"#, Bound::Excluded(n()), Bound::Unbounded),
            (r#"{"at_least":"5"}"#, Bound::Included(n()), Bound::Unbounded),
            (r#"{"about":"5"}"#, Bound::Unbounded, Bound::Unbounded),
            (r#""several""#, Bound::Excluded(Decimal::from(1)), Bound::Unbounded),
        ] {
            assert_eq!(read(json).bounds(), (low, high), "{json}");
        }
    }

    #[test]
    fn other_shapes_are_refused() {
        for bad in [
            "5",
            r#""5""#,
            r#"{"exactly":5}"#,
            r#"{"exactly":"5","about":"5"}"#,
            r#"{"between":{"lo":"1"}}"#,
            "{}",
        ] {
            assert!(serde_json::from_str::<Amount>(bad).is_err(), "{bad}");
        }
    }
}
