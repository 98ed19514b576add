//! Each property as a test of its own, and its target.

use std::fs;
use std::path::{Path, PathBuf};

use crate::properties::ALL;
use crate::run;
use crate::seeds;

/// A test for each property of these names.
macro_rules! tests {
    ($($name:ident,)+) => {
        const TESTED: &[&str] = &[$(stringify!($name),)+];

        $(
            #[test]
            fn $name() {
                let property = ALL.iter().find(|property| property.name == stringify!($name));
                run::run(property.expect("a property of this name"));
            }
        )+
    };
}

tests! {
    cbor_item,
    cose_sign1,
    statement,
    entry,
    note,
    vkey,
    checkpoint,
    tile,
    tile_path,
    entry_bundle,
    body_bundle,
    receipt,
    transparent_statement,
    tlog_proof,
    signed_checkpoint,
    tlog_policy,
    inclusion_proof,
    consistency_proof,
    ids,
    pointers,
    hashes_and_keys,
    formed_texts,
    bounded_texts,
    vocabulary,
    edtf,
    decimal,
    printed_number,
    facet_name,
    value,
    body,
    canonical_json,
    draft,
    anchor,
    html_text,
    key_pem,
    openssh_key,
    key_card,
    pin,
    config,
    regimes,
    fact_row,
    journal,
    submission,
    offered_submission,
    offered_body,
    draft_json,
    draft_toml,
    draft_lines,
    draft_sheet,
    typed_value,
    moments,
}

/// A property that has a target and is tried elsewhere: beside the slow reference of the projections.
const ELSEWHERE: &str = "projections";

fn targets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/cargo-fuzz")
}

#[test]
fn every_property_is_tried_and_has_a_target() {
    let names: Vec<&str> = ALL.iter().map(|property| property.name).collect();
    assert_eq!(names, TESTED);
    let manifest = fs::read_to_string(targets().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let bins = manifest["bin"].as_array().unwrap();
    let found: Vec<&str> = bins.iter().map(|bin| bin["name"].as_str().unwrap()).collect();
    assert_eq!(found, [&names[..], &[ELSEWHERE]].concat());
    for (bin, name) in bins.iter().zip(&found) {
        let path = bin["path"].as_str().unwrap();
        assert_eq!(path, format!("targets/{name}.rs"));
        let target = fs::read_to_string(targets().join(path)).unwrap();
        assert!(target.contains(&format!("\"{name}\"")), "{path} runs another property");
    }
    let files = fs::read_dir(targets().join("targets")).unwrap().count();
    assert_eq!(files, found.len(), "a target without a property");
}

#[test]
#[ignore = "writes the good inputs for long runs; see docs/reliability.md"]
fn write_seeds() {
    for property in ALL {
        let folder = targets().join("corpus").join(property.name);
        fs::create_dir_all(&folder).unwrap();
        for (number, seed) in seeds::of(property.name).iter().enumerate() {
            fs::write(folder.join(format!("good-{number}")), seed).unwrap();
        }
    }
}
