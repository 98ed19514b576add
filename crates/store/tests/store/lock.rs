//! One writer at a time, who says who it is.

use bayan_store::files::Folder;
use bayan_store::lock::{Holder, LockError, WriterLock};
use bayan_store::sim::Loss;

use crate::kit::{disk, folder, overwrite};

fn holder(process: u32, command: &str) -> Holder {
    Holder { process, command: command.to_owned() }
}

fn held_by(folder: &Folder) -> Option<Holder> {
    match WriterLock::take(folder, &holder(2, "second")) {
        Err(LockError::Held { holder }) => holder,
        other => panic!("{other:?}"),
    }
}

fn one_at_a_time(folder: &Folder) {
    let first = WriterLock::take(folder, &holder(77, "bayan add --a-long-name")).unwrap();
    assert_eq!(held_by(folder), Some(holder(77, "bayan add --a-long-name")));
    drop(first);
    // A shorter name leaves nothing of the longer one behind it.
    let second = WriterLock::take(folder, &holder(8, "x y")).unwrap();
    assert_eq!(held_by(folder), Some(holder(8, "x y")));
    drop(second);
}

#[test]
fn the_second_writer_is_told_who_the_first_is() {
    let dir = tempfile::tempdir().unwrap();
    one_at_a_time(&Folder::system(dir.path()));
    one_at_a_time(&folder(&disk()));
}

#[test]
fn the_lock_of_a_dead_process_holds_nobody_up() {
    let disk = disk();
    let lock = WriterLock::take(&folder(&disk), &holder(1, "dies")).unwrap();
    let after = disk.crash(Loss::Process);
    let next = WriterLock::take(&folder(&after), &holder(2, "next")).unwrap();
    drop((lock, next));
}

#[test]
fn names_are_cut_to_one_line_that_a_terminal_can_show() {
    let long = format!("{}é tail", "a".repeat(199));
    for (command, shown) in [
        ("two\nlines\u{1b}[2J", Some("two lines [2J".to_owned())),
        (long.as_str(), Some("a".repeat(199))),
    ] {
        let folder = folder(&disk());
        let lock = WriterLock::take(&folder, &holder(5, command)).unwrap();
        assert_eq!(held_by(&folder).map(|holder| holder.command), shown);
        drop(lock);
    }
}

#[test]
fn a_lock_file_that_says_nothing_of_use_is_still_a_lock() {
    for text in [&b""[..], b"\xff", b"no number", b"12 \x1b[2J", b"12", &[b'x'; 257]] {
        let disk = disk();
        let folder = folder(&disk);
        let lock = WriterLock::take(&folder, &holder(5, "five")).unwrap();
        let file = bayan_store::files::Disk::open(
            &disk,
            &folder.path("lock"),
            bayan_store::files::Access::ReadWrite,
        )
        .unwrap();
        file.write_at(0, &[b'\n'; 256]).unwrap();
        file.write_at(0, text).unwrap();
        assert_eq!(held_by(&folder), None, "{text:?}");
        drop(lock);
    }
    // Nor does what it says keep anybody out when nobody holds it.
    let disk = disk();
    overwrite(&disk, "lock", b"1 init\n");
    drop(WriterLock::take(&folder(&disk), &holder(5, "five")).unwrap());
}
