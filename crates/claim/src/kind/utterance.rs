//! `utterance`: somebody said something, and how it came to us.

use bayan_proof::hash::Sha256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Link;
use crate::claim::Claim;
use crate::id::{IncidentId, PartyId};
use crate::limits;
use crate::list::{List, distinct};
use crate::part::{Fault, Part, Place, Reference, Rule, parts};
use crate::segment::Segment;
use crate::text::{Exact, Language, Line, Text};
use crate::value::{Time, no_members};
use crate::vocabulary::{Channel, HopKind, Maker};

/// What was said, by whom, how it reached us, and the claims read out of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Utterance {
    /// Incidents concerned beyond the subject.
    #[serde(default, skip_serializing_if = "no_members")]
    pub also: List<IncidentId, 0, { limits::INCIDENTS }>,
    /// What the signature attests.
    pub attests: Attests,
    /// From the publication that we read, the outermost, to the innermost source.
    #[serde(default, skip_serializing_if = "no_members")]
    pub chain: List<Hop, 0, { limits::HOPS }>,
    /// How the words reached their first listener.
    pub channel: Channel,
    /// The claims; a claim's number is its place here, from 0.
    pub claims: List<Claim, 1, { limits::CLAIMS }>,
    /// The incident.
    pub incident: IncidentId,
    /// The language of the words as we have them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// How the claims stand to each other and to others.
    #[serde(default, skip_serializing_if = "no_members")]
    pub links: List<Link, 0, { limits::LINKS }>,
    /// A remark of the recorder; never projected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text<{ limits::NOTE }>>,
    /// The speaker's name and role as printed, at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<PrintedName>,
    /// Who carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<PartyId>,
    /// Who read it into the ledger. The signer, whose key it is, stands in the signed header.
    pub recorder: PartyId,
    /// Whose position it is.
    pub speaker: Speaker,
    /// The own text of a first-person utterance: the artifact that its segments stand in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<{ limits::OWN_TEXT }>>,
    /// When.
    #[serde(default, skip_serializing_if = "Times::is_empty")]
    pub times: Times,
}

impl Part for Utterance {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        self.chain.check(at.field("chain"))?;
        self.claims.check(at.field("claims"))?;
        self.links.check(at.field("links"))?;
        self.speaker.check(at.field("speaker"))?;
        self.times.check(at.field("times"))?;
        self.rule(at)
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        self.also.refer(at.field("also"), out);
        self.attests.refer(at.field("attests"), out);
        self.chain.refer(at.field("chain"), out);
        self.incident.refer(at.field("incident"), out);
        self.links.refer(at.field("links"), out);
        self.publisher.refer(at.field("publisher"), out);
        self.recorder.refer(at.field("recorder"), out);
        self.speaker.refer(at.field("speaker"), out);
        self.times.refer(at.field("times"), out);
        // The own text is declared here, so segments in it are no references.
        let own = self.own_artifact().map(crate::part::ReferenceTarget::Artifact);
        let first = out.len();
        self.claims.refer(at.field("claims"), out);
        let claimed = out.split_off(first);
        out.extend(claimed.into_iter().filter(|reference| Some(reference.target) != own));
    }

    fn claims_here(&self, at: Place<'_>, out: &mut Vec<(String, u16)>) {
        self.chain.claims_here(at.field("chain"), out);
        self.claims.claims_here(at.field("claims"), out);
        self.links.claims_here(at.field("links"), out);
        self.times.claims_here(at.field("times"), out);
    }
}

