//! The fold: what one entry adds to the meaning.

use std::sync::Arc;

use bayan_claim::kind::{Is, Replacement};
use bayan_claim::{Body, Kind, ReferenceTarget, Says};
use bayan_proof::entry::Entry;
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;
use bayan_store::view::ViewError;

use super::judge::{content_digest, id_of, slug_of};
use super::{Declaration, Meaning, Place};
use crate::rows::{self, List};

/// What an entry did that its reader must act on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Entries whose bodies are withheld from here on.
    pub withheld_entries: Vec<Index>,
    /// Artifacts withheld from here on.
    pub withheld_artifacts: Vec<Sha256>,
}

impl Applied {
    /// Whether nothing is withheld.
    pub(crate) fn is_empty(&self) -> bool {
        self.withheld_entries.is_empty() && self.withheld_artifacts.is_empty()
    }
}

impl Meaning {
    /// Folds an entry, whose exact bytes are given, and its body unless withheld. The rows are staged until
    /// [`Meaning::keep`].
    pub fn apply(
        &mut self,
        entry: &Entry,
        bytes: &[u8],
        body: Option<&Body>,
    ) -> Result<Applied, ViewError> {
        let index = entry.index();
        let header = entry.statement().header();
        for part in entry.parts() {
            self.rows.list_push(List::Partition, &part.name, index)?;
        }
        let kind = Kind::from_number(header.kind);
        let place = Place {
            index,
            kind: header.kind,
            claims: body.map(|body| claim_count(body.says())),
            issuer: header.iss.clone(),
            subject: header.sub.clone(),
            incidents: self.apply_fact(entry, kind, body.map(Body::says))?,
        };
        self.rows.put(rows::statement(&entry.statement().id().0.0), place.encode());
        if let Some(kind) = kind {
            self.rows.list_push(List::Kind, kind.name(), index)?;
        }
        let mut applied = Applied::default();
        match body {
            None => self.apply_withheld(index, kind, &header.sub)?,
            Some(body) => {
                self.apply_names(index, body, &header.iss, &entry.statement().id().0.0)?;
                self.apply_world(index, body.says())?;
                self.apply_says(entry, index, body.says(), &mut applied)?;
            }
        }
        self.advance(entry, bytes);
        Ok(applied)
    }

    /// Without the body only the header speaks: the id of a party, thing or incident is its subject and stays declared,
    /// its slug and names are lost.
    fn apply_withheld(
        &mut self,
        index: Index,
        kind: Option<Kind>,
        subject: &str,
    ) -> Result<(), ViewError> {
        let declares = matches!(kind, Some(Kind::Party | Kind::Thing | Kind::Incident));
        if declares && self.declaration(subject)?.is_none() {
            self.declare(subject, &Declaration { index: index.0, slug: None, name: String::new() });
        }
        // A slug, a facet leaf, a question or an artifact may be lost with it.
        self.tip.gaps = true;
        Ok(())
    }

    fn declare(&mut self, id: &str, declaration: &Declaration) {
        if let Some(slug) = &declaration.slug {
            self.rows.put(rows::slug(slug), id.as_bytes().to_vec());
        }
        let row = serde_json::to_vec(declaration).expect("three plain fields always encode");
        self.rows.put(rows::declared(id), row);
    }

    /// The rows by which a body is found again.
    fn apply_names(
        &mut self,
        index: Index,
        body: &Body,
        issuer: &str,
        id: &[u8; 32],
    ) -> Result<(), ViewError> {
        if let Some(reference) = body.reference() {
            let content = content_digest(body);
            let row = [id.as_slice(), content.0.as_slice()].concat();
            self.rows.put(rows::author_ref(issuer, reference.as_str()), row);
        }
        let says = body.says();
        self.apply_declaration(index, says)?;
        for id in named(says) {
            self.rows.list_push(List::Named, &id, index)?;
        }
        if let Says::Utterance(utterance) = says
            && let Some(text) = utterance.own_artifact()
        {
            self.rows.put(rows::own_text(index), text.0.to_vec());
        }
        let mut facets: Vec<String> =
            says.facets().iter().map(|used| used.facet.to_string()).collect();
        facets.sort_unstable();
        facets.dedup();
        for facet in facets {
            self.rows.list_push(List::Facet, &facet, index)?;
        }
        let mut artifacts: Vec<Sha256> =
            says.segments().iter().map(|segment| segment.artifact).collect();
        artifacts.extend(says.captures());
        artifacts.sort_unstable();
        artifacts.dedup();
        for artifact in artifacts {
            self.rows.list_push(List::Artifact, &artifact.to_string(), index)?;
        }
        Ok(())
    }

