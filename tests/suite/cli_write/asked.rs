//! Questions by every name that a statement has: what links to them, and what was silent on them.

use serde_json::{Value, json};

use super::desk::Desk;

const UTTERANCE: &str =
    "--quote 'No customer data was taken' --facet confidentiality.leak --value no";
const QUESTION: &str =
    "question example-outage confidentiality.leak 'en=Was customer data taken?' --ref was-it-taken";

/// A ledger with an utterance (8) and a question (9), and the question's id.
fn desk() -> (Desk, String) {
    let desk = Desk::founded();
    assert_eq!(desk.utterance(UTTERANCE).code, 0);
    let asked = desk.ok(&format!("--json {QUESTION}")).json();
    let id = asked["declares"].as_str().expect("a question has an id").to_owned();
    (desk, id)
}

/// What the newest entry says.
fn newest(desk: &Desk) -> Value {
    desk.ok(&format!("--json show {}", desk.size() - 1)).json()
}

fn link(to: &str) -> Value {
    json!({"kind": "link", "says": {"from": "entry:8#0", "relation": "answers", "to": to}})
}

#[test]
fn a_question_is_named_by_its_statement() {
    let (desk, id) = desk();
    let statement = desk.ok("--json show 9").json()["id"].as_str().expect("an id").to_owned();
    let digits = id.strip_prefix("question:").expect("its kind");
    for name in ["9", "entry:9", "ref:was-it-taken", &id, &format!("question:{}", &digits[..8])] {
        desk.ok(&format!("add link 8#0 answers {name}"));
        let said = newest(&desk).to_string();
        assert!(said.contains(&id), "{name}: {said}");
        assert!(!said.contains(&format!("\"to\":\"{statement}\"")), "{name}: {said}");
    }
    desk.ok("add silence example-power --incident example-outage --as-of 2024-05-03 --question 9 --ref s");
    assert!(newest(&desk).to_string().contains(&id));
    // A correction of the question has the question's id too.
    desk.ok("amend 9 --reason transcription --set /text/text=Was-any-taken? --ref corrected");
    desk.ok("add link 8#0 evades ref:corrected");
    assert!(newest(&desk).to_string().contains(&id));
    desk.ok("verify");
}

#[test]
fn drafts_of_every_form_name_questions_so() {
    let (desk, id) = desk();
    let inside = json!({"kind": "utterance", "says": {
        "incident": "incident:example-outage", "speaker": "party:example-power", "artifact": "ref:times-1/text",
        "claims": [{"facet": "confidentiality.leak", "value": "no", "segments": [{"quote": "No customer data was taken"}]}],
        "links": [{"from": "#0", "relation": "answers", "to": "ref:was-it-taken"}],
    }});
    desk.write("link.json", &link("ref:was-it-taken").to_string());
    desk.write("inside.json", &inside.to_string());
    desk.write(
        "link.toml",
        "kind = \"link\"\n[says]\nfrom = \"entry:8#0\"\nrelation = \"answers\"\nto = \"entry:9\"\n",
    );
    for draft in [
        "add link -f link.json",
        "add link -f link.toml",
        "add utterance -f inside.json",
        "import link.toml",
    ] {
        desk.ok(draft);
        assert!(newest(&desk).to_string().contains(&id), "{draft}");
    }
    // In one file: the question first, then what answers it.
    let asked = json!({"kind": "question", "ref": "new", "says": {
        "incident": "incident:example-outage", "facet": "confidentiality.leak",
        "text": {"language": "en", "text": "Whose?"},
    }});
    let silence = json!({"kind": "silence", "says": {
        "incident": "incident:example-outage", "party": "party:example-power", "on": {"questions": ["ref:new"]},
        "as_of": {"edtf": "2024-05-03"},
    }});
    desk.write("many.jsonl", &format!("{asked}\n{}\n{silence}\n", link("ref:new")));
    let ran = desk.ok("--json import many.jsonl").json();
    let new = ran["statements"][0]["declares"].as_str().expect("a question has an id").to_owned();
    for back in [1, 2] {
        let said = desk.ok(&format!("--json show {}", desk.size() - back)).json().to_string();
        assert!(said.contains(&new), "{said}");
    }
    desk.ok("verify");
}

#[test]
fn what_is_no_question_is_refused() {
    let (desk, id) = desk();
    let size = desk.size();
    let offered = format!("did you mean {id}?");
    for (line, says) in [
        ("add link 8#0 answers ref:was-it-takn", "did you mean ref:was-it-taken?"),
        ("add link 8#0 answers question:was-customer-data-taken", offered.as_str()),
        ("add link 8#0 answers 8", "no statement that declares anything"),
        ("add link 8 corroborates 8#0", "a claim of it has \"#\""),
        ("add link 8#0 answers 99", "nothing is known as \"entry:99\""),
        // A party is declared, and is no end of a link.
        ("add link 8#0 answers 2", "a claim, an incident or a question"),
        (
            "add silence example-power --incident example-outage --as-of 2024-05-03 --question 2",
            "question:",
        ),
    ] {
        let ran = desk.fails(line, 2, says);
        assert!(ran.err.contains("/says/"), "{line}: {ran:?}");
    }
    let typo = link("ref:was-it-takn");
    desk.write("typo.json", &format!("[\n{},\n{typo}\n]\n", link("ref:was-it-taken")));
    desk.fails("import typo.json", 2, "typo.json:3:");
    desk.fails("import typo.json", 2, "did you mean ref:was-it-taken?");
    assert_eq!(desk.size(), size);
}
