//! Gathering what a bundle carries from the published files.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::IncidentId;
use bayan_claim::{Kind, ReferenceTarget};
use bayan_proof::bundle::{BUNDLE_MAX, Bundle};
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;
use bayan_proof::tile::TILE_WIDTH;
use bayan_proof::tree;
use bayan_store::view::ViewError;

use super::{Wanted, artifacts_of};
use crate::check::error_chain;
use crate::meaning::{Meaning, SignedBody};
use crate::reader::{ReadError, Reader, StoredEntry};
use crate::rows::List;

/// Makes a bundle of what is published. `meaning` is the reader's, at its full size.
///
/// # Errors
/// [`ReadError::NothingOf`] where there is nothing to carry, [`ReadError::BundleTooLong`]; else what cannot be read.
pub fn make_bundle(
    reader: &Reader,
    meaning: &Meaning,
    wanted: Wanted,
) -> Result<Bundle, ReadError> {
    let about = wanted.about.partition();
    let mut gathering = Gathering::new(meaning);
    match &about {
        None => gathering.open.extend((0..reader.size().0).map(Index)),
        Some(partition) => gathering.begin(partition)?,
    }
    gathering.follow(reader)?;
    gathering.add_bare(reader, wanted.all_entries)?;
    let indexes: Vec<Index> = gathering.taken.keys().copied().collect();
    let nodes = reader.statics().nodes(reader.size());
    let hashes = tree::inclusion_proof_of_many(&nodes, &indexes, reader.size())
        .map_err(|error| ReadError::Bundle(error_chain(&error)))?;
    let mut artifacts = Vec::new();
    for digest in std::mem::take(&mut gathering.artifacts) {
        // What is being withheld may still be in its folder.
        if !wanted.artifacts || meaning.artifact_withheld(&digest)?.is_some() {
            continue;
        }
        if let Some(bytes) = reader.texts().get(&digest)? {
            gathering.weigh(bytes.len())?;
            artifacts.push(bytes);
        }
    }
    let checkpoint = reader.checkpoint().bytes().to_vec();
    let entries = gathering.taken.into_values().collect();
    Bundle::new(about, checkpoint, hashes, entries, artifacts)
        .map_err(|error| ReadError::Bundle(error_chain(&error)))
}

/// Calls `each` with the entries at these places; each file of the log is read once.
fn for_some(
    reader: &Reader,
    wanted: &BTreeSet<Index>,
    mut each: impl FnMut(StoredEntry) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut next = wanted.first().copied();
    while let Some(first) = next {
        let end = Index((first.0 / u64::from(TILE_WIDTH) + 1).saturating_mul(TILE_WIDTH.into()));
        let last = wanted.range(first..end).last().copied().unwrap_or(first);
        let read = reader.entries(first, last.size())?;
        read.into_iter()
            .filter(|stored| wanted.contains(&stored.entry.index()))
            .try_for_each(&mut each)?;
        next = wanted.range(end..).next().copied();
    }
    Ok(())
}

/// What is to be carried.
struct Gathering<'a> {
    meaning: &'a Meaning,
    /// Entries that are to be read, with their bodies.
    open: BTreeSet<Index>,
    /// Entries that may come without their bodies: they show that none was left out.
    bare: BTreeSet<Index>,
    /// Those that were read: the bytes of entry and body.
    taken: BTreeMap<Index, (Vec<u8>, Option<Vec<u8>>)>,
    artifacts: BTreeSet<Sha256>,
    /// About how long the bundle is by now.
    bytes: usize,
}

impl<'a> Gathering<'a> {
    fn new(meaning: &'a Meaning) -> Self {
        Self {
            meaning,
            open: BTreeSet::new(),
            bare: BTreeSet::new(),
            taken: BTreeMap::new(),
            artifacts: BTreeSet::new(),
            bytes: 0,
        }
    }

