//! Deterministic CBOR (RFC 8949 §4.2.1), read strictly and written the one way.
//!
//! There is no data model in between: a format reads the items that it expects, in order, and everything
//! else is an error. The [`Reader`] accepts only shortest heads (§4.2.1 rule 1), definite lengths (rule 2)
//! and map keys in strictly ascending order of their encodings (rule 3), so what it accepts the [`Writer`]
//! writes back byte for byte. Floats and simple values other than false, true and null occur in none of our
//! formats and are refused.

use minicbor::data::{Int, Type};
use minicbor::{Decoder, Encoder};

/// Deepest nesting that [`Reader::item`] walks; a scalar has depth 1.
pub const DEPTH_MAX: u8 = 16;

/// Why bytes are not the deterministic CBOR that was expected. `at` is the byte offset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CborError {
    /// Another item, the end of the input, a length beyond the input, an indefinite length, or text that is
    /// not UTF-8.
    #[error("expected {expected} at byte {at}")]
    Unexpected {
        /// Where the item starts.
        at: usize,
        /// What the format has there.
        expected: &'static str,
    },
    /// A head that has a shorter form (RFC 8949 §4.2.1).
    #[error("the head at byte {at} is not the shortest")]
    NotShortest {
        /// Where the item starts.
        at: usize,
    },
    /// A map key that is not above the one before it, so unsorted or twice (RFC 8949 §4.2.1).
    #[error("the map key at byte {at} is out of order")]
    KeyOrder {
        /// Where the key starts.
        at: usize,
    },
    /// Nested deeper than [`DEPTH_MAX`].
    #[error("nested more than {DEPTH_MAX} deep at byte {at}")]
    Depth {
        /// Where the item starts.
        at: usize,
    },
    /// Bytes after the end.
    #[error("trailing bytes from byte {at} on")]
    Trailing {
        /// Where the first one is.
        at: usize,
    },
}

