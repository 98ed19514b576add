//! `incident`: a case is opened.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::IncidentId;
use crate::limits;
use crate::list::List;
use crate::part::parts;
use crate::text::{Name, Phrase, Slug};

/// An incident. Whether two are the same is a `link`, never an edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Its id, declared here.
    pub id: IncidentId,
    /// A remark of the signer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Phrase<{ limits::NOTE }>>,
    /// The name that people type.
    pub slug: Slug,
    /// Its titles by language.
    pub titles: List<Name, 1, { limits::NAMES }>,
}

parts!(Incident { note, titles });
