//! `responsibility`: who blames whom, who clears whom, by which way it came, and whether the blamed was heard.

mod answer;

use std::collections::BTreeSet;

use bayan_claim::vocabulary::Polarity;
use bayan_view::case::ClaimId;
use bayan_view::fact::RefFact;
use bayan_view::responsibility::{Blame, Blames, Hearing, Unheard, blames, unheard};
use bayan_view::silence::Spoken;
use clap::Args;

pub use answer::Answer;

use crate::context::Context;
use crate::error::Outcome;
use crate::picture::Scene;
use crate::picture::moment::MomentArgs;
use crate::picture::quotes::Quotes;
use crate::picture::telling::Teller;
use crate::picture::{names, sources};
use crate::reading::Reading;
use crate::reading::layout::Page;
use crate::reading::words::Words;
use crate::ui::{Tone, Ui};

/// Show who is blamed by whom, through which chain, and whether the blamed was heard
#[derive(Debug, Args)]
#[command(
    after_help = "A blame is a claim of the family `responsibility` that names whom it is about. Who is said not to be to \
blame is listed apart, and each says whether it still stands. Hearsay, what is told \
as alleged, what stands in a headline only, and who blames itself are told apart. Whether a blamed party was heard \
follows from what it said since on the blame, or on anything; else from a silence that somebody recorded. Nobody is \
judged.

Examples:
  bayan responsibility ir-civil-registry
  bayan responsibility ir-civil-registry --said-by 2022-01-06
  bayan responsibility ke-hacking-week --json

`bayan schema --answer responsibility` prints the schema of the JSON answer."
)]
pub struct Responsibility {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT")]
    incident: Option<String>,
    #[command(flatten)]
    moment: MomentArgs,
}

impl Responsibility {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.moment.lang.lang);
        let (reading, scene) = Scene::open(context, self.incident.as_deref(), &self.moment)?;
        let found = blames(&scene.case, &scene.world, &scene.picture().tracks.speakers);
        let unheard = unheard(&scene.case, &scene.world, &found);
        let claims = claims(&found, &unheard);
        let quotes = Quotes::of(&reading, &scene.case, claims.iter().copied())?;
        context.ui.answer(
            || Answer::of(&reading, &scene, &quotes, (&found, &unheard, claims)),
            |ui| lines(ui, &reading, &scene, &quotes, (&found, &unheard)),
        )
    }
}

/// Every claim that the answer refers to.
fn claims(blames: &Blames, unheard: &[Unheard]) -> BTreeSet<ClaimId> {
    let mut found = BTreeSet::new();
    for blame in blames.iter() {
        found.insert(blame.claim);
        found.extend(blame.reasons.iter().chain(&blame.withdrawn).chain(&blame.followed));
        if let Some(Hearing { on_it, for_it, declined, elsewhere, .. }) = &blame.hearing {
            found.extend(
                [on_it, for_it, declined, elsewhere].into_iter().flatten().flat_map(Spoken::claims),
            );
        }
    }
    found.extend(unheard.iter().flat_map(|unheard| &unheard.blames));
    found
}

/// How a blame is told, where that is to be known: the list `blame`.
fn notes(scene: &Scene, blame: &Blame) -> Vec<&'static str> {
    let is_headline = scene.case.claim(blame.claim).fact.is_headline();
    let notes = [
        (blame.hearsay, "hearsay"),
        (blame.alleged, "alleged"),
        (blame.own && blame.polarity == Polarity::Affirm, "own"),
        (blame.own && blame.polarity != Polarity::Affirm, "of_itself"),
        (is_headline, "headline"),
    ];
    notes.into_iter().filter(|(holds, _)| *holds).map(|(_, note)| note).collect()
}

/// What a blame names, by its id.
fn whom_id(whom: RefFact) -> String {
    match whom {
        RefFact::Entity(entity) => entity.to_string(),
        RefFact::Incident(incident) => incident.to_string(),
        RefFact::Claim(claim) => claim.to_string(),
    }
}

