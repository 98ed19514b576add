//! That the binary starts. Its behaviour is tested in `tests/`, which finds the binary that this makes cargo build.

use std::process::Command;

#[test]
fn the_binary_says_its_name_and_refuses_nonsense_with_the_usage_code() {
    let bayan = env!("CARGO_BIN_EXE_bayan");
    let version = Command::new(bayan).arg("--version").output().expect("starts");
    assert!(version.status.success());
    assert_eq!(
        String::from_utf8_lossy(&version.stdout),
        format!("bayan {}\n", env!("CARGO_PKG_VERSION"))
    );
    let nonsense = Command::new(bayan).arg("no-such-command").output().expect("starts");
    assert_eq!(nonsense.status.code(), Some(2));
    assert!(nonsense.stdout.is_empty() && !nonsense.stderr.is_empty());
}
