//! Sets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Item, no_members};
use crate::limits;
use crate::list::List;
use crate::part::{Fault, Place, Rule, parts};
use crate::text::Exact;
use crate::vocabulary::Closure;

/// Several members, and whether they are all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// Whether these are all, some, or the only ones left out.
    pub closure: Closure,
    /// The members; for `all_except` those left out. A closed set without members is the empty set.
    #[serde(default, skip_serializing_if = "no_members")]
    pub members: List<Item, 0, { limits::SET }>,
    /// The whole that the members are of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Item>,
    /// The words that introduce the set, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
}

parts!(Set { members, of }, Set::rule);

impl Set {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if self.closure == Closure::AllExcept && self.members.is_empty() {
            return Err(Rule::Unfit { field: "members", why: "must name what is left out" }.at(at));
        }
        let mut seen = std::collections::BTreeSet::new();
        for (index, target) in self.members.iter().enumerate() {
            if let Some(target) = target.is.filter(|target| !seen.insert(*target)) {
                let members = at.field("members");
                return Err(Rule::Repeated { what: target.to_string() }.at(members.item(index)));
            }
        }
        Ok(())
    }
}
