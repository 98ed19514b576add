//! What the log means after each entry: who holds which key, what is declared, what is withheld.
//!
//! Entry i is judged against the meaning after entry i−1, by this one code, when it is sequenced and when the ledger
//! is audited; never by its `time` or `iat`. The meaning is a fold of the entries and can always be made again.

mod apply;
mod contents;
mod facts;
mod grants;
mod judge;
pub mod keys;
mod wholes;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use bayan_claim::facet::Catalogue;
use bayan_claim::id::IncidentId;
use bayan_claim::kind::Policy;
use bayan_proof::entry::{Entry, Part};
use bayan_proof::hash::{Blake3, Sha256, chain_genesis, chain_link};
use bayan_proof::key::Thumbprint;
use bayan_proof::num::{Index, Ordinal, Size, UnixMillis};
use bayan_proof::statement::{Header, StatementId};
use bayan_store::view::ViewError;
use serde::{Deserialize, Serialize};

pub use apply::Applied;
pub(crate) use judge::concerned;
pub use judge::{AdmittedStatement, JudgeError, Judged, SignedBody};

use crate::rows::{self, List, Rows};
use keys::KeyHistory;

/// The fold of a log up to some size.
pub struct Meaning {
    /// The read model's rows: the large part, on disk for the writer.
    pub(crate) rows: Rows,
    pub(crate) tip: Tip,
    /// The facets in force.
    pub(crate) catalogue: Arc<Catalogue>,
    /// What both were before the staged entries.
    kept: (Tip, Arc<Catalogue>),
    /// The histories of the keys that signed last, so that not every statement parses a row.
    signing: Mutex<BTreeMap<[u8; 32], Arc<KeyHistory>>>,
}

/// How many histories are kept at hand.
const SIGNING_MAX: usize = 256;

/// The small part of the meaning, which every next entry is built on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tip {
    /// The origin line.
    pub origin: String,
    /// `origin#hex(SHA-256(entry 0))`: what statements are addressed to. None before entry 0.
    pub audience: Option<String>,
    /// How many entries were folded.
    pub size: Size,
    /// The newest entry's time.
    pub time: UnixMillis,
    /// The chain hash of the newest entry.
    pub chain: Blake3,
    /// The policy in force, and the entry that set it. None before entry 0.
    pub policy: Option<(Policy, Index)>,
    /// Whether some body that may have declared something is absent, so that an unknown name may be one of its.
    pub gaps: bool,
}

/// Where a statement stands, as its id row has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its index.
    pub index: Index,
    /// Its kind number.
    pub kind: u8,
    /// How many claims it has; unknown where the body is withheld.
    pub claims: Option<u16>,
    /// Its issuer.
    pub issuer: String,
    /// Its subject.
    pub subject: String,
    /// The incidents beyond its subject in which it counts.
    pub incidents: Vec<IncidentId>,
}

/// What was declared under an id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// The entry that declared it first, and whose signer owns it.
    pub index: u64,
    /// Its slug, if it has one.
    pub slug: Option<String>,
    /// Its first name, for people.
    pub name: String,
}

impl Meaning {
    /// The meaning of the empty log of `origin`.
    pub fn empty(origin: &str, rows: Rows) -> Self {
        let tip = Tip {
            origin: origin.to_owned(),
            audience: None,
            size: Size(0),
            time: UnixMillis(0),
            chain: chain_genesis(origin),
            policy: None,
            gaps: false,
        };
        let catalogue = Arc::new(Catalogue::builtin().clone());
        Self::of(rows, tip, catalogue)
    }

    fn of(rows: Rows, tip: Tip, catalogue: Arc<Catalogue>) -> Self {
        let kept = (tip.clone(), Arc::clone(&catalogue));
        Self { rows, tip, catalogue, kept, signing: Mutex::default() }
    }

    /// The meaning that rows on disk hold, whose mark says they are the fold of this tip.
    pub fn resume(rows: Rows, tip: Tip) -> Result<Self, ViewError> {
        let catalogue = Arc::new(rows.catalogue_at(tip.size)?);
        Ok(Self::of(rows, tip, catalogue))
    }

    /// The facets in force.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The artifact that is the text of a first-person utterance, unless that is withheld.
    pub fn own_text(&self, index: Index) -> Result<Option<Sha256>, ViewError> {
        let row = self.rows.get(&rows::own_text(index))?;
        Ok(row.and_then(|bytes| bytes.first_chunk().copied()).map(Sha256))
    }

