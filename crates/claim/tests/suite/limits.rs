//! Every limit at n−1, n and n+1.

use bayan_claim::facet::Catalogue;
use bayan_claim::id::{ClaimRef, KeyBytes};
use bayan_claim::{Body, BodyError, Kind, canonical, limits};
use bayan_proof::hash::Sha256;
use serde_json::{Value, json};

use crate::kit::{DRAFTS, bytes, changed, incident, parse, party, says, statement, thing};

/// A draft with something of a length put in at a pointer is read up to the limit, and refused beyond it.
fn check(name: &str, pointer: &str, limit: usize, make: impl Fn(usize) -> Value) {
    for (count, good) in [(limit - 1, true), (limit, true), (limit + 1, false)] {
        let read = changed(name, pointer, Some(make(count)));
        match (read, good) {
            (Ok(body), true) => assert_eq!(body.kind(), crate::kit::kind_of(name)),
            (Err(BodyError::Field { path, .. }), false) => {
                let within = format!("/says{pointer}");
                assert!(
                    within.starts_with(&path) || path.starts_with(&within),
                    "{name}{pointer}: {path}"
                );
            }
            (other, _) => panic!("{name}{pointer} with {count}: {other:?}"),
        }
    }
}

#[test]
fn texts() {
    for (name, pointer, limit) in [
        ("incident", "/note/text", limits::NOTE),
        ("incident", "/titles/0/text", limits::NAME),
        ("party", "/roles/0/title/text", limits::NAME),
        ("policy", "/log_vkeys/0", limits::VKEY),
        ("policy", "/origin", limits::ORIGIN),
        ("capture-original", "/source/original/address", limits::ADDRESS),
        ("capture-rendition", "/source/rendition/tool", limits::NAME),
        ("opinion", "/why/text", limits::NOTE),
        ("question", "/text/text", limits::NOTE),
        ("thing-facet", "/is/facet/spec/about", limits::PRINTED),
        ("utterance", "/note", limits::NOTE),
        ("utterance", "/printed/name", limits::PRINTED),
        ("utterance", "/chain/3/document/title", limits::NAME),
        ("utterance", "/claims/0/note", limits::NOTE),
        ("utterance", "/claims/0/verb/printed", limits::PRINTED),
        ("utterance", "/claims/0/markers/1/note", limits::NAME),
        ("utterance", "/claims/0/gloss/0/phrase/text", limits::NOTE),
        ("utterance", "/claims/1/value/text/text", limits::NOTE),
        ("utterance", "/claims/3/value/quantity/unit/0", limits::NAME),
        ("utterance", "/claims/3/inferred/grounds", limits::NOTE),
    ] {
        check(name, pointer, limit, |count| json!("é".repeat(count)));
    }
}

#[test]
fn the_reference() {
    let says = says("incident");
    for (count, good) in
        [(limits::REFERENCE - 1, true), (limits::REFERENCE, true), (limits::REFERENCE + 1, false)]
    {
        let reference = "é".repeat(count);
        let body = json!({
            "kind": "incident", "nonce": "07".repeat(16), "ref": reference, "says": says, "v": 1,
        });
        match (Body::parse(&canonical::encode(&body)), good) {
            (Ok(body), true) => {
                assert_eq!(
                    body.reference().map(bayan_claim::text::Line::as_str),
                    Some(reference.as_str())
                );
            }
            (Err(BodyError::Field { path, .. }), false) => assert_eq!(path, "/ref"),
            (other, _) => panic!("{count}: {other:?}"),
        }
    }
}

#[test]
fn formed_texts() {
    let digits = |count: usize| json!("1".repeat(count));
    check("redaction", "/case", limits::SLUG, digits);
    check("opinion", "/field", limits::NAME, |count| json!(format!("/{}", "a".repeat(count - 1))));
    check("incident", "/slug", limits::SLUG, |count| json!("a".repeat(count)));
    check("utterance", "/language", 34, |count| {
        json!(format!("en-a-{}", "aaaaaaaa-".repeat(4))[..=count].trim_end_matches('-'))
    });
    check("capture-rendition", "/media_type", limits::MEDIA_TYPE, |count| {
        json!(format!("a/{}", "b".repeat(count - 2)))
    });
    check("utterance", "/claims/4/value/quantity/amount/below", limits::DECIMAL_WHOLE, digits);
    check(
        "utterance",
        "/claims/4/value/quantity/amount/below",
        limits::DECIMAL_FRACTION + 2,
        |count| json!(format!("0.{}", "1".repeat(count - 2))),
    );
}

