//! Proofs that travel: made from the published files, checked with nothing but a pin.

use bayan_proof::bundle::BundleError;
use bayan_proof::checkpoint::{LogVerifier, SignedCheckpoint};
use bayan_proof::entry::{Entry, EntryError};
use bayan_proof::hash::{Sha256, TreeHash};
use bayan_proof::key::{PublicKey, SigningKey};
use bayan_proof::num::{Index, Size};
use bayan_proof::receipt::{
    ReceiptError, ReceiptKey, ReceiptSigner, Strength, TransparentStatement, Witnesses,
};
use bayan_proof::tlog_policy::{Policy, Quorum};
use bayan_proof::tlog_proof::{TlogProof, TlogProofError};

use bayan_store::view::ViewError;

use crate::config::Pin;
use crate::reader::{ReadError, Reader};

/// What a verifier believes, from outside any ledger.
pub struct Trust {
    /// The key that signs receipts.
    pub receipts: PublicKey,
    /// The log's two keys.
    pub log: LogVerifier,
    /// Witnesses and their quorum, if the verifier has a policy.
    pub policy: Option<Policy>,
}

/// How strong a proof is; each includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProofStrength {
    /// The log's receipt key says so.
    Receipt,
    /// Both log keys signed the tree.
    Checkpoint,
    /// A quorum of witnesses saw the tree. Only this excludes a fork.
    Witnessed,
}

/// What a good proof shows.
#[derive(Clone, Debug)]
pub struct Proven {
    /// The entry.
    pub entry: Entry,
    /// How strong the proof is.
    pub strength: ProofStrength,
    /// The tree that includes it, where its checkpoint travels with the proof.
    pub tree: Option<(Size, TreeHash)>,
    /// The names of the witnesses that signed that tree.
    pub witnesses: Vec<String>,
}

