//! A founded ledger, statements to append, and small measures.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bayan_claim::Body;
use bayan_ledger::clock::{Clock, Entropy};
use bayan_ledger::{Author, Ledger, LogKeys, Machine, Opening, Submission};
use bayan_proof::checkpoint::{LogSigner, Origin};
use bayan_proof::key::{MlDsaSigningKey, PublicKey, SigningKey};
use bayan_proof::num::UnixMillis;
use bayan_proof::statement::SignedStatement;
use rayon::prelude::*;

const ORIGIN: &str = "bench.example/ledger";
const OPERATOR: &str = "party:00000000000000000000000000000001";

pub struct Founded {
    pub dir: tempfile::TempDir,
    pub ledger: Ledger,
    pub key: SigningKey,
    pub ml_dsa: MlDsaSigningKey,
    pub bytes: u64,
    pub target: String,
    nonce: u128,
}

struct Ticking(AtomicU64);

impl Clock for Ticking {
    fn now(&self) -> UnixMillis {
        UnixMillis(1_700_000_000_000 + self.0.fetch_add(1, Ordering::Relaxed))
    }
}

struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        for (byte, value) in bytes.iter_mut().zip(count.iter().cycle()) {
            *byte = *value;
        }
    }
}

fn machine() -> Machine {
    Machine {
        clock: Arc::new(Ticking(AtomicU64::new(0))),
        entropy: Arc::new(Counting(AtomicU64::new(1))),
    }
}

fn log_keys() -> LogKeys {
    LogKeys { ed25519: SigningKey::from_seed([1; 32]), ml_dsa: MlDsaSigningKey::from_seed([2; 32]) }
}

fn body(kind: &str, nonce: u128, says: &serde_json::Value) -> Body {
    let envelope =
        serde_json::json!({ "kind": kind, "nonce": format!("{nonce:032x}"), "says": says, "v": 1 });
    Body::parse(&bayan_claim::canonical::encode(&envelope)).expect("a good body")
}

impl Founded {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let key = SigningKey::from_seed([3; 32]);
        let keys = log_keys();
        let signer = LogSigner::new(
            Origin::parse(ORIGIN).expect("an origin"),
            log_keys().ed25519,
            log_keys().ml_dsa,
        );
        let [ed25519, ml_dsa] = signer.verifier().vkeys();
        let policy = serde_json::json!({
            "append": "granted_keys", "clock": { "max_jump_ms": 0 },
            "log_vkeys": [ed25519.to_string(), ml_dsa.to_string()],
            "operator": { "keys": [key.public().to_string()], "party": OPERATOR },
            "origin": ORIGIN, "receipt_key": SigningKey::from_seed([4; 32]).public().to_string(),
            "witnesses": { "quorum": 0 },
        });
        let founding = Author { party: OPERATOR, key: &key, audience: Some(ORIGIN) }
            .sign(&body("policy", 1, &policy), ORIGIN, UnixMillis(1_700_000_000_000))
            .expect("signs");
        let path = dir.path().join("ledger");
        let (ledger, _) =
            Ledger::create(&path, ORIGIN, &founding, keys, machine(), Opening::by("bench"))
                .expect("founds");
        let mut ledger = ledger;
        let says = serde_json::json!({ "id": INCIDENT, "slug": "bench", "titles": [{ "text": "An incident" }] });
        let audience = ledger.audience().to_owned();
        let opening = Author { party: OPERATOR, key: &key, audience: Some(&audience) }
            .sign(&body("incident", 2, &says), INCIDENT, UnixMillis(1_700_000_000_000))
            .expect("signs");
        let target = opening.id().expect("parses").to_string();
        ledger.submit(&[opening]).expect("answers");
        Self {
            dir,
            ledger,
            key,
            ml_dsa: MlDsaSigningKey::from_seed([2; 32]),
            bytes: 0,
            nonce: 1_000,
            target,
        }
    }

    /// Signed statements with bodies of about 256 bytes.
    pub fn statements(&mut self, count: usize, salt: usize) -> Vec<Submission> {
        let first = self.nonce;
        self.nonce += count as u128;
        let audience = self.ledger.audience().to_owned();
        let (key, target) = (&self.key, &self.target);
        let made: Vec<Submission> = (0..count)
            .into_par_iter()
            .map(|number| statement(key, &audience, first + number as u128, salt, target))
            .collect();
        self.bytes +=
            made.iter().map(|one| (one.statement.len() + one.body.len()) as u64).sum::<u64>();
        made
    }
}

