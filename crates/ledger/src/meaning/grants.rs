//! Who may grant, rotate and revoke keys, and what each act does; the policy's own keys included.

use std::sync::PoisonError;

use bayan_claim::id::{KeyBytes, KeyThumbprint};
use bayan_claim::kind::{Key, Policy, Possession};
use bayan_claim::vocabulary::Usage;
use bayan_proof::key::{PublicKey, Thumbprint};
use bayan_proof::note::{NoteKey, Vkey};
use bayan_proof::num::Index;
use bayan_proof::signature::{self, Signature};
use bayan_proof::statement::Header;
use bayan_store::view::ViewError;

use super::Meaning;
use super::judge::JudgeError;
use super::keys::{Ended, Ending, KeyHistory, thumbprint};
use crate::refusal::Refusal;
use crate::rows;

impl Meaning {
    /// A later policy keeps the ledger's identity; every key it lists can be enrolled and is of one party.
    pub(super) fn check_policy(&self, policy: &Policy) -> Result<(), JudgeError> {
        if policy.origin.as_str() != self.tip.origin {
            let what = format!(
                "names the origin {:?}, and this is {:?}",
                policy.origin.as_str(),
                self.tip.origin
            );
            return Err(Refusal::Policy { what }.into());
        }
        if let Some((current, _)) = &self.tip.policy {
            if current.operator.party != policy.operator.party {
                return Err(Refusal::Policy {
                    what: "cannot hand the ledger to another party".to_owned(),
                }
                .into());
            }
            if current.log_vkeys != policy.log_vkeys || current.receipt_key != policy.receipt_key {
                let what =
                    "cannot change the log's or the receipts' keys in this version".to_owned();
                return Err(Refusal::Policy { what }.into());
            }
        }
        for vkey in &policy.witnesses.vkeys {
            let text = vkey.to_string();
            let what = match Vkey::parse(&text).map(|vkey| vkey.key().clone()) {
                Ok(NoteKey::CosignatureEd25519(_) | NoteKey::MlDsa44(_)) => continue,
                Ok(NoteKey::Ed25519(_)) => "its key signs as a log does".to_owned(),
                Err(error) => error.to_string(),
            };
            let what = format!("names the witness {text:?}, which is no witness's vkey: {what}");
            return Err(Refusal::Policy { what }.into());
        }
        let party = policy.operator.party.to_string();
        for key in policy.operator.keys.iter().chain(policy.recovery_keys.iter()) {
            let key = enrolled(&key.0)?;
            if let Some(history) = self.key(&key.thumbprint().0)?
                && history.party != party
            {
                return Err(already_granted(key.thumbprint(), &history).into());
            }
        }
        Ok(())
    }

