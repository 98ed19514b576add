use super::*;
use crate::checkpoint::SignatureFault;
use crate::hash::{Sha256, TreeHash};
use crate::key::{MlDsaError, PublicKey};
use crate::note::NoteError;
use crate::note::mutation::mutations;
use crate::num::Size;
use crate::signature::SignatureError;
use crate::tree::empty_root;

const TIME: UnixMillis = UnixMillis(1_700_000_000_999);

fn origin() -> Origin {
    Origin::parse("log.example/a").unwrap()
}

fn signer_of(origin: Origin) -> LogSigner {
    let ml_dsa = MlDsaSigningKey::from_seed([2; 32]);
    LogSigner::new(origin, SigningKey::from_seed([1; 32]), ml_dsa)
}

fn signer() -> LogSigner {
    signer_of(origin())
}

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: origin(), size: Size(7), root: TreeHash([9; 32]) }
}

fn signed() -> Note {
    Note::parse(&signer().sign(&checkpoint(), TIME).unwrap()).unwrap()
}

/// The note with the lines that `change` makes of its lines.
fn with_lines(change: impl FnOnce(&mut Vec<NoteSignature>)) -> Vec<u8> {
    let note = signed();
    let mut lines = note.signatures().to_vec();
    change(&mut lines);
    Note::new(note.text().to_owned(), lines).unwrap().encode()
}

fn line(vkey: &Vkey, blob: &[u8]) -> NoteSignature {
    NoteSignature::new(vkey.name(), vkey.key_id(), blob.to_vec()).unwrap()
}

#[test]
fn a_signed_checkpoint_verifies_and_is_deterministic() {
    let signer = signer();
    let bytes = signer.sign(&checkpoint(), TIME).unwrap();
    assert_eq!(signer.sign(&checkpoint(), TIME).unwrap(), bytes);
    assert_ne!(signer.sign(&checkpoint(), UnixMillis(TIME.0 + 1)).unwrap(), bytes);

    let read = signer.verifier().verify(&bytes).unwrap();
    assert_eq!(read.checkpoint(), &checkpoint());
    assert_eq!(read.bytes(), bytes);
    assert_eq!(read.cosignatures(&[]), Ok(Vec::new()));

    let note = Note::parse(&bytes).unwrap();
    let lengths: Vec<_> = note.signatures().iter().map(|line| line.blob().len()).collect();
    assert_eq!(lengths, [64, 8 + 2420]);
    assert_eq!(note.signatures()[1].blob()[..8], 1_700_000_000u64.to_be_bytes());

    let [ed25519, ml_dsa] = signer.verifier().vkeys().map(ToString::to_string);
    assert_eq!(LogVerifier::from_vkeys(&ed25519, &ml_dsa).as_ref(), Ok(signer.verifier()));
}

/// Catches a change of the bytes, which would make old checkpoints worthless: the digest is of this
/// program's own output, so it proves nothing else.
#[test]
fn the_bytes_of_a_note_stay_the_same() {
    let bytes = signer().sign(&checkpoint(), TIME).unwrap();
    assert_eq!(
        Sha256::of(&bytes).to_string(),
        "ad8b4a5c78a9c2e94726a57437c2a3986dec0f1781479499e1b6b29be50cf306"
    );
}

#[test]
fn the_signer_refuses_what_is_not_its_log() {
    let other = Checkpoint { origin: Origin::parse("other").unwrap(), ..checkpoint() };
    assert!(matches!(signer().sign(&other, TIME), Err(CheckpointError::OtherOrigin { .. })));
    let empty = Checkpoint { size: Size(0), ..checkpoint() };
    assert!(matches!(signer().sign(&empty, TIME), Err(CheckpointError::EmptyRoot { .. })));
    let empty = Checkpoint { root: empty_root(), ..empty };
    let bytes = signer().sign(&empty, UnixMillis(0)).unwrap();
    assert_eq!(signer().verifier().verify(&bytes).unwrap().checkpoint(), &empty);
}

#[test]
fn both_signatures_are_required() {
    let signer = signer();
    let verifier = signer.verifier();
    for (left_out, type_byte) in [(0, 0x01), (1, 0x06)] {
        let bytes = with_lines(|lines| {
            lines.remove(left_out);
        });
        let name = origin().to_string();
        assert_eq!(verifier.verify(&bytes), Err(CheckpointError::Missing { name, type_byte }));
    }
    // Unknown lines are ignored, also ones that share the name or the ID, and the order is free.
    let bytes = with_lines(|lines| {
        let [ed25519, ml_dsa] = verifier.vkeys();
        lines.push(NoteSignature::new(ed25519.name(), [0; 4], vec![1]).unwrap());
        lines.push(NoteSignature::new("other", ed25519.key_id(), vec![1]).unwrap());
        lines.push(NoteSignature::new("other", ml_dsa.key_id(), vec![1]).unwrap());
        lines.reverse();
    });
    let read = verifier.verify(&bytes).unwrap();
    assert_eq!(read.checkpoint(), &checkpoint());
    assert_eq!(read.bytes(), bytes);
}

