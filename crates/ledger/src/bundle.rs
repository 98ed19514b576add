//! Bundles: what belongs to an incident or a signer, or all there is, in one file; made from the published files, checked
//! with nothing but a pin.
//!
//! A bundle carries the statements that it is about, every policy, key and redaction, and what all of those rest on: the
//! descriptions of the parties and things that they name, the statements and captures that they point to. So what is
//! judged here is judged as the audit does, by the code that admits, from fewer entries.
//!
//! Who held which key is known in full, and what a statement rests on is here. Fewer entries can hide that a slug, an id or
//! a reference of an author is taken twice, or that parts go round in a circle by way of what is not here.

mod judging;
mod make;

use std::collections::BTreeSet;

use bayan_claim::id::IncidentId;
use bayan_claim::kind::{Policy, Replacement};
use bayan_claim::{ReferenceTarget, Says};
use bayan_proof::bundle::{Bundle, Completeness};
use bayan_proof::checkpoint::Checkpoint;
use bayan_proof::entry::KEY_PARTITION;
use bayan_proof::hash::Sha256;
use bayan_proof::key::Thumbprint;
use bayan_proof::num::Index;
use bayan_proof::tlog_policy::Policy as Witnesses;

pub use self::make::make_bundle;

use self::judging::Judging;
use crate::check::Withheld;
use crate::config::Pin;
use crate::ledger::verifier_of;
use crate::meaning::{Meaning, SignedBody};
use crate::prove::{ProofFault, ProofStrength, strength_of};

/// What a bundle is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Everything.
    Ledger,
    /// What concerns an incident.
    Incident(IncidentId),
    /// What a key signed.
    Signer(Thumbprint),
}

impl About {
    /// The partition whose entries those are; none for everything.
    #[must_use]
    pub fn partition(&self) -> Option<String> {
        match self {
            Self::Ledger => None,
            Self::Incident(incident) => Some(incident.to_string()),
            Self::Signer(key) => Some(format!("{KEY_PARTITION}{key}")),
        }
    }
}

/// What a bundle is to carry.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// What it is about.
    pub about: About,
    /// Every entry of the log, so that nobody needs to believe that there are no more; of what it is not about without
    /// the bodies.
    pub all_entries: bool,
    /// The captured artifacts, without which no quotation can be compared.
    pub artifacts: bool,
}

/// What a good bundle shows.
pub struct Bundled {
    /// The tree that its entries are in.
    pub checkpoint: Checkpoint,
    /// What its keys are compared with.
    pub founded: Pin,
    /// How strong that is.
    pub strength: ProofStrength,
    /// The names of the witnesses that signed the tree.
    pub witnesses: Vec<String>,
    /// The partition that it is about; none for the whole log.
    pub about: Option<String>,
    /// What is known of entries of that partition, or of the log, that are not here.
    pub completeness: Completeness,
    /// What is known of policies, keys and redactions that are not here.
    pub governance: Completeness,
    /// How many entries it carries.
    pub entries: u64,
    /// How many of them come without their body, and are not what it is about.
    pub bare: u64,
    /// How many artifacts it carries.
    pub artifacts: u64,
    /// Artifacts that are captured or quoted in it, and neither here nor withheld.
    pub absent: Vec<Sha256>,
    /// What a redaction withholds.
    pub withheld: Vec<Withheld>,
    /// What could not be checked, and at which entry.
    pub unchecked: Vec<(Index, String)>,
    /// What the entries mean, for the names in them.
    pub meaning: Meaning,
}

/// What a bundle says of the ledger that it is from: nothing of it is verified.
///
/// # Errors
/// [`ProofFault::Founding`] where entry 0 is not here, or founds nothing.
pub fn founded_as(bundle: &Bundle) -> Result<Pin, ProofFault> {
    let (entry_0, policy) = founding(bundle)?;
    let verifier = verifier_of(&policy).map_err(ProofFault::Founding)?;
    Ok(Pin::of(&policy, &verifier, entry_0))
}

/// Checks a bundle offline: against a pin, or without one against itself alone.
///
/// # Errors
/// The first thing that does not hold.
pub fn check_bundle(
    bundle: &Bundle,
    pin: Option<&Pin>,
    witnesses: Option<&Witnesses>,
) -> Result<Bundled, ProofFault> {
    let founded = founded_as(bundle)?;
    if let Some(pin) = pin {
        founded.is_of(pin).map_err(ProofFault::Founding)?;
    }
    let verifier = founded.verifier().map_err(ProofFault::Founding)?;
    let signed = bundle.verify(&verifier)?;
    let (strength, names) = strength_of(&signed, witnesses)?;
    let governance = bundle.completeness(&founded.origin, &signed)?;
    let about = bundle.about().unwrap_or(&founded.origin);
    let completeness = bundle.completeness(about, &signed)?;
    if completeness == Completeness::Absent {
        return Err(ProofFault::Nothing { about: about.to_owned() });
    }
    let mut judging = Judging::of(bundle, &founded.origin);
    judging.judge_all(&signed)?;
    judging.check_absent()?;
    let absent = judging.absent_artifacts()?;
    let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
    Ok(Bundled {
        checkpoint: signed.checkpoint().clone(),
        founded,
        strength,
        witnesses: names,
        about: bundle.about().map(str::to_owned),
        completeness,
        governance,
        entries: count(bundle.entries().len()),
        bare: judging.bare,
        artifacts: count(bundle.artifacts().len()),
        absent,
        withheld: judging.withheld,
        unchecked: judging.unchecked,
        meaning: judging.meaning,
    })
}

/// Entry 0 and its policy.
fn founding(bundle: &Bundle) -> Result<(Sha256, Policy), ProofFault> {
    let missing = |what: &str| ProofFault::Founding(what.to_owned());
    let first = bundle.entries().first().filter(|carried| carried.entry.index() == Index(0));
    let first = first.ok_or_else(|| missing("entry 0, where trust begins, is not here"))?;
    let body = first.body.as_ref().ok_or_else(|| missing("the body of entry 0 is not here"))?;
    let body = SignedBody::parse(body.clone())
        .map_err(|refusal| ProofFault::Founding(refusal.to_string()))?;
    match body.into_body().into_says() {
        Says::Policy(policy) => Ok((Sha256::of(&first.bytes), *policy)),
        _ => Err(missing("entry 0 is no policy")),
    }
}

/// The artifacts that a statement captures or quotes.
fn artifacts_of(says: &Says) -> BTreeSet<Sha256> {
    // What a redaction names is gone.
    if matches!(says, Says::Redaction(_)) {
        return BTreeSet::new();
    }
    let replacement = match says {
        Says::Amend(amend) => amend.replacement.as_ref().map(Replacement::to_says),
        _ => None,
    };
    let captured = replacement.as_ref().and_then(Says::captures).into_iter().chain(says.captures());
    let pointed_to = says.references().into_iter().filter_map(|reference| match reference.target {
        ReferenceTarget::Artifact(digest) => Some(digest),
        _ => None,
    });
    captured.chain(pointed_to).collect()
}
