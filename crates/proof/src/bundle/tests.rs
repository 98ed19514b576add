use std::convert::Infallible;

use super::*;
use crate::checkpoint::{Checkpoint, LogSigner, Origin};
use crate::entry::Part;
use crate::hash::chain_genesis;
use crate::key::{MlDsaSigningKey, SigningKey};
use crate::num::{Size, UnixMillis};
use crate::statement::tests::{BODY, INCIDENT, hex, key};
use crate::statement::{Draft, SignedStatement, UnixSeconds};
use crate::tree::{Frontier, NodeSource, inclusion_proof_of_many};

const ORIGIN: &str = "example.org/log";
const TIME: UnixMillis = UnixMillis(1_790_000_000_500);
const A: &str = "incident:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const B: &str = "incident:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/// SHA-256 of the golden bundle.
const GOLDEN: &str = "311030749cd2a02d571b1163b2761c47a7fb48fa68f1406a0c17fcbe0c1619ee";

fn log() -> LogSigner {
    let ml_dsa = MlDsaSigningKey::from_seed([2; 32]);
    LogSigner::new(Origin::parse(ORIGIN).unwrap(), SigningKey::from_seed([1; 32]), ml_dsa)
}

/// Complete subtrees of some leaves.
struct Leaves(Vec<TreeHash>);

impl NodeSource for Leaves {
    type Error = Infallible;

    fn node(&self, level: u8, index: u64) -> Result<TreeHash, Infallible> {
        let at = |index: u64| usize::try_from(index << level).unwrap();
        let mut frontier = Frontier::default();
        for leaf in &self.0[at(index)..at(index + 1)] {
            frontier.push(*leaf);
        }
        Ok(frontier.root())
    }
}

/// Some leaves: their proof for these of them, and the note that signs the tree.
fn proven(leaves: Vec<TreeHash>, indexes: &[u64]) -> (Vec<TreeHash>, Vec<u8>) {
    let mut frontier = Frontier::default();
    for leaf in &leaves {
        frontier.push(*leaf);
    }
    let (size, root) = (frontier.size(), frontier.root());
    let indexes: Vec<Index> = indexes.iter().copied().map(Index).collect();
    let hashes = inclusion_proof_of_many(&Leaves(leaves), &indexes, size).unwrap();
    let checkpoint = Checkpoint { origin: Origin::parse(ORIGIN).unwrap(), size, root };
    (hashes, log().sign(&checkpoint, TIME).unwrap())
}

fn statement(subject: &str, body: &[u8]) -> SignedStatement {
    let draft = Draft {
        iss: "party:cccccccccccccccccccccccccccccccc",
        sub: subject,
        aud: None,
        iat: UnixSeconds(1_790_000_000),
        kind: 6,
        incidents: &[],
        body,
    };
    draft.sign(&key()).unwrap()
}

fn body(index: usize) -> Vec<u8> {
    format!("body {index}").into_bytes()
}

/// A log of statements about these subjects; the entries are in the partitions that follow.
fn entries(subjects: &[&str]) -> Vec<Vec<u8>> {
    let mut entries: Vec<Entry> = Vec::new();
    for (at, subject) in subjects.iter().enumerate() {
        let statement = statement(subject, &body(at));
        let part = |name: String| {
            let before =
                entries.iter().filter(|entry| entry.parts().iter().any(|part| part.name == name));
            let indexes: Vec<Index> = before.map(Entry::index).collect();
            let ordinal = Ordinal(length(indexes.len()));
            Part { name, ordinal, previous: indexes.last().copied() }
        };
        let parts = Entry::partitions_of(statement.header()).into_iter().map(part).collect();
        let prev = chain_genesis(ORIGIN);
        let entry = Entry::new(Index(length(at)), TIME, prev, parts, statement).unwrap();
        entries.push(entry);
    }
    entries.iter().map(Entry::encode).collect()
}

