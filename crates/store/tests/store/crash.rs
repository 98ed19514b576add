//! Crashes at every operation that changes the disk, errors at every operation at all.

use std::collections::BTreeSet;

use bayan_proof::num::Index;
use bayan_store::artifacts::Artifacts;
use bayan_store::sim::{Fault, Loss, Op, OpKind, SimDisk, When};

use crate::kit::{Ledger, Outcome, Promises, disk, folder};

/// How many entries are published and durable before the faults begin: the next ones complete a bundle, a
/// tile, and with it the first of the next level.
const BEFORE: u64 = 253;

fn start() -> (SimDisk, Promises) {
    let disk = disk();
    let mut ledger = Ledger::create(&folder(&disk)).unwrap();
    ledger.commit(BEFORE, || {}).unwrap();
    ledger.rotate().unwrap();
    let promises = Promises { acknowledged: BEFORE, asked: BEFORE, ..Promises::default() };
    (disk.crash(Loss::Everything), promises)
}

/// All that a writer does: append, publish, rotate, withhold, put, remove.
fn work(disk: &SimDisk, promises: &mut Promises) -> Outcome {
    let folder = folder(disk);
    let artifacts = Artifacts::new(&folder);
    let (mut ledger, _) = Ledger::open(&folder, &promises.withheld)?;
    for count in [1, 5] {
        commit(&mut ledger, count, promises)?;
    }
    put(&artifacts, b"an artifact", promises)?;
    ledger.rotate()?;
    commit(&mut ledger, 1, promises)?;
    // Asked for, so never seen again; the log says so before anything is overwritten.
    let withheld = BTreeSet::from([Index(254), Index(256), Index(259)]);
    promises.withheld.extend(&withheld);
    ledger.withhold(&withheld)?;
    put(&artifacts, &[0; 5000], promises)?;
    let gone = promises.artifacts.remove(0);
    promises.artifacts_asked.retain(|asked| *asked != gone);
    artifacts.remove(&bayan_proof::hash::Sha256::of(&gone))?;
    ledger.rotate()?;
    commit(&mut ledger, 2, promises)
}

fn commit(ledger: &mut Ledger, count: u64, promises: &mut Promises) -> Outcome {
    promises.asked = promises.acknowledged + count;
    ledger.commit(count, || promises.acknowledged += count)
}

fn put(artifacts: &Artifacts, bytes: &[u8], promises: &mut Promises) -> Outcome {
    promises.artifacts_asked.push(bytes.to_vec());
    artifacts.put(bytes)?;
    promises.artifacts.push(bytes.to_vec());
    Ok(())
}

fn changes_disk(op: &Op) -> bool {
    use OpKind::{Length, List, Open, ReadAt, TryLock};
    !matches!(op.kind, Length | List | Open | ReadAt | TryLock)
}

/// Runs the work with a fault planned, and returns the disk and what was promised until it stopped.
fn run(from: &(SimDisk, Promises), op: usize, fault: Fault) -> (SimDisk, Promises, Outcome) {
    let disk = from.0.crash(Loss::Process);
    let mut promises = from.1.clone();
    disk.plan(op, fault);
    let outcome = work(&disk, &mut promises);
    (disk, promises, outcome)
}

fn ops_of_work(from: &(SimDisk, Promises)) -> Vec<(usize, Op)> {
    let (disk, promises, outcome) = run(from, usize::MAX, Fault::Short);
    outcome.unwrap();
    promises.check(&disk.crash(Loss::Everything));
    disk.ops().into_iter().enumerate().collect()
}

/// Ways of losing what is not synced. Older changes were lost one by one when they were the newest.
fn losses(disk: &SimDisk, seeds: u64) -> Vec<Loss> {
    let unsynced = disk.unsynced();
    let newest = unsynced.saturating_sub(6)..unsynced;
    let each = newest.flat_map(|change| [Loss::AllBut(change), Loss::Only(change)]);
    let all = [Loss::Process, Loss::Nothing, Loss::Everything];
    all.into_iter().chain((0..seeds).map(Loss::Seeded)).chain(each).collect()
}

