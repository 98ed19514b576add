//! Every published file against the tree: full and partial tiles, bundles and bodies.

use std::collections::BTreeMap;

use bayan_proof::hash::TreeHash;
use bayan_proof::num::{Index, Size};
use bayan_proof::tile::{BundleId, TILE_WIDTH, Tile, TileId};
use bayan_store::files::{FileError, Folder};
use bayan_store::statics::{Statics, StaticsError};

use super::journal::Tail;
use super::report::{Fault, FaultPlace};

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
    pub(crate) fn push(&mut self, leaf: TreeHash) -> Result<(), StaticsError> {
        let mut hash = leaf;
        for place in 0.. {
            if self.levels.len() <= place {
                self.levels.push(Level::default());
            }
            let Some(level) = self.levels.get_mut(place) else { break };
            level.hashes.push(hash);
            if level.hashes.len() < usize::from(TILE_WIDTH) {
                break;
            }
            let Ok(tile) = Tile::new(std::mem::take(&mut level.hashes)) else { break };
            let number = level.number;
            level.number = number.saturating_add(1);
            self.compare(place, number, &tile)?;
            let Some(root) = tile.node(8, 0) else { break };
            hash = root;
        }
        Ok(())
    }

    fn compare(&mut self, level: usize, number: u64, tile: &Tile) -> Result<(), StaticsError> {
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let Ok(id) = TileId::new(level, number, tile.width()) else { return Ok(()) };
        let fault = match self.statics.read_tile(id) {
            Err(error) => Some(damage(error)?),
            Ok(None) => Some("it is missing".to_owned()),
            Ok(Some(found)) if found != *tile => Some(OTHER_HASHES.to_owned()),
            Ok(Some(_)) => None,
        };
        self.faults.extend(fault.map(|what| Fault::at(FaultPlace::File(id.path()), what)));
        Ok(())
    }

    /// Compares the unfinished tiles too, and hands over what was found.
    pub(crate) fn finish(&mut self) -> Result<Vec<Fault>, StaticsError> {
        for place in 0..self.levels.len() {
            let Some(level) = self.levels.get(place) else { continue };
            let (number, hashes) = (level.number, level.hashes.clone());
            if let Ok(tile) = Tile::new(hashes) {
                self.compare(place, number, &tile)?;
            }
        }
        Ok(std::mem::take(&mut self.faults))
    }

    /// What is wrong with a tile that is not one of the tree's own: of an earlier size, of none, or ahead of the
    /// checkpoint.
    fn check_stray(&self, id: TileId, ahead: Size) -> Result<Option<String>, StaticsError> {
        let none = Level::default();
        let level = self.levels.get(usize::from(id.level())).unwrap_or(&none);
        let width = usize::from(id.width());
        let is_of_tree = id.number() == level.number && width <= level.hashes.len();
        let expected = if id.number() < level.number {
            // A full one was compared when it was filled, and stands for the partial ones of its number.
            if id.is_full() {
                return Ok(None);
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
        Ok(match (self.statics.read_tile(id), expected) {
            (Err(error), _) => Some(damage(error)?),
            (Ok(_), None) => Some(NO_TILE.to_owned()),
            (Ok(None), Some(_)) => None,
            (Ok(Some(tile)), Some(expected)) => {
                let known = width.min(expected.len());
                let same = tile.hashes().get(..known) == expected.get(..known);
                (!same).then(|| OTHER_HASHES.to_owned())
            }
        })
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

/// Compares every file that lies in the published folders with what the entries make it, and looks for those that must
/// be there and are not.
pub(crate) struct Published<'a> {
    pub(crate) statics: &'a Statics,
    /// The size of the checkpoint.
    pub(crate) signed: Size,
    pub(crate) tail: &'a Tail,
    /// Each entry whose body is withheld, with the redaction.
    pub(crate) withheld: &'a BTreeMap<Index, Index>,
    pub(crate) tiles: &'a TileCheck,
}

impl Published<'_> {
    /// What is wrong with a published file. Partial files of earlier sizes are served until the full one is there: they
    /// must say the same.
    pub(crate) fn check(&self, name: &str) -> Result<Option<String>, StaticsError> {
        if let Ok(id) = TileId::parse(name) {
            self.tiles.check_stray(id, self.tail.ahead)
        } else if let Ok(id) = BundleId::parse_entries(name) {
            self.check_bundle(id, |id| {
                let bundle = self.statics.read_bundle(id)?;
                Ok(bundle.map(|bundle| owned(bundle.entries().into_iter().map(Some))))
            })
        } else if let Ok(id) = BundleId::parse_bodies(name) {
            self.check_bundle(id, |id| {
                Ok(self.statics.read_bodies(id)?.map(|bodies| owned(bodies.bodies())))
            })
        } else {
            Ok(Some("it is none of a ledger's files".to_owned()))
        }
    }

    /// A partial bundle is the beginning of the one that was audited; one that is ahead begins with it.
    fn check_bundle(
        &self,
        id: BundleId,
        read: impl Fn(BundleId) -> Result<Option<Vec<Option<Vec<u8>>>>, StaticsError>,
    ) -> Result<Option<String>, StaticsError> {
        let first = id.first_index();
        let audited = BundleId::holding(first, self.signed);
        let within =
            |size| BundleId::holding(first, size).is_some_and(|it| it.width() >= id.width());
        if !within(self.signed) && !within(self.tail.ahead) {
            return Ok(Some("the tree has no such bundle".to_owned()));
        }
        if audited == Some(id) {
            return Ok(None);
        }
        let audited = audited.map_or(Ok(None), &read).map(Option::unwrap_or_default);
        let (found, audited) = match (read(id), audited) {
            (Err(error), _) | (_, Err(error)) => return damage(error).map(Some),
            (Ok(None), _) => return Ok(None),
            (Ok(Some(found)), Ok(audited)) => (found, audited),
        };
        let places = (first.0..).map(Index);
        let mut pairs = found.iter().zip(&audited).zip(places);
        Ok(pairs
            .find_map(|((found, audited), at)| self.compare(at, found.as_ref(), audited.as_ref())))
    }

    /// What is wrong with what stands in one place of a bundle, beside what was audited.
    fn compare(
        &self,
        at: Index,
        found: Option<&Vec<u8>>,
        audited: Option<&Vec<u8>>,
    ) -> Option<String> {
        if found == audited {
            return None;
        }
        match (self.withheld.get(&at), found) {
            (Some(_), None) => None,
            (Some(by), Some(_)) if self.tail.unfinished() == Some(*by) => None,
            (Some(by), Some(_)) if audited.is_none() => {
                Some(format!("it still holds the body of entry {at}, which entry {by} withholds"))
            }
            _ => Some("it does not say what the bundle that was audited says".to_owned()),
        }
    }
}

/// The names of all files under `tile` and `bodies`, sorted.
pub(crate) fn published_names(folder: &Folder) -> Result<Vec<String>, FileError> {
    let mut names = Vec::new();
    let mut folders = vec!["tile".to_owned(), "bodies".to_owned()];
    while let Some(name) = folders.pop() {
        let absent = || FileError::System {
            doing: "list",
            path: folder.path(&name),
            source: std::io::ErrorKind::NotFound.into(),
        };
        for listed in folder.list(&name)?.ok_or_else(absent)? {
            let name = format!("{name}/{}", listed.name);
            if listed.is_folder { folders.push(name) } else { names.push(name) }
        }
    }
    names.sort();
    Ok(names)
}

fn owned<'a>(slices: impl IntoIterator<Item = Option<&'a [u8]>>) -> Vec<Option<Vec<u8>>> {
    slices.into_iter().map(|slice| slice.map(<[u8]>::to_vec)).collect()
}

/// What is wrong with a file that cannot be used. Where the system refused to read it, nothing is known of it.
fn damage(error: StaticsError) -> Result<String, StaticsError> {
    if super::is_refused(&error) { Err(error) } else { Ok(super::error_chain(&error)) }
}
