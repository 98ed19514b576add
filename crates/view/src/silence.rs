//! Who had not spoken, as far as whom and up to when, and whether the record shows that they spoke later.
//!
//! A silence is an observation of somebody who looked. It ends when the party, one of its units or somebody who
//! speaks for it speaks to the same thing after the moment up to which it was observed: on the same facet or one
//! whose harm compares, anywhere in the family of responsibility for a silence on blame, by an answer that somebody
//! recorded, or with any word where the silence was on everything. A claim that no time puts before or after that
//! moment may have ended it; so may one that may have been said only after the moment asked about, and one on
//! anything where the silence is told in words alone. To decline to say is no word on it.
//!
//! Whom another speaks about has not spoken: words that reach us by hearsay about a party are not that party's.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::{Catalogue, FacetName};
use bayan_claim::id::{ClaimRef, PartyId, StatementRef};
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::{Act, Answer, Family, HopKind, Order, Relation};
use bayan_proof::hash::Sha256;

use crate::case::{Case, Cite, ClaimId};
use crate::fact::{AnchorFact, ClaimFact, EndFact, SilenceFact, TimeFact, UtteranceFact, Worth};
use crate::promise::{Disputes, Links, Takers};
use crate::shift::is_comparable;
use crate::when::{self, Moment};
use crate::world::World;

/// How a claim lies to a moment that it does not come before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Later {
    /// It was said after it.
    After,
    /// What is known of the times leaves it open, or what it speaks to does.
    CannotTell,
}

/// A claim by somebody of whom it is asked whether they spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The claim.
    pub claim: ClaimId,
    /// Whether it came after.
    pub later: Later,
    /// Whether it may have been said only after the moment asked about.
    pub possible: bool,
    /// Whether its speaker then spoke for the party that is asked about only perhaps, by what is known of its role.
    pub perhaps: bool,
    /// The claims by which its own source took it back or corrected it. It was said all the same.
    pub taken_back: Vec<ClaimId>,
}

impl Spoken {
    /// `party` is whose words it has to be, where it has to be somebody's.
    pub(crate) fn of(
        (case, world, takers): (&Case, &World, &Takers),
        party: Option<PartyId>,
        claim: ClaimId,
        later: Later,
    ) -> Self {
        let taken_back = takers.of_claim(case, world, claim);
        let said = case.claim(claim).said;
        let is_sure = |party| world.surely_counts_for(case.speaker(claim), party, said);
        let perhaps = !party.is_none_or(is_sure);
        Self { claim, later, possible: case.claim(claim).possible, perhaps, taken_back }
    }

    /// Every claim that it is told with: itself, and what took it back.
    pub fn claims(&self) -> impl Iterator<Item = ClaimId> {
        [self.claim].into_iter().chain(self.taken_back.iter().copied())
    }

    /// Whether it was said after, by the moment asked about, and for the party.
    pub fn is_sure(&self) -> bool {
        self.later == Later::After && !self.possible && !self.perhaps
    }
}

/// Whether a silence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stands {
    /// As far as the record shows, the party has not spoken since.
    Silent,
    /// It spoke, and when, or whether to this, cannot be told.
    CannotTell,
    /// It spoke since.
    Spoke,
}

/// What the latest moment of an observation rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoundedBy {
    /// A date in its own words, or one that it is told from.
    Told,
    /// When what reports it was published.
    Publication,
    /// When what reports it was captured.
    Capture,
    /// When it was recorded.
    Entry,
}

/// A silence and what the record holds against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Silence {
    /// The entry that says it now.
    pub cite: Cite,
    /// Who had not spoken.
    pub party: PartyId,
    /// As far as whom.
    pub as_far_as: PartyId,
    /// Up to when; at the latest when what reports it appeared, was captured, or was recorded.
    pub as_of: TimeBounds,
    /// What its latest moment rests on.
    pub bounded_by: BoundedBy,
    /// On what, those of its questions and claims included; see [`Self::words`].
    pub facets: BTreeSet<FacetName>,
    /// Whether more is told in words; with no facet, on what is told in words alone.
    pub words: bool,
    /// Whether it stands.
    pub stands: Stands,
    /// What the party said on it since, or may have.
    pub since: Vec<Spoken>,
    /// What it said on it before: who looked did not find it.
    pub before: Vec<ClaimId>,
    /// Where it declined to say since, or may have.
    pub declined: Vec<Spoken>,
    /// Opinions that dispute the silence.
    pub disputed: Vec<Cite>,
    /// Whether it may be of after the moment asked about.
    pub possible: bool,
}

