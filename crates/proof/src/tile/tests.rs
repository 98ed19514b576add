use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use super::*;
use crate::note::mutation;
use crate::tree::{Frontier, NodeSource, inclusion_proof, leaf_hash, verify_inclusion};

fn id(level: u8, number: u64, width: u16) -> TileId {
    TileId::new(level, number, width).unwrap()
}

#[test]
fn names_are_those_of_the_standard_and_read_back() {
    for (tile, path) in [
        (id(0, 0, 256), "tile/0/000"),
        (id(0, 0, 1), "tile/0/000.p/1"),
        (id(1, 7, 255), "tile/1/007.p/255"),
        (id(0, 999, 256), "tile/0/999"),
        (id(0, 1000, 256), "tile/0/x001/000"),
        (id(0, 1_234_067, 256), "tile/0/x001/x234/067"),
        (id(63, 1_234_067, 112), "tile/63/x001/x234/067.p/112"),
        (id(0, u64::MAX, 256), "tile/0/x018/x446/x744/x073/x709/x551/615"),
    ] {
        assert_eq!(tile.path(), path);
        assert_eq!(TileId::parse(path), Ok(tile));
        let bundle = BundleId::new(tile.number(), tile.width()).unwrap();
        let rest = path.splitn(3, '/').nth(2).unwrap();
        assert_eq!(bundle.entries_path(), format!("tile/entries/{rest}"));
        assert_eq!(BundleId::parse_entries(&bundle.entries_path()), Ok(bundle));
        assert_eq!(bundle.bodies_path(), format!("bodies/{rest}"));
        assert_eq!(BundleId::parse_bodies(&bundle.bodies_path()), Ok(bundle));
    }
}

#[test]
fn other_spellings_are_refused() {
    for number in [
        "",
        "0",
        "00",
        "0000",
        "x000",
        "x000/000",
        "x001",
        "x001/",
        "/000",
        "000/",
        "001/000",
        "x001/0",
        "x001/x000",
        "X001/000",
        "+01",
        "-01",
        " 01",
        "0x1",
        "00\u{661}",
        "000.p/",
        "000.p/0",
        "000.p/01",
        "000.p/+1",
        "000.p/256",
        "000.p/257",
        "000.p/65537",
        "000.p",
        "000.p/1/",
        "000.p/1.p/1",
        ".p/1",
        "x001.p/1/000",
        "../000",
        "x018/x446/x744/x073/x709/x551/616",
        "x001/x018/x446/x744/x073/x709/x551/615",
    ] {
        let path = format!("tile/0/{number}");
        assert!(TileId::parse(&path).is_err(), "{path}");
        assert!(BundleId::parse_entries(&format!("tile/entries/{number}")).is_err(), "{number}");
        assert!(BundleId::parse_bodies(&format!("bodies/{number}")).is_err(), "{number}");
    }
    for path in [
        "",
        "tile",
        "tile/",
        "tile/000",
        "tile/64/000",
        "tile/00/000",
        "tile/-1/000",
        "tile/256/000",
        "/tile/0/000",
        "tile//000",
        "tile/entries/000",
        "tile/x/000",
    ] {
        assert!(TileId::parse(path).is_err(), "{path}");
    }
    assert!(BundleId::parse_entries("tile/0/000").is_err());
    assert!(BundleId::parse_bodies("tile/entries/000").is_err());
    assert_eq!(TileId::new(64, 0, 1), Err(TileIdError::Level { level: 64 }));
    assert_eq!(TileId::new(0, 0, 0), Err(TileIdError::Width { width: 0 }));
    assert_eq!(BundleId::new(0, 257), Err(TileIdError::Width { width: 257 }));
    let TileIdError::Path { path } = TileId::parse(&"é".repeat(500)).unwrap_err() else {
        panic!("another error");
    };
    assert_eq!(path.chars().count(), 128);
}

#[test]
fn addenda_lie_two_folders_deep() {
    let digest = Sha256::of(b"");
    assert_eq!(addenda_path(&digest), format!("addenda/e3/b0/{digest}"));
}

/// Every tile of a tree, by the formula of C2SP tlog-tiles, "Partial Tiles".
fn slow_tiles(size: u64) -> BTreeSet<TileId> {
    let mut tiles = BTreeSet::new();
    let mut hashes = size;
    for level in 0.. {
        let full = hashes / 256;
        tiles.extend((0..full).map(|number| id(level, number, 256)));
        let partial = u16::try_from(hashes % 256).unwrap();
        if partial > 0 {
            tiles.insert(id(level, full, partial));
        }
        if full == 0 {
            break;
        }
        hashes = full;
    }
    tiles
}

#[test]
fn a_size_needs_the_tiles_of_the_standard() {
    let count = |size, level, full| {
        let tiles = tiles_of(Size(size));
        tiles.iter().filter(|tile| tile.level() == level && tile.is_full() == full).count()
    };
    assert_eq!(tiles_of(Size(0)), []);
    assert_eq!(tiles_of(Size(256)), [id(0, 0, 256), id(1, 0, 1)]);
    assert_eq!((count(70_000, 0, true), count(70_000, 1, true)), (273, 1));
    let partial: Vec<TileId> =
        tiles_of(Size(70_000)).into_iter().filter(|tile| !tile.is_full()).collect();
    assert_eq!(partial, [id(0, 273, 112), id(1, 1, 17), id(2, 0, 1)]);
}

