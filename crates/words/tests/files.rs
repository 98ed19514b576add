//! What must hold of the Fluent files as files: the same keys and variables, no verdict, no foreign letters.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bayan_words::{Tongue, Words};

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn file(tongue: Tongue) -> String {
    read(&crates().join(format!("words/i18n/{tongue}.ftl")))
}

/// The messages of a file by key. A message begins at a line with `key = ` and goes on in indented lines.
fn messages(text: &str) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some((key, value)) =
            line.split_once(" =").filter(|(key, _)| !key.starts_with(' ') && !key.contains('{'))
        {
            messages.push((key.to_owned(), value.trim_start().to_owned()));
        } else {
            let last = messages.last_mut().unwrap_or_else(|| panic!("stray line {line:?}"));
            assert!(line.starts_with("    "), "stray line {line:?}");
            if !last.1.is_empty() {
                last.1.push(' ');
            }
            last.1.push_str(line.trim_start());
        }
    }
    messages
}

/// The names after `$` in a message.
fn variables(message: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let after = message.split('$').skip(1);
    after.map(|rest| rest.chars().take_while(|c| is_name(*c)).collect()).collect()
}

#[test]
fn every_language_has_the_keys_and_variables_of_english() {
    let english: BTreeMap<_, _> = messages(&file(Tongue::En)).into_iter().collect();
    assert!(english.len() > 500, "{} keys", english.len());
    for tongue in Tongue::ALL {
        let list = messages(&file(tongue));
        let own: BTreeMap<_, _> = list.iter().cloned().collect();
        assert_eq!(list.len(), own.len(), "{tongue} has a key twice");
        let lacks: Vec<_> = english.keys().filter(|key| !own.contains_key(*key)).collect();
        let extra: Vec<_> = own.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(lacks.is_empty() && extra.is_empty(), "{tongue} lacks {lacks:?}, has {extra:?}");
        for (key, value) in &own {
            assert!(!value.is_empty(), "{tongue} {key} is empty");
            let expected = variables(&english[key]);
            assert_eq!(variables(value), expected, "{tongue} {key}");
        }
    }
}

#[test]
fn every_message_is_read_by_fluent() {
    for tongue in Tongue::ALL {
        let words = Words::new(tongue);
        for (key, value) in messages(&file(tongue)) {
            let names = variables(&value);
            for count in [0_u64, 1, 2, 5, 1_000_000] {
                let args: Vec<_> = names.iter().map(|name| (name.as_str(), count.into())).collect();
                // An error inside a message, such as an unknown variable, panics in a test.
                let shown = words.with(&key, &args);
                assert!(shown != key || value == key, "{tongue} lacks {key}");
                assert!(!shown.contains(['{', '}', '$']), "{tongue} {key}: {shown}");
            }
        }
    }
}

#[test]
fn translations_are_translated() {
    // A file copied from English would pass the test of keys. Some words are the same in both languages.
    let english: BTreeMap<_, _> = messages(&file(Tongue::En)).into_iter().collect();
    for tongue in Tongue::ALL.into_iter().skip(1) {
        let own = messages(&file(tongue));
        let words = |value: &str| value.chars().any(char::is_alphabetic) && !value.contains('{');
        let same: Vec<_> =
            own.iter().filter(|(key, value)| words(value) && english[key] == *value).collect();
        assert!(same.len() <= 40, "{tongue}: {} as in English: {same:?}", same.len());
    }
}

#[test]
fn no_word_is_a_verdict() {
    let words = |tongue| match tongue {
        Tongue::En => "lie lies lied lying liar false falsely fake true truth untrue guilty",
        Tongue::Fr => "ment menti mensonge menteur faux fausse vrai vérité coupable",
        Tongue::Sw => "uongo mwongo kudanganya feki kweli ukweli hatia",
        Tongue::Hi => "झूठ झूठा झूठी असत्य फ़र्ज़ी सच सत्य दोषी",
        Tongue::Fa => "دروغ دروغگو کذب جعلی راست حقیقت گناهکار",
        Tongue::Id => "bohong dusta palsu hoaks benar kebenaran bersalah",
    };
    for tongue in Tongue::ALL {
        let verdicts: BTreeSet<&str> = words(tongue).split(' ').collect();
        for (key, value) in messages(&file(tongue)) {
            let lower = value.to_lowercase();
            let found = lower.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
            let found: Vec<_> = found.filter(|word| verdicts.contains(word)).collect();
            assert!(found.is_empty(), "{tongue} {key}: {found:?}");
        }
    }
}

#[test]
fn each_file_is_in_its_own_letters() {
    for tongue in Tongue::ALL {
        for (key, value) in messages(&file(tongue)) {
            // Arabic yeh and kaf, and Arabic-Indic digits, are not the Persian ones.
            let foreign = value.chars().find(|c| matches!(c, 'ي' | 'ك' | '٠'..='٩'));
            assert_eq!(foreign, None, "{tongue} {key}");
            let script =
                |range: std::ops::RangeInclusive<char>| value.chars().any(|c| range.contains(&c));
            let (devanagari, arabic) =
                (script('\u{900}'..='\u{97f}'), script('\u{600}'..='\u{6ff}'));
            assert!(!devanagari || tongue == Tongue::Hi, "{tongue} {key}");
            assert!(!arabic || tongue == Tongue::Fa, "{tongue} {key}");
            assert_eq!(value, value.trim(), "{tongue} {key}");
            assert!(!value.contains("  "), "{tongue} {key}");
            assert!(!value.contains(['\'', '\u{200e}', '\u{200f}']), "{tongue} {key}");
        }
    }
}

#[test]
fn every_key_that_the_source_names_is_in_english() {
    let english: BTreeSet<String> =
        messages(&file(Tongue::En)).into_iter().map(|(key, _)| key).collect();
    let mut found = 0;
    for folder in entries(&crates()) {
        let manifest: toml::Table = read(&folder.join("Cargo.toml")).parse().unwrap();
        let depends =
            |section: &str| manifest.get(section).and_then(|s| s.get("bayan-words")).is_some();
        if !depends("dependencies") && !folder.ends_with("words") {
            continue;
        }
        for path in rust_files(&folder.join("src")) {
            let text = read(&path);
            // Tests ask for keys that there are not.
            let code = text.split("#[cfg(test)]").next().unwrap();
            if path.ends_with("tests.rs") {
                continue;
            }
            for key in literal_keys(code) {
                found += 1;
                assert!(english.contains(&key), "{} names {key:?}", path.display());
            }
        }
    }
    assert!(found > 10, "only {found} keys found: has the way they are asked for changed?");
}

/// The literals that stand as the key in `.text("…")` and `.with("…", …)`.
fn literal_keys(code: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for call in [".text(", ".with("] {
        for (at, _) in code.match_indices(call) {
            let rest = code[at + call.len()..].trim_start();
            if let Some((literal, _)) = rest.strip_prefix('"').and_then(|r| r.split_once('"')) {
                keys.push(literal.to_owned());
            }
        }
    }
    keys
}

#[test]
fn literal_keys_are_found_over_line_ends() {
    let code = "words.text(\"a\"); w\n.with(\n    \"b-c\",\n &[]); x.text(key); y.context(\"d\")";
    assert_eq!(literal_keys(code), ["a", "b-c"]);
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.into_iter().map(|entry| entry.path()).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files
}
