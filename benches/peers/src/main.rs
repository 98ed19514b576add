//! Ratios against peers, interleaved, medians of five rounds. `cargo run --release -- [append|single|scale N|view CLAIMS|rebuild N INCIDENTS|cli BAYAN]`.

mod cli;
mod kit;
mod peers;
mod rebuild;
mod view;

use std::time::{Duration, Instant};

use bayan_ledger::{Ledger, Reader, Submission, Verdict};
use bayan_proof::num::{Index, Size};
use bayan_proof::tree;

use kit::{Founded, median, seconds};

const ROUNDS: usize = 5;
const GROUP: usize = 1_000;
const GROUPS: usize = 20;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.get(1).map(String::as_str) {
        Some("append") => append(),
        Some("single") => single(),
        Some("scale") => scale(args.get(2).and_then(|n| n.parse().ok()).unwrap_or(100_000)),
        Some("view") => view::run(args.get(2).and_then(|n| n.parse().ok()).unwrap_or(100_000)),
        Some("rebuild") => {
            let number =
                |at: usize, or: usize| args.get(at).and_then(|n| n.parse().ok()).unwrap_or(or);
            rebuild::run(number(2, 100_000), number(3, 5_000));
        }
        Some("cli") => cli::run(args.get(2).map_or("target/release/bayan", String::as_str)),
        _ => eprintln!(
            "usage: bayan-bench append | single | scale N | view CLAIMS | rebuild N INCIDENTS | cli PATH-TO-BAYAN"
        ),
    }
}

/// P1 and P2: groups of 1,000, each durable, against SQLite, UmaDB, a raw append, and the signature ceiling.
fn append() {
    let mut ours = Vec::new();
    let mut sqlite = Vec::new();
    let mut umadb = Vec::new();
    let mut raw = Vec::new();
    let mut ceiling = Vec::new();
    let mut strict = Vec::new();
    let mut import = Vec::new();
    let mut cpu = [Duration::ZERO; 2];
    let mut kept = Kept::default();
    for round in 0..ROUNDS {
        let mut founded = Founded::new();
        let submissions = founded.statements(GROUP * GROUPS, round);
        let parsed = kit::parsed(&submissions, &founded.key);
        let before = kit::cpu();
        ours.push(timed(|| submit_groups(&mut founded.ledger, &submissions)));
        let between = kit::cpu();
        sqlite.push(kept.timed(|| peers::sqlite(&submissions, GROUP)));
        cpu[0] += between - before;
        cpu[1] += kit::cpu() - between;
        umadb.push(kept.timed(|| peers::umadb(&submissions, GROUP)));
        raw.push(kept.timed(|| peers::raw(&submissions, GROUP)));
        ceiling.push(timed(|| kit::verify_batches(&parsed)));
        strict.push(timed(|| kit::verify_strict(&submissions, &founded.key)));
        let mut other = Founded::new();
        let submissions = other.statements(GROUP * GROUPS, ROUNDS + round);
        import.push(timed(|| submit(&mut other.ledger, &submissions)));
        kept.0.push(Box::new((founded, other)));
    }
    let count = GROUP * GROUPS;
    let row = |name: &str, times: &[Duration]| {
        let time = median(times);
        println!("{name:<34} {:>10.0} /s   {:>8.3} s", count as f64 / seconds(time), seconds(time));
        seconds(time)
    };
    println!("{count} statements in groups of {GROUP}, medians of {ROUNDS} interleaved rounds");
    let ours = row("bayan, every signature checked", &ours);
    row("bayan, all in one call", &import);
    let sqlite = row("sqlite WAL FULL, rows and indexes", &sqlite);
    let umadb = row("umadb-core, two tags", &umadb);
    let raw = row("raw append and fdatasync", &raw);
    let ceiling = row("batch signature ceiling", &ceiling);
    let strict = row("strict one by one", &strict);
    let each = |time: Duration| seconds(time) * 1e6 / (count * ROUNDS) as f64;
    println!(
        "processor time a statement, all cores: bayan {:.1} us, sqlite {:.1} us",
        each(cpu[0]),
        each(cpu[1])
    );
    println!(
        "P1 (submit less the measured ceiling) vs sqlite: {:.2} x, vs umadb: {:.2} x",
        sqlite / (ours - ceiling),
        umadb / (ours - ceiling)
    );
    println!(
        "P2 vs ceiling: {:.2} x, vs strict loop: {:.2} x; vs raw append: {:.2} x",
        ceiling / ours,
        strict / ours,
        raw / ours
    );
}

