//! `bayan import`: many statements, from JSON Lines, CSV or TOML.

use std::path::{Path, PathBuf};

use bayan_ledger::{Refusal, Verdict};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::authoring::{Draft, Session, Signed, WriteArgs};
use crate::context::{Context, read_input, submit_failure};
use crate::drafts::folder_of;
use crate::error::{Exit, Failure, Outcome};
use crate::interrupt::Interrupt;
use crate::locate;
use crate::sheet::{Group, Sheet, Trouble};
use crate::syntax::{Fault, Written};
use crate::ui::{Format, Tone};

/// Statements that are appended between two steps of the progress bar.
const STEP: usize = 512;

/// Append many statements, from JSON Lines, JSON, CSV or TOML.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan import archive.jsonl --dry-run
  bayan import claims.csv
  generate | bayan import - --format jsonl

JSON Lines (`.jsonl`): one draft a line, `{\"kind\": …, \"ref\": …, \"says\": {…}}`; a capture names its `file`, relative
to the import file. JSON (`.json`): one draft over as many lines as you like, or a list of drafts. CSV: one row a claim;
`bayan template --csv` prints the columns. TOML: one draft, or several as `[[draft]]`.
A draft may name what an earlier one declares (`party:slug`) or is (`ref:…`).

Every bad row is reported, and then nothing is appended, unless you say --keep-going. What bears a `ref` can be
imported again: it is appended once.")]
pub struct Import {
    /// The file, or `-` for standard input
    file: PathBuf,
    /// Its format [default: by the file's name]
    #[arg(long, value_name = "FORMAT")]
    format: Option<ImportFormat>,
    /// Append the good drafts although others are bad
    #[arg(long)]
    keep_going: bool,
    /// Signing.
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ImportFormat {
    /// One JSON draft a line.
    Jsonl,
    /// One JSON draft, or a list of them.
    Json,
    /// One claim a row.
    Csv,
    /// Drafts as `[[draft]]`.
    Toml,
}

/// Where the drafts of a file stand in it.
enum Source {
    /// The lines of a JSON Lines file with their numbers, blank ones left out.
    Lines(Vec<(u64, String)>),
    /// A sheet.
    Sheet(Box<Sheet>),
    /// One TOML or JSON text, and its drafts, each with its JSON pointer in that.
    Whole(Box<Written>, Vec<(String, Value)>),
}

/// The statements of a file, each with the number of its draft, and what is wrong with the others.
#[derive(Default)]
struct Signing {
    signed: Vec<Signed>,
    drafts: Vec<usize>,
    bad: Vec<Trouble>,
}

impl Import {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        if self.write.reference.is_some() {
            let what = "one reference cannot name many statements";
            return Err(Failure::new(
                Exit::Usage,
                what,
                "give each draft its own `ref`, and leave out `--ref`",
            ));
        }
        let source = Source::read(&self.file, self.format()?)?;
        let mut session = Session::open(context, "import", &self.write)?;
        let interrupt = Interrupt::watch();
        let mut signing = self.sign(context, &session, &source, &interrupt);
        if interrupt.is_pressed() {
            session.ledger.close().map_err(|error| submit_failure(&error))?;
            return Err(interrupted(&source, &[], &[]));
        }
        let judged = session.judge(&signing.signed)?;
        for (verdict, draft) in judged.iter().zip(&signing.drafts) {
            if let Verdict::Refused(refusal) = verdict {
                signing.bad.push(source.place(*draft, failure_of(refusal)));
            }
        }
        let is_usage = signing.bad.iter().any(|trouble| trouble.failure.exit != Exit::Refused);
        let stops = !signing.bad.is_empty() && !self.keep_going;
        let verdicts = if stops || self.write.dry_run {
            judged
        } else {
            session.store_sources(&signing.signed, &judged)?;
            append(context, &mut session, &signing.signed, &interrupt)?
        };
        session.ledger.close().map_err(|error| submit_failure(&error))?;
        if verdicts.len() < signing.signed.len() {
            return Err(interrupted(&source, &signing.signed, &verdicts));
        }
        self.answer(context, &signing, &verdicts, stops)?;
        if signing.bad.is_empty() {
            return Ok(Exit::Ok);
        }
        let exit = if is_usage { Exit::Usage } else { Exit::Refused };
        let (bad, all) = (signing.bad.len(), source.len());
        let faults = if bad == 1 { "1 fault".to_owned() } else { format!("{bad} faults") };
        let rest = if stops { "nothing was appended" } else { "the other drafts were kept" };
        let drafts = if all == 1 { "draft" } else { "drafts" };
        let what = format!("{faults} in {all} {drafts}; {rest}");
        Err(Failure::new(
            exit,
            what,
            "mend what is listed above and import again, or append the rest with `--keep-going`",
        ))
    }

