//! How long the long tests take, and which of their seeds is run again.
//!
//! `BAYAN_SCALE=100` makes every long test a hundred times as long as in each run of the suite; `BAYAN_SEED=7` runs seed 7
//! alone, and tells what happens in it. Nothing else about a test depends on the environment.

use std::io::Write as _;

/// How many times as long as usual the long tests are to be: `BAYAN_SCALE`, or 1.
pub fn scale() -> u64 {
    number("BAYAN_SCALE").unwrap_or(1)
}

/// The one seed to be run: `BAYAN_SEED`.
pub fn seed() -> Option<u64> {
    number("BAYAN_SEED")
}

#[expect(clippy::disallowed_methods, reason = "how much is run is for whoever runs it to say")]
fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text:?}")))
}

/// Says something beside the test runner's own lines, whether or not the test passes: what was run, or why it was not.
pub fn note(text: &str) {
    // Nobody reads what cannot be written.
    drop(writeln!(std::io::stderr(), "{text}"));
}
