//! A ledger of 1 to 9 November 2023 on which a ministry overrules its minister, links join claims of one speaker, one claim
//! is the machine translation of another, and a headline stands alone: what `ask`, `history`, `conflicts` and `blame` say.

use std::sync::OnceLock;

use bayan_claim::Kind;
use bayan_tests::{TestLedger, claim, incident_id, party_id, segment, utterance};
use serde_json::{Value, json};

use super::library::{copy_dir, run};
use super::told::assert_in_order;

const PAGE: &str = "All data leaked! No data leaked. Data leaked. The minister’s words are withdrawn. No outage. \
    There was an outage. Perhaps nothing was lost. Nothing was lost. Nobody got in. Somebody got in.\n";

struct Recorded {
    folder: tempfile::TempDir,
    /// The link that says that the police's two claims agree.
    link: u64,
    /// The link that says that one claim translates another.
    translation: u64,
    retraction: u64,
}

fn recorded() -> &'static Recorded {
    static RECORDED: OnceLock<Recorded> = OnceLock::new();
    RECORDED.get_or_init(build)
}

#[track_caller]
fn ok(line: &str) -> String {
    let here = tempfile::tempdir().expect("the system has a folder for temporary files");
    let dir = recorded().folder.path().join("ledger");
    let dir = dir.to_str().expect("a temporary folder has a plain name");
    let args: Vec<&str> = line.split(' ').chain(["--ledger", dir]).collect();
    let ran = run(here.path(), &args);
    assert_eq!(ran.code, 0, "{line}: {ran:?}");
    ran.out
}

fn json_of(line: &str) -> Value {
    serde_json::from_str(&ok(&format!("{line} --json"))).unwrap()
}

fn declare(ledger: &mut TestLedger) {
    for (name, is) in [
        ("ministry", "organisation"),
        ("police", "organisation"),
        ("outlet", "publisher"),
        ("minister", "person"),
    ] {
        let names = json!([{"language": "en", "text": format!("The {name}")}]);
        let mut party = json!({"id": party_id(name), "is": is, "slug": name, "names": names});
        if is == "person" {
            let title = json!({"language": "en", "text": "minister"});
            party["roles"] = json!([{"of": party_id("ministry"), "title": title}]);
        }
        ledger.record(Kind::Party, &party);
    }
    let titles = json!([{"language": "en", "text": "The case"}]);
    let incident = json!({"id": incident_id("case"), "slug": "case", "titles": titles});
    ledger.record(Kind::Incident, &incident);
    ledger.capture(PAGE);
}

fn says(ledger: &TestLedger, who: &str, day: Option<u8>, one: &Value) -> Value {
    let one = std::slice::from_ref(one);
    let mut fields = utterance(ledger.operator.party, party_id(who), incident_id("case"), one);
    if let Some(day) = day {
        fields["times"] = json!({"said": {"edtf": format!("2023-11-{day:02}T12:00:00Z")}});
    }
    fields
}

fn answer(facet: &str, answer: &str, words: &str) -> Value {
    claim(facet, &json!({ "answer": answer }), &[segment(PAGE, words)])
}

fn build() -> Recorded {
    let mut ledger = TestLedger::found();
    declare(&mut ledger);
    let (leak, outage) = ("confidentiality.leak", "availability.outage");
    let mut said = |who: &str, day: Option<u8>, one: &Value, chain: Value| {
        let mut fields = says(&ledger, who, day, one);
        fields["chain"] = chain;
        if fields["chain"] == json!([]) {
            fields.as_object_mut().unwrap().remove("chain");
        }
        ledger.record(Kind::Utterance, &fields)
    };
    let denial = said("minister", Some(1), &answer(leak, "no", "No data leaked."), json!([]));
    said("police", Some(1), &answer(leak, "yes", "Data leaked."), json!([]));
    said("minister", Some(1), &answer(outage, "no", "No outage."), json!([]));
    said("ministry", Some(2), &answer(outage, "yes", "There was an outage."), json!([]));
    let mut back = answer(leak, "not_said", "The minister’s words are withdrawn.");
    back["act"] = json!("retracts");
    back["target"] = json!(format!("{}#0", denial.id));
    let retraction = said("ministry", Some(3), &back, json!([])).index.0;
    let mut perhaps = answer("confidentiality.loss", "no", "Perhaps nothing was lost.");
    perhaps["stance"] = json!({"certainty": "possible"});
    let original = said("police", None, &perhaps, json!([]));
    let machine = json!([{"kind": "translates", "maker": "machine"}]);
    let sure = answer("confidentiality.loss", "no", "Nothing was lost.");
    let translated = said("police", None, &sure, machine);
    let destroyed = "integrity.destruction";
    let first = said("police", Some(4), &answer(destroyed, "no", "Nobody got in."), json!([]));
    let then = said("police", Some(9), &answer(destroyed, "yes", "Somebody got in."), json!([]));
    let mut headline = answer("integrity.alteration", "yes", "All data leaked!");
    headline["segments"][0]["zone"] = json!("headline");
    said("outlet", Some(9), &headline, json!([]));
    let denied = answer("integrity.alteration", "no", "Nobody got in.");
    said("ministry", Some(9), &denied, json!([]));
    let link = |from: &str, relation: &str, to: &str| json!({"from": format!("{from}#0"), "relation": relation, "to": format!("{to}#0")});
    let of = |id: &dyn std::fmt::Display| id.to_string();
    let fields = link(&of(&translated.id), "translation_of", &of(&original.id));
    let translation = ledger.record(Kind::Link, &fields).index.0;
    let fields = link(&of(&then.id), "corroborates", &of(&first.id));
    let link = ledger.record(Kind::Link, &fields).index.0;
    ledger.close();
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    copy_dir(&ledger.dir(), &folder.path().join("ledger"));
    Recorded { folder, link, translation, retraction }
}

