//! Drafts of every kind with every member in use, and a resolver that knows exactly the names in them.

use std::collections::BTreeSet;

use bayan_claim::author::{Resolver, Unresolved, resolve};
use bayan_claim::id::{IncidentId, Nonce, PartyId, QuestionId, StatementRef, ThingId};
use bayan_claim::{Body, BodyError, Kind, canonical};
use bayan_proof::hash::Sha256;
use serde_json::{Value, json};

/// The text that drafts quote from: one sentence stands in it twice.
pub(crate) const ARTICLE: &str = "Waziri: hakuna data iliyopotea. Huduma itarejea haraka iwezekanavyo, jaribio moja tu.\n\
    Wizara haijajibu — hakuna data iliyopotea.\n";

/// Every draft, with its kind.
pub(crate) const DRAFTS: &[(Kind, &str, &str)] = &[
    (Kind::Policy, "policy", include_str!("drafts/policy.json")),
    (Kind::Key, "key-grant", include_str!("drafts/key-grant.json")),
    (Kind::Key, "key-rotate", include_str!("drafts/key-rotate.json")),
    (Kind::Key, "key-revoke", include_str!("drafts/key-revoke.json")),
    (Kind::Party, "party", include_str!("drafts/party.json")),
    (Kind::Incident, "incident", include_str!("drafts/incident.json")),
    (Kind::Thing, "thing", include_str!("drafts/thing.json")),
    (Kind::Thing, "thing-facet", include_str!("drafts/thing-facet.json")),
    (Kind::Thing, "thing-facet-some", include_str!("drafts/thing-facet-some.json")),
    (Kind::Thing, "thing-facet-changing", include_str!("drafts/thing-facet-changing.json")),
    (Kind::Capture, "capture-original", include_str!("drafts/capture-original.json")),
    (Kind::Capture, "capture-rendition", include_str!("drafts/capture-rendition.json")),
    (Kind::Utterance, "utterance", include_str!("drafts/utterance.json")),
    (Kind::Utterance, "utterance-own", include_str!("drafts/utterance-own.json")),
    (Kind::Silence, "silence", include_str!("drafts/silence.json")),
    (Kind::Link, "link", include_str!("drafts/link.json")),
    (Kind::Link, "link-incidents", include_str!("drafts/link-incidents.json")),
    (Kind::Link, "link-question", include_str!("drafts/link-question.json")),
    (Kind::Opinion, "opinion", include_str!("drafts/opinion.json")),
    (Kind::Question, "question", include_str!("drafts/question.json")),
    (Kind::Amend, "amend", include_str!("drafts/amend.json")),
    (Kind::Amend, "amend-withdrawal", include_str!("drafts/amend-withdrawal.json")),
    (Kind::Redaction, "redaction", include_str!("drafts/redaction.json")),
];

/// Sixteen bytes that stand for a name.
fn id(name: &str) -> [u8; 16] {
    *Sha256::of(name.as_bytes()).0.first_chunk().unwrap()
}

pub(crate) fn party(slug: &str) -> PartyId {
    PartyId(id(slug))
}

pub(crate) fn thing(slug: &str) -> ThingId {
    ThingId(id(slug))
}

pub(crate) fn incident(slug: &str) -> IncidentId {
    IncidentId(id(slug))
}

pub(crate) fn question(slug: &str) -> QuestionId {
    QuestionId(id(slug))
}

pub(crate) fn statement(name: &str) -> StatementRef {
    StatementRef(Sha256::of(name.as_bytes()).0)
}

/// Knows the names of the drafts and no other; remembers which it was asked for.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) asked: BTreeSet<String>,
}

impl Names {
    fn known(&mut self, kind: &str, name: &str, known: &[&str]) -> Result<(), Unresolved> {
        self.asked.insert(format!("{kind}:{name}"));
        if known.contains(&name) {
            return Ok(());
        }
        let nearest = known.iter().take(2).map(ToString::to_string).collect();
        Err(Unresolved::Unknown { nearest })
    }
}

impl Resolver for Names {
    fn party(&mut self, slug: &str) -> Result<PartyId, Unresolved> {
        let known =
            ["operator", "ministry", "minister", "outlet", "recorder", "unit", "court", "users"];
        self.known("party", slug, &known).map(|()| party(slug))
    }

