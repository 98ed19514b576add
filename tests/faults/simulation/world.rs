//! One ledger with everybody who uses it, and everything that can go wrong: who does what next, and what fails, follows
//! from the seed.

use std::fmt::Write as _;
use std::sync::Arc;

use bayan_claim::Kind;
use bayan_ledger::ledger::{ClockJump, OpenError};
use bayan_ledger::{
    Author, Ledger, Machine, Reader, Receipt, Refusal, Submission, SubmitError, Verdict,
};
use bayan_proof::num::{Index, UnixMillis};
use bayan_store::sim::{Fault, Loss, Op, Seed, SimDisk, When};
use bayan_tests::{
    FOUNDED_AT, SeededEntropy, Signer, TickingClock, body, capture_of, incident, log_keys, note,
    rotation, says,
};
use serde_json::{Value, json};

use super::model::{Effect, Model, Sent};
use super::template::{CLIENTS, ORIGIN, Template, folder, opening};

/// How deep recovery is interrupted, one within another.
const DEPTH: u32 = 3;
/// Ten years.
const TEN_YEARS_MS: u64 = 3_652 * 24 * 3_600_000;
/// How far the clock moves each time it is read; 0 is a frozen clock.
const TICKS_MS: [u64; 3] = [0, 1, 1_000];

/// What a seed's world came to.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// How many disks were recovered and compared after a crash.
    pub(crate) images: u64,
    pub(crate) crashes: u64,
    pub(crate) statements: u64,
    /// Each step, a line each.
    pub(crate) trace: String,
}

pub(crate) struct World {
    pub(crate) seed: Seed,
    pub(crate) disk: SimDisk,
    pub(crate) model: Model,
    pub(crate) told: Told,
    template: &'static Template,
    ledger: Option<Ledger>,
    /// Somebody who opened the ledger some time ago, at so many entries.
    reader: Option<(Reader, usize)>,
    /// All that was ever signed.
    sent: Vec<Arc<Sent>>,
    clock: Arc<TickingClock>,
    entropy: Arc<SeededEntropy>,
    journal_bytes: u64,
    nonce: u64,
    /// Whether a writer has opened the ledger since the power went: before that its files may be torn.
    is_recovered: bool,
    /// Whether each step is told at once.
    is_aloud: bool,
    after_failure: AfterFailure,
}

/// What becomes of a world after something failed in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AfterFailure {
    /// It goes on, in one way or another.
    GoesOn,
    /// Nothing more is done in it.
    Ends,
    /// Nothing more was done in it.
    Ended,
}

impl World {
    pub(crate) fn new(number: u64, template: &'static Template) -> Self {
        let mut seed = Seed(number);
        let tick = TICKS_MS[index_below(&mut seed, TICKS_MS.len())];
        let journal_bytes = [0, 8 * 1024, 64 * 1024][index_below(&mut seed, 3)];
        Self {
            disk: template.disk.crash(Loss::Nothing),
            model: template.model.clone(),
            told: Told::default(),
            template,
            ledger: None,
            reader: None,
            sent: Vec::new(),
            clock: Arc::new(TickingClock::new(UnixMillis(template.now), tick)),
            entropy: Arc::new(SeededEntropy::new(number)),
            journal_bytes,
            nonce: 1 << 32,
            is_recovered: true,
            is_aloud: bayan_tests::seed().is_some(),
            after_failure: AfterFailure::GoesOn,
            seed,
        }
    }

    /// A world in which `op` fails so, and which ends with the first failure. Its journal is rotated with every commit.
    pub(crate) fn ending(template: &'static Template, faults: &[(usize, Fault)]) -> Self {
        let mut world = Self::new(1, template);
        world.journal_bytes = 0;
        world.after_failure = AfterFailure::Ends;
        for (op, fault) in faults {
            world.disk.plan(*op, *fault);
        }
        match world.try_open(ClockJump::Stops) {
            Ok(ledger) => world.ledger = Some(ledger),
            Err(error) => world.failed("opening", &error),
        }
        world
    }

    /// Opens the ledger on a disk of the first template as the next program would.
    pub(crate) fn reopen(disk: &SimDisk) -> Result<Ledger, OpenError> {
        let template = &super::template::TEMPLATES[0];
        open(disk, &Self::new(1, template).machine(), 0, ClockJump::Stops)
    }

