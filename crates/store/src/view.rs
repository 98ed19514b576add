//! Rows of the read model, in sled 0.34.7: deletable at any time, and rebuilt from the log on any doubt.
//!
//! Rows that are written together are packed, in the order of their keys, into blocks of some 4 KiB: a run. Of eight
//! runs that were merged equally often one is made, so that a row is written a few times in its life, in long sorted
//! pieces, and is looked for in few runs. sled holds a block as one value: it costs it as much as a row would.
//!
//! sled alone is not believed: flipped bits in its files went unnoticed in tests, and rows that it had acknowledged
//! were gone after a power cut. So a summary, replaced last of all, carries what the rows stand for and each run's root
//! digest; the digest of every other block stands in the one above it. What is read was written, in that place, or is
//! not given out.
//!
//! Only one process opens a view at a time: it holds `view.lock`, beside the folder, which comes and goes.

mod block;
mod blocks;
mod filter;
mod hold;
mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use bayan_proof::hash::{Blake3, TreeHash};
use bayan_proof::num::Size;
use itertools::Itertools as _;

use crate::files::{FileError, ZEROS, failed, length_u64};
use crate::frame::Reader;
use blocks::{Blocks, Digest, Sink};
use filter::KeyHash;
use hold::Hold;
use run::{FILTER_TAG, FLOORS_MAX, Run};

/// The name of the folder; [`View::destroy`] and [`View::erase`] touch no other.
pub const VIEW_NAME: &str = "view.sled";

/// Up to how many rows opening reads all of them. Beyond it a damaged row is found when it is read;
/// [`View::check`] reads all.
pub const CHECKED_ROWS_MAX: u64 = 16_384;

/// How long a new view waits for whoever looks whether there is one.
const A_MOMENT: Duration = Duration::from_secs(1);

/// So many runs of a tier become one of the next.
const MERGED: usize = 8;

/// More runs than a view has: eight in each of more tiers than there are rows to fill.
const RUNS_MAX: u16 = 256;

/// The longest key in bytes. A key does not start with `0xff`: that is the filters'.
pub const KEY_MAX: usize = 1024;

/// The longest value in bytes.
pub const VALUE_MAX: usize = 16 * 1024 * 1024;

/// A row: key and value.
pub type Row = (Vec<u8>, Vec<u8>);

/// Rows in the order of their keys, as they are read.
pub type Layer<'a> = Box<dyn Iterator<Item = Result<Row, ViewError>> + 'a>;

/// What a view's rows stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which projections made them.
    pub version: u32,
    /// How many entries of the log they take in.
    pub size: Size,
    /// The root of the tree of that size.
    pub root: TreeHash,
    /// The chain hash of the last of these entries.
    pub chain: Blake3,
}

/// Why a view cannot be used and has to be made again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// There is none, or one that was never finished.
    #[error("there is no view")]
    Missing,
    /// sled cannot read its files.
    #[error("its files are damaged: {what}")]
    Unreadable {
        /// What sled said, for people.
        what: String,
    },
    /// Other projections made it.
    #[error("it has version {found}, not {wanted}")]
    Version {
        /// The version it has.
        found: u32,
        /// The version asked for.
        wanted: u32,
    },
    /// The summary does not match its digest.
    #[error("its mark is damaged")]
    Mark,
    /// A row is missing, or is not the one that was written.
    #[error("a row is damaged or missing")]
    Row,
}

/// Why an operation on a view failed.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// Another process has it open.
    #[error("the view is open in another process")]
    Held,
    /// It is not to be believed any more: destroy it and make it again.
    #[error("the view has to be rebuilt")]
    NeedsRebuild(#[source] Reason),
    /// A key or value that no row can have.
    #[error("row with a key of {key} bytes and a value of {value} bytes is outside the limits")]
    Row {
        /// The length of the key in bytes.
        key: usize,
        /// The length of the value in bytes.
        value: usize,
    },
    /// There is one already.
    #[error("a view is already at {}", path.display())]
    Exists {
        /// Where it is.
        path: PathBuf,
    },
    /// The folder is not one this module makes.
    #[error("{} is not a view's folder", path.display())]
    NotView {
        /// The folder.
        path: PathBuf,
    },
    /// A file operation failed.
    #[error("failed to use the view")]
    File(#[from] FileError),
}

impl From<Reason> for ViewError {
    fn from(reason: Reason) -> Self {
        Self::NeedsRebuild(reason)
    }
}

/// What opening a view found.
#[derive(Debug)]
pub enum ViewState {
    /// A view that matches its mark. Whether the mark matches the log is the caller's to compare.
    Ready(View),
    /// None that can be used: destroy it, create it and fold the log into it.
    NeedsRebuild(Reason),
}

/// An open view. Dropping it writes what is not written yet and lets the next one in.
#[derive(Debug)]
pub struct View {
    blocks: Arc<Blocks>,
    /// What readers see. Who reads keeps the runs that it began with.
    state: RwLock<Arc<State>>,
    /// Held while rows are written: one writes at a time, and others read.
    writing: Mutex<Writing>,
}

/// What the summary holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    mark: Mark,
    /// Newest first; runs of one tier stand together, and tiers do not fall.
    runs: Vec<Arc<Run>>,
}

