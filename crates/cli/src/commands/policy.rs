//! `bayan policy`: the operator's rule, shown and changed.

use bayan_claim::Kind;
use bayan_claim::kind::Policy as Rule;
use bayan_claim::vocabulary::Appending;
use bayan_ledger::keystore::KeyStore;
use bayan_proof::num::Index;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::authoring::{Draft, Session, WriteArgs, append_with};
use crate::commands::key::public_key;
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::ui::{Format, Tone};

/// Show the ledger's policy, or change it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan policy
  bayan policy set --append operator_only
  bayan policy set --add-operator-key operator-2 --remove-operator-key operator
  bayan policy set --max-clock-jump-ms 86400000

The origin, the operator's party and the log's and receipts' keys stay as they were founded.")]
pub struct Policy {
    /// What to do [default: show the policy in force].
    #[command(subcommand)]
    command: Option<PolicyCommand>,
}

#[derive(Debug, Subcommand)]
enum PolicyCommand {
    /// Show the policy in force
    Show,
    /// Append a policy that differs from the one in force in what you name
    Set(SetPolicy),
}

#[derive(Debug, Args)]
struct SetPolicy {
    /// Who may append: `granted_keys` or `operator_only`
    #[arg(long, value_name = "RULE")]
    append: Option<Appending>,
    /// How far the clock may jump between two entries, in milliseconds; 0 for no limit
    #[arg(long, value_name = "MS")]
    max_clock_jump_ms: Option<u64>,
    /// A further operator key: its name in the key folder, or the public key in hex; may be repeated
    #[arg(long, value_name = "NAME|HEX")]
    add_operator_key: Vec<String>,
    /// An operator key that ends; may be repeated
    #[arg(long, value_name = "NAME|HEX")]
    remove_operator_key: Vec<String>,
    /// A further key that may say since when another was compromised; may be repeated
    #[arg(long, value_name = "NAME|HEX")]
    add_recovery_key: Vec<String>,
    /// A recovery key that the policy no longer names; may be repeated
    #[arg(long, value_name = "NAME|HEX")]
    remove_recovery_key: Vec<String>,
    /// A witness whose cosignature counts, as its vkey: replaces those that are there; may be repeated
    #[arg(long = "witness", value_name = "VKEY")]
    witnesses: Vec<String>,
    /// How many witnesses a checkpoint needs
    #[arg(long, value_name = "N")]
    quorum: Option<u16>,
    /// Signing.
    #[command(flatten)]
    write: WriteArgs,
}

impl Policy {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        match &self.command {
            None | Some(PolicyCommand::Show) => show(context),
            Some(PolicyCommand::Set(set)) => set.run(context),
        }
    }
}

fn show(context: &mut Context) -> Outcome {
    let reader = context.reader()?;
    let meaning = context.meaning(&reader)?;
    let (policy, index) = in_force(meaning.tip().policy.as_ref())?;
    if context.ui.format == Format::Json {
        context.ui.json(&json!({ "entry": index, "policy": policy }))?;
        return Ok(Exit::Ok);
    }
    let title = context.ui.paint(Tone::Strong, policy.origin.as_str());
    context.ui.line(format!("{title}  policy of entry {index}"));
    context.ui.line(format!("  append      {}", policy.append));
    context.ui.line(format!("  operator    {}", policy.operator.party));
    let mut keys = |label: &str, keys: &[bayan_claim::id::KeyBytes]| {
        for key in keys {
            context.ui.line(format!("  {label:11} {key}"));
        }
    };
    keys("key", &policy.operator.keys);
    keys("recovery", &policy.recovery_keys);
    keys("receipts", &[policy.receipt_key]);
    let jump = match policy.clock.max_jump_ms {
        0 => "any".to_owned(),
        milliseconds => format!("{milliseconds} ms"),
    };
    context.ui.line(format!("  clock jump  {jump}"));
    context.ui.line(format!(
        "  witnesses   {} of {}",
        policy.witnesses.quorum,
        policy.witnesses.vkeys.len()
    ));
    Ok(Exit::Ok)
}

