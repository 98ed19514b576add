//! A ledger to read from, and the binary that reads it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use bayan_claim::Kind;
use bayan_claim::vocabulary::Usage;
use bayan_ledger::Receipt;
use bayan_ledger::keystore::{KeyStore, Purpose};
use bayan_proof::hash::{Blake3, Sha256};
use bayan_proof::key::{MlDsaSigningKey, SigningKey};
use bayan_tests::{
    LOG_SEED, ML_DSA_SEED, RECEIPT_SEED, SeededEntropy, Signer, TestLedger, claim, incident_id,
    party_id, question_id, segment, thing_id, utterance,
};
use serde_json::{Value, json};

use crate::binary::binary;

/// A page as the outlet served it.
pub(super) const PAGE: &str = "<html><body><h1>Portal slow</h1><p>…</p></body></html>\u{1b}[2J";
/// Its text, which the statements quote. Persian, Hindi and English, right to left and left to right.
pub(super) const TEXT: &str = "Portal slow for hours\n\nسخنگوی وزارتخانه روز پنجشنبه گفت: تا این لحظه هیچ داده‌ای از دست نرفته \
    است.\nThe ministry later spoke of about 40 offices without service.\nमंत्रालय ने कहा कि बैकअप सुरक्षित है।\nThe \
    clinic has not answered.\n";
/// The sentence of the first claim.
pub(super) const DENIAL: &str = "تا این لحظه هیچ داده‌ای از دست نرفته است.";

/// A ledger of thirteen kinds of statements, and where the interesting ones are.
pub(super) struct Library {
    folder: tempfile::TempDir,
    /// Alice's reading of the page, with two claims; amended later.
    pub(super) reading: u64,
    /// Bob's own words, as the ministry's spokesman.
    pub(super) own: u64,
    /// The description of a bystander, which is withheld.
    pub(super) withheld: u64,
    /// The redaction that withholds it.
    pub(super) redaction: u64,
    /// The correction of Alice's reading.
    pub(super) amendment: u64,
    /// What Carol's key signed after it was compromised.
    pub(super) disputed: u64,
    /// The grant of Alice's key.
    pub(super) grant: u64,
    /// How many entries there are.
    pub(super) size: u64,
    /// The digest of [`TEXT`].
    pub(super) text: Sha256,
    /// The digest of an artifact that is withheld.
    pub(super) gone: Sha256,
    /// The id of Alice's reading.
    pub(super) reading_id: String,
}

/// What a command did.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) raw: Vec<u8>,
    pub(super) err: String,
}

impl Ran {
    /// The one JSON document that was printed.
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The JSON documents that were printed, one a line.
    pub(super) fn json_lines(&self) -> Vec<Value> {
        let parse = |line: &str| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
        };
        self.out.lines().map(parse).collect()
    }
}

/// Runs a command in `here`, whose folder `state` is all that it remembers.
pub(super) fn run(here: &Path, args: &[&str]) -> Ran {
    let output = Command::new(binary())
        .args(args)
        .current_dir(here)
        .env_clear()
        .env("XDG_STATE_HOME", here.join("state"))
        .output()
        .expect("the binary runs");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        raw: output.stdout,
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A copy of the library to work on, or to damage, with its pin beside it.
pub(super) struct Copy {
    folder: tempfile::TempDir,
}

impl Copy {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        copy_dir(&library().folder.path().join("ledger"), &folder.path().join("ledger"));
        copy_dir(&library().folder.path().join("earlier"), &folder.path().join("earlier"));
        fs::copy(library().folder.path().join("pin"), folder.path().join("pin")).unwrap();
        Self { folder }
    }

    pub(super) fn here(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command in the ledger's folder's parent, on the ledger.
    pub(super) fn run(&self, args: &[&str]) -> Ran {
        let args: Vec<&str> = args.iter().copied().chain(["--ledger", "ledger"]).collect();
        run(self.here(), &args)
    }

    /// Runs a command that must go well.
    pub(super) fn ok(&self, args: &[&str]) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
        ran
    }

    /// Changes the bytes of a file of the ledger.
    pub(super) fn change(&self, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
        let path = self.path("ledger").join(name);
        let mut bytes =
            fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        change(&mut bytes);
        fs::write(&path, bytes).unwrap();
    }
}

pub(super) fn copy_dir(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_dir(&entry.path(), &to);
        } else {
            // Keeps the mode: keys that others can read are refused.
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// The library, built once.
pub(super) fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(build)
}

fn party(name: &str, is: &str, names: &Value) -> Value {
    json!({"id": party_id(name), "is": is, "slug": name, "names": names})
}

fn english(text: &str) -> Value {
    json!([{"language": "en", "text": text}])
}

fn thing(name: &str, is: &str) -> Value {
    json!({"id": thing_id(name), "is": is, "slug": name, "names": english(name)})
}

