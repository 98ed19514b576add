//! The life of a key: granted, used, rotated, revoked, compromised.

use bayan_claim::Kind;
use bayan_claim::vocabulary::Usage;
use bayan_ledger::meaning::keys::Ending;
use bayan_ledger::{Refusal, Verdict};
use bayan_proof::num::Index;
use bayan_tests::{Signer, TestLedger, says};
use serde_json::json;

use super::stage::{Stage, history, incident, party, refusal};

fn refused(ledger: &mut TestLedger, signer: &Signer, name: &str) -> Refusal {
    refusal(ledger, signer, Kind::Incident, &incident(name))
}

#[test]
fn a_rotated_key_hands_on_what_it_may_do() {
    let mut stage = Stage::new();
    let (old, new, ledger) = (stage.bob, Signer::new("bob", 2), &mut stage.ledger);
    let rotation = ledger.rotation(&old, &old, &new);
    let rotated = ledger.record_by(&old, Kind::Key, &rotation);
    let (before, after) = (history(ledger, &old), history(ledger, &new));
    assert_eq!(
        before.ended.map(|ended| (ended.at, ended.how)),
        Some((rotated.index, Ending::Rotated))
    );
    assert_eq!((after.usages, after.offices), (before.usages, before.offices));
    assert_eq!((after.granted, after.ended), (rotated.index, None));
    assert!(matches!(
        refused(ledger, &old, "by-the-old"),
        Refusal::KeyEnded { how: "rotated", .. }
    ));
    let ministry = bayan_tests::party_id("ministry");
    let for_office = super::stage::first_person(json!({"on_behalf_of": ministry}), ministry);
    ledger.record_by(&new, Kind::Utterance, &for_office);
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn the_holder_and_the_operator_revoke() {
    let mut stage = Stage::new();
    let (alice, bob, ledger) = (stage.alice, stage.bob, &mut stage.ledger);
    ledger.record_by(
        &alice,
        Kind::Key,
        &json!({"revoke": {"key": alice.thumbprint(), "why": "lost"}}),
    );
    ledger.record(Kind::Key, &json!({"revoke": {"key": bob.thumbprint(), "why": "left_office"}}));
    for signer in [alice, bob] {
        assert_eq!(history(ledger, &signer).ended.unwrap().how, Ending::Revoked);
        assert!(matches!(
            refused(ledger, &signer, "too-late"),
            Refusal::KeyEnded { how: "revoked", .. }
        ));
    }
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn a_group_may_grant_use_and_revoke_a_key() {
    let mut ledger = TestLedger::found();
    let (operator, carol) = (ledger.operator, Signer::new("carol", 1));
    let grant = ledger.grant(&operator, &carol, &[Usage::Record], &[]);
    let revocation = json!({"revoke": {"key": carol.thumbprint(), "why": "lost"}});
    let group = [
        ledger.sign_by(&carol, &says(Kind::Incident, &incident("before")), None),
        ledger.sign(&says(Kind::Party, &party("carol", "person")), None),
        ledger.sign(&says(Kind::Key, &grant), None),
        ledger.sign_by(&carol, &says(Kind::Incident, &incident("between")), None),
        ledger.sign(&says(Kind::Key, &revocation), None),
        ledger.sign_by(&carol, &says(Kind::Incident, &incident("after")), None),
    ];
    let verdicts = ledger.engine().submit(&group).unwrap();
    let refusals: Vec<_> = verdicts
        .iter()
        .map(|verdict| match verdict {
            Verdict::Refused(refusal) => Some((**refusal).clone()),
            _ => None,
        })
        .collect();
    assert!(
        matches!(
            &refusals[..],
            [
                Some(Refusal::UnknownKey { .. }),
                None,
                None,
                None,
                None,
                Some(Refusal::KeyEnded { at: Index(4), .. })
            ]
        ),
        "{refusals:?}"
    );
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn what_a_compromised_key_granted_falls_with_it() {
    let mut ledger = TestLedger::found();
    let operator = ledger.operator;
    let [deputy, before, during, grandchild] =
        ["deputy", "before", "during", "grandchild"].map(|name| Signer::new(name, 1));
    for name in ["deputy", "before", "during", "grandchild"] {
        ledger.record(Kind::Party, &party(name, "person"));
    }
    let grant = ledger.grant(&operator, &deputy, &[Usage::Operate, Usage::Record], &[]);
    ledger.record(Kind::Key, &grant);
    let mut grant_by = |granter: &Signer, new: &Signer, usages: &[Usage]| {
        let grant = ledger.grant(granter, new, usages, &[]);
        ledger.record_by(granter, Kind::Key, &grant).index
    };
    grant_by(&deputy, &before, &[Usage::Record]);
    let since = grant_by(&deputy, &during, &[Usage::Operate, Usage::Record]);
    grant_by(&during, &grandchild, &[Usage::Record]);
    let disputed = ledger.record_by(&grandchild, Kind::Incident, &incident("disputed")).index;
    let revoked = ledger.record(
        Kind::Key,
        &json!({"revoke": {
            "key": deputy.thumbprint(), "why": "compromised", "compromised_since": since,
        }}),
    );
    assert_eq!(history(&mut ledger, &before).ended, None);
    for (signer, how) in
        [(deputy, Ending::Revoked), (during, Ending::Fallen), (grandchild, Ending::Fallen)]
    {
        let history = history(&mut ledger, &signer);
        let ended = history.ended.clone().unwrap();
        assert_eq!((ended.at, ended.how), (revoked.index, how), "{signer:?}");
        assert!(history.disputed_at(disputed));
        assert!(matches!(refused(&mut ledger, &signer, "fallen"), Refusal::KeyEnded { .. }));
    }
    assert!(!history(&mut ledger, &deputy).disputed_at(Index(since.0 - 1)));
    ledger.record_by(&before, Kind::Incident, &incident("still-in-force"));
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn a_recovery_key_backdates_and_does_nothing_else() {
    let mut ledger = TestLedger::found();
    let (operator, carol, recovery) =
        (ledger.operator, Signer::new("carol", 1), Signer::new("carol", 2));
    ledger.record(Kind::Party, &party("carol", "person"));
    let mut grant = ledger.grant(&operator, &carol, &[Usage::Record], &[]);
    grant["grant"]["recovery_key"] = json!(recovery.key_bytes());
    let granted = ledger.record(Kind::Key, &grant).index;
    assert!(matches!(refused(&mut ledger, &recovery, "recorded"), Refusal::UsageMissing { .. }));
    let rotation = ledger.rotation(&recovery, &carol, &Signer::new("carol", 3));
    let rotated = ledger.sign_by(&recovery, &says(Kind::Key, &rotation), None);
    assert!(matches!(ledger.offer(&rotated), Ok(Verdict::Refused(refusal))
        if matches!(*refusal, Refusal::NotYourKeyToEnd { what: "rotate", .. })));
    ledger.record_by(&carol, Kind::Incident, &incident("perhaps-not-carol"));
    let revoked = ledger.record_by(
        &recovery,
        Kind::Key,
        &json!({"revoke": {
            "key": carol.thumbprint(), "why": "compromised", "compromised_since": granted,
        }}),
    );
    let history = history(&mut ledger, &carol);
    assert!(history.disputed_at(granted.next()));
    assert_eq!(history.ended.unwrap().at, revoked.index);
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn a_later_policy_drops_and_adds_operator_keys() {
    let mut ledger = TestLedger::found();
    let (old, new) = (ledger.operator, Signer::new("operator", 2));
    let mut policy = serde_json::to_value(ledger.reader().founding_policy()).unwrap();
    policy["operator"]["keys"] = json!([new.key_bytes()]);
    let changed = ledger.record(Kind::Policy, &policy);
    assert_eq!(history(&mut ledger, &old).ended.unwrap().how, Ending::Dropped);
    assert!(
        matches!(refused(&mut ledger, &old, "dropped"), Refusal::KeyEnded { at, .. } if at == changed.index)
    );
    ledger.record_by(&new, Kind::Incident, &incident("by-the-new-key"));
    assert_eq!(ledger.check().faults, []);
}