#[test]
fn a_bad_line_of_a_known_key_refuses_the_note() {
    let signer = signer();
    let [ed25519, ml_dsa] = signer.verifier().vkeys();
    let note = signed();
    let blob = |n: usize| note.signatures()[n].blob().to_vec();
    let cut = |mut blob: Vec<u8>| {
        blob.pop();
        blob
    };
    let flipped = |mut blob: Vec<u8>, at: usize| {
        blob[at] ^= 1;
        blob
    };
    let mut late = blob(1);
    late[..8].copy_from_slice(&(1u64 << 63).to_be_bytes());
    for (place, vkey, bad, fault) in [
        (0, ed25519, cut(blob(0)), SignatureFault::Length { length: 63 }),
        (0, ed25519, flipped(blob(0), 40), SignatureError::Mismatch.into()),
        (1, ml_dsa, vec![0; 7], SignatureFault::Length { length: 7 }),
        (1, ml_dsa, vec![0; 8], MlDsaError::SignatureLength(0).into()),
        (1, ml_dsa, cut(blob(1)), MlDsaError::SignatureLength(2419).into()),
        (1, ml_dsa, flipped(blob(1), 7), MlDsaError::Mismatch.into()),
        (1, ml_dsa, flipped(blob(1), 8), MlDsaError::Mismatch.into()),
        (1, ml_dsa, flipped(blob(1), 2427), MlDsaError::Mismatch.into()),
        (1, ml_dsa, late, SignatureFault::Time { unix_seconds: 1 << 63 }),
    ] {
        let bytes = with_lines(|lines| lines[place] = line(vkey, &bad));
        let (name, type_byte) = (vkey.name().to_owned(), vkey.key().type_byte());
        assert_eq!(
            signer.verifier().verify(&bytes),
            Err(CheckpointError::Signature { name, type_byte, fault })
        );
    }
}

#[test]
fn signatures_of_another_checkpoint_or_log_do_not_count() {
    let signer = signer();
    let good = signed();
    for other in [
        Checkpoint { size: Size(8), ..checkpoint() },
        Checkpoint { root: TreeHash([8; 32]), ..checkpoint() },
    ] {
        let moved = Note::new(other.encode(), good.signatures().to_vec()).unwrap().encode();
        assert!(matches!(
            signer.verifier().verify(&moved),
            Err(CheckpointError::Signature { type_byte: 0x01, .. })
        ));
        // With the right Ed25519 signature the ML-DSA-44 one is still of the other checkpoint.
        let own = Note::parse(&signer.sign(&other, TIME).unwrap()).unwrap();
        let lines = vec![own.signatures()[0].clone(), good.signatures()[1].clone()];
        let moved = Note::new(other.encode(), lines).unwrap().encode();
        assert!(matches!(
            signer.verifier().verify(&moved),
            Err(CheckpointError::Signature { type_byte: 0x06, .. })
        ));
    }

    let other = signer_of(Origin::parse("log.example/b").unwrap());
    let (expected, found) = (other.verifier().origin().clone(), origin());
    assert_eq!(
        other.verifier().verify(&good.encode()),
        Err(CheckpointError::OtherOrigin { expected, found })
    );
    let text = format!("{}extension\n", good.text());
    let extended = Note::new(text, good.signatures().to_vec()).unwrap().encode();
    assert_eq!(signer.verifier().verify(&extended), Err(CheckpointError::Lines));
    let cut = CheckpointError::Note(NoteError::Parts);
    assert_eq!(signer.verifier().verify(checkpoint().encode().as_bytes()), Err(cut));
}

#[test]
fn the_pair_of_keys_is_checked() {
    let signer = signer();
    let [ed25519, ml_dsa] = signer.verifier().vkeys().map(Clone::clone);
    let witness = NoteKey::CosignatureEd25519(SigningKey::from_seed([1; 32]).public());
    let witness = Vkey::new(origin().as_str(), witness).unwrap();
    assert_eq!(
        LogVerifier::new(origin(), ml_dsa.clone(), ed25519.clone()),
        Err(LogKeyError::Type { expected: 0x01, found: 0x06 })
    );
    assert_eq!(
        LogVerifier::new(origin(), ed25519.clone(), witness),
        Err(LogKeyError::Type { expected: 0x06, found: 0x04 })
    );
    let (expected, found) = (origin().to_string(), "other".to_owned());
    let other = Vkey::new("other", ml_dsa.key().clone()).unwrap();
    assert_eq!(
        LogVerifier::new(origin(), ed25519, other),
        Err(LogKeyError::Name { expected, found })
    );
    assert!(LogVerifier::from_vkeys("", &ml_dsa.to_string()).is_err());
}

/// A witness that signs with both kinds of key.
struct Witness {
    name: &'static str,
    ed25519: SigningKey,
    ml_dsa: MlDsaSigningKey,
}

