//! `--as-of`: what the ledger held after an entry, at a time, or when it signed a checkpoint.

mod checkpoint;

use std::path::PathBuf;
use std::str::FromStr;

use bayan_claim::value::{Edtf, EdtfError};
use bayan_ledger::Reader;
use bayan_proof::num::{Index, Size, UnixMillis};
use clap::Args;

use super::day;
use crate::context::read_failure;
use crate::error::{Exit, Failure};

/// What a moment of the ledger may be.
const EXPECTED: &str = "an entry number, a date, a time with its zone such as 2024-01-06T12:00:00Z, or the file of a \
    checkpoint";

/// The option of every command that can look back.
#[derive(Clone, Debug, Default, Args)]
pub struct AsOfArg {
    /// What the ledger held after this entry; at this time by its own clock (RFC 3339, or a date to its end); or when it
    /// signed the checkpoint in this file
    #[arg(long, value_name = "ENTRY|TIME|FILE", allow_negative_numbers = true)]
    pub as_of: Option<AsOf>,
}

/// A moment of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// After this entry.
    Entry(Index),
    /// At this time: all entries that were sequenced then or before.
    Time(UnixMillis),
    /// At the end of this day, where it ends last on earth, as for `--said-by`.
    Day {
        /// As it was given.
        given: String,
        /// Its last millisecond.
        end: UnixMillis,
    },
    /// When it signed the checkpoint (C2SP tlog-checkpoint) in this file.
    Checkpoint(PathBuf),
}

/// Text that is no moment of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseAsOfError {
    /// Nothing, or a number that counts no entry.
    #[error("expected {EXPECTED}")]
    Form,
    /// A number below 0.
    #[error("entries are counted from 0: there is no entry {0}")]
    Negative(i64),
    /// A time without a zone, or none that can be read.
    #[error("a time needs its date and its zone, such as 2024-01-06T12:00:00Z")]
    Time,
    /// A date or time that no calendar or clock has.
    #[error(transparent)]
    NoSuchTime(EdtfError),
}

impl FromStr for AsOf {
    type Err = ParseAsOfError;

    fn from_str(text: &str) -> Result<Self, ParseAsOfError> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return text
                .parse()
                .map(|index| Self::Entry(Index(index)))
                .map_err(|_| ParseAsOfError::Form);
        }
        if let Ok(below) = text.parse::<i64>() {
            return Err(ParseAsOfError::Negative(below));
        }
        let (date, time) = text.split_at_checked(DATE.len()).unwrap_or((text, ""));
        let is_date = date.len() == DATE.len()
            && date.bytes().zip(DATE).all(|(byte, form)| match form {
                b'0' => byte.is_ascii_digit(),
                form => byte == *form,
            });
        let is_date = is_date && (time.is_empty() || time.starts_with(['T', ' ']));
        if let Some(fault) = is_date.then(|| day::fault(text)).flatten() {
            return Err(ParseAsOfError::NoSuchTime(fault));
        }
        // Before 1970 no ledger held anything, nor at its first moment.
        let millis = |millis: i64| UnixMillis(u64::try_from(millis).unwrap_or(0));
        if let Ok(time) = text.parse::<jiff::Timestamp>() {
            return Ok(Self::Time(millis(time.as_millisecond())));
        }
        // What only begins like a date may be the name of a file.
        if !is_date {
            return Ok(Self::Checkpoint(PathBuf::from(text)));
        }
        let end = date.parse::<Edtf>().ok().and_then(|date| date.bounds().latest);
        match end {
            Some(end) if time.is_empty() => {
                let end = millis(end.saturating_mul(1_000).saturating_add(999));
                Ok(Self::Day { given: date.to_owned(), end })
            }
            _ => Err(ParseAsOfError::Time),
        }
    }
}

/// The form of a date: digits where it has a 0.
const DATE: &[u8] = b"0000-00-00";

impl AsOf {
    /// How many entries the ledger held then; at least one.
    pub fn size(&self, reader: &Reader) -> Result<Size, Failure> {
        match self {
            Self::Entry(index) if index.0 < reader.size().0 => Ok(index.size()),
            Self::Entry(index) => {
                let what = format!("there is no entry {index}: the ledger has {}", reader.size());
                Err(Failure::new(Exit::CannotRead, what, "`bayan log` shows the newest"))
            }
            Self::Time(time) => at_time(reader, *time, &time_text(*time)),
            Self::Day { given, end } => at_time(reader, *end, given),
            Self::Checkpoint(path) => checkpoint::size(reader, path),
        }
    }
}

