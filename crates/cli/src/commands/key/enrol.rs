//! Grants, rotations and revocations.

use std::fs;
use std::path::Path;

use bayan_claim::Kind;
use bayan_claim::author::Resolver as _;
use bayan_claim::id::{KeyThumbprint, PartyId};
use bayan_claim::kind::Possession;
use bayan_claim::vocabulary::Usage;
use bayan_ledger::keystore::{KeyStore, Purpose};
use bayan_proof::key::{PublicKey, Thumbprint};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{GrantKey, RequestKey, RevokeKey, RotateKey, Terms};
use crate::authoring::{Draft, Session, WriteArgs, append_with, rows_failure};
use crate::context::{Context, key_failure, read_input, write_failure};
use crate::error::{Exit, Failure, Outcome};
use crate::names::{Names, unresolved};
use crate::ui::Format;

/// A holder's wish for a grant, with the new key's own signature over all of it but the recovery key. It holds no
/// secret.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    /// The ledger.
    audience: String,
    /// The key that will sign the grant.
    grantor: KeyThumbprint,
    /// The new key.
    key: String,
    /// Offices to speak for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    offices: Vec<PartyId>,
    /// Whose key it becomes.
    party: PartyId,
    /// The new key's signature.
    possession: String,
    /// A recovery key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recovery_key: Option<String>,
    /// What it may be used for.
    usages: Vec<Usage>,
}

impl GrantKey {
    pub(super) fn run(&self, context: &mut Context) -> Outcome {
        match (&self.request, &self.name) {
            (Some(request), _) => self.grant_request(context, request),
            (None, Some(name)) => self.grant_name(context, name),
            (None, None) => {
                Err(Failure::new(Exit::Usage, "no key is named", "name one, or a `--request FILE`"))
            }
        }
    }

    fn grant_name(&self, context: &mut Context, name: &str) -> Outcome {
        let session = Session::open(context, "key grant", &self.write)?;
        let store = Context::keys_of(session.ledger.dir());
        if store.card(name).is_err() && name.parse::<PublicKey>().is_ok() {
            return Err(Failure::new(
                Exit::Usage,
                "the secret half of that key is not here, and it has to sign its own grant",
                "let its holder run `bayan key request`, and grant with `--request FILE`",
            ));
        }
        let (_, key) = context.unlock(&store, name)?;
        let (party, offices) = self.terms.parties(&mut session.names())?;
        let possession = Possession::Grant {
            aud: session.ledger.audience(),
            party,
            usages: self.terms.some_usages()?,
            offices: &offices,
            grantor: KeyThumbprint(session.key().public().thumbprint().0),
        };
        let says = json!({ "grant": {
            "algorithm": "ed25519", "key": key.public().to_string(), "offices": offices, "party": party,
            "possession": hex(&key.sign(&possession.message()).0), "recovery_key": self.terms.recovery_key(&store)?,
            "usages": self.terms.usages,
        }});
        finish(session, context, says)
    }

    fn grant_request(&self, context: &mut Context, path: &Path) -> Outcome {
        let request: Request = serde_json::from_slice(&read_input(path)?).map_err(|error| {
            let what = format!("{} is no request for a grant: {error}", path.display());
            Failure::new(Exit::Usage, what, "let the holder make one with `bayan key request`")
        })?;
        let session = Session::open(context, "key grant", &self.write)?;
        if request.audience != session.ledger.audience() {
            return Err(Failure::new(
                Exit::Usage,
                format!(
                    "the request is for {:?}, and this ledger is {:?}",
                    request.audience,
                    session.ledger.audience()
                ),
                "let the holder ask again with this ledger's audience",
            ));
        }
        let grantor = session.key().public().thumbprint();
        if request.grantor.0 != grantor.0 {
            return Err(Failure::new(
                Exit::Key,
                format!("the request is to key {}, and {grantor} would sign", request.grantor),
                "sign with that key (`--key NAME`), or let the holder ask again",
            ));
        }
        let says = json!({ "grant": {
            "algorithm": "ed25519", "key": request.key, "offices": request.offices, "party": request.party,
            "possession": request.possession, "recovery_key": request.recovery_key, "usages": request.usages,
        }});
        finish(session, context, says)
    }
}