fn build() -> Library {
    let mut ledger = TestLedger::found();
    let operator = ledger.operator;
    let [alice, bob, carol] = ["alice", "bob", "carol"].map(|name| Signer::new(name, 1));
    let grant = declare(&mut ledger, [alice, bob, carol]);
    let text = captures(&mut ledger);
    let reading = ledger.record_by(&alice, Kind::Utterance, &read_by(alice));
    let own = ledger.record_by(&bob, Kind::Utterance, &own_words(bob));
    let amendment = comment(&mut ledger, alice, &reading);
    let bystander = party("bystander", "person", &english("A Name To Withhold"));
    let withheld = ledger.record_by(&alice, Kind::Party, &bystander);
    let gone = ledger.capture("a leaked list that nobody should keep");
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    copy_dir(&ledger.dir(), &folder.path().join("earlier"));
    let redaction = json!({
        "authority": party_id("ministry"), "case": "2023/117-B", "statements": [withheld.id],
        "artifacts": [gone], "why": "court_order",
    });
    let redaction = ledger.record(Kind::Redaction, &redaction);
    let disputed = ledger.record_by(&carol, Kind::Thing, &thing("annex", "place"));
    let revoke = json!({"revoke": {
        "key": carol.thumbprint(), "why": "compromised", "compromised_since": disputed.index,
    }});
    let last = ledger.record(Kind::Key, &revoke);
    ledger.close();
    keep_keys(&ledger.dir(), operator);
    copy_dir(&ledger.dir(), &folder.path().join("ledger"));
    fs::write(folder.path().join("pin"), ledger.pin.text()).unwrap();
    Library {
        folder,
        reading: reading.index.0,
        own: own.index.0,
        withheld: withheld.index.0,
        redaction: redaction.index.0,
        amendment: amendment.index.0,
        disputed: disputed.index.0,
        grant: grant.index.0,
        size: last.index.0 + 1,
        text,
        gone,
        reading_id: reading.id.to_string(),
    }
}

/// Parties, keys, the incident and two things; the grant of Alice's key.
fn declare(ledger: &mut TestLedger, [alice, bob, carol]: [Signer; 3]) -> Receipt {
    let operator = ledger.operator;
    let ministry = json!([
        {"language": "fa", "text": "وزارتخانه"}, {"language": "en", "text": "Ministry of Examples"},
    ]);
    for (name, is, names) in [
        ("operator", "organisation", english("Example Archive")),
        ("ministry", "organisation", ministry),
        ("clinic", "organisation", english("Example Clinic")),
        ("outlet", "publisher", english("Example Daily")),
        ("alice", "person", english("alice")),
        ("bob", "person", english("bob")),
        ("carol", "person", english("carol")),
    ] {
        ledger.record(Kind::Party, &party(name, is, &names));
    }
    let granted = ledger.grant(&operator, &alice, &[Usage::Record], &[]);
    let grant = ledger.record(Kind::Key, &granted);
    let granted = ledger.grant(&operator, &bob, &[Usage::Speak], &[party_id("ministry")]);
    ledger.record(Kind::Key, &granted);
    let granted = ledger.grant(&operator, &carol, &[Usage::Record], &[]);
    ledger.record(Kind::Key, &granted);
    let titles = json!([
        {"language": "en", "text": "Slow portal"}, {"language": "hi", "text": "धीमा पोर्टल"},
    ]);
    let incident =
        json!({"id": incident_id("slow-portal"), "slug": "slow-portal", "titles": titles});
    ledger.record(Kind::Incident, &incident);
    ledger.record(Kind::Thing, &thing("portal", "system"));
    ledger.record(Kind::Thing, &thing("records", "data_kind"));
    grant
}

/// A question, a silence, a link, an opinion, and a correction of Alice's reading, which is returned.
fn comment(ledger: &mut TestLedger, alice: Signer, reading: &Receipt) -> Receipt {
    let incident = incident_id("slow-portal");
    let question = json!({
        "id": question_id("since-when"), "incident": incident, "facet": "incident.time",
        "text": {"language": "en", "text": "Since when was the portal slow?"},
        "to": [party_id("ministry")],
    });
    let question = ledger.record_by(&alice, Kind::Question, &question);
    let silence = json!({
        "party": party_id("clinic"), "as_far_as": party_id("outlet"), "recorder": alice.party,
        "incident": incident, "as_of": {"weekday": "thursday"},
        "on": {"facets": ["confidentiality.loss"]},
        "segments": [segment(TEXT, "The clinic has not answered")],
    });
    ledger.record_by(&alice, Kind::Silence, &silence);
    let claim_of = |number: u16| format!("{}#{number}", reading.id);
    let link = json!({
        "from": claim_of(1), "to": claim_of(0), "relation": "in_tension",
        "why": {"language": "en", "text": "Offices without service are hardly nothing."},
    });
    ledger.record_by(&alice, Kind::Link, &link);
    let opinion = json!({
        "target": question.id, "view": "endorse", "why": {"language": "en", "text": "It matters."},
    });
    ledger.record_by(&alice, Kind::Opinion, &opinion);
    let amend = json!({
        "targets": [reading.id], "reason": "translation",
        "replacement": {"kind": "utterance", "says": read_by(alice)},
        "why": {"language": "en", "text": "The gloss was too strong."},
    });
    ledger.record_by(&alice, Kind::Amend, &amend)
}

