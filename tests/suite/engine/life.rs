//! Found, append, close, open, read back, fold again, prove: the good path.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::{Body, Kind};
use bayan_ledger::check::{FaultPlace, Pinning};
use bayan_ledger::prove::{
    ProofStrength, Trust, check_tlog_proof, check_transparent_statement, tlog_proof,
    transparent_statement,
};
use bayan_ledger::rows::ROWS_VERSION;
use bayan_ledger::{Refusal, Submission, Verdict};
use bayan_proof::key::SigningKey;
use bayan_proof::num::{Index, Size};
use bayan_store::view::{View, ViewState};
use bayan_tests::{LOG_SEED, RECEIPT_SEED, TestLedger, says};

use super::stage::{Stage, first_person, incident};

#[test]
fn each_kind_is_kept_and_the_audit_is_good() {
    let mut stage = Stage::new();
    stage.complete();
    let ledger = &mut stage.ledger;
    let before = ledger.reader();
    let kinds: BTreeSet<u8> =
        entries(ledger).iter().map(|entry| entry.entry.statement().header().kind).collect();
    assert_eq!(kinds, Kind::ALL.iter().map(|kind| kind.number()).collect());
    // While the writer holds the read model, the audit cannot compare it, and says so.
    let report = ledger.check();
    assert_eq!(
        (report.faults, report.read_model.as_str()),
        (vec![], "is in use by another process")
    );
    ledger.close();
    let report = ledger.check();
    assert_eq!(report.faults, []);
    assert_eq!(report.read_model, "agrees with the log");
    assert_eq!((report.pinning, report.size), (Pinning::Pinned, before.size()));
    assert_eq!((report.root, report.origin.as_str()), (before.root(), "log.example/bayan-test"));
    // The captured text, and the own text of a first-person utterance.
    assert_eq!(report.artifacts, 2);
    assert_eq!(report.withheld.len(), 1);
    ledger.reopen().unwrap();
    assert_eq!(ledger.reader().checkpoint().bytes(), before.checkpoint().bytes());
}

/// Every entry as a reader gets it.
fn entries(ledger: &TestLedger) -> Vec<bayan_ledger::StoredEntry> {
    let mut all = Vec::new();
    ledger
        .reader()
        .for_each(Index(0), |entry| {
            all.push(entry);
            true
        })
        .unwrap();
    all
}

#[test]
fn what_was_signed_is_read_back_byte_for_byte() {
    let mut ledger = TestLedger::found();
    let mut signed = Vec::new();
    for name in ["first", "second", "third"] {
        let submission = ledger.sign(&says(Kind::Incident, &incident(name)), Some(name));
        let Ok(Verdict::Accepted(receipt)) = ledger.offer(&submission) else {
            panic!("{name} was not accepted")
        };
        assert_eq!(receipt.id, submission.id().unwrap());
        assert_eq!(receipt.size, receipt.index.size());
        signed.push((receipt, submission));
    }
    ledger.close();
    ledger.reopen().unwrap();
    let reader = ledger.reader();
    for (receipt, submission) in &signed {
        let stored = reader.entry(receipt.index).unwrap();
        assert_eq!(stored.entry.statement().bytes(), submission.statement);
        assert_eq!(stored.entry.encode(), stored.bytes);
        assert_eq!(Some(stored.entry.time()), receipt.time);
        let body = stored.body.unwrap();
        assert_eq!(body.bytes(), submission.body);
        assert_eq!(body.body().encode(), submission.body);
        assert_eq!(Submission::parse(&submission.encode()).unwrap(), *submission);
    }
    let last = signed.last().unwrap().0.index;
    assert!(reader.entry(last.next()).is_err(), "nothing is read past the checkpoint");
}

