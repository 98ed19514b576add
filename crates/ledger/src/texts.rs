//! Artifacts as admission and audit read them: by digest, checked against it, a few kept at hand.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use bayan_proof::hash::Sha256;
use bayan_store::artifacts::{ARTIFACT_MAX, ArtifactError, Artifacts};
use bayan_store::files::FileError;

/// How many artifacts are kept at hand: the statements of one import usually quote a few sources in turn.
const AT_HAND: usize = 8;

/// The artifacts of one ledger.
pub struct Texts {
    /// Where they are stored; nowhere where only what was lent is read.
    artifacts: Option<Artifacts>,
    absence: Absence,
    at_hand: Mutex<Vec<(Sha256, Arc<[u8]>)>>,
    lent: Mutex<BTreeMap<Sha256, Arc<[u8]>>>,
    /// What a rehearsal put here, or took away.
    rehearsed: Mutex<BTreeMap<Sha256, Option<Arc<[u8]>>>>,
}

/// What an absent artifact means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// The statement that needs it is refused: it is being admitted.
    Refuses,
    /// The statement was admitted when it was there: the audit notes that it cannot check, and judges the
    /// absence itself elsewhere.
    IsNoted,
}

/// Why an artifact cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read artifact {digest}: {source}")]
pub struct TextError {
    /// Which.
    pub digest: Sha256,
    /// Why.
    pub source: ArtifactError,
}

impl TextError {
    /// Whether the system refused to read: that says nothing of what is in the file.
    pub(crate) fn is_refused(&self) -> bool {
        matches!(self.source, ArtifactError::File(FileError::System { .. }))
    }
}

impl Texts {
    /// The artifacts in their folder.
    pub fn new(artifacts: Artifacts, absence: Absence) -> Self {
        Self::of(Some(artifacts), absence)
    }

    /// No artifacts but those that will be lent.
    pub fn lent_alone(absence: Absence) -> Self {
        Self::of(None, absence)
    }

    fn of(artifacts: Option<Artifacts>, absence: Absence) -> Self {
        Self {
            artifacts,
            absence,
            at_hand: Mutex::new(Vec::new()),
            lent: Mutex::new(BTreeMap::new()),
            rehearsed: Mutex::new(BTreeMap::new()),
        }
    }

    /// Lets bytes that are not stored be read under their digest, until this is dropped: a statement about them can be
    /// judged before, or without, anything being written. A statement that is to be committed needs them stored.
    pub fn lend(&self, bytes: &[u8]) -> Sha256 {
        let digest = Sha256::of(bytes);
        self.lent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(digest)
            .or_insert_with(|| bytes.into());
        digest
    }

    /// As [`Self::lend`], of bytes that were hashed and are held already: nothing is copied.
    pub(crate) fn lend_shared(&self, digest: Sha256, bytes: Arc<[u8]>) {
        self.lent.lock().unwrap_or_else(PoisonError::into_inner).insert(digest, bytes);
    }

    /// Takes back what was lent.
    pub fn take_lent(&self) -> BTreeMap<Sha256, Arc<[u8]>> {
        std::mem::take(&mut *self.lent.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Until [`Self::end_rehearsal`], the artifact has these bytes, or is not here, whatever is in the folder.
    pub(crate) fn rehearse(&self, digest: Sha256, bytes: Option<&[u8]>) {
        let mut rehearsed = self.rehearsed.lock().unwrap_or_else(PoisonError::into_inner);
        rehearsed.insert(digest, bytes.map(Arc::from));
    }

    /// From now on all artifacts are as they are in the folder.
    pub(crate) fn end_rehearsal(&self) {
        self.rehearsed.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Whether an absent artifact is noted rather than refused.
    pub fn tolerates_absence(&self) -> bool {
        self.absence == Absence::IsNoted
    }

    /// The bytes of an artifact, which hash to its digest. None if it is not here.
    pub fn get(&self, digest: &Sha256) -> Result<Option<Arc<[u8]>>, TextError> {
        let rehearsed = self.rehearsed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = rehearsed.get(digest) {
            return Ok(found.clone());
        }
        drop(rehearsed);
        if let Some(lent) = self.lent.lock().unwrap_or_else(PoisonError::into_inner).get(digest) {
            return Ok(Some(Arc::clone(lent)));
        }
        let mut at_hand = self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(position) = at_hand.iter().position(|(kept, _)| kept == digest) {
            let found = at_hand.remove(position);
            let bytes = Arc::clone(&found.1);
            at_hand.push(found);
            return Ok(Some(bytes));
        }
        let Some(artifacts) = &self.artifacts else { return Ok(None) };
        let read = artifacts
            .get(digest, ARTIFACT_MAX)
            .map_err(|source| TextError { digest: *digest, source })?;
        let Some(bytes) = read else { return Ok(None) };
        let bytes: Arc<[u8]> = bytes.into();
        if at_hand.len() >= AT_HAND {
            at_hand.remove(0);
        }
        at_hand.push((*digest, Arc::clone(&bytes)));
        Ok(Some(bytes))
    }

    /// As [`Self::get`], for a verdict: where absence is noted, so is damage, and whoever audits names it by itself.
    pub(crate) fn to_judge(&self, digest: &Sha256) -> Result<Option<Arc<[u8]>>, TextError> {
        match self.get(digest) {
            Err(error) if self.tolerates_absence() && !error.is_refused() => Ok(None),
            read => read,
        }
    }

    /// Forgets what is at hand: something was withheld.
    pub fn forget(&self) {
        self.at_hand.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
