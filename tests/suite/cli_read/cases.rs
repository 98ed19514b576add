//! Small incidents on one ledger, each with one thing that an answer must not leave out: what is withheld, what limits a
//! claim, what is left out of a set, by which relation two claims are joined, and whose unit spoke.

use std::path::Path;
use std::sync::OnceLock;

use bayan_claim::Kind;
use bayan_ledger::Receipt;
use bayan_tests::{
    TestLedger, claim, incident_id, party_id, question_id, segment, thing_id, utterance,
};
use serde_json::{Value, json};

use super::library::{Ran, copy_dir, run};
use super::told::assert_in_order;

const PAGE: &str = "Data was lost. No data was lost. Perhaps data of one server leaked. Passwords were taken. All but \
    passwords were taken. It was down. We take it back. The unit saw a leak. Nothing leaked. Not a word.\n";

/// Another page: claims of one page are ordered by it.
const OTHER: &str = "It was up.\n";

struct Cases {
    folder: tempfile::TempDir,
    /// What is withheld of `gone`: a question, a silence and an utterance.
    withheld: [u64; 3],
    /// The redaction.
    redaction: u64,
    /// What is taken back, and the retraction.
    taken: [u64; 2],
    /// The link that explains one claim by the other.
    explains: u64,
}

fn cases() -> &'static Cases {
    static CASES: OnceLock<Cases> = OnceLock::new();
    CASES.get_or_init(build)
}

/// Runs a command line on the ledger, given as words without spaces in them.
fn ran(line: &str) -> Ran {
    let here = tempfile::tempdir().expect("the system has a folder for temporary files");
    ran_in(here.path(), line)
}

fn ran_in(here: &Path, line: &str) -> Ran {
    let dir = cases().folder.path().join("ledger");
    let dir = dir.to_str().expect("a temporary folder has a plain name");
    let args: Vec<&str> = line.split(' ').chain(["--ledger", dir]).collect();
    run(here, &args)
}

#[track_caller]
fn ok(line: &str) -> String {
    let ran = ran(line);
    assert_eq!(ran.code, 0, "{line}: {ran:?}");
    ran.out
}

#[track_caller]
fn json_of(line: &str) -> Value {
    serde_json::from_str(&ok(&format!("{line} --json"))).unwrap()
}

fn at(facet: &str, value: &Value, words: &str) -> Value {
    claim(facet, value, &[segment(PAGE, words)])
}

fn answer(facet: &str, answer: &str, words: &str) -> Value {
    at(facet, &json!({"answer": answer}), words)
}

/// Records what a party said in an incident, on a day of November 2023 where one is known.
fn said(
    ledger: &mut TestLedger,
    (incident, who): (&str, &str),
    day: Option<u8>,
    claims: &[Value],
) -> Receipt {
    let (recorder, speaker) = (ledger.operator.party, party_id(who));
    let mut fields = utterance(recorder, speaker, incident_id(incident), claims);
    if let Some(day) = day {
        fields["times"] = json!({"said": {"edtf": format!("2023-11-{day:02}T12:00:00Z")}});
    }
    ledger.record(Kind::Utterance, &fields)
}

fn declare(ledger: &mut TestLedger) {
    for (name, is) in [
        ("operator", "organisation"),
        ("ministry", "organisation"),
        ("unit", "unit"),
        ("loose-unit", "unit"),
        ("rival", "organisation"),
    ] {
        let names = json!([{"language": "en", "text": format!("The {name}")}]);
        let mut party = json!({"id": party_id(name), "is": is, "slug": name, "names": names});
        if name == "unit" {
            party["part_of"] = json!([{"party": party_id("ministry")}]);
        }
        ledger.record(Kind::Party, &party);
    }
    for name in [
        "gone", "plain", "doubt", "sets", "linked", "taken", "undated", "units", "sided", "owned",
        "late",
    ] {
        let titles = json!([{"language": "en", "text": format!("The case {name}")}]);
        let incident = json!({"id": incident_id(name), "slug": name, "titles": titles});
        ledger.record(Kind::Incident, &incident);
    }
    for (name, is) in [("passwords", "data_kind"), ("server-one", "system")] {
        let words = json!([{"language": "en", "text": name}]);
        let thing = json!({"id": thing_id(name), "is": is, "slug": name, "names": words});
        ledger.record(Kind::Thing, &thing);
    }
    ledger.capture(PAGE);
    ledger.capture(OTHER);
}

