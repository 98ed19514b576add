//! One proof for several leaves: the roots of the largest subtrees that hold none of them.
//!
//! The tree is split as RFC 6962 §2.1 splits it. A subtree without any of the leaves is one hash; every other is split
//! further, down to the leaves. With all leaves nothing is left over, with one leaf it is the hashes of its inclusion
//! proof. Which subtrees these are follows from the size and the indexes alone, so a proof has one form.

use super::{NodeSource, ProofError, TreeError, node_hash, range_root, split};
use crate::hash::TreeHash;
use crate::num::{Index, Size};

/// The hashes that lead from the leaves at `indexes`, which ascend, to the root of the tree of `size` leaves, from left to
/// right.
///
/// # Errors
/// [`TreeError::NotAscending`], [`TreeError::IndexOutside`], or that of a node that could not be read.
pub fn inclusion_proof_of_many<S: NodeSource>(
    source: &S,
    indexes: &[Index],
    size: Size,
) -> Result<Vec<TreeHash>, ProofError<S::Error>> {
    check_indexes(indexes.iter().copied(), size)?;
    let mut hashes = Vec::new();
    prove(source, indexes, 0, size.0, &mut hashes).map_err(ProofError::Source)?;
    Ok(hashes)
}

fn prove<S: NodeSource>(
    source: &S,
    indexes: &[Index],
    start: u64,
    end: u64,
    hashes: &mut Vec<TreeHash>,
) -> Result<(), S::Error> {
    if indexes.is_empty() {
        if end > start {
            hashes.push(range_root(source, start, end)?);
        }
        return Ok(());
    }
    if end - start == 1 {
        return Ok(());
    }
    let middle = start + split(end - start);
    let (left, right) = indexes.split_at(indexes.partition_point(|index| index.0 < middle));
    prove(source, left, start, middle, hashes)?;
    prove(source, right, middle, end, hashes)
}

/// The root of the tree of `size` leaves that these leaves, whose indexes ascend, lead to by `hashes`. Where it is the root
/// that a checkpoint signs for that size, all of them stand in the tree in these places.
///
/// # Errors
/// [`TreeError::NotAscending`], [`TreeError::IndexOutside`], [`TreeError::ProofTooShort`] or
/// [`TreeError::ProofTooLong`].
pub fn root_of_many(
    leaves: &[(Index, TreeHash)],
    size: Size,
    hashes: &[TreeHash],
) -> Result<TreeHash, TreeError> {
    check_indexes(leaves.iter().map(|(index, _)| *index), size)?;
    if size.0 == 0 {
        let too_long = TreeError::ProofTooLong { found: hashes.len() };
        return if hashes.is_empty() { Ok(super::empty_root()) } else { Err(too_long) };
    }
    let mut rest = hashes.iter();
    let root = root(leaves, 0, size.0, &mut rest)
        .ok_or(TreeError::ProofTooShort { found: hashes.len() })?;
    if rest.next().is_some() {
        return Err(TreeError::ProofTooLong { found: hashes.len() });
    }
    Ok(root)
}

fn root(
    leaves: &[(Index, TreeHash)],
    start: u64,
    end: u64,
    hashes: &mut std::slice::Iter<'_, TreeHash>,
) -> Option<TreeHash> {
    let Some((_, first)) = leaves.first() else { return hashes.next().copied() };
    if end - start == 1 {
        return Some(*first);
    }
    let middle = start + split(end - start);
    let (left, right) = leaves.split_at(leaves.partition_point(|(index, _)| index.0 < middle));
    let left = root(left, start, middle, hashes)?;
    let right = root(right, middle, end, hashes)?;
    Some(node_hash(&left, &right))
}

