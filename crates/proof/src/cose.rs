//! `COSE_Sign1` (RFC 9052 §4.2), the envelope of statements and receipts: its shape, not its meaning.

use crate::cbor::{CborError, Reader, Writer};

/// The CBOR tag of `COSE_Sign1` (RFC 9052 §2).
pub const TAG_SIGN1: u64 = 18;

/// Header parameter: the signature algorithm (RFC 9052 §3.1).
pub const ALG: i64 = 1;
/// Header parameter: the key identifier (RFC 9052 §3.1).
pub const KID: i64 = 4;
/// Header parameter: CWT claims (RFC 9597 §2).
pub const CWT_CLAIMS: i64 = 15;
/// Header parameter: the type of the whole object (RFC 9596 §2).
pub const TYP: i64 = 16;
/// Header parameter: how the payload was hashed (RFC 9995).
pub const PAYLOAD_HASH_ALG: i64 = 258;
/// Header parameter: the content type of what was hashed (RFC 9995).
pub const PREIMAGE_CONTENT_TYPE: i64 = 259;
/// Header parameter: receipts, an array of byte strings (RFC 9942).
pub const RECEIPTS: i64 = 394;
/// Header parameter: the verifiable data structure (RFC 9942).
pub const VDS: i64 = 395;
/// Header parameter: proofs of the verifiable data structure (RFC 9942).
pub const VDP: i64 = 396;

/// CWT claim: issuer (RFC 8392 §3.1.1).
pub const ISS: i64 = 1;
/// CWT claim: subject (RFC 8392 §3.1.2).
pub const SUB: i64 = 2;
/// CWT claim: audience (RFC 8392 §3.1.3).
pub const AUD: i64 = 3;
/// CWT claim: issued at, seconds since the Unix epoch (RFC 8392 §3.1.6).
pub const IAT: i64 = 6;

/// Algorithm: Ed25519, fully specified (RFC 9864 §2.2).
pub const ALG_ED25519: i64 = -19;
/// Algorithm: SHA-256 (RFC 9054 §2.1).
pub const ALG_SHA_256: i64 = -16;

// Private-use header parameters are integers below −65536 (RFC 9052 §11.1 and the IANA registry).

/// Private header parameter of a statement: the number of its kind.
pub const KIND: i64 = -65537;
/// Private header parameter of a statement: the incidents concerned beyond the subject.
pub const INCIDENTS: i64 = -65538;
/// Private header parameter of a statement: BLAKE3 of the body.
pub const BODY_BLAKE3: i64 = -65539;
/// Private header parameter of a receipt: the tree size that it was made for.
pub const TREE_SIZE: i64 = -65540;
/// Private header parameter of a receipt: the entry that it is about.
pub const ENTRY: i64 = -65541;
/// Private header parameter of a receipt, unprotected: the checkpoint of its tree, as a signed note.
pub const CHECKPOINT: i64 = -65542;

/// A tagged `COSE_Sign1`, borrowed from its bytes: `#6.18([protected, unprotected, payload, signature])`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign1<'a> {
    /// The contents of the protected header's byte string, not looked into.
    pub protected: &'a [u8],
    /// The unprotected header, a whole map, deterministic.
    pub unprotected: &'a [u8],
    /// The payload, `None` when it is detached (nil).
    pub payload: Option<&'a [u8]>,
    /// The signature of a 64-byte algorithm.
    pub signature: &'a [u8; 64],
}

impl<'a> Sign1<'a> {
    /// Reads a whole byte string.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CborError> {
        let mut reader = Reader::new(bytes);
        let sign1 = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(sign1)
    }

    /// Reads the next item of `reader`.
    pub fn read(reader: &mut Reader<'a>) -> Result<Self, CborError> {
        let expected = "a tagged COSE_Sign1";
        let at = reader.position();
        if reader.tag()? != TAG_SIGN1 || reader.array()? != 4 {
            return Err(CborError::Unexpected { at, expected });
        }
        let protected = reader.bytes()?;
        // The map is walked to its end by `item`; reading its head on a copy makes sure that it is a map.
        reader.clone().map()?;
        let unprotected = reader.item()?;
        let payload = if reader.at_null() {
            reader.null()?;
            None
        } else {
            Some(reader.bytes()?)
        };
        let signature = reader.bytes_of("a signature of 64 bytes")?;
        Ok(Self { protected, unprotected, payload, signature })
    }

    /// The one encoding, the bytes that [`Self::parse`] reads.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.tag(TAG_SIGN1).array(4).bytes(self.protected).raw(self.unprotected);
        match self.payload {
            Some(payload) => writer.bytes(payload),
            None => writer.null(),
        };
        writer.bytes(self.signature);
        writer.finish()
    }
}

/// The bytes that are signed: `["Signature1", protected, external_aad, payload]` with an empty `external_aad`
/// (RFC 9052 §4.4). `payload` is the detached one where the envelope holds nil.
#[must_use]
pub fn sig_structure(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.array(4).text("Signature1").bytes(protected).bytes(&[]).bytes(payload);
    writer.finish()
}

#[cfg(test)]
mod tests;
