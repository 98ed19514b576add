//! `--as-of`: what the ledger held after an entry, or at a time.

use std::str::FromStr;

use bayan_ledger::Reader;
use bayan_proof::num::{Index, Size, UnixMillis};
use clap::Args;

use crate::context::read_failure;
use crate::error::{Exit, Failure};

/// The option of every command that can look back.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct AsOfArg {
    /// What the ledger held after this entry, or at this time: RFC 3339, by the ledger's own clock
    #[arg(long, value_name = "INDEX|TIME")]
    pub as_of: Option<AsOf>,
}

/// A moment of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// After this entry.
    Entry(Index),
    /// At this time: all entries that were sequenced then or before.
    Time(UnixMillis),
}

/// Text that is neither an entry nor a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an entry number, or a time with its zone such as 2024-01-06T12:00:00Z")]
pub struct ParseAsOfError;

impl FromStr for AsOf {
    type Err = ParseAsOfError;

    fn from_str(text: &str) -> Result<Self, ParseAsOfError> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse().map(|index| Self::Entry(Index(index))).map_err(|_| ParseAsOfError);
        }
        let time: jiff::Timestamp = text.parse().map_err(|_| ParseAsOfError)?;
        // Before 1970 no ledger held anything, nor at its first moment.
        Ok(Self::Time(UnixMillis(u64::try_from(time.as_millisecond()).unwrap_or(0))))
    }
}

impl AsOf {
    /// How many entries the ledger held then; at least one.
    pub fn size(self, reader: &Reader) -> Result<Size, Failure> {
        match self {
            Self::Entry(index) if index.0 < reader.size().0 => Ok(index.size()),
            Self::Entry(index) => {
                let what = format!("there is no entry {index}: the ledger has {}", reader.size());
                Err(Failure::new(Exit::CannotRead, what, "`bayan log` shows the newest"))
            }
            Self::Time(time) => at_time(reader, time),
        }
    }
}

/// Entry times never go back, so the last one at or before a time is found by halving.
fn at_time(reader: &Reader, time: UnixMillis) -> Result<Size, Failure> {
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
        let what = format!("the ledger held nothing at {}", time_text(time));
        return Err(Failure::new(Exit::CannotRead, what, format!("its first entry is of {first}")));
    }
    Ok(Size(low))
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
        ] {
            assert_eq!(text.parse(), Ok(read), "{text}");
        }
        for bad in [
            "",
            "-1",
            "99999999999999999999",
            "noon",
            "2024-01-06",
            "2024-01-06T12:00:00",
            "12:00Z",
        ] {
            assert_eq!(bad.parse::<AsOf>(), Err(ParseAsOfError), "{bad}");
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
