//! Blocks in sled, and those at hand.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::hold::Hold;
use super::{Reason, ViewError, check_free};
use crate::files::failed;

/// What each block's key in sled begins with; the summary's is [`SUMMARY_KEY`].
const BLOCK_TAG: u8 = b'b';

/// The key of the summary.
pub(super) const SUMMARY_KEY: &[u8] = b"s";

const CONTEXT: &str = "bayan 2026 view block v1";

pub(super) const DIGEST_LEN: usize = 16;

/// The first half of BLAKE3 of a block, in key-derivation mode: against rot and mix-ups, not against an author who
/// could as well write a view of his own.
pub(super) type Digest = [u8; DIGEST_LEN];

/// What sled is given at a time: it holds on to every page that it replaces until a batch is done.
const BATCH_BYTES_MAX: usize = 1024 * 1024;

/// How many keys are removed at a time.
const REMOVED_MAX: usize = 4_096;

/// What a block in the cache takes besides its bytes, about.
const CACHED_BYTES: u64 = 96;

/// How many threads sled starts: seven that read and write, and one that asks for it. Where it gets none it waits for
/// them for ever, and where one is missing it panics halfway.
const SLED_THREADS: usize = 8;

/// How long a view that is closed waits for sled: one that panicked may never be done.
const CLOSING: Duration = Duration::from_secs(30);

/// For how many milliseconds a closed view waits for sled to let its lock go.
const RELEASE_TRIES: u32 = 500;

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct BlockId {
    pub(super) run: u32,
    pub(super) floor: u8,
    pub(super) number: u32,
}

impl BlockId {
    fn key(self) -> [u8; 10] {
        let mut key = [BLOCK_TAG; 10];
        let run = self.run.to_be_bytes();
        let number = self.number.to_be_bytes();
        let rest = run.into_iter().chain([self.floor]).chain(number);
        key.iter_mut().skip(1).zip(rest).for_each(|(to, from)| *to = from);
        key
    }
}

/// What every key of a run's blocks begins with.
fn run_key(run: u32) -> Vec<u8> {
    [[BLOCK_TAG].as_slice(), &run.to_be_bytes()].concat()
}

/// An open sled with a cache of blocks whose digests were compared.
#[derive(Debug)]
pub(super) struct Blocks {
    /// Taken on dropping alone.
    db: Option<sled::Db>,
    dir: PathBuf,
    cache: Cache<BlockId, Arc<[u8]>, ByBytes>,
    hasher: blake3::Hasher,
    // Let go last.
    _hold: Hold,
}

#[derive(Clone, Debug)]
struct ByBytes;

impl Weighter<BlockId, Arc<[u8]>> for ByBytes {
    fn weight(&self, _: &BlockId, block: &Arc<[u8]>) -> u64 {
        u64::try_from(block.len()).unwrap_or(u64::MAX).saturating_add(CACHED_BYTES)
    }
}

impl Blocks {
    /// Opens sled in `dir`. Half of the cache is sled's own.
    pub(super) fn open(dir: &Path, cache_bytes: u64, hold: Hold) -> Result<Self, ViewError> {
        check_free(dir)?;
        check_threads(dir)?;
        let half = cache_bytes / 2;
        let expected = usize::try_from(half / 4_096).unwrap_or(usize::MAX);
        // Whatever comes of it, the lock is waited for: it may be tried again at once.
        let mut blocks = Self {
            db: None,
            dir: dir.to_owned(),
            cache: Cache::with_weighter(expected, half, ByBytes),
            hasher: blake3::Hasher::new_derive_key(CONTEXT),
            _hold: hold,
        };
        let config = sled::Config::new().path(dir).cache_capacity(half);
        blocks.db = Some(believe(|| config.open())?);
        Ok(blocks)
    }

    fn db(&self) -> &sled::Db {
        self.db.as_ref().expect("set on opening and taken only on dropping")
    }

    pub(super) fn digest(&self, bytes: &[u8]) -> Digest {
        let hash = self.hasher.clone().update(bytes).finalize();
        *hash.as_bytes().first_chunk().expect("32 bytes hold 16")
    }

    /// A block, whose digest is known.
    pub(super) fn get(&self, id: BlockId, digest: &Digest) -> Result<Arc<[u8]>, ViewError> {
        self.cached(id, || self.fetch(id, digest))
    }

    /// As [`Self::get`], without keeping it at hand.
    pub(super) fn read(&self, id: BlockId, digest: &Digest) -> Result<Arc<[u8]>, ViewError> {
        self.cache.get(&id).map_or_else(|| self.fetch(id, digest), Ok)
    }

    /// What is at hand under an id, or else is made now and kept.
    pub(super) fn cached(
        &self,
        id: BlockId,
        make: impl FnOnce() -> Result<Arc<[u8]>, ViewError>,
    ) -> Result<Arc<[u8]>, ViewError> {
        if let Some(block) = self.cache.get(&id) {
            return Ok(block);
        }
        let block = make()?;
        self.cache.insert(id, Arc::clone(&block));
        Ok(block)
    }

