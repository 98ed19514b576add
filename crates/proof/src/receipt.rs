//! The receipt: a COSE Receipt of inclusion (RFC 9942 §5.2, profile of `RFC9162_SHA256`), which lets a stranger
//! check without the ledger that an entry is in its tree.
//!
//! ```text
//! #6.18([                                      ; COSE_Sign1, RFC 9052 §4.2
//!   << {  1: -19,                              ; alg Ed25519, RFC 9864 §2.2
//!         4: bstr .size 32,                    ; kid, RFC 9679 thumbprint of the receipt key
//!        15: { 1: tstr, 2: tstr },             ; iss = the log's origin, sub = the statement's, RFC 9943
//!        16: "application/vnd.bayan.receipt+cose",      ; typ, RFC 9596
//!       395: 1,                                ; vds RFC9162_SHA256
//!    -65540: uint,                             ; tree size, the proof's own
//!    -65541: bstr } >>,                        ; the entry, the tree's leaf
//!   { 396: { -1: [ << [ uint, uint, [ + bstr .size 32 ] ] >> ] },  ; size, index, path
//!  ? -65542: bstr },                           ; the checkpoint of that size, a signed note
//!   nil,                                       ; detached: the root that the proof leads to
//!   bstr .size 64 ])                           ; signature over the Sig_structure with the root
//! ```
//!
//! Exactly these labels, in this order, in deterministic CBOR. RFC 9942 leaves the proof's tree size
//! unauthenticated: in a tree of five leaves, the proof of leaf 0 leads to the same root for the sizes 5 to 8.
//! Hence the size in the protected header, and the comparison with the checkpoint's.

mod transparent;

use std::fmt;

pub use self::transparent::{Strength, TRANSPARENT_MAX, TransparentStatement, Verdict, Witnesses};
use crate::cbor::{CborError, Reader, Writer, length};
use crate::checkpoint::{CheckpointError, Origin, SignedCheckpoint};
use crate::cose::{
    self, ALG, ALG_ED25519, CHECKPOINT, CWT_CLAIMS, ENTRY, ISS, KID, SUB, Sign1, TREE_SIZE, TYP,
    VDP, VDS,
};
use crate::entry::{ENTRY_MAX, Entry, EntryError};
use crate::hash::TreeHash;
use crate::key::{PublicKey, SigningKey, Thumbprint};
use crate::note::{NOTE_MAX, NameError};
use crate::num::{Index, Size};
use crate::signature::{Signature, SignatureError};
use crate::statement::StatementError;
use crate::tree::{PROOF_MAX, TreeError, leaf_hash, root_from_inclusion};

/// The `typ` of a receipt.
pub const RECEIPT_TYPE: &str = "application/vnd.bayan.receipt+cose";

/// Longest receipt that is read, in bytes: the longest entry, the longest note, and 8 KiB for the rest.
pub const RECEIPT_MAX: usize = ENTRY_MAX + NOTE_MAX + 8 * 1024;

/// Smallest tree with receipts: in a tree of one leaf the path is empty, which RFC 9942 cannot write.
pub const SIZE_MIN: Size = Size(2);

/// The verifiable data structure `RFC9162_SHA256` (RFC 9942, registry of verifiable data structures).
const VDS_RFC9162_SHA256: i64 = 1;
/// The label of inclusion proofs under `vdp` (RFC 9942 §5.2).
const INCLUSION: i64 = -1;

