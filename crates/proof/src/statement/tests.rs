use data_encoding::HEXLOWER;

use super::*;
use crate::cbor::Writer;

/// The statement of [`draft`], made by an independent program (Python for CBOR and hashes, OpenSSL for the
/// signature).
pub(crate) const GOLDEN: &str = "d2845901b3a90132045820866eefbd6718c8846cd7ddfe43fc74ab1daac4538ff8514ea2ec2d410a4157430fa4017826\
    70617274793a3030313132323333343435353636373738383939616162626363646465656666027829696e636964656e\
    743a31313131313131313131313131313131313131313131313131313131313131310378506578616d706c652e6f7267\
    2f6c6f672361626162616261626162616261626162616261626162616261626162616261626162616261626162616261\
    626162616261626162616261626162616261626162061a6ab13b801078246170706c69636174696f6e2f766e642e6261\
    79616e2e73746174656d656e742b636f73651901022f19010378246170706c69636174696f6e2f766e642e626179616e\
    2e73746174656d656e742b6a736f6e3a00010000063a00010001827829696e636964656e743a32323232323232323232\
    323232323232323232323232323232323232323232327829696e636964656e743a333333333333333333333333333333\
    33333333333333333333333333333333333a0001000258208deb7df012080013419a6be55f7c201a7cd9f554f74e2461\
    4502e52550c650c3a05820f63aefa91aa7c4d886ee1c0031cb5e7bad0b00037cfa7dcc63420d442b714691584063a7f7\
    f0138f4eabb0928dae7e77aeb5e6760b681a65daba09e3214e4e8a5d2245feada648993c10996c970f0ba22e35823b9a\
    5df073c1e7e1bebc40ff053401";

const GOLDEN_ID: &str = "bf25da19de299fffad485d00b1724e582348e0c9352ace8d52ce48b8c721048d";

pub(crate) const INCIDENT: &str = "incident:11111111111111111111111111111111";

pub(crate) const BODY: &[u8] =
    br#"{"kind":"utterance","nonce":"00000000000000000000000000000000","says":{},"v":1}"#;

const AUD: &str =
    "example.org/log#abababababababababababababababababababababababababababababababab";

pub(crate) fn hex(text: &str) -> Vec<u8> {
    HEXLOWER.decode(text.as_bytes()).unwrap()
}

/// The key of RFC 8032 §7.1 test 1.
pub(crate) fn key() -> SigningKey {
    let seed = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    SigningKey::from_seed(seed.try_into().unwrap())
}

fn incidents() -> [String; 2] {
    ["2", "3"].map(|digit| format!("incident:{}", digit.repeat(32)))
}

fn draft(incidents: &[String]) -> Draft<'_> {
    Draft {
        iss: "party:00112233445566778899aabbccddeeff",
        sub: INCIDENT,
        aud: Some(AUD),
        iat: UnixSeconds(1_790_000_000),
        kind: 6,
        incidents,
        body: BODY,
    }
}

pub(crate) fn golden() -> SignedStatement {
    SignedStatement::parse(&hex(GOLDEN)).unwrap()
}

#[test]
fn the_golden_statement_is_read_and_made() {
    let statement = golden();
    assert_eq!(statement.bytes(), hex(GOLDEN));
    assert_eq!(statement.id().to_string(), GOLDEN_ID);
    assert_eq!(GOLDEN_ID.parse(), Ok(statement.id()));
    assert_eq!(statement.payload_digest(), Sha256::of(BODY));
    assert_eq!(statement.check_body(BODY), Ok(()));
    let header = statement.header();
    assert_eq!(header.kid, key().public().thumbprint());
    assert_eq!(header.iss, "party:00112233445566778899aabbccddeeff");
    assert_eq!((header.sub.as_str(), header.aud.as_deref()), (INCIDENT, Some(AUD)));
    assert_eq!((header.iat, header.kind), (UnixSeconds(1_790_000_000), 6));
    assert_eq!(header.incidents, incidents());
    assert_eq!(header.body_blake3, Blake3::of(BODY));

    let [first, second] = incidents();
    for order in [[first.clone(), second.clone()], [second, first]] {
        assert_eq!(draft(&order).sign(&key()).unwrap(), statement);
    }
    let verified = statement.clone().verify(&key().public()).unwrap();
    assert_eq!(verified.key(), &key().public());
    assert_eq!(verified.statement(), &statement);
    assert_eq!(verified.into_statement(), statement);
}

