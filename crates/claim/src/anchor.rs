//! Anchoring: exact or refused.
//!
//! A quotation stands at the bytes where it says, or it is refused. The nearest place in the text is shown to who
//! made the mistake, and never used. Nothing is normalised or folded: two texts that look the same may
//! differ, and that difference is the point.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::segment::{ByteRange, Segment};

/// Places of one quotation that [`find`] lists.
pub const OCCURRENCES: usize = 1024;
/// Code points of a text that [`nearest`] looks at.
pub const NEAREST_TEXT: usize = 1 << 18;
/// Code points of a quotation that [`nearest`] compares.
pub const NEAREST_QUOTE: usize = 2048;
/// Code points that are compared together.
const GRAM: usize = 3;
/// A quotation of fewer code points has so few runs of three that one other letter breaks most of them.
const SHORT_QUOTE: usize = 16;
/// How many places of one run in a window are looked at.
const REPEATS: usize = 4;

/// A segment that does not stand where it says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// The artifact is not UTF-8, so no quotation stands in it; a rendition of it may serve.
    #[error("the artifact is not UTF-8 at byte {valid_up_to}")]
    NotUtf8 {
        /// The first byte that is not.
        valid_up_to: usize,
    },
    /// A place beyond the end of the artifact.
    #[error("bytes {start}..{end} are beyond the {size} of the artifact", start = range.start, end = range.end)]
    Beyond {
        /// The place.
        range: ByteRange,
        /// Bytes of the artifact.
        size: usize,
    },
    /// A place that begins or ends inside a code point.
    #[error("byte {at} is inside a code point")]
    CutsCodePoint {
        /// The byte.
        at: u32,
    },
    /// Other words stand there.
    #[error("other words stand at bytes {start}..{end}: {found:?}", start = range.start, end = range.end)]
    Mismatch {
        /// The place.
        range: ByteRange,
        /// The words that stand there.
        found: String,
        /// The place in the artifact that is most like the quotation, to show and not to use.
        nearest: Option<Nearest>,
    },
}

/// The place in a text that is most like a quotation that does not stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Its bytes.
    pub range: ByteRange,
    /// The words that truly stand there.
    pub text: String,
}

/// The bytes of a text as offsets; none for a text larger than an artifact can be.
fn range(start: usize, end: usize) -> Option<ByteRange> {
    Some(ByteRange { start: start.try_into().ok()?, end: end.try_into().ok()? })
}

/// Every place where a quotation stands, byte for byte, from the first on and without overlaps; at most
/// [`OCCURRENCES`].
///
/// None for an empty quotation, and none in bytes that are not UTF-8. In UTF-8 no place can cut a code point,
/// because no code point's bytes begin inside another's (RFC 3629 §3).
pub fn find(text: &[u8], quote: &str) -> Vec<ByteRange> {
    let Ok(text) = std::str::from_utf8(text) else { return Vec::new() };
    if quote.is_empty() {
        return Vec::new();
    }
    let places = text.match_indices(quote).take(OCCURRENCES);
    places.filter_map(|(start, found)| range(start, start + found.len())).collect()
}

/// Whether a segment stands where it says, and everywhere else it says.
///
/// # Errors
/// [`AnchorError`] for the first place that is not so.
pub fn check(text: &[u8], segment: &Segment) -> Result<(), AnchorError> {
    let text = std::str::from_utf8(text)
        .map_err(|error| AnchorError::NotUtf8 { valid_up_to: error.valid_up_to() })?;
    segment.places().try_for_each(|(range, _)| check_place(text, range, &segment.exact))
}

fn check_place(text: &str, range: ByteRange, exact: &str) -> Result<(), AnchorError> {
    let beyond = || AnchorError::Beyond { range, size: text.len() };
    let offset = |byte: u32| usize::try_from(byte).ok().filter(|byte| *byte <= text.len());
    let start = offset(range.start).ok_or_else(beyond)?;
    let end = offset(range.end).filter(|end| start <= *end).ok_or_else(beyond)?;
    for (at, byte) in [(range.start, start), (range.end, end)] {
        if !text.is_char_boundary(byte) {
            return Err(AnchorError::CutsCodePoint { at });
        }
    }
    match text.get(start..end) {
        Some(found) if found == exact => Ok(()),
        found => Err(AnchorError::Mismatch {
            range,
            found: found.unwrap_or_default().to_owned(),
            nearest: nearest(text.as_bytes(), exact),
        }),
    }
}

