//! A ledger as small as one can be on top of the store: what the engine does with bytes, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::iter;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use bayan_proof::hash::{Sha256, TreeHash};
use bayan_proof::num::{Index, Size, UnixMillis};
use bayan_proof::tile::{BundleId, TILE_WIDTH, tiles_of};
use bayan_proof::tree::{Frontier, empty_root, leaf_hash};
use bayan_store::artifacts::Artifacts;
use bayan_store::commit::{Commit, Item, Salt, WriterId};
use bayan_store::files::{Disk, Folder};
use bayan_store::journal::{Journal, Recovered};
use bayan_store::publish::Publisher;
use bayan_store::sim::{Loss, SimDisk};
use bayan_store::statics::Statics;
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

pub(crate) const SALT: Salt = Salt([7; 16]);
pub(crate) const WRITER: WriterId = WriterId([9; 16]);

/// The same cases each time, and no files left by those that fail.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(2026);
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

/// The root folder of every simulated ledger.
pub(crate) const ROOT: &str = "/ledger";

/// Entry and body number `index`: told apart by their bytes, of all lengths, some bodies of zeros alone.
pub(crate) fn entry(index: u64) -> &'static [u8] {
    &ITEMS[usize::try_from(index).unwrap()].0
}

pub(crate) fn body(index: u64) -> Option<&'static [u8]> {
    ITEMS[usize::try_from(index).unwrap()].1.as_deref()
}

type Parts = (Vec<u8>, Option<Vec<u8>>);

static ITEMS: LazyLock<Vec<Parts>> = LazyLock::new(|| {
    let text = |what: &str, index: u64, length: u64| {
        let mut text = format!("{what} {index} ").into_bytes();
        text.resize(text.len() + usize::try_from(length).unwrap(), 0xa5);
        text
    };
    let body = |index: u64| match index % 7 {
        3 => None,
        5 => Some(vec![0; 1500]),
        _ => Some(text("body", index, index * 53 % 407)),
    };
    (0..600).map(|index| (text("entry", index, index * 37 % 211), body(index))).collect()
});

/// The digest of a body, whether or not it is withheld.
pub(crate) fn digest(index: u64) -> Sha256 {
    Sha256::of(body(index).unwrap_or(b"withheld from the start"))
}

/// The roots of the first trees, which every check asks for.
static ROOTS: LazyLock<Vec<TreeHash>> = LazyLock::new(|| {
    let mut frontier = Frontier::default();
    let rest = (0..600).map(|index| {
        frontier.push(leaf_hash(entry(index)));
        frontier.root()
    });
    iter::once(empty_root()).chain(rest).collect()
});

pub(crate) fn root(size: u64) -> TreeHash {
    ROOTS[usize::try_from(size).unwrap()]
}

/// The checkpoint of a size, as far as the store sees one.
pub(crate) fn note(size: u64) -> Vec<u8> {
    format!("kit\n{size}\n{}\n", root(size)).into_bytes()
}

pub(crate) fn folder(disk: &SimDisk) -> Folder {
    Folder::new(Arc::new(disk.clone()), ROOT)
}

/// A disk with an empty, durable ledger folder.
pub(crate) fn disk() -> SimDisk {
    let disk = SimDisk::new();
    disk.create_dir(Path::new(ROOT)).unwrap();
    disk.sync_dir(Path::new("/")).unwrap();
    disk
}

pub(crate) fn prepare(journal: &Journal, count: u64) -> Outcome<Commit> {
    let first = journal.newest().map_or(0, |newest| newest.size.0);
    let items = (first..first + count).map(|index| Item {
        entry: entry(index),
        digest: digest(index),
        body: body(index),
    });
    Ok(journal.prepare(WRITER, root(first + count), UnixMillis(first), items)?)
}

#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) folder: Folder,
    pub(crate) journal: Journal,
    pub(crate) publisher: Publisher,
}

impl Ledger {
    pub(crate) fn create(folder: &Folder) -> Outcome<Self> {
        let journal = Journal::create(folder, SALT)?;
        let publisher = Publisher::open(folder, None, BTreeSet::new())?;
        Ok(Self { folder: folder.clone(), journal, publisher })
    }

    /// Recovery: what the commit protocol does again, and the redactions that the caller knows of.
    pub(crate) fn open(folder: &Folder, withheld: &BTreeSet<Index>) -> Outcome<(Self, Recovered)> {
        let (mut journal, recovered) = Journal::open(folder)?;
        journal.withhold(withheld)?;
        let base = recovered.base.as_ref();
        let mut publisher = Publisher::open(folder, base, withheld.clone())?;
        for header in &recovered.tail {
            let commit = journal.read(header.number)?;
            publish(&mut publisher, &commit)?;
        }
        publisher.withhold(withheld)?;
        let size = publisher.size();
        if size > Size(0) {
            publisher.publish_checkpoint(&note(size.0))?;
        }
        Ok((Self { folder: folder.clone(), journal, publisher }, recovered))
    }