    pub(super) fn check_key(
        &self,
        header: &Header,
        signer: &KeyHistory,
        act: &Key,
    ) -> Result<(), JudgeError> {
        match act {
            Key::Grant(grant) => {
                self.check_recovery_key(grant.recovery_key.as_ref(), &grant.party.to_string())?;
                let message = Possession::Grant {
                    aud: self.audience(),
                    party: grant.party,
                    usages: &grant.usages,
                    offices: &grant.offices,
                    grantor: KeyThumbprint(header.kid.0),
                };
                self.check_new_key(&grant.key.0, &message.message(), &grant.possession.0)
            }
            Key::Rotate(rotate) => {
                let old = self.living_key(rotate.old.0)?;
                if !(covers(header, signer, rotate.old.0, &old) || signer.may(Usage::Operate)) {
                    return Err(not_yours(rotate.old.0, &old, "rotate").into());
                }
                self.check_recovery_key(rotate.recovery_key.as_ref(), &old.party)?;
                let message = Possession::Rotate {
                    aud: self.audience(),
                    old: rotate.old,
                    grantor: KeyThumbprint(header.kid.0),
                };
                self.check_new_key(&rotate.key.0, &message.message(), &rotate.possession.0)
            }
            Key::Revoke(revoke) => {
                let key = Thumbprint(revoke.key.0);
                let history = self.key(&revoke.key.0)?.ok_or(Refusal::UnknownKey { key })?;
                let operator = signer.may(Usage::Operate);
                let recovery = self.recovers(header, signer, &history);
                // Whoever stole a key may have ended it: that it was compromised can be said all the same, once.
                let disputes = revoke.compromised_since.is_some() && (operator || recovery);
                if let Some(ended) = &history.ended
                    && !(disputes && ended.compromised_since.is_none())
                {
                    return Err(
                        Refusal::KeyEnded { key, how: ended.how.words(), at: ended.at }.into()
                    );
                }
                let holder = covers(header, signer, revoke.key.0, &history);
                if !(operator || recovery || holder) {
                    return Err(not_yours(revoke.key.0, &history, "revoke").into());
                }
                if let Some(since) = revoke.compromised_since {
                    if !(operator || recovery) {
                        return Err(Refusal::CompromiseNeedsRecoveryKey { key }.into());
                    }
                    if since < history.granted || since > self.tip.size.next_index() {
                        let granted = history.granted;
                        return Err(Refusal::CompromiseOutsideLife { key, granted, since }.into());
                    }
                }
                Ok(())
            }
        }
    }

    /// Whether the signer is the recovery key of this key: named at its grant, or by the policy for the operator's.
    fn recovers(&self, header: &Header, signer: &KeyHistory, history: &KeyHistory) -> bool {
        let of_policy = self.tip.policy.as_ref().is_some_and(|(policy, _)| {
            let of_operator = history.party == policy.operator.party.to_string();
            let named = policy.recovery_keys.iter().filter_map(|key| PublicKey::parse(&key.0).ok());
            of_operator && named.into_iter().any(|key| key.thumbprint() == header.kid)
        });
        signer.recovers && (of_policy || history.recovery_key == Some(header.kid.to_string()))
    }

    /// The history of a key that has not ended.
    fn living_key(&self, bytes: [u8; 32]) -> Result<KeyHistory, JudgeError> {
        let key = Thumbprint(bytes);
        let history = self.key(&bytes)?.ok_or(Refusal::UnknownKey { key })?;
        match &history.ended {
            Some(ended) => {
                Err(Refusal::KeyEnded { key, how: ended.how.words(), at: ended.at }.into())
            }
            None => Ok(history),
        }
    }

    /// The new key can be enrolled, was never granted, and signed its own grant.
    fn check_new_key(
        &self,
        key: &[u8; 32],
        message: &[u8],
        possession: &[u8; 64],
    ) -> Result<(), JudgeError> {
        let key = self.enrolled(key)?;
        if let Some(history) = self.key(&key.thumbprint().0)? {
            return Err(already_granted(key.thumbprint(), &history).into());
        }
        signature::verify(&key, message, &Signature(*possession))
            .map_err(|_| Refusal::PossessionMissing { key: key.thumbprint() }.into())
    }

    /// A recovery key is new, or recovers for the same party already.
    fn check_recovery_key(&self, key: Option<&KeyBytes>, party: &str) -> Result<(), JudgeError> {
        let Some(key) = key else { return Ok(()) };
        let key = self.enrolled(&key.0)?;
        match self.key(&key.thumbprint().0)? {
            Some(history) if !(history.recovers && history.party == party) => {
                Err(already_granted(key.thumbprint(), &history).into())
            }
            Some(_) | None => Ok(()),
        }
    }

    /// A statement key that can be enrolled: note, receipt and statement keys are different keys.
    fn enrolled(&self, bytes: &[u8; 32]) -> Result<PublicKey, Refusal> {
        let policy = self.tip.policy.as_ref().map(|(policy, _)| policy);
        if policy.is_some_and(|policy| policy.receipt_key.0 == *bytes) {
            return Err(Refusal::BadKey { reason: "it signs receipts".to_owned() });
        }
        enrolled(bytes)
    }

