//! `bayan incident`: a case is opened.

use std::path::PathBuf;

use bayan_claim::Kind;
use clap::Args;
use serde_json::{Value, json};

use crate::authoring::{Draft, WriteArgs, append};
use crate::commands::party::{name, phrase};
use crate::context::Context;
use crate::drafts;
use crate::error::Outcome;

/// Open an incident, under a slug that people type.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan incident example-outage --title \"en=Outage at Example Power Company\" --title \"sw=Kukatika kwa umeme\"
  bayan incident -f draft.toml

That two incidents are one is said later, with `bayan add link`, and never by an edit.")]
pub struct Incident {
    /// A draft in TOML or JSON, or `-`: `bayan template incident` prints one
    #[arg(long, short, value_name = "FILE", conflicts_with_all = ["slug", "titles", "note"])]
    file: Option<PathBuf>,
    /// The name that people type: lower-case letters, digits and hyphens
    #[arg(required_unless_present = "file")]
    slug: Option<String>,
    /// A title, with its language; may be repeated
    #[arg(long = "title", value_name = "[TAG=]TITLE", required_unless_present = "file")]
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
        if let Some(file) = &self.file {
            let draft = drafts::read_kind(file, Kind::Incident)?;
            return append(context, "incident", &self.write, draft);
        }
        let titles: Vec<Value> = self.titles.iter().map(|text| name(text)).collect();
        let note = self.note.as_deref().map(|text| phrase("note", text)).transpose()?;
        let says = json!({ "note": note, "slug": self.slug, "titles": titles });
        append(context, "incident", &self.write, Draft::new(Kind::Incident, says))
    }
}
