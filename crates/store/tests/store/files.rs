//! The system's own files, held against the simulated ones by the same ledger.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use bayan_proof::num::Index;
use bayan_store::artifacts::Artifacts;
use bayan_store::files::{Access, Disk, FileError, Folder, SystemDisk};
use bayan_store::sim::SimDisk;

use crate::kit::{Ledger, check, disk, folder};

/// The life of a ledger on any disk.
fn live(folder: &Folder) {
    let withheld = BTreeSet::from([Index(1), Index(260)]);
    let mut ledger = Ledger::create(folder).unwrap();
    for count in [1, 254, 3, 10] {
        ledger.commit(count, || {}).unwrap();
    }
    drop(ledger);
    let (mut ledger, recovered) = Ledger::open(folder, &BTreeSet::new()).unwrap();
    assert_eq!((recovered.tail.len(), ledger.size()), (4, 268));
    ledger.rotate().unwrap();
    ledger.commit(1, || {}).unwrap();
    ledger.withhold(&withheld).unwrap();
    check(folder, 269, &withheld);
    let digest = Artifacts::new(folder).put(b"an artifact").unwrap();
    ledger.rotate().unwrap();
    drop(ledger);
    let (ledger, recovered) = Ledger::open(folder, &withheld).unwrap();
    assert_eq!((recovered.tail.len(), ledger.size()), (0, 269));
    check(folder, 269, &withheld);
    let artifacts = Artifacts::new(folder);
    assert_eq!(artifacts.get(&digest, 100).unwrap().as_deref(), Some(&b"an artifact"[..]));
    artifacts.remove(&digest).unwrap();
    assert_eq!(artifacts.get(&digest, 100).unwrap(), None);
}

#[test]
fn a_ledger_lives_on_the_systems_files_as_on_simulated_ones() {
    let dir = tempfile::tempdir().unwrap();
    live(&Folder::system(dir.path()));
    live(&folder(&disk()));
}

/// What each disk answers to the same operations, one line for each.
fn answers(disk: &dyn Disk, root: &Path) -> Vec<String> {
    let path = |name: &str| root.join(name);
    let say = |what: &str, answer: io::Result<String>| match answer {
        Ok(answer) => format!("{what}: {answer}"),
        Err(error) => format!("{what}: {:?}", error.kind()),
    };
    let done = |result: io::Result<()>| result.map(|()| "done".to_owned());
    let mut lines = vec![
        say("open none", disk.open(&path("a"), Access::Read).map(|_| String::new())),
        say("create in none", disk.create(&path("x/a")).map(|_| String::new())),
        say("list none", disk.list(&path("x")).map(|_| String::new())),
        say("remove none", done(disk.remove(&path("a")))),
        say("rename none", done(disk.rename(&path("a"), &path("b")))),
        say("sync none", done(disk.sync_dir(&path("x")))),
    ];
    let file = disk.create(&path("a")).unwrap();
    let mut buffer = [9; 8];
    lines.extend([
        say("write", file.write_at(3, b"abc").map(|count| count.to_string())),
        say("length", file.length().map(|length| length.to_string())),
        say("read", file.read_at(1, &mut buffer).map(|count| count.to_string())),
        say("bytes", Ok(format!("{buffer:?}"))),
        say("read behind", file.read_at(6, &mut buffer).map(|count| count.to_string())),
        say("allocate", done(file.allocate(6, 10_000))),
        say("length", file.length().map(|length| length.to_string())),
        say("read zeros", file.read_at(9_996, &mut buffer).map(|count| count.to_string())),
        say("bytes", Ok(format!("{buffer:?}"))),
        say("sync", done(file.sync_data())),
        say("sync all", done(file.sync_all())),
        say("lock", file.try_lock().map(|taken| taken.to_string())),
    ]);
    let other = disk.open(&path("a"), Access::ReadWrite).unwrap();
    lines.push(say("lock again", other.try_lock().map(|taken| taken.to_string())));
    drop(other);
    let other = disk.open(&path("a"), Access::ReadWrite).unwrap();
    lines.push(say("lock a third time", other.try_lock().map(|taken| taken.to_string())));
    drop(file);
    lines.push(say("lock when free", other.try_lock().map(|taken| taken.to_string())));
    lines.extend([
        say("create twice", disk.create(&path("a")).map(|_| String::new())),
        say("make folder", done(disk.create_dir(&path("d")))),
        say("make folder twice", done(disk.create_dir(&path("d")))),
        say("make folder in none", done(disk.create_dir(&path("x/y")))),
        say("open folder", disk.open(&path("d"), Access::Read).map(|_| String::new())),
        say("rename", done(disk.rename(&path("a"), &path("d/b")))),
        say("list", disk.list(&path("d")).map(|listed| format!("{listed:?}"))),
        say("list root", disk.list(root).map(|listed| format!("{listed:?}"))),
        say("remove full folder", done(disk.remove_dir(&path("d")))),
        say("sync folder", done(disk.sync_dir(&path("d")))),
        say("remove", done(disk.remove(&path("d/b")))),
        say("read removed", other.read_at(3, &mut buffer).map(|count| count.to_string())),
        say("remove folder", done(disk.remove_dir(&path("d")))),
        say("remove folder twice", done(disk.remove_dir(&path("d")))),
    ]);
    lines
}

#[test]
fn the_simulated_disk_answers_as_the_system_does() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(answers(&SimDisk::new(), Path::new("/")), answers(&SystemDisk, dir.path()));
}

#[test]
fn files_longer_than_the_limit_are_not_read() {
    let folder = folder(&disk());
    folder.write("a/b/file", &[1; 100]).unwrap();
    for limit in [100, 101] {
        assert_eq!(folder.read("a/b/file", limit).unwrap(), Some(vec![1; 100]));
    }
    assert!(matches!(
        folder.read("a/b/file", 99),
        Err(FileError::TooLong { found: 100, limit: 99, .. })
    ));
    assert_eq!(folder.read("a/b/none", 99).unwrap(), None);
    assert_eq!(folder.read("c", 99).unwrap(), None);
}
