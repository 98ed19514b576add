//! What was promised, ordered, requested or urged: whether it has a date, whether it is due, and what became of it.
//!
//! Listed are the claims with one of those acts, what is affirmed on a facet of the family `commitment`, and what its
//! own source affirms on the same facet in correction of one of these, with the act of that; what is announced on another facet is no promise. Who says that nothing was promised, or will not say, promises nothing; nor
//! does a claim that somebody recorded as keeping or breaking a promise, unless its act undertakes something anew. What
//! became of a promise is taken from the record in this order:
//!
//! 1. What was promised instead: a claim that corrects it and is a promise too. What keeps or breaks the one that was
//!    corrected keeps or breaks that.
//! 2. Links `fulfils` and `breaks`, by whoever signed them, as they were recorded. Where both kinds stand, or every
//!    such link is disputed by an opinion, it is contested. Where the words that one starts from are withheld, nobody can
//!    tell any more whether it is due.
//! 3. A later claim of its source that takes it back or corrects it.
//! 4. Its own `until`: a date that has passed, or a claim that came true.
//!
//! A time that is told from something else, as "within thirty days" is from the words themselves, is computed where that
//! has bounds: it begins no earlier than the first moment that those allow and ends no later than the last. A month is
//! at most thirty-one days long.
//!
//! What is kept is late when every claim that keeps it tells of a moment after its time: of the time that is its value or
//! its `as_of`, or else of when it was said.
//!
//! A claim came true when the same was held later, by whomever, over at least as much; when somebody recorded that it
//! was fulfilled; and, where restoring is awaited, when somebody said that it works again. What may have been said
//! only after the moment asked about, or not after the promise, settles nothing and is listed.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::{ClaimRef, QuestionId, StatementRef};
use bayan_claim::kind::Speaker;
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::{Act, Answer, Family, Polarity, Relation, View};

use crate::case::{Case, Cite, ClaimId};
use crate::fact::{AnchorFact, ClaimFact, EndFact, RelativeFact, UntilFact, Worth};
use crate::reach::ScopeOrder;
use crate::responsibility::Positions;
use crate::silence::{Spoken, by_time, moment, since};
use crate::track::{Track, speaker, takings};
use crate::when::{self, Moment};
use crate::world::World;

/// How many corrections of corrections are followed to what was promised first.
pub const CORRECTIONS_MAX: usize = 16;

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing on record settles it.
    Open,
    /// Somebody recorded that it was kept.
    Kept,
    /// Somebody recorded that it was broken.
    Broken,
    /// Both are recorded, or what is recorded is disputed.
    Contested,
    /// Its source took it back or put another in its place.
    Withdrawn,
    /// What it was to last until has come.
    Ended,
}

impl Outcome {
    /// Its name in JSON, and behind the prefix of the list of the interface words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Contested => "contested",
            Self::Withdrawn => "withdrawn",
            Self::Ended => "ended",
        }
    }
}

/// How the moment asked about, or the keeping, lies to the time at which it falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timing {
    /// Its time has not come.
    NotDue,
    /// Its time has come, or is not known to begin later, and has not passed.
    Due,
    /// Its time has passed.
    Overdue,
    /// It has no time, none that is known, or no moment was asked about.
    CannotTell,
    /// It was kept, as far as is told only after its time.
    Late,
}

impl Timing {
    /// Its name in JSON, and behind the prefix of the list of the interface words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotDue => "not_due",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::CannotTell => "cannot_tell",
            Self::Late => "late",
        }
    }
}