    fn fetch(&self, id: BlockId, digest: &Digest) -> Result<Arc<[u8]>, ViewError> {
        let block = believe(|| self.db().get(id.key()))?.ok_or(Reason::Row)?;
        if self.digest(&block) != *digest {
            return Err(Reason::Row.into());
        }
        Ok(Arc::from(&*block))
    }

    /// The summary's bytes.
    pub(super) fn summary(&self) -> Result<Option<Vec<u8>>, ViewError> {
        Ok(believe(|| self.db().get(SUMMARY_KEY))?.map(|bytes| bytes.to_vec()))
    }

    /// Removes the blocks of a run that nothing refers to.
    pub(super) fn remove(&self, run: u32) -> Result<(), ViewError> {
        loop {
            let mut batch = sled::Batch::default();
            let mut count = 0usize;
            let mut keys = self.db().scan_prefix(run_key(run)).keys().take(REMOVED_MAX);
            while let Some(key) = believe(|| keys.next().transpose())? {
                batch.remove(key);
                count = count.saturating_add(1);
            }
            if count == 0 {
                return Ok(());
            }
            believe(|| self.db().apply_batch(batch))?;
        }
    }

    /// Every run that has a block here, in order.
    pub(super) fn runs(&self) -> Result<Vec<u32>, ViewError> {
        let mut runs = Vec::new();
        let mut from = run_key(0);
        while let Some((key, _)) = believe(|| self.db().range(from.clone()..).next().transpose())? {
            let run = key.split_first().filter(|(tag, _)| **tag == BLOCK_TAG);
            let Some(run) = run.and_then(|(_, rest)| rest.first_chunk::<4>()) else { break };
            let run = u32::from_be_bytes(*run);
            runs.push(run);
            let Some(next) = run.checked_add(1) else { break };
            from = run_key(next);
        }
        Ok(runs)
    }
}

impl Drop for Blocks {
    fn drop(&mut self) {
        if let Some(db) = self.db.take() {
            close(db);
        }
        // sled's own threads close its file a little later.
        for _ in 0..RELEASE_TRIES {
            if check_free(&self.dir).is_ok() {
                break;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Starts as many threads as sled is going to, all at once, and ends them: if these were to be had, so are sled's.
fn check_threads(dir: &Path) -> Result<(), ViewError> {
    let gate = Mutex::new(());
    let started = thread::scope(|scope| {
        let closed = gate.lock();
        let waits = || drop(gate.lock());
        let started = (0..SLED_THREADS)
            .try_for_each(|_| thread::Builder::new().spawn_scoped(scope, waits).map(drop));
        drop(closed);
        started
    });
    Ok(started.map_err(failed("start the threads that use", dir))?)
}

/// Closes sled on a thread of its own, and waits for it so long at most. The view may be older than its last mark after
/// this, which is not an error.
fn close(db: sled::Db) {
    let (give, take) = mpsc::channel::<sled::Db>();
    let (done, is_done) = mpsc::channel::<()>();
    let closes = move || {
        if let Ok(db) = take.recv() {
            drop(believe(|| db.flush()));
            drop(believe(|| {
                drop(db);
                Ok(())
            }));
        }
        drop(done);
    };
    match thread::Builder::new().spawn(closes) {
        Ok(_) => {
            drop(give.send(db));
            // Done, or given up.
            let _told = is_done.recv_timeout(CLOSING);
        }
        // Without it sled may be in the middle of something, and never be done with that.
        Err(_) => std::mem::forget(db),
    }
}

/// Writes blocks in batches of bounded length.
pub(super) struct Sink<'a> {
    blocks: &'a Blocks,
    batch: sled::Batch,
    bytes: usize,
}

impl<'a> Sink<'a> {
    pub(super) fn new(blocks: &'a Blocks) -> Self {
        Self { blocks, batch: sled::Batch::default(), bytes: 0 }
    }

    /// Writes a block, which nothing refers to yet.
    pub(super) fn put(&mut self, id: BlockId, bytes: &[u8]) -> Result<Digest, ViewError> {
        self.bytes = self.bytes.saturating_add(bytes.len());
        self.batch.insert(&id.key(), bytes);
        if self.bytes >= BATCH_BYTES_MAX {
            self.flush()?;
        }
        Ok(self.blocks.digest(bytes))
    }

    /// Gives sled what waits.
    pub(super) fn flush(&mut self) -> Result<(), ViewError> {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        believe(|| self.blocks.db().apply_batch(batch))
    }

    /// Writes the rest, and the summary that refers to it.
    pub(super) fn finish(mut self, summary: Vec<u8>) -> Result<(), ViewError> {
        self.batch.insert(SUMMARY_KEY, summary);
        self.flush()
    }
}

/// Calls sled. On damaged files it returns errors or panics; either way the view is rebuilt.
pub(super) fn believe<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, ViewError> {
    let what = match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "sled panicked".to_owned(),
    };
    Err(Reason::Unreadable { what }.into())
}
