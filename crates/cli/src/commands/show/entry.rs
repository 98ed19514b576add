//! One entry: what is signed and sequenced, then what it says.

use bayan_ledger::StoredEntry;
use bayan_ledger::meaning::keys::KeyHistory;
use bayan_proof::tree::{leaf_hash, verify_inclusion};
use serde_json::{Value, json};

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::reading::Reading;
use crate::reading::as_of::time_text;
use crate::reading::layout::Page;
use crate::reading::record::{body_json, head_json, is_withdrawal, names_json};
use crate::reading::summary::{kind_name, withheld_words};
use crate::reading::words::{Words, short, spaced};
use crate::ui::{Tone, Ui};

/// The whole entry for a machine.
pub(super) fn json(reading: &Reading, stored: &StoredEntry) -> Result<Value, Failure> {
    let mut document = head_json(reading, stored)?;
    let header = stored.entry.statement().header();
    let history = reading.key(&header.kid)?;
    let parts: Vec<Value> = stored
        .entry
        .parts()
        .iter()
        .map(|part| json!({ "name": part.name, "ordinal": part.ordinal.0, "previous": part.previous.map(|it| it.0) }))
        .collect();
    let names = match stored.says() {
        Some(says) => names_json(reading, says, &[&header.iss, &header.sub])?,
        None => json!({}),
    };
    let more = json!({
        "signed_at": seconds(header.iat.0),
        "audience": header.aud,
        "signature": signature(stored, history.as_ref()).word(),
        "included": inclusion(reading, stored).is_ok(),
        "tree": { "size": reading.reader().size().0, "root": reading.reader().root().to_string() },
        "previous_entry_hash": stored.entry.prev().to_string(),
        "partitions": parts,
        "body_sha256": stored.entry.statement().payload_digest().to_string(),
        "body_blake3": header.body_blake3.to_string(),
        "body": body_json(stored)?,
        "captured": super::utterance::captured_json(reading, stored)?,
        "names": names,
    });
    if let (Some(fields), Value::Object(more)) = (document.as_object_mut(), more) {
        fields.extend(more);
    }
    Ok(document)
}

/// The whole entry for a person.
pub(super) fn lines(
    ui: &Ui,
    reading: &Reading,
    stored: &StoredEntry,
) -> Result<Vec<String>, Failure> {
    let words = Words { reading, ui };
    let mut page = Page::new(ui);
    let header = stored.entry.statement().header();
    let index = stored.entry.index();
    let kind = spaced(&kind_name(stored));
    page.line(ui.paint(Tone::Strong, format!("Entry {index}: {kind}")));
    standing(&mut page, &words, stored)?;
    if let Some(says) = stored.says() {
        super::says::describe(&mut page, &words, stored, says)?;
    } else {
        page.row("about", words.named(&header.sub));
        page.rows("also", header.incidents.iter().map(|incident| words.named(incident)));
    }
    signed(&mut page, &words, stored)?;
    sequenced(&mut page, &words, stored);
    Ok(page.into_lines())
}

/// What later entries did to this one, where they did anything.
fn standing(page: &mut Page<'_>, words: &Words<'_>, stored: &StoredEntry) -> Result<(), Failure> {
    let warn = |text: String| words.ui.paint(Tone::Warn, text);
    let index = stored.entry.index();
    if let Some(withheld) = words.reading.withheld(index)? {
        page.row("withheld", warn(withheld_words(&withheld)));
        if let Some(redaction) = &withheld.redaction {
            let case =
                redaction.case.as_ref().map(|case| format!(", case {case}")).unwrap_or_default();
            page.row(
                "",
                format!(
                    "on the authority of {}{case}",
                    words.named(&redaction.authority.to_string())
                ),
            );
        }
    } else if stored.body.is_none() {
        let what =
            "its body is missing or is not the one that was signed, and no redaction withholds it";
        page.row("damaged", words.ui.paint(Tone::Bad, what));
    }
    for amendment in words.reading.amendments(stored)? {
        let by = amendment.entry.index();
        let how = match amendment.says() {
            _ if is_withdrawal(&amendment) => "withdrawn by its recorder",
            Some(_) => "corrected by its recorder",
            None => "amended",
        };
        page.row("amended", warn(format!("{how} in entry {by}")));
    }
    let header = stored.entry.statement().header();
    if words.reading.key(&header.kid)?.is_some_and(|history| history.disputed_at(index)) {
        page.row(
            "disputed",
            warn("the holder of its key says that the key was compromised by then".to_owned()),
        );
    }
    Ok(())
}

