//! Signed notes and their verifier keys (C2SP signed-note).
//!
//! A note is a text and lines of signatures over it. This module reads and writes the bytes; what a signature
//! covers depends on its key's type and is checked where the text is understood, in [`crate::checkpoint`].
//!
//! Stricter than the standard, which allows all of it: base64 is canonical, no two lines have the same key
//! name and key ID, names hold no control character and at most [`NAME_MAX`] bytes. So a note has one
//! encoding.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};

use crate::checkpoint::Origin;
use crate::hash::Sha256;
use crate::key::{KeyError, MlDsaError, MlDsaPublicKey, PublicKey};

/// The longest note in bytes: room for [`SIGNATURES_MAX`] ML-DSA-44 signatures.
pub const NOTE_MAX: usize = 262_144;

/// The most signatures on a note. The standard asks for 16 at least.
pub const SIGNATURES_MAX: usize = 64;

/// The longest key name, and origin, in bytes: `opaque cosigner_name<1..2^8-1>` (C2SP tlog-cosignature).
pub const NAME_MAX: usize = 255;

/// The longest verifier key in bytes: name, key ID, and an ML-DSA-44 key in base64.
pub const VKEY_MAX: usize = NAME_MAX + 1 + 8 + 1 + 1752;

/// What begins a signature line: an em dash, U+2014, and a space (signed-note, "Format").
const LINE_START: &str = "\u{2014} ";

/// Why a text is no key name or origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing.
    #[error("empty name")]
    Empty,
    /// Above [`NAME_MAX`].
    #[error("name of {length} bytes is above the limit of {NAME_MAX}")]
    TooLong {
        /// The length in bytes.
        length: usize,
    },
    /// A space of any script, a plus sign or a control character.
    #[error("name contains {character:?}")]
    Character {
        /// The first such character.
        character: char,
    },
}

/// Non-empty, no Unicode space, no plus (signed-note, "Format"); no control character; [`NAME_MAX`].
pub(crate) fn check_name(name: &str) -> Result<(), NameError> {
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > NAME_MAX {
        return Err(NameError::TooLong { length: name.len() });
    }
    let bad =
        |character: &char| character.is_whitespace() || character.is_control() || *character == '+';
    match name.chars().find(bad) {
        Some(character) => Err(NameError::Character { character }),
        None => Ok(()),
    }
}

/// Canonical standard base64 (RFC 4648 §4 and §3.5). The library checks trailing bits, but also takes padding
/// in the middle, as of several encodings one after the other; writing it again settles both.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let bytes = BASE64.decode(text.as_bytes()).ok()?;
    (BASE64.encode(&bytes) == text).then_some(bytes)
}

/// Why a text is no verifier key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VkeyError {
    /// Not `<name>+<8 lower-case hex digits>+<base64>`, or longer than [`VKEY_MAX`].
    #[error("expected <name>+<key id>+<base64 key>")]
    Shape,
    /// The name is not one.
    #[error("failed to read the key name")]
    Name(#[from] NameError),
    /// The key is not in canonical standard base64 (RFC 4648 §4 and §3.5).
    #[error("the key is not canonical base64")]
    Base64,
    /// A signature type that no log or witness of ours uses.
    #[error("unknown signature type {type_byte:#04x}")]
    Type {
        /// The first byte of the encoded key.
        type_byte: u8,
    },
    /// The bytes are no Ed25519 key of 32 bytes.
    #[error("an Ed25519 key has 32 bytes, not {length}")]
    Length {
        /// How many there are.
        length: usize,
    },
    /// The bytes are no good Ed25519 key.
    #[error("failed to read the Ed25519 key")]
    Ed25519(#[from] KeyError),
    /// The bytes are no ML-DSA-44 key.
    #[error("failed to read the ML-DSA-44 key")]
    MlDsa(#[from] MlDsaError),
    /// The key ID belongs to another name or key.
    #[error("the key id should be {}", HEXLOWER.encode(expected))]
    KeyId {
        /// The ID that name and key have.
        expected: [u8; 4],
    },
}

/// A public key and what its signatures cover (signed-note, "Signature types").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteKey {
    /// Type 0x01: Ed25519 over the note text. Logs sign with it.
    Ed25519(PublicKey),
    /// Type 0x04: Ed25519 over a time and the note text, `cosignature/v1`. Witnesses sign with it.
    CosignatureEd25519(PublicKey),
    /// Type 0x06: ML-DSA-44 over name, time, origin, size and root, `subtree/v1`. Both sign with it.
    MlDsa44(MlDsaPublicKey),
}

impl NoteKey {
    /// The signature type identifier byte.
    pub fn type_byte(&self) -> u8 {
        match self {
            Self::Ed25519(_) => 0x01,
            Self::CosignatureEd25519(_) => 0x04,
            Self::MlDsa44(_) => 0x06,
        }
    }

    /// The bytes of the public key alone: equal for one key used under two types or names.
    pub fn public_bytes(&self) -> &[u8] {
        match self {
            Self::Ed25519(key) | Self::CosignatureEd25519(key) => key.as_bytes(),
            Self::MlDsa44(key) => key.as_bytes(),
        }
    }

    fn decode(bytes: &[u8]) -> Result<Self, VkeyError> {
        let (type_byte, bytes) = bytes.split_first().ok_or(VkeyError::Shape)?;
        let ed25519 = || {
            let length = bytes.len();
            let bytes = bytes.try_into().map_err(|_| VkeyError::Length { length })?;
            Ok::<_, VkeyError>(PublicKey::parse(bytes)?)
        };
        match type_byte {
            0x01 => Ok(Self::Ed25519(ed25519()?)),
            0x04 => Ok(Self::CosignatureEd25519(ed25519()?)),
            0x06 => Ok(Self::MlDsa44(MlDsaPublicKey::parse(bytes)?)),
            type_byte => Err(VkeyError::Type { type_byte: *type_byte }),
        }
    }
}

/// A verifier key: a name and a public key (signed-note, "Verifier keys").
///
/// Its text form is `<name>+<key id>+<base64(type || key)>`; what parses prints the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vkey {
    name: String,
    key: NoteKey,
    key_id: [u8; 4],
}

