//! Captures and quotes that are not so.

use super::Case;
use crate::engine::stage::TEXT;
use bayan_claim::Kind;
use bayan_ledger::Refusal;
use bayan_proof::hash::Blake3;
use bayan_tests::capture_of;
use bayan_tests::claim;
use bayan_tests::incident_id;
use bayan_tests::party_id;
use bayan_tests::segment;
use bayan_tests::utterance;
use serde_json::json;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a capture of bytes that are not here",
        make: |set| set.alice(Kind::Capture, &capture_of(b"never stored", None)),
        is: |refusal| matches!(refusal, Refusal::ArtifactMissing { .. }),
    },
    Case {
        name: "a capture of another size",
        make: |set| {
            let mut capture = capture_of(TEXT.as_bytes(), None);
            capture["size"] = (TEXT.len() + 1).into();
            set.alice(Kind::Capture, &capture)
        },
        is: |refusal| matches!(refusal, Refusal::ArtifactMismatch { field: "size", .. }),
    },
    Case {
        name: "a capture with another BLAKE3",
        make: |set| {
            let mut capture = capture_of(TEXT.as_bytes(), None);
            capture["blake3"] = json!(Blake3::of(b"other"));
            set.alice(Kind::Capture, &capture)
        },
        is: |refusal| matches!(refusal, Refusal::ArtifactMismatch { field: "BLAKE3 digest", .. }),
    },
    Case {
        name: "a capture of what is withheld",
        make: |set| {
            let bytes = set.withheld.as_bytes();
            set.alice(Kind::Capture, &capture_of(bytes, None))
        },
        is: |refusal| matches!(refusal, Refusal::ArtifactWithheld { .. }),
    },
    Case {
        name: "a quote from what is withheld",
        make: |set| {
            let lost = claim(
                "confidentiality.loss",
                &json!({"answer": "no"}),
                &[segment(set.withheld, "A list")],
            );
            let fields = utterance(
                set.stage.alice.party,
                party_id("clinic"),
                incident_id("slow-portal"),
                &[lost],
            );
            set.alice(Kind::Utterance, &fields)
        },
        is: |refusal| matches!(refusal, Refusal::ArtifactWithheld { .. }),
    },
    Case {
        name: "a quote one byte beside its place",
        make: |set| {
            set.reading(|reading| {
                let segment = &mut reading["claims"][0]["segments"][0];
                for end in ["start", "end"] {
                    segment[end] = (segment[end].as_u64().unwrap() + 1).into();
                }
            })
        },
        is: |refusal| matches!(refusal, Refusal::NotAnchored { .. }),
    },
    Case {
        name: "a quote beyond the end",
        make: |set| {
            set.reading(|reading| {
                let segment = &mut reading["claims"][0]["segments"][0];
                for end in ["start", "end"] {
                    segment[end] = (segment[end].as_u64().unwrap() + 1_000).into();
                }
            })
        },
        is: |refusal| matches!(refusal, Refusal::NotAnchored { .. }),
    },
    Case {
        name: "a second occurrence that is not there",
        make: |set| {
            set.reading(|reading| {
                let segment = &mut reading["claims"][0]["segments"][0];
                let length = segment["end"].as_u64().unwrap() - segment["start"].as_u64().unwrap();
                segment["also_at"] = json!([{"start": 0, "end": length, "zone": "headline"}]);
            })
        },
        is: |refusal| matches!(refusal, Refusal::NotAnchored { .. }),
    },
];
