//! Whom a filing was told to: as it was recorded, and as `clocks --to` counts it.

use serde_json::{Value, json};

use super::desk::Desk;

/// The company noticed the outage on 1 May 2024 at noon: 6 hours run under one regime.
fn desk() -> Desk {
    let desk = Desk::founded();
    desk.ok("party cert --is organisation --name 'en=Response Team'");
    desk.ok("party cert-desk --is unit --part-of party:cert");
    desk.ok("party police --is organisation");
    desk.ok("thing clients --is data_kind");
    let noticed = "--quote 'Data is safe' --facet incident.time_noticed --value 2024-05-01T12:00Z --said 2024-05-02";
    assert_eq!(desk.utterance(noticed).code, 0);
    desk
}

fn told(desk: &Desk, value: &str, said: &str) {
    let told = format!(
        "--quote 'About 5000 customers' --facet response.notification --value '{value}' --said {said}"
    );
    let ran = desk.utterance(&told);
    assert_eq!(ran.code, 0, "{ran:?}");
}

const CLOCKS: &str = "clocks example-outage --regime cert_in --now 2024-05-03";

/// The one clock: its state, and each filing with who was told and whether it counts.
fn clock(desk: &Desk, to: &str) -> (String, Vec<(Value, String)>) {
    let answer = desk.ok(&format!("--json {CLOCKS} {to}")).json();
    let clocks = answer["regimes"][0]["clocks"].as_array().expect("a list").clone();
    assert_eq!(clocks.len(), 1, "{answer}");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let filings = clocks[0]["filings"].as_array().expect("a list").iter();
    let filings = filings.map(|it| (it["to"].clone(), text(&it["addressed"]))).collect();
    (text(&clocks[0]["state"]), filings)
}

fn is(id: &str) -> Value {
    json!([{ "id": id, "printed": null }])
}

#[test]
fn filings_name_whom_the_record_says_was_told() {
    let desk = desk();
    let clients = desk.id("thing:clients");
    told(&desk, "open: thing:clients", "2024-05-01T14:00Z");
    let named = "named".to_owned();
    assert_eq!(clock(&desk, ""), ("met".to_owned(), vec![(is(&clients), named.clone())]));
    let text = desk.ok(CLOCKS).out;
    assert!(text.contains("told to thing:clients"), "{text}");
    let summary = desk.ok("clocks example-outage --now 2024-05-03").out;
    assert!(summary.contains("told to thing:clients"), "{summary}");
    // It was not told to the team, and answers no deadline towards it.
    assert_eq!(clock(&desk, "--to cert"), ("passed".to_owned(), vec![]));
    assert_eq!(clock(&desk, "--to thing:clients").0, "met");
    assert_eq!(clock(&desk, "--to cert --to clients").0, "met");
    // Who was told at three is not said: perhaps the team.
    let undirected =
        "--quote 'Later' --facet response.notified_at --value 2024-05-01T15:00Z --said 2024-05-02";
    assert_eq!(desk.utterance(undirected).code, 0);
    let perhaps = vec![(json!([]), "untold".to_owned())];
    assert_eq!(clock(&desk, "--to cert"), ("told_to_unsaid".to_owned(), perhaps));
    let text = desk.ok(&format!("{CLOCKS} --to cert")).out;
    for words in [
        "Counted is only what was told to Response Team (party:cert)",
        "to whom is not said",
        "whether to whom you ask for is not said",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("told to thing:clients"), "{text}");
}

#[test]
fn a_time_is_told_to_whom_its_source_names_beside_it() {
    let desk = desk();
    let cert = desk.id("party:cert");
    let quote = |words: &str| json!([{ "quote": words }]);
    let both = json!({"kind": "utterance", "says": {
        "incident": "incident:example-outage", "speaker": "party:example-power", "artifact": "ref:times-1/text",
        "times": {"said": "2024-05-04"},
        "claims": [
            {"facet": "response.notified_at", "value": {"time": {"edtf": "2024-05-01T16:00Z"}}, "segments": quote("Later")},
            {"facet": "response.notification", "segments": quote("About 5000 customers"),
             "value": {"set": {"closure": "open", "members": [{"is": "party:cert"}]}}},
        ],
    }});
    desk.write("both.json", &both.to_string());
    desk.ok("add utterance -f both.json");
    // A part of it that nothing else here names counts as it does, and another party does not.
    for to in ["", "--to cert", "--to party:cert-desk", "--to police --to cert"] {
        let (state, filings) = clock(&desk, to);
        assert_eq!((state.as_str(), filings.len()), ("met", 1), "{to}");
        assert!(filings.iter().all(|(to, counts)| *to == is(&cert) && counts == "named"));
    }
    assert_eq!(clock(&desk, "--to police"), ("passed".to_owned(), vec![]));
    let text = desk.ok(&format!("{CLOCKS} --to cert-desk")).out;
    assert!(text.contains("told to party:cert"), "{text}");
}

#[test]
fn words_alone_may_name_whom_is_asked_for() {
    let desk = desk();
    told(&desk, "closed: the response team", "2024-05-01T14:00Z");
    let words = json!([{ "id": null, "printed": "the response team" }]);
    let (state, filings) = clock(&desk, "--to cert");
    assert_eq!((state.as_str(), filings), ("told_to_unsaid", vec![(words, "untold".to_owned())]));
    assert_eq!(clock(&desk, "").0, "met");
    let text = desk.ok(&format!("{CLOCKS} --to cert")).out;
    assert!(text.contains("perhaps whom you ask for"), "{text}");
}

#[test]
fn who_is_no_party_and_no_thing_is_refused() {
    let desk = desk();
    for (to, code, says) in [
        ("crt", 4, "party:cert"),
        ("party:crt", 4, "party:cert"),
        ("thing:client", 4, "thing:clients"),
        ("incident:example-outage", 2, "neither a party nor a thing"),
        ("example-outage", 2, "neither a party nor a thing"),
        ("3", 2, "neither a party nor a thing"),
        ("ref:times-1", 2, "neither a party nor a thing"),
    ] {
        desk.fails(&format!("{CLOCKS} --to {to}"), code, says);
    }
    desk.fails("clocks --regimes --to cert", 2, "cannot be used with");
    // What was declared later was not there then.
    desk.fails(&format!("{CLOCKS} --as-of 7 --to cert"), 4, "was not declared yet");
}
