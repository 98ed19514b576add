//! Writing the static files.
//!
//! Publishing writes each file under a temporary name and renames it, without a sync: the journal holds the
//! entries until [`Publisher::sync_published`] made the files durable and the journal is rotated. So after a
//! crash the files of every commit since the last rotation are written again from the journal, whether they
//! look right or not: a file that was never synced may exist in memory alone.
//!
//! A tile or entry bundle that is there already must be equal, byte for byte, or be what a lost write leaves
//! of the same bytes. Anything else is an alarm: somebody published another log. Bodies change when one is
//! withheld; the digests in their entries hold them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use bayan_proof::hash::TreeHash;
use bayan_proof::num::{Index, Size};
use bayan_proof::tile::{
    BODIES_MAX, BUNDLE_MAX, BundleId, TILE_WIDTH, Tile, TileError, TileId, decode_bodies,
    encode_bodies,
};
use bayan_proof::tree::Frontier;

use crate::commit::{Commit, CommitHeader, Item};
use crate::edge::Edge;
use crate::files::{
    Access, DiskFile, FileError, Folder, failed, folders, is_remains, length_u64, write_all,
    write_zeros,
};
use crate::statics::{CHECKPOINT, CHECKPOINT_MAX, Statics, StaticsError, TILE_MAX, WIDTH, damaged};

/// How many published files are kept open until they are synced, so that the system cannot forget an error of
/// writing one. Single appends need 3 for each partial width before the full files replace them all; beyond
/// this the files are synced early.
const OPEN_MAX: usize = 800;

/// A token of [`Publisher::sync_published`]: the files of this size are durable.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "rotate the journal with it, or its space is never free"]
pub struct Published {
    size: Size,
    root: TreeHash,
}

impl Published {
    /// The size up to which all files are durable.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The root of the tree of that size.
    pub fn root(&self) -> TreeHash {
        self.root
    }
}

/// The static files of the one writer.
#[derive(Debug)]
pub struct Publisher {
    folder: Folder,
    statics: Statics,
    edge: Edge,
    /// Files written and not synced yet.
    unsynced: BTreeMap<String, Box<dyn DiskFile>>,
    /// Folders whose names are not durable yet.
    folders: BTreeSet<String>,
    /// Full files whose partial ones can go once they are durable.
    completed: BTreeSet<String>,
    /// Whose bodies are left out, whoever still has them.
    withheld: BTreeSet<Index>,
    is_stopped: bool,
}

impl Publisher {
    /// Continues from the files of `base`, the newest commit before the journal's tail. Checks that the tiles
    /// lead to its root and the last entries to their tile.
    ///
    /// The caller then publishes the tail again, commit by commit, and calls [`Self::withhold`] for what the
    /// tail's redactions name: a crash may have stopped that. `withheld` are all entries whose bodies are
    /// redacted, those of the tail included.
    pub fn open(
        folder: &Folder,
        base: Option<&CommitHeader>,
        withheld: BTreeSet<Index>,
    ) -> Result<Self, StaticsError> {
        folder.remove_temporary()?;
        let statics = Statics::new(folder);
        let edge = match base {
            Some(base) => Edge::read(&statics, base, &withheld)?,
            None => Edge::default(),
        };
        let (unsynced, folders, completed) = <_>::default();
        let (folder, is_stopped) = (folder.clone(), false);
        Ok(Self { folder, statics, edge, unsynced, folders, completed, withheld, is_stopped })
    }

    /// The static files, for reading.
    pub fn statics(&self) -> &Statics {
        &self.statics
    }

    /// The size up to which files are published.
    pub fn size(&self) -> Size {
        self.edge.frontier.size()
    }

