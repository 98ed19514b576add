//! The audit: everything re-checked from the published files alone, and the first bad thing named.
//!
//! Reading, hashing, parsing and signatures run over all cores, a few bundles at a time; the judgement, the chain and
//! the tree follow in order through the code that admits. Nothing here repairs anything.

mod entries;
mod files;
mod journal;
mod report;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bayan_claim::Kind;
use bayan_proof::checkpoint::SignedCheckpoint;
use bayan_proof::entry::Entry;
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, Size};
use bayan_proof::statement::VerifiedStatement;
use bayan_proof::tile::{BundleId, TILE_WIDTH};
use bayan_proof::tree::Frontier;
use bayan_store::artifacts::Artifacts;
use bayan_store::files::{FileError, Folder};
use bayan_store::statics::{Statics, StaticsError};
use bayan_store::view::{VIEW_NAME, View};
use rayon::prelude::*;

pub(crate) use entries::verify_run;
use entries::{BodyRead, Read, is_changed, read_bundle};
use journal::{Tail, UnderWay};
pub use report::{Fault, FaultPlace, Pinning, Report, Withheld};

use crate::config::{Config, Pin};
use crate::ledger::verifier_of;
use crate::meaning::{JudgeError, Judged, Meaning, SignedBody, Tip};
use crate::model;
use crate::reader::{ReadError, founding_policy};
use crate::rows::Rows;
use crate::texts::{Absence, Texts};

/// How many bundles are read at a time: enough for a batch of signatures on every core, few enough that memory stays
/// bounded (at most 16 bundles with their bodies).
const BUNDLES_AT_A_TIME: usize = 16;

/// What an audit is told.
pub struct Audit<'a> {
    /// What the ledger must be, from outside it.
    pub pin: Option<&'a Pin>,
    /// Told how many entries were checked so far.
    pub progress: &'a dyn Fn(u64),
    /// A folder outside the ledger, for what does not fit in memory: some 200 bytes a statement. With none, all is
    /// held in memory.
    pub scratch: Option<&'a Path>,
}

/// The state of an audit.
struct Auditor {
    statics: Statics,
    texts: Texts,
    meaning: Meaning,
    frontier: Frontier,
    /// The tiles of the signed tree; taken when that is complete.
    tiles: Option<files::TileCheck>,
    scratch: Option<PathBuf>,
    under_way: Option<UnderWay>,
    missing: Vec<Index>,
    served: Vec<Index>,
    report: Report,
}

/// How often an audit begins anew because the ledger was written meanwhile.
const TRIES: usize = 3;

/// Audits the ledger in `dir`. An `Err` means that it could not be read at all; what is wrong with a ledger that can
/// be read is in the report.
///
/// Nobody is kept from writing meanwhile. What seems wrong then may be the files of two moments: the audit begins anew
/// where the checkpoint is another by now, a few times.
pub fn check(dir: &Path, audit: &Audit<'_>) -> Result<Report, ReadError> {
    check_in(&Folder::system(dir), audit)
}

/// Audits the ledger in `folder`, see [`check`].
pub fn check_in(folder: &Folder, audit: &Audit<'_>) -> Result<Report, ReadError> {
    let statics = Statics::new(folder);
    for _ in 1..TRIES {
        let before = statics.read_checkpoint();
        let report = check_once(folder, audit);
        let is_good = report.as_ref().is_ok_and(Report::is_good);
        let is_same = match (&before, &statics.read_checkpoint()) {
            (Ok(before), Ok(after)) => before == after,
            _ => true,
        };
        if is_good || is_same {
            return report;
        }
    }
    check_once(folder, audit)
}

