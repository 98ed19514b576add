//! The commands that answer one question each about an incident: for people, as JSON, and in the past.

use serde_json::{Value, json};

use super::casebook::{DENIAL, LOSS, casebook, fails, ok};
use super::library::{copy_dir, run};

#[track_caller]
fn assert_holds(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word:?} is not in:\n{text}");
    }
}

/// The elements of a list in which a field has this value.
fn having<'a>(list: &'a Value, field: &str, value: &Value) -> Vec<&'a Value> {
    let list = list.as_array().unwrap_or_else(|| panic!("no list: {list}"));
    list.iter().filter(|item| item[field] == *value).collect()
}

/// The one element of a list in which a field has this value.
#[track_caller]
fn the<'a>(list: &'a Value, field: &str, value: &Value) -> &'a Value {
    match having(list, field, value).as_slice() {
        [one] => one,
        found => panic!("{} have {field} = {value} in {list:#}", found.len()),
    }
}

#[test]
fn conflicts_show_both_sides_and_what_only_one_names() {
    let text = ok(&["conflicts", "bridge"]).out;
    let (first, clinic) = (casebook().first, casebook().clinic);
    assert_holds(
        &text,
        &[
            "contradiction (computed, by side)",
            DENIAL,
            "No data was lost.",
            LOSS,
            &format!("entry {first}#0"),
            &format!("entry {clinic}#0"),
            "affirms: 1 independent origin",
            "denies: 1 independent origin",
            "bounds of the one side: at least 250",
            "bounds of the other side: 100",
            "both sides name: dates (thing:dates)",
        ],
    );
    assert!(!text.contains('\u{2068}') && !text.contains('\u{1b}'), "a pipe is plain");

    let json = ok(&["conflicts", "bridge", "data_compromise", "--json"]).json();
    assert_eq!(json["conflicts_cut"], json!(false));
    let sides = the(&json["conflicts"], "kind", &json!("contradicts"));
    assert_eq!((&sides["rule"], &sides["recorded_by"]), (&json!("sides"), &Value::Null));
    let left = sides["left"][0].as_str().unwrap();
    assert_eq!(json["claims"][left]["says"]["words"][0]["exact"], LOSS);
    assert_eq!(json["claims"][left]["entry"], json!(clinic));
    let json = ok(&["conflicts", "bridge", "--json"]).json();
    let numbers = the(&json["conflicts"], "kind", &json!("number_conflict"));
    let ends = [&numbers["left_bounds"][0], &numbers["right_bounds"][0]];
    assert!(ends.iter().any(|it| it["low"]["value"] == "250" && it["high"] == Value::Null));
    assert!(ends.iter().any(|it| it["high"]["value"] == "100" && it["high"]["inclusive"] == true));
    let sets = the(&json["conflicts"], "kind", &json!("set_conflict"));
    let counts =
        ["left", "both", "right"].map(|side| sets["members"][side].as_array().unwrap().len());
    assert_eq!(counts, [1, 1, 1]);

    let of = |about: &str| ok(&["conflicts", "bridge", about, "--json"]).json();
    assert_eq!(of("confidentiality.types")["conflicts"].as_array().unwrap().len(), 1);
    assert_eq!(of("market")["conflicts"], json!([]));
}

#[test]
fn conflicts_of_the_past_are_fewer_and_none_is_said() {
    // What is withheld may hold one: that there is none is said of before it was recorded, and of another incident.
    let none = "Nothing is found in what can be read.";
    assert_holds(&ok(&["conflicts", "bridge", "--said-by", "2023-11-01T20:00:00Z"]).out, &[none]);
    let first = casebook().first.to_string();
    let none = "No conflict between standing claims.";
    assert_holds(&ok(&["conflicts", "bridge", "--as-of", &first]).out, &[none, "entries"]);
    assert_holds(&ok(&["conflicts", "empty"]).out, &[none]);
    let persian = ok(&["conflicts", "bridge", "--lang", "fa"]).out;
    assert_holds(&persian, &["هر دو طرف نام می‌برند", DENIAL, LOSS]);
}

