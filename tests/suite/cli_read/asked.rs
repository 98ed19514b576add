//! What holds of every answer about an incident: its schema, its language, what wrong questions get, and that it does not
//! rest on the read model.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::library::{Copy, run};
use super::told::{BACKUP, Demo, FIRST, OFFLINE, assert_in_order, entries};

/// The lines that only tell the language apart from the ledger's words.
#[test]
fn our_words_are_in_six_languages_and_the_ledgers_stay_as_they_are() {
    let demo = Demo::new();
    let mut seen = BTreeSet::new();
    let json = demo.ok("ask in-nagar-palika data.safety --json");
    for (tag, word) in [
        ("en", "safety of data"),
        ("fr", "sécurité des données"),
        ("sw", "usalama wa data"),
        ("hi", "डेटा की सुरक्षा"),
        ("fa", "ایمنی داده"),
        ("id", "keamanan data"),
    ] {
        let text = demo.ok(&format!("ask in-nagar-palika data.safety --lang {tag}"));
        assert_in_order(&text, &[BACKUP, OFFLINE]);
        assert!(text.contains(word), "{tag}: {text}");
        assert!(seen.insert(text), "{tag} is another's");
        assert_eq!(demo.ok(&format!("ask in-nagar-palika data.safety --json --lang {tag}")), json);
        for line in ["history in-nagar-palika", "blame ke-ecitizen", "diff ke-ecitizen --from 80"] {
            demo.ok(&format!("{line} --lang {tag}"));
        }
    }
    // In a pipe the environment's language is not taken.
    let (sent, translated) = (demo.ok("ask in-nagar-palika data.safety"), "the backup that the");
    assert!(sent.contains(translated));
    assert!(!demo.ok("ask in-nagar-palika data.safety --lang hi").contains(translated));
    assert!(demo.ok("ask in-nagar-palika data.safety --lang fa").contains(translated));
}

#[test]
fn the_read_model_can_be_deleted_between_two_commands() {
    let demo = Demo::new();
    let lines = [
        "ask in-nagar-palika data_compromise",
        "ask ke-ecitizen --as-of 100 --json",
        "history ir-civil-registry --json",
        "blame id-patient-data",
        "diff ke-hacking-week --from 95 --to 104",
        "show incident:ke-ecitizen",
    ];
    let first: Vec<String> = lines.iter().map(|line| demo.ok(line)).collect();
    fs::remove_dir_all(demo.folder.path().join("ledger/view.sled")).unwrap();
    let again: Vec<String> = lines.iter().map(|line| demo.ok(line)).collect();
    assert_eq!(first, again);
}

