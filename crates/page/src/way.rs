//! By which way words came here, when they were said and recorded, and the beads of the log.

use std::collections::BTreeMap;

use bayan_proof::num::Index;
use bayan_view::case::ClaimId;
use bayan_view::track::Who;
use maud::{Markup, html};

use crate::axis::{Axis, percent};
use crate::lanes::is_dated;
use crate::report::Report;

/// How many ways, dots and beads are drawn.
const WAYS_MAX: usize = 24;
const DOTS_MAX: usize = 400;
const BEADS_MAX: usize = 240;

/// A way with the claims that came by it.
type Way<'a> = (&'a [String], Vec<bool>, Who);

impl Report<'_> {
    /// From the printed sentence to whose words it tells, step by step; hollow what was machine translated or never shown.
    pub(crate) fn ways(&self) -> Markup {
        let mut ways: BTreeMap<Way<'_>, Vec<ClaimId>> = BTreeMap::new();
        for (id, _) in self.case.claims() {
            let Some(told) = self.told(id).filter(|told| told.signed.is_some()) else { continue };
            let hops = &self.case.utterance(id).fact.chain;
            let hollow = hops.iter().map(|hop| {
                hop.unseen || hop.maker == Some(bayan_claim::vocabulary::Maker::Machine)
            });
            let way = (told.way.as_slice(), hollow.collect(), self.speaker(id));
            ways.entry(way).or_default().push(id);
        }
        if ways.is_empty() {
            return html! {};
        }
        let mut ways: Vec<(Way<'_>, Vec<ClaimId>)> = ways.into_iter().collect();
        ways.sort_by_key(|(_, claims)| std::cmp::Reverse(claims.len()));
        let more = ways.len().saturating_sub(WAYS_MAX);
        html! {
            section .ways id={ (self.prefix) "ways" } {
                h2 data-bayan-own { (self.text("page-ways")) }
                p .note data-bayan-own { (self.text("page-ways-note")) }
                ol .paths { @for (way, claims) in ways.iter().take(WAYS_MAX) { (self.way(way, claims)) } }
                @if more > 0 { p .more data-bayan-computed { (self.counted("page-more", more)) } }
                (self.in_the_table())
            }
        }
    }

    fn way(&self, (hops, hollow, who): &Way<'_>, claims: &[ClaimId]) -> Markup {
        let origins = self.facet_origins(claims);
        let weight = format!("w{}", origins.clamp(1, 4));
        html! {
            li .path .(weight) {
                span .hop.printed data-bayan-computed=(self.addresses(claims)) { (self.text("page-printed")) }
                @for (hop, is_hollow) in hops.iter().zip(hollow) {
                    span .step-to {
                        span .arrow-to aria-hidden="true" {}
                        span .hop .hollow[*is_hollow] data-bayan-computed=(self.addresses(claims)) { (hop) }
                    }
                }
                span .step-to {
                    span .arrow-to aria-hidden="true" {}
                    span .hop.origin { (self.who(who)) }
                }
                span .carries {
                    span data-bayan-computed=(self.addresses(claims)) { (self.counted("origins", origins)) } " · "
                    @for id in claims { (self.link(*id)) " " }
                }
            }
        }
    }

    /// How many independent origins the standing claims have on the matters of these, at most.
    fn facet_origins(&self, claims: &[ClaimId]) -> usize {
        let side = |id: &ClaimId| {
            let facet = &self.case.claim(*id).fact.facet;
            let status = self.picture.statuses.iter().find(|status| status.facet == *facet)?;
            let sides = [&status.affirmed, &status.denied, &status.open];
            sides.into_iter().find(|behind| behind.claims.contains(id)).map(|behind| behind.origins)
        };
        claims.iter().filter_map(side).max().unwrap_or(1)
    }

    /// Said against recorded: who recorded late what was said early.
    pub(crate) fn two_times(&self) -> Markup {
        let dated: Vec<ClaimId> = self
            .case
            .claims()
            .filter(|(_, claimed)| is_dated(claimed.said))
            .map(|(id, _)| id)
            .collect();
        let said = Axis::of(dated.iter().map(|id| self.case.claim(*id).said));
        let recorded = |id: &ClaimId| {
            i64::try_from(self.case.claim(*id).cite.recorded.0 / 1_000).unwrap_or(i64::MAX)
        };
        let at = |time| bayan_claim::value::TimeBounds { earliest: Some(time), latest: Some(time) };
        let written = Axis::of(dated.iter().map(|id| at(recorded(id))));
        let (Some(said), Some(written)) = (said, written) else { return html! {} };
        html! {
            section .two-times id={ (self.prefix) "times" } {
                h2 data-bayan-own { (self.text("page-times")) }
                p .note data-bayan-own { (self.text("page-times-note")) }
                div .plot {
                    p .y-axis data-bayan-computed { (self.text("label-recorded")) ": " (self.day(written.from)) " – " (self.day(written.to)) }
                    svg .dots role="group" focusable="false" {
                        rect .frame x="0" y="0" width="100%" height="100%" {}
                        @for id in dated.iter().take(DOTS_MAX) {
                            @let time = self.case.claim(*id).said;
                            @let (x1, x2) = (said.at(time.earliest.unwrap_or(said.from)), said.at(time.latest.unwrap_or(said.to)));
                            @let y = percent(0.94 - written.at(recorded(id)) * 0.88);
                            @let mirror = |x: f64| if self.is_rtl() { 1.0 - x } else { x };
                            @let (x1, x2) = (mirror(x1), mirror(x2));
                            @let address = self.address(*id);
                            a href={ "#" (self.anchor(*id)) } data-bayan-claim=(address) {
                                title data-bayan-computed=(address) { (address) ": " (self.bounds(time)) }
                                line .when .(self.side(*id).class()) x1=(percent(0.03 + x1 * 0.94)) x2=(percent(0.03 + x2 * 0.94)) y1=(y) y2=(y) {}
                                circle .(self.side(*id).class()) cx=(percent(0.03 + f64::midpoint(x1, x2) * 0.94)) cy=(y) r="5" {}
                            }
                        }
                    }
                    p .x-axis data-bayan-computed { (self.text("label-said")) ": " (self.day(said.from)) " – " (self.day(said.to)) }
                }
                (self.in_the_table())
            }
        }
    }

    /// The incident's entries in the order of the log, the withheld ones as sealed beads, and the checkpoint that signs all.
    pub(crate) fn chain(&self) -> Markup {
        let mut beads: BTreeMap<Index, (&'static str, Option<ClaimId>)> = BTreeMap::new();
        for (id, claimed) in self.case.claims() {
            beads.entry(claimed.cite.index).or_insert(("utterance", Some(id)));
        }
        let cites = self.case.silences.iter().map(|it| ("silence", it.cite.index));
        let cites = cites.chain(self.case.questions.iter().map(|it| ("question", it.cite.index)));
        let cites = cites.chain(self.case.opinions.iter().map(|it| ("opinion", it.cite.index)));
        let cites = cites.chain(self.case.links.iter().map(|it| ("link", it.cite.index)));
        let cites = cites.chain(self.case.corrections.iter().map(|it| ("amend", it.cite.index)));
        for (kind, index) in cites {
            let is_amendment = kind == "amend";
            let bead = beads.entry(index).or_insert((kind, None));
            if is_amendment {
                bead.0 = kind;
            }
        }
        let sealed: Vec<Index> = self.case.gaps.iter().map(|gap| gap.cite.index).collect();
        for index in &sealed {
            beads.insert(*index, ("redaction", None));
        }
        let more = beads.len().saturating_sub(BEADS_MAX);
        html! {
            section .chain id={ (self.prefix) "chain" } {
                h2 data-bayan-own { (self.text("page-chain")) }
                p .note data-bayan-own { (self.text("page-chain-note")) }
                ol .beads {
                    @for (index, (kind, claim)) in beads.iter().take(BEADS_MAX) {
                        li .bead .sealed[sealed.contains(index)] .amend[*kind == "amend"] {
                            @if let Some(id) = claim { (self.bead_link(*index, *id)) }
                            @else { span data-bayan={ (index) " index" } { (index) } }
                            span .kind data-bayan-own { (self.speech.label("kind", kind)) }
                        }
                    }
                    @if more > 0 { li .more data-bayan-computed { (self.counted("page-more", more)) } }
                    li .bead.signed {
                        span data-bayan="checkpoint size" { (self.moment.size) }
                        span .kind data-bayan-own { (self.text("page-checkpoint")) }
                    }
                    @for witness in &self.moment.witnesses { li .bead.witness data-bayan-computed { (witness) } }
                }
            }
        }
    }

    fn bead_link(&self, index: Index, id: ClaimId) -> Markup {
        html! {
            a href={ "#" (self.anchor(id)) } data-bayan-claim=(self.address(id)) {
                span data-bayan={ (index) " index" } { (index) }
            }
        }
    }
}
