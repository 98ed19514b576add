//! Dates with holes, and instants, as a language writes them.
//!
//! What is missing is said, not filled in. The calendar is the Gregorian one in every language: it is the one
//! that was recorded, and another would be a conversion that nobody vouched for. The clock has 24 hours.

use bayan_claim::value::Edtf;
use icu_calendar::Gregorian;
use icu_datetime::fieldsets::{M, MD, Y, YM, YMD, YMDT};
use icu_datetime::input::{Date, DateTime, Time, UtcOffset, ZonedDateTime};
use icu_datetime::options::TimePrecision;
use icu_datetime::preferences::HourCycle;
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};

use crate::tongue::Tongue;
use crate::words::Words;

type Form<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;

/// The forms in which one language writes dates.
pub(crate) struct Dates {
    year: Form<Y>,
    month: Form<M>,
    year_month: Form<YM>,
    month_day: Form<MD>,
    day: Form<YMD>,
    minute: Form<YMDT>,
    second: Form<YMDT>,
    instant: Form<YMDT>,
}

impl Dates {
    pub(crate) fn new(tongue: Tongue) -> Self {
        const HELD: &str = "the compiled data holds the Gregorian dates of every locale";
        let mut how = DateTimeFormatterPreferences::from(tongue.locale());
        how.hour_cycle = Some(HourCycle::H23);
        let to_second = TimePrecision::Second;
        Self {
            year: Form::try_new(how, Y::long()).expect(HELD),
            month: Form::try_new(how, M::long()).expect(HELD),
            year_month: Form::try_new(how, YM::long()).expect(HELD),
            month_day: Form::try_new(how, MD::long()).expect(HELD),
            day: Form::try_new(how, YMD::long()).expect(HELD),
            minute: Form::try_new(how, YMDT::long().with_time_precision(TimePrecision::Minute))
                .expect(HELD),
            second: Form::try_new(how, YMDT::long().with_time_precision(to_second)).expect(HELD),
            // Instants stand in columns, so the month is short.
            instant: Form::try_new(how, YMDT::medium().with_time_precision(to_second)).expect(HELD),
        }
    }
}

/// A year, of which some digits may be unknown.
#[derive(Clone, Copy)]
enum Year {
    Known(i32),
    Between(i32, i32),
    Unknown,
}

/// A month or day that may be absent or unknown.
#[derive(Clone, Copy)]
enum Part {
    Absent,
    Unknown,
    Known(u8),
}

/// A leap year, to write a day and month whose year is unknown.
const LEAP: i32 = 2000;

impl Words {
    /// A date, time or interval with its holes and doubts.
    pub fn date(&self, edtf: &Edtf) -> String {
        let Some((start, end)) = edtf.as_str().split_once('/') else {
            return self.point(edtf.as_str());
        };
        let side = |side: &str, open, unknown| match side {
            ".." => self.text(open).into_owned(),
            "" => self.text(unknown).into_owned(),
            point => self.point(point),
        };
        let from = side(start, "date-open-start", "date-unknown-start");
        let to = side(end, "date-open-end", "date-unknown-end");
        self.with("date-range", &[("from", (&from).into()), ("to", (&to).into())])
    }

    /// An instant in milliseconds since the Unix epoch, to the second, in UTC and saying so.
    ///
    /// Outside the years 0 to 9999 it is the number of milliseconds: no entry and no date of ours reaches there.
    pub fn instant(&self, unix_ms: i64) -> String {
        let moment =
            ZonedDateTime::from_epoch_milliseconds_and_utc_offset(unix_ms, UtcOffset::zero());
        let date = moment.date.to_calendar(Gregorian);
        if !(0..=9999).contains(&date.year().extended_year()) {
            return format!("{unix_ms} ms");
        }
        let moment = DateTime { date, time: moment.time };
        let time = self.dates.instant.format(&moment).to_string();
        self.with("date-utc", &[("time", (&time).into())])
    }

    /// One date, or date and time. Text that this does not know to read shows as it is written, which is
    /// what it means: a later version of the format may allow more than is read here.
    fn point(&self, text: &str) -> String {
        if let Some((date, clock)) = text.split_once('T') {
            return self.date_time(date, clock).unwrap_or_else(|| text.to_owned());
        }
        let date = text.strip_suffix(['?', '~', '%']).unwrap_or(text);
        let Some(shown) = self.with_holes(date) else { return text.to_owned() };
        let doubt = match text.chars().last() {
            Some('?') => "date-uncertain",
            Some('~') => "date-approximate",
            Some('%') => "date-uncertain-approximate",
            _ => return shown,
        };
        self.around(doubt, &shown)
    }

