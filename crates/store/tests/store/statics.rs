//! Static files: their names and bytes, what is refused over them, and withheld bodies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bayan_proof::hash::TreeHash;
use bayan_proof::num::{Index, Size};
use bayan_proof::tile::{
    BODIES_MAX, BODY_MAX, BUNDLE_MAX, BundleId, ENTRY_MAX, TILE_WIDTH, TileError, TileId,
    bundles_changed, encode_bodies, encode_bundle, tiles_changed,
};
use bayan_proof::tree::{
    Frontier, consistency_proof, inclusion_proof, leaf_hash, verify_consistency, verify_inclusion,
};
use bayan_store::commit::{COMMIT_ENTRIES_MAX, Item};
use bayan_store::files::FileError;
use bayan_store::journal::Journal;
use bayan_store::publish::Publisher;
use bayan_store::sim::{Loss, OpKind, SimDisk};
use bayan_store::statics::{CHECKPOINT_MAX, Statics, StaticsError};
use proptest::prelude::*;

use crate::kit::{
    Ledger, ROOT, SALT, WRITER, body, check, digest, disk, entry, files, folder, note, overwrite,
    prepare, root,
};

fn ledger_of(counts: &[u64]) -> (SimDisk, Ledger) {
    let disk = disk();
    let mut ledger = Ledger::create(&folder(&disk)).unwrap();
    for count in counts {
        ledger.commit(*count, || {}).unwrap();
    }
    (disk, ledger)
}

/// The names of the static files on a disk, the checkpoint left out.
fn names(disk: &SimDisk) -> BTreeSet<String> {
    let is_static = |name: &String| name.starts_with("tile/") || name.starts_with("bodies/");
    files(disk).into_keys().filter(is_static).collect()
}

/// The names that the format asks for between two sizes.
fn names_between(old: u64, new: u64) -> BTreeSet<String> {
    let (old, new) = (Size(old), Size(new));
    let tiles = tiles_changed(old, new).into_iter().map(TileId::path);
    let bundles = bundles_changed(old, new).into_iter();
    tiles.chain(bundles.flat_map(|id| [id.entries_path(), id.bodies_path()])).collect()
}

#[test]
fn every_published_size_has_its_files_until_the_full_ones_replace_them() {
    let counts = [1, 2, 200, 52, 1, 1, 300];
    let (disk, mut ledger) = ledger_of(&[]);
    let (mut size, mut expected) = (0, BTreeSet::new());
    for count in counts {
        ledger.commit(count, || {}).unwrap();
        expected.extend(names_between(size, size + count));
        size += count;
        assert_eq!(names(&disk), expected, "size {size}");
    }
    for size in [1, 3, 203, 255, 256, 257, 557] {
        let statics = Statics::new(&folder(&disk));
        let nodes = statics.nodes(Size(size));
        assert_eq!(Frontier::read(&nodes, Size(size)).unwrap().root(), root(size));
    }
    ledger.rotate().unwrap();
    let is_partial_of_full =
        |name: &String| name.split_once(".p/").is_some_and(|(full, _)| expected.contains(full));
    let left: BTreeSet<_> =
        expected.iter().filter(|name| !is_partial_of_full(name)).cloned().collect();
    assert_eq!(names(&disk), left);
    assert_eq!(names(&disk.crash(Loss::Everything)), left);
    // Sizes whose partial files are gone are read from the full ones.
    for size in [1, 3, 203, 255, 256, 257, 557] {
        let statics = Statics::new(&folder(&disk));
        let nodes = statics.nodes(Size(size));
        assert_eq!(Frontier::read(&nodes, Size(size)).unwrap().root(), root(size));
        let id = BundleId::holding(Index(0), Size(size)).unwrap();
        let width = usize::from(id.width());
        assert_eq!(statics.read_bundle(id).unwrap().unwrap().entries().len(), width);
        assert_eq!(statics.read_bodies(id).unwrap().unwrap().bodies().len(), width);
    }
}

