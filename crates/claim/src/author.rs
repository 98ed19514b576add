//! From an author's draft to the `says` of a body.
//!
//! A draft is the same JSON object, in which people may write what they know instead of what the wire needs:
//!
//! * in fields that hold ids: `party:<slug>`, `thing:<slug>`, `incident:<slug>`, `question:<slug>`; `entry:<index>` or
//!   `ref:<own reference>` for a statement, with `#<n>` for its claim, and where no statement can stand for what it
//!   declares, such as a question; `capture:<first hex digits>` for an artifact;
//! * for a segment, the quotation alone: `{"quote", "zone"?, "occurrence"?, "artifact"?}`, where `occurrence` counts
//!   from 1 or is `"all"`, and the artifact may be named once, on the claim or on the whole draft;
//! * `"speaker": "party:…"` (and `by` of a hop), `"said": "2023-12-21"`, `"value": "no"` and `"stance": "certain"` for the objects with that
//!   one member.
//!
//! Nothing is guessed: a quotation that does not stand in the artifact is refused, with the nearest place
//! shown; one that stands there more than once needs its occurrence.

use bayan_proof::hash::Sha256;
use serde_json::{Map, Value};

use crate::anchor::{self, Nearest};
use crate::id::{IncidentId, PartyId, QuestionId, StatementRef, ThingId};
use crate::limits;
use crate::segment::ByteRange;
use crate::text::is_slug;
use crate::vocabulary::Answer;

/// Names of the fields that hold ids, alone or in a list. A test holds them against the schemas.
pub const ID_FIELDS: &[&str] = &[
    "alias_of",
    "all_except",
    "also",
    "artifact",
    "artifacts",
    "as_far_as",
    "authority",
    "between",
    "by",
    "claim",
    "claims",
    "from",
    "id",
    "incident",
    "incidents",
    "is",
    "of",
    "offices",
    "on_behalf_of",
    "outlet",
    "part_of",
    "party",
    "publisher",
    "questions",
    "recorder",
    "speaker",
    "statement",
    "statements",
    "target",
    "targets",
    "to",
    "until",
];

/// Fields in which the id of a statement can stand. In all others a statement's name is that of what it declares. A test
/// holds them against the schemas.
pub const STATEMENT_FIELDS: &[&str] = &["statement", "statements", "target", "targets"];

/// Fields whose string is the `edtf` of a time.
const TIME_FIELDS: &[&str] = &["asked", "event", "published", "published_at", "said"];

/// What a statement must be where what it declares is meant.
const DECLARING: &str =
    "statement that declares anything; a claim of it has \"#\" and its number after the name";

/// How deep a draft may nest: what stands for an object in a draft may be one deeper in the body.
const DEPTH: usize = limits::DEPTH;

/// A name that leads to nothing, or to more than one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// Nothing has that name.
    Unknown {
        /// The nearest names that are known, best first.
        nearest: Vec<String>,
    },
    /// More than one thing has it.
    Several {
        /// What may be meant.
        candidates: Vec<String>,
    },
    /// What has it cannot be read.
    Unreadable {
        /// Why.
        why: String,
    },
}

/// What the ledger knows by the names that people use.
pub trait Resolver {
    /// The party with a slug.
    fn party(&mut self, slug: &str) -> Result<PartyId, Unresolved>;
    /// The thing with a slug.
    fn thing(&mut self, slug: &str) -> Result<ThingId, Unresolved>;
    /// The incident with a slug.
    fn incident(&mut self, slug: &str) -> Result<IncidentId, Unresolved>;
    /// The question with a slug, or the first hex digits of its id.
    fn question(&mut self, slug: &str) -> Result<QuestionId, Unresolved>;
    /// The statement named by `entry:<index>` or `ref:<own reference>`.
    fn statement(&mut self, name: &str) -> Result<StatementRef, Unresolved>;
    /// The id that the statement of such a name declares; none where it declares nothing.
    fn declared_by(&mut self, name: &str) -> Result<Option<String>, Unresolved>;
    /// The artifact whose SHA-256 begins with these hex digits.
    fn artifact(&mut self, prefix: &str) -> Result<Sha256, Unresolved>;
    /// The bytes of an artifact, where they are at hand.
    fn text_of(&mut self, artifact: &Sha256) -> Option<Vec<u8>>;
}

