//! What is asked about decides what is shown, and never who holds what.

use serde_json::{Value, json};

use super::desk::Desk;

/// The company denies an intrusion (8), and later admits that data was accessed (9), which nobody does without one.
fn desk() -> Desk {
    let desk = Desk::founded();
    for (date, quote, facet, value) in [
        ("2024-05-01", "No customer data was taken", "incident.intrusion", "no"),
        ("2024-05-03", "About 5000 customers", "confidentiality.access", "yes"),
    ] {
        let said = format!("--said {date} --quote '{quote}' --facet {facet} --value {value}");
        assert_eq!(desk.utterance(&said).code, 0);
    }
    desk
}

/// Each claim of an answer by its entry, with whether it stands and what it moved from.
fn told(answer: &Value) -> Vec<(u64, bool, usize)> {
    let sources = answer["sources"].as_array().expect("sources").iter();
    let steps = sources.flat_map(|source| source["claims"].as_array().expect("claims"));
    let one = |step: &Value| {
        let claim = &answer["claims"][step["claim"].as_str().expect("an address")];
        let moves = step["moves"].as_array().expect("moves").len();
        (claim["entry"].as_u64().expect("an entry"), step["stands"] == true, moves)
    };
    steps.map(one).collect()
}

#[test]
fn one_facet_tells_what_all_tell() {
    let desk = desk();
    let (denied, admitted) = ((8, false, 0), (9, true, 1));
    assert_eq!(told(&desk.ok("--json history example-outage").json()), [denied, admitted]);
    for speakers in ["", " --speakers"] {
        let of = |facet: &str| {
            desk.ok(&format!("--json history example-outage -f {facet}{speakers}")).json()
        };
        assert_eq!(told(&of("incident.intrusion")), [denied]);
        assert_eq!(told(&of("confidentiality.access")), [admitted]);
    }
    let party = "--json history example-outage --party example-power -f incident.intrusion";
    assert_eq!(told(&desk.ok(party).json()), [denied]);
    assert_eq!(
        desk.ok("--json blame example-outage incident.intrusion").json()["values"],
        json!([])
    );
}

#[test]
fn what_took_its_place_on_another_facet_is_named() {
    let desk = desk();
    let answer = desk.ok("--json ask example-outage incident.intrusion").json();
    assert_eq!((&answer["sources"], &answer["statuses"]), (&json!([]), &json!([])));
    let elsewhere = answer["followed_elsewhere"].as_array().expect("addresses");
    let entries: Vec<&Value> = elsewhere
        .iter()
        .map(|at| &answer["claims"][at.as_str().expect("an address")]["entry"])
        .collect();
    assert_eq!(entries, [9]);
    let text = desk.ok("ask example-outage incident.intrusion").out;
    for words in ["Nothing that was recorded on it stands", "on something else", "entry 9#0"] {
        assert!(text.contains(words), "{words:?}: {text}");
    }
    let other = desk.ok("--json ask example-outage confidentiality.access").json();
    assert_eq!(other["followed_elsewhere"], json!([]));
}

#[test]
fn a_silence_that_ended_says_so() {
    let desk = desk();
    let silence = "add silence example-power --incident example-outage --as-of 2024-04-30 --facet";
    desk.ok(&format!("{silence} confidentiality.access"));
    desk.ok(&format!("{silence} data.backup"));
    let answer = desk.ok("--json ask example-outage").json();
    let stands: Vec<&Value> =
        answer["silences"].as_array().expect("silences").iter().map(|it| &it["stands"]).collect();
    assert_eq!(stands, ["spoke", "silent"]);
}