/// A promise, order, request or urging.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// The claim that makes it.
    pub claim: ClaimId,
    /// The act; of a correction, that of what it corrects.
    pub act: Act,
    /// By when.
    pub due: Option<UntilFact>,
    /// Until when.
    pub until: Option<UntilFact>,
    /// What [`Self::due`] was computed from; none where it is as the words give it.
    pub due_from: Option<AnchorFact>,
    /// What [`Self::until`] was computed from, likewise.
    pub until_from: Option<AnchorFact>,
    /// Whether a date stands on it or is computed, by when or until when; words such as "soon" are none.
    pub dated: bool,
    /// What became of it.
    pub outcome: Outcome,
    /// How an open one lies to its time, and that one was kept late; none for what is settled otherwise.
    pub timing: Option<Timing>,
    /// Claims recorded as keeping it.
    pub kept: Vec<Linked>,
    /// Claims recorded as breaking it.
    pub broken: Vec<Linked>,
    /// Claims of its source that take it back or correct it.
    pub withdrawn: Vec<ClaimId>,
    /// Claims of its speaker on the same facet that took its place since. They settle nothing.
    pub followed: Vec<ClaimId>,
    /// Entries that record as keeping or breaking it what is withheld by now.
    pub unread: Vec<Cite>,
    /// Claims by which what it was to last until came true, or may have.
    pub ended: Vec<Spoken>,
    /// Claims by which what it was to follow upon came true, or may have.
    pub fell_due: Vec<Spoken>,
}

/// All promises of a case, by when they were made. `now` is the moment asked about, in Unix seconds.
/// The tracks are those of single speakers.
pub fn promises(
    case: &Case,
    world: &World,
    tracks: &[Track],
    now: Option<TimeBounds>,
) -> Vec<Promise> {
    let book = Book::of(case, world);
    let positions = Positions::of(tracks);
    let made = case.claims().filter_map(|(id, _)| Some((id, book.undertaking(id)?)));
    let mut made: Vec<(ClaimId, Undertaking)> = made.collect();
    made.sort_by_key(|(id, _)| by_time(case, *id));
    let one = |(id, undertaking)| Promise {
        followed: positions.followers(case, id),
        ..book.promise(id, undertaking, now)
    };
    made.into_iter().map(one).collect()
}

/// Whether its act undertakes something, whichever way: to promise that something will not be is a promise.
fn undertakes(fact: &ClaimFact) -> bool {
    matches!(fact.act, Act::Promises | Act::Orders | Act::Requests | Act::Urges)
}

/// Whether it says that something is promised.
fn tells_of_promise(fact: &ClaimFact) -> bool {
    let unsays = matches!(fact.act, Act::Retracts | Act::Denies | Act::Declines | Act::Disclaims);
    fact.facet.family() == Family::Commitment && fact.polarity == Polarity::Affirm && !unsays
}

/// What the promises of a case are looked up in.
struct Book<'a> {
    case: &'a Case,
    world: &'a World,
    links: Links,
    takers: Takers,
    by_facet: BTreeMap<&'a FacetName, Vec<ClaimId>>,
    /// Claims that somebody recorded as keeping or breaking a promise, which nobody disputes.
    outcomes: BTreeSet<ClaimId>,
}

impl<'a> Book<'a> {
    fn of(case: &'a Case, world: &'a World) -> Self {
        let mut by_facet: BTreeMap<&FacetName, Vec<ClaimId>> = BTreeMap::new();
        for (id, claimed) in case.claims() {
            by_facet.entry(&claimed.fact.facet).or_default().push(id);
        }
        let takers = Takers::of(case);
        let links = Links::of(case, world, &takers);
        let outcomes = links.from([Relation::Fulfils, Relation::Breaks]);
        Self { case, world, links, takers, by_facet, outcomes }
    }

    /// The act by which a claim undertakes something, where it does. A correction names something earlier, so the walk
    /// ends; what is corrected over and over is followed [`CORRECTIONS_MAX`] times.
    fn undertaking(&self, claim: ClaimId) -> Option<Undertaking> {
        let (mut at, mut corrected_from) = (claim, Vec::new());
        for _ in 0..CORRECTIONS_MAX {
            let fact = &self.case.claim(at).fact;
            if undertakes(fact) || (tells_of_promise(fact) && !self.outcomes.contains(&at)) {
                return Some(Undertaking { act: fact.act, corrects: corrected_from });
            }
            if (fact.act, fact.polarity) != (Act::Corrects, Polarity::Affirm) {
                return None;
            }
            let corrected = self.case.find(fact.target?);
            let is_its = |of: &ClaimId| {
                let takers = self.takers.perhaps_of_claim(self.case, self.world, *of);
                self.case.claim(*of).fact.facet == fact.facet && takers.contains(&at)
            };
            at = corrected.into_iter().find(is_its)?;
            corrected_from.push(at);
        }
        None
    }

