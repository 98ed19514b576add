//! `prove`: a proof that travels, made from the published files.

use std::path::{Path, PathBuf};

use bayan_ledger::prove::{
    Proven, Trust, check_tlog_proof, check_transparent_statement, tlog_proof, transparent_statement,
};
use bayan_ledger::{ReadError, Reader};
use bayan_proof::key::SigningKey;
use bayan_proof::num::{Index, Size};
use bayan_proof::receipt::SIZE_MIN;
use clap::Args;
use data_encoding::BASE64;
use serde_json::json;

use crate::context::{Context, RECEIPT_KEY, chain, key_failure, read_failure};
use crate::error::{Exit, Failure, Outcome};
use crate::names::Named;
use crate::output::{check_free, write_file};
use crate::reading::Reading;
use crate::ui::Format;

/// Make a proof that travels
#[derive(Debug, Args)]
#[command(
    after_help = "A .tlog-proof (C2SP tlog-proof) needs no key: it carries the entry, its path to the root, and \
the signed checkpoint. A .scitt (IETF SCITT transparent statement) carries the statement with a receipt by the \
ledger's receipt key. Both are checked offline, with the ledger's pin: `bayan check-proof FILE --pin PIN`.

Examples:
  bayan prove 12 -o entry-12.tlog-proof
  bayan prove 3f9a41 -o statement.scitt
  bayan prove 12 > entry-12.tlog-proof"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Prove {
    /// The entry: a number, or a statement id or its first digits
    #[arg(value_name = "ENTRY")]
    entry: String,
    /// Make a C2SP tlog-proof (the default)
    #[arg(long, conflicts_with = "scitt")]
    tlog_proof: bool,
    /// Make an IETF SCITT transparent statement
    #[arg(long)]
    scitt: bool,
    /// The file to write; its ending chooses the format too [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "output")]
    force: bool,
    /// Make and check the proof, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// The formats of proofs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofFormat {
    /// C2SP tlog-proof.
    TlogProof,
    /// IETF SCITT transparent statement.
    Scitt,
}

impl ProofFormat {
    /// The format that a file's ending names.
    pub fn of_ending(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "tlog-proof" => Some(Self::TlogProof),
            "scitt" => Some(Self::Scitt),
            _ => None,
        }
    }

    /// Its name, which is the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::TlogProof => "tlog-proof",
            Self::Scitt => "scitt",
        }
    }
}

