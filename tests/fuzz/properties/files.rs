//! Small files beside a ledger: keys, cards, pins, tables; and the rows of the read model.

use std::cell::OnceCell;
use std::fs;
use std::path::PathBuf;

use bayan_claim::value::TimeBounds;
use bayan_ledger::config::{CONFIG_FILE, Config, FORMAT, Pin};
use bayan_ledger::keystore::{KeyStore, import};
use bayan_proof::key::{Entropy, MlDsaSigningKey, SigningKey};
use bayan_store::sim::SimDisk;
use bayan_view::fact::Fact;
use bayan_view::regime::Regimes;

use super::{folder, text};

/// A file with these bytes, in this thread's own folder.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    thread_local! {
        static FOLDER: OnceCell<tempfile::TempDir> = const { OnceCell::new() };
    }
    let path = FOLDER.with(|folder| {
        let make = || tempfile::tempdir().expect("the system has a folder for temporary files");
        folder.get_or_init(make).path().join(name)
    });
    fs::write(&path, bytes).expect("the folder can be written");
    path
}

/// A secret key in PEM that is read without a passphrase is written so that it is read as the same key. One that is
/// encrypted is never read without, and no plain one is with.
pub(crate) fn key_pem(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let entropy = || Entropy([7; 32]);
    let (ed25519, ml_dsa) =
        (SigningKey::from_pkcs8_pem(text, None), MlDsaSigningKey::from_pkcs8_pem(text, None));
    assert!(ed25519.is_err() || ml_dsa.is_err(), "a key of one algorithm");
    if let Ok(key) = &ed25519 {
        let written = key.to_pkcs8_pem(None, entropy()).expect("no passphrase is no fault");
        let again = SigningKey::from_pkcs8_pem(&written, None).expect("it was just written");
        assert_eq!(again.public(), key.public());
        assert!(SigningKey::from_pkcs8_pem(text, Some(b"word")).is_err());
    }
    if let Ok(key) = &ml_dsa {
        let written = key.to_pkcs8_pem(None, entropy()).expect("no passphrase is no fault");
        let again = MlDsaSigningKey::from_pkcs8_pem(&written, None).expect("it was just written");
        assert_eq!(again.public().as_bytes(), key.public().as_bytes());
    }
    ed25519.is_ok() || ml_dsa.is_ok()
}

/// A key of another program is read or refused.
pub(crate) fn openssh_key(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let Ok(key) = import(text, None) else { return false };
    // The same every time.
    assert_eq!(import(text, None).map(|key| key.public()).ok(), Some(key.public()));
    true
}

/// A key's card is read only under its own name, and is written so that it is read as the same card.
pub(crate) fn key_card(bytes: &[u8]) -> bool {
    let path = file("key.toml", bytes);
    let store = KeyStore::at(path.parent().expect("it is in a folder"));
    let Ok(card) = store.card("key") else { return false };
    assert_eq!(card.name, "key");
    file("key.toml", toml::to_string(&card).expect("a card is TOML").as_bytes());
    assert_eq!(store.card("key").ok().as_ref(), Some(&card));
    true
}

/// A pin is written so that it is read as the same pin, and what it holds is a key or is not.
pub(crate) fn pin(bytes: &[u8]) -> bool {
    let Ok(pin) = Pin::read(&file("pin", bytes)) else { return false };
    assert_eq!(Pin::read(&file("pin", pin.text().as_bytes())).ok().as_ref(), Some(&pin));
    if let Ok(verifier) = pin.verifier() {
        assert_eq!(verifier.origin().as_str(), pin.origin);
        assert_eq!(verifier.vkeys().map(ToString::to_string), pin.log);
    }
    pin.receipt_key().is_ok()
}

/// `bayan.toml` is written so that it is read as the same.
pub(crate) fn config(bytes: &[u8]) -> bool {
    let read = |bytes: &[u8]| {
        let folder = folder(&SimDisk::new());
        folder.make().expect("an empty disk");
        folder.write(CONFIG_FILE, bytes).expect("an empty disk");
        Config::read_in(&folder)
    };
    let Ok(config) = read(bytes) else { return false };
    assert_eq!(config.format, FORMAT);
    assert_eq!(read(config.text().as_bytes()).ok().as_ref(), Some(&config));
    true
}

/// A table of regimes finds each by its name, and no deadline of it comes before what starts it.
pub(crate) fn regimes(bytes: &[u8]) -> bool {
    let Some(Ok(regimes)) = text(bytes).map(Regimes::parse) else { return false };
    // From the first second that dates name to the last, and one of our days.
    for start in [i64::MIN, -62_167_219_200, 1_700_000_000, 253_402_300_799, i64::MAX] {
        let start = TimeBounds { earliest: Some(start), latest: Some(start) };
        for regime in &regimes {
            assert_eq!(regimes.find(regime.id.as_str()), Some(regime));
            for stage in &regime.stages {
                assert_eq!(regime.stage(stage.id.as_str()).map(|found| &found.id), Some(&stage.id));
                let deadline = regime.deadline(stage, start).and_then(|due| due.latest);
                assert!(deadline.is_none_or(|due| Some(due) >= start.earliest), "{}", stage.id);
            }
        }
    }
    true
}

/// A row of the read model that is read is written so that it is read as the same fact.
pub(crate) fn fact_row(bytes: &[u8]) -> bool {
    let Ok(fact) = postcard::from_bytes::<Fact>(bytes) else { return false };
    let written = postcard::to_stdvec(&fact).expect("a fact is a row");
    assert_eq!(postcard::from_bytes::<Fact>(&written).as_ref(), Ok(&fact));
    true
}
