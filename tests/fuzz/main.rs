//! Properties of everything that reads bytes from outside, tried on changes of good inputs.
//!
//! `BAYAN_SCALE=100 cargo test -p bayan-tests --test fuzz` tries a hundred times as many; `BAYAN_SEED=7` tries others.
//! `cargo-fuzz/` has a target for each property, for long runs that are guided by what the code does.

#[cfg(test)]
mod canary;
#[cfg(test)]
#[path = "../../crates/claim/tests/suite/kit.rs"]
#[expect(dead_code, reason = "the suite of the crate asks for more than these properties")]
mod kit;
#[cfg(test)]
mod mutate;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod run;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod tests;
