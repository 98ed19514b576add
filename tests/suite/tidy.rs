//! What must hold of the source tree itself: who depends on whom, what comes from where, how long files are.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn crates_depend_inwards_alone() {
    let allowed: [(&str, &[&str]); 8] = [
        ("proof", &[]),
        ("claim", &["bayan-proof"]),
        ("view", &["bayan-proof", "bayan-claim"]),
        ("words", &["bayan-claim"]),
        ("store", &["bayan-proof"]),
        ("ledger", &["bayan-proof", "bayan-claim", "bayan-view", "bayan-store"]),
        ("page", &["bayan-proof", "bayan-claim", "bayan-view", "bayan-words"]),
        (
            "cli",
            &[
                "bayan-proof",
                "bayan-claim",
                "bayan-view",
                "bayan-words",
                "bayan-store",
                "bayan-ledger",
                "bayan-page",
            ],
        ),
    ];
    for (name, may) in allowed {
        let manifest: toml::Table = read(&format!("crates/{name}/Cargo.toml")).parse().unwrap();
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(toml::Value::Table(dependencies)) = manifest.get(section) else { continue };
            for dependency in dependencies.keys().filter(|name| name.starts_with("bayan")) {
                assert!(
                    may.contains(&dependency.as_str()),
                    "crates/{name} must not depend on {dependency}"
                );
            }
        }
    }
    let folders = fs::read_dir(root().join("crates")).unwrap().count();
    assert_eq!(folders, allowed.len(), "a new crate needs its line here");
}

#[test]
fn pure_crates_name_no_clock_file_or_random_source() {
    for name in ["proof", "claim", "view", "words", "page"] {
        for path in rust_files(&root().join("crates").join(name).join("src")) {
            let text = fs::read_to_string(&path).unwrap();
            // Tests may read vectors.
            let code = text.split("#[cfg(test)]").next().unwrap();
            if ["tests.rs", "vectors.rs"].iter().any(|name| path.ends_with(name)) {
                continue;
            }
            for forbidden in [
                "std::fs",
                "std::env",
                "std::net",
                "std::time",
                "SystemTime",
                "Instant::now",
                "getrandom",
            ] {
                let found = code.contains(&format!("{forbidden}::"))
                    || code.contains(&format!("use {forbidden}"));
                assert!(!found, "{} names {forbidden}", path.display());
            }
        }
    }
}

#[test]
fn the_lock_file_has_one_of_each_crypto_crate_and_no_git_source() {
    let lock: toml::Table = read("Cargo.lock").parse().unwrap();
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let version = package["version"].as_str().unwrap();
        if let Some(source) = package.get("source").and_then(toml::Value::as_str) {
            assert!(source.starts_with("registry+"), "{name} {version} comes from {source}");
        }
        versions.entry(name.to_owned()).or_default().push(version.to_owned());
    }
    for single in ["curve25519-dalek", "ed25519-zebra", "blake3", "ml-dsa", "sled", "minicbor"] {
        assert_eq!(
            versions.get(single).map(Vec::len),
            Some(1),
            "{single}: {:?}",
            versions.get(single)
        );
    }
    assert_eq!(versions["sled"], ["0.34.7"]);
}

#[test]
fn every_workspace_dependency_has_its_reason_beside_it() {
    let manifest = read("Cargo.toml");
    let start = manifest.find("[workspace.dependencies]").unwrap();
    let section = manifest[start..].split("\n[workspace.lints").next().unwrap();
    let mut has_reason = false;
    for line in section.lines().skip(1) {
        if line.trim().is_empty() {
            has_reason = false;
        } else if line.starts_with('#') {
            has_reason = true;
        } else if !line.starts_with("bayan") {
            assert!(has_reason, "no reason above {line:?}");
        }
    }
}

#[test]
fn no_crate_allows_unsafe_code_and_all_inherit_the_lints() {
    assert!(read("Cargo.toml").contains("unsafe_code = \"forbid\""));
    for folder in [
        "crates/proof",
        "crates/claim",
        "crates/view",
        "crates/words",
        "crates/store",
        "crates/ledger",
        "crates/page",
        "crates/cli",
        "tests",
    ] {
        let manifest: toml::Table = read(&format!("{folder}/Cargo.toml")).parse().unwrap();
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "{folder}");
    }
}

#[test]
fn files_stay_short_enough_to_read() {
    for path in rust_files(&root().join("crates")) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        // About 500 is the rule; what is longer is split. Test tables may run on.
        let limit = if path.to_string_lossy().contains("tests") { 1_200 } else { 900 };
        assert!(lines <= limit, "{} has {lines} lines", path.display());
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