#[test]
fn what_was_acknowledged_survives_a_crash_at_every_operation() {
    let from = start();
    let mut images = 0;
    for (op, what) in ops_of_work(&from).into_iter().filter(|(_, op)| changes_disk(op)) {
        for when in [When::Before, When::After] {
            let (disk, promises, outcome) = run(&from, op, Fault::Kill(when));
            assert!(outcome.is_err(), "{what:?} is never reached");
            for loss in losses(&disk, 3) {
                // Right after one operation the disk is as right before the next; only what was promised
                // by then may differ.
                let is_coarse = matches!(loss, Loss::Process | Loss::Everything);
                if when == When::After && !is_coarse {
                    continue;
                }
                promises.check(&disk.crash(loss));
                images += 1;
            }
        }
    }
    assert!(images > 1_500, "{images} images are fewer than there were");
}

#[test]
fn a_crash_while_recovering_from_a_crash_loses_nothing_either() {
    let from = start();
    let mut images = 0;
    for (op, _) in ops_of_work(&from).into_iter().filter(|(_, op)| changes_disk(op)).step_by(5) {
        let (disk, promises, _) = run(&from, op, Fault::Kill(When::Before));
        for loss in [Loss::Process, Loss::Seeded(1)] {
            let image = disk.crash(loss);
            let whole = image.crash(Loss::Process);
            promises.check_once(&whole);
            let recovery = whole.ops().into_iter().enumerate().filter(|(_, op)| changes_disk(op));
            for (op, what) in recovery.step_by(2) {
                let again = image.crash(Loss::Process);
                again.plan(op, Fault::Kill(When::Before));
                assert!(Ledger::open(&folder(&again), &promises.withheld).is_err(), "{what:?}");
                for loss in [Loss::Process, Loss::Everything, Loss::Seeded(2)] {
                    promises.check(&again.crash(loss));
                    images += 1;
                }
            }
        }
    }
    assert!(images > 700, "{images} images are fewer than there were");
}

#[test]
fn withholding_what_is_published_but_not_rotated_loses_nothing() {
    let (disk, mut promises) = start();
    let (mut ledger, _) = Ledger::open(&folder(&disk), &promises.withheld).unwrap();
    commit(&mut ledger, 5, &mut promises).unwrap();
    // The full files have replaced the partial ones, but the journal's base is still before them.
    drop(ledger.publisher.sync_published().unwrap());
    promises.withheld.extend([Index(250), Index(254), Index(256)]);
    let image = disk.crash(Loss::Everything);
    let whole = image.crash(Loss::Process);
    promises.check_once(&whole);
    let recovery = whole.ops().into_iter().enumerate().filter(|(_, op)| changes_disk(op));
    for (op, what) in recovery {
        let again = image.crash(Loss::Process);
        again.plan(op, Fault::Kill(When::Before));
        assert!(Ledger::open(&folder(&again), &promises.withheld).is_err(), "{what:?}");
        for loss in losses(&again, 2) {
            promises.check(&again.crash(loss));
        }
    }
}

#[test]
fn an_error_at_any_operation_loses_nothing_that_was_acknowledged() {
    let from = start();
    let ops = ops_of_work(&from);
    let faults = [When::Before, When::After]
        .into_iter()
        .flat_map(|when| [Fault::Eio(when), Fault::Enospc(when)]);
    for fault in faults {
        for (op, what) in &ops {
            let (disk, promises, outcome) = run(&from, *op, fault);
            // Some failures are no harm, as making a folder that is there already.
            if outcome.is_ok() {
                promises.check(&disk.crash(Loss::Everything));
                continue;
            }
            for loss in [Loss::Process, Loss::Everything] {
                let image = disk.crash(loss);
                assert!(promises.asked >= promises.acknowledged, "{what:?}");
                promises.check(&image);
            }
        }
    }
}

