//! The view: rows with their mark, and every reason to make it again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bayan_proof::hash::{Blake3, TreeHash};
use bayan_proof::num::Size;
use bayan_store::view::{KEY_MAX, Mark, Reason, VALUE_MAX, View, ViewError, ViewState};
use proptest::prelude::*;

const CACHE: u64 = 1 << 20;
const VERSION: u32 = 3;

type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

fn mark(size: u64) -> Mark {
    Mark { version: VERSION, size: Size(size), root: TreeHash([1; 32]), chain: Blake3([2; 32]) }
}

fn rows(rows: &[(&str, &str)]) -> Rows {
    rows.iter().map(|(key, value)| (key.as_bytes().to_vec(), value.as_bytes().to_vec())).collect()
}

fn all(view: &View) -> Rows {
    view.scan(&[]).map(Result::unwrap).collect()
}

fn open(dir: &Path) -> View {
    match View::open(dir, VERSION, CACHE).unwrap() {
        ViewState::Ready(view) => view,
        ViewState::NeedsRebuild(reason) => panic!("{reason}"),
    }
}

fn reason(dir: &Path, version: u32) -> Reason {
    match View::open(dir, version, CACHE).unwrap() {
        ViewState::Ready(view) => panic!("{view:?}"),
        ViewState::NeedsRebuild(reason) => reason,
    }
}

struct Place {
    _temporary: tempfile::TempDir,
    dir: PathBuf,
}

/// A place with a closed view of three rows in one run of one block.
fn whole() -> Place {
    let temporary = tempfile::tempdir().unwrap();
    let dir = temporary.path().join("view.sled");
    let view = View::create(&dir, mark(0), CACHE).unwrap();
    view.apply(&rows(&[("a/1", "one"), ("a/2", "two"), ("b/1", "three")]), mark(7)).unwrap();
    Place { _temporary: temporary, dir }
}

/// Where sled keeps the summary, and where a block.
const SUMMARY: &[u8] = b"s";

fn block(run: u32, floor: u8, number: u32) -> Vec<u8> {
    [b"b".as_slice(), &run.to_be_bytes(), &[floor], &number.to_be_bytes()].concat()
}

/// How many blocks of each run sled has, with the floor of the highest.
fn runs(place: &Place) -> BTreeMap<u32, (u8, usize)> {
    let mut runs: BTreeMap<u32, (u8, usize)> = BTreeMap::new();
    meddle(place, |sled| {
        for key in sled.scan_prefix(b"b").keys().map(Result::unwrap) {
            let run = runs.entry(u32::from_be_bytes(key[1..5].try_into().unwrap())).or_default();
            *run = (run.0.max(key[5]), run.1 + 1);
        }
    });
    runs
}

/// Changes the rows as sled lets anyone do, behind the view's back.
fn meddle(place: &Place, with: impl FnOnce(&sled::Db)) {
    let rows = sled::open(&place.dir).unwrap();
    with(&rows);
    rows.flush().unwrap();
    drop(rows);
    // sled's threads hold its lock a little longer.
    let file = fs::File::open(place.dir.join("db")).unwrap();
    file.lock().unwrap();
}

#[test]
fn rows_come_back_with_their_mark() {
    let place = whole();
    let view = open(&place.dir);
    assert_eq!((view.mark(), view.row_count()), (mark(7), 3));
    assert_eq!(view.get(b"a/2").unwrap().as_deref(), Some(&b"two"[..]));
    assert_eq!(view.get(b"a/3").unwrap(), None);
    let keys: Vec<_> = view.scan(b"a/").map(|row| row.unwrap().0).collect();
    assert_eq!(keys, [b"a/1".to_vec(), b"a/2".to_vec()]);
    view.apply(&rows(&[("a/2", "2"), ("c", "")]), mark(9)).unwrap();
    view.check().unwrap();
    let expected = rows(&[("a/1", "one"), ("a/2", "2"), ("b/1", "three"), ("c", "")]);
    assert_eq!(all(&view), expected);
    drop(view);
    let view = open(&place.dir);
    assert_eq!((view.mark(), all(&view)), (mark(9), expected));
    assert_eq!(view.get(b"a/2").unwrap().as_deref(), Some(&b"2"[..]));
}

