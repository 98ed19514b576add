//! `diff`: what changed on an incident between two moments.

mod answer;
mod change;
mod telling;

use std::collections::BTreeSet;
use std::str::FromStr;

use bayan_claim::id::{ClaimRef, IncidentId};
use bayan_proof::num::Size;
use bayan_view::case::{Case, ClaimId};
use bayan_view::state::{Changes, State};
use clap::{Args, ValueEnum};

pub use answer::Answer;

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::picture::moment::{LangArg, SaidBy};
use crate::picture::quotes::Quotes;
use crate::picture::{Scene, find};
use crate::reading::Reading;
use crate::reading::as_of::AsOf;

/// The word for the present moment.
const NOW: &str = "now";

/// Show what changed on an incident between two moments, with the sentences
#[derive(Debug, Args)]
#[command(
    after_help = "It compares what the ledger held; with `--by said`, what had been said. Each claim of a position \
that changed has a word for it, and a sign for the eye: + stands since; ~ gave way to a newer claim of the same source; \
- taken back by its source, withdrawn by its recorder, or no longer the source's; * is a recorder's correction, and \
nobody's change of position.

Examples:
  bayan diff in-nagar-palika --from 109
  bayan diff in-nagar-palika --from 2024-01-06T12:00:00Z --to now
  bayan diff in-nagar-palika --from 2024-01-06 --to 2024-01-07
  bayan diff id-patient-data --by said --from 2022-01-03 --to 2022-01-06
  bayan diff in-nagar-palika --from monday.checkpoint
  bayan diff in-nagar-palika --from 109 --to 112 --json

`bayan schema --answer diff` prints the schema of the JSON answer."
)]
pub struct Diff {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT")]
    incident: Option<String>,
    /// The earlier moment, as for `--as-of`: an entry, a time, a date or the file of a checkpoint; with `--by said` a
    /// date or a time
    #[arg(long, value_name = "MOMENT", allow_negative_numbers = true)]
    from: String,
    /// The later moment
    #[arg(long, value_name = "MOMENT", default_value = NOW, allow_negative_numbers = true)]
    to: String,
    /// What the moments are of
    #[arg(long, value_name = "WHAT", default_value = "ledger")]
    by: By,
    #[command(flatten)]
    lang: LangArg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// What the ledger held
    Ledger,
    /// What had been said
    Said,
}

/// The two moments and what is between them.
struct Found {
    from: Scene,
    to: Scene,
    changes: Changes,
    /// The words of both: an entry is the same at each.
    quotes: Quotes,
}

/// What the ledger held, and what had been said.
type Moment = (Size, Option<SaidBy>);

impl Found {
    fn of(
        reading: &Reading,
        incident: IncidentId,
        from: Moment,
        to: Moment,
    ) -> Result<Self, Failure> {
        let at = |(size, said_by)| Scene::at(reading, incident, size, said_by);
        let (from, to) = (at(from)?, at(to)?);
        let [before, after] =
            [&from, &to].map(|scene| State::of_picture(&scene.case, scene.picture()));
        let changes = Changes::between((&from.case, &before), (&to.case, &after));
        let mut indexes = BTreeSet::new();
        for claim in claims(&changes) {
            let found = [&from.case, &to.case]
                .into_iter()
                .filter_map(|case| exactly(case, claim).map(|id| case.claim(id).cite.index));
            indexes.extend(found);
        }
        let quotes = Quotes::of_entries(reading, &indexes)?;
        Ok(Self { from, to, changes, quotes })
    }
}

impl Diff {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.lang.lang);
        let reading = Reading::open_rows(context, None)?;
        let (from, to) = self.moments(&reading)?;
        // What both are called is what they were called at the later moment.
        let reading = reading.until(to.0);
        let incident = find::incident(&reading, self.incident.as_deref())?;
        let found = Found::of(&reading, incident, from, to)?;
        context
            .ui
            .answer(|| answer::answer(&reading, &found), |ui| telling::lines(ui, &reading, &found))
    }

    fn moments(&self, reading: &Reading) -> Result<(Moment, Moment), Failure> {
        let now = reading.size();
        let backwards = || {
            let what = format!("--from {} is after --to {}", self.from, self.to);
            Failure::new(Exit::Usage, what, "name the earlier moment with `--from`")
        };
        if self.by == By::Said {
            let from: SaidBy = parse("--from", &self.from)?;
            let to: Option<SaidBy> =
                (self.to != NOW).then(|| parse("--to", &self.to)).transpose()?;
            if to.as_ref().is_some_and(|to| to.by().latest < from.by().latest) {
                return Err(backwards());
            }
            return Ok(((now, Some(from)), (now, to)));
        }
        let from = parse::<AsOf>("--from", &self.from)?.size(reading.reader())?;
        let to = if self.to == NOW {
            now
        } else {
            parse::<AsOf>("--to", &self.to)?.size(reading.reader())?
        };
        if to < from { Err(backwards()) } else { Ok(((from, None), (to, None))) }
    }
}

/// Reads a moment; an unreadable one is the command line's fault.
fn parse<T: FromStr>(option: &str, text: &str) -> Result<T, Failure>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error| {
        let what = format!("{option} {text:?}: {error}");
        Failure::new(Exit::Usage, what, "with `--by said` a date or a time; else an entry, a time, a date or the file of a checkpoint")
    })
}

/// The claim of exactly this address, if it stands at that moment.
fn exactly(case: &Case, claim: ClaimRef) -> Option<ClaimId> {
    case.find(claim).into_iter().find(|id| case.claim(*id).at == claim)
}

/// Every claim that a change names.
fn claims(changes: &Changes) -> BTreeSet<ClaimRef> {
    let mut found = BTreeSet::new();
    found.extend(changes.taken.values().chain(changes.left.values()).flatten());
    for moved in changes.moves.iter().chain(&changes.retold) {
        found.extend([moved.from, moved.to]);
    }
    for opposed in changes.conflicts.iter().chain(&changes.resolved) {
        found.extend(opposed.left.iter().chain(&opposed.right));
    }
    found
}
