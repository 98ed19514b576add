//! Whatever a message, a help text or a document tells people to type can be typed.

use std::fs;
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;

use super::root;

/// Files under a folder with one of these endings.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings.iter().any(|ending| path.extension().is_some_and(|it| it == *ending)) {
            found.push(path);
        }
    }
    found
}

/// What stands between backticks and begins with `start`, in one line or over a break of a string.
fn quoted<'a>(text: &'a str, start: &str) -> Vec<&'a str> {
    let parts = text.match_indices('`').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let whole = rest.split_once('`')?.0;
        (rest.starts_with(start) && !whole.contains("\n\n")).then_some(whole)
    });
    parts.collect()
}

/// The commands of `Examples:` in help texts: each in a line of its own that is indented, or goes on after a backslash.
fn examples(text: &str) -> Vec<String> {
    let joined = text.replace(" \\\\\n", " ").replace(" \\\n", " ");
    let lines = joined.lines().filter_map(|line| line.strip_prefix("  bayan "));
    let shell = |line: &str| line.split([';', '|', '>', '"']).next().unwrap_or_default().to_owned();
    lines.map(|line| format!("bayan {}", shell(line))).collect()
}

fn has(command: &clap::Command, flag: &str) -> bool {
    let name = flag.trim_start_matches('-');
    command.get_arguments().any(|arg| {
        if flag.starts_with("--") {
            arg.get_long() == Some(name)
        } else {
            arg.get_short().is_some_and(|short| name.starts_with(short))
        }
    })
}

/// What is wrong with a command line, as far as its commands and flags go.
fn fault(root: &clap::Command, line: &str) -> Option<String> {
    let mut words = line.split_whitespace().skip(1).peekable();
    let mut command = root;
    while let Some(next) = words.peek() {
        if *next == "help" {
            words.next();
            continue;
        }
        match command.find_subcommand(next) {
            Some(sub) => command = sub,
            None if command.has_subcommands() && !next.starts_with(['-', '<', '…', '{']) => {
                // `bayan key` and `bayan policy` are commands too.
                return Some(format!("{} has no {next}", command.get_name()));
            }
            None => break,
        }
        words.next();
    }
    for word in words.filter(|word| word.starts_with('-') && word.len() > 1 && !word.contains('{'))
    {
        let flag = word.trim_end_matches([',', '.', ':', ')', ']', '…']);
        let flag = flag.split('=').next().unwrap_or_default();
        let is_number = flag[1..].starts_with(|c: char| c.is_ascii_digit());
        if !is_number && !has(command, flag) && !has(root, flag) {
            return Some(format!("{} takes no {flag}", command.get_name()));
        }
    }
    None
}

fn grammar() -> clap::Command {
    let mut grammar = bayan_cli::args::Cli::command();
    grammar.build();
    grammar
}

#[test]
fn every_command_and_flag_that_is_named_exists() {
    let grammar = grammar();
    let mut texts = files(&root().join("crates/cli/src"), &["rs", "toml", "ftl"]);
    texts.extend(files(&root().join("crates/ledger/src"), &["rs"]));
    texts.extend(files(&root().join("crates/words/i18n"), &["ftl"]));
    texts.extend(files(&root().join("docs"), &["md"]));
    texts.push(root().join("README.md"));
    let mut commands = 0;
    let mut faults = Vec::new();
    for path in texts {
        let text = fs::read_to_string(&path).unwrap();
        let lines = quoted(&text, "bayan ").into_iter().map(str::to_owned).chain(examples(&text));
        for line in lines {
            commands += 1;
            faults.extend(
                fault(&grammar, &line).map(|why| format!("{}: `{line}`: {why}", path.display())),
            );
        }
        for line in quoted(&text, "--") {
            let flag = line.split([' ', '=', '\n']).next().unwrap_or_default();
            let is_ours = !flag.contains('{') && !path.ends_with("performance.md");
            if flag.len() > 2 && is_ours && !anywhere(&grammar, flag) {
                faults.push(format!("{}: `{line}`: no command takes it", path.display()));
            }
        }
    }
    assert!(commands > 200, "only {commands} found: has the way they are written changed?");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn anywhere(command: &clap::Command, flag: &str) -> bool {
    has(command, flag) || command.get_subcommands().any(|sub| anywhere(sub, flag))
}

#[test]
fn what_cannot_be_typed_is_found() {
    let grammar = grammar();
    for (line, good) in [
        ("bayan checkpoint --audience", true),
        ("bayan checkpoint --aud", false),
        ("bayan key grant x --request FILE", true),
        ("bayan key make x", false),
        ("bayan vrify", false),
        ("bayan log -n 3 --json", true),
        ("bayan log -z 3", false),
        ("bayan template <kind>", true),
        ("bayan help add utterance", true),
    ] {
        assert_eq!(fault(&grammar, line).is_none(), good, "{line}");
    }
    assert_eq!(quoted("a `bayan log` and `x` but `bayan\n\n` b", "bayan "), ["bayan log"]);
    assert_eq!(examples("x\n  bayan log \\\n  --all\n bayan no"), ["bayan log   --all"]);
    assert!(!anywhere(&grammar, "--aud"));
}
