use super::*;
use crate::key::{MlDsaSigningKey, SigningKey};
use crate::signature::verify_bytes;

/// The verifier key and the note of C2SP signed-note, "Verifier keys".
const VKEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const NOTE: &str = "This is an example message.\n\n\u{2014} example.com/foo \
    Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

#[test]
fn the_example_of_the_standard_verifies() {
    let vkey: Vkey = VKEY.parse().unwrap();
    assert_eq!(vkey.name(), "example.com/foo");
    assert_eq!(vkey.key_id(), [0x53, 0x0d, 0x90, 0x3a]);
    assert_eq!(vkey.to_string(), VKEY);

    let note = Note::parse(NOTE.as_bytes()).unwrap();
    assert_eq!(note.encode(), NOTE.as_bytes());
    assert_eq!(note.text(), "This is an example message.\n");
    let signature = note.claimed_by(&vkey).unwrap();
    let NoteKey::Ed25519(key) = vkey.key() else { panic!("another type") };
    let blob: &[u8; 64] = signature.blob().try_into().unwrap();
    assert_eq!(verify_bytes(key.as_bytes(), note.text().as_bytes(), blob), Ok(()));
    assert!(verify_bytes(key.as_bytes(), b"This is an example message.", blob).is_err());
}

#[test]
fn every_type_of_key_reads_back() {
    let ed25519 = SigningKey::from_seed([1; 32]).public();
    let ml_dsa = MlDsaSigningKey::from_seed([2; 32]).public();
    let mut ids = BTreeSet::new();
    for key in
        [NoteKey::Ed25519(ed25519), NoteKey::CosignatureEd25519(ed25519), NoteKey::MlDsa44(ml_dsa)]
    {
        let vkey = Vkey::new("n".repeat(NAME_MAX), key).unwrap();
        let text = vkey.to_string();
        assert!(text.len() <= VKEY_MAX);
        assert_eq!(Vkey::parse(&text).as_ref(), Ok(&vkey));
        assert!(ids.insert(vkey.key_id()));
    }
}

#[test]
fn verifier_keys_end_at_their_limit() {
    let key = NoteKey::MlDsa44(MlDsaSigningKey::from_seed([2; 32]).public());
    let longest = Vkey::new("n".repeat(NAME_MAX), key).unwrap().to_string();
    assert_eq!(longest.len(), VKEY_MAX);
    for (text, is_read) in
        [(&longest[1..], true), (longest.as_str(), true), (&format!("n{longest}"), false)]
    {
        // Below the limit the name is looked at: this one is another key's, whose ID differs.
        let refused = Vkey::parse(text).err();
        match (text.len(), is_read) {
            (VKEY_MAX, _) => assert_eq!(refused, None),
            (_, true) => assert!(matches!(refused, Some(VkeyError::KeyId { .. })), "{refused:?}"),
            (_, false) => assert_eq!(refused, Some(VkeyError::Shape)),
        }
    }
}

#[test]
fn other_verifier_keys_are_refused() {
    let (head, key) = VKEY.rsplit_once('+').unwrap();
    let bytes = BASE64.decode(key.as_bytes()).unwrap();
    let with = |bytes: &[u8]| format!("{head}+{}", BASE64.encode(bytes));
    let of_type = |type_byte: u8| with(&[&[type_byte], &bytes[1..]].concat());

    for text in ["", "+", "++", head, "example.com/foo", &"x".repeat(VKEY_MAX + 1)] {
        assert_eq!(Vkey::parse(text), Err(VkeyError::Shape), "{text}");
    }
    for id in ["", "530d903", "530D903A", "530d903a00", "530d903g"] {
        let text = VKEY.replace("530d903a", id);
        assert_eq!(Vkey::parse(&text), Err(VkeyError::Shape), "{text}");
    }
    let expected = [0x53, 0x0d, 0x90, 0x3a];
    assert_eq!(
        Vkey::parse(&VKEY.replace("530d903a", "530d903b")),
        Err(VkeyError::KeyId { expected })
    );
    assert!(matches!(Vkey::parse(&VKEY.replace("foo", "fop")), Err(VkeyError::KeyId { .. })));
    for name in ["", "a b", "a\u{a0}b", "a\tb", "a\u{7f}b", "a\u{2003}b"] {
        let text = VKEY.replace("example.com/foo", name);
        assert!(matches!(Vkey::parse(&text), Err(VkeyError::Name(_))), "{text:?}");
    }
    for (from, to) in [("3U2k", "3U2k="), ("3U2k", "3U2"), ("3U2k", "3U2_"), ("3U2k", "3U2k\n")] {
        assert_eq!(Vkey::parse(&VKEY.replace(from, to)), Err(VkeyError::Base64), "{to}");
    }
    for type_byte in [0x00, 0x02, 0x05, 0xff] {
        assert_eq!(Vkey::parse(&of_type(type_byte)), Err(VkeyError::Type { type_byte }));
    }
    assert!(matches!(Vkey::parse(&of_type(0x04)), Err(VkeyError::KeyId { .. })));
    assert!(matches!(Vkey::parse(&of_type(0x06)), Err(VkeyError::MlDsa(_))));
    assert_eq!(Vkey::parse(&with(&[])), Err(VkeyError::Shape));
    assert_eq!(Vkey::parse(&with(&bytes[..32])), Err(VkeyError::Length { length: 31 }));
    let zero = with(&[1; 33][..1].iter().copied().chain([0; 32]).collect::<Vec<_>>());
    assert!(matches!(Vkey::parse(&zero), Err(VkeyError::Ed25519(_))));
}