#[test]
fn what_is_asked_wrongly_is_answered_with_what_there_is() {
    let demo = Demo::new();
    for (line, code, words) in [
        ("ask in-nagar-palik", 4, "did you mean incident:in-nagar-palika"),
        ("ask", 2, "the ledger holds 5 incidents"),
        ("ask पालिका", 4, "did you mean incident:in-nagar-palika?"),
        ("ask E-CITIZEN", 4, "did you mean incident:ke-ecitizen?"),
        ("ask nagar-palika --as-of 3", 4, "no incident is known as"),
        ("ask party:demo-desk", 2, "is no incident"),
        ("ask in-nagar-palika --as-of 3", 4, "was not opened yet at the moment asked for"),
        ("ask in-nagar-palika data.saftey", 2, "nearest: data.safety"),
        ("ask in-nagar-palika data_compromize", 2, "nearest: data_compromise"),
        ("ask in-nagar-palika --said-by 2023-02-30", 2, "there is no 30 February 2023"),
        ("ask in-nagar-palika --said-by Thursday", 2, "expected a date"),
        ("ask in-nagar-palika --said-by 2023-12-21/..", 2, "no latest moment"),
        ("ask in-nagar-palika --as-of 9999", 4, "there is no entry 9999"),
        ("ask in-nagar-palika --as-of -1", 2, "entries are counted from 0"),
        ("diff in-nagar-palika --from -1", 2, "entries are counted from 0"),
        ("ask in-nagar-palika --as-of 2023-12-22", 4, "this ledger begins at"),
        ("export", 2, "`--all` takes all of them"),
        ("state-digest", 2, "`--all` takes all of them"),
        ("export --all -o no/such/x.csv", 4, "the folder no/such does not exist"),
        ("export --all -o no/such/x.csv", 4, "`mkdir -p no/such`"),
        ("ask in-nagar-palika --lang de", 2, "en, fr, sw, hi, fa, id"),
        ("history in-nagar-palika --party neeraj-mandlo", 4, "did you mean party:neeraj-mandloi"),
        ("history in-nagar-palika --party mandloi", 4, "did you mean party:neeraj-mandloi?"),
        ("history in-nagar-palika --party मंडलोई", 4, "did you mean party:neeraj-mandloi?"),
        ("history in-nagar-palika --party मंडलोई", 4, "nothing is known as \"मंडलोई\""),
        ("history in-nagar-palika --party nobody-here", 4, "`bayan list parties` lists them"),
        ("history in-nagar-palika --party incident:ke-ecitizen", 2, "is no party"),
        ("history in-nagar-palika --facet data.saftey", 2, "nearest: data.safety"),
        ("history in-nagar-palika --facet data.safety --topic outage", 2, "cannot be used with"),
        ("history in-nagar-palika --speakers --party in-outlet", 2, "cannot be used with"),
        ("blame nowhere", 4, "no incident is known as \"nowhere\""),
        ("blame in-nagar-palika market.offr", 2, "nearest: market.offer"),
        ("diff in-nagar-palika", 2, "--from"),
        ("diff in-nagar-palika --from noon", 2, "expected an entry number"),
        ("diff in-nagar-palika --from 120 --to 110", 2, "--from 120 is after --to 110"),
        ("diff in-nagar-palika --from 120 --by said", 2, "expected a date"),
        ("diff in-nagar-palika --by said --from 2024-01-02 --to 2024-01-01", 2, "is after"),
        ("schema --answer asks", 2, "possible values"),
        ("schema utterance --answer ask", 2, "cannot be used with"),
    ] {
        let ran = demo.run(line);
        assert_eq!(ran.code, code, "{line}: {ran:?}");
        assert!(ran.err.contains(words), "{line} does not say {words:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{line}");
    }
}

#[test]
fn where_there_is_one_incident_it_needs_no_name() {
    let copy = Copy::new();
    let named = copy.ok(&["ask", "slow-portal", "confidentiality.loss"]).out;
    assert_eq!(copy.ok(&["ask", "confidentiality.loss"]).out, named);
    assert_in_order(
        &named,
        &["تا این لحظه", "Up to now no data has been lost.", "as of these words"],
    );
    let overview = copy.ok(&["ask"]).out;
    assert_in_order(
        &overview,
        &["Slow portal (incident:slow-portal)", "1 correction by the recorder"],
    );
    let ran = copy.run(&["ask", "confidentiality.los"]);
    assert!(ran.code == 2 && ran.err.contains("nearest: confidentiality.loss"), "{ran:?}");
    let ran = copy.run(&["ask", "slow-portl"]);
    assert!(ran.code == 4 && ran.err.contains("did you mean incident:slow-portal"), "{ran:?}");
    let id =
        copy.ok(&["ask", "--json"]).json()["moment"]["incident"]["id"].as_str().unwrap().to_owned();
    let hex = &id["incident:".len()..];
    for name in [id.as_str(), hex, &hex[..6]] {
        assert_eq!(copy.ok(&["ask", name]).out, overview, "{name}");
    }
    // What stands is the corrected reading, at its own address, with the words of the first.
    let answer = copy.ok(&["ask", "confidentiality.loss", "--json"]).json();
    assert_eq!(entries(&answer, 0), [super::library::library().amendment]);
}

