//! `verify`: everything re-checked from the published files alone, and what was found in plain words.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use bayan_ledger::check::{Audit, Fault, FaultPlace, Pinning, Report, Withheld, check};
use bayan_ledger::{ReadError, Reader};
use bayan_proof::checkpoint::Checkpoint;
use bayan_proof::hash::Blake3;
use bayan_proof::note::Note;
use bayan_store::files::Folder;
use bayan_store::statics::Statics;
use bayan_view::state::ledger_digest;
use clap::Args;
use serde_json::{Value, json};

use crate::context::{Context, read_failure};
use crate::error::{Exit, Failure, Outcome};
use crate::picture::digest;
use crate::reading::as_of::time_text;
use crate::reading::layout::{Page, count};
use crate::reading::words::spaced;
use crate::ui::{Format, Tone};

/// How many withheld or unchecked entries are listed to a person.
const LISTED: usize = 10;
/// What a report says of a read model that was compared whole and says what the log says.
const AGREES: &str = "agrees with the log";

/// Re-check everything from the log alone
#[derive(Debug, Args)]
#[command(
    after_help = "Checks every entry's structure, place, chain and tree hash, both signatures of the checkpoint, \
every statement's signature, the policy, references, exact quotes, published files, artifacts and the read model, which \
holds the facts that answers are computed from: its rows are compared whole with those that the log leads to; and \
that the ledger continues what you have seen of it. Exit code 0: good; 1: bad; 4: it could not be read.

`--state` also folds the log once more and prints the digest of what it comes to, as `bayan state-digest --all` does \
from the read model; the two must be equal.

Examples:
  bayan verify
  bayan verify --state
  bayan verify --pin ~/pins/newsroom.pin
  bayan verify --json | jq .faults"
)]
pub struct Verify {
    /// Also compute the ledger's state digest from the log alone, and compare it with the read model's
    #[arg(long)]
    state: bool,
}

/// The digest of the ledger's state, computed in two ways.
struct States {
    /// From the log alone.
    log: Blake3,
    /// From the read model; none where it was not there to read, or is behind.
    model: Option<Blake3>,
}

/// What became of comparing the ledger with what this user saw of it before.
enum Seen {
    Continues,
    Differs(Failure),
    NotCompared,
}

impl States {
    fn agree(&self) -> bool {
        self.model.is_none_or(|model| model == self.log)
    }
}

impl Verify {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let dir = context.ledger_dir()?;
        let pin = context.pin()?;
        let bar = context.ui.progress(published_size(&dir), "checking");
        let scratch = Scratch::make();
        let audit = Audit {
            pin: pin.as_ref(),
            progress: &|done| bar.set_position(done),
            scratch: scratch.as_ref().map(|scratch| scratch.0.as_path()),
        };
        let report = check(&dir, &audit);
        drop(scratch);
        bar.finish_and_clear();
        let report = report.map_err(|error| unreadable(&error))?;
        let seen = seen(context, &dir, &report)?;
        let reasons = reasons(&dir, &report);
        let has_journal = dir.join(JOURNAL).exists();
        // Of a bad log there is no picture to compare.
        let wanted = self.state && report.is_good();
        let states = if wanted { Some(states(context, &dir, &report)?) } else { None };
        match context.ui.format {
            Format::Json => {
                let document = document(&report, &seen, &reasons, (states.as_ref(), has_journal));
                context.ui.json(&document)?;
            }
            Format::Text => {
                let mut lines = lines(context, &report, &seen, (&reasons, has_journal));
                lines.extend(states.iter().flat_map(|states| state_lines(context, states)));
                context.ui.lines(lines);
            }
        }
        let agree = states.as_ref().is_none_or(States::agree);
        let is_good = report.is_good() && !matches!(seen, Seen::Differs(_)) && agree;
        Ok(if is_good { Exit::Ok } else { Exit::Bad })
    }
}