#[test]
fn only_canonical_base64_is_taken() {
    for (text, bytes) in
        [("", b"".as_slice()), ("AA==", b"\0"), ("AAA=", b"\0\0"), ("+/+/", b"\xfb\xff\xbf")]
    {
        assert_eq!(decode_base64(text).as_deref(), Some(bytes));
    }
    for text in [
        "A", "AA", "AAA", "AA=", "AB==", "AAB=", "====", "AA==AA==", "AA==AAAA", "-_-_", "AAA=\n",
        " AAA=",
    ] {
        assert_eq!(decode_base64(text), None, "{text}");
    }
}

#[test]
fn names_at_their_limits() {
    assert_eq!(check_name(&"é".repeat(127)), Ok(()));
    assert_eq!(check_name(&"n".repeat(255)), Ok(()));
    assert_eq!(check_name(&"n".repeat(256)), Err(NameError::TooLong { length: 256 }));
    assert_eq!(check_name(""), Err(NameError::Empty));
    for character in ['+', ' ', '\t', '\n', '\r', '\0', '\u{85}', '\u{3000}', '\u{2028}'] {
        let name = format!("a{character}b");
        assert_eq!(check_name(&name), Err(NameError::Character { character }));
    }
}

#[test]
fn notes_of_odd_texts_read_back() {
    let line = |name: &str| NoteSignature::new(name, [1, 2, 3, 4], vec![5]).unwrap();
    for text in [
        "\n",
        "\n\n",
        "a\n",
        "a\n\nb\n",
        "a\n\n",
        "\u{2014} x AAAA\n",
        "\u{2014} x y\n\n",
        "é\u{7f}\n",
    ] {
        let note = Note::new(text.to_owned(), vec![line("b"), line("a")]).unwrap();
        assert_eq!(Note::parse(&note.encode()).as_ref(), Ok(&note), "{text:?}");
    }
}

