//! Every reason to refuse a statement, each with the statement that is refused for it.

mod form;
mod keys;
mod references;
mod rights;
mod sources;

use bayan_claim::vocabulary::Usage;
use bayan_claim::{Kind, Says};
use bayan_ledger::{Refusal, Submission, Verdict};
use bayan_proof::cose::{Sign1, sig_structure};
use bayan_proof::hash::Blake3;
use bayan_proof::num::Index;
use bayan_proof::statement::{Draft, UnixSeconds};
use bayan_tests::{Signer, TestLedger, body, incident_id, party_id, says};
use serde_json::{Value, json};

use super::stage::{Stage, incident, party, reading, silence, thing};

/// A ledger where everything that can be refused has what it needs to come so far.
struct Set {
    stage: Stage,
    /// Recorded once, and was revoked.
    dave: Signer,
    /// Was never let in.
    mallory: Signer,
    /// Was captured, and is withheld.
    withheld: &'static str,
}

struct Case {
    name: &'static str,
    make: fn(&mut Set) -> Submission,
    is: fn(&Refusal) -> bool,
}

impl Set {
    fn new() -> Self {
        let mut stage = Stage::new();
        let (dave, mallory) = (Signer::new("dave", 1), Signer::new("mallory", 1));
        let ledger = &mut stage.ledger;
        let operator = ledger.operator;
        ledger.record(Kind::Party, &party("dave", "person"));
        let grant = ledger.grant(&operator, &dave, &[Usage::Record], &[]);
        ledger.record(Kind::Key, &grant);
        ledger.record(
            Kind::Key,
            &json!({"revoke": {"key": dave.thumbprint(), "why": "left_office"}}),
        );
        let mut mood = thing("mood", "system");
        mood["is"] = json!({"facet": {
            "name": "context.mood", "spec": {"about": "How people feel", "value": "text"},
        }});
        ledger.record(Kind::Thing, &mood);
        let withheld = "A list of names that nobody may see.";
        let digest = ledger.capture(withheld);
        ledger.record(
            Kind::Redaction,
            &json!({
                "authority": operator.party, "artifacts": [digest], "why": "leaked_content",
            }),
        );
        let named = ledger.sign(&says(Kind::Incident, &incident("named")), Some("my 1"));
        assert!(matches!(ledger.offer(&named), Ok(Verdict::Accepted(_))));
        Self { stage, dave, mallory, withheld }
    }

    fn ledger(&mut self) -> &mut TestLedger {
        &mut self.stage.ledger
    }

    /// Alice's statement that says this.
    fn alice(&mut self, kind: Kind, fields: &Value) -> Submission {
        let alice = self.stage.alice;
        self.ledger().sign_by(&alice, &says(kind, fields), None)
    }

    fn bob(&mut self, kind: Kind, fields: &Value) -> Submission {
        let bob = self.stage.bob;
        self.ledger().sign_by(&bob, &says(kind, fields), None)
    }

    fn operator(&mut self, kind: Kind, fields: &Value) -> Submission {
        self.ledger().sign(&says(kind, fields), None)
    }

    /// Alice's statement for no ledger in particular.
    fn unaddressed(&mut self, kind: Kind, fields: &Value) -> Submission {
        let operator = self.ledger().operator;
        self.ledger().sign_for(&operator, &says(kind, fields), None, None)
    }

    /// Alice's reading with one change.
    fn reading(&mut self, change: fn(&mut Value)) -> Submission {
        let mut fields = reading(self.stage.alice);
        change(&mut fields);
        self.alice(Kind::Utterance, &fields)
    }

    /// Alice's silence with one change.
    fn silence(&mut self, change: fn(&mut Value)) -> Submission {
        let mut fields = silence(self.stage.alice);
        change(&mut fields);
        self.alice(Kind::Silence, &fields)
    }

    /// The operator's grant of a new key to Alice, with one change.
    fn grant(&mut self, change: fn(&mut Value)) -> Submission {
        let operator = self.ledger().operator;
        let new = Signer::new("alice", 2);
        let mut fields = self.ledger().grant(&operator, &new, &[Usage::Record], &[]);
        change(&mut fields["grant"]);
        self.operator(Kind::Key, &fields)
    }

    /// The founding policy again, with one change.
    fn policy(&mut self, change: fn(&mut Value)) -> Submission {
        let mut fields = serde_json::to_value(self.ledger().reader().founding_policy()).unwrap();
        change(&mut fields);
        self.operator(Kind::Policy, &fields)
    }

