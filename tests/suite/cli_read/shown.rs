//! What each command shows when all is well, for people and as JSON.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::library::{Copy, DENIAL, PAGE, TEXT, library, run};

/// Every one of `words` stands in `text`.
fn assert_holds(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word:?} is not in:\n{text}");
    }
}

#[test]
fn log_shows_the_newest_first() {
    let (copy, library) = (Copy::new(), library());
    let all = copy.ok(&["log", "--all", "--json"]).json_lines();
    let entries: Vec<u64> = all.iter().map(|line| line["entry"].as_u64().unwrap()).collect();
    assert_eq!(entries, (0..library.size).rev().collect::<Vec<_>>());
    let kinds: BTreeSet<&str> = all.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.len(), 13, "{kinds:?}");
    let text = copy.ok(&["log", "-n", "3"]);
    assert_eq!(text.out.lines().count(), 3);
    assert_holds(&text.err, &["older entries"]);
    for (args, count) in [
        (vec!["--kind", "utterance"], 2),
        (vec!["--kind", "utterance", "--party", "bob"], 1),
        (vec!["--incident", "slow-portal", "--kind", "question"], 1),
        (vec!["--facet", "confidentiality.loss", "--kind", "silence"], 1),
        (vec!["--party", "clinic", "--kind", "policy"], 0),
    ] {
        let args: Vec<&str> = ["log", "--json"].into_iter().chain(args).collect();
        assert_eq!(copy.ok(&args).json_lines().len(), count, "{args:?}");
    }
    let line = &all[usize::try_from(library.size - 1 - library.disputed).unwrap()];
    assert_eq!(line["disputed_by_key_holder"], json!(true));
}

#[test]
fn list_lists_each_kind() {
    let copy = Copy::new();
    for (what, count, word) in [
        ("parties", 8, "Ministry of Examples"),
        ("incidents", 1, "incident:slow-portal"),
        ("things", 3, "thing:records"),
        ("questions", 1, "Since when was the portal slow?"),
        ("artifacts", 4, "own text"),
        ("utterances", 2, DENIAL),
        ("silences", 1, "party:clinic had not spoken"),
        ("links", 1, "is in tension with"),
        ("opinions", 1, "endorses"),
        ("amendments", 1, "The gloss was too strong."),
        ("redactions", 1, "court order"),
        ("keys", 4, "revoked"),
    ] {
        let text = copy.ok(&["list", what]).out;
        assert_eq!(text.lines().count(), count, "{what}:\n{text}");
        // A name in the first language stands for a party; its others are in `show`.
        let word = if what == "parties" { "وزارتخانه" } else { word };
        assert_holds(&text, &[word]);
        assert_eq!(copy.ok(&["list", what, "--json"]).json_lines().len(), count, "{what}");
    }
    let all = copy.ok(&["list", "--json"]).json_lines();
    assert_eq!(u64::try_from(all.len()).unwrap(), library().size);
    let named =
        copy.ok(&["list", "things", "--facet", "confidentiality.loss", "--json"]).json_lines();
    assert_eq!(named.iter().map(|line| &line["slug"]).collect::<Vec<_>>(), ["thing:records"]);
    let keys = copy.ok(&["list", "keys", "--party", "alice", "--json"]).json_lines();
    assert_eq!(keys[0]["state"], "in force");
}

