//! The journal: the one file whose sync a commit waits for.
//!
//! ```text
//! file   = header page, then frames (see `commit`), each from a multiple of 4096 on; zeros behind them
//! header = "bayan journal\0\0\0" || u32be version || salt[16]
//!          || u8 1 and the header of the newest commit before this file, or u8 0 and zeros [1 + 144]
//!          || check[32]
//! ```
//!
//! The header's check is BLAKE3 in key-derivation mode, context `bayan 2026 journal header v1`, of the bytes
//! before it. A frame shares no page with another, so that writing one cannot harm one that was acknowledged.
//! Space is taken in steps ahead of the writes, and read as zeros until then.
//!
//! **What a crash leaves.** Before the write of an append: nothing. During it: a frame that is not whole,
//! with nothing behind it, which opening wipes. After it: the whole frame, perhaps not on the disk yet, which
//! opening writes again before it is believed. A frame that is not whole although another follows, or that no
//! lost write explains, is damage, and the journal is left as it is.

use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::path::PathBuf;

use bayan_proof::hash::TreeHash;
use bayan_proof::num::{Index, Size, UnixMillis};

use crate::commit::{
    Commit, CommitError, CommitHash, CommitHeader, CommitNumber, Item, Salt, WriterId,
};
use crate::files::{
    Access, DiskFile, FileError, Folder, failed, length_u64, read_up_to, write_all, write_zeros,
};
use crate::frame::{Damage, Head, WITHHELD_MARK};
use crate::publish::Published;
use crate::recovery::{PAGE, Scan, name_first_page, page_after, write_first_page};

/// The longest journal in bytes: rotate before.
pub const JOURNAL_MAX: u64 = 1024 * 1024 * 1024;

/// The format that is written, and the newest that is read.
pub const JOURNAL_VERSION: u32 = 1;

pub(crate) const NAME: &str = "journal";
const SALT_CONTEXT: &str = "bayan 2026 journal salt v1";
const ALLOCATE_STEP: u64 = 4 * 1024 * 1024;

/// Why the journal could not be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// There is none.
    #[error("no journal at {}", path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// There is one already, which is never overwritten.
    #[error("a journal is already at {}", path.display())]
    Exists {
        /// Where it is.
        path: PathBuf,
    },
    /// The file starts as no journal does.
    #[error("not a journal, or its first bytes are damaged")]
    NotJournal,
    /// A newer program wrote it.
    #[error("journal format {found} is newer than {JOURNAL_VERSION}")]
    Version {
        /// The format it is in.
        found: u32,
    },
    /// The header page does not match its check.
    #[error("the journal's header page is damaged")]
    HeaderDamaged,
    /// No lost write explains what is at `offset`.
    #[error("the journal is damaged at byte {offset}")]
    Damaged {
        /// Where the frame starts that is not as it was written.
        offset: u64,
        /// What is wrong with it.
        #[source]
        damage: Damage,
    },
    /// A write or a sync failed before: what is on the disk is not known until it is opened again.
    #[error("the journal stopped after a failed write and has to be opened again")]
    Stopped,
    /// The commit would make it longer than [`JOURNAL_MAX`].
    #[error("the journal is full: publish and rotate it")]
    Full,
    /// The commit was not prepared for this place.
    #[error("commit {number} does not follow the newest one")]
    OutOfOrder {
        /// Its number.
        number: CommitNumber,
    },
    /// The bytes to be written are no longer those that were prepared: memory failed.
    #[error("commit {number} changed in memory before it was written")]
    ChangedInMemory {
        /// Its number.
        number: CommitNumber,
    },
    /// Rotating would lose entries that are not published.
    #[error("published up to size {published}, committed up to size {committed}")]
    NotPublished {
        /// The size whose files are durable.
        published: Size,
        /// The size of the newest commit.
        committed: Size,
    },
    /// The journal does not hold the commit, or no longer.
    #[error("commit {number} is not in the journal")]
    NotHere {
        /// Its number.
        number: CommitNumber,
    },
    /// The entries make no commit.
    #[error("failed to prepare a commit")]
    Commit(#[from] CommitError),
    /// A file operation failed.
    #[error("failed to use the journal")]
    File(#[from] FileError),
}

/// What opening a journal found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The newest commit when the journal was last rotated: it and all before it are published durably.
    pub base: Option<CommitHeader>,
    /// The commits since, oldest first: their static files are written again before they are believed.
    pub tail: Vec<CommitHeader>,
    /// How many bytes of a commit were dropped whose write was cut short. It was never acknowledged; a
    /// published checkpoint of a larger size than the newest commit's says that it was, and is an alarm.
    pub dropped_bytes: u64,
}

