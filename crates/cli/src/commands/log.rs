//! `log`: the newest entries, one a line.

use std::collections::BTreeSet;

use bayan_claim::Kind;
use bayan_proof::num::Index;
use clap::Args;

use crate::context::Context;
use crate::error::{Exit, Outcome};
use crate::reading::Reading;
use crate::reading::as_of::AsOfArg;
use crate::reading::filter::{FilterArgs, parse_kind};
use crate::reading::layout::{Table, count};
use crate::reading::record::{line_json, row};
use crate::ui::Format;

/// Show the newest entries, the newest first
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan log
  bayan log -n 5 --incident data-centre-outage
  bayan log --kind utterance --party example-power --all
  bayan log --as-of 2024-01-06T12:00:00Z
  bayan log --all --json | jq -r .summary")]
pub struct Log {
    /// How many
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 20)]
    count: u64,
    /// All of them
    #[arg(long, conflicts_with = "count")]
    all: bool,
    /// Only one kind of statement
    #[arg(long, short, value_name = "KIND", value_parser = parse_kind)]
    kind: Option<Kind>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    as_of: AsOfArg,
}

impl Log {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let reading = Reading::open(context, self.as_of.as_of.as_ref())?;
        let found = self.filter.entries(&reading, self.kind)?;
        let limit =
            if self.all { usize::MAX } else { usize::try_from(self.count).unwrap_or(usize::MAX) };
        let newest: BTreeSet<Index> = found.iter().rev().take(limit).copied().collect();
        let mut entries = Vec::new();
        reading.for_entries(&newest, |entry| {
            entries.push(entry);
            Ok(())
        })?;
        let mut table = Table::default();
        for entry in entries.iter().rev() {
            match context.ui.format {
                Format::Json => context.ui.json_line(&line_json(&reading, entry)?)?,
                Format::Text => table.row(row(&reading, entry)?),
            }
        }
        for line in table.lines(&context.ui) {
            context.ui.line(line);
        }
        let left = found.len().saturating_sub(newest.len());
        if context.ui.format == Format::Text {
            if found.is_empty() {
                context.ui.note("nothing like that is in the ledger");
            } else if left > 0 {
                let left =
                    count(u64::try_from(left).unwrap_or(u64::MAX), "older entry", "older entries");
                context.ui.note(format!("{left}: `-n COUNT` or `--all` shows more"));
            }
        }
        Ok(Exit::Ok)
    }
}
