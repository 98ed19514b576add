//! The proof vectors of transparency-dev/merkle, read from where they are kept beside the project. Where
//! that folder is absent there is nothing to check and the tests end at once.

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use serde_json::Value;

use super::{verify_consistency, verify_inclusion};
use crate::hash::TreeHash;
use crate::num::{Index, Size};

fn vectors(kind: &str) -> Option<Vec<(PathBuf, Value)>> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/merkle").join(kind);
    if !root.is_dir() {
        return None;
    }
    let (mut folders, mut found) = (vec![root], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
                found.push((path, value));
            }
        }
    }
    Some(found)
}

/// A hash of the vectors, or nothing when it is not of 32 bytes: no reader gets that far.
fn hash(value: &Value) -> Option<TreeHash> {
    let bytes = BASE64.decode(value.as_str().unwrap().as_bytes()).unwrap();
    bytes.try_into().ok().map(TreeHash)
}

/// As [`hash`], but filled up: one positive vector compares two roots of 11 bytes with each other.
fn filled_hash(value: &Value) -> TreeHash {
    let mut bytes = BASE64.decode(value.as_str().unwrap().as_bytes()).unwrap();
    bytes.resize(32, 0xee);
    TreeHash(bytes.try_into().unwrap())
}

fn proof(value: &Value) -> Option<Vec<TreeHash>> {
    let Some(hashes) = value.as_array() else { return Some(Vec::new()) };
    hashes.iter().map(hash).collect()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn check(kind: &str, accepts: impl Fn(&Value, &[TreeHash]) -> bool) {
    let Some(vectors) = vectors(kind) else { return };
    // As many as were published: no file may be lost on the way.
    assert_eq!(vectors.len(), 98, "{kind}");
    for (path, value) in vectors {
        let accepted = proof(&value["proof"]).is_some_and(|proof| accepts(&value, &proof));
        assert_eq!(accepted, !value["wantErr"].as_bool().unwrap(), "{}", path.display());
    }
}

#[test]
fn inclusion() {
    check("inclusion", |value, proof| {
        let (index, size) = (Index(number(&value["leafIdx"])), Size(number(&value["treeSize"])));
        let (leaf, root) = (hash(&value["leafHash"]), hash(&value["root"]));
        leaf.zip(root)
            .is_some_and(|(leaf, root)| verify_inclusion(&leaf, index, size, proof, &root).is_ok())
    });
}

#[test]
fn consistency() {
    check("consistency", |value, proof| {
        let (old, new) = (Size(number(&value["size1"])), Size(number(&value["size2"])));
        let (old_root, new_root) = (filled_hash(&value["root1"]), filled_hash(&value["root2"]));
        verify_consistency(old, &old_root, new, &new_root, proof).is_ok()
    });
}
