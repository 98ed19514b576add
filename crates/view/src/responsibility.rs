//! Who blames whom, who clears whom, and whether the blamed was heard.
//!
//! A blame is a claim of the family `responsibility` that names whom it is about. One that is denied clears whom it names;
//! one that is neither affirmed nor denied leaves it open. Each is listed under its innermost speaker; a passive that names
//! nobody is kept. What its speaker took back, or followed by something else, no longer stands, and says by which claim.
//!
//! A blamed party was heard when it, one of its units or somebody who speaks for it spoke after the blame, or at a
//! time that is not known to be before: on the blame itself, which is anything in the family or an answer to it that
//! somebody recorded; else what it is a part of denied the blame or answered it; else it declined to say; else it spoke
//! on something else; else somebody recorded its silence on it; else nothing is recorded. The first of these that holds
//! is what is said, each is listed with its claims, and where none of these surely came after, it is only perhaps so.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::PartyId;
use bayan_claim::kind::Speaker;
use bayan_claim::value::Entity;
use bayan_claim::vocabulary::{
    Act, Basis, Channel, Family, HopKind, MarkerKind, Polarity, Relation,
};

use crate::case::{Case, Cite, ClaimId, Standing};
use crate::fact::{ClaimFact, EndFact, RefFact, SilenceFact, UtteranceFact, Worth};
use crate::promise::{Links, Takers};
use crate::silence::{Spoken, Voices, by_time, is_refusal, moment, since};
use crate::track::Track;
use crate::when;
use crate::world::World;

/// Whether a blamed party was heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heard {
    /// It spoke on the blame.
    OnIt,
    /// What it is a part of, or speaks for, spoke on the blame.
    ForIt,
    /// It declined to speak on it.
    Declined,
    /// It spoke on something else.
    Elsewhere,
    /// Somebody recorded that it was silent.
    ReportedSilent,
    /// Nothing is recorded of it.
    #[default]
    NothingRecorded,
}

/// How far a blamed party was heard. What is only perhaps later counts, and says so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hearing {
    /// The first that holds.
    pub heard: Heard,
    /// Whether it holds only perhaps: nothing that it rests on was surely said after the blame and by the moment asked
    /// about.
    pub perhaps: bool,
    /// Its claims on the blame.
    pub on_it: Vec<Spoken>,
    /// Claims by which what it surely is a part of, or speaks for, denies the blame or answers it.
    pub for_it: Vec<Spoken>,
    /// Its claims that decline to speak on it.
    pub declined: Vec<Spoken>,
    /// Its claims on something else.
    pub elsewhere: Vec<Spoken>,
    /// Silences that were recorded of it, on this or on everything, and not only up to before the blame.
    pub silences: Vec<Cite>,
}

/// Who is blamed, who is cleared, and of whom neither is said; each by when it was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blames {
    /// Who is said to be to blame.
    pub blamed: Vec<Blame>,
    /// Who is said not to be.
    pub cleared: Vec<Blame>,
    /// Of whom it is left open.
    pub open: Vec<Blame>,
}

impl Blames {
    /// All of them, those who are blamed first.
    pub fn iter(&self) -> impl Iterator<Item = &Blame> {
        self.blamed.iter().chain(&self.cleared).chain(&self.open)
    }
}

/// Somebody is blamed, or is said not to be to blame.
#[expect(clippy::struct_excessive_bools, reason = "any of the four holds with any other")]
#[derive(Clone, Debug, PartialEq)]
pub struct Blame {
    /// The claim.
    pub claim: ClaimId,
    /// Whom it names: mostly a party; perhaps a system, another incident or a claim.
    pub whom: RefFact,
    /// The innermost speaker.
    pub by: Speaker,
    /// Which way: a denied one says that it is not their fault.
    pub polarity: Polarity,
    /// Whether it comes by hearsay or rumour.
    pub hearsay: bool,
    /// Whether it is told as alleged.
    pub alleged: bool,
    /// Whether the speaker speaks of itself, or of what it surely counts for.
    pub own: bool,
    /// Whether it is part of its speaker's position: not taken back, not followed, and surely said by the moment asked about.
    pub stands: bool,
    /// Claims of its speaker that took its place.
    pub followed: Vec<ClaimId>,
    /// Claims of what the blamed is said to have done.
    pub reasons: Vec<ClaimId>,
    /// Claims by which the speaker took it back or corrected it.
    pub withdrawn: Vec<ClaimId>,
    /// Whether the blamed was heard; none where it is no party, is cleared, or speaks of itself.
    pub hearing: Option<Hearing>,
}

