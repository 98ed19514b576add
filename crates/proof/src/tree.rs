//! The Merkle tree of the log: hashes, compact ranges and proofs (RFC 6962 §2.1, RFC 9162 §2.1).
//!
//! Proofs are made from any [`NodeSource`], which knows only the hashes of complete subtrees, and are
//! checked from values alone. A tree has at most 2⁶⁴−1 leaves, so no proof is longer than [`PROOF_MAX`].
//!
//! A size that stands beside an inclusion proof is not authenticated by it: in a tree of five leaves the
//! proof of leaf 0 also verifies for the claimed sizes 6, 7 and 8. Take sizes from checkpoints.

mod many;

use sha2::Digest as _;

use crate::hash::TreeHash;
use crate::num::{Index, Size};

pub use self::many::{inclusion_proof_of_many, root_of_many};

/// The largest number of hashes in an inclusion or consistency proof of a tree below 2⁶⁴ leaves: at most
/// one for each level, and one more for the seed of a consistency proof.
pub const PROOF_MAX: usize = 65;

/// What separates a leaf from an inner node (RFC 6962 §2.1), so that neither can stand for the other.
const LEAF_PREFIX: u8 = 0x00;
const NODE_PREFIX: u8 = 0x01;

/// Why a proof, or a compact range, is not one of the tree it is said to be of.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The tree has no such leaf.
    #[error("index {index} is outside a tree of size {size}")]
    IndexOutside {
        /// The leaf asked for.
        index: Index,
        /// The tree it was asked of.
        size: Size,
    },
    /// Leaves are named in their order, each once.
    #[error("index {index} is not above the one before it")]
    NotAscending {
        /// The later one.
        index: Index,
    },
    /// A tree never shrinks.
    #[error("old size {old} is above new size {new}")]
    SizesReversed {
        /// The size said to be earlier.
        old: Size,
        /// The size said to be later.
        new: Size,
    },
    /// RFC 9162 §2.1.4 defines no proof from the empty tree: it is a prefix of every tree.
    #[error("a proof from the empty tree to size {new} proves nothing")]
    OldEmpty {
        /// The later size.
        new: Size,
    },
    /// A compact range has one node for each bit set in its size.
    #[error("a tree of size {size} has {expected} frontier nodes, not {found}")]
    FrontierLength {
        /// The size of the tree.
        size: Size,
        /// How many nodes it has.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// The proof ends before the root.
    #[error("proof of {found} hashes ends before the root")]
    ProofTooShort {
        /// How many hashes were given.
        found: usize,
    },
    /// The proof goes on after the root.
    #[error("proof of {found} hashes goes on after the root")]
    ProofTooLong {
        /// How many hashes were given.
        found: usize,
    },
    /// The leaf and its proof lead to another root.
    #[error("computed root {computed} is not {expected}")]
    RootMismatch {
        /// The root the proof leads to.
        computed: TreeHash,
        /// The root it should lead to.
        expected: TreeHash,
    },
    /// The consistency proof does not start from the old tree.
    #[error("computed old root {computed} is not {expected}")]
    OldRootMismatch {
        /// The root the proof leads to.
        computed: TreeHash,
        /// The root of the old tree.
        expected: TreeHash,
    },
}

/// Why no proof could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError<E> {
    /// There is no such proof.
    #[error("failed to make a proof")]
    Tree(#[from] TreeError),
    /// A node could not be read.
    #[error("failed to read a tree node")]
    Source(#[source] E),
}

/// The hash of the leaf that holds `entry`: `SHA-256(0x00 || entry)` (RFC 6962 §2.1).
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> TreeHash {
    let hash = sha2::Sha256::new().chain_update([LEAF_PREFIX]).chain_update(entry);
    TreeHash(hash.finalize().into())
}

/// The hash of the node over two subtrees: `SHA-256(0x01 || left || right)` (RFC 6962 §2.1).
#[must_use]
pub fn node_hash(left: &TreeHash, right: &TreeHash) -> TreeHash {
    let mut bytes = [NODE_PREFIX; 65];
    for (to, from) in bytes.iter_mut().skip(1).zip(left.0.iter().chain(&right.0)) {
        *to = *from;
    }
    TreeHash(sha2::Sha256::digest(bytes).into())
}

/// The root of the tree without leaves: `SHA-256()` (RFC 6962 §2.1).
#[must_use]
pub fn empty_root() -> TreeHash {
    TreeHash(sha2::Sha256::digest([]).into())
}

/// Where the hashes of complete subtrees come from.
pub trait NodeSource {
    /// Why a node could not be read.
    type Error;

    /// The root of the complete subtree over the leaves `index << level` up to, not including,
    /// `(index + 1) << level`. Only asked for subtrees that lie wholly inside the tree a proof is made of.
    fn node(&self, level: u8, index: u64) -> Result<TreeHash, Self::Error>;
}

/// A tree known by the roots of its complete subtrees alone, from the largest to the smallest: enough to
/// append and to tell the root, in 32 bytes for each bit set in the size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: Size,
    nodes: Vec<TreeHash>,
}

