//! An incident's facts folded to what stands: amendments followed, what is withheld marked, times ordered.

mod fold;
mod moved;

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::Kind;
use bayan_claim::facet::Catalogue;
use bayan_claim::id::{ClaimRef, PartyId, StatementRef};
use bayan_claim::kind::Speaker;
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::{AmendReason, RedactionReason};
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, UnixMillis};

use self::fold::Fold;
use self::moved::{Became, Moved};
use crate::fact::{
    ClaimFact, EndFact, Fact, LinkFact, OpinionFact, QuestionFact, Record, SilenceFact,
    UtteranceFact,
};
use crate::when::{self, By, Moment, Times};
use crate::world::World;

/// How many claims one that was moved, split and moved again leads to at most.
pub const ENDS_MAX: usize = 256;

/// Where something stands in the log, and who vouches for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    /// The entry.
    pub index: Index,
    /// When it was sequenced.
    pub recorded: UnixMillis,
    /// The statement.
    pub statement: StatementRef,
    /// The party whose key signed it.
    pub signer: PartyId,
}

/// A statement that stands, itself or as the amendment of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing<T> {
    /// The entry that says it now.
    pub cite: Cite,
    /// The statements that it stands for, oldest first; empty where it was never amended.
    pub amends: Vec<StatementRef>,
    /// What it says.
    pub fact: T,
}

/// The number of a claim in [`Case::claims`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(usize);

impl ClaimId {
    /// Its place in [`Case::claims`].
    pub(crate) fn place(self) -> usize {
        self.0
    }
}

/// A claim that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    /// Its address.
    pub at: ClaimRef,
    /// The entry that says it.
    pub cite: Cite,
    /// When it was said.
    pub said: TimeBounds,
    /// Whether it may have been said after the moment asked about: its time straddles that.
    pub possible: bool,
    /// What it says.
    pub fact: ClaimFact,
    /// The place of its utterance in [`Case::utterances`].
    pub(crate) utterance: usize,
    /// When it was said by the clock that all who name no zone share.
    pub(crate) clock: TimeBounds,
    /// Its utterance's number in the order by anchors.
    pub(crate) anchor: Option<usize>,
}

/// A statement whose body is withheld: something stood here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Where.
    pub cite: Cite,
    /// Of which kind it was.
    pub kind: Kind,
    /// The redaction; none where the body is missing and no redaction says why.
    pub by: Option<(Cite, RedactionReason)>,
    /// For an amendment: how many statements that stand it may have corrected or withdrawn. Which they were went with its
    /// body; nobody but its signer can have recorded them, and only before it.
    pub may_have_corrected: usize,
}

impl Gap {
    /// Whether it may have corrected or withdrawn what an entry says: an amendment by the same signer, and later.
    pub fn may_have_corrected(&self, cite: &Cite) -> bool {
        self.kind == Kind::Amend && self.cite.signer == cite.signer && self.cite.index > cite.index
    }
}

/// The recorder's correction of an own record. It is no change of anybody's position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The amendment.
    pub cite: Cite,
    /// What was wrong.
    pub reason: AmendReason,
    /// The statements that no longer stand.
    pub targets: Vec<StatementRef>,
    /// Whether nothing stands instead.
    pub withdrawn: bool,
}

/// A relation that somebody recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The entry that says it.
    pub cite: Cite,
    /// The relation, its ends led on to the claims that stand now.
    pub link: LinkFact,
}

/// What an incident comes to.
#[derive(Clone, Debug)]
pub struct Case {
    /// Utterances, in log order of what they stand for.
    pub utterances: Vec<Standing<UtteranceFact>>,
    claims: Vec<Claimed>,
    /// The claims of each statement: the first, and how many.
    by_statement: BTreeMap<StatementRef, (usize, u16)>,
    moved: Moved,
    became: Became,
    /// Recorded relations, alone or inside utterances.
    pub links: Vec<Recorded>,
    /// Silences.
    pub silences: Vec<Standing<SilenceFact>>,
    /// Questions.
    pub questions: Vec<Standing<QuestionFact>>,
    /// Opinions.
    pub opinions: Vec<Standing<OpinionFact>>,
    /// What is withheld.
    pub gaps: Vec<Gap>,
    /// Artifacts that are withheld: their words cannot be shown.
    pub withheld_artifacts: BTreeSet<Sha256>,
    /// What recorders corrected.
    pub corrections: Vec<Correction>,
    /// When what was said.
    pub times: Times,
    /// The facets in force.
    pub catalogue: Catalogue,
    /// The moment asked about, if one was.
    said_by: Option<By>,
}

