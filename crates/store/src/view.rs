//! Rows of the read model, in sled 0.34.7: deletable at any time, and rebuilt from the log on any doubt.
//!
//! sled alone is not believed: flipped bits in its files went unnoticed in tests, and rows that it had
//! acknowledged were gone after a power cut. So each row carries a checksum over its key and value, and one
//! reserved row, written in the same batch as the others, carries what the rows stand for, how many they are
//! and a digest of them all. Opening compares these, row by row up to [`CHECKED_ROWS_MAX`] rows.
//!
//! sled locks its folder: only one process opens a view at a time.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use bayan_proof::hash::{Blake3, TreeHash};
use bayan_proof::num::Size;

use crate::files::{FileError, ZEROS, failed, length_u64};
use crate::frame::Reader;

/// The name of the folder; [`View::destroy`] and [`View::erase`] touch no other.
pub const VIEW_NAME: &str = "view.sled";

/// Up to how many rows opening compares the digest of all of them. Beyond it only the mark, and each row as
/// it is read; [`View::check`] compares all.
pub const CHECKED_ROWS_MAX: u64 = 16_384;

/// The longest key in bytes. A key does not start with a zero byte: that is the mark's.
pub const KEY_MAX: usize = 1024;

/// The longest value in bytes.
pub const VALUE_MAX: usize = 16 * 1024 * 1024;

const MARK_KEY: [u8; 1] = [0];
const ROW_CONTEXT: &str = "bayan 2026 view row v1";
const CHECKSUM_LEN: usize = 8;

/// For how many milliseconds a closed view waits for sled to let its lock go.
const RELEASE_TRIES: u32 = 500;

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
    /// The mark does not match its checksum.
    #[error("its mark is damaged")]
    Mark,
    /// A row does not match its checksum.
    #[error("a row is damaged")]
    Row,
    /// Rows are missing, or more than there should be.
    #[error("it has {found} rows, not {expected}")]
    Count {
        /// How many there are.
        found: u64,
        /// How many there should be.
        expected: u64,
    },
    /// The rows are not those that were written.
    #[error("its rows do not match their digest")]
    Digest,
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
    rows: Rows,
    /// Held while rows are written: one writes at a time, and others read.
    summary: Mutex<Summary>,
}

/// An open sled, and where it is.
#[derive(Debug)]
struct Rows {
    db: Option<sled::Db>,
    dir: PathBuf,
}

/// What the reserved row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Summary {
    mark: Mark,
    count: u64,
    digest: u128,
}

impl View {
    /// Opens the view in `dir`, with a cache of `cache_bytes`, if it is whole and of `version`.
    pub fn open(dir: &Path, version: u32, cache_bytes: u64) -> Result<ViewState, ViewError> {
        if !dir.join("db").is_file() {
            return Ok(ViewState::NeedsRebuild(Reason::Missing));
        }
        match Self::open_whole(dir, version, cache_bytes) {
            Ok(view) => Ok(ViewState::Ready(view)),
            Err(ViewError::NeedsRebuild(reason)) => Ok(ViewState::NeedsRebuild(reason)),
            Err(error) => Err(error),
        }
    }

    fn open_whole(dir: &Path, version: u32, cache_bytes: u64) -> Result<Self, ViewError> {
        let rows = Rows::open(dir, cache_bytes)?;
        let mark = believe(|| rows.db().get(MARK_KEY))?.ok_or(Reason::Missing)?;
        let summary = Summary::decode(&mark).ok_or(Reason::Mark)?;
        let found = summary.mark.version;
        if found != version {
            return Err(Reason::Version { found, wanted: version }.into());
        }
        let view = Self { rows, summary: Mutex::new(summary) };
        if summary.count <= CHECKED_ROWS_MAX {
            view.check()?;
        }
        Ok(view)
    }