/// Why a receipt or a transparent statement is refused, or cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Longer than its limit.
    #[error("has more than {max} bytes: {length}")]
    TooLong {
        /// The limit.
        max: usize,
        /// The length.
        length: usize,
    },
    /// An envelope is not the CBOR that it should be.
    #[error("failed to read the envelope")]
    Envelope(#[source] CborError),
    /// A receipt's header or proof is not the CBOR that it should be.
    #[error("failed to read the receipt")]
    Malformed(#[from] CborError),
    /// A header parameter whose one allowed value is another.
    #[error("the {0} is not the one of a receipt")]
    Constant(&'static str),
    /// The receipt's payload is attached; only the root that the proof leads to is believed.
    #[error("the payload of the receipt is not detached")]
    Payload,
    /// The issuer is no origin.
    #[error("failed to read the issuer")]
    Issuer(#[from] NameError),
    /// A tree smaller than [`SIZE_MIN`], so an empty path.
    #[error("a tree of size {0} has no receipts")]
    TooSmall(Size),
    /// The proof is for another tree size than the one that was signed.
    #[error("the proof is for tree size {proof}, the receipt for {signed}")]
    TreeSize {
        /// The size in the protected header.
        signed: Size,
        /// The size in the proof.
        proof: Size,
    },
    /// The transparent statement's statement is not one.
    #[error("failed to read the statement")]
    Statement(#[from] StatementError),
    /// The receipt's entry is not one.
    #[error("failed to read the entry")]
    Entry(#[from] EntryError),
    /// A receipt of another log.
    #[error("receipt of {found}, not of {expected}")]
    OtherLog {
        /// The log asked for.
        expected: Origin,
        /// The log that issued the receipt.
        found: Origin,
    },
    /// A receipt under another key.
    #[error("the receipt names key {named}, not {given}")]
    OtherKey {
        /// The thumbprint in the receipt.
        named: Thumbprint,
        /// The thumbprint of the key it was checked against.
        given: Thumbprint,
    },
    /// The receipt's subject is not the statement's.
    #[error("the receipt is about {found:?}, the statement about {expected:?}")]
    OtherSubject {
        /// The subject of the statement.
        expected: String,
        /// The subject of the receipt.
        found: String,
    },
    /// The receipt's entry holds another statement, or the same with another signature.
    #[error("the entry of the receipt holds another statement")]
    OtherStatement,
    /// The entry says that it stands elsewhere.
    #[error("the entry says index {entry}, the proof {proof}")]
    OtherIndex {
        /// The index in the entry.
        entry: Index,
        /// The index in the proof.
        proof: Index,
    },
    /// The path does not fit the index and the size.
    #[error("failed to follow the path to the root")]
    Path(#[from] TreeError),
    /// The signature over the root is not good: another entry, another path, another key, or damage.
    #[error("failed to verify the receipt's signature")]
    Signature(#[from] SignatureError),
    /// The attached checkpoint is not one of the log, or a known witness's line on it is bad.
    #[error("failed to verify the attached checkpoint")]
    Checkpoint(#[from] CheckpointError),
    /// The checkpoint is of another size than the receipt.
    #[error("the checkpoint has size {found}, the receipt {expected}")]
    CheckpointSize {
        /// The receipt's size.
        expected: Size,
        /// The checkpoint's size.
        found: Size,
    },
    /// The checkpoint has another root than the proof leads to.
    #[error("the checkpoint has the root {found}, the proof leads to {expected}")]
    CheckpointRoot {
        /// The root that the proof leads to.
        expected: TreeHash,
        /// The checkpoint's root.
        found: TreeHash,
    },
}

/// The key that a log signs its receipts with. It signs nothing else (RFC 9943, key hygiene), so it is not a
/// plain [`PublicKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptKey(pub PublicKey);

/// Issues the receipts of one log.
#[derive(Debug)]
pub struct ReceiptSigner {
    issuer: Origin,
    key: SigningKey,
}

impl ReceiptSigner {
    /// The log `issuer`, signing receipts with `key`, which signs nothing else.
    #[must_use]
    pub fn new(issuer: Origin, key: SigningKey) -> Self {
        Self { issuer, key }
    }

    /// What others need to verify these receipts, beside the log's own keys.
    #[must_use]
    pub fn receipt_key(&self) -> ReceiptKey {
        ReceiptKey(self.key.public())
    }

    /// The receipt of `entry` in the tree of `checkpoint`, which is attached. Deterministic.
    ///
    /// Refuses a checkpoint of another log, a tree below [`SIZE_MIN`], and a path that does not lead from the
    /// entry to the checkpoint's root.
    pub fn issue(
        &self,
        entry: &Entry,
        path: Vec<TreeHash>,
        checkpoint: &SignedCheckpoint,
    ) -> Result<Receipt, ReceiptError> {
        let tree = checkpoint.checkpoint();
        if tree.origin != self.issuer {
            let (expected, found) = (self.issuer.clone(), tree.origin.clone());
            return Err(ReceiptError::OtherLog { expected, found });
        }
        let mut receipt = Receipt {
            protected: Protected {
                kid: self.key.public().thumbprint(),
                issuer: self.issuer.clone(),
                subject: entry.statement().header().sub.clone(),
                size: tree.size,
                entry: entry.encode(),
            },
            index: entry.index(),
            path,
            checkpoint: Some(checkpoint.bytes().to_vec()),
            signature: Signature([0; 64]),
        };
        receipt.check_size()?;
        let root = receipt.root()?;
        if root != tree.root {
            return Err(ReceiptError::CheckpointRoot { expected: root, found: tree.root });
        }
        receipt.signature = self.key.sign(&receipt.sig_structure(&root));
        Ok(receipt)
    }
}

/// A well-formed receipt. Nothing in it is to be believed before [`TransparentStatement::verify`].
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    protected: Protected,
    index: Index,
    path: Vec<TreeHash>,
    checkpoint: Option<Vec<u8>>,
    signature: Signature,
}

/// The protected header of a receipt.
#[derive(Clone, PartialEq, Eq)]
struct Protected {
    kid: Thumbprint,
    issuer: Origin,
    subject: String,
    size: Size,
    entry: Vec<u8>,
}

impl Receipt {
    /// Reads exactly one receipt, with nothing after it.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        if bytes.len() > RECEIPT_MAX {
            return Err(ReceiptError::TooLong { max: RECEIPT_MAX, length: bytes.len() });
        }
        let sign1 = Sign1::parse(bytes).map_err(ReceiptError::Envelope)?;
        if sign1.payload.is_some() {
            return Err(ReceiptError::Payload);
        }
        let protected = Protected::parse(sign1.protected)?;

        let mut reader = Reader::new(sign1.unprotected);
        let at = reader.position();
        let has_checkpoint = match reader.map()? {
            1 => false,
            2 => true,
            _ => return Err(unexpected(at, "the unprotected parameters of a receipt")),
        };
        reader.label(VDP, "label 396, vdp")?;
        reader.map_of(1, "inclusion proofs alone")?;
        reader.label(INCLUSION, "label -1, inclusion proofs")?;
        reader.array_of(1, "exactly one inclusion proof")?;
        let (size, index, path) = read_proof(reader.bytes()?)?;
        let checkpoint = if has_checkpoint {
            reader.label(CHECKPOINT, "label -65542, checkpoint")?;
            Some(reader.bytes()?.to_vec())
        } else {
            None
        };
        reader.finish()?;

        if size != protected.size {
            return Err(ReceiptError::TreeSize { signed: protected.size, proof: size });
        }
        let signature = Signature(*sign1.signature);
        let receipt = Self { protected, index, path, checkpoint, signature };
        receipt.check_size()?;
        Ok(receipt)
    }

    /// The one encoding, the bytes that [`parse`](Self::parse) reads.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut proof = Writer::default();
        proof.array(3).uint(self.protected.size.0).uint(self.index.0);
        proof.array(length(self.path.len()));
        for node in &self.path {
            proof.bytes(&node.0);
        }
        let mut unprotected = Writer::default();
        unprotected.map(if self.checkpoint.is_some() { 2 } else { 1 });
        unprotected.int(VDP).map(1).int(INCLUSION).array(1).bytes(&proof.finish());
        if let Some(note) = &self.checkpoint {
            unprotected.int(CHECKPOINT).bytes(note);
        }
        let sign1 = Sign1 {
            protected: &self.protected.encode(),
            unprotected: &unprotected.finish(),
            payload: None,
            signature: &self.signature.0,
        };
        sign1.encode()
    }

    /// The same receipt with this checkpoint attached, which may have more cosignatures than the one before.
    /// The size and the root must be the receipt's.
    pub fn attach(mut self, checkpoint: &SignedCheckpoint) -> Result<Self, ReceiptError> {
        self.check_checkpoint(&self.root()?, checkpoint)?;
        self.checkpoint = Some(checkpoint.bytes().to_vec());
        Ok(self)
    }

    /// The same receipt without a checkpoint: about 4 KiB shorter, and of the weakest strength.
    #[must_use]
    pub fn detach(mut self) -> Self {
        self.checkpoint = None;
        self
    }

    /// The log that says it issued the receipt.
    #[must_use]
    pub fn issuer(&self) -> &Origin {
        &self.protected.issuer
    }

    /// The size of the tree that the receipt is for.
    #[must_use]
    pub fn size(&self) -> Size {
        self.protected.size
    }

    /// The place of the entry in the tree.
    #[must_use]
    pub fn index(&self) -> Index {
        self.index
    }

    /// The bytes of the entry.
    #[must_use]
    pub fn entry(&self) -> &[u8] {
        &self.protected.entry
    }

    /// The attached checkpoint, a signed note.
    #[must_use]
    pub fn checkpoint(&self) -> Option<&[u8]> {
        self.checkpoint.as_deref()
    }

    fn check_size(&self) -> Result<(), ReceiptError> {
        if self.protected.size < SIZE_MIN || self.path.is_empty() {
            return Err(ReceiptError::TooSmall(self.protected.size));
        }
        Ok(())
    }

    /// The root that the path leads to from the entry (RFC 9162 §2.1.3.2): the detached payload.
    fn root(&self) -> Result<TreeHash, ReceiptError> {
        let leaf = leaf_hash(&self.protected.entry);
        Ok(root_from_inclusion(&leaf, self.index, self.protected.size, &self.path)?)
    }

    fn sig_structure(&self, root: &TreeHash) -> Vec<u8> {
        cose::sig_structure(&self.protected.encode(), &root.0)
    }

    fn check_checkpoint(
        &self,
        root: &TreeHash,
        checkpoint: &SignedCheckpoint,
    ) -> Result<(), ReceiptError> {
        let tree = checkpoint.checkpoint();
        if tree.origin != self.protected.issuer {
            let (expected, found) = (self.protected.issuer.clone(), tree.origin.clone());
            return Err(ReceiptError::OtherLog { expected, found });
        }
        if tree.size != self.protected.size {
            let (expected, found) = (self.protected.size, tree.size);
            return Err(ReceiptError::CheckpointSize { expected, found });
        }
        if tree.root != *root {
            return Err(ReceiptError::CheckpointRoot { expected: *root, found: tree.root });
        }
        Ok(())
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receipt")
            .field("issuer", self.issuer())
            .field("size", &self.size())
            .field("index", &self.index)
            .field("has_checkpoint", &self.checkpoint.is_some())
            .finish_non_exhaustive()
    }
}

fn unexpected(at: usize, expected: &'static str) -> ReceiptError {
    ReceiptError::Malformed(CborError::Unexpected { at, expected })
}

/// Reads `[tree_size, leaf_index, path]` (RFC 9942 §5.2).
fn read_proof(bytes: &[u8]) -> Result<(Size, Index, Vec<TreeHash>), ReceiptError> {
    let mut reader = Reader::new(bytes);
    reader.array_of(3, "an inclusion proof")?;
    let size = Size(reader.uint()?);
    let index = Index(reader.uint()?);
    let at = reader.position();
    let nodes = reader.array()?;
    if nodes > length(PROOF_MAX) {
        return Err(unexpected(at, "a path no longer than a tree is high"));
    }
    let path = (0..nodes)
        .map(|_| reader.bytes_of("a node of 32 bytes").map(|node| TreeHash(*node)))
        .collect::<Result<_, _>>()?;
    reader.finish()?;
    Ok((size, index, path))
}

/// How many parameters a receipt's protected header has.
const PARAMETERS: u64 = 7;

impl Protected {
    fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        let mut reader = Reader::new(bytes);
        reader.map_of(PARAMETERS, "the parameters of a receipt's header")?;
        reader.label(ALG, "label 1, alg")?;
        if reader.int()? != ALG_ED25519 {
            return Err(ReceiptError::Constant("algorithm"));
        }
        reader.label(KID, "label 4, kid")?;
        let kid = Thumbprint(*reader.bytes_of("a thumbprint of 32 bytes")?);
        reader.label(CWT_CLAIMS, "label 15, CWT claims")?;
        reader.map_of(2, "the claims of a receipt")?;
        reader.label(ISS, "claim 1, iss")?;
        let issuer = Origin::parse(reader.text()?)?;
        reader.label(SUB, "claim 2, sub")?;
        let subject = reader.text()?.to_owned();
        reader.label(TYP, "label 16, typ")?;
        if reader.text()? != RECEIPT_TYPE {
            return Err(ReceiptError::Constant("type"));
        }
        reader.label(VDS, "label 395, vds")?;
        if reader.int()? != VDS_RFC9162_SHA256 {
            return Err(ReceiptError::Constant("verifiable data structure"));
        }
        reader.label(TREE_SIZE, "label -65540, tree size")?;
        let size = Size(reader.uint()?);
        reader.label(ENTRY, "label -65541, entry")?;
        let entry = reader.bytes()?.to_vec();
        reader.finish()?;
        Ok(Self { kid, issuer, subject, size, entry })
    }

    fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.map(PARAMETERS);
        writer.int(ALG).int(ALG_ED25519);
        writer.int(KID).bytes(&self.kid.0);
        writer.int(CWT_CLAIMS).map(2);
        writer.int(ISS).text(self.issuer.as_str()).int(SUB).text(&self.subject);
        writer.int(TYP).text(RECEIPT_TYPE);
        writer.int(VDS).int(VDS_RFC9162_SHA256);
        writer.int(TREE_SIZE).uint(self.size.0);
        writer.int(ENTRY).bytes(&self.entry);
        writer.finish()
    }
}

#[cfg(test)]
mod tests;