fn lines(
    ui: &Ui,
    reading: &Reading,
    scene: &Scene,
    quotes: &Quotes,
    (found, unheard): (&Blames, &[Unheard]),
) -> Vec<String> {
    let teller = Teller { words: Words { reading, ui }, scene, quotes };
    let mut page = Page::new(ui);
    teller.heading(&mut page, &teller.text("head-responsibility"));
    if found.blamed.is_empty() {
        teller.nothing_found(&mut page, "nobody-blamed");
    }
    for (head, label, list) in [
        ("", "label-blamed", &found.blamed),
        ("head-cleared", "label-cleared", &found.cleared),
        ("head-blame-open", "label-named", &found.open),
    ] {
        if !(head.is_empty() || list.is_empty()) {
            page.heading(&teller.text(head));
        }
        for (place, blame) in list.iter().enumerate() {
            if head.is_empty() || place > 0 {
                page.line("");
            }
            one(&mut page, teller, label, blame);
        }
    }
    if !unheard.is_empty() {
        page.heading(&teller.text("head-unheard"));
    }
    for unheard in unheard {
        let party = teller.words.named(&unheard.party.to_string());
        let places: Vec<String> =
            unheard.blames.iter().map(|claim| teller.address(*claim)).collect();
        page.line(format!("  {party}: {}", teller.words.speech().list(&places)));
    }
    teller.gaps(&mut page);
    page.into_lines()
}

fn one(page: &mut Page<'_>, teller: Teller<'_>, label: &str, blame: &Blame) {
    teller.sentence(page, 2, blame.claim);
    let by = teller.who(&sources::own(teller.scene, blame.claim));
    page.part(4, &teller.text("label-blamed-by"), by);
    let whom = match blame.whom {
        RefFact::Claim(claim) => teller.words.claim(bayan_claim::id::ClaimTarget::There(claim)),
        other => teller.words.named(&whom_id(other)),
    };
    page.part(4, &teller.text(label), teller.words.ui.paint(Tone::Strong, whom));
    let told: Vec<String> =
        notes(teller.scene, blame).into_iter().map(|note| teller.label("blame", note)).collect();
    page.part(4, "", teller.words.speech().list(&told));
    teller.details(page, 4, blame.claim);
    teller.briefs(page, 4, &teller.text("blamed-for"), &blame.reasons);
    teller.takers(page, 4, &blame.withdrawn);
    teller.briefs(page, 4, &teller.warn(&teller.text("label-followed-by")), &blame.followed);
    if let Some(hearing) = &blame.hearing {
        heard(page, teller, hearing);
    }
}

/// Whether the blamed was heard, with its words or the silences that were recorded of it.
fn heard(page: &mut Page<'_>, teller: Teller<'_>, hearing: &Hearing) {
    let mut words = teller.label("heard", names::heard(hearing.heard));
    if hearing.perhaps {
        words = teller.with("heard-perhaps", "heard", &words);
    }
    page.part(4, &teller.text("label-heard"), teller.warn(&words));
    let entries: Vec<String> =
        hearing.silences.iter().map(|cite| teller.words.entry(cite.index)).collect();
    if !entries.is_empty() {
        let list = teller.words.speech().list(&entries);
        page.part(4, "", teller.with("silence-recorded-in", "list", &list));
    }
    teller.spoken(page, 4, &teller.text("heard-on-it"), &hearing.on_it);
    teller.spoken(page, 4, &teller.text("heard-for-it"), &hearing.for_it);
    teller.spoken(page, 4, &teller.text("heard-declined"), &hearing.declined);
    if hearing.on_it.is_empty() && hearing.for_it.is_empty() && hearing.declined.is_empty() {
        teller.spoken(page, 4, &teller.text("heard-elsewhere"), &hearing.elsewhere);
    }
}