impl Vkey {
    /// The verifier key of `key` under `name`.
    pub fn new(name: impl Into<String>, key: NoteKey) -> Result<Self, NameError> {
        let name = name.into();
        check_name(&name)?;
        let key_id = key_id(&name, &key);
        Ok(Self { name, key, key_id })
    }

    /// The verifier key of a log, named as the log.
    pub fn of_log(origin: &Origin, key: NoteKey) -> Self {
        let key_id = key_id(origin.as_str(), &key);
        Self { name: origin.to_string(), key, key_id }
    }

    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Result<Self, VkeyError> {
        if text.len() > VKEY_MAX {
            return Err(VkeyError::Shape);
        }
        // Neither name nor key ID holds a plus, the base64 may.
        let (name, rest) = text.split_once('+').ok_or(VkeyError::Shape)?;
        let (id, key) = rest.split_once('+').ok_or(VkeyError::Shape)?;
        let id = HEXLOWER.decode(id.as_bytes()).map_err(|_| VkeyError::Shape)?;
        let id: [u8; 4] = id.try_into().map_err(|_| VkeyError::Shape)?;
        let key = decode_base64(key).ok_or(VkeyError::Base64)?;
        check_name(name)?;
        let vkey = Self::new(name, NoteKey::decode(&key)?)?;
        if vkey.key_id != id {
            return Err(VkeyError::KeyId { expected: vkey.key_id });
        }
        Ok(vkey)
    }

    /// The name, at most [`NAME_MAX`] bytes.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key.
    pub fn key(&self) -> &NoteKey {
        &self.key
    }

    /// The first four bytes of SHA-256 over name, newline, type and key: a hint which key signed, never a
    /// proof of it.
    pub fn key_id(&self) -> [u8; 4] {
        self.key_id
    }
}

impl fmt::Display for Vkey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![self.key.type_byte()];
        key.extend(self.key.public_bytes());
        write!(f, "{}+{}+{}", self.name, HEXLOWER.encode(&self.key_id), BASE64.encode(&key))
    }
}

impl FromStr for Vkey {
    type Err = VkeyError;

    fn from_str(text: &str) -> Result<Self, VkeyError> {
        Self::parse(text)
    }
}

/// `SHA-256(name || 0x0A || type || key)[:4]` (signed-note, "Signatures"; fixed for the three types by
/// signed-note and tlog-cosignature).
fn key_id(name: &str, key: &NoteKey) -> [u8; 4] {
    let bytes = [name.as_bytes(), b"\n", &[key.type_byte()], key.public_bytes()].concat();
    let [a, b, c, d, ..] = Sha256::of(&bytes).0;
    [a, b, c, d]
}

/// Why bytes are no signed note.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Above [`NOTE_MAX`].
    #[error("note of {length} bytes is above the limit of {NOTE_MAX}")]
    TooLong {
        /// The length in bytes.
        length: usize,
    },
    /// Not UTF-8.
    #[error("note is not UTF-8")]
    NotUtf8,
    /// An ASCII control character other than newline.
    #[error("note contains the control character {byte:#04x}")]
    Control {
        /// The first one.
        byte: u8,
    },
    /// The text does not end in a newline, or no empty line and signatures follow it.
    #[error("no text, empty line and signatures")]
    Parts,
    /// More than [`SIGNATURES_MAX`] signatures.
    #[error("more than {SIGNATURES_MAX} signatures")]
    TooMany,
    /// A signature line that is not em dash, space, name, space, base64.
    #[error("signature {place} is no signature line")]
    Line {
        /// Which signature, from 0.
        place: usize,
    },
    /// The name in a signature line is not one.
    #[error("failed to read the name of a signature")]
    Name(#[from] NameError),
    /// Not canonical standard base64 (RFC 4648 §4 and §3.5).
    #[error("signature {place} is not canonical base64")]
    Base64 {
        /// Which signature, from 0.
        place: usize,
    },
    /// Not a key ID and at least one byte.
    #[error("a signature line without a signature")]
    EmptySignature,
    /// Two lines by the same name and key ID.
    #[error("two signatures by {name} with key id {}", HEXLOWER.encode(key_id))]
    Duplicate {
        /// The key name.
        name: String,
        /// The key ID.
        key_id: [u8; 4],
    },
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    name: String,
    key_id: [u8; 4],
    blob: Vec<u8>,
}