impl Prove {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let format = self.format()?;
        check_free(self.output.as_deref(), self.force)?;
        let reading = Reading::open(context, None)?;
        let index = self.index(&reading)?;
        let reader = reading.reader();
        let bytes = match format {
            ProofFormat::TlogProof => {
                tlog_proof(reader, index).map_err(|error| read_failure(&error))?
            }
            ProofFormat::Scitt => receipt(context, reader, index)?,
        };
        // What is handed out was checked as its receiver will check it.
        let proven = check(&bytes, format, reader)?;
        let (size, root) = proven.tree.unwrap_or((reader.size(), reader.root()));
        if let Some(path) = self.output.as_ref().filter(|_| !self.dry_run) {
            write_file(path, &bytes, self.force)?;
        }
        if context.ui.format == Format::Json {
            let document = json!({
                "entry": index.0, "id": proven.entry.statement().id().to_string(), "format": format.name(),
                "strength": proven.strength.word(), "size": size.0, "root": root.to_string(),
                "file": self.output.as_ref().filter(|_| !self.dry_run).map(|path| path.display().to_string()),
                "bytes": bytes.len(),
                "proof_base64": (self.output.is_none() && !self.dry_run).then(|| BASE64.encode(&bytes)),
            });
            context.ui.json(&document)?;
            return Ok(Exit::Ok);
        }
        if self.dry_run {
            let name = self
                .output
                .as_ref()
                .map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
            context.ui.line(format!(
                "would write to {name}: proof of entry {index} in the tree of {size} entries"
            ));
            return Ok(Exit::Ok);
        }
        match &self.output {
            None if format == ProofFormat::Scitt && context.ui.is_terminal() => {
                let what = "a transparent statement is not text, and standard output is a terminal";
                return Err(Failure::new(Exit::Usage, what, "name a file: `-o statement.scitt`"));
            }
            None => context.ui.bytes(&bytes),
            Some(path) => {
                context.ui.line(format!(
                    "{}: proof of entry {index} in the tree of {size} entries",
                    path.display()
                ));
            }
        }
        context.ui.note("check it offline with `bayan check-proof FILE --pin PIN`; `bayan checkpoint --pin` prints the pin");
        Ok(Exit::Ok)
    }

    fn format(&self) -> Result<ProofFormat, Failure> {
        let asked = match (self.scitt, self.tlog_proof) {
            (true, _) => Some(ProofFormat::Scitt),
            (false, true) => Some(ProofFormat::TlogProof),
            (false, false) => None,
        };
        let named = self.output.as_deref().and_then(ProofFormat::of_ending);
        match (asked, named) {
            (Some(asked), Some(named)) if asked != named => {
                let what = format!(
                    "the file's ending says {}, and the option --{}",
                    named.name(),
                    asked.name()
                );
                Err(Failure::new(Exit::Usage, what, "leave out the option, or change the ending"))
            }
            (asked, named) => Ok(asked.or(named).unwrap_or(ProofFormat::TlogProof)),
        }
    }

    fn index(&self, reading: &Reading) -> Result<Index, Failure> {
        let (what, index) = match reading.find(&self.entry)? {
            Named::Entry(index) => return Ok(index),
            Named::Declared(id) => {
                ("a name that is declared", reading.declaration(&id)?.map(|it| it.index))
            }
            Named::Artifact(digest) => {
                let index =
                    reading.meaning().capture(&digest).map_err(crate::reading::rows_failure)?;
                ("an artifact", index.map(|index| index.0))
            }
        };
        let advice = index.map_or_else(
            || "`bayan log` shows the entries".to_owned(),
            |index| format!("`bayan prove {index}` proves the entry that first names it so"),
        );
        Err(Failure::new(
            Exit::Usage,
            format!("{:?} is {what}, and entries are proven", self.entry),
            advice,
        ))
    }
}

fn receipt(context: &mut Context, reader: &Reader, index: Index) -> Result<Vec<u8>, Failure> {
    if reader.size() < SIZE_MIN {
        let Size(size) = reader.size();
        let what = format!("a ledger of {size} entry has no receipts: its proofs would be empty");
        return Err(Failure::new(
            Exit::CannotRead,
            what,
            "append something, or make a `.tlog-proof`",
        ));
    }
    let key = receipt_key(context, reader).map_err(|mut failure| {
        let how = "the receipt key is in the `keys` folder on the operator's machine; a `.tlog-proof` needs no key";
        failure.advice = Some(failure.advice.map_or_else(|| how.to_owned(), |advice| format!("{advice}; {how}")));
        failure
    })?;
    transparent_statement(reader, index, key).map_err(|error| match error {
        ReadError::Proof(what) => {
            Failure::new(Exit::Key, what, "use the key folder that `bayan init` made")
        }
        other => read_failure(&other),
    })
}

fn receipt_key(context: &mut Context, reader: &Reader) -> Result<SigningKey, Failure> {
    let store = Context::keys_of(reader.dir());
    let card = store.card(RECEIPT_KEY).map_err(|error| key_failure(&error))?;
    let passphrase = context.passphrase_for(&card)?;
    store
        .unlock(RECEIPT_KEY, passphrase.as_deref().map(Vec::as_slice))
        .map_err(|error| key_failure(&error))
}

fn check(bytes: &[u8], format: ProofFormat, reader: &Reader) -> Result<Proven, Failure> {
    let advice = "run `bayan verify` to see what is damaged and what still holds";
    let trust =
        Trust::of_pin(reader.pin()).map_err(|what| Failure::new(Exit::Bad, what, advice))?;
    let checked = match format {
        ProofFormat::TlogProof => check_tlog_proof(bytes, &trust),
        ProofFormat::Scitt => check_transparent_statement(bytes, &trust),
    };
    checked.map_err(|error| {
        let what = format!("the proof that was made does not hold: {}", chain(&error));
        Failure::new(Exit::Bad, what, advice)
    })
}
