//! Finding words: each as a substring, whatever its case, in any script.

use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation as _;

/// How many clusters of text stand around a hit.
const AROUND: usize = 40;
/// How many places of one artifact are reported.
const PLACES_MAX: usize = 20;

/// Fields of bodies that hold words of people; all others hold ids, digests, numbers, or names of closed lists.
const TEXT_FIELDS: [&str; 14] = [
    "address", "edtf", "exact", "grounds", "name", "note", "printed", "ref", "role", "slug",
    "text", "title", "tool", "unit",
];

/// The words to find, in lower case.
pub(super) struct Needles(Vec<String>);

/// A place where one of the words stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Snippet {
    /// A JSON pointer (RFC 6901) into the body, or the bytes of the artifact.
    pub place: String,
    /// What stands before it.
    pub before: String,
    /// The word as it stands there.
    pub hit: String,
    /// What stands after it.
    pub after: String,
}

impl Snippet {
    /// Whether the word can be seen in this snippet of that field.
    fn shows(&self, place: &str, needle: &str) -> bool {
        let text = format!("{}{}{}", self.before, self.hit, self.after);
        self.place == place && text.to_lowercase().contains(needle)
    }

    pub(super) fn json(&self) -> Value {
        json!({ "place": self.place, "before": self.before, "hit": self.hit, "after": self.after })
    }
}

impl Needles {
    /// None if a word is empty.
    pub(super) fn new(words: &[String]) -> Option<Self> {
        let words: Vec<String> = words.iter().map(|word| word.trim().to_lowercase()).collect();
        (!words.is_empty() && words.iter().all(|word| !word.is_empty())).then_some(Self(words))
    }

    /// Where the words stand in a body, if every one of them stands somewhere in it: at most one place a word and field.
    pub(super) fn in_body(&self, body: &Value) -> Vec<Snippet> {
        let mut fields = Vec::new();
        collect("", None, body, &mut fields);
        let folded: Vec<(String, &str, Folded)> =
            fields.into_iter().map(|(place, text)| (place, text, Folded::of(text))).collect();
        let mut snippets = Vec::new();
        for needle in &self.0 {
            let mut found = false;
            for (place, text, folded) in &folded {
                if let Some((start, end)) = folded.find(needle, 0) {
                    found = true;
                    if !snippets.iter().any(|snippet: &Snippet| snippet.shows(place, needle)) {
                        snippets.push(snippet(place.clone(), text, start, end));
                    }
                }
            }
            if !found {
                return Vec::new();
            }
        }
        snippets
    }

    /// Where the words stand in an artifact, if every one of them stands somewhere in it.
    pub(super) fn in_text(&self, text: &str) -> Vec<Snippet> {
        let folded = Folded::of(text);
        let mut snippets = Vec::new();
        for needle in &self.0 {
            let mut from = 0;
            let mut found = false;
            while let Some((start, end)) = folded.find(needle, from) {
                found = true;
                if snippets.len() < PLACES_MAX {
                    snippets.push(snippet(format!("bytes {start}..{end}"), text, start, end));
                } else {
                    break;
                }
                from = end;
            }
            if !found {
                return Vec::new();
            }
        }
        snippets
    }
}

/// A text in lower case, with the place in the original of each of its bytes.
struct Folded {
    lower: String,
    origins: Vec<usize>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut lower = String::with_capacity(text.len());
        let mut origins = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            let start = lower.len();
            lower.extend(c.to_lowercase());
            origins.extend(std::iter::repeat_n(at, lower.len() - start));
        }
        origins.push(text.len());
        Self { lower, origins }
    }

    /// The first place at or after byte `from` of the original, as bytes of the original.
    fn find(&self, needle: &str, from: usize) -> Option<(usize, usize)> {
        let skip = self.origins.partition_point(|origin| *origin < from);
        let at = skip + self.lower.get(skip..)?.find(needle)?;
        let start = *self.origins.get(at)?;
        // A letter that folds to several is found whole.
        let last = *self.origins.get((at + needle.len()).checked_sub(1)?)?;
        let end =
            self.origins.iter().skip(at + needle.len()).copied().find(|origin| *origin > last)?;
        Some((start, end))
    }
}

