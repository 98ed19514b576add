//! Quantities in play as intervals, and sets side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use bayan_claim::facet::FacetName;
use bayan_claim::value::Decimal;
use bayan_claim::vocabulary::Closure;
use bayan_view::case::ClaimId;
use bayan_view::fact::{Member, Members, Number, RefFact, Worth};
use maud::{Markup, html};

use crate::axis::percent;
use crate::report::Report;

/// How many charts, and how many rows and members of one, are drawn.
const CHARTS_MAX: usize = 12;
const ROWS_MAX: usize = 24;
const MEMBERS_MAX: usize = 40;

/// Where a number stands on a line from zero to the largest that is named: by its order of magnitude where those are far apart.
struct Scale {
    most: f64,
    is_by_magnitude: bool,
}

impl Scale {
    fn of(numbers: &[f64]) -> Self {
        let most = numbers.iter().copied().fold(1.0, f64::max);
        let least = numbers.iter().copied().filter(|n| *n > 0.0).fold(most, f64::min);
        Self { most, is_by_magnitude: most / least > 50.0 }
    }

    fn at(&self, number: f64) -> f64 {
        let share = if self.is_by_magnitude {
            (number.max(0.0) + 1.0).ln() / (self.most + 1.0).ln()
        } else {
            number / self.most
        };
        share.clamp(0.0, 1.0) * 0.86 + 0.05
    }
}

fn plain(number: &Decimal) -> Option<f64> {
    number.as_str().parse().ok().filter(|number: &f64| number.is_finite())
}

fn end(bound: &Bound<Decimal>) -> Option<f64> {
    match bound {
        Bound::Included(number) | Bound::Excluded(number) => plain(number),
        Bound::Unbounded => None,
    }
}

