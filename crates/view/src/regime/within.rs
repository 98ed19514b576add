//! How a period is counted, and the deadline it gives.
//!
//! A deadline here is the last second at which a filing is still within the period. Periods in hours are counted on
//! the line of Unix seconds, where no clock is put forward or back. Periods in months and business days are counted
//! by the days of a local clock, and their last second is read from that clock, summer time included.

use std::num::NonZero;

use bayan_claim::text::Line;
use bayan_claim::value::TimeBounds;
use jiff::civil::{Date, Time, Weekday, time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;

use super::calendar::Calendar;
use super::{RegimeError, TEXT};

const HOUR: i64 = 3600;

/// The last second of a calendar day.
const DAY_END: Time = time(23, 59, 59, 0);

/// By when, counted from a start.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Within {
    /// So many hours of 3,600 seconds, from moment to moment.
    Hours(NonZero<u16>),
    /// So many hours as Union law counts them: the clock hour in which the event falls is left out, and the period
    /// ends with its last hour (Regulation 1182/71, Article 3(1), first subparagraph, and 3(2)(a)). Hours of UTC are
    /// hours of every clock in the Union, all of which are whole hours away from it.
    ///
    /// Article 3(5), "at least two working days" in a period of two days or more, is not applied: whether it reaches
    /// periods in hours is disputed, and working days differ by Member State.
    UnionHours(NonZero<u16>),
    /// So many months as Union law counts them: to the end of the day with the date of the event, or of the month's
    /// last day where it has no such date (Article 3(2)(c); Case C-171/03, Toeters, on the day from which a period
    /// runs), and past a Saturday or Sunday to the end of the next Monday (Article 3(4)).
    ///
    /// Article 3(4) goes past public holidays too. They are set by each Member State and not known here, so a
    /// deadline on one is in truth that of the next working day.
    UnionMonths(NonZero<u16>),
    /// So many business days, of which the day of the event is none.
    BusinessDays {
        /// How many.
        n: NonZero<u16>,
        /// Which days count, and when the last one ends.
        calendar: Calendar,
    },
    /// No figure, but words such as "without undue delay".
    Words(Line<TEXT>),
}

/// The clocks by which days may be counted: one where it is known, several where a law binds in several zones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Zones(Vec<TimeZone>);

impl Zones {
    /// The most clocks in one list.
    pub const MOST: usize = 16;

    /// One clock that is known to be the right one.
    pub fn only(zone: TimeZone) -> Self {
        Self(vec![zone])
    }

    /// No clock: days cannot be counted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryFrom<Vec<String>> for Zones {
    type Error = RegimeError;

    /// Reads POSIX `TZ` strings (POSIX.1, chapter 8.3), in which an offset counts west: `IST-5:30` is UTC+05:30. They
    /// need no time zone database, so the same table gives the same deadlines everywhere.
    fn try_from(zones: Vec<String>) -> Result<Self, RegimeError> {
        if zones.len() > Self::MOST {
            return Err(RegimeError::Zones);
        }
        let read = |zone: &String| {
            TimeZone::posix(zone)
                .map_err(|_| RegimeError::Zone { zone: zone.chars().take(64).collect() })
        };
        zones.iter().map(read).collect::<Result<_, _>>().map(Self)
    }
}

impl Within {
    /// Whether days of a local clock are counted.
    pub const fn counts_days(&self) -> bool {
        matches!(self, Self::UnionMonths(_) | Self::BusinessDays { .. })
    }

    /// The deadline for a start; `None` for a rule without a figure.
    ///
    /// Each end follows from the same end of `start`: from an unknown end comes an unknown end, and every moment
    /// within `start`, by every clock of `zones`, has its deadline within the result. An end is unknown, too, where
    /// days are to be counted and `zones` has none, and beyond the years that a calendar knows.
    pub fn deadline(&self, start: TimeBounds, zones: &Zones) -> Option<TimeBounds> {
        if matches!(self, Self::Words(_)) {
            return None;
        }
        let earliest = start.earliest.and_then(|start| self.reach(start, zones));
        let latest = start.latest.and_then(|start| self.reach(start, zones));
        Some(TimeBounds {
            earliest: earliest.map(|(earliest, _)| earliest),
            latest: latest.map(|(_, latest)| latest),
        })
    }