#[derive(Debug, Default)]
struct Writing {
    /// The number of the next run: none had it since the view was opened, and what an unfinished one left was removed then.
    next: u32,
    /// Runs that were merged, and that somebody may still read.
    retired: Vec<Arc<Run>>,
}

impl View {
    /// Opens the view in `dir`, with caches of `cache_bytes` in all, if it is whole and of `version`.
    pub fn open(dir: &Path, version: u32, cache_bytes: u64) -> Result<ViewState, ViewError> {
        let is_missing = || !dir.join("db").is_file();
        if is_missing() {
            return Ok(ViewState::NeedsRebuild(Reason::Missing));
        }
        let hold = Hold::take(dir, Duration::ZERO)?;
        // It may have been removed before it was held.
        if is_missing() {
            return Ok(ViewState::NeedsRebuild(Reason::Missing));
        }
        match Self::open_whole(dir, version, cache_bytes, hold) {
            Ok(view) => Ok(ViewState::Ready(view)),
            Err(ViewError::NeedsRebuild(reason)) => Ok(ViewState::NeedsRebuild(reason)),
            Err(error) => Err(error),
        }
    }

    fn open_whole(
        dir: &Path,
        version: u32,
        cache_bytes: u64,
        hold: Hold,
    ) -> Result<Self, ViewError> {
        let blocks = Blocks::open(dir, cache_bytes, hold)?;
        let summary = blocks.summary()?.ok_or(Reason::Missing)?;
        let state = State::decode(&blocks, &summary).ok_or(Reason::Mark)?;
        let found = state.mark.version;
        if found != version {
            return Err(Reason::Version { found, wanted: version }.into());
        }
        let view = Self::of(blocks, state);
        view.remove_unfinished()?;
        if view.row_count() <= CHECKED_ROWS_MAX {
            view.check()?;
        }
        Ok(view)
    }

    fn of(blocks: Blocks, state: State) -> Self {
        let next = state.runs.iter().map(|run| run.number.saturating_add(1)).max();
        let writing = Writing { next: next.unwrap_or_default(), retired: Vec::new() };
        let (blocks, state) = (Arc::new(blocks), RwLock::new(Arc::new(state)));
        Self { blocks, state, writing: Mutex::new(writing) }
    }

    /// Removes runs that the summary does not name: those of a write that was cut short, and those that were merged.
    fn remove_unfinished(&self) -> Result<(), ViewError> {
        let named: BTreeSet<u32> = self.state().runs.iter().map(|run| run.number).collect();
        let unfinished = self.blocks.runs()?.into_iter().filter(|run| !named.contains(run));
        unfinished.into_iter().try_for_each(|run| self.blocks.remove(run))
    }

    /// Makes an empty view in `dir`, which is not there yet, of the empty log that `mark` says.
    pub fn create(dir: &Path, mark: Mark, cache_bytes: u64) -> Result<Self, ViewError> {
        check_name(dir)?;
        // Whoever looks whether there is one holds it for a moment.
        let hold = Hold::take(dir, A_MOMENT)?;
        if dir.exists() {
            return Err(ViewError::Exists { path: dir.to_owned() });
        }
        let blocks = Blocks::open(dir, cache_bytes, hold)?;
        let view = Self::of(blocks, State { mark, runs: Vec::new() });
        view.apply(&BTreeMap::new(), mark)?;
        Ok(view)
    }

    fn state(&self) -> Arc<State> {
        // What panicked while it was held has not changed it.
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What the rows stand for.
    pub fn mark(&self) -> Mark {
        self.state().mark
    }

    /// How many rows are kept. A row that was written again counts until its runs are merged.
    pub fn row_count(&self) -> u64 {
        self.state().runs.iter().map(|run| run.rows).fold(0, u64::saturating_add)
    }

    /// The value of a row; nothing if there is no such row.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ViewError> {
        check_row(key, &[])?;
        let hash = KeyHash::of(key);
        for run in &self.state().runs {
            let value = run.get(&self.blocks, key, hash)?;
            if value.is_some() {
                return Ok(value);
            }
        }
        Ok(None)
    }

