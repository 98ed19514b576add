//! Changes to good inputs: bits, bytes, lengths, numbers, pieces left out, repeated, moved, or taken from another input.

use bayan_store::sim::Seed;

/// The longest input that is made of others, in bytes.
const LONGEST: usize = 1 << 17;
/// How long a piece that is moved or repeated is mostly, in bytes: below that.
const PIECE: usize = 65;
/// How many changes one input has at most.
const CHANGES: u64 = 4;

/// Bytes at the ends of ranges, and those that formats are made of.
const BYTES: &[u8] = &[
    0x00, 0x01, 0x09, 0x0a, 0x0d, 0x17, 0x18, 0x1b, 0x1f, 0x20, b'"', b'#', b',', b'-', b'.', b'/',
    b'0', b'9', b':', b';', b'=', b'[', b'\\', b']', b'{', b'}', 0x40, 0x5a, 0x5f, 0x7f, 0x80,
    0xbf, 0xc0, 0xf6, 0xf7, 0xff,
];

/// Words that readers trip over. They are put in once, or so often that they nest deep.
const WORDS: &[&str] = &[
    "[",
    "{",
    "[[",
    "{\"a\":",
    "\u{81}",
    "(",
    "null",
    "true",
    "-0",
    "1e9",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "\u{202e}",
    "\u{200f}",
    "\u{301}",
    "\u{10ffff}",
    "\u{2028}",
    "\0",
    "\n\n",
    "\r\n",
    "../",
    "\n— ",
    "\"\"\"",
    "''",
    "<b>",
    "<p>",
    "</p>",
    "<table>",
    "<svg>",
    "<!--",
    "&nbsp;",
    "..",
    "XXXX",
    "%",
    "~",
    "?",
    "T24:00",
    "Z",
    "+14:00",
    "+",
    "_",
    "=",
    "==",
    "entry:0",
    "ref:a",
    "#0",
];

/// Numbers around which widths and limits end.
const NUMBERS: &[&str] = &[
    "0",
    "00",
    "1",
    "9",
    "10",
    "12",
    "13",
    "31",
    "32",
    "59",
    "60",
    "64",
    "65",
    "255",
    "256",
    "999",
    "65535",
    "65536",
    "262144",
    "2147483648",
    "4294967295",
    "4294967296",
    "9007199254740991",
    "9007199254740992",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1000000000000000000000000000000",
    "-1",
    "0.1",
    "1.0",
];

/// Makes inputs of others. The same seed makes the same ones.
pub(crate) struct Mutator(pub(crate) Seed);

impl Mutator {
    /// A number below `bound`; 0 if that is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).expect("lengths have at most 64 bits");
        usize::try_from(self.0.below(bound)).expect("below a length")
    }

    /// One of the good inputs or of those that were kept, as often the one as the other, changed one to [`CHANGES`] times.
    pub(crate) fn next(&mut self, good: &[Vec<u8>], kept: &[Vec<u8>]) -> Vec<u8> {
        let mut input = self.one(good, kept).to_vec();
        let changes = 1 + self.0.below(CHANGES).min(self.0.below(CHANGES));
        for _ in 0..changes {
            let other = self.one(good, kept);
            self.change(&mut input, other);
            input.truncate(LONGEST);
        }
        input
    }

    fn one<'a>(&mut self, good: &'a [Vec<u8>], kept: &'a [Vec<u8>]) -> &'a [u8] {
        let from = if kept.is_empty() || self.0.below(2) == 0 { good } else { kept };
        &from[self.below(from.len())]
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(input.len() + 1);
        match self.0.below(16) {
            0 | 1 => {
                let bit = 1 << self.0.below(8);
                input.get_mut(at).into_iter().for_each(|byte| *byte ^= bit);
            }
            2 => {
                let byte = BYTES[self.below(BYTES.len())];
                input.get_mut(at).into_iter().for_each(|old| *old = byte);
            }
            13 | 14 => {
                // From four less to four more.
                let by = u8::try_from(self.0.below(9)).expect("below nine").wrapping_sub(4);
                input.get_mut(at).into_iter().for_each(|byte| *byte = byte.wrapping_add(by));
            }
            3 => drop(input.drain(self.piece(input.len()))),
            4 => input.truncate(at),
            5 => {
                let piece = input[self.piece(input.len())].repeat(self.times());
                insert(input, at, &piece);
            }
            6 => {
                let word = WORDS[self.below(WORDS.len())].as_bytes().repeat(self.times());
                insert(input, at, &word);
            }
            7 => {
                let from = self.below(other.len() + 1);
                input.truncate(at);
                input.extend_from_slice(&other[from..]);
            }
            8 => {
                let piece = other[self.piece(other.len())].to_vec();
                insert(input, at, &piece);
            }
            9 => {
                let piece = self.piece(input.len());
                let moved: Vec<u8> = input.drain(piece).collect();
                let to = self.below(input.len() + 1);
                insert(input, to, &moved);
            }
            10 | 11 => self.change_length(input, at),
            12 => self.change_number(input, at),
            _ => self.change_word(input, other),
        }
    }

    /// Mostly once.
    fn times(&mut self) -> usize {
        match self.0.below(8) {
            0 => self.below(300),
            1 => 2,
            _ => 1,
        }
    }

    /// A piece of something so long: short, or up to its end.
    fn piece(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let rest = length - start;
        let taken = if self.0.below(8) == 0 { rest } else { self.below(PIECE.min(rest + 1)) };
        start..start + taken
    }

    /// Takes the bytes at a place for a length of 1, 2, 4 or 8 bytes, and writes another.
    fn change_length(&mut self, input: &mut [u8], at: usize) {
        let width = 1 << self.0.below(4);
        let rest = u64::try_from(input.len() - at).expect("a length").saturating_sub(width);
        let width = usize::try_from(width).expect("at most 8");
        let Some(field) = input.get_mut(at..at + width) else { return };
        let old = field.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        let new = match self.0.below(8) {
            0 => 0,
            1 => u64::MAX,
            2 => 1 << self.0.below(64),
            3 => rest,
            4 => old.wrapping_sub(1),
            5 => old.wrapping_mul(2),
            6 => old.wrapping_add(self.0.below(64)),
            _ => old.wrapping_add(1),
        };
        field.copy_from_slice(&new.to_be_bytes()[8 - width..]);
    }

    /// Writes another number for the digits at or behind a place.
    fn change_number(&mut self, input: &mut Vec<u8>, at: usize) {
        let Some(start) = (at..input.len()).find(|at| input[*at].is_ascii_digit()) else { return };
        let digits = input[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = NUMBERS[self.below(NUMBERS.len())].bytes();
        drop(input.splice(start..start + digits, number));
    }

    /// Writes a word of another input for one of this.
    fn change_word(&mut self, input: &mut Vec<u8>, other: &[u8]) {
        let (old, new) = (self.word(input), self.word(other));
        drop(input.splice(old, other[new].iter().copied()));
    }

    /// The letters and digits around a place.
    fn word(&mut self, input: &[u8]) -> std::ops::Range<usize> {
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
        let at = self.below(input.len() + 1);
        let (before, behind) = input.split_at(at);
        let start = at - before.iter().rev().take_while(|byte| is_word(byte)).count();
        start..at + behind.iter().take_while(|byte| is_word(byte)).count()
    }
}

fn insert(input: &mut Vec<u8>, at: usize, piece: &[u8]) {
    let at = at.min(input.len());
    drop(input.splice(at..at, piece.iter().copied()));
}