fn check_once(folder: &Folder, audit: &Audit<'_>) -> Result<Report, ReadError> {
    let config = Config::read_in(folder)?;
    let statics = Statics::new(folder);
    let note = match statics.read_checkpoint() {
        Ok(Some(note)) => note,
        Ok(None) => return Err(ReadError::Unpublished(folder.root().to_owned())),
        Err(error) if is_refused(&error) => return Err(error.into()),
        Err(error) => return Ok(Report::of_fault(Fault::at(FaultPlace::Checkpoint, error))),
    };
    let checkpoint = match verified_checkpoint(&statics, &note, &config, audit.pin)? {
        Ok(checkpoint) => checkpoint,
        Err(fault) => return Ok(Report::of_fault(fault)),
    };
    let texts = Texts::new(Artifacts::new(folder), Absence::IsNoted);
    let scratch = audit.scratch.map(|scratch| scratch.join(VIEW_NAME));
    // A try that failed may have left its rows.
    scratch.iter().try_for_each(|dir| View::destroy(dir))?;
    let mut auditor = Auditor {
        statics: statics.clone(),
        texts,
        meaning: Meaning::empty(&config.origin, Rows::of_audit()),
        frontier: Frontier::default(),
        tiles: Some(files::TileCheck::new(statics.clone())),
        scratch,
        under_way: UnderWay::find(folder)?,
        missing: Vec::new(),
        served: Vec::new(),
        report: Report::new(&checkpoint, audit.pin.is_some()),
    };
    auditor.check_entries(&checkpoint, audit.progress)?;
    let tip = auditor.meaning.tip();
    let newest = (tip.size > Size(0)).then_some((tip.chain, tip.time));
    (auditor.report.chain, auditor.report.newest) = newest.unzip();
    if auditor.report.faults.is_empty() {
        auditor.check_root(&checkpoint);
    }
    if auditor.report.faults.is_empty() {
        auditor.check_files(folder, &checkpoint)?;
    }
    let Auditor { report, meaning, scratch, .. } = auditor;
    drop(meaning);
    scratch.iter().try_for_each(|dir| View::destroy(dir))?;
    Ok(report)
}

/// Whether the system refused to read: that says nothing of what is in the file.
fn is_refused(error: &StaticsError) -> bool {
    matches!(error, StaticsError::File(FileError::System { .. }))
}

/// The published checkpoint, verified by the keys that entry 0 names, which are compared with the pin.
fn verified_checkpoint(
    statics: &Statics,
    note: &[u8],
    config: &Config,
    pin: Option<&Pin>,
) -> Result<Result<SignedCheckpoint, Fault>, ReadError> {
    let founding = |error: String| Ok(Err(Fault::at(FaultPlace::Entry(Index(0)), error)));
    let (entry_0, policy) = match founding_policy(statics, note) {
        Ok(founded) => founded,
        Err(ReadError::Statics(error)) if is_refused(&error) => return Err(error.into()),
        // Entry 0 is found by the checkpoint's size: it is the checkpoint that cannot be read.
        Err(ReadError::Published(error)) => {
            return Ok(Err(Fault::at(FaultPlace::Checkpoint, error_chain(&error))));
        }
        Err(error) => return founding(error_chain(&error)),
    };
    if policy.origin.as_str() != config.origin {
        let what = format!(
            "bayan.toml says {:?}, and entry 0 founds {:?}",
            config.origin,
            policy.origin.as_str()
        );
        return Ok(Err(Fault::at(FaultPlace::File("bayan.toml".to_owned()), what)));
    }
    let verifier = match verifier_of(&policy) {
        Ok(verifier) => verifier,
        Err(what) => return founding(what),
    };
    let founded = Pin::of(&policy, &verifier, entry_0);
    if let Some(Err(what)) = pin.map(|pin| founded.is_of(pin)) {
        return founding(what);
    }
    Ok(verifier
        .verify(note)
        .map_err(|error| Fault::at(FaultPlace::Checkpoint, error_chain(&error))))
}

/// An error with what caused it, in one line.
pub fn error_chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

impl Auditor {
    /// All entries in order, up to the first bad one.
    fn check_entries(
        &mut self,
        checkpoint: &SignedCheckpoint,
        progress: &dyn Fn(u64),
    ) -> Result<(), ReadError> {
        let size = checkpoint.checkpoint().size;
        let ids: Vec<BundleId> = (0..size.0.div_ceil(u64::from(TILE_WIDTH)))
            .filter_map(|number| {
                BundleId::holding(Index(number.saturating_mul(u64::from(TILE_WIDTH))), size)
            })
            .collect();
        for some in ids.chunks(BUNDLES_AT_A_TIME) {
            let mut entries = Vec::new();
            let mut damage = None;
            let read: Vec<_> = some.par_iter().map(|id| read_bundle(&self.statics, *id)).collect();
            for (bundle, error) in read {
                entries.extend(bundle);
                damage = error;
                if damage.is_some() {
                    break;
                }
            }
            if let Some(ReadError::Statics(error)) = &damage
                && is_refused(error)
            {
                return Err(damage.expect("it was just looked at"));
            }
            let fault = self.check_run(entries)?.or_else(|| {
                let place = self.meaning.tip().size.next_index();
                damage.map(|error| Fault::at(FaultPlace::Entry(place), error_chain(&error)))
            });
            if let Some(fault) = fault {
                self.report.faults.push(fault);
                self.blame(checkpoint);
                return Ok(());
            }
            progress(self.meaning.tip().size.0);
        }
        Ok(())
    }

