//! An utterance: who, how we know, when, and each claim with its exact words.

use std::collections::BTreeSet;

use bayan_claim::Says;
use bayan_claim::claim::Claim;
use bayan_claim::kind::{Source, Utterance};
use bayan_claim::segment::Segment;
use bayan_ledger::StoredEntry;
use bayan_proof::hash::Sha256;
use serde_json::{Value, json};

use crate::error::Failure;
use crate::reading::Reading;
use crate::reading::as_of::time_text;
use crate::reading::layout::Page;
use crate::reading::words::{Words, capture, maker_words, relation_words, spaced};
use crate::ui::Tone;

/// How many renditions of renditions are followed to the bytes that were captured.
const RENDITIONS_MAX: usize = 16;

pub(super) fn describe(
    page: &mut Page<'_>,
    words: &Words<'_>,
    stored: &StoredEntry,
    utterance: &Utterance,
) -> Result<(), Failure> {
    who(page, words, stored, utterance);
    page.row("incident", words.named(&utterance.incident.to_string()));
    page.rows("also", utterance.also.iter().map(|incident| words.named(&incident.to_string())));
    let language = utterance.language.as_ref().map(|tag| format!(", in {tag}")).unwrap_or_default();
    page.row("channel", format!("{}{language}", spaced(utterance.channel.name())));
    let hops = utterance.chain.iter().enumerate();
    page.rows("chain", hops.map(|(number, hop)| format!("{}. {}", number + 1, words.hop(hop))));
    times(page, words, stored, utterance)?;
    for (number, one) in utterance.claims.iter().enumerate() {
        claim(page, words, number, one);
    }
    if !utterance.links.is_empty() {
        page.heading("Links");
        for link in &utterance.links {
            let ends = [link.from, link.to]
                .map(|end| crate::reading::summary::end_words(words.reading, end));
            let why = link
                .why
                .as_ref()
                .map(|why| format!(": {}", words.printed(&why.text)))
                .unwrap_or_default();
            page.row(
                "link",
                format!("{} {} {}{why}", ends[0], relation_words(link.relation), ends[1]),
            );
        }
    }
    if let Some(note) = &utterance.note {
        page.heading("Note of the recorder");
        page.block(2, note);
    }
    Ok(())
}

/// The four roles, which never merge, and what the signature vouches for.
fn who(page: &mut Page<'_>, words: &Words<'_>, stored: &StoredEntry, utterance: &Utterance) {
    page.row("speaker", words.speaker(&utterance.speaker));
    if let Some(printed) = &utterance.printed {
        let name = printed.name.as_ref().map(|name| words.printed(name));
        let role = printed.role.as_ref().map(|role| words.printed(role));
        let both: Vec<String> = [name, role].into_iter().flatten().collect();
        page.row("", format!("printed as {}", both.join(", ")));
    }
    let publisher = utterance.publisher.map(|party| words.named(&party.to_string()));
    page.row("publisher", publisher.unwrap_or_else(|| "not named".to_owned()));
    page.row("recorder", words.named(&utterance.recorder.to_string()));
    page.row("signer", words.named(&stored.entry.statement().header().iss));
    page.row("attests", words.attests(utterance.attests));
}

/// The five times, each with what is known of it.
fn times(
    page: &mut Page<'_>,
    words: &Words<'_>,
    stored: &StoredEntry,
    utterance: &Utterance,
) -> Result<(), Failure> {
    page.heading("Times");
    for (label, time) in words.times(&utterance.times) {
        page.row(label, time.unwrap_or_else(|| words.dim("not stated")));
    }
    let artifacts: BTreeSet<Sha256> =
        utterance.segments().map(|segment| segment.artifact).collect();
    let mut captured = Vec::new();
    for digest in artifacts {
        let known = captured_at(words.reading, stored, utterance, &digest)?;
        captured.push(known.map_or_else(
            || format!("{}, time not known", capture(&digest)),
            |Captured { at, how }| {
                format!("{at} {}", words.dim(&format!("{}{how}", capture(&digest))))
            },
        ));
    }
    if captured.is_empty() {
        captured.push(words.dim("nothing was captured"));
    }
    page.rows("captured", captured);
    page.row(
        "ledger",
        format!("{} {}", time_text(stored.entry.time()), words.dim("sequenced as this entry")),
    );
    Ok(())
}

/// When the bytes that an utterance was read in were captured.
struct Captured {
    at: String,
    how: String,
}

