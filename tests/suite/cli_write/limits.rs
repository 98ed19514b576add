//! Files at the limits of what is read, and one byte above: each refused by name, and nothing written.

use std::fs::{self, File};

use super::desk::Desk;

/// A draft, submission, source or proof (`context::INPUT_MAX`, and an artifact).
const INPUT_MAX: u64 = 64 * 1024 * 1024;
/// The first line of a passphrase file, with its end (`context::PASSPHRASE_MAX`).
const PASSPHRASE_MAX: usize = 4 * 1024;

fn founded() -> Desk {
    let desk = Desk::empty();
    desk.ok("init led --origin example.org/incidents --operator-name 'Example Desk' --no-passphrase --pin-out pin.toml");
    desk
}

/// A file of zeros, which takes no space.
fn zeros(desk: &Desk, name: &str, length: u64) {
    File::create(desk.path(name)).and_then(|file| file.set_len(length)).expect("the disk works");
}

#[test]
fn input_files_end_at_their_limit() {
    let desk = founded();
    zeros(&desk, "at.cose", INPUT_MAX);
    zeros(&desk, "above.cose", INPUT_MAX + 1);
    let before = (desk.size(), desk.artifacts());
    let above = "above.cose is longer than 67108864 bytes";
    // At the limit a file is read, and then judged for what it is.
    desk.fails("submit at.cose", 2, "a submission has at most 294928 bytes, not 67108864");
    for line in [
        "submit above.cose",
        "incident -f above.cose",
        "import above.cose --format jsonl",
        "import above.cose --format csv",
        "capture above.cose --media-type application/octet-stream",
        "check-proof above.cose --pin pin.toml",
        "check-proof pin.toml --pin pin.toml --policy above.cose",
    ] {
        desk.fails(line, 2, above);
        assert_eq!((desk.size(), desk.artifacts()), before, "{line}");
    }
    let piped = " ".repeat(usize::try_from(INPUT_MAX).expect("it fits") + 1);
    let ran = desk.run_with("import - --format jsonl", &piped);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("- is longer than 67108864 bytes"), "{ran:?}");
    // The largest artifact is a file of the same length.
    desk.ok("capture at.cose --media-type application/octet-stream");
    assert_eq!((desk.size(), desk.artifacts()), (before.0 + 1, before.1 + 1));
    desk.ok("verify");
}

#[test]
fn drafts_without_a_bottom_are_refused() {
    let desk = founded();
    let before = desk.size();
    for depth in [200, 100_000] {
        let deep = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let tables = "a.".repeat(depth);
        for (name, text) in [
            ("deep.json", format!("{{\"kind\": \"incident\", \"says\": {deep}}}")),
            ("deep.toml", format!("kind = \"incident\"\nsays = {deep}\n")),
            ("keys.toml", format!("kind = \"incident\"\nsays.{tables}b = 1\n")),
            ("tables.toml", format!("kind = \"incident\"\n[says.{tables}b]\n")),
        ] {
            desk.write(name, &text);
            for line in [format!("incident -f {name}"), format!("import {name}")] {
                desk.fails(&line, 2, name);
                assert_eq!(desk.size(), before, "{line}");
            }
        }
    }
}

#[test]
fn passphrases_end_at_their_limit() {
    let desk = founded();
    let line = |length: usize| format!("{}\n", "p".repeat(length - 1));
    let keys = || fs::read_dir(desk.path("led/keys")).expect("the ledger has keys").count();
    desk.write("at", &line(PASSPHRASE_MAX));
    desk.write("above", &line(PASSPHRASE_MAX + 1));
    desk.write("unending", &"p".repeat(PASSPHRASE_MAX + 1));
    let before = keys();
    for file in ["above", "unending"] {
        let says = format!("the first line of {file} is longer than 4096 bytes");
        desk.fails(&format!("key new a --passphrase-file {file}"), 6, &says);
        assert_eq!(keys(), before, "nothing is half-written");
    }
    desk.ok("key new a --passphrase-file at");
    // It is the whole line: what follows does not count, and a part of it opens nothing.
    desk.write("more", &format!("{}and another line", line(PASSPHRASE_MAX)));
    desk.write("cut", &line(PASSPHRASE_MAX - 1));
    let line = "party x --is person --key a --passphrase-file";
    desk.fails(&format!("{line} cut"), 6, "the passphrase does not open the key");
    desk.fails(&format!("{line} more"), 6, "was not granted");
}

#[test]
fn pins_and_ledger_files_end_at_their_limit() {
    let desk = founded();
    let limit = 16 * 1024;
    let padded = |name: &str, length: usize| {
        let text = desk.read(name);
        format!("{text}#{}\n", "x".repeat(length - text.len() - 2))
    };
    desk.write("at.toml", &padded("pin.toml", limit));
    desk.write("above.toml", &padded("pin.toml", limit + 1));
    desk.ok("verify --pin at.toml");
    desk.fails("verify --pin above.toml", 2, "it is longer than 16 KiB");
    let whole = desk.read("led/bayan.toml");
    desk.write("led/bayan.toml", &padded("led/bayan.toml", limit + 1));
    desk.fails("verify", 4, "it is longer than 16 KiB");
    desk.fails("incident x --title en=x", 4, "it is longer than 16 KiB");
    desk.write("led/bayan.toml", &whole);
    desk.write("led/bayan.toml", &padded("led/bayan.toml", limit));
    desk.ok("incident x --title en=x");
}
