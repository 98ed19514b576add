//! What is withheld is nowhere: not in a body, an artifact, the journal or the read model.

use std::collections::BTreeSet;
use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bayan_claim::Kind;
use bayan_ledger::check::FaultPlace;
use bayan_ledger::ledger::OpenError;
use bayan_ledger::rows::ROWS_VERSION;
use bayan_ledger::{Receipt, Refusal, Submission, SubmitError, Verdict};
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;
use bayan_proof::tile::{decode_bodies, encode_bodies};
use bayan_store::view::{VIEW_NAME, View, ViewState};
use bayan_tests::{TestLedger, audit, claim, incident_id, party_id, says, segment, utterance};
use serde_json::{Value, json};

use super::life::copy;
use super::stage::{Stage, first_person, incident, party};

/// The name that must go. Nothing else on the ledger holds its letters.
const NAME: &str = "Quibbleworth";
const SLUG: &str = "quibbleworth";

/// A ledger that knows somebody whom it must forget.
struct Known {
    ledger: TestLedger,
    statements: Vec<Receipt>,
    artifact: Sha256,
    submission: Submission,
}

impl Known {
    fn new() -> Self {
        let mut ledger = TestLedger::found();
        let operator = ledger.operator.party;
        ledger.record(Kind::Party, &party("operator", "organisation"));
        ledger.record(Kind::Incident, &incident("slow-portal"));
        let text = format!("A neighbour, {NAME}, saw it all.\n");
        let artifact = ledger.capture(&text);
        let capture = ledger.reader();
        let capture =
            capture.entry(ledger.engine().last_index().unwrap()).unwrap().entry.statement().id();
        let mut described = party("witness", "person");
        described["slug"] = SLUG.into();
        described["names"] = json!([{"language": "en", "text": NAME}]);
        let submission = ledger.sign(&says(Kind::Party, &described), Some(SLUG));
        let Ok(Verdict::Accepted(described)) = ledger.offer(&submission) else {
            panic!("not accepted")
        };
        let saw = claim(
            "evidence.basis",
            &json!({"text": {"language": "en", "text": format!("{NAME} saw it")}}),
            &[segment(&text, &format!("{NAME}, saw it"))],
        );
        let reading = utterance(operator, party_id("witness"), incident_id("slow-portal"), &[saw]);
        let reading = ledger.record(Kind::Utterance, &reading);
        ledger.record(Kind::Opinion, &json!({
            "target": reading.id, "view": "dispute", "why": {"language": "en", "text": "Nobody else was there."},
        }));
        let capture = Receipt { id: capture, ..described.clone() };
        Self { ledger, statements: vec![described, reading, capture], artifact, submission }
    }

    /// Its folder and a copy of it as it is now, closed; then it is opened again.
    fn kept(&mut self) -> (PathBuf, PathBuf) {
        self.ledger.close();
        let (dir, before) = (self.ledger.dir(), self.ledger.beside("before"));
        copy(&dir, &before);
        self.ledger.reopen().unwrap();
        (dir, before)
    }

    fn redaction(&self) -> Value {
        let statements: Vec<_> = self.statements.iter().map(|receipt| receipt.id).collect();
        json!({
            "authority": self.ledger.operator.party, "statements": statements, "artifacts": [self.artifact],
            "incidents": [incident_id("slow-portal")], "why": "data_subject_request", "case": "2024/117-B",
        })
    }
}

/// The files under `dir` that hold `text`.
fn found(dir: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if fs::read(&path)
                .unwrap()
                .windows(text.len())
                .any(|window| window == text.as_bytes())
            {
                found.push(path.strip_prefix(dir).unwrap().display().to_string());
            }
        }
    }
    found.sort();
    found
}

fn is_nowhere(ledger: &TestLedger) {
    for text in [NAME, SLUG] {
        assert_eq!(found(&ledger.dir(), text), [""; 0], "{text} is still there");
    }
}

