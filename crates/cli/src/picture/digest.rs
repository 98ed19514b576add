//! The digests of what incidents come to: two parties whose digests are equal see the same picture.

use std::collections::BTreeMap;

use bayan_claim::id::IncidentId;
use bayan_ledger::meaning::Meaning;
use bayan_ledger::{CaseInput, Reader};
use bayan_proof::hash::Blake3;
use bayan_proof::num::Size;
use bayan_view::case::Case;
use bayan_view::state::State;

use super::moment::SaidBy;
use crate::context::read_failure;
use crate::error::Failure;

/// The digest of one incident's state after `size` entries. `meaning` is the reader's, at its full size.
pub fn incident(
    reader: &Reader,
    meaning: &Meaning,
    incident: &IncidentId,
    size: Size,
    said_by: Option<&SaidBy>,
) -> Result<Blake3, Failure> {
    let CaseInput { records, world, catalogue } =
        reader.case_input(meaning, incident, size).map_err(|error| read_failure(&error))?;
    let case = Case::of(records, &world, catalogue, said_by.map(SaidBy::by));
    Ok(State::of(&case, &world).digest())
}

/// The digests of all incidents, by id. `progress` is told how many there are and how many are done.
pub fn all(
    reader: &Reader,
    meaning: &Meaning,
    size: Size,
    said_by: Option<&SaidBy>,
    progress: impl Fn(usize, usize),
) -> Result<BTreeMap<IncidentId, Blake3>, Failure> {
    let known = reader.incidents(meaning, size).map_err(|error| read_failure(&error))?;
    let mut digests = BTreeMap::new();
    for (done, id) in known.iter().enumerate() {
        progress(known.len(), done);
        digests.insert(*id, incident(reader, meaning, id, size, said_by)?);
    }
    Ok(digests)
}