    fn promise(
        &self,
        claim: ClaimId,
        undertaking: Undertaking,
        now: Option<TimeBounds>,
    ) -> Promise {
        let claimed = self.case.claim(claim);
        let fact = &claimed.fact;
        let Undertaking { act, corrects } = undertaking;
        let ends: Vec<EndFact> = [claim]
            .iter()
            .chain(&corrects)
            .map(|claim| EndFact::Claim(self.case.claim(*claim).at))
            .collect();
        let linked = |relation| ends.iter().flat_map(move |end| self.links.to(relation, *end));
        let unread = |relation| ends.iter().flat_map(move |end| self.links.unread(relation, *end));
        let came_true = |until: Option<UntilFact>| match until {
            Some(UntilFact::Claim(awaited)) => self.came_true(claim, awaited),
            _ => Vec::new(),
        };
        let (due, due_from) = self.computed(claim, fact.due, fact.due_from.as_deref());
        let (until, until_from) = self.computed(claim, fact.until, fact.until_from.as_deref());
        let mut promise = Promise {
            claim,
            act,
            due,
            until,
            due_from,
            until_from,
            dated: [due, until].into_iter().flatten().any(is_date),
            outcome: Outcome::Open,
            timing: None,
            kept: linked(Relation::Fulfils).cloned().collect(),
            broken: linked(Relation::Breaks).cloned().collect(),
            unread: unread(Relation::Fulfils).chain(unread(Relation::Breaks)).copied().collect(),
            followed: Vec::new(),
            withdrawn: self.takers.of_claim(self.case, self.world, claim),
            ended: came_true(fact.until),
            fell_due: came_true(fact.due),
        };
        let is_promised_instead = promise.withdrawn.iter().any(|taker| {
            self.case.claim(*taker).fact.act == Act::Corrects && self.undertaking(*taker).is_some()
        });
        promise.outcome =
            if is_promised_instead { Outcome::Withdrawn } else { outcome(&promise, now) };
        promise.timing = match promise.outcome {
            // What may not have been promised yet, or was perhaps kept or taken back by then, is not overdue.
            Outcome::Open if claimed.possible || self.is_perhaps_settled(&promise) => {
                Some(Timing::CannotTell)
            }
            Outcome::Open => Some(timing(&promise, now)),
            Outcome::Kept => self.is_late(&promise).then_some(Timing::Late),
            _ => None,
        };
        promise
    }

    /// Whether what would settle a promise may have been said by the moment asked about, or only after it, or is withheld.
    fn is_perhaps_settled(&self, promise: &Promise) -> bool {
        let takers = self.takers.perhaps_of_claim(self.case, self.world, promise.claim);
        promise.kept.iter().chain(&promise.broken).any(Linked::holds_perhaps)
            || takers.iter().any(|taker| self.case.claim(*taker).possible)
            || !promise.unread.is_empty()
    }

    /// Whether all that keeps a promise tells of a moment after its time.
    fn is_late(&self, promise: &Promise) -> bool {
        let Some(UntilFact::Time(due)) = promise.due else { return false };
        let own_clock = self.case.claim(promise.claim).fact.due_clock;
        let own_clock = if promise.due_from.is_none() { own_clock } else { TimeBounds::default() };
        let due = Moment::of(due, own_clock);
        let told_at = |linked: &Linked| {
            let claimed = self.case.claim(linked.claim);
            match &claimed.fact.worth {
                Worth::Time(time) if time.bounds != TimeBounds::default() => time.into(),
                _ => when::spoken_of(claimed),
            }
        };
        let keeping = |linked: &&Linked| linked.holds() && linked.disputed.is_empty();
        promise.kept.iter().filter(keeping).all(|linked| due.is_before(told_at(linked)))
    }

