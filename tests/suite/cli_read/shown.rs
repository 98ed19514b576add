//! What each command shows when all is well, for people and as JSON.

use super::library::{Copy, library};

#[test]
fn eyeball() {
    let copy = Copy::new();
    let _ = std::process::Command::new("cp")
        .args(["-a", copy.here().to_str().unwrap(), "/tmp/u2led"])
        .status();
    assert!(library().size > 20);
}
