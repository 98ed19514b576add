//! The right edge of the tree and of the last bundle: what the next static files are continued from.

use std::collections::BTreeSet;

use bayan_proof::hash::TreeHash;
use bayan_proof::num::Index;
use bayan_proof::tile::{BundleId, TILE_WIDTH, TileId};
use bayan_proof::tree::{Frontier, leaf_hash};

use crate::commit::{CommitHeader, Item};
use crate::statics::{Statics, StaticsError, missing};

/// What the next files are continued from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edge {
    pub(crate) frontier: Frontier,
    /// The hashes of each level's unfinished tile.
    levels: Vec<Vec<TreeHash>>,
    /// How many entries the unfinished bundle has, and its bytes.
    pub(crate) width: usize,
    pub(crate) entries: Vec<u8>,
    pub(crate) bodies: Vec<u8>,
}

impl Edge {
    pub(crate) fn read(
        statics: &Statics,
        base: &CommitHeader,
        withheld: &BTreeSet<Index>,
    ) -> Result<Self, StaticsError> {
        let size = base.size;
        let frontier = Frontier::read(&statics.nodes(size), size)?;
        let computed = frontier.root();
        if computed != base.root {
            return Err(StaticsError::Root { size, computed, expected: base.root });
        }
        let mut edge = Self { frontier, ..Self::default() };
        for level in 0..8u8 {
            let count = size.0 >> (8 * u32::from(level));
            let number = count / u64::from(TILE_WIDTH);
            let width = u16::try_from(count % u64::from(TILE_WIDTH)).unwrap_or(TILE_WIDTH);
            if width > 0 {
                let id = TileId::new(level, number, width)?;
                let tile = statics.read_tile(id)?.ok_or_else(|| missing(id.path()))?;
                edge.set_level(level, tile.hashes().to_vec());
            }
        }
        let Some(id) = size.last_index().and_then(|last| BundleId::holding(last, size)) else {
            return Ok(edge);
        };
        if id.is_full() {
            return Ok(edge);
        }
        let bundle = statics.read_bundle(id)?.ok_or_else(|| missing(id.entries_path()))?;
        let bodies = statics.read_bodies(id)?.ok_or_else(|| missing(id.bodies_path()))?;
        let hashes = edge.levels.first().cloned().unwrap_or_default();
        let places = bundle.entries().into_iter().zip(bodies.bodies()).zip(hashes);
        for (index, ((entry, body), hash)) in (id.first_index().0..).map(Index).zip(places) {
            if leaf_hash(entry) != hash {
                return Err(StaticsError::Entry { index });
            }
            // Where withholding it was interrupted, its place may hold zeros.
            edge.push_parts(entry, body.filter(|_| !withheld.contains(&index)));
        }
        Ok(edge)
    }

    pub(crate) fn push(&mut self, item: &Item<'_>) {
        self.push_parts(item.entry, item.body);
    }

    fn push_parts(&mut self, entry: &[u8], body: Option<&[u8]>) {
        let entry_length = u16::try_from(entry.len()).expect("a commit's entries have a limit");
        self.entries.extend(entry_length.to_be_bytes());
        self.entries.extend(entry);
        let body = body.unwrap_or_default();
        let body_length = u32::try_from(body.len()).expect("a commit's bodies have a limit");
        self.bodies.extend(body_length.to_be_bytes());
        self.bodies.extend(body);
        self.width += 1;
    }

    pub(crate) fn take_level(&mut self, level: u8) -> Vec<TreeHash> {
        self.levels.get_mut(usize::from(level)).map(std::mem::take).unwrap_or_default()
    }

    pub(crate) fn set_level(&mut self, level: u8, hashes: Vec<TreeHash>) {
        let level = usize::from(level);
        if self.levels.len() <= level {
            self.levels.resize(level + 1, Vec::new());
        }
        if let Some(place) = self.levels.get_mut(level) {
            *place = hashes;
        }
    }
}
