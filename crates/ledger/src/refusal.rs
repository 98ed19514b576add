//! Why a statement is not admitted: one variant a reason, each with what to do about it.

use bayan_proof::entry::EntryError;
use bayan_proof::hash::Sha256;
use bayan_proof::key::Thumbprint;
use bayan_proof::num::{Index, UnixMillis};
use bayan_proof::statement::{StatementError, StatementId};

use bayan_claim::body::BodyError;

/// Why one statement was refused. Nothing of it was written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The COSE bytes are not a signed statement.
    #[error("the bytes are not a signed statement: {0}")]
    Statement(StatementError),
    /// The body is not a canonical statement body.
    #[error("the body is not a statement: {0}")]
    Body(BodyError),
    /// The header's digests are not those of the body.
    #[error("the body is not the one that was signed: its {digest} differs")]
    BodyDigest {
        /// Which of the two digests.
        digest: &'static str,
    },
    /// A header field contradicts the body.
    #[error("the header's {field} is {header:?}, but the body makes it {body:?}")]
    HeaderMismatch {
        /// The header's field.
        field: &'static str,
        /// What the header has.
        header: String,
        /// What the body implies.
        body: String,
    },
    /// Signed for another ledger.
    #[error("the statement is addressed to {audience:?}, and this ledger is {here:?}")]
    OtherLedger {
        /// The `aud` claim.
        audience: String,
        /// This ledger's audience.
        here: String,
    },
    /// A kind that must name its ledger does not.
    #[error("a {kind} statement must name the ledger it is for")]
    AudienceMissing {
        /// The statement's kind.
        kind: &'static str,
    },
    /// The signing key was never granted here.
    #[error("key {key} is not known on this ledger")]
    UnknownKey {
        /// The signing key.
        key: Thumbprint,
    },
    /// The signature does not fit the key.
    #[error("the signature by key {key} does not verify")]
    BadSignature {
        /// The signing key.
        key: Thumbprint,
    },
    /// The key had ended before this place in the log.
    #[error("key {key} was {how} by entry {at}")]
    KeyEnded {
        /// The signing key.
        key: Thumbprint,
        /// `rotated`, `revoked`, `dropped by policy` or `granted by a compromised key`.
        how: &'static str,
        /// The entry that ended it.
        at: Index,
    },
    /// The issuer is not the key's party.
    #[error("the statement is issued by {issuer:?}, but its key belongs to {party:?}")]
    NotYourKey {
        /// The `iss` claim.
        issuer: String,
        /// The key's party.
        party: String,
    },
    /// The key lacks the usage that this kind needs.
    #[error("key {key} may not {needed}")]
    UsageMissing {
        /// The signing key.
        key: Thumbprint,
        /// `record`, `speak` or `operate`.
        needed: &'static str,
    },
    /// Only operators may append at present.
    #[error("the ledger's policy lets only its operator append")]
    OperatorOnly,
    /// A first-person utterance whose speaker is not the signer's party.
    #[error("the speaker is {speaker:?}, and key {key} speaks for {party:?} only")]
    NotTheSpeaker {
        /// The signing key.
        key: Thumbprint,
        /// The utterance's speaker.
        speaker: String,
        /// The party that the key belongs to.
        party: String,
    },
    /// An office that the key was not granted to speak for.
    #[error("key {key} was not granted to speak for {office:?}")]
    OfficeNotGranted {
        /// The signing key.
        key: Thumbprint,
        /// The office.
        office: String,
    },
    /// A reference to what is not in the log before this place.
    #[error("{path} points to {target}, which is not in the ledger before this entry")]
    UnknownReference {
        /// Where in the body.
        path: String,
        /// What it points to.
        target: String,
    },
    /// A reference to a claim number that its statement does not have.
    #[error("{path} points to claim {number} of statement {statement}, which has {count}")]
    UnknownClaim {
        /// Where in the body.
        path: String,
        /// The statement.
        statement: StatementId,
        /// The claim's number.
        number: u64,
        /// How many it has.
        count: u64,
    },
    /// A facet that is neither built in nor declared, or a value that does not fit it.
    #[error("{path}: {reason}")]
    Facet {
        /// Where in the body.
        path: String,
        /// What is wrong, with the nearest known names.
        reason: String,
    },
    /// The id declared here was declared before.
    #[error("{id} was declared by entry {at}")]
    AlreadyDeclared {
        /// The id.
        id: String,
        /// The first declaration.
        at: Index,
    },
    /// What is described would be a part of itself, by what others are declared to be part of or another name of.
    #[error("{id} would be a part of itself, by way of {whole}")]
    PartOfItself {
        /// What is described.
        id: String,
        /// The whole that it is said to be a part of, or the other name by which it is.
        whole: String,
    },
    /// More wholes, one in another, than are followed.
    #[error("{id} would be a part of more than {limit} wholes, one in another")]
    TooManyWholes {
        /// What is described.
        id: String,
        /// How many are followed.
        limit: usize,
    },
    /// The slug belongs to another id.
    #[error("the name {slug:?} was given to {id} by an earlier entry")]
    SlugTaken {
        /// The slug with its kind.
        slug: String,
        /// Its owner.
        id: String,
    },
    /// The same author's reference with other content.
    #[error("your reference {reference:?} already names entry {at}, which says something else")]
    RefTaken {
        /// The reference.
        reference: String,
        /// The entry that bears it.
        at: Index,
    },
    /// Amending somebody else's record.
    #[error("entry {at} was recorded by {recorder:?}, who alone may amend it")]
    NotYourRecord {
        /// The target.
        at: Index,
        /// Its recorder.
        recorder: String,
    },
    /// A replacement of another kind than its target.
    #[error("the replacement is a {replacement}, but entry {at} is a {target}")]
    AmendChangesKind {
        /// The target.
        at: Index,
        /// Its kind.
        target: &'static str,
        /// The replacement's kind.
        replacement: &'static str,
    },
    /// Amending or withdrawing a kind that has its own way to change.
    #[error("entry {at} is a {kind} statement, which cannot be amended")]
    NotAmendable {
        /// The target.
        at: Index,
        /// Its kind.
        kind: &'static str,
    },
    /// Redacting a kind that must stay readable.
    #[error("entry {at} is a {kind} statement, which cannot be redacted")]
    NotRedactable {
        /// The target.
        at: Index,
        /// Its kind.
        kind: &'static str,
    },
    /// A first-person statement would be withheld, and its text would stay as an artifact.
    #[error(
        "entry {at} is a first-person statement, whose text is artifact {artifact} and would stay"
    )]
    OwnTextStays {
        /// The target.
        at: Index,
        /// Its text.
        artifact: Sha256,
    },
    /// It would count in too many incidents, by those of what it points to.
    #[error(
        "it concerns more than {limit} incidents, with those of the statements that it points to"
    )]
    TooManyIncidents {
        /// The limit.
        limit: usize,
    },
    /// The captured bytes are not in the ledger.
    #[error("the bytes of artifact {artifact} are not in the ledger")]
    ArtifactMissing {
        /// The artifact.
        artifact: Sha256,
    },
    /// The capture describes the bytes wrongly.
    #[error("the {field} of artifact {artifact} is {actual}, not {claimed}")]
    ArtifactMismatch {
        /// The artifact.
        artifact: Sha256,
        /// Size or BLAKE3.
        field: &'static str,
        /// What the capture says.
        claimed: String,
        /// What the bytes are.
        actual: String,
    },
    /// The artifact is withheld.
    #[error("artifact {artifact} is withheld by entry {at}")]
    ArtifactWithheld {
        /// The artifact.
        artifact: Sha256,
        /// The redaction.
        at: Index,
    },
    /// The quoted text does not stand at its offsets.
    #[error("the quote {quote:?} is not at its place in artifact {artifact}: {reason}")]
    NotAnchored {
        /// The quote.
        quote: String,
        /// The artifact.
        artifact: Sha256,
        /// What differs.
        reason: String,
    },
    /// A key grant that its holder did not accept.
    #[error("the new key {key} has not signed its own grant")]
    PossessionMissing {
        /// The new key.
        key: Thumbprint,
    },
    /// A key that cannot be enrolled.
    #[error("the new key cannot be enrolled: {reason}")]
    BadKey {
        /// Non-canonical, small order or torsion.
        reason: String,
    },
    /// A thumbprint belongs to one party for ever.
    #[error("key {key} was granted to {party:?} by entry {at}")]
    KeyAlreadyGranted {
        /// The key.
        key: Thumbprint,
        /// Its party.
        party: String,
        /// Its grant.
        at: Index,
    },
    /// Somebody who may neither rotate nor revoke this key.
    #[error("key {key} belongs to {party:?}; only they or the operator may {what} it")]
    NotYourKeyToEnd {
        /// The key.
        key: Thumbprint,
        /// Its party.
        party: String,
        /// `rotate` or `revoke`.
        what: &'static str,
    },
    /// `compromised_since` needs a recovery key or the operator.
    #[error(
        "only a recovery key named at the grant, or the operator, may say since when key {key} was compromised"
    )]
    CompromiseNeedsRecoveryKey {
        /// The key.
        key: Thumbprint,
    },
    /// `compromised_since` outside the key's own life.
    #[error("key {key} was granted by entry {granted}, so it cannot be compromised since {since}")]
    CompromiseOutsideLife {
        /// The key.
        key: Thumbprint,
        /// Its grant.
        granted: Index,
        /// The claimed index.
        since: Index,
    },
    /// Entry 0 and only entry 0 founds a ledger, and later policies keep its identity.
    #[error("the policy {what}")]
    Policy {
        /// What is wrong with it.
        what: String,
    },
    /// The clock jumped further than the policy allows.
    #[error("the clock says {now}, more than {max_jump_ms} ms after the last entry at {last}")]
    ClockJump {
        /// Milliseconds.
        now: UnixMillis,
        /// Milliseconds.
        last: UnixMillis,
        /// The policy's bound.
        max_jump_ms: u64,
    },
    /// A kind that this version does not know how to judge.
    #[error("statements of kind number {kind} are not known to this version")]
    UnknownKind {
        /// The number.
        kind: u8,
    },
    /// The statement cannot be an entry.
    #[error("the statement cannot be an entry: {0}")]
    Entry(EntryError),
}