#[test]
fn show_tells_an_utterance_apart() {
    let (copy, library) = (Copy::new(), library());
    let reading = library.reading.to_string();
    let text = copy.ok(&["show", &reading]).out;
    assert_holds(
        &text,
        &[
            &format!("Entry {reading}: utterance"),
            DENIAL,
            "Up to now no data has been lost.",
            "Claim #0: confidentiality.loss = no",
            "act          denies “گفت” (fa)",
            "stance       denies, certain",
            "data: thing:records",
            "as of these words",
            "so far “تا این لحظه”",
            "Claim #1: availability.extent = about 40 “offices”, “about 40”",
            "1. publishes, Example Daily (party:outlet)",
            "2. quotes, وزارتخانه (party:ministry), “سخنگوی وزارتخانه”",
            "speaker      وزارتخانه (party:ministry)",
            "publisher    Example Daily (party:outlet)",
            "recorder     alice (party:alice)",
            "“I read these words so”; somebody else said them",
            "event        not stated",
            "said         Thursday, “روز پنجشنبه”",
            "published    14 November 2023",
            "captured     2023-11-14T22:00:00Z",
            "the signature is good",
            "incident:slow-portal: number 3",
            &library.reading_id,
            &format!("corrected by its recorder in entry {}", library.amendment),
        ],
    );
    let start = TEXT.find(DENIAL).unwrap();
    assert_holds(&text, &[&format!("bytes {start}..{}, body", start + DENIAL.len())]);
    assert!(!text.contains('\u{1b}') && !text.contains('\u{2068}'), "a pipe is plain");

    let json = copy.ok(&["show", &library.reading_id[..12], "--json"]).json();
    assert_eq!(json["entry"], json!(library.reading));
    assert_eq!(json["signature"], "good");
    assert_eq!(json["included"], json!(true));
    assert_eq!(json["amended_by"], json!(library.amendment));
    assert_eq!(json["body"]["says"]["claims"][0]["segments"][0]["exact"], DENIAL);
    assert_eq!(json["captured"][0]["captured_at"], "2023-11-14T22:00:00Z");
    let names: Vec<&str> = json["names"]
        .as_object()
        .unwrap()
        .values()
        .map(|it| it["slug"].as_str().unwrap())
        .collect();
    assert!(names.contains(&"party:outlet"), "{names:?}");
    let own = copy.ok(&["show", &library.own.to_string()]).out;
    assert_holds(
        &own,
        &["“I say it on behalf of", "to speak for party:ministry", "the speaker's own text"],
    );
}

#[test]
fn show_says_what_is_withheld_and_disputed() {
    let (copy, library) = (Copy::new(), library());
    let text = copy.ok(&["show", &library.withheld.to_string()]).out;
    let by = format!("withheld by entry {} (court order)", library.redaction);
    assert_holds(
        &text,
        &[
            &by,
            "on the authority of وزارتخانه (party:ministry), case 2023/117-B",
            "the signature is good",
        ],
    );
    assert!(!text.contains("A Name To Withhold"));
    let json = copy.ok(&["show", &library.withheld.to_string(), "--json"]).json();
    assert_eq!((&json["body"], &json["withheld"]["why"]), (&Value::Null, &json!("court_order")));
    let text = copy.ok(&["show", &library.disputed.to_string()]).out;
    assert_holds(&text, &["the holder of its key says that the key was compromised by then"]);
    let before = (library.disputed).to_string();
    let text = copy.ok(&["show", &before, "--as-of", &before]).out;
    assert!(!text.contains("disputed"), "nobody had disputed it then:\n{text}");
    let text = copy.ok(&["show", &library.grant.to_string()]).out;
    assert_holds(&text, &["grants", "alice (party:alice)", "record"]);
}

#[test]
fn show_describes_what_is_declared() {
    let copy = Copy::new();
    for (name, words) in [
        ("party:ministry", vec!["Ministry of Examples", "organisation", "entries concern it"]),
        ("ministry", vec!["party:ministry"]),
        ("incident:slow-portal", vec!["धीमा पोर्टल", "declared     in entry"]),
        ("thing:records", vec!["data kind", "entries concern it"]),
        ("question:", vec!["Since when was the portal slow?", "incident.time"]),
    ] {
        assert_holds(&copy.ok(&["show", name]).out, &words);
        let json = copy.ok(&["show", name, "--json"]).json();
        assert!(json["entries"].as_u64().unwrap() > 0 && json["newest"].is_array(), "{json}");
    }
}

