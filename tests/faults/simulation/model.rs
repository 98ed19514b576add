//! What the ledger has to say, kept beside it in the simplest form there is: a list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bayan_ledger::check::{Audit, check_in};
use bayan_ledger::config::Pin;
use bayan_ledger::{Reader, StoredEntry, Submission};
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, Size, UnixMillis};
use bayan_proof::statement::StatementId;
use bayan_proof::tree::verify_consistency;
use bayan_store::sim::{Loss, SimDisk};

use super::template::{CLIENTS, folder};

/// A statement that somebody signed.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) id: StatementId,
    pub(crate) submission: Submission,
    pub(crate) effect: Effect,
}

/// What a statement does once it is in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Nothing,
    /// The client goes on with this key.
    Rotates {
        client: usize,
        to: u8,
    },
    Withholds {
        statements: Vec<StatementId>,
        artifacts: Vec<Sha256>,
    },
}

impl Sent {
    pub(crate) fn new(submission: Submission, effect: Effect) -> Self {
        Self { id: submission.id().expect("it was signed here"), submission, effect }
    }
}

/// A statement in the log.
#[derive(Clone, Debug)]
pub(crate) struct Logged {
    pub(crate) sent: Arc<Sent>,
    /// The entry's bytes, once somebody has read them: they never change again.
    entry: Option<Arc<[u8]>>,
}

/// What is known of a ledger.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// What was acknowledged, or was seen in a recovered ledger: it is there for good.
    pub(crate) log: Vec<Logged>,
    places: BTreeMap<StatementId, usize>,
    /// Commits that were asked for and not answered, oldest first: each is there whole, or not.
    doubt: Vec<Vec<Arc<Sent>>>,
    /// The key that each client signs with.
    pub(crate) keys: [u8; CLIENTS.len()],
    withheld: BTreeSet<StatementId>,
    withheld_artifacts: BTreeSet<Sha256>,
    /// What was put into the ledger, and acknowledged.
    pub(crate) artifacts: BTreeMap<Sha256, Arc<[u8]>>,
    /// The checkpoint of each size that somebody has seen.
    notes: BTreeMap<u64, Arc<[u8]>>,
}

impl Default for Model {
    fn default() -> Self {
        let (log, places, doubt, withheld, withheld_artifacts, artifacts, notes) = <_>::default();
        let keys = [1; CLIENTS.len()];
        Self { log, places, doubt, keys, withheld, withheld_artifacts, artifacts, notes }
    }
}

impl Model {
    /// It is in the ledger, after all that is.
    pub(crate) fn settle(&mut self, sent: Arc<Sent>) {
        match &sent.effect {
            Effect::Nothing => {}
            Effect::Rotates { client, to } => self.keys[*client] = *to,
            Effect::Withholds { statements, artifacts } => {
                self.withheld.extend(statements);
                self.withheld_artifacts.extend(artifacts);
            }
        }
        let before = self.places.insert(sent.id, self.log.len());
        assert_eq!(before, None, "{} is in the log twice", sent.id);
        self.log.push(Logged { sent, entry: None });
    }

    /// It may be in the ledger.
    pub(crate) fn doubt(&mut self, commits: Vec<Vec<Arc<Sent>>>) {
        self.doubt.extend(commits);
    }

    pub(crate) fn place(&self, id: &StatementId) -> Option<usize> {
        self.places.get(id).copied()
    }

    pub(crate) fn is_withheld(&self, id: &StatementId) -> bool {
        self.withheld.contains(id)
    }

    /// How many entries the ledger may have at most.
    pub(crate) fn most(&self) -> usize {
        self.log.len() + self.doubt.iter().map(Vec::len).sum::<usize>()
    }

