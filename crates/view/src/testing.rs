//! Cases for tests, told as stories of a few lines. Every statement is a real body, read and checked as an engine does.
//!
//! A story is told in drafts (`bayan_claim::author`), so `party:ministry`, `thing:portal`, `question:how-many` and
//! `ref:<label>#<n>` name things, and what a draft leaves out is filled in. In a claim:
//!
//! * `act` is `asserts` and `stance` `certain`; what is no answer is affirmed;
//! * `value` may be an answer or, for a facet that takes words, the words;
//! * `markers` may be names of kinds;
//! * its one segment stands in `zone` (`body`) of the artifact `in`, at `start`, with `words`. Without `in` that is the
//!   last [`Story::paper`], or else an artifact of the utterance alone; without `start` it follows what stood before.
//!
//! Nothing is recorded before 2030, so that a date alone decides when something was said.

use bayan_claim::author::{Resolver, Unresolved, resolve};
use bayan_claim::facet::Catalogue;
use bayan_claim::id::{ClaimRef, IncidentId, Nonce, PartyId, QuestionId, StatementRef, ThingId};
use bayan_claim::value::Edtf;
use bayan_claim::vocabulary::Answer;
use bayan_claim::{Body, Kind, Says, canonical};
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, UnixMillis};
use serde_json::{Map, Value, json};

use crate::case::{Case, ClaimId};
use crate::fact::{Fact, Record};
use crate::world::{Described, World};

/// When the first statement is recorded: 2030-01-01, in milliseconds.
const RECORDED: u64 = 1_893_456_000_000;

/// Statements in log order, and what they declare.
pub(crate) struct Story {
    records: Vec<Record>,
    world: World,
    signer: PartyId,
    paper: Option<String>,
    next_start: u32,
}

impl Story {
    pub(crate) fn new() -> Self {
        let signer = party("recorder");
        Self { records: Vec::new(), world: World::default(), signer, paper: None, next_start: 0 }
    }

    /// A party that is part of others. Who is part of nothing need not be declared.
    pub(crate) fn part(self, slug: &str, wholes: &[&str]) -> Self {
        let wholes: Vec<_> = wholes.iter().map(|whole| json!({"party": named(whole)})).collect();
        self.declares_party(slug, json!({"is": "unit", "part_of": wholes}))
    }

    /// A party that speaks for another by a role.
    pub(crate) fn spokesperson(self, slug: &str, of: &str) -> Self {
        let title = json!({"language": "en", "text": "spokesperson"});
        self.declares_party(
            slug,
            json!({"is": "person", "roles": [{"of": named(of), "title": title}]}),
        )
    }

    fn declares_party(self, slug: &str, draft: Value) -> Self {
        let own = json!({"id": named(slug), "slug": slug});
        self.statement(Kind::Party, slug, merged(draft, own))
    }

    /// A thing that is part of others, which are things unless they are written `party:…`.
    /// A person who speaks for a party since a date, which may be a doubtful one.
    pub(crate) fn voice(self, slug: &str, of: &str, since: &str) -> Self {
        let title = json!({"language": "en", "text": "spokesperson"});
        let role = json!({"of": format!("party:{of}"), "since": since, "title": title});
        let person =
            json!({"id": format!("party:{slug}"), "is": "person", "roles": [role], "slug": slug});
        self.statement(Kind::Party, slug, person)
    }

    pub(crate) fn thing(self, slug: &str, wholes: &[&str]) -> Self {
        let id = |name: &&str| {
            if name.contains(':') { (*name).to_owned() } else { format!("thing:{name}") }
        };
        let wholes: Vec<_> = wholes.iter().map(id).collect();
        let draft = json!({"id": id(&slug), "is": "system", "part_of": wholes, "slug": slug});
        self.statement(Kind::Thing, slug, draft)
    }

