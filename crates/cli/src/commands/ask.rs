//! `ask`: what was said about an incident: who holds what, in which words, and where they conflict.

mod answer;

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::vocabulary::Act;
use bayan_view::case::ClaimId;
use bayan_view::conflict::Conflict;
use bayan_view::fact::SilenceFact;
use bayan_view::silence::silences;
use bayan_view::status::{FacetStatus, Status};
use bayan_view::track::{Gather, Step, Track};
use bayan_words::Tongue;
use clap::Args;

pub use answer::Answer;

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::picture::choice::{About, Choice};
use crate::picture::document::{Documents, is_ordered};
use crate::picture::moment::MomentArgs;
use crate::picture::quotes::Quotes;
use crate::picture::sources::{positions, possible};
use crate::picture::telling::Teller;
use crate::picture::{Scene, names};
use crate::reading::Reading;
use crate::reading::layout::{Cell, Page, Table};
use crate::reading::words::Words;
use crate::ui::{Format, Tone, Ui};

/// Show who holds what on an incident now, or held at a moment, each with the exact sentence
#[derive(Debug, Args)]
#[command(
    after_help = "Without a topic it lists the topics, where each facet stands, and by whose words. With one it shows each \
source's standing claims: the sentence, who said it, when, by which way it came, and how it moved; then what was taken \
back, conflicts, what is withheld, and silences. A spokesperson stands under the nearest organisation; `--speakers` tells them apart.

Examples:
  bayan ask in-nagar-palika
  bayan ask in-nagar-palika data_compromise
  bayan ask ir-civil-registry confidentiality --speakers
  bayan ask id-patient-data response --said-by 2022-01-06
  bayan ask in-nagar-palika data.safety --as-of 110 --lang hi
  bayan checkpoint > monday.checkpoint
  bayan ask in-nagar-palika data.safety --as-of monday.checkpoint
  bayan ask in-nagar-palika data.safety --json

`bayan schema --answer ask` prints the schema of the JSON answer."
)]
pub struct Ask {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT")]
    incident: Option<String>,
    /// A topic, a family or a facet: `bayan facets`
    #[arg(value_name = "TOPIC|FACET")]
    about: Option<String>,
    /// Each speaker alone, instead of organisations with their units and spokespersons
    #[arg(long)]
    speakers: bool,
    #[command(flatten)]
    moment: MomentArgs,
}

/// What the answer is made of.
struct Found<'a> {
    scene: &'a Scene,
    choice: &'a Choice,
    tracks: Vec<Track>,
    conflicts: Vec<&'a Conflict>,
    /// Standing claims on other facets that took the place of what was said on these.
    elsewhere: BTreeSet<ClaimId>,
    possible: Vec<ClaimId>,
}

impl Ask {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.moment.lang.lang);
        let asked = (self.incident.as_deref(), self.about.as_deref());
        let (reading, scene, about) = Scene::open_on(context, asked, &self.moment)?;
        let choice = Choice::of(&scene.case.catalogue, about)?;
        let gather = if self.speakers { Gather::Speakers } else { Gather::Organisations };
        let found = Found::of(&scene, &choice, gather);
        if context.ui.format == Format::Json {
            let answer = found.answer(&reading)?;
            context.ui.json(&answer)?;
            return Ok(Exit::Ok);
        }
        let lines = if choice.about == About::All {
            overview(&context.ui, &reading, &found)
        } else {
            found.lines(&context.ui, &reading)?
        };
        context.ui.lines(lines);
        Ok(Exit::Ok)
    }
}

impl<'a> Found<'a> {
    fn of(scene: &'a Scene, choice: &'a Choice, gather: Gather) -> Self {
        let tracks = positions(scene, &choice.facets, gather);
        let facet = |id: &ClaimId| &scene.case.claim(*id).fact.facet;
        let conflicts = scene.picture().conflicts.list.iter().filter(|conflict| {
            conflict.left.iter().chain(&conflict.right).any(|id| choice.holds(facet(id)))
        });
        Self {
            scene,
            choice,
            tracks,
            conflicts: conflicts.collect(),
            elsewhere: elsewhere(scene, choice),
            possible: possible(scene, None, &choice.facets),
        }
    }

    /// Every claim that the answer shows or refers to.
    fn claims(&self) -> BTreeSet<ClaimId> {
        let mut found = BTreeSet::new();
        let steps = self.tracks.iter().flat_map(|track| &track.steps);
        for step in steps.filter(|step| step.stands || self.is_withdrawn(step)) {
            found.extend(step.claims());
        }
        for conflict in &self.conflicts {
            found.extend(conflict.left.iter().chain(&conflict.right));
        }
        for status in self.statuses() {
            let sides = [&status.affirmed, &status.denied, &status.open];
            found.extend(sides.into_iter().flat_map(|side| &side.claims));
        }
        found.extend(self.possible.iter().chain(&self.elsewhere));
        self.scene.with_translations(found)
    }