/// A bundle of some entries of a log.
fn bundle_of(log: &[Vec<u8>], indexes: &[u64], about: Option<&str>) -> Bundle {
    let leaves = log.iter().map(|bytes| leaf_hash(bytes)).collect();
    let (hashes, checkpoint) = proven(leaves, indexes);
    let some = indexes.iter().map(|index| {
        let at = usize::try_from(*index).unwrap();
        (log[at].clone(), Some(body(at)))
    });
    Bundle::new(about.map(str::to_owned), checkpoint, hashes, some.collect(), Vec::new()).unwrap()
}

/// What is known after reading and verifying, as a stranger does.
fn told(bytes: &[u8]) -> Result<Completeness, BundleError> {
    let bundle = Bundle::parse(bytes)?;
    let checkpoint = bundle.verify(log().verifier())?;
    bundle.completeness(bundle.about().unwrap_or(A), &checkpoint)
}

fn error(bundle: &Bundle) -> BundleError {
    told(&bundle.encode()).unwrap_err()
}

/// The golden entry, 7 of nine leaves whose others are `leaf 0` to `leaf 8`, with its body and two artifacts.
fn golden() -> Bundle {
    let entry = hex(&crate::entry::tests::golden());
    let leaf = |index: u64| match index {
        7 => leaf_hash(&entry),
        _ => leaf_hash(format!("leaf {index}").as_bytes()),
    };
    let (hashes, checkpoint) = proven((0..9).map(leaf).collect(), &[7]);
    let artifacts = [b"one".as_slice(), b"two"].map(Arc::from).to_vec();
    let entries = vec![(entry, Some(BODY.to_vec()))];
    Bundle::new(Some(INCIDENT.to_owned()), checkpoint, hashes, entries, artifacts).unwrap()
}

/// The bytes by hand, from the layout above; where the two artifacts stand is known from their digests, 7692… of `one` and
/// 3fc4… of `two`.
#[test]
fn the_golden_bundle_is_read_and_made() {
    let golden = golden();
    let entry = hex(&crate::entry::tests::golden());
    let u16be = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap().to_be_bytes();
    let hashes: Vec<u8> = golden.hashes.iter().flat_map(|hash| hash.0).collect();
    assert_eq!((hashes.len(), BODY.len() > 255, BODY.len() > 23), (128, false, true));
    let expected = [
        b"bayan bundle v1\n\x85\x78\x29",
        INCIDENT.as_bytes(),
        b"\x59",
        &u16be(golden.checkpoint()),
        golden.checkpoint(),
        b"\x58\x80",
        &hashes,
        b"\x81\x82\x59",
        &u16be(&entry),
        &entry,
        &[0x58, u8::try_from(BODY.len()).unwrap()],
        BODY,
        b"\x82\x43two\x43one",
    ]
    .concat();
    assert_eq!(golden.encode(), expected);
    assert_eq!(Bundle::parse(&expected), Ok(golden.clone()));
    assert_eq!(Sha256::of(&expected).to_string(), GOLDEN);
    let one = Completeness::UpTo { newest: Index(7), count: 1 };
    assert_eq!(told(&expected), Ok(one));
    let [carried] = golden.entries() else { panic!("one entry was put in") };
    assert_eq!((carried.bytes.as_slice(), carried.body.as_deref()), (&entry[..], Some(BODY)));
}

/// What artifacts are is not said by any entry's header: whoever knows the bodies compares them. All else is bound here.
#[test]
fn every_byte_that_is_changed_is_noticed() {
    let bundle = bundle_of(&entries(&[A, B, A]), &[0, 2], Some(A));
    let bytes = bundle.encode();
    assert_eq!(told(&bytes), Ok(Completeness::UpTo { newest: Index(2), count: 2 }));
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        let found = told(&changed);
        assert!(matches!(found, Err(_) | Ok(Completeness::Absent)), "byte {at}: {found:?}");
    }
}

