//! The rows that projections read: facts by incident, the world by name, facet leaves by when they were declared.

use std::collections::BTreeMap;

use bayan_claim::facet::{Catalogue, FacetLeaf};
use bayan_claim::id::{IncidentId, ThingId};
use bayan_proof::hash::{Blake3, Sha256};
use bayan_proof::num::{Index, Size};
use bayan_store::view::{Reason, ViewError};
use bayan_view::world::Name;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{FACETS, FACTS, Rows, WORLD, facet};

/// A row as its bytes: the short form of the postcard specification.
pub(crate) fn encode<T: Serialize>(row: &T) -> Vec<u8> {
    postcard::to_stdvec(row).expect("a row is plain data of known length")
}

/// Reads what [`encode`] wrote.
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ViewError> {
    postcard::from_bytes(bytes).map_err(|_| Reason::Row.into())
}

/// The index at the end of a key.
pub(crate) fn index_of(key: &[u8]) -> Option<Index> {
    key.last_chunk().map(|bytes| Index(u64::from_be_bytes(*bytes)))
}

/// The prefix of an incident's facts.
pub(crate) fn facts_of(incident: &IncidentId) -> Vec<u8> {
    [FACTS, &incident.0].concat()
}

/// The prefix of what was declared under a name, in log order. An empty row withdraws.
pub(crate) fn world_of(name: Name) -> Vec<u8> {
    // NUL ends the name: none holds one.
    [WORLD, name_text(name).as_bytes(), &[0]].concat()
}

/// What was declared under a name by an entry.
pub(crate) fn world(name: Name, index: Index) -> Vec<u8> {
    [world_of(name).as_slice(), &index.0.to_be_bytes()].concat()
}

/// Entry to the name under which it declared something.
pub(crate) fn named_by(index: Index) -> Vec<u8> {
    [b"N".as_slice(), &index.0.to_be_bytes()].concat()
}

/// The prefix of the things that are, or once were, another name of this one.
pub(crate) fn aliases_of(thing: ThingId) -> Vec<u8> {
    [b"A".as_slice(), &thing.0].concat()
}

/// Thing and another name of it.
pub(crate) fn alias(thing: ThingId, other: ThingId) -> Vec<u8> {
    [aliases_of(thing).as_slice(), &other.0].concat()
}

/// The prefix of the incidents in which an artifact is quoted or was captured.
pub(crate) fn incidents_of(artifact: &Sha256) -> Vec<u8> {
    [b"u".as_slice(), &artifact.0].concat()
}

/// Artifact and an incident in which it is quoted or was captured.
pub(crate) fn artifact_incident(artifact: &Sha256, incident: &IncidentId) -> Vec<u8> {
    [incidents_of(artifact).as_slice(), &incident.0].concat()
}

/// A name as the rows write it.
pub(crate) fn name_text(name: Name) -> String {
    match name {
        Name::Party(id) => id.to_string(),
        Name::Thing(id) => id.to_string(),
        Name::Artifact(digest) => digest.to_string(),
    }
}

/// Reads what [`name_text`] wrote.
pub(crate) fn read_name(text: &[u8]) -> Option<Name> {
    let text = std::str::from_utf8(text).ok()?;
    let party = text.parse().map(Name::Party);
    let thing = || text.parse().map(Name::Thing);
    party.or_else(|_| thing()).ok().or_else(|| text.parse().map(Name::Artifact).ok())
}

impl Rows {
    /// Rows in memory for an audit. It never reads a fact and only compares them in the end, so they are summed up: no
    /// other rows are as long.
    pub fn of_audit() -> Self {
        let mut rows = Self::default();
        rows.sums = Some(BTreeMap::new());
        rows
    }

    /// Stages a fact of an incident, which is newer than all before. An incident has at most one of an entry.
    pub fn put_fact(&mut self, incident: &IncidentId, index: Index, fact: Vec<u8>) {
        let key = [facts_of(incident).as_slice(), &index.0.to_be_bytes()].concat();
        match &mut self.sums {
            None => self.put(key, fact),
            Some(sums) => add(sums, &key, &fact),
        }
    }

    /// The entries that count in an incident.
    pub(crate) fn fact_entries(&self, incident: &IncidentId) -> Result<Vec<Index>, ViewError> {
        let facts = self.collect(&facts_of(incident), |_| true)?;
        Ok(facts.keys().filter_map(|key| index_of(key)).collect())
    }

    /// A digest of each incident's facts, in log order.
    pub(super) fn fact_sums(&self) -> Result<BTreeMap<IncidentId, Blake3>, ViewError> {
        if let Some(sums) = &self.sums {
            return Ok(sums.clone());
        }
        let mut sums = BTreeMap::new();
        for row in self.walk(FACTS) {
            let (key, value) = row?;
            add(&mut sums, &key, &value);
        }
        Ok(sums)
    }

    /// Stages a declared facet leaf. The first declaration of it counts: it was in force from then on.
    pub(crate) fn put_facet(&mut self, index: Index, leaf: &FacetLeaf) -> Result<(), ViewError> {
        let key = facet(&leaf.name.to_string());
        if self.get(&key)?.is_none() {
            let leaf = serde_json::to_vec(leaf).expect("a facet leaf has only string keys");
            self.put(key, [index.0.to_be_bytes().as_slice(), &leaf].concat());
        }
        Ok(())
    }

    /// The entries that declared facet leaves.
    pub(crate) fn facet_entries(&self) -> Result<Vec<Index>, ViewError> {
        Ok(self.scan(FACETS)?.values().filter_map(|row| super::number(row)).map(Index).collect())
    }

    /// The facets in force after `size` entries.
    pub fn catalogue_at(&self, size: Size) -> Result<Catalogue, ViewError> {
        let mut catalogue = Catalogue::builtin().clone();
        // In any order: a leaf rests on built-in facets alone.
        for row in self.scan(FACETS)?.values() {
            let (index, leaf) = row.split_first_chunk::<8>().ok_or(Reason::Row)?;
            if u64::from_be_bytes(*index) < size.0 {
                let leaf: FacetLeaf = serde_json::from_slice(leaf).map_err(|_| Reason::Row)?;
                catalogue.declare(&leaf).map_err(|_| Reason::Row)?;
            }
        }
        Ok(catalogue)
    }
}

/// Adds a fact to the sums: each incident's is a chain of hashes over its facts.
fn add(sums: &mut BTreeMap<IncidentId, Blake3>, key: &[u8], value: &[u8]) {
    // A key of another form is summed up as well, so that it is noticed.
    let incident = key.get(FACTS.len()..).and_then(|key| key.first_chunk()).copied();
    let sum = sums.entry(IncidentId(incident.unwrap_or_default())).or_insert(Blake3([0; 32]));
    *sum = Blake3::of(&[sum.0.as_slice(), key, value].concat());
}