#[test]
fn a_view_that_is_not_whole_has_to_be_rebuilt() {
    let place = whole();
    assert_eq!(reason(&place.dir, VERSION + 1), Reason::Version { found: 3, wanted: 4 });
    assert_eq!(reason(&place.dir.join("none"), VERSION), Reason::Missing);
    let of_rows = block(0, 0, 0);

    let place = whole();
    meddle(&place, |sled| drop(sled.remove(&of_rows).unwrap()));
    assert_eq!(reason(&place.dir, VERSION), Reason::Row);

    let len = {
        let mut len = 0;
        meddle(&place, |sled| len = sled.get(SUMMARY).unwrap().unwrap().len());
        len
    };
    for (key, what) in [(of_rows.as_slice(), Reason::Row), (SUMMARY, Reason::Mark)] {
        for at in [0, 5, 20, 60] {
            let place = whole();
            meddle(&place, |sled| {
                let mut bytes = sled.get(key).unwrap().unwrap().to_vec();
                bytes[at] ^= 1;
                sled.insert(key, bytes).unwrap();
            });
            assert_eq!(reason(&place.dir, VERSION), what, "{at}");
        }
    }
    for cut in [0, 7, 16, 60, len - 1] {
        let place = whole();
        meddle(&place, |sled| {
            let summary = sled.get(SUMMARY).unwrap().unwrap();
            sled.insert(SUMMARY, &summary[..cut]).unwrap();
        });
        assert_eq!(reason(&place.dir, VERSION), Reason::Mark, "{cut}");
    }
    let place = whole();
    meddle(&place, |sled| drop(sled.remove(SUMMARY).unwrap()));
    assert_eq!(reason(&place.dir, VERSION), Reason::Missing);
}

#[test]
fn an_older_block_or_summary_that_sled_gives_back_is_found() {
    let place = whole();
    let (mut block_before, mut summary_before) = (None, None);
    meddle(&place, |sled| {
        block_before = sled.get(block(0, 0, 0)).unwrap();
        summary_before = sled.get(SUMMARY).unwrap();
    });
    let view = open(&place.dir);
    view.apply(&rows(&[("a/1", "newer")]), mark(8)).unwrap();
    drop(view);
    // A block that is right in itself, in the place of another.
    meddle(&place, |sled| drop(sled.insert(block(1, 0, 0), block_before.unwrap()).unwrap()));
    assert_eq!(reason(&place.dir, VERSION), Reason::Row);
    // An older summary is that of an older view, as after a power cut.
    meddle(&place, |sled| drop(sled.insert(SUMMARY, summary_before.unwrap()).unwrap()));
    let view = open(&place.dir);
    assert_eq!(view.mark(), mark(7));
    assert_eq!(view.get(b"a/1").unwrap().as_deref(), Some(&b"one"[..]));
    drop(view);
    assert_eq!(runs(&place).into_keys().collect::<Vec<_>>(), [0], "the newer run was removed");
}

/// A view of as many rows as many blocks and two floors above them hold.
fn tall() -> (Place, Rows) {
    let temporary = tempfile::tempdir().unwrap();
    let dir = temporary.path().join("view.sled");
    let many: Rows = (0..20_000u32).map(|n| (key(n), [key(n), vec![b'v'; 60]].concat())).collect();
    View::create(&dir, mark(0), CACHE).unwrap().apply(&many, mark(1)).unwrap();
    (Place { _temporary: temporary, dir }, many)
}

fn key(n: u32) -> Vec<u8> {
    format!("{:08x}", n.wrapping_mul(2_654_435_761)).into_bytes()
}

