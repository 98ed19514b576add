//! What was called otherwise at an earlier moment: where the rows of today are read, names and slugs that a later
//! correction gave are not those of then.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::kind::Replacement;
use bayan_claim::{DeclaredId, Kind, Says};
use bayan_ledger::StoredEntry;
use bayan_ledger::meaning::Declaration;
use bayan_ledger::rows::List;
use bayan_proof::num::Index;

use super::{Reading, rows_failure};
use crate::error::Failure;

/// How a declared id is called: its slug with its kind, and its first name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Called {
    slug: Option<String>,
    name: String,
}

/// Declarations that were corrected after the moment.
#[derive(Debug, Default)]
pub(super) struct Renamed {
    since: BTreeSet<String>,
    /// What the last correction before the moment made of each of those.
    before: BTreeMap<String, Called>,
}

impl Renamed {
    /// Reads the corrections: those after the moment, and those before it only where some came after.
    pub(super) fn read(reading: &Reading) -> Result<Self, Failure> {
        let all =
            reading.today().rows().list(List::Kind, Kind::Amend.name()).map_err(rows_failure)?;
        let (mut before, mut after) = (BTreeSet::new(), BTreeSet::new());
        for index in all {
            if index.0 < reading.size().0 {
                before.insert(index)
            } else {
                after.insert(index)
            };
        }
        let mut renamed = Self::default();
        reading.for_all_entries(&after, |entry| {
            renamed.since.extend(replaced(&entry).map(|(id, _)| id));
            Ok(())
        })?;
        if !renamed.since.is_empty() {
            reading.for_all_entries(&before, |entry| {
                let corrected = replaced(&entry).filter(|(id, _)| renamed.since.contains(id));
                renamed.before.extend(corrected);
                Ok(())
            })?;
        }
        Ok(renamed)
    }

    /// A declaration of today as it was at the moment.
    pub(super) fn then(
        &self,
        reading: &Reading,
        id: &str,
        today: Declaration,
    ) -> Result<Declaration, Failure> {
        if !self.since.contains(id) {
            return Ok(today);
        }
        let called = if let Some(corrected) = self.before.get(id) {
            corrected.clone()
        } else {
            let first = reading.entry(Index(today.index))?;
            first.says().and_then(called).map(|(_, called)| called).unwrap_or_default()
        };
        Ok(Declaration { index: today.index, slug: called.slug, name: called.name })
    }
}

/// What a correction puts in the place of a declaration.
fn replaced(entry: &StoredEntry) -> Option<(String, Called)> {
    match entry.says()? {
        Says::Amend(amend) => called(&amend.replacement.as_ref().map(Replacement::to_says)?),
        _ => None,
    }
}

/// What a statement declares, and how that is called.
fn called(says: &Says) -> Option<(String, Called)> {
    let declared = says.declares()?;
    let id = match declared.id {
        DeclaredId::Party(id) => id.to_string(),
        DeclaredId::Incident(id) => id.to_string(),
        DeclaredId::Thing(id) => id.to_string(),
        DeclaredId::Question(id) => id.to_string(),
    };
    let kind = id.split_once(':').map_or(id.as_str(), |(kind, _)| kind);
    let slug = declared.slug.map(|slug| format!("{kind}:{}", slug.as_str()));
    let name = declared.names.first().map(|name| name.text.to_string()).unwrap_or_default();
    Some((id, Called { slug, name }))
}
