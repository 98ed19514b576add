//! The ladder: how far what a source denies or affirms still reaches, statement under statement.
//!
//! One column for each run of statements that moved one from another, under its source and topic. The width of a step is
//! its reach, the outline behind it the widest that the column said before; between two steps stands how the source moved.

use std::collections::BTreeMap;

use bayan_claim::vocabulary::Certainty;
use bayan_view::case::ClaimId;
use bayan_view::fact::Worth;
use bayan_view::track::{Move, Step, Track, Who};
use maud::{Markup, html};

use crate::extent::{Extents, Stretch};
use crate::part::Side;
use crate::report::Report;

/// How many columns are drawn; the claims of others stand in the table.
const COLUMNS_MAX: usize = 10;
/// How many steps of a column are drawn.
const STEPS_MAX: usize = 16;

/// One column.
pub(crate) struct Column<'a> {
    pub(crate) who: &'a Who,
    /// The steps, earlier ones first as far as that is known.
    pub(crate) steps: Vec<&'a Step>,
    /// Whether its steps moved one from another; else they only stand on one topic.
    pub(crate) is_moved: bool,
    topic: Option<String>,
}

impl Column<'_> {
    /// How a step moved from those of the column, the last of them last.
    fn moves<'s>(&self, step: &'s Step) -> Vec<&'s Move> {
        let is_here = |id: ClaimId| self.steps.iter().any(|step| step.claim == id);
        let moves = step.moves.iter().filter(|moved| moved.is_own() && is_here(moved.from));
        let mut found: Vec<&Move> = moves.collect();
        let place = |moved: &Move| self.steps.iter().position(|step| step.claim == moved.from);
        found.sort_by_key(|moved| place(moved));
        found
    }
}

