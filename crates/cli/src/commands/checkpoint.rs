//! `checkpoint`: the newest signed tree head; the pin and the audience, for those who need them.

use std::path::Path;

use clap::Args;
use serde_json::json;

use crate::context::Context;
use crate::error::{Exit, Outcome};
use crate::ui::Format;

/// Print the newest checkpoint, the pin or the audience
#[derive(Debug, Args)]
#[command(
    after_help = "The checkpoint is a signed note (C2SP tlog-checkpoint). The pin is what others keep outside the \
ledger to verify against: `--pin` without a file prints it. The audience is what statements signed elsewhere are \
addressed to. A checkpoint that is kept in a file is a moment of the ledger: `--as-of FILE` asks what the ledger held when \
it signed it, and refuses a ledger that is not the one that did.

Examples:
  bayan checkpoint
  bayan checkpoint > monday.checkpoint
  bayan ask INCIDENT --as-of monday.checkpoint
  bayan checkpoint --pin > newsroom.pin
  bayan checkpoint --audience"
)]
pub struct Checkpoint {
    /// Print what statements for this ledger are addressed to
    #[arg(long)]
    audience: bool,
}

impl Checkpoint {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        // `--pin` without a file is this command's own: it prints the pin instead of comparing with one.
        let prints_pin = context.global.pin.take_if(|path| path == Path::new("-")).is_some();
        let reader = context.reader()?;
        let note = String::from_utf8_lossy(reader.checkpoint().bytes()).into_owned();
        if context.ui.format == Format::Json {
            let pin = reader.pin();
            return context
                .ui
                .json(&json!({
                    "origin": pin.origin,
                    "size": reader.size().0,
                    "root": reader.root().to_string(),
                    "note": note,
                    "audience": reader.audience(),
                    "pin": {
                        "origin": pin.origin, "entry_0": pin.entry_0.to_string(), "receipts": pin.receipts,
                        "log": pin.log, "text": pin.text(),
                    },
                }))
                .map(|()| Exit::Ok);
        }
        if prints_pin {
            context.ui.bytes(reader.pin().text().as_bytes());
        } else if self.audience {
            context.ui.line(reader.audience());
        } else {
            context.ui.bytes(reader.checkpoint().bytes());
        }
        Ok(Exit::Ok)
    }
}
