//! `state-digest`: what an incident comes to, as one digest that two parties can compare.

use std::collections::BTreeMap;

use bayan_claim::id::IncidentId;
use bayan_proof::hash::Blake3;
use bayan_view::state::ledger_digest;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::picture::moment::SaidBy;
use crate::picture::{digest, find};
use crate::reading::Reading;
use crate::reading::as_of::AsOfArg;
use crate::reading::words::slug;
use crate::ui::{Format, Tone};

/// Print the digest of what an incident comes to, or of all incidents and the ledger
#[derive(Debug, Args)]
#[command(
    after_help = "Equal digests mean that two copies lead to the same positions, shifts, conflicts, statuses, links, \
silences, questions, opinions, corrections and gaps, computed by the same version of the rules. What is withheld is part \
of it, so a redaction changes it. Entry numbers and ledger times are not: other incidents change nothing.

Examples:
  bayan state-digest in-nagar-palika
  bayan state-digest --all
  bayan state-digest --all --as-of 90
  bayan state-digest in-nagar-palika --said-by 2023-12-31 --json

`bayan schema --answer state-digest` prints the schema of the JSON answer."
)]
pub struct StateDigest {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT", conflicts_with = "all")]
    incident: Option<String>,
    /// Every incident, and the ledger
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    as_of: AsOfArg,
    /// What had been said by then: a date (`2023-12-22`, to its end) or a time (RFC 3339)
    #[arg(long, value_name = "DATE|TIME")]
    said_by: Option<SaidBy>,
}

/// Digests of what incidents come to.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// How many entries the ledger held.
    pub entries: u64,
    /// `--said-by`, as it was given.
    pub said_by: Option<String>,
    /// The version of the rules. Digests of different versions do not compare.
    pub rules: u32,
    /// The incidents, by id.
    pub incidents: Vec<DigestDocument>,
    /// The ledger's, over those of all incidents; none where one incident was asked for.
    pub ledger: Option<String>,
}

/// The digest of one incident's state.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DigestDocument {
    /// The incident's id.
    pub incident: String,
    /// Its slug with its kind, as it is typed.
    pub slug: String,
    /// BLAKE3 of its state.
    pub digest: String,
}

impl StateDigest {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let reading = Reading::open_rows(context, self.as_of.as_of.as_ref())?;
        let digests = self.digests(context, &reading)?;
        let ledger = self.all.then(|| ledger_digest(&digests));
        let answer = Answer {
            entries: reading.size().0,
            said_by: self.said_by.as_ref().map(ToString::to_string),
            rules: bayan_view::VIEW_VERSION,
            incidents: digests
                .iter()
                .map(|(id, digest)| DigestDocument {
                    incident: id.to_string(),
                    slug: slug(&reading, &id.to_string()),
                    digest: digest.to_string(),
                })
                .collect(),
            ledger: ledger.map(|digest| digest.to_string()),
        };
        match context.ui.format {
            Format::Json => context.ui.json(&answer)?,
            Format::Text => {
                for line in &answer.incidents {
                    let name = context.ui.paint(Tone::Strong, &line.slug);
                    context.ui.line(format!("{}  {name}", line.digest));
                }
                if let Some(digest) = &answer.ledger {
                    let name = context.ui.paint(Tone::Strong, "ledger");
                    context.ui.line(format!("{digest}  {name} of {} entries", answer.entries));
                }
            }
        }
        Ok(Exit::Ok)
    }

    fn digests(
        &self,
        context: &Context,
        reading: &Reading,
    ) -> Result<BTreeMap<IncidentId, Blake3>, Failure> {
        let (reader, meaning, size) = (reading.reader(), reading.meaning(), reading.size());
        let said_by = self.said_by.as_ref();
        if self.all {
            let bar = context.ui.progress(size.0, "computing what each incident comes to");
            let digests = digest::all(reader, meaning, size, said_by, |of, done| {
                bar.set_length(u64::try_from(of).unwrap_or(u64::MAX));
                bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
            });
            bar.finish_and_clear();
            return digests;
        }
        let incident = find::incident_or_all(reading, self.incident.as_deref())?;
        let digest = digest::incident(reader, meaning, &incident, size, said_by)?;
        Ok(BTreeMap::from([(incident, digest)]))
    }
}