/// `count` items of a list.
fn list(item: impl Fn(usize) -> Value) -> impl Fn(usize) -> Value {
    move |count| (0..count).map(&item).collect()
}

#[test]
fn lists() {
    let name = |n: usize| json!({"text": format!("n{n}")});
    let a_party = |n: usize| json!(party(&n.to_string()));
    let a_key = |n: usize| json!(KeyBytes(Sha256::of(&n.to_le_bytes()).0));
    let a_statement = |n: usize| json!(statement(&n.to_string()));
    let an_incident = |n: usize| json!(incident(&n.to_string()));
    let claim = |n: u16| json!(ClaimRef { statement: statement("entry:3"), number: n });
    check("party", "/names", limits::NAMES, list(name));
    check("party", "/part_of", limits::PART_OF, list(|n| json!({"party": party(&n.to_string())})));
    check(
        "party",
        "/roles",
        limits::ROLES,
        list(|_| json!({"title": {"language": "en", "text": "x"}})),
    );
    check("incident", "/titles", limits::NAMES, list(name));
    check("thing", "/alias_of", limits::PART_OF, list(|n| json!(thing(&n.to_string()))));
    check("thing", "/part_of", limits::PART_OF, list(|n| json!(thing(&n.to_string()))));
    check("policy", "/recovery_keys", limits::POLICY_KEYS, list(a_key));
    check("policy", "/operator/keys", limits::POLICY_KEYS, list(a_key));
    check("policy", "/witnesses/vkeys", limits::WITNESSES, list(|n| json!(format!("w{n}"))));
    check("key-grant", "/grant/offices", limits::OFFICES, list(a_party));
    check("capture-original", "/defects", limits::DEFECTS, list(|_| json!({"is": "stray"})));
    let a_facet = |n: usize| json!(format!("data.f{n}"));
    check("silence", "/also", limits::INCIDENTS, list(an_incident));
    check("silence", "/on/facets", limits::FACETS, list(a_facet));
    let a_question = |n: usize| json!(crate::kit::question(&n.to_string()));
    check("silence", "/on/questions", limits::CANDIDATES, list(a_question));
    let segment = says("silence")["segments"][0].clone();
    check("silence", "/segments", limits::SEGMENTS, list(|_| segment.clone()));
    let builtin = Catalogue::builtin();
    let harmful: Vec<_> = builtin.facets().filter(|(_, spec)| spec.harm.is_some()).collect();
    let implied = list(|n| json!(harmful[n % harmful.len()].0));
    check("thing-facet", "/is/facet/spec/implies", limits::FACETS, implied);
    let topics: Vec<_> = builtin.topics().map(|(topic, _)| topic).collect();
    let topic = list(|n| json!(topics[n % topics.len()]));
    check("thing-facet", "/is/facet/spec/topics", limits::FACETS, topic);
    check("amend", "/also", limits::INCIDENTS, list(an_incident));
    check("silence", "/on/claims", limits::CANDIDATES, list(|n| claim(u16::try_from(n).unwrap())));
    check("question", "/to", limits::CANDIDATES, list(a_party));
    check("redaction", "/artifacts", limits::REDACTED, list(a_statement));
    check("redaction", "/statements", limits::REDACTED, list(a_statement));
    check("redaction", "/incidents", limits::INCIDENTS, list(an_incident));
    check("amend-withdrawal", "/targets", limits::AMENDED, list(a_statement));
}

#[test]
fn lists_of_utterances() {
    let a_party = |n: usize| json!(party(&n.to_string()));
    let an_incident = |n: usize| json!(incident(&n.to_string()));
    let says = says("utterance");
    check("utterance", "/also", limits::INCIDENTS, list(an_incident));
    check("utterance", "/links", limits::LINKS, list(|_| says["links"][0].clone()));
    check("utterance", "/speaker/ambiguous/between", limits::CANDIDATES, list(a_party));
    check("utterance", "/claims/0/markers", limits::MARKERS, list(|_| json!({"kind": "only"})));
    check(
        "utterance",
        "/claims/0/gloss",
        limits::GLOSSES,
        list(|_| says["claims"][0]["gloss"][0].clone()),
    );
    check(
        "utterance",
        "/claims/0/segments",
        limits::SEGMENTS,
        list(|_| says["claims"][0]["segments"][0].clone()),
    );
    check("utterance", "/claims/0/scope/data/of", limits::SCOPE, list(a_party));
    check("utterance", "/claims/0/scope/place/all_except", limits::SCOPE, list(a_party));
    check(
        "utterance",
        "/claims/3/value/quantity/unit",
        limits::CANDIDATES,
        list(|n| json!(format!("u{n}"))),
    );
    check(
        "utterance",
        "/claims/13/value/money/currency",
        limits::CANDIDATES,
        list(|n| json!(format!("CUR{n}"))),
    );
    check(
        "utterance",
        "/claims/13/value/money/equivalents",
        limits::EQUIVALENTS,
        list(|_| says["claims"][13]["value"]["money"]["equivalents"][0].clone()),
    );
    check(
        "utterance",
        "/claims/14/value/set/members",
        limits::SET,
        list(|n| json!({"printed": format!("m{n}")})),
    );
}