    /// All artifacts that are withheld, each with the redaction.
    pub fn withheld_artifacts(&self) -> Result<Vec<(Sha256, Index)>, ViewError> {
        self.artifacts_under(rows::WITHHELD_ARTIFACTS)
    }

    fn artifacts_under(&self, prefix: &[u8]) -> Result<Vec<(Sha256, Index)>, ViewError> {
        let rows = self.rows.scan(prefix)?;
        let parsed = rows.iter().filter_map(|(key, value)| {
            let digest = key.last_chunk().copied().map(Sha256)?;
            Some((digest, Index(rows::number(value)?)))
        });
        Ok(parsed.collect())
    }

    /// All entries whose bodies are withheld, each with the redaction.
    pub fn withheld_entries(&self) -> Result<BTreeMap<Index, Index>, ViewError> {
        let rows = self.rows.scan(rows::WITHHELD)?;
        let parsed = rows.iter().filter_map(|(key, by)| {
            let index = key.last_chunk().map(|bytes| Index(u64::from_be_bytes(*bytes)))?;
            Some((index, Index(rows::number(by)?)))
        });
        Ok(parsed.collect())
    }

    /// The small part.
    pub fn tip(&self) -> &Tip {
        &self.tip
    }

    /// The rows, to read.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// Makes the staged entries part of what is known.
    pub fn keep(&mut self) {
        self.rows.keep_staged();
        self.kept = (self.tip.clone(), Arc::clone(&self.catalogue));
    }

    /// Forgets the staged entries.
    pub fn forget(&mut self) {
        self.rows.drop_staged();
        self.signing.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
        (self.tip, self.catalogue) = self.kept.clone();
    }

