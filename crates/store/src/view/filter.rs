//! Which keys a run may hold: Bloom filters, so that a key that is nowhere is not looked for in every run.

/// How many keys a piece is made for. At 32,768 bits and eight probes one in 300 absent keys seems present.
pub(super) const PIECE_KEYS: u64 = 2_600;

/// The longest piece in bytes: it fits a block.
const PIECE_BYTES_MAX: u64 = 4_000;

/// Bits a key.
const KEY_BITS: u64 = 12;

const PROBES: u64 = 8;

/// The hash of a key, from which every run's filter takes its places.
#[derive(Clone, Copy)]
pub(super) struct KeyHash {
    piece: u64,
    start: u64,
    step: u64,
}

impl KeyHash {
    pub(super) fn of(key: &[u8]) -> Self {
        let hash = blake3::hash(key);
        let (words, _) = hash.as_bytes().as_chunks::<8>();
        let mut words = words.iter().map(|word| u64::from_be_bytes(*word));
        let mut word = || words.next().expect("32 bytes are four words");
        Self { piece: word(), start: word(), step: word() }
    }

    /// Which of so many pieces tells of this key.
    pub(super) fn piece(self, pieces: u32) -> u32 {
        let piece = self.piece.checked_rem(u64::from(pieces)).unwrap_or_default();
        u32::try_from(piece).expect("a remainder is below its divisor")
    }

    /// The byte of each probe in a piece of so many bytes, and the bit in it.
    fn probes(self, bytes: usize) -> impl Iterator<Item = (usize, u8)> {
        let bits = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_mul(8);
        (0..PROBES).map(move |probe| {
            let at = self.start.wrapping_add(probe.wrapping_mul(self.step | 1));
            let bit = at.checked_rem(bits).unwrap_or_default();
            let byte = usize::try_from(bit / 8).expect("below the length of the piece");
            (byte, 1 << (bit % 8))
        })
    }
}

/// The filter of a run in the making.
pub(super) struct Filter(Vec<Vec<u8>>);

impl Filter {
    /// An empty filter for at most so many keys.
    pub(super) fn of(keys: u64) -> Self {
        let pieces = keys.div_ceil(PIECE_KEYS).max(1);
        let bytes = (keys.saturating_mul(KEY_BITS) / 8).clamp(8, PIECE_BYTES_MAX);
        let bytes = usize::try_from(bytes).expect("at most 4,000");
        Self((0..pieces).map(|_| vec![0; bytes]).collect())
    }

    pub(super) fn add(&mut self, hash: KeyHash) {
        let pieces = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        let piece = usize::try_from(hash.piece(pieces)).ok().and_then(|at| self.0.get_mut(at));
        let piece = piece.expect("a key's piece is one of them");
        for (byte, bit) in hash.probes(piece.len()) {
            if let Some(byte) = piece.get_mut(byte) {
                *byte |= bit;
            }
        }
    }

    /// Its pieces, by number.
    pub(super) fn into_pieces(self) -> Vec<Vec<u8>> {
        self.0
    }
}

/// Whether a piece of a filter has the key of this hash: if not, it was never added.
pub(super) fn may_hold(piece: &[u8], hash: KeyHash) -> bool {
    hash.probes(piece.len()).all(|(byte, bit)| piece.get(byte).is_some_and(|byte| byte & bit != 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(pieces: &[Vec<u8>], key: u64) -> bool {
        let hash = KeyHash::of(&key.to_be_bytes());
        let piece = hash.piece(pieces.len().try_into().unwrap());
        may_hold(&pieces[usize::try_from(piece).unwrap()], hash)
    }

    #[test]
    fn what_was_added_is_there_and_little_else_seems_to_be() {
        for keys in [1, 10, PIECE_KEYS, PIECE_KEYS + 1, 20_000] {
            let mut filter = Filter::of(keys);
            for key in 0..keys {
                filter.add(KeyHash::of(&key.to_be_bytes()));
            }
            let pieces = filter.into_pieces();
            assert_eq!(u64::try_from(pieces.len()).unwrap(), keys.div_ceil(PIECE_KEYS), "{keys}");
            assert!((0..keys).all(|key| holds(&pieces, key)), "{keys}");
            let strangers = 50_000..70_000;
            let wrong = strangers.clone().filter(|key| holds(&pieces, *key)).count();
            assert!(wrong < strangers.count() / 100, "{keys}: {wrong}");
        }
    }
}
