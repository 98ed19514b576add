//! `bayan sign`: a signed statement in a file, made on a machine that may have no ledger.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use bayan_claim::author::{self, Resolver, Unresolved};
use bayan_claim::id::{IncidentId, PartyId, QuestionId, StatementRef, ThingId};
use bayan_claim::{Body, Kind, Subject};
use bayan_ledger::Author;
use bayan_ledger::clock::fresh;
use bayan_ledger::keystore::KeyStore;
use bayan_proof::hash::Sha256;
use clap::Args;
use serde_json::json;

use crate::authoring::{Draft, Given, Signed, sign_body};
use crate::context::{Context, read_input, write_failure};
use crate::drafts;
use crate::error::{Exit, Failure, Outcome};
use crate::names::Names;
use crate::ui::{Format, Tone};
use crate::wire::{attribute, author_failure, body_of, own_id, resolve, without_nothing};

/// Sign a draft into a file, to submit elsewhere.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan sign draft.toml -o statement.cose --keys ~/.bayan/keys --party-id party:… --audience example.org/log#…
  bayan sign draft.toml -o statement.cose --source article.txt --keys keys --party-id party:… --any-ledger
  bayan sign draft.toml -o statement.cose --ledger copy-of-the-ledger --keys keys

Without a ledger the draft names everything by its whole id; the audience is what `bayan checkpoint --audience` prints there.
Quotes are found in the files named with --source, and in the own text of a first-person utterance.
The operator appends the file with `bayan submit`.")]
pub struct Sign {
    /// The draft in TOML or JSON, or `-`
    draft: PathBuf,
    /// Where to write the signed statement
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// The key to sign with, by its name in the key folder [default: the only one]
    #[arg(long, short, value_name = "NAME")]
    key: Option<String>,
    /// The key folder [default: the ledger's]
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
    /// Your party's id [default: as the ledger has it]
    #[arg(long, value_name = "PARTY")]
    party_id: Option<String>,
    /// The ledger that it is for [default: the ledger at hand]
    #[arg(long, value_name = "AUDIENCE", conflicts_with = "any_ledger", value_parser = audience)]
    audience: Option<String>,
    /// Leave out the ledger's name, so that any ledger can take the statement
    #[arg(long)]
    any_ledger: bool,
    /// For a link, opinion or amendment that names no incident: the subject of its target
    #[arg(long, value_name = "SUBJECT")]
    subject: Option<String>,
    /// A source that the draft quotes; may be repeated
    #[arg(long = "source", value_name = "FILE")]
    sources: Vec<PathBuf>,
    /// Your own reference
    #[arg(long = "ref", value_name = "TEXT")]
    reference: Option<String>,
    /// Check everything and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// What statements for a ledger are addressed to: any other text is one that no ledger takes.
pub fn audience(text: &str) -> Result<String, String> {
    let is_whole = text.split_once('#').is_some_and(|(origin, entry_0)| {
        let is_name = |c: char| !c.is_whitespace() && !c.is_control() && c != '+';
        !origin.is_empty() && origin.chars().all(is_name) && entry_0.parse::<Sha256>().is_ok()
    });
    if is_whole {
        return Ok(text.to_owned());
    }
    Err("write the ledger's origin, `#` and 64 hex digits, as `bayan checkpoint --audience` prints it there".to_owned())
}

impl Sign {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let mut draft = drafts::read(&self.draft)?;
        draft.reference = self.reference.clone().or(draft.reference);
        if self.any_ledger && draft.kind.needs_audience() {
            let what = format!("a {} statement must name the ledger it is for", draft.kind);
            return Err(Failure::new(Exit::Usage, what, "name it with `--audience`"));
        }
        if self.output.exists() {
            let what = format!("{} is there already", self.output.display());
            return Err(Failure::new(Exit::Usage, what, "name a new file"));
        }
        let is_alone = self.party_id.is_some()
            && (self.audience.is_some() || self.any_ledger)
            && context.global.ledger.is_none();
        let signed = if is_alone {
            self.sign_alone(context, draft)?
        } else {
            self.sign_beside(context, draft)?
        };
        if !self.dry_run {
            fs::write(&self.output, signed.submission.encode())
                .map_err(|error| write_failure(&self.output, &error))?;
        }
        match context.ui.format {
            Format::Json => context.ui.json(&json!({
                "kind": signed.kind.name(), "label": signed.label, "id": signed.id.to_string(),
                "declares": signed.declares, "file": (!self.dry_run).then_some(&self.output),
            }))?,
            Format::Text => {
                let word = context
                    .ui
                    .paint(Tone::Good, if self.dry_run { "would be signed" } else { "signed" });
                let declared = signed
                    .declares
                    .as_ref()
                    .map_or_else(String::new, |declared| format!("  {declared}"));
                context.ui.line(format!(
                    "{word} {} {}{declared}  {}",
                    signed.kind, signed.label, signed.id
                ));
            }
        }
        if signed.kind == Kind::Capture {
            context.ui.note(
                "hand the captured file over too: the ledger needs its bytes before the statement",
            );
        }
        Ok(Exit::Ok)
    }

