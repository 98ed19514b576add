//! The nodes of the tree, read from tiles: what proofs are made of.

use std::cell::RefCell;
use std::collections::BTreeMap;

use bayan_proof::hash::TreeHash;
use bayan_proof::num::Size;
use bayan_proof::tile::{Tile, TileId};
use bayan_proof::tree::NodeSource;

use crate::statics::{Statics, StaticsError};

/// How many tiles are kept: more than one proof reads.
const TILES_MAX: usize = 64;

/// The nodes of the tree of one size. A proof made from it is as good as the files: verify it against the
/// root before it leaves the house.
#[derive(Debug)]
pub struct TileNodes {
    statics: Statics,
    size: Size,
    tiles: RefCell<BTreeMap<TileId, Tile>>,
}

impl TileNodes {
    pub(crate) fn new(statics: Statics, size: Size) -> Self {
        Self { statics, size, tiles: RefCell::default() }
    }

    /// The size of the tree.
    pub fn size(&self) -> Size {
        self.size
    }
}

impl NodeSource for TileNodes {
    type Error = StaticsError;

    fn node(&self, level: u8, index: u64) -> Result<TreeHash, StaticsError> {
        let missing = StaticsError::NoNode { level, index, size: self.size };
        let Some(place) = TileId::holding(level, index, self.size) else { return Err(missing) };
        let mut tiles = self.tiles.borrow_mut();
        if let Some(tile) = tiles.get(&place.tile) {
            return tile.node(place.height, place.place).ok_or(missing);
        }
        let tile = self.statics.read_tile(place.tile)?;
        let tile = tile.ok_or_else(|| StaticsError::Missing { name: place.tile.path() })?;
        let node = tile.node(place.height, place.place).ok_or(missing);
        if tiles.len() >= TILES_MAX {
            tiles.clear();
        }
        tiles.insert(place.tile, tile);
        node
    }
}
