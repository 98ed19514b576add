//! `export`: every claim with its provenance, normal form and place among the others, as CSV or JSON Lines.

mod columns;
mod row;

use std::path::PathBuf;

use bayan_claim::id::IncidentId;
use bayan_view::case::ClaimId;
use clap::{Args, ValueEnum};
use serde_json::json;

pub use row::Row;

use crate::commands::export::columns::{COLUMNS, cells, record};
use crate::commands::export::row::Rows;
use crate::context::{Context, read_failure};
use crate::error::{Exit, Failure, Outcome};
use crate::output::Output;
use crate::picture::moment::MomentArgs;
use crate::picture::quotes::Quotes;
use crate::picture::{Scene, find};
use crate::reading::Reading;
use crate::reading::layout::{Cell, Table, count};
use crate::reading::words::Words;
use crate::system::{System, Terminal};
use crate::ui::{ColorChoice, Format as Shown, Tone, Ui};

/// How many claims are read and written at a time, so that memory stays bounded.
const CHUNK: usize = 512;

/// Write every claim of an incident, or of all, with its provenance as CSV or JSON Lines
#[derive(Debug, Args)]
#[command(
    after_help = "One row a claim, and one row a gap where a body is withheld: nothing is left out in silence. A claim of \
two incidents stands once under each. What is no claim (silences, questions, opinions, links that start elsewhere, withheld \
artifacts, what recorders withdrew) has no row; how many there are is said at the end.

The CSV is UTF-8 with a header line; `--columns` says what each column holds. A cell that a spreadsheet would run as a \
formula, which begins with = + - @ (or their full-width forms), a tab or a line break, has an apostrophe before it; JSON \
Lines has the words untouched.

Examples:
  bayan export in-nagar-palika -o nagar-palika.csv
  bayan export ir-civil-registry --format jsonl | jq .says.words
  bayan export --all --as-of 90 -o all.jsonl
  bayan export --columns

`bayan schema --answer export` prints the schema of a line of JSON Lines."
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Export {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT", conflicts_with = "all")]
    incident: Option<String>,
    /// Every incident
    #[arg(long)]
    all: bool,
    /// The format [default: by the ending of the file, else CSV; JSON Lines with `--json`]
    #[arg(long)]
    format: Option<Format>,
    /// The file to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "output")]
    force: bool,
    /// Make every row, and write none
    #[arg(long)]
    dry_run: bool,
    /// List the columns of the CSV, and what each holds
    #[arg(long, conflicts_with_all = ["incident", "all", "output"])]
    columns: bool,
    #[command(flatten)]
    moment: MomentArgs,
}

/// A format of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Comma-separated values (RFC 4180), for spreadsheets
    Csv,
    /// The same after a byte order mark, by which some spreadsheets know UTF-8
    CsvBom,
    /// One JSON document a line
    Jsonl,
}

/// What was written, and what has no row.
#[derive(Debug, Default)]
struct Tally {
    incidents: u64,
    claims: u64,
    gaps: u64,
    silences: u64,
    questions: u64,
    opinions: u64,
    links: u64,
    artifacts: u64,
    withdrawn: u64,
}

