//! What is pointed to and is not there, and what is declared twice.

use super::Case;
use crate::engine::stage::incident;
use crate::engine::stage::party;
use crate::engine::stage::silence;
use crate::engine::stage::thing;
use bayan_claim::Kind;
use bayan_ledger::Refusal;
use bayan_proof::hash::Sha256;
use bayan_tests::incident_id;
use bayan_tests::party_id;
use bayan_tests::says;
use bayan_tests::{question_id, thing_id};
use serde_json::json;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a party that nobody declared",
        make: |set| set.silence(|silence| silence["party"] = json!(party_id("nobody"))),
        is: |refusal| matches!(refusal, Refusal::UnknownReference { path, .. } if path == "/says/party"),
    },
    Case {
        name: "an incident that nobody opened",
        make: |set| set.silence(|silence| silence["incident"] = json!(incident_id("none"))),
        is: |refusal| matches!(refusal, Refusal::UnknownReference { path, .. } if path == "/says/incident"),
    },
    Case {
        name: "a thing that nobody declared",
        make: |set| {
            set.reading(|reading| {
                reading["claims"][0]["scope"] = json!({"system": {"of": [thing_id("none")]}});
            })
        },
        is: |refusal| matches!(refusal, Refusal::UnknownReference { path, .. } if path == "/says/claims/0/scope/system/of/0"),
    },
    Case {
        name: "a question that nobody asked",
        make: |set| {
            set.silence(|silence| silence["on"]["questions"] = json!([question_id("none")]))
        },
        is: |refusal| matches!(refusal, Refusal::UnknownReference { path, .. } if path == "/says/on/questions/0"),
    },
    Case {
        name: "an artifact that nobody captured",
        make: |set| {
            set.silence(|silence| silence["segments"][0]["artifact"] = json!(Sha256::of(b"none")))
        },
        is: |refusal| matches!(refusal, Refusal::UnknownReference { path, .. } if path == "/says/segments/0/artifact"),
    },
    Case {
        name: "a statement that is not there",
        make: |set| {
            let none = Sha256::of(b"none");
            set.alice(Kind::Amend, &json!({"targets": [none], "reason": "withdrawal"}))
        },
        is: |refusal| matches!(refusal, Refusal::UnknownReference { path, .. } if path == "/says/targets/0"),
    },
    Case {
        name: "a claim of a statement that is not there",
        make: |set| {
            set.silence(|silence| {
                silence["on"]["claims"] = json!([format!("{}#0", Sha256::of(b"none"))]);
            })
        },
        is: |refusal| matches!(refusal, Refusal::UnknownReference { path, .. } if path == "/says/on/claims/0"),
    },
    Case {
        name: "a claim that its statement does not have",
        make: |set| {
            let mut fields = silence(set.stage.alice);
            fields["on"]["claims"] = json!([format!("{}#2", set.stage.reading.id)]);
            set.alice(Kind::Silence, &fields)
        },
        is: |refusal| matches!(refusal, Refusal::UnknownClaim { number: 2, count: 2, .. }),
    },
    Case {
        name: "a facet that nobody declared",
        make: |set| set.reading(|reading| reading["claims"][0]["facet"] = "context.weather".into()),
        is: |refusal| matches!(refusal, Refusal::Facet { path, .. } if path == "/says/claims/0/facet"),
    },
    Case {
        name: "a value of another type than its declared facet takes",
        make: |set| set.reading(|reading| reading["claims"][1]["facet"] = "context.mood".into()),
        is: |refusal| matches!(refusal, Refusal::Facet { path, .. } if path == "/says/claims/1/facet"),
    },
    Case {
        name: "a declared facet declared otherwise",
        make: |set| {
            let mut mood = thing("mood-2", "system");
            mood["is"] = json!({"facet": {"name": "context.mood", "spec": {"about": "How people feel", "value": "set"}}});
            set.alice(Kind::Thing, &mood)
        },
        is: |refusal| matches!(refusal, Refusal::Facet { path, .. } if path == "/says/is/facet"),
    },
    Case {
        name: "an id that is declared",
        make: |set| set.alice(Kind::Party, &party("clinic", "person")),
        is: |refusal| matches!(refusal, Refusal::AlreadyDeclared { .. }),
    },
    Case {
        name: "an amendment that declares another id",
        make: |set| {
            let target = set.ledger().record(Kind::Thing, &thing("mended", "system")).id;
            let replacement = json!({"kind": "thing", "says": thing("mended-2", "system")});
            set.operator(Kind::Amend, &json!({"targets": [target], "reason": "transcription", "replacement": replacement}))
        },
        is: |refusal| matches!(refusal, Refusal::AlreadyDeclared { .. }),
    },
    Case {
        name: "a slug that is taken",
        make: |set| {
            let mut other = party("another-clinic", "organisation");
            other["slug"] = "clinic".into();
            set.alice(Kind::Party, &other)
        },
        is: |refusal| matches!(refusal, Refusal::SlugTaken { slug, .. } if slug == "party:clinic"),
    },
    Case {
        name: "a reference of one's own that is taken",
        make: |set| set.ledger().sign(&says(Kind::Incident, &incident("x")), Some("my 1")),
        is: |refusal| matches!(refusal, Refusal::RefTaken { reference, .. } if reference == "my 1"),
    },
];