/// The place in a text that is most like a quotation, grown to whole words; `None` when they share too little. First of
/// all a place that only looks the same: with other spaces, quotation marks, dashes or capitals, or with marks that nobody
/// sees. Letters are folded to find it, and what is shown is the text as it stands.
///
/// The work is bounded: the first [`NEAREST_TEXT`] code points of the text and [`NEAREST_QUOTE`] of the
/// quotation are compared, by their runs of three code points, of two in short quotations.
pub fn nearest(text: &[u8], quote: &str) -> Option<Nearest> {
    let text = std::str::from_utf8(text).ok()?;
    let letters: Vec<(usize, char)> = text.char_indices().take(NEAREST_TEXT).collect();
    let plain: Vec<char> = letters.iter().map(|(_, letter)| *letter).collect();
    let (seen, places) = folded(&plain);
    let wanted: Vec<char> = quote.chars().take(NEAREST_QUOTE).collect();
    let (wanted, _) = folded(&wanted);
    let wanted = trimmed(&wanted);
    let (first, last) = same_looks(&seen, wanted).or_else(|| likest(&seen, wanted))?;
    let first = places.get(first)?.start;
    let last = places.get(last.checked_sub(1)?)?.end;
    let (first, last) = whole_words(&plain, first, last);
    let start = letters.get(first)?.0;
    let end = letters.get(last).map_or_else(
        || letters.last().map_or(0, |(at, letter)| at + letter.len_utf8()),
        |(at, _)| *at,
    );
    Some(Nearest { range: range(start, end)?, text: text.get(start..end)?.to_owned() })
}

