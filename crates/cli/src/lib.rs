//! The command line: arguments in, one call of the engine, words or JSON out.
//!
//! One file a command under [`commands`]; [`ui`] is the only writer to the terminal; [`system`] is all that commands
//! see of the machine.
//!
//! **Invariant:** no command prints a verdict on truth.
//!
//! **Invariant:** results go to standard output, everything else to standard error; `--json` prints JSON alone.

pub mod ahead;
pub mod args;
pub mod authoring;
pub mod commands;
pub mod context;
pub mod drafts;
pub mod error;
pub mod flags;
pub mod interrupt;
pub mod locate;
pub mod names;
pub mod nearest;
pub mod occurrences;
pub mod output;
pub mod picture;
pub mod reading;
pub mod seen;
pub mod sheet;
pub mod sources;
pub mod syntax;
pub mod system;
pub mod ui;
pub mod values;
pub mod wire;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::args::Cli;
use crate::context::Context;
use crate::error::Exit;
use crate::system::System;
use crate::ui::{ColorChoice, Format, Ui};

/// Runs one command line.
pub fn run(args: impl IntoIterator<Item = OsString>, system: System) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    // Before `--`, for what is after it is no option.
    let wants_json = args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--json");
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Clap writes help to standard output and errors to standard error, coloured as the terminal allows.
            let exit = match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Ok,
                _ => Exit::Usage,
            };
            let format = if wants_json { Format::Json } else { Format::Text };
            let mut ui = Ui::new(&system, format, ColorChoice::Auto, false);
            ui.clap(&error);
            return exit.into();
        }
    };
    let format = if cli.global.json { Format::Json } else { Format::Text };
    let ui = Ui::new(&system, format, cli.global.color, cli.global.quiet);
    let mut context = Context::new(system, ui, cli.global);
    let outcome = cli.command.run(&mut context).and_then(|exit| context.ui.finish().map(|()| exit));
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => {
            context.ui.failure(&failure);
            failure.exit.into()
        }
    }
}