/// The party that speaks as number so and so.
fn speaker(number: usize) -> String {
    format!("party:{:032x}", 0x1000 + number)
}

impl Founded {
    /// Describes so many parties.
    pub fn parties(&mut self, count: usize) {
        let audience = self.ledger.audience().to_owned();
        let group: Vec<Submission> = (0..count)
            .map(|number| {
                let id = speaker(number);
                let says = serde_json::json!({ "id": id, "is": "organisation", "slug": format!("speaker-{number}") });
                self.nonce += 1;
                Author { party: OPERATOR, key: &self.key, audience: Some(&audience) }
                    .sign(&body("party", self.nonce, &says), &id, UnixMillis(1_700_000_000_000))
                    .expect("signs")
            })
            .collect();
        let verdicts = self.ledger.submit(&group).expect("answers");
        assert!(
            verdicts.iter().all(|verdict| matches!(verdict, bayan_ledger::Verdict::Accepted(_))),
            "{verdicts:?}"
        );
    }

    /// Signed utterances of those parties, on a day of some year, with so many claims each.
    pub fn utterances(&mut self, count: usize, first: usize, claims: usize) -> Vec<Submission> {
        let audience = self.ledger.audience().to_owned();
        let nonce = self.nonce;
        self.nonce += count as u128;
        let key = &self.key;
        (0..count)
            .into_par_iter()
            .map(|number| {
                let says = utterance(first + number, claims);
                Author { party: OPERATOR, key, audience: Some(&audience) }
                    .sign(
                        &body("utterance", nonce + 1 + number as u128, &says),
                        INCIDENT,
                        UnixMillis(1_700_000_000_000),
                    )
                    .expect("signs")
            })
            .collect()
    }
}

/// The incident of number so and so.
pub fn incident(number: usize) -> String {
    format!("incident:{:032x}", 0x10_0000 + number)
}

impl Founded {
    /// As [`Self::utterances`], one claim each, about incidents that come one after another: the first of so many
    /// statements about each declares it, and its utterances stand among those of a thousand others.
    pub fn spread(&mut self, count: usize, first: usize, each: usize) -> Vec<Submission> {
        const TOGETHER: usize = 1_000;
        let audience = self.ledger.audience().to_owned();
        let nonce = self.nonce;
        self.nonce += count as u128;
        let key = &self.key;
        (first..first + count)
            .into_par_iter()
            .map(|number| {
                let (block, within) = (number / (each * TOGETHER), number % (each * TOGETHER));
                let of = incident(block * TOGETHER + within % TOGETHER);
                let nonce = nonce + 1 + (number - first) as u128;
                let body = if within < TOGETHER {
                    let says = serde_json::json!({ "id": of, "slug": format!("incident-{number}"), "titles": [{ "text": format!("Incident {number}") }] });
                    body("incident", nonce, &says)
                } else {
                    let mut says = utterance(number, 1);
                    says["incident"] = of.clone().into();
                    body("utterance", nonce, &says)
                };
                Author { party: OPERATOR, key, audience: Some(&audience) }
                    .sign(&body, &of, UnixMillis(1_700_000_000_000))
                    .expect("signs")
            })
            .collect()
    }
}

/// How long making the read model again takes.
pub fn rebuild(dir: &Path) -> Duration {
    let mut ledger = Ledger::open(dir, log_keys(), machine(), Opening::by("bench")).expect("opens");
    let started = std::time::Instant::now();
    ledger.rebuild().expect("rebuilds");
    let taken = started.elapsed();
    ledger.close().expect("closes");
    taken
}

fn utterance(number: usize, claims: usize) -> serde_json::Value {
    let facets = [
        "confidentiality.leak",
        "availability.outage",
        "incident.intrusion",
        "data.safety",
        "integrity.alteration",
    ];
    let claims: Vec<serde_json::Value> = (0..claims)
        .map(|claim| {
            let which = number / 60 + claim;
            let (facet, value, polarity) = match which % 6 {
                5 => {
                    let amount = serde_json::json!({ "exactly": (which % 97).to_string() });
                    (
                        "confidentiality.records",
                        serde_json::json!({ "quantity": { "amount": amount } }),
                        Some("affirm"),
                    )
                }
                facet => {
                    let answer = ["no", "yes", "no_evidence_found"][which / 6 % 3];
                    (facets[facet], serde_json::json!({ "answer": answer }), None)
                }
            };
            let mut stance = serde_json::json!({ "certainty": "certain" });
            if let Some(polarity) = polarity {
                stance["polarity"] = polarity.into();
            }
            serde_json::json!({
                "act": "asserts", "facet": facet, "value": value, "stance": stance,
                "inferred": { "grounds": "made for a measurement" },
            })
        })
        .collect();
    let day = number / 60;
    serde_json::json!({
        "attests": "read_them_so", "channel": "statement", "claims": claims, "incident": INCIDENT, "recorder": OPERATOR,
        "speaker": { "party": speaker(number % 60) },
        "times": { "said": { "edtf": format!("{:04}-{:02}-{:02}", 1900 + day / 336, 1 + day / 28 % 12, 1 + day % 28) } },
    })
}

