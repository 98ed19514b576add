//! Reading a ledger without a lock and without keys: never past its published checkpoint.

use std::path::{Path, PathBuf};

use bayan_claim::id::IncidentId;
use bayan_claim::kind::Policy;
use bayan_claim::{Body, Says};
use bayan_proof::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use bayan_proof::entry::{Entry, EntryError};
use bayan_proof::hash::{Sha256, TreeHash};
use bayan_proof::note::Note;
use bayan_proof::num::{Index, Size};
use bayan_proof::tile::BundleId;
use bayan_proof::tree::{self, NodeSource as _, ProofError};
use bayan_store::artifacts::Artifacts;
use bayan_store::files::{FileError, Folder};
use bayan_store::statics::{Statics, StaticsError};
use bayan_store::view::ViewError;

use crate::config::{Config, ConfigError, Pin};
use crate::ledger::{CACHE_BYTES, verifier_of};
use crate::meaning::{Meaning, SignedBody};
use crate::model::{self, Folding, ModelState, PublishedError};
use crate::texts::{Absence, TextError, Texts};

/// A ledger open for reading.
pub struct Reader {
    folder: Folder,
    statics: Statics,
    texts: Texts,
    checkpoint: SignedCheckpoint,
    pin: Pin,
    policy: Policy,
}

/// An entry as it is published.
#[derive(Clone, Debug)]
pub struct StoredEntry {
    /// Its exact bytes.
    pub bytes: Vec<u8>,
    /// What they say.
    pub entry: Entry,
    /// Its body: `None` where it is withheld.
    pub body: Option<SignedBody>,
}

