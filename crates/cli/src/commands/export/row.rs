//! One row: a claim with all that is known of it, or a gap.

use std::collections::BTreeMap;

use bayan_claim::claim::Claim;
use bayan_claim::kind::Hop;
use bayan_claim::text::Word;
use bayan_claim::value::Time;
use bayan_claim::vocabulary::Act;
use bayan_view::case::ClaimId;
use bayan_view::conflict::Basis;
use bayan_view::fact::{EndFact, HarmFact};
use bayan_view::track::{Homes, Step};
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Failure;
use crate::picture::Scene;
use crate::picture::document::{
    ClaimDocument, Documents, GapDocument, NamedDocument, StepDocument, seconds_text,
};
use crate::picture::quotes::{Quote, Quotes};
use crate::reading::as_of::time_text;
use crate::reading::words::Words;

/// A line of an export.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "row", rename_all = "snake_case")]
pub enum Row {
    /// A claim that stands in the record; whether its speaker still holds it is in `position`.
    Claim(Box<ClaimRow>),
    /// A statement whose body is withheld: something stood here.
    Gap(Box<GapRow>),
}

/// A claim.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClaimRow {
    /// Under which incident it stands.
    pub incident: NamedDocument,
    /// Its address.
    pub claim: String,
    /// What was said, by whom, and how we know.
    #[serde(flatten)]
    pub document: ClaimDocument,
    /// When the bytes that it was read from were captured: RFC 3339.
    pub captured: Option<String>,
    /// The topics that its facet belongs to.
    pub topics: Vec<String>,
    /// What it says of harm: `affirmed`, `denied` or `open`; none for a facet that knows no harm, and for what only takes
    /// another claim back.
    pub harm: Option<&'static str>,
    /// The claim that it takes back, corrects or starts a relation from.
    pub target: Option<String>,
    /// Whether it is part of its speaker's position, how it moved from what the same speaker, or another voice of its
    /// organisation, said before, and which other voices have moved from it since.
    pub position: Option<StepDocument>,
    /// The conflicts that it takes part in.
    pub conflicts: Vec<PartDocument>,
    /// Relations to others that somebody recorded, starting here.
    pub links: Vec<LinkedTo>,
    /// The same in words; none where its body is withheld.
    pub text: Option<TextDocument>,
}

/// A part in a conflict. The other side are the rows with the same number and the other side.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartDocument {
    /// The number of the conflict among those of the incident, from 1, as in `bayan conflicts`.
    pub number: u64,
    /// What kind.
    pub kind: &'static str,
    /// `left` or `right`; for sides, left affirms.
    pub side: &'static str,
    /// The rule by which it was computed; none for a recorded one.
    pub rule: Option<&'static str>,
    /// The entry that records it; none for a computed one.
    pub recorded_by: Option<u64>,
}

/// A recorded relation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LinkedTo {
    /// How they stand.
    pub relation: &'static str,
    /// A claim, an incident or a question.
    pub to: String,
    /// The entry that says so.
    pub entry: u64,
    /// Whether its signer concluded it.
    pub inferred: bool,
}

/// Parts of a claim in words.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TextDocument {
    /// The value.
    pub value: String,
    /// How far it reaches; empty for the whole.
    pub scope: String,
    /// By which way the words came, outermost first.
    pub chain: String,
    /// When it was said, as recorded.
    pub said: String,
    /// When it was published, as recorded.
    pub published: String,
    /// When what it speaks of happened, as recorded.
    pub event: String,
    /// Words of doubt, bound and scope.
    pub markers: String,
    /// By when.
    pub due: String,
    /// Until when.
    pub until: String,
}

/// A statement whose body is withheld.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GapRow {
    /// Under which incident it stands.
    pub incident: NamedDocument,
    /// The gap.
    #[serde(flatten)]
    pub gap: GapDocument,
    /// When its entry was sequenced: RFC 3339.
    pub recorded: String,
    /// Whose key signed it.
    pub signer: NamedDocument,
}