/// Reads items one after another from a byte string.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    decoder: Decoder<'a>,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `bytes`.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { decoder: Decoder::new(bytes) }
    }

    /// The offset of the next item.
    #[must_use]
    pub fn position(&self) -> usize {
        self.decoder.position()
    }

    /// The bytes that were read from `start` on.
    #[must_use]
    pub fn read_since(&self, start: usize) -> &'a [u8] {
        self.decoder.input().get(start..self.position()).unwrap_or_default()
    }

    /// The bytes that are left. Nothing is read.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.decoder.input().get(self.position()..).unwrap_or_default()
    }

    /// Checks that nothing is left.
    pub fn finish(self) -> Result<(), CborError> {
        if self.rest().is_empty() {
            Ok(())
        } else {
            Err(CborError::Trailing { at: self.position() })
        }
    }

    /// Reads one item by `read`, which returns it with the number in its head, and checks that the head was
    /// the shortest one; `body` is how many bytes follow the head.
    fn shortest<T>(
        &mut self,
        expected: &'static str,
        read: impl FnOnce(&mut Decoder<'a>) -> Option<(T, u64, usize)>,
    ) -> Result<T, CborError> {
        let at = self.position();
        let (item, number, body) =
            read(&mut self.decoder).ok_or(CborError::Unexpected { at, expected })?;
        if self.position() - at - body == head_len(number) {
            Ok(item)
        } else {
            Err(CborError::NotShortest { at })
        }
    }

    /// An unsigned integer.
    pub fn uint(&mut self) -> Result<u64, CborError> {
        self.shortest("an unsigned integer", |decoder| {
            let number = decoder.u64().ok()?;
            Some((number, number, 0))
        })
    }

    /// An integer, negative or not. Those below −2⁶³ or from 2⁶³ on are refused.
    pub fn int(&mut self) -> Result<i64, CborError> {
        self.shortest("an integer", |decoder| {
            let number = i64::try_from(decoder.int().ok()?).ok()?;
            // A negative integer n is written as the number −1 − n (RFC 8949 §3.1).
            let magnitude = u64::try_from(if number < 0 { -1 - number } else { number }).ok()?;
            Some((number, magnitude, 0))
        })
    }

    /// The integer `label`, which is what the format has here; `expected` names it in the error.
    pub fn label(&mut self, label: i64, expected: &'static str) -> Result<(), CborError> {
        let at = self.position();
        if self.int()? == label { Ok(()) } else { Err(CborError::Unexpected { at, expected }) }
    }

    /// A byte string.
    pub fn bytes(&mut self) -> Result<&'a [u8], CborError> {
        self.shortest("a byte string", |decoder| {
            let bytes = decoder.bytes().ok()?;
            Some((bytes, u64::try_from(bytes.len()).ok()?, bytes.len()))
        })
    }

    /// A byte string of exactly `N` bytes; `expected` names it in the error.
    pub fn bytes_of<const N: usize>(
        &mut self,
        expected: &'static str,
    ) -> Result<&'a [u8; N], CborError> {
        let at = self.position();
        self.bytes()?.try_into().map_err(|_| CborError::Unexpected { at, expected })
    }

    /// A text string.
    pub fn text(&mut self) -> Result<&'a str, CborError> {
        self.shortest("a text string", |decoder| {
            let text = decoder.str().ok()?;
            Some((text, u64::try_from(text.len()).ok()?, text.len()))
        })
    }

    /// The head of an array; its length in items. The caller bounds it before allocating.
    pub fn array(&mut self) -> Result<u64, CborError> {
        self.shortest("an array", |decoder| {
            let items = decoder.array().ok()??;
            Some((items, items, 0))
        })
    }

    /// The head of an array of exactly `items` items; `expected` names them in the error.
    pub fn array_of(&mut self, items: u64, expected: &'static str) -> Result<(), CborError> {
        let at = self.position();
        if self.array()? == items { Ok(()) } else { Err(CborError::Unexpected { at, expected }) }
    }

    /// The head of a map; its length in pairs. The caller bounds it before allocating, and checks the order of
    /// the keys by reading the labels that it expects.
    pub fn map(&mut self) -> Result<u64, CborError> {
        self.shortest("a map", |decoder| {
            let pairs = decoder.map().ok()??;
            Some((pairs, pairs, 0))
        })
    }

    /// The head of a map of exactly `pairs` pairs; `expected` names them in the error.
    pub fn map_of(&mut self, pairs: u64, expected: &'static str) -> Result<(), CborError> {
        let at = self.position();
        if self.map()? == pairs { Ok(()) } else { Err(CborError::Unexpected { at, expected }) }
    }

    /// A tag's number.
    pub fn tag(&mut self) -> Result<u64, CborError> {
        self.shortest("a tag", |decoder| {
            let tag = decoder.tag().ok()?.as_u64();
            Some((tag, tag, 0))
        })
    }

    /// Null.
    pub fn null(&mut self) -> Result<(), CborError> {
        let at = self.position();
        self.decoder.null().map_err(|_| CborError::Unexpected { at, expected: "null" })
    }

    /// Whether the next item is null. Nothing is read.
    #[must_use]
    pub fn at_null(&self) -> bool {
        self.rest().first() == Some(&NULL)
    }

    /// Any one item, whole, as its bytes: walked to its end and checked to be deterministic.
    pub fn item(&mut self) -> Result<&'a [u8], CborError> {
        let start = self.position();
        self.walk(DEPTH_MAX)?;
        Ok(self.read_since(start))
    }

    fn walk(&mut self, depth: u8) -> Result<(), CborError> {
        let at = self.position();
        let depth = depth.checked_sub(1).ok_or(CborError::Depth { at })?;
        let unexpected = CborError::Unexpected { at, expected: "a deterministic item" };
        match self.decoder.datatype().map_err(|_| unexpected.clone())? {
            Type::Bytes => self.bytes().map(drop),
            Type::String => self.text().map(drop),
            Type::Array => (0..self.array()?).try_for_each(|_| self.walk(depth)),
            Type::Map => self.walk_map(depth),
            Type::Tag => {
                self.tag()?;
                self.walk(depth)
            }
            Type::Null => self.null(),
            Type::Bool => self.decoder.bool().map(drop).map_err(|_| unexpected),
            Type::U8
            | Type::U16
            | Type::U32
            | Type::U64
            | Type::I8
            | Type::I16
            | Type::I32
            | Type::I64
            | Type::Int => self.shortest("an integer", |decoder| {
                let int = decoder.int().ok()?;
                Some(((), magnitude(int)?, 0))
            }),
            _ => Err(unexpected),
        }
    }

    fn walk_map(&mut self, depth: u8) -> Result<(), CborError> {
        let mut last: Option<&[u8]> = None;
        for _ in 0..self.map()? {
            let at = self.position();
            self.walk(depth)?;
            let key = self.read_since(at);
            if last.is_some_and(|last| last >= key) {
                return Err(CborError::KeyOrder { at });
            }
            last = Some(key);
            self.walk(depth)?;
        }
        Ok(())
    }
}

