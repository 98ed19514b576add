//! What is asked wrongly: each with its exit code, and words that help.

use super::library::{Copy, library, run};

#[test]
fn bad_inputs_have_their_exit_code_and_advice() {
    let copy = Copy::new();
    std::fs::write(copy.path("there"), "x").unwrap();
    std::fs::write(copy.path("not-a-pin"), "origin = 1\n").unwrap();
    std::fs::write(copy.path("not-a-policy"), "witnesses all\n").unwrap();
    let gone = format!("capture:{}", library().gone);
    let (withheld, text) = (library().withheld.to_string(), format!("capture:{}", library().text));
    let cases: &[(&[&str], i32, &str)] = &[
        (&["log", "--kind", "utterence"], 2, "utterance"),
        (&["log", "--as-of", "noon"], 2, "2024-01-06T12:00:00Z"),
        (&["log", "--as-of", "2024-01-06T12:00:00"], 2, "its zone"),
        (&["log", "--as-of", "999"], 4, "there is no entry 999"),
        (&["log", "--as-of", "1970-01-01T00:00:00Z"], 4, "held nothing"),
        (&["log", "-n", "many"], 2, "invalid digit"),
        (&["log", "--incident", "slow-portl"], 4, "did you mean incident:slow-portal"),
        (&["log", "--incident", "party:alice"], 2, "is no incident"),
        (&["log", "--facet", "confidentiality.los"], 2, "confidentiality.loss"),
        (&["log", "--facet", "loss"], 2, "nearest: confidentiality.loss"),
        (&["list", "partys"], 2, "parties"),
        (&["list", "parties", "--party", "nobody-here"], 4, "no party is known as"),
        (&["search"], 2, "WORDS"),
        (&["search", ""], 2, "is empty"),
        (&["show"], 2, "NAME"),
        (&["show", "999"], 4, "there is no entry 999"),
        (&["show", "ffffffff"], 4, "nothing is known as"),
        (&["show", "capture:ffff"], 4, "nothing is known as"),
        (&["show", "party:minstry"], 4, "did you mean party:ministry"),
        (&["show", "20", "--as-of", "5"], 4, "there was no entry 20 yet"),
        (&["show", "3", "--text"], 2, "is no artifact"),
        (&["show", "party:alice", "--raw"], 2, "is no artifact"),
        (&["show", "3", "--raw", "--json"], 2, "cannot be used with"),
        (&["show", &withheld, "--raw"], 4, "withheld by entry"),
        (&["show", &gone, "--raw"], 4, "withheld by entry"),
        (&["prove", "999"], 4, "there is no entry 999"),
        (&["prove", "party:alice"], 2, "entries are proven"),
        (&["prove", &text], 2, "is an artifact"),
        (&["prove", "3", "-o", "there"], 2, "is there already"),
        (
            &["prove", "3", "-o", "no/such/folder/p.tlog-proof"],
            4,
            "folder no/such/folder does not exist",
        ),
        (&["prove", "3", "--scitt", "-o", "p.tlog-proof"], 2, "leave out the option"),
        (&["prove", "3", "--scitt", "--tlog-proof"], 2, "cannot be used with"),
        (&["prove", "3", "--force"], 2, "--output"),
        (&["check-proof", "no-such-file"], 4, "cannot read no-such-file"),
        (
            &["check-proof", "there", "--policy", "not-a-policy"],
            2,
            "neither log, witness, group nor quorum",
        ),
        (&["check-proof", "there", "--signer-key", "12"], 2, "64 lower-case hex digits"),
        (&["verify", "--pin", "not-a-pin"], 2, "cannot read not-a-pin"),
        (&["verify", "--pin", "no-such-pin"], 2, "no-such-pin"),
        (&["verify", "--pin"], 2, "needs the file of a pin"),
        (&["completions", "tcsh"], 2, "bash"),
    ];
    for (args, code, word) in cases {
        let ran = copy.run(args);
        assert_eq!(ran.code, *code, "{args:?}: {ran:?}");
        assert!(ran.err.contains(word), "{args:?}: {word:?} is not in {}", ran.err);
        assert_eq!(ran.out, "", "{args:?} prints no result");
    }
}

#[test]
fn without_a_ledger_or_a_pin_it_is_said() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        vec!["log"],
        vec!["list"],
        vec!["search", "x"],
        vec!["show", "0"],
        vec!["verify"],
        vec!["rebuild"],
    ] {
        let ran = run(folder.path(), &args);
        assert_eq!(ran.code, 4, "{args:?}: {ran:?}");
        assert!(ran.err.contains("there is no ledger in"), "{ran:?}");
    }
    let ran = run(folder.path(), &["verify", "--ledger", "elsewhere"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.err.contains("is not a ledger: it has no bayan.toml"), "{ran:?}");
    let ran = run(folder.path(), &["check-proof", "x"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    std::fs::write(folder.path().join("x"), "no proof").unwrap();
    let ran = run(folder.path(), &["check-proof", "x"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.contains("nothing outside the proof to trust") && ran.err.contains("--pin"),
        "{ran:?}"
    );
}

#[test]
fn errors_are_json_where_json_was_asked_for() {
    let copy = Copy::new();
    let ran = copy.run(&["show", "999", "--json"]);
    let error: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!(error["error"]["exit"], 4);
    assert!(error["error"]["advice"].as_str().is_some_and(|advice| !advice.is_empty()));
}

#[test]
fn a_ledger_of_another_pin_is_refused() {
    let copy = Copy::new();
    let pin = std::fs::read_to_string(copy.path("pin")).unwrap();
    let entry_0 = pin.lines().find(|line| line.starts_with("entry_0")).unwrap();
    let receipts = pin.lines().find(|line| line.starts_with("receipts")).unwrap();
    for (name, line, other) in [
        ("entry", entry_0, format!("entry_0 = \"{}\"", "ab".repeat(32))),
        ("receipts", receipts, format!("receipts = \"{}\"", "ab".repeat(32))),
    ] {
        std::fs::write(copy.path(name), pin.replace(line, &other)).unwrap();
        for command in ["log", "verify"] {
            let ran = copy.run(&[command, "--pin", name]);
            assert_eq!(ran.code, 1, "{command} {name}: {ran:?}");
        }
    }
    let ran = copy.run(&["verify", "--pin", "entry"]);
    assert!(ran.out.contains("this is another ledger than the pin's"), "{ran:?}");
}
