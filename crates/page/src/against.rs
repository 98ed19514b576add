//! Headlines against the body under them, and sources against each other.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::vocabulary::MarkerKind;
use bayan_view::case::ClaimId;
use bayan_view::conflict::{Basis, Conflict};
use bayan_view::headline::{Against, Beyond};
use bayan_view::track::Who;
use maud::{Markup, html};

use crate::part::{Side, proven};
use crate::report::Report;
use crate::tongue::direction;

/// How many headlines, and how many sentences against one, are shown.
const HEADLINES_MAX: usize = 12;
const SENTENCES_MAX: usize = 4;
/// How many sources and facets the matrix has, and how many conflicts stand side by side below it.
const SOURCES_MAX: usize = 24;
const FACETS_MAX: usize = 8;
const CONFLICTS_MAX: usize = 16;
/// How many claims of one side of a conflict are shown.
const SIDE_MAX: usize = 4;

impl Report<'_> {
    /// What headlines say that the body does not, the words that they left out struck through.
    pub(crate) fn headlines(&self) -> Markup {
        if self.headlines.is_empty() {
            return html! {};
        }
        let more = self.headlines.len().saturating_sub(HEADLINES_MAX);
        html! {
            section .headlines id={ (self.prefix) "headlines" } {
                h2 data-bayan-own { (self.text("head-headline-check")) }
                p .note data-bayan-own { (self.text("page-headline-note")) }
                @for beyond in self.headlines.iter().take(HEADLINES_MAX) { (self.headline(beyond)) }
                @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } }
            }
        }
    }

    fn headline(&self, beyond: &Beyond) -> Markup {
        let more = beyond.against.len().saturating_sub(SENTENCES_MAX);
        html! {
            article .pair {
                div .head data-bayan-claim=(self.address(beyond.headline)) {
                    p .label data-bayan-own { (self.speech.zone(bayan_claim::vocabulary::Zone::Headline)) }
                    (self.sentence(beyond.headline))
                    (self.gloss(beyond.headline))
                    p .by { (self.speaker_of(beyond.headline)) " · " (self.link(beyond.headline)) }
                }
                div .bodies {
                    p .label data-bayan-own { (self.speech.zone(bayan_claim::vocabulary::Zone::Body)) }
                    @if beyond.against.is_empty() {
                        p .note data-bayan-own { (self.text("beyond-unsaid")) }
                    }
                    @for against in beyond.against.iter().take(SENTENCES_MAX) { (self.against(against)) }
                    @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } }
                }
            }
        }
    }

    fn against(&self, against: &Against) -> Markup {
        let id = against.sentence;
        let gains: Vec<String> = against
            .gains
            .iter()
            .map(|it| self.speech.label("gain", it.name()).into_owned())
            .collect();
        html! {
            div data-bayan-claim=(self.address(id)) {
                (self.struck(id, &against.dropped))
                (self.gloss(id))
                p .by {
                    strong .gains data-bayan-computed=(self.address(id)) { (self.speech.list(&gains)) }
                    " · " (self.speaker_of(id)) " · " (self.link(id))
                }
            }
        }
    }

    /// A sentence with the words of doubt and limit struck through that a headline left out.
    fn struck(&self, id: ClaimId, dropped: &[MarkerKind]) -> Markup {
        let Some((told, claim)) = self.told(id).zip(self.claim(id)) else {
            return self.sentence(id);
        };
        if !told.withheld.is_empty() {
            return self.sentence(id);
        }
        let utterance = told.signed.map(|(_, utterance)| utterance);
        let language = utterance.and_then(|it| it.language.as_ref()).map(ToString::to_string);
        let markers = claim.markers.iter().filter(|marker| dropped.contains(&marker.kind));
        let printed: Vec<&str> =
            markers.filter_map(|marker| marker.printed.as_deref().map(AsRef::as_ref)).collect();
        let entry = self.case.claim(id).cite.index;
        html! {
            p .sentence lang=[language.as_deref()] dir=(direction(language.as_deref())) {
                @for (n, segment) in claim.segments.iter().enumerate() {
                    @let path = self.in_claim(id, told, &format!("segments/{n}/exact"));
                    @if n > 0 { " … " }
                    q data-bayan=(proven(entry, &path)) data-bayan-as="strike" {
                        @for (part, is_struck) in parts(&segment.exact, &printed) {
                            @if is_struck { del { (part) } } @else { (part) }
                        }
                    }
                }
            }
        }
    }

    /// Where sources conflict: sources by facets, each cell split by what the source says, and the sentences below.
    pub(crate) fn conflicts(&self) -> Markup {
        let list = &self.picture.conflicts.list;
        if list.is_empty() {
            return html! {};
        }
        let more = list.len().saturating_sub(CONFLICTS_MAX);
        html! {
            section .conflicts id={ (self.prefix) "conflicts" } {
                h2 data-bayan-own { (self.text("head-conflicts")) }
                p .note data-bayan-own { (self.text("page-matrix-note")) }
                (self.matrix(list))
                @for conflict in list.iter().take(CONFLICTS_MAX) { (self.conflict(conflict)) }
                @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } (self.more_conflicts(list)) }
                @if self.picture.conflicts.is_cut { p .note data-bayan-own { (self.text("conflicts-cut")) } }
            }
        }
    }

    fn matrix(&self, list: &[Conflict]) -> Markup {
        let mut cells: BTreeMap<Who, BTreeMap<&FacetName, BTreeMap<Side, BTreeSet<ClaimId>>>> =
            BTreeMap::new();
        let mut facets: BTreeMap<&FacetName, usize> = BTreeMap::new();
        for id in list.iter().flat_map(|conflict| conflict.left.iter().chain(&conflict.right)) {
            let facet = &self.case.claim(*id).fact.facet;
            *facets.entry(facet).or_default() += 1;
            let cell = cells.entry(self.speaker(*id)).or_default().entry(facet).or_default();
            cell.entry(self.side(*id)).or_default().insert(*id);
        }
        let mut columns: Vec<(&FacetName, usize)> = facets.into_iter().collect();
        columns.sort_by_key(|(facet, count)| (std::cmp::Reverse(*count), *facet));
        let more = cells.len().saturating_sub(SOURCES_MAX);
        let shown: Vec<&FacetName> =
            columns.iter().take(FACETS_MAX).map(|(facet, _)| *facet).collect();
        let caption = format!("{}matrix", self.prefix);
        html! {
            div .scroll role="region" tabindex="0" aria-labelledby=(caption) {
                table .matrix {
                    caption id=(caption) data-bayan-own { (self.text("head-conflicts")) }
                    thead data-bayan-own {
                        tr { th scope="col" { (self.text("label-speaker")) } @for facet in &shown { th scope="col" { (self.facet(facet)) } } }
                    }
                    tbody {
                        @for (who, row) in cells.iter().take(SOURCES_MAX) {
                            tr {
                                th scope="row" { (self.who(who)) }
                                @for facet in &shown { td { @if let Some(cell) = row.get(facet) { (self.cell(facet, cell)) } } }
                            }
                        }
                    }
                }
            }
            @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } }
        }
    }

    fn cell(&self, facet: &FacetName, cell: &BTreeMap<Side, BTreeSet<ClaimId>>) -> Markup {
        html! {
            div .cell {
                @for (side, claims) in cell {
                    span .half .(side.class()) {
                        span data-bayan-own { (self.side_words(facet, *side)) } " "
                        @for id in claims.iter().take(SIDE_MAX) { (self.link(*id)) " " }
                        @if claims.len() > SIDE_MAX { span data-bayan-computed { (self.counted("page-more", claims.len() - SIDE_MAX)) } }
                    }
                }
            }
        }
    }

    fn conflict(&self, conflict: &Conflict) -> Markup {
        let ground = match (conflict.basis.rule(), &conflict.basis) {
            (_, Basis::Recorded(_)) => self.text("ground-recorded"),
            (Some(rule), _) => self.speech.label("rule", rule).into_owned(),
            (None, _) => self.text("ground-computed"),
        };
        let all: Vec<ClaimId> = conflict.left.iter().chain(&conflict.right).copied().collect();
        html! {
            article .conflict {
                h3 data-bayan-computed=(self.addresses(&all)) {
                    (self.speech.label("conflict", conflict.kind.name())) " " span .rule { "(" (ground) ")" }
                }
                div .sides {
                    (self.conflict_side(&conflict.left))
                    p .versus data-bayan-own { (self.text("against")) }
                    (self.conflict_side(&conflict.right))
                }
            }
        }
    }

    fn conflict_side(&self, claims: &[ClaimId]) -> Markup {
        html! {
            div .conflict-side {
                @for id in claims.iter().take(SIDE_MAX) {
                    div .quoted .(self.side(*id).class()) data-bayan-claim=(self.address(*id)) {
                        (self.sentence(*id))
                        (self.gloss(*id))
                        p .by { (self.speaker_of(*id)) " · " (self.facet_of(*id)) " · " (self.link(*id)) }
                    }
                }
                @if claims.len() > SIDE_MAX { p .more data-bayan-computed { (self.counted("page-more", claims.len() - SIDE_MAX)) } }
            }
        }
    }

    /// Every conflict by the addresses of its claims, for where there are too many to stand side by side.
    fn more_conflicts(&self, list: &[Conflict]) -> Markup {
        let links = |ids: &[ClaimId]| html! { @for id in ids { (self.link(*id)) " " } };
        let row = |conflict: &Conflict| {
            let kind = self.speech.label("conflict", conflict.kind.name());
            vec![
                html! { span data-bayan-own { (kind) } },
                links(&conflict.left),
                links(&conflict.right),
            ]
        };
        let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
        self.as_table("head-conflicts", &["page-stands", "side-one", "side-other"], &rows)
    }
}

