//! The commit protocol: admit, sequence, re-check, commit, sign, publish, answer, apply.

use std::collections::BTreeMap;

use bayan_claim::Says;
use bayan_claim::kind::Key;
use bayan_proof::entry::Entry;
use bayan_proof::hash::{Sha256, TreeHash};
use bayan_proof::key::{PublicKey, Thumbprint};
use bayan_proof::num::{Index, Size, UnixMillis};
use bayan_proof::statement::{
    SignedStatement, StatementError, StatementId, VerifiedStatement, verify_all,
};
use bayan_proof::tree::{Frontier, leaf_hash};
use bayan_store::commit::{Commit, Item};
use rayon::prelude::*;

use crate::ledger::{Ledger, SubmitError};
use crate::meaning::{AdmittedStatement, Applied, JudgeError, Judged, Meaning, SignedBody};
use crate::refusal::Refusal;
use crate::submission::Submission;

/// The most statements of one commit: past this a group gains little and delays its first member.
pub const GROUP_MAX: usize = 4_096;

/// The most bytes of statements and bodies of one commit.
pub const GROUP_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Fewer statements than this are not shared out over the cores: waking one costs more.
const SHARE_MIN: usize = 32;

/// Proof to the submitter that a statement has its place. It is in the log durably.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The statement.
    pub id: StatementId,
    /// Its place.
    pub index: Index,
    /// When it was sequenced. None for a statement that was already there.
    pub time: Option<UnixMillis>,
    /// The size of the newest checkpoint, which includes it.
    pub size: Size,
}

/// What became of one submission.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It is in the ledger now.
    Accepted(Receipt),
    /// It was in the ledger before: the same statement, or the same content under the same `ref`.
    AlreadyThere(Receipt),
    /// It is not in the ledger.
    Refused(Box<Refusal>),
}

/// A submission that was parsed and whose signature was checked, or why not.
type Checked = Result<(VerifiedStatement, SignedBody), Box<Refusal>>;

/// What a group of submissions became before anything was written.
#[derive(Default)]
pub(crate) struct Group {
    pub(crate) verdicts: Vec<Step>,
    pub(crate) sequenced: Vec<Sequenced>,
    leaves: Vec<TreeHash>,
    pub(crate) applied: Applied,
    pub(crate) own_texts: Vec<String>,
    pub(crate) frontier: Frontier,
}

pub(crate) enum Step {
    Sequenced(Receipt),
    AlreadyThere(Receipt),
    Refused(Box<Refusal>),
}

pub(crate) struct Sequenced {
    pub(crate) entry: Vec<u8>,
    pub(crate) body: Vec<u8>,
    digest: Sha256,
}

impl Ledger {
    /// Submits statements in order, in as few commits as the limits of a group allow. On return every accepted
    /// statement is durable, published and under a signed checkpoint.
    ///
    /// A refused statement stops none of the others, but what refers to it is refused too.
    pub fn submit(&mut self, submissions: &[Submission]) -> Result<Vec<Verdict>, SubmitError> {
        let mut verdicts = Vec::with_capacity(submissions.len());
        let mut rest = submissions;
        while !rest.is_empty() {
            let (group, taken) = match self.admit(rest) {
                Ok(admitted) => admitted,
                Err(error) => {
                    // What was sequenced before the failure was not written.
                    self.meaning.forget();
                    return Err(error);
                }
            };
            rest = rest.get(taken..).unwrap_or_default();
            verdicts.extend(self.commit(group)?);
        }
        Ok(verdicts)
    }