    /// Publishes the bundles, bodies and tiles of the next commit, all but its checkpoint. `leaves` are the
    /// leaf hashes of its entries; no file is written unless they lead to its root. Withheld bodies are left
    /// out, whoever still has them.
    ///
    /// Not durable on return: the journal has the entries.
    pub fn publish(&mut self, commit: &Commit, leaves: &[TreeHash]) -> Result<(), StaticsError> {
        if self.is_stopped {
            return Err(StaticsError::Stopped);
        }
        let header = commit.header();
        let size = self.size();
        if header.first != size.next_index() {
            return Err(StaticsError::OutOfOrder { first: header.first, size });
        }
        let mut frontier = self.edge.frontier.clone();
        for leaf in leaves {
            frontier.push(*leaf);
        }
        let computed = frontier.root();
        if (frontier.size(), computed) != (header.size, header.root) {
            let (size, expected) = (header.size, header.root);
            return Err(StaticsError::Root { size, computed, expected });
        }
        self.is_stopped = true;
        for (index, item) in (header.first.0..).map(Index).zip(commit.items()) {
            let body = item.body.filter(|_| !self.withheld.contains(&index));
            self.push_entry(index, Item { body, ..item })?;
        }
        self.write_bundle(header.size)?;
        self.push_hashes(size, leaves)?;
        self.edge.frontier = frontier;
        self.is_stopped = false;
        Ok(())
    }

    /// Puts the checkpoint in place, the last of a size's files. Whether it may follow the one that is there
    /// is the caller's to know. Not durable on return.
    ///
    /// After opening, the newest checkpoint is published again even if it is there already: only what was
    /// published through this publisher is made durable before the journal is rotated.
    pub fn publish_checkpoint(&mut self, note: &[u8]) -> Result<(), StaticsError> {
        if self.is_stopped {
            return Err(StaticsError::Stopped);
        }
        if note.len() > CHECKPOINT_MAX {
            return Err(StaticsError::CheckpointTooLong { length: note.len() });
        }
        self.is_stopped = true;
        let is_first = !self.unsynced.contains_key(CHECKPOINT);
        if is_first && self.folder.read(CHECKPOINT, CHECKPOINT_MAX)?.as_deref() == Some(note) {
            self.write_again(CHECKPOINT.to_owned(), note)?;
        } else {
            self.put(CHECKPOINT.to_owned(), note)?;
        }
        self.is_stopped = false;
        Ok(())
    }

    /// Makes everything published durable, and then removes the partial files whose full ones are there
    /// (C2SP tlog-tiles: partial ones are served until then).
    pub fn sync_published(&mut self) -> Result<Published, StaticsError> {
        if self.is_stopped {
            return Err(StaticsError::Stopped);
        }
        self.is_stopped = true;
        self.sync_files()?;
        for folder in std::mem::take(&mut self.folders) {
            self.folder.sync_folder(&folder)?;
        }
        let mut changed = BTreeSet::new();
        for full in std::mem::take(&mut self.completed) {
            let partial = format!("{full}.p");
            let Some(names) = self.folder.list(&partial)? else { continue };
            for name in names {
                self.folder.remove(&format!("{partial}/{}", name.name))?;
            }
            self.folder.remove_dir(&partial)?;
            changed.extend(full.rsplit_once('/').map(|(folder, _)| folder.to_owned()));
        }
        // What is gone must not come back: it was not always synced.
        for folder in changed {
            self.folder.sync_folder(&folder)?;
        }
        self.is_stopped = false;
        let frontier = &self.edge.frontier;
        Ok(Published { size: frontier.size(), root: frontier.root() })
    }

    /// Overwrites the bodies of these entries in every file that has them, and returns how many files had.
    /// Durable on return. They are left out from now on.
    ///
    /// To be called again after a crash, once the journal's tail is published, and before the journal is
    /// rotated: only a redaction in the tail tells what may have been interrupted.
    pub fn withhold(&mut self, indexes: &BTreeSet<Index>) -> Result<usize, StaticsError> {
        if self.is_stopped {
            return Err(StaticsError::Stopped);
        }
        self.is_stopped = true;
        self.withheld.extend(indexes);
        let numbers: BTreeSet<u64> =
            indexes.iter().map(|index| index.0 / u64::from(TILE_WIDTH)).collect();
        let mut changed = 0;
        for number in numbers {
            let full = BundleId::new(number, TILE_WIDTH)?.bodies_path();
            let partial = format!("{full}.p");
            let names = self.folder.list(&partial)?.unwrap_or_default();
            let names = names.into_iter().map(|width| format!("{partial}/{}", width.name));
            for name in names.chain([full.clone()]) {
                changed += usize::from(self.withhold_in(&name, number, indexes)?);
            }
            if self.size().0 / u64::from(TILE_WIDTH) == number && self.edge.width > 0 {
                let bodies = withheld_bytes(&self.edge.bodies, number, indexes);
                self.edge.bodies = bodies.map_err(damaged(&full))?.bytes;
            }
        }
        self.is_stopped = false;
        Ok(changed)
    }

