//! Every rule between fields, broken.

use bayan_claim::id::Nonce;
use bayan_claim::{Body, BodyError, Kind};
use serde_json::{Value, json};

use crate::kit::{changed, incident, kind_of, parse, party, says, statement, thing};

/// The draft, changed, is refused with this fault; a fault is `path: rule`.
fn refused(name: &str, pointer: &str, to: Option<Value>, expected: &str) {
    let shown = to.clone();
    match changed(name, pointer, to) {
        Err(BodyError::Fault(fault)) => {
            assert_eq!(fault.to_string(), expected, "{name}{pointer} {shown:?}");
        }
        other => panic!("{name}{pointer} {shown:?}: {other:?}"),
    }
}

#[test]
fn policies() {
    let key = |digit: &str| json!(digit.repeat(64));
    let vkey = json!("ledger.example+1234abcd+AQ==");
    let twice = "ledger.example+1234abcd+AQ== stands here twice";
    refused(
        "policy",
        "/log_vkeys",
        Some(json!([vkey, vkey])),
        &format!("/says/log_vkeys/1: {twice}"),
    );
    refused(
        "policy",
        "/witnesses/vkeys",
        Some(json!(["w", "w"])),
        "/says/witnesses/vkeys/1: w stands here twice",
    );
    let why = "asks for more witnesses than there are";
    refused(
        "policy",
        "/witnesses/quorum",
        Some(json!(2)),
        &format!("/says/witnesses: quorum {why}"),
    );
    let receipt = "/says: receipt_key must be no statement key";
    refused("policy", "/receipt_key", Some(key("1")), receipt);
    refused("policy", "/receipt_key", Some(key("3")), receipt);
    let ones = "1".repeat(64);
    let keys = json!([ones, ones]);
    refused(
        "policy",
        "/operator/keys",
        Some(keys),
        &format!("/says/operator/keys/1: {ones} stands here twice"),
    );
    assert!(changed("policy", "/witnesses", Some(json!({"quorum": 0}))).is_ok());
    for bad in [json!(["one"]), json!(["a", "b", "c"])] {
        assert!(matches!(changed("policy", "/log_vkeys", Some(bad)), Err(BodyError::Field { .. })));
    }
}

#[test]
fn keys() {
    refused(
        "key-grant",
        "/grant/usages",
        Some(json!(["speak", "speak"])),
        "/says/grant/usages/1: speak stands here twice",
    );
    refused(
        "key-grant",
        "/grant/usages",
        Some(json!(["record"])),
        "/says/grant: offices needs the usage \"speak\"",
    );
    let same = json!("4".repeat(64));
    refused(
        "key-grant",
        "/grant/recovery_key",
        Some(same),
        "/says/grant: recovery_key must be another key",
    );
    let same = json!("7".repeat(64));
    refused(
        "key-rotate",
        "/rotate/recovery_key",
        Some(same),
        "/says/rotate: recovery_key must be another key",
    );
    let why = "compromised_since needs the reason \"compromised\"";
    refused("key-revoke", "/revoke/why", Some(json!("lost")), &format!("/says/revoke: {why}"));
    let two = json!({"grant": says("key-grant")["grant"], "revoke": says("key-revoke")["revoke"]});
    assert!(matches!(parse(Kind::Key, &two), Err(BodyError::Field { .. })));
}

#[test]
fn declarations() {
    let (this_party, this_thing) = (party("ministry"), thing("backup"));
    refused(
        "party",
        "/part_of/0/party",
        Some(json!(this_party)),
        "/says: part_of must not name the party itself",
    );
    refused(
        "thing",
        "/part_of/0",
        Some(json!(this_thing)),
        "/says: part_of must not name the thing itself",
    );
    refused(
        "thing",
        "/alias_of/0",
        Some(json!(this_thing)),
        "/says: alias_of must not name the thing itself",
    );
    let other = json!(thing("records"));
    refused(
        "thing",
        "/part_of",
        Some(json!([other, other])),
        &format!("/says/part_of/1: {} stands here twice", thing("records")),
    );
    refused(
        "thing-facet",
        "/is/facet/name",
        Some(json!("data.safety")),
        "/says/is/facet: data.safety is declared already",
    );
    let unfit = "/says/is/facet: the harm rule of availability.sms_codes does not fit its type or contradicts itself";
    refused("thing-facet", "/is/facet/spec/value", Some(json!("text")), unfit);
    let Err(BodyError::Fault(fault)) =
        changed("thing-facet", "/is/facet/spec/topics", Some(json!(["outrage"])))
    else {
        panic!("an unknown topic was read")
    };
    assert!(fault.to_string().contains("unknown topic \"outrage\"; nearest: outage"), "{fault}");
}

