//! P16: one `bayan party` from process start to receipt on disk, against a raw probe.

use std::process::Command;

use crate::kit::{median, seconds};
use crate::{peers, timed};

pub fn run(bayan: &str) {
    let dir = tempfile::tempdir().expect("a folder");
    let ledger = dir.path().join("ledger");
    let command = |args: &[&str]| {
        let output = Command::new(bayan)
            .args(args)
            .arg("--ledger")
            .arg(&ledger)
            .env("XDG_STATE_HOME", dir.path())
            .output()
            .expect("runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let output = Command::new(bayan)
        .args([
            "init",
            "--origin",
            "bench.example/cli",
            "--operator-name",
            "Bench",
            "--no-passphrase",
        ])
        .arg(&ledger)
        .env("XDG_STATE_HOME", dir.path())
        .output()
        .expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut raw = peers::Raw::new();
    let (mut ours, mut probe, mut nothing) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..100 {
        let slug = format!("party-{number}");
        ours.push(timed(|| {
            command(&["party", &slug, "--is", "organisation", "--name", "en=Some public body"])
        }));
        probe.push(timed(|| raw.append(&[7; 512], &[8; 512])));
        nothing.push(timed(|| Command::new(bayan).arg("--version").output().expect("runs")));
    }
    println!(
        "P16 one `bayan party`, process start to receipt: p50 {:.1} ms",
        seconds(median(&ours)) * 1e3
    );
    println!(
        "    raw probe {:.3} ms; `bayan --version` {:.1} ms",
        seconds(median(&probe)) * 1e3,
        seconds(median(&nothing)) * 1e3
    );
}
