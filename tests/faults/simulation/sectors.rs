//! Disks that lie: sectors that are torn, went elsewhere, or are those of some time ago. What such a ledger gives out is
//! right, or it says that something is wrong; it never gives a wrong answer.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use bayan_store::files::{Access, Disk as _};
use bayan_store::sim::{Fault, Loss, Seed, SimDisk};
use bayan_tests::{note, scale, seed};

use super::model::Model;
use super::run::side_by_side;
use super::template::{ROOT, TEMPLATES, folder};
use super::world::{World, index_below};

const SEEDS: u64 = 1_000;
const SECTOR: usize = 512;
const AGAIN: &str = "cargo test -p bayan-tests --test faults -- simulation::sectors";

/// A ledger as it was after each of some commits.
struct Ages {
    disks: Vec<SimDisk>,
    model: Model,
}

static AGES: LazyLock<Ages> = LazyLock::new(|| {
    let mut world = World::ending(&TEMPLATES[0], &[]);
    let mut disks = vec![world.disk.crash(Loss::Nothing)];
    for round in 0..6 {
        let mut group = vec![world.opened(), world.opened()];
        group.extend(if round % 2 == 0 { world.captured() } else { world.redacted() });
        world.submit(group);
        disks.push(world.disk.crash(Loss::Nothing));
    }
    assert!(!world.has_ended());
    Ages { disks, model: world.model }
});

/// The files of a disk, with their lengths, but for what the lock says.
fn files(disk: &SimDisk) -> Vec<(String, usize)> {
    let folder = folder(disk);
    let mut files = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(name) = folders.pop() {
        for listed in folder.list(&name).unwrap().unwrap() {
            let path =
                if name.is_empty() { listed.name } else { format!("{name}/{}", listed.name) };
            if listed.is_folder {
                folders.push(path);
            } else if path != "lock" {
                let bytes = folder.read(&path, usize::MAX).unwrap().unwrap();
                // Of the space that the journal has taken ahead, the first page.
                let used = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
                files.push((path, bytes.len().min(used + 4096)));
            }
        }
    }
    files
}

/// A sector of a file as it is on a disk; nothing if the file is not there or ends before it.
fn sector(disk: &SimDisk, name: &str, number: usize) -> Option<Vec<u8>> {
    let bytes = folder(disk).read(name, usize::MAX).unwrap()?;
    bytes.chunks(SECTOR).nth(number).map(<[u8]>::to_vec)
}

/// Brings other bytes to the place of a sector, and says what was done.
fn damage(disk: &SimDisk, seed: &mut Seed) -> String {
    let ages = &AGES.disks;
    let files = files(disk);
    let pick = |seed: &mut Seed| {
        let (name, length) = files[index_below(seed, files.len())].clone();
        let number = index_below(seed, length.div_ceil(SECTOR).max(1));
        (name, number)
    };
    let (name, number) = pick(seed);
    let now = sector(disk, &name, number).unwrap_or_default();
    let (what, mut bytes) = match seed.below(4) {
        0 => ("lost", vec![0; SECTOR]),
        1 => ("torn", (0..SECTOR).map(|_| u8::try_from(seed.below(256)).unwrap()).collect()),
        2 => {
            let (from, place) = pick(seed);
            ("misdirected", sector(disk, &from, place).unwrap_or_default())
        }
        _ => {
            let age = index_below(seed, ages.len() - 1);
            ("stale", sector(&ages[age], &name, number).unwrap_or_default())
        }
    };
    // Only what is of the file is read again.
    bytes.resize(now.len(), 0);
    let path = format!("{ROOT}/{name}");
    let file = disk.open(path.as_ref(), Access::ReadWrite).unwrap();
    file.write_at(u64::try_from(number * SECTOR).unwrap(), &bytes).unwrap();
    file.sync_data().unwrap();
    format!("{what}: sector {number} of {name}")
}

/// Judges a ledger as readers and audits see it, and as the next writer makes it. Returns whether each found it right.
fn judge(image: &SimDisk, model: &Model, may_lack: usize) -> [bool; 2] {
    let pin = &TEMPLATES[0].pin;
    let read = model.judge(image, pin, may_lack);
    let opened = World::reopen(image);
    let written = opened.is_ok();
    if let Ok(ledger) = opened {
        drop(ledger);
        // It has published again what its journal holds: nothing is wrong by now, or the audit says so.
        model.judge(image, pin, may_lack);
    }
    [read, written]
}

#[test]
fn a_sector_that_is_not_as_it_was_written_gives_no_wrong_answer() {
    let counts = [(); 3].map(|()| AtomicU64::new(0));
    let one = |number: u64| {
        let mut seed = Seed(number);
        let newest = AGES.disks.last().unwrap();
        let image = newest.crash(Loss::Nothing);
        let how_many = 1 + seed.below(3);
        let told: Vec<_> = (0..how_many).map(|_| damage(&image, &mut seed)).collect();
        if bayan_tests::seed().is_some() {
            note(&told.join("\n"));
        }
        // Old sectors may make an old ledger; one alone does not.
        let may_lack = if how_many == 1 { 0 } else { AGES.model.log.len() };
        let found = judge(&image, &AGES.model, may_lack);
        for (count, found) in counts.iter().zip(found) {
            count.fetch_add(u64::from(found), Ordering::Relaxed);
        }
    };
    run(one, &counts, "damaged sectors");
}

#[test]
fn a_write_that_went_nowhere_or_elsewhere_gives_no_wrong_answer() {
    let counts = [(); 3].map(|()| AtomicU64::new(0));
    let one = |number: u64| {
        let mut seed = Seed(number);
        let mut world = World::ending(&TEMPLATES[0], &[]);
        for _ in 0..=seed.below(3) {
            let op = world.disk.op_count() + index_below(&mut seed, 60);
            let sectors = 1 + seed.below(16);
            let lie = if seed.below(2) == 0 { Fault::Lost } else { Fault::Misdirected(sectors) };
            world.disk.plan(op, lie);
        }
        for _ in 0..3 {
            let group = vec![world.opened(), world.opened()];
            world.submit(group);
        }
        assert!(!world.has_ended(), "nobody can notice before the next boot");
        // What the disk said it had, and lost, may be the newest commits.
        for loss in [Loss::Nothing, Loss::Everything, Loss::Seeded(seed.below(u64::MAX))] {
            let found = judge(&world.disk.crash(loss), &world.model, world.model.log.len());
            for (count, found) in counts.iter().zip(found) {
                count.fetch_add(u64::from(found), Ordering::Relaxed);
            }
        }
    };
    run(one, &counts, "writes that went astray");
}

fn run(one: impl Fn(u64) + Sync, counts: &[AtomicU64; 3], what: &str) {
    if let Some(number) = seed() {
        return one(number);
    }
    let count = SEEDS * scale();
    side_by_side(count, AGAIN, one);
    let [read, written, _] = counts.each_ref().map(|count| count.load(Ordering::Relaxed));
    note(&format!(
        "{what}: {count} seeds, no wrong answer; the audit called {read} good, and {written} could be opened for writing"
    ));
}
