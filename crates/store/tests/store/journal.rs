//! The journal: order, limits, damage, redaction.

use std::collections::BTreeSet;
use std::path::Path;

use bayan_proof::hash::{Blake3, Sha256};
use bayan_proof::num::{Index, Size, UnixMillis};
use bayan_proof::tile::{BODY_MAX, ENTRY_MAX};
use bayan_store::commit::{
    COMMIT_ENTRIES_MAX, Commit, CommitError, CommitHash, CommitNumber, FRAME_MAX, Item, Salt,
};
use bayan_store::files::{Access, Disk};
use bayan_store::frame::Damage;
use bayan_store::journal::{JOURNAL_VERSION, Journal, JournalError};
use bayan_store::sim::{Fault, Loss, OpKind, SimDisk, When};
use proptest::prelude::*;

use crate::kit::{Ledger, ROOT, SALT, WRITER, digest, disk, files, folder, prepare, root};

const PAGE: u64 = 4096;
const HEAD_LEN: usize = 213;

fn journal_path() -> std::path::PathBuf {
    Path::new(ROOT).join("journal")
}

/// A disk whose journal has one commit for each of `counts`.
fn journal_of(counts: &[u64]) -> (SimDisk, Journal) {
    let disk = disk();
    let mut journal = Journal::create(&folder(&disk), SALT).unwrap();
    for count in counts {
        let commit = prepare(&journal, *count).unwrap();
        journal.append(&commit).unwrap();
    }
    (disk, journal)
}

fn commits(journal: &Journal) -> Vec<Commit> {
    let newest = journal.newest().map_or(0, |newest| newest.number.0 + 1);
    (0..newest).map(|number| journal.read(CommitNumber(number)).unwrap()).collect()
}

fn item<'a>(entry: &'a [u8], body: Option<&'a [u8]>) -> Item<'a> {
    Item { entry, digest: Sha256::of(body.unwrap_or_default()), body }
}

fn try_prepare<'a>(
    journal: &Journal,
    items: impl IntoIterator<Item = Item<'a>>,
) -> Result<Commit, JournalError> {
    journal.prepare(WRITER, root(1), UnixMillis(1), items)
}

#[test]
fn commits_come_back_as_they_were_appended() {
    let (disk, journal) = journal_of(&[1, 3, 9]);
    let before = commits(&journal);
    drop(journal);
    let (journal, recovered) = Journal::open(&folder(&disk.crash(Loss::Everything))).unwrap();
    assert_eq!(commits(&journal), before);
    assert_eq!((recovered.base, recovered.dropped_bytes), (None, 0));
    let headers: Vec<_> = before.iter().map(|commit| commit.header().clone()).collect();
    assert_eq!(recovered.tail, headers);
    let ranges: Vec<_> = headers.iter().map(|header| (header.first.0, header.size.0)).collect();
    assert_eq!(ranges, [(0, 1), (1, 4), (4, 13)]);
    assert_eq!(headers[0].previous, CommitHash::genesis());
    assert_eq!(headers[2].previous, headers[1].hash());
    assert!(matches!(
        journal.read(CommitNumber(3)),
        Err(JournalError::NotHere { number: CommitNumber(3) })
    ));
}

#[test]
fn an_append_is_one_write_and_one_data_sync() {
    let (disk, mut journal) = journal_of(&[1]);
    for count in [1, 40, 1] {
        let commit = prepare(&journal, count).unwrap();
        let before = disk.ops().len();
        journal.append(&commit).unwrap();
        let kinds: Vec<_> = disk.ops()[before..].iter().map(|op| op.kind).collect();
        assert_eq!(kinds, [OpKind::WriteAt, OpKind::SyncData]);
    }
    // Where space has to be made first there is no sync more.
    let large = vec![0x33; BODY_MAX];
    let items: Vec<_> = (0..20).map(|_| item(b"entry", Some(&large))).collect();
    let commit = try_prepare(&journal, items).unwrap();
    let before = disk.ops().len();
    journal.append(&commit).unwrap();
    let kinds: Vec<_> = disk.ops()[before..].iter().map(|op| op.kind).collect();
    assert_eq!(kinds, [OpKind::Allocate, OpKind::WriteAt, OpKind::SyncData]);
}