#[test]
fn captures() {
    let itself = json!("0".repeat(64));
    refused(
        "capture-rendition",
        "/source/rendition/of",
        Some(itself),
        "/says: source must be another artifact",
    );
}

#[test]
fn speakers() {
    let (one, other) = (party("minister"), party("ministry"));
    refused(
        "utterance",
        "/speaker/ambiguous/between",
        Some(json!([one, one])),
        &format!("/says/speaker/ambiguous/between/1: {one} stands here twice"),
    );
    refused(
        "utterance",
        "/also/0",
        Some(json!(incident("portal-2023"))),
        "/says: also must not name the subject again",
    );
    refused(
        "utterance",
        "/text",
        Some(json!("x")),
        "/says: text is for who speaks in the first person",
    );
    let named = "/says: speaker must be one party where it speaks in the first person";
    refused("utterance-own", "/speaker", Some(json!("nobody")), named);
    refused(
        "utterance-own",
        "/speaker",
        Some(json!({"ambiguous": {"between": [one, other]}})),
        named,
    );
    let office = "/says: speaker must be the office that is spoken for";
    refused("utterance-own", "/speaker", Some(json!({"party": one})), office);
    let chain = "/says: chain does not fit who speaks in the first person";
    refused("utterance-own", "/chain", Some(json!([{"kind": "own_voice"}])), chain);
    assert!(changed("utterance-own", "/attests", Some(json!("said_it_myself"))).is_ok());
}

#[test]
fn sets_name_each_member_once() {
    let twice = json!([incident("x"), incident("x")]);
    let repeated = format!("{} stands here twice", incident("x"));
    for name in ["utterance", "silence", "amend"] {
        let expected = format!("/says/also/1: {repeated}");
        refused(name, "/also", Some(twice.clone()), &expected);
    }
    refused("redaction", "/incidents", Some(twice), &format!("/says/incidents/1: {repeated}"));
    let parties = json!([party("x"), party("x")]);
    let repeated = format!("{} stands here twice", party("x"));
    refused("question", "/to", Some(parties.clone()), &format!("/says/to/1: {repeated}"));
    let offices = "/grant/offices";
    refused("key-grant", offices, Some(parties), &format!("/says{offices}/1: {repeated}"));
    let ones = "1".repeat(64);
    let repeated = format!("{ones} stands here twice");
    for (name, pointer) in
        [("policy", "/recovery_keys"), ("redaction", "/artifacts"), ("redaction", "/statements")]
    {
        let expected = format!("/says{pointer}/1: {repeated}");
        refused(name, pointer, Some(json!([ones, ones])), &expected);
    }
}

#[test]
fn own_words_stand_in_the_own_text() {
    let stand = "/says/claims/0/segments/0: the own text of the utterance does not hold this there";
    refused("utterance-own", "/claims/0/segments/0/exact", Some(json!("Nobody got in")), stand);
    let mut says = says("utterance-own");
    for (start, end) in [(19, 32), (21, 34), (1000, 1013)] {
        says["claims"][0]["segments"][0]["start"] = json!(start);
        says["claims"][0]["segments"][0]["end"] = json!(end);
        assert_eq!(parse(Kind::Utterance, &says).unwrap_err().to_string(), stand, "{start}");
    }
}

