//! `bayan init`: keys, the founding policy, and the operator's own description.

use std::fs;
use std::path::{Path, PathBuf};

use bayan_claim::Kind;
use bayan_claim::vocabulary::{Appending, PartyKind};
use bayan_ledger::clock::fresh;
use bayan_ledger::config::Pin;
use bayan_ledger::keystore::{KeyStore, Purpose};
use bayan_ledger::{Author, Ledger, LogKeys, Opening, Verdict};
use bayan_proof::checkpoint::{LogSigner, Origin};
use bayan_proof::key::{MlDsaSigningKey, SigningKey};
use clap::Args;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::authoring::sign_body;
use crate::context::{
    Context, LOG_KEY, LOG_ML_DSA_KEY, OPERATOR_KEY, RECEIPT_KEY, key_failure, open_failure,
    submit_failure,
};
use crate::error::{Exit, Failure, Outcome};
use crate::ui::{Format, Tone};
use crate::wire::body_of;

/// How far the clock may jump between two entries unless it is said otherwise: thirty days.
const MAX_CLOCK_JUMP_MS: u64 = 30 * 24 * 3_600_000;

/// Found a ledger: fresh keys, the policy in entry 0, the operator's description in entry 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan init incidents --origin example.org/incidents --operator-name \"Example News Desk\"
  bayan init --origin press.example.org/log --operator-name \"Example Ministry\" --append operator_only --pin-out ../pin.toml

Keep the pin outside the ledger, and give it to whoever verifies it: trust in the ledger starts there.")]
pub struct Init {
    /// The folder, empty or not there yet [default: the current one]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// The ledger's name for ever, such as `example.org/incidents`
    #[arg(long, value_name = "NAME")]
    origin: String,
    /// The operator's name
    #[arg(long, value_name = "NAME")]
    operator_name: String,
    /// The name that people type for the operator [default: made from its name]
    #[arg(long, value_name = "SLUG")]
    operator_slug: Option<String>,
    /// What the operator is
    #[arg(long, value_name = "KIND", default_value = "organisation")]
    operator_kind: PartyKind,
    /// The language of the operator's name
    #[arg(long, value_name = "TAG")]
    operator_language: Option<String>,
    /// Who may append: every granted key, or the operator's alone (`operator_only`)
    #[arg(long, value_name = "RULE", default_value = "granted_keys")]
    append: Appending,
    /// How far the clock may jump between two entries before an operator must confirm, in milliseconds; 0 for no limit
    #[arg(long, value_name = "MS", default_value_t = MAX_CLOCK_JUMP_MS)]
    max_clock_jump_ms: u64,
    /// Keep the keys unencrypted on disk
    #[arg(long)]
    no_passphrase: bool,
    /// Write the pin to a file too
    #[arg(long, value_name = "FILE")]
    pin_out: Option<PathBuf>,
    /// Check everything and make nothing
    #[arg(long)]
    dry_run: bool,
}

/// The seeds of a ledger's fresh keys.
struct Fresh {
    log: Zeroizing<[u8; 32]>,
    ml_dsa: Zeroizing<[u8; 32]>,
    receipts: Zeroizing<[u8; 32]>,
    operator: Zeroizing<[u8; 32]>,
}

/// Takes away what a founding that failed has made.
struct HalfMade {
    /// The topmost folder that was not there before, or the empty one that was.
    top: PathBuf,
    was_there: bool,
    pin: Option<PathBuf>,
}

