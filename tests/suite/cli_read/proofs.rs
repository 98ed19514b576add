//! Proofs that travel: made, and checked offline.

use std::fs;

use bayan_proof::key::SigningKey;
use bayan_proof::note::{Note, NoteKey, NoteSignature, Vkey};
use serde_json::json;

use super::library::{Copy, library, run};

/// A folder with both proofs of Alice's reading, its body, and the pin; no ledger.
pub(super) fn receiver() -> Copy {
    let copy = Copy::new();
    let reading = library().reading.to_string();
    copy.ok(&["prove", &reading, "-o", "p.tlog-proof"]);
    copy.ok(&["prove", &reading, "-o", "p.scitt"]);
    let body = copy.ok(&["show", &reading, "--raw"]);
    fs::write(copy.path("body.json"), body.raw).unwrap();
    fs::remove_dir_all(copy.path("ledger/keys")).unwrap();
    fs::rename(copy.path("ledger"), copy.path("hidden")).unwrap();
    copy
}

#[test]
fn both_proofs_hold_offline() {
    let (copy, library) = (receiver(), library());
    fs::write(copy.path("policy"), "quorum none\n").unwrap();
    let signer = {
        let alice = bayan_tests::Signer::new("alice", 1);
        alice.public().to_string()
    };
    for file in ["p.tlog-proof", "p.scitt"] {
        let text = run(copy.here(), &["check-proof", file, "--pin", "pin"]);
        assert_eq!(text.code, 0, "{text:?}");
        for word in
            ["OK", "checkpoint: both keys of the log", "pinned", "utterance", &library.reading_id]
        {
            assert!(text.out.contains(word), "{word} is not in {}", text.out);
        }
        let args = [
            "check-proof",
            file,
            "--pin",
            "pin",
            "--json",
            "--body",
            "body.json",
            "--signer-key",
            &signer,
            "--policy",
            "policy",
        ];
        let ran = run(copy.here(), &args);
        assert_eq!(ran.code, 0, "{ran:?}");
        let json = ran.json();
        assert_eq!(json["entry"], json!(library.reading));
        assert_eq!(json["id"], json!(library.reading_id));
        assert_eq!(json["strength"], "checkpoint");
        assert_eq!(json["size"], json!(library.size));
        assert_eq!(
            (&json["body_checked"], &json["signature_checked"]),
            (&json!(true), &json!(true))
        );
        let unpinned = run(copy.here(), &["check-proof", file, "--ledger", "hidden"]);
        assert_eq!(unpinned.code, 0, "{unpinned:?}");
        assert!(unpinned.out.contains("unpinned"), "{unpinned:?}");
    }
}

#[test]
fn prove_writes_whole_files_and_replaces_none() {
    let copy = Copy::new();
    let proof = copy.ok(&["prove", "3"]).raw;
    assert!(proof.starts_with(b"c2sp.org/tlog-proof@v1\n"));
    copy.ok(&["prove", "3", "-o", "p.txt"]);
    assert_eq!(fs::read(copy.path("p.txt")).unwrap(), proof);
    assert_eq!(copy.run(&["prove", "4", "-o", "p.txt"]).code, 2);
    assert_eq!(fs::read(copy.path("p.txt")).unwrap(), proof);
    copy.ok(&["prove", "4", "-o", "p.txt", "--force"]);
    assert_ne!(fs::read(copy.path("p.txt")).unwrap(), proof);
    let json = copy.ok(&["prove", "3", "--scitt", "--json"]).json();
    assert_eq!((&json["format"], &json["entry"]), (&json!("scitt"), &json!(3)));
    assert!(json["proof_base64"].as_str().is_some_and(|text| text.starts_with("0o")));
    fs::remove_dir_all(copy.path("ledger/keys")).unwrap();
    let ran = copy.run(&["prove", "3", "-o", "p.scitt"]);
    assert_eq!(ran.code, 6, "{ran:?}");
    assert!(
        ran.err.contains("`.tlog-proof` needs no key") && !copy.path("p.scitt").exists(),
        "{ran:?}"
    );
    copy.ok(&["prove", "3", "-o", "still.tlog-proof"]);
}

