//! Policy files: which logs and witnesses a verifier believes, and how many witnesses it takes (C2SP
//! tlog-policy).
//!
//! Names in a policy are opaque octets with no meaning outside it; they need not be the names of the keys.
//! [`Quorum`] answers whether a checkpoint is witnessed. Only a witnessed checkpoint excludes a fork.
//!
//! Stricter than the standard: a witness whose key is also a log's is refused. The log side is stricter than
//! "signed by any of the listed logs" as well, see [`Policy::log`].

use std::collections::BTreeSet;

use crate::checkpoint::{
    CheckpointError, Cosignature, LogKeyError, LogVerifier, Origin, SignedCheckpoint,
};
use crate::note::{NoteKey, Vkey, VkeyError};
use crate::tile::decimal;

/// The longest policy file in bytes.
pub const POLICY_MAX: usize = 1_048_576;

/// The most logs, witnesses and groups, each. The standard asks for 32 at least.
pub const DEFINITIONS_MAX: usize = 256;

/// Why bytes are no policy. Lines are counted from 1, as editors do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Above [`POLICY_MAX`].
    #[error("policy of {length} bytes is above the limit of {POLICY_MAX}")]
    TooLong {
        /// The length in bytes.
        length: usize,
    },
    /// A control character other than tab and newline, 0x7F included (tlog-policy, "Character set").
    #[error("line {line}: control character {byte:#04x}")]
    Control {
        /// The line.
        line: usize,
        /// The first such byte.
        byte: u8,
    },
    /// The last line has no newline: the file may be cut short.
    #[error("last line does not end in a newline")]
    Unterminated,
    /// A line that begins with no known word.
    #[error("line {line}: neither log, witness, group nor quorum")]
    Keyword {
        /// The line.
        line: usize,
    },
    /// Too few or too many items on a line.
    #[error("line {line}: wrong number of items")]
    Items {
        /// The line.
        line: usize,
    },
    /// More than [`DEFINITIONS_MAX`] of a kind.
    #[error("line {line}: more than {DEFINITIONS_MAX} of a kind")]
    TooMany {
        /// The line.
        line: usize,
    },
    /// A verifier key that cannot be read.
    #[error("line {line}: failed to read the key")]
    Vkey {
        /// The line.
        line: usize,
        /// What is wrong with it.
        #[source]
        error: VkeyError,
    },
    /// A log with a key of type 0x04, or a witness with one of type 0x01.
    #[error("line {line}: a key of type {type_byte:#04x} cannot stand here")]
    Type {
        /// The line.
        line: usize,
        /// The signature type of the key.
        type_byte: u8,
    },
    /// The same public key twice, whatever its names and types.
    #[error("line {line}: the key stands on an earlier line")]
    DuplicateKey {
        /// The line.
        line: usize,
    },
    /// A name defined before, or the predefined `none`.
    #[error("line {line}: the name is taken")]
    NameTaken {
        /// The line.
        line: usize,
    },
    /// A name that no earlier line defines.
    #[error("line {line}: the name {} is not defined above", name.escape_ascii())]
    Undefined {
        /// The line.
        line: usize,
        /// The name.
        name: Vec<u8>,
    },
    /// A name that is a member of a group already.
    #[error("line {line}: {} is a group member already", name.escape_ascii())]
    MemberTwice {
        /// The line.
        line: usize,
        /// The name.
        name: Vec<u8>,
    },
    /// A threshold that is not `any`, `all`, or a number from 1 to the number of members.
    #[error("line {line}: the threshold is neither any, all nor 1 to the number of members")]
    Threshold {
        /// The line.
        line: usize,
    },
    /// A second quorum line.
    #[error("line {line}: a second quorum")]
    SecondQuorum {
        /// The line.
        line: usize,
    },
    /// No quorum line.
    #[error("no quorum line")]
    NoQuorum,
    /// The policy does not name a log by exactly one Ed25519 and one ML-DSA-44 key.
    #[error("no pair of one Ed25519 and one ML-DSA-44 key for the log {origin}")]
    NoLog {
        /// The log.
        origin: Origin,
    },
    /// The log's keys are not a pair.
    #[error("failed to pair the keys of a log")]
    LogKey(#[from] LogKeyError),
}

/// Whether the witnesses of a checkpoint are as many as a policy wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quorum {
    /// The policy wants none (`quorum none`): a fork is not excluded.
    NotRequired,
    /// As many as it wants.
    Met,
    /// Fewer.
    NotMet,
}

/// A policy file, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<Vkey>,
    witnesses: Vec<Vkey>,
    /// Witnesses and groups in the order of their lines; members are places in it, always earlier ones.
    nodes: Vec<Node>,
    wanted: Wanted,
}

