//! What the projections compute, the slow and obvious way: by the definitions, pair by pair and in all orders. What is
//! said of one claim and another alone (its side, its scope, its bounds, in which ways it moved) is taken from the crate,
//! and held against laws and examples elsewhere.

mod times;

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::{Catalogue, FacetName};
use bayan_claim::id::{ClaimRef, PartyId, StatementRef};
use bayan_claim::kind::Speaker;
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::{Act, Closure, HopKind, MarkerKind, Polarity, Relation};
use bayan_view::conflict::Kind;
use bayan_view::fact::{
    AsOfFact, ClaimFact, EndFact, Fact, LinkFact, Member, Members, Record, RefFact, TimeFact,
    UtteranceFact, Worth,
};
use bayan_view::reach::ScopeOrder;
use bayan_view::shift::{Rule, Shift, Side, shifts, side};
use bayan_view::status::Status;
use bayan_view::track::{Gather, Who};
use bayan_view::when;
use bayan_view::world::{End, World};

use self::times::{Told, fold, follow};
use crate::laws::numbers;

/// A claim that stands on the ledger, with its utterance.
#[derive(Clone)]
pub(crate) struct Claim {
    pub(crate) at: ClaimRef,
    pub(crate) said: TimeBounds,
    clock: TimeBounds,
    possible: bool,
    pub(crate) fact: ClaimFact,
    utterance: UtteranceFact,
}

/// A case, computed slowly.
pub(crate) struct Slow<'a> {
    world: &'a World,
    pub(crate) claims: Vec<Claim>,
    links: Vec<LinkFact>,
    moved: BTreeMap<ClaimRef, Vec<ClaimRef>>,
    /// All pairs of statements of which anchors tell that the first came before the second.
    anchored: BTreeSet<(StatementRef, StatementRef)>,
}

impl<'a> Slow<'a> {
    pub(crate) fn of(records: &[Record], world: &'a World, said_by: Option<i64>) -> Self {
        let (standing, became, moved) = fold(records);
        let now = |mut at: StatementRef| {
            while let Some(next) = became.get(&at) {
                at = *next;
            }
            at
        };
        let mut said: BTreeMap<StatementRef, TimeBounds> = BTreeMap::new();
        let mut clock: BTreeMap<StatementRef, TimeBounds> = BTreeMap::new();
        let mut told = Vec::new();
        for (statement, recorded, fact) in &standing {
            let Fact::Utterance(utterance) = fact else { continue };
            let own = when::said(utterance, *recorded, world);
            said.insert(*statement, own);
            clock.insert(*statement, when::by_clock(utterance, own));
            told.extend(Told::of(*statement, utterance, now));
        }
        let anchored = follow([&mut said, &mut clock], told);
        let mut slow = Self { world, claims: Vec::new(), links: Vec::new(), moved, anchored };
        for (statement, _, fact) in standing {
            match fact {
                Fact::Link(link) => slow.links.push(link),
                Fact::Utterance(utterance) => {
                    let said = said[&statement];
                    if said_by.is_some_and(|by| said.earliest.is_some_and(|first| first > by)) {
                        continue;
                    }
                    slow.links.extend(&utterance.links);
                    for (number, fact) in (0..).zip(utterance.claims.clone()) {
                        let at = ClaimRef { statement, number };
                        let (clock, utterance) = (clock[&statement], (*utterance).clone());
                        let is_later = |by| said.latest.is_none_or(|latest| latest > by);
                        let possible = said_by.is_some_and(is_later);
                        slow.claims.push(Claim { at, said, clock, possible, fact, utterance });
                    }
                }
                _ => {}
            }
        }
        slow
    }

    fn find(&self, claim: ClaimRef) -> Vec<usize> {
        match self.moved.get(&claim) {
            Some(to) => to.iter().flat_map(|to| self.find(*to)).collect(),
            None => (0..self.claims.len()).filter(|n| self.claims[*n].at == claim).collect(),
        }
    }

    /// Claims that links of these relations join, in both directions.
    fn linked(&self, relations: &[Relation]) -> BTreeSet<(usize, usize)> {
        let mut pairs = BTreeSet::new();
        for link in self.links.iter().filter(|link| relations.contains(&link.relation)) {
            let (EndFact::Claim(from), EndFact::Claim(to)) = (link.from, link.to) else { continue };
            for a in self.find(from) {
                pairs.extend(self.find(to).into_iter().flat_map(|b| [(a, b), (b, a)]));
            }
        }
        pairs
    }

    fn order(&self, a: usize, b: usize) -> ScopeOrder {
        let reach = |n: usize| &self.claims[n].fact.reach;
        self.world.containment().compare(reach(a), reach(b))
    }

