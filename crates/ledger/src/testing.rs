//! Ids by number, for tests.

use bayan_claim::id::{IncidentId, PartyId};

fn id(number: usize) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&number.to_be_bytes());
    id
}

pub(crate) fn party(number: usize) -> PartyId {
    PartyId(id(number))
}

pub(crate) fn incident(number: usize) -> IncidentId {
    IncidentId(id(number))
}