impl Case {
    /// Folds an incident's records, which are in log order, to what stands. `said_by` leaves out what was said later.
    pub fn of(
        records: Vec<Record>,
        world: &World,
        catalogue: Catalogue,
        said_by: Option<By>,
    ) -> Self {
        let mut fold = Fold::default();
        for record in records {
            fold.apply(record);
        }
        fold.became.settle();
        fold.moved.settle();
        let utterances = fold.standing.values().filter_map(|standing| match &standing.fact {
            Fact::Utterance(utterance) => {
                let bounds = when::said(utterance, standing.cite.recorded, world);
                Some((standing.cite.statement, bounds, &**utterance))
            }
            _ => None,
        });
        let times = Times::of(utterances, |statement| fold.became.now(statement));
        for gap in &mut fold.gaps {
            gap.by = fold.redactions.get(&gap.cite.statement).copied();
        }
        let mut case = Self {
            utterances: Vec::new(),
            claims: Vec::new(),
            by_statement: BTreeMap::new(),
            moved: fold.moved,
            became: fold.became,
            links: Vec::new(),
            silences: Vec::new(),
            questions: Vec::new(),
            opinions: Vec::new(),
            gaps: fold.gaps,
            withheld_artifacts: fold.artifacts,
            corrections: fold.corrections,
            times,
            catalogue,
            said_by,
        };
        let claims = fold.standing.values().map(|standing| match &standing.fact {
            Fact::Utterance(utterance) => utterance.claims.len(),
            _ => 0,
        });
        case.claims.reserve(claims.sum());
        for statement in fold.order {
            let Some(standing) = fold.standing.remove(&statement) else { continue };
            case.settle(standing);
        }
        case.follow_moves();
        case.count_doubts();
        case
    }

    /// Of every withheld amendment, how much of what stands it may have corrected.
    fn count_doubts(&mut self) {
        if self.gaps.iter().all(|gap| gap.kind != Kind::Amend) {
            return;
        }
        let mut by_signer: BTreeMap<PartyId, BTreeSet<Index>> = BTreeMap::new();
        let said = self.utterances.iter().map(|it| it.cite);
        let silent = self.silences.iter().map(|it| it.cite);
        let asked = self.questions.iter().map(|it| it.cite);
        let held = self.opinions.iter().map(|it| it.cite);
        let linked = self.links.iter().map(|it| it.cite);
        for cite in said.chain(silent).chain(asked).chain(held).chain(linked) {
            by_signer.entry(cite.signer).or_default().insert(cite.index);
        }
        let by_signer: BTreeMap<PartyId, Vec<Index>> = by_signer
            .into_iter()
            .map(|(signer, indexes)| (signer, indexes.into_iter().collect()))
            .collect();
        for gap in self.gaps.iter_mut().filter(|gap| gap.kind == Kind::Amend) {
            let indexes = by_signer.get(&gap.cite.signer);
            let before = |indexes: &Vec<Index>| indexes.partition_point(|at| *at < gap.cite.index);
            gap.may_have_corrected = indexes.map(before).unwrap_or_default();
        }
    }

    /// The withheld amendments that may have corrected or withdrawn a claim: it may stand as its recorder no longer
    /// vouches for it.
    pub fn doubts(&self, id: ClaimId) -> impl Iterator<Item = &Gap> {
        let cite = self.claim(id).cite;
        self.gaps.iter().filter(move |gap| gap.may_have_corrected(&cite))
    }

    fn settle(&mut self, standing: Standing<Fact>) {
        let Standing { cite, amends, fact } = standing;
        match fact {
            Fact::Utterance(utterance) => self.settle_utterance(cite, amends, *utterance),
            Fact::Link(link) => self.links.push(Recorded { cite, link }),
            Fact::Silence(fact) if !self.is_later((&fact.as_of).into()) => {
                self.silences.push(Standing { cite, amends, fact: *fact });
            }
            Fact::Question(fact) if !self.is_later((&fact.asked).into()) => {
                self.questions.push(Standing { cite, amends, fact: *fact });
            }
            Fact::Opinion(fact) => self.opinions.push(Standing { cite, amends, fact }),
            _ => {}
        }
    }