    pub(crate) fn ops(&self) -> Vec<Op> {
        self.disk.ops()
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.after_failure == AfterFailure::Ended
    }

    pub(crate) fn tell(&mut self, what: std::fmt::Arguments<'_>) {
        let op = self.disk.op_count();
        writeln!(self.told.trace, "{op:5} {what}").unwrap();
        if self.is_aloud {
            note(&format!("{op:5} {what}"));
        }
    }

    fn below(&mut self, bound: usize) -> usize {
        index_below(&mut self.seed, bound)
    }

    /// Opens the ledger for writing, through whatever goes wrong meanwhile.
    pub(crate) fn open(&mut self) {
        for depth in 0.. {
            let interrupted = depth < DEPTH && self.below(4) == 0;
            if interrupted {
                self.plan_fault(60);
            }
            match self.try_open(ClockJump::Stops) {
                Ok(ledger) => {
                    self.ledger = Some(ledger);
                    break;
                }
                Err(error) => {
                    self.tell(format_args!("cannot open: {error}"));
                    assert!(self.disk.has_failed(), "cannot open, and nothing failed: {error:?}");
                    self.crash();
                }
            }
        }
        self.model.compare(&self.disk, &self.template.pin);
    }

    fn try_open(&mut self, clock: ClockJump) -> Result<Ledger, OpenError> {
        let opened = open(&self.disk, &self.machine(), self.journal_bytes, clock);
        self.is_recovered |= opened.is_ok();
        opened
    }

    fn machine(&self) -> Machine {
        Machine { clock: self.clock.clone(), entropy: self.entropy.clone() }
    }

    /// One of the next operations fails.
    pub(crate) fn plan_fault(&mut self, within: usize) {
        let op = self.disk.op_count() + self.below(within);
        let when = if self.below(2) == 0 { When::Before } else { When::After };
        let fault = match self.below(8) {
            0..4 => Fault::Kill(when),
            4 | 5 => Fault::Eio(when),
            6 => Fault::Enospc(when),
            _ => Fault::Short,
        };
        self.tell(format_args!("operation {op} is to fail: {fault:?}"));
        self.disk.plan(op, fault);
    }

    /// The process ends, or the power goes. What else the disk could be then is recovered and compared too.
    pub(crate) fn crash(&mut self) {
        self.ledger = None;
        self.reader = None;
        self.told.crashes += 1;
        if self.below(4) == 0 {
            let other = self.loss();
            self.check_image(other);
        }
        let loss = self.loss();
        self.tell(format_args!("crash: {loss:?}"));
        self.disk = self.disk.crash(loss);
        self.is_recovered &= loss == Loss::Process;
        if self.is_recovered {
            self.model.clone().compare_unrecovered(&self.disk, &self.template.pin);
        }
        self.told.images += 1;
    }

    /// One way of losing what is not synced.
    fn loss(&mut self) -> Loss {
        let unsynced = self.disk.unsynced();
        match self.below(6) {
            0 => Loss::Process,
            1 => Loss::Nothing,
            2 => Loss::Everything,
            3 if unsynced > 0 => Loss::AllBut(self.below(unsynced)),
            4 if unsynced > 0 => Loss::Only(self.below(unsynced)),
            _ => Loss::Seeded(self.seed.below(u64::MAX)),
        }
    }

    /// The disk as it could be after a crash now, recovered without any further fault.
    pub(crate) fn check_image(&mut self, loss: Loss) {
        let image = self.disk.crash(loss);
        let ledger = open(&image, &self.machine(), self.journal_bytes, ClockJump::Stops);
        let ledger = ledger.unwrap_or_else(|error| panic!("{loss:?} leaves no ledger: {error:?}"));
        self.model.clone().compare(&image, &self.template.pin);
        drop(ledger);
        self.told.images += 1;
    }

    /// An operation of the engine failed, which is only right if something was made to fail. Then the program goes on
    /// with what it has, is started again, or the power goes.
    fn failed(&mut self, what: &str, error: &dyn std::error::Error) {
        self.tell(format_args!("{what} failed: {error}"));
        assert!(self.disk.has_failed(), "{what} failed, and nothing else did: {error:?}");
        if self.after_failure != AfterFailure::GoesOn {
            self.after_failure = AfterFailure::Ended;
            self.ledger = None;
            return;
        }
        match self.below(3) {
            0 if !self.disk.is_dead() => {}
            1 if !self.disk.is_dead() => self.restart(),
            _ => {
                self.crash();
                self.open();
            }
        }
    }