/// A text in parts, those that are one of some words marked; the first place of each.
fn parts<'t>(text: &'t str, words: &[&str]) -> Vec<(&'t str, bool)> {
    let mut ranges: Vec<(usize, usize)> = words
        .iter()
        .filter(|word| !word.is_empty())
        .filter_map(|word| text.find(word).map(|start| (start, start + word.len())))
        .collect();
    ranges.sort_unstable();
    let (mut found, mut at) = (Vec::new(), 0);
    for (start, end) in ranges {
        if start < at {
            continue;
        }
        found.extend(text.get(at..start).map(|part| (part, false)));
        found.extend(text.get(start..end).map(|part| (part, true)));
        at = end;
    }
    found.extend(text.get(at..).map(|part| (part, false)));
    found.retain(|(part, _)| !part.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn struck_words_stand_in_their_places_and_the_whole_stays_whole() {
        for (text, words, expected) in [
            ("no leak so far", &["so far"][..], &[("no leak ", false), ("so far", true)][..]),
            ("so far no leak", &["so far", "so"], &[("so", true), (" far no leak", false)]),
            ("no leak", &["perhaps", ""], &[("no leak", false)]),
            ("अब तक नहीं", &["अब तक"], &[("अब तक", true), (" नहीं", false)]),
        ] {
            let found = parts(text, words);
            assert_eq!(found, expected, "{text}");
            let whole: String = found.iter().map(|(part, _)| *part).collect();
            assert_eq!(whole, text);
        }
    }
}