#[test]
fn claims_hops_and_places() {
    let says = says("utterance-own");
    let claim = says["claims"][0].clone();
    check("utterance-own", "/claims", limits::CLAIMS, |count| {
        (0..count).map(|_| claim.clone()).collect()
    });
    let hop = json!({"kind": "publishes"});
    check("amend", "/replacement/says/chain", limits::HOPS, |count| {
        (0..count).map(|_| hop.clone()).collect()
    });
    let moved = |n: usize| {
        let number = u16::try_from(n).unwrap_or(u16::MAX).min(255);
        let from =
            ClaimRef { statement: statement(if n < 256 { "entry:3" } else { "entry:4" }), number };
        json!({ "from": from })
    };
    check("amend", "/moved", limits::MOVES, |count| (0..count).map(moved).collect());
    check("amend", "/moved/0/to", limits::CANDIDATES, |count| vec![json!("#0"); count].into());
    let place = |n: usize| json!({"start": n * 100 + 200, "end": n * 100 + 209, "zone": "body"});
    check("silence", "/segments/0/also_at", limits::ALSO_AT, |count| {
        (0..count).map(place).collect()
    });
}

#[test]
fn exact_texts_and_own_text() {
    let segment = |count: usize| {
        let exact = "क".repeat(count);
        json!({"artifact": "0".repeat(64), "start": 5, "end": 5 + exact.len(), "exact": exact, "zone": "body"})
    };
    check("silence", "/segments/0", limits::EXACT, segment);
    // Claims that quote other artifacts leave the own text free to grow.
    let mut own = says("utterance-own");
    own["claims"] = json!([own["claims"][0]]);
    own["claims"][0]["segments"][0] = segment(3);
    for (count, good) in
        [(limits::OWN_TEXT - 1, true), (limits::OWN_TEXT, true), (limits::OWN_TEXT + 1, false)]
    {
        own["text"] = json!("é".repeat(count));
        assert_eq!(parse(Kind::Utterance, &own).is_ok(), good, "{count}");
    }
}

#[test]
fn integers() {
    let largest = limits::INTEGER;
    assert_eq!(largest, 9_007_199_254_740_991);
    for (name, pointer) in
        [("key-revoke", "/revoke/compromised_since"), ("policy", "/clock/max_jump_ms")]
    {
        for (value, good) in [(json!(0), true), (json!(largest), true), (json!(largest + 1), false)]
        {
            assert_eq!(changed(name, pointer, Some(value.clone())).is_ok(), good, "{name} {value}");
        }
        for bad in [json!(-1), json!(1.5), json!("1"), json!(1e3)] {
            assert!(matches!(changed(name, pointer, Some(bad)), Err(BodyError::Field { .. })));
        }
    }
}

#[test]
fn offsets() {
    let most = limits::ARTIFACT_BYTES;
    for (size, good) in [(most - 1, true), (most, true), (most + 1, false), (u32::MAX, false)] {
        assert_eq!(changed("capture-original", "/size", Some(json!(size))).is_ok(), good, "{size}");
    }
    let at = |start: u32, end: u32| Some(json!({"start": start, "end": end}));
    for (range, good) in [
        (at(0, 9), true),
        (at(0, 10), true),
        (at(9, 10), true),
        (at(0, 11), false),
        (at(10, 10), false),
        (at(5, 4), false),
    ] {
        let mut says = says("capture-original");
        says["size"] = json!(10);
        says["defects"][0]["at"] = range.clone().unwrap();
        assert_eq!(parse(Kind::Capture, &says).is_ok(), good, "{range:?}");
    }
    let segment = |start: u32| {
        let end = start.wrapping_add(2);
        Some(
            json!([{"artifact": "0".repeat(64), "start": start, "end": end, "exact": "ab", "zone": "body"}]),
        )
    };
    for (start, good) in [
        (0, true),
        (most - 3, true),
        (most - 2, true),
        (most - 1, false),
        (u32::MAX - 2, false),
        (u32::MAX, false),
    ] {
        assert_eq!(changed("silence", "/segments", segment(start)).is_ok(), good, "{start}");
    }
}