impl Report<'_> {
    /// The columns: first those that moved, the longest first.
    pub(crate) fn columns(&self) -> Vec<Column<'_>> {
        let mut columns: Vec<Column<'_>> =
            self.sources.iter().flat_map(|track| self.columns_of(track)).collect();
        columns.sort_by_key(|column| {
            (!column.is_moved, std::cmp::Reverse(column.steps.len().min(STEPS_MAX)))
        });
        columns
    }

    /// Whether a claim is a step: it answers whether a harm happened, or says that there is none of it.
    fn is_step(&self, step: &Step) -> bool {
        let fact = &self.case.claim(step.claim).fact;
        let answers = matches!(fact.worth, Worth::Answer(_)) || fact.none;
        fact.harm.is_some() && answers && !self.is_taking_back(step.claim)
    }

    fn columns_of<'t>(&self, track: &'t Track) -> Vec<Column<'t>> {
        let steps: Vec<&Step> = track.steps.iter().filter(|step| self.is_step(step)).collect();
        // Each step leads to the lowest that it is joined with by a move.
        let mut lead: BTreeMap<ClaimId, ClaimId> =
            steps.iter().map(|step| (step.claim, step.claim)).collect();
        for step in &steps {
            for moved in step.moves.iter().filter(|moved| moved.is_own()) {
                let ends = (lead.get(&step.claim).copied(), lead.get(&moved.from).copied());
                let (Some(a), Some(b)) = ends else { continue };
                lead.values_mut().filter(|it| **it == a.max(b)).for_each(|it| *it = a.min(b));
            }
        }
        let mut runs: BTreeMap<ClaimId, Vec<&Step>> = BTreeMap::new();
        for step in &steps {
            let of = lead.get(&step.claim).copied().unwrap_or(step.claim);
            runs.entry(of).or_default().push(step);
        }
        let (mut moved, single): (Vec<_>, Vec<_>) =
            runs.into_values().partition(|steps| steps.len() > 1);
        let mut by_topic: BTreeMap<Option<String>, Vec<&Step>> = BTreeMap::new();
        for step in single.into_iter().flatten() {
            let topic = self.topic(&[step]);
            // What a source grants beside what it denies belongs to the same story, whether it follows from it or not.
            let is_granted = self.side(step.claim) == Side::Affirmed;
            let run = moved
                .iter_mut()
                .find(|run| is_granted && self.is_denial(run) && self.topic(run) == topic);
            match run {
                Some(run) => run.push(step),
                None => by_topic.entry(topic).or_default().push(step),
            }
        }
        let place = |step: &Step| steps.iter().position(|it| it.claim == step.claim);
        for run in &mut moved {
            run.sort_by_key(|step| place(step));
        }
        let moved = moved.into_iter().map(|steps| Column {
            who: &track.who,
            topic: self.topic(&steps),
            steps,
            is_moved: true,
        });
        let single = by_topic.into_iter().map(|(topic, steps)| Column {
            who: &track.who,
            topic,
            steps,
            is_moved: false,
        });
        moved.chain(single).collect()
    }

    /// Whether a run begins with a denial.
    fn is_denial(&self, run: &[&Step]) -> bool {
        run.first().is_some_and(|step| self.side(step.claim) == Side::Denied)
    }

    /// The topic that most of these steps are on.
    fn topic(&self, steps: &[&Step]) -> Option<String> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for step in steps {
            let facet = &self.case.claim(step.claim).fact.facet;
            let topics = self.case.catalogue.find(facet).map(|spec| spec.topics.iter());
            for topic in topics.into_iter().flatten() {
                *counts.entry(topic.to_string()).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by(|(a, n), (b, m)| n.cmp(m).then(b.cmp(a)));
        most.map(|(topic, _)| topic)
    }

    /// The picture.
    pub(crate) fn ladder(&self) -> Markup {
        let columns = self.columns();
        if columns.is_empty() {
            return html! {};
        }
        let (moved, once): (Vec<_>, Vec<_>) = columns.iter().partition(|column| column.is_moved);
        let more = moved.len().saturating_sub(COLUMNS_MAX) + once.len().saturating_sub(COLUMNS_MAX);
        html! {
            section .ladder id={ (self.prefix) "ladder" } {
                h2 data-bayan-own { (self.text("page-ladder")) }
                p .note data-bayan-own { (self.text("page-ladder-note")) }
                (self.ladder_key())
                div .columns { @for column in moved.iter().take(COLUMNS_MAX) { (self.column(column)) } }
                @if !once.is_empty() {
                    h3 .once data-bayan-own { (self.text("page-ladder-once")) }
                    div .columns.once { @for column in once.iter().take(COLUMNS_MAX) { (self.column(column)) } }
                }
                @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } }
                (self.ladder_table(&columns))
            }
        }
    }

    fn ladder_key(&self) -> Markup {
        html! {
            ul .key data-bayan-own {
                @for side in [Side::Denied, Side::Affirmed, Side::Open] {
                    li { (swatch(side, false)) (self.key_words(side)) }
                }
                li { (swatch(Side::Denied, true)) (self.text("page-key-unsure")) }
                li { span .swatch.was {} (self.text("page-key-was")) }
            }
        }
    }

    fn key_words(&self, side: Side) -> String {
        match side {
            Side::Denied => self.text("harm-denied"),
            Side::Affirmed => self.text("harm-affirmed"),
            Side::Open => self.speech.label("status", "open").into_owned(),
        }
    }

    fn column(&self, column: &Column<'_>) -> Markup {
        let reach = |side: bool| {
            let steps = column.steps.iter().map(|step| step.claim);
            let steps = steps.filter(move |id| (self.side(*id) == Side::Affirmed) == side);
            steps.map(|id| &self.case.claim(id).fact.reach)
        };
        let extents = Extents::of(reach(false), reach(true), self.world.containment());
        let mut widest: Option<Stretch> = None;
        let mut rows = Vec::new();
        for step in column.steps.iter().take(STEPS_MAX) {
            let stretch = extents.find(&self.case.claim(step.claim).fact.reach);
            rows.push(self.step(column, step, &extents, widest));
            widest = Some(widest.map_or(stretch, |was| Stretch {
                start: was.start.min(stretch.start),
                end: was.end.max(stretch.end),
            }));
        }
        let more = column.steps.len().saturating_sub(STEPS_MAX);
        html! {
            article .column .moved[column.is_moved] {
                @if column.is_moved { h3 { (self.column_head(column)) } } @else { h4 { (self.column_head(column)) } }
                ol .steps { @for row in rows { (row) } }
                @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } }
            }
        }
    }

    fn column_head(&self, column: &Column<'_>) -> Markup {
        let topic = column.topic.as_ref().map(|topic| self.speech.topic(topic).into_owned());
        html! { (self.who(column.who)) " " span .topic data-bayan-own { (topic.unwrap_or_default()) } }
    }

    fn step(
        &self,
        column: &Column<'_>,
        step: &Step,
        extents: &Extents<'_>,
        widest: Option<Stretch>,
    ) -> Markup {
        let id = step.claim;
        let fact = &self.case.claim(id).fact;
        let stretch = extents.find(&fact.reach);
        let (side, address) = (self.side(id), self.address(id));
        let moves = column.moves(step);
        let from = moves.last().map(|moved| extents.find(&self.case.claim(moved.from).fact.reach));
        let was = moves.last().map_or(side, |moved| self.side(moved.from));
        html! {
            li .step .(side.class()) .past[!step.stands] {
                @if column.is_moved && (!moves.is_empty() || !step.taken_back.is_empty()) {
                    div .joint aria-hidden="true" { (joint(from.unwrap_or(stretch), stretch, was, side)) }
                    div .move { @for moved in &moves { (self.move_line(id, moved)) } }
                }
                div .tower aria-hidden="true" { (tower(stretch, widest, side, is_unsure(fact.certainty))) }
                div .said-so data-bayan-claim=(address) {
                    p .what {
                        b .verdictless data-bayan-computed=(address) { (self.side_words(&fact.facet, side)) }
                        " " (self.facet_of(id))
                        " " span .reach data-bayan-computed=(address) { (self.reach_words(id)) }
                    }
                    (self.sentence(id))
                    (self.gloss(id))
                    p .by {
                        (self.speaker_of(id)) " · " (self.when(id)) " · " (self.link(id))
                        @if !step.stands { " · " span .gone data-bayan-computed=(address) { (self.text("page-stands-no-more")) } }
                    }
                }
            }
        }
    }

    /// How a step moved from an earlier one of its column.
    fn move_line(&self, id: ClaimId, moved: &Move) -> Markup {
        let sources = self.addresses(&[moved.from, id]);
        html! {
            p {
                span data-bayan-computed=(sources) {
                    @for (shift, rules) in self.shifts(&moved.shifts) {
                        strong .shift { (shift) } " " span .rule { "(" (rules) ")" } " "
                    }
                    span .from { (self.text("label-from")) " " }
                }
                (self.link(moved.from))
            }
        }
    }

    /// How far a claim reaches, in a line.
    pub(crate) fn reach_words(&self, id: ClaimId) -> String {
        let scope = self.told(id).map(|told| told.scope.join("; ")).unwrap_or_default();
        if scope.is_empty() { self.text("whole") } else { scope }
    }

    fn ladder_table(&self, columns: &[Column<'_>]) -> Markup {
        let heads = [
            "label-speaker",
            "page-stands",
            "page-facet",
            "label-scope",
            "label-moved",
            "label-claim",
        ];
        let mut rows = Vec::new();
        for column in columns {
            for step in &column.steps {
                let address = self.address(step.claim);
                let facet = &self.case.claim(step.claim).fact.facet;
                let words = self.side_words(facet, self.side(step.claim));
                rows.push(vec![
                    html! { span data-bayan-claim=(address) { (self.speaker_of(step.claim)) } },
                    html! { span data-bayan-computed=(address) { (words) } },
                    html! { span data-bayan-own { (self.facet(facet)) } },
                    html! { span data-bayan-computed=(address) { (self.reach_words(step.claim)) } },
                    html! { @for moved in column.moves(step) { (self.move_line(step.claim, moved)) } },
                    self.link(step.claim),
                ]);
            }
        }
        self.as_table("page-ladder", &heads, &rows)
    }
}

