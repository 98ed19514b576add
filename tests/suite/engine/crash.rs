//! What a crash leaves, and what opening makes of it.

use std::fs;
use std::path::Path;

use bayan_claim::Kind;
use bayan_ledger::check::{Audit, FaultPlace, Report, check};
use bayan_ledger::ledger::OpenError;
use bayan_proof::hash::{Sha256, TreeHash};
use bayan_proof::num::{Index, Size, UnixMillis};
use bayan_store::commit::{Item, WriterId};
use bayan_store::files::Folder;
use bayan_store::journal::Journal;
use bayan_tests::{TestLedger, audit, says};

use super::life::{copy, files};
use super::stage::{Stage, incident};

/// Everything that is published, in order.
fn published(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let names = ["tile", "bodies", "addenda", "checkpoint"].map(|name| dir.join(name));
    files(dir)
        .into_iter()
        .filter(|path| names.iter().any(|name| path.starts_with(name)))
        .map(|path| {
            (path.strip_prefix(dir).unwrap().display().to_string(), fs::read(&path).unwrap())
        })
        .collect()
}

/// Removes what publication writes, and the read model.
fn unpublish(dir: &Path) {
    for name in ["tile", "bodies", "view.sled"] {
        fs::remove_dir_all(dir.join(name)).unwrap();
    }
    fs::remove_file(dir.join("checkpoint")).unwrap();
}

#[test]
fn the_journal_alone_brings_back_every_published_byte() {
    let mut stage = Stage::new();
    let dir = stage.ledger.dir();
    let before = published(&dir);
    stage.ledger.crash();
    unpublish(&dir);
    assert!(published(&dir).len() < before.len());
    stage.ledger.reopen().unwrap();
    assert_eq!(published(&dir), before);
    stage.ledger.record(Kind::Incident, &incident("after-the-crash"));
    stage.ledger.close();
    let report = stage.ledger.check();
    assert_eq!((report.faults, report.read_model.as_str()), (vec![], "agrees with the log"));
}

#[test]
fn nothing_acknowledged_is_lost_wherever_publication_stopped() {
    let mut ledger = TestLedger::found();
    let dir = ledger.dir();
    let names = ["one", "two", "three", "four", "five", "six"];
    // What was on the disk after each commit: a crash may leave the files of any of them, and the journal of
    // the last.
    let mut kept = vec![ledger.beside("after-0")];
    copy(&dir, &kept[0]);
    for (number, name) in names.iter().enumerate() {
        ledger.record(Kind::Incident, &incident(name));
        kept.push(ledger.beside(&format!("after-{}", number + 1)));
        copy(&dir, kept.last().unwrap());
    }
    let checkpoint = fs::read(dir.join("checkpoint")).unwrap();
    ledger.crash();
    let journal = fs::read(dir.join("journal")).unwrap();
    for earlier in &kept {
        fs::remove_dir_all(&dir).unwrap();
        copy(earlier, &dir);
        fs::write(dir.join("journal"), &journal).unwrap();
        // Before anybody opens it: what is signed holds, whatever is published beyond it.
        let left = ledger.check();
        assert_eq!((&left.faults, left.size.0 + left.unsigned), (&vec![], 7));
        ledger.reopen().unwrap();
        // The same bytes: a second checkpoint for one size would be a fork in the making.
        assert_eq!(fs::read(dir.join("checkpoint")).unwrap(), checkpoint, "{}", earlier.display());
        ledger.close();
        let report = ledger.check();
        assert_eq!((report.faults, report.size), (vec![], Size(7)), "{}", earlier.display());
        assert_eq!(report.read_model, "agrees with the log");
    }
}

