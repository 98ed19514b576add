//! What a report is made of: everything of an incident read once, and put into the words of the commands that show it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bayan_claim::Says;
use bayan_claim::id::IncidentId;
use bayan_claim::kind::Speaker;
use bayan_claim::scope::Scope;
use bayan_claim::text::Name;
use bayan_claim::value::Entity;
use bayan_ledger::StoredEntry;
use bayan_page::{Moment, Named, NoCard, Report, Signed, Told};
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;
use bayan_view::case::ClaimId;
use bayan_view::clock::{Clock, clocks};
use bayan_view::fact::UtteranceFact;
use bayan_view::headline::headlines;
use bayan_view::promise::promises;
use bayan_view::regime::{InForce, Regime, Regimes};
use bayan_view::silence::silences;
use bayan_view::track::Gather;
use bayan_view::when::is_before;
use bayan_words::Words as Speech;

use crate::context::chain;
use crate::error::{Exit, Failure};
use crate::nearest;
use crate::picture::Scene;
use crate::picture::moment::SaidBy;
use crate::picture::now::Now;
use crate::picture::quotes::{Quote, Quotes};
use crate::picture::sources::positions;
use crate::picture::telling::Teller;
use crate::reading::Reading;
use crate::reading::words::Words;
use crate::ui::{Ui, as_typed};

/// All that is read of one incident.
pub(super) struct Material {
    pub(super) scene: Scene,
    quotes: Quotes,
    texts: BTreeMap<Sha256, Arc<[u8]>>,
    withheld_texts: BTreeSet<Sha256>,
}

impl Material {
    /// Forgets the captured texts.
    pub(super) fn leave_out_texts(&mut self) {
        self.texts.clear();
    }

    /// Reads the claims, silences and texts of an incident at the moment of `reading`.
    pub(super) fn of(
        reading: &Reading,
        incident: IncidentId,
        said_by: Option<SaidBy>,
    ) -> Result<Self, Failure> {
        let scene = Scene::at(reading, incident, reading.size(), said_by)?;
        let ids: Vec<ClaimId> = scene.case.claims().map(|(id, _)| id).collect();
        let quotes = Quotes::of(reading, &scene.case, ids)?;
        let digests: BTreeSet<Sha256> =
            scene.case.utterances.iter().flat_map(|it| it.fact.artifacts.iter().copied()).collect();
        let (mut texts, mut withheld_texts) = (BTreeMap::new(), BTreeSet::new());
        for digest in digests {
            if reading.artifact_withheld(&digest)?.is_some() {
                withheld_texts.insert(digest);
                continue;
            }
            let text = reading.reader().texts().get(&digest).map_err(|error| {
                let advice = "`bayan verify` says what is damaged";
                Failure::new(Exit::CannotRead, chain(&error), advice)
            })?;
            texts.extend(text.map(|text| (digest, text)));
        }
        Ok(Self { scene, quotes, texts, withheld_texts })
    }

    /// The ids of everything that a report names.
    fn ids(&self) -> BTreeSet<String> {
        let case = &self.scene.case;
        let mut ids = BTreeSet::from([self.scene.incident.to_string()]);
        let speaker = |speaker: &Speaker| -> Vec<String> {
            speaker.candidates().iter().map(ToString::to_string).collect()
        };
        for utterance in &case.utterances {
            let UtteranceFact { publisher, recorder, chain, .. } = &utterance.fact;
            ids.extend(speaker(&utterance.fact.speaker));
            ids.extend(publisher.iter().map(ToString::to_string));
            ids.insert(recorder.to_string());
            ids.insert(utterance.cite.signer.to_string());
            ids.extend(chain.iter().filter_map(|hop| hop.by.as_ref()).flat_map(speaker));
        }
        for silence in &case.silences {
            ids.insert(silence.fact.party.to_string());
            ids.insert(silence.fact.as_far_as.to_string());
            ids.insert(silence.cite.signer.to_string());
        }
        for track in &self.scene.picture().tracks.gathered {
            if let bayan_view::track::Who::Party(party) = &track.who {
                ids.insert(party.to_string());
            }
        }
        for (_, claimed) in case.claims() {
            ids.extend(claimed.fact.reach.entities().map(|entity| entity.to_string()));
            if let bayan_view::fact::Worth::Members(members) = &claimed.fact.worth {
                ids.extend(members.members.iter().filter_map(|member| match member {
                    bayan_view::fact::Member::Is(bayan_view::fact::RefFact::Entity(entity)) => {
                        Some(entity.to_string())
                    }
                    _ => None,
                }));
            }
        }
        ids
    }
}

