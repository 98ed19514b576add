//! Independent origins: repeats of one source are not corroboration.
//!
//! Two claims have one origin when their words come from the same party — the speaker, or who relayed them or was told of
//! them — or when somebody recorded that one repeats the other's origin, translates it or tells of the same event. What
//! is one with one of two that are one is one with both, among the claims that are counted. Words of one of several parties
//! count with the first of them that is counted anyway: they may be that party's.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::{PartyId, StatementRef};
use bayan_claim::kind::Speaker;
use bayan_claim::vocabulary::{HopKind, Relation};

use crate::case::{Case, ClaimId};
use crate::fact::{EndFact, UtteranceFact};

/// Claims by where their words come from.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    innermost: BTreeMap<ClaimId, Node>,
    /// Of words of one of several parties those, sorted.
    candidates: BTreeMap<ClaimId, Vec<PartyId>>,
    /// From a claim to a lower one that it was joined with.
    joined: BTreeMap<ClaimId, ClaimId>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Party(PartyId),
    /// Words of nobody, or of one of several of whom none is counted: an origin of its own.
    Statement(StatementRef),
    /// The lowest of the claims that links join.
    Claim(ClaimId),
}

impl Origins {
    /// The origins of a case's claims.
    pub fn of(case: &Case) -> Self {
        let mut origins = Self::default();
        for (id, claimed) in case.claims() {
            let mut parties = innermost(&case.utterance(id).fact).candidates().to_vec();
            parties.sort_unstable();
            let node = match parties.as_slice() {
                [party] => Node::Party(*party),
                _ => Node::Statement(claimed.at.statement),
            };
            origins.innermost.insert(id, node);
            if parties.len() > 1 {
                origins.candidates.insert(id, parties);
            }
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

    fn root(&self, of: ClaimId) -> ClaimId {
        let mut at = of;
        while let Some(next) = self.joined.get(&at) {
            at = *next;
        }
        at
    }

    /// Joins two claims, and not the parties: what else the two say keeps its own origin.
    fn join(&mut self, a: ClaimId, b: ClaimId) {
        let (root_a, root_b) = (self.root(a), self.root(b));
        if root_a != root_b {
            self.joined.insert(root_a.max(root_b), root_a.min(root_b));
        }
    }

    /// Whether two claims have one origin.
    pub fn are_one(&self, a: ClaimId, b: ClaimId) -> bool {
        self.count([a, b]) == 1
    }

    /// How many independent origins these claims have.
    pub fn count(&self, claims: impl IntoIterator<Item = ClaimId>) -> usize {
        self.group(claims).len()
    }

    /// The claims by origin, each group in the order given, the groups in the order of their first.
    pub fn group(&self, claims: impl IntoIterator<Item = ClaimId>) -> Vec<Vec<ClaimId>> {
        let claims: Vec<ClaimId> = claims.into_iter().collect();
        let named: BTreeSet<PartyId> = claims
            .iter()
            .filter_map(|claim| match self.innermost.get(claim) {
                Some(Node::Party(party)) => Some(*party),
                _ => None,
            })
            .collect();
        // By node a group; groups that a claim joins lead on to the lowest of them.
        let mut groups: BTreeMap<Node, usize> = BTreeMap::new();
        let mut leads: Vec<usize> = Vec::new();
        for claim in &claims {
            let nodes = self.nodes(*claim, &named);
            let found = nodes
                .clone()
                .filter_map(|node| groups.get(&node))
                .map(|group| lead(&leads, *group));
            let found: Vec<usize> = found.collect();
            let group = found.iter().copied().min().unwrap_or(leads.len());
            if found.is_empty() {
                leads.push(group);
            }
            for other in found {
                if let Some(lead) = leads.get_mut(other) {
                    *lead = group;
                }
            }
            groups.extend(nodes.map(|node| (node, group)));
        }
        let mut by_group: BTreeMap<usize, Vec<ClaimId>> = BTreeMap::new();
        for claim in claims {
            let group =
                self.nodes(claim, &named).find_map(|node| groups.get(&node).copied()).unwrap_or(0);
            by_group.entry(lead(&leads, group)).or_default().push(claim);
        }
        by_group.into_values().collect()
    }

    /// What joins a claim to others. One of several parties may be one that is named as well, and is then not counted
    /// apart from it.
    fn nodes(
        &self,
        claim: ClaimId,
        named: &BTreeSet<PartyId>,
    ) -> impl Iterator<Item = Node> + Clone + use<> {
        let candidates = self.candidates.get(&claim).into_iter().flatten();
        let counted = candidates.copied().find(|party| named.contains(party)).map(Node::Party);
        let innermost = counted.or_else(|| self.innermost.get(&claim).cloned());
        [Node::Claim(self.root(claim))].into_iter().chain(innermost)
    }
}

fn lead(leads: &[usize], group: usize) -> usize {
    let mut at = group;
    while let Some(next) = leads.get(at).filter(|next| **next != at) {
        at = *next;
    }
    at
}

/// Whom the words come from: who the innermost relaying hop says relayed them, or whom it says told of them;
/// else the speaker. Who carries or quotes words is no origin of them.
fn innermost(utterance: &UtteranceFact) -> &Speaker {
    let relays =
        |kind| matches!(kind, HopKind::RelaysFor | HopKind::InformedBy | HopKind::HearsayAbout);
    let named: Vec<_> =
        utterance.chain.iter().filter_map(|hop| Some((hop.kind, hop.by.as_ref()?))).collect();
    let place = named.iter().rposition(|(kind, _)| relays(*kind));
    let relayed = place.and_then(|place| match named.get(place)? {
        // Who is informed by another knows it from the next that is named.
        (HopKind::InformedBy, by) => Some(named.get(place + 1).map_or(*by, |(_, next)| *next)),
        (_, by) => Some(*by),
    });
    relayed.unwrap_or(&utterance.speaker)
}