impl Frontier {
    /// The tree of `size` leaves whose complete subtrees have the roots `nodes`, largest first.
    ///
    /// Whether they are the right ones is seen only in the root, which the caller compares.
    pub fn from_nodes(size: Size, nodes: Vec<TreeHash>) -> Result<Self, TreeError> {
        let expected = frontier_length(size);
        if nodes.len() != expected {
            return Err(TreeError::FrontierLength { size, expected, found: nodes.len() });
        }
        Ok(Self { size, nodes })
    }

    /// Reads the nodes of a tree of `size` leaves.
    pub fn read<S: NodeSource>(source: &S, size: Size) -> Result<Self, S::Error> {
        let nodes = Cover { start: 0, end: size.0 }
            .map(|(level, index)| source.node(level, index))
            .collect::<Result<_, _>>()?;
        Ok(Self { size, nodes })
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: TreeHash) {
        let mut node = leaf;
        // Every bit set at the low end of the old size is a complete subtree that this leaf completes
        // into one of twice the size.
        for _ in 0..self.size.0.trailing_ones() {
            let Some(left) = self.nodes.pop() else { break };
            node = node_hash(&left, &node);
        }
        self.nodes.push(node);
        self.size = self.size.next_index().size();
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The root of the tree (RFC 6962 §2.1).
    pub fn root(&self) -> TreeHash {
        fold(&self.nodes)
    }

    /// The roots of the complete subtrees, largest first.
    pub fn nodes(&self) -> &[TreeHash] {
        &self.nodes
    }
}

fn frontier_length(size: Size) -> usize {
    usize::try_from(size.0.count_ones()).expect("at most 64")
}

/// The root over complete subtrees given from the largest, leftmost one to the smallest.
fn fold(nodes: &[TreeHash]) -> TreeHash {
    nodes
        .iter()
        .copied()
        .rev()
        .reduce(|right, left| node_hash(&left, &right))
        .unwrap_or_else(empty_root)
}

/// The complete subtrees, as (level, index), that cover the leaves `start..end` from left to right, where
/// `start` is a multiple of every power of two up to `end - start`.
struct Cover {
    start: u64,
    end: u64,
}

impl Iterator for Cover {
    type Item = (u8, u64);

