//! Independent origins: repeats of one source are not corroboration.
//!
//! Two claims have one origin when their words come from the same party — the speaker, or who relayed them or was told of
//! them — or from voices of one organisation: its units, and those who then had a role of it. An organisation that agrees
//! with its own spokesperson is no second source. Words of nobody are those of whoever published them, as far as anybody can
//! tell: two unnamed sources of one outlet may be one. They have one origin as well when somebody recorded that one repeats the
//! other's origin, translates it or tells of the same event. What is one with one of two that are one is one with both, among
//! the claims that are counted. Words of one of several parties count with the first of them that is counted anyway: they
//! may be that party's.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::{PartyId, StatementRef};
use bayan_claim::kind::Speaker;
use bayan_claim::vocabulary::HopKind;

use crate::case::{Case, ClaimId};
use crate::fact::UtteranceFact;
use crate::track::{is_one_telling, joined};
use crate::world::World;

/// Claims by where their words come from.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// Of each claim, by its place.
    innermost: Vec<Node>,
    /// Of words of one of several parties those, sorted.
    candidates: BTreeMap<ClaimId, Vec<PartyId>>,
    /// From a claim to the lowest that it was joined with.
    joined: BTreeMap<ClaimId, ClaimId>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    /// An organisation, or a party that is the voice of none.
    Party(PartyId),
    /// Words of nobody that nobody is said to have published, or of one of several of whom none is counted: an origin of
    /// its own.
    Statement(StatementRef),
    /// The lowest of the claims that links join.
    Claim(ClaimId),
}

impl Origins {
    /// The origins of a case's claims.
    pub fn of(case: &Case, world: &World) -> Self {
        let mut origins = Self::default();
        let mut last: Option<(usize, Vec<PartyId>)> = None;
        origins.innermost.reserve(case.claim_count());
        for (id, claimed) in case.claims() {
            if last.as_ref().is_none_or(|(utterance, _)| *utterance != claimed.utterance) {
                let utterance = &case.utterance(id).fact;
                let candidates = match innermost(utterance) {
                    Speaker::Nobody => utterance.publisher.as_slice(),
                    named => named.candidates(),
                };
                let mut parties: Vec<PartyId> = candidates
                    .iter()
                    .map(|party| world.organisation(*party, claimed.said))
                    .collect();
                parties.sort_unstable();
                parties.dedup();
                last = Some((claimed.utterance, parties));
            }
            let parties = last.as_ref().map(|(_, parties)| parties.as_slice()).unwrap_or_default();
            origins.innermost.push(match parties {
                [party] => Node::Party(*party),
                _ => Node::Statement(claimed.at.statement),
            });
            if parties.len() > 1 {
                origins.candidates.insert(id, parties.to_vec());
            }
        }
        for (_, from, to) in joined(case, is_one_telling) {
            origins.join(from, to);
        }
        origins.settle();
        origins
    }

    fn root(&self, of: ClaimId) -> ClaimId {
        let mut at = of;
        while let Some(next) = self.joined.get(&at) {
            at = *next;
        }
        at
    }

    /// As [`Self::root`], and shortens the way.
    fn lead(&mut self, of: ClaimId) -> ClaimId {
        let root = self.root(of);
        let mut at = of;
        while let Some(next) = self.joined.get_mut(&at) {
            at = std::mem::replace(next, root);
        }
        root
    }

    /// Joins two claims, and not the parties: what else the two say keeps its own origin.
    fn join(&mut self, a: ClaimId, b: ClaimId) {
        let (root_a, root_b) = (self.lead(a), self.lead(b));
        if root_a != root_b {
            self.joined.insert(root_a.max(root_b), root_a.min(root_b));
        }
    }

    /// Shortens every way to one step: each leads to a lower one, so those come first.
    fn settle(&mut self) {
        let all: Vec<ClaimId> = self.joined.keys().copied().collect();
        for claim in all {
            self.lead(claim);
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
            .filter_map(|claim| match self.innermost.get(claim.place()) {
                Some(Node::Party(party)) => Some(*party),
                _ => None,
            })
            .collect();
        // By node a group; groups that a claim joins lead on to the lowest of them.
        let mut groups: BTreeMap<Node, usize> = BTreeMap::new();
        let mut leads: Vec<usize> = Vec::new();
        for claim in &claims {
            let nodes = self.nodes(*claim, &named);
            let found: Vec<usize> = nodes
                .clone()
                .filter_map(|node| groups.get(&node))
                .map(|group| lead(&mut leads, *group))
                .collect();
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
            by_group.entry(lead(&mut leads, group)).or_default().push(claim);
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
        let innermost = counted.or_else(|| self.innermost.get(claim.place()).cloned());
        [Node::Claim(self.root(claim))].into_iter().chain(innermost)
    }
}

/// The group that a group leads on to. Each step is shortened to the one after it.
fn lead(leads: &mut [usize], group: usize) -> usize {
    let mut at = group;
    while let Some(next) = leads.get(at).copied().filter(|next| *next != at) {
        let further = leads.get(next).copied().unwrap_or(next);
        if let Some(lead) = leads.get_mut(at) {
            *lead = further;
        }
        at = further;
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
