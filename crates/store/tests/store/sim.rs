//! The simulated disk keeps what POSIX promises, and nothing more.

use std::path::Path;

use bayan_store::files::{Access, Disk};
use bayan_store::sim::{Fault, Loss, Op, OpKind, SimDisk, When};

const FILE: &str = "/f";

fn read(disk: &SimDisk, path: &str) -> Option<Vec<u8>> {
    let file = disk.open(Path::new(path), Access::Read).ok()?;
    let mut bytes = vec![0; usize::try_from(file.length().unwrap()).unwrap()];
    assert_eq!(file.read_at(0, &mut bytes).unwrap(), bytes.len());
    Some(bytes)
}

fn create(disk: &SimDisk, path: &str, bytes: &[u8]) {
    let file = disk.create(Path::new(path)).unwrap();
    file.write_at(0, bytes).unwrap();
    file.sync_all().unwrap();
    disk.sync_dir(Path::new("/")).unwrap();
}

#[test]
fn a_write_is_lost_without_its_sync_and_a_name_without_its_folders() {
    let disk = SimDisk::new();
    let file = disk.create(Path::new(FILE)).unwrap();
    file.write_at(0, b"one").unwrap();
    file.sync_data().unwrap();
    assert_eq!(read(&disk.crash(Loss::Everything), FILE), None);
    assert_eq!(read(&disk.crash(Loss::Nothing), FILE), Some(b"one".to_vec()));
    disk.sync_dir(Path::new("/")).unwrap();
    file.write_at(0, b"two").unwrap();
    assert_eq!(read(&disk, FILE), Some(b"two".to_vec()));
    assert_eq!(read(&disk.crash(Loss::Everything), FILE), Some(b"one".to_vec()));
    assert_eq!(disk.unsynced(), 1);
    file.sync_data().unwrap();
    assert_eq!(read(&disk.crash(Loss::Everything), FILE), Some(b"two".to_vec()));
    assert_eq!(disk.unsynced(), 0);
}

#[test]
fn a_file_whose_folder_was_lost_is_lost() {
    let disk = SimDisk::new();
    disk.create_dir(Path::new("/d")).unwrap();
    disk.create(Path::new("/d/f")).unwrap();
    disk.sync_dir(Path::new("/d")).unwrap();
    assert_eq!(read(&disk.crash(Loss::Everything), "/d/f"), None);
    disk.sync_dir(Path::new("/")).unwrap();
    assert_eq!(read(&disk.crash(Loss::Everything), "/d/f"), Some(Vec::new()));
}

#[test]
fn a_rename_is_whole_and_durable_by_the_folder_it_leads_to() {
    let disk = SimDisk::new();
    create(&disk, "/old", b"old");
    create(&disk, "/new", b"new");
    disk.rename(Path::new("/new"), Path::new("/old")).unwrap();
    let lost = disk.crash(Loss::Everything);
    assert_eq!(
        (read(&lost, "/old"), read(&lost, "/new")),
        (Some(b"old".into()), Some(b"new".into()))
    );
    disk.sync_dir(Path::new("/")).unwrap();
    let kept = disk.crash(Loss::Everything);
    assert_eq!((read(&kept, "/old"), read(&kept, "/new")), (Some(b"new".into()), None));
}

#[test]
fn changes_are_lost_one_by_one() {
    let disk = SimDisk::new();
    create(&disk, FILE, b"....");
    let file = disk.open(Path::new(FILE), Access::ReadWrite).unwrap();
    file.write_at(0, b"a").unwrap();
    file.write_at(3, b"b").unwrap();
    let after = |loss| read(&disk.crash(loss), FILE).unwrap();
    assert_eq!(after(Loss::AllBut(0)), b"a...");
    assert_eq!(after(Loss::AllBut(1)), b"...b");
    assert_eq!(after(Loss::Only(0)), b"...b");
    assert_eq!(after(Loss::Only(1)), b"a...");
    assert_eq!(after(Loss::Nothing), b"a..b");
    // The process ends and the machine does not: all is there, and can still be lost.
    let again = disk.crash(Loss::Process);
    assert_eq!(read(&again, FILE).unwrap(), b"a..b");
    assert_eq!(read(&again.crash(Loss::Everything), FILE).unwrap(), b"....");
}

