//! What is declared around incidents: seen from its entry on, by every name, and never a part of itself.

use bayan_claim::Kind;
use bayan_claim::value::{Entity, TimeBounds};
use bayan_ledger::check::FaultPlace;
use bayan_ledger::{Receipt, Refusal, Submission, Verdict};
use bayan_proof::entry::Entry;
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, Size};
use bayan_proof::statement::SignedStatement;
use bayan_proof::tree::{Frontier, leaf_hash};
use bayan_store::commit::{Item, WriterId};
use bayan_store::files::Folder;
use bayan_store::journal::Journal;
use bayan_tests::{TestLedger, capture_of, party_id, says, thing_id};
use bayan_view::world::World;
use serde_json::{Value, json};

use super::facts::{assert_every_size_agrees, input};
use super::stage::{Stage, incident, party, reading, thing};

fn part(name: &str, of: &[&str]) -> Value {
    let mut fields = party(name, "unit");
    let wholes: Vec<Value> = of.iter().map(|name| json!({"party": party_id(name)})).collect();
    if !wholes.is_empty() {
        fields["part_of"] = wholes.into();
    }
    fields
}

fn thing_part(name: &str, of: &[&str]) -> Value {
    let mut fields = thing(name, "system");
    if !of.is_empty() {
        fields["part_of"] = of.iter().map(|name| json!(thing_id(name))).collect();
    }
    fields
}

fn amend(kind: Kind, target: &Receipt, fields: &Value) -> Value {
    json!({
        "targets": [target.id], "reason": "transcription", "replacement": {"kind": kind, "says": fields},
    })
}

/// The world of the stage's incident after so many entries.
fn world(ledger: &TestLedger, size: Size) -> World {
    input(ledger, "slow-portal", size).world
}

fn now(ledger: &TestLedger) -> World {
    world(ledger, ledger.reader().size())
}

/// Alice reads a claim about this thing.
fn about(stage: &mut Stage, name: &str) -> Receipt {
    let mut fields = reading(stage.alice);
    fields["claims"][0]["scope"] = json!({"system": {"of": [thing_id(name)]}});
    stage.ledger.record_by(&stage.alice, Kind::Utterance, &fields)
}

#[test]
fn an_amended_membership_holds_from_its_entry_on() {
    let mut stage = Stage::new();
    let ledger = &mut stage.ledger;
    ledger.record(Kind::Party, &party("government", "organisation"));
    let office = ledger.record(Kind::Party, &part("office", &["ministry"]));
    let mut fields = reading(stage.alice);
    fields["speaker"] = json!({"party": party_id("office")});
    let said = ledger.record_by(&stage.alice, Kind::Utterance, &fields);
    let moved = amend(Kind::Party, &office, &part("office", &["government"]));
    let moved = ledger.record(Kind::Amend, &moved);
    let gone = json!({"targets": [moved.id], "reason": "withdrawal"});
    let gone = ledger.record(Kind::Amend, &gone);
    ledger.close();
    for size in said.index.0 + 1..=gone.index.0 + 1 {
        let world = world(ledger, Size(size));
        let belongs = world.belongs(party_id("office"), TimeBounds::default());
        let of = |name: &str| belongs.contains(&party_id(name));
        let (before, after) = (size <= moved.index.0, size <= gone.index.0);
        assert_eq!(of("ministry"), before, "{size}");
        assert_eq!(of("government"), !before && after, "{size}");
        assert_eq!(world.party(&party_id("office")).is_some(), after, "{size}");
    }
}

