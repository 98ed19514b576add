//! The right to use a view's files. sled's own lock is one of its files, which come and go with the view.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::ViewError;
use crate::files::failed;

/// How long a try is before the next.
const STEP: Duration = Duration::from_millis(2);

/// Held until it is dropped: the lock on `view.lock`, beside the view's folder.
#[derive(Debug)]
pub(super) struct Hold {
    _file: File,
}

impl Hold {
    /// Takes it, unless somebody else still has it after `patience`.
    pub(super) fn take(dir: &Path, patience: Duration) -> Result<Self, ViewError> {
        let path = dir.with_extension("lock");
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        let file = opened.map_err(failed("open", &path))?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if begun.elapsed() < patience => thread::sleep(STEP),
                Err(TryLockError::WouldBlock) => return Err(ViewError::Held),
                Err(TryLockError::Error(error)) => return Err(failed("lock", &path)(error).into()),
            }
        }
    }
}
