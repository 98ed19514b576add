//! Secret keys on disk: one PEM file a key, beside a card that says what it is without opening it.
//!
//! `keys/<name>.pem` is PKCS#8 (RFC 5958), encrypted under a passphrase unless its owner said otherwise, and readable
//! by its owner alone (0600); `keys/<name>.toml` holds only what is public.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use bayan_proof::key::{self, MlDsaSigningKey, PEM_MAX, PemError, SigningKey, Thumbprint};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::clock::{Entropy, fresh};

/// Longest name of a key, in bytes.
pub const KEY_NAME_MAX: usize = 64;
/// Most keys of one folder.
pub const KEYS_MAX: usize = 1_000;

/// What a key is for. Keys of different purposes are different keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Signs statements.
    Statements,
    /// Signs checkpoints with Ed25519.
    Log,
    /// Signs checkpoints with ML-DSA-44.
    LogMlDsa,
    /// Signs receipts.
    Receipts,
}

/// What may be known of a key without its passphrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyCard {
    /// The file's name without its ending.
    pub name: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The public key in hex.
    pub public: String,
    /// RFC 9679 thumbprint, for Ed25519 keys: what statements name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbprint: Option<String>,
    /// The party that the key was made for, if it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// Whether a passphrase is needed.
    pub encrypted: bool,
}

/// Why a key cannot be kept or opened.
#[derive(Debug, thiserror::Error)]
pub enum KeyStoreError {
    /// Names are lower-case letters, digits and hyphens.
    #[error(
        "{0:?} is no name for a key: use lower-case letters, digits and hyphens, at most {KEY_NAME_MAX}"
    )]
    Name(String),
    /// There is a key of that name.
    #[error("there is a key named {0:?} already")]
    Exists(String),
    /// More than [`KEYS_MAX`].
    #[error("{0} holds more than {KEYS_MAX} keys")]
    TooMany(PathBuf),
    /// There is none.
    #[error("there is no key named {name:?} in {dir}")]
    Absent {
        /// The name.
        name: String,
        /// The folder.
        dir: PathBuf,
    },
    /// Others can read the file.
    #[error("others can read {path} (mode {mode:o})")]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// The file is not a key, or does not open.
    #[error("cannot open the key {name:?}: {source}")]
    Pem {
        /// The name.
        name: String,
        /// Why.
        source: PemError,
    },
    /// An OpenSSH file that is not an Ed25519 key, or does not open.
    #[error("cannot read the OpenSSH key: {0}")]
    OpenSsh(String),
    /// The card does not describe the key beside it.
    #[error("the card of key {0:?} does not fit its secret key")]
    CardMismatch(String),
    /// The card cannot be read.
    #[error("cannot read the card {path}: {reason}")]
    Card {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The file system said no.
    #[error("cannot {what} {path}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Its word.
        source: io::Error,
    },
}

/// A folder of keys.
#[derive(Clone, Debug)]
pub struct KeyStore {
    dir: PathBuf,
}

