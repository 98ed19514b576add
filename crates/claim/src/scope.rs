//! What part of the world a claim speaks of. A dimension that is absent means the whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::limits;
use crate::list::{List, distinct};
use crate::part::{Fault, Part, Place, Reference, Rule, parts};
use crate::value::{Entity, Time, no_members};
pub use crate::vocabulary::Unsure;

/// The scope of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Up to when the claim speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOf>,
    /// Which data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Extent>,
    /// In which form or manner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Extent>,
    /// Which organisations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Extent>,
    /// Which places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Extent>,
    /// Which systems or services.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<Extent>,
    /// By way of what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Extent>,
}

parts!(Scope { as_of, data, form, organisation, place, system, via }, Scope::rule);

impl Scope {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if *self == Self::default() {
            // The whole is said by leaving the scope out: one meaning, one encoding.
            let fields = "system, data, form, organisation, place, via, as_of";
            return Err(Rule::Missing { fields }.at(at));
        }
        Ok(())
    }

    /// The six dimensions by name, in a fixed order.
    pub fn dimensions(&self) -> [(&'static str, Option<&Extent>); 6] {
        [
            ("system", self.system.as_ref()),
            ("data", self.data.as_ref()),
            ("form", self.form.as_ref()),
            ("organisation", self.organisation.as_ref()),
            ("place", self.place.as_ref()),
            ("via", self.via.as_ref()),
        ]
    }
}

/// How far a claim reaches in one dimension: `of` these, or everything but `all_except`, or those of `of`
/// that are not in `all_except`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extent {
    /// What is left out.
    #[serde(default, skip_serializing_if = "no_members")]
    pub all_except: List<Entity, 0, { limits::SCOPE }>,
    /// What is meant.
    #[serde(default, skip_serializing_if = "no_members")]
    pub of: List<Entity, 0, { limits::SCOPE }>,
    /// Present where the text does not settle it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsure: Option<Unsure>,
}

parts!(Extent { all_except, of }, Extent::rule);

impl Extent {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.of.is_empty() && self.all_except.is_empty() {
            return Err(Rule::Missing { fields: "of, all_except" }.at(at));
        }
        distinct(&self.of, at.field("of"))?;
        distinct(&self.all_except, at.field("all_except"))?;
        match self.all_except.iter().position(|entity| self.of.contains(entity)) {
            Some(index) => {
                let list = at.field("all_except");
                Err(Rule::Excluded { fields: "the same entity in of and all_except" }
                    .at(list.item(index)))
            }
            None => Ok(()),
        }
    }
}

/// Up to when a claim speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AsOf {
    /// Up to the moment of the words: "so far", "until this moment".
    ThisUtterance,
    /// Up to a time.
    Time(Box<Time>),
}

impl Part for AsOf {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        match self {
            Self::ThisUtterance => Ok(()),
            Self::Time(time) => time.check(at.field("time")),
        }
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        if let Self::Time(time) = self {
            time.refer(at.field("time"), out);
        }
    }

    fn claims_here(&self, at: Place<'_>, out: &mut Vec<(String, u16)>) {
        if let Self::Time(time) = self {
            time.claims_here(at.field("time"), out);
        }
    }
}