    /// What is wrong with an entry may show in the next one alone. Where its bytes are not those that the checkpoint
    /// signs, the fault is said to be there.
    fn blame(&mut self, checkpoint: &SignedCheckpoint) {
        let Some(Fault { place: FaultPlace::Entry(shown), what }) = self.report.faults.first_mut()
        else {
            return;
        };
        let candidates = [shown.0.checked_sub(1).map(Index), Some(*shown)];
        let changed =
            candidates.into_iter().flatten().find(|at| is_changed(&self.statics, checkpoint, *at));
        match changed {
            Some(at) if at == *shown => {
                what.push_str("; its bytes are not those that the checkpoint signs");
            }
            Some(at) => {
                *what = format!(
                    "its bytes are not those that the checkpoint signs; entry {shown} shows it: {what}"
                );
                *shown = at;
            }
            None => {}
        }
    }

    /// A run of consecutive entries: signatures together, then the rest in order, up to the first bad one.
    fn check_run(&mut self, entries: Vec<Read>) -> Result<Option<Fault>, ReadError> {
        let run: Vec<(&Entry, Option<&SignedBody>)> = entries
            .iter()
            .filter_map(|read| read.parsed.as_ref().ok())
            .map(|(entry, body)| match body {
                BodyRead::There(body) => (entry, Some(&**body)),
                BodyRead::Withheld | BodyRead::Bad(_) => (entry, None),
            })
            .collect();
        let mut verified = verify_run(&self.meaning, &run)?.into_iter();
        let mut fault = None;
        for read in entries {
            let place = self.meaning.tip().size.next_index();
            let signature = if read.parsed.is_ok() { verified.next() } else { None };
            if let Err(what) = self.check_entry(place, read, signature)? {
                fault = Some(Fault::at(FaultPlace::Entry(place), what));
                break;
            }
        }
        self.meaning.keep();
        self.put_rows_away()?;
        Ok(fault)
    }

    /// Writes rows to the scratch folder when they become many.
    fn put_rows_away(&mut self) -> Result<(), ReadError> {
        let Some(scratch) = &self.scratch else { return Ok(()) };
        if self.meaning.rows.are_many() && !self.meaning.rows.are_on_disk() {
            let view = model::empty_view(scratch, crate::ledger::CACHE_BYTES)?;
            self.meaning.rows.settle_in(view);
        }
        Ok(model::flush_if_many(&mut self.meaning, self.frontier.root())?)
    }

