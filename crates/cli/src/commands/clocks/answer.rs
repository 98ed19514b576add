//! The JSON answer of `clocks`.

use std::collections::{BTreeMap, BTreeSet};

use bayan_view::case::ClaimId;
use bayan_view::clock::Clock;
use schemars::JsonSchema;
use serde::Serialize;

use super::summary::Standing;
use super::table::RegimeDocument;
use super::told::{AddresseeDocument, addressees};
use super::{Found, starts_before_force};
use crate::error::Failure;
use crate::picture::document::{
    ClaimDocument, Documents, GapDocument, MomentDocument, NamedDocument,
};
use crate::picture::linked::BoundsDocument;
use crate::picture::now::{Now, NowDocument};
use crate::picture::quotes::Quotes;
use crate::picture::{Scene, names};
use crate::reading::Reading;
use crate::ui::Speech;

/// Which legal deadlines recorded claims start. Whether a regime binds anybody, and whether a filing is enough, is not
/// judged.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Which incident, at which moment.
    pub moment: MomentDocument,
    /// The moment that deadlines are held against.
    pub now: NowDocument,
    /// Whom `--to` asks for: filings that name others alone are left out. Without it all filings count.
    pub to: Vec<NamedDocument>,
    /// The regimes that were asked for, with their clocks; without `--regime` all.
    pub regimes: Vec<RunningDocument>,
    /// What is withheld of the incident.
    pub gaps: Vec<GapDocument>,
    /// Every claim that the answer refers to, by address.
    pub claims: BTreeMap<String, ClaimDocument>,
}

/// A regime and its clocks.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RunningDocument {
    /// The regime.
    pub regime: RegimeDocument,
    /// How it lies to what is on record, not whether it applies: `filed` where a claim starts one of its clocks and a
    /// filing is on record, `started` without one, `not_started`, or `not_in_force`: proposed, or not in force when its
    /// clocks started.
    pub standing: &'static str,
    /// By stage, and by when they started; none where no claim starts one.
    pub clocks: Vec<ClockDocument>,
}

/// One deadline that a claim starts.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClockDocument {
    /// The stage, by its name in the regime.
    pub stage: String,
    /// The address of the claim that starts it; for a later stage that of the earlier filing.
    pub started_by: String,
    /// When it started.
    pub start: BoundsDocument,
    /// By when; none for a rule without a figure.
    pub deadline: Option<BoundsDocument>,
    /// `no_figure`, `met`, `after`, `filed_untold`, `told_to_unsaid` (with `--to` alone), `told_perhaps`, `told_by_another`, `running`,
    /// `passed` or `untold`.
    pub state: &'static str,
    /// The state in words.
    pub state_words: &'static str,
    /// Whether it started before the regime was in force.
    pub before_in_force: bool,
    /// Claims that tell of a filing.
    pub filings: Vec<FilingDocument>,
}

/// A claim that something was told to somebody.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FilingDocument {
    /// Its address.
    pub claim: String,
    /// When it was told, as far as is known: no later than the words that report it.
    pub at: BoundsDocument,
    /// How that lies to the deadline.
    pub state: &'static str,
    /// Whose it is, held against whose clock it is: `own`, `other`, or `untold` where nobody is named, or one of several.
    pub by: &'static str,
    /// Who was told, as far as the record says; empty where it does not.
    pub to: Vec<AddresseeDocument>,
    /// The addresses of the claims that name them: the filing's own, or others that its source makes in the same statement.
    pub told_in: Vec<String>,
    /// Whether it was told to whom `--to` asks for: `named`, or `untold` where who was told is not said, or in words alone; such
    /// a filing settles no deadline. Without `--to` always `named`.
    pub addressed: &'static str,
}

impl Answer {
    pub(super) fn of(
        reading: &Reading,
        scene: &Scene,
        quotes: &Quotes,
        (now, found, claims): (Now, &Found, BTreeSet<ClaimId>),
    ) -> Result<Self, Failure> {
        let documents = Documents { reading, scene, quotes };
        // Whatever the language of the terminal, a document has one.
        let speech = Speech::new(bayan_words::Tongue::En);
        let regimes = found.running.iter().map(|running| RunningDocument {
            regime: RegimeDocument::of(running.regime, &speech),
            standing: Standing::of(running).name(),
            clocks: running.clocks.iter().map(|clock| one(&documents, clock)).collect(),
        });
        Ok(Self {
            moment: documents.moment()?,
            now: now.document(),
            to: found
                .to
                .iter()
                .map(|asked| documents.named(&asked.to_string()))
                .collect::<Result<_, _>>()?,
            regimes: regimes.collect(),
            gaps: documents.gaps(),
            claims: documents.claims(claims)?,
        })
    }
}

fn one(documents: &Documents<'_>, clock: &Clock<'_>) -> ClockDocument {
    ClockDocument {
        stage: clock.stage.id.to_string(),
        started_by: documents.address(clock.started_by),
        start: clock.start.into(),
        deadline: clock.deadline.map(Into::into),
        state: clock.state.name(),
        state_words: clock.state.words(),
        before_in_force: starts_before_force(clock),
        filings: clock
            .filings
            .iter()
            .map(|filing| FilingDocument {
                claim: documents.address(filing.claim),
                at: filing.at.into(),
                state: filing.state.name(),
                by: names::filer(filing.by),
                to: addressees(documents, filing),
                told_in: documents.addresses_of(&filing.told_in),
                addressed: names::addressed(filing.to),
            })
            .collect(),
    }
}
