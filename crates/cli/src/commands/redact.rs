//! `bayan redact`: bodies and artifacts are no longer served.

use std::collections::BTreeSet;

use bayan_claim::claim::Claim;
use bayan_claim::kind::Replacement;
use bayan_claim::vocabulary::{Act, RedactionReason};
use bayan_claim::{Kind, Says};
use bayan_ledger::StoredEntry;
use bayan_proof::hash::Sha256;
use clap::Args;
use serde_json::json;

use crate::authoring::{Draft, Session, WriteArgs};
use crate::commands::amend::stored;
use crate::context::{Context, read_failure};
use crate::drafts::kind_name;
use crate::error::{Exit, Failure, Outcome};
use crate::reading::record::is_withdrawal;
use crate::ui::Tone;

/// Withhold the bodies of entries, and artifacts. This cannot be undone.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan redact 12 --authority party:example-court --why court_order --case 2024/117-B
  bayan redact --artifact capture:3f2a --authority party:operator --why personal_data --yes

The chain stays whole, and the gap stays visible with its reason. With a first-person utterance its own text goes too.
Copies that others hold, and whoever knows the hash of a document, are beyond reach: docs/trust.md says what remains.")]
pub struct Redact {
    /// The entries whose bodies are withheld
    #[arg(required_unless_present = "artifacts", value_name = "ENTRY")]
    entries: Vec<String>,
    /// An artifact that is withheld, `capture:<hex digits>` or `ref:…` of its capture; may be repeated
    #[arg(long = "artifact", value_name = "ARTIFACT")]
    artifacts: Vec<String>,
    /// On whose authority
    #[arg(long, value_name = "PARTY")]
    authority: String,
    /// Why: `personal_data`, `data_subject_request`, `court_order`, `legal_claim`, `safety`, `leaked_content`,
    /// `copyright`, `recorded_in_error`
    #[arg(long, value_name = "REASON")]
    why: RedactionReason,
    /// The number under which that authority keeps the case: capitals, digits, `/`, `.`, `-`
    #[arg(long, value_name = "NUMBER")]
    case: Option<String>,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// Signing.
    #[command(flatten)]
    write: WriteArgs,
}

/// What a redaction names.
#[derive(Default)]
struct Named {
    statements: Vec<String>,
    artifacts: BTreeSet<Sha256>,
    incidents: BTreeSet<String>,
    remarks: Vec<String>,
}

impl Redact {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        if !self.yes && !self.write.dry_run && !context.ui.can_ask() {
            let what = "a redaction cannot be undone, and there is no terminal to ask on";
            return Err(Failure::new(
                Exit::Usage,
                what,
                "say `--yes`, or look first with `--dry-run`",
            ));
        }
        let session = Session::open(context, "redact", &self.write)?;
        let named = self.named(&session)?;
        for remark in &named.remarks {
            context.ui.note(remark);
        }
        let warning = context.ui.paint(Tone::Warn, "what this does not do:");
        context.ui.note(format!(
            "{warning} copies, backups, mirrors and exports that others hold stay; the digests stay in the log, so whoever \
             has the document can still show that it was here; other statements that quote it are not touched"
        ));
        let says = json!({
            "artifacts": named.artifacts, "authority": kind_name("party", &self.authority), "case": self.case,
            "incidents": named.incidents, "statements": named.statements, "why": self.why.name(),
        });
        let signed = session.sign_all(context, &[Draft::new(Kind::Redaction, says)])?;
        if !self.yes && !self.write.dry_run {
            let count = |count: usize, one: &str, many: &str| match count {
                1 => format!("1 {one}"),
                count => format!("{count} {many}"),
            };
            let bodies = count(named.statements.len(), "body", "bodies");
            let what =
                format!("{bodies} and {}", count(named.artifacts.len(), "artifact", "artifacts"));
            let answer = context.ui.ask(&format!("Withhold {what} for ever? [y/N] "));
            if !answer.is_some_and(|answer| matches!(answer.as_str(), "y" | "Y" | "yes")) {
                context.ui.note("nothing was withheld");
                return Ok(Exit::Ok);
            }
        }
        session.finish(context, &signed)
    }

    /// The statements and artifacts, the own texts that go with them, and the incidents whose readers see the gap.
    fn named(&self, session: &Session) -> Result<Named, Failure> {
        let mut named = Named::default();
        let mut known = session.names();
        for name in &self.entries {
            let entry = stored(session, &mut known, name)?;
            let header = entry.entry.statement().header();
            named.statements.push(entry.entry.statement().id().to_string());
            let concerned = header
                .incidents
                .iter()
                .chain([&header.sub])
                .filter(|id| id.starts_with("incident:"));
            named.incidents.extend(concerned.cloned());
            named.remarks.extend(beside(session, &entry)?);
            if let Some(own) = entry.says().and_then(own_text) {
                named.remarks.push(format!(
                    "entry {} brought its own text, which is withheld too: capture:{own}",
                    entry.entry.index()
                ));
                named.artifacts.insert(own);
            }
            if let Some(Says::Capture(capture)) = entry.says() {
                named.remarks.push(format!(
                    "entry {} brought capture:{}, whose bytes are withheld too",
                    entry.entry.index(),
                    capture.artifact
                ));
                named.artifacts.insert(capture.artifact);
            }
        }
        for name in &self.artifacts {
            let digest = known.artifact_of(name)?;
            named.artifacts.insert(digest);
            named.remarks.extend(renditions(session, digest)?);
        }
        Ok(named)
    }
}

