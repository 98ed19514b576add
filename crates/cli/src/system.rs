//! What the command line takes from the machine: clock, entropy, environment. Made once, by `main`; a hermetic
//! test makes its own.

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::sync::Arc;

use bayan_ledger::clock::{Clock, Entropy};
use bayan_proof::num::UnixMillis;

/// The machine, as far as commands see it.
#[derive(Clone)]
pub struct System {
    /// Wall-clock time.
    pub clock: Arc<dyn Clock>,
    /// Randomness for keys, ids and nonces.
    pub entropy: Arc<dyn Entropy>,
    /// The environment variables that commands may read, by name.
    pub variable: fn(&str) -> Option<OsString>,
    /// Whether standard input, output and error are terminals.
    pub terminal: Terminal,
}

/// Which of the three standard streams a person looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terminal {
    /// Standard input: a passphrase can be asked for.
    pub input: bool,
    /// Standard output: colours and aligned columns.
    pub output: bool,
    /// Standard error: progress bars.
    pub error: bool,
}

impl System {
    /// The real machine.
    pub fn of_this_machine() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
            variable: |name| std::env::var_os(name),
            terminal: Terminal {
                input: std::io::stdin().is_terminal(),
                output: std::io::stdout().is_terminal(),
                error: std::io::stderr().is_terminal(),
            },
        }
    }
}

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> UnixMillis {
        // jiff reads the clock; a time before 1970 is a clock that was never set.
        UnixMillis(u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or(0))
    }
}

struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes)
            .expect("no key may be made while the operating system has no randomness to give");
    }
}
