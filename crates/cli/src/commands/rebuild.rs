//! `rebuild`: the read model deleted and made again from the log.

use bayan_ledger::ledger::{CACHE_BYTES, ClockJump};
use bayan_ledger::rows::ROWS_VERSION;
use bayan_store::view::{View, ViewError, ViewState};
use clap::Args;
use serde_json::json;

use crate::context::{Context, chain, submit_failure};
use crate::error::{Exit, Failure, Outcome};
use crate::ui::Format;

/// Delete the read model and make it again from the log
#[derive(Debug, Args)]
#[command(
    after_help = "The read model only makes commands fast: everything in it follows from the log. Needs the \
log's keys, because it opens the ledger for writing. Without them delete the folder `view.sled`: readers then fold \
what they need from the log.

Examples:
  bayan rebuild
  bayan verify"
)]
pub struct Rebuild {
    /// Say what would be rebuilt, and touch nothing
    #[arg(long)]
    dry_run: bool,
}

impl Rebuild {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        if self.dry_run {
            return would(context);
        }
        let mut ledger = context.writer("rebuild", ClockJump::Stops)?;
        let size = ledger.meaning().tip().size;
        let dir = ledger.dir().to_owned();
        let bar = context.ui.progress(size.0, "rebuilding");
        let rebuilt = ledger.rebuild().and_then(|()| ledger.close());
        bar.finish_and_clear();
        rebuilt.map_err(|error| submit_failure(&error))?;
        // A reader that has it open keeps it from being replaced; then nothing is rebuilt, and that is said.
        let rows = match View::open(&dir.join("view.sled"), ROWS_VERSION, CACHE_BYTES) {
            Ok(ViewState::Ready(view)) if view.mark().size == size => view.row_count(),
            Ok(ViewState::Ready(_)) | Err(ViewError::Held) => {
                let what = "the read model is in use by another process and could not be replaced";
                return Err(Failure::new(
                    Exit::Locked,
                    what,
                    "end the process that reads it, and run it again",
                ));
            }
            Ok(ViewState::NeedsRebuild(reason)) => {
                return Err(Failure::bare(
                    Exit::Internal,
                    format!("the read model was rebuilt and is not usable: {reason}"),
                ));
            }
            Err(error) => return Err(Failure::bare(Exit::CannotRead, chain(&error))),
        };
        match context.ui.format {
            Format::Json => context.ui.json(&json!({ "entries": size.0, "rows": rows }))?,
            Format::Text => {
                context.ui.line(format!("rebuilt the read model: {rows} rows from {size} entries"));
            }
        }
        Ok(Exit::Ok)
    }
}

/// What would be rebuilt: the log is read, and the keys are opened that writing needs.
fn would(context: &mut Context) -> Outcome {
    let reader = context.reader()?;
    let dir = reader.dir().to_owned();
    context.log_keys(&dir)?;
    let size = reader.size();
    match context.ui.format {
        Format::Json => context.ui.json(&json!({ "would_read": size.0 }))?,
        Format::Text => {
            context.ui.line(format!("would rebuild the read model from {size} entries"));
        }
    }
    Ok(Exit::Ok)
}
