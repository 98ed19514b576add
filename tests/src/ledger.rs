//! Ledgers in temporary folders.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bayan_claim::id::{KeyBytes, PartyId, SignatureBytes};
use bayan_claim::kind::Possession;
use bayan_claim::vocabulary::Usage;
use bayan_claim::{Kind, Says};
use bayan_ledger::check::{Audit, Report, check};
use bayan_ledger::config::Pin;
use bayan_ledger::ledger::{ClockJump, OpenError, PATIENCE};
use bayan_ledger::{
    Author, Ledger, LogKeys, Machine, Opening, Reader, Receipt, Submission, SubmitError, Verdict,
};
use bayan_proof::checkpoint::{LogSigner, Origin};
use bayan_proof::hash::Sha256;
use bayan_proof::key::{MlDsaSigningKey, SigningKey};
use bayan_proof::num::UnixMillis;
use serde_json::{Value, json};

use crate::key::Signer;
use crate::machine::{SeededEntropy, TickingClock};
use crate::speech::{body, says};

/// What the clock of a test ledger shows first: 2023-11-14T22:13:20Z.
pub const FOUNDED_AT: UnixMillis = UnixMillis(1_700_000_000_000);
/// How far the clock moves each time it is read.
const TICK_MS: u64 = 1_000;
/// How far the policy lets it move between two entries.
pub const MAX_JUMP_MS: u64 = 24 * 3_600_000;
/// The cache of the read model: the least that is enough for a test.
const CACHE_BYTES: u64 = 1 << 20;

/// The seed of the log's Ed25519 key.
pub const LOG_SEED: [u8; 32] = [0xA1; 32];
/// The seed of the log's ML-DSA-44 key.
pub const ML_DSA_SEED: [u8; 32] = [0xA2; 32];
/// The seed of the receipt key.
pub const RECEIPT_SEED: [u8; 32] = [0xA3; 32];

/// A ledger in a temporary folder, open for writing, with its operator at hand.
pub struct TestLedger {
    // Dropped before the folder that it is in.
    ledger: Option<Ledger>,
    /// The pin that founding handed out.
    pub pin: Pin,
    /// Its operator.
    pub operator: Signer,
    /// Its clock.
    pub clock: Arc<TickingClock>,
    /// How long its redactions wait for readers, from the next opening on.
    pub patience: Duration,
    entropy: Arc<SeededEntropy>,
    nonces: u64,
    folder: tempfile::TempDir,
}

impl TestLedger {
    /// Founds the ledger that most tests use.
    pub fn found() -> Self {
        Self::found_as("log.example/bayan-test", |_| {})
    }

    /// Founds a ledger of another origin, or with what `change` makes of the founding policy.
    pub fn found_as(origin: &str, change: impl Fn(&mut Value)) -> Self {
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        let clock = Arc::new(TickingClock::new(FOUNDED_AT, TICK_MS));
        let entropy = Arc::new(SeededEntropy::new(1));
        let operator = Signer::new("operator", 1);
        let mut policy = policy(origin, operator);
        change(&mut policy);
        let founding = founding(origin, &operator, &policy);
        let machine = Machine { clock: clock.clone(), entropy: entropy.clone() };
        let dir = folder.path().join("ledger");
        let (ledger, pin) = Ledger::create(
            &dir,
            origin,
            &founding,
            log_keys(),
            machine,
            opening(ClockJump::Stops, PATIENCE),
        )
        .expect("an empty folder takes a ledger");
        let ledger = Some(ledger);
        Self { ledger, pin, operator, clock, patience: PATIENCE, entropy, nonces: 1, folder }
    }

    /// The engine.
    pub fn engine(&mut self) -> &mut Ledger {
        self.ledger.as_mut().expect("the test has not closed the ledger")
    }

    /// The folder of the ledger.
    pub fn dir(&self) -> std::path::PathBuf {
        self.folder.path().join("ledger")
    }

