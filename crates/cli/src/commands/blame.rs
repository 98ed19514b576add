//! `blame`: for every value that stands, the entry, the bytes and the signature behind it.

mod answer;

use std::collections::BTreeSet;

use bayan_claim::facet::FacetName;
use bayan_view::case::ClaimId;
use clap::Args;

pub use answer::{Answer, ProofDocument};

use crate::context::Context;
use crate::error::{Failure, Outcome};
use crate::picture::Scene;
use crate::picture::choice::Choice;
use crate::picture::document::Documents;
use crate::picture::moment::MomentArgs;
use crate::picture::quotes::{Quote, Quotes};
use crate::picture::sources::own;
use crate::picture::telling::Teller;
use crate::reading::Reading;
use crate::reading::layout::Page;
use crate::reading::words::{Words, capture, short};
use crate::ui::{Tone, Ui};

/// Show where each value that stands comes from: entry, bytes, signer, and the command that proves it
#[derive(Debug, Args)]
#[command(
    after_help = "For each standing claim: the sentence, the entry and statement, the artifact and the bytes in \
it, whose key signed, and what that signature attests. A signature vouches for the record and not for the words.

Examples:
  bayan blame in-nagar-palika data.safety
  bayan blame ir-civil-registry data_compromise
  bayan blame ke-ecitizen --json

`bayan schema --answer blame` prints the schema of the JSON answer."
)]
pub struct Blame {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT")]
    incident: Option<String>,
    /// A topic, a family or a facet: `bayan facets`
    #[arg(value_name = "TOPIC|FACET")]
    about: Option<String>,
    #[command(flatten)]
    moment: MomentArgs,
}

impl Blame {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.moment.lang.lang);
        let asked = (self.incident.as_deref(), self.about.as_deref());
        let (reading, scene, about) = Scene::open_on(context, asked, &self.moment)?;
        let choice = Choice::of(&scene.case.catalogue, about)?;
        let standing = standing(&scene, &choice);
        let ids = scene.with_translations(standing.iter().map(|(_, id)| *id).collect());
        let quotes = Quotes::of(&reading, &scene.case, ids)?;
        context.ui.answer(
            || answer(&reading, &scene, &quotes, &standing),
            |ui| lines(ui, &reading, (&scene, &choice), &quotes, &standing),
        )
    }
}

/// The standing claims by facet.
fn standing(scene: &Scene, choice: &Choice) -> BTreeSet<(FacetName, ClaimId)> {
    let steps = scene.picture().tracks.speakers.iter().flat_map(|track| &track.steps);
    let of = |id: ClaimId| (scene.case.claim(id).fact.facet.clone(), id);
    let standing = steps.filter(|step| step.stands).map(|step| of(step.claim));
    standing.filter(|(facet, _)| choice.holds(facet)).collect()
}

fn answer(
    reading: &Reading,
    scene: &Scene,
    quotes: &Quotes,
    standing: &BTreeSet<(FacetName, ClaimId)>,
) -> Result<Answer, Failure> {
    let documents = Documents { reading, scene, quotes };
    let proofs = standing.iter().map(|(_, id)| {
        let entry = scene.case.claim(*id).cite.index;
        let header = quotes.entry(entry).map(|entry| entry.entry.statement().header());
        ProofDocument {
            claim: documents.address(*id),
            entry: entry.0,
            key: header.map(|header| header.kid.to_string()),
            command: command(entry.0),
        }
    });
    Ok(Answer {
        moment: documents.moment()?,
        values: proofs.collect(),
        gaps: documents.gaps(),
        claims: documents
            .claims(scene.with_translations(standing.iter().map(|(_, id)| *id).collect()))?,
    })
}

fn command(entry: u64) -> String {
    format!("bayan prove {entry}")
}

fn lines(
    ui: &Ui,
    reading: &Reading,
    (scene, choice): (&Scene, &Choice),
    quotes: &Quotes,
    standing: &BTreeSet<(FacetName, ClaimId)>,
) -> Vec<String> {
    let teller = Teller { words: Words { reading, ui }, scene, quotes };
    let mut page = Page::new(ui);
    teller.heading(&mut page, &teller.text("head-blame"));
    if standing.is_empty() {
        teller.nothing_stands(&mut page, choice);
    }
    let mut last = None;
    for (facet, id) in standing {
        if last != Some(facet) {
            page.heading(&teller.facet(facet));
            last = Some(facet);
        }
        one(&mut page, teller, *id);
    }
    teller.gaps(&mut page);
    page.into_lines()
}

fn one(page: &mut Page<'_>, teller: Teller<'_>, id: ClaimId) {
    let claimed = teller.scene.case.claim(id);
    let index = claimed.cite.index;
    teller.sentence(page, 2, id);
    let who = teller.who(&own(teller.scene, id));
    page.part(6, &teller.text("label-speaker"), who);
    if let Some(quote) = teller.quotes.quote(&teller.scene.case, id) {
        page.part(6, &teller.text("label-claim"), value(teller, quote));
        for segment in &quote.claim.segments {
            let (start, end) = (segment.start.to_string(), segment.end.to_string());
            let range = [("start", (&start).into()), ("end", (&end).into())];
            let bytes = teller.words.speech().with("bytes-range", &range);
            let zone = teller.words.speech().zone(segment.zone);
            let place = format!("{} {bytes} ({zone})", capture(&segment.artifact));
            page.part(6, &teller.text("label-words"), place);
        }
        teller.way(page, 6, quote);
    }
    teller.headline(page, 6, id);
    teller.translations(page, 6, id, None);
    let place = format!("{}  {}", teller.marked(id), teller.words.dim(&teller.statement(id)));
    page.part(6, &teller.text("label-entry"), place);
    if let Some(entry) = teller.quotes.entry(index) {
        let header = entry.entry.statement().header();
        let key = teller.with("with-key", "key", short(&header.kid.to_string()));
        let signer = format!("{}, {}", teller.words.named(&header.iss), teller.words.dim(&key));
        page.part(6, &teller.text("label-signer"), signer);
    }
    if let Some(quote) = teller.quotes.quote(&teller.scene.case, id) {
        page.part(6, "", teller.words.attests(quote.utterance.attests));
    }
    let proof = teller.words.ui.paint(Tone::Strong, command(index.0));
    page.part(6, &teller.text("label-proof"), proof);
}

fn value(teller: Teller<'_>, quote: Quote<'_>) -> String {
    let mut words = vec![teller.words.said_value(quote.claim)];
    words.extend(teller.words.confidence(quote.claim));
    words.extend(quote.claim.scope.iter().flat_map(|scope| teller.words.scope(scope)));
    teller.words.speech().list(&words)
}
