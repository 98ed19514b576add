//! `bayan.toml`, which says that a folder is a ledger, and the pin, from which trust in one starts.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use bayan_claim::kind::Policy;
use bayan_proof::checkpoint::{LogVerifier, Origin};
use bayan_proof::hash::Sha256;
use bayan_proof::key::PublicKey;
use bayan_proof::note::Vkey;
use bayan_store::files::{FileError, Folder};
use serde::{Deserialize, Serialize};

/// The name of the file.
pub const CONFIG_FILE: &str = "bayan.toml";
/// The layout of the folder that this version reads and writes.
pub const FORMAT: u32 = 1;
/// Longest `bayan.toml` and pin, in bytes.
pub const CONFIG_MAX: u64 = 16 * 1024;

/// What `bayan.toml` holds. Nothing in it is trusted: entry 0 says the same, signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The folder's layout.
    pub format: u32,
    /// The origin line of the log.
    pub origin: String,
}

/// What identifies a ledger to a stranger, kept outside it: without a pin, "verified" means only "in itself
/// consistent".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The origin line.
    pub origin: String,
    /// The log's two verifier keys (C2SP signed-note vkeys): Ed25519, then ML-DSA-44.
    pub log: [String; 2],
    /// The key that signs receipts, 64 hex digits.
    pub receipts: String,
    /// SHA-256 of entry 0, which holds the founding policy.
    pub entry_0: Sha256,
}

/// Why a folder or a pin is not one.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// No `bayan.toml`.
    #[error("{0} is not a ledger: it has no {CONFIG_FILE}")]
    NotALedger(PathBuf),
    /// Not what such a file holds.
    #[error("cannot read {path}: {reason}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Written by a newer version.
    #[error("{path} has format {found}; this version knows format {FORMAT}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// The file system said no.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Its word.
        source: io::Error,
    },
}

impl Config {
    /// Reads the `bayan.toml` of the ledger in `dir`.
    pub fn read(dir: &Path) -> Result<Self, ConfigError> {
        Self::read_in(&Folder::system(dir))
    }

    /// Reads the `bayan.toml` of the ledger in `folder`.
    pub fn read_in(folder: &Folder) -> Result<Self, ConfigError> {
        let path = folder.path(CONFIG_FILE);
        let limit = usize::try_from(CONFIG_MAX).unwrap_or(usize::MAX);
        let bytes = match folder.read(CONFIG_FILE, limit) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Err(ConfigError::NotALedger(folder.root().to_owned())),
            Err(FileError::TooLong { .. }) => return Err(malformed(&path, TOO_LONG)),
            Err(FileError::System { source, .. }) => return Err(ConfigError::Io { path, source }),
        };
        let text = text_of(&path, bytes)?;
        let config: Self = parse(&path, &text)?;
        if config.format != FORMAT {
            return Err(ConfigError::Newer { path, found: config.format });
        }
        Ok(config)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        format!(
            "# This folder is a Bayan ledger. Nothing here is trusted: entry 0 says the same, signed.\n\
             format = {}\norigin = {}\n",
            self.format,
            toml::Value::String(self.origin.clone()),
        )
    }
}

impl Pin {
    /// What identifies the ledger that this policy founded, in an entry 0 with this hash.
    pub(crate) fn of(policy: &Policy, verifier: &LogVerifier, entry_0: Sha256) -> Self {
        let [ed25519, ml_dsa] = verifier.vkeys();
        Self {
            origin: policy.origin.as_str().to_owned(),
            log: [ed25519.to_string(), ml_dsa.to_string()],
            receipts: policy.receipt_key.to_string(),
            entry_0,
        }
    }

    /// Whether what a ledger says of itself is what a pin says; else what differs.
    pub(crate) fn is_of(&self, pin: &Self) -> Result<(), String> {
        if self.entry_0 != pin.entry_0 || self.origin != pin.origin {
            let entry_0 = self.entry_0;
            return Err(format!(
                "this is another ledger than the pin's: entry 0 hashes to {entry_0}"
            ));
        }
        if self.log != pin.log {
            return Err("the policy names other log keys than the pin".to_owned());
        }
        if self.receipts != pin.receipts {
            return Err("the policy names another receipt key than the pin".to_owned());
        }
        Ok(())
    }

    /// Reads a pin file.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        parse(path, &read_limited(path)?)
    }

    /// The text to hand out and to keep as a file.
    pub fn text(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        format!(
            "# The pin of a Bayan ledger: keep it outside the ledger, and verify against it.\n\
             origin = {}\nentry_0 = \"{}\"\nreceipts = {}\nlog = [\n  {},\n  {},\n]\n",
            quoted(&self.origin),
            self.entry_0,
            quoted(&self.receipts),
            quoted(&self.log[0]),
            quoted(&self.log[1]),
        )
    }

    /// The verifier of the log's checkpoints.
    pub fn verifier(&self) -> Result<LogVerifier, String> {
        log_verifier(&self.origin, &self.log[0], &self.log[1])
    }

    /// The key that verifies receipts.
    pub fn receipt_key(&self) -> Result<PublicKey, String> {
        self.receipts.parse().map_err(|error| format!("the receipt key: {error}"))
    }
}

