//! Times that no calendar or clock has: which part is wrong, what is expected, and where it stands.

use serde_json::json;

use super::desk::Desk;

/// A time, and why there is none such.
const IMPOSSIBLE: &[(&str, &str)] = &[
    ("2024-02-31", "there is no 31 February 2024: that month has 29 days"),
    ("2023-04-31", "there is no 31 April 2023: that month has 30 days"),
    ("2023-04-00", "there is no 0 April 2023: that month has 30 days"),
    ("2023-13-01", "there is no month 13: months are 01 to 12"),
    ("2023-01-02T25:00", "there is no hour 25: hours are 00 to 23"),
    ("2023-01-02T10:61:00Z", "there is no minute 61: minutes are 00 to 59"),
    ("2023-01-02T10:00:61Z", "there is no second 61: seconds are 00 to 59"),
    (
        "2023-01-02T10:00:00+15:00",
        "there is no offset of 15 hours: no place is more than 14 hours from UTC",
    ),
    ("2023-01-02T10:00:00+05:75", "there is no offset with 75 minutes: minutes are 00 to 59"),
    ("2023-01-02/2023-02-29", "there is no 29 February 2023: that month has 28 days"),
];

/// What every one of them says in the end.
const FORM: &str = "dates and times are written \"2023-12-21\" and \"2023-12-21T14:30+04:30\"";

const CLAIM: &str = "--quote 'No customer data was taken' --facet confidentiality.leak --value no";

#[test]
fn flags_say_which_part_of_a_time_is_impossible() {
    let desk = Desk::founded();
    let size = desk.size();
    for (time, why) in IMPOSSIBLE {
        let ran = desk.utterance(&format!("{CLAIM} --said {time}"));
        let told = ran.err.contains("--said") && ran.err.contains(why) && ran.err.contains(FORM);
        assert!(ran.code == 2 && told, "{time}: {ran:?}");
        let asks = "question example-outage confidentiality.leak 'en=Was it taken?'";
        for line in [
            format!("{asks} --asked {time}"),
            format!("ask example-outage --said-by {time}"),
            format!("clocks example-outage --now {time}"),
        ] {
            let ran = desk.fails(&line, 2, why);
            assert!(ran.err.contains(FORM), "{line}: {ran:?}");
        }
        // An interval is no moment of the ledger: it may be the name of a file.
        if !time.contains('/') {
            desk.fails(&format!("log --as-of {time}"), 2, why);
        }
    }
    assert_eq!(desk.size(), size);
}

#[test]
fn files_say_it_with_the_line_and_the_column() {
    let desk = Desk::founded();
    let size = desk.size();
    for (time, why) in IMPOSSIBLE {
        let draft = json!({"kind": "utterance", "says": {
            "incident": "incident:example-outage", "speaker": "party:example-power", "artifact": "ref:times-1/text",
            "times": {"said": time},
            "claims": [{"facet": "confidentiality.leak", "value": "no", "segments": [{"quote": "No customer data was taken"}]}],
        }});
        let line = draft.to_string();
        let column = line.find(&format!("\"{time}\"")).expect("it stands there") + 1;
        desk.write("times.jsonl", &format!("\n{line}\n"));
        desk.write("times.csv", &format!(
            "incident,speaker,artifact,quote,facet,value,said\n\
             incident:example-outage,party:example-power,ref:times-1/text,Later,data.backup,yes,{time}\n"
        ));
        let toml = |time: &str| {
            format!(
                "[[draft]]\nkind = \"question\"\n[draft.says]\nincident = \"incident:example-outage\"\n\
             facet = \"data.backup\"\ntext = {{ language = \"en\", text = \"Is it?\" }}\nasked = {time}\n"
            )
        };
        desk.write("quoted.toml", &toml(&format!("\"{time}\"")));
        desk.write("bare.toml", &toml(time));
        let places = [
            ("times.jsonl", format!("times.jsonl:2:{column}: ")),
            ("times.csv", "times.csv:2:7 (said): ".to_owned()),
            ("quoted.toml", "quoted.toml:7:9: ".to_owned()),
            ("bare.toml", "bare.toml:7:9: ".to_owned()),
        ];
        for (file, place) in places {
            // TOML has no intervals, and times of its own have seconds.
            if file == "bare.toml" && (time.contains('/') || time.len() == "2023-01-02T25:00".len())
            {
                continue;
            }
            let ran = desk.fails(&format!("import {file}"), 2, why);
            assert!(ran.err.contains(&place) && ran.err.contains(FORM), "{place} {ran:?}");
        }
    }
    assert_eq!(desk.size(), size);
}

#[test]
fn the_last_of_each_is_taken() {
    let desk = Desk::founded();
    for time in ["2024-02-29", "2023-12-31T23:59:59+14:00", "2023-04-30T00:00"] {
        let ran = desk.utterance(&format!("{CLAIM} --said {time}"));
        assert_eq!(ran.code, 0, "{time}: {ran:?}");
        desk.ok(&format!("ask example-outage --said-by {time}"));
    }
    desk.ok("ask example-outage --said-by 2024-02-29T23:59:59.999Z");
}
