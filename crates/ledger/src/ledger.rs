//! The one writer of a ledger: found, open, sign, publish, keep the read model.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bayan_proof::checkpoint::{Checkpoint, CheckpointError, LogSigner, LogVerifier, Origin};
use bayan_proof::hash::{Sha256, TreeHash};
use bayan_proof::key::{MlDsaSigningKey, SigningKey};
use bayan_proof::num::{Index, Size, UnixMillis};
use bayan_proof::tree::Frontier;
use bayan_store::artifacts::{ArtifactError, Artifacts};
use bayan_store::commit::{Commit, Salt, WriterId};
use bayan_store::files::{FileError, Folder};
use bayan_store::journal::{Journal, JournalError};
use bayan_store::lock::{Holder, LockError, WriterLock};
use bayan_store::publish::Publisher;
use bayan_store::statics::{Statics, StaticsError};
use bayan_store::view::ViewError;

use crate::clock::{Clock, Entropy, fresh};
use crate::config::{CONFIG_FILE, Config, ConfigError, FORMAT, Pin, log_verifier};
use crate::meaning::{Applied, Meaning};
use crate::model::{self, PublishedError};
use crate::reader::{ReadError, Reader};
use crate::refusal::Refusal;
use crate::submission::Submission;
use crate::submit::Verdict;
use crate::tail::Tail;
use crate::texts::{Absence, TextError, Texts};

/// The journal is rotated when it holds more bytes of commits than this: opening has to read them.
pub const JOURNAL_ROTATE_BYTES: u64 = 8 * 1024 * 1024;

/// The machine as the engine sees it.
#[derive(Clone)]
pub struct Machine {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}

/// The keys that a log is run with: one for each format it signs.
pub struct LogKeys {
    /// Signs checkpoints (signed-note type 0x01).
    pub ed25519: SigningKey,
    /// Signs checkpoints (type 0x06).
    pub ml_dsa: MlDsaSigningKey,
}

/// How to open a ledger for writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// What the lock file says of the writer, for whoever finds it held.
    pub command: String,
    /// How many bytes sled may keep in memory.
    pub cache_bytes: u64,
    /// How many bytes of commits the journal may hold: with more it is rotated, which syncs what they published.
    pub journal_bytes: u64,
    /// That an operator has seen and confirmed a jump of the clock beyond the policy's bound.
    pub clock: ClockJump,
    /// How long a redaction waits for whoever has the read model open. After it [`SubmitError::NotErased`].
    pub patience: Duration,
}

/// What to do after the clock jumped further than the policy allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockJump {
    /// Stop until an operator confirms.
    Stops,
    /// An operator has confirmed it.
    Confirmed,
}

/// The default cache of the read model, in bytes.
pub const CACHE_BYTES: u64 = 32 * 1024 * 1024;

/// How long a redaction waits for readers of the read model, unless it is told otherwise.
pub const PATIENCE: Duration = Duration::from_secs(30);

impl Opening {
    /// As most commands open it.
    pub fn by(command: &str) -> Self {
        Self {
            command: command.to_owned(),
            cache_bytes: CACHE_BYTES,
            journal_bytes: JOURNAL_ROTATE_BYTES,
            clock: ClockJump::Stops,
            patience: PATIENCE,
        }
    }
}

/// A ledger open for writing: there is one such in the world.
pub struct Ledger {
    folder: Folder,
    pub(crate) journal: Journal,
    pub(crate) publisher: Publisher,
    pub(crate) texts: Texts,
    pub(crate) meaning: Meaning,
    pub(crate) frontier: Frontier,
    pub(crate) writer: WriterId,
    /// Set by the first failure after which it is not known what is durable: nothing is written any more.
    pub(crate) stopped: bool,
    signer: LogSigner,
    machine: Machine,
    opening: Opening,
    // Let go last.
    _lock: WriterLock,
}