/// Every blame and every clearing. The tracks are those of single speakers.
pub fn blames(case: &Case, world: &World, tracks: &[Track]) -> Blames {
    let voices = Voices::of(case, world);
    let positions = Positions::of(tracks);
    let takers = Takers::of(case);
    let links = Links::of(case, world, &takers);
    let reasons = Reasons::of(case);
    let mut named: Vec<(ClaimId, RefFact)> =
        case.claims().filter_map(|(id, claimed)| Some((id, whom(&claimed.fact)?))).collect();
    named.sort_by_key(|(id, _)| by_time(case, *id));
    let mut found = Blames::default();
    for (claim, whom) in named {
        let (utterance, fact) = (&case.utterance(claim).fact, &case.claim(claim).fact);
        let said = case.claim(claim).said;
        let party = as_party(whom);
        let counts = |party| world.surely_counts_for(&utterance.speaker, party, said);
        let own = party.is_some_and(counts);
        let hearing = party.filter(|_| !own && fact.polarity != Polarity::Deny);
        let withdrawn = takers.of_claim(case, world, claim);
        let blame = Blame {
            claim,
            whom,
            by: utterance.speaker.clone(),
            polarity: fact.polarity,
            hearsay: is_hearsay(utterance, fact),
            alleged: fact.act == Act::Alleges || fact.is_marked(MarkerKind::Alleged),
            own,
            stands: positions.standing.contains(&claim) && withdrawn.is_empty(),
            followed: positions.followers(case, claim),
            reasons: reasons.of_claim(case, &links, claim),
            withdrawn,
            hearing: hearing
                .map(|party| hear(case, world, &voices, (&links, &takers), (claim, party))),
        };
        match blame.polarity {
            Polarity::Affirm => found.blamed.push(blame),
            Polarity::Deny => found.cleared.push(blame),
            Polarity::Neutral => found.open.push(blame),
        }
    }
    found
}

/// What each speaker holds now, and which of its claims took the place of which.
pub(crate) struct Positions {
    standing: BTreeSet<ClaimId>,
    /// Claims that stand no more, with those that followed them.
    followed: BTreeMap<ClaimId, BTreeSet<ClaimId>>,
}

impl Positions {
    pub(crate) fn of(tracks: &[Track]) -> Self {
        let mut positions = Self { standing: BTreeSet::new(), followed: BTreeMap::new() };
        for track in tracks {
            let standing = track.steps.iter().filter(|step| step.stands).map(|step| step.claim);
            let standing: BTreeSet<ClaimId> = standing.collect();
            for step in &track.steps {
                let moves = step.moves.iter().filter(|moved| moved.is_own());
                let from = moves.map(|moved| moved.from);
                for from in from.filter(|from| !standing.contains(from)) {
                    positions.followed.entry(from).or_default().insert(step.claim);
                }
            }
            positions.standing.extend(standing);
        }
        positions
    }

    /// The claims that took a claim's place, by time; those that only take it back are listed apart.
    pub(crate) fn followers(&self, case: &Case, claim: ClaimId) -> Vec<ClaimId> {
        let all = self.followed.get(&claim).into_iter().flatten().copied();
        let mut found: Vec<ClaimId> = all
            .filter(|later| {
                let fact = &case.claim(*later).fact;
                !matches!(fact.act, Act::Retracts | Act::Corrects)
                    && fact.facet == case.claim(claim).fact.facet
                    && !fact.is_one_of_several()
            })
            .collect();
        found.sort_by_key(|later| by_time(case, *later));
        found
    }
}

/// A party that is blamed and of which no word is on record, at any time and on anything.
#[derive(Clone, Debug, PartialEq)]
pub struct Unheard {
    /// The party.
    pub party: PartyId,
    /// The blames, by time.
    pub blames: Vec<ClaimId>,
}

