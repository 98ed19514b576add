//! Drafts that cannot be resolved, and what each shorthand stands for.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::author::{AuthorError, ID_FIELDS, STATEMENT_FIELDS, resolve};
use bayan_claim::schema::schema;
use bayan_claim::vocabulary::{Answer, ValueType};
use bayan_claim::{Kind, limits};
use bayan_proof::hash::Sha256;
use serde_json::{Value, json};

use crate::kit::{ARTICLE, Names, draft, incident, party, question, statement};

fn resolved(value: &Value) -> Result<Value, AuthorError> {
    resolve(draft(&value.to_string()), &mut Names::default())
}

#[test]
fn shorthands() {
    let ministry = party("ministry").to_string();
    for (field, given, expected) in [
        ("speaker", json!("party:ministry"), json!({"party": ministry})),
        ("speaker", json!("nobody"), json!("nobody")),
        ("speaker", json!({"party": "party:ministry"}), json!({"party": ministry})),
        ("said", json!("2023"), json!({"edtf": "2023"})),
        ("value", json!("no"), json!({"answer": "no"})),
        ("value", json!("nope"), json!("nope")),
        ("stance", json!("certain"), json!({"certainty": "certain"})),
        ("incident", json!("incident:other"), json!(incident("other"))),
        ("target", json!("entry:3"), json!(statement("entry:3"))),
        ("target", json!("entry:3#12"), json!(format!("{}#12", statement("entry:3")))),
        ("target", json!("#4"), json!("#4")),
        // Where no statement can stand, its name is that of what it declares.
        ("to", json!("ref:how-many"), json!(question("how-many"))),
        ("questions", json!(["ref:how-many"]), json!([question("how-many")])),
        ("to", json!(["party:ministry", ministry]), json!([ministry, ministry])),
        ("is", json!("organisation"), json!("organisation")),
        ("until", json!("further_notice"), json!("further_notice")),
        // Free text is never looked up, whatever it looks like.
        ("text", json!("party:ministry"), json!("party:ministry")),
        ("note", json!("entry:3"), json!("entry:3")),
        ("printed", json!("capture:0000"), json!("capture:0000")),
        ("count", json!(3), json!(3)),
    ] {
        assert_eq!(resolved(&json!({ field: given })), Ok(json!({ field: expected })), "{field}");
    }
}

#[test]
fn names_that_lead_nowhere() {
    let unknown = resolved(&json!({"chain": [{"by": {"party": "party:minstry"}}]})).unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "/chain/0/by/party: nothing is known as \"party:minstry\"; nearest: operator, ministry"
    );
    let several = resolved(&json!({"claims": [], "artifact": "capture:ffff"})).unwrap_err();
    assert_eq!(several.to_string(), "/artifact: \"capture:ffff\" may mean ffff1 or ffff2");
    for bad in [
        "party:",
        "party:Ministry",
        "thing:a b",
        "incident:é",
        "capture:",
        "capture:000",
        "capture:xyz1",
    ] {
        let refused = resolved(&json!({ "of": bad }));
        assert!(matches!(refused, Err(AuthorError::Form { .. })), "{bad}: {refused:?}");
    }
    for (field, bad) in [("to", "entry:3"), ("questions", "ref:article-2"), ("from", "entry:4")] {
        let refused = resolved(&json!({ field: bad })).unwrap_err().to_string();
        assert!(refused.contains("no statement that declares anything"), "{field}: {refused}");
    }
    for field in ["to", "questions", "target", "statements"] {
        let refused = resolved(&json!({ field: "ref:how-mny" })).unwrap_err().to_string();
        assert!(refused.contains("nothing is known as \"ref:how-mny\""), "{field}: {refused}");
    }
    for bad in [json!(7), json!("nothing"), json!(null)] {
        let refused = resolved(&json!({"segments": [], "artifact": bad}));
        assert!(matches!(refused, Err(AuthorError::Form { .. })), "{bad}: {refused:?}");
    }
}

/// A draft with one quotation.
fn quotation(segment: &Value) -> Result<Value, AuthorError> {
    let draft =
        resolved(&json!({"artifact": "capture:article", "claims": [{"segments": [segment]}]}))?;
    Ok(draft["claims"][0]["segments"][0].clone())
}