#[test]
fn an_almost_full_disk_still_takes_what_fits() {
    let (disk, mut journal) = journal_of(&[]);
    let commit = prepare(&journal, 1).unwrap();
    disk.plan(disk.ops().len(), Fault::Enospc(When::Before));
    journal.append(&commit).unwrap();
    assert_eq!(files(&disk)["journal"].len(), 2 * 4096);
    journal.append(&prepare(&journal, 1).unwrap()).unwrap();
    let (_, recovered) = Journal::open(&folder(&disk.crash(Loss::Everything))).unwrap();
    assert_eq!(recovered.tail.len(), 2);
}

#[test]
fn nothing_is_written_after_a_failed_write_or_sync() {
    for (offset, fault) in [
        (0, Fault::Eio(When::Before)),
        (0, Fault::Enospc(When::After)),
        (1, Fault::Eio(When::Before)),
        (1, Fault::Eio(When::After)),
    ] {
        let (disk, mut journal) = journal_of(&[1]);
        let commit = prepare(&journal, 2).unwrap();
        disk.plan(disk.ops().len() + offset, fault);
        assert!(matches!(journal.append(&commit), Err(JournalError::File(_))));
        let ops = disk.ops().len();
        assert!(matches!(journal.append(&commit), Err(JournalError::Stopped)));
        let withheld = BTreeSet::from([Index(0)]);
        assert!(matches!(journal.withhold(&withheld), Err(JournalError::Stopped)));
        assert_eq!(disk.ops().len(), ops, "no operation after {fault:?}");
        drop(journal);
        // Whatever opening finds is durable from then on.
        let (journal, _) = Journal::open(&folder(&disk)).unwrap();
        let after = disk.crash(Loss::Everything);
        let (again, _) = Journal::open(&folder(&after)).unwrap();
        assert_eq!(again.newest(), journal.newest());
    }
}

#[test]
fn only_the_commit_that_was_prepared_for_the_place_is_taken() {
    let (_, mut journal) = journal_of(&[1]);
    let (first, second) = (prepare(&journal, 1).unwrap(), prepare(&journal, 2).unwrap());
    journal.append(&first).unwrap();
    for late in [&first, &second] {
        assert!(matches!(
            journal.append(late),
            Err(JournalError::OutOfOrder { number: CommitNumber(1) })
        ));
    }
    // As are those of a journal with another salt.
    let mut other = Journal::create(&folder(&disk()), Salt([8; 16])).unwrap();
    let foreign = prepare(&other, 1).unwrap();
    let mut fresh = Journal::create(&folder(&disk()), SALT).unwrap();
    assert!(matches!(fresh.append(&foreign), Err(JournalError::OutOfOrder { .. })));
    other.append(&foreign).unwrap();
    journal.append(&prepare(&journal, 1).unwrap()).unwrap();
}

#[test]
fn a_journal_is_never_made_over_another_nor_opened_where_none_is() {
    let (disk, _) = journal_of(&[]);
    assert!(matches!(Journal::create(&folder(&disk), SALT), Err(JournalError::Exists { .. })));
    let empty = crate::kit::disk();
    assert!(matches!(Journal::open(&folder(&empty)), Err(JournalError::Missing { .. })));
    assert!(matches!(Journal::inspect(&folder(&empty)), Err(JournalError::Missing { .. })));
}

#[test]
fn items_have_limits() {
    let (_, journal) = journal_of(&[]);
    let bytes = vec![0x44; BODY_MAX + 1];
    let entry = |length: usize| try_prepare(&journal, [item(&bytes[..length], None)]);
    let body = |length: usize| try_prepare(&journal, [item(b"e", Some(&bytes[..length]))]);
    let refused = |result: Result<Commit, JournalError>| match result {
        Err(JournalError::Commit(error)) => error,
        other => panic!("{other:?}"),
    };
    for length in [1, ENTRY_MAX - 1, ENTRY_MAX] {
        assert_eq!(entry(length).unwrap().items().next().unwrap().entry.len(), length);
    }
    for length in [0, ENTRY_MAX + 1] {
        assert_eq!(refused(entry(length)), CommitError::Entry { place: 0, length });
    }
    for length in [1, BODY_MAX - 1, BODY_MAX] {
        let commit = body(length).unwrap();
        assert_eq!(commit.items().next().unwrap().body.unwrap().len(), length);
    }
    for length in [0, BODY_MAX + 1] {
        assert_eq!(refused(body(length)), CommitError::Body { place: 0, length });
    }
    let count = |count: usize| try_prepare(&journal, (0..count).map(|_| item(b"e", None)));
    for entries in [1, COMMIT_ENTRIES_MAX - 1, COMMIT_ENTRIES_MAX] {
        assert_eq!(count(entries).unwrap().items().len(), entries);
    }
    for entries in [0, COMMIT_ENTRIES_MAX + 1] {
        assert_eq!(refused(count(entries)), CommitError::Count { count: entries });
    }
    let bodies = (0..=FRAME_MAX / BODY_MAX).map(|_| item(b"e", Some(&bytes[..BODY_MAX])));
    assert!(matches!(refused(try_prepare(&journal, bodies)), CommitError::TooLong { .. }));
}

