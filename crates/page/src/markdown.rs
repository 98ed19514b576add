//! A report as Markdown (`CommonMark` with tables), for mail, notes and version control.
//!
//! Words of others are escaped where a character could be markup, and stand between bidirectional isolates.

use std::fmt::Write as _;

use bayan_view::case::ClaimId;

use crate::report::Report;

/// The characters that `CommonMark` may read as markup inside a line, and what would start HTML or an entity.
const MARKUP: &[char] =
    &['\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '#', '|', '&', '~', '@'];

/// Text as Markdown shows it: in one line, nothing of it markup. Points and colons are escaped where an address could be read
/// out of them (GFM, "Autolinks").
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_inside =
            matches!(c, '.' | ':') && rest.peek().is_some_and(|next| !next.is_whitespace());
        match c {
            c if MARKUP.contains(&c) || is_inside => shown.extend(['\\', c]),
            c if c.is_control() || c == '\u{2028}' || c == '\u{2029}' => shown.push(' '),
            c => shown.push(c),
        }
    }
    shown
}

/// Words of others, isolated, so that their direction does not reorder what stands beside them (UAX #9 §2.1).
fn words(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", plain(text))
}

/// Several reports, one below the other.
pub fn markdown(reports: &[Report<'_>]) -> String {
    let mut page = String::new();
    for report in reports {
        if !page.is_empty() {
            page.push_str("\n---\n\n");
        }
        let told = write(report, &mut page);
        debug_assert!(told.is_ok(), "writing to a string does not fail");
    }
    page
}

fn write(report: &Report<'_>, page: &mut String) -> std::fmt::Result {
    let moment = &report.moment;
    writeln!(page, "# {}\n", words(&report.plain_name(&report.incident)))?;
    writeln!(page, "{}\n", plain(&report.text("page-lede")))?;
    let held = usize::try_from(moment.held.0).unwrap_or(usize::MAX);
    writeln!(
        page,
        "* {}: {}",
        plain(&report.text("page-held")),
        plain(&report.counted("page-entries", held))
    )?;
    if let Some(said_by) = &moment.said_by {
        writeln!(page, "* {}: {}", plain(&report.text("page-said-by")), plain(said_by))?;
    }
    writeln!(
        page,
        "* {}: {}, {}, `{}`",
        plain(&report.text("page-checkpoint")),
        plain(&moment.origin),
        moment.size,
        moment.root
    )?;
    let witnesses = if moment.witnesses.is_empty() {
        report.text("page-no-witness")
    } else {
        report.speech.list(&moment.witnesses)
    };
    writeln!(page, "* {}: {}\n", plain(&report.text("page-witnesses")), plain(&witnesses))?;
    statuses(report, page)?;
    ladder(report, page)?;
    claims(report, page)?;
    lines(report, page, "head-corrections", &report.corrections)?;
    lines(report, page, "head-gaps", &report.gaps)
}

fn row(page: &mut String, cells: &[String]) -> std::fmt::Result {
    writeln!(page, "| {} |", cells.join(" | "))
}

fn heads(report: &Report<'_>, page: &mut String, heads: &[&str]) -> std::fmt::Result {
    let heads: Vec<String> = heads.iter().map(|head| plain(&report.speech.text(head))).collect();
    row(page, &heads)?;
    row(page, &vec!["---".to_owned(); heads.len()])
}

fn statuses(report: &Report<'_>, page: &mut String) -> std::fmt::Result {
    writeln!(
        page,
        "## {}\n\n{}\n",
        plain(&report.text("head-statuses")),
        plain(&report.text("page-no-verdict"))
    )?;
    heads(
        report,
        page,
        &["page-facet", "page-stands", "status-affirmed", "status-denied", "status-open"],
    )?;
    for status in &report.picture.statuses {
        let by = |claims: &[ClaimId]| {
            let told = claims.iter().map(|id| {
                format!(
                    "{} ({})",
                    words(&report.plain_who(&report.speaker(*id))),
                    plain(&report.address(*id))
                )
            });
            told.collect::<Vec<_>>().join(", ")
        };
        row(
            page,
            &[
                plain(&report.facet(&status.facet)),
                plain(&report.status_words(status)),
                by(&status.affirmed.claims),
                by(&status.denied.claims),
                by(&status.open.claims),
            ],
        )?;
    }
    writeln!(page)
}

fn ladder(report: &Report<'_>, page: &mut String) -> std::fmt::Result {
    let columns: Vec<_> = report.columns().into_iter().filter(|it| it.is_moved).collect();
    if columns.is_empty() {
        return Ok(());
    }
    writeln!(page, "## {}\n", plain(&report.text("page-ladder")))?;
    for column in columns {
        writeln!(page, "### {}\n", words(&report.plain_who(column.who)))?;
        for (number, step) in (1..).zip(&column.steps) {
            let facet = &report.case.claim(step.claim).fact.facet;
            let side = report.side_words(facet, report.side(step.claim));
            let moves = step.moves.iter().filter(|moved| moved.is_own());
            let moves = moves.flat_map(|moved| {
                let from = report.address(moved.from);
                report
                    .shifts(&moved.shifts)
                    .into_iter()
                    .map(move |(shift, rules)| format!("{shift} ({rules}, {from})"))
            });
            let moves: Vec<String> = moves.collect();
            writeln!(
                page,
                "{number}. {}: {}; {}; {}",
                plain(&side),
                plain(&report.facet(facet)),
                words(&report.reach_words(step.claim)),
                plain(&report.address(step.claim))
            )?;
            if !moves.is_empty() {
                writeln!(
                    page,
                    "   {}: {}",
                    plain(&report.text("label-moved")),
                    plain(&moves.join("; "))
                )?;
            }
            for line in sentence(report, step.claim) {
                writeln!(page, "   > {line}")?;
            }
        }
        writeln!(page)?;
    }
    Ok(())
}

/// The words of a claim and their translation, a line each.
fn sentence(report: &Report<'_>, id: ClaimId) -> Vec<String> {
    let Some(told) = report.told(id) else { return Vec::new() };
    let Some(claim) = report.claim(id) else {
        return told.gone.iter().map(|it| plain(it)).collect();
    };
    let segments = claim.segments.iter().map(|segment| {
        told.withheld.get(&segment.artifact).map_or_else(|| words(&segment.exact), |by| plain(by))
    });
    let mut lines = vec![segments.collect::<Vec<_>>().join(" … ")];
    if told.withheld.is_empty() {
        let gloss = told.gloss.and_then(|place| claim.gloss.get(place));
        lines.extend(gloss.map(|gloss| {
            format!("({}) {}", plain(gloss.phrase.language.as_str()), words(&gloss.phrase.text))
        }));
    }
    lines.join("  \n").split('\n').map(str::to_owned).collect()
}

fn claims(report: &Report<'_>, page: &mut String) -> std::fmt::Result {
    writeln!(page, "## {}\n", plain(&report.text("page-all-claims")))?;
    heads(
        report,
        page,
        &[
            "label-claim",
            "label-speaker",
            "page-facet",
            "label-words",
            "page-value",
            "label-said",
            "page-artifact",
            "label-signer",
        ],
    )?;
    for (id, claimed) in report.case.claims() {
        let told = report.told(id);
        let artifacts = report.claim(id).map(|claim| {
            let all = claim
                .segments
                .iter()
                .map(|it| format!("`{}` {}–{}", it.artifact, it.start, it.end));
            all.collect::<Vec<_>>().join(", ")
        });
        row(
            page,
            &[
                plain(&report.address(id)),
                words(&report.plain_who(&report.speaker(id))),
                plain(&report.facet(&claimed.fact.facet)),
                sentence(report, id).join("<br>"),
                words(&told.map(|told| told.value.clone()).unwrap_or_default()),
                words(&told.map(|told| told.said.clone()).unwrap_or_default()),
                artifacts.unwrap_or_default(),
                words(&report.plain_name(&claimed.cite.signer.to_string())),
            ],
        )?;
    }
    writeln!(page)
}

fn lines(
    report: &Report<'_>,
    page: &mut String,
    head: &str,
    lines: &[(bayan_proof::num::Index, String)],
) -> std::fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(page, "## {}\n", plain(&report.speech.text(head)))?;
    for (_, line) in lines {
        writeln!(page, "* {}", plain(line))?;
    }
    writeln!(page)
}