#[test]
fn other_bodies_and_keys_do_not_fit() {
    let mut changed = golden();
    assert_eq!(changed.check_body(b"{}"), Err(BodyMismatch { digest: "SHA-256" }));
    changed.header.body_blake3 = Blake3::of(b"{}");
    assert_eq!(changed.check_body(BODY), Err(BodyMismatch { digest: "BLAKE3" }));
    let other = SigningKey::from_seed([1; 32]).public();
    let refused = golden().verify(&other).unwrap_err();
    let (named, given) = (key().public().thumbprint(), other.thumbprint());
    assert_eq!(refused, StatementError::Key { named, given });
}

#[test]
fn no_changed_bit_survives() {
    let golden = hex(GOLDEN);
    let public = key().public();
    for place in 0..golden.len() {
        for bit in 0..8 {
            let mut bytes = golden.clone();
            bytes[place] ^= 1 << bit;
            // Nearly all are no statement any more; one that still is is written back as it was read.
            let Ok(statement) = SignedStatement::parse(&bytes) else { continue };
            assert_eq!(statement.header.encode(), Sign1::parse(&bytes).unwrap().protected);
            assert!(statement.verify(&public).is_err(), "bit {bit} of byte {place}");
        }
    }
    for len in 0..golden.len() {
        assert!(SignedStatement::parse(&golden[..len]).is_err(), "{len}");
    }
    for byte in 0..=255 {
        assert!(SignedStatement::parse(&[&golden[..], &[byte]].concat()).is_err(), "{byte}");
    }
}

/// An envelope around any header and payload, signed by nobody.
fn envelope(protected: &[u8], unprotected: &str, payload: Option<&[u8]>) -> Vec<u8> {
    let unprotected = hex(unprotected);
    Sign1 { protected, unprotected: &unprotected, payload, signature: &[0; 64] }.encode()
}

#[test]
fn the_envelope_holds_nothing_else() {
    let header = golden().header.encode();
    let parse = |unprotected: &str, payload: Option<&[u8]>| {
        SignedStatement::parse(&envelope(&header, unprotected, payload))
    };
    assert!(parse("a0", Some(&[7; 32])).is_ok());
    // 394: an empty list of receipts; and a label of no meaning.
    for unprotected in ["a119018a80", "a100f6"] {
        assert_eq!(parse(unprotected, Some(&[7; 32])), Err(StatementError::Unprotected));
    }
    for payload in [None, Some(&[][..]), Some(&[7; 31]), Some(&[7; 33])] {
        assert_eq!(parse("a0", payload), Err(StatementError::Payload));
    }
    let untagged = envelope(&header, "a0", Some(&[7; 32]));
    assert!(matches!(SignedStatement::parse(&untagged[1..]), Err(StatementError::Envelope(_))));
}