    /// The earliest and the latest deadline for one moment, in Unix seconds.
    fn reach(&self, start: i64, zones: &Zones) -> Option<(i64, i64)> {
        let hours = |n: NonZero<u16>| i64::from(n.get()) * HOUR;
        match self {
            Self::Hours(n) => start.checked_add(hours(*n)).map(|end| (end, end)),
            Self::UnionHours(n) => {
                let next_hour = start.checked_sub(start.rem_euclid(HOUR))?.checked_add(HOUR)?;
                next_hour.checked_add(hours(*n) - 1).map(|end| (end, end))
            }
            Self::UnionMonths(n) => by_day(start, zones, DAY_END, |day| {
                let end = day.checked_add(i64::from(n.get()).months()).ok()?;
                let end = past_weekend(end)?;
                Some((end, end))
            }),
            Self::BusinessDays { n, calendar } => {
                let count = |day| calendar.business_day_after(day, n.get());
                by_day(start, zones, calendar.closes(), count)
            }
            Self::Words(_) => None,
        }
    }
}

/// Counts from the day that each clock shows at `start`, and takes the first and last of the ends.
fn by_day(
    start: i64,
    zones: &Zones,
    closes: Time,
    count: impl Fn(Date) -> Option<(Date, Date)>,
) -> Option<(i64, i64)> {
    let start = Timestamp::from_second(start).ok()?;
    let ends = zones.0.iter().map(|zone| {
        let (earliest, latest) = count(zone.to_datetime(start).date())?;
        let end = |day: Date| zone.to_timestamp(day.to_datetime(closes)).ok();
        Some((end(earliest)?.as_second(), end(latest)?.as_second()))
    });
    // One clock without an answer leaves the whole without one.
    let ends: Vec<(i64, i64)> = ends.collect::<Option<_>>()?;
    let earliest = ends.iter().map(|(earliest, _)| *earliest).min()?;
    let latest = ends.iter().map(|(_, latest)| *latest).max()?;
    Some((earliest, latest))
}

