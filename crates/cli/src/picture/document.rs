//! The parts that the JSON answers of several commands share. `bayan schema --answer` prints their schema.
//!
//! A claim has the address `<statement>#<number>`, under which it stands once in an answer's `claims`; everything else
//! refers to it by that. Names are the ledger's own and never translated.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::claim::{Gloss, Marker, Until, Verb};
use bayan_claim::facet::FacetName;
use bayan_claim::id::{PartyId, StatementRef};
use bayan_claim::kind::{Attests, Hop};
use bayan_claim::scope::Scope;
use bayan_claim::segment::Segment;
use bayan_claim::value::{Inferred, Time, Value};
use bayan_proof::num::UnixMillis;
use bayan_view::case::{Case, ClaimId, Gap};
use bayan_view::conflict::{Basis, Between, Conflict};
use bayan_view::shift::{Rule, Shift};
use bayan_view::silence;
use bayan_view::status::{Behind, FacetStatus};
use bayan_view::track::{Move, Step, Track, Who};
use schemars::JsonSchema;
use serde::Serialize;

use super::Scene;
use super::between::{BetweenDocument, TranslationDocument, on_both};
use super::opinions::OpinionsDocument;
use super::quotes::Quotes;
use super::{names, sources};
use crate::error::Failure;
use crate::reading::as_of::time_text;
use crate::reading::{Reading, Withheld};

/// Which incident, at which moment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MomentDocument {
    /// The incident.
    pub incident: NamedDocument,
    /// How many entries the ledger held: the moment of `--as-of`.
    pub entries: u64,
    /// How many it holds now.
    pub size: u64,
    /// The root of the tree of `size` entries.
    pub root: String,
    /// `--said-by`, as it was given.
    pub said_by: Option<String>,
}

/// Something declared.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NamedDocument {
    /// Its id.
    pub id: String,
    /// Its slug with its kind, as it is typed.
    pub slug: Option<String>,
    /// The first name that it was declared with.
    pub name: Option<String>,
}

/// A source.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhoDocument {
    /// A party.
    Party(NamedDocument),
    /// One of these: the text leaves open which.
    OneOf(Vec<NamedDocument>),
    /// Nobody is named; as carried by this publisher.
    Nobody {
        /// Who carried it.
        publisher: Option<NamedDocument>,
    },
}

/// A claim.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClaimDocument {
    /// The entry that says it.
    pub entry: u64,
    /// When that was sequenced: RFC 3339.
    pub recorded: String,
    /// Whose key signed it.
    pub signer: NamedDocument,
    /// What it is about.
    pub facet: FacetName,
    /// Whose position it is.
    pub speaker: WhoDocument,
    /// When it can have been said: not before this, RFC 3339.
    pub said_earliest: Option<String>,
    /// Not after this.
    pub said_latest: Option<String>,
    /// Whether it may have been said after `--said-by`.
    pub possible: bool,
    /// Whether all its words stand in headlines, subheadings or captions: the publisher's wording, whoever is quoted in it.
    pub headline_only: bool,
    /// That it translates another claim, or another translates it, as somebody recorded. That other stands among the claims
    /// of `ask`, `history`, `conflicts` and `blame` too.
    pub translations: Vec<TranslationDocument>,
    /// What others hold of it, as they recorded it: nothing of it moves or denies a claim.
    pub opinions: OpinionsDocument,
    /// The claims that took it back or corrected it: the source's own, and those of the organisations that it speaks for.
    pub taken_back_by: Vec<String>,
    /// The statements that it stands for since recorders corrected them, oldest first.
    pub amends: Vec<StatementRef>,
    /// What it says; none where its body is withheld or missing.
    pub says: Option<SaysDocument>,
    /// What withholds its body.
    pub withheld: Option<WithheldDocument>,
}