    /// Makes an empty view in `dir`, which is not there yet, of the empty log that `mark` says.
    pub fn create(dir: &Path, mark: Mark, cache_bytes: u64) -> Result<Self, ViewError> {
        check_name(dir)?;
        if dir.exists() {
            return Err(ViewError::Exists { path: dir.to_owned() });
        }
        let rows = Rows::open(dir, cache_bytes)?;
        let view = Self { rows, summary: Mutex::new(Summary { mark, count: 0, digest: 0 }) };
        view.apply(&BTreeMap::new(), mark)?;
        Ok(view)
    }

    /// What the rows stand for.
    pub fn mark(&self) -> Mark {
        self.summary().mark
    }

    /// How many rows there are.
    pub fn row_count(&self) -> u64 {
        self.summary().count
    }

    fn summary(&self) -> MutexGuard<'_, Summary> {
        // What panicked while it was held has not changed it.
        self.summary.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value of a row; nothing if there is no such row.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ViewError> {
        check_row(key, &[])?;
        let Some(row) = believe(|| self.rows.db().get(key))? else { return Ok(None) };
        let value = open_row(key, &row).ok_or(Reason::Row)?;
        Ok(Some(value.to_vec()))
    }

    /// The rows whose keys start with `prefix`, in the order of their keys. All rows for the empty prefix.
    pub fn scan(
        &self,
        prefix: &[u8],
    ) -> impl Iterator<Item = Result<(Vec<u8>, Vec<u8>), ViewError>> + use<> {
        let mut rows = self.rows.db().scan_prefix(prefix);
        std::iter::from_fn(move || believe(|| rows.next().transpose()).transpose())
            .filter(|row| !row.as_ref().is_ok_and(|(key, _)| **key == MARK_KEY))
            .map(|row| {
                let (key, row) = row?;
                let value = open_row(&key, &row).ok_or(Reason::Row)?;
                Ok((key.to_vec(), value.to_vec()))
            })
    }

    /// Writes and removes rows, and moves the mark with them: all of it or nothing.
    ///
    /// Durable some time later. After a power cut the view may be at an older mark, which is not an error. Who reads
    /// meanwhile may see some of the rows.
    pub fn apply(
        &self,
        rows: &BTreeMap<Vec<u8>, Option<Vec<u8>>>,
        mark: Mark,
    ) -> Result<(), ViewError> {
        let mut held = self.summary();
        let mut summary = Summary { mark, ..*held };
        let mut batch = sled::Batch::default();
        for (key, value) in rows {
            check_row(key, value.as_deref().unwrap_or_default())?;
            if let Some(old) = believe(|| self.rows.db().get(key))? {
                let old = open_row(key, &old).ok_or(Reason::Row)?;
                summary.count = summary.count.wrapping_sub(1);
                summary.digest = summary.digest.wrapping_sub(share(key, old));
            }
            if let Some(value) = value {
                let hash = row_hash(key, value);
                summary.count = summary.count.wrapping_add(1);
                summary.digest = summary.digest.wrapping_add(share_of(&hash));
                batch.insert(key.as_slice(), closed(&hash, value));
            } else {
                batch.remove(key.as_slice());
            }
        }
        batch.insert(&MARK_KEY, summary.encode());
        believe(|| self.rows.db().apply_batch(batch))?;
        *held = summary;
        Ok(())
    }

    /// Reads all rows and compares their checksums, their number and their digest with the mark.
    pub fn check(&self) -> Result<(), ViewError> {
        let (mut count, mut digest) = (0u64, 0u128);
        for row in self.scan(&[]) {
            let (key, value) = row?;
            count += 1;
            digest = digest.wrapping_add(share(&key, &value));
        }
        let Summary { count: expected, digest: expected_digest, .. } = *self.summary();
        if count != expected {
            return Err(Reason::Count { found: count, expected }.into());
        }
        if digest != expected_digest {
            return Err(Reason::Digest.into());
        }
        Ok(())
    }

    /// Removes the view in `dir`, which nobody has open; nothing happens if there is none.
    pub fn destroy(dir: &Path) -> Result<(), ViewError> {
        check_name(dir)?;
        if dir.exists() {
            check_free(dir)?;
            fs::remove_dir_all(dir).map_err(failed("remove", dir))?;
        }
        Ok(())
    }

