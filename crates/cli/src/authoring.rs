//! From what an author wrote to a statement in the ledger: resolve names and quotes, sign, submit, answer.

use std::path::{Component, Path, PathBuf};

use bayan_claim::id::StatementRef;
use bayan_claim::{Body, Kind, Says};
use bayan_ledger::clock::fresh;
use bayan_ledger::keystore::{KeyCard, Purpose};
use bayan_ledger::ledger::ClockJump;
use bayan_ledger::meaning::Meaning;
use bayan_ledger::{Author, Ledger, Reader, Refusal, Submission, Verdict};
use bayan_proof::hash::Sha256;
use bayan_proof::key::{SigningKey, Thumbprint};
use bayan_proof::num::UnixMillis;
use bayan_proof::statement::StatementId;
use clap::Args;
use serde_json::{Value, json};

use crate::context::{Context, OPERATOR_KEY, submit_failure};
use crate::error::{Exit, Failure, Outcome};
use crate::names::{Earlier, Names};
use crate::sources;
use crate::ui::{Format, Tone};
use crate::wire::{body_of, id_text, resolve};

/// Options of every command that appends.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Signing")]
pub struct WriteArgs {
    /// The key to sign with, by its name in the key folder [default: the only one, or `operator`]
    #[arg(long, short, value_name = "NAME")]
    pub key: Option<String>,
    /// Your own reference: appending the same content under it again is harmless
    #[arg(long = "ref", value_name = "TEXT")]
    pub reference: Option<String>,
    /// Check everything and append nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Go on although the clock jumped further than the policy allows
    #[arg(long)]
    pub confirm_clock: bool,
    /// Leave out the ledger's name, so that any ledger can take the statement
    #[arg(long)]
    pub any_ledger: bool,
}

/// A statement as an author writes it: names for ids, quotes for offsets.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its kind.
    pub kind: Kind,
    /// The author's own reference.
    pub reference: Option<String>,
    /// What it says, with names for ids.
    pub says: Value,
    /// The bytes that a capture is of.
    pub bytes: Option<Given>,
    /// Whether a captured page gets its text as an artifact of its own.
    pub html_text: HtmlText,
}

/// Where the bytes of a capture come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A file, or standard input for `-`.
    File(PathBuf),
    /// Here.
    Bytes(Vec<u8>),
}

/// What to do about the text of an HTML page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HtmlText {
    /// It is captured too, as a rendition.
    #[default]
    Rendered,
    /// The page alone is captured.
    LeftOut,
}

/// A ledger open for appending, with the author's key.
pub struct Session {
    /// The ledger.
    pub ledger: Ledger,
    /// Options of the command.
    pub args: WriteArgs,
    reader: Reader,
    card: KeyCard,
    party: String,
    key: SigningKey,
}

/// A statement that was signed and is about to be appended.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Its id.
    pub id: StatementId,
    /// Its kind.
    pub kind: Kind,
    /// What it is called in messages: its slug, reference or kind.
    pub label: String,
    /// The id that it declares, or the artifact that it captures.
    pub declares: Option<String>,
    /// Whether it bears an own reference, under which it is appended once.
    pub has_reference: bool,
    /// The bytes.
    pub submission: Submission,
}

impl Draft {
    /// A draft of a kind.
    pub fn new(kind: Kind, says: Value) -> Self {
        Self { kind, reference: None, says, bytes: None, html_text: HtmlText::default() }
    }