/// What a claim says, as it was signed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SaysDocument {
    /// The words, where they stand.
    pub words: Vec<WordsDocument>,
    /// Their translations; none where all words are withheld.
    pub glosses: Vec<Gloss>,
    /// The language of the words.
    pub language: Option<String>,
    /// The value.
    pub value: Value,
    /// `affirm`, `deny` or `neutral`.
    pub polarity: &'static str,
    /// How sure.
    pub certainty: &'static str,
    /// What it is said to rest on.
    pub basis: Option<&'static str>,
    /// The speech act.
    pub act: &'static str,
    /// The reporting verb as printed.
    pub verb: Option<Verb>,
    /// Words of doubt, bound and scope.
    pub markers: Vec<Marker>,
    /// How far it reaches; none for the whole.
    pub scope: Option<Scope>,
    /// For promises and orders: until when.
    pub until: Option<Until>,
    /// For promises and orders: by when.
    pub due: Option<Until>,
    /// That the recorder concluded it, and from what.
    pub inferred: Option<Inferred>,
    /// How the words reached their first listener.
    pub channel: &'static str,
    /// Who carried it.
    pub publisher: Option<NamedDocument>,
    /// From the publication inwards.
    pub chain: Vec<Hop>,
    /// When it was said, as recorded.
    pub said: Option<Time>,
    /// When it was published, as recorded.
    pub published: Option<Time>,
    /// When what it speaks of happened, as recorded.
    pub event: Option<Time>,
    /// Who read it into the ledger.
    pub recorder: NamedDocument,
    /// What the signature attests.
    pub attests: Attests,
}

/// Words in an artifact.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WordsDocument {
    /// The words; none where the artifact is withheld.
    pub exact: Option<String>,
    /// SHA-256 of the artifact.
    pub artifact: String,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The part of the publication.
    pub zone: &'static str,
    /// What withholds the artifact.
    pub withheld: Option<WithheldDocument>,
}

/// What withholds something.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WithheldDocument {
    /// The entry of the redaction.
    pub by: u64,
    /// Why.
    pub why: Option<&'static str>,
}

/// A source and its claims.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SourceDocument {
    /// The source.
    pub who: WhoDocument,
    /// Its claims, earlier ones first as far as that is known.
    pub claims: Vec<StepDocument>,
}

/// One claim of a source's position over time.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StepDocument {
    /// Its address.
    pub claim: String,
    /// Whether it is part of the position at the moment.
    pub stands: bool,
    /// Whether it counts for the source perhaps: what is known of its time leaves open whether its speaker then spoke
    /// for it.
    pub perhaps: bool,
    /// The claims that took it back or corrected it, by when they were said: the source's own, and those of the organisations
    /// that it speaks for.
    pub taken_back_by: Vec<String>,
    /// The organisation that it was said for, where that took it back, or took its place, in later words of its own.
    pub overruled_by: Option<NamedDocument>,
    /// Where it stands in what an organisation gathers: the claims of other voices of it that moved from there since. In
    /// one mouth they would have taken its place.
    pub followed_by_voices: Vec<String>,
    /// Whether it is known to come after some earlier claim of the list, or there is none.
    pub ordered: bool,
    /// How it moved from those right before it.
    pub moves: Vec<MoveDocument>,
    /// How it moved from the widest that the source said before, where that is none of those.
    pub from_widest: Option<MoveDocument>,
}

impl StepDocument {
    /// Adds what stands beside its speaker's own words in what an organisation gathers: from which words of other voices it
    /// moved, and which of theirs moved from it since.
    pub fn add_voices(&mut self, gathered: Self) {
        let own: BTreeSet<String> = self.moves.iter().map(|moved| moved.from.clone()).collect();
        self.moves.extend(gathered.moves.into_iter().filter(|moved| !own.contains(&moved.from)));
        self.followed_by_voices.extend(gathered.followed_by_voices);
        self.followed_by_voices.sort_unstable();
        self.followed_by_voices.dedup();
        self.from_widest = self.from_widest.take().or(gathered.from_widest);
    }
}

/// How a claim moved from an earlier one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MoveDocument {
    /// The earlier claim.
    pub from: String,
    /// How their order is known: `time`, `anchor` or `text`; none where the later names the earlier, or a link alone joins
    /// the two.
    pub order: Option<&'static str>,
    /// In which ways; none where a link alone joins the two.
    pub shifts: Vec<ShiftDocument>,
    /// What is recorded between the two.
    pub recorded_between: Vec<BetweenDocument>,
    /// Whether by that both tell of the same words (`same_event`, `repeats_origin`, `translation_of`): then those who told
    /// them differ, and the source did not move.
    pub of_telling: bool,
}