    /// Overwrites every file of the view in `dir`, durably, and then removes it: after a redaction its rows
    /// must not stay on the disk.
    pub fn erase(dir: &Path) -> Result<(), ViewError> {
        check_name(dir)?;
        if dir.exists() {
            check_free(dir)?;
            overwrite_all(dir)?;
        }
        Self::destroy(dir)
    }
}

impl Rows {
    fn open(dir: &Path, cache_bytes: u64) -> Result<Self, ViewError> {
        check_free(dir)?;
        // Whatever comes of it, the lock is waited for: it may be tried again at once.
        let mut rows = Self { db: None, dir: dir.to_owned() };
        let config = sled::Config::new().path(dir).cache_capacity(cache_bytes);
        rows.db = Some(believe(|| config.open())?);
        Ok(rows)
    }

    fn db(&self) -> &sled::Db {
        self.db.as_ref().expect("set on opening and taken only on dropping")
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        if let Some(db) = self.db.take() {
            // The view may be older than its last mark after this, which is not an error.
            drop(believe(|| db.flush()));
            drop(believe(|| {
                drop(db);
                Ok(())
            }));
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

impl Summary {
    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(self.mark.version.to_be_bytes());
        bytes.extend(self.mark.size.0.to_be_bytes());
        bytes.extend(self.mark.root.0);
        bytes.extend(self.mark.chain.0);
        bytes.extend(self.count.to_be_bytes());
        bytes.extend(self.digest.to_be_bytes());
        close_row(&MARK_KEY, &bytes)
    }

    fn decode(row: &[u8]) -> Option<Self> {
        let mut reader = Reader(open_row(&MARK_KEY, row)?);
        let version = u32::from_be_bytes(*reader.array()?);
        let size = Size(reader.u64()?);
        let (root, chain) = (TreeHash(*reader.array()?), Blake3(*reader.array()?));
        let mark = Mark { version, size, root, chain };
        let count = reader.u64()?;
        let digest = u128::from_be_bytes(*reader.array()?);
        reader.0.is_empty().then_some(Self { mark, count, digest })
    }
}

fn row_hash(key: &[u8], value: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(ROW_CONTEXT);
    hasher.update(&length_u64(key.len()).to_be_bytes());
    hasher.update(key);
    hasher.update(value);
    *hasher.finalize().as_bytes()
}

/// What a row adds to the digest of all, whatever their order.
fn share(key: &[u8], value: &[u8]) -> u128 {
    share_of(&row_hash(key, value))
}

fn share_of(hash: &[u8; 32]) -> u128 {
    u128::from_be_bytes(*hash.last_chunk().expect("32 bytes hold 16"))
}

fn close_row(key: &[u8], value: &[u8]) -> Vec<u8> {
    closed(&row_hash(key, value), value)
}

fn closed(hash: &[u8; 32], value: &[u8]) -> Vec<u8> {
    let checksum: &[u8; CHECKSUM_LEN] = hash.first_chunk().expect("32 bytes hold 8");
    let mut row = Vec::with_capacity(CHECKSUM_LEN.saturating_add(value.len()));
    row.extend(checksum);
    row.extend(value);
    row
}

fn open_row<'a>(key: &[u8], row: &'a [u8]) -> Option<&'a [u8]> {
    let (checksum, value) = row.split_first_chunk::<CHECKSUM_LEN>()?;
    row_hash(key, value).starts_with(checksum).then_some(value)
}

fn check_row(key: &[u8], value: &[u8]) -> Result<(), ViewError> {
    let is_key = key.len() <= KEY_MAX && key.first().is_some_and(|first| *first != 0);
    if !is_key || value.len() > VALUE_MAX {
        return Err(ViewError::Row { key: key.len(), value: value.len() });
    }
    Ok(())
}

/// Calls sled. On damaged files it returns errors or panics; either way the view is rebuilt.
fn believe<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, ViewError> {
    let what = match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "sled panicked".to_owned(),
    };
    Err(Reason::Unreadable { what }.into())
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
