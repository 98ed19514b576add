//! Proofs that are damaged: each kind of damage has its own words.

use std::collections::BTreeMap;
use std::fs;

use super::library::{Copy, library, run};
use super::proofs::receiver;

/// What is done to a proof, what is said of it, and how it is done.
type Damage = (&'static str, &'static str, Box<dyn Fn(&mut Vec<u8>)>);

#[test]
fn each_kind_of_damage_has_its_own_message() {
    let copy = receiver();
    let text = proof_damage().into_iter().chain(checkpoint_damage());
    let text = text.map(|damage| ("p.tlog-proof", damage));
    let binary = envelope_damage().into_iter().chain(receipt_damage(&copy));
    let binary = binary.map(|damage| ("p.scitt", damage));
    let mut said: BTreeMap<String, &str> = BTreeMap::new();
    for (file, (kind, word, change)) in text.chain(binary) {
        let message = damaged(&copy, file, &*change);
        assert!(message.contains(word), "{kind}: {word:?} is not in {message}");
        if let Some(other) = said.insert(message.clone(), kind) {
            panic!("{kind} and {other} both say {message}");
        }
    }
    assert!(said.len() >= 30, "{}", said.len());
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

/// Damage to bytes.
fn bytes(
    kind: &'static str,
    word: &'static str,
    change: impl Fn(&mut Vec<u8>) + 'static,
) -> Damage {
    (kind, word, Box::new(change))
}

/// Damage to the lines of a text.
fn lines(
    kind: &'static str,
    word: &'static str,
    change: impl Fn(&mut Vec<String>) + 'static,
) -> Damage {
    bytes(kind, word, move |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        change(&mut lines);
        *bytes = lines.join("\n").into_bytes();
    })
}

/// Where the checkpoint begins.
fn origin(lines: &[String]) -> usize {
    lines.iter().position(|line| line.starts_with("log.example")).unwrap()
}

/// Where a signature of the checkpoint stands: the Ed25519 one first.
fn signature(lines: &[String], number: usize) -> usize {
    let all = lines.iter().enumerate().filter(|(_, line)| line.starts_with('—'));
    all.map(|(at, _)| at).nth(number).unwrap()
}

/// Replaces one base64 digit in the middle of a line by another one.
fn flip(line: &mut String) {
    let at = line.len() / 2;
    let other = if &line[at..=at] == "A" { "B" } else { "A" };
    line.replace_range(at..=at, other);
}

/// Damage to a tlog-proof before its checkpoint: first line, entry, index, hashes.
fn proof_damage() -> Vec<Damage> {
    let inclusion = "failed to verify the inclusion of entry";
    vec![
        lines("another first line", "first line is not", |l| l[0].push('2')),
        lines("a broken entry", "failed to read the extra line", |l| l[1].push('*')),
        lines("no entry", "proof without an entry", |l| drop(l.remove(1))),
        lines("no index", "failed to read the index line", |l| drop(l.remove(2))),
        lines("a broken hash", "failed to read hash 0", |l| l[3].truncate(20)),
        lines("an index out of the tree", inclusion, |l| l[2] = "index 4000".to_owned()),
        lines("another index", inclusion, |l| l[2] = "index 17".to_owned()),
        lines("a hash left out", inclusion, |l| drop(l.remove(3))),
        lines("a changed hash", inclusion, |l| flip(&mut l[3])),
        lines("too many hashes", "more than", |l| {
            let hash = l[3].clone();
            l.splice(3..3, std::iter::repeat_n(hash, 70));
        }),
        lines("no empty line", "no empty line", |l| l.retain(|line| !line.is_empty())),
        bytes("far too long", "above the limit", |bytes| bytes.resize(2_000_000, b'x')),
    ]
}

