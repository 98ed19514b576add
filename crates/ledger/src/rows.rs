//! The rows of the read model: what each key means, and the two places where rows rest.
//!
//! One fold of the log gives one set of rows. The auditor keeps them in memory while they are few, the writer in sled
//! with the newest on top in memory; both read through [`Rows`], so that admission and audit judge by the same code.

mod facts;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use bayan_claim::id::IncidentId;
use bayan_proof::hash::{Blake3, Sha256};
use bayan_proof::num::Index;
use bayan_store::view::{Layer, Mark, Reason, Row, View, ViewError, layered};
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

/// Rows are written to sled when so many wait: fewer make more runs, more take memory.
const PENDING_MAX: usize = 16_384;

/// Or so many bytes.
const PENDING_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The rows by key, newest layer first: staged by the group being admitted, pending until the next write to
/// sled, being written there, and sled itself (absent where the rows are in memory alone).
#[derive(Default)]
pub struct Rows {
    base: Option<Arc<View>>,
    writing: Option<Writing>,
    pending: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Not less than the bytes of the rows that wait.
    pending_bytes: usize,
    staged: BTreeMap<Vec<u8>, Vec<u8>>,
    /// For an audit, which reads no facts: a digest of those of each incident, in place of the rows.
    sums: Option<BTreeMap<IncidentId, Blake3>>,
}

/// Rows on their way to sled, on a thread of their own.
struct Writing {
    rows: Arc<BTreeMap<Vec<u8>, Vec<u8>>>,
    thread: JoinHandle<Result<(), ViewError>>,
}

impl Drop for Rows {
    /// The read model is let go of on return, so that it can be opened again.
    fn drop(&mut self) {
        // What was not written is folded again on opening.
        drop(self.finish_writing());
    }
}

impl Rows {
    /// Rows on top of a read model on disk.
    pub fn over(view: View) -> Self {
        let mut rows = Self::default();
        rows.settle_in(view);
        rows
    }