/// The page of the outlet, and its text.
fn captures(ledger: &mut TestLedger) -> Sha256 {
    let engine = ledger.engine();
    let page = engine.put_artifact(PAGE.as_bytes()).unwrap();
    let text = engine.put_artifact(TEXT.as_bytes()).unwrap();
    let described = |bytes: &str, media_type: &str, source: Value| {
        json!({
            "artifact": Sha256::of(bytes.as_bytes()), "blake3": Blake3::of(bytes.as_bytes()), "size": bytes.len(),
            "media_type": media_type, "language": "en", "source": source, "incident": incident_id("slow-portal"),
        })
    };
    ledger.record(Kind::Capture, &described(PAGE, "text/html;charset=utf-8", json!({"original": {
        "captured_at": "2023-11-14T22:00:00Z", "outlet": party_id("outlet"),
        "address": "https://daily.example/slow-portal", "published_at": {"edtf": "2023-11-14"},
    }})));
    ledger.record(Kind::Capture, &described(TEXT, "text/plain;charset=utf-8", json!({"rendition": {
        "made_at": "2023-11-14T22:01:00Z", "maker": "machine", "of": page, "tool": "bayan", "what": "plain_text",
    }})));
    text
}

/// What Alice reads in the page: a denial as of now, and a number.
fn read_by(alice: Signer) -> Value {
    let mut lost =
        claim("confidentiality.loss", &json!({"answer": "no"}), &[segment(TEXT, DENIAL)]);
    let gloss = json!([{"maker": "human", "phrase": {"language": "en", "text": "Up to now no data has been lost."}}]);
    for (field, value) in [
        ("act", json!("denies")),
        ("gloss", gloss),
        ("scope", json!({"data": {"of": [thing_id("records")]}, "as_of": "this_utterance"})),
        ("markers", json!([{"kind": "as_of_now", "printed": "تا این لحظه"}])),
        ("verb", json!({"language": "fa", "printed": "گفت"})),
    ] {
        lost[field] = value;
    }
    let offices = json!({"quantity": {
        "amount": {"about": "40"}, "counted": {"printed": "offices"}, "printed": "about 40",
    }});
    let offices = claim(
        "availability.extent",
        &offices,
        &[segment(TEXT, "about 40 offices without service")],
    );
    let mut said =
        utterance(alice.party, party_id("ministry"), incident_id("slow-portal"), &[lost, offices]);
    said["publisher"] = json!(party_id("outlet"));
    said["chain"] = json!([
        {"kind": "publishes", "by": {"party": party_id("outlet")}},
        {"kind": "quotes", "by": {"party": party_id("ministry")}, "printed": "سخنگوی وزارتخانه"},
    ]);
    said["printed"] = json!({"language": "fa", "role": "سخنگوی وزارتخانه"});
    said["times"] = json!({
        "said": {"weekday": "thursday", "printed": "روز پنجشنبه"}, "published": {"edtf": "2023-11-14"},
    });
    said
}

/// What Bob says himself, for the ministry.
fn own_words(bob: Signer) -> Value {
    let text = "The portal is slow. We measured it.";
    let slow = claim(
        "availability.outage",
        &json!({"answer": "partly"}),
        &[segment(text, "The portal is slow")],
    );
    let ministry = party_id("ministry");
    let mut said = utterance(bob.party, ministry, incident_id("slow-portal"), &[slow]);
    said["attests"] = json!({"on_behalf_of": ministry});
    said["text"] = text.into();
    said["channel"] = "statement".into();
    said
}

/// The key folder as `init` makes it, without passphrases.
fn keep_keys(dir: &Path, operator: Signer) {
    let (store, entropy) = (KeyStore::at(&dir.join("keys")), SeededEntropy::new(7));
    let party = operator.party.to_string();
    store
        .keep("log-ed25519", Purpose::Log, None, &SigningKey::from_seed(LOG_SEED), None, &entropy)
        .unwrap();
    store
        .keep_ml_dsa("log-ml-dsa-44", &MlDsaSigningKey::from_seed(ML_DSA_SEED), None, &entropy)
        .unwrap();
    store
        .keep(
            "receipts",
            Purpose::Receipts,
            None,
            &SigningKey::from_seed(RECEIPT_SEED),
            None,
            &entropy,
        )
        .unwrap();
    store
        .keep("operator", Purpose::Statements, Some(&party), &operator.key(), None, &entropy)
        .unwrap();
}
