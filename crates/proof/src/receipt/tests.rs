mod shape;

use super::*;
use crate::checkpoint::{Checkpoint, LogSigner};
use crate::entry::Part;
use crate::hash::{Sha256, chain_genesis};
use crate::key::MlDsaSigningKey;
use crate::note::{Note, NoteKey, NoteSignature, Vkey};
use crate::num::{Ordinal, UnixMillis};
use crate::statement::tests::{INCIDENT, golden as statement, hex, key as author};
use crate::statement::{Draft, SignedStatement, UnixSeconds};
use crate::tree::node_hash;

/// What stands before and after the golden entry in the golden receipt, in a tree of nine leaves whose others
/// are `leaf 0` to `leaf 8`; made by an independent program (Python for CBOR and hashes, OpenSSL for the
/// signature). No checkpoint is attached.
const BEFORE: &str = "d2845903c0a70132045820ee5ce0c67cc72d49015fb20337327af13572fc6ed9517fcc02edfb019342f36c0fa2016f65\
    78616d706c652e6f72672f6c6f67027829696e636964656e743a31313131313131313131313131313131313131313131\
    313131313131313131311078226170706c69636174696f6e2f766e642e626179616e2e726563656970742b636f736519\
    018b013a00010003093a00010004590324";
const AFTER: &str = "a119018ca12081588c830907845820fb7f869ce8b7b51fdf719fc8c21a4736c98cc160a825606a81f78a7f4d2261d958\
    2075ab928268c86f44da5d4241188ed71e4aab2d4d77d6d50117dad94a842ede0358204f631084a157c54f54fcfb23ff\
    5eb8650c4ba160c295bb13a9832b109d52677e5820f3501d5f2415152521764bc72daf9dc1f9a665c0dfcc79c56324c1\
    23cfac5fdef65840c316393b395dc8d9ea1dbc033fb008ffc469e4ffebb1c57fecafac3caf51bf19528ea234cca48836\
    41c05d523070107649ddacbd6b07ad32e878fd2ae9f6ae07";
/// SHA-256 of the golden statement with that receipt.
const TRANSPARENT: &str = "7d8f58b9705d3803c3798a77f902d0e1393a0ffb2151e35420de58fab5c2013a";

const TIME: UnixMillis = UnixMillis(1_790_000_000_500);

fn origin() -> Origin {
    Origin::parse("example.org/log").unwrap()
}

fn issuer() -> ReceiptSigner {
    ReceiptSigner::new(origin(), SigningKey::from_seed([0x42; 32]))
}

fn log_of(origin: Origin) -> LogSigner {
    let ml_dsa = MlDsaSigningKey::from_seed([2; 32]);
    LogSigner::new(origin, SigningKey::from_seed([1; 32]), ml_dsa)
}

fn log() -> LogSigner {
    log_of(origin())
}

fn entry_of(statement: SignedStatement, index: u64) -> Entry {
    let parts = Entry::partitions_of(statement.header())
        .into_iter()
        .map(|name| Part { name, ordinal: Ordinal(0), previous: None })
        .collect();
    Entry::new(Index(index), TIME, chain_genesis("example.org/log"), parts, statement).unwrap()
}

/// The golden entry at its index, 7.
fn entry() -> Entry {
    Entry::parse(&hex(&crate::entry::tests::golden())).unwrap()
}

/// The leaves of a tree with `entry` in it, the others being `leaf 0` and so on.
fn leaves(entry: &Entry, size: u64) -> Vec<TreeHash> {
    (0..size)
        .map(|index| {
            if index == entry.index().0 {
                leaf_hash(&entry.encode())
            } else {
                leaf_hash(format!("leaf {index}").as_bytes())
            }
        })
        .collect()
}

/// RFC 9162 §2.1.1 and §2.1.3.1, as they are written there: the root, and the path from `index` to it.
fn root_and_path(leaves: &[TreeHash], index: Option<usize>) -> (TreeHash, Vec<TreeHash>) {
    if let [leaf] = leaves {
        return (*leaf, Vec::new());
    }
    let middle = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(middle);
    let (left_root, left_path) = root_and_path(left, index.filter(|index| *index < middle));
    let right_index = index.and_then(|index| index.checked_sub(middle));
    let (right_root, right_path) = root_and_path(right, right_index);
    let path = match index {
        None => Vec::new(),
        Some(index) if index < middle => [left_path, vec![right_root]].concat(),
        Some(_) => [right_path, vec![left_root]].concat(),
    };
    (node_hash(&left_root, &right_root), path)
}

