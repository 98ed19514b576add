//! The commands that read, through the binary, with a cleared environment: what they show, what they refuse, and what
//! they say of ledgers and proofs that are damaged.

mod answers;
mod asked;
mod bundles;
mod casebook;
mod cases;
mod damage;
mod damaged_proofs;
mod exports;
mod inputs;
mod library;
mod moments;
mod moved;
mod proofs;
mod recorded;
mod reports;
mod shown;
mod told;
