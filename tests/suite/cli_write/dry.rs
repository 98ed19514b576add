//! Every command that writes has a dry run, and none of them changes a byte of what is there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::CommandFactory as _;
use serde_json::json;

use super::desk::Desk;

/// The bytes of every file under a folder, but for the lock, which says who held it last, and for what commands remember
/// of ledgers that they saw.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(top: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(top).unwrap().display().to_string();
            if path.is_dir() {
                if name != "state" {
                    found.insert(format!("{name}/"), Vec::new());
                    walk(top, &path, found);
                }
            } else if !name.ends_with("/lock") {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

/// Commands that only read, ask or print: they have nothing to try.
const READING: [&str; 24] = [
    "ask",
    "blame",
    "check-proof",
    "checkpoint",
    "clocks",
    "completions",
    "conflicts",
    "diff",
    "facets",
    "headlines",
    "history",
    "list",
    "log",
    "promises",
    "questions",
    "report",
    "responsibility",
    "schema",
    "search",
    "show",
    "silent",
    "state-digest",
    "template",
    "verify",
];

/// A line for each command that writes, without its `--dry-run`.
const LINES: [&str; 29] = [
    "demo --dir shown",
    "init other --origin example.org/x --operator-name x --no-passphrase",
    "key new third --no-passphrase",
    "key import third key.pem --no-passphrase",
    "key grant second --party party:example-times --usage record",
    "key request second --ledger-audience {audience} --party {party} --usage speak --grantor {grantor} -o r.json",
    "key rotate operator second",
    "key revoke press --why superseded",
    "policy set --append operator_only",
    "party x --is person",
    "incident x --title en=x",
    "thing x --is system",
    "question example-outage data.backup 'en=Is there one?'",
    "capture article.html",
    "add utterance --incident example-outage --speaker party:example-power --in ref:times-1/text \
     --quote 'No customer data was taken' --facet confidentiality.loss --value no",
    "add silence example-power --incident example-outage --as-of 2024-05-03",
    "add link 8#0 corroborates 9#0 --why en=x",
    "add opinion 8 dispute en=x",
    "amend 8 --reason transcription --set /note=x",
    "retract 8#0 --speaker example-power --quote 'repeated that' --in ref:times-1/text",
    "redact 8 --authority example-desk --why safety --yes",
    "sign p.toml -o other.cose --key operator",
    "submit s.cose",
    "import q.json",
    "export --all -o rows.csv",
    "prove 3 -o p.tlog-proof",
    "prove 3 -o p.scitt",
    "bundle --all -o all.bayan",
    "rebuild",
];

#[test]
fn a_dry_run_of_any_command_leaves_the_folder_as_it_is() {
    let desk = Desk::founded();
    let claim = "--quote 'No customer data was taken' --facet confidentiality.loss --value no";
    for _ in 0..2 {
        assert_eq!(desk.utterance(claim).code, 0);
    }
    desk.ok("key new second --no-passphrase");
    desk.ok("key new press --no-passphrase");
    desk.ok("key grant press --party party:example-times --usage record");
    desk.write("key.pem", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n");
    desk.write("p.toml", "kind = \"party\"\n[says]\nslug = \"p\"\nis = \"person\"\n");
    desk.ok("sign p.toml -o s.cose --key operator");
    desk.write(
        "q.json",
        &json!({"kind": "party", "says": {"slug": "q", "is": "person"}}).to_string(),
    );
    let card = desk.ok("--json key show operator").json();
    let grantor = card["thumbprint"].as_str().unwrap().to_owned();
    let (audience, party) = (desk.audience(), desk.id("party:example-power"));
    // The first of all may still settle what the last command left to do.
    desk.ok("party x --is person --dry-run");
    let before = tree(desk.folder.path());
    for line in LINES {
        let line = line.replace("{audience}", &audience).replace("{party}", &party);
        let line = line.replace("{grantor}", &grantor);
        for json in ["", "--json "] {
            let ran = desk.run(&format!("{json}{line} --dry-run"));
            assert_eq!(ran.code, 0, "{line}: {ran:?}");
            assert!(!ran.out.is_empty() || !ran.err.is_empty(), "{line} says nothing");
            let after = tree(desk.folder.path());
            let changed: Vec<&String> = before
                .keys()
                .chain(after.keys())
                .filter(|name| before.get(*name) != after.get(*name))
                .collect();
            assert!(changed.is_empty(), "{line} changes {changed:?}");
        }
    }
}

#[test]
fn every_command_that_writes_has_a_dry_run() {
    let tried = |name: &str| {
        LINES.iter().any(|line| *line == name || line.starts_with(&format!("{name} ")))
    };
    for command in bayan_cli::args::Cli::command().get_subcommands() {
        let name = command.get_name().to_owned();
        let subs: Vec<&clap::Command> = command.get_subcommands().collect();
        if subs.is_empty() {
            assert!(tried(&name) || READING.contains(&name.as_str()), "{name} is not tried");
        }
        for sub in subs {
            let takes = sub.get_arguments().any(|arg| arg.get_long() == Some("dry-run"));
            let full = format!("{name} {}", sub.get_name());
            assert_eq!(tried(&full), takes, "{full}");
        }
    }
}
