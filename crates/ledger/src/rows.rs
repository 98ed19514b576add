//! The rows of the read model: what each key means, and the two places where rows rest.
//!
//! One fold of the log gives one set of rows. The auditor keeps them in memory, the writer in sled with the newest
//! on top in memory; both read through [`Rows`], so that admission and audit judge by the same code.

mod facts;

use std::collections::BTreeMap;

use bayan_claim::id::IncidentId;
use bayan_proof::hash::{Blake3, Sha256};
use bayan_proof::num::Index;
use bayan_store::view::{View, ViewError};
use bayan_view::VIEW_VERSION;

/// The version of what the engine itself folds into rows.
const FOLD_VERSION: u32 = 2;

/// The version of the rows below: of the fold, and of the facts in them. Another version on disk is rebuilt, never
/// migrated.
pub const ROWS_VERSION: u32 = (FOLD_VERSION << 16) | VIEW_VERSION;

const _: () = assert!(VIEW_VERSION < 1 << 16, "both versions fit one number");

pub(crate) use facts::{
    alias, aliases_of, artifact_incident, decode, encode, facts_of, incidents_of, index_of,
    name_text, named_by, read_name, world, world_of,
};

/// How many indexes one posting-list row holds: 8 bytes each, so that a row stays within 2 KiB.
pub const LIST_CHUNK: u64 = 256;

/// The rows by key, newest layer first: staged by the group being admitted, pending until the next write to
/// sled, and sled itself (absent for an audit).
#[derive(Default)]
pub struct Rows {
    base: Option<View>,
    pending: BTreeMap<Vec<u8>, Vec<u8>>,
    staged: BTreeMap<Vec<u8>, Vec<u8>>,
    /// For an audit, which reads no facts: a digest of those of each incident, in place of the rows.
    sums: Option<BTreeMap<IncidentId, Blake3>>,
}

impl Rows {
    /// Rows on top of a read model on disk.
    pub fn over(view: View) -> Self {
        Self { base: Some(view), ..Self::default() }
    }

