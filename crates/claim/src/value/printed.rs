//! Numbers as printed. The same comma means thousands in one language and decimals in another, so a number
//! with a separator is only read when its language is known.

use super::{Decimal, DecimalError};
use crate::text::Language;

/// A printed number that was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrintedNumberError {
    /// Nothing but a number may stand there.
    #[error("{0:?} belongs to no number")]
    NotANumber(char),
    /// No digit at all.
    #[error("no digit")]
    NoDigit,
    /// The number has a separator and this language's use of it is not known here.
    #[error("what {separator:?} separates in {language:?} is not known here")]
    UnknownSeparator {
        /// The separator found.
        separator: char,
        /// The language given.
        language: String,
    },
    /// Separators that do not stand where the language puts them.
    #[error("{0:?} stands where this language puts none")]
    Misplaced(char),
    /// More digits than a decimal holds.
    #[error(transparent)]
    Decimal(#[from] DecimalError),
}

/// Digits of the scripts that are read, by their zero; ten follow each other in Unicode.
const ZEROS: [char; 13] = [
    '0', '\u{0660}', '\u{06F0}', '\u{0966}', '\u{09E6}', '\u{0A66}', '\u{0AE6}', '\u{0BE6}',
    '\u{0C66}', '\u{0CE6}', '\u{0E50}', '\u{1040}', '\u{FF10}',
];

/// Languages that write `1,234.5` (CLDR 45, `numbers/symbols`, latn).
const POINT: [&str; 22] = [
    "am", "bn", "en", "fa", "gu", "ha", "he", "hi", "ig", "ja", "kn", "ko", "mr", "ms", "pa", "sw",
    "ta", "te", "th", "ur", "yo", "zh",
];
/// Languages that write `1.234,5` (CLDR 45, `numbers/symbols`, latn).
const COMMA: [&str; 14] =
    ["az", "ca", "da", "de", "el", "es", "hr", "id", "it", "nl", "pt", "ro", "tr", "vi"];
/// Languages that write `1 234,5` with a space of some width (CLDR 45, `numbers/symbols`, latn).
const SPACE: [&str; 13] =
    ["bg", "cs", "et", "fi", "fr", "hu", "kk", "nb", "pl", "ru", "sk", "sv", "uk"];

fn digit(c: char) -> Option<char> {
    ZEROS.iter().find_map(|zero| {
        let value = u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10)?;
        char::from_digit(value, 10)
    })
}

/// Spaces that group digits: plain, no-break, thin, narrow no-break.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// What a separator does in a language; `None` when that is not known here.
fn is_decimal_mark(separator: char, language: &str) -> Option<bool> {
    let (point, comma, space) =
        (POINT.contains(&language), COMMA.contains(&language), SPACE.contains(&language));
    match separator {
        // U+066B and U+066C mean one thing each, in every language that has them.
        '\u{66b}' => Some(true),
        '\u{66c}' => Some(false),
        c if is_space(c) => (point || comma || space).then_some(false),
        ',' if point => Some(false),
        ',' if comma || space => Some(true),
        '.' if point => Some(true),
        '.' if comma => Some(false),
        _ => None,
    }
}