fn tree(entry: &Entry, size: u64) -> (Checkpoint, Vec<TreeHash>) {
    let index = usize::try_from(entry.index().0).unwrap();
    let (root, path) = root_and_path(&leaves(entry, size), Some(index));
    (Checkpoint { origin: origin(), size: Size(size), root }, path)
}

fn signed(log: &LogSigner, checkpoint: &Checkpoint) -> SignedCheckpoint {
    log.verifier().verify(&log.sign(checkpoint, TIME).unwrap()).unwrap()
}

fn issued(entry: &Entry, size: u64) -> Receipt {
    let (checkpoint, path) = tree(entry, size);
    issuer().issue(entry, path, &signed(&log(), &checkpoint)).unwrap()
}

/// The golden statement with its receipt at size 9, checkpoint attached.
fn transparent() -> TransparentStatement {
    TransparentStatement::new(statement(), issued(&entry(), 9))
}

fn verify(transparent: &TransparentStatement) -> Result<Verdict, ReceiptError> {
    transparent.verify(&issuer().receipt_key(), log().verifier(), Witnesses::NONE)
}

#[test]
fn the_golden_receipt_is_read_and_made() {
    let bytes = hex(&[BEFORE, &crate::entry::tests::golden(), AFTER].concat());
    let receipt = Receipt::parse(&bytes).unwrap();
    assert_eq!(receipt.encode(), bytes);
    assert_eq!(receipt, issued(&entry(), 9).detach());
    assert_eq!((receipt.issuer(), receipt.size(), receipt.index()), (&origin(), Size(9), Index(7)));
    assert_eq!((receipt.entry(), receipt.checkpoint()), (&entry().encode()[..], None));
    let transparent = TransparentStatement::new(statement(), receipt);
    assert_eq!(Sha256::of(&transparent.encode()).to_string(), TRANSPARENT);
    let verdict = verify(&transparent).unwrap();
    assert_eq!(verdict.into_parts(), (entry(), Strength::Receipt));
}

#[test]
fn a_transparent_statement_travels_and_verifies() {
    let transparent = transparent();
    let bytes = transparent.encode();
    let read = TransparentStatement::parse(&bytes).unwrap();
    assert_eq!(read, transparent);
    assert_eq!(read.encode(), bytes);
    assert_eq!((read.statement(), read.receipt().size()), (&statement(), Size(9)));
    let verdict = verify(&read).unwrap();
    assert_eq!(verdict.entry(), &entry());
    let checkpoint = signed(&log(), &tree(&entry(), 9).0);
    assert_eq!(verdict.strength(), &Strength::Checkpoint { checkpoint: checkpoint.clone() });

    let bare = TransparentStatement::new(statement(), read.receipt().clone().detach());
    assert_eq!(verify(&bare).unwrap().strength(), &Strength::Receipt);
    let again = bare.receipt().clone().attach(&checkpoint).unwrap();
    assert_eq!(&again, read.receipt());
}

#[test]
fn every_leaf_of_every_small_tree_from_size_two_on_gets_a_receipt() {
    let mut draft = Draft {
        iss: "party:1",
        sub: "example.org/log",
        aud: None,
        iat: UnixSeconds(0),
        kind: 0,
        incidents: &[],
        body: b"first",
    };
    for index in 0..12 {
        draft.iat = UnixSeconds(index);
        let entry = entry_of(draft.sign(&author()).unwrap(), index);
        for size in index + 1..=12 {
            let (checkpoint, path) = tree(&entry, size);
            let receipt = issuer().issue(&entry, path, &signed(&log(), &checkpoint));
            if size == 1 {
                assert_eq!(receipt, Err(ReceiptError::TooSmall(Size(1))));
                continue;
            }
            let transparent =
                TransparentStatement::new(entry.statement().clone(), receipt.unwrap());
            let read = TransparentStatement::parse(&transparent.encode()).unwrap();
            assert_eq!(verify(&read).unwrap().entry(), &entry, "{index} of {size}");
        }
    }
}

