//! Bundles: what belongs to an incident or a signer, or all there is, in one file; made from the published files, checked
//! with nothing but a pin.
//!
//! A bundle carries the statements that it is about, every policy, key and redaction, and what all of those rest on: the
//! descriptions of the parties and things that they name, the statements and captures that they point to. So what is
//! judged here is judged as the audit does, by the code that admits, from fewer entries.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::IncidentId;
use bayan_claim::kind::Policy;
use bayan_claim::{Kind, ReferenceTarget, Says};
use bayan_proof::bundle::{Bundle, Carried, Completeness};
use bayan_proof::checkpoint::{Checkpoint, SignedCheckpoint};
use bayan_proof::entry::KEY_PARTITION;
use bayan_proof::hash::Sha256;
use bayan_proof::key::Thumbprint;
use bayan_proof::num::{Index, Size};
use bayan_proof::statement::{StatementId, VerifiedStatement};
use bayan_proof::tile::TILE_WIDTH;
use bayan_proof::tlog_policy::Policy as Witnesses;
use bayan_proof::tree;
use bayan_store::view::ViewError;

use crate::check::{Withheld, error_chain, verify_run};
use crate::config::Pin;
use crate::ledger::verifier_of;
use crate::meaning::{JudgeError, Judged, Meaning, SignedBody};
use crate::prove::{ProofFault, ProofStrength, strength_of};
use crate::reader::{ReadError, Reader, StoredEntry};
use crate::rows::{List, Rows};
use crate::texts::{Absence, Texts};

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

/// Makes a bundle of what is published. `meaning` is the reader's, at its full size.
///
/// # Errors
/// [`ReadError::Proof`] where there is nothing to carry or it would be too large; else what cannot be read.
pub fn make_bundle(
    reader: &Reader,
    meaning: &Meaning,
    wanted: Wanted,
) -> Result<Bundle, ReadError> {
    let about = wanted.about.partition();
    let mut gathering = Gathering { meaning, open: BTreeSet::new(), artifacts: BTreeSet::new() };
    match &about {
        None => gathering.open.extend((0..reader.size().0).map(Index)),
        Some(partition) => {
            gathering.open_list(List::Partition, partition)?;
            if gathering.open.is_empty() {
                return Err(ReadError::Proof(format!("nothing on record is of {partition}")));
            }
            gathering.open_list(List::Partition, meaning.tip().origin.as_str())?;
            gathering.open.extend(meaning.rows().facet_entries()?);
        }
    }
    let mut taken: BTreeMap<Index, StoredEntry> = BTreeMap::new();
    while !gathering.open.is_empty() {
        let wave = std::mem::take(&mut gathering.open);
        for stored in read_some(reader, &wave)? {
            gathering.open_around(&stored)?;
            taken.insert(stored.entry.index(), stored);
        }
        gathering.open.retain(|index| !taken.contains_key(index));
    }
    let mut entries: BTreeMap<Index, (Vec<u8>, Option<Vec<u8>>)> = BTreeMap::new();
    if wanted.all_entries {
        reader.for_each(Index(0), |stored| {
            entries.insert(stored.entry.index(), (stored.bytes, None));
            true
        })?;
    }
    entries.extend(
        taken.into_iter().map(|(index, stored)| {
            (index, (stored.bytes, stored.body.map(SignedBody::into_bytes)))
        }),
    );
    let indexes: Vec<Index> = entries.keys().copied().collect();
    let nodes = reader.statics().nodes(reader.size());
    let hashes = tree::inclusion_proof_of_many(&nodes, &indexes, reader.size())
        .map_err(|error| ReadError::Proof(error_chain(&error)))?;
    let mut artifacts = Vec::new();
    for digest in gathering.artifacts.iter().filter(|_| wanted.artifacts) {
        artifacts.extend(reader.texts().get(digest)?.map(|bytes| bytes.to_vec()));
    }
    let checkpoint = reader.checkpoint().bytes().to_vec();
    let entries = entries.into_values().collect();
    Bundle::new(about, checkpoint, hashes, entries, artifacts)
        .map_err(|error| ReadError::Proof(error_chain(&error)))
}

/// The entries at these places; each file of the log is read once.
fn read_some(reader: &Reader, wanted: &BTreeSet<Index>) -> Result<Vec<StoredEntry>, ReadError> {
    let mut found = Vec::new();
    let mut next = wanted.first().copied();
    while let Some(first) = next {
        let end = Index((first.0 / u64::from(TILE_WIDTH) + 1).saturating_mul(TILE_WIDTH.into()));
        let last = wanted.range(first..end).last().copied().unwrap_or(first);
        let read = reader.entries(first, last.size())?;
        found.extend(read.into_iter().filter(|stored| wanted.contains(&stored.entry.index())));
        next = wanted.range(end..).next().copied();
    }
    Ok(found)
}

/// What is to be carried as well.
struct Gathering<'a> {
    meaning: &'a Meaning,
    open: BTreeSet<Index>,
    artifacts: BTreeSet<Sha256>,
}