impl Init {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let dir = self
            .dir
            .clone()
            .or_else(|| context.global.ledger.clone())
            .unwrap_or_else(|| PathBuf::from("."));
        Origin::parse(&self.origin).map_err(|error| {
            let what = format!("{:?} cannot be an origin: {error}", self.origin);
            Failure::new(
                Exit::Usage,
                what,
                "use a name such as `example.org/incidents`: no spaces, no plus sign",
            )
        })?;
        let half_made = self.check_places(&dir)?;
        // Whatever is wrong with the arguments is found before a passphrase is asked for.
        let keys = Fresh::make(context);
        let party = format!(
            "party:{}",
            data_encoding::HEXLOWER.encode(&fresh::<16>(&*context.system.entropy))
        );
        let nonce = fresh(&*context.system.entropy);
        let policy = body_of(Kind::Policy, None, &self.policy(&keys, &party)?, nonce)?;
        let nonce = fresh(&*context.system.entropy);
        let operator = body_of(Kind::Party, None, &self.operator(&party), nonce)?;
        if self.dry_run {
            context.ui.note(format!(
                "nothing was made: {} is free and the arguments are good",
                dir.display()
            ));
            return Ok(Exit::Ok);
        }
        let passphrase = if self.no_passphrase { None } else { Some(context.new_passphrase()?) };
        let founded =
            self.found(context, &dir, &keys, &party, [policy, operator], passphrase.as_ref());
        match founded {
            Ok(pin) => self.answer(context, &dir, &party, &pin),
            Err(failure) => {
                half_made.remove();
                Err(failure)
            }
        }
    }

    /// The folder must be empty or absent, and the pin's file absent.
    fn check_places(&self, dir: &Path) -> Result<HalfMade, Failure> {
        let was_there = match fs::read_dir(dir) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(Failure::new(
                        Exit::Usage,
                        format!("{} is not empty", dir.display()),
                        "name a new folder: `bayan init DIR --origin …`",
                    ));
                }
                true
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
            Err(error) => {
                return Err(Failure::bare(
                    Exit::CannotRead,
                    format!("cannot read {}: {error}", dir.display()),
                ));
            }
        };
        if let Some(pin) = self.pin_out.as_ref().filter(|pin| pin.exists()) {
            return Err(Failure::new(
                Exit::Usage,
                format!("{} is there already", pin.display()),
                "name a new file",
            ));
        }
        let absent =
            dir.ancestors().take_while(|dir| !dir.as_os_str().is_empty() && !dir.exists()).last();
        let top = if was_there { dir } else { absent.unwrap_or(dir) };
        Ok(HalfMade { top: top.to_owned(), was_there, pin: self.pin_out.clone() })
    }

    fn policy(&self, keys: &Fresh, party: &str) -> Result<Value, Failure> {
        let origin =
            Origin::parse(&self.origin).map_err(|error| Failure::bare(Exit::Usage, error))?;
        let LogKeys { ed25519, ml_dsa } = keys.log_keys();
        let signer = LogSigner::new(origin, ed25519, ml_dsa);
        Ok(json!({
            "append": self.append.name(),
            "clock": { "max_jump_ms": self.max_clock_jump_ms },
            "log_vkeys": signer.verifier().vkeys().map(ToString::to_string),
            "operator": { "keys": [keys.operator().public().to_string()], "party": party },
            "origin": self.origin,
            "receipt_key": SigningKey::from_seed(*keys.receipts).public().to_string(),
            "witnesses": { "quorum": 0 },
        }))
    }

    fn operator(&self, party: &str) -> Value {
        let slug = self.operator_slug.clone().unwrap_or_else(|| slug_of(&self.operator_name));
        let mut name = json!({ "text": self.operator_name });
        if let (Some(fields), Some(language)) = (name.as_object_mut(), &self.operator_language) {
            fields.insert("language".to_owned(), json!(language));
        }
        json!({ "id": party, "is": self.operator_kind.name(), "names": [name], "slug": slug })
    }

    /// Keeps the keys, makes the ledger, and appends the operator's description.
    fn found(
        &self,
        context: &Context,
        dir: &Path,
        keys: &Fresh,
        party: &str,
        bodies: [bayan_claim::Body; 2],
        passphrase: Option<&Zeroizing<Vec<u8>>>,
    ) -> Result<Pin, Failure> {
        let cannot = |what: &str, path: &Path, error: &std::io::Error| {
            Failure::bare(Exit::CannotRead, format!("cannot {what} {}: {error}", path.display()))
        };
        fs::create_dir_all(dir).map_err(|error| cannot("make", dir, &error))?;
        keys.keep(context, &Context::keys_of(dir), party, passphrase.map(|text| text.as_slice()))?;
        let key = keys.operator();
        let [policy, operator] = bodies;
        // Entry 0 cannot name its own digest: it is addressed to the origin (docs/decisions/0007).
        let author = Author { party, key: &key, audience: Some(&self.origin) };
        let founding =
            sign_body(&author, &policy, &self.origin, context.system.clock.now())?.submission;
        let (mut ledger, pin) = Ledger::create(
            dir,
            &self.origin,
            &founding,
            keys.log_keys(),
            context.machine(),
            Opening::by("init"),
        )
        .map_err(|error| open_failure(&error))?;
        let audience = ledger.audience().to_owned();
        let author = Author { party, key: &key, audience: Some(&audience) };
        let described =
            sign_body(&author, &operator, party, context.system.clock.now())?.submission;
        let verdicts = ledger.submit(&[described]).map_err(|error| submit_failure(&error))?;
        if let Some(Verdict::Refused(refusal)) = verdicts.first() {
            return Err(Failure::new(Exit::Refused, refusal, refusal.advice()));
        }
        ledger.close().map_err(|error| submit_failure(&error))?;
        if let Some(path) = &self.pin_out {
            fs::write(path, pin.text()).map_err(|error| cannot("write", path, &error))?;
        }
        Ok(pin)
    }

    fn answer(&self, context: &mut Context, dir: &Path, party: &str, pin: &Pin) -> Outcome {
        match context.ui.format {
            Format::Json => context.ui.json(&json!({
                "dir": dir.display().to_string(), "operator": party, "pin": pin, "pin_file": self.pin_out,
            }))?,
            Format::Text => context.ui.bytes(pin.text().as_bytes()),
        }
        let founded = context.ui.paint(Tone::Good, "founded");
        context.ui.note(format!("{founded} {} in {}", self.origin, dir.display()));
        context.ui.note(match &self.pin_out {
            Some(path) => {
                format!("the pin above is in {} too: keep it outside the ledger", path.display())
            }
            None => "keep the pin above outside the ledger, for whoever verifies it".to_owned(),
        });
        if self.no_passphrase {
            let warning = context.ui.paint(Tone::Warn, "the keys are not encrypted:");
            context
                .ui
                .note(format!("{warning} whoever reads {} can sign", dir.join("keys").display()));
        }
        Ok(Exit::Ok)
    }
}

