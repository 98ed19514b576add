//! The published schemas and the code agree, and the drafts of the kit use every member there is.

use std::collections::BTreeSet;

use bayan_claim::Kind;
use bayan_claim::schema::schema;
use serde_json::{Map, Value, json};

use crate::kit::{DRAFTS, bytes, says};

/// Enough of JSON Schema 2020-12 for what the types derive; patterns are left to the code.
/// Every member that a value uses is added to `used`, as `definition/member`.
fn validate(
    root: &Value,
    schema: &Value,
    at: &str,
    value: &Value,
    used: &mut BTreeSet<String>,
) -> Result<(), String> {
    let Value::Object(rules) = schema else {
        return if schema == &Value::Bool(false) {
            Err(format!("{at}: nothing fits"))
        } else {
            Ok(())
        };
    };
    if let Some(Value::String(name)) = rules.get("$ref") {
        let name = name.strip_prefix("#/$defs/").ok_or("a foreign reference")?;
        validate(root, &root["$defs"][name], name, value, used)?;
    }
    if rules.get("const").is_some_and(|constant| constant != value) {
        return Err(format!("{at}: not the constant"));
    }
    if let Some(Value::Array(members)) = rules.get("enum")
        && !members.contains(value)
    {
        return Err(format!("{at}: {value} is not listed"));
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(Value::Array(options)) = rules.get(key) {
            one_of(root, options, at, value, used)?;
        }
    }
    let fits = |name: &str| match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "boolean" => value.is_boolean(),
        other => panic!("the schemas use the type {other}"),
    };
    let typed = match rules.get("type") {
        Some(Value::String(name)) => fits(name),
        Some(Value::Array(names)) => names.iter().any(|name| fits(name.as_str().unwrap())),
        _ => true,
    };
    if !typed {
        return Err(format!("{at}: {value} is of another type"));
    }
    lengths(rules, at, value)?;
    if let (Some(items), Value::Array(members)) = (rules.get("items"), value) {
        members.iter().try_for_each(|member| validate(root, items, at, member, used))?;
    }
    members(root, rules, at, value, used)
}

fn one_of(
    root: &Value,
    options: &[Value],
    at: &str,
    value: &Value,
    used: &mut BTreeSet<String>,
) -> Result<(), String> {
    let mut fitting = options.iter().enumerate().filter_map(|(index, option)| {
        let mut seen = BTreeSet::new();
        let at = format!("{at}|{index}");
        validate(root, option, &at, value, &mut seen).ok().map(|()| seen)
    });
    let Some(seen) = fitting.next() else { return Err(format!("{at}: {value} fits no option")) };
    if fitting.next().is_some() {
        return Err(format!("{at}: {value} fits two options"));
    }
    used.extend(seen);
    Ok(())
}

fn lengths(rules: &Map<String, Value>, at: &str, value: &Value) -> Result<(), String> {
    let length = match value {
        Value::String(text) => Some(("minLength", "maxLength", text.chars().count())),
        Value::Array(members) => Some(("minItems", "maxItems", members.len())),
        _ => None,
    };
    let Some((min, max, length)) = length else { return Ok(()) };
    let bound =
        |key: &str| rules.get(key).and_then(Value::as_u64).map(|n| usize::try_from(n).unwrap());
    if bound(min).is_some_and(|min| length < min) || bound(max).is_some_and(|max| length > max) {
        return Err(format!("{at}: a length of {length}"));
    }
    Ok(())
}

