//! The engine and its one public API: found, open, submit, read, audit, rebuild.
//!
//! The only room where clock, entropy, signer and store meet. A statement comes in signed; [`submit`] admits it against
//! what the log means so far ([`meaning`]), gives it its place, makes it durable with one sync, signs the checkpoint
//! and publishes; [`reader`] reads what is published, without lock or keys; [`check`] re-checks everything from the
//! published files alone, through the code that admits. [`case`] hands out what the projections of an incident are made
//! from.
//!
//! **Invariant:** no checkpoint is signed for entries that are not durable, and no two for one size that differ.
//!
//! **Invariant:** entry i is judged against the meaning after entry i−1, never by its time, and by the same code when
//! it is sequenced and when it is audited.
//!
//! **Invariant:** a row of the read model that the log does not imply cannot exist after a rebuild.
//!
//! **Invariant:** time and randomness come from [`clock`] alone; the environment is not read.
//!
//! It does not compute positions or conflicts, print, or serve.

pub mod bundle;
pub mod case;
pub mod check;
pub mod clock;
pub mod config;
pub mod keystore;
pub mod ledger;
pub mod meaning;
mod model;
pub mod prove;
pub mod reader;
pub mod refusal;
mod rehearsal;
pub mod rendition;
pub mod rows;
pub mod submission;
pub mod submit;
mod tail;
#[cfg(test)]
mod testing;
pub mod texts;

pub use case::CaseInput;
pub use ledger::{Ledger, LogKeys, Machine, OpenError, Opening, SubmitError};
pub use reader::{ReadError, Reader, StoredEntry};
pub use refusal::Refusal;
pub use submission::{Author, Submission};
pub use submit::{Receipt, Verdict};
