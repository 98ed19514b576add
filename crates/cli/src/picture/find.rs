//! Which incident is meant.

use bayan_claim::id::IncidentId;
use bayan_proof::num::Index;

use crate::context::read_failure;
use crate::error::{Exit, Failure};
use crate::names::{Names, unresolved};
use crate::reading::as_of::time_text;
use crate::reading::{Reading, rows_failure};
use crate::ui::as_typed;

/// How many incidents are named where one has to be chosen.
const NAMED_MAX: usize = 8;
/// The fewest hex digits that may stand for an id.
const PREFIX_MIN: usize = 4;

/// The incident that a word names, among those that the ledger held: `incident:slug`, its slug, its id, or the first
/// hex digits of that. Without a word it is the one that there is.
pub fn incident(reading: &Reading, word: Option<&str>) -> Result<IncidentId, Failure> {
    let known = reading
        .reader()
        .incidents(reading.today(), reading.size())
        .map_err(|error| read_failure(&error))?;
    let Some(word) = word else { return the_only(reading, &known) };
    let bare = match word.split_once(':') {
        Some(("incident", bare)) => bare,
        Some(_) => {
            let what = format!("{} is no incident", as_typed(word));
            return Err(Failure::new(Exit::Usage, what, "name one as `incident:…`"));
        }
        None => word,
    };
    let by_slug = reading.today().slug(&format!("incident:{bare}")).map_err(rows_failure)?;
    let is = |id: &&IncidentId| {
        let id = id.to_string();
        by_slug.as_deref() == Some(id.as_str())
            || id.strip_prefix("incident:").is_some_and(|hex| hex == bare)
    };
    if let Some(found) = known.iter().find(is) {
        return Ok(*found);
    }
    let is_hex = bare.len() >= PREFIX_MIN && bare.bytes().all(|b| b.is_ascii_hexdigit());
    let begins = |id: &&IncidentId| {
        let id = id.to_string();
        is_hex && id.strip_prefix("incident:").is_some_and(|hex| hex.starts_with(bare))
    };
    let mut beginning = known.iter().filter(begins);
    match (beginning.next(), beginning.next()) {
        (Some(found), None) => Ok(*found),
        (Some(_), Some(_)) => {
            let what = format!("{} may mean several incidents", as_typed(word));
            Err(Failure::new(Exit::Usage, what, "give more of its digits"))
        }
        (None, _) if by_slug.is_some() => {
            let opened = by_slug.map(|id| opened(reading, &id)).transpose()?.unwrap_or_default();
            let what =
                format!("{} was not opened yet at the moment asked for{opened}", as_typed(word));
            let advice = "ask for a later `--as-of`; what had been said by some time is asked with `--said-by`";
            Err(Failure::new(Exit::CannotRead, what, advice))
        }
        (None, _) => Err(unknown(reading, word, bare)),
    }
}

/// As [`incident`], for a command that takes all with `--all` too.
pub fn incident_or_all(reading: &Reading, word: Option<&str>) -> Result<IncidentId, Failure> {
    incident(reading, word).map_err(|failure| match (word, failure) {
        (None, Failure { exit: Exit::Usage, advice: Some(advice), what, pointer }) => {
            let advice = Some(format!("`--all` takes all of them; or {advice}"));
            Failure { exit: Exit::Usage, what, advice, pointer }
        }
        (_, failure) => failure,
    })
}

fn the_only(reading: &Reading, known: &[IncidentId]) -> Result<IncidentId, Failure> {
    match known {
        [only] => Ok(*only),
        [] => {
            let what = "the ledger holds no incident";
            Err(Failure::new(Exit::CannotRead, what, "`bayan incident` opens one"))
        }
        several => {
            let what = format!("the ledger holds {} incidents", several.len());
            let mut names: Vec<String> =
                several.iter().take(NAMED_MAX).map(|id| name(reading, id)).collect();
            if several.len() > NAMED_MAX {
                names.push("others: `bayan list incidents`".to_owned());
            }
            Err(Failure::new(Exit::Usage, what, format!("name one: {}", names.join(", "))))
        }
    }
}

/// Where and when an incident was opened.
fn opened(reading: &Reading, id: &str) -> Result<String, Failure> {
    let declared = reading.today().declaration(id).map_err(rows_failure)?;
    let Some(index) = declared.map(|declared| Index(declared.index)) else {
        return Ok(String::new());
    };
    Ok(format!(": entry {index} did so at {}", time_text(reading.entry(index)?.entry.time())))
}

fn unknown(reading: &Reading, word: &str, bare: &str) -> Failure {
    let mut names = Names::new(reading.today(), reading.reader());
    names.until = reading.size();
    let nearest = names.nearest("incident", bare);
    if nearest.is_empty() {
        let what = format!("no incident is known as {}, nor as anything like it", as_typed(word));
        return Failure::new(Exit::CannotRead, what, "`bayan list incidents` lists them");
    }
    unresolved(word, &bayan_claim::author::Unresolved::Unknown { nearest })
}

fn name(reading: &Reading, id: &IncidentId) -> String {
    crate::reading::words::slug(reading, &id.to_string())
}
