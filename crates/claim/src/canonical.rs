//! RFC 8785 canonical JSON, for the integers and texts that bodies are made of.

use std::cmp::Ordering;

use serde_json::Value;

/// The canonical bytes of a value (RFC 8785 §3.2): no white space, members sorted by UTF-16 code units,
/// texts with the fewest escapes, integers plain.
///
/// Numbers that are no integers are written as `serde_json` writes them; no body holds one.
pub fn encode(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::String(text) => write_text(text, out),
        Value::Array(members) => {
            out.push(b'[');
            for (index, member) in members.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(member, out);
            }
            out.push(b']');
        }
        Value::Object(fields) => {
            // Sorted here, whatever order the map keeps: a feature of the map's crate could change it.
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by(|(a, _), (b, _)| utf16_order(a, b));
            out.push(b'{');
            for (index, (name, field)) in fields.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_text(name, out);
                out.push(b':');
                write(field, out);
            }
            out.push(b'}');
        }
    }
}

/// RFC 8785 §3.2.3: names are compared as arrays of UTF-16 code units.
fn utf16_order(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

/// RFC 8785 §3.2.2.2: two-letter escapes where JSON has them, `\u00xx` in lower case for other controls,
/// everything else as it is.
fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for c in text.chars() {
        let escape: &[u8] = match c {
            '"' => b"\\\"",
            '\\' => b"\\\\",
            '\u{8}' => b"\\b",
            '\t' => b"\\t",
            '\n' => b"\\n",
            '\u{c}' => b"\\f",
            '\r' => b"\\r",
            c if c < ' ' => {
                out.extend_from_slice(format!("\\u{:04x}", u32::from(c)).as_bytes());
                continue;
            }
            c => {
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                continue;
            }
        };
        out.extend_from_slice(escape);
    }
    out.push(b'"');
}

/// How deep objects and arrays nest in JSON bytes, counted without reading them into memory.
///
/// For bytes that are no JSON the count means nothing, and the reader refuses them next.
pub fn depth(json: &[u8]) -> usize {
    let (mut now, mut deepest) = (0usize, 0usize);
    let (mut in_text, mut escaped) = (false, false);
    for byte in json {
        match (in_text, escaped, byte) {
            (true, true, _) => escaped = false,
            (true, false, b'\\') => escaped = true,
            (true, false, b'"') => in_text = false,
            (false, _, b'"') => in_text = true,
            (false, _, b'{' | b'[') => {
                now = now.saturating_add(1);
                deepest = deepest.max(now);
            }
            (false, _, b'}' | b']') => now = now.saturating_sub(1),
            (true, false, _) | (false, ..) => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_8785_example() {
        // RFC 8785 §3.2.3's names, whose order by UTF-16 differs from that by code point.
        let value: Value = serde_json::from_str(
            r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
                "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control",
                "\u00f6":"Latin Small Letter O With Diaeresis"}"#,
        )
        .unwrap();
        let expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\
            \"\u{f6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20ac}\":\"Euro Sign\",\
            \"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
        assert_eq!(String::from_utf8(encode(&value)).unwrap(), expected);
    }

    #[test]
    fn escapes() {
        // RFC 8785 §3.2.2.2's string.
        let text =
            "\u{20ac}$\u{f}\u{a}A'\u{42}\u{22}\u{5c}\\\"\u{2f}\u{8}\u{9}\u{c}\u{d}\u{7f}\u{2028}";
        let expected = "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\u{7f}\u{2028}\"";
        assert_eq!(String::from_utf8(encode(&text.into())).unwrap(), expected);
    }

    #[test]
    fn plain_values() {
        for text in
            ["null", "true", "false", "0", "-1", "9007199254740991", "[]", "{}", "[1,[2,{}]]"]
        {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(String::from_utf8(encode(&value)).unwrap(), text);
        }
    }

    #[test]
    fn depth_counts_outside_texts() {
        for (json, expected) in [
            ("1", 0),
            ("[]", 1),
            (r#"{"a":[{}]}"#, 3),
            (r#"["[[[["]"#, 1),
            (r#"["\"[["]"#, 1),
            (r#"["\\",[]]"#, 2),
            ("[],[],[]", 1),
            ("]]]][", 1),
        ] {
            assert_eq!(depth(json.as_bytes()), expected, "{json}");
        }
    }
}
