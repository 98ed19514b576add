//! Proofs that travel: made, checked offline, and damaged in many ways.

use std::collections::BTreeMap;
use std::fs;

use serde_json::json;

use super::library::{Copy, library, run};

/// A folder with both proofs of Alice's reading, its body, and the pin; no ledger.
fn receiver() -> Copy {
    let copy = Copy::new();
    let reading = library().reading.to_string();
    copy.ok(&["prove", &reading, "-o", "p.tlog-proof"]);
    copy.ok(&["prove", &reading, "-o", "p.scitt"]);
    let body = copy.ok(&["show", &reading, "--raw"]);
    fs::write(copy.path("body.json"), body.raw).unwrap();
    fs::remove_dir_all(copy.path("ledger/keys")).unwrap();
    fs::rename(copy.path("ledger"), copy.path("hidden")).unwrap();
    copy
}

#[test]
fn both_proofs_hold_offline() {
    let (copy, library) = (receiver(), library());
    fs::write(copy.path("policy"), "quorum none\n").unwrap();
    let signer = {
        let alice = bayan_tests::Signer::new("alice", 1);
        alice.public().to_string()
    };
    for file in ["p.tlog-proof", "p.scitt"] {
        let text = run(copy.here(), &["check-proof", file, "--pin", "pin"]);
        assert_eq!(text.code, 0, "{text:?}");
        for word in
            ["OK", "checkpoint: both keys of the log", "pinned", "utterance", &library.reading_id]
        {
            assert!(text.out.contains(word), "{word} is not in {}", text.out);
        }
        let args = [
            "check-proof",
            file,
            "--pin",
            "pin",
            "--json",
            "--body",
            "body.json",
            "--signer-key",
            &signer,
            "--policy",
            "policy",
        ];
        let ran = run(copy.here(), &args);
        assert_eq!(ran.code, 0, "{ran:?}");
        let json = ran.json();
        assert_eq!(json["entry"], json!(library.reading));
        assert_eq!(json["id"], json!(library.reading_id));
        assert_eq!(json["strength"], "checkpoint");
        assert_eq!(json["size"], json!(library.size));
        assert_eq!(
            (&json["body_checked"], &json["signature_checked"]),
            (&json!(true), &json!(true))
        );
        let unpinned = run(copy.here(), &["check-proof", file, "--ledger", "hidden"]);
        assert_eq!(unpinned.code, 0, "{unpinned:?}");
        assert!(unpinned.out.contains("unpinned"), "{unpinned:?}");
    }
}

#[test]
fn prove_writes_whole_files_and_replaces_none() {
    let copy = Copy::new();
    let proof = copy.ok(&["prove", "3"]).raw;
    assert!(proof.starts_with(b"c2sp.org/tlog-proof@v1\n"));
    copy.ok(&["prove", "3", "-o", "p.txt"]);
    assert_eq!(fs::read(copy.path("p.txt")).unwrap(), proof);
    assert_eq!(copy.run(&["prove", "4", "-o", "p.txt"]).code, 2);
    assert_eq!(fs::read(copy.path("p.txt")).unwrap(), proof);
    copy.ok(&["prove", "4", "-o", "p.txt", "--force"]);
    assert_ne!(fs::read(copy.path("p.txt")).unwrap(), proof);
    let json = copy.ok(&["prove", "3", "--scitt", "--json"]).json();
    assert_eq!((&json["format"], &json["entry"]), (&json!("scitt"), &json!(3)));
    assert!(json["proof_base64"].as_str().is_some_and(|text| text.starts_with("0o")));
    fs::remove_dir_all(copy.path("ledger/keys")).unwrap();
    let ran = copy.run(&["prove", "3", "-o", "p.scitt"]);
    assert_eq!(ran.code, 6, "{ran:?}");
    assert!(
        ran.err.contains("`.tlog-proof` needs no key") && !copy.path("p.scitt").exists(),
        "{ran:?}"
    );
    copy.ok(&["prove", "3", "-o", "still.tlog-proof"]);
}