/// One way in which a claim moved.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ShiftDocument {
    /// The way, as in `docs/vocabulary.md`.
    pub shift: &'static str,
    /// The rule by which it was found.
    pub rule: &'static str,
}

impl ShiftDocument {
    /// These ways.
    pub fn all(shifts: &BTreeSet<(Shift, Rule)>) -> Vec<Self> {
        shifts.iter().map(|(shift, rule)| Self { shift: shift.name(), rule: rule.name() }).collect()
    }
}

/// Where a facet stands between all sources.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatusDocument {
    /// The facet.
    pub facet: FacetName,
    /// `unstated`, `affirmed`, `denied`, `contested` or `open`; of harm where `knows_harm`.
    pub status: &'static str,
    /// Whether to affirm is to say that harm happened.
    pub knows_harm: bool,
    /// Who affirms.
    pub affirmed: BehindDocument,
    /// Who denies.
    pub denied: BehindDocument,
    /// Who takes no side.
    pub open: BehindDocument,
}

/// What is behind one side.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BehindDocument {
    /// The standing claims.
    pub claims: Vec<String>,
    /// How many independent origins they have.
    pub origins: u64,
    /// How many of those speak in headlines alone.
    pub headline_origins: u64,
    /// Whether the claims give values that are not all the same.
    pub values_differ: bool,
}

/// Claims against claims.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ConflictDocument {
    /// What kind.
    pub kind: &'static str,
    /// The rule by which it was computed; none for a recorded one.
    pub rule: Option<&'static str>,
    /// The entry that records it, or for two accounts of the same words the link that says they are; none for one that is
    /// computed alone.
    pub recorded_by: Option<u64>,
    /// Those that say one thing; for sides, those that affirm.
    pub left: Vec<String>,
    /// Those that say the other.
    pub right: Vec<String>,
    /// Whether one source alone stands on both sides, so that it is no conflict between sources.
    pub one_source: bool,
    /// Sources that stand on both sides, each by its id; several ids where it is one of those, and none for nobody.
    pub on_both_sides: Vec<Vec<PartyId>>,
    /// Relations between the two sides that entries record, by which they would agree, explain or repeat each other.
    pub recorded_between: Vec<BetweenDocument>,
}

/// Something that is withheld.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GapDocument {
    /// The statement.
    pub statement: StatementRef,
    /// Its entry.
    pub entry: u64,
    /// Its kind.
    pub kind: &'static str,
    /// What withholds it; none where its body is missing and nothing says why.
    pub withheld: Option<WithheldDocument>,
    /// For an amendment, how many earlier statements by its signer stand here: which of them it corrected or withdrew, if
    /// any, went with its body.
    pub may_have_corrected: Option<u64>,
}

/// A silence.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SilenceDocument {
    /// The statement.
    pub statement: StatementRef,
    /// Its entry.
    pub entry: u64,
    /// Who had not answered.
    pub party: NamedDocument,
    /// As far as whom.
    pub as_far_as: NamedDocument,
    /// On which facets; none for not a word, or where `claims` or words alone tell.
    pub facets: Vec<FacetName>,
    /// To which claims of others.
    pub claims: Vec<String>,
    /// `silent`, `spoke` since, or `cannot_tell`.
    pub stands: &'static str,
}

/// A recorder's correction of an own record. It is no change of anybody's position.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CorrectionDocument {
    /// The amendment.
    pub statement: StatementRef,
    /// Its entry.
    pub entry: u64,
    /// Who corrected.
    pub signer: NamedDocument,
    /// What was wrong.
    pub reason: &'static str,
    /// The statements that no longer stand.
    pub targets: Vec<StatementRef>,
    /// Whether nothing stands instead.
    pub withdrawn: bool,
}

/// What makes documents of one scene.
pub struct Documents<'a> {
    /// The ledger.
    pub reading: &'a Reading,
    /// The incident.
    pub scene: &'a Scene,
    /// The words of its claims.
    pub quotes: &'a Quotes,
}