#[test]
fn what_is_published_beyond_the_checkpoint_is_no_fault_unless_it_lies() {
    let mut ledger = TestLedger::found();
    let dir = ledger.dir();
    for number in 0..300 {
        if number % 60 == 0 {
            ledger.record(Kind::Incident, &incident(&format!("incident-{number}")));
        } else {
            let of = ledger.sign(&says(Kind::Incident, &incident(&format!("n-{number}"))), None);
            ledger.offer(&of).unwrap();
        }
    }
    let before = ledger.beside("before");
    copy(&dir, &before);
    ledger.record(Kind::Incident, &incident("one-more"));
    ledger.crash();
    // A writer that was killed after it published the files of its last commit, and before their checkpoint.
    fs::copy(before.join("checkpoint"), dir.join("checkpoint")).unwrap();
    let report = ledger.check();
    assert_eq!((report.faults, report.size, report.unsigned), (vec![], Size(301), 1));
    // Past what the journal holds, and a start that is another, are faults.
    for (from, to) in [("46", "47"), ("45", "46")] {
        for folder in ["tile/0/001.p", "tile/entries/001.p", "bodies/001.p"] {
            let bytes = fs::read(dir.join(folder).join("46")).unwrap();
            let path = dir.join(folder).join(to);
            let kept = fs::read(&path).ok();
            let mut lie = fs::read(dir.join(folder).join(from)).unwrap();
            if from == "45" {
                lie = bytes;
                lie[10] ^= 1;
            }
            fs::write(&path, lie).unwrap();
            assert!(!ledger.check().is_good(), "{}", path.display());
            match kept {
                Some(kept) => fs::write(&path, kept).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
        }
    }
    assert!(ledger.check().is_good());
}

#[test]
fn an_audit_while_somebody_writes_finds_nothing_wrong() {
    let mut ledger = TestLedger::found();
    let dir = ledger.dir();
    let pin = ledger.pin.clone();
    let is_over = std::sync::atomic::AtomicBool::new(false);
    let audits = std::thread::scope(|scope| {
        let audits = scope.spawn(|| {
            let mut sizes = Vec::new();
            while !is_over.load(std::sync::atomic::Ordering::SeqCst) {
                let audit = Audit { pin: Some(&pin), progress: &|_| {}, scratch: None };
                let report = check(&dir, &audit).unwrap();
                assert_eq!(report.faults, []);
                sizes.push(report.size);
            }
            sizes
        });
        for round in 0..60 {
            let group: Vec<_> = (0..20)
                .map(|number| incident(&format!("incident-{round}-{number}")))
                .map(|says_of| ledger.sign(&says(Kind::Incident, &says_of), None))
                .collect();
            ledger.engine().submit(&group).unwrap();
        }
        is_over.store(true, std::sync::atomic::Ordering::SeqCst);
        audits.join().unwrap()
    });
    assert!(audits.is_sorted() && audits.first() < audits.last(), "{audits:?}");
    assert_eq!(ledger.reader().size(), Size(1_201));
}

#[test]
fn a_commit_that_was_never_whole_is_as_if_it_never_was() {
    let mut ledger = TestLedger::found();
    let dir = ledger.dir();
    ledger.record(Kind::Incident, &incident("whole"));
    let earlier = ledger.beside("earlier");
    copy(&dir, &earlier);
    let submission = ledger.sign(&says(Kind::Incident, &incident("torn")), None);
    ledger.offer(&submission).unwrap();
    ledger.crash();
    let journal = fs::read(dir.join("journal")).unwrap();
    let end = journal.iter().rposition(|byte| *byte != 0).unwrap();
    let before = fs::read(earlier.join("journal")).unwrap();
    let start = (before.iter().rposition(|byte| *byte != 0).unwrap() + 1).next_multiple_of(4096);
    // The write of the frame stopped somewhere: everything from there on is as it was, zeros.
    for cut in [start, start + 1, start + 200, start + 700, end - 1, end] {
        fs::remove_dir_all(&dir).unwrap();
        copy(&earlier, &dir);
        let mut torn = journal.clone();
        torn[cut..].fill(0);
        fs::write(dir.join("journal"), &torn).unwrap();
        ledger.reopen().unwrap();
        assert_eq!(ledger.reader().size(), Size(2), "cut at {cut}");
        let again = ledger.offer(&submission).unwrap();
        assert!(matches!(again, bayan_ledger::Verdict::Accepted(_)), "cut at {cut}: {again:?}");
        ledger.close();
        assert_eq!(ledger.check().faults, [], "cut at {cut}");
    }
}

#[test]
fn what_the_journal_holds_beyond_the_checkpoint_is_judged() {
    let mut ledger = TestLedger::found();
    let dir = ledger.dir();
    ledger.record(Kind::Incident, &incident("one"));
    ledger.close();
    let before = ledger.beside("before");
    copy(&dir, &before);
    ledger.reopen().unwrap();
    let good = ledger.sign(&says(Kind::Incident, &incident("two")), None);
    ledger.offer(&good).unwrap();
    ledger.record(Kind::Incident, &incident("three"));
    ledger.close();
    let entry = ledger.reader().entry(Index(3)).unwrap();
    let body = entry.body.unwrap();
    fs::remove_dir_all(&dir).unwrap();
    copy(&before, &dir);
    // A whole commit, with an entry that is not the next one, and then with a root that is not theirs.
    let folder = Folder::system(&dir);
    let append = |entry: &[u8], body: &[u8], root| {
        let (mut journal, _) = Journal::open(&folder).unwrap();
        let item = Item { entry, digest: Sha256::of(body), body: Some(body) };
        let commit = journal.prepare(WriterId([7; 16]), root, UnixMillis(0), [item]).unwrap();
        journal.append(&commit).unwrap();
    };
    append(&entry.bytes, body.bytes(), TreeHash([0; 32]));
    let wrong = |report: &Report, what: &str| {
        let [fault] = report.faults.as_slice() else { panic!("{report:?}") };
        assert_eq!(fault.place, FaultPlace::Journal);
        assert!(fault.what.contains(what), "{}", fault.what);
        assert_eq!((report.size, report.unsigned), (Size(2), 0));
    };
    wrong(&ledger.check(), "entry 2, which no checkpoint signs yet: it says it is entry 3");
    fs::copy(before.join("journal"), dir.join("journal")).unwrap();
    assert!(ledger.check().is_good());
    ledger.reopen().unwrap();
    ledger.offer(&good).unwrap();
    ledger.close();
    let entry = ledger.reader().entry(Index(2)).unwrap();
    fs::remove_dir_all(&dir).unwrap();
    copy(&before, &dir);
    append(&entry.bytes, entry.body.unwrap().bytes(), TreeHash([0; 32]));
    wrong(&ledger.check(), "its commit of size 3 has the root");
}

#[test]
fn a_journal_that_went_another_way_is_noticed_at_the_checkpoint() {
    let mut ledger = TestLedger::found();
    let dir = ledger.dir();
    ledger.close();
    let before = ledger.beside("before");
    copy(&dir, &before);
    let mut journals = Vec::new();
    for names in [["one", "two"], ["other", "more"]] {
        fs::remove_dir_all(&dir).unwrap();
        copy(&before, &dir);
        ledger.reopen().unwrap();
        ledger.record(Kind::Incident, &incident(names[0]));
        journals.push(ledger.beside(names[0]));
        copy(&dir, journals.last().unwrap());
        ledger.record(Kind::Incident, &incident(names[1]));
        ledger.close();
    }
    // The files of the first way, at two entries; the journal of the second, at three.
    fs::copy(dir.join("journal"), journals[0].join("journal")).unwrap();
    let report = audit(&journals[0], &ledger.pin);
    let [fault] = report.faults.as_slice() else { panic!("{report:?}") };
    assert_eq!(fault.place, FaultPlace::Journal);
    assert!(fault.what.contains("another root than the checkpoint"), "{}", fault.what);
}

#[test]
fn an_old_journal_under_new_files_is_noticed() {
    let mut ledger = TestLedger::found();
    let dir = ledger.dir();
    ledger.record(Kind::Incident, &incident("one"));
    let old = fs::read(dir.join("journal")).unwrap();
    ledger.record(Kind::Incident, &incident("two"));
    ledger.close();
    fs::write(dir.join("journal"), &old).unwrap();
    let report = ledger.check();
    assert_eq!(report.faults.len(), 1, "{report:?}");
    match ledger.reopen() {
        Err(OpenError::RolledBack { published: Size(3), journal: Size(2) }) => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn files_of_a_fork_are_noticed() {
    let (mut here, mut there) = (TestLedger::found(), TestLedger::found());
    here.record(Kind::Incident, &incident("here"));
    there.record(Kind::Incident, &incident("there"));
    here.close();
    there.close();
    let (dir, foreign) = (here.dir(), there.dir());
    for name in ["tile", "bodies", "view.sled"] {
        fs::remove_dir_all(dir.join(name)).unwrap();
        copy(&foreign.join(name), &dir.join(name));
    }
    fs::copy(foreign.join("checkpoint"), dir.join("checkpoint")).unwrap();
    // Both are one log up to its founding, so the pin is content; the journal is not.
    assert!(!here.check().is_good());
    assert!(here.reopen().is_err());
}

#[test]
fn dropping_a_ledger_without_closing_it_loses_nothing() {
    let mut stage = Stage::new();
    let size = stage.ledger.reader().size();
    stage.ledger.crash();
    let report = stage.ledger.check();
    assert_eq!(report.faults, []);
    stage.ledger.reopen().unwrap();
    assert_eq!(stage.ledger.engine().meaning().tip().size, size);
    stage.complete();
    stage.ledger.close();
    assert_eq!(stage.ledger.check().read_model, "agrees with the log");
}