#[test]
fn the_header_holds_exactly_its_parameters() {
    let header = golden().header.encode();
    let parse = |protected: &[u8]| {
        SignedStatement::parse(&envelope(protected, "a0", Some(&[7; 32]))).map(drop)
    };
    assert_eq!(parse(&header), Ok(()));

    // Each case replaces one encoded parameter by another.
    let replace = |from: &str, to: &str| {
        let (text, from) = (HEXLOWER.encode(&header), from.replace(' ', ""));
        assert_eq!(text.matches(&from).count(), 1, "{from}");
        parse(&hex(&text.replace(&from, &to.replace(' ', ""))))
    };
    let constant = |name| Err(StatementError::Constant(name));
    assert_eq!(replace("a90132", "a90127"), constant("algorithm"));
    let typ = HEXLOWER.encode(STATEMENT_TYPE.as_bytes());
    assert_eq!(replace(&typ, &typ.replace("65", "66")), constant("type"));
    assert_eq!(replace("1901022f", "19010230"), constant("payload hash algorithm"));
    let json = HEXLOWER.encode(BODY_TYPE.as_bytes());
    assert_eq!(replace(&json, &json.replace("6a", "6b")), constant("type of the body"));
    assert_eq!(replace("3a0001000006", "3a0001000018ff"), Ok(()));
    assert_eq!(replace("3a0001000006", "3a00010000190100"), Err(StatementError::Kind(256)));

    let malformed = |from: &str, to: &str| {
        let refused = replace(from, to);
        assert!(matches!(refused, Err(StatementError::Header(_))), "{from} {to}: {refused:?}");
    };
    // One parameter fewer or more than there are, an algorithm as text, an integer not shortest.
    malformed("a90132", "a80132");
    malformed("a90132", "aa0132");
    malformed("a90132", "a9016132");
    malformed("a90132", "a9013812");
    // Another label, the same label twice, two labels swapped.
    malformed("0458 20", "0558 20");
    malformed("0fa401", "0fa402");
    malformed("3a00010000 06", "3a00010001 06");
    malformed("1901022f", "1901032f");
    malformed("a90132 0458", "a90432 0158");
    // A kid of another length or type; a negative kind or time.
    malformed("0458 20", "0458 1f");
    malformed("0458 20", "0478 20");
    malformed("3a0001000006", "3a0001000026");
    malformed("061a6ab13b80", "063a6ab13b80");
    malformed("061a6ab13b80", "061b000000006ab13b80");
    // Five claims, and two.
    malformed("0fa401", "0fa501");
    malformed("0fa401", "0fa201");
    // A label more than the nine, at the end and inside.
    let more = [&[0xaa], &header[1..], &hex("3a00010003f6")].concat();
    assert!(matches!(parse(&more), Err(StatementError::Header(_))));
    let content_type = HEXLOWER.encode(&header).replacen("a90132", "aa01320300", 1);
    assert!(matches!(parse(&hex(&content_type)), Err(StatementError::Header(_))));
    let trailing = [&header[..], &[0]].concat();
    let at = header.len();
    assert_eq!(parse(&trailing), Err(StatementError::Header(CborError::Trailing { at })));
    assert!(matches!(parse(&[]), Err(StatementError::Header(_))));
}

