//! The whole engine over the simulated disk: submitters, readers, redactions, rotations, clocks and crashes, all from
//! one seed.
//!
//! `BAYAN_SEED=7 cargo test -p bayan-tests --test faults -- simulation::seeds` runs seed 7 again and tells what
//! happened in it; `BAYAN_SCALE=100` runs a hundred times as many seeds.

mod model;
mod run;
mod sectors;
mod seeds;
mod sweep;
mod template;
mod world;

pub(crate) use template::{TEMPLATES, folder};
