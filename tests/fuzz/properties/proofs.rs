//! Proofs: one encoding each, and none of them proves what is not so.

use std::convert::Infallible;
use std::sync::LazyLock;

use bayan_ledger::prove::{check_tlog_proof, check_transparent_statement};
use bayan_proof::hash::TreeHash;
use bayan_proof::num::{Index, Size};
use bayan_proof::receipt::{Receipt, TransparentStatement};
use bayan_proof::tlog_policy::{DEFINITIONS_MAX, POLICY_MAX, Policy, Quorum};
use bayan_proof::tlog_proof::TlogProof;
use bayan_proof::tree::{
    Frontier, NodeSource, PROOF_MAX, consistency_proof as prove_consistency,
    inclusion_proof as prove_inclusion, leaf_hash, node_hash, verify_consistency, verify_inclusion,
};

use super::LEDGER;

/// A receipt is written as it was read.
pub(crate) fn receipt(bytes: &[u8]) -> bool {
    let Ok(receipt) = Receipt::parse(bytes) else { return false };
    assert_eq!(receipt.encode(), bytes);
    assert!(receipt.index().0 < receipt.size().0);
    let detached = receipt.detach();
    assert_eq!(Receipt::parse(&detached.encode()).as_ref(), Ok(&detached));
    true
}

/// A transparent statement is written as it was read, and proves no entry but those of the ledger.
pub(crate) fn transparent_statement(bytes: &[u8]) -> bool {
    let Ok(statement) = TransparentStatement::parse(bytes) else {
        assert!(check_transparent_statement(bytes, &LEDGER.trust).is_err());
        return false;
    };
    assert_eq!(statement.encode(), bytes);
    if let Ok(proven) = check_transparent_statement(bytes, &LEDGER.trust) {
        assert!(LEDGER.entries.contains(&proven.entry.encode()), "another entry");
    }
    true
}

/// The same of a proof file.
pub(crate) fn tlog_proof(bytes: &[u8]) -> bool {
    let Ok(proof) = TlogProof::parse(bytes) else {
        assert!(check_tlog_proof(bytes, &LEDGER.trust).is_err());
        return false;
    };
    assert_eq!(proof.encode(), bytes);
    assert!(proof.hashes().len() <= PROOF_MAX);
    if let Ok(proven) = check_tlog_proof(bytes, &LEDGER.trust) {
        assert!(LEDGER.entries.contains(&proven.entry.encode()), "another entry");
    }
    true
}

/// A checkpoint that verifies is its bytes, and is that of the one tree that the log has signed at this size.
pub(crate) fn signed_checkpoint(bytes: &[u8]) -> bool {
    let Ok(signed) = LEDGER.trust.log.verify(bytes) else { return false };
    assert_eq!(signed.bytes(), bytes);
    let mut tree = Frontier::default();
    let size = usize::try_from(signed.checkpoint().size.0).expect("a small ledger");
    LEDGER.entries[..size].iter().for_each(|entry| tree.push(leaf_hash(entry)));
    assert_eq!(signed.checkpoint().root, tree.root(), "another tree");
    // The log's own keys are known lines that are no cosignatures.
    let vkeys = LEDGER.trust.log.vkeys().map(Clone::clone);
    let counted = signed.cosignatures(&vkeys).map_or(0, |lines| lines.len());
    assert!(counted <= vkeys.len());
    true
}

/// A policy means the same with a remark or an empty line put in, has no more definitions than its limit, and is not met
/// by nobody unless it asks for nobody.
pub(crate) fn tlog_policy(bytes: &[u8]) -> bool {
    let Ok(policy) = Policy::parse(bytes) else { return false };
    for more in [&b"# a remark\n"[..], b"\n"] {
        let with_more = [more, bytes, more].concat();
        let fits = with_more.len() <= POLICY_MAX;
        assert!(!fits || Policy::parse(&with_more).as_ref() == Ok(&policy));
    }
    assert!(policy.witnesses().len() <= DEFINITIONS_MAX && policy.logs().len() <= DEFINITIONS_MAX);
    assert_ne!(policy.quorum(&[]), Quorum::Met);
    for vkey in policy.logs() {
        if let Ok(origin) = vkey.name().parse() {
            // One line, two of one kind or three are no log of ours; that is an error and nothing worse.
            let verifier = policy.log(&origin);
            assert!(verifier.is_err() || policy.logs().len() >= 2);
        }
    }
    true
}