/// The ledger's state digest from a fold of the log, and from the read model.
fn states(context: &Context, dir: &Path, report: &Report) -> Result<States, Failure> {
    let reader = Reader::open(dir).map_err(|error| read_failure(&error))?;
    let size = reader.size();
    let bar = context.ui.progress(size.0, "reading the log once more");
    let folded = reader.meaning_at(size, |done| bar.set_position(done));
    bar.finish_and_clear();
    let folded = folded.map_err(|error| read_failure(&error))?;
    let of = |meaning| digest::all(&reader, meaning, size, None, |_, _| {});
    let log = ledger_digest(&of(&folded)?);
    if report.read_model != AGREES {
        // What is then read is folded from the log, and no second way.
        return Ok(States { log, model: None });
    }
    let kept = context.meaning(&reader)?;
    Ok(States { log, model: Some(ledger_digest(&of(&kept)?)) })
}

fn state_lines(context: &Context, states: &States) -> Vec<String> {
    let mut page = Page::new(&context.ui);
    page.row("state", states.log.to_string());
    let (tone, words) = match states.model {
        None => (Tone::Dim, "from the log alone; the read model was not compared".to_owned()),
        Some(model) if model == states.log => {
            (Tone::Good, "the log alone and the read model lead to this digest".to_owned())
        }
        Some(model) => {
            (Tone::Bad, format!("the read model leads to {model}; `bayan rebuild` makes it again"))
        }
    };
    page.row("", context.ui.paint(tone, words));
    page.into_lines()
}

/// The journal's name in a ledger's folder.
const JOURNAL: &str = "journal";

/// A folder for what an audit cannot hold in memory, this user's alone; gone when dropped.
struct Scratch(PathBuf);

