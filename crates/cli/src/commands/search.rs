//! `search`: words in any script, in statements and in artifacts.

mod matching;

use bayan_claim::Kind;
use bayan_proof::hash::Sha256;
use clap::Args;
use serde_json::{Value, json};

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::reading::as_of::AsOfArg;
use crate::reading::filter::{FilterArgs, parse_kind};
use crate::reading::layout::{Table, count};
use crate::reading::record::{line_json, row};
use crate::reading::words::capture;
use crate::reading::{Reading, rows_failure};
use crate::ui::{Format, Tone, Ui};
use matching::{Needles, Snippet};

/// How many places of one hit are shown.
const SNIPPETS: usize = 3;

/// Find statements and artifacts by words in any script
#[derive(Debug, Args)]
#[command(
    after_help = "All words must occur, in any order, as written but for upper and lower case. Nothing is \
normalised: type the words as the source prints them.

Examples:
  bayan search backup safe
  bayan search \"no evidence\" --incident data-centre-outage
  bayan search داده --artifacts
  bayan search restoration --kind utterance --json"
)]
pub struct Search {
    /// The words; quote those that stand together
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// Search the captured artifacts too
    #[arg(long, short)]
    artifacts: bool,
    /// Only one kind of statement
    #[arg(long, short, value_name = "KIND", value_parser = parse_kind)]
    kind: Option<Kind>,
    /// The most hits shown
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 50)]
    count: usize,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    as_of: AsOfArg,
}

/// What was found, for people and for machines.
#[derive(Default)]
struct Hits {
    shown: usize,
    more: usize,
}

impl Search {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let needles = Needles::new(&self.words).ok_or_else(|| {
            Failure::new(
                Exit::Usage,
                "a word to search for is empty",
                "give at least one letter of each",
            )
        })?;
        let reading = Reading::open(context, self.as_of.as_of.as_ref())?;
        let mut hits = Hits::default();
        self.statements(context, &reading, &needles, &mut hits)?;
        if self.artifacts {
            self.texts(context, &reading, &needles, &mut hits)?;
        }
        if context.ui.format == Format::Text {
            let found =
                count(u64::try_from(hits.shown + hits.more).unwrap_or(u64::MAX), "hit", "hits");
            let more = if hits.more > 0 {
                format!(", {} not shown: `-n COUNT`", hits.more)
            } else {
                String::new()
            };
            let hint = if hits.shown == 0 && !self.artifacts {
                "; `--artifacts` searches the sources too"
            } else {
                ""
            };
            context.ui.note(format!("{found}{more}{hint}"));
        }
        Ok(Exit::Ok)
    }

    fn statements(
        &self,
        context: &mut Context,
        reading: &Reading,
        needles: &Needles,
        hits: &mut Hits,
    ) -> Result<(), Failure> {
        let among = self.filter.entries(reading, self.kind)?;
        let bar = context.ui.progress(reading.size().0, "searching");
        let searched = reading.for_entries(&among, |entry| {
            bar.set_position(entry.entry.index().0);
            let Some(body) = &entry.body else { return Ok(()) };
            let document: Value = serde_json::from_slice(body.bytes())
                .map_err(|error| Failure::bare(Exit::Internal, error))?;
            let snippets = needles.in_body(&document);
            if snippets.is_empty() || !self.counts(hits) {
                return Ok(());
            }
            if context.ui.format == Format::Json {
                let mut line = line_json(reading, &entry)?;
                if let Some(fields) = line.as_object_mut() {
                    fields.insert("found".to_owned(), snippets.iter().map(Snippet::json).collect());
                }
                return context.ui.json_line(&line);
            }
            let mut table = Table::default();
            table.row(row(reading, &entry)?);
            let lines = table.lines(&context.ui);
            bar.suspend(|| {
                context.ui.lines(lines);
                show(&mut context.ui, &snippets);
            });
            Ok(())
        });
        bar.finish_and_clear();
        searched
    }

    fn texts(
        &self,
        context: &mut Context,
        reading: &Reading,
        needles: &Needles,
        hits: &mut Hits,
    ) -> Result<(), Failure> {
        let mut captures = reading.meaning().captures().map_err(rows_failure)?;
        if !self.filter.is_empty() || self.kind.is_some() {
            let among = self.filter.entries(reading, self.kind)?;
            captures.retain(|(_, index)| among.contains(index));
        }
        captures.sort_by_key(|(_, index)| *index);
        let bar = context
            .ui
            .progress(u64::try_from(captures.len()).unwrap_or(u64::MAX), "searching artifacts");
        for (digest, index) in captures {
            bar.inc(1);
            let Some(text) = text(reading, &digest)? else { continue };
            let snippets = needles.in_text(&text);
            if snippets.is_empty() || !self.counts(hits) {
                continue;
            }
            if context.ui.format == Format::Json {
                context.ui.json_line(&json!({
                    "artifact": digest.to_string(), "captured_by_entry": index.0,
                    "found": snippets.iter().map(Snippet::json).collect::<Value>(),
                }))?;
                continue;
            }
            bar.suspend(|| {
                let name = context.ui.paint(Tone::Strong, capture(&digest));
                let line = format!(
                    "{name}  {}",
                    context.ui.paint(Tone::Dim, format!("captured by entry {index}"))
                );
                context.ui.line(line);
                show(&mut context.ui, &snippets);
            });
        }
        bar.finish_and_clear();
        Ok(())
    }

    /// Counts a hit, and says whether it is still to be shown.
    fn counts(&self, hits: &mut Hits) -> bool {
        let is_shown = hits.shown < self.count;
        if is_shown {
            hits.shown += 1;
        } else {
            hits.more += 1;
        }
        is_shown
    }
}

/// The text of an artifact; none if it is withheld, or no text in UTF-8. Damage is `verify`'s to name.
fn text(reading: &Reading, digest: &Sha256) -> Result<Option<String>, Failure> {
    if reading.artifact_withheld(digest)?.is_some() {
        return Ok(None);
    }
    match reading.reader().texts().get(digest) {
        Ok(Some(bytes)) => Ok(std::str::from_utf8(&bytes).ok().map(str::to_owned)),
        Ok(None) | Err(_) => Ok(None),
    }
}

fn show(ui: &mut Ui, snippets: &[Snippet]) {
    for snippet in snippets.iter().take(SNIPPETS) {
        let place = ui.paint(Tone::Dim, &snippet.place);
        let [before, hit, after] =
            [&snippet.before, &snippet.hit, &snippet.after].map(|text| inline(text));
        // One isolate around the whole, so that the marks of ours do not reorder it.
        let words = ui.isolated(&format!("{before}{}{after}", ui.paint(Tone::Strong, hit)));
        let line = format!("    {place}  {words}");
        ui.line(line);
    }
    let more = snippets.len().saturating_sub(SNIPPETS);
    if more > 0 {
        let line = format!("    {}", ui.paint(Tone::Dim, format!("and {more} more")));
        ui.line(line);
    }
}

fn inline(text: &str) -> String {
    crate::ui::harmless(text).replace(['\n', '\t'], " ")
}