    /// The program ends and is started again, on the same boot.
    pub(crate) fn restart(&mut self) {
        self.ledger = None;
        self.tell(format_args!("started again"));
        match self.try_open(ClockJump::Stops) {
            Ok(ledger) => {
                self.ledger = Some(ledger);
                self.model.compare(&self.disk, &self.template.pin);
            }
            Err(error) if self.after_failure != AfterFailure::GoesOn => {
                self.failed("opening", &error);
            }
            Err(error) => {
                self.tell(format_args!("cannot open: {error}"));
                assert!(self.disk.has_failed(), "cannot open, and nothing failed: {error:?}");
                self.crash();
                self.open();
            }
        }
    }

    /// Closes the ledger in good order and opens it again.
    pub(crate) fn close(&mut self) {
        let Some(ledger) = self.ledger.take() else { return };
        self.tell(format_args!("close"));
        match ledger.close() {
            Ok(()) | Err(SubmitError::Stopped) => self.restart(),
            Err(error) => {
                self.failed("closing", &error);
                if self.ledger.is_none() && !self.has_ended() {
                    self.restart();
                }
            }
        }
    }

    pub(crate) fn rebuild(&mut self) {
        self.tell(format_args!("rebuild"));
        let rebuilt = self.ledger.as_mut().unwrap().rebuild();
        match rebuilt {
            Ok(()) => {}
            Err(SubmitError::Stopped) => self.restart(),
            Err(error) => self.failed("rebuilding", &error),
        }
    }

    fn signer(&self, client: usize) -> Signer {
        Signer::new(CLIENTS[client], self.model.keys[client])
    }

    fn audience(&self) -> String {
        format!("{ORIGIN}#{}", self.template.pin.entry_0)
    }

    fn sign(&mut self, client: usize, (kind, fields): (Kind, &Value), effect: Effect) -> Arc<Sent> {
        let audience = self.audience();
        let submission = self.sign_for(&audience, client, (kind, fields));
        let sent = Arc::new(Sent::new(submission, effect));
        self.sent.push(Arc::clone(&sent));
        sent
    }

    fn sign_for(&mut self, to: &str, client: usize, (kind, fields): (Kind, &Value)) -> Submission {
        self.nonce += 1;
        let says = says(kind, fields);
        let subject = self.ledger.as_ref().unwrap().meaning().subject(&says).unwrap();
        let signer = self.signer(client);
        let (party, key) = (signer.party.to_string(), signer.key());
        Author { party: &party, key: &key, audience: Some(to) }
            .sign(&body(says, self.nonce, None), &subject, FOUNDED_AT)
            .unwrap()
    }

    /// A new incident by somebody.
    pub(crate) fn opened(&mut self) -> Arc<Sent> {
        let client = self.below(CLIENTS.len());
        let name = format!("i{}", self.nonce);
        self.sign(client, (Kind::Incident, &incident(&name)), Effect::Nothing)
    }

    /// The capture of a text, whose bytes are put into the ledger first; nothing if they could not be.
    pub(crate) fn captured(&mut self) -> Option<Arc<Sent>> {
        let text = format!("What was printed, number {}.\n", self.nonce);
        self.tell(format_args!("put an artifact"));
        let put = self.ledger.as_ref().unwrap().put_artifact(text.as_bytes());
        match put {
            Ok(digest) => {
                self.model.artifacts.insert(digest, text.as_bytes().into());
                let fields = capture_of(text.as_bytes(), None);
                Some(self.sign(0, (Kind::Capture, &fields), Effect::Nothing))
            }
            Err(error) => {
                self.failed("putting an artifact", &error);
                None
            }
        }
    }

    /// A new key for one of the clients.
    pub(crate) fn rotated(&mut self) -> Arc<Sent> {
        let client = 1 + self.below(CLIENTS.len() - 1);
        let old = self.signer(client);
        // Numbered by the nonce, so that no two rotations introduce one key.
        let to = 2 + u8::try_from(self.nonce % 250).unwrap();
        let new = Signer::new(CLIENTS[client], to);
        let fields = rotation(&self.audience(), &old, &old, &new);
        self.sign(client, (Kind::Key, &fields), Effect::Rotates { client, to })
    }

