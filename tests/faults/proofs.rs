//! Proofs that are not quite right: of another leaf, place, size or root, with hashes changed, left out, put in or
//! exchanged; files with any byte changed; and logs that told somebody else another story.
//!
//! That right proofs are right for every place of every tree up to 1,024 leaves is tested beside the tree.

use std::convert::Infallible;

use bayan_ledger::Reader;
use bayan_ledger::prove::{self, Trust};
use bayan_proof::hash::{Sha256, TreeHash};
use bayan_proof::key::SigningKey;
use bayan_proof::num::{Index, Size};
use bayan_proof::receipt::TransparentStatement;
use bayan_proof::tlog_proof::TlogProof;
use bayan_proof::tree::{
    NodeSource, consistency_proof, inclusion_proof, leaf_hash, node_hash, verify_consistency,
    verify_inclusion,
};
use bayan_store::sim::Seed;
use bayan_tests::{RECEIPT_SEED, note, scale};

use crate::simulation::{TEMPLATES, folder};

/// How many changed proofs are tried with each run of the suite.
const MUTANTS: u64 = 400_000;
/// How many changed files.
const FILES: u64 = 100_000;
/// The largest tree that is changed.
const LEAVES: u64 = 1_024;
/// The largest tree whose every fork is tried.
const FORKS: u64 = 512;
/// How many other forks are tried.
const RANDOM_FORKS: u64 = 100_000;

/// The complete subtrees of a tree in memory, by level, and its root at every size.
struct Tree {
    levels: Vec<Vec<TreeHash>>,
    roots: Vec<TreeHash>,
}

impl Tree {
    fn new(leaves: Vec<TreeHash>) -> Self {
        let mut frontier = bayan_proof::tree::Frontier::default();
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
        Self { levels, roots }
    }

    /// A tree of so many leaves, of which all from `fork` on are those of another story.
    fn forked(fork: u64, story: u64, size: u64) -> Self {
        let leaf = |index: u64| {
            let story = if index < fork { 0 } else { story };
            leaf_hash(&[index.to_be_bytes(), story.to_be_bytes()].concat())
        };
        Self::new((0..size).map(leaf).collect())
    }

    fn leaf(&self, index: u64) -> Option<TreeHash> {
        self.levels[0].get(usize::try_from(index).unwrap()).copied()
    }

    fn root(&self, size: u64) -> Option<TreeHash> {
        self.roots.get(usize::try_from(size).unwrap()).copied()
    }
}

impl NodeSource for Tree {
    type Error = Infallible;

    fn node(&self, level: u8, index: u64) -> Result<TreeHash, Infallible> {
        Ok(self.levels[usize::from(level)][usize::try_from(index).unwrap()])
    }
}

/// What a proof is said to prove, with the proof.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Claim {
    /// The leaf and its index, or the old root and its size.
    of: (TreeHash, u64),
    size: u64,
    root: TreeHash,
    proof: Vec<TreeHash>,
}

fn below(seed: &mut Seed, bound: usize) -> usize {
    usize::try_from(seed.below(u64::try_from(bound).unwrap())).unwrap()
}

/// Changes one thing in a claim; `other` is a good one of the same kind.
fn change(claim: &mut Claim, other: &Claim, seed: &mut Seed) {
    let length = claim.proof.len();
    let flip = |hash: &mut TreeHash, seed: &mut Seed| hash.0[below(seed, 32)] ^= 1 << seed.below(8);
    let near = |number: u64, seed: &mut Seed| match seed.below(4) {
        0 => number.wrapping_add(1),
        1 => number.wrapping_sub(1),
        2 => number ^ 1 << seed.below(64),
        _ => seed.below(LEAVES + 2),
    };
    match seed.below(12) {
        0 if length > 0 => flip(&mut claim.proof[below(seed, length)], seed),
        1 if length > 0 => drop(claim.proof.remove(below(seed, length))),
        2 => claim.proof.insert(below(seed, length + 1), other.root),
        3 if length > 0 => claim.proof.push(claim.proof[below(seed, length)]),
        4 if length > 1 => claim.proof.swap(below(seed, length), below(seed, length)),
        5 => flip(&mut claim.of.0, seed),
        6 => claim.of.1 = near(claim.of.1, seed),
        7 => claim.size = near(claim.size, seed),
        8 => flip(&mut claim.root, seed),
        9 => claim.proof.clone_from(&other.proof),
        10 => claim.of = other.of,
        _ => (claim.size, claim.root) = (other.size, other.root),
    }
}

