//! The real `bayan`, as cargo built it beside the tests.

use std::path::{Path, PathBuf};

/// The binary: `crates/cli/tests` makes cargo build it, two folders above the test's own.
pub(crate) fn binary() -> PathBuf {
    let own = std::env::current_exe().expect("a test has a path");
    let target = own.parent().and_then(Path::parent).expect("a test is in target/<profile>/deps");
    let binary = target.join(format!("bayan{}", std::env::consts::EXE_SUFFIX));
    assert!(
        binary.is_file(),
        "{} is missing: build it with `cargo build -p bayan`",
        binary.display()
    );
    binary
}
