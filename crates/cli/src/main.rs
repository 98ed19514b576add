//! The `bayan` binary: makes the system's clock, entropy and environment, and hands over.

use std::process::ExitCode;

fn main() -> ExitCode {
    bayan_cli::run(std::env::args_os(), bayan_cli::system::System::of_this_machine())
}
