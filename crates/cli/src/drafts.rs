//! Drafts in files: TOML or JSON, one a file; and the short names of statements and claims.

use std::fmt;
use std::path::Path;

use bayan_claim::Kind;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::authoring::Draft;
use crate::context::read_input;
use crate::error::{Exit, Failure};

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
    parse(text.strip_prefix('\u{feff}').unwrap_or(text)).map_err(|why| {
        let what = format!("{}: {why}", path.display());
        Failure::new(Exit::Usage, what, "compare it with `bayan template <kind>`")
    })
}

/// The folder that file names in a draft are relative to: that of the draft's file, or the current one.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

fn parse(text: &str) -> Result<Value, String> {
    if text.trim_start().starts_with('{') {
        return read_json(text).map_err(|error| error.to_string());
    }
    let table: toml::Table =
        toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
    Ok(json_of(toml::Value::Table(table)))
}

/// Reads JSON in which no object names a field twice: of two, nobody could say which was meant.
pub fn read_json(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text).map(|Strict(value)| value)
}

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(yes.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(member)) = members.next_element()? {
            list.push(member);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let Strict(value) = members.next_value()?;
            if fields.contains_key(&name) {
                return Err(A::Error::custom(format_args!("the field {name:?} is there twice")));
            }
            fields.insert(name, value);
        }
        Ok(fields.into())
    }
}

/// TOML as JSON: dates and times become their text.
pub fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        // What no JSON number can be becomes null, and is refused as any null is where a value is needed.
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => yes.into(),
        toml::Value::Datetime(time) => time.to_string().into(),
        toml::Value::Array(members) => members.into_iter().map(json_of).collect(),
        toml::Value::Table(fields) => {
            fields.into_iter().map(|(name, value)| (name, json_of(value))).collect()
        }
    }
}

/// A statement or claim as people may type it: `17` and `17#0` are `entry:17` and `entry:17#0`; the rest stays.
pub fn statement_name(text: &str) -> String {
    let number = text.split_once('#').map_or(text, |(statement, _)| statement);
    let is_number =
        !number.is_empty() && number.len() < 20 && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { format!("entry:{text}") } else { text.to_owned() }
}

/// A name of a kind, with or without the kind before it.
pub fn kind_name(kind: &str, text: &str) -> String {
    if text.contains(':') { text.to_owned() } else { format!("{kind}:{text}") }
}

/// Refuses a draft of another kind than the command is for.
pub fn of_kind(draft: Draft, kind: Kind) -> Result<Draft, Failure> {
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
        assert!(parse("{\"a\": [{\"b\": 1, \"b\": 1}]}").expect_err("twice").contains("\"b\""));
        assert!(parse("kind = ").expect_err("no value").contains("line 1"));
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
        assert_eq!(kind_name("party", "x"), "party:x");
        assert_eq!(kind_name("party", "party:x"), "party:x");
    }
}