/// Signs a changed golden draft and reads it back.
fn signed(change: impl FnOnce(&mut Draft<'_>)) -> Result<(), StatementError> {
    let mut draft = draft(&[]);
    change(&mut draft);
    let statement = draft.sign(&key());
    // A header beyond the limits, encoded all the same, is refused in reading as in signing.
    let kid = key().public().thumbprint();
    let mut incidents = draft.incidents.to_vec();
    incidents.sort();
    let header = Header {
        kid,
        iss: draft.iss.to_owned(),
        sub: draft.sub.to_owned(),
        aud: draft.aud.map(str::to_owned),
        iat: draft.iat,
        kind: draft.kind,
        incidents,
        body_blake3: Blake3::of(draft.body),
    };
    let read = SignedStatement::parse(&envelope(&header.encode(), "a0", Some(&[7; 32])));
    let verdict = statement.map(|statement| {
        assert_eq!(SignedStatement::parse(statement.bytes()), Ok(statement.clone()));
        assert!(statement.verify(&key().public()).is_ok());
    });
    assert_eq!(read.map(drop), verdict);
    verdict
}

#[test]
fn texts_end_at_their_limits() {
    let text = |field, fault| Err(StatementError::Text { field, fault });
    for (field, max) in [
        ("issuer", ISS_MAX),
        ("subject", SUB_MAX),
        ("audience", AUD_MAX),
        ("incident", INCIDENT_MAX),
    ] {
        let with = |value: &str| {
            signed(|draft| match field {
                "issuer" => draft.iss = Box::leak(value.to_owned().into_boxed_str()),
                "subject" => draft.sub = Box::leak(value.to_owned().into_boxed_str()),
                "audience" => draft.aud = Some(Box::leak(value.to_owned().into_boxed_str())),
                _ => draft.incidents = Box::leak(Box::new([value.to_owned()])),
            })
        };
        assert_eq!(with(&"x".repeat(max - 1)), Ok(()), "{field}");
        assert_eq!(with(&"x".repeat(max)), Ok(()), "{field}");
        assert_eq!(with(&"x".repeat(max + 1)), text(field, TextFault::TooLong { max }));
        // The limit is in bytes, not in characters.
        assert_eq!(with(&"ñ".repeat(max / 2 + 1)), text(field, TextFault::TooLong { max }));
        assert_eq!(with("Ñandú 雨"), Ok(()));
        assert_eq!(with(""), text(field, TextFault::Empty));
        for control in ["a\nb", "\0", "a\u{7f}", "\u{85}", "\u{1b}[0m"] {
            assert_eq!(with(control), text(field, TextFault::Control), "{field} {control:?}");
        }
        let reserved = if max == INCIDENT_MAX || field == "subject" {
            text(field, TextFault::Reserved)
        } else {
            Ok(())
        };
        assert_eq!(with("key:00"), reserved, "{field}");
    }
    assert_eq!(signed(|draft| draft.aud = None), Ok(()));
}

#[test]
fn numbers_and_lists_end_at_their_limits() {
    assert_eq!(signed(|draft| draft.iat = IAT_MAX), Ok(()));
    let after = UnixSeconds(IAT_MAX.0 + 1);
    assert_eq!(signed(|draft| draft.iat = after), Err(StatementError::IssuedAt));
    assert_eq!(signed(|draft| draft.iat = UnixSeconds(u64::MAX)), Err(StatementError::IssuedAt));
    assert_eq!(signed(|draft| draft.kind = 0), Ok(()));
    assert_eq!(signed(|draft| draft.kind = u8::MAX), Ok(()));

    let many: Vec<String> =
        (0..=INCIDENTS_MAX).map(|number| format!("incident:{number:02}")).collect();
    for len in [0, 1, INCIDENTS_MAX - 1, INCIDENTS_MAX] {
        let mut draft = draft(&many[..len]);
        draft.body = b"";
        let statement = draft.sign(&key()).unwrap();
        assert_eq!(
            SignedStatement::parse(statement.bytes()).unwrap().header().incidents,
            many[..len]
        );
    }
    let refused = draft(&many).sign(&key()).unwrap_err();
    assert_eq!(refused, StatementError::Incidents(17));
    let twice = [many[0].clone(), many[0].clone()];
    assert_eq!(draft(&twice).sign(&key()), Err(StatementError::IncidentOrder));
    let subject = [INCIDENT.to_owned()];
    assert_eq!(draft(&subject).sign(&key()), Err(StatementError::IncidentIsSubject));
}

#[test]
fn incidents_are_read_in_their_one_order() {
    let with = |incidents: &[&str]| {
        let mut header = golden().header;
        header.incidents = incidents.iter().map(|&incident| incident.to_owned()).collect();
        SignedStatement::parse(&envelope(&header.encode(), "a0", Some(&[7; 32]))).map(drop)
    };
    assert_eq!(with(&["a", "b", "ba", "c"]), Ok(()));
    assert_eq!(with(&["b", "a"]), Err(StatementError::IncidentOrder));
    assert_eq!(with(&["a", "a"]), Err(StatementError::IncidentOrder));
    assert_eq!(with(&["ba", "b"]), Err(StatementError::IncidentOrder));
    assert_eq!(with(&["a", INCIDENT]), Err(StatementError::IncidentIsSubject));
    assert_eq!(with(&["x"; 17]), Err(StatementError::Incidents(17)));
    // The number in the list's head is judged before anything of the list is read.
    let mut header = golden().header;
    header.incidents = Vec::new();
    let header = HEXLOWER.encode(&header.encode());
    for (head, number) in [("91", 17), ("9bffffffffffffffff", u64::MAX)] {
        let claimed = header.replace("3a0001000180", &format!("3a00010001{head}"));
        let refused = SignedStatement::parse(&envelope(&hex(&claimed), "a0", Some(&[7; 32])));
        assert_eq!(refused, Err(StatementError::Incidents(number)));
    }
}

#[test]
fn a_statement_ends_at_its_limit() {
    let mut writer = Writer::default();
    writer.text(&"x".repeat(STATEMENT_MAX));
    let long = writer.finish();
    let refused = SignedStatement::parse(&long[..=STATEMENT_MAX]).unwrap_err();
    assert_eq!(refused, StatementError::TooLong(STATEMENT_MAX + 1));
    for len in [STATEMENT_MAX - 1, STATEMENT_MAX] {
        let refused = SignedStatement::parse(&long[..len]).unwrap_err();
        assert!(matches!(refused, StatementError::Envelope(_)));
    }
    assert!(largest().bytes().len() < 6 * 1024, "{}", largest().bytes().len());
}

/// The largest statement that there is.
pub(crate) fn largest() -> SignedStatement {
    let incidents: Vec<String> =
        (0..INCIDENTS_MAX).map(|number| format!("{number:0INCIDENT_MAX$}")).collect();
    let draft = Draft {
        iss: &"i".repeat(ISS_MAX),
        sub: &"s".repeat(SUB_MAX),
        aud: Some(&"a".repeat(AUD_MAX)),
        iat: IAT_MAX,
        kind: u8::MAX,
        incidents: &incidents,
        body: b"",
    };
    draft.sign(&key()).unwrap()
}

#[test]
fn many_at_once_get_the_verdict_of_each_alone() {
    let keys: Vec<_> = (0..5).map(|seed| SigningKey::from_seed([seed; 32])).collect();
    let mut statements = Vec::new();
    for number in 0..60_usize {
        let body = number.to_string();
        let mut draft = draft(&[]);
        draft.body = body.as_bytes();
        let signer = &keys[number % 5];
        let mut statement = draft.sign(signer).unwrap();
        let mut checker = signer.public();
        match number {
            7 | 31 => statement.signature.0[40] ^= 1,
            13 => statement.signature.0[63] = 0xff,
            20 => checker = keys[1].public(),
            _ => {}
        }
        statements.push((statement, checker));
    }
    let alone: Vec<_> =
        statements.iter().cloned().map(|(statement, key)| statement.verify(&key)).collect();
    let bad: Vec<_> = (0..60).filter(|place| alone[*place].is_err()).collect();
    assert_eq!(bad, [7, 13, 20, 31]);
    assert_eq!(verify_all(statements), alone);
    assert_eq!(verify_all(Vec::new()), []);
}

#[test]
fn batches_follow_each_other() {
    let statement = golden();
    let mut bad = golden();
    bad.signature.0[0] ^= 1;
    let mut statements = vec![(statement, key().public()); BATCH + 3];
    statements[BATCH + 1].0 = bad;
    let verdicts = verify_all(statements);
    assert_eq!(verdicts.len(), BATCH + 3);
    assert_eq!(verdicts.iter().position(Result::is_err), Some(BATCH + 1));
    assert_eq!(verdicts.iter().filter(|verdict| verdict.is_err()).count(), 1);
}
