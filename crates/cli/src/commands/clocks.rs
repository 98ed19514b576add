//! `clocks`: which legal deadlines recorded claims start, which filings are on record, and where each deadline stands.
//! Whether a regime binds anybody, and whether a filing is the one that it asks for, is not judged.

mod answer;
mod summary;
mod table;
mod told;

use std::collections::BTreeSet;

use bayan_claim::value::Entity;
use bayan_view::case::ClaimId;
use bayan_view::clock::{Clock, Filer, Filing, clocks};
use bayan_view::regime::{InForce, Regime, Regimes, Stage};
use bayan_view::when::is_before;
use clap::Args;

pub use answer::Answer;
pub use table::TableAnswer;

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::nearest;
use crate::picture::moment::MomentArgs;
use crate::picture::now::{Now, NowArg};
use crate::picture::quotes::Quotes;
use crate::picture::telling::Teller;
use crate::picture::{Scene, names};
use crate::reading::Reading;
use crate::reading::layout::Page;
use crate::reading::words::Words;
use crate::ui::{Tone, Ui};

/// Show which legal deadlines recorded claims start, and which filings are on record
#[derive(Debug, Args)]
#[command(
    after_help = "A clock hangs on each claim that tells when what starts it happened, unless its source took it back or \
denied it since; its deadline is as well known as that time. What another party tells of a filing settles no deadline. Without `--regime` it lists first the clocks for which a filing is on record, then those without one, \
a line each; regimes under which nothing starts, or that were not in force then, and duties without a figure are counted \
at the end, and `--all-regimes` shows them. Each filing names who was told, as far as the record says: the members that its claim affirms, or else those \
that the same source names in the same statement. No rule's words for whom it wants told are compared with them. With `--to` the filings alone count \
that name whom you ask for, what it is a part of, or a part of it; those that do not say who was told, or in words alone, are listed after \
them and settle nothing, and those that name others alone are left out. That a regime is listed does not mean that it applies. What is not judged: whether a regime binds anybody here, whether the incident meets its threshold, and whether a filing is the one \
that the rule asks for. The table is in English, as its sources are.

Examples:
  bayan clocks in-nagar-palika
  bayan clocks in-nagar-palika --regime cert_in
  bayan clocks in-nagar-palika --regime cert_in --now 2023-12-21T18:00:00Z
  bayan clocks id-patient-data --said-by 2022-01-10
  bayan clocks id-patient-data --regime gdpr --to party:kominfo
  bayan clocks --regimes
  bayan clocks in-nagar-palika --json

`bayan schema --answer clocks` prints the schema of the JSON answer, and `--answer regimes` that of `--regimes`."
)]
pub struct Clocks {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT", conflicts_with = "regimes")]
    incident: Option<String>,
    /// Only this regime, by its id; may be given again
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    regime: Vec<String>,
    /// Every regime in full, those not in force and those under which nothing starts too
    #[arg(long, conflicts_with_all = ["regime", "regimes"])]
    all_regimes: bool,
    /// List the table of regimes with their sources
    #[arg(long)]
    regimes: bool,
    /// Count those filings alone that were told to this party or thing, to what it is a part of, or to a part of it; may be
    /// given again
    #[arg(long, value_name = "PARTY|THING", conflicts_with = "regimes")]
    to: Vec<String>,
    #[command(flatten)]
    now: NowArg,
    #[command(flatten)]
    moment: MomentArgs,
}

/// What was found, and of whose being told alone.
struct Found {
    running: Vec<Running>,
    to: Vec<Entity>,
}

/// A regime with the clocks that run under it.
struct Running {
    regime: &'static Regime,
    clocks: Vec<Clock<'static>>,
}

impl Clocks {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.moment.lang.lang);
        let regimes = self.chosen()?;
        if self.regimes {
            return table::show(context, &regimes);
        }
        let (reading, scene) = Scene::open(context, self.incident.as_deref(), &self.moment)?;
        let now = Now::of(context, &reading, &self.moment, self.now)?;
        let to = told::asked(&reading, &self.to)?;
        let world = told::world(&reading, &scene, &to)?;
        let found: Vec<Running> = regimes
            .into_iter()
            .map(|regime| {
                let tracks = &scene.picture().tracks.speakers;
                let clocks = clocks(&scene.case, &world, tracks, (regime, &to), now.bounds);
                Running { regime, clocks }
            })
            .collect();
        let found = Found { running: found, to };
        let claims = claims(&found.running);
        let quotes = Quotes::of(&reading, &scene.case, claims.iter().copied())?;
        context.ui.answer(
            || Answer::of(&reading, &scene, &quotes, (now, &found, claims)),
            |ui| self.lines(ui, &reading, &scene, &quotes, (now, &found)),
        )
    }

    /// The regimes that were asked for, or all.
    fn chosen(&self) -> Result<Vec<&'static Regime>, Failure> {
        let table = Regimes::builtin();
        if self.regime.is_empty() {
            return Ok(table.iter().collect());
        }
        let find = |id: &String| {
            table.find(id).ok_or_else(|| {
                let known = table.iter().map(|regime| regime.id.as_str());
                let error = nearest::unknown("regime", id, known);
                Failure::new(Exit::Usage, error, "`bayan clocks --regimes` lists them with sources")
            })
        };
        self.regime.iter().map(find).collect()
    }

    fn lines(
        &self,
        ui: &Ui,
        reading: &Reading,
        scene: &Scene,
        quotes: &Quotes,
        (now, found): (Now, &Found),
    ) -> Vec<String> {
        let teller = Teller { words: Words { reading, ui }, scene, quotes };
        let mut page = Page::new(ui);
        teller.heading(&mut page, &teller.text("head-clocks"));
        now.tell(&mut page, teller);
        if !found.to.is_empty() {
            let to: Vec<String> =
                found.to.iter().map(|asked| teller.words.named(&asked.to_string())).collect();
            let only = teller.with("clocks-only-to", "list", &teller.words.speech().list(&to));
            for line in ui.wrapped(&only, 0) {
                page.line(teller.warn(&line));
            }
        }
        for line in ui.wrapped(&teller.text("clocks-not-judged"), 0) {
            page.line(teller.words.dim(&line));
        }
        if self.regime.is_empty() && !self.all_regimes {
            summary::tell(&mut page, teller, &found.running);
        } else {
            for running in &found.running {
                regime(&mut page, teller, running);
            }
        }
        teller.gaps(&mut page);
        page.into_lines()
    }
}

