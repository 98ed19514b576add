//! The protected header of a statement, and the draft it is made from.

use std::fmt;

use super::StatementError;
use crate::cbor::{CborError, Reader, Writer, length};
use crate::cose::{
    ALG, ALG_ED25519, ALG_SHA_256, AUD, BODY_BLAKE3, CWT_CLAIMS, IAT, INCIDENTS, ISS, KID, KIND,
    PAYLOAD_HASH_ALG, PREIMAGE_CONTENT_TYPE, SUB, TYP,
};
use crate::entry::KEY_PARTITION;
use crate::hash::Blake3;
use crate::key::Thumbprint;

/// The `typ` of a statement.
pub const STATEMENT_TYPE: &str = "application/vnd.bayan.statement+cose";
/// The media type of a body.
pub const BODY_TYPE: &str = "application/vnd.bayan.statement+json";

/// Longest issuer, in bytes.
pub const ISS_MAX: usize = 512;
/// Longest subject, in bytes.
pub const SUB_MAX: usize = 512;
/// Longest audience, in bytes.
pub const AUD_MAX: usize = 512;
/// Longest id of an incident, in bytes.
pub const INCIDENT_MAX: usize = 128;
/// Most incidents beyond the subject.
pub const INCIDENTS_MAX: usize = 16;
/// Latest time of issue: 9999-12-31T23:59:59Z, the last second that RFC 3339 can write.
pub const IAT_MAX: UnixSeconds = UnixSeconds(253_402_300_799);

/// Seconds since the Unix epoch, leap seconds not counted. A value, never a source.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub struct UnixSeconds(pub u64);

impl fmt::Display for UnixSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Which rule a text of the header breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// Nothing in it.
    #[error("is empty")]
    Empty,
    /// Longer than its limit.
    #[error("has more than {max} bytes")]
    TooLong {
        /// The limit.
        max: usize,
    },
    /// A control character (Unicode category Cc).
    #[error("holds a control character")]
    Control,
    /// Begins like the name of a key's partition, and would be mistaken for it.
    #[error("begins with {KEY_PARTITION:?}, which names the partition of a key")]
    Reserved,
}

/// The protected header of a statement. Every field was checked against its limit, and there is one encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// Thumbprint of the key that signs (COSE `kid`).
    pub kid: Thumbprint,
    /// Who says it: the signer's party id. 1 to [`ISS_MAX`] bytes.
    pub iss: String,
    /// What it is about: an incident's id, or the ledger's origin. 1 to [`SUB_MAX`] bytes.
    pub sub: String,
    /// The ledger it is meant for, `origin#hex(SHA-256(entry 0))`; left out if for any. 1 to [`AUD_MAX`] bytes.
    pub aud: Option<String>,
    /// When it was signed, as the signer says; at most [`IAT_MAX`].
    pub iat: UnixSeconds,
    /// The number of its kind.
    pub kind: u8,
    /// The incidents concerned beyond the subject: ascending, unique, without the subject, at most
    /// [`INCIDENTS_MAX`] of 1 to [`INCIDENT_MAX`] bytes.
    pub incidents: Vec<String>,
    /// BLAKE3 of the body.
    pub body_blake3: Blake3,
}

/// What a signer brings: the header without what follows from the key and the body, and the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft<'a> {
    /// Who says it. 1 to [`ISS_MAX`] bytes.
    pub iss: &'a str,
    /// What it is about. 1 to [`SUB_MAX`] bytes.
    pub sub: &'a str,
    /// The ledger it is meant for. 1 to [`AUD_MAX`] bytes.
    pub aud: Option<&'a str>,
    /// When it is signed; at most [`IAT_MAX`].
    pub iat: UnixSeconds,
    /// The number of its kind.
    pub kind: u8,
    /// The incidents concerned beyond the subject, in any order.
    pub incidents: &'a [String],
    /// The body, of any length: its limit is the body format's.
    pub body: &'a [u8],
}

impl Draft<'_> {
    /// The checked header of the statement that the key with this thumbprint signs.
    pub(super) fn header(&self, kid: Thumbprint) -> Result<Header, StatementError> {
        let mut incidents = self.incidents.to_vec();
        incidents.sort();
        let header = Header {
            kid,
            iss: self.iss.to_owned(),
            sub: self.sub.to_owned(),
            aud: self.aud.map(str::to_owned),
            iat: self.iat,
            kind: self.kind,
            incidents,
            body_blake3: Blake3::of(self.body),
        };
        header.check()?;
        Ok(header)
    }
}

/// How many parameters a header has.
const PARAMETERS: u64 = 9;

