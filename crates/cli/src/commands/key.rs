//! `bayan key`: keys on disk, and what the ledger says of them.

mod enrol;
mod show;

pub use enrol::public_key;

use std::path::PathBuf;

use bayan_claim::vocabulary::{RevokeReason, Usage};
use bayan_ledger::keystore::{KeyStore, Purpose};
use bayan_ledger::{clock::fresh, keystore};
use bayan_proof::key::SigningKey;
use clap::{Args, Subcommand};
use serde_json::json;
use zeroize::Zeroizing;

use crate::authoring::WriteArgs;
use crate::commands::sign::audience;
use crate::context::{Context, key_failure, read_input};
use crate::error::{Exit, Failure, Outcome};
use crate::ui::{Format, Tone};

/// Make, list, import, grant, rotate and revoke keys.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan key new desk
  bayan key grant desk --party party:example-desk --usage record
  bayan key request press --keys ~/.bayan --ledger-audience … --party party:… --usage speak --grantor … -o press.json
  bayan key grant --request press.json
  bayan key rotate desk desk-2024
  bayan key revoke desk --why lost
  bayan key list

A secret key is never printed. Its file is readable by its owner alone, and encrypted unless you say --no-passphrase.")]
pub struct Key {
    /// What to do.
    #[command(subcommand)]
    command: KeyCommand,
}

#[derive(Debug, Subcommand)]
enum KeyCommand {
    /// Make a key
    New(NewKey),
    /// Keep an Ed25519 key that another program made: OpenSSH or PKCS#8 in PEM
    Import(ImportKey),
    /// List the keys of the folder, and what the ledger says of each
    List(ListKeys),
    /// Show one key, by its name or thumbprint
    Show(ShowKey),
    /// Let a party use a key
    Grant(GrantKey),
    /// Ask for a grant: the new key signs that it is at hand
    Request(RequestKey),
    /// Put a key in another's place
    Rotate(RotateKey),
    /// End a key
    Revoke(RevokeKey),
}

/// Where keys are kept.
#[derive(Clone, Debug, Args)]
struct Folder {
    /// The key folder [default: the ledger's]
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct NewKey {
    /// Its name: lower-case letters, digits and hyphens
    name: String,
    /// Keep it unencrypted on disk
    #[arg(long)]
    no_passphrase: bool,
    /// Check everything and make nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Debug, Args)]
struct ImportKey {
    /// Its name: lower-case letters, digits and hyphens
    name: String,
    /// The file, or `-`
    file: PathBuf,
    /// The passphrase that opens the file, on the first line of another file
    #[arg(long, value_name = "FILE")]
    file_passphrase: Option<PathBuf>,
    /// Keep it unencrypted on disk
    #[arg(long)]
    no_passphrase: bool,
    /// Check everything and keep nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Debug, Args)]
struct ListKeys {
    /// List every key that the ledger ever granted, here or not
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Debug, Args)]
struct ShowKey {
    /// Its name in the folder, or its thumbprint
    key: String,
    #[command(flatten)]
    folder: Folder,
}

/// What a key is asked or granted for.
#[derive(Clone, Debug, Args)]
struct Terms {
    /// Whose key it becomes
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// What it may be used for: record, speak, operate
    #[arg(long = "usage", value_name = "USAGE", value_delimiter = ',')]
    usages: Vec<Usage>,
    /// An office in whose name it may speak; may be repeated
    #[arg(long = "office", value_name = "PARTY")]
    offices: Vec<String>,
    /// A key that may later say since when this one was compromised: a name in the folder, or a public key in hex
    #[arg(long, value_name = "NAME|HEX")]
    recovery: Option<String>,
}

#[derive(Debug, Args)]
struct GrantKey {
    /// The new key's name in the ledger's key folder
    #[arg(required_unless_present = "request", conflicts_with = "request")]
    name: Option<String>,
    /// The file that `bayan key request` wrote
    #[arg(long, value_name = "FILE", conflicts_with_all = ["party", "usages", "offices", "recovery"])]
    request: Option<PathBuf>,
    #[command(flatten)]
    terms: Terms,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Args)]
struct RequestKey {
    /// The key's name in the folder
    name: String,
    /// The ledger's audience, which `bayan checkpoint --audience` prints there
    #[arg(long, value_name = "AUDIENCE", value_parser = audience)]
    ledger_audience: String,
    /// The thumbprint of the operator's key that will sign the grant
    #[arg(long, value_name = "THUMBPRINT")]
    grantor: String,
    #[command(flatten)]
    terms: Terms,
    /// Where to write it [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Check everything and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Debug, Args)]
struct RotateKey {
    /// The key that goes: its name here, or its thumbprint
    old: String,
    /// The key that comes: its name in the ledger's key folder
    new: String,
    /// A new recovery key
    #[arg(long, value_name = "NAME|HEX")]
    recovery: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Args)]
struct RevokeKey {
    /// Its name here, or its thumbprint
    revoked: String,
    /// Why: `superseded`, `left_office`, `lost`, `compromised` or `granted_in_error`
    #[arg(long, value_name = "REASON")]
    why: RevokeReason,
    /// The entry from which on its statements are disputed
    #[arg(long, value_name = "INDEX")]
    compromised_since: Option<u64>,
    #[command(flatten)]
    write: WriteArgs,
}

impl Key {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        match &self.command {
            KeyCommand::New(new) => new.run(context),
            KeyCommand::Import(import) => import.run(context),
            KeyCommand::List(list) => list.run(context),
            KeyCommand::Show(show) => show.run(context),
            KeyCommand::Grant(grant) => grant.run(context),
            KeyCommand::Request(request) => request.run(context),
            KeyCommand::Rotate(rotate) => rotate.run(context),
            KeyCommand::Revoke(revoke) => revoke.run(context),
        }
    }
}

