//! PLACEHOLDER, being written.
use clap::Args;

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};

/// Being written.
#[derive(Debug, Args)]
pub struct Template {}

impl Template {
    /// Runs it.
    pub fn run(&self, _context: &mut Context) -> Outcome {
        Err(Failure::bare(Exit::Internal, "being written"))
    }
}