    /// An end with what its anchor tells of it, and that anchor where it tells something.
    fn computed(
        &self,
        claim: ClaimId,
        end: Option<UntilFact>,
        relative: Option<&RelativeFact>,
    ) -> (Option<UntilFact>, Option<AnchorFact>) {
        let (Some(UntilFact::Time(told)), Some(relative)) = (end, relative) else {
            return (end, None);
        };
        let carried = || when::carried(&self.case.utterance(claim).fact, self.world);
        let anchor = match relative.anchor {
            AnchorFact::ThisUtterance => self.case.claim(claim).said,
            AnchorFact::ThisPublication => carried().0,
            AnchorFact::ThisCapture => carried().1,
            AnchorFact::Statement(other) => self.case.times.said(self.case.stands_for(other)),
            AnchorFact::Date(date) => date,
            AnchorFact::Other => TimeBounds::default(),
        };
        let computed = when::meet(told, when::ahead(relative, anchor));
        let from = (computed != told).then_some(relative.anchor);
        (Some(UntilFact::Time(computed)), from)
    }

    /// The claims by which an awaited one came true after a promise was made, or may have.
    fn came_true(&self, promise: ClaimId, awaited: ClaimRef) -> Vec<Spoken> {
        let made = self.case.claim(promise);
        let mut found = BTreeSet::new();
        for awaited in self.case.find(awaited) {
            let claimed = self.case.claim(awaited);
            let links = self.links.to(Relation::Fulfils, EndFact::Claim(claimed.at));
            let holds = |link: &&Linked| link.disputed.is_empty() && link.taken_back.is_empty();
            found.extend(links.iter().filter(holds).map(|link| link.claim));
            let facets = self.by_facet.iter().filter(|(facet, _)| tells(facet, &claimed.fact));
            let claims = facets.flat_map(|(_, claims)| claims);
            found.extend(claims.copied().filter(|id| *id != awaited && self.affirms(*id, awaited)));
        }
        let mut spoken: Vec<Spoken> = found
            .into_iter()
            .filter_map(|claim| {
                let later = since(self.case, claim, when::said_at(made), Some(made.at.statement))?;
                Some(Spoken::of((self.case, self.world, &self.takers), None, claim, later))
            })
            // What its own source took back brought nothing about.
            .filter(|spoken| spoken.taken_back.is_empty())
            .collect();
        spoken.sort_by_key(|spoken| by_time(self.case, spoken.claim));
        spoken
    }

    /// Whether a claim holds what was awaited, over at least as much.
    fn affirms(&self, claim: ClaimId, awaited: ClaimId) -> bool {
        let (held, awaited) = (&self.case.claim(claim).fact, &self.case.claim(awaited).fact);
        let holds = !undertakes(held)
            && held.facet.family() != Family::Commitment
            && !matches!(held.act, Act::Forecasts | Act::Retracts | Act::Declines)
            && match (&held.worth, &awaited.worth) {
                _ if is_restored(held) => held.facet != awaited.facet || is_restored(awaited),
                _ if held.facet != awaited.facet => false,
                (Worth::Answer(held), Worth::Answer(Answer::No)) => *held == Answer::No,
                // "Until it is known whether" is awaited with a neutral answer.
                (Worth::Answer(held), Worth::Answer(_)) => *held == Answer::Yes,
                (worth, other) => worth == other && held.polarity == awaited.polarity,
            };
        let order = self.world.containment().compare(&held.reach, &awaited.reach);
        holds && matches!(order, ScopeOrder::Same | ScopeOrder::Around)
    }
}

/// Whether claims on a facet can tell that an awaited claim came true.
fn tells(facet: &FacetName, awaited: &ClaimFact) -> bool {
    let is_named =
        |facet: &FacetName, family, leaf| facet.family() == family && facet.leaf() == leaf;
    let awaits_restoring =
        is_restoring(&awaited.facet) || is_named(&awaited.facet, Family::Commitment, "restore");
    *facet == awaited.facet || (awaits_restoring && is_restoring(facet))
}

