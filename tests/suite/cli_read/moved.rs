//! A ledger on which things moved, of 1 to 6 November 2023: a name was corrected, one claim gave way, one was taken back,
//! one record was corrected; and what is said of it: whose words stand under an organisation, to whom an order was put,
//! what may have been said later.

use std::path::PathBuf;
use std::sync::OnceLock;

use bayan_claim::Kind;
use bayan_ledger::Receipt;
use bayan_tests::{TestLedger, claim, incident_id, party_id, segment, utterance};
use serde_json::{Value, json};

use super::library::{Ran, copy_dir, run};
use super::told::assert_in_order;

const PAGE: &str = "No data was lost. Some data was lost. Everything was down. We take it back. We regret it. \
    Airlines are to let travellers pass. Experts found nothing so far. The data is safe.\n";

/// The ledger, and where its statements are.
pub(super) struct Moved {
    folder: tempfile::TempDir,
    /// The denial of the spokesman, on the first day.
    pub(super) denial: u64,
    /// What the ledger had signed when it stood: bytes of a checkpoint, of so many entries.
    pub(super) then: (Vec<u8>, u64),
    /// The correction of the agency's name.
    renamed: u64,
    /// The contrary of the denial.
    contrary: u64,
    /// What is taken back, and by what.
    outage: u64,
    retraction: u64,
    /// What its recorder corrected, and by what.
    regret: u64,
    corrected: u64,
}

/// The ledger, built once.
pub(super) fn moved() -> &'static Moved {
    static MOVED: OnceLock<Moved> = OnceLock::new();
    MOVED.get_or_init(build)
}

impl Moved {
    /// The folder of the ledger.
    pub(super) fn dir(&self) -> PathBuf {
        self.folder.path().join("ledger")
    }
}

/// Runs a command line on it, given as words without spaces in them.
fn ran(line: &str) -> Ran {
    let here = tempfile::tempdir().expect("the system has a folder for temporary files");
    let dir = moved().dir();
    let dir = dir.to_str().expect("a temporary folder has a plain name");
    let args: Vec<&str> = line.split(' ').chain(["--ledger", dir]).collect();
    run(here.path(), &args)
}

#[track_caller]
fn ok(line: &str) -> String {
    let ran = ran(line);
    assert_eq!(ran.code, 0, "{line}: {ran:?}");
    ran.out
}

fn json_of(line: &str) -> Value {
    serde_json::from_str(&ok(&format!("{line} --json"))).unwrap()
}

fn agency(slug: &str, names: &[(&str, &str)]) -> Value {
    let names: Vec<Value> =
        names.iter().map(|(language, text)| json!({"language": language, "text": text})).collect();
    json!({"id": party_id("agency"), "is": "organisation", "slug": slug, "names": names})
}

fn said(ledger: &mut TestLedger, who: &str, day: Option<u8>, claims: &[Value]) -> Receipt {
    let fields = uttered(ledger, who, day, claims);
    ledger.record(Kind::Utterance, &fields)
}

fn uttered(ledger: &TestLedger, who: &str, day: Option<u8>, claims: &[Value]) -> Value {
    let mut fields = utterance(ledger.operator.party, party_id(who), incident_id("bridge"), claims);
    if let Some(day) = day {
        fields["times"] = json!({"said": {"edtf": format!("2023-11-{day:02}T12:00:00Z")}});
    }
    fields
}

fn at(facet: &str, value: &Value, words: &str) -> Value {
    claim(facet, value, &[segment(PAGE, words)])
}

/// Parties, the case, and the page. Gives the description of the agency, whose name is corrected later.
fn declare(ledger: &mut TestLedger) -> Receipt {
    let names = [("en", "The agency"), ("hi", "पुराना नाम")];
    let described = ledger.record(Kind::Party, &agency("old-agency", &names));
    for (name, is) in [
        ("operator", "organisation"),
        ("airlines", "organisation"),
        ("experts", "collective"),
        ("spokesman", "person"),
    ] {
        let names = json!([{"language": "en", "text": format!("The {name}")}]);
        let mut party = json!({"id": party_id(name), "is": is, "slug": name, "names": names});
        if is == "person" {
            let title = json!({"language": "en", "text": "spokesman"});
            party["roles"] = json!([{"of": party_id("agency"), "title": title}]);
        }
        ledger.record(Kind::Party, &party);
    }
    let incident = json!({
        "id": incident_id("bridge"), "slug": "bridge",
        "titles": [{"language": "en", "text": "The bridge case"}],
    });
    ledger.record(Kind::Incident, &incident);
    ledger.capture(PAGE);
    described
}

