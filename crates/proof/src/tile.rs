//! The static files of the log: hash tiles, entry bundles, body bundles and addenda (C2SP tlog-tiles,
//! tlog-addenda): their names, which of them a tree size needs, and their bytes.
//!
//! A tile or bundle has at most [`TILE_WIDTH`] places. Its number counts full ones from the left; one that
//! is not yet full is named by its width and replaced when the next size is published.

mod bundle;

use crate::hash::{Sha256, TreeHash};
use crate::num::{Index, Size};
use crate::tree::node_hash;

pub use bundle::{
    bodies_start, bundle_start, decode_bodies, decode_bundle, encode_bodies, encode_bundle,
};

/// Hashes in a full tile, entries in a full bundle (C2SP tlog-tiles, "Merkle Tree").
pub const TILE_WIDTH: u16 = 256;

/// The longest entry in bytes: entry bundles hold each length in a big-endian u16.
pub const ENTRY_MAX: usize = 65_535;

/// The longest body in bytes.
pub const BODY_MAX: usize = 262_144;

/// The longest entry bundle in bytes.
pub const BUNDLE_MAX: usize = 256 * (2 + ENTRY_MAX);

/// The longest body bundle in bytes.
pub const BODIES_MAX: usize = 256 * (4 + BODY_MAX);

/// The highest tile level that a name can carry (C2SP tlog-tiles, "Merkle Tree").
pub const LEVEL_MAX: u8 = 63;

/// Levels of the tree that one level of tiles spans: 2⁸ = [`TILE_WIDTH`].
const TILE_HEIGHT: u8 = 8;

/// Levels of tiles that a tree below 2⁶⁴ leaves can fill.
const LEVELS: u8 = 8;

/// Why a name, or its parts, name no static file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileIdError {
    /// Not a path of C2SP tlog-tiles, or not the only spelling of it.
    #[error("not the path of a tile or bundle: {path:?}")]
    Path {
        /// The path, cut to 128 characters.
        path: String,
    },
    /// The level is above [`LEVEL_MAX`].
    #[error("tile level {level} is above {LEVEL_MAX}")]
    Level {
        /// The level given.
        level: u8,
    },
    /// The width is 0 or above [`TILE_WIDTH`].
    #[error("tile width {width} is not between 1 and {TILE_WIDTH}")]
    Width {
        /// The width given.
        width: u16,
    },
}

/// Why the bytes of a static file, or the parts of one, are refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// Empty files are never served (C2SP tlog-tiles, "Partial Tiles").
    #[error("a tile or bundle with nothing in it")]
    Empty,
    /// More than [`TILE_WIDTH`] places.
    #[error("more than {TILE_WIDTH} places in a tile or bundle")]
    TooMany,
    /// The bytes end inside a hash, a length or what it measures.
    #[error("cut short in place {place}")]
    CutShort {
        /// The place that is not whole, from 0.
        place: usize,
    },
    /// An entry above [`ENTRY_MAX`] or a body above [`BODY_MAX`].
    #[error("{length} bytes in place {place} are above the limit of {limit}")]
    TooLong {
        /// The place, from 0.
        place: usize,
        /// Its length in bytes.
        length: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A body without bytes: length 0 is how a withheld one is written.
    #[error("empty body in place {place}")]
    EmptyBody {
        /// The place, from 0.
        place: usize,
    },
}

/// The name of a hash tile: level, number and width (C2SP tlog-tiles, "Merkle Tree").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    level: u8,
    number: u64,
    width: u16,
}

impl TileId {
    /// The tile `number`, from 0, of `level` 0..=[`LEVEL_MAX`], with `width` 1..=[`TILE_WIDTH`] hashes.
    pub fn new(level: u8, number: u64, width: u16) -> Result<Self, TileIdError> {
        if level > LEVEL_MAX {
            return Err(TileIdError::Level { level });
        }
        check_width(width)?;
        Ok(Self { level, number, width })
    }

    /// Which level of tiles it is in, from 0 at the leaves.
    pub fn level(self) -> u8 {
        self.level
    }

    /// How many full tiles of its level are to the left of it.
    pub fn number(self) -> u64 {
        self.number
    }

    /// How many hashes it has.
    pub fn width(self) -> u16 {
        self.width
    }

