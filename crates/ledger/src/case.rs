//! What the projections of one incident take: its facts, the world around it and the facets in force, after so many
//! entries.
//!
//! An earlier size is read from the same rows as the present one, those of later entries left out. A body that is
//! withheld today is a gap at every size.

use std::collections::BTreeSet;

use bayan_claim::facet::Catalogue;
use bayan_claim::id::IncidentId;
use bayan_proof::num::Size;
use bayan_store::view::ViewError;
use bayan_view::fact::Record;
use bayan_view::world::{Name, World, refers};
use rayon::prelude::*;

use crate::meaning::Meaning;
use crate::reader::{ReadError, Reader};
use crate::rows::{self, decode};

/// How many parties, things and artifacts are looked up for an incident beyond those that its statements name.
pub const REACHED_MAX: usize = 65_536;

/// Fewer facts than this are not shared out over the cores: waking one costs more.
const SHARE_MIN: usize = 512;

/// What the projections of an incident are made from.
#[derive(Clone, Debug)]
pub struct CaseInput {
    /// Its facts, in log order.
    pub records: Vec<Record>,
    /// What was declared around it: all that its facts name, and all that follows from that.
    pub world: World,
    /// The facets in force.
    pub catalogue: Catalogue,
}

impl Reader {
    /// What the projections of an incident are made from after `size` entries; empty for one that is not there.
    /// `meaning` is this reader's, at its full size.
    ///
    /// # Errors
    /// [`ReadError::World`] where more than [`REACHED_MAX`] names follow from those that its statements name.
    pub fn case_input(
        &self,
        meaning: &Meaning,
        incident: &IncidentId,
        size: Size,
    ) -> Result<CaseInput, ReadError> {
        match case_input(meaning, incident, size) {
            // A reader repairs nothing: what it cannot believe it folds for itself.
            Err(ReadError::View(_)) => {
                case_input(&self.meaning_at(self.size(), |_| {})?, incident, size)
            }
            read => read,
        }
    }

    /// The world of an incident, with what was declared of these names too, and of all that follows from them, in the first
    /// `size` entries. `meaning` is this reader's, at its full size.
    ///
    /// # Errors
    /// As [`Self::case_input`].
    pub fn widened(
        &self,
        meaning: &Meaning,
        (incident, world): (&IncidentId, &World),
        named: &BTreeSet<Name>,
        size: Size,
    ) -> Result<World, ReadError> {
        let widen = |meaning: &Meaning| -> Result<World, ReadError> {
            widened(world.clone(), meaning, named, size)?
                .ok_or(ReadError::World { incident: *incident, limit: REACHED_MAX })
        };
        match widen(meaning) {
            Err(ReadError::View(_)) => widen(&self.meaning_at(self.size(), |_| {})?),
            read => read,
        }
    }

    /// The incidents that were declared in the first `size` entries, in log order.
    pub fn incidents(&self, meaning: &Meaning, size: Size) -> Result<Vec<IncidentId>, ReadError> {
        let declared = meaning.declarations(&format!("{}:", IncidentId::PREFIX))?;
        let mut found: Vec<(u64, IncidentId)> = declared
            .iter()
            .filter(|(_, declaration)| declaration.index < size.0)
            .filter_map(|(id, declaration)| Some((declaration.index, id.parse().ok()?)))
            .collect();
        found.sort_unstable();
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }
}

fn case_input(
    meaning: &Meaning,
    incident: &IncidentId,
    size: Size,
) -> Result<CaseInput, ReadError> {
    let records = records(meaning, incident, size)?;
    let named: BTreeSet<Name> = records.iter().flat_map(refers).collect();
    let world = widened(World::default(), meaning, &named, size)?
        .ok_or(ReadError::World { incident: *incident, limit: REACHED_MAX })?;
    Ok(CaseInput { records, world, catalogue: meaning.rows().catalogue_at(size)? })
}

fn records(meaning: &Meaning, incident: &IncidentId, size: Size) -> Result<Vec<Record>, ViewError> {
    let below = |key: &[u8]| rows::index_of(key).is_some_and(|index| index.0 < size.0);
    let rows = meaning.rows().collect(&rows::facts_of(incident), below)?;
    let rows: Vec<Vec<u8>> = rows.into_values().collect();
    rows.par_iter().with_min_len(SHARE_MIN).map(|row| decode(row)).collect()
}

/// A world with these names, and all that follows from them; nothing where that is too much.
fn widened(
    mut world: World,
    meaning: &Meaning,
    named: &BTreeSet<Name>,
    size: Size,
) -> Result<Option<World>, ViewError> {
    let mut seen = named.clone();
    let mut open: Vec<Name> = named.iter().copied().collect();
    while let Some(name) = open.pop() {
        let mut next = Vec::new();
        if let Name::Thing(thing) = name {
            next.extend(meaning.aliases(thing, size)?.into_iter().map(Name::Thing));
        }
        if let Some(described) = meaning.described(name, size)? {
            next.extend(described.refers());
            world.add(name, described);
        }
        open.extend(next.into_iter().filter(|name| seen.insert(*name)));
        if seen.len() > named.len().saturating_add(REACHED_MAX) {
            return Ok(None);
        }
    }
    Ok(Some(world))
}

#[cfg(test)]
mod tests {
    use bayan_claim::vocabulary::PartyKind;
    use bayan_proof::num::Index;
    use bayan_view::world::{Described, PartyFact, Period};

    use super::*;
    use crate::rows::{Rows, encode};
    use crate::testing::party;

    /// Parties 1 and up, of which the first is a part of all the others.
    fn part_of(wholes: usize) -> Meaning {
        let mut meaning = Meaning::empty("o", Rows::default());
        let part_of = (2..wholes + 2).map(|number| (party(number), Period::default())).collect();
        let fact = PartyFact { is: PartyKind::Organisation, part_of, speaks_for: Vec::new() };
        let stands = (Some((Index(0), Described::Party(fact))), Vec::<Index>::new());
        meaning.rows.put(rows::world(Name::Party(party(1)), Index(0)), encode(&stands));
        meaning
    }

    #[test]
    fn a_world_ends_at_its_limit() {
        let first = BTreeSet::from([Name::Party(party(1))]);
        // What is named does not count, only what is reached from it.
        let more = BTreeSet::from([1, 2, 3].map(|number| Name::Party(party(number))));
        for (wholes, named, is_whole) in [
            (REACHED_MAX - 1, &first, true),
            (REACHED_MAX, &first, true),
            (REACHED_MAX + 1, &first, false),
            (REACHED_MAX + 2, &more, true),
            (REACHED_MAX + 3, &more, false),
        ] {
            let world = widened(World::default(), &part_of(wholes), named, Size(1)).unwrap();
            assert_eq!(world.is_some(), is_whole, "{wholes} and {} named", named.len());
        }
    }
}