    /// Takes the commits in doubt that are in the ledger for settled, and forgets the others: `ids` stand in the log
    /// behind what is settled.
    fn resolve(&mut self, ids: &[StatementId]) {
        let mut rest = ids;
        for commit in std::mem::take(&mut self.doubt) {
            let whole: Vec<_> = commit.iter().map(|sent| sent.id).collect();
            if let Some(behind) = rest.strip_prefix(&*whole) {
                for sent in commit {
                    self.settle(sent);
                }
                rest = behind;
            }
        }
        assert!(rest.is_empty(), "a commit is there in part, or one that nobody sent: {rest:?}");
    }

    /// It was acknowledged, with this place in the log.
    pub(crate) fn acknowledge(&mut self, sent: Arc<Sent>, index: Index) {
        // What was in doubt before it is not there: it would stand here.
        self.doubt.clear();
        assert_eq!(index.0, count(self.log.len()), "the place of {}", sent.id);
        self.settle(sent);
    }

    /// Compares a ledger that was opened for writing since the last failure with all that is known: acknowledged
    /// statements are there byte for byte, those in doubt are whole or absent, and there is nothing else.
    pub(crate) fn compare(&mut self, disk: &SimDisk, pin: &Pin) {
        // Its own boot, so that no fault that is planned for the engine comes here.
        let disk = disk.crash(Loss::Process);
        let folder = folder(&disk);
        let audit = Audit { pin: Some(pin), progress: &|_| {}, scratch: None };
        let report = check_in(&folder, &audit).unwrap();
        assert_eq!(report.faults, [], "the audit of a recovered ledger");
        assert!(report.unfinished.is_empty() && report.unsigned == 0, "{report:?}");

        let reader = Reader::open_in(folder).unwrap();
        let entries = all(&reader);
        let settled = self.log.len();
        assert!(entries.len() >= settled, "{} of {settled} acknowledged entries", entries.len());
        let behind: Vec<_> =
            entries[settled..].iter().map(|stored| stored.entry.statement().id()).collect();
        self.resolve(&behind);
        assert_eq!(self.log.len(), entries.len());
        self.compare_entries(&entries);
        self.compare_artifacts(&reader);
        self.compare_checkpoints(&reader);
        self.find_nothing_withheld(&disk);
    }

    /// Compares what can be read of a ledger that nobody has recovered yet: a beginning of what is known, with all that
    /// was acknowledged.
    pub(crate) fn compare_unrecovered(&mut self, disk: &SimDisk, pin: &Pin) {
        let disk = disk.crash(Loss::Process);
        let folder = folder(&disk);
        let audit = Audit { pin: Some(pin), progress: &|_| {}, scratch: None };
        let report = check_in(&folder, &audit).unwrap();
        assert_eq!(report.faults, [], "the audit of a ledger whose writer was killed");
        let (settled, most) = (count(self.log.len()), count(self.most()));
        let sizes = (report.size.0, report.size.0 + report.unsigned);
        assert!(sizes.0 >= settled && sizes.1 <= most, "{sizes:?} of {settled} to {most}");
        let reader = Reader::open_in(folder).unwrap();
        for (sent, stored) in self.known().zip(&all(&reader)) {
            assert_eq!(stored.entry.statement().bytes(), sent.submission.statement);
        }
        self.compare_checkpoints(&reader);
    }