    fn audience(&self) -> &str {
        self.tip.audience.as_deref().unwrap_or(&self.tip.origin)
    }

    /// The operator's keys are those of the policy in force: new ones begin, missing ones end.
    pub(super) fn apply_policy(
        &mut self,
        policy: &Policy,
        index: Index,
        signer: &Thumbprint,
    ) -> Result<(), ViewError> {
        let party = policy.operator.party.to_string();
        if let Some((old, _)) = self.tip.policy.take() {
            for key in old.operator.keys.iter().filter(|key| !policy.operator.keys.contains(key)) {
                if let Ok(key) = PublicKey::parse(&key.0) {
                    self.end(
                        key.thumbprint().0,
                        Ended { at: index, how: Ending::Dropped, compromised_since: None },
                    )?;
                }
            }
        }
        for key in policy.operator.keys.iter().filter_map(|key| PublicKey::parse(&key.0).ok()) {
            if self.key(&key.thumbprint().0)?.is_none() {
                let mut history = KeyHistory::new(&party, &key, index);
                history.usages = vec![Usage::Record, Usage::Speak, Usage::Operate];
                if index == Index(0) {
                    self.put_key(key.thumbprint().0, &history);
                } else {
                    // A key that a compromised operator key put into the policy falls with it.
                    self.grant(key.thumbprint(), history, signer)?;
                }
            }
        }
        for key in policy.recovery_keys.iter().filter_map(|key| PublicKey::parse(&key.0).ok()) {
            self.put_recovery_key(&party, &key, index)?;
        }
        let row =
            serde_json::to_vec(&(policy, index)).expect("a parsed policy has only string keys");
        self.rows.put(rows::POLICY.to_vec(), row);
        self.tip.policy = Some((policy.clone(), index));
        Ok(())
    }

    pub(super) fn apply_key(
        &mut self,
        act: &Key,
        index: Index,
        signer: &Thumbprint,
    ) -> Result<(), ViewError> {
        match act {
            Key::Grant(grant) => {
                let Ok(key) = PublicKey::parse(&grant.key.0) else { return Ok(()) };
                let party = grant.party.to_string();
                let mut history = KeyHistory::new(&party, &key, index);
                history.usages = grant.usages.to_vec();
                history.offices = grant.offices.iter().map(ToString::to_string).collect();
                if let Some(recovery) = grant
                    .recovery_key
                    .as_ref()
                    .and_then(|recovery| PublicKey::parse(&recovery.0).ok())
                {
                    history.recovery_key = Some(recovery.thumbprint().to_string());
                    self.put_recovery_key(&party, &recovery, index)?;
                }
                self.grant(key.thumbprint(), history, signer)
            }
            Key::Rotate(rotate) => {
                let Ok(key) = PublicKey::parse(&rotate.key.0) else { return Ok(()) };
                let Some(old) = self.key(&rotate.old.0)? else { return Ok(()) };
                let mut history = KeyHistory::new(&old.party, &key, index);
                history.usages.clone_from(&old.usages);
                history.offices.clone_from(&old.offices);
                history.recovery_key.clone_from(&old.recovery_key);
                if let Some(recovery) = rotate
                    .recovery_key
                    .as_ref()
                    .and_then(|recovery| PublicKey::parse(&recovery.0).ok())
                {
                    history.recovery_key = Some(recovery.thumbprint().to_string());
                    self.put_recovery_key(&old.party, &recovery, index)?;
                }
                self.grant(key.thumbprint(), history, signer)?;
                self.end(
                    rotate.old.0,
                    Ended { at: index, how: Ending::Rotated, compromised_since: None },
                )
            }
            Key::Revoke(revoke) => {
                let compromised_since = revoke.compromised_since;
                self.end(
                    revoke.key.0,
                    Ended { at: index, how: Ending::Revoked, compromised_since },
                )?;
                if let Some(since) = compromised_since {
                    self.fall(revoke.key.0, since, index)?;
                }
                Ok(())
            }
        }
    }

