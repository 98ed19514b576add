use super::*;
use crate::checkpoint::{Checkpoint, LogSigner};
use crate::hash::TreeHash;
use crate::key::{MlDsaSigningKey, SigningKey};
use crate::num::{Size, UnixMillis};

fn ed25519(seed: u8) -> NoteKey {
    NoteKey::Ed25519(SigningKey::from_seed([seed; 32]).public())
}

fn witness(seed: u8) -> Vkey {
    let key = SigningKey::from_seed([seed; 32]).public();
    Vkey::new(format!("w{seed}.example"), NoteKey::CosignatureEd25519(key)).unwrap()
}

fn cosignature(seed: u8) -> Cosignature {
    let vkey = witness(seed);
    let name = vkey.name().to_owned();
    Cosignature { name, key_id: vkey.key_id(), unix_seconds: Some(1) }
}

fn signer() -> LogSigner {
    let ml_dsa = MlDsaSigningKey::from_seed([2; 32]);
    let origin = Origin::parse("log.example").unwrap();
    LogSigner::new(origin, SigningKey::from_seed([1; 32]), ml_dsa)
}

/// Six witnesses in two groups, as in the example of the standard: two of the first three, and one of
/// the others.
fn two_levels() -> String {
    let line = |seed| format!("\twitness W{seed}  {} https://w/ \n", witness(seed));
    let witnesses: String = (11..17).map(line).collect();
    format!("# who\n\n \t \n{witnesses}")
        + "group X 2 W11 W12 W13\ngroup Y any W14 W15 W16\n\tgroup X-and-Y all X Y\n  # end\nquorum X-and-Y\n"
}

#[test]
fn a_quorum_over_two_levels_is_counted() {
    let policy = Policy::parse(two_levels().as_bytes()).unwrap();
    assert_eq!(policy.witnesses(), (11..17).map(witness).collect::<Vec<_>>());
    // Every subset of the six, against the rule said in words.
    for set in 0u8..64 {
        let has = |seed: u8| set >> (seed - 11) & 1 == 1;
        let met = (11..14).filter(|seed| has(*seed)).count() >= 2 && (14..17).any(has);
        let lines: Vec<_> = (11..17).filter(|seed| has(*seed)).map(cosignature).collect();
        let expected = if met { Quorum::Met } else { Quorum::NotMet };
        assert_eq!(policy.quorum(&lines), expected, "{set:06b}");
        // Repeating a line or adding a stranger's changes nothing.
        let more: Vec<_> = lines.iter().chain(&lines).cloned().chain([cosignature(99)]).collect();
        assert_eq!(policy.quorum(&more), expected, "{set:06b}");
    }
    // The name without the key ID is not enough.
    let mut lines: Vec<_> = (11..17).map(cosignature).collect();
    for line in &mut lines {
        line.key_id = [0; 4];
    }
    assert_eq!(policy.quorum(&lines), Quorum::NotMet);
}

#[test]
fn thresholds_at_their_limits() {
    let names = "A B C";
    let policy = |threshold: &str| {
        let line = |(name, seed)| format!("witness {name} {}\n", witness(seed));
        let text: String = [("A", 11), ("B", 12), ("C", 13)].map(line).concat();
        Policy::parse(format!("{text}group G {threshold} {names}\nquorum G\n").as_bytes())
    };
    for (threshold, needed) in [("any", 1), ("1", 1), ("2", 2), ("3", 3), ("all", 3)] {
        let policy = policy(threshold).unwrap();
        for count in 0..=3 {
            let lines: Vec<_> = (11..14).map(cosignature).take(count).collect();
            let expected = if count >= needed { Quorum::Met } else { Quorum::NotMet };
            assert_eq!(policy.quorum(&lines), expected, "{threshold}, {count}");
        }
    }
    for threshold in ["0", "4", "01", "+1", "-1", "ALL", "1.0", "18446744073709551616", "\u{661}"] {
        assert_eq!(policy(threshold), Err(PolicyError::Threshold { line: 4 }), "{threshold}");
    }
}

#[test]
fn a_single_witness_or_none_is_a_quorum() {
    let text = format!("witness W {}\nquorum W\n", witness(11));
    let policy = Policy::parse(text.as_bytes()).unwrap();
    assert_eq!(policy.quorum(&[]), Quorum::NotMet);
    assert_eq!(policy.quorum(&[cosignature(11)]), Quorum::Met);

    let text = format!("quorum none\nwitness W {}\n", witness(11));
    let policy = Policy::parse(text.as_bytes()).unwrap();
    assert_eq!(policy.quorum(&[cosignature(11)]), Quorum::NotRequired);
    assert_eq!(Policy::parse(b"quorum none\n").unwrap().logs(), []);
}