impl Utterance {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        distinct(&self.also, at.field("also"))?;
        if self.also.contains(&self.incident) {
            let why = "must not name the subject again";
            return Err(Rule::Unfit { field: "also", why }.at(at));
        }
        self.first_person(at)?;
        self.hops_exist(at)?;
        let mut here = Vec::new();
        self.claims_here(at, &mut here);
        let claims = self.claims.len();
        match here.into_iter().find(|(_, number)| usize::from(*number) >= claims) {
            Some((path, number)) => Err(Fault { path, rule: Rule::NoSuchClaim { number, claims } }),
            None => Ok(()),
        }
    }

    /// Who speaks for themselves has a name, no chain, and may bring the own text.
    fn first_person(&self, at: Place<'_>) -> Result<(), Fault> {
        let first_person = self.is_first_person();
        if !first_person {
            return match self.text {
                Some(_) => {
                    let why = "is for who speaks in the first person";
                    Err(Rule::Unfit { field: "text", why }.at(at))
                }
                None => Ok(()),
            };
        }
        if !matches!(self.speaker, Speaker::Party(_)) {
            let why = "must be one party where it speaks in the first person";
            return Err(Rule::Unfit { field: "speaker", why }.at(at));
        }
        if let Attests::OnBehalfOf(office) = self.attests
            && self.speaker != Speaker::Party(office)
        {
            let why = "must be the office that is spoken for";
            return Err(Rule::Unfit { field: "speaker", why }.at(at));
        }
        if !self.chain.is_empty() {
            let why = "does not fit who speaks in the first person";
            return Err(Rule::Unfit { field: "chain", why }.at(at));
        }
        self.own_segments_stand(at)
    }

    fn own_segments_stand(&self, at: Place<'_>) -> Result<(), Fault> {
        let (Some(text), Some(own)) = (&self.text, self.own_artifact()) else { return Ok(()) };
        let claims = at.field("claims");
        for (number, claim) in self.claims.iter().enumerate() {
            let claim_at = claims.item(number);
            let list = claim_at.field("segments");
            for (index, segment) in claim.segments.iter().enumerate() {
                if segment.artifact == own
                    && crate::anchor::check(text.as_bytes(), segment).is_err()
                {
                    return Err(Rule::NotInOwnText.at(list.item(index)));
                }
            }
        }
        Ok(())
    }

    /// A stance or verb that names a hop names one of the chain.
    fn hops_exist(&self, at: Place<'_>) -> Result<(), Fault> {
        let claims = at.field("claims");
        let exists = |hop: Option<u8>| hop.is_none_or(|hop| usize::from(hop) < self.chain.len());
        for (number, claim) in self.claims.iter().enumerate() {
            let verb = claim.verb.as_ref().and_then(|verb| verb.hop);
            for (field, hop) in [("stance", claim.stance.hop), ("verb", verb)] {
                if !exists(hop) {
                    let why = "names a hop that the chain does not have";
                    return Err(Rule::Unfit { field, why }.at(claims.item(number)));
                }
            }
        }
        Ok(())
    }

    /// Whether the signer says it was said by themselves or by an office that they speak for.
    pub fn is_first_person(&self) -> bool {
        self.attests != Attests::ReadThemSo
    }

    /// SHA-256 of the own text, by which its segments name it.
    pub fn own_artifact(&self) -> Option<Sha256> {
        self.text.as_ref().map(|text| Sha256::of(text.as_bytes()))
    }

    /// Every segment of every claim, in order.
    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.claims.iter().flat_map(|claim| claim.segments.iter())
    }
}

/// What the signature of an utterance attests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Attests {
    /// I read these words so; somebody else said them.
    ReadThemSo,
    /// I said it myself.
    SaidItMyself,
    /// It is said in the name of an office that my key was granted for.
    OnBehalfOf(PartyId),
}

impl Part for Attests {
    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        if let Self::OnBehalfOf(office) = self {
            office.refer(at.field("on_behalf_of"), out);
        }
    }
}

/// Whose position an utterance is. Nobody is guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Speaker {
    /// A party.
    Party(PartyId),
    /// The text names nobody (a passive).
    Nobody,
    /// The text leaves open which of these.
    Ambiguous {
        /// The candidates.
        between: List<PartyId, 2, { limits::CANDIDATES }>,
    },
}

impl Speaker {
    /// The parties that may be meant; none for nobody.
    pub fn candidates(&self) -> &[PartyId] {
        match self {
            Self::Party(party) => std::slice::from_ref(party),
            Self::Nobody => &[],
            Self::Ambiguous { between } => between,
        }
    }
}

impl Part for Speaker {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        match self {
            Self::Ambiguous { between } => {
                let at = at.field("ambiguous");
                distinct(between, at.field("between"))
            }
            Self::Party(_) | Self::Nobody => Ok(()),
        }
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        match self {
            Self::Party(party) => party.refer(at.field("party"), out),
            Self::Nobody => {}
            Self::Ambiguous { between } => {
                let at = at.field("ambiguous");
                between.refer(at.field("between"), out);
            }
        }
    }
}

/// A name and role as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintedName {
    /// The language of the print.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Exact<{ limits::PRINTED }>>,
    /// The role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Exact<{ limits::PRINTED }>>,
}

/// Three of the five times of an utterance; capture and ledger time stand elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// When what it speaks of happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Time>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Time>,
    /// When it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Time>,
}

parts!(Times { event, published, said });

impl Times {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One step that the words took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hop {
    /// When this step was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
    /// Who took it; absent where it is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Speaker>,
    /// By which channel the words came to this hop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The document that is pointed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// What the step is.
    pub kind: HopKind,
    /// The language that the words have after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// For a translation: by a person or a machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maker: Option<Maker>,
    /// The words that show the step, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
}

parts!(Hop { at, by, document }, Hop::rule);

impl Hop {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        if (self.kind == HopKind::Translates) != self.maker.is_some() {
            let why = "is for translations, and needed there";
            return Err(Rule::Unfit { field: "maker", why }.at(at));
        }
        Ok(())
    }
}

/// A document that a hop points to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its bytes; absent for a document that is mentioned and was never shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artifact: Option<Sha256>,
    /// What it is called.
    pub title: Line<{ limits::NAME }>,
}

parts!(Document { artifact });