/// Damage to the checkpoint of a tlog-proof.
fn checkpoint_damage() -> Vec<Damage> {
    let checkpoint = "failed to verify the checkpoint";
    vec![
        lines("no signatures", "failed to read the checkpoint", |l| {
            l.retain(|line| !line.starts_with('—'));
        }),
        lines("another root", checkpoint, |l| {
            let at = origin(l) + 2;
            flip(&mut l[at]);
        }),
        lines("another log", "log.example/other", |l| {
            let at = origin(l);
            l[at] = "log.example/other".to_owned();
        }),
        lines("a size with a zero before it", checkpoint, |l| {
            let at = origin(l) + 1;
            l[at].insert(0, '0');
        }),
        lines("no Ed25519 signature", "0x01", |l| drop(l.remove(signature(l, 0)))),
        lines("no ML-DSA signature", "0x06", |l| drop(l.remove(signature(l, 1)))),
        lines("a changed ML-DSA signature", "0x06", |l| {
            let at = signature(l, 1);
            flip(&mut l[at]);
        }),
    ]
}

/// Damage to a transparent statement as a whole.
fn envelope_damage() -> Vec<Damage> {
    let envelope = "failed to read the envelope";
    vec![
        bytes("nothing", "is empty", Vec::clear),
        bytes("no CBOR", envelope, |bytes| bytes[0] = 0xff),
        bytes("cut short", envelope, |bytes| bytes.truncate(bytes.len() / 2)),
        bytes("something after it", envelope, |bytes| bytes.push(0)),
    ]
}

const RECEIPT_TYPE: &[u8] = b"application/vnd.bayan.receipt+cose";
const ORIGIN: &[u8] = b"log.example/bayan-test";

fn position(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).position(|window| window == part).unwrap()
}

fn last_position(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).rposition(|window| window == part).unwrap()
}

/// Damage to what a transparent statement holds: the statement, and each part of the receipt.
fn receipt_damage(copy: &Copy) -> Vec<Damage> {
    let checked = run(copy.here(), &["check-proof", "p.scitt", "--pin", "pin", "--json"]).json();
    let digest = checked["body_sha256"].as_str().unwrap().as_bytes();
    let digest = data_encoding::HEXLOWER.decode(digest).unwrap();
    let subject = checked["subject"].as_str().unwrap().as_bytes().to_vec();
    let (size, index) =
        (u8::try_from(library().size).unwrap(), u8::try_from(library().reading).unwrap());
    assert!(size >= 24 && index < 24, "deterministic CBOR writes them as one and two bytes");
    let proof = [0x83, 0x18, size, index];
    let payload = digest.clone();
    vec![
        bytes("another statement", "holds another statement", move |bytes| {
            let at = last_position(bytes, &payload);
            bytes[at] ^= 1;
        }),
        bytes("a changed receipt signature", "the receipt's signature", move |bytes| {
            // The receipt ends where the two-byte head of the payload begins, and its signature with it.
            let at = last_position(bytes, &digest) - 2 - 60;
            bytes[at] ^= 1;
        }),
        bytes("another tree size in the proof", "the proof is for tree size", move |bytes| {
            let at = position(bytes, &proof) + 2;
            bytes[at] += 1;
        }),
        bytes("another index in the proof", "the entry says index", move |bytes| {
            let at = position(bytes, &proof) + 3;
            bytes[at] += 1;
        }),
        bytes("another type", "the type is not the one of a receipt", |bytes| {
            let at = position(bytes, RECEIPT_TYPE);
            bytes[at] = b'b';
        }),
        bytes("about something else", "the receipt is about", move |bytes| {
            let end = position(bytes, RECEIPT_TYPE);
            let at = last_position(&bytes[..end], &subject) + subject.len() - 1;
            bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
        }),
        bytes("of another log", "receipt of", |bytes| {
            let end = position(bytes, RECEIPT_TYPE);
            let at = last_position(&bytes[..end], ORIGIN);
            bytes[at] = b'k';
        }),
        bytes("a changed checkpoint", "failed to verify the attached checkpoint", |bytes| {
            // The origin and the size have a line each before the root.
            let start = position(bytes, &[ORIGIN, b"\n"].concat());
            let at = start + ORIGIN.len() + b"\n28\n".len() + 5;
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        }),
    ]
}