/// Holds a document against its schema: names, what must be there, and the types of leaves.
fn holds(schema: &Value, root: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").ok_or_else(|| format!("{at}: {name}"))?;
        return holds(&root["$defs"][name], root, value, at);
    }
    for choice in ["anyOf", "oneOf"] {
        if let Some(of) = schema[choice].as_array() {
            let tried: Vec<_> = of.iter().map(|one| holds(one, root, value, at)).collect();
            if tried.iter().all(Result::is_err) {
                return Err(format!("{at}: none of {choice}: {tried:?}"));
            }
        }
    }
    if let Some(one) = schema.get("const")
        && one != value
    {
        return Err(format!("{at}: not {one}"));
    }
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allowed = match &schema["type"] {
        Value::String(name) => name == is,
        Value::Array(names) => names.contains(&json!(is)),
        _ => true,
    };
    if !allowed {
        return Err(format!("{at}: {is} is not {}", schema["type"]));
    }
    match value {
        Value::Array(members) if schema["items"].is_object() => {
            members.iter().enumerate().try_for_each(|(n, member)| {
                holds(&schema["items"], root, member, &format!("{at}/{n}"))
            })
        }
        Value::Object(fields)
            if schema["properties"].is_object() || schema["additionalProperties"].is_object() =>
        {
            let required = schema["required"].as_array().into_iter().flatten();
            for name in required.filter_map(Value::as_str) {
                fields.get(name).ok_or_else(|| format!("{at}: {name} is missing"))?;
            }
            fields.iter().try_for_each(|(name, field)| {
                let own = schema["properties"].get(name);
                let other = schema.get("additionalProperties").filter(|other| other.is_object());
                let field_schema =
                    own.or(other).ok_or_else(|| format!("{at}: {name} is not there"))?;
                holds(field_schema, root, field, &format!("{at}/{name}"))
            })
        }
        _ => Ok(()),
    }
}

#[test]
fn answers_are_as_their_schema_says() {
    let demo = Demo::new();
    for (answer, line) in [
        ("ask", "ask ke-ecitizen"),
        ("ask", "ask ir-civil-registry"),
        ("ask", "ask id-patient-data --said-by 2022-01-06"),
        ("blame", "blame ke-hacking-week"),
        ("diff", "diff ke-hacking-week --from 95"),
        ("diff", "diff ir-civil-registry --from 115"),
        ("history", "history in-nagar-palika"),
        ("history", "history ke-hacking-week"),
        ("show-incident", "show incident:ir-civil-registry"),
    ] {
        let schema: Value =
            serde_json::from_str(&demo.ok(&format!("schema --answer {answer}"))).unwrap();
        let mut document = demo.json(line);
        if answer == "show-incident" {
            document = document["picture"].clone();
        }
        holds(&schema, &schema, &document, "").unwrap_or_else(|error| panic!("{line}: {error}"));
        document["moment_"] = json!(1);
        assert!(holds(&schema, &schema, &document, "").is_err(), "{answer} takes anything");
    }
}

#[test]
fn the_demo_tells_how_a_denial_shrank_and_what_it_prints_runs() {
    let folder = tempfile::tempdir().unwrap();
    let text = run(folder.path(), &["demo", "--dir", "demo"]).out;
    assert_in_order(&text, &[FIRST, BACKUP, "narrows (by scope)", OFFLINE, "What to type next:"]);
    let (_, next) = text.split_once("What to type next:").unwrap();
    let ledger = folder.path().join("demo/ledger");
    let mut commands = 0;
    for line in next.lines().filter_map(|line| line.trim().strip_prefix("bayan ")) {
        let first = line.split(" && ").next().unwrap();
        let args: Vec<&str> = first.split_whitespace().collect();
        let ran = run(&ledger, &args);
        assert_eq!(ran.code, 0, "{first}: {ran:?}");
        commands += 1;
    }
    assert!(commands >= 8, "{next}");
}