#[test]
fn nothing_is_issued_that_would_not_verify() {
    let (checkpoint, path) = tree(&entry(), 9);
    let good = signed(&log(), &checkpoint);
    let issue = |path: &[TreeHash], checkpoint: &SignedCheckpoint| {
        issuer().issue(&entry(), path.to_vec(), checkpoint).map(drop)
    };
    assert_eq!(issue(&path, &good), Ok(()));
    let mut wrong = path.clone();
    wrong[0].0[0] ^= 1;
    assert!(matches!(issue(&wrong, &good), Err(ReceiptError::CheckpointRoot { .. })));
    let short = issue(&path[1..], &good);
    assert_eq!(short, Err(ReceiptError::Path(TreeError::ProofTooShort { found: 3 })));
    let long = issue(&[&path[..], &path].concat(), &good);
    assert_eq!(long, Err(ReceiptError::Path(TreeError::ProofTooLong { found: 8 })));
    assert_eq!(issue(&[], &good), Err(ReceiptError::TooSmall(Size(9))));
    let early = Checkpoint { size: Size(7), ..checkpoint.clone() };
    let (index, size) = (Index(7), Size(7));
    let outside = ReceiptError::Path(TreeError::IndexOutside { index, size });
    assert_eq!(issue(&path, &signed(&log(), &early)), Err(outside));
    let other = Origin::parse("example.org/other").unwrap();
    let checkpoint = Checkpoint { origin: other.clone(), ..checkpoint };
    let foreign = signed(&log_of(other.clone()), &checkpoint);
    let refused = ReceiptError::OtherLog { expected: origin(), found: other };
    assert_eq!(issue(&path, &foreign), Err(refused.clone()));
    assert_eq!(issued(&entry(), 9).attach(&foreign).unwrap_err(), refused);
}

#[test]
fn a_receipt_of_anything_else_is_refused() {
    let check = |change: &dyn Fn(&mut Receipt), expected: ReceiptError| {
        let mut receipt = issued(&entry(), 9);
        change(&mut receipt);
        // Signed again by the true key, so that only the check in question can notice.
        if let Ok(root) = receipt.root() {
            receipt.signature = issuer().key.sign(&receipt.sig_structure(&root));
        }
        assert_eq!(verify(&TransparentStatement::new(statement(), receipt)), Err(expected));
    };
    let other_origin = || Origin::parse("example.org/other").unwrap();
    let found = other_origin();
    check(
        &|receipt| receipt.protected.issuer = other_origin(),
        ReceiptError::OtherLog { expected: origin(), found },
    );
    let given = issuer().receipt_key().0.thumbprint();
    let named = author().public().thumbprint();
    check(&|receipt| receipt.protected.kid = named, ReceiptError::OtherKey { named, given });
    let (expected, found) = (INCIDENT.to_owned(), "other".to_owned());
    check(
        &|receipt| receipt.protected.subject = "other".to_owned(),
        ReceiptError::OtherSubject { expected, found },
    );
    check(
        &|receipt| receipt.protected.entry.truncate(receipt.protected.entry.len() - 1),
        ReceiptError::Entry(EntryError::Suffix),
    );
    check(&|receipt| receipt.protected.entry[1] = 2, ReceiptError::Entry(EntryError::Version(2)));
    let (entry_index, proof) = (Index(7), Index(6));
    check(
        &|receipt| receipt.index = Index(6),
        ReceiptError::OtherIndex { entry: entry_index, proof },
    );
    let (expected, found) = (Size(10), Size(9));
    // The trap of RFC 9942: the same path for another size leads to the same root.
    let trap = |receipt: &mut Receipt| receipt.protected.size = Size(10);
    check(&trap, ReceiptError::CheckpointSize { expected, found });
    let mut changed = issued(&entry(), 9);
    changed.path[0].0[0] ^= 1;
    let (expected, found) = (changed.root().unwrap(), tree(&entry(), 9).0.root);
    check(&|receipt| receipt.path[0].0[0] ^= 1, ReceiptError::CheckpointRoot { expected, found });
}