    /// The operator withholds what was sent before, with the bytes that it captured.
    pub(crate) fn redacted(&mut self) -> Option<Arc<Sent>> {
        let sent: Vec<_> = self.sent.iter().filter(|sent| is_redactable(sent)).cloned().collect();
        let target = sent.get(self.below(sent.len().max(1)))?;
        let artifacts: Vec<_> = self
            .model
            .artifacts
            .keys()
            .filter(|digest| holds(&target.submission.body, digest.to_string().as_bytes()))
            .copied()
            .collect();
        let mut fields = json!({
            "authority": self.signer(0).party, "statements": [target.id], "why": "personal_data",
        });
        if !artifacts.is_empty() {
            fields["artifacts"] = json!(artifacts);
        }
        let effect = Effect::Withholds { statements: vec![target.id], artifacts };
        Some(self.sign(0, (Kind::Redaction, &fields), effect))
    }

    /// Something that was sent before, answered or not.
    pub(crate) fn again(&mut self) -> Option<Arc<Sent>> {
        let place = self.below(self.sent.len().max(1));
        self.sent.get(place).cloned()
    }

    /// A statement for another ledger is refused.
    pub(crate) fn submit_foreign(&mut self) {
        let to = format!("{ORIGIN}#{}", "0".repeat(64));
        let name = format!("f{}", self.nonce);
        let foreign = self.sign_for(&to, 0, (Kind::Incident, &incident(&name)));
        self.tell(format_args!("submit what is for another ledger"));
        match self.ledger.as_mut().unwrap().submit(&[foreign]) {
            Ok(verdicts) => match verdicts.as_slice() {
                [Verdict::Refused(refusal)] => {
                    assert!(matches!(**refusal, Refusal::OtherLedger { .. }), "{refusal:?}");
                }
                verdicts => panic!("{verdicts:?}"),
            },
            Err(error) => self.not_submitted(&error, Vec::new()),
        }
    }

    /// Submits a group, and compares what is answered with what was to be expected and with what is known.
    pub(crate) fn submit(&mut self, group: Vec<Arc<Sent>>) {
        self.tell(format_args!("submit {} statements", group.len()));
        let submissions: Vec<_> = group.iter().map(|sent| sent.submission.clone()).collect();
        let ledger = self.ledger.as_mut().unwrap();
        let expected = match ledger.dry_run(&submissions) {
            Ok(expected) => expected,
            Err(error) => return self.not_submitted(&error, Vec::new()),
        };
        let commits = commits(&group, &expected);
        match ledger.submit(&submissions) {
            Ok(verdicts) => {
                let pairs = verdicts.iter().zip(&expected);
                let is_same = |(one, other): (&_, &_)| without_time(one) == without_time(other);
                assert!(pairs.clone().all(is_same), "{verdicts:?} for {expected:?}");
                self.told.statements += u64::try_from(group.len()).unwrap();
                group.into_iter().zip(verdicts).for_each(|(sent, said)| self.answered(sent, said));
            }
            Err(error) => self.not_submitted(&error, commits),
        }
    }

    fn answered(&mut self, sent: Arc<Sent>, verdict: Verdict) {
        let place = self.model.place(&sent.id).map(|place| Index(u64::try_from(place).unwrap()));
        match verdict {
            Verdict::Accepted(receipt) => {
                assert_eq!((place, receipt.id), (None, sent.id), "accepted twice");
                self.model.acknowledge(sent, receipt.index);
            }
            Verdict::AlreadyThere(receipt) => {
                assert_eq!((Some(receipt.index), receipt.id), (place, sent.id));
            }
            Verdict::Refused(refusal) => self.tell(format_args!("refused: {refusal}")),
        }
    }

    fn not_submitted(&mut self, error: &SubmitError, commits: Vec<Vec<Arc<Sent>>>) {
        match error {
            // Nothing was written. An operator sets the clock right, or confirms it.
            SubmitError::ClockJump(_) => {
                self.tell(format_args!("{error}"));
                if self.below(2) == 0 {
                    self.clock.set(UnixMillis(self.template.now));
                } else {
                    self.confirm_clock();
                }
            }
            SubmitError::Stopped => self.restart(),
            error => {
                self.model.doubt(commits);
                self.failed("submitting", error);
            }
        }
    }

