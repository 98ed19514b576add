//! `silent`: who had not spoken, on what, as far as whom and up to when, and whether they spoke since.

mod answer;

use std::collections::BTreeSet;

use bayan_proof::num::Index;
use bayan_view::case::{Case, ClaimId};
use bayan_view::silence::{Silence, Spoken, Stands, silences};
use clap::Args;

pub use answer::Answer;

use crate::context::Context;
use crate::error::Outcome;
use crate::picture::moment::MomentArgs;
use crate::picture::quotes::Quotes;
use crate::picture::telling::Teller;
use crate::picture::{Scene, names};
use crate::reading::Reading;
use crate::reading::layout::Page;
use crate::reading::words::Words;
use crate::ui::{Tone, Ui};

/// Show who had not spoken, on what, as far as whom and when, and whether they spoke since
#[derive(Debug, Args)]
#[command(
    after_help = "A silence is what somebody who looked did not find. It is shown with the party's words since that \
moment on the same thing, and with those that no known time puts before or after it. To decline to say is no word on it.

Examples:
  bayan silent ir-civil-registry
  bayan silent ir-civil-registry --as-of 2026-01-12T10:00:00Z
  bayan silent ir-civil-registry --lang fa
  bayan silent in-nagar-palika --json

`bayan schema --answer silent` prints the schema of the JSON answer."
)]
pub struct Silent {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT")]
    incident: Option<String>,
    #[command(flatten)]
    moment: MomentArgs,
}

impl Silent {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.moment.lang.lang);
        let (reading, scene) = Scene::open(context, self.incident.as_deref(), &self.moment)?;
        let found = silences(&scene.case, &scene.world);
        let claims = claims(&scene.case, &found);
        let entries = claims.iter().map(|id| scene.case.claim(*id).cite.index);
        let entries: BTreeSet<Index> =
            entries.chain(found.iter().map(|silence| silence.cite.index)).collect();
        let quotes = Quotes::of_entries(&reading, &entries)?;
        context.ui.answer(
            || Answer::of(&reading, &scene, &quotes, (&found, claims)),
            |ui| lines(ui, &reading, &scene, &quotes, &found),
        )
    }
}

/// The claims of others that a silence did not answer, as they stand now.
fn unanswered(case: &Case, silence: &Silence) -> Vec<ClaimId> {
    let recorded = case.silences.iter().find(|it| it.cite.statement == silence.cite.statement);
    let claims = recorded.into_iter().flat_map(|recorded| &recorded.fact.claims);
    claims.flat_map(|claim| case.find(*claim)).collect()
}

/// Every claim that the answer refers to.
fn claims(case: &Case, silences: &[Silence]) -> BTreeSet<ClaimId> {
    let of = |silence: &Silence| {
        let spoken = silence.since.iter().chain(&silence.declined).flat_map(Spoken::claims);
        let own: Vec<ClaimId> = spoken.chain(silence.before.iter().copied()).collect();
        own.into_iter().chain(unanswered(case, silence))
    };
    silences.iter().flat_map(of).collect()
}

fn lines(
    ui: &Ui,
    reading: &Reading,
    scene: &Scene,
    quotes: &Quotes,
    found: &[Silence],
) -> Vec<String> {
    let teller = Teller { words: Words { reading, ui }, scene, quotes };
    let mut page = Page::new(ui);
    teller.heading(&mut page, &teller.text("head-silent"));
    if found.is_empty() {
        teller.nothing_found(&mut page, "no-silence");
    }
    for silence in found {
        page.line("");
        one(&mut page, teller, silence);
    }
    teller.gaps(&mut page);
    page.into_lines()
}

fn one(page: &mut Page<'_>, teller: Teller<'_>, silence: &Silence) {
    let party = teller.words.named(&silence.party.to_string());
    let party = teller.words.ui.paint(Tone::Strong, party);
    let stands = teller.label("stands", names::stands(silence.stands));
    let stands = if silence.stands == Stands::Spoke { stands } else { teller.warn(&stands) };
    page.line(format!("{party}: {stands}"));
    let index = silence.cite.index;
    let signed = teller.quotes.silence(index);
    match signed {
        None => page.line(format!("  {}", teller.warn(&teller.gone(index)))),
        Some(signed) => {
            for segment in &signed.segments {
                match teller.quotes.words_withheld(segment) {
                    Some(by) => page.line(format!("  {}", teller.warn(&teller.words.withheld(by)))),
                    None => page.block(2, &segment.exact),
                }
            }
        }
    }
    let looked = teller.words.named(&silence.as_far_as.to_string());
    page.part(4, "", teller.with("as-far-as", "party", &looked));
    // What follows is said where no date is recorded.
    let dated = signed.is_some_and(|signed| signed.as_of.edtf.is_some());
    let mut as_of: Vec<String> =
        signed.map(|signed| teller.words.time(&signed.as_of)).into_iter().collect();
    let within = teller.within(silence.as_of);
    if !dated && !within.is_empty() {
        let by = teller.label("bounded", names::bounded_by(silence.bounded_by));
        as_of.push(format!("{within} ({by})"));
    }
    as_of.retain(|words| !words.is_empty());
    page.part(4, &teller.text("label-as-of"), teller.words.speech().list(&as_of));
    if silence.possible {
        page.part(4, "", teller.warn(&teller.text("possible-time")));
    }
    let mut on: Vec<String> = silence.facets.iter().map(|facet| teller.facet(facet)).collect();
    let told = signed.and_then(|signed| signed.on.as_ref()?.words.as_ref());
    on.extend(told.map(|phrase| teller.words.printed(&phrase.text)));
    if on.is_empty() {
        on.push(teller.text("on-anything"));
    }
    page.part(4, &teller.text("label-on"), teller.words.speech().list(&on));
    page.part(4, &teller.text("label-entry"), teller.words.entry(index));
    page.part(4, "", teller.disputes(&silence.disputed).unwrap_or_default());
    let unanswered = unanswered(&teller.scene.case, silence);
    teller.briefs(page, 4, &teller.text("silent-on-claims"), &unanswered);
    teller.spoken(page, 4, &teller.text("spoke-since"), &silence.since);
    teller.spoken(page, 4, &teller.text("declined-since"), &silence.declined);
    teller.briefs(page, 4, &teller.text("spoke-before"), &silence.before);
}