/// What all reports of a file share.
pub(super) struct Frame<'a> {
    reading: &'a Reading,
    plain: &'a Ui,
    speech: Speech,
    moment: Moment,
    /// The regimes that were asked for.
    regimes: Vec<&'static Regime>,
}

impl<'a> Frame<'a> {
    /// The moment, the checkpoint, and the words.
    pub(super) fn of(
        reading: &'a Reading,
        plain: &'a Ui,
        (now, regimes): (Now, Vec<&'static Regime>),
        said_by: Option<&SaidBy>,
    ) -> Result<Self, Failure> {
        let reader = reading.reader();
        let last = reading.size().0.checked_sub(1).map(|last| reading.entry(Index(last)));
        let moment = Moment {
            origin: reader.pin().origin.clone(),
            held: reading.size(),
            size: reader.size(),
            root: reader.root(),
            recorded: last.transpose()?.map(|entry| entry.entry.time()),
            said_by: said_by.map(ToString::to_string),
            witnesses: witnesses(reading)?,
            now: now.bounds,
        };
        Ok(Self { reading, plain, speech: Speech::isolating(plain.tongue()), moment, regimes })
    }

    /// The report of an incident.
    pub(super) fn page<'r>(
        &'r self,
        material: &'r Material,
        place: usize,
        is_one_of_several: bool,
    ) -> Result<Report<'r>, Failure> {
        let scene = &material.scene;
        let (case, world) = (&scene.case, &scene.world);
        let words = Words { reading: self.reading, ui: self.plain };
        let teller = Teller { words, scene, quotes: &material.quotes };
        let all = case.catalogue.facets().map(|(name, _)| name.clone()).collect();
        let ids = case.claims().map(|(id, _)| id);
        let names = self.names(material)?;
        Ok(Report {
            speech: &self.speech,
            incident: scene.incident.to_string(),
            prefix: if is_one_of_several { format!("i{place}-") } else { String::new() },
            case,
            world,
            picture: scene.picture(),
            sources: positions(scene, &all, Gather::Organisations),
            promises: promises(
                case,
                world,
                &scene.picture().tracks.speakers,
                Some(self.moment.now),
            ),
            clocks: self.clocks(scene),
            silences: silences(case, world),
            headlines: headlines(case, world),
            claims: ids.map(|id| (id, told(teller, material, &names, id))).collect(),
            names,
            entries: signed(material),
            texts: material.texts.iter().map(|(digest, text)| (*digest, &**text)).collect(),
            gaps: case.gaps.iter().map(|gap| (gap.cite.index, teller.gap(gap))).collect(),
            corrections: case
                .corrections
                .iter()
                .map(|it| (it.cite.index, teller.correction(it)))
                .collect(),
            moment: self.moment.clone(),
        })
    }

    /// The clocks of the regimes that were asked for, and those for which a filing is on record, of regimes that were in
    /// force when they started. That others would run says nothing of whether they bind anybody here.
    fn clocks(&self, scene: &Scene) -> Vec<Clock<'static>> {
        let tracks = &scene.picture().tracks.speakers;
        let is_asked = |regime: &Regime| self.regimes.iter().any(|asked| asked.id == regime.id);
        let is_shown = |clock: &Clock<'_>| match &clock.regime.in_force {
            InForce::Since(since) => {
                let is_filed = is_asked(clock.regime) || !clock.filings.is_empty();
                is_filed && !is_before(clock.start, since.bounds())
            }
            InForce::Proposed => false,
        };
        let of = |regime| clocks(&scene.case, &scene.world, tracks, (regime, &[]), self.moment.now);
        Regimes::builtin().iter().flat_map(of).filter(is_shown).collect()
    }

    fn names(&self, material: &Material) -> Result<BTreeMap<String, Named>, Failure> {
        let mut names = BTreeMap::new();
        for id in material.ids() {
            let Some(declared) = self.reading.declaration(&id)? else { continue };
            let entry = self.reading.entry(Index(declared.index))?;
            let says = self.reading.standing(&entry)?;
            let stands = says.as_ref().and_then(Says::declares);
            let found = stands.and_then(|it| name_in(it.names, self.plain.tongue().tag()));
            let language = found.and_then(|name| name.language.as_ref()).map(ToString::to_string);
            let name = found.map_or(declared.name, |name| name.text.to_string());
            let slug = declared.slug.unwrap_or_default();
            let slug = slug.split_once(':').map_or(slug.as_str(), |(_, slug)| slug).to_owned();
            names.insert(id, Named { slug, name, language });
        }
        Ok(names)
    }
}