    /// The value of `key`, from the newest layer that has it.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ViewError> {
        Ok(self.peek(key)?.map(Cow::into_owned))
    }

    /// As [`Rows::get`], without a copy of what is in memory.
    fn peek(&self, key: &[u8]) -> Result<Option<Cow<'_, [u8]>>, ViewError> {
        if let Some(value) = self.staged.get(key).or_else(|| self.pending.get(key)) {
            return Ok(Some(Cow::Borrowed(value)));
        }
        if let Some(value) = self.writing.as_ref().and_then(|writing| writing.rows.get(key)) {
            return Ok(Some(Cow::Borrowed(value)));
        }
        let found = self.base.as_ref().map_or(Ok(None), |view| view.get(key))?;
        Ok(found.map(Cow::Owned))
    }

    /// Stages a row. No row is ever removed: a redaction rebuilds.
    pub fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.staged.insert(key, value);
    }

    /// Makes the staged rows part of what is known: their entries are committed.
    pub fn keep_staged(&mut self) {
        // One by one: `append` would rebuild the larger map for each small one.
        for (key, value) in std::mem::take(&mut self.staged) {
            self.pending_bytes = self.pending_bytes.saturating_add(key.len() + value.len());
            self.pending.insert(key, value);
        }
    }

    /// Forgets the staged rows: their entries were not committed.
    pub fn drop_staged(&mut self) {
        self.staged.clear();
    }

    /// Whether so many rows wait that they should be written.
    pub fn are_many(&self) -> bool {
        self.pending.len() >= PENDING_MAX || self.pending_bytes >= PENDING_BYTES_MAX
    }

    /// Whether there is a read model on disk under these rows.
    pub fn are_on_disk(&self) -> bool {
        self.base.is_some()
    }

    /// Puts an empty read model on disk under rows that were in memory alone.
    pub fn settle_in(&mut self, view: View) {
        self.base = Some(Arc::new(view));
    }

    /// Begins to write the rows that wait, the tip and the mark, in one batch and on another thread; they are read
    /// from memory until it is done. What was being written before is waited for.
    ///
    /// An error is that of the write before, whose rows are kept.
    pub fn start_writing(&mut self, tip: Vec<u8>, mark: Mark) -> Result<(), ViewError> {
        self.finish_writing()?;
        let Some(view) = self.base.clone() else { return Ok(()) };
        let mut rows = std::mem::take(&mut self.pending);
        self.pending_bytes = 0;
        rows.insert(TIP.to_vec(), tip);
        let rows = Arc::new(rows);
        let batch = Arc::clone(&rows);
        let thread = thread::spawn(move || view.apply(&batch, mark));
        self.writing = Some(Writing { rows, thread });
        Ok(())
    }

    /// Whether a write was begun that is over by now.
    pub fn has_written(&self) -> bool {
        self.writing.as_ref().is_some_and(|writing| writing.thread.is_finished())
    }

    /// Waits for the rows that are being written. If they could not be, they wait again.
    pub fn finish_writing(&mut self) -> Result<(), ViewError> {
        let Some(Writing { rows, thread }) = self.writing.take() else { return Ok(()) };
        let written = thread.join().unwrap_or_else(|_| {
            Err(Reason::Unreadable { what: "writing rows panicked".to_owned() }.into())
        });
        if written.is_err() {
            for (key, value) in rows.iter().filter(|(key, _)| key.as_slice() != TIP) {
                self.pending.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
        written
    }

    /// The mark of the read model on disk, if there is one, once nothing is being written.
    pub fn mark(&self) -> Option<Mark> {
        self.base.as_ref().map(|view| view.mark())
    }

    /// Whether these rows and `others` are the same, the tip apart: it is written with the mark alone. Both are walked
    /// side by side, so that no more than a row of each is held. Where one of them has sums in place of facts, the
    /// sums are compared.
    pub fn same_as(&self, others: &Self) -> Result<bool, ViewError> {
        let summed = self.sums.is_some() || others.sums.is_some();
        let compared = |row: &Result<Row, ViewError>| {
            row.as_ref().map_or(true, |(key, _)| {
                key.as_slice() != TIP && !(summed && key.starts_with(FACTS))
            })
        };
        let (mut mine, mut theirs) =
            (self.walk(&[]).filter(compared), others.walk(&[]).filter(compared));
        loop {
            match (mine.next().transpose()?, theirs.next().transpose()?) {
                (None, None) => return Ok(!summed || self.fact_sums()? == others.fact_sums()?),
                (mine, theirs) if mine != theirs => return Ok(false),
                _ => {}
            }
        }
    }

    /// All rows whose key begins with `prefix`.
    pub fn scan(&self, prefix: &[u8]) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, ViewError> {
        self.collect(prefix, |_| true)
    }

    /// As [`Rows::scan`], those alone whose key is wanted.
    pub fn collect(
        &self,
        prefix: &[u8],
        wanted: impl Fn(&[u8]) -> bool,
    ) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, ViewError> {
        self.walk(prefix).filter(|row| row.as_ref().map_or(true, |(key, _)| wanted(key))).collect()
    }

    /// The rows whose key begins with `prefix`, in the order of their keys, each from the newest layer that has it.
    fn walk<'a>(
        &'a self,
        prefix: &'a [u8],
    ) -> impl Iterator<Item = Result<Row, ViewError>> + use<'a> {
        let writing = self.writing.as_ref().map(|writing| &*writing.rows);
        let in_memory = [Some(&self.staged), Some(&self.pending), writing].into_iter().flatten();
        let mut layers: Vec<Layer<'a>> = Vec::new();
        for rows in in_memory {
            let range = rows.range(prefix.to_vec()..);
            let range = range.take_while(move |(key, _)| key.starts_with(prefix));
            layers.push(Box::new(range.map(|(key, value)| Ok((key.clone(), value.clone())))));
        }
        if let Some(view) = &self.base {
            layers.push(Box::new(view.scan(prefix)));
        }
        layered(layers)
    }

    /// Adds `index` to the posting list `name`.
    ///
    /// The head row holds the count and the newest indexes; each [`LIST_CHUNK`] of them move to a row of their own. So
    /// a list of one is one row, which most lists are.
    pub fn list_push(&mut self, list: List, name: &str, index: Index) -> Result<(), ViewError> {
        let key = list.head(name);
        // Taken out and put back, so that a staged head grows where it is.
        let mut head = match self.staged.remove(&key) {
            Some(head) => head,
            None => self.get(&key)?.unwrap_or_else(|| vec![0; 8]),
        };
        if let Some(count) = head.first_chunk_mut::<8>() {
            let counted = u64::from_be_bytes(*count).saturating_add(1);
            *count = counted.to_be_bytes();
            head.extend_from_slice(&index.0.to_be_bytes());
            if counted.is_multiple_of(LIST_CHUNK) {
                let full = head.split_off(8);
                self.put(list.chunk(name, counted / LIST_CHUNK - 1), full);
            }
        }
        self.put(key, head);
        Ok(())
    }

    /// How many entries the posting list `name` holds, and the newest of them.
    pub fn list_end(&self, list: List, name: &str) -> Result<(u64, Option<Index>), ViewError> {
        let Some(head) = self.peek(&list.head(name))? else { return Ok((0, None)) };
        let Some((count, tail)) = head.split_first_chunk::<8>() else { return Ok((0, None)) };
        let count = u64::from_be_bytes(*count);
        let newest = match (tail.last_chunk(), (count / LIST_CHUNK).checked_sub(1)) {
            (Some(newest), _) => Some(*newest),
            (None, Some(full)) => {
                let full = self.peek(&list.chunk(name, full))?;
                full.and_then(|full| full.last_chunk().copied())
            }
            (None, None) => None,
        };
        Ok((count, newest.map(u64::from_be_bytes).map(Index)))
    }

    /// All entries of the posting list `name`, in log order.
    pub fn list(&self, list: List, name: &str) -> Result<Vec<Index>, ViewError> {
        let mut indexes = Vec::new();
        let Some(head) = self.peek(&list.head(name))? else { return Ok(indexes) };
        let Some((count, tail)) = head.split_first_chunk::<8>() else { return Ok(indexes) };
        for chunk in 0..u64::from_be_bytes(*count) / LIST_CHUNK {
            let full = self.peek(&list.chunk(name, chunk))?.unwrap_or_default();
            indexes.extend(numbers(&full));
        }
        indexes.extend(numbers(tail));
        Ok(indexes)
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

#[cfg(test)]
mod tests {
    use bayan_proof::hash::Blake3;
    use bayan_proof::num::Size;
    use bayan_proof::tree::empty_root;

    use super::*;

    fn mark(size: u64) -> Mark {
        let (root, chain) = (empty_root(), Blake3([0; 32]));
        Mark { version: ROWS_VERSION, size: Size(size), root, chain }
    }

    fn on_disk(dir: &tempfile::TempDir) -> Rows {
        Rows::over(View::create(&dir.path().join("view.sled"), mark(0), 1 << 20).unwrap())
    }

    /// Puts a few rows, some of them again and again, and long lists.
    fn fill(rows: &mut Rows, from: u64, to: u64) {
        for number in from..to {
            rows.put(format!("d{}", number % 7).into_bytes(), number.to_be_bytes().to_vec());
            rows.list_push(List::Kind, "party", Index(number)).unwrap();
            rows.list_push(List::Named, &format!("n{}", number % 3), Index(number)).unwrap();
        }
    }

    #[test]
    fn rows_read_the_same_in_whatever_layers_they_are() {
        let dir = tempfile::tempdir().unwrap();
        let (mut layered, mut flat) = (on_disk(&dir), Rows::default());
        fill(&mut flat, 0, 1_200);
        for (round, from) in (1..).zip([0, 300, 600]) {
            fill(&mut layered, from, from + 300);
            layered.keep_staged();
            layered.start_writing(b"tip".to_vec(), mark(round)).unwrap();
            assert_eq!(layered.get(b"d0").unwrap(), flat_at(from + 300).get(b"d0").unwrap());
        }
        fill(&mut layered, 900, 1_100);
        layered.keep_staged();
        fill(&mut layered, 1_100, 1_200);
        assert!(layered.same_as(&flat).unwrap() && flat.same_as(&layered).unwrap());
        assert_eq!(layered.scan(b"n").unwrap(), flat.scan(b"n").unwrap());
        let all: Vec<Index> = (0..1_200).map(Index).collect();
        assert_eq!(layered.list(List::Kind, "party").unwrap(), all);
        assert_eq!(layered.list_end(List::Kind, "party").unwrap(), (1_200, Some(Index(1_199))));
        layered.put(b"d0".to_vec(), b"other".to_vec());
        assert!(!layered.same_as(&flat).unwrap() && !flat.same_as(&layered).unwrap());
        layered.drop_staged();
        layered.finish_writing().unwrap();
        assert_eq!(layered.list_end(List::Kind, "party").unwrap(), (1_100, Some(Index(1_099))));
        assert_eq!(layered.mark(), Some(mark(3)));
    }

    fn flat_at(end: u64) -> Rows {
        let mut rows = Rows::default();
        fill(&mut rows, 0, end);
        rows
    }

    #[test]
    fn a_full_chunk_still_tells_its_last() {
        for count in [1, LIST_CHUNK - 1, LIST_CHUNK, LIST_CHUNK + 1, 3 * LIST_CHUNK] {
            let rows = flat_at(count);
            let expected = (count, Some(Index(count - 1)));
            assert_eq!(rows.list_end(List::Kind, "party").unwrap(), expected, "{count}");
        }
        assert_eq!(Rows::default().list_end(List::Kind, "party").unwrap(), (0, None));
    }

    #[test]
    fn rows_that_cannot_be_written_are_told_of_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        let mut rows = on_disk(&dir);
        rows.put(b"d1".to_vec(), b"old".to_vec());
        rows.put(vec![b'd'; 2_000], b"its key is too long".to_vec());
        rows.keep_staged();
        rows.start_writing(b"tip".to_vec(), mark(1)).unwrap();
        rows.put(b"d1".to_vec(), b"new".to_vec());
        rows.keep_staged();
        let next = rows.start_writing(b"tip".to_vec(), mark(2));
        assert!(matches!(next, Err(ViewError::Row { key: 2_000, .. })), "{next:?}");
        assert_eq!(rows.get(b"d1").unwrap().unwrap(), b"new");
        assert_eq!(rows.get(&[b'd'; 2_000]).unwrap().unwrap(), b"its key is too long");
        assert_eq!(rows.get(TIP).unwrap(), None);
        assert_eq!(rows.mark(), Some(mark(0)));
    }
}
