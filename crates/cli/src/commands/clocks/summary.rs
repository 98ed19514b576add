//! The clocks of all regimes on one page: first those with a filing on record, then those without, one line each; and in
//! one line at the end what is left out, and how to see it.

use bayan_view::case::ClaimId;
use bayan_view::clock::{Clock, Filer};
use bayan_view::regime::{InForce, State};

use super::{Running, starts_before_force, told};
use crate::picture::names;
use crate::picture::telling::Teller;
use crate::reading::layout::Page;

/// How a regime lies to what is on record. Nothing here says that it binds anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// A claim starts one of its clocks, and a filing is on record.
    Filed,
    /// A claim starts one of its clocks.
    Started,
    /// No claim starts one.
    NotStarted,
    /// It is proposed, or was not in force when its clocks started.
    NotInForce,
}

impl Standing {
    pub(super) fn of(running: &Running) -> Self {
        let mut clocks = running.clocks.iter();
        let in_force = |clock: &Clock<'_>| !starts_before_force(clock);
        if running.regime.in_force == InForce::Proposed {
            Self::NotInForce
        } else if running.clocks.is_empty() {
            Self::NotStarted
        } else if !running.clocks.iter().any(in_force) {
            Self::NotInForce
        } else if clocks.any(|clock| in_force(clock) && !clock.filings.is_empty()) {
            Self::Filed
        } else {
            Self::Started
        }
    }

    /// Its name in JSON.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Started => "started",
            Self::NotStarted => "not_started",
            Self::NotInForce => "not_in_force",
        }
    }
}

/// Tells all that have a deadline in figures, and what is left out.
pub(super) fn tell(page: &mut Page<'_>, teller: Teller<'_>, found: &[Running]) {
    let is_in_force =
        |running: &&Running| matches!(Standing::of(running), Standing::Filed | Standing::Started);
    let clocks: Vec<&Clock<'_>> = found
        .iter()
        .filter(is_in_force)
        .flat_map(|running| &running.clocks)
        .filter(|clock| !starts_before_force(clock))
        .collect();
    let (unmeasured, measured): (Vec<&Clock<'_>>, Vec<&Clock<'_>>) =
        clocks.into_iter().partition(|clock| clock.state == State::NoFigure);
    let (filed, unfiled): (Vec<&Clock<'_>>, Vec<&Clock<'_>>) =
        measured.into_iter().partition(|clock| !clock.filings.is_empty());
    section(page, teller, "head-clocks-filed", &filed);
    section(page, teller, "head-clocks-unfiled", &unfiled);
    left_out(page, teller, found, unmeasured.len());
}

/// Clocks under the claims that start them, the next to end first.
fn section(page: &mut Page<'_>, teller: Teller<'_>, head: &str, clocks: &[&Clock<'_>]) {
    if clocks.is_empty() {
        return;
    }
    page.heading(&teller.text(head));
    let mut started: Vec<ClaimId> = Vec::new();
    for clock in clocks {
        if !started.contains(&clock.started_by) {
            started.push(clock.started_by);
        }
    }
    for claim in started {
        let mut own: Vec<&Clock<'_>> =
            clocks.iter().filter(|clock| clock.started_by == claim).copied().collect();
        own.sort_by_key(|clock| clock.deadline.and_then(|deadline| deadline.latest));
        teller.brief(page, 2, claim);
        let start = own.first().map(|clock| teller.within(clock.start)).unwrap_or_default();
        page.part(4, &teller.text("label-started"), start);
        for clock in &own {
            for line in teller.words.ui.wrapped(&line(teller, clock), 4) {
                page.line(line);
            }
        }
        let mut told: Vec<ClaimId> = Vec::new();
        for filing in own.iter().flat_map(|clock| &clock.filings) {
            if !told.contains(&filing.claim) {
                told.push(filing.claim);
                let at = teller.with("filing-on-record", "time", &teller.within(filing.at));
                let mut words = vec![at, told::to(teller, filing)];
                if filing.by != Filer::Own {
                    words.push(teller.warn(&teller.label("filer", names::filer(filing.by))));
                }
                teller.briefs(page, 4, &words.join("; "), &[filing.claim]);
            }
        }
    }
}

/// The regime, what is to be told, by when, and where that stands.
fn line(teller: Teller<'_>, clock: &Clock<'_>) -> String {
    let due = clock
        .deadline
        .map(|deadline| format!("{} {}", teller.text("label-due"), teller.within(deadline)));
    let state = teller.label("deadline", clock.state.name());
    let words = [Some(clock.stage.title.to_string()), due, Some(state)];
    let words: Vec<String> = words.into_iter().flatten().collect();
    format!("{}: {}", clock.regime.id, words.join("; "))
}

fn left_out(page: &mut Page<'_>, teller: Teller<'_>, found: &[Running], unmeasured: usize) {
    let speech = teller.words.speech();
    let ids = |wanted: Standing| -> Vec<&str> {
        let of = found.iter().filter(|running| Standing::of(running) == wanted);
        of.map(|running| running.regime.id.as_str()).collect()
    };
    let (idle, foreign) = (ids(Standing::NotStarted), ids(Standing::NotInForce));
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let mut told = Vec::new();
    if !idle.is_empty() || !foreign.is_empty() {
        let n = count(idle.len() + foreign.len());
        told.push(speech.with("regimes-left-out", &[("n", n.into())]));
    }
    for (key, list) in [("no-clock-starts", &idle), ("not-in-force-then", &foreign)] {
        if !list.is_empty() {
            told.push(teller.with(key, "list", &speech.list(list)));
        }
    }
    if unmeasured > 0 {
        told.push(speech.with("duties-left-out", &[("n", count(unmeasured).into())]));
    }
    if told.is_empty() {
        return;
    }
    let how = [("one", "--regime ID".into()), ("all", "--all-regimes".into())];
    told.push(speech.with("regimes-how", &how));
    page.line("");
    for line in teller.words.ui.wrapped(&told.join(". "), 0) {
        page.line(teller.words.dim(&line));
    }
}
