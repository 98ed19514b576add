//! `thing`: a system, service, data kind, place, form or facet leaf is described. This is what makes scopes comparable.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facet::FacetLeaf;
use crate::id::ThingId;
use crate::limits;
use crate::list::{List, distinct};
use crate::part::{Fault, Part, Place, Rule, parts};
use crate::text::{Name, Phrase, Slug};
use crate::value::{Entity, no_members};
use crate::vocabulary::ThingKind;

/// A thing as the signer describes it. Who declares the id first owns it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Thing {
    /// Things that this is another name of.
    #[serde(default, skip_serializing_if = "no_members")]
    pub alias_of: List<ThingId, 0, { limits::PART_OF }>,
    /// Its id, declared here.
    pub id: ThingId,
    /// What kind of thing it is.
    pub is: Is,
    /// Its names by language, in their own scripts.
    #[serde(default, skip_serializing_if = "no_members")]
    pub names: List<Name, 0, { limits::NAMES }>,
    /// A remark of the signer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Phrase<{ limits::NOTE }>>,
    /// Wholes that it is a part of: things, or the parties whose it is.
    #[serde(default, skip_serializing_if = "no_members")]
    pub part_of: List<Entity, 0, { limits::PART_OF }>,
    /// The name that people type.
    pub slug: Slug,
}

parts!(Thing { alias_of, is, names, note, part_of }, Thing::rule);

impl Thing {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        distinct(&self.alias_of, at.field("alias_of"))?;
        distinct(&self.part_of, at.field("part_of"))?;
        let itself = "must not name the thing itself";
        if self.alias_of.contains(&self.id) {
            return Err(Rule::Unfit { field: "alias_of", why: itself }.at(at));
        }
        if self.part_of.contains(&Entity::Thing(self.id)) {
            return Err(Rule::Unfit { field: "part_of", why: itself }.at(at));
        }
        Ok(())
    }
}

/// What a thing is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Is {
    /// A system or platform.
    System,
    /// A service that people use.
    Service,
    /// A kind of data.
    DataKind,
    /// A place.
    Place,
    /// A form or manner.
    Form,
    /// A leaf of a facet family.
    Facet(FacetLeaf),
}

impl Is {
    /// The kind, without what a facet leaf declares.
    pub fn kind(&self) -> ThingKind {
        match self {
            Self::System => ThingKind::System,
            Self::Service => ThingKind::Service,
            Self::DataKind => ThingKind::DataKind,
            Self::Place => ThingKind::Place,
            Self::Form => ThingKind::Form,
            Self::Facet(_) => ThingKind::Facet,
        }
    }
}

impl Part for Is {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        match self {
            Self::Facet(leaf) => leaf.check(at.field("facet")),
            _ => Ok(()),
        }
    }
}