/// Why a proof shows nothing.
#[derive(Debug, thiserror::Error)]
pub enum ProofFault {
    /// A transparent statement.
    #[error("the transparent statement is not good: {}", crate::check::error_chain(.0))]
    Receipt(#[from] ReceiptError),
    /// A tlog-proof.
    #[error("the tlog-proof is not good: {}", crate::check::error_chain(.0))]
    TlogProof(#[from] TlogProofError),
    /// What travels as the entry is none.
    #[error("the proven bytes are not an entry: {0}")]
    Entry(#[from] EntryError),
    /// The proof's index is not the entry's.
    #[error("the proof is of entry {proof}, and the bytes are of entry {entry}")]
    Index {
        /// The proof's.
        proof: Index,
        /// The entry's own.
        entry: Index,
    },
    /// A bundle.
    #[error("the bundle is not good: {}", crate::check::error_chain(.0))]
    Bundle(#[from] BundleError),
    /// A bundle does not begin as the ledger does.
    #[error("{0}")]
    Founding(String),
    /// Nothing of what a bundle is said to be about is in it.
    #[error("it is said to be about {about}, and holds no entry of that")]
    Nothing {
        /// What it is said to be about.
        about: String,
    },
    /// An entry of a bundle would not have been admitted.
    #[error("entry {index}: {what}")]
    Judged {
        /// Which.
        index: Index,
        /// Why.
        what: String,
    },
    /// A bundle carries an artifact that is withheld.
    #[error("artifact {digest} is here, although entry {by} withholds it")]
    Artifact {
        /// Which.
        digest: Sha256,
        /// The redaction.
        by: Index,
    },
    /// A bundle carries an artifact that nothing in it names.
    #[error("artifact {digest} is here, and no statement here captures or quotes it")]
    Stray {
        /// Which.
        digest: Sha256,
    },
    /// What the entries mean could not be kept in memory.
    #[error("cannot keep what the entries mean: {0}")]
    Rows(#[from] ViewError),
    /// Witnesses could not be judged.
    #[error("the witnesses cannot be judged: {0}")]
    Witnesses(String),
}

impl Trust {
    /// The trust that a pin gives.
    pub fn of_pin(pin: &Pin) -> Result<Self, String> {
        Ok(Self { receipts: pin.receipt_key()?, log: pin.verifier()?, policy: None })
    }
}

impl ProofStrength {
    /// In one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Checkpoint => "checkpoint",
            Self::Witnessed => "witnessed",
        }
    }
}

/// A `.tlog-proof` of an entry against the published checkpoint. Needs no key.
pub fn tlog_proof(reader: &Reader, index: Index) -> Result<Vec<u8>, ReadError> {
    let entry = reader.entry(index)?;
    let hashes = reader.inclusion_proof(index)?;
    let checkpoint = reader.checkpoint().bytes().to_vec();
    let proof = TlogProof::new(Some(entry.bytes), index, hashes, checkpoint)
        .map_err(|error| ReadError::Proof(error.to_string()))?;
    Ok(proof.encode())
}

/// A transparent statement (`.scitt`): the signed statement with a receipt by the ledger's receipt key.
pub fn transparent_statement(
    reader: &Reader,
    index: Index,
    key: SigningKey,
) -> Result<Vec<u8>, ReadError> {
    let stored = reader.entry(index)?;
    let path = reader.inclusion_proof(index)?;
    let checkpoint = reader.checkpoint();
    let signer = ReceiptSigner::new(checkpoint.checkpoint().origin.clone(), key);
    if signer.receipt_key().0.to_string() != reader.pin().receipts {
        return Err(ReadError::Proof("this is not the ledger's receipt key".to_owned()));
    }
    let receipt = signer
        .issue(&stored.entry, path, checkpoint)
        .map_err(|error| ReadError::Proof(crate::check::error_chain(&error)))?;
    Ok(TransparentStatement::new(stored.entry.into_statement(), receipt).encode())
}

/// Checks a `.tlog-proof` offline.
pub fn check_tlog_proof(bytes: &[u8], trust: &Trust) -> Result<Proven, ProofFault> {
    let proof = TlogProof::parse(bytes)?;
    let proven = proof.verify(&trust.log)?;
    let checkpoint = proven.checkpoint();
    let entry = Entry::parse(proven.entry())?;
    if entry.index() != proof.index() {
        return Err(ProofFault::Index { proof: proof.index(), entry: entry.index() });
    }
    let tree = checkpoint.checkpoint();
    let (strength, witnesses) = strength_of(checkpoint, trust.policy.as_ref())?;
    Ok(Proven { entry, strength, tree: Some((tree.size, tree.root)), witnesses })
}

/// How strong a checkpoint is that both log keys signed, and the names of the witnesses that signed it too.
pub(crate) fn strength_of(
    checkpoint: &SignedCheckpoint,
    policy: Option<&Policy>,
) -> Result<(ProofStrength, Vec<String>), ProofFault> {
    let Some(policy) = policy else { return Ok((ProofStrength::Checkpoint, Vec::new())) };
    let quorum = policy
        .judge(checkpoint)
        .map_err(|error| ProofFault::Witnesses(crate::check::error_chain(&error)))?;
    let cosignatures = checkpoint
        .cosignatures(policy.witnesses())
        .map_err(|error| ProofFault::Witnesses(crate::check::error_chain(&error)))?;
    let names = cosignatures.into_iter().map(|cosignature| cosignature.name).collect();
    let is_met = quorum == Quorum::Met;
    Ok((if is_met { ProofStrength::Witnessed } else { ProofStrength::Checkpoint }, names))
}

/// Checks a transparent statement offline.
pub fn check_transparent_statement(bytes: &[u8], trust: &Trust) -> Result<Proven, ProofFault> {
    let transparent = TransparentStatement::parse(bytes)?;
    let key = ReceiptKey(trust.receipts);
    let verdict = match &trust.policy {
        None => transparent.verify(&key, &trust.log, Witnesses::NONE)?,
        Some(policy) => {
            let is_quorum = |cosignatures: &[_]| policy.quorum(cosignatures) == Quorum::Met;
            transparent.verify(
                &key,
                &trust.log,
                Witnesses { vkeys: policy.witnesses(), is_quorum: &is_quorum },
            )?
        }
    };
    let (entry, strength) = verdict.into_parts();
    let (strength, tree, witnesses) = match strength {
        Strength::Receipt => (ProofStrength::Receipt, None, Vec::new()),
        Strength::Checkpoint { checkpoint } => {
            (ProofStrength::Checkpoint, Some(checkpoint), Vec::new())
        }
        Strength::Witnessed { checkpoint, cosignatures } => {
            let names = cosignatures.into_iter().map(|cosignature| cosignature.name).collect();
            (ProofStrength::Witnessed, Some(checkpoint), names)
        }
    };
    let tree = tree.map(|signed| (signed.checkpoint().size, signed.checkpoint().root));
    Ok(Proven { entry, strength, tree, witnesses })
}