/// Entry times never go back, so the last one at or before a time is found by halving.
fn at_time(reader: &Reader, time: UnixMillis, given: &str) -> Result<Size, Failure> {
    let time_of = |index: u64| {
        let entry = reader.entry(Index(index)).map_err(|error| read_failure(&error))?;
        Ok::<UnixMillis, Failure>(entry.entry.time())
    };
    let (mut low, mut high) = (0, reader.size().0);
    while low < high {
        let middle = low.midpoint(high);
        if time_of(middle)? <= time { low = middle.saturating_add(1) } else { high = middle }
    }
    if low == 0 {
        let first = time_text(time_of(0)?);
        let what = format!("this ledger begins at {first}: it held nothing at {given}");
        return Err(Failure::new(Exit::CannotRead, what, said_by_advice(given)));
    }
    Ok(Size(low))
}

/// What to do where the ledger is younger than what is asked about: it may be the other question that is meant.
pub fn said_by_advice(given: &str) -> String {
    format!(
        "`--as-of` asks what this ledger held; `--said-by {given}` asks what had been said by then, as in `bayan ask \
         INCIDENT --said-by {given}`"
    )
}

/// A time as RFC 3339 in UTC, to the millisecond where it has any.
pub fn time_text(time: UnixMillis) -> String {
    i64::try_from(time.0)
        .ok()
        .and_then(|time| jiff::Timestamp::from_millisecond(time).ok())
        .map_or_else(|| format!("{time} ms after 1970"), |time| time.to_string())
}

/// A time as RFC 3339 in UTC, cut to whole seconds: for columns.
pub fn time_to_second(time: UnixMillis) -> String {
    time_text(UnixMillis(time.0 - time.0 % 1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_and_times() {
        for (text, read) in [
            ("0", AsOf::Entry(Index(0))),
            ("17", AsOf::Entry(Index(17))),
            ("1970-01-01T00:00:01Z", AsOf::Time(UnixMillis(1_000))),
            ("1970-01-01T01:00:01.5+01:00", AsOf::Time(UnixMillis(1_500))),
            ("1960-01-01T00:00:00Z", AsOf::Time(UnixMillis(0))),
            // To the end of the day where it ends last, at UTC-12.
            (
                "1970-01-01",
                AsOf::Day { given: "1970-01-01".to_owned(), end: UnixMillis(36 * 3_600_000 - 1) },
            ),
        ] {
            assert_eq!(text.parse(), Ok(read), "{text}");
        }
        for (bad, error) in [
            ("", ParseAsOfError::Form),
            ("99999999999999999999", ParseAsOfError::Form),
            ("-1", ParseAsOfError::Negative(-1)),
            ("2024-01-06T12:00:00", ParseAsOfError::Time),
            ("2024-01-06 noon", ParseAsOfError::Time),
        ] {
            assert_eq!(bad.parse::<AsOf>(), Err(error), "{bad}");
        }
        for (bad, why) in [
            ("2023-02-30", "there is no 30 February 2023"),
            ("2023-13-01", "there is no month 13"),
            ("2023-02-28T25:00:00Z", "there is no hour 25"),
            ("2023-02-28T12:00:61.5Z", "there is no second 61"),
            ("2023-02-28T12:00:00+15:00", "there is no offset of 15 hours"),
        ] {
            let error = bad.parse::<AsOf>().unwrap_err().to_string();
            assert!(error.starts_with(why), "{bad}: {error}");
        }
        // Whether a file is there is seen when it is read.
        for file in ["noon", "12:00Z", "./17", "2024-01-06.checkpoint", "2024-1-6", "-", "a b"] {
            assert_eq!(file.parse(), Ok(AsOf::Checkpoint(PathBuf::from(file))), "{file}");
        }
    }

    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(time_text(UnixMillis(1_700_000_000_000)), "2023-11-14T22:13:20Z");
        assert_eq!(time_text(UnixMillis(1_700_000_000_250)), "2023-11-14T22:13:20.25Z");
        assert_eq!(time_to_second(UnixMillis(1_700_000_000_250)), "2023-11-14T22:13:20Z");
        assert_eq!(time_text(UnixMillis(u64::MAX)), "18446744073709551615 ms after 1970");
    }
}