#[test]
fn publishing_syncs_nothing_and_syncing_leaves_nothing_unsynced() {
    let (disk, mut ledger) = ledger_of(&[5]);
    let commit = prepare(&ledger.journal, 3).unwrap();
    ledger.journal.append(&commit).unwrap();
    let start = disk.ops().len();
    let leaves: Vec<_> = commit.items().map(|item| leaf_hash(item.entry)).collect();
    ledger.publisher.publish(&commit, &leaves).unwrap();
    ledger.publisher.publish_checkpoint(&note(8)).unwrap();
    let ops = disk.ops();
    assert!(
        ops[start..]
            .iter()
            .all(|op| !matches!(op.kind, OpKind::SyncAll | OpKind::SyncData | OpKind::SyncDir))
    );
    let last = ops.iter().rfind(|op| op.kind == OpKind::Rename).unwrap();
    assert_eq!(last.path, Path::new(ROOT).join("tmp/new"));
    drop(ledger.publisher.sync_published().unwrap());
    check(&folder(&disk.crash(Loss::Everything)), 8, &BTreeSet::new());
}

#[test]
fn proofs_from_tiles_verify() {
    let (disk, _) = ledger_of(&[3, 250, 60, 1, 200]);
    let statics = Statics::new(&folder(&disk));
    for size in [3, 253, 313, 314, 514] {
        let nodes = statics.nodes(Size(size));
        for index in (0..size).step_by(23).chain([size - 1]) {
            let proof = inclusion_proof(&nodes, Index(index), Size(size)).unwrap();
            let leaf = leaf_hash(entry(index));
            verify_inclusion(&leaf, Index(index), Size(size), &proof, &root(size)).unwrap();
        }
        for old in [1, 2, 3, 253, 256, 313].into_iter().filter(|old| *old <= size) {
            let (old, new) = (Size(old), Size(size));
            let proof = consistency_proof(&nodes, old, new).unwrap();
            verify_consistency(old, &root(old.0), new, &root(size), &proof).unwrap();
        }
    }
    // No published size has these tiles.
    let nodes = statics.nodes(Size(400));
    assert!(inclusion_proof(&nodes, Index(399), Size(400)).is_ok(), "size 514 covers it");
    let nodes = statics.nodes(Size(600));
    assert!(inclusion_proof(&nodes, Index(599), Size(600)).is_err());
}

#[test]
fn a_third_level_of_tiles_is_published() {
    let disk = disk();
    let folder = folder(&disk);
    let mut journal = Journal::create(&folder, SALT).unwrap();
    let mut publisher = Publisher::open(&folder, None, BTreeSet::new()).unwrap();
    let mut frontier = Frontier::default();
    let mut next = 0u32;
    for count in [COMMIT_ENTRIES_MAX, 300] {
        let entries: Vec<_> = (0..count)
            .map(|_| {
                next += 1;
                next.to_be_bytes()
            })
            .collect();
        let leaves: Vec<_> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        for leaf in &leaves {
            frontier.push(*leaf);
        }
        let items = entries.iter().map(|entry| Item { entry, digest: digest(0), body: None });
        let time = bayan_proof::num::UnixMillis(0);
        let commit = journal.prepare(WRITER, frontier.root(), time, items).unwrap();
        journal.append(&commit).unwrap();
        publisher.publish(&commit, &leaves).unwrap();
    }
    let size = Size(u64::from(next));
    assert_eq!(
        names(&disk).len(),
        names_between(0, 65_536).len() + names_between(65_536, size.0).len()
    );
    let statics = Statics::new(&folder);
    assert_eq!(Frontier::read(&statics.nodes(size), size).unwrap(), frontier);
    let top = statics.read_tile(TileId::new(2, 0, 1).unwrap()).unwrap().unwrap();
    assert_eq!(top.hashes().len(), 1);
    drop(publisher.sync_published().unwrap());
    let newest = journal.newest().cloned();
    let again = Publisher::open(&folder, newest.as_ref(), BTreeSet::new()).unwrap();
    assert_eq!(again.size(), size);
}