fn build() -> Cases {
    let mut ledger = TestLedger::found();
    declare(&mut ledger);
    let gone = gone(&mut ledger);
    let mut doubt = answer("confidentiality.leak", "yes", "Perhaps data of one server leaked.");
    doubt["stance"] = json!({"certainty": "possible"});
    doubt["scope"] = json!({"system": {"of": [thing_id("server-one")]}});
    doubt["markers"] = json!([{"kind": "seems", "printed": "Perhaps"}]);
    said(&mut ledger, ("doubt", "ministry"), Some(1), &[doubt]);
    let passwords = |closure: &str, words: &str| {
        let set = json!({"set": {"closure": closure, "members": [{"is": thing_id("passwords")}]}});
        at("confidentiality.types", &set, words)
    };
    let taken = passwords("closed", "Passwords were taken.");
    said(&mut ledger, ("sets", "ministry"), Some(1), &[taken]);
    let but = passwords("all_except", "All but passwords were taken.");
    said(&mut ledger, ("sets", "rival"), Some(1), &[but]);
    let lost = answer("confidentiality.loss", "yes", "Data was lost.");
    let lost = said(&mut ledger, ("linked", "rival"), Some(1), &[lost]);
    let kept = answer("confidentiality.loss", "no", "No data was lost.");
    let kept = said(&mut ledger, ("linked", "ministry"), Some(2), &[kept]);
    let why = json!({"language": "en", "text": "As printed."});
    let link = json!({
        "from": format!("{}#0", lost.id), "to": format!("{}#0", kept.id), "relation": "explains", "why": why,
    });
    let explains = ledger.record(Kind::Link, &link);
    let down = answer("availability.outage", "yes", "It was down.");
    let down = said(&mut ledger, ("taken", "ministry"), Some(1), &[down]);
    let mut back = answer("availability.outage", "not_said", "We take it back.");
    back["act"] = json!("retracts");
    back["target"] = json!(format!("{}#0", down.id));
    let taken = [down, said(&mut ledger, ("taken", "ministry"), Some(2), &[back])];
    let down = answer("availability.outage", "yes", "It was down.");
    said(&mut ledger, ("undated", "ministry"), None, &[down]);
    let up =
        claim("availability.outage", &json!({"answer": "no"}), &[segment(OTHER, OTHER.trim())]);
    said(&mut ledger, ("undated", "ministry"), None, &[up]);
    for (who, day, value, words) in [
        ("unit", 1, "yes", "The unit saw a leak."),
        ("ministry", 2, "no", "Nothing leaked."),
        ("loose-unit", 3, "yes", "Data was lost."),
    ] {
        let claim = answer("confidentiality.leak", value, words);
        said(&mut ledger, ("units", who), Some(day), &[claim]);
    }
    sided(&mut ledger);
    late(&mut ledger);
    let redaction = json!({
        "authority": party_id("operator"), "why": "court_order",
        "statements": gone.iter().map(|it| it.id).collect::<Vec<_>>(),
    });
    let redaction = ledger.record(Kind::Redaction, &redaction).index.0;
    ledger.close();
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    copy_dir(&ledger.dir(), &folder.path().join("ledger"));
    Cases {
        folder,
        withheld: gone.map(|it| it.index.0),
        redaction,
        taken: taken.map(|it| it.index.0),
        explains: explains.index.0,
    }
}

/// The ministry says both, undated: with another on one side, and alone, where somebody recorded that the two contradict.
fn sided(ledger: &mut TestLedger) {
    let down = answer("availability.outage", "yes", "It was down.");
    let up =
        claim("availability.outage", &json!({"answer": "no"}), &[segment(OTHER, OTHER.trim())]);
    for incident in ["sided", "owned"] {
        let down = said(ledger, (incident, "ministry"), None, std::slice::from_ref(&down));
        let up = said(ledger, (incident, "ministry"), None, std::slice::from_ref(&up));
        if incident == "owned" {
            let link = json!({
                "from": format!("{}#0", down.id), "to": format!("{}#0", up.id), "relation": "contradicts",
                "why": {"language": "en", "text": "As printed."},
            });
            ledger.record(Kind::Link, &link);
        }
    }
    said(ledger, ("sided", "rival"), None, &[down]);
}

