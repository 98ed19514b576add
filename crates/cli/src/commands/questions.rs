//! `questions`: which questions are open, which were answered or evaded, and what may answer them.

mod answer;

use std::collections::BTreeSet;

use bayan_proof::num::Index;
use bayan_view::case::ClaimId;
use bayan_view::promise::Linked;
use bayan_view::question::{Question, questions};
use bayan_view::silence::Spoken;
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
use crate::ui::Ui;

/// Show which questions are open, answered or evaded, and which claims may answer them
#[derive(Debug, Args)]
#[command(
    after_help = "Only a link `answers` that somebody recorded closes a question. For an open one, later claims on its \
facet by those whom it was put to are listed as what may answer it: that is computed, and for a reader to judge and to \
record (`bayan template link`).

Examples:
  bayan questions in-nagar-palika
  bayan questions in-nagar-palika --open
  bayan questions in-nagar-palika --json

`bayan schema --answer questions` prints the schema of the JSON answer."
)]
pub struct Questions {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT")]
    incident: Option<String>,
    /// Only those that are open
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    moment: MomentArgs,
}

impl Questions {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.moment.lang.lang);
        let (reading, scene) = Scene::open(context, self.incident.as_deref(), &self.moment)?;
        let mut found = questions(&scene.case, &scene.world);
        found.retain(|question| !self.open || question.is_open());
        let claims = claims(&found);
        let entries = claims.iter().map(|id| scene.case.claim(*id).cite.index);
        let entries: BTreeSet<Index> =
            entries.chain(found.iter().map(|question| question.cite.index)).collect();
        let quotes = Quotes::of_entries(&reading, &entries)?;
        context.ui.answer(
            || Answer::of(&reading, &scene, &quotes, (&found, claims)),
            |ui| lines(ui, &reading, (&scene, self.open), &quotes, &found),
        )
    }
}

/// Every claim that the answer refers to.
fn claims(questions: &[Question]) -> BTreeSet<ClaimId> {
    let of = |question: &Question| {
        let linked = question.answers.iter().chain(&question.evades).flat_map(Linked::claims);
        let spoken = question.may_answer.iter().chain(&question.declined).flat_map(Spoken::claims);
        linked.chain(spoken).collect::<Vec<_>>()
    };
    questions.iter().flat_map(of).collect()
}

fn lines(
    ui: &Ui,
    reading: &Reading,
    (scene, open): (&Scene, bool),
    quotes: &Quotes,
    found: &[Question],
) -> Vec<String> {
    let teller = Teller { words: Words { reading, ui }, scene, quotes };
    let mut page = Page::new(ui);
    teller.heading(&mut page, &teller.text("head-questions"));
    if found.is_empty() {
        let is_any = open && !scene.case.questions.is_empty();
        teller.nothing_found(&mut page, if is_any { "no-open-question" } else { "no-question" });
    }
    for question in found {
        page.line("");
        one(&mut page, teller, question);
    }
    teller.gaps(&mut page);
    page.into_lines()
}

fn one(page: &mut Page<'_>, teller: Teller<'_>, question: &Question) {
    let answered = teller.label("answered", names::answered(question.answered));
    let answered = if question.is_open() { teller.warn(&answered) } else { answered };
    page.line(format!("  {answered}"));
    let index = question.cite.index;
    let signed = teller.quotes.question(index);
    match signed {
        Some(signed) => page.block(2, &signed.text.text),
        None => page.line(format!("  {}", teller.warn(&teller.gone(index)))),
    }
    page.part(4, &teller.text("label-on"), teller.facet(&question.facet));
    let scope = signed.and_then(|signed| signed.scope.as_ref());
    let scope = scope.map(|scope| teller.words.scope(scope)).unwrap_or_default();
    page.part(4, &teller.text("label-scope"), scope.join("; "));
    let to: Vec<String> =
        question.to.iter().map(|party| teller.words.named(&party.to_string())).collect();
    let to = if to.is_empty() { vec![teller.text("to-anybody")] } else { to };
    page.part(4, &teller.text("label-put-to"), teller.words.speech().list(&to));
    let recorded = signed.and_then(|signed| signed.asked.as_ref());
    let asked = recorded.map(|time| teller.words.time(time));
    let asked = asked.unwrap_or_else(|| teller.within(question.asked));
    page.part(4, &teller.text("label-asked"), asked);
    if question.possible {
        page.part(4, "", teller.warn(&teller.text("possible-time")));
    }
    page.part(4, &teller.text("label-entry"), teller.words.entry(index));
    teller.linked(page, 4, &teller.text("state-answered"), &question.answers);
    teller.unread(page, 4, &question.unread);
    let evades = teller.words.speech().relation(bayan_claim::vocabulary::Relation::Evades);
    teller.linked(page, 4, &evades, &question.evades);
    teller.spoken(page, 4, &teller.text("may-answer"), &question.may_answer);
    teller.spoken(page, 4, &teller.text("declined-since"), &question.declined);
}
