//! `promises`: what was promised, ordered, requested or urged, by when, and what became of it.

mod answer;

use std::collections::BTreeSet;

use bayan_view::case::ClaimId;
use bayan_view::fact::UntilFact;
use bayan_view::promise::{Linked, Outcome as Became, Promise, promises};
use bayan_view::silence::Spoken;
use clap::Args;

pub use answer::Answer;

use crate::context::Context;
use crate::error::Outcome;
use crate::picture::moment::MomentArgs;
use crate::picture::now::{Now, NowArg};
use crate::picture::quotes::Quotes;
use crate::picture::telling::Teller;
use crate::picture::{Scene, names, sources};
use crate::reading::Reading;
use crate::reading::layout::Page;
use crate::reading::words::Words;
use crate::ui::{Tone, Ui};

/// Show what was promised, ordered or requested, by when, and whether it was kept
#[derive(Debug, Args)]
#[command(
    after_help = "What became of a promise is taken from the record: links by which somebody recorded that it was kept \
or broken, a later claim that takes it back, or what it was to last until. Words such as \"soon\" are no date.

Examples:
  bayan promises in-nagar-palika
  bayan promises in-nagar-palika --now 2024-01-31
  bayan promises ke-ecitizen --said-by 2023-12-31
  bayan promises id-patient-data --json

`bayan schema --answer promises` prints the schema of the JSON answer."
)]
pub struct Promises {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT")]
    incident: Option<String>,
    #[command(flatten)]
    now: NowArg,
    #[command(flatten)]
    moment: MomentArgs,
}

impl Promises {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.moment.lang.lang);
        let (reading, scene) = Scene::open(context, self.incident.as_deref(), &self.moment)?;
        let now = Now::of(context, &reading, &self.moment, self.now)?;
        let tracks = &scene.picture().tracks.speakers;
        let found = promises(&scene.case, &scene.world, tracks, Some(now.bounds));
        let claims = claims(&found);
        let quotes = Quotes::of(&reading, &scene.case, claims.iter().copied())?;
        context.ui.answer(
            || Answer::of(&reading, &scene, &quotes, (now, &found, claims)),
            |ui| lines(ui, &reading, &scene, &quotes, (now, &found)),
        )
    }
}

/// Every claim that the answer refers to.
fn claims(promises: &[Promise]) -> BTreeSet<ClaimId> {
    let of = |promise: &Promise| {
        let linked = promise.kept.iter().chain(&promise.broken).flat_map(Linked::claims);
        let spoken = promise.ended.iter().chain(&promise.fell_due).flat_map(Spoken::claims);
        let since = promise.withdrawn.iter().chain(&promise.followed).copied();
        [promise.claim].into_iter().chain(since).chain(linked).chain(spoken).collect::<Vec<_>>()
    };
    promises.iter().flat_map(of).collect()
}

/// How many have each outcome, those that there are.
fn counts(promises: &[Promise]) -> Vec<(Became, u64)> {
    let count = |outcome: Became| {
        let of = promises.iter().filter(|promise| promise.outcome == outcome).count();
        (outcome, u64::try_from(of).unwrap_or(u64::MAX))
    };
    names::OUTCOMES.into_iter().map(count).filter(|(_, n)| *n > 0).collect()
}

fn undated(promises: &[Promise]) -> u64 {
    let undated = promises.iter().filter(|promise| !promise.dated).count();
    u64::try_from(undated).unwrap_or(u64::MAX)
}

fn lines(
    ui: &Ui,
    reading: &Reading,
    scene: &Scene,
    quotes: &Quotes,
    (now, found): (Now, &[Promise]),
) -> Vec<String> {
    let teller = Teller { words: Words { reading, ui }, scene, quotes };
    let speech = ui.speech();
    let mut page = Page::new(ui);
    teller.heading(&mut page, &teller.text("head-promises"));
    now.tell(&mut page, teller);
    if found.is_empty() {
        teller.nothing_found(&mut page, "no-promise");
        teller.gaps(&mut page);
        return page.into_lines();
    }
    let mut told: Vec<String> = counts(found)
        .into_iter()
        .map(|(outcome, n)| {
            format!("{}: {}", teller.label("state", outcome.name()), speech.number(n))
        })
        .collect();
    told.push(format!("{}: {}", teller.text("state-no-date"), speech.number(undated(found))));
    page.line(speech.list(&told));
    for promise in found {
        page.line("");
        one(&mut page, teller, promise);
    }
    teller.gaps(&mut page);
    page.into_lines()
}

fn one(page: &mut Page<'_>, teller: Teller<'_>, promise: &Promise) {
    let state = teller.label("state", promise.outcome.name());
    let mut states = vec![teller.words.ui.paint(Tone::Strong, state)];
    states.extend(promise.timing.map(|timing| teller.label("timing", timing.name())));
    if !promise.dated {
        states.push(teller.text("state-no-date"));
    }
    page.line(format!("  {}", teller.words.speech().list(&states)));
    teller.sentence(page, 2, promise.claim);
    let who = teller.who(&sources::own(teller.scene, promise.claim));
    page.part(4, &teller.text("label-speaker"), who);
    teller.details(page, 4, promise.claim);
    for (label, end, from) in [
        ("label-due", promise.due, promise.due_from),
        ("label-until", promise.until, promise.until_from),
    ] {
        if let (Some(UntilFact::Time(bounds)), Some(_)) = (end, from) {
            let computed = [teller.within(bounds), teller.text("ground-computed")];
            page.part(4, &teller.text(label), teller.words.speech().list(&computed));
        }
    }
    teller.linked(page, 4, &teller.text("state-kept"), &promise.kept);
    teller.linked(page, 4, &teller.text("state-broken"), &promise.broken);
    teller.unread(page, 4, &promise.unread);
    teller.takers(page, 4, &promise.withdrawn);
    teller.briefs(page, 4, &teller.warn(&teller.text("label-followed-by")), &promise.followed);
    teller.spoken(page, 4, &teller.text("came-true"), &promise.ended);
    teller.spoken(page, 4, &teller.text("fell-due"), &promise.fell_due);
}