#[test]
fn claims() {
    let polarity = "/says/claims/0/stance/polarity: polarity";
    let follows = format!("{polarity} follows from the answer and is left out");
    refused("utterance", "/claims/0/stance/polarity", Some(json!("deny")), &follows);
    refused(
        "utterance",
        "/claims/1/stance/polarity",
        None,
        "/says/claims/1/stance/polarity: polarity is needed where the value is no answer",
    );
    let target = "target must name the claim that is taken back or corrected";
    refused("utterance", "/claims/3/target", None, &format!("/says/claims/3: {target}"));
    refused("utterance-own", "/claims/1/target", None, &format!("/says/claims/1: {target}"));
    let segments = "segments may be left out only where the claim is inferred";
    refused("utterance", "/claims/3/inferred", None, &format!("/says/claims/3: {segments}"));
    refused("utterance", "/claims/0/segments", None, &format!("/says/claims/0: {segments}"));
    let note = "note is needed where the marker is of no listed kind";
    refused(
        "utterance",
        "/claims/0/markers/1/note",
        None,
        &format!("/says/claims/0/markers/1: {note}"),
    );
    let hop = "names a hop that the chain does not have";
    refused(
        "utterance",
        "/claims/0/stance/hop",
        Some(json!(4)),
        &format!("/says/claims/0: stance {hop}"),
    );
    refused(
        "utterance",
        "/claims/0/verb/hop",
        Some(json!(255)),
        &format!("/says/claims/0: verb {hop}"),
    );
    assert!(changed("utterance", "/claims/0/stance/hop", Some(json!(3))).is_ok());
    let maker = "maker is for translations, and needed there";
    refused("utterance", "/chain/1/maker", None, &format!("/says/chain/1: {maker}"));
    refused(
        "utterance",
        "/chain/0/maker",
        Some(json!("human")),
        &format!("/says/chain/0: {maker}"),
    );
}

#[test]
fn values_fit_their_facets() {
    let wrong = "/says/claims/1/value: commitment.restore takes text, not duration";
    let duration = json!({"duration": {"printed": "x"}});
    refused("utterance", "/claims/1/value", Some(duration), wrong);
    let answer =
        "incident.count takes quantity; of the answers it takes those that give none, not \"yes\"";
    refused(
        "utterance",
        "/claims/4/value",
        Some(json!({"answer": "yes"})),
        &format!("/says/claims/4/value: {answer}"),
    );
    // A leaf that is not built in is the ledger's to judge.
    assert!(changed("utterance", "/claims/1/facet", Some(json!("commitment.unheard_of"))).is_ok());
}

#[test]
fn numbers_of_claims_exist() {
    let none = "names no claim of this statement, which has";
    for (pointer, path) in [
        ("/claims/1/until/claim", "/says/claims/1/until/claim"),
        (
            "/claims/16/value/time/relation/anchor/claim",
            "/says/claims/16/value/time/relation/anchor/claim",
        ),
        ("/claims/21/value/duration/until", "/says/claims/21/value/duration/until"),
        ("/claims/3/target", "/says/claims/3/target"),
        ("/links/0/to", "/says/links/0/to"),
    ] {
        refused("utterance", pointer, Some(json!("#25")), &format!("{path}: #25 {none} 25"));
    }
    let anchor = json!({"relation": {"anchor": {"claim": "#0"}, "order": "after"}});
    refused(
        "silence",
        "/as_of",
        Some(anchor.clone()),
        &format!("/says/as_of/relation/anchor/claim: #0 {none} 0"),
    );
    let path = "/says/asked/relation/anchor/claim";
    refused("question", "/asked", Some(anchor), &format!("{path}: #0 {none} 0"));
    refused("link", "/from", Some(json!("#0")), &format!("/says/from: #0 {none} 0"));
}

