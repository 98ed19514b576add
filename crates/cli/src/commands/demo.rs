//! `bayan demo`: a ledger of five incidents in a folder of its own, built by the commands that anyone would type.

mod denial;

use std::fs;
use std::path::{Path, PathBuf};

use bayan_ledger::Verdict;
use bayan_ledger::check::{Audit, check};
use bayan_ledger::clock::fresh;
use clap::{Args, Parser as _};
use serde_json::{Value, json};

use self::denial::{COMMAND, Denial};
use crate::args::Cli;
use crate::authoring::{Draft, Session, WriteArgs};
use crate::context::{Context, read_failure, submit_failure};
use crate::error::{Exit, Failure, Outcome};
use crate::ui::{Format, Tone};

/// The sources, in the project's own words.
const SOURCES: [(&str, &str); 10] = [
    ("id-pasien.fr.txt", include_str!("../../demo/sources/id-pasien.fr.txt")),
    ("id-pasien.txt", include_str!("../../demo/sources/id-pasien.txt")),
    ("id-sample.txt", include_str!("../../demo/sources/id-sample.txt")),
    ("in-nagar-palika.txt", include_str!("../../demo/sources/in-nagar-palika.txt")),
    ("ir-sabt-ahval.txt", include_str!("../../demo/sources/ir-sabt-ahval.txt")),
    ("ke-kenya-power.txt", include_str!("../../demo/sources/ke-kenya-power.txt")),
    ("ke-outlet-one.txt", include_str!("../../demo/sources/ke-outlet-one.txt")),
    ("ke-outlet-two-note.txt", include_str!("../../demo/sources/ke-outlet-two-note.txt")),
    ("ke-outlet-two.html", include_str!("../../demo/sources/ke-outlet-two.html")),
    ("ke-outlet-two.txt", include_str!("../../demo/sources/ke-outlet-two.txt")),
];

/// The drafts, in the order in which they are applied.
const DRAFTS: [(&str, &str); 8] = [
    ("00-parties.toml", include_str!("../../demo/00-parties.toml")),
    ("01-things.toml", include_str!("../../demo/01-things.toml")),
    ("02-incidents.toml", include_str!("../../demo/02-incidents.toml")),
    ("03-captures.toml", include_str!("../../demo/03-captures.toml")),
    ("10-kenya.toml", include_str!("../../demo/10-kenya.toml")),
    ("20-madhya-pradesh.toml", include_str!("../../demo/20-madhya-pradesh.toml")),
    ("30-iran.toml", include_str!("../../demo/30-iran.toml")),
    ("40-indonesia.toml", include_str!("../../demo/40-indonesia.toml")),
];

/// The drafts of this file and those after it are signed by the desk's second key.
const ROTATION_BEFORE: &str = "30-iran.toml";

/// Build a ledger of five incidents, verify it, and say what to try next. Needs no network and no configuration.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan demo
  bayan demo --dir /tmp/my-demo

The incidents happened; the words are the project's own, and no outlet or organisation signed them.")]
pub struct Demo {
    /// Where to build it: a folder that is not there yet [default: a new one among the temporary files]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Say where it would be built, and build nothing
    #[arg(long)]
    dry_run: bool,
}

/// A draft with the signer that the demo's files name.
struct Signed {
    signer: String,
    draft: Draft,
}

impl Demo {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let top = self.dir.clone().unwrap_or_else(|| {
            let name: [u8; 6] = fresh(&*context.system.entropy);
            std::env::temp_dir()
                .join(format!("bayan-demo-{}", data_encoding::HEXLOWER.encode(&name)))
        });
        if top.exists() {
            let what = format!("{} is there already", top.display());
            return Err(Failure::new(Exit::Usage, what, "name a folder that is not there yet"));
        }
        let dir = top.join("ledger");
        if self.dry_run {
            match context.ui.format {
                Format::Json => {
                    context.ui.json(&json!({ "would_build": dir.display().to_string() }))?;
                }
                Format::Text => {
                    context.ui.line(format!("would build a ledger in {}", dir.display()));
                }
            }
            return Ok(Exit::Ok);
        }
        write_files(&top)?;
        build(context, &top, &dir)?;
        let report = check(&dir, &Audit { pin: None, progress: &|_| {}, scratch: None })
            .map_err(|error| read_failure(&error))?;
        if let Some(fault) = report.faults.first() {
            return Err(Failure::bare(Exit::Internal, format!("{}: {}", fault.place, fault.what)));
        }
        let denial = Denial::read(&inner(context, &dir))?;
        match context.ui.format {
            Format::Json => context.ui.json(&json!({
                "ledger": dir.display().to_string(), "pin": top.join("pin.toml").display().to_string(),
                "sources": top.join("sources").display().to_string(),
                "size": report.size.0, "root": report.root.to_string(),
                "artifacts": report.artifacts, "withheld": report.withheld.len(),
                "denial": denial.documents(),
            }))?,
            Format::Text => tell(context, &top, &dir, &report, &denial),
        }
        Ok(Exit::Ok)
    }
}