/// What makes the rows of one incident.
pub(super) struct Rows<'a> {
    scene: &'a Scene,
    words: Words<'a>,
    incident: NamedDocument,
    steps: BTreeMap<String, StepDocument>,
    conflicts: BTreeMap<ClaimId, Vec<PartDocument>>,
    links: BTreeMap<ClaimId, Vec<LinkedTo>>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(scene: &'a Scene, words: Words<'a>) -> Result<Self, Failure> {
        let quotes = Quotes::default();
        let documents = Documents { reading: words.reading, scene, quotes: &quotes };
        let mut steps = BTreeMap::new();
        let tracks = &scene.picture().tracks;
        for track in &tracks.speakers {
            let source = documents.source(track, |_| true)?;
            steps.extend(source.claims.into_iter().map(|step| (step.claim.clone(), step)));
        }
        let homes = Homes::of(&scene.case, &scene.world);
        for track in &tracks.gathered {
            let is_home = |step: &Step| homes.are(step.claim, &track.who);
            for step in documents.source(track, is_home)?.claims {
                if let Some(own) = steps.get_mut(&step.claim) {
                    own.add_voices(step);
                }
            }
        }
        Ok(Self {
            scene,
            words,
            incident: documents.named(&scene.incident.to_string())?,
            steps,
            conflicts: conflicts(scene),
            links: links(scene),
        })
    }

    /// The rows of these claims, whose entries were read.
    pub(super) fn claims(&self, quotes: &Quotes, ids: &[ClaimId]) -> Result<Vec<Row>, Failure> {
        let documents = Documents { reading: self.words.reading, scene: self.scene, quotes };
        let mut found = documents.claims(ids.iter().copied())?;
        let row = |id: &ClaimId| {
            let claim = documents.address(*id);
            let document = found.remove(&claim)?;
            Some(Row::Claim(Box::new(self.claim(quotes, *id, claim, document))))
        };
        Ok(ids.iter().filter_map(row).collect())
    }

    fn claim(
        &self,
        quotes: &Quotes,
        id: ClaimId,
        claim: String,
        document: ClaimDocument,
    ) -> ClaimRow {
        let case = &self.scene.case;
        let fact = &case.claim(id).fact;
        let topics = case.catalogue.find(&fact.facet).map(|spec| spec.topics.iter());
        let artifacts = case.utterance(id).fact.artifacts.iter();
        let captured = artifacts.filter_map(|digest| self.scene.world.appeared(*digest).1).min();
        // What is withheld is no sooner known by its translation into words of ours.
        let quote = quotes.quote(case, id).filter(|q| quotes.all_withheld(q.claim).is_none());
        ClaimRow {
            incident: self.incident.clone(),
            document,
            captured: captured.map(seconds_text),
            topics: topics.into_iter().flatten().map(Word::to_string).collect(),
            harm: fact.harm.filter(|_| fact.act != Act::Retracts).map(|harm| match harm {
                HarmFact::Affirmed => "affirmed",
                HarmFact::Denied => "denied",
                HarmFact::Open => "open",
            }),
            target: fact.target.map(|target| target.to_string()),
            position: self.steps.get(&claim).cloned(),
            conflicts: self.conflicts.get(&id).cloned().unwrap_or_default(),
            links: self.links.get(&id).cloned().unwrap_or_default(),
            text: quote.map(|quote| self.text(quote)),
            claim,
        }
    }

    fn text(&self, quote: Quote<'_>) -> TextDocument {
        let Quote { claim, utterance, .. } = quote;
        let words = self.words;
        let time = |time: &Option<Time>| time.as_ref().map(|it| words.time(it)).unwrap_or_default();
        let chain: Vec<String> = utterance.chain.iter().map(|hop: &Hop| words.hop(hop)).collect();
        let markers: Vec<String> = claim.markers.iter().map(|it| words.marker(it)).collect();
        let until = |until: Option<&_>| until.map(|it| words.until(it)).unwrap_or_default();
        TextDocument {
            value: words.said_value(claim),
            scope: scope(words, claim),
            chain: chain.join(" → "),
            said: time(&utterance.times.said),
            published: time(&utterance.times.published),
            event: time(&utterance.times.event),
            markers: markers.join("; "),
            due: until(claim.due.as_ref()),
            until: until(claim.until.as_ref()),
        }
    }

    /// The rows of what is withheld.
    pub(super) fn gaps(&self) -> Result<Vec<Row>, Failure> {
        let quotes = Quotes::default();
        let documents =
            Documents { reading: self.words.reading, scene: self.scene, quotes: &quotes };
        let gaps = documents.gaps().into_iter().zip(&self.scene.case.gaps);
        gaps.map(|(document, gap)| {
            Ok(Row::Gap(Box::new(GapRow {
                incident: self.incident.clone(),
                gap: document,
                recorded: time_text(gap.cite.recorded),
                signer: documents.named(&gap.cite.signer.to_string())?,
            })))
        })
        .collect()
    }
}

fn scope(words: Words<'_>, claim: &Claim) -> String {
    claim.scope.as_ref().map(|scope| words.scope(scope).join("; ")).unwrap_or_default()
}

fn conflicts(scene: &Scene) -> BTreeMap<ClaimId, Vec<PartDocument>> {
    let mut found: BTreeMap<ClaimId, Vec<PartDocument>> = BTreeMap::new();
    for (number, conflict) in (1..).zip(&scene.picture().conflicts.list) {
        for (side, ids) in [("left", &conflict.left), ("right", &conflict.right)] {
            for id in ids {
                found.entry(*id).or_default().push(PartDocument {
                    number,
                    kind: conflict.kind.name(),
                    side,
                    rule: conflict.basis.rule(),
                    recorded_by: match conflict.basis {
                        Basis::Recorded(cite) => Some(cite.index.0),
                        _ => None,
                    },
                });
            }
        }
    }
    found
}

fn links(scene: &Scene) -> BTreeMap<ClaimId, Vec<LinkedTo>> {
    let mut found: BTreeMap<ClaimId, Vec<LinkedTo>> = BTreeMap::new();
    for recorded in &scene.case.links {
        let EndFact::Claim(from) = recorded.link.from else { continue };
        for id in scene.case.find(from) {
            found.entry(id).or_default().push(LinkedTo {
                relation: recorded.link.relation.name(),
                to: match recorded.link.to {
                    EndFact::Claim(claim) => claim.to_string(),
                    EndFact::Incident(incident) => incident.to_string(),
                    EndFact::Question(question) => question.to_string(),
                },
                entry: recorded.cite.index.0,
                inferred: recorded.link.inferred,
            });
        }
    }
    found
}