#[test]
fn a_body_that_is_not_its_digests_is_not_written() {
    let (disk, mut journal) = journal_of(&[]);
    let wrong = Item { entry: b"entry", digest: digest(0), body: Some(b"another body") };
    let commit = try_prepare(&journal, [wrong]).unwrap();
    let ops = disk.ops().len();
    assert!(matches!(
        journal.append(&commit),
        Err(JournalError::ChangedInMemory { number: CommitNumber(0) })
    ));
    assert_eq!(disk.ops().len(), ops);
}

#[test]
fn rotating_keeps_the_newest_header_and_needs_everything_published() {
    let disk = disk();
    let mut ledger = Ledger::create(&folder(&disk)).unwrap();
    ledger.commit(3, || {}).unwrap();
    let early = ledger.publisher.sync_published().unwrap();
    ledger.commit(2, || {}).unwrap();
    assert!(matches!(
        ledger.journal.rotate(&early),
        Err(JournalError::NotPublished { published: Size(3), committed: Size(5) })
    ));
    let newest = ledger.journal.newest().cloned();
    assert!(ledger.journal.tail_bytes() > 0);
    ledger.rotate().unwrap();
    assert_eq!(
        (ledger.journal.newest().cloned(), ledger.journal.tail_bytes()),
        (newest.clone(), 0)
    );
    assert!(ledger.journal.read(CommitNumber(1)).is_err(), "its entries are static files now");
    // Nothing to do twice.
    let ops = disk.ops().len();
    ledger.rotate().unwrap();
    assert!(disk.ops()[ops..].iter().all(|op| op.kind != OpKind::Rename));
    ledger.commit(1, || {}).unwrap();
    let (journal, recovered) = Journal::open(&folder(&disk.crash(Loss::Everything))).unwrap();
    assert_eq!(recovered.base, newest);
    let header = journal.newest().unwrap();
    assert_eq!((header.number, header.previous), (CommitNumber(2), newest.unwrap().hash()));
}

#[test]
fn looking_changes_nothing() {
    let (disk, journal) = journal_of(&[1, 2]);
    let newest = journal.newest().cloned();
    let before = (files(&disk), disk.ops().len());
    let inspected = Journal::inspect(&folder(&disk)).unwrap();
    assert_eq!(inspected.recovered().newest(), newest.as_ref());
    for number in [0, 1].map(CommitNumber) {
        assert_eq!(inspected.read(number).unwrap(), journal.read(number).unwrap());
    }
    assert!(matches!(inspected.read(CommitNumber(2)), Err(JournalError::NotHere { .. })));
    assert!(disk.ops()[before.1..].iter().all(|op| matches!(
        op.kind,
        OpKind::Open | OpKind::Length | OpKind::ReadAt | OpKind::List
    )));
    assert_eq!(files(&disk), before.0);
}

/// What opening says of a journal with three commits after something was done to it.
fn verdict(disk: &SimDisk, whole: &[Commit]) -> Result<usize, JournalError> {
    let (journal, recovered) = Journal::open(&folder(disk))?;
    let found = commits(&journal);
    assert_eq!(found, whole[..found.len()], "what is there is what was appended");
    assert_eq!(found.len(), recovered.tail.len());
    Ok(found.len())
}

