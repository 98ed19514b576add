//! Drafts as others write them: with slips, in other shapes, twice, with hostile text, and with links out of their folder.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::desk::{Desk, binary};

fn claim(facet: &str, value: &Value) -> Value {
    json!({"facet": facet, "value": value, "segments": [{"quote": "About 5000 customers"}]})
}

fn utterance(reference: &str, claims: &[Value]) -> Value {
    json!({"kind": "utterance", "ref": reference, "says": {
        "incident": "incident:example-outage", "speaker": "party:example-power",
        "artifact": "ref:times-1/text", "claims": claims,
    }})
}

/// Nothing in a text steers a terminal.
#[track_caller]
fn assert_harmless(text: &str) {
    let steers = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{202e}';
    assert!(!text.contains(steers), "{text:?}");
}

#[test]
fn errors_repeat_no_controls_and_no_endless_lines() {
    let desk = Desk::founded();
    let hostile = "\u{1b}]0;owned\u{7}\u{202e}";
    let run = |args: &[&str]| {
        let done = Command::new(binary())
            .args(args)
            .env_clear()
            .env("XDG_STATE_HOME", desk.path("state"))
            .current_dir(desk.folder.path())
            .output()
            .expect("the binary runs");
        assert_ne!(done.status.code(), Some(0), "{args:?}");
        String::from_utf8(done.stderr).expect("UTF-8")
    };
    fs::write(desk.path("hostile.toml"), format!("kind = \"party\"\nx = {hostile}\n")).unwrap();
    fs::write(desk.path("long.toml"), format!("kind = \"{}\" x", "y".repeat(10_000))).unwrap();
    for args in [
        &["party", "-f", "hostile.toml", "-L", "led"][..],
        &["import", "hostile.toml", "-L", "led"],
        &["log", "-L", hostile],
        &["show", hostile, "-L", "led"],
        &["ask", hostile, "-L", "led"],
        &[hostile],
        &["log", hostile],
        &["list", &format!("--{hostile}")],
    ] {
        let said = run(args);
        assert!(!said.trim().is_empty());
        assert_harmless(&said);
    }
    let said = run(&["party", "-f", "long.toml", "-L", "led"]);
    assert!(said.contains("long.toml:1:10011: ") && said.len() < 500, "{said}");
}

#[test]
fn names_with_controls_of_direction_are_shown_without_them() {
    let desk = Desk::founded();
    let name = "Good\u{202e}live\u{202c} Bank";
    desk.write(
        "bank.json",
        &json!({"kind": "party", "says": {
        "slug": "bank", "is": "organisation", "names": [{"language": "en", "text": name}]}})
        .to_string(),
    );
    desk.ok("party -f bank.json");
    desk.write("said.json", &json!({"kind": "utterance", "says": {
        "incident": "incident:example-outage", "speaker": "party:bank", "artifact": "ref:times-1/text",
        "claims": [claim("availability.users", &json!({"quantity": {"amount": {"exactly": "5000"}}}))],
        "note": name,
    }}).to_string());
    desk.ok("add utterance -f said.json");
    for line in [
        "show party:bank",
        "list parties",
        "search live",
        "log --all",
        "show incident:example-outage",
        "ask example-outage",
        "ask example-outage availability.users",
        "history example-outage",
        "blame example-outage",
        "show 9",
        "party bnk --is person --part-of party:bnak",
    ] {
        let ran = desk.run(line);
        assert_harmless(&ran.out);
        assert_harmless(&ran.err);
    }
    assert!(desk.ok("show party:bank").out.contains("Good\u{fffd}live\u{fffd} Bank"));
    // What a machine reads is as it was signed.
    assert_eq!(desk.ok("--json show party:bank").json()["name"], name);
}

