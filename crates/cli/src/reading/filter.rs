//! Which entries are meant: by kind, incident, party and facet.

use std::collections::BTreeSet;

use bayan_claim::Kind;
use bayan_ledger::rows::List;
use bayan_proof::num::Index;
use clap::Args;

use crate::error::{Exit, Failure};
use crate::nearest;
use crate::reading::Reading;

/// Options that choose entries.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Only what concerns this incident
    #[arg(long, short, value_name = "INCIDENT")]
    pub incident: Option<String>,
    /// Only what names this party, or was signed by it
    #[arg(long, short, value_name = "PARTY")]
    pub party: Option<String>,
    /// Only what is about this facet, as `family.leaf`
    #[arg(long, short, value_name = "FACET")]
    pub facet: Option<String>,
}

impl FilterArgs {
    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        self.incident.is_none() && self.party.is_none() && self.facet.is_none()
    }

    /// The entries that all filters leave, of one kind or of all.
    pub fn entries(
        &self,
        reading: &Reading,
        kind: Option<Kind>,
    ) -> Result<BTreeSet<Index>, Failure> {
        let mut sets = Vec::new();
        if let Some(kind) = kind {
            sets.push(reading.list(List::Kind, kind.name())?);
        }
        if let Some(incident) = &self.incident {
            let incident = reading.declared("incident", incident)?;
            sets.push(reading.list(List::Partition, &incident)?);
        }
        if let Some(party) = &self.party {
            let party = reading.declared("party", party)?;
            sets.push(reading.of_party(&party)?);
        }
        if let Some(facet) = &self.facet {
            sets.push(reading.list(List::Facet, &known_facet(reading, facet)?)?);
        }
        let all = || (0..reading.size().0).map(Index).collect();
        Ok(sets.into_iter().reduce(|left, right| &left & &right).unwrap_or_else(all))
    }
}

fn known_facet(reading: &Reading, facet: &str) -> Result<String, Failure> {
    let known: Vec<String> =
        reading.meaning().catalogue().facets().map(|(known, _)| known.to_string()).collect();
    if known.iter().any(|known| known == facet) {
        return Ok(facet.to_owned());
    }
    let what = nearest::unknown("facet", facet, known.iter().map(String::as_str));
    Err(Failure::new(Exit::Usage, what, "`bayan facets` lists them"))
}

/// Reads the name of a kind.
pub fn parse_kind(name: &str) -> Result<Kind, bayan_claim::UnknownName> {
    name.parse()
}
