//! P9 and the look-ups of P10 over a ledger of many incidents: the read model made again from the log, against SQLite
//! inserting and indexing the same facts.

use std::time::{Duration, Instant};

use bayan_claim::ReferenceTarget;
use bayan_ledger::reader::{Reader, StoredEntry};
use bayan_ledger::rows;
use bayan_proof::num::Index;
use bayan_view::case::Case;
use bayan_view::state::Picture;

use crate::kit::{self, Founded, median, seconds};
use crate::peers::Facts;
use crate::{ROUNDS, timed};

/// How many rows SQLite takes in one transaction.
const TRANSACTION: usize = 10_000;

pub fn run(count: usize, incidents: usize) {
    let mut founded = Founded::new();
    founded.parties(60);
    // The incidents come as the statements about them do.
    crate::build(&mut founded, count, |founded, some, done| {
        founded.spread(some, done, count / incidents)
    });
    let path = founded.dir.path().join("ledger");
    let Founded { ledger, dir: kept, .. } = founded;
    ledger.close().expect("closes");
    println!(
        "{count} statements over {incidents} incidents; peak resident so far {} MiB",
        kit::peak_rss_mib()
    );

    let ours = kit::rebuild(&path);
    println!(
        "rebuilt in {:.1} s, {:.0} /s; peak resident so far {} MiB",
        seconds(ours),
        count as f64 / seconds(ours),
        kit::peak_rss_mib()
    );
    let (_, view, _) = kit::disk(&path);
    println!("read model {:.0} bytes a statement on disk", view as f64 / count as f64);

    look_ups(&path, incidents);
    let theirs = sqlite(&path);
    println!(
        "sqlite, the same facts inserted and indexed: {:.1} s, {:.0} /s",
        seconds(theirs),
        count as f64 / seconds(theirs)
    );
    println!(
        "P9 rebuild (reading and parsing the log included) vs sqlite (inserting alone): {:.2} x",
        seconds(theirs) / seconds(ours)
    );
    drop(kept);
}

/// By id, and one incident as `ask` reads it.
fn look_ups(path: &std::path::Path, incidents: usize) {
    let reader = Reader::open(path).expect("opens");
    let mut meaning = None;
    let open = (0..ROUNDS)
        .map(|_| timed(|| meaning = Some(reader.meaning(|_| {}).expect("reads"))))
        .collect::<Vec<_>>();
    let meaning = meaning.expect("was read");
    let step = reader.size().0 / 1_000;
    let ids: Vec<[u8; 32]> = (1..1_000)
        .map(|at| reader.entry(Index(at * step)).expect("reads").entry.statement().id().0.0)
        .collect();
    let found = timed(|| {
        ids.iter().for_each(|id| drop(meaning.place(id).expect("reads").expect("is there")))
    });
    let absent = timed(|| {
        ids.iter()
            .for_each(|id| assert!(meaning.place(&id.map(|byte| !byte)).expect("reads").is_none()))
    });
    let each = |time: Duration| seconds(time) * 1e6 / ids.len() as f64;
    println!(
        "opening and closing the read model {:.0} ms; by id {:.1} us, an absent id {:.1} us, cold",
        seconds(median(&open)) * 1e3,
        each(found),
        each(absent)
    );
    let mut times = Vec::new();
    for number in (0..incidents).step_by((incidents / 50).max(1)) {
        let incident = kit::incident(number).parse().expect("an id");
        times.push(timed(|| {
            let input = reader.case_input(&meaning, &incident, reader.size()).expect("reads");
            let case = Case::of(input.records, &input.world, input.catalogue, None);
            drop(Picture::of(&case, &input.world));
        }));
    }
    println!(
        "one incident of {incidents}, its picture: p50 {:.2} ms",
        seconds(median(&times)) * 1e3
    );
}

/// The facts of the log in SQLite; reading them is not timed.
fn sqlite(path: &std::path::Path) -> Duration {
    let reader = Reader::open(path).expect("opens");
    let meaning = reader.meaning(|_| {}).expect("reads");
    let mut facts = vec![Vec::new(); reader.size().0 as usize];
    for (key, value) in meaning.rows().scan(rows::FACTS).expect("reads") {
        let at = u64::from_be_bytes(*key.last_chunk().expect("an index"));
        facts[at as usize] = value;
    }
    drop(meaning);
    let mut peer = Facts::new();
    let mut taken = Duration::ZERO;
    let mut waiting = Vec::new();
    let mut write = |waiting: &mut Vec<Peer>| {
        let started = Instant::now();
        peer.insert(waiting);
        taken += started.elapsed();
        waiting.clear();
    };
    reader
        .for_each(Index(0), |entry| {
            waiting
                .push(Peer::of(&entry, std::mem::take(&mut facts[entry.entry.index().0 as usize])));
            if waiting.len() >= TRANSACTION {
                write(&mut waiting);
            }
            true
        })
        .expect("reads");
    write(&mut waiting);
    taken
}

/// What the read model keeps of one entry.
pub struct Peer {
    pub at: u64,
    pub id: [u8; 32],
    pub issuer: String,
    pub subject: String,
    pub kind: u8,
    pub fact: Vec<u8>,
    /// The lists that it is found by.
    pub lists: Vec<(&'static str, String)>,
}

impl Peer {
    fn of(stored: &StoredEntry, fact: Vec<u8>) -> Self {
        let entry = &stored.entry;
        let header = entry.statement().header();
        let mut lists: Vec<_> =
            entry.parts().iter().map(|part| ("part", part.name.clone())).collect();
        lists.push(("kind", header.kind.to_string()));
        if let Some(says) = stored.says() {
            lists.extend(says.facets().iter().map(|used| ("facet", used.facet.to_string())));
            lists.extend(says.references().into_iter().filter_map(
                |reference| match reference.target {
                    ReferenceTarget::Party(id) => Some(("named", id.to_string())),
                    ReferenceTarget::Thing(id) => Some(("named", id.to_string())),
                    _ => None,
                },
            ));
        }
        lists.sort();
        lists.dedup();
        Self {
            at: entry.index().0,
            id: entry.statement().id().0.0,
            issuer: header.iss.clone(),
            subject: header.sub.clone(),
            kind: header.kind,
            fact,
            lists,
        }
    }
}
