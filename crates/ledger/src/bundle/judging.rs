//! Judging what a bundle carries: as the audit does, from fewer entries.

use std::collections::BTreeSet;

use bayan_claim::Kind;
use bayan_proof::bundle::{Bundle, Carried};
use bayan_proof::checkpoint::SignedCheckpoint;
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, Size};
use bayan_proof::statement::VerifiedStatement;
use bayan_proof::tile::TILE_WIDTH;

use super::artifacts_of;
use crate::check::{Withheld, error_chain, verify_run};
use crate::meaning::{JudgeError, Judged, Meaning, SignedBody};
use crate::prove::ProofFault;
use crate::rows::Rows;
use crate::texts::{Absence, Texts};

/// The state of judging a bundle's entries.
pub(super) struct Judging<'a> {
    bundle: &'a Bundle,
    pub(super) meaning: Meaning,
    texts: Texts,
    /// Entries whose bodies are here.
    served: BTreeSet<Index>,
    missing: Vec<&'a Carried>,
    /// The artifacts that statements here capture or quote.
    named: BTreeSet<Sha256>,
    pub(super) bare: u64,
    pub(super) withheld: Vec<Withheld>,
    pub(super) unchecked: Vec<(Index, String)>,
}

impl<'a> Judging<'a> {
    pub(super) fn of(bundle: &'a Bundle, origin: &str) -> Self {
        let texts = Texts::lent_alone(Absence::IsNoted);
        for (digest, bytes) in bundle.artifacts() {
            texts.lend_shared(*digest, bytes.clone());
        }
        Self {
            bundle,
            meaning: Meaning::empty(origin, Rows::default()),
            texts,
            served: bundle
                .entries()
                .iter()
                .filter(|carried| carried.body.is_some())
                .map(|carried| carried.entry.index())
                .collect(),
            missing: Vec::new(),
            named: BTreeSet::new(),
            bare: 0,
            withheld: Vec::new(),
            unchecked: Vec::new(),
        }
    }

    /// Signatures together, the rest in order.
    pub(super) fn judge_all(&mut self, signed: &SignedCheckpoint) -> Result<(), ProofFault> {
        let size = signed.checkpoint().size;
        for run in self.bundle.entries().chunks(TILE_WIDTH.into()) {
            let bodies: Vec<Option<SignedBody>> = run
                .iter()
                .map(|carried| {
                    let body = carried.body.clone().map(SignedBody::parse).transpose();
                    body.map_err(|refusal| at(carried, refusal.to_string()))
                })
                .collect::<Result<_, _>>()?;
            let pairs: Vec<_> = run
                .iter()
                .map(|carried| &carried.entry)
                .zip(bodies.iter().map(Option::as_ref))
                .collect();
            let verified = verify_run(&self.meaning, &pairs)?;
            for ((carried, body), statement) in run.iter().zip(bodies).zip(verified) {
                let statement = statement.map_err(|what| at(carried, what))?;
                self.judge(carried, statement, body, size)?;
            }
            self.meaning.keep();
        }
        Ok(())
    }

    fn judge(
        &mut self,
        carried: &'a Carried,
        statement: VerifiedStatement,
        body: Option<SignedBody>,
        size: Size,
    ) -> Result<(), ProofFault> {
        let entry = &carried.entry;
        let tip = self.meaning.tip();
        let follows = tip.size.next_index() == entry.index();
        if follows && entry.prev() != tip.chain {
            let what =
                format!("its link to the entry before is {}, not {}", entry.prev(), tip.chain);
            return Err(at(carried, what));
        }
        if entry.time() < tip.time {
            return Err(at(carried, format!("its time {} is before {}", entry.time(), tip.time)));
        }
        let is_whole = self.bundle.entries().len() == usize::try_from(size.0).unwrap_or(usize::MAX);
        if is_whole {
            let parts = self.meaning.parts(entry.statement().header())?;
            if entry.parts() != parts.as_slice() {
                let what = "its partitions or their links are not those that follow from the log";
                return Err(at(carried, what.to_owned()));
            }
        }
        if body.is_none() {
            let kind = Kind::from_number(entry.statement().header().kind);
            if kind.is_some_and(|kind| !kind.can_be_redacted()) {
                return Err(at(carried, "its body is missing, and cannot be withheld".to_owned()));
            }
            self.missing.push(carried);
        }
        let body = match self.meaning.judge(statement, body, &self.texts) {
            Ok(Judged::Admitted(admitted)) => {
                let unchecked = admitted.unchecked().iter().cloned();
                self.unchecked.extend(unchecked.map(|what| (entry.index(), what)));
                admitted.into_parts().1
            }
            Ok(Judged::AlreadyThere(first)) => {
                return Err(at(carried, format!("it repeats entry {}", first.index)));
            }
            Err(JudgeError::Refused(refusal)) => return Err(at(carried, refusal.to_string())),
            Err(JudgeError::Rows(error)) => return Err(error.into()),
            Err(JudgeError::Text(error)) => return Err(at(carried, error_chain(&error))),
        };
        let body = body.as_ref().map(SignedBody::body);
        self.named.extend(body.map(|body| artifacts_of(body.says())).unwrap_or_default());
        let applied = self.meaning.apply(entry, &carried.bytes, body)?;
        match applied.withheld_entries.iter().find(|index| self.served.contains(index)) {
            Some(index) => Err(ProofFault::Judged {
                index: *index,
                what: format!("its body is here, although entry {} withholds it", entry.index()),
            }),
            None => Ok(()),
        }
    }

    /// What comes without its body is withheld, or is not what the bundle is about.
    pub(super) fn check_absent(&mut self) -> Result<(), ProofFault> {
        for carried in std::mem::take(&mut self.missing) {
            let index = carried.entry.index();
            if let Some(by) = self.meaning.withheld(index)? {
                self.withheld.push(Withheld::Body { index, by });
                continue;
            }
            let is_about = self
                .bundle
                .about()
                .is_none_or(|about| carried.entry.parts().iter().any(|part| part.name == about));
            if is_about {
                let what = "its body was left out, and no redaction withholds it";
                return Err(at(carried, what.to_owned()));
            }
            self.bare = self.bare.saturating_add(1);
        }
        Ok(())
    }

    /// Artifacts that are captured or quoted, and neither here nor withheld. One that is here must be such a one, and not
    /// withheld.
    pub(super) fn absent_artifacts(&mut self) -> Result<Vec<Sha256>, ProofFault> {
        let here: BTreeSet<Sha256> =
            self.bundle.artifacts().iter().map(|(digest, _)| *digest).collect();
        let mut gone = BTreeSet::new();
        for (digest, _) in self.meaning.withheld_artifacts()? {
            let Some(by) = self.meaning.artifact_withheld(&digest)? else { continue };
            if here.contains(&digest) {
                return Err(ProofFault::Artifact { digest, by });
            }
            gone.insert(digest);
            self.withheld.push(Withheld::Artifact { digest, by });
        }
        if let Some(digest) = here.difference(&self.named).next() {
            return Err(ProofFault::Stray { digest: *digest });
        }
        let absent = |digest: &&Sha256| !here.contains(digest) && !gone.contains(digest);
        Ok(self.named.iter().filter(absent).copied().collect())
    }
}

fn at(carried: &Carried, what: String) -> ProofFault {
    ProofFault::Judged { index: carried.entry.index(), what }
}
