//! What is stored, against what `claims.json` has: nothing of it is lost on the way into the model.

use bayan_claim::claim::Claim;
use bayan_claim::kind::{Speaker, Utterance};
use bayan_claim::segment::ByteRange;
use bayan_claim::value::{Amount, Value, parse_printed};
use bayan_tests::{capture_of, party_id};
use serde_json::Value as Json;

use super::data::{self, SeedClaim, Seeds, Table};
use super::record::certainty;

/// Compares the stored parts of one claim with how it was read by hand.
pub(crate) fn check(
    seeds: &Seeds,
    table: &Table,
    utterance: &Utterance,
    claim: &data::Claim,
    parts: &[Claim],
) {
    let read = seeds.claim(&claim.id);
    assert_eq!(
        speaker(&utterance.speaker),
        id_of(&table.speakers[&read.speaker]),
        "{}: speaker",
        read.id
    );
    let channel = table.channels.get(&read.channel).unwrap_or(&read.channel);
    assert_eq!(utterance.channel.name(), channel, "{}: channel", read.id);
    check_chain(utterance, read);
    let facets = &table.facets[&read.facet];
    for part in parts {
        assert!(
            facets.contains(&part.facet.to_string()),
            "{}: {} for {}",
            read.id,
            part.facet,
            read.facet
        );
        assert_eq!(part.act.name(), read.act.replace('-', "_"), "{}: act", read.id);
        assert_eq!(
            part.stance.certainty.name(),
            certainty(&read.certainty),
            "{}: certainty",
            read.id
        );
        check_place(claim, part, read);
        check_number(utterance, part, read);
        assert_eq!(part.gloss[0].phrase.text.as_str(), read.value, "{}: value", read.id);
        assert_eq!(part.note.as_deref().unwrap_or_default(), read.note, "{}: note", read.id);
    }
    let polarity = parts[0].polarity();
    match claim.differs.get("polarity") {
        None => assert_eq!(polarity.name(), read.polarity, "{}: polarity", read.id),
        Some(why) => {
            assert!(polarity.name() != read.polarity && !why.is_empty(), "{}: {why}", read.id);
        }
    }
    check_markers(seeds, table, utterance, claim, parts);
}

/// A speaker of the table as text: `nobody`, `ambiguous` or a party's id.
fn id_of(speaker: &str) -> String {
    speaker
        .strip_prefix("party:")
        .map_or_else(|| speaker.to_owned(), |slug| party_id(slug).to_string())
}

fn speaker(speaker: &Speaker) -> String {
    match speaker {
        Speaker::Party(party) => party.to_string(),
        Speaker::Nobody => "nobody".to_owned(),
        Speaker::Ambiguous { .. } => "ambiguous".to_owned(),
    }
}

/// The outermost hop is the outlet's; a quotation, a machine and a document leave a hop each.
fn check_chain(utterance: &Utterance, read: &SeedClaim) {
    let outermost = utterance.chain.first().and_then(|hop| hop.by.as_ref()).map(speaker);
    assert_eq!(
        outermost,
        utterance.publisher.map(|party| party.to_string()),
        "{}: outlet",
        read.id
    );
    let has = |kind: &str| utterance.chain.iter().any(|hop| hop.kind.name() == kind);
    let said = |what: &str| read.chain.iter().any(|hop| hop.contains(what));
    assert_eq!(has("translates"), said("MT("), "{}: machine translation", read.id);
    assert_eq!(
        has("quotes") && read.chain.iter().all(|hop| hop != "Tasnim"),
        said("(quotation)"),
        "{}: quotation",
        read.id
    );
    assert_eq!(
        has("recalls_earlier"),
        said("earlier report") || said("Tasnim"),
        "{}: recalled",
        read.id
    );
    let documents = utterance.chain.iter().filter(|hop| hop.document.is_some()).count();
    if said("notice")
        || read.chain.iter().skip(1).any(|hop| hop == "statement") && read.chain.len() > 2
    {
        assert_eq!(documents, 1, "{}: document", read.id);
    }
}