/// Every silence that was recorded, in log order of what it stands for.
pub fn silences(case: &Case, world: &World) -> Vec<Silence> {
    let voices = Voices::of(case, world);
    let takers = Takers::of(case);
    let links = Links::of(case, world, &takers);
    let disputes = Disputes::of(case);
    let silences = case.silences.iter();
    silences
        .map(|standing| {
            let topic = Topic::of(case, &standing.fact);
            let fact = &standing.fact;
            let (from, bounded_by) =
                moment(case, world, &fact.as_of, &fact.artifacts, &standing.cite);
            let mut silence = Silence {
                cite: standing.cite,
                party: standing.fact.party,
                as_far_as: standing.fact.as_far_as,
                as_of: from.bounds,
                bounded_by,
                words: standing.fact.words,
                stands: Stands::Silent,
                since: Vec::new(),
                before: Vec::new(),
                declined: Vec::new(),
                disputed: disputes.of_statement(standing.cite.statement),
                possible: case.is_possible(from),
                facets: BTreeSet::new(),
            };
            for claim in voices.of_party(silence.party) {
                hold_against((case, world, from), &topic, (&links, &takers), *claim, &mut silence);
            }
            silence.facets = topic.facets;
            silence.stands = stands(&silence.since);
            silence
        })
        .collect()
}

fn stands(since: &[Spoken]) -> Stands {
    if since.iter().any(Spoken::is_sure) {
        Stands::Spoke
    } else if since.is_empty() {
        Stands::Silent
    } else {
        Stands::CannotTell
    }
}

/// Sorts one claim of the party into what it did to the silence up to a moment.
fn hold_against(
    (case, world, from): (&Case, &World, Moment),
    topic: &Topic,
    (links, takers): (&Links, &Takers),
    claim: ClaimId,
    silence: &mut Silence,
) {
    let claimed = case.claim(claim);
    let speaks = topic.is_spoken_to_by(case, links, claim);
    if speaks == Some(false) {
        return;
    }
    let Some(later) = since(case, claim, from, None) else {
        // Whoever spoke for it only perhaps shows of nobody that they did not look.
        let is_its = || world.surely_counts_for(case.speaker(claim), silence.party, claimed.said);
        if speaks == Some(true) && !is_refusal(&claimed.fact) && is_its() {
            silence.before.push(claim);
        }
        return;
    };
    let later = if speaks.is_none() { Later::CannotTell } else { later };
    let spoken = Spoken::of((case, world, takers), Some(silence.party), claim, later);
    if is_refusal(&claimed.fact) {
        silence.declined.push(spoken);
    } else {
        silence.since.push(spoken);
    }
}

/// What a silence is on.
struct Topic {
    facets: BTreeSet<FacetName>,
    /// The claims and questions that were not answered.
    ends: Vec<EndFact>,
    words: bool,
}

impl Topic {
    fn of(case: &Case, silence: &SilenceFact) -> Self {
        let mut facets: BTreeSet<FacetName> = silence.facets.iter().cloned().collect();
        let mut ends: Vec<EndFact> =
            silence.questions.iter().copied().map(EndFact::Question).collect();
        let asked = case.questions.iter().filter(|q| silence.questions.contains(&q.fact.id));
        facets.extend(asked.map(|question| question.fact.facet.clone()));
        for claim in silence.claims.iter().flat_map(|claim| case.find(*claim)) {
            let claimed = case.claim(claim);
            facets.insert(claimed.fact.facet.clone());
            ends.push(EndFact::Claim(claimed.at));
        }
        // What was not answered may be withheld; the silence is on it and not on everything.
        let words = silence.words || !(silence.claims.is_empty() && silence.questions.is_empty());
        Self { facets, ends, words }
    }

    /// Whether a claim speaks to it; none where words alone say what it is.
    fn is_spoken_to_by(&self, case: &Case, links: &Links, claim: ClaimId) -> Option<bool> {
        let claimed = case.claim(claim);
        if self.ends.iter().any(|end| links.has(Relation::Answers, claim, *end)) {
            return Some(true);
        }
        if self.facets.is_empty() {
            return if self.words { None } else { Some(true) };
        }
        let facet = &claimed.fact.facet;
        Some(self.facets.iter().any(|asked| speaks_to(&case.catalogue, asked, facet)))
    }
}

/// Whether a claim on a facet speaks to what is asked on another: blame is answered anywhere in its family.
fn speaks_to(catalogue: &Catalogue, asked: &FacetName, facet: &FacetName) -> bool {
    let is_blame = |facet: &FacetName| facet.family() == Family::Responsibility;
    is_comparable(catalogue, asked, facet) || (is_blame(asked) && is_blame(facet))
}

/// Whether a claim says only that nothing will be said. Who takes something back has spoken of it, whatever value the
/// taking back is written with.
pub(crate) fn is_refusal(fact: &ClaimFact) -> bool {
    let says_nothing = matches!(fact.worth, Worth::Answer(Answer::Declined | Answer::NotSaid));
    fact.act == Act::Declines || (says_nothing && fact.act != Act::Retracts)
}