    /// Judges a ledger on a disk that lied: whatever it gives out is right, or it says what is wrong with it. Returns
    /// whether all is right; then it may lack no more than the newest `may_lack` of what was acknowledged.
    pub(crate) fn judge(&self, disk: &SimDisk, pin: &Pin, may_lack: usize) -> bool {
        let folder = folder(&disk.crash(Loss::Process));
        let known: Vec<_> = self.known().collect();
        let audit = Audit { pin: Some(pin), progress: &|_| {}, scratch: None };
        let is_good = check_in(&folder, &audit).is_ok_and(|report| report.is_good());
        let Ok(reader) = Reader::open_in(folder) else {
            assert!(!is_good, "a ledger that cannot be read is called good");
            return false;
        };
        let size = usize::try_from(reader.size().0).unwrap();
        assert!(size <= known.len(), "{size} entries, and {} were sent", known.len());
        for (place, sent) in known.iter().take(size).enumerate() {
            let Ok(stored) = reader.entry(Index(count(place))) else {
                assert!(!is_good, "entry {place} cannot be read, and the ledger is called good");
                continue;
            };
            assert_eq!(stored.entry.statement().bytes(), sent.submission.statement, "{place}");
            match &stored.body {
                Some(body) => assert!(body.bytes() == sent.submission.body, "body {place}"),
                None => assert!(!is_good || self.withheld.contains(&sent.id), "no body {place}"),
            }
        }
        if is_good {
            assert!(size + may_lack >= self.log.len(), "{size} of {}", self.log.len());
            let digests =
                self.artifacts.iter().filter(|(id, _)| !self.withheld_artifacts.contains(id));
            for (digest, bytes) in digests {
                let found = reader.texts().get(digest).unwrap();
                assert!(found.is_none_or(|found| *found == **bytes), "artifact {digest}");
            }
        }
        is_good
    }

    /// What the log holds, and behind it what it may hold.
    fn known(&self) -> impl Iterator<Item = &Arc<Sent>> {
        let settled = self.log.iter().map(|logged| &logged.sent);
        settled.chain(self.doubt.iter().flatten())
    }

    fn compare_entries(&mut self, entries: &[StoredEntry]) {
        let mut last = UnixMillis(0);
        for (logged, stored) in self.log.iter_mut().zip(entries) {
            let Sent { id, submission, .. } = &*logged.sent;
            assert_eq!(stored.entry.statement().bytes(), submission.statement, "{id}");
            let seen = logged.entry.get_or_insert_with(|| stored.bytes.clone().into());
            assert_eq!(**seen, *stored.bytes, "{id} was another entry before");
            assert!(stored.entry.time() >= last, "the time of {id} is before the last");
            last = stored.entry.time();
            let body = stored.body.as_ref().map(bayan_ledger::meaning::SignedBody::bytes);
            let expected = (!self.withheld.contains(id)).then_some(&*submission.body);
            assert!(body == expected, "the body of {id}");
        }
    }

    fn compare_artifacts(&self, reader: &Reader) {
        for (digest, bytes) in &self.artifacts {
            let found = reader.texts().get(digest).unwrap();
            let expected = (!self.withheld_artifacts.contains(digest)).then_some(&**bytes);
            assert!(found.as_deref() == expected, "artifact {digest}");
        }
    }

    /// One checkpoint for each size, and each a continuation of all before it.
    fn compare_checkpoints(&mut self, reader: &Reader) {
        let (size, root) = (reader.size(), reader.root());
        let bytes: Arc<[u8]> = reader.checkpoint().bytes().into();
        let before = self.notes.entry(size.0).or_insert_with(|| Arc::clone(&bytes));
        assert!(*before == bytes, "two checkpoints of size {size}");
        for (old, note) in &self.notes {
            let old = Size(*old);
            assert!(old <= size, "the ledger forgot what it signed at size {old}");
            let note = bayan_proof::note::Note::parse(note).unwrap();
            let signed = bayan_proof::checkpoint::Checkpoint::parse(note.text()).unwrap();
            let proof = reader.consistency_proof(old).unwrap();
            verify_consistency(old, &signed.root, size, &root, &proof).unwrap();
        }
    }

    /// No file holds the body of what is withheld: bodies are told apart by their nonces.
    fn find_nothing_withheld(&self, disk: &SimDisk) {
        for logged in &self.log {
            if self.withheld.contains(&logged.sent.id) {
                let found = disk.holding(&logged.sent.submission.body);
                assert!(found.is_empty(), "{} is withheld, and is in {found:?}", logged.sent.id);
            }
        }
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap()
}

fn all(reader: &Reader) -> Vec<StoredEntry> {
    let mut entries = Vec::new();
    reader
        .for_each(Index(0), |entry| {
            entries.push(entry);
            true
        })
        .unwrap();
    entries
}
