//! The statement kinds, one file each, and their numbers.

mod amend;
mod capture;
mod incident;
mod key;
mod link;
mod opinion;
mod party;
mod policy;
mod question;
mod redaction;
mod silence;
mod thing;
mod utterance;

pub use amend::{Amend, Moved, Replacement};
pub use capture::{Capture, Defect, Original, Rendition, Source};
pub use incident::Incident;
pub use key::{Grant, Key, Possession, Revoke, Rotate, possession_message};
pub use link::{End, Link};
pub use opinion::{FieldPointer, Opined, Opinion};
pub use party::{Membership, Party, Role};
pub use policy::{Clock, Operator, Policy, Witnesses};
pub use question::Question;
pub use redaction::{CaseNumber, Redaction};
pub use silence::{Silence, Unanswered};
pub use thing::{Is, Thing};
pub use utterance::{Attests, Document, Hop, PrintedName, Speaker, Times, Utterance};

closed! {
    /// What a statement does. Names and numbers never change; 13 is reserved for `seal`.
    Kind is "statement kind" {
        /// The operator's rule.
        Policy = "policy",
        /// A key is granted, rotated or revoked.
        Key = "key",
        /// A party is described.
        Party = "party",
        /// An incident is opened.
        Incident = "incident",
        /// A system, service, data kind, place, form or facet leaf is described.
        Thing = "thing",
        /// Bytes were captured or made.
        Capture = "capture",
        /// Somebody said something.
        Utterance = "utterance",
        /// Somebody had said nothing.
        Silence = "silence",
        /// Two claims or incidents stand to each other.
        Link = "link",
        /// The signer's opinion of a statement.
        Opinion = "opinion",
        /// A question is open.
        Question = "question",
        /// The recorder corrects an own record.
        Amend = "amend",
        /// Bodies or artifacts are no longer served.
        Redaction = "redaction",
    }
}

impl Kind {
    /// The number in the signed header.
    pub const fn number(self) -> u8 {
        match self {
            Self::Policy => 0,
            Self::Key => 1,
            Self::Party => 2,
            Self::Incident => 3,
            Self::Thing => 4,
            Self::Capture => 5,
            Self::Utterance => 6,
            Self::Silence => 7,
            Self::Link => 8,
            Self::Opinion => 9,
            Self::Question => 10,
            Self::Amend => 11,
            Self::Redaction => 12,
        }
    }

    /// The kind with a number; `None` for one that this version does not know.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.number() == number)
    }

    /// Whether a statement of this kind must name the ledger it is for: it changes the ledger itself.
    pub const fn needs_audience(self) -> bool {
        matches!(self, Self::Policy | Self::Key | Self::Redaction | Self::Amend)
    }

    /// Whether a body of this kind can be withheld. Keys, policies and redactions cannot: without them
    /// nothing else could be judged, and they hold no names.
    pub const fn can_be_redacted(self) -> bool {
        !matches!(self, Self::Policy | Self::Key | Self::Redaction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dense_and_come_back() {
        for (index, kind) in Kind::ALL.iter().enumerate() {
            assert_eq!(usize::from(kind.number()), index, "{kind}");
            assert_eq!(Kind::from_number(kind.number()), Some(*kind));
            assert_eq!(kind.name().parse(), Ok(*kind));
        }
        for unknown in [13, 14, 255] {
            assert_eq!(Kind::from_number(unknown), None);
        }
    }

    #[test]
    fn what_holds_no_names_stays() {
        let stays: Vec<_> = Kind::ALL.iter().filter(|kind| !kind.can_be_redacted()).collect();
        assert_eq!(stays, [&Kind::Policy, &Kind::Key, &Kind::Redaction]);
    }
}