    /// A folder of the test's own, beside the ledger's.
    pub fn beside(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Closes the ledger in good order.
    pub fn close(&mut self) {
        self.ledger
            .take()
            .expect("the test has not closed the ledger")
            .close()
            .expect("the rows are written");
    }

    /// Lets go of the ledger as a crash would: what waits in memory is lost.
    pub fn crash(&mut self) {
        drop(self.ledger.take());
    }

    /// Opens the ledger again.
    pub fn reopen(&mut self) -> Result<(), OpenError> {
        self.reopen_with(log_keys(), ClockJump::Stops)
    }

    /// Opens the ledger again with other keys, or with a jump of the clock confirmed.
    pub fn reopen_with(&mut self, keys: LogKeys, clock: ClockJump) -> Result<(), OpenError> {
        let opening = opening(clock, self.patience);
        self.ledger = Some(open(&self.dir(), keys, self.machine(), opening)?);
        Ok(())
    }

    /// The machine that the ledger runs on.
    pub fn machine(&self) -> Machine {
        Machine { clock: self.clock.clone(), entropy: self.entropy.clone() }
    }

    /// The operator's statement that says this, signed for this ledger.
    pub fn sign(&mut self, says: &Says, reference: Option<&str>) -> Submission {
        let operator = self.operator;
        self.sign_by(&operator, says, reference)
    }

    /// Somebody's statement that says this, signed for this ledger. Each has its own nonce.
    pub fn sign_by(&mut self, signer: &Signer, says: &Says, reference: Option<&str>) -> Submission {
        let audience = self.engine().audience().to_owned();
        self.sign_for(signer, says, reference, Some(&audience))
    }

    /// Somebody's statement that says this, signed for the ledger of that audience, or for any.
    pub fn sign_for(
        &mut self,
        signer: &Signer,
        says: &Says,
        reference: Option<&str>,
        audience: Option<&str>,
    ) -> Submission {
        self.nonces += 1;
        let body = body(says.clone(), self.nonces, reference);
        let now = self.clock.next();
        let subject = self.engine().meaning().subject(says).expect("the read model can be read");
        Author { party: &signer.party.to_string(), key: &signer.key(), audience }
            .sign(&body, &subject, now)
            .expect("the header is within its limits")
    }

    /// Submits one statement of the operator.
    pub fn submit(&mut self, says: &Says, reference: Option<&str>) -> Verdict {
        let submission = self.sign(says, reference);
        self.offer(&submission).expect("the disk works")
    }

    /// Submits one signed statement.
    pub fn offer(&mut self, submission: &Submission) -> Result<Verdict, SubmitError> {
        let mut verdicts = self.engine().submit(std::slice::from_ref(submission))?;
        assert_eq!(verdicts.len(), 1, "one submission has one verdict");
        Ok(verdicts.remove(0))
    }

    /// Submits one statement of the operator, which is accepted.
    pub fn record(&mut self, kind: Kind, fields: &Value) -> Receipt {
        let operator = self.operator;
        self.record_by(&operator, kind, fields)
    }

    /// Submits somebody's statement, which is accepted.
    pub fn record_by(&mut self, signer: &Signer, kind: Kind, fields: &Value) -> Receipt {
        let submission = self.sign_by(signer, &says(kind, fields), None);
        match self.offer(&submission) {
            Ok(Verdict::Accepted(receipt)) => receipt,
            other => panic!("the {kind} was not accepted: {other:?}\n{fields:#}"),
        }
    }

    /// Captures the bytes of a text: puts them into the ledger and records them.
    pub fn capture(&mut self, text: &str) -> Sha256 {
        let artifact = self.engine().put_artifact(text.as_bytes()).expect("the disk works");
        self.record(Kind::Capture, &capture_of(text.as_bytes(), None));
        artifact
    }

    /// The fields of a grant of `new` with these usages, to be signed by `grantor`: the new key signs it too.
    pub fn grant(
        &mut self,
        grantor: &Signer,
        new: &Signer,
        usages: &[Usage],
        offices: &[PartyId],
    ) -> Value {
        grant(self.engine().audience(), grantor, new, usages, offices)
    }

    /// The fields of a rotation from `old` to `new`, to be signed by `by`.
    pub fn rotation(&mut self, by: &Signer, old: &Signer, new: &Signer) -> Value {
        rotation(self.engine().audience(), by, old, new)
    }

    /// A reader of what is published.
    pub fn reader(&self) -> Reader {
        Reader::open(&self.dir()).expect("the ledger is published")
    }

    /// Audits what is published against the pin.
    pub fn check(&self) -> Report {
        audit(&self.dir(), &self.pin)
    }
}

/// Audits a ledger that can be read.
pub fn audit(dir: &Path, pin: &Pin) -> Report {
    check(dir, &Audit { pin: Some(pin), progress: &|_| {}, scratch: None })
        .expect("the ledger can be read")
}

/// The fields of a grant of `new` with these usages on the ledger `aud`, to be signed by `grantor`: the new key signs
/// it too.
pub fn grant(
    aud: &str,
    grantor: &Signer,
    new: &Signer,
    usages: &[Usage],
    offices: &[PartyId],
) -> Value {
    let possession =
        Possession::Grant { aud, party: new.party, usages, offices, grantor: grantor.thumbprint() };
    let possession = SignatureBytes(new.key().sign(&possession.message()).0);
    let mut grant = json!({
        "algorithm": "ed25519", "key": new.key_bytes(), "party": new.party, "possession": possession,
        "usages": usages,
    });
    if let Some(fields) = grant.as_object_mut().filter(|_| !offices.is_empty()) {
        fields.insert("offices".to_owned(), json!(offices));
    }
    json!({"grant": grant})
}

/// The fields of a rotation from `old` to `new` on the ledger `aud`, to be signed by `by`.
pub fn rotation(aud: &str, by: &Signer, old: &Signer, new: &Signer) -> Value {
    let possession = Possession::Rotate { aud, old: old.thumbprint(), grantor: by.thumbprint() };
    json!({"rotate": {
        "algorithm": "ed25519", "key": new.key_bytes(), "old": old.thumbprint(),
        "possession": SignatureBytes(new.key().sign(&possession.message()).0),
    }})
}

/// The statement that founds the ledger of an origin with this policy.
pub fn founding(origin: &str, operator: &Signer, policy: &Value) -> Submission {
    Author { party: &operator.party.to_string(), key: &operator.key(), audience: Some(origin) }
        .sign(&body(says(Kind::Policy, policy), 0, None), origin, FOUNDED_AT)
        .expect("the founding policy is within the limits of a header")
}

/// A capture of these bytes as a plain text.
pub fn capture_of(bytes: &[u8], outlet: Option<&str>) -> Value {
    let captured_at = "2023-11-14T22:00:00Z";
    let original = match outlet {
        None => json!({"captured_at": captured_at}),
        Some(outlet) => json!({"captured_at": captured_at, "outlet": outlet}),
    };
    json!({
        "artifact": Sha256::of(bytes), "blake3": bayan_proof::hash::Blake3::of(bytes), "size": bytes.len(),
        "media_type": "text/plain;charset=utf-8", "source": {"original": original},
    })
}

fn open(
    dir: &Path,
    keys: LogKeys,
    machine: Machine,
    opening: Opening,
) -> Result<Ledger, OpenError> {
    Ledger::open(dir, keys, machine, opening)
}

fn opening(clock: ClockJump, patience: Duration) -> Opening {
    Opening { cache_bytes: CACHE_BYTES, clock, patience, ..Opening::by("test") }
}

/// The log's own keys.
pub fn log_keys() -> LogKeys {
    LogKeys {
        ed25519: SigningKey::from_seed(LOG_SEED),
        ml_dsa: MlDsaSigningKey::from_seed(ML_DSA_SEED),
    }
}

/// The policy of most tests' ledgers.
pub fn policy(origin: &str, operator: Signer) -> Value {
    let LogKeys { ed25519, ml_dsa } = log_keys();
    let origin_line = Origin::parse(origin).expect("tests use sound origins");
    let signer = LogSigner::new(origin_line, ed25519, ml_dsa);
    let vkeys = signer.verifier().vkeys().map(ToString::to_string);
    json!({
        "append": "granted_keys",
        "clock": {"max_jump_ms": MAX_JUMP_MS},
        "log_vkeys": vkeys,
        "operator": {"party": operator.party, "keys": [operator.key_bytes()]},
        "origin": origin,
        "receipt_key": KeyBytes(*SigningKey::from_seed(RECEIPT_SEED).public().as_bytes()),
        "witnesses": {"quorum": 0},
    })
}