    /// The value of `key`, from the newest layer that has it.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ViewError> {
        if let Some(value) = self.staged.get(key).or_else(|| self.pending.get(key)) {
            return Ok(Some(value.clone()));
        }
        self.base.as_ref().map_or(Ok(None), |view| view.get(key))
    }

    /// Stages a row. No row is ever removed: a redaction rebuilds.
    pub fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.staged.insert(key, value);
    }

    /// Makes the staged rows part of what is known: their entries are committed.
    pub fn keep_staged(&mut self) {
        // One by one: `append` would rebuild the larger map for each small one.
        self.pending.extend(std::mem::take(&mut self.staged));
    }

    /// Forgets the staged rows: their entries were not committed.
    pub fn drop_staged(&mut self) {
        self.staged.clear();
    }

    /// How many rows wait to be written to sled.
    pub fn pending_len(&self) -> usize {
        self.pending.len()
    }

    /// The rows that wait, for writing; and the read model they go to.
    pub fn take_pending(&mut self) -> (BTreeMap<Vec<u8>, Vec<u8>>, Option<&mut View>) {
        (std::mem::take(&mut self.pending), self.base.as_mut())
    }

    /// Takes back rows that could not be written.
    pub fn give_back(&mut self, rows: BTreeMap<Vec<u8>, Vec<u8>>) {
        self.pending = rows;
    }

    /// Whether these rows and `others` are the same, the tip apart: it is written with the mark alone.
    pub fn same_as(&self, others: &Self) -> Result<bool, ViewError> {
        let summed = self.sums.is_some() || others.sums.is_some();
        let compared = |key: &[u8]| key != TIP && !(summed && key.starts_with(FACTS));
        let (mine, theirs) = (self.collect(&[], compared)?, others.collect(&[], compared)?);
        Ok(mine == theirs && (!summed || self.fact_sums()? == others.fact_sums()?))
    }

    /// All rows whose key begins with `prefix`, oldest layer first for one key.
    pub fn scan(&self, prefix: &[u8]) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, ViewError> {
        self.collect(prefix, |_| true)
    }

    /// As [`Rows::scan`], those alone whose key is wanted.
    pub fn collect(
        &self,
        prefix: &[u8],
        wanted: impl Fn(&[u8]) -> bool,
    ) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, ViewError> {
        let mut found = BTreeMap::new();
        if let Some(view) = &self.base {
            for row in view.scan(prefix) {
                let (key, value) = row?;
                if wanted(&key) {
                    found.insert(key, value);
                }
            }
        }
        for layer in [&self.pending, &self.staged] {
            let range =
                layer.range(prefix.to_vec()..).take_while(|(key, _)| key.starts_with(prefix));
            let range = range.filter(|(key, _)| wanted(key));
            found.extend(range.map(|(key, value)| (key.clone(), value.clone())));
        }
        Ok(found)
    }

    /// Adds `index` to the posting list `name`.
    ///
    /// The head row holds the count and the newest indexes; each [`LIST_CHUNK`] of them move to a row of their own. So
    /// a list of one is one row, which most lists are.
    pub fn list_push(&mut self, list: List, name: &str, index: Index) -> Result<(), ViewError> {
        let (count, mut tail) = self.list_head(list, name)?;
        tail.extend_from_slice(&index.0.to_be_bytes());
        let count = count.saturating_add(1);
        if count.is_multiple_of(LIST_CHUNK) {
            let full = std::mem::take(&mut tail);
            self.put(list.chunk(name, count / LIST_CHUNK - 1), full);
        }
        self.put(list.head(name), [count.to_be_bytes().as_slice(), &tail].concat());
        Ok(())
    }

    /// How many entries the posting list `name` holds.
    pub fn list_len(&self, list: List, name: &str) -> Result<u64, ViewError> {
        Ok(self.list_head(list, name)?.0)
    }

    /// The newest entry of the posting list `name`.
    pub fn list_last(&self, list: List, name: &str) -> Result<Option<Index>, ViewError> {
        let (count, mut tail) = self.list_head(list, name)?;
        if tail.is_empty()
            && let Some(full) = (count / LIST_CHUNK).checked_sub(1)
        {
            tail = self.get(&list.chunk(name, full))?.unwrap_or_default();
        }
        Ok(tail.last_chunk().map(|bytes| Index(u64::from_be_bytes(*bytes))))
    }

    /// All entries of the posting list `name`, in log order.
    pub fn list(&self, list: List, name: &str) -> Result<Vec<Index>, ViewError> {
        let (count, tail) = self.list_head(list, name)?;
        let mut indexes = Vec::new();
        for chunk in 0..count / LIST_CHUNK {
            indexes.extend(numbers(&self.get(&list.chunk(name, chunk))?.unwrap_or_default()));
        }
        indexes.extend(numbers(&tail));
        Ok(indexes)
    }

    /// The count of a list, and the bytes of its newest indexes.
    fn list_head(&self, list: List, name: &str) -> Result<(u64, Vec<u8>), ViewError> {
        let head = self.get(&list.head(name))?.unwrap_or_default();
        Ok(match head.split_first_chunk::<8>() {
            Some((count, tail)) => (u64::from_be_bytes(*count), tail.to_vec()),
            None => (0, Vec::new()),
        })
    }
}

/// The indexes in a row of a posting list.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = Index> {
    bytes.as_chunks::<8>().0.iter().map(|bytes| Index(u64::from_be_bytes(*bytes)))
}

/// A number row.
pub fn number(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk().map(|bytes| u64::from_be_bytes(*bytes))
}

/// The posting lists: which entries belong to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// A partition of the log: a signer's key, a subject, an incident.
    Partition,
    /// A declared id — party, thing or question — that a body points to or declares.
    Named,
    /// An artifact, by its SHA-256 in hex.
    Artifact,
    /// A facet, `family.leaf`.
    Facet,
    /// A statement kind, by name.
    Kind,
}