#[test]
fn an_entry_with_another_statement_is_refused() {
    let draft = Draft {
        iss: "party:1",
        sub: INCIDENT,
        aud: None,
        iat: UnixSeconds(1),
        kind: 6,
        incidents: &[],
        body: b"other",
    };
    let other = entry_of(draft.sign(&author()).unwrap(), 7);
    let swapped = TransparentStatement::new(statement(), issued(&other, 9));
    assert_eq!(verify(&swapped), Err(ReceiptError::OtherStatement));
    // The same statement under another signature is another one here, though its id is the same.
    let mut bytes = statement().bytes().to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    let resigned = SignedStatement::parse(&bytes).unwrap();
    assert_eq!(resigned.id(), statement().id());
    let swapped = TransparentStatement::new(resigned, issued(&entry(), 9));
    assert_eq!(verify(&swapped), Err(ReceiptError::OtherStatement));
}

#[test]
fn the_pinned_keys_decide() {
    let transparent = transparent();
    let other = ReceiptSigner::new(origin(), SigningKey::from_seed([0x43; 32])).receipt_key();
    let refused = transparent.verify(&other, log().verifier(), Witnesses::NONE);
    assert!(matches!(refused, Err(ReceiptError::OtherKey { .. })));

    // A receipt that names the right key and is signed by another.
    let mut receipt = transparent.receipt().clone();
    let message = receipt.sig_structure(&receipt.root().unwrap());
    receipt.signature = SigningKey::from_seed([0x43; 32]).sign(&message);
    let forged = TransparentStatement::new(statement(), receipt);
    assert_eq!(verify(&forged), Err(ReceiptError::Signature(SignatureError::Mismatch)));

    let other = LogSigner::new(
        origin(),
        SigningKey::from_seed([5; 32]),
        MlDsaSigningKey::from_seed([6; 32]),
    );
    let refused = transparent.verify(&issuer().receipt_key(), other.verifier(), Witnesses::NONE);
    assert!(matches!(refused, Err(ReceiptError::Checkpoint(CheckpointError::Missing { .. }))));
    let foreign = log_of(Origin::parse("example.org/other").unwrap());
    let refused = transparent.verify(&issuer().receipt_key(), foreign.verifier(), Witnesses::NONE);
    assert!(matches!(refused, Err(ReceiptError::OtherLog { .. })));
}

#[test]
fn an_attached_checkpoint_that_does_not_hold_is_never_passed_over() {
    let (good, _) = tree(&entry(), 9);
    let with = |note: Vec<u8>| {
        let mut receipt = issued(&entry(), 9);
        receipt.checkpoint = Some(note);
        let transparent = TransparentStatement::new(statement(), receipt);
        let read = TransparentStatement::parse(&transparent.encode()).unwrap();
        assert_eq!(read, transparent);
        verify(&read).map(drop)
    };
    let note = |checkpoint: &Checkpoint| log().sign(checkpoint, TIME).unwrap();
    assert_eq!(with(note(&good)), Ok(()));
    // A later one of the same tree is as good.
    assert_eq!(with(log().sign(&good, UnixMillis(TIME.0 + 5000)).unwrap()), Ok(()));
    let (expected, found) = (Size(9), Size(10));
    let later = Checkpoint { size: found, ..good.clone() };
    assert_eq!(with(note(&later)), Err(ReceiptError::CheckpointSize { expected, found }));
    let (expected, found) = (good.root, TreeHash([7; 32]));
    let fork = Checkpoint { root: found, ..good.clone() };
    assert_eq!(with(note(&fork)), Err(ReceiptError::CheckpointRoot { expected, found }));
    let signed_fork = signed(&log(), &fork);
    let refused = issued(&entry(), 9).attach(&signed_fork);
    assert_eq!(refused, Err(ReceiptError::CheckpointRoot { expected, found }));
    for bad in [Vec::new(), good.encode().into_bytes(), b"no note".to_vec()] {
        assert!(matches!(with(bad), Err(ReceiptError::Checkpoint(_))));
    }
}

/// A witness, and the note with its cosignature added.
fn cosign(name: &str, seed: u8, note: &[u8], message_of: &Checkpoint) -> (Vkey, Vec<u8>) {
    let key = SigningKey::from_seed([seed; 32]);
    let vkey = Vkey::new(name, NoteKey::CosignatureEd25519(key.public())).unwrap();
    let message = format!("cosignature/v1\ntime 1790000001\n{}", message_of.encode());
    let blob = [&1_790_000_001_u64.to_be_bytes(), &key.sign(message.as_bytes()).0[..]].concat();
    let note = Note::parse(note).unwrap();
    let mut lines = note.signatures().to_vec();
    lines.push(NoteSignature::new(name, vkey.key_id(), blob).unwrap());
    (vkey, Note::new(note.text().to_owned(), lines).unwrap().encode())
}

