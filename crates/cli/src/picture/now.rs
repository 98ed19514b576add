//! The moment that deadlines are held against.

use std::str::FromStr;

use bayan_claim::value::{Edtf, TimeBounds};
use bayan_proof::num::{Index, UnixMillis};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::linked::BoundsDocument;
use super::moment::{MomentArgs, SaidBy, SaidByError};
use super::telling::Teller;
use crate::context::Context;
use crate::error::Failure;
use crate::reading::Reading;
use crate::reading::as_of::AsOf;
use crate::reading::layout::Page;

/// The option of the commands that hold deadlines against a moment.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct NowArg {
    /// The moment that deadlines are held against: a date or a time [default: `--said-by`, else the ledger's time at
    /// `--as-of`, else the machine's clock]
    #[arg(long, value_name = "DATE|TIME")]
    pub now: Option<Given>,
}

/// A moment as it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given(TimeBounds);

impl FromStr for Given {
    type Err = SaidByError;

    fn from_str(text: &str) -> Result<Self, SaidByError> {
        // What has no latest moment is refused there.
        let latest = text.parse::<SaidBy>()?.by().latest;
        let earliest = match text.parse::<Edtf>() {
            Ok(date) => date.bounds().earliest.ok_or(SaidByError::Endless)?,
            Err(_) => latest,
        };
        Ok(Self(TimeBounds { earliest: Some(earliest), latest: Some(latest) }))
    }
}

/// Where the moment was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// `--now`.
    Given,
    /// `--said-by`.
    SaidBy,
    /// The ledger's time at `--as-of`.
    AsOf,
    /// The machine's clock.
    Clock,
}

/// The moment that deadlines are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// When it is.
    pub bounds: TimeBounds,
    /// Where it was taken from.
    pub origin: Origin,
}

/// The same in JSON.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NowDocument {
    /// When it is.
    #[serde(flatten)]
    pub bounds: BoundsDocument,
    /// Where it was taken from.
    pub origin: Origin,
}

impl Now {
    /// The moment that a command line asks for.
    pub fn of(
        context: &Context,
        reading: &Reading,
        moment: &MomentArgs,
        asked: NowArg,
    ) -> Result<Self, Failure> {
        let exactly = |seconds: i64| TimeBounds { earliest: Some(seconds), latest: Some(seconds) };
        let seconds = |time: UnixMillis| exactly(i64::try_from(time.0 / 1_000).unwrap_or(i64::MAX));
        if let Some(Given(bounds)) = asked.now {
            return Ok(Self { bounds, origin: Origin::Given });
        }
        if let Some(said_by) = &moment.said_by {
            return Ok(Self { bounds: exactly(said_by.by().latest), origin: Origin::SaidBy });
        }
        Ok(match &moment.as_of.as_of {
            Some(AsOf::Time(time) | AsOf::Day { end: time, .. }) => {
                Self { bounds: seconds(*time), origin: Origin::AsOf }
            }
            Some(AsOf::Entry(_) | AsOf::Checkpoint(_)) => {
                // No moment of a ledger is before its first entry.
                let newest = Index(reading.size().0.saturating_sub(1));
                let time = reading.entry(newest)?.entry.time();
                Self { bounds: seconds(time), origin: Origin::AsOf }
            }
            None => Self { bounds: seconds(context.system.clock.now()), origin: Origin::Clock },
        })
    }

    /// The same in JSON.
    pub fn document(&self) -> NowDocument {
        NowDocument { bounds: self.bounds.into(), origin: self.origin }
    }

    /// One row that says what the moment is and where it was taken from.
    pub fn tell(&self, page: &mut Page<'_>, teller: Teller<'_>) {
        let origin = match self.origin {
            Origin::Given => "--now".to_owned(),
            Origin::SaidBy => "--said-by".to_owned(),
            Origin::AsOf => "--as-of".to_owned(),
            Origin::Clock => teller.text("now-by-clock"),
        };
        let moment = format!("{} ({origin})", teller.within(self.bounds));
        page.part(0, &teller.text("now"), moment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_two_ends_and_a_time_one() {
        for (text, earliest, latest) in [
            ("1970-01-01T00:00:10Z", 10, 10),
            ("1970-01-01T00:00:10.75Z", 10, 10),
            // From where the day begins first, UTC+14, to where it ends last, UTC-12.
            ("1970-01-01", -14 * 3600, 36 * 3600 - 1),
        ] {
            let Given(bounds) = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((bounds.earliest, bounds.latest), (Some(earliest), Some(latest)), "{text}");
        }
    }

    #[test]
    fn what_has_no_two_ends_is_refused() {
        for text in ["", "noon", "2023-12-21/..", "../2023-12-21", "XXXX-01-06"] {
            assert!(text.parse::<Given>().is_err(), "{text}");
        }
    }
}
