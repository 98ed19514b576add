//! P10: what an incident of many claims costs to answer, now and as of an earlier size.

use std::time::Duration;

use bayan_ledger::reader::Reader;
use bayan_proof::num::Size;
use bayan_view::case::Case;
use bayan_view::state::Picture;

use crate::kit::{self, Founded, median, seconds};
use crate::{GROUP, ROUNDS, submit_groups, timed};

/// How many claims stand in one utterance.
const CLAIMS: usize = 4;

pub fn run(claims: usize) {
    let mut founded = Founded::new();
    founded.parties(60);
    let mut done = 0;
    while done < claims / CLAIMS {
        let some = founded.utterances(GROUP.min(claims / CLAIMS - done), done, CLAIMS);
        submit_groups(&mut founded.ledger, &some);
        done += some.len();
    }
    let path = founded.dir.path().join("ledger");
    let Founded { ledger, dir: kept, .. } = founded;
    ledger.close().expect("closes");
    let reader = Reader::open(&path).expect("opens");
    let meaning = reader.meaning(|_| {}).expect("reads");
    let incident = kit::INCIDENT.parse().expect("an id");
    let half = Size(reader.size().0 / 2);
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..ROUNDS {
        let mut input = None;
        times[0].push(timed(|| {
            input = Some(reader.case_input(&meaning, &incident, reader.size()).expect("reads"))
        }));
        let input = input.expect("was read");
        let (world, mut case) = (input.world, None);
        times[1]
            .push(timed(|| case = Some(Case::of(input.records, &world, input.catalogue, None))));
        let case = case.expect("was folded");
        assert_eq!(case.claim_count(), claims / CLAIMS * CLAIMS);
        times[2].push(timed(|| drop(Picture::of(&case, &world))));
        times[3].push(timed(|| {
            let input = reader.case_input(&meaning, &incident, half).expect("reads");
            let case = Case::of(input.records, &input.world, input.catalogue, None);
            drop(Picture::of(&case, &input.world));
        }));
    }
    let [read, fold, picture, earlier] = times.map(|times| seconds(median(&times)) * 1e3);
    println!(
        "P10 one incident of {claims} claims by 60 speakers: facts read in {read:.0} ms, folded in {fold:.0} ms, tracks, shifts, conflicts and statuses in {picture:.0} ms; as of half of it, all together: {earlier:.0} ms"
    );
    // A second one beside it would be folded from the log.
    drop(meaning);
    let open = (0..ROUNDS)
        .map(|_| timed(|| drop(reader.meaning(|_| {}).expect("reads"))))
        .collect::<Vec<_>>();
    println!(
        "opening and closing the read model: {:.0} ms; peak resident {} MiB",
        seconds(median(&open)) * 1e3,
        kit::peak_rss_mib()
    );
    drop(kept);
}
