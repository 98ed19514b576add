//! Every published file against the tree: full and partial tiles, bundles and bodies, and the journal.

use bayan_proof::checkpoint::{Checkpoint, SignedCheckpoint};
use bayan_proof::hash::TreeHash;
use bayan_proof::num::Size;
use bayan_proof::tile::{BundleId, TILE_WIDTH, Tile, TileId};
use bayan_store::files::Folder;
use bayan_store::journal::Journal;
use bayan_store::statics::Statics;

use super::report::{Fault, FaultPlace, Report};

/// Compares each tile with its file as soon as the entries fill it: only the unfinished ones are held.
pub(crate) struct TileCheck {
    statics: Statics,
    levels: Vec<Level>,
    faults: Vec<Fault>,
}

/// The unfinished tile of a level.
#[derive(Default)]
struct Level {
    number: u64,
    hashes: Vec<TreeHash>,
}

impl TileCheck {
    pub(crate) fn new(statics: Statics) -> Self {
        Self { statics, levels: Vec::new(), faults: Vec::new() }
    }

    /// Adds a leaf, and the root of each tile that it fills to the level above.
    pub(crate) fn push(&mut self, leaf: TreeHash) {
        let mut hash = leaf;
        for place in 0.. {
            if self.levels.len() <= place {
                self.levels.push(Level::default());
            }
            let Some(level) = self.levels.get_mut(place) else { return };
            level.hashes.push(hash);
            if level.hashes.len() < usize::from(TILE_WIDTH) {
                return;
            }
            let Ok(tile) = Tile::new(std::mem::take(&mut level.hashes)) else { return };
            let number = level.number;
            level.number = number.saturating_add(1);
            self.compare(place, number, &tile);
            let Some(root) = tile.node(8, 0) else { return };
            hash = root;
        }
    }

    fn compare(&mut self, level: usize, number: u64, tile: &Tile) {
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let Ok(id) = TileId::new(level, number, tile.width()) else { return };
        let fault = match self.statics.read_tile(id) {
            Err(error) => Some(super::error_chain(&error)),
            Ok(None) => Some("it is missing".to_owned()),
            Ok(Some(found)) if found != *tile => Some(OTHER_HASHES.to_owned()),
            Ok(Some(_)) => None,
        };
        self.faults.extend(fault.map(|what| Fault::at(FaultPlace::File(id.path()), what)));
    }

    /// Compares the unfinished tiles too, and hands over what was found.
    fn finish(&mut self) -> Vec<Fault> {
        for place in 0..self.levels.len() {
            let Some(level) = self.levels.get(place) else { continue };
            if let Ok(tile) = Tile::new(level.hashes.clone()) {
                self.compare(place, level.number, &tile);
            }
        }
        std::mem::take(&mut self.faults)
    }

    /// What is wrong with a tile that is not one of the tree's own: of an earlier size, of none, or ahead of the
    /// checkpoint.
    fn check_stray(&self, id: TileId, ahead: Size) -> Option<String> {
        let none = Level::default();
        let level = self.levels.get(usize::from(id.level())).unwrap_or(&none);
        let width = usize::from(id.width());
        let is_of_tree = id.number() == level.number && width <= level.hashes.len();
        let expected = if id.number() < level.number {
            // A full one was compared when it was filled, and stands for the partial ones of its number.
            if id.is_full() {
                return None;
            }
            let full = id.with_width(TILE_WIDTH).map(|full| self.statics.read_tile(full));
            full.ok().and_then(Result::ok).flatten().map(|full| full.hashes().to_vec())
        } else if is_of_tree || is_within(id, ahead) {
            // One that is ahead goes on where the tree's ends.
            let hashes = level.hashes.iter().filter(|_| id.number() == level.number);
            Some(hashes.copied().collect())
        } else {
            None
        };
        match (self.statics.read_tile(id), expected) {
            (Err(error), _) => Some(super::error_chain(&error)),
            (Ok(_), None) => Some(NO_TILE.to_owned()),
            (Ok(None), Some(_)) => None,
            (Ok(Some(tile)), Some(expected)) => {
                let known = width.min(expected.len());
                let same = tile.hashes().get(..known) == expected.get(..known);
                (!same).then(|| OTHER_HASHES.to_owned())
            }
        }
    }
}

/// Whether the tree of a size has as many hashes as the tile, or more.
fn is_within(id: TileId, size: Size) -> bool {
    let bits = u32::from(id.level()).saturating_mul(8);
    let hashes = size.0.checked_shr(bits).unwrap_or_default();
    let first = id.number().saturating_mul(u64::from(TILE_WIDTH));
    first.saturating_add(u64::from(id.width())) <= hashes
}

const OTHER_HASHES: &str = "its hashes are not those of the entries";
const NO_TILE: &str = "the tree has no such tile";

