//! One command, one statement: what each appends, and what its dry run leaves.

use std::process::Command;

use super::desk::{Desk, binary, words};

#[test]
fn a_ledger_is_founded_once_and_whole() {
    let desk = Desk::empty();
    let init = "init led --origin example.org/x --operator-name 'Example Desk'";
    // Nothing half-made is left by any failure.
    desk.fails(init, 6, "no terminal to ask on");
    desk.fails(&format!("{init} --no-passphrase --operator-slug 'Bad Slug'"), 2, "slug");
    desk.fails(&format!("{init} --no-passphrase --pin-out no/such/folder/pin"), 4, "cannot write");
    desk.fails("init led --origin 'a b' --operator-name x --no-passphrase", 2, "origin");
    desk.ok(&format!("{init} --dry-run"));
    assert!(!desk.path("led").exists());
    let founded = desk.ok(&format!("--json {init} --no-passphrase")).json();
    assert_eq!(founded["pin"]["origin"], "example.org/x");
    assert_eq!(desk.size(), 2);
    desk.fails(&format!("{init} --no-passphrase"), 2, "not empty");
    desk.ok("verify");
    desk.ok("show party:example-desk");
}

#[test]
fn a_page_is_captured_with_its_text() {
    let desk = Desk::founded();
    assert_eq!((desk.size(), desk.artifacts()), (8, 2));
    let again = "capture article.html --incident example-outage --language en --ref times-1";
    let ran = desk.ok(&format!("--json {again}")).json();
    assert_eq!(ran[0]["result"], "already there");
    assert_eq!(desk.size(), 8);
    let piped = desk.run_with("capture - --no-text --media-type text/html", "<p>x");
    assert_eq!(piped.code, 0, "{piped:?}");
    assert_eq!((desk.size(), desk.artifacts()), (9, 3));
    // What is only tried, and what is refused, leaves no bytes behind.
    desk.write("other.txt", "other");
    desk.ok("capture other.txt --dry-run");
    desk.fails("capture other.txt --key receipts", 6, "key of the log");
    desk.fails("capture other.txt --ref times-1", 3, "already names");
    assert_eq!((desk.size(), desk.artifacts()), (9, 3));
    desk.ok("capture other.txt --rendition-of ref:times-1 --what excerpt --maker human");
    desk.ok("verify");
}

#[test]
fn utterances_are_added_by_flags_and_drafts() {
    let desk = Desk::founded();
    let ran = desk.utterance("--quote 'No customer data was taken' --facet confidentiality.loss --value no --ref u1 --scope data=thing:customer-data --said '2024-05-02 \"on Thursday\"' --hop 'quotes party:example-times' --act denies --certainty certain --gloss 'fr=Aucune donnée perdue.' --verb said");
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = desk
        .utterance("--quote 'the backup is safe' --occurrence all --facet data.backup --value yes");
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = desk.utterance("--quote 'About 5000 customers' --facet availability.users --value '~ 5000' --counted customers");
    assert_eq!(ran.code, 0, "{ran:?}");
    desk.ok("add link 8#0 corroborates 9#0 --why 'en=one speaker'");
    desk.ok("add opinion 8#0 dispute 'en=We doubt it.' --field /value");
    desk.ok("add silence example-power --incident example-outage --as-of 2024-05-03");
    desk.ok("question example-outage confidentiality.leak 'en=Was data taken?' --to party:example-power");
    desk.ok("add utterance --myself --incident incident:example-outage --language en --text 'We keep this record.' --facet context.background --value 'We keep it.'");
    let entry = desk.ok("--json show 8").json().to_string();
    assert!(entry.contains("\"start\":") && entry.contains("on Thursday"), "{entry}");
    assert_eq!(desk.size(), 16);
    desk.ok("verify");
}

#[test]
fn speakers_retract_and_recorders_amend() {
    let desk = Desk::founded();
    let flags = "--quote 'No customer data was taken' --facet confidentiality.loss --value no";
    assert_eq!(desk.utterance(flags).code, 0);
    let retract = "retract 8#0 --speaker example-power --quote 'repeated that' --in ref:times-1/text --language en";
    desk.ok(retract);
    let claim = desk.ok("--json show 9").json().to_string();
    assert!(claim.contains("\"retracts\"") && claim.contains("not_said"), "{claim}");
    desk.ok(&format!("{retract} --corrected partly"));
    desk.fails("retract 8#1 --speaker a --quote x --in y", 2, "no #1");
    desk.fails("retract 7#0 --speaker a --quote x --in y", 2, "has no claims");
    desk.ok("amend 8 --reason transcription --set /claims/0/value/answer=partly");
    assert!(desk.ok("--json show 11").json().to_string().contains("partly"));
    desk.fails("amend 8 --reason transcription", 2, "what stands instead");
    desk.fails("amend 8 --reason withdrawal --set /note=x", 2, "nothing instead");
    desk.fails("amend 8 --reason transcription --set /claims/9/value=1", 2, "no member");
    desk.write(
        "incident.toml",
        "kind = \"incident\"\n[says]\nslug = \"a\"\ntitles = [{ text = \"a\" }]\n",
    );
    desk.fails(
        "amend 8 --reason transcription -f incident.toml",
        2,
        "the draft is of kind incident",
    );
    desk.ok("amend 8 --reason withdrawal --why 'en=recorded twice'");
    // What a redaction would let stand again is said before it is done.
    for (entry, remark) in [
        (9, "takes back or corrects what was said before"),
        (11, "amends an earlier entry"),
        (8, "entry 12 withdraws it already"),
    ] {
        let redact = format!("redact {entry} --authority example-desk --why safety --dry-run");
        let said = desk.ok(&redact).err;
        assert_eq!(said.contains("stands again"), entry != 8, "{said}");
        assert!(said.contains(remark), "{said}");
    }
    assert_eq!(desk.size(), 13);
    desk.ok("verify");
}

