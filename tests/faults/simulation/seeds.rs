//! Many seeds, one seed again, and that a seed is always the same.

use std::panic::catch_unwind;
use std::sync::atomic::{AtomicU64, Ordering};

use bayan_tests::{note, scale, seed};

use super::run::{run, run_without_syncs, side_by_side};

/// How many seeds are run with each run of the suite.
const SEEDS: u64 = 10_000;
/// How many of them are run twice.
const TWICE: u64 = 100;

const AGAIN: &str = "cargo test -p bayan-tests --test faults -- simulation::seeds";

#[test]
fn nothing_acknowledged_is_lost_and_nothing_else_is_there() {
    if let Some(number) = seed() {
        let (told, digest) = run(number);
        note(&format!("seed {number}: {digest}, {} images", told.images));
        return;
    }
    let [images, crashes, statements] = [(); 3].map(|()| AtomicU64::new(0));
    let count = SEEDS * scale();
    side_by_side(count, AGAIN, |number| {
        let (told, _) = run(number);
        images.fetch_add(told.images, Ordering::Relaxed);
        crashes.fetch_add(told.crashes, Ordering::Relaxed);
        statements.fetch_add(told.statements, Ordering::Relaxed);
    });
    let [images, crashes, statements] = [images, crashes, statements].map(AtomicU64::into_inner);
    note(&format!(
        "simulation: {count} seeds, {statements} statements answered, {crashes} crashes, {images} crash images recovered"
    ));
    assert!(images >= 2 * count, "{images} images of {count} seeds are fewer than there were");
}

#[test]
fn a_seed_is_the_same_each_time() {
    side_by_side(TWICE, AGAIN, |number| {
        let (one, two) = (run(number), run(number));
        assert_eq!(one.0.trace, two.0.trace);
        assert_eq!(one.1, two.1, "the bytes on the disk");
    });
}

#[test]
fn a_disk_whose_syncs_do_nothing_is_found_out() {
    // What these tests claim would be worth nothing if they passed here too.
    let found_out = (0..20).filter(|number| catch_unwind(|| run_without_syncs(*number)).is_err());
    assert!(found_out.count() > 10);
}