pub const INCIDENT: &str = "incident:00000000000000000000000000000002";

/// An opinion on the incident's opening, of about 256 bytes.
fn statement(
    key: &SigningKey,
    audience: &str,
    number: u128,
    salt: usize,
    target: &str,
) -> Submission {
    let says = serde_json::json!({
        "incident": INCIDENT, "target": target, "view": "endorse",
        "why": { "language": "en", "text": format!("reason {number}") },
    });
    let body = body("opinion", number + ((salt as u128) << 64), &says);
    Author { party: OPERATOR, key, audience: Some(audience) }
        .sign(&body, INCIDENT, UnixMillis(1_700_000_000_000))
        .expect("signs")
}

pub fn parsed(submissions: &[Submission], key: &SigningKey) -> Vec<(SignedStatement, PublicKey)> {
    let key = key.public();
    submissions
        .iter()
        .map(|one| (SignedStatement::parse(&one.statement).expect("parses"), key))
        .collect()
}

/// The ceiling: the signatures alone, in batches as large as they get.
pub fn verify_batches(parsed: &[(SignedStatement, PublicKey)]) {
    let share = parsed.len().div_ceil(rayon::current_num_threads());
    let results: Vec<_> = parsed
        .par_chunks(share)
        .flat_map_iter(|some| bayan_proof::statement::verify_all(some.to_vec()))
        .collect();
    assert!(results.iter().all(Result::is_ok));
}

pub fn verify_strict(submissions: &[Submission], key: &SigningKey) {
    let key = ed25519_dalek::VerifyingKey::from_bytes(key.public().as_bytes()).expect("a key");
    for one in submissions {
        let statement = SignedStatement::parse(&one.statement).expect("parses");
        let sign1 = bayan_proof::cose::Sign1::parse(&one.statement).expect("parses");
        let message =
            bayan_proof::cose::sig_structure(sign1.protected, &statement.payload_digest().0);
        let signature = ed25519_dalek::Signature::from_bytes(&statement.signature().0);
        key.verify_strict(&message, &signature).expect("verifies");
    }
}

pub fn ml_dsa_sign(key: &MlDsaSigningKey) {
    std::hint::black_box(
        key.sign(b"a message as long as a cosigned subtree, give or take some bytes"),
    );
}

pub fn reopen(dir: &Path) {
    let ledger = Ledger::open(dir, log_keys(), machine(), Opening::by("bench")).expect("opens");
    ledger.close().expect("closes");
}

pub fn crash_with_tail(dir: &Path, round: usize, target: &str) {
    let mut ledger = Ledger::open(dir, log_keys(), machine(), Opening::by("bench")).expect("opens");
    let key = SigningKey::from_seed([3; 32]);
    let audience = ledger.audience().to_owned();
    let group: Vec<_> = (0..1_000)
        .map(|number| statement(&key, &audience, (1 << 40) + number, 9_000_000 + round, target))
        .collect();
    ledger.submit(&group).expect("answers");
    // No close: rows and journal are left as a kill would leave them.
    drop(ledger);
}

pub fn disk(dir: &Path) -> (u64, u64, u64) {
    let log = size(&dir.join("tile")) + size(&dir.join("bodies")) + size(&dir.join("checkpoint"));
    (log, size(&dir.join("view.sled")), size(&dir.join("journal")))
}

fn size(path: &Path) -> u64 {
    let Ok(meta) = std::fs::symlink_metadata(path) else { return 0 };
    if !meta.is_dir() {
        return meta.len();
    }
    std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| size(&entry.path())).sum()
}

pub fn peak_rss_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// What this process has used of all cores: on a busy machine the one measure that others do not move much. In ticks of
/// 10 ms.
pub fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|ticks| ticks.parse::<u64>().ok())
        .sum::<u64>();
    Duration::from_millis(ticks * 10)
}

pub fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}

pub fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}
