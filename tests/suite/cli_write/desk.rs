//! The kit: a folder with a ledger, and command lines run in it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(super) use crate::binary::binary;
use serde_json::Value;

pub(super) const PAGE: &str = "<!doctype html><html><head><title>t</title></head><body><h1>Data is safe</h1>\
    <p>The company said: No <b>customer data</b> was taken. It added that the backup is safe.</p>\
    <p>Later it repeated that the backup is safe.</p><p>About 5000 customers were cut off.</p></body></html>";

/// The words of a command line: parted by blanks, but for what stands between single quotes.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            _ => words.last_mut().expect("there is a first word").push(letter),
        }
    }
    // Two blanks in a row hold no word between them; an empty argument is not needed here.
    words.retain(|word| !word.is_empty());
    words
}

/// A folder with a ledger in it, and the commands run there.
pub(super) struct Desk {
    pub(super) folder: tempfile::TempDir,
}

/// What a command did.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl Ran {
    /// The one JSON document that was printed.
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Desk {
    /// An empty folder.
    pub(super) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("the system has a folder for temporary files") }
    }

    /// A ledger with a power company, an outlet, an incident, a data kind and a page.
    pub(super) fn founded() -> Self {
        let desk = Self::empty();
        desk.ok("init led --origin example.org/incidents --operator-name 'Example Desk' --no-passphrase --pin-out pin.toml");
        desk.ok("party example-power --is organisation --name 'en=Example Power Company'");
        desk.ok("party example-times --is publisher --name 'en=Example Times'");
        desk.ok("incident example-outage --title en=Outage");
        desk.ok("thing customer-data --is data_kind --part-of party:example-power");
        desk.write("article.html", PAGE);
        desk.ok("capture article.html --incident example-outage --language en --ref times-1");
        desk
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("the folder can be written");
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(super) fn run(&self, line: &str) -> Ran {
        self.run_with(line, "")
    }

    pub(super) fn run_with(&self, line: &str, input: &str) -> Ran {
        let mut child = Command::new(binary())
            .args(words(line))
            .env_clear()
            .env("XDG_STATE_HOME", self.path("state"))
            .env("BAYAN_LEDGER", self.path("led"))
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut stdin = child.stdin.take().expect("it was asked for");
        // A command that reads no input may end first.
        drop(stdin.write_all(input.as_bytes()));
        drop(stdin);
        let done = child.wait_with_output().expect("it ends");
        let text = |bytes| String::from_utf8(bytes).expect("commands print UTF-8");
        Ran {
            code: done.status.code().expect("it exits"),
            out: text(done.stdout),
            err: text(done.stderr),
        }
    }

    /// Runs what must go well.
    pub(super) fn ok(&self, line: &str) -> Ran {
        let ran = self.run(line);
        assert_eq!(ran.code, 0, "{line:?}: {ran:?}");
        ran
    }

    /// Runs what must fail so, and say this.
    pub(super) fn fails(&self, line: &str, code: i32, says: &str) -> Ran {
        let ran = self.run(line);
        assert_eq!(ran.code, code, "{line:?}: {ran:?}");
        assert!(ran.err.contains(says), "{line:?} does not say {says:?}: {ran:?}");
        ran
    }

    /// How many entries the published checkpoint has.
    pub(super) fn size(&self) -> u64 {
        self.read("led/checkpoint")
            .lines()
            .nth(1)
            .and_then(|line| line.parse().ok())
            .expect("a checkpoint")
    }

    /// How many artifacts are stored.
    pub(super) fn artifacts(&self) -> usize {
        fn files(dir: &Path) -> usize {
            let entries = fs::read_dir(dir).into_iter().flatten().flatten();
            entries.map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { 1 }).sum()
        }
        files(&self.path("led/addenda"))
    }

    /// The id that a name has.
    pub(super) fn id(&self, name: &str) -> String {
        let shown = self.ok(&format!("--json show {name}")).json();
        shown["id"].as_str().unwrap_or_else(|| panic!("{shown}")).to_owned()
    }

    pub(super) fn audience(&self) -> String {
        let pin = self.read("pin.toml");
        let entry_0 = pin.lines().find_map(|line| line.strip_prefix("entry_0 = ")).expect("a pin");
        format!("example.org/incidents#{}", entry_0.trim_matches('"'))
    }

    /// An utterance by flags, with more flags.
    pub(super) fn utterance(&self, more: &str) -> Ran {
        self.run(&format!("{UTTERANCE} {more}"))
    }
}

pub(super) const UTTERANCE: &str = "add utterance --incident incident:example-outage --speaker party:example-power \
    --language en --in ref:times-1/text";