/// Letters as they look: white space of any kind and length is one space, marks that nobody sees are gone, quotation marks,
/// dashes and capitals are of one form. Each with the code points that it stands for.
fn folded(letters: &[char]) -> (Vec<char>, Vec<Range<usize>>) {
    let (mut seen, mut places): (Vec<char>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
    for (at, letter) in letters.iter().enumerate() {
        let look = match letter {
            // ZWNJ, ZWJ, direction marks and isolates, the soft hyphen and the byte order mark.
            '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}' => continue,
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʼ' => '\'',
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
            'ي' | 'ى' => 'ی',
            'ك' => 'ک',
            letter if letter.is_whitespace() => ' ',
            letter => letter.to_lowercase().next().unwrap_or(*letter),
        };
        if let (' ', Some(' '), Some(place)) = (look, seen.last(), places.last_mut()) {
            place.end = at + 1;
        } else {
            seen.push(look);
            places.push(at..at + 1);
        }
    }
    (seen, places)
}

/// Without the spaces at its ends.
fn trimmed(letters: &[char]) -> &[char] {
    let letters = letters.strip_prefix(&[' ']).unwrap_or(letters);
    letters.strip_suffix(&[' ']).unwrap_or(letters)
}

/// The first place that holds the same folded letters.
fn same_looks(letters: &[char], wanted: &[char]) -> Option<(usize, usize)> {
    if wanted.is_empty() {
        return None;
    }
    // A search in text, and not window by window, is linear.
    let text: String = letters.iter().collect();
    let at = text.find(&wanted.iter().collect::<String>())?;
    let first = text.get(..at)?.chars().count();
    Some((first, first + wanted.len()))
}

/// The place that shares most runs with the quotation.
fn likest(letters: &[char], wanted: &[char]) -> Option<(usize, usize)> {
    let gram = if wanted.len() < SHORT_QUOTE { GRAM - 1 } else { GRAM };
    let window = wanted.len().min(letters.len());
    let mut missing: BTreeMap<&[char], usize> = BTreeMap::new();
    for run in wanted.windows(gram) {
        *missing.entry(run).or_default() += 1;
    }
    let (first, last) = best_window(letters, missing, window, gram)?;
    let found = aligned(letters, wanted, first..last, gram)?;
    // Marks and spaces alone are like anything.
    letters.get(found.0..found.1)?.iter().any(|c| c.is_alphanumeric()).then_some(found)
}

/// The place in and around a window at which the beginning and the end of the quotation stand, as most of the runs that the
/// two share have it: the window itself holds them and may lie beside them.
fn aligned(
    letters: &[char],
    wanted: &[char],
    window: Range<usize>,
    gram: usize,
) -> Option<(usize, usize)> {
    let mut found: BTreeMap<&[char], Vec<usize>> = BTreeMap::new();
    for (at, run) in letters.get(window.clone())?.windows(gram).enumerate() {
        let places = found.entry(run).or_default();
        if places.len() < REPEATS {
            places.push(window.start + at);
        }
    }
    let votes = |runs: Range<usize>| -> Option<usize> {
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, run) in wanted.windows(gram).enumerate().take(runs.end).skip(runs.start) {
            for place in found.get(run).into_iter().flatten() {
                // Where the quotation would begin, behind a margin so that it may begin before the text does.
                *votes.entry(place + wanted.len() - at).or_default() += 1;
            }
        }
        let most = votes.values().max().copied()?;
        votes.into_iter().find(|(_, count)| *count == most).map(|(start, _)| start)
    };
    let runs = wanted.len().saturating_sub(gram - 1);
    let all = votes(0..runs)?;
    let first = votes(0..runs / 2).unwrap_or(all).saturating_sub(wanted.len());
    // The margin is as long as the quotation, so that what is left is where it ends.
    let last = votes(runs / 2..runs).unwrap_or(all).min(letters.len());
    // Where the very first or last run stands close by, that is the end: the word beside it may be longer or shorter.
    let margin = wanted.len() / 4 + gram;
    let near = |run: &[char], at: usize| -> Option<usize> {
        let from = at.saturating_sub(margin);
        let places = letters.get(from..letters.len().min(at + margin + gram))?.windows(gram);
        let same = places.enumerate().filter(|(_, place)| *place == run);
        same.map(|(place, _)| from + place).min_by_key(|place| place.abs_diff(at))
    };
    let first = near(wanted.get(..gram)?, first).unwrap_or(first);
    let end = near(wanted.get(wanted.len() - gram..)?, last.saturating_sub(gram));
    let last = end.map_or(last, |end| end + gram);
    if first < last { Some((first, last)) } else { Some((window.start, window.end)) }
}

/// The window, as code points, that shares most runs with the quotation; at least a third of them.
fn best_window(
    letters: &[char],
    mut missing: BTreeMap<&[char], usize>,
    window: usize,
    gram: usize,
) -> Option<(usize, usize)> {
    let wanted: usize = missing.values().sum();
    let runs = (window + 1).checked_sub(gram).filter(|runs| *runs > 0)?;
    let grams = || letters.windows(gram);
    let (mut shared, mut best) = (0usize, (0usize, 0usize));
    // One gram enters at the right and one leaves at the left; `missing` holds what the window lacks, and a
    // gram that is there more often than wanted is counted by `surplus`.
    let mut surplus: BTreeMap<&[char], usize> = BTreeMap::new();
    for (index, entering) in grams().enumerate() {
        if let Some(lacking) = missing.get_mut(entering) {
            if *lacking > 0 {
                *lacking -= 1;
                shared += 1;
            } else {
                *surplus.entry(entering).or_default() += 1;
            }
        }
        if let Some(leaving) = index.checked_sub(runs).and_then(|index| grams().nth(index))
            && let Some(lacking) = missing.get_mut(leaving)
        {
            if let Some(extra) = surplus.get_mut(leaving).filter(|extra| **extra > 0) {
                *extra -= 1;
            } else {
                *lacking += 1;
                shared -= 1;
            }
        }
        // The first of equals wins, so the answer does not depend on where the search stops.
        if shared > best.0 {
            best = (shared, (index + 1).saturating_sub(runs));
        }
    }
    let (shared, first) = best;
    (shared * 3 >= wanted && shared > 0).then_some((first, (first + window).min(letters.len())))
}

