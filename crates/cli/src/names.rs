//! Names that people type — slugs, entry numbers, prefixes — and what the ledger knows by them.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::author::{Resolver, Unresolved};
use bayan_claim::id::{IncidentId, PartyId, QuestionId, StatementRef, ThingId};
use bayan_claim::kind::{Replacement, Source};
use bayan_claim::{Body, Kind, Says, Subject};
use bayan_ledger::Reader;
use bayan_ledger::meaning::Meaning;
use bayan_ledger::texts::Texts;
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, Size, UnixMillis};
use bayan_proof::statement::StatementId;
use serde_json::{Value, json};

use crate::error::{Exit, Failure};
use crate::nearest::{self, Known};
use crate::ui::as_typed;
use crate::wire::id_text;

/// Where more than this is declared of a kind, a word is compared with first names alone: all others are in the bodies.
const NAMES_READ_MAX: usize = 512;

/// Of how many of an author's references the nearest to a wrong one are told, and of as many of the same run.
const REFERENCES_MAX: usize = 10_000;

/// How many corrections of one declaration are followed for its names.
const CORRECTIONS_MAX: usize = 16;

/// What a person may mean by one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// An entry, by number, statement id or prefix of one.
    Entry(Index),
    /// Something declared: its id.
    Declared(String),
    /// An artifact.
    Artifact(Sha256),
}

/// What an author signed before under one own reference: enough to sign the same to the bit.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// Its nonce.
    pub nonce: [u8; 16],
    /// When it was signed.
    pub signed_at: UnixMillis,
    /// The id that it declares.
    pub declares: Option<String>,
    /// For a capture, when the bytes were taken or made.
    pub taken_at: Option<String>,
}

impl Earlier {
    /// Of a body that was signed then.
    pub fn of(body: &Body, signed_at: UnixMillis) -> Self {
        let taken_at = match body.says() {
            Says::Capture(capture) => Some(match &capture.source {
                Source::Original(original) => original.captured_at.to_string(),
                Source::Rendition(rendition) => rendition.made_at.to_string(),
            }),
            _ => None,
        };
        let declares = body.says().declares().map(|declared| id_text(declared.id));
        Self { nonce: body.nonce().0, signed_at, declares, taken_at }
    }
}

/// Finds things by name.
pub struct Names<'a> {
    meaning: &'a Meaning,
    reader: &'a Reader,
    /// The artifacts.
    pub texts: &'a Texts,
    /// Own references that a running import has used, and the statements that bear them.
    pub references: BTreeMap<String, StatementRef>,
    /// What those statements were, for one that stands there twice.
    pub staged: BTreeMap<String, Earlier>,
    /// Slugs with their kinds that earlier drafts of the same run declare, and their ids.
    pub declared_here: BTreeMap<String, String>,
    /// Artifacts that earlier drafts of the same run capture.
    pub captured_here: BTreeSet<Sha256>,
    /// The same by the own references of those drafts.
    pub captured_as: BTreeMap<String, Sha256>,
    /// The subjects of statements signed in the same run.
    pub subjects: BTreeMap<[u8; 32], String>,
    /// The party whose `ref:` names count.
    pub party: Option<String>,
    /// What later entries declared is not offered where a name is unknown.
    pub until: Size,
}

impl<'a> Names<'a> {
    /// The names of a ledger.
    pub fn new(meaning: &'a Meaning, reader: &'a Reader) -> Self {
        Self {
            meaning,
            reader,
            texts: reader.texts(),
            references: BTreeMap::new(),
            staged: BTreeMap::new(),
            declared_here: BTreeMap::new(),
            captured_here: BTreeSet::new(),
            captured_as: BTreeMap::new(),
            subjects: BTreeMap::new(),
            party: None,
            until: reader.size(),
        }
    }

