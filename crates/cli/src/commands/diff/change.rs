//! Why a claim stands that did not, or no longer stands: each change by its own word.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::{ClaimRef, StatementRef};
use bayan_view::case::ClaimId;
use bayan_view::track::{Step, Who};

use super::{Found, exactly};
use crate::ui::Tone;

/// What became of one claim of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It was not there.
    New,
    /// It was there, and did not stand then.
    Again,
    /// A recorder's correction put it in the place of another, or another in its place.
    Corrected,
    /// A later claim of the same source took its place.
    GaveWay(Option<ClaimRef>),
    /// Its source took it back or corrected it.
    TakenBack(ClaimRef),
    /// Its recorder withdrew the record.
    Withdrawn,
    /// It stands no more for this source, by no word of it: what was declared around it changed.
    NoLonger,
}

impl Change {
    /// Its name in JSON, and behind the prefix of the list `change` in the interface words.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Again => "again",
            Self::Corrected => "corrected",
            Self::GaveWay(_) => "gave_way",
            Self::TakenBack(_) => "taken_back",
            Self::Withdrawn => "withdrawn",
            Self::NoLonger => "no_longer",
        }
    }

    /// The claim by which it changed.
    pub(super) const fn by(self) -> Option<ClaimRef> {
        match self {
            Self::GaveWay(by) => by,
            Self::TakenBack(by) => Some(by),
            _ => None,
        }
    }

    /// A help to the eye; the word beside it says the same.
    pub(super) const fn sign(self) -> (&'static str, Tone) {
        match self {
            Self::New | Self::Again => ("+", Tone::Good),
            Self::GaveWay(_) => ("~", Tone::Dim),
            Self::Corrected => ("*", Tone::Warn),
            Self::TakenBack(_) | Self::Withdrawn | Self::NoLonger => ("-", Tone::Bad),
        }
    }
}

/// What tells why claims changed: the steps of the later moment by their claims, and what takes whose place.
pub(super) struct Changing<'a> {
    found: &'a Found,
    steps: BTreeMap<(&'a Who, ClaimId), &'a Step>,
    /// From a claim to the first that moved from it.
    next: BTreeMap<(&'a Who, ClaimId), ClaimId>,
    /// The utterances of the earlier moment.
    before: BTreeSet<StatementRef>,
}

impl<'a> Changing<'a> {
    pub(super) fn of(found: &'a Found) -> Self {
        let (mut steps, mut next) = (BTreeMap::new(), BTreeMap::new());
        for track in &found.to.picture().tracks.speakers {
            for step in &track.steps {
                steps.insert((&track.who, step.claim), step);
                for moved in step.moves.iter().filter(|moved| moved.is_own()) {
                    next.entry((&track.who, moved.from)).or_insert(step.claim);
                }
            }
        }
        let before = found.from.case.utterances.iter().map(|it| it.cite.statement).collect();
        Self { found, steps, next, before }
    }

    /// Why a claim of a source stands that did not.
    pub(super) fn taken(&self, claim: ClaimRef) -> Change {
        let (from, to) = (&self.found.from.case, &self.found.to.case);
        let amends = exactly(to, claim).is_some_and(|id| {
            to.utterance(id).amends.iter().any(|statement| self.before.contains(statement))
        });
        match exactly(from, claim) {
            _ if amends => Change::Corrected,
            Some(id) if !from.claim(id).possible => Change::Again,
            _ => Change::New,
        }
    }

    /// Why a claim of a source stands no more.
    pub(super) fn left(&self, who: &'a Who, claim: ClaimRef) -> Change {
        let to = &self.found.to.case;
        let Some(id) = exactly(to, claim) else {
            let mut corrections = to.corrections.iter();
            let by = corrections.find(|it| it.targets.contains(&claim.statement));
            return match by {
                Some(by) if by.withdrawn => Change::Withdrawn,
                Some(_) => Change::Corrected,
                None => Change::NoLonger,
            };
        };
        let step = self.steps.get(&(who, id));
        if let Some(by) = step.and_then(|step| step.taken_back.first()) {
            return Change::TakenBack(to.claim(*by).at);
        }
        match step {
            Some(Step { stands: false, .. }) => {
                Change::GaveWay(self.next.get(&(who, id)).map(|next| to.claim(*next).at))
            }
            _ => Change::NoLonger,
        }
    }
}