fn is_restoring(facet: &FacetName) -> bool {
    facet.family() == Family::Availability && matches!(facet.leaf(), "restored" | "restored_at")
}

/// Whether a claim says that something works again, or since when.
fn is_restored(fact: &ClaimFact) -> bool {
    is_restoring(&fact.facet)
        && match fact.worth {
            Worth::Answer(answer) => answer == Answer::Yes,
            _ => fact.polarity == Polarity::Affirm,
        }
}

fn is_date(until: UntilFact) -> bool {
    match until {
        UntilFact::Time(time) => time != TimeBounds::default(),
        UntilFact::Claim(_) | UntilFact::FurtherNotice => false,
    }
}

fn outcome(promise: &Promise, now: Option<TimeBounds>) -> Outcome {
    let any = |links: &[Linked], disputed: bool| {
        links.iter().any(|link| link.holds() && link.disputed.is_empty() != disputed)
    };
    let passed = match promise.until {
        Some(UntilFact::Time(time)) => now.is_some_and(|now| when::is_before(time, now)),
        _ => false,
    };
    match (any(&promise.kept, false), any(&promise.broken, false)) {
        (true, true) => Outcome::Contested,
        (true, false) => Outcome::Kept,
        (false, true) => Outcome::Broken,
        (false, false) if any(&promise.kept, true) || any(&promise.broken, true) => {
            Outcome::Contested
        }
        (false, false) if !promise.withdrawn.is_empty() => Outcome::Withdrawn,
        (false, false) if passed || promise.ended.iter().any(Spoken::is_sure) => Outcome::Ended,
        (false, false) => Outcome::Open,
    }
}

fn timing(promise: &Promise, now: Option<TimeBounds>) -> Timing {
    match (promise.due, now) {
        (Some(UntilFact::Time(time)), Some(now)) => {
            let is_due = time.earliest.is_none_or(|due| now.earliest.is_some_and(|now| now >= due));
            let is_over = time.latest.zip(now.latest).map(|(due, now)| due < now);
            if when::is_before(now, time) {
                Timing::NotDue
            } else if when::is_before(time, now) {
                Timing::Overdue
            } else if is_due && is_over == Some(false) {
                Timing::Due
            } else {
                // Its time may pass, or come, within what is asked about.
                Timing::CannotTell
            }
        }
        (Some(UntilFact::Claim(_)), _) if promise.fell_due.iter().any(Spoken::is_sure) => {
            Timing::Due
        }
        _ => Timing::CannotTell,
    }
}

/// A claim that somebody recorded as standing in a relation to something.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The claim.
    pub claim: ClaimId,
    /// The entry that says so, and its signer.
    pub cite: Cite,
    /// Whether the signer concluded it.
    pub inferred: bool,
    /// Whether the claim may have been said only after the moment asked about.
    pub possible: bool,
    /// Whether it is known to have been said before what the link leads to was.
    pub predates: bool,
    /// Opinions that dispute the link.
    pub disputed: Vec<Cite>,
    /// Claims by which its own source took the claim back or corrected it.
    pub taken_back: Vec<ClaimId>,
}

impl Linked {
    /// Every claim that it is told with: itself, and what took it back.
    pub fn claims(&self) -> impl Iterator<Item = ClaimId> {
        [self.claim].into_iter().chain(self.taken_back.iter().copied())
    }

    /// Whether its claim was said at the moment asked about, and holds.
    pub(crate) fn holds(&self) -> bool {
        !self.possible && self.taken_back.is_empty()
    }

    /// Whether its claim may have been said only later, and holds.
    pub(crate) fn holds_perhaps(&self) -> bool {
        self.possible && self.taken_back.is_empty()
    }
}

/// When what links lead to was said, or asked.
struct Ends<'a> {
    case: &'a Case,
    asked: BTreeMap<QuestionId, Moment>,
}