    /// Refuses what would be too long before it is read.
    fn weigh(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > BUNDLE_MAX {
            return Err(ReadError::BundleTooLong { limit: BUNDLE_MAX });
        }
        Ok(())
    }

    /// The statements of a partition, what else counts in an incident, every policy, key and redaction, and every facet that was declared.
    fn begin(&mut self, partition: &str) -> Result<(), ReadError> {
        self.open_list(List::Partition, partition)?;
        if self.open.is_empty() {
            return Err(ReadError::NothingOf { partition: partition.to_owned() });
        }
        // Links, opinions and amendments of other incidents may be about one of its statements.
        if let Ok(incident) = partition.parse() {
            self.open.extend(self.meaning.rows().fact_entries(&incident)?);
        }
        for kind in Kind::ALL.iter().filter(|kind| !kind.can_be_redacted()) {
            self.open_list(List::Kind, kind.name())?;
        }
        self.open.extend(self.meaning.rows().facet_entries()?);
        // The ledger's own partition has captures too, which matter here only where they are pointed to.
        let origin = self.meaning.tip().origin.as_str();
        self.bare.extend(self.meaning.rows().list(List::Partition, origin)?);
        Ok(())
    }

    /// Reads what is open, and what that rests on.
    fn follow(&mut self, reader: &Reader) -> Result<(), ReadError> {
        while !self.open.is_empty() {
            let wave = std::mem::take(&mut self.open);
            for_some(reader, &wave, |stored| {
                self.open_around(&stored)?;
                self.take(stored)
            })?;
            let Self { open, taken, .. } = self;
            open.retain(|index| !taken.contains_key(index));
        }
        Ok(())
    }

    fn take(&mut self, stored: StoredEntry) -> Result<(), ReadError> {
        let index = stored.entry.index();
        // What is being withheld may still be published.
        let is_withheld = self.meaning.withheld(index)?.is_some();
        let body = stored.body.filter(|_| !is_withheld).map(SignedBody::into_bytes);
        self.weigh(stored.bytes.len() + body.as_ref().map_or(0, Vec::len))?;
        self.taken.insert(index, (stored.bytes, body));
        Ok(())
    }

    /// Adds entries without their bodies: those that are wanted so, or all.
    fn add_bare(&mut self, reader: &Reader, all: bool) -> Result<(), ReadError> {
        let mut bare = std::mem::take(&mut self.bare);
        if all {
            bare.extend((0..reader.size().0).map(Index));
        }
        bare.retain(|index| !self.taken.contains_key(index));
        for_some(reader, &bare, |stored| {
            self.weigh(stored.bytes.len())?;
            self.taken.insert(stored.entry.index(), (stored.bytes, None));
            Ok(())
        })
    }

    fn open_list(&mut self, list: List, name: &str) -> Result<(), ViewError> {
        self.open.extend(self.meaning.rows().list(list, name)?);
        Ok(())
    }

    /// Opens what an entry rests on: what its header names, what its body points to, and what amends it.
    fn open_around(&mut self, stored: &StoredEntry) -> Result<(), ViewError> {
        let header = stored.entry.statement().header();
        self.open_list(List::Partition, &header.iss)?;
        let incidents = header.incidents.iter().chain([&header.sub]);
        for incident in incidents.filter(|name| name.parse::<IncidentId>().is_ok()) {
            self.open_declaration(incident)?;
        }
        self.open.extend(self.meaning.amended_by(&stored.entry.statement().id())?);
        let Some(says) = stored.says() else { return Ok(()) };
        self.artifacts.extend(artifacts_of(says));
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

    /// What declared an id first.
    fn open_declaration(&mut self, id: &str) -> Result<(), ViewError> {
        let declaration = self.meaning.declaration(id)?;
        self.open.extend(declaration.map(|declaration| Index(declaration.index)));
        Ok(())
    }

    fn open_statement(&mut self, id: [u8; 32]) -> Result<(), ViewError> {
        self.open.extend(self.meaning.place(&id)?.map(|place| place.index));
        Ok(())
    }
}