    /// One entry in its place: order, time, chain, partitions, then the verdict of admission.
    fn check_entry(
        &mut self,
        place: Index,
        read: Read,
        signature: Option<Result<VerifiedStatement, String>>,
    ) -> Result<Result<(), String>, ReadError> {
        let (entry, body) = match read.parsed {
            Ok(parsed) => parsed,
            Err(what) => return Ok(Err(what)),
        };
        if let Some(what) = misplaced(&entry, self.meaning.tip()) {
            return Ok(Err(what));
        }
        let header = entry.statement().header();
        let parts = self.meaning.parts(header)?;
        if entry.parts() != parts.as_slice() {
            return Ok(Err(
                "its partitions or their links are not those that follow from the log".to_owned()
            ));
        }
        let statement = match signature {
            Some(Ok(statement)) => statement,
            Some(Err(what)) => return Ok(Err(what)),
            None => return Ok(Err("its signature was not checked".to_owned())),
        };
        let body = match body {
            BodyRead::There(body) => Some(*body),
            BodyRead::Bad(_) if self.is_being_withheld(&statement) => {
                self.served.push(place);
                None
            }
            BodyRead::Bad(what) => return Ok(Err(what)),
            BodyRead::Withheld => None,
        };
        if body.is_none() {
            // Named here: what follows from it would only fail later, and be named instead.
            if let Some(kind) = Kind::from_number(header.kind)
                && !kind.can_be_redacted()
            {
                return Ok(Err(format!(
                    "its body is missing, and that of a {kind} cannot be withheld"
                )));
            }
            self.missing.push(place);
        }
        let body = match self.meaning.judge(statement, body, &self.texts) {
            Ok(Judged::Admitted(admitted)) => {
                for unchecked in admitted.unchecked() {
                    self.report.unchecked.push((place, unchecked.clone()));
                }
                admitted.into_parts().1
            }
            Ok(Judged::AlreadyThere(first)) => {
                return Ok(Err(format!("it repeats entry {}", first.index)));
            }
            Err(JudgeError::Refused(refusal)) => return Ok(Err(refusal.to_string())),
            Err(JudgeError::Rows(error)) => return Err(error.into()),
            Err(JudgeError::Text(error)) if error.is_refused() => return Err(error.into()),
            Err(JudgeError::Text(error)) => return Ok(Err(error_chain(&error))),
        };
        let applied =
            self.meaning.apply(&entry, &read.bytes, body.as_ref().map(SignedBody::body))?;
        self.served
            .extend(applied.withheld_entries.iter().filter(|index| !self.missing.contains(index)));
        self.frontier.push(read.leaf);
        if let Some(tiles) = &mut self.tiles {
            tiles.push(read.leaf)?;
        }
        Ok(Ok(()))
    }

    /// Whether a redaction may be about to overwrite the body of a statement. That it does is seen later.
    fn is_being_withheld(&self, statement: &VerifiedStatement) -> bool {
        let under_way = self.under_way.as_ref();
        under_way.is_some_and(|redaction| redaction.withholds(&statement.statement().id()))
    }

    fn check_root(&mut self, checkpoint: &SignedCheckpoint) {
        let root = self.frontier.root();
        if root != checkpoint.checkpoint().root {
            // No entry after the newest links to it, so that nothing but the root shows that it is another.
            let newest = checkpoint.checkpoint().size.0.checked_sub(1).map(Index);
            if let Some(newest) = newest.filter(|at| is_changed(&self.statics, checkpoint, *at)) {
                let what = "its bytes are not those that the checkpoint signs";
                self.report.faults.push(Fault::at(FaultPlace::Entry(newest), what));
                return;
            }
            let what = format!(
                "it signs the root {}, and the entries lead to {root}",
                checkpoint.checkpoint().root
            );
            self.report.faults.push(Fault::at(FaultPlace::Checkpoint, what));
        }
    }

    /// Every file, after the entries that are signed: with those beyond them, which explain files that are ahead.
    fn check_files(
        &mut self,
        folder: &Folder,
        checkpoint: &SignedCheckpoint,
    ) -> Result<(), ReadError> {
        let Some(mut tiles) = self.tiles.take() else { return Ok(()) };
        self.report.faults.extend(tiles.finish()?);
        // Before the journal: no file is published before its commit is there.
        let names = files::published_names(folder)?;
        let mut tail = self.check_journal(folder, checkpoint.checkpoint())?;
        let read_model = self.check_read_model(folder, checkpoint, &tail);
        self.check_beyond(&mut tail)?;
        self.check_withheld(&tail)?;
        let withheld = self.meaning.withheld_entries()?;
        let published = files::Published {
            statics: &self.statics,
            signed: checkpoint.checkpoint().size,
            tail: &tail,
            withheld: &withheld,
            tiles: &tiles,
        };
        for name in names {
            let what = published.check(&name)?;
            self.report.faults.extend(what.map(|what| Fault::at(FaultPlace::File(name), what)));
        }
        self.check_artifacts(&tail)?;
        self.report.faults.extend(read_model);
        Ok(())
    }

    /// Every body that is not served is withheld by a redaction, and every redacted one is not served.
    fn check_withheld(&mut self, tail: &Tail) -> Result<(), ReadError> {
        for index in std::mem::take(&mut self.missing) {
            if let Some(by) = self.meaning.withheld(index)? {
                self.report.withheld.push(Withheld::Body { index, by });
            } else {
                let what = "its body is missing, and no redaction withholds it";
                self.report.faults.push(Fault::at(FaultPlace::Entry(index), what));
            }
        }
        for index in std::mem::take(&mut self.served) {
            let by = self.meaning.withheld(index)?;
            if by.is_some() && by == tail.unfinished() {
                self.report.unfinished.extend(by);
                continue;
            }
            let what = "its body is still here, although a redaction withholds it";
            self.report.faults.push(Fault::at(FaultPlace::Entry(index), what));
        }
        Ok(())
    }