#[test]
fn another_body_key_or_pin_is_refused() {
    let copy = receiver();
    fs::write(copy.path("other.json"), "{}").unwrap();
    let pin = fs::read_to_string(copy.path("pin")).unwrap();
    let other_origin = pin.replace("log.example/bayan-test", "log.example/another");
    fs::write(copy.path("other-pin"), other_origin).unwrap();
    let bob = bayan_tests::Signer::new("bob", 1).public().to_string();
    let other_key = pin.lines().map(|line| match line.strip_prefix("receipts") {
        Some(_) => format!("receipts = \"{bob}\""),
        None => line.to_owned(),
    });
    fs::write(copy.path("key-pin"), other_key.collect::<Vec<_>>().join("\n")).unwrap();
    let shown = run(copy.here(), &["check-proof", "p.scitt", "--pin", "pin", "--json"]).json();
    let thumbprint = shown["signer_thumbprint"].as_str().unwrap().to_owned();
    for (args, code, word) in [
        (
            vec!["p.scitt", "--pin", "pin", "--body", "other.json"],
            1,
            "is not the body of this statement",
        ),
        (vec!["p.scitt", "--pin", "pin", "--signer-key", &bob], 1, "was not signed with this key"),
        (
            vec!["p.scitt", "--pin", "pin", "--signer-key", &thumbprint],
            2,
            "the thumbprint of the key",
        ),
        (vec!["p.scitt", "--pin", "key-pin"], 1, "the receipt names key"),
        (vec!["p.scitt", "--pin", "other-pin"], 2, "the pin cannot be used"),
        (
            vec!["p.tlog-proof", "--pin", "pin", "--body", "pin"],
            1,
            "is not the body of this statement",
        ),
    ] {
        let args: Vec<&str> = ["check-proof"].into_iter().chain(args).collect();
        let ran = run(copy.here(), &args);
        assert_eq!(ran.code, code, "{args:?}: {ran:?}");
        assert!(ran.err.contains(word), "{args:?}: {ran:?}");
    }
    // The receipts' key signs no checkpoint: a tlog-proof does not need it.
    assert_eq!(run(copy.here(), &["check-proof", "p.tlog-proof", "--pin", "key-pin"]).code, 0);
}

#[test]
fn witnesses_make_a_proof_stronger() {
    let copy = receiver();
    let key = SigningKey::from_seed([0x77; 32]);
    let vkey = Vkey::new("witness.example/one", NoteKey::CosignatureEd25519(key.public())).unwrap();
    let policy = format!("witness one {vkey}\nquorum one\n");
    fs::write(copy.path("policy"), &policy).unwrap();
    let check = |file: &str| {
        run(copy.here(), &["check-proof", file, "--pin", "pin", "--policy", "policy", "--json"])
    };
    let alone = check("p.tlog-proof").json();
    assert_eq!((&alone["strength"], &alone["witnesses"]), (&json!("checkpoint"), &json!([])));
    // C2SP tlog-cosignature: "cosignature/v1", the time, then the note's text.
    let proof = fs::read_to_string(copy.path("p.tlog-proof")).unwrap();
    let (head, note) = proof.split_once("\n\n").unwrap();
    let note = Note::parse(note.as_bytes()).unwrap();
    let time = 1_700_000_100_u64;
    let message = format!("cosignature/v1\ntime {time}\n{}", note.text());
    let blob = [time.to_be_bytes().as_slice(), &key.sign(message.as_bytes()).0].concat();
    for (file, blob, code) in
        [("seen", blob.clone(), 0), ("forged", [&blob[..71], &[0]].concat(), 1)]
    {
        let line = NoteSignature::new(vkey.name(), vkey.key_id(), blob).unwrap();
        let lines = note.signatures().iter().cloned().chain([line]).collect();
        let cosigned = Note::new(note.text().to_owned(), lines).unwrap().encode();
        fs::write(copy.path(file), [head.as_bytes(), b"\n\n", &cosigned].concat()).unwrap();
        let ran = check(file);
        assert_eq!(ran.code, code, "{ran:?}");
        if code == 0 {
            assert_eq!(ran.json()["strength"], "witnessed");
            assert_eq!(ran.json()["witnesses"], json!(["witness.example/one"]));
            let text =
                run(copy.here(), &["check-proof", file, "--pin", "pin", "--policy", "policy"]);
            assert!(text.out.contains("a fork is excluded"), "{text:?}");
        } else {
            assert!(ran.err.contains("witness"), "{ran:?}");
        }
    }
}