    /// What `word` names: `17`, `entry:17`, `ref:…`, a statement id or its first hex digits (at least 4), `party:slug`,
    /// `incident:slug`, `thing:slug`, `question:…`, `capture:<first hex digits>`, an artifact's digest, or a bare slug
    /// that only one thing has.
    pub fn find(&self, word: &str) -> Result<Named, Failure> {
        let number = word.strip_prefix("entry:").unwrap_or(word);
        if let Ok(index) = number.parse::<u64>()
            && number.len() < 20
        {
            return if index < self.reader.size().0 {
                Ok(Named::Entry(Index(index)))
            } else {
                let what =
                    format!("there is no entry {index}: the ledger has {}", self.reader.size());
                Err(Failure::new(Exit::CannotRead, what, "`bayan log` shows the newest"))
            };
        }
        if let Some(prefix) = word.strip_prefix("capture:") {
            return self
                .artifact_by_prefix(prefix)
                .map(Named::Artifact)
                .map_err(|error| unresolved(word, &error));
        }
        if let Some(reference) = word.strip_prefix("ref:") {
            let found = self.by_reference(reference)?;
            return found.map(Named::Entry).map_err(|error| unresolved(word, &error));
        }
        if let Some((kind, _)) = word.split_once(':')
            && matches!(kind, "party" | "incident" | "thing" | "question")
        {
            return self
                .declared(word)
                .map(Named::Declared)
                .map_err(|error| unresolved(word, &error));
        }
        self.bare(word)
    }

    /// The entry that bears an own reference: this author's; where there is none, that of the one party which has it.
    fn by_reference(&self, reference: &str) -> Result<Result<Index, Unresolved>, Failure> {
        let of = |party: &str| -> Result<Option<Index>, Failure> {
            let row = bayan_ledger::rows::author_ref(party, reference);
            let Some(row) = self.meaning.rows().get(&row).map_err(internal)? else {
                return Ok(None);
            };
            let Some(id) = row.first_chunk() else { return Ok(None) };
            Ok(self.meaning.place(id).map_err(internal)?.map(|place| place.index))
        };
        if let Some(index) = self.party.as_deref().map(of).transpose()?.flatten() {
            return Ok(Ok(index));
        }
        let keys = self.meaning.keys().map_err(internal)?;
        let parties: BTreeSet<String> = keys.into_iter().map(|(_, key)| key.party).collect();
        let mut found = Vec::new();
        for party in parties {
            found.extend(of(&party)?);
        }
        found.sort_unstable();
        Ok(match found.as_slice() {
            [index] => Ok(*index),
            [] => Err(Unresolved::Unknown { nearest: Vec::new() }),
            several => {
                let candidates = several.iter().map(|index| format!("entry:{index}")).collect();
                Err(Unresolved::Several { candidates })
            }
        })
    }

    /// The artifact that a word names: as [`Self::find`], or by the entry of its capture.
    pub fn artifact_of(&self, word: &str) -> Result<Sha256, Failure> {
        // Bytes that no capture describes are named in full.
        if let Ok(digest) = word.strip_prefix("capture:").unwrap_or(word).parse() {
            return Ok(digest);
        }
        let none = || {
            let advice =
                "name the artifact, `capture:<hex digits>`, or the statement that captured it";
            Failure::new(Exit::Usage, format!("{} is no artifact", as_typed(word)), advice)
        };
        match self.find(word)? {
            Named::Artifact(digest) => Ok(digest),
            Named::Declared(_) => Err(none()),
            Named::Entry(index) => {
                let entry = self.reader.entry(index);
                let entry = entry.map_err(|error| crate::context::read_failure(&error))?;
                entry.says().and_then(Says::captures).ok_or_else(none)
            }
        }
    }

