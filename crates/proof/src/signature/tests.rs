use super::*;
use crate::key::SigningKey;

fn item(seed: u8, message: &[u8]) -> (PublicKeyBytes, &[u8], Signature) {
    let key = SigningKey::from_seed([seed; 32]);
    (*key.public().as_bytes(), message, key.sign(message))
}

/// One edge case of C2SP CCTV.
#[derive(serde::Deserialize)]
struct Vector {
    number: u32,
    key: String,
    sig: String,
    msg: String,
    flags: Option<Vec<String>>,
}

impl Vector {
    fn has(&self, flag: &str) -> bool {
        self.flags.iter().flatten().any(|own| own == flag)
    }

    /// The verdict by the written rule. Every vector is good for the laxest verifier, so whatever is not
    /// refused for its encodings is good: a residue of small order is what the cofactor takes away.
    fn expected(&self) -> bool {
        let refused = ["low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R"];
        !refused.iter().any(|flag| self.has(flag))
    }

    fn item(&self) -> (PublicKeyBytes, &[u8], Signature) {
        let key = HEXLOWER.decode(self.key.as_bytes()).unwrap().try_into().unwrap();
        let signature = HEXLOWER.decode(self.sig.as_bytes()).unwrap().try_into().unwrap();
        (key, self.msg.as_bytes(), Signature(signature))
    }
}

/// How many of the vectors are good by the rule.
const GOOD: usize = 106;

/// The CCTV vectors, or none where the folder of public vectors is not there.
fn vectors() -> Option<Vec<Vector>> {
    let path = "../../../shared/vectors/cctv/ed25519vectors.json";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(path).ok()?;
    let vectors: Vec<Vector> = serde_json::from_str(&text).unwrap();
    assert_eq!(vectors.len(), 914);
    Some(vectors)
}

#[test]
fn every_cctv_vector_gets_the_verdict_of_the_rule_alone_and_in_every_batch() {
    let Some(vectors) = vectors() else { return };
    let items: Vec<_> = vectors.iter().map(Vector::item).collect();
    let expected: Vec<bool> = vectors.iter().map(Vector::expected).collect();
    assert_eq!(expected.iter().filter(|good| **good).count(), GOOD);

    let together = verify_each(&items);
    for (place, vector) in vectors.iter().enumerate() {
        let (key, message, signature) = items[place];
        let alone = verify_bytes(&key, message, &signature.0);
        assert_eq!(alone.is_ok(), expected[place], "vector {}: {alone:?}", vector.number);
        assert_eq!(alone, together[place], "vector {}", vector.number);
    }
    // Each among good ones, so that the batch equation decides.
    let good: Vec<_> = (0..20).map(|seed| item(seed, b"good")).collect();
    for (place, vector) in vectors.iter().enumerate() {
        let mut batch = good.clone();
        batch.insert(place % 21, items[place]);
        let verdict = if expected[place] { Ok(()) } else { Err(place % 21) };
        assert_eq!(verify_batch(&batch), verdict, "vector {}", vector.number);
    }
}

#[test]
fn the_batch_equation_agrees_with_the_single_one_where_the_bytes_do_not_decide() {
    let Some(vectors) = vectors() else { return };
    // Without the checks on bytes, ZIP 215 takes non-canonical encodings and small orders as well.
    for vector in &vectors {
        let (item, mut verdict) = (vector.item(), Ok(()));
        let member = Member::new(&item, &mut verdict);
        let alone = member.item.clone().verify_single().is_ok();
        // A verifier that hashes the encodings as they are may refuse what was signed over others.
        assert!(alone || vector.has("reencoded_k"), "vector {}", vector.number);
        assert_eq!(batch_holds(std::slice::from_ref(&member)), alone, "vector {}", vector.number);
    }
}

