//! JSON Schema (2020-12) of every statement kind, derived from the types that read it.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::Kind;
use crate::body::{Envelope, VERSION};
use crate::kind::{
    Amend, Capture, Incident, Key, Link, Opinion, Party, Policy, Question, Redaction, Silence,
    Thing, Utterance,
};

/// The schema of a body of this kind.
///
/// It refuses whatever one field alone can be refused for: shape, names, lengths, forms. Rules between
/// fields, the canonical form and the total size are beyond it.
pub fn schema(kind: Kind) -> Value {
    match kind {
        Kind::Policy => of::<Policy>(kind),
        Kind::Key => of::<Key>(kind),
        Kind::Party => of::<Party>(kind),
        Kind::Incident => of::<Incident>(kind),
        Kind::Thing => of::<Thing>(kind),
        Kind::Capture => of::<Capture>(kind),
        Kind::Utterance => of::<Utterance>(kind),
        Kind::Silence => of::<Silence>(kind),
        Kind::Link => of::<Link>(kind),
        Kind::Opinion => of::<Opinion>(kind),
        Kind::Question => of::<Question>(kind),
        Kind::Amend => of::<Amend>(kind),
        Kind::Redaction => of::<Redaction>(kind),
    }
}

fn of<T: schemars::JsonSchema>(kind: Kind) -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Envelope<T>>().to_value();
    // The types leave open which kind and version an envelope carries; a schema of one kind does not.
    for (pointer, constant) in
        [("/properties/kind", Value::from(kind.name())), ("/properties/v", VERSION.into())]
    {
        if let Some(property) = schema.pointer_mut(pointer) {
            *property = serde_json::json!({"const": constant});
        }
    }
    if let Some(title) = schema.pointer_mut("/title") {
        *title = format!("Bayan statement body: {kind}").into();
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every object of every schema, with the pointer it stands at.
    fn visit(value: &Value, at: &str, seen: &mut dyn FnMut(&str, &serde_json::Map<String, Value>)) {
        match value {
            Value::Object(fields) => {
                seen(at, fields);
                for (name, field) in fields {
                    visit(field, &format!("{at}/{name}"), seen);
                }
            }
            Value::Array(members) => {
                for (index, member) in members.iter().enumerate() {
                    visit(member, &format!("{at}/{index}"), seen);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_text_list_and_object_is_bounded() {
        for kind in Kind::ALL {
            visit(&schema(*kind), "", &mut |at, fields| match fields.get("type") {
                Some(Value::String(name)) if name == "string" => {
                    let bounded = ["maxLength", "enum", "const", "pattern"];
                    assert!(bounded.iter().any(|key| fields.contains_key(*key)), "{kind} {at}");
                }
                Some(Value::String(name)) if name == "array" => {
                    assert!(fields.contains_key("maxItems"), "{kind} {at}");
                }
                Some(Value::String(name)) if name == "object" => {
                    assert_eq!(
                        fields.get("additionalProperties"),
                        Some(&false.into()),
                        "{kind} {at}"
                    );
                }
                Some(Value::Array(_)) => {
                    let optional =
                        ["maxLength", "enum", "const", "pattern", "maxItems", "maximum", "format"];
                    assert!(optional.iter().any(|key| fields.contains_key(*key)), "{kind} {at}");
                }
                _ => {}
            });
        }
    }

    #[test]
    fn kind_and_version_are_fixed() {
        for kind in Kind::ALL {
            let schema = schema(*kind);
            assert_eq!(schema.pointer("/properties/kind/const"), Some(&kind.name().into()));
            assert_eq!(schema.pointer("/properties/v/const"), Some(&1.into()));
            assert_eq!(
                schema.pointer("/properties/ref/maxLength"),
                Some(&crate::limits::REFERENCE.into())
            );
            let title = format!("Bayan statement body: {kind}");
            assert_eq!(schema.pointer("/title"), Some(&title.into()));
        }
    }
}
