//! What a person reads when a command fails: what happened, then what to do; and the exit code.

use std::fmt::Display;
use std::process::ExitCode;

/// The exit codes, one meaning each. `docs/cli.md` lists them from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All went well.
    Ok = 0,
    /// The ledger, proof or receipt was read and is bad.
    Bad = 1,
    /// The command line, a draft or another input is wrong.
    Usage = 2,
    /// The ledger refused the statement; nothing of it was written.
    Refused = 3,
    /// A file or ledger cannot be read or written, or what was asked for is not there.
    CannotRead = 4,
    /// Another process is writing to the ledger.
    Locked = 5,
    /// A key is missing, locked or not the right one.
    Key = 6,
    /// A fault of Bayan's own.
    Internal = 70,
    /// Stopped by Ctrl-C: what was acknowledged is there.
    Interrupted = 130,
}

impl Exit {
    /// Every code with its meaning, in order.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Ok, "all went well"),
        (Self::Bad, "the ledger, proof or receipt was read and is bad"),
        (Self::Usage, "the command line, a draft or another input is wrong"),
        (Self::Refused, "the ledger refused the statement; nothing of it was written"),
        (
            Self::CannotRead,
            "a file or ledger cannot be read or written, or what was asked for is not there",
        ),
        (Self::Locked, "another process is writing to the ledger"),
        (Self::Key, "a key is missing, locked or not the right one"),
        (Self::Internal, "a fault of Bayan's own; please report it"),
        (Self::Interrupted, "stopped by Ctrl-C; what was acknowledged is in the ledger"),
    ];

    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Bad => 1,
            Self::Usage => 2,
            Self::Refused => 3,
            Self::CannotRead => 4,
            Self::Locked => 5,
            Self::Key => 6,
            Self::Internal => 70,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// A failed command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// What happened.
    pub what: String,
    /// What to do about it, if anything can be said.
    pub advice: Option<String>,
    /// Where in a draft it happened, as a JSON pointer (RFC 6901), if it was in one.
    pub pointer: Option<String>,
}

impl Failure {
    /// A failure with its advice.
    pub fn new(exit: Exit, what: impl Display, advice: impl Into<String>) -> Self {
        Self { exit, what: what.to_string(), advice: Some(advice.into()), pointer: None }
    }

    /// A failure that speaks for itself.
    pub fn bare(exit: Exit, what: impl Display) -> Self {
        Self { exit, what: what.to_string(), advice: None, pointer: None }
    }

    /// The same failure, of a place in a draft.
    #[must_use]
    pub fn pointing(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// The same failure, with where it happened put before it.
    #[must_use]
    pub fn at(mut self, place: impl Display) -> Self {
        self.what = format!("{place}: {}", self.what);
        self
    }
}

/// What every command returns.
pub type Outcome = Result<Exit, Failure>;
