//! Values of claims as people type them on a command line or into a cell.
//!
//! | type | written |
//! | --- | --- |
//! | answer | `no`, `no_evidence_found`, … |
//! | quantity | `5000`, `~ 5000`, `<= 3`, `10..20`, `several`, `unstated` |
//! | bytes | an amount and a unit: `~ 20 GB`, `5 tera`, `3 GiB` |
//! | money | an amount, a currency, and what it is for: `1000 USD`, `5 XMR per_sale`, `7 USD\|CAD in_all` |
//! | set | members after how they close: `open: a; b`, `closed: a`, `all_except: thing:x` |
//! | time | an EDTF date: `2023-07-27`, `2023-07-27T09:30`, `2023-07~` |
//! | duration | `2 days`, `<= 3 hours`, `2..4 weeks` |
//! | rate | an amount and a span: `2 / 1 days` |
//! | ref | `party:…`, `thing:…`, `incident:…`, `ref:…#0`, `#0` |
//! | text | words |
//!
//! An answer that gives no value (`unknown_to_source`, `no_evidence_found`, `not_said`, `declined`, `withheld`) stands
//! for a value of any type, and JSON in braces is taken as it is.

use bayan_claim::vocabulary::{Answer, ByteUnit, TimeUnit, ValueType};
use serde_json::{Map, Value, json};

/// What is said beside a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside<'a> {
    /// The words as printed.
    pub printed: Option<&'a str>,
    /// What is counted.
    pub counted: Option<&'a str>,
    /// The unit that is counted in.
    pub unit: Option<&'a str>,
    /// The language of words.
    pub language: Option<&'a str>,
}

/// Reads a value of a type.
pub fn parse(kind: ValueType, text: &str, beside: Beside<'_>) -> Result<Value, String> {
    let text = text.trim();
    if text.starts_with('{') {
        return serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"));
    }
    if let Ok(answer) = text.parse::<Answer>()
        && (kind == ValueType::Answer || gives_no_value(answer))
    {
        return Ok(json!({ "answer": answer.name() }));
    }
    let mut fields = match kind {
        ValueType::Answer => {
            return Err(text
                .parse::<Answer>()
                .map_or_else(|error| error.to_string(), |_| String::new()));
        }
        ValueType::Text => {
            return phrase(text, beside.language).map(|phrase| json!({ "text": phrase }));
        }
        ValueType::Quantity => Map::from_iter([("amount".to_owned(), amount(text)?)]),
        ValueType::Bytes => bytes(text)?,
        ValueType::Money => money(text)?,
        ValueType::Set => set(text)?,
        ValueType::Time => Map::from_iter([("edtf".to_owned(), json!(text))]),
        ValueType::Duration => duration(text)?,
        ValueType::Rate => rate(text)?,
        ValueType::Ref => Map::from_iter([("is".to_owned(), json!(text))]),
    };
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            fields.insert(name.to_owned(), value);
        }
    };
    put("printed", beside.printed.map(|words| json!(words)));
    match kind {
        ValueType::Quantity => {
            put("counted", beside.counted.map(item));
            put(
                "unit",
                beside.unit.map(|unit| unit.split('|').map(str::trim).map(Value::from).collect()),
            );
        }
        ValueType::Rate => put("counted", beside.counted.map(item)),
        _ if beside.counted.is_some() || beside.unit.is_some() => {
            return Err(format!("a {kind} has no unit and counts nothing"));
        }
        _ => {}
    }
    Ok(json!({ kind.name(): fields }))
}

fn gives_no_value(answer: Answer) -> bool {
    matches!(
        answer,
        Answer::UnknownToSource
            | Answer::NoEvidenceFound
            | Answer::NotSaid
            | Answer::Declined
            | Answer::Withheld
    )
}

/// Words in a language, which cannot be guessed.
pub fn phrase(text: &str, language: Option<&str>) -> Result<Value, String> {
    let language = language.ok_or("words need their language")?;
    Ok(json!({ "language": language, "text": text }))
}

/// A member of a set, or what is counted: an id or the words as printed.
pub fn item(text: &str) -> Value {
    let is_id = ["party:", "thing:", "incident:", "ref:", "entry:", "#"]
        .iter()
        .any(|prefix| text.starts_with(prefix));
    if is_id { json!({ "is": text }) } else { json!({ "printed": text }) }
}

