//! `headlines`: what headlines say that the body under them does not.

mod answer;

use std::collections::BTreeSet;

use bayan_view::case::ClaimId;
use bayan_view::headline::{Against, Beyond, Gain, headlines};
use clap::Args;

pub use answer::Answer;

use crate::context::Context;
use crate::error::Outcome;
use crate::picture::Scene;
use crate::picture::moment::MomentArgs;
use crate::picture::quotes::Quotes;
use crate::picture::telling::Teller;
use crate::reading::Reading;
use crate::reading::layout::Page;
use crate::reading::words::{Words, capture};
use crate::ui::{Tone, Ui};

/// Show what headlines say that the body under them does not
#[derive(Debug, Args)]
#[command(
    after_help = "A claim that stands only in a headline, subheading or caption is held against the sentences of the same \
publication on the same thing. Listed are those that no sentence says as much as, with what each sentence lacks: doubt \
that was dropped, a scope that was widened, a degree that was raised.

Examples:
  bayan headlines ir-civil-registry
  bayan headlines in-nagar-palika --lang hi
  bayan headlines id-patient-data --json

`bayan schema --answer headlines` prints the schema of the JSON answer."
)]
pub struct Headlines {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT")]
    incident: Option<String>,
    #[command(flatten)]
    moment: MomentArgs,
}

impl Headlines {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.moment.lang.lang);
        let (reading, scene) = Scene::open(context, self.incident.as_deref(), &self.moment)?;
        let found = headlines(&scene.case, &scene.world);
        let claims: BTreeSet<ClaimId> = found
            .iter()
            .flat_map(|it| it.against.iter().map(|it| it.sentence).chain([it.headline]))
            .collect();
        let quotes = Quotes::of(&reading, &scene.case, claims.iter().copied())?;
        context.ui.answer(
            || Answer::of(&reading, &scene, &quotes, (&found, claims)),
            |ui| lines(ui, &reading, &scene, &quotes, &found),
        )
    }
}

fn lines(
    ui: &Ui,
    reading: &Reading,
    scene: &Scene,
    quotes: &Quotes,
    found: &[Beyond],
) -> Vec<String> {
    let teller = Teller { words: Words { reading, ui }, scene, quotes };
    let mut page = Page::new(ui);
    teller.heading(&mut page, &teller.text("head-headline-check"));
    if found.is_empty() {
        teller.nothing_found(&mut page, "no-headline");
    }
    for beyond in found {
        page.line("");
        one(&mut page, teller, beyond);
    }
    teller.gaps(&mut page);
    page.into_lines()
}

fn one(page: &mut Page<'_>, teller: Teller<'_>, beyond: &Beyond) {
    let gains = gains(teller, &beyond.throughout());
    let heading = if beyond.against.is_empty() {
        teller.text("beyond-unsaid")
    } else if gains.is_empty() {
        teller.text("beyond-each-otherwise")
    } else {
        gains
    };
    page.line(format!("  {}", teller.words.ui.paint(Tone::Strong, heading)));
    teller.brief(page, 2, beyond.headline);
    teller.taken_back(page, 4, teller.scene.taken_back(beyond.headline));
    page.part(4, &teller.text("label-publication"), capture(&beyond.publication));
    if beyond.against.is_empty() {
        return;
    }
    let key = if beyond.own_source { "against-own-words" } else { "against-anybodys-words" };
    page.line(format!("    {}", teller.words.dim(&teller.text(key))));
    for against in &beyond.against {
        teller.brief(page, 6, against.sentence);
        teller.taken_back(page, 10, teller.scene.taken_back(against.sentence));
        page.line(format!("          {}", lacks(teller, against)));
    }
}

/// What a headline has beyond a sentence, and the words of the sentence that it has not.
fn lacks(teller: Teller<'_>, against: &Against) -> String {
    let mut words = vec![gains(teller, &against.gains)];
    let quote = teller.quotes.quote(&teller.scene.case, against.sentence);
    let dropped: Vec<String> = against
        .dropped
        .iter()
        .map(|kind| {
            let markers = quote.into_iter().flat_map(|quote| &quote.claim.markers);
            let printed = markers.filter(|marker| marker.kind == *kind);
            let printed: Vec<String> = printed.map(|marker| teller.words.marker(marker)).collect();
            if printed.is_empty() {
                teller.words.speech().marker(*kind).into_owned()
            } else {
                teller.words.speech().list(&printed)
            }
        })
        .collect();
    if !dropped.is_empty() {
        words.push(teller.with("dropped-words", "list", &dropped.join("; ")));
    }
    words.join("; ")
}

fn gains(teller: Teller<'_>, gains: &BTreeSet<Gain>) -> String {
    let gains: Vec<String> = gains.iter().map(|gain| teller.label("gain", gain.name())).collect();
    teller.words.speech().list(&gains)
}
