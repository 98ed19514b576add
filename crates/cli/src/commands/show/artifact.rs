//! An artifact: what it is, where it is from, what was made from it, who quotes it; its text or its bytes.

use std::sync::Arc;

use bayan_claim::Says;
use bayan_claim::kind::Source;
use bayan_ledger::StoredEntry;
use bayan_ledger::rows::List;
use bayan_proof::hash::Sha256;
use serde_json::{Value, json};

use crate::context::{Context, chain};
use crate::error::{Exit, Failure, Outcome};
use crate::reading::layout::{Page, Table};
use crate::reading::record::{body_json, line_json, row, withheld_json};
use crate::reading::summary::withheld_words;
use crate::reading::words::{Words, capture, spaced};
use crate::reading::{Reading, rows_failure};
use crate::ui::{Format, Tone, Ui};

/// The entries that have to do with an artifact.
#[derive(Default)]
struct Named {
    captured: Vec<StoredEntry>,
    renditions: Vec<StoredEntry>,
    quoting: Vec<StoredEntry>,
}

pub(super) fn show(
    context: &mut Context,
    reading: &Reading,
    digest: &Sha256,
    with_text: bool,
) -> Outcome {
    let named = named(reading, digest)?;
    let text = if with_text { Some(text(reading, digest)?) } else { None };
    match (context.ui.format, text) {
        (Format::Json, text) => {
            let mut document = document(reading, digest, &named)?;
            if let (Some(fields), Some(text)) = (document.as_object_mut(), text) {
                fields.insert("text".to_owned(), json!(text));
            }
            context.ui.json(&document)?;
        }
        (Format::Text, Some(text)) => {
            let lines = context.ui.block(&text, 0);
            context.ui.lines(lines);
        }
        (Format::Text, None) => {
            let lines = lines(&context.ui, reading, digest, &named)?;
            context.ui.lines(lines);
        }
    }
    Ok(Exit::Ok)
}

/// The bytes, which hash to the digest.
pub(super) fn bytes(reading: &Reading, digest: &Sha256) -> Result<Arc<[u8]>, Failure> {
    let name = capture(digest);
    if let Some(withheld) = reading.artifact_withheld(digest)? {
        let what = format!("{name} is {}", withheld_words(&withheld));
        return Err(Failure::new(
            Exit::CannotRead,
            what,
            format!("`bayan show {}` shows the redaction", withheld.by),
        ));
    }
    let advice = "run `bayan verify` to see what is damaged and what still holds";
    match reading.reader().texts().get(digest) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(Failure::new(
            Exit::Bad,
            format!("{name} is missing, and nothing withholds it"),
            advice,
        )),
        Err(error) => Err(Failure::new(Exit::Bad, chain(&error), advice)),
    }
}

fn text(reading: &Reading, digest: &Sha256) -> Result<String, Failure> {
    let bytes = bytes(reading, digest)?;
    std::str::from_utf8(&bytes).map(str::to_owned).map_err(|error| {
        let what = format!(
            "{} is no text in UTF-8: byte {} is none of one",
            capture(digest),
            error.valid_up_to()
        );
        Failure::new(Exit::Usage, what, "`--raw` writes the bytes as they are, to a file")
    })
}

fn named(reading: &Reading, digest: &Sha256) -> Result<Named, Failure> {
    let mut named = Named::default();
    reading.for_entries(&reading.list(List::Artifact, &digest.to_string())?, |entry| {
        let is_capture = entry.says().and_then(Says::captures).as_ref() == Some(digest);
        if is_capture {
            named.captured.push(entry);
        } else {
            named.quoting.push(entry);
        }
        Ok(())
    })?;
    let first = reading.meaning().capture(digest).map_err(rows_failure)?;
    if let (Some(index), []) = (first, named.captured.as_slice()) {
        named.captured.push(reading.entry(index)?);
    }
    // Renditions name what they were made from, which has no list of its own.
    reading.for_entries(&reading.list(List::Kind, "capture")?, |entry| {
        if let Some(Says::Capture(is)) = entry.says()
            && matches!(&is.source, Source::Rendition(made) if made.of == *digest)
        {
            named.renditions.push(entry);
        }
        Ok(())
    })?;
    Ok(named)
}

fn document(reading: &Reading, digest: &Sha256, named: &Named) -> Result<Value, Failure> {
    let all = |entries: &[StoredEntry]| {
        entries.iter().map(|entry| line_json(reading, entry)).collect::<Result<Vec<_>, _>>()
    };
    let declared = match named.captured.first() {
        Some(first) => body_json(first)?,
        None => Value::Null,
    };
    Ok(json!({
        "artifact": digest.to_string(),
        "here": reading.reader().texts().get(digest).is_ok_and(|bytes| bytes.is_some()),
        "withheld": reading.artifact_withheld(digest)?.as_ref().map(withheld_json),
        "declared": declared,
        "captured_by": all(&named.captured)?,
        "renditions": all(&named.renditions)?,
        "quoted_by": all(&named.quoting)?,
    }))
}

fn lines(
    ui: &Ui,
    reading: &Reading,
    digest: &Sha256,
    named: &Named,
) -> Result<Vec<String>, Failure> {
    let words = Words { reading, ui };
    let mut page = Page::new(ui);
    page.line(ui.paint(Tone::Strong, format!("Artifact {}", capture(digest))));
    match named.captured.first().map(|entry| reading.standing(entry)).transpose()?.flatten() {
        Some(Says::Capture(is)) => super::says::captured(&mut page, &words, &is),
        Some(Says::Utterance(_)) => {
            page.row("artifact", digest.to_string());
            page.row("is", "the own text of a statement");
        }
        _ => page.row("artifact", format!("{digest}; what captured it is withheld or withdrawn")),
    }
    page.row("here", here(&words, digest)?);
    page.rows(
        "made of it",
        named.renditions.iter().filter_map(|entry| match entry.says() {
            Some(Says::Capture(is)) => {
                let what = match &is.source {
                    Source::Rendition(made) => spaced(made.what.name()),
                    Source::Original(_) => String::new(),
                };
                Some(format!("{} {what}, entry {}", capture(&is.artifact), entry.entry.index()))
            }
            _ => None,
        }),
    );
    let mut lines = page.into_lines();
    for (heading, entries) in [("Captured by", &named.captured), ("Quoted by", &named.quoting)] {
        if entries.is_empty() {
            continue;
        }
        lines.push(String::new());
        lines.push(ui.paint(Tone::Strong, heading));
        let mut table = Table::default();
        for entry in entries {
            table.row(row(reading, entry)?);
        }
        lines.extend(table.lines(ui));
    }
    Ok(lines)
}

fn here(words: &Words<'_>, digest: &Sha256) -> Result<String, Failure> {
    if let Some(withheld) = words.reading.artifact_withheld(digest)? {
        return Ok(words.ui.paint(Tone::Warn, withheld_words(&withheld)));
    }
    Ok(match words.reading.reader().texts().get(digest) {
        Ok(Some(_)) => words.ui.paint(Tone::Good, "yes, and its hash is right"),
        Ok(None) => words.ui.paint(Tone::Bad, "NO: it is missing, and nothing withholds it"),
        Err(error) => words.ui.paint(Tone::Bad, format!("NO: {}", chain(&error))),
    })
}