    fn format(&self) -> Result<ImportFormat, Failure> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let ending =
            self.file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        match ending.as_deref() {
            Some("jsonl" | "ndjson") => Ok(ImportFormat::Jsonl),
            Some("json") => Ok(ImportFormat::Json),
            Some("csv" | "tsv") => Ok(ImportFormat::Csv),
            Some("toml") => Ok(ImportFormat::Toml),
            _ => Err(Failure::new(
                Exit::Usage,
                format!("the name {:?} does not say its format", self.file.display()),
                "say `--format jsonl`, `json`, `csv` or `toml`",
            )),
        }
    }

    /// Signs every draft that can be resolved, and gathers what is wrong with the others.
    fn sign(
        &self,
        context: &mut Context,
        session: &Session,
        source: &Source,
        interrupt: &Interrupt,
    ) -> Signing {
        let mut signing = Signing { bad: source.bad(), ..Signing::default() };
        let mut names = session.names();
        let folder = folder_of(&self.file);
        let bar = context.ui.progress(u64::try_from(source.len()).unwrap_or(u64::MAX), "checking");
        for number in 0..source.len() {
            if interrupt.is_pressed() {
                break;
            }
            let signed = source.draft(number, folder, session).and_then(|draft| {
                session
                    .sign(context, &mut names, &draft)
                    .map_err(|failure| source.place(number, failure))
            });
            match signed {
                Ok(signed) => {
                    signing.drafts.extend(std::iter::repeat_n(number, signed.len()));
                    signing.signed.extend(signed);
                }
                Err(trouble) => signing.bad.push(trouble),
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        signing
    }

    fn answer(
        &self,
        context: &mut Context,
        signing: &Signing,
        verdicts: &[Verdict],
        stopped: bool,
    ) -> Result<(), Failure> {
        let mut bad: Vec<&Trouble> = signing.bad.iter().collect();
        bad.sort_by_key(|trouble| (trouble.line, trouble.column));
        let count = |wanted: fn(&Verdict) -> bool| {
            verdicts.iter().filter(|verdict| wanted(verdict)).count()
        };
        let appended = count(|verdict| matches!(verdict, Verdict::Accepted(_)));
        let already_there = count(|verdict| matches!(verdict, Verdict::AlreadyThere(_)));
        let is_trial = stopped || self.write.dry_run;
        if context.ui.format == Format::Json {
            let statements: Vec<Value> = signing
                .signed
                .iter()
                .zip(verdicts)
                .map(|(signed, verdict)| document(signed, verdict, is_trial))
                .collect();
            let bad: Vec<Value> = bad
                .iter()
                .map(|trouble| {
                    json!({ "line": trouble.line, "column": trouble.column, "name": trouble.name,
                            "pointer": trouble.failure.pointer, "what": trouble.failure.what,
                            "advice": trouble.failure.advice })
                })
                .collect();
            return context.ui.json(&json!({
                "file": self.file, "appended": if is_trial { 0 } else { appended },
                "would_be_appended": is_trial.then_some(appended), "already_there": already_there,
                "bad": bad, "statements": statements,
            }));
        }
        for trouble in bad {
            let place = match (trouble.line, trouble.column, trouble.name) {
                (0, ..) => String::new(),
                (line, 0, _) => format!(":{line}"),
                (line, column, None) => format!(":{line}:{column}"),
                (line, column, Some(name)) => format!(":{line}:{column} ({name})"),
            };
            let label = context.ui.paint(Tone::Bad, format!("{}{place}", self.file.display()));
            let what = context.ui.quoted(&trouble.failure.what);
            context.ui.complain(&format!("{label}: {what}"));
            if let Some(advice) = &trouble.failure.advice {
                let advice = context.ui.quoted(advice);
                context.ui.complain(&format!("  try: {advice}"));
            }
        }
        if !stopped {
            let word = if is_trial { "would be appended" } else { "appended" };
            let word = context.ui.paint(Tone::Good, word);
            let there = if already_there > 0 {
                format!(", {already_there} already there")
            } else {
                String::new()
            };
            context.ui.line(format!("{word}: {appended}{there}"));
        }
        Ok(())
    }
}

impl Source {
    fn read(path: &Path, format: ImportFormat) -> Result<Self, Failure> {
        let bytes = read_input(path)?;
        if format == ImportFormat::Csv {
            return Sheet::read(path, &bytes).map(Box::new).map(Self::Sheet);
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
            Failure::new(
                Exit::Usage,
                format!("{}:{line}: not UTF-8", path.display()),
                "save it as UTF-8",
            )
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        match format {
            ImportFormat::Jsonl => Ok(Self::lines(text)),
            ImportFormat::Json => Self::of_json(text).map_err(|fault| {
                let what = format!("{}:{fault}", path.display());
                let advice = "write one draft or a list of drafts, as `bayan template <kind> --json` shows; \
                              one draft a line is `--format jsonl`";
                Failure::new(Exit::Usage, what, advice)
            }),
            _ => Self::of_toml(text).map_err(|why| {
                let what = format!("{}{why}", path.display());
                let advice = "write each draft as `[[draft]]`, then as `bayan template <kind>` shows";
                Failure::new(Exit::Usage, what, advice)
            }),
        }
    }

    fn lines(text: &str) -> Self {
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        Self::Lines(lines.map(|(number, line)| (number, line.to_owned())).collect())
    }

    fn of_json(text: &str) -> Result<Self, Fault> {
        let written = match Written::json(text) {
            Ok(written) => written,
            // Many name a file of JSON Lines so.
            Err(_) if text.trim().lines().next().is_some_and(|it| Written::json(it).is_ok()) => {
                return Ok(Self::lines(text));
            }
            Err(fault) => return Err(fault),
        };
        let drafts = match &written.value {
            Value::Array(drafts) => {
                let drafts = drafts.iter().enumerate();
                drafts.map(|(number, draft)| (format!("/{number}"), draft.clone())).collect()
            }
            draft => vec![(String::new(), draft.clone())],
        };
        Ok(Self::Whole(Box::new(written), drafts))
    }

    fn of_toml(text: &str) -> Result<Self, String> {
        let written = Written::toml(text).map_err(|fault| format!(":{fault}"))?;
        let drafts = match &written.value {
            Value::Object(fields) if !fields.contains_key("kind") => {
                match (fields.get("draft"), fields.keys().find(|name| *name != "draft")) {
                    (Some(Value::Array(drafts)), None) => {
                        let drafts = drafts.iter().enumerate();
                        drafts.map(|(n, draft)| (format!("/draft/{n}"), draft.clone())).collect()
                    }
                    (_, Some(other)) => {
                        let place = written.place(&format!("/{other}"));
                        return Err(format!(":{}: {other:?} is no draft", place.line));
                    }
                    _ => return Err(": there are no drafts".to_owned()),
                }
            }
            draft => vec![(String::new(), draft.clone())],
        };
        Ok(Self::Whole(Box::new(written), drafts))
    }

    fn len(&self) -> usize {
        match self {
            Self::Lines(lines) => lines.len(),
            Self::Sheet(sheet) => sheet.groups.len(),
            Self::Whole(_, drafts) => drafts.len(),
        }
    }

    /// What was wrong before there were drafts.
    fn bad(&self) -> Vec<Trouble> {
        match self {
            Self::Sheet(sheet) => sheet.bad.clone(),
            Self::Lines(_) | Self::Whole(..) => Vec::new(),
        }
    }

    fn line(&self, number: usize) -> Option<(u64, &str)> {
        let Self::Lines(lines) = self else { return None };
        lines.get(number).map(|(at, line)| (*at, line.as_str()))
    }

    fn group(&self, number: usize) -> Option<(&Sheet, &Group)> {
        let Self::Sheet(sheet) = self else { return None };
        Some((sheet, sheet.groups.get(number)?))
    }

    fn draft(&self, number: usize, folder: &Path, session: &Session) -> Result<Draft, Trouble> {
        if let Some((sheet, group)) = self.group(number) {
            return sheet.draft(group, session);
        }
        let value = match (self, self.line(number)) {
            (Self::Whole(_, drafts), _) => {
                drafts.get(number).map(|(_, draft)| draft.clone()).unwrap_or_default()
            }
            (_, Some((line, text))) => match Written::json(text) {
                Ok(written) => written.value,
                Err(fault) => {
                    let advice = "write one JSON object a line; one draft over several lines, or a list of drafts, \
                                  is `--format json`";
                    let failure = Failure::new(Exit::Usage, fault.why, advice);
                    return Err(Trouble { line, column: fault.place.column, name: None, failure });
                }
            },
            _ => Value::Null,
        };
        Draft::from_value(value, folder).map_err(|failure| self.place(number, failure))
    }

    /// Where in the file a failure of one of its drafts is.
    fn place(&self, number: usize, failure: Failure) -> Trouble {
        if let Some((sheet, group)) = self.group(number) {
            return sheet.place(group, failure);
        }
        let pointer = failure.pointer.as_deref().unwrap_or_default();
        let (line, column) = match (self, self.line(number)) {
            (Self::Whole(written, drafts), _) => {
                let draft = drafts.get(number).map_or("", |(draft, _)| draft);
                let place = written.place(&format!("{draft}{pointer}"));
                (place.line, place.column)
            }
            (_, Some((line, text))) => (line, locate::column(text, pointer)),
            _ => (0, 0),
        };
        Trouble { line, column, name: None, failure }
    }
}

/// Appends in steps, with a progress bar. Ctrl-C stops it between two of them.
fn append(
    context: &Context,
    session: &mut Session,
    signed: &[Signed],
    interrupt: &Interrupt,
) -> Result<Vec<Verdict>, Failure> {
    let bar = context.ui.progress(u64::try_from(signed.len()).unwrap_or(u64::MAX), "appending");
    let mut verdicts = Vec::with_capacity(signed.len());
    for step in signed.chunks(STEP) {
        if interrupt.is_pressed() {
            break;
        }
        verdicts.extend(session.append(step)?);
        bar.inc(u64::try_from(step.len()).unwrap_or(0));
    }
    bar.finish_and_clear();
    Ok(verdicts)
}

/// What to say when Ctrl-C ended an import: how far it came, and how to go on.
fn interrupted(source: &Source, signed: &[Signed], verdicts: &[Verdict]) -> Failure {
    let appended: Vec<&Signed> = signed
        .iter()
        .zip(verdicts)
        .filter(|(_, verdict)| matches!(verdict, Verdict::Accepted(_)))
        .map(|(signed, _)| signed)
        .collect();
    let bare = appended.iter().filter(|signed| !signed.has_reference).count();
    let what = match (appended.len(), signed.len()) {
        (0, _) => format!("interrupted: nothing was appended of {} drafts", source.len()),
        (some, all) => format!("interrupted: {some} of {all} statements were appended"),
    };
    let advice = if bare == 0 {
        "run it again: it goes on where it stopped".to_owned()
    } else {
        format!(
            "take out what was appended, or give each draft a `ref`, before you run it again: {bare} of these have none \
             and would be appended twice; `bayan log` shows them"
        )
    };
    Failure::new(Exit::Interrupted, what, advice)
}

/// A refusal as the failure of a draft, with the place that it names.
fn failure_of(refusal: &Refusal) -> Failure {
    let failure = Failure::new(Exit::Refused, refusal, refusal.advice());
    match refusal {
        Refusal::UnknownReference { path, .. }
        | Refusal::UnknownClaim { path, .. }
        | Refusal::Facet { path, .. } => failure.pointing(path.clone()),
        _ => failure,
    }
}

fn document(signed: &Signed, verdict: &Verdict, is_trial: bool) -> Value {
    let (result, index) = match verdict {
        Verdict::Accepted(receipt) if is_trial => ("would be appended", Some(receipt.index)),
        Verdict::Accepted(receipt) => ("appended", Some(receipt.index)),
        Verdict::AlreadyThere(receipt) => ("already there", Some(receipt.index)),
        Verdict::Refused(_) => ("refused", None),
    };
    json!({
        "kind": signed.kind.name(), "label": signed.label, "id": signed.id.to_string(), "declares": signed.declares,
        "result": result, "index": index.map(|index| index.0),
    })
}