#[test]
fn segments() {
    let span = "19..20 is not the 9 bytes of the exact text";
    let mut says = says("silence");
    says["segments"][0]["start"] = json!(19);
    says["segments"][0]["end"] = json!(20);
    assert_eq!(
        parse(Kind::Silence, &says).unwrap_err().to_string(),
        format!("/says/segments/0: {span}")
    );
    let start = says["segments"][0]["start"].clone();
    for (also, expected) in [
        (
            json!({"start": 500, "end": 508, "zone": "body"}),
            "500..508 is not the 9 bytes of the exact text",
        ),
        (
            json!({"start": 9, "end": 0, "zone": "body"}),
            "9..0 is not the 9 bytes of the exact text",
        ),
    ] {
        refused(
            "silence",
            "/segments/0/also_at",
            Some(json!([also])),
            &format!("/says/segments/0/also_at/0: {expected}"),
        );
    }
    let first = self::says("silence")["segments"][0].clone();
    assert_ne!(first["start"], start);
    let itself = json!([{"start": first["start"], "end": first["end"], "zone": "lead"}]);
    let twice = format!("/says/segments/0/also_at/0: {} stands here twice", first["start"]);
    refused("silence", "/segments/0/also_at", Some(itself), &twice);
}

#[test]
fn scopes() {
    refused(
        "utterance",
        "/claims/0/scope",
        Some(json!({})),
        "/says/claims/0/scope: one of system, data, form, organisation, place, via, as_of is needed",
    );
    let data = "/claims/0/scope/data";
    refused(
        "utterance",
        data,
        Some(json!({"unsure": "limit"})),
        "/says/claims/0/scope/data: one of of, all_except is needed",
    );
    let it = thing("backup");
    refused(
        "utterance",
        data,
        Some(json!({"of": [it, it]})),
        &format!("/says/claims/0/scope/data/of/1: {it} stands here twice"),
    );
    refused(
        "utterance",
        data,
        Some(json!({"all_except": [it, it]})),
        &format!("/says/claims/0/scope/data/all_except/1: {it} stands here twice"),
    );
    refused(
        "utterance",
        data,
        Some(json!({"of": [it], "all_except": [it]})),
        "/says/claims/0/scope/data/all_except/0: the same entity in of and all_except exclude each other",
    );
}

#[test]
fn values() {
    let set = "/claims/14/value/set";
    let says = "/says/claims/14/value/set";
    let out = "members must name what is left out";
    refused("utterance", set, Some(json!({"closure": "all_except"})), &format!("{says}: {out}"));
    let it = thing("portal");
    refused(
        "utterance",
        set,
        Some(json!({"closure": "open", "members": [{"is": it}, {"is": it, "printed": "again"}]})),
        &format!("{says}/members/1: {it} stands here twice"),
    );
    refused(
        "utterance",
        &format!("{set}/of"),
        Some(json!({})),
        &format!("{says}/of: one of is, printed is needed"),
    );
    refused(
        "utterance",
        "/claims/13/value/money/currency",
        Some(json!(["USD", "USD"])),
        "/says/claims/13/value/money/currency/1: USD stands here twice",
    );
    refused(
        "utterance",
        "/claims/9/value/quantity/amount/between/lo",
        Some(json!("3")),
        "/says/claims/9/value/quantity/amount/between: the lower bound 3 is above the upper bound 2",
    );
    refused(
        "utterance",
        "/claims/22/value/rate/every/n",
        Some(json!(0)),
        "/says/claims/22/value/rate: every must be longer than nothing",
    );
    refused(
        "utterance",
        "/times/said",
        Some(json!({})),
        "/says/times/said: one of edtf, weekday, relation, printed is needed",
    );
}

#[test]
fn links() {
    let (here, other) = (json!(incident("portal-2023")), json!(incident("other")));
    let joins = "/says: relation joins no ends of these kinds";
    refused("link-incidents", "/relation", Some(json!("contradicts")), joins);
    refused("link-incidents", "/from", Some(json!(format!("{}#0", statement("entry:3")))), joins);
    refused("link-incidents", "/to", Some(here), "/says: to must be another end");
    refused("link-question", "/relation", Some(json!("explains")), joins);
    refused("link-question", "/to", Some(other), joins);
    let question = says("link-question")["to"].clone();
    refused("link-question", "/from", Some(question), "/says: to must be another end");
    for relation in ["same_event", "part_of_event", "caused_by", "related_unclear"] {
        assert!(
            changed("link-incidents", "/relation", Some(json!(relation))).is_ok(),
            "{relation}"
        );
    }
    assert!(changed("link-question", "/relation", Some(json!("evades"))).is_ok());
}

