//! What commands share: where the ledger is, how it is opened, which keys are used.

use std::fs;
use std::io::{BufRead as _, Read as _};
use std::path::{Path, PathBuf};

pub use bayan_ledger::check::error_chain as chain;
use bayan_ledger::config::{CONFIG_FILE, Pin};
use bayan_ledger::keystore::{KeyCard, KeyStore, KeyStoreError, Purpose};
use bayan_ledger::ledger::{ClockJump, OpenError};
use bayan_ledger::meaning::Meaning;
use bayan_ledger::{Ledger, LogKeys, Machine, Opening, ReadError, Reader, SubmitError};
use bayan_proof::key::{PemError, SigningKey};
use bayan_store::files::FileError;
use bayan_store::journal::JournalError;
use bayan_store::lock::LockError;
use bayan_store::statics::StaticsError;
use zeroize::Zeroizing;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::system::System;
use crate::ui::Ui;

/// The log's two keys, the receipt key and the operator's statement key, as `init` names them.
pub const LOG_KEY: &str = "log-ed25519";
/// The log's second key.
pub const LOG_ML_DSA_KEY: &str = "log-ml-dsa-44";
/// The receipt key.
pub const RECEIPT_KEY: &str = "receipts";
/// The operator's statement key.
pub const OPERATOR_KEY: &str = "operator";

/// Longest first line of a passphrase file, in bytes, its end included.
const PASSPHRASE_MAX: u64 = 4 * 1024;
/// Longest draft, submission or proof file that is read, in bytes.
pub const INPUT_MAX: u64 = 64 * 1024 * 1024;

/// Everything a command runs with.
pub struct Context {
    /// The machine.
    pub system: System,
    /// The terminal.
    pub ui: Ui,
    /// The global options.
    pub global: Global,
    passphrase: Option<Zeroizing<Vec<u8>>>,
}

impl Context {
    /// A context for one command.
    pub fn new(system: System, ui: Ui, global: Global) -> Self {
        Self { system, ui, global, passphrase: None }
    }

    /// The engine's view of the machine.
    pub fn machine(&self) -> Machine {
        Machine { clock: self.system.clock.clone(), entropy: self.system.entropy.clone() }
    }

    /// The ledger's folder: as given, or the nearest folder above the current one that is a ledger.
    pub fn ledger_dir(&self) -> Result<PathBuf, Failure> {
        if let Some(dir) = &self.global.ledger {
            return Ok(dir.clone());
        }
        let here = std::env::current_dir().map_err(|error| {
            Failure::bare(Exit::CannotRead, format!("cannot tell the current folder: {error}"))
        })?;
        here.ancestors().find(|dir| dir.join(CONFIG_FILE).is_file()).map(Path::to_owned).ok_or_else(|| {
            Failure::new(
                Exit::CannotRead,
                format!("there is no ledger in {} or above it", here.display()),
                "go to a ledger's folder, name one with `--ledger DIR`, or found one with `bayan init`",
            )
        })
    }

    /// A reader of the ledger, compared with the pin if one is given, and with what this user has seen of it before.
    pub fn reader(&self) -> Result<Reader, Failure> {
        let dir = self.ledger_dir()?;
        let reader = Reader::open(&dir).map_err(|error| read_failure(&error))?;
        if let Some(pin) = self.pin()?
            && pin != *reader.pin()
        {
            return Err(Failure::new(
                Exit::Bad,
                format!(
                    "{} is not the ledger of the pin: {}",
                    dir.display(),
                    pin_difference(&pin, reader.pin())
                ),
                "check that you opened the right folder; if you did, do not trust it",
            ));
        }
        crate::seen::compare(&self.system, &reader)?;
        Ok(reader)
    }

    /// The pin that the user gave.
    pub fn pin(&self) -> Result<Option<Pin>, Failure> {
        let Some(path) = &self.global.pin else { return Ok(None) };
        if path == Path::new("-") {
            let what = "`--pin` needs the file of a pin";
            return Err(Failure::new(
                Exit::Usage,
                what,
                "name the file that you keep outside the ledger: `--pin FILE`",
            ));
        }
        Pin::read(path).map(Some).map_err(|error| {
            Failure::new(
                Exit::Usage,
                error,
                "a pin is the file that `bayan init` printed, or `bayan checkpoint --pin`",
            )
        })
    }

    /// What the log means at its published size, with a progress bar where it has to be folded.
    pub fn meaning(&self, reader: &Reader) -> Result<Meaning, Failure> {
        let bar = self.ui.progress(reader.size().0, "reading the log");
        let meaning =
            reader.meaning(|done| bar.set_position(done)).map_err(|error| read_failure(&error));
        bar.finish_and_clear();
        meaning
    }

