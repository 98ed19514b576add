//! The commands that write, through the binary, with a cleared environment.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

const PAGE: &str = "<!doctype html><html><head><title>t</title></head><body><h1>Data is safe</h1>\
    <p>The company said: No <b>customer data</b> was taken. It added that the backup is safe.</p>\
    <p>Later it repeated that the backup is safe.</p><p>About 5000 customers were cut off.</p></body></html>";

/// The binary, which `cargo build -p bayan` puts two folders above the test's own.
fn binary() -> PathBuf {
    let own = std::env::current_exe().expect("a test has a path");
    let target = own.parent().and_then(Path::parent).expect("a test is in target/<profile>/deps");
    let binary = target.join(format!("bayan{}", std::env::consts::EXE_SUFFIX));
    assert!(
        binary.is_file(),
        "{} is missing: build it with `cargo build -p bayan`",
        binary.display()
    );
    binary
}

/// A folder with a ledger in it, and the commands run there.
struct Desk {
    folder: tempfile::TempDir,
}

/// What a command did.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    /// The one JSON document that was printed.
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Desk {
    /// An empty folder.
    fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("the system has a folder for temporary files") }
    }

    /// A ledger with a power company, an outlet, an incident, a data kind and a page.
    fn founded() -> Self {
        let desk = Self::empty();
        desk.ok(&[
            "init",
            "led",
            "--origin",
            "example.org/incidents",
            "--operator-name",
            "Example Desk",
            "--no-passphrase",
            "--pin-out",
            "pin.toml",
        ]);
        desk.ok(&[
            "party",
            "example-power",
            "--is",
            "organisation",
            "--name",
            "en=Example Power Company",
        ]);
        desk.ok(&["party", "example-times", "--is", "publisher", "--name", "en=Example Times"]);
        desk.ok(&["incident", "example-outage", "--title", "en=Outage"]);
        desk.ok(&[
            "thing",
            "customer-data",
            "--is",
            "data_kind",
            "--part-of",
            "party:example-power",
        ]);
        desk.write("article.html", PAGE);
        desk.ok(&[
            "capture",
            "article.html",
            "--incident",
            "example-outage",
            "--language",
            "en",
            "--ref",
            "times-1",
        ]);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("the folder can be written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, "")
    }

    fn run_with(&self, args: &[&str], input: &str) -> Ran {
        let mut child = Command::new(binary())
            .args(args)
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
    fn ok(&self, args: &[&str]) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
        ran
    }

    /// Runs what must fail so, and say this.
    fn fails(&self, args: &[&str], code: i32, says: &str) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, code, "{args:?}: {ran:?}");
        assert!(ran.err.contains(says), "{args:?} does not say {says:?}: {ran:?}");
        ran
    }

    /// How many entries the published checkpoint has.
    fn size(&self) -> u64 {
        self.read("led/checkpoint")
            .lines()
            .nth(1)
            .and_then(|line| line.parse().ok())
            .expect("a checkpoint")
    }

    /// How many artifacts are stored.
    fn artifacts(&self) -> usize {
        fn files(dir: &Path) -> usize {
            let entries = fs::read_dir(dir).into_iter().flatten().flatten();
            entries.map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { 1 }).sum()
        }
        files(&self.path("led/addenda"))
    }

    /// The id that a name has.
    fn id(&self, name: &str) -> String {
        let shown = self.ok(&["--json", "show", name]).json();
        shown["id"].as_str().unwrap_or_else(|| panic!("{shown}")).to_owned()
    }

    fn audience(&self) -> String {
        let pin = self.read("pin.toml");
        let entry_0 = pin.lines().find_map(|line| line.strip_prefix("entry_0 = ")).expect("a pin");
        format!("example.org/incidents#{}", entry_0.trim_matches('"'))
    }

    /// An utterance by flags, with more flags.
    fn utterance(&self, more: &[&str]) -> Ran {
        self.run(&[&UTTERANCE[..], more].concat())
    }
}

const UTTERANCE: [&str; 10] = [
    "add",
    "utterance",
    "--incident",
    "incident:example-outage",
    "--speaker",
    "party:example-power",
    "--language",
    "en",
    "--in",
    "ref:times-1/text",
];

#[test]
fn a_ledger_is_founded_once_and_whole() {
    let desk = Desk::empty();
    let init = ["init", "led", "--origin", "example.org/x", "--operator-name", "Example Desk"];
    // Nothing half-made is left by any failure.
    desk.fails(&init, 6, "no terminal to ask on");
    desk.fails(
        &[&init[..], &["--no-passphrase", "--operator-slug", "Bad Slug"]].concat(),
        2,
        "slug",
    );
    desk.fails(
        &[&init[..], &["--no-passphrase", "--pin-out", "no/such/folder/pin"]].concat(),
        4,
        "cannot write",
    );
    desk.fails(
        &["init", "led", "--origin", "a b", "--operator-name", "x", "--no-passphrase"],
        2,
        "origin",
    );
    desk.ok(&[&init[..], &["--dry-run"]].concat());
    assert!(!desk.path("led").exists());
    let founded = desk.ok(&[&["--json"], &init[..], &["--no-passphrase"]].concat()).json();
    assert_eq!(founded["pin"]["origin"], "example.org/x");
    assert_eq!(desk.size(), 2);
    desk.fails(&[&init[..], &["--no-passphrase"]].concat(), 2, "not empty");
    desk.ok(&["verify"]);
    desk.ok(&["show", "party:example-desk"]);
}

