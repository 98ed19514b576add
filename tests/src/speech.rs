//! Short ways to say things.

use bayan_claim::id::{IncidentId, Nonce, PartyId, QuestionId, ThingId};
use bayan_claim::{Body, Kind, Says, canonical};
use bayan_proof::hash::Sha256;
use serde_json::{Value, json};

/// Sixteen bytes that follow from a name.
fn of_name(kind: &str, name: &str) -> [u8; 16] {
    let Sha256(digest) = Sha256::of(format!("{kind} {name}").as_bytes());
    *digest.first_chunk().expect("32 bytes begin with 16")
}

/// The id of the party of this name.
pub fn party_id(name: &str) -> PartyId {
    PartyId(of_name("party", name))
}

/// The id of the incident of this name.
pub fn incident_id(name: &str) -> IncidentId {
    IncidentId(of_name("incident", name))
}

/// The id of the thing of this name.
pub fn thing_id(name: &str) -> ThingId {
    ThingId(of_name("thing", name))
}

/// The id of the question of this name.
pub fn question_id(name: &str) -> QuestionId {
    QuestionId(of_name("question", name))
}

/// What a statement says, from the fields of its kind as they stand on the wire.
pub fn says(kind: Kind, fields: &Value) -> Says {
    let envelope = json!({"kind": kind, "nonce": Nonce([0; 16]), "says": fields, "v": 1});
    match Body::parse(&canonical::encode(&envelope)) {
        Ok(body) => body.into_says(),
        Err(error) => panic!("no {kind}: {error}\n{fields:#}"),
    }
}

/// A body that says this, with a nonce that follows from `number`.
pub fn body(says: Says, number: u64, reference: Option<&str>) -> Body {
    let nonce = Nonce(of_name("nonce", &number.to_string()));
    let reference = reference.map(|text| text.parse().expect("a short reference"));
    Body::new(nonce, reference, says).expect("what was read before is good again")
}

/// The fields of a party of this name and kind.
pub fn party(name: &str, is: &str) -> Value {
    json!({"id": party_id(name), "is": is, "slug": name, "names": [{"language": "en", "text": name}]})
}

/// The fields of an incident of this name.
pub fn incident(name: &str) -> Value {
    json!({"id": incident_id(name), "slug": name, "titles": [{"language": "en", "text": name}]})
}

/// The fields of a thing of this name and kind.
pub fn thing(name: &str, is: &str) -> Value {
    json!({"id": thing_id(name), "is": is, "slug": name, "names": [{"language": "en", "text": name}]})
}

/// A segment of the running text of an artifact, at the first place where `exact` stands.
pub fn segment(text: &str, exact: &str) -> Value {
    let start = text.find(exact).unwrap_or_else(|| panic!("{exact:?} is not in the text"));
    let artifact = Sha256::of(text.as_bytes());
    json!({
        "artifact": artifact, "start": start, "end": start + exact.len(), "exact": exact, "zone": "body",
    })
}

/// A claim of a facet with a value, asserted for certain, at these segments. An answer has its polarity in it;
/// any other value is affirmed.
pub fn claim(facet: &str, value: &Value, segments: &[Value]) -> Value {
    let stance = if value.get("answer").is_some() {
        json!({"certainty": "certain"})
    } else {
        json!({"certainty": "certain", "polarity": "affirm"})
    };
    json!({"act": "asserts", "facet": facet, "value": value, "stance": stance, "segments": segments})
}

/// An utterance of a party about an incident, read so by `recorder`.
pub fn utterance(
    recorder: PartyId,
    speaker: PartyId,
    incident: IncidentId,
    claims: &[Value],
) -> Value {
    json!({
        "attests": "read_them_so", "channel": "press_article", "incident": incident, "recorder": recorder,
        "speaker": {"party": speaker}, "claims": claims,
    })
}