/// What the quorum line names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Nobody,
    /// A place in `nodes`.
    Node(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    /// A place in `witnesses`.
    Witness(usize),
    Group {
        threshold: usize,
        members: Vec<usize>,
    },
}

impl Policy {
    /// Reads a policy file (tlog-policy, "Policy file syntax and structure").
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        if bytes.len() > POLICY_MAX {
            return Err(PolicyError::TooLong { length: bytes.len() });
        }
        let lines = match bytes.strip_suffix(b"\n") {
            Some(lines) => lines,
            None if bytes.is_empty() => bytes,
            None => return Err(PolicyError::Unterminated),
        };
        let mut reader = Reader::default();
        for (line, text) in (1..).zip(lines.split(|byte| *byte == b'\n')) {
            reader.line(line, text)?;
        }
        let wanted = reader.wanted.ok_or(PolicyError::NoQuorum)?;
        let Reader { logs, witnesses, nodes, .. } = reader;
        Ok(Self { logs, witnesses, nodes, wanted })
    }

    /// The keys of the logs, in the order of their lines.
    pub fn logs(&self) -> &[Vkey] {
        &self.logs
    }

    /// The keys of the witnesses, in the order of their lines; for
    /// [`cosignatures`](SignedCheckpoint::cosignatures).
    pub fn witnesses(&self) -> &[Vkey] {
        &self.witnesses
    }

    /// The verifier of a log that the policy names by two lines, one for each of its keys. Both are then
    /// required; the standard would be content with either.
    pub fn log(&self, origin: &Origin) -> Result<LogVerifier, PolicyError> {
        let of_log = |vkey: &&Vkey| vkey.name() == origin.as_str();
        let is_ml_dsa = |vkey: &&Vkey| matches!(vkey.key(), NoteKey::MlDsa44(_));
        let (ml_dsa, ed25519): (Vec<_>, Vec<_>) =
            self.logs.iter().filter(of_log).partition(is_ml_dsa);
        let ([ed25519], [ml_dsa]) = (ed25519.as_slice(), ml_dsa.as_slice()) else {
            return Err(PolicyError::NoLog { origin: origin.clone() });
        };
        Ok(LogVerifier::new(origin.clone(), (*ed25519).clone(), (*ml_dsa).clone())?)
    }

    /// Verifies the cosignatures on a checkpoint by this policy's witnesses and counts them.
    ///
    /// Fails on a line of a known witness that does not verify, whatever the others say (signed-note,
    /// "Signatures").
    pub fn judge(&self, checkpoint: &SignedCheckpoint) -> Result<Quorum, CheckpointError> {
        Ok(self.quorum(&checkpoint.cosignatures(&self.witnesses)?))
    }

    /// Whether these verified cosignatures are as many as this policy wants (tlog-policy, "Defining the
    /// quorum"). Those of unknown witnesses do not count, and one that is listed twice counts once.
    pub fn quorum(&self, cosignatures: &[Cosignature]) -> Quorum {
        let Wanted::Node(wanted) = self.wanted else { return Quorum::NotRequired };
        let signed: Vec<bool> = self
            .witnesses
            .iter()
            .map(|vkey| {
                cosignatures
                    .iter()
                    .any(|line| line.name == vkey.name() && line.key_id == vkey.key_id())
            })
            .collect();
        let holds = |all: &[bool], place: usize| all.get(place).copied().unwrap_or(false);
        // Members stand on earlier lines, so one pass in order knows them.
        let mut witnessed = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let verdict = match node {
                Node::Witness(place) => holds(&signed, *place),
                Node::Group { threshold, members } => {
                    let count = members.iter().filter(|place| holds(&witnessed, **place)).count();
                    count >= *threshold
                }
            };
            witnessed.push(verdict);
        }
        if holds(&witnessed, wanted) { Quorum::Met } else { Quorum::NotMet }
    }
}

