use pkcs8::EncryptedPrivateKeyInfoOwned;
use pkcs8::der::asn1::OctetString;
use pkcs8::pkcs5::pbes2::Pbkdf2Prf;

use super::*;

/// Made by `openssl genpkey` of OpenSSL 3.0 and re-encrypted by `openssl pkcs8 -topk8`; the seed of all is
/// that of RFC 8032 §7.1 test 1, the passphrase is `correct`.
const OPENSSL_PLAIN: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----
";
const OPENSSL_PBKDF2: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAh/bHaEnnHNhwICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEECZsX0JnFG2hqV9CrV9ljaMEQEUM
aV3iGS4mZHjHHx2VVG2zimOJZMYP4/h4xbuW/Xw8ljAvZZ49r9HV3yd2+m4/c8HZ
55P0eBcxv53chYtZMeA=
-----END ENCRYPTED PRIVATE KEY-----
";
const OPENSSL_SCRYPT: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAhUNa71Bw7C7AICBAAC
AQgCAQEwHQYJYIZIAWUDBAEqBBBx6cEYziZl/5kDdI8imjxPBEBvL4X1Uiyn0GwY
UwCDWxVtZo1OQxUHSImQERUkxB02QZBvZdrefHg8jXDQHaa84HxgH7nn/LW01mnM
G/yHDAHr
-----END ENCRYPTED PRIVATE KEY-----
";
/// Ours, under `correct` and an entropy of 32 times 3. `openssl pkey -passin pass:correct` of OpenSSL 3.0 turns
/// it into [`OPENSSL_PLAIN`].
const OURS: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSsGAQQB2kcECzAcBBADAwMDAwMDAwMDAwMD
AwMDAgJAAAIBCAIBBTAdBglghkgBZQMEASoEEAMDAwMDAwMDAwMDAwMDAwMEQOeB
YtpW8Ey0UMLwYssJITiAW400MRwxmXhVWmqjREywT9h+/Ff/DhGNxx644lRPYqoR
1wyDCRUlyaoHfYoih1c=
-----END ENCRYPTED PRIVATE KEY-----
";
const OPENSSL_PBES1: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MFgwHAYKKoZIhvcNAQwBAzAOBAiSEZ0RRtZASwICCAAEOBJ8w9brEy4XOem/4NiK
d1jzfFTV8FvN9VzC8RkZi4331VcyTybEzkIVRurIeYE2PdjS2IkrYJiZ
-----END ENCRYPTED PRIVATE KEY-----
";
const OPENSSL_X25519: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEIMC98YbaMOsNu7zkxh4aX5STlvIqOgH45u5LcvqrdLNi
-----END PRIVATE KEY-----
";
/// RFC 8410 §10.3, the second example: version 2, with an attribute and the public key.
const RFC_8410_V2: &str = "-----BEGIN PRIVATE KEY-----
MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
Z9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PRIVATE KEY-----
";
/// The seed-only form of RFC 9881 §6 with the seed 00 01 … 1f.
const ML_DSA_PLAIN: &str = "-----BEGIN PRIVATE KEY-----
MDQCAQAwCwYJYIZIAWUDBAMRBCKAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZ
GhscHR4f
-----END PRIVATE KEY-----
";

const NO_ENTROPY: Entropy = Entropy([0; 32]);

fn rfc_8032_key() -> SigningKey {
    let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    SigningKey::from_seed(
        data_encoding::HEXLOWER.decode(seed.as_bytes()).unwrap().try_into().unwrap(),
    )
}

fn ml_dsa_key() -> MlDsaSigningKey {
    MlDsaSigningKey::from_seed(std::array::from_fn(|place| u8::try_from(place).unwrap()))
}

#[test]
fn plain_keys_are_written_as_other_tools_write_them() {
    assert_eq!(*rfc_8032_key().to_pkcs8_pem(None, NO_ENTROPY).unwrap(), OPENSSL_PLAIN);
    assert_eq!(*ml_dsa_key().to_pkcs8_pem(None, NO_ENTROPY).unwrap(), ML_DSA_PLAIN);
    let read = SigningKey::from_pkcs8_pem(OPENSSL_PLAIN, None).unwrap();
    assert_eq!(read.public(), rfc_8032_key().public());
    let read = MlDsaSigningKey::from_pkcs8_pem(ML_DSA_PLAIN, None).unwrap();
    assert_eq!(read.public(), ml_dsa_key().public());
}