#[cfg(unix)]
#[test]
fn keys_are_private_files_and_never_printed() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::empty();
    desk.write("pass", "correct horse\n");
    let mut printed = desk.ok(&[
        "--passphrase-file",
        "pass",
        "init",
        "led",
        "--origin",
        "example.org/x",
        "--operator-name",
        "x",
    ]);
    printed.out += &desk.ok(&["--passphrase-file", "pass", "key", "list"]).out;
    for name in ["operator", "log-ed25519", "log-ml-dsa-44", "receipts"] {
        let path = desk.path(&format!("led/keys/{name}.pem"));
        let mode = fs::metadata(&path).expect(name).permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
        let text = fs::read_to_string(&path).expect(name);
        assert!(text.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"), "{name}");
        let secret = text.lines().nth(1).expect("PEM has lines");
        assert!(!printed.out.contains(secret) && !printed.err.contains(secret), "{name}");
    }
    let party = ["party", "a", "--is", "person"];
    desk.fails(&party, 6, "passphrase");
    desk.write("wrong", "battery staple\n");
    desk.fails(&[&["--passphrase-file", "wrong"], &party[..]].concat(), 6, "does not open");
    desk.ok(&[&["--passphrase-file", "pass"], &party[..]].concat());
    let exposed = desk.path("led/keys/operator.pem");
    fs::set_permissions(&exposed, fs::Permissions::from_mode(0o644)).expect("it is ours");
    desk.fails(
        &["--passphrase-file", "pass", "party", "b", "--is", "person"],
        6,
        "others can read",
    );
}

#[test]
fn keys_are_granted_rotated_and_revoked() {
    let desk = Desk::founded();
    desk.ok(&["key", "new", "reader", "--no-passphrase"]);
    desk.ok(&["key", "new", "spare", "--no-passphrase"]);
    let party = ["party", "x", "--is", "person", "--key", "reader"];
    desk.fails(&party, 6, "was not granted");
    desk.ok(&[
        "key",
        "grant",
        "reader",
        "--party",
        "party:example-times",
        "--usage",
        "record",
        "--recovery",
        "spare",
    ]);
    desk.ok(&party);
    let shown = desk.ok(&["--json", "key", "show", "reader"]).json();
    assert_eq!(shown["ledger"]["usages"], json!(["record"]));
    desk.ok(&["key", "new", "next", "--no-passphrase"]);
    desk.ok(&["key", "rotate", "reader", "next"]);
    desk.fails(&["party", "y", "--is", "person", "--key", "reader"], 3, "was rotated");
    desk.ok(&["party", "y", "--is", "person", "--key", "next"]);
    desk.ok(&[
        "key",
        "revoke",
        "next",
        "--why",
        "compromised",
        "--compromised-since",
        "11",
        "--key",
        "spare",
    ]);
    let listed = desk.ok(&["key", "list", "--all"]).out;
    assert!(listed.contains("disputed from entry 11 on"), "{listed}");
    desk.ok(&["verify"]);
}

#[test]
fn a_holder_asks_for_a_grant_from_afar() {
    let desk = Desk::founded();
    let card = desk.ok(&["--json", "key", "show", "operator"]).json();
    let grantor = card["thumbprint"].as_str().expect("a thumbprint").to_owned();
    let (audience, party) = (desk.audience(), desk.id("party:example-power"));
    desk.ok(&["key", "new", "press", "--keys", "afar", "--no-passphrase"]);
    let request = [
        "key",
        "request",
        "press",
        "--keys",
        "afar",
        "--ledger-audience",
        &audience,
        "--party",
        &party,
        "--usage",
        "speak",
        "--grantor",
        &grantor,
    ];
    let asked = desk.ok(&request).json();
    for (field, value, code, says) in [
        ("usages", json!(["operate"]), 3, "has not signed its own grant"),
        ("audience", json!("elsewhere"), 2, "the request is for"),
        ("grantor", json!("00".repeat(32)), 6, "would sign"),
        ("more", json!(1), 2, "no request"),
    ] {
        let mut forged = asked.clone();
        forged[field] = value;
        desk.write("forged.json", &forged.to_string());
        let before = desk.size();
        desk.fails(&["key", "grant", "--request", "forged.json"], code, says);
        assert_eq!(desk.size(), before);
    }
    desk.write("press.json", &asked.to_string());
    desk.ok(&["key", "grant", "--request", "press.json"]);

    // The draft is signed where no ledger is, and handed in.
    let incident = desk.id("incident:example-outage");
    desk.write("own.toml", &format!(
        "kind = \"utterance\"\n[says]\nincident = \"{incident}\"\nspeaker = \"{party}\"\nattests = \"said_it_myself\"\n\
         language = \"en\"\ntext = \"We told every customer.\"\n[[says.claims]]\nfacet = \"confidentiality.loss\"\n\
         value = \"no\"\nact = \"denies\"\nstance = \"certain\"\nsegments = [{{ quote = \"every customer\" }}]\n"
    ));
    let sign =
        ["sign", "own.toml", "--keys", "afar", "--party-id", &party, "--audience", &audience, "-o"];
    let alone = |args: &[&str]| {
        let done =
            Command::new(binary()).args(args).env_clear().current_dir(desk.folder.path()).output();
        done.expect("the binary runs").status.code()
    };
    assert_eq!(alone(&[&sign[..], &["s.cose", "--dry-run"]].concat()), Some(0));
    assert!(!desk.path("s.cose").exists());
    assert_eq!(alone(&[&sign[..], &["s.cose"]].concat()), Some(0));
    assert_eq!(
        alone(&[&sign[..], &["s.cose"]].concat()),
        Some(2),
        "a signed file is not overwritten"
    );
    let before = desk.size();
    desk.ok(&["submit", "s.cose", "--dry-run"]);
    assert_eq!(desk.size(), before);
    desk.ok(&["submit", "s.cose"]);
    assert_eq!(desk.size(), before + 1);
    assert!(desk.ok(&["submit", "s.cose"]).out.contains("already there"));
    let mut bytes = fs::read(desk.path("s.cose")).expect("it was written");
    let last = bytes.len() - 3;
    bytes[last] ^= 1;
    fs::write(desk.path("bad.cose"), &bytes).expect("the folder can be written");
    desk.fails(&["submit", "bad.cose"], 2, "bad.cose");
    assert_eq!(desk.size(), before + 1);
}