#[test]
fn faults_of_toml_and_json_have_a_line_and_column() {
    let desk = Desk::founded();
    desk.write(
        "two.toml",
        "[[draft]]\nkind = \"party\"\n[draft.says]\nslug = \"Bad Slug\"\nis = \"person\"\n\n\
         [[draft]]\nkind = \"party\"\nsays = { slug = \"b\", is = \"robot\" }\n",
    );
    let ran = desk.fails("import two.toml", 2, "2 faults");
    for place in ["two.toml:4:8: /says/slug", "two.toml:9:27: /says/is"] {
        assert!(ran.err.contains(place), "{place}: {}", ran.err);
    }
    desk.write("words.jsonl", "{\"kind\": party}\n");
    let ran = desk.fails("import words.jsonl", 2, "words.jsonl:1:10: ");
    assert!(ran.err.contains("quotation marks") && !ran.err.contains("ident"), "{}", ran.err);
    assert_eq!(desk.size(), 8);
}

#[test]
fn a_draft_of_many_lines_and_a_list_of_drafts_are_json() {
    let desk = Desk::founded();
    let party =
        |slug: &str| json!({"kind": "party", "ref": slug, "says": {"slug": slug, "is": "person"}});
    desk.write("one.json", &serde_json::to_string_pretty(&party("one")).unwrap());
    assert_eq!(desk.ok("--json import one.json").json()["appended"], 1);
    let list = json!([party("two"), party("three"), party("one")]);
    desk.write("list.json", &serde_json::to_string_pretty(&list).unwrap());
    let ran = desk.ok("--json import list.json").json();
    assert_eq!((&ran["appended"], &ran["already_there"]), (&json!(2), &json!(1)));
    // Many name a file of JSON Lines so.
    desk.write("lines.json", &format!("{}\n{}\n", party("four"), party("five")));
    assert_eq!(desk.ok("--json import lines.json").json()["appended"], 2);
    let bad = json!([party("six"), party("Seven")]);
    desk.write("bad.json", &serde_json::to_string_pretty(&bad).unwrap());
    let ran = desk.run("--json import bad.json").json();
    assert_eq!(
        (&ran["bad"][0]["line"], &ran["bad"][0]["column"]),
        (&json!(15), &json!(15)),
        "{ran}"
    );
    desk.write("cut.json", "[\n  {\"kind\": \"party\"\n");
    desk.fails("import cut.json", 2, "cut.json:3:1: the text ends inside an object");
    let pretty = serde_json::to_string_pretty(&party("eight")).unwrap();
    desk.write("pretty.jsonl", &pretty);
    let ran = desk.fails("import pretty.jsonl", 2, "the text ends inside an object");
    assert!(ran.err.contains("--format json"), "{}", ran.err);
    assert_eq!(desk.run_with("import - --format json", &pretty).code, 0);
}

#[test]
fn every_kind_of_declaration_is_taken_from_a_file() {
    let desk = Desk::founded();
    desk.write("page.txt", "Other words.");
    for (command, says) in [
        ("party", json!({"slug": "p", "is": "person"})),
        ("incident", json!({"slug": "i", "titles": [{"language": "en", "text": "I"}]})),
        ("thing", json!({"slug": "t", "is": "system"})),
        (
            "question",
            json!({"incident": "incident:example-outage", "facet": "data.backup",
                            "text": {"language": "en", "text": "Is there one?"}}),
        ),
        ("capture", json!({"incident": "incident:example-outage"})),
    ] {
        let mut draft = json!({"kind": command, "says": says});
        if command == "capture" {
            draft["file"] = json!("page.txt");
        }
        desk.write("draft.json", &serde_json::to_string_pretty(&draft).unwrap());
        let before = desk.size();
        desk.ok(&format!("{command} -f draft.json"));
        assert_eq!(desk.size(), before + 1, "{command}");
        desk.write("other.toml", "kind = \"link\"\n[says]\n");
        desk.fails(&format!("{command} -f other.toml"), 2, "the draft is of kind link");
        desk.fails(command, 2, "required");
        desk.fails(&format!("{command} -f draft.json more"), 2, "cannot be used with");
    }
    desk.ok("verify");
}