#[test]
fn responsibility_says_who_blames_whom_and_who_was_heard() {
    let text = ok(&["responsibility", "bridge"]).out;
    assert_holds(
        &text,
        &[
            "The fault is the vendor's",
            "The vendor (party:vendor)",
            "publishes, The outlet (party:outlet)",
            "spoke on the blame",
            "It is not our fault",
            "told as alleged",
            "nothing of it is recorded",
            "Who is said not to be to blame, and by whom",
            "the speaker speaks of itself",
            "Blamed by others, and never on record themselves",
            "The mayor (party:mayor): entry",
        ],
    );
    let json = ok(&["responsibility", "bridge", "--json"]).json();
    assert_eq!(json["blames"].as_array().unwrap().len(), 2);
    // Who says that it is not to blame blames nobody, and needs no hearing.
    assert_eq!((json["cleared"].as_array().unwrap().len(), &json["open"]), (1, &json!([])));
    let own = the(&json["cleared"], "told", &json!(["of_itself"]));
    assert_eq!((&own["polarity"], &own["hearing"]), (&json!("deny"), &Value::Null));
    assert_eq!((&own["stands"], &own["followed_by"]), (&json!(true), &json!([])));
    let mayor = the(&json["blames"], "told", &json!(["alleged"]));
    assert_eq!(mayor["hearing"]["heard"], "nothing_recorded");
    assert_eq!(json["unheard"][0]["party"]["slug"], "party:mayor");

    // Before the vendor spoke its silence is what is known of it.
    let json = ok(&["responsibility", "bridge", "--said-by", "2023-11-05", "--json"]).json();
    let vendor = having(&json["blames"], "told", &json!([]));
    assert_eq!(vendor[0]["hearing"]["heard"], "reported_silent");
    assert_eq!(vendor[0]["hearing"]["silences"], json!([casebook().silence]));
    assert_eq!(vendor.len(), 1);
    assert_holds(&ok(&["responsibility", "empty"]).out, &["Nobody is blamed on record."]);
}

#[test]
fn silent_says_who_looked_and_whether_they_spoke_since() {
    let text = ok(&["silent", "bridge"]).out;
    let entry = format!("entry {}", casebook().silence);
    assert_holds(
        &text,
        &[
            "The vendor (party:vendor): spoke since",
            "The vendor has not answered",
            "as far as The outlet (party:outlet) looked",
            "who is blamed (responsibility.blame)",
            &entry,
            "It is not our fault",
        ],
    );
    let json = ok(&["silent", "bridge", "--json"]).json();
    let silence = &json["silences"][0];
    assert_eq!(
        (&silence["stands"], &silence["entry"]),
        (&json!("spoke"), &json!(casebook().silence))
    );
    assert_eq!(silence["words"][0]["exact"], "The vendor has not answered");
    assert_eq!(silence["since"][0]["later"], "after");
    let json = ok(&["silent", "bridge", "--said-by", "2023-11-05", "--json"]).json();
    assert_eq!(json["silences"][0]["stands"], "silent");
    assert_eq!(json["silences"][0]["since"], json!([]));
    // Said by the first day, nobody had looked yet.
    assert_holds(
        &ok(&["silent", "bridge", "--said-by", "2023-10-30"]).out,
        &["Nothing is found in what can be read."],
    );
    assert_holds(&ok(&["silent", "empty"]).out, &["No silence is on record."]);
}

#[test]
fn promises_are_counted_by_what_became_of_them() {
    let text = ok(&["promises", "bridge", "--now", "2023-11-20"]).out;
    assert_holds(
        &text,
        &[
            "open: 1, kept: 1, broken: 1, ended: what it was to last until has come: 1, no date: 2",
            "(--now)",
            "Service is back by Friday",
            &format!("kept (recorded, entry {}", casebook().kept),
            "Service is back.",
            "whether it is due cannot be told",
        ],
    );
    let json = ok(&["promises", "bridge", "--now", "2023-11-20", "--json"]).json();
    assert_eq!(json["outcomes"], json!({"broken": 1, "ended": 1, "kept": 1, "open": 1}));
    assert_eq!((&json["undated"], &json["now"]["origin"]), (&json!(2), &json!("given")));
    let kept = the(&json["promises"], "outcome", &json!("kept"));
    assert_eq!(kept["kept"][0]["entry"], json!(casebook().kept));
    assert_eq!(kept["dated"], json!(true));

    // On the third day nothing was kept or broken, and the order still held.
    let past = ["promises", "bridge", "--said-by", "2023-11-03T06:00:00Z", "--json"];
    let json = ok(&past).json();
    assert_eq!(json["outcomes"], json!({"open": 4}));
    assert_eq!(json["now"]["origin"], "said_by");
    let overdue = ["promises", "bridge", "--as-of", &casebook().first.to_string(), "--json"];
    let json = ok(&overdue).json();
    assert_eq!(
        (&json["now"]["origin"], &json["outcomes"]),
        (&json!("as_of"), &json!({"open": 3, "ended": 1}))
    );
    let restore = the(&json["promises"], "timing", &json!("overdue"));
    assert_eq!(restore["act"], "promises");
    assert_holds(&ok(&["promises", "empty"]).out, &["No promise, order or request is on record."]);
}

