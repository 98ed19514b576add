//! The command line's grammar: global options here, each command's own beside its code.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::commands;
use crate::context::Context;
use crate::error::Outcome;
use crate::ui::ColorChoice;

/// Bayan, a disclosure ledger: who said what, in which words, how it moved — signed, chained, and checkable by anyone.
#[derive(Debug, Parser)]
#[command(name = "bayan", version, propagate_version = true, max_term_width = 100)]
#[command(
    after_help = "Start with `bayan demo`. Every command has examples: `bayan help <command>`."
)]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// The ledger's folder [default: the nearest one above the current folder]
    #[arg(
        long,
        short = 'L',
        global = true,
        value_name = "DIR",
        env = "BAYAN_LEDGER",
        hide_env_values = true
    )]
    pub ledger: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// No remarks and no progress bars
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Read the passphrase of keys from the first line of a file
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "BAYAN_PASSPHRASE_FILE",
        hide_env_values = true
    )]
    pub passphrase_file: Option<PathBuf>,
    /// Compare the ledger with a pin kept outside it
    // `checkpoint --pin` without a file prints the pin; everywhere else that is an error.
    #[arg(long, global = true, value_name = "FILE", env = "BAYAN_PIN", hide_env_values = true, num_args = 0..=1, default_missing_value = "-")]
    pub pin: Option<PathBuf>,
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident => $module:ident,)+) => {
        /// Every command.
        #[derive(Debug, Subcommand)]
        pub enum Command {
            $($(#[$doc])* $name(commands::$module::$name),)+
        }

        impl Command {
            /// Runs it.
            pub fn run(&self, context: &mut Context) -> Outcome {
                match self {
                    $(Self::$name(args) => args.run(context),)+
                }
            }
        }
    };
}

commands! {
    /// Build a ledger of five incidents in a temporary folder, verify it, and say what to try next
    Demo => demo,
    /// Found a ledger
    Init => init,
    /// Make, list, import, grant, rotate and revoke keys
    Key => key,
    /// Show the ledger's policy, or change it
    Policy => policy,
    /// Describe a party: a person, organisation, office, outlet, account
    Party => party,
    /// Open an incident
    Incident => incident,
    /// Describe a system, service, data kind, place, form or facet leaf
    Thing => thing,
    /// Open a question
    Question => question,
    /// Store the bytes of a source and record where they come from
    Capture => capture,
    /// Record an utterance, silence, link or opinion
    Add => add,
    /// Correct your own record
    Amend => amend,
    /// Record that a speaker takes a claim back
    Retract => retract,
    /// Withhold bodies and artifacts
    Redact => redact,
    /// Sign a draft without a ledger, to submit it elsewhere
    Sign => sign,
    /// Append signed statements from files
    Submit => submit,
    /// Append many statements from JSON Lines or CSV
    Import => import,
    /// Print a commented draft to fill in
    Template => template,
    /// Print the JSON Schema of a statement kind
    Schema => schema,
    /// List the facets, their topics and value types
    Facets => facets,
    /// Show the newest entries
    Log => log,
    /// List parties, incidents, things, artifacts, utterances or other kinds
    List => list,
    /// Find statements and artifacts by words in any script
    Search => search,
    /// Show an entry, statement, party, incident, thing or artifact
    Show => show,
    /// Show who holds what on an incident, each with the exact sentence
    Ask => ask,
    /// Show how positions moved, wording by wording
    History => history,
    /// Show what changed on an incident between two moments
    Diff => diff,
    /// Show where each value that stands comes from, and how to prove it
    Blame => blame,
    /// Show where sources conflict, both sides with their sentences
    Conflicts => conflicts,
    /// Show who is blamed by whom, and whether the blamed was heard
    Responsibility => responsibility,
    /// Show who had not spoken, on what, and whether they spoke since
    Silent => silent,
    /// Show promises, orders and requests, and what became of them
    Promises => promises,
    /// Show which questions are open, answered or evaded
    Questions => questions,
    /// Show what headlines say that the body does not
    Headlines => headlines,
    /// Show which legal deadlines recorded claims start
    Clocks => clocks,
    /// Write every claim with its provenance as CSV or JSON Lines
    Export => export,
    /// Write one file about an incident that anyone can open offline, read, print and verify
    Report => report,
    /// Print the digest of what an incident comes to
    StateDigest => state_digest,
    /// Re-check everything from the log alone
    Verify => verify,
    /// Make a proof that travels
    Prove => prove,
    /// Put an incident, a signer or the whole ledger into one file that verifies anywhere
    Bundle => bundle,
    /// Check a proof or a bundle offline
    CheckProof => check_proof,
    /// Print the newest checkpoint, the pin or the audience
    Checkpoint => checkpoint,
    /// Delete the read model and make it again from the log
    Rebuild => rebuild,
    /// Print completions for your shell
    Completions => completions,
}