impl<'a> Ends<'a> {
    fn of(case: &'a Case, world: &World) -> Self {
        let asked = case.questions.iter().map(|question| {
            let (asked, _) = moment(case, world, &question.fact.asked, &[], &question.cite);
            (question.fact.id, asked)
        });
        Self { case, asked: asked.collect() }
    }

    /// Whether a claim is known to have been said before what stands at an end.
    fn predates(&self, claim: ClaimId, end: EndFact) -> bool {
        let case = self.case;
        let is_before = |from: Moment, statement: Option<StatementRef>| {
            statement != Some(case.claim(claim).at.statement)
                && since(case, claim, from, statement).is_none()
        };
        match end {
            EndFact::Claim(to) => case
                .find(to)
                .into_iter()
                .map(|to| case.claim(to))
                .any(|to| is_before(when::said_at(to), Some(to.at.statement))),
            EndFact::Question(id) => {
                self.asked.get(&id).is_some_and(|asked| is_before(*asked, None))
            }
            EndFact::Incident(_) => false,
        }
    }
}

/// What a claim undertakes.
struct Undertaking {
    act: Act,
    /// What it corrects, and what that corrects, up to what was promised first.
    corrects: Vec<ClaimId>,
}

/// The recorded links that start at claims of a case, by where they lead.
pub(crate) struct Links {
    by_end: BTreeMap<(Relation, EndFact), Vec<Linked>>,
    /// Those that start at words that are withheld.
    unread: BTreeMap<(Relation, EndFact), Vec<Cite>>,
}

impl Links {
    pub(crate) fn of(case: &Case, world: &World, takers: &Takers) -> Self {
        let disputes = Disputes::of(case);
        let ends = Ends::of(case, world);
        let taken_back = |claim| takers.of_claim(case, world, claim);
        let mut by_end: BTreeMap<(Relation, EndFact), Vec<Linked>> = BTreeMap::new();
        let mut unread: BTreeMap<(Relation, EndFact), Vec<Cite>> = BTreeMap::new();
        let gaps: BTreeSet<StatementRef> = case.gaps.iter().map(|gap| gap.cite.statement).collect();
        for recorded in &case.links {
            let EndFact::Claim(from) = recorded.link.from else { continue };
            let cite = recorded.cite;
            let key = (recorded.link.relation, recorded.link.to);
            if gaps.contains(&case.stands_for(from.statement)) {
                unread.entry(key).or_default().push(cite);
            }
            for claim in case.find(from) {
                by_end.entry(key).or_default().push(Linked {
                    claim,
                    cite,
                    inferred: recorded.link.inferred,
                    possible: case.claim(claim).possible,
                    predates: ends.predates(claim, recorded.link.to),
                    disputed: disputes.of_link(cite.statement),
                    taken_back: taken_back(claim),
                });
            }
        }
        for linked in by_end.values_mut() {
            linked.sort_by_key(|linked| (linked.cite.index, case.claim(linked.claim).at));
        }
        Self { by_end, unread }
    }

