//! Who spoke when: one lane a speaker, a mark a statement; dashed where no date is known, empty for who is silent.

use std::collections::BTreeMap;

use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::Act;
use bayan_view::case::ClaimId;
use bayan_view::track::Who;
use maud::{Markup, html};

use crate::axis::{Axis, percent};
use crate::part::Side;
use crate::report::Report;

/// How many lanes are drawn.
const LANES_MAX: usize = 24;
/// In how many places marks stand in a lane.
const SLOTS: u32 = 28;
/// The share of a lane that statements without a date take where others have one.
const UNDATED: f64 = 0.34;

/// The shapes by which acts are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    /// Says how it is.
    Says,
    /// Admits, apologises.
    Admits,
    /// Promises, orders, asks.
    Binds,
    /// Passes on what others say, or concludes.
    PassesOn,
    /// Takes back, corrects, declines.
    TakesBack,
}

impl Shape {
    const ALL: [Self; 5] = [Self::Says, Self::Admits, Self::Binds, Self::PassesOn, Self::TakesBack];

    const fn of(act: Act) -> Self {
        match act {
            Act::Admits | Act::Apologises => Self::Admits,
            Act::Promises | Act::Orders | Act::Requests | Act::Urges | Act::Announces => {
                Self::Binds
            }
            Act::Alleges
            | Act::Hearsay
            | Act::Infers
            | Act::Forecasts
            | Act::Cites
            | Act::Recalls => Self::PassesOn,
            Act::Retracts | Act::Corrects | Act::Declines | Act::Disclaims | Act::StatesUnclear => {
                Self::TakesBack
            }
            _ => Self::Says,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Says => "says",
            Self::Admits => "admits",
            Self::Binds => "binds",
            Self::PassesOn => "passes_on",
            Self::TakesBack => "takes_back",
        }
    }

    /// The outline around the origin.
    const fn path(self) -> &'static str {
        match self {
            Self::Says => "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z",
            Self::Admits => "M0-8L8 0L0 8L-8 0Z",
            Self::Binds => "M-6-6H6V6H-6Z",
            Self::PassesOn => "M0-7L7 6H-7Z",
            Self::TakesBack => "M-7-4L-4-7L0-3L4-7L7-4L3 0L7 4L4 7L0 3L-4 7L-7 4L-3 0Z",
        }
    }
}

