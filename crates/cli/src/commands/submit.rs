//! `bayan submit`: statements that were signed elsewhere.

use std::path::{Path, PathBuf};

use bayan_claim::{Body, Kind, Says};
use bayan_ledger::Submission;
use bayan_ledger::ledger::ClockJump;
use bayan_proof::statement::SignedStatement;
use clap::Args;

use crate::authoring::{Signed, answer, store_sources};
use crate::context::{Context, chain, read_input, submit_failure};
use crate::error::{Exit, Failure, Outcome};

/// Append signed statements from the files that `bayan sign` wrote.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan submit statement.cose
  bayan submit outbox/*.cose --dry-run
  bayan submit capture.cose --source article.html

A statement that is there already is not appended again.")]
pub struct Submit {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The bytes that a signed capture is of: stored if it is admitted; may be repeated
    #[arg(long = "source", value_name = "FILE")]
    sources: Vec<PathBuf>,
    /// Check everything and append nothing
    #[arg(long)]
    dry_run: bool,
    /// Go on although the clock jumped further than the policy allows
    #[arg(long)]
    confirm_clock: bool,
}

impl Submit {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let signed = self.files.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
        let clock = if self.confirm_clock { ClockJump::Confirmed } else { ClockJump::Stops };
        let mut ledger = context.writer("submit", clock)?;
        for source in &self.sources {
            ledger.texts().lend(&read_input(source)?);
        }
        let submissions: Vec<Submission> =
            signed.iter().map(|signed| signed.submission.clone()).collect();
        let mut verdicts = ledger.dry_run(&submissions).map_err(|error| submit_failure(&error))?;
        if !self.dry_run {
            store_sources(&ledger, &signed, &verdicts)?;
            verdicts = ledger.submit(&submissions).map_err(|error| submit_failure(&error))?;
        }
        ledger.close().map_err(|error| submit_failure(&error))?;
        answer(context, &signed, &verdicts, self.dry_run)
    }
}

/// Reads one file. Whether it is admitted is for the ledger to say.
fn read(path: &Path) -> Result<Signed, Failure> {
    let bad = |error: &dyn std::error::Error| {
        let what = format!("{}: {}", path.display(), chain(error));
        Failure::new(Exit::Usage, what, "name files that `bayan sign` wrote, unchanged")
    };
    let submission = Submission::parse(&read_input(path)?).map_err(|error| bad(&error))?;
    let statement = SignedStatement::parse(&submission.statement).map_err(|error| bad(&error))?;
    let body = Body::parse(&submission.body).map_err(|error| bad(&error))?;
    let kind = Kind::from_number(statement.header().kind).unwrap_or(body.kind());
    let label = path
        .file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let declares = match body.says() {
        Says::Capture(capture) => Some(format!("capture:{}", capture.artifact)),
        _ => None,
    };
    Ok(Signed { id: statement.id(), kind, label, declares, has_reference: false, submission })
}
