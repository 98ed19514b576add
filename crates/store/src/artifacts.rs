//! Captured artifacts, byte for byte, under their SHA-256: `addenda/<s0>/<s1>/<sha256>` (C2SP tlog-addenda).

use bayan_proof::hash::Sha256;
use bayan_proof::tile::addenda_path;

use crate::files::{Access, FileError, Folder, failed, write_zeros};

/// The longest artifact in bytes.
pub const ARTIFACT_MAX: usize = 64 * 1024 * 1024;

/// Why an artifact could not be kept or given back.
#[derive(Debug, thiserror::Error)]
pub enum ArtifactError {
    /// Above [`ARTIFACT_MAX`].
    #[error("artifact of {length} bytes is above the limit of {ARTIFACT_MAX}")]
    TooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// The file under this digest holds other bytes. Removing it makes room for the right ones.
    #[error("artifact {digest} is damaged on disk")]
    Damaged {
        /// The digest it is kept under.
        digest: Sha256,
    },
    /// A file operation failed.
    #[error("failed to use the artifacts")]
    File(#[from] FileError),
}

/// The artifacts of a ledger. Whoever puts or removes holds the ledger's lock.
#[derive(Clone, Debug)]
pub struct Artifacts {
    folder: Folder,
}

impl Artifacts {
    /// The artifacts in `folder`.
    pub fn new(folder: &Folder) -> Self {
        Self { folder: folder.clone() }
    }

    /// Keeps `bytes`, 0 to [`ARTIFACT_MAX`] of them, durably on return. Keeping them twice is harmless.
    ///
    /// A crash leaves all of it or nothing under its name.
    pub fn put(&self, bytes: &[u8]) -> Result<Sha256, ArtifactError> {
        if bytes.len() > ARTIFACT_MAX {
            return Err(ArtifactError::TooLong { length: bytes.len() });
        }
        let digest = Sha256::of(bytes);
        let name = addenda_path(&digest);
        match self.folder.read(&name, ARTIFACT_MAX)? {
            None => self.folder.write(&name, bytes)?,
            // The file was synced before it got its name, but whoever put it may not have got as far as
            // making the name durable.
            Some(found) if found == bytes => self.folder.sync_folders(&name)?,
            Some(_) => return Err(ArtifactError::Damaged { digest }),
        }
        Ok(digest)
    }

    /// Reads an artifact of at most `limit` bytes and checks it against its digest; nothing if there is none.
    pub fn get(&self, digest: &Sha256, limit: usize) -> Result<Option<Vec<u8>>, ArtifactError> {
        let limit = limit.min(ARTIFACT_MAX);
        let Some(bytes) = self.folder.read(&addenda_path(digest), limit)? else {
            return Ok(None);
        };
        if Sha256::of(&bytes) != *digest {
            return Err(ArtifactError::Damaged { digest: *digest });
        }
        Ok(Some(bytes))
    }

    /// Overwrites an artifact and removes it, durably on return; nothing happens if there is none. After a
    /// crash it may be there, be damaged or be gone: to be called again.
    pub fn remove(&self, digest: &Sha256) -> Result<(), ArtifactError> {
        let name = addenda_path(digest);
        let path = self.folder.path(&name);
        let Some(file) = self.folder.open(&name, Access::ReadWrite)? else {
            // An earlier removal may not have been made durable.
            return self.sync_removal(&name);
        };
        let length = file.length().map_err(failed("measure", &path))?;
        write_zeros(&*file, 0, length).map_err(failed("overwrite", &path))?;
        file.sync_data().map_err(failed("sync", &path))?;
        self.folder.remove(&name)?;
        self.sync_removal(&name)
    }

    fn sync_removal(&self, name: &str) -> Result<(), ArtifactError> {
        let Some((folder, _)) = name.rsplit_once('/') else { return Ok(()) };
        if self.folder.list(folder)?.is_some() {
            self.folder.sync_folder(folder)?;
        }
        Ok(())
    }
}
