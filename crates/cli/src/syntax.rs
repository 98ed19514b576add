//! What drafts are written in, JSON and TOML, as one value; where each part of it stands; and in plain words what is wrong
//! with a text that is neither.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::locate::{self, Place, Places};

/// How many code points of a text are shown before a fault, and after it.
const BEFORE: usize = 20;
const AFTER: usize = 40;

/// A text that is no JSON or TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// Why, with the words that stand there.
    pub why: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.place.line, self.place.column, self.why)
    }
}

/// A text that was read, and where its parts stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// What it says.
    pub value: Value,
    text: String,
    places: Places,
    starts: Starts,
}

/// At which bytes the parts of a text begin.
#[derive(Clone, Debug, PartialEq)]
enum Starts {
    /// Of JSON, each item of the list that it is: what is in one is looked for from there.
    Json(Vec<usize>),
    /// Of TOML, each part by its JSON pointer.
    Toml(BTreeMap<String, usize>),
}

impl Written {
    /// Reads JSON in which no object names a field twice.
    pub fn json(text: &str) -> Result<Self, Fault> {
        let value = json(text).map_err(|error| json_fault(text, &error))?;
        let starts = Starts::Json(locate::items(text));
        Ok(Self { value, text: text.to_owned(), places: Places::of(text), starts })
    }

    /// Reads TOML.
    pub fn toml(text: &str) -> Result<Self, Fault> {
        let table: toml::Table = toml::from_str(text).map_err(|error| toml_fault(text, &error))?;
        let mut starts = BTreeMap::new();
        let (tables, _) = DeTable::parse_recoverable(text);
        members(tables.get_ref(), "", &mut starts);
        Ok(Self {
            value: json_of(toml::Value::Table(table)),
            text: text.to_owned(),
            places: Places::of(text),
            starts: Starts::Toml(starts),
        })
    }

    /// Where the value that a JSON pointer (RFC 6901) leads to begins; the innermost on the way where it leads to nothing.
    pub fn place(&self, pointer: &str) -> Place {
        let at = match &self.starts {
            Starts::Json(items) => {
                let (item, rest) = item_of(pointer);
                let start = item.and_then(|item| items.get(item)).copied();
                let (start, rest) = start.map_or((0, pointer), |start| (start, rest));
                let text = self.text.get(start..).unwrap_or_default();
                start.saturating_add(locate::offset(text, rest))
            }
            Starts::Toml(starts) => {
                let mut pointer = pointer;
                loop {
                    match (starts.get(pointer), pointer.rfind('/')) {
                        (Some(at), _) => break *at,
                        (None, Some(end)) => pointer = pointer.get(..end).unwrap_or_default(),
                        (None, None) => break 0,
                    }
                }
            }
        };
        self.places.at(&self.text, at)
    }
}

/// The number of the item that a pointer leads into, if it is one, and the rest of the pointer.
fn item_of(pointer: &str) -> (Option<usize>, &str) {
    let steps = pointer.strip_prefix('/').unwrap_or_default();
    let end = steps.find('/').unwrap_or(steps.len());
    let (item, rest) = steps.split_at_checked(end).unwrap_or_default();
    (item.parse().ok(), rest)
}

/// JSON in which no object names a field twice: of two, nobody could say which was meant.
fn json(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text).map(|Strict(value)| value)
}

fn members(table: &DeTable<'_>, path: &str, starts: &mut BTreeMap<String, usize>) {
    for (name, value) in table {
        let step = name.get_ref().replace('~', "~0").replace('/', "~1");
        part(value, format!("{path}/{step}"), starts);
    }
}

fn part(value: &Spanned<DeValue<'_>>, path: String, starts: &mut BTreeMap<String, usize>) {
    match value.get_ref() {
        DeValue::Table(table) => members(table, &path, starts),
        DeValue::Array(list) => {
            for (number, member) in list.iter().enumerate() {
                part(member, format!("{path}/{number}"), starts);
            }
        }
        _ => {}
    }
    starts.insert(path, value.span().start);
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

fn toml_fault(text: &str, error: &toml::de::Error) -> Fault {
    let at = error.span().map_or(0, |span| span.start);
    let impossible = error.span().and_then(|span| crate::reading::day::fault(text.get(span)?));
    let why = match impossible {
        Some(impossible) => impossible.to_string(),
        // Only the first line: what follows draws the place, which is told in numbers.
        None => error.message().lines().next().unwrap_or_default().to_owned(),
    };
    Fault { place: Place::of(text, at), why: format!("{why}{}", excerpt(text, at)) }
}

fn json_fault(text: &str, error: &serde_json::Error) -> Fault {
    // serde_json counts bytes of the line, from 1, up to and with the one at which it stopped.
    let before = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let start = before.map(str::len).sum::<usize>();
    let at = start.saturating_add(error.column().saturating_sub(1)).min(text.len());
    let why = error.to_string();
    let why = why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why);
    Fault { place: Place::of(text, at), why: format!("{}{}", json_words(why), excerpt(text, at)) }
}