#[test]
fn no_file_is_written_for_leaves_that_do_not_lead_to_the_root() {
    let (disk, mut ledger) = ledger_of(&[4]);
    let commit = prepare(&ledger.journal, 3).unwrap();
    let leaves: Vec<_> = commit.items().map(|item| leaf_hash(item.entry)).collect();
    let before = files(&disk);
    let mut swapped = leaves.clone();
    swapped.swap(0, 1);
    for wrong in [&leaves[..2], &[], &swapped, &[&leaves[..], &leaves[..1]].concat()] {
        assert!(matches!(
            ledger.publisher.publish(&commit, wrong),
            Err(StaticsError::Root { size: Size(7), .. })
        ));
    }
    assert_eq!(files(&disk), before);
    ledger.publisher.publish(&commit, &leaves).unwrap();
    assert!(matches!(
        ledger.publisher.publish(&commit, &leaves),
        Err(StaticsError::OutOfOrder { first: Index(4), size: Size(7) })
    ));
}

#[test]
fn other_bytes_under_a_published_name_are_an_alarm() {
    for (name, is_alarm) in
        [("tile/0/000.p/6", true), ("tile/entries/000.p/6", true), ("bodies/000.p/6", false)]
    {
        let (published, _) = ledger_of(&[4, 2]);
        let right = files(&published)[name].clone();
        let mut flipped = right.clone();
        // Not to a zero, which may be a byte that was lost.
        flipped[40] = flipped[40].wrapping_add(1).max(1);
        let mut longer = right.clone();
        longer.push(0);
        for bytes in [flipped, longer, b"something else".to_vec()] {
            let (disk, mut ledger) = ledger_of(&[4]);
            overwrite(&disk, name, &bytes);
            let outcome = ledger.commit(2, || {});
            if is_alarm {
                let error = outcome.unwrap_err();
                let error = error.downcast_ref::<StaticsError>();
                assert!(
                    matches!(error, Some(StaticsError::Differs { name: named }) if named == name)
                );
                assert_eq!(files(&disk)[name], bytes, "evidence is left as it is");
                let again = ledger.publisher.publish_checkpoint(b"note");
                assert!(matches!(again, Err(StaticsError::Stopped)));
            } else {
                outcome.unwrap();
                assert_eq!(files(&disk)[name], right);
            }
        }
        // What lost writes leave of the same bytes is no alarm.
        let half = right.len() / 2;
        let mut second_half = right.clone();
        second_half[..half].fill(0);
        let zeros = vec![0; right.len()];
        for bytes in [Vec::new(), right[..half].to_vec(), second_half, zeros, right.clone()] {
            let (disk, mut ledger) = ledger_of(&[4]);
            overwrite(&disk, name, &bytes);
            ledger.commit(2, || {}).unwrap();
            assert_eq!(files(&disk)[name], right);
        }
    }
}

