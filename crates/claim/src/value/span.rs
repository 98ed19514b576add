//! Spans of time and how often things happen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Amount, Item};
use crate::id::ClaimTarget;
use crate::limits;
use crate::part::{Fault, Part, Place, Rule, parts};
use crate::text::Exact;
use crate::vocabulary::TimeUnit;

/// A whole number of one unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: TimeUnit,
}

impl Part for Span {}

impl Span {
    /// The fewest and the most seconds: months and years vary, leap seconds are not counted.
    pub fn seconds(self) -> (u64, u64) {
        const DAY: u64 = 86_400;
        let (least, most) = match self.unit {
            TimeUnit::Seconds => (1, 1),
            TimeUnit::Minutes => (60, 60),
            TimeUnit::Hours => (3600, 3600),
            TimeUnit::Days => (DAY, DAY),
            TimeUnit::Weeks => (7 * DAY, 7 * DAY),
            TimeUnit::Months => (28 * DAY, 31 * DAY),
            TimeUnit::Years => (365 * DAY, 366 * DAY),
        };
        (u64::from(self.n) * least, u64::from(self.n) * most)
    }
}

/// A span of time with its bounds; both ends open where only words are printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duration {
    /// The longest it can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Span>,
    /// The shortest it can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Span>,
    /// The words as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
    /// The claim whose coming true ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<ClaimTarget>,
}

parts!(Duration { until }, Duration::rule);

impl Duration {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.max.is_none()
            && self.min.is_none()
            && self.printed.is_none()
            && self.until.is_none()
        {
            return Err(Rule::Missing { fields: "min, max, until, printed" }.at(at));
        }
        crossed(self.min, self.max, at)
    }
}

/// Refuses a shortest span that is longer than the longest.
pub(super) fn crossed(min: Option<Span>, max: Option<Span>, at: Place<'_>) -> Result<(), Fault> {
    if let (Some(min), Some(max)) = (min, max)
        && min.seconds().0 > max.seconds().1
    {
        let words = |span: Span| format!("{} {}", span.n, span.unit);
        return Err(Rule::Crossed { low: words(min), high: words(max) }.at(at));
    }
    Ok(())
}

/// How often: so many times in each span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// How many times.
    pub amount: Amount,
    /// What is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Item>,
    /// In each of these.
    pub every: Span,
    /// The words as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
}

parts!(Rate { amount, counted }, Rate::rule);

impl Rate {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.every.n == 0 {
            return Err(Rule::Unfit { field: "every", why: "must be longer than nothing" }.at(at));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duration(json: &str) -> Result<(), String> {
        let read: Duration = serde_json::from_str(json).map_err(|e| e.to_string())?;
        read.check(Place::SAYS).map_err(|e| e.to_string())
    }

    #[test]
    fn durations_need_something_and_may_not_cross() {
        for good in [
            r#"{"printed":"wiki nzima"}"#,
            r#"{"min":{"n":1,"unit":"weeks"},"max":{"n":7,"unit":"days"}}"#,
            r##"{"until":"#3"}"##,
            r#"{"min":{"n":1,"unit":"months"},"max":{"n":28,"unit":"days"}}"#,
        ] {
            assert_eq!(duration(good), Ok(()), "{good}");
        }
        for bad in [
            "{}",
            r#"{"min":{"n":8,"unit":"days"},"max":{"n":1,"unit":"weeks"}}"#,
            r#"{"min":{"n":-1,"unit":"days"}}"#,
            r#"{"min":{"n":1,"unit":"fortnights"}}"#,
            r#"{"min":{"n":4294967296,"unit":"days"}}"#,
        ] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_longest_span_does_not_overflow() {
        let span = Span { n: u32::MAX, unit: TimeUnit::Years };
        assert!(span.seconds().0 < span.seconds().1);
    }
}