    /// Keys that a compromised key granted from `since` on fall with it, and what those granted.
    fn fall(&mut self, root: [u8; 32], since: Index, at: Index) -> Result<(), ViewError> {
        let mut compromised = vec![root];
        while let Some(key) = compromised.pop() {
            let granted = self.key(&key)?.map(|history| history.granted_keys).unwrap_or_default();
            for child in granted.iter().filter_map(|text| thumbprint(text)) {
                let Some(history) = self.key(&child.0)? else { continue };
                // Grants before the compromise stand; and a key falls once.
                let fell = matches!(&history.ended, Some(ended) if ended.how == Ending::Fallen);
                if history.granted >= since && !fell {
                    let disputed = Some(history.granted);
                    self.end(
                        child.0,
                        Ended { at, how: Ending::Fallen, compromised_since: disputed },
                    )?;
                    compromised.push(child.0);
                }
            }
        }
        Ok(())
    }

    fn grant(
        &mut self,
        key: Thumbprint,
        mut history: KeyHistory,
        by: &Thumbprint,
    ) -> Result<(), ViewError> {
        history.granted_by = Some(by.to_string());
        self.put_key(key.0, &history);
        if let Some(mut granter) = self.key(&by.0)? {
            granter.granted_keys.push(key.to_string());
            self.put_key(by.0, &granter);
        }
        Ok(())
    }

    fn end(&mut self, key: [u8; 32], ended: Ended) -> Result<(), ViewError> {
        let Some(mut history) = self.key(&key)? else { return Ok(()) };
        match &mut history.ended {
            None => history.ended = Some(ended),
            // A key ends once. That it was compromised, or fell with the key that granted it, can be said later.
            Some(before) => {
                if ended.how == Ending::Fallen {
                    before.how = Ending::Fallen;
                }
                before.compromised_since = before.compromised_since.or(ended.compromised_since);
            }
        }
        self.put_key(key, &history);
        Ok(())
    }

    fn put_recovery_key(
        &mut self,
        party: &str,
        key: &PublicKey,
        index: Index,
    ) -> Result<(), ViewError> {
        if self.key(&key.thumbprint().0)?.is_none() {
            let mut history = KeyHistory::new(party, key, index);
            history.recovers = true;
            self.put_key(key.thumbprint().0, &history);
        }
        Ok(())
    }

    fn put_key(&mut self, key: [u8; 32], history: &KeyHistory) {
        let row = serde_json::to_vec(history).expect("a key history has only string keys");
        self.rows.put(rows::key(&key), row);
        self.signing.get_mut().unwrap_or_else(PoisonError::into_inner).remove(&key);
    }
}

fn enrolled(bytes: &[u8; 32]) -> Result<PublicKey, Refusal> {
    PublicKey::parse(bytes).map_err(|error| Refusal::BadKey { reason: error.to_string() })
}

/// Whether the signer may end a key as its holder: with the key itself, or with one of the same party that has at least
/// its rights. A lesser key of the party must not take over a greater one.
fn covers(header: &Header, signer: &KeyHistory, key: [u8; 32], history: &KeyHistory) -> bool {
    let same_party = signer.party == history.party && !signer.recovers;
    let same_rights = history.usages.iter().all(|usage| signer.may(*usage))
        && history.offices.iter().all(|office| signer.offices.contains(office));
    header.kid.0 == key || (same_party && same_rights && !history.recovers)
}

fn already_granted(key: Thumbprint, history: &KeyHistory) -> Refusal {
    Refusal::KeyAlreadyGranted { key, party: history.party.clone(), at: history.granted }
}

fn not_yours(key: [u8; 32], history: &KeyHistory, what: &'static str) -> Refusal {
    Refusal::NotYourKeyToEnd { key: Thumbprint(key), party: history.party.clone(), what }
}