/// The words stand where they were read, and everywhere else they stand.
fn check_place(claim: &data::Claim, part: &Claim, read: &SeedClaim) {
    let [segment] = &*part.segments else { panic!("{} has one segment", read.id) };
    assert_eq!(segment.exact.as_str(), read.quote, "{}: quote", read.id);
    let [start, end] = read.bytes;
    assert_eq!(segment.range(), ByteRange { start, end }, "{}: offsets", read.id);
    let zones: Vec<&str> = segment.places().map(|(_, zone)| zone.name()).collect();
    assert_eq!(zones, claim.zones, "{}: zones", read.id);
    assert_eq!(zones.len(), read.occurrences, "{}: places", read.id);
}

/// A number is the one that a reader of the language sees: the same comma is thousands in one article and a
/// decimal in another. Words such as "million" are not read, so the digits are compared without their zeros.
fn check_number(utterance: &Utterance, part: &Claim, read: &SeedClaim) {
    let mut numbers = Vec::new();
    match &part.value {
        Value::Quantity(quantity) => numbers.push((&quantity.amount, quantity.printed.as_deref())),
        Value::Bytes(bytes) => numbers.push((&bytes.amount, bytes.printed.as_deref())),
        Value::Money(money) => {
            numbers.push((&money.amount, money.printed.as_deref()));
            numbers.extend(
                money.equivalents.iter().map(|other| (&other.amount, other.printed.as_deref())),
            );
        }
        _ => {}
    }
    let language = utterance.language.as_ref().unwrap();
    let digits = |text: &str| text.replace('.', "").trim_end_matches('0').to_owned();
    for (amount, printed) in numbers {
        let printed = printed.unwrap_or_else(|| panic!("{}: a number without its print", read.id));
        let number = printed.trim_matches(|letter: char| !letter.is_ascii_digit()).to_owned();
        let read_number = match amount {
            Amount::Exactly(n) | Amount::Above(n) | Amount::AtMost(n) if !number.is_empty() => n,
            // Words: one, several, one or two.
            _ => {
                assert!(number.is_empty(), "{}: {number} is read", read.id);
                continue;
            }
        };
        let parsed =
            parse_printed(&number, language).unwrap_or_else(|error| panic!("{}: {error}", read.id));
        assert_eq!(digits(parsed.as_str()), digits(read_number.as_str()), "{}: {printed}", read.id);
    }
}

/// Every marker of `claims.json` is held somewhere, with its words where the article has them.
fn check_markers(
    seeds: &Seeds,
    table: &Table,
    utterance: &Utterance,
    claim: &data::Claim,
    parts: &[Claim],
) {
    let read = seeds.claim(&claim.id);
    assert_eq!(claim.kept.len(), read.markers.len(), "{}: every marker is kept", read.id);
    let parts: Vec<Json> = parts.iter().map(|part| serde_json::to_value(part).unwrap()).collect();
    let utterance = serde_json::to_value(utterance).unwrap();
    for (number, kept) in claim.kept.iter().enumerate() {
        let absent = kept.strip_prefix('!');
        let (root, pointer) = absent.unwrap_or(kept).split_at(1);
        let found = match root {
            "u" => utterance.pointer(pointer).cloned(),
            "s" => {
                let mut capture = capture_of(seeds.texts[&read.seed].as_bytes(), None);
                capture["defects"] = table.source(&read.seed).defects.clone().into();
                capture.pointer(pointer).cloned()
            }
            part => parts[part.parse::<usize>().unwrap()].pointer(pointer).cloned(),
        };
        let marker = &read.markers[number];
        if absent.is_some() {
            assert_eq!(found, None, "{}: {marker:?} is held by an absence", read.id);
            continue;
        }
        let found =
            found.unwrap_or_else(|| panic!("{}: {marker:?} is not at {kept}", read.id)).to_string();
        if let Some(words) =
            read.words(number).filter(|words| seeds.texts[&read.seed].contains(words))
        {
            assert!(
                found.contains(words),
                "{}: the words of {marker:?} are not in {found}",
                read.id
            );
        }
    }
}
