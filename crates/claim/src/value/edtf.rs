//! Dates with holes: a subset of the Extended Date/Time Format (ISO 8601-2, Library of Congress EDTF).
//!
//! Read here, and nothing else:
//!
//! * Level 0: `1985`, `1985-04`, `1985-04-12`, a date with a time of day `1985-04-12T23:20:30`, with `Z`,
//!   `+04` or `+04:30` after it; an interval `A/B` of these.
//! * Level 1: qualification of a whole date, `?` uncertain, `~` approximate, `%` both; unspecified digits
//!   from the right: `201X`, `20XX`, `2004-XX`, `1985-04-XX`, `1985-XX-XX`; intervals open to one side, `../A`
//!   and `A/..`, or of unknown start or end, `/A` and `A/`.
//! * Level 2: a year with unspecified digits and a known month, `XXXX-01-06`: texts often print a day and
//!   leave the year to the reader.
//!
//! Two forms are ISO 8601-1 and not EDTF, because a source that says "14:30" must not be given seconds: a time
//! of day without seconds, and times of day at the ends of an interval. Years are 0000 to 9999. Seasons,
//! exponents, sets, long years and qualification of parts are refused.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::form::string_form;
use crate::limits;
use crate::part::Part;

/// Text that is not of the subset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EdtfError {
    /// Not of a form that is read here.
    #[error(
        "expected a date such as \"2023-12-21\", \"2023-12\", \"XXXX-01-06\" or \"2023-12-21/..\""
    )]
    Form,
    /// Digits of the right form that are no day of the calendar or time of the clock.
    #[error("{0}; dates and times are written \"2023-12-21\" and \"2023-12-21T14:30+04:30\"")]
    NoSuchTime(Impossible),
    /// An interval whose end lies before its start.
    #[error("an interval that ends before it starts")]
    Backwards,
}

/// The part of a date or time that no calendar or clock has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// A month that is not 01 to 12.
    #[error("there is no month {0:02}: months are 01 to 12")]
    Month(i64),
    /// A day that its month has not.
    #[error("there is no {day} {}: that month has {days} days", named(*month, *year))]
    Day {
        /// The day.
        day: i64,
        /// Its month.
        month: i64,
        /// Its year, where that is known.
        year: Option<i64>,
        /// How many days the month has; in years of which no digit is known, at most.
        days: i64,
    },
    /// An hour that is not 00 to 23.
    #[error("there is no hour {0:02}: hours are 00 to 23")]
    Hour(i64),
    /// A minute that is not 00 to 59.
    #[error("there is no minute {0:02}: minutes are 00 to 59")]
    Minute(i64),
    /// A second that is not 00 to 59; leap seconds are not read.
    #[error("there is no second {0:02}: seconds are 00 to 59")]
    Second(i64),
    /// More than 14 hours from UTC.
    #[error("there is no offset of {0:02} hours: no place is more than 14 hours from UTC")]
    OffsetHours(i64),
    /// Minutes of an offset that are not 00 to 59, or go beyond 14 hours.
    #[error(
        "there is no offset with {0:02} minutes: minutes are 00 to 59, and no place is more than 14 hours from UTC"
    )]
    OffsetMinutes(i64),
}

/// The months in English, as all errors are.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month with its year, where that is known.
fn named(month: i64, year: Option<i64>) -> String {
    let place = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    let name = place.and_then(|place| MONTHS.get(place)).copied().unwrap_or_default();
    year.map_or_else(|| name.to_owned(), |year| format!("{name} {year:04}"))
}

/// A date, time or interval of the subset, as written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edtf(Box<str>);

/// How far a date is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualification {
    /// Neither uncertain nor approximate.
    None,
    /// `?`
    Uncertain,
    /// `~`
    Approximate,
    /// `%`
    Both,
}

/// The earliest and the latest moment that a value can mean, as Unix seconds, both included.
///
/// A date without a zone may be a day anywhere on earth, so it reaches from the start of that day at UTC+14 to its
/// end at UTC−12. `None` at an end that is open or unknown, or when the year is not known at all.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct TimeBounds {
    /// Not before this.
    pub earliest: Option<i64>,
    /// Not after this.
    pub latest: Option<i64>,
}

