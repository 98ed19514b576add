//! Drafts in files: TOML or JSON, one a file; and the short names of statements and claims.

use std::path::Path;

use bayan_claim::Kind;
use serde_json::Value;

use crate::authoring::Draft;
use crate::context::read_input;
use crate::error::{Exit, Failure};
use crate::syntax::{Fault, Written};

/// Reads the one draft of a file: JSON where it begins with a brace, else TOML. `-` is standard input. The file that a
/// capture names is relative to it.
pub fn read(path: &Path) -> Result<Draft, Failure> {
    let value = read_value(path)?;
    Draft::from_value(value, folder_of(path)).map_err(|failure| failure.at(path.display()))
}

/// Reads TOML or JSON as one value.
pub fn read_value(path: &Path) -> Result<Value, Failure> {
    let bytes = read_input(path)?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let what = format!("{}: not UTF-8 from byte {} on", path.display(), error.valid_up_to());
        Failure::new(Exit::Usage, what, "save it as UTF-8")
    })?;
    // A byte order mark, which some editors write, is no part of the text (RFC 8259 §8.1 lets it be ignored).
    parse(text.strip_prefix('\u{feff}').unwrap_or(text)).map_err(|fault| {
        let what = format!("{}:{fault}", path.display());
        Failure::new(Exit::Usage, what, "compare it with `bayan template <kind>`")
    })
}

/// The folder that file names in a draft are relative to: that of the draft's file, or the current one.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

fn parse(text: &str) -> Result<Value, Fault> {
    let is_json = text.trim_start().starts_with('{');
    let written = if is_json { Written::json(text) } else { Written::toml(text) };
    written.map(|written| written.value)
}

/// A statement or claim as people may type it: `17` and `17#0` are `entry:17` and `entry:17#0`; the rest stays.
pub fn statement_name(text: &str) -> String {
    let number = text.split_once('#').map_or(text, |(statement, _)| statement);
    let is_number =
        !number.is_empty() && number.len() < 20 && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { format!("entry:{text}") } else { text.to_owned() }
}

/// A question as people may type it: `17` and `ref:…` are the statement that asks it; the rest is its id, with or without
/// the kind before it.
pub fn question_name(text: &str) -> String {
    kind_name("question", &statement_name(text))
}

/// A name of a kind, with or without the kind before it.
pub fn kind_name(kind: &str, text: &str) -> String {
    if text.contains(':') { text.to_owned() } else { format!("{kind}:{text}") }
}

/// Reads the one draft of a file, which must be of a kind.
pub fn read_kind(path: &Path, kind: Kind) -> Result<Draft, Failure> {
    of_kind(read(path)?, kind).map_err(|failure| failure.at(path.display()))
}

/// Refuses a draft of another kind than the command is for.
fn of_kind(draft: Draft, kind: Kind) -> Result<Draft, Failure> {
    if draft.kind == kind {
        return Ok(draft);
    }
    let what =
        format!("/kind: the draft is of kind {}, and this command appends {kind}", draft.kind);
    Err(Failure::new(Exit::Usage, what, "`bayan import` takes drafts of every kind"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn toml_and_json_are_told_apart() {
        let expected = json!({"kind": "incident", "says": {"said": "2023-07-27", "n": [1, true]}});
        let toml = "# a remark\nkind = \"incident\"\n[says]\nsaid = 2023-07-27\nn = [1, true]\n";
        assert_eq!(parse(toml), Ok(expected.clone()));
        assert_eq!(parse(&expected.to_string()), Ok(expected));
        assert!(parse("{").is_err());
        assert!(parse("{\"a\": [{\"b\": 1, \"b\": 1}]}").expect_err("twice").why.contains("\"b\""));
        assert!(parse("kind = ").is_err());
    }

    #[test]
    fn short_names_are_spelled_out() {
        let cases = [
            ("17", "entry:17"),
            ("17#0", "entry:17#0"),
            ("ref:a#1", "ref:a#1"),
            ("#1", "#1"),
            ("", ""),
        ];
        for (short, full) in cases {
            assert_eq!(statement_name(short), full);
        }
        for (short, full) in [
            ("17", "entry:17"),
            ("ref:q", "ref:q"),
            ("0a", "question:0a"),
            ("question:0a", "question:0a"),
        ] {
            assert_eq!(question_name(short), full);
        }
        assert_eq!(kind_name("party", "x"), "party:x");
        assert_eq!(kind_name("party", "party:x"), "party:x");
    }
}
