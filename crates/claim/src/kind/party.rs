//! `party`: somebody who can speak, publish, record or sign is described.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::PartyId;
use crate::limits;
use crate::list::List;
use crate::part::{Fault, Place, Rule, parts};
use crate::text::{Name, Phrase, Slug};
use crate::value::{Edtf, no_members};
use crate::vocabulary::PartyKind;

/// A party as the signer describes it. Who declares the id first owns it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its id, declared here.
    pub id: PartyId,
    /// What kind of party it is.
    pub is: PartyKind,
    /// Its names by language, in their own scripts.
    #[serde(default, skip_serializing_if = "no_members")]
    pub names: List<Name, 0, { limits::NAMES }>,
    /// A remark of the signer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Phrase<{ limits::NOTE }>>,
    /// What it is a part of, and when.
    #[serde(default, skip_serializing_if = "no_members")]
    pub part_of: List<Membership, 0, { limits::PART_OF }>,
    /// The roles it holds, and when: by them an organisation's position gathers its spokespersons.
    #[serde(default, skip_serializing_if = "no_members")]
    pub roles: List<Role, 0, { limits::ROLES }>,
    /// The name that people type.
    pub slug: Slug,
}

parts!(Party { names, note, part_of, roles }, Party::rule);

impl Party {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.part_of.iter().any(|whole| whole.party == self.id) {
            return Err(
                Rule::Unfit { field: "part_of", why: "must not name the party itself" }.at(at)
            );
        }
        Ok(())
    }
}

/// That a party is part of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The whole.
    pub party: PartyId,
    /// Since when, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Edtf>,
    /// Until when, where it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Edtf>,
}

parts!(Membership { party });

/// A role that a party holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// For whom the role speaks or acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<PartyId>,
    /// Since when, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Edtf>,
    /// What the role is called.
    pub title: Phrase<{ limits::NAME }>,
    /// Until when, where it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Edtf>,
}

parts!(Role { of });