    /// The ledger open for writing, with the log keys from its key folder. `command` is what others are told.
    pub fn writer(&mut self, command: &str, clock: ClockJump) -> Result<Ledger, Failure> {
        let dir = self.ledger_dir()?;
        // A folder that is no ledger is said so before a passphrase is asked for.
        bayan_ledger::config::Config::read(&dir)
            .map_err(|error| read_failure(&ReadError::from(error)))?;
        let keys = self.log_keys(&dir)?;
        let opening = Opening { clock, ..Opening::by(command) };
        let ledger = Ledger::open(&dir, keys, self.machine(), opening)
            .map_err(|error| open_failure(&error))?;
        let reader = ledger.reader().map_err(|error| read_failure(&error))?;
        crate::seen::compare(&self.system, &reader)?;
        Ok(ledger)
    }

    /// The key folder of a ledger.
    pub fn keys_of(dir: &Path) -> KeyStore {
        KeyStore::at(&dir.join("keys"))
    }

    /// The log's own keys.
    pub fn log_keys(&mut self, dir: &Path) -> Result<LogKeys, Failure> {
        let store = Self::keys_of(dir);
        let card = store.card(LOG_KEY).map_err(|error| {
            let mut failure = key_failure(&error);
            failure.advice = Some(
                "the log's keys are in the ledger's `keys` folder on the machine that runs it; hand your statement in \
                 with `bayan sign` and let the operator `bayan submit` it"
                    .to_owned(),
            );
            failure
        })?;
        let passphrase = self.passphrase_for(&card)?;
        let ed25519 = store.unlock(LOG_KEY, passphrase.as_deref().map(Vec::as_slice));
        let card = store.card(LOG_ML_DSA_KEY).map_err(|error| key_failure(&error))?;
        let passphrase = self.passphrase_for(&card)?;
        let ml_dsa = store.unlock_ml_dsa(LOG_ML_DSA_KEY, passphrase.as_deref().map(Vec::as_slice));
        Ok(LogKeys {
            ed25519: ed25519.map_err(|error| key_failure(&error))?,
            ml_dsa: ml_dsa.map_err(|error| key_failure(&error))?,
        })
    }

    /// Opens an Ed25519 key of a store by its name, asking for its passphrase if it has one.
    pub fn unlock(
        &mut self,
        store: &KeyStore,
        name: &str,
    ) -> Result<(KeyCard, SigningKey), Failure> {
        let card = store.card(name).map_err(|error| key_failure(&error))?;
        if card.purpose != Purpose::Statements {
            return Err(Failure::new(
                Exit::Key,
                format!("{name:?} is a key of the log"),
                "name a key for statements",
            ));
        }
        let passphrase = self.passphrase_for(&card)?;
        let opened = match store.unlock(name, passphrase.as_deref().map(Vec::as_slice)) {
            // Another key of the same command may have another passphrase.
            Err(KeyStoreError::Pem { source: PemError::WrongPassphrase, .. })
                if self.ui.can_ask() =>
            {
                let passphrase = self.ask(&format!("Passphrase of key {name:?}: "))?;
                store.unlock(name, Some(passphrase.as_slice()))
            }
            opened => opened,
        };
        Ok((card, opened.map_err(|error| key_failure(&error))?))
    }

    /// The passphrase for a key that is there: nothing where it needs none; else from the passphrase file, or asked for
    /// on the terminal, once a command.
    pub fn passphrase_for(
        &mut self,
        card: &KeyCard,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
        if !card.encrypted {
            return Ok(None);
        }
        if self.passphrase.is_none() {
            self.passphrase = Some(match self.passphrase_from_file()? {
                Some(passphrase) => passphrase,
                None => self.ask(&format!("Passphrase of key {:?}: ", card.name))?,
            });
        }
        Ok(self.passphrase.clone())
    }

    /// The passphrase for a key to be made: from the passphrase file, or asked for twice.
    pub fn new_passphrase(&mut self) -> Result<Zeroizing<Vec<u8>>, Failure> {
        if let Some(passphrase) = self.passphrase_from_file()? {
            self.passphrase = Some(passphrase.clone());
            return Ok(passphrase);
        }
        let first = self.ask("New passphrase: ")?;
        let second = self.ask("The same again: ")?;
        if first != second {
            return Err(Failure::new(
                Exit::Usage,
                "the two passphrases differ",
                "type the same one twice",
            ));
        }
        if first.is_empty() {
            return Err(Failure::new(
                Exit::Usage,
                "the passphrase is empty",
                "choose one, or keep the keys unencrypted with `--no-passphrase`",
            ));
        }
        self.passphrase = Some(first.clone());
        Ok(first)
    }

