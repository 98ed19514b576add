//! Texts that are bounded while they are read. Nothing is trimmed, folded or normalised.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::form::string_form;
use crate::limits;
use crate::part::{Part, parts};

/// Text that its field does not take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// No code point at all: leave the field out instead.
    #[error("an empty text")]
    Empty,
    /// More code points than the field takes.
    #[error("a text of more than {limit} code points")]
    TooLong {
        /// The most code points allowed.
        limit: usize,
    },
    /// A control character that the field does not take.
    #[error("the control character U+{:04X}", u32::from(*.0))]
    Control(char),
}

/// Counts no further than it must, so the work is bounded by the limit.
fn bounded(text: &str, limit: usize) -> Result<(), TextError> {
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    // A code point takes at most four bytes in UTF-8 (RFC 3629 §3): short texts need no count.
    if text.len() > limit && text.chars().nth(limit).is_some() {
        return Err(TextError::TooLong { limit });
    }
    Ok(())
}

/// A bounded text type: which control characters it takes is the last argument.
macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name<const MAX: usize>(Box<str>);

        impl<const MAX: usize> $name<MAX> {
            /// This text.
            ///
            /// # Errors
            /// [`TextError`] when it is empty, has more than `MAX` code points, or a control character
            /// that this type does not take.
            pub fn new(text: &str) -> Result<Self, TextError> {
                bounded(text, MAX)?;
                let allowed: fn(char) -> bool = $allowed;
                match text.chars().find(|c| c.is_control() && !allowed(*c)) {
                    Some(control) => Err(TextError::Control(control)),
                    None => Ok(Self(text.into())),
                }
            }

            /// The text as it was written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<const MAX: usize> Deref for $name<MAX> {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl<const MAX: usize> fmt::Display for $name<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<const MAX: usize> fmt::Debug for $name<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl<const MAX: usize> FromStr for $name<MAX> {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                Self::new(text)
            }
        }

        impl<const MAX: usize> Serialize for $name<MAX> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de, const MAX: usize> Deserialize<'de> for $name<MAX> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader<const MAX: usize>;

                impl<const MAX: usize> Visitor<'_> for Reader<MAX> {
                    type Value = $name<MAX>;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        write!(f, "a text of 1 to {MAX} code points")
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                        $name::new(text).map_err(E::custom)
                    }
                }

                deserializer.deserialize_str(Reader::<MAX>)
            }
        }

        impl<const MAX: usize> schemars::JsonSchema for $name<MAX> {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                format!(concat!(stringify!($name), "_{}"), MAX).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "minLength": 1, "maxLength": MAX})
            }
        }

        impl<const MAX: usize> Part for $name<MAX> {}
    };
}

text_type! {
    /// One line of 1 to `MAX` code points: no control character at all.
    Line, |_| false
}
text_type! {
    /// A text of 1 to `MAX` code points; of the control characters it takes line feed and tab.
    Text, |c| matches!(c, '\n' | '\t')
}
text_type! {
    /// Words exactly as they stand in a source, 1 to `MAX` code points. Of the control characters it takes
    /// those that are white space (a page break inside a sentence is common), and no other.
    Exact, char::is_whitespace
}

