//! Artifacts: kept whole, by digest, until they are removed.

use std::path::Path;

use bayan_proof::hash::Sha256;
use bayan_proof::tile::addenda_path;
use bayan_store::artifacts::{ARTIFACT_MAX, ArtifactError, Artifacts};
use bayan_store::files::FileError;
use bayan_store::sim::{Fault, Loss, OpKind, When};

use crate::kit::{disk, files, folder, overwrite};

#[test]
fn artifacts_come_back_from_their_digest() {
    let disk = disk();
    let artifacts = Artifacts::new(&folder(&disk));
    for bytes in [&b""[..], b"x", &[0; 9000]] {
        let digest = artifacts.put(bytes).unwrap();
        assert_eq!(digest, Sha256::of(bytes));
        assert_eq!(artifacts.put(bytes).unwrap(), digest, "twice is harmless");
        let after = Artifacts::new(&folder(&disk.crash(Loss::Everything)));
        assert_eq!(after.get(&digest, ARTIFACT_MAX).unwrap().as_deref(), Some(bytes));
    }
    assert_eq!(artifacts.get(&Sha256::of(b"none"), ARTIFACT_MAX).unwrap(), None);
}

#[test]
fn the_caller_and_the_store_limit_lengths() {
    let artifacts = Artifacts::new(&folder(&disk()));
    let digest = artifacts.put(&[5; 100]).unwrap();
    for limit in [100, 101] {
        assert!(artifacts.get(&digest, limit).unwrap().is_some());
    }
    assert!(matches!(
        artifacts.get(&digest, 99),
        Err(ArtifactError::File(FileError::TooLong { found: 100, limit: 99, .. }))
    ));
    let mut bytes = vec![6; ARTIFACT_MAX + 1];
    assert!(matches!(
        artifacts.put(&bytes),
        Err(ArtifactError::TooLong { length }) if length == ARTIFACT_MAX + 1
    ));
    bytes.pop();
    let digest = artifacts.put(&bytes).unwrap();
    assert!(artifacts.get(&digest, usize::MAX).unwrap() == Some(bytes));
}

#[test]
fn damage_is_named_and_not_covered_up() {
    let disk = disk();
    let artifacts = Artifacts::new(&folder(&disk));
    let digest = artifacts.put(b"bytes").unwrap();
    let name = addenda_path(&digest);
    for bytes in [&b"bytez"[..], b"byte", b"bytes ", b""] {
        overwrite(&disk, &name, bytes);
        assert!(matches!(
            artifacts.get(&digest, 100),
            Err(ArtifactError::Damaged { digest: named }) if named == digest
        ));
        assert!(matches!(artifacts.put(b"bytes"), Err(ArtifactError::Damaged { .. })));
        assert_eq!(files(&disk)[&name], bytes);
    }
    artifacts.remove(&digest).unwrap();
    artifacts.put(b"bytes").unwrap();
    assert_eq!(artifacts.get(&digest, 100).unwrap().as_deref(), Some(&b"bytes"[..]));
}

#[test]
fn a_removed_artifact_is_overwritten_before_it_loses_its_name() {
    use OpKind::{Length, List, Open, Remove, SyncData, SyncDir, WriteAt};
    let disk = disk();
    let artifacts = Artifacts::new(&folder(&disk));
    let digest = artifacts.put(b"to be forgotten").unwrap();
    let start = disk.ops().len();
    artifacts.remove(&digest).unwrap();
    let kinds: Vec<_> = disk.ops()[start..].iter().map(|op| op.kind).collect();
    assert_eq!(kinds, [Open, Length, WriteAt, SyncData, Remove, List, SyncDir]);
    let after = disk.crash(Loss::Everything);
    assert!(!files(&after).contains_key(&addenda_path(&digest)));
    artifacts.remove(&digest).unwrap();
    artifacts.remove(&Sha256::of(b"never put")).unwrap();
}

#[test]
fn files_have_the_names_of_the_format() {
    let disk = disk();
    Artifacts::new(&folder(&disk)).put(b"").unwrap();
    let name = "addenda/e3/b0/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert!(files(&disk).contains_key(name));
    assert!(folder(&disk).path(name).starts_with(Path::new("/ledger/addenda")));
}

#[test]
fn putting_again_after_a_crash_is_durable_too() {
    let whole = disk();
    let bytes = b"an artifact";
    Artifacts::new(&folder(&whole)).put(bytes).unwrap();
    for op in 0..whole.ops().len() {
        let disk = disk();
        disk.plan(disk.ops().len() + op, Fault::Kill(When::Before));
        if Artifacts::new(&folder(&disk)).put(bytes).is_ok() {
            continue;
        }
        // The process ended, and what it had done can still be lost.
        let again = disk.crash(Loss::Process);
        let digest = Artifacts::new(&folder(&again)).put(bytes).unwrap();
        let after = Artifacts::new(&folder(&again.crash(Loss::Everything)));
        assert_eq!(after.get(&digest, 100).unwrap().as_deref(), Some(&bytes[..]), "operation {op}");
    }
}