#[test]
fn the_read_model_is_a_fold_of_the_log() {
    let mut stage = Stage::new();
    stage.complete();
    stage.ledger.close();
    stage.ledger.reopen().unwrap();
    let rows = |ledger: &mut TestLedger| {
        let mut rows = ledger.engine().meaning().rows().scan(&[]).unwrap();
        rows.remove(bayan_ledger::rows::TIP);
        rows
    };
    let before = rows(&mut stage.ledger);
    assert!(before.len() > 50, "the stage leaves rows of every sort");
    stage.ledger.engine().rebuild().unwrap();
    assert_eq!(rows(&mut stage.ledger), before);
    let size = stage.ledger.reader().size();
    let folded = stage.ledger.reader().meaning_at(size, |_| {}).unwrap();
    assert!(folded.rows().same_as(stage.ledger.engine().meaning().rows()).unwrap());
    // Without its folder, the read model is made again on opening.
    stage.ledger.close();
    std::fs::remove_dir_all(stage.ledger.dir().join("view.sled")).unwrap();
    assert!(stage.ledger.check().is_good(), "a read model that is not there is no fault");
    stage.ledger.reopen().unwrap();
    assert_eq!(rows(&mut stage.ledger), before);
}

#[test]
fn a_read_model_of_another_log_is_not_used() {
    let (mut stage, mut other) = (Stage::new(), Stage::new());
    other.ledger.close();
    stage.ledger.record(Kind::Incident, &incident("one-more"));
    stage.ledger.close();
    // The other ledger is the same up to its end, so its read model is one of this log, only behind.
    let (view, foreign) =
        (stage.ledger.dir().join("view.sled"), other.ledger.dir().join("view.sled"));
    std::fs::remove_dir_all(&view).unwrap();
    copy(&foreign, &view);
    let report = stage.ledger.check();
    assert!(report.is_good() && report.read_model.starts_with("is behind"), "{report:?}");
    // A ledger that parted from this one has as many entries and another root.
    other.ledger.reopen().unwrap();
    other.ledger.record(Kind::Incident, &incident("another"));
    other.ledger.close();
    std::fs::remove_dir_all(&view).unwrap();
    copy(&foreign, &view);
    let report = stage.ledger.check();
    assert!(report.is_good() && report.read_model.contains("of another log"), "{report:?}");
    stage.ledger.reopen().unwrap();
    stage.ledger.close();
    assert_eq!(stage.ledger.check().read_model, "agrees with the log");
}

#[test]
fn a_read_model_that_lies_is_a_fault_and_is_made_again() {
    let mut stage = Stage::new();
    stage.ledger.close();
    let dir = stage.ledger.dir().join("view.sled");
    let ViewState::Ready(view) = View::open(&dir, ROWS_VERSION, 1 << 20).unwrap() else {
        panic!("the read model was closed in good order")
    };
    let slug = bayan_ledger::rows::slug("party:clinic");
    let lie = BTreeMap::from([(slug, b"party:00000000000000000000000000000000".to_vec())]);
    let mark = view.mark();
    view.apply(&lie, mark).unwrap();
    drop(view);
    let report = stage.ledger.check();
    assert_eq!(report.faults.len(), 1);
    assert_eq!(report.faults[0].place, FaultPlace::ReadModel);
    stage.ledger.reopen().unwrap();
    stage.ledger.engine().rebuild().unwrap();
    stage.ledger.close();
    assert_eq!(stage.ledger.check().read_model, "agrees with the log");
}

