//! Entries and bodies as they are read: in parallel, each by itself, before they are judged in order.

use bayan_claim::Kind;
use bayan_proof::checkpoint::{Checkpoint, SignedCheckpoint};
use bayan_proof::entry::Entry;
use bayan_proof::hash::TreeHash;
use bayan_proof::num::Index;
use bayan_proof::statement::{BodyDigests, VerifiedStatement};
use bayan_proof::tile::BundleId;
use bayan_proof::tree::{self, NodeSource as _, leaf_hash};
use bayan_store::statics::Statics;
use bayan_store::view::ViewError;

use super::error_chain;
use crate::meaning::{Meaning, SignedBody};
use crate::reader::{ReadError, read_both};
use crate::refusal::Refusal;
use crate::submit::{GroupKeys, verify_in_parallel};

/// An entry after the parallel stage.
pub(super) struct Read {
    pub(super) bytes: Vec<u8>,
    pub(super) leaf: TreeHash,
    pub(super) parsed: Result<(Entry, BodyRead), String>,
}

/// A body after the parallel stage.
pub(super) enum BodyRead {
    There(Box<SignedBody>),
    Withheld,
    Bad(String),
}

/// The statements of a run of entries with what verifying each came to; all signatures together, over all cores. The keys
/// are those that `meaning` knows and those that the run's own bodies introduce: whether they were granted by then is
/// judged later.
pub(crate) fn verify_run(
    meaning: &Meaning,
    run: &[(&Entry, Option<&SignedBody>)],
) -> Result<Vec<Result<VerifiedStatement, String>>, ViewError> {
    let mut keys = GroupKeys::default();
    for (entry, body) in run {
        if let Some(body) = body {
            keys.learn(body);
        }
        keys.look_up(meaning, &entry.statement().header().kid)?;
    }
    let key_of = |entry: &Entry| keys.known.get(&entry.statement().header().kid.0).copied();
    let batch =
        run.iter().filter_map(|(entry, _)| Some((entry.statement().clone(), key_of(entry)?)));
    let mut verified = verify_in_parallel(batch.collect()).into_iter();
    let one = |(entry, _): &(&Entry, Option<&SignedBody>)| {
        let key = entry.statement().header().kid;
        match key_of(entry).and_then(|_| verified.next()) {
            Some(verified) => verified.map_err(|error| error_chain(&error)),
            None => Err(Refusal::UnknownKey { key }.to_string()),
        }
    };
    Ok(run.iter().map(one).collect())
}

/// The entries of a bundle; of a damaged one those before the damage, and what is wrong with it.
pub(super) fn read_bundle(statics: &Statics, id: BundleId) -> (Vec<Read>, Option<ReadError>) {
    let (read, damage) = match read_both(statics, id) {
        Ok(read) => (read, None),
        Err(error) => match statics.read_start(id) {
            Ok(read) => (read, Some(error)),
            Err(_) => return (Vec::new(), Some(error)),
        },
    };
    let (entries, bodies) = (read.0.entries(), read.1.bodies());
    let pairs = entries.into_iter().zip(bodies);
    (pairs.map(|(bytes, body)| read_entry(bytes, body)).collect(), damage)
}

/// Whether the tiles lead to the signed root with another entry in this place than is published.
pub(super) fn is_changed(statics: &Statics, checkpoint: &SignedCheckpoint, at: Index) -> bool {
    let Checkpoint { size, root, .. } = checkpoint.checkpoint();
    let nodes = statics.nodes(*size);
    let Ok(signed) = nodes.node(0, at.0) else { return false };
    let Ok(proof) = tree::inclusion_proof(&nodes, at, *size) else { return false };
    if tree::verify_inclusion(&signed, at, *size, &proof, root).is_err() {
        return false;
    }
    let Some(id) = BundleId::holding(at, *size) else { return false };
    let Ok((bundle, _)) = statics.read_start(id) else { return false };
    let place = usize::try_from(at.0.saturating_sub(id.first_index().0)).unwrap_or(usize::MAX);
    bundle.entries().get(place).is_none_or(|bytes| leaf_hash(bytes) != signed)
}

pub(super) fn read_entry(bytes: &[u8], body: Option<&[u8]>) -> Read {
    let parsed = Entry::parse(bytes)
        .map_err(|error| format!("its bytes are not an entry: {}", error_chain(&error)))
        .map(|entry| {
            let body = read_body(&entry, body);
            (entry, body)
        });
    Read { bytes: bytes.to_vec(), leaf: leaf_hash(bytes), parsed }
}

fn read_body(entry: &Entry, body: Option<&[u8]>) -> BodyRead {
    let Some(body) = body else { return BodyRead::Withheld };
    let digests = BodyDigests::of(body);
    if let Err(mismatch) = entry.statement().check_digests(&digests) {
        return BodyRead::Bad(format!("its body is not the one that was signed: {mismatch}"));
    }
    match SignedBody::parse_hashed(body.to_vec(), digests) {
        Ok(body) => BodyRead::There(Box::new(body)),
        // The signature covers it, so it was admitted by a version that reads more than this one.
        Err(refusal) if Kind::from_number(entry.statement().header().kind).is_none() => {
            BodyRead::Bad(format!("its meaning is unknown to this version: {refusal}"))
        }
        Err(refusal) => BodyRead::Bad(refusal.to_string()),
    }
}