#[test]
fn a_thing_is_found_by_every_name() {
    let mut stage = Stage::new();
    stage.ledger.record(Kind::Thing, &thing_part("gateway", &["portal"]));
    let said = about(&mut stage, "gateway");
    let mut fields = thing_part("whole", &[]);
    stage.ledger.record(Kind::Thing, &fields);
    fields = thing_part("other", &["whole"]);
    fields["alias_of"] = json!([thing_id("gateway")]);
    let other = stage.ledger.record(Kind::Thing, &fields);
    let amended = amend(Kind::Thing, &other, &thing_part("other", &["whole"]));
    let amended = stage.ledger.record(Kind::Amend, &amended);
    let within = |size: u64, part: &str, whole: &str| {
        let (part, whole) = (Entity::Thing(thing_id(part)), Entity::Thing(thing_id(whole)));
        world(&stage.ledger, Size(size)).containment().within(part, whole)
    };
    // What is named is known with its wholes from the beginning.
    assert!(within(said.index.0 + 1, "gateway", "portal"));
    for (size, expected) in
        [(other.index.0, false), (other.index.0 + 1, true), (amended.index.0 + 1, false)]
    {
        assert_eq!(within(size, "gateway", "other"), expected, "{size}");
        assert_eq!(within(size, "other", "gateway"), expected, "{size}");
        assert_eq!(within(size, "gateway", "whole"), expected, "{size}");
    }
    // The other way round: what is named is itself the other name.
    let mut stage = Stage::new();
    stage.ledger.record(Kind::Thing, &thing_part("gateway", &["portal"]));
    stage.ledger.record(Kind::Thing, &fields_of_alias());
    about(&mut stage, "other");
    let (other, portal) = (Entity::Thing(thing_id("other")), Entity::Thing(thing_id("portal")));
    assert!(now(&stage.ledger).containment().within(other, portal));
}

fn fields_of_alias() -> Value {
    let mut fields = thing_part("other", &[]);
    fields["alias_of"] = json!([thing_id("gateway")]);
    fields
}

/// The same bytes, as captured at some minute of an hour in which nobody else captured them.
fn captured_at(minute: u64) -> Value {
    let mut capture = capture_of(super::stage::TEXT.as_bytes(), None);
    capture["source"]["original"]["captured_at"] = format!("2023-11-14T23:{minute:02}:00Z").into();
    capture
}

/// 14 November 2023 at 23:00 UTC, in Unix seconds.
const HOUR: i64 = 1_700_002_800;

/// Each step of who says what of the same bytes, and when they count as captured from that step on: by minute, or as the
/// stage captured them first.
#[test]
fn who_captures_bytes_first_says_when_they_appeared() {
    let mut stage = Stage::new();
    let (alice, artifact) = (stage.alice, Sha256::of(super::stage::TEXT.as_bytes()));
    let ledger = &mut stage.ledger;
    let entry = ledger.engine().meaning().capture(&artifact).unwrap().unwrap();
    let at_stage = world(ledger, ledger.reader().size()).appeared(artifact).1;
    let mut told = vec![(ledger.reader().size(), at_stage)];
    let minute = |n: i64| Some(HOUR + n * 60);
    let mut then = |at: &Receipt, expected| told.push((at.index.size(), expected));

    let second = ledger.record_by(&alice, Kind::Capture, &captured_at(1));
    then(&second, at_stage);
    let third = ledger.record(Kind::Capture, &captured_at(2));
    then(&third, at_stage);
    let fields = amend(Kind::Capture, &second, &captured_at(3));
    then(&ledger.record_by(&alice, Kind::Amend, &fields), at_stage);
    // Its own signer says otherwise of the first, and then takes it back: the second steps in, as it was amended.
    let first = Receipt { id: statement_at(ledger, entry), ..second.clone() };
    let fields = amend(Kind::Capture, &first, &captured_at(4));
    then(&ledger.record(Kind::Amend, &fields), minute(4));
    let fields = json!({"targets": [first.id], "reason": "withdrawal"});
    then(&ledger.record(Kind::Amend, &fields), minute(3));
    // What comes later waits for its turn; so does the third, after the second.
    let fourth = ledger.record(Kind::Capture, &captured_at(5));
    then(&fourth, minute(3));
    let fields = json!({"targets": [second.id], "reason": "withdrawal"});
    then(&ledger.record_by(&alice, Kind::Amend, &fields), minute(2));
    // Two that are merged take the place of the first of them, under either name.
    let fields = json!({
        "targets": [third.id, fourth.id], "reason": "merge",
        "replacement": {"kind": "capture", "says": captured_at(6)},
    });
    then(&ledger.record(Kind::Amend, &fields), minute(6));
    let fields = amend(Kind::Capture, &fourth, &captured_at(7));
    then(&ledger.record(Kind::Amend, &fields), minute(7));
    let fields = json!({"targets": [third.id], "reason": "withdrawal"});
    then(&ledger.record(Kind::Amend, &fields), None);
    let fifth = ledger.record_by(&alice, Kind::Capture, &captured_at(8));
    then(&fifth, minute(8));

    let ledger = &stage.ledger;
    for (size, expected) in &told {
        assert_eq!(world(ledger, *size).appeared(artifact).1, *expected, "{size}");
    }
    assert_every_size_agrees(ledger, &["slow-portal"]);
    assert_eq!(stage.ledger.check().faults, []);
}

