//! `export`: as many rows as claims and gaps, words in every script untouched, and nothing that a spreadsheet runs.

use serde_json::{Value, json};

use super::casebook::{DENIAL, LOSS, casebook, fails, ok};

/// A CSV as a strict reader of RFC 4180 sees it: fields in quotes or not, quotes doubled.
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut chars, mut quoted) = (text.chars().peekable(), false);
    while let Some(c) = chars.next() {
        match (c, quoted) {
            ('"', true) if chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut field)),
            ('\n', false) => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            (c, _) => field.push(c),
        }
    }
    assert!(row.is_empty() && field.is_empty() && !quoted, "a CSV ends with a whole line");
    rows
}

/// The cell of a row by the name of its column.
fn cell<'a>(rows: &'a [Vec<String>], row: usize, column: &str) -> &'a str {
    let at = rows[0].iter().position(|name| name == column);
    &rows[row][at.unwrap_or_else(|| panic!("no column {column}"))]
}

#[test]
fn rows_are_claims_and_gaps() {
    let ran = ok(&["export", "bridge"]);
    let rows = csv(&ran.out);
    let lines = ok(&["export", "bridge", "--format", "jsonl"]).json_lines();
    let of = |kind: &str| lines.iter().filter(|line| line["row"] == kind).count();
    let (claims, gaps) = (of("claim"), of("gap"));
    assert_eq!((claims + gaps, gaps), (lines.len(), 1));
    assert_eq!(rows.len(), 1 + lines.len());
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "every row has every column");
    let said = format!("{} rows of 1 incident: {claims} claims, 1 gap", lines.len());
    assert!(ran.err.contains(&said), "{}", ran.err);
    assert!(ran.err.contains("without a row: 1 silence, 3 questions"), "{}", ran.err);
    let gap = lines.iter().find(|line| line["row"] == "gap").unwrap();
    assert_eq!((&gap["entry"], &gap["kind"]), (&json!(casebook().withheld), &json!("utterance")));
    assert_eq!(gap["withheld"]["why"], "court_order");
    let last = rows.len() - 1;
    assert_eq!(
        (cell(&rows, last, "row"), cell(&rows, last, "withheld_why")),
        ("gap", "court_order")
    );
}

#[test]
fn the_columns_are_documented_and_in_this_order() {
    let header = csv(&ok(&["export", "bridge"]).out)[0].clone();
    let columns = ok(&["export", "--columns", "--json"]).json();
    let names: Vec<&str> =
        columns.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(header, names);
    assert!(columns.as_array().unwrap().iter().all(|it| !it["holds"].as_str().unwrap().is_empty()));
    assert_eq!(ok(&["export", "--columns"]).out.lines().count(), names.len());
}

#[test]
fn words_stay_as_they_are_but_for_what_a_spreadsheet_runs() {
    let rows = csv(&ok(&["export", "bridge"]).out);
    let words: Vec<&str> = (1..rows.len()).map(|row| cell(&rows, row, "words")).collect();
    assert!(words.contains(&DENIAL) && words.contains(&LOSS), "{words:?}");
    assert!(words.contains(&"'=SUM(1+1) is what the form showed"), "{words:?}");
    for row in &rows {
        let runs = |cell: &&String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        assert_eq!(row.iter().find(runs), None);
    }
    let lines = ok(&["export", "bridge", "--json"]).json_lines();
    let exact: Vec<&Value> = lines.iter().map(|line| &line["says"]["words"][0]["exact"]).collect();
    for word in [DENIAL, LOSS, "=SUM(1+1) is what the form showed"] {
        assert!(exact.contains(&&json!(word)), "{exact:?}");
    }
    let marked = ok(&["export", "bridge", "--format", "csv-bom"]).raw;
    assert!(marked.starts_with("\u{feff}row,incident".as_bytes()));
}

#[test]
fn a_row_has_provenance_form_position_and_conflicts() {
    let lines = ok(&["export", "bridge", "--format", "jsonl"]).json_lines();
    let first = casebook().first;
    let denial = lines.iter().find(|line| line["says"]["words"][0]["exact"] == DENIAL).unwrap();
    assert_eq!(
        (&denial["entry"], &denial["incident"]["slug"]),
        (&json!(first), &json!("incident:bridge"))
    );
    assert_eq!(denial["speaker"]["party"]["slug"], "party:ministry");
    assert_eq!(denial["says"]["publisher"]["slug"], "party:outlet");
    assert_eq!((&denial["harm"], &denial["position"]["stands"]), (&json!("denied"), &json!(true)));
    assert_eq!(denial["captured"], "2023-11-14T22:00:00Z");
    assert_eq!(denial["text"]["value"], "no");
    let part = denial["conflicts"].as_array().unwrap();
    assert!(part.iter().any(|it| it["kind"] == "contradicts" && it["side"] == "right"), "{part:?}");
    let restored = lines.iter().find(|line| line["facet"] == "availability.restored").unwrap();
    let relations: Vec<&str> = restored["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| link["relation"].as_str().unwrap())
        .collect();
    assert_eq!(relations, ["fulfils", "answers"]);
    let rows = csv(&ok(&["export", "bridge"]).out);
    let row = (1..rows.len()).find(|row| cell(&rows, *row, "words") == DENIAL).unwrap();
    for (column, holds) in [
        ("row", "claim"),
        ("speaker", "party:ministry"),
        ("publisher", "party:outlet"),
        ("attests", "read_them_so"),
        ("facet", "confidentiality.loss"),
        ("value_type", "answer"),
        ("value", r#"{"answer":"no"}"#),
        ("harm", "denied"),
        ("act", "denies"),
        ("gloss", "No data was lost."),
        ("said_earliest", "2023-11-01T12:00:00Z"),
        ("stands", "true"),
        ("number", "0"),
    ] {
        assert_eq!(cell(&rows, row, column), holds, "{column}");
    }
    assert!(cell(&rows, row, "chain").starts_with(r#"[{"by":"#));
}

#[test]
fn all_incidents_and_the_past() {
    let one = ok(&["export", "bridge", "--format", "jsonl"]).json_lines().len();
    let all = ok(&["export", "--all", "--format", "jsonl"]);
    assert_eq!(all.json_lines().len(), one, "the other incident is empty");
    assert!(all.err.contains("of 2 incidents"), "{}", all.err);
    let past =
        ok(&["export", "bridge", "--json", "--said-by", "2023-11-01T20:00:00Z"]).json_lines();
    let claims = past.iter().filter(|line| line["row"] == "claim").count();
    assert_eq!(claims, 11, "the headline, its body and the ministry's first words");
    let then = casebook().first.to_string();
    let past = ok(&["export", "bridge", "--json", "--as-of", &then]).json_lines();
    assert_eq!(past.len(), 11, "and no gap: nothing was there to withhold");
    assert_eq!(csv(&ok(&["export", "empty"]).out).len(), 1, "the header alone");
}

#[test]
fn a_file_is_written_whole_and_never_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.jsonl");
    let name = path.to_str().unwrap();
    let told = ok(&["export", "bridge", "-o", name, "--json"]).json();
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(json!(written.lines().count()), told["rows"]);
    assert_eq!(told["without_row"]["silences"], json!(1));
    fails(&["export", "bridge", "-o", name], 2, &["is there already", "--force"]);
    ok(&["export", "empty", "-o", name, "--force"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left aside");
}