/// Every claim that the answer refers to.
fn claims(found: &[Running]) -> BTreeSet<ClaimId> {
    let clocks = found.iter().flat_map(|running| &running.clocks);
    let of = |filing: &Filing| filing.told_in.iter().copied().chain([filing.claim]).collect();
    clocks
        .flat_map(|clock| {
            let filings = clock.filings.iter().flat_map(|filing| -> Vec<ClaimId> { of(filing) });
            filings.chain([clock.started_by])
        })
        .collect()
}

/// Whether what started a clock lies before the regime was in force.
fn starts_before_force(clock: &Clock<'_>) -> bool {
    match &clock.regime.in_force {
        InForce::Since(since) => is_before(clock.start, since.bounds()),
        InForce::Proposed => false,
    }
}

fn regime(page: &mut Page<'_>, teller: Teller<'_>, running: &Running) {
    let regime = running.regime;
    page.heading(&format!("{}: {}", regime.id, regime.title));
    let wrapped = |page: &mut Page<'_>, label: &str, text: &str| {
        let label = teller.text(label);
        let lines = teller.words.ui.wrapped(&format!("{label}: {text}"), 2);
        for line in lines {
            page.line(teller.words.dim(&line));
        }
    };
    wrapped(page, "label-instrument", &format!("{} ({})", regime.instrument, regime.jurisdiction));
    wrapped(page, "label-binds", &regime.binds);
    match &regime.in_force {
        InForce::Since(since) => {
            wrapped(page, "label-in-force", &teller.words.speech().date(since));
        }
        InForce::Proposed => page.line(format!("  {}", teller.warn(&teller.text("only-proposed")))),
    }
    if let Some(caveat) = &regime.caveat {
        wrapped(page, "label-caveat", caveat);
    }
    // The sentence of a claim that starts several clocks stands once.
    let mut told = BTreeSet::new();
    for stage in &regime.stages {
        let of_stage: Vec<&Clock<'_>> =
            running.clocks.iter().filter(|clock| clock.stage.id == stage.id).collect();
        let title = teller.words.ui.paint(Tone::Strong, &*stage.title);
        page.line(format!(
            "  {title} ({}): {}",
            stage.at,
            table::within(teller.words.speech(), stage)
        ));
        wrapped(page, "label-filed-with", &stage.to);
        for clock in &of_stage {
            one(page, teller, clock, told.insert(clock.started_by));
        }
        if of_stage.is_empty() {
            page.line(format!("    {}", waits(teller, stage)));
        }
    }
}

/// What a clock of a stage would start with.
fn waits(teller: Teller<'_>, stage: &Stage) -> String {
    if stage.started_by.is_empty() {
        return teller.text("waits-for-filing");
    }
    let facets: Vec<String> = stage.started_by.iter().map(|facet| teller.facet(facet)).collect();
    teller.with("waits-for-claim", "list", &teller.words.speech().list(&facets))
}

fn one(page: &mut Page<'_>, teller: Teller<'_>, clock: &Clock<'_>, is_first: bool) {
    let state = teller.label("deadline", clock.state.name());
    page.line(format!("    {}", teller.words.ui.paint(Tone::Strong, state)));
    let started_by = teller.text("started-by");
    if is_first {
        teller.briefs(page, 6, &started_by, &[clock.started_by]);
    } else {
        page.part(6, &started_by, teller.address(clock.started_by));
    }
    page.part(6, &teller.text("label-started"), teller.within(clock.start));
    if let Some(deadline) = clock.deadline {
        page.part(6, &teller.text("label-deadline"), teller.within(deadline));
    }
    if starts_before_force(clock) {
        page.part(6, "", teller.warn(&teller.text("starts-before-force")));
    }
    for filing in &clock.filings {
        let mut state = teller.label("deadline", filing.state.name());
        if filing.by != Filer::Own {
            let filer = teller.label("filer", names::filer(filing.by));
            state = format!("{state}; {}", teller.warn(&filer));
        }
        let filed = teller.with("filing-on-record", "time", &teller.within(filing.at));
        let to = told::to(teller, filing);
        teller.briefs(page, 6, &format!("{filed}; {to}; {state}"), &[filing.claim]);
    }
}
