//! What was promised and what became of it, and the legal deadlines that claims start.

use std::collections::BTreeMap;

use bayan_claim::value::TimeBounds;
use bayan_view::case::ClaimId;
use bayan_view::clock::Clock;
use bayan_view::promise::{Outcome, Promise};
use maud::{Markup, html};

use crate::axis::{Axis, percent};
use crate::report::Report;

/// How many promises of one outcome, and how many clocks, are shown.
const CARDS_MAX: usize = 16;
const CLOCKS_MAX: usize = 24;

impl Report<'_> {
    /// Promises, orders and requests, by what became of them.
    pub(crate) fn promises(&self) -> Markup {
        let mut by_outcome: BTreeMap<Outcome, Vec<&Promise>> = BTreeMap::new();
        for promise in &self.promises {
            by_outcome.entry(promise.outcome).or_default().push(promise);
        }
        if by_outcome.is_empty() {
            return html! {};
        }
        html! {
            section .promises id={ (self.prefix) "promises" } {
                h2 data-bayan-own { (self.text("head-promises")) }
                div .board {
                    @for (found, promises) in &by_outcome {
                        div .pile {
                            h3 data-bayan-computed { (self.speech.label("state", found.name())) " · " (self.speech.number(u64::try_from(promises.len()).unwrap_or(u64::MAX))) }
                            ul {
                                @for promise in promises.iter().take(CARDS_MAX) { (self.promise(promise)) }
                            }
                            @if promises.len() > CARDS_MAX {
                                p .more data-bayan-computed { (self.counted("page-more", promises.len() - CARDS_MAX)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn promise(&self, promise: &Promise) -> Markup {
        let id = promise.claim;
        let address = self.address(id);
        let ends = self.told(id).map(|told| told.ends.clone()).unwrap_or_default();
        let kept = |key: &str, ids: Vec<ClaimId>| {
            html! {
                @if !ids.is_empty() {
                    p .by { span data-bayan-own { (self.speech.label("state", key)) } " " @for id in ids { (self.link(id)) " " } }
                }
            }
        };
        html! {
            li .card data-bayan-claim=(address) {
                (self.sentence(id))
                (self.gloss(id))
                p .by { (self.speaker_of(id)) " · " span data-bayan-own { (self.speech.act(promise.act)) } " · " (self.link(id)) }
                @for end in &ends { p .by data-bayan-computed=(address) { (end) } }
                @if let Some(found) = promise.timing {
                    p .by data-bayan-computed=(address) { (self.speech.label("timing", found.name())) }
                }
                (kept("kept", promise.kept.iter().map(|it| it.claim).collect()))
                (kept("broken", promise.broken.iter().map(|it| it.claim).collect()))
                (kept("withdrawn", promise.withdrawn.clone()))
            }
        }
    }

    /// The deadlines that claims start, each a strip from its start to its end.
    pub(crate) fn clocks(&self) -> Markup {
        let clocks: Vec<&Clock<'_>> =
            self.clocks.iter().filter(|clock| clock.deadline.is_some()).collect();
        if clocks.is_empty() {
            return html! {};
        }
        let times = clocks
            .iter()
            .flat_map(|clock| [Some(clock.start), clock.deadline].into_iter().flatten());
        let axis = Axis::of(times);
        let more = clocks.len().saturating_sub(CLOCKS_MAX);
        let mut by_start: BTreeMap<ClaimId, Vec<&Clock<'_>>> = BTreeMap::new();
        for clock in clocks.iter().take(CLOCKS_MAX) {
            by_start.entry(clock.started_by).or_default().push(clock);
        }
        html! {
            section .clocks id={ (self.prefix) "clocks" } {
                h2 data-bayan-own { (self.text("head-clocks")) }
                p .note data-bayan-own { (self.text("clocks-not-judged")) }
                p .note data-bayan-computed { (self.text("page-now")) " " (self.bounds(self.moment.now)) }
                @for (id, clocks) in &by_start {
                    div .started data-bayan-claim=(self.address(*id)) {
                        p .label data-bayan-own { (self.text("started-by")) }
                        (self.sentence(*id))
                        (self.gloss(*id))
                        p .by { (self.speaker_of(*id)) " · " (self.link(*id)) }
                    }
                    ul .strips {
                        @for clock in clocks { (self.clock(clock, axis)) }
                    }
                }
                @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } }
            }
        }
    }

    fn clock(&self, clock: &Clock<'_>, axis: Option<Axis>) -> Markup {
        let sources = self.addresses(&[clock.started_by]);
        let due = clock.deadline.unwrap_or_default();
        html! {
            li .clock .(clock.state.name()) {
                p .regime lang="en" dir="ltr" data-bayan-computed=(sources) { b { (clock.regime.title) } ": " (clock.stage.title) }
                @if let Some(axis) = axis { (self.strip(clock.start, due, axis)) }
                p .by data-bayan-computed=(sources) {
                    (self.speech.label("deadline", clock.state.name())) " · " (self.text("label-deadline")) " " (self.bounds(due))
                }
                @if !clock.filings.is_empty() {
                    p .by { span data-bayan-own { (self.text("page-filings")) } " " @for filing in &clock.filings { (self.link(filing.claim)) " " } }
                }
            }
        }
    }

    /// The sure part of the time between start and deadline solid, what is not known of both ends pale.
    fn strip(&self, start: TimeBounds, due: TimeBounds, axis: Axis) -> Markup {
        let at = |time: Option<i64>, otherwise: i64| axis.at(time.unwrap_or(otherwise));
        let (from, sure_from) = (at(start.earliest, axis.from), at(start.latest, axis.from));
        let (sure_to, to) = (at(due.earliest, axis.to), at(due.latest, axis.to));
        let bar = |from: f64, to: f64, class: &str| {
            let x = if self.is_rtl() { 1.0 - to } else { from };
            html! { rect .(class) x=(percent(x)) width=(percent((to - from).max(0.004))) y="25%" height="50%" {} }
        };
        html! {
            svg .strip aria-hidden="true" focusable="false" {
                (bar(from, to, "unsure"))
                @if sure_to > sure_from { (bar(sure_from, sure_to, "sure")) }
            }
        }
    }
}