    /// A captured artifact, in which what is told from here on stands; published on a date, or undated for "".
    pub(crate) fn paper(mut self, name: &str, published: &str) -> Self {
        self.paper = Some(name.to_owned());
        let mut original = json!({"captured_at": "2029-12-31T00:00:00Z"});
        if !published.is_empty() {
            original = merged(original, json!({ "published_at": published }));
        }
        let draft = json!({
            "artifact": Sha256::of(name.as_bytes()), "blake3": "ab".repeat(32), "media_type": "text/plain",
            "size": 1_000_000, "source": { "original": original },
        });
        self.statement(Kind::Capture, name, draft)
    }

    /// Whose key signs what is told from here on.
    pub(crate) fn signed_by(mut self, slug: &str) -> Self {
        self.signer = party(slug);
        self
    }

    /// Somebody said something on a date, or undated for "". The speaker is a slug, `nobody`, or candidates as `a|b`.
    pub(crate) fn said(self, label: &str, speaker: &str, date: &str, claims: Value) -> Self {
        let times = if date.is_empty() { json!({}) } else { json!({ "said": date }) };
        let mut draft = json!({"speaker": speaker, "times": times});
        draft["claims"] = claims;
        self.utterance(label, draft)
    }

    /// An utterance with more than a speaker and a date.
    pub(crate) fn utterance(mut self, label: &str, draft: Value) -> Self {
        let draft = self.filled_utterance(label, draft);
        self.statement(Kind::Utterance, label, draft)
    }

    /// A link that stands alone.
    pub(crate) fn link(self, label: &str, from: &str, relation: &str, to: &str) -> Self {
        self.statement(Kind::Link, label, json!({"from": from, "relation": relation, "to": to}))
    }

    /// An opinion of a statement or claim.
    pub(crate) fn opinion(self, label: &str, view: &str, target: &str) -> Self {
        let why = json!({"language": "en", "text": "why"});
        self.statement(Kind::Opinion, label, json!({"target": target, "view": view, "why": why}))
    }

    /// A question; `id` and `text` are filled in.
    pub(crate) fn question(self, label: &str, draft: Value) -> Self {
        let text = json!({"language": "en", "text": "what?"});
        let filled = json!({"id": format!("question:{label}"), "text": text});
        self.statement(Kind::Question, label, merged(filled, draft))
    }

    /// A silence, as far as `outlet` unless the draft says so.
    pub(crate) fn silence(self, label: &str, party: &str, as_of: &str, draft: Value) -> Self {
        let as_of = json!({ "edtf": as_of });
        let filled = json!({"as_far_as": "party:outlet", "as_of": as_of, "party": named(party)});
        self.statement(
            Kind::Silence,
            label,
            merged(merged(filled, json!({"recorder": "party:recorder"})), draft),
        )
    }

    /// The recorder replaces an utterance, or withdraws what was told where no draft is given.
    pub(crate) fn amend(mut self, label: &str, target: &str, draft: Option<Value>) -> Self {
        let mut amend = json!({"reason": "withdrawal", "targets": [target]});
        if let Some(draft) = draft {
            let says =
                merged(json!({"incident": "incident:case"}), self.filled_utterance(label, draft));
            let replacement = json!({"kind": "utterance", "says": says});
            amend = merged(amend, json!({"reason": "transcription", "replacement": replacement}));
        }
        self.statement(Kind::Amend, label, amend)
    }

    /// A statement of any kind, from its draft.
    pub(crate) fn statement(mut self, kind: Kind, label: &str, draft: Value) -> Self {
        let in_incident = matches!(kind, Kind::Utterance | Kind::Silence | Kind::Question);
        let incident = if in_incident { json!({"incident": "incident:case"}) } else { json!({}) };
        let says = resolve(merged(incident, draft), &mut Names)
            .unwrap_or_else(|error| panic!("{label}: {error}"));
        let says = without_empty(says);
        let body = json!({"kind": kind, "nonce": Nonce([7; 16]), "says": says, "v": 1});
        let body = Body::parse(&canonical::encode(&body))
            .unwrap_or_else(|error| panic!("{label}: {error}"));
        self.record(label, body.says());
        self
    }