impl Scratch {
    /// Nothing where none can be made: the audit then holds all in memory.
    fn make() -> Option<Self> {
        let path = std::env::temp_dir().join(format!("bayan-verify-{}", std::process::id()));
        let made = std::fs::DirBuilder::new().mode(0o700).create(&path);
        made.ok().map(|()| Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is the system's to clear away.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A ledger that could not be read is not called bad.
fn unreadable(error: &ReadError) -> Failure {
    let failure = read_failure(error);
    if failure.exit == Exit::Bad {
        let advice = "make the file readable, or get the ledger from a copy; nothing was judged";
        return Failure::new(Exit::CannotRead, failure.what, advice);
    }
    failure
}

/// How many entries the checkpoint speaks of: for the progress bar alone, so unverified.
fn published_size(dir: &Path) -> u64 {
    let note = Statics::new(&Folder::system(dir)).read_checkpoint().ok().flatten();
    let checkpoint = note
        .and_then(|note| Note::parse(&note).ok())
        .and_then(|note| Checkpoint::parse(note.text()).ok());
    checkpoint.map_or(0, |checkpoint| checkpoint.size.0)
}

/// Compares a good ledger with what this user saw of it, and remembers it; a bad one is not remembered.
fn seen(context: &Context, dir: &Path, report: &Report) -> Result<Seen, Failure> {
    if !report.is_good() {
        return Ok(Seen::NotCompared);
    }
    let reader = Reader::open(dir).map_err(|error| read_failure(&error))?;
    match crate::seen::compare(&context.system, &reader) {
        Ok(()) => Ok(Seen::Continues),
        Err(failure) if failure.exit == Exit::Bad => Ok(Seen::Differs(failure)),
        Err(failure) => Err(failure),
    }
}

/// Why each withheld body is withheld, in one word each, in the order of the report.
fn reasons(dir: &Path, report: &Report) -> Vec<Option<&'static str>> {
    let Ok(reader) = Reader::open(dir) else { return Vec::new() };
    let why = |by| match reader.entry(by).ok()?.says()? {
        bayan_claim::Says::Redaction(redaction) => Some(redaction.why.name()),
        _ => None,
    };
    report.withheld.iter().map(|withheld| why(withheld.by())).collect()
}

fn document(
    report: &Report,
    seen: &Seen,
    reasons: &[Option<&'static str>],
    (states, has_journal): (Option<&States>, bool),
) -> Value {
    let faults: Vec<Value> = report.faults.iter().map(fault_json).collect();
    let withheld: Vec<Value> = report
        .withheld
        .iter()
        .enumerate()
        .map(|(number, withheld)| {
            let why = reasons.get(number).copied().flatten();
            match withheld {
                Withheld::Body { index, by } => {
                    json!({ "entry": index.0, "by": by.0, "why": why })
                }
                Withheld::Artifact { digest, by } => {
                    json!({ "artifact": digest.to_string(), "by": by.0, "why": why })
                }
            }
        })
        .collect();
    let unchecked: Vec<Value> = report
        .unchecked
        .iter()
        .map(|(index, what)| json!({ "entry": index.0, "what": what }))
        .collect();
    let (seen_word, seen_what) = match seen {
        Seen::Continues => ("continues", None),
        Seen::Differs(failure) => ("differs", Some(failure.what.as_str())),
        Seen::NotCompared => ("not compared", None),
    };
    // A ledger that failed before its checkpoint was verified has no size or root to speak of.
    let is_headed = !report.origin.is_empty();
    let agree = states.is_none_or(States::agree);
    json!({
        "ok": report.is_good() && !matches!(seen, Seen::Differs(_)) && agree,
        "origin": is_headed.then_some(&report.origin),
        "size": is_headed.then_some(report.size.0),
        "root": is_headed.then(|| report.root.to_string()),
        "chain_head": report.chain.map(|chain| chain.to_string()),
        "newest": report.newest.map(time_text),
        "pinned": report.pinning == Pinning::Pinned,
        "faults": faults,
        "first_fault": report.faults.first().map(|fault| format!("{}: {}", fault.place, fault.what)),
        "still_holds": report.still_holds(),
        "withheld": withheld,
        "unchecked": unchecked,
        "unfinished": report.unfinished.iter().map(|by| by.0).collect::<Vec<_>>(),
        "unsigned": report.unsigned,
        "artifacts": report.artifacts,
        "writable": has_journal,
        "read_model": (!report.read_model.is_empty()).then_some(&report.read_model),
        "state": states.map(|states| {
            let model = states.model.map(|model| model.to_string());
            json!({ "log": states.log.to_string(), "read_model": model })
        }),
        "seen_before": { "result": seen_word, "what": seen_what },
    })
}

fn fault_json(fault: &Fault) -> Value {
    let (kind, name) = match &fault.place {
        FaultPlace::Entry(index) => ("entry", json!(index.0)),
        FaultPlace::Checkpoint => ("checkpoint", Value::Null),
        FaultPlace::File(name) => ("file", json!(name)),
        FaultPlace::Journal => ("journal", Value::Null),
        FaultPlace::Artifact(digest) => ("artifact", json!(digest.to_string())),
        FaultPlace::ReadModel => ("read_model", Value::Null),
    };
    json!({ "place": { "kind": kind, "name": name }, "what": fault.what })
}

fn lines(
    context: &Context,
    report: &Report,
    seen: &Seen,
    (reasons, has_journal): (&[Option<&'static str>], bool),
) -> Vec<String> {
    let ui = &context.ui;
    let mut page = Page::new(ui);
    let is_good = report.is_good() && !matches!(seen, Seen::Differs(_));
    let (tone, word) = if is_good { (Tone::Good, "OK") } else { (Tone::Bad, "BAD") };
    page.line(format!("{}  {}", ui.paint(tone, word), report.origin).trim_end().to_owned());
    faults(&mut page, context, report, seen);
    if !report.origin.is_empty() {
        page.row("size", count(report.size.0, "entry", "entries"));
        page.row("root", report.root.to_string());
    }
    let head = if report.is_good() { "chain head" } else { "chain up to" };
    page.row(head, report.chain.map(|chain| chain.to_string()).unwrap_or_default());
    page.row("newest", report.newest.map(time_text).unwrap_or_default());
    // Of a ledger that failed before its checkpoint was verified there is nothing to trust.
    let trust = (!report.origin.is_empty()).then(|| match report.pinning {
        Pinning::Pinned => ui.paint(Tone::Good, "pinned: compared with what you keep outside the ledger"),
        Pinning::Unpinned => ui.paint(
            Tone::Warn,
            "unpinned: consistent in itself; get the pin from the operator and verify with `--pin FILE`",
        ),
    });
    page.row("trust", trust.unwrap_or_default());
    if report.is_good() {
        page.row(
            "artifacts",
            count(report.artifacts, "hashed again, whole", "hashed again, all whole"),
        );
        let withheld = report.withheld.iter().enumerate().map(|(number, withheld)| {
            let why =
                reasons.get(number).copied().flatten().map(|why| format!(" ({})", spaced(why)));
            let text = format!("{withheld} by entry {}{}", withheld.by(), why.unwrap_or_default());
            ui.paint(Tone::Warn, text)
        });
        page.rows("withheld", listed(withheld.collect()));
        let unchecked =
            report.unchecked.iter().map(|(index, what)| format!("entry {index}: {what}"));
        page.rows("unchecked", listed(unchecked.collect()));
        let unfinished = report.unfinished.iter().map(|by| {
            let text = format!(
                "something that entry {by} withholds is still here; the next command that writes removes it"
            );
            ui.paint(Tone::Warn, text)
        });
        page.rows("unfinished", listed(unfinished.collect()));
        if report.unsigned > 0 {
            let entries = count(report.unsigned, "entry", "entries");
            let text = format!(
                "{entries} more in the journal, checked too, which a writer is about to sign or signs on the next write"
            );
            page.row("unsigned", ui.paint(Tone::Warn, text));
        }
        let facts = if report.read_model == AGREES { ", its facts and all" } else { "" };
        page.row("read model", format!("{}{facts}", report.read_model));
    }
    if !has_journal {
        let words = "published copy: it has no journal, so it can be read and not written";
        page.row("writing", ui.paint(Tone::Warn, words));
    }
    page.into_lines()
}

/// Every fault, the first first; what holds in spite of it; and what to do.
fn faults(page: &mut Page<'_>, context: &Context, report: &Report, seen: &Seen) {
    for (number, fault) in report.faults.iter().enumerate() {
        let label = if number == 0 { "first fault" } else { "also" };
        let text = format!("{}: {}", fault.place, fault.what);
        page.row(label, context.ui.paint(Tone::Bad, context.ui.quoted(&text)));
    }
    page.row("still holds", report.still_holds().unwrap_or_default());
    if let Some(fault) = report.faults.first() {
        page.row("try", advice(fault));
    }
    if let Seen::Differs(failure) = seen {
        page.row("seen before", context.ui.paint(Tone::Bad, &failure.what));
        page.row("try", failure.advice.as_deref().unwrap_or_default());
    }
}

fn advice(fault: &Fault) -> &'static str {
    match fault.place {
        FaultPlace::ReadModel => "`bayan rebuild` makes the read model again; the log is whole",
        FaultPlace::Artifact(_) => {
            "put the same bytes back with `bayan capture`, or take the file from a copy"
        }
        FaultPlace::File(_) => "take the file from a copy of the ledger; nothing signed is lost",
        FaultPlace::Journal => {
            "write nothing more; keep the folder as it is, and take the newest whole copy"
        }
        FaultPlace::Entry(_) | FaultPlace::Checkpoint => {
            "keep this folder as it is; compare with a copy, a mirror or a witness, and ask the operator"
        }
    }
}

fn listed(mut texts: Vec<String>) -> Vec<String> {
    let more = texts.len().saturating_sub(LISTED);
    texts.truncate(LISTED);
    if more > 0 {
        texts.push(format!("and {more} more: `--json` lists all"));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::chain;

    #[test]
    fn long_lists_say_how_much_is_left() {
        let texts = |n: usize| (0..n).map(|n| n.to_string()).collect::<Vec<_>>();
        assert_eq!(listed(texts(LISTED)).len(), LISTED);
        assert_eq!(listed(texts(LISTED + 2)).last().unwrap(), "and 2 more: `--json` lists all");
    }

    #[test]
    fn what_cannot_be_read_is_not_called_bad() {
        let error = ReadError::MissingFile("tile/0/000".to_owned());
        assert_eq!(read_failure(&error).exit, Exit::Bad);
        assert_eq!(unreadable(&error).exit, Exit::CannotRead);
        assert!(chain(&error).contains("tile/0/000"));
    }
}
