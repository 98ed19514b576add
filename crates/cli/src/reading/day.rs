//! Dates and times of the right form that no calendar or clock has.

use jiff::civil::{Date, Time};

/// The months in English, as our errors are.
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

/// Why there is no such date or time as this, if that can be told. Of an interval, what is wrong with the first end that
/// has a fault.
pub fn fault(text: &str) -> Option<String> {
    text.split('/').find_map(|end| {
        let (date, time) = match end.split_once('T') {
            Some((date, time)) => (date, Some(time)),
            None => (end, None),
        };
        fault_of_date(date).or_else(|| fault_of_time(time?))
    })
}

fn fault_of_date(date: &str) -> Option<String> {
    let mut numbers = date.trim_end_matches(['?', '~', '%']).splitn(3, '-');
    let year: i16 = numbers.next()?.parse().ok()?;
    let month: u8 = numbers.next()?.parse().ok()?;
    let name = month.checked_sub(1).and_then(|place| MONTHS.get(usize::from(place)));
    let Some(name) = name else {
        return Some(format!("there is no month {month}: a year has 12"));
    };
    let day: u8 = numbers.next()?.parse().ok()?;
    let days = Date::new(year, i8::try_from(month).ok()?, 1).ok()?.days_in_month();
    let is_there = i8::try_from(day).is_ok_and(|day| (1..=days).contains(&day));
    (!is_there).then(|| format!("there is no {day} {name} {year}: that month has {days} days"))
}

fn fault_of_time(time: &str) -> Option<String> {
    let clock: String = time.chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    let is_whole = clock.split(':').all(|number| number.len() == 2);
    let none = is_whole && clock.parse::<Time>().is_err();
    none.then(|| format!("there is no time {clock} on a clock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_exist_is_named() {
        for (text, why) in [
            ("2023-02-30", "there is no 30 February 2023: that month has 28 days"),
            ("2024-02-30", "there is no 30 February 2024: that month has 29 days"),
            ("2023-04-31?", "there is no 31 April 2023: that month has 30 days"),
            ("2023-01-00", "there is no 0 January 2023: that month has 31 days"),
            ("2023-13-01", "there is no month 13: a year has 12"),
            ("2023-00", "there is no month 0: a year has 12"),
            ("2023-01-01/2023-02-29", "there is no 29 February 2023: that month has 28 days"),
            ("2023-02-30T12:00:00Z", "there is no 30 February 2023: that month has 28 days"),
            ("2023-02-28T25:00:00Z", "there is no time 25:00:00 on a clock"),
            ("2023-02-28T12:61Z", "there is no time 12:61 on a clock"),
        ] {
            assert_eq!(fault(text).as_deref(), Some(why), "{text}");
        }
    }

    #[test]
    fn nothing_is_said_of_what_is_there_or_is_no_date() {
        for text in [
            "2023-02-28",
            "2024-02-29T23:59:59Z",
            "2023",
            "2023-12",
            "XXXX-02-30",
            "noon",
            "",
            "-1",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
    }
}
