//! Every published file against the tree: full and partial tiles, bundles and bodies, and the journal.

use bayan_proof::checkpoint::SignedCheckpoint;
use bayan_proof::hash::TreeHash;
use bayan_proof::num::Size;
use bayan_proof::tile::{BundleId, TILE_WIDTH, Tile, TileId};
use bayan_proof::tree::node_hash;
use bayan_store::files::Folder;
use bayan_store::journal::Journal;
use bayan_store::statics::Statics;

use super::report::{Fault, FaultPlace, Report};

/// The hashes of all tiles, level by level: 32 bytes an entry at level 0, and 1/256 of that at each above.
#[derive(Default)]
pub(crate) struct TileBuilder {
    levels: Vec<Vec<TreeHash>>,
}

impl TileBuilder {
    /// Adds a leaf, and the root of each tile that it fills to the level above.
    pub(crate) fn push(&mut self, leaf: TreeHash) {
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() <= level {
                self.levels.push(Vec::new());
            }
            let Some(hashes) = self.levels.get_mut(level) else { return };
            hashes.push(hash);
            if !hashes.len().is_multiple_of(usize::from(TILE_WIDTH)) {
                return;
            }
            let start = hashes.len().saturating_sub(usize::from(TILE_WIDTH));
            let mut nodes = hashes.get(start..).unwrap_or_default().to_vec();
            while nodes.len() > 1 {
                let (pairs, _) = nodes.as_chunks::<2>();
                nodes = pairs.iter().map(|[left, right]| node_hash(left, right)).collect();
            }
            let Some(root) = nodes.pop() else { return };
            hash = root;
        }
    }

    /// The tile as it must be; nothing if the tree has no such tile.
    fn tile(&self, id: TileId) -> Option<Tile> {
        let start = usize::try_from(id.number()).ok()?.checked_mul(usize::from(TILE_WIDTH))?;
        let end = start.checked_add(usize::from(id.width()))?;
        let hashes = self.levels.get(usize::from(id.level()))?.get(start..end)?;
        Tile::new(hashes.to_vec()).ok()
    }
}

/// Compares every file that lies in the published folders with what the entries make it, and looks for those that
/// must be there and are not.
pub(crate) fn check(folder: &Folder, size: Size, tiles: &TileBuilder, report: &mut Report) {
    let statics = Statics::new(folder);
    for id in bayan_proof::tile::tiles_changed(Size(0), size) {
        let name = id.path();
        let fault = match statics.read_tile(id) {
            Err(error) => Some(super::error_chain(&error)),
            Ok(None) => Some("it is missing".to_owned()),
            Ok(Some(tile)) if Some(&tile) != tiles.tile(id).as_ref() => {
                Some("its hashes are not those of the entries".to_owned())
            }
            Ok(Some(_)) => None,
        };
        report.faults.extend(fault.map(|what| Fault::at(FaultPlace::File(name), what)));
    }
    check_strays(folder, size, tiles, report);
}

/// Partial files of earlier sizes are served until the full one is there: they must say the same.
fn check_strays(folder: &Folder, size: Size, tiles: &TileBuilder, report: &mut Report) {
    let statics = Statics::new(folder);
    let names = match published_names(folder) {
        Ok(names) => names,
        Err(error) => {
            report.faults.push(Fault::at(FaultPlace::File("tile".to_owned()), error));
            return;
        }
    };
    for name in names {
        let what = if let Ok(id) = TileId::parse(&name) {
            check_tile(&statics, id, tiles)
        } else if let Ok(id) = BundleId::parse_entries(&name) {
            check_bundle(&statics, id, size, |statics, id| {
                Ok(statics
                    .read_bundle(id)?
                    .map(|bundle| owned(bundle.entries().into_iter().map(Some))))
            })
        } else if let Ok(id) = BundleId::parse_bodies(&name) {
            check_bundle(&statics, id, size, |statics, id| {
                Ok(statics.read_bodies(id)?.map(|bodies| owned(bodies.bodies())))
            })
        } else {
            Some("it is none of a ledger's files".to_owned())
        };
        report.faults.extend(what.map(|what| Fault::at(FaultPlace::File(name), what)));
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

fn check_tile(statics: &Statics, id: TileId, tiles: &TileBuilder) -> Option<String> {
    match (statics.read_tile(id), tiles.tile(id)) {
        (Err(error), _) => Some(super::error_chain(&error)),
        (Ok(_), None) => Some("the tree has no such tile".to_owned()),
        (Ok(Some(tile)), Some(expected)) if tile == expected => None,
        (Ok(None), Some(_)) => None,
        (Ok(Some(_)), Some(_)) => Some("its hashes are not those of the entries".to_owned()),
    }
}

/// A partial bundle is the beginning of the one that was audited.
fn check_bundle(
    statics: &Statics,
    id: BundleId,
    size: Size,
    read: impl Fn(
        &Statics,
        BundleId,
    ) -> Result<Option<Vec<Option<Vec<u8>>>>, bayan_store::statics::StaticsError>,
) -> Option<String> {
    let Some(audited) =
        BundleId::holding(id.first_index(), size).filter(|audited| audited.width() >= id.width())
    else {
        return Some("the tree has no such bundle".to_owned());
    };
    if audited == id {
        return None;
    }
    match (read(statics, id), read(statics, audited)) {
        (Err(error), _) | (_, Err(error)) => Some(super::error_chain(&error)),
        (Ok(Some(partial)), Ok(Some(audited))) if audited.starts_with(&partial) => None,
        (Ok(None), _) => None,
        (Ok(Some(_)), _) => {
            Some("it is not the beginning of the bundle that follows it".to_owned())
        }
    }
}

/// The journal is whole and ends where the checkpoint does, or after it: a crash may have come between.
pub(crate) fn check_journal(folder: &Folder, checkpoint: &SignedCheckpoint, report: &mut Report) {
    let fault = match Journal::inspect(folder) {
        // A published copy has no journal: a mirror, a web server's folder.
        Err(bayan_store::journal::JournalError::Missing { .. }) => None,
        Err(error) => Some(super::error_chain(&error)),
        Ok(recovered) => match recovered.newest() {
            None => Some("it holds no commit, and the checkpoint is of some".to_owned()),
            Some(newest) if newest.size < checkpoint.checkpoint().size => {
                Some(format!("it ends at {} entries, before the checkpoint", newest.size))
            }
            Some(newest)
                if newest.size == checkpoint.checkpoint().size
                    && newest.root != checkpoint.checkpoint().root =>
            {
                Some("it has another root than the checkpoint".to_owned())
            }
            Some(_) => None,
        },
    };
    report.faults.extend(fault.map(|what| Fault::at(FaultPlace::Journal, what)));
}
