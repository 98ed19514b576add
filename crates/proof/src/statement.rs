//! The signed statement: a SCITT Signed Statement (RFC 9943) whose payload is the SHA-256 of its body, so
//! that the body can be withheld and the signature still be checked.
//!
//! ```text
//! #6.18([                                      ; COSE_Sign1, RFC 9052 §4.2
//!   << {  1: -19,                              ; alg Ed25519, RFC 9864 §2.2
//!         4: bstr .size 32,                    ; kid, RFC 9679 thumbprint of the key
//!        15: { 1: tstr, 2: tstr, ? 3: tstr, 6: uint },  ; iss, sub, aud, iat: RFC 8392 §3.1, RFC 9597
//!        16: "application/vnd.bayan.statement+cose",    ; typ, RFC 9596
//!       258: -16,                              ; payload hash SHA-256, RFC 9995
//!       259: "application/vnd.bayan.statement+json",    ; type of the body, RFC 9995
//!    -65537: uint .size 1,                     ; number of the kind
//!    -65538: [* tstr],                         ; incidents concerned beyond sub, ascending
//!    -65539: bstr .size 32 } >>,               ; BLAKE3 of the body
//!   {},                                        ; nothing unprotected
//!   bstr .size 32,                             ; SHA-256 of the body
//!   bstr .size 64 ])                           ; signature over the Sig_structure, RFC 9052 §4.4
//! ```
//!
//! Exactly these labels, in this order, in deterministic CBOR.
//!
//! **Invariant:** a [`VerifiedStatement`] comes out of [`SignedStatement::verify`] or [`verify_all`] and from
//! nowhere else.

mod header;

use std::fmt;

pub use self::header::{
    AUD_MAX, BODY_TYPE, Draft, Header, IAT_MAX, INCIDENT_MAX, INCIDENTS_MAX, ISS_MAX,
    STATEMENT_TYPE, SUB_MAX, TextFault, UnixSeconds,
};
use crate::cbor::{CborError, EMPTY_MAP};
use crate::cose::{self, Sign1};
use crate::hash::{Blake3, Sha256};
use crate::key::{PublicKey, SigningKey, Thumbprint};
use crate::signature::{self, Signature, SignatureError};

/// Longest statement that is read, in bytes. The limits of its fields keep it below 6 KiB.
pub const STATEMENT_MAX: usize = 32 * 1024;

/// The name of a statement: SHA-256 of its `Sig_structure`. Known before the statement is sequenced, and the
/// same whatever bytes the signature has, so one content by one key has one name.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct StatementId(pub Sha256);

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StatementId({self})")
    }
}

