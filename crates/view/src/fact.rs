//! The normal form of a statement: what of it the projections compute with.
//!
//! A fact holds no sentence. It is made from a verified body by [`Fact::of`], kept by the engine as a row, and says the
//! same of every statement of the same content.

use std::ops::Bound;

use bayan_claim::claim::Until;
use bayan_claim::facet::{Catalogue, FacetName, Harm};
use bayan_claim::id::{ClaimRef, IncidentId, PartyId, QuestionId, StatementRef};
use bayan_claim::kind::{FieldPointer, Speaker};
use bayan_claim::value::{Decimal, Entity, TimeBounds};
use bayan_claim::vocabulary::{
    Act, AmendReason, Answer, Basis, Certainty, Channel, Closure, HopKind, Maker, MarkerKind,
    Order, Polarity, RedactionReason, Relation, View, Zone,
};
use bayan_claim::{Kind, Says};
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, UnixMillis};
use serde::{Deserialize, Serialize};

use crate::reach::Reach;
use crate::when::Moment;

/// One entry of an incident, as the projections take it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its place in the log.
    pub index: Index,
    /// When it was sequenced.
    pub time: UnixMillis,
    /// The statement's id.
    pub statement: StatementRef,
    /// The party whose key signed it.
    pub signer: PartyId,
    /// What it says.
    pub fact: Fact,
}

/// What a statement says, without its sentences.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fact {
    /// Its body is withheld: a gap.
    Withheld(#[serde(with = "kind_number")] Kind),
    /// Somebody said something.
    Utterance(Box<UtteranceFact>),
    /// Somebody had said nothing.
    Silence(Box<SilenceFact>),
    /// Two claims or incidents stand to each other.
    Link(LinkFact),
    /// The signer's opinion.
    Opinion(OpinionFact),
    /// A question is open.
    Question(Box<QuestionFact>),
    /// The recorder corrects an own record.
    Amend(Box<AmendFact>),
    /// Something is no longer served.
    Redaction(RedactionFact),
    /// Of no weight to a projection of the incident: that it was opened, or that bytes were captured for it.
    Other(#[serde(with = "kind_number")] Kind),
}

/// An utterance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UtteranceFact {
    /// Whose position it is.
    pub speaker: Speaker,
    /// Whether the signature attests speech in the first person.
    pub first_person: bool,
    /// Who carried it.
    pub publisher: Option<PartyId>,
    /// Who read it into the ledger.
    pub recorder: PartyId,
    /// How the words reached their first listener.
    pub channel: Channel,
    /// From the outermost hop to the innermost.
    pub chain: Vec<HopFact>,
    /// When it was said, as far as its own words tell.
    pub said: TimeFact,
    /// When it was published, likewise.
    pub published: TimeFact,
    /// The artifacts that its segments stand in, sorted.
    pub artifacts: Vec<Sha256>,
    /// Its claims, by number.
    pub claims: Vec<ClaimFact>,
    /// The links inside it.
    pub links: Vec<LinkFact>,
}

/// One step of the chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HopFact {
    /// What the step is.
    pub kind: HopKind,
    /// Who took it.
    pub by: Option<Speaker>,
    /// For a translation, by whom it was made.
    pub maker: Option<Maker>,
    /// Whether it points to a document that was never shown.
    pub unseen: bool,
    /// When it was taken.
    pub at: TimeBounds,
}

/// A time as bounds and as an order to something else.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimeFact {
    /// What its date allows; open where it has none. A weekday alone is none.
    pub bounds: TimeBounds,
    /// The same by the clock that it was written for, where it names no zone.
    pub clock: TimeBounds,
    /// How it lies to an anchor.
    pub relative: Option<RelativeFact>,
    /// Whether the date holds more than the text says.
    pub inferred: bool,
}

/// How a time lies to an anchor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RelativeFact {
    /// On which side.
    pub order: Order,
    /// Of what.
    pub anchor: AnchorFact,
    /// At least and at most this many seconds from it.
    pub distance: (Option<u64>, Option<u64>),
}

