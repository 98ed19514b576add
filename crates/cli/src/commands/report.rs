//! `report`: one file to send: an incident, or all, as a page that opens offline and verifies itself, or as Markdown.

mod made;

use std::path::PathBuf;

use bayan_claim::id::IncidentId;
use bayan_ledger::bundle::{About, Wanted, check_bundle, make_bundle};
use bayan_page::{Embedded, Report as Page};
use clap::{ArgGroup, Args};
use serde_json::json;

use crate::commands::report::made::{Frame, Material};
use crate::context::{Context, chain, read_failure};
use crate::error::{Exit, Failure, Outcome};
use crate::output::{Output, check_free};
use crate::picture::find;
use crate::picture::moment::MomentArgs;
use crate::picture::now::{Now, NowArg};
use crate::reading::Reading;
use crate::reading::layout::count;
use crate::system::{System, Terminal};
use crate::ui::{ColorChoice, Format, Ui};

/// Write one file about an incident that anyone can open offline, read, print and verify
#[derive(Debug, Args)]
#[command(
    after_help = "The page shows who affirms, denies and leaves open what, how each position moved, where sources conflict, and \
behind every mark the exact sentence in its captured text, the entry, the signer, and what the signature attests. It loads \
nothing from anywhere and works without script. It carries the incident's bundle, so that a browser can verify each \
sentence where it stands; a page that somebody made up can say anything, so compare with a pin from elsewhere: \
`bayan check-proof` reads the same bundle.

Examples:
  bayan report in-nagar-palika --html nagar-palika.html
  bayan report ir-civil-registry --html civil-registry.html --lang fa
  bayan report in-nagar-palika --html - --as-of 110 > then.html
  bayan report ke-ecitizen --md ecitizen.md
  bayan report in-nagar-palika --card 111#0 --svg backup.svg
  bayan report --all --html ledger.html"
)]
#[command(group = ArgGroup::new("form").args(["html", "md", "svg"]).required(true))]
pub struct Report {
    /// The incident; may be left out where the ledger holds one alone
    #[arg(value_name = "INCIDENT", conflicts_with = "all")]
    incident: Option<String>,
    /// Every incident, in one file
    #[arg(long)]
    all: bool,
    /// Write a page; `-` for standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write Markdown; `-` for standard output
    #[arg(long, value_name = "FILE")]
    md: Option<PathBuf>,
    /// Write the card of one move as a picture to post; `-` for standard output
    #[arg(long, value_name = "FILE", requires = "card", conflicts_with = "all")]
    svg: Option<PathBuf>,
    /// The claim that a source moved to, as the page shows it: `111#0`
    #[arg(long, value_name = "ENTRY#N", requires = "svg", conflicts_with_all = ["html", "md"])]
    card: Option<String>,
    /// Show the deadlines of this regime; may be given again. Without it those alone for which a filing is on record
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    regime: Vec<String>,
    /// Leave the captured artifacts out of the bundle in the page: no quotation can be compared then
    #[arg(long, requires = "html")]
    no_artifacts: bool,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    now: NowArg,
    #[command(flatten)]
    moment: MomentArgs,
}

/// What was written.
struct Written {
    incidents: usize,
    claims: usize,
    bytes: usize,
    bundle: usize,
}

