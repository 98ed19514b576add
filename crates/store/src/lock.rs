//! The lock that makes a ledger's writer the only one.
//!
//! The system holds it as long as the writer's process lives; what the file says is only for people.

use crate::files::{Access, DiskFile, FileError, Folder, failed, write_all};

const NAME: &str = "lock";

/// The length of the lock file in bytes: fixed, so that an older holder's name never shows behind a newer.
const LENGTH: usize = 256;

/// Who holds the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The process.
    pub process: u32,
    /// What it was called to do, cut to 200 bytes and to one line.
    pub command: String,
}

/// Why there is no lock.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Somebody else has it.
    #[error("the ledger is being written by {}", describe(holder.as_ref()))]
    Held {
        /// Who, if the file tells.
        holder: Option<Holder>,
    },
    /// A file operation failed.
    #[error("failed to lock the ledger")]
    File(#[from] FileError),
}

/// The lock on a ledger, until it is dropped.
#[derive(Debug)]
#[must_use = "dropping it lets the next writer in"]
pub struct WriterLock {
    _file: Box<dyn DiskFile>,
}

impl WriterLock {
    /// Takes the lock on the ledger in `folder`, or says at once who has it.
    pub fn take(folder: &Folder, holder: &Holder) -> Result<Self, LockError> {
        let path = folder.path(NAME);
        let file = match folder.open(NAME, Access::ReadWrite)? {
            Some(file) => file,
            None => match folder.disk().create(&path) {
                Ok(file) => file,
                // Another process made it just now.
                Err(_) => {
                    folder.disk().open(&path, Access::ReadWrite).map_err(failed("open", &path))?
                }
            },
        };
        if !file.try_lock().map_err(failed("lock", &path))? {
            let text = folder.read_whole(&*file, NAME, LENGTH).unwrap_or_default();
            return Err(LockError::Held { holder: Holder::decode(&text) });
        }
        write_all(&*file, 0, &holder.encode()).map_err(failed("write", &path))?;
        Ok(Self { _file: file })
    }
}

impl Holder {
    fn encode(&self) -> Vec<u8> {
        let cut = (0..=200).rev().find(|end| self.command.is_char_boundary(*end));
        let command = self.command.get(..cut.unwrap_or(0)).unwrap_or(&self.command);
        let command: String =
            command.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut text = format!("{} {command}", self.process).into_bytes();
        text.resize(LENGTH, b'\n');
        text
    }

    fn decode(text: &[u8]) -> Option<Self> {
        let (process, command) = std::str::from_utf8(text).ok()?.trim_end().split_once(' ')?;
        // It goes to a terminal, and anyone who can write in the folder can write it.
        if command.chars().any(char::is_control) {
            return None;
        }
        Some(Self { process: process.parse().ok()?, command: command.to_owned() })
    }
}

fn describe(holder: Option<&Holder>) -> String {
    match holder {
        Some(holder) => format!("process {} ({})", holder.process, holder.command),
        None => "another process".to_owned(),
    }
}
