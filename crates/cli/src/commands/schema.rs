//! `bayan schema`: JSON Schema of statement bodies.

use bayan_claim::Kind;
use clap::Args;
use serde_json::{Map, Value};

use crate::context::Context;
use crate::error::{Exit, Outcome};

/// Print the JSON Schema (2020-12) of a statement kind, or of all.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan schema utterance > utterance.schema.json
  bayan schema | jq 'keys'

It describes a body as it is signed. Drafts may also have names for ids and quotes for offsets: `bayan template`.")]
pub struct Schema {
    /// The kind; without one, an object with the schema of every kind
    kind: Option<Kind>,
}

impl Schema {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
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