#[test]
fn another_body_key_or_pin_is_refused() {
    let copy = receiver();
    fs::write(copy.path("other.json"), "{}").unwrap();
    let pin = fs::read_to_string(copy.path("pin")).unwrap();
    let other_origin = pin.replace("log.example/bayan-test", "log.example/another");
    fs::write(copy.path("other-pin"), other_origin).unwrap();
    let bob = bayan_tests::Signer::new("bob", 1).public().to_string();
    let other_key = pin.lines().map(|line| match line.strip_prefix("receipts") {
        Some(_) => format!("receipts = \"{bob}\""),
        None => line.to_owned(),
    });
    fs::write(copy.path("key-pin"), other_key.collect::<Vec<_>>().join("\n")).unwrap();
    let mut messages = Vec::new();
    for (args, code, word) in [
        (
            vec!["p.scitt", "--pin", "pin", "--body", "other.json"],
            1,
            "is not the body of this statement",
        ),
        (vec!["p.scitt", "--pin", "pin", "--signer-key", &bob], 1, "was not signed with this key"),
        (vec!["p.scitt", "--pin", "key-pin"], 1, "the receipt names key"),
        (vec!["p.scitt", "--pin", "other-pin"], 2, "the pin cannot be used"),
        (
            vec!["p.tlog-proof", "--pin", "pin", "--body", "pin"],
            1,
            "is not the body of this statement",
        ),
    ] {
        let args: Vec<&str> = ["check-proof"].into_iter().chain(args).collect();
        let ran = run(copy.here(), &args);
        assert_eq!(ran.code, code, "{args:?}: {ran:?}");
        assert!(ran.err.contains(word), "{args:?}: {ran:?}");
        messages.push(ran.err);
    }
    // The receipts' key signs no checkpoint: a tlog-proof does not need it.
    assert_eq!(run(copy.here(), &["check-proof", "p.tlog-proof", "--pin", "key-pin"]).code, 0);
}

/// Damages a proof, checks it, and returns what was said.
fn damaged(copy: &Copy, file: &str, change: &dyn Fn(&mut Vec<u8>)) -> String {
    let mut bytes = fs::read(copy.path(file)).unwrap();
    let before = bytes.clone();
    change(&mut bytes);
    assert_ne!(bytes, before, "the damage must change something");
    let name = format!("damaged.{}", file.rsplit('.').next().unwrap());
    fs::write(copy.path(&name), bytes).unwrap();
    let ran = run(copy.here(), &["check-proof", &name, "--pin", "pin"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(ran.out, "");
    ran.err
}

/// A change of the lines of a text.
fn lines(change: impl Fn(&mut Vec<String>)) -> impl Fn(&mut Vec<u8>) {
    move |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        change(&mut lines);
        *bytes = lines.join("\n").into_bytes();
    }
}

fn find(lines: &[String], start: &str) -> usize {
    lines.iter().position(|line| line.starts_with(start)).unwrap()
}

/// Replaces one base64 digit in the middle of a line by another one.
fn flip(line: &mut String) {
    let at = line.len() / 2;
    let other = if &line[at..=at] == "A" { "B" } else { "A" };
    line.replace_range(at..=at, other);
}

#[test]
fn twenty_kinds_of_damage_have_each_their_own_message() {
    let copy = receiver();
    let mut said: BTreeMap<String, &str> = BTreeMap::new();
    let mut record = |kind: &'static str, word: &str, message: String| {
        assert!(message.contains(word), "{kind}: {word:?} is not in {message}");
        if let Some(other) = said.insert(message.clone(), kind) {
            panic!("{kind} and {other} both say {message}");
        }
    };
    type Change = Box<dyn Fn(&mut Vec<u8>)>;
    let signature = |lines: &[String], which: usize| {
        lines.iter().enumerate().filter(|(_, line)| line.starts_with('—')).nth(which).unwrap().0
    };
    let text: Vec<(&'static str, &str, Change)> = vec![
        ("another first line", "first line is not", Box::new(lines(|l| l[0].push('2')))),
        ("a broken entry", "failed to read the extra line", Box::new(lines(|l| l[1].push('*')))),
        ("no entry", "proof without an entry", Box::new(lines(|l| drop(l.remove(1))))),
        ("no index", "failed to read the index line", Box::new(lines(|l| drop(l.remove(2))))),
        ("a broken hash", "failed to read hash 0", Box::new(lines(|l| l[3].truncate(20)))),
        (
            "an index out of the tree",
            "entry 4000",
            Box::new(lines(|l| l[2] = "index 4000".to_owned())),
        ),
        ("another index", "entry 17", Box::new(lines(|l| l[2] = "index 17".to_owned()))),
        ("a hash left out", "entry 16", Box::new(lines(|l| drop(l.remove(3))))),
        ("a changed hash", "entry 16", Box::new(lines(|l| flip(&mut l[3])))),
        (
            "too many hashes",
            "more than",
            Box::new(lines(|l| {
                let hash = l[3].clone();
                l.splice(3..3, std::iter::repeat_n(hash, 70));
            })),
        ),
        ("no empty line", "no empty line", Box::new(lines(|l| l.retain(|line| !line.is_empty())))),
        (
            "no signatures",
            "failed to read the checkpoint",
            Box::new(lines(|l| l.retain(|line| !line.starts_with('—')))),
        ),
        (
            "another root",
            "failed to verify the checkpoint",
            Box::new(lines(|l| {
                let origin = find(l, "log.example");
                flip(&mut l[origin + 2]);
            })),
        ),
        (
            "another log",
            "log.example/other",
            Box::new(lines(|l| {
                let origin = find(l, "log.example");
                l[origin] = "log.example/other".to_owned();
            })),
        ),
        (
            "a size with a zero before it",
            "failed to verify the checkpoint",
            Box::new(lines(|l| {
                let origin = find(l, "log.example");
                l[origin + 1].insert(0, '0');
            })),
        ),
        ("no Ed25519 signature", "0x01", Box::new(lines(move |l| drop(l.remove(signature(l, 0)))))),
        ("no ML-DSA signature", "0x06", Box::new(lines(move |l| drop(l.remove(signature(l, 1)))))),
        (
            "a changed ML-DSA signature",
            "0x06",
            Box::new(lines(move |l| {
                let at = signature(l, 1);
                flip(&mut l[at]);
            })),
        ),
        (
            "far too long",
            "above the limit",
            Box::new(|bytes: &mut Vec<u8>| bytes.resize(2_000_000, b'x')),
        ),
    ];
    for (kind, word, change) in text {
        record(kind, word, damaged(&copy, "p.tlog-proof", &*change));
    }
    for (kind, word, change) in binary_damage(&copy) {
        record(kind, word, damaged(&copy, "p.scitt", &*change));
    }
    assert!(said.len() >= 30, "{}", said.len());
}