/// The number that `printed` shows to a reader of `language`.
///
/// Digits of thirteen scripts are read, groups of three everywhere and of two and three (lakh) where the
/// separator is a comma that groups. No word, unit or sign but a leading minus is.
///
/// # Errors
/// [`PrintedNumberError`] says which character stood in the way; a guess is never made.
pub fn parse_printed(printed: &str, language: &Language) -> Result<Decimal, PrintedNumberError> {
    let (negative, body) = match printed.strip_prefix(['-', '\u{2212}']) {
        Some(body) => (true, body),
        None => (false, printed),
    };
    let (mut groups, mut fraction) = (vec![String::new()], None::<String>);
    let mut grouped_by = None;
    for c in body.chars() {
        if let Some(value) = digit(c) {
            match (&mut fraction, groups.last_mut()) {
                (Some(fraction), _) => fraction.push(value),
                (None, Some(group)) => group.push(value),
                (None, None) => {}
            }
            continue;
        }
        if !is_space(c) && !matches!(c, ',' | '.' | '\u{66b}' | '\u{66c}') {
            return Err(PrintedNumberError::NotANumber(c));
        }
        let decimal = is_decimal_mark(c, language.primary()).ok_or_else(|| {
            PrintedNumberError::UnknownSeparator { separator: c, language: language.to_string() }
        })?;
        if fraction.is_some() || (!decimal && grouped_by.is_some_and(|by| by != c)) {
            return Err(PrintedNumberError::Misplaced(c));
        }
        if decimal {
            fraction = Some(String::new());
        } else {
            grouped_by = Some(c);
            groups.push(String::new());
        }
    }
    let whole = groups.concat();
    if whole.is_empty() || fraction.as_ref().is_some_and(String::is_empty) {
        return Err(PrintedNumberError::NoDigit);
    }
    if let Some(by) = grouped_by.filter(|by| !well_grouped(&groups, *by)) {
        return Err(PrintedNumberError::Misplaced(by));
    }
    Ok(Decimal::from_digits(negative, &whole, &fraction.unwrap_or_default())?)
}

/// 12,345,678 everywhere; 1,23,45,678 where commas group.
fn well_grouped(groups: &[String], by: char) -> bool {
    let Some(((first, last), middle)) = groups
        .split_first()
        .and_then(|(first, rest)| rest.split_last().map(|(last, middle)| ((first, last), middle)))
    else {
        return true;
    };
    let thousands = (1..=3).contains(&first.len()) && middle.iter().all(|group| group.len() == 3);
    let lakhs =
        by == ',' && (1..=2).contains(&first.len()) && middle.iter().all(|group| group.len() == 2);
    last.len() == 3 && (thousands || lakhs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(printed: &str, language: &str) -> Result<String, PrintedNumberError> {
        parse_printed(printed, &language.parse().unwrap()).map(|n| n.to_string())
    }

    #[test]
    fn one_comma_two_meanings() {
        assert_eq!(read("5,000", "sw"), Ok("5000".into()));
        assert_eq!(read("2,15", "fr"), Ok("2.15".into()));
        assert_eq!(read("5,000", "fr"), Ok("5".into()));
        assert!(matches!(read("5,000", "xx"), Err(PrintedNumberError::UnknownSeparator { .. })));
    }

    #[test]
    fn printed_forms() {
        for (printed, language, expected) in [
            ("412", "hi", "412"),
            ("412", "xx", "412"),
            ("۲۰۰", "fa", "200"),
            ("४१२", "hi", "412"),
            ("150\u{a0}000", "fr", "150000"),
            ("150 000", "en", "150000"),
            ("1.234.567,89", "id", "1234567.89"),
            ("1,234,567.890", "en", "1234567.89"),
            ("1,23,45,678", "hi", "12345678"),
            ("۱٬۲۳۴٫۵", "fa", "1234.5"),
            ("-7", "en", "-7"),
            ("\u{2212}0", "en", "0"),
            ("007", "en", "7"),
        ] {
            assert_eq!(read(printed, language).as_deref(), Ok(expected), "{printed}");
        }
    }

    #[test]
    fn no_guessing() {
        use PrintedNumberError::{Misplaced, NoDigit, NotANumber};
        for (printed, language, expected) in [
            ("", "en", NoDigit),
            ("-", "en", NoDigit),
            (".5", "en", NoDigit),
            ("5.", "en", NoDigit),
            ("5 Go", "fr", NotANumber('G')),
            ("+5", "en", NotANumber('+')),
            ("1e3", "en", NotANumber('e')),
            ("5,00", "en", Misplaced(',')),
            ("1234,567", "en", Misplaced(',')),
            (",123", "en", Misplaced(',')),
            ("1,234 567", "en", Misplaced(' ')),
            ("1.5.2", "en", Misplaced('.')),
            ("1.23.45.678", "id", Misplaced('.')),
            ("1.5,000", "en", Misplaced(',')),
        ] {
            assert_eq!(read(printed, language), Err(expected), "{printed}");
        }
        assert_eq!(read(&"9".repeat(31), "en"), Err(DecimalError.into()));
    }
}
