//! The transparent statement (RFC 9943): a statement with its receipt, to be checked without the ledger.

use super::{RECEIPT_MAX, Receipt, ReceiptError, ReceiptKey};
use crate::cbor::{CborError, EMPTY_MAP, Reader, Writer};
use crate::checkpoint::{Cosignature, LogVerifier, SignedCheckpoint};
use crate::cose::{RECEIPTS, Sign1};
use crate::entry::Entry;
use crate::note::Vkey;
use crate::signature;
use crate::statement::{STATEMENT_MAX, SignedStatement};

/// Longest transparent statement that is read, in bytes: the longest statement, the longest receipt, and the
/// ten bytes that hold the one in the other.
pub const TRANSPARENT_MAX: usize = STATEMENT_MAX + RECEIPT_MAX + 10;

/// A statement with one receipt in its unprotected header, under label 394. Other receipts, or anything else
/// there, are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransparentStatement {
    statement: SignedStatement,
    receipt: Receipt,
}

/// The witnesses that a verifier knows, and when enough of them have signed: of a C2SP policy file, its
/// [`witnesses`](crate::tlog_policy::Policy::witnesses) and whether its
/// [`quorum`](crate::tlog_policy::Policy::quorum) is met.
#[derive(Clone, Copy)]
pub struct Witnesses<'a> {
    /// Their keys. One witness may have several.
    pub vkeys: &'a [Vkey],
    /// Whether these cosignatures, each verified and by one of `vkeys`, are enough. Who counts counts names, not
    /// keys.
    pub is_quorum: &'a dyn Fn(&[Cosignature]) -> bool,
}

impl Witnesses<'static> {
    /// No witness at all, so never enough of them.
    pub const NONE: Self = Self { vkeys: &[], is_quorum: &|_| false };
}

/// What stands behind a verified receipt. Each strength includes the ones before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strength {
    /// The log's receipt key says that the entry is in a tree of the log.
    Receipt,
    /// And the log's own two keys signed the checkpoint of that tree. The log may still show others another
    /// tree.
    Checkpoint {
        /// The checkpoint, whose size and root are the receipt's.
        checkpoint: SignedCheckpoint,
    },
    /// And enough witnesses cosigned it. Only this excludes a fork, as far as the witnesses are honest.
    Witnessed {
        /// The checkpoint, whose size and root are the receipt's.
        checkpoint: SignedCheckpoint,
        /// The known witnesses that signed, and when.
        cosignatures: Vec<Cosignature>,
    },
}

/// What a verified transparent statement proves. Made by [`TransparentStatement::verify`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a verdict has a strength, and whoever relies on it must say which"]
pub struct Verdict {
    entry: Entry,
    strength: Strength,
}

impl Verdict {
    /// The entry that is in the tree, with the statement in it.
    #[must_use]
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// What stands behind it.
    #[must_use]
    pub fn strength(&self) -> &Strength {
        &self.strength
    }

    /// Both.
    #[must_use]
    pub fn into_parts(self) -> (Entry, Strength) {
        (self.entry, self.strength)
    }
}

impl TransparentStatement {
    /// Puts a statement and its receipt together. Whether they belong together is for
    /// [`verify`](Self::verify) to say.
    #[must_use]
    pub fn new(statement: SignedStatement, receipt: Receipt) -> Self {
        Self { statement, receipt }
    }

    /// Reads exactly one transparent statement (`application/scitt-statement+cose`), with nothing after it.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        if bytes.len() > TRANSPARENT_MAX {
            return Err(ReceiptError::TooLong { max: TRANSPARENT_MAX, length: bytes.len() });
        }
        let sign1 = Sign1::parse(bytes).map_err(ReceiptError::Envelope)?;
        let receipt = read_receipts(sign1.unprotected).map_err(ReceiptError::Envelope)?;
        let receipt = Receipt::parse(receipt)?;
        // RFC 9943: what is registered has an empty unprotected header.
        let registered = Sign1 { unprotected: EMPTY_MAP, ..sign1 };
        let statement = SignedStatement::parse(&registered.encode())?;
        Ok(Self { statement, receipt })
    }

    /// The one encoding, the bytes that [`parse`](Self::parse) reads.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut unprotected = Writer::default();
        unprotected.map(1).int(RECEIPTS).array(1).bytes(&self.receipt.encode());
        Sign1 { unprotected: &unprotected.finish(), ..self.statement.sign1() }.encode()
    }

    /// The statement, as it was registered.
    #[must_use]
    pub fn statement(&self) -> &SignedStatement {
        &self.statement
    }

    /// The receipt.
    #[must_use]
    pub fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// Checks the receipt against the statement and against the pinned keys of the log, and says how strong
    /// the proof is (RFC 9942 §5.2.1).
    ///
    /// An attached checkpoint that does not hold is an error, never a weaker verdict. The statement's own
    /// signature is not checked here, because no receipt carries the signer's key: see
    /// [`SignedStatement::verify`].
    pub fn verify(
        &self,
        key: &ReceiptKey,
        log: &LogVerifier,
        witnesses: Witnesses<'_>,
    ) -> Result<Verdict, ReceiptError> {
        let receipt = &self.receipt;
        self.check_claims(key, log)?;
        let entry = Entry::parse(receipt.entry())?;
        if entry.statement() != &self.statement {
            return Err(ReceiptError::OtherStatement);
        }
        if entry.index() != receipt.index {
            let (entry, proof) = (entry.index(), receipt.index);
            return Err(ReceiptError::OtherIndex { entry, proof });
        }
        let root = receipt.root()?;
        signature::verify(&key.0, &receipt.sig_structure(&root), &receipt.signature)?;

        let Some(note) = receipt.checkpoint() else {
            return Ok(Verdict { entry, strength: Strength::Receipt });
        };
        let checkpoint = log.verify(note)?;
        receipt.check_checkpoint(&root, &checkpoint)?;
        let cosignatures = checkpoint.cosignatures(witnesses.vkeys)?;
        // No rule makes nobody a witness.
        let strength = if !cosignatures.is_empty() && (witnesses.is_quorum)(&cosignatures) {
            Strength::Witnessed { checkpoint, cosignatures }
        } else {
            Strength::Checkpoint { checkpoint }
        };
        Ok(Verdict { entry, strength })
    }

    /// Checks that the receipt says it is of this log, by this key, about this statement.
    fn check_claims(&self, key: &ReceiptKey, log: &LogVerifier) -> Result<(), ReceiptError> {
        let claims = &self.receipt.protected;
        if claims.issuer != *log.origin() {
            let (expected, found) = (log.origin().clone(), claims.issuer.clone());
            return Err(ReceiptError::OtherLog { expected, found });
        }
        let given = key.0.thumbprint();
        if claims.kid != given {
            return Err(ReceiptError::OtherKey { named: claims.kid, given });
        }
        let expected = &self.statement.header().sub;
        if claims.subject != *expected {
            let (expected, found) = (expected.clone(), claims.subject.clone());
            return Err(ReceiptError::OtherSubject { expected, found });
        }
        Ok(())
    }
}

/// The bytes of the one receipt in an unprotected header.
fn read_receipts(unprotected: &[u8]) -> Result<&[u8], CborError> {
    let mut reader = Reader::new(unprotected);
    reader.map_of(1, "receipts alone")?;
    reader.label(RECEIPTS, "label 394, receipts")?;
    reader.array_of(1, "exactly one receipt")?;
    reader.bytes()
}