#[test]
fn a_name_is_withheld_from_every_file() {
    let mut known = Known::new();
    // Closed, so that the read model has it on the disk too.
    known.ledger.close();
    let dir = known.ledger.dir();
    let places = found(&dir, NAME);
    for place in ["journal", "bodies/", "addenda/", "view.sled/"] {
        assert!(places.iter().any(|name| name.starts_with(place)), "{place} among {places:?}");
    }
    known.ledger.reopen().unwrap();
    let redaction = known.redaction();
    known.ledger.record(Kind::Redaction, &redaction);
    is_nowhere(&known.ledger);
    known.ledger.close();
    is_nowhere(&known.ledger);
    let report = known.ledger.check();
    assert_eq!(report.faults, []);
    assert_eq!(report.read_model, "agrees with the log");
    assert_eq!(report.withheld.len(), 4, "three bodies and an artifact");
    assert!(!report.unchecked.is_empty(), "the opinion's target cannot be read any more");
    known.ledger.reopen().unwrap();
    // What was withheld stays in its place: signed, proven, and without words.
    for receipt in known.statements.iter().take(2) {
        let stored = known.ledger.reader().entry(receipt.index).unwrap();
        assert_eq!(stored.entry.statement().id(), receipt.id);
        assert!(stored.body.is_none());
    }
    assert_eq!(known.ledger.reader().texts().get(&known.artifact).unwrap(), None);
    assert_eq!(known.ledger.engine().meaning().slug(&format!("party:{SLUG}")).unwrap(), None);
}

#[test]
fn what_is_withheld_does_not_come_back() {
    let mut known = Known::new();
    let redaction = known.redaction();
    known.ledger.record(Kind::Redaction, &redaction);
    // The very statement again, with its body.
    let verdict = known.ledger.offer(&known.submission).unwrap();
    assert!(matches!(verdict, Verdict::AlreadyThere(_)), "{verdict:?}");
    is_nowhere(&known.ledger);
    known.ledger.engine().rebuild().unwrap();
    known.ledger.record(Kind::Incident, &incident("later"));
    known.ledger.crash();
    known.ledger.reopen().unwrap();
    known.ledger.close();
    is_nowhere(&known.ledger);
    assert_eq!(known.ledger.check().faults, []);
}

#[test]
fn a_crash_after_the_commit_of_a_redaction_is_finished_on_opening() {
    let mut known = Known::new();
    let (dir, before) = known.kept();
    let redaction = known.redaction();
    known.ledger.record(Kind::Redaction, &redaction);
    known.ledger.crash();
    // The journal got as far as the redaction's own frame, and nothing was overwritten yet.
    let (old, new) =
        (fs::read(before.join("journal")).unwrap(), fs::read(dir.join("journal")).unwrap());
    let end = (old.iter().rposition(|byte| *byte != 0).unwrap() + 1).next_multiple_of(4096);
    let stopped = [&old[..end], &new[end..]].concat();
    let stops: [(&str, &[&str]); 5] = [
        ("nothing else", &[]),
        ("the journal's own copy", &["journal"]),
        ("the published bodies", &["journal", "bodies"]),
        ("all but the read model", &["journal", "bodies", "addenda"]),
        ("all", &["journal", "bodies", "addenda", "view.sled"]),
    ];
    let after = known.ledger.beside("after");
    copy(&dir, &after);
    for (what, done) in stops {
        fs::remove_dir_all(&dir).unwrap();
        copy(&before, &dir);
        fs::write(dir.join("journal"), &stopped).unwrap();
        for name in done {
            if after.join(name).is_dir() {
                fs::remove_dir_all(dir.join(name)).unwrap();
                copy(&after.join(name), &dir.join(name));
            } else {
                fs::copy(after.join(name), dir.join(name)).unwrap();
            }
        }
        assert_eq!(found(&dir, NAME).is_empty(), what == "all", "{what}");
        // Before anybody opens it: nothing is wrong, and what is left to be done is said.
        let left = known.ledger.check();
        assert_eq!((&left.faults, left.unsigned), (&vec![], 1), "{what}");
        let by = Index(left.size.0);
        let is_unfinished = what != "all";
        assert_eq!(left.unfinished.contains(&by), is_unfinished, "{what}");
        let named = left.withheld.iter().filter(|withheld| withheld.by() == by).count();
        assert_eq!(named > 0, done.contains(&"bodies"), "{what}");
        known.ledger.reopen().unwrap_or_else(|error| panic!("{what}: {error}"));
        is_nowhere(&known.ledger);
        known.ledger.close();
        assert_eq!(known.ledger.check().faults, [], "{what}");
    }
}