    fn around(&self, key: &str, date: &str) -> String {
        self.with(key, &[("date", date.into())])
    }

    fn with_holes(&self, text: &str) -> Option<String> {
        let mut parts = text.split('-');
        let year = year(parts.next()?)?;
        let (month, day) = (part(parts.next())?, part(parts.next())?);
        let Year::Known(year) = year else { return self.without_year(year, month, day) };
        let form = &self.dates;
        let whole = gregorian(year, 1, 1)?;
        Some(match (month, day) {
            (Part::Absent, _) => form.year.format(&whole).to_string(),
            (Part::Unknown, Part::Absent) => {
                self.around("date-month-unknown", &form.year.format(&whole).to_string())
            }
            (Part::Unknown, _) => {
                self.around("date-month-day-unknown", &form.year.format(&whole).to_string())
            }
            (Part::Known(month), Part::Known(day)) => {
                form.day.format(&gregorian(year, month, day)?).to_string()
            }
            (Part::Known(month), day) => {
                let shown = form.year_month.format(&gregorian(year, month, 1)?).to_string();
                self.unless_known(day, shown)
            }
        })
    }

    /// A month or day whose year is not known, or not to its last digit.
    fn without_year(&self, year: Year, month: Part, day: Part) -> Option<String> {
        let form = &self.dates;
        let date = match (month, day) {
            (Part::Known(month), Part::Known(day)) => {
                Some(form.month_day.format(&gregorian(LEAP, month, day)?).to_string())
            }
            (Part::Known(month), day) => {
                let shown = form.month.format(&gregorian(LEAP, month, 1)?).to_string();
                Some(self.unless_known(day, shown))
            }
            (Part::Absent, _) => None,
            (Part::Unknown, _) => return None,
        };
        let Year::Between(from, to) = year else { return date };
        let from = form.year.format(&gregorian(from, 1, 1)?).to_string();
        let to = form.year.format(&gregorian(to, 1, 1)?).to_string();
        let year = self.with("date-some-year", &[("from", (&from).into()), ("to", (&to).into())]);
        Some(match date {
            None => year,
            Some(date) => self
                .with("date-in-some-year", &[("date", (&date).into()), ("year", (&year).into())]),
        })
    }

    /// Says that the day is not known, where it was left open.
    fn unless_known(&self, day: Part, month: String) -> String {
        match day {
            Part::Unknown => self.around("date-day-unknown", &month),
            Part::Absent | Part::Known(_) => month,
        }
    }

    fn date_time(&self, date: &str, clock: &str) -> Option<String> {
        let mut parts = date.split('-');
        let Year::Known(year) = year(parts.next()?)? else { return None };
        let (Part::Known(month), Part::Known(day)) = (part(parts.next())?, part(parts.next())?)
        else {
            return None;
        };
        let (clock, zone) = match clock.find(['Z', '+', '-']) {
            Some(at) => clock.split_at_checked(at)?,
            None => (clock, ""),
        };
        let mut parts = clock.split(':');
        let (hour, minute) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let second = parts.next().map(|second| second.parse().ok());
        let form = if second.is_some() { &self.dates.second } else { &self.dates.minute };
        let moment = DateTime {
            date: gregorian(year, month, day)?,
            time: Time::try_new(hour, minute, second.unwrap_or(Some(0))?, 0).ok()?,
        };
        let time = form.format(&moment).to_string();
        Some(match zone {
            "" => time,
            "Z" => self.with("date-utc", &[("time", (&time).into())]),
            offset => {
                let offset = self.digits(offset);
                self.with("date-offset", &[("time", (&time).into()), ("offset", (&offset).into())])
            }
        })
    }

    /// The digits of a text in those of the language, one by one, as in an offset.
    fn digits(&self, text: &str) -> String {
        let write = |c: char| c.to_digit(10).map_or_else(|| c.into(), |n| self.number(n.into()));
        text.chars().map(write).collect()
    }
}

fn gregorian(year: i32, month: u8, day: u8) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(year, month, day).ok()
}

/// A year of four digits, unknown ones at the right as `X`.
fn year(text: &str) -> Option<Year> {
    if text == "XXXX" {
        return Some(Year::Unknown);
    }
    let fill = |digit: &str| text.replace('X', digit).parse().ok();
    Some(match (fill("0")?, fill("9")?) {
        (from, to) if from == to => Year::Known(from),
        (from, to) => Year::Between(from, to),
    })
}

fn part(text: Option<&str>) -> Option<Part> {
    Some(match text {
        None => Part::Absent,
        Some("XX") => Part::Unknown,
        Some(digits) => Part::Known(digits.parse().ok()?),
    })
}

#[cfg(test)]
mod tests;