impl KeyStore {
    /// The store in `dir`, which is made (0700) when the first key is written.
    pub fn at(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The cards of all keys, by name. Empty if the folder is not there.
    pub fn list(&self) -> Result<Vec<KeyCard>, KeyStoreError> {
        let paths = self.card_paths()?;
        if paths.len() > KEYS_MAX {
            return Err(KeyStoreError::TooMany(self.dir.clone()));
        }
        let cards: Result<Vec<KeyCard>, _> =
            paths.iter().map(|path| self.read_card(path)).collect();
        let mut cards = cards?;
        cards.sort_by(|a, b| (a.purpose, &a.name).cmp(&(b.purpose, &b.name)));
        Ok(cards)
    }

    /// Where the cards are, and no more than one beyond [`KEYS_MAX`] of them.
    fn card_paths(&self) -> Result<Vec<PathBuf>, KeyStoreError> {
        let entries = match fs::read_dir(&self.dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(self.io("read", &self.dir, source)),
        };
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry.map_err(|source| self.io("read", &self.dir, source))?.path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                paths.push(path);
            }
            if paths.len() > KEYS_MAX {
                break;
            }
        }
        Ok(paths)
    }

    /// The card of one key.
    pub fn card(&self, name: &str) -> Result<KeyCard, KeyStoreError> {
        let path = self.path(name, "toml")?;
        if !path.exists() {
            return Err(KeyStoreError::Absent { name: name.to_owned(), dir: self.dir.clone() });
        }
        self.read_card(&path)
    }

    /// Keeps an Ed25519 key. The name must be free.
    pub fn keep(
        &self,
        name: &str,
        purpose: Purpose,
        party: Option<&str>,
        key: &SigningKey,
        passphrase: Option<&[u8]>,
        entropy: &dyn Entropy,
    ) -> Result<KeyCard, KeyStoreError> {
        let text = key
            .to_pkcs8_pem(passphrase, key::Entropy(fresh(entropy)))
            .map_err(|source| KeyStoreError::Pem { name: name.to_owned(), source })?;
        let card = KeyCard {
            name: name.to_owned(),
            purpose,
            public: key.public().to_string(),
            thumbprint: Some(key.public().thumbprint().to_string()),
            party: party.map(str::to_owned),
            encrypted: passphrase.is_some(),
        };
        self.write(card, &text)
    }

    /// Keeps an ML-DSA-44 key. The name must be free.
    pub fn keep_ml_dsa(
        &self,
        name: &str,
        key: &MlDsaSigningKey,
        passphrase: Option<&[u8]>,
        entropy: &dyn Entropy,
    ) -> Result<KeyCard, KeyStoreError> {
        let text = key
            .to_pkcs8_pem(passphrase, key::Entropy(fresh(entropy)))
            .map_err(|source| KeyStoreError::Pem { name: name.to_owned(), source })?;
        let card = KeyCard {
            name: name.to_owned(),
            purpose: Purpose::LogMlDsa,
            public: data_encoding::HEXLOWER.encode(key.public().as_bytes()),
            thumbprint: None,
            party: None,
            encrypted: passphrase.is_some(),
        };
        self.write(card, &text)
    }

    /// Opens an Ed25519 key. Refuses a file that others can read.
    pub fn unlock(
        &self,
        name: &str,
        passphrase: Option<&[u8]>,
    ) -> Result<SigningKey, KeyStoreError> {
        let (card, text) = self.read_secret(name)?;
        let key = SigningKey::from_pkcs8_pem(&text, card.encrypted.then_some(passphrase).flatten())
            .map_err(|source| KeyStoreError::Pem { name: name.to_owned(), source })?;
        if key.public().to_string() != card.public {
            return Err(KeyStoreError::CardMismatch(name.to_owned()));
        }
        Ok(key)
    }

    /// Opens an ML-DSA-44 key. Refuses a file that others can read.
    pub fn unlock_ml_dsa(
        &self,
        name: &str,
        passphrase: Option<&[u8]>,
    ) -> Result<MlDsaSigningKey, KeyStoreError> {
        let (card, text) = self.read_secret(name)?;
        let key =
            MlDsaSigningKey::from_pkcs8_pem(&text, card.encrypted.then_some(passphrase).flatten())
                .map_err(|source| KeyStoreError::Pem { name: name.to_owned(), source })?;
        if data_encoding::HEXLOWER.encode(key.public().as_bytes()) != card.public {
            return Err(KeyStoreError::CardMismatch(name.to_owned()));
        }
        Ok(key)
    }

    /// The card of the statement key with this thumbprint, if it is here.
    pub fn find(&self, thumbprint: &Thumbprint) -> Result<Option<KeyCard>, KeyStoreError> {
        let text = thumbprint.to_string();
        Ok(self.list()?.into_iter().find(|card| card.thumbprint.as_ref() == Some(&text)))
    }

    fn write(&self, card: KeyCard, secret: &str) -> Result<KeyCard, KeyStoreError> {
        let secret_path = self.path(&card.name, "pem")?;
        let card_path = self.path(&card.name, "toml")?;
        if secret_path.exists() || card_path.exists() {
            return Err(KeyStoreError::Exists(card.name));
        }
        if self.card_paths()?.len() >= KEYS_MAX {
            return Err(KeyStoreError::TooMany(self.dir.clone()));
        }
        if !self.dir.exists() {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&self.dir)
                .map_err(|source| self.io("make", &self.dir, source))?;
        }
        self.write_new(&secret_path, secret.as_bytes())?;
        let text = toml::to_string(&card).map_err(|error| KeyStoreError::Card {
            path: card_path.clone(),
            reason: error.to_string(),
        })?;
        self.write_new(&card_path, text.as_bytes())?;
        fs::File::open(&self.dir)
            .and_then(|dir| dir.sync_all())
            .map_err(|source| self.io("sync", &self.dir, source))?;
        Ok(card)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<(), KeyStoreError> {
        fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
            .map_err(|source| self.io("write", path, source))
    }

    fn read_secret(&self, name: &str) -> Result<(KeyCard, Zeroizing<String>), KeyStoreError> {
        let card = self.card(name)?;
        let path = self.path(name, "pem")?;
        let mode = fs::metadata(&path)
            .map_err(|source| self.io("read", &path, source))?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            return Err(KeyStoreError::Exposed { path, mode: mode & 0o777 });
        }
        let text = Zeroizing::new(self.read_limited(&path)?);
        Ok((card, text))
    }

    fn read_card(&self, path: &Path) -> Result<KeyCard, KeyStoreError> {
        let text = self.read_limited(path)?;
        let card: KeyCard = toml::from_str(&text).map_err(|error| KeyStoreError::Card {
            path: path.to_owned(),
            reason: error.message().to_owned(),
        })?;
        if path.file_stem().is_none_or(|stem| stem.to_string_lossy() != card.name) {
            return Err(KeyStoreError::CardMismatch(card.name));
        }
        Ok(card)
    }

    fn read_limited(&self, path: &Path) -> Result<String, KeyStoreError> {
        let mut text = String::new();
        let limit = u64::try_from(PEM_MAX).unwrap_or(u64::MAX);
        fs::File::open(path)
            .and_then(|file| file.take(limit.saturating_add(1)).read_to_string(&mut text))
            .map_err(|source| self.io("read", path, source))?;
        if text.len() > PEM_MAX {
            return Err(KeyStoreError::Card {
                path: path.to_owned(),
                reason: format!("it is longer than {PEM_MAX} bytes"),
            });
        }
        Ok(text)
    }

    fn path(&self, name: &str, ending: &str) -> Result<PathBuf, KeyStoreError> {
        let fits = (1..=KEY_NAME_MAX).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !fits {
            return Err(KeyStoreError::Name(name.to_owned()));
        }
        Ok(self.dir.join(format!("{name}.{ending}")))
    }

    #[expect(clippy::unused_self, reason = "reads as a method where it is used")]
    fn io(&self, what: &'static str, path: &Path, source: io::Error) -> KeyStoreError {
        KeyStoreError::Io { what, path: path.to_owned(), source }
    }
}

