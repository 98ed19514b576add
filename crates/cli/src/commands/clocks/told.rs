//! Who was told by a filing, and who is asked for with `--to`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use bayan_claim::value::{Entity, Item, Value};
use bayan_view::clock::{Addressed, Filing};
use bayan_view::world::{Name, World};
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::read_failure;
use crate::error::{Exit, Failure};
use crate::names::Named;
use crate::picture::Scene;
use crate::picture::document::Documents;
use crate::picture::telling::Teller;
use crate::reading::Reading;
use crate::ui::as_typed;

/// Who was told: what was declared, the words as printed, or both.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AddresseeDocument {
    /// The id of a party, a thing or an incident.
    pub id: Option<String>,
    /// The words as printed.
    pub printed: Option<String>,
}

/// The parties and things that these words name.
pub(super) fn asked(reading: &Reading, words: &[String]) -> Result<Vec<Entity>, Failure> {
    let mut found = BTreeSet::new();
    for word in words {
        let none = || {
            let what = format!("{} is neither a party nor a thing", as_typed(word));
            Failure::new(Exit::Usage, what, "name one as `party:…` or `thing:…`")
        };
        let id = match word.split_once(':') {
            Some((kind @ ("party" | "thing"), _)) => reading.declared(kind, word)?,
            Some(_) => return Err(none()),
            None => match reading.find(word)? {
                Named::Declared(id) => {
                    let kind = id.split_once(':').map_or("", |(kind, _)| kind).to_owned();
                    reading.declared(&kind, &id)?
                }
                Named::Entry(_) | Named::Artifact(_) => return Err(none()),
            },
        };
        found.insert(id.parse::<Entity>().map_err(|_| none())?);
    }
    Ok(found.into_iter().collect())
}

/// The world of the incident, with what was declared of whom is asked for: nothing else there may name it.
pub(super) fn world<'a>(
    reading: &Reading,
    scene: &'a Scene,
    to: &[Entity],
) -> Result<Cow<'a, World>, Failure> {
    if to.is_empty() {
        return Ok(Cow::Borrowed(&scene.world));
    }
    let named: BTreeSet<Name> = to.iter().map(|asked| Name::from(*asked)).collect();
    let around = (&scene.incident, &scene.world);
    let world = reading.reader().widened(reading.today(), around, &named, scene.size);
    world.map(Cow::Owned).map_err(|error| read_failure(&error))
}

/// Who was told, in words.
pub(super) fn to(teller: Teller<'_>, filing: &Filing) -> String {
    let quotes = filing.told_in.iter().map(|id| teller.quotes.quote(&teller.scene.case, *id));
    let told: Vec<String> =
        quotes.flatten().map(|quote| teller.words.value(&quote.claim.value)).collect();
    let mut words = if told.is_empty() {
        teller.text("to-whom-unsaid")
    } else {
        teller.with("told-to", "list", &teller.words.speech().list(&told))
    };
    if filing.to == Addressed::Untold && !told.is_empty() {
        words = format!("{words}; {}", teller.text("addressed-untold"));
    }
    if filing.to == Addressed::Untold { teller.warn(&words) } else { words }
}

/// Who was told, each once.
pub(super) fn addressees(documents: &Documents<'_>, filing: &Filing) -> Vec<AddresseeDocument> {
    let case = &documents.scene.case;
    let quotes = filing.told_in.iter().filter_map(|id| documents.quotes.quote(case, *id));
    let mut items: Vec<&Item> = Vec::new();
    for quote in quotes {
        let Value::Set(set) = &quote.claim.value else { continue };
        for item in &set.members {
            if !items.contains(&item) {
                items.push(item);
            }
        }
    }
    let one = |item: &Item| AddresseeDocument {
        id: item.is.map(|target| target.to_string()),
        printed: item.printed.as_ref().map(ToString::to_string),
    };
    items.into_iter().map(one).collect()
}
