//! What the documents say of the program is what the program does.

mod advice;
mod questions;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::CommandFactory as _;

use crate::binary::binary;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The `sh` blocks of the README, in order, each as its lines.
fn readme_commands() -> Vec<Vec<String>> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = readme.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.map(|block| block.lines().map(str::to_owned).collect()).collect()
}

#[test]
fn the_readmes_two_commands_are_the_ones_that_ci_runs_and_the_demo_works() {
    let blocks = readme_commands();
    assert_eq!(blocks[0], ["cargo run --release --locked -p bayan -- demo"]);
    let dir = tempfile::tempdir().unwrap();
    let output = Command::new(binary())
        .arg("demo")
        .env_clear()
        .env("TMPDIR", dir.path())
        .env("XDG_STATE_HOME", dir.path().join("state"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("bayan verify"), "the demo says what to type next: {said}");
    assert_eq!(blocks[1], ["cargo test --workspace --locked"]);
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(ci.lines().any(|line| line == blocks[1][0]), ".ci/run runs the README's test command");
}

#[test]
fn every_other_command_of_the_readme_runs_as_it_stands() {
    let blocks = readme_commands();
    let dir = tempfile::tempdir().unwrap();
    let binary = binary();
    let path = format!("{}:/usr/bin:/bin", binary.parent().unwrap().display());
    let script = format!("set -e\n{}\n", blocks[2].join("\n"));
    let output = Command::new("/bin/sh")
        .args(["-c", &script])
        .current_dir(dir.path())
        .env_clear()
        .env("PATH", path)
        .env("XDG_STATE_HOME", dir.path().join("state"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("confidentiality.loss") || said.contains("utterance"), "{said}");
    assert_eq!(blocks.len(), 3, "a new block of commands needs its own run here");
}

/// The second half of `docs/vocabulary.md` is made from the closed lists and the table of facets.
#[test]
fn the_vocabulary_is_current() {
    use bayan_claim::vocabulary::{
        Act, AmendReason, Answer, Basis, Certainty, Channel, Family, HopKind, MarkerKind,
        PartyKind, Polarity, RedactionReason, Relation, RevokeReason, ThingKind, Usage, ValueType,
        Zone,
    };
    const MARK: &str = "<!-- made by a test from here on; do not edit -->\n";
    let path = root().join("docs/vocabulary.md");
    let kept = fs::read_to_string(&path).unwrap();
    let (head, _) = kept.split_once(MARK).unwrap_or((&kept, ""));
    let mut text = format!("{head}{MARK}\n## Closed lists\n\n| list | members |\n| --- | --- |\n");
    macro_rules! lists {
        ($($what:literal $list:ident,)+) => {
            $({
                let names: Vec<&str> = $list::ALL.iter().map(|member| member.name()).collect();
                writeln!(text, "| {} | {} |", $what, names.join(", ")).unwrap();
            })+
        };
    }
    lists! {
        "facet families" Family, "value types" ValueType, "answers" Answer, "speech acts" Act, "polarity" Polarity,
        "certainty" Certainty, "basis" Basis, "markers" MarkerKind, "hops of the chain" HopKind, "channels" Channel,
        "zones" Zone, "relations" Relation, "party kinds" PartyKind, "thing kinds" ThingKind,
        "key usages" Usage, "reasons to revoke" RevokeReason, "reasons to amend" AmendReason,
        "reasons to redact" RedactionReason,
    }
    text.push_str("\n## Facets\n\n| facet | value | topics |\n| --- | --- | --- |\n");
    let catalogue = bayan_claim::facet::Catalogue::builtin();
    for (name, spec) in catalogue.facets() {
        let topics: Vec<&str> = spec.topics.iter().map(bayan_claim::text::Word::as_str).collect();
        let changing = if catalogue.is_changing(name) { ", changes with time" } else { "" };
        writeln!(text, "| `{name}` | {}{changing} | {} |", spec.value, topics.join(", ")).unwrap();
    }
    keep_current(&path, &kept, &text);
}

/// Compares a made document with the one that is kept, or writes it with `BAYAN_WRITE_DOCS` set.
fn keep_current(path: &Path, kept: &str, made: &str) {
    if std::env::var_os("BAYAN_WRITE_DOCS").is_some() {
        fs::write(path, made).unwrap();
    } else {
        assert!(
            kept == made,
            "{} is stale: run BAYAN_WRITE_DOCS=1 cargo test -p bayan-tests --test suite current",
            path.display()
        );
    }
}

/// `docs/cli.md` is made from the program's own grammar. See [`keep_current`].
#[test]
fn the_command_line_reference_is_current() {
    let path = root().join("docs/cli.md");
    let kept = fs::read_to_string(&path).unwrap_or_default();
    keep_current(&path, &kept, &reference());
}

fn reference() -> String {
    let mut text = String::from(
        "# Command line\n\nMade from the program by a test; do not edit. `bayan help <command>` prints the same.\n\n\
         ## Exit codes\n\n| code | meaning |\n| --- | --- |\n",
    );
    for (exit, meaning) in bayan_cli::error::Exit::ALL {
        writeln!(text, "| {} | {meaning} |", exit.code()).unwrap();
    }
    let mut command = bayan_cli::args::Cli::command().term_width(100);
    command.build();
    section(&mut text, &mut command, "bayan", 2);
    // The default of an environment variable must not depend on the machine that writes the file.
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
}

fn section(text: &mut String, command: &mut clap::Command, name: &str, depth: usize) {
    let hashes = "#".repeat(depth.min(4));
    if depth > 2 {
        // They stand once, at the top.
        *command = command.clone().mut_args(|arg| {
            let global = arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version");
            arg.hide(global)
        });
    }
    let help = command.render_long_help();
    writeln!(text, "\n{hashes} {name}\n\n```text\n{}\n```", help.to_string().trim_end()).unwrap();
    let names: Vec<String> = command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help" && !sub.is_hide_set())
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for sub in names {
        let full = format!("{name} {sub}");
        section(text, command.find_subcommand_mut(&sub).unwrap(), &full, depth + 1);
    }
}