#[test]
fn silences_and_redactions() {
    let on = "/says/on: one of facets, questions, claims, words is needed";
    refused("silence", "/on", Some(json!({})), on);
    let twice = json!(["data.safety", "data.safety"]);
    refused(
        "silence",
        "/on/facets",
        Some(twice),
        "/says/on/facets/1: data.safety stands here twice",
    );
    refused(
        "silence",
        "/also/0",
        Some(json!(incident("portal-2023"))),
        "/says: also must not name the subject again",
    );
    let mut says = says("redaction");
    says.as_object_mut().unwrap().retain(|name, _| name == "authority" || name == "why");
    let refused = parse(Kind::Redaction, &says).unwrap_err();
    assert_eq!(refused.to_string(), "/says: one of statements, artifacts is needed");
    // No sentence fits a case number.
    for bad in ["", "no digit", "NODIGIT", "A B 1", "a1", "№1", "1\n"] {
        assert!(changed("redaction", "/case", Some(json!(bad))).is_err(), "{bad}");
    }
}

#[test]
fn amendments() {
    let needed =
        "/says: replacement is needed unless the record is withdrawn, and not allowed then";
    refused("amend", "/replacement", None, needed);
    refused("amend", "/reason", Some(json!("withdrawal")), needed);
    let (old, other) = (statement("entry:3"), statement("entry:4"));
    let several = "/says: targets may be several only for a merge or a withdrawal";
    refused("amend", "/targets", Some(json!([old, other])), several);
    refused(
        "amend-withdrawal",
        "/targets",
        Some(json!([old, old])),
        &format!("/says/targets/1: {old} stands here twice"),
    );
    let from = "/says/moved/0: from must be a claim of a statement that is amended";
    refused("amend", "/moved/0/from", Some(json!(format!("{other}#0"))), from);
    let twice = format!("/says/moved/1: {old}#0 stands here twice");
    refused("amend", "/moved/1/from", Some(json!(format!("{old}#0"))), &twice);
    let none = "/says/moved/0/to: #1 names no claim of this statement, which has 1";
    refused("amend", "/moved/0/to/0", Some(json!("#1")), none);
    let mut merged = says("amend");
    merged["targets"] = json!([old, other]);
    merged["reason"] = json!("merge");
    assert!(parse(Kind::Amend, &merged).is_ok());
    // What is replaced is held to its own rules, and only what can be replaced is.
    let inner = "/says/replacement/says/claims/0: segments may be left out only where the claim is inferred";
    refused("amend", "/replacement/says/claims/0/segments", None, inner);
    for kind in ["policy", "key", "redaction", "amend"] {
        let replacement = Some(json!({"kind": kind, "says": {}}));
        assert!(
            matches!(changed("amend", "/replacement", replacement), Err(BodyError::Field { .. })),
            "{kind}"
        );
    }
    for kind in
        ["party", "incident", "thing", "capture-original", "silence", "link", "opinion", "question"]
    {
        let mut amend = says("amend");
        amend["replacement"] = json!({"kind": kind_of(kind), "says": says(kind)});
        amend.as_object_mut().unwrap().remove("moved");
        assert!(parse(Kind::Amend, &amend).is_ok(), "{kind}");
    }
}

#[test]
fn the_writer_is_held_to_the_same_rules() {
    let good = parse(Kind::Redaction, &says("redaction")).unwrap();
    let bayan_claim::Says::Redaction(mut redaction) = good.into_says() else {
        panic!("not a redaction")
    };
    redaction.artifacts = Vec::new().try_into().unwrap();
    redaction.statements = Vec::new().try_into().unwrap();
    let made = Body::new(Nonce([0; 16]), None, bayan_claim::Says::Redaction(redaction));
    assert!(matches!(made, Err(BodyError::Fault(_))), "{made:?}");
}