    /// Appends `count` entries. Calls `acknowledged` as soon as they are durable.
    pub(crate) fn commit(&mut self, count: u64, acknowledged: impl FnOnce()) -> Outcome {
        let commit = prepare(&self.journal, count)?;
        self.journal.append(&commit)?;
        acknowledged();
        publish(&mut self.publisher, &commit)?;
        self.publisher.publish_checkpoint(&note(commit.header().size.0))?;
        Ok(())
    }

    pub(crate) fn rotate(&mut self) -> Outcome {
        let published = self.publisher.sync_published()?;
        Ok(self.journal.rotate(&published)?)
    }

    pub(crate) fn withhold(&mut self, indexes: &BTreeSet<Index>) -> Outcome {
        self.journal.withhold(indexes)?;
        self.publisher.withhold(indexes)?;
        Ok(())
    }

    pub(crate) fn size(&self) -> u64 {
        self.journal.newest().map_or(0, |newest| newest.size.0)
    }
}

fn publish(publisher: &mut Publisher, commit: &Commit) -> Outcome {
    let leaves: Vec<_> = commit.items().map(|item| leaf_hash(item.entry)).collect();
    Ok(publisher.publish(commit, &leaves)?)
}

/// Compares everything that is published at `size` with what it has to be.
pub(crate) fn check(folder: &Folder, size: u64, withheld: &BTreeSet<Index>) {
    let statics = Statics::new(folder);
    for number in 0..size.div_ceil(u64::from(TILE_WIDTH)) {
        let first = Index(number * u64::from(TILE_WIDTH));
        let id = BundleId::holding(first, Size(size)).unwrap();
        let indexes = first.0..first.0 + u64::from(id.width());
        let bundle = statics.read_bundle(id).unwrap().expect("every bundle is there");
        assert!(bundle.entries().into_iter().eq(indexes.clone().map(entry)), "entries differ");
        let bundle = statics.read_bodies(id).unwrap().expect("every bundle of bodies is there");
        let expected = indexes.map(|i| body(i).filter(|_| !withheld.contains(&Index(i))));
        assert!(bundle.bodies().into_iter().eq(expected), "bodies differ");
    }
    for id in tiles_of(Size(size)) {
        assert!(statics.read_tile(id).unwrap().is_some(), "{}", id.path());
    }
    let nodes = statics.nodes(Size(size));
    assert_eq!(Frontier::read(&nodes, Size(size)).unwrap().root(), root(size));
    if size > 0 {
        assert_eq!(statics.read_checkpoint().unwrap(), Some(note(size)));
    }
}

/// What was promised before a crash, and what was asked for and not answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Promises {
    pub(crate) acknowledged: u64,
    pub(crate) asked: u64,
    /// Withheld for good; and where that was not answered.
    pub(crate) withheld: BTreeSet<Index>,
    pub(crate) artifacts: Vec<Vec<u8>>,
    pub(crate) artifacts_asked: Vec<Vec<u8>>,
}

impl Promises {
    /// Recovers the ledger on `disk` and checks that all is there that was promised, and that all else is
    /// whole or absent; then that the ledger goes on, and that what recovery believed is durable.
    pub(crate) fn check(&self, disk: &SimDisk) {
        let (mut ledger, _) = self.check_once(disk);
        let size = ledger.size();
        ledger.commit(2, || {}).unwrap();
        let after = disk.crash(Loss::Everything);
        let (ledger, recovered) = Ledger::open(&folder(&after), &self.withheld).unwrap();
        assert_eq!((ledger.size(), recovered.dropped_bytes), (size + 2, 0));
        check(&ledger.folder, size + 2, &self.withheld);
    }

    pub(crate) fn check_once(&self, disk: &SimDisk) -> (Ledger, Recovered) {
        let (ledger, recovered) = Ledger::open(&folder(disk), &self.withheld).unwrap();
        let size = ledger.size();
        assert!(size == self.acknowledged || size == self.asked, "{size} but {self:?}");
        check(&ledger.folder, size, &self.withheld);
        let artifacts = Artifacts::new(&ledger.folder);
        for bytes in &self.artifacts {
            let found = artifacts.get(&Sha256::of(bytes), bytes.len()).unwrap();
            assert_eq!(found.as_ref(), Some(bytes));
        }
        for bytes in &self.artifacts_asked {
            let found = artifacts.get(&Sha256::of(bytes), bytes.len()).unwrap();
            assert!(found.is_none_or(|found| found == *bytes));
        }
        (ledger, recovered)
    }
}

/// All files of a disk below the ledger's folder, by name.
pub(crate) fn files(disk: &SimDisk) -> BTreeMap<String, Vec<u8>> {
    let folder = folder(disk);
    let mut found = BTreeMap::new();
    let mut left = vec![String::new()];
    while let Some(name) = left.pop() {
        for child in folder.list(&name).unwrap().unwrap() {
            let path = if name.is_empty() { child.name } else { format!("{name}/{}", child.name) };
            if child.is_folder {
                left.push(path);
            } else {
                let bytes = folder.read(&path, usize::MAX).unwrap().unwrap();
                found.insert(path, bytes);
            }
        }
    }
    found
}

/// Writes a file as nobody should, and for good.
pub(crate) fn overwrite(disk: &SimDisk, name: &str, bytes: &[u8]) {
    folder(disk).write(name, bytes).unwrap();
}