/// What a reader of JSON says, for people who write it by hand.
fn json_words(why: &str) -> &str {
    match why {
        "expected ident" => "only true, false, null and numbers stand without quotation marks",
        "expected value" => "a value is missing, or its quotation marks are",
        "expected `:`" => "a colon is missing after the name of the field",
        "expected `,` or `}`" => "a comma or } is missing",
        "expected `,` or `]`" => "a comma or ] is missing",
        "key must be a string" => "the name of a field stands in quotation marks",
        "trailing comma" => "a comma has nothing after it",
        "trailing characters" => "more stands after the end",
        "EOF while parsing an object" => "the text ends inside an object: a } is missing",
        "EOF while parsing a list" => "the text ends inside a list: a ] is missing",
        "EOF while parsing a string" => "the text ends inside quotation marks",
        "EOF while parsing a value" => "the text ends where a value is missing",
        "invalid escape" => {
            "a backslash stands before what it cannot stand before: write two for one"
        }
        "invalid number" => "this is no number",
        "recursion limit exceeded" => "it nests too deep",
        why if why.starts_with("control character") => {
            "a line break or another control character stands inside quotation marks: write \\n for one"
        }
        why => why,
    }
}

/// The words around a place: of a line that may have no end.
fn excerpt(text: &str, at: usize) -> String {
    let start = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (before, after) = text.split_at_checked(start).unwrap_or((text, ""));
    let before: Vec<char> = before.chars().rev().take_while(|c| *c != '\n').take(BEFORE).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = after.chars().take_while(|c| *c != '\n').take(AFTER).collect();
    let words = format!("{before}{after}");
    match words.trim() {
        "" => String::new(),
        words => format!(", at {}", crate::ui::as_typed(words)),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_in_plain_words_and_where_they_are() {
        let long = format!("{{\"a\": \"{}\", nonsense}}", "x".repeat(10_000));
        for (text, place, why) in [
            (
                "{\"kind\": nonsense}",
                (1, 11),
                "stand without quotation marks, at \"{\"kind\": nonsense}\"",
            ),
            ("{\"kind\": tru}", (1, 13), "stand without quotation marks"),
            ("{\n  \"é\": }", (2, 8), "a value is missing"),
            ("{\"kind\":", (1, 8), "the text ends where a value is missing"),
            ("{\"kind\": 1", (1, 10), "ends inside an object"),
            ("{\"a\": 1,}", (1, 9), "a comma has nothing after it"),
            ("{a: 1}", (1, 2), "stands in quotation marks"),
            ("{\"a\": \"b\nc\"}", (2, 1), "control character stands inside quotation marks"),
            ("{\"a\": \"\\q\"}", (1, 9), "write two for one"),
            ("{} {}", (1, 4), "more stands after the end"),
            ("{\"a\": 1, \"a\": 2}", (1, 16), "is there twice"),
            (&long, (1, 10_011), "the name of a field stands in quotation marks"),
        ] {
            let fault = Written::json(text).expect_err(text);
            let found = (fault.place.line, fault.place.column);
            assert!(fault.why.contains(why), "{text}: {fault}");
            assert_eq!(found, place, "{text}: {fault}");
            assert!(fault.why.len() < 200, "{fault}");
        }
        for (text, why) in [
            ("a = 2024-02-31", "there is no 31 February 2024"),
            ("a = 2024-13-01T10:00:00Z", "there is no month 13"),
            ("a = 2024-01-01 25:00:00", "there is no hour 25"),
            ("a = 2024-01-01T10:00:00+15:60", "there is no offset of 15 hours"),
        ] {
            let fault = Written::toml(text).expect_err(text);
            assert_eq!((fault.place.line, fault.place.column), (1, 5), "{fault}");
            assert!(fault.why.starts_with(why), "{text}: {fault}");
        }
        let long = format!("a = \"{}\" b", "x".repeat(10_000));
        for (text, place) in
            [("kind = ", (1, 8)), ("a = 1\nb = \u{1b}[31m\n", (2, 6)), (&long, (1, 10_008))]
        {
            let fault = Written::toml(text).expect_err(text);
            assert_eq!((fault.place.line, fault.place.column), place, "{fault}");
            assert!(fault.why.len() < 200 && !fault.why.contains(['\u{1b}', '\n']), "{fault}");
        }
    }

    #[test]
    fn parts_of_toml_have_places() {
        let text = "[[draft]]\nkind = \"party\"\n[draft.says]\nslug = \"a\"\n\n[[draft]]\nkind = \"thing\"\n\
                    says = { names = [{ text = \"é\" }, { text = 7 }] }\n[[draft]]\n[[draft.says.claims]]\nfacet = 1\n";
        let written = Written::toml(text).expect("it is TOML");
        for (pointer, line, column) in [
            ("/draft/0/says/slug", 4, 8),
            ("/draft/1/kind", 7, 8),
            ("/draft/1/says/names/1/text", 8, 44),
            ("/draft/1/says/names/1/language", 8, 35),
            ("/draft/0/says/is", 3, 1),
            ("/draft/2/says/claims/0/facet", 11, 9),
            ("/draft/2/says/claims/0/act", 10, 1),
            ("/nothing", 1, 1),
        ] {
            assert_eq!(written.place(pointer), Place { line, column }, "{pointer}");
        }
    }

    #[test]
    fn parts_of_json_have_places_over_several_lines() {
        let text =
            "[\n  {\"kind\": \"party\"},\n  {\n    \"é\": 1, \"says\": {\"slug\": \"a\"}\n  }\n]\n";
        let written = Written::json(text).expect("it is JSON");
        for (pointer, line, column) in
            [("/0/kind", 2, 12), ("/1", 3, 3), ("/1/says/slug", 4, 30), ("/1/ref", 3, 3)]
        {
            assert_eq!(written.place(pointer), Place { line, column }, "{pointer}");
        }
    }
}
