//! Business days of the United States Securities and Exchange Commission.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time, Weekday, date, time};
use serde::Deserialize;

/// Which days are business days, and when one ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// The days on which EDGAR takes filings: not Saturday, Sunday or a federal holiday (17 CFR 240.0-2(c)). What
    /// is sent after 17:30 Eastern counts as filed on the next (17 CFR 232.13(a)(2)).
    Edgar,
}

/// Whether a day is a business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// The sources read for this table do not tell.
    Perhaps,
}

/// The years for which holidays are computed. Before them other law held, and after them nobody knows.
pub const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// The first year of Juneteenth (Pub. L. 117-17, 17 June 2021).
const JUNETEENTH: i16 = 2021;

/// Working days on which EDGAR was closed because the President closed the federal offices, as the Commission
/// announced each time: a day of mourning, and days beside Christmas.
const CLOSED: [Date; 6] = [
    date(2018, 12, 5),
    date(2019, 12, 24),
    date(2020, 12, 24),
    date(2025, 1, 9),
    date(2025, 12, 24),
    date(2025, 12, 26),
];

/// Working days on which the federal offices were closed by order, where no announcement on EDGAR was read.
const PERHAPS: [Date; 2] = [date(2018, 12, 24), date(2024, 12, 24)];

impl Calendar {
    /// Whether filings are taken on a day; `None` outside [`YEARS`].
    pub fn open(self, day: Date) -> Option<Open> {
        let Self::Edgar = self;
        if !YEARS.contains(&day.year()) {
            return None;
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        Some(if weekend || CLOSED.contains(&day) || is_federal_holiday(day) {
            Open::No
        } else if PERHAPS.contains(&day) || is_inauguration(day) {
            Open::Perhaps
        } else {
            Open::Yes
        })
    }

    /// The last second, by its own clock, of a business day.
    pub const fn closes(self) -> Time {
        match self {
            Self::Edgar => time(17, 30, 0, 0),
        }
    }

    /// The earliest and the latest day that can be the `n`th business day after `day`, which itself does not count;
    /// `None` when the count leaves [`YEARS`].
    ///
    /// Form 8-K, General Instruction B.1, lets a period that starts on a closed day run from the next business day
    /// and include it, which is the same count.
    pub(super) fn business_day_after(self, day: Date, n: u16) -> Option<(Date, Date)> {
        let count = |perhaps: bool| {
            let mut day = day;
            let mut left = n;
            while left > 0 {
                day = day.tomorrow().ok()?;
                let counts = match self.open(day)? {
                    Open::Yes => true,
                    Open::No => false,
                    Open::Perhaps => perhaps,
                };
                left -= u16::from(counts);
            }
            Some(day)
        };
        Some((count(true)?, count(false)?))
    }
}

/// Whether federal employees of the usual Monday to Friday week have the day off, by 5 U.S.C. 6103(a) and (b).
fn is_federal_holiday(day: Date) -> bool {
    // New Year's Day on a Saturday is observed in the year before.
    [day.year(), day.year() + 1].into_iter().any(|year| federal_holidays(year).contains(&day))
}

/// The days on which the holidays of a year are observed.
fn federal_holidays(year: i16) -> BTreeSet<Date> {
    let fixed = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)];
    let fixed = fixed
        .into_iter()
        .filter(|&(month, day)| (month, day) != (6, 19) || year >= JUNETEENTH)
        .filter_map(|(month, day)| Date::new(year, month, day).ok())
        .filter_map(observed);
    // Martin Luther King, Washington, Memorial Day (the last Monday), Labor Day, Columbus, Thanksgiving.
    let weekdays = [
        (1, 3, Weekday::Monday),
        (2, 3, Weekday::Monday),
        (5, -1, Weekday::Monday),
        (9, 1, Weekday::Monday),
        (10, 2, Weekday::Monday),
        (11, 4, Weekday::Thursday),
    ];
    let weekdays = weekdays.into_iter().filter_map(|(month, nth, weekday)| {
        Date::new(year, month, 1).and_then(|first| first.nth_weekday_of_month(nth, weekday)).ok()
    });
    fixed.chain(weekdays).collect()
}

/// A Saturday's holiday is kept on Friday (5 U.S.C. 6103(b)(1)), a Sunday's on Monday (Executive Order 11582, s. 3).
fn observed(day: Date) -> Option<Date> {
    match day.weekday() {
        Weekday::Saturday => day.yesterday().ok(),
        Weekday::Sunday => day.tomorrow().ok(),
        _ => Some(day),
    }
}

/// Inauguration Day, 20 January of every fourth year after 1965, or the 21st when that is a Sunday, is a holiday
/// for those who work in Washington alone (5 U.S.C. 6103(c)); whether EDGAR is closed was not found.
fn is_inauguration(day: Date) -> bool {
    let held = match Date::new(day.year(), 1, 20) {
        Ok(held) if held.weekday() == Weekday::Sunday => held.tomorrow().ok(),
        held => held.ok(),
    };
    day.year().rem_euclid(4) == 1 && held == Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The holidays that are observed on days of this year, as `MM-DD`.
    fn observed_in(year: i16) -> String {
        let days = date(year, 1, 1).series(jiff::Span::new().days(1));
        let days: Vec<String> = days
            .take_while(|day| day.year() == year)
            .filter(|day| is_federal_holiday(*day))
            .map(|day| day.strftime("%m-%d").to_string())
            .collect();
        days.join(" ")
    }

    #[test]
    fn holidays_of_years_that_were_published() {
        for (year, days) in [
            // Christmas, and New Year's Day of the next year, on Saturdays.
            (2010, "01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25 12-24 12-31"),
            (2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"),
            (2022, "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26"),
            (2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"),
            (2024, "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25"),
            (2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"),
        ] {
            assert_eq!(observed_in(year), days, "{year}");
        }
    }

    #[test]
    fn every_year_has_its_holidays_on_working_days() {
        for year in YEARS {
            let days = federal_holidays(year);
            assert_eq!(days.len(), if year < JUNETEENTH { 10 } else { 11 }, "{year}");
            for day in days {
                assert!(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday), "{day}");
            }
        }
    }

    #[test]
    fn days_that_the_rule_does_not_tell() {
        for (day, open) in [
            (date(2024, 12, 23), Some(Open::Yes)),
            (date(2024, 12, 24), Some(Open::Perhaps)),
            (date(2025, 1, 9), Some(Open::No)),
            (date(2025, 12, 26), Some(Open::No)),
            // 2025: also Martin Luther King's day. 2029: a Saturday. 2013 and 2041: a Sunday, so the Monday.
            (date(2021, 1, 20), Some(Open::Perhaps)),
            (date(2025, 1, 20), Some(Open::No)),
            (date(2029, 1, 20), Some(Open::No)),
            (date(2033, 1, 20), Some(Open::Perhaps)),
            (date(2041, 1, 21), Some(Open::No)),
            (date(2022, 1, 20), Some(Open::Yes)),
            (date(2000, 1, 3), Some(Open::Yes)),
            (date(2100, 12, 31), Some(Open::No)),
            (date(1999, 12, 31), None),
            (date(2101, 1, 3), None),
        ] {
            assert_eq!(Calendar::Edgar.open(day), open, "{day}");
        }
    }

    #[test]
    fn lists_hold_days_that_are_open_by_rule() {
        for day in CLOSED.into_iter().chain(PERHAPS) {
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            assert!(!weekend && !is_federal_holiday(day), "{day} needs no line");
        }
        assert!(CLOSED.iter().all(|day| !PERHAPS.contains(day)));
    }
}
