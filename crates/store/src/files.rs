//! The file operations that everything here is made of, and the system's own files behind them.
//!
//! [`Disk`] and [`DiskFile`] promise what POSIX does and no more: a write is durable after a sync of its
//! file, a name after a sync of its folder. [`crate::sim::SimDisk`] takes that literally.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{FallocateFlags, fallocate};
use rustix::io::{Errno, retry_on_intr};

/// The folder, below the ledger's, in which files are written before they get their names.
const TEMPORARY: &str = "tmp";

/// Zeros to write where something is overwritten or space is made.
pub(crate) static ZEROS: [u8; 65_536] = [0; 65_536];

/// What a file is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading only.
    Read,
    /// Reading and writing in place.
    ReadWrite,
}

/// A disk: folders and the files in them.
///
/// Paths are as the system takes them. Errors are the system's, with their kinds: `NotFound` and
/// `AlreadyExists` are relied on.
pub trait Disk: fmt::Debug + Send + Sync {
    /// Makes a new file and opens it for reading and writing; an existing one is an error.
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;
    /// Opens an existing file.
    fn open(&self, path: &Path, access: Access) -> io::Result<Box<dyn DiskFile>>;
    /// Gives a file another name, in place of any file that has it. Seen by others whole or not at all.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes the name of a file; those who have it open keep it.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes one folder, whose parent is there.
    fn create_dir(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;
    /// What is in a folder, in the order of the names.
    fn list(&self, path: &Path) -> io::Result<Vec<Listed>>;
    /// Makes the names in a folder durable, not what they stand for.
    fn sync_dir(&self, path: &Path) -> io::Result<()>;
}

/// A name in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// The name. What of it is not UTF-8 is replaced: it is then the name of no file of a ledger.
    pub name: String,
    /// Whether it is that of a folder.
    pub is_folder: bool,
}

/// An open file. Closing it promises nothing.
pub trait DiskFile: fmt::Debug + Send + Sync {
    /// How many bytes it has.
    fn length(&self) -> io::Result<u64>;
    /// Reads up to `into.len()` bytes at `offset`; 0 only at the end of the file.
    fn read_at(&self, offset: u64, into: &mut [u8]) -> io::Result<usize>;
    /// Writes up to all of `bytes` at `offset`, and says how many.
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<usize>;
    /// Makes `from..to`, behind everything written so far, part of the file: it has its space and reads as
    /// zeros.
    fn allocate(&self, from: u64, to: u64) -> io::Result<()>;
    /// Makes the content durable, and the length if it grew.
    fn sync_data(&self) -> io::Result<()>;
    /// As [`Self::sync_data`], and the file's times as well.
    fn sync_all(&self) -> io::Result<()>;
    /// Takes the exclusive lock on the file, held until it is closed; false if somebody has it.
    fn try_lock(&self) -> io::Result<bool>;
}