    /// The rows whose keys start with `prefix`, in the order of their keys. All rows for the empty prefix.
    pub fn scan(&self, prefix: &[u8]) -> impl Iterator<Item = Result<Row, ViewError>> + use<> {
        self.merged(&self.state().runs, prefix)
    }

    fn merged(
        &self,
        runs: &[Arc<Run>],
        prefix: &[u8],
    ) -> impl Iterator<Item = Result<Row, ViewError>> + use<> {
        let rows = |run: &Arc<Run>| -> Layer<'static> {
            Box::new(run::Rows::new(&self.blocks, run, prefix))
        };
        layered(runs.iter().map(rows).collect())
    }

    /// Writes rows, in place of those that have their keys, and moves the mark with them: all of it or nothing.
    ///
    /// Durable some time later. After a power cut the view may be at an older mark, which is not an error. Who reads
    /// meanwhile sees what was before.
    pub fn apply(&self, rows: &BTreeMap<Vec<u8>, Vec<u8>>, mark: Mark) -> Result<(), ViewError> {
        let mut writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        rows.iter().try_for_each(|(key, value)| check_row(key, value))?;
        let mut state = State { mark, runs: self.state().runs.clone() };
        let mut sink = Sink::new(&self.blocks);
        let mut merged = Vec::new();
        if !rows.is_empty() {
            let sorted = rows.iter().map(|(key, value)| Ok((key.clone(), value.clone())));
            let run = run::write(&mut sink, (writing.number(), 0), length_u64(rows.len()), sorted)?;
            state.runs.insert(0, Arc::new(run));
        }
        while let Some((start, tier)) = state.crowded() {
            // What is merged is read from sled.
            sink.flush()?;
            let end = start.saturating_add(MERGED);
            let parts = state.runs.get(start..end).unwrap_or_default();
            let at_most = parts.iter().map(|run| run.rows).fold(0, u64::saturating_add);
            let place = (writing.number(), tier.saturating_add(1));
            let run = run::write(&mut sink, place, at_most, self.merged(parts, &[]))?;
            merged.extend(state.runs.splice(start..end, [Arc::new(run)]));
        }
        sink.finish(state.encode(&self.blocks))?;
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        writing.retired.extend(merged);
        // It is applied by now. What could not be removed is removed on the next opening.
        drop(self.remove_unread(&mut writing));
        Ok(())
    }

    /// Removes the runs that were merged and that nobody reads any more.
    fn remove_unread(&self, writing: &mut Writing) -> Result<(), ViewError> {
        let retired = std::mem::take(&mut writing.retired);
        let (read, unread): (Vec<_>, Vec<_>) =
            retired.into_iter().partition(|run| Arc::strong_count(run) > 1);
        writing.retired = read;
        unread.iter().try_for_each(|run| self.blocks.remove(run.number))
    }

    /// Reads all rows and filters, and by that compares every block with its digest. One that is at hand was compared
    /// when it was read.
    pub fn check(&self) -> Result<(), ViewError> {
        self.scan(&[]).try_for_each(|row| row.map(drop))?;
        self.state().runs.iter().try_for_each(|run| run.check_filter(&self.blocks))
    }

    /// Removes the view in `dir`, which nobody has open; nothing happens if there is none.
    pub fn destroy(dir: &Path) -> Result<(), ViewError> {
        check_name(dir)?;
        if !dir.exists() {
            return Ok(());
        }
        let _hold = Hold::take(dir, Duration::ZERO)?;
        remove(dir)
    }

    /// Overwrites every file of the view in `dir`, durably, and then removes it: after a redaction its rows
    /// must not stay on the disk. Waits for whoever has it open, at most for `patience`.
    pub fn erase(dir: &Path, patience: Duration) -> Result<(), ViewError> {
        check_name(dir)?;
        if !dir.exists() {
            return Ok(());
        }
        let _hold = Hold::take(dir, patience)?;
        check_free(dir)?;
        overwrite_all(dir)?;
        remove(dir)
    }
}

impl Writing {
    fn number(&mut self) -> u32 {
        let number = self.next;
        self.next = number.saturating_add(1);
        number
    }
}

impl State {
    /// The first run of a tier that has enough of them to be merged.
    fn crowded(&self) -> Option<(usize, u8)> {
        let mut start = 0;
        for (tier, runs) in &self.runs.iter().chunk_by(|run| run.tier) {
            let count = runs.count();
            if count >= MERGED {
                return Some((start, tier));
            }
            start = start.saturating_add(count);
        }
        None
    }