#[test]
fn the_next_capture_steps_in_for_one_that_is_withheld() {
    let mut stage = Stage::new();
    let artifact = Sha256::of(super::stage::TEXT.as_bytes());
    let entry = stage.ledger.engine().meaning().capture(&artifact).unwrap().unwrap();
    let alice = stage.alice;
    let second = stage.ledger.record_by(&alice, Kind::Capture, &captured_at(1));
    let operator = stage.ledger.operator.party;
    let withheld = json!({
        "authority": operator, "statements": [statement_at(&stage.ledger, entry)], "why": "recorded_in_error",
    });
    stage.ledger.record(Kind::Redaction, &withheld);
    let captured = |size: Size| world(&stage.ledger, size).appeared(artifact).1;
    // A body that is withheld today is a gap at every size.
    assert_eq!(captured(Size(second.index.0)), None);
    assert_eq!(captured(second.index.size()), Some(HOUR + 60));
    assert_every_size_agrees(&stage.ledger, &["slow-portal"]);
    stage.ledger.engine().rebuild().unwrap();
    assert_eq!(now(&stage.ledger).appeared(artifact).1, Some(HOUR + 60));
}

#[test]
fn leaves_hold_from_their_first_declaration_on() {
    let mut stage = Stage::new();
    let leaf = |name: &str| {
        let mut fields = thing(&name.replace('.', "-"), "system");
        let spec = json!({
            "about": "A test", "value": "answer", "harm": {"answers": {"affirmed": ["yes"]}},
            "implies": ["incident.occurrence"],
        });
        fields["is"] = json!({"facet": {"name": name, "spec": spec}});
        fields
    };
    let earlier = stage.ledger.record(Kind::Thing, &leaf("context.zeta"));
    let later = stage.ledger.record(Kind::Thing, &leaf("context.alpha"));
    // Whoever declares the same leaf once more does not move its beginning.
    let mut again = leaf("context.zeta");
    again["id"] = json!(thing_id("again"));
    again["slug"] = "again".into();
    stage.ledger.record(Kind::Thing, &again);
    stage.ledger.close();
    let has = |size: Size, name: &str| {
        let catalogue = input(&stage.ledger, "slow-portal", size).catalogue;
        catalogue.find(&name.parse().unwrap()).is_ok()
    };
    for (receipt, name) in [(earlier, "context.zeta"), (later, "context.alpha")] {
        assert!(!has(Size(receipt.index.0), name), "{name}");
        assert!(has(receipt.index.size(), name), "{name}");
    }
    stage.ledger.reopen().unwrap();
    let catalogue = stage.ledger.engine().meaning().catalogue();
    assert!(catalogue.find(&"context.alpha".parse().unwrap()).is_ok());
}

/// Why the operator's amendment is refused.
fn refused(ledger: &mut TestLedger, fields: &Value) -> Refusal {
    match ledger.submit(&says(Kind::Amend, fields), None) {
        Verdict::Refused(refusal) => *refusal,
        verdict => panic!("it was taken: {verdict:?}"),
    }
}

/// What declares something by its name and its wholes.
type Declare = fn(&str, &[&str]) -> Value;
/// The id of a name.
type IdOf = fn(&str) -> String;

