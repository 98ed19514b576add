//! Where in a text of JSON the value of a JSON pointer (RFC 6901) stands, for people who have to mend it.

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: u64,
    /// The column, in code points from 1.
    pub column: usize,
}

impl Place {
    /// The place of a byte; the end of the text where it has no such byte.
    pub fn of(text: &str, at: usize) -> Self {
        let end = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
        let before = end.and_then(|end| text.get(..end)).unwrap_or_default();
        let line = before.matches('\n').count().saturating_add(1);
        let last = before.rsplit('\n').next().unwrap_or_default();
        let column = last.chars().count().saturating_add(1);
        Self { line: u64::try_from(line).unwrap_or(u64::MAX), column }
    }
}

/// The column, in code points from 1, of the value that `pointer` leads to in `line`.
pub fn column(line: &str, pointer: &str) -> usize {
    Place::of(line, offset(line, pointer)).column
}

/// The byte at which the value that `pointer` leads to begins; of the innermost value on the way where it leads to
/// nothing, because then that is where something is missing.
pub fn offset(text: &str, pointer: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = white_space(bytes, 0);
    for step in pointer.split('/').skip(1) {
        match child(bytes, at, step) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// Where the member of the object, or the item of the array, at `at` begins.
fn child(bytes: &[u8], at: usize, step: &str) -> Option<usize> {
    let is_object = match bytes.get(at)? {
        b'{' => true,
        b'[' => false,
        _ => return None,
    };
    let mut at = white_space(bytes, at + 1);
    let mut number = 0usize;
    loop {
        if matches!(bytes.get(at)?, b'}' | b']') {
            return None;
        }
        let mut is_wanted = number.to_string() == step;
        if is_object {
            let end = skip_string(bytes, at)?;
            // Field names of drafts need no escape.
            is_wanted = bytes.get(at + 1..end - 1)? == step.as_bytes();
            let colon = white_space(bytes, end);
            at = white_space(bytes, colon + 1);
        }
        if is_wanted {
            return Some(at);
        }
        at = white_space(bytes, skip_value(bytes, at)?);
        if bytes.get(at)? == &b',' {
            at = white_space(bytes, at + 1);
        }
        number += 1;
    }
}

fn white_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The byte after the string that begins at `at`.
fn skip_string(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The byte after the value that begins at `at`.
fn skip_value(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'"' => skip_string(bytes, at),
        b'{' | b'[' => {
            let (mut at, mut depth) = (at, 0usize);
            loop {
                match bytes.get(at)? {
                    b'"' => {
                        at = skip_string(bytes, at)?;
                        continue;
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        _ => {
            let rest = bytes.get(at..)?;
            let plain = rest.iter().take_while(|byte| {
                !matches!(byte, b',' | b'}' | b']') && !byte.is_ascii_whitespace()
            });
            // Always forward, so that no text can hold the search up.
            Some(at + plain.count().max(1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_of_the_value_or_of_what_lacks_it() {
        let line =
            r#"{"kind":"x", "says": {"é": "a\"b", "claims": [1, {"quote": "w"}], "end": 2}}"#;
        let cases = [
            ("", '{'),
            ("/kind", '"'),
            ("/says/claims/1/quote", '"'),
            ("/says/claims/0", '1'),
            ("/says/end", '2'),
            ("/says/nothing", '{'),
            ("/says/claims/7", '['),
            ("/kind/deeper", '"'),
        ];
        for (pointer, first) in cases {
            let column = column(line, pointer);
            assert_eq!(line.chars().nth(column - 1), Some(first), "{pointer}");
        }
        assert_eq!(column(line, "/says"), 22);
    }

    #[test]
    fn broken_text_holds_nothing_up() {
        for text in ["", "{", "[", "{\"a", "{\"a\":", "[,,", "{]", "nonsense"] {
            assert!(column(text, "/a/0/b") >= 1, "{text}");
        }
    }
}