    fn next(&mut self) -> Option<(u8, u64)> {
        let level = self.end.checked_sub(self.start)?.checked_ilog2()?;
        let index = self.start >> level;
        self.start += 1 << level;
        Some((u8::try_from(level).expect("below 64"), index))
    }
}

fn range_root<S: NodeSource>(source: &S, start: u64, end: u64) -> Result<TreeHash, S::Error> {
    let nodes = Cover { start, end }
        .map(|(level, index)| source.node(level, index))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(fold(&nodes))
}

/// The largest power of two below `count`, which must be above 1 (k in RFC 6962 §2.1).
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The hashes that lead from leaf `index` to the root of the tree of `size` leaves, the leaf's sibling
/// first (PATH in RFC 6962 §2.1.1).
pub fn inclusion_proof<S: NodeSource>(
    source: &S,
    index: Index,
    size: Size,
) -> Result<Vec<TreeHash>, ProofError<S::Error>> {
    if index.0 >= size.0 {
        return Err(TreeError::IndexOutside { index, size }.into());
    }
    let mut path = Vec::new();
    let (mut start, mut end) = (0, size.0);
    while end - start > 1 {
        let middle = start + split(end - start);
        let sibling = if index.0 < middle {
            let sibling = (middle, end);
            end = middle;
            sibling
        } else {
            let sibling = (start, middle);
            start = middle;
            sibling
        };
        path.push(range_root(source, sibling.0, sibling.1).map_err(ProofError::Source)?);
    }
    path.reverse();
    Ok(path)
}

/// The hashes that show the tree of `old` leaves to be a prefix of the tree of `new` leaves (PROOF in
/// RFC 6962 §2.1.2). Empty for equal sizes; [`TreeError::OldEmpty`] from 0 to any other size.
pub fn consistency_proof<S: NodeSource>(
    source: &S,
    old: Size,
    new: Size,
) -> Result<Vec<TreeHash>, ProofError<S::Error>> {
    check_sizes(old, new)?;
    let mut path = Vec::new();
    let (mut start, mut end) = (0, new.0);
    while end != old.0 {
        let middle = start + split(end - start);
        let sibling = if old.0 <= middle {
            let sibling = (middle, end);
            end = middle;
            sibling
        } else {
            let sibling = (start, middle);
            start = middle;
            sibling
        };
        path.push(range_root(source, sibling.0, sibling.1).map_err(ProofError::Source)?);
    }
    // The verifier holds the old root already when the old tree is one complete subtree.
    if start > 0 {
        path.push(range_root(source, start, end).map_err(ProofError::Source)?);
    }
    path.reverse();
    Ok(path)
}

fn check_sizes(old: Size, new: Size) -> Result<(), TreeError> {
    if old > new {
        return Err(TreeError::SizesReversed { old, new });
    }
    if old.0 == 0 && new.0 > 0 {
        return Err(TreeError::OldEmpty { new });
    }
    Ok(())
}

/// The root that `leaf`, at `index` in a tree of `size` leaves, leads to by `proof`
/// (RFC 9162 §2.1.3.2).
pub fn root_from_inclusion(
    leaf: &TreeHash,
    index: Index,
    size: Size,
    proof: &[TreeHash],
) -> Result<TreeHash, TreeError> {
    if index.0 >= size.0 {
        return Err(TreeError::IndexOutside { index, size });
    }
    let mut walk = Walk { node: index.0, last: size.0 - 1 };
    let mut root = *leaf;
    for sibling in proof {
        root = match walk.step().ok_or(TreeError::ProofTooLong { found: proof.len() })? {
            Side::Left => node_hash(sibling, &root),
            Side::Right => node_hash(&root, sibling),
        };
    }
    if walk.last > 0 {
        return Err(TreeError::ProofTooShort { found: proof.len() });
    }
    Ok(root)
}

/// Checks that `leaf` is at `index` in the tree of `size` leaves that has the root `root`
/// (RFC 9162 §2.1.3.2).
pub fn verify_inclusion(
    leaf: &TreeHash,
    index: Index,
    size: Size,
    proof: &[TreeHash],
    root: &TreeHash,
) -> Result<(), TreeError> {
    let computed = root_from_inclusion(leaf, index, size, proof)?;
    if computed != *root {
        return Err(TreeError::RootMismatch { computed, expected: *root });
    }
    Ok(())
}

/// Checks that the tree of `old` leaves is a prefix of the tree of `new` leaves (RFC 9162 §2.1.4.2).
///
/// Equal sizes need an empty proof and equal roots. There is no proof from size 0 to another size, see
/// [`TreeError::OldEmpty`].
pub fn verify_consistency(
    old: Size,
    old_root: &TreeHash,
    new: Size,
    new_root: &TreeHash,
    proof: &[TreeHash],
) -> Result<(), TreeError> {
    check_sizes(old, new)?;
    let (mut walk, seed, rest) = if old == new {
        (Walk { node: 0, last: 0 }, *old_root, proof)
    } else {
        // Up to the smallest complete subtree of the old tree, which ends where the old tree ends; its
        // root is the seed.
        let level = old.0.trailing_zeros();
        let walk = Walk { node: (old.0 - 1) >> level, last: (new.0 - 1) >> level };
        if old.0.is_power_of_two() {
            // The seed is the old root itself, and left out of the proof (§2.1.4.2, step 2).
            (walk, *old_root, proof)
        } else {
            let missing = TreeError::ProofTooShort { found: proof.len() };
            let (seed, rest) = proof.split_first().ok_or(missing)?;
            (walk, *seed, rest)
        }
    };

    let (mut computed_old, mut computed_new) = (seed, seed);
    for sibling in rest {
        match walk.step().ok_or(TreeError::ProofTooLong { found: proof.len() })? {
            Side::Left => {
                computed_old = node_hash(sibling, &computed_old);
                computed_new = node_hash(sibling, &computed_new);
            }
            // A sibling to the right lies wholly after the old tree.
            Side::Right => computed_new = node_hash(&computed_new, sibling),
        }
    }
    if walk.last > 0 {
        return Err(TreeError::ProofTooShort { found: proof.len() });
    }
    if old.0 == 0 && *old_root != empty_root() {
        return Err(TreeError::OldRootMismatch { computed: empty_root(), expected: *old_root });
    }
    if computed_old != *old_root {
        return Err(TreeError::OldRootMismatch { computed: computed_old, expected: *old_root });
    }
    if computed_new != *new_root {
        return Err(TreeError::RootMismatch { computed: computed_new, expected: *new_root });
    }
    Ok(())
}

/// On which side of the path a sibling lies.
enum Side {
    Left,
    Right,
}

/// A path up the tree: the node's place in its level (fn in RFC 9162 §2.1.3.2), and that of the level's
/// last node (sn there).
struct Walk {
    node: u64,
    last: u64,
}

impl Walk {
    /// One sibling further up, or nothing at the root.
    fn step(&mut self) -> Option<Side> {
        if self.last == 0 {
            return None;
        }
        let side = if self.node & 1 == 1 || self.node == self.last {
            // The last node of a level without a sibling to its right is carried up unchanged until it
            // is a right child.
            let carried = self.node.trailing_zeros();
            self.node >>= carried;
            self.last >>= carried;
            Side::Left
        } else {
            Side::Right
        };
        self.node >>= 1;
        self.last >>= 1;
        Some(side)
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod vectors;