    /// A statement whose body is withheld.
    pub(crate) fn withheld(mut self, label: &str, kind: Kind) -> Self {
        self.add(statement(label), Fact::Withheld(kind));
        self
    }

    fn record(&mut self, label: &str, says: &Says) {
        if let Some((name, described)) = Described::of(says) {
            self.world.add(name, described);
        }
        let statement = statement(label);
        self.add(statement, Fact::of(says, statement, Catalogue::builtin()));
    }

    fn add(&mut self, statement: StatementRef, fact: Fact) {
        let index = u64::try_from(self.records.len()).unwrap();
        let time = UnixMillis(RECORDED + index * 1000);
        let signer = self.signer;
        self.records.push(Record { index: Index(index), time, statement, signer, fact });
    }

    /// What stands.
    pub(crate) fn build(self) -> (Case, World) {
        self.fold(None)
    }

    /// What stands of what had been said by a date.
    pub(crate) fn build_said_by(self, date: &str) -> (Case, World) {
        self.fold(Some(moment(date)))
    }

    fn fold(self, said_by: Option<i64>) -> (Case, World) {
        let case = Case::of(
            self.records,
            &self.world,
            Catalogue::builtin().clone(),
            said_by.map(Into::into),
        );
        (case, self.world)
    }

    fn filled_utterance(&mut self, label: &str, draft: Value) -> Value {
        let filled = json!({"attests": "read_them_so", "channel": "statement", "recorder": "party:recorder"});
        let mut draft = merged(filled, draft);
        if let Some(speaker) = draft["speaker"].as_str().map(speaker) {
            draft["speaker"] = speaker;
        }
        let claims = match draft["claims"].take() {
            Value::Array(claims) => claims,
            one => vec![one],
        };
        let claims = claims.into_iter().enumerate();
        draft["claims"] = claims.map(|(n, claim)| self.filled_claim(label, n, claim)).collect();
        draft
    }

    fn filled_claim(&mut self, label: &str, number: usize, draft: Value) -> Value {
        let filled = json!({"act": "asserts", "stance": "certain"});
        let mut claim = merged(filled, draft);
        let value = claim["value"].as_str().map(str::to_owned);
        let is_answer = value.as_ref().is_some_and(|value| value.parse::<Answer>().is_ok());
        if let Some(words) = value.filter(|_| !is_answer) {
            claim["value"] = json!({"text": {"language": "en", "text": words}});
        }
        if let Some(certainty) = claim["stance"].as_str() {
            claim["stance"] = json!({ "certainty": certainty });
        }
        if !is_answer && claim["value"].get("answer").is_none() {
            claim["stance"] = merged(json!({"polarity": "affirm"}), claim["stance"].take());
        }
        if let Some(markers) = claim.get_mut("markers").and_then(Value::as_array_mut) {
            for marker in markers.iter_mut().filter(|marker| marker.is_string()) {
                *marker = json!({ "kind": marker.take() });
            }
        }
        self.place(label, number, claim)
    }

    /// Puts the words of a claim where they stand.
    fn place(&mut self, label: &str, number: usize, mut claim: Value) -> Value {
        let fields = claim.as_object_mut().unwrap();
        let mut text = |name: &str| fields.remove(name).map(|v| v.as_str().unwrap().to_owned());
        let words = text("words").unwrap_or_else(|| format!("{label} {number}"));
        let zone = text("zone").unwrap_or_else(|| "body".to_owned());
        let paper = text("in").or_else(|| self.paper.clone()).unwrap_or_else(|| label.to_owned());
        let start =
            fields.remove("start").map(|start| u32::try_from(start.as_u64().unwrap()).unwrap());
        if fields.contains_key("segments") || fields.contains_key("inferred") {
            return claim;
        }
        let start = start.unwrap_or(self.next_start);
        let end = start + u32::try_from(words.len()).unwrap();
        self.next_start = end + 1;
        let artifact = Sha256::of(paper.as_bytes());
        let segment =
            json!({"artifact": artifact, "end": end, "exact": words, "start": start, "zone": zone});
        merged(claim, json!({"segments": [segment]}))
    }
}