    /// Steps 1 and 2, **admit** and **sequence**: parse, check signatures together, then judge each against the
    /// meaning after the one before and give it its place. Nothing is written; a crash leaves nothing.
    ///
    /// Takes submissions up to the limits of a group, or up to and including a redaction, and says how many.
    pub(crate) fn admit(
        &mut self,
        submissions: &[Submission],
    ) -> Result<(Group, usize), SubmitError> {
        if self.stopped {
            return Err(SubmitError::Stopped);
        }
        let count = group_len(submissions);
        let submissions = submissions.get(..count).unwrap_or_default();
        let time = self.sequencing_time()?;
        let checked = self.check_signatures(submissions)?;
        let mut group = Group { frontier: self.frontier.clone(), ..Group::default() };
        let mut taken = 0;
        for checked in checked {
            taken += 1;
            let (statement, body) = match checked {
                Ok(checked) => checked,
                Err(refusal) => {
                    group.verdicts.push(Step::Refused(refusal));
                    continue;
                }
            };
            let id = statement.statement().id();
            match self.meaning.judge(statement, Some(body), &self.texts) {
                Ok(Judged::Admitted(admitted)) => {
                    let is_redaction = matches!(
                        admitted.body().map(|body| body.body().says()),
                        Some(Says::Redaction(_))
                    );
                    group.sequence(&mut self.meaning, *admitted, id, time)?;
                    if is_redaction {
                        break;
                    }
                }
                Ok(Judged::AlreadyThere(place)) => {
                    let size = self.meaning.tip().size;
                    group.verdicts.push(Step::AlreadyThere(Receipt {
                        id,
                        index: place.index,
                        time: None,
                        size,
                    }));
                }
                Err(JudgeError::Refused(refusal)) => group.verdicts.push(Step::Refused(refusal)),
                Err(JudgeError::Rows(error)) => return Err(error.into()),
                Err(JudgeError::Text(error)) => return Err(error.into()),
            }
        }
        group.hash();
        Ok((group, taken))
    }

    /// Parses and verifies a group over all cores. The key is known by its thumbprint: from the log, or from a
    /// grant in the same group; whether it is in force is judged later, in order.
    fn check_signatures(&self, submissions: &[Submission]) -> Result<Vec<Checked>, SubmitError> {
        let parsed: Vec<Result<(SignedStatement, SignedBody), Box<Refusal>>> = submissions
            .par_iter()
            .with_min_len(SHARE_MIN)
            .map(|submission| {
                let statement =
                    SignedStatement::parse(&submission.statement).map_err(Refusal::Statement)?;
                let body = SignedBody::parse(submission.body.clone())?;
                Ok((statement, body))
            })
            .collect();
        let mut keys = GroupKeys::default();
        for (statement, body) in parsed.iter().flatten() {
            keys.learn(body);
            keys.look_up(&self.meaning, &statement.header().kid)?;
        }
        let mut bodies = Vec::with_capacity(parsed.len());
        let mut batch = Vec::with_capacity(parsed.len());
        let checked: Vec<Option<Box<Refusal>>> = parsed
            .into_iter()
            .map(|parsed| match parsed {
                Err(refusal) => Some(refusal),
                Ok((statement, body)) => match keys.known.get(&statement.header().kid.0) {
                    None => Some(Box::new(Refusal::UnknownKey { key: statement.header().kid })),
                    Some(key) => {
                        batch.push((statement, *key));
                        bodies.push((key.thumbprint(), body));
                        None
                    }
                },
            })
            .collect();
        let mut verified = verify_in_parallel(batch).into_iter().zip(bodies);
        Ok(checked
            .into_iter()
            .map(|refusal| match refusal {
                Some(refusal) => Err(refusal),
                None => verified.next().map_or_else(
                    || unreachable!("every statement without a refusal is in the batch"),
                    |(verified, (key, body))| match verified {
                        Ok(statement) => Ok((statement, body)),
                        Err(StatementError::Signature(_)) => {
                            Err(Box::new(Refusal::BadSignature { key }))
                        }
                        Err(error) => Err(Box::new(Refusal::Statement(error))),
                    },
                ),
            })
            .collect())
    }

    /// The time that the next entries get: the clock's, clamped to the last entry's, or a refusal to go on after a
    /// jump that the policy does not allow and no operator has confirmed.
    fn sequencing_time(&self) -> Result<UnixMillis, SubmitError> {
        let now = self.now();
        let tip = self.meaning.tip();
        if let Some((policy, _)) = &tip.policy {
            let max_jump_ms = policy.clock.max_jump_ms;
            // The founding entries come close together; silence of any length before the first is no jump.
            if max_jump_ms != 0
                && now.0.saturating_sub(tip.time.0) > max_jump_ms
                && !self.clock_confirmed()
            {
                let refusal = Refusal::ClockJump { now, last: tip.time, max_jump_ms };
                return Err(SubmitError::ClockJump(Box::new(refusal)));
            }
        }
        Ok(now.max(tip.time))
    }

