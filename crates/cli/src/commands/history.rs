//! `history`: how positions moved, wording by wording.

mod answer;

use std::collections::BTreeSet;

use bayan_claim::id::{PartyId, StatementRef};
use bayan_view::case::{ClaimId, Correction};
use bayan_view::track::{Gather, Step, Track};
use clap::Args;

pub use answer::Answer;

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::picture::Scene;
use crate::picture::choice::Choice;
use crate::picture::document::{Documents, is_ordered};
use crate::picture::moment::MomentArgs;
use crate::picture::quotes::Quotes;
use crate::picture::sources::{positions, positions_of};
use crate::picture::telling::Teller;
use crate::reading::Reading;
use crate::reading::layout::Page;
use crate::reading::words::Words;
use crate::ui::Ui;

/// Show how each source's position moved: every wording in order, as `git log -p` shows a file
#[derive(Debug, Args)]
#[command(
    after_help = "Each wording stands in its own script, with its translation, who said it and by which way it \
came, and how it moved from the one before and from the widest before. What cannot be ordered says so. A recorder's \
correction of an own record is shown as that: it is nobody's change of position.

Examples:
  bayan history in-nagar-palika --facet data.safety
  bayan history in-nagar-palika --party neeraj-mandloi --topic data_compromise
  bayan history ir-civil-registry --party ir-civil-registration --lang fa
  bayan history ir-civil-registry --topic blame --json

`bayan schema --answer history` prints the schema of the JSON answer."
)]
pub struct History {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT")]
    incident: Option<String>,
    /// Only this party's, with all who speak for it
    #[arg(long, short, value_name = "PARTY")]
    party: Option<String>,
    /// Only this facet, or family
    #[arg(long, short, value_name = "FACET", conflicts_with = "topic")]
    facet: Option<String>,
    /// Only this topic
    #[arg(long, short, value_name = "TOPIC")]
    topic: Option<String>,
    /// Each speaker alone, instead of organisations with their units and spokespersons
    #[arg(long, conflicts_with = "party")]
    speakers: bool,
    #[command(flatten)]
    moment: MomentArgs,
}

impl History {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.moment.lang.lang);
        let (reading, scene) = Scene::open(context, self.incident.as_deref(), &self.moment)?;
        let about = self.topic.as_deref().or(self.facet.as_deref());
        let choice = Choice::of(&scene.case.catalogue, about)?;
        let party = self.party.as_deref().map(|word| party(&reading, word)).transpose()?;
        let tracks = match party {
            Some(party) => positions_of(&scene, party, &choice.facets),
            None if self.speakers => positions(&scene, &choice.facets, Gather::Speakers),
            None => positions(&scene, &choice.facets, Gather::Organisations),
        };
        let quotes = Quotes::of(&reading, &scene.case, claims(&tracks))?;
        context.ui.answer(
            || answer(&reading, &scene, &quotes, &tracks),
            |ui| lines(ui, &reading, &scene, &quotes, &tracks),
        )
    }
}

/// A party by a person's word.
pub(super) fn party(reading: &Reading, word: &str) -> Result<PartyId, Failure> {
    let id = reading.declared("party", word)?;
    id.parse().map_err(|error| Failure::bare(Exit::Internal, error))
}

fn claims(tracks: &[Track]) -> BTreeSet<ClaimId> {
    let mut found = BTreeSet::new();
    for step in tracks.iter().flat_map(|track| &track.steps) {
        found.insert(step.claim);
        found.extend(step.moves.iter().chain(&step.from_widest).map(|moved| moved.from));
        found.extend(step.taken_back);
    }
    found
}

fn answer(
    reading: &Reading,
    scene: &Scene,
    quotes: &Quotes,
    tracks: &[Track],
) -> Result<Answer, Failure> {
    let documents = Documents { reading, scene, quotes };
    let sources = tracks.iter().map(|track| documents.source(track, |_| true));
    Ok(Answer {
        moment: documents.moment()?,
        sources: sources.collect::<Result<_, _>>()?,
        corrections: documents.corrections()?,
        gaps: documents.gaps(),
        claims: documents.claims(claims(tracks))?,
    })
}

fn lines(
    ui: &Ui,
    reading: &Reading,
    scene: &Scene,
    quotes: &Quotes,
    tracks: &[Track],
) -> Vec<String> {
    let teller = Teller { words: Words { reading, ui }, scene, quotes };
    let mut page = Page::new(ui);
    teller.heading(&mut page, &teller.text("head-history"));
    if tracks.iter().all(|track| track.steps.is_empty()) {
        page.line(teller.text("nobody-said"));
    }
    let mut shown = BTreeSet::new();
    for track in tracks {
        page.heading(&teller.who(&track.who));
        for (place, each) in track.steps.iter().enumerate() {
            if place > 0 {
                page.line("");
            }
            if !is_ordered(&scene.case, track, place) {
                page.line(format!("  {}", teller.warn(&teller.text("sequence-unknown"))));
            }
            step(&mut page, teller, track, each);
            for correction in corrections_of(scene, each.claim) {
                shown.insert(correction.cite.statement);
                let words = teller.correction(correction);
                page.part(6, &teller.text("label-recorder"), words);
            }
        }
    }
    rest(&mut page, teller, &shown);
    page.into_lines()
}

fn step(page: &mut Page<'_>, teller: Teller<'_>, track: &Track, step: &Step) {
    teller.step(page, 2, step, &track.who);
    let state = match (step.stands, step.taken_back) {
        (true, _) => "stands-now",
        (false, Some(_)) => return,
        (false, None) => "stands-no-more",
    };
    page.part(6, "", teller.words.dim(&teller.text(state)));
}

/// The corrections that made a claim's utterance what it is.
fn corrections_of(scene: &Scene, claim: ClaimId) -> Vec<&Correction> {
    let standing = scene.case.utterance(claim);
    let through = |statement: &StatementRef| {
        *statement == standing.cite.statement || standing.amends.contains(statement)
    };
    let corrections = scene.case.corrections.iter();
    corrections.filter(|correction| through(&correction.cite.statement)).collect()
}

/// Corrections of what no longer stands or is of no shown source, and what is withheld.
fn rest(page: &mut Page<'_>, teller: Teller<'_>, shown: &BTreeSet<StatementRef>) {
    let case = &teller.scene.case;
    let others: Vec<&Correction> =
        case.corrections.iter().filter(|it| !shown.contains(&it.cite.statement)).collect();
    if !others.is_empty() {
        page.heading(&teller.text("head-corrections"));
    }
    for correction in others {
        page.line(format!("  {}", teller.correction(correction)));
    }
    if !case.gaps.is_empty() {
        page.heading(&teller.text("head-gaps"));
    }
    for gap in &case.gaps {
        page.line(format!("  {}", teller.warn(&teller.gap(gap))));
    }
}
