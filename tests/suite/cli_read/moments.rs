//! `--as-of` with the file of a signed checkpoint, and with what is no moment of the ledger.

use std::fs;
use std::path::Path;

use bayan_proof::checkpoint::{Checkpoint, LogSigner, Origin};
use bayan_proof::hash::TreeHash;
use bayan_proof::key::{MlDsaSigningKey, SigningKey};
use bayan_proof::num::{Size, UnixMillis};
use bayan_proof::tree::empty_root;
use bayan_tests::{LOG_SEED, ML_DSA_SEED};
use serde_json::{Value, json};

use super::library::{Ran, run};
use super::moved::moved;

const ORIGIN: &str = "log.example/bayan-test";

/// A folder with checkpoint files, good and bad.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        let (then, size) = &moved().then;
        let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
        put("then.checkpoint", then);
        let now = fs::read(moved().dir().join("checkpoint")).unwrap();
        put("2023-11-14.checkpoint", &now);
        let mut flipped = then.clone();
        let place = flipped.len() - 10;
        flipped[place] = if flipped[place] == b'A' { b'B' } else { b'A' };
        put("flipped", &flipped);
        let other = TreeHash([7; 32]);
        put("fork", &signed(ORIGIN, *size, other, [LOG_SEED, ML_DSA_SEED]));
        put("larger", &signed(ORIGIN, 9_999, other, [LOG_SEED, ML_DSA_SEED]));
        put("empty", &signed(ORIGIN, 0, empty_root(), [LOG_SEED, ML_DSA_SEED]));
        put("other-log", &signed("other.example/log", *size, other, [LOG_SEED, ML_DSA_SEED]));
        put("other-keys", &signed(ORIGIN, *size, other, [[1; 32], [2; 32]]));
        put("one-key", &signed(ORIGIN, *size, other, [LOG_SEED, [2; 32]]));
        put("no-note", b"tree of 17 entries\n");
        Self(folder)
    }

    fn here(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, line: &str) -> Ran {
        let dir = moved().dir();
        let dir = dir.to_str().expect("a temporary folder has a plain name");
        let args: Vec<&str> = line.split(' ').chain(["--ledger", dir]).collect();
        run(self.here(), &args)
    }

    #[track_caller]
    fn ok(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
        ran.out
    }
}

/// The checkpoint of a tree, as a log of this name with these two keys signs it.
fn signed(origin: &str, size: u64, root: TreeHash, [ed25519, ml_dsa]: [[u8; 32]; 2]) -> Vec<u8> {
    let origin = Origin::parse(origin).unwrap();
    let signer = LogSigner::new(
        origin.clone(),
        SigningKey::from_seed(ed25519),
        MlDsaSigningKey::from_seed(ml_dsa),
    );
    signer.sign(&Checkpoint { origin, size: Size(size), root }, UnixMillis(0)).unwrap()
}

#[test]
fn a_checkpoint_is_the_moment_at_which_it_was_signed() {
    let desk = Desk::new();
    let last = moved().then.1 - 1;
    assert_eq!(last, moved().denial);
    for line in [
        "ask bridge",
        "history bridge",
        "log --all",
        "list parties",
        "blame bridge",
        "export bridge",
        "state-digest bridge",
        "promises bridge --now 2023-11-20",
        "show incident:bridge",
        "search lost",
    ] {
        let by_entry = desk.ok(&format!("{line} --as-of {last}"));
        assert_eq!(desk.ok(&format!("{line} --as-of then.checkpoint")), by_entry, "{line}");
        assert_ne!(desk.ok(line), by_entry, "{line}");
        assert_eq!(
            desk.ok(&format!("{line} --as-of 2023-11-14.checkpoint")),
            desk.ok(line),
            "{line}"
        );
    }
    let diff = desk.ok("diff bridge --from then.checkpoint --to 2023-11-14.checkpoint");
    assert_eq!(diff, desk.ok(&format!("diff bridge --from {last} --to now")));
    // The time of the checkpoint's newest entry is what deadlines are held against.
    let answer: Value =
        serde_json::from_str(&desk.ok("promises bridge --as-of then.checkpoint --json")).unwrap();
    assert_eq!(answer["now"]["origin"], "as_of");
}