impl Documents<'_> {
    /// Which incident, at which moment.
    pub fn moment(&self) -> Result<MomentDocument, Failure> {
        let reader = self.reading.reader();
        Ok(MomentDocument {
            incident: self.named(&self.scene.incident.to_string())?,
            entries: self.scene.size.0,
            size: reader.size().0,
            root: reader.root().to_string(),
            said_by: self.scene.said_by.as_ref().map(ToString::to_string),
        })
    }

    /// Something declared, by its id.
    pub fn named(&self, id: &str) -> Result<NamedDocument, Failure> {
        let declared = self.reading.declaration(id)?;
        let name = declared.as_ref().map(|declared| declared.name.clone());
        Ok(NamedDocument {
            id: id.to_owned(),
            slug: declared.and_then(|declared| declared.slug),
            name: name.filter(|name| !name.is_empty()),
        })
    }

    fn party(&self, party: &PartyId) -> Result<NamedDocument, Failure> {
        self.named(&party.to_string())
    }

    /// A source.
    pub fn who(&self, who: &Who) -> Result<WhoDocument, Failure> {
        Ok(match who {
            Who::Party(party) => WhoDocument::Party(self.party(party)?),
            Who::OneOf(parties) => WhoDocument::OneOf(
                parties.iter().map(|party| self.party(party)).collect::<Result<_, _>>()?,
            ),
            Who::Nobody(publisher) => WhoDocument::Nobody {
                publisher: publisher.as_ref().map(|party| self.party(party)).transpose()?,
            },
        })
    }

    /// The address of a claim.
    pub fn address(&self, id: ClaimId) -> String {
        self.scene.case.claim(id).at.to_string()
    }

    fn addresses(&self, ids: &[ClaimId]) -> Vec<String> {
        ids.iter().map(|id| self.address(*id)).collect()
    }

    /// These claims by address. Their entries must have been read.
    pub fn claims(
        &self,
        ids: impl IntoIterator<Item = ClaimId>,
    ) -> Result<BTreeMap<String, ClaimDocument>, Failure> {
        let ids: BTreeSet<ClaimId> = ids.into_iter().collect();
        ids.into_iter().map(|id| Ok((self.address(id), self.claim(id)?))).collect()
    }

    fn claim(&self, id: ClaimId) -> Result<ClaimDocument, Failure> {
        let case = &self.scene.case;
        let claimed = case.claim(id);
        let says = self.quotes.quote(case, id).map(|quote| self.says(quote)).transpose()?;
        Ok(ClaimDocument {
            entry: claimed.cite.index.0,
            recorded: time_text(claimed.cite.recorded),
            signer: self.party(&claimed.cite.signer)?,
            facet: claimed.fact.facet.clone(),
            speaker: self.who(&sources::own(self.scene, id))?,
            said_earliest: claimed.said.earliest.map(seconds_text),
            said_latest: claimed.said.latest.map(seconds_text),
            possible: claimed.possible,
            headline_only: claimed.fact.is_headline(),
            translations: self.translations(id),
            opinions: self.opinions(id)?,
            taken_back_by: self.addresses_of(self.scene.taken_back(id)),
            amends: case.utterance(id).amends.clone(),
            says,
            withheld: self.quotes.withheld(claimed.cite.index).map(withheld),
        })
    }

    /// Words where they stand, unless their artifact is withheld.
    pub fn words(&self, segment: &Segment) -> WordsDocument {
        let by = self.quotes.words_withheld(segment);
        WordsDocument {
            exact: by.is_none().then(|| segment.exact.to_string()),
            artifact: segment.artifact.to_string(),
            start: segment.start,
            end: segment.end,
            zone: segment.zone.name(),
            withheld: by.map(withheld),
        }
    }

    fn says(&self, quote: super::quotes::Quote<'_>) -> Result<SaysDocument, Failure> {
        let (claim, utterance) = (quote.claim, quote.utterance);
        let words = claim.segments.iter().map(|segment| self.words(segment));
        let are_gone = self.quotes.all_withheld(claim).is_some();
        Ok(SaysDocument {
            words: words.collect(),
            glosses: if are_gone { Vec::new() } else { claim.gloss.to_vec() },
            language: utterance.language.as_ref().map(ToString::to_string),
            value: claim.value.clone(),
            polarity: claim.polarity().name(),
            certainty: claim.stance.certainty.name(),
            basis: claim.stance.basis.map(bayan_claim::vocabulary::Basis::name),
            act: claim.act.name(),
            verb: claim.verb.clone(),
            markers: claim.markers.to_vec(),
            scope: claim.scope.clone(),
            until: claim.until.clone(),
            due: claim.due.clone(),
            inferred: claim.inferred.clone(),
            channel: utterance.channel.name(),
            publisher: utterance.publisher.as_ref().map(|it| self.party(it)).transpose()?,
            chain: utterance.chain.to_vec(),
            said: utterance.times.said.clone(),
            published: utterance.times.published.clone(),
            event: utterance.times.event.clone(),
            recorder: self.party(&utterance.recorder)?,
            attests: utterance.attests,
        })
    }

    /// A source with these of its claims.
    pub fn source(
        &self,
        track: &Track,
        wanted: impl Fn(&Step) -> bool,
    ) -> Result<SourceDocument, Failure> {
        let steps = track.steps.iter().enumerate().filter(|(_, step)| wanted(step));
        Ok(SourceDocument {
            who: self.who(&track.who)?,
            claims: steps
                .map(|(place, step)| self.step(track, place, step))
                .collect::<Result<_, _>>()?,
        })
    }

    fn step(&self, track: &Track, place: usize, step: &Step) -> Result<StepDocument, Failure> {
        Ok(StepDocument {
            claim: self.address(step.claim),
            stands: step.stands,
            perhaps: sources::is_perhaps(self.scene, step.claim, &track.who),
            taken_back_by: self.addresses_of(&step.taken_back),
            overruled_by: step.overruled.map(|by| self.party(&by)).transpose()?,
            followed_by_voices: self.addresses(&step.since),
            ordered: is_ordered(&self.scene.case, track, place),
            moves: step.moves.iter().map(|moved| self.moved(moved)).collect(),
            from_widest: step.from_widest.as_ref().map(|moved| self.moved(moved)),
        })
    }

    fn moved(&self, moved: &Move) -> MoveDocument {
        use bayan_view::when::Grounds;
        MoveDocument {
            from: self.address(moved.from),
            order: moved.grounds.map(|grounds| match grounds {
                Grounds::Time => "time",
                Grounds::Anchor => "anchor",
                Grounds::Text => "text",
            }),
            shifts: ShiftDocument::all(&moved.shifts),
            recorded_between: moved.recorded.iter().map(|it| self.recorded(it)).collect(),
            of_telling: moved.is_of_telling(),
        }
    }

    /// Where a facet stands.
    pub fn status(&self, status: &FacetStatus) -> StatusDocument {
        let behind = |behind: &Behind| BehindDocument {
            claims: self.addresses(&behind.claims),
            origins: u64::try_from(behind.origins).unwrap_or(u64::MAX),
            headline_origins: self.scene.headline_origins(&behind.claims),
            values_differ: self.scene.values_differ(&behind.claims),
        };
        let spec = self.scene.case.catalogue.find(&status.facet);
        StatusDocument {
            facet: status.facet.clone(),
            status: status.status.name(),
            knows_harm: spec.is_ok_and(|spec| spec.harm.is_some()),
            affirmed: behind(&status.affirmed),
            denied: behind(&status.denied),
            open: behind(&status.open),
        }
    }

    /// A conflict.
    pub fn conflict(&self, conflict: &Conflict) -> ConflictDocument {
        ConflictDocument {
            kind: conflict.kind.name(),
            rule: conflict.basis.rule(),
            recorded_by: match conflict.basis {
                Basis::Recorded(cite) | Basis::Telling(cite) => Some(cite.index.0),
                _ => None,
            },
            left: self.addresses(&conflict.left),
            right: self.addresses(&conflict.right),
            one_source: matches!(conflict.between, Between::OneSource(_)),
            on_both_sides: on_both(conflict).iter().map(party_ids).collect(),
            recorded_between: self.between(conflict),
        }
    }

    /// What is withheld of the incident.
    pub fn gaps(&self) -> Vec<GapDocument> {
        self.scene.case.gaps.iter().map(|gap| self.gap(gap)).collect()
    }

    fn gap(&self, gap: &Gap) -> GapDocument {
        let since = self.scene.withheld_since.get(&gap.cite.index).map(withheld);
        let by = gap.by.map(|(by, why)| WithheldDocument { by: by.index.0, why: Some(why.name()) });
        GapDocument {
            statement: gap.cite.statement,
            entry: gap.cite.index.0,
            kind: gap.kind.name(),
            withheld: by.or(since),
            may_have_corrected: (gap.kind == bayan_claim::Kind::Amend)
                .then(|| u64::try_from(gap.may_have_corrected).unwrap_or(u64::MAX)),
        }
    }

    /// What recorders corrected.
    pub fn corrections(&self) -> Result<Vec<CorrectionDocument>, Failure> {
        let corrections = self.scene.case.corrections.iter();
        corrections
            .map(|correction| {
                Ok(CorrectionDocument {
                    statement: correction.cite.statement,
                    entry: correction.cite.index.0,
                    signer: self.party(&correction.cite.signer)?,
                    reason: correction.reason.name(),
                    targets: correction.targets.clone(),
                    withdrawn: correction.withdrawn,
                })
            })
            .collect()
    }

    /// Silences, of which those wanted.
    pub fn silences(
        &self,
        wanted: impl Fn(&bayan_view::fact::SilenceFact) -> bool,
    ) -> Result<Vec<SilenceDocument>, Failure> {
        let found = silence::silences(&self.scene.case, &self.scene.world);
        let recorded = self.scene.case.silences.iter().zip(found);
        recorded
            .filter(|(silence, _)| wanted(&silence.fact))
            .map(|(silence, found)| {
                Ok(SilenceDocument {
                    statement: silence.cite.statement,
                    entry: silence.cite.index.0,
                    party: self.party(&silence.fact.party)?,
                    as_far_as: self.party(&silence.fact.as_far_as)?,
                    facets: silence.fact.facets.clone(),
                    claims: silence.fact.claims.iter().map(ToString::to_string).collect(),
                    stands: names::stands(found.stands),
                })
            })
            .collect()
    }
}