#[test]
fn bad_members_are_found_wherever_they_are() {
    let messages: Vec<Vec<u8>> = (0..200).map(|number| vec![number; 50]).collect();
    let good: Vec<_> = messages.iter().map(|message| item(message[0] % 5, message)).collect();
    for len in [0, 1, SINGLES - 1, SINGLES, SINGLES + 1, 40, 200] {
        assert_eq!(verify_batch(&good[..len]), Ok(()), "{len}");
        for bad in (0..len).step_by(1 + len / 40) {
            let mut batch = good[..len].to_vec();
            // The fault is in the message, in the key or in S, which the bytes alone do not show.
            match bad % 3 {
                0 => batch[bad].1 = b"another message",
                1 => batch[bad].0 = *SigningKey::from_seed([99; 32]).public().as_bytes(),
                _ => batch[bad].2.0[32] ^= 1,
            }
            let verdicts = verify_each(&batch);
            assert_eq!(verdicts[bad], Err(SignatureError::Mismatch), "{bad} of {len}");
            assert_eq!(verdicts.iter().filter(|verdict| verdict.is_err()).count(), 1);
            assert_eq!(verify_batch(&batch), Err(bad), "{bad} of {len}");
        }
    }
    // Several faults of both sorts: the index is the first of all.
    let mut batch = good;
    batch[30].2.0[63] = 0xff;
    batch[21].1 = b"another message";
    batch[25].0 = [0; 32];
    assert_eq!(verify_batch(&batch), Err(21));
    batch[4].0 = [0; 32];
    assert_eq!(verify_batch(&batch), Err(4));
    let verdicts = verify_each(&batch);
    let bad: Vec<_> = (0..verdicts.len()).filter(|place| verdicts[*place].is_err()).collect();
    assert_eq!(bad, [4, 21, 25, 30]);
}

#[test]
fn faults_that_would_cancel_do_not() {
    // Two signatures whose S are off by opposite amounts: their plain sum is right, their random one is not.
    let messages: Vec<[u8; 1]> = (0..20).map(|number| [number]).collect();
    let mut batch: Vec<_> = messages.iter().map(|message| item(1, message)).collect();
    let one = curve25519_dalek::Scalar::ONE;
    let shift = |signature: &mut Signature, by: curve25519_dalek::Scalar| {
        let s = curve25519_dalek::Scalar::from_canonical_bytes(*signature.s()).unwrap() + by;
        signature.0[32..].copy_from_slice(s.as_bytes());
    };
    shift(&mut batch[3].2, one);
    shift(&mut batch[9].2, -one);
    assert_eq!(verify_batch(&batch), Err(3));
    assert!(verify_each(&batch)[9].is_err());
}

#[test]
fn the_error_names_the_first_broken_condition() {
    let (key, message, good) = item(1, b"message");
    let mut large_s = good;
    large_s.0[32..].copy_from_slice(&GROUP_ORDER);
    let mut largest_s = large_s;
    largest_s.0[32] -= 1;
    let mut small_r = good;
    small_r.0[..32].copy_from_slice(&[0; 32]);
    let mut large_r = good;
    large_r.0[..32].copy_from_slice(&FIELD_PRIME);
    let mut no_r = good;
    no_r.0[..32].copy_from_slice(&[[2].as_slice(), &[0; 31]].concat());
    let no_key: PublicKeyBytes = no_r.0[..32].try_into().unwrap();
    for (key, signature, expected) in [
        (key, large_s, SignatureError::Scalar),
        ([0; 32], large_s, SignatureError::Scalar),
        (key, Signature([0xff; 64]), SignatureError::Scalar),
        (key, largest_s, SignatureError::Mismatch),
        ([0; 32], small_r, SignatureError::Key(PointFault::SmallOrder)),
        (FIELD_PRIME, good, SignatureError::Key(PointFault::NotCanonical)),
        (key, small_r, SignatureError::Point(PointFault::SmallOrder)),
        (key, large_r, SignatureError::Point(PointFault::NotCanonical)),
        (key, no_r, SignatureError::Mismatch),
        (no_key, good, SignatureError::Mismatch),
    ] {
        assert_eq!(verify_bytes(&key, message, &signature.0), Err(expected.clone()));
        assert_eq!(verify_each(&[(key, message, signature)]), [Err(expected)]);
    }
    assert_eq!(verify_bytes(&key, message, &good.0), Ok(()));
}

#[test]
fn s_plus_the_group_order_is_refused() {
    let (key, message, mut signature) = item(2, b"malleable");
    let mut carry = 0;
    for (byte, add) in signature.0[32..].iter_mut().zip(GROUP_ORDER) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    assert_eq!(verify_bytes(&key, message, &signature.0), Err(SignatureError::Scalar));
}

#[test]
fn the_constants_are_those_of_the_curve_library() {
    use curve25519_dalek::{Scalar, constants::EIGHT_TORSION};
    let largest = (-Scalar::ONE).to_bytes();
    assert!(is_below(&largest, &GROUP_ORDER));
    let mut next = largest;
    next[0] += 1;
    assert_eq!(next, GROUP_ORDER);
    for point in EIGHT_TORSION {
        assert_eq!(check_point(&point.compress().0), Err(PointFault::SmallOrder));
    }
    let mut largest_y = FIELD_PRIME;
    largest_y[0] -= 2;
    assert_eq!(check_point(&largest_y), Ok(()));
}