/// Text that is not of the form its field needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {0}")]
pub struct FormError(pub &'static str);

/// A text type over `Box<str>` whose form one function decides.
macro_rules! formed {
    ($(#[$doc:meta])* $name:ident, $what:literal, $is:path, { $($schema:tt)* }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The text as it was written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = FormError;

            fn from_str(text: &str) -> Result<Self, FormError> {
                if $is(text) { Ok(Self(text.into())) } else { Err(FormError($what)) }
            }
        }

        string_form!($name, $what, { $($schema)* });

        impl Part for $name {}
    };
}

formed! {
    /// A short name that people type: `[a-z0-9][a-z0-9-]{0,63}`.
    Slug, "a slug: lower-case letters, digits and hyphens, at most 64", is_slug,
    { "pattern": "^[a-z0-9][a-z0-9-]{0,63}$" }
}

/// Whether `text` is a slug.
pub(crate) fn is_slug(text: &str) -> bool {
    text.len() <= limits::SLUG
        && !text.is_empty()
        && !text.starts_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

formed! {
    /// A name in a vocabulary, a facet's leaf or a topic: `[a-z][a-z0-9_]{0,39}`.
    Word, "a word of a vocabulary: lower-case letters, digits and underscores, at most 40", is_word,
    { "pattern": "^[a-z][a-z0-9_]{0,39}$" }
}

fn is_word(text: &str) -> bool {
    text.len() <= limits::WORD
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

formed! {
    /// A language tag: the well-formed shape of RFC 5646 §2.1 without extensions' registry checks.
    Language, "a language tag such as \"sw\", \"fa\" or \"pt-BR\"", is_language,
    { "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$", "maxLength": limits::LANGUAGE }
}

fn is_language(text: &str) -> bool {
    let mut subtags = text.split('-');
    let primary = subtags.next().is_some_and(|primary| {
        matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_lowercase())
    });
    primary
        && text.len() <= limits::LANGUAGE
        && subtags.all(|s| matches!(s.len(), 1..=8) && s.bytes().all(|b| b.is_ascii_alphanumeric()))
}

impl Language {
    /// The primary language subtag: "pt" of "pt-BR".
    pub fn primary(&self) -> &str {
        self.0.split_once('-').map_or(&self.0, |(primary, _)| primary)
    }
}

formed! {
    /// A media type with optional parameters in token form (RFC 9110 §8.3.1), in lower case but for
    /// parameter values, without white space.
    MediaType, "a media type such as \"text/html;charset=utf-8\"", is_media_type,
    { "pattern": "^[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+(;[a-z0-9!#$&^_.+-]+=[A-Za-z0-9!#$&^_.+-]+)*$",
      "maxLength": limits::MEDIA_TYPE }
}

fn is_media_type(text: &str) -> bool {
    let token = |part: &str, upper: bool| {
        !part.is_empty()
            && part.bytes().all(|b| {
                b.is_ascii_lowercase()
                    || b.is_ascii_digit()
                    || (upper && b.is_ascii_uppercase())
                    || b"!#$&^_.+-".contains(&b)
            })
    };
    let mut parts = text.split(';');
    let essence = parts
        .next()
        .and_then(|essence| essence.split_once('/'))
        .is_some_and(|(kind, sub)| token(kind, false) && token(sub, false));
    essence
        && text.len() <= limits::MEDIA_TYPE
        && parts.all(|p| p.split_once('=').is_some_and(|(k, v)| token(k, false) && token(v, true)))
}

impl MediaType {
    /// The type without its parameters.
    pub fn essence(&self) -> &str {
        self.0.split_once(';').map_or(&self.0, |(essence, _)| essence)
    }
}

formed! {
    /// An instant to the second, in UTC, as RFC 3339 §5.6 writes it: `2023-12-21T09:30:00Z`.
    Instant, "an instant such as \"2023-12-21T09:30:00Z\"", is_instant,
    { "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$" }
}

/// jiff reads more forms than the one that stands on the wire; printing back leaves only that one.
fn is_instant(text: &str) -> bool {
    text.len() == 20 && text.parse::<jiff::Timestamp>().is_ok_and(|t| t.to_string() == text)
}

impl Instant {
    /// Seconds since the Unix epoch; negative before it.
    pub fn unix_seconds(&self) -> i64 {
        self.0.parse::<jiff::Timestamp>().map_or(0, jiff::Timestamp::as_second)
    }

    /// The instant of a Unix time.
    ///
    /// # Errors
    /// [`FormError`] outside the years 0 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, FormError> {
        let expected = FormError("a time in the years 0 to 9999");
        let instant = jiff::Timestamp::from_second(seconds).map_err(|_| expected)?;
        instant.to_string().parse().map_err(|_| expected)
    }
}

/// Words in a named language.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Phrase<const MAX: usize> {
    /// The language of the words.
    pub language: Language,
    /// The words.
    pub text: Text<MAX>,
}

impl<const MAX: usize> Part for Phrase<MAX> {}

/// A name by which a party, thing or incident is known in one language.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The language; absent for a name of no language (a handle, an acronym).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The name itself, in its own script.
    pub text: Line<{ limits::NAME }>,
}

