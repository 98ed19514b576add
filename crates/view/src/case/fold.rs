//! An incident's records, in log order, to what stands of them.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::{ClaimRef, StatementRef};
use bayan_claim::vocabulary::RedactionReason;
use bayan_proof::hash::Sha256;

use super::moved::{Became, Moved};
use super::{Cite, Correction, Gap, Standing};
use crate::fact::{AmendFact, Fact, Record};

/// What stands at some point of the fold, by statement.
#[derive(Default)]
pub(super) struct Fold {
    pub(super) standing: BTreeMap<StatementRef, Standing<Fact>>,
    /// In the order in which what they stand for entered.
    pub(super) order: Vec<StatementRef>,
    /// Where each stands in that order.
    pub(super) places: BTreeMap<StatementRef, usize>,
    pub(super) became: Became,
    pub(super) moved: Moved,
    pub(super) gaps: Vec<Gap>,
    pub(super) redactions: BTreeMap<StatementRef, (Cite, RedactionReason)>,
    pub(super) artifacts: BTreeSet<Sha256>,
    pub(super) corrections: Vec<Correction>,
}

impl Fold {
    pub(super) fn apply(&mut self, record: Record) {
        let cite = Cite {
            index: record.index,
            recorded: record.time,
            statement: record.statement,
            signer: record.signer,
        };
        match record.fact {
            Fact::Withheld(kind) => {
                self.gaps.push(Gap { cite, kind, by: None, may_have_corrected: 0 });
            }
            Fact::Redaction(redaction) => {
                for statement in redaction.statements {
                    self.redactions.entry(statement).or_insert((cite, redaction.why));
                }
                self.artifacts.extend(redaction.artifacts);
            }
            Fact::Amend(amend) => self.amend(cite, *amend),
            Fact::Other(_) => {}
            fact => {
                self.standing.insert(cite.statement, Standing { cite, amends: Vec::new(), fact });
                self.places.insert(cite.statement, self.order.len());
                self.order.push(cite.statement);
            }
        }
    }

    fn amend(&mut self, cite: Cite, amend: AmendFact) {
        let targets: Vec<StatementRef> =
            amend.targets.iter().map(|target| self.became.lead(*target)).collect();
        let replaced: Vec<Standing<Fact>> =
            targets.iter().filter_map(|target| self.standing.remove(target)).collect();
        let withdrawn = amend.replacement.is_none();
        if let Some(fact) = amend.replacement {
            for target in &targets {
                self.became.add(*target, cite.statement);
            }
            self.renumber(cite, &targets, amend.moved, &fact);
            let mut amends = Vec::new();
            for mut old in replaced {
                if amends.is_empty() {
                    std::mem::swap(&mut amends, &mut old.amends);
                }
                amends.append(&mut old.amends);
                amends.push(old.cite.statement);
            }
            // It takes the place of the first that it stands for.
            let place = targets.iter().filter_map(|target| self.places.get(target)).min().copied();
            let place = place.unwrap_or(self.order.len());
            match self.order.get_mut(place) {
                Some(slot) => *slot = cite.statement,
                None => self.order.push(cite.statement),
            }
            self.places.insert(cite.statement, place);
            self.standing.insert(cite.statement, Standing { cite, amends, fact });
        }
        let reason = amend.reason;
        self.corrections.push(Correction { cite, reason, targets: amend.targets, withdrawn });
    }

    /// Where the claims went: as the amendment says, and else, for one statement, to the same number.
    fn renumber(
        &mut self,
        cite: Cite,
        targets: &[StatementRef],
        moved: Vec<(ClaimRef, Vec<ClaimRef>)>,
        fact: &Fact,
    ) {
        // Each start is a claim as it was first recorded, and leads on to where it went since.
        let moved: Vec<_> = moved
            .into_iter()
            .flat_map(|(from, to)| {
                self.moved.lead(from).into_iter().map(move |at| (at, to.clone()))
            })
            .collect();
        if let ([target], Fact::Utterance(utterance)) = (targets, fact) {
            for number in (0..=u16::MAX).take(utterance.claims.len()) {
                let to = ClaimRef { statement: cite.statement, number };
                self.moved.add(ClaimRef { statement: *target, number }, vec![to]);
            }
        }
        for (from, to) in moved {
            self.moved.add(from, to);
        }
    }
}
