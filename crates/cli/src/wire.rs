//! From a draft to what stands on the wire: defaults, ids for names, offsets for quotes, the one JSON form.

use bayan_claim::author::{self, AuthorError, Resolver as _};
use bayan_claim::vocabulary::Answer;
use bayan_claim::{Body, BodyError, DeclaredId, Kind};
use bayan_ledger::clock::fresh;
use bayan_proof::hash::Sha256;
use serde_json::{Value, json};

use crate::authoring::Draft;
use crate::context::Context;
use crate::error::{Exit, Failure};
use crate::names::{Earlier, Names};
use crate::occurrences;

/// What a draft says on the wire: with its defaults, ids for names and offsets for quotes. A person at a terminal is
/// asked which of several places a quote means.
pub fn resolve(
    context: &mut Context,
    names: &mut Names<'_>,
    draft: &Draft,
    party: &str,
) -> Result<Value, Failure> {
    let mut says = without_nothing(draft.says.clone());
    names.name_artifacts(&mut says, "/says")?;
    let earlier = draft.reference.as_deref().and_then(|reference| names.own(reference));
    declare(context, names, draft.kind, &mut says, earlier.as_ref());
    attribute(draft.kind, &mut says, party);
    loop {
        match author::resolve(says.clone(), names) {
            Ok(resolved) => return Ok(resolved),
            Err(AuthorError::Ambiguous { path, artifact, places }) => {
                let own = says
                    .get("text")
                    .and_then(Value::as_str)
                    .filter(|own| Sha256::of(own.as_bytes()) == artifact);
                let text = match own {
                    Some(own) => own.as_bytes().to_vec(),
                    None => names.text_of(&artifact).unwrap_or_default(),
                };
                let choice = occurrences::choose(context, &path, &text, &places)?;
                if let Some(quotation) = says.pointer_mut(&path).and_then(Value::as_object_mut) {
                    quotation.insert("occurrence".to_owned(), choice);
                }
            }
            Err(error) => return Err(author_failure(&error)),
        }
    }
}

/// A body that says this: the JSON is put in its one form and read back through the one door.
pub fn body_of(
    kind: Kind,
    reference: Option<&str>,
    says: &Value,
    nonce: [u8; 16],
) -> Result<Body, Failure> {
    let nonce = data_encoding::HEXLOWER.encode(&nonce);
    let mut envelope = json!({ "kind": kind.name(), "nonce": nonce, "says": says, "v": 1 });
    if let (Some(fields), Some(reference)) = (envelope.as_object_mut(), reference) {
        fields.insert("ref".to_owned(), json!(reference));
    }
    Body::parse(&bayan_claim::canonical::encode(&envelope)).map_err(|error| {
        let advice = format!("compare with `bayan template {kind}` and `bayan schema {kind}`");
        let failure = Failure::new(Exit::Usage, crate::context::chain(&error), advice);
        match &error {
            BodyError::Field { path, why } => {
                let what = format!("{path}: {}", without_position(why));
                Failure { what, ..failure }.pointing(path.clone())
            }
            BodyError::Fault(fault) => failure.pointing(fault.path.clone()),
            _ => failure,
        }
    })
}

/// What a JSON reader said, without a line and column that are not those of the author's own file.
pub fn without_position(why: &str) -> &str {
    why.rsplit_once(" at line ").map_or(why, |(why, _)| why)
}

/// What to say of a draft whose names or quotes lead nowhere.
pub fn author_failure(error: &AuthorError) -> Failure {
    match error {
        AuthorError::NotFound { path, quote, nearest } => {
            let advice = nearest.as_ref().map_or_else(
                || "nothing in it is like these words; is it the right artifact?".to_owned(),
                |near| {
                    format!(
                        "copy the words as they are printed; the nearest place, which was not used, is bytes {}..{}: {:?}",
                        near.range.start, near.range.end, near.text
                    )
                },
            );
            let what = format!("/says{path}: the artifact does not hold the words {quote:?}");
            Failure::new(Exit::Usage, what, advice).pointing(format!("/says{path}"))
        }
        AuthorError::Unknown { path, name, nearest } => {
            let what = format!("/says{path}: nothing is known as {name:?}");
            let advice = if nearest.is_empty() {
                "declare it first; `bayan list` and `bayan search` find what there is".to_owned()
            } else {
                format!("did you mean {}? Or declare it first", nearest.join(", "))
            };
            Failure::new(Exit::Usage, what, advice).pointing(format!("/says{path}"))
        }
        AuthorError::NoSuchOccurrence { path, places, .. } => {
            let advice = format!("choose a number from 1 to {places}, or \"all\"");
            Failure::new(Exit::Usage, format!("/says{error}"), advice)
                .pointing(format!("/says{path}"))
        }
        AuthorError::Unreadable { path, .. } => {
            let advice = "name what it declares by its id; `bayan verify` says what is damaged";
            Failure::new(Exit::CannotRead, format!("/says{error}"), advice)
                .pointing(format!("/says{path}"))
        }
        AuthorError::TooDeep => {
            Failure::new(Exit::Usage, error, "compare the draft with `bayan template <kind>`")
        }
        AuthorError::NoText { path, .. } => {
            let advice = "name the file it is in, or give the segment in full; a withheld source cannot be quoted";
            Failure::new(Exit::Usage, format!("/says{error}"), advice)
                .pointing(format!("/says{path}"))
        }
        AuthorError::NotUtf8 { path, .. } => {
            let advice = "capture a copy of it in UTF-8 as its rendition, and quote from that: \
                          `bayan capture FILE --rendition-of ARTIFACT --what plain_text --maker human`";
            Failure::new(Exit::Usage, format!("/says{error}"), advice)
                .pointing(format!("/says{path}"))
        }
        AuthorError::Several { path, .. }
        | AuthorError::Form { path, .. }
        | AuthorError::Segment { path, .. }
        | AuthorError::Ambiguous { path, .. } => {
            let advice = "compare the draft with `bayan template <kind>`";
            Failure::new(Exit::Usage, format!("/says{error}"), advice)
                .pointing(format!("/says{path}"))
        }
    }
}

