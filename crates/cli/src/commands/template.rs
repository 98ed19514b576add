//! `bayan template`: commented drafts to fill in.

use bayan_claim::Kind;
use clap::Args;
use serde_json::Value;

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::sheet;
use crate::syntax::json_of;
use crate::ui::Format;

/// Print a commented draft to fill in, as TOML; with --json as JSON; with --csv the columns of a sheet.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan template utterance > draft.toml     then: bayan add utterance -f draft.toml
  bayan template capture --json >> archive.jsonl
  bayan template --csv > claims.csv         then: bayan import claims.csv

In a draft, names stand for ids (`party:slug`, `incident:slug`, `thing:slug`, `ref:…`, `entry:12`), and quotes for
places in the text. How values are written in a sheet and in flags:
  answer    yes, no, partly, attempted, unknown_to_source, no_evidence_found, not_said, declined, withheld
  quantity  5000 | ~ 5000 | <= 3 | > 10 | 10..20 | several | unstated
  bytes     ~ 20 GB | 5 tera | 3 GiB
  money     1000 USD | 5 XMR per_sale | 7 USD|CAD in_all
  set       open: a; thing:b | closed: a | all_except: thing:c
  time      2023-07-27 | 2023-07 | 2023-07-27T09:30
  duration  2 days | <= 3 hours | 2..4 weeks
  rate      2 / 1 days
  ref       party:x | thing:x | incident:x | ref:…#0 | #0
  text      words, in the language of the utterance")]
pub struct Template {
    /// The kind
    #[arg(required_unless_present = "csv", conflicts_with = "csv")]
    kind: Option<Kind>,
    /// The columns of a sheet: one row a claim
    #[arg(long)]
    csv: bool,
}

impl Template {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        match self.kind {
            None if context.ui.format == Format::Json => {
                let columns: Vec<Value> =
                    sheet::COLUMNS.iter().map(sheet::Column::document).collect();
                context.ui.json(&columns)?;
            }
            None => context.ui.bytes(&sheet::template()?),
            Some(kind) if context.ui.format == Format::Json => {
                context.ui.json_line(&value(kind)?)?;
            }
            Some(kind) => context.ui.bytes(text(kind).as_bytes()),
        }
        Ok(Exit::Ok)
    }
}

/// The draft of a kind, as text.
pub fn text(kind: Kind) -> &'static str {
    match kind {
        Kind::Policy => include_str!("template/policy.toml"),
        Kind::Key => include_str!("template/key.toml"),
        Kind::Party => include_str!("template/party.toml"),
        Kind::Incident => include_str!("template/incident.toml"),
        Kind::Thing => include_str!("template/thing.toml"),
        Kind::Capture => include_str!("template/capture.toml"),
        Kind::Utterance => include_str!("template/utterance.toml"),
        Kind::Silence => include_str!("template/silence.toml"),
        Kind::Link => include_str!("template/link.toml"),
        Kind::Opinion => include_str!("template/opinion.toml"),
        Kind::Question => include_str!("template/question.toml"),
        Kind::Amend => include_str!("template/amend.toml"),
        Kind::Redaction => include_str!("template/redaction.toml"),
    }
}

fn value(kind: Kind) -> Result<Value, Failure> {
    let table: toml::Table =
        toml::from_str(text(kind)).map_err(|error| Failure::bare(Exit::Internal, error))?;
    Ok(json_of(toml::Value::Table(table)))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::authoring::Draft;

    #[test]
    fn every_template_is_a_draft_of_its_kind() {
        for kind in Kind::ALL {
            let value = value(*kind).expect("the template is TOML");
            let draft = Draft::from_value(value, Path::new("")).expect("the template is a draft");
            assert_eq!(draft.kind, *kind);
            assert!(text(*kind).starts_with("# "), "{kind}: a template says what it is");
        }
    }
}
