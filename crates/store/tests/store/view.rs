//! The view: rows with their mark, and every reason to make it again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

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

fn changes(rows: &[(&str, Option<&str>)]) -> BTreeMap<Vec<u8>, Option<Vec<u8>>> {
    rows.iter().map(|(key, value)| (key.as_bytes().to_vec(), value.map(Into::into))).collect()
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

/// A place with a closed view of three rows.
fn whole() -> Place {
    let temporary = tempfile::tempdir().unwrap();
    let dir = temporary.path().join("view.sled");
    let view = View::create(&dir, mark(0), CACHE).unwrap();
    let rows = [("a/1", Some("one")), ("a/2", Some("two")), ("b/1", Some("three"))];
    view.apply(&changes(&rows), mark(7)).unwrap();
    Place { _temporary: temporary, dir }
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
    let rows = [("a/1", None), ("a/2", Some("2")), ("c", Some("")), ("none", None)];
    view.apply(&changes(&rows), mark(9)).unwrap();
    view.check().unwrap();
    let expected = changes(&[("a/2", Some("2")), ("b/1", Some("three")), ("c", Some(""))]);
    let expected: Rows = expected.into_iter().map(|(key, value)| (key, value.unwrap())).collect();
    assert_eq!(all(&view), expected);
    drop(view);
    let view = open(&place.dir);
    assert_eq!((view.mark(), view.row_count(), all(&view)), (mark(9), 3, expected));
}

#[test]
fn a_view_that_is_not_whole_has_to_be_rebuilt() {
    let place = whole();
    assert_eq!(reason(&place.dir, VERSION + 1), Reason::Version { found: 3, wanted: 4 });
    assert_eq!(reason(&place.dir.join("none"), VERSION), Reason::Missing);

    meddle(&place, |rows| drop(rows.remove("a/1").unwrap()));
    assert_eq!(reason(&place.dir, VERSION), Reason::Count { found: 2, expected: 3 });

    let place = whole();
    meddle(&place, |rows| {
        let row = rows.get("a/1").unwrap().unwrap();
        rows.insert("a/9", row).unwrap();
    });
    // A row under another key does not match its checksum.
    assert_eq!(reason(&place.dir, VERSION), Reason::Row);

    let place = whole();
    meddle(&place, |rows| {
        let mut row = rows.get("a/1").unwrap().unwrap().to_vec();
        *row.last_mut().unwrap() ^= 1;
        rows.insert("a/1", row).unwrap();
    });
    assert_eq!(reason(&place.dir, VERSION), Reason::Row);

    let place = whole();
    meddle(&place, |rows| drop(rows.remove([0]).unwrap()));
    assert_eq!(reason(&place.dir, VERSION), Reason::Missing);

    for cut in [0, 7, 50] {
        let place = whole();
        meddle(&place, |rows| {
            let row = rows.get([0]).unwrap().unwrap();
            rows.insert([0], &row[..cut]).unwrap();
        });
        assert_eq!(reason(&place.dir, VERSION), Reason::Mark);
    }
}

#[test]
fn an_older_row_that_sled_gives_back_is_found() {
    let place = whole();
    let mut old = None;
    meddle(&place, |rows| old = rows.get("a/1").unwrap());
    let view = open(&place.dir);
    view.apply(&changes(&[("a/1", Some("newer"))]), mark(8)).unwrap();
    drop(view);
    // Its checksum is right, and so is the number of rows.
    meddle(&place, |rows| drop(rows.insert("a/1", old.unwrap()).unwrap()));
    assert_eq!(reason(&place.dir, VERSION), Reason::Digest);
}

#[test]
fn a_damaged_row_is_never_given_out() {
    let place = whole();
    meddle(&place, |rows| drop(rows.insert("a/1", b"short").unwrap()));
    assert_eq!(reason(&place.dir, VERSION), Reason::Row);
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
    assert!(matches!(View::erase(&place.dir), Err(ViewError::Held)));
    assert_eq!(view.row_count(), 3);
}

#[test]
fn keys_and_values_have_limits() {
    let place = whole();
    let view = open(&place.dir);
    let row = |key: Vec<u8>, value: Option<Vec<u8>>| BTreeMap::from([(key, value)]);
    for key in [vec![], vec![0], vec![0, 1], vec![1; KEY_MAX + 1]] {
        assert!(matches!(view.get(&key), Err(ViewError::Row { value: 0, .. })));
        for value in [None, Some(b"v".to_vec())] {
            let applied = view.apply(&row(key.clone(), value), mark(8));
            assert!(matches!(applied, Err(ViewError::Row { .. })));
        }
    }
    let long = VALUE_MAX + 1;
    let applied = view.apply(&row(b"k".to_vec(), Some(vec![1; long])), mark(8));
    assert!(matches!(applied, Err(ViewError::Row { key: 1, value }) if value == long));
    assert_eq!(view.mark(), mark(7), "nothing was applied");
    view.apply(&row(vec![1; KEY_MAX], Some(vec![1; VALUE_MAX])), mark(8)).unwrap();
    view.apply(&row(vec![1, 0], Some(vec![])), mark(9)).unwrap();
    view.check().unwrap();
    assert_eq!(view.row_count(), 5);
}

#[test]
fn only_a_views_folder_is_made_or_removed() {
    let place = whole();
    let other = place.dir.with_file_name("keys");
    fs::create_dir(&other).unwrap();
    assert!(matches!(View::destroy(&other), Err(ViewError::NotView { .. })));
    assert!(matches!(View::erase(&other), Err(ViewError::NotView { .. })));
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
    View::erase(&place.dir).unwrap();
    assert!(!has(b"three") && fs::read(&kept).unwrap().iter().all(|byte| *byte == 0));
    assert!(!place.dir.exists());
}

proptest! {
    #![proptest_config(crate::kit::cases(16))]

    /// A view is what a map is, whatever is applied to it, and its digest agrees with its rows.
    #[test]
    fn a_view_is_a_map(
        steps in prop::collection::vec(
            prop::collection::btree_map("[a-c]{1,2}", prop::option::of("[a-z]{0,9}"), 0..6),
            1..8,
        ),
    ) {
        let temporary = tempfile::tempdir().unwrap();
        let dir = temporary.path().join("view.sled");
        let view = View::create(&dir, mark(0), CACHE).unwrap();
        let mut model = Rows::new();
        for (size, step) in (1..).zip(steps) {
            let rows = step.into_iter().map(|(key, value)| (key.into_bytes(), value.map(String::into_bytes)));
            let rows: BTreeMap<_, _> = rows.collect();
            view.apply(&rows, mark(size)).unwrap();
            for (key, value) in rows {
                match value {
                    Some(value) => drop(model.insert(key, value)),
                    None => drop(model.remove(&key)),
                }
            }
            view.check().unwrap();
            prop_assert_eq!(all(&view), model.clone());
        }
        drop(view);
        prop_assert_eq!(all(&open(&dir)), model);
    }
}