/// A promise that is kept after its day by an announcement, and one that is denied.
fn late(ledger: &mut TestLedger) {
    let text = json!({"text": {"language": "en", "text": "restore it"}});
    let restore = |act: &str, words: &str| {
        let mut claim = at("commitment.restore", &text, words);
        claim["act"] = json!(act);
        claim
    };
    let mut promise = restore("promises", "It was down.");
    promise["due"] = json!({"time": {"edtf": "2023-11-03"}});
    let promise = said(ledger, ("late", "ministry"), Some(1), &[promise]);
    let kept = restore("announces", "All but passwords were taken.");
    let kept = said(ledger, ("late", "ministry"), Some(9), &[kept]);
    said(ledger, ("late", "rival"), Some(9), &[restore("denies", "Nothing leaked.")]);
    let link = json!({
        "from": format!("{}#0", kept.id), "to": format!("{}#0", promise.id), "relation": "fulfils",
        "why": {"language": "en", "text": "As printed."},
    });
    ledger.record(Kind::Link, &link);
}

/// A question, a silence and a claim, of which nothing else stands in their incident.
fn gone(ledger: &mut TestLedger) -> [Receipt; 3] {
    let incident = incident_id("gone");
    let question = json!({
        "id": question_id("why"), "incident": incident, "facet": "availability.cause",
        "text": {"language": "en", "text": "What was the cause?"}, "to": [party_id("ministry")],
    });
    let question = ledger.record(Kind::Question, &question);
    let silence = json!({
        "party": party_id("ministry"), "as_far_as": party_id("rival"), "recorder": ledger.operator.party,
        "incident": incident, "as_of": {"edtf": "2023-11-02"}, "segments": [segment(PAGE, "Not a word.")],
    });
    let silence = ledger.record(Kind::Silence, &silence);
    let lost = answer("confidentiality.loss", "yes", "Data was lost.");
    [question, silence, said(ledger, ("gone", "rival"), Some(1), &[lost])]
}

/// Every command that answers a question about an incident, the part of its JSON that holds the gaps, and the schema.
const ANSWERS: [(&str, &str); 11] = [
    ("ask", ""),
    ("history", ""),
    ("blame", ""),
    ("conflicts", ""),
    ("responsibility", ""),
    ("silent", ""),
    ("promises", ""),
    ("questions", ""),
    ("headlines", ""),
    ("clocks", ""),
    ("show", "/picture"),
];

#[test]
fn what_is_withheld_stands_in_every_answer() {
    let Cases { withheld, redaction, .. } = cases();
    for (command, at) in ANSWERS {
        let text = ok(&format!("{command} incident:gone"));
        if command == "ask" {
            assert!(text.contains("3 withheld statements"), "{text}");
        } else {
            assert!(text.contains("\nWithheld\n"), "{command}: {text}");
            for (entry, kind) in withheld.iter().zip(["question", "silence", "utterance"]) {
                let gap = format!(
                    "  entry {entry} ({kind}): withheld by entry {redaction} (court order)\n"
                );
                assert!(text.contains(&gap), "{command} lacks {gap:?}: {text}");
            }
        }
        let answer = json_of(&format!("{command} incident:gone"));
        let gaps = answer.pointer(&format!("{at}/gaps")).and_then(Value::as_array);
        let gaps = gaps.unwrap_or_else(|| panic!("{command} has no gaps: {answer}"));
        let entries: Vec<&Value> = gaps.iter().map(|gap| &gap["entry"]).collect();
        assert_eq!(entries, withheld.map(Value::from).iter().collect::<Vec<_>>(), "{command}");
        assert_eq!(gaps[0]["withheld"], json!({"by": redaction, "why": "court_order"}));
        let plain = json_of(&format!("{command} incident:plain"));
        assert_eq!(plain.pointer(&format!("{at}/gaps")), Some(&json!([])), "{command}");
        assert!(!ok(&format!("{command} incident:plain")).contains("Withheld"), "{command}");
    }
    let gone = ok("ask gone confidentiality.loss");
    assert_in_order(&gone, &["Nothing is found in what can be read.", "Withheld"]);
}