/// Remarks on what a redaction of one entry leaves, or has nothing to do with any more.
fn beside(session: &Session, entry: &StoredEntry) -> Result<Vec<String>, Failure> {
    let meaning = session.ledger.meaning();
    let failed = |error| crate::authoring::rows_failure(&error);
    let index = entry.entry.index();
    let mut remarks = Vec::new();
    if let Some(by) = meaning.withheld(index).map_err(failed)? {
        remarks.push(format!(
            "entry {index} is withheld already, by entry {by}, which stays what answers name"
        ));
    }
    if let Some(reference) = entry.read_body().and_then(bayan_claim::Body::reference) {
        remarks.push(format!(
            "the ref {reference:?} goes with it: take its row out of the files that you import, or the next import says it again"
        ));
    }
    if let Some(by) = meaning.amended_by(&entry.entry.statement().id()).map_err(failed)? {
        let amendment = session.reader().entry(by).map_err(|error| read_failure(&error))?;
        remarks.push(if is_withdrawal(&amendment) {
            format!("entry {by} withdraws it already: nothing of it stands in answers")
        } else {
            format!("entry {by} amends it and says it anew: it stays in answers unless you name that entry too")
        });
    }
    let takes = |claim: &Claim| matches!(claim.act, Act::Retracts | Act::Corrects);
    match entry.says() {
        Some(Says::Utterance(utterance)) if utterance.claims.iter().any(takes) => {
            remarks.push(format!(
                "entry {index} takes back or corrects what was said before: that stands again in answers unless you name \
                 its entry too"
            ));
        }
        Some(Says::Amend(_)) => remarks.push(format!(
            "entry {index} amends an earlier entry: that stands again in answers as it was unless you name it too"
        )),
        _ => {}
    }
    Ok(remarks)
}

/// The own text that a statement brought: it stands in its body and as an artifact.
fn own_text(says: &Says) -> Option<Sha256> {
    match says {
        Says::Utterance(utterance) => utterance.own_artifact(),
        Says::Amend(amend) => match &amend.replacement {
            Some(Replacement::Utterance(utterance)) => utterance.own_artifact(),
            _ => None,
        },
        _ => None,
    }
}

/// Remarks on artifacts that were made from one that is withheld, and hold its words.
fn renditions(session: &Session, digest: Sha256) -> Result<Vec<String>, Failure> {
    let captures = session
        .ledger
        .meaning()
        .captures()
        .map_err(|error| crate::authoring::rows_failure(&error))?;
    let mut remarks = Vec::new();
    for (other, index) in captures {
        let entry = session.reader().entry(index).map_err(|error| read_failure(&error))?;
        if let Some(Says::Capture(capture)) = entry.says()
            && let bayan_claim::kind::Source::Rendition(rendition) = &capture.source
            && rendition.of == digest
        {
            remarks.push(format!("capture:{other} was made from it, and stays unless you name it with `--artifact` too"));
        }
    }
    Ok(remarks)
}