fn members(
    root: &Value,
    rules: &Map<String, Value>,
    at: &str,
    value: &Value,
    used: &mut BTreeSet<String>,
) -> Result<(), String> {
    let Value::Object(fields) = value else { return Ok(()) };
    let none = Map::new();
    let properties = rules.get("properties").and_then(Value::as_object).unwrap_or(&none);
    if let Some(Value::Array(required)) = rules.get("required")
        && let Some(missing) =
            required.iter().find(|name| !fields.contains_key(name.as_str().unwrap()))
    {
        return Err(format!("{at}: {missing} is missing"));
    }
    for (name, field) in fields {
        match properties.get(name) {
            Some(schema) => {
                used.insert(format!("{at}/{name}"));
                validate(root, schema, &format!("{at}/{name}"), field, used)?;
            }
            None if rules.get("additionalProperties") == Some(&Value::Bool(false)) => {
                return Err(format!("{at}: {name} is unknown"));
            }
            None => {}
        }
    }
    Ok(())
}

/// Every member that a schema has, named as `validate` names those used.
fn all_members(schema: &Value, at: &str, out: &mut BTreeSet<String>) {
    let Value::Object(rules) = schema else { return };
    if let Some(Value::Object(properties)) = rules.get("properties") {
        for (name, property) in properties {
            out.insert(format!("{at}/{name}"));
            all_members(property, &format!("{at}/{name}"), out);
        }
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(Value::Array(options)) = rules.get(key) {
            for (index, option) in options.iter().enumerate() {
                all_members(option, &format!("{at}|{index}"), out);
            }
        }
    }
    if let Some(items) = rules.get("items") {
        all_members(items, at, out);
    }
    if let Some(Value::Object(definitions)) = rules.get("$defs") {
        for (name, definition) in definitions {
            all_members(definition, name, out);
        }
    }
}

fn body(kind: Kind, name: &str) -> Value {
    serde_json::from_slice(&bytes(kind, &says(name))).unwrap()
}

#[test]
fn drafts_fit_their_schemas_and_use_every_member() {
    let (mut used, mut all) = (BTreeSet::new(), BTreeSet::new());
    for kind in Kind::ALL {
        all_members(&schema(*kind), kind.name(), &mut all);
    }
    for (kind, name, _) in DRAFTS {
        let schema = schema(*kind);
        validate(&schema, &schema, kind.name(), &body(*kind, name), &mut used)
            .unwrap_or_else(|e| panic!("{name}: {e}"));
    }
    // Members of what an amendment replaces are those of the kinds themselves.
    let unused: Vec<_> =
        all.difference(&used).filter(|member| !member.starts_with("Replacement|")).collect();
    assert!(unused.is_empty(), "no draft uses {unused:#?}");
}

#[test]
fn schemas_refuse_what_one_member_is_refused_for() {
    for (kind, name, pointer, bad) in [
        (Kind::Incident, "incident", "/says/slugs", json!("x")),
        (Kind::Incident, "incident", "/v", json!(2)),
        (Kind::Incident, "incident", "/kind", json!("party")),
        (Kind::Incident, "incident", "/says/titles", json!([])),
        (Kind::Incident, "incident", "/says/titles/0/text", json!("é".repeat(257))),
        (Kind::Party, "party", "/says/is", json!("cabal")),
        (Kind::Utterance, "utterance", "/says/claims/0/value", json!({"answer": "maybe"})),
        (
            Kind::Utterance,
            "utterance",
            "/says/claims/0/value",
            json!({"answer": "no", "text": {"language": "en", "text": "x"}}),
        ),
        (Kind::Utterance, "utterance", "/says/speaker", json!("somebody")),
        (Kind::Utterance, "utterance", "/says/claims/0/stance/hop", json!(-1)),
        (Kind::Key, "key-revoke", "/says/revoke/compromised_since", json!("1")),
    ] {
        let mut value = body(kind, name);
        let (parent, last) = pointer.rsplit_once('/').unwrap();
        value.pointer_mut(parent).unwrap()[last] = bad;
        let schema = schema(kind);
        assert!(validate(&schema, &schema, "", &value, &mut BTreeSet::new()).is_err(), "{pointer}");
        assert!(
            bayan_claim::Body::parse(&bayan_claim::canonical::encode(&value)).is_err(),
            "{pointer}"
        );
    }
}