/// What a relative time is told from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnchorFact {
    /// When these words were said.
    ThisUtterance,
    /// When the publication that carries them appeared.
    ThisPublication,
    /// When the bytes were captured.
    ThisCapture,
    /// When another statement's words were said.
    Statement(StatementRef),
    /// A date.
    Date(TimeBounds),
    /// Something whose time is not known here: what a claim speaks of, an incident, words.
    Other,
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimFact {
    /// What it is about.
    pub facet: FacetName,
    /// What it says.
    pub worth: Worth,
    /// What it says of harm; none for a facet without a rule.
    pub harm: Option<HarmFact>,
    /// Which way.
    pub polarity: Polarity,
    /// Whether the value is that there is none: the empty set, or a count of zero.
    pub none: bool,
    /// How sure.
    pub certainty: Certainty,
    /// The hop whose stance it is; none for the innermost source.
    pub hop: Option<u8>,
    /// What it is said to rest on.
    pub basis: Option<Basis>,
    /// How far it reaches.
    pub reach: Reach,
    /// Up to when it speaks.
    pub as_of: Option<AsOfFact>,
    /// The speech act.
    pub act: Act,
    /// Words of doubt, bound and scope, each kind once, sorted.
    pub markers: Vec<MarkerKind>,
    /// The claim that it takes back, corrects or starts a relation from.
    pub target: Option<ClaimRef>,
    /// By when, for a promise or an order.
    pub due: Option<UntilFact>,
    /// Where [`Self::due`] is a time, the same by the clock that it was written for, where it names no zone.
    pub due_clock: TimeBounds,
    /// Until when, for a promise or an order.
    pub until: Option<UntilFact>,
    /// How [`Self::due`] lies to an anchor: "within thirty days".
    pub due_from: Option<Box<RelativeFact>>,
    /// How [`Self::until`] lies to an anchor.
    pub until_from: Option<Box<RelativeFact>>,
    /// Where its words stand, outermost first as recorded.
    pub places: Vec<PlaceFact>,
    /// A digest of the letters and digits of its words: a changed comma is no other wording. None where it has no words.
    pub wording: Option<[u8; 16]>,
    /// For a value in words, the primary subtag of their language (RFC 5646 §2.2.1).
    pub language: Option<Box<str>>,
    /// Whether the recorder concluded it.
    pub inferred: bool,
}

/// Harm as a fact: [`Harm`] in a form that rows can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HarmFact {
    /// It happened.
    Affirmed,
    /// It did not happen.
    Denied,
    /// Neither is said.
    Open,
}

impl From<Harm> for HarmFact {
    fn from(harm: Harm) -> Self {
        match harm {
            Harm::Affirmed => Self::Affirmed,
            Harm::Denied => Self::Denied,
            Harm::Open => Self::Open,
        }
    }
}

/// Up to when a claim speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AsOfFact {
    /// Up to the moment of the words.
    ThisUtterance,
    /// Up to a time; open where it is told without a date.
    Time(Moment),
}

/// When a promise, order or state ends or falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum UntilFact {
    /// At a time; open bounds where the words name one that is no date, or tell it from something else.
    Time(TimeBounds),
    /// When a claim comes true.
    Claim(ClaimRef),
    /// When somebody says so.
    FurtherNotice,
}

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlaceFact {
    /// Which of the utterance's artifacts, from 0.
    pub artifact: u16,
    /// The first byte.
    pub start: u32,
    /// The part of the publication.
    pub zone: Zone,
}

/// A value in the form in which values compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Worth {
    /// One of the nine answers.
    Answer(Answer),
    /// A number of something.
    Number(Number),
    /// Several members.
    Members(Members),
    /// A time.
    Time(TimeFact),
    /// A span of seconds: at least, at most.
    Span(Option<u64>, Option<u64>),
    /// A party, thing, incident or claim.
    Ref(RefFact),
    /// Words, by a digest of their letters and digits.
    Words([u8; 16]),
}

impl Worth {
    /// Whether it is an answer, and gives no value.
    pub fn is_answer(&self) -> bool {
        matches!(self, Self::Answer(_))
    }
}

/// A number with its bounds, and what it measures: numbers of different measures never compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Number {
    /// What is counted, per what, in which unit or currency: equal text, equal measure.
    pub measure: String,
    /// Not below this.
    pub low: Bound<Decimal>,
    /// Not above this.
    pub high: Bound<Decimal>,
    /// The number that is named, whatever its bound.
    pub named: Option<Decimal>,
}

/// A set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Members {
    /// Whether these are all.
    pub closure: Closure,
    /// The members, sorted; for `all_except` those left out.
    pub members: Vec<Member>,
    /// The whole that they are of.
    pub of: Option<Member>,
}

/// A member of a set: what was declared, or the letters and digits of the words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Member {
    /// A declared party, thing or incident, or a claim.
    Is(RefFact),
    /// Words alone.
    Words(String),
}

/// What a value refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RefFact {
    /// A party or thing.
    Entity(Entity),
    /// An incident.
    Incident(IncidentId),
    /// A claim.
    Claim(ClaimRef),
}

