//! A ledger with one of everything that the commands on an incident tell apart, on 1 to 9 November 2023.

use std::path::Path;
use std::sync::OnceLock;

use bayan_claim::Kind;
use bayan_ledger::Receipt;
use bayan_tests::{
    TestLedger, claim, incident_id, party_id, question_id, segment, thing_id, utterance,
};
use serde_json::{Value, json};

use super::library::{Ran, copy_dir, run};

/// What the outlet printed: Persian, Hindi, and a line that a spreadsheet would run.
pub(super) const PAGE: &str = "Everything is down\nهیچ داده‌ای از دست نرفته است.\nकुछ डेटा गया है।\n\
    Service is back by Friday. The fault is the vendor's. 100 offices are hit.\nAt least 250 offices are hit.\n\
    Perhaps some services are down.\n=SUM(1+1) is what the form showed.\nOnly names and dates.\nDates and numbers.\n\
    We told the regulator at ten. We noticed it at eight. We publish a report soon. All offices stay shut.\n\
    We shall pay everybody. Nobody was paid. Service is back. It is not our fault. The mayor did it. It began at seven.\n\
    No comment on the cause. The vendor has not answered. Data of later days is safe too.\n";
/// The denial.
pub(super) const DENIAL: &str = "هیچ داده‌ای از دست نرفته است.";
/// What contradicts it.
pub(super) const LOSS: &str = "कुछ डेटा गया है।";

/// The ledger and where its statements are.
pub(super) struct Casebook {
    folder: tempfile::TempDir,
    /// The ministry on 1 November: a denial, a promise, when it noticed, a blame, a number.
    pub(super) first: u64,
    /// The clinic on 2 November: the contrary, another number, words that look like a formula, another blame.
    pub(super) clinic: u64,
    /// The silence of the vendor, as of 2 November.
    pub(super) silence: u64,
    /// The link that says that the promise was kept.
    pub(super) kept: u64,
    /// The statement that is withheld.
    pub(super) withheld: u64,
}

/// The casebook, built once.
pub(super) fn casebook() -> &'static Casebook {
    static CASEBOOK: OnceLock<Casebook> = OnceLock::new();
    CASEBOOK.get_or_init(build)
}

impl Casebook {
    /// The folder of the ledger.
    pub(super) fn dir(&self) -> std::path::PathBuf {
        self.folder.path().join("ledger")
    }

    /// Runs a command on it, in `here`.
    pub(super) fn run(&self, here: &Path, args: &[&str]) -> Ran {
        let dir = self.dir();
        let dir = dir.to_str().expect("a temporary folder has a plain name");
        let args: Vec<&str> = args.iter().copied().chain(["--ledger", dir]).collect();
        run(here, &args)
    }
}

/// Runs a command on the casebook that must go well.
pub(super) fn ok(args: &[&str]) -> Ran {
    let here = tempfile::tempdir().expect("the system has a folder for temporary files");
    let ran = casebook().run(here.path(), args);
    assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
    ran
}

/// Runs a command on the casebook that must fail with this code, and say this.
#[track_caller]
pub(super) fn fails(args: &[&str], code: i32, words: &[&str]) {
    let here = tempfile::tempdir().expect("the system has a folder for temporary files");
    let ran = casebook().run(here.path(), args);
    assert_eq!(ran.code, code, "{args:?}: {ran:?}");
    for word in words {
        assert!(ran.err.contains(word), "{args:?} does not say {word:?}: {}", ran.err);
    }
    assert_eq!(ran.out, "", "{args:?}");
}

fn declare(ledger: &mut TestLedger) {
    for (name, is) in [
        ("operator", "organisation"),
        ("ministry", "organisation"),
        ("clinic", "organisation"),
        ("vendor", "organisation"),
        ("mayor", "person"),
        ("outlet", "publisher"),
    ] {
        let names = json!([{"language": "en", "text": format!("The {name}")}]);
        let party = json!({"id": party_id(name), "is": is, "slug": name, "names": names});
        ledger.record(Kind::Party, &party);
    }
    for name in ["bridge", "empty"] {
        let titles = json!([{"language": "en", "text": format!("The {name} case")}]);
        let incident = json!({"id": incident_id(name), "slug": name, "titles": titles});
        ledger.record(Kind::Incident, &incident);
    }
    for name in ["names", "dates", "numbers"] {
        let words = json!([{"language": "en", "text": name}]);
        let thing = json!({"id": thing_id(name), "is": "data_kind", "slug": name, "names": words});
        ledger.record(Kind::Thing, &thing);
    }
    ledger.capture(PAGE);
}