impl Witness {
    fn new(name: &'static str) -> Self {
        let ed25519 = SigningKey::from_seed([3; 32]);
        Self { name, ed25519, ml_dsa: MlDsaSigningKey::from_seed([4; 32]) }
    }

    fn vkeys(&self) -> [Vkey; 2] {
        let ed25519 = NoteKey::CosignatureEd25519(self.ed25519.public());
        [ed25519, NoteKey::MlDsa44(self.ml_dsa.public())]
            .map(|key| Vkey::new(self.name, key).unwrap())
    }

    fn lines(&self, checkpoint: &Checkpoint, unix_seconds: u64) -> [NoteSignature; 2] {
        let [ed25519, ml_dsa] = self.vkeys();
        let message = cosignature::timed_message(unix_seconds, &checkpoint.encode());
        let first = self.ed25519.sign(&message).0;
        let message = cosignature::subtree_message(self.name, unix_seconds, checkpoint);
        let second = self.ml_dsa.sign(&message);
        let time = unix_seconds.to_be_bytes();
        [
            line(&ed25519, &[time.as_slice(), &first].concat()),
            line(&ml_dsa, &[time.as_slice(), second.as_slice()].concat()),
        ]
    }
}

fn cosigned(lines: &[NoteSignature]) -> SignedCheckpoint {
    let bytes = with_lines(|all| all.extend_from_slice(lines));
    signer().verifier().verify(&bytes).unwrap()
}

#[test]
fn cosignatures_of_known_witnesses_are_told_with_their_times() {
    let witness = Witness::new("witness.example");
    let vkeys = witness.vkeys();
    for (unix_seconds, times) in [(5, [Some(5), Some(5)]), (0, [Some(0), None])] {
        let signed = cosigned(&witness.lines(&checkpoint(), unix_seconds));
        let expected: Vec<_> = vkeys
            .iter()
            .zip(times)
            .map(|(vkey, unix_seconds)| Cosignature {
                name: "witness.example".to_owned(),
                key_id: vkey.key_id(),
                unix_seconds,
            })
            .collect();
        assert_eq!(signed.cosignatures(&vkeys), Ok(expected.clone()));
        assert_eq!(signed.cosignatures(&vkeys[1..]), Ok(expected[1..].to_vec()));
    }
    assert_eq!(cosigned(&[]).cosignatures(&vkeys), Ok(Vec::new()));
}

#[test]
fn bad_cosignatures_of_known_witnesses_refuse_the_note() {
    let witness = Witness::new("witness.example");
    let vkeys = witness.vkeys();
    let other = Checkpoint { size: Size(6), ..checkpoint() };
    for place in 0..2 {
        let bad = witness.lines(&other, 5)[place].clone();
        let type_byte = vkeys[place].key().type_byte();
        let verdict = cosigned(&[bad]).cosignatures(&vkeys);
        let Err(CheckpointError::Signature { name, type_byte: found, .. }) = verdict else {
            panic!("accepted: {verdict:?}");
        };
        assert_eq!((name.as_str(), found), ("witness.example", type_byte));
    }
    // The ML-DSA-44 message holds the witness's name, so a line cannot be moved to another name.
    let renamed = Witness::new("other.example");
    let [_, ml_dsa] = witness.lines(&checkpoint(), 5);
    let moved = line(&renamed.vkeys()[1], ml_dsa.blob());
    assert!(matches!(
        cosigned(&[moved]).cosignatures(&renamed.vkeys()),
        Err(CheckpointError::Signature { type_byte: 0x06, .. })
    ));
}

#[test]
fn a_log_is_not_its_own_witness() {
    let bare = cosigned(&[]);
    let signer = signer();
    let key: PublicKey = SigningKey::from_seed([3; 32]).public();
    for vkey in [
        signer.verifier().vkeys()[1].clone(),
        Vkey::new("witness.example", NoteKey::Ed25519(key)).unwrap(),
        Vkey::of_log(&origin(), NoteKey::CosignatureEd25519(key)),
    ] {
        let (name, type_byte) = (vkey.name().to_owned(), vkey.key().type_byte());
        assert_eq!(bare.cosignatures(&[vkey]), Err(CheckpointError::NoWitness { name, type_byte }));
    }
}

#[test]
fn every_small_change_of_a_signed_checkpoint_is_refused() {
    let signer = signer();
    let bytes = signer.sign(&checkpoint(), TIME).unwrap();
    // Every place of the text and the Ed25519 line; of the long ML-DSA-44 line behind them some.
    let (head, tail) = bytes.split_at(bytes.len() - 3_200);
    let heads = mutations(head, 1).map(|head| [&head, tail].concat());
    let tails = mutations(tail, 400).map(|tail| [head, &tail].concat());
    for bad in heads.chain(tails).filter(|bad| *bad != bytes) {
        let verdict = signer.verifier().verify(&bad);
        assert!(verdict.is_err(), "{}", bad.escape_ascii());
    }
}
