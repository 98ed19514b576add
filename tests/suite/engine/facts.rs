//! What the projections of an incident are given: facts by incident, at every size, and nothing that is withheld.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use bayan_claim::id::{IncidentId, StatementRef};
use bayan_claim::{Kind, Says};
use bayan_ledger::check::FaultPlace;
use bayan_ledger::rows::{FACTS, ROWS_VERSION};
use bayan_ledger::{CaseInput, Receipt};
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, Size};
use bayan_store::view::{View, ViewState};
use bayan_tests::{TestLedger, claim, incident_id, party_id, segment, thing_id, utterance};
use bayan_view::case::Case;
use bayan_view::fact::{Fact, Record};
use serde_json::{Value, json};

use super::stage::{Stage, first_person, incident, party, reading, silence, thing};

/// What an incident is made from after so many entries, by the read model where it is free.
pub(crate) fn input(ledger: &TestLedger, name: &str, size: Size) -> CaseInput {
    let reader = ledger.reader();
    let meaning = reader.meaning(|_| {}).unwrap();
    reader.case_input(&meaning, &incident_id(name), size).unwrap()
}

/// The records of an incident now.
fn records(ledger: &TestLedger, name: &str) -> Vec<Record> {
    input(ledger, name, ledger.reader().size()).records
}

fn indexes(records: &[Record]) -> Vec<Index> {
    records.iter().map(|record| record.index).collect()
}

fn indexes_of(receipts: &[&Receipt]) -> Vec<Index> {
    receipts.iter().map(|receipt| receipt.index).collect()
}

/// What can be compared of two answers.
fn told(input: &impl Debug) -> String {
    format!("{input:?}")
}

/// Every size of the ledger.
fn sizes(ledger: &TestLedger) -> impl Iterator<Item = Size> + use<> {
    (0..=ledger.reader().size().0).map(Size)
}

/// At every size and for each of these incidents, today's read model says what a fold of the entries so far says.
pub(crate) fn assert_every_size_agrees(ledger: &TestLedger, incidents: &[&str]) {
    let reader = ledger.reader();
    let today = reader.meaning(|_| {}).unwrap();
    let mut told_apart = 0;
    for size in sizes(ledger) {
        let then = reader.meaning_at(size, |_| {}).unwrap();
        for name in incidents {
            let id = incident_id(name);
            let filtered = reader.case_input(&today, &id, size).unwrap();
            let folded = reader.case_input(&then, &id, size).unwrap();
            assert_eq!(filtered.records, folded.records, "{name} at {size}");
            assert_eq!(told(&filtered), told(&folded), "{name} at {size}");
            told_apart += usize::from(
                told(&filtered) != told(&reader.case_input(&today, &id, reader.size()).unwrap()),
            );
        }
        assert_eq!(reader.incidents(&today, size).unwrap(), reader.incidents(&then, size).unwrap());
    }
    assert!(told_apart > 0, "some size is unlike the last");
}

/// A stage with something of every kind about one incident, part of it about another too.
fn wide() -> Stage {
    let mut stage = Stage::new();
    stage.complete();
    let alice = stage.alice;
    let ledger = &mut stage.ledger;
    ledger.record(Kind::Incident, &incident("second"));
    let mut data = thing("archive", "system");
    data["part_of"] = json!([thing_id("portal")]);
    ledger.record(Kind::Thing, &data);
    let mut mood = thing("mood", "system");
    mood["is"] = json!({"facet": {
        "name": "context.mood", "spec": {"about": "How people feel", "value": "text"},
    }});
    ledger.record(Kind::Thing, &mood);
    let mut fields = reading(alice);
    fields["also"] = json!([incident_id("second")]);
    fields["speaker"] = json!({"ambiguous": {"between": [party_id("bob"), party_id("clinic")]}});
    fields["claims"][0]["scope"] = json!({"system": {"of": [thing_id("archive")]}});
    let both = ledger.record_by(&alice, Kind::Utterance, &fields);
    let mut moved = reading(alice);
    moved["claims"].as_array_mut().unwrap().swap(0, 1);
    ledger.record_by(
        &alice,
        Kind::Amend,
        &json!({
            "targets": [both.id], "reason": "transcription",
            "moved": [{"from": format!("{}#0", both.id), "to": ["#1"]}, {"from": format!("{}#1", both.id), "to": ["#0"]}],
            "replacement": {"kind": "utterance", "says": moved},
        }),
    );
    ledger.record_by(
        &alice,
        Kind::Opinion,
        &json!({
            "target": format!("{}#0", both.id), "view": "dispute", "field": "/claims/0/value",
            "why": {"language": "en", "text": "It says less."},
        }),
    );
    let mut asked = silence(alice);
    asked["as_of"] = json!({"edtf": "2024-01-06"});
    ledger.record_by(&alice, Kind::Silence, &asked);
    stage
}