#[test]
fn a_redaction_that_a_reader_holds_up_says_so_and_is_finished_on_opening() {
    let mut known = Known::new();
    known.ledger.close();
    let dir = known.ledger.dir();
    // Somebody reads the read model since before the writer came.
    let reader = match View::open(&dir.join(VIEW_NAME), ROWS_VERSION, 1 << 20) {
        Ok(ViewState::Ready(reader)) => reader,
        other => panic!("{other:?}"),
    };
    known.ledger.patience = Duration::ZERO;
    known.ledger.reopen().unwrap();
    let size = known.ledger.reader().size().0;
    let redaction = known.redaction();
    let redaction = known.ledger.sign(&says(Kind::Redaction, &redaction), None);
    let error = known.ledger.offer(&redaction).unwrap_err();
    let is_told = |error: &SubmitError| {
        let told = error.to_string();
        matches!(error, SubmitError::NotErased { waited } if waited.is_zero())
            && told.contains("the redaction is in the ledger")
            && told.contains("another process had it open")
    };
    assert!(is_told(&error), "{error}");
    // Its writer appends nothing more.
    let stopped = known.ledger.offer(&redaction).unwrap_err();
    assert!(matches!(stopped, SubmitError::Stopped), "{stopped}");
    known.ledger.crash();
    // The redaction is published, and the read model alone is left.
    assert_eq!(known.ledger.reader().size().0, size + 1);
    let left = found(&dir, NAME);
    let is_view = |name: &String| name.starts_with(&format!("{VIEW_NAME}/"));
    assert!(!left.is_empty() && left.iter().all(is_view), "{left:?}");
    assert_eq!(known.ledger.check().faults, []);
    // Nobody else writes before it is done.
    let Err(OpenError::Submit(error)) = known.ledger.reopen() else { panic!("it was opened") };
    assert!(is_told(&error), "{error}");
    drop(reader);
    known.ledger.reopen().unwrap();
    is_nowhere(&known.ledger);
    assert_eq!(known.ledger.reader().size().0, size + 1);
    let again = known.ledger.offer(&redaction).unwrap();
    assert!(matches!(again, Verdict::AlreadyThere(_)), "{again:?}");
    known.ledger.close();
    is_nowhere(&known.ledger);
    let report = known.ledger.check();
    assert_eq!((&report.faults, report.withheld.len()), (&vec![], 4));
    assert_eq!(report.read_model, "agrees with the log");
}

#[test]
fn an_audit_tells_a_redaction_that_is_being_finished_from_one_that_was_undone() {
    let mut known = Known::new();
    let (dir, before) = known.kept();
    let redaction = known.redaction();
    let by = known.ledger.record(Kind::Redaction, &redaction).index;
    known.ledger.close();
    let after = known.ledger.beside("after");
    copy(&dir, &after);
    // Opened after a crash, and killed before the checkpoint was signed: its bodies are gone, and no signed entry says why.
    fs::copy(before.join("checkpoint"), dir.join("checkpoint")).unwrap();
    let report = known.ledger.check();
    assert_eq!((&report.faults, report.unsigned, report.withheld.len()), (&vec![], 1, 4));
    assert_eq!(report.unfinished.len(), 0);
    // Killed after the checkpoint: all that is withheld may still be here.
    fs::copy(after.join("checkpoint"), dir.join("checkpoint")).unwrap();
    let (old, new) = (format!("bodies/000.p/{by}"), format!("bodies/000.p/{}", by.next()));
    fs::copy(before.join(&old), dir.join(&old)).unwrap();
    let body = fs::read(after.join(&new)).unwrap();
    let own = decode_bodies(&body).unwrap().pop().unwrap();
    let kept = fs::read(before.join(&old)).unwrap();
    let served = decode_bodies(&kept).unwrap().into_iter().chain([own]);
    fs::write(dir.join(&new), encode_bodies(served).unwrap()).unwrap();
    copy(&before.join("addenda"), &dir.join("addenda"));
    let report = known.ledger.check();
    assert_eq!((&report.faults, report.withheld.len()), (&vec![], 0));
    assert_eq!(report.unfinished, BTreeSet::from([by]));
    // A copy that is only served has nobody who would finish it.
    let journal = fs::read(dir.join("journal")).unwrap();
    fs::remove_file(dir.join("journal")).unwrap();
    fs::remove_dir_all(dir.join("view.sled")).unwrap();
    let faults = known.ledger.check().faults;
    let (entries, rest): (Vec<_>, Vec<_>) =
        faults.iter().partition(|fault| matches!(fault.place, FaultPlace::Entry(_)));
    assert_eq!(entries.len(), 3, "{faults:?}");
    let rest: Vec<_> = rest.into_iter().map(|fault| fault.place.clone()).collect();
    assert_eq!(rest, [FaultPlace::Artifact(known.artifact)]);
    fs::write(dir.join(&new), &body).unwrap();
    let faults = known.ledger.check().faults;
    let places: Vec<_> = faults.iter().map(|fault| fault.place.clone()).collect();
    assert_eq!(places, [FaultPlace::File(old), FaultPlace::Artifact(known.artifact)]);
    assert!(faults[0].what.contains("still holds the body of entry"), "{faults:?}");
    // The next to open it for writing does.
    fs::write(dir.join("journal"), &journal).unwrap();
    known.ledger.reopen().unwrap();
    is_nowhere(&known.ledger);
    known.ledger.close();
    let report = known.ledger.check();
    assert_eq!((&report.faults, report.unfinished.len(), report.withheld.len()), (&vec![], 0, 4));
}

