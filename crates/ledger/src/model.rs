//! The read model: opened if it can be believed, brought up to date from the log, written in large batches.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bayan_claim::Kind;
use bayan_proof::checkpoint::{CheckpointError, LogVerifier, SignedCheckpoint};
use bayan_proof::entry::Entry;
use bayan_proof::hash::{Blake3, TreeHash};
use bayan_proof::num::{Index, Size};
use bayan_proof::tile::BundleId;
use bayan_proof::tree::{Frontier, empty_root, leaf_hash};
use bayan_store::commit::CommitHeader;
use bayan_store::files::Folder;
use bayan_store::statics::{Statics, StaticsError};
use bayan_store::view::{Mark, VIEW_NAME, View, ViewError, ViewState};

use crate::meaning::{Meaning, SignedBody, Tip};
use crate::reader::ReadError;
use crate::rows::{self, ROWS_VERSION, Rows};

/// What became of opening the read model.
pub(crate) enum ModelState {
    /// It is the fold of some prefix of this log.
    Fresh(Box<Meaning>),
    /// Another process reads it: fold in memory instead.
    Busy,
    /// It is missing, damaged, of another version or of another log; why.
    Unusable(String),
}

/// Rows in memory alone.
pub(crate) fn fresh_in_memory() -> Rows {
    Rows::default()
}

/// What becomes of the files of the read model that was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// They are removed; their bytes may stay on the disk.
    MayStay,
    /// They are overwritten first: they hold names that are withheld now. Whoever reads them is waited for so long: then
    /// what is withheld is nowhere, or the redaction has failed and says so.
    IsErased(Duration),
}

/// The folder of the read model; nothing where the ledger is not among the system's files, which are all that sled
/// writes to.
fn dir_of(folder: &Folder) -> Option<PathBuf> {
    folder.system_path(VIEW_NAME)
}

/// An empty read model on disk, in place of any that is there; rows in memory where another process holds it.
pub(crate) fn fresh(folder: &Folder, cache_bytes: u64, before: Before) -> Result<Rows, ViewError> {
    let Some(dir) = dir_of(folder) else { return Ok(fresh_in_memory()) };
    let removed = match before {
        Before::MayStay => View::destroy(&dir),
        Before::IsErased(patience) => View::erase(&dir, patience),
    };
    match removed {
        // A reader has it open, and folds for itself once its mark no longer fits.
        Err(ViewError::Held) if before == Before::MayStay => return Ok(fresh_in_memory()),
        removed => removed?,
    }
    Ok(Rows::over(empty_view(&dir, cache_bytes)?))
}

/// A read model of the empty log in `dir`, where there is none.
pub(crate) fn empty_view(dir: &Path, cache_bytes: u64) -> Result<View, ViewError> {
    let nothing =
        Mark { version: ROWS_VERSION, size: Size(0), root: empty_root(), chain: Blake3([0; 32]) };
    View::create(dir, nothing, cache_bytes)
}

/// Opens the read model, and compares its mark with the log: it must be the fold of a prefix.
pub(crate) fn open(
    folder: &Folder,
    cache_bytes: u64,
    origin: &str,
    statics: &Statics,
    size: Size,
) -> Result<ModelState, ReadError> {
    let Some(dir) = dir_of(folder) else {
        return Ok(ModelState::Unusable("this disk cannot hold one".to_owned()));
    };
    let view = match View::open(&dir, ROWS_VERSION, cache_bytes) {
        Ok(ViewState::Ready(view)) => view,
        Ok(ViewState::NeedsRebuild(reason)) => return Ok(ModelState::Unusable(reason.to_string())),
        Err(ViewError::Held) => return Ok(ModelState::Busy),
        Err(error) => return Err(error.into()),
    };
    let mark = view.mark();
    if mark.size > size {
        return Ok(ModelState::Unusable(format!(
            "it is of {} entries, and the log has {size}",
            mark.size
        )));
    }
    let root = Frontier::read(&statics.nodes(size), mark.size)?.root();
    if root != mark.root {
        return Ok(ModelState::Unusable("it is of another log".to_owned()));
    }
    let rows = Rows::over(view);
    let tip: Option<Tip> =
        rows.get(rows::TIP)?.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    match tip {
        Some(tip) if tip.size == mark.size && tip.origin == origin => {
            Ok(ModelState::Fresh(Box::new(Meaning::resume(rows, tip)?)))
        }
        Some(_) | None => Ok(ModelState::Unusable("its tip is not that of its mark".to_owned())),
    }
}

/// The meaning that a writer starts from: the read model where it can be believed, else the fold of what was durable
/// at the journal's base, into a fresh one.
pub(crate) fn load(
    folder: &Folder,
    cache_bytes: u64,
    origin: &str,
    statics: &Statics,
    base: Option<&CommitHeader>,
    size: Size,
) -> Result<Meaning, ReadError> {
    let rows = match open(folder, cache_bytes, origin, statics, size) {
        Ok(ModelState::Fresh(meaning)) => return Ok(*meaning),
        Ok(ModelState::Busy) => fresh_in_memory(),
        // The system refused, for now, and would refuse a new one: this one may be as good as ever.
        Err(error @ ReadError::View(ViewError::File(_))) => return Err(error),
        // Files that its mark needs may have been lost to a power cut; the journal has them, and it can wait.
        Ok(ModelState::Unusable(_)) | Err(_) => fresh(folder, cache_bytes, Before::MayStay)?,
    };
    let mut meaning = Meaning::empty(origin, rows);
    if let Some(base) = base {
        let sizes = (base.size, base.size);
        fold(&mut meaning, statics, sizes, &base.root, Folding::IsWritten, |_| {})?;
    }
    Ok(meaning)
}