fn amount(text: &str) -> Result<Value, String> {
    let text = text.trim();
    if matches!(text, "several" | "unstated") {
        return Ok(json!(text));
    }
    if let Some((low, high)) = text.split_once("..") {
        return Ok(json!({ "between": { "lo": number(low)?, "hi": number(high)? } }));
    }
    let signs = [
        ("<=", "at_most"),
        (">=", "at_least"),
        ("<", "below"),
        (">", "above"),
        ("~", "about"),
        ("=", "exactly"),
        ("", "exactly"),
    ];
    for (sign, name) in signs {
        if let Some(rest) = text.strip_prefix(sign) {
            return Ok(json!({ name: number(rest)? }));
        }
    }
    Err("expected a number".to_owned())
}

/// Digits only: what a comma means depends on the language, and is not guessed.
fn number(text: &str) -> Result<&str, String> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        Ok(text)
    } else {
        Err(format!(
            "{text:?} is no number: write digits, with a point for decimals and nothing for thousands"
        ))
    }
}

/// The last word, and what is before it.
fn last_word(text: &str) -> Option<(&str, &str)> {
    text.rsplit_once(char::is_whitespace).map(|(rest, word)| (rest.trim(), word))
}

fn bytes(text: &str) -> Result<Map<String, Value>, String> {
    let wrong =
        || format!("{text:?} is no amount of data: write a number and a unit, such as `~ 20 GB`");
    let (number, unit) = last_word(text).ok_or_else(wrong)?;
    let (base, letter) = match unit.strip_suffix("iB") {
        Some(letter) => ("binary", letter),
        None => ("unsaid", unit.strip_suffix('B').unwrap_or(unit)),
    };
    let unit = match letter {
        "" => ByteUnit::Byte,
        "K" | "k" => ByteUnit::Kilo,
        "M" => ByteUnit::Mega,
        "G" => ByteUnit::Giga,
        "T" => ByteUnit::Tera,
        "P" => ByteUnit::Peta,
        name => name.parse().map_err(|_| wrong())?,
    };
    Ok(Map::from_iter([
        ("amount".to_owned(), amount(number)?),
        ("base".to_owned(), json!(base)),
        ("unit".to_owned(), json!(unit.name())),
    ]))
}

fn money(text: &str) -> Result<Map<String, Value>, String> {
    let wrong = || {
        format!(
            "{text:?} is no amount of money: write a number and a currency, such as `1000 USD per_sale`"
        )
    };
    let (rest, priced_for) = match last_word(text) {
        Some((rest, word @ ("per_sale" | "in_all" | "unsaid"))) => (rest, word),
        _ => (text, "unsaid"),
    };
    let (number, currency) = last_word(rest).ok_or_else(wrong)?;
    Ok(Map::from_iter([
        ("amount".to_owned(), amount(number)?),
        ("currency".to_owned(), currency.split('|').map(Value::from).collect()),
        ("priced_for".to_owned(), json!(priced_for)),
    ]))
}

fn set(text: &str) -> Result<Map<String, Value>, String> {
    let closure = ["open", "closed", "all_except"]
        .into_iter()
        .find_map(|closure| Some((closure, text.strip_prefix(closure)?.strip_prefix(':')?)));
    let (closure, members) =
        closure.ok_or("say how the set closes: `open: …`, `closed: …` or `all_except: …`")?;
    let members: Vec<Value> =
        members.split(';').map(str::trim).filter(|member| !member.is_empty()).map(item).collect();
    Ok(Map::from_iter([
        ("closure".to_owned(), json!(closure)),
        ("members".to_owned(), json!(members)),
    ]))
}

fn duration(text: &str) -> Result<Map<String, Value>, String> {
    let wrong =
        || format!("{text:?} is no duration: write a number and a unit, such as `2..4 days`");
    let (number, unit) = last_word(text).ok_or_else(wrong)?;
    let unit = unit.parse::<TimeUnit>().map_err(|error| error.to_string())?;
    let span = |n: &str| {
        n.trim().parse::<u32>().map(|n| json!({ "n": n, "unit": unit.name() })).map_err(|_| wrong())
    };
    let ends = if let Some((low, high)) = number.split_once("..") {
        vec![("min", span(low)?), ("max", span(high)?)]
    } else if let Some(high) = number.strip_prefix("<=") {
        vec![("max", span(high)?)]
    } else if let Some(low) = number.strip_prefix(">=") {
        vec![("min", span(low)?)]
    } else {
        vec![("min", span(number)?), ("max", span(number)?)]
    };
    Ok(ends.into_iter().map(|(name, span)| (name.to_owned(), span)).collect())
}