    /// Steps 3 to 8. Says at each what a crash leaves.
    fn commit(&mut self, group: Group) -> Result<Vec<Verdict>, SubmitError> {
        if group.sequenced.is_empty() {
            self.meaning.forget();
            return Ok(group.verdicts.into_iter().map(Step::verdict).collect());
        }
        self.stopped = true;
        let commit = match self.write(&group) {
            Ok(commit) => commit,
            Err(error) => {
                // Whether the commit is durable is not known; reopening finds out.
                self.meaning.forget();
                return Err(error);
            }
        };
        let Group { verdicts, leaves, applied, frontier, .. } = group;
        self.meaning.keep();
        self.frontier = frontier;
        // 5 sign and 7 publish. A crash leaves a commit that opening signs and publishes.
        self.sign_and_publish(&commit, &leaves)?;
        // 8 apply. A crash leaves a read model that opening brings up to date, and redacted bytes that it overwrites.
        self.apply_withheld(&applied)?;
        self.flush_rows_if_many()?;
        // Only after withholding: a crash before it is finished from the journal's tail.
        self.rotate_if_long()?;
        self.stopped = false;
        // 6 answer: last, so that whoever is told can read it.
        Ok(verdicts.into_iter().map(Step::verdict).collect())
    }

    /// Steps 3 and 4, **re-check** and **commit**. Before the append a crash leaves nothing; after its sync, the
    /// statements are in the ledger.
    fn write(&mut self, group: &Group) -> Result<Commit, SubmitError> {
        // Evidence is durable before the statement that names it: a first-person text is its own source.
        for text in &group.own_texts {
            self.put_artifact(text.as_bytes())?;
        }
        let items = group.sequenced.iter().map(|sequenced| Item {
            entry: &sequenced.entry,
            digest: sequenced.digest,
            body: Some(&sequenced.body),
        });
        let time = self.meaning.tip().time;
        let commit = self.journal.prepare(self.writer, group.frontier.root(), time, items)?;
        // The very bytes about to be written are hashed again: a bit that flipped since is refused here. Bodies are
        // hashed again by `append`, and compared with these digests.
        let items: Vec<Item<'_>> = commit.items().collect();
        let same = |(item, (sequenced, leaf)): (&Item<'_>, (&Sequenced, &TreeHash))| {
            item.digest == sequenced.digest && leaf_hash(item.entry) == *leaf
        };
        let expected = group.sequenced.par_iter().zip(&group.leaves);
        let is_same = items.len() == group.leaves.len()
            && items.par_iter().zip(expected).with_min_len(SHARE_MIN).all(same);
        if !is_same {
            return Err(SubmitError::MemoryFault);
        }
        self.journal.append(&commit)?;
        Ok(commit)
    }
}

impl Group {
    /// Gives an admitted statement its place: index, time, prev and partitions in one step.
    fn sequence(
        &mut self,
        meaning: &mut Meaning,
        admitted: AdmittedStatement,
        id: StatementId,
        time: UnixMillis,
    ) -> Result<(), SubmitError> {
        let (statement, body) = admitted.into_parts();
        let body = body.ok_or(SubmitError::MemoryFault)?;
        let statement = statement.into_statement();
        let parts = meaning.parts(statement.header())?;
        let digest = statement.payload_digest();
        let tip = meaning.tip();
        let index = tip.size.next_index();
        let entry = match Entry::new(index, time, tip.chain, parts, statement) {
            Ok(entry) => entry,
            Err(error) => {
                let what = Refusal::Entry(error);
                self.verdicts.push(Step::Refused(Box::new(what)));
                return Ok(());
            }
        };
        let bytes = entry.encode();
        let applied = meaning.apply(&entry, &bytes, Some(body.body()))?;
        self.applied.withheld_entries.extend(applied.withheld_entries);
        self.applied.withheld_artifacts.extend(applied.withheld_artifacts);
        if let Says::Utterance(utterance) = body.body().says()
            && let Some(text) = &utterance.text
        {
            self.own_texts.push(text.to_string());
        }
        let receipt = Receipt { id, index, time: Some(time), size: index.size() };
        self.verdicts.push(Step::Sequenced(receipt));
        self.sequenced.push(Sequenced { entry: bytes, body: body.into_bytes(), digest });
        Ok(())
    }

    /// The leaf hashes of what was sequenced, and the tree with them.
    fn hash(&mut self) {
        let entries = self.sequenced.par_iter().with_min_len(SHARE_MIN);
        self.leaves = entries.map(|sequenced| leaf_hash(&sequenced.entry)).collect();
        self.leaves.iter().for_each(|leaf| self.frontier.push(*leaf));
    }
}