impl Fresh {
    fn make(context: &Context) -> Self {
        // Fresh seeds always: a log key that ever signed another log could be made to equivocate.
        let seed = || Zeroizing::new(fresh::<32>(&*context.system.entropy));
        Self { log: seed(), ml_dsa: seed(), receipts: seed(), operator: seed() }
    }

    fn log_keys(&self) -> LogKeys {
        LogKeys {
            ed25519: SigningKey::from_seed(*self.log),
            ml_dsa: MlDsaSigningKey::from_seed(*self.ml_dsa),
        }
    }

    fn operator(&self) -> SigningKey {
        SigningKey::from_seed(*self.operator)
    }

    fn keep(
        &self,
        context: &Context,
        store: &KeyStore,
        party: &str,
        passphrase: Option<&[u8]>,
    ) -> Result<(), Failure> {
        let entropy = &*context.system.entropy;
        let LogKeys { ed25519, ml_dsa } = self.log_keys();
        let receipts = SigningKey::from_seed(*self.receipts);
        let kept = [
            store.keep(LOG_KEY, Purpose::Log, None, &ed25519, passphrase, entropy),
            store.keep_ml_dsa(LOG_ML_DSA_KEY, &ml_dsa, passphrase, entropy),
            store.keep(RECEIPT_KEY, Purpose::Receipts, None, &receipts, passphrase, entropy),
            store.keep(
                OPERATOR_KEY,
                Purpose::Statements,
                Some(party),
                &self.operator(),
                passphrase,
                entropy,
            ),
        ];
        kept.into_iter().try_for_each(|kept| kept.map(drop).map_err(|error| key_failure(&error)))
    }
}

impl HalfMade {
    fn remove(&self) {
        // What cannot be removed stays for the person to see: the failure that led here is the one to report.
        if self.was_there {
            for entry in fs::read_dir(&self.top).into_iter().flatten().flatten() {
                let path = entry.path();
                drop(if path.is_dir() {
                    fs::remove_dir_all(&path)
                } else {
                    fs::remove_file(&path)
                });
            }
        } else {
            drop(fs::remove_dir_all(&self.top));
        }
        if let Some(pin) = &self.pin {
            drop(fs::remove_file(pin));
        }
    }
}

/// A slug from a name: its Latin letters and digits, with hyphens between words; `operator` where it has none.
fn slug_of(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug: String =
        words.collect::<Vec<_>>().join("-").to_ascii_lowercase().chars().take(64).collect();
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "operator".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_made_from_names() {
        let cases = [
            ("Example News Desk", "example-news-desk"),
            ("  A&B: c!", "a-b-c"),
            ("وزارت", "operator"),
            ("é", "operator"),
        ];
        for (name, slug) in cases {
            assert_eq!(slug_of(name), slug);
        }
        assert_eq!(slug_of(&"a ".repeat(100)).len(), 63);
    }
}
