//! Facets: what a claim is about, the type of value it takes, the topics it belongs to, and its harm rule.
//!
//! The families are closed. Leaves are listed in `facets.toml`, which is built in, and can be declared on a ledger
//! by a `thing` statement. A topic is a named set of facets across families.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::UnknownName;
use crate::form::string_form;
use crate::limits;
use crate::list::List;
use crate::part::{Fault, Part, Place, Rule};
use crate::text::{Text, Word};
use crate::value::{Value, no_members};
use crate::vocabulary::{Answer, Family, Polarity, ValueType};

/// A facet, or a value for it, that cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FacetError {
    /// Not of the form `family.leaf`.
    #[error("expected a facet such as \"confidentiality.leak\"")]
    Form,
    /// A family, leaf or topic that is not known.
    #[error(transparent)]
    Unknown(#[from] UnknownName),
    /// A value of another type than the facet declares.
    #[error("{facet} takes {expected}, not {found}")]
    WrongType {
        /// The facet.
        facet: FacetName,
        /// The type it declares.
        expected: ValueType,
        /// The type found.
        found: ValueType,
    },
    /// An answer that only a yes-or-no facet takes.
    #[error(
        "{facet} takes {expected}; of the answers it takes those that give none, not \"{found}\""
    )]
    WrongAnswer {
        /// The facet.
        facet: FacetName,
        /// The type it declares.
        expected: ValueType,
        /// The answer found.
        found: Answer,
    },
    /// A leaf that is declared already, otherwise.
    #[error("{0} is declared already")]
    Declared(FacetName),
    /// An implication between facets of which one knows no harm.
    #[error("{from} cannot imply {to}: both need a harm rule")]
    NoHarm {
        /// The facet that implies.
        from: FacetName,
        /// The facet that is implied.
        to: FacetName,
    },
    /// A harm rule that the facet's type cannot have, or that says two things of one answer.
    #[error("the harm rule of {0} does not fit its type or contradicts itself")]
    HarmRule(FacetName),
    /// A facet that changes with time and takes no answers, or has a harm rule.
    #[error("{0} cannot change with time: it takes no answers, or has a harm rule")]
    Changing(FacetName),
}

/// A facet's name: `family.leaf`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FacetName {
    family: Family,
    leaf: Word,
}

impl FacetName {
    /// The family: one of a closed list.
    pub fn family(&self) -> Family {
        self.family
    }

    /// The leaf within the family.
    pub fn leaf(&self) -> &str {
        self.leaf.as_str()
    }
}

impl fmt::Display for FacetName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.family, self.leaf)
    }
}

impl fmt::Debug for FacetName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for FacetName {
    type Err = FacetError;

    fn from_str(text: &str) -> Result<Self, FacetError> {
        let (family, leaf) = text.split_once('.').ok_or(FacetError::Form)?;
        Ok(Self { family: family.parse()?, leaf: leaf.parse().map_err(|_| FacetError::Form)? })
    }
}

string_form!(FacetName, "facet", { "pattern": "^[a-z]+\\.[a-z][a-z0-9_]{0,39}$" });

impl Part for FacetName {}

/// What a facet declares of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FacetSpec {
    /// What the facet is about, in English, for people who choose one.
    pub about: Text<{ limits::PRINTED }>,
    /// Whether its answer changes with time, as whether it works again does: a claim on it speaks of its `as_of`, or else
    /// of when it was said, and two of them compare only where those may be one moment. For answers without a harm rule
    /// alone: what happened stays so, and numbers are compared without asking when. Written where it holds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changing: bool,
    /// When a claim on it says that harm happened; a facet without a rule has no harm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harm: Option<HarmRule>,
    /// Facets whose harm follows from this one's: what leaked was accessed. Who denies theirs denies this one.
    #[serde(default, skip_serializing_if = "no_members")]
    pub implies: List<FacetName, 0, { limits::FACETS }>,
    /// The topics it belongs to.
    #[serde(default, skip_serializing_if = "no_members")]
    pub topics: List<Word, 0, { limits::FACETS }>,
    /// The type of its values.
    pub value: ValueType,
}

/// When a claim says that harm happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum HarmRule {
    /// By its answer. Answers in neither list leave it open.
    Answers {
        /// The answers that say so.
        affirmed: List<Answer, 1, 9>,
        /// The answers that say the opposite.
        #[serde(default, skip_serializing_if = "no_members")]
        denied: List<Answer, 0, 9>,
    },
    /// By naming something: a non-empty set, or a number above zero. That it is not this number, or not these members,
    /// leaves open whether there are others.
    Some,
}

/// What a claim says of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Harm {
    /// It happened.
    Affirmed,
    /// It did not happen.
    Denied,
    /// Neither is said.
    Open,
}