    /// Reads `{"kind": …, "ref"?: …, "file"?: …, "says": {…}}`. A file is relative to `folder`.
    pub fn from_value(value: Value, folder: &Path) -> Result<Self, Failure> {
        let usage = |path: &str, what: &str| {
            let failure = Failure::new(
                Exit::Usage,
                format!("{path}{what}"),
                "compare the draft with `bayan template <kind>`",
            );
            failure.pointing(path)
        };
        let Value::Object(mut fields) = value else {
            return Err(usage("", "a draft is an object with `kind` and `says`"));
        };
        let text = |value: Option<Value>, path: &str| match value {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(usage(path, ": expected text")),
        };
        let kind =
            text(fields.remove("kind"), "/kind")?.ok_or_else(|| usage("/kind", " is missing"))?;
        let kind: Kind = kind.parse().map_err(|error| usage("/kind", &format!(": {error}")))?;
        let reference = text(fields.remove("ref"), "/ref")?;
        let file = text(fields.remove("file"), "/file")?;
        if file.is_some() && kind != Kind::Capture {
            return Err(usage("/file", ": only a capture has a file"));
        }
        // A draft by somebody else must not carry files of this machine into a ledger.
        let leaves = |file: &String| {
            Path::new(file)
                .components()
                .any(|part| !matches!(part, Component::Normal(_) | Component::CurDir))
        };
        if file.as_ref().is_some_and(leaves) {
            return Err(usage("/file", ": a file stands beside the draft or in a folder below it"));
        }
        let says = fields.remove("says").ok_or_else(|| usage("/says", " is missing"))?;
        if let Some(unknown) = fields.keys().next() {
            return Err(usage(
                &format!("/{unknown}"),
                ": a draft has kind, ref, file and says alone",
            ));
        }
        if let Some(file) = file.as_ref().filter(|file| leads_out(folder, file)) {
            let why = format!(": {file:?} leads out of the folder of the draft");
            let failure = usage("/file", &why);
            return Err(Failure { advice: Some("copy the file into it".to_owned()), ..failure });
        }
        let bytes = file.map(|file| Given::File(folder.join(file)));
        Ok(Self { reference, bytes, ..Self::new(kind, says) })
    }
}

/// Whether a file is reached through a link to outside of the folder. What is not there leads nowhere.
fn leads_out(folder: &Path, file: &str) -> bool {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match (folder.canonicalize(), folder.join(file).canonicalize()) {
        (Ok(folder), Ok(file)) => !file.starts_with(folder),
        _ => false,
    }
}

impl Session {
    /// Opens the ledger and the author's key. `command` is what other writers are told.
    pub fn open(context: &mut Context, command: &str, args: &WriteArgs) -> Result<Self, Failure> {
        let clock = if args.confirm_clock { ClockJump::Confirmed } else { ClockJump::Stops };
        let ledger = context.writer(command, clock)?;
        let reader = ledger.reader().map_err(|error| crate::context::read_failure(&error))?;
        let store = Context::keys_of(ledger.dir());
        let cards = store.list().map_err(|error| crate::context::key_failure(&error))?;
        let name = key_name(&cards, args.key.as_deref(), ledger.meaning())?;
        let (card, key) = context.unlock(&store, &name)?;
        // The log knows whose key it is; the card is only a note.
        let history = ledger
            .meaning()
            .key(&key.public().thumbprint().0)
            .map_err(|error| rows_failure(&error))?;
        let party = history.map(|history| history.party).or_else(|| card.party.clone()).ok_or_else(|| {
            Failure::new(
                Exit::Key,
                format!("key {name:?} was not granted on this ledger"),
                format!("let the operator run `bayan key grant {name} --party party:… --usage record`"),
            )
        })?;
        Ok(Self { ledger, args: args.clone(), reader, card, party, key })
    }

    /// The party that signs.
    pub fn party(&self) -> &str {
        &self.party
    }

    /// The key that signs.
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The key's card.
    pub fn card(&self) -> &KeyCard {
        &self.card
    }