/// The parties that others blame and that never spoke, by id. What no longer stands blames nobody.
pub fn unheard(case: &Case, world: &World, blames: &Blames) -> Vec<Unheard> {
    let voices = Voices::of(case, world);
    let mut by_party: BTreeMap<PartyId, Vec<ClaimId>> = BTreeMap::new();
    for blame in blames.blamed.iter().filter(|blame| blame.stands) {
        let silent = |party: &PartyId| voices.of_party(*party).is_empty();
        if let Some(party) = as_party(blame.whom).filter(silent) {
            by_party.entry(party).or_default().push(blame.claim);
        }
    }
    by_party.into_iter().map(|(party, blames)| Unheard { party, blames }).collect()
}

/// Whom a claim holds responsible; none where it is about something else. What takes a blame back is no blame.
fn whom(fact: &ClaimFact) -> Option<RefFact> {
    match fact.worth {
        Worth::Ref(whom)
            if fact.facet.family() == Family::Responsibility && fact.act != Act::Retracts =>
        {
            Some(whom)
        }
        _ => None,
    }
}

fn as_party(whom: RefFact) -> Option<PartyId> {
    match whom {
        RefFact::Entity(Entity::Party(party)) => Some(party),
        RefFact::Entity(Entity::Thing(_)) | RefFact::Incident(_) | RefFact::Claim(_) => None,
    }
}

fn is_hearsay(utterance: &UtteranceFact, fact: &ClaimFact) -> bool {
    utterance.chain.iter().any(|hop| hop.kind == HopKind::HearsayAbout)
        || utterance.channel == Channel::Rumour
        || fact.act == Act::Hearsay
        || fact.basis == Some(Basis::Hearsay)
}

fn hear(
    case: &Case,
    world: &World,
    voices: &Voices,
    (links, takers): (&Links, &Takers),
    (blame, party): (ClaimId, PartyId),
) -> Hearing {
    let blamed = case.claim(blame);
    let here = EndFact::Claim(blamed.at);
    let mut hearing = Hearing::default();
    for claim in voices.of_party(party) {
        let claimed = case.claim(*claim);
        let Some(later) = since(case, *claim, when::said_at(blamed), Some(blamed.at.statement))
        else {
            continue;
        };
        let spoken = Spoken::of((case, world, takers), Some(party), *claim, later);
        let is_on_it = claimed.fact.facet.family() == Family::Responsibility
            || links.has(Relation::Answers, *claim, here);
        match (is_on_it, is_refusal(&claimed.fact)) {
            (true, false) => hearing.on_it.push(spoken),
            (true, true) => hearing.declined.push(spoken),
            (false, _) => hearing.elsewhere.push(spoken),
        }
    }
    hearing.for_it = for_it(case, world, voices, (links, takers), (blame, party));
    let mut perhaps_silent = true;
    for silence in &case.silences {
        if let Some(moment) = silent_on(case, world, silence, blame, party) {
            hearing.silences.push(silence.cite);
            perhaps_silent &= case.is_possible(moment);
        }
    }
    let Hearing { on_it, for_it, declined, elsewhere, silences, .. } = &hearing;
    let spoken = [
        (Heard::OnIt, on_it),
        (Heard::ForIt, for_it),
        (Heard::Declined, declined),
        (Heard::Elsewhere, elsewhere),
    ];
    let first = spoken.into_iter().find(|(_, claims)| !claims.is_empty());
    (hearing.heard, hearing.perhaps) = match first {
        Some((heard, claims)) => (heard, !claims.iter().any(Spoken::is_sure)),
        None if !silences.is_empty() => (Heard::ReportedSilent, perhaps_silent),
        None => (Heard::NothingRecorded, false),
    };
    hearing
}