impl FacetSpec {
    /// What a value, held with a polarity, says of harm; `None` for a facet without a rule.
    pub fn harm(&self, value: &Value, polarity: Polarity) -> Option<Harm> {
        Some(match (self.harm.as_ref()?, value) {
            (HarmRule::Answers { affirmed, denied }, Value::Answer(answer)) => {
                if affirmed.contains(answer) {
                    Harm::Affirmed
                } else if denied.contains(answer) {
                    Harm::Denied
                } else {
                    Harm::Open
                }
            }
            (HarmRule::Some, value) => match (value.is_some(), polarity) {
                (Some(true), Polarity::Affirm) | (Some(false), Polarity::Deny) => Harm::Affirmed,
                (Some(false), Polarity::Affirm) => Harm::Denied,
                (Some(true), Polarity::Deny) if value.is_any() => Harm::Denied,
                _ => Harm::Open,
            },
            (HarmRule::Answers { .. }, _) => Harm::Open,
        })
    }

    /// Whether the harm rule fits the type and says one thing of each answer.
    fn is_sound(&self) -> bool {
        use ValueType::{Answer, Bytes, Money, Quantity, Set};
        match &self.harm {
            None => true,
            Some(HarmRule::Some) => matches!(self.value, Bytes | Money | Quantity | Set),
            Some(HarmRule::Answers { affirmed, denied }) => {
                let all: BTreeSet<_> = affirmed.iter().chain(denied).collect();
                self.value == Answer && all.len() == affirmed.len() + denied.len()
            }
        }
    }

    /// Whether a value can stand on this facet: one of its type, or an answer that gives none.
    fn takes(&self, facet: &FacetName, value: &Value) -> Result<(), FacetError> {
        if value.value_type() == self.value {
            return Ok(());
        }
        let (facet, expected) = (facet.clone(), self.value);
        match value {
            // "How many?" can be answered by "we do not know", and never by "yes".
            Value::Answer(
                Answer::UnknownToSource
                | Answer::NoEvidenceFound
                | Answer::NotSaid
                | Answer::Declined
                | Answer::Withheld,
            ) => Ok(()),
            Value::Answer(found) => Err(FacetError::WrongAnswer { facet, expected, found: *found }),
            other => Err(FacetError::WrongType { facet, expected, found: other.value_type() }),
        }
    }
}

/// A leaf that a ledger declares, with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FacetLeaf {
    /// Its name; the family must exist, and the leaf must not.
    pub name: FacetName,
    /// What it declares.
    pub spec: FacetSpec,
}

impl Part for FacetLeaf {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        // The built-in table is known to every reader; what this ledger declared before is not known here.
        let builtin = Catalogue::builtin();
        if builtin.facets.contains_key(&self.name) {
            return Err(Rule::Facet(FacetError::Declared(self.name.clone())).at(at));
        }
        builtin.admits(self).map_err(|error| Rule::Facet(error).at(at))
    }
}

/// The facets and topics in force: those built in and those that a ledger declared so far.
#[derive(Clone, Debug)]
pub struct Catalogue {
    facets: BTreeMap<FacetName, FacetSpec>,
    topics: BTreeMap<Word, Text<{ limits::PRINTED }>>,
    /// For each facet that implies others, those, at any distance.
    implied: BTreeMap<FacetName, BTreeSet<FacetName>>,
}

/// The table as it stands in `facets.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    topics: BTreeMap<Word, Text<{ limits::PRINTED }>>,
    facets: BTreeMap<FacetName, FacetSpec>,
}

static BUILTIN: LazyLock<Catalogue> = LazyLock::new(|| {
    read(include_str!("../facets.toml")).expect("the built-in table is read by a test")
});

/// Reads a table and checks it against itself.
fn read(toml: &str) -> Result<Catalogue, String> {
    let table: Table = toml::from_str(toml).map_err(|error| error.to_string())?;
    let Table { topics, facets } = table;
    let mut catalogue = Catalogue { facets, topics, implied: BTreeMap::new() };
    for (name, spec) in &catalogue.facets {
        let leaf = FacetLeaf { name: name.clone(), spec: spec.clone() };
        catalogue.admits(&leaf).map_err(|error| error.to_string())?;
    }
    for name in catalogue.facets.keys().cloned().collect::<Vec<_>>() {
        catalogue.close(&name);
    }
    Ok(catalogue)
}

impl Catalogue {
    /// The built-in table.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The topics are known and the harm rule fits.
    fn admits(&self, leaf: &FacetLeaf) -> Result<(), FacetError> {
        if !leaf.spec.is_sound() {
            return Err(FacetError::HarmRule(leaf.name.clone()));
        }
        if leaf.spec.changing && (leaf.spec.value != ValueType::Answer || leaf.spec.harm.is_some())
        {
            return Err(FacetError::Changing(leaf.name.clone()));
        }
        for topic in &leaf.spec.topics {
            self.topic(topic.as_str())?;
        }
        for implied in &leaf.spec.implies {
            if leaf.spec.harm.is_none() || self.find(implied)?.harm.is_none() {
                return Err(FacetError::NoHarm { from: leaf.name.clone(), to: implied.clone() });
            }
        }
        Ok(())
    }

