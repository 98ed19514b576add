//! What is named by an own reference, what a published copy can do, and what scripts are told.

use std::fs;

use serde_json::{Value, json};

use super::desk::Desk;

#[test]
fn an_own_reference_names_a_statement_everywhere() {
    let desk = Desk::founded();
    let claim =
        "--quote 'No customer data was taken' --facet confidentiality.loss --value no --ref u1";
    assert_eq!(desk.utterance(claim).code, 0);
    assert_eq!(desk.ok("--json show ref:u1").json()["entry"], json!(8));
    assert!(desk.ok("show ref:times-1").out.contains("text/html"));
    desk.ok("prove ref:u1 --dry-run");
    desk.fails("show ref:u2", 4, "nothing is known as \"ref:u2\"");
    desk.fails(
        "redact --artifact ref:u1 --authority example-desk --why safety --yes",
        2,
        "is no artifact",
    );
    desk.ok("redact --artifact ref:times-1/text --authority example-desk --why safety --yes");
    assert_eq!(desk.artifacts(), 1);
    // A key of another party with the same reference: which is meant?
    desk.ok("key new press --no-passphrase");
    desk.ok("key grant press --party party:example-times --usage record");
    desk.ok("party other --is person --ref u1 --key press");
    desk.fails("show ref:u1", 2, "entry:8 or entry:");
    desk.ok("amend ref:u1 --reason withdrawal --key operator");
}

#[test]
fn a_capture_that_is_withheld_with_its_bytes_is_still_known() {
    let desk = Desk::founded();
    let shown = desk.ok("--json show ref:times-1").json();
    let digest = shown["body"]["says"]["artifact"].as_str().unwrap_or_else(|| panic!("{shown}"));
    desk.ok("redact ref:times-1 --authority example-desk --why court_order --yes");
    for name in [digest, &digest[..10]] {
        let text = desk.ok(&format!("show capture:{name}")).out;
        assert!(text.contains("withheld") && text.contains("court order"), "{name}: {text}");
    }
    desk.fails("show capture:00000000", 4, "nothing is known");
}

#[test]
fn a_published_copy_says_that_it_cannot_be_written() {
    let desk = Desk::founded();
    assert_eq!(desk.ok("--json verify").json()["writable"], true);
    assert!(!desk.ok("verify").out.contains("published copy"));
    fs::remove_file(desk.path("led/journal")).unwrap();
    let ran =
        desk.fails("party x --is person", 4, "a published copy, which can be read and not written");
    assert!(ran.err.contains("append on the machine that runs the ledger"), "{}", ran.err);
    assert!(desk.ok("verify").out.contains("published copy: it has no journal"), "{}", ran.err);
    assert_eq!(desk.ok("--json verify").json()["writable"], false);
}

#[test]
fn scripts_get_json_for_errors_and_remarks_too() {
    let desk = Desk::founded();
    let error = |line: &str, code: i32| -> Value {
        let ran = desk.run(line);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{line}: {ran:?}");
        let document: Value = serde_json::from_str(&ran.err)
            .unwrap_or_else(|error| panic!("{line}: {error}: {}", ran.err));
        assert_eq!(document["error"]["exit"], code, "{line}");
        document["error"].clone()
    };
    for (line, what) in [
        ("--json party", "required arguments"),
        ("log --jsn --json", "unexpected argument '--jsn'"),
        ("--json lgo", "unrecognized subcommand 'lgo'"),
        ("--json add link 6 like 7", "invalid value 'like'"),
    ] {
        let error = error(line, 2);
        assert!(error["what"].as_str().unwrap().contains(what), "{line}: {error}");
        assert!(error["advice"].as_str().unwrap().contains("--help"), "{line}: {error}");
    }
    error("--json show nothing-known", 4);
    // After `--` it is a word like any other.
    assert!(desk.run("party -- --json").err.starts_with("error:"));
    assert!(desk.run("--json help party").out.starts_with("Describe a party"));
    let ran = desk.ok("--json capture article.html");
    let remarks: Vec<Value> =
        ran.err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(remarks[0]["remark"].as_str().unwrap().contains("captured before"), "{ran:?}");
    assert_eq!(desk.ok("--json --quiet capture article.html").err, "");
}