#[test]
fn names_are_opaque_octets() {
    let mut text = b"witness \xff\xe2\x84\xaa ".to_vec();
    text.extend(witness(11).to_string().bytes());
    text.extend(b"\nwitness K ");
    text.extend(witness(12).to_string().bytes());
    let policy =
        Policy::parse(&[text.as_slice(), b"\nquorum \xff\xe2\x84\xaa\n"].concat()).unwrap();
    assert_eq!(policy.quorum(&[cosignature(12)]), Quorum::NotMet);
    assert_eq!(policy.quorum(&[cosignature(11)]), Quorum::Met);
}

#[test]
fn a_log_needs_both_its_keys() {
    let signer = signer();
    let [first, second] = signer.verifier().vkeys();
    let parse = |lines: &[&str]| Policy::parse((lines.concat() + "quorum none\n").as_bytes());
    let (first, second) = (format!("log {first} https://log/\n"), format!("log {second}\n"));
    let origin = signer.verifier().origin();
    for lines in [[first.as_str(), second.as_str()], [&second, &first]] {
        let policy = parse(&lines).unwrap();
        assert_eq!(policy.logs().len(), 2);
        assert_eq!(policy.log(origin).as_ref(), Ok(signer.verifier()));
    }
    let missing = PolicyError::NoLog { origin: origin.clone() };
    let third = Vkey::of_log(origin, ed25519(3));
    let third = format!("log {third}\n");
    for lines in [vec![], vec![first.as_str()], vec![&second], vec![&first, &second, &third]] {
        assert_eq!(parse(&lines).unwrap().log(origin), Err(missing.clone()));
    }
    let other = Origin::parse("other").unwrap();
    let missing = PolicyError::NoLog { origin: other.clone() };
    assert_eq!(parse(&[&first, &second]).unwrap().log(&other), Err(missing));
}

#[test]
fn a_checkpoint_is_judged_by_its_verified_cosignatures() {
    let signer = signer();
    let origin = signer.verifier().origin().clone();
    let checkpoint = Checkpoint { origin, size: Size(3), root: TreeHash([5; 32]) };
    let note = signer.sign(&checkpoint, UnixMillis(1_000)).unwrap();
    let message = |text: &str| format!("cosignature/v1\ntime 9\n{text}").into_bytes();
    let cosigned = |text: &str| {
        let signature = SigningKey::from_seed([11; 32]).sign(&message(text)).0;
        let blob = [[0, 0, 0, 0, 0, 0, 0, 9].as_slice(), &signature].concat();
        let vkey = witness(11);
        let line = crate::note::NoteSignature::new(vkey.name(), vkey.key_id(), blob).unwrap();
        let note = [note.as_slice(), line.to_string().as_bytes(), b"\n"].concat();
        signer.verifier().verify(&note).unwrap()
    };
    let text = format!("witness W {}\nquorum W\n", witness(11));
    let policy = Policy::parse(text.as_bytes()).unwrap();
    let plain = signer.verifier().verify(&note).unwrap();
    assert_eq!(policy.judge(&plain), Ok(Quorum::NotMet));
    assert_eq!(policy.judge(&cosigned(&checkpoint.encode())), Ok(Quorum::Met));
    assert!(matches!(
        policy.judge(&cosigned("another text\n")),
        Err(CheckpointError::Signature { type_byte: 0x04, .. })
    ));
}