impl Recovered {
    /// The newest commit of all; nothing in a new ledger.
    pub fn newest(&self) -> Option<&CommitHeader> {
        self.tail.last().or(self.base.as_ref())
    }
}

/// A journal as it was at one moment, for reading: somebody may be writing to it.
#[derive(Debug)]
pub struct Inspected {
    folder: Folder,
    file: Box<dyn DiskFile>,
    salt: Salt,
    frames: Vec<Frame>,
    recovered: Recovered,
}

impl Inspected {
    /// What opening would find.
    pub fn recovered(&self) -> &Recovered {
        &self.recovered
    }

    /// Reads a commit made since the last rotation, and checks all of it.
    pub fn read(&self, number: CommitNumber) -> Result<Commit, JournalError> {
        read_frame(&self.folder, &*self.file, self.salt, frame_of(&self.frames, number)?)
    }
}

/// The journal of the one writer. Holding the ledger's lock is the caller's part.
#[derive(Debug)]
pub struct Journal {
    folder: Folder,
    file: Box<dyn DiskFile>,
    salt: Salt,
    base: Option<CommitHeader>,
    frames: Vec<Frame>,
    /// Where the next frame goes: a multiple of [`PAGE`].
    end: u64,
    /// Up to where there is space.
    allocated: u64,
    is_stopped: bool,
}

/// Where a commit is in the journal.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) header: CommitHeader,
    pub(crate) offset: u64,
    pub(crate) length: usize,
}

impl Journal {
    /// Makes the journal of a new ledger, durable on return. `salt` is 16 random bytes.
    pub fn create(folder: &Folder, salt: Salt) -> Result<Self, JournalError> {
        if folder.open(NAME, Access::Read)?.is_some() {
            return Err(JournalError::Exists { path: folder.path(NAME) });
        }
        let file = write_first_page(folder, salt, None)?;
        name_first_page(folder)?;
        let end = length_u64(PAGE);
        let (folder, base, frames) = (folder.clone(), None, Vec::new());
        Ok(Self { folder, file, salt, base, frames, end, allocated: end, is_stopped: false })
    }

    /// Opens the journal, drops what an unfinished append left, and makes the newest commit durable that
    /// may not have been. Changes nothing if it is damaged.
    pub fn open(folder: &Folder) -> Result<(Self, Recovered), JournalError> {
        let file = open_file(folder, Access::ReadWrite)?;
        let scan = Scan::of(folder, &*file)?;
        let recovered = scan.recovered();
        // The last rotation may have stopped before its new name was durable.
        folder.sync_folder("")?;
        let path = folder.path(NAME);
        scan.repair(&*file).map_err(failed("repair", &path))?;
        let Scan { salt, base, frames, end, length, .. } = scan;
        let folder = folder.clone();
        let journal =
            Self { folder, file, salt, base, frames, end, allocated: length, is_stopped: false };
        Ok((journal, recovered))
    }

    /// What opening would find, without a lock and without changing anything. A commit just being written
    /// counts as dropped bytes.
    pub fn inspect(folder: &Folder) -> Result<Inspected, JournalError> {
        let file = open_file(folder, Access::Read)?;
        let scan = Scan::of(folder, &*file)?;
        let recovered = scan.recovered();
        Ok(Inspected {
            folder: folder.clone(),
            file,
            salt: scan.salt,
            frames: scan.frames,
            recovered,
        })
    }

    /// The newest commit; nothing in a new ledger.
    pub fn newest(&self) -> Option<&CommitHeader> {
        self.frames.last().map(|frame| &frame.header).or(self.base.as_ref())
    }

    /// How many bytes the commits since the last rotation take: what opening has to read.
    pub fn tail_bytes(&self) -> u64 {
        self.end.saturating_sub(length_u64(PAGE))
    }