    fn passphrase_from_file(&self) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
        self.global.passphrase_file.as_ref().map(|path| self.passphrase_of_file(path)).transpose()
    }

    /// The first line of a file.
    pub fn passphrase_of_file(&self, path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let failed = |error: std::io::Error| {
            Failure::new(
                Exit::Key,
                format!("cannot read the passphrase file {}: {error}", path.display()),
                "name a file whose first line is the passphrase",
            )
        };
        let file = fs::File::open(path).map_err(failed)?;
        let mut line = Zeroizing::new(Vec::new());
        std::io::BufReader::new(file.take(PASSPHRASE_MAX + 1))
            .read_until(b'\n', &mut line)
            .map_err(failed)?;
        // The start of a longer one would be another passphrase than other programs read in the same file.
        if u64::try_from(line.len()).is_ok_and(|len| len > PASSPHRASE_MAX) {
            return Err(Failure::new(
                Exit::Key,
                format!(
                    "the first line of {} is longer than {PASSPHRASE_MAX} bytes",
                    path.display()
                ),
                "write the passphrase on the first line; a shorter one is as strong",
            ));
        }
        while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            line.pop();
        }
        if line.is_empty() {
            return Err(Failure::new(
                Exit::Key,
                format!("the first line of {} is empty", path.display()),
                "write the passphrase on the first line",
            ));
        }
        Ok(line)
    }

    /// Asks for a passphrase on the terminal, without showing it.
    pub fn ask(&self, prompt: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
        if !self.ui.can_ask() {
            return Err(Failure::new(
                Exit::Key,
                "a passphrase is needed, and there is no terminal to ask on",
                "name a file with `--passphrase-file`, or make keys with `--no-passphrase`",
            ));
        }
        rpassword::prompt_password(prompt).map(|text| Zeroizing::new(text.into_bytes())).map_err(
            |error| Failure::bare(Exit::Key, format!("cannot read the passphrase: {error}")),
        )
    }
}

/// Reads a file, or standard input for `-`, of at most [`INPUT_MAX`] bytes.
pub fn read_input(path: &Path) -> Result<Vec<u8>, Failure> {
    read_input_up_to(path, INPUT_MAX, "split it")
}

/// What is said of an input above its limit.
pub fn too_long(path: &Path, limit: u64, advice: &str) -> Failure {
    let what = format!("{} is longer than {limit} bytes", path.display());
    Failure::new(Exit::Usage, what, advice)
}

/// As [`read_input`], of at most so many bytes; what to do with one that is longer.
pub fn read_input_up_to(path: &Path, limit: u64, advice: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes)
    } else {
        fs::File::open(path)
            .and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes))
    };
    read.map_err(|error| {
        Failure::bare(Exit::CannotRead, format!("cannot read {}: {error}", path.display()))
    })?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > limit) {
        return Err(too_long(path, limit, advice));
    }
    Ok(bytes)
}

/// What to say of a file that cannot be written.
pub fn write_failure(path: &Path, error: &std::io::Error) -> Failure {
    let what = format!("cannot write {}", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if error.kind() == std::io::ErrorKind::NotFound && !folder.exists() => {
            let folder = folder.display();
            let what = format!("{what}: the folder {folder} does not exist");
            Failure::new(
                Exit::CannotRead,
                what,
                format!("make it with `mkdir -p {folder}`, or name another"),
            )
        }
        _ => Failure::bare(Exit::CannotRead, format!("{what}: {error}")),
    }
}

/// What to say of a ledger that cannot be read.
pub fn read_failure(error: &ReadError) -> Failure {
    let text = chain(error);
    match error {
        ReadError::Config(_) => Failure::new(
            Exit::CannotRead,
            text,
            "name a ledger's folder with `--ledger DIR`, or found one with `bayan init`",
        ),
        ReadError::Absent(_) => {
            Failure::new(Exit::CannotRead, text, "`bayan log` shows what there is")
        }
        ReadError::Unpublished(_) => Failure::new(
            Exit::CannotRead,
            text,
            "let its operator open it for writing once; that completes it",
        ),
        ReadError::Proof(_) => Failure::bare(Exit::CannotRead, text),
        ReadError::NothingOf { .. } => Failure::new(
            Exit::CannotRead,
            text,
            "`bayan list incidents` and `bayan list keys` show what there is",
        ),
        ReadError::BundleTooLong { .. } => Failure::new(
            Exit::Usage,
            text,
            "leave the artifacts out with `--no-artifacts`, or make one of each incident; a whole ledger is handed out as a copy of \
             its published files",
        ),
        _ => Failure::new(
            Exit::Bad,
            text,
            "run `bayan verify` to see what is damaged and what still holds",
        ),
    }
}