/// Founds the ledger and appends everything, as a person would: with `init`, `key` and drafts.
fn build(context: &Context, top: &Path, dir: &Path) -> Result<(), Failure> {
    let pin = top.join("pin.toml");
    let (folder, pin) = (text(dir), text(&pin));
    run(
        context,
        dir,
        &[
            "init",
            &folder,
            "--origin",
            "demo.bayan.example/incidents",
            "--operator-name",
            "Demo desk",
            "--operator-slug",
            "demo-desk",
            "--operator-language",
            "en",
            "--no-passphrase",
            "--pin-out",
            &pin,
        ],
    )?;
    run(context, dir, &["key", "new", "desk-1", "--no-passphrase"])?;
    run(
        context,
        dir,
        &["key", "grant", "desk-1", "--party", "party:demo-desk", "--usage", "record,speak"],
    )?;
    let mut desk = "desk-1";
    let mut press_office = false;
    for (file, drafts) in DRAFTS {
        if file == ROTATION_BEFORE {
            run(context, dir, &["key", "new", "desk-2", "--no-passphrase"])?;
            run(context, dir, &["key", "rotate", "desk-1", "desk-2", "--key", "desk-1"])?;
            desk = "desk-2";
        }
        let drafts = read_drafts(file, drafts, &top.join("sources"))?;
        // Runs of one signer go in together.
        for some in drafts.chunk_by(|a, b| signer_of(a) == signer_of(b)) {
            let key = match signer_of(
                some.first().unwrap_or_else(|| unreachable!("a chunk is not empty")),
            ) {
                "desk" => desk,
                operator @ "operator" => operator,
                office => {
                    if !press_office {
                        run(context, dir, &["key", "new", office, "--no-passphrase"])?;
                        let party = format!("party:{office}");
                        run(
                            context,
                            dir,
                            &[
                                "key",
                                "grant",
                                office,
                                "--party",
                                &party,
                                "--usage",
                                "speak",
                                "--office",
                                "party:kenya-power",
                            ],
                        )?;
                        press_office = true;
                    }
                    office
                }
            };
            append(context, dir, key, some)?;
        }
    }
    Ok(())
}

/// Redactions and keys are the operator's; everything else is signed as the draft says.
fn signer_of(signed: &Signed) -> &str {
    if signed.draft.kind == bayan_claim::Kind::Redaction { "operator" } else { &signed.signer }
}

/// The folder of the demo: sources and drafts to look at, beside the ledger.
fn write_files(top: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::new(
            Exit::CannotRead,
            format!("cannot write to {}: {error}", top.display()),
            "name another folder with `--dir`",
        )
    };
    for (folder, files) in [("sources", SOURCES.as_slice()), ("drafts", DRAFTS.as_slice())] {
        fs::create_dir_all(top.join(folder)).map_err(failed)?;
        for (name, text) in files {
            fs::write(top.join(folder).join(name), text).map_err(failed)?;
        }
    }
    Ok(())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Runs one command line on the demo's ledger, in silence.
fn run(context: &Context, dir: &Path, words: &[&str]) -> Result<(), Failure> {
    let cli = Cli::try_parse_from(std::iter::once("bayan").chain(words.iter().copied()))
        .map_err(|error| Failure::bare(Exit::Internal, error))?;
    let mut inner = inner(context, dir);
    cli.command.run(&mut inner).map(drop)
}

/// A context for the demo's ledger, on which nothing appears.
fn inner(context: &Context, dir: &Path) -> Context {
    let mut global = context.global.clone();
    global.ledger = Some(dir.to_owned());
    global.passphrase_file = None;
    global.pin = None;
    Context::new(context.system.clone(), context.ui.muted(), global)
}

