//! Ids on the wire. Ids of things that are declared are opaque and random; ids of statements and artifacts
//! are hashes of what they name.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;

use crate::form::{hex_form, string_form};
use crate::limits;
use crate::part::{Part, Place, Reference, ReferenceTarget};

/// Text that is not an id of the expected form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct ParseIdError {
    /// The form that would have been read.
    pub expected: &'static str,
}

/// Lower-case hex of exactly `N` bytes.
pub(crate) fn hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N.checked_mul(2)? {
        return None;
    }
    let mut bytes = [0; N];
    HEXLOWER.decode_mut(text.as_bytes(), &mut bytes).ok()?;
    Some(bytes)
}

/// Writes `DIGITS` = 2 `N` lower-case hex digits. Bodies are full of them, so nothing is allocated.
pub(crate) fn hex_digits<const N: usize, const DIGITS: usize>(
    bytes: &[u8; N],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut digits = [0; DIGITS];
    HEXLOWER.encode_mut(bytes, &mut digits);
    f.write_str(std::str::from_utf8(&digits).expect("hex digits are ASCII"))
}

/// An opaque id: a word, a colon, 32 lower-case hex digits.
macro_rules! opaque {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $variant:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// What stands before the colon.
            pub const PREFIX: &'static str = $prefix;
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!($prefix, ":"))?;
                hex_digits::<16, 32>(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self}")
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                text.strip_prefix(concat!($prefix, ":")).and_then(hex).map(Self).ok_or(ParseIdError {
                    expected: concat!("\"", $prefix, ":\" and 32 lower-case hex digits"),
                })
            }
        }

        string_form!($name, $prefix, { "pattern": concat!("^", $prefix, ":[0-9a-f]{32}$") });

        impl Part for $name {
            fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
                out.push(Reference { path: at.to_string(), target: ReferenceTarget::$variant(*self) });
            }
        }
    };
}

opaque! {
    /// A party: whoever can speak, publish, record or sign.
    PartyId, "party", Party
}
opaque! {
    /// An incident, the usual subject of statements.
    IncidentId, "incident", Incident
}
opaque! {
    /// A system, service, data kind, place, form or facet leaf.
    ThingId, "thing", Thing
}
opaque! {
    /// An open question.
    QuestionId, "question", Question
}

hex_form! {
    /// The id of a statement: SHA-256 of the `Sig_structure` that was signed (RFC 9052 §4.4).
    StatementRef, 32 as 64, "64 lower-case hex digits of a statement id", "^[0-9a-f]{64}$"
}

impl StatementRef {
    /// Adds this statement to the references of a body.
    pub(crate) fn refer_as_statement(self, at: Place<'_>, out: &mut Vec<Reference>) {
        out.push(Reference { path: at.to_string(), target: ReferenceTarget::Statement(self) });
    }
}

hex_form! {
    /// 16 random bytes, so that a withheld body cannot be guessed back from its hash.
    Nonce, 16 as 32, "32 lower-case hex digits", "^[0-9a-f]{32}$"
}
hex_form! {
    /// A public key as its 32 bytes; whether they are a sound key is for `bayan-proof` to say.
    KeyBytes, 32 as 64, "64 lower-case hex digits of a public key", "^[0-9a-f]{64}$"
}
hex_form! {
    /// The RFC 9679 thumbprint of a key.
    KeyThumbprint, 32 as 64, "64 lower-case hex digits of a key thumbprint", "^[0-9a-f]{64}$"
}
hex_form! {
    /// A detached signature's 64 bytes.
    SignatureBytes, 64 as 128, "128 lower-case hex digits of a signature", "^[0-9a-f]{128}$"
}

/// The number of a claim in its utterance, from 0.
fn claim_number(text: &str) -> Option<u16> {
    // One encoding: no sign, no leading zero.
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    let number: u16 = plain.then(|| text.parse().ok()).flatten()?;
    (usize::from(number) < limits::CLAIMS).then_some(number)
}

/// The address of a claim: a statement and the claim's number in it, `<64 hex>#<n>`, counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimRef {
    /// The statement that holds the claim.
    pub statement: StatementRef,
    /// Its place among the statement's claims; below [`limits::CLAIMS`].
    pub number: u16,
}

impl fmt::Display for ClaimRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.statement, self.number)
    }
}

impl fmt::Debug for ClaimRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for ClaimRef {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let read = || {
            let (statement, number) = text.split_once('#')?;
            Some(Self {
                statement: hex(statement).map(StatementRef)?,
                number: claim_number(number)?,
            })
        };
        read().ok_or(ParseIdError {
            expected: "a claim: 64 lower-case hex digits, \"#\", a number below 256",
        })
    }
}

string_form!(ClaimRef, "claim", { "pattern": "^[0-9a-f]{64}#(0|[1-9][0-9]{0,2})$" });

impl Part for ClaimRef {
    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        out.push(Reference { path: at.to_string(), target: ReferenceTarget::Claim(*self) });
    }
}

/// A claim of this very statement, or of another.
///
/// A statement's id is only known once it is signed, so inside it its own claims are `#<n>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimTarget {
    /// The claim of this number in the same statement.
    Here(u16),
    /// A claim of another statement.
    There(ClaimRef),
}

impl fmt::Display for ClaimTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Here(number) => write!(f, "#{number}"),
            Self::There(claim) => claim.fmt(f),
        }
    }
}

impl FromStr for ClaimTarget {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        match text.strip_prefix('#') {
            Some(number) => claim_number(number)
                .map(Self::Here)
                .ok_or(ParseIdError { expected: "\"#\" and a claim number below 256" }),
            None => text.parse().map(Self::There),
        }
    }
}

string_form!(ClaimTarget, "claim", { "pattern": "^([0-9a-f]{64})?#(0|[1-9][0-9]{0,2})$" });

impl Part for ClaimTarget {
    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        if let Self::There(claim) = self {
            claim.refer(at, out);
        }
    }

    fn claims_here(&self, at: Place<'_>, out: &mut Vec<(String, u16)>) {
        if let Self::Here(number) = self {
            out.push((at.to_string(), *number));
        }
    }
}
