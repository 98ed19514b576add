//! Keys and policies.

use super::Case;
use super::revoke;
use bayan_claim::Kind;
use bayan_claim::id::KeyBytes;
use bayan_claim::vocabulary::Usage;
use bayan_ledger::Refusal;
use bayan_tests::Signer;
use bayan_tests::party_id;
use serde_json::json;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a grant that the new key did not sign",
        make: |set| set.grant(|grant| grant["possession"] = "00".repeat(64).into()),
        is: |refusal| matches!(refusal, Refusal::PossessionMissing { .. }),
    },
    Case {
        name: "a grant of other usages than the new key signed",
        make: |set| set.grant(|grant| grant["usages"] = json!(["record", "operate"])),
        is: |refusal| matches!(refusal, Refusal::PossessionMissing { .. }),
    },
    Case {
        name: "a grant to another party than the new key signed",
        make: |set| set.grant(|grant| grant["party"] = json!(party_id("clinic"))),
        is: |refusal| matches!(refusal, Refusal::PossessionMissing { .. }),
    },
    Case {
        name: "a key of small order",
        make: |set| set.grant(|grant| grant["key"] = "00".repeat(32).into()),
        is: |refusal| matches!(refusal, Refusal::BadKey { .. }),
    },
    Case {
        name: "a key in another encoding",
        make: |set| set.grant(|grant| grant["key"] = json!(KeyBytes([0xff; 32]))),
        is: |refusal| matches!(refusal, Refusal::BadKey { .. }),
    },
    Case {
        name: "a key that is granted already",
        make: |set| {
            let (operator, alice) = (set.ledger().operator, set.stage.alice);
            let grant = set.ledger().grant(&operator, &alice, &[Usage::Record], &[]);
            set.operator(Kind::Key, &grant)
        },
        is: |refusal| matches!(refusal, Refusal::KeyAlreadyGranted { .. }),
    },
    Case {
        name: "a key that ended, granted again",
        make: |set| {
            let (operator, dave) = (set.ledger().operator, set.dave);
            let grant = set.ledger().grant(&operator, &dave, &[Usage::Record], &[]);
            set.operator(Kind::Key, &grant)
        },
        is: |refusal| matches!(refusal, Refusal::KeyAlreadyGranted { .. }),
    },
    Case {
        name: "a recovery key that signs statements",
        make: |set| {
            set.grant(|grant| grant["recovery_key"] = json!(Signer::new("bob", 1).key_bytes()))
        },
        is: |refusal| matches!(refusal, Refusal::KeyAlreadyGranted { .. }),
    },
    Case {
        name: "somebody else's key revoked",
        make: |set| {
            let bob = set.stage.bob;
            set.alice(Kind::Key, &revoke(&bob, None))
        },
        is: |refusal| matches!(refusal, Refusal::NotYourKeyToEnd { what: "revoke", .. }),
    },
    Case {
        name: "somebody else's key rotated",
        make: |set| {
            let (alice, bob) = (set.stage.alice, set.stage.bob);
            let rotation = set.ledger().rotation(&alice, &bob, &Signer::new("bob", 2));
            set.alice(Kind::Key, &rotation)
        },
        is: |refusal| matches!(refusal, Refusal::NotYourKeyToEnd { what: "rotate", .. }),
    },
    Case {
        name: "a key revoked twice",
        make: |set| {
            let dave = set.dave;
            set.operator(Kind::Key, &revoke(&dave, None))
        },
        is: |refusal| matches!(refusal, Refusal::KeyEnded { .. }),
    },
    Case {
        name: "a key revoked that never was",
        make: |set| {
            let mallory = set.mallory;
            set.operator(Kind::Key, &revoke(&mallory, None))
        },
        is: |refusal| matches!(refusal, Refusal::UnknownKey { .. }),
    },
    Case {
        name: "a holder who backdates",
        make: |set| {
            let (alice, at) = (set.stage.alice, set.stage.alice_granted.index.0);
            set.alice(Kind::Key, &revoke(&alice, Some(at)))
        },
        is: |refusal| matches!(refusal, Refusal::CompromiseNeedsRecoveryKey { .. }),
    },
    Case {
        name: "a compromise before the grant",
        make: |set| {
            let (alice, at) = (set.stage.alice, set.stage.alice_granted.index.0);
            set.operator(Kind::Key, &revoke(&alice, Some(at - 1)))
        },
        is: |refusal| matches!(refusal, Refusal::CompromiseOutsideLife { .. }),
    },
    Case {
        name: "a compromise in the future",
        make: |set| {
            let (alice, size) = (set.stage.alice, set.ledger().reader().size().0);
            set.operator(Kind::Key, &revoke(&alice, Some(size + 1)))
        },
        is: |refusal| matches!(refusal, Refusal::CompromiseOutsideLife { .. }),
    },
    Case {
        name: "a policy of another origin",
        make: |set| set.policy(|policy| policy["origin"] = "log.example/other".into()),
        is: |refusal| matches!(refusal, Refusal::Policy { .. }),
    },
    Case {
        name: "a policy for another operator",
        make: |set| set.policy(|policy| policy["operator"]["party"] = json!(party_id("clinic"))),
        is: |refusal| matches!(refusal, Refusal::Policy { .. }),
    },
    Case {
        name: "a policy with another receipt key",
        make: |set| {
            set.policy(|policy| {
                policy["receipt_key"] = json!(Signer::new("operator", 9).key_bytes());
            })
        },
        is: |refusal| matches!(refusal, Refusal::Policy { .. }),
    },
    Case {
        name: "a policy with a witness that has no vkey",
        make: |set| set.policy(|policy| policy["witnesses"]["vkeys"] = json!(["witness one"])),
        is: |refusal| matches!(refusal, Refusal::Policy { what } if what.contains("witness one")),
    },
    Case {
        name: "a policy with a log's key for a witness's",
        make: |set| {
            set.policy(|policy| policy["witnesses"]["vkeys"] = json!([policy["log_vkeys"][0]]))
        },
        is: |refusal| matches!(refusal, Refusal::Policy { what } if what.contains("as a log does")),
    },
    Case {
        name: "a policy that takes somebody's key for the operator's",
        make: |set| {
            set.policy(|policy| {
                policy["operator"]["keys"] = json!([
                    Signer::new("operator", 1).key_bytes(),
                    Signer::new("alice", 1).key_bytes()
                ]);
            })
        },
        is: |refusal| matches!(refusal, Refusal::KeyAlreadyGranted { .. }),
    },
];