    /// Lays out the commit that would be next. Its items are then slices of the very bytes that
    /// [`Self::append`] writes: hash them again and compare, before appending it.
    pub fn prepare<'a>(
        &self,
        writer: WriterId,
        root: TreeHash,
        time: UnixMillis,
        items: impl IntoIterator<Item = Item<'a>>,
    ) -> Result<Commit, JournalError> {
        Ok(Commit::lay_out(self.salt, self.newest(), (writer, root, time), items)?)
    }

    /// Makes a commit durable with one data sync. On return it is in the ledger for good.
    ///
    /// On [`JournalError::Full`], and when no space could be had for it, nothing was written and it may be
    /// appended later. After any other failure of the disk it may be there or not: the journal stops, and
    /// opening it again tells.
    pub fn append(&mut self, commit: &Commit) -> Result<CommitHash, JournalError> {
        if self.is_stopped {
            return Err(JournalError::Stopped);
        }
        let number = commit.header().number;
        // A bit that flipped since the layout must not become permanent.
        if !commit.is_sound() {
            return Err(JournalError::ChangedInMemory { number });
        }
        let follows = Head::read(self.salt, commit.frame())
            .is_some_and(|head| head.follows(self.newest()) && head.header == *commit.header());
        if !follows {
            return Err(JournalError::OutOfOrder { number });
        }
        let length = commit.frame().len();
        let end = page_after(self.end.saturating_add(length_u64(length)));
        if end > JOURNAL_MAX {
            return Err(JournalError::Full);
        }
        let path = self.folder.path(NAME);
        if end > self.allocated {
            self.make_space(end).map_err(failed("make space in", &path))?;
        }
        self.is_stopped = true;
        write_all(&*self.file, self.end, commit.frame()).map_err(failed("write", &path))?;
        self.file.sync_data().map_err(failed("sync", &path))?;
        self.is_stopped = false;
        self.frames.push(Frame { header: commit.header().clone(), offset: self.end, length });
        self.end = end;
        Ok(commit.header().hash())
    }

    /// Takes space in steps, so that most appends sync data alone; on a disk that is almost full, as much as
    /// is needed.
    fn make_space(&mut self, end: u64) -> io::Result<()> {
        let mut to = end.next_multiple_of(ALLOCATE_STEP);
        let mut made = self.file.allocate(self.allocated, to);
        if made.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::StorageFull) {
            to = end;
            made = self.file.allocate(self.allocated, to);
        }
        made.map(|()| self.allocated = to)
    }

    /// Reads a commit made since the last rotation, and checks all of it.
    pub fn read(&self, number: CommitNumber) -> Result<Commit, JournalError> {
        self.read_frame(frame_of(&self.frames, number)?)
    }

    fn read_frame(&self, frame: &Frame) -> Result<Commit, JournalError> {
        read_frame(&self.folder, &*self.file, self.salt, frame)
    }

    /// Starts a new file that holds only the newest commit's header, once all static files are durable.
    ///
    /// A crash leaves the old file or the new one. If it fails for lack of space the old one goes on; if
    /// the new name may not be durable, the journal stops.
    pub fn rotate(&mut self, published: &Published) -> Result<(), JournalError> {
        if self.is_stopped {
            return Err(JournalError::Stopped);
        }
        let Some(newest) = self.frames.last().map(|frame| frame.header.clone()) else {
            return Ok(());
        };
        if (published.size(), published.root()) != (newest.size, newest.root) {
            let (published, committed) = (published.size(), newest.size);
            return Err(JournalError::NotPublished { published, committed });
        }
        let salt = next_salt(self.salt, &newest);
        let file = write_first_page(&self.folder, salt, Some(&newest))?;
        self.is_stopped = true;
        name_first_page(&self.folder)?;
        self.is_stopped = false;
        let end = length_u64(PAGE);
        (self.file, self.salt, self.base) = (file, salt, Some(newest));
        (self.frames, self.end, self.allocated) = (Vec::new(), end, end);
        Ok(())
    }

    /// Overwrites the bodies of these entries, where it has them, and returns how many it had. Durable on
    /// return; to be called again after a crash, as only a redaction knows what is to be withheld.
    ///
    /// The commits that hold them have been published, so no other copy is owed to this file.
    pub fn withhold(&mut self, indexes: &BTreeSet<Index>) -> Result<usize, JournalError> {
        if self.is_stopped {
            return Err(JournalError::Stopped);
        }
        let mut bodies = Vec::new();
        for frame in &self.frames {
            let range = frame.header.first..frame.header.size.next_index();
            if indexes.range(range.clone()).next().is_none() {
                continue;
            }
            let commit = self.read_frame(frame)?;
            let found = indexes.range(range).filter_map(|index| commit.body_at(*index));
            bodies.extend(found.map(|(mark, body)| (frame.offset, mark, body)));
        }
        if bodies.is_empty() {
            return Ok(0);
        }
        self.is_stopped = true;
        // The mark first: opening finishes the zeros of a marked body, but takes an unmarked one whose
        // bytes do not match its digest for damage.
        for (offset, mark, _) in &bodies {
            self.overwrite(*offset, *mark..*mark + 1, Overwrite::Mark)?;
        }
        self.sync()?;
        for (offset, _, body) in &bodies {
            self.overwrite(*offset, body.clone(), Overwrite::Zeros)?;
        }
        self.sync()?;
        self.is_stopped = false;
        Ok(bodies.len())
    }

    fn overwrite(
        &self,
        frame: u64,
        range: Range<usize>,
        with: Overwrite,
    ) -> Result<(), JournalError> {
        let offset = frame.saturating_add(length_u64(range.start));
        let written = match with {
            Overwrite::Mark => write_all(&*self.file, offset, &WITHHELD_MARK),
            Overwrite::Zeros => write_zeros(&*self.file, offset, length_u64(range.len())),
        };
        Ok(written.map_err(failed("overwrite a body in", &self.folder.path(NAME)))?)
    }

    fn sync(&self) -> Result<(), JournalError> {
        Ok(self.file.sync_data().map_err(failed("sync", &self.folder.path(NAME)))?)
    }
}