#[test]
fn keys_of_openssl_and_rfc_8410_are_read() {
    for text in [OPENSSL_PBKDF2, OPENSSL_SCRYPT] {
        let read = SigningKey::from_pkcs8_pem(text, Some(b"correct")).unwrap();
        assert_eq!(read.public(), rfc_8032_key().public());
    }
    let read = SigningKey::from_pkcs8_pem(RFC_8410_V2, None).unwrap();
    let public = "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1";
    assert_eq!(read.public().to_string(), public);
}

#[test]
fn an_encrypted_key_opens_with_its_passphrase_only() {
    let entropy = || Entropy([3; 32]);
    assert_eq!(*rfc_8032_key().to_pkcs8_pem(Some(b"correct"), entropy()).unwrap(), OURS);
    let passphrase = Some("pass phrase ñ".as_bytes());
    let text = rfc_8032_key().to_pkcs8_pem(passphrase, entropy()).unwrap();
    assert!(text.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    let read = SigningKey::from_pkcs8_pem(&text, passphrase).unwrap();
    assert_eq!(read.public(), rfc_8032_key().public());
    let refused = SigningKey::from_pkcs8_pem(&text, Some(b"pass phrase n"));
    assert_eq!(refused.unwrap_err(), PemError::WrongPassphrase);
    assert_eq!(SigningKey::from_pkcs8_pem(&text, None).unwrap_err(), PemError::Encrypted);
    let other = MlDsaSigningKey::from_pkcs8_pem(&text, passphrase).unwrap_err();
    assert_eq!(other, PemError::WrongKey { algorithm: "ML-DSA-44" });

    let text = ml_dsa_key().to_pkcs8_pem(passphrase, entropy()).unwrap();
    let read = MlDsaSigningKey::from_pkcs8_pem(&text, passphrase).unwrap();
    assert_eq!(read.public(), ml_dsa_key().public());
    assert_eq!(MlDsaSigningKey::from_pkcs8_pem(&text, None).unwrap_err(), PemError::Encrypted);
}

#[test]
fn no_wrong_passphrase_is_called_anything_else() {
    // Among 600, about two leave valid padding behind.
    for attempt in 0..600 {
        let refused =
            SigningKey::from_pkcs8_pem(OPENSSL_PBKDF2, Some(format!("{attempt}").as_bytes()));
        assert_eq!(refused.unwrap_err(), PemError::WrongPassphrase, "{attempt}");
    }
}

#[test]
fn what_is_no_key_is_refused_for_its_reason() {
    let ed25519 = PemError::WrongKey { algorithm: "Ed25519" };
    // The last byte of the public key, changed.
    let wrong_public = RFC_8410_V2.replace("AxZuE=", "AxZuI=");
    let crlf_key = OPENSSL_PLAIN.replace("PRIVATE", "PUBLIC");
    let unpadded = OPENSSL_PBKDF2.replace("MeA=", "MeA");
    for (text, passphrase, expected) in [
        ("", None, PemError::NotPem),
        ("not a key", None, PemError::NotPem),
        (&crlf_key, None, PemError::NotPem),
        (&unpadded, Some(&b"correct"[..]), PemError::NotPem),
        (OPENSSL_PLAIN, Some(b"correct"), PemError::NotEncrypted),
        (OPENSSL_PLAIN, Some(b""), PemError::NotEncrypted),
        (OPENSSL_PBKDF2, None, PemError::Encrypted),
        (OPENSSL_PBKDF2, Some(b""), PemError::WrongPassphrase),
        (OPENSSL_PBES1, Some(b"correct"), PemError::UnsupportedEncryption),
        (OPENSSL_X25519, None, ed25519.clone()),
        (ML_DSA_PLAIN, None, ed25519.clone()),
        (&wrong_public, None, ed25519),
    ] {
        assert_eq!(SigningKey::from_pkcs8_pem(text, passphrase).unwrap_err(), expected, "{text}");
    }
    let refused = MlDsaSigningKey::from_pkcs8_pem(OPENSSL_PLAIN, None).unwrap_err();
    assert_eq!(refused, PemError::WrongKey { algorithm: "ML-DSA-44" });
    let empty = rfc_8032_key().to_pkcs8_pem(Some(b""), NO_ENTROPY);
    assert_eq!(empty.unwrap_err(), PemError::EmptyPassphrase);
    let long = " ".repeat(PEM_MAX + 1);
    assert_eq!(
        SigningKey::from_pkcs8_pem(&long, None).unwrap_err(),
        PemError::TooLong(PEM_MAX + 1)
    );
    assert_eq!(SigningKey::from_pkcs8_pem(&long[1..], None).unwrap_err(), PemError::NotPem);
}

#[test]
fn a_key_file_cannot_ask_for_unbounded_work() {
    let scrypt = |cost_parameter, block_size, parallelization| {
        let salt = [0_u8; 8].as_slice().try_into().unwrap();
        Kdf::Scrypt(ScryptParams {
            salt,
            cost_parameter,
            block_size,
            parallelization,
            key_length: None,
        })
    };
    let pbkdf2 = |iteration_count| {
        let salt = [0_u8; 8].as_slice().try_into().unwrap();
        let prf = Pbkdf2Prf::HmacWithSha256;
        Kdf::Pbkdf2(Pbkdf2Params { salt, iteration_count, key_length: None, prf })
    };
    for (kdf, is_bounded) in [
        (scrypt(1 << 14, 8, 5), true),
        (scrypt(1 << 18, 8, 16), true),
        (scrypt(1 << 18, 8, 17), false),
        (scrypt(1 << 18, 9, 1), false),
        (scrypt(1 << 19, 8, 1), false),
        (scrypt(u64::MAX, u16::MAX, 1), false),
        (scrypt(0, 8, 1), false),
        (scrypt(1, 8, 1), false),
        (pbkdf2(PBKDF2_ROUNDS_MAX), true),
        (pbkdf2(PBKDF2_ROUNDS_MAX + 1), false),
    ] {
        let encryption = pbes2::EncryptionScheme::Aes256Cbc { iv: [0; 16] };
        let scheme = EncryptionScheme::from(pbes2::Parameters { kdf, encryption });
        let verdict = check_cost(&scheme);
        assert_eq!(verdict.is_ok(), is_bounded, "{scheme:?}");
        if is_bounded {
            continue;
        }
        let file = EncryptedPrivateKeyInfoOwned {
            encryption_algorithm: scheme,
            encrypted_data: OctetString::new([0; 64]).unwrap(),
        };
        let document = SecretDocument::try_from(&file).unwrap();
        let text = document.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF).unwrap();
        let refused = SigningKey::from_pkcs8_pem(&text, Some(b"x")).unwrap_err();
        assert_eq!(refused, PemError::UnsupportedEncryption);
    }
}

#[test]
fn what_decrypts_to_no_key_at_all_is_a_wrong_passphrase() {
    // Valid padding around a valid document that is no private key: an octet string.
    let salt = [0_u8; 8].as_slice().try_into().unwrap();
    let kdf = Kdf::Pbkdf2(Pbkdf2Params {
        salt,
        iteration_count: 1,
        key_length: None,
        prf: Pbkdf2Prf::HmacWithSha256,
    });
    let encryption = pbes2::EncryptionScheme::Aes256Cbc { iv: [0; 16] };
    let parameters = pbes2::Parameters { kdf, encryption };
    let encrypted = parameters.encrypt("x", &[0x04, 0x01, 0x00]).unwrap();
    let file = EncryptedPrivateKeyInfoOwned {
        encryption_algorithm: parameters.into(),
        encrypted_data: OctetString::new(encrypted).unwrap(),
    };
    let document = SecretDocument::try_from(&file).unwrap();
    let text = document.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF).unwrap();
    let refused = SigningKey::from_pkcs8_pem(&text, Some(b"x")).unwrap_err();
    assert_eq!(refused, PemError::WrongPassphrase);
}