impl std::str::FromStr for StatementId {
    type Err = crate::hash::ParseHashError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Why bytes are not a statement, a draft cannot become one, or one does not verify.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Longer than [`STATEMENT_MAX`].
    #[error("a statement has at most {STATEMENT_MAX} bytes, not {0}")]
    TooLong(usize),
    /// The envelope is not the CBOR that it should be.
    #[error("the envelope is malformed")]
    Envelope(#[source] CborError),
    /// The unprotected header holds something. Receipts are attached to a statement only when it travels.
    #[error("the unprotected header is not empty")]
    Unprotected,
    /// The payload is not a 32-byte digest.
    #[error("the payload is not a 32-byte digest")]
    Payload,
    /// The protected header is not the CBOR that it should be.
    #[error("the protected header is malformed")]
    Header(#[from] CborError),
    /// A header parameter whose one allowed value is another.
    #[error("the {0} is not the one of a statement")]
    Constant(&'static str),
    /// A text of the header breaks its rule.
    #[error("the {field} {fault}")]
    Text {
        /// Which text.
        field: &'static str,
        /// Which rule.
        fault: TextFault,
    },
    /// A kind's number above 255.
    #[error("a kind's number is at most 255, not {0}")]
    Kind(u64),
    /// An `iat` above [`IAT_MAX`].
    #[error("the time of issue is after the year 9999")]
    IssuedAt,
    /// More incidents than [`INCIDENTS_MAX`].
    #[error("a statement concerns at most {INCIDENTS_MAX} incidents beyond its subject, not {0}")]
    Incidents(u64),
    /// The incidents are not in ascending order, or one is there twice.
    #[error("the incidents are not sorted and unique")]
    IncidentOrder,
    /// The subject is among the incidents beyond the subject.
    #[error("the subject is listed again among the incidents")]
    IncidentIsSubject,
    /// Checked against a key that is not the one the statement names.
    #[error("the statement names key {named}, not {given}")]
    Key {
        /// The thumbprint in the statement.
        named: Thumbprint,
        /// The thumbprint of the key it was checked against.
        given: Thumbprint,
    },
    /// The signature is not good.
    #[error("the signature is not good")]
    Signature(#[from] SignatureError),
}

/// Both digests of a body: what a statement holds of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyDigests {
    /// The payload of its statement.
    pub sha256: Sha256,
    /// What the header of its statement repeats of it.
    pub blake3: Blake3,
}

impl BodyDigests {
    /// The digests of `body`.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Self { sha256: Sha256::of(body), blake3: Blake3::of(body) }
    }
}

/// A body whose digests are not the statement's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the body's {digest} is not the one that was signed")]
pub struct BodyMismatch {
    /// Which digest, SHA-256 before BLAKE3.
    pub digest: &'static str,
}

/// A well-formed statement whose signature nobody has checked yet.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedStatement {
    bytes: Vec<u8>,
    header: Header,
    id: StatementId,
    payload_digest: Sha256,
    signature: Signature,
}

impl SignedStatement {
    /// Reads exactly one statement, with nothing after it.
    pub fn parse(bytes: &[u8]) -> Result<Self, StatementError> {
        if bytes.len() > STATEMENT_MAX {
            return Err(StatementError::TooLong(bytes.len()));
        }
        let sign1 = Sign1::parse(bytes).map_err(StatementError::Envelope)?;
        if sign1.unprotected != EMPTY_MAP {
            return Err(StatementError::Unprotected);
        }
        let payload: [u8; 32] = sign1
            .payload
            .and_then(|payload| payload.try_into().ok())
            .ok_or(StatementError::Payload)?;
        let header = Header::parse(sign1.protected)?;
        Ok(Self {
            bytes: bytes.to_vec(),
            header,
            id: StatementId(Sha256::of(&cose::sig_structure(sign1.protected, &payload))),
            payload_digest: Sha256(payload),
            signature: Signature(*sign1.signature),
        })
    }

    /// The canonical bytes: deterministic, unprotected header empty.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The protected header.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The statement's name.
    #[must_use]
    pub fn id(&self) -> StatementId {
        self.id
    }

    /// The payload: SHA-256 of the body.
    #[must_use]
    pub fn payload_digest(&self) -> Sha256 {
        self.payload_digest
    }

    /// The signature.
    #[must_use]
    pub fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Checks that `body` is the body that was signed, by both its digests.
    pub fn check_body(&self, body: &[u8]) -> Result<(), BodyMismatch> {
        self.check_digests(&BodyDigests::of(body))
    }

    /// Checks that a body with these digests is the one that was signed.
    pub fn check_digests(&self, digests: &BodyDigests) -> Result<(), BodyMismatch> {
        if digests.sha256 != self.payload_digest {
            return Err(BodyMismatch { digest: "SHA-256" });
        }
        if digests.blake3 != self.header.body_blake3 {
            return Err(BodyMismatch { digest: "BLAKE3" });
        }
        Ok(())
    }

    /// The envelope of the stored bytes.
    pub(crate) fn sign1(&self) -> Sign1<'_> {
        Sign1::parse(&self.bytes).expect("these bytes were parsed or encoded here")
    }

    /// The bytes that are signed (RFC 9052 §4.4), from the stored bytes.
    fn sig_structure(&self) -> Vec<u8> {
        cose::sig_structure(self.sign1().protected, &self.payload_digest.0)
    }