    /// Whether it has all its hashes and never changes any more.
    pub fn is_full(self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The tile of the same level and number with another `width` 1..=[`TILE_WIDTH`].
    pub fn with_width(self, width: u16) -> Result<Self, TileIdError> {
        Self::new(self.level, self.number, width)
    }

    /// Where the file is below the ledger's folder or prefix: `tile/<L>/<N>[.p/<W>]`.
    pub fn path(self) -> String {
        format!("tile/{}/{}", self.level, number_path(self.number, self.width))
    }

    /// Reads what [`Self::path`] writes; refuses every other spelling.
    pub fn parse(path: &str) -> Result<Self, TileIdError> {
        let parts = path.strip_prefix("tile/").and_then(|rest| rest.split_once('/'));
        parts
            .and_then(|(level, rest)| {
                let level = u8::try_from(decimal(level)?).ok()?;
                let (number, width) = parse_number(rest)?;
                Self::new(level, number, width).ok()
            })
            .ok_or_else(|| path_error(path))
    }

    /// The tile that holds the complete subtree `index` of tree level `level`, at the width it has in a
    /// tree of `size` leaves, and where in it. Nothing if that subtree is not wholly inside the tree.
    pub fn holding(level: u8, index: u64, size: Size) -> Option<NodePlace> {
        let complete = size.0.checked_shr(u32::from(level))?;
        if index >= complete {
            return None;
        }
        let height = level % TILE_HEIGHT;
        let tile_level = level / TILE_HEIGHT;
        // A tile at tree level 8·L holds 2^(8-height) subtrees of the level asked for.
        let number = index >> (TILE_HEIGHT - height);
        let hashes = size.0.checked_shr(u32::from(tile_level) * u32::from(TILE_HEIGHT))?;
        let place = u16::try_from(index - (number << (TILE_HEIGHT - height))).ok()?;
        let tile = Self { level: tile_level, number, width: width_of(number, hashes)? };
        Some(NodePlace { tile, height, place })
    }
}

/// Where a node of the tree is found: the tile, and the subtree of it whose root the node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodePlace {
    /// The tile to read.
    pub tile: TileId,
    /// How far above the tile's hashes the node is, below 8.
    pub height: u8,
    /// Which subtree of that height it is, from the left.
    pub place: u16,
}

/// The name of an entry bundle and of the body bundle beside it (C2SP tlog-tiles, "Log Entries").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BundleId {
    number: u64,
    width: u16,
}

impl BundleId {
    /// The bundle `number`, from 0, with `width` 1..=[`TILE_WIDTH`] entries.
    pub fn new(number: u64, width: u16) -> Result<Self, TileIdError> {
        check_width(width)?;
        Ok(Self { number, width })
    }

    /// The bundle that holds an entry, at the width it has in a tree of `size` leaves. Nothing if the tree
    /// does not hold the entry.
    pub fn holding(index: Index, size: Size) -> Option<Self> {
        let number = index.0 / u64::from(TILE_WIDTH);
        (index < size.next_index())
            .then(|| width_of(number, size.0).map(|width| Self { number, width }))?
    }

    /// How many full bundles are before it.
    pub fn number(self) -> u64 {
        self.number
    }

    /// How many entries it has.
    pub fn width(self) -> u16 {
        self.width
    }

    /// Whether it has all its entries.
    pub fn is_full(self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The index of its first entry. Saturates: no log reaches 2⁶⁴ entries.
    pub fn first_index(self) -> Index {
        Index(self.number.saturating_mul(u64::from(TILE_WIDTH)))
    }

    /// Where the entries are: `tile/entries/<N>[.p/<W>]`.
    pub fn entries_path(self) -> String {
        format!("tile/entries/{}", number_path(self.number, self.width))
    }

    /// Where the bodies are: `bodies/<N>[.p/<W>]`.
    pub fn bodies_path(self) -> String {
        format!("bodies/{}", number_path(self.number, self.width))
    }

    /// Reads what [`Self::entries_path`] writes; refuses every other spelling.
    pub fn parse_entries(path: &str) -> Result<Self, TileIdError> {
        Self::parse(path, "tile/entries/")
    }

    /// Reads what [`Self::bodies_path`] writes; refuses every other spelling.
    pub fn parse_bodies(path: &str) -> Result<Self, TileIdError> {
        Self::parse(path, "bodies/")
    }

    fn parse(path: &str, prefix: &str) -> Result<Self, TileIdError> {
        let parts = path.strip_prefix(prefix).and_then(parse_number);
        parts.map(|(number, width)| Self { number, width }).ok_or_else(|| path_error(path))
    }
}

/// Where a captured artifact is: `addenda/<hex[0:2]>/<hex[2:4]>/<hex>` (C2SP tlog-addenda).
pub fn addenda_path(digest: &Sha256) -> String {
    let [first, second, ..] = digest.0;
    format!("addenda/{first:02x}/{second:02x}/{digest}")
}

/// A number written in decimal, ASCII digits only and no leading zero, as C2SP writes all of them.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    // `parse` also takes a plus sign and leading zeros.
    (number.to_string() == text).then_some(number)
}

fn check_width(width: u16) -> Result<(), TileIdError> {
    if width == 0 || width > TILE_WIDTH {
        return Err(TileIdError::Width { width });
    }
    Ok(())
}

fn path_error(path: &str) -> TileIdError {
    TileIdError::Path { path: path.chars().take(128).collect() }
}

/// Three digits to a path element, all but the last behind an `x`, and the width of a partial file
/// (C2SP tlog-tiles, "Merkle Tree").
fn number_path(number: u64, width: u16) -> String {
    let mut path = format!("{:03}", number % 1000);
    let mut rest = number / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    if width < TILE_WIDTH { format!("{path}.p/{width}") } else { path }
}