    /// Signs with a ledger at hand to look names up in.
    fn sign_beside(&self, context: &mut Context, mut draft: Draft) -> Result<Signed, Failure> {
        let reader = context.reader().map_err(|failure| {
            let advice = "without a ledger, name `--party-id`, and `--audience` or `--any-ledger`";
            Failure { advice: Some(advice.to_owned()), ..failure }
        })?;
        let meaning = context.meaning(&reader)?;
        let store =
            self.keys.as_deref().map_or_else(|| Context::keys_of(reader.dir()), KeyStore::at);
        let (card, key) = context.unlock(&store, &self.key_name(&store)?)?;
        let thumbprint = key.public().thumbprint();
        let history =
            meaning.key(&thumbprint.0).map_err(|error| crate::authoring::rows_failure(&error))?;
        let party = self
            .party_id
            .clone()
            .or(history.map(|history| history.party))
            .or(card.party)
            .ok_or_else(|| {
            Failure::new(
                Exit::Key,
                format!("key {:?} was not granted on this ledger", card.name),
                "say whose it is with `--party-id`",
            )
        })?;
        let mut names = Names::new(&meaning, &reader);
        names.party = Some(party.clone());
        for source in &self.sources {
            names.captured_here.insert(reader.texts().lend(&read_input(source)?));
        }
        if crate::sources::complete(context, &mut names, &mut draft)?.is_some() {
            context.ui.note(
                "the text of the page is not captured with it: that needs a draft of its own",
            );
        }
        let says = resolve(context, &mut names, &draft, &party)?;
        let body = body_of(
            draft.kind,
            draft.reference.as_deref(),
            &says,
            fresh(&*context.system.entropy),
        )?;
        let subject = match &self.subject {
            Some(subject) => subject.clone(),
            None => names.subject_of(&body)?,
        };
        let audience = self.audience.clone().unwrap_or_else(|| reader.audience());
        let author = Author {
            party: &party,
            key: &key,
            audience: (!self.any_ledger).then_some(audience.as_str()),
        };
        sign_body(&author, &body, &subject, context.system.clock.now())
    }

    /// Signs with nothing at hand but the draft, the key and the sources.
    fn sign_alone(&self, context: &mut Context, mut draft: Draft) -> Result<Signed, Failure> {
        let party = self.party_id.clone().unwrap_or_default();
        party.parse::<PartyId>().map_err(|error| {
            Failure::new(
                Exit::Usage,
                format!("--party-id: {error}"),
                "write the whole id, `party:` and 32 hex digits",
            )
        })?;
        let dir = self.keys.as_deref().ok_or_else(|| {
            Failure::new(
                Exit::Usage,
                "there is no ledger whose key folder could be used",
                "name one with `--keys DIR`",
            )
        })?;
        let store = KeyStore::at(dir);
        let mut offline = Offline::default();
        for source in &self.sources {
            offline.keep(read_input(source)?);
        }
        let mut says = without_nothing(draft.says.clone());
        if let Some(Given::File(path)) = draft.bytes.take() {
            let bytes = read_input(&path)?;
            crate::sources::describe(context, &mut says, Some(&path), &bytes, None)?;
            offline.keep(bytes);
        }
        own_id(context, draft.kind, &mut says, None);
        attribute(draft.kind, &mut says, &party);
        let says = author::resolve(says, &mut offline).map_err(|error| {
            let failure = author_failure(&error);
            match error {
                author::AuthorError::Unknown { .. } => Failure {
                    advice: Some("without a ledger, write whole ids: 32 hex digits, or 64 of a statement or artifact".to_owned()),
                    ..failure
                },
                _ => failure,
            }
        })?;
        let body = body_of(
            draft.kind,
            draft.reference.as_deref(),
            &says,
            fresh(&*context.system.entropy),
        )?;
        let subject = self.subject_alone(&body)?;
        let (_, key) = context.unlock(&store, &self.key_name(&store)?)?;
        let author = Author { party: &party, key: &key, audience: self.audience.as_deref() };
        sign_body(&author, &body, &subject, context.system.clock.now())
    }

