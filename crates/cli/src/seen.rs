//! What this user has seen of each ledger: a size and a root a origin, and less is refused from then on.
//!
//! Kept under the user's state folder (XDG Base Directory: `$XDG_STATE_HOME`, else `~/.local/state`), so that an old
//! copy put back in place, or a second history, is noticed by whoever read the first.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use bayan_ledger::Reader;
use bayan_proof::hash::{Sha256, TreeHash};
use bayan_proof::num::Size;
use bayan_proof::tree::verify_consistency;
use serde::{Deserialize, Serialize};

use crate::error::{Exit, Failure};
use crate::system::System;

/// What was seen of one ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    origin: String,
    entry_0: Sha256,
    size: Size,
    root: TreeHash,
}

/// Compares a ledger with what was seen of it, and remembers what is new. Does nothing where the user has no state
/// folder.
pub fn compare(system: &System, reader: &Reader) -> Result<(), Failure> {
    let Some(path) = path(system, reader) else { return Ok(()) };
    let now = Seen {
        origin: reader.pin().origin.clone(),
        entry_0: reader.pin().entry_0,
        size: reader.size(),
        root: reader.root(),
    };
    let before = match fs::read_to_string(&path) {
        Ok(text) => Some(toml::from_str::<Seen>(&text).map_err(|error| {
            Failure::new(
                Exit::CannotRead,
                format!(
                    "cannot read what was seen of this ledger, in {}: {}",
                    path.display(),
                    error.message()
                ),
                "look at the file; removing it forgets what was seen",
            )
        })?),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            return Err(Failure::bare(
                Exit::CannotRead,
                format!("cannot read {}: {error}", path.display()),
            ));
        }
    };
    if let Some(before) = &before {
        check(before, &now, reader, &path)?;
        if before.size == now.size {
            return Ok(());
        }
    }
    remember(&path, &now)
}

/// The ledger that is there must be the one that was seen, with entries added and none changed.
fn check(before: &Seen, now: &Seen, reader: &Reader, path: &Path) -> Result<(), Failure> {
    let advice = format!(
        "find out which history is the true one, and keep both copies; if it is this one, remove {}, which remembers the other",
        path.display()
    );
    let advice = advice.as_str();
    let seen = format!("size {} with root {}", before.size, before.root);
    if now.size < before.size {
        let what = format!(
            "this ledger has {} entries, but you have seen {seen}: it was rolled back",
            now.size
        );
        return Err(Failure::new(Exit::Bad, what, advice));
    }
    let proof = reader.consistency_proof(before.size).map_err(|error| {
        Failure::new(Exit::Bad, format!("cannot compare with {seen}: {error}"), advice)
    })?;
    verify_consistency(before.size, &before.root, now.size, &now.root, &proof).map_err(|_| {
        let what = format!(
            "this ledger does not continue the one you have seen ({seen}): there are two histories"
        );
        Failure::new(Exit::Bad, what, advice)
    })
}

fn remember(path: &Path, seen: &Seen) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::bare(Exit::CannotRead, format!("cannot write {}: {error}", path.display()))
    };
    let text = toml::to_string(seen).map_err(|error| Failure::bare(Exit::Internal, error))?;
    if let Some(folder) = path.parent() {
        match fs::create_dir_all(folder) {
            Err(error) if error.kind() == ErrorKind::StorageFull => return Ok(()),
            made => made.map_err(failed)?,
        }
    }
    // Written aside and renamed: an interrupted write must not forget what was seen.
    let aside = path.with_extension(format!("{}.new", std::process::id()));
    let Err(error) = fs::write(&aside, text).and_then(|()| fs::rename(&aside, path)) else {
        return Ok(());
    };
    drop(fs::remove_file(&aside));
    match error.kind() {
        // A full disk keeps nobody from reading: what was seen before is remembered still, and this the next time.
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Ok(()),
        _ => Err(failed(error)),
    }
}

/// One file a ledger: two ledgers of one origin are told apart by entry 0.
fn path(system: &System, reader: &Reader) -> Option<PathBuf> {
    let state = match (system.variable)("XDG_STATE_HOME").filter(|value| !value.is_empty()) {
        Some(state) => PathBuf::from(state),
        None => PathBuf::from((system.variable)("HOME")?).join(".local/state"),
    };
    let name = Sha256::of(format!("{}\n{}", reader.pin().origin, reader.pin().entry_0).as_bytes());
    Some(state.join("bayan/seen").join(format!("{name}.toml")))
}