/// Compares every file that lies in the published folders with what the entries make it, looks for those that must be
/// there and are not, and looks at the journal.
pub(crate) fn check(
    folder: &Folder,
    checkpoint: &SignedCheckpoint,
    tiles: &mut TileCheck,
    report: &mut Report,
) {
    report.faults.extend(tiles.finish());
    let names = match published_names(folder) {
        Ok(names) => names,
        Err(error) => {
            report.faults.push(Fault::at(FaultPlace::File("tile".to_owned()), error));
            return;
        }
    };
    // After the names: no file is published before its commit is in the journal.
    let ahead = check_journal(folder, checkpoint, report);
    let sizes = Sizes { signed: checkpoint.checkpoint().size, ahead };
    let statics = Statics::new(folder);
    for name in names {
        let what = check_file(&statics, &name, sizes, tiles);
        report.faults.extend(what.map(|what| Fault::at(FaultPlace::File(name), what)));
    }
    report.unsigned = sizes.ahead.0.saturating_sub(sizes.signed.0);
}

/// How far the files may go.
#[derive(Clone, Copy)]
struct Sizes {
    /// The size of the checkpoint.
    signed: Size,
    /// The size of the newest commit in the journal. It is larger while a writer is between commit and checkpoint, and
    /// after one was killed there: then the files up to it may be published already.
    ahead: Size,
}

/// What is wrong with a published file. Partial files of earlier sizes are served until the full one is there: they
/// must say the same.
fn check_file(statics: &Statics, name: &str, sizes: Sizes, tiles: &TileCheck) -> Option<String> {
    if let Ok(id) = TileId::parse(name) {
        tiles.check_stray(id, sizes.ahead)
    } else if let Ok(id) = BundleId::parse_entries(name) {
        check_bundle(statics, id, sizes, |statics, id| {
            let bundle = statics.read_bundle(id)?;
            Ok(bundle.map(|bundle| owned(bundle.entries().into_iter().map(Some))))
        })
    } else if let Ok(id) = BundleId::parse_bodies(name) {
        check_bundle(statics, id, sizes, |statics, id| {
            Ok(statics.read_bodies(id)?.map(|bodies| owned(bodies.bodies())))
        })
    } else {
        Some("it is none of a ledger's files".to_owned())
    }
}

/// The names of all files under `tile` and `bodies`, sorted.
fn published_names(folder: &Folder) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    let mut folders = vec!["tile".to_owned(), "bodies".to_owned()];
    while let Some(name) = folders.pop() {
        for entry in std::fs::read_dir(folder.path(&name))? {
            let entry = entry?;
            let name = format!("{name}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() { folders.push(name) } else { names.push(name) }
        }
    }
    names.sort();
    Ok(names)
}

fn owned<'a>(slices: impl IntoIterator<Item = Option<&'a [u8]>>) -> Vec<Option<Vec<u8>>> {
    slices.into_iter().map(|slice| slice.map(<[u8]>::to_vec)).collect()
}

/// A partial bundle is the beginning of the one that was audited; one that is ahead begins with it.
fn check_bundle(
    statics: &Statics,
    id: BundleId,
    sizes: Sizes,
    read: impl Fn(
        &Statics,
        BundleId,
    ) -> Result<Option<Vec<Option<Vec<u8>>>>, bayan_store::statics::StaticsError>,
) -> Option<String> {
    let audited = BundleId::holding(id.first_index(), sizes.signed);
    let within =
        |size| BundleId::holding(id.first_index(), size).is_some_and(|it| it.width() >= id.width());
    if !within(sizes.signed) && !within(sizes.ahead) {
        return Some("the tree has no such bundle".to_owned());
    }
    if audited == Some(id) {
        return None;
    }
    let audited = audited.map_or(Ok(None), |audited| read(statics, audited));
    match (read(statics, id), audited) {
        (Err(error), _) | (_, Err(error)) => Some(super::error_chain(&error)),
        (Ok(None), _) => None,
        (Ok(Some(found)), Ok(audited)) => {
            let audited = audited.unwrap_or_default();
            let known = found.len().min(audited.len());
            let same = found.get(..known) == audited.get(..known);
            (!same).then(|| "it does not say what the bundle that was audited says".to_owned())
        }
    }
}

/// The journal is whole and ends where the checkpoint does, or after it: a crash may have come between. Gives the size
/// that it ends at.
fn check_journal(folder: &Folder, checkpoint: &SignedCheckpoint, report: &mut Report) -> Size {
    let Checkpoint { size, root, .. } = checkpoint.checkpoint();
    let mut ahead = *size;
    let fault = match Journal::inspect(folder) {
        // A published copy has no journal: a mirror, a web server's folder.
        Err(bayan_store::journal::JournalError::Missing { .. }) => None,
        Err(error) => Some(super::error_chain(&error)),
        Ok(recovered) => match recovered.newest() {
            None => Some("it holds no commit, and the checkpoint is of some".to_owned()),
            Some(newest) if newest.size < *size => {
                Some(format!("it ends at {} entries, before the checkpoint", newest.size))
            }
            Some(newest) if newest.size == *size && newest.root != *root => {
                Some("it has another root than the checkpoint".to_owned())
            }
            Some(newest) => {
                ahead = newest.size;
                None
            }
        },
    };
    report.faults.extend(fault.map(|what| Fault::at(FaultPlace::Journal, what)));
    ahead
}
