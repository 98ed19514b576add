//! Drafts, sheets and signed statements in files.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use super::desk::{Desk, binary, words};

#[test]
fn many_are_imported_once() {
    let desk = Desk::founded();
    let drafts = [
        json!({"kind": "party", "ref": "j1", "says": {"slug": "j-union", "is": "organisation"}}),
        json!({"kind": "capture", "ref": "j2", "file": "page.html", "says": {"incident": "incident:example-outage"}}),
        json!({"kind": "utterance", "ref": "j3", "says": {
            "incident": "incident:example-outage", "speaker": "party:j-union", "artifact": "ref:j2/text",
            "claims": [{"facet": "data.backup", "value": "no", "act": "denies", "stance": "certain",
                        "segments": [{"quote": "no backup at all"}]}]}}),
        json!({"kind": "opinion", "ref": "j4", "says": {"target": "ref:j3#0", "view": "endorse",
            "why": {"language": "en", "text": "We saw it."}}}),
    ];
    fs::create_dir(desk.path("in")).expect("a new folder");
    desk.write("in/page.html", "<p>There is <i>no backup</i> at all.");
    let lines: Vec<String> = drafts.iter().map(Value::to_string).collect();
    desk.write("in/all.jsonl", &format!("{}\n\n", lines.join("\n")));
    let tried = desk.ok("--json import in/all.jsonl --dry-run").json();
    assert_eq!(
        (tried["would_be_appended"].as_u64(), tried["appended"].as_u64()),
        (Some(5), Some(0))
    );
    assert_eq!((desk.size(), desk.artifacts()), (8, 2));
    assert_eq!(desk.ok("--json import in/all.jsonl").json()["appended"], 5);
    assert_eq!((desk.size(), desk.artifacts()), (13, 4));
    let again = desk.ok("--json import in/all.jsonl").json();
    assert_eq!((again["appended"].as_u64(), again["already_there"].as_u64()), (Some(0), Some(5)));
    assert_eq!(desk.size(), 13);
    desk.ok("verify");
}

#[test]
fn every_bad_line_is_named_and_none_is_appended() {
    let desk = Desk::founded();
    let claim = |quote: &str| {
        json!({"kind": "utterance", "says": {
            "incident": "incident:example-outage", "speaker": "party:example-power", "artifact": "ref:times-1/text",
            "claims": [{"facet": "data.backup", "value": "yes", "act": "asserts", "stance": "certain",
                        "segments": [{"quote": quote}]}]}})
        .to_string()
    };
    let lines = [
        r#"{"kind":"party","says":{"slug":"good","is":"person"}}"#.to_owned(),
        r#"{"kind":"party","says":{"slug":"Bad","is":"person"}}"#.to_owned(),
        "{\"kind\":".to_owned(),
        claim("the backup is safe"),
        claim("the backup was safe"),
        r#"{"kind":"party","says":{"slug":"example-power","is":"person"}}"#.to_owned(),
        r#"{"kind":"capture","file":"nowhere","says":{}}"#.to_owned(),
    ];
    desk.write("bad.jsonl", &lines.join("\n"));
    let ran = desk.run("--json import bad.jsonl");
    assert_eq!(ran.code, 2, "{ran:?}");
    let bad = ran.json()["bad"].clone();
    let places: Vec<(u64, u64)> = bad
        .as_array()
        .expect("a list")
        .iter()
        .map(|bad| (bad["line"].as_u64().unwrap_or(0), bad["column"].as_u64().unwrap_or(0)))
        .collect();
    let column = |line: usize, value: &str| {
        u64::try_from(lines[line - 1].find(value).expect("it is there") + 1).unwrap_or(0)
    };
    let segment = column(4, "{\"quote\"");
    let expected = [
        (2, column(2, "\"Bad\"")),
        (3, 8),
        (4, segment),
        (5, segment),
        (6, 1),
        (7, column(7, "\"nowhere\"")),
    ];
    assert_eq!(places, expected, "{bad}");
    assert_eq!((desk.size(), desk.artifacts()), (8, 2));
    let ran = desk.run("import bad.jsonl --keep-going");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("bad.jsonl:2:"), "{ran:?}");
    assert_eq!(desk.size(), 9);
}