#[test]
fn files_that_are_not_what_their_name_says_are_refused() {
    let (whole, _) = ledger_of(&[5]);
    let tile = TileId::new(0, 0, 5).unwrap();
    let bundle = BundleId::new(0, 5).unwrap();
    let bytes = files(&whole);
    let read = |name: &str, bytes: &[u8]| {
        let disk = whole.crash(Loss::Process);
        overwrite(&disk, name, bytes);
        let statics = Statics::new(&folder(&disk));
        let errors = [
            statics.read_tile(tile).map(drop),
            statics.read_bundle(bundle).map(drop),
            statics.read_bodies(bundle).map(drop),
        ];
        errors.into_iter().find_map(Result::err).expect("one of the three is bad")
    };
    for name in [tile.path(), bundle.entries_path(), bundle.bodies_path()] {
        let whole = &bytes[&name];
        for cut in [1, whole.len() - 1] {
            let error = read(&name, &whole[..cut]);
            assert!(
                matches!(&error, StaticsError::Damaged { source: TileError::CutShort { .. }, .. }),
                "{name} {cut}: {error:?}"
            );
        }
        let error = read(&name, &[]);
        assert!(matches!(error, StaticsError::Damaged { source: TileError::Empty, .. }));
    }
    let four = bytes[&tile.path()][..4 * 32].to_vec();
    assert!(matches!(read(&tile.path(), &four), StaticsError::Width { found: 4, .. }));
    let six: Vec<u8> = [&bytes[&bundle.entries_path()][..], &[0, 1, b'x']].concat();
    assert!(matches!(read(&bundle.entries_path(), &six), StaticsError::Width { found: 6, .. }));
    let six: Vec<u8> = [&bytes[&bundle.bodies_path()][..], &[0, 0, 0, 0]].concat();
    assert!(matches!(read(&bundle.bodies_path(), &six), StaticsError::Width { found: 6, .. }));
    // A length of 4 GiB in a body's place asks for no memory.
    let error = read(&bundle.bodies_path(), &[0xff; 40]);
    assert!(matches!(error, StaticsError::Damaged { source: TileError::TooLong { .. }, .. }));
    for (name, limit) in [(tile.path(), 256 * 32), ("checkpoint".to_owned(), CHECKPOINT_MAX)] {
        let disk = whole.crash(Loss::Process);
        overwrite(&disk, &name, &vec![1; limit + 1]);
        let statics = Statics::new(&folder(&disk));
        let error = [statics.read_tile(tile).map(drop), statics.read_checkpoint().map(drop)]
            .into_iter()
            .find_map(Result::err);
        assert!(matches!(error, Some(StaticsError::File(FileError::TooLong { .. }))));
    }
}

#[test]
fn bundles_have_limits() {
    let (whole, _) = ledger_of(&[5]);
    let bundle = BundleId::new(0, 5).unwrap();
    let (entry, body) = (vec![7; ENTRY_MAX], vec![7; BODY_MAX]);
    let entries = encode_bundle(vec![entry.as_slice(); 256]).unwrap();
    let bodies = encode_bodies(vec![Some(body.as_slice()); 256]).unwrap();
    assert_eq!((entries.len(), bodies.len()), (BUNDLE_MAX, BODIES_MAX));
    for (name, mut bytes) in [(bundle.entries_path(), entries), (bundle.bodies_path(), bodies)] {
        let disk = whole.crash(Loss::Process);
        let read = |bytes: &[u8]| {
            overwrite(&disk, &name, bytes);
            let statics = Statics::new(&folder(&disk));
            let errors = [statics.read_bundle(bundle).err(), statics.read_bodies(bundle).err()];
            errors.into_iter().flatten().next().expect("its name says five places")
        };
        let error = read(&bytes);
        assert!(matches!(error, StaticsError::Width { found: 256, .. }), "{error:?}");
        bytes.push(0);
        let error = read(&bytes);
        assert!(matches!(error, StaticsError::File(FileError::TooLong { .. })), "{error:?}");
    }
}

#[test]
fn a_checkpoint_has_a_limit() {
    let (_, mut ledger) = ledger_of(&[1]);
    ledger.publisher.publish_checkpoint(&vec![1; CHECKPOINT_MAX]).unwrap();
    let length = CHECKPOINT_MAX + 1;
    assert!(matches!(
        ledger.publisher.publish_checkpoint(&vec![1; length]),
        Err(StaticsError::CheckpointTooLong { length: named }) if named == length
    ));
    let read = ledger.publisher.statics().read_checkpoint().unwrap().unwrap();
    assert_eq!(read.len(), CHECKPOINT_MAX);
}

#[test]
fn a_checkpoint_that_is_published_again_is_not_put_at_risk() {
    let (disk, mut ledger) = ledger_of(&[4]);
    ledger.rotate().unwrap();
    let newest = ledger.journal.newest().cloned();
    let mut publisher = Publisher::open(&folder(&disk), newest.as_ref(), BTreeSet::new()).unwrap();
    publisher.publish_checkpoint(&note(4)).unwrap();
    for loss in [Loss::Process, Loss::Everything, Loss::Nothing, Loss::Seeded(4)] {
        check(&folder(&disk.crash(loss)), 4, &BTreeSet::new());
    }
    // A file that is only in memory is durable once it was published again and synced.
    let (disk, _) = ledger_of(&[4]);
    let disk = disk.crash(Loss::Process);
    let (mut ledger, _) = Ledger::open(&folder(&disk), &BTreeSet::new()).unwrap();
    ledger.rotate().unwrap();
    check(&folder(&disk.crash(Loss::Everything)), 4, &BTreeSet::new());
}