#[test]
fn foreign_keys_are_imported() {
    let desk = Desk::founded();
    // RFC 8410 §10.3, the example key.
    desk.write(
        "rfc8410.pem",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n",
    );
    let kept =
        desk.ok(&["--json", "key", "import", "rfc", "rfc8410.pem", "--no-passphrase"]).json();
    assert_eq!(kept["public"], "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1");
    desk.fails(&["key", "import", "again", "rfc8410.pem", "--no-passphrase"], 2, "here already");
    desk.fails(&["key", "import", "rfc", "article.html", "--no-passphrase"], 6, "PEM");
}

#[test]
fn a_page_is_captured_with_its_text() {
    let desk = Desk::founded();
    assert_eq!((desk.size(), desk.artifacts()), (8, 2));
    let again = [
        "capture",
        "article.html",
        "--incident",
        "example-outage",
        "--language",
        "en",
        "--ref",
        "times-1",
    ];
    let ran = desk.ok(&[&["--json"], &again[..]].concat()).json();
    assert_eq!(ran[0]["result"], "already there");
    assert_eq!(desk.size(), 8);
    let piped = desk.run_with(&["capture", "-", "--no-text", "--media-type", "text/html"], "<p>x");
    assert_eq!(piped.code, 0, "{piped:?}");
    assert_eq!((desk.size(), desk.artifacts()), (9, 3));
    // What is only tried, and what is refused, leaves no bytes behind.
    desk.write("other.txt", "other");
    desk.ok(&["capture", "other.txt", "--dry-run"]);
    desk.fails(&["capture", "other.txt", "--key", "receipts"], 6, "key of the log");
    desk.fails(&["capture", "other.txt", "--ref", "times-1"], 3, "already names");
    assert_eq!((desk.size(), desk.artifacts()), (9, 3));
    desk.ok(&[
        "capture",
        "other.txt",
        "--rendition-of",
        "ref:times-1",
        "--what",
        "excerpt",
        "--maker",
        "human",
    ]);
    desk.ok(&["verify"]);
}