/// The verifier of the checkpoints of `origin`, from its two vkeys as text.
pub fn log_verifier(origin: &str, ed25519: &str, ml_dsa: &str) -> Result<LogVerifier, String> {
    let origin: Origin =
        origin.parse().map_err(|error| format!("the origin {origin:?}: {error}"))?;
    let ed25519: Vkey =
        ed25519.parse().map_err(|error| format!("the Ed25519 key of the log: {error}"))?;
    let ml_dsa: Vkey =
        ml_dsa.parse().map_err(|error| format!("the ML-DSA-44 key of the log: {error}"))?;
    LogVerifier::new(origin, ed25519, ml_dsa).map_err(|error| error.to_string())
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path, text: &str) -> Result<T, ConfigError> {
    toml::from_str(text).map_err(|error| ConfigError::Malformed {
        path: path.to_owned(),
        reason: error.to_string(),
    })
}

fn read_limited(path: &Path) -> Result<String, ConfigError> {
    let io = |source| ConfigError::Io { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    fs::File::open(path).map_err(io)?.take(CONFIG_MAX + 1).read_to_end(&mut bytes).map_err(io)?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > CONFIG_MAX) {
        return Err(malformed(path, TOO_LONG));
    }
    text_of(path, bytes)
}

const TOO_LONG: &str = "it is longer than 16 KiB";

fn text_of(path: &Path, bytes: Vec<u8>) -> Result<String, ConfigError> {
    String::from_utf8(bytes).map_err(|_| malformed(path, "it is not UTF-8"))
}

fn malformed(path: &Path, reason: &str) -> ConfigError {
    ConfigError::Malformed { path: path.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text that a comment brings to a length.
    fn padded(text: &str, length: u64) -> String {
        let length = usize::try_from(length).unwrap();
        format!("{text}#{}\n", "x".repeat(length - text.len() - 2))
    }

    #[test]
    fn both_files_end_at_their_limit() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { format: FORMAT, origin: "o".repeat(255) };
        let pin = Pin {
            origin: "o".repeat(255),
            log: ["a", "b"].map(|vkey| vkey.repeat(1_800)),
            receipts: "00".repeat(32),
            entry_0: Sha256::of(b""),
        };
        let (config_path, pin_path) = (folder.path().join(CONFIG_FILE), folder.path().join("pin"));
        for (length, is_read) in
            [(CONFIG_MAX - 1, true), (CONFIG_MAX, true), (CONFIG_MAX + 1, false)]
        {
            fs::write(&config_path, padded(&config.text(), length)).unwrap();
            fs::write(&pin_path, padded(&pin.text(), length)).unwrap();
            assert_eq!(fs::metadata(&pin_path).unwrap().len(), length);
            let config_read = Config::read(folder.path());
            let pin_read = Pin::read(&pin_path);
            if is_read {
                assert_eq!(config_read.unwrap(), config);
                assert_eq!(pin_read.unwrap(), pin);
                continue;
            }
            for error in [config_read.unwrap_err(), pin_read.unwrap_err()] {
                let ConfigError::Malformed { reason, .. } = error else { panic!("{error}") };
                assert_eq!(reason, "it is longer than 16 KiB");
            }
        }
        fs::write(&pin_path, b"origin = \"\xff\"\n").unwrap();
        let error = Pin::read(&pin_path).unwrap_err().to_string();
        assert!(error.ends_with("it is not UTF-8"), "{error}");
    }

    #[test]
    fn other_formats_and_members_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let read = |text: &str| {
            fs::write(folder.path().join(CONFIG_FILE), text).unwrap();
            Config::read(folder.path())
        };
        for found in [FORMAT - 1, FORMAT + 1, u32::MAX] {
            let refused = read(&format!("format = {found}\norigin = \"o\"\n"));
            assert!(
                matches!(refused, Err(ConfigError::Newer { found: named, .. }) if named == found)
            );
        }
        assert!(read("format = 1\norigin = \"o\"\n").is_ok());
        for text in [
            "",
            "format = 1\n",
            "origin = \"o\"\n",
            "format = 4294967296\norigin = \"o\"\n",
            "format = -1\norigin = \"o\"\n",
            "format = \"1\"\norigin = \"o\"\n",
            "format = 1\norigin = 1\n",
            "format = 1\norigin = \"o\"\norigin = \"o\"\n",
            "format = 1\norigin = \"o\"\nmore = 1\n",
        ] {
            assert!(matches!(read(text), Err(ConfigError::Malformed { .. })), "{text:?}");
        }
    }
}