/// Whether the journal's bytes are at fault, and not what the system makes of them.
fn is_damage(error: &JournalError) -> bool {
    matches!(
        error,
        JournalError::NotJournal | JournalError::HeaderDamaged | JournalError::Damaged { .. }
    )
}

const SEE_WHAT_HOLDS: &str =
    "write nothing more; run `bayan verify` to see what is damaged and what still holds";

/// What to say of a ledger that cannot be opened for writing.
pub fn open_failure(error: &OpenError) -> Failure {
    let text = chain(error);
    match error {
        OpenError::Lock(LockError::Held { .. }) => {
            Failure::new(Exit::Locked, text, "wait until it is done; reading needs no lock")
        }
        OpenError::NotEmpty(_) => Failure::new(Exit::Usage, text, "choose a new folder"),
        OpenError::Origin { .. } => Failure::new(
            Exit::Usage,
            text,
            "use a name such as `example.org/incidents`: no spaces, no plus sign",
        ),
        OpenError::Config(_) => Failure::new(
            Exit::CannotRead,
            text,
            "name a ledger's folder, or found one with `bayan init`",
        ),
        OpenError::WrongLogKeys { .. } => {
            Failure::new(Exit::Key, text, "use the key folder that `bayan init` made")
        }
        OpenError::RolledBack { .. } | OpenError::Fork(_) => Failure::new(
            Exit::Bad,
            text,
            "write nothing; put the newest copy of the whole folder back, or ask for help with both at hand",
        ),
        OpenError::Submit(error) => submit_failure(error),
        OpenError::Journal(error) if is_damage(error) => {
            Failure::new(Exit::Bad, text, SEE_WHAT_HOLDS)
        }
        OpenError::Statics(error)
            if !matches!(error, StaticsError::File(FileError::System { .. })) =>
        {
            Failure::new(Exit::Bad, text, SEE_WHAT_HOLDS)
        }
        OpenError::Journal(JournalError::Missing { .. }) => Failure::new(
            Exit::CannotRead,
            format!("{text}: this is a published copy, which can be read and not written"),
            "append on the machine that runs the ledger; if this is it, put the file back from its newest whole copy, \
             and until then sign with `bayan sign`",
        ),
        _ => Failure::new(
            Exit::CannotRead,
            text,
            "run `bayan verify` to see what is damaged and what still holds",
        ),
    }
}

/// What to say when a group of statements was not answered.
pub fn submit_failure(error: &SubmitError) -> Failure {
    let text = chain(error);
    match error {
        SubmitError::ClockJump(refusal) => Failure::new(Exit::Refused, text, refusal.advice()),
        SubmitError::NotErased { .. } => Failure::new(
            Exit::Locked,
            text,
            "end whatever reads this ledger, then run `bayan rebuild`: it finishes the redaction, and nothing is appended \
             before",
        ),
        _ => Failure::new(
            Exit::CannotRead,
            text,
            "run the command again: what is already in the ledger is recognised, and opening completes what was begun",
        ),
    }
}

/// What to say of a key that cannot be used.
pub fn key_failure(error: &KeyStoreError) -> Failure {
    let text = chain(error);
    match error {
        KeyStoreError::Name(_) => Failure::new(
            Exit::Usage,
            text,
            "lower-case letters, digits and hyphens, such as `newsroom-2`",
        ),
        KeyStoreError::TooMany(_) => Failure::new(
            Exit::Key,
            text,
            "move those that are no longer used to another folder, each with its card",
        ),
        KeyStoreError::Exists(_) => Failure::new(Exit::Usage, text, "choose another name"),
        KeyStoreError::Absent { .. } => {
            Failure::new(Exit::Key, text, "`bayan key list` shows the keys that are here")
        }
        KeyStoreError::Exposed { path, .. } => {
            Failure::new(Exit::Key, &text, format!("chmod 600 {}", path.display()))
        }
        KeyStoreError::Pem { source: PemError::Encrypted, .. } => Failure::new(
            Exit::Key,
            text,
            "name a file with its passphrase: `--passphrase-file FILE`",
        ),
        KeyStoreError::Pem { source: PemError::WrongPassphrase, .. } => {
            Failure::new(Exit::Key, text, "try again")
        }
        _ => Failure::bare(Exit::Key, text),
    }
}

fn pin_difference(pin: &Pin, found: &Pin) -> String {
    if pin.origin != found.origin {
        format!("its origin is {:?}, not {:?}", found.origin, pin.origin)
    } else if pin.entry_0 != found.entry_0 {
        format!("its entry 0 hashes to {}, not {}", found.entry_0, pin.entry_0)
    } else {
        "its keys are others".to_owned()
    }
}
