//! The journal against the checkpoint, and what it holds beyond it.
//!
//! A writer that is at work, or was killed, may have published files of commits that no checkpoint signs yet, and may not
//! have finished what its last redactions withhold. Both are in the journal: its entries beyond the checkpoint are
//! judged as all others are, and explain the files.

use std::collections::BTreeSet;

use bayan_proof::checkpoint::Checkpoint;
use bayan_proof::entry::Entry;
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, Size};
use bayan_proof::statement::StatementId;
use bayan_store::commit::{Commit, CommitHeader};
use bayan_store::files::Folder;
use bayan_store::journal::{Inspected, Journal, JournalError};

use super::entries::read_entry;
use super::report::{Fault, FaultPlace};
use super::{Auditor, error_chain};
use crate::reader::ReadError;
use crate::tail::redaction_of;

/// A redaction that is committed, and perhaps not finished: nothing else is committed before all that it withholds is
/// overwritten, by its writer or by the next to open the ledger.
pub(super) struct UnderWay {
    index: Index,
    statements: BTreeSet<StatementId>,
}

/// The journal as it was after the names of all published files were read.
pub(super) struct Tail {
    /// The size of its newest commit: files up to it may be published already.
    pub(super) ahead: Size,
    journal: Option<Inspected>,
    redaction: Option<UnderWay>,
}

impl UnderWay {
    /// The redaction of the newest commit, if it is one; nothing of a journal that cannot be used.
    pub(super) fn find(folder: &Folder) -> Result<Option<Self>, ReadError> {
        match inspect(folder) {
            Ok(journal) => Ok(journal.as_ref().and_then(Self::newest)),
            Err(JournalError::File(error)) => Err(error.into()),
            Err(_) => Ok(None),
        }
    }

    fn newest(journal: &Inspected) -> Option<Self> {
        let header = journal.recovered().tail.last()?;
        let commit = journal.read(header.number).ok()?;
        // A redaction ends its commit.
        let item = commit.items().last()?;
        let entry = Entry::parse(item.entry).ok()?;
        let redaction = redaction_of(&entry, item.body)?;
        let statements = redaction.statements.iter().map(|id| StatementId(Sha256(id.0)));
        Some(Self { index: entry.index(), statements: statements.collect() })
    }

    /// Whether the body of this statement may be half overwritten.
    pub(super) fn withholds(&self, statement: &StatementId) -> bool {
        self.statements.contains(statement)
    }
}

impl Tail {
    /// The redaction that may not be finished.
    pub(super) fn unfinished(&self) -> Option<Index> {
        self.redaction.as_ref().map(|redaction| redaction.index)
    }
}

/// Looks into the journal; nothing in a published copy, which has none: a mirror, a web server's folder.
///
/// Without a lock a body may be seen while it is overwritten, which is told from damage by looking once more.
fn inspect(folder: &Folder) -> Result<Option<Inspected>, JournalError> {
    match Journal::inspect(folder).or_else(|_| Journal::inspect(folder)) {
        Ok(journal) => Ok(Some(journal)),
        Err(JournalError::Missing { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Auditor {
    /// Compares the journal with the checkpoint.
    pub(super) fn check_journal(
        &mut self,
        folder: &Folder,
        signed: &Checkpoint,
    ) -> Result<Tail, ReadError> {
        let (fault, journal) = match inspect(folder) {
            Ok(None) => (None, None),
            Ok(Some(journal)) => match disagreement(&journal, signed) {
                None => (None, Some(journal)),
                fault => (fault, None),
            },
            Err(JournalError::File(error)) => return Err(error.into()),
            Err(error) => (Some(error_chain(&error)), None),
        };
        self.report.faults.extend(fault.map(|what| Fault::at(FaultPlace::Journal, what)));
        // One that was seen under way may be finished since, and the journal begun anew.
        let redaction = journal.as_ref().and_then(UnderWay::newest).or(self.under_way.take());
        Ok(Tail { ahead: signed.size, journal, redaction })
    }

    /// Judges what the journal holds beyond the checkpoint.
    pub(super) fn check_beyond(&mut self, tail: &mut Tail) -> Result<(), ReadError> {
        let Some(journal) = &tail.journal else { return Ok(()) };
        let signed = tail.ahead;
        let commits = journal.recovered().tail.iter();
        for header in commits.filter(|header| header.size > signed) {
            let what = match journal.read(header.number) {
                Ok(commit) => self.check_commit(&commit)?,
                Err(JournalError::File(error)) => return Err(error.into()),
                Err(error) => Some(error_chain(&error)),
            };
            if let Some(what) = what {
                self.report.faults.push(Fault::at(FaultPlace::Journal, what));
                return Ok(());
            }
            tail.ahead = header.size;
            self.report.unsigned = header.size.0.saturating_sub(signed.0);
        }
        Ok(())
    }

    /// Judges the entries of a commit beyond the checkpoint, and says what is wrong with it.
    fn check_commit(&mut self, commit: &Commit) -> Result<Option<String>, ReadError> {
        let entries = commit.items().map(|item| read_entry(item.entry, item.body)).collect();
        if let Some(Fault { place, what }) = self.check_run(entries)? {
            return Ok(Some(format!("{place}, which no checkpoint signs yet: {what}")));
        }
        let CommitHeader { size, root, .. } = commit.header();
        let found = self.frontier.root();
        Ok((found != *root).then(|| {
            format!(
                "its commit of size {size} has the root {root}, and its entries lead to {found}"
            )
        }))
    }
}

/// How the journal contradicts the checkpoint: it ends where the checkpoint does, or after it, and was of the same tree
/// then. A crash may have come between commit and checkpoint.
fn disagreement(journal: &Inspected, signed: &Checkpoint) -> Option<String> {
    let recovered = journal.recovered();
    let Some(newest) = recovered.newest() else {
        return Some("it holds no commit, and the checkpoint is of some".to_owned());
    };
    if newest.size < signed.size {
        return Some(format!("it ends at {} entries, before the checkpoint", newest.size));
    }
    let mut commits = recovered.base.iter().chain(&recovered.tail);
    match commits.find(|commit| commit.size >= signed.size) {
        Some(commit) if commit.size == signed.size => (commit.root != signed.root)
            .then(|| "it has another root than the checkpoint".to_owned()),
        _ => Some(format!(
            "it has no commit that ends at the checkpoint's {} entries: an older checkpoint was put back",
            signed.size
        )),
    }
}