#[test]
fn a_proof_is_accepted_if_it_is_the_one_proof_of_what_is_true() {
    let tree = Tree::forked(0, 1, LEAVES);
    let mut seed = Seed(13);
    let (mut refused, mut unchanged) = (0u64, 0u64);
    for round in 0..MUTANTS * scale() {
        let is_inclusion = round % 2 == 0;
        let mut good = || {
            let size = 1 + seed.below(LEAVES);
            let at = seed.below(size) + u64::from(!is_inclusion);
            let (of, proof) = if is_inclusion {
                (tree.leaf(at), inclusion_proof(&tree, Index(at), Size(size)).unwrap())
            } else {
                (tree.root(at), consistency_proof(&tree, Size(at), Size(size)).unwrap())
            };
            Claim { of: (of.unwrap(), at), size, root: tree.root(size).unwrap(), proof }
        };
        let (mut claim, other) = (good(), good());
        for _ in 0..=seed.below(3) {
            change(&mut claim, &other, &mut seed);
        }
        let Claim { of: (of, at), size, root, proof } = &claim;
        // A proof does not bind a root to its size: the log's signature does. Nobody signs the root of another size.
        let is_of_other_size = |size: u64, root: &TreeHash| {
            tree.roots.contains(root) && (size > LEAVES || tree.root(size) != Some(*root))
        };
        if is_of_other_size(*size, root) || (!is_inclusion && is_of_other_size(*at, of)) {
            continue;
        }
        let in_range = *size <= LEAVES && *at <= *size;
        let is_true = in_range && tree.root(*size) == Some(*root);
        let (accepted, is_the_proof) = if is_inclusion {
            let is_true = is_true && *at < *size && tree.leaf(*at) == Some(*of);
            let accepted = verify_inclusion(of, Index(*at), Size(*size), proof, root).is_ok();
            let expected = || inclusion_proof(&tree, Index(*at), Size(*size)).unwrap();
            (accepted, is_true && *proof == expected())
        } else {
            let is_true = is_true && *at > 0 && tree.root(*at) == Some(*of);
            let accepted = verify_consistency(Size(*at), of, Size(*size), root, proof).is_ok();
            let expected = || consistency_proof(&tree, Size(*at), Size(*size)).unwrap();
            (accepted, is_true && *proof == expected())
        };
        assert_eq!(accepted, is_the_proof, "{claim:?}");
        refused += u64::from(!accepted);
        unchanged += u64::from(accepted);
    }
    note(&format!("proofs: {refused} changed ones refused, {unchanged} were as good as before"));
    assert!(refused > 50 * unchanged, "{refused} and {unchanged}");
}

