//! `--as-of` and `--said-by`: what the ledger held then, and what had been said by then. Two questions, which combine.
//! And `--lang`: in which language our own words are.

use std::fmt;
use std::str::FromStr;

use bayan_claim::value::{Edtf, EdtfError};
use bayan_view::when::By;
use bayan_words::Tongue;
use clap::Args;

use crate::reading::as_of::AsOfArg;
use crate::reading::day;

/// The options of every command that shows an incident at a moment.
#[derive(Clone, Debug, Default, Args)]
pub struct MomentArgs {
    /// What the ledger held then.
    #[command(flatten)]
    pub as_of: AsOfArg,
    /// What had been said by then: a date (`2023-12-22`, to its end) or a time (RFC 3339)
    #[arg(long, value_name = "DATE|TIME", allow_negative_numbers = true)]
    pub said_by: Option<SaidBy>,
    /// The language.
    #[command(flatten)]
    pub lang: LangArg,
}

/// The option of every command that puts an incident into words.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct LangArg {
    /// The language of Bayan's own words: en, fr, sw, hi, fa or id [default: en; on a terminal the environment's]
    #[arg(long, value_name = "TAG")]
    pub lang: Option<Tongue>,
}

/// A moment by which something had been said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidBy {
    given: String,
    by: By,
}

/// Text that names no moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaidByError {
    /// Neither a date nor a time.
    #[error(
        "expected a date such as 2023-12-21 or 2023-12, or a time with its zone such as 2024-01-06T12:00:00Z"
    )]
    Form,
    /// One that no calendar or clock has, or that ends before it starts.
    #[error(transparent)]
    NoSuchTime(EdtfError),
    /// A date that ends nowhere, as `2023-12-21/..` or `XXXX-01-06`.
    #[error("it has no latest moment: give a date with its year, or an interval that ends")]
    Endless,
}

impl SaidBy {
    /// The moment that is meant. A date without a zone ends where its day ends last on earth, and by the clock that all who
    /// name no zone share, at its own end.
    pub fn by(&self) -> By {
        self.by
    }
}

impl fmt::Display for SaidBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.given)
    }
}

impl FromStr for SaidBy {
    type Err = SaidByError;

    fn from_str(text: &str) -> Result<Self, SaidByError> {
        let by = match text.parse::<Edtf>() {
            Ok(date) => {
                let latest = date.bounds().latest.ok_or(SaidByError::Endless)?;
                By { latest, clock: date.on_own_clock().latest }
            }
            // RFC 3339 §5.6 has fractions of a second and EDTF has none.
            Err(error) => match (day::fault(text), text.parse::<jiff::Timestamp>()) {
                (Some(fault), _) => return Err(SaidByError::NoSuchTime(fault)),
                (None, Ok(time)) => time.as_second().into(),
                (None, Err(_)) if error == EdtfError::Form => return Err(SaidByError::Form),
                (None, Err(_)) => return Err(SaidByError::NoSuchTime(error)),
            },
        };
        Ok(Self { given: text.to_owned(), by })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times() {
        for (text, latest) in [
            ("1970-01-01T00:00:10Z", 10),
            ("1970-01-01T01:00:10+01:00", 10),
            ("1970-01-01T00:00:10.75Z", 10),
            // To the end of the day where it ends last, at UTC-12.
            ("1970-01-01", 36 * 3600 - 1),
            ("1970-01", (31 * 24 + 12) * 3600 - 1),
            ("1969-12-31/1970-01-01", 36 * 3600 - 1),
        ] {
            let said_by: SaidBy = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((said_by.by().latest, said_by.to_string().as_str()), (latest, text));
        }
    }

    #[test]
    fn what_is_no_moment_says_why() {
        for (text, why) in [
            ("", "expected a date"),
            ("Thursday", "expected a date"),
            ("2023-13-01", "there is no month 13"),
            ("2023-02-30", "there is no 30 February 2023"),
            ("2023-12-21/2023-11-31", "there is no 31 November 2023"),
            ("2023-02-28T24:30:00Z", "there is no hour 24"),
            ("2023-02-28T12:00:00+15:00", "there is no offset of 15 hours"),
            ("2023-12-21/..", "no latest moment"),
            ("XXXX-01-06", "no latest moment"),
            ("2024-01-02/2024-01-01", "ends before it starts"),
        ] {
            let error = text.parse::<SaidBy>().unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
