//! Where time and randomness come from: fields given at construction, never asked of the system here.

use bayan_proof::num::UnixMillis;

/// A source of wall-clock time.
pub trait Clock: Send + Sync {
    /// Milliseconds since the Unix epoch, as this clock sees it. It may jump; the sequencer copes.
    fn now(&self) -> UnixMillis;
}

/// A source of unpredictable bytes: nonces, identifiers, keys, salts.
pub trait Entropy: Send + Sync {
    /// Fills `bytes` whole, or stops the program: no ledger is better than a guessable key.
    fn fill(&self, bytes: &mut [u8]);
}

/// `N` fresh bytes.
pub fn fresh<const N: usize>(entropy: &dyn Entropy) -> [u8; N] {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    bytes
}
