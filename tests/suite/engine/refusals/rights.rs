//! Who may not say it.

use super::Case;
use crate::engine::stage::first_person;
use crate::engine::stage::incident;
use crate::engine::stage::reading;
use bayan_claim::Kind;
use bayan_claim::vocabulary::Usage;
use bayan_ledger::Refusal;
use bayan_proof::num::Index;
use bayan_tests::Signer;
use bayan_tests::party_id;
use bayan_tests::says;
use serde_json::json;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a key that was never granted",
        make: |set| {
            let mallory = set.mallory;
            set.ledger().sign_by(&mallory, &says(Kind::Incident, &incident("x")), None)
        },
        is: |refusal| matches!(refusal, Refusal::UnknownKey { .. }),
    },
    Case {
        name: "a key that was revoked",
        make: |set| {
            let dave = set.dave;
            set.ledger().sign_by(&dave, &says(Kind::Incident, &incident("x")), None)
        },
        is: |refusal| matches!(refusal, Refusal::KeyEnded { how: "revoked", .. }),
    },
    Case {
        name: "another party's name over one's own key",
        make: |set| set.header(|draft| draft.iss = "party:00000000000000000000000000000000"),
        is: |refusal| matches!(refusal, Refusal::NotYourKey { .. }),
    },
    Case {
        name: "a recorder who grants",
        make: |set| {
            let (alice, new) = (set.stage.alice, Signer::new("alice", 2));
            let grant = set.ledger().grant(&alice, &new, &[Usage::Record], &[]);
            set.alice(Kind::Key, &grant)
        },
        is: |refusal| matches!(refusal, Refusal::UsageMissing { needed: "operate the ledger", .. }),
    },
    Case {
        name: "a recorder who redacts",
        make: |set| {
            let (authority, target) = (set.ledger().operator.party, set.stage.reading.id);
            set.alice(
                Kind::Redaction,
                &json!({"authority": authority, "statements": [target], "why": "safety"}),
            )
        },
        is: |refusal| matches!(refusal, Refusal::UsageMissing { needed: "operate the ledger", .. }),
    },
    Case {
        name: "a recorder who sets the policy",
        make: |set| {
            let policy = serde_json::to_value(set.ledger().reader().founding_policy()).unwrap();
            set.alice(Kind::Policy, &policy)
        },
        is: |refusal| matches!(refusal, Refusal::UsageMissing { needed: "operate the ledger", .. }),
    },
    Case {
        name: "a recorder who speaks",
        make: |set| {
            let alice = set.stage.alice.party;
            set.alice(Kind::Utterance, &first_person("said_it_myself".into(), alice))
        },
        is: |refusal| {
            matches!(refusal, Refusal::UsageMissing { needed: "speak in the first person", .. })
        },
    },
    Case {
        name: "a speaker who records",
        make: |set| {
            let bob = set.stage.bob;
            set.bob(Kind::Utterance, &reading(bob))
        },
        is: |refusal| {
            matches!(refusal, Refusal::UsageMissing { needed: "record what others said", .. })
        },
    },
    Case {
        name: "a speaker who speaks as somebody else",
        make: |set| {
            set.bob(Kind::Utterance, &first_person("said_it_myself".into(), party_id("ministry")))
        },
        is: |refusal| matches!(refusal, Refusal::NotTheSpeaker { .. }),
    },
    Case {
        name: "an office that was not granted",
        make: |set| {
            let clinic = party_id("clinic");
            set.bob(Kind::Utterance, &first_person(json!({"on_behalf_of": clinic}), clinic))
        },
        is: |refusal| matches!(refusal, Refusal::OfficeNotGranted { .. }),
    },
    Case {
        name: "somebody else's record amended",
        make: |set| {
            let target = set.stage.reading.id;
            set.operator(Kind::Amend, &json!({"targets": [target], "reason": "withdrawal"}))
        },
        is: |refusal| matches!(refusal, Refusal::NotYourRecord { .. }),
    },
    Case {
        name: "a record amended into another kind",
        make: |set| {
            let target = set.stage.reading.id;
            let replacement = json!({"kind": "incident", "says": incident("x")});
            set.alice(Kind::Amend, &json!({"targets": [target], "reason": "transcription", "replacement": replacement}))
        },
        is: |refusal| {
            matches!(
                refusal,
                Refusal::AmendChangesKind { target: "utterance", replacement: "incident", .. }
            )
        },
    },
    Case {
        name: "a grant redacted",
        make: |set| {
            let (authority, target) = (set.ledger().operator.party, set.stage.alice_granted.id);
            set.operator(
                Kind::Redaction,
                &json!({"authority": authority, "statements": [target], "why": "safety"}),
            )
        },
        is: |refusal| matches!(refusal, Refusal::NotRedactable { kind: "key", .. }),
    },
    Case {
        name: "the founding policy redacted",
        make: |set| {
            let authority = set.ledger().operator.party;
            let target = set.ledger().reader().entry(Index(0)).unwrap().entry.statement().id();
            set.operator(
                Kind::Redaction,
                &json!({"authority": authority, "statements": [target], "why": "safety"}),
            )
        },
        is: |refusal| matches!(refusal, Refusal::NotRedactable { kind: "policy", at: Index(0) }),
    },
];