/// The members of both, those of `other` where both have one.
fn merged(mut draft: Value, other: Value) -> Value {
    let other: Map<String, Value> = serde_json::from_value(other).unwrap();
    draft.as_object_mut().unwrap().extend(other);
    draft
}

/// What is empty is left out, as the one canonical form has it.
fn without_empty(draft: Value) -> Value {
    match draft {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, without_empty(value)));
            let is_empty = |value: &Value| *value == json!([]) || *value == json!({});
            Value::Object(fields.filter(|(_, value)| !is_empty(value)).collect())
        }
        Value::Array(members) => members.into_iter().map(without_empty).collect(),
        other => other,
    }
}

fn named(slug: &str) -> String {
    format!("party:{slug}")
}

fn speaker(text: &str) -> Value {
    if text == "nobody" {
        return json!("nobody");
    }
    let candidates: Vec<String> = text.split('|').map(named).collect();
    match candidates.as_slice() {
        [one] => json!({ "party": one }),
        several => json!({"ambiguous": {"between": several}}),
    }
}

/// Sixteen bytes that stand for a name.
fn id(name: &str) -> [u8; 16] {
    *Sha256::of(name.as_bytes()).0.first_chunk().unwrap()
}

/// The id of a party by its slug.
pub(crate) fn party(slug: &str) -> PartyId {
    PartyId(id(slug))
}

/// The id of a thing by its slug.
pub(crate) fn thing(slug: &str) -> ThingId {
    ThingId(id(slug))
}

/// The id of a statement by its label.
pub(crate) fn statement(label: &str) -> StatementRef {
    StatementRef(Sha256::of(label.as_bytes()).0)
}

/// The one claim that `<label>#<n>` leads to now.
pub(crate) fn at(case: &Case, name: &str) -> ClaimId {
    let (label, number) = name.split_once('#').unwrap();
    let address = ClaimRef { statement: statement(label), number: number.parse().unwrap() };
    let found = case.find(address);
    assert_eq!(found.len(), 1, "{name}");
    found[0]
}

/// The first moment that a date can mean, in Unix seconds.
pub(crate) fn moment(date: &str) -> i64 {
    date.parse::<Edtf>().unwrap().bounds().earliest.unwrap()
}

/// Any slug, question and label is known; every id is made of its name.
struct Names;

impl Resolver for Names {
    fn party(&mut self, slug: &str) -> Result<PartyId, Unresolved> {
        Ok(party(slug))
    }

    fn thing(&mut self, slug: &str) -> Result<ThingId, Unresolved> {
        Ok(ThingId(id(slug)))
    }

    fn incident(&mut self, slug: &str) -> Result<IncidentId, Unresolved> {
        Ok(IncidentId(id(slug)))
    }

    fn question(&mut self, slug: &str) -> Result<QuestionId, Unresolved> {
        Ok(QuestionId(id(slug)))
    }

    fn statement(&mut self, name: &str) -> Result<StatementRef, Unresolved> {
        Ok(statement(name.trim_start_matches("ref:")))
    }

    fn declared_by(&mut self, _name: &str) -> Result<Option<String>, Unresolved> {
        Ok(None)
    }

    fn artifact(&mut self, _prefix: &str) -> Result<Sha256, Unresolved> {
        Err(Unresolved::Unknown { nearest: Vec::new() })
    }

    fn text_of(&mut self, _artifact: &Sha256) -> Option<Vec<u8>> {
        None
    }
}
