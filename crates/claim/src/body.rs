//! The body of a statement: what a person can read, as canonical JSON.
//!
//! On the wire, in RFC 8785 form, members sorted:
//!
//! ```json
//! {"kind":"incident","nonce":"<32 hex digits>","ref":"<optional>","says":{…},"v":1}
//! ```

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::id::Nonce;
use crate::kind::{
    Amend, Capture, Incident, Key, Link, Opinion, Party, Policy, Question, Redaction, Silence,
    Thing, Utterance,
};
use crate::limits;
use crate::part::Fault;
use crate::says::Says;
use crate::text::Line;
use crate::{Kind, UnknownName};

/// The version of bodies that is written, and the only one that is read.
pub const VERSION: u64 = 1;

/// The author's own reference, unique per signer.
pub type AuthorRef = Line<{ limits::REFERENCE }>;

/// A body that was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// More bytes than a body may have.
    #[error("the body has {size} bytes, more than {}", limits::BODY_BYTES)]
    TooLarge {
        /// Its bytes.
        size: usize,
    },
    /// Objects and arrays nest too deep.
    #[error("the body nests {depth} deep, more than {}", limits::DEPTH)]
    TooDeep {
        /// Its depth.
        depth: usize,
    },
    /// Not UTF-8 (RFC 8259 §8.1).
    #[error("the body is not UTF-8 at byte {valid_up_to}")]
    NotUtf8 {
        /// The first byte that is not.
        valid_up_to: usize,
    },
    /// Not JSON, or no object with `kind` and `v`.
    #[error("the body is not a JSON object with a kind and a version: {why}")]
    NotABody {
        /// What the reader said.
        why: String,
    },
    /// A version that this code does not read.
    #[error("the body has version {found}, and {VERSION} is read here")]
    UnknownVersion {
        /// The version found.
        found: u64,
    },
    /// A kind that this code does not know.
    #[error(transparent)]
    UnknownKind(#[from] UnknownName),
    /// A field that cannot be read.
    #[error("{path}: {why}")]
    Field {
        /// A JSON pointer (RFC 6901) to it.
        path: String,
        /// Why.
        why: String,
    },
    /// A rule between fields is broken.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// Another encoding of what would have been a body.
    #[error("the body is not in its one canonical form (RFC 8785), first at byte {at}")]
    NotCanonical {
        /// The first byte that differs.
        at: usize,
    },
}

/// A checked body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    nonce: Nonce,
    reference: Option<AuthorRef>,
    says: Says,
}

/// The body as it stands on the wire, for one kind.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Envelope<T> {
    /// The statement kind.
    pub(crate) kind: Kind,
    /// 16 random bytes, so that a withheld body cannot be guessed back.
    pub(crate) nonce: Nonce,
    /// The author's own reference, unique per signer.
    #[serde(default, rename = "ref", skip_serializing_if = "Option::is_none")]
    pub(crate) reference: Option<AuthorRef>,
    /// What the statement says.
    pub(crate) says: T,
    /// The version of the body.
    pub(crate) v: u64,
}

/// What is read first: enough to know how to read the rest.
#[derive(Deserialize)]
struct Peek {
    kind: String,
    v: u64,
}

impl Body {
    /// A body of these parts, checked as if it had been read.
    ///
    /// # Errors
    /// [`BodyError::Fault`] for a broken rule, [`BodyError::TooLarge`] and [`BodyError::TooDeep`] for a body beyond its limits.
    pub fn new(nonce: Nonce, reference: Option<AuthorRef>, says: Says) -> Result<Self, BodyError> {
        says.check()?;
        let body = Self { nonce, reference, says };
        within_limits(&body.encode())?;
        Ok(body)
    }