fn snippet(place: String, text: &str, start: usize, end: usize) -> Snippet {
    let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let (hit, after) = rest.split_at_checked(end - start).unwrap_or((rest, ""));
    let clusters: Vec<&str> = before.graphemes(true).rev().take(AROUND + 1).collect();
    let is_cut = clusters.len() > AROUND;
    let before: String = clusters.into_iter().take(AROUND).rev().collect();
    let before = if is_cut { format!("…{before}") } else { before };
    let shown: String = after.graphemes(true).take(AROUND).collect();
    let after = if shown.len() < after.len() { format!("{shown}…") } else { shown };
    Snippet { place, before, hit: hit.to_owned(), after }
}

/// The texts of a body with their places.
fn collect<'a>(
    place: &str,
    field: Option<&str>,
    value: &'a Value,
    out: &mut Vec<(String, &'a str)>,
) {
    match value {
        Value::String(text) if field.is_some_and(|field| TEXT_FIELDS.contains(&field)) => {
            out.push((place.to_owned(), text));
        }
        Value::Array(members) => {
            for (number, member) in members.iter().enumerate() {
                collect(&format!("{place}/{number}"), field, member, out);
            }
        }
        Value::Object(fields) => {
            for (name, member) in fields {
                collect(&format!("{place}/{name}"), Some(name), member, out);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(words: &[&str], body: &Value) -> Vec<(String, String)> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        let found = Needles::new(&words).unwrap().in_body(body);
        found.into_iter().map(|snippet| (snippet.place, snippet.hit)).collect()
    }

    #[test]
    fn all_words_in_any_field_whatever_the_case() {
        let body = json!({"ref": "R1", "says": {
            "claims": [{"facet": "data.loss", "segments": [{"exact": "Data is SAFE", "artifact": "5afe"}]}],
            "names": [{"text": "Ἀθῆναι"}, {"text": "داده‌ها امن است"}, {"text": "İZMİR"}],
        }});
        let safe = ("/says/claims/0/segments/0/exact".to_owned(), "SAFE".to_owned());
        assert_eq!(find(&["safe"], &body), std::slice::from_ref(&safe));
        assert_eq!(find(&["safe", "r1"], &body), [safe, ("/ref".to_owned(), "R1".to_owned())]);
        assert_eq!(find(&["safe", "unsafe"], &body), []);
        assert_eq!(find(&["5afe"], &body), []);
        assert_eq!(find(&["ἀθῆναι"], &body).len(), 1);
        assert_eq!(find(&["داده"], &body).len(), 1);
        // U+0130 folds to two code points; the whole letter is the hit.
        assert_eq!(
            find(&["i\u{307}zmi"], &body),
            [("/says/names/2/text".to_owned(), "İZMİ".to_owned())]
        );
    }

    #[test]
    fn empty_words_are_none() {
        for words in [vec![], vec![String::new()], vec!["a".to_owned(), " ".to_owned()]] {
            assert!(Needles::new(&words).is_none(), "{words:?}");
        }
    }

    #[test]
    fn places_in_a_text_are_its_bytes() {
        let text = format!("{}Ab{}ab", "é".repeat(50), "x".repeat(50));
        let found = Needles::new(&["AB".to_owned()]).unwrap().in_text(&text);
        let places: Vec<&str> = found.iter().map(|snippet| snippet.place.as_str()).collect();
        assert_eq!(places, ["bytes 100..102", "bytes 152..154"]);
        assert_eq!(found[0].before, format!("…{}", "é".repeat(AROUND)));
        assert_eq!(found[0].after, format!("{}…", "x".repeat(AROUND)));
        assert_eq!((found[1].hit.as_str(), found[1].after.as_str()), ("ab", ""));
    }
}