#[test]
fn every_flipped_bit_at_the_edge_is_found_on_opening() {
    let (disk, mut ledger) = ledger_of(&[5]);
    ledger.rotate().unwrap();
    let newest = ledger.journal.newest().cloned().unwrap();
    for name in ["tile/0/000.p/5", "tile/entries/000.p/5"] {
        let length = files(&disk)[name].len();
        for at in 0..length {
            let rotten = disk.crash(Loss::Process);
            let path = folder(&rotten).path(name);
            assert!(rotten.rot(&path, u64::try_from(at).unwrap(), 1 << (at % 8)));
            let opened = Publisher::open(&folder(&rotten), Some(&newest), BTreeSet::new());
            assert!(opened.is_err(), "{name} byte {at}");
        }
    }
    let gone = disk.crash(Loss::Process);
    bayan_store::files::Disk::remove(&gone, &folder(&gone).path("bodies/000.p/5")).unwrap();
    assert!(matches!(
        Publisher::open(&folder(&gone), Some(&newest), BTreeSet::new()),
        Err(StaticsError::Missing { name }) if name == "bodies/000.p/5"
    ));
    let mut other = newest;
    other.root = TreeHash([0; 32]);
    assert!(matches!(
        Publisher::open(&folder(&disk), Some(&other), BTreeSet::new()),
        Err(StaticsError::Root { size: Size(5), .. })
    ));
}

#[test]
fn withheld_bodies_are_gone_from_every_file_and_stay_gone() {
    use OpKind::{Length, Open, ReadAt, SyncData, WriteAt};
    let (disk, mut ledger) = ledger_of(&[200, 50, 10]);
    ledger.rotate().unwrap();
    ledger.commit(4, || {}).unwrap();
    let withheld: BTreeSet<_> = [2, 198, 251, 258, 260].map(Index).into();
    let bodies: BTreeMap<_, _> =
        withheld.iter().map(|index| (*index, body(index.0).unwrap())).collect();
    let holders = |disk: &SimDisk| -> BTreeSet<String> {
        let has =
            |bytes: &[u8], body: &[u8]| bytes.windows(body.len()).any(|window| window == body);
        files(disk)
            .into_iter()
            .filter(|(_, bytes)| bodies.values().any(|body| has(bytes, body)))
            .map(|(name, _)| name)
            .collect()
    };
    let expected = ["bodies/000", "bodies/001.p/4", "bodies/001.p/8", "journal"];
    assert_eq!(holders(&disk), expected.map(str::to_owned).into());
    let start = disk.ops().len();
    ledger.withhold(&withheld).unwrap();
    // Overwritten for good before the file loses its name, after which nobody could.
    let full = folder(&disk).path("bodies/000");
    let on_full: Vec<_> =
        disk.ops()[start..].iter().filter(|op| op.path == full).map(|op| op.kind).collect();
    let overwrite = [Open, WriteAt, WriteAt, WriteAt, SyncData];
    assert_eq!(on_full, [&[Open, Length, ReadAt][..], &overwrite].concat());
    assert_eq!(holders(&disk.crash(Loss::Everything)), BTreeSet::new());
    check(&folder(&disk), 264, &withheld);
    assert_eq!(ledger.publisher.withhold(&withheld).unwrap(), 0, "once is enough");
    // Later files are made without them.
    ledger.commit(3, || {}).unwrap();
    check(&folder(&disk), 267, &withheld);
    let none = BTreeSet::from([Index(10_000)]);
    assert_eq!(ledger.publisher.withhold(&none).unwrap(), 0);
    // Nor does recovery bring them back, though the journal may still have had them.
    drop(ledger);
    let (_, recovered) = Ledger::open(&folder(&disk), &withheld).unwrap();
    assert_eq!(recovered.tail.len(), 2);
    check(&folder(&disk), 267, &withheld);
}

