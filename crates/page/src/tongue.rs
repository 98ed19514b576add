//! Which way the words of a language run, and how an element says so.

/// The scripts' languages that run from right to left, by primary subtag (RFC 5646 §2.2.1).
const RIGHT_TO_LEFT: &[&str] = &["ar", "arc", "ckb", "dv", "fa", "he", "ps", "ug", "ur", "yi"];

/// The value of `dir` for words in a language; `auto` where it is not known, by which a browser looks at the words.
pub(crate) fn direction(language: Option<&str>) -> &'static str {
    let Some(language) = language else { return "auto" };
    let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&primary.as_str()) { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_the_primary_subtag_and_is_left_to_the_browser_where_unknown() {
        for (language, expected) in [
            (Some("fa"), "rtl"),
            (Some("FA-AF"), "rtl"),
            (Some("ur-Arab-PK"), "rtl"),
            (Some("hi"), "ltr"),
            (Some("farsi"), "ltr"),
            (None, "auto"),
        ] {
            assert_eq!(direction(language), expected, "{language:?}");
        }
    }
}
