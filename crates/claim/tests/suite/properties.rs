//! Properties over many inputs. Each run draws other ones; a failure prints its seed.

use bayan_claim::value::{Decimal, Edtf, parse_printed};
use bayan_claim::{Body, Kind, anchor, canonical};
use proptest::prelude::*;

use crate::kit::{ARTICLE, DRAFTS, bytes, says};

/// What parses re-encodes to the same bytes; nothing panics.
fn reads_itself_or_refuses(bytes: &[u8]) {
    if let Ok(body) = Body::parse(bytes) {
        assert_eq!(body.encode(), bytes);
        let _facets = body.says().facets();
        let _references = body.says().references();
    }
}

fn all_bodies() -> Vec<Vec<u8>> {
    DRAFTS.iter().map(|(kind, name, _)| bytes(*kind, &says(name))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        reads_itself_or_refuses(&bytes);
    }

    #[test]
    fn damaged_bodies(which in 0..DRAFTS.len(), at in any::<prop::sample::Index>(), to in any::<u8>(), cut in any::<bool>()) {
        let (kind, name, _) = DRAFTS[which];
        let mut bytes = bytes(kind, &says(name));
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = to }
        reads_itself_or_refuses(&bytes);
    }

    #[test]
    fn decimals_order_as_integers(a in -1_000_000i64..1_000_000, b in -1_000_000i64..1_000_000, places in 0usize..6) {
        // Both shifted by the same power of ten, which keeps the order.
        let decimal = |n: i64| {
            let digits = format!("{:07}", n.unsigned_abs());
            let (whole, fraction) = digits.split_at(digits.len() - places);
            let text = format!("{whole}.{fraction}");
            let text = text.trim_end_matches('0').trim_end_matches('.').trim_start_matches('0');
            let text = if text.is_empty() || text.starts_with('.') { format!("0{text}") } else { text.to_owned() };
            let sign = if n < 0 { "-" } else { "" };
            format!("{sign}{text}").parse::<Decimal>().unwrap()
        };
        prop_assert_eq!(decimal(a).cmp(&decimal(b)), a.cmp(&b));
    }

    #[test]
    fn times_are_in_order(text in "[0-9X]{4}(-[0-9X]{2}){0,2}(T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?(Z|[+-]0[0-9])?)?[?~%]?(/[0-9]{4}(-[01][0-9])?)?") {
        if let Ok(edtf) = text.parse::<Edtf>() {
            prop_assert_eq!(edtf.to_string(), &*text);
            let bounds = edtf.bounds();
            if let (Some(earliest), Some(latest)) = (bounds.earliest, bounds.latest) {
                prop_assert!(earliest <= latest, "{}", text);
            }
        }
    }

    #[test]
    fn any_text_is_no_time_or_itself(text in "\\PC{0,70}") {
        if let Ok(edtf) = text.parse::<Edtf>() {
            prop_assert_eq!(edtf.as_str(), text);
        }
    }

    #[test]
    fn printed_numbers_never_panic(text in "[-0-9٠-٩., \u{a0}\u{66b}\u{66c}a]{0,40}", language in "en|fr|hi|fa|xx") {
        if let Ok(decimal) = parse_printed(&text, &language.parse().unwrap()) {
            prop_assert_eq!(decimal.to_string().parse(), Ok(decimal));
        }
    }

    #[test]
    fn found_is_there_and_all_of_it(text in "[ab é]{0,60}", quote in "[ab é]{1,4}") {
        let places = anchor::find(text.as_bytes(), &quote);
        prop_assert_eq!(places.len(), text.matches(&*quote).count());
        for place in places {
            prop_assert_eq!(place.of(text.as_bytes()), Some(quote.as_bytes()));
        }
    }

    #[test]
    fn nearest_shows_what_stands_there(text in "\\PC{0,200}", quote in "\\PC{0,60}") {
        if let Some(nearest) = anchor::nearest(text.as_bytes(), &quote) {
            prop_assert_eq!(nearest.range.of(text.as_bytes()), Some(nearest.text.as_bytes()));
        }
    }

    #[test]
    fn a_damaged_quotation_of_the_article_leads_back(from in 0usize..60, length in 12usize..30, drop in 2usize..10) {
        let letters: Vec<char> = ARTICLE.chars().collect();
        let mut quote = letters[from..from + length].to_vec();
        quote.remove(drop);
        let quote: String = quote.into_iter().collect();
        let nearest = anchor::nearest(ARTICLE.as_bytes(), &quote).expect("most of it stands there");
        let true_words: String = letters[from..from + length].iter().collect();
        if let [place] = anchor::find(ARTICLE.as_bytes(), &true_words)[..] {
            let overlap = nearest.range.start < place.end && place.start < nearest.range.end;
            prop_assert!(overlap, "{} {}", quote, nearest.text);
        }
    }
}

#[test]
fn every_single_byte_change_is_refused_or_another_body() {
    // Slow and whole where the property above is quick and random: one kind, every byte, three changes.
    let bytes = bytes(Kind::Opinion, &says("opinion"));
    for at in 0..bytes.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            reads_itself_or_refuses(&changed);
        }
    }
}

#[test]
fn writing_in_member_order_is_writing_canonically() {
    for bytes in all_bodies() {
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(canonical::encode(&value), bytes);
        assert_eq!(Body::parse(&bytes).map(|body| body.encode()), Ok(bytes));
    }
}
