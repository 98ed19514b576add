//! `list`: what there is, kind by kind.

mod artifacts;
mod declared;
mod keys;

use bayan_claim::Kind;
use clap::{Args, ValueEnum};

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::reading::Reading;
use crate::reading::as_of::AsOfArg;
use crate::reading::filter::FilterArgs;
use crate::reading::layout::{Cell, Table, count};
use crate::reading::record::{line_json, row};
use crate::ui::Format;

/// List parties, incidents, things, artifacts, utterances or other kinds
#[derive(Debug, Args)]
#[command(
    after_help = "With --incident, --party or --facet, parties, incidents, things, questions and artifacts are \
listed that the entries left by the filter name.

Examples:
  bayan list parties
  bayan list utterances --incident data-centre-outage --facet confidentiality.data_leak
  bayan list things --party example-power
  bayan list artifacts --json"
)]
pub struct List {
    /// What to list
    #[arg(default_value = "all")]
    what: What,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    as_of: AsOfArg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    Parties,
    Incidents,
    Things,
    Questions,
    Artifacts,
    Utterances,
    Silences,
    Links,
    Opinions,
    Amendments,
    Redactions,
    Keys,
    All,
}

/// One line of a list: a document for machines, cells for people.
struct Line {
    document: serde_json::Value,
    cells: Vec<Cell>,
}

impl List {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let reading = Reading::open(context, self.as_of.as_of.as_ref())?;
        let lines = match self.what {
            What::Parties => declared::lines(&reading, &self.filter, "party"),
            What::Incidents => declared::lines(&reading, &self.filter, "incident"),
            What::Things => declared::lines(&reading, &self.filter, "thing"),
            What::Questions => declared::lines(&reading, &self.filter, "question"),
            What::Artifacts => artifacts::lines(&reading, &self.filter),
            What::Keys => keys::lines(&reading, &self.filter),
            What::Utterances => self.entries(&reading, Some(Kind::Utterance)),
            What::Silences => self.entries(&reading, Some(Kind::Silence)),
            What::Links => self.entries(&reading, Some(Kind::Link)),
            What::Opinions => self.entries(&reading, Some(Kind::Opinion)),
            What::Amendments => self.entries(&reading, Some(Kind::Amend)),
            What::Redactions => self.entries(&reading, Some(Kind::Redaction)),
            What::All => self.entries(&reading, None),
        }?;
        let total = lines.len();
        let mut table = Table::default();
        for line in lines {
            match context.ui.format {
                Format::Json => context.ui.json_line(&line.document)?,
                Format::Text => table.row(line.cells),
            }
        }
        for line in table.lines(&context.ui) {
            context.ui.line(line);
        }
        if context.ui.format == Format::Text {
            context.ui.note(count(u64::try_from(total).unwrap_or(u64::MAX), "line", "lines"));
        }
        Ok(Exit::Ok)
    }

    /// Entries, in log order.
    fn entries(&self, reading: &Reading, kind: Option<Kind>) -> Result<Vec<Line>, Failure> {
        let mut lines = Vec::new();
        reading.for_entries(&self.filter.entries(reading, kind)?, |entry| {
            lines.push(Line {
                document: line_json(reading, &entry)?,
                cells: row(reading, &entry)?.to_vec(),
            });
            Ok(())
        })?;
        Ok(lines)
    }
}
