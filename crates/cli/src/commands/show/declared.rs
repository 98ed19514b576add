//! A party, incident, thing or question: how it is declared, and the entries that concern it.

use std::collections::BTreeSet;

use bayan_claim::Says;
use bayan_proof::num::Index;
use serde_json::{Value, json};

use super::incident::Shown;
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::picture::moment::MomentArgs;
use crate::reading::Reading;
use crate::reading::layout::{Page, Table};
use crate::reading::record::{body_json, line_json, names_json, row};
use crate::reading::words::Words;
use crate::ui::{Format, Tone, Ui};

/// How many of the newest entries are listed.
const NEWEST: usize = 5;

pub(super) fn show(
    context: &mut Context,
    reading: &Reading,
    id: &str,
    moment: &MomentArgs,
) -> Outcome {
    let concerning = concerning(reading, id)?;
    let picture = match id.parse() {
        Ok(incident) => {
            context.ui.speak(&context.system, moment.lang.lang);
            Some(Shown::of(reading, incident, moment.said_by.clone())?)
        }
        Err(_) => None,
    };
    match context.ui.format {
        Format::Json => {
            let mut document = document(reading, id, &concerning)?;
            if let (Some(fields), Some(picture)) = (document.as_object_mut(), &picture) {
                let answer = serde_json::to_value(picture.answer(reading)?)
                    .map_err(|error| Failure::bare(Exit::Internal, error))?;
                fields.insert("picture".to_owned(), answer);
            }
            context.ui.json(&document)?;
        }
        Format::Text => {
            let lines = lines(&context.ui, reading, id, &concerning, picture.as_ref())?;
            context.ui.lines(lines);
        }
    }
    Ok(Exit::Ok)
}

/// The entries that have to do with an id, its declaration included.
fn concerning(reading: &Reading, id: &str) -> Result<BTreeSet<Index>, Failure> {
    if id.starts_with("party:") { reading.of_party(id) } else { reading.naming(id) }
}

fn document(reading: &Reading, id: &str, concerning: &BTreeSet<Index>) -> Result<Value, Failure> {
    let declaration = reading.declaration(id)?;
    let mut newest = Vec::new();
    reading.for_entries(&last(concerning), |entry| {
        newest.push(line_json(reading, &entry)?);
        Ok(())
    })?;
    newest.reverse();
    let (mut declared, mut amended, mut names) = (Value::Null, Vec::new(), json!({}));
    if let Some(declaration) = &declaration {
        let stored = reading.entry(Index(declaration.index))?;
        declared = json!({
            "entry": declaration.index,
            "signer": stored.entry.statement().header().iss,
            "body": body_json(&stored)?,
        });
        for amendment in reading.amendments(&stored)? {
            amended.push(
                json!({ "entry": amendment.entry.index().0, "body": body_json(&amendment)? }),
            );
        }
        if let Some(says) = reading.standing(&stored)? {
            names = names_json(reading, &says, &[])?;
        }
    }
    Ok(json!({
        "id": id,
        "slug": declaration.as_ref().and_then(|it| it.slug.clone()),
        "name": declaration.as_ref().map(|it| it.name.clone()),
        "declared": declared,
        "amended": amended,
        "entries": concerning.len(),
        "newest": newest,
        "names": names,
    }))
}

fn lines(
    ui: &Ui,
    reading: &Reading,
    id: &str,
    concerning: &BTreeSet<Index>,
    picture: Option<&Shown>,
) -> Result<Vec<String>, Failure> {
    let words = Words { reading, ui };
    let mut page = Page::new(ui);
    match reading.declaration(id)? {
        None => {
            page.line(ui.paint(Tone::Strong, id));
            page.row("declared", "by no entry: only the policy names it, as the operator");
        }
        Some(declaration) => {
            let stored = reading.entry(Index(declaration.index))?;
            match reading.standing(&stored)? {
                Some(Says::Party(says)) => super::says::party(&mut page, &words, &says),
                Some(Says::Incident(says)) => super::says::incident(&mut page, &words, &says),
                Some(Says::Thing(says)) => super::says::thing(&mut page, &words, &says),
                Some(Says::Question(says)) => super::says::question(&mut page, &words, &says),
                _ => page.row("id", format!("{id}; what declares it is withheld or withdrawn")),
            }
            let signer = words.named(&stored.entry.statement().header().iss);
            let index = declaration.index.to_string();
            let place = [("entry", (&index).into()), ("party", (&signer).into())];
            let speech = words.speech();
            page.row(&speech.text("label-declared"), speech.with("in-entry-by", &place));
            let amendments = reading.amendments(&stored)?;
            let entries = amendments.iter().map(|it| words.entry(it.entry.index()));
            page.rows(&speech.text("label-amended"), entries);
        }
    }
    if let Some(picture) = picture {
        picture.describe(&mut page, words);
    }
    let total = u64::try_from(concerning.len()).unwrap_or(u64::MAX);
    page.heading(&words.speech().with("entries-concern", &[("n", total.into())]));
    let mut lines = page.into_lines();
    let mut rows = Vec::new();
    reading.for_entries(&last(concerning), |entry| {
        rows.push(row(reading, &entry)?);
        Ok(())
    })?;
    let mut table = Table::default();
    rows.into_iter().rev().for_each(|cells| table.row(cells));
    lines.extend(table.lines(ui));
    let more = concerning.len().saturating_sub(NEWEST);
    if more > 0 {
        let how = match id.split_once(':').map(|(kind, _)| kind) {
            Some(kind @ ("party" | "incident")) => {
                format!(": `bayan log --all --{kind} {}`", words.slug(id))
            }
            _ => String::new(),
        };
        let more = u64::try_from(more).unwrap_or(u64::MAX);
        let more = words.speech().with("entries-older", &[("n", more.into())]);
        lines.push(words.dim(&format!("{more}{how}")));
    }
    Ok(lines)
}

fn last(indexes: &BTreeSet<Index>) -> BTreeSet<Index> {
    indexes.iter().rev().take(NEWEST).copied().collect()
}