parts!(Name { language, text });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_at_the_limits() {
        // Three bytes a code point: the limit counts code points.
        for (text, expected) in [
            (String::new(), Some(TextError::Empty)),
            ("क".repeat(7), None),
            ("क".repeat(8), None),
            ("क".repeat(9), Some(TextError::TooLong { limit: 8 })),
            ("x".repeat(9), Some(TextError::TooLong { limit: 8 })),
        ] {
            assert_eq!(Text::<8>::new(&text).err(), expected, "{text}");
        }
    }

    #[test]
    fn control_characters_by_type() {
        for (c, line, text, exact) in [
            ('\n', false, true, true),
            ('\t', false, true, true),
            ('\r', false, false, true),
            ('\u{c}', false, false, true),
            ('\u{85}', false, false, true),
            ('\0', false, false, false),
            ('\u{1b}', false, false, false),
            ('\u{7f}', false, false, false),
            ('\u{9b}', false, false, false),
            ('\u{202e}', true, true, true),
            ('\u{200c}', true, true, true),
        ] {
            let given = format!("a{c}b");
            assert_eq!(Line::<8>::new(&given).is_ok(), line, "{given:?}");
            assert_eq!(Text::<8>::new(&given).is_ok(), text, "{given:?}");
            assert_eq!(Exact::<8>::new(&given).is_ok(), exact, "{given:?}");
        }
    }

    #[test]
    fn no_text_is_changed() {
        for given in [" a ", "e\u{301}", "\u{a0}«\u{202f}", "ﬁ", "۲", "a\u{200c}b"] {
            assert_eq!(Text::<8>::new(given).unwrap().as_str(), given);
        }
    }

    fn check<T: FromStr + fmt::Display>(good: &[&str], bad: &[&str]) {
        for text in good {
            let parsed = text.parse::<T>().ok().map(|value| value.to_string());
            assert_eq!(parsed.as_deref(), Some(*text));
        }
        for text in bad {
            assert!(text.parse::<T>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn forms() {
        let long = "a".repeat(64);
        check::<Slug>(
            &["a", "0", "a-b", "kenya-power", &long],
            &["", "-a", "A", "a_b", "é", &format!("{long}a")],
        );
        let long = "a".repeat(40);
        check::<Word>(
            &["a", "a0_b", &long],
            &["", "0a", "_a", "A", "a-b", "a.b", &format!("{long}a")],
        );
        let tag = "de-CH-x-aaaaaaaa-bbbbbbbb-cccccccc";
        check::<Language>(
            &["sw", "ckb", "pt-BR", "zh-Hant-TW", tag],
            &["", "s", "EN", "engl", "en-", "en_GB", "en--x", "en-aaaaaaaaa", &format!("{tag}-d")],
        );
        check::<MediaType>(
            &["text/html", "text/html;charset=UTF-8", "image/svg+xml"],
            &[
                "",
                "text",
                "text/",
                "/html",
                "Text/html",
                "text/html; charset=utf-8",
                "text/html;",
                "text/html;a",
            ],
        );
        check::<Instant>(
            &["2023-12-21T09:30:00Z", "0001-01-01T00:00:00Z", "2024-02-29T23:59:59Z"],
            &[
                "",
                "2023-12-21",
                "2023-02-29T00:00:00Z",
                "2023-12-21T09:30:00.5Z",
                "2023-12-21t09:30:00z",
                "2023-12-21T09:30:00+00:00",
                "2023-12-21T24:00:00Z",
                "2023-12-21 09:30:00Z",
                "2023-12-21T09:30:60Z",
            ],
        );
    }

    #[test]
    fn instants_are_unix_seconds() {
        let instant: Instant = "1970-01-02T00:00:01Z".parse().unwrap();
        assert_eq!(instant.unix_seconds(), 86_401);
        assert_eq!(Instant::from_unix_seconds(86_401), Ok(instant));
        assert!(Instant::from_unix_seconds(i64::MAX).is_err());
    }

    #[test]
    fn parts_of_forms() {
        assert_eq!("pt-BR".parse::<Language>().unwrap().primary(), "pt");
        assert_eq!("text/html;charset=utf-8".parse::<MediaType>().unwrap().essence(), "text/html");
    }
}