/// The largest tree whose proofs are known.
const LEAVES: u64 = 70;

/// The complete subtrees of a tree, by level, and its root at every size.
pub(crate) struct Tree {
    levels: Vec<Vec<TreeHash>>,
    roots: Vec<TreeHash>,
}

/// The tree whose proofs are known.
pub(crate) static TREE: LazyLock<Tree> = LazyLock::new(|| {
    let leaves: Vec<TreeHash> = (0..LEAVES).map(|n| leaf_hash(&n.to_be_bytes())).collect();
    let mut frontier = Frontier::default();
    let mut roots = vec![frontier.root()];
    for leaf in &leaves {
        frontier.push(*leaf);
        roots.push(frontier.root());
    }
    let mut levels = vec![leaves];
    while levels[levels.len() - 1].len() > 1 {
        let below = levels[levels.len() - 1].chunks_exact(2);
        levels.push(below.map(|pair| node_hash(&pair[0], &pair[1])).collect());
    }
    Tree { levels, roots }
});

impl NodeSource for Tree {
    type Error = Infallible;

    fn node(&self, level: u8, index: u64) -> Result<TreeHash, Infallible> {
        Ok(self.levels[usize::from(level)][usize::try_from(index).expect("a small tree")])
    }
}

/// A claim: a place or old size in one byte, a size in another, and the proof's hashes.
struct Claim {
    at: u64,
    size: u64,
    proof: Vec<TreeHash>,
}

impl Claim {
    fn read(bytes: &[u8]) -> Option<Self> {
        let ([at, size], rest) = bytes.split_first_chunk()?;
        let (proof, []) = rest.as_chunks::<32>() else { return None };
        let proof = proof.iter().map(|hash| TreeHash(*hash)).collect();
        Some(Self { at: u64::from(*at), size: u64::from(*size), proof })
    }

    fn root(size: u64) -> Option<TreeHash> {
        usize::try_from(size).ok().and_then(|size| TREE.roots.get(size)).copied()
    }
}

/// A place (a byte), a size (a byte) and hashes: they show a leaf of the tree to be at the place if they are the one proof
/// of it, and no other leaf.
pub(crate) fn inclusion_proof(bytes: &[u8]) -> bool {
    let Some(Claim { at, size, proof }) = Claim::read(bytes) else { return false };
    let Some(root) = Claim::root(size) else { return false };
    let (at, size) = (Index(at), Size(size));
    let expected = prove_inclusion(&*TREE, at, size).ok();
    for (leaf, place) in TREE.levels[0].iter().zip(0..) {
        let accepted = verify_inclusion(leaf, at, size, &proof, &root).is_ok();
        assert_eq!(accepted, place == at.0 && expected.as_ref() == Some(&proof), "leaf {place}");
    }
    expected.as_ref() == Some(&proof)
}

/// An old size (a byte), a new size (a byte) and hashes: they show the old tree to be the start of the new one if they are
/// the one proof of it, and no other tree.
pub(crate) fn consistency_proof(bytes: &[u8]) -> bool {
    let Some(Claim { at, size, proof }) = Claim::read(bytes) else { return false };
    let Some(root) = Claim::root(size) else { return false };
    let (old, new) = (Size(at), Size(size));
    let expected = prove_consistency(&*TREE, old, new).ok();
    for (old_root, place) in TREE.roots.iter().zip(0..) {
        let accepted = verify_consistency(old, old_root, new, &root, &proof).is_ok();
        assert_eq!(accepted, place == old.0 && expected.as_ref() == Some(&proof), "size {place}");
    }
    expected.as_ref() == Some(&proof)
}
