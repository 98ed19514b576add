//! Which of some reaches lie within which.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::value::Entity;

use super::{Containment, Reach, ScopeOrder};

/// How many pairs of reaches are compared to find which lie within which.
pub const NESTED_MAX: usize = 1 << 20;

/// Which of some reaches lie within which, found without comparing all with all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Nesting<'a> {
    numbers: BTreeMap<&'a Reach, usize>,
    /// For each those that it lies within, around or with, and how they lie to it.
    related: Vec<BTreeMap<usize, ScopeOrder>>,
    /// Whether there were more than [`NESTED_MAX`] pairs to compare.
    pub(crate) is_cut: bool,
}

impl<'a> Nesting<'a> {
    pub(crate) fn of(reaches: BTreeSet<&'a Reach>, containment: &Containment) -> Self {
        let numbers: BTreeMap<&Reach, usize> = reaches.iter().copied().zip(0..).collect();
        let related = reaches.iter().map(|_| BTreeMap::new()).collect();
        let mut nesting = Self { numbers, related, is_cut: false };
        // What names nothing that it means may lie around anything; else a whole of what the inner one means is named.
        let mut wide = BTreeSet::new();
        let mut naming: BTreeMap<(usize, Entity), BTreeSet<usize>> = BTreeMap::new();
        for (reach, number) in &nesting.numbers {
            match reach.extents().iter().enumerate().find(|(_, extent)| !extent.of.is_empty()) {
                None => {
                    wide.insert(*number);
                }
                Some((dimension, extent)) => {
                    for entity in &extent.of {
                        naming.entry((dimension, *entity)).or_default().insert(*number);
                    }
                }
            }
        }
        let reaches: Vec<&Reach> = reaches.into_iter().collect();
        let mut left = NESTED_MAX;
        for (number, reach) in reaches.iter().enumerate() {
            let mut around = wide.clone();
            for (dimension, extent) in reach.extents().iter().enumerate() {
                let wholes = extent.of.first().map(|entity| containment.wholes(*entity));
                for whole in wholes.into_iter().flatten() {
                    around.extend(naming.get(&(dimension, whole)).into_iter().flatten());
                }
            }
            for other in around {
                if left == 0 {
                    nesting.is_cut = true;
                    return nesting;
                }
                left = left.saturating_sub(containment.cost(reach));
                if let Some(wider) = reaches.get(other) {
                    nesting.note(number, other, containment.compare(reach, wider));
                }
            }
        }
        nesting
    }

    fn note(&mut self, number: usize, other: usize, order: ScopeOrder) {
        if matches!(order, ScopeOrder::Same | ScopeOrder::Inside | ScopeOrder::Around) {
            for (one, other, order) in [(number, other, order.reverse()), (other, number, order)] {
                if let Some(related) = self.related.get_mut(one) {
                    related.insert(other, order);
                }
            }
        }
    }

    /// The number of a reach. Reaches in order have numbers in order.
    pub(crate) fn number(&self, reach: &Reach) -> usize {
        self.numbers.get(reach).copied().unwrap_or(usize::MAX)
    }

    /// Those that a reach lies within, around or with, itself included, and how each lies to it.
    pub(crate) fn related(&self, number: usize) -> impl Iterator<Item = (usize, ScopeOrder)> {
        let others = self.related.get(number).into_iter().flatten();
        let others =
            others.map(|(other, order)| (*other, *order)).filter(move |(n, _)| *n != number);
        others.chain([(number, ScopeOrder::Same)])
    }
}
