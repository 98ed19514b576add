//! Who may open a ledger, when, and what the clock has to do with it.

use bayan_claim::Kind;
use bayan_ledger::ledger::{ClockJump, OpenError, SubmitError};
use bayan_ledger::{LogKeys, Refusal, Submission, Verdict};
use bayan_proof::key::{MlDsaSigningKey, SigningKey};
use bayan_proof::num::UnixMillis;
use bayan_store::lock::LockError;
use bayan_tests::{FOUNDED_AT, LOG_SEED, MAX_JUMP_MS, TestLedger, says};

use super::stage::{incident, party};

fn keys(seed: [u8; 32]) -> LogKeys {
    LogKeys {
        ed25519: SigningKey::from_seed(seed),
        ml_dsa: MlDsaSigningKey::from_seed(bayan_tests::ML_DSA_SEED),
    }
}

#[test]
fn time_never_goes_back() {
    let mut ledger = TestLedger::found();
    let first = ledger.record(Kind::Incident, &incident("now"));
    ledger.clock.set(UnixMillis(FOUNDED_AT.0 - 3_600_000));
    let second = ledger.record(Kind::Incident, &incident("an-hour-before"));
    assert_eq!(second.time, first.time);
    ledger.clock.set(UnixMillis(first.time.unwrap().0 + 5));
    let third = ledger.record(Kind::Incident, &incident("later"));
    assert_eq!(third.time, Some(UnixMillis(first.time.unwrap().0 + 5)));
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn a_jump_of_the_clock_waits_for_the_operator() {
    let mut ledger = TestLedger::found();
    let last = ledger.record(Kind::Incident, &incident("before")).time.unwrap();
    let size = ledger.reader().size();
    let submission = ledger.sign(&says(Kind::Incident, &incident("after")), None);
    for (jump, stops) in [(MAX_JUMP_MS + 1, true), (u64::MAX / 2, true), (MAX_JUMP_MS, false)] {
        let now = UnixMillis(last.0 + jump);
        ledger.clock.set(now);
        match ledger.offer(&submission) {
            Err(SubmitError::ClockJump(refusal)) if stops => {
                assert_eq!(*refusal, Refusal::ClockJump { now, last, max_jump_ms: MAX_JUMP_MS });
                assert_eq!(ledger.reader().size(), size);
            }
            Ok(Verdict::Accepted(receipt)) if !stops => assert_eq!(receipt.time, Some(now)),
            other => panic!("a jump of {jump} ms: {other:?}"),
        }
    }
    let far = UnixMillis(last.0 + 10 * MAX_JUMP_MS);
    ledger.clock.set(far);
    ledger.close();
    ledger.reopen_with(keys(LOG_SEED), ClockJump::Confirmed).unwrap();
    ledger.clock.set(far);
    assert_eq!(ledger.record(Kind::Incident, &incident("confirmed")).time, Some(far));
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn a_policy_without_a_bound_lets_the_clock_jump() {
    let mut ledger = TestLedger::found_as("log.example/bayan-test", |policy| {
        policy["clock"]["max_jump_ms"] = 0.into();
    });
    ledger.clock.set(UnixMillis(FOUNDED_AT.0 * 2));
    let receipt = ledger.record(Kind::Incident, &incident("years-later"));
    assert_eq!(receipt.time, Some(UnixMillis(FOUNDED_AT.0 * 2)));
}

#[test]
fn a_second_writer_is_told_who_writes() {
    let mut ledger = TestLedger::found();
    match ledger.reopen() {
        Err(OpenError::Lock(LockError::Held { holder: Some(holder) })) => {
            assert_eq!((holder.process, holder.command.as_str()), (std::process::id(), "test"));
        }
        other => panic!("{other:?}"),
    }
    // The first one writes on.
    ledger.record(Kind::Incident, &incident("meanwhile"));
    ledger.crash();
    ledger.reopen().unwrap();
}

#[test]
fn another_logs_keys_open_nothing() {
    let mut ledger = TestLedger::found();
    ledger.close();
    let opened = ledger.reopen_with(keys([9; 32]), ClockJump::Stops);
    assert!(
        matches!(opened, Err(OpenError::Published(_) | OpenError::WrongLogKeys { .. })),
        "{opened:?}"
    );
    ledger.reopen().unwrap();
}

#[test]
fn a_ledger_is_founded_once_in_its_own_folder() {
    let mut ledger = TestLedger::found();
    ledger.close();
    let origin = "log.example/bayan-test";
    let founding = Submission { statement: vec![], body: vec![] };
    let machine = ledger.machine();
    let opening = bayan_ledger::Opening::by("test");
    let again = bayan_ledger::Ledger::create(
        &ledger.dir(),
        origin,
        &founding,
        keys(LOG_SEED),
        machine.clone(),
        opening.clone(),
    );
    assert!(matches!(again, Err(OpenError::NotEmpty(_))));
    let empty = ledger.beside("empty");
    let none = bayan_ledger::Ledger::open(&empty, keys(LOG_SEED), machine.clone(), opening.clone());
    assert!(matches!(none, Err(OpenError::Config(_))));
    // A body that is no policy founds nothing, and leaves no ledger behind.
    let mut body = ledger.beside("no-policy");
    body.push("ledger");
    let bad =
        bayan_ledger::Ledger::create(&body, origin, &founding, keys(LOG_SEED), machine, opening);
    assert!(matches!(bad, Err(OpenError::Founding(_))));
    assert!(!body.join("bayan.toml").exists());
    ledger.reopen().unwrap();
    ledger.record(Kind::Party, &party("still-here", "person"));
}
