//! A run: rows that were written together, as a tree of blocks that never changes.
//!
//! Leaves hold rows. Each block above holds, for every block one floor below, its first key with its number and
//! digest; the topmost block is the root, and its digest stands in the view's summary. So a block that sled lost, mixed
//! up or gives back from an earlier time is noticed before anything of it is believed. The last rows of a run are its
//! filter, under keys that begin with [`FILTER_TAG`].

use std::sync::Arc;

use super::ViewError;
use super::block::{Cursor, Writer};
use super::blocks::{BlockId, Blocks, DIGEST_LEN, Digest, Sink};
use super::filter::{Filter, KeyHash, may_hold};
use super::{Reason, Row};

/// What the keys of a filter begin with, and no row's does.
pub(super) const FILTER_TAG: u8 = 0xff;

/// The floor under which the cache keeps the pieces of filters.
const FILTER_FLOOR: u8 = u8::MAX;

/// More floors than any run has.
pub(super) const FLOORS_MAX: u8 = 16;

/// A run as the summary has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Its number, which no other run that is kept has.
    pub(super) number: u32,
    /// How often its rows were merged.
    pub(super) tier: u8,
    /// How many rows it has.
    pub(super) rows: u64,
    /// Of how many pieces its filter is.
    pub(super) pieces: u32,
    /// The floor of its root: 0 where one block holds everything.
    pub(super) floor: u8,
    /// The digest of its root.
    pub(super) root: Digest,
}

/// Writes a run from rows in the order of their keys, of which there are at most `at_most`.
pub(super) fn write(
    sink: &mut Sink<'_>,
    (number, tier): (u32, u8),
    at_most: u64,
    rows: impl Iterator<Item = Result<Row, ViewError>>,
) -> Result<Run, ViewError> {
    let mut builder = Builder { sink, number, floors: Vec::new() };
    let mut filter = Filter::of(at_most);
    let mut count = 0u64;
    for row in rows {
        let (key, value) = row?;
        filter.add(KeyHash::of(&key));
        builder.put(0, &key, &value)?;
        count = count.saturating_add(1);
    }
    let mut pieces = 0u32;
    for piece in filter.into_pieces() {
        builder.put(0, &filter_key(pieces), &piece)?;
        pieces = pieces.saturating_add(1);
    }
    let (floor, root) = builder.finish()?;
    Ok(Run { number, tier, rows: count, pieces, floor, root })
}

fn filter_key(piece: u32) -> Vec<u8> {
    [[FILTER_TAG].as_slice(), &piece.to_be_bytes()].concat()
}

/// A run in the making: one open block a floor.
struct Builder<'a, 'b> {
    sink: &'a mut Sink<'b>,
    number: u32,
    floors: Vec<Floor>,
}

#[derive(Default)]
struct Floor {
    open: Writer,
    /// How many blocks of it are closed.
    closed: u32,
}

impl Builder<'_, '_> {
    fn put(&mut self, floor: usize, key: &[u8], value: &[u8]) -> Result<(), ViewError> {
        if self.floors.get(floor).is_some_and(|floor| !floor.open.has_room(key, value)) {
            let (first, child) = self.close(floor)?;
            self.put(floor.saturating_add(1), &first, &child)?;
        }
        if self.floors.len() <= floor {
            self.floors.push(Floor::default());
        }
        let floor = self.floors.get_mut(floor).expect("floors are begun one above the other");
        floor.open.push(key, value);
        Ok(())
    }

    /// Writes the open block of a floor: its first key, and what the floor above says of it.
    fn close(&mut self, floor: usize) -> Result<(Vec<u8>, Vec<u8>), ViewError> {
        let at = u8::try_from(floor).expect("a run has few floors");
        let floor = self.floors.get_mut(floor).expect("only a floor that was begun is closed");
        let (first, bytes) = floor.open.take();
        let id = BlockId { run: self.number, floor: at, number: floor.closed };
        floor.closed = floor.closed.saturating_add(1);
        let digest = self.sink.put(id, &bytes)?;
        Ok((first, [id.number.to_be_bytes().as_slice(), &digest].concat()))
    }

    /// Closes every floor from below; the one that then has a single block is the root's.
    fn finish(mut self) -> Result<(u8, Digest), ViewError> {
        let mut floor = 0;
        loop {
            let (first, child) = self.close(floor)?;
            let is_top = self.floors.get(floor.saturating_add(1)).is_none();
            if is_top {
                let (_, digest) = self::child(&child).ok_or(Reason::Row)?;
                return Ok((u8::try_from(floor).unwrap_or(u8::MAX), digest));
            }
            floor = floor.saturating_add(1);
            self.put(floor, &first, &child)?;
        }
    }
}

/// The number and digest of a block, as the floor above has them.
fn child(value: &[u8]) -> Option<(u32, Digest)> {
    let (number, digest) = value.split_first_chunk::<4>()?;
    let digest: Digest = *digest.first_chunk::<DIGEST_LEN>()?;
    Some((u32::from_be_bytes(*number), digest))
}

impl Run {
    fn id(&self, floor: u8, number: u32) -> BlockId {
        BlockId { run: self.number, floor, number }
    }

