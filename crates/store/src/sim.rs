//! A disk in memory that can fail at any operation and lose what was not synced.
//!
//! It keeps what POSIX promises and nothing a kind file system adds: a new name is lost unless its folder
//! was synced, even if the file was; after a failed sync the written pages count as clean, stay readable,
//! and never reach the disk unless they are written again. Operations are numbered from 0; [`SimDisk::plan`]
//! makes one of them fail, and [`SimDisk::crash`] gives the disk as another boot would find it, as often as
//! wanted, for each way of losing the unsynced changes.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::files::{Access, Disk, DiskFile, Listed, SECTOR, length_u64};

mod state;

pub use state::Seed;
use state::{Change, Inode, Keep, Node, State, eio, enospc, gone};

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the operation of `Disk` or `DiskFile` with its name")]
pub enum OpKind {
    Create,
    Open,
    Rename,
    Remove,
    CreateDir,
    RemoveDir,
    List,
    SyncDir,
    Length,
    ReadAt,
    WriteAt,
    Allocate,
    SyncData,
    SyncAll,
    TryLock,
}

/// One operation that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Op {
    /// What it does.
    pub kind: OpKind,
    /// To which file or folder, by the name it was opened with.
    pub path: PathBuf,
}

/// Whether a failing operation has had its effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// It has not.
    Before,
    /// It has.
    After,
}

/// How an operation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The process ends: this and every later operation fails.
    Kill(When),
    /// EIO. A sync that fails before its effect leaves the pages clean and off the disk.
    Eio(When),
    /// ENOSPC.
    Enospc(When),
    /// A write takes only half of the bytes, rounded up, and says so; other operations are not touched.
    Short,
    /// A write is read back from memory and counts as synced with the next sync, but never reaches the disk; other
    /// operations are not touched.
    Lost,
    /// A write is read back from memory where it belongs, and reaches the disk so many sectors behind; other
    /// operations are not touched.
    Misdirected(u64),
}

/// What becomes of the changes that were not synced when the power goes. They are numbered from 0 in the
/// order they were made, see [`SimDisk::unsynced`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Only the process ended: every change can be read, and none is synced.
    Process,
    /// No change is lost.
    Nothing,
    /// All are lost.
    Everything,
    /// All are lost but this one.
    AllBut(usize),
    /// This one is lost.
    Only(usize),
    /// By this seed, of each change: all, nothing, a prefix, or some 512-byte sectors are kept.
    Seeded(u64),
}

/// A disk in memory, with one folder, `/`. Clones are the same disk.
#[derive(Clone, Debug)]
pub struct SimDisk {
    state: Arc<Mutex<State>>,
}

impl Default for SimDisk {
    fn default() -> Self {
        Self::new()
    }
}

impl SimDisk {
    /// An empty disk.
    pub fn new() -> Self {
        let root = BTreeMap::from([(PathBuf::from("/"), Node::Folder)]);
        Self::boot(State { names: root.clone(), durable_names: root, ..State::default() })
    }

