//! `bundle`: an incident, a signer or the whole ledger in one file, with all that is needed to verify it elsewhere.

use std::path::PathBuf;

use bayan_ledger::bundle::{About, Bundled, Wanted, check_bundle, make_bundle};
use bayan_proof::key::Thumbprint;
use bayan_proof::num::Index;
use clap::Args;
use serde_json::json;

use crate::commands::check_proof::bundle::{about_words, completeness_words, document};
use crate::context::{Context, chain, read_failure};
use crate::error::{Exit, Failure, Outcome};
use crate::output::{check_free, write_file};
use crate::picture::find;
use crate::reading::layout::count;
use crate::reading::{Reading, rows_failure};
use crate::ui::{Format, as_typed};

/// The fewest hex digits that may stand for a thumbprint.
const DIGITS_MIN: usize = 4;

/// Put an incident, a signer or the whole ledger into one file that verifies anywhere
#[derive(Debug, Args)]
#[command(
    after_help = "A bundle carries the statements of an incident, or those that a key signed, with their bodies; every policy, key and \
redaction; what those statements rest on; the captured artifacts that these quote; one proof that all of it is in the ledger; and the \
signed checkpoint. Whoever has the ledger's pin checks it without the ledger: `bayan check-proof FILE --pin PIN`.

That none of the statements was left out is seen from the entries themselves, up to the newest one in the bundle. With \
`--all-entries` it carries every entry of the ledger, the others without their bodies, and shows that there are no more.

Examples:
  bayan bundle in-nagar-palika -o nagar-palika.bayan
  bayan bundle in-nagar-palika --all-entries -o nagar-palika.bayan
  bayan bundle --signer 5d7c01a49e13 -o desk.bayan
  bayan bundle --all -o ledger.bayan"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Bundle {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT", conflicts_with_all = ["signer", "all"])]
    incident: Option<String>,
    /// The key whose statements it is about, by its thumbprint or the first digits of it, as `bayan list keys` shows them
    #[arg(long, value_name = "THUMBPRINT", conflicts_with = "all")]
    signer: Option<String>,
    /// The whole ledger
    #[arg(long)]
    all: bool,
    /// Every entry of the ledger, those of other matters without their bodies
    #[arg(long, conflicts_with = "all")]
    all_entries: bool,
    /// Leave the captured artifacts out: no quotation can be compared then
    #[arg(long)]
    no_artifacts: bool,
    /// The file to write
    #[arg(long, short, value_name = "FILE", required_unless_present = "dry_run")]
    output: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "output")]
    force: bool,
    /// Make and check the bundle, and write nothing
    #[arg(long)]
    dry_run: bool,
}

impl Bundle {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        check_free(self.output.as_deref(), self.force)?;
        let reading = Reading::open_rows(context, None)?;
        let wanted = Wanted {
            about: self.about(&reading)?,
            all_entries: self.all_entries,
            artifacts: !self.no_artifacts,
        };
        let reader = reading.reader();
        let bundle =
            make_bundle(reader, reading.today(), wanted).map_err(|error| read_failure(&error))?;
        let bytes = bundle.encode();
        // What is handed out was checked as its receiver will check it.
        let bundled = check_bundle(&bundle, Some(reader.pin()), None).map_err(|error| {
            let what = format!("the bundle that was made does not hold: {}", chain(&error));
            let advice = "run `bayan verify` to see what is damaged and what still holds";
            Failure::new(Exit::Bad, what, advice)
        })?;
        if let Some(path) = self.output.as_ref().filter(|_| !self.dry_run) {
            write_file(path, &bytes, self.force)?;
        }
        self.report(context, &bundled, u64::try_from(bytes.len()).unwrap_or(u64::MAX))
    }

    fn about(&self, reading: &Reading) -> Result<About, Failure> {
        if self.all {
            return Ok(About::Ledger);
        }
        match &self.signer {
            Some(digits) => signer(reading, digits).map(About::Signer),
            None => find::incident_or_all(reading, self.incident.as_deref()).map(About::Incident),
        }
    }

    fn report(&self, context: &mut Context, bundled: &Bundled, bytes: u64) -> Outcome {
        let file = self.output.as_ref().map(|path| path.display().to_string());
        if context.ui.format == Format::Json {
            let mut told = document(bundled);
            told.insert("bytes".to_owned(), json!(bytes));
            told.insert("file".to_owned(), json!(file.filter(|_| !self.dry_run)));
            context.ui.json(&told)?;
            return Ok(Exit::Ok);
        }
        let ui = &mut context.ui;
        let what = format!(
            "{}: {}, {}, {}, of the tree of {} entries",
            about_words(ui, bundled),
            count(bundled.entries, "entry", "entries"),
            count(bundled.artifacts, "artifact", "artifacts"),
            count(bytes, "byte", "bytes"),
            bundled.checkpoint.size
        );
        let place = file.unwrap_or_else(|| "a file".to_owned());
        let head = if self.dry_run { format!("would write to {place}") } else { place };
        ui.line(format!("{head}: {what}"));
        ui.line(format!("  complete: {}", completeness_words(ui, bundled)));
        if let Some(Index(first)) = bundled.unchecked.first().map(|(index, _)| *index) {
            let count = bundled.unchecked.len();
            ui.note(format!(
                "what rests on withheld or absent bytes cannot be compared: {count} in all, the first at entry {first}"
            ));
        }
        ui.note("check it anywhere with `bayan check-proof FILE --pin PIN`; `bayan checkpoint --pin` prints the pin");
        Ok(Exit::Ok)
    }
}

/// The key whose thumbprint these are the first digits of.
fn signer(reading: &Reading, digits: &str) -> Result<Thumbprint, Failure> {
    let lists = "`bayan list keys` lists them";
    let is_hex = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !is_hex || digits.len() < DIGITS_MIN {
        let what = format!(
            "{} is no thumbprint: at least {DIGITS_MIN} lower-case hex digits",
            as_typed(digits)
        );
        return Err(Failure::new(Exit::Usage, what, lists));
    }
    let keys = reading.meaning().keys().map_err(rows_failure)?;
    let mut found =
        keys.into_iter().map(|(key, _)| key).filter(|key| key.to_string().starts_with(digits));
    match (found.next(), found.next()) {
        (Some(key), None) => Ok(key),
        (None, _) => {
            let what = format!("no key of this ledger begins with {digits}");
            Err(Failure::new(Exit::CannotRead, what, lists))
        }
        (Some(_), Some(_)) => {
            let what = format!("{digits} may mean several keys");
            Err(Failure::new(Exit::Usage, what, "give more of its digits"))
        }
    }
}