/// Gives a declaration its id, and lets later drafts know its slug.
fn declare(
    context: &Context,
    names: &mut Names<'_>,
    kind: Kind,
    says: &mut Value,
    earlier: Option<&Earlier>,
) {
    let Some(id) = own_id(context, kind, says, earlier) else { return };
    match says.get("slug").and_then(Value::as_str) {
        Some(slug) => names.declared_here.insert(format!("{}:{slug}", kind.name()), id),
        None => names.declared_here.insert(id.clone(), id),
    };
}

/// The id of a declaration, which is random unless the author chose one, or declared it under the same reference
/// before.
pub fn own_id(
    context: &Context,
    kind: Kind,
    says: &mut Value,
    earlier: Option<&Earlier>,
) -> Option<String> {
    if !matches!(kind, Kind::Party | Kind::Incident | Kind::Thing | Kind::Question) {
        return None;
    }
    let id = says.as_object_mut()?.entry("id").or_insert_with(|| {
        if let Some(declared) = earlier.and_then(|earlier| earlier.declares.as_ref()) {
            return json!(declared);
        }
        let id: [u8; 16] = fresh(&*context.system.entropy);
        json!(format!("{}:{}", kind.name(), data_encoding::HEXLOWER.encode(&id)))
    });
    id.as_str().map(str::to_owned)
}

/// What goes without saying: the signer's party recorded what somebody else said, who asserts it and leaves open how sure.
pub fn attribute(kind: Kind, says: &mut Value, party: &str) {
    if kind == Kind::Amend
        && let Some(replacement) = says.pointer_mut("/replacement/says")
    {
        claims(replacement);
    }
    if kind == Kind::Utterance {
        claims(says);
    }
    let Some(fields) = says.as_object_mut() else { return };
    let mut default = |name: &str, value: &str| {
        fields.entry(name).or_insert_with(|| json!(value));
    };
    match kind {
        Kind::Utterance => {
            default("attests", "read_them_so");
            default("channel", "unspecified");
            default("recorder", party);
        }
        Kind::Silence => {
            default("as_far_as", party);
            default("recorder", party);
        }
        _ => {}
    }
}

/// Gives each claim its act and stance, as flags and sheets do: an answer has its polarity in it, anything else is affirmed.
fn claims(says: &mut Value) {
    let claims = says.get_mut("claims").and_then(Value::as_array_mut);
    for claim in claims.into_iter().flatten().filter_map(Value::as_object_mut) {
        let is_answer = match claim.get("value") {
            Some(Value::String(name)) => name.parse::<Answer>().is_ok(),
            Some(Value::Object(value)) => value.contains_key("answer"),
            _ => false,
        };
        claim.entry("act").or_insert_with(|| json!("asserts"));
        let stance = claim.entry("stance").or_insert_with(|| json!({}));
        if let Value::String(certainty) = stance {
            *stance = json!({ "certainty": certainty });
        }
        let Some(stance) = stance.as_object_mut() else { continue };
        stance.entry("certainty").or_insert_with(|| json!("unstated"));
        if !is_answer {
            stance.entry("polarity").or_insert_with(|| json!("affirm"));
        }
    }
}

/// A declared id as text.
pub fn id_text(id: DeclaredId) -> String {
    match id {
        DeclaredId::Party(id) => id.to_string(),
        DeclaredId::Incident(id) => id.to_string(),
        DeclaredId::Thing(id) => id.to_string(),
        DeclaredId::Question(id) => id.to_string(),
    }
}

/// A draft without its nulls and empty lists: on the wire, nothing is absent.
pub fn without_nothing(value: Value) -> Value {
    let is_nothing = |value: &Value| match value {
        Value::Null => true,
        Value::Array(members) => members.is_empty(),
        _ => false,
    };
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, without_nothing(value)))
            .filter(|(_, value)| !is_nothing(value))
            .collect(),
        Value::Array(members) => members.into_iter().map(without_nothing).collect(),
        other => other,
    }
}