    fn boot(state: State) -> Self {
        Self { state: Arc::new(Mutex::new(state)) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked while it held the lock has failed already.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the operation numbered `op` fail, counted from 0 since this boot.
    pub fn plan(&self, op: usize, fault: Fault) {
        self.state().faults.insert(op, fault);
    }

    /// From now on nothing that needs space succeeds.
    pub fn fill_up(&self) {
        self.state().is_full = true;
    }

    /// From now on space is taken in steps of at most so many bytes, as on a disk that is almost full.
    pub fn limit_steps(&self, bytes: u64) {
        self.state().step_limit = Some(bytes);
    }

    /// From now on a sync says that it was done, and does nothing: what no store survives, and every test of one must
    /// find out.
    pub fn ignore_syncs(&self) {
        self.state().ignores_syncs = true;
    }

    /// There is space again.
    pub fn make_room(&self) {
        self.state().is_full = false;
    }

    /// The operations asked for since this boot.
    pub fn ops(&self) -> Vec<Op> {
        self.state().ops.clone()
    }

    /// How many there were.
    pub fn op_count(&self) -> usize {
        self.state().ops.len()
    }

    /// Whether a planned fault has come since this boot.
    pub fn has_failed(&self) -> bool {
        let state = self.state();
        state.faults.range(..state.ops.len()).next().is_some()
    }

    /// Whether the process has ended since this boot: nothing more happens in it.
    pub fn is_dead(&self) -> bool {
        self.state().is_dead
    }

    /// The files in which `bytes` stand, as readers see them.
    pub fn holding(&self, bytes: &[u8]) -> Vec<PathBuf> {
        let state = self.state();
        let holds = |node: &Node| match node {
            Node::File(file) => state.files.get(file).is_some_and(|inode| inode.now.holds(bytes)),
            Node::Folder => false,
        };
        let found = state.names.iter().filter(|(_, node)| holds(node));
        found.map(|(path, _)| path.clone()).collect()
    }

    /// How many changes are not synced.
    pub fn unsynced(&self) -> usize {
        self.state().changes.len()
    }

    /// Changes the bits of `mask` in one byte of a file, on the disk and for readers, as rot does. False if
    /// there is no such byte.
    pub fn rot(&self, path: &Path, offset: u64, mask: u8) -> bool {
        let mut state = self.state();
        let Some(Node::File(file)) = state.names.get(path).copied() else { return false };
        let Some(inode) = state.files.get_mut(&file) else { return false };
        let mut byte = [0];
        if inode.now.read(offset, &mut byte) == 0 {
            return false;
        }
        let rotten = byte.map(|byte| byte ^ mask);
        inode.now.write(offset, &rotten);
        inode.durable.write(offset, &rotten);
        true
    }

    /// The disk as the next boot finds it; this one is not changed.
    #[must_use]
    pub fn crash(&self, loss: Loss) -> Self {
        let mut state = self.state().clone();
        if loss != Loss::Process {
            let changes = std::mem::take(&mut state.changes);
            let mut seed = Seed(if let Loss::Seeded(seed) = loss { seed } else { 0 });
            for (number, change) in changes.into_iter().enumerate() {
                let keep = match loss {
                    Loss::AllBut(one) if one == number => Keep::All,
                    Loss::Only(one) if one != number => Keep::All,
                    Loss::Process | Loss::Nothing => Keep::All,
                    Loss::Everything | Loss::AllBut(_) | Loss::Only(_) => Keep::Nothing,
                    Loss::Seeded(_) => seed.keep(),
                };
                state.settle(change, keep, &mut seed);
            }
            state.reboot();
        }
        state.locks.clear();
        state.ops.clear();
        state.faults.clear();
        (state.is_dead, state.is_full) = (false, false);
        Self::boot(state)
    }

    /// Counts an operation and lets it happen, or not.
    fn step<T>(
        &self,
        kind: OpKind,
        (path, file): (&Path, Option<u64>),
        happen: impl FnOnce(&mut State, Option<Fault>) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut state = self.state();
        if state.is_dead {
            return Err(gone());
        }
        let number = state.ops.len();
        state.ops.push(Op { kind, path: path.to_owned() });
        let fault = state.faults.get(&number).copied();
        match fault {
            None | Some(Fault::Short | Fault::Lost | Fault::Misdirected(_)) => {
                happen(&mut state, fault)
            }
            Some(Fault::Kill(when)) => {
                if when == When::After {
                    // Nobody is left to be told how it went.
                    drop(happen(&mut state, None));
                }
                state.is_dead = true;
                Err(gone())
            }
            Some(Fault::Eio(When::After) | Fault::Enospc(When::After)) => {
                happen(&mut state, None)?;
                Err(if fault == Some(Fault::Eio(When::After)) { eio() } else { enospc() })
            }
            Some(Fault::Eio(When::Before)) => {
                if matches!(kind, OpKind::SyncData | OpKind::SyncAll) {
                    state.changes.retain(|change| change.file().is_none_or(|f| Some(f) != file));
                }
                Err(eio())
            }
            Some(Fault::Enospc(When::Before)) => Err(enospc()),
        }
    }

    fn handle(&self, file: u64, path: &Path) -> Box<dyn DiskFile> {
        let mut state = self.state();
        let handle = state.next_handle;
        state.next_handle += 1;
        drop(state);
        Box::new(SimFile { disk: self.clone(), handle, file, path: path.to_owned() })
    }
}

impl Disk for SimDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let file = self.step(OpKind::Create, (path, None), |state, _| {
            state.free(path)?;
            let file = state.next_file;
            state.next_file += 1;
            state.files.insert(file, Inode::default());
            state.change_names(Change::Link { path: path.to_owned(), node: Node::File(file) });
            Ok(file)
        })?;
        Ok(self.handle(file, path))
    }