/// A draft that cannot be resolved. Every path is a JSON pointer (RFC 6901) into the draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorError {
    /// A name that nothing has.
    #[error("{path}: nothing is known as {name:?}; nearest: {}", nearest.join(", "))]
    Unknown {
        /// Where.
        path: String,
        /// The name.
        name: String,
        /// The nearest names that are known, best first.
        nearest: Vec<String>,
    },
    /// A name that more than one thing has.
    #[error("{path}: {name:?} may mean {}", candidates.join(" or "))]
    Several {
        /// Where.
        path: String,
        /// The name.
        name: String,
        /// What may be meant.
        candidates: Vec<String>,
    },
    /// A name of what cannot be read.
    #[error("{path}: {name:?} cannot be followed: {why}")]
    Unreadable {
        /// Where.
        path: String,
        /// The name.
        name: String,
        /// Why.
        why: String,
    },
    /// A name of the wrong form.
    #[error("{path}: {name:?} is no {expected}")]
    Form {
        /// Where.
        path: String,
        /// The name.
        name: String,
        /// What stands after the colon.
        expected: &'static str,
    },
    /// A segment that is neither a whole one nor a quotation.
    #[error("{path}: {why}")]
    Segment {
        /// Where.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A quotation in an artifact whose bytes are not at hand.
    #[error("{path}: the bytes of artifact {artifact} are not at hand")]
    NoText {
        /// Where.
        path: String,
        /// The artifact.
        artifact: Sha256,
    },
    /// A quotation that does not stand in the artifact.
    #[error("{path}: the artifact does not hold these words")]
    NotFound {
        /// Where.
        path: String,
        /// The quotation.
        quote: String,
        /// The place that is most like it, to show and not to use.
        nearest: Option<Nearest>,
    },
    /// A quotation in bytes that are no text.
    #[error(
        "{path}: the artifact is not UTF-8 from byte {valid_up_to} on, so no words stand in it"
    )]
    NotUtf8 {
        /// Where.
        path: String,
        /// The first byte that is not.
        valid_up_to: usize,
    },
    /// A quotation that stands more than once, and the draft does not say which is meant.
    #[error("{path}: the words stand {} times; say which occurrence, or \"all\"", places.len())]
    Ambiguous {
        /// Where.
        path: String,
        /// The artifact, which may be the draft's own text.
        artifact: Sha256,
        /// The places.
        places: Vec<ByteRange>,
    },
    /// An occurrence that there is not.
    #[error("{path}: the words stand {places} times, and occurrence {asked} is asked for")]
    NoSuchOccurrence {
        /// Where.
        path: String,
        /// The occurrence asked for, from 1.
        asked: u64,
        /// How often they stand there.
        places: usize,
    },
    /// A draft that nests too deep.
    #[error("the draft nests more than {DEPTH} deep")]
    TooDeep,
}

/// Resolves a draft of `says`. What is not shorthand is left as it is, and judged when the body is read.
///
/// # Errors
/// [`AuthorError`] for the first name or quotation that cannot be resolved.
pub fn resolve(draft: Value, resolver: &mut dyn Resolver) -> Result<Value, AuthorError> {
    Walk { resolver, path: String::new(), depth: 0 }.value("", draft, None)
}

/// The artifact that quotations stand in unless they name another, and its bytes once they are known.
#[derive(Clone)]
struct Source {
    artifact: Sha256,
    own_text: Option<String>,
}

struct Walk<'a> {
    resolver: &'a mut dyn Resolver,
    path: String,
    depth: usize,
}

