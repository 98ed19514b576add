//! An incident's picture on its page: where each facet stands, who stands where, what moved last.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::IncidentId;
use bayan_view::case::ClaimId;
use bayan_view::shift::Shift;
use bayan_view::status::Status;
use bayan_view::track::{Gather, Move, Step, Track, Who};
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Failure;
use crate::picture::Scene;
use crate::picture::choice::Choice;
use crate::picture::document::{
    ClaimDocument, Documents, GapDocument, MomentDocument, SourceDocument, StatusDocument,
};
use crate::picture::moment::SaidBy;
use crate::picture::quotes::Quotes;
use crate::picture::sources::{own, positions, possible};
use crate::picture::telling::Teller;
use crate::reading::Reading;
use crate::reading::layout::{Cell, Page, Table};
use crate::reading::words::Words;
use crate::ui::Tone;

/// How many facets are listed: contested ones first.
const FACETS_MAX: usize = 10;
/// How many sources are listed, in the order in which they first stand in the log.
const SOURCES_MAX: usize = 6;
/// How many facets of a source are listed: contested ones first.
const FACETS_OF_SOURCE_MAX: usize = 5;
/// How many of the newest moves are listed.
const MOVES_MAX: usize = 3;

/// The `picture` of `show incident:… --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Which incident, at which moment.
    pub moment: MomentDocument,
    /// Where each facet stands that something was said on.
    pub statuses: Vec<StatusDocument>,
    /// Each source with its standing claims.
    pub sources: Vec<SourceDocument>,
    /// The claims that moved last, newest first: those that do more than repeat.
    pub moved_last: Vec<String>,
    /// Claims that may have been said after `--said-by`. They are in no position.
    pub possible: Vec<String>,
    /// What is withheld of the incident.
    pub gaps: Vec<GapDocument>,
    /// Every claim that the answer refers to, by address.
    pub claims: BTreeMap<String, ClaimDocument>,
}

/// What is shown of an incident.
pub(super) struct Shown {
    scene: Scene,
    tracks: Vec<Track>,
    moved: Vec<(Who, Step)>,
    possible: Vec<ClaimId>,
    quotes: Quotes,
}

impl Shown {
    pub(super) fn of(
        reading: &Reading,
        incident: IncidentId,
        said_by: Option<SaidBy>,
    ) -> Result<Self, Failure> {
        let scene = Scene::at(reading, incident, reading.size(), said_by)?;
        let choice = Choice::of(&scene.case.catalogue, None)?;
        let tracks = positions(&scene, &choice.facets, Gather::Organisations);
        let moved = moved_last(&scene, &tracks);
        let possible = possible(&scene, None, &choice.facets);
        let mut shown = Self { scene, tracks, moved, possible, quotes: Quotes::default() };
        shown.quotes = Quotes::of(reading, &shown.scene.case, shown.claims())?;
        Ok(shown)
    }

    /// Every claim that is shown or referred to.
    fn claims(&self) -> BTreeSet<ClaimId> {
        let statuses = self.scene.picture().statuses.iter();
        let sides = statuses.flat_map(|status| [&status.affirmed, &status.denied, &status.open]);
        let mut claims: BTreeSet<ClaimId> =
            sides.flat_map(|side| side.claims.iter().copied()).collect();
        claims.extend(&self.possible);
        let steps = self.tracks.iter().flat_map(|track| &track.steps).filter(|step| step.stands);
        for step in steps.chain(self.moved.iter().map(|(_, step)| step)) {
            claims.extend(step.claims());
        }
        claims
    }

    pub(super) fn answer(&self, reading: &Reading) -> Result<Answer, Failure> {
        let documents = Documents { reading, scene: &self.scene, quotes: &self.quotes };
        let sources = self.tracks.iter().map(|track| documents.source(track, |step| step.stands));
        let mut sources = sources.collect::<Result<Vec<_>, Failure>>()?;
        sources.retain(|source| !source.claims.is_empty());
        let statuses = &self.scene.picture().statuses;
        Ok(Answer {
            moment: documents.moment()?,
            statuses: statuses.iter().map(|status| documents.status(status)).collect(),
            sources,
            moved_last: self.moved.iter().map(|(_, step)| documents.address(step.claim)).collect(),
            possible: self.possible.iter().map(|id| documents.address(*id)).collect(),
            gaps: documents.gaps(),
            claims: documents.claims(self.claims())?,
        })
    }

    /// Its part of the page, short enough for one screen; `ask` and `history` tell the rest.
    pub(super) fn describe(&self, page: &mut Page<'_>, words: Words<'_>) {
        let teller = Teller { words, scene: &self.scene, quotes: &self.quotes };
        let slug = words.slug(&self.scene.incident.to_string());
        if !self.scene.picture().statuses.is_empty() {
            page.heading(&teller.text("head-statuses"));
            let more = self.statuses(page, teller);
            rest(page, words, more, &format!("bayan ask {slug}"));
            page.heading(&teller.text("head-positions"));
            let more = self.positions(page, teller);
            rest(page, words, more, &format!("bayan ask {slug} TOPIC"));
        }
        if !self.moved.is_empty() {
            page.heading(&teller.text("head-moved-last"));
        }
        for (who, step) in &self.moved {
            self.moved(page, teller, who, step);
        }
        if !self.moved.is_empty() {
            page.line(words.dim(&format!("  bayan history {slug}")));
        }
        teller.possible(page, &self.possible);
        teller.gaps(page);
    }

