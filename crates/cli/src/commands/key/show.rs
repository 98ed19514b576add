//! Keys as they are here, and as the ledger knows them.

use std::collections::BTreeMap;

use bayan_ledger::keystore::{KeyCard, Purpose};
use bayan_ledger::meaning::keys::KeyHistory;
use bayan_proof::key::Thumbprint;
use serde_json::{Value, json};

use super::{ListKeys, ShowKey};
use crate::authoring::rows_failure;
use crate::context::{Context, key_failure};
use crate::error::{Exit, Failure, Outcome};
use crate::ui::{Format, Tone};

/// What a ledger says of keys, by thumbprint.
type Histories = BTreeMap<String, KeyHistory>;

/// A key: its card if it is here, and its history if the ledger knows it.
type Known<'a> = (Option<&'a KeyCard>, Option<(&'a String, &'a KeyHistory)>);

impl ListKeys {
    pub(super) fn run(&self, context: &mut Context) -> Outcome {
        let store = self.folder.store(context)?;
        let cards = store.list().map_err(|error| key_failure(&error))?;
        let histories = histories(context)?;
        let mut known: Vec<Known<'_>> = cards
            .iter()
            .map(|card| {
                let history = card
                    .thumbprint
                    .as_ref()
                    .and_then(|text| histories.as_ref()?.get_key_value(text));
                (Some(card), history)
            })
            .collect();
        if self.all {
            let here = |thumbprint: &String| {
                cards.iter().any(|card| card.thumbprint.as_ref() == Some(thumbprint))
            };
            let elsewhere = histories.iter().flatten().filter(|(thumbprint, _)| !here(thumbprint));
            known.extend(elsewhere.map(|found| (None, Some(found))));
        }
        if context.ui.format == Format::Json {
            let documents: Vec<Value> =
                known.iter().map(|(card, history)| document(*card, *history)).collect();
            context.ui.json(&documents)?;
            return Ok(Exit::Ok);
        }
        if known.is_empty() {
            context.ui.note(format!(
                "there are no keys in {}; `bayan key new NAME` makes one",
                store.dir().display()
            ));
        }
        for (card, history) in known {
            print(context, card, history);
        }
        Ok(Exit::Ok)
    }
}

impl ShowKey {
    pub(super) fn run(&self, context: &mut Context) -> Outcome {
        let store = self.folder.store(context)?;
        let thumbprint: Option<Thumbprint> = self.key.parse().ok();
        let card = match &thumbprint {
            Some(thumbprint) => store.find(thumbprint),
            None => store.card(&self.key).map(Some),
        };
        let card = card.map_err(|error| key_failure(&error))?;
        let histories = histories(context)?.unwrap_or_default();
        let wanted =
            thumbprint.map(|text| text.to_string()).or_else(|| card.as_ref()?.thumbprint.clone());
        let history = wanted.as_ref().and_then(|text| histories.get_key_value(text));
        if card.is_none() && history.is_none() {
            return Err(Failure::new(
                Exit::CannotRead,
                format!("no key {} is here, and the ledger knows none", self.key),
                "`bayan key list --all` shows what there is",
            ));
        }
        match context.ui.format {
            Format::Json => context.ui.json(&document(card.as_ref(), history))?,
            Format::Text => print(context, card.as_ref(), history),
        }
        Ok(Exit::Ok)
    }
}

/// What the ledger says of keys; nothing where there is no ledger.
fn histories(context: &Context) -> Result<Option<Histories>, Failure> {
    if context.ledger_dir().is_err() {
        return Ok(None);
    }
    let reader = context.reader()?;
    let meaning = context.meaning(&reader)?;
    let keys = meaning.keys().map_err(|error| rows_failure(&error))?;
    Ok(Some(
        keys.into_iter().map(|(thumbprint, history)| (thumbprint.to_string(), history)).collect(),
    ))
}

fn document(card: Option<&KeyCard>, history: Option<(&String, &KeyHistory)>) -> Value {
    json!({
        "name": card.map(|card| &card.name),
        "purpose": card.map(|card| card.purpose),
        "public": card.map(|card| &card.public).or(history.map(|(_, history)| &history.key)),
        "thumbprint": card.and_then(|card| card.thumbprint.as_ref()).or(history.map(|(thumbprint, _)| thumbprint)),
        "encrypted": card.map(|card| card.encrypted),
        "ledger": history.map(|(_, history)| history),
    })
}

fn print(context: &mut Context, card: Option<&KeyCard>, history: Option<(&String, &KeyHistory)>) {
    let name = card.map_or("(not here)", |card| card.name.as_str());
    let locked = match card {
        Some(card) if !card.encrypted => "  unencrypted",
        _ => "",
    };
    let (tone, standing) = standing(card, history.map(|(_, history)| history));
    let line = format!(
        "{}  {}{locked}",
        context.ui.paint(Tone::Strong, name),
        context.ui.paint(tone, standing)
    );
    context.ui.line(line);
    let thumbprint = card
        .and_then(|card| card.thumbprint.as_ref())
        .or(history.map(|(thumbprint, _)| thumbprint));
    if let Some(thumbprint) = thumbprint {
        context.ui.line(format!("  thumbprint {thumbprint}"));
    }
    let public = card.map(|card| &card.public).or(history.map(|(_, history)| &history.key));
    if let Some(public) = public.filter(|_| thumbprint.is_some()) {
        context.ui.line(format!("  public     {public}"));
    }
    if let Some((_, history)) = history {
        let usages: Vec<&str> = history.usages.iter().map(|usage| usage.name()).collect();
        context.ui.line(format!("  party      {}", history.party));
        if !usages.is_empty() {
            context.ui.line(format!(
                "  may        {}, by entry {}",
                usages.join(", "),
                history.granted
            ));
        }
        if !history.offices.is_empty() {
            context.ui.line(format!("  speaks for {}", history.offices.join(", ")));
        }
    }
}

/// What a key is, or how it stands on the ledger.
fn standing(card: Option<&KeyCard>, history: Option<&KeyHistory>) -> (Tone, String) {
    match card.map(|card| card.purpose) {
        Some(Purpose::Log | Purpose::LogMlDsa) => {
            return (Tone::Dim, "signs checkpoints".to_owned());
        }
        Some(Purpose::Receipts) => return (Tone::Dim, "signs receipts".to_owned()),
        Some(Purpose::Statements) | None => {}
    }
    let Some(history) = history else {
        return (Tone::Warn, "not granted on this ledger".to_owned());
    };
    match &history.ended {
        None if history.recovers => {
            (Tone::Good, "may say since when another key was compromised".to_owned())
        }
        None => (Tone::Good, "in force".to_owned()),
        Some(ended) => {
            let since = ended.compromised_since;
            let since =
                since.map_or_else(String::new, |since| format!("; disputed from entry {since} on"));
            (
                Tone::Bad,
                format!("{} by entry {}{since}", ended.how.words().trim_end_matches(','), ended.at),
            )
        }
    }
}