impl Walk<'_> {
    /// Resolves a value below the field `field`.
    fn value(
        &mut self,
        field: &str,
        value: Value,
        source: Option<&Source>,
    ) -> Result<Value, AuthorError> {
        match value {
            Value::Object(fields) => self.deeper(|walk| walk.object(field, fields, source)),
            Value::Array(members) => self.deeper(|walk| {
                let resolved = members.into_iter().enumerate().map(|(index, member)| {
                    walk.at(&index.to_string(), |walk| walk.value(field, member, source))
                });
                resolved.collect::<Result<_, _>>().map(Value::Array)
            }),
            Value::String(text) => self.text(field, text),
            other => Ok(other),
        }
    }

    fn deeper<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, AuthorError>,
    ) -> Result<T, AuthorError> {
        if self.depth >= DEPTH {
            return Err(AuthorError::TooDeep);
        }
        self.depth += 1;
        let result = work(self);
        self.depth -= 1;
        result
    }

    /// Works one step further down the path.
    fn at<T>(&mut self, step: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(&step.replace('~', "~0").replace('/', "~1"));
        let result = work(self);
        self.path.truncate(length);
        result
    }

    fn object(
        &mut self,
        field: &str,
        mut fields: Map<String, Value>,
        source: Option<&Source>,
    ) -> Result<Value, AuthorError> {
        if field == "segments" && fields.contains_key("quote") {
            return self.quotation(&fields, source);
        }
        let own = self.source(&mut fields)?;
        let source = own.as_ref().or(source);
        let mut resolved = Map::new();
        for (name, value) in fields {
            // Who took a hop is a speaker, while `by` elsewhere is a party.
            let kind = if field == "chain" && name == "by" { "speaker" } else { name.as_str() };
            let value = self.at(&name, |walk| walk.value(kind, value, source))?;
            resolved.insert(name, value);
        }
        Ok(Value::Object(resolved))
    }

    /// The artifact that an object names for the quotations below it. Only what has segments, or claims with
    /// segments, names one so; everywhere else `artifact` is a field of its own.
    fn source(&mut self, fields: &mut Map<String, Value>) -> Result<Option<Source>, AuthorError> {
        if !fields.contains_key("claims") && !fields.contains_key("segments") {
            return Ok(None);
        }
        if let Some(named) = fields.remove("artifact") {
            let artifact = self.at("artifact", |walk| walk.artifact(&named))?;
            return Ok(Some(Source { artifact, own_text: None }));
        }
        // A first-person utterance is its own artifact.
        let text = fields.get("text").and_then(Value::as_str);
        Ok(text.map(|text| Source {
            artifact: Sha256::of(text.as_bytes()),
            own_text: Some(text.to_owned()),
        }))
    }

    fn artifact(&mut self, named: &Value) -> Result<Sha256, AuthorError> {
        let wrong = |path: &str, name: String| AuthorError::Form {
            path: path.to_owned(),
            name,
            expected: "artifact: write \"capture:\" and hex digits, or all 64",
        };
        let text = named.as_str().ok_or_else(|| wrong(&self.path, named.to_string()))?;
        let resolved = self.id("artifact", text)?;
        resolved.parse().map_err(|_| wrong(&self.path, text.to_owned()))
    }

    /// A string below a field: an id, or a shorthand for an object with one member.
    fn text(&mut self, field: &str, text: String) -> Result<Value, AuthorError> {
        let one = |name: &str, value: String| {
            Value::Object(Map::from_iter([(name.to_owned(), value.into())]))
        };
        if TIME_FIELDS.contains(&field) {
            return Ok(one("edtf", text));
        }
        match field {
            "value" if text.parse::<Answer>().is_ok() => Ok(one("answer", text)),
            "stance" => Ok(one("certainty", text)),
            "speaker" if text != "nobody" => Ok(one("party", self.id(field, &text)?)),
            _ if ID_FIELDS.contains(&field) => self.id(field, &text).map(Value::String),
            _ => Ok(Value::String(text)),
        }
    }

    /// The id that a name stands for in a field; any other text as it is.
    fn id(&mut self, field: &str, text: &str) -> Result<String, AuthorError> {
        let Some((prefix, name)) = text.split_once(':') else { return Ok(text.to_owned()) };
        let found = match prefix {
            "party" | "thing" | "incident" | "question" if !is_slug(name) => {
                return Err(self.form(text, "slug: lower-case letters, digits and hyphens"));
            }
            // 32 hex digits are an id, whatever slug may look the same.
            "party" | "thing" | "incident" | "question" if crate::id::hex::<16>(name).is_some() => {
                return Ok(text.to_owned());
            }
            "party" => self.resolver.party(name).map(|id| id.to_string()),
            "thing" => self.resolver.thing(name).map(|id| id.to_string()),
            "incident" => self.resolver.incident(name).map(|id| id.to_string()),
            "question" => self.resolver.question(name).map(|id| id.to_string()),
            "capture" => {
                let hex = name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
                if !hex || !(4..=64).contains(&name.len()) {
                    return Err(self.form(text, "4 to 64 lower-case hex digits"));
                }
                self.resolver.artifact(name).map(|id| id.to_string())
            }
            "entry" | "ref" => {
                // An own reference may itself hold "#": the last one starts the claim's number.
                match text.rsplit_once('#') {
                    Some((statement, number)) => {
                        let found = self.resolver.statement(statement);
                        found.map(|id| format!("{id}#{number}"))
                    }
                    None if STATEMENT_FIELDS.contains(&field) => {
                        self.resolver.statement(text).map(|id| id.to_string())
                    }
                    None => match self.resolver.declared_by(text) {
                        Ok(None) => return Err(self.form(text, DECLARING)),
                        Ok(Some(id)) => Ok(id),
                        Err(unresolved) => Err(unresolved),
                    },
                }
            }
            _ => return Ok(text.to_owned()),
        };
        found.map_err(|unresolved| self.unresolved(text, unresolved))
    }

    fn unresolved(&self, name: &str, unresolved: Unresolved) -> AuthorError {
        let (path, name) = (self.path.clone(), name.to_owned());
        match unresolved {
            Unresolved::Unknown { nearest } => AuthorError::Unknown { path, name, nearest },
            Unresolved::Several { candidates } => AuthorError::Several { path, name, candidates },
            Unresolved::Unreadable { why } => AuthorError::Unreadable { path, name, why },
        }
    }

    fn form(&self, name: &str, expected: &'static str) -> AuthorError {
        AuthorError::Form { path: self.path.clone(), name: name.to_owned(), expected }
    }

    fn segment_error(&self, why: &'static str) -> AuthorError {
        AuthorError::Segment { path: self.path.clone(), why }
    }

    /// The segment of a quotation.
    fn quotation(
        &mut self,
        fields: &Map<String, Value>,
        source: Option<&Source>,
    ) -> Result<Value, AuthorError> {
        let known = ["quote", "zone", "occurrence", "artifact"];
        if fields.keys().any(|name| !known.contains(&name.as_str())) {
            return Err(
                self.segment_error("a quotation has a quote, zone, occurrence and artifact only")
            );
        }
        let quote = match fields.get("quote") {
            Some(Value::String(quote)) if !quote.is_empty() => quote.as_str(),
            _ => return Err(self.segment_error("the quote must be a text that is not empty")),
        };
        let source = match fields.get("artifact") {
            Some(named) => {
                let artifact = self.at("artifact", |walk| walk.artifact(named))?;
                Source { artifact, own_text: None }
            }
            None => match source {
                Some(source) => source.clone(),
                None => return Err(self.segment_error("no artifact is named for the quotation")),
            },
        };
        let artifact = source.artifact;
        let text = match source.own_text {
            Some(text) => text.into_bytes(),
            None => self
                .resolver
                .text_of(&artifact)
                .ok_or_else(|| AuthorError::NoText { path: self.path.clone(), artifact })?,
        };
        let places = anchor::find(&text, quote);
        if places.is_empty() {
            if let Err(error) = std::str::from_utf8(&text) {
                let (path, valid_up_to) = (self.path.clone(), error.valid_up_to());
                return Err(AuthorError::NotUtf8 { path, valid_up_to });
            }
            let (path, quote) = (self.path.clone(), quote.to_owned());
            let nearest = anchor::nearest(&text, &quote);
            return Err(AuthorError::NotFound { path, quote, nearest });
        }
        let zone = fields.get("zone").cloned().unwrap_or_else(|| "body".into());
        self.chosen(fields.get("occurrence"), artifact, places).map(|(first, others)| {
            let mut segment = Map::from_iter([
                ("artifact".to_owned(), artifact.to_string().into()),
                ("start".to_owned(), first.start.into()),
                ("end".to_owned(), first.end.into()),
                ("exact".to_owned(), quote.into()),
                ("zone".to_owned(), zone.clone()),
            ]);
            if !others.is_empty() {
                let others = others.into_iter().map(|place| {
                    serde_json::json!({"start": place.start, "end": place.end, "zone": zone})
                });
                segment.insert("also_at".to_owned(), others.collect());
            }
            Value::Object(segment)
        })
    }

    /// The place that is meant, and the others that the draft takes with it.
    fn chosen(
        &self,
        occurrence: Option<&Value>,
        artifact: Sha256,
        mut places: Vec<ByteRange>,
    ) -> Result<(ByteRange, Vec<ByteRange>), AuthorError> {
        let count = places.len();
        let asked = match occurrence {
            None if count > 1 => {
                return Err(AuthorError::Ambiguous { path: self.path.clone(), artifact, places });
            }
            None => 1,
            Some(Value::String(all)) if all == "all" => {
                let others = places.split_off(1);
                let first = places.pop().expect("a found quotation has a first place");
                return Ok((first, others));
            }
            Some(number) => number.as_u64().ok_or_else(|| {
                self.segment_error("the occurrence is a number from 1, or \"all\"")
            })?,
        };
        let index = asked.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        let place = index.and_then(|index| places.get(index).copied());
        place.map(|place| (place, Vec::new())).ok_or_else(|| AuthorError::NoSuchOccurrence {
            path: self.path.clone(),
            asked,
            places: count,
        })
    }
}
