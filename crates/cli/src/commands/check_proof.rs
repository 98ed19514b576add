//! `check-proof`: a proof or a bundle checked offline, with nothing but what the reader keeps outside any ledger.

pub mod bundle;

use std::path::{Path, PathBuf};

use bayan_ledger::bundle::{check_bundle, founded_as};
use bayan_ledger::config::Pin;
use bayan_ledger::prove::{
    ProofFault, ProofStrength, Proven, Trust, check_tlog_proof, check_transparent_statement,
};
use bayan_proof::bundle::{BUNDLE_MAX, Bundle, MAGIC};
use bayan_proof::checkpoint::LogVerifier;
use bayan_proof::hash::Sha256;
use bayan_proof::key::{KeyError, PublicKey};
use bayan_proof::tlog_policy::Policy;
use clap::Args;
use serde_json::json;

use crate::commands::prove::ProofFormat;
use crate::context::{Context, INPUT_MAX, chain, read_input, read_input_up_to, too_long};
use crate::error::{Exit, Failure, Outcome};
use crate::reading::as_of::time_text;
use crate::reading::layout::Page;
use crate::reading::summary::kind_of;
use crate::ui::{Format, Tone, Ui};

/// What a CBOR `COSE_Sign1` begins with: tag 18 (RFC 9052 §2).
const COSE_SIGN1: u8 = 0xD2;

/// What to do with a file above the limits.
const TOO_LONG: &str = "it is no proof and no bundle: get it again";

/// Check a proof or a bundle offline
#[derive(Debug, Args)]
#[command(
    after_help = "The pin is the file that the ledger's operator hands out: without one there is nothing outside \
the proof to trust. With a policy (C2SP tlog-policy) the witnesses' cosignatures count; only a witnessed proof excludes \
that others were shown another history. A proof shows that the statement is in the ledger, not that it is true.

A bundle is checked as `bayan verify` checks a ledger, from what it carries: signatures, who held which key, order, references, quotations, \
withheld bodies, and that nothing of what it is about was left out. Without a pin its keys are those that it names itself, which is \
weaker.

Examples:
  bayan check-proof entry-12.tlog-proof --pin newsroom.pin
  bayan check-proof statement.scitt --pin newsroom.pin --policy witnesses.policy --body body.json
  bayan check-proof statement.scitt --pin newsroom.pin --signer-key 1b9c…
  bayan check-proof nagar-palika.bayan --pin newsroom.pin
  bayan check-proof nagar-palika.bayan --pin newsroom.pin --entries --json"
)]
pub struct CheckProof {
    /// The proof: a `.tlog-proof`, `.scitt` or `.bayan` file, `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Witnesses to believe, and how many of them it takes
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Check that this body is the one that was signed
    #[arg(long, value_name = "FILE")]
    body: Option<PathBuf>,
    /// Verify the statement's own signature with this public key, 64 hex digits: `bayan key show` prints it
    #[arg(long, value_name = "HEX", value_parser = parse_hex)]
    signer_key: Option<Sha256>,
    /// List the entries of a bundle, in JSON with what they say
    #[arg(long, conflicts_with_all = ["body", "signer_key"])]
    entries: bool,
}

/// Where the trust comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Root {
    /// A pin, kept outside.
    Pinned,
    /// The ledger that was given, which is only consistent in itself.
    Unpinned,
}

/// 64 hex digits: whether they are a key is known once the proof names its signer.
fn parse_hex(text: &str) -> Result<Sha256, String> {
    text.parse().map_err(|_| "a public key is 64 lower-case hex digits".to_owned())
}

