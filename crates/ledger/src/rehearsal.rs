//! What submitting would come to, with nothing written.

use std::collections::BTreeSet;

use bayan_proof::entry::Entry;
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;
use bayan_proof::tree::Frontier;

use crate::ledger::{Ledger, SubmitError};
use crate::meaning::{Meaning, SignedBody};
use crate::model::{self, Folding};
use crate::reader::ReadError;
use crate::submission::Submission;
use crate::submit::{Group, Sequenced, Step, Verdict};

/// What a rehearsal must put back, and what it has come to.
struct Rehearsal {
    frontier: Frontier,
    /// Set aside since another meaning stands in its place.
    meaning: Option<Meaning>,
    sequenced: Vec<Sequenced>,
    withheld: BTreeSet<Index>,
}

impl Ledger {
    /// What [`Ledger::submit`] would answer, with nothing written.
    ///
    /// What a redaction withholds is not known to what stands behind it: for that the log is folded once more, in
    /// memory, as [`Ledger::submit`] folds it into a new read model.
    pub fn dry_run(&mut self, submissions: &[Submission]) -> Result<Vec<Verdict>, SubmitError> {
        let mut rehearsal = Rehearsal {
            frontier: self.frontier.clone(),
            meaning: None,
            sequenced: Vec::new(),
            withheld: BTreeSet::new(),
        };
        let verdicts = self.rehearse(submissions, &mut rehearsal);
        self.frontier = rehearsal.frontier;
        if let Some(meaning) = rehearsal.meaning {
            self.meaning = meaning;
        }
        self.meaning.forget();
        self.texts.end_rehearsal();
        verdicts
    }

    fn rehearse(
        &mut self,
        submissions: &[Submission],
        rehearsal: &mut Rehearsal,
    ) -> Result<Vec<Verdict>, SubmitError> {
        let mut verdicts = Vec::with_capacity(submissions.len());
        let mut rest = submissions;
        while !rest.is_empty() {
            let (group, taken) = self.admit(rest)?;
            let Group { verdicts: steps, sequenced, applied, own_texts, frontier, .. } = group;
            rest = rest.get(taken..).unwrap_or_default();
            verdicts.extend(steps.into_iter().map(Step::verdict));
            // Later groups are judged as if the earlier ones were there.
            self.frontier = frontier;
            rehearsal.sequenced.extend(sequenced);
            for text in own_texts {
                self.texts.rehearse(Sha256::of(text.as_bytes()), Some(text.as_bytes()));
            }
            for artifact in &applied.withheld_artifacts {
                self.texts.rehearse(*artifact, None);
            }
            rehearsal.withheld.extend(&applied.withheld_entries);
            if !applied.is_empty() && !rest.is_empty() {
                let without = self.meaning_without(rehearsal)?;
                let meaning = std::mem::replace(&mut self.meaning, without);
                rehearsal.meaning.get_or_insert(meaning);
            }
        }
        Ok(verdicts)
    }

    /// The meaning of the log with what was rehearsed so far behind it, once what that withholds is gone.
    fn meaning_without(&self, rehearsal: &Rehearsal) -> Result<Meaning, SubmitError> {
        let mut meaning = Meaning::empty(&self.meaning.tip().origin, model::fresh_in_memory());
        let Rehearsal { frontier, sequenced, withheld, .. } = rehearsal;
        let sizes = (frontier.size(), frontier.size());
        let statics = self.publisher.statics();
        let folding = Folding::Without(withheld);
        model::fold(&mut meaning, statics, sizes, &frontier.root(), folding, |_| {})
            .map_err(Box::new)?;
        for Sequenced { entry: bytes, body, .. } in sequenced {
            let index = meaning.tip().size.next_index();
            let entry = Entry::parse(bytes)
                .map_err(|source| Box::new(ReadError::Entry { index, source }))?;
            let body = (!withheld.contains(&index)).then_some(body.as_slice());
            let body = body.and_then(|body| SignedBody::of(entry.statement(), body));
            meaning.apply(&entry, bytes, body.as_ref().map(SignedBody::body))?;
        }
        meaning.keep();
        Ok(meaning)
    }
}
