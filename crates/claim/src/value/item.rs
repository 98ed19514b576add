//! Pointers inside values and scopes: to declared parties and things, and to incidents and claims.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::{ClaimTarget, IncidentId, PartyId, ThingId};
use crate::limits;
use crate::part::{Fault, Place, Rule, parts};
use crate::text::Exact;

/// Text that points to nothing of the kinds its field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {0}")]
pub struct ParseTargetError(pub &'static str);

/// An enum of ids that are told apart by their form.
macro_rules! pointer {
    ($(#[$doc:meta])* $name:ident, $what:literal, $pattern:literal,
        { $($(#[$vdoc:meta])* $variant:ident($id:ty),)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant($id),)+
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$variant(id) => std::fmt::Display::fmt(id, f),)+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::value::ParseTargetError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $(if let Ok(id) = text.parse() {
                    return Ok(Self::$variant(id));
                })+
                Err($crate::value::ParseTargetError($what))
            }
        }

        $crate::form::string_form!($name, $what, { "pattern": $pattern });

        impl $crate::part::Part for $name {
            fn refer(&self, at: $crate::part::Place<'_>, out: &mut Vec<$crate::part::Reference>) {
                match self {
                    $(Self::$variant(id) => $crate::part::Part::refer(id, at, out),)+
                }
            }

            fn claims_here(&self, at: $crate::part::Place<'_>, out: &mut Vec<(String, u16)>) {
                match self {
                    $(Self::$variant(id) => $crate::part::Part::claims_here(id, at, out),)+
                }
            }
        }
    };
}

pub(crate) use pointer;

pointer! {
    /// A party or a thing: what scopes and wholes are made of.
    Entity, "a party or a thing", "^(party|thing):[0-9a-f]{32}$", {
        /// A party.
        Party(PartyId),
        /// A thing.
        Thing(ThingId),
    }
}

pointer! {
    /// A party, a thing, an incident or a claim.
    Target, "a party, a thing, an incident or a claim",
    "^((party|thing|incident):[0-9a-f]{32}|([0-9a-f]{64})?#(0|[1-9][0-9]{0,2}))$", {
        /// A party.
        Party(PartyId),
        /// A system, service, data kind, place or form.
        Thing(ThingId),
        /// An incident.
        Incident(IncidentId),
        /// A claim.
        Claim(ClaimTarget),
    }
}

/// One thing meant by a text: what it is, the words as printed, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What is meant, where it is declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Target>,
    /// The words as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
}

parts!(Item { is }, Item::rule);

impl Item {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.is.is_none() && self.printed.is_none() {
            return Err(Rule::Missing { fields: "is, printed" }.at(at));
        }
        Ok(())
    }
}