#[test]
fn an_audit_while_bodies_are_withheld_finds_nothing_wrong() {
    let mut ledger = TestLedger::found();
    let (dir, pin) = (ledger.dir(), ledger.pin.clone());
    let authority = ledger.operator.party;
    let is_over = AtomicBool::new(false);
    let withheld =
        std::thread::scope(|scope| {
            let audits = scope.spawn(|| {
                let mut withheld = 0;
                while !is_over.load(Ordering::SeqCst) {
                    let report = audit(&dir, &pin);
                    assert_eq!(report.faults, []);
                    withheld = report.withheld.len();
                }
                withheld
            });
            let redact =
                |round| {
                    let artifact = ledger.capture(&format!("Round {round} of many.\n"));
                    let said = ledger.record(Kind::Incident, &incident(&format!("round-{round}")));
                    ledger.record(Kind::Redaction, &json!({
                "authority": authority, "statements": [said.id], "artifacts": [artifact],
                "why": "recorded_in_error",
            }));
                };
            let redacted = std::panic::catch_unwind(AssertUnwindSafe(|| (0..40).for_each(redact)));
            is_over.store(true, Ordering::SeqCst);
            let withheld = audits.join().unwrap();
            redacted.unwrap();
            withheld
        });
    assert!(withheld > 0);
    assert_eq!(ledger.check().withheld.len(), 80);
}

/// Puts the artifact back behind the ledger's back, once it is withheld.
fn put_back(mut known: Known, redaction: &Value) -> Known {
    let (dir, before) = known.kept();
    known.ledger.record(Kind::Redaction, redaction);
    // Nothing is committed before a redaction is finished: after this, it is.
    known.ledger.record(Kind::Incident, &incident("later"));
    known.ledger.close();
    copy(&before.join("addenda"), &dir.join("addenda"));
    known
}

#[test]
fn an_artifact_that_is_served_in_spite_of_its_redaction_is_a_fault() {
    let known = Known::new();
    let mut redaction = known.redaction();
    // The capture itself stays: it holds no name.
    redaction["statements"].as_array_mut().unwrap().truncate(2);
    let known = put_back(known, &redaction);
    let faults = known.ledger.check().faults;
    assert_eq!(
        faults.iter().map(|fault| &fault.place).collect::<Vec<_>>(),
        [&FaultPlace::Artifact(known.artifact)]
    );
}

#[test]
fn an_artifact_whose_capture_is_withheld_too_is_looked_for() {
    let known = Known::new();
    let redaction = known.redaction();
    let known = put_back(known, &redaction);
    let faults = known.ledger.check().faults;
    assert_eq!(
        faults.iter().map(|fault| &fault.place).collect::<Vec<_>>(),
        [&FaultPlace::Artifact(known.artifact)]
    );
}