    /// A word without a kind: hex digits of a statement or artifact, or a slug.
    fn bare(&self, word: &str) -> Result<Named, Failure> {
        let is_hex = word.len() >= 4
            && word.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if is_hex {
            let statements = self.statements_by_prefix(word)?;
            let artifacts = self.artifacts_by_prefix(word).map_err(internal)?;
            match (statements.as_slice(), artifacts.as_slice()) {
                ([(_, index)], []) => return Ok(Named::Entry(*index)),
                ([], [artifact]) => return Ok(Named::Artifact(*artifact)),
                ([], []) => {}
                (statements, artifacts) => {
                    let mut candidates: Vec<String> = statements
                        .iter()
                        .map(|(id, index)| format!("{id} (entry {index})"))
                        .collect();
                    candidates.extend(artifacts.iter().map(|digest| format!("capture:{digest}")));
                    return Err(unresolved(word, &Unresolved::Several { candidates }));
                }
            }
        }
        let mut found = Vec::new();
        for kind in ["party", "incident", "thing"] {
            if let Some(id) = self.meaning.slug(&format!("{kind}:{word}")).map_err(internal)? {
                found.push((format!("{kind}:{word}"), id));
            }
        }
        match found.as_slice() {
            [(_, id)] => Ok(Named::Declared(id.clone())),
            [] => Err(unresolved(word, &Unresolved::Unknown { nearest: self.nearest("", word) })),
            several => {
                let candidates = several.iter().map(|(slug, _)| slug.clone()).collect();
                Err(unresolved(word, &Unresolved::Several { candidates }))
            }
        }
    }

    /// The id that `party:slug` or `party:<32 hex digits>` names, and so for the other kinds.
    pub fn declared(&self, name: &str) -> Result<String, Unresolved> {
        if let Some(id) = self.declared_here.get(name) {
            return Ok(id.clone());
        }
        let known = |id: &str| {
            self.meaning.declaration(id).ok().flatten().is_some()
                || self.declared_here.values().any(|here| here == id)
        };
        if known(name) {
            return Ok(name.to_owned());
        }
        // The operator's party stands in the policy before anything describes it.
        let operator =
            self.meaning.tip().policy.as_ref().map(|(policy, _)| policy.operator.party.to_string());
        if operator.as_deref() == Some(name) {
            return Ok(name.to_owned());
        }
        if let Ok(Some(id)) = self.meaning.slug(name) {
            return Ok(id);
        }
        let (kind, slug) = name.split_once(':').unwrap_or(("", name));
        if kind == "question" {
            let matching = self.meaning.declarations(name).unwrap_or_default();
            match matching.as_slice() {
                [(id, _)] => return Ok(id.clone()),
                [] => {}
                several => {
                    let candidates = several.iter().map(|(id, _)| id.clone()).collect();
                    return Err(Unresolved::Several { candidates });
                }
            }
        }
        Err(Unresolved::Unknown { nearest: self.nearest(kind, slug) })
    }

    /// The nearest slugs of a kind, or of any: by slug, and by name in any script.
    pub fn nearest(&self, kind: &str, slug: &str) -> Vec<String> {
        // Questions have no slugs: they are offered to whoever asks for one.
        let kinds = ["party", "incident", "thing", "question"];
        let kinds = kinds.into_iter().filter(|known| match kind {
            "" => *known != "question",
            kind => *known == kind,
        });
        let mut known: Vec<Known> = kinds.flat_map(|kind| self.known(kind)).collect();
        let here = self.declared_here.keys();
        let is_kind = |name: &&String| {
            kind.is_empty() || name.split_once(':').is_some_and(|(found, _)| found == kind)
        };
        known.extend(here.filter(is_kind).map(Known::plain));
        nearest::nearest(slug, known)
    }

    /// Everything of a kind that was declared by then and has a slug, with its names; questions by their ids, with
    /// their words.
    fn known(&self, kind: &str) -> Vec<Known> {
        let mut declared = self.meaning.declarations(&format!("{kind}:")).unwrap_or_default();
        declared.retain(|(_, declared)| declared.index < self.until.0);
        let are_few = declared.len() <= NAMES_READ_MAX;
        let mut known = Vec::new();
        for (id, declared) in declared {
            let id = (kind == "question").then_some(id);
            let Some(name) = declared.slug.or(id) else { continue };
            let mut called = vec![declared.name];
            if are_few {
                called.extend(self.names_by(Index(declared.index)));
            }
            known.push(Known { name, called });
        }
        known
    }

