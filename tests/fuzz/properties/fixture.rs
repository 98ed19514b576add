//! A small ledger that laws know the truth of, on a simulated disk.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use bayan_claim::Kind;
use bayan_ledger::config::Pin;
use bayan_ledger::ledger::ClockJump;
use bayan_ledger::prove::Trust;
use bayan_ledger::{Author, Ledger, Machine, Opening, Reader, Submission, Verdict};
use bayan_proof::num::{Index, Size};
use bayan_store::files::{Disk as _, Folder};
use bayan_store::sim::{Loss, SimDisk};
use bayan_tests::{
    FOUNDED_AT, SeededEntropy, Signer, TickingClock, body, capture_of, claim, founding, incident,
    incident_id, log_keys, party, party_id, policy, says, segment, thing, utterance,
};
use serde_json::{Value, json};

const ORIGIN: &str = "log.example/fuzzed";
/// How much space is taken at once: little, so that reading it costs little.
const STEP_BYTES: u64 = 16 * 1024;
/// What somebody said.
pub(crate) const ACCOUNT: &str =
    "Tangazo: hakuna data iliyopotea.\nWizara haijajibu — huduma itarejea.\n";

/// A ledger at rest.
pub(crate) struct Fixture {
    /// Its disk.
    pub(crate) disk: SimDisk,
    pub(crate) pin: Pin,
    pub(crate) trust: Trust,
    pub(crate) operator: Signer,
    /// What was submitted: one an entry.
    pub(crate) submissions: Vec<Submission>,
    /// Signed and good, and not submitted.
    pub(crate) next: Vec<Submission>,
    pub(crate) entries: Vec<Vec<u8>>,
}

/// The ledger.
pub(crate) static LEDGER: LazyLock<Fixture> = LazyLock::new(found);

/// Its folder on a disk.
pub(crate) fn folder(disk: &SimDisk) -> Folder {
    Folder::new(Arc::new(disk.clone()), "/ledger")
}

impl Fixture {
    /// The ledger, opened for writing. Nothing that is written is seen by others.
    pub(crate) fn open(&self) -> Ledger {
        let clock =
            Arc::new(TickingClock::new(bayan_proof::num::UnixMillis(FOUNDED_AT.0 + 3_600_000), 1));
        let machine = Machine { clock, entropy: Arc::new(SeededEntropy::new(2)) };
        let disk = self.disk.crash(Loss::Nothing);
        Ledger::open_in(folder(&disk), log_keys(), machine, opening()).expect("it is whole")
    }
}

fn opening() -> Opening {
    Opening { journal_bytes: u64::MAX, clock: ClockJump::Stops, ..Opening::by("fuzz") }
}

fn found() -> Fixture {
    let disk = SimDisk::new();
    disk.limit_steps(STEP_BYTES);
    let operator = Signer::new("operator", 1);
    let clock = Arc::new(TickingClock::new(FOUNDED_AT, 1_000));
    let machine = Machine { clock, entropy: Arc::new(SeededEntropy::new(1)) };
    let founding = founding(ORIGIN, &operator, &policy(ORIGIN, operator));
    let (mut ledger, pin) =
        Ledger::create_in(folder(&disk), ORIGIN, &founding, log_keys(), machine, opening())
            .expect("an empty disk takes a ledger");
    ledger.put_artifact(ACCOUNT.as_bytes()).expect("the disk works");
    let mut submissions = vec![founding];
    for (kind, fields) in statements() {
        let submission = sign(&ledger, operator, kind, &fields, submissions.len());
        let verdicts = ledger.submit(std::slice::from_ref(&submission)).expect("the disk works");
        assert!(matches!(verdicts[..], [Verdict::Accepted(_)]), "{verdicts:?}\n{fields:#}");
        submissions.push(submission);
    }
    let after = after(ledger.audience()).into_iter();
    let next = after
        .zip(100..)
        .map(|((kind, fields), nonce)| sign(&ledger, operator, kind, &fields, nonce))
        .collect();
    ledger.close().expect("the disk works");
    let reader = Reader::open_in(folder(&disk)).expect("it is published");
    let entries = reader.entries(Index(0), Size(reader.size().0)).expect("all are there");
    let entries = entries.into_iter().map(|stored| stored.bytes).collect();
    let trust = Trust::of_pin(&pin).expect("a good pin");
    Fixture { disk, pin, trust, operator, submissions, next, entries }
}

fn sign(ledger: &Ledger, by: Signer, kind: Kind, fields: &Value, nonce: usize) -> Submission {
    let says = says(kind, fields);
    let subject = ledger.meaning().subject(&says).expect("the rows can be read");
    let nonce = u64::try_from(nonce).expect("few");
    Author { party: &by.party.to_string(), key: &by.key(), audience: Some(ledger.audience()) }
        .sign(&body(says, nonce, None), &subject, FOUNDED_AT)
        .expect("the header is within its limits")
}

fn statements() -> Vec<(Kind, Value)> {
    let mut made = vec![
        (Kind::Party, party("operator", "organisation")),
        (Kind::Party, party("ministry", "organisation")),
        (Kind::Thing, thing("portal", "system")),
        (Kind::Incident, incident("outage")),
        (Kind::Capture, capture_of(ACCOUNT.as_bytes(), None)),
    ];
    let names = (0..9).map(|n| format!("n{n}"));
    made.extend(names.map(|name| (Kind::Incident, incident(&name))));
    made.push((Kind::Utterance, said()));
    made
}

fn said() -> Value {
    let words = [segment(ACCOUNT, "hakuna data iliyopotea")];
    let denies = claim("confidentiality.leak", &json!({"answer": "no"}), &words);
    utterance(party_id("operator"), party_id("ministry"), incident_id("outage"), &[denies])
}

fn after(aud: &str) -> Vec<(Kind, Value)> {
    let (operator, other) = (Signer::new("operator", 1), Signer::new("ministry", 1));
    let usages = [bayan_claim::vocabulary::Usage::Record];
    vec![
        (Kind::Party, party("court", "organisation")),
        (Kind::Incident, incident("another")),
        (Kind::Utterance, said()),
        (Kind::Key, bayan_tests::grant(aud, &operator, &other, &usages, &[])),
    ]
}

/// A disk that has these bytes for its journal, and nothing else.
pub(crate) fn journal_disk(bytes: &[u8]) -> SimDisk {
    let disk = SimDisk::new();
    disk.limit_steps(STEP_BYTES);
    disk.create_dir(Path::new("/ledger")).expect("an empty disk");
    disk.sync_dir(Path::new("/")).expect("an empty disk");
    folder(&disk).write("journal", bytes).expect("an empty disk");
    disk
}