    fn open(&self, path: &Path, _access: Access) -> io::Result<Box<dyn DiskFile>> {
        let node = self.step(OpKind::Open, (path, None), |state, _| state.node(path))?;
        match node {
            Node::File(file) => Ok(self.handle(file, path)),
            Node::Folder => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(OpKind::Rename, (from, None), |state, _| {
            let node = state.node(from)?;
            state.parent(to)?;
            let (from, to) = (from.to_owned(), to.to_owned());
            state.change_names(Change::Rename { from, to, node });
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(OpKind::Remove, (path, None), |state, _| match state.node(path)? {
            Node::Folder => Err(io::ErrorKind::IsADirectory.into()),
            node @ Node::File(_) => {
                state.change_names(Change::Unlink { path: path.to_owned(), node });
                Ok(())
            }
        })
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.step(OpKind::CreateDir, (path, None), |state, _| {
            state.free(path)?;
            state.change_names(Change::Link { path: path.to_owned(), node: Node::Folder });
            Ok(())
        })
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.step(OpKind::RemoveDir, (path, None), |state, _| {
            if state.node(path)? != Node::Folder {
                return Err(io::ErrorKind::NotADirectory.into());
            }
            if state.children(path).next().is_some() {
                return Err(io::ErrorKind::DirectoryNotEmpty.into());
            }
            state.change_names(Change::Unlink { path: path.to_owned(), node: Node::Folder });
            Ok(())
        })
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Listed>> {
        self.step(OpKind::List, (path, None), |state, _| {
            if state.node(path)? != Node::Folder {
                return Err(io::ErrorKind::NotADirectory.into());
            }
            let listed = state.children(path).filter_map(|(path, node)| {
                let name = path.file_name()?.to_str()?.to_owned();
                Some(Listed { name, is_folder: *node == Node::Folder })
            });
            Ok(listed.collect())
        })
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.step(OpKind::SyncDir, (path, None), |state, _| {
            if state.node(path)? != Node::Folder {
                return Err(io::ErrorKind::NotADirectory.into());
            }
            if !state.ignores_syncs {
                state.sync(|change| change.folder() == Some(path));
            }
            Ok(())
        })
    }
}

#[derive(Debug)]
struct SimFile {
    disk: SimDisk,
    handle: u64,
    file: u64,
    path: PathBuf,
}

impl SimFile {
    fn step<T>(
        &self,
        kind: OpKind,
        happen: impl FnOnce(&mut State, Option<Fault>) -> io::Result<T>,
    ) -> io::Result<T> {
        self.disk.step(kind, (&self.path, Some(self.file)), happen)
    }

    fn sync(&self, kind: OpKind) -> io::Result<()> {
        self.step(kind, |state, _| {
            if !state.ignores_syncs {
                state.sync(|change| change.file() == Some(self.file));
            }
            Ok(())
        })
    }
}

impl DiskFile for SimFile {
    fn length(&self) -> io::Result<u64> {
        self.step(OpKind::Length, |state, _| Ok(state.inode(self.file)?.now.length))
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        self.step(OpKind::ReadAt, |state, _| Ok(state.inode(self.file)?.now.read(offset, into)))
    }

    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<usize> {
        self.step(OpKind::WriteAt, |state, fault| {
            let count =
                if fault == Some(Fault::Short) { bytes.len().div_ceil(2) } else { bytes.len() };
            let taken = bytes.get(..count).unwrap_or_default();
            let is_full = state.is_full;
            let content = &mut state.inode(self.file)?.now;
            if is_full && offset.saturating_add(length_u64(count)) > content.length {
                return Err(enospc());
            }
            content.write(offset, taken);
            let away = match fault {
                Some(Fault::Lost) => return Ok(count),
                Some(Fault::Misdirected(sectors)) => sectors.saturating_mul(length_u64(SECTOR)),
                _ => 0,
            };
            let (file, bytes) = (self.file, taken.into());
            let offset = offset.saturating_add(away);
            state.changes.push(Change::Write { file, offset, bytes });
            Ok(count)
        })
    }

    fn allocate(&self, from: u64, to: u64) -> io::Result<()> {
        self.step(OpKind::Allocate, |state, _| {
            let is_too_far = |limit| to.saturating_sub(from) > limit;
            if state.is_full || state.step_limit.is_some_and(is_too_far) {
                return Err(enospc());
            }
            let content = &mut state.inode(self.file)?.now;
            debug_assert!(from <= content.length, "space is taken from the end on");
            content.length = content.length.max(to);
            state.changes.push(Change::Grow { file: self.file, length: to });
            Ok(())
        })
    }

    fn sync_data(&self) -> io::Result<()> {
        self.sync(OpKind::SyncData)
    }

    fn sync_all(&self) -> io::Result<()> {
        self.sync(OpKind::SyncAll)
    }

    fn try_lock(&self) -> io::Result<bool> {
        self.step(OpKind::TryLock, |state, _| {
            Ok(*state.locks.entry(self.file).or_insert(self.handle) == self.handle)
        })
    }
}

impl Drop for SimFile {
    fn drop(&mut self) {
        let mut state = self.disk.state();
        if state.locks.get(&self.file) == Some(&self.handle) {
            state.locks.remove(&self.file);
        }
    }
}