    /// Whether all of a time lies after the moment asked about.
    fn is_later(&self, at: Moment) -> bool {
        self.said_by.is_some_and(|by| by.is_before(at))
    }

    /// Whether what was said at a time may have been said after the moment asked about.
    pub fn is_possible(&self, at: Moment) -> bool {
        self.said_by.is_some_and(|by| !by.holds(at))
    }

    fn settle_utterance(
        &mut self,
        cite: Cite,
        amends: Vec<StatementRef>,
        mut utterance: UtteranceFact,
    ) {
        let (said, clock) = (self.times.said(cite.statement), self.times.on_clock(cite.statement));
        let moment = Moment { bounds: said, clock };
        if self.is_later(moment) {
            return;
        }
        let possible = self.is_possible(moment);
        let place = self.utterances.len();
        let (first, mut count) = (self.claims.len(), 0);
        let anchor = self.times.anchors().number(cite.statement);
        for (number, fact) in (0..).zip(std::mem::take(&mut utterance.claims)) {
            let at = ClaimRef { statement: cite.statement, number };
            let utterance = place;
            count = number + 1;
            self.claims.push(Claimed { at, cite, said, possible, fact, utterance, clock, anchor });
        }
        self.by_statement.insert(cite.statement, (first, count));
        let links = std::mem::take(&mut utterance.links);
        self.links.extend(links.into_iter().map(|link| Recorded { cite, link }));
        self.utterances.push(Standing { cite, amends, fact: utterance });
    }

    /// Leads every reference on to what stands now.
    fn follow_moves(&mut self) {
        let mut links = Vec::new();
        for Recorded { cite, link } in std::mem::take(&mut self.links) {
            for from in self.ends(link.from) {
                let ends = self.ends(link.to).into_iter();
                links.extend(ends.map(|to| Recorded { cite, link: LinkFact { from, to, ..link } }));
            }
        }
        self.links = links;
    }

    fn ends(&self, end: EndFact) -> Vec<EndFact> {
        match end {
            EndFact::Claim(claim) => self.now(claim).into_iter().map(EndFact::Claim).collect(),
            other => vec![other],
        }
    }

    /// The claims that stand for this one now: itself, where it was never amended; none where it was dropped. At most
    /// [`ENDS_MAX`].
    pub fn now(&self, claim: ClaimRef) -> Vec<ClaimRef> {
        self.moved.now(claim)
    }

    /// The statement that stands for this one now; itself where it was never amended, or was withdrawn.
    pub fn stands_for(&self, statement: StatementRef) -> StatementRef {
        self.became.now(statement)
    }

    /// Every claim that stands and had, or may have, been said by the moment asked about.
    pub fn claims(&self) -> impl Iterator<Item = (ClaimId, &Claimed)> {
        self.claims.iter().enumerate().map(|(place, claim)| (ClaimId(place), claim))
    }

    /// How many claims there are.
    pub fn claim_count(&self) -> usize {
        self.claims.len()
    }

    /// A claim of this case.
    ///
    /// # Panics
    /// With an id of another case.
    pub fn claim(&self, id: ClaimId) -> &Claimed {
        self.claims.get(id.0).expect("an id is made by its own case")
    }

    /// The utterance of a claim of this case.
    ///
    /// # Panics
    /// With an id of another case.
    pub fn utterance(&self, id: ClaimId) -> &Standing<UtteranceFact> {
        let place = self.claim(id).utterance;
        self.utterances.get(place).expect("a claim is settled with its utterance")
    }

    /// The speaker of a claim of this case.
    pub fn speaker(&self, id: ClaimId) -> &Speaker {
        &self.utterance(id).fact.speaker
    }

    /// The claims that an address leads to now.
    pub fn find(&self, claim: ClaimRef) -> Vec<ClaimId> {
        let here = |at: ClaimRef| {
            let (first, count) = *self.by_statement.get(&at.statement)?;
            (at.number < count).then(|| ClaimId(first + usize::from(at.number)))
        };
        match self.moved.to.get(&claim) {
            None => here(claim).into_iter().collect(),
            Some(to) => to.iter().filter_map(|at| here(*at)).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
