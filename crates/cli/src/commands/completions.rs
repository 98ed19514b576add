//! `completions`: for the shells that clap knows.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use serde_json::json;

use crate::args::Cli;
use crate::context::Context;
use crate::error::{Exit, Outcome};
use crate::ui::Format;

/// Print completions for your shell
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan completions bash > ~/.local/share/bash-completion/completions/bayan
  bayan completions zsh > ~/.zfunc/_bayan
  bayan completions fish > ~/.config/fish/completions/bayan.fish")]
pub struct Completions {
    /// Which shell
    shell: Shell,
}

impl Completions {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "bayan", &mut script);
        match context.ui.format {
            Format::Text => context.ui.bytes(&script),
            Format::Json => {
                let script = String::from_utf8_lossy(&script);
                context.ui.json(&json!({ "shell": self.shell.to_string(), "script": script }))?;
            }
        }
        Ok(Exit::Ok)
    }
}