#[test]
fn what_is_cut_or_longer_is_refused() {
    let bytes = golden().encode();
    for end in 0..bytes.len() {
        let found = Bundle::parse(&bytes[..end]);
        let expected = if end < MAGIC.len() { "it does not begin" } else { "" };
        let error = found.expect_err("a cut bundle was read").to_string();
        assert!(error.starts_with(expected), "{end}: {error}");
    }
    for more in [b"\0".as_slice(), b"\xf6", MAGIC] {
        let longer = [&bytes, more].concat();
        let trailing = BundleError::Cbor(CborError::Trailing { at: bytes.len() - MAGIC.len() });
        assert_eq!(Bundle::parse(&longer), Err(trailing));
    }
}

#[test]
fn other_spellings_and_orders_are_refused() {
    let good = bundle_of(&entries(&[A, A, A]), &[0, 1, 2], None);
    let remade = |change: &dyn Fn(&mut Bundle)| {
        let mut other = good.clone();
        change(&mut other);
        Bundle::parse(&other.encode()).unwrap_err()
    };
    let order = |index| BundleError::EntryOrder { index: Index(index) };
    assert_eq!(remade(&|it| it.entries.swap(0, 1)), order(0));
    assert_eq!(remade(&|it| it.entries[1] = it.entries[2].clone()), order(2));
    assert_eq!(remade(&|it| it.entries.clear()), BundleError::Empty);
    let named = |text: &str| (Sha256::of(text.as_bytes()), Arc::from(text.as_bytes()));
    for second in ["one", "two"] {
        let digest = Sha256::of(second.as_bytes());
        let change = |it: &mut Bundle| it.artifacts = vec![named("one"), named(second)];
        assert_eq!(remade(&change), BundleError::ArtifactOrder { digest });
    }
    let twice =
        Bundle::new(None, Vec::new(), Vec::new(), Vec::new(), vec![Arc::from([1]), Arc::from([1])]);
    assert_eq!(twice, Err(BundleError::ArtifactOrder { digest: Sha256::of(&[1]) }));
    assert!(matches!(
        remade(&|it| it.entries[1].bytes.truncate(9)),
        BundleError::Entry { place: 1, .. }
    ));
    let swapped = remade(&|it| it.entries[1].body = it.entries[2].body.clone());
    assert!(matches!(swapped, BundleError::Body { index: Index(1), .. }), "{swapped:?}");
    // A hash of 31 bytes, a list of other length, a head that is not the shortest.
    let bytes = golden().encode();
    let replaced = |from: &[u8], to: &[u8]| {
        let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
        let changed = [&bytes[..at], to, &bytes[at + from.len()..]].concat();
        Bundle::parse(&changed).unwrap_err()
    };
    let hash = golden().hashes[0].0;
    let short = [b"\x58\x7f".as_slice(), &hash[1..]].concat();
    let long = [b"\x58\x80".as_slice(), &hash].concat();
    assert_eq!(replaced(&long, &short), BundleError::Hashes { length: 127 });
    for (from, to) in [
        (b"v1\n\x85", b"v1\n\x84".as_slice()),
        (b"v1\n\x85", b"v1\n\x98\x05"),
        (b"v1\n\x85", b"v1\n\x9f"),
        (b"\x43two", b"\x58\x03two"),
        (b"\x43two", b"\x63two"),
    ] {
        assert!(matches!(replaced(from, to), BundleError::Cbor(_)), "{from:?} to {to:?}");
    }
    assert_eq!(replaced(b"v1\n", b"v2\n"), BundleError::Magic);
}