    /// Where the words of a claim stand first, those of the body before those of a headline.
    fn place(&self, claim: usize) -> Option<(bayan_proof::hash::Sha256, u32)> {
        let Claim { fact, utterance, .. } = &self.claims[claim];
        let mut places: Vec<_> = fact.places.iter().collect();
        places.sort_by_key(|place| (place.is_headline(), place.start, place.artifact));
        places.first().map(|place| (utterance.artifacts[usize::from(place.artifact)], place.start))
    }

    /// Whether one claim is known to come before another: by times, by anchors, or by their order in one text.
    pub(crate) fn before(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.claims[a], &self.claims[b]);
        let in_text = || match (self.place(a), self.place(b)) {
            (Some((one, at)), Some((other, then))) => one == other && at < then,
            _ => false,
        };
        if x.at.statement == y.at.statement {
            // Several texts, or several whom somebody blames, stand beside each other.
            let is_value = |worth: &Worth| matches!(worth, Worth::Words(_) | Worth::Ref(_));
            let beside = x.fact.facet == y.fact.facet
                && is_value(&x.fact.worth)
                && is_value(&y.fact.worth)
                && x.fact.worth != y.fact.worth;
            return in_text() && !beside;
        }
        let is_anchored = |claim: &Claim| {
            self.anchored.iter().any(|(a, b)| claim.at.statement == *a || claim.at.statement == *b)
        };
        let apart = |x: TimeBounds, y: TimeBounds| {
            x.latest.zip(y.earliest).is_some_and(|(last, first)| last < first)
        };
        apart(x.said, y.said)
            || apart(x.clock, y.clock)
            || self.anchored.contains(&(x.at.statement, y.at.statement))
            || (!is_anchored(x) && !is_anchored(y) && x.said == y.said && in_text())
    }

    /// Whether a later claim says something of what an earlier one said, so that it takes its place.
    fn replaces(&self, later: usize, earlier: usize) -> bool {
        let (new, old) = (&self.claims[later].fact, &self.claims[earlier].fact);
        let implies = |a: &FacetName, b: &FacetName| Catalogue::builtin().implied(a).contains(b);
        let on_one_matter = if new.facet == old.facet {
            match (&new.worth, &old.worth) {
                (Worth::Number(a), Worth::Number(b)) if a.measure != b.measure => false,
                (Worth::Answer(_), _) | (_, Worth::Answer(_)) => true,
                (a, b) => {
                    // That it is not this one, or is this one as well, is no word on another.
                    let marked =
                        new.is_marked(MarkerKind::Among) || new.is_marked(MarkerKind::OpenSet);
                    let of_several = match (a, b) {
                        (Worth::Words(_) | Worth::Ref(_), _) => marked,
                        // Of what was said to be all, another set is a word.
                        (Worth::Members(new), Worth::Members(old)) => {
                            let is_open = |set: &Members| set.closure == Closure::Open;
                            is_open(new) && !new.members.is_empty() && is_open(old)
                        }
                        _ => false,
                    };
                    let denied = [new, old].iter().any(|fact| fact.polarity == Polarity::Deny);
                    a == b || !(of_several || denied)
                }
            }
        } else {
            match (side(old), side(new)) {
                (Side::Denies, Side::Affirms) => implies(&new.facet, &old.facet),
                (Side::Affirms, Side::Denies) => implies(&old.facet, &new.facet),
                _ => false,
            }
        };
        let order = self.order(later, earlier);
        let compares = matches!(order, ScopeOrder::Same | ScopeOrder::Inside | ScopeOrder::Around);
        let is_value = |fact: &ClaimFact| !matches!(fact.worth, Worth::Answer(_));
        // 300 in one country say nothing of 10,000 in all.
        let of_a_part =
            is_value(old) && is_value(new) && side(old) == side(new) && order != ScopeOrder::Same;
        let beyond = match (side(old), side(new)) {
            (Side::Affirms, Side::Affirms) => false,
            // Some of what was affirmed may lie where nothing is denied.
            (Side::Affirms, _) => order == ScopeOrder::Inside,
            // What is affirmed may lie where nothing was denied.
            (_, Side::Affirms) => order == ScopeOrder::Around,
            _ => false,
        };
        on_one_matter && compares && !beyond && !of_a_part
    }

    /// The claims of each source, without those that only take back.
    pub(crate) fn tracks(&self, gather: Gather) -> BTreeMap<Who, Vec<usize>> {
        let mut tracks: BTreeMap<Who, Vec<usize>> = BTreeMap::new();
        for (n, claim) in self.claims.iter().enumerate().filter(|(_, claim)| !claim.possible) {
            let speaker = match &claim.utterance.speaker {
                Speaker::Party(party) => Who::Party(*party),
                Speaker::Nobody => Who::Nobody(claim.utterance.publisher),
                Speaker::Ambiguous { between } => {
                    let set: BTreeSet<PartyId> = between.iter().copied().collect();
                    Who::OneOf(set.into_iter().collect())
                }
            };
            let mut whose = BTreeSet::from([speaker]);
            if gather == Gather::Organisations {
                let candidates = claim.utterance.speaker.candidates();
                whose.extend(self.whole(candidates, claim.said).into_iter().map(Who::Party));
            }
            for who in whose {
                tracks.entry(who).or_default().push(n);
            }
        }
        tracks
    }

    /// What every one of them was, was a part of or spoke for.
    fn whole(&self, candidates: &[PartyId], at: TimeBounds) -> BTreeSet<PartyId> {
        let of = |party: &PartyId| {
            let mut found = BTreeSet::from([*party]);
            loop {
                let held = found.clone();
                for fact in held.iter().filter_map(|party| self.world.party(party)) {
                    for (whole, period) in fact.part_of.iter().chain(&fact.speaks_for) {
                        let over = matches!((period.until, at.earliest), (End::At(end), Some(first)) if end < first);
                        let not_yet = matches!((period.since, at.latest), (End::At(from), Some(last)) if from > last);
                        if !over && !not_yet {
                            found.insert(*whole);
                        }
                    }
                }
                if found == held {
                    return found;
                }
            }
        };
        let all: Vec<BTreeSet<PartyId>> = candidates.iter().map(of).collect();
        let mut common = all.first().cloned().unwrap_or_default();
        common.retain(|party| all.iter().all(|one| one.contains(party)));
        common
    }

    fn says_more(&self, track: &[usize]) -> Vec<usize> {
        track.iter().copied().filter(|n| self.claims[*n].fact.act != Act::Retracts).collect()
    }

    /// The claims of a track that others of it name as taken back or corrected, with those by which.
    pub(crate) fn named(&self, track: &[usize]) -> BTreeSet<(usize, usize)> {
        let mut found = BTreeSet::new();
        for taker in track {
            let fact = &self.claims[*taker].fact;
            if let (Act::Retracts | Act::Corrects, Some(target)) = (fact.act, fact.target) {
                let targets = self.accounts_of(self.find(target)).into_iter();
                found.extend(
                    targets.filter(|t| t != taker && track.contains(t)).map(|t| (t, *taker)),
                );
            }
        }
        found
    }

    /// These, and all that somebody recorded as other accounts of the same words.
    fn accounts_of(&self, claims: Vec<usize>) -> BTreeSet<usize> {
        let once = [Relation::SameEvent, Relation::RepeatsOrigin, Relation::TranslationOf];
        let once = self.linked(&once);
        let mut found: BTreeSet<usize> = claims.into_iter().collect();
        loop {
            let (known, held) = (found.len(), found.clone());
            for (a, b) in &once {
                if held.contains(a) || held.contains(b) {
                    found.extend([*a, *b]);
                }
            }
            if found.len() == known {
                return found;
            }
        }
    }

    /// The claims of a track that their own speaker took back or corrected, each with that by which.
    pub(crate) fn taken_back(&self, track: &[usize]) -> BTreeSet<(usize, usize)> {
        let named = self.named(&self.all()).into_iter();
        let own = named.filter(|(t, taker)| track.contains(t) && self.is_one_voice(*t, *taker));
        own.collect()
    }

    /// What had been said by the moment asked about.
    fn all(&self) -> Vec<usize> {
        (0..self.claims.len()).filter(|n| !self.claims[*n].possible).collect()
    }

    /// The same without what only takes back.
    fn surely_said(&self) -> Vec<usize> {
        self.says_more(&self.all())
    }

    /// How a claim of what a source gathers moved: from its own voice's claims there, and between voices.
    pub(crate) fn gathered_moves(
        &self,
        track: &[usize],
        claim: usize,
    ) -> BTreeMap<usize, BTreeSet<(Shift, Rule)>> {
        let own: Vec<usize> =
            self.all().into_iter().filter(|n| self.is_one_voice(*n, claim)).collect();
        let mut moves = self.moves(&own, claim);
        moves.retain(|from, _| track.contains(from));
        let between = self.moves(track, claim).into_iter();
        moves.extend(between.filter(|(from, _)| !self.is_one_voice(*from, claim)));
        moves
    }

    /// Whether one mouth said both: of nobody's words those that one publisher carried.
    pub(crate) fn is_one_voice(&self, a: usize, b: usize) -> bool {
        let voice = |n: usize| {
            let UtteranceFact { speaker, publisher, .. } = &self.claims[n].utterance;
            match speaker {
                Speaker::Party(party) => (BTreeSet::from([*party]), None),
                Speaker::Nobody => (BTreeSet::new(), *publisher),
                Speaker::Ambiguous { between } => (between.iter().copied().collect(), None),
            }
        };
        voice(a) == voice(b)
    }

    /// The claims of a track that stand.
    pub(crate) fn standing(&self, track: &[usize]) -> BTreeSet<usize> {
        let said = self.says_more(track);
        let taken: BTreeSet<usize> = self.taken_back(track).into_iter().map(|(t, _)| t).collect();
        let all = self.surely_said();
        let is_followed = |n: usize| {
            all.iter().any(|k| {
                self.is_one_voice(*k, n)
                    && !self.claims[*k].fact.is_headline()
                    && self.before(n, *k)
                    && self.replaces(*k, n)
            })
        };
        let stands = |n: &usize| {
            !taken.contains(n)
                && !is_followed(*n)
                && self.taken_for(*n).is_empty()
                && !self.is_overruled(*n)
        };
        said.iter().copied().filter(stands).collect()
    }

    /// What the organisations themselves said for which a claim was said, or perhaps was.
    fn of_organisations(&self, claim: usize, is_sure: bool) -> Vec<usize> {
        let (speaker, said) = (&self.claims[claim].utterance.speaker, self.claims[claim].said);
        let is_its = |n: &usize| match &self.claims[*n].utterance.speaker {
            own if own == speaker || self.claims[*n].possible => false,
            Speaker::Party(own) if is_sure => self.world.surely_counts_for(speaker, *own, said),
            Speaker::Party(own) => self.whole(speaker.candidates(), said).contains(own),
            _ => false,
        };
        (0..self.claims.len()).filter(is_its).collect()
    }

    /// By which claims the organisations that a claim was said for name it as taken back.
    pub(crate) fn taken_for(&self, claim: usize) -> Vec<usize> {
        let mut found = self.of_organisations(claim, false);
        found.retain(|n| {
            let fact = &self.claims[*n].fact;
            let targets = fact.target.map(|target| self.find(target)).unwrap_or_default();
            let targets = self.accounts_of(targets);
            matches!(fact.act, Act::Retracts | Act::Corrects) && targets.contains(&claim)
        });
        found
    }

    /// Whether that organisation took the place of a claim in its own later words.
    fn is_overruled(&self, claim: usize) -> bool {
        self.says_more(&self.of_organisations(claim, true)).into_iter().any(|n| {
            !self.claims[n].fact.is_headline() && self.before(claim, n) && self.replaces(n, claim)
        })
    }

    /// How a claim moved from those of its track before it, besides takings back.
    pub(crate) fn moves(
        &self,
        track: &[usize],
        claim: usize,
    ) -> BTreeMap<usize, BTreeSet<(Shift, Rule)>> {
        let headline = |n: usize| self.claims[n].fact.is_headline();
        if headline(claim) {
            return BTreeMap::new();
        }
        let mut earlier = self.says_more(track);
        earlier.retain(|n| !headline(*n) && self.before(*n, claim));
        let stood = |m: usize| !earlier.iter().any(|k| self.before(m, *k) && self.replaces(*k, m));
        let mut from: Vec<usize> =
            earlier.iter().copied().filter(|m| self.replaces(claim, *m) && stood(*m)).collect();
        let fact = |n: usize| &self.claims[n].fact;
        let last = |among: Vec<usize>| -> Vec<usize> {
            among.iter().copied().filter(|m| !among.iter().any(|k| self.before(*m, *k))).collect()
        };
        if from.is_empty() {
            from = last(
                earlier.iter().copied().filter(|m| fact(*m).facet == fact(claim).facet).collect(),
            );
        }
        if from.is_empty() && fact(claim).harm.is_some() {
            let topics = |n: usize| -> BTreeSet<&str> {
                let all = Catalogue::builtin().topics();
                let of = |topic: &&str| {
                    Catalogue::builtin().facets_of(topic).any(|facet| *facet == fact(n).facet)
                };
                all.map(|(topic, _)| topic).filter(of).collect()
            };
            let is_elsewhere =
                |m: usize| self.claims[m].at.statement != self.claims[claim].at.statement;
            let on_one_topic = |m: &usize| {
                fact(*m).harm.is_some()
                    && is_elsewhere(*m)
                    && !topics(*m).is_disjoint(&topics(claim))
            };
            from = last(earlier.iter().copied().filter(on_one_topic).collect());
        }
        let containment = self.world.containment();
        from.into_iter()
            .map(|m| (m, shifts(Catalogue::builtin(), containment, fact(m), fact(claim))))
            .map(|(m, shifts)| (m, self.told_around(track, (m, claim), shifts)))
            .filter(|(m, shifts)| !shifts.is_empty() && !self.tell_of_a_change(*m, claim))
            .collect()
    }

    /// Whether a claim was surely said for a source.
    pub(crate) fn surely_said_for(&self, claim: usize, who: &Who) -> bool {
        let (speaker, said) = (&self.claims[claim].utterance.speaker, self.claims[claim].said);
        let Who::Party(party) = who else { return true };
        self.world.surely_counts_for(speaker, *party, said)
    }

    /// Pairs of claims of a track between which somebody recorded what bears on a move.
    pub(crate) fn recorded_within(&self, track: &[usize]) -> BTreeSet<(usize, usize)> {
        let mut pairs = self.linked(&[
            Relation::SameEvent,
            Relation::RepeatsOrigin,
            Relation::TranslationOf,
            Relation::Contradicts,
            Relation::NumberConflict,
            Relation::Corroborates,
            Relation::Explains,
        ]);
        pairs.retain(|(a, b)| a != b && track.contains(a) && track.contains(b));
        pairs
    }

    /// The shifts that remain once what else the two utterances say is known.
    fn told_around(
        &self,
        track: &[usize],
        (from, to): (usize, usize),
        shifts: BTreeSet<(Shift, Rule)>,
    ) -> BTreeSet<(Shift, Rule)> {
        let (was, is) = (&self.claims[from], &self.claims[to]);
        let says = |utterance: &Claim, holds: &dyn Fn(&ClaimFact) -> bool| {
            self.says_more(track).into_iter().map(|n| &self.claims[n]).any(|one| {
                one.at.statement == utterance.at.statement
                    && !one.fact.is_headline()
                    && holds(&one.fact)
            })
        };
        let same = |value: &ClaimFact, other: &ClaimFact| {
            value.facet == other.facet
                && value.worth == other.worth
                && value.polarity == other.polarity
        };
        let is_held = says(was, &|fact| same(fact, &is.fact));
        let is_repeated = says(is, &|fact| same(fact, &was.fact));
        let is_denied =
            says(is, &|fact| fact.facet == was.fact.facet && side(fact) == Side::Denies);
        let to_another = |shift: Shift, rule: Rule| {
            matches!(shift, Shift::ShiftsBlame | Shift::ShiftsSubject)
                && matches!(rule, Rule::Reference | Rule::Wording)
        };
        if is_held && shifts.iter().any(|(shift, rule)| to_another(*shift, *rule)) {
            return BTreeSet::new();
        }
        shifts
            .into_iter()
            .filter(|(_, rule)| *rule != Rule::Subject || !is_denied)
            .map(|(shift, rule)| {
                let is_more = to_another(shift, rule) && is_repeated;
                (if is_more { Shift::Elaborates } else { shift }, rule)
            })
            .collect()
    }

    /// Pairs of claims of different sources that conflict; for sides the affirmed one first, else both ways.
    pub(crate) fn conflicts(&self) -> BTreeSet<(Kind, usize, usize)> {
        let mut found = BTreeSet::new();
        let tracks = self.tracks(Gather::Speakers);
        for (who, track) in &tracks {
            for (_, other) in tracks.iter().filter(|(other, _)| *other != who) {
                for a in self.standing(track) {
                    for b in self.standing(other) {
                        found.extend(self.sides(a, b).map(|kind| (kind, a, b)));
                        if let Some(kind) = self.values(a, b) {
                            found.extend([(kind, a, b), (kind, b, a)]);
                        }
                    }
                }
            }
        }
        found
    }

    fn sides(&self, affirmed: usize, denied: usize) -> Option<Kind> {
        let (some, none) = (&self.claims[affirmed].fact, &self.claims[denied].fact);
        let implied = Catalogue::builtin().implied(&some.facet);
        // That it is not this many leaves open whether it was another number, and is no word on another facet.
        let not_this = none.polarity == Polarity::Deny
            && !matches!(none.worth, Worth::Answer(_))
            && side(none) == Side::Open
            && some.facet == none.facet;
        if side(some) != Side::Affirms
            || !(side(none) == Side::Denies || not_this)
            || !implied.contains(&none.facet)
            || !self.may_be_at_once(affirmed, denied)
        {
            return None;
        }
        let meant = match (&some.worth, &none.worth) {
            (Worth::Answer(_), _) | (_, Worth::Answer(_)) => true,
            (Worth::Number(a), Worth::Number(b)) if none.polarity == Polarity::Affirm => {
                a.measure == b.measure
            }
            (a, b) if none.polarity == Polarity::Deny => match (a, b) {
                (Worth::Members(a), Worth::Members(b)) => {
                    let except = [a.closure, b.closure].contains(&Closure::AllExcept);
                    a == b || (!except && a.members.iter().any(|one| b.members.contains(one)))
                }
                (a, b) => a == b,
            },
            _ => true,
        };
        match self.order(affirmed, denied) {
            ScopeOrder::Same | ScopeOrder::Inside if meant => Some(Kind::Contradicts),
            ScopeOrder::Around | ScopeOrder::Overlapping if meant => Some(Kind::InTension),
            _ => None,
        }
    }

    /// Two values that are both affirmed and cannot both be.
    fn values(&self, one: usize, other: usize) -> Option<Kind> {
        let (x, y) = (&self.claims[one].fact, &self.claims[other].fact);
        if x.facet != y.facet || side(x) != Side::Affirms || side(y) != Side::Affirms {
            return None;
        }
        let order = self.order(one, other);
        let inside = matches!(order, ScopeOrder::Same | ScopeOrder::Inside);
        let around = matches!(order, ScopeOrder::Same | ScopeOrder::Around);
        match (&x.worth, &y.worth) {
            (Worth::Number(m), Worth::Number(n)) if m.measure == n.measure => {
                let (m, n) = (numbers(m), numbers(n));
                ((inside && m.0 > n.1) || (around && n.0 > m.1)).then_some(Kind::NumberConflict)
            }
            (Worth::Members(m), Worth::Members(n)) => {
                let lacks = (around && self.lacks(m, n)) || (inside && self.lacks(n, m));
                lacks.then_some(Kind::SetConflict)
            }
            (Worth::Time(m), Worth::Time(n)) => {
                let (m, n) = ((m.bounds, on_clock(m)), (n.bounds, on_clock(n)));
                (order == ScopeOrder::Same && are_apart(m, n)).then_some(Kind::TimeConflict)
            }
            (Worth::Span(m_least, m_most), Worth::Span(n_least, n_most)) => {
                let below = |most: Option<u64>, least: Option<u64>| {
                    most.unwrap_or(u64::MAX) < least.unwrap_or(0)
                };
                let apart = below(*m_most, *n_least) || below(*n_most, *m_least);
                (order == ScopeOrder::Same && apart).then_some(Kind::NumberConflict)
            }
            (Worth::Words(m), Worth::Words(n)) => {
                let is_cause = x.facet.to_string() == "availability.cause";
                let differ = m != n && order != ScopeOrder::Incomparable;
                (is_cause && differ).then_some(Kind::InTension)
            }
            (Worth::Ref(m), Worth::Ref(n)) if order != ScopeOrder::Incomparable => {
                if self.related(&Member::Is(*m), &Member::Is(*n)) {
                    return None;
                }
                let effect = |fact: &ClaimFact| fact.target.map(|target| self.find(target));
                let same = effect(x).zip(effect(y)).is_none_or(|(one, other)| one == other);
                match x.facet.to_string().as_str() {
                    "relation.caused_by" if same => Some(Kind::RivalCause),
                    "attribution.actor" => Some(Kind::InTension),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn related(&self, a: &Member, b: &Member) -> bool {
        match (a, b) {
            (Member::Is(RefFact::Entity(a)), Member::Is(RefFact::Entity(b))) => {
                let within = |a, b| self.world.containment().within(a, b);
                within(*a, *b) || within(*b, *a)
            }
            (a, b) => a == b,
        }
    }

    /// Whether a set that is all there is leaves out a member of another.
    fn lacks(&self, all: &Members, other: &Members) -> bool {
        if other.closure == Closure::AllExcept {
            return false;
        }
        other.members.iter().any(|member| match all.closure {
            Closure::Open => false,
            Closure::Closed => !all.members.iter().any(|held| self.related(held, member)),
            Closure::AllExcept => all.members.iter().any(|out| match (member, out) {
                (Member::Is(RefFact::Entity(a)), Member::Is(RefFact::Entity(b))) => {
                    self.world.containment().within(*a, *b)
                }
                (a, b) => a == b,
            }),
        })
    }

    /// Pairs of one source that somebody recorded as one telling, at least one of which stands, that cannot both be; for
    /// sides the affirmed one first, else both ways.
    pub(crate) fn tellings(&self) -> BTreeSet<(Kind, usize, usize)> {
        let once = [Relation::SameEvent, Relation::RepeatsOrigin, Relation::TranslationOf];
        let once = self.linked(&once);
        let mut found = BTreeSet::new();
        for track in self.tracks(Gather::Speakers).values() {
            let (said, standing) = (self.says_more(track), self.standing(track));
            for (a, b) in &once {
                let of_one = said.contains(a) && said.contains(b) && a != b;
                if of_one && (standing.contains(a) || standing.contains(b)) {
                    if self.claims[*a].fact.facet == self.claims[*b].fact.facet {
                        found.extend(self.sides(*a, *b).map(|kind| (kind, *a, *b)));
                    }
                    if let Some(kind) = self.values(*a, *b) {
                        found.extend([(kind, *a, *b), (kind, *b, *a)]);
                    }
                }
            }
        }
        found
    }

    /// Pairs that somebody recorded as opposed, of claims that stand.
    fn recorded(&self) -> BTreeSet<(Relation, usize, usize)> {
        let standing: BTreeSet<usize> =
            self.tracks(Gather::Speakers).values().flat_map(|track| self.standing(track)).collect();
        let mut found = BTreeSet::new();
        for relation in [Relation::Contradicts, Relation::NumberConflict] {
            let pairs = self.linked(&[relation]).into_iter();
            let pairs = pairs.filter(|(a, b)| standing.contains(a) && standing.contains(b));
            found.extend(pairs.map(|(a, b)| (relation, a, b)));
        }
        found
    }

    /// Facets of claims that cannot both be, of two sources or of one; and where two sources take sides whose reaches overlap.
    fn contested(&self) -> BTreeSet<FacetName> {
        let facet = |n: usize| &self.claims[n].fact.facet;
        let recorded = self.recorded().into_iter();
        let mut pairs: BTreeSet<(usize, usize)> = recorded.map(|(_, a, b)| (a, b)).collect();
        for (kind, a, b) in self.conflicts() {
            let takes = |n: usize, taken| side(&self.claims[n].fact) == taken;
            let of_sides =
                takes(a, Side::Affirms) && !takes(b, Side::Affirms) && facet(a) == facet(b);
            if kind != Kind::InTension || of_sides {
                pairs.insert((a, b));
            }
        }
        // What two tell differently of the same words is no contest of their source with itself.
        let once = [Relation::SameEvent, Relation::RepeatsOrigin, Relation::TranslationOf];
        let told = self.linked(&once);
        for track in self.tracks(Gather::Speakers).values() {
            let standing = self.standing(track);
            for a in &standing {
                for b in standing
                    .iter()
                    .filter(|b| !told.contains(&(*a, **b)) && !told.contains(&(**b, *a)))
                {
                    let kinds = [self.sides(*a, *b), self.values(*a, *b)];
                    let mut hard = kinds.into_iter().flatten();
                    if hard.any(|kind| !matches!(kind, Kind::InTension | Kind::RivalCause)) {
                        pairs.insert((*a, *b));
                    }
                }
            }
        }
        pairs.into_iter().flat_map(|(a, b)| [facet(a).clone(), facet(b).clone()]).collect()
    }

    /// Where each facet stands, and how many origins affirm, deny and leave open.
    pub(crate) fn statuses(&self) -> BTreeMap<FacetName, (Status, [usize; 3])> {
        let mut by_facet: BTreeMap<FacetName, [Vec<usize>; 3]> = BTreeMap::new();
        for track in self.tracks(Gather::Speakers).values() {
            for n in self.standing(track) {
                let fact = &self.claims[n].fact;
                let slot = match side(fact) {
                    Side::Affirms => 0,
                    Side::Denies => 1,
                    Side::FoundNothing | Side::Open => 2,
                };
                by_facet.entry(fact.facet.clone()).or_default()[slot].push(n);
            }
        }
        let contested = self.contested();
        let status = |facet: FacetName, sides: [Vec<usize>; 3]| {
            let status = if contested.contains(&facet) {
                Status::Contested
            } else if !sides[0].is_empty() {
                Status::Affirmed
            } else if !sides[1].is_empty() {
                Status::Denied
            } else {
                Status::Open
            };
            (facet, (status, sides.map(|claims| self.origins(&claims))))
        };
        by_facet.into_iter().map(|(facet, sides)| status(facet, sides)).collect()
    }

    /// The party that a claim comes from, among some: of several candidates the least that another comes from alone.
    fn origin(&self, claim: usize, claims: &[usize]) -> Option<PartyId> {
        let alone = |n: usize| {
            let from = self.voices(n);
            from.first().copied().filter(|_| from.len() == 1)
        };
        let named: BTreeSet<PartyId> = claims.iter().filter_map(|n| alone(*n)).collect();
        self.voices(claim).intersection(&named).next().copied()
    }

    /// The organisations that the words of a claim may come from, and parties that are the voice of none.
    fn voices(&self, claim: usize) -> BTreeSet<PartyId> {
        let Claim { utterance, said, .. } = &self.claims[claim];
        origin(utterance).into_iter().map(|party| self.organisation(party, *said, 0)).collect()
    }

    /// Here each party is a voice and belongs to one other at most.
    fn organisation(&self, party: PartyId, at: TimeBounds, depth: usize) -> PartyId {
        let mut wholes = self.whole(&[party], at);
        wholes.remove(&party);
        match wholes.into_iter().collect::<Vec<_>>().as_slice() {
            [] => party,
            [only] if depth < 8 => self.organisation(*only, at, depth + 1),
            several => panic!("{several:?}"),
        }
    }

    /// Whether two claims tell of two moments of what changes with time, and take opposite sides.
    fn tell_of_a_change(&self, a: usize, b: usize) -> bool {
        let sides = [a, b].map(|n| side(&self.claims[n].fact));
        self.claims[a].fact.facet == self.claims[b].fact.facet
            && sides.contains(&Side::Affirms)
            && sides.contains(&Side::Denies)
            && !self.may_be_at_once(a, b)
    }

    /// Whether two claims may speak of one moment, where what they are on changes with time.
    fn may_be_at_once(&self, a: usize, b: usize) -> bool {
        let changes = |n: usize| Catalogue::builtin().is_changing(&self.claims[n].fact.facet);
        let moment = |n: usize| {
            let claim = &self.claims[n];
            match claim.fact.as_of {
                Some(AsOfFact::Time(time)) => (time.bounds, time.clock),
                _ => (claim.said, claim.clock),
            }
        };
        !changes(a) || !changes(b) || !are_apart(moment(a), moment(b))
    }

    /// How many origins some claims have: classes of those that one party or a link joins.
    fn origins(&self, claims: &[usize]) -> usize {
        let once = [Relation::SameEvent, Relation::RepeatsOrigin, Relation::TranslationOf];
        let mut linked = self.linked(&once);
        loop {
            let further: BTreeSet<(usize, usize)> = linked
                .iter()
                .flat_map(|(a, b)| {
                    linked.iter().filter(move |(c, _)| b == c).map(move |(_, d)| (*a, *d))
                })
                .collect();
            let known = linked.len();
            linked.extend(further);
            if linked.len() == known {
                break;
            }
        }
        let are_joined = |a: usize, b: usize| {
            let party = |n: usize| self.origin(n, claims);
            let at = |n: usize| self.claims[n].at.statement;
            let unnamed = party(a).is_none() && party(b).is_none() && at(a) == at(b);
            unnamed || (party(a).is_some() && party(a) == party(b)) || linked.contains(&(a, b))
        };
        let mut left: BTreeSet<usize> = claims.iter().copied().collect();
        let mut count = 0;
        while let Some(first) = left.pop_first() {
            count += 1;
            let mut open = vec![first];
            while let Some(a) = open.pop() {
                let joined: Vec<usize> =
                    left.iter().copied().filter(|b| are_joined(a, *b)).collect();
                left.retain(|b| !joined.contains(b));
                open.extend(joined);
            }
        }
        count
    }
}

/// A date by the clock that all who name no zone share.
fn on_clock(time: &TimeFact) -> TimeBounds {
    let (own, any) = (time.clock, when::on_any_clock(time.bounds));
    TimeBounds {
        earliest: own.earliest.into_iter().chain(any.earliest).max(),
        latest: own.latest.into_iter().chain(any.latest).min(),
    }
}

/// Whether two times, each by its bounds and by the shared clock, cannot be one.
fn are_apart(a: (TimeBounds, TimeBounds), b: (TimeBounds, TimeBounds)) -> bool {
    let before = |a: TimeBounds, b: TimeBounds| {
        a.latest.zip(b.earliest).is_some_and(|(last, first)| last < first)
    };
    [(a.0, b.0), (a.1, b.1)].into_iter().any(|(a, b)| before(a, b) || before(b, a))
}

fn origin(utterance: &UtteranceFact) -> BTreeSet<PartyId> {
    let named: Vec<_> = utterance.chain.iter().filter(|hop| hop.by.is_some()).collect();
    let mut from = Some(&utterance.speaker);
    for (n, hop) in named.iter().enumerate() {
        match hop.kind {
            HopKind::RelaysFor | HopKind::HearsayAbout => from = hop.by.as_ref(),
            HopKind::InformedBy => from = named.get(n + 1).unwrap_or(hop).by.as_ref(),
            _ => {}
        }
    }
    match from {
        Some(Speaker::Nobody) | None => utterance.publisher.into_iter().collect(),
        Some(named) => named.candidates().iter().copied().collect(),
    }
}
