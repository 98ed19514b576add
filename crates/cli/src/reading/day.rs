//! Dates and times of the right form that no calendar or clock has.

use bayan_claim::value::{Edtf, EdtfError, Impossible};

/// Why there is no such date or time as this, if that can be told. Of an interval, what is wrong with the first end that
/// has a fault. Fractions of a second and leap seconds, which RFC 3339 §5.6 has and EDTF has not, are no fault.
pub fn fault(text: &str) -> Option<EdtfError> {
    let whole = match text.split_once('.') {
        Some((before, after)) => {
            format!("{before}{}", after.trim_start_matches(|c: char| c.is_ascii_digit()))
        }
        None => text.to_owned(),
    };
    match whole.replacen(' ', "T", 1).parse::<Edtf>() {
        Err(EdtfError::NoSuchTime(Impossible::Second(60))) => None,
        Err(error @ EdtfError::NoSuchTime(_)) => Some(error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_exist_is_named() {
        for (text, why) in [
            ("2023-02-30", "there is no 30 February 2023"),
            ("2023-01-01/2023-02-29", "there is no 29 February 2023"),
            ("2023-02-28T25:00:00Z", "there is no hour 25"),
            ("2023-02-28 12:61Z", "there is no minute 61"),
            ("2023-02-28T12:00:00.5+15:00", "there is no offset of 15 hours"),
        ] {
            let found = fault(text).map(|error| error.to_string()).unwrap_or_default();
            assert!(found.starts_with(why), "{text}: {found}");
        }
    }

    #[test]
    fn nothing_is_said_of_what_is_there_or_is_no_date() {
        for text in [
            "2023-02-28",
            "2024-02-29T23:59:59Z",
            "2024-02-29T23:59:59.999Z",
            "2016-12-31T23:59:60Z",
            "2023",
            "noon",
            "",
            "-1",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
    }
}