    /// The names that an entry declares, and those that the corrections of it do.
    fn names_by(&self, index: Index) -> Vec<String> {
        let (mut names, mut next) = (Vec::new(), Some(index));
        for _ in 0..CORRECTIONS_MAX {
            let at = next.take().filter(|index| index.0 < self.until.0);
            let Some(Ok(entry)) = at.map(|index| self.reader.entry(index)) else { break };
            let says = entry.says().map(in_force);
            if let Some(declared) = says.as_ref().and_then(Says::declares) {
                names.extend(declared.names.iter().map(|name| name.text.to_string()));
            }
            if let Some(Says::Question(question)) = &says {
                names.push(question.text.text.to_string());
            }
            next = self.meaning.amended_by(&entry.entry.statement().id()).ok().flatten();
        }
        names
    }

    fn statements_by_prefix(&self, prefix: &str) -> Result<Vec<(StatementId, Index)>, Failure> {
        // Rows are found by whole bytes; an odd digit is compared afterwards.
        let even = prefix.get(..prefix.len() - prefix.len() % 2).unwrap_or_default();
        let bytes = data_encoding::HEXLOWER.decode(even.as_bytes()).unwrap_or_default();
        let found = self.meaning.statements(&bytes).map_err(internal)?;
        let matching = found.into_iter().filter(|(id, _)| id.to_string().starts_with(prefix));
        Ok(matching.map(|(id, place)| (id, place.index)).collect())
    }

    fn artifacts_by_prefix(
        &self,
        prefix: &str,
    ) -> Result<Vec<Sha256>, bayan_store::view::ViewError> {
        let mut known: BTreeSet<Sha256> =
            self.meaning.captures()?.into_iter().map(|(digest, _)| digest).collect();
        // Where the capture is withheld too, only the redaction still names it.
        known.extend(self.meaning.withheld_artifacts()?.into_iter().map(|(digest, _)| digest));
        known.extend(&self.captured_here);
        Ok(known.into_iter().filter(|digest| digest.to_string().starts_with(prefix)).collect())
    }

    /// The one artifact whose digest begins so.
    pub fn artifact_by_prefix(&self, prefix: &str) -> Result<Sha256, Unresolved> {
        // A whole digest needs no search: an import names thousands.
        if let Ok(digest) = prefix.parse::<Sha256>() {
            let known = self.captured_here.contains(&digest)
                || self.meaning.capture(&digest).is_ok_and(|entry| entry.is_some())
                || self.meaning.artifact_withheld(&digest).is_ok_and(|by| by.is_some());
            return if known {
                Ok(digest)
            } else {
                Err(Unresolved::Unknown { nearest: Vec::new() })
            };
        }
        let found = self.artifacts_by_prefix(prefix).unwrap_or_default();
        match found.as_slice() {
            [digest] => Ok(*digest),
            [] => Err(Unresolved::Unknown { nearest: Vec::new() }),
            several => Err(Unresolved::Several {
                candidates: several
                    .iter()
                    .take(8)
                    .map(|digest| format!("capture:{digest}"))
                    .collect(),
            }),
        }
    }

    /// The subject that a body implies: as [`Meaning::subject`], over what earlier drafts of the run signed too.
    pub fn subject_of(&self, body: &Body) -> Result<String, Failure> {
        if let Subject::OfTarget(target) = body.says().subject()
            && let Some(subject) = self.subjects.get(&target.0)
        {
            return Ok(subject.clone());
        }
        self.meaning.subject(body.says()).map_err(internal)
    }

    /// The own references of this author that are nearest to one which nothing bears.
    fn nearest_references(&self, reference: &str) -> Vec<String> {
        let prefix = self.party.as_deref().map(|party| bayan_ledger::rows::author_ref(party, ""));
        let rows = prefix.as_ref().and_then(|prefix| self.meaning.rows().scan(prefix).ok());
        let of_row = |key: &Vec<u8>| {
            let reference = key.strip_prefix(prefix.as_deref().unwrap_or_default())?;
            String::from_utf8(reference.to_vec()).ok()
        };
        let kept = rows.iter().flatten().filter_map(|(key, _)| of_row(key));
        let kept: Vec<String> = kept.take(REFERENCES_MAX).collect();
        let all = kept.iter().chain(self.references.keys().take(REFERENCES_MAX));
        nearest::nearest(reference, all.map(|known| Known::plain(format!("ref:{known}"))))
    }