#[test]
fn a_redaction_takes_the_own_text_along_and_asks() {
    let desk = Desk::founded();
    desk.ok("add utterance --myself --incident incident:example-outage --language en --text 'A name that must go.' --facet context.background --value 'A name that must go.'");
    assert_eq!(desk.artifacts(), 3);
    let redact = "redact 8 --authority example-desk --why personal_data";
    desk.fails(redact, 2, "no terminal to ask on");
    desk.ok(&format!("{redact} --dry-run"));
    assert_eq!((desk.size(), desk.artifacts()), (9, 3));
    let ran = desk.ok(&format!("{redact} --yes --case 2024/1-B"));
    assert!(ran.err.contains("own text") && ran.err.contains("does not do"), "{ran:?}");
    assert_eq!((desk.size(), desk.artifacts()), (10, 2));
    assert!(!desk.ok("log --all").out.contains("must go"));
    desk.fails("redact 0 --authority example-desk --why safety --yes", 3, "cannot be redacted");
    desk.fails(
        "redact 7 --authority example-desk --why safety --yes --case 'Mr X'",
        2,
        "case number",
    );
    desk.ok("verify");
}

#[test]
fn the_policy_is_shown_and_changed() {
    let desk = Desk::founded();
    desk.ok("key new second --no-passphrase");
    desk.ok("policy set --append operator_only --add-operator-key second --max-clock-jump-ms 0");
    let policy = desk.ok("--json policy").json();
    assert_eq!(policy["policy"]["append"], "operator_only");
    assert_eq!(policy["policy"]["operator"]["keys"].as_array().map(Vec::len), Some(2));
    desk.ok("policy set --remove-operator-key operator --key second");
    // The key that is in force is found by itself.
    desk.ok("party x --is person");
    desk.fails("policy set --remove-operator-key second", 2, "none of the operator keys");
    desk.fails("policy set --add-recovery-key receipts", 6, "key of the log");
    desk.fails("policy set --quorum 2", 2, "more witnesses");
    desk.ok("verify");
}

#[test]
fn a_declared_facet_is_listed_and_used() {
    let desk = Desk::founded();
    desk.ok("thing meter-reset --is facet --facet response.meter_reset --value answer --about 'Whether meters were reset' --topic response --harm no");
    let listed = desk.ok("--json facets response.meter_reset").json();
    assert_eq!(listed[0]["built_in"], false);
    let ran = desk.utterance("--quote Later --facet response.meter_reset --value yes");
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// Whether people wait is asked of a moment where the leaf says so, and once and for all where it does not.
#[test]
fn a_leaf_of_the_ledger_changes_with_time_where_it_says_so() {
    for (flag, conflicts) in [("--changing", 0), ("", 1)] {
        let desk = Desk::founded();
        desk.ok(&format!(
            "thing queue --is facet --facet availability.queue --value answer --about 'Whether people wait' --topic outage {flag}"
        ));
        let listed = desk.ok("--json facets availability.queue").json();
        assert_eq!(listed[0]["changes_with_time"], !flag.is_empty(), "{listed}");
        let said = |speaker: &str, date: &str, quote: &str, value: &str| {
            desk.ok(&format!(
                "add utterance --incident example-outage --speaker party:{speaker} --said {date} --language en \
                 --in ref:times-1/text --quote '{quote}' --facet availability.queue --value {value}"
            ));
        };
        said("example-power", "2022-03-01", "No customer data was taken", "no");
        said("example-times", "2022-03-03", "About 5000 customers", "yes");
        let found = desk.ok("--json conflicts example-outage").json();
        assert_eq!(found["conflicts"].as_array().map(Vec::len), Some(conflicts), "{flag}: {found}");
    }
    let desk = Desk::founded();
    let leaf = "thing x --is facet --facet data.x --about x --changing --value";
    desk.fails(&format!("{leaf} text"), 2, "cannot change with time");
    desk.fails(&format!("{leaf} answer --harm yes"), 2, "cannot change with time");
    desk.fails("thing x --is system --changing", 2, "--changing");
}

#[test]
fn a_ledger_is_needed_and_found() {
    let desk = Desk::founded();
    let run = |dir: &str| {
        let done = Command::new(binary())
            .args(words("party z --is person --dry-run"))
            .env_clear()
            .env("XDG_STATE_HOME", desk.path("state"))
            .current_dir(desk.path(dir))
            .output();
        done.expect("the binary runs").status.code()
    };
    assert_eq!(run("led/tile"), Some(0), "the nearest folder above that is a ledger");
    assert_eq!(run("state"), Some(4));
}