#[derive(Clone, Copy)]
enum Overwrite {
    Mark,
    Zeros,
}

fn frame_of(frames: &[Frame], number: CommitNumber) -> Result<&Frame, JournalError> {
    let missing = JournalError::NotHere { number };
    let first = frames.first().map(|frame| frame.header.number.0);
    let place = first.and_then(|first| number.0.checked_sub(first));
    let place = place.and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| frames.get(place)).ok_or(missing)
}

fn read_frame(
    folder: &Folder,
    file: &dyn DiskFile,
    salt: Salt,
    frame: &Frame,
) -> Result<Commit, JournalError> {
    let mut bytes = vec![0; frame.length];
    let filled =
        read_up_to(file, frame.offset, &mut bytes).map_err(failed("read", &folder.path(NAME)))?;
    bytes.truncate(filled);
    Commit::read(salt, bytes)
        .map_err(|damage| JournalError::Damaged { offset: frame.offset, damage })
}

fn open_file(folder: &Folder, access: Access) -> Result<Box<dyn DiskFile>, JournalError> {
    let file = folder.open(NAME, access)?;
    file.ok_or_else(|| JournalError::Missing { path: folder.path(NAME) })
}

/// A salt that only a holder of the last one can tell, so that frames of an older file are none here.
fn next_salt(salt: Salt, newest: &CommitHeader) -> Salt {
    let mut bytes = salt.0.to_vec();
    bytes.extend(newest.hash().0.0);
    let derived = blake3::derive_key(SALT_CONTEXT, &bytes);
    Salt(*derived.first_chunk().expect("32 bytes hold 16"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use bayan_proof::hash::Sha256;

    use super::*;
    use crate::files::Disk;
    use crate::recovery::PAGE;
    use crate::sim::SimDisk;

    #[test]
    fn a_journal_is_full_when_the_next_commit_would_pass_its_limit() {
        let disk = SimDisk::new();
        disk.create_dir(Path::new("/l")).unwrap();
        let folder = Folder::new(Arc::new(disk.clone()), "/l");
        for (pages_left, fits) in [(0, false), (1, true), (2, true)] {
            let mut journal = Journal::create(&folder, Salt([3; 16])).unwrap();
            journal.end = JOURNAL_MAX - pages_left * length_u64(PAGE);
            let item = Item { entry: b"entry", digest: Sha256::of(b""), body: None };
            let (root, time) = (TreeHash([0; 32]), UnixMillis(0));
            let commit = journal.prepare(WriterId([0; 16]), root, time, [item]).unwrap();
            let ops = disk.ops().len();
            match journal.append(&commit) {
                Ok(_) => assert!(fits, "{pages_left} pages left"),
                Err(JournalError::Full) => {
                    assert!(!fits, "{pages_left} pages left");
                    assert_eq!(disk.ops().len(), ops, "nothing was written");
                    assert!(matches!(journal.append(&commit), Err(JournalError::Full)));
                }
                Err(error) => panic!("{error}"),
            }
            disk.remove(Path::new("/l/journal")).unwrap();
        }
    }
}