fn captured_at(
    reading: &Reading,
    stored: &StoredEntry,
    utterance: &Utterance,
    digest: &Sha256,
) -> Result<Option<Captured>, Failure> {
    if utterance.own_artifact().as_ref() == Some(digest) {
        let at = time_text(stored.entry.time());
        return Ok(Some(Captured {
            at,
            how: " the speaker's own text, with this statement".to_owned(),
        }));
    }
    let mut of = *digest;
    for _ in 0..RENDITIONS_MAX {
        let index = reading.meaning().capture(&of).map_err(crate::reading::rows_failure)?;
        let Some(index) = index else { return Ok(None) };
        let entry = reading.entry(index)?;
        match reading.standing(&entry)? {
            Some(Says::Capture(is)) => match is.source {
                Source::Original(original) => {
                    let how = if of == *digest {
                        String::new()
                    } else {
                        format!(" made from {}", capture(&of))
                    };
                    return Ok(Some(Captured { at: original.captured_at.to_string(), how }));
                }
                Source::Rendition(made) => of = made.of,
            },
            Some(Says::Utterance(_)) => {
                let how = " the own text of another statement".to_owned();
                return Ok(Some(Captured { at: time_text(entry.entry.time()), how }));
            }
            _ => return Ok(None),
        }
    }
    Ok(None)
}

/// The capture times of an utterance's artifacts.
pub(super) fn captured_json(reading: &Reading, stored: &StoredEntry) -> Result<Value, Failure> {
    let Some(Says::Utterance(utterance)) = stored.says() else { return Ok(Value::Null) };
    let artifacts: BTreeSet<Sha256> =
        utterance.segments().map(|segment| segment.artifact).collect();
    let mut captured = Vec::new();
    for digest in artifacts {
        let at = captured_at(reading, stored, utterance, &digest)?.map(|captured| captured.at);
        captured.push(json!({ "artifact": digest.to_string(), "captured_at": at }));
    }
    Ok(json!(captured))
}

fn claim(page: &mut Page<'_>, words: &Words<'_>, number: usize, claim: &Claim) {
    let value = words.said_value(claim);
    page.heading(&format!("Claim #{number}: {} = {value}", claim.facet));
    for segment in &claim.segments {
        self::segment(page, words, 2, segment);
    }
    if claim.segments.is_empty() {
        page.part(2, "words", words.dim("none: it was inferred"));
    }
    for gloss in &claim.gloss {
        let by = gloss.by.map(|by| format!(", {}", words.party(&by))).unwrap_or_default();
        page.part(
            2,
            "gloss",
            format!("in {}, {}{by}", gloss.phrase.language, maker_words(gloss.maker)),
        );
        page.block(6, &gloss.phrase.text);
    }
    page.part(2, "act", words.act(claim));
    page.part(2, "stance", words.stance(claim));
    let scope = claim.scope.as_ref().map(|scope| words.scope(scope)).unwrap_or_default();
    if scope.is_empty() {
        page.part(2, "scope", "the whole");
    }
    for (number, dimension) in scope.iter().enumerate() {
        page.part(2, if number == 0 { "scope" } else { "" }, dimension);
    }
    let markers: Vec<String> = claim.markers.iter().map(|marker| words.marker(marker)).collect();
    page.part(2, "markers", markers.join("; "));
    page.part(2, "until", claim.until.as_ref().map(|until| words.until(until)).unwrap_or_default());
    page.part(2, "due", claim.due.as_ref().map(|due| words.until(due)).unwrap_or_default());
    page.part(2, "target", claim.target.map(|target| words.claim(target)).unwrap_or_default());
    page.part(
        2,
        "inferred",
        claim.inferred.as_ref().map(|it| words.inferred(it)).unwrap_or_default(),
    );
    if let Some(note) = &claim.note {
        page.part(2, "note", "of the recorder:");
        page.block(6, note);
    }
}

/// The exact words in their own script, and where they stand.
pub(super) fn segment(page: &mut Page<'_>, words: &Words<'_>, indent: usize, segment: &Segment) {
    let place =
        |start: u32, end: u32, zone: &str| format!("bytes {start}..{end}, {}", spaced(zone));
    let first = place(segment.start, segment.end, segment.zone.name());
    let artifact = words.ui.paint(Tone::Dim, format!("{} {first}", capture(&segment.artifact)));
    page.part(indent, "words", artifact);
    page.block(indent + 4, &segment.exact);
    for other in &segment.also_at {
        page.part(indent, "also at", words.dim(&place(other.start, other.end, other.zone.name())));
    }
}
