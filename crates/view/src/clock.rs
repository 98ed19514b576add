//! Clocks: which deadlines a recorded claim starts under which regime, and which filings on record answer them.
//!
//! A clock hangs on each claim that tells when what starts it happened and that its source did not take back or deny since.
//! What a source told of once has been told: that it tells of a later filing, or of an earlier one more closely, takes
//! nothing of the first away. Whether the regime binds anybody here, and whether a filing is the one that the rule asks
//! for, is not judged: the claims are shown, and the times compared. Only what is told by, or of, the party whose clock it
//! is settles one.
//!
//! Who was told is read from the record alone: the members that a filing's own claim names, or else those that its source
//! names beside it in the same statement. No regime's words for whom it wants told are compared with them: the ledger
//! knows no kinds of addressees. Whoever asks for an addressee by name has the filings counted that name it.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::{PartyId, StatementRef};
use bayan_claim::value::{Entity, TimeBounds};
use bayan_claim::vocabulary::{Act, Closure, Polarity};

use crate::case::{Case, ClaimId};
use crate::fact::{ClaimFact, Member, Members, RefFact, Worth};
use crate::reach::ScopeOrder;
use crate::regime::{Regime, Stage, Start, State};
use crate::shift::{Side, side};
use crate::track::{Step, Track, known_order};
use crate::when::{Moment, said_at};
use crate::world::World;

/// How many filings one clock lists.
pub const FILINGS_MAX: usize = 64;

/// How many corrections of corrections are followed to the statement that told first.
const CORRECTED_MAX: usize = 64;

/// One deadline that a claim starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock<'a> {
    /// The regime.
    pub regime: &'a Regime,
    /// What is to be told.
    pub stage: &'a Stage,
    /// The claim that starts it: that tells of the event, or for a later stage of the earlier filing.
    pub started_by: ClaimId,
    /// When it started.
    pub start: TimeBounds,
    /// By when; none for a rule without a figure.
    pub deadline: Option<TimeBounds>,
    /// Claims that tell of a filing that is not known to lie before the start, each with its time and how that lies to
    /// the deadline.
    pub filings: Vec<Filing>,
    /// Where the deadline stands.
    pub state: State,
}

/// A claim that something was told to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// The claim.
    pub claim: ClaimId,
    /// When it was told, as far as is known: no later than the words that report it.
    pub at: TimeBounds,
    /// How that lies to the deadline.
    pub state: State,
    /// Whose it is.
    pub by: Filer,
    /// The claims whose members were told: itself, or else those on who was told that its source makes in the same
    /// statement, of what is not known to be something else. None where the record does not say who was told.
    pub told_in: Vec<ClaimId>,
    /// Whether it counts as told to whom was asked for.
    pub to: Addressed,
}

/// Whether a filing was told to whom was asked for. What names others alone is no filing to them, and is not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addressed {
    /// It names them, what they are a part of, or a part of them; or nobody was asked for.
    Named,
    /// Perhaps: who was told is not said, or in words alone. It settles no deadline and starts no clock.
    Untold,
}

/// Whose filing it is, held against whose clock it is: of whom each claim is said, or else who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Filer {
    /// The same party, its organisation or a part of it.
    Own,
    /// Nobody is named, or one of several.
    Untold,
    /// Perhaps the same party: whoever tells it then spoke for it by a role or membership that it held only perhaps. It
    /// settles no deadline.
    Perhaps,
    /// Another party tells it.
    Other,
}

/// The clocks of a regime that claims of these tracks start, as of `now`, by stage and by when they started. With `to` those
/// filings alone count that were told to one of them; without, all do.
pub fn clocks<'a>(
    case: &Case,
    world: &World,
    tracks: &[Track],
    (regime, to): (&'a Regime, &[Entity]),
    now: TimeBounds,
) -> Vec<Clock<'a>> {
    let book = Book { case, world, tracks, to };
    let mut found: Vec<Clock<'a>> = Vec::new();
    for stage in &regime.stages {
        let told: Vec<Told> = if let Start::Filing(after) = &stage.starts {
            let filed: BTreeSet<ClaimId> = found
                .iter()
                .filter(|clock| clock.stage.id == *after)
                .flat_map(|clock| &clock.filings)
                .filter(|filing| filing.to == Addressed::Named)
                .map(|filing| filing.claim)
                .collect();
            let mut told = book.told(&stage_before(regime, after).answered_by);
            told.retain(|told| filed.contains(&told.claim));
            told
        } else {
            book.told_or_perhaps(&stage.started_by)
        };
        let filed = book.filed(&stage.answered_by);
        let mut of_stage: Vec<Clock<'a>> = starts(&told)
            .into_iter()
            .map(|start| book.clock((regime, stage), start, &filed, now))
            .collect();
        of_stage.sort_by_key(|clock| (clock.start.latest, case.claim(clock.started_by).at));
        found.extend(of_stage);
    }
    found
}