#[test]
fn show_gives_artifacts_safely_or_as_they_are() {
    let (copy, library) = (Copy::new(), library());
    let name = format!("capture:{}", &library.text.to_string()[..8]);
    let text = copy.ok(&["show", &name]).out;
    assert_holds(
        &text,
        &[
            "plain text",
            "by a machine, with bayan",
            "Quoted by",
            "Captured by",
            "its hash is right",
        ],
    );
    assert_eq!(copy.ok(&["show", &name, "--text"]).out, format!("{TEXT}\n"));
    assert_eq!(copy.ok(&["show", &name, "--raw"]).raw, TEXT.as_bytes());
    let json = copy.ok(&["show", &name, "--json"]).json();
    assert_eq!(json["here"], json!(true));
    assert_eq!(json["quoted_by"].as_array().unwrap().len(), 3);
    let page = format!("capture:{}", bayan_proof::hash::Sha256::of(PAGE.as_bytes()));
    assert!(PAGE.contains('\u{1b}'));
    let safe = copy.ok(&["show", &page, "--text"]).out;
    assert!(safe.contains("\u{FFFD}[2J") && !safe.contains('\u{1b}'), "{safe:?}");
    assert_eq!(copy.ok(&["show", &page, "--raw"]).raw, PAGE.as_bytes());
    let body = copy.ok(&["show", &library.reading.to_string(), "--raw"]);
    assert_eq!(body.json()["kind"], "utterance");
}

#[test]
fn as_of_shows_no_more_than_there_was() {
    let (copy, library) = (Copy::new(), library());
    let reading = library.reading.to_string();
    let log = copy.ok(&["log", "--as-of", &reading, "--json", "--all"]).json_lines();
    assert_eq!(log[0]["entry"], json!(library.reading));
    assert_eq!(log[0]["amended_by"], Value::Null);
    // Time ticks a second an entry, from 22:13:20 on.
    let time = copy.ok(&["show", &reading, "--json"]).json()["time"].as_str().unwrap().to_owned();
    let by_time = copy.ok(&["log", "--as-of", &time, "--json", "--all"]).json_lines();
    assert_eq!(by_time.len(), log.len());
    assert!(!copy.ok(&["show", &reading, "--as-of", &reading]).out.contains("amended"));
    assert_eq!(copy.ok(&["list", "silences", "--as-of", &reading]).out, "");
    assert_eq!(copy.ok(&["search", "gloss was too strong", "--as-of", &reading]).out, "");
    // What is withheld today is withheld at every moment, and it is said.
    let withheld = library.withheld.to_string();
    let then = copy.ok(&["show", &withheld, "--as-of", &withheld]).out;
    assert_holds(&then, &[&format!("withheld by entry {}", library.redaction)]);
}

#[test]
fn search_finds_words_in_any_script() {
    let (copy, library) = (Copy::new(), library());
    for (words, entries) in [
        (vec!["PORTAL", "slow", "measured"], vec![library.own]),
        (vec!["داده‌ای"], vec![library.reading, library.amendment]),
        (vec!["hardly nothing"], vec![library.reading + 4]),
        (vec!["धीमा"], vec![11]),
        (vec!["A Name To Withhold"], vec![]),
        (vec!["portal", "no such word"], vec![]),
    ] {
        let args: Vec<&str> =
            ["search", "--json"].into_iter().chain(words.iter().copied()).collect();
        let found: Vec<u64> = copy
            .ok(&args)
            .json_lines()
            .iter()
            .map(|line| line["entry"].as_u64().unwrap())
            .collect();
        assert_eq!(found, entries, "{words:?}");
    }
    let hits = copy.ok(&["search", "बैकअप", "--artifacts", "--json"]).json_lines();
    let at = TEXT.find("बैकअप").unwrap();
    assert_eq!(hits[0]["found"][0]["place"], format!("bytes {at}..{}", at + "बैकअप".len()));
    let text = copy.ok(&["search", "measured"]).out;
    assert_holds(&text, &["/says/text  The portal is slow. We measured it."]);
    assert_eq!(copy.ok(&["search", "a leaked list", "--artifacts"]).out, "", "it is withheld");
}