/// What becomes of rows while they are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Folding<'a> {
    /// They are written to the read model as they become many. Should the root then be another, so is that of the
    /// tiles, and the read model is not believed.
    IsWritten,
    /// They stay in memory: a reader changes nothing.
    StaysInMemory,
    /// As these, and the bodies of some entries are taken for withheld.
    Without(&'a BTreeSet<Index>),
}

/// Folds the published entries from the meaning's size up to `size`, of so many that are published, and compares the
/// tree with `root`: nothing is believed that the root does not cover. `progress` is told how many entries were folded
/// so far.
pub(crate) fn fold(
    meaning: &mut Meaning,
    statics: &Statics,
    (size, published): (Size, Size),
    root: &TreeHash,
    folding: Folding<'_>,
    progress: impl Fn(u64),
) -> Result<(), ReadError> {
    let start = meaning.tip().size;
    let mut frontier = Frontier::read(&statics.nodes(published), start)?;
    let mut next = start.next_index();
    while next.0 < size.0 {
        let id = BundleId::holding(next, published).ok_or(ReadError::Absent(next))?;
        let bundle =
            statics.read_bundle(id)?.ok_or_else(|| ReadError::MissingFile(id.entries_path()))?;
        let bodies =
            statics.read_bodies(id)?.ok_or_else(|| ReadError::MissingFile(id.bodies_path()))?;
        let skip = usize::try_from(next.0.saturating_sub(id.first_index().0)).unwrap_or(usize::MAX);
        let left = usize::try_from(size.0.saturating_sub(next.0)).unwrap_or(usize::MAX);
        let places = bundle.entries().into_iter().zip(bodies.bodies());
        for (bytes, body) in places.skip(skip).take(left) {
            let entry =
                Entry::parse(bytes).map_err(|source| ReadError::Entry { index: next, source })?;
            if entry.index() != next {
                return Err(ReadError::WrongPlace { index: next, found: entry.index() });
            }
            frontier.push(leaf_hash(bytes));
            let is_left_out =
                matches!(folding, Folding::Without(entries) if entries.contains(&next));
            let body = body.filter(|_| !is_left_out);
            let body = body.and_then(|body| SignedBody::of(entry.statement(), body));
            let kind = Kind::from_number(entry.statement().header().kind);
            if body.is_none() && kind.is_some_and(|kind| !kind.can_be_redacted()) {
                return Err(ReadError::Body { index: next });
            }
            meaning.apply(&entry, bytes, body.as_ref().map(SignedBody::body))?;
            next = next.next();
        }
        meaning.keep();
        if folding == Folding::IsWritten {
            flush_if_many(meaning, frontier.root())?;
        }
        progress(next.0);
    }
    if frontier.root() != *root {
        return Err(ReadError::Root { size });
    }
    Ok(())
}

/// Writes the waiting rows and the mark in one batch; on return they are there.
pub(crate) fn flush(meaning: &mut Meaning, root: TreeHash) -> Result<(), ViewError> {
    start_flush(meaning, root)?;
    meaning.rows.finish_writing()
}

/// Begins to write the waiting rows if they are many. An error may be that of rows begun to be written before.
pub(crate) fn flush_if_many(meaning: &mut Meaning, root: TreeHash) -> Result<(), ViewError> {
    if meaning.rows.has_written() {
        meaning.rows.finish_writing()?;
    }
    if meaning.rows.are_many() { start_flush(meaning, root) } else { Ok(()) }
}

fn start_flush(meaning: &mut Meaning, root: TreeHash) -> Result<(), ViewError> {
    meaning.rows.finish_writing()?;
    let Tip { size, chain, .. } = *meaning.tip();
    let mark = Mark { version: ROWS_VERSION, size, root, chain };
    // Rows in memory alone have no mark, and stay.
    if meaning.rows.mark().is_none_or(|written| written == mark) {
        return Ok(());
    }
    let tip = serde_json::to_vec(meaning.tip()).expect("a tip has only string keys");
    meaning.rows.start_writing(tip, mark)
}

/// The published checkpoint, if there is one, verified.
pub(crate) fn published_checkpoint(
    statics: &Statics,
    verifier: &LogVerifier,
) -> Result<Option<SignedCheckpoint>, PublishedError> {
    match statics.read_checkpoint()? {
        None => Ok(None),
        Some(bytes) => Ok(Some(verifier.verify(&bytes)?)),
    }
}

/// Why the published checkpoint cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PublishedError {
    /// It cannot be read.
    #[error(transparent)]
    Statics(#[from] StaticsError),
    /// It is not one of this log.
    #[error("the published checkpoint does not verify: {0}")]
    Checkpoint(#[from] CheckpointError),
}