/// The name in a language, else in English, else the first.
fn name_in<'n>(names: &'n [Name], language: &str) -> Option<&'n Name> {
    let of = |wanted: &str| {
        names.iter().find(|name| name.language.as_ref().is_some_and(|tag| tag.primary() == wanted))
    };
    of(language).or_else(|| of("en")).or_else(|| names.first())
}

/// The names of the policy's witnesses that signed the checkpoint.
fn witnesses(reading: &Reading) -> Result<Vec<String>, Failure> {
    let Some((policy, _)) = &reading.today().tip().policy else { return Ok(Vec::new()) };
    let vkeys = policy.witnesses.vkeys.iter().filter_map(|vkey| vkey.parse().ok());
    let vkeys: Vec<bayan_proof::note::Vkey> = vkeys.collect();
    let found = reading.reader().checkpoint().cosignatures(&vkeys).map_err(|error| {
        let advice = "a checkpoint with a false cosignature is not to be shown: `bayan verify`";
        Failure::new(Exit::Bad, chain(&error), advice)
    })?;
    Ok(found.into_iter().map(|it| it.name).collect())
}

fn signed(material: &Material) -> BTreeMap<Index, Signed<'_>> {
    let indexes = material.scene.case.utterances.iter().map(|it| it.cite.index);
    let one = |index: Index| Some((index, of_entry(material.quotes.entry(index)?)));
    indexes.filter_map(one).collect()
}

fn of_entry(entry: &StoredEntry) -> Signed<'_> {
    let statement = entry.entry.statement();
    let header = statement.header();
    Signed {
        statement: statement.id().to_string(),
        key: header.kid.to_string(),
        signer: header.iss.clone(),
        recorded: entry.entry.time(),
        says: entry.says(),
    }
}

