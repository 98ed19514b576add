use std::collections::BTreeMap;
use std::convert::Infallible;

use super::*;

/// Every size up to this one is tried whole: beyond two powers of two and both their neighbours.
const TRIED: u64 = 1_024;

fn leaves(count: u64) -> Vec<TreeHash> {
    (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

fn to_usize(n: u64) -> usize {
    usize::try_from(n).unwrap()
}

/// MTH, PATH and SUBPROOF as RFC 6962 §2.1 writes them down, over ranges of the same leaves. Remembers each
/// root, or the large trees would take seconds.
struct Slow {
    leaves: Vec<TreeHash>,
    roots: BTreeMap<(usize, usize), TreeHash>,
}

impl Slow {
    fn new(count: u64) -> Self {
        Self { leaves: leaves(count), roots: BTreeMap::new() }
    }

    fn k(n: usize) -> usize {
        n.next_power_of_two() / 2
    }

    fn root(&mut self, start: usize, end: usize) -> TreeHash {
        if let Some(root) = self.roots.get(&(start, end)) {
            return *root;
        }
        let root = match end - start {
            0 => empty_root(),
            1 => self.leaves[start],
            n => {
                let middle = start + Self::k(n);
                node_hash(&self.root(start, middle), &self.root(middle, end))
            }
        };
        self.roots.insert((start, end), root);
        root
    }

    fn path(&mut self, m: usize, start: usize, end: usize) -> Vec<TreeHash> {
        if end - start == 1 {
            return Vec::new();
        }
        let k = Self::k(end - start);
        let middle = start + k;
        let (mut path, sibling) = if m < k {
            (self.path(m, start, middle), self.root(middle, end))
        } else {
            (self.path(m - k, middle, end), self.root(start, middle))
        };
        path.push(sibling);
        path
    }

    fn subproof(&mut self, m: usize, start: usize, end: usize, whole: bool) -> Vec<TreeHash> {
        if m == end - start {
            return if whole { Vec::new() } else { vec![self.root(start, end)] };
        }
        let k = Self::k(end - start);
        let middle = start + k;
        let (mut proof, sibling) = if m <= k {
            (self.subproof(m, start, middle, whole), self.root(middle, end))
        } else {
            (self.subproof(m - k, middle, end, false), self.root(start, middle))
        };
        proof.push(sibling);
        proof
    }
}

/// The complete subtrees of a tree in memory, by level. Asking for any other panics.
struct Leaves(Vec<Vec<TreeHash>>);

impl Leaves {
    fn new(count: u64) -> Self {
        let mut levels = vec![leaves(count)];
        while levels[levels.len() - 1].len() > 1 {
            let below = levels[levels.len() - 1].chunks_exact(2);
            levels.push(below.map(|pair| node_hash(&pair[0], &pair[1])).collect());
        }
        Self(levels)
    }
}

impl NodeSource for Leaves {
    type Error = Infallible;

    fn node(&self, level: u8, index: u64) -> Result<TreeHash, Infallible> {
        Ok(self.0[usize::from(level)][to_usize(index)])
    }
}

#[test]
fn known_hashes() {
    let hex = |hash: TreeHash| hash.to_string();
    assert_eq!(
        hex(empty_root()),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_eq!(
        hex(leaf_hash(b"")),
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    );
    let zero = TreeHash([0; 32]);
    let mut bytes = vec![0x01];
    bytes.extend([0; 64]);
    assert_eq!(node_hash(&zero, &zero).0, crate::hash::Sha256::of(&bytes).0);
}

#[test]
fn the_frontier_has_the_root_of_every_size_and_is_read_back() {
    let (source, mut slow) = (Leaves::new(TRIED), Slow::new(TRIED));
    let mut frontier = Frontier::default();
    for size in 0..=TRIED {
        let nodes = frontier.nodes().to_vec();
        assert_eq!(frontier.size(), Size(size));
        assert_eq!(frontier.root(), slow.root(0, to_usize(size)), "size {size}");
        assert_eq!(Frontier::from_nodes(Size(size), nodes.clone()).as_ref(), Ok(&frontier));
        assert_eq!(Frontier::read(&source, Size(size)).as_ref(), Ok(&frontier));
        for found in [nodes.len().wrapping_sub(1), nodes.len() + 1] {
            let expected = nodes.len();
            let error = TreeError::FrontierLength { size: Size(size), expected, found };
            if found <= 64 {
                let wrong = vec![empty_root(); found];
                assert_eq!(Frontier::from_nodes(Size(size), wrong), Err(error));
            }
        }
        frontier.push(leaf_hash(&size.to_be_bytes()));
    }
}

#[test]
fn proofs_are_those_of_the_rfc_and_verify() {
    let (source, mut slow) = (Leaves::new(TRIED), Slow::new(TRIED));
    for size in 1..=TRIED {
        let root = slow.root(0, to_usize(size));
        for n in 0..size {
            let proof = inclusion_proof(&source, Index(n), Size(size)).unwrap();
            assert_eq!(
                proof,
                slow.path(to_usize(n), 0, to_usize(size)),
                "inclusion of {n} in {size}"
            );
            let leaf = slow.leaves[to_usize(n)];
            assert_eq!(verify_inclusion(&leaf, Index(n), Size(size), &proof, &root), Ok(()));

            let old = n + 1;
            let old_root = slow.root(0, to_usize(old));
            let proof = consistency_proof(&source, Size(old), Size(size)).unwrap();
            assert_eq!(
                proof,
                slow.subproof(to_usize(old), 0, to_usize(size), true),
                "{old} to {size}"
            );
            assert_eq!(verify_consistency(Size(old), &old_root, Size(size), &root, &proof), Ok(()));
        }
    }
}

/// Every proof that differs from `proof` by one hash left out, put in or changed.
fn mutations(proof: &[TreeHash]) -> Vec<Vec<TreeHash>> {
    let mut all = Vec::new();
    for at in 0..=proof.len() {
        let mut longer = proof.to_vec();
        longer.insert(at, empty_root());
        all.push(longer);
        if at < proof.len() {
            let mut shorter = proof.to_vec();
            shorter.remove(at);
            all.push(shorter);
            let mut other = proof.to_vec();
            other[at].0[at % 32] ^= 1;
            all.push(other);
        }
    }
    all
}

#[test]
fn changed_proofs_are_refused() {
    let mut slow = Slow::new(35);
    for size in 1..=35 {
        let root = slow.root(0, to_usize(size));
        for n in 0..size {
            let leaf = slow.leaves[to_usize(n)];
            let proof = slow.path(to_usize(n), 0, to_usize(size));
            for bad in mutations(&proof) {
                let verdict = verify_inclusion(&leaf, Index(n), Size(size), &bad, &root);
                assert!(verdict.is_err(), "inclusion of {n} in {size}: {bad:?}");
            }
            let other = leaf_hash(b"other");
            assert!(verify_inclusion(&other, Index(n), Size(size), &proof, &root).is_err());
            assert!(verify_inclusion(&leaf, Index(n), Size(size), &proof, &other).is_err());

            let old = n + 1;
            let old_root = slow.root(0, to_usize(old));
            let proof = slow.subproof(to_usize(old), 0, to_usize(size), true);
            for bad in mutations(&proof) {
                let verdict = verify_consistency(Size(old), &old_root, Size(size), &root, &bad);
                assert!(verdict.is_err(), "{old} to {size}: {bad:?}");
            }
            let verify = |a: &TreeHash, b: &TreeHash| {
                verify_consistency(Size(old), a, Size(size), b, &proof)
            };
            assert!(verify(&other, &root).is_err());
            assert!(verify(&old_root, &other).is_err());
            assert!(verify(&other, &other).is_err() || old == size);
        }
    }
}

#[test]
fn proofs_that_do_not_exist_are_named() {
    let source = Leaves::new(4);
    let outside = TreeError::IndexOutside { index: Index(4), size: Size(4) };
    assert_eq!(inclusion_proof(&source, Index(4), Size(4)), Err(ProofError::Tree(outside.clone())));
    let (leaf, root) = (source.0[0][3], Slow::new(4).root(0, 4));
    assert_eq!(verify_inclusion(&leaf, Index(4), Size(4), &[], &root), Err(outside));
    assert_eq!(
        verify_inclusion(&leaf, Index(0), Size(0), &[], &empty_root()),
        Err(TreeError::IndexOutside { index: Index(0), size: Size(0) })
    );

    let reversed = TreeError::SizesReversed { old: Size(4), new: Size(3) };
    assert_eq!(
        consistency_proof(&source, Size(4), Size(3)),
        Err(ProofError::Tree(reversed.clone()))
    );
    assert_eq!(verify_consistency(Size(4), &root, Size(3), &root, &[]), Err(reversed));

    let empty = TreeError::OldEmpty { new: Size(4) };
    assert_eq!(consistency_proof(&source, Size(0), Size(4)), Err(ProofError::Tree(empty.clone())));
    assert_eq!(verify_consistency(Size(0), &empty_root(), Size(4), &root, &[]), Err(empty));
    assert_eq!(consistency_proof(&source, Size(0), Size(0)), Ok(Vec::new()));
    let nothing = empty_root();
    assert_eq!(verify_consistency(Size(0), &nothing, Size(0), &nothing, &[]), Ok(()));
    assert!(verify_consistency(Size(0), &root, Size(0), &root, &[]).is_err());
}

#[test]
fn the_largest_sizes_do_not_overflow() {
    /// A tree of any size whose leaves are all the same, so that one hash stands for each level.
    struct Same(Vec<TreeHash>);
    impl NodeSource for Same {
        type Error = Infallible;
        fn node(&self, level: u8, _: u64) -> Result<TreeHash, Infallible> {
            Ok(self.0[usize::from(level)])
        }
    }
    let leaf = leaf_hash(b"");
    let levels = std::iter::successors(Some(leaf), |node| Some(node_hash(node, node)));
    let source = Same(levels.take(64).collect());
    for size in [u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) + 1, (1 << 63) - 1] {
        let root = Frontier::read(&source, Size(size)).unwrap().root();
        for n in [0, 1, size / 2, size - 2, size - 1] {
            let proof = inclusion_proof(&source, Index(n), Size(size)).unwrap();
            assert!(proof.len() <= PROOF_MAX);
            assert_eq!(verify_inclusion(&leaf, Index(n), Size(size), &proof, &root), Ok(()));

            let old = Size(n + 1);
            let old_root = Frontier::read(&source, old).unwrap().root();
            let proof = consistency_proof(&source, old, Size(size)).unwrap();
            assert!(proof.len() <= PROOF_MAX);
            assert_eq!(verify_consistency(old, &old_root, Size(size), &root, &proof), Ok(()));
        }
    }
}
