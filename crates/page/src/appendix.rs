//! The end of a report: every claim in one table, what recorders corrected, what is withheld, and the words used.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_proof::num::Index;
use bayan_view::case::ClaimId;
use bayan_view::shift::Shift;
use maud::{Markup, html};

use crate::report::Report;

/// The terms that every report uses, each with what it means.
const TERMS: [(&str, &str); 7] = [
    ("status-denied", "page-about-denied"),
    ("status-affirmed", "page-about-affirmed"),
    ("status-open", "page-about-open"),
    ("status-contested", "page-about-contested"),
    ("head-origins", "page-about-origins"),
    ("stands-now", "page-about-stands"),
    ("label-scope", "page-about-scope"),
];

impl Report<'_> {
    /// Every claim, in log order.
    pub(crate) fn claim_table(&self) -> Markup {
        let standing = self.standing_claims();
        let heads = [
            "label-claim",
            "label-speaker",
            "page-facet",
            "label-words",
            "page-value",
            "label-act",
            "label-said",
            "label-recorded",
            "label-via",
            "page-stands",
        ];
        let caption = format!("{}all-claims", self.prefix);
        html! {
            section .claims {
                h2 id=(caption) data-bayan-own { (self.text("page-all-claims")) }
                div .scroll role="region" tabindex="0" aria-labelledby=(caption) {
                    table .all {
                        thead data-bayan-own { tr { @for head in heads { th scope="col" { (self.text(head)) } } } }
                        tbody {
                            @for (id, _) in self.case.claims() { (self.claim_row(id, standing.contains(&id))) }
                        }
                    }
                }
            }
        }
    }

    fn claim_row(&self, id: ClaimId, stands: bool) -> Markup {
        let address = self.address(id);
        let (told, cite) = (self.told(id), self.case.claim(id).cite);
        let limits = told.map(|told| [told.confidence.clone(), told.scope.clone()].concat());
        let stands = self.text(if stands { "stands-now" } else { "page-stands-no-more" });
        html! {
            tr data-bayan-claim=(address) {
                th scope="row" { (self.link(id)) }
                td { (self.speaker_of(id)) }
                td { (self.facet_of(id)) }
                td .words { (self.sentence(id)) (self.gloss(id)) }
                td data-bayan-computed=(address) {
                    @if let Some(told) = told { bdi { (told.value) } }
                    @for limit in limits.iter().flatten() { br; bdi .limit { (limit) } }
                }
                td data-bayan-own { (self.speech.act(self.case.claim(id).fact.act)) }
                td { (self.when(id)) }
                td data-bayan={ (cite.index) " time" } data-bayan-as="date" { (self.instant(cite.recorded)) }
                td data-bayan-computed=(address) { (told.map(|told| told.way.join(" → ")).unwrap_or_default()) }
                td data-bayan-computed=(address) { (stands) }
            }
        }
    }

    /// The claims that are part of their speaker's position.
    pub(crate) fn standing_claims(&self) -> BTreeSet<ClaimId> {
        let steps = self.picture.tracks.speakers.iter().flat_map(|track| &track.steps);
        steps.filter(|step| step.stands).map(|step| step.claim).collect()
    }

    /// What recorders corrected, and what is withheld.
    pub(crate) fn corrections_and_gaps(&self) -> Markup {
        let corrections = ["head-corrections", "page-corrections-note", "page-no-correction"];
        let gaps = ["head-gaps", "page-gaps-note", "page-no-gap"];
        html! { (self.lines(corrections, &self.corrections)) (self.lines(gaps, &self.gaps)) }
    }

    fn lines(&self, [head, note, nothing]: [&str; 3], lines: &[(Index, String)]) -> Markup {
        html! {
            section {
                h2 data-bayan-own { (self.speech.text(head)) }
                @if lines.is_empty() {
                    p .note data-bayan-own { (self.speech.text(nothing)) }
                } @else {
                    p .note data-bayan-own { (self.speech.text(note)) }
                    ul .lines {
                        @for (index, line) in lines { li data-bayan-computed=(index) { (line) } }
                    }
                }
            }
        }
    }

    /// The words that the report uses, each explained: the facets that something was said on, and the moves.
    pub(crate) fn glossary(&self) -> Markup {
        let facets: BTreeSet<&FacetName> =
            self.case.claims().map(|(_, claimed)| &claimed.fact.facet).collect();
        let shifts: BTreeSet<Shift> = self
            .sources
            .iter()
            .flat_map(|track| &track.steps)
            .flat_map(|step| step.moves.iter().chain(&step.from_widest))
            .flat_map(|moved| &moved.shifts)
            .map(|(shift, _)| *shift)
            .collect();
        let terms: BTreeMap<String, String> = shifts
            .iter()
            .map(|shift| {
                let name = shift.name();
                let told = self.speech.label("page-shift", name).into_owned();
                (self.speech.label("shift", name).into_owned(), told)
            })
            .collect();
        html! {
            section .glossary {
                h2 data-bayan-own { (self.text("page-glossary")) }
                dl data-bayan-own {
                    @for (term, about) in TERMS {
                        dt { (self.text(term)) }
                        dd { (self.speech.text(about)) }
                    }
                    @for (term, told) in &terms { dt { (term) } dd { (told) } }
                }
                @if !facets.is_empty() {
                    h3 data-bayan-own { (self.text("page-facets")) }
                    dl .facets {
                        @for facet in facets {
                            @let about = self.case.catalogue.find(facet).map(|spec| spec.about.to_string());
                            dt data-bayan-own { (self.facet(facet)) " " span .facet-name dir="ltr" { (facet) } }
                            dd lang="en" dir="ltr" data-bayan-computed { (about.unwrap_or_default()) }
                        }
                    }
                }
            }
        }
    }
}