/// P3 and P4: one durable append, to the signed checkpoint and an inclusion proof in hand.
fn single() {
    const N: usize = 200;
    let mut rows: [Vec<Duration>; 5] = <_>::default();
    let mut kept = Kept::default();
    for round in 0..ROUNDS {
        let mut founded = Founded::new();
        let submissions = founded.statements(N, round);
        let mut raw = peers::Raw::new();
        let mut sqlite = peers::Sqlite::new();
        let reader_dir = founded.dir.path().join("ledger");
        for submission in &submissions {
            rows[0].push(timed(|| submit(&mut founded.ledger, std::slice::from_ref(submission))));
            rows[1].push(timed(|| raw.append(&submission.statement, &submission.body)));
            rows[2].push(timed(|| sqlite.insert(std::slice::from_ref(submission))));
            let reader = Reader::open(&reader_dir).expect("opens");
            let last = Index(reader.size().0 - 1);
            rows[3].push(timed(|| reader.inclusion_proof(last).expect("a proof")));
            rows[4].push(timed(|| kit::ml_dsa_sign(&founded.ml_dsa)));
        }
        kept.0.push(Box::new((founded, raw, sqlite)));
    }
    let p50 = |index: usize| seconds(median(&rows[index])) * 1e6;
    println!("one durable append, p50 of {} in microseconds, interleaved", N * ROUNDS);
    println!("bayan: durable, checkpoint signed twice, published  {:>8.0}", p50(0));
    println!("raw preallocated append and fdatasync               {:>8.0}", p50(1));
    println!("sqlite WAL FULL                                     {:>8.0}", p50(2));
    println!("inclusion proof from the files                      {:>8.0}", p50(3));
    println!("one ML-DSA-44 signature                             {:>8.0}", p50(4));
    println!("P3 vs raw: {:.2} x, vs sqlite: {:.2} x", p50(1) / p50(0), p50(2) / p50(0));
    println!(
        "P4: {:.0} us against 1.5 x raw + ML-DSA = {:.0} us",
        p50(0) + p50(3),
        1.5 * p50(1) + p50(4)
    );
}

/// P6, P8, P11 to P14 at one size.
fn scale(count: usize) {
    let mut founded = Founded::new();
    let started = Instant::now();
    let submitting = build(&mut founded, count, |founded, some, done| {
        founded.statements(some, done + 1_000_000)
    });
    println!(
        "built {count} statements in {:.1} s (signing them included), submitted at {:.0} /s",
        seconds(started.elapsed()),
        count as f64 / seconds(submitting)
    );
    let dir = founded.dir.path().join("ledger");
    let payload = founded.bytes;
    let Founded { ledger, dir: kept, target, .. } = founded;
    ledger.close().expect("closes");
    println!("peak resident so far: {} MiB", kit::peak_rss_mib());
    let reader = Reader::open(&dir).expect("opens");
    let hashing = (0..ROUNDS).map(|_| timed(|| hash_only(&reader))).collect::<Vec<_>>();
    let bare = (0..ROUNDS).map(|_| timed(|| hash_bare(&reader))).collect::<Vec<_>>();
    println!(
        "P6 hash-only pass over the files, one core: {:.0} /s; the same hashes of entries in memory: {:.0} /s",
        reader.size().0 as f64 / seconds(median(&hashing)),
        reader.size().0 as f64 / seconds(median(&bare))
    );
    let mut proofs = Vec::new();
    for step in 1..200u64 {
        let old = Size(1 + step * 7_919 % reader.size().0);
        proofs.push(timed(|| reader.consistency_proof(old).expect("a proof")));
    }
    println!(
        "P8 consistency proof, cold tiles each: p50 {:.0} us, max {:.0} us",
        seconds(median(&proofs)) * 1e6,
        seconds(*proofs.iter().max().expect("some")) * 1e6
    );
    let report = timed(|| {
        let scratch = tempfile::tempdir().expect("a folder");
        let audit = bayan_ledger::check::Audit {
            pin: None,
            progress: &|_| {},
            scratch: Some(scratch.path()),
        };
        let report = bayan_ledger::check::check(&dir, &audit).expect("reads");
        assert!(report.is_good(), "{:?}", report.faults);
    });
    println!(
        "full audit: {:.1} s, {:.0} /s; peak resident {} MiB",
        seconds(report),
        reader.size().0 as f64 / seconds(report),
        kit::peak_rss_mib()
    );
    let open = (0..ROUNDS).map(|_| timed(|| kit::reopen(&dir))).collect::<Vec<_>>();
    println!(
        "P11 open for writing, clean, read model included: {:.1} ms",
        seconds(median(&open)) * 1e3
    );
    let mut killed = Vec::new();
    for round in 0..ROUNDS {
        kit::crash_with_tail(&dir, round, &target);
        killed.push(timed(|| kit::reopen(&dir)));
    }
    println!(
        "P12 open after a tail of one group of 1,000 without close: {:.1} ms",
        seconds(median(&killed)) * 1e3
    );
    let (log, view, journal) = kit::disk(&dir);
    let per = |bytes: u64| bytes as f64 / count as f64;
    println!(
        "P13 bytes a statement: statement and body {:.0}; log files {:.0}; journal {:.0} bytes in all; read model {:.0}",
        payload as f64 / count as f64,
        per(log),
        journal as f64,
        per(view)
    );
    drop(kept);
}