impl Step {
    pub(crate) fn verdict(self) -> Verdict {
        match self {
            Self::Sequenced(receipt) => Verdict::Accepted(receipt),
            Self::AlreadyThere(receipt) => Verdict::AlreadyThere(receipt),
            Self::Refused(refusal) => Verdict::Refused(refusal),
        }
    }
}

/// Public keys by thumbprint: a thumbprint is the key's hash, so where it was found does not matter.
#[derive(Default)]
pub(crate) struct GroupKeys {
    pub(crate) known: BTreeMap<[u8; 32], PublicKey>,
}

impl GroupKeys {
    /// Learns the keys that a body introduces.
    pub(crate) fn learn(&mut self, body: &SignedBody) {
        let mut add = |bytes: &[u8; 32]| {
            if let Ok(key) = PublicKey::parse(bytes) {
                self.known.insert(key.thumbprint().0, key);
            }
        };
        match body.body().says() {
            Says::Policy(policy) => {
                policy
                    .operator
                    .keys
                    .iter()
                    .chain(policy.recovery_keys.iter())
                    .for_each(|key| add(&key.0));
            }
            Says::Key(key) => {
                let (key, recovery) = match &**key {
                    Key::Grant(grant) => (&grant.key, &grant.recovery_key),
                    Key::Rotate(rotate) => (&rotate.key, &rotate.recovery_key),
                    Key::Revoke(_) => return,
                };
                add(&key.0);
                if let Some(recovery) = recovery {
                    add(&recovery.0);
                }
            }
            _ => {}
        }
    }

    /// Learns a key from the meaning, if it is there.
    pub(crate) fn look_up(
        &mut self,
        meaning: &Meaning,
        key: &Thumbprint,
    ) -> Result<(), bayan_store::view::ViewError> {
        if !self.known.contains_key(&key.0)
            && let Some(public) = meaning.key(&key.0)?.and_then(|history| history.public())
        {
            self.known.insert(key.0, public);
        }
        Ok(())
    }
}

/// Verifies a batch over all cores, each with a share large enough for its batch equation to pay.
pub(crate) fn verify_in_parallel(
    mut batch: Vec<(SignedStatement, PublicKey)>,
) -> Vec<Result<VerifiedStatement, StatementError>> {
    let shares = rayon::current_num_threads().max(1);
    let share = batch.len().div_ceil(shares).max(64);
    let mut parts = Vec::new();
    while !batch.is_empty() {
        let rest = batch.split_off(share.min(batch.len()));
        parts.push(batch);
        batch = rest;
    }
    parts.into_par_iter().flat_map_iter(verify_all).collect()
}

/// How many of the submissions fit one group.
fn group_len(submissions: &[Submission]) -> usize {
    let mut bytes = 0usize;
    let fits = submissions.iter().take(GROUP_MAX).take_while(|submission| {
        bytes =
            bytes.saturating_add(submission.statement.len()).saturating_add(submission.body.len());
        bytes <= GROUP_BYTES_MAX
    });
    // One submission always goes: its own limits are judged when it is parsed.
    fits.count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_bytes(statement: usize, body: usize) -> Submission {
        Submission { statement: vec![0; statement], body: vec![0; body] }
    }

    #[test]
    fn a_group_ends_at_its_limits() {
        for (count, expected) in [
            (1, 1),
            (GROUP_MAX - 1, GROUP_MAX - 1),
            (GROUP_MAX, GROUP_MAX),
            (GROUP_MAX + 1, GROUP_MAX),
        ] {
            assert_eq!(group_len(&vec![of_bytes(1, 1); count]), expected);
        }
        let half = GROUP_BYTES_MAX / 2;
        for (more, expected) in [(half - 3, 3), (half - 2, 3), (half - 1, 2), (half, 2)] {
            let submissions = [of_bytes(1, half), of_bytes(0, 1), of_bytes(1, more - 1)];
            assert_eq!(group_len(&submissions), expected, "{more}");
        }
        // One alone always goes, to be refused for what it is.
        let submissions = [of_bytes(0, GROUP_BYTES_MAX + 1), of_bytes(1, 1)];
        assert_eq!(group_len(&submissions), 1);
    }
}
