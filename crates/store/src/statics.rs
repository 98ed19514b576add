//! The static files of the log, as C2SP tlog-tiles names them: what the world reads.
//!
//! Nothing read here is trusted: tiles by the root they lead to, entries by their tiles, bodies by the
//! digests in their entries. How the files are written is in [`crate::publish`].

use bayan_proof::hash::TreeHash;
use bayan_proof::num::{Index, Size};
use bayan_proof::tile::{
    BODIES_MAX, BUNDLE_MAX, BundleId, TILE_WIDTH, Tile, TileError, TileId, TileIdError,
    bodies_start, bundle_start, decode_bodies, decode_bundle,
};

use crate::files::{FileError, Folder};
use crate::nodes::TileNodes;

/// The longest checkpoint in bytes: the limit of a signed note.
pub const CHECKPOINT_MAX: usize = 256 * 1024;

/// The longest tile in bytes.
pub(crate) const TILE_MAX: usize = 256 * 32;

pub(crate) const CHECKPOINT: &str = "checkpoint";
/// [`TILE_WIDTH`] as a length.
pub(crate) const WIDTH: usize = 256;

/// Why the static files could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StaticsError {
    /// A file that others may have read says something else: another log was published here.
    #[error("{name} is already published and differs")]
    Differs {
        /// The file, below the ledger's folder.
        name: String,
    },
    /// A file does not hold what its name says.
    #[error("{name} is damaged")]
    Damaged {
        /// The file, below the ledger's folder.
        name: String,
        /// What is wrong with it.
        #[source]
        source: TileError,
    },
    /// A file holds another number of places than its name says.
    #[error("{name} has {found} places")]
    Width {
        /// The file, below the ledger's folder.
        name: String,
        /// How many it has.
        found: usize,
    },
    /// A file is not there that the size needs.
    #[error("{name} is missing")]
    Missing {
        /// The file, below the ledger's folder.
        name: String,
    },
    /// The tiles lead to another root than the commit's.
    #[error("tiles of size {size} lead to root {computed}, not {expected}")]
    Root {
        /// The size of the tree.
        size: Size,
        /// The root they lead to.
        computed: TreeHash,
        /// The root of the commit.
        expected: TreeHash,
    },
    /// The entries of the last bundle do not hash to the tiles.
    #[error("entry {index} does not hash to its tile")]
    Entry {
        /// Which entry.
        index: Index,
    },
    /// The commit is not the next to be published.
    #[error("a commit from index {first} on cannot be published at size {size}")]
    OutOfOrder {
        /// The first index of the commit.
        first: Index,
        /// The size that is published.
        size: Size,
    },
    /// A write or sync failed before; open the publisher again and publish from the journal.
    #[error("publishing stopped after a failed write and has to be opened again")]
    Stopped,
    /// The checkpoint is above [`CHECKPOINT_MAX`].
    #[error("checkpoint of {length} bytes is above the limit of {CHECKPOINT_MAX}")]
    CheckpointTooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// The tree has no such node.
    #[error("no node {index} of level {level} in a tree of size {size}")]
    NoNode {
        /// The level, from the leaves.
        level: u8,
        /// Its index in that level.
        index: u64,
        /// The size of the tree.
        size: Size,
    },
    /// A name beyond what can be named.
    #[error("failed to name a static file")]
    Name(#[from] TileIdError),
    /// A file operation failed.
    #[error("failed to use the static files")]
    File(#[from] FileError),
}

/// The static files of a ledger, for reading.
#[derive(Clone, Debug)]
pub struct Statics {
    folder: Folder,
}

/// The entries of one bundle, which decoded when they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    bytes: Vec<u8>,
    width: usize,
}

impl Bundle {
    /// The entries, from the bundle's first index on.
    pub fn entries(&self) -> Vec<&[u8]> {
        let mut entries = decode_bundle(&self.bytes).unwrap_or_default();
        entries.truncate(self.width);
        entries
    }
}

/// The bodies of one bundle, which decoded when they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bodies {
    bytes: Vec<u8>,
    width: usize,
}

impl Bodies {
    /// The bodies, from the bundle's first index on; nothing where one is withheld.
    pub fn bodies(&self) -> Vec<Option<&[u8]>> {
        let mut bodies = decode_bodies(&self.bytes).unwrap_or_default();
        bodies.truncate(self.width);
        bodies
    }
}

impl Statics {
    /// The static files in `folder`.
    pub fn new(folder: &Folder) -> Self {
        Self { folder: folder.clone() }
    }

