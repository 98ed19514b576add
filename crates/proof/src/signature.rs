//! The signature rule: one verdict for one signature, whoever checks it and in whatever batch.
//!
//! A signature is good when, and only when
//!
//! 1. `S` is canonical, so below the group order (RFC 8032 §5.1.7 step 1);
//! 2. the encodings of the key `A` and of the point `R` are canonical (RFC 8032 §5.1.3 step 1) and neither
//!    is one of the eight points of small order; these checks look at the bytes alone and come first;
//! 3. both decode to points of the curve and `[8][S]B = [8]R + [8][k]A` holds (ZIP 215).
//!
//! The third condition is cofactored on purpose: of the equations that RFC 8032 allows, it is the only one
//! whose verdict on a batch equals the verdict on each member. An enrolled key is free of torsion as well
//! ([`PublicKey::parse`]), but a verdict here does not depend on it.

use std::convert::Infallible;
use std::fmt;

use data_encoding::HEXLOWER;
use ed25519_zebra::{VerificationKey, VerificationKeyBytes, batch};
use pkcs8::rand_core::{TryCryptoRng, TryRng};

use crate::key::PublicKey;

/// The 32 bytes of a key as they came from outside: any bytes, nothing was checked.
pub type PublicKeyBytes = [u8; 32];

/// The 64 bytes of an Ed25519 signature, `R` then `S` (RFC 8032 §5.1.6 step 6). Any bytes: holding one says
/// nothing about its validity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signature(pub [u8; 64]);

impl Signature {
    /// The encoding of the point `R`.
    fn r(&self) -> &[u8; 32] {
        self.0.first_chunk().expect("64 bytes hold a first half")
    }

    /// The encoding of the scalar `S`.
    fn s(&self) -> &[u8; 32] {
        self.0.last_chunk().expect("64 bytes hold a last half")
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({self})")
    }
}

/// Why a signature is not good. The first broken condition in the order of the module's list, `S` before
/// the key before `R`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// `S` is the group order or more.
    #[error("the scalar S is not canonical")]
    Scalar,
    /// The key's bytes are not a canonical encoding, or encode a point of small order.
    #[error("the key is no good encoding: {0}")]
    Key(PointFault),
    /// The bytes of `R` are not a canonical encoding, or encode a point of small order.
    #[error("the point R is no good encoding: {0}")]
    Point(PointFault),
    /// The encodings are good, but they are not points of the curve or the equation does not hold: another
    /// message, another key, or damage.
    #[error("the signature does not match the message and the key")]
    Mismatch,
}

/// What is wrong with the 32 bytes of a point, seen from the bytes alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PointFault {
    /// The y coordinate is 2²⁵⁵ − 19 or more (RFC 8032 §5.1.3 step 1).
    #[error("the y coordinate is not reduced")]
    NotCanonical,
    /// One of the eight points whose order divides 8, under which one signature fits many messages.
    #[error("the point has small order")]
    SmallOrder,
}

/// The group order L = 2²⁵² + 27742317777372353535851937790883648493, little-endian (RFC 8032 §5.1).
const GROUP_ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
    0x14, //
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// The field prime p = 2²⁵⁵ − 19, little-endian (RFC 8032 §5.1).
const FIELD_PRIME: [u8; 32] = [
    0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
];

/// The y coordinates of the eight points of small order, little-endian: 1 (order 1), −1 (order 2), 0 (order
/// 4, both signs of x), and the two of order 8, both signs each.
const SMALL_ORDER_Y: [[u8; 32]; 5] = [
    [
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0,
    ],
    [
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0x7f,
    ],
    [0; 32],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
];

/// Whether `a` is below `b`, both little-endian. Not constant in time: everything here is public.
fn is_below(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a.iter().rev().lt(b.iter().rev())
}

/// The checks on a point's 32 bytes that need no curve arithmetic.
///
/// The second way in which an encoding can be non-canonical, a set sign bit on x = 0, occurs only at
/// y = ±1, which the table of small orders refuses.
pub(crate) fn check_point(bytes: &[u8; 32]) -> Result<(), PointFault> {
    let mut y = *bytes;
    // The top bit of the last byte is the sign of x, not part of y (RFC 8032 §5.1.2).
    if let Some(last) = y.last_mut() {
        *last &= 0x7f;
    }
    if !is_below(&y, &FIELD_PRIME) {
        return Err(PointFault::NotCanonical);
    }
    if SMALL_ORDER_Y.contains(&y) {
        return Err(PointFault::SmallOrder);
    }
    Ok(())
}

