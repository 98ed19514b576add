//! What somebody with a lesser key, or a stolen one, must not be able to do.

use bayan_claim::Kind;
use bayan_claim::vocabulary::Usage;
use bayan_ledger::Refusal;
use bayan_proof::hash::Sha256;
use bayan_tests::{Signer, TestLedger, party_id};
use serde_json::json;

use super::stage::{Stage, first_person, history, incident, party, reading, refusal};

#[test]
fn a_lesser_key_of_a_party_neither_rotates_nor_revokes_a_greater_one() {
    let mut ledger = TestLedger::found();
    let (operator, intern) = (ledger.operator, Signer::new("operator", 7));
    let grant = ledger.grant(&operator, &intern, &[Usage::Record], &[]);
    ledger.record(Kind::Key, &grant);
    let takeover = ledger.rotation(&intern, &operator, &Signer::new("operator", 8));
    assert!(matches!(
        refusal(&mut ledger, &intern, Kind::Key, &takeover),
        Refusal::NotYourKeyToEnd { what: "rotate", .. }
    ));
    let freeze = json!({"revoke": {"key": operator.thumbprint(), "why": "lost"}});
    assert!(matches!(
        refusal(&mut ledger, &intern, Kind::Key, &freeze),
        Refusal::NotYourKeyToEnd { what: "revoke", .. }
    ));
    // Its own key is its to end, and a greater key of the party ends it too.
    ledger
        .record(Kind::Key, &json!({"revoke": {"key": intern.thumbprint(), "why": "left_office"}}));
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn an_amendment_makes_nobody_speak() {
    let mut stage = Stage::new();
    let (alice, ministry) = (stage.alice, party_id("ministry"));
    let mut as_its_own = reading(alice);
    as_its_own["attests"] = json!({"on_behalf_of": ministry});
    as_its_own["speaker"] = json!({"party": ministry});
    as_its_own.as_object_mut().unwrap().remove("chain");
    let amend = json!({
        "targets": [stage.reading.id], "reason": "reattribution",
        "replacement": {"kind": "utterance", "says": as_its_own},
    });
    let refusal = refusal(&mut stage.ledger, &alice, Kind::Amend, &amend);
    assert!(
        matches!(refusal, Refusal::UsageMissing { needed: "speak in the first person", .. }),
        "{refusal:?}"
    );
}

#[test]
fn a_thief_who_rotates_first_is_disputed_all_the_same() {
    let mut ledger = TestLedger::found();
    let (operator, carol, recovery) =
        (ledger.operator, Signer::new("carol", 1), Signer::new("carol", 2));
    ledger.record(Kind::Party, &party("carol", "person"));
    let mut grant = ledger.grant(&operator, &carol, &[Usage::Record], &[]);
    grant["grant"]["recovery_key"] = json!(recovery.key_bytes());
    ledger.record(Kind::Key, &grant);
    let thief = Signer::new("carol", 3);
    let forged = ledger.record_by(&carol, Kind::Incident, &incident("forged")).index;
    let rotation = ledger.rotation(&carol, &carol, &thief);
    ledger.record_by(&carol, Kind::Key, &rotation);
    let later = ledger.record_by(&thief, Kind::Incident, &incident("forged-later")).index;
    let dispute = json!({"revoke": {
        "key": carol.thumbprint(), "why": "compromised", "compromised_since": forged,
    }});
    ledger.record_by(&recovery, Kind::Key, &dispute);
    assert!(history(&mut ledger, &carol).disputed_at(forged));
    let fallen = history(&mut ledger, &thief);
    assert!(fallen.ended.is_some() && fallen.disputed_at(later));
    // It can be said once.
    assert!(matches!(
        refusal(&mut ledger, &recovery, Kind::Key, &dispute),
        Refusal::KeyEnded { .. }
    ));
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn the_policys_recovery_key_ends_a_stolen_operator_key_even_where_only_operators_append() {
    let recovery = Signer::new("operator", 9);
    let mut ledger = TestLedger::found_as("log.example/recovered", |policy| {
        policy["append"] = json!("operator_only");
        policy["recovery_keys"] = json!([recovery.key_bytes()]);
    });
    let operator = ledger.operator;
    let stolen = ledger.record(Kind::Incident, &incident("by-the-thief")).index;
    assert!(matches!(
        refusal(&mut ledger, &recovery, Kind::Incident, &incident("by-recovery")),
        Refusal::OperatorOnly
    ));
    ledger.record_by(
        &recovery,
        Kind::Key,
        &json!({"revoke": {
            "key": operator.thumbprint(), "why": "compromised", "compromised_since": stolen,
        }}),
    );
    assert!(history(&mut ledger, &operator).disputed_at(stolen));
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn a_withheld_text_is_not_said_again_and_not_left_in_a_body() {
    let mut stage = Stage::new();
    let (bob, ledger) = (stage.bob, &mut stage.ledger);
    let own = first_person("said_it_myself".into(), bob.party);
    let artifact = Sha256::of(own["text"].as_str().unwrap().as_bytes());
    let said = ledger.record_by(&bob, Kind::Utterance, &own);
    let operator = ledger.operator;
    let only_bytes =
        json!({"authority": operator.party, "artifacts": [artifact], "why": "recorded_in_error"});
    assert!(matches!(
        refusal(ledger, &operator, Kind::Redaction, &only_bytes),
        Refusal::OwnTextStays { at, .. } if at == said.index
    ));
    ledger.record(
        Kind::Redaction,
        &json!({
            "authority": operator.party, "artifacts": [artifact], "statements": [said.id],
            "why": "recorded_in_error",
        }),
    );
    assert!(matches!(
        refusal(ledger, &bob, Kind::Utterance, &own),
        Refusal::ArtifactWithheld { .. }
    ));
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn bytes_whose_capture_was_withheld_alone_can_still_be_withheld() {
    let mut ledger = TestLedger::found();
    let text = "A name that must not stay.\n";
    let artifact = ledger.engine().put_artifact(text.as_bytes()).unwrap();
    let captured = ledger.record(Kind::Capture, &bayan_tests::capture_of(text.as_bytes(), None));
    let operator = ledger.operator.party;
    ledger.record(
        Kind::Redaction,
        &json!({"authority": operator, "statements": [captured.id], "why": "personal_data"}),
    );
    ledger.record(
        Kind::Redaction,
        &json!({"authority": operator, "artifacts": [artifact], "why": "personal_data"}),
    );
    assert!(ledger.reader().texts().get(&artifact).unwrap().is_none());
    assert_eq!(ledger.check().faults, []);
}
