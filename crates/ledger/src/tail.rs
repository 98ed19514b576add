//! The journal's tail on opening: commits whose files may not have reached the disk, published once more.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::Says;
use bayan_claim::kind::Redaction;
use bayan_proof::entry::Entry;
use bayan_proof::hash::{Sha256, TreeHash};
use bayan_proof::num::Index;
use bayan_proof::statement::StatementId;
use bayan_proof::tree::leaf_hash;
use bayan_store::commit::Commit;
use bayan_store::journal::{Journal, JournalError, Recovered};
use bayan_store::publish::Publisher;
use bayan_store::statics::StaticsError;

use crate::meaning::SignedBody;

/// The commits since the last rotation, and the redactions among them.
pub(crate) struct Tail {
    commits: Vec<Commit>,
    pub(crate) redactions: Vec<Redaction>,
    pub(crate) withheld: BTreeSet<Index>,
}

impl Tail {
    /// Reads the tail, and what it withholds of itself: a body that a later commit redacts is not published
    /// again, even if a crash came before it was overwritten.
    pub(crate) fn read(journal: &Journal, recovered: &Recovered) -> Result<Self, JournalError> {
        let mut commits = Vec::with_capacity(recovered.tail.len());
        for header in &recovered.tail {
            commits.push(journal.read(header.number)?);
        }
        let mut places: BTreeMap<StatementId, Index> = BTreeMap::new();
        let mut redactions = Vec::new();
        for item in commits.iter().flat_map(Commit::items) {
            // What does not parse was not written by this version, and the audit says so.
            let Ok(entry) = Entry::parse(item.entry) else { continue };
            places.insert(entry.statement().id(), entry.index());
            redactions.extend(redaction_of(&entry, item.body));
        }
        let targets = redactions.iter().flat_map(|redaction| redaction.statements.iter());
        let withheld = targets
            .filter_map(|target| places.get(&StatementId(Sha256(target.0))).copied())
            .collect();
        Ok(Self { commits, redactions, withheld })
    }

    /// Publishes the commits again, in order.
    pub(crate) fn publish(&self, publisher: &mut Publisher) -> Result<(), StaticsError> {
        for commit in &self.commits {
            publisher.publish(commit, &leaves_of(commit))?;
        }
        Ok(())
    }
}

/// What an entry withholds, if it is a redaction.
pub(crate) fn redaction_of(entry: &Entry, body: Option<&[u8]>) -> Option<Redaction> {
    if entry.statement().header().kind != bayan_claim::Kind::Redaction.number() {
        return None;
    }
    match SignedBody::parse(body?.to_vec()).ok()?.into_body().into_says() {
        Says::Redaction(redaction) => Some(*redaction),
        _ => None,
    }
}

/// The leaf hashes of a commit's entries.
fn leaves_of(commit: &Commit) -> Vec<TreeHash> {
    commit.items().map(|item| leaf_hash(item.entry)).collect()
}