/// Changes, adds or removes some bytes.
fn garble(bytes: &mut Vec<u8>, seed: &mut Seed) {
    for _ in 0..=seed.below(2) {
        let at = below(seed, bytes.len());
        match seed.below(6) {
            0 => bytes[at] ^= 1 << seed.below(8),
            1 => bytes[at] = u8::try_from(seed.below(256)).unwrap(),
            2 => drop(bytes.remove(at)),
            3 => bytes.insert(at, u8::try_from(seed.below(256)).unwrap()),
            4 => bytes.truncate(at.max(1)),
            _ => {
                let end = (at + 1 + below(seed, 64)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = below(seed, bytes.len());
                bytes.splice(to..to, piece);
            }
        }
    }
}

#[test]
fn a_changed_proof_file_proves_nothing_else() {
    let template = &TEMPLATES[1];
    let reader = Reader::open_in(folder(&template.disk)).unwrap();
    let trust = Trust::of_pin(&template.pin).unwrap();
    let key = || SigningKey::from_seed(RECEIPT_SEED);
    let mut files = Vec::new();
    for index in [0, 1, 127, 128, 200, reader.size().0 - 1].map(Index) {
        let entry = reader.entry(index).unwrap().bytes;
        files.push((prove::tlog_proof(&reader, index).unwrap(), entry.clone(), true));
        files.push((prove::transparent_statement(&reader, index, key()).unwrap(), entry, false));
    }
    let mut seed = Seed(17);
    let (mut refused, mut read, mut same) = (0u64, 0u64, 0u64);
    for _ in 0..FILES * scale() {
        let (good, entry, is_tlog) = &files[below(&mut seed, files.len())];
        let mut bad = good.clone();
        garble(&mut bad, &mut seed);
        let (again, proven) = if *is_tlog {
            let again = TlogProof::parse(&bad).ok().map(|proof| proof.encode());
            (again, prove::check_tlog_proof(&bad, &trust).ok())
        } else {
            let again = TransparentStatement::parse(&bad).ok().map(|proof| proof.encode());
            (again, prove::check_transparent_statement(&bad, &trust).ok())
        };
        // One encoding: what is read is written as it was.
        assert!(again.as_ref().is_none_or(|again| *again == bad), "{}", bad.escape_ascii());
        if let Some(proven) = proven {
            // What nobody vouches for may differ: signatures of unknown witnesses.
            assert_eq!(Sha256::of(&proven.entry.encode()), Sha256::of(entry), "another entry");
            same += 1;
        } else {
            refused += 1;
        }
        read += u64::from(again.is_some());
    }
    note(&format!(
        "proof files: {refused} changed ones refused ({read} of all could be read), {same} proved what they did before"
    ));
    assert!(refused > 20 * same, "{refused} and {same}");
}

/// What somebody who keeps one old checkpoint makes of a newer one from another story.
fn is_believed(honest: &Tree, forked: &Tree, (old, new): (u64, u64)) -> bool {
    let (old_root, root) = (honest.root(old).unwrap(), forked.root(new).unwrap());
    let check = |proof: &[TreeHash]| {
        verify_consistency(Size(old), &old_root, Size(new), &root, proof).is_ok()
    };
    // The forger has the proofs of both stories, and none at all.
    [honest, forked]
        .iter()
        .any(|tree| consistency_proof(*tree, Size(old), Size(new)).is_ok_and(|proof| check(&proof)))
        || check(&[])
}

#[test]
fn every_split_view_is_noticed_by_whoever_keeps_one_checkpoint() {
    let honest = Tree::forked(FORKS, 1, FORKS);
    let mut tried = 0u64;
    for fork in 0..FORKS {
        let forked = Tree::forked(fork, 2, FORKS);
        // The sizes next to the fork and those of whole subtrees, then every so manyth.
        let olds = (fork + 1..=FORKS).filter(|old| {
            old - fork <= 3 || old.is_power_of_two() || old % 37 == 0 || *old == FORKS
        });
        for old in olds {
            let news = [old, old + 1, old.next_power_of_two(), FORKS];
            for new in news.into_iter().filter(|new| *new <= FORKS) {
                assert!(!is_believed(&honest, &forked, (old, new)), "{fork}, {old} to {new}");
                tried += 1;
            }
        }
        // Before the fork both stories are one.
        if fork > 0 {
            assert!(is_believed(&honest, &forked, (fork, FORKS)));
        }
    }
    let mut seed = Seed(512);
    let size = 4 * LEAVES;
    let honest = Tree::forked(size, 1, size);
    let mut forked = Tree::forked(0, 2, 1);
    let mut fork = 0;
    for round in 0..RANDOM_FORKS * scale() {
        if round % 1_000 == 0 {
            fork = seed.below(size);
            forked = Tree::forked(fork, 3 + round, size);
        }
        let old = fork + 1 + seed.below(size - fork);
        let new = old + seed.below(size - old + 1);
        assert!(!is_believed(&honest, &forked, (old, new)), "{fork}, {old} to {new}");
        // A smaller tree is no continuation, of whichever story.
        let less = seed.below(old);
        let root = honest.root(less).unwrap();
        let old_root = honest.root(old).unwrap();
        assert!(verify_consistency(Size(old), &old_root, Size(less), &root, &[]).is_err());
        tried += 2;
    }
    note(&format!("split views: {tried} forks and rollbacks, none believed"));
}
