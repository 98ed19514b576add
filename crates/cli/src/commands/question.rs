//! `bayan question`: what nobody has answered yet.

use std::path::PathBuf;

use bayan_claim::Kind;
use clap::Args;
use serde_json::json;

use crate::authoring::{Draft, WriteArgs, append};
use crate::commands::add::unfit;
use crate::commands::party::phrase;
use crate::context::Context;
use crate::drafts;
use crate::error::Outcome;
use crate::flags;

/// Open a question on a facet of an incident. A link `answers` closes it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan question incident:example-outage confidentiality.leak \"en=Was customer data taken?\"
  bayan question example-outage availability.restored_at \"en=When will it be back?\" --to party:example-power --asked 2024-05-02
  bayan question -f draft.toml")]
pub struct Question {
    /// A draft in TOML or JSON, or `-`: `bayan template question` prints one
    #[arg(long, short, value_name = "FILE",
          conflicts_with_all = ["incident", "facet", "text", "to", "asked", "scope"])]
    file: Option<PathBuf>,
    /// The incident
    #[arg(value_parser = incident, required_unless_present = "file")]
    incident: Option<String>,
    /// What it is about: `bayan facets` lists them
    #[arg(required_unless_present = "file")]
    facet: Option<String>,
    /// The question, with its language
    #[arg(value_name = "TAG=TEXT", required_unless_present = "file")]
    text: Option<String>,
    /// To whom it was put; may be repeated
    #[arg(long, value_name = "PARTY")]
    to: Vec<String>,
    /// When it was put: an EDTF date, words as printed in quotes, or both
    #[arg(long, value_name = "TIME")]
    asked: Option<String>,
    /// What part of the world it asks about: `system=thing:a`; may be repeated
    #[arg(long, value_name = "DIMENSION=IDS")]
    scope: Vec<String>,
    /// Signing.
    #[command(flatten)]
    write: WriteArgs,
}

impl Question {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        if let Some(file) = &self.file {
            let draft = drafts::read_kind(file, Kind::Question)?;
            return append(context, "question", &self.write, draft);
        }
        let says = json!({
            "asked": self.asked.as_deref().map(flags::time), "facet": self.facet, "incident": self.incident,
            "scope": flags::scope(&self.scope, None).map_err(|error| unfit(&error))?,
            "text": self.text.as_deref().map(|text| phrase("text", text)).transpose()?, "to": self.to,
        });
        append(context, "question", &self.write, Draft::new(Kind::Question, says))
    }
}

/// An incident, with or without its kind before it.
pub fn incident(text: &str) -> Result<String, String> {
    Ok(if text.contains(':') { text.to_owned() } else { format!("incident:{text}") })
}
