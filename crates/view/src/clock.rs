//! Clocks: which deadlines a recorded claim starts under which regime, and which filings on record answer them.
//!
//! A clock hangs on each standing claim that tells when what starts it happened. Whether the regime binds anybody here,
//! and whether a filing is the one that the rule asks for, is not judged: the claims are shown, and the times compared.

use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::Act;

use crate::case::{Case, ClaimId};
use crate::fact::Worth;
use crate::regime::{Regime, Stage, Start, State};
use crate::shift::{Side, side};
use crate::track::Track;
use crate::when;

/// How many filings one clock lists.
pub const FILINGS_MAX: usize = 64;

/// One deadline that a claim starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock<'a> {
    /// The regime.
    pub regime: &'a Regime,
    /// What is to be told.
    pub stage: &'a Stage,
    /// The claim that starts it: that tells of the event, or for a later stage of the earlier filing.
    pub started_by: ClaimId,
    /// When it started.
    pub start: TimeBounds,
    /// By when; none for a rule without a figure.
    pub deadline: Option<TimeBounds>,
    /// Claims that tell of a filing that is not known to lie before the start, each with its time and how that lies to
    /// the deadline.
    pub filings: Vec<Filing>,
    /// Where the deadline stands.
    pub state: State,
}

/// A claim that something was told to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filing {
    /// The claim.
    pub claim: ClaimId,
    /// When it was told, as far as is known: no later than the words that report it.
    pub at: TimeBounds,
    /// How that lies to the deadline.
    pub state: State,
}

/// The clocks of a regime that standing claims of these tracks start, as of `now`, by stage and by when they started.
pub fn clocks<'a>(
    case: &Case,
    tracks: &[Track],
    regime: &'a Regime,
    now: TimeBounds,
) -> Vec<Clock<'a>> {
    let mut found: Vec<Clock<'a>> = Vec::new();
    for stage in &regime.stages {
        let starts: Vec<(ClaimId, TimeBounds)> = match &stage.starts {
            Start::Filing(after) => found
                .iter()
                .filter(|clock| clock.stage.id == *after)
                .flat_map(|clock| clock.filings.iter().map(|filing| (filing.claim, filing.at)))
                .collect(),
            _ => standing(case, tracks, &stage.started_by),
        };
        let mut of_stage: Vec<Clock<'a>> = Vec::new();
        for (started_by, start) in starts {
            if of_stage.iter().any(|clock| clock.started_by == started_by) {
                continue;
            }
            of_stage.push(clock(case, tracks, (regime, stage), (started_by, start), now));
        }
        of_stage.sort_by_key(|clock| (clock.start.latest, case.claim(clock.started_by).at));
        found.extend(of_stage);
    }
    found
}

fn clock<'a>(
    case: &Case,
    tracks: &[Track],
    (regime, stage): (&'a Regime, &'a Stage),
    (started_by, start): (ClaimId, TimeBounds),
    now: TimeBounds,
) -> Clock<'a> {
    let deadline = regime.deadline(stage, start);
    let mut filings: Vec<Filing> = standing(case, tracks, &stage.answered_by)
        .into_iter()
        // What was told before is no answer, and what starts a clock does not answer it.
        .filter(|(claim, at)| *claim != started_by && !when::is_before(*at, start))
        .map(|(claim, at)| Filing { claim, at, state: State::of(deadline, Some(at), now) })
        .collect();
    filings.sort_by_key(|filing| (filing.at.latest, case.claim(filing.claim).at));
    filings.truncate(FILINGS_MAX);
    let is_any = |found: &State| filings.iter().any(|filing| filing.state == *found);
    let settled = [State::Met, State::FiledUntold, State::After].into_iter().find(is_any);
    let stands = settled.unwrap_or_else(|| State::of(deadline, None, now));
    Clock { regime, stage, started_by, start, deadline, filings, state: stands }
}

/// The standing claims on these facets that say that something happened, each with when.
fn standing(
    case: &Case,
    tracks: &[Track],
    facets: &[bayan_claim::facet::FacetName],
) -> Vec<(ClaimId, TimeBounds)> {
    let steps = tracks.iter().flat_map(|track| &track.steps).filter(|step| step.stands);
    let mut found = Vec::new();
    for step in steps {
        let claimed = case.claim(step.claim);
        // What is promised, asked or foreseen has not happened.
        let is_ahead = matches!(
            claimed.fact.act,
            Act::Promises | Act::Orders | Act::Requests | Act::Urges | Act::Forecasts
        );
        if is_ahead || side(&claimed.fact) != Side::Affirms || !facets.contains(&claimed.fact.facet)
        {
            continue;
        }
        let mut at = match &claimed.fact.worth {
            Worth::Time(time) => time.bounds,
            _ => TimeBounds::default(),
        };
        // It had happened when the words were said.
        if at.latest.is_none() {
            at.latest = claimed.said.latest;
        }
        found.push((step.claim, at));
    }
    found.sort_by_key(|(claim, _)| *claim);
    found.dedup_by_key(|(claim, _)| *claim);
    found
}