impl Refusal {
    /// What the author can do about it, in one sentence.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Statement(_) | Self::BodyDigest { .. } | Self::HeaderMismatch { .. } => {
                "sign the draft again with `bayan sign`, and submit the file it writes unchanged"
            }
            Self::Body(_) => {
                "compare the draft with `bayan template <kind>` and `bayan schema <kind>`"
            }
            Self::OtherLedger { .. } | Self::AudienceMissing { .. } => {
                "sign again with `bayan sign --audience`, set to what `bayan checkpoint --audience` prints here"
            }
            Self::UnknownKey { .. } => "ask the operator for `bayan key grant`",
            Self::BadSignature { .. } => "sign the draft again with the key that the header names",
            Self::KeyEnded { .. } => {
                "sign with a key that is in force; `bayan key list` shows them"
            }
            Self::NotYourKey { .. } => "sign with a key of the issuing party",
            Self::UsageMissing { .. } => "ask the operator for a key with that usage",
            Self::OperatorOnly => "hand the signed statement to the operator",
            Self::NotTheSpeaker { .. } | Self::OfficeNotGranted { .. } => {
                "record it with `attests = \"read_them_so\"`, or sign with a key granted to speak for them"
            }
            Self::UnknownReference { .. } | Self::UnknownClaim { .. } => {
                "append what it points to first; `bayan list` and `bayan search` find what there is"
            }
            Self::Facet { .. } => {
                "`bayan facets` lists the facets; a new leaf is declared by `bayan thing`"
            }
            Self::AlreadyDeclared { .. } => {
                "use the id that is there, or `bayan amend` your declaration"
            }
            Self::PartOfItself { .. } => "leave out that whole or name, or amend what it is in",
            Self::TooManyWholes { .. } => "name only the wholes that it is directly a part of",
            Self::SlugTaken { .. } => "choose another slug, or refer to the one that is there",
            Self::RefTaken { .. } => {
                "choose another `ref`, or `bayan amend` the entry that bears it"
            }
            Self::NotYourRecord { .. } => "say that you disagree with `bayan add opinion`",
            Self::AmendChangesKind { .. } => "withdraw the old statement and add a new one",
            Self::NotAmendable { .. } => "set a new policy, or grant, rotate or revoke the key",
            Self::NotRedactable { .. } => {
                "keys, policies and redactions hold no names and stay readable"
            }
            Self::OwnTextStays { .. } => "withhold that artifact too",
            Self::ArtifactMissing { .. } => "store the bytes first with `bayan capture <file>`",
            Self::ArtifactMismatch { .. } => {
                "capture the file again; `bayan capture` fills these fields in"
            }
            Self::ArtifactWithheld { .. } => "anchor the quote in a source that is not withheld",
            Self::NotAnchored { .. } => "give the quote alone and let the tool find its place",
            Self::PossessionMissing { .. } => {
                "let `bayan key grant` make the grant with the new key at hand"
            }
            Self::BadKey { .. } => "make a key with `bayan key new`",
            Self::KeyAlreadyGranted { .. } => {
                "make a new key with `bayan key new`; keys are never shared"
            }
            Self::NotYourKeyToEnd { .. } => "ask its holder or the operator",
            Self::CompromiseNeedsRecoveryKey { .. } => {
                "revoke without the date, or sign with the recovery key"
            }
            Self::CompromiseOutsideLife { .. } => {
                "name an entry between the grant and this revocation"
            }
            Self::Policy { .. } => "see `bayan policy` for the policy in force",
            Self::ClockJump { .. } => {
                "set the clock right, or confirm the jump with `--confirm-clock`"
            }
            Self::UnknownKind { .. } => "use a newer version of bayan",
            Self::TooManyIncidents { .. } | Self::Entry(_) => "name fewer incidents",
        }
    }
}