/// Hours by which the first place on earth is ahead of UTC, and the last behind.
const AHEAD: i64 = 14 * 3600;
const BEHIND: i64 = 12 * 3600;
const DAY: i64 = 86_400;

impl Edtf {
    /// The value as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The moments that this value can mean, taking its digits at their word: see [`Self::qualification`].
    pub fn bounds(&self) -> TimeBounds {
        bounds(&self.0).unwrap_or_default()
    }

    /// As [`Self::bounds`], and open at both ends where the value is marked as uncertain or approximate: such a date is some
    /// time around its digits, and how far around nobody says.
    pub fn sure_bounds(&self) -> TimeBounds {
        match self.qualification() {
            Qualification::None => self.bounds(),
            _ => TimeBounds::default(),
        }
    }

    /// The first and the last second by the clock that the value was written for, counted as if that clock ran by UTC:
    /// what orders two dates that one speaker gives. Open where the value names its zone, or is marked as uncertain or
    /// approximate, and where [`Self::bounds`] are.
    pub fn on_own_clock(&self) -> TimeBounds {
        let open = |side: &str| matches!(side, "" | "..");
        let (start, end) = self.0.split_once('/').unwrap_or((&self.0, &self.0));
        let own = |side: &str| point(side).ok().filter(|moments| !open(side) && !moments.utc);
        if self.qualification() != Qualification::None {
            return TimeBounds::default();
        }
        TimeBounds {
            earliest: own(start).and_then(|moments| moments.first),
            latest: own(end).and_then(|moments| moments.last),
        }
    }