#[test]
fn other_files_are_refused() {
    let log = Vkey::of_log(signer().verifier().origin(), ed25519(1));
    let (a, b) = (witness(11), witness(12));
    let renamed = Vkey::new("renamed", a.key().clone()).unwrap();
    let a_as_log = Vkey::new("l", ed25519(11)).unwrap();
    let undefined = |line, name: &str| PolicyError::Undefined { line, name: name.into() };
    let twice = |line, name: &str| PolicyError::MemberTwice { line, name: name.into() };
    for (text, error) in [
        (String::new(), PolicyError::NoQuorum),
        ("\n".into(), PolicyError::NoQuorum),
        ("# quorum none\n".into(), PolicyError::NoQuorum),
        ("quorum none".into(), PolicyError::Unterminated),
        ("quorum none\r\n".into(), PolicyError::Control { line: 1, byte: b'\r' }),
        ("\n# \0\n".into(), PolicyError::Control { line: 2, byte: 0 }),
        ("\u{7f}\n".into(), PolicyError::Control { line: 1, byte: 0x7f }),
        ("quorum none\nquorum none\n".into(), PolicyError::SecondQuorum { line: 2 }),
        ("quorums none\n".into(), PolicyError::Keyword { line: 1 }),
        ("Quorum none\n".into(), PolicyError::Keyword { line: 1 }),
        ("\u{a0}quorum none\n".into(), PolicyError::Keyword { line: 1 }),
        ("quorum\n".into(), PolicyError::Items { line: 1 }),
        ("quorum none # none\n".into(), PolicyError::Items { line: 1 }),
        ("log\n".into(), PolicyError::Items { line: 1 }),
        (format!("log {log} u v\n"), PolicyError::Items { line: 1 }),
        ("witness A\n".into(), PolicyError::Items { line: 1 }),
        (format!("witness A {a} u v\n"), PolicyError::Items { line: 1 }),
        (format!("witness A {a}\ngroup G any\n"), PolicyError::Items { line: 2 }),
        ("log x\n".into(), PolicyError::Vkey { line: 1, error: VkeyError::Shape }),
        ("witness A x\n".into(), PolicyError::Vkey { line: 1, error: VkeyError::Shape }),
        (format!("log {a}\n"), PolicyError::Type { line: 1, type_byte: 0x04 }),
        (format!("witness L {log}\n"), PolicyError::Type { line: 1, type_byte: 0x01 }),
        (format!("log {log}\nlog {log}\n"), PolicyError::DuplicateKey { line: 2 }),
        (format!("witness A {a}\nwitness B {renamed}\n"), PolicyError::DuplicateKey { line: 2 }),
        (format!("witness A {a}\nlog {a_as_log}\n"), PolicyError::DuplicateKey { line: 2 }),
        (format!("witness A {a}\nwitness A {b}\n"), PolicyError::NameTaken { line: 2 }),
        (format!("witness none {a}\n"), PolicyError::NameTaken { line: 1 }),
        (format!("witness A {a}\ngroup A any A\n"), PolicyError::NameTaken { line: 2 }),
        (format!("witness A {a}\ngroup none any A\n"), PolicyError::NameTaken { line: 2 }),
        ("quorum A\n".into(), undefined(1, "A")),
        (format!("quorum A\nwitness A {a}\n"), undefined(1, "A")),
        ("group G any A\n".into(), undefined(1, "A")),
        ("group G any none\n".into(), undefined(1, "none")),
        (format!("witness A {a}\ngroup G any A G\n"), undefined(2, "G")),
        (format!("witness A {a}\ngroup G all A A\n"), twice(2, "A")),
        (format!("witness A {a}\ngroup G any A\ngroup H any A\n"), twice(3, "A")),
        (format!("witness A {a}\ngroup G any A\ngroup H any G\ngroup I any G\n"), twice(4, "G")),
    ] {
        assert_eq!(Policy::parse(text.as_bytes()), Err(error), "{text}");
    }
    let length = POLICY_MAX + 1;
    assert_eq!(Policy::parse(&vec![b'#'; length]), Err(PolicyError::TooLong { length }));
    let mut longest = vec![b'#'; POLICY_MAX - 13];
    longest.extend(b"\nquorum none\n");
    assert_eq!(longest.len(), POLICY_MAX);
    assert!(Policy::parse(&longest).is_ok());
}

#[test]
fn definitions_at_their_limit() {
    let groups = |count: usize| {
        let line = |n: usize| format!("group G{n} all G{}\n", n - 1);
        let groups: String = (1..=count).map(line).collect();
        let text = format!("witness G0 {}\n{groups}quorum G{count}\n", witness(11));
        Policy::parse(text.as_bytes())
    };
    // A chain of groups as deep as can be: no recursion to overflow.
    let policy = groups(DEFINITIONS_MAX).unwrap();
    assert_eq!(policy.quorum(&[cosignature(11)]), Quorum::Met);
    assert_eq!(policy.quorum(&[]), Quorum::NotMet);
    let line = DEFINITIONS_MAX + 2;
    assert_eq!(groups(DEFINITIONS_MAX + 1), Err(PolicyError::TooMany { line }));

    // Logs and witnesses are counted each for themselves.
    let key = |number: usize| {
        let mut seed = [7; 32];
        seed[..8].copy_from_slice(&number.to_be_bytes());
        SigningKey::from_seed(seed).public()
    };
    let logs = |count: usize| -> String {
        let vkey = |n| Vkey::new(format!("l{n}"), NoteKey::Ed25519(key(n))).unwrap();
        let line = |n| format!("log {}\n", vkey(n));
        (0..count).map(line).collect()
    };
    let witnesses = |count: usize| -> String {
        let key = |n| NoteKey::CosignatureEd25519(key(1_000 + n));
        let vkey = |n| Vkey::new(format!("w{n}"), key(n)).unwrap();
        let line = |n| format!("witness W{n} {}\n", vkey(n));
        (0..count).map(line).collect()
    };
    let read = |text: String| Policy::parse(format!("quorum none\n{text}").as_bytes());
    let full = read(logs(DEFINITIONS_MAX) + &witnesses(DEFINITIONS_MAX)).unwrap();
    assert_eq!((full.logs().len(), full.witnesses().len()), (DEFINITIONS_MAX, DEFINITIONS_MAX));
    assert_eq!(read(logs(DEFINITIONS_MAX + 1)), Err(PolicyError::TooMany { line }));
    assert_eq!(read(witnesses(DEFINITIONS_MAX + 1)), Err(PolicyError::TooMany { line }));
}