    /// The subject, as far as the body and the audience say it.
    fn subject_alone(&self, body: &Body) -> Result<String, Failure> {
        if let Some(subject) = &self.subject {
            return Ok(subject.clone());
        }
        match body.says().subject() {
            Subject::Incident(id) => Ok(id.to_string()),
            Subject::Party(id) => Ok(id.to_string()),
            Subject::Thing(id) => Ok(id.to_string()),
            Subject::Ledger => self.audience.as_ref().and_then(|audience| audience.rsplit_once('#')).map_or_else(
                || {
                    let what = format!("the subject of a {} is the ledger, and none is named", body.kind());
                    Err(Failure::new(Exit::Usage, what, "name the ledger with `--audience ORIGIN#…`, or its origin with `--subject`"))
                },
                |(origin, _)| Ok(origin.to_owned()),
            ),
            Subject::OfTarget(target) => {
                let what = format!("the subject is that of statement {target}, which is not at hand");
                Err(Failure::new(Exit::Usage, what, "name the incident in the draft, or the subject with `--subject`"))
            }
        }
    }

    fn key_name(&self, store: &KeyStore) -> Result<String, Failure> {
        if let Some(name) = &self.key {
            return Ok(name.clone());
        }
        let cards = store.list().map_err(|error| crate::context::key_failure(&error))?;
        let ours: Vec<&str> = cards
            .iter()
            .filter(|card| card.purpose == bayan_ledger::keystore::Purpose::Statements)
            .map(|card| card.name.as_str())
            .collect();
        match ours.as_slice() {
            [one] => Ok((*one).to_owned()),
            [] => {
                let what = format!("there is no key to sign with in {}", store.dir().display());
                Err(Failure::new(Exit::Key, what, "make one with `bayan key new`"))
            }
            several => {
                let advice = format!("choose one of {} with `--key`", several.join(", "));
                Err(Failure::new(Exit::Key, "there are several keys", advice))
            }
        }
    }
}

/// What is known without a ledger: the sources that were given.
#[derive(Default)]
struct Offline {
    sources: BTreeMap<Sha256, Vec<u8>>,
}

impl Offline {
    fn keep(&mut self, bytes: Vec<u8>) {
        self.sources.insert(Sha256::of(&bytes), bytes);
    }
}

/// Nothing has a name here.
const UNKNOWN: Unresolved = Unresolved::Unknown { nearest: Vec::new() };

impl Resolver for Offline {
    fn party(&mut self, _slug: &str) -> Result<PartyId, Unresolved> {
        Err(UNKNOWN)
    }

    fn thing(&mut self, _slug: &str) -> Result<ThingId, Unresolved> {
        Err(UNKNOWN)
    }

    fn incident(&mut self, _slug: &str) -> Result<IncidentId, Unresolved> {
        Err(UNKNOWN)
    }

    fn question(&mut self, _slug: &str) -> Result<QuestionId, Unresolved> {
        Err(UNKNOWN)
    }

    fn statement(&mut self, _name: &str) -> Result<StatementRef, Unresolved> {
        Err(UNKNOWN)
    }

    fn declared_by(&mut self, _name: &str) -> Result<Option<String>, Unresolved> {
        Err(UNKNOWN)
    }

    fn artifact(&mut self, prefix: &str) -> Result<Sha256, Unresolved> {
        let found: Vec<Sha256> = self
            .sources
            .keys()
            .filter(|digest| digest.to_string().starts_with(prefix))
            .copied()
            .collect();
        match found.as_slice() {
            [digest] => Ok(*digest),
            [] => prefix.parse().map_err(|_| UNKNOWN),
            several => Err(Unresolved::Several {
                candidates: several.iter().map(ToString::to_string).collect(),
            }),
        }
    }

    fn text_of(&mut self, artifact: &Sha256) -> Option<Vec<u8>> {
        self.sources.get(artifact).cloned()
    }
}