fn build() -> Moved {
    let mut ledger = TestLedger::found();
    let described = declare(&mut ledger);
    let no = at("confidentiality.loss", &json!({"answer": "no"}), "No data was lost.");
    let denial = said(&mut ledger, "spokesman", Some(1), &[no]);
    let reader = ledger.reader();
    let then = (reader.checkpoint().bytes().to_vec(), reader.size().0);
    drop(reader);
    let name = [("en", "The Agency for Bridges"), ("hi", "सेतु विभाग")];
    let renamed = json!({
        "targets": [described.id], "reason": "transcription",
        "replacement": {"kind": "party", "says": agency("bridge-agency", &name)},
    });
    let renamed = ledger.record(Kind::Amend, &renamed);
    let down = at("availability.outage", &json!({"answer": "yes"}), "Everything was down.");
    let outage = said(&mut ledger, "agency", Some(2), &[down]);
    let text = |words: &str| json!({"text": {"language": "en", "text": words}});
    let apology = |words: &str| at("response.apology", &text(words), "We regret it.");
    let regret = said(&mut ledger, "agency", Some(2), &[apology("Regret.")]);
    let mut informed = uttered(
        &ledger,
        "agency",
        Some(2),
        &[at("evidence.state", &json!({"answer": "no_evidence_found"}), "Experts found nothing")],
    );
    informed["chain"] = json!([{"kind": "informed_by", "by": {"party": party_id("experts")}}]);
    ledger.record(Kind::Utterance, &informed);
    let yes = at("confidentiality.loss", &json!({"answer": "yes"}), "Some data was lost.");
    let contrary = said(&mut ledger, "spokesman", Some(3), &[yes]);
    let mut order = at("response.directive", &text("Let travellers pass."), "Airlines are to let");
    order["act"] = json!("orders");
    order["scope"] = json!({"organisation": {"of": [party_id("airlines")]}});
    said(&mut ledger, "agency", Some(4), &[order]);
    let mut back = at("availability.outage", &json!({"answer": "not_said"}), "We take it back.");
    back["act"] = json!("retracts");
    back["target"] = json!(format!("{}#0", outage.id));
    let retraction = said(&mut ledger, "agency", Some(5), &[back]);
    let corrected = json!({
        "targets": [regret.id], "reason": "transcription",
        "replacement": {
            "kind": "utterance", "says": uttered(&ledger, "agency", Some(2), &[apology("Deep regret.")]),
        },
    });
    let corrected = ledger.record(Kind::Amend, &corrected);
    said(
        &mut ledger,
        "spokesman",
        None,
        &[at("data.safety", &json!({"answer": "yes"}), "The data is safe.")],
    );
    ledger.close();
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    copy_dir(&ledger.dir(), &folder.path().join("ledger"));
    let [denial, renamed, contrary, outage, retraction, regret, corrected] =
        [denial, renamed, contrary, outage, retraction, regret, corrected].map(|it| it.index.0);
    Moved { folder, denial, then, renamed, contrary, outage, retraction, regret, corrected }
}

#[test]
fn names_are_those_that_were_declared_by_then() {
    let Moved { denial, renamed, .. } = moved();
    let (old, new) =
        ("The agency (party:old-agency)", "The Agency for Bridges (party:bridge-agency)");
    for line in [
        "history bridge",
        "ask bridge confidentiality.loss",
        "show incident:bridge",
        "blame bridge",
    ] {
        let today = ok(line);
        assert!(!today.contains("old-agency"), "{line}: {today}");
        let then = ok(&format!("{line} --as-of {denial}"));
        assert!(!then.contains("bridge-agency") && !then.contains("for Bridges"), "{line}: {then}");
    }
    assert!(ok("history bridge").contains(new));
    let then = ok(&format!("history bridge --as-of {denial}"));
    assert!(then.contains(old), "{then}");
    // At the correction itself the new name stands.
    assert!(ok(&format!("history bridge --as-of {renamed}")).contains(new));
    let answer = json_of(&format!("history bridge --as-of {denial}"));
    let who = &answer["sources"][0]["who"]["party"];
    assert_eq!((&who["slug"], &who["name"]), (&json!("party:old-agency"), &json!("The agency")));
    // A change between two moments is told in the names of the later one.
    let earlier = ok(&format!("diff bridge --from {} --to {denial}", denial - 1));
    assert!(earlier.contains("The spokesman") && !earlier.contains("for Bridges"), "{earlier}");
    // Both slugs lead to it: whoever asks knows it by the one or the other.
    for slug in ["old-agency", "bridge-agency"] {
        assert!(
            ok(&format!("history bridge --party {slug} --as-of {denial}")).contains(old),
            "{slug}"
        );
    }
}

#[test]
fn an_organisations_heading_puts_no_words_into_its_mouth() {
    let text = ok("history bridge --party bridge-agency");
    assert_in_order(
        &text,
        &[
            "The Agency for Bridges (party:bridge-agency), with those who speak for it",
            "No data was lost.",
            "speaker      The spokesman (party:spokesman)",
            "claim        loss of data",
            "Experts found nothing",
            "told by      The experts (party:experts) (informed by)",
        ],
    );
    let lines: Vec<&str> = text.lines().collect();
    let place = lines.iter().position(|line| line.contains("No data was lost.")).unwrap();
    assert!(lines[place + 1].contains("speaker"), "right below the words: {text}");
    // Its own words need no line that says so.
    let own = lines.iter().position(|line| line.contains("Everything was down.")).unwrap();
    assert!(!lines[own + 1].contains("speaker"), "{text}");
    let alone = ok("history bridge --party spokesman --facet confidentiality.loss");
    assert!(
        !alone.contains("with those who speak for it") && !alone.contains("speaker"),
        "{alone}"
    );
}

