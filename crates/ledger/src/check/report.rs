//! What an audit found, in fields and in plain words.

use std::collections::BTreeSet;
use std::fmt;

use bayan_proof::checkpoint::SignedCheckpoint;
use bayan_proof::hash::{Blake3, Sha256, TreeHash};
use bayan_proof::num::{Index, Size, UnixMillis};

/// The result of an audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The origin line.
    pub origin: String,
    /// The size of the published tree.
    pub size: Size,
    /// Its root, as signed.
    pub root: TreeHash,
    /// The chain hash of the newest entry that holds; none if not even entry 0 does.
    pub chain: Option<Blake3>,
    /// That entry's time.
    pub newest: Option<UnixMillis>,
    /// Whether the ledger was compared with a pin.
    pub pinning: Pinning,
    /// Everything that is wrong, the first bad entry first. Empty: the ledger is good.
    pub faults: Vec<Fault>,
    /// What could not be checked because a body or an artifact is withheld.
    pub unchecked: Vec<(Index, String)>,
    /// What is withheld: bodies, then artifacts.
    pub withheld: Vec<Withheld>,
    /// Redactions of which something is still here: a writer is about to overwrite it, or was killed before, and the
    /// next to open the ledger does.
    pub unfinished: BTreeSet<Index>,
    /// How many entries are in the journal beyond the checkpoint: a writer is about to sign them, or was killed before.
    /// They were judged as all others were.
    pub unsigned: u64,
    /// How many artifacts were re-hashed and are whole.
    pub artifacts: u64,
    /// What became of the read model, to go after "the read model …".
    pub read_model: String,
}

/// Whether trust began outside the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pinning {
    /// Compared with a pin kept outside.
    Pinned,
    /// Consistent with itself, and nothing more.
    Unpinned,
}

/// What a redaction withholds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// A body.
    Body {
        /// Its entry.
        index: Index,
        /// The redaction.
        by: Index,
    },
    /// An artifact.
    Artifact {
        /// Which.
        digest: Sha256,
        /// The redaction.
        by: Index,
    },
}

impl Withheld {
    /// The redaction.
    pub fn by(&self) -> Index {
        match self {
            Self::Body { by, .. } | Self::Artifact { by, .. } => *by,
        }
    }
}

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body { index, .. } => write!(f, "entry {index}"),
            Self::Artifact { digest, .. } => write!(f, "artifact {digest}"),
        }
    }
}

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: FaultPlace,
    /// What, in plain words.
    pub what: String,
}

/// Where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultPlace {
    /// An entry or its body.
    Entry(Index),
    /// The published checkpoint.
    Checkpoint,
    /// A published file.
    File(String),
    /// The journal.
    Journal,
    /// An artifact.
    Artifact(Sha256),
    /// The read model.
    ReadModel,
}

impl Fault {
    pub(crate) fn at(place: FaultPlace, what: impl fmt::Display) -> Self {
        Self { place, what: what.to_string() }
    }
}

impl fmt::Display for FaultPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(index) => write!(f, "entry {index}"),
            Self::Checkpoint => f.write_str("the checkpoint"),
            Self::File(name) => write!(f, "the file {name}"),
            Self::Journal => f.write_str("the journal"),
            Self::Artifact(digest) => write!(f, "artifact {digest}"),
            Self::ReadModel => f.write_str("the read model"),
        }
    }
}

impl Report {
    pub(crate) fn new(checkpoint: &SignedCheckpoint, pinned: bool) -> Self {
        Self {
            origin: checkpoint.checkpoint().origin.to_string(),
            size: checkpoint.checkpoint().size,
            root: checkpoint.checkpoint().root,
            pinning: if pinned { Pinning::Pinned } else { Pinning::Unpinned },
            ..Self::empty()
        }
    }

    /// A ledger that failed before its entries could be read.
    pub(crate) fn of_fault(fault: Fault) -> Self {
        Self { faults: vec![fault], ..Self::empty() }
    }

    fn empty() -> Self {
        Self {
            origin: String::new(),
            size: Size(0),
            root: TreeHash([0; 32]),
            chain: None,
            newest: None,
            pinning: Pinning::Unpinned,
            faults: Vec::new(),
            unchecked: Vec::new(),
            withheld: Vec::new(),
            unfinished: BTreeSet::new(),
            unsigned: 0,
            artifacts: 0,
            read_model: String::new(),
        }
    }

    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.faults.is_empty()
    }

    /// What still holds in spite of the first fault, in plain words.
    pub fn still_holds(&self) -> Option<String> {
        match &self.faults.first()?.place {
            FaultPlace::Entry(Index(0)) | FaultPlace::Checkpoint => Some(
                "nothing can be said of the entries: trust begins with entry 0 and the checkpoint"
                    .to_owned(),
            ),
            FaultPlace::Entry(Index(1)) => {
                Some("entry 0 holds: signature, chain and policy".to_owned())
            }
            FaultPlace::Entry(index) => Some(format!(
                "entries 0 to {} hold: signatures, chain, policy and references",
                index.0.saturating_sub(1)
            )),
            FaultPlace::File(_) | FaultPlace::Journal | FaultPlace::ReadModel => {
                Some("all entries hold: signatures, chain, tree, policy and references".to_owned())
            }
            FaultPlace::Artifact(_) => Some(
                "all entries hold; quotes from this artifact cannot be shown to be exact"
                    .to_owned(),
            ),
        }
    }
}