#[test]
fn facts_are_those_of_the_bodies() {
    let stage = wide();
    let ledger = &stage.ledger;
    let reader = ledger.reader();
    let (mut expected, mut kinds) = (BTreeMap::<String, Vec<Record>>::new(), Vec::new());
    // Where each statement counts: what judges or amends it counts there too.
    let mut counts = BTreeMap::<StatementRef, BTreeSet<String>>::new();
    for index in (0..reader.size().0).map(Index) {
        let stored = reader.entry(index).unwrap();
        let statement = stored.entry.statement();
        let header = statement.header();
        let kind = Kind::from_number(header.kind).unwrap();
        if matches!(kind, Kind::Incident | Kind::Capture) {
            continue;
        }
        let before = reader.meaning_at(Size(index.0), |_| {}).unwrap();
        let id = StatementRef(statement.id().0.0);
        let fact = match stored.says() {
            Some(says) => Fact::of(says, id, before.catalogue()),
            None => Fact::Withheld(kind),
        };
        let (time, signer) = (stored.entry.time(), header.iss.parse().unwrap());
        let record = Record { index, time, statement: id, signer, fact };
        let mut about: BTreeSet<String> = header.incidents.iter().cloned().collect();
        about.insert(header.sub.clone());
        let targets = match stored.says() {
            Some(Says::Amend(amend)) => amend.targets.to_vec(),
            Some(Says::Opinion(opinion)) => vec![opinion.target.statement()],
            _ => Vec::new(),
        };
        about.extend(targets.iter().filter_map(|target| counts.get(target)).flatten().cloned());
        counts.insert(id, about.clone());
        for incident in about.into_iter().filter(|id| id.starts_with("incident:")) {
            kinds.push(kind);
            expected.entry(incident).or_default().push(record.clone());
        }
    }
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    for (incident, expected) in &expected {
        let meaning = reader.meaning(|_| {}).unwrap();
        let id: IncidentId = incident.parse().unwrap();
        let read = reader.case_input(&meaning, &id, reader.size()).unwrap();
        assert_eq!(read.records, *expected, "{incident}");
    }
    assert_eq!(records(ledger, "second").len(), 3);
    assert_eq!(records(ledger, "nowhere"), []);
}

#[test]
fn every_size_is_the_fold_of_the_entries_so_far() {
    let mut stage = wide();
    // From memory, from sled, and made again without it.
    assert_every_size_agrees(&stage.ledger, &["slow-portal", "second", "opened-twice"]);
    let now = stage.ledger.reader().size();
    let before = told(&input(&stage.ledger, "slow-portal", now));
    stage.ledger.close();
    assert_every_size_agrees(&stage.ledger, &["slow-portal", "second", "opened-twice"]);
    assert_eq!(told(&input(&stage.ledger, "slow-portal", now)), before);
    std::fs::remove_dir_all(stage.ledger.dir().join("view.sled")).unwrap();
    assert_eq!(told(&input(&stage.ledger, "slow-portal", now)), before);
    stage.ledger.reopen().unwrap();
    stage.ledger.close();
    assert_eq!(told(&input(&stage.ledger, "slow-portal", now)), before);
    assert_eq!(stage.ledger.check().read_model, "agrees with the log");
}

#[test]
fn incidents_are_listed_from_their_declaration_on() {
    let stage = wide();
    let reader = stage.ledger.reader();
    let meaning = reader.meaning(|_| {}).unwrap();
    let at = |size| reader.incidents(&meaning, size).unwrap();
    assert_eq!(at(Size(0)), []);
    assert_eq!(
        at(reader.size()),
        ["slow-portal", "opened-twice", "second"].map(incident_id),
        "in log order"
    );
    let declared = meaning.declaration(&incident_id("second").to_string()).unwrap().unwrap().index;
    assert_eq!(at(Size(declared)).len(), 2);
    assert_eq!(at(Size(declared + 1)).len(), 3);
}