/// Why a ledger cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A static file.
    #[error(transparent)]
    Statics(#[from] StaticsError),
    /// Another file.
    #[error(transparent)]
    File(#[from] FileError),
    /// An artifact.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The checkpoint.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// The read model.
    #[error(transparent)]
    View(#[from] ViewError),
    /// Nothing is published yet.
    #[error("{0} has no checkpoint: nothing is published yet")]
    Unpublished(PathBuf),
    /// A file that the checkpoint's size implies is not there.
    #[error("{0} is missing")]
    MissingFile(String),
    /// No such entry.
    #[error("there is no entry {0}")]
    Absent(Index),
    /// An entry's bytes are not an entry.
    #[error("entry {index} cannot be read: {source}")]
    Entry {
        /// Which.
        index: Index,
        /// Why.
        source: EntryError,
    },
    /// A body that can never be withheld is missing or damaged.
    #[error("the body of entry {index}, which says who may do what, is missing or damaged")]
    Body {
        /// Which.
        index: Index,
    },
    /// An entry is another's.
    #[error("at the place of entry {index} stands entry {found}")]
    WrongPlace {
        /// The place.
        index: Index,
        /// What its bytes say.
        found: Index,
    },
    /// Entry 0 is not a founding policy.
    #[error("entry 0 is not a founding policy: {0}")]
    NotFounded(String),
    /// An entry is not the one that the checkpoint signs.
    #[error("entry {0} is not in the signed tree")]
    NotInTree(Index),
    /// The entries do not lead to the signed root.
    #[error("the entries do not lead to the root of the tree of size {size}")]
    Root {
        /// The tree's size.
        size: Size,
    },
    /// More is declared around an incident than is followed.
    #[error("{incident} rests on more than {limit} declarations that its statements do not name")]
    World {
        /// The incident.
        incident: IncidentId,
        /// How many are followed.
        limit: usize,
    },
    /// Nothing on record is what a bundle was to be about.
    #[error("no entry of the ledger is of {partition}")]
    NothingOf {
        /// The partition.
        partition: String,
    },
    /// A bundle would be above its limit.
    #[error("the bundle would be above the limit of {limit} bytes")]
    BundleTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// A bundle cannot be made.
    #[error("cannot make the bundle: {0}")]
    Bundle(String),
    /// A proof cannot be made.
    #[error("cannot make the proof: {0}")]
    Proof(String),
}

impl Reader {
    /// Opens the ledger in `dir`: reads the founding policy from entry 0, and verifies the published checkpoint by
    /// the keys that it names.
    pub fn open(dir: &Path) -> Result<Self, ReadError> {
        Self::open_in(Folder::system(dir))
    }

    /// Opens the ledger in `folder`, see [`Self::open`].
    pub fn open_in(folder: Folder) -> Result<Self, ReadError> {
        let config = Config::read_in(&folder)?;
        let statics = Statics::new(&folder);
        let unpublished = || ReadError::Unpublished(folder.root().to_owned());
        let note = statics.read_checkpoint()?.ok_or_else(unpublished)?;
        let (entry_0, policy) = founding_policy(&statics, &note)?;
        if policy.origin.as_str() != config.origin {
            let what = format!(
                "it founds {:?}, and bayan.toml says {:?}",
                policy.origin.as_str(),
                config.origin
            );
            return Err(ReadError::NotFounded(what));
        }
        let verifier = verifier_of(&policy).map_err(ReadError::NotFounded)?;
        let checkpoint = verifier.verify(&note).map_err(PublishedError::from)?;
        let pin = Pin::of(&policy, &verifier, entry_0);
        let texts = Texts::new(Artifacts::new(&folder), Absence::IsNoted);
        Ok(Self { folder, statics, texts, checkpoint, pin, policy })
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        self.folder.root()
    }

    /// The newest published checkpoint.
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// How many entries are published.
    pub fn size(&self) -> Size {
        self.checkpoint.checkpoint().size
    }

    /// The root of the published tree.
    pub fn root(&self) -> TreeHash {
        self.checkpoint.checkpoint().root
    }

    /// What identifies this ledger, as the ledger itself says it.
    pub fn pin(&self) -> &Pin {
        &self.pin
    }

    /// What statements for this ledger are addressed to.
    pub fn audience(&self) -> String {
        format!("{}#{}", self.pin.origin, self.pin.entry_0)
    }

    /// The founding policy.
    pub fn founding_policy(&self) -> &Policy {
        &self.policy
    }

    /// The static files.
    pub fn statics(&self) -> &Statics {
        &self.statics
    }

    /// The artifacts.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// One entry with its body.
    pub fn entry(&self, index: Index) -> Result<StoredEntry, ReadError> {
        let mut entries = self.entries(index, Size(index.next().0))?;
        entries.pop().ok_or(ReadError::Absent(index))
    }

    /// The entries from `from` up to, not including, `end`: at most those of one bundle are returned, and at least
    /// one.
    pub fn entries(&self, from: Index, end: Size) -> Result<Vec<StoredEntry>, ReadError> {
        let id = BundleId::holding(from, self.size()).ok_or(ReadError::Absent(from))?;
        let (bundle, bodies) = read_both(&self.statics, id)?;
        let skip = usize::try_from(from.0.saturating_sub(id.first_index().0)).unwrap_or(usize::MAX);
        let take = usize::try_from(end.0.saturating_sub(from.0)).unwrap_or(usize::MAX);
        let pairs = bundle.entries().into_iter().zip(bodies.bodies()).skip(skip).take(take);
        let entries: Vec<StoredEntry> = (from.0..)
            .map(Index)
            .zip(pairs)
            .map(|(index, (bytes, body))| stored(index, bytes, body))
            .collect::<Result<_, _>>()?;
        self.check_in_tree(from, &entries)?;
        Ok(entries)
    }

    /// Compares entries of one bundle with the signed root: their leaf hashes with their tile's, and the tile with the
    /// root by the path of the first, into which every other hash of the tile goes.
    fn check_in_tree(&self, from: Index, entries: &[StoredEntry]) -> Result<(), ReadError> {
        let nodes = self.statics.nodes(self.size());
        for (index, stored) in (from.0..).zip(entries) {
            if nodes.node(0, index)? != tree::leaf_hash(&stored.bytes) {
                return Err(ReadError::NotInTree(Index(index)));
            }
        }
        let Some(first) = entries.first() else { return Ok(()) };
        let proof = tree::inclusion_proof(&nodes, from, self.size())
            .map_err(|error| proof_error(&error))?;
        tree::verify_inclusion(
            &tree::leaf_hash(&first.bytes),
            from,
            self.size(),
            &proof,
            &self.root(),
        )
        .map_err(|_| ReadError::NotInTree(from))
    }

    /// Calls `each` with every entry from `from` on, in order, until it returns false.
    pub fn for_each(
        &self,
        from: Index,
        mut each: impl FnMut(StoredEntry) -> bool,
    ) -> Result<(), ReadError> {
        let mut next = from;
        while next.0 < self.size().0 {
            for entry in self.entries(next, self.size())? {
                next = entry.entry.index().next();
                if !each(entry) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The proof that entry `index` is in the published tree (RFC 6962 §2.1.1).
    pub fn inclusion_proof(&self, index: Index) -> Result<Vec<TreeHash>, ReadError> {
        tree::inclusion_proof(&self.statics.nodes(self.size()), index, self.size())
            .map_err(|error| proof_error(&error))
    }

    /// The proof that the tree of `old` leaves is a prefix of the published one (RFC 6962 §2.1.2).
    pub fn consistency_proof(&self, old: Size) -> Result<Vec<TreeHash>, ReadError> {
        tree::consistency_proof(&self.statics.nodes(self.size()), old, self.size())
            .map_err(|error| proof_error(&error))
    }

    /// What the log means at its published size: from the read model where it is free and fresh, else folded.
    /// `progress` is told how many entries were folded.
    pub fn meaning(&self, progress: impl Fn(u64)) -> Result<Meaning, ReadError> {
        let opened =
            model::open(&self.folder, CACHE_BYTES, &self.pin.origin, &self.statics, self.size());
        let mut meaning = match opened {
            Ok(ModelState::Fresh(meaning)) => *meaning,
            // A reader repairs nothing: what it cannot believe it folds for itself.
            Ok(ModelState::Busy | ModelState::Unusable(_)) | Err(ReadError::View(_)) => {
                Meaning::empty(&self.pin.origin, model::fresh_in_memory())
            }
            Err(error) => return Err(error),
        };
        match model::fold(
            &mut meaning,
            &self.statics,
            (self.size(), self.size()),
            &self.root(),
            Folding::StaysInMemory,
            &progress,
        ) {
            Err(ReadError::View(_)) => self.meaning_at(self.size(), progress),
            Err(error) => Err(error),
            Ok(()) => Ok(meaning),
        }
    }

    /// What the log meant at an earlier size: folded in memory from its first entry.
    pub fn meaning_at(&self, size: Size, progress: impl Fn(u64)) -> Result<Meaning, ReadError> {
        let mut meaning = Meaning::empty(&self.pin.origin, model::fresh_in_memory());
        let root = tree::Frontier::read(&self.statics.nodes(self.size()), size)?.root();
        let sizes = (size, self.size());
        model::fold(&mut meaning, &self.statics, sizes, &root, Folding::StaysInMemory, progress)?;
        Ok(meaning)
    }
}

impl StoredEntry {
    /// What the body says, unless withheld.
    pub fn says(&self) -> Option<&Says> {
        self.body.as_ref().map(|body| body.body().says())
    }

    /// The body, unless withheld.
    pub fn read_body(&self) -> Option<&Body> {
        self.body.as_ref().map(SignedBody::body)
    }
}

pub(crate) fn read_both(
    statics: &Statics,
    id: BundleId,
) -> Result<(bayan_store::statics::Bundle, bayan_store::statics::Bodies), ReadError> {
    let bundle =
        statics.read_bundle(id)?.ok_or_else(|| ReadError::MissingFile(id.entries_path()))?;
    let bodies =
        statics.read_bodies(id)?.ok_or_else(|| ReadError::MissingFile(id.bodies_path()))?;
    Ok((bundle, bodies))
}

fn stored(index: Index, bytes: &[u8], body: Option<&[u8]>) -> Result<StoredEntry, ReadError> {
    let entry = Entry::parse(bytes).map_err(|source| ReadError::Entry { index, source })?;
    if entry.index() != index {
        return Err(ReadError::WrongPlace { index, found: entry.index() });
    }
    // A body that is not the one that was signed is as good as absent here; the audit names it.
    let body = body.and_then(|body| SignedBody::of(entry.statement(), body));
    Ok(StoredEntry { bytes: bytes.to_vec(), entry, body })
}

/// Entry 0 and its policy, from the bundle that the checkpoint's (not yet verified) size implies.
pub(crate) fn founding_policy(
    statics: &Statics,
    note: &[u8],
) -> Result<(Sha256, Policy), ReadError> {
    let not_founded = |what: &str| ReadError::NotFounded(what.to_owned());
    let size = Note::parse(note)
        .map_err(CheckpointError::from)
        .and_then(|note| Checkpoint::parse(note.text()))
        .map(|checkpoint| checkpoint.size)
        .map_err(PublishedError::from)?;
    let id = BundleId::holding(Index(0), size).ok_or_else(|| not_founded("the log is empty"))?;
    // Damage further on says nothing of entry 0.
    let (bundle, bodies) = read_both(statics, id).or_else(|error| match error {
        ReadError::Statics(StaticsError::Damaged { .. } | StaticsError::Width { .. }) => {
            statics.read_start(id).map_err(ReadError::from)
        }
        error => Err(error),
    })?;
    let (entries, bodies) = (bundle.entries(), bodies.bodies());
    let bytes = entries.first().ok_or(ReadError::Absent(Index(0)))?;
    let body = bodies.first().copied().flatten();
    let stored = stored(Index(0), bytes, body)?;
    match stored.body.map(|body| body.into_body().into_says()) {
        Some(Says::Policy(policy)) => Ok((Sha256::of(bytes), *policy)),
        Some(_) => Err(not_founded("it says something else")),
        None => Err(not_founded("its body is missing or is not the one that was signed")),
    }
}

fn proof_error<E: std::fmt::Display + std::error::Error>(error: &ProofError<E>) -> ReadError {
    ReadError::Proof(error.to_string())
}
