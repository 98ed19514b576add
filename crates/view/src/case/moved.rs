//! Where amended statements and their claims went.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::{ClaimRef, StatementRef};

use super::ENDS_MAX;

/// From amended statements to those that stand for them. One that was withdrawn has none and stays itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Became(BTreeMap<StatementRef, StatementRef>);

impl Became {
    pub(super) fn now(&self, statement: StatementRef) -> StatementRef {
        let mut at = statement;
        while let Some(next) = self.0.get(&at) {
            at = *next;
        }
        at
    }

    /// As [`Self::now`], and shortens the way.
    pub(super) fn lead(&mut self, statement: StatementRef) -> StatementRef {
        let now = self.now(statement);
        let mut at = statement;
        while let Some(next) = self.0.get_mut(&at) {
            at = std::mem::replace(next, now);
        }
        now
    }

    /// Notes what stands for one that stood until now. Nothing comes to stand for itself.
    pub(super) fn add(&mut self, was: StatementRef, is: StatementRef) {
        if self.now(is) != was {
            self.0.insert(was, is);
        }
    }

    /// Shortens every way to one step.
    pub(super) fn settle(&mut self) {
        let all: Vec<StatementRef> = self.0.keys().copied().collect();
        for statement in all {
            self.lead(statement);
        }
    }
}

/// Where the claims of amended statements went.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved {
    pub(super) to: BTreeMap<ClaimRef, Vec<ClaimRef>>,
    /// Those that moved, in the order in which they did.
    order: Vec<ClaimRef>,
}

impl Moved {
    pub(super) fn add(&mut self, from: ClaimRef, to: Vec<ClaimRef>) {
        self.to.insert(from, to);
        self.order.push(from);
    }

    /// Where a claim leads: to itself where it never moved, and to each claim once; at most [`ENDS_MAX`].
    pub(super) fn now(&self, claim: ClaimRef) -> Vec<ClaimRef> {
        let (mut open, mut found) = (vec![claim], Vec::new());
        let mut seen = BTreeSet::new();
        while let Some(at) = open.pop() {
            match self.to.get(&at) {
                _ if !seen.insert(at) => {}
                Some(to) => open.extend(to.iter().rev()),
                None if found.len() < ENDS_MAX => found.push(at),
                None => break,
            }
        }
        found
    }

    /// As [`Self::now`], and shortens the way.
    pub(super) fn lead(&mut self, claim: ClaimRef) -> Vec<ClaimRef> {
        let found = self.now(claim);
        if let Some(to) = self.to.get_mut(&claim) {
            to.clone_from(&found);
        }
        found
    }

    /// Shortens every way to one step: what moved later first, as others lead to it.
    pub(super) fn settle(&mut self) {
        for claim in std::mem::take(&mut self.order).into_iter().rev() {
            self.lead(claim);
        }
    }
}