impl RequestKey {
    pub(super) fn run(&self, context: &mut Context) -> Outcome {
        let store = self.folder.store(context)?;
        let (_, key) = context.unlock(&store, &self.name)?;
        let full = |text: &String| {
            text.parse::<PartyId>().map_err(|error| {
                let advice = "write the whole id, which `bayan show` prints at the ledger: no names are looked up here";
                Failure::new(Exit::Usage, format!("{text:?}: {error}"), advice)
            })
        };
        let party = full(self.terms.party.as_ref().ok_or_else(no_party)?)?;
        let offices = self.terms.offices.iter().map(full).collect::<Result<Vec<_>, _>>()?;
        let grantor: KeyThumbprint = self.grantor.parse().map_err(|error| {
            Failure::new(
                Exit::Usage,
                format!("--grantor: {error}"),
                "ask the operator for the key's thumbprint",
            )
        })?;
        let usages = self.terms.some_usages()?.to_vec();
        let possession = Possession::Grant {
            aud: &self.ledger_audience,
            party,
            usages: &usages,
            offices: &offices,
            grantor,
        };
        let possession = hex(&key.sign(&possession.message()).0);
        let request = Request {
            audience: self.ledger_audience.clone(),
            grantor,
            key: key.public().to_string(),
            offices,
            party,
            possession,
            recovery_key: self.terms.recovery_key(&store)?,
            usages,
        };
        if self.dry_run {
            let whom = request.party.to_string();
            match context.ui.format {
                Format::Json => context.ui.json(&json!({ "would_ask_for": whom }))?,
                Format::Text => {
                    context
                        .ui
                        .line(format!("would ask for a grant of key {:?} to {whom}", self.name));
                }
            }
            return Ok(Exit::Ok);
        }
        match &self.output {
            None => context.ui.json(&request)?,
            Some(path) => {
                let text = serde_json::to_string_pretty(&request)
                    .map_err(|error| Failure::bare(Exit::Internal, error))?;
                fs::write(path, format!("{text}\n"))
                    .map_err(|error| write_failure(path, &error))?;
                context.ui.note(format!(
                    "hand {} to the operator, who runs `bayan key grant --request FILE`",
                    path.display()
                ));
                if context.ui.format == Format::Json {
                    context.ui.json(&json!({ "request": path }))?;
                }
            }
        }
        Ok(Exit::Ok)
    }
}

impl RotateKey {
    pub(super) fn run(&self, context: &mut Context) -> Outcome {
        let session = Session::open(context, "key rotate", &self.write_as_holder(context)?)?;
        let store = Context::keys_of(session.ledger.dir());
        let old = thumbprint(&store, &self.old)?;
        let (_, key) = context.unlock(&store, &self.new)?;
        let grantor = KeyThumbprint(session.key().public().thumbprint().0);
        let possession = Possession::Rotate {
            aud: session.ledger.audience(),
            old: KeyThumbprint(old.0),
            grantor,
        };
        let recovery_key =
            self.recovery.as_deref().map(|name| public_key(&store, name)).transpose()?;
        let says = json!({ "rotate": {
            "algorithm": "ed25519", "key": key.public().to_string(), "old": old.to_string(),
            "possession": hex(&key.sign(&possession.message()).0), "recovery_key": recovery_key,
        }});
        finish(session, context, says)
    }

    /// The holder rotates with the key that goes, where it is here and no other is named.
    fn write_as_holder(&self, context: &Context) -> Result<WriteArgs, Failure> {
        let mut write = self.write.clone();
        let store = Context::keys_of(&context.ledger_dir()?);
        if write.key.is_none()
            && let Some(card) =
                store.find(&thumbprint(&store, &self.old)?).map_err(|error| key_failure(&error))?
        {
            write.key = Some(card.name);
        }
        Ok(write)
    }
}

impl RevokeKey {
    pub(super) fn run(&self, context: &mut Context) -> Outcome {
        let store = Context::keys_of(&context.ledger_dir()?);
        let key = thumbprint(&store, &self.revoked)?;
        let says = json!({ "revoke": {
            "compromised_since": self.compromised_since, "key": key.to_string(), "why": self.why.name(),
        }});
        append_with(context, "key revoke", &self.write, |session, _| {
            self.check_not_last(session, key)?;
            Ok(vec![Draft::new(Kind::Key, says)])
        })
    }

