use curve25519_dalek::constants::EIGHT_TORSION;

use super::*;

fn hex<const N: usize>(text: &str) -> [u8; N] {
    HEXLOWER.decode(text.as_bytes()).unwrap().try_into().unwrap()
}

/// RFC 8032 §7.1: secret, public, message, signature of tests 1, 2 and 3.
const RFC_8032: [[&str; 4]; 3] = [
    [
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b\
         d25bf5f0595bbe24655141438e7a100b",
    ],
    [
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c\
         387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659\
         4a7c15e9716ed28dc027beceea1ec40a",
    ],
];

#[test]
fn keys_and_signatures_are_those_of_rfc_8032() {
    for [secret, public, message, signature] in RFC_8032 {
        let key = SigningKey::from_seed(hex(secret));
        assert_eq!(key.public(), public.parse().unwrap());
        assert_eq!(key.public().to_string(), public);
        let message = HEXLOWER.decode(message.as_bytes()).unwrap();
        assert_eq!(key.sign(&message), Signature(hex(signature)));
        assert_eq!(crate::signature::verify(&key.public(), &message, &key.sign(&message)), Ok(()));
    }
}

#[test]
fn the_thumbprint_hashes_the_deterministic_cose_key() {
    let key = SigningKey::from_seed(hex(RFC_8032[0][0])).public();
    // Computed by an independent program.
    let expected = "866eefbd6718c8846cd7ddfe43fc74ab1daac4538ff8514ea2ec2d410a415743";
    assert_eq!(key.thumbprint().to_string(), expected);
    assert_eq!(expected.parse(), Ok(key.thumbprint()));
    let mut writer = crate::cbor::Writer::default();
    writer.map(3).int(1).int(1).int(-1).int(6).int(-2).bytes(key.as_bytes());
    assert_eq!(Sha256::of(&writer.finish()).0, key.thumbprint().0);
    let json = serde_json::to_string(&key.thumbprint()).unwrap();
    assert_eq!(json, format!("\"{expected}\""));
    assert_eq!(serde_json::from_str::<Thumbprint>(&json).unwrap(), key.thumbprint());
    assert!(serde_json::from_str::<Thumbprint>(&json.to_uppercase()).is_err());
}

#[test]
fn enrolment_refuses_what_is_not_in_the_prime_order_group() {
    let good = SigningKey::from_seed([7; 32]).public();
    let point = CompressedEdwardsY(*good.as_bytes()).decompress().unwrap();
    for (place, torsion) in EIGHT_TORSION.iter().enumerate() {
        let small = PublicKey::parse(&torsion.compress().0);
        assert_eq!(small, Err(KeyError::Encoding(PointFault::SmallOrder)), "{place}");
        let mixed = PublicKey::parse(&(point + torsion).compress().0);
        let expected = if place == 0 { Ok(good) } else { Err(KeyError::Torsion) };
        assert_eq!(mixed, expected, "{place}");
    }
    // y = 2 is on no point of the curve; y = p + 3 is 3 written too large; the sign bit on x = 0.
    let mut two = [0; 32];
    two[0] = 2;
    assert_eq!(PublicKey::parse(&two), Err(KeyError::NotOnCurve));
    let mut large = [0xff; 32];
    large[0] = 0xf0;
    for last in [0x7f, 0xff] {
        large[31] = last;
        assert_eq!(PublicKey::parse(&large), Err(KeyError::Encoding(PointFault::NotCanonical)));
    }
    let mut minus_zero = [0; 32];
    (minus_zero[0], minus_zero[31]) = (1, 0x80);
    assert_eq!(PublicKey::parse(&minus_zero), Err(KeyError::Encoding(PointFault::SmallOrder)));
}

#[test]
fn key_text_has_one_form() {
    let text = SigningKey::from_seed([7; 32]).public().to_string();
    for bad in ["", &text[2..], &text.to_uppercase(), &format!("{text}00"), &format!(" {text}")] {
        assert_eq!(bad.parse::<PublicKey>(), Err(KeyError::NotHex), "{bad}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let (seed, seed_text) = ([0x5a; 32], "5a5a5a");
    let ed25519 = format!("{:?}", SigningKey::from_seed(seed));
    let ml_dsa = format!("{:?}", MlDsaSigningKey::from_seed(seed));
    assert!(
        ed25519.starts_with("SigningKey { public: ") && !ed25519.contains(seed_text),
        "{ed25519}"
    );
    assert!(
        ml_dsa.starts_with("MlDsaSigningKey { public: ") && !ml_dsa.contains(seed_text),
        "{ml_dsa}"
    );
    assert!(!ed25519.contains("90, 90") && !ml_dsa.contains("90, 90"));
}

#[test]
fn ml_dsa_signs_the_same_twice_and_verifies_nothing_else() {
    let key = MlDsaSigningKey::from_seed([9; 32]);
    let signature = key.sign(b"message");
    assert_eq!(signature, key.sign(b"message"));
    assert_eq!(signature, MlDsaSigningKey::from_seed([9; 32]).sign(b"message"));
    let public = MlDsaPublicKey::parse(key.public().as_bytes()).unwrap();
    assert_eq!(public, key.public());
    assert_eq!(public.verify(b"message", &*signature), Ok(()));
    assert_eq!(public.verify(b"messagf", &*signature), Err(MlDsaError::Mismatch));
    let other = MlDsaSigningKey::from_seed([10; 32]).public();
    assert_eq!(other.verify(b"message", &*signature), Err(MlDsaError::Mismatch));
    for place in (0..ML_DSA_SIGNATURE_LEN).step_by(97).chain([ML_DSA_SIGNATURE_LEN - 1]) {
        let mut bad = signature.clone();
        bad[place] ^= 1;
        assert_eq!(public.verify(b"message", &*bad), Err(MlDsaError::Mismatch), "{place}");
    }
    for len in [0, ML_DSA_SIGNATURE_LEN - 1, ML_DSA_SIGNATURE_LEN + 1] {
        let refused = public.verify(b"message", &vec![0; len]);
        assert_eq!(refused, Err(MlDsaError::SignatureLength(len)));
    }
    for len in [0, ML_DSA_PUBLIC_KEY_LEN - 1, ML_DSA_PUBLIC_KEY_LEN + 1] {
        assert_eq!(MlDsaPublicKey::parse(&vec![0; len]), Err(MlDsaError::KeyLength(len)));
    }
}