#[test]
fn quotations_become_segments() {
    let article = Sha256::of(ARTICLE.as_bytes());
    let second = ARTICLE.rfind("hakuna").unwrap();
    let twice = "hakuna data iliyopotea";
    let at = |start: usize| json!({"start": start, "end": start + twice.len(), "zone": "body"});
    let whole = |start: usize, also: Option<Value>| {
        let mut segment = at(start);
        segment["artifact"] = json!(article);
        segment["exact"] = json!(twice);
        if let Some(also) = also {
            segment["also_at"] = json!([also]);
        }
        segment
    };
    for (occurrence, expected) in [
        (json!(1), whole(8, None)),
        (json!(2), whole(second, None)),
        (json!("all"), whole(8, Some(at(second)))),
    ] {
        assert_eq!(quotation(&json!({"quote": twice, "occurrence": occurrence})), Ok(expected));
    }
    let once = quotation(&json!({"quote": "moja tu", "zone": "headline"})).unwrap();
    assert_eq!((&once["zone"], &once["exact"]), (&json!("headline"), &json!("moja tu")));
    // A whole segment is left as it is.
    assert_eq!(quotation(&whole(8, None)), Ok(whole(8, None)));
}

#[test]
fn quotations_are_exact_or_refused() {
    let Err(AuthorError::NotFound { path, quote, nearest }) =
        quotation(&json!({"quote": "Hakuna data ilyopotea"}))
    else {
        panic!("an inexact quotation was taken")
    };
    assert_eq!((path.as_str(), quote.as_str()), ("/claims/0/segments/0", "Hakuna data ilyopotea"));
    assert!(nearest.unwrap().text.contains("hakuna data iliyopotea"));
    for (segment, expected) in [
        (json!({"quote": "hakuna"}), "the words stand 2 times; say which occurrence, or \"all\""),
        (
            json!({"quote": "hakuna", "occurrence": 3}),
            "the words stand 2 times, and occurrence 3 is asked for",
        ),
        (
            json!({"quote": "hakuna", "occurrence": 0}),
            "the words stand 2 times, and occurrence 0 is asked for",
        ),
        (
            json!({"quote": "hakuna", "occurrence": -1}),
            "the occurrence is a number from 1, or \"all\"",
        ),
        (
            json!({"quote": "hakuna", "occurrence": "first"}),
            "the occurrence is a number from 1, or \"all\"",
        ),
        (json!({"quote": ""}), "the quote must be a text that is not empty"),
        (json!({"quote": 1}), "the quote must be a text that is not empty"),
        (
            json!({"quote": "moja", "start": 1}),
            "a quotation has a quote, zone, occurrence and artifact only",
        ),
        (
            json!({"quote": "moja", "artifact": "capture:0000"}),
            &format!("the bytes of artifact {} are not at hand", "0".repeat(64)),
        ),
    ] {
        let error = quotation(&segment).unwrap_err().to_string();
        assert_eq!(error, format!("/claims/0/segments/0: {expected}"), "{segment}");
    }
    let nameless = resolved(&json!({"claims": [{"segments": [{"quote": "moja"}]}]})).unwrap_err();
    assert_eq!(
        nameless.to_string(),
        "/claims/0/segments/0: no artifact is named for the quotation"
    );
}

#[test]
fn the_artifact_is_named_once_where_it_is_used() {
    let claim = |fields: Value| json!({"claims": [fields]});
    let on_claim =
        resolved(&claim(json!({"artifact": "capture:article", "segments": [{"quote": "moja"}]})))
            .unwrap();
    assert_eq!(
        on_claim["claims"][0]["segments"][0]["artifact"],
        json!(Sha256::of(ARTICLE.as_bytes()))
    );
    assert!(on_claim["claims"][0].get("artifact").is_none());
    // A first-person text is its own artifact, and where it stands its quotations do too.
    let own =
        resolved(&json!({"text": "sisi tulisema", "claims": [{"segments": [{"quote": "sisi"}]}]}))
            .unwrap();
    assert_eq!(own["claims"][0]["segments"][0]["artifact"], json!(Sha256::of(b"sisi tulisema")));
    assert_eq!(own["text"], "sisi tulisema");
    // A capture's artifact is a member of its own and stays.
    let capture = resolved(&json!({"artifact": "capture:0000", "size": 1})).unwrap();
    assert_eq!(capture["artifact"], json!("0".repeat(64)));
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| (0..depth).fold(json!(1), |inner, _| json!([inner]));
    for (depth, good) in
        [(limits::DEPTH - 1, true), (limits::DEPTH, true), (limits::DEPTH + 1, false)]
    {
        let result = resolve(nested(depth), &mut Names::default());
        assert_eq!(result.is_ok(), good, "{depth}");
        assert!(good || result == Err(AuthorError::TooDeep));
    }
}

