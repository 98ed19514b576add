//! The top of a report: which incident, at which moment, under which checkpoint, and where each facet stands by whose
//! words. No verdict.

use std::collections::BTreeMap;

use bayan_view::case::ClaimId;
use bayan_view::status::{Behind, FacetStatus, Status};
use bayan_view::track::Who;
use maud::{Markup, html};

use crate::part::Side;
use crate::report::Report;

/// How many sources behind one side of a facet are named in the overview; the rest are counted, and stand in the table of
/// claims.
const NAMED_MAX: usize = 6;

impl Report<'_> {
    /// The incident's name and the moment.
    pub(crate) fn masthead(&self) -> Markup {
        html! {
            header .masthead {
                p .kicker data-bayan-own { (self.text("page-kicker")) }
                h1 { (self.name(&self.incident)) }
                p .lede data-bayan-own { (self.text("page-lede")) }
                (self.standing())
            }
        }
    }

    /// As of when, and what the checkpoint signs.
    fn standing(&self) -> Markup {
        let moment = &self.moment;
        let is_earlier = moment.held != moment.size;
        let root = moment.root.to_string();
        html! {
            dl .standing {
                div {
                    dt data-bayan-own { (self.text("page-held")) }
                    dd data-bayan-computed {
                        (self.counted("page-entries", usize::try_from(moment.held.0).unwrap_or(usize::MAX)))
                        @if let Some(time) = moment.recorded { (self.text("list-separator")) (self.instant(time)) }
                    }
                }
                div {
                    dt data-bayan-own { (self.text("page-said-by")) }
                    @match &moment.said_by {
                        Some(time) => dd data-bayan-computed { (time) },
                        None => dd data-bayan-own { (self.text("page-all-said")) },
                    }
                }
                div {
                    dt data-bayan-own { (self.text("page-checkpoint")) }
                    dd {
                        bdi data-bayan="checkpoint origin" { (moment.origin) }
                        span data-bayan-own { (self.text("list-separator")) (self.text("page-size")) " " }
                        span data-bayan="checkpoint size" data-bayan-as="number" { (self.speech.number(moment.size.0)) }
                        @if is_earlier { " " span .note data-bayan-own { (self.text("page-earlier")) } }
                        br;
                        code .digest dir="ltr" data-bayan="checkpoint root" data-bayan-as="hex" { (root) }
                    }
                }
                div {
                    dt data-bayan-own { (self.text("page-witnesses")) }
                    dd data-bayan-computed {
                        @if moment.witnesses.is_empty() { (self.text("page-no-witness")) }
                        @else { (self.speech.list(&moment.witnesses)) }
                    }
                }
            }
        }
    }

    /// Where each facet stands: contested ones first, then those of which harm is affirmed, denied, left open.
    pub(crate) fn statuses(&self) -> Markup {
        let mut statuses: Vec<&FacetStatus> = self.picture.statuses.iter().collect();
        let rank = |status: &FacetStatus| match status.status {
            Status::Contested => 0,
            Status::Denied => 1,
            Status::Affirmed => 2,
            Status::Open => 3,
            Status::Unstated => 4,
        };
        let is_harm = |status: &FacetStatus| self.is_of_harm(status);
        statuses.retain(|status| status.status != Status::Unstated);
        statuses.sort_by_key(|status| (!is_harm(status), rank(status), status.facet.clone()));
        let (harm, other): (Vec<_>, Vec<_>) = statuses.into_iter().partition(|it| is_harm(it));
        html! {
            section .statuses id={ (self.prefix) "statuses" } {
                h2 data-bayan-own { (self.text("head-statuses")) }
                p .note data-bayan-own { (self.text("page-no-verdict")) }
                (self.status_table(&harm, "page-of-harm"))
                (self.status_table(&other, "page-of-other"))
            }
        }
    }

    /// A side in words: of what is a harm, that the harm is affirmed or denied, whichever value says so.
    fn side_of(&self, side: Side, is_harm: bool) -> String {
        match side {
            Side::Affirmed if is_harm => self.text("harm-affirmed"),
            Side::Denied if is_harm => self.text("harm-denied"),
            _ => self.speech.label("status", side.class()).into_owned(),
        }
    }

    fn is_of_harm(&self, status: &FacetStatus) -> bool {
        self.case.catalogue.find(&status.facet).is_ok_and(|spec| spec.harm.is_some())
    }

    /// Where a facet stands, in words.
    pub(crate) fn status_words(&self, status: &FacetStatus) -> String {
        let is_harm = self.is_of_harm(status);
        match status.status {
            Status::Affirmed => self.side_of(Side::Affirmed, is_harm),
            Status::Denied => self.side_of(Side::Denied, is_harm),
            other => self.speech.label("status", other.name()).into_owned(),
        }
    }

    fn status_table(&self, statuses: &[&FacetStatus], caption: &str) -> Markup {
        let is_harm = statuses.iter().any(|status| self.is_of_harm(status));
        if statuses.is_empty() {
            return html! {};
        }
        html! {
            div .scroll role="region" tabindex="0" aria-labelledby={ (self.prefix) (caption) } {
                table .status {
                    caption id={ (self.prefix) (caption) } data-bayan-own { (self.speech.text(caption)) }
                    thead data-bayan-own {
                        tr {
                            th scope="col" { (self.text("page-facet")) }
                            th scope="col" { (self.text("page-stands")) }
                            @for side in Side::ALL {
                                th scope="col" { (self.side_of(side, is_harm)) }
                            }
                        }
                    }
                    tbody {
                        @for status in statuses { (self.status_row(status)) }
                    }
                }
            }
        }
    }

    fn status_row(&self, status: &FacetStatus) -> Markup {
        let sides = [&status.affirmed, &status.denied, &status.open];
        let claims: Vec<ClaimId> = sides.iter().flat_map(|side| &side.claims).copied().collect();
        html! {
            tr {
                th scope="row" data-bayan-own { (self.facet(&status.facet)) }
                td {
                    span .badge .(status.status.name()) data-bayan-computed=(self.addresses(&claims)) {
                        (self.status_words(status))
                    }
                }
                @for (side, behind) in Side::ALL.into_iter().zip(sides) {
                    td .(side.class()) { (self.behind(behind)) }
                }
            }
        }
    }

    /// Who is behind one side: each source with its claims, and how many independent origins where those are fewer.
    fn behind(&self, behind: &Behind) -> Markup {
        if behind.claims.is_empty() {
            return html! { span .none aria-hidden="true" { "–" } };
        }
        let mut sources: BTreeMap<Who, Vec<ClaimId>> = BTreeMap::new();
        for id in &behind.claims {
            sources.entry(self.speaker(*id)).or_default().push(*id);
        }
        let more = sources.len().saturating_sub(NAMED_MAX);
        html! {
            ul .behind {
                @for (_, claims) in sources.iter().take(NAMED_MAX) {
                    @if let Some(first) = claims.first() {
                        li {
                            span data-bayan-claim=(self.address(*first)) { (self.speaker_of(*first)) }
                            " "
                            @for id in claims.iter().take(NAMED_MAX) { (self.link(*id)) " " }
                        }
                    }
                }
                @if more > 0 { li .more data-bayan-computed { (self.counted("page-more", more)) } }
            }
            @if behind.origins < sources.len() {
                p .note data-bayan-computed=(self.addresses(&behind.claims)) { (self.counted("origins", behind.origins)) }
            }
        }
    }
}