impl Gathering<'_> {
    fn open_list(&mut self, list: List, name: &str) -> Result<(), ViewError> {
        self.open.extend(self.meaning.rows().list(list, name)?);
        Ok(())
    }

    /// Opens what an entry rests on: what its header names, and what its body points to.
    fn open_around(&mut self, stored: &StoredEntry) -> Result<(), ViewError> {
        let header = stored.entry.statement().header();
        self.open_list(List::Partition, &header.iss)?;
        let incidents = header.incidents.iter().chain([&header.sub]);
        for incident in incidents.filter(|name| name.parse::<IncidentId>().is_ok()) {
            self.open_declaration(incident)?;
        }
        let Some(says) = stored.says() else { return Ok(()) };
        self.artifacts.extend(says.captures());
        for reference in says.references() {
            match reference.target {
                ReferenceTarget::Party(id) => {
                    self.open_list(List::Partition, &id.to_string())?;
                }
                ReferenceTarget::Thing(id) => {
                    self.open_list(List::Partition, &id.to_string())?;
                    for other in self.meaning.aliases(id, self.meaning.tip().size)? {
                        self.open_list(List::Partition, &other.to_string())?;
                    }
                }
                ReferenceTarget::Incident(id) => self.open_declaration(&id.to_string())?,
                ReferenceTarget::Question(id) => self.open_declaration(&id.to_string())?,
                ReferenceTarget::Statement(id) => self.open_statement(id.0)?,
                ReferenceTarget::Claim(id) => self.open_statement(id.statement.0)?,
                ReferenceTarget::Artifact(digest) => {
                    self.open.extend(self.meaning.capture(&digest)?);
                }
            }
        }
        Ok(())
    }

    /// What declared an id, as it was amended.
    fn open_declaration(&mut self, id: &str) -> Result<(), ViewError> {
        let Some(declaration) = self.meaning.declaration(id)? else { return Ok(()) };
        self.open.insert(Index(declaration.index));
        Ok(())
    }

    fn open_statement(&mut self, id: [u8; 32]) -> Result<(), ViewError> {
        self.open.extend(self.meaning.place(&id)?.map(|place| place.index));
        self.open.extend(self.meaning.amended_by(&StatementId(Sha256(id)))?);
        Ok(())
    }
}

/// What a good bundle shows.
#[derive(Clone, Debug)]
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
    /// Captured artifacts that it does not carry, and that are not withheld.
    pub absent: Vec<Sha256>,
    /// What a redaction withholds.
    pub withheld: Vec<Withheld>,
    /// What could not be checked, and at which entry.
    pub unchecked: Vec<(Index, String)>,
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
    let (entry_0, policy) = founding(bundle)?;
    let verifier = verifier_of(&policy).map_err(ProofFault::Founding)?;
    let founded = Pin::of(&policy, &verifier, entry_0);
    if let Some(pin) = pin {
        founded.is_of(pin).map_err(ProofFault::Founding)?;
    }
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

/// The state of judging a bundle's entries.
struct Judging<'a> {
    bundle: &'a Bundle,
    meaning: Meaning,
    texts: Texts,
    /// Entries whose bodies are here.
    served: BTreeSet<Index>,
    missing: Vec<&'a Carried>,
    bare: u64,
    withheld: Vec<Withheld>,
    unchecked: Vec<(Index, String)>,
}

impl<'a> Judging<'a> {
    fn of(bundle: &'a Bundle, origin: &str) -> Self {
        let texts = Texts::lent_alone(Absence::IsNoted);
        for artifact in bundle.artifacts() {
            texts.lend(artifact);
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
            bare: 0,
            withheld: Vec::new(),
            unchecked: Vec::new(),
        }
    }

    /// Signatures together, the rest in order.
    fn judge_all(&mut self, signed: &SignedCheckpoint) -> Result<(), ProofFault> {
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
            Err(error) => return Err(at(carried, error_chain(&error))),
        };
        let body = body.as_ref().map(SignedBody::body);
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
    fn check_absent(&mut self) -> Result<(), ProofFault> {
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

    /// Captured artifacts that are neither here nor withheld. One that is withheld and here is a fault.
    fn absent_artifacts(&mut self) -> Result<Vec<Sha256>, ProofFault> {
        let mut absent = Vec::new();
        let captures = self.meaning.captures()?;
        let here: BTreeSet<Sha256> =
            self.bundle.artifacts().iter().map(|bytes| Sha256::of(bytes)).collect();
        for (digest, _) in captures {
            let withheld = self.meaning.artifact_withheld(&digest)?;
            match (withheld, here.contains(&digest)) {
                (None, true) => {}
                (None, false) => absent.push(digest),
                (Some(by), false) => self.withheld.push(Withheld::Artifact { digest, by }),
                (Some(by), true) => return Err(ProofFault::Artifact { digest, by }),
            }
        }
        Ok(absent)
    }
}

fn at(carried: &Carried, what: String) -> ProofFault {
    ProofFault::Judged { index: carried.entry.index(), what }
}