#[test]
fn a_seed_tears_writes_the_same_way_each_time_and_not_all_one_way() {
    let disk = SimDisk::new();
    create(&disk, FILE, &[0; 2048]);
    let file = disk.open(Path::new(FILE), Access::ReadWrite).unwrap();
    file.write_at(0, &[1; 2048]).unwrap();
    let after = |seed| read(&disk.crash(Loss::Seeded(seed)), FILE).unwrap();
    let images: Vec<_> = (0..64).map(after).collect();
    assert_eq!(images, (0..64).map(after).collect::<Vec<_>>());
    let written = |image: &[u8]| image.iter().map(|byte| usize::from(*byte)).sum::<usize>();
    assert!(images.iter().any(|image| written(image) == 0));
    assert!(images.iter().any(|image| written(image) == 2048));
    assert!(images.iter().any(|image| written(image) % 512 != 0), "a prefix");
    assert!(images.iter().any(|image| image[0] == 0 && written(image) > 0), "some sectors");
}

#[test]
fn a_failed_sync_leaves_pages_clean_readable_and_off_the_disk() {
    let disk = SimDisk::new();
    create(&disk, FILE, b"old");
    let file = disk.open(Path::new(FILE), Access::ReadWrite).unwrap();
    file.write_at(0, b"new").unwrap();
    disk.plan(disk.ops().len(), Fault::Eio(When::Before));
    file.sync_data().unwrap_err();
    // The next sync reports no error, and saves nothing.
    file.sync_data().unwrap();
    assert_eq!(read(&disk, FILE).unwrap(), b"new");
    assert_eq!(read(&disk.crash(Loss::Nothing), FILE).unwrap(), b"old");
    file.write_at(0, b"new").unwrap();
    file.sync_data().unwrap();
    assert_eq!(read(&disk.crash(Loss::Everything), FILE).unwrap(), b"new");
}

#[test]
fn faults_come_where_they_were_planned() {
    let disk = SimDisk::new();
    create(&disk, FILE, b"....");
    let file = disk.open(Path::new(FILE), Access::ReadWrite).unwrap();
    let next = |fault| disk.plan(disk.ops().len(), fault);
    next(Fault::Short);
    assert_eq!(file.write_at(0, b"abc").unwrap(), 2);
    next(Fault::Enospc(When::Before));
    assert_eq!(file.write_at(0, b"x").unwrap_err().kind(), std::io::ErrorKind::StorageFull);
    assert_eq!(read(&disk, FILE).unwrap(), b"ab..");
    next(Fault::Eio(When::After));
    file.write_at(3, b"z").unwrap_err();
    assert_eq!(read(&disk, FILE).unwrap(), b"ab.z");
    next(Fault::Kill(When::After));
    file.write_at(2, b"y").unwrap_err();
    assert!(file.length().is_err(), "the process has ended");
    assert_eq!(read(&disk.crash(Loss::Nothing), FILE).unwrap(), b"abyz");
    assert_eq!(
        disk.ops().last(),
        Some(&Op { kind: OpKind::WriteAt, path: FILE.into() }),
        "nothing is asked of a process that has ended"
    );
}

#[test]
fn a_full_disk_takes_nothing_new_and_overwrites_what_is_there() {
    let disk = SimDisk::new();
    create(&disk, FILE, b"....");
    let file = disk.open(Path::new(FILE), Access::ReadWrite).unwrap();
    disk.fill_up();
    file.write_at(0, b"abcd").unwrap();
    file.write_at(1, b"abcd").unwrap_err();
    file.allocate(4, 5).unwrap_err();
    disk.create(Path::new("/g")).unwrap_err();
    disk.create_dir(Path::new("/d")).unwrap_err();
    disk.make_room();
    file.write_at(1, b"abcd").unwrap();
    assert_eq!(read(&disk, FILE).unwrap(), b"aabcd");
}

#[test]
fn rot_reaches_the_disk_and_nothing_behind_the_end() {
    let disk = SimDisk::new();
    create(&disk, FILE, b"....");
    assert!(disk.rot(Path::new(FILE), 2, 1));
    assert!(!disk.rot(Path::new(FILE), 4, 1));
    assert!(!disk.rot(Path::new("/none"), 0, 1));
    assert_eq!(read(&disk.crash(Loss::Everything), FILE).unwrap(), b"../.");
}