#[test]
fn hostile_drafts_are_refused() {
    let desk = Desk::founded();
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let page = r#"{"kind":"capture","says":{},"file":"#;
    let lines = [
        (r#"{"kind":"party","says":{"slug":"a","slug":"b","is":"person"}}"#.to_owned(), "twice"),
        (format!("{page}\"/etc/hostname\"}}"), "beside the draft"),
        (format!("{page}\"../article.html\"}}"), "beside the draft"),
        (format!("{page}\"led/../article.html\"}}"), "beside the draft"),
        (format!("{page}\"led/keys\"}}"), "cannot read"),
        (format!(r#"{{"kind":"party","says":{deep}}}"#), "nests too deep"),
        (r#"{"kind":"capture","says":{"size":1.5}}"#.to_owned(), "/says"),
        (r#"{"kind":"party","says":[]}"#.to_owned(), "/says"),
        (r#"{"kind":"party","says":{"slug":"a","is":"person"},"says2":1}"#.to_owned(), "/says2"),
        (r#"["kind"]"#.to_owned(), "an object"),
        (r#"{"kind":"party","ref":7,"says":{}}"#.to_owned(), "expected text"),
        (r#"{"kind":"party","says":{"slug":"a\u0000","is":"person"}}"#.to_owned(), "slug"),
        (
            format!(
                r#"{{"kind":"party","ref":"{}","says":{{"slug":"a","is":"person"}}}}"#,
                "r".repeat(129)
            ),
            "ref",
        ),
    ];
    let before = (desk.size(), desk.artifacts());
    for (line, says) in &lines {
        let ran = desk.run_with("import - --format jsonl", line);
        assert_eq!(ran.code, 2, "{line}: {ran:?}");
        assert!(ran.err.contains(says), "{line} does not say {says:?}: {ran:?}");
        assert_eq!((desk.size(), desk.artifacts()), before, "{line}");
    }
}

#[test]
fn a_capture_is_signed_afar_and_handed_in_with_its_bytes() {
    let desk = Desk::founded();
    desk.write("leaflet.txt", "We keep no customer data.");
    desk.write(
        "leaflet.toml",
        "kind = \"capture\"\nfile = \"leaflet.txt\"\n[says]\nlanguage = \"en\"\n",
    );
    desk.ok("sign leaflet.toml -o leaflet.cose --key operator");
    assert_eq!(desk.artifacts(), 2);
    desk.fails("submit leaflet.cose", 3, "are not in the ledger");
    desk.fails("submit leaflet.cose --source article.html", 3, "are not in the ledger");
    desk.ok("submit leaflet.cose --source leaflet.txt --dry-run");
    assert_eq!((desk.size(), desk.artifacts()), (8, 2));
    desk.ok("submit leaflet.cose --source leaflet.txt");
    assert_eq!((desk.size(), desk.artifacts()), (9, 3));
    desk.ok("verify");
}

#[test]
fn sheets_are_imported() {
    let desk = Desk::founded();
    desk.write("template.csv", &desk.ok("template --csv").out);
    assert_eq!(desk.ok("--json import template.csv").json()["appended"], 1);
    assert_eq!(desk.ok("--json import template.csv").json()["already_there"], 1);
    desk.write("claims.csv", "ref;incident;speaker;artifact;quote;facet;value;occurrence\n\
        s1;incident:example-outage;party:example-power;ref:times-1/text;the backup is safe;data.backup;yes;1\n\
        s1;;;ref:times-1/text;About 5000 customers;availability.users;~ 5000;\n");
    let one = desk.ok("--json import claims.csv").json();
    assert_eq!(one["appended"], 1, "two rows are one utterance");
    desk.write("bad.csv", "ref,incident,speaker,artifact,quote,facet,value\n\
        b1,incident:example-outage,party:example-power,ref:times-1/text,nowhere to be found,data.backup,yes\n\
        b2,incident:example-outage,party:nobody-known,ref:times-1/text,Later,data.backup,yes\n\
        b3,incident:example-outage,party:example-power,ref:times-1/text,About 5000,availability.users,\"5,000\"\n\
        b4,incident:example-outage,party:example-power,ref:times-1/text,About 5000,availability.usrs,5\n");
    let before = desk.size();
    let ran = desk.fails("import bad.csv", 2, "4 faults");
    for place in [
        "bad.csv:2:5 (quote)",
        "bad.csv:3:3 (speaker)",
        "bad.csv:4:7 (value)",
        "bad.csv:5:6 (facet)",
    ] {
        assert!(ran.err.contains(place), "{place}: {ran:?}");
    }
    assert_eq!(desk.size(), before);
    desk.ok("verify");
}

#[test]
fn templates_are_drafts_that_can_be_appended() {
    let desk = Desk::founded();
    let kinds =
        ["party", "incident", "thing", "utterance", "silence", "link", "opinion", "question"];
    for kind in kinds {
        let mut text = desk.ok(&format!("template {kind}")).out;
        // What the desk has already gets another name.
        for name in ["example-power", "example-outage", "customer-data"] {
            text = text.replace(&format!("slug = \"{name}\""), &format!("slug = \"{name}-2\""));
        }
        text = text
            .replace("ref:times-2-union#0", "entry:12#0")
            .replace("No customer data was taken", "customer data was taken");
        desk.write("draft.toml", &text);
        let ran = desk.run("import draft.toml");
        assert_eq!(ran.code, 0, "{kind}: {ran:?}");
        if kind == "utterance" {
            // The link joins two utterances.
            desk.write("draft.toml", &text.replace("times-1-power", "other"));
            desk.ok("import draft.toml");
            text = desk.read("draft.toml");
            assert!(text.contains("ref = \"other\""));
        }
    }
    desk.write("page.toml", &desk.ok("template capture").out.replace("times-1", "template-page"));
    desk.ok("import page.toml");
    for kind in ["policy", "key", "amend", "redaction"] {
        assert_eq!(desk.ok(&format!("--json template {kind}")).json()["kind"], kind);
    }
    desk.fails("template", 2, "required");
    desk.fails("template uterance", 2, "utterance");
}

#[test]
fn schemas_and_facets_are_printed_without_a_ledger() {
    let desk = Desk::empty();
    let alone = |line: &str| {
        let done = Command::new(binary())
            .args(words(line))
            .env_clear()
            .current_dir(desk.folder.path())
            .output();
        let done = done.expect("the binary runs");
        assert!(done.status.success(), "{line:?}");
        String::from_utf8(done.stdout).expect("UTF-8")
    };
    let all: Value = serde_json::from_str(&alone("schema")).expect("JSON");
    assert_eq!(all.as_object().map(serde_json::Map::len), Some(13));
    let one: Value = serde_json::from_str(&alone("schema link")).expect("JSON");
    assert_eq!(one, all["link"]);
    assert!(alone("facets confidentiality").contains("confidentiality.leak"));
    let facets: Value =
        serde_json::from_str(&alone("--json facets data_compromise")).expect("JSON");
    assert!(facets.as_array().is_some_and(|facets| facets.len() > 3));
}
