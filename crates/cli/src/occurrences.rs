//! The places of a quote that stands more than once: shown with what is around them, and chosen by a person.

use bayan_claim::segment::ByteRange;
use serde_json::{Value, json};

use crate::context::Context;
use crate::error::{Exit, Failure};

/// How many code points around a place are shown, before it and after it.
const AROUND: usize = 30;
/// How many places are shown; a number beyond them can still be given.
const SHOWN: usize = 20;

/// Asks a person at the terminal which place a quote means, or says that the draft has to. The answer goes into the
/// quotation's `occurrence`.
pub fn choose(
    context: &mut Context,
    path: &str,
    text: &[u8],
    places: &[ByteRange],
) -> Result<Value, Failure> {
    let count = places.len();
    let listed: Vec<String> = (1..)
        .zip(places)
        .take(SHOWN)
        .map(|(number, place)| format!("{number}: {}", around(context, text, *place)))
        .collect();
    let what = format!("/says{path}: the words stand {count} times in the artifact");
    let more = if count > SHOWN { format!("; and {} more", count - SHOWN) } else { String::new() };
    let advice =
        format!("choose with `occurrence`, a number or \"all\": {}{more}", listed.join("; "));
    let undecided = Failure::new(Exit::Usage, &what, advice).pointing(format!("/says{path}"));
    if !context.ui.can_ask() {
        return Err(undecided);
    }
    context.ui.note(format!("{what}:"));
    for line in &listed {
        context.ui.note(format!("  {line}"));
    }
    let prompt = format!("Which one is meant? [1-{count}, all, or nothing to stop] ");
    while let Some(answer) = context.ui.ask(&prompt).filter(|answer| !answer.is_empty()) {
        if answer == "all" {
            return Ok(json!("all"));
        }
        match answer.parse::<usize>() {
            Ok(number) if (1..=count).contains(&number) => return Ok(json!(number)),
            _ => context.ui.note(format!("{answer:?} is none of them")),
        }
    }
    Err(undecided)
}

/// A place with the words before and after it, on one line.
fn around(context: &Context, text: &[u8], place: ByteRange) -> String {
    let at = |byte: u32| usize::try_from(byte).unwrap_or(usize::MAX);
    let (before, rest) = text.split_at_checked(at(place.start)).unwrap_or((text, &[]));
    let (words, after) = rest.split_at_checked(at(place.end - place.start)).unwrap_or((rest, &[]));
    let before = String::from_utf8_lossy(before);
    let start = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
    let after: String = String::from_utf8_lossy(after).chars().take(AROUND).collect();
    let line = format!(
        "…{}[{}]{after}…",
        before.get(start..).unwrap_or_default(),
        String::from_utf8_lossy(words)
    );
    context.ui.quoted(&line.replace(['\n', '\r', '\t'], " "))
}