#[test]
fn utterances_are_added_by_flags_and_drafts() {
    let desk = Desk::founded();
    let ran = desk.utterance(&[
        "--quote",
        "No customer data was taken",
        "--facet",
        "confidentiality.loss",
        "--value",
        "no",
        "--ref",
        "u1",
        "--scope",
        "data=thing:customer-data",
        "--said",
        "2024-05-02 \"on Thursday\"",
        "--hop",
        "quotes party:example-times",
        "--act",
        "denies",
        "--certainty",
        "certain",
        "--gloss",
        "fr=Aucune donnée n'a été prise.",
        "--verb",
        "said",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = desk.utterance(&[
        "--quote",
        "the backup is safe",
        "--occurrence",
        "all",
        "--facet",
        "data.backup",
        "--value",
        "yes",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = desk.utterance(&[
        "--quote",
        "About 5000 customers",
        "--facet",
        "availability.users",
        "--value",
        "~ 5000",
        "--counted",
        "customers",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    desk.ok(&["add", "link", "8#0", "corroborates", "9#0", "--why", "en=one speaker"]);
    desk.ok(&["add", "opinion", "8#0", "dispute", "en=We doubt it.", "--field", "/value"]);
    desk.ok(&[
        "add",
        "silence",
        "example-power",
        "--incident",
        "example-outage",
        "--as-of",
        "2024-05-03",
    ]);
    desk.ok(&[
        "question",
        "example-outage",
        "confidentiality.leak",
        "en=Was data taken?",
        "--to",
        "party:example-power",
    ]);
    desk.ok(&[
        "add",
        "utterance",
        "--myself",
        "--incident",
        "incident:example-outage",
        "--language",
        "en",
        "--text",
        "We keep this record.",
        "--facet",
        "context.background",
        "--value",
        "We keep it.",
    ]);
    let entry = desk.ok(&["--json", "show", "8"]).json().to_string();
    assert!(entry.contains("\"start\":") && entry.contains("on Thursday"), "{entry}");
    assert_eq!(desk.size(), 16);
    desk.ok(&["verify"]);
}

#[test]
fn speakers_retract_and_recorders_amend() {
    let desk = Desk::founded();
    let flags = [
        "--quote",
        "No customer data was taken",
        "--facet",
        "confidentiality.loss",
        "--value",
        "no",
    ];
    assert_eq!(desk.utterance(&flags).code, 0);
    let retract = [
        "retract",
        "8#0",
        "--speaker",
        "example-power",
        "--quote",
        "repeated that",
        "--in",
        "ref:times-1/text",
        "--language",
        "en",
    ];
    desk.ok(&retract);
    let claim = desk.ok(&["--json", "show", "9"]).json().to_string();
    assert!(claim.contains("\"retracts\"") && claim.contains("not_said"), "{claim}");
    desk.ok(&[&retract[..], &["--corrected", "partly"]].concat());
    desk.fails(&["retract", "8#1", "--speaker", "a", "--quote", "x", "--in", "y"], 2, "no #1");
    desk.fails(
        &["retract", "7#0", "--speaker", "a", "--quote", "x", "--in", "y"],
        2,
        "has no claims",
    );
    desk.ok(&["amend", "8", "--reason", "transcription", "--set", "/claims/0/value/answer=partly"]);
    assert!(desk.ok(&["--json", "show", "11"]).json().to_string().contains("partly"));
    desk.fails(&["amend", "8", "--reason", "transcription"], 2, "what stands instead");
    desk.fails(&["amend", "8", "--reason", "withdrawal", "--set", "/note=x"], 2, "nothing instead");
    desk.fails(
        &["amend", "8", "--reason", "transcription", "--set", "/claims/9/value=1"],
        2,
        "no member",
    );
    desk.write(
        "incident.toml",
        "kind = \"incident\"\n[says]\nslug = \"a\"\ntitles = [{ text = \"a\" }]\n",
    );
    desk.fails(
        &["amend", "8", "--reason", "transcription", "-f", "incident.toml"],
        2,
        "the draft is a incident",
    );
    desk.ok(&["amend", "8", "--reason", "withdrawal", "--why", "en=recorded twice"]);
    assert_eq!(desk.size(), 13);
    desk.ok(&["verify"]);
}

#[test]
fn a_redaction_takes_the_own_text_along_and_asks() {
    let desk = Desk::founded();
    desk.ok(&[
        "add",
        "utterance",
        "--myself",
        "--incident",
        "incident:example-outage",
        "--language",
        "en",
        "--text",
        "A name that must go.",
        "--facet",
        "context.background",
        "--value",
        "A name that must go.",
    ]);
    assert_eq!(desk.artifacts(), 3);
    let redact = ["redact", "8", "--authority", "example-desk", "--why", "personal_data"];
    desk.fails(&redact, 2, "no terminal to ask on");
    desk.ok(&[&redact[..], &["--dry-run"]].concat());
    assert_eq!((desk.size(), desk.artifacts()), (9, 3));
    let ran = desk.ok(&[&redact[..], &["--yes", "--case", "2024/1-B"]].concat());
    assert!(ran.err.contains("own text") && ran.err.contains("does not do"), "{ran:?}");
    assert_eq!((desk.size(), desk.artifacts()), (10, 2));
    assert!(!desk.ok(&["log", "--all"]).out.contains("must go"));
    desk.fails(
        &["redact", "0", "--authority", "example-desk", "--why", "safety", "--yes"],
        3,
        "cannot be redacted",
    );
    desk.fails(
        &[
            "redact",
            "7",
            "--authority",
            "example-desk",
            "--why",
            "safety",
            "--yes",
            "--case",
            "Mr X",
        ],
        2,
        "case number",
    );
    desk.ok(&["verify"]);
}

#[test]
fn the_policy_is_shown_and_changed() {
    let desk = Desk::founded();
    desk.ok(&["key", "new", "second", "--no-passphrase"]);
    desk.ok(&[
        "policy",
        "set",
        "--append",
        "operator_only",
        "--add-operator-key",
        "second",
        "--max-clock-jump-ms",
        "0",
    ]);
    let policy = desk.ok(&["--json", "policy"]).json();
    assert_eq!(policy["policy"]["append"], "operator_only");
    assert_eq!(policy["policy"]["operator"]["keys"].as_array().map(Vec::len), Some(2));
    desk.ok(&["policy", "set", "--remove-operator-key", "operator", "--key", "second"]);
    // The key that is in force is found by itself.
    desk.ok(&["party", "x", "--is", "person"]);
    desk.fails(
        &["policy", "set", "--remove-operator-key", "second"],
        2,
        "none of the operator keys",
    );
    desk.fails(&["policy", "set", "--add-recovery-key", "receipts"], 6, "key of the log");
    desk.fails(&["policy", "set", "--quorum", "2"], 2, "more witnesses");
    desk.ok(&["verify"]);
}

#[test]
fn many_are_imported_once() {
    let desk = Desk::founded();
    let drafts = [
        json!({"kind": "party", "ref": "j1", "says": {"slug": "j-union", "is": "organisation"}}),
        json!({"kind": "capture", "ref": "j2", "file": "page.html", "says": {"incident": "incident:example-outage"}}),
        json!({"kind": "utterance", "ref": "j3", "says": {
            "incident": "incident:example-outage", "speaker": "party:j-union", "artifact": "ref:j2/text",
            "claims": [{"facet": "data.backup", "value": "no", "act": "denies", "stance": "certain",
                        "segments": [{"quote": "no backup at all"}]}]}}),
        json!({"kind": "opinion", "ref": "j4", "says": {"target": "ref:j3#0", "view": "endorse",
            "why": {"language": "en", "text": "We saw it."}}}),
    ];
    fs::create_dir(desk.path("in")).expect("a new folder");
    desk.write("in/page.html", "<p>There is <i>no backup</i> at all.");
    let lines: Vec<String> = drafts.iter().map(Value::to_string).collect();
    desk.write("in/all.jsonl", &format!("{}\n\n", lines.join("\n")));
    let tried = desk.ok(&["--json", "import", "in/all.jsonl", "--dry-run"]).json();
    assert_eq!(
        (tried["would_be_appended"].as_u64(), tried["appended"].as_u64()),
        (Some(5), Some(0))
    );
    assert_eq!((desk.size(), desk.artifacts()), (8, 2));
    assert_eq!(desk.ok(&["--json", "import", "in/all.jsonl"]).json()["appended"], 5);
    assert_eq!((desk.size(), desk.artifacts()), (13, 4));
    let again = desk.ok(&["--json", "import", "in/all.jsonl"]).json();
    assert_eq!((again["appended"].as_u64(), again["already_there"].as_u64()), (Some(0), Some(5)));
    assert_eq!(desk.size(), 13);
    desk.ok(&["verify"]);
}

#[test]
fn every_bad_line_is_named_and_none_is_appended() {
    let desk = Desk::founded();
    let claim = |quote: &str| {
        json!({"kind": "utterance", "says": {
            "incident": "incident:example-outage", "speaker": "party:example-power", "artifact": "ref:times-1/text",
            "claims": [{"facet": "data.backup", "value": "yes", "act": "asserts", "stance": "certain",
                        "segments": [{"quote": quote}]}]}})
        .to_string()
    };
    let lines = [
        r#"{"kind":"party","says":{"slug":"good","is":"person"}}"#.to_owned(),
        r#"{"kind":"party","says":{"slug":"Bad","is":"person"}}"#.to_owned(),
        "{\"kind\":".to_owned(),
        claim("the backup is safe"),
        claim("the backup was safe"),
        r#"{"kind":"party","says":{"slug":"example-power","is":"person"}}"#.to_owned(),
        r#"{"kind":"capture","file":"nowhere","says":{}}"#.to_owned(),
    ];
    desk.write("bad.jsonl", &lines.join("\n"));
    let ran = desk.run(&["--json", "import", "bad.jsonl"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    let bad = ran.json()["bad"].clone();
    let places: Vec<(u64, u64)> = bad
        .as_array()
        .expect("a list")
        .iter()
        .map(|bad| (bad["line"].as_u64().unwrap_or(0), bad["column"].as_u64().unwrap_or(0)))
        .collect();
    let column = |line: usize, value: &str| {
        u64::try_from(lines[line - 1].find(value).expect("it is there") + 1).unwrap_or(0)
    };
    let segment = column(4, "{\"quote\"");
    let expected = [
        (2, column(2, "\"Bad\"")),
        (3, 8),
        (4, segment),
        (5, segment),
        (6, 1),
        (7, column(7, "\"nowhere\"")),
    ];
    assert_eq!(places, expected, "{bad}");
    assert_eq!((desk.size(), desk.artifacts()), (8, 2));
    let ran = desk.run(&["import", "bad.jsonl", "--keep-going"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("bad.jsonl:2:"), "{ran:?}");
    assert_eq!(desk.size(), 9);
}

#[test]
fn hostile_drafts_are_refused() {
    let desk = Desk::founded();
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let page = r#"{"kind":"capture","says":{},"file":"#;
    let lines = [
        (r#"{"kind":"party","says":{"slug":"a","slug":"b","is":"person"}}"#.to_owned(), "twice"),
        (format!("{page}\"/etc/hostname\"}}"), "beside the draft"),
        (format!("{page}\"../article.html\"}}"), "beside the draft"),
        (format!("{page}\"led/../article.html\"}}"), "beside the draft"),
        (format!("{page}\"led/keys\"}}"), "cannot read"),
        (format!(r#"{{"kind":"party","says":{deep}}}"#), "recursion"),
        (r#"{"kind":"capture","says":{"size":1.5}}"#.to_owned(), "/says"),
        (r#"{"kind":"party","says":[]}"#.to_owned(), "/says"),
        (r#"{"kind":"party","says":{"slug":"a","is":"person"},"says2":1}"#.to_owned(), "/says2"),
        (r#"["kind"]"#.to_owned(), "an object"),
        (r#"{"kind":"party","ref":7,"says":{}}"#.to_owned(), "expected text"),
        (r#"{"kind":"party","says":{"slug":"a\u0000","is":"person"}}"#.to_owned(), "slug"),
        (
            format!(
                r#"{{"kind":"party","ref":"{}","says":{{"slug":"a","is":"person"}}}}"#,
                "r".repeat(129)
            ),
            "ref",
        ),
    ];
    let before = (desk.size(), desk.artifacts());
    for (line, says) in &lines {
        let ran = desk.run_with(&["import", "-", "--format", "jsonl"], line);
        assert_eq!(ran.code, 2, "{line}: {ran:?}");
        assert!(ran.err.contains(says), "{line} does not say {says:?}: {ran:?}");
        assert_eq!((desk.size(), desk.artifacts()), before, "{line}");
    }
}

#[test]
fn a_capture_is_signed_afar_and_handed_in_with_its_bytes() {
    let desk = Desk::founded();
    desk.write("leaflet.txt", "We keep no customer data.");
    desk.write(
        "leaflet.toml",
        "kind = \"capture\"\nfile = \"leaflet.txt\"\n[says]\nlanguage = \"en\"\n",
    );
    desk.ok(&["sign", "leaflet.toml", "-o", "leaflet.cose", "--key", "operator"]);
    assert_eq!(desk.artifacts(), 2);
    desk.fails(&["submit", "leaflet.cose"], 3, "are not in the ledger");
    desk.fails(&["submit", "leaflet.cose", "--source", "article.html"], 3, "are not in the ledger");
    desk.ok(&["submit", "leaflet.cose", "--source", "leaflet.txt", "--dry-run"]);
    assert_eq!((desk.size(), desk.artifacts()), (8, 2));
    desk.ok(&["submit", "leaflet.cose", "--source", "leaflet.txt"]);
    assert_eq!((desk.size(), desk.artifacts()), (9, 3));
    desk.ok(&["verify"]);
}

#[test]
fn sheets_are_imported() {
    let desk = Desk::founded();
    desk.write("template.csv", &desk.ok(&["template", "--csv"]).out);
    assert_eq!(desk.ok(&["--json", "import", "template.csv"]).json()["appended"], 1);
    assert_eq!(desk.ok(&["--json", "import", "template.csv"]).json()["already_there"], 1);
    desk.write("claims.csv", "ref;incident;speaker;artifact;quote;facet;value;occurrence\n\
        s1;incident:example-outage;party:example-power;ref:times-1/text;the backup is safe;data.backup;yes;1\n\
        s1;;;ref:times-1/text;About 5000 customers;availability.users;~ 5000;\n");
    let one = desk.ok(&["--json", "import", "claims.csv"]).json();
    assert_eq!(one["appended"], 1, "two rows are one utterance");
    desk.write("bad.csv", "ref,incident,speaker,artifact,quote,facet,value\n\
        b1,incident:example-outage,party:example-power,ref:times-1/text,nowhere to be found,data.backup,yes\n\
        b2,incident:example-outage,party:nobody-known,ref:times-1/text,Later,data.backup,yes\n\
        b3,incident:example-outage,party:example-power,ref:times-1/text,About 5000,availability.users,\"5,000\"\n\
        b4,incident:example-outage,party:example-power,ref:times-1/text,About 5000,availability.usrs,5\n");
    let before = desk.size();
    let ran = desk.fails(&["import", "bad.csv"], 2, "4 faults");
    for place in [
        "bad.csv:2:5 (quote)",
        "bad.csv:3:3 (speaker)",
        "bad.csv:4:7 (value)",
        "bad.csv:5:6 (facet)",
    ] {
        assert!(ran.err.contains(place), "{place}: {ran:?}");
    }
    assert_eq!(desk.size(), before);
    desk.ok(&["verify"]);
}

#[test]
fn templates_are_drafts_that_can_be_appended() {
    let desk = Desk::founded();
    let kinds =
        ["party", "incident", "thing", "utterance", "silence", "link", "opinion", "question"];
    for kind in kinds {
        let mut text = desk.ok(&["template", kind]).out;
        // What the desk has already gets another name.
        for name in ["example-power", "example-outage", "customer-data"] {
            text = text.replace(&format!("slug = \"{name}\""), &format!("slug = \"{name}-2\""));
        }
        text = text
            .replace("ref:times-2-union#0", "entry:12#0")
            .replace("No customer data was taken", "customer data was taken");
        desk.write("draft.toml", &text);
        let ran = desk.run(&["import", "draft.toml"]);
        assert_eq!(ran.code, 0, "{kind}: {ran:?}");
        if kind == "utterance" {
            // The link joins two utterances.
            desk.write("draft.toml", &text.replace("times-1-power", "other"));
            desk.ok(&["import", "draft.toml"]);
            text = desk.read("draft.toml");
            assert!(text.contains("ref = \"other\""));
        }
    }
    desk.write(
        "page.toml",
        &desk.ok(&["template", "capture"]).out.replace("times-1", "template-page"),
    );
    desk.ok(&["import", "page.toml"]);
    for kind in ["policy", "key", "amend", "redaction"] {
        assert_eq!(desk.ok(&["--json", "template", kind]).json()["kind"], kind);
    }
    desk.fails(&["template"], 2, "required");
    desk.fails(&["template", "uterance"], 2, "utterance");
}

#[test]
fn schemas_and_facets_are_printed_without_a_ledger() {
    let desk = Desk::empty();
    let alone = |args: &[&str]| {
        let done =
            Command::new(binary()).args(args).env_clear().current_dir(desk.folder.path()).output();
        let done = done.expect("the binary runs");
        assert!(done.status.success(), "{args:?}");
        String::from_utf8(done.stdout).expect("UTF-8")
    };
    let all: Value = serde_json::from_str(&alone(&["schema"])).expect("JSON");
    assert_eq!(all.as_object().map(serde_json::Map::len), Some(13));
    let one: Value = serde_json::from_str(&alone(&["schema", "link"])).expect("JSON");
    assert_eq!(one, all["link"]);
    assert!(alone(&["facets", "confidentiality"]).contains("confidentiality.leak"));
    let facets: Value =
        serde_json::from_str(&alone(&["--json", "facets", "data_compromise"])).expect("JSON");
    assert!(facets.as_array().is_some_and(|facets| facets.len() > 3));
}

#[test]
fn a_declared_facet_is_listed_and_used() {
    let desk = Desk::founded();
    desk.ok(&[
        "thing",
        "meter-reset",
        "--is",
        "facet",
        "--facet",
        "response.meter_reset",
        "--value",
        "answer",
        "--about",
        "Whether meters were reset",
        "--topic",
        "response",
        "--harm",
        "no",
    ]);
    let listed = desk.ok(&["--json", "facets", "response.meter_reset"]).json();
    assert_eq!(listed[0]["built_in"], false);
    let ran =
        desk.utterance(&["--quote", "Later", "--facet", "response.meter_reset", "--value", "yes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// Arguments, the exit code, and what the error says.
type Bad = (&'static [&'static str], i32, &'static str);

const BAD: &[Bad] = &[
    (&["party", "Example", "--is", "person"], 2, "slug"),
    (&["party", "x", "--is", "robot"], 2, "party kind"),
    (&["party", "example-power", "--is", "person"], 3, "was given to"),
    (
        &["party", "x", "--is", "person", "--part-of", "party:example-powr"],
        2,
        "party:example-power",
    ),
    (&["party", "x", "--is", "person", "--role", "Minister"], 2, "its language"),
    (&["party", "x", "--is", "person", "--key", "nokey"], 6, "no key named"),
    (&["party", "x", "--is", "person", "--key", "../operator"], 2, "no name for a key"),
    (&["incident", "x"], 2, "--title"),
    (&["incident", "x", "--title", "en=x", "--note", "none"], 2, "its language"),
    (&["incident", "x", "--title", "a\u{7}b"], 2, "control"),
    (&["thing", "x", "--is", "facet"], 2, "needs its name"),
    (&["thing", "x", "--is", "system", "--facet", "data.x"], 2, "not for a system"),
    (
        &[
            "thing",
            "x",
            "--is",
            "facet",
            "--facet",
            "data.backup",
            "--value",
            "answer",
            "--about",
            "x",
        ],
        2,
        "data.backup",
    ),
    (
        &[
            "thing", "x", "--is", "facet", "--facet", "data.x", "--value", "answer", "--about",
            "x", "--topic", "nothing",
        ],
        2,
        "topic",
    ),
    (&["capture", "nowhere.html"], 4, "cannot read"),
    (&["capture", "latin1.html"], 2, "not UTF-8"),
    (&["capture", "article.html", "--captured-at", "yesterday"], 2, "captured_at"),
    (&["capture", "article.html", "--outlet", "nobody-known"], 2, "nothing is known"),
    (&["capture", "article.html", "--rendition-of", "ref:times-1"], 2, "--what"),
    (&["capture", "article.html", "--media-type", "HTML"], 2, "media_type"),
    (&["question", "example-outage", "data.bakcup", "en=x"], 3, "data.backup"),
    (&["question", "example-outage", "data.backup", "x"], 2, "its language"),
    (
        &["add", "silence", "example-power", "--incident", "example-outage", "--as-of", "Thursday"],
        2,
        "as_of",
    ),
    (&["add", "link", "3#0", "contradicts", "4#0"], 3, "claim"),
    (&["add", "link", "6", "like", "7"], 2, "relation"),
    (&["add", "opinion", "99", "dispute", "en=x"], 2, "entry:99"),
    (&["add", "utterance", "-f", "incident.toml"], 2, "the draft is a incident"),
    (&["add", "utterance", "-f", "broken.toml"], 2, "broken.toml"),
    (&["add", "utterance", "-f", "unknown.toml"], 2, "/extra"),
    (&["add", "utterance", "-f", "incident.toml", "--value", "no"], 2, "cannot be used with"),
    (&["amend", "2", "--reason", "because"], 2, "unknown"),
    (
        &["amend", "0", "--reason", "transcription", "--set", "/append=operator_only"],
        2,
        "replacement",
    ),
    (&["redact", "--authority", "example-desk", "--why", "safety", "--yes"], 2, "required"),
    (
        &["redact", "3", "--authority", "nobody-known", "--why", "safety", "--yes"],
        2,
        "nothing is known",
    ),
    (
        &["key", "grant", "operator", "--party", "example-times", "--usage", "record"],
        3,
        "was granted to",
    ),
    (
        &["key", "grant", "receipts", "--party", "example-times", "--usage", "record"],
        6,
        "key of the log",
    ),
    (&["key", "grant", "operator", "--usage", "record"], 2, "whose key"),
    (&["key", "revoke", "operator", "--why", "boredom"], 2, "unknown"),
    (&["key", "revoke", "0000", "--why", "lost"], 6, "no key named"),
    (&["key", "new", "operator", "--no-passphrase"], 2, "already"),
    (&["policy", "set"], 2, "the policy in force"),
    (&["import", "article.html"], 2, "format"),
    (&["import", "empty.csv"], 2, "empty"),
    (&["import", "incident.toml", "--ref", "x"], 2, "one reference"),
    (&["submit", "article.html"], 2, "not a submission"),
    (&["facets", "confidentialty"], 4, "confidentiality"),
];

/// The same for an utterance by flags.
const BAD_UTTERANCES: &[Bad] = &[
    (
        &[
            "--quote",
            "No customer data was stolen",
            "--facet",
            "confidentiality.loss",
            "--value",
            "no",
        ],
        2,
        "which was not used",
    ),
    (
        &["--quote", "the backup is safe", "--facet", "data.backup", "--value", "yes"],
        2,
        "[the backup is safe]",
    ),
    (
        &[
            "--quote",
            "the backup is safe",
            "--occurrence",
            "3",
            "--facet",
            "data.backup",
            "--value",
            "yes",
        ],
        2,
        "1 to 2",
    ),
    (
        &[
            "--quote",
            "the backup is safe",
            "--occurrence",
            "x",
            "--facet",
            "data.backup",
            "--value",
            "yes",
        ],
        2,
        "--occurrence",
    ),
    (&["--quote", "Data", "--facet", "data.bakcup", "--value", "yes"], 2, "data.backup"),
    (&["--quote", "Data", "--facet", "data.backup", "--value", "maybe"], 2, "--value"),
    (&["--quote", "5000", "--facet", "availability.users", "--value", "5,000"], 2, "thousands"),
    (&["--quote", "Data", "--facet", "data.backup"], 2, "--value"),
    (&["--facet", "data.backup", "--value", "yes"], 2, "inferred"),
    (
        &["--quote", "Data", "--facet", "data.backup", "--value", "yes", "--zone", "footer"],
        2,
        "zone",
    ),
    (&["--quote", "Data", "--facet", "data.backup", "--value", "yes", "--act", "shouts"], 2, "act"),
    (
        &[
            "--quote",
            "Data",
            "--facet",
            "data.backup",
            "--value",
            "yes",
            "--scope",
            "who=party:example-power",
        ],
        2,
        "dimension",
    ),
    (
        &["--quote", "Data", "--facet", "data.backup", "--value", "yes", "--certainty", "sure"],
        2,
        "certainty",
    ),
    (
        &["--quote", "Data", "--facet", "data.backup", "--value", "yes", "--polarity", "deny"],
        2,
        "polarity",
    ),
    (
        &["--quote", "Data", "--facet", "data.backup", "--value", "yes", "--said", "2024-13-01"],
        2,
        "--said",
    ),
    (
        &[
            "--quote",
            "Data",
            "--facet",
            "data.backup",
            "--value",
            "yes",
            "--attests",
            "said_it_myself",
        ],
        3,
        "speaks for",
    ),
    (
        &["--quote", "Data", "--facet", "data.backup", "--value", "yes", "--channel", "pigeon"],
        2,
        "channel",
    ),
];

#[test]
fn bad_input_is_refused_and_nothing_is_appended() {
    let desk = Desk::founded();
    fs::write(desk.path("latin1.html"), b"<p>caf\xe9").expect("the folder can be written");
    desk.write(
        "incident.toml",
        "kind = \"incident\"\n[says]\nslug = \"a\"\ntitles = [{ text = \"a\" }]\n",
    );
    desk.write("unknown.toml", "kind = \"utterance\"\nextra = 1\n[says]\n");
    desk.write("broken.toml", "kind = ");
    desk.write("empty.csv", "");
    let before = (desk.size(), desk.artifacts());
    for (args, code, says) in BAD {
        desk.fails(args, *code, says);
        assert_eq!((desk.size(), desk.artifacts()), before, "{args:?}");
    }
    for (more, code, says) in BAD_UTTERANCES {
        desk.fails(&[&UTTERANCE[..], more].concat(), *code, says);
        assert_eq!((desk.size(), desk.artifacts()), before, "{more:?}");
    }
    desk.ok(&["verify"]);
}

#[test]
fn a_ledger_is_needed_and_found() {
    let desk = Desk::founded();
    let run = |dir: &str| {
        let done = Command::new(binary())
            .args(["party", "z", "--is", "person", "--dry-run"])
            .env_clear()
            .env("XDG_STATE_HOME", desk.path("state"))
            .current_dir(desk.path(dir))
            .output();
        done.expect("the binary runs").status.code()
    };
    assert_eq!(run("led/tile"), Some(0), "the nearest folder above that is a ledger");
    assert_eq!(run("state"), Some(4));
}