#[test]
fn limits_hold_at_their_values() {
    let entry = |body: &[u8]| {
        let statement = statement(A, body);
        let parts = Entry::partitions_of(statement.header()).into_iter();
        let parts = parts.map(|name| Part { name, ordinal: Ordinal(0), previous: None }).collect();
        Entry::new(Index(0), TIME, chain_genesis(ORIGIN), parts, statement).unwrap().encode()
    };
    let small = entry(b"");
    let made = |about: usize, note: usize, body: &[u8]| {
        let entries = vec![(entry(body), Some(body.to_vec()))];
        let about = Some("a".repeat(about));
        let bundle = Bundle::new(about, vec![b'a'; note], Vec::new(), entries, Vec::new())?;
        assert_eq!(Bundle::parse(&bundle.encode()), Ok(bundle.clone()));
        Ok(bundle)
    };
    let too_long = |what, length, limit| Err(BundleError::PartTooLong { what, length, limit });
    assert!(made(SUB_MAX, NOTE_MAX, &vec![b'a'; BODY_MAX]).is_ok());
    let (what, limit) = ("the name of a partition", SUB_MAX);
    assert_eq!(made(limit + 1, 0, b""), too_long(what, limit + 1, limit));
    assert_eq!(made(0, NOTE_MAX + 1, b""), too_long("a checkpoint", NOTE_MAX + 1, NOTE_MAX));
    let (what, limit) = ("a body", BODY_MAX);
    assert_eq!(made(0, 0, &vec![b'a'; limit + 1]), too_long(what, limit + 1, limit));

    // The pages behind the first line are never touched.
    let mut bytes = vec![0; BUNDLE_MAX + 1];
    bytes[..MAGIC.len()].copy_from_slice(MAGIC);
    assert_eq!(Bundle::parse(&bytes), Err(BundleError::TooLong { length: BUNDLE_MAX + 1 }));
    assert!(matches!(Bundle::parse(&bytes[..BUNDLE_MAX]), Err(BundleError::Cbor(_))));
    assert_eq!(check_length(BUNDLE_MAX), Ok(()));
    assert_eq!(check_length(BUNDLE_MAX + 1), Err(BundleError::TooLong { length: BUNDLE_MAX + 1 }));

    // What is made is measured without being written.
    for artifact in [0, 1, 23, 24, 0xff, 0x100, 0xffff, 0x1_0000] {
        for body in [None, Some(Vec::new())] {
            let artifacts = vec![Arc::from(vec![7; artifact])];
            let hashes = vec![TreeHash([1; 32]); artifact % 9];
            let bundle =
                Bundle::new(None, Vec::new(), hashes, vec![(small.clone(), body)], artifacts);
            let bundle = bundle.unwrap();
            assert_eq!(bundle.encoded_length(), bundle.encode().len(), "{artifact}");
        }
    }
    for (argument, expected) in [(0xffff_ffff, 5), (0x1_0000_0000, 9)] {
        assert_eq!(head_length(argument), expected);
    }
}

#[test]
fn entries_that_are_left_out_are_noticed_but_for_the_last() {
    let log = entries(&[A, B, A, B, A, A]);
    let told =
        |indexes: &[u64], about: Option<&str>| told(&bundle_of(&log, indexes, about).encode());
    let left_out = |index, ordinal, here| {
        let (partition, index, ordinal) = (A.to_owned(), Index(index), Ordinal(ordinal));
        Err(BundleError::LeftOut { partition, index, ordinal, here })
    };
    let up_to = |newest, count| Ok(Completeness::UpTo { newest: Index(newest), count });
    assert_eq!(told(&[0, 2, 4, 5], Some(A)), up_to(5, 4));
    assert_eq!(told(&[2, 4, 5], Some(A)), left_out(2, 1, 0));
    assert_eq!(told(&[0, 4, 5], Some(A)), left_out(4, 2, 1));
    assert_eq!(told(&[0, 2, 5], Some(A)), left_out(5, 3, 2));
    assert_eq!(told(&[0, 2, 4], Some(A)), up_to(4, 3));
    assert_eq!(told(&[0], Some(A)), up_to(0, 1));
    // Of another partition than it was made for, it says what it says of that one.
    assert_eq!(told(&[0, 1, 2, 4, 5], Some(B)), up_to(1, 1));
    assert_eq!(told(&[0, 2, 4, 5], Some(B)), Ok(Completeness::Absent));
    let all = [0, 1, 2, 3, 4, 5];
    for (about, count) in [(Some(A), 4), (Some(B), 2), (None, 4)] {
        assert_eq!(told(&all, about), Ok(Completeness::WholeLog { count }));
    }
    assert_eq!(told(&all, Some("incident:cc")), Ok(Completeness::Absent));
    for gone in all {
        let rest: Vec<u64> = all.into_iter().filter(|index| *index != gone).collect();
        assert_eq!(told(&rest, None), Err(BundleError::NotWhole { size: 6, here: 5 }), "{gone}");
    }
}