    /// What stands in a relation to an end, in log order.
    pub(crate) fn to(&self, relation: Relation, end: EndFact) -> &[Linked] {
        self.by_end.get(&(relation, end)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The entries that record withheld words as standing in a relation to an end, in log order.
    pub(crate) fn unread(&self, relation: Relation, end: EndFact) -> &[Cite] {
        self.unread.get(&(relation, end)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The claims that stand in one of these relations to something, by a link that nobody disputes.
    fn from(&self, relations: [Relation; 2]) -> BTreeSet<ClaimId> {
        let links = self.by_end.iter().filter(|((relation, _), _)| relations.contains(relation));
        let links = links.flat_map(|(_, linked)| linked).filter(|link| link.disputed.is_empty());
        links.map(|link| link.claim).collect()
    }

    /// Whether a claim stands in a relation to an end.
    pub(crate) fn has(&self, relation: Relation, claim: ClaimId, end: EndFact) -> bool {
        self.to(relation, end).iter().any(|linked| linked.claim == claim)
    }
}

/// Opinions that dispute or repudiate statements, by what stands for those now.
pub(crate) struct Disputes<'a> {
    case: &'a Case,
    /// Each with the field that it is about.
    by_statement: BTreeMap<StatementRef, Vec<(Cite, Option<&'a str>)>>,
    utterances: BTreeSet<StatementRef>,
}

impl<'a> Disputes<'a> {
    pub(crate) fn of(case: &'a Case) -> Self {
        let mut by_statement: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for opinion in &case.opinions {
            let fact = &opinion.fact;
            if fact.claim.is_none() && matches!(fact.view, View::Dispute | View::Repudiate) {
                let field = fact.field.as_ref().map(bayan_claim::kind::FieldPointer::as_str);
                let about = by_statement.entry(case.stands_for(fact.statement)).or_default();
                about.push((opinion.cite, field));
            }
        }
        let utterances = case.utterances.iter().map(|utterance| utterance.cite.statement).collect();
        Self { case, by_statement, utterances }
    }

    /// Those that dispute a statement or anything in it, in log order.
    pub(crate) fn of_statement(&self, statement: StatementRef) -> Vec<Cite> {
        self.found(statement, "")
    }

    /// Those that dispute the links of a statement: its whole, or what it holds of links where it says more.
    pub(crate) fn of_link(&self, statement: StatementRef) -> Vec<Cite> {
        self.found(statement, if self.utterances.contains(&statement) { "/links" } else { "" })
    }

    fn found(&self, statement: StatementRef, below: &str) -> Vec<Cite> {
        let about = self.by_statement.get(&self.case.stands_for(statement)).into_iter().flatten();
        let here = |field: Option<&str>| field.is_none_or(|field| field.starts_with(below));
        about.filter(|(_, field)| here(*field)).map(|(cite, _)| *cite).collect()
    }
}

/// Claims that take back or correct others, by what they name.
pub(crate) struct Takers(BTreeMap<ClaimId, Vec<ClaimId>>);

impl Takers {
    pub(crate) fn of(case: &Case) -> Self {
        let mut by_target: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
        for (taker, targets) in takings(case) {
            for target in targets {
                by_target.entry(target).or_default().push(taker);
            }
        }
        Self(by_target)
    }

    /// The claims by which a claim is taken back or corrected, by time: those of its own speaker, and of the organisations
    /// that it was said for. What may have been said only after the moment asked about takes nothing back.
    pub(crate) fn of_claim(&self, case: &Case, world: &World, claim: ClaimId) -> Vec<ClaimId> {
        let mut takers = self.perhaps_of_claim(case, world, claim);
        takers.retain(|taker| !case.claim(*taker).possible);
        takers
    }

    /// The same with those that may have been said later.
    fn perhaps_of_claim(&self, case: &Case, world: &World, claim: ClaimId) -> Vec<ClaimId> {
        let Some(takers) = self.0.get(&claim) else { return Vec::new() };
        let counts_for = world.counts_for(case.speaker(claim), case.claim(claim).said);
        let is_its = |taker: &ClaimId| match case.speaker(*taker) {
            Speaker::Party(party) if counts_for.contains(party) => true,
            _ => speaker(case, *taker) == speaker(case, claim),
        };
        let mut own: Vec<ClaimId> = takers.iter().copied().filter(is_its).collect();
        own.sort_by_key(|taker| by_time(case, *taker));
        own
    }
}

/// Whether two claims are of one source: the same speaker, or one of them counts for the other. Nobody is no source.
pub(crate) fn is_one_source(case: &Case, world: &World, a: ClaimId, b: ClaimId) -> bool {
    let counts = |claim: ClaimId, other: ClaimId| match case.speaker(other) {
        Speaker::Party(party) => {
            world.counts_for(case.speaker(claim), case.claim(claim).said).contains(party)
        }
        Speaker::Nobody | Speaker::Ambiguous { .. } => false,
    };
    match (case.speaker(a), case.speaker(b)) {
        (Speaker::Nobody, _) | (_, Speaker::Nobody) => false,
        (x, y) => x == y || counts(a, b) || counts(b, a),
    }
}

#[cfg(test)]
mod tests;