    /// Alice's opening of an incident under a header of one's own making.
    fn header(&mut self, change: fn(&mut Draft<'_>)) -> Submission {
        let (alice, says) = (self.stage.alice, says(Kind::Incident, &incident("headed")));
        self.draft(&alice, &says, change)
    }

    fn draft(&mut self, signer: &Signer, says: &Says, change: fn(&mut Draft<'_>)) -> Submission {
        let body = body(says.clone(), 77, None).encode();
        let audience = self.ledger().engine().audience().to_owned();
        let (party, subject) = (signer.party.to_string(), incident_id("headed").to_string());
        let mut draft = Draft {
            iss: &party,
            sub: &subject,
            aud: Some(&audience),
            iat: UnixSeconds(1_700_000_000),
            kind: says.kind().number(),
            incidents: &[],
            body: &body,
        };
        change(&mut draft);
        let statement = draft.sign(&signer.key()).unwrap().bytes().to_vec();
        Submission { statement, body }
    }
}

/// The key of the party's grant in a set, in the words of a revocation.
fn revoke(key: &Signer, since: Option<u64>) -> Value {
    match since {
        None => json!({"revoke": {"key": key.thumbprint(), "why": "lost"}}),
        Some(since) => json!({"revoke": {
            "key": key.thumbprint(), "why": "compromised", "compromised_since": since,
        }}),
    }
}

/// Changes the header's BLAKE3 of the body, and signs what came of it.
fn with_other_blake3(signer: &Signer, submission: Submission) -> Submission {
    let sign1 = Sign1::parse(&submission.statement).unwrap();
    let digest = Blake3::of(&submission.body).0;
    let at = sign1.protected.windows(32).position(|window| window == digest).unwrap();
    let mut protected = sign1.protected.to_vec();
    protected[at] ^= 1;
    let signature = signer.key().sign(&sig_structure(&protected, sign1.payload.unwrap()));
    let statement = Sign1 { protected: &protected, signature: &signature.0, ..sign1 }.encode();
    Submission { statement, body: submission.body }
}

#[test]
fn each_is_refused_for_its_reason_and_leaves_nothing() {
    let mut set = Set::new();
    let mut wrong = Vec::new();
    for case in form::CASES
        .iter()
        .chain(rights::CASES)
        .chain(references::CASES)
        .chain(sources::CASES)
        .chain(keys::CASES)
    {
        let submission = (case.make)(&mut set);
        let before = set.ledger().reader().checkpoint().bytes().to_vec();
        match set.ledger().offer(&submission).unwrap() {
            Verdict::Refused(refusal) if (case.is)(&refusal) => {
                assert!(!refusal.advice().is_empty(), "{}", case.name);
                assert!(!refusal.to_string().is_empty(), "{}", case.name);
            }
            verdict => wrong.push(format!("{}: {verdict:?}", case.name)),
        }
        assert_eq!(
            set.ledger().reader().checkpoint().bytes(),
            before,
            "{} left something",
            case.name
        );
    }
    assert_eq!(wrong, [""; 0]);
    assert_eq!(set.ledger().check().faults, []);
}

#[test]
fn an_operators_ledger_takes_nobody_elses_word() {
    let mut stage = Stage::new();
    let mut policy = serde_json::to_value(stage.ledger.reader().founding_policy()).unwrap();
    policy["append"] = "operator_only".into();
    stage.ledger.record(Kind::Policy, &policy);
    let (alice, fields) = (stage.alice, incident("hers"));
    let hers = stage.ledger.sign_by(&alice, &says(Kind::Incident, &fields), None);
    match stage.ledger.offer(&hers).unwrap() {
        Verdict::Refused(refusal) => assert_eq!(*refusal, Refusal::OperatorOnly),
        verdict => panic!("{verdict:?}"),
    }
    stage.ledger.record(Kind::Incident, &incident("the-operators"));
    policy["append"] = "granted_keys".into();
    stage.ledger.record(Kind::Policy, &policy);
    assert!(matches!(stage.ledger.offer(&hers), Ok(Verdict::Accepted(_))));
    assert_eq!(stage.ledger.check().faults, []);
}

#[test]
fn who_is_the_operator_is_the_operators_to_say() {
    let mut ledger = TestLedger::found();
    let (operator, carol) = (ledger.operator, Signer::new("carol", 1));
    ledger.record(Kind::Party, &party("carol", "person"));
    let grant = ledger.grant(&operator, &carol, &[Usage::Record], &[]);
    ledger.record(Kind::Key, &grant);
    let usurped = ledger.sign_by(&carol, &says(Kind::Party, &party("operator", "person")), None);
    match ledger.offer(&usurped).unwrap() {
        Verdict::Refused(refusal) => {
            let id = operator.party.to_string();
            assert_eq!(*refusal, Refusal::AlreadyDeclared { id, at: Index(0) });
        }
        verdict => panic!("{verdict:?}"),
    }
    ledger.record(Kind::Party, &party("operator", "organisation"));
}

#[test]
fn a_refused_statement_stops_no_other_but_what_rests_on_it() {
    let mut ledger = TestLedger::found();
    let mut bad = party("clinic", "organisation");
    bad["part_of"] = json!([{"party": party_id("nobody")}]);
    let mut rests = party("ward", "unit");
    rests["part_of"] = json!([{"party": party_id("clinic")}]);
    let group = [("clinic", bad), ("ward", rests), ("ministry", party("ministry", "organisation"))]
        .map(|(_, fields)| ledger.sign(&says(Kind::Party, &fields), None));
    let verdicts = ledger.engine().submit(&group).unwrap();
    assert!(
        matches!(
            &verdicts[..],
            [Verdict::Refused(first), Verdict::Refused(second), Verdict::Accepted(third)]
                if matches!(**first, Refusal::UnknownReference { .. })
                    && matches!(**second, Refusal::UnknownReference { .. })
                    && third.index == Index(1)
        ),
        "{verdicts:?}"
    );
}
