//! How one denial shrank, as the demo's ledger tells it: the same answer that `history` gives.

use bayan_view::case::ClaimId;
use bayan_view::track::{Move, Track};
use serde_json::{Value, json};

use crate::commands::history;
use crate::context::Context;
use crate::error::Failure;
use crate::picture::Scene;
use crate::picture::choice::Choice;
use crate::picture::moment::MomentArgs;
use crate::picture::quotes::Quotes;
use crate::picture::sources::positions_of;
use crate::picture::telling::Teller;
use crate::reading::Reading;
use crate::reading::layout::Page;
use crate::reading::words::Words;
use crate::ui::Ui;

/// Whose position is shown, on what.
const INCIDENT: &str = "incident:in-nagar-palika";
const PARTY: &str = "party:in-urban-department";
const TOPIC: &str = "data_compromise";

/// The command that shows it in full.
pub(super) const COMMAND: &str =
    "bayan history in-nagar-palika --party in-urban-department --topic data_compromise";

/// A department's position on data, wording by wording.
pub(super) struct Denial {
    reading: Reading,
    scene: Scene,
    quotes: Quotes,
    tracks: Vec<Track>,
}

impl Denial {
    /// Reads it from the demo's ledger, which `context` is of.
    pub(super) fn read(context: &Context) -> Result<Self, Failure> {
        let (reading, scene) = Scene::open(context, Some(INCIDENT), &MomentArgs::default())?;
        let choice = Choice::of(&scene.case.catalogue, Some(TOPIC))?;
        let party = history::party(&reading, PARTY)?;
        let tracks = positions_of(&scene, party, &choice.facets);
        let claims = tracks.iter().flat_map(|track| &track.steps).map(|step| step.claim);
        let quotes = Quotes::of(&reading, &scene.case, claims)?;
        Ok(Self { reading, scene, quotes, tracks })
    }

    /// The entry of the newest wording.
    pub(super) fn last(&self) -> u64 {
        let steps = self.tracks.iter().flat_map(|track| &track.steps);
        steps.last().map_or(0, |step| self.scene.case.claim(step.claim).cite.index.0)
    }

    /// Each wording for a person.
    pub(super) fn lines(&self, ui: &Ui) -> Vec<String> {
        let words = Words { reading: &self.reading, ui };
        let teller = Teller { words, scene: &self.scene, quotes: &self.quotes };
        let mut page = Page::new(ui);
        for step in self.tracks.iter().flat_map(|track| &track.steps) {
            teller.sentence(&mut page, 2, step.claim);
            let facet = words.speech().facet(&self.scene.case.claim(step.claim).fact.facet);
            let place = format!("{facet}, {}", teller.address(step.claim));
            page.line(format!("      {}", words.dim(&place)));
            for moved in step.moves.iter().chain(&step.from_widest) {
                page.line(format!("      {}", teller.move_words(moved)));
            }
        }
        page.into_lines()
    }

    /// The same for a machine.
    pub(super) fn documents(&self) -> Vec<Value> {
        let steps = self.tracks.iter().flat_map(|track| &track.steps);
        steps
            .map(|step| self.document(step.claim, &step.moves, step.from_widest.as_ref()))
            .collect()
    }

    fn document(&self, id: ClaimId, moves: &[Move], from_widest: Option<&Move>) -> Value {
        let claimed = self.scene.case.claim(id);
        let quote = self.quotes.quote(&self.scene.case, id);
        let sentence = quote
            .and_then(|quote| quote.claim.segments.first())
            .map(|segment| segment.exact.to_string());
        let gloss =
            quote.and_then(|quote| quote.gloss("en")).map(|gloss| gloss.phrase.text.to_string());
        let shifts = |moved: &Move| -> Vec<&str> {
            moved.shifts.iter().map(|(shift, _)| shift.name()).collect()
        };
        json!({
            "entry": claimed.cite.index.0,
            "claim": claimed.at.to_string(),
            "facet": claimed.fact.facet.to_string(),
            "sentence": sentence,
            "gloss": gloss,
            "markers": claimed.fact.markers.iter().map(|marker| marker.name()).collect::<Vec<_>>(),
            "shifts": moves.iter().flat_map(shifts).collect::<Vec<_>>(),
            "shifts_from_widest": from_widest.map(shifts),
        })
    }
}
