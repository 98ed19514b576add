//! `bayan schema`: JSON Schema of statement bodies, and of the answers of the commands that read an incident.

use bayan_claim::Kind;
use clap::{Args, ValueEnum};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::commands::{
    ask, blame, clocks, conflicts, diff, export, headlines, history, promises, questions,
    responsibility, show, silent, state_digest,
};
use crate::context::Context;
use crate::error::{Exit, Outcome};

/// Print the JSON Schema (2020-12) of a statement kind, or of all, or of a command's JSON answer.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan schema utterance > utterance.schema.json
  bayan schema | jq 'keys'
  bayan schema --answer ask

It describes a body as it is signed. Drafts may also have names for ids and quotes for offsets: `bayan template`.")]
pub struct Schema {
    /// The kind; without one, an object with the schema of every kind
    kind: Option<Kind>,
    /// The answer that a command gives with `--json`
    #[arg(long, value_name = "COMMAND", conflicts_with = "kind")]
    answer: Option<Answer>,
}

/// The commands whose answers have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Answer {
    Ask,
    Blame,
    Clocks,
    Conflicts,
    Diff,
    /// A line of JSON Lines
    Export,
    Headlines,
    History,
    Promises,
    Questions,
    /// The answer of `clocks --regimes`
    Regimes,
    Responsibility,
    /// The `picture` of `show incident:…`
    ShowIncident,
    Silent,
    StateDigest,
}

impl Answer {
    fn schema(self) -> Value {
        match self {
            Self::Ask => of::<ask::Answer>(),
            Self::Blame => of::<blame::Answer>(),
            Self::Clocks => of::<clocks::Answer>(),
            Self::Conflicts => of::<conflicts::Answer>(),
            Self::Diff => of::<diff::Answer>(),
            Self::Export => of::<export::Row>(),
            Self::Headlines => of::<headlines::Answer>(),
            Self::History => of::<history::Answer>(),
            Self::Promises => of::<promises::Answer>(),
            Self::Questions => of::<questions::Answer>(),
            Self::Regimes => of::<clocks::TableAnswer>(),
            Self::Responsibility => of::<responsibility::Answer>(),
            Self::Silent => of::<silent::Answer>(),
            Self::StateDigest => of::<state_digest::Answer>(),
            Self::ShowIncident => of::<show::IncidentAnswer>(),
        }
    }
}

fn of<T: JsonSchema>() -> Value {
    // What is written, and not what would be read: an absent value is written as null.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

impl Schema {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        if let Some(answer) = self.answer {
            context.ui.json(&answer.schema())?;
            return Ok(Exit::Ok);
        }
        if let Some(kind) = self.kind {
            context.ui.json(&bayan_claim::schema::schema(kind))?;
            return Ok(Exit::Ok);
        }
        let of = |kind: &Kind| (kind.name().to_owned(), bayan_claim::schema::schema(*kind));
        let all: Map<String, Value> = Kind::ALL.iter().map(of).collect();
        context.ui.json(&all)?;
        Ok(Exit::Ok)
    }
}
