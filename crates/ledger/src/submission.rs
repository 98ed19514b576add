//! A signed statement with its body, on its way to a ledger; and the author who makes one.

use bayan_claim::Body;
use bayan_proof::cbor::{CborError, Reader, Writer};
use bayan_proof::key::SigningKey;
use bayan_proof::num::UnixMillis;
use bayan_proof::statement::{Draft, SignedStatement, StatementError, StatementId, UnixSeconds};
use bayan_proof::tile::BODY_MAX;

use crate::meaning::concerned;

/// Longest submission file, in bytes: the longest statement and body, and the heads around them.
pub const SUBMISSION_MAX: usize = bayan_proof::statement::STATEMENT_MAX + BODY_MAX + 16;

/// A signed statement and the body that it signs the digest of.
///
/// As a file (`.cose`, media type `application/vnd.bayan.submission+cbor`) it is the deterministic CBOR array
/// `[statement bstr, body bstr]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The `COSE_Sign1` bytes.
    pub statement: Vec<u8>,
    /// The canonical JSON bytes.
    pub body: Vec<u8>,
}

/// Why a file is not a submission.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmissionError {
    /// Longer than [`SUBMISSION_MAX`].
    #[error("a submission has at most {SUBMISSION_MAX} bytes, not {0}")]
    TooLong(usize),
    /// Not the two byte strings.
    #[error("not a submission file: {0}")]
    Cbor(#[from] CborError),
    /// Not an array of two.
    #[error("not a submission file: it has {0} parts instead of 2")]
    Parts(u64),
}

impl Submission {
    /// The bytes of the file.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.array(2).bytes(&self.statement).bytes(&self.body);
        writer.finish()
    }

    /// Reads the bytes of a file. What is inside is judged on admission.
    pub fn parse(bytes: &[u8]) -> Result<Self, SubmissionError> {
        if bytes.len() > SUBMISSION_MAX {
            return Err(SubmissionError::TooLong(bytes.len()));
        }
        let mut reader = Reader::new(bytes);
        let parts = reader.array()?;
        if parts != 2 {
            return Err(SubmissionError::Parts(parts));
        }
        let submission =
            Self { statement: reader.bytes()?.to_vec(), body: reader.bytes()?.to_vec() };
        reader.finish()?;
        Ok(submission)
    }

    /// The statement's id, if it parses.
    pub fn id(&self) -> Result<StatementId, StatementError> {
        Ok(SignedStatement::parse(&self.statement)?.id())
    }
}

/// Somebody who signs statements: a party with its key, for one ledger or for any.
pub struct Author<'a> {
    /// The party's id.
    pub party: &'a str,
    /// The key.
    pub key: &'a SigningKey,
    /// The ledger that the statements are for (`origin#…`), or none for any.
    pub audience: Option<&'a str>,
}

impl Author<'_> {
    /// Signs a body about `subject` (see [`crate::meaning::Meaning::subject`]) at a time.
    pub fn sign(
        &self,
        body: &Body,
        subject: &str,
        now: UnixMillis,
    ) -> Result<Submission, StatementError> {
        let bytes = body.encode();
        let incidents = concerned(body.says(), subject);
        let statement = Draft {
            iss: self.party,
            sub: subject,
            aud: self.audience,
            iat: UnixSeconds(now.0 / 1_000),
            kind: body.kind().number(),
            incidents: &incidents,
            body: &bytes,
        }
        .sign(self.key)?;
        Ok(Submission { statement: statement.bytes().to_vec(), body: bytes })
    }
}

#[cfg(test)]
mod tests {
    use bayan_proof::statement::STATEMENT_MAX;

    use super::*;

    #[test]
    fn a_file_ends_at_its_limit() {
        // The longest parts that are ever good fit.
        let longest = Submission { statement: vec![1; STATEMENT_MAX], body: vec![2; BODY_MAX] };
        let bytes = longest.encode();
        assert!(bytes.len() <= SUBMISSION_MAX, "{}", bytes.len());
        assert_eq!(Submission::parse(&bytes), Ok(longest));

        for length in [SUBMISSION_MAX - 1, SUBMISSION_MAX] {
            // An array of two, a byte string without anything in it, and another up to the end.
            let head = [0x82, 0x40, 0x5a];
            let body = vec![7; length - head.len() - 4];
            let prefix = u32::try_from(body.len()).unwrap().to_be_bytes();
            let bytes = [&head[..], &prefix, &body].concat();
            assert_eq!(bytes.len(), length);
            assert_eq!(Submission::parse(&bytes), Ok(Submission { statement: vec![], body }));
        }
        let refused = Submission::parse(&vec![0x82; SUBMISSION_MAX + 1]);
        assert_eq!(refused, Err(SubmissionError::TooLong(SUBMISSION_MAX + 1)));
    }

    #[test]
    fn a_file_is_two_byte_strings_and_nothing_else() {
        let good = Submission { statement: vec![1], body: vec![2] }.encode();
        assert_eq!(good, [0x82, 0x41, 1, 0x41, 2]);
        for (bytes, parts) in [(&[0x80][..], 0), (&[0x81, 0x40], 1), (&[0x83, 0x40, 0x40, 0x40], 3)]
        {
            assert_eq!(Submission::parse(bytes), Err(SubmissionError::Parts(parts)));
        }
        for bytes in [
            &[][..],
            &good[..1],
            &good[..3],
            &good[..4],
            &[&good[..], &[0]].concat(),
            // A text, a number, a list without a length.
            &[0x82, 0x61, b'a', 0x41, 2],
            &[0x82, 0x41, 1, 2],
            &[0x9f, 0x41, 1, 0x41, 2, 0xff],
            b"<p>",
        ] {
            let refused = Submission::parse(bytes);
            assert!(matches!(refused, Err(SubmissionError::Cbor(_))), "{bytes:?}: {refused:?}");
        }
    }
}