#[test]
fn nothing_becomes_a_part_of_itself() {
    let kinds: [(Kind, Declare, IdOf); 2] = [
        (Kind::Party, part, |name| party_id(name).to_string()),
        (Kind::Thing, thing_part, |name| thing_id(name).to_string()),
    ];
    for (kind, declare, id) in kinds {
        let mut ledger = TestLedger::found();
        let top = ledger.record(kind, &declare("top", &[]));
        ledger.record(kind, &declare("second", &["top"]));
        ledger.record(kind, &declare("third", &["second"]));
        ledger.record(kind, &declare("fourth", &["third"]));
        for (distance, whole) in [(1, "second"), (2, "third"), (3, "fourth")] {
            let refusal = refused(&mut ledger, &amend(kind, &top, &declare("top", &[whole])));
            let expected = Refusal::PartOfItself { id: id("top"), whole: id(whole) };
            assert_eq!(refusal, expected, "{kind} at {distance}");
            assert!(refusal.advice().contains("whole"));
        }
        // Two ways to one whole are no circle, nor is a new whole above.
        let side = ledger.record(kind, &declare("side", &["top"]));
        ledger.record(kind, &declare("both", &["fourth", "side"]));
        ledger.record(kind, &declare("above", &[]));
        ledger.record(Kind::Amend, &amend(kind, &side, &declare("side", &["top", "second"])));
        let top = ledger.record(Kind::Amend, &amend(kind, &top, &declare("top", &["above"])));
        assert_eq!(ledger.check().faults, []);
        // One that was amended away closes no circle any more.
        let first = ledger.engine().meaning().declaration(&id("side")).unwrap().unwrap().index;
        let side = Receipt { id: statement_at(&ledger, Index(first)), ..top };
        ledger.record(Kind::Amend, &amend(kind, &side, &declare("side", &[])));
        let above = ledger.engine().meaning().declaration(&id("above")).unwrap().unwrap().index;
        let above = Receipt { id: statement_at(&ledger, Index(above)), ..side };
        ledger.record(Kind::Amend, &amend(kind, &above, &declare("above", &["side"])));
        assert_eq!(ledger.check().faults, []);
    }
}

fn statement_at(ledger: &TestLedger, index: Index) -> bayan_proof::statement::StatementId {
    ledger.reader().entry(index).unwrap().entry.statement().id()
}

#[test]
fn other_names_may_run_in_a_circle() {
    let mut ledger = TestLedger::found();
    let first = ledger.record(Kind::Thing, &thing("gateway", "system"));
    ledger.record(Kind::Thing, &fields_of_alias());
    let mut fields = thing("gateway", "system");
    fields["alias_of"] = json!([thing_id("other")]);
    ledger.record(Kind::Amend, &amend(Kind::Thing, &first, &fields));
    assert_eq!(ledger.check().faults, []);
}

/// A thing that is a part of some and another name of others.
fn thing_named(name: &str, of: &[&str], alias_of: &[&str]) -> Value {
    let mut fields = thing_part(name, of);
    if !alias_of.is_empty() {
        fields["alias_of"] = alias_of.iter().map(|name| json!(thing_id(name))).collect();
    }
    fields
}