/// The encoding of null (RFC 8949 §3.3, simple value 22).
const NULL: u8 = 0xf6;

/// The number in the head of an integer (RFC 8949 §3.1).
fn magnitude(int: Int) -> Option<u64> {
    let number = i128::from(int);
    u64::try_from(if number < 0 { -1 - number } else { number }).ok()
}

/// Length in bytes of the shortest head that holds `number` (RFC 8949 §3).
fn head_len(number: u64) -> usize {
    match number {
        0..=23 => 1,
        24..=0xff => 2,
        0x100..=0xffff => 3,
        0x1_0000..=0xffff_ffff => 5,
        _ => 9,
    }
}

/// Writes items one after another, each with its shortest head. Lengths of arrays and maps are the caller's
/// promise, as is the order of keys.
#[derive(Debug)]
pub struct Writer {
    encoder: Encoder<Vec<u8>>,
}

impl Default for Writer {
    fn default() -> Self {
        Self { encoder: Encoder::new(Vec::new()) }
    }
}

impl Writer {
    fn put(&mut self, write: impl FnOnce(&mut Encoder<Vec<u8>>) -> bool) -> &mut Self {
        assert!(write(&mut self.encoder), "writing to a vector cannot fail");
        self
    }

    /// Writes an unsigned integer.
    pub fn uint(&mut self, number: u64) -> &mut Self {
        self.put(|encoder| encoder.u64(number).is_ok())
    }

    /// Writes an integer.
    pub fn int(&mut self, number: i64) -> &mut Self {
        self.put(|encoder| encoder.i64(number).is_ok())
    }

    /// Writes a byte string.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.put(|encoder| encoder.bytes(bytes).is_ok())
    }

    /// Writes a text string.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.put(|encoder| encoder.str(text).is_ok())
    }

    /// Writes the head of an array of so many items.
    pub fn array(&mut self, items: u64) -> &mut Self {
        self.put(|encoder| encoder.array(items).is_ok())
    }

    /// Writes the head of a map of so many pairs.
    pub fn map(&mut self, pairs: u64) -> &mut Self {
        self.put(|encoder| encoder.map(pairs).is_ok())
    }

    /// Writes a tag.
    pub fn tag(&mut self, tag: u64) -> &mut Self {
        self.put(|encoder| encoder.tag(minicbor::data::Tag::new(tag)).is_ok())
    }

    /// Writes null.
    pub fn null(&mut self) -> &mut Self {
        self.put(|encoder| encoder.null().is_ok())
    }

    /// Writes an item that is already encoded.
    pub fn raw(&mut self, item: &[u8]) -> &mut Self {
        self.encoder.writer_mut().extend_from_slice(item);
        self
    }

    /// Everything that was written.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.encoder.into_writer()
    }
}

/// An empty map (RFC 8949 §3.1).
pub const EMPTY_MAP: &[u8] = &[0xa0];

/// A length in memory as the number in a head.
pub(crate) fn length(items: usize) -> u64 {
    u64::try_from(items).expect("a length in memory fits 64 bits")
}

#[cfg(test)]
mod tests;