    fn withhold_in(
        &mut self,
        name: &str,
        number: u64,
        indexes: &BTreeSet<Index>,
    ) -> Result<bool, StaticsError> {
        let Some(found) = self.folder.read(name, BODIES_MAX)? else { return Ok(false) };
        let withheld = withheld_bytes(&found, number, indexes).map_err(damaged(name))?;
        if withheld.places.is_empty() {
            return Ok(false);
        }
        scrub(&self.folder, name, &withheld.places)?;
        self.folder.write(name, &withheld.bytes)?;
        // The file under the name is another one now, and durable.
        self.unsynced.remove(name);
        Ok(true)
    }

    fn push_entry(&mut self, index: Index, item: Item<'_>) -> Result<(), StaticsError> {
        self.edge.push(&item);
        if self.edge.width == WIDTH {
            self.write_bundle(index.size())?;
        }
        Ok(())
    }

    /// Writes the unfinished bundle, or the one that the last entry finished, if there is one.
    fn write_bundle(&mut self, size: Size) -> Result<(), StaticsError> {
        let last = size.last_index().filter(|_| self.edge.width > 0);
        let Some(id) = last.and_then(|last| BundleId::holding(last, size)) else {
            return Ok(());
        };
        let entries = std::mem::take(&mut self.edge.entries);
        let bodies = std::mem::take(&mut self.edge.bodies);
        self.put_immutable(id.entries_path(), &entries, BUNDLE_MAX)?;
        self.put_bodies(id.bodies_path(), &bodies)?;
        if id.is_full() {
            self.completed.insert(id.entries_path());
            self.completed.insert(id.bodies_path());
            self.edge.width = 0;
        } else {
            (self.edge.entries, self.edge.bodies) = (entries, bodies);
        }
        Ok(())
    }

    /// Extends the tiles of every level by what `leaves` complete there, and writes those that changed.
    fn push_hashes(&mut self, old: Size, leaves: &[TreeHash]) -> Result<(), StaticsError> {
        let mut hashes = leaves.to_vec();
        for level in 0..8u8 {
            if hashes.is_empty() {
                break;
            }
            let mut number = (old.0 >> (8 * u32::from(level))) / u64::from(TILE_WIDTH);
            let mut tile = self.edge.take_level(level);
            let mut above = Vec::new();
            for hash in hashes {
                tile.push(hash);
                if tile.len() == WIDTH {
                    self.put_tile(level, number, &tile)?;
                    above.push(complete_root(&tile));
                    tile.clear();
                    number += 1;
                }
            }
            if !tile.is_empty() {
                self.put_tile(level, number, &tile)?;
            }
            self.edge.set_level(level, tile);
            hashes = above;
        }
        Ok(())
    }

    fn put_tile(
        &mut self,
        level: u8,
        number: u64,
        hashes: &[TreeHash],
    ) -> Result<(), StaticsError> {
        let name = format!("tile/{level}/{number}");
        let tile = Tile::new(hashes.to_vec()).map_err(damaged(&name))?;
        let id = TileId::new(level, number, tile.width())?;
        if id.is_full() {
            self.completed.insert(id.path());
        }
        self.put_immutable(id.path(), &tile.encode(), TILE_MAX)
    }

    fn put_immutable(
        &mut self,
        name: String,
        bytes: &[u8],
        limit: usize,
    ) -> Result<(), StaticsError> {
        match self.folder.read(&name, limit)? {
            Some(found) if found == bytes => Ok(self.write_again(name, bytes)?),
            Some(found) if !is_remains(&found, bytes) => Err(StaticsError::Differs { name }),
            _ => Ok(self.put(name, bytes)?),
        }
    }

    fn put_bodies(&mut self, name: String, bytes: &[u8]) -> Result<(), StaticsError> {
        match self.folder.read(&name, BODIES_MAX)? {
            Some(found) if found == bytes => Ok(self.write_again(name, bytes)?),
            Some(found) if !is_remains(&found, bytes) => {
                // Bodies are withheld in one of the two. The file that is there may be durable, and the only
                // one that is.
                scrub(&self.folder, &name, &newly_withheld(&found, bytes))?;
                Ok(self.folder.write(&name, bytes)?)
            }
            _ => Ok(self.put(name, bytes)?),
        }
    }