#[test]
fn verify_says_ok_and_what_was_checked() {
    let (copy, library) = (Copy::new(), library());
    let text = copy.ok(&["verify"]).out;
    let withheld =
        format!("entry {} by entry {} (court order)", library.withheld, library.redaction);
    assert_holds(
        &text,
        &["OK  log.example/bayan-test", "chain head", "unpinned", "agrees with the log", &withheld],
    );
    let text = copy.ok(&["verify", "--pin", "pin"]).out;
    assert!(text.contains("pinned: compared") && !text.contains("unpinned"), "{text}");
    let json = copy.ok(&["verify", "--json", "--pin", "pin"]).json();
    assert_eq!(json["ok"], json!(true));
    assert_eq!(json["size"], json!(library.size));
    assert_eq!(json["pinned"], json!(true));
    assert_eq!(json["faults"], json!([]));
    assert_eq!(
        json["withheld"][0],
        json!({"entry": library.withheld, "by": library.redaction, "why": "court_order"})
    );
    assert_eq!(json["withheld"][1]["artifact"], json!(library.gone));
    assert_eq!(json["chain_head"].as_str().unwrap().len(), 64);
    assert_eq!(json["seen_before"]["result"], "continues");
    assert_eq!(json["artifacts"], json!(3));
}

#[test]
fn an_older_copy_put_back_is_noticed() {
    let copy = Copy::new();
    copy.ok(&["log"]);
    fs::rename(copy.path("ledger"), copy.path("newer")).unwrap();
    fs::rename(copy.path("earlier"), copy.path("ledger")).unwrap();
    for args in [vec!["log"], vec!["show", "0"], vec!["list"], vec!["checkpoint"]] {
        let ran = copy.run(&args);
        assert_eq!(ran.code, 1, "{args:?}: {ran:?}");
        assert_holds(&ran.err, &["it was rolled back"]);
    }
    let ran = copy.run(&["verify"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_holds(&ran.out, &["BAD", "seen before", "it was rolled back"]);
    assert_eq!(copy.run(&["verify", "--json"]).json()["seen_before"]["result"], "differs");
    fs::remove_dir_all(copy.path("state")).unwrap();
    copy.ok(&["verify"]);
}

#[test]
fn checkpoint_prints_the_note_the_pin_and_the_audience() {
    let copy = Copy::new();
    let note = copy.ok(&["checkpoint"]);
    assert_eq!(note.raw, fs::read(copy.path("ledger/checkpoint")).unwrap());
    assert_eq!(copy.ok(&["checkpoint", "--pin"]).raw, fs::read(copy.path("pin")).unwrap());
    let audience = copy.ok(&["checkpoint", "--audience"]).out;
    assert!(
        audience.starts_with("log.example/bayan-test#") && audience.len() == 23 + 64 + 1,
        "{audience}"
    );
    let json = copy.ok(&["checkpoint", "--json", "--pin", "pin"]).json();
    assert_eq!(json["note"], note.out);
    assert_eq!(json["audience"], audience.trim_end());
    assert_eq!(json["pin"]["text"], fs::read_to_string(copy.path("pin")).unwrap());
}

#[test]
fn rebuild_makes_the_read_model_again() {
    let copy = Copy::new();
    fs::remove_dir_all(copy.path("ledger/view.sled")).unwrap();
    let json = copy.ok(&["verify", "--json"]).json();
    assert!(json["read_model"].as_str().unwrap().starts_with("is not used"), "{json}");
    let before = copy.ok(&["list", "parties"]).out;
    assert_holds(&copy.ok(&["rebuild"]).out, &["rebuilt the read model"]);
    assert_eq!(copy.ok(&["verify", "--json"]).json()["read_model"], "agrees with the log");
    assert_eq!(copy.ok(&["list", "parties"]).out, before);
    assert_eq!(copy.ok(&["rebuild", "--json"]).json()["entries"], json!(library().size));
}

#[test]
fn completions_for_five_shells() {
    let folder = tempfile::tempdir().unwrap();
    for (shell, word) in [
        ("bash", "_bayan"),
        ("zsh", "#compdef bayan"),
        ("fish", "complete -c bayan"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer[bayan]"),
    ] {
        let ran = run(folder.path(), &["completions", shell]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_holds(&ran.out, &[word, "check-proof"]);
        let json = run(folder.path(), &["completions", shell, "--json"]).json();
        assert_eq!(json["script"], ran.out);
    }
}