/// Everything that a string on the wire can name.
const IDS: &[&str] = &[
    "PartyId",
    "ThingId",
    "IncidentId",
    "QuestionId",
    "StatementRef",
    "ClaimRef",
    "ClaimTarget",
    "Entity",
    "Target",
    "End",
    "Opined",
    "Sha256",
];

/// For every member name in every schema: whether it can hold one of these ids, and whether it can hold free text.
fn member_types(ids: &[&str]) -> BTreeMap<String, (bool, bool)> {
    fn types(root: &Value, schema: &Value, ids: &[&str], depth: usize, found: &mut (bool, bool)) {
        if depth > 3 {
            return;
        }
        if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
            if ids.contains(&name) {
                found.0 = true;
            } else if root["$defs"][name]["type"] == "string" {
                types(root, &root["$defs"][name], ids, depth + 1, found);
            }
        }
        // Free text is what has a length and neither a form nor a list of its own.
        let bare = ["pattern", "enum", "const"].iter().all(|key| schema.get(key).is_none());
        if schema["type"] == "string" && bare && schema.get("maxLength").is_some() {
            found.1 = true;
        }
        for key in ["items", "anyOf", "oneOf"] {
            match &schema[key] {
                Value::Array(members) => {
                    for member in members {
                        types(root, member, ids, depth + 1, found);
                    }
                }
                Value::Object(_) => types(root, &schema[key], ids, depth + 1, found),
                _ => {}
            }
        }
    }
    fn visit(root: &Value, value: &Value, ids: &[&str], out: &mut BTreeMap<String, (bool, bool)>) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::Object(properties)) = fields.get("properties") {
                    for (name, schema) in properties {
                        types(root, schema, ids, 0, out.entry(name.clone()).or_default());
                    }
                }
                fields.values().for_each(|field| visit(root, field, ids, out));
            }
            Value::Array(members) => {
                for member in members {
                    visit(root, member, ids, out);
                }
            }
            _ => {}
        }
    }
    let mut out = BTreeMap::new();
    for kind in Kind::ALL {
        let schema = schema(*kind);
        visit(&schema, &schema, ids, &mut out);
    }
    out
}

#[test]
fn id_fields_are_those_of_the_schemas() {
    let types = member_types(IDS);
    let holding_ids: BTreeSet<&str> =
        types.iter().filter(|(_, (ids, _))| *ids).map(|(name, _)| name.as_str()).collect();
    let listed: BTreeSet<&str> = ID_FIELDS.iter().copied().collect();
    // This one holds an id only through its shorthand: the object's one member.
    let shorthand: BTreeSet<&str> = ["speaker"].into();
    let missing: Vec<_> = holding_ids.difference(&listed).collect();
    assert!(missing.is_empty(), "ids in {missing:?} would never be resolved");
    let idle: Vec<_> =
        listed.difference(&holding_ids).filter(|name| !shorthand.contains(*name)).collect();
    assert!(idle.is_empty(), "{idle:?} hold no ids");
    for name in listed {
        assert!(!types[name].1, "{name} also holds free text, which would be looked up");
    }
}

#[test]
fn statement_fields_are_those_of_the_schemas() {
    let types = member_types(&["StatementRef", "Opined"]);
    let holding: BTreeSet<&str> =
        types.iter().filter(|(_, (ids, _))| *ids).map(|(name, _)| name.as_str()).collect();
    assert_eq!(holding, STATEMENT_FIELDS.iter().copied().collect());
}

#[test]
fn shorthand_answers_are_no_value_types() {
    // `value` is a claim's value and a facet's type, and only the first is a shorthand.
    for value_type in ValueType::ALL {
        assert!(value_type.name().parse::<Answer>().is_err(), "{value_type}");
    }
}
