//! `conflicts`: where sources conflict, both sides with their sentences. Neither is weighed against the other.

mod answer;
mod sides;

use std::collections::BTreeSet;

use bayan_claim::vocabulary::{Polarity, View};
use bayan_view::case::{Cite, ClaimId};
use bayan_view::conflict::{Basis, Conflict};
use clap::Args;

pub use answer::Answer;

use crate::context::Context;
use crate::error::Outcome;
use crate::picture::Scene;
use crate::picture::choice::Choice;
use crate::picture::moment::MomentArgs;
use crate::picture::quotes::Quotes;
use crate::picture::telling::Teller;
use crate::reading::Reading;
use crate::reading::layout::Page;
use crate::reading::words::Words;
use crate::ui::Ui;

/// The narrowest terminal on which two sides stand beside each other, in columns.
const BESIDE_MIN: usize = 100;

/// Show where sources conflict: both sides, their sentences, and by what it is known
#[derive(Debug, Args)]
#[command(
    after_help = "A conflict is computed from what is said (sides, bounds, members, times, references), or somebody \
recorded it. Of sets it shows the members that only one side names, of numbers the bounds of each, and of each side how \
many independent origins it has: repeats of one source count once, as do an organisation and those who speak for it. \
Where one source stands on both sides, it says so: that is no conflict between sources.

Examples:
  bayan conflicts ir-civil-registry
  bayan conflicts ir-civil-registry confidentiality.types
  bayan conflicts ke-hacking-week intrusion --said-by 2023-07-27
  bayan conflicts in-nagar-palika --json

`bayan schema --answer conflicts` prints the schema of the JSON answer."
)]
pub struct Conflicts {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT")]
    incident: Option<String>,
    /// A topic, a family or a facet: `bayan facets`
    #[arg(value_name = "TOPIC|FACET")]
    about: Option<String>,
    #[command(flatten)]
    moment: MomentArgs,
}

impl Conflicts {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.moment.lang.lang);
        let (reading, scene) = Scene::open(context, self.incident.as_deref(), &self.moment)?;
        let choice = Choice::of(&scene.case.catalogue, self.about.as_deref())?;
        let found = of(&scene, &choice);
        let claims: BTreeSet<ClaimId> =
            found.iter().flat_map(|it| it.left.iter().chain(&it.right)).copied().collect();
        let claims = scene.with_translations(claims);
        let quotes = Quotes::of(&reading, &scene.case, claims.iter().copied())?;
        context.ui.answer(
            || Answer::of(&reading, &scene, &quotes, (&choice, &found, claims)),
            |ui| lines(ui, &reading, &scene, &quotes, &found),
        )
    }
}

/// The conflicts in which a claim on one of the facets takes part.
fn of<'a>(scene: &'a Scene, choice: &Choice) -> Vec<&'a Conflict> {
    let holds = |id: &ClaimId| choice.holds(&scene.case.claim(*id).fact.facet);
    let list = scene.picture().conflicts.list.iter();
    list.filter(|conflict| conflict.left.iter().chain(&conflict.right).any(holds)).collect()
}

/// Opinions that dispute what recorded a conflict.
fn opinions(scene: &Scene, conflict: &Conflict) -> Vec<Cite> {
    let Basis::Recorded(cite) = conflict.basis else { return Vec::new() };
    let opinions = scene.case.opinions.iter().filter(|opinion| {
        opinion.fact.statement == cite.statement
            && matches!(opinion.fact.view, View::Dispute | View::Repudiate)
    });
    opinions.map(|opinion| opinion.cite).collect()
}

fn lines(
    ui: &Ui,
    reading: &Reading,
    scene: &Scene,
    quotes: &Quotes,
    found: &[&Conflict],
) -> Vec<String> {
    let teller = Teller { words: Words { reading, ui }, scene, quotes };
    let mut page = Page::new(ui);
    teller.heading(&mut page, &teller.text("head-conflicts"));
    if found.is_empty() {
        teller.nothing_found(&mut page, "no-conflict");
    }
    for (number, conflict) in found.iter().enumerate() {
        page.line("");
        one(&mut page, teller, number.saturating_add(1), conflict);
    }
    if scene.picture().conflicts.is_cut {
        page.line(teller.warn(&teller.text("conflicts-cut")));
    }
    teller.gaps(&mut page);
    page.into_lines()
}

fn one(page: &mut Page<'_>, teller: Teller<'_>, number: usize, conflict: &Conflict) {
    let kind = teller.warn(&teller.label("conflict", conflict.kind.name()));
    page.line(format!("{number}. {kind} ({})", ground(teller, conflict)));
    let names = match conflict.basis {
        Basis::Sides => [Polarity::Affirm, Polarity::Deny]
            .map(|polarity| teller.words.speech().polarity(polarity).into_owned()),
        _ => [teller.text("side-one"), teller.text("side-other")],
    };
    let [left, right] = names;
    match teller.words.ui.columns().filter(|columns| *columns >= BESIDE_MIN) {
        Some(columns) => {
            let room = columns.saturating_sub(sides::GAP.len()) / 2;
            let narrow = teller.words.ui.narrowed(room);
            let teller = Teller { words: Words { ui: &narrow, ..teller.words }, ..teller };
            let left = side(teller, &left, &conflict.left);
            let right = side(teller, &right, &conflict.right);
            for line in sides::beside(&left, &right, room) {
                page.line(line);
            }
        }
        None => {
            for (name, claims) in [(left, &conflict.left), (right, &conflict.right)] {
                for line in side(teller, &name, claims) {
                    page.line(line);
                }
            }
        }
    }
    sides::compare(page, teller, conflict);
    teller.between(page, 2, conflict);
}

/// By what a conflict is known: a rule, or the entry that records it and its signer.
fn ground(teller: Teller<'_>, conflict: &Conflict) -> String {
    let mut words = match conflict.basis {
        Basis::Recorded(cite) => vec![
            teller.text("ground-recorded"),
            teller.words.entry(cite.index),
            teller.words.named(&cite.signer.to_string()),
        ],
        _ => vec![teller.text("ground-computed")],
    };
    words.extend(conflict.basis.rule().map(|rule| teller.label("rule", rule)));
    words.extend(teller.disputes(&opinions(teller.scene, conflict)));
    teller.words.speech().list(&words)
}

/// One side: how many independent origins it has, then its claims.
fn side(teller: Teller<'_>, name: &str, claims: &[ClaimId]) -> Vec<String> {
    let mut page = Page::new(teller.words.ui);
    let origins = teller.scene.picture().origins.count(claims.iter().copied());
    let origins = teller.origins(claims, origins);
    page.line(format!("  {name}: {origins}"));
    for id in claims {
        teller.brief(&mut page, 4, *id);
        teller.headline(&mut page, 8, *id);
        teller.translations(&mut page, 8, *id, None);
    }
    page.into_lines()
}