impl List {
    fn tag(self) -> u8 {
        match self {
            Self::Partition => b'p',
            Self::Named => b'y',
            Self::Artifact => b'a',
            Self::Facet => b'f',
            Self::Kind => b'k',
        }
    }

    fn head(self, name: &str) -> Vec<u8> {
        [b"n", [self.tag()].as_slice(), name.as_bytes()].concat()
    }

    fn chunk(self, name: &str, chunk: u64) -> Vec<u8> {
        // NUL ends the name: no name holds one, so that no list's chunks lie between another's.
        [b"l", [self.tag()].as_slice(), name.as_bytes(), &[0], &chunk.to_be_bytes()].concat()
    }
}

/// The prefix of every declared id.
pub const DECLARED: &[u8] = b"d";
/// The prefix of every statement id.
pub const STATEMENTS: &[u8] = b"i";
/// The prefix of every slug.
pub const SLUGS: &[u8] = b"s";
/// The prefix of every captured artifact.
pub const ARTIFACTS: &[u8] = b"a";
/// The prefix of every declared facet leaf.
pub const FACETS: &[u8] = b"F";
/// The prefix of every withheld entry.
pub const WITHHELD: &[u8] = b"w";
/// The prefix of every withheld artifact.
pub const WITHHELD_ARTIFACTS: &[u8] = b"x";
/// The prefix of every key.
pub const KEYS: &[u8] = b"k";
/// The prefix of the facts of every incident.
pub const FACTS: &[u8] = b"f";
/// The prefix of everything that was declared around incidents.
pub const WORLD: &[u8] = b"W";
/// The small part of the meaning, written with each batch.
pub const TIP: &[u8] = b"T";
/// The one policy row.
pub const POLICY: &[u8] = b"P";

/// Statement id to where it stands.
pub fn statement(id: &[u8; 32]) -> Vec<u8> {
    [STATEMENTS, id].concat()
}

/// Declared id (`party:…`, `incident:…`, `thing:…`, `question:…`) to its declaration.
pub fn declared(id: &str) -> Vec<u8> {
    [DECLARED, id.as_bytes()].concat()
}

/// Slug with its kind (`party:kenya-power`) to the declared id.
pub fn slug(slug: &str) -> Vec<u8> {
    [SLUGS, slug.as_bytes()].concat()
}

/// Key thumbprint to the key's history.
pub fn key(thumbprint: &[u8; 32]) -> Vec<u8> {
    [KEYS, thumbprint].concat()
}

/// An author's own reference, unique per issuing party whichever of its keys signs, to the statement that bears it.
pub fn author_ref(issuer: &str, reference: &str) -> Vec<u8> {
    // NUL ends the issuer: no party id holds one.
    [b"r", issuer.as_bytes(), &[0], reference.as_bytes()].concat()
}

/// Artifact to the entry that captured it first.
pub fn artifact(digest: &Sha256) -> Vec<u8> {
    [ARTIFACTS, &digest.0].concat()
}

/// Redacted entry to the redaction.
pub fn withheld_entry(index: Index) -> Vec<u8> {
    [WITHHELD, &index.0.to_be_bytes()].concat()
}

/// First-person utterance to the artifact that is its text.
pub fn own_text(index: Index) -> Vec<u8> {
    [b"o".as_slice(), &index.0.to_be_bytes()].concat()
}

/// Redacted artifact to the redaction.
pub fn withheld_artifact(digest: &Sha256) -> Vec<u8> {
    [WITHHELD_ARTIFACTS, &digest.0].concat()
}

/// Declared facet leaf to the entry that declared it first, and what it declares.
pub fn facet(name: &str) -> Vec<u8> {
    [FACETS, name.as_bytes()].concat()
}

/// Amended statement to the newest amendment of it.
pub fn amended(id: &[u8; 32]) -> Vec<u8> {
    [b"m".as_slice(), id].concat()
}