#[test]
fn a_body_that_was_half_withheld_is_not_carried_on() {
    let (disk, mut ledger) = ledger_of(&[4]);
    ledger.rotate().unwrap();
    // A crash came after the zeros and before the file without the body.
    let name = "bodies/000.p/4";
    let mut bytes = files(&disk)[name].clone();
    let body = body(1).unwrap();
    let at = bytes.windows(body.len()).position(|window| window == body).unwrap();
    bytes[at..at + body.len()].fill(0);
    overwrite(&disk, name, &bytes);
    let withheld = BTreeSet::from([Index(1)]);
    let newest = ledger.journal.newest().cloned();
    let mut publisher = Publisher::open(&folder(&disk), newest.as_ref(), withheld.clone()).unwrap();
    let commit = prepare(&ledger.journal, 2).unwrap();
    let leaves: Vec<_> = commit.items().map(|item| leaf_hash(item.entry)).collect();
    publisher.publish(&commit, &leaves).unwrap();
    publisher.publish_checkpoint(&note(6)).unwrap();
    check(&folder(&disk), 6, &withheld);
}

#[test]
fn partial_files_that_full_ones_replace_are_not_synced() {
    let (disk, mut ledger) = ledger_of(&[1; 255]);
    let syncs = |disk: &SimDisk, kind| disk.ops().iter().filter(|op| op.kind == kind).count();
    let before = syncs(&disk, OpKind::SyncAll);
    ledger.commit(u64::from(TILE_WIDTH) - 255, || {}).unwrap();
    ledger.rotate().unwrap();
    // The partial files of 255 sizes never were, as the full ones replaced them.
    assert!(syncs(&disk, OpKind::SyncAll) - before < 12);
    check(&folder(&disk.crash(Loss::Everything)), 256, &BTreeSet::new());
}

#[test]
fn files_are_synced_early_rather_than_kept_open_without_end() {
    let (disk, mut ledger) = ledger_of(&[]);
    let commit = || Item { entry: b"e", digest: digest(0), body: None };
    let mut frontier = Frontier::default();
    // 320 full bundles have 3 files each.
    let leaves: Vec<_> = (0..40_960).map(|_| leaf_hash(b"e")).collect();
    for _ in 0..2 {
        for leaf in &leaves {
            frontier.push(*leaf);
        }
        let items = (0..leaves.len()).map(|_| commit());
        let time = bayan_proof::num::UnixMillis(0);
        let commit = ledger.journal.prepare(WRITER, frontier.root(), time, items).unwrap();
        ledger.publisher.publish(&commit, &leaves).unwrap();
        ledger.journal.append(&commit).unwrap();
    }
    let syncs = disk.ops().iter().filter(|op| op.kind == OpKind::SyncAll).count();
    assert!((801..960).contains(&syncs), "{syncs}");
}

proptest! {
    #![proptest_config(crate::kit::cases(12))]

    /// However the entries are grouped, rotated and reopened, the files of the last size are the same.
    #[test]
    fn the_files_do_not_depend_on_the_commits(
        steps in prop::collection::vec((1..130u64, 0..4u8), 1..5),
    ) {
        let (disk, mut ledger) = ledger_of(&[]);
        let mut size = 0;
        for (count, then) in steps {
            ledger.commit(count, || {}).unwrap();
            size += count;
            if then == 1 {
                ledger.rotate().unwrap();
            }
            if then == 2 {
                drop(ledger);
                ledger = Ledger::open(&folder(&disk), &BTreeSet::new()).unwrap().0;
            }
        }
        let (other, _) = ledger_of(&[size]);
        let (found, expected) = (files(&disk), files(&other));
        for name in names_between(0, size) {
            prop_assert_eq!(found.get(&name), expected.get(&name), "{}", name);
        }
        check(&folder(&disk), size, &BTreeSet::new());
    }
}