#[test]
fn a_run_of_many_blocks_is_read_from_any_key_on() {
    let (place, many) = tall();
    let (floor, blocks) = runs(&place)[&0];
    assert!(floor == 2 && blocks > 400, "{floor} {blocks}");
    let view = open(&place.dir);
    for n in (0..20_000).step_by(97) {
        assert_eq!(view.get(&key(n)).unwrap(), many.get(&key(n)).cloned());
        assert_eq!(view.get(&[key(n), b"/".to_vec()].concat()).unwrap(), None);
    }
    for prefix in ["", "0", "f", "00", "7a", "ff", "abc", "g", "7a3bd"] {
        let found: Rows = view.scan(prefix.as_bytes()).map(Result::unwrap).collect();
        let range = many.range(prefix.as_bytes().to_vec()..);
        let expected = range.take_while(|(key, _)| key.starts_with(prefix.as_bytes()));
        assert!(found.iter().eq(expected), "{prefix}");
    }
}

#[test]
fn a_damaged_block_of_a_large_view_is_never_given_out() {
    let (place, many) = tall();
    let (_, blocks) = runs(&place)[&0];
    meddle(&place, |sled| {
        let at = block(0, 0, u32::try_from(blocks / 2).unwrap());
        let mut bytes = sled.get(&at).unwrap().unwrap().to_vec();
        *bytes.last_mut().unwrap() ^= 1;
        sled.insert(at, bytes).unwrap();
    });
    // More rows than opening reads.
    let view = open(&place.dir);
    assert!(matches!(view.check(), Err(ViewError::NeedsRebuild(Reason::Row))));
    let (mut right, mut refused) = (0, 0);
    for (key, value) in &many {
        match view.get(key) {
            Ok(found) => {
                assert_eq!(found.as_ref(), Some(value));
                right += 1;
            }
            Err(error) => {
                assert!(matches!(error, ViewError::NeedsRebuild(Reason::Row)));
                refused += 1;
            }
        }
    }
    assert!(refused > 0 && refused < 100, "{refused} of {right}");
}

#[test]
fn a_lost_piece_of_a_filter_is_found_by_a_check() {
    let (place, _) = tall();
    let mut last = None;
    meddle(&place, |sled| {
        let key = sled.scan_prefix(&block(0, 0, 0)[..6]).keys().last().unwrap().unwrap();
        sled.remove(&key).unwrap();
        last = Some(key);
    });
    assert!(last.is_some());
    assert!(matches!(open(&place.dir).check(), Err(ViewError::NeedsRebuild(Reason::Row))));
}

#[test]
fn runs_are_merged_and_their_blocks_removed() {
    let place = whole();
    let view = open(&place.dir);
    let mut model = all(&view);
    for step in 1..=200u64 {
        let written = rows(&[
            (&format!("k{}", step % 17), &format!("value {step}")),
            (&format!("n{step}"), "once"),
        ]);
        view.apply(&written, mark(step)).unwrap();
        model.extend(written);
    }
    assert_eq!(all(&view), model);
    assert_eq!(view.get(b"k3").unwrap(), model.get(b"k3".as_slice()).cloned());
    let kept = view.row_count();
    drop(view);
    // 201 writes are 3 runs of 64, 1 of 8 and 1 of 1.
    let runs = runs(&place);
    assert_eq!(runs.len(), 5, "{runs:?}");
    // Each run has what was written again once: at most 17 and the once-written ones of it.
    assert!((220..220 + 5 * 17).contains(&kept), "{kept}");
    assert_eq!(all(&open(&place.dir)), model);
}

#[test]
fn who_reads_while_runs_are_merged_reads_what_was_there() {
    let place = whole();
    let view = open(&place.dir);
    let before = all(&view);
    let mut reading = view.scan(&[]);
    let first = reading.next().unwrap().unwrap();
    for step in 8..40 {
        view.apply(&rows(&[("a/1", "later"), ("z", "later")]), mark(step)).unwrap();
    }
    let read: Rows = std::iter::once(first).chain(reading.map(Result::unwrap)).collect();
    assert_eq!(read, before);
    view.apply(&rows(&[("z", "last")]), mark(40)).unwrap();
    drop(view);
    assert!(!runs(&place).contains_key(&0), "nobody reads the first run any more");
}