impl CheckProof {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let bytes = read_proof(&self.file)?;
        if bytes.is_empty() {
            let what = format!("{} is empty", self.file.display());
            return Err(Failure::new(Exit::Bad, what, "get the proof again"));
        }
        if bytes.starts_with(MAGIC) || is_bundle(&self.file) {
            return self.run_bundle(context, bytes);
        }
        if u64::try_from(bytes.len()).is_ok_and(|length| length > INPUT_MAX) {
            return Err(too_long(&self.file, INPUT_MAX, TOO_LONG));
        }
        if self.entries {
            let what = format!("{} is a proof of one entry, and no bundle", self.file.display());
            return Err(Failure::new(Exit::Usage, what, "leave out `--entries`"));
        }
        let (pin, root) = trusted_pin(context)?;
        let mut trust = Trust::of_pin(&pin).map_err(|what| {
            Failure::new(
                Exit::Usage,
                format!("the pin cannot be used: {what}"),
                "get the pin from the operator again",
            )
        })?;
        trust.policy = self.policy.as_deref().map(|path| policy(path, &trust.log)).transpose()?;
        let format = format_of(&self.file, &bytes);
        let proven = match format {
            ProofFormat::TlogProof => check_tlog_proof(&bytes, &trust),
            ProofFormat::Scitt => check_transparent_statement(&bytes, &trust),
        }
        .map_err(|error| bad(&error))?;
        self.check_body(&proven)?;
        self.check_signer(&proven)?;
        match context.ui.format {
            Format::Json => {
                let document = self.document(&proven, format, root, &pin);
                context.ui.json(&document)?;
            }
            Format::Text => {
                let lines = self.lines(context, &proven, root, &pin);
                context.ui.lines(lines);
            }
        }
        Ok(Exit::Ok)
    }

    fn run_bundle(&self, context: &mut Context, bytes: Vec<u8>) -> Outcome {
        if self.body.is_some() || self.signer_key.is_some() {
            let what = "a bundle carries the bodies and the keys itself";
            let advice = "leave out `--body` and `--signer-key`: both are checked for every entry";
            return Err(Failure::new(Exit::Usage, what, advice));
        }
        let pin = match context.pin()? {
            Some(pin) => Some((pin, Root::Pinned)),
            None if context.global.ledger.is_some() => {
                Some((context.reader()?.pin().clone(), Root::Unpinned))
            }
            None => None,
        };
        let bad = |error: &ProofFault| {
            let advice = "the bundle shows nothing; get it again, and check that the pin is the one of its ledger";
            Failure::new(Exit::Bad, chain(error), advice)
        };
        let bundle = Bundle::parse(&bytes).map_err(|error| bad(&error.into()))?;
        drop(bytes);
        let witnesses = self.policy.as_deref().map(|path| {
            let log = match &pin {
                Some((pin, _)) => pin.verifier(),
                None => founded_as(&bundle).map_err(|error| bad(&error))?.verifier(),
            };
            let advice = "get the pin, or the bundle, again";
            policy(path, &log.map_err(|what| Failure::new(Exit::Bad, what, advice))?)
        });
        let witnesses = witnesses.transpose()?;
        let (pin, root) = pin.unzip();
        let bundled =
            check_bundle(&bundle, pin.as_ref(), witnesses.as_ref()).map_err(|error| bad(&error))?;
        let root = root.unwrap_or(Root::Unpinned);
        match context.ui.format {
            Format::Json => {
                let mut document = bundle::document(&bundled);
                document.insert("pinned".to_owned(), json!(root == Root::Pinned));
                if self.entries {
                    let carried = bundle::entry_documents(&bundle, &bundled);
                    document.insert("carried".to_owned(), json!(carried));
                }
                context.ui.json(&document)?;
            }
            Format::Text => {
                let mut lines = bundle::lines(&context.ui, &bundled, root);
                if self.entries {
                    lines.extend(bundle::entry_lines(&context.ui, &bundle, &bundled));
                }
                context.ui.lines(lines);
            }
        }
        Ok(Exit::Ok)
    }

    fn check_body(&self, proven: &Proven) -> Result<(), Failure> {
        let Some(path) = &self.body else { return Ok(()) };
        let body = read_input(path)?;
        proven.entry.statement().check_body(&body).map_err(|error| {
            let what = format!("{} is not the body of this statement: {error}", path.display());
            Failure::new(
                Exit::Bad,
                what,
                "the body is the file that `bayan show ENTRY --raw` writes, byte for byte",
            )
        })
    }

    fn check_signer(&self, proven: &Proven) -> Result<(), Failure> {
        let Some(digits) = &self.signer_key else { return Ok(()) };
        let digits = digits.to_string();
        let thumbprint = proven.entry.statement().header().kid.to_string();
        if digits == thumbprint {
            let what =
                "`--signer-key`: these digits are the thumbprint of the key, and not the key";
            let advice = format!(
                "`bayan key show {thumbprint}` prints the public key, on a copy of the ledger"
            );
            return Err(Failure::new(Exit::Usage, what, advice));
        }
        let key: PublicKey = digits.parse().map_err(|error: KeyError| {
            let advice =
                format!("`bayan key show {thumbprint}` prints it, on a copy of the ledger");
            Failure::new(Exit::Usage, format!("`--signer-key`: {error}"), advice)
        })?;
        proven.entry.statement().clone().verify(&key).map(drop).map_err(|error| {
            let what = format!("the statement was not signed with this key: {}", chain(&error));
            Failure::new(
                Exit::Bad,
                what,
                "ask the signer for the key, or the operator for the grant",
            )
        })
    }

    fn document(
        &self,
        proven: &Proven,
        format: ProofFormat,
        root: Root,
        pin: &Pin,
    ) -> serde_json::Value {
        let header = proven.entry.statement().header();
        json!({
            "ok": true,
            "format": format.name(),
            "pinned": root == Root::Pinned,
            "strength": proven.strength.word(),
            "witnesses": proven.witnesses,
            "origin": pin.origin,
            "entry": proven.entry.index().0,
            "time": time_text(proven.entry.time()),
            "id": proven.entry.statement().id().to_string(),
            "kind": kind_of(header.kind),
            "issuer": header.iss,
            "subject": header.sub,
            "incidents": header.incidents,
            "signer_thumbprint": header.kid.to_string(),
            "signed_at": time_text(bayan_proof::num::UnixMillis(header.iat.0.saturating_mul(1_000))),
            "body_sha256": proven.entry.statement().payload_digest().to_string(),
            "size": proven.tree.map(|(size, _)| size.0),
            "root": proven.tree.map(|(_, root)| root.to_string()),
            "body_checked": self.body.is_some(),
            "signature_checked": self.signer_key.is_some(),
        })
    }

    fn lines(&self, context: &Context, proven: &Proven, root: Root, pin: &Pin) -> Vec<String> {
        let ui = &context.ui;
        let header = proven.entry.statement().header();
        let mut page = Page::new(ui);
        let head =
            format!("entry {} is in the ledger {}", proven.entry.index(), ui.quoted(&pin.origin));
        page.line(format!("{}  {head}", ui.paint(Tone::Good, "OK")));
        page.row("strength", strength_words(proven.strength, &proven.witnesses));
        page.row("trust", root_words(ui, root));
        page.row("kind", kind_of(header.kind));
        page.row("time", time_text(proven.entry.time()));
        page.row("issuer", ui.quoted(&header.iss));
        page.row("subject", ui.quoted(&header.sub));
        page.rows("also", header.incidents.iter().map(|incident| ui.quoted(incident)));
        page.row("statement", proven.entry.statement().id().to_string());
        page.row("signed by", format!("the key with thumbprint {}", header.kid));
        if let Some((size, root)) = proven.tree {
            page.row("tree", format!("of {size} entries"));
            page.row("root", root.to_string());
        } else {
            page.row("tree", "no checkpoint travels with this receipt");
        }
        page.row(
            "body",
            match self.body {
                Some(_) => ui.paint(Tone::Good, "the one that was signed"),
                None => {
                    format!("not compared: SHA-256 {}", proven.entry.statement().payload_digest())
                }
            },
        );
        page.row(
            "signature",
            match self.signer_key {
                Some(_) => ui.paint(Tone::Good, "the statement is signed with this key"),
                None => {
                    "the ledger checked it; `--signer-key PUBLIC-KEY` checks it here".to_owned()
                }
            },
        );
        page.into_lines()
    }
}