#[test]
fn what_may_have_been_said_later_stands_apart_in_a_history() {
    let answer = json_of("history bridge --said-by 2023-11-05");
    let possible = answer["possible"].as_array().unwrap();
    let claim = &answer["claims"][possible[0].as_str().unwrap()];
    assert_eq!((possible.len(), &claim["facet"]), (1, &json!("data.safety")));
    assert_eq!(claim["possible"], json!(true));
    assert_eq!(
        answer["sources"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|source| {
                source["claims"].as_array().unwrap().iter().any(|step| step["claim"] == possible[0])
            })
            .count(),
        0
    );
    let line = "history bridge --party bridge-agency --said-by 2023-11-05";
    assert_in_order(
        &ok(line),
        &[
            "Some data was lost.",
            "Perhaps said later",
            "The data is safe.",
            "The spokesman",
            "not after",
        ],
    );
    for none in [
        "history bridge",
        "history bridge --said-by 2023-11-05 --facet confidentiality.loss",
        "history bridge --said-by 2023-11-05 --party airlines",
    ] {
        assert_eq!(json_of(none)["possible"], json!([]), "{none}");
        assert!(!ok(none).contains("Perhaps said later"), "{none}");
    }
}

#[test]
fn an_order_says_to_whom_it_was_put() {
    let text = ok("promises bridge");
    assert_in_order(&text, &["Airlines are to let", "to whom      The airlines (party:airlines)"]);
    assert!(!text.contains("organisation:"), "said once: {text}");
    let promise = json_of("promises bridge")["promises"][0].clone();
    assert_eq!(promise["to_whom"][0]["slug"], "party:airlines");
    assert!(ok("ask bridge response.directive").contains("to whom      The airlines"));
}

#[test]
fn each_change_has_its_own_word() {
    let Moved { denial, contrary, outage, retraction, regret, corrected, .. } = moved();
    let text = ok(&format!("diff bridge --from {regret}"));
    for line in [
        format!("~ entry {denial}#0: gave way to entry {contrary}#0"),
        format!("+ entry {contrary}#0: new"),
        format!("- entry {outage}#0: taken back or corrected by entry {retraction}#0"),
        // What a recorder corrected is listed as that alone: nobody's position changed by it.
        format!("corrected entry {regret} in entry {corrected}"),
    ] {
        assert!(text.contains(&line), "{line:?} is not in:\n{text}");
    }
    assert_eq!(
        text.matches("\n  - ").count(),
        1,
        "a minus is for what was taken back alone:\n{text}"
    );
    let answer = json_of(&format!("diff bridge --from {regret}"));
    let changes: Vec<(String, Value)> = answer["positions"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|position| position["changes"].as_array().unwrap())
        .map(|it| {
            let entry = &answer["claims"][it["claim"].as_str().unwrap()]["entry"];
            (format!("{entry} {}", it["change"].as_str().unwrap()), it["by"].clone())
        })
        .collect();
    let by =
        |change: String| changes.iter().find(|(it, _)| *it == change).map(|(_, by)| by.clone());
    let entry = |by: Value| answer["claims"][by.as_str().unwrap()]["entry"].clone();
    assert_eq!(entry(by(format!("{denial} gave_way")).unwrap()), json!(contrary));
    assert_eq!(by(format!("{outage} taken_back")).map(|by| by.is_string()), Some(true));
    assert_eq!(by(format!("{corrected} corrected")), None);
    assert_eq!(by(format!("{contrary} new")), Some(Value::Null));
}

#[test]
fn an_overview_says_by_whose_words() {
    let text = ok("ask bridge");
    // When the data was said to be safe is not told: what the spokesman says of both cannot be ordered.
    assert_in_order(&text, &["loss of data to others: contested", "spokesman"]);
    assert_in_order(&text, &["evidence of compromise: open", "bridge-agency"]);
    let line = text.lines().find(|line| line.contains("instructions to others")).unwrap();
    assert!(line.ends_with("bridge-agency"), "{line:?}");
}

#[test]
fn a_name_is_suggested_by_any_of_its_names_and_none_of_a_later_day_or_a_stranger() {
    for (word, slug) in [
        ("सेतु", "party:bridge-agency"),
        ("BRIDGES", "party:bridge-agency"),
        ("spokesmn", "party:spokesman"),
    ] {
        let ran = ran(&format!("history bridge --party {word}"));
        assert!(
            ran.code == 4 && ran.err.contains(&format!("did you mean {slug}?")),
            "{word}: {ran:?}"
        );
    }
    for stranger in ["ministry", "مهندس", "zz"] {
        let ran = ran(&format!("history bridge --party {stranger}"));
        assert!(ran.code == 4 && !ran.err.contains("did you mean"), "{ran:?}");
        assert!(ran.err.contains("`bayan list parties`"), "{ran:?}");
    }
    // The airlines are there from the start; before that nothing near is known.
    let ran = ran("list parties --party airline --as-of 0");
    assert!(ran.code == 4 && !ran.err.contains("airlines"), "{ran:?}");
}