    /// The value of `key`, whose hash is given.
    pub(super) fn get(
        &self,
        blocks: &Blocks,
        key: &[u8],
        hash: KeyHash,
    ) -> Result<Option<Vec<u8>>, ViewError> {
        if !may_hold(&self.piece(blocks, hash)?, hash) {
            return Ok(None);
        }
        self.find(blocks, key)
    }

    /// The piece of the filter that tells of a key.
    fn piece(&self, blocks: &Blocks, hash: KeyHash) -> Result<Arc<[u8]>, ViewError> {
        let piece = hash.piece(self.pieces);
        blocks.cached(self.id(FILTER_FLOOR, piece), || {
            let found = self.find(blocks, &filter_key(piece))?;
            Ok(found.ok_or(Reason::Row)?.into())
        })
    }

    /// Reads the filter, which no scan does.
    pub(super) fn check_filter(&self, blocks: &Blocks) -> Result<(), ViewError> {
        (0..self.pieces).try_for_each(|piece| {
            self.find(blocks, &filter_key(piece))?.ok_or(Reason::Row)?;
            Ok(())
        })
    }

    fn find(&self, blocks: &Blocks, key: &[u8]) -> Result<Option<Vec<u8>>, ViewError> {
        let (_, leaf) = self.descend(blocks, key)?;
        let found = leaf.row().filter(|(found, _)| *found == key);
        Ok(found.map(|(_, value)| value.to_vec()))
    }

    /// The way to the first row not before `key`: on each floor above the leaves, topmost first, a cursor on what comes
    /// after the block that was entered; and one in the leaf.
    fn descend(&self, blocks: &Blocks, key: &[u8]) -> Result<(Vec<Cursor>, Cursor), ViewError> {
        let mut above = Vec::new();
        let (mut number, mut digest) = (0, self.root);
        for floor in (1..=self.floor).rev() {
            let mut cursor = Cursor::new(blocks.get(self.id(floor, number), &digest)?);
            let mut entered = None;
            cursor.advance().ok_or(Reason::Row)?;
            while let Some((first, value)) = cursor.row() {
                // Where `key` is before everything, the first block is entered.
                if first > key && entered.is_some() {
                    break;
                }
                entered = Some(child(value).ok_or(Reason::Row)?);
                cursor.advance().ok_or(Reason::Row)?;
            }
            (number, digest) = entered.ok_or(Reason::Row)?;
            above.push(cursor);
        }
        let mut leaf = Cursor::new(blocks.get(self.id(0, number), &digest)?);
        leaf.seek(key).ok_or(Reason::Row)?;
        Ok((above, leaf))
    }
}

/// The rows of a run whose keys begin with a prefix, in the order of their keys.
pub(super) struct Rows {
    blocks: Arc<Blocks>,
    run: Arc<Run>,
    prefix: Vec<u8>,
    above: Vec<Cursor>,
    /// None before the first row and after the last.
    leaf: Option<Cursor>,
    has_begun: bool,
}

impl Rows {
    pub(super) fn new(blocks: &Arc<Blocks>, run: &Arc<Run>, prefix: &[u8]) -> Self {
        let (blocks, run) = (Arc::clone(blocks), Arc::clone(run));
        let prefix = prefix.to_vec();
        Self { blocks, run, prefix, above: Vec::new(), leaf: None, has_begun: false }
    }

    fn step(&mut self) -> Result<Option<Row>, ViewError> {
        if !self.has_begun {
            self.has_begun = true;
            let (above, leaf) = self.run.descend(&self.blocks, &self.prefix)?;
            (self.above, self.leaf) = (above, Some(leaf));
        }
        while let Some(leaf) = &mut self.leaf {
            if let Some((key, value)) = leaf.row() {
                if !key.starts_with(&self.prefix) || key.first() == Some(&FILTER_TAG) {
                    self.leaf = None;
                    return Ok(None);
                }
                let row = (key.to_vec(), value.to_vec());
                leaf.advance().ok_or(Reason::Row)?;
                return Ok(Some(row));
            }
            self.leaf = self.next_leaf()?;
        }
        Ok(None)
    }

    /// The leaf after the one that ended.
    fn next_leaf(&mut self) -> Result<Option<Cursor>, ViewError> {
        while self.above.last().is_some_and(|cursor| cursor.row().is_none()) {
            self.above.pop();
        }
        let top = usize::from(self.run.floor);
        while let Some(cursor) = self.above.last_mut() {
            let Some((_, value)) = cursor.row() else { return Err(Reason::Row.into()) };
            let (number, digest) = child(value).ok_or(Reason::Row)?;
            cursor.advance().ok_or(Reason::Row)?;
            let floor = top.saturating_sub(self.above.len());
            let id = self.run.id(u8::try_from(floor).unwrap_or(u8::MAX), number);
            // Leaves that are walked through are not worth a place in the cache.
            let block = if floor == 0 {
                self.blocks.read(id, &digest)?
            } else {
                self.blocks.get(id, &digest)?
            };
            let mut below = Cursor::new(block);
            below.advance().ok_or(Reason::Row)?;
            if floor == 0 {
                return Ok(Some(below));
            }
            self.above.push(below);
        }
        Ok(None)
    }
}

impl Iterator for Rows {
    type Item = Result<Row, ViewError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.step();
        if row.is_err() {
            self.leaf = None;
        }
        row.transpose()
    }
}