    /// Every captured artifact that is not withheld is here, whole.
    fn check_artifacts(&mut self, tail: &Tail) -> Result<(), ReadError> {
        let mut known: BTreeMap<Sha256, Option<Index>> = BTreeMap::new();
        known.extend(
            self.meaning.withheld_artifacts()?.into_iter().map(|(digest, _)| (digest, None)),
        );
        known.extend(
            self.meaning.captures()?.into_iter().map(|(digest, index)| (digest, Some(index))),
        );
        for (digest, captured) in known {
            let here = self.texts.get(&digest);
            let withheld = self.meaning.artifact_withheld(&digest)?;
            let what = match (here, withheld, captured) {
                (Err(error), ..) if error.is_refused() => return Err(error.into()),
                (Ok(Some(_)), None, _) => {
                    self.report.artifacts = self.report.artifacts.saturating_add(1);
                    continue;
                }
                (Ok(None), Some(by), _) => {
                    self.report.withheld.push(Withheld::Artifact { digest, by });
                    continue;
                }
                (Ok(None), None, None) => continue,
                (Ok(Some(_)) | Err(_), Some(by), _) if tail.unfinished() == Some(by) => {
                    self.report.unfinished.insert(by);
                    continue;
                }
                (Ok(Some(_)), Some(by), _) => {
                    format!("it is still here, although entry {by} withholds it")
                }
                (Ok(None), None, Some(index)) => {
                    format!("it is missing; entry {index} captured it")
                }
                (Err(error), ..) => error_chain(&error.source),
            };
            self.report.faults.push(Fault::at(FaultPlace::Artifact(digest), what));
        }
        Ok(())
    }

    /// The read model says what the log says; one that is behind or absent is no fault, one that lies is.
    fn check_read_model(
        &mut self,
        folder: &Folder,
        checkpoint: &SignedCheckpoint,
        tail: &Tail,
    ) -> Option<Fault> {
        let mut fault = None;
        let state = model::open(
            folder,
            crate::ledger::CACHE_BYTES,
            checkpoint.checkpoint().origin.as_str(),
            &self.statics,
            checkpoint.checkpoint().size,
        );
        self.report.read_model = match state {
            Ok(model::ModelState::Fresh(on_disk))
                if on_disk.tip().size == self.meaning.tip().size =>
            {
                if matches!(on_disk.same_rows(&self.meaning), Ok(true)) {
                    "agrees with the log".to_owned()
                } else if let Some(by) = tail.unfinished() {
                    // It may still be of the bodies that are being withheld.
                    self.report.unfinished.insert(by);
                    format!("is not compared: what entry {by} withholds is not removed everywhere")
                } else {
                    let what = "it does not say what the log says; `bayan rebuild` makes it again";
                    fault = Some(Fault::at(FaultPlace::ReadModel, what));
                    "disagrees with the log".to_owned()
                }
            }
            Ok(model::ModelState::Fresh(on_disk)) => {
                format!(
                    "is behind, at {} entries; it is brought up to date on the next write",
                    on_disk.tip().size
                )
            }
            Ok(model::ModelState::Busy) => "is in use by another process".to_owned(),
            Ok(model::ModelState::Unusable(reason)) => format!("is not used: {reason}"),
            Err(error) => format!("is not used: {}", error_chain(&error)),
        };
        fault
    }
}

/// Why an entry is not the next one after all before it.
fn misplaced(entry: &Entry, tip: &Tip) -> Option<String> {
    if entry.index() != tip.size.next_index() {
        return Some(format!("it says it is entry {}", entry.index()));
    }
    if entry.prev() != tip.chain {
        return Some(format!(
            "its link to the entry before is {}, not {}",
            entry.prev(),
            tip.chain
        ));
    }
    (entry.time() < tip.time)
        .then(|| format!("its time {} is before the last entry's {}", entry.time(), tip.time))
}
