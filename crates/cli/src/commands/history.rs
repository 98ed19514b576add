//! `history`: how positions moved, wording by wording.

mod answer;

use std::collections::BTreeSet;

use bayan_claim::id::{PartyId, StatementRef};
use bayan_claim::vocabulary::Act;
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
use crate::picture::sources::{positions, positions_of, possible};
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
correction of an own record is shown as that: it is nobody's change of position. With `--said-by`, what may have been said \
later stands apart at the end: it is in no position.

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
        let possible = possible(&scene, party, &choice.facets);
        let found = Found { tracks, possible };
        let quotes = Quotes::of(&reading, &scene.case, found.claims(&scene))?;
        context.ui.answer(
            || found.answer(&reading, &scene, &quotes),
            |ui| found.lines(ui, &reading, &scene, &quotes),
        )
    }
}

/// What the answer is made of.
struct Found {
    tracks: Vec<Track>,
    /// What may have been said after `--said-by`: it is in no position.
    possible: Vec<ClaimId>,
}

/// A party by a person's word.
pub(super) fn party(reading: &Reading, word: &str) -> Result<PartyId, Failure> {
    let id = reading.declared("party", word)?;
    id.parse().map_err(|error| Failure::bare(Exit::Internal, error))
}

impl Found {
    /// Every claim that the answer shows or refers to.
    fn claims(&self, scene: &Scene) -> BTreeSet<ClaimId> {
        let mut found: BTreeSet<ClaimId> = self.possible.iter().copied().collect();
        for step in self.tracks.iter().flat_map(|track| &track.steps) {
            found.extend(step.claims());
        }
        scene.with_translations(found)
    }

    fn answer(&self, reading: &Reading, scene: &Scene, quotes: &Quotes) -> Result<Answer, Failure> {
        let documents = Documents { reading, scene, quotes };
        let sources = self.tracks.iter().map(|track| documents.source(track, |_| true));
        Ok(Answer {
            moment: documents.moment()?,
            sources: sources.collect::<Result<_, _>>()?,
            possible: self.possible.iter().map(|id| documents.address(*id)).collect(),
            corrections: documents.corrections()?,
            gaps: documents.gaps(),
            claims: documents.claims(self.claims(scene))?,
        })
    }

    fn lines(&self, ui: &Ui, reading: &Reading, scene: &Scene, quotes: &Quotes) -> Vec<String> {
        let teller = Teller { words: Words { reading, ui }, scene, quotes };
        let mut page = Page::new(ui);
        teller.heading(&mut page, &teller.text("head-history"));
        if self.tracks.iter().all(|track| track.steps.is_empty()) {
            teller.nothing_found(&mut page, "nobody-said");
        }
        let mut shown = BTreeSet::new();
        for track in &self.tracks {
            page.heading(&teller.source(track));
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
        teller.possible(&mut page, &self.possible);
        rest(&mut page, teller, &shown);
        page.into_lines()
    }
}

fn step(page: &mut Page<'_>, teller: Teller<'_>, track: &Track, step: &Step) {
    teller.step(page, 2, step, &track.who);
    for other in takes_of_others(teller.scene, step.claim) {
        let words = teller.with("takes-of-another", "claim", &teller.address(other));
        page.part(6, "", teller.warn(&words));
    }
    let state = if step.stands {
        "stands-now"
    } else if !step.taken_back.is_empty() || step.overruled.is_some() {
        // What took it back, or took its place, is told above.
        return;
    } else if teller.scene.case.claim(step.claim).fact.act == Act::Retracts {
        // To take back says nothing of its own, so nothing of it could stand.
        "holds-nothing"
    } else {
        "stands-no-more"
    };
    page.part(6, "", teller.words.dim(&teller.text(state)));
}

/// What a claim names as taken back or corrected, and is not its own source's to take back.
fn takes_of_others(scene: &Scene, taker: ClaimId) -> Vec<ClaimId> {
    let fact = &scene.case.claim(taker).fact;
    let target = fact.target.filter(|_| matches!(fact.act, Act::Retracts | Act::Corrects));
    let mut named = target.map(|target| scene.case.find(target)).unwrap_or_default();
    named.retain(|claim| !scene.taken_back(*claim).contains(&taker));
    named
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
    teller.gaps(page);
}
