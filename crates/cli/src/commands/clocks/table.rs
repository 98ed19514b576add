//! The table of regimes with its sources.

use bayan_view::regime::{Calendar, InForce, Regime, Stage, Start, Used, Within};
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::error::{Exit, Outcome};
use crate::picture::names;
use crate::reading::layout::Page;
use crate::reading::words::spaced;
use crate::ui::{Format, Speech};

/// The regimes that `clocks` knows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TableAnswer {
    /// In the order of the table.
    pub regimes: Vec<RegimeDocument>,
}

/// A rule under which somebody must tell of an incident.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RegimeDocument {
    /// Its name in the table.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The instrument, with the article or section.
    pub instrument: String,
    /// Where it is law.
    pub jurisdiction: String,
    /// Whom it binds, and for what incidents.
    pub binds: String,
    /// Since when (EDTF); none for one that is only proposed.
    pub in_force_since: Option<String>,
    /// What the table leaves out, or what is not sure.
    pub caveat: Option<String>,
    /// What is to be told, in the order in which it falls due.
    pub stages: Vec<StageDocument>,
    /// Where it stands.
    pub sources: Vec<LawDocument>,
}

/// One thing to be told.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StageDocument {
    /// Its name in the regime.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Article, section or item.
    pub at: String,
    /// Who is to be told.
    pub to: String,
    /// What starts the clock.
    pub starts: &'static str,
    /// The stage whose filing starts it, for `filing`.
    pub starts_after: Option<String>,
    /// By when, in words.
    pub within: String,
    /// The facets whose claims can tell when it started.
    pub started_by: Vec<String>,
    /// The facets whose claims can tell that it was filed, and when.
    pub answered_by: Vec<String>,
    /// The rule's own softening or hardening words, and exceptions.
    pub note: Option<String>,
}

/// Where a rule can be read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LawDocument {
    /// What stands there.
    pub title: String,
    /// The address.
    pub url: String,
    /// Whether the row was written from its text; else it is only where the rule stands.
    pub read: bool,
}

impl RegimeDocument {
    pub(super) fn of(regime: &Regime, speech: &Speech) -> Self {
        let source = |source: &bayan_view::regime::Source| LawDocument {
            title: source.title.to_string(),
            url: source.url.to_string(),
            read: source.used == Used::Read,
        };
        Self {
            id: regime.id.to_string(),
            title: regime.title.to_string(),
            instrument: regime.instrument.to_string(),
            jurisdiction: regime.jurisdiction.to_string(),
            binds: regime.binds.to_string(),
            in_force_since: match &regime.in_force {
                InForce::Since(since) => Some(since.to_string()),
                InForce::Proposed => None,
            },
            caveat: regime.caveat.as_ref().map(ToString::to_string),
            stages: regime.stages.iter().map(|stage| stage_document(stage, speech)).collect(),
            sources: regime.sources.iter().map(source).collect(),
        }
    }
}

fn stage_document(stage: &Stage, speech: &Speech) -> StageDocument {
    StageDocument {
        id: stage.id.to_string(),
        title: stage.title.to_string(),
        at: stage.at.to_string(),
        to: stage.to.to_string(),
        starts: names::start(&stage.starts),
        starts_after: match &stage.starts {
            Start::Filing(after) => Some(after.to_string()),
            _ => None,
        },
        within: within(speech, stage),
        started_by: stage.started_by.iter().map(ToString::to_string).collect(),
        answered_by: stage.answered_by.iter().map(ToString::to_string).collect(),
        note: stage.note.as_ref().map(ToString::to_string),
    }
}

/// By when a stage is to be told, counted from what.
pub(super) fn within(speech: &Speech, stage: &Stage) -> String {
    let span = |key: &str, n: u16| speech.with(key, &[("n", u64::from(n).into())]);
    let union = |span: String| speech.with("within-union", &[("span", (&span).into())]);
    let start = match &stage.starts {
        Start::Filing(after) => spaced(after.as_str()),
        other => speech.label("start", names::start(other)).into_owned(),
    };
    let with = |key: &str, span: &str| {
        speech.with(key, &[("span", span.into()), ("start", (&start).into())])
    };
    let figure = match &stage.within {
        Within::Hours(n) => span("span-hours", n.get()),
        Within::UnionHours(n) => union(span("span-hours", n.get())),
        Within::UnionMonths(n) => union(span("span-months", n.get())),
        Within::BusinessDays { n, calendar: Calendar::Edgar } => {
            span("within-business-days", n.get())
        }
        Within::Words(words) => return with("within-words", &format!("“{words}”")),
    };
    with("within-from", &figure)
}

/// Prints the table.
pub(super) fn show(context: &mut Context, regimes: &[&Regime]) -> Outcome {
    let speech = context.ui.speech();
    let regimes: Vec<RegimeDocument> =
        regimes.iter().map(|regime| RegimeDocument::of(regime, speech)).collect();
    match context.ui.format {
        Format::Json => context.ui.json(&TableAnswer { regimes })?,
        Format::Text => {
            let mut page = Page::new(&context.ui);
            for regime in &regimes {
                tell(&mut page, speech, regime);
            }
            let lines = page.into_lines();
            context.ui.lines(lines.into_iter().skip(1));
        }
    }
    Ok(Exit::Ok)
}

fn tell(page: &mut Page<'_>, speech: &Speech, regime: &RegimeDocument) {
    page.heading(&format!("{}: {}", regime.id, regime.title));
    let row = |page: &mut Page<'_>, key: &str, text: &str| {
        page.part(2, &speech.text(key), text);
    };
    row(page, "label-instrument", &format!("{} ({})", regime.instrument, regime.jurisdiction));
    row(page, "label-binds", &regime.binds);
    let since = regime.in_force_since.clone();
    let since = since.unwrap_or_else(|| speech.text("only-proposed").into_owned());
    row(page, "label-in-force", &since);
    for stage in &regime.stages {
        let title = format!("{} ({}): {}", stage.title, stage.at, stage.within);
        row(page, "label-stage", &title);
        page.part(2, "", &stage.to);
    }
    row(page, "label-caveat", regime.caveat.as_deref().unwrap_or_default());
    for source in &regime.sources {
        let used = if source.read { "source-read" } else { "source-cited" };
        let source = format!("{} ({}): {}", source.title, speech.text(used), source.url);
        row(page, "label-source", &source);
    }
}