/// A claim in words.
fn told<'m>(
    teller: Teller<'m>,
    material: &'m Material,
    names: &BTreeMap<String, Named>,
    id: ClaimId,
) -> Told<'m> {
    let index = material.scene.case.claim(id).cite.index;
    let Some(quote) = material.quotes.quote(&material.scene.case, id) else {
        return Told {
            gone: Some(teller.gone(index)),
            said: teller.said(id, None),
            ..Told::default()
        };
    };
    let Quote { entry, utterance, claim } = quote;
    let words = teller.words;
    let is_amendment = matches!(entry.says(), Some(Says::Amend(_)));
    let gloss = quote.gloss(words.ui.tongue().tag());
    let place = gloss.and_then(|found| claim.gloss.iter().position(|it| std::ptr::eq(it, found)));
    let segments = claim.segments.iter();
    let withheld = segments.filter(|it| material.withheld_texts.contains(&it.artifact));
    let withheld = withheld
        .filter_map(|it| Some((it.artifact, words.withheld(material.quotes.words_withheld(it)?))));
    let ends = [("label-due", &claim.due), ("label-until", &claim.until)];
    let ends = ends.into_iter().filter_map(|(label, until)| {
        Some(format!("{} {}", teller.text(label), words.until(until.as_ref()?)))
    });
    Told {
        signed: Some((claim, utterance)),
        path: if is_amendment { "/says/replacement/says" } else { "/says" }.to_owned(),
        gone: None,
        withheld: withheld.collect(),
        gloss: place,
        value: words.said_value(claim),
        confidence: words.confidence(claim),
        scope: claim.scope.iter().flat_map(|scope| scope_words(words, names, scope)).collect(),
        markers: claim.markers.iter().map(|marker| words.marker(marker)).collect(),
        act: words.act(claim),
        said: teller.said(id, Some(quote)),
        way: utterance.chain.iter().map(|hop| words.hop(hop)).collect(),
        attests: words.attests(utterance.attests),
        ends: ends.collect(),
        inferred: claim.inferred.as_ref().map(|inferred| words.inferred(inferred)),
        opinions: teller.opinion_count(id),
    }
}

/// The regimes of these ids.
pub(super) fn regimes(ids: &[String]) -> Result<Vec<&'static Regime>, Failure> {
    let table = Regimes::builtin();
    let find = |id: &String| {
        table.find(id).ok_or_else(|| {
            let known = table.iter().map(|regime| regime.id.as_str());
            let error = nearest::unknown("regime", id, known);
            Failure::new(Exit::Usage, error, "`bayan clocks --regimes` lists them with sources")
        })
    };
    ids.iter().map(find).collect()
}

/// The card of how a source moved to a claim, which is named by its entry and number.
pub(super) fn card(page: &Report<'_>, claim: &str) -> Result<String, Failure> {
    let usage = |what: String| {
        let advice =
            "name a claim as the page does, as in `111#0`; `bayan history` shows what moved";
        Failure::new(Exit::Usage, what, advice)
    };
    let address = claim.split_once('#').and_then(|(entry, number)| {
        Some((Index(entry.parse().ok()?), number.parse::<u16>().ok()?))
    });
    let Some((entry, number)) = address else {
        return Err(usage(format!("{} is no claim's address", as_typed(claim))));
    };
    let mut claims = page.case.claims();
    let found = claims.find(|(_, it)| it.cite.index == entry && it.at.number == number);
    let Some((id, _)) = found else {
        return Err(usage(format!("no claim of this incident stands at {}", as_typed(claim))));
    };
    bayan_page::card(page, id).map_err(|error| match error {
        NoCard::NotMoved => usage(format!("nobody is known to have moved to {}", as_typed(claim))),
        NoCard::NoWords => {
            usage("its words, or those before it, are not there to be shown".to_owned())
        }
        NoCard::TooLong => {
            usage("a sentence is too long for a card, which shortens none".to_owned())
        }
    })
}

/// How far a claim reaches, each thing by its name: one line a dimension.
fn scope_words(words: Words<'_>, names: &BTreeMap<String, Named>, scope: &Scope) -> Vec<String> {
    let called = |entity: &Entity| {
        let id = entity.to_string();
        let name = names.get(&id).map(|named| named.name.clone()).filter(|name| !name.is_empty());
        name.unwrap_or_else(|| words.slug(&id))
    };
    let dimensions = scope.dimensions().into_iter().filter_map(|(name, extent)| {
        let extent = words.extent(extent?, called);
        Some(format!("{}: {extent}", words.speech().label("scope", name)))
    });
    let mut lines: Vec<String> = dimensions.collect();
    let moment = Scope {
        as_of: scope.as_of.clone(),
        system: None,
        data: None,
        form: None,
        organisation: None,
        place: None,
        via: None,
    };
    lines.extend(words.scope(&moment));
    lines
}