/// Who signed, with which key, and when they say so.
fn signed(page: &mut Page<'_>, words: &Words<'_>, stored: &StoredEntry) -> Result<(), Failure> {
    let header = stored.entry.statement().header();
    let history = words.reading.key(&header.kid)?;
    page.heading("Signature");
    page.row("signer", words.named(&header.iss));
    page.row("key", header.kid.to_string());
    if let Some(history) = &history {
        page.row("", key_words(words, history));
    }
    let verdict = signature(stored, history.as_ref());
    page.row("verified", words.ui.paint(verdict.tone(), verdict.words()));
    page.row(
        "signed at",
        format!("{} {}", seconds(header.iat.0), words.dim("by the signer's clock")),
    );
    page.row("for", header.aud.as_deref().unwrap_or("any ledger"));
    page.row("subject", &header.sub);
    page.row("id", stored.entry.statement().id().to_string());
    Ok(())
}

fn key_words(words: &Words<'_>, history: &KeyHistory) -> String {
    let usages: Vec<&str> = history.usages.iter().map(|usage| usage.name()).collect();
    let usages = if history.recovers { "recover".to_owned() } else { usages.join(", ") };
    let offices = match history.offices.as_slice() {
        [] => String::new(),
        offices => format!(" for {}", words.slugs(offices)),
    };
    let ended = history
        .ended
        .as_ref()
        .map(|ended| format!("; {} at entry {}", ended.how.words(), ended.at));
    format!(
        "granted by entry {} to {usages}{offices}{}",
        history.granted,
        ended.unwrap_or_default()
    )
}

/// Where the log put it, and whether the tree holds it.
fn sequenced(page: &mut Page<'_>, words: &Words<'_>, stored: &StoredEntry) {
    page.heading("Ledger");
    let index = stored.entry.index();
    page.row("entry", format!("{index} of {}", words.reading.reader().pin().origin));
    page.row(
        "time",
        format!("{} {}", time_text(stored.entry.time()), words.dim("by the ledger's clock")),
    );
    match inclusion(words.reading, stored) {
        Ok(()) => {
            let size = words.reading.reader().size();
            let proof = words.dim(&format!("`bayan prove {index}` makes a proof that travels"));
            page.row("receipt", format!("in the signed tree of {size} entries, checked; {proof}"));
        }
        Err(what) => page.row("receipt", words.ui.paint(Tone::Bad, what)),
    }
    page.row("body", format!("SHA-256 {}", stored.entry.statement().payload_digest()));
    page.row("previous", format!("BLAKE3 {}", stored.entry.prev()));
    page.rows(
        "partitions",
        stored.entry.parts().iter().map(|part| {
            let before = match part.previous {
                Some(previous) => format!("after entry {previous}"),
                None => "its first".to_owned(),
            };
            let name = match part.name.strip_prefix("key:") {
                Some(key) => format!("key {}", short(key)),
                None => words.slug(&part.name),
            };
            format!("{name}: number {}, {before}", part.ordinal)
        }),
    );
}

/// What became of the statement's own signature.
enum Verdict {
    Good,
    Unknown,
    Bad,
}

impl Verdict {
    fn word(&self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Unknown => "key unknown",
            Self::Bad => "bad",
        }
    }

    fn words(&self) -> &'static str {
        match self {
            Self::Good => "the signature is good",
            Self::Unknown => "its key was never granted here",
            Self::Bad => "the signature is NOT good",
        }
    }

    fn tone(&self) -> Tone {
        match self {
            Self::Good => Tone::Good,
            Self::Unknown | Self::Bad => Tone::Bad,
        }
    }
}

fn signature(stored: &StoredEntry, history: Option<&KeyHistory>) -> Verdict {
    match history.and_then(KeyHistory::public) {
        None => Verdict::Unknown,
        Some(key) => match stored.entry.statement().clone().verify(&key) {
            Ok(_) => Verdict::Good,
            Err(_) => Verdict::Bad,
        },
    }
}

/// Follows the entry's path to the signed root (RFC 9162 §2.1.3.2).
fn inclusion(reading: &Reading, stored: &StoredEntry) -> Result<(), String> {
    let reader = reading.reader();
    let index = stored.entry.index();
    let path = reader.inclusion_proof(index).map_err(|error| crate::context::chain(&error))?;
    verify_inclusion(&leaf_hash(&stored.bytes), index, reader.size(), &path, &reader.root())
        .map_err(|error| format!("it is NOT in the signed tree: {error}"))
}

fn seconds(seconds: u64) -> String {
    time_text(bayan_proof::num::UnixMillis(seconds.saturating_mul(1_000)))
}

/// What was seen of the entry is good, or the ledger is bad and the person is told where to look.
pub(super) fn exit(context: &mut Context, reading: &Reading, stored: &StoredEntry) -> Outcome {
    let index = stored.entry.index();
    let history = reading.key(&stored.entry.statement().header().kid)?;
    let has_body = stored.body.is_some() || reading.withheld(index)?.is_some();
    let is_signed = matches!(signature(stored, history.as_ref()), Verdict::Good);
    if has_body && is_signed && inclusion(reading, stored).is_ok() {
        return Ok(Exit::Ok);
    }
    context.ui.finish()?;
    let what = format!("entry {index} does not hold as it is here");
    Err(Failure::new(
        Exit::Bad,
        what,
        "run `bayan verify` to see what is damaged and what still holds",
    ))
}