/// The moment of a time that a statement tells, as far as anchors to dates, statements and what reports it lead to it. It
/// is not after what reports it appeared and was captured, nor after the entry. A distance only narrows it and is left out.
pub(crate) fn moment(
    case: &Case,
    world: &World,
    time: &TimeFact,
    artifacts: &[Sha256],
    cite: &Cite,
) -> (Moment, BoundedBy) {
    let (published, captured) = when::appeared(artifacts, world);
    let told = time.relative.as_ref().map_or(TimeBounds::default(), |relative| {
        let anchor = match &relative.anchor {
            AnchorFact::Date(date) => *date,
            AnchorFact::Statement(statement) => case.times.said(case.stands_for(*statement)),
            AnchorFact::ThisPublication => published,
            AnchorFact::ThisCapture => TimeBounds { earliest: captured, latest: captured },
            AnchorFact::ThisUtterance | AnchorFact::Other => TimeBounds::default(),
        };
        match relative.order {
            // Until an anchor is up to it.
            Order::During | Order::Until => anchor,
            Order::Before => TimeBounds { earliest: None, latest: anchor.latest },
            Order::After | Order::Since => TimeBounds { earliest: anchor.earliest, latest: None },
            Order::Around => TimeBounds::default(),
        }
    });
    let date = time.bounds;
    let recorded = i64::try_from(cite.recorded.0 / 1000).ok();
    let anchor = time.relative.as_ref().map(|relative| &relative.anchor);
    let is_here = matches!(anchor, Some(AnchorFact::ThisPublication | AnchorFact::ThisCapture));
    // Who says "up to this capture" looked once more after the publication.
    let published = published.latest.filter(|_| anchor != Some(&AnchorFact::ThisCapture));
    let latest = [
        (date.latest, BoundedBy::Told),
        (told.latest.filter(|_| !is_here), BoundedBy::Told),
        (published, BoundedBy::Publication),
        (captured, BoundedBy::Capture),
        (recorded, BoundedBy::Entry),
    ];
    let latest = latest.into_iter().filter_map(|(at, by)| Some((at?, by))).min();
    let earliest = date.earliest.into_iter().chain(told.earliest).max();
    let (bounds, by) = match (earliest, latest) {
        // A date that contradicts the rest is kept as it was given.
        (Some(earliest), Some((latest, _))) if earliest > latest => (date, BoundedBy::Told),
        (earliest, Some((latest, by))) => (TimeBounds { earliest, latest: Some(latest) }, by),
        (earliest, None) => (TimeBounds { earliest, latest: None }, BoundedBy::Told),
    };
    // What is told from something else has no clock of its own.
    let own_clock = if time.relative.is_none() { time.clock } else { TimeBounds::default() };
    (Moment::of(bounds, own_clock), by)
}

/// How a claim lies to a moment, or to the words of a statement said then; none when it comes before it or is part of
/// that statement.
pub(crate) fn since(
    case: &Case,
    claim: ClaimId,
    from: Moment,
    statement: Option<StatementRef>,
) -> Option<Later> {
    let claimed = case.claim(claim);
    let here = claimed.at.statement;
    if statement == Some(here) {
        return None;
    }
    let leads = |from: StatementRef, to: StatementRef| {
        case.times.is_before(from, to) || case.times.reaches(from, to)
    };
    let said = when::said_at(claimed);
    if said.is_before(from) || statement.is_some_and(|other| leads(here, other)) {
        return None;
    }
    if from.is_before(said) || statement.is_some_and(|other| leads(other, here)) {
        return Some(Later::After);
    }
    Some(Later::CannotTell)
}

/// By when claims are listed: the latest moment, the earliest, the address. What is not dated comes last.
pub(crate) fn by_time(case: &Case, claim: ClaimId) -> (i64, i64, ClaimRef) {
    let claimed = case.claim(claim);
    let TimeBounds { earliest, latest } = claimed.said;
    (latest.unwrap_or(i64::MAX), earliest.unwrap_or(i64::MIN), claimed.at)
}

/// Whose words the claims of a case are: of the speaker and of everything that they count for.
pub(crate) struct Voices(BTreeMap<PartyId, Vec<ClaimId>>);

impl Voices {
    pub(crate) fn of(case: &Case, world: &World) -> Self {
        let mut ids: Vec<ClaimId> = case.claims().map(|(id, _)| id).collect();
        ids.sort_by_key(|id| by_time(case, *id));
        let mut voices: BTreeMap<PartyId, Vec<ClaimId>> = BTreeMap::new();
        for id in ids {
            let utterance = &case.utterance(id).fact;
            if speaks_itself(utterance) {
                for party in world.counts_for(&utterance.speaker, case.claim(id).said) {
                    voices.entry(party).or_default().push(id);
                }
            }
        }
        Self(voices)
    }

    /// The claims of a party and of those who count for it, by time.
    pub(crate) fn of_party(&self, party: PartyId) -> &[ClaimId] {
        self.0.get(&party).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Whether the speaker spoke, and is not only spoken about by whoever took the innermost hop.
fn speaks_itself(utterance: &UtteranceFact) -> bool {
    utterance.chain.last().is_none_or(|hop| {
        !matches!(hop.kind, HopKind::HearsayAbout | HopKind::ObservesSilence)
            || hop.by.as_ref() == Some(&utterance.speaker)
    })
}

#[cfg(test)]
mod tests;
