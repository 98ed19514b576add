//! A parser with a bug in it, which the search has to find: what finds nothing anywhere may not be looking.

use bayan_store::sim::Seed;

use crate::run::{search, shortened, try_input};

/// How many inputs the search has for it.
const INPUTS: u64 = 200_000;

/// Records behind a magic word and their number: a tag, a big-endian length of two bytes, and so many bytes.
///
/// Records of tag 3 stand in the order of their last bytes. The first may not be empty; whoever wrote that forgot that the
/// next ones may not either.
fn records(bytes: &[u8]) -> bool {
    let Some((count, mut rest)) = bytes.strip_prefix(b"CANARY01").and_then(<[u8]>::split_first)
    else {
        return false;
    };
    let mut last: Option<&u8> = None;
    for _ in 0..*count {
        let Some(([tag, high, low], behind)) = rest.split_first_chunk() else { return false };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some((record, behind)) = behind.split_at_checked(length) else { return false };
        rest = behind;
        if *tag != 3 {
            continue;
        }
        match last {
            None if record.is_empty() => return false,
            Some(last) if record[record.len() - 1] < *last => return false,
            _ => last = record.last(),
        }
    }
    rest.is_empty()
}

/// One record of each of three tags.
fn good() -> Vec<Vec<u8>> {
    vec![b"CANARY01\x03\x01\x00\x02ab\x02\x00\x00\x03\x00\x04word".to_vec()]
}

#[test]
fn the_planted_bug_is_found() {
    assert_eq!(try_input(records, &good()[0]), Some(true));
    for seed in 0..8 {
        let found = search(records, &good(), INPUTS, Seed(seed));
        let broken = found.broken.unwrap_or_else(|| panic!("seed {seed} found nothing"));
        let shorter = shortened(records, broken.clone());
        assert!(shorter.len() <= broken.len() && try_input(records, &shorter).is_none());
    }
}

#[test]
fn blind_luck_does_not_find_it() {
    // The same number of inputs that are random, and of good ones in which one random byte is put in a random place.
    let mut seed = Seed(1);
    let mut byte = || u8::try_from(seed.below(256)).unwrap();
    for _ in 0..INPUTS {
        let random: Vec<u8> = (0..byte() % 32).map(|_| byte()).collect();
        let mut changed = good().remove(0);
        let at = usize::from(byte()) % changed.len();
        changed[at] = byte();
        for input in [random, changed] {
            assert!(try_input(records, &input).is_some(), "{}", input.escape_ascii());
        }
    }
}