    /// What is published.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The names of this ledger, as this author uses them.
    pub fn names(&self) -> Names<'_> {
        let mut names = Names::new(self.ledger.meaning(), &self.reader);
        names.texts = self.ledger.texts();
        names.party = Some(self.party.clone());
        names
    }

    /// Resolves and signs drafts, each of which may name what an earlier one declares. Stops at the first that cannot be
    /// resolved, and says its place.
    pub fn sign_all(
        &self,
        context: &mut Context,
        drafts: &[Draft],
    ) -> Result<Vec<Signed>, Failure> {
        let mut names = self.names();
        let mut signed = Vec::with_capacity(drafts.len());
        for draft in drafts {
            signed.extend(self.sign(context, &mut names, draft)?);
        }
        Ok(signed)
    }

    /// Resolves and signs one draft; later drafts know it by its slug and reference. The capture of a page becomes two
    /// statements: the page and its text.
    pub fn sign(
        &self,
        context: &mut Context,
        names: &mut Names<'_>,
        draft: &Draft,
    ) -> Result<Vec<Signed>, Failure> {
        let mut draft = draft.clone();
        draft.reference = draft.reference.or_else(|| self.args.reference.clone());
        let rendition = sources::complete(context, names, &mut draft)?;
        if draft.reference.is_none() {
            self.remark_copy(context, &draft)?;
        }
        let mut signed = vec![self.sign_one(context, names, draft)?];
        if let Some(mut rendition) = rendition {
            sources::complete(context, names, &mut rendition)?;
            signed.push(self.sign_one(context, names, rendition)?);
        }
        Ok(signed)
    }

    /// Says that bytes are in the ledger already: capturing them again is allowed, and seldom meant.
    fn remark_copy(&self, context: &mut Context, draft: &Draft) -> Result<(), Failure> {
        let digest = draft.says.get("artifact").and_then(Value::as_str);
        let Some(digest) = digest.filter(|_| draft.kind == Kind::Capture) else { return Ok(()) };
        let Ok(digest) = digest.parse() else { return Ok(()) };
        let earlier =
            self.ledger.meaning().capture(&digest).map_err(|error| rows_failure(&error))?;
        if let Some(index) = earlier {
            context.ui.note(format!("these bytes were captured before, by entry {index}"));
        }
        Ok(())
    }

    fn sign_one(
        &self,
        context: &mut Context,
        names: &mut Names<'_>,
        draft: Draft,
    ) -> Result<Signed, Failure> {
        let says = resolve(context, names, &draft, &self.party)?;
        let Draft { kind, reference, .. } = draft;
        // Signed again under the same reference, the same content is the same statement, to the bit.
        let earlier = reference.as_deref().and_then(|reference| names.own(reference));
        let (nonce, now) = match &earlier {
            Some(earlier) => (earlier.nonce, earlier.signed_at),
            None => (fresh(&*context.system.entropy), context.system.clock.now()),
        };
        let body = body_of(kind, reference.as_deref(), &says, nonce)?;
        let subject = names.subject_of(&body)?;
        let audience =
            (!self.args.any_ledger || kind.needs_audience()).then(|| self.ledger.audience());
        let author = Author { party: &self.party, key: &self.key, audience };
        let signed = sign_body(&author, &body, &subject, now)?;
        if let Some(reference) = reference {
            names.staged.insert(reference.clone(), Earlier::of(&body, now));
            names.references.insert(reference, StatementRef(signed.id.0.0));
        }
        names.subjects.insert(signed.id.0.0, subject);
        Ok(signed)
    }

    /// Appends what was signed, or with `--dry-run` only says what would become of it; prints the answers and returns
    /// the exit code. The ledger is closed.
    pub fn finish(mut self, context: &mut Context, signed: &[Signed]) -> Outcome {
        let verdicts = self.submit(signed)?;
        let dry_run = self.args.dry_run;
        self.ledger.close().map_err(|error| submit_failure(&error))?;
        answer(context, signed, &verdicts, dry_run)
    }

    /// What would become of what was signed; nothing is written.
    pub fn judge(&mut self, signed: &[Signed]) -> Result<Vec<Verdict>, Failure> {
        self.ledger.dry_run(&submissions(signed)).map_err(|error| submit_failure(&error))
    }

    /// Appends what was signed, or judges it alone with `--dry-run`.
    pub fn submit(&mut self, signed: &[Signed]) -> Result<Vec<Verdict>, Failure> {
        if self.args.dry_run {
            return self.judge(signed);
        }
        if signed.iter().any(|signed| signed.kind == Kind::Capture) {
            let verdicts = self.judge(signed)?;
            self.store_sources(signed, &verdicts)?;
        }
        self.append(signed)
    }

    /// Appends what was signed; the bytes of captures are stored.
    pub fn append(&mut self, signed: &[Signed]) -> Result<Vec<Verdict>, Failure> {
        self.ledger.submit(&submissions(signed)).map_err(|error| submit_failure(&error))
    }

    /// See [`store_sources`].
    pub fn store_sources(&self, signed: &[Signed], verdicts: &[Verdict]) -> Result<(), Failure> {
        store_sources(&self.ledger, signed, verdicts)
    }
}