#[test]
fn what_is_withheld_twice_is_withheld_by_the_first() {
    let mut known = Known::new();
    let mut redaction = known.redaction();
    let first = known.ledger.record(Kind::Redaction, &redaction).index;
    redaction["why"] = "recorded_in_error".into();
    // The artifact's capture is withheld: nothing names it any more.
    redaction.as_object_mut().unwrap().remove("artifacts");
    known.ledger.record(Kind::Redaction, &redaction);
    let meaning = known.ledger.engine().meaning();
    for statement in &known.statements {
        assert_eq!(meaning.withheld(statement.index).unwrap(), Some(first));
    }
    assert_eq!(meaning.artifact_withheld(&known.artifact).unwrap(), Some(first));
    known.ledger.close();
    let report = known.ledger.check();
    assert_eq!(report.faults, []);
    assert!(report.withheld.iter().all(|withheld| withheld.by() == first), "{report:?}");
}

#[test]
fn a_redaction_opens_no_door_to_unknown_names() {
    let mut known = Known::new();
    let redaction = known.redaction();
    known.ledger.record(Kind::Redaction, &redaction);
    let mut ward = party("ward", "unit");
    ward["part_of"] = json!([{"party": party_id("nobody")}]);
    let verdict = known.ledger.submit(&says(Kind::Party, &ward), None);
    assert!(
        matches!(&verdict, Verdict::Refused(refusal) if matches!(**refusal, Refusal::UnknownReference { .. })),
        "{verdict:?}"
    );
}

#[test]
fn a_withheld_id_stays_its_owners() {
    let mut known = Known::new();
    let redaction = known.redaction();
    known.ledger.record(Kind::Redaction, &redaction);
    let verdict = known.ledger.submit(&says(Kind::Party, &party("witness", "person")), None);
    assert!(
        matches!(&verdict, Verdict::Refused(refusal) if matches!(**refusal, Refusal::AlreadyDeclared { .. })),
        "{verdict:?}"
    );
}

#[test]
fn the_own_text_of_a_withheld_utterance_goes_with_it() {
    let mut stage = Stage::new();
    let bob = stage.bob;
    let own = first_person("said_it_myself".into(), bob.party);
    let said = stage.ledger.record_by(&bob, Kind::Utterance, &own);
    let operator = stage.ledger.operator.party;
    let text = own["text"].as_str().unwrap();
    assert!(found(&stage.ledger.dir(), text).len() >= 2);
    let mut redaction = json!({
        "authority": operator, "statements": [said.id], "why": "recorded_in_error",
    });
    let verdict = stage.ledger.submit(&says(Kind::Redaction, &redaction), None);
    assert!(
        matches!(&verdict, Verdict::Refused(refusal) if matches!(**refusal, Refusal::OwnTextStays { .. })),
        "{verdict:?}"
    );
    redaction["artifacts"] = json!([Sha256::of(text.as_bytes())]);
    stage.ledger.record(Kind::Redaction, &redaction);
    assert_eq!(found(&stage.ledger.dir(), text), [""; 0]);
}

#[test]
fn a_body_that_is_gone_without_a_redaction_is_a_fault() {
    let mut known = Known::new();
    let redaction = known.redaction();
    let size = known.ledger.reader().size().0;
    known.ledger.record(Kind::Redaction, &redaction);
    known.ledger.close();
    // The bodies file with one body less: length 0 where the body of entry 2 stood.
    let path = known.ledger.dir().join(format!("bodies/000.p/{}", size + 1));
    let bytes = fs::read(&path).unwrap();
    let mut at = 0;
    for _ in 0..2 {
        let length = u32::from_be_bytes(*bytes[at..].first_chunk().unwrap());
        at += 4 + usize::try_from(length).unwrap();
    }
    let length = usize::try_from(u32::from_be_bytes(*bytes[at..].first_chunk().unwrap())).unwrap();
    let without = [&bytes[..at], &[0; 4], &bytes[at + 4 + length..]].concat();
    fs::write(&path, without).unwrap();
    let report = known.ledger.check();
    assert!(
        report
            .faults
            .iter()
            .any(|fault| fault.to_owned().what.contains("no redaction withholds it")),
        "{report:?}"
    );
}
