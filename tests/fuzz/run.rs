//! Looks for an input that breaks a law: the good ones, those around the limit, then changes of the good ones.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bayan_proof::hash::Sha256;
use bayan_store::sim::Seed;
use bayan_tests::{note, scale, seed};

use crate::mutate::Mutator;
use crate::properties::{Law, Property};
use crate::seeds;

/// How many inputs are kept beside the good ones, to be changed further.
const KEPT: usize = 256;
/// The longest of them, in bytes.
const KEPT_BYTES: usize = 1 << 14;
/// How often it is tried to make an input shorter that broke a law.
const SHORTENINGS: usize = 2_000;

/// What a search came to.
pub(crate) struct Found {
    /// How many inputs were tried.
    pub(crate) inputs: u64,
    /// How many of them were taken as good.
    pub(crate) taken: u64,
    /// The first that broke the law.
    pub(crate) broken: Option<Vec<u8>>,
}

/// Whether an input was taken; `None` where it broke the law.
pub(crate) fn try_input(law: Law, input: &[u8]) -> Option<bool> {
    catch_unwind(AssertUnwindSafe(|| law(input))).ok()
}

/// Tries changes of `good`. What is taken is changed further, so that step by step inputs come up that no single change
/// makes.
pub(crate) fn search(law: Law, good: &[Vec<u8>], inputs: u64, seed: Seed) -> Found {
    let mut kept = Vec::new();
    let mut mutator = Mutator(seed);
    let mut found = Found { inputs: 0, taken: 0, broken: None };
    while found.inputs < inputs {
        let input = mutator.next(good, &kept);
        found.inputs += 1;
        match try_input(law, &input) {
            None => {
                found.broken = Some(input);
                break;
            }
            Some(false) => {}
            Some(true) => {
                found.taken += 1;
                if input.len() > KEPT_BYTES {
                    continue;
                }
                if kept.len() < KEPT {
                    kept.push(input);
                } else {
                    kept[mutator.below(KEPT)] = input;
                }
            }
        }
    }
    found
}

/// A shorter input that breaks the same law.
pub(crate) fn shortened(law: Law, mut input: Vec<u8>) -> Vec<u8> {
    let (mut piece, mut left) = (input.len().next_power_of_two(), SHORTENINGS);
    while piece > 0 {
        let mut at = 0;
        while at < input.len() && left > 0 {
            left -= 1;
            let mut shorter = input.clone();
            drop(shorter.drain(at..input.len().min(at + piece)));
            if try_input(law, &shorter).is_none() {
                input = shorter;
            } else {
                at += piece;
            }
        }
        piece /= 2;
    }
    input
}

/// Where the search for a property begins, which `BAYAN_SEED` moves elsewhere.
pub(crate) fn start(name: &str) -> Seed {
    let Sha256(digest) = Sha256::of(name.as_bytes());
    let own = digest.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    Seed(own.wrapping_add(seed().unwrap_or(0)))
}

/// Runs a property: its good inputs are taken, nothing longer than its limit is, and no change of them breaks it.
pub(crate) fn run(property: &Property) {
    let Property { name, law, limit, inputs } = *property;
    let good = seeds::of(name);
    for (number, input) in good.iter().enumerate() {
        assert!(law(input), "{name}: good input {number} is refused: {}", input.escape_ascii());
    }
    for input in around(limit, &good[0]) {
        let is_taken = law(&input);
        assert!(!is_taken || Some(input.len()) <= limit, "{name}: {} bytes", input.len());
    }
    let found = search(law, &good, inputs * scale(), start(name));
    if let Some(input) = found.broken {
        let number = found.inputs;
        let shorter = shortened(law, input.clone());
        // Told before it breaks the law once more, and by that shows how.
        note(&format!("{name}: input {number} broke it: {}", input.escape_ascii()));
        note(&format!("{name}: and so does: {}", shorter.escape_ascii()));
        law(&shorter);
        panic!("{name}: the same input broke it once, and then no more");
    }
    let (inputs, taken) = (found.inputs, found.taken);
    note(&format!("{name}: {} good inputs, {inputs} changed ones, {taken} taken", good.len()));
}

/// Inputs one shorter than the limit, as long, and one longer, which begin as a good one.
fn around(limit: Option<usize>, good: &[u8]) -> Vec<Vec<u8>> {
    let lengths = limit.into_iter().flat_map(|limit| [limit - 1, limit, limit + 1]);
    lengths.map(|length| good.iter().copied().cycle().take(length).collect()).collect()
}
