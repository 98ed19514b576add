//! Opinions as they are recorded, beside the claims that they are of.

use serde_json::{Value, json};

use super::desk::Desk;

/// A denial (8), another claim (9), and its contrary by the outlet (10).
fn desk() -> Desk {
    let desk = Desk::founded();
    let denial = "--quote 'No customer data was taken' --facet confidentiality.leak --value no";
    assert_eq!(desk.utterance(denial).code, 0);
    let backup = "--quote Later --facet data.backup --value yes";
    assert_eq!(desk.utterance(backup).code, 0);
    desk.ok("add utterance --incident example-outage --speaker party:example-times --language en --in ref:times-1/text \
             --quote 'About 5000 customers' --facet confidentiality.leak --value yes");
    desk
}

/// What an answer says of the opinions of the claim that an entry says.
fn opinions(desk: &Desk, command: &str, entry: u64) -> Value {
    let answer = desk.ok(&format!("--json {command} example-outage")).json();
    let claims = answer["claims"].as_object().expect("claims by address").values();
    let mut of_entry = claims.filter(|claim| claim["entry"] == entry);
    of_entry.next().unwrap_or_else(|| panic!("no claim of entry {entry}: {answer}"))["opinions"]
        .clone()
}

#[test]
fn every_answer_with_the_claim_carries_what_is_held_of_it() {
    let desk = desk();
    let picture = |desk: &Desk| {
        let answer = desk.ok("--json ask example-outage").json();
        (answer["statuses"].clone(), answer["conflicts"].clone())
    };
    let before = picture(&desk);
    desk.ok("add opinion 8#0 dispute 'en=We doubt it.'");
    desk.ok("add opinion 8 endorse 'en=We heard it too.'");
    desk.ok("add opinion 8#0 repudiate 'en=Not that value.' --field /value");
    for command in ["ask", "history", "conflicts"] {
        let found = opinions(&desk, command, 8);
        assert_eq!(found["count"], 3, "{command}: {found}");
        let listed = found["listed"].as_array().expect("a list").iter();
        let told: Vec<Value> = listed
            .map(|it| {
                json!([it["entry"], it["view"], it["of_claim"], it["field"], it["why"]["text"]])
            })
            .collect();
        let expected = [
            json!([11, "dispute", true, null, "We doubt it."]),
            json!([12, "endorse", false, null, "We heard it too."]),
            json!([13, "repudiate", true, "/value", "Not that value."]),
        ];
        assert_eq!(told, expected, "{command}");
        assert_eq!(found["listed"][0]["signer"]["slug"], "party:example-desk");
        assert_eq!(opinions(&desk, command, 10), json!({"count": 0, "listed": []}), "{command}");
    }
    for command in [
        "history example-outage",
        "conflicts example-outage",
        "ask example-outage confidentiality.leak",
    ] {
        let text = desk.ok(command).out;
        for words in [
            "opinion recorded",
            "Example Desk",
            "disputes",
            "We doubt it.",
            "endorses",
            "/value",
            "entry 13",
        ] {
            assert!(text.contains(words), "{command} does not say {words:?}: {text}");
        }
    }
    // It is an opinion, and takes no side of the conflict.
    assert_eq!(picture(&desk), before);
    assert_eq!(opinions(&desk, "ask", 9)["count"], 0);
}

#[test]
fn what_is_held_follows_corrections_and_is_gone_when_it_is_withdrawn() {
    let desk = desk();
    desk.ok("add opinion 8#0 dispute 'en=We doubt it.'");
    desk.ok("add opinion 8 endorse 'en=We heard it too.'");
    desk.ok("amend 8 --reason transcription --set /claims/0/value/answer=partly");
    let found = opinions(&desk, "ask", 13);
    assert_eq!(found["count"], 2, "{found}");
    // At an earlier moment it was held of what stood then.
    let then = desk.ok("--json ask example-outage --as-of 11").json();
    let claims = then["claims"].as_object().expect("claims").values();
    let counts: Vec<Value> =
        claims.filter(|it| it["entry"] == 8).map(|it| it["opinions"]["count"].clone()).collect();
    assert_eq!(counts, [1]);
    desk.ok("amend 11 --reason withdrawal --why 'en=said too soon'");
    let found = opinions(&desk, "ask", 13);
    assert_eq!((&found["count"], &found["listed"][0]["view"]), (&json!(1), &json!("endorse")));
}

#[test]
fn so_many_are_listed_and_all_are_counted() {
    let desk = desk();
    for count in 1..=9 {
        desk.ok(&format!("add opinion 8#0 dispute 'en=Doubt {count}.'"));
        if count < 7 {
            continue;
        }
        let found = opinions(&desk, "ask", 8);
        let listed = found["listed"].as_array().map(Vec::len);
        assert_eq!((&found["count"], listed), (&json!(count), Some(count.min(8))));
        let text = desk.ok("conflicts example-outage").out;
        assert_eq!(text.contains("9 opinions recorded"), count == 9, "{text}");
        assert!(!text.contains("Doubt 9."), "{text}");
    }
}