#[test]
fn nobody_says_that_there_is_none_where_something_is_withheld() {
    for (command, none) in [
        ("ask", "Nothing is recorded on it."),
        ("history", "Nothing is recorded on it."),
        ("blame", "Nothing is recorded on it."),
        ("conflicts", "No conflict between standing claims."),
        ("responsibility", "Nobody is blamed on record."),
        ("silent", "No silence is on record."),
        ("promises", "No promise, order or request is on record."),
        ("questions", "No question is on record."),
        ("headlines", "No headline on record goes beyond its body."),
    ] {
        let (gone, plain) = (ok(&format!("{command} gone")), ok(&format!("{command} plain")));
        assert!(plain.contains(none) && !plain.contains("be read"), "{command}: {plain}");
        assert!(!gone.contains(none), "{command}: {gone}");
        assert!(gone.contains("What is withheld may hold something."), "{command}: {gone}");
    }
}

#[test]
fn the_page_of_an_incident_keeps_what_limits_a_claim() {
    let text = ok("show incident:doubt");
    let told = "leak of data: yes (possible; system: thing:server-one; it seems “Perhaps”)";
    assert_in_order(&text, &["Who holds what", "The ministry (party:ministry)", told]);
}

#[test]
fn the_page_of_an_incident_is_dated_and_told_in_six_languages() {
    let late = ok("show incident:linked --said-by 2023-11-01T20:00:00Z");
    assert!(late.contains("The rival") && !late.contains("The ministry"), "{late}");
    assert!(ok("show incident:linked").contains("The ministry"));
    let picture = &json_of("show incident:linked --said-by 2023-11-01T20:00:00Z")["picture"];
    assert_eq!(picture["moment"]["said_by"], "2023-11-01T20:00:00Z");
    assert_eq!(picture["sources"].as_array().map(Vec::len), Some(1));
    for (tag, words) in [
        ("en", ["titles", "declared", "Who holds what", "loss of data to others: no\n"]),
        ("fr", ["titres", "déclaré", "Qui tient quoi", "non\n"]),
        ("hi", ["शीर्षक", "घोषित", "किसका क्या रुख़ है", "नहीं"]),
        ("fa", ["عنوان‌ها", "اعلام‌شده", "موضع هر منبع", "مدخل مربوط"]),
        ("sw", ["vichwa", "imetangazwa", "hapana", "yanahusika"]),
        ("id", ["judul", "didaftarkan", "Siapa berpegang pada apa", "entri terkait"]),
    ] {
        assert_in_order(&ok(&format!("show incident:linked --lang {tag}")), &words);
    }
    for (line, option) in
        [("show party:rival --lang fr", "--lang"), ("show 3 --said-by 2023-11-01", "--said-by")]
    {
        let ran = ran(line);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}");
        assert!(ran.err.contains(&format!("`{option}` is for incidents")), "{line}: {}", ran.err);
    }
}

#[test]
fn what_a_set_leaves_out_is_not_what_it_names() {
    let text = ok("conflicts sets");
    let only = "only the one side names: passwords (thing:passwords)";
    let other = "only the other side leaves out: passwords (thing:passwords)";
    assert_in_order(&text, &["lists exclude each other", only, other]);
    assert!(!text.contains("both sides name"), "{text}");
    let conflict = &json_of("conflicts sets")["conflicts"][0];
    let id = thing_id("passwords").to_string();
    assert_eq!(conflict["members"], json!({"left": [id], "both": [], "right": []}));
    assert_eq!(conflict["left_out"], json!({"left": [], "both": [], "right": [id]}));
    assert_eq!(json_of("conflicts linked")["conflicts"][0]["left_out"], Value::Null);
}