/// Reads a file of drafts.
fn read_drafts(file: &str, text: &str, sources: &Path) -> Result<Vec<Signed>, Failure> {
    let internal = |what: String| Failure::bare(Exit::Internal, format!("{file}: {what}"));
    let table: toml::Table =
        text.parse().map_err(|error: toml::de::Error| internal(error.to_string()))?;
    let value = serde_json::to_value(table).map_err(|error| internal(error.to_string()))?;
    let Some(Value::Array(drafts)) = value.get("draft") else {
        return Err(internal("no drafts".to_owned()));
    };
    drafts
        .iter()
        .map(|draft| {
            let mut draft = draft.clone();
            let fields =
                draft.as_object_mut().ok_or_else(|| internal("a draft is a table".to_owned()))?;
            let signer =
                fields.remove("signer").and_then(|signer| signer.as_str().map(str::to_owned));
            let signer = signer.ok_or_else(|| internal("a draft has no signer".to_owned()))?;
            // A first-person statement is its own source: its file is its text.
            if fields.get("kind").and_then(Value::as_str) == Some("utterance")
                && let Some(name) = fields.remove("file")
            {
                let source = SOURCES.iter().find(|(source, _)| name.as_str() == Some(source));
                let (_, text) = source.ok_or_else(|| internal(format!("no source {name}")))?;
                if let Some(says) = fields.get_mut("says").and_then(Value::as_object_mut) {
                    says.insert("text".to_owned(), json!(text));
                }
            }
            let draft = Draft::from_value(draft, sources).map_err(|failure| failure.at(file))?;
            Ok(Signed { signer, draft })
        })
        .collect()
}

/// Appends drafts of one signer; every one of them must be accepted.
fn append(context: &Context, dir: &Path, key: &str, some: &[Signed]) -> Result<(), Failure> {
    let mut inner = inner(context, dir);
    let args = WriteArgs { key: Some(key.to_owned()), ..WriteArgs::default() };
    let mut session = Session::open(&mut inner, "demo", &args)?;
    let drafts: Vec<Draft> = some.iter().map(|signed| signed.draft.clone()).collect();
    let signed = session.sign_all(&mut inner, &drafts)?;
    let verdicts = session.submit(&signed)?;
    for (signed, verdict) in signed.iter().zip(&verdicts) {
        if let Verdict::Refused(refusal) = verdict {
            return Err(Failure::new(
                Exit::Internal,
                format!("{}: {refusal}", signed.label),
                refusal.advice(),
            ));
        }
    }
    session.ledger.close().map_err(|error| submit_failure(&error))
}

fn tell(
    context: &mut Context,
    top: &Path,
    dir: &Path,
    report: &bayan_ledger::check::Report,
    denial: &Denial,
) {
    let ui = &mut context.ui;
    let verified = ui.paint(Tone::Good, "verified");
    ui.line(format!(
        "{verified} {} entries, {} artifacts, {} withheld: signatures, chain, tree, policy, references, quotes",
        report.size,
        report.artifacts,
        report.withheld.len()
    ));
    ui.line(format!("root {}", report.root));
    ui.line("");
    ui.line(ui.paint(Tone::Strong, "How one denial shrank, in the words as they were printed:"));
    let lines = denial.lines(ui);
    ui.lines(lines);
    ui.line("");
    ui.line("The incidents happened; the words are the demo's own, and its keys are nobody's but the demo's.");
    ui.line("");
    ui.line(ui.paint(Tone::Strong, "What to type next:"));
    ui.line(format!("  cd {}", dir.display()));
    let (show, blame) =
        (format!("bayan show {}", denial.last()), "bayan blame in-nagar-palika data.safety");
    for command in [
        "bayan ask in-nagar-palika",
        "bayan ask ir-civil-registry incident.intrusion",
        COMMAND,
        "bayan diff in-nagar-palika --from 109",
        blame,
        "bayan log",
        &show,
        "bayan search सुरक्षित",
        "bayan verify --pin ../pin.toml",
        "bayan prove 40 -o entry-40.tlog-proof && bayan check-proof entry-40.tlog-proof --pin ../pin.toml",
    ] {
        ui.line(format!("  {command}"));
    }
    ui.line("");
    ui.line(format!("Its sources and drafts are in {}.", top.display()));
}