    fn thing(&mut self, slug: &str) -> Result<ThingId, Unresolved> {
        let known = ["portal", "backup", "records", "capital", "integrated-access", "facet-sms"];
        self.known("thing", slug, &known).map(|()| thing(slug))
    }

    fn incident(&mut self, slug: &str) -> Result<IncidentId, Unresolved> {
        self.known("incident", slug, &["portal-2023", "other"]).map(|()| incident(slug))
    }

    fn question(&mut self, slug: &str) -> Result<QuestionId, Unresolved> {
        self.known("question", slug, &["how-many"]).map(|()| question(slug))
    }

    fn statement(&mut self, name: &str) -> Result<StatementRef, Unresolved> {
        self.known("statement", name, &["entry:3", "entry:4", "ref:article-2"])
            .map(|()| statement(name))
    }

    fn declared_by(&mut self, name: &str) -> Result<Option<String>, Unresolved> {
        match name {
            "ref:how-many" => Ok(Some(question("how-many").to_string())),
            _ => self.statement(name).map(|_| None),
        }
    }

    fn artifact(&mut self, prefix: &str) -> Result<Sha256, Unresolved> {
        let article = Sha256::of(ARTICLE.as_bytes());
        match prefix {
            "0000" => Ok(Sha256([0; 32])),
            "ffff" => {
                let candidates = vec!["ffff1".to_owned(), "ffff2".to_owned()];
                Err(Unresolved::Several { candidates })
            }
            _ if article.to_string().starts_with(prefix) => Ok(article),
            _ => Err(Unresolved::Unknown { nearest: vec![article.to_string()] }),
        }
    }

    fn text_of(&mut self, artifact: &Sha256) -> Option<Vec<u8>> {
        (*artifact == Sha256::of(ARTICLE.as_bytes())).then(|| ARTICLE.as_bytes().to_vec())
    }
}

/// A draft as JSON. "capture:article" stands for the first digits of the article's hash.
pub(crate) fn draft(text: &str) -> Value {
    let article = Sha256::of(ARTICLE.as_bytes()).to_string();
    serde_json::from_str(&text.replace("capture:article", &format!("capture:{}", &article[..8])))
        .unwrap()
}

/// A draft by its name, resolved.
pub(crate) fn says(name: &str) -> Value {
    let (_, _, text) = DRAFTS.iter().find(|(_, found, _)| *found == name).unwrap();
    resolve(draft(text), &mut Names::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The canonical bytes of a body around `says`.
pub(crate) fn bytes(kind: Kind, says: &Value) -> Vec<u8> {
    let nonce = Nonce([7; 16]);
    canonical::encode(&json!({"kind": kind, "nonce": nonce, "ref": "r-1", "says": says, "v": 1}))
}

/// Reads a body around `says`.
pub(crate) fn parse(kind: Kind, says: &Value) -> Result<Body, BodyError> {
    Body::parse(&bytes(kind, says))
}

/// The kind of a draft.
pub(crate) fn kind_of(name: &str) -> Kind {
    DRAFTS.iter().find(|(_, found, _)| *found == name).unwrap().0
}

/// Reads a draft after a change at a JSON pointer: a value to put there, or `None` to take the member out.
pub(crate) fn changed(name: &str, pointer: &str, to: Option<Value>) -> Result<Body, BodyError> {
    let mut says = says(name);
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    let parent = says.pointer_mut(parent).unwrap_or_else(|| panic!("{name} has no {parent}"));
    match (parent, to) {
        (Value::Object(fields), Some(value)) => {
            fields.insert(last.to_owned(), value);
        }
        (Value::Object(fields), None) => {
            fields.remove(last).unwrap_or_else(|| panic!("{name} has no {pointer}"));
        }
        (Value::Array(members), Some(value)) => match last.parse::<usize>() {
            Ok(index) if index < members.len() => members[index] = value,
            _ => members.push(value),
        },
        (other, _) => panic!("{pointer} is below {other}"),
    }
    parse(kind_of(name), &says)
}
