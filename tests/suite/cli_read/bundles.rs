//! Bundles: made where the ledger is, checked where there is nothing but the file and the pin.

use std::fs;
use std::path::Path;

use bayan_proof::bundle::{Bundle, MAGIC};
use bayan_proof::key::SigningKey;
use bayan_proof::note::{Note, NoteKey, NoteSignature, Vkey};
use bayan_tests::{Signer, incident_id};
use serde_json::json;

use super::library::{Copy, Ran, library, run};

/// Makes bundles with these arguments and names, and moves them and the pin to a folder where nothing else is.
fn sent(bundles: &[(&str, &[&str])]) -> tempfile::TempDir {
    let copy = Copy::new();
    fs::remove_dir_all(copy.path("ledger/keys")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (name, args) in bundles {
        let args: Vec<&str> = ["bundle"].iter().chain(*args).copied().chain(["-o", name]).collect();
        copy.ok(&args);
        fs::copy(copy.path(name), folder.path().join(name)).unwrap();
    }
    fs::copy(copy.path("pin"), folder.path().join("pin")).unwrap();
    folder
}

fn check(here: &Path, args: &[&str]) -> Ran {
    let args: Vec<&str> = ["check-proof"].iter().chain(args).copied().collect();
    run(here, &args)
}

fn good(here: &Path, args: &[&str]) -> Ran {
    let ran = check(here, args);
    assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
    ran
}

#[test]
fn an_incident_travels_and_is_named_in_words() {
    let folder = sent(&[("i.bayan", &["slow-portal"]), ("whole.bayan", &["--all"])]);
    let (here, library) = (folder.path(), library());
    let text = good(here, &["i.bayan", "--pin", "pin"]).out;
    for word in [
        "OK  Slow portal (incident:slow-portal) is in the ledger",
        "checkpoint: both keys of the log",
        "pinned",
        "is left out; whether more follow up to entry",
        "every policy, key and redaction up to entry",
        &format!("entry {}, by entry {}", library.withheld, library.redaction),
    ] {
        assert!(text.contains(word), "{word} is not in {text}");
    }
    let json = good(here, &["i.bayan", "--pin", "pin", "--json"]).json();
    for (field, value) in [
        ("ok", json!(true)),
        ("format", json!("bayan")),
        ("pinned", json!(true)),
        ("strength", json!("checkpoint")),
        ("about", json!(incident_id("slow-portal"))),
        ("about_slug", json!("incident:slow-portal")),
        ("about_name", json!("Slow portal")),
        ("size", json!(library.size)),
    ] {
        assert_eq!(json[field], value, "{field}");
    }
    assert_eq!((&json["complete"]["by"], json.get("carried")), (&json!("links"), None));
    let whole = good(here, &["whole.bayan", "--pin", "pin"]).out;
    let all = format!("every entry of the ledger up to entry {} is here", library.size - 1);
    assert!(whole.contains("OK  the whole ledger is in the ledger"), "{whole}");
    assert!(whole.contains(&all) && !whole.contains("is as the operator lists it"), "{whole}");
    // Without the pin it is told that nothing outside was compared.
    let unpinned = good(here, &["i.bayan"]).out;
    assert!(unpinned.contains("unpinned"), "{unpinned}");
    assert_eq!(good(here, &["i.bayan", "--json"]).json()["pinned"], json!(false));
    // By what it is, and not by its name.
    fs::rename(here.join("i.bayan"), here.join("mail")).unwrap();
    good(here, &["mail", "--pin", "pin"]);
}

#[test]
fn entries_are_listed_as_the_log_lists_them() {
    let folder = sent(&[("i.bayan", &["slow-portal", "--all-entries"])]);
    let (here, library) = (folder.path(), library());
    let text = good(here, &["i.bayan", "--pin", "pin", "--entries"]).out;
    let line = |entry: u64| {
        let begins = format!("{entry} ");
        let found = text.lines().find(|line| line.starts_with(&begins));
        found.unwrap_or_else(|| panic!("entry {entry} is not in {text}")).to_owned()
    };
    for word in ["utterance", "party:alice", "incident:slow-portal", "Slow portal"] {
        assert!(line(library.reading).contains(word), "{word}: {}", line(library.reading));
    }
    // The grant of a key is carried, and is not of the incident.
    assert!(!text.lines().any(|line| line.starts_with(&format!("{} ", library.grant))), "{text}");
    let json = good(here, &["i.bayan", "--pin", "pin", "--entries", "--json"]).json();
    let carried = json["carried"].as_array().unwrap();
    assert_eq!(u64::try_from(carried.len()).unwrap(), library.size);
    let at = |entry: u64| &carried[usize::try_from(entry).unwrap()];
    assert_eq!(at(library.reading)["id"], json!(library.reading_id));
    assert_eq!(at(library.reading)["body"]["kind"], json!("utterance"));
    assert_eq!(
        (&at(library.reading)["about"], &at(library.grant)["about"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(at(library.withheld)["withheld_by"], json!(library.redaction));
    assert_eq!(at(library.disputed)["disputed_by_key_holder"], json!(true));
    assert_eq!(at(library.disputed)["body"], json!(null));
    assert_eq!(json["complete"]["by"], json!("whole_log"));
}

#[test]
fn a_signer_is_named_as_the_keys_are_listed() {
    let copy = Copy::new();
    let alice = Signer::new("alice", 1).thumbprint().to_string();
    let listed = copy.ok(&["list", "keys", "--party", "alice"]).out;
    let short = listed.split_whitespace().next().unwrap();
    assert!(alice.starts_with(short) && short.len() < alice.len(), "{listed}");
    for (name, digits) in [("short", short), ("full", alice.as_str())] {
        copy.ok(&["bundle", "--signer", digits, "-o", name]);
    }
    assert_eq!(fs::read(copy.path("short")).unwrap(), fs::read(copy.path("full")).unwrap());
    let ran = good(copy.here(), &["short", "--pin", "pin"]);
    assert!(ran.out.contains("what party:alice") || ran.out.contains("(party:alice)"), "{ran:?}");
    assert!(ran.out.contains(&format!("signed with the key {short}")), "{ran:?}");
    let json = good(copy.here(), &["short", "--pin", "pin", "--json"]).json();
    assert_eq!(
        (&json["signer"], &json["signer_party"]),
        (&json!(alice), &json!(bayan_tests::party_id("alice")))
    );
    for (digits, code, word) in [
        ("0000000000", 4, "no key of this ledger begins with"),
        ("abc", 2, "is no thumbprint"),
        ("party:alice", 2, "is no thumbprint"),
    ] {
        let ran = copy.run(&["bundle", "--signer", digits, "-o", "none"]);
        assert_eq!(ran.code, code, "{digits}: {ran:?}");
        assert!(ran.err.contains(word) && ran.err.contains("bayan list keys"), "{digits}: {ran:?}");
        assert!(!copy.path("none").exists());
    }
}

#[test]
fn making_one_replaces_nothing_and_says_what_it_made() {
    let copy = Copy::new();
    let dry = copy.ok(&["bundle", "slow-portal", "--dry-run"]).out;
    assert!(dry.contains("would write to a file: ") && dry.contains("complete: "), "{dry}");
    let json = copy.ok(&["bundle", "slow-portal", "-o", "b.bayan", "--dry-run", "--json"]).json();
    assert_eq!(json["file"], json!(null));
    assert!(!copy.path("b.bayan").exists());
    let json = copy.ok(&["bundle", "slow-portal", "-o", "b.bayan", "--json"]).json();
    let bytes = fs::read(copy.path("b.bayan")).unwrap();
    assert_eq!((&json["file"], &json["bytes"]), (&json!("b.bayan"), &json!(bytes.len())));
    assert!(bytes.starts_with(MAGIC));
    let smaller = ["bundle", "slow-portal", "--no-artifacts", "-o", "b.bayan"];
    let ran = copy.run(&smaller);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("is there already") && ran.err.contains("--force"), "{ran:?}");
    assert_eq!(fs::read(copy.path("b.bayan")).unwrap(), bytes);
    copy.ok(&[smaller.as_slice(), &["--force"]].concat());
    assert!(fs::read(copy.path("b.bayan")).unwrap().len() < bytes.len());
    let ran = good(copy.here(), &["b.bayan", "--pin", "pin"]);
    for word in ["not here", "unchecked", "a quote in artifact"] {
        assert!(ran.out.contains(word), "{word}: {ran:?}");
    }
    for (args, code, word) in [
        (vec!["no-such-portal", "-o", "c"], 4, "no-such-portal"),
        (vec!["slow-portal"], 2, "--output"),
        (vec!["slow-portal", "--all", "-o", "c"], 2, "cannot be used with"),
        (vec!["--all", "--all-entries", "-o", "c"], 2, "cannot be used with"),
        (vec!["slow-portal", "-o", "no/such/folder/c"], 4, "no/such/folder/c"),
    ] {
        let args: Vec<&str> = ["bundle"].into_iter().chain(args).collect();
        let ran = copy.run(&args);
        assert_eq!(ran.code, code, "{args:?}: {ran:?}");
        assert!(ran.err.contains(word), "{args:?}: {ran:?}");
        assert!(!copy.path("c").exists());
    }
}

#[test]
fn what_is_damaged_or_of_another_ledger_is_refused() {
    let folder = sent(&[("i.bayan", &["slow-portal"])]);
    let here = folder.path();
    let pin = fs::read_to_string(here.join("pin")).unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(here.join(name), bytes).unwrap();
    write("other-pin", pin.replace("bayan-test", "another").as_bytes());
    let bytes = fs::read(here.join("i.bayan")).unwrap();
    write("cut.bayan", &bytes[..bytes.len() - 1]);
    write("more.bayan", &[bytes.as_slice(), b"\n"].concat());
    write("next.bayan", &[b"bayan bundle v2\n", &bytes[MAGIC.len()..]].concat());
    write("empty.bayan", b"");
    let mut artifact = bytes.clone();
    *artifact.last_mut().unwrap() ^= 1;
    write("artifact.bayan", &artifact);
    write("proof.tlog-proof", b"c2sp.org/tlog-proof@v1\n");
    write("body", b"{}");
    let pinned = ["--pin", "pin"];
    for (file, more, code, word) in [
        ("i.bayan", ["--pin", "other-pin"].as_slice(), 1, "another ledger than the pin's"),
        ("cut.bayan", &pinned, 1, "it cannot be read"),
        ("more.bayan", &pinned, 1, "it cannot be read"),
        ("next.bayan", &pinned, 1, "does not begin with the line"),
        ("empty.bayan", &pinned, 1, "is empty"),
        ("artifact.bayan", &pinned, 1, "rtifact "),
        ("i.bayan", &["--pin", "pin", "--body", "body"], 2, "carries the bodies and the keys"),
        ("proof.tlog-proof", &["--pin", "pin", "--entries"], 2, "is a proof of one entry"),
        ("gone.bayan", &pinned, 4, "gone.bayan"),
        ("i.bayan", &["--pin", "gone"], 2, "gone"),
    ] {
        let args: Vec<&str> = [file].into_iter().chain(more.iter().copied()).collect();
        let ran = check(here, &args);
        assert_eq!(ran.code, code, "{args:?}: {ran:?}");
        assert!(ran.err.contains(word), "{args:?}: {word:?} is not in {ran:?}");
        assert_eq!(ran.out, "", "{args:?}");
    }
}

#[test]
fn witnesses_make_a_bundle_stronger() {
    let folder = sent(&[("i.bayan", &["slow-portal"])]);
    let here = folder.path();
    let keys = [0x77, 0x78].map(|seed| SigningKey::from_seed([seed; 32]));
    let vkeys = [("one", &keys[0]), ("two", &keys[1])].map(|(name, key)| {
        let name = format!("witness.example/{name}");
        Vkey::new(&name, NoteKey::CosignatureEd25519(key.public())).unwrap()
    });
    let [one, two] = &vkeys;
    let both =
        format!("witness one {one}\nwitness two {two}\ngroup both all one two\nquorum both\n");
    let any = both.replace("both all", "both any");
    fs::write(here.join("both"), both).unwrap();
    fs::write(here.join("any"), any).unwrap();
    fs::write(here.join("none"), "nonsense\n").unwrap();
    let bundle = Bundle::parse(&fs::read(here.join("i.bayan")).unwrap()).unwrap();
    let note = Note::parse(bundle.checkpoint()).unwrap();
    // C2SP tlog-cosignature: "cosignature/v1", the time, then the note's text.
    let time = 1_700_000_100_u64;
    let message = format!("cosignature/v1\ntime {time}\n{}", note.text());
    let cosigned = |forged: bool| {
        let mut blob =
            [time.to_be_bytes().as_slice(), &keys[0].sign(message.as_bytes()).0].concat();
        if forged {
            blob[71] ^= 1;
        }
        let line = NoteSignature::new(one.name(), one.key_id(), blob).unwrap();
        let lines = note.signatures().iter().cloned().chain([line]).collect();
        let note = Note::new(note.text().to_owned(), lines).unwrap().encode();
        let entries = bundle.entries().iter().map(|it| (it.bytes.clone(), it.body.clone()));
        let artifacts = bundle.artifacts().iter().map(|(_, bytes)| bytes.clone()).collect();
        let about = bundle.about().map(str::to_owned);
        Bundle::new(about, note, bundle.hashes().to_vec(), entries.collect(), artifacts).unwrap()
    };
    fs::write(here.join("seen.bayan"), cosigned(false).encode()).unwrap();
    fs::write(here.join("forged.bayan"), cosigned(true).encode()).unwrap();
    for (file, policy, strength, names) in [
        ("i.bayan", "any", "checkpoint", json!([])),
        ("seen.bayan", "any", "witnessed", json!(["witness.example/one"])),
        ("seen.bayan", "both", "checkpoint", json!(["witness.example/one"])),
    ] {
        for pin in [["--pin", "pin"].as_slice(), &[]] {
            let args = [&[file, "--policy", policy, "--json"], pin].concat();
            let json = good(here, &args).json();
            assert_eq!(
                (&json["strength"], &json["witnesses"]),
                (&json!(strength), &names),
                "{args:?}"
            );
        }
    }
    let seen = good(here, &["seen.bayan", "--policy", "any", "--pin", "pin"]).out;
    assert!(seen.contains("a fork is excluded"), "{seen}");
    let forged = check(here, &["forged.bayan", "--policy", "any", "--pin", "pin"]);
    assert_eq!(forged.code, 1, "{forged:?}");
    assert!(forged.err.contains("witness"), "{forged:?}");
    let nonsense = check(here, &["i.bayan", "--policy", "none", "--pin", "pin"]);
    assert_eq!(nonsense.code, 2, "{nonsense:?}");
    assert!(nonsense.err.contains("tlog-policy"), "{nonsense:?}");
}