/// Stores the bytes that were lent for captures, once it is known that they will be admitted: what is refused leaves
/// nothing behind.
pub fn store_sources(
    ledger: &Ledger,
    signed: &[Signed],
    verdicts: &[Verdict],
) -> Result<(), Failure> {
    let lent = ledger.texts().take_lent();
    for (signed, verdict) in signed.iter().zip(verdicts) {
        let digest: Option<Sha256> =
            signed.declares.as_deref().and_then(|id| id.strip_prefix("capture:")?.parse().ok());
        let bytes = digest.and_then(|digest| lent.get(&digest));
        if let (Verdict::Accepted(_), Some(bytes)) = (verdict, bytes) {
            ledger.put_artifact(bytes).map_err(|error| submit_failure(&error))?;
        }
    }
    Ok(())
}

/// Opens a session, signs and appends one draft, and answers: what most commands do.
pub fn append(context: &mut Context, command: &str, args: &WriteArgs, draft: Draft) -> Outcome {
    append_with(context, command, args, |_, _| Ok(vec![draft]))
}

/// Opens a session, lets `make` write drafts with the ledger at hand, signs and appends them, and answers.
pub fn append_with(
    context: &mut Context,
    command: &str,
    args: &WriteArgs,
    make: impl FnOnce(&Session, &mut Context) -> Result<Vec<Draft>, Failure>,
) -> Outcome {
    let session = Session::open(context, command, args)?;
    let drafts = make(&session, context)?;
    let signed = session.sign_all(context, &drafts)?;
    session.finish(context, &signed)
}

/// Signs a body about `subject`.
pub fn sign_body(
    author: &Author<'_>,
    body: &Body,
    subject: &str,
    now: UnixMillis,
) -> Result<Signed, Failure> {
    crate::ahead::check(body.says(), now)?;
    let submission = author
        .sign(body, subject, now)
        .map_err(|error| Failure::bare(Exit::Usage, crate::context::chain(&error)))?;
    let id = submission.id().map_err(|error| Failure::bare(Exit::Internal, error))?;
    let declared = body.says().declares();
    let slug = declared.as_ref().and_then(|it| it.slug.map(ToString::to_string));
    let label = slug.or_else(|| body.reference().map(ToString::to_string));
    let id_or_digest = declared.map(|it| id_text(it.id)).or_else(|| match body.says() {
        Says::Capture(capture) => Some(format!("capture:{}", capture.artifact)),
        _ => None,
    });
    let kind = body.kind();
    Ok(Signed {
        id,
        kind,
        label: label.unwrap_or_else(|| kind.name().to_owned()),
        declares: id_or_digest,
        has_reference: body.reference().is_some(),
        submission,
    })
}