#[test]
fn every_flipped_bit_is_found_or_harmless() {
    let (disk, journal) = journal_of(&[2, 3, 2]);
    let whole = commits(&journal);
    drop(journal);
    let path = journal_path();
    let bytes = files(&disk).remove("journal").unwrap();
    let pages = u64::try_from(bytes.len()).unwrap() / PAGE;
    let mut found = 0;
    for page in 0..pages.min(5) {
        let start = usize::try_from(page * PAGE).unwrap();
        let written = bytes[start..][..4096].iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
        // All that is written, and some of what is not.
        for at in (0..written + 2).chain([4000, 4095]) {
            let offset = page * PAGE + u64::try_from(at).unwrap();
            for bit in [at % 8, (at + 3) % 8] {
                let rotten = disk.crash(Loss::Process);
                assert!(rotten.rot(&path, offset, 1 << bit));
                let before = files(&rotten);
                if let Ok(commits) = verdict(&rotten, &whole) {
                    assert_eq!(commits, whole.len(), "byte {offset} bit {bit}");
                    assert!(at >= written || page >= 4, "byte {offset} bit {bit} unseen");
                } else {
                    found += 1;
                    assert_eq!(files(&rotten), before, "evidence is left as it is");
                }
            }
        }
    }
    assert!(found > 2_000, "{found} flips are fewer than there were");
}

#[test]
fn a_file_cut_anywhere_gives_a_prefix_or_an_error() {
    let (disk, journal) = journal_of(&[2, 3, 2]);
    let whole = commits(&journal);
    drop(journal);
    let bytes = files(&disk).remove("journal").unwrap();
    let mut seen = BTreeSet::new();
    for length in (0..5 * 4096).step_by(31).chain([bytes.len() - 1, bytes.len()]) {
        let cut = crate::kit::disk();
        crate::kit::overwrite(&cut, "journal", &bytes[..length]);
        match verdict(&cut, &whole) {
            Ok(commits) => drop(seen.insert(commits)),
            Err(error) => assert!(length < 4096, "{length}: {error}"),
        }
    }
    assert_eq!(seen, (0..=3).collect());
}

