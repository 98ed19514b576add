//! What happens in a seed, and many seeds side by side.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bayan_proof::hash::Blake3;
use bayan_store::sim::Loss;
use bayan_tests::note;

use super::model::Sent;
use super::template::{TEMPLATES, folder};
use super::world::{Told, World};

/// How many things are done in a seed.
const STEPS: u64 = 5;
/// One seed in so many begins just before the edge of a bundle, where recovery takes longer.
const EDGE_EVERY: u64 = 100;

/// Runs a seed to its end, and returns what came of it with a digest of all that is on the disk then.
pub(crate) fn run(number: u64) -> (Told, Blake3) {
    let template = &TEMPLATES[usize::from(number.is_multiple_of(EDGE_EVERY))];
    live(World::new(number, template))
}

/// As [`run`], on a disk whose syncs do nothing: what it promises cannot be kept.
pub(crate) fn run_without_syncs(number: u64) {
    let world = World::new(number, &TEMPLATES[0]);
    world.disk.ignore_syncs();
    live(world);
}

fn live(mut world: World) -> (Told, Blake3) {
    world.open();
    for _ in 0..STEPS {
        step(&mut world);
    }
    world.cut_power();
    let digest = digest(&world);
    (world.told, digest)
}

/// The next thing that somebody does.
fn step(world: &mut World) {
    if world.seed.below(3) == 0 {
        world.plan_fault(80);
    }
    match world.seed.below(100) {
        0..70 => {
            let group = (0..=world.seed.below(3)).filter_map(|_| statement(world)).collect();
            world.submit(group);
        }
        70..80 => world.read(),
        80..85 => world.move_clock(),
        85..88 => world.submit_foreign(),
        88..91 => world.rebuild(),
        91..94 => world.close(),
        94..96 => world.restart(),
        _ => world.cut_power(),
    }
}

fn statement(world: &mut World) -> Option<Arc<Sent>> {
    match world.seed.below(10) {
        0..5 => Some(world.opened()),
        5 => world.captured(),
        6 => Some(world.rotated()),
        7 => world.redacted(),
        _ => world.again(),
    }
}

/// Of every file, with its name. What the lock says names the process.
fn digest(world: &World) -> Blake3 {
    let folder = folder(&world.disk.crash(Loss::Process));
    let mut hashed = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(name) = folders.pop() {
        for listed in folder.list(&name).unwrap().unwrap() {
            let path =
                if name.is_empty() { listed.name } else { format!("{name}/{}", listed.name) };
            if listed.is_folder {
                folders.push(path);
            } else if path != "lock" {
                let bytes = folder.read(&path, usize::MAX).unwrap().unwrap();
                hashed.extend(path.as_bytes());
                hashed.extend(Blake3::of(&bytes).0);
            }
        }
    }
    Blake3::of(&hashed)
}

/// Runs `of` with each number below `count`, over all cores, each in a pool of one thread: nothing in one depends on
/// the others. Stops at the first that fails, and says how to see it again.
pub(crate) fn side_by_side(count: u64, again: &str, of: impl Fn(u64) + Sync) {
    let next = AtomicU64::new(0);
    let threads = std::thread::available_parallelism().map_or(2, NonZero::get);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let (next, of) = (&next, &of);
                scope.spawn(move || {
                    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
                    pool.install(|| {
                        loop {
                            let number = next.fetch_add(1, Ordering::SeqCst);
                            if number >= count {
                                return;
                            }
                            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| of(number))) {
                                next.store(count, Ordering::SeqCst);
                                note(&format!(
                                    "seed {number} failed; again: BAYAN_SEED={number} {again}"
                                ));
                                resume_unwind(panic);
                            }
                        }
                    });
                })
            })
            .collect();
        for worker in workers {
            if let Err(panic) = worker.join() {
                resume_unwind(panic);
            }
        }
    });
}