    /// Takes a file that is right for one that may not be on the disk. It is written where it is: a new file
    /// in its place would be the first that a crash can take away.
    fn write_again(&mut self, name: String, bytes: &[u8]) -> Result<(), FileError> {
        let Some(file) = self.folder.open(&name, Access::ReadWrite)? else {
            return self.put(name, bytes);
        };
        write_all(&*file, 0, bytes).map_err(failed("write", &self.folder.path(&name)))?;
        self.keep(name, file)
    }

    fn put(&mut self, name: String, bytes: &[u8]) -> Result<(), FileError> {
        let file = self.folder.replace(&name, bytes)?;
        self.keep(name, file)
    }

    /// Remembers a file until it is synced.
    fn keep(&mut self, name: String, file: Box<dyn DiskFile>) -> Result<(), FileError> {
        // Partial files that a full one now stands for need no sync of their own.
        let partial = format!("{name}.p/");
        let behind = self.unsynced.range(partial.clone()..).map(|(other, _)| other.clone());
        for other in behind.take_while(|other| other.starts_with(&partial)).collect::<Vec<_>>() {
            self.unsynced.remove(&other);
        }
        self.folders.extend(folders(&name).into_iter().map(str::to_owned));
        self.folders.insert(String::new());
        self.unsynced.insert(name, file);
        if self.unsynced.len() > OPEN_MAX {
            self.sync_files()?;
        }
        Ok(())
    }

    fn sync_files(&mut self) -> Result<(), FileError> {
        for (name, file) in std::mem::take(&mut self.unsynced) {
            file.sync_all().map_err(failed("sync", &self.folder.path(&name)))?;
        }
        Ok(())
    }
}

/// The root of the subtree that a full tile is.
fn complete_root(hashes: &[TreeHash]) -> TreeHash {
    let mut frontier = Frontier::default();
    for hash in hashes {
        frontier.push(*hash);
    }
    frontier.root()
}

/// A body bundle without some of its bodies.
struct Withheld {
    bytes: Vec<u8>,
    /// Where, in the bytes that had them, the bodies were.
    places: Vec<Range<usize>>,
}

fn withheld_bytes(
    found: &[u8],
    number: u64,
    indexes: &BTreeSet<Index>,
) -> Result<Withheld, TileError> {
    let first = number.saturating_mul(u64::from(TILE_WIDTH));
    let mut bodies = decode_bodies(found)?;
    let mut places = Vec::new();
    let mut at = 0;
    for (index, body) in (first..).zip(&mut bodies) {
        let start = at + 4;
        at = start + body.map_or(0, <[u8]>::len);
        if body.is_some() && indexes.contains(&Index(index)) {
            places.push(start..at);
            *body = None;
        }
    }
    Ok(Withheld { bytes: encode_bodies(bodies)?, places })
}

/// Where the bodies are in `found` that are withheld in `bytes`. Everywhere, if that cannot be told.
fn newly_withheld(found: &[u8], bytes: &[u8]) -> Vec<Range<usize>> {
    let (Ok(bodies), Ok(expected)) = (decode_bodies(found), decode_bodies(bytes)) else {
        return std::iter::once(0..found.len()).collect();
    };
    let mut places = Vec::new();
    let mut at = 0;
    for (body, expected) in bodies.into_iter().zip(expected) {
        let start = at + 4;
        at = start + body.map_or(0, <[u8]>::len);
        if body.is_some() && expected.is_none() {
            places.push(start..at);
        }
    }
    places
}

/// Overwrites parts of a file where they are, durably, before the file loses its name.
fn scrub(folder: &Folder, name: &str, places: &[Range<usize>]) -> Result<(), FileError> {
    let path = folder.path(name);
    let Some(file) = folder.open(name, Access::ReadWrite)? else { return Ok(()) };
    for place in places {
        write_zeros(&*file, length_u64(place.start), length_u64(place.len()))
            .map_err(failed("overwrite a body in", &path))?;
    }
    file.sync_data().map_err(failed("sync", &path))
}