/// Grows a window to the ends of the words that it cuts, and drops white space at its ends.
fn whole_words(letters: &[char], mut first: usize, mut last: usize) -> (usize, usize) {
    let is_space = |at: usize| letters.get(at).is_none_or(|letter| letter.is_whitespace());
    // Scripts without spaces have no such ends nearby: growth stops after forty code points.
    for _ in 0..40 {
        if first > 0 && !is_space(first) && !is_space(first - 1) {
            first -= 1;
        }
        if last < letters.len() && last > 0 && !is_space(last) && !is_space(last - 1) {
            last += 1;
        }
    }
    while first < last && is_space(first) {
        first += 1;
    }
    while first < last && is_space(last - 1) {
        last -= 1;
    }
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::{Part as _, Place};

    const TEXT: &str =
        "Taarifa: “data haikupotea”, alisema. डेटा सुरक्षित है — data haikupotea.\u{a0}«Fin»\n";

    fn segment(start: u32, end: u32, exact: &str) -> Segment {
        serde_json::from_value(serde_json::json!({
            "artifact": "0".repeat(64), "start": start, "end": end, "exact": exact, "zone": "body",
        }))
        .unwrap()
    }

    #[test]
    fn finds_every_place_and_each_checks() {
        for (quote, count) in [
            ("data haikupotea", 2),
            ("सुरक्षित", 1),
            ("\u{a0}«", 1),
            (" «", 0),
            ("Data", 0),
            ("", 0),
            (TEXT, 1),
            ("\n", 1),
        ] {
            let places = find(TEXT.as_bytes(), quote);
            assert_eq!(places.len(), count, "{quote:?}");
            for place in places {
                assert_eq!(place.of(TEXT.as_bytes()), Some(quote.as_bytes()));
                let segment = segment(place.start, place.end, quote);
                assert_eq!(check(TEXT.as_bytes(), &segment), Ok(()));
                assert_eq!(segment.check(Place::SAYS), Ok(()));
            }
        }
    }

    #[test]
    fn occurrences_are_bounded_and_do_not_overlap() {
        assert_eq!(find(b"aaaa", "aa").len(), 2);
        for (times, expected) in [(1023, 1023), (1024, 1024), (1025, 1024)] {
            assert_eq!(find("a".repeat(times).as_bytes(), "a").len(), expected);
        }
    }

    #[test]
    fn what_does_not_stand_there_is_refused() {
        let start = u32::try_from(TEXT.find("डेटा").unwrap()).unwrap();
        let size = u32::try_from(TEXT.len()).unwrap();
        let text = TEXT.as_bytes();
        assert!(matches!(
            check(text, &segment(0, 7, "taarifa")),
            Err(AnchorError::Mismatch { .. })
        ));
        assert!(matches!(
            check(text, &segment(1, 8, "Taarifa")),
            Err(AnchorError::Mismatch { .. })
        ));
        assert_eq!(
            check(text, &segment(start + 1, start + 4, "ड")),
            Err(AnchorError::CutsCodePoint { at: start + 1 })
        );
        assert_eq!(
            check(text, &segment(start, start + 4, "डx")),
            Err(AnchorError::CutsCodePoint { at: start + 4 })
        );
        for (from, to) in
            [(size - 1, size + 1), (size + 1, size + 3), (u32::MAX - 2, u32::MAX), (7, 5)]
        {
            let beyond =
                AnchorError::Beyond { range: ByteRange { start: from, end: to }, size: TEXT.len() };
            assert_eq!(check(text, &segment(from, to, "xx")), Err(beyond));
        }
        assert_eq!(
            check(b"abc\xff", &segment(0, 3, "abc")),
            Err(AnchorError::NotUtf8 { valid_up_to: 3 })
        );
        assert!(find(b"abc\xff", "abc").is_empty());
    }

    #[test]
    fn look_alikes_are_other_words() {
        for (text, exact) in
            [("e\u{301}", "\u{e9} "), ("a\u{a0}b", "a  b"), ("ﬁn", "fin1"), ("۲", "२"), ("ك", "ک")]
        {
            let end = u32::try_from(text.len()).unwrap();
            assert!(check(text.as_bytes(), &segment(0, end, exact)).is_err(), "{text} {exact}");
            assert!(find(text.as_bytes(), exact).is_empty());
        }
    }

    #[test]
    fn other_places_are_checked_too() {
        let places = find(TEXT.as_bytes(), "data haikupotea");
        let mut value =
            serde_json::to_value(segment(places[0].start, places[0].end, "data haikupotea"))
                .unwrap();
        let other = |shift: u32| serde_json::json!([{"start": places[1].start + shift, "end": places[1].end + shift, "zone": "body"}]);
        value["also_at"] = other(0);
        let good: Segment = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(check(TEXT.as_bytes(), &good), Ok(()));
        value["also_at"] = other(1);
        let bad: Segment = serde_json::from_value(value).unwrap();
        assert!(matches!(check(TEXT.as_bytes(), &bad), Err(AnchorError::Mismatch { .. })));
    }

    #[test]
    fn the_nearest_place_is_shown() {
        for (quote, expected) in [
            ("डेटा सुरक्षित हैं", Some("डेटा सुरक्षित है")),
            ("Data haikupotea", Some("“data haikupotea”,")),
            ("Taarifa: data haikupotea", Some("Taarifa: “data haikupotea”,")),
            ("completely other words", None),
            ("xx", None),
            ("", None),
        ] {
            let found = nearest(TEXT.as_bytes(), quote);
            assert_eq!(found.as_ref().map(|nearest| nearest.text.as_str()), expected, "{quote}");
            if let Some(nearest) = found {
                assert_eq!(nearest.range.of(TEXT.as_bytes()), Some(nearest.text.as_bytes()));
            }
        }
    }

    #[test]
    fn a_place_that_only_looks_the_same_is_shown_from_end_to_end() {
        let text = "Premier alinéa, qui finit ici.\n\n«\u{a0}Oui\u{a0}», dit le ministre. Il ajoute\u{a0}: \
                    «\u{a0}Aucune donnée n’a été perdue\u{a0}».\nیک میلیون نفر می\u{200c}دانند که هیچ داده‌ای نرفته است.\n\n\
                    Our backup was safe, it said.\n";
        for (quote, expected) in [
            ("« Oui »", Some("«\u{a0}Oui\u{a0}»,")),
            (
                "Il ajoute : « Aucune donnée n'a été perdue »",
                Some("Il ajoute\u{a0}: «\u{a0}Aucune donnée n’a été perdue\u{a0}»."),
            ),
            (
                "« Aucune donnée n’a été volée »",
                Some("«\u{a0}Aucune donnée n’a été perdue\u{a0}»."),
            ),
            ("میدانند", Some("می\u{200c}دانند")),
            ("The backup was safe, it said", Some("Our backup was safe, it said.")),
            ("Our backup was safe, he said.", Some("Our backup was safe, it said.")),
            ("« Non »", None),
        ] {
            let found = nearest(text.as_bytes(), quote);
            assert_eq!(found.map(|it| it.text).as_deref(), expected, "{quote}");
            assert!(find(text.as_bytes(), quote).is_empty(), "{quote}: a hint is no place");
        }
    }

    #[test]
    fn nearest_is_bounded_work() {
        // A text and a quotation far beyond what is compared, made to share everything.
        let text = "ab ".repeat(NEAREST_TEXT);
        let found = nearest(text.as_bytes(), &text).expect("they are the same");
        assert_eq!(found.range.start, 0);
        assert!(found.text.chars().count() <= NEAREST_QUOTE + 40);
        // What lies beyond is not found, rather than searched for.
        let far = format!("{}the very words", "x".repeat(NEAREST_TEXT));
        assert_eq!(nearest(far.as_bytes(), "the very words"), None);
    }
}
