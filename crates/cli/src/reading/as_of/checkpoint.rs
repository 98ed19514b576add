//! A signed checkpoint as a moment: the ledger as it was when its keys signed that tree.
//!
//! **Invariant:** a checkpoint is a moment of this ledger only where both log keys signed it, and the tree that it names
//! is the beginning of the published one.

use std::path::Path;

use bayan_ledger::Reader;
use bayan_ledger::check::error_chain as chain;
use bayan_proof::checkpoint::{Checkpoint, CheckpointError};
use bayan_proof::hash::TreeHash;
use bayan_proof::num::Size;
use bayan_proof::tree::{Frontier, verify_consistency};

use super::EXPECTED;
use crate::context::{read_failure, read_input};
use crate::error::{Exit, Failure};
use crate::ui::as_typed;

/// How many entries the ledger held when it signed the checkpoint in a file.
pub(super) fn size(reader: &Reader, path: &Path) -> Result<Size, Failure> {
    let verifier = reader.pin().verifier().map_err(|what| Failure::bare(Exit::Bad, what))?;
    let note = read(path)?;
    let signed = verifier.verify(&note).map_err(|error| unverified(path, &error))?;
    let checkpoint = signed.checkpoint();
    if checkpoint.size > reader.size() {
        return Err(larger(reader, path, checkpoint));
    }
    if checkpoint.size == Size(0) {
        let what = format!("{} is the checkpoint of the empty ledger", path.display());
        return Err(Failure::new(
            Exit::CannotRead,
            what,
            "name a later one: there is nothing to show yet",
        ));
    }
    let own = root(reader, checkpoint.size)?;
    if own == checkpoint.root { Ok(checkpoint.size) } else { Err(other(path, checkpoint, &own)) }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    match path.try_exists() {
        Ok(false) if path != Path::new("-") => {
            let what = format!(
                "{} is no moment: expected {EXPECTED}",
                as_typed(&path.display().to_string())
            );
            Err(Failure::new(
                Exit::Usage,
                what,
                "if it is the file of a checkpoint: there is none of that name",
            ))
        }
        _ => read_input(path),
    }
}

/// What to say of bytes that are no checkpoint of this ledger.
fn unverified(path: &Path, error: &CheckpointError) -> Failure {
    let path = path.display();
    match error {
        CheckpointError::OtherOrigin { expected, found } => {
            let what = format!("{path} is a checkpoint of {found}, and this is {expected}");
            let advice =
                "name the ledger that it is of with `--ledger DIR`, or a checkpoint of this one";
            Failure::new(Exit::Usage, what, advice)
        }
        CheckpointError::Missing { .. } | CheckpointError::Signature { .. } => {
            let what = format!("the keys of this ledger did not sign {path}: {}", chain(error));
            let advice = "do not rely on it: it was changed since, or other keys made it. Get it again from where it comes, \
                and compare the pin with `--pin FILE`";
            Failure::new(Exit::Bad, what, advice)
        }
        _ => {
            let what = format!("{path} is no checkpoint: {}", chain(error));
            let advice = "a checkpoint is a signed note, as `bayan checkpoint` prints it; keep it byte for byte";
            Failure::new(Exit::Usage, what, advice)
        }
    }
}

/// A good checkpoint of more than this copy has.
fn larger(reader: &Reader, path: &Path, checkpoint: &Checkpoint) -> Failure {
    let (path, signed, here) = (path.display(), checkpoint.size, reader.size());
    let what = format!("{path} is of {signed} entries, and this copy of the ledger has {here}");
    let advice = "get a newer copy of the ledger; if its operator has none, entries that were signed are gone, and the \
        checkpoint proves it: keep it";
    Failure::new(Exit::CannotRead, what, advice)
}

/// Two trees of one size under the same keys.
fn other(path: &Path, checkpoint: &Checkpoint, own: &TreeHash) -> Failure {
    let (path, size, signed) = (path.display(), checkpoint.size, checkpoint.root);
    let what = format!(
        "this ledger is not the one that signed {path}: the tree of its first {size} entries has the root {own}, and the \
         checkpoint has {signed}. The same keys signed two histories"
    );
    let advice = "keep the checkpoint and a copy of this ledger: together they prove it. Rely on neither history until its \
        operator has said which is which, and why";
    Failure::new(Exit::Bad, what, advice)
}

/// The root of the tree of the first `size` entries, of which the signed root is shown to be the continuation.
fn root(reader: &Reader, size: Size) -> Result<TreeHash, Failure> {
    let nodes = reader.statics().nodes(reader.size());
    let root = Frontier::read(&nodes, size).map_err(|error| read_failure(&error.into()))?.root();
    let proof = reader.consistency_proof(size).map_err(|error| read_failure(&error))?;
    verify_consistency(size, &root, reader.size(), &reader.root(), &proof).map_err(|_| {
        let what =
            format!("the files of the tree of {size} entries do not lead to the signed root");
        Failure::new(
            Exit::Bad,
            what,
            "run `bayan verify` to see what is damaged and what still holds",
        )
    })?;
    Ok(root)
}
