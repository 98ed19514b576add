//! `bayan thing`: what scopes are made of, and new leaves of facet families.

use std::path::PathBuf;

use bayan_claim::Kind;
use bayan_claim::vocabulary::{ThingKind, ValueType};
use clap::Args;
use serde_json::{Value, json};

use crate::authoring::{Draft, WriteArgs, append};
use crate::commands::party::{name, phrase};
use crate::context::Context;
use crate::drafts;
use crate::error::{Exit, Failure, Outcome};

/// Describe a system, service, data kind, place, form or facet leaf, under a slug that people type.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan thing billing --is system --name \"en=Billing system\" --part-of party:example-power
  bayan thing backups --is data_kind --name en=Backups --part-of thing:customer-data
  bayan thing meter-reset --is facet --facet response.meter_reset --value answer \\
    --about \"Whether meters were reset\" --topic response
  bayan thing -f draft.toml

Part-of and alias-of are what makes one scope lie inside another.")]
pub struct Thing {
    /// A draft in TOML or JSON, or `-`: `bayan template thing` prints one
    #[arg(long, short, value_name = "FILE",
          conflicts_with_all = ["slug", "is", "names", "part_of", "alias_of", "note", "facet", "value", "about", "topics",
                                "harm", "harm_denied", "changing"])]
    file: Option<PathBuf>,
    /// The name that people type: lower-case letters, digits and hyphens
    #[arg(required_unless_present = "file")]
    slug: Option<String>,
    /// What it is: system, service, `data_kind`, place, form or facet
    #[arg(long, value_name = "KIND", required_unless_present = "file")]
    is: Option<ThingKind>,
    /// A name, with its language; may be repeated
    #[arg(long = "name", value_name = "[TAG=]NAME")]
    names: Vec<String>,
    /// A thing that it is part of, or the party whose it is; may be repeated
    #[arg(long, value_name = "THING|PARTY")]
    part_of: Vec<String>,
    /// A thing that it is another name of; may be repeated
    #[arg(long, value_name = "THING")]
    alias_of: Vec<String>,
    /// A remark of yours
    #[arg(long, value_name = "TAG=TEXT")]
    note: Option<String>,
    /// For a facet: its name
    #[arg(long, value_name = "FAMILY.LEAF", help_heading = "Facet leaf")]
    facet: Option<String>,
    /// For a facet: the type of its values
    #[arg(long, value_name = "TYPE", help_heading = "Facet leaf")]
    value: Option<ValueType>,
    /// For a facet: what it is about, in English
    #[arg(long, value_name = "TEXT", help_heading = "Facet leaf")]
    about: Option<String>,
    /// For a facet: a topic that it belongs to; may be repeated
    #[arg(long = "topic", value_name = "TOPIC", help_heading = "Facet leaf")]
    topics: Vec<String>,
    /// For a facet: an answer that says that the harm happened, or `some` for a number above zero or a non-empty set
    #[arg(long = "harm", value_name = "ANSWER", help_heading = "Facet leaf")]
    harm: Vec<String>,
    /// For a facet: an answer that says that the harm did not happen
    #[arg(long = "harm-denied", value_name = "ANSWER", help_heading = "Facet leaf")]
    harm_denied: Vec<String>,
    /// For a facet of answers without harm: its answer changes with time, so claims compare only at one moment
    #[arg(long, help_heading = "Facet leaf")]
    changing: bool,
    /// Signing.
    #[command(flatten)]
    write: WriteArgs,
}

impl Thing {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let is = match (&self.file, self.is) {
            (Some(file), _) => {
                return append(
                    context,
                    "thing",
                    &self.write,
                    drafts::read_kind(file, Kind::Thing)?,
                );
            }
            (None, Some(is)) => self.kind(is)?,
            (None, None) => Value::Null,
        };
        let says = json!({
            "alias_of": self.alias_of, "is": is,
            "names": self.names.iter().map(|text| name(text)).collect::<Vec<_>>(),
            "note": self.note.as_deref().map(|text| phrase("note", text)).transpose()?,
            "part_of": self.part_of, "slug": self.slug,
        });
        append(context, "thing", &self.write, Draft::new(Kind::Thing, says))
    }

    fn kind(&self, is: ThingKind) -> Result<Value, Failure> {
        let is_facet = is == ThingKind::Facet;
        match (&self.facet, self.value, &self.about) {
            (Some(facet), Some(value), Some(about)) if is_facet => {
                let changing = self.changing.then_some(true);
                let spec = json!({ "about": about, "changing": changing, "harm": self.harm_rule(), "topics": self.topics, "value": value.name() });
                Ok(json!({ "facet": { "name": facet, "spec": spec } }))
            }
            _ if is_facet => Err(Failure::new(
                Exit::Usage,
                "a facet leaf needs its name, the type of its values and what it is about",
                "add `--facet FAMILY.LEAF --value TYPE --about TEXT`",
            )),
            (None, None, None) if !self.changing => Ok(json!(is.name())),
            _ => Err(Failure::new(
                Exit::Usage,
                format!("--facet, --value, --about and --changing are not for a {is}"),
                "say `--is facet`, or leave them out",
            )),
        }
    }

    fn harm_rule(&self) -> Value {
        match (self.harm.as_slice(), self.harm_denied.as_slice()) {
            ([], []) => Value::Null,
            ([some], []) if some == "some" => json!("some"),
            (affirmed, denied) => json!({ "answers": { "affirmed": affirmed, "denied": denied } }),
        }
    }
}