    fn encode(&self, blocks: &Blocks) -> Vec<u8> {
        let Mark { version, size, root, chain } = self.mark;
        let mut bytes = version.to_be_bytes().to_vec();
        bytes.extend(size.0.to_be_bytes());
        bytes.extend(root.0);
        bytes.extend(chain.0);
        for run in &self.runs {
            bytes.extend(run.number.to_be_bytes());
            bytes.extend([run.tier, run.floor]);
            bytes.extend(run.rows.to_be_bytes());
            bytes.extend(run.pieces.to_be_bytes());
            bytes.extend(run.root);
        }
        let digest = blocks.digest(&bytes);
        [digest.as_slice(), &bytes].concat()
    }

    fn decode(blocks: &Blocks, summary: &[u8]) -> Option<Self> {
        let mut reader = Reader(summary);
        let digest: Digest = *reader.array()?;
        if blocks.digest(reader.0) != digest {
            return None;
        }
        let version = u32::from_be_bytes(*reader.array()?);
        let size = Size(reader.u64()?);
        let (root, chain) = (TreeHash(*reader.array()?), Blake3(*reader.array()?));
        let mark = Mark { version, size, root, chain };
        let mut runs = Vec::new();
        while !reader.0.is_empty() {
            let number = u32::from_be_bytes(*reader.array()?);
            let [tier, floor] = *reader.array()?;
            let rows = reader.u64()?;
            let pieces = u32::from_be_bytes(*reader.array()?);
            let run = Run { number, tier, rows, pieces, floor, root: *reader.array()? };
            runs.push(Arc::new(run));
            if floor > FLOORS_MAX || runs.len() > usize::from(RUNS_MAX) {
                return None;
            }
        }
        Some(Self { mark, runs })
    }
}

/// The rows of several layers, newest first, as one: in the order of their keys, each from the newest that has it.
pub fn layered(layers: Vec<Layer<'_>>) -> impl Iterator<Item = Result<Row, ViewError>> + '_ {
    let numbered = (0usize..).zip(layers);
    let numbered = numbered.map(|(number, rows)| rows.map(move |row| (number, row)));
    let is_before =
        |(left, one): &(usize, Result<Row, ViewError>), (right, other): &_| match (one, other) {
            (Ok((one, _)), Ok((other, _))) => (one, left) < (other, right),
            (one, _) => one.is_err(),
        };
    let rows = numbered.kmerge_by(is_before).map(|(_, row)| row);
    rows.dedup_by(
        |one, other| matches!((one, other), (Ok((one, _)), Ok((other, _))) if one == other),
    )
}

fn check_row(key: &[u8], value: &[u8]) -> Result<(), ViewError> {
    let is_key = key.len() <= KEY_MAX && key.first().is_some_and(|first| *first != FILTER_TAG);
    if !is_key || value.len() > VALUE_MAX {
        return Err(ViewError::Row { key: key.len(), value: value.len() });
    }
    Ok(())
}

/// Whether sled's lock can be had: its error for that is text alone, and must not be taken for damage.
fn check_free(dir: &Path) -> Result<(), ViewError> {
    let path = dir.join("db");
    let file = match fs::File::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened.map_err(failed("open", &path))?,
    };
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(fs::TryLockError::WouldBlock) => Err(ViewError::Held),
        Err(fs::TryLockError::Error(error)) => Err(failed("lock", &path)(error).into()),
    }
}

fn remove(dir: &Path) -> Result<(), ViewError> {
    check_free(dir)?;
    Ok(fs::remove_dir_all(dir).map_err(failed("remove", dir))?)
}

fn check_name(dir: &Path) -> Result<(), ViewError> {
    if dir.file_name().is_some_and(|name| name == VIEW_NAME) {
        return Ok(());
    }
    Err(ViewError::NotView { path: dir.to_owned() })
}

fn overwrite_all(dir: &Path) -> Result<(), FileError> {
    for entry in fs::read_dir(dir).map_err(failed("list", dir))? {
        let entry = entry.map_err(failed("list", dir))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(failed("examine", &path))?;
        if kind.is_dir() {
            overwrite_all(&path)?;
        } else if kind.is_file() {
            overwrite(&path).map_err(failed("overwrite", &path))?;
        }
    }
    Ok(())
}

fn overwrite(path: &Path) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).open(path)?;
    let mut left = file.metadata()?.len();
    while left > 0 {
        let step = usize::try_from(left).unwrap_or(usize::MAX).min(ZEROS.len());
        file.write_all(ZEROS.get(..step).unwrap_or(&ZEROS))?;
        left -= length_u64(step);
    }
    file.sync_all()
}