impl Header {
    /// Reads the contents of the protected byte string: exactly the parameters of a statement, in the order
    /// of their deterministic encodings.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, StatementError> {
        let mut reader = Reader::new(bytes);
        let header = Self::read(&mut reader)?;
        reader.finish()?;
        header.check()?;
        Ok(header)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, StatementError> {
        reader.map_of(PARAMETERS, "the parameters of a statement's header")?;
        constant(reader, ALG, "algorithm", |reader| Ok(reader.int()? == ALG_ED25519))?;
        reader.label(KID, "label 4, kid")?;
        let kid = Thumbprint(*reader.bytes_of("a thumbprint of 32 bytes")?);
        reader.label(CWT_CLAIMS, "label 15, CWT claims")?;
        let (iss, sub, aud, iat) = read_claims(reader)?;
        constant(reader, TYP, "type", |reader| Ok(reader.text()? == STATEMENT_TYPE))?;
        constant(reader, PAYLOAD_HASH_ALG, "payload hash algorithm", |reader| {
            Ok(reader.int()? == ALG_SHA_256)
        })?;
        constant(reader, PREIMAGE_CONTENT_TYPE, "type of the body", |reader| {
            Ok(reader.text()? == BODY_TYPE)
        })?;
        reader.label(KIND, "label -65537, kind")?;
        let number = reader.uint()?;
        let kind_number = u8::try_from(number).map_err(|_| StatementError::Kind(number))?;
        reader.label(INCIDENTS, "label -65538, incidents")?;
        let incidents = read_incidents(reader)?;
        reader.label(BODY_BLAKE3, "label -65539, BLAKE3 of the body")?;
        let body_blake3 = Blake3(*reader.bytes_of("a BLAKE3 digest of 32 bytes")?);
        Ok(Self { kid, iss, sub, aud, iat, kind: kind_number, incidents, body_blake3 })
    }

    /// The rules that hold for what is read and for what is written.
    fn check(&self) -> Result<(), StatementError> {
        check_text("issuer", &self.iss, ISS_MAX)?;
        check_text("subject", &self.sub, SUB_MAX)?;
        check_partition("subject", &self.sub)?;
        if let Some(aud) = &self.aud {
            check_text("audience", aud, AUD_MAX)?;
        }
        if self.iat > IAT_MAX {
            return Err(StatementError::IssuedAt);
        }
        if self.incidents.len() > INCIDENTS_MAX {
            return Err(StatementError::Incidents(length(self.incidents.len())));
        }
        for incident in &self.incidents {
            check_text("incident", incident, INCIDENT_MAX)?;
            check_partition("incident", incident)?;
        }
        if !self.incidents.is_sorted_by(|a, b| a < b) {
            return Err(StatementError::IncidentOrder);
        }
        if self.incidents.contains(&self.sub) {
            return Err(StatementError::IncidentIsSubject);
        }
        Ok(())
    }

    /// The one encoding: the contents of the protected byte string.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.map(PARAMETERS);
        writer.int(ALG).int(ALG_ED25519);
        writer.int(KID).bytes(&self.kid.0);
        writer.int(CWT_CLAIMS).map(if self.aud.is_some() { 4 } else { 3 });
        writer.int(ISS).text(&self.iss).int(SUB).text(&self.sub);
        if let Some(aud) = &self.aud {
            writer.int(AUD).text(aud);
        }
        writer.int(IAT).uint(self.iat.0);
        writer.int(TYP).text(STATEMENT_TYPE);
        writer.int(PAYLOAD_HASH_ALG).int(ALG_SHA_256);
        writer.int(PREIMAGE_CONTENT_TYPE).text(BODY_TYPE);
        writer.int(KIND).uint(u64::from(self.kind));
        writer.int(INCIDENTS).array(length(self.incidents.len()));
        for incident in &self.incidents {
            writer.text(incident);
        }
        writer.int(BODY_BLAKE3).bytes(&self.body_blake3.0);
        writer.finish()
    }
}

/// Reads a parameter that has one allowed value; `name` names it in the error.
fn constant(
    reader: &mut Reader<'_>,
    label: i64,
    name: &'static str,
    is_ours: impl FnOnce(&mut Reader<'_>) -> Result<bool, CborError>,
) -> Result<(), StatementError> {
    reader.label(label, name)?;
    if is_ours(reader)? { Ok(()) } else { Err(StatementError::Constant(name)) }
}

/// Reads the CWT claims: `iss`, `sub`, perhaps `aud`, `iat`.
fn read_claims(
    reader: &mut Reader<'_>,
) -> Result<(String, String, Option<String>, UnixSeconds), CborError> {
    let at = reader.position();
    let has_aud = match reader.map()? {
        3 => false,
        4 => true,
        _ => return Err(CborError::Unexpected { at, expected: "the claims of a statement" }),
    };
    reader.label(ISS, "claim 1, iss")?;
    let iss = reader.text()?.to_owned();
    reader.label(SUB, "claim 2, sub")?;
    let sub = reader.text()?.to_owned();
    let aud = if has_aud {
        reader.label(AUD, "claim 3, aud")?;
        Some(reader.text()?.to_owned())
    } else {
        None
    };
    reader.label(IAT, "claim 6, iat")?;
    Ok((iss, sub, aud, UnixSeconds(reader.uint()?)))
}

fn read_incidents(reader: &mut Reader<'_>) -> Result<Vec<String>, StatementError> {
    let count = reader.array()?;
    match usize::try_from(count) {
        Ok(count) if count <= INCIDENTS_MAX => {
            Ok((0..count).map(|_| reader.text().map(str::to_owned)).collect::<Result<_, _>>()?)
        }
        _ => Err(StatementError::Incidents(count)),
    }
}

fn check_text(field: &'static str, text: &str, max: usize) -> Result<(), StatementError> {
    let fault = if text.is_empty() {
        TextFault::Empty
    } else if text.len() > max {
        TextFault::TooLong { max }
    } else if text.chars().any(char::is_control) {
        TextFault::Control
    } else {
        return Ok(());
    };
    Err(StatementError::Text { field, fault })
}

/// Subjects and incidents name partitions as they are, so none may look like a key's.
fn check_partition(field: &'static str, text: &str) -> Result<(), StatementError> {
    if text.starts_with(KEY_PARTITION) {
        Err(StatementError::Text { field, fault: TextFault::Reserved })
    } else {
        Ok(())
    }
}
