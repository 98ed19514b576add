//! Every file operation of the engine fails in turn, in every way: opening, committing, publishing, rotating, capturing,
//! redacting, rebuilding, closing, founding.

use std::sync::Arc;

use bayan_ledger::config::ConfigError;
use bayan_ledger::ledger::{ClockJump, OpenError};
use bayan_ledger::{Ledger, Machine};
use bayan_store::sim::{Fault, Loss, OpKind, SimDisk, When};
use bayan_tests::{FOUNDED_AT, SeededEntropy, TickingClock, log_keys, note};

use super::model::Model;
use super::run::side_by_side;
use super::template::{ORIGIN, TEMPLATES, folder, founded_by, opening};
use super::world::World;

const AGAIN: &str = "cargo test -p bayan-tests --test faults -- simulation::sweep";

/// All that a writer does, until something fails.
fn script(world: &mut World) {
    let steps: [fn(&mut World); 9] = [
        |world| {
            let group = vec![world.opened(), world.opened()];
            world.submit(group);
        },
        |world| {
            let captured = world.captured().into_iter().collect();
            if !world.has_ended() {
                world.submit(captured);
            }
        },
        |world| {
            let group = vec![world.rotated(), world.opened()];
            world.submit(group);
        },
        |world| {
            // What is captured is withheld with its bytes, and more is to follow.
            let group = vec![world.redacted().unwrap(), world.opened()];
            world.submit(group);
        },
        |world| {
            let again = world.again().into_iter().collect();
            world.submit(again);
        },
        World::rebuild,
        |world| {
            let group = vec![world.opened()];
            world.submit(group);
        },
        World::restart,
        World::close,
    ];
    for step in steps {
        if world.has_ended() {
            return;
        }
        step(world);
    }
}

fn changes_disk(kind: OpKind) -> bool {
    use OpKind::{Length, List, Open, ReadAt, TryLock};
    !matches!(kind, Length | List | Open | ReadAt | TryLock)
}

/// The ways in which an operation can fail.
fn faults(kind: OpKind) -> Vec<Fault> {
    let mut faults = vec![Fault::Eio(When::Before)];
    if changes_disk(kind) {
        for when in [When::Before, When::After] {
            faults.extend([Fault::Kill(when), Fault::Enospc(when)]);
        }
        faults.push(Fault::Eio(When::After));
    }
    if kind == OpKind::WriteAt {
        faults.push(Fault::Short);
    }
    faults
}

fn losses(disk: &SimDisk, fault: Fault) -> Vec<Loss> {
    let mut losses = vec![Loss::Process, Loss::Everything];
    if let (Fault::Kill(When::Before), Some(newest)) = (fault, disk.unsynced().checked_sub(1)) {
        losses.extend([Loss::Seeded(1), Loss::AllBut(newest), Loss::Only(newest)]);
    }
    losses
}

#[test]
fn every_operation_of_the_engine_may_fail() {
    let template = &TEMPLATES[0];
    let mut clean = World::ending(template, &[]);
    script(&mut clean);
    assert!(!clean.has_ended(), "{}", clean.told.trace);
    let cases: Vec<(usize, Fault)> = clean
        .ops()
        .iter()
        .enumerate()
        .flat_map(|(op, what)| faults(what.kind).into_iter().map(move |fault| (op, fault)))
        .collect();
    let images = std::sync::atomic::AtomicU64::new(0);
    side_by_side(u64::try_from(cases.len()).unwrap(), AGAIN, |case| {
        let (op, fault) = cases[usize::try_from(case).unwrap()];
        let mut world = World::ending(template, &[(op, fault)]);
        script(&mut world);
        for loss in losses(&world.disk, fault) {
            world.check_image(loss);
        }
        images.fetch_add(world.told.images, std::sync::atomic::Ordering::Relaxed);
    });
    let images = images.into_inner();
    note(&format!("sweep: {} faults, {images} crash images recovered", cases.len()));
    assert!(images > 2_000, "{images} images are fewer than there were");
}

#[test]
fn a_crash_while_founding_leaves_no_ledger_or_a_whole_one() {
    let found = |disk: &SimDisk| {
        let machine = Machine {
            clock: Arc::new(TickingClock::new(FOUNDED_AT, 1)),
            entropy: Arc::new(SeededEntropy::new(1)),
        };
        let opening = opening(u64::MAX, ClockJump::Stops);
        let statement = founded_by().submission;
        let founded =
            Ledger::create_in(folder(disk), ORIGIN, &statement, log_keys(), machine, opening);
        founded.map(|(ledger, pin)| {
            drop(ledger);
            pin
        })
    };
    let clean = SimDisk::new();
    let pin = found(&clean).unwrap();
    let mut model = Model::default();
    model.settle(Arc::new(founded_by()));
    let (mut none, mut whole) = (0, 0);
    for (op, what) in clean.ops().iter().enumerate().filter(|(_, what)| changes_disk(what.kind)) {
        for fault in faults(what.kind) {
            let disk = SimDisk::new();
            disk.plan(op, fault);
            let is_founded = found(&disk).is_ok();
            for loss in losses(&disk, fault) {
                let image = disk.crash(loss);
                let machine = Machine {
                    clock: Arc::new(TickingClock::new(FOUNDED_AT, 1)),
                    entropy: Arc::new(SeededEntropy::new(2)),
                };
                let opening = opening(u64::MAX, ClockJump::Stops);
                match Ledger::open_in(folder(&image), log_keys(), machine, opening) {
                    Ok(ledger) => {
                        drop(ledger);
                        model.clone().compare(&image, &pin);
                        whole += 1;
                    }
                    Err(OpenError::Config(ConfigError::NotALedger(_))) if !is_founded => none += 1,
                    Err(error) => panic!("{fault:?} at {op}, {what:?}, {loss:?}: {error:?}"),
                }
            }
        }
    }
    assert!(none > 100 && whole > 10, "{none} and {whole}");
}