#[test]
fn questions_are_closed_by_recorded_answers_alone() {
    let text = ok(&["questions", "bridge"]).out;
    assert_holds(
        &text,
        &[
            "Is the service back?",
            "answered",
            "What was the cause?",
            "speaks to it without answering",
            "When did it begin?",
            "may answer it (computed)",
            "It began at seven",
            "put to       The ministry (party:ministry)",
        ],
    );
    let json = ok(&["questions", "bridge", "--json"]).json();
    let states: Vec<&str> = json["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["answered"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["yes", "no", "no"]);
    let evaded = the(&json["questions"], "text", &json!("What was the cause?"));
    assert_eq!((evaded["evades"].as_array().unwrap().len(), &evaded["answers"]), (1, &json!([])));
    let open = ok(&["questions", "bridge", "--open", "--json"]).json();
    assert_eq!(open["questions"].as_array().unwrap().len(), 2);
    assert_holds(&ok(&["questions", "empty"]).out, &["No question is on record."]);
}

#[test]
fn headlines_are_held_against_the_body() {
    let text = ok(&["headlines", "bridge"]).out;
    assert_holds(
        &text,
        &["doubt dropped", "Everything is down", "Perhaps some services are down", "capture:"],
    );
    let json = ok(&["headlines", "bridge", "--json"]).json();
    assert_eq!(json["headlines"][0]["throughout"], json!(["doubt_dropped"]));
    assert_eq!(json["headlines"][0]["own_source"], json!(true));
    assert_eq!(json["headlines"].as_array().unwrap().len(), 1);
    let none = "No headline on record goes beyond its body.";
    assert_holds(&ok(&["headlines", "empty"]).out, &[none]);
    let none = "Nothing is found in what can be read.";
    assert_holds(&ok(&["headlines", "bridge", "--said-by", "2023-10-31"]).out, &[none]);
}

#[test]
fn clocks_hang_on_the_claim_that_starts_them() {
    let text = ok(&["clocks", "bridge", "--regime", "cert_in", "--now", "2023-11-20"]).out;
    assert_holds(
        &text,
        &[
            "cert_in: CERT-In Directions",
            "told to somebody by the deadline",
            "We noticed it at eight",
            "1 Nov 2023, 14:00:00 UTC",
            "We told the regulator at ten",
            "is not judged",
        ],
    );
    let json =
        ok(&["clocks", "bridge", "--regime", "cert_in", "--now", "2023-11-20", "--json"]).json();
    let clock = &json["regimes"][0]["clocks"][0];
    assert_eq!(
        clock["deadline"],
        json!({"earliest": "2023-11-01T14:00:00Z", "latest": "2023-11-01T14:00:00Z"})
    );
    assert_eq!((&clock["state"], &clock["filings"][0]["state"]), (&json!("met"), &json!("met")));
    // Before the filing was said, the clock runs, and then its time passes.
    for (said_by, state) in
        [("2023-11-01T13:00:00Z", "running"), ("2023-11-02T13:00:00Z", "passed")]
    {
        let args = ["clocks", "bridge", "--regime", "cert_in", "--said-by", said_by, "--json"];
        assert_eq!(ok(&args).json()["regimes"][0]["clocks"][0]["state"], state, "{said_by}");
    }
    let all = ok(&["clocks", "bridge", "--all-regimes", "--now", "2023-11-20"]).out;
    assert_holds(
        &all,
        &["sec_8k: ", "circia: ", "not started", "started before this was in force"],
    );
    let empty = ok(&["clocks", "empty", "--regime", "gdpr"]).out;
    assert_holds(&empty, &["not started: no standing claim tells of", "this machine’s clock"]);
}

#[test]
fn clocks_without_a_regime_are_one_line_each_and_say_what_is_left_out() {
    let line = |text: &str, head: &str| -> String {
        let found = text.lines().find(|line| line.trim_start().starts_with(head));
        found.unwrap_or_else(|| panic!("no line begins with {head:?} in:\n{text}")).to_owned()
    };
    let text = ok(&["clocks", "bridge", "--now", "2023-11-20"]).out;
    let (filed, rest) = text.split_once("We told the regulator at ten").unwrap();
    assert_holds(filed, &["With a filing on record", "We noticed it at eight"]);
    let cert_in = line(filed, "cert_in: ");
    assert_holds(&cert_in, &["due 1 Nov 2023, 14:00:00 UTC", "told to somebody by the deadline"]);
    // What is proposed, was not in force, or has no figure, is counted and not listed.
    let (text, gaps) = text.split_once("\n\nWithheld\n").unwrap();
    assert!(gaps.contains("court order"), "{gaps}");
    let last = text.lines().last().unwrap();
    assert_holds(
        last,
        &[
            "No claim starts a clock under: sec_8k",
            "only proposed: nis2, dora, circia",
            "4 regimes are not listed",
            "have no deadline in figures",
            "--regime ID",
            "--all-regimes",
        ],
    );
    assert!(!rest.contains("circia: ") && !text.contains("nis2: "), "{text}");
    let all = ok(&["clocks", "bridge", "--all-regimes", "--now", "2023-11-20"]).out;
    assert!(text.lines().count() * 3 < all.lines().count(), "it is a summary:\n{text}");

    // Before anything was filed, the same clocks run, and stand under the other heading.
    let before = ok(&["clocks", "bridge", "--said-by", "2023-11-01T13:00:00Z"]).out;
    assert_holds(
        &before,
        &["Started by a claim, without a filing on record", "We noticed it at eight"],
    );
    assert_holds(&line(&before, "cert_in: "), &["no filing recorded, still running"]);
    assert!(!before.contains("With a filing on record"), "{before}");
    // Nothing starts anything: one line.
    let empty = ok(&["clocks", "empty", "--now", "2023-11-20"]).out;
    assert_holds(empty.lines().last().unwrap(), &["9 regimes are not listed", "cert_in", "circia"]);
    assert_eq!(empty.lines().count(), 5, "{empty}");

    let json = ok(&["clocks", "bridge", "--now", "2023-11-20", "--json"]).json();
    let standing = |id: &str| {
        let regimes = json["regimes"].as_array().unwrap();
        regimes.iter().find(|it| it["regime"]["id"] == id).unwrap()["standing"].clone()
    };
    for (id, is) in [
        ("cert_in", "filed"),
        ("gdpr", "filed"),
        ("sec_8k", "not_started"),
        ("nis2", "not_in_force"),
        ("circia", "not_in_force"),
    ] {
        assert_eq!(standing(id), is, "{id}");
    }
    assert_eq!(json["regimes"].as_array().unwrap().len(), 9, "all are there");
    let before = ok(&["clocks", "bridge", "--said-by", "2023-11-01T13:00:00Z", "--json"]).json();
    assert_eq!(
        the(&before["regimes"], "standing", &json!("not_started"))["regime"]["id"],
        "sec_8k"
    );
}

#[test]
fn the_table_of_regimes_has_its_sources() {
    let text = ok(&["clocks", "--regimes"]).out;
    assert_holds(&text, &["nis2: ", "gdpr: ", "https://", "within 6 hours"]);
    let json = ok(&["clocks", "--regimes", "--json"]).json();
    let regimes = json["regimes"].as_array().unwrap();
    assert_eq!(regimes.len(), bayan_view::regime::Regimes::builtin().iter().count());
    assert!(regimes.iter().all(|it| !it["sources"].as_array().unwrap().is_empty()));
}

#[test]
fn state_digests_are_equal_for_equal_pictures() {
    let one = ok(&["state-digest", "bridge"]).out;
    let (digest, slug) = one.trim_end().split_once("  ").unwrap();
    assert_eq!((digest.len(), slug), (64, "incident:bridge"));
    let all = ok(&["state-digest", "--all", "--json"]).json();
    assert_eq!(all["incidents"].as_array().unwrap().len(), 2);
    assert_eq!(the(&all["incidents"], "slug", &json!("incident:bridge"))["digest"], digest);
    let past = ok(&["state-digest", "bridge", "--as-of", &casebook().first.to_string()]).out;
    assert_ne!(past, one);
    let said = ok(&["state-digest", "bridge", "--said-by", "2023-11-01T20:00:00Z"]).out;
    assert!(said != one && said != past, "{said}");
}

#[test]
fn verify_computes_the_state_from_the_log_alone() {
    let ledger = ok(&["state-digest", "--all", "--json"]).json()["ledger"].clone();
    // Its own copy: a read model that another test reads is not compared.
    let here = tempfile::tempdir().unwrap();
    copy_dir(&casebook().dir(), &here.path().join("ledger"));
    let verify = |args: &[&str]| {
        let args: Vec<&str> = args.iter().copied().chain(["--ledger", "ledger"]).collect();
        let ran = run(here.path(), &args);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran
    };
    let json = verify(&["verify", "--state", "--json"]).json();
    assert_eq!(json["state"], json!({"log": ledger, "read_model": ledger}));
    assert_eq!(verify(&["verify", "--json"]).json()["state"], Value::Null);
    let text = verify(&["verify", "--state"]).out;
    let words =
        ["agrees with the log, its facts and all", ledger.as_str().unwrap(), "and the read model"];
    assert_holds(&text, &words);
    // Without the read model there is one way only, and it leads to the same.
    std::fs::remove_dir_all(here.path().join("ledger/view.sled")).unwrap();
    let json = verify(&["verify", "--state", "--json"]).json();
    assert_eq!(json["state"], json!({"log": ledger, "read_model": null}));
}

#[test]
fn wrong_names_are_answered_with_the_nearest() {
    let cases: &[(&[&str], i32, &[&str])] = &[
        (&["conflicts", "bridg"], 4, &["incident:bridge"]),
        (&["conflicts"], 2, &["2 incidents", "incident:bridge"]),
        (&["conflicts", "bridge", "confidentialty"], 2, &["confidentiality"]),
        (&["conflicts", "bridge", "confidentiality.typs"], 2, &["confidentiality.types"]),
        (&["responsibility", "bridg"], 4, &["incident:bridge"]),
        (&["silent", "party:vendor"], 2, &["is no incident"]),
        (&["promises", "bridge", "--now", "noon"], 2, &["2024-01-06T12:00:00Z"]),
        (&["promises", "bridge", "--now", "2023-11-01/.."], 2, &["no latest moment"]),
        (&["questions", "bridge", "--said-by", "Thursday"], 2, &["expected a date"]),
        (&["headlines", "bridge", "--lang", "de"], 2, &["fr"]),
        (&["clocks", "bridge", "--regime", "cert-in"], 2, &["cert_in", "--regimes"]),
        (&["clocks", "bridge", "--regimes"], 2, &["cannot be used with"]),
        (&["clocks", "bridge", "--all-regimes", "--regime", "gdpr"], 2, &["cannot be used with"]),
        (&["state-digest", "bridge", "--all"], 2, &["cannot be used with"]),
        (&["state-digest", "bridge", "--as-of", "9999"], 4, &["there is no entry 9999"]),
        (&["export", "bridg"], 4, &["incident:bridge"]),
        (&["export", "bridge", "--format", "xml"], 2, &["csv"]),
        (&["export", "bridge", "-o", "no/such/folder/x.csv"], 4, &["does not exist", "mkdir -p"]),
    ];
    for (args, code, words) in cases {
        fails(args, *code, words);
    }
}

#[test]
fn each_answer_has_a_schema_that_names_its_fields() {
    for (answer, args) in [
        ("conflicts", &["conflicts", "bridge"][..]),
        ("responsibility", &["responsibility", "bridge"]),
        ("silent", &["silent", "bridge"]),
        ("promises", &["promises", "bridge"]),
        ("questions", &["questions", "bridge"]),
        ("headlines", &["headlines", "bridge"]),
        ("clocks", &["clocks", "bridge"]),
        ("regimes", &["clocks", "--regimes"]),
        ("state-digest", &["state-digest", "bridge"]),
    ] {
        let schema = ok(&["schema", "--answer", answer]).json();
        let mut args = args.to_vec();
        args.push("--json");
        let found = ok(&args).json();
        let named: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        let written: Vec<&String> = found.as_object().unwrap().keys().collect();
        assert!(written.iter().all(|key| named.contains(key)), "{answer}: {written:?} {named:?}");
    }
}
