use super::*;

fn shown(tongue: Tongue, edtf: &str) -> String {
    let edtf = edtf.parse().unwrap_or_else(|error| panic!("{edtf}: {error}"));
    Words::new(tongue).date(&edtf)
}

#[test]
fn a_date_shows_what_was_recorded_and_no_more() {
    for (edtf, expected) in [
        ("2023", "2023"),
        ("2023-12", "December 2023"),
        ("2023-12-21", "21 December 2023"),
        ("XXXX-01-06", "6 January"),
        ("XXXX-02-29", "29 February"),
        ("XXXX-01", "January"),
        ("XXXX-01-XX", "January (day unknown)"),
        ("201X", "a year between 2010 and 2019"),
        ("20XX-01-06", "6 January, a year between 2000 and 2099"),
        ("2004-XX", "2004 (month unknown)"),
        ("1985-04-XX", "April 1985 (day unknown)"),
        ("1985-XX-XX", "1985 (month and day unknown)"),
        ("2023-12?", "December 2023 (uncertain)"),
        ("2023-12-21~", "21 December 2023 (approximate)"),
        ("2023%", "2023 (uncertain and approximate)"),
        ("1985-04-XX?", "April 1985 (day unknown) (uncertain)"),
        ("0000-01-01", "1 January 1 BC"),
        ("9999-12-31", "31 December 9999"),
        ("2023-12-20/2023-12-21", "20 December 2023 – 21 December 2023"),
        ("2023-12?/2024~", "December 2023 (uncertain) – 2024 (approximate)"),
        ("2023-12/..", "December 2023 – (open end)"),
        ("../2023-12", "(open start) – December 2023"),
        ("/2023-12", "(start unknown) – December 2023"),
        ("2023-12/", "December 2023 – (end unknown)"),
    ] {
        assert_eq!(shown(Tongue::En, edtf), expected, "{edtf}");
    }
}

#[test]
fn a_time_of_day_keeps_its_precision_and_zone() {
    for (edtf, expected) in [
        ("2023-12-21T14:30", "21 December 2023 at 14:30"),
        ("2023-12-21T00:05", "21 December 2023 at 00:05"),
        ("2023-12-21T14:30:00", "21 December 2023 at 14:30:00"),
        ("2023-12-21T14:30Z", "21 December 2023 at 14:30 UTC"),
        ("2023-12-21T14:30:05+04:30", "21 December 2023 at 14:30:05 UTC+04:30"),
        ("2023-12-21T14:30-03", "21 December 2023 at 14:30 UTC-03"),
        (
            "2023-12-21T14:30/2023-12-21T15:00",
            "21 December 2023 at 14:30 – 21 December 2023 at 15:00",
        ),
    ] {
        assert_eq!(shown(Tongue::En, edtf), expected, "{edtf}");
    }
}

#[test]
fn each_language_has_its_months_digits_and_marks() {
    for (tongue, edtf, expected) in [
        (Tongue::Fr, "2023-12-21", "21 décembre 2023"),
        (Tongue::Fr, "XXXX-01-06", "6 janvier"),
        (Tongue::Fr, "2023-12-21T14:30Z", "21 décembre 2023 à 14:30 UTC"),
        (Tongue::Sw, "2023-12", "Desemba 2023"),
        (Tongue::Sw, "2023-12?", "Desemba 2023 (haina uhakika)"),
        (Tongue::Hi, "2022-11-23", "23 नवंबर, 2022"),
        (Tongue::Hi, "2022-11~", "नवंबर 2022 (लगभग)"),
        (Tongue::Fa, "2023-12-21", "۲۱ دسامبر ۲۰۲۳"),
        (Tongue::Fa, "XXXX-01-06", "۶ ژانویه"),
        (Tongue::Fa, "2023-12/2024", "دسامبر ۲۰۲۳ تا ۲۰۲۴"),
        (Tongue::Fa, "201X", "سالی بین ۲۰۱۰ و ۲۰۱۹"),
        (Tongue::Fa, "2023-12-21T14:30+03:30", "۲۱ دسامبر ۲۰۲۳ ساعت ۱۴:۳۰ UTC+۰۳:۳۰"),
        (Tongue::Id, "2024-06-20", "20 Juni 2024"),
        (Tongue::Id, "2024-06-20T04:00", "20 Juni 2024 pukul 04.00"),
    ] {
        assert_eq!(shown(tongue, edtf), expected, "{tongue} {edtf}");
    }
}

