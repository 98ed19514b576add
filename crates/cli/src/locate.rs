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
    const FIRST: Self = Self { line: 1, column: 1 };

    /// The place of a byte; the end of the text where it has no such byte.
    pub fn of(text: &str, at: usize) -> Self {
        Self::FIRST.after(text, 0, at)
    }

    /// The place of the byte `to`, where this is that of `from`.
    fn after(self, text: &str, from: usize, to: usize) -> Self {
        let end = (0..=to.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
        let between = end.and_then(|end| text.get(from..end)).unwrap_or_default();
        let lines = between.matches('\n').count();
        let last = between.rsplit('\n').next().unwrap_or_default().chars().count();
        let column = if lines == 0 { self.column } else { 1 };
        Self {
            line: self.line.saturating_add(u64::try_from(lines).unwrap_or(u64::MAX)),
            column: column.saturating_add(last),
        }
    }
}

/// How far the places that are kept lie apart, in bytes.
const STRIDE: usize = 4096;

/// Places in one text, each found without reading the text from its beginning.
#[derive(Clone, Debug, PartialEq)]
pub struct Places(Vec<(usize, Place)>);

impl Places {
    /// Of this text.
    pub fn of(text: &str) -> Self {
        let mut kept = vec![(0, Place::FIRST)];
        let mut last = (0, Place::FIRST);
        for stop in (STRIDE..text.len()).step_by(STRIDE).filter(|at| text.is_char_boundary(*at)) {
            last = (stop, last.1.after(text, last.0, stop));
            kept.push(last);
        }
        Self(kept)
    }

    /// The place of a byte of the same text; its end where it has no such byte.
    pub fn at(&self, text: &str, at: usize) -> Place {
        let before = self.0.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let (start, place) = self.0.get(before).copied().unwrap_or((0, Place::FIRST));
        place.after(text, start, at)
    }
}

/// Where each item of the list begins that a text of JSON is; none of another text.
pub fn items(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let at = white_space(bytes, 0);
    let mut found = Vec::new();
    if bytes.get(at) == Some(&b'[') {
        let mut next = first_child(bytes, at);
        while let Some(item) = next {
            found.push(item);
            next = next_item(bytes, item);
        }
    }
    found
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
    let mut next = first_child(bytes, at);
    if !is_object {
        for _ in 0..step.parse::<usize>().ok()? {
            next = next_item(bytes, next?);
        }
        return next;
    }
    loop {
        let name = next?;
        let end = skip_string(bytes, name)?;
        let colon = white_space(bytes, end);
        let value = white_space(bytes, colon + 1);
        // Field names of drafts need no escape.
        if bytes.get(name + 1..end - 1)? == step.as_bytes() {
            return Some(value);
        }
        next = next_item(bytes, value);
    }
}

/// What stands first in the object or array at `at`.
fn first_child(bytes: &[u8], at: usize) -> Option<usize> {
    let first = white_space(bytes, at + 1);
    bytes.get(first).filter(|byte| !matches!(byte, b'}' | b']')).map(|_| first)
}

/// What stands after the value at `at` in the same object or array.
fn next_item(bytes: &[u8], at: usize) -> Option<usize> {
    let end = white_space(bytes, skip_value(bytes, at)?);
    let next = if bytes.get(end)? == &b',' { white_space(bytes, end + 1) } else { end };
    bytes.get(next).filter(|byte| !matches!(byte, b'}' | b']')).map(|_| next)
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
            assert!(items(text).len() <= text.len(), "{text}");
        }
    }

    #[test]
    fn the_items_of_a_list_are_those_that_pointers_lead_to() {
        let text = " [ {\"a\": [1, 2]}, \"]\", 3 , [ ] ]";
        let each: Vec<usize> = (0..4).map(|number| offset(text, &format!("/{number}"))).collect();
        assert_eq!(items(text), each);
        assert_eq!(each, [3, 18, 23, 27]);
        for none in ["{\"a\": 1}", "[]", "1", ""] {
            assert_eq!(items(none), [0; 0], "{none}");
        }
    }

    #[test]
    fn a_place_is_the_same_however_it_is_found() {
        // Lines shorter and longer than what is kept, and letters of several bytes across its ends.
        let long = "\u{645}\u{6cc}x".repeat(3 * STRIDE);
        let text = format!("a\nbc\n\n{long}\n{}\nend", "short\n".repeat(2_000));
        let places = Places::of(&text);
        for at in (0..text.len()).step_by(997).chain([0, STRIDE, text.len(), text.len() + 1]) {
            assert_eq!(places.at(&text, at), Place::of(&text, at), "{at}");
        }
    }
}