#[test]
fn an_amendment_counts_wherever_its_target_counts() {
    let mut stage = Stage::new();
    let alice = stage.alice;
    let ledger = &mut stage.ledger;
    ledger.record(Kind::Incident, &incident("second"));
    let mut fields = reading(alice);
    fields["also"] = json!([incident_id("second")]);
    let both = ledger.record_by(&alice, Kind::Utterance, &fields);
    let amend = json!({
        "targets": [both.id], "reason": "transcription",
        "replacement": {"kind": "utterance", "says": reading(alice)},
    });
    let first = ledger.record_by(&alice, Kind::Amend, &amend);
    let second = ledger.record_by(&alice, Kind::Amend, &amend);
    let link = ledger.record_by(
        &alice,
        Kind::Link,
        &json!({
            "from": format!("{}#0", stage.reading.id), "to": format!("{}#1", second.id), "relation": "in_tension",
            "why": {"language": "en", "text": "Both cannot be."},
        }),
    );
    let gone = ledger.record_by(
        &alice,
        Kind::Amend,
        &json!({"targets": [second.id], "reason": "withdrawal"}),
    );
    assert_eq!(
        indexes(&records(ledger, "second")),
        indexes_of(&[&both, &first, &second, &link, &gone])
    );
}

/// The name that must go, as facts would hold it: in lower case.
const NAME: &str = "quibbleworth";
const SAID: &str = "They aimed at Quibbleworth and nobody else.\n";

/// A ledger on which an utterance about two incidents names somebody, with the opinion on it.
struct Named {
    ledger: TestLedger,
    artifact: Sha256,
    said: Receipt,
    disputed: Receipt,
}

impl Named {
    fn new() -> Self {
        let mut ledger = TestLedger::found();
        let operator = ledger.operator.party;
        ledger.record(Kind::Party, &party("operator", "organisation"));
        for name in ["first", "second", "third"] {
            ledger.record(Kind::Incident, &incident(name));
        }
        let artifact = ledger.capture(SAID);
        let members = json!({"closure": "closed", "members": [{"printed": "Quibbleworth"}]});
        let aimed = claim(
            "target.organisation",
            &json!({"set": members}),
            &[segment(SAID, "Quibbleworth and nobody else")],
        );
        let mut fields = utterance(operator, operator, incident_id("first"), &[aimed]);
        fields["also"] = json!([incident_id("second")]);
        let said = ledger.record(Kind::Utterance, &fields);
        let disputed = ledger.record(
            Kind::Opinion,
            &json!({"target": said.id, "view": "dispute", "why": {"language": "en", "text": "No."}}),
        );
        Self { ledger, artifact, said, disputed }
    }

    fn redact(&mut self, what: &Value) -> Receipt {
        let mut fields =
            json!({"authority": self.ledger.operator.party, "why": "data_subject_request"});
        let fields_of = |value: &Value| value.as_object().unwrap().clone();
        fields.as_object_mut().unwrap().extend(fields_of(what));
        self.ledger.record(Kind::Redaction, &fields)
    }

    /// The rows that hold the name.
    fn rows_with_name(&mut self) -> usize {
        let holds = |bytes: &[u8]| {
            bytes.to_ascii_lowercase().windows(NAME.len()).any(|window| window == NAME.as_bytes())
        };
        let rows = self.ledger.engine().meaning().rows().scan(&[]).unwrap();
        rows.iter().filter(|(key, value)| holds(key) || holds(value)).count()
    }
}

#[test]
fn what_is_withheld_leaves_a_gap_in_every_incident_and_no_word() {
    let mut named = Named::new();
    // A fact in each of two incidents.
    assert_eq!(named.rows_with_name(), 2);
    let (said, artifact) = (named.said.id, named.artifact);
    // It names no incident itself.
    let redaction = named.redact(&json!({"statements": [said], "artifacts": [artifact]}));
    assert_eq!(named.rows_with_name(), 0);
    let size = named.ledger.reader().size();
    for name in ["first", "second"] {
        let found = records(&named.ledger, name);
        assert_eq!(found[0].fact, Fact::Withheld(Kind::Utterance), "{name}");
        assert_eq!(
            indexes(&found),
            indexes_of(&[&named.said, &named.disputed, &redaction]),
            "{name}"
        );
        let CaseInput { records, world, catalogue } = input(&named.ledger, name, size);
        let case = Case::of(records, &world, catalogue, None);
        assert_eq!(case.gaps.len(), 1, "{name}");
        assert_eq!(case.gaps[0].by.unwrap().0.index, redaction.index, "{name}");
    }
    assert_eq!(records(&named.ledger, "third"), []);
    assert_every_size_agrees(&named.ledger, &["first", "second", "third"]);
    // The same from a read model that is made again, and after a crash.
    let before = told(&records(&named.ledger, "second"));
    named.ledger.engine().rebuild().unwrap();
    assert_eq!((named.rows_with_name(), told(&records(&named.ledger, "second"))), (0, before));
    named.ledger.crash();
    named.ledger.reopen().unwrap();
    assert_eq!(named.rows_with_name(), 0);
    named.ledger.close();
    let report = named.ledger.check();
    assert_eq!((report.faults, report.read_model.as_str()), (vec![], "agrees with the log"));
}