#[test]
fn proofs_hold_for_whom_has_the_pin_alone() {
    let mut stage = Stage::new();
    stage.complete();
    let reader = stage.ledger.reader();
    let trust = Trust::of_pin(&stage.ledger.pin).unwrap();
    let stranger = TestLedger::found_as("log.example/stranger", |_| {});
    let stranger = Trust::of_pin(&stranger.pin).unwrap();
    for index in (0..reader.size().0).map(Index) {
        let entry = reader.entry(index).unwrap();
        let tlog = tlog_proof(&reader, index).unwrap();
        let receipts = SigningKey::from_seed(RECEIPT_SEED);
        let scitt = transparent_statement(&reader, index, receipts).unwrap();
        for proven in [
            check_tlog_proof(&tlog, &trust).unwrap(),
            check_transparent_statement(&scitt, &trust).unwrap(),
        ] {
            assert_eq!(proven.entry.encode(), entry.bytes, "entry {index}");
            assert_eq!(proven.strength, ProofStrength::Checkpoint);
            assert_eq!(proven.tree, Some((reader.size(), reader.root())));
        }
        assert!(check_tlog_proof(&tlog, &stranger).is_err());
        assert!(check_transparent_statement(&scitt, &stranger).is_err());
    }
    assert!(tlog_proof(&reader, Index(reader.size().0)).is_err());
    let other_key = SigningKey::from_seed(LOG_SEED);
    assert!(transparent_statement(&reader, Index(1), other_key).is_err());
}

#[test]
fn a_proof_with_any_byte_changed_proves_nothing_else() {
    let stage = Stage::new();
    let reader = stage.ledger.reader();
    let trust = Trust::of_pin(&stage.ledger.pin).unwrap();
    let index = stage.reading.index;
    let entry = reader.entry(index).unwrap().bytes;
    let tlog = tlog_proof(&reader, index).unwrap();
    let scitt = transparent_statement(&reader, index, SigningKey::from_seed(RECEIPT_SEED)).unwrap();
    // Every 5th byte: two signatures are checked for each.
    for at in (0..tlog.len()).step_by(5) {
        let mut changed = tlog.clone();
        changed[at] ^= 1 << (at % 7);
        assert!(check_tlog_proof(&changed, &trust).is_err(), "byte {at} of the tlog-proof");
    }
    for at in (0..scitt.len()).step_by(5) {
        let mut changed = scitt.clone();
        changed[at] ^= 1 << (at % 8);
        if let Ok(proven) = check_transparent_statement(&changed, &trust) {
            assert_eq!(proven.entry.encode(), entry, "byte {at} of the transparent statement");
            panic!("byte {at} of the transparent statement is not covered");
        }
    }
}

#[test]
fn a_statement_is_taken_once() {
    let mut ledger = TestLedger::found();
    let first = ledger.sign(&says(Kind::Incident, &incident("once")), None);
    let Ok(Verdict::Accepted(receipt)) = ledger.offer(&first) else { panic!("not accepted") };
    let other = ledger.sign(&says(Kind::Incident, &incident("other")), None);
    let verdicts = ledger.engine().submit(&[first.clone(), other.clone(), other, first]).unwrap();
    let places: Vec<(bool, Index)> = verdicts
        .iter()
        .map(|verdict| match verdict {
            Verdict::Accepted(receipt) => (true, receipt.index),
            Verdict::AlreadyThere(receipt) => (false, receipt.index),
            Verdict::Refused(refusal) => panic!("{refusal}"),
        })
        .collect();
    let next = receipt.index.next();
    assert_eq!(
        places,
        [(false, receipt.index), (true, next), (false, next), (false, receipt.index)]
    );
    assert_eq!(ledger.reader().size(), next.size());
}

#[test]
fn an_authors_reference_names_one_content() {
    let mut ledger = TestLedger::found();
    let once = says(Kind::Incident, &incident("once"));
    let Verdict::Accepted(first) = ledger.submit(&once, Some("import 1")) else {
        panic!("not accepted")
    };
    // Another nonce, so another statement; the same content under the same reference.
    let Verdict::AlreadyThere(again) = ledger.submit(&once, Some("import 1")) else {
        panic!("taken twice")
    };
    assert_eq!((again.index, again.time), (first.index, None));
    let other = says(Kind::Incident, &incident("other"));
    match ledger.submit(&other, Some("import 1")) {
        Verdict::Refused(refusal) => assert_eq!(
            *refusal,
            Refusal::RefTaken { reference: "import 1".to_owned(), at: first.index }
        ),
        verdict => panic!("{verdict:?}"),
    }
    assert!(matches!(ledger.submit(&other, Some("import 2")), Verdict::Accepted(_)));
    // References are each signer's own.
    let mut stage = Stage::on(ledger);
    let alice = stage.alice;
    let hers =
        stage.ledger.sign_by(&alice, &says(Kind::Incident, &incident("hers")), Some("import 1"));
    assert!(matches!(stage.ledger.offer(&hers), Ok(Verdict::Accepted(_))));
}

