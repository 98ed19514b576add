//! A block: rows in the order of their keys, each key without what it shares with the one before.
//!
//! ```text
//! block = * (u16be bytes shared || u16be further bytes of the key || u32be bytes of the value || key || value)
//! ```

use std::ops::Range;
use std::sync::Arc;

use crate::frame::Reader;

/// A block is closed before it would be longer than this; one row alone may be.
pub(super) const BLOCK_BYTES: usize = 4096;

const HEAD_LEN: usize = 8;

/// A block in the making.
#[derive(Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    first: Vec<u8>,
    last: Vec<u8>,
}

impl Writer {
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether a row goes into this block, and not into the next.
    pub(super) fn has_room(&self, key: &[u8], value: &[u8]) -> bool {
        let more = HEAD_LEN.saturating_add(key.len()).saturating_add(value.len());
        self.is_empty() || self.bytes.len().saturating_add(more) <= BLOCK_BYTES
    }

    /// Adds a row whose key comes after all before. Both are within the limits of a row.
    pub(super) fn push(&mut self, key: &[u8], value: &[u8]) {
        if self.is_empty() {
            self.first = key.to_vec();
        }
        let shared = key.iter().zip(&self.last).take_while(|(new, old)| new == old).count();
        let rest = key.get(shared..).unwrap_or_default();
        for len in [shared, rest.len()] {
            let len = u16::try_from(len).expect("keys are at most 1,024 bytes long");
            self.bytes.extend(len.to_be_bytes());
        }
        let len = u32::try_from(value.len()).expect("values are at most 16 MiB long");
        self.bytes.extend(len.to_be_bytes());
        self.bytes.extend(rest);
        self.bytes.extend(value);
        self.last.truncate(shared);
        self.last.extend(rest);
    }

    /// The first key and the bytes of the block; the next one is begun.
    pub(super) fn take(&mut self) -> (Vec<u8>, Vec<u8>) {
        let Self { bytes, first, .. } = std::mem::take(self);
        (first, bytes)
    }
}

/// A place in a block: before its first row, on a row, or behind its last.
pub(super) struct Cursor {
    block: Arc<[u8]>,
    key: Vec<u8>,
    value: Range<usize>,
    /// Where the row behind this one begins.
    next: usize,
    is_on_row: bool,
}

impl Cursor {
    /// Before the first row.
    pub(super) fn new(block: Arc<[u8]>) -> Self {
        Self { block, key: Vec::new(), value: 0..0, next: 0, is_on_row: false }
    }

    /// Goes to the next row. Nothing if the bytes are no block's.
    pub(super) fn advance(&mut self) -> Option<()> {
        let rest = self.block.get(self.next..)?;
        if rest.is_empty() {
            self.is_on_row = false;
            return Some(());
        }
        let mut reader = Reader(rest);
        let shared = usize::from(u16::from_be_bytes(*reader.array()?));
        let further = usize::from(u16::from_be_bytes(*reader.array()?));
        let len = usize::try_from(u32::from_be_bytes(*reader.array()?)).ok()?;
        let (further, _) = reader.0.split_at_checked(further)?;
        if shared > self.key.len() {
            return None;
        }
        self.key.truncate(shared);
        self.key.extend(further);
        let start = self.next.checked_add(HEAD_LEN)?.checked_add(further.len())?;
        let end = start.checked_add(len)?;
        self.block.get(start..end)?;
        self.value = start..end;
        self.next = end;
        self.is_on_row = true;
        Some(())
    }

    /// Goes to the first row whose key is not before `key`, or behind the last.
    pub(super) fn seek(&mut self, key: &[u8]) -> Option<()> {
        self.advance()?;
        while self.row().is_some_and(|(found, _)| found < key) {
            self.advance()?;
        }
        Some(())
    }

    /// The row that it is on.
    pub(super) fn row(&self) -> Option<(&[u8], &[u8])> {
        let value = self.block.get(self.value.clone()).unwrap_or_default();
        self.is_on_row.then_some((self.key.as_slice(), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(block: Vec<u8>) -> Option<Vec<(Vec<u8>, Vec<u8>)>> {
        let mut cursor = Cursor::new(block.into());
        let mut rows = Vec::new();
        cursor.advance()?;
        while let Some((key, value)) = cursor.row() {
            rows.push((key.to_vec(), value.to_vec()));
            cursor.advance()?;
        }
        Some(rows)
    }

    #[test]
    fn a_block_gives_back_its_rows() {
        let mut writer = Writer::default();
        let given: Vec<(Vec<u8>, Vec<u8>)> = ["a", "ab", "abc", "abd", "b", "ba"]
            .iter()
            .map(|key| (key.as_bytes().to_vec(), key.repeat(3).into_bytes()))
            .collect();
        for (key, value) in &given {
            writer.push(key, value);
        }
        let (first, block) = writer.take();
        assert_eq!(first, b"a");
        assert!(writer.is_empty());
        assert_eq!(rows(block.clone()), Some(given));
        for (key, found) in [("a", "a"), ("aa", "ab"), ("abcd", "abd"), ("az", "b")] {
            let mut cursor = Cursor::new(block.clone().into());
            cursor.seek(key.as_bytes()).unwrap();
            assert_eq!(cursor.row().unwrap().0, found.as_bytes(), "{key}");
        }
        let mut cursor = Cursor::new(block.into());
        cursor.seek(b"c").unwrap();
        assert_eq!(cursor.row(), None);
    }

    #[test]
    fn a_block_is_full_at_its_limit() {
        let mut writer = Writer::default();
        assert!(writer.has_room(b"k", &[0; 2 * BLOCK_BYTES]), "one row alone always goes");
        writer.push(b"k", &[]);
        let left = BLOCK_BYTES - 2 * HEAD_LEN - 2;
        assert!(writer.has_room(b"l", &vec![0; left]));
        assert!(!writer.has_room(b"l", &vec![0; left + 1]));
    }

    #[test]
    fn bytes_that_are_no_block_are_told() {
        let mut writer = Writer::default();
        writer.push(b"key", b"value");
        let (_, block) = writer.take();
        for cut in 1..block.len() {
            assert_eq!(rows(block[..cut].to_vec()), None, "{cut}");
        }
        let mut shares_with_nothing = block;
        shares_with_nothing[1] = 1;
        assert_eq!(rows(shares_with_nothing), None);
    }
}
