//! `policy`: the operator's rule. The first entry of every ledger is one; it holds no names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::{KeyBytes, PartyId};
use crate::limits;
use crate::list::{List, distinct};
use crate::part::{Fault, Part, Place, Rule, integer, parts};
use crate::text::Line;
use crate::value::no_members;
use crate::vocabulary::Appending;

/// The operator's rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Who may append.
    pub append: Appending,
    /// How far the clock may move.
    pub clock: Clock,
    /// The log's verifier keys (C2SP signed-note): Ed25519 and ML-DSA-44, in that order.
    pub log_vkeys: List<Line<{ limits::VKEY }>, 2, 2>,
    /// Who operates the ledger.
    pub operator: Operator,
    /// The origin line of the log (C2SP tlog-checkpoint).
    pub origin: Line<{ limits::ORIGIN }>,
    /// The key that signs receipts.
    pub receipt_key: KeyBytes,
    /// Keys that may say since when another key was compromised.
    #[serde(default, skip_serializing_if = "no_members")]
    pub recovery_keys: List<KeyBytes, 0, { limits::POLICY_KEYS }>,
    /// Whose cosignatures a checkpoint needs.
    pub witnesses: Witnesses,
}

parts!(Policy { clock, log_vkeys, operator, witnesses }, Policy::rule);

impl Policy {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        distinct(&self.log_vkeys, at.field("log_vkeys"))?;
        distinct(&self.recovery_keys, at.field("recovery_keys"))?;
        // Note, receipt and statement keys are different keys.
        if self.operator.keys.contains(&self.receipt_key)
            || self.recovery_keys.contains(&self.receipt_key)
        {
            let why = "must be no statement key";
            return Err(Rule::Unfit { field: "receipt_key", why }.at(at));
        }
        Ok(())
    }
}

/// Who operates the ledger. The party may be described by a later entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// Its keys.
    pub keys: List<KeyBytes, 1, { limits::POLICY_KEYS }>,
    /// Its party.
    pub party: PartyId,
}

// The operator's party is declared here for the first time, so it is no reference.
parts!(Operator {}, Operator::rule);

impl Operator {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        distinct(&self.keys, at.field("keys"))
    }
}

/// Whose cosignatures a checkpoint needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Witnesses {
    /// How many of them; 0 for none.
    pub quorum: u16,
    /// Their verifier keys (C2SP tlog-cosignature).
    #[serde(default, skip_serializing_if = "no_members")]
    pub vkeys: List<Line<{ limits::VKEY }>, 0, { limits::WITNESSES }>,
}

parts!(Witnesses { vkeys }, Witnesses::rule);

impl Witnesses {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        distinct(&self.vkeys, at.field("vkeys"))?;
        if usize::from(self.quorum) > self.vkeys.len() {
            let why = "asks for more witnesses than there are";
            return Err(Rule::Unfit { field: "quorum", why }.at(at));
        }
        Ok(())
    }
}

/// How far the sequencer's clock may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// The furthest that one entry's time may lie after the last one's, in milliseconds, before an operator
    /// must confirm; 0 for no limit.
    pub max_jump_ms: u64,
}

impl Part for Clock {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        integer(self.max_jump_ms, at.field("max_jump_ms"))
    }
}