fn parse_number(path: &str) -> Option<(u64, u16)> {
    let (digits, width) = match path.split_once(".p/") {
        Some((digits, width)) => (digits, u16::try_from(decimal(width)?).ok()?),
        None => (path, TILE_WIDTH),
    };
    let mut number: u64 = 0;
    for element in digits.split('/') {
        let group = element.get(element.len().checked_sub(3)?..)?;
        number = number.checked_mul(1000)?.checked_add(group.parse().ok()?)?;
    }
    // Whatever was read, only the one way of writing it is taken: this refuses signs, missing `x` marks,
    // leading groups of zeros, and a partial width of 0, 256 or more.
    let one_way = (1..=TILE_WIDTH).contains(&width) && number_path(number, width) == path;
    one_way.then_some((number, width))
}

/// The width of tile `number` where `count` hashes or entries stand in its level.
fn width_of(number: u64, count: u64) -> Option<u16> {
    let before = number.checked_mul(u64::from(TILE_WIDTH))?;
    let width = count.checked_sub(before)?.min(u64::from(TILE_WIDTH));
    u16::try_from(width).ok().filter(|width| *width > 0)
}

/// The numbers and widths that a level needs at `new` hashes and did not have at `old`.
fn changed(old: u64, new: u64) -> impl Iterator<Item = (u64, u16)> {
    let first = old / u64::from(TILE_WIDTH);
    let end = if old < new { new.div_ceil(u64::from(TILE_WIDTH)) } else { first };
    (first..end).filter_map(move |number| Some((number, width_of(number, new)?)))
}

/// All tiles that a tree of `new` leaves needs and one of `old` leaves did not have, partial ones included,
/// from the leaves up. Empty unless `old < new`.
///
/// The answer has more than one name for each 256 leaves between the sizes: they are ones the caller holds
/// the leaves of, not ones somebody claims.
#[must_use]
pub fn tiles_changed(old: Size, new: Size) -> Vec<TileId> {
    let mut tiles = Vec::new();
    for level in 0..LEVELS {
        let shift = u32::from(level * TILE_HEIGHT);
        let (old, new) = (old.0 >> shift, new.0 >> shift);
        tiles.extend(changed(old, new).map(|(number, width)| TileId { level, number, width }));
    }
    tiles
}

/// All tiles of a tree of `size` leaves, as [`tiles_changed`] from the empty tree.
#[must_use]
pub fn tiles_of(size: Size) -> Vec<TileId> {
    tiles_changed(Size(0), size)
}

/// All bundles that a log of `new` entries needs and one of `old` entries did not have, the partial one
/// included. Empty unless `old < new`; sizes as in [`tiles_changed`].
#[must_use]
pub fn bundles_changed(old: Size, new: Size) -> Vec<BundleId> {
    changed(old.0, new.0).map(|(number, width)| BundleId { number, width }).collect()
}

/// The hashes of one tile, 1 to [`TILE_WIDTH`] of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    hashes: Vec<TreeHash>,
}

impl Tile {
    /// A tile of these hashes, from the left.
    pub fn new(hashes: Vec<TreeHash>) -> Result<Self, TileError> {
        check_count(hashes.len())?;
        Ok(Self { hashes })
    }

    /// The hashes, from the left.
    pub fn hashes(&self) -> &[TreeHash] {
        &self.hashes
    }

    /// How many hashes there are.
    pub fn width(&self) -> u16 {
        u16::try_from(self.hashes.len()).unwrap_or(TILE_WIDTH)
    }

    /// The bytes of the file: the hashes and nothing between them.
    pub fn encode(&self) -> Vec<u8> {
        self.hashes.iter().flat_map(|hash| hash.0).collect()
    }

    /// Reads what [`Self::encode`] writes. The caller compares the width with the name of the file.
    pub fn decode(bytes: &[u8]) -> Result<Self, TileError> {
        let (hashes, rest) = bytes.as_chunks::<32>();
        check_count(hashes.len().saturating_add(usize::from(!rest.is_empty())))?;
        if !rest.is_empty() {
            return Err(TileError::CutShort { place: hashes.len() });
        }
        Self::new(hashes.iter().copied().map(TreeHash).collect())
    }

    /// The root of the complete subtree of `2^height` hashes that is `place`-th from the left, as
    /// [`TileId::holding`] names it. Nothing if the tile does not hold all of it.
    pub fn node(&self, height: u8, place: u16) -> Option<TreeHash> {
        let width = 1usize.checked_shl(u32::from(height))?;
        let start = usize::from(place).checked_mul(width)?;
        let mut nodes = self.hashes.get(start..start.checked_add(width)?)?.to_vec();
        while nodes.len() > 1 {
            let (pairs, _) = nodes.as_chunks::<2>();
            nodes = pairs.iter().map(|[left, right]| node_hash(left, right)).collect();
        }
        nodes.pop()
    }
}

fn check_count(count: usize) -> Result<(), TileError> {
    if count == 0 {
        return Err(TileError::Empty);
    }
    if count > usize::from(TILE_WIDTH) {
        return Err(TileError::TooMany);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
