//! Disclosure regimes: who must tell whom by when, as data with sources, and the arithmetic of their clocks.
//!
//! The table is `regimes.toml`. It computes; it does not judge: whether a regime binds anybody, whether an incident
//! meets its threshold, and whether what was filed is enough, nobody here decides. A clock hangs on the recorded
//! claim that starts it, and is as well known as that claim's time.
//!
//! **Invariant:** pure. What is not known (a start, a clock, a holiday of some state) leaves bounds open or wide, and
//! is never filled with a guess.

mod calendar;
mod state;
mod within;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bayan_claim::facet::FacetName;
use bayan_claim::list::List;
use bayan_claim::text::{Line, Word};
use bayan_claim::value::{Edtf, TimeBounds};
use serde::Deserialize;

pub use calendar::{Calendar, Open, YEARS};
pub use state::State;
pub use within::{Within, Zones};

/// The most code points in one text of a table.
pub const TEXT: usize = 1024;
/// The most regimes in a table.
pub const REGIMES: usize = 256;
/// The most stages of a regime.
pub const STAGES: usize = 16;
/// The most sources of a regime.
pub const SOURCES: usize = 32;
/// The most facets that start or answer a stage.
pub const FACETS: usize = 16;
/// The most bytes in a table.
pub const TABLE_BYTES: usize = 1 << 20;

/// A table that cannot stand.
#[derive(Debug, thiserror::Error)]
pub enum RegimeError {
    /// More bytes than are read.
    #[error("a table of more than {TABLE_BYTES} bytes")]
    TooLong,
    /// Not TOML, or not of the table's form.
    #[error("the table cannot be read")]
    Form(#[from] toml::de::Error),
    /// A clock that is no POSIX `TZ` string.
    #[error("expected a clock such as \"CET-1CEST,M3.5.0,M10.5.0/3\", found {zone:?}")]
    Zone {
        /// The clock as given, cut to 64 code points.
        zone: String,
    },
    /// More clocks than one list takes.
    #[error("more than {} clocks", Zones::MOST)]
    Zones,
    /// Two regimes, or two stages of one, of the same name.
    #[error("{id} is there twice")]
    Repeated {
        /// The name.
        id: Word,
    },
    /// A source that is not reached over TLS.
    #[error("the source {url:?} of {regime} is no https address")]
    NotHttps {
        /// The regime.
        regime: Word,
        /// The address.
        url: Line<TEXT>,
    },
    /// A stage that starts with the filing of a stage that does not stand before it.
    #[error("{regime}.{stage} starts with {after}, which does not stand before it")]
    NoSuchStage {
        /// The regime.
        regime: Word,
        /// The stage.
        stage: Word,
        /// The stage that it names.
        after: Word,
    },
    /// A stage that starts with a filing and names facets of its own, or with an event and names none.
    #[error("{regime}.{stage} must name facets that start it just when no filing does")]
    Start {
        /// The regime.
        regime: Word,
        /// The stage.
        stage: Word,
    },
    /// A stage that counts days, in a regime without clocks.
    #[error("{regime}.{stage} counts days, and {regime} names no clock")]
    NoClock {
        /// The regime.
        regime: Word,
        /// The stage.
        stage: Word,
    },
}

/// A rule, or set of rules, under which somebody must tell of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// Its name in the table.
    pub id: Word,
    /// What it is called.
    pub title: Line<TEXT>,
    /// The instrument, with the article or section.
    pub instrument: Line<TEXT>,
    /// Where it is law.
    pub jurisdiction: Line<TEXT>,
    /// Whom it binds, and for what incidents.
    pub binds: Line<TEXT>,
    /// Since when.
    pub in_force: InForce,
    /// The clocks by which its days are counted; none where it counts hours alone.
    #[serde(default)]
    pub zones: Zones,
    /// What is to be told, in the order in which it falls due.
    pub stages: List<Stage, 1, STAGES>,
    /// Where it stands.
    pub sources: List<Source, 1, SOURCES>,
    /// What the table leaves out, or what is not sure.
    #[serde(default)]
    pub caveat: Option<Line<TEXT>>,
}

/// Since when a regime binds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum InForce {
    /// Since a day.
    Since(Edtf),
    /// Not yet: a rule was proposed. Its clocks show what it would ask.
    Proposed,
}