    /// Reads a tile; nothing if there is none. Where a partial one is gone because the full one is there,
    /// that one's first hashes.
    pub fn read_tile(&self, id: TileId) -> Result<Option<Tile>, StaticsError> {
        let full = id.with_width(TILE_WIDTH)?.path();
        let Some((name, bytes)) = self.read_either(id.path(), full, TILE_MAX)? else {
            return Ok(None);
        };
        let tile = Tile::decode(&bytes).map_err(damaged(&name))?;
        let width = usize::from(id.width());
        check_width(&name, tile.hashes().len(), width, name == id.path())?;
        let hashes = tile.hashes().iter().take(width).copied().collect();
        Tile::new(hashes).map(Some).map_err(damaged(&name))
    }

    /// Reads an entry bundle; nothing if there is none. Partial ones as in [`Self::read_tile`].
    pub fn read_bundle(&self, id: BundleId) -> Result<Option<Bundle>, StaticsError> {
        let full = full_bundle(id)?.entries_path();
        let Some((name, bytes)) = self.read_either(id.entries_path(), full, BUNDLE_MAX)? else {
            return Ok(None);
        };
        let found = decode_bundle(&bytes).map_err(damaged(&name))?.len();
        let width = usize::from(id.width());
        check_width(&name, found, width, name == id.entries_path())?;
        Ok(Some(Bundle { bytes, width }))
    }

    /// Reads the bodies of a bundle; nothing if there are none. Partial ones as in [`Self::read_tile`].
    pub fn read_bodies(&self, id: BundleId) -> Result<Option<Bodies>, StaticsError> {
        let full = full_bundle(id)?.bodies_path();
        let Some((name, bytes)) = self.read_either(id.bodies_path(), full, BODIES_MAX)? else {
            return Ok(None);
        };
        let found = decode_bodies(&bytes).map_err(damaged(&name))?.len();
        let width = usize::from(id.width());
        check_width(&name, found, width, name == id.bodies_path())?;
        Ok(Some(Bodies { bytes, width }))
    }

    /// Of a damaged bundle and its bodies, the places that can be told apart: those before the damage, and perhaps some
    /// of it. Nothing of a file that is not there.
    pub fn read_start(&self, id: BundleId) -> Result<(Bundle, Bodies), StaticsError> {
        let full = full_bundle(id)?;
        let limit = usize::from(id.width());
        let entries = self.read_either(id.entries_path(), full.entries_path(), BUNDLE_MAX)?;
        let bytes = entries.map(|(_, bytes)| bundle_start(&bytes).to_vec()).unwrap_or_default();
        let width = decode_bundle(&bytes).map_or(0, |entries| entries.len().min(limit));
        let bundle = Bundle { bytes, width };
        let bodies = self.read_either(id.bodies_path(), full.bodies_path(), BODIES_MAX)?;
        let bytes = bodies.map(|(_, bytes)| bodies_start(&bytes).to_vec()).unwrap_or_default();
        let width = decode_bodies(&bytes).map_or(0, |bodies| bodies.len().min(limit));
        Ok((bundle, Bodies { bytes, width }))
    }

    /// Reads the newest published checkpoint, at most [`CHECKPOINT_MAX`] bytes; nothing if there is none.
    ///
    /// After a power cut it may be empty or cut short until the writer has published it again: it is the one
    /// file that is replaced without a sync. The size is the journal's to know.
    pub fn read_checkpoint(&self) -> Result<Option<Vec<u8>>, StaticsError> {
        Ok(self.folder.read(CHECKPOINT, CHECKPOINT_MAX)?)
    }

    /// The nodes of the tree of `size` leaves, for proofs.
    pub fn nodes(&self, size: Size) -> TileNodes {
        TileNodes::new(self.clone(), size)
    }

    fn read_either(
        &self,
        name: String,
        full: String,
        limit: usize,
    ) -> Result<Option<(String, Vec<u8>)>, FileError> {
        if let Some(bytes) = self.folder.read(&name, limit)? {
            return Ok(Some((name, bytes)));
        }
        if name == full {
            return Ok(None);
        }
        Ok(self.folder.read(&full, limit)?.map(|bytes| (full, bytes)))
    }
}

fn full_bundle(id: BundleId) -> Result<BundleId, StaticsError> {
    Ok(BundleId::new(id.number(), TILE_WIDTH)?)
}

pub(crate) fn damaged(name: &str) -> impl FnOnce(TileError) -> StaticsError {
    let name = name.to_owned();
    move |source| StaticsError::Damaged { name, source }
}

pub(crate) fn missing(name: String) -> StaticsError {
    StaticsError::Missing { name }
}

fn check_width(name: &str, found: usize, width: usize, is_asked: bool) -> Result<(), StaticsError> {
    let expected = if is_asked { width } else { WIDTH };
    if found != expected {
        return Err(StaticsError::Width { name: name.to_owned(), found });
    }
    Ok(())
}