impl Export {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        if self.columns {
            return list_columns(context);
        }
        let reading = Reading::open_rows(context, self.moment.as_of.as_of.as_ref())?;
        let incidents = self.incidents(&reading)?;
        // Rows are for machines: no marks and no colours, whatever the terminal.
        let bare = System { terminal: Terminal::default(), ..context.system.clone() };
        let mut plain = Ui::new(&bare, Shown::Text, ColorChoice::Never, true);
        plain.speak(&bare, self.moment.lang.lang);
        let format = self.format(context);
        let mut output = if self.dry_run {
            Output::nowhere(self.output.as_deref(), self.force)?
        } else {
            Output::open(self.output.as_deref(), self.force)?
        };
        let written = self.write(context, &reading, &plain, (format, &incidents), &mut output);
        let tally = match written {
            Ok(tally) => tally,
            Err(failure) => {
                output.abandon();
                return Err(failure);
            }
        };
        output.finish()?;
        self.report(context, &tally)?;
        Ok(Exit::Ok)
    }

    fn format(&self, context: &Context) -> Format {
        let ending = self.output.as_ref().and_then(|path| path.extension()?.to_str());
        let named = match ending {
            Some("csv") => Some(Format::Csv),
            Some("jsonl" | "ndjson") => Some(Format::Jsonl),
            _ => None,
        };
        let otherwise = if context.ui.format == Shown::Json { Format::Jsonl } else { Format::Csv };
        self.format.or(named).unwrap_or(otherwise)
    }

    fn incidents(&self, reading: &Reading) -> Result<Vec<IncidentId>, Failure> {
        if !self.all {
            return Ok(vec![find::incident_or_all(reading, self.incident.as_deref())?]);
        }
        let known = reading.reader().incidents(reading.meaning(), reading.size());
        known.map_err(|error| read_failure(&error))
    }

    fn write(
        &self,
        context: &mut Context,
        reading: &Reading,
        plain: &Ui,
        (format, incidents): (Format, &[IncidentId]),
        output: &mut Output,
    ) -> Result<Tally, Failure> {
        let words = Words { reading, ui: plain };
        // A bar would run through rows that go to the same terminal.
        let total = if self.all && (self.output.is_some() || !context.ui.is_terminal()) {
            reading.size().0
        } else {
            0
        };
        let bar = context.ui.progress(total, "exporting");
        if format != Format::Jsonl {
            let mark = if format == Format::CsvBom { "\u{feff}" } else { "" };
            let header = record(COLUMNS.iter().map(|(name, _)| (*name).to_owned()))?;
            output.write(&mut context.ui, &[mark.as_bytes(), &header].concat())?;
        }
        let mut tally = Tally::default();
        for incident in incidents {
            let scene = Scene::at(reading, *incident, reading.size(), self.moment.said_by.clone())?;
            tally.add(&scene);
            let ids: Vec<ClaimId> = scene.case.claims().map(|(id, _)| id).collect();
            let rows = Rows::of(&scene, words)?;
            for chunk in ids.chunks(CHUNK) {
                let quotes = Quotes::of(reading, &scene.case, chunk.iter().copied())?;
                let rows = rows.claims(&quotes, chunk)?;
                output.write(&mut context.ui, &encoded(format, &rows)?)?;
                bar.inc(quotes.entry_count());
            }
            output.write(&mut context.ui, &encoded(format, &rows.gaps()?)?)?;
        }
        bar.finish_and_clear();
        Ok(tally)
    }

    /// Says what was written, and what has no row.
    fn report(&self, context: &mut Context, tally: &Tally) -> Result<(), Failure> {
        if context.ui.format == Shown::Json && (self.output.is_some() || self.dry_run) {
            let file = self.output.as_ref().filter(|_| !self.dry_run);
            return context.ui.json(&json!({
                "file": file.map(|path| path.display().to_string()),
                "rows": tally.claims + tally.gaps, "claims": tally.claims, "gaps": tally.gaps,
                "incidents": tally.incidents,
                "without_row": {
                    "silences": tally.silences, "questions": tally.questions,
                    "opinions": tally.opinions, "links": tally.links,
                    "withheld_artifacts": tally.artifacts, "withdrawn": tally.withdrawn,
                },
            }));
        }
        let would = if self.dry_run { "would write " } else { "" };
        context.ui.note(format!(
            "{would}{} of {}: {}, {}",
            count(tally.claims + tally.gaps, "row", "rows"),
            count(tally.incidents, "incident", "incidents"),
            count(tally.claims, "claim", "claims"),
            count(tally.gaps, "gap", "gaps"),
        ));
        let left_out: Vec<String> = [
            (tally.silences, "silence", "silences"),
            (tally.questions, "question", "questions"),
            (tally.opinions, "opinion", "opinions"),
            (tally.links, "link that starts at no claim here", "links that start at no claim here"),
            (tally.artifacts, "withheld artifact", "withheld artifacts"),
            (
                tally.withdrawn,
                "statement that its recorder withdrew",
                "statements that their recorders withdrew",
            ),
        ]
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| count(n, one, many))
        .collect();
        if !left_out.is_empty() {
            context.ui.note(format!("without a row: {}", left_out.join(", ")));
        }
        Ok(())
    }
}

impl Tally {
    fn add(&mut self, scene: &Scene) {
        let n = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let case = &scene.case;
        let is_loose = |end: bayan_view::fact::EndFact| match end {
            bayan_view::fact::EndFact::Claim(claim) => case.find(claim).is_empty(),
            _ => true,
        };
        self.incidents += 1;
        self.claims += n(case.claim_count());
        self.gaps += n(case.gaps.len());
        self.silences += n(case.silences.len());
        self.questions += n(case.questions.len());
        self.opinions += n(case.opinions.len());
        self.links += n(case.links.iter().filter(|link| is_loose(link.link.from)).count());
        self.artifacts += n(case.withheld_artifacts.len());
        let withdrawn = case.corrections.iter().filter(|correction| correction.withdrawn);
        self.withdrawn += n(withdrawn.map(|correction| correction.targets.len()).sum());
    }
}

/// Rows as bytes of a format.
fn encoded(format: Format, rows: &[Row]) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    for row in rows {
        match format {
            Format::Csv | Format::CsvBom => bytes.extend(record(cells(row)?)?),
            Format::Jsonl => {
                serde_json::to_writer(&mut bytes, row)
                    .map_err(|error| Failure::bare(Exit::Internal, error))?;
                bytes.push(b'\n');
            }
        }
    }
    Ok(bytes)
}

fn list_columns(context: &mut Context) -> Outcome {
    if context.ui.format == Shown::Json {
        let columns = COLUMNS.iter().map(|(name, holds)| json!({ "name": name, "holds": holds }));
        context.ui.json(&columns.collect::<Vec<_>>())?;
        return Ok(Exit::Ok);
    }
    let mut table = Table::default();
    for (name, holds) in COLUMNS {
        table.row([Cell::of(name).tone(Tone::Strong), Cell::of(holds)]);
    }
    let lines = table.lines(&context.ui);
    context.ui.lines(lines);
    Ok(Exit::Ok)
}