#[test]
fn changed_files_are_the_difference_of_two_sizes() {
    let edges = [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000, 131_072];
    for old in edges {
        for new in edges {
            let changed = tiles_changed(Size(old), Size(new));
            let expected: BTreeSet<TileId> = if old < new {
                slow_tiles(new).difference(&slow_tiles(old)).copied().collect()
            } else {
                BTreeSet::new()
            };
            assert_eq!(changed.len(), expected.len(), "{old} to {new}");
            assert_eq!(changed.into_iter().collect::<BTreeSet<_>>(), expected, "{old} to {new}");

            let bundles: Vec<_> = bundles_changed(Size(old), Size(new))
                .into_iter()
                .map(|bundle| id(0, bundle.number(), bundle.width()))
                .collect();
            let level_0: Vec<_> = expected.into_iter().filter(|tile| tile.level() == 0).collect();
            assert_eq!(bundles, level_0, "{old} to {new}");
        }
    }
    assert_eq!(tiles_changed(Size(u64::MAX - 1), Size(u64::MAX)).len(), 1);
}

#[test]
fn bundles_are_found_by_index() {
    let bundle = |index, size| BundleId::holding(Index(index), Size(size));
    assert_eq!(bundle(0, 0), None);
    assert_eq!(bundle(5, 5), None);
    assert_eq!(bundle(4, 5), BundleId::new(0, 5).ok());
    assert_eq!(bundle(255, 300), BundleId::new(0, 256).ok());
    assert_eq!(bundle(256, 300), BundleId::new(1, 44).ok());
    assert_eq!(bundle(256, 300).map(BundleId::first_index), Some(Index(256)));
}

/// The tiles of a tree, as a reader of the static files sees them.
struct Files {
    size: Size,
    tiles: BTreeMap<TileId, Tile>,
}

impl Files {
    fn new(count: u64) -> Self {
        let mut level: Vec<TreeHash> = (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        let mut tiles = BTreeMap::new();
        for number in 0.. {
            for (n, hashes) in (0..).zip(level.chunks(256)) {
                let tile = Tile::new(hashes.to_vec()).unwrap();
                tiles.insert(id(number, n, tile.width()), tile);
            }
            let full = level.as_chunks::<256>().0;
            if full.is_empty() {
                break;
            }
            let root = |hashes: &[TreeHash; 256]| {
                let mut frontier = Frontier::default();
                for hash in hashes {
                    frontier.push(*hash);
                }
                frontier.root()
            };
            level = full.iter().map(root).collect();
        }
        Self { size: Size(count), tiles }
    }
}

impl NodeSource for Files {
    type Error = Infallible;

    fn node(&self, level: u8, index: u64) -> Result<TreeHash, Infallible> {
        let found = TileId::holding(level, index, self.size).unwrap();
        Ok(self.tiles[&found.tile].node(found.height, found.place).unwrap())
    }
}

#[test]
fn proofs_are_made_from_tiles() {
    for count in [1, 2, 255, 256, 257, 700, 66_000] {
        let files = Files::new(count);
        assert_eq!(files.tiles.keys().copied().collect::<Vec<_>>(), tiles_of(files.size));
        let root = Frontier::read(&files, files.size).unwrap().root();
        for n in [0, count / 2, count - 1] {
            let leaf = leaf_hash(&n.to_be_bytes());
            let proof = inclusion_proof(&files, Index(n), files.size).unwrap();
            assert_eq!(verify_inclusion(&leaf, Index(n), files.size, &proof, &root), Ok(()));
        }
    }
    assert_eq!(TileId::holding(0, 300, Size(300)), None);
    assert_eq!(TileId::holding(8, 1, Size(511)), None);
    assert_eq!(TileId::holding(64, 0, Size(u64::MAX)), None);
}

#[test]
fn tiles_hold_1_to_256_whole_hashes() {
    for width in [1, 2, 255, 256] {
        let bytes: Vec<u8> = (0..width * 32).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let tile = Tile::decode(&bytes).unwrap();
        assert_eq!(tile.hashes().len(), width);
        assert_eq!(tile.encode(), bytes);
        for cut in [1, 31] {
            let error = TileError::CutShort { place: width - 1 };
            assert_eq!(Tile::decode(&bytes[..bytes.len() - cut]), Err(error));
        }
    }
    assert_eq!(Tile::decode(&[]), Err(TileError::Empty));
    assert_eq!(Tile::decode(&[0; 256 * 32 + 1]), Err(TileError::TooMany));
    assert_eq!(Tile::decode(&[0; 257 * 32]), Err(TileError::TooMany));
    assert_eq!(Tile::new(Vec::new()), Err(TileError::Empty));
    assert_eq!(Tile::new(vec![TreeHash([0; 32]); 257]), Err(TileError::TooMany));

    let tile = Tile::new(vec![TreeHash([0; 32]); 3]).unwrap();
    assert!(tile.node(1, 0).is_some() && tile.node(0, 2).is_some());
    for (height, place) in [(1, 1), (2, 0), (0, 3), (8, 0), (255, 0), (63, u16::MAX)] {
        assert_eq!(tile.node(height, place), None);
    }
}

#[test]
fn every_small_change_of_a_name_reads_back_or_is_refused() {
    for path in ["tile/1/x001/x234/067.p/112", "tile/0/000"] {
        mutation::check(
            path.as_bytes(),
            |bytes| TileId::parse(std::str::from_utf8(bytes).ok()?).ok(),
            |tile| tile.path().into_bytes(),
        );
    }
}