    /// The strongest doubt that is marked on the value or on either end of the interval.
    pub fn qualification(&self) -> Qualification {
        match (self.0.contains(['?', '%']), self.0.contains(['~', '%'])) {
            (false, false) => Qualification::None,
            (true, false) => Qualification::Uncertain,
            (false, true) => Qualification::Approximate,
            (true, true) => Qualification::Both,
        }
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        if text.len() > limits::EDTF {
            return Err(EdtfError::Form);
        }
        bounds(text).map(|_| Self(text.into()))
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

string_form!(Edtf, "EDTF date", { "pattern": "^[0-9X?~%/.:TZ+-]{4,64}$" });

impl Part for Edtf {}

/// The first and last second of a value by the clock that it is written for.
#[derive(Clone, Copy)]
struct Moments {
    first: Option<i64>,
    last: Option<i64>,
    /// Whether that clock is UTC; otherwise it may be any clock on earth.
    utc: bool,
}

impl Moments {
    fn earliest(self) -> Option<i64> {
        self.first.map(|first| first - if self.utc { 0 } else { AHEAD })
    }

    fn latest(self) -> Option<i64> {
        self.last.map(|last| last + if self.utc { 0 } else { BEHIND })
    }
}

/// Reads a whole value: the one place that decides what is in the subset.
fn bounds(text: &str) -> Result<TimeBounds, EdtfError> {
    let Some((start, end)) = text.split_once('/') else {
        let moments = point(text)?;
        return Ok(TimeBounds { earliest: moments.earliest(), latest: moments.latest() });
    };
    let open = |side: &str| matches!(side, "" | "..");
    match (open(start), open(end)) {
        // Open at both ends says nothing.
        (true, true) => Err(EdtfError::Form),
        (true, false) => Ok(TimeBounds { earliest: None, latest: point(end)?.latest() }),
        (false, true) => Ok(TimeBounds { earliest: point(start)?.earliest(), latest: None }),
        (false, false) => {
            let (start, end) = (point(start)?, point(end)?);
            // Two ends by the same clock are compared by it; otherwise all that both can mean is.
            let backwards = if start.utc == end.utc {
                start.first.zip(end.last)
            } else {
                start.earliest().zip(end.latest())
            };
            match backwards {
                Some((from, to)) if from > to => Err(EdtfError::Backwards),
                _ => Ok(TimeBounds { earliest: start.earliest(), latest: end.latest() }),
            }
        }
    }
}

/// One date, or date and time.
fn point(text: &str) -> Result<Moments, EdtfError> {
    if let Some((date, time)) = text.split_once('T') {
        return date_time(date, time);
    }
    // EDTF Level 1: the qualification stands at the end and holds for the whole date.
    let date = text.strip_suffix(['?', '~', '%']).unwrap_or(text);
    let (first, last) = days(date)?;
    Ok(Moments {
        first: first.map(|day| day * DAY),
        last: last.map(|day| day * DAY + DAY - 1),
        utc: false,
    })
}

/// The first and last day of a date, as days since the Unix epoch; `None` when no digit of the year is known.
fn days(date: &str) -> Result<(Option<i64>, Option<i64>), EdtfError> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    if parts.next().is_some() {
        return Err(EdtfError::Form);
    }
    let years = year_range(year)?;
    let whole_year = years.is_some_and(|(first, last)| first == last);
    let (first, last) = match (month, day) {
        (None, None) => ((1, 1), (12, 31)),
        // Level 1 leaves digits open from the right only: an open month needs a known year and an open day.
        (Some("XX"), None | Some("XX")) if whole_year => ((1, 1), (12, 31)),
        (Some(month), None | Some("XX")) => {
            let month = month_number(month)?;
            ((month, 1), (month, 31))
        }
        (Some(month), Some(day)) => {
            let (month, day) = (month_number(month)?, two_digits(day)?);
            ((month, day), (month, day))
        }
        (None, Some(_)) => return Err(EdtfError::Form),
    };
    let known_day = matches!(day, Some(day) if day != "XX");
    let exists = |year: i64| (1..=month_days(year, first.0)).contains(&first.1);
    let impossible = |year: Option<i64>, most: i64| {
        let days = month_days(year.unwrap_or(most), first.0);
        EdtfError::NoSuchTime(Impossible::Day { day: first.1, month: first.0, year, days })
    };
    let Some((from, to)) = years else {
        // A month or day must at least be known when no digit of the year is, and exist in some year.
        if month.is_none() {
            return Err(EdtfError::Form);
        }
        if known_day && !exists(LEAP) {
            return Err(impossible(None, LEAP));
        }
        return Ok((None, None));
    };
    if known_day && !(from..=to).any(exists) {
        let leap = (from..=to).find(|year| is_leap(*year)).unwrap_or(from);
        return Err(impossible((from == to).then_some(from), leap));
    }
    let end = last.1.min(month_days(to, last.0));
    Ok((Some(day_number(from, first.0, first.1)), Some(day_number(to, last.0, end))))
}

/// A year with a 29 February.
const LEAP: i64 = 2000;

fn month_number(text: &str) -> Result<i64, EdtfError> {
    let month = two_digits(text)?;
    let is_one = (1..=12).contains(&month);
    if is_one { Ok(month) } else { Err(EdtfError::NoSuchTime(Impossible::Month(month))) }
}

/// The years that a four-digit year with unspecified digits from the right can be.
fn year_range(year: &str) -> Result<Option<(i64, i64)>, EdtfError> {
    let known = year.trim_end_matches('X');
    if year.len() != 4 || !known.bytes().all(|b| b.is_ascii_digit()) {
        return Err(EdtfError::Form);
    }
    if known.is_empty() {
        return Ok(None);
    }
    let fill = |digit: &str| year.replace('X', digit).parse::<i64>().map_err(|_| EdtfError::Form);
    Ok(Some((fill("0")?, fill("9")?)))
}

fn two_digits(text: &str) -> Result<i64, EdtfError> {
    if text.len() != 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(EdtfError::Form);
    }
    text.parse().map_err(|_| EdtfError::Form)
}

/// Two digits that are at most `max`.
fn at_most(text: &str, max: i64, beyond: fn(i64) -> Impossible) -> Result<i64, EdtfError> {
    let number = two_digits(text)?;
    if number <= max { Ok(number) } else { Err(EdtfError::NoSuchTime(beyond(number))) }
}