#[test]
fn a_write_that_was_cut_short_leaves_nothing() {
    let place = whole();
    // Blocks of a run that no summary names, numbered as the next would be.
    meddle(&place, |sled| {
        sled.insert(block(1, 0, 0), b"of another try").unwrap();
        sled.insert(block(1, 0, 7), b"of another try").unwrap();
        sled.insert(block(9, 3, 0), b"of another try").unwrap();
    });
    let view = open(&place.dir);
    view.apply(&rows(&[("c", "new")]), mark(8)).unwrap();
    assert_eq!(view.get(b"c").unwrap().as_deref(), Some(&b"new"[..]));
    view.check().unwrap();
    drop(view);
    assert_eq!(runs(&place).values().map(|run| run.1).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn files_that_are_not_sleds_have_to_be_rebuilt() {
    for name in ["db", "conf"] {
        for bytes in [&b""[..], &[0xff; 5000], b"text"] {
            let place = whole();
            fs::write(place.dir.join(name), bytes).unwrap();
            match View::open(&place.dir, VERSION, CACHE).unwrap() {
                ViewState::NeedsRebuild(_) => {}
                // A file that says the same to sled is none that was damaged.
                ViewState::Ready(view) => assert_eq!((view.mark(), view.row_count()), (mark(7), 3)),
            }
        }
    }
}

#[test]
fn one_process_has_it_open() {
    let place = whole();
    let view = open(&place.dir);
    assert!(matches!(View::open(&place.dir, VERSION, CACHE), Err(ViewError::Held)));
    assert!(matches!(View::destroy(&place.dir), Err(ViewError::Held)));
    assert!(matches!(View::erase(&place.dir, Duration::ZERO), Err(ViewError::Held)));
    assert_eq!(view.row_count(), 3);
    // Who overwrites it waits until it is let go.
    std::thread::scope(|scope| {
        let erased = scope.spawn(|| View::erase(&place.dir, Duration::from_mins(1)));
        drop(view);
        erased.join().unwrap().unwrap();
    });
    assert!(!place.dir.exists());
}

#[test]
fn those_who_look_and_who_make_it_anew_are_not_in_each_others_way() {
    let place = whole();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let looks = || {
            while !is_over.load(Ordering::SeqCst) {
                match View::open(&place.dir, VERSION, CACHE) {
                    Ok(ViewState::Ready(view)) => assert_eq!(view.row_count(), 0),
                    Ok(ViewState::NeedsRebuild(Reason::Missing)) | Err(ViewError::Held) => {}
                    other => panic!("{other:?}"),
                }
            }
        };
        View::destroy(&place.dir).unwrap();
        let lookers = [scope.spawn(looks), scope.spawn(looks)];
        let made = (0..20).try_for_each(|_| {
            View::create(&place.dir, mark(0), CACHE)?;
            View::erase(&place.dir, Duration::from_mins(1))
        });
        is_over.store(true, Ordering::SeqCst);
        for looker in lookers {
            looker.join().unwrap();
        }
        made.unwrap();
    });
}

