//! What is on a simulated disk, and what of it was synced.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::io::Errno;

use super::{Fault, Op};
use crate::files::{SECTOR, length_u64};

#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) files: BTreeMap<u64, Inode>,
    /// The names as processes see them, and as they are on the disk.
    pub(super) names: BTreeMap<PathBuf, Node>,
    pub(super) durable_names: BTreeMap<PathBuf, Node>,
    /// What was changed and not synced, oldest first.
    pub(super) changes: Vec<Change>,
    pub(super) next_file: u64,
    pub(super) next_handle: u64,
    /// Which handle has the lock on a file.
    pub(super) locks: BTreeMap<u64, u64>,
    pub(super) ops: Vec<Op>,
    pub(super) faults: BTreeMap<usize, Fault>,
    pub(super) is_dead: bool,
    pub(super) is_full: bool,
    pub(super) ignores_syncs: bool,
    /// The most bytes of space that can be had at once.
    pub(super) step_limit: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Folder,
    File(u64),
}

/// What processes read of a file, and what is on the disk.
#[derive(Clone, Debug, Default)]
pub(super) struct Inode {
    pub(super) now: Content,
    pub(super) durable: Content,
}

#[derive(Clone, Debug)]
pub(super) enum Change {
    Write { file: u64, offset: u64, bytes: Arc<[u8]> },
    Grow { file: u64, length: u64 },
    Link { path: PathBuf, node: Node },
    Unlink { path: PathBuf, node: Node },
    Rename { from: PathBuf, to: PathBuf, node: Node },
}

impl Change {
    pub(super) fn file(&self) -> Option<u64> {
        match self {
            Self::Write { file, .. } | Self::Grow { file, .. } => Some(*file),
            _ => None,
        }
    }

    /// The folder whose sync makes it durable.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Write { .. } | Self::Grow { .. } => None,
            Self::Link { path, .. } | Self::Unlink { path, .. } => path.parent(),
            Self::Rename { to, .. } => to.parent(),
        }
    }
}

/// A boot of the disk ended, or never was: the system's words for it do not matter.
pub(super) fn gone() -> io::Error {
    io::Error::other("the process has ended")
}

pub(super) fn eio() -> io::Error {
    Errno::IO.into()
}

pub(super) fn enospc() -> io::Error {
    Errno::NOSPC.into()
}

/// What is kept of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    All,
    Nothing,
    Prefix,
    Sectors,
}

/// Numbers that look random and are the same each time (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Seed(pub u64);

impl Seed {
    /// The next number below `bound`, or 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound.max(1)
    }

    pub(super) fn keep(&mut self) -> Keep {
        match self.below(4) {
            0 => Keep::All,
            1 => Keep::Nothing,
            2 => Keep::Prefix,
            _ => Keep::Sectors,
        }
    }
}

impl State {
    /// Brings of an unsynced change to the disk what is kept.
    pub(super) fn settle(&mut self, change: Change, keep: Keep, seed: &mut Seed) {
        match (change, keep) {
            (_, Keep::Nothing) => {}
            (Change::Write { file, offset, bytes }, Keep::Prefix) => {
                let length = usize::try_from(seed.below(length_u64(bytes.len()))).unwrap_or(0);
                let prefix = bytes.get(..length).unwrap_or_default();
                self.write_durable(file, offset, prefix);
            }
            (Change::Write { file, offset, bytes }, Keep::Sectors) => {
                let mut at = offset;
                let mut rest = &*bytes;
                while !rest.is_empty() {
                    let sector = length_u64(SECTOR);
                    let step = usize::try_from(sector - at % sector).unwrap_or(SECTOR);
                    let (piece, behind) = rest.split_at(step.min(rest.len()));
                    if seed.below(2) == 0 {
                        self.write_durable(file, at, piece);
                    }
                    at = at.saturating_add(length_u64(piece.len()));
                    rest = behind;
                }
            }
            (change, _) => self.make_durable(&change),
        }
    }

    fn write_durable(&mut self, file: u64, offset: u64, bytes: &[u8]) {
        if let Some(inode) = self.files.get_mut(&file) {
            inode.durable.write(offset, bytes);
        }
    }

    fn make_durable(&mut self, change: &Change) {
        match change {
            Change::Write { file, offset, bytes } => self.write_durable(*file, *offset, bytes),
            Change::Grow { file, length } => {
                if let Some(inode) = self.files.get_mut(file) {
                    inode.durable.length = inode.durable.length.max(*length);
                }
            }
            name => change_names(&mut self.durable_names, name),
        }
    }

    /// Makes some of the unsynced changes durable, oldest first.
    pub(super) fn sync(&mut self, is_meant: impl Fn(&Change) -> bool) {
        let (meant, others) = std::mem::take(&mut self.changes).into_iter().partition(is_meant);
        self.changes = others;
        let meant: Vec<Change> = meant;
        for change in meant {
            self.make_durable(&change);
        }
    }

