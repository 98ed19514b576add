//! Who holds what now, how it moved, and where it conflicts: pure folds over verified entries.
//!
//! The room for projections, one a file. [`fact`] is the normal form of a statement, which the engine keeps in the read
//! model; [`world`] is what was declared around it; [`case`] folds an incident's facts to what stands, and the other
//! modules answer questions about it. The words themselves stay in the log: an answer points to each of its claims by
//! entry and number, and whoever shows it fetches the sentence from there.
//!
//! **Invariant:** pure. No file, clock, environment or random source; the same entries give the same answer everywhere.
//!
//! **Invariant:** the order of the ledger decides nothing about what was said when. Only what is known of the times of
//! utterances does, and what that leaves open stays open.
//!
//! **Invariant:** nothing here is a verdict. Every answer names whose words it rests on, by entry and claim.
//!
//! It does not read a log, find a sentence, or put an answer into words.

pub mod case;
pub mod clock;
pub mod conflict;
pub mod fact;
pub mod headline;
pub mod origin;
pub mod promise;
pub mod question;
pub mod reach;
mod read;
pub mod regime;
pub mod responsibility;
pub mod shift;
pub mod silence;
pub mod state;
pub mod status;
#[cfg(test)]
mod testing;
pub mod track;
pub mod when;
pub mod world;

/// The version of everything that this crate computes and of the facts that it reads. The engine rebuilds what it kept
/// under another one.
pub const VIEW_VERSION: u32 = 6;