    /// A declaration, or what an amendment makes of one: the first declaration keeps the id.
    fn apply_declaration(&mut self, index: Index, says: &Says) -> Result<(), ViewError> {
        if let Says::Thing(thing) = says
            && let Is::Facet(leaf) = &thing.is
            // One that contradicts an earlier leaf was refused, and changes nothing.
            && Arc::make_mut(&mut self.catalogue).declare(leaf).is_ok()
        {
            self.rows.put_facet(index, leaf)?;
        }
        let replaced = match says {
            Says::Amend(amend) => amend.replacement.as_ref().map(Replacement::to_says),
            _ => None,
        };
        let says = replaced.as_ref().unwrap_or(says);
        let Some(declared) = says.declares() else { return Ok(()) };
        let id = id_of(declared.id);
        let first = self.declaration(&id)?.map_or(index.0, |first| first.index);
        let slug = declared.slug.map(|slug| slug_of(&id, slug));
        let name = declared.names.first().map(|name| name.text.to_string()).unwrap_or_default();
        self.declare(&id, &Declaration { index: first, slug, name });
        Ok(())
    }

    fn apply_says(
        &mut self,
        entry: &Entry,
        index: Index,
        says: &Says,
        applied: &mut Applied,
    ) -> Result<(), ViewError> {
        if let Some(artifact) = says.captures()
            && self.capture(&artifact)?.is_none()
        {
            self.rows.put(rows::artifact(&artifact), index.0.to_be_bytes().to_vec());
        }
        match says {
            Says::Policy(policy) => {
                self.apply_policy(policy, index, &entry.statement().header().kid)?;
            }
            Says::Key(act) => self.apply_key(act, index, &entry.statement().header().kid)?,
            Says::Amend(amend) => {
                for target in &amend.targets {
                    self.rows.put(rows::amended(&target.0), index.0.to_be_bytes().to_vec());
                }
            }
            Says::Redaction(redaction) => {
                for target in &redaction.statements {
                    if let Some(place) = self.place(&target.0)? {
                        // What is withheld twice is withheld by the first.
                        if self.withheld(place.index)?.is_none() {
                            let row = index.0.to_be_bytes().to_vec();
                            self.rows.put(rows::withheld_entry(place.index), row);
                        }
                        applied.withheld_entries.push(place.index);
                    }
                }
                for digest in &redaction.artifacts {
                    if self.artifact_withheld(digest)?.is_none() {
                        let row = index.0.to_be_bytes().to_vec();
                        self.rows.put(rows::withheld_artifact(digest), row);
                    }
                    applied.withheld_artifacts.push(*digest);
                }
            }
            Says::Party(_)
            | Says::Incident(_)
            | Says::Thing(_)
            | Says::Capture(_)
            | Says::Utterance(_)
            | Says::Silence(_)
            | Says::Link(_)
            | Says::Opinion(_)
            | Says::Question(_) => {}
        }
        Ok(())
    }
}

/// How many claims of a statement can be addressed: an amended utterance's are those of its replacement.
fn claim_count(says: &Says) -> u16 {
    let count = match says {
        Says::Utterance(utterance) => utterance.claims.len(),
        Says::Amend(amend) => match &amend.replacement {
            Some(Replacement::Utterance(utterance)) => utterance.claims.len(),
            _ => 0,
        },
        _ => 0,
    };
    u16::try_from(count).unwrap_or(u16::MAX - 1)
}

/// The parties, things and questions that a statement points to, each once.
fn named(says: &Says) -> Vec<String> {
    let mut named: Vec<String> = says
        .references()
        .into_iter()
        .filter_map(|reference| match reference.target {
            ReferenceTarget::Party(id) => Some(id.to_string()),
            ReferenceTarget::Thing(id) => Some(id.to_string()),
            ReferenceTarget::Question(id) => Some(id.to_string()),
            // Incidents have partitions of their own.
            ReferenceTarget::Incident(_)
            | ReferenceTarget::Statement(_)
            | ReferenceTarget::Claim(_)
            | ReferenceTarget::Artifact(_) => None,
        })
        .collect();
    named.sort_unstable();
    named.dedup();
    named
}