/// Reads an Ed25519 secret key that another program made: OpenSSH's own format or PKCS#8 in PEM.
pub fn import(text: &str, passphrase: Option<&[u8]>) -> Result<SigningKey, KeyStoreError> {
    if !text.contains("OPENSSH PRIVATE KEY") {
        return SigningKey::from_pkcs8_pem(text, passphrase)
            .map_err(|source| KeyStoreError::Pem { name: "imported".to_owned(), source });
    }
    let said = |error: ssh_key::Error| KeyStoreError::OpenSsh(error.to_string());
    let mut key = ssh_key::PrivateKey::from_openssh(text).map_err(said)?;
    if key.is_encrypted() {
        let Some(passphrase) = passphrase else {
            return Err(KeyStoreError::Pem {
                name: "imported".to_owned(),
                source: PemError::Encrypted,
            });
        };
        key = key.decrypt(passphrase).map_err(|_| KeyStoreError::Pem {
            name: "imported".to_owned(),
            source: PemError::WrongPassphrase,
        })?;
    }
    let Some(pair) = key.key_data().ed25519() else {
        return Err(KeyStoreError::OpenSsh(format!(
            "it is a {} key; Ed25519 is needed",
            key.algorithm()
        )));
    };
    Ok(SigningKey::from_seed(pair.private.to_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Zeros;

    impl Entropy for Zeros {
        fn fill(&self, into: &mut [u8]) {
            into.fill(0);
        }
    }

    fn keep(store: &KeyStore, name: &str) -> Result<KeyCard, KeyStoreError> {
        let key = SigningKey::from_seed([1; 32]);
        store.keep(name, Purpose::Statements, None, &key, None, &Zeros)
    }

    fn names(store: &KeyStore) -> Vec<String> {
        store.list().unwrap().into_iter().map(|card| card.name).collect()
    }

    #[test]
    fn names_end_at_their_limit() {
        let folder = tempfile::tempdir().unwrap();
        let store = KeyStore::at(folder.path());
        let (short, long) = ("a".repeat(KEY_NAME_MAX - 1), "a".repeat(KEY_NAME_MAX));
        for name in ["-", "0", &short, &long] {
            assert_eq!(keep(&store, name).unwrap().name, name);
            assert!(matches!(keep(&store, name), Err(KeyStoreError::Exists(_))));
        }
        let longer = "a".repeat(KEY_NAME_MAX + 1);
        for name in ["", &longer, "A", "a_b", "a.b", "..", "../a", "a/b", "a\0", "a\n", "ключ"]
        {
            let refused = keep(&store, name).unwrap_err();
            assert!(matches!(refused, KeyStoreError::Name(named) if named == name), "{name:?}");
            assert!(matches!(store.card(name), Err(KeyStoreError::Name(_))), "{name:?}");
        }
        assert_eq!(names(&store), ["-", "0", &short, &long]);
    }

    #[test]
    fn a_folder_is_listed_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let store = KeyStore::at(folder.path());
        keep(&store, "first").unwrap();
        let first = fs::read_to_string(folder.path().join("first.toml")).unwrap();
        let add = |name: &str| {
            let card = first.replace("first", name);
            fs::write(folder.path().join(format!("{name}.toml")), card).unwrap();
        };
        for number in 2..KEYS_MAX {
            add(&format!("k{number}"));
            // What is no card counts for nothing.
            fs::write(folder.path().join(format!("{number}.bak")), "").unwrap();
            fs::write(folder.path().join(format!("{number}.pem")), "").unwrap();
        }
        assert_eq!(names(&store).len(), KEYS_MAX - 1);
        keep(&store, "last").unwrap();
        assert_eq!(names(&store).len(), KEYS_MAX);
        assert!(matches!(keep(&store, "beyond"), Err(KeyStoreError::TooMany(_))));
        assert!(!folder.path().join("beyond.pem").exists(), "nothing is half-written");
        assert_eq!(names(&store).len(), KEYS_MAX);
        // Somebody may have copied another in: then the list would not be whole.
        add("beyond");
        assert!(matches!(store.list(), Err(KeyStoreError::TooMany(_))));
        assert_eq!(store.card("last").unwrap().name, "last");
    }

    #[test]
    fn files_end_at_their_limit() {
        let folder = tempfile::tempdir().unwrap();
        let store = KeyStore::at(folder.path());
        keep(&store, "a").unwrap();
        for ending in ["toml", "pem"] {
            let path = folder.path().join(format!("a.{ending}"));
            let text = fs::read_to_string(&path).unwrap();
            for (length, is_read) in [(PEM_MAX - 1, true), (PEM_MAX, true), (PEM_MAX + 1, false)] {
                fs::write(&path, format!("{text}{}", "\n".repeat(length - text.len()))).unwrap();
                match store.unlock("a", None) {
                    // A key file does not end in empty lines, which is found after its length.
                    Ok(_) | Err(KeyStoreError::Pem { .. }) => {
                        assert!(is_read, "{ending} of {length}");
                    }
                    Err(KeyStoreError::Card { reason, .. }) => {
                        assert!(!is_read, "{ending} of {length}");
                        assert_eq!(reason, format!("it is longer than {PEM_MAX} bytes"));
                    }
                    Err(error) => panic!("{ending} of {length}: {error}"),
                }
            }
            fs::write(&path, text).unwrap();
        }
        assert!(store.unlock("a", None).is_ok());
    }
}
