//! What is more than one commit takes: it becomes several, and nothing is lost.

use bayan_claim::Kind;
use bayan_ledger::submit::{GROUP_BYTES_MAX, GROUP_MAX};
use bayan_ledger::{Receipt, Submission, Verdict};
use bayan_proof::num::Size;
use bayan_tests::{TestLedger, says};

use super::stage::incident;

/// Something that is no statement, and refused before its body is looked at.
fn rubbish(bytes: usize) -> Submission {
    Submission { statement: Vec::new(), body: vec![0; bytes] }
}

fn length(submission: &Submission) -> usize {
    submission.statement.len() + submission.body.len()
}

/// Submits two statements with something refused between them, as a rehearsal first. The receipts of the two.
fn submit(ledger: &mut TestLedger, name: &str, between: Vec<Submission>) -> [Receipt; 2] {
    let [first, last] = ["first", "last"].map(|end| {
        let says = says(Kind::Incident, &incident(&format!("{name}-{end}")));
        ledger.sign(&says, None)
    });
    let refused = between.len();
    let all: Vec<_> = [first].into_iter().chain(between).chain([last]).collect();
    let size = ledger.reader().size();
    let rehearsed = ledger.engine().dry_run(&all).unwrap();
    assert_eq!(ledger.reader().size(), size, "a rehearsal writes nothing");
    let verdicts = ledger.engine().submit(&all).unwrap();
    for verdicts in [&rehearsed, &verdicts] {
        assert_eq!(verdicts.len(), all.len());
        let count = |is: fn(&Verdict) -> bool| verdicts.iter().filter(|it| is(it)).count();
        assert_eq!(count(|verdict| matches!(verdict, Verdict::Refused(_))), refused);
    }
    assert_eq!(ledger.reader().size(), Size(size.0 + 2));
    match [&verdicts[0], &verdicts[verdicts.len() - 1]] {
        [Verdict::Accepted(first), Verdict::Accepted(last)] => {
            assert_eq!((first.index.0, last.index.0), (size.0, size.0 + 1));
            [first.clone(), last.clone()]
        }
        other => panic!("{other:?}"),
    }
}

/// Whether two statements came into the ledger in one commit: the clock ticks between two.
fn together([first, last]: &[Receipt; 2]) -> bool {
    first.time == last.time
}

#[test]
fn more_than_a_group_becomes_two_commits() {
    let mut ledger = TestLedger::found();
    for (count, is_one) in [(GROUP_MAX - 1, true), (GROUP_MAX, true), (GROUP_MAX + 1, false)] {
        let between = vec![rubbish(1); count - 2];
        let receipts = submit(&mut ledger, &format!("n{count}"), between);
        assert_eq!(together(&receipts), is_one, "{count}");
    }
    assert_eq!(ledger.check().faults, []);
}

#[test]
fn more_bytes_than_a_group_become_two_commits() {
    let mut ledger = TestLedger::found();
    let [first, last] = ["first", "last"].map(|end| {
        length(&ledger.sign(&says(Kind::Incident, &incident(&format!("n0-{end}"))), None))
    });
    let room = GROUP_BYTES_MAX - first - last;
    for (number, bytes, is_one) in [(1, room - 1, true), (2, room, true), (3, room + 1, false)] {
        let receipts = submit(&mut ledger, &format!("n{number}"), vec![rubbish(bytes)]);
        assert_eq!(together(&receipts), is_one, "{bytes}");
    }
    // One that no group takes is refused alone.
    let receipts = submit(&mut ledger, "n4", vec![rubbish(GROUP_BYTES_MAX + 1)]);
    assert!(!together(&receipts));
    assert_eq!(ledger.check().faults, []);
}