fn rate(text: &str) -> Result<Map<String, Value>, String> {
    let wrong = || format!("{text:?} is no rate: write an amount and a span, such as `2 / 1 days`");
    let (number, span) = text.split_once('/').ok_or_else(wrong)?;
    let (n, unit) = last_word(span.trim()).ok_or_else(wrong)?;
    let n: u32 = n.parse().map_err(|_| wrong())?;
    let unit = unit.parse::<TimeUnit>().map_err(|error| error.to_string())?;
    Ok(Map::from_iter([
        ("amount".to_owned(), amount(number)?),
        ("every".to_owned(), json!({ "n": n, "unit": unit.name() })),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ValueType as T;

    #[test]
    fn values_are_read_as_written() {
        let beside = Beside { language: Some("en"), ..Beside::default() };
        let cases = [
            (T::Answer, "no", json!({"answer": "no"})),
            (T::Quantity, "declined", json!({"answer": "declined"})),
            (T::Quantity, "5000", json!({"quantity": {"amount": {"exactly": "5000"}}})),
            (T::Quantity, "~ 5000", json!({"quantity": {"amount": {"about": "5000"}}})),
            (T::Quantity, "<=3.5", json!({"quantity": {"amount": {"at_most": "3.5"}}})),
            (
                T::Quantity,
                "10..20",
                json!({"quantity": {"amount": {"between": {"lo": "10", "hi": "20"}}}}),
            ),
            (T::Quantity, "several", json!({"quantity": {"amount": "several"}})),
            (
                T::Bytes,
                "~ 20 GB",
                json!({"bytes": {"amount": {"about": "20"}, "base": "unsaid", "unit": "giga"}}),
            ),
            (
                T::Bytes,
                "3 GiB",
                json!({"bytes": {"amount": {"exactly": "3"}, "base": "binary", "unit": "giga"}}),
            ),
            (
                T::Bytes,
                "5 tera",
                json!({"bytes": {"amount": {"exactly": "5"}, "base": "unsaid", "unit": "tera"}}),
            ),
            (
                T::Money,
                "7 USD|CAD in_all",
                json!({"money": {"amount": {"exactly": "7"}, "currency": ["USD", "CAD"], "priced_for": "in_all"}}),
            ),
            (
                T::Money,
                ">= 1000 USD",
                json!({"money": {"amount": {"at_least": "1000"}, "currency": ["USD"], "priced_for": "unsaid"}}),
            ),
            (
                T::Set,
                "open: names; thing:mail",
                json!({"set": {"closure": "open", "members": [{"printed": "names"}, {"is": "thing:mail"}]}}),
            ),
            (T::Set, "closed:", json!({"set": {"closure": "closed", "members": []}})),
            (T::Time, "2023-07", json!({"time": {"edtf": "2023-07"}})),
            (
                T::Duration,
                "2..4 days",
                json!({"duration": {"min": {"n": 2, "unit": "days"}, "max": {"n": 4, "unit": "days"}}}),
            ),
            (
                T::Rate,
                "2 / 1 days",
                json!({"rate": {"amount": {"exactly": "2"}, "every": {"n": 1, "unit": "days"}}}),
            ),
            (T::Ref, "party:x", json!({"ref": {"is": "party:x"}})),
            (T::Text, "by mail", json!({"text": {"language": "en", "text": "by mail"}})),
            (T::Text, "{\"answer\":\"no\"}", json!({"answer": "no"})),
        ];
        for (kind, text, expected) in cases {
            assert_eq!(parse(kind, text, beside), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let beside = Beside::default();
        let cases = [
            (T::Answer, "maybe"),
            (T::Answer, ""),
            (T::Quantity, "yes"),
            (T::Quantity, "5,000"),
            (T::Quantity, ""),
            (T::Quantity, "1..b"),
            (T::Bytes, "20"),
            (T::Bytes, "20 XB"),
            (T::Money, "1000"),
            (T::Set, "a; b"),
            (T::Duration, "days"),
            (T::Duration, "2 moons"),
            (T::Rate, "2 days"),
            (T::Text, "words"),
            (T::Text, "{"),
        ];
        for (kind, text) in cases {
            let refused = parse(kind, text, beside).expect_err(text);
            assert!(!refused.is_empty(), "{text}");
        }
    }

    #[test]
    fn only_numbers_have_units() {
        let beside = Beside { unit: Some("people"), ..Beside::default() };
        assert!(parse(T::Time, "2023", beside).is_err());
        let people = json!({"quantity": {"amount": {"exactly": "5"}, "unit": ["people"]}});
        assert_eq!(parse(T::Quantity, "5", beside), Ok(people));
    }
}