    /// Whether a claim was taken back and nothing was said instead: what it was corrected to stands in its place.
    fn is_withdrawn(&self, step: &Step) -> bool {
        let is_retraction = |by: &ClaimId| self.scene.case.claim(*by).fact.act == Act::Retracts;
        step.taken_back.iter().any(is_retraction)
    }

    /// The claims that were taken back, with those by which.
    fn withdrawn(&self) -> BTreeMap<ClaimId, &[ClaimId]> {
        let steps = self.tracks.iter().flat_map(|track| &track.steps);
        let withdrawn = steps.filter(|step| self.is_withdrawn(step));
        withdrawn.map(|step| (step.claim, &*step.taken_back)).collect()
    }

    fn statuses(&self) -> impl Iterator<Item = &'a FacetStatus> {
        let choice = self.choice;
        self.scene.picture().statuses.iter().filter(move |status| choice.holds(&status.facet))
    }

    /// Whether a silence is on what was asked for: on one of the facets, on a claim on one, or on everything.
    fn concerns(&self, silence: &SilenceFact) -> bool {
        let on_claim = silence.claims.iter().flat_map(|claim| self.scene.case.find(*claim));
        let is_all = silence.facets.is_empty()
            && silence.questions.is_empty()
            && silence.claims.is_empty()
            && !silence.words;
        is_all
            || self.choice.about == About::All
            || silence.facets.iter().any(|facet| self.choice.holds(facet))
            || on_claim
                .into_iter()
                .any(|id| self.choice.holds(&self.scene.case.claim(id).fact.facet))
    }

    fn answer(&self, reading: &Reading) -> Result<Answer, Failure> {
        let claims = self.claims();
        let quotes = Quotes::of(reading, &self.scene.case, claims.iter().copied())?;
        let documents = Documents { reading, scene: self.scene, quotes: &quotes };
        let shown = |step: &Step| step.stands || self.is_withdrawn(step);
        let sources = self.tracks.iter().map(|track| documents.source(track, shown));
        let mut sources = sources.collect::<Result<Vec<_>, Failure>>()?;
        sources.retain(|source| !source.claims.is_empty());
        Ok(Answer {
            moment: documents.moment()?,
            facets: self.choice.facets.iter().cloned().collect(),
            statuses: self.statuses().map(|status| documents.status(status)).collect(),
            sources,
            conflicts: self.conflicts.iter().map(|it| documents.conflict(it)).collect(),
            conflicts_cut: self.scene.picture().conflicts.is_cut,
            followed_elsewhere: self.elsewhere.iter().map(|id| documents.address(*id)).collect(),
            possible: self.possible.iter().map(|id| documents.address(*id)).collect(),
            gaps: documents.gaps(),
            silences: documents.silences(|silence| self.concerns(silence))?,
            claims: documents.claims(claims)?,
        })
    }

    fn lines(&self, ui: &Ui, reading: &Reading) -> Result<Vec<String>, Failure> {
        let quotes = Quotes::of(reading, &self.scene.case, self.claims())?;
        let words = Words { reading, ui };
        let teller = Teller { words, scene: self.scene, quotes: &quotes };
        let mut page = Page::new(ui);
        teller.heading(&mut page, &about(words, self.choice));
        page.line("");
        let mut table = Table::default();
        for status in self.statuses() {
            let facet = Cell::of(teller.facet(&status.facet));
            table.row([facet, Cell::of(teller.status_line(status))]);
        }
        if table.is_empty() {
            teller.nothing_stands(&mut page, self.choice);
        }
        for line in table.lines(ui) {
            page.line(line);
        }
        for track in &self.tracks {
            if track.steps.iter().any(|step| step.stands) {
                page.heading(&teller.source(track));
            }
            let standing = track.steps.iter().enumerate().filter(|(_, step)| step.stands);
            for (number, (place, step)) in standing.enumerate() {
                if number > 0 {
                    page.line("");
                }
                if !is_ordered(&self.scene.case, track, place) {
                    page.line(format!("  {}", teller.warn(&teller.text("sequence-unknown"))));
                }
                teller.step(&mut page, 2, step, &track.who);
            }
        }
        self.beside(&mut page, teller);
        Ok(page.into_lines())
    }

    /// What was taken back, conflicts, what may have been said later, gaps and silences.
    fn beside(&self, page: &mut Page<'_>, teller: Teller<'_>) {
        if !self.elsewhere.is_empty() {
            page.heading(&teller.text("head-elsewhere"));
        }
        for claim in &self.elsewhere {
            teller.brief(page, 2, *claim);
        }
        let withdrawn = self.withdrawn();
        if !withdrawn.is_empty() {
            page.heading(&teller.text("head-taken-back"));
        }
        for (claim, by) in withdrawn {
            teller.brief(page, 2, claim);
            teller.taken_back(page, 6, by);
        }
        if !self.conflicts.is_empty() {
            page.heading(&teller.text("head-conflicts"));
        }
        for conflict in &self.conflicts {
            teller.conflict(page, conflict);
        }
        if self.scene.picture().conflicts.is_cut {
            page.line(teller.warn(&teller.text("conflicts-cut")));
        }
        teller.possible(page, &self.possible);
        teller.gaps(page);
        let found = silences(&self.scene.case, &self.scene.world);
        let silences = self.scene.case.silences.iter().zip(found);
        let silences: Vec<_> = silences.filter(|(it, _)| self.concerns(&it.fact)).collect();
        if !silences.is_empty() {
            page.heading(&teller.text("head-silent"));
        }
        for (silence, found) in silences {
            let stands = teller.label("stands", names::stands(found.stands));
            page.line(format!("  {}; {stands}", teller.silence(silence.cite, &silence.fact)));
        }
    }
}