fn check_indexes(indexes: impl Iterator<Item = Index>, size: Size) -> Result<(), TreeError> {
    let mut last: Option<Index> = None;
    for index in indexes {
        if last.is_some_and(|last| last >= index) {
            return Err(TreeError::NotAscending { index });
        }
        if index.0 >= size.0 {
            return Err(TreeError::IndexOutside { index, size });
        }
        last = Some(index);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use crate::tree::{Frontier, empty_root, inclusion_proof, leaf_hash};

    fn leaf(index: u64) -> TreeHash {
        leaf_hash(&index.to_be_bytes())
    }

    /// Every complete subtree by its leaves.
    struct Leaves;

    impl NodeSource for Leaves {
        type Error = Infallible;

        fn node(&self, level: u8, index: u64) -> Result<TreeHash, Infallible> {
            let mut frontier = Frontier::default();
            (index << level..(index + 1) << level).for_each(|at| frontier.push(leaf(at)));
            Ok(frontier.root())
        }
    }

    fn tree(size: u64) -> TreeHash {
        let mut frontier = Frontier::default();
        (0..size).for_each(|at| frontier.push(leaf(at)));
        frontier.root()
    }

    fn proof(indexes: &[u64], size: u64) -> Vec<TreeHash> {
        let indexes: Vec<Index> = indexes.iter().copied().map(Index).collect();
        inclusion_proof_of_many(&Leaves, &indexes, Size(size)).unwrap()
    }

    fn leaves(indexes: &[u64]) -> Vec<(Index, TreeHash)> {
        indexes.iter().map(|index| (Index(*index), leaf(*index))).collect()
    }

    /// Every subset of every tree of up to ten leaves.
    #[test]
    fn every_subset_of_small_trees_leads_to_the_root() {
        for size in 0..=10_u64 {
            for subset in 0..1_u64 << size {
                let indexes: Vec<u64> = (0..size).filter(|at| subset >> at & 1 == 1).collect();
                let hashes = proof(&indexes, size);
                let found = root_of_many(&leaves(&indexes), Size(size), &hashes);
                assert_eq!(found, Ok(tree(size)), "{indexes:?} of {size}");
            }
        }
        assert_eq!(root_of_many(&[], Size(0), &[]), Ok(empty_root()));
    }

    #[test]
    fn one_leaf_has_the_hashes_of_its_path_and_all_leaves_have_none() {
        for size in 1..=33_u64 {
            let all: Vec<u64> = (0..size).collect();
            assert_eq!(proof(&all, size), []);
            for index in 0..size {
                let mut path = inclusion_proof(&Leaves, Index(index), Size(size)).unwrap();
                let mut found = proof(&[index], size);
                path.sort_unstable();
                found.sort_unstable();
                assert_eq!(found, path, "{index} of {size}");
            }
        }
    }

    #[test]
    fn what_is_no_proof_is_named() {
        let of =
            |indexes: &[u64], hashes: &[TreeHash]| root_of_many(&leaves(indexes), Size(5), hashes);
        let hashes = proof(&[1, 3], 5);
        assert_eq!(of(&[3, 1], &hashes), Err(TreeError::NotAscending { index: Index(1) }));
        assert_eq!(of(&[1, 1], &hashes), Err(TreeError::NotAscending { index: Index(1) }));
        let outside = TreeError::IndexOutside { index: Index(5), size: Size(5) };
        assert_eq!(of(&[1, 5], &hashes), Err(outside));
        let found = hashes.len();
        assert_eq!(of(&[1, 3], &hashes[1..]), Err(TreeError::ProofTooShort { found: found - 1 }));
        let more = [hashes.as_slice(), &hashes[..1]].concat();
        assert_eq!(of(&[1, 3], &more), Err(TreeError::ProofTooLong { found: found + 1 }));
        assert_eq!(root_of_many(&[], Size(0), &hashes), Err(TreeError::ProofTooLong { found }));
        // A leaf of a tree near the limit of sizes needs no more than one hash a level.
        let far = [(Index(u64::MAX - 2), leaf(0))];
        assert_eq!(
            root_of_many(&far, Size(u64::MAX), &[]),
            Err(TreeError::ProofTooShort { found: 0 })
        );
    }

    /// No leaf and no hash can be another, and no leaf stands in another place or is left out: for every subset of every tree
    /// of up to eight leaves.
    #[test]
    fn nothing_else_leads_to_the_root() {
        let other = leaf(99);
        for size in 1..=8_u64 {
            for subset in 1..1_u64 << size {
                let indexes: Vec<u64> = (0..size).filter(|at| subset >> at & 1 == 1).collect();
                let hashes = proof(&indexes, size);
                let good = leaves(&indexes);
                let holds = |leaves: &[(Index, TreeHash)], hashes: &[TreeHash]| {
                    root_of_many(leaves, Size(size), hashes) == Ok(tree(size))
                };
                for at in 0..good.len() {
                    let mut changed = good.clone();
                    changed[at].1 = other;
                    assert!(!holds(&changed, &hashes), "{at} of {indexes:?} changed");
                    let mut fewer = good.clone();
                    fewer.remove(at);
                    assert!(!holds(&fewer, &hashes), "{at} of {indexes:?} left out");
                    for free in (0..size).filter(|index| !indexes.contains(index)) {
                        let mut moved = good.clone();
                        moved[at].0 = Index(free);
                        moved.sort_unstable();
                        assert!(!holds(&moved, &hashes), "{at} of {indexes:?} at {free}");
                    }
                }
                for at in 0..hashes.len() {
                    let mut changed = hashes.clone();
                    changed[at] = other;
                    assert!(!holds(&good, &changed), "hash {at} beside {indexes:?}");
                }
            }
        }
    }
}
