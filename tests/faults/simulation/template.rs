//! The ledgers that the simulations start from: made once, and copied for each seed.

use std::sync::{Arc, LazyLock};

use bayan_claim::Kind;
use bayan_claim::vocabulary::Usage;
use bayan_ledger::config::Pin;
use bayan_ledger::ledger::ClockJump;
use bayan_ledger::{Author, Ledger, Machine, Opening, Verdict};
use bayan_store::files::Folder;
use bayan_store::sim::{Loss, SimDisk};
use bayan_tests::{
    FOUNDED_AT, SeededEntropy, Signer, TickingClock, body, founding, grant, incident, log_keys,
    party, policy, says,
};
use serde_json::Value;

use super::model::{Effect, Model, Sent};

/// Where every simulated ledger is.
pub(crate) const ROOT: &str = "/ledger";
/// Its origin.
pub(crate) const ORIGIN: &str = "log.example/simulated";
/// How far the clock moves each time it is read.
const TICK_MS: u64 = 1_000;
/// How much space is to be had at once: more than any commit takes.
const STEP_BYTES: u64 = 512 * 1024;
/// Who submits: the operator first, whose key is never rotated.
pub(crate) const CLIENTS: [&str; 3] = ["operator", "alice", "bob"];

/// A ledger at rest, and what is known of it.
pub(crate) struct Template {
    pub(crate) disk: SimDisk,
    pub(crate) model: Model,
    pub(crate) pin: Pin,
    /// What the clock shows next.
    pub(crate) now: u64,
}

/// Founded, with its clients enrolled; and another that is three entries short of a full bundle.
pub(crate) static TEMPLATES: LazyLock<[Template; 2]> = LazyLock::new(|| [grown(0), grown(248)]);

/// The folder of the ledger on a disk.
pub(crate) fn folder(disk: &SimDisk) -> Folder {
    Folder::new(Arc::new(disk.clone()), ROOT)
}

/// How simulated ledgers are opened: their journal is rotated when it has more than so many bytes.
pub(crate) fn opening(journal_bytes: u64, clock: ClockJump) -> Opening {
    Opening { journal_bytes, clock, ..Opening::by("simulation") }
}

/// The ledger's founding statement.
pub(crate) fn founded_by() -> Sent {
    let operator = Signer::new(CLIENTS[0], 1);
    Sent::new(founding(ORIGIN, &operator, &policy(ORIGIN, operator)), Effect::Nothing)
}

/// A founded ledger with its clients and so many incidents.
fn grown(incidents: usize) -> Template {
    let disk = SimDisk::new();
    // Opening reads all the space that the journal has taken ahead: little, so that seeds are cheap.
    disk.limit_steps(STEP_BYTES);
    let clock = Arc::new(TickingClock::new(FOUNDED_AT, TICK_MS));
    let machine = Machine { clock: clock.clone(), entropy: Arc::new(SeededEntropy::new(0)) };
    let mut model = Model::default();
    let policy = founded_by();
    let opening = opening(u64::MAX, ClockJump::Stops);
    let keys = log_keys();
    let (mut ledger, pin) =
        Ledger::create_in(folder(&disk), ORIGIN, &policy.submission, keys, machine, opening)
            .unwrap();
    model.settle(Arc::new(policy));

    let operator = Signer::new(CLIENTS[0], 1);
    let mut statements: Vec<(Kind, Value)> = Vec::new();
    for name in CLIENTS {
        statements.push((Kind::Party, party(name, "organisation")));
    }
    for name in &CLIENTS[1..] {
        let new = Signer::new(name, 1);
        let fields = grant(ledger.audience(), &operator, &new, &[Usage::Record], &[]);
        statements.push((Kind::Key, fields));
    }
    statements
        .extend((0..incidents).map(|number| (Kind::Incident, incident(&format!("n{number}")))));
    let group: Vec<Sent> = (1..)
        .zip(&statements)
        .map(|(nonce, (kind, fields))| {
            let says = says(*kind, fields);
            let subject = ledger.meaning().subject(&says).unwrap();
            let author = Author {
                party: &operator.party.to_string(),
                key: &operator.key(),
                audience: Some(ledger.audience()),
            };
            let submission = author.sign(&body(says, nonce, None), &subject, FOUNDED_AT).unwrap();
            Sent::new(submission, Effect::Nothing)
        })
        .collect();
    let submissions: Vec<_> = group.iter().map(|sent| sent.submission.clone()).collect();
    let verdicts = ledger.submit(&submissions).unwrap();
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Accepted(_))), "{verdicts:?}");
    ledger.close().unwrap();
    for sent in group {
        model.settle(Arc::new(sent));
    }
    Template { disk: disk.crash(Loss::Nothing), model, pin, now: clock.next().0 }
}
