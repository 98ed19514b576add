//! A clock that ticks and entropy that repeats.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};

use bayan_ledger::clock::{Clock, Entropy};
use bayan_proof::hash::Blake3;
use bayan_proof::num::UnixMillis;

/// A clock that moves one tick each time it is read, and where it is told.
#[derive(Debug)]
pub struct TickingClock {
    now: AtomicU64,
    tick: u64,
}

impl TickingClock {
    /// A clock that shows `start` first, and `tick` milliseconds more each time after.
    pub fn new(start: UnixMillis, tick: u64) -> Self {
        Self { now: AtomicU64::new(start.0), tick }
    }

    /// Sets what it shows next.
    pub fn set(&self, now: UnixMillis) {
        self.now.store(now.0, Ordering::SeqCst);
    }

    /// What it shows next, without a tick.
    pub fn next(&self) -> UnixMillis {
        UnixMillis(self.now.load(Ordering::SeqCst))
    }
}

impl Clock for TickingClock {
    fn now(&self) -> UnixMillis {
        UnixMillis(self.now.fetch_add(self.tick, Ordering::SeqCst))
    }
}

/// Bytes that follow from a seed: unlike each other, and the same on each run.
#[derive(Debug)]
pub struct SeededEntropy {
    seed: u64,
    drawn: Mutex<u64>,
}

impl SeededEntropy {
    /// The bytes of a seed, from the first on.
    pub fn new(seed: u64) -> Self {
        Self { seed, drawn: Mutex::new(0) }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        for block in bytes.chunks_mut(32) {
            let input = [self.seed.to_be_bytes(), drawn.to_be_bytes()].concat();
            let Blake3(fresh) = Blake3::of(&input);
            *drawn += 1;
            block.iter_mut().zip(fresh).for_each(|(byte, fresh)| *byte = fresh);
        }
    }
}