#[test]
fn links_that_contradict_each_other_are_noticed() {
    let log = entries(&[A, B, A, B, A]);
    // What a sequencer could do: number an entry twice, or link past one.
    let changed = |at: usize, ordinal: u64, previous: Option<u64>| {
        let entry = Entry::parse(&log[at]).unwrap();
        let mut parts = entry.parts().to_vec();
        let part = parts.iter_mut().find(|part| part.name == A).unwrap();
        (part.ordinal, part.previous) = (Ordinal(ordinal), previous.map(Index));
        let index = Index(length(at));
        let entry = Entry::new(index, TIME, entry.prev(), parts, entry.into_statement()).unwrap();
        let mut log = log.clone();
        log[at] = entry.encode();
        told(&bundle_of(&log, &[0, 2, 4], Some(A)).encode())
    };
    let link = |index| Err(BundleError::Link { partition: A.to_owned(), index: Index(index) });
    assert_eq!(changed(4, 2, Some(2)), Ok(Completeness::UpTo { newest: Index(4), count: 3 }));
    assert_eq!(changed(4, 2, Some(3)), link(4));
    assert_eq!(changed(4, 2, Some(1)), link(4));
    assert_eq!(changed(4, 1, Some(2)), link(4));
    assert_eq!(changed(2, 0, None), link(2));
}

#[test]
fn another_tree_log_or_proof_is_refused() {
    let log = entries(&[A, B, A, B, A]);
    let good = bundle_of(&log, &[0, 2], Some(A));
    assert!(good.hashes.len() >= 3);
    let remade = |change: &dyn Fn(&mut Bundle)| {
        let mut other = good.clone();
        change(&mut other);
        error(&other)
    };
    let is_other_root =
        |error: &BundleError| matches!(error, BundleError::Tree(TreeError::RootMismatch { .. }));
    assert!(is_other_root(&remade(&|it| it.hashes.swap(0, 1))));
    assert!(is_other_root(&remade(&|it| it.hashes[2] = TreeHash([0; 32]))));
    let found = good.hashes.len();
    let fewer = BundleError::Tree(TreeError::ProofTooShort { found: found - 1 });
    assert_eq!(remade(&|it| it.hashes.truncate(found - 1)), fewer);
    let more = BundleError::Tree(TreeError::ProofTooLong { found: found + 1 });
    assert_eq!(remade(&|it| it.hashes.push(TreeHash([0; 32]))), more);
    let later = bundle_of(&entries(&[A, B, A, B, A, B]), &[0], Some(A)).checkpoint;
    assert!(matches!(remade(&|it| it.checkpoint.clone_from(&later)), BundleError::Tree(_)));
    let smaller = bundle_of(&log[..2], &[0], Some(A)).checkpoint;
    let outside = TreeError::IndexOutside { index: Index(2), size: Size(2) };
    assert_eq!(remade(&|it| it.checkpoint.clone_from(&smaller)), BundleError::Tree(outside));
    let ml_dsa = MlDsaSigningKey::from_seed([2; 32]);
    let other =
        LogSigner::new(Origin::parse(ORIGIN).unwrap(), SigningKey::from_seed([9; 32]), ml_dsa);
    assert!(matches!(good.verify(other.verifier()), Err(BundleError::Checkpoint(_))));
}