/// Prints what became of each statement. The exit code is that of the first refusal, if there is one.
pub fn answer(
    context: &mut Context,
    signed: &[Signed],
    verdicts: &[Verdict],
    dry_run: bool,
) -> Outcome {
    let mut documents = Vec::new();
    let mut first_refusal: Option<&Refusal> = None;
    for (signed, verdict) in signed.iter().zip(verdicts) {
        let (word, index, refusal) = match verdict {
            Verdict::Accepted(receipt) if dry_run => {
                ("would be appended", Some(receipt.index), None)
            }
            Verdict::Accepted(receipt) => ("appended", Some(receipt.index), None),
            Verdict::AlreadyThere(receipt) => ("already there", Some(receipt.index), None),
            Verdict::Refused(refusal) => ("refused", None, Some(&**refusal)),
        };
        first_refusal = first_refusal.or(refusal);
        match context.ui.format {
            Format::Json => documents.push(json!({
                "kind": signed.kind.name(), "label": signed.label, "id": signed.id.to_string(), "declares": signed.declares,
                "result": word, "index": index.map(|index| index.0),
                "reason": refusal.map(ToString::to_string), "advice": refusal.map(Refusal::advice),
            })),
            Format::Text => {
                let tone = if refusal.is_some() { Tone::Bad } else { Tone::Good };
                let place = index.map_or_else(String::new, |index| format!(" as entry {index}"));
                let name = if signed.label == signed.kind.name() {
                    signed.kind.name().to_owned()
                } else {
                    format!("{} {}", signed.kind.name(), context.ui.quoted(&signed.label))
                };
                let id = context.ui.paint(Tone::Dim, signed.id.to_string());
                let declared = signed.declares.as_ref().map_or_else(String::new, |declared| format!("  {declared}"));
                let line = format!("{} {name}{place}{declared}  {id}", context.ui.paint(tone, word));
                context.ui.line(line);
            }
        }
    }
    if context.ui.format == Format::Json {
        // One statement is one document, many are a list: scripts know which they asked for.
        match documents.as_slice() {
            [one] => context.ui.json(one)?,
            many => context.ui.json(&many)?,
        }
    }
    match first_refusal {
        None => Ok(Exit::Ok),
        Some(refusal) => Err(Failure::new(Exit::Refused, refusal, refusal.advice())),
    }
}

/// The name of the statement key to use: the one asked for, else the only one in force, else the operator's.
fn key_name(cards: &[KeyCard], asked: Option<&str>, meaning: &Meaning) -> Result<String, Failure> {
    if let Some(name) = asked {
        return Ok(name.to_owned());
    }
    let ours: Vec<&KeyCard> =
        cards.iter().filter(|card| card.purpose == Purpose::Statements).collect();
    let mut in_force = Vec::new();
    for card in &ours {
        let thumbprint: Option<Thumbprint> =
            card.thumbprint.as_deref().and_then(|text| text.parse().ok());
        let Some(thumbprint) = thumbprint else { continue };
        let history = meaning.key(&thumbprint.0).map_err(|error| rows_failure(&error))?;
        if history.is_some_and(|history| history.ended.is_none() && !history.recovers) {
            in_force.push(*card);
        }
    }
    match in_force.as_slice() {
        [] => match ours.as_slice() {
            [one] => Ok(one.name.clone()),
            _ => Err(Failure::new(
                Exit::Key,
                "no key here is in force on this ledger",
                "`bayan key list` shows the keys",
            )),
        },
        [one] => Ok(one.name.clone()),
        several => {
            if let Some(operator) = several.iter().find(|card| card.name == OPERATOR_KEY) {
                return Ok(operator.name.clone());
            }
            let names: Vec<&str> = several.iter().map(|card| card.name.as_str()).collect();
            let advice = format!("choose one of {} with `--key`", names.join(", "));
            Err(Failure::new(Exit::Key, "several keys here are in force", advice))
        }
    }
}

fn submissions(signed: &[Signed]) -> Vec<Submission> {
    signed.iter().map(|signed| signed.submission.clone()).collect()
}

/// What to say of a read model that cannot be read.
pub fn rows_failure(error: &bayan_store::view::ViewError) -> Failure {
    Failure::new(
        Exit::CannotRead,
        crate::context::chain(error),
        "`bayan rebuild` makes the read model again",
    )
}
