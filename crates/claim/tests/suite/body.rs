//! Reading and writing bodies.

use bayan_claim::canonical;
use bayan_claim::id::StatementRef;
use bayan_claim::kind::Attests;
use bayan_claim::{Body, BodyError, DeclaredId, Kind, ReferenceTarget, Says, Subject};
use serde_json::{Value, json};

use crate::kit::{
    ARTICLE, DRAFTS, bytes, changed, incident, parse, party, question, says, statement, thing,
};

fn body(name: &str) -> Body {
    let (kind, ..) = DRAFTS.iter().find(|(_, found, _)| *found == name).unwrap();
    parse(*kind, &says(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn every_kind_reads_and_writes_the_same_bytes() {
    for (kind, name, _) in DRAFTS {
        let bytes = bytes(*kind, &says(name));
        let body = Body::parse(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(body.kind(), *kind, "{name}");
        assert_eq!(body.reference().map(bayan_claim::text::Line::as_str), Some("r-1"));
        assert_eq!(String::from_utf8(body.encode()), String::from_utf8(bytes), "{name}");
        let again = Body::new(body.nonce(), body.reference().cloned(), body.says().clone());
        assert_eq!(again, Ok(body), "{name}");
    }
    for kind in Kind::ALL {
        assert!(DRAFTS.iter().any(|(found, ..)| found == kind), "{kind} has no draft");
    }
}

#[test]
fn every_other_encoding_is_refused() {
    for (kind, name, _) in DRAFTS {
        let text = String::from_utf8(bytes(*kind, &says(name))).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        let spaced = serde_json::to_string_pretty(&value).unwrap();
        let last_first = format!("{{\"v\":1,{}}}", text[1..].strip_suffix(",\"v\":1}").unwrap());
        let escaped = text.replacen("nonce", "\\u006eonce", 1);
        let slash = text.replacen("r-1", "r\\/1", 1);
        let null = text.replacen(",\"ref\":\"r-1\"", ",\"ref\":null", 1);
        for (what, bad) in [
            ("spaced", spaced),
            ("order", last_first),
            ("escape", escaped),
            ("slash", slash),
            ("null", null),
            ("space", format!("{text} ")),
        ] {
            let refused = Body::parse(bad.as_bytes());
            assert!(
                matches!(refused, Err(BodyError::NotCanonical { .. })),
                "{name} {what}: {refused:?}"
            );
        }
        for (what, bad) in [
            ("trailing value", format!("{text}{{}}")),
            ("cut", text[..text.len() - 1].to_owned()),
            ("byte order mark", format!("\u{feff}{text}")),
        ] {
            let refused = Body::parse(bad.as_bytes());
            assert!(
                matches!(refused, Err(BodyError::NotABody { .. })),
                "{name} {what}: {refused:?}"
            );
        }
    }
}

#[test]
fn one_meaning_has_one_encoding() {
    // Empty lists, nulls and defaults that say what leaving the member out says.
    for (name, pointer, value) in [
        ("utterance", "/also", json!([])),
        ("utterance", "/times", json!({})),
        ("utterance", "/publisher", json!(null)),
        ("utterance", "/claims/0/markers", json!([])),
        ("utterance", "/claims/0/inferred", json!(null)),
        ("policy", "/recovery_keys", json!([])),
        ("redaction", "/artifacts", json!([])),
    ] {
        let refused = changed(name, pointer, Some(value));
        assert!(
            matches!(refused, Err(BodyError::NotCanonical { .. })),
            "{name}{pointer}: {refused:?}"
        );
    }
}

#[test]
fn members_unknown_missing_or_repeated_are_named() {
    let text = String::from_utf8(bytes(Kind::Incident, &says("incident"))).unwrap();
    for (bad, path, why) in [
        (text.replacen("\"ref\"", "\"rex\"", 1), "/rex", "unknown field `rex`"),
        (text.replacen("\"slug\"", "\"slag\"", 1), "/says/slag", "unknown field `slag`"),
        (text.replacen(",\"slug\":\"portal-2023\"", "", 1), "/says", "missing field `slug`"),
        (
            text.replacen("\"slug\":", "\"slug\":\"a\",\"slug\":", 1),
            "/says",
            "duplicate field `slug`",
        ),
        (
            text.replacen("\"nonce\":", "\"nonce\":\"0\",\"nonce\":", 1),
            "/nonce",
            "32 lower-case hex digits",
        ),
        (text.replacen("portal-2023", "Portal", 1), "/says/slug", "a slug"),
        (
            text.replacen("\"language\":\"fa\"", "\"language\":\"FA\"", 1),
            "/says/titles/1/language",
            "language tag",
        ),
        (text.replacen("Attack", "\\ud800", 1), "/says/titles/0/text", "hex escape"),
        (text.replacen("Attack", "\\u0000", 1), "/says/titles/0/text", "U+0000"),
        (text.replacen("\"v\":1", "\"v\":1.0", 1), "", ""),
    ] {
        match Body::parse(bad.as_bytes()) {
            Err(BodyError::Field { path: found, why: said }) => {
                assert_eq!(found, path, "{bad}");
                assert!(said.contains(why), "{said}");
            }
            Err(BodyError::NotABody { .. }) if path.is_empty() => {}
            other => panic!("{bad}: {other:?}"),
        }
    }
}

#[test]
fn deep_paths_are_named() {
    for (pointer, value, path) in [
        (
            "/claims/9/value/quantity/amount/between/hi",
            json!("02"),
            "/says/claims/9/value/quantity/amount/between/hi",
        ),
        ("/claims/0/scope/data/of/0", json!("backup"), "/says/claims/0/scope/data/of/0"),
        ("/chain/2/by/ambiguous/between/1", json!(7), "/says/chain/2/by/ambiguous/between/1"),
        ("/claims/0/segments/0/zone", json!("title"), "/says/claims/0/segments/0/zone"),
    ] {
        let Err(BodyError::Field { path: found, .. }) = changed("utterance", pointer, Some(value))
        else {
            panic!("{pointer} was read")
        };
        assert_eq!(found, path);
    }
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let Err(BodyError::Field { why, .. }) =
        changed("utterance", "/claims/0/act", Some(json!("asert")))
    else {
        panic!("an unknown act was read")
    };
    assert!(why.starts_with("unknown speech act \"asert\"; nearest: asserts, "), "{why}");
    let text = String::from_utf8(bytes(Kind::Party, &says("party"))).unwrap();
    let Err(BodyError::UnknownKind(error)) =
        Body::parse(text.replacen("party", "partie", 1).as_bytes())
    else {
        panic!("an unknown kind was read")
    };
    assert_eq!(error.nearest[0], "party");
    let Err(BodyError::UnknownKind(_)) = Body::parse(text.replacen("party", "seal", 1).as_bytes())
    else {
        panic!("the reserved kind was read")
    };
}

#[test]
fn other_versions_and_shapes_are_refused() {
    let text = String::from_utf8(bytes(Kind::Incident, &says("incident"))).unwrap();
    for (bad, version) in
        [(text.replacen("\"v\":1", "\"v\":2", 1), 2), (text.replacen("\"v\":1", "\"v\":0", 1), 0)]
    {
        assert_eq!(Body::parse(bad.as_bytes()), Err(BodyError::UnknownVersion { found: version }));
    }
    // What only ends like a canonical body is read whole.
    let nested = text.replacen("\"v\":1}", "\"v\":2,\"w\":{\"u\":0,\"v\":1}}", 1);
    assert!(Body::parse(nested.as_bytes()).is_err());
    let twice =
        text.replacen("\"kind\":\"incident\"", "\"kind\":\"incident\",\"kind\":\"party\"", 1);
    assert!(matches!(Body::parse(twice.as_bytes()), Err(BodyError::Field { .. })));
    for bad in [
        "",
        "null",
        "[]",
        "{}",
        "{\"kind\":\"incident\"}",
        "{\"v\":1}",
        "{\"kind\":1,\"v\":1}",
        "\"\\",
    ] {
        assert!(matches!(Body::parse(bad.as_bytes()), Err(BodyError::NotABody { .. })), "{bad}");
    }
    assert_eq!(Body::parse(b"{\"\xff"), Err(BodyError::NotUtf8 { valid_up_to: 2 }));
}

#[test]
fn the_first_other_byte_is_named() {
    let mut bytes = bytes(Kind::Incident, &says("incident"));
    bytes.insert(1, b' ');
    assert_eq!(Body::parse(&bytes), Err(BodyError::NotCanonical { at: 1 }));
}

#[test]
fn what_declares_an_id_is_its_own_subject() {
    for name in ["party", "thing", "incident"] {
        let body = body(name);
        let same = match (body.says().subject(), body.says().declares().unwrap().id) {
            (Subject::Party(subject), DeclaredId::Party(id)) => subject == id,
            (Subject::Thing(subject), DeclaredId::Thing(id)) => subject == id,
            (Subject::Incident(subject), DeclaredId::Incident(id)) => subject == id,
            _ => false,
        };
        assert!(same, "{name}");
    }
}

#[test]
fn subjects_and_incidents() {
    let (here, other) = (incident("portal-2023"), incident("other"));
    let of_target = |name| Subject::OfTarget(statement(name));
    for (name, subject, incidents) in [
        ("policy", Subject::Ledger, vec![]),
        ("key-grant", Subject::Ledger, vec![]),
        ("incident", Subject::Incident(here), vec![]),
        ("capture-original", Subject::Incident(here), vec![]),
        ("capture-rendition", Subject::Ledger, vec![]),
        ("utterance", Subject::Incident(here), vec![other]),
        ("silence", Subject::Incident(here), vec![other]),
        ("question", Subject::Incident(here), vec![]),
        ("link", Subject::Incident(here), vec![]),
        ("link-incidents", Subject::Incident(here), vec![other]),
        ("link-question", of_target("entry:3"), vec![]),
        ("opinion", Subject::Incident(here), vec![]),
        ("amend", Subject::Incident(here), vec![other]),
        ("amend-withdrawal", of_target("entry:3"), vec![]),
        ("redaction", Subject::Ledger, vec![here]),
    ] {
        let body = body(name);
        assert_eq!(
            (body.says().subject(), body.says().incidents()),
            (subject, incidents),
            "{name}"
        );
    }
    let opinion = changed("opinion", "/incident", None).unwrap();
    assert_eq!(opinion.says().subject(), of_target("entry:3"));
    // An amendment without an incident concerns that of its replacement, whatever its subject turns out to be.
    let amend = changed("amend", "/incident", None).unwrap();
    let mut both = vec![here, other];
    both.sort_unstable();
    assert_eq!((amend.says().subject(), amend.says().incidents()), (of_target("entry:3"), both));
}

#[test]
fn declarations() {
    for (name, id, slug, names) in [
        ("party", DeclaredId::Party(party("ministry")), Some("ministry"), 3),
        ("incident", DeclaredId::Incident(incident("portal-2023")), Some("portal-2023"), 2),
        ("thing", DeclaredId::Thing(thing("backup")), Some("backup"), 1),
        ("question", DeclaredId::Question(question("how-many")), None, 0),
    ] {
        let body = body(name);
        let declared = body.says().declares().unwrap();
        let found = (declared.id, declared.slug.map(ToString::to_string), declared.names.len());
        assert_eq!(found, (id, slug.map(ToOwned::to_owned), names), "{name}");
    }
    assert!(body("utterance").says().declares().is_none());
    let article = bayan_proof::hash::Sha256::of(ARTICLE.as_bytes());
    assert_eq!(body("capture-original").says().captures(), Some(article));
    assert_eq!(body("utterance").says().captures(), None);
}

/// The references of a draft, as `path → target` lines.
fn references(name: &str) -> Vec<String> {
    let show = |target| match target {
        ReferenceTarget::Party(id) => id.to_string(),
        ReferenceTarget::Thing(id) => id.to_string(),
        ReferenceTarget::Incident(id) => id.to_string(),
        ReferenceTarget::Question(id) => id.to_string(),
        ReferenceTarget::Statement(id) => format!("statement:{id}"),
        ReferenceTarget::Claim(id) => format!("claim:{id}"),
        ReferenceTarget::Artifact(id) => format!("artifact:{id}"),
    };
    let found = body(name).says().references();
    let mut lines: Vec<String> = found
        .into_iter()
        .map(|reference| format!("{} → {}", reference.path, show(reference.target)))
        .collect();
    lines.sort();
    lines
}

/// Every id in a resolved draft, found by its form alone, with its pointer.
fn ids_by_form(value: &Value, at: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields
                .iter()
                .for_each(|(name, field)| ids_by_form(field, &format!("{at}/{name}"), out));
        }
        Value::Array(members) => {
            let members = members.iter().enumerate();
            members.for_each(|(index, member)| ids_by_form(member, &format!("{at}/{index}"), out));
        }
        Value::String(text) => {
            let claim = text
                .split_once('#')
                .filter(|(statement, _)| statement.parse::<StatementRef>().is_ok());
            let field = at
                .trim_end_matches(|c: char| c.is_ascii_digit() || c == '/')
                .rsplit('/')
                .next()
                .unwrap();
            let prefixed = ["party:", "thing:", "incident:", "question:"];
            if prefixed.iter().any(|prefix| text.starts_with(prefix)) {
                out.push(format!("{at} → {text}"));
            } else if claim.is_some() {
                out.push(format!("{at} → claim:{text}"));
            } else if text.parse::<StatementRef>().is_ok() {
                match field {
                    "artifact" | "artifacts" | "of" => out.push(format!("{at} → artifact:{text}")),
                    "statement" | "statements" | "target" | "targets" => {
                        out.push(format!("{at} → statement:{text}"));
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

#[test]
fn references_are_every_id_but_those_declared() {
    for (_, name, _) in DRAFTS {
        let mut expected = Vec::new();
        ids_by_form(&says(name), "/says", &mut expected);
        let own = body(name).says().captures().map(|artifact| format!("artifact:{artifact}"));
        expected.retain(|line| {
            let declared =
                line.starts_with("/says/id ") || line.starts_with("/says/operator/party ");
            !declared && own.as_ref().is_none_or(|own| !line.ends_with(own))
        });
        expected.sort();
        assert_eq!(references(name), expected, "{name}");
    }
}

#[test]
fn what_views_ask_of_says() {
    let utterance = body("utterance");
    let Says::Utterance(says) = utterance.says() else { panic!("not an utterance") };
    assert_eq!(says.speaker.candidates(), [party("minister"), party("ministry")]);
    assert_eq!(utterance.says().segments().len(), says.segments().count());
    let facets = utterance.says().facets();
    assert_eq!(facets.len(), says.claims.len());
    assert_eq!(facets[0].path, "/says/claims/0/facet");
    assert_eq!(facets[0].facet.to_string(), "confidentiality.leak");
    let silence = body("silence");
    let paths: Vec<_> = silence.says().facets().into_iter().map(|facet| facet.path).collect();
    assert_eq!(paths, ["/says/on/facets/0", "/says/on/facets/1"]);
    let amend = body("amend");
    assert_eq!(amend.says().facets()[0].path, "/says/replacement/says/claims/0/facet");
    assert_eq!(amend.says().segments().len(), 1);
    assert!(amend.says().speaker().is_some());
    let Says::Utterance(own) = body("utterance-own").says().clone() else {
        panic!("not an utterance")
    };
    assert_eq!(own.attests, Attests::OnBehalfOf(party("ministry")));
    assert_eq!(own.own_artifact(), own.claims[0].segments.first().map(|segment| segment.artifact));
}

#[test]
fn writing_is_canonical_whatever_the_text() {
    // Each text has characters that some encoder escapes and RFC 8785 does not, or the other way round.
    // Words as printed take the control characters that are white space.
    let printed = "a\u{b}b\u{c}c\r\n\u{85}\u{2028}";
    let body = changed("utterance", "/claims/0/markers/0/printed", Some(json!(printed))).unwrap();
    let value: Value = serde_json::from_slice(&body.encode()).unwrap();
    assert_eq!(body.encode(), canonical::encode(&value));
    for text in [
        "\"\\/",
        "\u{7f}a".trim_start_matches('\u{7f}'),
        "\u{2028}\u{2029}",
        "<&>",
        "😀é",
        "tab\tnewline\n",
    ] {
        let body = changed("utterance", "/note", Some(json!(text))).unwrap();
        let value: Value = serde_json::from_slice(&body.encode()).unwrap();
        assert_eq!(body.encode(), canonical::encode(&value), "{text:?}");
    }
}