/// The system's own files.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        Ok(Box::new(SystemFile(file)))
    }

    fn open(&self, path: &Path, access: Access) -> io::Result<Box<dyn DiskFile>> {
        let write = access == Access::ReadWrite;
        let file = OpenOptions::new().read(true).write(write).open(path)?;
        // A folder opens for reading, and then fails at the first read with an error that names nothing.
        if file.metadata()?.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok(Box::new(SystemFile(file)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Listed>> {
        let mut listed = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            listed.push(Listed { name, is_folder: entry.file_type()?.is_dir() });
        }
        listed.sort();
        Ok(listed)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }
}

#[derive(Debug)]
struct SystemFile(File);

impl DiskFile for SystemFile {
    fn length(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        self.0.read_at(into, offset)
    }

    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_at(bytes, offset)
    }

    fn allocate(&self, from: u64, to: u64) -> io::Result<()> {
        let length = to.saturating_sub(from);
        match retry_on_intr(|| fallocate(&self.0, FallocateFlags::empty(), from, length)) {
            // Not every file system has it; written zeros reserve the space everywhere.
            Err(Errno::OPNOTSUPP | Errno::NOSYS) => write_zeros(self, from, length),
            done => done.map_err(io::Error::from),
        }
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn sync_all(&self) -> io::Result<()> {
        self.0.sync_all()
    }

    fn try_lock(&self) -> io::Result<bool> {
        match self.0.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// Writes all of `bytes` at `offset`, however many writes the system makes of it.
pub(crate) fn write_all(file: &dyn DiskFile, mut offset: u64, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match file.write_at(offset, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => {
                let rest = bytes.split_at_checked(count).ok_or(io::ErrorKind::InvalidData)?.1;
                offset = offset.saturating_add(length_u64(count));
                bytes = rest;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Overwrites `length` bytes from `offset` with zeros.
pub(crate) fn write_zeros(file: &dyn DiskFile, offset: u64, length: u64) -> io::Result<()> {
    let end = offset.saturating_add(length);
    let mut at = offset;
    while at < end {
        let step = usize::try_from(end - at).unwrap_or(usize::MAX).min(ZEROS.len());
        write_all(file, at, ZEROS.split_at_checked(step).map_or(&ZEROS[..], |(zeros, _)| zeros))?;
        at = at.saturating_add(length_u64(step));
    }
    Ok(())
}

/// Fills `into` from `offset` on, and says how many bytes there were before the end of the file.
pub(crate) fn read_up_to(file: &dyn DiskFile, offset: u64, into: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = into.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read_at(offset.saturating_add(length_u64(filled)), rest) {
            Ok(0) => break,
            Ok(count) => filled = filled.saturating_add(count),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Whether all of `bytes` are zeros.
pub(crate) fn is_zero(bytes: &[u8]) -> bool {
    bytes.chunks(ZEROS.len()).all(|chunk| ZEROS.get(..chunk.len()) == Some(chunk))
}

/// A length in memory as a length on disk.
pub(crate) fn length_u64(length: usize) -> u64 {
    u64::try_from(length).expect("no memory is larger than a u64 can count")
}

/// Why a file operation failed.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system refused.
    #[error("failed to {doing} {}", path.display())]
    System {
        /// What was being done.
        doing: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A file is longer than what it holds may be.
    #[error("{} has {found} bytes, above the limit of {limit}", path.display())]
    TooLong {
        /// The file.
        path: PathBuf,
        /// Its length in bytes.
        found: u64,
        /// The limit in bytes.
        limit: u64,
    },
}

/// Turns the system's error into one that says what was being done and where.
pub(crate) fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FileError {
    let path = path.to_owned();
    move |source| FileError::System { doing, path, source }
}

/// A ledger's folder on a disk. Names are relative to it, with `/` between their parts.
#[derive(Clone, Debug)]
pub struct Folder {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    is_system: bool,
}

impl Folder {
    /// The folder at `root` on a disk that is not the system's. Only what goes through [`Disk`] can rest there: a
    /// read model cannot, and stays in memory.
    pub fn new(disk: Arc<dyn Disk>, root: impl Into<PathBuf>) -> Self {
        Self { disk, root: root.into(), is_system: false }
    }

    /// The folder at `root` among the system's files.
    pub fn system(root: impl Into<PathBuf>) -> Self {
        Self { disk: Arc::new(SystemDisk), root: root.into(), is_system: true }
    }

    /// Where a name in it is among the system's files; nothing on another disk.
    pub fn system_path(&self, name: &str) -> Option<PathBuf> {
        self.is_system.then(|| self.path(name))
    }

    /// Makes the folder and those above it that are missing, durably: a power cut takes away no folder that was made.
    pub fn make(&self) -> Result<(), FileError> {
        let missing = |folder: &&Path| {
            is(&self.disk.list(folder), io::ErrorKind::NotFound) && !folder.as_os_str().is_empty()
        };
        let missing: Vec<&Path> = self.root.ancestors().take_while(missing).collect();
        for folder in missing.into_iter().rev() {
            self.make_dir(folder)?;
            let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
            let above = above.unwrap_or(Path::new("."));
            self.disk.sync_dir(above).map_err(failed("sync folder", above))?;
        }
        Ok(())
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The disk it is on.
    pub fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// Where a name in it is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Opens a file; nothing if there is none.
    pub fn open(&self, name: &str, access: Access) -> Result<Option<Box<dyn DiskFile>>, FileError> {
        let path = self.path(name);
        match self.disk.open(&path, access) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed("open", &path)(error)),
        }
    }

    /// Reads a whole file of at most `limit` bytes; nothing if there is none.
    pub fn read(&self, name: &str, limit: usize) -> Result<Option<Vec<u8>>, FileError> {
        let Some(file) = self.open(name, Access::Read)? else { return Ok(None) };
        self.read_whole(&*file, name, limit).map(Some)
    }

    pub(crate) fn read_whole(
        &self,
        file: &dyn DiskFile,
        name: &str,
        limit: usize,
    ) -> Result<Vec<u8>, FileError> {
        let path = self.path(name);
        let found = file.length().map_err(failed("measure", &path))?;
        let limit = length_u64(limit);
        let length = usize::try_from(found).ok().filter(|_| found <= limit);
        let length = length.ok_or(FileError::TooLong { path: path.clone(), found, limit })?;
        let mut bytes = vec![0; length];
        let filled = read_up_to(file, 0, &mut bytes).map_err(failed("read", &path))?;
        bytes.truncate(filled);
        Ok(bytes)
    }

    /// Writes a file durably, in place of any that has the name: it is whole under its name on return, and
    /// before that the old one is. Folders on the way are made.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), FileError> {
        let temporary = self.write_temporary(name, bytes)?;
        temporary.sync_all().map_err(failed("sync", &self.path(name)))?;
        self.give_name(name)?;
        self.sync_folders(name)
    }

    /// Writes a file in place of any that has the name, whole or not at all for those who read, but not
    /// durably: the caller syncs the file it gets and, by [`Self::sync_folders`], its name.
    pub(crate) fn replace(&self, name: &str, bytes: &[u8]) -> Result<Box<dyn DiskFile>, FileError> {
        let file = self.write_temporary(name, bytes)?;
        self.give_name(name)?;
        Ok(file)
    }

    /// Writes what will get the name `name`. There is one writer, so one temporary name is enough, and what
    /// a crash left under it is no one's.
    fn write_temporary(&self, name: &str, bytes: &[u8]) -> Result<Box<dyn DiskFile>, FileError> {
        let file = self.create_temporary()?;
        write_all(&*file, 0, bytes).map_err(failed("write", &self.path(name)))?;
        Ok(file)
    }

    pub(crate) fn create_temporary(&self) -> Result<Box<dyn DiskFile>, FileError> {
        let path = self.temporary();
        let mut created = self.disk.create(&path);
        if is(&created, io::ErrorKind::NotFound) {
            self.make_dir(&self.path(TEMPORARY))?;
            created = self.disk.create(&path);
        }
        if is(&created, io::ErrorKind::AlreadyExists) {
            self.disk.remove(&path).map_err(failed("remove", &path))?;
            created = self.disk.create(&path);
        }
        created.map_err(failed("create", &path))
    }

    /// Removes what a crash left under the temporary name, durably: it may be a body or an artifact that is withheld
    /// since. It is not overwritten, as a power cut may have left the old name of a file that has its new one too.
    pub(crate) fn remove_temporary(&self) -> Result<(), FileError> {
        let path = self.temporary();
        match self.disk.remove(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => {
                removed.map_err(failed("remove", &path))?;
                self.sync_folder(TEMPORARY)
            }
        }
    }

    /// Renames the temporary file to `name`.
    pub(crate) fn give_name(&self, name: &str) -> Result<(), FileError> {
        let path = self.path(name);
        let mut renamed = self.disk.rename(&self.temporary(), &path);
        if is(&renamed, io::ErrorKind::NotFound) {
            self.make_folders(name)?;
            renamed = self.disk.rename(&self.temporary(), &path);
        }
        renamed.map_err(failed("rename a new file to", &path))
    }

    fn temporary(&self) -> PathBuf {
        self.path(TEMPORARY).join("new")
    }

    /// Makes the folders that `name` lies in, not durably.
    fn make_folders(&self, name: &str) -> Result<(), FileError> {
        for folder in folders(name).into_iter().rev() {
            self.make_dir(&self.path(folder))?;
        }
        Ok(())
    }

    fn make_dir(&self, path: &Path) -> Result<(), FileError> {
        match self.disk.create_dir(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made.map_err(failed("make folder", path)),
        }
    }

    /// Makes the name of a file durable: its folder's names and those of every folder above it.
    pub(crate) fn sync_folders(&self, name: &str) -> Result<(), FileError> {
        folders(name).into_iter().chain([""]).try_for_each(|folder| self.sync_folder(folder))
    }

    pub(crate) fn sync_folder(&self, name: &str) -> Result<(), FileError> {
        let path = self.path_of_folder(name);
        self.disk.sync_dir(&path).map_err(failed("sync folder", &path))
    }

    fn path_of_folder(&self, name: &str) -> PathBuf {
        if name.is_empty() { self.root.clone() } else { self.path(name) }
    }

    /// What is in a folder of it, in it itself for the empty name, in the order of the names; nothing if there is no
    /// such folder.
    pub fn list(&self, name: &str) -> Result<Option<Vec<Listed>>, FileError> {
        let path = self.path_of_folder(name);
        match self.disk.list(&path) {
            Ok(names) => Ok(Some(names)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed("list", &path)(error)),
        }
    }

    /// Removes a file, if it is there.
    pub(crate) fn remove(&self, name: &str) -> Result<(), FileError> {
        let path = self.path(name);
        match self.disk.remove(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.map_err(failed("remove", &path)),
        }
    }

    pub(crate) fn remove_dir(&self, name: &str) -> Result<(), FileError> {
        let path = self.path(name);
        self.disk.remove_dir(&path).map_err(failed("remove folder", &path))
    }
}

fn is<T>(result: &io::Result<T>, kind: io::ErrorKind) -> bool {
    result.as_ref().is_err_and(|error| error.kind() == kind)
}

/// The folders that a name lies in, the innermost first, without the root.
pub(crate) fn folders(name: &str) -> Vec<&str> {
    let mut folders = Vec::new();
    let mut rest = name;
    while let Some((folder, _)) = rest.rsplit_once('/') {
        folders.push(folder);
        rest = folder;
    }
    folders
}

/// The size of the pieces a disk writes whole: what a lost write leaves of the journal is told by it.
pub(crate) const SECTOR: usize = 512;

/// Whether `found` is what may be left of `expected` when some of its writes, or its end, never reached the disk: no
/// byte of it says anything else. A byte that was never written reads as zero, wherever in a sector it is: what is lost
/// of a file that was written in pieces may end and begin within one.
pub(crate) fn is_remains(found: &[u8], expected: &[u8]) -> bool {
    let is_left = |(found, expected): (&u8, &u8)| found == expected || *found == 0;
    found.len() <= expected.len() && found.iter().zip(expected).all(is_left)
}