/// Records what a party said on a day of November 2023, as the outlet printed it.
fn said(ledger: &mut TestLedger, who: &str, day: u8, claims: &[Value]) -> Receipt {
    let mut fields = utterance(ledger.operator.party, party_id(who), incident_id("bridge"), claims);
    fields["publisher"] = json!(party_id("outlet"));
    fields["chain"] = json!([
        {"kind": "publishes", "by": {"party": party_id("outlet")}},
        {"kind": "paraphrases", "by": {"party": party_id("outlet")}, "channel": "statement"},
    ]);
    fields["times"] = json!({"said": {"edtf": format!("2023-11-{day:02}T12:00:00Z")}});
    ledger.record(Kind::Utterance, &fields)
}

/// A claim at these words of the page.
fn at(facet: &str, value: &Value, words: &str) -> Value {
    claim(facet, value, &[segment(PAGE, words)])
}

fn text(words: &str) -> Value {
    json!({"text": {"language": "en", "text": words}})
}

fn offices(amount: &Value) -> Value {
    json!({"quantity": {"amount": amount, "counted": {"printed": "offices"}, "unit": ["offices"]}})
}

fn data(closure: &str, members: [&str; 2]) -> Value {
    let members = members.map(|name| json!({"is": thing_id(name)}));
    json!({"set": {"closure": closure, "members": members}})
}

fn party(name: &str) -> Value {
    json!({"ref": {"is": party_id(name)}})
}

/// A claim with these fields changed.
fn with(mut claim: Value, fields: &[(&str, Value)]) -> Value {
    for (field, value) in fields {
        claim[field] = value.clone();
    }
    claim
}

fn link(ledger: &mut TestLedger, from: &str, relation: &str, to: &str) -> Receipt {
    let why = json!({"language": "en", "text": "As printed."});
    let fields = json!({"from": from, "relation": relation, "to": to, "why": why});
    ledger.record(Kind::Link, &fields)
}

fn build() -> Casebook {
    let mut ledger = TestLedger::found();
    declare(&mut ledger);
    let first = first_day(&mut ledger);
    let clinic = second_day(&mut ledger);
    let silence = silence(&mut ledger);
    let [restored, unpaid, kept] = later_days(&mut ledger, &first);
    questions(&mut ledger, &restored, &unpaid);
    let extra =
        said(&mut ledger, "clinic", 9, &[at("data.safety", &json!({"answer": "yes"}), "safe too")]);
    let redaction = json!({
        "authority": party_id("operator"), "statements": [extra.id], "why": "court_order",
    });
    ledger.record(Kind::Redaction, &redaction);
    ledger.close();
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    copy_dir(&ledger.dir(), &folder.path().join("ledger"));
    Casebook {
        folder,
        first: first.index.0,
        clinic: clinic.index.0,
        silence: silence.index.0,
        kept: kept.index.0,
        withheld: extra.index.0,
    }
}

fn first_day(ledger: &mut TestLedger) -> Receipt {
    let gloss =
        json!([{"maker": "human", "phrase": {"language": "en", "text": "No data was lost."}}]);
    let friday = json!({"time": {"edtf": "2023-11-03", "printed": "Friday"}});
    let soon = json!({"time": {"printed": "soon"}});
    let until = json!({"time": {"edtf": "2023-11-04"}});
    let headline = |facet: &str, words: &str| {
        with(at(facet, &json!({"answer": "yes"}), words), &[("act", json!("frames"))])
    };
    let mut above = headline("availability.outage", "Everything is down");
    above["segments"][0]["zone"] = json!("headline");
    said(ledger, "outlet", 1, &[above]);
    let below = with(
        at("availability.outage", &json!({"answer": "yes"}), "Perhaps some services are down"),
        &[("stance", json!({"certainty": "possible"}))],
    );
    said(ledger, "outlet", 1, &[below]);
    let promise = [("act", json!("promises"))];
    let claims = [
        with(
            at("confidentiality.loss", &json!({"answer": "no"}), DENIAL),
            &[("act", json!("denies")), ("gloss", gloss)],
        ),
        with(
            with(
                at("commitment.restore", &text("Back by Friday."), "Service is back by Friday"),
                &promise,
            ),
            &[("due", friday)],
        ),
        at(
            "incident.time_noticed",
            &json!({"time": {"edtf": "2023-11-01T08:00:00Z"}}),
            "We noticed it at eight",
        ),
        at("responsibility.blame", &party("vendor"), "The fault is the vendor's"),
        at("availability.extent", &offices(&json!({"exactly": "100"})), "100 offices are hit"),
        with(
            with(
                at("commitment.disclose", &text("A report."), "We publish a report soon"),
                &promise,
            ),
            &[("due", soon)],
        ),
        with(
            at("response.directive", &text("Offices stay shut."), "All offices stay shut"),
            &[("act", json!("orders")), ("until", until)],
        ),
        with(
            at("commitment.compensate", &text("Pay everybody."), "We shall pay everybody"),
            &promise,
        ),
        at("confidentiality.types", &data("closed", ["names", "dates"]), "Only names and dates"),
    ];
    said(ledger, "ministry", 1, &claims)
}