/// As many of the two hashes as a pass needs, over one bundle's entries again and again.
fn hash_bare(reader: &Reader) {
    let id = bayan_proof::tile::BundleId::holding(Index(0), reader.size()).expect("inside");
    let bundle = reader.statics().read_bundle(id).expect("reads").expect("is there");
    let entries = bundle.entries();
    for entry in entries.iter().cycle().take(reader.size().0 as usize) {
        std::hint::black_box((tree::leaf_hash(entry), bayan_proof::hash::chain_link(entry)));
    }
}

fn hash_only(reader: &Reader) {
    let mut frontier = tree::Frontier::default();
    let mut chain = bayan_proof::hash::chain_genesis(&reader.pin().origin);
    let mut next = 0;
    while next < reader.size().0 {
        let id = bayan_proof::tile::BundleId::holding(Index(next), reader.size()).expect("inside");
        let bundle = reader.statics().read_bundle(id).expect("reads").expect("is there");
        for entry in bundle.entries() {
            frontier.push(tree::leaf_hash(entry));
            chain = bayan_proof::hash::chain_link(entry);
            next += 1;
        }
    }
    assert_eq!(frontier.root(), reader.root());
    std::hint::black_box(chain);
}

fn submit_groups(ledger: &mut Ledger, submissions: &[Submission]) {
    for group in submissions.chunks(GROUP) {
        submit(ledger, group);
    }
}

/// Submits so many statements, made in groups as they are needed so that the engine's memory is what is measured, and
/// says how long submitting took. `make` is told how many, and how many there are.
fn build(
    founded: &mut Founded,
    count: usize,
    make: impl Fn(&mut Founded, usize, usize) -> Vec<Submission>,
) -> Duration {
    let mut submitting = Duration::ZERO;
    let mut done = 0;
    while done < count {
        let some = make(founded, GROUP.min(count - done), done);
        submitting += timed(|| submit_groups(&mut founded.ledger, &some));
        done += some.len();
        if done % 100_000 == 0 {
            println!(
                "  {done}: {:.0} /s so far, peak resident {} MiB",
                done as f64 / seconds(submitting),
                kit::peak_rss_mib()
            );
        }
    }
    submitting
}

fn submit(ledger: &mut Ledger, group: &[Submission]) {
    let verdicts = ledger.submit(group).expect("answers");
    assert!(
        verdicts.iter().all(|verdict| matches!(verdict, Verdict::Accepted(_))),
        "{:?}",
        verdicts.first()
    );
}

/// What is closed and removed only at the end: ext4 is slow to make files for some seconds after many were removed.
#[derive(Default)]
struct Kept(Vec<Box<dyn std::any::Any>>);

impl Kept {
    fn timed<T: 'static>(&mut self, run: impl FnOnce() -> T) -> Duration {
        let started = Instant::now();
        let made = run();
        let taken = started.elapsed();
        self.0.push(Box::new(made));
        taken
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    std::hint::black_box(run());
    started.elapsed()
}
