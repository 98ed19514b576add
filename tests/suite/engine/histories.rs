//! Lives of keys, as data: who granted, rotated, revoked and signed what in which order, and what has to come of it.
//!
//! A step is by a key, `party` or `party-number`, and does one thing: `grant`, `rotate`, `revoke`, `record` or `policy`.
//! It is accepted, or refused for the reason that `refused` names. A history may say how each key stands at its end, and
//! which steps that it signed are disputed. Histories whose every step is accepted are in `valid.toml`, the others in
//! `invalid.toml`.

use std::collections::BTreeMap;

use bayan_claim::Kind;
use bayan_claim::vocabulary::Usage;
use bayan_ledger::Verdict;
use bayan_ledger::meaning::keys::Ending;
use bayan_proof::num::Index;
use bayan_tests::{Signer, TestLedger, incident, party, party_id, says};
use serde::Deserialize;
use serde_json::{Value, json};

use super::stage::history;

const VALID: &str = include_str!("histories/valid.toml");
const INVALID: &str = include_str!("histories/invalid.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Histories {
    history: Vec<History>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    /// What it shows.
    shows: String,
    /// The recovery keys of the founding policy.
    #[serde(default)]
    recovery_keys: Vec<String>,
    /// Who may append by it.
    append: Option<String>,
    step: Vec<Step>,
    #[serde(default)]
    then: Vec<Then>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    /// What later steps call it.
    name: Option<String>,
    by: String,
    /// Why it is refused; accepted without.
    refused: Option<String>,

    /// The key that is granted.
    grant: Option<String>,
    #[serde(default)]
    usages: Vec<Usage>,
    #[serde(default)]
    offices: Vec<String>,
    /// The recovery key that is named for it, or for what a key is rotated to.
    recovery: Option<String>,
    /// Who signs that the new key is held, if it is not that key.
    held_by: Option<String>,
    /// To whom the new key promised itself, if it is not whoever signs.
    promised_to: Option<String>,

    /// The key that is rotated, and to which.
    rotate: Option<String>,
    to: Option<String>,

    /// The key that is revoked, why, and since which step it was compromised.
    revoke: Option<String>,
    why: Option<String>,
    since: Option<String>,

    /// An incident.
    record: Option<String>,

    /// A policy with these keys of the operator.
    policy: Option<Vec<String>>,
    /// And with these recovery keys.
    #[serde(default)]
    recovery_keys: Vec<String>,
}

/// How a key stands at the end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Then {
    key: String,
    /// `in_force`, `rotated`, `revoked`, `dropped` or `fallen`.
    is: String,
    #[serde(default)]
    disputed: Vec<String>,
    #[serde(default)]
    undisputed: Vec<String>,
}

fn signer(key: &str) -> Signer {
    match key.split_once('-') {
        None => Signer::new(key, 1),
        Some((party, number)) => Signer::new(party, number.parse().unwrap()),
    }
}

fn party_of(key: &str) -> &str {
    key.split_once('-').map_or(key, |(party, _)| party)
}

impl History {
    fn found(&self) -> TestLedger {
        let keys: Vec<_> = self.recovery_keys.iter().map(|key| signer(key).key_bytes()).collect();
        let mut ledger = TestLedger::found_as("log.example/histories", |policy| {
            if !keys.is_empty() {
                policy["recovery_keys"] = json!(keys);
            }
            if let Some(append) = &self.append {
                policy["append"] = json!(append);
            }
        });
        let mut parties: Vec<&str> = self
            .step
            .iter()
            .flat_map(|step| [Some(&step.by), step.grant.as_ref()])
            .flatten()
            .map(|key| party_of(key))
            .chain(self.step.iter().flat_map(|step| step.offices.iter().map(String::as_str)))
            .filter(|party| *party != "operator")
            .collect();
        parties.sort_unstable();
        parties.dedup();
        for name in parties {
            ledger.record(Kind::Party, &party(name, "organisation"));
        }
        ledger
    }

    /// Runs it, and tells how many steps were refused.
    fn run(&self) -> usize {
        let shows = &self.shows;
        let mut ledger = self.found();
        let mut places: BTreeMap<&str, Index> = BTreeMap::new();
        let mut refused = 0;
        for (number, step) in self.step.iter().enumerate() {
            let (kind, fields) = step.says(&mut ledger, &places);
            let by = signer(&step.by);
            let statement = ledger.sign_by(&by, &says(kind, &fields), None);
            let verdict = ledger.offer(&statement).unwrap();
            let found = match &verdict {
                Verdict::Accepted(receipt) => {
                    places.extend(step.name.as_deref().map(|name| (name, receipt.index)));
                    None
                }
                Verdict::Refused(refusal) => {
                    let text = format!("{refusal:?}");
                    let end = text.find(|letter: char| !letter.is_alphanumeric());
                    Some(text[..end.unwrap_or(text.len())].to_owned())
                }
                Verdict::AlreadyThere(receipt) => panic!("{shows}: {receipt:?}"),
            };
            assert_eq!(found, step.refused, "{shows}: step {number}: {verdict:?}");
            refused += usize::from(found.is_some());
        }
        self.check(&mut ledger, &places);
        // And so it is when all of it is folded again from the log.
        ledger.engine().rebuild().unwrap();
        self.check(&mut ledger, &places);
        assert_eq!(ledger.check().faults, [], "{shows}");
        refused
    }