/// Every file in a folder but the read model's, in order.
pub(crate) fn files(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("view.sled") {
                continue;
            }
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Copies a folder whole.
pub(crate) fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn two_ledgers_refuse_each_others_statements() {
    let mut here = TestLedger::found();
    let strangers = [
        ("another origin", TestLedger::found_as("log.example/other", |_| {})),
        // The same origin and keys, and another founding policy: the hash of entry 0 tells them apart.
        (
            "another entry 0",
            TestLedger::found_as("log.example/bayan-test", |policy| {
                policy["clock"]["max_jump_ms"] = 7.into();
            }),
        ),
    ];
    for (name, mut there) in strangers {
        let foreign = there.sign(&says(Kind::Incident, &incident("abroad")), None);
        match here.offer(&foreign) {
            Ok(Verdict::Refused(refusal)) => {
                let (audience, here) =
                    (there.engine().audience().to_owned(), here.engine().audience().to_owned());
                assert_eq!(*refusal, Refusal::OtherLedger { audience, here }, "{name}");
            }
            verdict => panic!("{name}: {verdict:?}"),
        }
        assert_eq!(here.reader().size(), Size(1));
        let report = bayan_tests::audit(&there.dir(), &here.pin);
        assert_eq!(report.faults[0].place, FaultPlace::Entry(Index(0)), "{name}");
    }
    // A statement for any ledger is for this one too.
    let operator = here.operator;
    let for_any =
        here.sign_for(&operator, &says(Kind::Incident, &incident("anywhere")), None, None);
    assert!(matches!(here.offer(&for_any), Ok(Verdict::Accepted(_))));
}

#[test]
fn first_person_texts_are_their_own_source() {
    let mut stage = Stage::new();
    let (ledger, bob) = (&mut stage.ledger, stage.bob);
    let own =
        ledger.record_by(&bob, Kind::Utterance, &first_person("said_it_myself".into(), bob.party));
    let ministry = bayan_tests::party_id("ministry");
    let for_office = serde_json::json!({"on_behalf_of": ministry});
    ledger.record_by(&bob, Kind::Utterance, &first_person(for_office, ministry));
    let stored = ledger.reader().entry(own.index).unwrap();
    let body: &Body = stored.read_body().unwrap();
    let artifact = body.says().captures().unwrap();
    let text = ledger.reader().texts().get(&artifact).unwrap().unwrap();
    assert_eq!(&*text, b"Nothing was lost. We measured it.");
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn a_size_that_was_never_published_is_read_from_what_is() {
    let mut ledger = TestLedger::found();
    for round in 0..3 {
        let group: Vec<_> = (0..100)
            .map(|number| incident(&format!("incident-{round}-{number}")))
            .map(|one| ledger.sign(&says(Kind::Incident, &one), None))
            .collect();
        ledger.engine().submit(&group).unwrap();
    }
    let reader = ledger.reader();
    assert_eq!(reader.size(), Size(301));
    for size in [1, 2, 50, 101, 102, 255, 256, 257, 300, 301].map(Size) {
        let meaning = reader.meaning_at(size, |_| {}).unwrap();
        assert_eq!(meaning.tip().size, size);
        let incidents = meaning.declarations("incident:").unwrap().len();
        assert_eq!(u64::try_from(incidents).unwrap(), size.0 - 1);
    }
}
