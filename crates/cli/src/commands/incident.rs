//! `bayan incident`: a case is opened.

use bayan_claim::Kind;
use clap::Args;
use serde_json::{Value, json};

use crate::authoring::{Draft, WriteArgs, append};
use crate::commands::party::{name, phrase};
use crate::context::Context;
use crate::error::Outcome;

/// Open an incident, under a slug that people type.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan incident example-outage --title \"en=Outage at Example Power Company\" --title \"sw=Kukatika kwa umeme\"

That two incidents are one is said later, with `bayan add link`, and never by an edit.")]
pub struct Incident {
    /// The name that people type: lower-case letters, digits and hyphens
    slug: String,
    /// A title, with its language; may be repeated
    #[arg(long = "title", value_name = "[TAG=]TITLE", required = true)]
    titles: Vec<String>,
    /// A remark of yours
    #[arg(long, value_name = "TAG=TEXT")]
    note: Option<String>,
    /// Signing.
    #[command(flatten)]
    write: WriteArgs,
}

impl Incident {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let titles: Vec<Value> = self.titles.iter().map(|text| name(text)).collect();
        let note = self.note.as_deref().map(|text| phrase("note", text)).transpose()?;
        let says = json!({ "note": note, "slug": self.slug, "titles": titles });
        append(context, "incident", &self.write, Draft::new(Kind::Incident, says))
    }
}