/// Whether a claim is held with less than certainty, by its own words.
fn is_unsure(certainty: Certainty) -> bool {
    matches!(certainty, Certainty::Probable | Certainty::Possible)
}

/// The sample of a side in a key.
pub(crate) fn swatch(side: Side, unsure: bool) -> Markup {
    html! { span .swatch .(side.class()) .unsure[unsure] aria-hidden="true" {} }
}

/// A length as a share of a line of a thousand.
fn at(share: f64) -> String {
    format!("{:.0}", share * 1000.0)
}

/// The bar of a step before the outline of the widest that was said.
fn tower(stretch: Stretch, widest: Option<Stretch>, side: Side, unsure: bool) -> Markup {
    let line = |x: f64, class: &str| {
        html! { line .(class) x1=(at(x)) x2=(at(x)) y1="0" y2="100" vector-effect="non-scaling-stroke" {} }
    };
    html! {
        svg viewBox="0 0 1000 100" preserveAspectRatio="none" focusable="false" {
            @if let Some(was) = widest { rect .was x=(at(was.start)) y="0" width=(at(was.width())) height="100" {} }
            rect .bar .(side.class()) .unsure[unsure] x=(at(stretch.start)) y="0" width=(at(stretch.width())) height="100" {}
            @if side == Side::Affirmed { (stripes(stretch)) }
            @if unsure { (line(stretch.start, "edge")) (line(stretch.end, "edge")) }
        }
    }
}

/// The texture of what is affirmed, so that colour is not all that tells it apart.
fn stripes(stretch: Stretch) -> Markup {
    let count = 5_u32;
    let place = |n: u32| stretch.start + stretch.width() * (f64::from(n) + 0.5) / f64::from(count);
    html! {
        @for n in 0..count {
            line .stripe x1=(at(place(n))) x2=(at(place(n))) y1="0" y2="100" vector-effect="non-scaling-stroke" {}
        }
    }
}

/// What joins a step to the one that it moved from.
fn joint(from: Stretch, to: Stretch, was: Side, side: Side) -> Markup {
    let points =
        format!("{},0 {},0 {},100 {},100", at(from.start), at(from.end), at(to.end), at(to.start));
    let class = if was == side { side.class() } else { "turned" };
    html! {
        svg viewBox="0 0 1000 100" preserveAspectRatio="none" focusable="false" {
            polygon .funnel .(class) points=(points) {}
        }
    }
}