    /// Forgets all but what is on the disk.
    pub(super) fn reboot(&mut self) {
        // Parents come before what is in them.
        let mut names: BTreeMap<PathBuf, Node> = BTreeMap::new();
        for (path, node) in std::mem::take(&mut self.durable_names) {
            if path.parent().is_none_or(|parent| names.get(parent) == Some(&Node::Folder)) {
                names.insert(path, node);
            }
        }
        self.files.retain(|file, _| names.values().any(|node| *node == Node::File(*file)));
        self.files.values_mut().for_each(|inode| inode.now = inode.durable.clone());
        (self.names, self.durable_names) = (names.clone(), names);
    }

    pub(super) fn change_names(&mut self, change: Change) {
        change_names(&mut self.names, &change);
        self.changes.push(change);
    }

    pub(super) fn node(&self, path: &Path) -> io::Result<Node> {
        self.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// A name that can be given to something new.
    pub(super) fn free(&self, path: &Path) -> io::Result<()> {
        if self.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.parent(path)?;
        if self.is_full { Err(enospc()) } else { Ok(()) }
    }

    pub(super) fn parent(&self, path: &Path) -> io::Result<()> {
        match path.parent().map(|parent| self.node(parent)) {
            Some(Ok(Node::Folder)) => Ok(()),
            Some(Ok(Node::File(_))) => Err(io::ErrorKind::NotADirectory.into()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    pub(super) fn children<'a>(
        &'a self,
        path: &'a Path,
    ) -> impl Iterator<Item = (&'a PathBuf, &'a Node)> {
        self.names.iter().filter(move |(name, _)| name.parent() == Some(path))
    }

    pub(super) fn inode(&mut self, file: u64) -> io::Result<&mut Inode> {
        self.files.get_mut(&file).ok_or_else(gone)
    }
}

fn change_names(names: &mut BTreeMap<PathBuf, Node>, change: &Change) {
    // A name that stands for something else by now is left alone: changes may get lost one by one.
    let unlink = |names: &mut BTreeMap<PathBuf, Node>, path: &Path, node: Node| {
        if names.get(path) == Some(&node) {
            names.remove(path);
        }
    };
    match change {
        Change::Link { path, node } => {
            names.insert(path.clone(), *node);
        }
        Change::Unlink { path, node } => unlink(names, path, *node),
        Change::Rename { from, to, node } => {
            unlink(names, from, *node);
            names.insert(to.clone(), *node);
        }
        Change::Write { .. } | Change::Grow { .. } => {}
    }
}

const PAGE: u64 = 4096;

/// The bytes of a file. Pages never written are not there and read as zeros, and copies share the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub(super) length: u64,
    pub(super) pages: BTreeMap<u64, Arc<[u8; 4096]>>,
}

impl Content {
    pub(super) fn read(&self, offset: u64, into: &mut [u8]) -> usize {
        let available = usize::try_from(self.length.saturating_sub(offset));
        let count = available.unwrap_or(usize::MAX).min(into.len());
        let (mut rest, _) = into.split_at_mut(count);
        let mut at = offset;
        while !rest.is_empty() {
            let within = place(at);
            let (part, behind) = rest.split_at_mut(rest.len().min(room(at)));
            let page = self.pages.get(&(at / PAGE));
            match page.and_then(|page| page.get(within..within + part.len())) {
                Some(bytes) => part.copy_from_slice(bytes),
                None => part.fill(0),
            }
            at += length_u64(part.len());
            rest = behind;
        }
        count
    }

    /// Whether `bytes` stand anywhere in it.
    pub(super) fn holds(&self, bytes: &[u8]) -> bool {
        let mut run: Vec<u8> = Vec::new();
        let mut next = 0;
        for (number, page) in &self.pages {
            if *number != next {
                run.clear();
            }
            run.extend_from_slice(&page[..]);
            if run.windows(bytes.len().max(1)).any(|window| window == bytes) {
                return true;
            }
            run.drain(..run.len().saturating_sub(bytes.len()));
            next = number + 1;
        }
        false
    }

    pub(super) fn write(&mut self, offset: u64, bytes: &[u8]) {
        let mut rest = bytes;
        let mut at = offset;
        while !rest.is_empty() {
            let within = place(at);
            let (part, behind) = rest.split_at(rest.len().min(room(at)));
            let page = self.pages.entry(at / PAGE).or_insert_with(|| Arc::new([0; 4096]));
            if let Some(place) = Arc::make_mut(page).get_mut(within..within + part.len()) {
                place.copy_from_slice(part);
            }
            at += length_u64(part.len());
            rest = behind;
        }
        if !bytes.is_empty() {
            self.length = self.length.max(at);
        }
    }
}

/// Where in its page an offset is, and how much of the page follows.
fn place(offset: u64) -> usize {
    usize::try_from(offset % PAGE).expect("below a page")
}

fn room(offset: u64) -> usize {
    usize::try_from(PAGE - offset % PAGE).expect("at most a page")
}