/// The stage of this name; a checked table has it.
fn stage_before<'a>(regime: &'a Regime, id: &bayan_claim::text::Word) -> &'a Stage {
    regime.stage(id.as_str()).expect("a table whose stages name others was checked to have them")
}

/// A claim that something happened, when, and whether it is part of its source's position now.
struct Told {
    claim: ClaimId,
    at: Moment,
    stands: bool,
}

/// A claim that something was told, and to whom.
struct Filed {
    told: Told,
    told_in: Vec<ClaimId>,
    to: Addressed,
}

/// Those that start a clock of their own: each that stands, and of those that a later claim followed each that cannot be
/// the same moment as one that stands. Dates without a zone share one clock.
fn starts(told: &[Told]) -> Vec<&Told> {
    let mut found: Vec<&Told> = Vec::new();
    for start in told {
        let may_be = |other: &Told| other.stands && !start.at.is_apart(other.at);
        let is_repeated = |found: &[&Told]| found.iter().any(|other| other.at == start.at);
        if start.stands || !(told.iter().any(may_be) || is_repeated(&found)) {
            found.push(start);
        }
    }
    found
}

/// What the clocks are read from.
struct Book<'a> {
    case: &'a Case,
    world: &'a World,
    tracks: &'a [Track],
    to: &'a [Entity],
}

