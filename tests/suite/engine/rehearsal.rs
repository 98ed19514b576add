//! A rehearsal says what submitting would, and leaves everything as it was.

use bayan_claim::Kind;
use bayan_ledger::{Refusal, Submission, Verdict};
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;
use bayan_tests::{TestLedger, claim, incident_id, party_id, says, segment, utterance};
use serde_json::{Value, json};

use super::life::files;
use super::stage::{Stage, TEXT, first_person, incident, party, thing};

/// What becomes of each: in few words, without times.
fn shapes(verdicts: &[Verdict]) -> Vec<String> {
    let shape = |verdict: &Verdict| match verdict {
        Verdict::Accepted(receipt) => format!("accepted as {}", receipt.index),
        Verdict::AlreadyThere(receipt) => format!("there as {}", receipt.index),
        Verdict::Refused(refusal) => refusal.to_string(),
    };
    verdicts.iter().map(shape).collect()
}

/// Every published file with its bytes.
fn contents(ledger: &TestLedger) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let read = |path: std::path::PathBuf| (path.clone(), std::fs::read(path).unwrap());
    files(&ledger.dir()).into_iter().map(read).collect()
}

/// Rehearses a group, and submits it then: both say the same, and only the second writes.
fn twice(ledger: &mut TestLedger, group: &[Submission]) -> Vec<Verdict> {
    let (size, files) = (ledger.reader().size(), contents(ledger));
    let foretold = ledger.engine().dry_run(group).unwrap();
    assert_eq!(shapes(&ledger.engine().dry_run(group).unwrap()), shapes(&foretold));
    assert_eq!(ledger.reader().size(), size);
    assert_eq!(contents(ledger), files);
    let verdicts = ledger.engine().submit(group).unwrap();
    assert_eq!(shapes(&verdicts), shapes(&foretold));
    verdicts
}

#[test]
fn a_dry_run_writes_nothing_and_says_the_same() {
    let mut ledger = TestLedger::found();
    let group = [
        ledger.sign(&says(Kind::Incident, &incident("slow-portal")), None),
        ledger.sign(&says(Kind::Thing, &thing("portal", "system")), None),
        ledger.sign(&says(Kind::Incident, &incident("slow-portal")), None),
    ];
    let verdicts = twice(&mut ledger, &group);
    assert!(matches!(&verdicts[2], Verdict::Refused(refusal)
        if matches!(**refusal, Refusal::AlreadyDeclared { at: Index(1), .. })));
}

#[test]
fn a_dry_run_knows_nothing_that_a_redaction_in_it_takes_away() {
    let Stage { mut ledger, alice, bob, .. } = Stage::new();
    let artifact = Sha256::of(TEXT.as_bytes());
    let captured = ledger.engine().meaning().capture(&artifact).unwrap().unwrap();
    let captured = ledger.reader().entry(captured).unwrap().entry.statement().id();
    let authority = ledger.operator.party;
    let own = first_person("said_it_myself".into(), party_id("bob"));
    let seen = ledger.sign(&says(Kind::Party, &party("bystander", "person")), Some("card 1"));
    let withheld = [seen.id().unwrap(), captured];
    let redaction = json!({
        "authority": authority, "statements": withheld, "artifacts": [artifact], "why": "personal_data",
    });
    let again = json!({"authority": authority, "artifacts": [artifact], "why": "personal_data"});
    let mut another = party("another", "person");
    another["slug"] = "bystander".into();
    let quoting = |text: &str, exact: &str, of: &str| -> Value {
        let lost = claim("confidentiality.loss", &json!({"answer": "no"}), &[segment(text, exact)]);
        utterance(alice.party, party_id(of), incident_id("slow-portal"), &[lost])
    };
    let own_text = own["text"].as_str().unwrap().to_owned();
    let behind = [
        // What is gone is free for others to use, and cannot be pointed to any more.
        (Kind::Party, another, Some("card 1")),
        (Kind::Redaction, again, None),
        (Kind::Party, party("bystander", "person"), None),
    ];
    let mut group = vec![
        seen,
        ledger.sign_by(&bob, &says(Kind::Utterance, &own), None),
        ledger.sign(&says(Kind::Redaction, &redaction), None),
    ];
    for (kind, fields, reference) in &behind {
        group.push(ledger.sign(&says(*kind, fields), *reference));
    }
    for (text, exact, of) in
        [(TEXT, "no record was lost", "ministry"), (&own_text, "Nothing was lost", "bob")]
    {
        group.push(ledger.sign_by(&alice, &says(Kind::Utterance, &quoting(text, exact, of)), None));
    }
    // A second redaction, and what the first withheld is withheld behind it too.
    group.push(ledger.sign(&says(Kind::Incident, &incident("soon-gone")), None));
    let gone = json!({
        "authority": authority, "statements": [group.last().unwrap().id().unwrap()], "why": "personal_data",
    });
    group.push(ledger.sign(&says(Kind::Redaction, &gone), None));
    let mut third = incident("third");
    third["slug"] = "soon-gone".into();
    group.push(ledger.sign(&says(Kind::Incident, &third), Some("card 2")));
    let verdicts = twice(&mut ledger, &group);
    let refused = |verdict: &Verdict| matches!(verdict, Verdict::Refused(_));
    let refused: Vec<usize> = verdicts
        .iter()
        .enumerate()
        .filter(|(_, verdict)| refused(verdict))
        .map(|(at, _)| at)
        .collect();
    // The second redaction of one artifact, the party whose id stays taken, and the quote of what is withheld.
    assert_eq!(refused, [4, 5, 6], "{:#?}", shapes(&verdicts));
    ledger.close();
    assert_eq!(ledger.check().faults, []);
}