/// The words of the claims that stand in an answer of `ask`.
fn standing(answer: &Value) -> Vec<String> {
    let sources = answer["sources"].as_array().unwrap().iter();
    let steps = sources.flat_map(|source| source["claims"].as_array().unwrap());
    let words = |step: &Value| {
        let claim = &answer["claims"][step["claim"].as_str().unwrap()];
        claim["says"]["words"][0]["exact"].as_str().unwrap().to_owned()
    };
    steps.filter(|step| step["stands"] == json!(true)).map(words).collect()
}

#[test]
fn what_an_organisation_overruled_is_nobodys_position() {
    let leak = json_of("ask case confidentiality.leak --speakers");
    assert_eq!(standing(&leak), ["Data leaked."]);
    assert_eq!(leak["statuses"][0]["status"], json!("affirmed"));
    assert_eq!(json_of("conflicts case confidentiality.leak")["conflicts"], json!([]));
    let outage = json_of("ask case availability.outage --speakers");
    assert_eq!(standing(&outage), ["There was an outage."]);
    assert_eq!(json_of("conflicts case availability.outage")["conflicts"], json!([]));
    let history = json_of("history case --party minister");
    let steps = history["sources"][0]["claims"].as_array().unwrap();
    for step in steps {
        assert_eq!(step["stands"], json!(false));
        assert_eq!(step["overruled_by"]["slug"], json!("party:ministry"));
    }
    let text = ok("history case --party minister");
    let taken = format!("taken back or corrected by entry {}#0", recorded().retraction);
    assert_in_order(&text, &["No data leaked.", &taken, "No outage."]);
    assert_in_order(&text, &["No outage.", "followed by The ministry (party:ministry) in its own"]);
}

#[test]
fn a_link_between_own_claims_stands_on_the_move() {
    let text = ok("history case --party police --facet integrity.destruction");
    let records = format!("entry {} records between the two: corroborates", recorded().link);
    assert_in_order(&text, &["Somebody got in.", "moved", "reverses", &records]);
    let answer = json_of("history case --party police --facet integrity.destruction");
    let moved = &answer["sources"][0]["claims"][1]["moves"][0];
    assert_eq!(moved["shifts"][0]["shift"], json!("reverses"));
    assert_eq!(moved["of_telling"], json!(false));
    let between = &moved["recorded_between"][0];
    assert_eq!(between["relation"], json!("corroborates"));
    assert_eq!(between["entry"], json!(recorded().link));
}

#[test]
fn a_translation_is_named_with_what_it_gained() {
    let translation = recorded().translation;
    let records = format!("entry {translation} records between the two: translation of");
    let history = "history case --party police --facet confidentiality.loss";
    // A history shows both of its ends; where both claims stand in one text the later one alone is the position.
    for (line, ends) in [(history, 2), ("ask case confidentiality.loss", 1)] {
        let text = ok(line);
        assert_in_order(&text, &["two accounts of the same words", "strengthens (by certainty)"]);
        assert_eq!(text.matches(&records).count(), ends, "{line}: {text}");
        let answer = json_of(line);
        let claims = answer["claims"].as_object().unwrap().values();
        let told: Vec<&Value> =
            claims.flat_map(|it| it["translations"].as_array().unwrap()).collect();
        assert_eq!(told.len(), 2, "{line}");
        assert_eq!(told[0]["shifts"], json!([{"shift": "strengthens", "rule": "certainty"}]));
        assert_eq!(told[0]["entry"], json!(translation));
        assert!(answer["claims"].get(told[0]["to"].as_str().unwrap()).is_some());
    }
    let moved = json_of(history);
    let step = &moved["sources"][0]["claims"][1];
    assert_eq!(step["moves"][0]["of_telling"], json!(true));
    let blame = ok("blame case confidentiality.loss");
    assert_in_order(&blame, &["Nothing was lost.", "via", "machine", &records]);
}

#[test]
fn a_headline_alone_is_marked() {
    let facet = "integrity.alteration";
    let text = ok(&format!("ask case {facet}"));
    assert_in_order(
        &text,
        &["1 independent origin (1 in a headline only)", "harm denied: 1 independent"],
    );
    assert_in_order(&text, &["The outlet", "All data leaked!", "in a headline only"]);
    let conflicts = ok(&format!("conflicts case {facet}"));
    assert_in_order(
        &conflicts,
        &["(1 in a headline only)", "All data leaked!", "in a headline only"],
    );
    assert_eq!(conflicts.matches("in a headline only").count(), 2, "the other side is none");
    let answer = json_of(&format!("conflicts case {facet}"));
    let conflict = &answer["conflicts"][0];
    assert_eq!(conflict["left_headline_origins"], json!(1));
    assert_eq!(conflict["right_headline_origins"], json!(0));
    let left = &answer["claims"][conflict["left"][0].as_str().unwrap()];
    let right = &answer["claims"][conflict["right"][0].as_str().unwrap()];
    assert_eq!((&left["headline_only"], &right["headline_only"]), (&json!(true), &json!(false)));
    let status = &json_of(&format!("ask case {facet}"))["statuses"][0];
    assert_eq!(status["affirmed"]["headline_origins"], json!(1));
}