/// The day itself, or the Monday after a Saturday or Sunday.
fn past_weekend(day: Date) -> Option<Date> {
    match day.weekday() {
        Weekday::Saturday => day.checked_add(2.days()).ok(),
        Weekday::Sunday => day.checked_add(1.day()).ok(),
        _ => Some(day),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn figure(n: u16) -> NonZero<u16> {
        NonZero::new(n).unwrap()
    }

    fn zones(posix: &[&str]) -> Zones {
        posix.iter().map(|zone| (*zone).to_owned()).collect::<Vec<_>>().try_into().unwrap()
    }

    fn second(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap_or_else(|error| panic!("{text}: {error}")).as_second()
    }

    fn exactly(second: i64) -> TimeBounds {
        TimeBounds { earliest: Some(second), latest: Some(second) }
    }

    #[track_caller]
    fn check(within: &Within, zones: &Zones, start: &str, earliest: &str, latest: &str) {
        let deadline = within.deadline(exactly(second(start)), zones).unwrap();
        let show =
            |second: Option<i64>| Timestamp::from_second(second.unwrap()).unwrap().to_string();
        let found = (show(deadline.earliest), show(deadline.latest));
        assert_eq!(found, (earliest.to_owned(), latest.to_owned()), "{within:?} from {start}");
    }

    const UTC: &str = "UTC0";
    const EASTERN: &str = "EST5EDT,M3.2.0,M11.1.0";

    #[test]
    fn hours_run_from_moment_to_moment() {
        for (n, start, end) in [
            (6, "2023-12-31T20:00:01Z", "2024-01-01T02:00:01Z"),
            (24, "2024-02-28T12:00:00Z", "2024-02-29T12:00:00Z"),
            (24, "2023-02-28T12:00:00Z", "2023-03-01T12:00:00Z"),
            // A Friday, and the hours in which clocks in the Union go forward: neither matters.
            (72, "2024-03-29T18:30:00Z", "2024-04-01T18:30:00Z"),
        ] {
            check(&Within::Hours(figure(n)), &Zones::default(), start, end, end);
        }
    }

    #[test]
    fn union_hours_leave_out_the_hour_of_the_event() {
        for (n, start, end) in [
            (72, "2024-05-06T14:20:00Z", "2024-05-09T14:59:59Z"),
            (72, "2024-05-06T14:00:00Z", "2024-05-09T14:59:59Z"),
            (72, "2024-05-06T14:59:59Z", "2024-05-09T14:59:59Z"),
            (72, "2024-05-06T15:00:00Z", "2024-05-09T15:59:59Z"),
            (4, "2023-12-31T22:30:00Z", "2024-01-01T02:59:59Z"),
            // Before 1970, hours still begin below their seconds.
            (1, "1969-12-31T22:30:00Z", "1969-12-31T23:59:59Z"),
        ] {
            check(&Within::UnionHours(figure(n)), &Zones::default(), start, end, end);
        }
    }

    #[test]
    fn union_months_end_with_the_date_the_month_or_the_weekend() {
        for (n, start, end) in [
            // The same date, whatever the hour.
            (1, "2024-05-06T00:00:00Z", "2024-06-06T23:59:59Z"),
            (1, "2024-05-06T23:59:59Z", "2024-06-06T23:59:59Z"),
            // No such date in the last month: its last day.
            (1, "2024-01-31T10:00:00Z", "2024-02-29T23:59:59Z"),
            (1, "2023-01-31T10:00:00Z", "2023-02-28T23:59:59Z"),
            (1, "2023-01-28T10:00:00Z", "2023-02-28T23:59:59Z"),
            (1, "2024-10-31T10:00:00Z", "2024-12-02T23:59:59Z"),
            (1, "2024-02-29T10:00:00Z", "2024-03-29T23:59:59Z"),
            (12, "2024-02-29T10:00:00Z", "2025-02-28T23:59:59Z"),
            (1, "2024-12-31T10:00:00Z", "2025-01-31T23:59:59Z"),
            // The last day a Saturday, and a Sunday: the Monday after.
            (1, "2024-05-15T10:00:00Z", "2024-06-17T23:59:59Z"),
            (1, "2024-05-16T10:00:00Z", "2024-06-17T23:59:59Z"),
            // A start on a weekend moves nothing.
            (1, "2024-05-04T10:00:00Z", "2024-06-04T23:59:59Z"),
        ] {
            check(&Within::UnionMonths(figure(n)), &zones(&[UTC]), start, end, end);
        }
    }

    #[test]
    fn days_are_those_of_the_clock() {
        let month = Within::UnionMonths(figure(1));
        let (lisbon, athens) = ("WET0WEST,M3.5.0/1,M10.5.0", "EET-2EEST,M3.5.0/3,M10.5.0/4");
        // 22:30 UTC on 5 March is 6 March in Athens; 6 April 2024 is a Saturday; both clocks are then on summer time.
        let start = "2024-03-05T22:30:00Z";
        check(&month, &zones(&[lisbon]), start, "2024-04-05T22:59:59Z", "2024-04-05T22:59:59Z");
        check(&month, &zones(&[athens]), start, "2024-04-08T20:59:59Z", "2024-04-08T20:59:59Z");
        let both = zones(&[athens, lisbon]);
        check(&month, &both, start, "2024-04-05T22:59:59Z", "2024-04-08T20:59:59Z");
    }

    #[test]
    fn business_days_pass_weekends_holidays_and_closures() {
        for (start, earliest, latest) in [
            // Monday to Friday of one week; the hour does not matter.
            ("2024-05-06T04:00:00Z", "2024-05-10T21:30:00Z", "2024-05-10T21:30:00Z"),
            ("2024-05-07T03:59:59Z", "2024-05-10T21:30:00Z", "2024-05-10T21:30:00Z"),
            // Friday, Saturday and Sunday count alike from Monday on.
            ("2024-05-10T15:00:00Z", "2024-05-16T21:30:00Z", "2024-05-16T21:30:00Z"),
            ("2024-05-11T15:00:00Z", "2024-05-16T21:30:00Z", "2024-05-16T21:30:00Z"),
            ("2024-05-12T15:00:00Z", "2024-05-16T21:30:00Z", "2024-05-16T21:30:00Z"),
            // Washington's Birthday, and winter time: 17:30 is 22:30 UTC.
            ("2024-02-14T15:00:00Z", "2024-02-21T22:30:00Z", "2024-02-21T22:30:00Z"),
            // Start on a holiday.
            ("2024-07-04T15:00:00Z", "2024-07-10T21:30:00Z", "2024-07-10T21:30:00Z"),
            // Independence Day of 2026 is a Saturday, kept on Friday the 3rd.
            ("2026-06-29T15:00:00Z", "2026-07-06T21:30:00Z", "2026-07-06T21:30:00Z"),
            // Juneteenth of 2022 is a Sunday, kept on Monday the 20th.
            ("2022-06-16T15:00:00Z", "2022-06-23T21:30:00Z", "2022-06-23T21:30:00Z"),
            // Summer time begins inside the period.
            ("2024-03-07T15:00:00Z", "2024-03-13T21:30:00Z", "2024-03-13T21:30:00Z"),
            // A day of mourning.
            ("2025-01-06T15:00:00Z", "2025-01-13T22:30:00Z", "2025-01-13T22:30:00Z"),
            // Closed from 24 to 26 December 2025, and on New Year's Day.
            ("2025-12-23T15:00:00Z", "2026-01-02T22:30:00Z", "2026-01-02T22:30:00Z"),
            // Whether EDGAR was closed on 24 December 2024 is not known here.
            ("2024-12-20T15:00:00Z", "2024-12-27T22:30:00Z", "2024-12-30T22:30:00Z"),
        ] {
            let four = Within::BusinessDays { n: figure(4), calendar: Calendar::Edgar };
            check(&four, &zones(&[EASTERN]), start, earliest, latest);
        }
    }

    #[test]
    fn what_is_not_known_stays_unknown() {
        let start = second("2024-05-06T10:00:00Z");
        let business = Within::BusinessDays { n: figure(4), calendar: Calendar::Edgar };
        let rules = [
            Within::Hours(figure(72)),
            Within::UnionHours(figure(72)),
            Within::UnionMonths(figure(1)),
            business.clone(),
        ];
        for rule in &rules {
            let zones = zones(&[EASTERN]);
            let unknown = rule.deadline(TimeBounds::default(), &zones).unwrap();
            assert_eq!(unknown, TimeBounds::default(), "{rule:?}");
            let from = TimeBounds { earliest: Some(start), latest: None };
            let deadline = rule.deadline(from, &zones).unwrap();
            assert!(deadline.earliest.is_some() && deadline.latest.is_none(), "{rule:?}");
            let by = TimeBounds { earliest: None, latest: Some(start) };
            let deadline = rule.deadline(by, &zones).unwrap();
            assert!(deadline.earliest.is_none() && deadline.latest.is_some(), "{rule:?}");
            // Without a clock, hours are counted and days are not.
            let deadline = rule.deadline(exactly(start), &Zones::default()).unwrap();
            assert_eq!(deadline == TimeBounds::default(), rule.counts_days(), "{rule:?}");
            // Beyond all calendars.
            for far in [i64::MIN, i64::MAX] {
                let deadline = rule.deadline(exactly(far), &zones).unwrap();
                let counted = matches!(rule, Within::Hours(_)) && far == i64::MIN;
                assert_eq!(deadline == TimeBounds::default(), !counted, "{rule:?} {far}");
            }
        }
        let beyond = second("2100-12-30T15:00:00Z");
        assert_eq!(
            business.deadline(exactly(beyond), &zones(&[EASTERN])),
            Some(TimeBounds::default())
        );
        let words = Within::Words(Line::new("without undue delay").unwrap());
        assert_eq!(words.deadline(exactly(start), &zones(&[UTC])), None);
    }

    #[test]
    fn zones_that_cannot_be_read_are_refused() {
        for bad in ["", "Europe/Berlin", "EST", "IST+5:99", "<+04>"] {
            let zones: Result<Zones, _> = vec![bad.to_owned()].try_into();
            assert!(matches!(zones, Err(RegimeError::Zone { .. })), "{bad}");
        }
        let many: Result<Zones, _> = vec![UTC.to_owned(); Zones::MOST + 1].try_into();
        assert!(matches!(many, Err(RegimeError::Zones)));
    }

    fn rule() -> impl Strategy<Value = Within> {
        let n = (1..200_u16).prop_map(figure);
        prop_oneof![
            n.clone().prop_map(Within::Hours),
            n.clone().prop_map(Within::UnionHours),
            n.clone().prop_map(Within::UnionMonths),
            n.prop_map(|n| Within::BusinessDays { n, calendar: Calendar::Edgar }),
        ]
    }

    fn clocks() -> impl Strategy<Value = Zones> {
        let all = [
            "UTC0",
            EASTERN,
            "EET-2EEST,M3.5.0/3,M10.5.0/4",
            "AZOT1AZOST,M3.5.0/0,M10.5.0/1",
            "<+14>-14",
        ];
        prop::sample::subsequence(all.to_vec(), 1..=3).prop_map(|some| zones(&some))
    }

    /// Moments from 2015 to 2035, so that no count leaves the calendar.
    fn moment() -> impl Strategy<Value = i64> {
        1_420_070_400..2_051_222_400_i64
    }

    proptest! {
        #[test]
        fn a_later_start_has_no_earlier_deadline(
            rule in rule(), zones in clocks(), start in moment(), more in 0..4_000_000_i64,
        ) {
            let first = rule.deadline(exactly(start), &zones).unwrap();
            let later = rule.deadline(exactly(start + more), &zones).unwrap();
            prop_assert!(first.earliest.unwrap() <= later.earliest.unwrap());
            prop_assert!(first.latest.unwrap() <= later.latest.unwrap());
        }

        #[test]
        fn a_deadline_lies_after_its_start_and_in_order(
            rule in rule(), zones in clocks(), start in moment(),
        ) {
            let deadline = rule.deadline(exactly(start), &zones).unwrap();
            prop_assert!(start < deadline.earliest.unwrap());
            prop_assert!(deadline.earliest <= deadline.latest);
        }

        #[test]
        fn every_moment_and_clock_lies_within_the_bounds(
            rule in rule(), zones in clocks(), start in moment(), wide in 0..400_000_i64, at in 0..400_000_i64,
        ) {
            let bounds = TimeBounds { earliest: Some(start), latest: Some(start + wide) };
            let all = rule.deadline(bounds, &zones).unwrap();
            let inside = start + at.min(wide);
            for zone in &zones.0 {
                let one = rule.deadline(exactly(inside), &Zones::only(zone.clone())).unwrap();
                prop_assert!(all.earliest <= one.earliest && one.latest <= all.latest);
            }
        }

        #[test]
        fn union_hours_are_more_than_as_many_hours_and_at_most_one_more(
            n in 1..200_u16, start in moment(),
        ) {
            let plain = Within::Hours(figure(n)).deadline(exactly(start), &Zones::default()).unwrap();
            let union = Within::UnionHours(figure(n)).deadline(exactly(start), &Zones::default()).unwrap();
            let more = union.latest.unwrap() - plain.latest.unwrap();
            prop_assert!((0..HOUR).contains(&more));
        }
    }
}