    /// The facets whose harm follows from harm on this one, at any distance; the facet itself among them.
    pub fn implied(&self, facet: &FacetName) -> BTreeSet<FacetName> {
        let mut found = self.implied.get(facet).cloned().unwrap_or_default();
        found.insert(facet.clone());
        found
    }

    /// Whether harm on the second facet follows from harm on the first; each follows from itself.
    pub fn implies(&self, facet: &FacetName, other: &FacetName) -> bool {
        facet == other || self.implied.get(facet).is_some_and(|implied| implied.contains(other))
    }

    /// Whether the answer to a facet changes with time ([`FacetSpec::changing`]); no for one that is not known.
    pub fn is_changing(&self, facet: &FacetName) -> bool {
        self.facets.get(facet).is_some_and(|spec| spec.changing)
    }

    /// Notes what follows from a facet, at any distance.
    fn close(&mut self, facet: &FacetName) {
        let mut found = BTreeSet::new();
        let mut open = vec![facet.clone()];
        while let Some(next) = open.pop() {
            let further = self.facets.get(&next).into_iter().flat_map(|spec| &spec.implies);
            open.extend(further.filter(|name| found.insert((*name).clone())).cloned());
        }
        if !found.is_empty() {
            self.implied.insert(facet.clone(), found);
        }
    }

    /// Adds a leaf that the ledger declares. The same declaration twice changes nothing.
    ///
    /// # Errors
    /// [`FacetError`] when the leaf is there with another meaning, names an unknown topic, has an unfit harm rule, or cannot
    /// change with time.
    pub fn declare(&mut self, leaf: &FacetLeaf) -> Result<(), FacetError> {
        self.admits(leaf)?;
        match self.facets.get(&leaf.name) {
            Some(known) if *known != leaf.spec => Err(FacetError::Declared(leaf.name.clone())),
            Some(_) => Ok(()),
            None => {
                self.facets.insert(leaf.name.clone(), leaf.spec.clone());
                // What a leaf implies was declared before it, so nothing that was closed changes.
                self.close(&leaf.name);
                Ok(())
            }
        }
    }

    /// What a facet declares.
    ///
    /// # Errors
    /// [`FacetError::Unknown`] with the nearest known facets.
    pub fn find(&self, facet: &FacetName) -> Result<&FacetSpec, FacetError> {
        self.facets.get(facet).ok_or_else(|| {
            let known: Vec<String> = self.facets.keys().map(ToString::to_string).collect();
            let known = known.iter().map(String::as_str);
            UnknownName::new("facet", &facet.to_string(), known).into()
        })
    }

    /// Whether a value can stand on a facet.
    ///
    /// # Errors
    /// [`FacetError`] when the facet is unknown or declares another type.
    pub fn check(&self, facet: &FacetName, value: &Value) -> Result<(), FacetError> {
        self.find(facet)?.takes(facet, value)
    }

    /// The title of a topic.
    ///
    /// # Errors
    /// [`FacetError::Unknown`] with the nearest known topics.
    pub fn topic(&self, topic: &str) -> Result<&str, FacetError> {
        let title = self.topics.iter().find(|(name, _)| name.as_str() == topic);
        title.map(|(_, title)| title.as_str()).ok_or_else(|| {
            UnknownName::new("topic", topic, self.topics.keys().map(Word::as_str)).into()
        })
    }

    /// Every facet with what it declares, by name.
    pub fn facets(&self) -> impl Iterator<Item = (&FacetName, &FacetSpec)> {
        self.facets.iter()
    }

    /// Every topic with its title, by name.
    pub fn topics(&self) -> impl Iterator<Item = (&str, &str)> {
        self.topics.iter().map(|(name, title)| (name.as_str(), title.as_str()))
    }

    /// The facets of a topic, by name.
    pub fn facets_of<'a>(&'a self, topic: &'a str) -> impl Iterator<Item = &'a FacetName> {
        self.facets
            .iter()
            .filter(move |(_, spec)| spec.topics.iter().any(|name| name.as_str() == topic))
            .map(|(name, _)| name)
    }
}

/// For a built-in facet, whether the value can stand on it. A leaf that is not built in passes: only the
/// ledger knows what it declared.
pub(crate) fn check_builtin(facet: &FacetName, value: &Value, at: Place<'_>) -> Result<(), Fault> {
    match Catalogue::builtin().facets.get(facet) {
        Some(spec) => spec.takes(facet, value).map_err(|error| Rule::Facet(error).at(at)),
        None => Ok(()),
    }
}
