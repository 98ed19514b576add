//! Everything that fails: the whole engine over a disk that lies, loses and stops, the real program killed at any moment,
//! and proofs that are not quite right. What is run, how much of it and how often is in `docs/reliability.md`.

#[cfg(test)]
#[path = "../suite/binary.rs"]
mod binary;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod simulation;