    /// What this author has signed under a reference, in the same run or in the ledger, unless it is withheld.
    pub fn own(&self, reference: &str) -> Option<Earlier> {
        if let Some(staged) = self.staged.get(reference) {
            return Some(staged.clone());
        }
        let row = self
            .meaning
            .rows()
            .get(&bayan_ledger::rows::author_ref(self.party.as_deref()?, reference))
            .ok()??;
        let place = self.meaning.place(row.first_chunk()?).ok()??;
        let entry = self.reader.entry(place.index).ok()?;
        let signed_at = UnixMillis(entry.entry.statement().header().iat.0.saturating_mul(1_000));
        Some(Earlier::of(entry.read_body()?, signed_at))
    }

    /// Puts digests where a draft names an artifact by the statement that captured it: `ref:…` or `entry:…`.
    pub fn name_artifacts(&mut self, value: &mut Value, path: &str) -> Result<(), Failure> {
        match value {
            Value::Array(members) => members
                .iter_mut()
                .enumerate()
                .try_for_each(|(n, member)| self.name_artifacts(member, &format!("{path}/{n}"))),
            Value::Object(fields) => {
                let is_rendition = fields.contains_key("maker");
                for (name, value) in fields.iter_mut() {
                    let path = format!("{path}/{name}");
                    match (name.as_str(), &mut *value) {
                        ("artifacts", Value::Array(members)) => {
                            for member in members {
                                self.name_artifact(member, &path)?;
                            }
                        }
                        ("artifact", value) => self.name_artifact(value, &path)?,
                        ("of", value) if is_rendition => self.name_artifact(value, &path)?,
                        (_, value) => self.name_artifacts(value, &path)?,
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn name_artifact(&mut self, value: &mut Value, path: &str) -> Result<(), Failure> {
        let Some(name) =
            value.as_str().filter(|name| name.starts_with("ref:") || name.starts_with("entry:"))
        else {
            return Ok(());
        };
        let digest = self.captured_by(name).ok_or_else(|| {
            let advice = "name the statement that captured it, or the artifact itself: `capture:<hex digits>`";
            Failure::new(Exit::Usage, format!("{path}: {name:?} is no capture"), advice).pointing(path)
        })?;
        *value = json!(format!("capture:{digest}"));
        Ok(())
    }

    /// The artifact that a statement named by `ref:…` or `entry:…` captured.
    fn captured_by(&mut self, name: &str) -> Option<Sha256> {
        if let Some(digest) =
            name.strip_prefix("ref:").and_then(|reference| self.captured_as.get(reference))
        {
            return Some(*digest);
        }
        let statement = self.statement(name).ok()?;
        let place = self.meaning.place(&statement.0).ok()??;
        if place.kind != Kind::Capture.number() {
            return None;
        }
        self.reader.entry(place.index).ok()?.says()?.captures()
    }

    fn typed<T: std::str::FromStr>(&self, kind: &str, slug: &str) -> Result<T, Unresolved> {
        let id = self.declared(&format!("{kind}:{slug}"))?;
        id.parse().map_err(|_| Unresolved::Unknown { nearest: Vec::new() })
    }
}

impl Resolver for Names<'_> {
    fn party(&mut self, slug: &str) -> Result<PartyId, Unresolved> {
        self.typed("party", slug)
    }

    fn thing(&mut self, slug: &str) -> Result<ThingId, Unresolved> {
        self.typed("thing", slug)
    }

    fn incident(&mut self, slug: &str) -> Result<IncidentId, Unresolved> {
        self.typed("incident", slug)
    }

    fn question(&mut self, slug: &str) -> Result<QuestionId, Unresolved> {
        self.typed("question", slug)
    }

    fn declared_by(&mut self, name: &str) -> Result<Option<String>, Unresolved> {
        let staged = name.strip_prefix("ref:").and_then(|reference| self.staged.get(reference));
        if let Some(staged) = staged {
            return Ok(staged.declares.clone());
        }
        let statement = self.statement(name)?;
        let place = self.meaning.place(&statement.0).map_err(|error| unreadable(&error))?;
        let place = place.ok_or(Unresolved::Unknown { nearest: Vec::new() })?;
        let entry = self.reader.entry(place.index).map_err(|error| unreadable(&error))?;
        let Some(says) = entry.says() else {
            let why = format!("the body of entry {} is withheld or missing", place.index);
            return Err(Unresolved::Unreadable { why });
        };
        Ok(in_force(says).declares().map(|declared| id_text(declared.id)))
    }

    fn statement(&mut self, name: &str) -> Result<StatementRef, Unresolved> {
        let unknown = || Unresolved::Unknown { nearest: Vec::new() };
        if let Some(index) = name.strip_prefix("entry:") {
            let index = index.parse().map_err(|_| unknown())?;
            let entry = self.reader.entry(Index(index)).map_err(|_| unknown())?;
            return Ok(StatementRef(entry.entry.statement().id().0.0));
        }
        let reference = name.strip_prefix("ref:").unwrap_or(name);
        if let Some(statement) = self.references.get(reference) {
            return Ok(*statement);
        }
        let unknown = || Unresolved::Unknown { nearest: self.nearest_references(reference) };
        let party = self.party.as_deref().ok_or_else(unknown)?;
        let row = self.meaning.rows().get(&bayan_ledger::rows::author_ref(party, reference));
        let row = row.map_err(|error| unreadable(&error))?.ok_or_else(unknown)?;
        row.first_chunk().copied().map(StatementRef).ok_or_else(unknown)
    }

    fn artifact(&mut self, prefix: &str) -> Result<Sha256, Unresolved> {
        self.artifact_by_prefix(prefix)
    }

    fn text_of(&mut self, artifact: &Sha256) -> Option<Vec<u8>> {
        self.texts.get(artifact).ok().flatten().map(|bytes| bytes.to_vec())
    }
}

/// What a statement says, or for an amendment what it puts instead.
fn in_force(says: &Says) -> Says {
    match says {
        Says::Amend(amend) => {
            amend.replacement.as_ref().map_or_else(|| says.clone(), Replacement::to_says)
        }
        says => says.clone(),
    }
}

/// What to say of a name that leads to nothing, or to several.
pub fn unresolved(name: &str, error: &Unresolved) -> Failure {
    match error {
        Unresolved::Unknown { nearest } if nearest.is_empty() => Failure::new(
            Exit::CannotRead,
            format!("nothing is known as {}", as_typed(name)),
            "`bayan list` and `bayan search` find what there is",
        ),
        Unresolved::Unknown { nearest } => Failure::new(
            Exit::CannotRead,
            format!("nothing is known as {}", as_typed(name)),
            format!("did you mean {}?", nearest.join(", ")),
        ),
        Unresolved::Unreadable { why } => Failure::new(
            Exit::CannotRead,
            format!("{} cannot be followed: {why}", as_typed(name)),
            "name it by its id; `bayan verify` says what is damaged",
        ),
        Unresolved::Several { candidates } => Failure::new(
            Exit::Usage,
            format!("{} may mean {}", as_typed(name), candidates.join(" or ")),
            "name the one you mean in full",
        ),
    }
}

/// That something cannot be read, and why.
fn unreadable(error: &dyn std::error::Error) -> Unresolved {
    Unresolved::Unreadable { why: crate::context::chain(error) }
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` hands over")]
fn internal(error: bayan_store::view::ViewError) -> Failure {
    Failure::new(
        Exit::CannotRead,
        crate::context::chain(&error),
        "`bayan rebuild` makes the read model again",
    )
}
