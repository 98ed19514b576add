//! The journal: what opening makes of any bytes.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bayan_proof::num::Index;
use bayan_store::commit::CommitHeader;
use bayan_store::journal::Journal;
use bayan_store::sim::Loss;

use super::fixture::journal_disk;
use super::{LEDGER, folder};

/// The commits of the ledger.
static COMMITS: LazyLock<Vec<CommitHeader>> = LazyLock::new(|| {
    let inspected = Journal::inspect(&folder(&LEDGER.disk)).expect("the journal is whole");
    inspected.recovered().tail.clone()
});

/// What is recovered is what was committed, from the first on; looking says what opening does; what was opened is durable;
/// what is damaged is left as it is; what is withheld is nowhere on the disk, and no commit changes by it.
pub(crate) fn recovery(bytes: &[u8]) -> bool {
    let disk = journal_disk(bytes);
    let looked = Journal::inspect(&folder(&disk)).map(|found| found.recovered().tail.clone());
    let Ok((mut journal, recovered)) = Journal::open(&folder(&disk)) else {
        assert!(looked.is_err(), "looking finds what opening does not");
        let left = folder(&disk).read("journal", usize::MAX).expect("it is there");
        assert_eq!(left.as_deref(), Some(bytes), "damage is not repaired");
        return false;
    };
    assert_eq!(looked.ok().as_ref(), Some(&recovered.tail));
    assert!(COMMITS.starts_with(&recovered.tail), "none that was not committed");
    let mut bodies = Vec::new();
    for header in &recovered.tail {
        let commit = journal.read(header.number).expect("what was recovered can be read");
        assert_eq!(commit.header(), header);
        bodies.extend(commit.items().filter_map(|item| item.body.map(<[u8]>::to_vec)));
    }
    if let Some(header) = recovered.tail.last() {
        let all: BTreeSet<Index> = (header.first.0..header.size.0).map(Index).collect();
        journal.withhold(&all).expect("the disk works");
        let newest = journal.read(header.number).expect("it is still there");
        assert!(newest.items().all(|item| item.body.is_none()));
        for body in bodies.iter().rev().take(all.len()) {
            assert!(disk.holding(body).is_empty(), "a body that is withheld");
        }
    }
    drop(journal);
    let (_, again) = Journal::open(&folder(&disk.crash(Loss::Everything))).expect("it was opened");
    assert_eq!((again.tail, again.dropped_bytes), (recovered.tail, 0));
    true
}