#[test]
fn a_source_that_is_withheld_alone_is_seen_where_it_is_quoted() {
    let mut named = Named::new();
    let artifact = named.artifact;
    let redaction =
        named.redact(&json!({"artifacts": [artifact], "incidents": [incident_id("third")]}));
    for (name, expected) in [
        ("first", vec![&named.said, &named.disputed, &redaction]),
        ("second", vec![&named.said, &named.disputed, &redaction]),
        ("third", vec![&redaction]),
    ] {
        assert_eq!(indexes(&records(&named.ledger, name)), indexes_of(&expected), "{name}");
    }
    assert_every_size_agrees(&named.ledger, &["first", "second", "third"]);
}

/// Changes the newest fact of the closed ledger's read model, with a checksum that fits.
fn falsify(ledger: &TestLedger, change: impl Fn(Vec<u8>) -> Vec<u8>) {
    let dir = ledger.dir().join("view.sled");
    let ViewState::Ready(view) = View::open(&dir, ROWS_VERSION, 1 << 20).unwrap() else {
        panic!("the read model was closed in good order")
    };
    let rows: Vec<_> = view.scan(FACTS).collect::<Result<_, _>>().unwrap();
    let (key, value) = rows.last().unwrap().clone();
    let mark = view.mark();
    view.apply(&BTreeMap::from([(key, change(value))]), mark).unwrap();
}

#[test]
fn a_fact_that_lies_is_a_fault_and_is_made_again() {
    let mut named = Named::new();
    named.ledger.close();
    // The last digit of a number in the row: it can still be read.
    falsify(&named.ledger, |mut row| {
        let last = row.len() - 1;
        row[last] ^= 1;
        row
    });
    let report = named.ledger.check();
    assert_eq!(report.faults.len(), 1);
    assert_eq!(report.faults[0].place, FaultPlace::ReadModel);
    named.ledger.reopen().unwrap();
    named.ledger.engine().rebuild().unwrap();
    named.ledger.close();
    assert_eq!(named.ledger.check().read_model, "agrees with the log");
}

#[test]
fn a_fact_that_cannot_be_read_is_folded_from_the_log() {
    let mut named = Named::new();
    named.ledger.close();
    let size = named.ledger.reader().size();
    let before = ["first", "second"].map(|name| told(&input(&named.ledger, name, size)));
    falsify(&named.ledger, |row| row[..row.len() / 2].to_vec());
    let after = ["first", "second"].map(|name| told(&input(&named.ledger, name, size)));
    assert_eq!(after, before);
    assert!(!named.ledger.check().is_good());
}

#[test]
fn one_fact_more_or_less_is_a_fault() {
    for more in [false, true] {
        let mut named = Named::new();
        named.ledger.close();
        let dir = named.ledger.dir().join("view.sled");
        let ViewState::Ready(view) = View::open(&dir, ROWS_VERSION, 1 << 20).unwrap() else {
            panic!("the read model was closed in good order")
        };
        let mark = view.mark();
        let mut rows: BTreeMap<_, _> = view.scan(&[]).collect::<Result<_, _>>().unwrap();
        let (mut key, value) = view.scan(FACTS).next().unwrap().unwrap();
        drop(view);
        if more {
            *key.last_mut().unwrap() = u8::MAX;
            rows.insert(key, value);
        } else {
            rows.remove(&key);
        }
        View::destroy(&dir).unwrap();
        View::create(&dir, mark, 1 << 20).unwrap().apply(&rows, mark).unwrap();
        let report = named.ledger.check();
        assert_eq!(report.faults.len(), 1, "more: {more}");
        assert_eq!(report.faults[0].place, FaultPlace::ReadModel, "more: {more}");
    }
}

#[test]
fn a_first_person_text_that_is_withheld_leaves_a_gap() {
    let mut stage = Stage::new();
    let bob = stage.bob;
    let own = first_person("said_it_myself".into(), bob.party);
    let said = stage.ledger.record_by(&bob, Kind::Utterance, &own);
    let text = Sha256::of(own["text"].as_str().unwrap().as_bytes());
    let operator = stage.ledger.operator.party;
    stage.ledger.record(
        Kind::Redaction,
        &json!({
            "authority": operator, "statements": [said.id], "artifacts": [text], "why": "recorded_in_error",
        }),
    );
    let found = records(&stage.ledger, "slow-portal");
    assert_eq!(found.len(), 3);
    assert_eq!(found[1].fact, Fact::Withheld(Kind::Utterance));
    assert!(matches!(found[2].fact, Fact::Redaction(_)));
}