impl Book<'_> {
    fn clock<'a>(
        &self,
        (regime, stage): (&'a Regime, &'a Stage),
        start: &Told,
        filed: &[Filed],
        now: TimeBounds,
    ) -> Clock<'a> {
        let deadline = regime.deadline(stage, start.at.bounds);
        // A filing that starts a clock is not told once more by what was told with it.
        let starts_it = |claim: ClaimId| match stage.starts {
            Start::Filing(_) => self.told_with(claim) == self.told_with(start.claim),
            _ => claim == start.claim,
        };
        let mut filings: Vec<Filing> = filed
            .iter()
            // What was told before is no answer, and what starts a clock does not answer it.
            .filter(|filed| !starts_it(filed.told.claim) && !filed.told.at.is_before(start.at))
            .map(|Filed { told, told_in, to }| Filing {
                claim: told.claim,
                at: told.at.bounds,
                // What may have been told only after the moment asked about settles nothing.
                state: if self.case.claim(told.claim).possible && deadline.is_some() {
                    State::FiledUntold
                } else {
                    State::of(deadline, Some(told.at.bounds), now)
                },
                by: self.filer(start.claim, told.claim),
                to: *to,
                told_in: told_in.clone(),
            })
            .collect();
        let stands = match standing(&filings, deadline, now) {
            State::Running | State::Passed if self.case.claim(start.claim).possible => {
                State::Untold
            }
            stands => stands,
        };
        filings.sort_by_key(|filing| {
            (filing.to, filing.by, filing.at.latest, self.case.claim(filing.claim).at)
        });
        filings.truncate(FILINGS_MAX);
        let (started_by, start) = (start.claim, start.at.bounds);
        Clock { regime, stage, started_by, start, deadline, filings, state: stands }
    }

    /// The claims that tell of a filing to whom was asked for, or perhaps to them, each with those that name who was told.
    fn filed(&self, facets: &[FacetName]) -> Vec<Filed> {
        let told = self.told_or_perhaps(facets);
        let mut naming: BTreeMap<StatementRef, Vec<ClaimId>> = BTreeMap::new();
        for claim in told.iter().map(|told| told.claim) {
            let claimed = self.case.claim(claim);
            if addressees(&claimed.fact).is_some() {
                naming.entry(self.told_with(claim)).or_default().push(claim);
            }
        }
        let with_addressees = |told: Told| {
            let filed = self.case.claim(told.claim);
            let is_beside = |claim: &ClaimId| {
                let reach = &self.case.claim(*claim).fact.reach;
                let order = self.world.containment().compare(reach, &filed.fact.reach);
                order != ScopeOrder::Incomparable
            };
            let told_in: Vec<ClaimId> = if addressees(&filed.fact).is_some() {
                vec![told.claim]
            } else {
                let naming = naming.get(&self.told_with(told.claim)).into_iter().flatten();
                naming.copied().filter(is_beside).collect()
            };
            Some(Filed { to: self.addressed(&told_in)?, told, told_in })
        };
        let filed: Vec<Filed> = told.into_iter().filter_map(with_addressees).collect();
        // Who was told, and when, in one statement is one filing.
        let is_dated = |filed: &&Filed| {
            filed.told.claim != filed.told_in.first().copied().unwrap_or(filed.told.claim)
        };
        let named: BTreeSet<ClaimId> =
            filed.iter().filter(is_dated).flat_map(|filed| filed.told_in.iter().copied()).collect();
        filed.into_iter().filter(|filed| !named.contains(&filed.told.claim)).collect()
    }

    /// In which statement a claim was told: what corrects another belongs to what was told with that.
    fn told_with(&self, claim: ClaimId) -> StatementRef {
        let mut told = self.case.claim(claim);
        for _ in 0..CORRECTED_MAX {
            let corrected = told.fact.target.filter(|_| told.fact.act == Act::Corrects);
            let first = corrected.and_then(|target| self.case.find(target).first().copied());
            let Some(first) = first.map(|first| self.case.claim(first)) else { break };
            told = first;
        }
        told.at.statement
    }

    /// Whether what these claims name was asked for; nothing where they name others alone.
    fn addressed(&self, told_in: &[ClaimId]) -> Option<Addressed> {
        if self.to.is_empty() {
            return Some(Addressed::Named);
        }
        let mut is_open = told_in.is_empty();
        for claim in told_in {
            let claimed = self.case.claim(*claim);
            let Some(named) = addressees(&claimed.fact) else { continue };
            for member in &named.members {
                match member {
                    Member::Is(RefFact::Entity(told)) if self.is_asked(*told, claimed.said) => {
                        return Some(Addressed::Named);
                    }
                    Member::Is(RefFact::Entity(_)) => {}
                    // Words may be another name of whom was asked for.
                    Member::Is(_) | Member::Words(_) => is_open = true,
                }
            }
        }
        is_open.then_some(Addressed::Untold)
    }

    /// Whether who was told is one who was asked for, its organisation or a part of it, at that time.
    fn is_asked(&self, told: Entity, at: TimeBounds) -> bool {
        let within = |part: Entity, whole: Entity| match (part, whole) {
            (Entity::Party(part), Entity::Party(whole)) => {
                self.world.belongs(part, at).contains(&whole)
            }
            _ => self.world.containment().within(part, whole),
        };
        self.to.iter().any(|asked| within(told, *asked) || within(*asked, told))
    }

    /// The claims on these facets that say that something happened and were not taken back or denied since, each with when.
    fn told(&self, facets: &[FacetName]) -> Vec<Told> {
        let mut found = Vec::new();
        for track in self.tracks {
            for step in track.steps.iter().filter(|step| self.tells(track, step, facets)) {
                let claimed = self.case.claim(step.claim);
                let mut at = named(&claimed.fact);
                // It had happened when the words were said.
                let said = said_at(claimed);
                at.bounds.latest = at.bounds.latest.or(said.bounds.latest);
                at.clock.latest = at.clock.latest.or(said.clock.latest);
                found.push(Told { claim: step.claim, at, stands: step.stands });
            }
        }
        found.sort_by_key(|told| told.claim);
        found
    }

    /// The same, and those that may have been said only after the moment asked about.
    fn told_or_perhaps(&self, facets: &[FacetName]) -> Vec<Told> {
        let possible = self.case.claims().filter(|(_, claimed)| claimed.possible);
        let told = possible.filter(|(_, claimed)| says_so(&claimed.fact, facets));
        let told =
            told.map(|(claim, claimed)| Told { claim, at: named(&claimed.fact), stands: true });
        let mut found = self.told(facets);
        found.extend(told);
        found
    }

    fn tells(&self, track: &Track, step: &Step, facets: &[FacetName]) -> bool {
        says_so(&self.case.claim(step.claim).fact, facets)
            && step.taken_back.is_empty()
            && (step.stands || !self.is_denied_since(track, step.claim))
    }

    /// Whether its source denies now, and later, what a claim said. Words of a headline deny nothing.
    fn is_denied_since(&self, track: &Track, claim: ClaimId) -> bool {
        let said = &self.case.claim(claim).fact;
        track.steps.iter().filter(|step| step.stands).any(|step| {
            let denied = &self.case.claim(step.claim).fact;
            let order = || self.world.containment().compare(&denied.reach, &said.reach);
            denied.facet == said.facet
                && side(denied) == Side::Denies
                && !denied.is_headline()
                && (denied.none || denied.worth.is_answer() || denied.worth == said.worth)
                && matches!(order(), ScopeOrder::Same | ScopeOrder::Around)
                && known_order(self.case, claim, step.claim).is_some()
        })
    }

    /// Whose filing it is.
    fn filer(&self, start: ClaimId, filing: ClaimId) -> Filer {
        let (whose, filers) = (self.parties(start), self.parties(filing));
        if whose.is_empty() || filers.is_empty() {
            return Filer::Untold;
        }
        let at = |claim| self.case.claim(claim).said;
        let are_one = |a: &PartyId, b: &PartyId| {
            self.world.belongs(*a, at(start)).contains(b)
                || self.world.belongs(*b, at(filing)).contains(a)
        };
        let surely_one = |a: &PartyId, b: &PartyId| {
            self.world.surely_belongs(*a, *b, at(start))
                || self.world.surely_belongs(*b, *a, at(filing))
        };
        let theirs = |is_one: &dyn Fn(&PartyId, &PartyId) -> bool| {
            let is_theirs = |filer: &&Vec<PartyId>| {
                filer.iter().any(|b| whose.iter().flatten().any(|a| is_one(a, b)))
            };
            filers.iter().filter(is_theirs).count()
        };
        let is_named = self.is_sure_voice(start) && self.is_sure_voice(filing);
        match theirs(&are_one) {
            0 => Filer::Other,
            // Where the text names several, each would have to be it.
            n if n == filers.len() && whose.len() == 1 => {
                if is_named && theirs(&surely_one) == n {
                    Filer::Own
                } else {
                    Filer::Perhaps
                }
            }
            _ => Filer::Untold,
        }
    }

    /// Whether a claim names whom it is of, or its speaker then surely spoke for those that [`Self::parties`] takes it for.
    fn is_sure_voice(&self, claim: ClaimId) -> bool {
        let said = self.case.claim(claim).said;
        let candidates = self.case.speaker(claim).candidates().iter();
        let spoken_for = candidates.zip(self.parties(claim));
        let mut sure = spoken_for.map(|(voice, parties)| {
            parties.iter().all(|party| self.world.surely_belongs(*voice, *party, said))
        });
        self.names_parties(claim) || sure.all(|is_sure| is_sure)
    }

    fn names_parties(&self, claim: ClaimId) -> bool {
        let mut named = self.case.claim(claim).fact.reach.organisations().iter();
        named.any(|entity| matches!(entity, Entity::Party(_)))
    }

    /// Whom a claim is of: the parties of its reach, or else for whom each candidate of its speaker speaks.
    fn parties(&self, claim: ClaimId) -> Vec<Vec<PartyId>> {
        let claimed = self.case.claim(claim);
        let named = claimed.fact.reach.organisations().iter().filter_map(|entity| match entity {
            Entity::Party(party) => Some(*party),
            Entity::Thing(_) => None,
        });
        let named: Vec<PartyId> = named.collect();
        if !named.is_empty() {
            return vec![named];
        }
        let candidates = self.case.speaker(claim).candidates().iter();
        candidates
            .map(|party| self.world.principals(*party, claimed.said).into_iter().collect())
            .collect()
    }
}