fn second_day(ledger: &mut TestLedger) -> Receipt {
    let claims = [
        at("confidentiality.loss", &json!({"answer": "yes"}), LOSS),
        at(
            "availability.extent",
            &offices(&json!({"at_least": "250"})),
            "At least 250 offices are hit",
        ),
        at("context.background", &text("=SUM(1+1)"), "=SUM(1+1) is what the form showed"),
        at("confidentiality.types", &data("open", ["dates", "numbers"]), "Dates and numbers"),
        with(
            at("responsibility.blame", &party("mayor"), "The mayor did it"),
            &[("act", json!("alleges"))],
        ),
    ];
    said(ledger, "clinic", 2, &claims)
}

fn silence(ledger: &mut TestLedger) -> Receipt {
    let fields = json!({
        "party": party_id("vendor"), "as_far_as": party_id("outlet"), "recorder": ledger.operator.party,
        "incident": incident_id("bridge"), "as_of": {"edtf": "2023-11-02"},
        "on": {"facets": ["responsibility.blame"]},
        "segments": [segment(PAGE, "The vendor has not answered")],
    });
    ledger.record(Kind::Silence, &fields)
}

/// What was said later, and what became of the promises: the restoring, that nobody was paid, and the link that says that
/// one promise was kept.
fn later_days(ledger: &mut TestLedger, first: &Receipt) -> [Receipt; 3] {
    let told = json!({"time": {"edtf": "2023-11-01T10:00:00Z"}});
    said(
        ledger,
        "ministry",
        3,
        &[at("response.notified_at", &told, "We told the regulator at ten")],
    );
    let restored = at("availability.restored", &json!({"answer": "yes"}), "Service is back.");
    let restored = said(ledger, "ministry", 4, &[restored]);
    let kept = link(ledger, &format!("{}#0", restored.id), "fulfils", &format!("{}#1", first.id));
    let unpaid = at("response.compensation", &text("Nobody was paid."), "Nobody was paid");
    let unpaid = said(ledger, "clinic", 5, &[unpaid]);
    link(ledger, &format!("{}#0", unpaid.id), "breaks", &format!("{}#7", first.id));
    let not_us = with(
        at("responsibility.blame", &party("vendor"), "It is not our fault"),
        &[
            ("act", json!("denies")),
            ("stance", json!({"certainty": "certain", "polarity": "deny"})),
        ],
    );
    said(ledger, "vendor", 6, &[not_us]);
    [restored, unpaid, kept]
}

fn questions(ledger: &mut TestLedger, restored: &Receipt, unpaid: &Receipt) {
    let mut ask = |name: &str, facet: &str, words: &str| {
        let fields = json!({
            "id": question_id(name), "incident": incident_id("bridge"), "facet": facet,
            "text": {"language": "en", "text": words}, "to": [party_id("ministry")],
            "asked": {"edtf": "2023-11-01"},
        });
        ledger.record(Kind::Question, &fields);
    };
    ask("back", "availability.restored", "Is the service back?");
    ask("cause", "availability.cause", "What was the cause?");
    ask("when", "incident.time", "When did it begin?");
    link(ledger, &format!("{}#0", restored.id), "answers", &question_id("back").to_string());
    link(ledger, &format!("{}#0", unpaid.id), "evades", &question_id("cause").to_string());
    let began = json!({"time": {"edtf": "2023-11-01T07:00:00Z"}});
    said(ledger, "ministry", 7, &[at("incident.time", &began, "It began at seven")]);
}