#[test]
fn keys_and_values_have_limits() {
    let place = whole();
    let view = open(&place.dir);
    let row = |key: Vec<u8>, value: Vec<u8>| BTreeMap::from([(key, value)]);
    for key in [vec![], vec![0xff], vec![0xff, 1], vec![1; KEY_MAX + 1]] {
        assert!(matches!(view.get(&key), Err(ViewError::Row { value: 0, .. })));
        let applied = view.apply(&row(key.clone(), b"v".to_vec()), mark(8));
        assert!(matches!(applied, Err(ViewError::Row { .. })));
    }
    let long = VALUE_MAX + 1;
    let applied = view.apply(&row(b"k".to_vec(), vec![1; long]), mark(8));
    assert!(matches!(applied, Err(ViewError::Row { key: 1, value }) if value == long));
    assert_eq!(view.mark(), mark(7), "nothing was applied");
    view.apply(&row(vec![1; KEY_MAX], vec![1; VALUE_MAX]), mark(8)).unwrap();
    view.apply(&row(vec![0xfe, 0xff], vec![]), mark(9)).unwrap();
    view.apply(&row(vec![0], vec![]), mark(9)).unwrap();
    view.check().unwrap();
    assert_eq!(view.row_count(), 6);
    assert_eq!(view.get(&[1; KEY_MAX]).unwrap().map(|value| value.len()), Some(VALUE_MAX));
    let keys: Vec<_> = view.scan(&[]).map(|row| row.unwrap().0).collect();
    assert_eq!((keys[0].as_slice(), keys[5].as_slice()), (&[0][..], &[0xfe, 0xff][..]));
}

#[test]
fn only_a_views_folder_is_made_or_removed() {
    let place = whole();
    let other = place.dir.with_file_name("keys");
    fs::create_dir(&other).unwrap();
    assert!(matches!(View::destroy(&other), Err(ViewError::NotView { .. })));
    assert!(matches!(View::erase(&other, Duration::ZERO), Err(ViewError::NotView { .. })));
    assert!(matches!(View::create(&other, mark(0), CACHE), Err(ViewError::NotView { .. })));
    assert!(other.exists());
    assert!(matches!(View::create(&place.dir, mark(0), CACHE), Err(ViewError::Exists { .. })));
    View::destroy(&place.dir).unwrap();
    View::destroy(&place.dir).unwrap();
    assert_eq!(reason(&place.dir, VERSION), Reason::Missing);
    let view = View::create(&place.dir, mark(0), CACHE).unwrap();
    assert_eq!((view.mark(), view.row_count()), (mark(0), 0));
}

#[test]
fn erasing_overwrites_before_it_removes() {
    let place = whole();
    // A second name keeps what the first one held.
    let kept = place.dir.with_file_name("kept");
    fs::hard_link(place.dir.join("db"), &kept).unwrap();
    let has = |what: &[u8]| fs::read(&kept).unwrap().windows(what.len()).any(|w| w == what);
    assert!(has(b"three"));
    View::erase(&place.dir, Duration::ZERO).unwrap();
    assert!(!has(b"three") && fs::read(&kept).unwrap().iter().all(|byte| *byte == 0));
    assert!(!place.dir.exists());
}

proptest! {
    #![proptest_config(crate::kit::cases(16))]

    /// A view is what a map is, whatever is applied to it.
    #[test]
    fn a_view_is_a_map(
        steps in prop::collection::vec(
            prop::collection::btree_map("[a-c]{1,2}", prop_oneof!["[a-z]{0,9}", "x{3000}"], 0..6),
            1..30,
        ),
    ) {
        let temporary = tempfile::tempdir().unwrap();
        let dir = temporary.path().join("view.sled");
        let view = View::create(&dir, mark(0), CACHE).unwrap();
        let mut model = Rows::new();
        for (size, step) in (1..).zip(steps) {
            let rows = step.into_iter().map(|(key, value)| (key.into_bytes(), value.into_bytes()));
            let rows: Rows = rows.collect();
            view.apply(&rows, mark(size)).unwrap();
            model.extend(rows);
            prop_assert_eq!(all(&view), model.clone());
        }
        for key in ["a", "ab", "b", "ca", "d"] {
            let expected = model.get(key.as_bytes()).cloned();
            prop_assert_eq!(view.get(key.as_bytes()).unwrap(), expected);
        }
        drop(view);
        prop_assert_eq!(all(&open(&dir)), model);
    }
}