    /// Reads a body from its canonical bytes.
    ///
    /// # Errors
    /// [`BodyError`]: beyond a limit, not UTF-8 or JSON, of another version or kind, with an unknown,
    /// missing, repeated or unfit field, or in another encoding than the canonical one.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        within_limits(bytes)?;
        let text = std::str::from_utf8(bytes)
            .map_err(|error| BodyError::NotUtf8 { valid_up_to: error.valid_up_to() })?;
        let kind = peek(text)?;
        let body = match kind {
            Kind::Policy => read::<Policy>(text, kind, Says::Policy),
            Kind::Key => read::<Key>(text, kind, Says::Key),
            Kind::Party => read::<Party>(text, kind, Says::Party),
            Kind::Incident => read::<Incident>(text, kind, Says::Incident),
            Kind::Thing => read::<Thing>(text, kind, Says::Thing),
            Kind::Capture => read::<Capture>(text, kind, Says::Capture),
            Kind::Utterance => read::<Utterance>(text, kind, Says::Utterance),
            Kind::Silence => read::<Silence>(text, kind, Says::Silence),
            Kind::Link => read::<Link>(text, kind, Says::Link),
            Kind::Opinion => read::<Opinion>(text, kind, Says::Opinion),
            Kind::Question => read::<Question>(text, kind, Says::Question),
            Kind::Amend => read::<Amend>(text, kind, Says::Amend),
            Kind::Redaction => read::<Redaction>(text, kind, Says::Redaction),
        }?;
        body.says.check()?;
        // One comparison refuses white space, order, escapes, repeated members, nulls and empty lists.
        let canonical = body.encode();
        match canonical.iter().zip(bytes).position(|(a, b)| a != b) {
            Some(at) => Err(BodyError::NotCanonical { at }),
            None if canonical.len() != bytes.len() => {
                Err(BodyError::NotCanonical { at: canonical.len().min(bytes.len()) })
            }
            None => Ok(body),
        }
    }

    /// The canonical bytes, which are hashed, signed and stored.
    pub fn encode(&self) -> Vec<u8> {
        match &self.says {
            Says::Policy(says) => self.write(says),
            Says::Key(says) => self.write(says),
            Says::Party(says) => self.write(says),
            Says::Incident(says) => self.write(says),
            Says::Thing(says) => self.write(says),
            Says::Capture(says) => self.write(says),
            Says::Utterance(says) => self.write(says),
            Says::Silence(says) => self.write(says),
            Says::Link(says) => self.write(says),
            Says::Opinion(says) => self.write(says),
            Says::Question(says) => self.write(says),
            Says::Amend(says) => self.write(says),
            Says::Redaction(says) => self.write(says),
        }
    }

    fn write<T: Serialize>(&self, says: &T) -> Vec<u8> {
        let (kind, nonce) = (self.kind(), self.nonce);
        let reference = self.reference.clone();
        let envelope = Envelope { kind, nonce, reference, says, v: VERSION };
        // Every type that is written here lists its members in the order of their names, so writing it
        // as it stands is writing it canonically (RFC 8785 §3.2.3); the escapes are `serde_json`'s, which are
        // those of §3.2.2.2. Tests hold both against `canonical::encode` over every member of every kind.
        serde_json::to_vec(&envelope)
            .expect("bodies hold texts, integers and lists, which JSON has")
    }

    /// The kind of the statement.
    pub fn kind(&self) -> Kind {
        self.says.kind()
    }

    /// The random bytes that keep a withheld body from being guessed.
    pub fn nonce(&self) -> Nonce {
        self.nonce
    }

    /// The author's own reference.
    pub fn reference(&self) -> Option<&AuthorRef> {
        self.reference.as_ref()
    }

    /// What the statement says.
    pub fn says(&self) -> &Says {
        &self.says
    }

    /// What the statement says, alone.
    pub fn into_says(self) -> Says {
        self.says
    }
}

fn within_limits(bytes: &[u8]) -> Result<(), BodyError> {
    if bytes.len() > limits::BODY_BYTES {
        return Err(BodyError::TooLarge { size: bytes.len() });
    }
    match canonical::depth(bytes) {
        depth if depth > limits::DEPTH => Err(BodyError::TooDeep { depth }),
        _ => Ok(()),
    }
}

/// The kind, once the version is known to be one that is read here.
fn peek(text: &str) -> Result<Kind, BodyError> {
    // Canonical bodies begin with the kind and end with the version. What only looks like one is refused
    // when it is read whole.
    let canonical = text.strip_prefix(r#"{"kind":""#).filter(|text| text.ends_with(r#","v":1}"#));
    if let Some(kind) = canonical.and_then(|text| text.split_once('"')).map(|(kind, _)| kind)
        && let Ok(kind) = kind.parse()
    {
        return Ok(kind);
    }
    let peek: Peek = serde_json::from_str(text).map_err(|error| {
        let why = error.to_string();
        BodyError::NotABody { why }
    })?;
    if peek.v != VERSION {
        return Err(BodyError::UnknownVersion { found: peek.v });
    }
    Ok(peek.kind.parse()?)
}

fn read<T: DeserializeOwned>(
    text: &str,
    kind: Kind,
    says: fn(Box<T>) -> Says,
) -> Result<Body, BodyError> {
    match serde_json::from_str::<Envelope<Box<T>>>(text) {
        // The members that were peeked at are read again here, as any other.
        Ok(envelope) if envelope.v != VERSION => {
            Err(BodyError::UnknownVersion { found: envelope.v })
        }
        Ok(envelope) if envelope.kind != kind => Err(BodyError::NotCanonical { at: 0 }),
        Ok(envelope) => Ok(Body {
            nonce: envelope.nonce,
            reference: envelope.reference,
            says: says(envelope.says),
        }),
        // Keeping track of the path costs time, so it is only done for bodies that were refused.
        Err(_) => Err(locate::<T>(text)),
    }
}

fn locate<T: DeserializeOwned>(text: &str) -> BodyError {
    let mut json = serde_json::Deserializer::from_str(text);
    let refused = serde_path_to_error::deserialize::<_, Envelope<Box<T>>>(&mut json).err();
    let why = |error: &serde_path_to_error::Error<serde_json::Error>| error.inner().to_string();
    BodyError::Field {
        path: refused.as_ref().map(|error| pointer(error.path())).unwrap_or_default(),
        why: refused.as_ref().map(why).unwrap_or_default(),
    }
}

/// A JSON pointer (RFC 6901) for a path. Enum variants are member names on the wire too.
pub(crate) fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut text = String::new();
    for segment in path {
        text.push('/');
        match segment {
            Segment::Seq { index } => text.push_str(&index.to_string()),
            // RFC 6901 §3: a hostile member name may hold the two characters that need an escape.
            Segment::Map { key } => text.push_str(&key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => text.push_str(variant),
            Segment::Unknown => text.push('?'),
        }
    }
    text
}