    fn check(&self, ledger: &mut TestLedger, places: &BTreeMap<&str, Index>) {
        for then in &self.then {
            let history = history(ledger, &signer(&then.key));
            let is = match history.ended.as_ref().map(|ended| ended.how) {
                None => "in_force",
                Some(Ending::Rotated) => "rotated",
                Some(Ending::Revoked) => "revoked",
                Some(Ending::Dropped) => "dropped",
                Some(Ending::Fallen) => "fallen",
            };
            assert_eq!(is, then.is, "{}: {}", self.shows, then.key);
            for (names, expected) in [(&then.disputed, true), (&then.undisputed, false)] {
                for name in names {
                    let is_disputed = history.disputed_at(places[name.as_str()]);
                    assert_eq!(is_disputed, expected, "{}: {} at {name}", self.shows, then.key);
                }
            }
        }
    }
}

impl Step {
    fn says(&self, ledger: &mut TestLedger, places: &BTreeMap<&str, Index>) -> (Kind, Value) {
        let by = signer(&self.by);
        let promised_to = self.promised_to.as_deref().map_or(by, signer);
        let whats = [&self.grant, &self.rotate, &self.revoke, &self.record];
        let count = whats.iter().filter(|what| what.is_some()).count();
        assert_eq!(count + usize::from(self.policy.is_some()), 1, "one thing a step: {self:?}");
        if let Some(name) = &self.record {
            return (Kind::Incident, incident(name));
        }
        if let Some(key) = &self.grant {
            let offices: Vec<_> = self.offices.iter().map(|name| party_id(name)).collect();
            let new = signer(key);
            let mut fields = ledger.grant(&promised_to, &new, &self.usages, &offices);
            let other = self.held_by.as_deref().map(signer);
            if let Some(other) = other {
                // What it signs names the same party and is right but for who signs.
                let others = other.of(new.party);
                let forged = ledger.grant(&promised_to, &others, &self.usages, &offices);
                fields["grant"]["possession"] = forged["grant"]["possession"].clone();
            }
            self.name_recovery(&mut fields["grant"]);
            return (Kind::Key, fields);
        }
        if let Some(old) = &self.rotate {
            let to = signer(self.to.as_deref().expect("a rotation names its new key"));
            let mut fields = ledger.rotation(&promised_to, &signer(old), &to);
            if let Some(other) = &self.held_by {
                let forged = ledger.rotation(&promised_to, &signer(old), &signer(other));
                fields["rotate"]["possession"] = forged["rotate"]["possession"].clone();
            }
            self.name_recovery(&mut fields["rotate"]);
            return (Kind::Key, fields);
        }
        if let Some(key) = &self.revoke {
            let why = self.why.as_deref().unwrap_or("compromised");
            let mut fields = json!({"revoke": {"key": signer(key).thumbprint(), "why": why}});
            if let Some(since) = &self.since {
                let at = places.get(since.as_str()).copied();
                let at = at.unwrap_or_else(|| Index(since.parse().expect("a step or an index")));
                fields["revoke"]["compromised_since"] = json!(at);
            }
            return (Kind::Key, fields);
        }
        let mut policy = serde_json::to_value(ledger.reader().founding_policy()).unwrap();
        let bytes = |keys: &[String]| -> Vec<_> {
            keys.iter().map(|key| signer(key).key_bytes()).collect()
        };
        policy["operator"]["keys"] = json!(bytes(self.policy.as_deref().unwrap_or_default()));
        if !self.recovery_keys.is_empty() {
            policy["recovery_keys"] = json!(bytes(&self.recovery_keys));
        }
        (Kind::Policy, policy)
    }

    fn name_recovery(&self, act: &mut Value) {
        if let Some(key) = &self.recovery {
            act["recovery_key"] = json!(signer(key).key_bytes());
        }
    }
}

fn all(text: &str) -> Vec<History> {
    let Histories { history } = toml::from_str(text).unwrap();
    assert!(history.len() >= 30, "{} histories", history.len());
    history
}

#[test]
fn what_is_rightly_done_with_keys_is_accepted() {
    for history in all(VALID) {
        assert_eq!(history.run(), 0, "{}", history.shows);
        assert!(!history.then.is_empty(), "{}: it ends somehow", history.shows);
    }
}

#[test]
fn what_is_wrongly_done_with_keys_is_refused() {
    for history in all(INVALID) {
        assert!(history.run() > 0, "{}", history.shows);
    }
}