/// Where what a blamed party surely is a part of denies this blame, or answers it.
fn for_it(
    case: &Case,
    world: &World,
    voices: &Voices,
    (links, takers): (&Links, &Takers),
    (blame, party): (ClaimId, PartyId),
) -> Vec<Spoken> {
    let blamed = case.claim(blame);
    let here = EndFact::Claim(blamed.at);
    let own: BTreeSet<ClaimId> = voices.of_party(party).iter().copied().collect();
    let wholes = world.belongs(party, blamed.said);
    let wholes = wholes.iter().filter(|whole| **whole != party);
    let claims: BTreeSet<(_, ClaimId)> = wholes
        .filter(|whole| world.surely_belongs(party, **whole, blamed.said))
        .flat_map(|whole| voices.of_party(*whole))
        .filter(|claim| !own.contains(claim))
        .map(|claim| (by_time(case, *claim), *claim))
        .collect();
    let spoken = claims.into_iter().filter_map(|(_, claim)| {
        let fact = &case.claim(claim).fact;
        let clears =
            fact.polarity == Polarity::Deny && whom(fact).and_then(as_party) == Some(party);
        let is_on_it = clears || links.has(Relation::Answers, claim, here);
        let later = since(case, claim, when::said_at(blamed), Some(blamed.at.statement))?;
        (is_on_it && !is_refusal(fact))
            .then(|| Spoken::of((case, world, takers), None, claim, later))
    });
    spoken.collect()
}

/// Up to when a silence was observed, where it is the party's, and on this blame or on everything. What words alone say may
/// be on it.
fn silent_on(
    case: &Case,
    world: &World,
    silence: &Standing<SilenceFact>,
    blame: ClaimId,
    party: PartyId,
) -> Option<when::Moment> {
    let fact = &silence.fact;
    let is_blame = |family| family == Family::Responsibility;
    let on_claim = fact.claims.iter().any(|claim| case.find(*claim).contains(&blame));
    let on_facet = fact.facets.iter().any(|facet| is_blame(facet.family()));
    let on_question = case.questions.iter().any(|question| {
        fact.questions.contains(&question.fact.id) && is_blame(question.fact.facet.family())
    });
    let on_whole = fact.claims.is_empty() && fact.facets.is_empty() && fact.questions.is_empty();
    let (as_of, _) = moment(case, world, &fact.as_of, &fact.artifacts, &silence.cite);
    let holds = fact.party == party
        && (on_claim || on_facet || on_question || on_whole)
        && !as_of.is_before(when::said_at(case.claim(blame)));
    holds.then_some(as_of)
}

/// What the blamed are said to have done.
struct Reasons {
    /// By the claim that each names.
    targeted: BTreeMap<ClaimId, Vec<ClaimId>>,
    /// In utterances that blame one alone and name it in one claim only: those that name no claim.
    beside: BTreeMap<ClaimId, Vec<ClaimId>>,
}

impl Reasons {
    fn of(case: &Case) -> Self {
        let mut targeted: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
        let mut by_utterance: BTreeMap<_, (Vec<ClaimId>, Vec<ClaimId>)> = BTreeMap::new();
        for (id, claimed) in case.claims() {
            let here = by_utterance.entry(claimed.at.statement).or_default();
            if whom(&claimed.fact).is_some() {
                here.0.push(id);
            } else if is_reason(&claimed.fact) {
                match claimed.fact.target {
                    Some(target) => {
                        for target in case.find(target) {
                            targeted.entry(target).or_default().push(id);
                        }
                    }
                    None => here.1.push(id),
                }
            }
        }
        let beside = by_utterance.into_values().filter_map(|(blames, reasons)| match &*blames {
            [blame] => Some((*blame, reasons)),
            _ => None,
        });
        Self { targeted, beside: beside.collect() }
    }

    fn of_claim(&self, case: &Case, links: &Links, blame: ClaimId) -> Vec<ClaimId> {
        let explains = links.to(Relation::Explains, EndFact::Claim(case.claim(blame).at));
        let named = self.targeted.get(&blame).into_iter().flatten();
        let beside = self.beside.get(&blame).into_iter().flatten();
        let mut reasons: Vec<ClaimId> = named.chain(beside).copied().collect();
        let linked = explains.iter().map(|linked| linked.claim);
        reasons.extend(linked.filter(|claim| is_reason(&case.claim(*claim).fact)));
        reasons.sort_by_key(|reason| by_time(case, *reason));
        reasons.dedup();
        reasons
    }
}

fn is_reason(fact: &ClaimFact) -> bool {
    fact.facet.family() == Family::Responsibility
        && fact.facet.leaf() == "reason"
        && fact.act != Act::Retracts
}

#[cfg(test)]
mod tests;