/// One thing to be told.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its name in the regime.
    pub id: Word,
    /// What it is called.
    pub title: Line<TEXT>,
    /// Article, section or item.
    pub at: Line<TEXT>,
    /// Who is to be told.
    pub to: Line<TEXT>,
    /// What starts the clock.
    pub starts: Start,
    /// By when.
    pub within: Within,
    /// The facets whose claims can tell when it started; none where a filing starts it.
    #[serde(default)]
    pub started_by: List<FacetName, 0, FACETS>,
    /// The facets whose claims can tell that it was filed, and when.
    pub answered_by: List<FacetName, 1, FACETS>,
    /// The rule's own softening or hardening words, and exceptions.
    #[serde(default)]
    pub note: Option<Line<TEXT>>,
}

/// What starts a clock. Each regime puts it in other words; these are the differences that matter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Start {
    /// Becoming aware of the incident or breach.
    Awareness,
    /// Noticing it, or being told of it.
    Noticing,
    /// Reasonably believing that it occurred.
    ReasonableBelief,
    /// The failure to protect data, where the rule does not say whose knowledge of it counts.
    Failure,
    /// Classifying it as major.
    Classification,
    /// Determining that it is material.
    MaterialityDetermination,
    /// Paying a ransom.
    RansomPayment,
    /// The filing of an earlier stage.
    Filing(Word),
}

/// Where a rule can be read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What stands there.
    pub title: Line<TEXT>,
    /// The address; always https.
    pub url: Line<TEXT>,
    /// Whether the row was written from it.
    pub used: Used,
}

/// How a source was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Used {
    /// Its text, or a stored copy or excerpt of it, was read for the row.
    Read,
    /// It is where the rule stands, and was not read for the row.
    Cited,
}

impl Regime {
    /// The stage of this name.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id.as_str() == id)
    }

    /// The deadline of one of its stages for a start, by all clocks of the regime; `None` for a rule without a
    /// figure. With a clock that is known to be the right one, ask [`Within::deadline`].
    pub fn deadline(&self, stage: &Stage, start: TimeBounds) -> Option<TimeBounds> {
        stage.within.deadline(start, &self.zones)
    }

    /// What one part of a row says of another.
    fn check(&self) -> Result<(), RegimeError> {
        let regime = &self.id;
        for source in &self.sources {
            if !source.url.starts_with("https://") {
                let (regime, url) = (regime.clone(), source.url.clone());
                return Err(RegimeError::NotHttps { regime, url });
            }
        }
        let mut before = BTreeSet::new();
        for stage in &self.stages {
            let names = || (regime.clone(), stage.id.clone());
            if let Start::Filing(after) = &stage.starts
                && !before.contains(after)
            {
                let (regime, stage) = names();
                return Err(RegimeError::NoSuchStage { regime, stage, after: after.clone() });
            }
            if matches!(stage.starts, Start::Filing(_)) != stage.started_by.is_empty() {
                let (regime, stage) = names();
                return Err(RegimeError::Start { regime, stage });
            }
            if stage.within.counts_days() && self.zones.is_empty() {
                let (regime, stage) = names();
                return Err(RegimeError::NoClock { regime, stage });
            }
            if !before.insert(stage.id.clone()) {
                return Err(RegimeError::Repeated { id: stage.id.clone() });
            }
        }
        Ok(())
    }
}

/// A table of regimes, checked.
#[derive(Clone, Debug)]
pub struct Regimes(Vec<Regime>);

/// The file as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    regimes: List<Regime, 1, REGIMES>,
}

static BUILTIN: LazyLock<Regimes> = LazyLock::new(|| {
    Regimes::parse(include_str!("../regimes.toml")).expect("the built-in table is read by a test")
});

impl Regimes {
    /// The built-in table.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a table and checks it against itself. Facets are not looked up: a ledger can declare its own.
    ///
    /// # Errors
    /// [`RegimeError`] names the first thing that does not hold.
    pub fn parse(toml: &str) -> Result<Self, RegimeError> {
        if toml.len() > TABLE_BYTES {
            return Err(RegimeError::TooLong);
        }
        let table: Table = toml::from_str(toml)?;
        let mut seen = BTreeSet::new();
        for regime in &table.regimes {
            regime.check()?;
            if !seen.insert(&regime.id) {
                return Err(RegimeError::Repeated { id: regime.id.clone() });
            }
        }
        Ok(Self(table.regimes.into_vec()))
    }

    /// Every regime, in the order of the table.
    pub fn iter(&self) -> std::slice::Iter<'_, Regime> {
        self.0.iter()
    }

    /// The regime of this name.
    pub fn find(&self, id: &str) -> Option<&Regime> {
        self.0.iter().find(|regime| regime.id.as_str() == id)
    }
}

impl<'a> IntoIterator for &'a Regimes {
    type Item = &'a Regime;
    type IntoIter = std::slice::Iter<'a, Regime>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests;