    fn statuses(&self, page: &mut Page<'_>, teller: Teller<'_>) -> usize {
        let mut statuses: Vec<_> = self.scene.picture().statuses.iter().collect();
        statuses.sort_by_key(|status| (status.status != Status::Contested, &status.facet));
        let mut table = Table::default();
        for status in statuses.iter().take(FACETS_MAX) {
            let line = Cell::of(teller.status_line(status));
            table.row([Cell::of(format!("  {}", teller.facet(&status.facet))), line]);
        }
        for line in table.lines(teller.words.ui) {
            page.line(line);
        }
        statuses.len().saturating_sub(FACETS_MAX)
    }

    /// A source, and under it its facets, each with what is said on it: broken where the terminal ends and never cut, for
    /// how a denial shrinks stands in its last words.
    fn positions(&self, page: &mut Page<'_>, teller: Teller<'_>) -> usize {
        let standing = |track: &&Track| track.steps.iter().any(|step| step.stands);
        for track in self.tracks.iter().filter(standing).take(SOURCES_MAX) {
            let who = teller.words.ui.paint(Tone::Strong, teller.who(&track.who));
            page.line(format!("  {who}"));
            let mut by_facet: BTreeMap<(bool, bool, &FacetName), Vec<String>> = BTreeMap::new();
            for step in track.steps.iter().filter(|step| step.stands) {
                let told = teller.in_a_line(step.claim, &track.who);
                let facet = &self.scene.case.claim(step.claim).fact.facet;
                by_facet.entry(self.rank(facet)).or_default().push(told);
            }
            let more = by_facet.len().saturating_sub(FACETS_OF_SOURCE_MAX);
            for ((_, _, facet), told) in by_facet.into_iter().take(FACETS_OF_SOURCE_MAX) {
                let facet = teller.words.speech().facet(facet);
                for line in teller.words.ui.wrapped(&format!("{facet}: {}", told.join("; ")), 4) {
                    page.line(line);
                }
            }
            if more > 0 {
                page.line(teller.words.dim(&format!("    +{more}")));
            }
        }
        self.tracks.iter().filter(standing).count().saturating_sub(SOURCES_MAX)
    }

    /// What puts facets in order: contested ones first, then those that know harm.
    fn rank<'a>(&self, facet: &'a FacetName) -> (bool, bool, &'a FacetName) {
        let status = self.scene.picture().statuses.iter().find(|status| status.facet == *facet);
        let is_contested = status.is_some_and(|status| status.status == Status::Contested);
        let spec = self.scene.case.catalogue.find(facet);
        (!is_contested, !spec.is_ok_and(|spec| spec.harm.is_some()), facet)
    }

    fn moved(&self, page: &mut Page<'_>, teller: Teller<'_>, of: &Who, step: &Step) {
        teller.sentence(page, 2, step.claim);
        for moved in step.moves.iter().filter(|moved| says_more(moved)) {
            // Whoever spoke moved from their own words, and the organisation from one voice to another.
            let speaker = own(&self.scene, step.claim);
            let is_own = speaker == own(&self.scene, moved.from);
            let who = teller.who(if is_own { &speaker } else { of });
            let moved = teller.move_words(moved);
            page.line(format!("      {who}; {}: {moved}", teller.address(step.claim)));
        }
    }
}

fn rest(page: &mut Page<'_>, words: Words<'_>, more: usize, command: &str) {
    if more > 0 {
        page.line(words.dim(&format!("  +{more}: {command}")));
    }
}

/// Whether a claim does more than say the same again.
fn says_more(moved: &Move) -> bool {
    moved.is_own()
        && moved.shifts.iter().any(|(shift, _)| !matches!(shift, Shift::Repeats | Shift::Rewords))
}

/// The newest claims that moved, by when they can have been said, then by their place in the log.
fn moved_last(scene: &Scene, tracks: &[Track]) -> Vec<(Who, Step)> {
    let steps = tracks.iter().flat_map(|track| track.steps.iter().map(|step| (&track.who, step)));
    let mut found: Vec<(&Who, &Step)> =
        steps.filter(|(_, step)| step.moves.iter().any(says_more)).collect();
    found.sort_by_key(|(_, step)| {
        let claimed = scene.case.claim(step.claim);
        std::cmp::Reverse((claimed.said.latest, claimed.cite.index, claimed.at.number))
    });
    found.dedup_by_key(|(_, step)| step.claim);
    found.into_iter().take(MOVES_MAX).map(|(who, step)| (who.clone(), step.clone())).collect()
}