impl Report<'_> {
    /// Every quantity in play, one chart for each measure, one row a statement.
    pub(crate) fn quantities(&self) -> Markup {
        let standing = self.standing_claims();
        let mut charts: BTreeMap<(&FacetName, &str), Vec<(ClaimId, &Number)>> = BTreeMap::new();
        for (id, claimed) in self.case.claims().filter(|(id, _)| standing.contains(id)) {
            if let Worth::Number(number) = &claimed.fact.worth {
                let of = charts.entry((&claimed.fact.facet, number.measure.as_str())).or_default();
                of.push((id, number));
            }
        }
        if charts.is_empty() {
            return html! {};
        }
        let more = charts.len().saturating_sub(CHARTS_MAX);
        html! {
            section .quantities id={ (self.prefix) "quantities" } {
                h2 data-bayan-own { (self.text("page-quantities")) }
                p .note data-bayan-own { (self.text("page-quantities-note")) }
                @for ((facet, _), rows) in charts.iter().take(CHARTS_MAX) { (self.chart(facet, rows)) }
                @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } }
            }
        }
    }

    fn chart(&self, facet: &FacetName, rows: &[(ClaimId, &Number)]) -> Markup {
        let named: Vec<f64> = rows
            .iter()
            .flat_map(|(_, number)| {
                [end(&number.low), end(&number.high), number.named.as_ref().and_then(plain)]
            })
            .flatten()
            .collect();
        let scale = Scale::of(&named);
        let more = rows.len().saturating_sub(ROWS_MAX);
        html! {
            article .chart {
                h3 data-bayan-own {
                    (self.facet(facet))
                    @if scale.is_by_magnitude { " " span .rule { "(" (self.text("page-magnitudes")) ")" } }
                }
                ul .intervals {
                    @for (id, number) in rows.iter().take(ROWS_MAX) {
                        @let address = self.address(*id);
                        li data-bayan-claim=(address) {
                            p .who { (self.speaker_of(*id)) " " (self.link(*id)) }
                            (self.interval(number, &scale))
                            p .figure data-bayan-computed=(address) { (self.told(*id).map(|told| told.value.clone()).unwrap_or_default()) }
                        }
                    }
                }
                @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } }
            }
        }
    }

    /// A point, a line between two ends, or an arrow where one end is open.
    fn interval(&self, number: &Number, scale: &Scale) -> Markup {
        let (low, high) = (end(&number.low), end(&number.high));
        let place = |n: f64| if self.is_rtl() { 1.0 - scale.at(n) } else { scale.at(n) };
        let edge = |open: f64| if self.is_rtl() { 1.0 - open } else { open };
        let x1 = low.map_or(edge(0.01), place);
        let x2 = high.map_or(edge(0.99), place);
        let named = number.named.as_ref().and_then(plain).map(place);
        let arrow = |x: f64, is_end: bool| {
            let to_right = is_end != self.is_rtl();
            let path = if to_right { "M0 0L-7-5V5Z" } else { "M0 0L7-5V5Z" };
            html! { svg x=(percent(x)) y="50%" overflow="visible" { path .arrow d=(path) {} } }
        };
        let is_empty = low.is_none() && high.is_none() && named.is_none();
        html! {
            svg .interval aria-hidden="true" focusable="false" {
                line .base x1="0" x2="100%" y1="50%" y2="50%" {}
                @if is_empty {
                    line .reach.unknown x1="5%" x2="95%" y1="50%" y2="50%" {}
                } @else {
                    @if low != high { line .reach x1=(percent(x1)) x2=(percent(x2)) y1="50%" y2="50%" {} }
                    @if low.is_none() { (arrow(x1, false)) }
                    @if high.is_none() { (arrow(x2, true)) }
                }
                @if let Some(x) = named { circle cx=(percent(x)) cy="50%" r="5" {} }
            }
        }
    }

    /// Sets that several statements name, member by member.
    pub(crate) fn sets(&self) -> Markup {
        let mut sets: BTreeMap<&FacetName, Vec<(ClaimId, &Members)>> = BTreeMap::new();
        for (id, claimed) in self.case.claims() {
            if let Worth::Members(members) = &claimed.fact.worth {
                sets.entry(&claimed.fact.facet).or_default().push((id, members));
            }
        }
        sets.retain(|_, claims| claims.len() > 1);
        if sets.is_empty() {
            return html! {};
        }
        html! {
            section .sets id={ (self.prefix) "sets" } {
                h2 data-bayan-own { (self.text("page-sets")) }
                p .note data-bayan-own { (self.text("page-sets-note")) }
                @for (facet, claims) in sets.iter().take(CHARTS_MAX) { (self.set(facet, claims)) }
            }
        }
    }

    fn set(&self, facet: &FacetName, claims: &[(ClaimId, &Members)]) -> Markup {
        let members: BTreeSet<&Member> = claims.iter().flat_map(|(_, set)| &set.members).collect();
        let count =
            |member: &Member| claims.iter().filter(|(_, set)| set.members.contains(member)).count();
        let mut members: Vec<&Member> = members.into_iter().collect();
        members.sort_by_key(|member| (std::cmp::Reverse(count(member)), *member));
        let more = members.len().saturating_sub(MEMBERS_MAX);
        let shown: Vec<&(ClaimId, &Members)> = claims.iter().take(ROWS_MAX).collect();
        let caption = format!("{}set-{}", self.prefix, facet.to_string().replace('.', "-"));
        html! {
            div .scroll role="region" tabindex="0" aria-labelledby=(caption) {
                table .upset {
                    caption id=(caption) data-bayan-own { (self.facet(facet)) }
                    thead {
                        tr {
                            th scope="col" data-bayan-own { (self.text("page-member")) }
                            @for (id, _) in &shown {
                                th scope="col" data-bayan-claim=(self.address(*id)) { (self.speaker_of(*id)) " " (self.link(*id)) }
                            }
                        }
                    }
                    tbody {
                        @for member in members.iter().take(MEMBERS_MAX) {
                            tr {
                                th scope="row" { (self.member(member)) }
                                @for (_, set) in &shown { td { (self.dot(set, member)) } }
                            }
                        }
                        tr .closure {
                            th scope="row" data-bayan-own { (self.text("page-others")) }
                            @for (id, set) in &shown { td data-bayan-computed=(self.address(*id)) { (self.speech.closure(set.closure)) } }
                        }
                    }
                }
            }
            @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } }
        }
    }

    fn member(&self, member: &Member) -> Markup {
        match member {
            Member::Is(RefFact::Entity(entity)) => self.name(&entity.to_string()),
            Member::Is(RefFact::Incident(incident)) => self.name(&incident.to_string()),
            Member::Is(RefFact::Claim(claim)) => html! { bdi data-bayan-computed { (claim) } },
            Member::Words(words) => html! { bdi data-bayan-computed { (words) } },
        }
    }

    fn dot(&self, set: &Members, member: &Member) -> Markup {
        let is_named = set.members.contains(member);
        let is_out = is_named && set.closure == Closure::AllExcept;
        let (sign, key) = match (is_named, is_out) {
            (_, true) => ("×", "page-left-out"),
            (true, false) => ("●", "page-named"),
            (false, _) => ("○", "page-not-named"),
        };
        html! {
            span .dot .named[is_named] aria-hidden="true" { (sign) }
            span .hidden data-bayan-own { (self.text(key)) }
        }
    }
}