impl NoteSignature {
    /// A line by `name`. `blob` is what follows the key ID, at least one byte: for 0x04 and 0x06 a time, then
    /// the signature.
    pub fn new(name: impl Into<String>, key_id: [u8; 4], blob: Vec<u8>) -> Result<Self, NoteError> {
        let name = name.into();
        check_name(&name)?;
        if blob.is_empty() {
            return Err(NoteError::EmptySignature);
        }
        Ok(Self { name, key_id, blob })
    }

    /// The key name, unverified.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key ID, unverified.
    pub fn key_id(&self) -> [u8; 4] {
        self.key_id
    }

    /// What follows the key ID, unverified.
    pub fn blob(&self) -> &[u8] {
        &self.blob
    }

    /// Whether both name and key ID are those of `vkey`: then it must verify (signed-note, "Signatures").
    pub fn claims(&self, vkey: &Vkey) -> bool {
        self.name == vkey.name && self.key_id == vkey.key_id
    }

    /// Reads what `Display` writes, without the newline.
    fn parse(line: &str, place: usize) -> Result<Self, NoteError> {
        let (name, blob) = line
            .strip_prefix(LINE_START)
            .and_then(|rest| rest.split_once(' '))
            .ok_or(NoteError::Line { place })?;
        let blob = decode_base64(blob).ok_or(NoteError::Base64 { place })?;
        let (key_id, blob) = blob.split_first_chunk().ok_or(NoteError::EmptySignature)?;
        Self::new(name, *key_id, blob.to_vec())
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blob = [self.key_id.as_slice(), &self.blob].concat();
        write!(f, "{LINE_START}{} {}", self.name, BASE64.encode(&blob))
    }
}

/// A note: nothing in it is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl Note {
    /// A note of `text`, which ends in a newline and holds no other ASCII control character, and 1 to
    /// [`SIGNATURES_MAX`] signatures with distinct (name, key ID); at most [`NOTE_MAX`] bytes encoded.
    pub fn new(text: String, signatures: Vec<NoteSignature>) -> Result<Self, NoteError> {
        if !text.ends_with('\n') || signatures.is_empty() {
            return Err(NoteError::Parts);
        }
        if let Some(byte) = text.bytes().find(|byte| *byte < 0x20 && *byte != b'\n') {
            return Err(NoteError::Control { byte });
        }
        if signatures.len() > SIGNATURES_MAX {
            return Err(NoteError::TooMany);
        }
        let mut seen = BTreeSet::new();
        for NoteSignature { name, key_id, .. } in &signatures {
            if !seen.insert((name, key_id)) {
                return Err(NoteError::Duplicate { name: name.clone(), key_id: *key_id });
            }
        }
        let note = Self { text, signatures };
        let length = note.encode().len();
        if length > NOTE_MAX {
            return Err(NoteError::TooLong { length });
        }
        Ok(note)
    }

    /// Reads what [`Self::encode`] writes; refuses every other spelling.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > NOTE_MAX {
            return Err(NoteError::TooLong { length: bytes.len() });
        }
        let note = std::str::from_utf8(bytes).map_err(|_| NoteError::NotUtf8)?;
        // The text may hold empty lines; the last one ends it (signed-note, "Format").
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Parts)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Parts)?;
        if lines.split('\n').nth(SIGNATURES_MAX).is_some() {
            return Err(NoteError::TooMany);
        }
        let signatures = lines
            .split('\n')
            .enumerate()
            .map(|(place, line)| NoteSignature::parse(line, place))
            .collect::<Result<_, _>>()?;
        Self::new(format!("{text}\n"), signatures)
    }

    /// The bytes of the note.
    pub fn encode(&self) -> Vec<u8> {
        let mut note = format!("{}\n", self.text);
        for signature in &self.signatures {
            note.push_str(&signature.to_string());
            note.push('\n');
        }
        note.into_bytes()
    }

    /// The signed text, its last newline included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures as they stand.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// The signature that claims to be by `vkey`. There is at most one.
    pub fn claimed_by(&self, vkey: &Vkey) -> Option<&NoteSignature> {
        self.signatures.iter().find(|signature| signature.claims(vkey))
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) mod mutation;