#[test]
fn other_notes_are_refused() {
    let line = "\u{2014} a AQIDBAU=\n";
    for (note, error) in [
        (String::new(), NoteError::Parts),
        ("text\n".into(), NoteError::Parts),
        ("text\n\n".into(), NoteError::Parts),
        (format!("text\n{line}"), NoteError::Parts),
        (format!("\n{line}"), NoteError::Parts),
        (format!("text\n\n{}", line.trim_end()), NoteError::Parts),
        (format!("text\n\n{line}\n"), NoteError::Parts),
        ("text\n\n\n".into(), NoteError::Parts),
        (format!("te\rxt\n\n{line}"), NoteError::Control { byte: 0x0d }),
        (format!("te\txt\n\n{line}"), NoteError::Control { byte: 0x09 }),
        (format!("te\0xt\n\n{line}"), NoteError::Control { byte: 0 }),
        ("t\n\n- a AQIDBAU=\n".into(), NoteError::Line { place: 0 }),
        ("t\n\n\u{2014}a AQIDBAU=\n".into(), NoteError::Line { place: 0 }),
        ("t\n\n\u{2014}\u{a0}a AQIDBAU=\n".into(), NoteError::Line { place: 0 }),
        (format!("t\n\n{line}\u{2014} b\n"), NoteError::Line { place: 1 }),
        (format!("t\n\n{line}junk\n"), NoteError::Line { place: 1 }),
        ("t\n\n\u{2014} a  AQIDBAU=\n".into(), NoteError::Base64 { place: 0 }),
        ("t\n\n\u{2014} a AQIDBAU\n".into(), NoteError::Base64 { place: 0 }),
        ("t\n\n\u{2014} a AQIDBAV=\n".into(), NoteError::Base64 { place: 0 }),
        ("t\n\n\u{2014} a AQIDBAU= \n".into(), NoteError::Base64 { place: 0 }),
        ("t\n\n\u{2014} a AQIDBAU=\r\n".into(), NoteError::Base64 { place: 0 }),
        ("t\n\n\u{2014} a AQIDBA==\n".into(), NoteError::EmptySignature),
        ("t\n\n\u{2014} a \n".into(), NoteError::EmptySignature),
        ("t\n\n\u{2014}  AQIDBAU=\n".into(), NoteError::Name(NameError::Empty)),
        (
            "t\n\n\u{2014} a+b AQIDBAU=\n".into(),
            NoteError::Name(NameError::Character { character: '+' }),
        ),
        (
            format!("t\n\n{line}\u{2014} a AQIDBAY=\n"),
            NoteError::Duplicate { name: "a".into(), key_id: [1, 2, 3, 4] },
        ),
    ] {
        assert_eq!(Note::parse(note.as_bytes()), Err(error), "{note:?}");
    }
    assert_eq!(Note::parse(b"\xff\n\n"), Err(NoteError::NotUtf8));
    assert_eq!(Note::new("t".into(), vec![]), Err(NoteError::Parts));
    assert_eq!(Note::new("t\n".into(), vec![]), Err(NoteError::Parts));
}

#[test]
fn lines_that_share_half_a_key_are_distinct() {
    let id = [0x53, 0x0d, 0x90, 0x3a];
    let lines = [("example.com/foo", [0; 4]), ("other", id), ("example.com/foo", id)];
    let lines = lines.map(|(name, id)| NoteSignature::new(name, id, vec![7]).unwrap());
    let note = Note::new("t\n".into(), lines.to_vec()).unwrap();
    assert_eq!(Note::parse(&note.encode()).as_ref(), Ok(&note));
    assert_eq!(note.claimed_by(&VKEY.parse().unwrap()), Some(&lines[2]));
    let strangers = Note::new("t\n".into(), lines[..2].to_vec()).unwrap();
    assert_eq!(strangers.claimed_by(&VKEY.parse().unwrap()), None);
}

#[test]
fn notes_at_their_limits() {
    let line = |n: usize| NoteSignature::new(format!("n{n}"), [0; 4], vec![1; 2428]).unwrap();
    let note = |count| Note::new("t\n".into(), (0..count).map(line).collect());
    let most = note(SIGNATURES_MAX).unwrap();
    assert_eq!(Note::parse(&most.encode()).as_ref(), Ok(&most));
    assert_eq!(note(SIGNATURES_MAX + 1), Err(NoteError::TooMany));
    let mut longer = most.encode();
    longer.extend("\u{2014} a AQIDBAU=\n".bytes());
    assert_eq!(Note::parse(&longer), Err(NoteError::TooMany));

    let behind = "\n\u{2014} a AQIDBAU=\n";
    for (length, verdict) in [(NOTE_MAX - 1, true), (NOTE_MAX, true), (NOTE_MAX + 1, false)] {
        let text = format!("{}\n", "t".repeat(length - behind.len() - 1));
        let signature = NoteSignature::new("a", [1, 2, 3, 4], vec![5]).unwrap();
        let built = Note::new(text.clone(), vec![signature]);
        assert_eq!(built.is_ok(), verdict, "{length}");
        let parsed = Note::parse(format!("{text}{behind}").as_bytes());
        assert_eq!(parsed, built);
    }
}

#[test]
fn every_small_change_reads_back_or_is_refused() {
    mutation::check(NOTE.as_bytes(), |bytes| Note::parse(bytes).ok(), Note::encode);
    mutation::check(
        VKEY.as_bytes(),
        |bytes| Vkey::parse(std::str::from_utf8(bytes).ok()?).ok(),
        |vkey| vkey.to_string().into_bytes(),
    );
}