impl Report {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        context.ui.speak(&context.system, self.moment.lang.lang);
        let path = self.path();
        check_free(path.as_deref(), self.force)?;
        let reading = Reading::open_rows(context, self.moment.as_of.as_of.as_ref())?;
        let incidents = self.incidents(&reading)?;
        let now = Now::of(context, &reading, &self.moment, self.now)?;
        // The page is the same whatever terminal it was asked for from.
        let bare = System { terminal: Terminal::default(), ..context.system.clone() };
        let mut plain = Ui::new(&bare, Format::Text, ColorChoice::Never, true);
        plain.speak(&bare, Some(context.ui.tongue()));
        let regimes = made::regimes(&self.regime)?;
        let said_by = self.moment.said_by.as_ref();
        let frame = Frame::of(&reading, &plain, (now, regimes), said_by)?;
        let mut materials = Vec::new();
        for incident in incidents {
            let mut material = Material::of(&reading, incident, self.moment.said_by.clone())?;
            if self.no_artifacts {
                // Words around a quotation are the artifact's: nothing in the page could show them to be its own.
                material.leave_out_texts();
            }
            materials.push(material);
        }
        let pages: Vec<Page<'_>> = materials
            .iter()
            .enumerate()
            .map(|(place, material)| frame.page(material, place, materials.len() > 1))
            .collect::<Result<_, _>>()?;
        let (text, bundle) = self.text(&reading, &materials, &pages)?;
        self.write(context, path.as_deref(), &text)?;
        let written = Written {
            incidents: pages.len(),
            claims: pages.iter().map(|page| page.case.claim_count()).sum(),
            bytes: text.len(),
            bundle,
        };
        self.tell(context, path.as_deref(), &written)
    }

    /// The file to write; none for standard output.
    fn path(&self) -> Option<PathBuf> {
        let path = [&self.html, &self.md, &self.svg].into_iter().flatten().next()?;
        (path.as_os_str() != "-").then(|| path.clone())
    }

    fn incidents(&self, reading: &Reading) -> Result<Vec<IncidentId>, Failure> {
        if !self.all {
            return Ok(vec![find::incident_or_all(reading, self.incident.as_deref())?]);
        }
        let known = reading.reader().incidents(reading.meaning(), reading.size());
        let known = known.map_err(|error| read_failure(&error))?;
        if known.is_empty() {
            let what = "no incident was opened yet";
            return Err(Failure::new(Exit::CannotRead, what, "`bayan incident` opens one"));
        }
        Ok(known)
    }

    /// The file's text, and how many bytes of bundle it carries.
    fn text(
        &self,
        reading: &Reading,
        materials: &[Material],
        pages: &[Page<'_>],
    ) -> Result<(String, usize), Failure> {
        if self.md.is_some() {
            return Ok((bayan_page::markdown(pages), 0));
        }
        if let (Some(card), [page]) = (&self.card, pages) {
            return Ok((made::card(page, card)?, 0));
        }
        let about = match materials {
            [only] if !self.all => About::Incident(only.scene.incident),
            _ => About::Ledger,
        };
        let bundle = self.bundle(reading, about)?;
        let pin = reading.reader().pin();
        let pin = json!({
            "origin": pin.origin, "entry_0": pin.entry_0.to_string(), "receipts": pin.receipts, "log": pin.log,
        });
        let embedded =
            Embedded { bundle: &bundle, pin: &pin.to_string(), script: bayan_page::VERIFIER };
        Ok((bayan_page::html(pages, Some(embedded)), bundle.len()))
    }

    /// The bundle, checked as its receiver will check it.
    fn bundle(&self, reading: &Reading, about: About) -> Result<Vec<u8>, Failure> {
        let wanted = Wanted { about, all_entries: false, artifacts: !self.no_artifacts };
        let reader = reading.reader();
        let bundle =
            make_bundle(reader, reading.today(), wanted).map_err(|error| read_failure(&error))?;
        check_bundle(&bundle, Some(reader.pin()), None).map_err(|error| {
            let what = format!("the bundle that was made does not hold: {}", chain(&error));
            let advice = "run `bayan verify` to see what is damaged and what still holds";
            Failure::new(Exit::Bad, what, advice)
        })?;
        Ok(bundle.encode())
    }

    fn write(
        &self,
        context: &mut Context,
        path: Option<&std::path::Path>,
        text: &str,
    ) -> Result<(), Failure> {
        let mut output = Output::open(path, self.force)?;
        if let Err(failure) = output.write(&mut context.ui, text.as_bytes()) {
            output.abandon();
            return Err(failure);
        }
        output.finish()
    }

    fn tell(
        &self,
        context: &mut Context,
        path: Option<&std::path::Path>,
        written: &Written,
    ) -> Outcome {
        let Some(path) = path else { return Ok(Exit::Ok) };
        let n = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let form = match (&self.md, &self.svg) {
            (Some(_), _) => "markdown",
            (None, Some(_)) => "svg",
            (None, None) => "html",
        };
        if context.ui.format == Format::Json {
            context.ui.json(&json!({
                "file": path.display().to_string(), "form": form, "incidents": n(written.incidents),
                "claims": n(written.claims), "bytes": n(written.bytes), "bundle_bytes": n(written.bundle),
            }))?;
            return Ok(Exit::Ok);
        }
        context.ui.line(format!(
            "{}: {}, {}, {}",
            path.display(),
            count(n(written.incidents), "incident", "incidents"),
            count(n(written.claims), "claim", "claims"),
            count(n(written.bytes), "byte", "bytes"),
        ));
        if written.bundle > 0 {
            context.ui.note("it verifies itself where it is opened; whoever gets it can compare with a pin from elsewhere: `bayan checkpoint --pin`");
        }
        Ok(Exit::Ok)
    }
}