/// Why a ledger cannot be founded or opened for writing.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Something is there.
    #[error("{0} is not empty")]
    NotEmpty(PathBuf),
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The origin is none.
    #[error("{origin:?} cannot be an origin: {reason}")]
    Origin {
        /// What was given.
        origin: String,
        /// Why.
        reason: String,
    },
    /// Another writer.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The static files.
    #[error(transparent)]
    Statics(#[from] StaticsError),
    /// A file.
    #[error(transparent)]
    File(#[from] FileError),
    /// Reading back.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The read model.
    #[error(transparent)]
    View(#[from] ViewError),
    /// The checkpoint on disk.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// Signing or answering.
    #[error(transparent)]
    Submit(#[from] Box<SubmitError>),
    /// The keys are of another log.
    #[error("these are not this log's keys: the policy names {expected}, and these make {found}")]
    WrongLogKeys {
        /// The policy's vkey.
        expected: String,
        /// Ours.
        found: String,
    },
    /// The published checkpoint knows more than the journal: an old copy was put back.
    #[error(
        "the published checkpoint has size {published}, but the journal ends at {journal}: an older copy of the journal was put back"
    )]
    RolledBack {
        /// The checkpoint's size.
        published: Size,
        /// The journal's.
        journal: Size,
    },
    /// Two trees of one size.
    #[error("the journal and the published files disagree about the tree of size {0}")]
    Fork(Size),
    /// The founding statement was refused.
    #[error("the founding policy was refused: {0}")]
    Founding(Box<Refusal>),
}

/// Why a group was not answered. What was not acknowledged may be durable all the same: reopen and look.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The journal stopped.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Publication failed; opening again completes it.
    #[error("the statements are in the ledger, but could not be published: {0}")]
    Statics(#[from] StaticsError),
    /// An artifact.
    #[error(transparent)]
    Artifact(#[from] ArtifactError),
    /// Reading an artifact.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The read model: opening again rebuilds it.
    #[error(transparent)]
    View(#[from] ViewError),
    /// The read model holds names that a redaction withholds, and somebody reads it. The redaction is durable, and all else
    /// that it names is overwritten. Opening again finishes it, and nothing is appended before.
    #[error(
        "the redaction is in the ledger, but the read model still holds what it withholds: another process had it open for \
         {} seconds",
        waited.as_secs()
    )]
    NotErased {
        /// How long that process was waited for.
        waited: Duration,
    },
    /// Folding again after a redaction.
    #[error(transparent)]
    Read(#[from] Box<ReadError>),
    /// An earlier failure stopped this writer.
    #[error("the ledger stopped after a failure; open it again to find out what is durable")]
    Stopped,
    /// The clock jumped.
    #[error("sequencing stopped: {0}")]
    ClockJump(Box<Refusal>),
    /// The bytes to be written are not the bytes that were hashed.
    #[error("memory changed under the statements before they were written; nothing was written")]
    MemoryFault,
    /// The checkpoint cannot be signed.
    #[error("the new checkpoint cannot be signed: {0}")]
    Checkpoint(#[from] CheckpointError),
}

impl Ledger {
    /// Founds a ledger in `dir`, which is empty or absent, with the founding policy that the operator signed.
    /// Returns it with the pin to hand out.
    pub fn create(
        dir: &Path,
        origin: &str,
        founding: &Submission,
        keys: LogKeys,
        machine: Machine,
        opening: Opening,
    ) -> Result<(Self, Pin), OpenError> {
        Self::create_in(Folder::system(dir), origin, founding, keys, machine, opening)
    }

    /// Founds a ledger in `folder`, see [`Self::create`].
    ///
    /// A crash leaves a folder that is no ledger yet, or the founded one.
    pub fn create_in(
        folder: Folder,
        origin: &str,
        founding: &Submission,
        keys: LogKeys,
        machine: Machine,
        opening: Opening,
    ) -> Result<(Self, Pin), OpenError> {
        let origin = Origin::parse(origin).map_err(|error| OpenError::Origin {
            origin: origin.to_owned(),
            reason: error.to_string(),
        })?;
        folder.make()?;
        // The key folder may be there: keys are made before the policy that names them.
        if folder.list("")?.unwrap_or_default().iter().any(|listed| listed.name != "keys") {
            return Err(OpenError::NotEmpty(folder.root().to_owned()));
        }
        // The keys are compared before anything is made.
        let signer = LogSigner::new(origin.clone(), keys.ed25519, keys.ml_dsa);
        check_log_keys_named(&signer, founding)?;
        let lock = take_lock(&folder, &opening)?;
        let journal = Journal::create(&folder, Salt(fresh(&*machine.entropy)))?;
        let mut ledger = Self {
            journal,
            publisher: Publisher::open(&folder, None, BTreeSet::new())?,
            texts: Texts::new(Artifacts::new(&folder), Absence::Refuses),
            meaning: Meaning::empty(
                origin.as_str(),
                model::fresh(&folder, opening.cache_bytes, model::Before::MayStay)?,
            ),
            frontier: Frontier::default(),
            writer: WriterId(fresh(&*machine.entropy)),
            stopped: false,
            signer,
            machine,
            opening,
            folder,
            _lock: lock,
        };
        match ledger.submit(std::slice::from_ref(founding)).map_err(Box::new)?.pop() {
            Some(Verdict::Refused(refusal)) => return Err(OpenError::Founding(refusal)),
            Some(Verdict::Accepted(_) | Verdict::AlreadyThere(_)) | None => {}
        }
        // Last, because it is what makes the folder a ledger.
        let config = Config { format: FORMAT, origin: origin.as_str().to_owned() };
        ledger.folder.write(CONFIG_FILE, config.text().as_bytes())?;
        let pin = Reader::open_in(ledger.folder.clone())?.pin().clone();
        Ok((ledger, pin))
    }

    /// Opens a ledger for writing: takes the lock, publishes again what the journal still holds, signs the newest
    /// checkpoint if a crash kept it from being signed, and brings the read model up to date.
    pub fn open(
        dir: &Path,
        keys: LogKeys,
        machine: Machine,
        opening: Opening,
    ) -> Result<Self, OpenError> {
        Self::open_in(Folder::system(dir), keys, machine, opening)
    }

    /// Opens the ledger in `folder` for writing, see [`Self::open`].
    pub fn open_in(
        folder: Folder,
        keys: LogKeys,
        machine: Machine,
        opening: Opening,
    ) -> Result<Self, OpenError> {
        let config = Config::read_in(&folder)?;
        let origin = Origin::parse(&config.origin).map_err(|error| OpenError::Origin {
            origin: config.origin.clone(),
            reason: error.to_string(),
        })?;
        let lock = take_lock(&folder, &opening)?;
        let signer = LogSigner::new(origin, keys.ed25519, keys.ml_dsa);
        let (journal, recovered) = Journal::open(&folder)?;
        let size = journal.newest().map_or(Size(0), |newest| newest.size);
        let statics = Statics::new(&folder);
        // Bytes that are no note were torn by a power cut. One that does not verify is judged below: it may be the keys.
        let (on_disk, unverified) = match model::published_checkpoint(&statics, signer.verifier()) {
            Err(PublishedError::Checkpoint(CheckpointError::Note(_))) => (None, None),
            Err(unverified @ PublishedError::Checkpoint(_)) => (None, Some(unverified)),
            read => (read?, None),
        };
        if let Some(newer) = &on_disk
            && newer.checkpoint().size > size
        {
            return Err(OpenError::RolledBack {
                published: newer.checkpoint().size,
                journal: size,
            });
        }
        // What is withheld must be known before anything is published again.
        let tail = Tail::read(&journal, &recovered)?;
        let base = recovered.base.as_ref();
        let meaning =
            model::load(&folder, opening.cache_bytes, &config.origin, &statics, base, size)?;
        let mut withheld: BTreeSet<Index> = meaning.withheld_entries()?.into_keys().collect();
        withheld.extend(&tail.withheld);
        let mut publisher = Publisher::open(&folder, base, withheld)?;
        tail.publish(&mut publisher)?;
        let frontier = Frontier::read(&statics.nodes(size), size)?;
        if let Some(same) = &on_disk
            && same.checkpoint().size == size
            && same.checkpoint().root != frontier.root()
        {
            return Err(OpenError::Fork(size));
        }
        let mut ledger = Self {
            journal,
            publisher,
            texts: Texts::new(Artifacts::new(&folder), Absence::Refuses),
            meaning,
            frontier,
            writer: WriterId(fresh(&*machine.entropy)),
            stopped: false,
            signer,
            machine,
            opening,
            folder,
            _lock: lock,
        };
        ledger.fold_rest().map_err(Box::new)?;
        ledger.withhold_again(&tail)?;
        ledger.check_log_keys()?;
        if let Some(unverified) = unverified {
            return Err(unverified.into());
        }
        // Only now, with the right keys. One of this size is put in place again too: a power cut may have come before
        // its sync.
        match on_disk.filter(|on_disk| on_disk.checkpoint().size == size) {
            Some(same) => ledger.publisher.publish_checkpoint(same.bytes())?,
            None if size > Size(0) => ledger.sign_checkpoint().map_err(Box::new)?,
            None => {}
        }
        Ok(ledger)
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        self.folder.root()
    }

    /// What the log means now.
    pub fn meaning(&self) -> &Meaning {
        &self.meaning
    }

    /// What statements for this ledger are addressed to.
    pub fn audience(&self) -> &str {
        self.meaning.tip().audience.as_deref().unwrap_or(&self.meaning.tip().origin)
    }

    /// The verifier of this log's checkpoints.
    pub fn verifier(&self) -> &LogVerifier {
        self.signer.verifier()
    }

    /// The artifacts.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// A reader of what is published.
    pub fn reader(&self) -> Result<Reader, ReadError> {
        Reader::open_in(self.folder.clone())
    }

    /// Stores the bytes of a source durably, before the statement that names them.
    pub fn put_artifact(&self, bytes: &[u8]) -> Result<Sha256, SubmitError> {
        Ok(Artifacts::new(&self.folder).put(bytes)?)
    }

    /// Writes what waits to the read model, and lets go of the journal's space if it is much. Dropping a ledger
    /// without this loses nothing: the next opening folds what is missing.
    pub fn close(mut self) -> Result<(), SubmitError> {
        if self.stopped {
            return Err(SubmitError::Stopped);
        }
        self.rotate_if_long()?;
        self.flush_rows()
    }

    pub(crate) fn now(&self) -> UnixMillis {
        self.machine.clock.now()
    }

    pub(crate) fn clock_confirmed(&self) -> bool {
        self.opening.clock == ClockJump::Confirmed
    }

    /// Step 7, **publish**, of the newest commit, around step 5, **sign**: every size that is signed is published
    /// before the next, tiles first and the checkpoint last.
    pub(crate) fn sign_and_publish(
        &mut self,
        commit: &Commit,
        leaves: &[TreeHash],
    ) -> Result<(), SubmitError> {
        let (signer, frontier, time) = (&self.signer, &self.frontier, commit.header().time);
        let publisher = &mut self.publisher;
        // Side by side: the note needs none of the files, and takes as long as writing them.
        let (files, note) = rayon::join(
            || publisher.publish(commit, leaves),
            || signed_checkpoint(signer, frontier, time),
        );
        files?;
        Ok(self.publisher.publish_checkpoint(&note?)?)
    }

    fn sign_checkpoint(&mut self) -> Result<(), SubmitError> {
        let time = self.journal.newest().map_or(UnixMillis(0), |newest| newest.time);
        let note = signed_checkpoint(&self.signer, &self.frontier, time)?;
        Ok(self.publisher.publish_checkpoint(&note)?)
    }

    pub(crate) fn rotate_if_long(&mut self) -> Result<(), SubmitError> {
        if self.journal.tail_bytes() > self.opening.journal_bytes {
            let published = self.publisher.sync_published()?;
            self.journal.rotate(&published)?;
        }
        Ok(())
    }

    /// What a redaction asks of the store: bodies and artifacts overwritten, names out of the read model.
    pub(crate) fn apply_withheld(&mut self, applied: &Applied) -> Result<(), SubmitError> {
        if applied.is_empty() {
            return Ok(());
        }
        let indexes = applied.withheld_entries.iter().copied().collect();
        self.journal.withhold(&indexes)?;
        self.publisher.withhold(&indexes)?;
        for artifact in &applied.withheld_artifacts {
            Artifacts::new(&self.folder).remove(artifact)?;
        }
        self.texts.forget();
        self.rebuild_over(model::Before::IsErased(self.opening.patience))
    }

    /// Withholds once more what a redaction in the journal's tail names: a crash may have come in between.
    fn withhold_again(&mut self, tail: &Tail) -> Result<(), OpenError> {
        let mut applied = Applied::default();
        for redaction in &tail.redactions {
            for target in &redaction.statements {
                let place = self.meaning.place(&target.0)?;
                applied.withheld_entries.extend(place.map(|place| place.index));
            }
            applied.withheld_artifacts.extend(redaction.artifacts.iter().copied());
        }
        self.apply_withheld(&applied).map_err(Box::new)?;
        Ok(())
    }

    /// Deletes the read model and folds it again from the log.
    pub fn rebuild(&mut self) -> Result<(), SubmitError> {
        if self.stopped {
            return Err(SubmitError::Stopped);
        }
        // Until it is done, what the log means is not known.
        self.stopped = true;
        self.rebuild_over(model::Before::MayStay)?;
        self.stopped = false;
        Ok(())
    }

    fn rebuild_over(&mut self, before: model::Before) -> Result<(), SubmitError> {
        let origin = self.meaning.tip().origin.clone();
        // sled locks its folder: the old one is let go before the new one is made.
        self.meaning = Meaning::empty(&origin, model::fresh_in_memory());
        let rows = model::fresh(&self.folder, self.opening.cache_bytes, before);
        let rows = rows.map_err(|error| match (error, before) {
            (ViewError::Held, model::Before::IsErased(waited)) => SubmitError::NotErased { waited },
            (error, _) => error.into(),
        })?;
        self.meaning = Meaning::empty(&origin, rows);
        self.fold_rest()?;
        self.flush_rows()
    }

    /// Folds from the meaning's size to the log's, comparing the tree on the way.
    fn fold_rest(&mut self) -> Result<(), SubmitError> {
        let size = self.frontier.size();
        let root = self.frontier.root();
        model::fold(
            &mut self.meaning,
            self.publisher.statics(),
            (size, size),
            &root,
            model::Folding::IsWritten,
            |_| {},
        )
        .map_err(|error| SubmitError::Read(Box::new(error)))
    }

    pub(crate) fn flush_rows_if_many(&mut self) -> Result<(), SubmitError> {
        let root = self.frontier.root();
        Ok(model::flush_if_many(&mut self.meaning, root)?)
    }

    fn flush_rows(&mut self) -> Result<(), SubmitError> {
        let root = self.frontier.root();
        Ok(model::flush(&mut self.meaning, root)?)
    }

    fn check_log_keys(&self) -> Result<(), OpenError> {
        match &self.meaning.tip().policy {
            Some((policy, _)) => compare_log_keys(&self.signer, policy),
            None if self.frontier.size() == Size(0) => Ok(()),
            None => Err(ReadError::NotFounded("its policy cannot be read".to_owned()).into()),
        }
    }

    /// The newest index, if there is one.
    pub fn last_index(&self) -> Option<Index> {
        self.frontier.size().last_index()
    }
}

/// The checkpoint of a tree, signed by both keys of the log.
fn signed_checkpoint(
    signer: &LogSigner,
    frontier: &Frontier,
    time: UnixMillis,
) -> Result<Vec<u8>, CheckpointError> {
    let (size, root) = (frontier.size(), frontier.root());
    signer.sign(&Checkpoint { origin: signer.verifier().origin().clone(), size, root }, time)
}

/// The founding policy names the keys that will sign.
fn check_log_keys_named(signer: &LogSigner, founding: &Submission) -> Result<(), OpenError> {
    let body = crate::meaning::SignedBody::parse(founding.body.clone())
        .map_err(|refusal| OpenError::Founding(Box::new(refusal)))?;
    match body.body().says() {
        bayan_claim::Says::Policy(policy) => compare_log_keys(signer, policy),
        // Another kind is refused when it is judged.
        _ => Ok(()),
    }
}

fn compare_log_keys(
    signer: &LogSigner,
    policy: &bayan_claim::kind::Policy,
) -> Result<(), OpenError> {
    for (expected, found) in policy.log_vkeys.iter().zip(signer.verifier().vkeys()) {
        let (expected, found) = (expected.to_string(), found.to_string());
        if expected != found {
            return Err(OpenError::WrongLogKeys { expected, found });
        }
    }
    Ok(())
}

fn take_lock(folder: &Folder, opening: &Opening) -> Result<WriterLock, LockError> {
    let holder = Holder { process: std::process::id(), command: opening.command.clone() };
    WriterLock::take(folder, &holder)
}

/// The verifier that a policy names.
pub fn verifier_of(policy: &bayan_claim::kind::Policy) -> Result<LogVerifier, String> {
    let mut vkeys = policy.log_vkeys.iter();
    match (vkeys.next(), vkeys.next()) {
        (Some(ed25519), Some(ml_dsa)) => {
            log_verifier(policy.origin.as_str(), &ed25519.to_string(), &ml_dsa.to_string())
        }
        _ => Err("the policy names no two log keys".to_owned()),
    }
}