/// The standing claims on other facets than were asked about that took the place of claims on these.
fn elsewhere(scene: &Scene, choice: &Choice) -> BTreeSet<ClaimId> {
    let is_asked = |id: ClaimId| choice.holds(&scene.case.claim(id).fact.facet);
    let steps = scene.picture().tracks.speakers.iter().flat_map(|track| &track.steps);
    let followers = steps.filter(|step| step.stands && !is_asked(step.claim)).filter(|step| {
        let mut moves = step.moves.iter().filter(|moved| moved.is_own());
        moves.any(|moved| is_asked(moved.from) && !scene.stands(moved.from))
    });
    followers.map(|step| step.claim).collect()
}

/// What was asked for, by its label and its name.
fn about(words: Words<'_>, choice: &Choice) -> String {
    let both = |label: &str, name: &str| {
        if label == name { name.to_owned() } else { format!("{label} ({name})") }
    };
    match &choice.about {
        About::All => String::new(),
        About::Topic(name) => both(&words.speech().topic(name), name),
        About::Family(name) => both(&words.speech().label("family", name), name),
        About::Facet(facet) => both(&words.speech().facet(facet), &facet.to_string()),
    }
}

/// The topics that something was said on, and where their facets stand and by whose words: contested ones first.
fn overview(ui: &Ui, reading: &Reading, found: &Found<'_>) -> Vec<String> {
    let words = Words { reading, ui };
    let quotes = Quotes::default();
    let teller = Teller { words, scene: found.scene, quotes: &quotes };
    let mut page = Page::new(ui);
    teller.heading(&mut page, "");
    page.line("");
    let by_facet: BTreeMap<&FacetName, &FacetStatus> =
        found.statuses().map(|status| (&status.facet, status)).collect();
    let catalogue = &found.scene.case.catalogue;
    let mut table = Table::default();
    for topic in found.choice.topics(catalogue) {
        let mut facets: Vec<&FacetStatus> =
            catalogue.facets_of(topic).filter_map(|facet| by_facet.get(facet)).copied().collect();
        if facets.is_empty() {
            continue;
        }
        facets.sort_by_key(|status| (status.status != Status::Contested, &status.facet));
        for (place, status) in facets.into_iter().enumerate() {
            // A topic stands once, before its first facet; in English its name is label enough.
            let topic = if place == 0 { topic } else { "" };
            let label = match ui.tongue() {
                Tongue::En => "".into(),
                _ => words.speech().topic(topic),
            };
            let told = format!(
                "{}: {}",
                words.speech().facet(&status.facet),
                teller.status(&status.facet, status.status)
            );
            let contested = status.status == Status::Contested;
            let told = Cell::of(told);
            table.row([
                Cell::of(topic).tone(Tone::Strong),
                Cell::of(label).optional(),
                if contested { told.tone(Tone::Warn) } else { told },
                Cell::of(teller.behind(status)),
            ]);
        }
    }
    if table.is_empty() {
        teller.nothing_stands(&mut page, found.choice);
    }
    for line in table.lines(ui) {
        page.line(line);
    }
    page.line("");
    let counts = [
        ("count-conflicts", found.scene.picture().conflicts.list.len()),
        ("count-taken-back", found.withdrawn().len()),
        ("count-silences", found.scene.case.silences.len()),
        ("count-gaps", found.scene.case.gaps.len()),
        ("count-corrections", found.scene.case.corrections.len()),
        ("count-possible", found.possible.len()),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| {
            words.speech().with(key, &[("n", u64::try_from(n).unwrap_or(u64::MAX).into())])
        })
        .collect();
    if !counts.is_empty() {
        page.line(words.speech().list(&counts));
    }
    let slug = words.slug(&found.scene.incident.to_string());
    page.line(words.dim(&format!("bayan ask {slug} TOPIC")));
    page.into_lines()
}