#[test]
fn a_link_out_of_the_folder_of_a_draft_is_not_followed() {
    let desk = Desk::founded();
    fs::create_dir(desk.path("sent")).unwrap();
    desk.write("secret.txt", "A secret of this machine.");
    desk.write("sent/inside.txt", "Words that came along.");
    symlink("../secret.txt", desk.path("sent/out.txt")).unwrap();
    symlink("inside.txt", desk.path("sent/in.txt")).unwrap();
    symlink("..", desk.path("sent/up")).unwrap();
    let before = (desk.size(), desk.artifacts());
    for file in ["out.txt", "up/secret.txt"] {
        let draft = json!({"kind": "capture", "file": file, "says": {}}).to_string();
        desk.write("sent/all.jsonl", &draft);
        desk.fails("import sent/all.jsonl", 2, "leads out of the folder of the draft");
        desk.write("sent/one.json", &draft);
        desk.fails("capture -f sent/one.json", 2, "leads out of the folder");
        desk.fails("sign sent/one.json -o s.cose --key operator", 2, "leads out of the folder");
        assert_eq!((desk.size(), desk.artifacts()), before, "{file}");
    }
    desk.write(
        "sent/all.jsonl",
        &json!({"kind": "capture", "file": "in.txt", "says": {}}).to_string(),
    );
    desk.ok("import sent/all.jsonl");
}

#[test]
fn a_draft_that_stands_twice_is_appended_once() {
    let desk = Desk::founded();
    desk.write("page.html", "<p>There is no backup.");
    let drafts = [
        json!({"kind": "party", "ref": "p", "says": {"slug": "p", "is": "person"}}),
        json!({"kind": "capture", "ref": "c", "file": "page.html", "says": {}}),
        utterance(
            "u",
            &[claim("availability.users", &json!({"quantity": {"amount": {"exactly": "5000"}}}))],
        ),
    ];
    let lines: Vec<String> = drafts.iter().chain(&drafts).map(Value::to_string).collect();
    desk.write("twice.jsonl", &lines.join("\n"));
    for (appended, there) in [(4, 4), (0, 8)] {
        let ran = desk.run("--json import twice.jsonl");
        assert_eq!(ran.code, 0, "{ran:?}");
        let ran = ran.json();
        assert_eq!((&ran["appended"], &ran["already_there"]), (&json!(appended), &json!(there)));
    }
    assert_eq!(desk.size(), 12);
    // Other content under the same reference is another thing.
    let other = json!({"kind": "party", "ref": "q", "says": {"slug": "q", "is": "person"}});
    let another = json!({"kind": "party", "ref": "q", "says": {"slug": "q", "is": "account"}});
    desk.write("two.jsonl", &format!("{other}\n{another}\n"));
    desk.fails("import two.jsonl", 3, "two.jsonl:2:1: your reference \"q\"");
    desk.ok("verify");
}

#[test]
fn a_sheet_has_a_column_for_what_is_taken_back() {
    let desk = Desk::founded();
    let columns = desk.ok("--json template --csv").json();
    let target = columns.as_array().unwrap().iter().find(|column| column["name"] == "target");
    assert!(target.is_some_and(|target| target["about"].as_str().unwrap().contains("retracts")));
    assert!(desk.ok("template --csv").out.lines().next().unwrap().contains(",target,"));
    desk.write(
        "back.csv",
        "ref,incident,speaker,artifact,quote,facet,value,act,target\n\
         s1,incident:example-outage,party:example-power,ref:times-1/text,About 5000 customers,availability.users,5000,,\n\
         s2,incident:example-outage,party:example-power,ref:times-1/text,Later,availability.users,several,retracts,ref:s1#0\n",
    );
    desk.ok("import back.csv");
    let shown = desk.ok("--json history example-outage").json();
    let steps = shown["sources"][0]["claims"].as_array().unwrap();
    assert!(steps.iter().any(|step| step["taken_back_by"][0].is_string()), "{shown}");
}