    /// The history of a key, if it was ever granted.
    pub fn key(&self, thumbprint: &[u8; 32]) -> Result<Option<KeyHistory>, ViewError> {
        let row = self.rows.get(&rows::key(thumbprint))?;
        Ok(row.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// As [`Meaning::key`], from those at hand if it is there.
    fn signing_key(&self, thumbprint: &[u8; 32]) -> Result<Option<Arc<KeyHistory>>, ViewError> {
        let mut at_hand = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(history) = at_hand.get(thumbprint) {
            return Ok(Some(Arc::clone(history)));
        }
        let Some(history) = self.key(thumbprint)?.map(Arc::new) else { return Ok(None) };
        if at_hand.len() >= SIGNING_MAX {
            at_hand.clear();
        }
        at_hand.insert(*thumbprint, Arc::clone(&history));
        Ok(Some(history))
    }

    /// Where a statement stands, if it is in the log.
    pub fn place(&self, id: &[u8; 32]) -> Result<Option<Place>, ViewError> {
        Ok(self.rows.get(&rows::statement(id))?.and_then(|bytes| Place::parse(&bytes)))
    }

    /// What was declared under an id.
    pub fn declaration(&self, id: &str) -> Result<Option<Declaration>, ViewError> {
        let row = self.rows.get(&rows::declared(id))?;
        Ok(row.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// The id that a slug with its kind (`party:kenya-power`) names.
    pub fn slug(&self, slug: &str) -> Result<Option<String>, ViewError> {
        let row = self.rows.get(&rows::slug(slug))?;
        Ok(row.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// The entry that captured an artifact first.
    pub fn capture(&self, digest: &Sha256) -> Result<Option<Index>, ViewError> {
        Ok(self
            .rows
            .get(&rows::artifact(digest))?
            .and_then(|bytes| rows::number(&bytes))
            .map(Index))
    }

    /// The newest amendment of a statement.
    pub fn amended_by(&self, statement: &StatementId) -> Result<Option<Index>, ViewError> {
        let row = self.rows.get(&rows::amended(&statement.0.0))?;
        Ok(row.and_then(|bytes| rows::number(&bytes)).map(Index))
    }

    /// The redaction that withholds an artifact.
    pub fn artifact_withheld(&self, digest: &Sha256) -> Result<Option<Index>, ViewError> {
        let row = self.rows.get(&rows::withheld_artifact(digest))?;
        Ok(row.and_then(|bytes| rows::number(&bytes)).map(Index))
    }

    /// The redaction that withholds an entry's body.
    pub fn withheld(&self, index: Index) -> Result<Option<Index>, ViewError> {
        let row = self.rows.get(&rows::withheld_entry(index))?;
        Ok(row.and_then(|bytes| rows::number(&bytes)).map(Index))
    }

    /// The partitions of the next entry, each with its ordinal and the link to the one before.
    pub fn parts(&self, header: &Header) -> Result<Vec<Part>, ViewError> {
        Entry::partitions_of(header)
            .into_iter()
            .map(|name| {
                let (count, previous) = self.rows.list_end(List::Partition, &name)?;
                Ok(Part { name, ordinal: Ordinal(count), previous })
            })
            .collect()
    }

    /// All captured artifacts, each with the entry that captured it first.
    pub fn captures(&self) -> Result<Vec<(Sha256, Index)>, ViewError> {
        self.artifacts_under(rows::ARTIFACTS)
    }

    /// All keys that were ever granted, by thumbprint.
    pub fn keys(&self) -> Result<Vec<(Thumbprint, KeyHistory)>, ViewError> {
        let rows = self.rows.scan(rows::KEYS)?;
        let parsed = rows.iter().filter_map(|(key, value)| {
            let thumbprint = key.last_chunk().copied().map(Thumbprint)?;
            Some((thumbprint, serde_json::from_slice(value).ok()?))
        });
        Ok(parsed.collect())
    }

    /// Everything declared whose id begins with `prefix` (`party:`, `incident:`, `thing:`, `question:` or longer).
    pub fn declarations(&self, prefix: &str) -> Result<Vec<(String, Declaration)>, ViewError> {
        let rows = self.rows.scan(&rows::declared(prefix))?;
        let parsed = rows.iter().filter_map(|(key, value)| {
            let id = key.strip_prefix(rows::DECLARED)?;
            Some((String::from_utf8(id.to_vec()).ok()?, serde_json::from_slice(value).ok()?))
        });
        Ok(parsed.collect())
    }

    /// All slugs with their kinds, and the ids that they name.
    pub fn slugs(&self) -> Result<Vec<(String, String)>, ViewError> {
        let rows = self.rows.scan(rows::SLUGS)?;
        let parsed = rows.into_iter().filter_map(|(key, value)| {
            let slug = key.strip_prefix(rows::SLUGS)?;
            Some((String::from_utf8(slug.to_vec()).ok()?, String::from_utf8(value).ok()?))
        });
        Ok(parsed.collect())
    }

    /// The statements whose id begins with `prefix`, given in whole bytes.
    pub fn statements(&self, prefix: &[u8]) -> Result<Vec<(StatementId, Place)>, ViewError> {
        let rows = self.rows.scan(&[rows::STATEMENTS, prefix].concat())?;
        let parsed = rows.iter().filter_map(|(key, value)| {
            let id = key.last_chunk().copied().map(Sha256).map(StatementId)?;
            Some((id, Place::parse(value)?))
        });
        Ok(parsed.collect())
    }

    /// Whether the rows of two folds are the same.
    pub(crate) fn same_rows(&self, other: &Self) -> Result<bool, ViewError> {
        self.rows.same_as(&other.rows)
    }

    /// Moves the tip over `entry`, whose exact bytes are given.
    fn advance(&mut self, entry: &Entry, bytes: &[u8]) {
        if entry.index() == Index(0) {
            self.tip.audience = Some(format!("{}#{}", self.tip.origin, Sha256::of(bytes)));
        }
        self.tip.size = entry.index().size();
        self.tip.time = entry.time();
        self.tip.chain = chain_link(bytes);
    }
}

impl Place {
    fn encode(&self) -> Vec<u8> {
        let mut bytes = self.index.0.to_be_bytes().to_vec();
        bytes.push(self.kind);
        // 0xffff stands for "unknown": a body of 256 KiB cannot hold that many claims.
        bytes.extend_from_slice(&self.claims.unwrap_or(u16::MAX).to_be_bytes());
        bytes.extend_from_slice(self.issuer.as_bytes());
        bytes.push(0);
        bytes.extend_from_slice(self.subject.as_bytes());
        for incident in &self.incidents {
            bytes.push(0);
            bytes.extend_from_slice(incident.to_string().as_bytes());
        }
        bytes
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (index, rest) = bytes.split_first_chunk::<8>()?;
        let (kind, rest) = rest.split_first()?;
        let (claims, names) = rest.split_first_chunk::<2>()?;
        let claims = u16::from_be_bytes(*claims);
        let mut names = std::str::from_utf8(names).ok()?.split('\0');
        let (issuer, subject) = (names.next()?, names.next()?);
        let incidents: Result<_, _> = names.map(str::parse).collect();
        Some(Self {
            index: Index(u64::from_be_bytes(*index)),
            kind: *kind,
            claims: (claims != u16::MAX).then_some(claims),
            issuer: issuer.to_owned(),
            subject: subject.to_owned(),
            incidents: incidents.ok()?,
        })
    }
}