/// Conditions 1 and 2 of the rule.
fn check_bytes(key: &PublicKeyBytes, signature: &Signature) -> Result<(), SignatureError> {
    if !is_below(signature.s(), &GROUP_ORDER) {
        return Err(SignatureError::Scalar);
    }
    check_point(key).map_err(SignatureError::Key)?;
    check_point(signature.r()).map_err(SignatureError::Point)
}

/// Verifies a signature by an enrolled key, by the rule of this module.
pub fn verify(
    key: &PublicKey,
    message: &[u8],
    signature: &Signature,
) -> Result<(), SignatureError> {
    verify_bytes(key.as_bytes(), message, &signature.0)
}

/// Verifies a signature when the key's bytes come from outside, by the rule of this module.
pub fn verify_bytes(
    key: &PublicKeyBytes,
    message: &[u8],
    signature: &[u8; 64],
) -> Result<(), SignatureError> {
    check_bytes(key, &Signature(*signature))?;
    VerificationKey::try_from(*key)
        .and_then(|key| key.verify(&ed25519_zebra::Signature::from_bytes(signature), message))
        .map_err(|_| SignatureError::Mismatch)
}

/// Verifies many signatures at once: the error is the index of the first bad one, and an empty batch is good.
/// The verdict is that of [`verify_each`].
pub fn verify_batch(items: &[(PublicKeyBytes, &[u8], Signature)]) -> Result<(), usize> {
    verify_each(items).iter().position(Result::is_err).map_or(Ok(()), Err)
}

/// Verifies many signatures at once, each with the same verdict as [`verify_bytes`] alone would give.
///
/// Fastest from about 4,096 signatures on and with repeating keys. Bad members are found by cutting
/// the batch; at worst, when they are everywhere, that costs about three times the checks one by one.
///
/// The coefficients of the batch equation are derived from the whole batch (a BLAKE3 extendable output over
/// every key, signature and message, as Fiat and Shamir did) instead of drawn: nobody can choose signatures
/// whose faults cancel without already having fixed the coefficients, and no random source is needed.
pub fn verify_each(
    items: &[(PublicKeyBytes, &[u8], Signature)],
) -> Vec<Result<(), SignatureError>> {
    let mut verdicts: Vec<_> =
        items.iter().map(|(key, _, signature)| check_bytes(key, signature)).collect();
    let mut members: Vec<Member<'_>> = items
        .iter()
        .zip(&mut verdicts)
        .filter(|(_, verdict)| verdict.is_ok())
        .map(|(item, verdict)| Member::new(item, verdict))
        .collect();
    settle(&mut members);
    verdicts
}

/// One signature of a batch, hashed once however often the batch is cut.
struct Member<'v> {
    item: batch::Item,
    /// Commits to the key, the signature and the message.
    commitment: blake3::Hash,
    /// Good until shown to be bad.
    verdict: &'v mut Result<(), SignatureError>,
}

impl<'v> Member<'v> {
    fn new(
        (key, message, signature): &(PublicKeyBytes, &[u8], Signature),
        verdict: &'v mut Result<(), SignatureError>,
    ) -> Self {
        // The key and the signature have fixed lengths, so nothing can slide from one into the other.
        let commitment =
            blake3::Hasher::new().update(key).update(&signature.0).update(message).finalize();
        let signature = ed25519_zebra::Signature::from_bytes(&signature.0);
        let item = batch::Item::from((VerificationKeyBytes::from(*key), signature, *message));
        Self { item, commitment, verdict }
    }
}

/// A batch this small is hardly cheaper than its members one by one.
const SINGLES: usize = 16;

/// Into how many a batch is cut that does not hold: few levels, so that bad members everywhere cost little.
const CUTS: usize = 8;

/// Marks the bad members of a batch.
fn settle(members: &mut [Member<'_>]) {
    if members.len() <= SINGLES {
        for member in members {
            if member.item.clone().verify_single().is_err() {
                *member.verdict = Err(SignatureError::Mismatch);
            }
        }
    } else if !batch_holds(members) {
        members.chunks_mut(members.len().div_ceil(CUTS)).for_each(settle);
    }
}

/// Whether every member satisfies condition 3, up to a chance of 2⁻¹²⁸.
fn batch_holds(members: &[Member<'_>]) -> bool {
    let mut transcript = blake3::Hasher::new_derive_key("bayan 2026 signature batch v1");
    let mut verifier = batch::Verifier::new();
    for member in members {
        transcript.update(member.commitment.as_bytes());
        verifier.queue(member.item.clone());
    }
    verifier.verify(Coefficients(transcript.finalize_xof())).is_ok()
}

/// The batch coefficients as the interface of the batch verifier wants them.
struct Coefficients(blake3::OutputReader);

impl TryRng for Coefficients {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Coefficients {}

#[cfg(test)]
mod tests;