#[test]
fn a_lost_commit_before_a_whole_one_is_damage_and_nothing_is_changed() {
    let (disk, journal) = journal_of(&[2, 3, 2]);
    drop(journal);
    for page in [1, 2] {
        let hole = disk.crash(Loss::Process);
        let file = hole.open(&journal_path(), Access::ReadWrite).unwrap();
        file.write_at(page * PAGE, &[0; 4096]).unwrap();
        file.sync_data().unwrap();
        let before = files(&hole);
        match Journal::open(&folder(&hole)) {
            Err(JournalError::Damaged { offset, damage: Damage::Hole { later } }) => {
                assert_eq!((offset, later), (page * PAGE, CommitNumber(page)));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(files(&hole), before);
    }
}

#[test]
fn bytes_inside_a_body_are_never_taken_for_a_commit() {
    // The whole file of a journal with another salt, at a page's start, inside a commit that is not whole.
    let (other, _) = {
        let disk = disk();
        let mut journal = Journal::create(&folder(&disk), Salt([1; 16])).unwrap();
        for count in [1, 2] {
            journal.append(&prepare(&journal, count).unwrap()).unwrap();
        }
        (disk, journal)
    };
    let file = files(&other).remove("journal").unwrap();
    let mut body = vec![0x66; 8192];
    body.extend(&file[4096..3 * 4096]);
    for shift in [0, 1] {
        let (disk, mut journal) = journal_of(&[1]);
        let lead = try_prepare(&journal, [item(b"e", Some(&body))]).unwrap();
        // The body starts behind head, content and its own mark and length.
        let at = lead.items().next().unwrap().body.unwrap().as_ptr().addr()
            - lead.items().next().unwrap().entry.as_ptr().addr();
        let to_page = 4096 - (at + HEAD_LEN + 6) % 4096 + shift;
        let mut shifted = vec![0x66; to_page];
        shifted.extend(&body);
        let commit = try_prepare(&journal, [item(b"e", Some(&shifted))]).unwrap();
        // The head is lost, the rest is not.
        disk.plan(disk.ops().len() + 1, Fault::Kill(When::Before));
        assert!(journal.append(&commit).is_err());
        let image = disk.crash(Loss::Nothing);
        let bytes = files(&image).remove("journal").unwrap();
        let inner = bytes.windows(32).rposition(|window| *window == file[4096..][..32]);
        assert_eq!(inner.unwrap() % 4096, shift);
        let open = image.open(&journal_path(), Access::ReadWrite).unwrap();
        open.write_at(2 * PAGE, &[0; 512]).unwrap();
        let (journal, recovered) = Journal::open(&folder(&image)).unwrap();
        assert_eq!(journal.newest().unwrap().number, CommitNumber(0));
        assert!(recovered.dropped_bytes > 8192);
    }
}

#[test]
fn first_pages_that_are_not_ours_are_refused() {
    let (disk, journal) = journal_of(&[1]);
    drop(journal);
    let bytes = files(&disk).remove("journal").unwrap();
    let with = |at: usize, new: &[u8]| {
        let mut bytes = bytes.clone();
        bytes[at..at + new.len()].copy_from_slice(new);
        let disk = crate::kit::disk();
        crate::kit::overwrite(&disk, "journal", &bytes);
        Journal::open(&folder(&disk)).unwrap_err()
    };
    assert!(matches!(with(0, b"another"), JournalError::NotJournal));
    let newer = JOURNAL_VERSION + 1;
    assert!(
        matches!(with(16, &newer.to_be_bytes()), JournalError::Version { found } if found == newer)
    );
    assert!(matches!(with(16, &0u32.to_be_bytes()), JournalError::HeaderDamaged));
    assert!(matches!(with(36, &[1]), JournalError::HeaderDamaged));
    assert!(matches!(with(4095, &[1]), JournalError::HeaderDamaged));
}

#[test]
fn withheld_bodies_are_gone_from_the_file_and_no_hash_changes() {
    let (disk, mut journal) = journal_of(&[2, 5, 2]);
    let headers: Vec<_> = commits(&journal).iter().map(|c| c.header().clone()).collect();
    let withheld = BTreeSet::from([Index(1), Index(4), Index(6), Index(99)]);
    let bodies: Vec<_> = [1, 4, 6].map(|index| crate::kit::body(index).unwrap()).into();
    let contains = |disk: &SimDisk, body: &[u8]| {
        files(disk)["journal"].windows(body.len()).any(|window| window == body)
    };
    assert!(bodies.iter().all(|body| contains(&disk, body)));
    assert_eq!(journal.withhold(&withheld).unwrap(), 3);
    assert_eq!(journal.withhold(&withheld).unwrap(), 0);
    let after = disk.crash(Loss::Everything);
    assert!(!bodies.iter().any(|body| contains(&after, body)));
    let (journal, recovered) = Journal::open(&folder(&after)).unwrap();
    assert_eq!(recovered.tail, headers);
    let found: Vec<_> = commits(&journal)
        .iter()
        .flat_map(|commit| {
            commit.items().map(|item| item.body.map(<[u8]>::to_vec)).collect::<Vec<_>>()
        })
        .collect();
    let expected =
        |i: u64| crate::kit::body(i).filter(|_| !withheld.contains(&Index(i))).map(<[u8]>::to_vec);
    assert_eq!(found, (0..9).map(expected).collect::<Vec<_>>());
}

#[test]
fn the_frame_format_does_not_change_unnoticed() {
    let (disk, journal) = journal_of(&[2]);
    drop(journal);
    let bytes = files(&disk).remove("journal").unwrap();
    let used = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    assert_eq!(
        Blake3::of(&bytes[..used]).to_string(),
        "0784c00c3181855f3b21714bd0894705a717ae5104874ea72a00fb994d90683f"
    );
}

proptest! {
    #![proptest_config(crate::kit::cases(48))]

    /// Any items come back as they were, and any torn write of their commit leaves the one before.
    #[test]
    fn any_items_round_trip_and_any_tear_is_dropped(
        items in prop::collection::vec(
            (
                prop::collection::vec(any::<u8>(), 1..600),
                prop::option::of(prop::collection::vec(0..3u8, 1..3000)),
            ),
            1..9,
        ),
        seeds in prop::collection::vec(any::<u64>(), 6),
    ) {
        let (disk, mut journal) = journal_of(&[1]);
        let all = items.iter().map(|(entry, body)| item(entry, body.as_deref()));
        let commit = try_prepare(&journal, all.clone()).unwrap();
        prop_assert!(commit.items().eq(all));
        disk.plan(disk.ops().len() + 1, Fault::Kill(When::Before));
        prop_assert!(journal.append(&commit).is_err());
        for seed in seeds {
            let image = disk.crash(Loss::Seeded(seed));
            let (journal, recovered) = Journal::open(&folder(&image)).unwrap();
            match recovered.tail.len() {
                1 => {}
                2 => prop_assert_eq!(&journal.read(CommitNumber(1)).unwrap(), &commit),
                more => prop_assert!(false, "{} commits", more),
            }
            let after = image.crash(Loss::Everything);
            let (_, again) = Journal::open(&folder(&after)).unwrap();
            prop_assert_eq!((again.tail, again.dropped_bytes), (recovered.tail, 0));
        }
    }
}