/// A denial that shrinks twice is told from the last words, and from the widest.
#[test]
fn the_widest_denial_is_not_forgotten() {
    let desk = Desk::founded();
    desk.ok("thing customer-mails --is data_kind --part-of thing:customer-data");
    for (date, quote, scope) in [
        ("2024-05-01", "No customer data was taken", ""),
        ("2024-05-02", "About 5000 customers", "--scope data=thing:customer-data"),
        ("2024-05-03", "Later", "--scope data=thing:customer-mails"),
    ] {
        let said = format!(
            "--said {date} --quote '{quote}' --facet confidentiality.leak --value no {scope}"
        );
        let ran = desk.utterance(&said);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let text = desk.ok("history example-outage").out;
    assert!(text.contains("from widest  narrows (by scope) from entry 9#0"), "{text}");
}

/// A spokesperson concedes (9) what the company had denied (8): every answer tells who said which after whom.
#[test]
fn moves_between_voices_stand_in_every_export() {
    let desk = Desk::founded();
    desk.ok("party desk-chief --is person --name Chief --role 'en=Chief@party:example-power'");
    let utterance = "add utterance --incident example-outage --language en --in ref:times-1/text \
        --facet confidentiality.access";
    let denied =
        "--speaker example-power --said 2024-05-01 --quote 'No customer data was taken' --value no";
    let conceded =
        "--speaker desk-chief --said 2024-05-03 --quote 'About 5000 customers' --value yes";
    for said in [denied, conceded] {
        desk.ok(&format!("{utterance} {said}"));
    }
    let rows: Vec<Value> = desk
        .ok("export example-outage --format jsonl")
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON Lines"))
        .collect();
    let [first, second] = <[Value; 2]>::try_from(rows).expect("two claims");
    let (first, second) = (&first["position"], &second["position"]);
    assert_eq!((&first["stands"], &second["stands"]), (&json!(true), &json!(true)));
    assert_eq!(first["followed_by_voices"], json!([second["claim"]]));
    assert_eq!(second["followed_by_voices"], json!([]));
    assert_eq!((&first["moves"], &second["moves"][0]["from"]), (&json!([]), &first["claim"]));
    assert_eq!(second["moves"][0]["shifts"][0]["shift"], "reverses");
    let csv = desk.ok("export example-outage").out;
    let claim = |step: &Value| step["claim"].as_str().expect("an address").to_owned();
    assert!(csv.contains(&format!("reverses (side) from {}", claim(first))), "{csv}");
    assert!(
        csv.lines().next().is_some_and(|header| header.contains("followed_by_voices")),
        "{csv}"
    );
    let row = csv.lines().nth(1).expect("a row");
    assert!(row.contains(&claim(second)), "{row}");
    // The one origin that is on both sides is named.
    let found = desk.ok("--json conflicts example-outage").json();
    let conflict = &found["conflicts"][0];
    assert_eq!(conflict["one_source"], false);
    assert_eq!(conflict["on_both_sides"].as_array().map(Vec::len), Some(1), "{conflict}");
}

#[test]
fn no_open_question_is_not_no_question() {
    let desk = desk();
    assert!(desk.ok("questions example-outage").out.contains("No question is on record"));
    let put = "question example-outage confidentiality.access 'en=Was customer data taken?'";
    desk.ok(&format!("{put} --asked 2024-05-10 --ref asked"));
    desk.ok("add link 9#0 answers ref:asked");
    let told = desk.ok("questions example-outage").out;
    assert!(told.contains("said before that"), "{told}");
    assert!(desk.ok("questions example-outage --open").out.contains("No question is open"));
}

/// What is denied never reads as what is said: in no list, and with nothing but the value to go by.
#[test]
fn a_denied_value_says_so_everywhere() {
    let desk = Desk::founded();
    let denied = "--quote 'No customer data was taken' --facet responsibility.blame \
        --value party:example-times --polarity deny --certainty certain";
    let denied = desk.utterance(&format!("--said 2024-05-01 {denied}"));
    assert_eq!(denied.code, 0, "{denied:?}");
    for command in [
        "blame example-outage",
        "ask example-outage responsibility",
        "show incident:example-outage",
        "log",
        "search customer",
        "show 8",
        "history example-outage",
        "ask example-outage responsibility --said-by 2024-04-30T12:00:00Z",
    ] {
        let told = desk.ok(command).out;
        assert!(told.contains("denies"), "{command}: {told}");
    }
}

#[test]
fn what_a_recorder_corrected_or_withdrew_is_marked() {
    let desk = desk();
    desk.ok("amend 9 --reason transcription --set /claims/0/stance/certainty=probable");
    for command in [
        "ask example-outage",
        "blame example-outage",
        "show incident:example-outage",
        "ask example-outage confidentiality.access",
    ] {
        let told = desk.ok(command).out;
        let is_marked = told.contains("corrected by the recorder");
        assert!(is_marked || command == "ask example-outage", "{command}: {told}");
    }
    desk.ok("amend 8 --reason withdrawal --why 'en=recorded twice'");
    let ran = desk.ok("export example-outage -o rows.csv");
    assert!(
        format!("{}{}", ran.out, ran.err).contains("1 statement that its recorder withdrew"),
        "{ran:?}"
    );
}

#[test]
fn what_may_have_been_said_later_is_marked_in_every_list() {
    let desk = Desk::founded();
    let promised = "--said 2024-05 --quote 'No customer data was taken' --facet commitment.restore --value yes \
        --act promises --due 2024-05-05";
    assert_eq!(desk.utterance(promised).code, 0);
    let by = "--said-by 2024-05-10";
    let told = desk.ok(&format!("promises example-outage {by}")).out;
    assert!(told.contains("possible") && !told.contains("has passed"), "{told}");
    let told = desk.ok(&format!("ask example-outage commitment.restore {by}")).out;
    assert!(told.contains("Nothing is recorded on it that was surely said by then"), "{told}");
    assert!(
        desk.ok("ask example-outage commitment.restore --said-by 2024-04-29")
            .out
            .contains("Nothing is recorded on it.")
    );
}

/// What only takes back says nothing of its own, in no list.
#[test]
fn a_taking_back_never_reads_as_what_it_takes_back() {
    let desk = Desk::founded();
    let said = "--quote 'No customer data was taken' --facet confidentiality.access --value no";
    assert_eq!(desk.utterance(&format!("--said 2024-05-01 {said}")).code, 0);
    let back = desk.utterance(&format!("--said 2024-05 {said} --act retracts --target entry:8#0"));
    assert_eq!(back.code, 0, "{back:?}");
    let log = desk.ok("log").out;
    let newest = log.lines().next().expect("a line");
    assert!(newest.contains("takes back") && !newest.contains("= no"), "{newest}");
    for command in [
        "ask example-outage confidentiality.access --said-by 2024-05-10",
        "show incident:example-outage --said-by 2024-05-10",
        "search customer",
    ] {
        let told = desk.ok(command).out;
        assert!(told.contains("takes back"), "{command}: {told}");
    }
}
