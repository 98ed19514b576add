//! The report that people look at: view answers in, one self-contained HTML page, SVG or Markdown out.
//!
//! [`Report`] holds what is shown of one incident at one moment; [`html()`] makes the page, a picture or table a file here. The
//! page loads nothing, works without script, and carries the bundle that it rests on, so that whoever has it can verify each
//! sentence where it stands. Which value in which signed bytes a text shows is said by marks that the verifier reads: what is
//! proven, what is computed of it, and what is our own words.
//!
//! **Invariant:** pure. No file, clock, environment or random source; the same report gives the same bytes.
//!
//! **Invariant:** what comes from outside is text. It is escaped by the templates, and never stands in a style, a script, an
//! address or the name of an element or attribute; ids and links are made of entry numbers alone.
//!
//! **Invariant:** no verdict. A picture shows who says what, how far it reaches and how it moved; colour, width and order stand
//! for nothing else, and each has words beside it.
//!
//! **Invariant:** a picture of many says how many it leaves out; its table and the table of claims leave out nothing.
//!
//! It does not read a ledger, compute a projection, or put a value into words.

mod against;
mod appendix;
mod axis;
mod board;
mod card;
mod evidence;
mod extent;
mod figures;
mod frame;
mod head;
mod ladder;
mod lanes;
mod markdown;
mod part;
pub mod report;
mod tongue;
mod way;

use std::cell::RefCell;
use std::collections::BTreeSet;

use maud::{Markup, html};

pub use card::{NoCard, card};
pub use markdown::markdown;
pub use report::{Embedded, Moment, Named, Report, Signed, Told};

use crate::frame::Title;

/// The verifier that runs in a reader's browser: one script.
pub const VERIFIER: &str = include_str!("../verify/dist/verify.js");

/// One page of one report, or of several.
///
/// A page of several has a table of contents before them; evidence that several rest on stands once. Nothing where there is no
/// report.
pub fn html(reports: &[Report<'_>], embedded: Option<Embedded<'_>>) -> String {
    let Some(first) = reports.first() else { return String::new() };
    let shown = RefCell::new(BTreeSet::new());
    let title = match reports {
        [only] => Title::Incident(only.incident.clone(), only.plain_name(&only.incident)),
        _ => Title::Own(first.text("page-all-title")),
    };
    let moment = &first.moment;
    let last = moment.held.0.checked_sub(1);
    let incident = (reports.len() == 1).then_some(&first.incident);
    let body = html! {
        main #bayan-report data-bayan-incident=[incident] data-bayan-as-of=[last] data-bayan-cut=[moment.said_by.as_ref().map(|_| "said-by")] {
            @if reports.len() > 1 { (contents(reports)) }
            @for (place, report) in reports.iter().enumerate() {
                (body(report, place == 0, &shown))
            }
        }
    };
    frame::page(first.speech, &title, &body, embedded)
}

/// The reports of a page of several, by name.
fn contents(reports: &[Report<'_>]) -> Markup {
    let Some(first) = reports.first() else { return html! {} };
    html! {
        nav .contents aria-labelledby="contents" {
            h1 #contents data-bayan-own { (first.text("page-all-title")) }
            ol {
                @for report in reports {
                    li { a href={ "#" (report.prefix) "top" } { (report.name(&report.incident)) } }
                }
            }
        }
    }
}

/// One report.
fn body(report: &Report<'_>, is_first: bool, shown: &RefCell<BTreeSet<String>>) -> Markup {
    html! {
        article .report id={ (report.prefix) "top" } {
            (report.masthead())
            @if is_first { (verifier(report)) }
            (report.statuses())
            (report.ladder())
            (report.headlines())
            (report.conflicts())
            (report.lanes())
            (report.promises())
            (report.clocks())
            (report.quantities())
            (report.sets())
            (report.ways())
            (report.two_times())
            (report.chain())
            (report.evidence(|anchor| shown.borrow_mut().insert(anchor.to_owned())))
            (report.claim_table())
            (report.corrections_and_gaps())
            (report.glossary())
        }
    }
}

/// Where the verifier says what it found; without script, what to do instead.
fn verifier(report: &Report<'_>) -> Markup {
    html! {
        section #bayan-verify aria-live="polite" {
            p data-bayan-own { (report.text("page-unverified")) }
        }
    }
}