/// The time that a claim gives as its value; nothing is known of another's.
fn named(fact: &ClaimFact) -> Moment {
    match &fact.worth {
        Worth::Time(time) => time.into(),
        _ => Moment::default(),
    }
}

/// Whether a claim says that something on these facets happened. What is promised, asked or foreseen has not.
fn says_so(fact: &ClaimFact, facets: &[FacetName]) -> bool {
    let is_ahead = matches!(
        fact.act,
        Act::Promises | Act::Orders | Act::Requests | Act::Urges | Act::Forecasts
    );
    facets.contains(&fact.facet)
        && fact.act != Act::Retracts
        && side(fact) == Side::Affirms
        && !is_ahead
}

/// Where a deadline stands by these filings.
fn standing(filings: &[Filing], deadline: Option<TimeBounds>, now: TimeBounds) -> State {
    let any = |found: &dyn Fn(&Filing) -> bool| filings.iter().any(found);
    let is_theirs = |filing: &Filing| matches!(filing.by, Filer::Own | Filer::Untold);
    let settles = |filing: &Filing| is_theirs(filing) && filing.to == Addressed::Named;
    let settled = [State::Met, State::FiledUntold, State::After]
        .into_iter()
        .find(|state| any(&|filing| settles(filing) && filing.state == *state));
    match (settled, deadline) {
        (Some(settled), _) => settled,
        (None, Some(_)) if any(&is_theirs) => State::ToldToUnsaid,
        (None, Some(_)) if any(&|filing| filing.by == Filer::Perhaps) => State::ToldPerhaps,
        (None, Some(_)) if !filings.is_empty() => State::ToldByAnother,
        (None, _) => State::of(deadline, None, now),
    }
}

/// Whom a claim says was told: the members of a set that it affirms, where it names any.
fn addressees(fact: &ClaimFact) -> Option<&Members> {
    match &fact.worth {
        Worth::Members(named)
            if fact.polarity == Polarity::Affirm
                && named.closure != Closure::AllExcept
                && !named.members.is_empty() =>
        {
            Some(named)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