#[test]
fn a_checkpoint_that_is_none_of_this_ledger_says_what_is_wrong_and_what_to_do() {
    let desk = Desk::new();
    let cases: &[(&str, i32, &[&str])] = &[
        (
            "fork",
            1,
            &[
                "this ledger is not the one that signed fork",
                "two histories",
                "keep the checkpoint",
            ],
        ),
        ("larger", 4, &["is of 9999 entries, and this copy of the ledger has", "get a newer copy"]),
        ("empty", 4, &["the empty ledger", "name a later one"]),
        (
            "other-log",
            2,
            &[
                "is a checkpoint of other.example/log, and this is log.example/bayan-test",
                "--ledger DIR",
            ],
        ),
        ("other-keys", 1, &["the keys of this ledger did not sign", "do not rely on it"]),
        ("one-key", 1, &["the keys of this ledger did not sign", "type 0x06"]),
        ("flipped", 1, &["the keys of this ledger did not sign", "failed to verify"]),
        ("no-note", 2, &["is no checkpoint", "`bayan checkpoint`"]),
        ("no-such-file", 2, &["is no moment", "an entry number, a date, a time with its zone"]),
        ("noon", 2, &["is no moment", "file of a checkpoint"]),
    ];
    for (file, code, words) in cases {
        for line in [format!("ask bridge --as-of {file}"), format!("diff bridge --from {file}")] {
            let ran = desk.run(&line);
            assert_eq!(ran.code, *code, "{line}: {ran:?}");
            for word in *words {
                assert!(ran.err.contains(word), "{line} does not say {word:?}: {}", ran.err);
            }
            assert!(ran.err.contains("try:") && ran.out.is_empty(), "{line}: {ran:?}");
        }
    }
}

#[test]
fn a_day_is_meant_to_its_end_and_what_is_before_the_ledger_says_so() {
    let desk = Desk::new();
    // The ledger is of 14 November 2023; that day ends last on earth at noon of the next, in UTC.
    for day in ["2023-11-14", "2024-01-06"] {
        assert_eq!(desk.ok(&format!("log --all --as-of {day}")), desk.ok("log --all"), "{day}");
    }
    let at_noon = desk.ok("ask bridge --as-of 2023-11-14 --json");
    let at_noon: Value = serde_json::from_str(&at_noon).unwrap();
    assert_eq!(at_noon["moment"]["entries"], at_noon["moment"]["size"]);
    let cases: &[(&str, i32, &[&str])] = &[
        (
            "2023-11-02",
            4,
            &[
                "this ledger begins at 2023-11-14T22:13:2",
                "held nothing at 2023-11-02",
                "--said-by 2023-11-02",
            ],
        ),
        ("2023-11-02T12:00:00Z", 4, &["this ledger begins at", "--said-by 2023-11-02T12:00:00Z"]),
        ("2023-02-30", 2, &["there is no 30 February 2023"]),
        ("2023-11-14T12:00:00", 2, &["a time needs its date and its zone"]),
        ("-1", 2, &["entries are counted from 0: there is no entry -1"]),
        ("9999", 4, &["there is no entry 9999"]),
        ("0", 4, &["was not opened yet at the moment asked for: entry", "--said-by"]),
    ];
    for (moment, code, words) in cases {
        let ran = desk.run(&format!("ask bridge --as-of {moment}"));
        assert_eq!(ran.code, *code, "{moment}: {ran:?}");
        for word in *words {
            assert!(ran.err.contains(word), "{moment} does not say {word:?}: {}", ran.err);
        }
    }
    let ran = desk.run("ask bridge --said-by 2023-02-30");
    assert!(ran.code == 2 && ran.err.contains("there is no 30 February 2023"), "{ran:?}");
    let said = desk.ok("ask bridge confidentiality.loss --said-by 2023-11-02 --json");
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["statuses"][0]["status"], json!("denied"));
}