#[test]
fn only_a_quorum_of_known_witnesses_makes_it_witnessed() {
    let (checkpoint, _) = tree(&entry(), 9);
    let note = log().sign(&checkpoint, TIME).unwrap();
    let (first, note) = cosign("witness.example/1", 11, &note, &checkpoint);
    let (second, note) = cosign("witness.example/2", 12, &note, &checkpoint);
    let (third, _) = cosign("witness.example/3", 13, &note, &checkpoint);
    let cosigned = log().verifier().verify(&note).unwrap();
    let receipt = issued(&entry(), 9).attach(&cosigned).unwrap();
    let transparent = TransparentStatement::new(statement(), receipt);
    let strength = |vkeys: &[Vkey], quorum: usize| {
        let is_quorum =
            |cosignatures: &[crate::checkpoint::Cosignature]| cosignatures.len() >= quorum;
        let witnesses = Witnesses { vkeys, is_quorum: &is_quorum };
        let verdict = transparent.verify(&issuer().receipt_key(), log().verifier(), witnesses);
        match verdict.unwrap().into_parts().1 {
            Strength::Receipt => "receipt".to_owned(),
            Strength::Checkpoint { checkpoint } => {
                assert_eq!(checkpoint, cosigned);
                "checkpoint".to_owned()
            }
            Strength::Witnessed { checkpoint, cosignatures } => {
                assert_eq!(checkpoint, cosigned);
                assert!(cosignatures.iter().all(|one| one.unix_seconds == Some(1_790_000_001)));
                format!("witnessed by {}", cosignatures.len())
            }
        }
    };
    let all = [first, second, third];
    assert_eq!(strength(&all, 1), "witnessed by 2");
    assert_eq!(strength(&all, 2), "witnessed by 2");
    assert_eq!(strength(&all, 3), "checkpoint");
    assert_eq!(strength(&all[1..], 1), "witnessed by 1");
    assert_eq!(strength(&all[1..], 2), "checkpoint");
    assert_eq!(strength(&all[2..], 1), "checkpoint");
    // Nobody is never enough, whatever the rule says.
    assert_eq!(strength(&all[2..], 0), "checkpoint");
    assert_eq!(strength(&[], 0), "checkpoint");

    // A known witness whose line is bad refuses the whole, even where no quorum is asked for.
    let fork = Checkpoint { root: TreeHash([7; 32]), ..checkpoint.clone() };
    let note = log().sign(&checkpoint, TIME).unwrap();
    let (liar, note) = cosign("witness.example/4", 14, &note, &fork);
    let receipt = issued(&entry(), 9).attach(&log().verifier().verify(&note).unwrap()).unwrap();
    let transparent = TransparentStatement::new(statement(), receipt);
    assert!(verify(&transparent).is_ok());
    let witnesses = Witnesses { vkeys: &[liar], is_quorum: &|_| false };
    let refused = transparent.verify(&issuer().receipt_key(), log().verifier(), witnesses);
    assert!(matches!(refused, Err(ReceiptError::Checkpoint(CheckpointError::Signature { .. }))));
}

#[test]
fn no_changed_byte_survives() {
    let golden = transparent().encode();
    // Every byte up to the note, then some of its 3,500, then every one of what follows it.
    let note = transparent().receipt().checkpoint().unwrap().to_vec();
    let start = golden.windows(note.len()).position(|window| window == note).unwrap();
    let inside = (start + 100)..(start + note.len() - 10);
    for place in (0..golden.len()).filter(|place| !inside.contains(place) || place % 41 == 0) {
        let mut bytes = golden.clone();
        bytes[place] ^= 1 << (place % 8);
        let Ok(read) = TransparentStatement::parse(&bytes) else { continue };
        assert_eq!(read.encode(), bytes, "byte {place}");
        assert!(verify(&read).is_err(), "byte {place}");
    }
    for len in 0..golden.len() {
        assert!(TransparentStatement::parse(&golden[..len]).is_err(), "{len}");
    }
    let trailing = [&golden[..], &[0]].concat();
    assert!(matches!(TransparentStatement::parse(&trailing), Err(ReceiptError::Envelope(_))));
}