fn root_words(ui: &Ui, root: Root) -> String {
    match root {
        Root::Pinned => ui.paint(Tone::Good, "pinned"),
        Root::Unpinned => {
            ui.paint(Tone::Warn, "unpinned: the keys are those that the ledger itself names")
        }
    }
}

fn strength_words(strength: ProofStrength, witnesses: &[String]) -> String {
    let word = strength.word();
    match strength {
        ProofStrength::Receipt => format!("{word}: the ledger's receipt key says so"),
        ProofStrength::Checkpoint => {
            format!(
                "{word}: both keys of the log signed this tree; others may have been shown another"
            )
        }
        ProofStrength::Witnessed => {
            format!(
                "{word}: enough witnesses saw this tree ({}); a fork is excluded",
                witnesses.join(", ")
            )
        }
    }
}

/// The pin that was given, or what the ledger that was given says of itself.
fn trusted_pin(context: &Context) -> Result<(Pin, Root), Failure> {
    if let Some(pin) = context.pin()? {
        return Ok((pin, Root::Pinned));
    }
    if context.global.ledger.is_some() {
        return Ok((context.reader()?.pin().clone(), Root::Unpinned));
    }
    Err(Failure::new(
        Exit::Usage,
        "there is nothing outside the proof to trust",
        "name the ledger's pin with `--pin FILE`: its operator hands it out, and `bayan checkpoint --pin` prints it; or \
         name a copy of the ledger with `--ledger DIR`, which is weaker",
    ))
}

fn policy(path: &Path, own: &LogVerifier) -> Result<Policy, Failure> {
    let advice =
        "a policy is a file of `log`, `witness`, `group` and `quorum` lines (C2SP tlog-policy)";
    let usage =
        |what: String| Failure::new(Exit::Usage, format!("{}: {what}", path.display()), advice);
    let policy = Policy::parse(&read_input(path)?).map_err(|error| usage(chain(&error)))?;
    // A policy may leave the logs to the pin; one that names them must mean this one.
    if !policy.logs().is_empty() {
        let log = policy.log(own.origin()).map_err(|error| usage(chain(&error)))?;
        if log != *own {
            return Err(usage("it names other keys of this log than the pin".to_owned()));
        }
    }
    Ok(policy)
}

/// The bytes of a proof or a bundle.
fn read_proof(path: &Path) -> Result<Vec<u8>, Failure> {
    let limit = u64::try_from(BUNDLE_MAX).unwrap_or(u64::MAX);
    read_input_up_to(path, limit, TOO_LONG)
}

fn is_bundle(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "bayan")
}

/// By the ending, else by the first byte.
fn format_of(path: &Path, bytes: &[u8]) -> ProofFormat {
    ProofFormat::of_ending(path).unwrap_or(match bytes.first() {
        Some(&COSE_SIGN1) => ProofFormat::Scitt,
        _ => ProofFormat::TlogProof,
    })
}

fn bad(error: &ProofFault) -> Failure {
    Failure::new(
        Exit::Bad,
        chain(error),
        "the proof shows nothing; get it again, and check that the pin is the one of its ledger",
    )
}