type Damage = (&'static str, &'static str, Box<dyn Fn(&mut Vec<u8>)>);

fn position(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).position(|window| window == part).unwrap()
}

fn last_position(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).rposition(|window| window == part).unwrap()
}

/// Damage to the transparent statement.
fn binary_damage(copy: &Copy) -> Vec<Damage> {
    let checked = run(copy.here(), &["check-proof", "p.scitt", "--pin", "pin", "--json"]).json();
    let digest = data_encoding::HEXLOWER
        .decode(checked["body_sha256"].as_str().unwrap().as_bytes())
        .unwrap();
    let subject = checked["subject"].as_str().unwrap().as_bytes().to_vec();
    let (size, index) =
        (u8::try_from(library().size).unwrap(), u8::try_from(library().reading).unwrap());
    assert!((24..=255).contains(&size) && index < 24, "the bytes below are laid out so");
    let proof = [0x83, 0x18, size, index];
    let payload = digest.clone();
    let kind = b"application/vnd.bayan.receipt+cose";
    vec![
        ("nothing", "is empty", Box::new(Vec::clear)),
        ("no CBOR", "envelope", Box::new(|bytes| bytes[0] = 0xff)),
        ("cut short", "envelope", Box::new(|bytes| bytes.truncate(bytes.len() / 2))),
        ("something after it", "envelope", Box::new(|bytes| bytes.push(0))),
        (
            "another statement",
            "holds another statement",
            Box::new(move |bytes| {
                let at = last_position(bytes, &payload);
                bytes[at] ^= 1;
            }),
        ),
        (
            "a changed receipt signature",
            "failed to verify the receipt's signature",
            Box::new(move |bytes| {
                // The receipt ends where the head of the statement's payload begins; R is its signature's first half.
                let at = last_position(bytes, &digest);
                bytes[at - 2 - 60] ^= 1;
            }),
        ),
        (
            "another tree size in the proof",
            "the proof is for tree size",
            Box::new(move |bytes| {
                let at = position(bytes, &proof);
                bytes[at + 2] += 1;
            }),
        ),
        (
            "another index in the proof",
            "the entry says index",
            Box::new(move |bytes| {
                let at = position(bytes, &proof);
                bytes[at + 3] += 1;
            }),
        ),
        (
            "another type of receipt",
            "the type is not the one of a receipt",
            Box::new(move |bytes| {
                let at = position(bytes, kind);
                bytes[at] = b'b';
            }),
        ),
        (
            "a receipt about something else",
            "the receipt is about",
            Box::new(move |bytes| {
                let end = position(bytes, kind);
                let at = last_position(&bytes[..end], &subject) + subject.len() - 1;
                bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
            }),
        ),
        (
            "a receipt of another log",
            "receipt of",
            Box::new(move |bytes| {
                let end = position(bytes, kind);
                let at = last_position(&bytes[..end], b"log.example/bayan-test");
                bytes[at] = b'k';
            }),
        ),
        (
            "a changed checkpoint in the receipt",
            "failed to verify the attached checkpoint",
            Box::new(move |bytes| {
                let start = position(bytes, b"log.example/bayan-test\n");
                let at = start + b"log.example/bayan-test\n28\n".len() + 5;
                bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            }),
        ),
    ]
}
