//! The parts that the JSON answers on silences, promises, questions, blame and clocks share.

use bayan_claim::value::TimeBounds;
use bayan_view::case::{Cite, ClaimId};
use bayan_view::promise::Linked;
use bayan_view::silence::Spoken;
use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Documents, seconds_text};
use super::names;

/// A claim by somebody of whom it is asked whether they spoke.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SpokenDocument {
    /// Its address.
    pub claim: String,
    /// `after`, or `cannot_tell` where what is known of the times, or of what it speaks to, leaves it open.
    pub later: &'static str,
    /// Whether it may have been said after `--said-by`.
    pub possible: bool,
    /// Whether its speaker then spoke for the party that is asked about only perhaps, by what is known of its role.
    pub perhaps: bool,
    /// Claims by which its own source took it back or corrected it. It was said all the same.
    pub taken_back_by: Vec<String>,
}

/// A claim that somebody recorded as standing in a relation to something.
#[derive(Debug, Serialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct LinkedDocument {
    /// Its address.
    pub claim: String,
    /// The entry that says so.
    pub entry: u64,
    /// Whether its signer concluded it.
    pub inferred: bool,
    /// Whether the claim may have been said after `--said-by`.
    pub possible: bool,
    /// Whether the claim is known to have been said before what it is linked to: before the question was asked, or the
    /// promise was made.
    pub predates: bool,
    /// Entries of opinions that dispute the relation.
    pub disputed_by: Vec<u64>,
    /// Claims by which its own source took it back or corrected it: it then keeps, breaks and answers nothing.
    pub taken_back_by: Vec<String>,
    /// Whether it is part of its source's position at the moment; what was told was told all the same.
    pub stands: bool,
}

/// A time within bounds: RFC 3339; an end that is not known is null.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BoundsDocument {
    /// Not before this.
    pub earliest: Option<String>,
    /// Not after this.
    pub latest: Option<String>,
}

impl From<TimeBounds> for BoundsDocument {
    fn from(bounds: TimeBounds) -> Self {
        Self {
            earliest: bounds.earliest.map(seconds_text),
            latest: bounds.latest.map(seconds_text),
        }
    }
}

/// The entries of these citations.
pub fn entries(cites: &[Cite]) -> Vec<u64> {
    cites.iter().map(|cite| cite.index.0).collect()
}

impl Documents<'_> {
    /// The addresses of claims.
    pub fn addresses_of(&self, ids: &[ClaimId]) -> Vec<String> {
        ids.iter().map(|id| self.address(*id)).collect()
    }

    /// Claims that were said since something, or perhaps.
    pub fn spoken(&self, spoken: &[Spoken]) -> Vec<SpokenDocument> {
        let one = |spoken: &Spoken| SpokenDocument {
            claim: self.address(spoken.claim),
            later: names::later(spoken.later),
            possible: spoken.possible,
            perhaps: spoken.perhaps,
            taken_back_by: self.addresses_of(&spoken.taken_back),
        };
        spoken.iter().map(one).collect()
    }

    /// Claims in a recorded relation.
    pub fn linked(&self, linked: &[Linked]) -> Vec<LinkedDocument> {
        let one = |linked: &Linked| LinkedDocument {
            claim: self.address(linked.claim),
            entry: linked.cite.index.0,
            inferred: linked.inferred,
            possible: linked.possible,
            predates: linked.predates,
            disputed_by: entries(&linked.disputed),
            taken_back_by: self.addresses_of(&linked.taken_back),
            stands: self.scene.stands(linked.claim),
        };
        linked.iter().map(one).collect()
    }
}