/// `half` is a part of `whole`, `drawer` of `half`, and `box` another name of `half`.
#[test]
fn nothing_is_another_name_of_its_own_part() {
    let mut ledger = TestLedger::found();
    let whole = ledger.record(Kind::Thing, &thing_named("whole", &[], &[]));
    let half = ledger.record(Kind::Thing, &thing_named("half", &["whole"], &[]));
    ledger.record(Kind::Thing, &thing_named("drawer", &["half"], &[]));
    let other = ledger.record(Kind::Thing, &thing_named("box", &[], &["half"]));
    let amended = |target, name, of: &[&str], alias_of: &[&str]| {
        says(Kind::Amend, &amend(Kind::Thing, target, &thing_named(name, of, alias_of)))
    };
    for (bad, id, by) in [
        (says(Kind::Thing, &thing_named("new", &["half"], &["whole"])), "new", "half"),
        (says(Kind::Thing, &thing_named("new", &["drawer"], &["box"])), "new", "drawer"),
        (says(Kind::Thing, &thing_named("new", &[], &["box", "whole"])), "new", "box"),
        (says(Kind::Thing, &thing_named("new", &["whole"], &["whole"])), "new", "whole"),
        (amended(&whole, "whole", &[], &["half"]), "whole", "half"),
        (amended(&whole, "whole", &[], &["drawer"]), "whole", "drawer"),
        (amended(&whole, "whole", &[], &["box"]), "whole", "box"),
        (amended(&whole, "whole", &["box"], &[]), "whole", "box"),
        (amended(&half, "half", &["whole", "box"], &[]), "half", "box"),
        (amended(&other, "box", &["drawer"], &["half"]), "box", "drawer"),
    ] {
        match ledger.submit(&bad, None) {
            Verdict::Refused(refusal) => {
                let (id, whole) = (thing_id(id).to_string(), thing_id(by).to_string());
                assert_eq!(*refusal, Refusal::PartOfItself { id, whole });
            }
            verdict => panic!("{id} by {by}: {verdict:?}"),
        }
    }
    // Two names of one part, each a part of the whole, are no circle.
    ledger.record(Kind::Thing, &thing_named("crate", &["whole"], &["half"]));
    // What is no longer another name closes no circle.
    ledger.record(Kind::Amend, &amend(Kind::Thing, &other, &thing_named("box", &["drawer"], &[])));
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn the_operator_is_no_part_of_its_own_parts() {
    let mut ledger = TestLedger::found();
    // The operator's id stands in the policy before anybody describes it.
    ledger.record(Kind::Party, &part("desk", &["operator"]));
    match ledger.submit(&says(Kind::Party, &part("operator", &["desk"])), None) {
        Verdict::Refused(refusal) => {
            let id = party_id("operator").to_string();
            let whole = party_id("desk").to_string();
            assert_eq!(*refusal, Refusal::PartOfItself { id, whole });
        }
        verdict => panic!("{verdict:?}"),
    }
}

/// Puts a statement into the log behind the back of admission, as its writer could.
pub(super) fn force(ledger: &mut TestLedger, submission: &Submission) -> Index {
    let reader = ledger.reader();
    let size = reader.size();
    ledger.crash();
    let meaning = reader.meaning_at(size, |_| {}).unwrap();
    let statement = SignedStatement::parse(&submission.statement).unwrap();
    let parts = meaning.parts(statement.header()).unwrap();
    let tip = meaning.tip();
    let entry = Entry::new(size.next_index(), tip.time, tip.chain, parts, statement).unwrap();
    let bytes = entry.encode();
    let mut frontier = Frontier::read(&reader.statics().nodes(size), size).unwrap();
    frontier.push(leaf_hash(&bytes));
    let (mut journal, _) = Journal::open(&Folder::system(ledger.dir())).unwrap();
    let item =
        Item { entry: &bytes, digest: Sha256::of(&submission.body), body: Some(&submission.body) };
    let commit = journal.prepare(WriterId([7; 16]), frontier.root(), tip.time, [item]).unwrap();
    journal.append(&commit).unwrap();
    drop(journal);
    ledger.reopen().unwrap();
    entry.index()
}

#[test]
fn the_audit_refuses_a_circle_too() {
    let mut ledger = TestLedger::found();
    let top = ledger.record(Kind::Party, &part("top", &[]));
    ledger.record(Kind::Party, &part("second", &["top"]));
    // The same way in is good for what is good.
    let fine = ledger.sign(&says(Kind::Party, &part("third", &["second"])), None);
    force(&mut ledger, &fine);
    assert_eq!(ledger.check().faults, []);
    let circle = amend(Kind::Party, &top, &part("top", &["third"]));
    let circle = ledger.sign(&says(Kind::Amend, &circle), None);
    assert!(matches!(ledger.offer(&circle), Ok(Verdict::Refused(_))));
    let at = force(&mut ledger, &circle);
    let faults = ledger.check().faults;
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].place, FaultPlace::Entry(at));
    assert!(faults[0].what.contains("would be a part of itself"), "{faults:?}");
}

#[test]
fn a_circle_that_only_a_redaction_closes_is_no_fault() {
    let mut ledger = TestLedger::found();
    let operator = ledger.operator.party;
    let top = ledger.record(Kind::Party, &part("top", &[]));
    let second = ledger.record(Kind::Party, &part("second", &["top"]));
    let apart = ledger.record(Kind::Amend, &amend(Kind::Party, &second, &part("second", &[])));
    let around = ledger.record(Kind::Amend, &amend(Kind::Party, &top, &part("top", &["second"])));
    ledger.record(
        Kind::Redaction,
        &json!({"authority": operator, "statements": [apart.id], "why": "recorded_in_error"}),
    );
    // With the amendment gone, the second counts as a part of the top again.
    let report = ledger.check();
    assert_eq!(report.faults, []);
    assert!(
        report
            .unchecked
            .iter()
            .any(|(index, what)| *index == around.index
                && what.contains("would be a part of itself")),
        "{:?}",
        report.unchecked
    );
    // What is submitted now is judged by what stands now.
    ledger.record(Kind::Incident, &incident("after"));
    let again = amend(Kind::Party, &top, &part("top", &["second"]));
    assert!(matches!(refused(&mut ledger, &again), Refusal::PartOfItself { .. }));
}