    /// Without any key that operates it nothing can be granted, withheld or set on a ledger, for ever. A recovery key
    /// may still say that the last one was stolen.
    fn check_not_last(&self, session: &Session, key: Thumbprint) -> Result<(), Failure> {
        let keys = session.ledger.meaning().keys().map_err(|error| rows_failure(&error))?;
        let signer = session.key().public().thumbprint();
        let recovers =
            keys.iter().any(|(thumbprint, history)| *thumbprint == signer && history.recovers);
        let mut operating = keys
            .iter()
            .filter(|(_, history)| history.ended.is_none() && history.may(Usage::Operate))
            .map(|(thumbprint, _)| *thumbprint);
        if !recovers && operating.next() == Some(key) && operating.next().is_none() {
            let what = format!(
                "{} is the last key that operates this ledger: without it, it is frozen for ever",
                self.revoked
            );
            return Err(Failure::new(
                Exit::Usage,
                what,
                "make another with `bayan key new`, and `bayan key rotate` to it",
            ));
        }
        Ok(())
    }
}

impl Terms {
    fn some_usages(&self) -> Result<&[Usage], Failure> {
        if self.usages.is_empty() {
            let what = "it is not said what the key may be used for";
            return Err(Failure::new(
                Exit::Usage,
                what,
                "add `--usage record`, `speak` or `operate`",
            ));
        }
        Ok(&self.usages)
    }

    /// The party and the offices, by their names on the ledger.
    fn parties(&self, names: &mut Names<'_>) -> Result<(PartyId, Vec<PartyId>), Failure> {
        let mut party = |name: &str| {
            let slug = name.strip_prefix("party:").unwrap_or(name);
            names.party(slug).map_err(|error| unresolved(name, &error))
        };
        let offices = self.offices.iter().map(|name| party(name)).collect::<Result<Vec<_>, _>>()?;
        Ok((party(self.party.as_deref().ok_or_else(no_party)?)?, offices))
    }

    fn recovery_key(&self, store: &KeyStore) -> Result<Option<String>, Failure> {
        self.recovery.as_deref().map(|name| public_key(store, name)).transpose()
    }
}

fn no_party() -> Failure {
    Failure::new(Exit::Usage, "it is not said whose key it becomes", "add `--party party:…`")
}

fn finish(session: Session, context: &mut Context, says: Value) -> Outcome {
    let signed = session.sign_all(context, &[Draft::new(Kind::Key, says)])?;
    session.finish(context, &signed)
}

/// The thumbprint of a key by its name in the folder, or as it is.
pub(super) fn thumbprint(store: &KeyStore, name: &str) -> Result<Thumbprint, Failure> {
    if let Ok(thumbprint) = name.parse() {
        return Ok(thumbprint);
    }
    let card = store.card(name).map_err(|error| key_failure(&error))?;
    card.thumbprint.and_then(|text| text.parse().ok()).ok_or_else(|| {
        Failure::new(
            Exit::Key,
            format!("{name:?} is a key of the log"),
            "name a key for statements",
        )
    })
}

/// The public key of a statement key by its name in the folder, or as it is.
pub fn public_key(store: &KeyStore, name: &str) -> Result<String, Failure> {
    if name.parse::<PublicKey>().is_ok() {
        return Ok(name.to_owned());
    }
    let card = store.card(name).map_err(|error| key_failure(&error))?;
    match card.purpose {
        Purpose::Statements => Ok(card.public),
        // Checkpoint, receipt and statement keys are different keys.
        Purpose::Log | Purpose::LogMlDsa | Purpose::Receipts => {
            let what = format!("{name:?} is a key of the log, which signs no statements");
            Err(Failure::new(
                Exit::Key,
                what,
                "name a key for statements; `bayan key new` makes one",
            ))
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

#[cfg(test)]
mod tests {
    use bayan_proof::key::SigningKey;

    use super::*;

    #[test]
    fn a_request_reads_back_and_knows_no_other_field() {
        let request = Request {
            audience: "example.org/log#00".to_owned(),
            grantor: KeyThumbprint([1; 32]),
            key: SigningKey::from_seed([2; 32]).public().to_string(),
            offices: Vec::new(),
            party: PartyId([3; 16]),
            possession: hex(&[4; 64]),
            recovery_key: None,
            usages: vec![Usage::Record],
        };
        let mut value = serde_json::to_value(&request).expect("string keys");
        let back: Request = serde_json::from_value(value.clone()).expect("what was written");
        assert_eq!(serde_json::to_value(&back).expect("string keys"), value);
        value["secret"] = json!("no");
        assert!(serde_json::from_value::<Request>(value).is_err());
    }
}