#[test]
fn a_recorded_relation_between_two_sides_is_named() {
    let Cases { explains, .. } = cases();
    for line in ["conflicts linked", "ask linked confidentiality.loss"] {
        let text = ok(line);
        let told = format!("entry {explains} records between the two: explains (entry ");
        assert!(text.contains(&told) && !text.contains("agree"), "{line}: {text}");
    }
    let conflict = &json_of("conflicts linked")["conflicts"][0];
    let [between] = conflict["recorded_between"].as_array().unwrap().as_slice() else {
        panic!("{conflict}");
    };
    assert_eq!((&between["entry"], &between["relation"]), (&json!(explains), &json!("explains")));
    // From the affirmed loss to its denial: affirmed is `left`.
    assert_eq!((&between["from"], &between["to"]), (&conflict["left"][0], &conflict["right"][0]));
}

#[test]
fn who_stands_on_both_sides_is_no_conflict_of_sources() {
    let both = "on both sides: The ministry (party:ministry); between its own words";
    assert_in_order(&ok("conflicts sided"), &["contradiction", both]);
    let conflict = &json_of("conflicts sided")["conflicts"][0];
    let ministry = json!([[party_id("ministry")]]);
    assert_eq!((&conflict["one_source"], &conflict["on_both_sides"]), (&json!(false), &ministry));
    let one =
        "within one source, The ministry (party:ministry), the order of whose words is not known";
    for line in ["conflicts owned", "ask owned availability.outage"] {
        assert_in_order(&ok(line), &["contradiction", one]);
    }
    let conflict = &json_of("conflicts owned")["conflicts"][0];
    assert_eq!((&conflict["one_source"], &conflict["on_both_sides"]), (&json!(true), &ministry));
    let plain = &json_of("conflicts linked")["conflicts"][0];
    assert_eq!((&plain["one_source"], &plain["on_both_sides"]), (&json!(false), &json!([])));
    assert!(!ok("conflicts linked").contains("between its own words"));
}

#[test]
fn what_is_kept_late_says_so_and_what_is_denied_is_no_promise() {
    let text = ok("promises late --now 2023-11-20");
    assert_in_order(&text, &["kept: 1", "kept, late: told as kept only after its time"]);
    assert!(!text.contains("open"), "{text}");
    let answer = json_of("promises late --now 2023-11-20");
    assert_eq!(answer["outcomes"], json!({"kept": 1}));
    assert_eq!(answer["promises"][0]["timing"], json!("late"));
}

#[test]
fn a_retraction_is_followed_by_nothing() {
    let [down, back] = cases().taken;
    let text = ok("history taken");
    let entry = format!("entry {back}#0");
    assert_in_order(&text, &[&format!("entry {down}#0"), &entry, "says nothing of its own"]);
    assert!(!text.contains("followed by a later one"), "{text}");
}

#[test]
fn what_cannot_be_ordered_says_so_in_ask_too() {
    let text = ok("ask undated availability.outage");
    assert_eq!(text.matches("cannot be ordered").count(), 1, "{text}");
    assert_in_order(&text, &["It was down.", "cannot be ordered", "It was up."]);
    assert!(!ok("ask units confidentiality.leak").contains("cannot be ordered"));
}

#[test]
fn an_organisation_gathers_its_units_and_keeps_who_spoke() {
    let text = ok("ask units confidentiality.leak");
    let ministry = "The ministry (party:ministry), with those who speak for it";
    assert!(!text.contains("\nThe unit (party:unit)\n"), "{text}");
    // The ministry's later denial took the place of what its unit said.
    let history = ok("history units");
    let unit = "speaker      The unit (party:unit)";
    assert_in_order(&history, &[ministry, "The unit saw a leak.", unit, "Nothing leaked."]);
    assert_in_order(&history, &["\nThe loose-unit (party:loose-unit)\n", "Data was lost."]);
    // Told apart each has its own history, and what the ministry itself took the place of is no position of its unit.
    let apart = ok("history units --speakers");
    let followed = "followed by The ministry (party:ministry) in its own words";
    assert_in_order(
        &apart,
        &["\nThe unit (party:unit)\n", followed, "\nThe ministry (party:ministry)\n"],
    );
    assert!(!ok("ask units confidentiality.leak --speakers").contains("The unit"));
}