/// A whole date and a time of day, `hh:mm` or `hh:mm:ss`, with or without a zone.
fn date_time(date: &str, time: &str) -> Result<Moments, EdtfError> {
    let (Some(day), Some(last)) = days(date)? else { return Err(EdtfError::Form) };
    if date.len() != 10 || day != last {
        return Err(EdtfError::Form);
    }
    let (clock, zone) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at_checked(at).ok_or(EdtfError::Form)?,
        None => (time, ""),
    };
    let mut parts = clock.split(':');
    let hour = at_most(parts.next().unwrap_or_default(), 23, Impossible::Hour)?;
    let minute = at_most(parts.next().ok_or(EdtfError::Form)?, 59, Impossible::Minute)?;
    let second = parts.next().map(|second| at_most(second, 59, Impossible::Second)).transpose()?;
    if parts.next().is_some() {
        return Err(EdtfError::Form);
    }
    let start = day * DAY + hour * 3600 + minute * 60 + second.unwrap_or(0);
    let end = start + if second.is_some() { 0 } else { 59 };
    let zone = zone_offset(zone)?;
    let offset = zone.unwrap_or(0);
    Ok(Moments { first: Some(start - offset), last: Some(end - offset), utc: zone.is_some() })
}

/// Seconds east of UTC; `None` without a zone.
fn zone_offset(zone: &str) -> Result<Option<i64>, EdtfError> {
    let (sign, rest) = match (zone, zone.split_at_checked(1)) {
        ("", _) => return Ok(None),
        ("Z", _) => return Ok(Some(0)),
        (_, Some(("+", rest))) => (1, rest),
        (_, Some(("-", rest))) => (-1, rest),
        _ => return Err(EdtfError::Form),
    };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "00"));
    // "+04:" has an empty minute part, which two_digits refuses.
    let hours = at_most(hours, 14, Impossible::OffsetHours)?;
    let last = if hours == 14 { 0 } else { 59 };
    let offset = hours * 3600 + at_most(minutes, last, Impossible::OffsetMinutes)? * 60;
    // ISO 8601-1 §4.3.13: a difference of zero has no minus sign.
    if sign == -1 && offset == 0 { Err(EdtfError::Form) } else { Ok(Some(sign * offset)) }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_days(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar, for years 0 to 9999.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let before: i64 = (1..month).map(|month| month_days(year, month)).sum();
    // Whole years before this one, with their leap days; year 0 is one of them.
    let leap_days =
        if year == 0 { 0 } else { (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1 };
    year * 365 + leap_days + before + (day - 1) - 719_528
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_clocks_tell_days_apart() {
        let clock = |text: &str| {
            let found = text.parse::<Edtf>().unwrap().on_own_clock();
            (found.earliest, found.latest)
        };
        let day = |n: i64| (Some(n * DAY), Some(n * DAY + DAY - 1));
        assert_eq!(clock("1970-01-01"), day(0));
        assert_eq!(clock("1970-01-02"), day(1));
        assert_eq!(clock("1970-01-02T10:00"), (Some(DAY + 36_000), Some(DAY + 36_059)));
        assert_eq!(clock("1970-01-01/1970-01-02"), (day(0).0, day(1).1));
        assert_eq!(clock("1970-01-01/.."), (day(0).0, None));
        for none in ["1970-01-02T10:00:00Z", "1970-01-02?", "1970-01-02~", "XXXX-01-06"] {
            assert_eq!(clock(none), (None, None), "{none}");
        }
    }

    #[test]
    fn days_agree_with_jiff() {
        let epoch = jiff::civil::date(1970, 1, 1);
        for (year, month, day) in [
            (0, 1, 1),
            (0, 2, 29),
            (1, 1, 1),
            (1900, 2, 28),
            (1970, 1, 1),
            (2000, 2, 29),
            (2100, 3, 1),
            (9999, 12, 31),
        ] {
            let date = jiff::civil::date(year, month, day);
            let expected = i64::from((date - epoch).get_days());
            assert_eq!(day_number(year.into(), month.into(), day.into()), expected, "{date}");
        }
    }

    fn bounds_of(text: &str) -> (Option<String>, Option<String>) {
        let edtf: Edtf = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(edtf.to_string(), text);
        let show = |second: Option<i64>| {
            second.map(|second| jiff::Timestamp::from_second(second).unwrap().to_string())
        };
        (show(edtf.bounds().earliest), show(edtf.bounds().latest))
    }

    #[test]
    fn bounds_of_each_form() {
        for (text, earliest, latest) in [
            ("1985", "1984-12-31T10:00:00Z", "1986-01-01T11:59:59Z"),
            ("1985-04", "1985-03-31T10:00:00Z", "1985-05-01T11:59:59Z"),
            ("1985-02-XX", "1985-01-31T10:00:00Z", "1985-03-01T11:59:59Z"),
            ("1985-XX", "1984-12-31T10:00:00Z", "1986-01-01T11:59:59Z"),
            ("1985-XX-XX", "1984-12-31T10:00:00Z", "1986-01-01T11:59:59Z"),
            ("1985-04-12", "1985-04-11T10:00:00Z", "1985-04-13T11:59:59Z"),
            ("1985-04-12?", "1985-04-11T10:00:00Z", "1985-04-13T11:59:59Z"),
            ("201X", "2009-12-31T10:00:00Z", "2020-01-01T11:59:59Z"),
            ("201X-01-06", "2010-01-05T10:00:00Z", "2019-01-07T11:59:59Z"),
            ("1985-04-12T23:20:30Z", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30Z"),
            ("1985-04-12T23:20:30-04", "1985-04-13T03:20:30Z", "1985-04-13T03:20:30Z"),
            ("1985-04-12T23:20+04:30", "1985-04-12T18:50:00Z", "1985-04-12T18:50:59Z"),
            ("1985-04-12T23:20:30", "1985-04-12T09:20:30Z", "1985-04-13T11:20:30Z"),
            ("2004-02-01/2005-02", "2004-01-31T10:00:00Z", "2005-03-01T11:59:59Z"),
            ("2004~/2005?", "2003-12-31T10:00:00Z", "2006-01-01T11:59:59Z"),
            ("2024-02-29", "2024-02-28T10:00:00Z", "2024-03-01T11:59:59Z"),
        ] {
            assert_eq!(bounds_of(text), (Some(earliest.into()), Some(latest.into())), "{text}");
        }
    }

    #[test]
    fn open_ends_and_unknown_years() {
        assert_eq!(bounds_of("XXXX-01-06"), (None, None));
        assert_eq!(bounds_of("XXXX-02-29"), (None, None));
        assert_eq!(bounds_of("XXXX-02"), (None, None));
        for text in ["../1985", "/1985"] {
            assert_eq!(bounds_of(text), (None, Some("1986-01-01T11:59:59Z".into())));
        }
        for text in ["1985/..", "1985/"] {
            assert_eq!(bounds_of(text), (Some("1984-12-31T10:00:00Z".into()), None));
        }
    }

    #[test]
    fn what_is_not_in_the_subset_is_refused() {
        for bad in [
            "",
            "/",
            "../..",
            "../",
            "X",
            "19",
            "198",
            "19855",
            "1985-4",
            "1985-04-1",
            "1985-04-12-01",
            "1985/04/12",
            "Y17E7",
            "-1985",
            "1985S2",
            "[1667,1668]",
            "1985?-04",
            "?1985",
            "1985??",
            "1985-XX-12",
            "19XX-XX",
            "XXXX",
            "XXXX-XX-06",
            "X985",
            "1X85",
            "1985-1X",
            "1985-0X-01",
            "1985-04-12T",
            "1985-04-12T23",
            "1985-04-12T23:2",
            "1985-04-12T23:20:30?",
            "1985-04T10:00",
            "1985-04-XXT10:00:00",
            "198X-04-12T10:00:00",
            "1985-04-12T23:20:30+4",
            "1985-04-12T23:20:30+04:",
            "1985-04-12T23:20:30-00:00",
            "1985-04-12T23:20:30ZZ",
            "1985-04-12T23:20:30.5Z",
            "1985-04-12T23:20:30:1",
            "1985 ",
            " 1985",
            "١٩٨٥",
            "1985\u{2013}1986",
            "today",
        ] {
            assert_eq!(bad.parse::<Edtf>(), Err(EdtfError::Form), "{bad}");
        }
    }

    #[test]
    fn no_such_day_or_time() {
        for (bad, part) in [
            ("1985-13", "there is no month 13: months are 01 to 12"),
            ("1985-21", "there is no month 21: months are 01 to 12"),
            ("1985-00", "there is no month 00: months are 01 to 12"),
            ("XXXX-13-01", "there is no month 13: months are 01 to 12"),
            ("1985-04-31", "there is no 31 April 1985: that month has 30 days"),
            ("1985-04-00", "there is no 0 April 1985: that month has 30 days"),
            ("1985-12-32", "there is no 32 December 1985: that month has 31 days"),
            ("1985-02-29", "there is no 29 February 1985: that month has 28 days"),
            ("1900-02-29?", "there is no 29 February 1900: that month has 28 days"),
            ("2024-02-30", "there is no 30 February 2024: that month has 29 days"),
            ("0085-02-29", "there is no 29 February 0085: that month has 28 days"),
            ("198X-02-30", "there is no 30 February: that month has 29 days"),
            ("XXXX-02-30", "there is no 30 February: that month has 29 days"),
            ("XXXX-04-31", "there is no 31 April: that month has 30 days"),
            ("1985-01-01/1985-02-29", "there is no 29 February 1985: that month has 28 days"),
            ("1985-02-30T25:61", "there is no 30 February 1985: that month has 28 days"),
            ("1985-04-12T24:00:00", "there is no hour 24: hours are 00 to 23"),
            ("1985-04-12T25:00+15:00", "there is no hour 25: hours are 00 to 23"),
            ("1985-04-12T23:60", "there is no minute 60: minutes are 00 to 59"),
            ("1985-04-12T23:20:60", "there is no second 60: seconds are 00 to 59"),
            (
                "1985-04-12T10:00+15:00",
                "there is no offset of 15 hours: no place is more than 14 hours from UTC",
            ),
            (
                "1985-04-12T10:00-15",
                "there is no offset of 15 hours: no place is more than 14 hours from UTC",
            ),
            (
                "1985-04-12T10:00+04:60",
                "there is no offset with 60 minutes: minutes are 00 to 59, and no place is more than 14 hours from UTC",
            ),
            (
                "1985-04-12T10:00+14:01",
                "there is no offset with 01 minutes: minutes are 00 to 59, and no place is more than 14 hours from UTC",
            ),
        ] {
            let error = bad.parse::<Edtf>().unwrap_err();
            assert!(matches!(error, EdtfError::NoSuchTime(_)), "{bad}: {error}");
            let form =
                "; dates and times are written \"2023-12-21\" and \"2023-12-21T14:30+04:30\"";
            assert_eq!(error.to_string(), format!("{part}{form}"), "{bad}");
        }
        // The last of each that there is.
        for good in [
            "1985-12",
            "1985-04-30",
            "1984-02-29",
            "198X-02-29",
            "XXXX-02-29",
            "1985-12-31T23:59:59",
            "1985-04-12T10:00+14:00",
        ] {
            assert!(good.parse::<Edtf>().is_ok(), "{good}");
        }
        for bad in
            ["1986/1985", "1985-04-13/1985-04-12", "1985-04-13T10:00:00Z/1985-04-13T09:59:59Z"]
        {
            assert_eq!(bad.parse::<Edtf>(), Err(EdtfError::Backwards), "{bad}");
        }
    }

    #[test]
    fn qualification_is_the_strongest() {
        for (text, expected) in [
            ("1985", Qualification::None),
            ("1985?", Qualification::Uncertain),
            ("1985~/1986", Qualification::Approximate),
            ("1985%", Qualification::Both),
            ("1985?/1986~", Qualification::Both),
        ] {
            assert_eq!(text.parse::<Edtf>().unwrap().qualification(), expected, "{text}");
        }
    }
}