impl Folder {
    fn store(&self, context: &Context) -> Result<KeyStore, Failure> {
        if let Some(dir) = &self.keys {
            return Ok(KeyStore::at(dir));
        }
        let dir = context.ledger_dir()?;
        bayan_ledger::config::Config::read(&dir)
            .map_err(|error| crate::context::read_failure(&error.into()))?;
        Ok(Context::keys_of(&dir))
    }
}

impl NewKey {
    fn run(&self, context: &mut Context) -> Outcome {
        let key = SigningKey::from_seed(fresh(&*context.system.entropy));
        keep(context, &self.folder, &self.name, &key, self.no_passphrase, self.dry_run)
    }
}

impl ImportKey {
    fn run(&self, context: &mut Context) -> Outcome {
        let bytes = Zeroizing::new(read_input(&self.file)?);
        let text = std::str::from_utf8(&bytes).map_err(|_| {
            Failure::new(
                Exit::Key,
                format!("{} is no PEM file", self.file.display()),
                "name a key in OpenSSH or PKCS#8 PEM form",
            )
        })?;
        let passphrase = match &self.file_passphrase {
            Some(path) => Some(context.passphrase_of_file(path)?),
            None => None,
        };
        let opened = keystore::import(text, passphrase.as_deref().map(Vec::as_slice));
        let key = match opened {
            Err(keystore::KeyStoreError::Pem {
                source: bayan_proof::key::PemError::Encrypted,
                ..
            }) if passphrase.is_none() && context.ui.can_ask() => {
                let passphrase = context.ask("Passphrase of the file: ")?;
                keystore::import(text, Some(&passphrase))
            }
            opened => opened,
        };
        let key = key.map_err(|error| {
            let failure = key_failure(&error);
            if matches!(
                error,
                keystore::KeyStoreError::Pem { source: bayan_proof::key::PemError::Encrypted, .. }
            ) {
                return Failure {
                    advice: Some(
                        "name a file with its passphrase: `--file-passphrase FILE`".to_owned(),
                    ),
                    ..failure
                };
            }
            failure
        })?;
        keep(context, &self.folder, &self.name, &key, self.no_passphrase, self.dry_run)
    }
}

/// Keeps a statement key under a name that must be free.
fn keep(
    context: &mut Context,
    folder: &Folder,
    name: &str,
    key: &SigningKey,
    no_passphrase: bool,
    dry_run: bool,
) -> Outcome {
    let store = folder.store(context)?;
    match store.card(name) {
        Err(keystore::KeyStoreError::Absent { .. }) => {}
        Err(error) => return Err(key_failure(&error)),
        Ok(_) => return Err(key_failure(&keystore::KeyStoreError::Exists(name.to_owned()))),
    }
    if let Some(card) =
        store.find(&key.public().thumbprint()).map_err(|error| key_failure(&error))?
    {
        let what = format!("this key is here already, as {:?}", card.name);
        return Err(Failure::new(Exit::Usage, what, "use it under that name"));
    }
    if dry_run {
        context.ui.note(format!("nothing was kept: the name {name:?} is free"));
        return Ok(Exit::Ok);
    }
    let passphrase = if no_passphrase { None } else { Some(context.new_passphrase()?) };
    let passphrase = passphrase.as_deref().map(Vec::as_slice);
    let card = store
        .keep(name, Purpose::Statements, None, key, passphrase, &*context.system.entropy)
        .map_err(|error| key_failure(&error))?;
    match context.ui.format {
        Format::Json => context.ui.json(&json!(card))?,
        Format::Text => {
            let kept = context.ui.paint(Tone::Good, "kept");
            context.ui.line(format!("{kept} key {name} in {}", store.dir().display()));
            context.ui.line(format!("  public     {}", card.public));
            context.ui.line(format!("  thumbprint {}", key.public().thumbprint()));
        }
    }
    context.ui.note(format!("to use it on a ledger, its operator runs `bayan key grant {name} --party party:… --usage record`"));
    Ok(Exit::Ok)
}