#[test]
fn short_writes_are_continued() {
    let from = start();
    for (op, _) in ops_of_work(&from).into_iter().filter(|(_, op)| op.kind == OpKind::WriteAt) {
        let (disk, promises, outcome) = run(&from, op, Fault::Short);
        outcome.unwrap();
        promises.check(&disk.crash(Loss::Everything));
    }
}

#[test]
fn what_is_left_of_a_short_write_is_not_taken_for_another_log() {
    // The first half of a file, or of a sector of it, may be lost and the second be there.
    let from = start();
    let (mut images, mut damaged) = (0, 0);
    for (op, _) in ops_of_work(&from).into_iter().filter(|(_, op)| op.kind == OpKind::WriteAt) {
        // The file has its name two operations after the first half was written, or a few more.
        for later in [3, 6] {
            let disk = from.0.crash(Loss::Process);
            let mut promises = from.1.clone();
            disk.plan(op, Fault::Short);
            disk.plan(op + later, Fault::Kill(When::Before));
            // The last writes have nothing behind them.
            if work(&disk, &mut promises).is_ok() {
                continue;
            }
            let whole = bundles(&disk.crash(Loss::Nothing));
            let unsynced = disk.unsynced();
            for lost in unsynced.saturating_sub(8)..unsynced {
                let image = disk.crash(Loss::Only(lost));
                damaged += usize::from(bundles(&image) != whole);
                promises.check(&image);
                images += 1;
            }
        }
    }
    assert!(images > 500 && damaged > 40, "{images} and {damaged} are fewer than there were");
}

/// The entry bundles that are there.
fn bundles(disk: &SimDisk) -> Vec<(String, Vec<u8>)> {
    let folder = folder(disk);
    let names = ["000".to_owned(), "001".to_owned()]
        .into_iter()
        .chain((0..=255).flat_map(|width| [format!("000.p/{width}"), format!("001.p/{width}")]));
    let names = names.map(|name| format!("tile/entries/{name}"));
    names
        .filter_map(|name| Some((name.clone(), folder.read(&name, usize::MAX).unwrap()?)))
        .collect()
}

#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_space() {
    let (disk, mut promises) = start();
    let (mut ledger, _) = Ledger::open(&folder(&disk), &promises.withheld).unwrap();
    disk.fill_up();
    commit(&mut ledger, 1, &mut promises).unwrap_err();
    assert_eq!(promises.acknowledged, BEFORE, "nothing was written, so nothing is in doubt");
    disk.make_room();
    // No space for the append means nothing was written: the same journal goes on.
    commit(&mut ledger, 1, &mut promises).unwrap();
    disk.fill_up();
    // There is space in the journal, but not for the static files.
    commit(&mut ledger, 1, &mut promises).unwrap_err();
    assert_eq!(promises.acknowledged, BEFORE + 2);
    disk.make_room();
    promises.check(&disk.crash(Loss::Everything));
}

#[test]
fn what_was_being_written_when_the_writer_was_killed_is_not_kept() {
    // It may hold what is withheld by the time the ledger is opened again.
    let from = start();
    let renames = ops_of_work(&from).into_iter().filter(|(_, op)| op.kind == OpKind::Rename);
    let mut left = 0;
    for (op, _) in renames {
        let (disk, promises, _) = run(&from, op, Fault::Kill(When::Before));
        let image = disk.crash(Loss::Process);
        let temporary = |disk: &SimDisk| folder(disk).read("tmp/new", usize::MAX).unwrap();
        left += usize::from(temporary(&image).is_some_and(|bytes| !bytes.is_empty()));
        let opened = Ledger::open(&folder(&image), &promises.withheld).unwrap();
        assert_eq!(temporary(&image), None);
        // And it does not come back.
        drop(opened);
        assert_eq!(temporary(&image.crash(Loss::Everything)), None);
    }
    assert!(left > 5, "{left}");
}
