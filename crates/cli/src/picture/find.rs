//! Which incident is meant.

use bayan_claim::UnknownName;
use bayan_claim::id::IncidentId;

use crate::context::read_failure;
use crate::error::{Exit, Failure};
use crate::names::unresolved;
use crate::reading::{Reading, rows_failure};

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
            let what = format!("{word:?} is no incident");
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
            let what = format!("{word:?} may mean several incidents");
            Err(Failure::new(Exit::Usage, what, "give more of its digits"))
        }
        (None, _) if by_slug.is_some() => {
            let what = format!("{word:?} was not opened yet at the moment asked for");
            Err(Failure::new(Exit::CannotRead, what, "ask for a later `--as-of`"))
        }
        (None, _) => Err(unknown(reading, &known, word, bare)),
    }
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

fn unknown(reading: &Reading, known: &[IncidentId], word: &str, bare: &str) -> Failure {
    let slugs: Vec<String> = known.iter().map(|id| name(reading, id)).collect();
    let bare_slugs = slugs.iter().map(|slug| slug.strip_prefix("incident:").unwrap_or(slug));
    let nearest = UnknownName::new("incident", bare, bare_slugs).nearest;
    let nearest = nearest.iter().map(|slug| format!("incident:{slug}")).collect();
    unresolved(word, &bayan_claim::author::Unresolved::Unknown { nearest })
}

fn name(reading: &Reading, id: &IncidentId) -> String {
    crate::reading::words::slug(reading, &id.to_string())
}