impl Report<'_> {
    /// The picture.
    pub(crate) fn lanes(&self) -> Markup {
        let mut lanes: BTreeMap<Who, Vec<ClaimId>> = BTreeMap::new();
        for (id, _) in self.case.claims() {
            lanes.entry(self.speaker(id)).or_default().push(id);
        }
        if lanes.is_empty() && self.silences.is_empty() {
            return html! {};
        }
        let mut lanes: Vec<(Who, Vec<ClaimId>)> = lanes.into_iter().collect();
        lanes.sort_by_key(|(_, claims)| (std::cmp::Reverse(claims.len()), claims.first().copied()));
        let dated = |id: &ClaimId| is_dated(self.case.claim(*id).said);
        let times = lanes.iter().flat_map(|(_, claims)| claims).filter(|id| dated(id));
        let axis = Axis::of(times.map(|id| self.case.claim(*id).said));
        let undated: Vec<ClaimId> =
            self.case.claims().map(|(id, _)| id).filter(|id| !dated(id)).collect();
        let order: BTreeMap<ClaimId, usize> =
            undated.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        let more = lanes.len().saturating_sub(LANES_MAX);
        html! {
            section .lanes id={ (self.prefix) "lanes" } {
                h2 data-bayan-own { (self.text("page-lanes")) }
                p .note data-bayan-own { (self.text("page-lanes-note")) }
                (self.lane_key())
                div .lane-grid {
                    (self.axis_row(axis.as_ref(), !undated.is_empty()))
                    @for (who, claims) in lanes.iter().take(LANES_MAX) {
                        (self.lane(who, claims, axis.as_ref(), (&order, undated.len())))
                    }
                    @for silence in &self.silences {
                        div .lane.silent {
                            p .who { (self.name_at(&silence.party.to_string(), silence.cite.index, "/says/party")) }
                            p .bound data-bayan-computed=(silence.cite.index) {
                                (self.text("page-silent")) " · " (self.bounds(silence.as_of))
                            }
                        }
                    }
                }
                @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } }
                (self.in_the_table())
            }
        }
    }

    fn lane_key(&self) -> Markup {
        html! {
            ul .key data-bayan-own {
                @for shape in Shape::ALL {
                    li {
                        svg .glyph viewBox="-9 -9 18 18" aria-hidden="true" focusable="false" { path d=(shape.path()) {} }
                        (self.speech.label("page-shape", shape.name()))
                    }
                }
                li {
                    svg .glyph.undated viewBox="-9 -9 18 18" aria-hidden="true" focusable="false" { path d=(Shape::Says.path()) {} }
                    (self.text("page-undated"))
                }
            }
        }
    }

    fn axis_row(&self, axis: Option<&Axis>, has_undated: bool) -> Markup {
        html! {
            div .lane.axis {
                p .who {}
                div .ticks {
                    @if let Some(axis) = axis {
                        p data-bayan-computed { (self.day(axis.from)) " – " (self.day(axis.to)) }
                    }
                    @if has_undated { p data-bayan-own { (self.text("page-undated")) } }
                }
            }
        }
    }

    fn lane(
        &self,
        who: &Who,
        claims: &[ClaimId],
        axis: Option<&Axis>,
        (order, undated): (&BTreeMap<ClaimId, usize>, usize),
    ) -> Markup {
        let room = match (axis.is_some(), undated > 0) {
            (true, true) => 1.0 - UNDATED,
            (true, false) => 1.0,
            (false, _) => 0.0,
        };
        let place = |id: &ClaimId| match (order.get(id), axis) {
            (None, Some(axis)) => axis.share(self.case.claim(*id).said) * room,
            (place, _) => room + (1.0 - room) * share(place.copied().unwrap_or_default(), undated),
        };
        // What would stand in one place is drawn once, and counted.
        let mut slots: BTreeMap<usize, (f64, ClaimId)> = BTreeMap::new();
        for id in claims {
            let x = place(id);
            slots.entry(slot(x)).or_insert((x, *id));
        }
        let more = claims.len().saturating_sub(slots.len());
        html! {
            div .lane {
                p .who {
                    (self.who(who))
                    @if more > 0 { " " span .more data-bayan-computed { (self.counted("page-more", more)) } }
                }
                svg .marks role="group" focusable="false" {
                    line .base x1="0" x2="100%" y1="50%" y2="50%" {}
                    @for (x, id) in slots.values() { (self.mark(*id, *x, order.contains_key(id))) }
                }
            }
        }
    }

    fn mark(&self, id: ClaimId, x: f64, is_undated: bool) -> Markup {
        // Time runs as the language of the page is read.
        let x = if self.is_rtl() { 1.0 - x } else { x };
        let address = self.address(id);
        let side: Side = self.side(id);
        let shape = Shape::of(self.case.claim(id).fact.act);
        let label = format!(
            "{address}: {}, {}",
            self.facet(&self.case.claim(id).fact.facet),
            self.side_words(&self.case.claim(id).fact.facet, side)
        );
        html! {
            svg x=(percent(0.02 + x * 0.96)) y="50%" overflow="visible" {
                a href={ "#" (self.anchor(id)) } data-bayan-claim=(address) {
                    title data-bayan-computed=(address) { (label) }
                    path .glyph .(side.class()) .undated[is_undated] d=(shape.path()) {}
                }
            }
        }
    }

    /// Whether the page is read from right to left.
    pub(crate) fn is_rtl(&self) -> bool {
        self.speech.tongue().direction() == bayan_words::Direction::RightToLeft
    }

    /// The day of a Unix time, in UTC.
    pub(crate) fn day(&self, seconds: i64) -> String {
        self.speech.instant(seconds.saturating_mul(1_000))
    }
}

/// The place in a lane of what stands at a share of it.
fn slot(x: f64) -> usize {
    (1..SLOTS).take_while(|n| f64::from(*n) <= x * f64::from(SLOTS)).count()
}

/// The place of one among many, as a share.
fn share(place: usize, of: usize) -> f64 {
    let n = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    (n(place) + 0.5) / n(of.max(1))
}

/// Whether both ends of a time are known.
pub(crate) fn is_dated(said: TimeBounds) -> bool {
    said.earliest.is_some() && said.latest.is_some()
}