#[test]
fn claim_numbers() {
    for (text, good) in [
        ("#0", true),
        ("#1", true),
        ("#24", true),
        ("#25", false),
        ("#255", false),
        ("#256", false),
        ("#01", false),
        ("#", false),
        ("#+1", false),
        ("#٣", false),
    ] {
        assert_eq!(
            changed("utterance", "/claims/3/target", Some(json!(text))).is_ok(),
            good,
            "{text}"
        );
    }
    let other = statement("entry:3");
    for (number, good) in [("255", true), ("256", false), ("00", false), ("-0", false), ("", false)]
    {
        let target = json!(format!("{other}#{number}"));
        assert_eq!(
            changed("utterance", "/claims/3/target", Some(target)).is_ok(),
            good,
            "{number}"
        );
    }
}

#[test]
fn the_whole_body() {
    let mut says = says("utterance-own");
    let claim = says["claims"][0].clone();
    let filled = |bytes_wanted: usize, says: &mut Value| -> Vec<u8> {
        let mut claims: Vec<Value> = Vec::new();
        loop {
            claims.push(claim.clone());
            says["claims"] = claims.clone().into();
            let size = bytes(Kind::Utterance, says).len();
            // What a claim without and with a full note takes.
            if size + 4200 > bytes_wanted {
                let last = claims.len() - 1;
                says["claims"][last]["note"] =
                    json!("n".repeat(bytes_wanted - size - r#","note":"""#.len()));
                return bytes(Kind::Utterance, says);
            }
            let last = claims.len() - 1;
            claims[last]["note"] = json!("n".repeat(3500));
        }
    };
    for (size, good) in [
        (limits::BODY_BYTES - 1, true),
        (limits::BODY_BYTES, true),
        (limits::BODY_BYTES + 1, false),
    ] {
        let bytes = filled(size, &mut says);
        assert_eq!(bytes.len(), size);
        let read = Body::parse(&bytes);
        assert_eq!(read.is_ok(), good, "{size}");
        assert!(good || read == Err(BodyError::TooLarge { size }));
    }
    // The writer is held to the same.
    let Ok(body) = Body::parse(&filled(limits::BODY_BYTES, &mut says)) else {
        panic!("at the limit")
    };
    let longer = Some("r-12".parse().unwrap());
    let refused = Body::new(body.nonce(), longer, body.says().clone());
    assert_eq!(refused, Err(BodyError::TooLarge { size: limits::BODY_BYTES + 1 }));
}

#[test]
fn nesting() {
    let nested = |depth: usize| {
        let mut body = format!("{{\"kind\":\"incident\",\"says\":{}", "[".repeat(depth - 1));
        body.push_str(&"]".repeat(depth - 1));
        body.push_str(",\"v\":1}");
        body
    };
    for depth in [limits::DEPTH - 1, limits::DEPTH] {
        assert!(
            matches!(Body::parse(nested(depth).as_bytes()), Err(BodyError::Field { .. })),
            "{depth}"
        );
    }
    let depth = limits::DEPTH + 1;
    assert_eq!(Body::parse(nested(depth).as_bytes()), Err(BodyError::TooDeep { depth }));
    let bomb = "[".repeat(limits::BODY_BYTES);
    assert_eq!(Body::parse(bomb.as_bytes()), Err(BodyError::TooDeep { depth: limits::BODY_BYTES }));
    // The deepest body that the types can hold lies within the limit: a replaced utterance's relative time.
    let deepest =
        DRAFTS.iter().map(|(kind, name, _)| canonical::depth(&bytes(*kind, &says(name)))).max();
    let mut amend = says("amend");
    amend["replacement"]["says"]["claims"][0]["scope"] = json!({"as_of": {"time": {
        "relation": {"anchor": "this_capture", "distance": {"max": {"n": 1, "unit": "days"}}, "order": "before"},
    }}});
    let body = parse(Kind::Amend, &amend).unwrap();
    let depth = canonical::depth(&body.encode());
    assert!(Some(depth) > deepest && depth <= limits::DEPTH, "{depth}");
}
