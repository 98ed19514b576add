//! What is offered to a ledger.

use std::cell::RefCell;

use bayan_claim::Body;
use bayan_ledger::{Author, Ledger, Submission, Verdict};
use bayan_proof::statement::SignedStatement;
use bayan_tests::FOUNDED_AT;

use super::LEDGER;

thread_local! {
    /// Each thread's own copy of the ledger, opened: rehearsing changes nothing in it.
    static OPENED: RefCell<Option<Ledger>> = const { RefCell::new(None) };
}

fn with_ledger<T>(ask: impl FnOnce(&mut Ledger) -> T) -> T {
    OPENED.with(|opened| ask(opened.borrow_mut().get_or_insert_with(|| LEDGER.open())))
}

/// What the ledger would say, which is the same each time, and changes nothing.
fn rehearse(submission: &Submission) -> Verdict {
    with_ledger(|ledger| {
        let before = ledger.last_index();
        let mut ask = || {
            let verdicts = ledger.dry_run(std::slice::from_ref(submission));
            let mut verdicts = verdicts.expect("no submission is a fault of the machine");
            assert_eq!(verdicts.len(), 1);
            verdicts.remove(0)
        };
        let (verdict, again) = (ask(), ask());
        // The clock has ticked, and nothing else.
        let is_same = matches!(
            (&verdict, &again),
            (Verdict::Accepted(_), Verdict::Accepted(_))
                | (Verdict::Refused(_), Verdict::Refused(_))
        );
        assert!(is_same || verdict == again, "{verdict:?} and then {again:?}");
        assert_eq!(ledger.last_index(), before);
        verdict
    })
}

/// A submission is written as it was read; its id is that of its statement.
pub(crate) fn submission(bytes: &[u8]) -> bool {
    let Ok(submission) = Submission::parse(bytes) else { return false };
    assert_eq!(submission.encode(), bytes);
    let statement = SignedStatement::parse(&submission.statement);
    assert_eq!(submission.id().ok(), statement.ok().map(|statement| statement.id()));
    true
}

/// Nothing is accepted but what was signed, with the body that was signed; nothing is found to be there but what is.
pub(crate) fn offered_submission(bytes: &[u8]) -> bool {
    let Ok(submission) = Submission::parse(bytes) else { return false };
    match rehearse(&submission) {
        Verdict::Accepted(_) => assert!(LEDGER.next.contains(&submission), "forged"),
        Verdict::AlreadyThere(receipt) => {
            assert_eq!(submission.id().ok(), Some(receipt.id));
            let id = |sent: &Submission| sent.id().ok() == Some(receipt.id);
            assert!(LEDGER.submissions.iter().any(id), "it is not there");
        }
        Verdict::Refused(refusal) => {
            assert!(!refusal.to_string().is_empty());
            return false;
        }
    }
    true
}

/// Any body that its author signs is judged without a fault; whatever it says and refers to, the verdict is the same
/// twice.
pub(crate) fn offered_body(bytes: &[u8]) -> bool {
    let Ok(body) = Body::parse(bytes) else { return false };
    let operator = LEDGER.operator;
    let signed = with_ledger(|ledger| {
        let subject = ledger.meaning().subject(body.says()).expect("the rows can be read");
        let (party, audience) = (operator.party.to_string(), ledger.audience().to_owned());
        Author { party: &party, key: &operator.key(), audience: Some(&audience) }
            .sign(&body, &subject, FOUNDED_AT)
    });
    // A header has room for fewer incidents than a body.
    let Ok(submission) = signed else { return false };
    matches!(rehearse(&submission), Verdict::Accepted(_))
}
