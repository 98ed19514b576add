//! What is wrong with the bytes, the body and the header.

use super::Case;
use super::revoke;
use super::with_other_blake3;
use crate::engine::stage::incident;
use bayan_claim::Kind;
use bayan_ledger::Refusal;
use bayan_ledger::Submission;
use bayan_proof::statement::Draft;
use bayan_proof::statement::UnixSeconds;
use bayan_tests::Signer;
use bayan_tests::body;
use bayan_tests::incident_id;
use bayan_tests::says;
use serde_json::json;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "bytes that are no statement",
        make: |set| Submission {
            statement: b"no COSE".to_vec(),
            ..set.operator(Kind::Incident, &incident("x"))
        },
        is: |refusal| matches!(refusal, Refusal::Statement(_)),
    },
    Case {
        name: "a signature with one bit changed",
        make: |set| {
            let mut signed = set.operator(Kind::Incident, &incident("x"));
            *signed.statement.last_mut().unwrap() ^= 1;
            signed
        },
        is: |refusal| matches!(refusal, Refusal::Statement(_) | Refusal::BadSignature { .. }),
    },
    Case {
        name: "the signature of another statement",
        make: |set| {
            let (mut signed, other) = (
                set.operator(Kind::Incident, &incident("x")),
                set.operator(Kind::Incident, &incident("y")),
            );
            let at = signed.statement.len() - 64;
            signed.statement.truncate(at);
            signed.statement.extend(&other.statement[other.statement.len() - 64..]);
            signed
        },
        is: |refusal| matches!(refusal, Refusal::Statement(_) | Refusal::BadSignature { .. }),
    },
    Case {
        name: "a body that is no JSON",
        make: |set| Submission {
            body: b"{".to_vec(),
            ..set.operator(Kind::Incident, &incident("x"))
        },
        is: |refusal| matches!(refusal, Refusal::Body(_)),
    },
    Case {
        name: "a body in another encoding",
        make: |set| {
            let mut signed = set.operator(Kind::Incident, &incident("x"));
            signed.body.push(b'\n');
            signed
        },
        is: |refusal| matches!(refusal, Refusal::Body(_)),
    },
    Case {
        name: "another body than was signed",
        make: |set| {
            let other = set.operator(Kind::Incident, &incident("x"));
            Submission { body: other.body, ..set.operator(Kind::Incident, &incident("x")) }
        },
        is: |refusal| matches!(refusal, Refusal::BodyDigest { digest: "SHA-256" }),
    },
    Case {
        name: "a body with another BLAKE3",
        make: |set| {
            let signed = set.alice(Kind::Incident, &incident("x"));
            with_other_blake3(&set.stage.alice, signed)
        },
        is: |refusal| matches!(refusal, Refusal::BodyDigest { digest: "BLAKE3" }),
    },
    Case {
        name: "a header of another kind",
        make: |set| set.header(|draft| draft.kind = Kind::Thing.number()),
        is: |refusal| matches!(refusal, Refusal::HeaderMismatch { field: "kind", .. }),
    },
    Case {
        name: "a header about something else",
        make: |set| set.header(|draft| draft.sub = "incident:00000000000000000000000000000000"),
        is: |refusal| matches!(refusal, Refusal::HeaderMismatch { field: "subject", .. }),
    },
    Case {
        name: "a header that concerns more",
        make: |set| {
            let extra = [incident_id("slow-portal").to_string()];
            let (alice, ledger) = (set.stage.alice, &mut set.stage.ledger);
            let body = body(says(Kind::Incident, &incident("headed")), 78, None).encode();
            let audience = ledger.engine().audience().to_owned();
            let draft = Draft {
                iss: &alice.party.to_string(),
                sub: &incident_id("headed").to_string(),
                aud: Some(&audience),
                iat: UnixSeconds(1_700_000_000),
                kind: Kind::Incident.number(),
                incidents: &extra,
                body: &body,
            };
            Submission { statement: draft.sign(&alice.key()).unwrap().bytes().to_vec(), body }
        },
        is: |refusal| matches!(refusal, Refusal::HeaderMismatch { field: "incidents", .. }),
    },
    Case {
        name: "a kind that is not known",
        make: |set| set.header(|draft| draft.kind = 13),
        is: |refusal| matches!(refusal, Refusal::UnknownKind { kind: 13 }),
    },
    Case {
        name: "a statement for another ledger",
        make: |set| set.header(|draft| draft.aud = Some("log.example/other")),
        is: |refusal| matches!(refusal, Refusal::OtherLedger { audience, .. } if audience == "log.example/other"),
    },
    Case {
        name: "a grant for any ledger",
        make: |set| set.unaddressed(Kind::Key, &revoke(&Signer::new("bob", 1), None)),
        is: |refusal| matches!(refusal, Refusal::AudienceMissing { kind: "key" }),
    },
    Case {
        name: "a redaction for any ledger",
        make: |set| {
            let (authority, target) = (set.ledger().operator.party, set.stage.reading.id);
            set.unaddressed(
                Kind::Redaction,
                &json!({"authority": authority, "statements": [target], "why": "safety"}),
            )
        },
        is: |refusal| matches!(refusal, Refusal::AudienceMissing { kind: "redaction" }),
    },
    Case {
        name: "an amendment for any ledger",
        make: |set| {
            let target = set.stage.reading.id;
            set.unaddressed(Kind::Amend, &json!({"targets": [target], "reason": "withdrawal"}))
        },
        is: |refusal| matches!(refusal, Refusal::AudienceMissing { kind: "amend" }),
    },
];
