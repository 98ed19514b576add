//! Independent origins: repeats of one source are not corroboration.
//!
//! Two claims have one origin when their words come from the same innermost party — the speaker, or whom a relaying
//! hop leads to — or when somebody recorded that one repeats the other's origin or tells of the same event.

use std::collections::BTreeMap;

use bayan_claim::id::{PartyId, StatementRef};
use bayan_claim::kind::Speaker;
use bayan_claim::vocabulary::{HopKind, Relation};

use crate::case::{Case, ClaimId};
use crate::fact::{EndFact, UtteranceFact};

/// Claims by where their words come from.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    parent: BTreeMap<Node, Node>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Party(PartyId),
    /// Words of nobody, or of one of several: an origin of its own.
    Statement(StatementRef),
    Claim(ClaimId),
}

impl Origins {
    /// The origins of a case's claims.
    pub fn of(case: &Case) -> Self {
        let mut origins = Self::default();
        for (id, claimed) in case.claims() {
            let innermost = innermost(&case.utterance(id).fact);
            let node = innermost.map_or(Node::Statement(claimed.at.statement), Node::Party);
            origins.parent.insert(Node::Claim(id), node);
        }
        for recorded in &case.links {
            let joins = matches!(
                recorded.link.relation,
                Relation::RepeatsOrigin | Relation::SameEvent | Relation::TranslationOf
            );
            if let (true, EndFact::Claim(from), EndFact::Claim(to)) =
                (joins, recorded.link.from, recorded.link.to)
            {
                for from in case.find(from) {
                    for to in case.find(to) {
                        origins.join(from, to);
                    }
                }
            }
        }
        origins
    }

    fn root(&self, of: ClaimId) -> Node {
        let mut at = Node::Claim(of);
        // Links are joined root to root, so the walk ends.
        while let Some(next) = self.parent.get(&at) {
            at = next.clone();
        }
        at
    }

    /// Joins two claims, and not the parties: what else the two say keeps its own origin.
    fn join(&mut self, a: ClaimId, b: ClaimId) {
        let (root_a, root_b) = (self.root(a), self.root(b));
        if root_a == root_b {
            return;
        }
        // A party's node holds all its claims; only this one leaves it.
        match root_b {
            Node::Claim(_) => self.parent.insert(root_b, root_a),
            Node::Party(_) | Node::Statement(_) => self.parent.insert(Node::Claim(b), root_a),
        };
    }

    /// Whether two claims have one origin.
    pub fn are_one(&self, a: ClaimId, b: ClaimId) -> bool {
        self.root(a) == self.root(b)
    }

    /// How many independent origins these claims have.
    pub fn count(&self, claims: impl IntoIterator<Item = ClaimId>) -> usize {
        self.group(claims).len()
    }

    /// The claims by origin, each group in the order given, the groups in the order of their first.
    pub fn group(&self, claims: impl IntoIterator<Item = ClaimId>) -> Vec<Vec<ClaimId>> {
        let mut groups: Vec<(Node, Vec<ClaimId>)> = Vec::new();
        let mut places: BTreeMap<Node, usize> = BTreeMap::new();
        for claim in claims {
            let root = self.root(claim);
            let place = *places.entry(root.clone()).or_insert(groups.len());
            match groups.get_mut(place) {
                Some((_, group)) => group.push(claim),
                None => groups.push((root, vec![claim])),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }
}

/// The party that the words come from: whom the innermost relaying hop names, else the speaker.
fn innermost(utterance: &UtteranceFact) -> Option<PartyId> {
    let relays = |kind| {
        matches!(
            kind,
            HopKind::RelaysFor | HopKind::Republishes | HopKind::InformedBy | HopKind::HearsayAbout
        )
    };
    let relayed = utterance.chain.iter().rev().find(|hop| relays(hop.kind) && hop.by.is_some());
    let party = |speaker: &Speaker| match speaker {
        Speaker::Party(party) => Some(*party),
        Speaker::Nobody | Speaker::Ambiguous { .. } => None,
    };
    match relayed.and_then(|hop| hop.by.as_ref()) {
        Some(by) => party(by),
        None => party(&utterance.speaker),
    }
}