    fn check_key(&self, key: &PublicKey) -> Result<(), StatementError> {
        let given = key.thumbprint();
        if self.header.kid == given {
            Ok(())
        } else {
            Err(StatementError::Key { named: self.header.kid, given })
        }
    }

    /// Verifies the signature by the key that the statement names. Whether that key may say this is not
    /// decided here.
    pub fn verify(self, key: &PublicKey) -> Result<VerifiedStatement, StatementError> {
        self.check_key(key)?;
        signature::verify(key, &self.sig_structure(), &self.signature)?;
        Ok(VerifiedStatement { statement: self, key: *key })
    }
}

impl fmt::Debug for SignedStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedStatement")
            .field("id", &self.id)
            .field("header", &self.header)
            .field("payload_digest", &self.payload_digest)
            .field("signature", &self.signature)
            .finish_non_exhaustive()
    }
}

impl Draft<'_> {
    /// Signs the draft. The same draft and key give the same bytes.
    ///
    /// Fails if a field is beyond its limit: a draft that cannot be read back is not signed.
    pub fn sign(&self, key: &SigningKey) -> Result<SignedStatement, StatementError> {
        let header = self.header(key.public().thumbprint())?;
        let protected = header.encode();
        let payload_digest = Sha256::of(self.body);
        let message = cose::sig_structure(&protected, &payload_digest.0);
        let signature = key.sign(&message);
        let sign1 = Sign1 {
            protected: &protected,
            unprotected: EMPTY_MAP,
            payload: Some(&payload_digest.0),
            signature: &signature.0,
        };
        Ok(SignedStatement {
            bytes: sign1.encode(),
            header,
            id: StatementId(Sha256::of(&message)),
            payload_digest,
            signature,
        })
    }
}

/// A statement whose signature was verified, with the key that verified it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedStatement {
    statement: SignedStatement,
    key: PublicKey,
}

impl VerifiedStatement {
    /// The statement.
    #[must_use]
    pub fn statement(&self) -> &SignedStatement {
        &self.statement
    }

    /// The statement, giving up the proof that it was verified.
    #[must_use]
    pub fn into_statement(self) -> SignedStatement {
        self.statement
    }

    /// The key that signed it.
    #[must_use]
    pub fn key(&self) -> &PublicKey {
        &self.key
    }
}

/// How many signatures one batch equation covers: the gain is had by then, and a bad one costs little.
const BATCH: usize = 4096;

/// Verifies many statements, each by the key beside it, with the same verdict as [`SignedStatement::verify`]
/// on each; the results are in the order of the input. Cheapest with many statements of few keys.
pub fn verify_all(
    statements: Vec<(SignedStatement, PublicKey)>,
) -> Vec<Result<VerifiedStatement, StatementError>> {
    let mut results = Vec::with_capacity(statements.len());
    let mut statements = statements.into_iter();
    loop {
        let batch: Vec<_> = statements.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return results;
        }
        verify_one_batch(batch, &mut results);
    }
}

fn verify_one_batch(
    batch: Vec<(SignedStatement, PublicKey)>,
    results: &mut Vec<Result<VerifiedStatement, StatementError>>,
) {
    let messages: Vec<Vec<u8>> =
        batch.iter().map(|(statement, _)| statement.sig_structure()).collect();
    let items: Vec<_> = batch
        .iter()
        .zip(&messages)
        .map(|((statement, key), message)| {
            (*key.as_bytes(), message.as_slice(), statement.signature)
        })
        .collect();
    let verdicts = signature::verify_each(&items);
    results.extend(batch.into_iter().zip(verdicts).map(|((statement, key), verdict)| {
        // In the order of `SignedStatement::verify`, so that the errors agree too.
        statement.check_key(&key)?;
        verdict?;
        Ok(VerifiedStatement { statement, key })
    }));
}

#[cfg(test)]
pub(crate) mod tests;