/// A policy while its lines are read.
#[derive(Default)]
struct Reader<'a> {
    logs: Vec<Vkey>,
    witnesses: Vec<Vkey>,
    nodes: Vec<Node>,
    /// The name of each node.
    names: Vec<&'a [u8]>,
    /// Which nodes are in a group already.
    members: BTreeSet<usize>,
    groups: usize,
    /// The quorum line, if it was read.
    wanted: Option<Wanted>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: usize, text: &'a [u8]) -> Result<(), PolicyError> {
        // Allowed are 0x09, 0x20 to 0x7E and 0x80 to 0xFF (tlog-policy, "Character set").
        if let Some(byte) = text.iter().find(|byte| byte.is_ascii_control() && **byte != b'\t') {
            return Err(PolicyError::Control { line, byte: *byte });
        }
        let mut items =
            text.split(|byte| matches!(byte, b' ' | b'\t')).filter(|item| !item.is_empty());
        let Some(keyword) = items.next() else { return Ok(()) };
        if keyword.starts_with(b"#") {
            return Ok(());
        }
        let items: Vec<&[u8]> = items.collect();
        match (keyword, items.as_slice()) {
            // The URL is for those who talk to the log or witness, not for verifying.
            (b"log", [vkey] | [vkey, _]) => self.log(line, vkey),
            (b"witness", [name, vkey] | [name, vkey, _]) => self.witness(line, name, vkey),
            (b"group", [name, threshold, members @ ..]) if !members.is_empty() => {
                self.group(line, name, threshold, members)
            }
            (b"quorum", [name]) => self.quorum(line, name),
            (b"log" | b"witness" | b"group" | b"quorum", _) => Err(PolicyError::Items { line }),
            _ => Err(PolicyError::Keyword { line }),
        }
    }

    fn log(&mut self, line: usize, vkey: &[u8]) -> Result<(), PolicyError> {
        let vkey = self.vkey(line, vkey)?;
        if matches!(vkey.key(), NoteKey::CosignatureEd25519(_)) {
            return Err(PolicyError::Type { line, type_byte: vkey.key().type_byte() });
        }
        check_room(line, self.logs.len())?;
        self.logs.push(vkey);
        Ok(())
    }

    fn witness(&mut self, line: usize, name: &'a [u8], vkey: &[u8]) -> Result<(), PolicyError> {
        let vkey = self.vkey(line, vkey)?;
        if matches!(vkey.key(), NoteKey::Ed25519(_)) {
            return Err(PolicyError::Type { line, type_byte: vkey.key().type_byte() });
        }
        check_room(line, self.witnesses.len())?;
        self.define(line, name, Node::Witness(self.witnesses.len()))?;
        self.witnesses.push(vkey);
        Ok(())
    }

    fn vkey(&self, line: usize, text: &[u8]) -> Result<Vkey, PolicyError> {
        let text = std::str::from_utf8(text)
            .map_err(|_| PolicyError::Vkey { line, error: VkeyError::Shape })?;
        let vkey = Vkey::parse(text).map_err(|error| PolicyError::Vkey { line, error })?;
        // Keys are the same when the public key is, whatever name and type (tlog-policy, "Public key
        // representation").
        let taken = |other: &Vkey| other.key().public_bytes() == vkey.key().public_bytes();
        if self.logs.iter().chain(&self.witnesses).any(taken) {
            return Err(PolicyError::DuplicateKey { line });
        }
        Ok(vkey)
    }

    fn define(&mut self, line: usize, name: &'a [u8], node: Node) -> Result<(), PolicyError> {
        if name == b"none" || self.names.contains(&name) {
            return Err(PolicyError::NameTaken { line });
        }
        self.names.push(name);
        self.nodes.push(node);
        Ok(())
    }

    fn group(
        &mut self,
        line: usize,
        name: &'a [u8],
        threshold: &[u8],
        members: &[&[u8]],
    ) -> Result<(), PolicyError> {
        check_room(line, self.groups)?;
        let threshold = match threshold {
            b"any" => 1,
            b"all" => members.len(),
            number => std::str::from_utf8(number)
                .ok()
                .and_then(decimal)
                .and_then(|number| usize::try_from(number).ok())
                .filter(|number| (1..=members.len()).contains(number))
                .ok_or(PolicyError::Threshold { line })?,
        };
        let mut places = Vec::new();
        for name in members {
            let place = self.place(line, name)?;
            if !self.members.insert(place) {
                return Err(PolicyError::MemberTwice { line, name: name.to_vec() });
            }
            places.push(place);
        }
        self.define(line, name, Node::Group { threshold, members: places })?;
        self.groups += 1;
        Ok(())
    }

    fn quorum(&mut self, line: usize, name: &[u8]) -> Result<(), PolicyError> {
        if self.wanted.is_some() {
            return Err(PolicyError::SecondQuorum { line });
        }
        let wanted =
            if name == b"none" { Wanted::Nobody } else { Wanted::Node(self.place(line, name)?) };
        self.wanted = Some(wanted);
        Ok(())
    }

    fn place(&self, line: usize, name: &[u8]) -> Result<usize, PolicyError> {
        self.names
            .iter()
            .position(|known| *known == name)
            .ok_or_else(|| PolicyError::Undefined { line, name: name.to_vec() })
    }
}

fn check_room(line: usize, count: usize) -> Result<(), PolicyError> {
    if count >= DEFINITIONS_MAX { Err(PolicyError::TooMany { line }) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
