//! Reports: one file, whole or not at all, that carries the very bundle that `bayan bundle` makes.

use std::fs;

use data_encoding::BASE64;
use serde_json::json;

use super::library::Copy;

/// What a page carries under an id.
fn carried<'p>(page: &'p str, id: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("id=\"{id}\">")).unwrap_or_else(|| panic!("no {id}"));
    rest.split_once("</script>").unwrap().0
}

#[test]
fn a_page_carries_the_bundle_and_the_pin_and_its_lines_say_what_they_are() {
    let copy = Copy::new();
    copy.ok(&["bundle", "slow-portal", "-o", "b.bayan"]);
    let json = copy.ok(&["report", "slow-portal", "--html", "r.html", "--json"]).json();
    let page = fs::read_to_string(copy.path("r.html")).unwrap();
    let bundle = fs::read(copy.path("b.bayan")).unwrap();
    assert_eq!(
        (&json["file"], &json["form"], &json["bytes"], &json["bundle_bytes"]),
        (&json!("r.html"), &json!("html"), &json!(page.len()), &json!(bundle.len()))
    );
    assert_eq!(BASE64.decode(carried(&page, "bayan-bundle").as_bytes()).unwrap(), bundle);
    let pin: serde_json::Value = serde_json::from_str(carried(&page, "bayan-pin")).unwrap();
    let kept: toml::Table = fs::read_to_string(copy.path("pin")).unwrap().parse().unwrap();
    for member in ["origin", "entry_0", "receipts"] {
        assert_eq!(pin[member].as_str(), kept[member].as_str(), "{member}");
    }
    assert!(page.contains("script-src 'sha256-") && page.contains("default-src 'none'"));
    for language in ["fa", "hi"] {
        let page = copy.ok(&["report", "slow-portal", "--html", "-", "--lang", language]).out;
        assert!(page.contains(&format!("<html lang=\"{language}\"")), "{language}");
    }
}

#[test]
fn a_report_replaces_nothing_and_refuses_what_it_cannot_make() {
    let copy = Copy::new();
    copy.ok(&["report", "slow-portal", "--md", "r.md"]);
    let kept = fs::read(copy.path("r.md")).unwrap();
    assert!(kept.starts_with(b"# "));
    let ran = copy.run(&["report", "slow-portal", "--html", "r.md"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("is there already") && ran.err.contains("--force"), "{ran:?}");
    assert_eq!(fs::read(copy.path("r.md")).unwrap(), kept);
    copy.ok(&["report", "--all", "--html", "r.md", "--force"]);
    assert!(fs::read(copy.path("r.md")).unwrap().starts_with(b"<!DOCTYPE html>"));
    for (args, code, word) in [
        (vec!["slow-portal"], 2, "--html"),
        (vec!["no-such-portal", "--md", "c"], 4, "no-such-portal"),
        (vec!["slow-portal", "--all", "--md", "c"], 2, "cannot be used with"),
        (vec!["slow-portal", "--md", "c", "--html", "c"], 2, "cannot be used with"),
        (vec!["slow-portal", "--md", "c", "--regime", "gpdr"], 2, "gpdr"),
        (vec!["slow-portal", "--svg", "c"], 2, "--card"),
        (vec!["slow-portal", "--svg", "c", "--card", "first"], 2, "is no claim's address"),
        (vec!["slow-portal", "--svg", "c", "--card", "0#0"], 2, "no claim of this incident"),
        (vec!["slow-portal", "--md", "no/such/folder/c"], 4, "no/such/folder/c"),
    ] {
        let args: Vec<&str> = ["report"].into_iter().chain(args).collect();
        let ran = copy.run(&args);
        assert_eq!(ran.code, code, "{args:?}: {ran:?}");
        assert!(ran.err.contains(word), "{args:?}: {ran:?}");
        assert!(!copy.path("c").exists(), "{args:?}");
    }
}