fn in_force(policy: Option<&(Rule, Index)>) -> Result<&(Rule, Index), Failure> {
    policy.ok_or_else(|| Failure::bare(Exit::Bad, "the ledger has no policy"))
}

impl SetPolicy {
    fn run(&self, context: &mut Context) -> Outcome {
        append_with(context, "policy set", &self.write, |session, _| {
            let (policy, _) = in_force(session.ledger.meaning().tip().policy.as_ref())?;
            let before = serde_json::to_value(policy)
                .map_err(|error| Failure::bare(Exit::Internal, error))?;
            let after = self.changed(before.clone(), &Context::keys_of(session.ledger.dir()))?;
            if before == after {
                return Err(Failure::new(
                    Exit::Usage,
                    "this is the policy in force",
                    "say what to change: `bayan help policy set`",
                ));
            }
            check_own_key(session, &after)?;
            Ok(vec![Draft::new(Kind::Policy, after)])
        })
    }

    fn changed(&self, mut policy: Value, store: &KeyStore) -> Result<Value, Failure> {
        if let Some(append) = self.append {
            put(&mut policy, "/append", json!(append.name()));
        }
        if let Some(milliseconds) = self.max_clock_jump_ms {
            put(&mut policy, "/clock/max_jump_ms", json!(milliseconds));
        }
        let keys = |names: &[String]| {
            names.iter().map(|name| public_key(store, name)).collect::<Result<Vec<_>, _>>()
        };
        let operator =
            ("operator", "keys", keys(&self.add_operator_key)?, keys(&self.remove_operator_key)?);
        let recovery =
            ("", "recovery_keys", keys(&self.add_recovery_key)?, keys(&self.remove_recovery_key)?);
        for (object, list, add, remove) in [operator, recovery] {
            let holder = if object.is_empty() { Some(&mut policy) } else { policy.get_mut(object) };
            let Some(holder) = holder.and_then(Value::as_object_mut) else { continue };
            let mut members: Vec<Value> =
                holder.get(list).and_then(Value::as_array).cloned().unwrap_or_default();
            for key in remove {
                if !members.contains(&json!(key)) {
                    return Err(Failure::new(
                        Exit::Usage,
                        format!("the policy does not name key {key}"),
                        "`bayan policy` shows it",
                    ));
                }
                members.retain(|member| *member != json!(key));
            }
            for key in add {
                if !members.contains(&json!(key)) {
                    members.push(json!(key));
                }
            }
            holder.insert(list.to_owned(), Value::Array(members));
        }
        if !self.witnesses.is_empty()
            && let Some(witnesses) = policy.get_mut("witnesses").and_then(Value::as_object_mut)
        {
            witnesses.insert("vkeys".to_owned(), json!(self.witnesses));
        }
        if let Some(quorum) = self.quorum {
            put(&mut policy, "/witnesses/quorum", json!(quorum));
        }
        // No list of none stands on the wire.
        Ok(crate::wire::without_nothing(policy))
    }
}

fn put(policy: &mut Value, pointer: &str, value: Value) {
    if let Some(place) = policy.pointer_mut(pointer) {
        *place = value;
    }
}

/// A policy that ends every operator key whose secret is here would lock its operator out.
fn check_own_key(session: &Session, policy: &Value) -> Result<(), Failure> {
    let store = Context::keys_of(session.ledger.dir());
    let cards = store.list().map_err(|error| crate::context::key_failure(&error))?;
    let keys = policy.pointer("/operator/keys").and_then(Value::as_array);
    let is_here =
        keys.into_iter().flatten().any(|key| cards.iter().any(|card| json!(card.public) == *key));
    if is_here {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Usage,
        "none of the operator keys of that policy is in the key folder: nobody here could change it again",
        "keep one that is here, or append it where the new key is",
    ))
}
