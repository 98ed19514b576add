//! What the utterances of a track tell beside a claim, by which a claim moved from another or not.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::vocabulary::Polarity;

use super::cell::encoded;
use crate::case::{Case, ClaimId};
use crate::fact::Worth;
use crate::shift::{Rule, Shift, Side, side};

/// What each utterance tells, as far as it bears on how claims of others moved. Headlines tell nothing of a source.
pub(super) struct Told<'a> {
    /// Which text or reference a claim gives, by number.
    values: BTreeMap<ClaimId, usize>,
    /// The texts and references of each utterance, and how they are held.
    held: BTreeSet<(usize, usize, Polarity)>,
    /// The facets on which an utterance denies harm.
    denied: BTreeSet<(usize, &'a FacetName)>,
}

impl<'a> Told<'a> {
    pub(super) fn of(case: &'a Case, claims: &[ClaimId]) -> Self {
        let mut numbers: BTreeMap<(&FacetName, Vec<u8>), usize> = BTreeMap::new();
        let (mut values, mut held, mut denied) =
            (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        for id in claims {
            let claimed = case.claim(*id);
            let (fact, utterance) = (&claimed.fact, claimed.utterance);
            if fact.harm.is_some() && side(fact) == Side::Denies && !fact.is_headline() {
                denied.insert((utterance, &fact.facet));
            }
            if matches!(fact.worth, Worth::Words(_) | Worth::Ref(_)) {
                let next = numbers.len();
                let number = *numbers.entry((&fact.facet, encoded(&fact.worth))).or_insert(next);
                values.insert(*id, number);
                if !fact.is_headline() {
                    held.insert((utterance, number, fact.polarity));
                }
            }
        }
        Self { values, held, denied }
    }

    /// Which text or reference a claim gives; none for other values.
    pub(super) fn value(&self, claim: ClaimId) -> Option<usize> {
        self.values.get(&claim).copied()
    }

    /// In which ways a claim moved from an earlier one, once what is told beside them is known. The subject is not left
    /// where it is spoken of again. Of several values the one that is said again moved from itself alone, and what is
    /// told beside it is told besides.
    pub(super) fn around(
        &self,
        case: &Case,
        (earlier, later): (ClaimId, ClaimId),
        mut found: BTreeSet<(Shift, Rule)>,
    ) -> BTreeSet<(Shift, Rule)> {
        let [was, is] = [earlier, later].map(|id| case.claim(id));
        let subject = (Shift::ShiftsSubject, Rule::Subject);
        if found.contains(&subject)
            && (was.utterance == is.utterance
                || self.denied.contains(&(is.utterance, &was.fact.facet)))
        {
            found.remove(&subject);
        }
        let other = [
            (Shift::ShiftsBlame, Rule::Reference),
            (Shift::ShiftsSubject, Rule::Reference),
            (Shift::ShiftsSubject, Rule::Wording),
        ];
        let Some((shift, rule)) = other.into_iter().find(|shift| found.contains(shift)) else {
            return found;
        };
        let also_says = |utterance, claim: ClaimId| {
            let value = self.value(claim);
            let polarity = case.claim(claim).fact.polarity;
            value.is_some_and(|value| self.held.contains(&(utterance, value, polarity)))
        };
        if also_says(was.utterance, later) {
            return BTreeSet::new();
        }
        if also_says(is.utterance, earlier) {
            found.remove(&(shift, rule));
            found.insert((Shift::Elaborates, rule));
        }
        found
    }
}
