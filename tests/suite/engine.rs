//! The engine from end to end: what it admits and refuses, what it keeps, and what it notices.

mod bundles;
mod crash;
mod facts;
mod flips;
mod histories;
mod keys;
mod life;
mod limits;
mod opening;
mod redaction;
mod refusals;
mod rehearsal;
mod stage;
mod takeover;
mod world;