    /// The jump of the clock is confirmed, and something is recorded after it.
    fn confirm_clock(&mut self) {
        self.ledger = None;
        match self.try_open(ClockJump::Confirmed) {
            Ok(ledger) => self.ledger = Some(ledger),
            Err(error) => {
                assert!(self.disk.has_failed(), "cannot open, and nothing failed: {error:?}");
                self.crash();
                return self.open();
            }
        }
        let opened = self.opened();
        self.submit(vec![opened]);
    }

    pub(crate) fn move_clock(&mut self) {
        let now = self.clock.next().0;
        let to = match self.below(4) {
            0 => now.saturating_sub(TEN_YEARS_MS),
            1 => now.saturating_add(TEN_YEARS_MS),
            2 => now.saturating_sub(self.seed.below(86_400_000)),
            _ => now.saturating_add(self.seed.below(86_400_000)),
        };
        self.tell(format_args!("the clock shows {to}"));
        self.clock.set(UnixMillis(to));
    }

    /// Somebody reads what they opened before, or opens the ledger now.
    pub(crate) fn read(&mut self) {
        let Some((reader, size)) = self.reader.take() else { return self.open_reader() };
        let place = self.below(size);
        self.tell(format_args!("read entry {place} of {size}"));
        match reader.entry(Index(u64::try_from(place).unwrap())) {
            Ok(stored) => {
                let sent = &self.model.log[place].sent;
                assert_eq!(stored.entry.statement().bytes(), sent.submission.statement);
                match stored.body {
                    Some(body) => assert!(body.bytes() == sent.submission.body, "entry {place}"),
                    None => assert!(self.model.is_withheld(&sent.id), "entry {place} has no body"),
                }
                self.reader = Some((reader, size));
            }
            Err(error) => self.failed("reading", &error),
        }
    }

    fn open_reader(&mut self) {
        self.tell(format_args!("somebody opens the ledger to read"));
        match Reader::open_in(folder(&self.disk)) {
            Ok(reader) => {
                let size = usize::try_from(reader.size().0).unwrap();
                // One that is stopped may have published what it has not answered.
                if size <= self.model.log.len() {
                    self.reader = Some((reader, size));
                }
            }
            Err(error) => self.failed("opening to read", &error),
        }
    }

    /// The power goes although nothing failed.
    pub(crate) fn cut_power(&mut self) {
        self.crash();
        self.open();
    }
}

pub(crate) fn index_below(seed: &mut Seed, bound: usize) -> usize {
    usize::try_from(seed.below(u64::try_from(bound).unwrap())).unwrap()
}

fn open(
    disk: &SimDisk,
    machine: &Machine,
    journal_bytes: u64,
    clock: ClockJump,
) -> Result<Ledger, OpenError> {
    Ledger::open_in(folder(disk), log_keys(), machine.clone(), opening(journal_bytes, clock))
}

/// The commits that a group makes, by what it is to be answered: a redaction ends its commit.
fn commits(group: &[Arc<Sent>], expected: &[Verdict]) -> Vec<Vec<Arc<Sent>>> {
    let accepted = group.iter().zip(expected);
    let accepted: Vec<_> = accepted
        .filter(|(_, verdict)| matches!(verdict, Verdict::Accepted(_)))
        .map(|(sent, _)| Arc::clone(sent))
        .collect();
    let ends = |sent: &Arc<Sent>| matches!(sent.effect, Effect::Withholds { .. });
    accepted.split_inclusive(ends).map(<[_]>::to_vec).collect()
}

/// The clock ticks between a rehearsal and what it rehearses.
fn without_time(verdict: &Verdict) -> Verdict {
    let timeless = |receipt: &Receipt| Receipt { time: None, ..receipt.clone() };
    match verdict {
        Verdict::Accepted(receipt) => Verdict::Accepted(timeless(receipt)),
        Verdict::AlreadyThere(receipt) => Verdict::AlreadyThere(timeless(receipt)),
        Verdict::Refused(refusal) => Verdict::Refused(refusal.clone()),
    }
}

fn is_redactable(sent: &Sent) -> bool {
    sent.effect == Effect::Nothing
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