/// A silence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SilenceFact {
    /// Who had not answered.
    pub party: PartyId,
    /// As far as whom.
    pub as_far_as: PartyId,
    /// Up to when.
    pub as_of: TimeFact,
    /// On which facets; with no facet, question or claim: not a word at all, unless [`Self::words`].
    pub facets: Vec<FacetName>,
    /// On which questions.
    pub questions: Vec<QuestionId>,
    /// To which claims of others.
    pub claims: Vec<ClaimRef>,
    /// Whether what was not answered is told in words alone.
    pub words: bool,
    /// The artifacts that report it, sorted.
    pub artifacts: Vec<Sha256>,
}

/// A recorded relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LinkFact {
    /// Where it starts.
    pub from: EndFact,
    /// How they stand.
    pub relation: Relation,
    /// Where it leads.
    pub to: EndFact,
    /// Whether the signer concluded it.
    pub inferred: bool,
}

/// One end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EndFact {
    /// A claim.
    Claim(ClaimRef),
    /// An incident.
    Incident(IncidentId),
    /// A question.
    Question(QuestionId),
}

/// An opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionFact {
    /// The statement that it is about, or that holds the claim.
    pub statement: StatementRef,
    /// The claim that it is about.
    pub claim: Option<ClaimRef>,
    /// The field that it is about.
    pub field: Option<FieldPointer>,
    /// What is held.
    pub view: View,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionFact {
    /// Its id.
    pub id: QuestionId,
    /// What it is about.
    pub facet: FacetName,
    /// What part of the world it asks about.
    pub reach: Reach,
    /// To whom it was put.
    pub to: Vec<PartyId>,
    /// When.
    pub asked: TimeFact,
}

/// A recorder's correction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AmendFact {
    /// What was wrong.
    pub reason: AmendReason,
    /// The statements that no longer stand.
    pub targets: Vec<StatementRef>,
    /// Where their claims went.
    pub moved: Vec<(ClaimRef, Vec<ClaimRef>)>,
    /// What stands instead; none for a withdrawal.
    pub replacement: Option<Fact>,
}

/// A redaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedactionFact {
    /// Statements that are withheld.
    pub statements: Vec<StatementRef>,
    /// Artifacts that are withheld.
    pub artifacts: Vec<Sha256>,
    /// On whose authority.
    pub authority: PartyId,
    /// Why.
    pub why: RedactionReason,
}

impl Fact {
    /// The fact of a statement; `id` is its own, by which it addresses its claims, and `catalogue` holds the facets in
    /// force where it stands.
    pub fn of(says: &Says, id: StatementRef, catalogue: &Catalogue) -> Self {
        crate::read::fact(says, id, catalogue)
    }
}

impl ClaimFact {
    /// Whether a marker of this kind stands on it.
    pub fn is_marked(&self, kind: MarkerKind) -> bool {
        self.markers.contains(&kind)
    }

    /// Whether what it does not name may be so as well: it names a text or a party as one of several, or an open set.
    pub fn is_one_of_several(&self) -> bool {
        let is_marked = || self.is_marked(MarkerKind::Among) || self.is_marked(MarkerKind::OpenSet);
        match &self.worth {
            Worth::Words(_) | Worth::Ref(_) => is_marked(),
            Worth::Members(set) => set.closure == Closure::Open && !set.members.is_empty(),
            _ => false,
        }
    }

    /// Whether all its words stand in the headline zones: the publisher's wording, whoever is quoted in it.
    pub fn is_headline(&self) -> bool {
        !self.places.is_empty() && self.places.iter().all(PlaceFact::is_headline)
    }
}

impl PlaceFact {
    /// Whether it is in the headline zones.
    pub fn is_headline(&self) -> bool {
        matches!(self.zone, Zone::Headline | Zone::Subheading | Zone::Caption)
    }
}

impl UntilFact {
    pub(crate) fn of(until: &Until, id: StatementRef) -> Self {
        match until {
            Until::Time(time) => Self::Time(
                time.edtf.as_ref().map(bayan_claim::value::Edtf::sure_bounds).unwrap_or_default(),
            ),
            Until::Claim(target) => Self::Claim(crate::read::claim_ref(*target, id)),
            Until::FurtherNotice => Self::FurtherNotice,
        }
    }
}

/// A statement kind as its stable number.
mod kind_number {
    use bayan_claim::Kind;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde calls")]
    pub(super) fn serialize<S: Serializer>(kind: &Kind, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(kind.number())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Kind, D::Error> {
        let number = u8::deserialize(from)?;
        Kind::from_number(number).ok_or_else(|| D::Error::custom("no such statement kind"))
    }
}