/// How many claims before one are looked at for one that is known to be earlier.
const ORDERED_MAX: usize = 64;

/// Whether a claim of a track is known to come after one of those listed before it, or is the first.
pub fn is_ordered(case: &Case, track: &Track, place: usize) -> bool {
    let Some(step) = track.steps.get(place) else { return false };
    let is_earlier =
        |earlier: &Step| bayan_view::track::known_order(case, earlier.claim, step.claim).is_some();
    let mut before = track.steps.iter().take(place).rev().take(ORDERED_MAX);
    let is_computed = |moved: &Move| {
        moved.grounds.is_some() || moved.shifts.iter().any(|(_, rule)| *rule == Rule::Target)
    };
    place == 0 || step.moves.iter().any(is_computed) || before.any(is_earlier)
}

fn withheld(withheld: &Withheld) -> WithheldDocument {
    let redaction = withheld.redaction.as_ref();
    WithheldDocument { by: withheld.by.0, why: redaction.map(|redaction| redaction.why.name()) }
}

/// A Unix time in seconds as RFC 3339; before 1970 too.
pub fn seconds_text(seconds: i64) -> String {
    match u64::try_from(seconds) {
        Ok(seconds) => time_text(UnixMillis(seconds.saturating_mul(1_000))),
        Err(_) => jiff::Timestamp::from_second(seconds)
            .map_or_else(|_| format!("{seconds} s after 1970"), |time| time.to_string()),
    }
}

/// The parties that a source may be.
fn party_ids(who: &Who) -> Vec<PartyId> {
    match who {
        Who::Party(party) => vec![*party],
        Who::OneOf(parties) => parties.clone(),
        Who::Nobody(_) => Vec::new(),
    }
}