#[test]
fn every_form_shows_in_every_language_without_ascii_digits_in_persian() {
    let forms = [
        "2023",
        "2023-12",
        "2023-12-21",
        "XXXX-01-06",
        "XXXX-01",
        "XXXX-01-XX",
        "201X",
        "2XXX-02-29",
        "2004-XX",
        "1985-04-XX",
        "1985-XX-XX",
        "2023-12?",
        "2023~",
        "2023%",
        "0000",
        "2023-12/..",
        "../2023-12",
        "/2023-12",
        "2023-12/",
        "2023-12-21T14:30",
        "2023-12-21T14:30:05-03:00",
    ];
    for tongue in Tongue::ALL {
        for form in forms {
            let text = shown(tongue, form);
            assert!(
                !text.contains(['X', '/', '?', '~', '%', 'T']) || text.contains("UTC"),
                "{text}"
            );
            let ascii = text.chars().any(|c| c.is_ascii_digit());
            assert_eq!(ascii, tongue != Tongue::Fa && text.chars().any(char::is_numeric), "{text}");
        }
    }
}

#[test]
fn what_edtf_takes_is_never_lost() {
    // Each value that is read shows something, and two values that differ show differently.
    let mut seen = std::collections::BTreeMap::new();
    let years = ["2023", "202X", "20XX", "2XXX", "XXXX", "0000", "0987"];
    let rest =
        ["", "-01", "-12", "-XX", "-01-06", "-01-31", "-02-29", "-02-30", "-01-XX", "-XX-XX"];
    for year in years {
        for rest in rest {
            for doubt in ["", "?", "~", "%"] {
                let text = format!("{year}{rest}{doubt}");
                let Ok(edtf) = text.parse::<Edtf>() else { continue };
                let shown = Words::new(Tongue::En).date(&edtf);
                assert!(!shown.contains("XX") && !shown.is_empty(), "{text}: {shown}");
                if let Some(other) = seen.insert(shown.clone(), text.clone()) {
                    panic!("{text} and {other} both show {shown:?}");
                }
            }
        }
    }
    assert!(seen.len() > 150, "{}", seen.len());
}

#[test]
fn a_later_format_shows_as_it_is_written() {
    let words = Words::new(Tongue::En);
    for odd in ["", "2023-21", "2023-W05", "Y170000002", "2023-12-21T25:00", "20é3", "2023-12-21T1"]
    {
        assert_eq!(words.point(odd), odd);
    }
}

#[test]
fn instants_say_utc() {
    for (tongue, ms, expected) in [
        (Tongue::En, 0, "1 Jan 1970, 00:00:00 UTC"),
        (Tongue::En, -1, "31 Dec 1969, 23:59:59 UTC"),
        (Tongue::En, 1_703_169_005_999, "21 Dec 2023, 14:30:05 UTC"),
        (Tongue::Fr, 1_703_169_005_999, "21 déc. 2023, 14:30:05 UTC"),
        (Tongue::Sw, 1_703_169_005_999, "21 Des 2023, 14:30:05 UTC"),
        (Tongue::Hi, 1_703_169_005_999, "21 दिस॰ 2023, 14:30:05 UTC"),
        (Tongue::Fa, 1_703_169_005_999, "۲۱ دسامبر ۲۰۲۳، ۱۴:۳۰:۰۵ UTC"),
        (Tongue::Id, 1_703_169_005_999, "21 Des 2023, 14.30.05 UTC"),
        (Tongue::En, i64::MAX, "9223372036854775807 ms"),
        (Tongue::En, i64::MIN, "-9223372036854775808 ms"),
    ] {
        assert_eq!(Words::new(tongue).instant(ms), expected);
    }
}