#[test]
fn what_goes_without_saying_is_the_same_in_drafts_and_flags() {
    let desk = Desk::founded();
    let number = json!({"quantity": {"amount": {"exactly": "5000"}}});
    let with = |stance: Value| {
        let mut claim = claim("availability.users", &number);
        claim["stance"] = stance;
        claim
    };
    let claims = [
        claim("availability.users", &number),
        claim("data.backup", &json!("no")),
        with(json!("certain")),
        with(json!({"polarity": "deny"})),
    ];
    desk.write("draft.json", &utterance("u", &claims).to_string());
    desk.ok("add utterance -f draft.json");
    let flags = "--quote 'About 5000 customers' --facet availability.users --value 5000";
    assert_eq!(desk.utterance(flags).code, 0);
    let says = |entry: u64| -> Value {
        serde_json::from_str(&desk.ok(&format!("show {entry} --raw")).out).unwrap()
    };
    let (drafted, flagged) = (says(8), says(9));
    let claim = |number: usize| &drafted["says"]["claims"][number];
    let unstated = json!({"certainty": "unstated", "polarity": "affirm"});
    assert_eq!((&claim(0)["stance"], &claim(0)["act"]), (&unstated, &json!("asserts")));
    assert_eq!(flagged["says"]["claims"][0]["stance"], unstated);
    assert_eq!(claim(1)["stance"], json!({"certainty": "unstated"}), "an answer has its polarity");
    assert_eq!(claim(2)["stance"], json!({"certainty": "certain", "polarity": "affirm"}));
    assert_eq!(claim(3)["stance"], json!({"certainty": "unstated", "polarity": "deny"}));
}

#[test]
fn a_quote_of_what_is_no_utf8_is_told_so() {
    let desk = Desk::founded();
    fs::write(desk.path("old.txt"), b"abc\xff\xfedef").unwrap();
    desk.ok("capture old.txt --ref old");
    let line = "add utterance --incident incident:example-outage --speaker party:example-power --in ref:old \
                --quote abc --facet data.backup --value no";
    let ran = desk.fails(line, 2, "not UTF-8 from byte 3 on");
    assert!(ran.err.contains("--rendition-of"), "{}", ran.err);
}

#[test]
fn a_statement_is_addressed_to_a_ledger_or_to_any() {
    let desk = Desk::founded();
    desk.write("p.toml", "kind = \"party\"\n[says]\nslug = \"p\"\nis = \"person\"\n");
    let audience = desk.audience();
    for wrong in [
        "nonsense",
        "example.org/incidents",
        "#",
        &audience[..audience.len() - 1],
        &format!(" {audience}"),
    ] {
        let line = format!("sign p.toml -o s.cose --key operator --audience '{wrong}'");
        desk.fails(&line, 2, "64 hex digits");
        assert!(!desk.path("s.cose").exists(), "{wrong}");
    }
    desk.ok(&format!("sign p.toml -o s.cose --key operator --audience {audience}"));
    desk.ok("submit s.cose");
    let other = audience.replace("example.org", "example.com");
    desk.ok(&format!("sign p.toml -o other.cose --key operator --audience {other}"));
    desk.fails("submit other.cose", 3, "`bayan checkpoint --audience` prints here");
}

#[test]
fn an_interrupted_import_says_how_far_it_came_and_goes_on() {
    let desk = Desk::founded();
    let lines: Vec<String> = (0..6_000)
        .map(|n| json!({"kind": "party", "ref": format!("r{n}"), "says": {"slug": format!("p{n}"), "is": "person"}}).to_string())
        .collect();
    desk.write("many.jsonl", &lines.join("\n"));
    let mut child = Command::new(binary())
        .args(["import", "many.jsonl", "-L", "led"])
        .env_clear()
        .env("XDG_STATE_HOME", desk.path("state"))
        .current_dir(desk.folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    // It has begun to append: everything before is judged.
    let before = desk.size();
    while desk.size() == before && child.try_wait().expect("it is ours").is_none() {
        std::thread::yield_now();
    }
    let sent = Command::new("/bin/kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.expect("there is a kill").success());
    let done = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    let appended = desk.size() - before;
    if done.status.code() == Some(0) {
        // It was faster than the signal.
        assert_eq!(appended, 6_000);
        return;
    }
    assert_eq!(done.status.code(), Some(130), "{said}");
    assert!(said.contains(&format!("interrupted: {appended} of 6000 statements")), "{said}");
    assert!(said.contains("run it again: it goes on where it stopped"), "{said}");
    let rest = desk.ok("--json import many.jsonl").json();
    let (new, there) =
        (rest["appended"].as_u64().unwrap(), rest["already_there"].as_u64().unwrap());
    assert_eq!((new, there), (6_000 - appended, appended));
}
