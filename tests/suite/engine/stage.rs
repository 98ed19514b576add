//! A ledger with a little of everything on it.

use bayan_claim::Kind;
use bayan_claim::vocabulary::Usage;
use bayan_ledger::meaning::keys::KeyHistory;
use bayan_ledger::{Receipt, Refusal, Verdict};
use bayan_tests::{
    Signer, TestLedger, claim, incident_id, party_id, question_id, says, segment, utterance,
};
pub(crate) use bayan_tests::{incident, party, thing};
use serde_json::{Value, json};

/// The source that everything on the stage is read from.
pub(crate) const TEXT: &str = "Portal slow for hours\n\nThe ministry said on Thursday that no record was lost. \
    Its spokesman spoke of 40 offices without service. The clinic has not answered.\n";

/// A ledger whose operator has let in Alice, who records, and Bob, who speaks for the ministry.
pub(crate) struct Stage {
    pub(crate) ledger: TestLedger,
    pub(crate) alice: Signer,
    pub(crate) bob: Signer,
    /// Alice's reading of it, with two claims.
    pub(crate) reading: Receipt,
    /// The grant of Alice's key.
    pub(crate) alice_granted: Receipt,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::on(TestLedger::found())
    }

    pub(crate) fn on(mut ledger: TestLedger) -> Self {
        let (alice, bob) = (Signer::new("alice", 1), Signer::new("bob", 1));
        let operator = ledger.operator;
        ledger.record(Kind::Party, &party("operator", "organisation"));
        ledger.record(Kind::Party, &party("ministry", "organisation"));
        ledger.record(Kind::Party, &party("clinic", "organisation"));
        ledger.record(Kind::Party, &party("alice", "person"));
        let mut spokesman = party("bob", "person");
        spokesman["roles"] = json!([{
            "of": party_id("ministry"), "title": {"language": "en", "text": "spokesman"},
        }]);
        ledger.record(Kind::Party, &spokesman);
        let grant = ledger.grant(&operator, &alice, &[Usage::Record], &[]);
        let alice_granted = ledger.record(Kind::Key, &grant);
        let grant = ledger.grant(&operator, &bob, &[Usage::Speak], &[party_id("ministry")]);
        ledger.record(Kind::Key, &grant);
        ledger.record(Kind::Incident, &incident("slow-portal"));
        ledger.record(Kind::Thing, &thing("portal", "system"));
        ledger.capture(TEXT);
        let reading = ledger.record_by(&alice, Kind::Utterance, &reading(alice));
        Self { ledger, alice, bob, reading, alice_granted }
    }

    /// Everything else that a statement can be, so that all thirteen kinds are on the ledger.
    pub(crate) fn complete(&mut self) {
        let (alice, ledger) = (self.alice, &mut self.ledger);
        let claim = |number: u16| format!("{}#{number}", self.reading.id);
        let question = ledger.record_by(&alice, Kind::Question, &question("since-when"));
        ledger.record_by(&alice, Kind::Silence, &silence(alice));
        ledger.record_by(
            &alice,
            Kind::Link,
            &json!({
                "from": claim(1), "to": claim(0), "relation": "in_tension",
                "why": {"language": "en", "text": "Offices without service are hardly nothing."},
            }),
        );
        ledger.record_by(&alice, Kind::Opinion, &json!({
            "target": question.id, "view": "endorse", "why": {"language": "en", "text": "It matters."},
        }));
        let amended = ledger.record_by(&alice, Kind::Incident, &incident("opened-twice"));
        ledger.record_by(
            &alice,
            Kind::Amend,
            &json!({
                "targets": [amended.id], "reason": "withdrawal",
                "why": {"language": "en", "text": "It was opened by mistake."},
            }),
        );
        let withheld = ledger.record_by(&alice, Kind::Party, &party("bystander", "person"));
        let operator = ledger.operator.party;
        ledger.record(
            Kind::Redaction,
            &json!({
                "authority": operator, "statements": [withheld.id], "why": "personal_data",
            }),
        );
        ledger.record_by(
            &self.bob,
            Kind::Utterance,
            &first_person("said_it_myself".into(), party_id("bob")),
        );
    }
}

/// What the ledger says of a key.
pub(crate) fn history(ledger: &mut TestLedger, signer: &Signer) -> KeyHistory {
    ledger.engine().meaning().key(&signer.thumbprint().0).unwrap().expect("the key was granted")
}

/// Why a statement of this signer is refused.
pub(crate) fn refusal(ledger: &mut TestLedger, by: &Signer, kind: Kind, fields: &Value) -> Refusal {
    let statement = ledger.sign_by(by, &says(kind, fields), None);
    match ledger.offer(&statement).unwrap() {
        Verdict::Refused(refusal) => *refusal,
        verdict => panic!("it was taken: {verdict:?}"),
    }
}

pub(crate) fn question(name: &str) -> Value {
    json!({
        "id": question_id(name), "incident": incident_id("slow-portal"), "facet": "incident.time",
        "text": {"language": "en", "text": "Since when was the portal slow?"},
    })
}

pub(crate) fn silence(recorder: Signer) -> Value {
    json!({
        "party": party_id("clinic"), "as_far_as": party_id("ministry"), "recorder": recorder.party,
        "incident": incident_id("slow-portal"), "as_of": {"weekday": "thursday"},
        "on": {"facets": ["confidentiality.loss"]}, "segments": [segment(TEXT, "The clinic has not answered")],
    })
}

/// What Alice reads in [`TEXT`].
pub(crate) fn reading(alice: Signer) -> Value {
    let lost = claim(
        "confidentiality.loss",
        &json!({"answer": "no"}),
        &[segment(TEXT, "no record was lost")],
    );
    let offices = json!({"quantity": {
        "amount": {"exactly": "40"}, "counted": {"printed": "offices"}, "printed": "40",
    }});
    let offices =
        claim("availability.extent", &offices, &[segment(TEXT, "40 offices without service")]);
    utterance(alice.party, party_id("ministry"), incident_id("slow-portal"), &[lost, offices])
}

/// An utterance in the first person, with its own text.
pub(crate) fn first_person(attests: Value, speaker: bayan_claim::id::PartyId) -> Value {
    let text = "Nothing was lost. We measured it.";
    let lost = claim(
        "confidentiality.loss",
        &json!({"answer": "no"}),
        &[segment(text, "Nothing was lost")],
    );
    let mut utterance = utterance(speaker, speaker, incident_id("slow-portal"), &[lost]);
    utterance["attests"] = attests;
    utterance["text"] = text.into();
    utterance["channel"] = "statement".into();
    utterance
}
