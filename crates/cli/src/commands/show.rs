//! `show`: one entry, party, incident, thing, question or artifact, in full.

mod artifact;
mod declared;
mod entry;
mod incident;
mod says;
mod utterance;

use bayan_ledger::StoredEntry;
use bayan_proof::num::Index;
use clap::Args;

pub use incident::Answer as IncidentAnswer;

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::names::Named;
use crate::picture::moment::MomentArgs;
use crate::reading::Reading;
use crate::ui::{Format, as_typed};

/// Show an entry, statement, party, incident, thing or artifact
#[derive(Debug, Args)]
#[command(
    after_help = "A name is an entry number, a statement id or its first digits, `party:…`, `incident:…`, \
`thing:…`, `question:…` with a slug or an id, `capture:` with the first digits of an artifact, or a bare slug. `--said-by` \
and `--lang` are for incidents: only what was said of one is dated and told in other languages.

Examples:
  bayan show 12
  bayan show 3f9a41
  bayan show party:example-power
  bayan show incident:in-nagar-palika
  bayan show incident:in-nagar-palika --said-by 2023-12-22 --lang hi
  bayan show capture:9b74 --text
  bayan show capture:9b74 --raw > page.html
  bayan show 12 --raw > body.json"
)]
pub struct Show {
    /// What to show
    #[arg(value_name = "NAME")]
    name: String,
    /// Print an artifact's text, made harmless for terminals
    #[arg(long, conflicts_with = "raw")]
    text: bool,
    /// Write the bytes of an artifact, or of an entry's body, as they are
    #[arg(long, conflicts_with = "json")]
    raw: bool,
    #[command(flatten)]
    moment: MomentArgs,
}

impl Show {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let reading = Reading::open(context, self.moment.as_of.as_of.as_ref())?;
        let named = reading.find(&self.name)?;
        self.for_incidents(&named)?;
        match named {
            Named::Entry(_) if self.text => Err(no_artifact(&self.name)),
            Named::Entry(index) => self.entry(context, &reading, index),
            Named::Declared(_) if self.raw || self.text => Err(no_artifact(&self.name)),
            Named::Declared(id) => declared::show(context, &reading, &id, &self.moment),
            Named::Artifact(digest) if self.raw => {
                let bytes = artifact::bytes(&reading, &digest)?;
                context.ui.bytes(&bytes);
                Ok(Exit::Ok)
            }
            Named::Artifact(digest) => artifact::show(context, &reading, &digest, self.text),
        }
    }

    /// Refuses options for incidents where something else is named.
    fn for_incidents(&self, named: &Named) -> Result<(), Failure> {
        if matches!(named, Named::Declared(id) if id.starts_with("incident:")) {
            return Ok(());
        }
        let given = [
            (self.moment.said_by.is_some(), "--said-by"),
            (self.moment.lang.lang.is_some(), "--lang"),
        ];
        match given.into_iter().find(|(is_given, _)| *is_given) {
            None => Ok(()),
            Some((_, option)) => {
                let what =
                    format!("`{option}` is for incidents, and {} is none", as_typed(&self.name));
                Err(Failure::new(Exit::Usage, what, format!("leave out `{option}`")))
            }
        }
    }

    fn entry(&self, context: &mut Context, reading: &Reading, index: Index) -> Outcome {
        let stored = reading.entry(index)?;
        if self.raw {
            let body = stored.body.as_ref().ok_or_else(|| no_body(reading, &stored))?;
            context.ui.bytes(body.bytes());
            return Ok(Exit::Ok);
        }
        match context.ui.format {
            Format::Json => {
                let document = entry::json(reading, &stored)?;
                context.ui.json(&document)?;
            }
            Format::Text => {
                let lines = entry::lines(&context.ui, reading, &stored)?;
                context.ui.lines(lines);
            }
        }
        entry::exit(context, reading, &stored)
    }
}

fn no_artifact(name: &str) -> Failure {
    let what = format!("{} is no artifact", as_typed(name));
    Failure::new(
        Exit::Usage,
        what,
        "`bayan list artifacts` shows those that there are, as `capture:…`",
    )
}

fn no_body(reading: &Reading, stored: &StoredEntry) -> Failure {
    let index = stored.entry.index();
    match reading.withheld(index) {
        Ok(Some(withheld)) => {
            let what = format!(
                "the body of entry {index} is {}",
                crate::reading::summary::withheld_words(&withheld)
            );
            Failure::new(
                Exit::CannotRead,
                what,
                format!("`bayan show {}` shows the redaction", withheld.by),
            )
        }
        Ok(None) => {
            let what =
                format!("the body of entry {index} is missing or is not the one that was signed");
            Failure::new(
                Exit::Bad,
                what,
                "run `bayan verify` to see what is damaged and what still holds",
            )
        }
        Err(failure) => failure,
    }
}
