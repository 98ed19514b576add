//! The kit of the suites: a machine that can be foretold, ledgers in temporary folders, and short ways to
//! say things. The suites themselves are in `suite/` and `faults/`.
//!
//! **Invariant:** the same test gives the same bytes on every run and every machine: time ticks only when it
//! is asked for, and every key, id and nonce is drawn from a seed or from its own name.
#![expect(clippy::missing_panics_doc, reason = "a kit panics where the test that uses it fails")]

mod key;
mod ledger;
mod long;
mod machine;
mod speech;

pub use key::Signer;
pub use ledger::{
    FOUNDED_AT, LOG_SEED, MAX_JUMP_MS, ML_DSA_SEED, RECEIPT_SEED, TestLedger, audit, capture_of,
    founding, grant, log_keys, policy, rotation,
};
pub use long::{note, scale, seed};
pub use machine::{SeededEntropy, TickingClock};
pub use speech::{
    body, claim, incident, incident_id, party, party_id, question_id, says, segment, thing,
    thing_id, utterance,
};
