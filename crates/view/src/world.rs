//! What was declared around an incident: who belongs to whom, what is part of what, when bytes were published.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::Says;
use bayan_claim::id::{PartyId, ThingId};
use bayan_claim::kind::{Capture, Party, Replacement, Source, Speaker, Thing};
use bayan_claim::value::{Edtf, Entity, TimeBounds};
use bayan_claim::vocabulary::PartyKind;
use bayan_proof::hash::Sha256;
use serde::{Deserialize, Serialize};

use crate::fact::{ClaimFact, Fact, Member, Record, RefFact, Worth};
use crate::reach::Containment;

/// How far memberships are followed: an office of a unit of a ministry of a government.
const BELONGS_DEPTH: usize = 16;

/// Something that a projection looks up by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// A party.
    Party(PartyId),
    /// A thing.
    Thing(ThingId),
    /// A captured artifact.
    Artifact(Sha256),
}

/// What was declared under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Described {
    /// A party.
    Party(PartyFact),
    /// A thing.
    Thing(ThingFact),
    /// A capture.
    Capture(CaptureFact),
}

/// A party, as far as projections need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyFact {
    /// What kind of party it is.
    pub is: PartyKind,
    /// What it is a part of, and within which bounds of time.
    pub part_of: Vec<(PartyId, Period)>,
    /// For whom it speaks by a role, and within which bounds of time.
    pub speaks_for: Vec<(PartyId, Period)>,
}

/// From when to when something held, as far as is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// Not before this.
    pub since: End,
    /// Not after this.
    pub until: End,
}

/// Where a period begins or ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// Nothing was said of it: the period is taken to have no such end.
    #[default]
    Open,
    /// In Unix seconds; this second is within.
    At(i64),
    /// It has one, and its date is doubtful: whether a moment is within, nobody can tell.
    Unsure,
}

/// A thing, as far as projections need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThingFact {
    /// Wholes that it is a part of.
    pub part_of: Vec<Entity>,
    /// Things that it is another name of.
    pub alias_of: Vec<ThingId>,
}

/// A capture, as far as projections need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureFact {
    /// When the bytes were published.
    pub published: TimeBounds,
    /// When they were taken or made, in Unix seconds.
    pub captured: i64,
    /// Who published them.
    pub outlet: Option<PartyId>,
    /// The artifact that they were made from, for a rendition.
    pub of: Option<Sha256>,
}

impl Described {
    /// What a statement declares that projections look up; none for other statements. An amendment declares what
    /// stands instead.
    pub fn of(says: &Says) -> Option<(Name, Self)> {
        match says {
            Says::Party(party) => Some((Name::Party(party.id), Self::Party(party_fact(party)))),
            Says::Thing(thing) => Some((Name::Thing(thing.id), Self::Thing(thing_fact(thing)))),
            Says::Capture(capture) => {
                Some((Name::Artifact(capture.artifact), Self::Capture(capture_fact(capture))))
            }
            Says::Amend(amend) => Self::of(&amend.replacement.as_ref().map(Replacement::to_says)?),
            _ => None,
        }
    }

    /// What must be looked up with it.
    pub fn refers(&self) -> Vec<Name> {
        match self {
            Self::Party(party) => {
                let wholes = party.part_of.iter().chain(&party.speaks_for);
                wholes.map(|(whole, _)| Name::Party(*whole)).collect()
            }
            Self::Thing(thing) => {
                let aliases = thing.alias_of.iter().map(|other| Name::Thing(*other));
                thing.part_of.iter().map(|whole| (*whole).into()).chain(aliases).collect()
            }
            Self::Capture(capture) => capture.of.map(Name::Artifact).into_iter().collect(),
        }
    }
}

impl From<Entity> for Name {
    fn from(entity: Entity) -> Self {
        match entity {
            Entity::Party(party) => Self::Party(party),
            Entity::Thing(thing) => Self::Thing(thing),
        }
    }
}

fn period(since: Option<&Edtf>, until: Option<&Edtf>) -> Period {
    Period {
        since: End::of(since, |bounds| bounds.earliest),
        until: End::of(until, |bounds| bounds.latest),
    }
}

fn party_fact(party: &Party) -> PartyFact {
    let part_of = party.part_of.iter();
    let roles = party.roles.iter();
    PartyFact {
        is: party.is,
        part_of: part_of
            .map(|whole| (whole.party, period(whole.since.as_ref(), whole.until.as_ref())))
            .collect(),
        speaks_for: roles
            .filter_map(|role| Some((role.of?, period(role.since.as_ref(), role.until.as_ref()))))
            .collect(),
    }
}

fn thing_fact(thing: &Thing) -> ThingFact {
    ThingFact { part_of: thing.part_of.to_vec(), alias_of: thing.alias_of.to_vec() }
}

fn capture_fact(capture: &Capture) -> CaptureFact {
    match &capture.source {
        Source::Original(original) => CaptureFact {
            published: original
                .published_at
                .as_ref()
                .and_then(|time| time.edtf.as_ref())
                .map(Edtf::sure_bounds)
                .unwrap_or_default(),
            captured: original.captured_at.unix_seconds(),
            outlet: original.outlet,
            of: None,
        },
        Source::Rendition(rendition) => CaptureFact {
            published: TimeBounds::default(),
            captured: rendition.made_at.unix_seconds(),
            outlet: None,
            of: Some(rendition.of),
        },
    }
}

/// The declarations around an incident.
#[derive(Clone, Debug, Default)]
pub struct World {
    parties: BTreeMap<PartyId, PartyFact>,
    captures: BTreeMap<Sha256, CaptureFact>,
    containment: Containment,
}

impl World {
    /// Takes in what was declared under a name. What is declared again, by an amendment, is added after what it
    /// replaces, and replaces it; [`Self::add`] each thing once, with what stands.
    pub fn add(&mut self, name: Name, described: Described) {
        match (name, described) {
            (Name::Party(id), Described::Party(party)) => {
                self.containment.add_party(id, &party);
                self.parties.insert(id, party);
            }
            (Name::Thing(id), Described::Thing(thing)) => self.containment.add_thing(id, &thing),
            (Name::Artifact(digest), Described::Capture(capture)) => {
                self.captures.insert(digest, capture);
            }
            // A name of one kind is never declared as another.
            _ => {}
        }
    }

    /// What is part of what.
    pub fn containment(&self) -> &Containment {
        &self.containment
    }

    /// A party.
    pub fn party(&self, id: &PartyId) -> Option<&PartyFact> {
        self.parties.get(id)
    }

    /// The original of an artifact: itself, or what its rendition was made from.
    pub fn original(&self, artifact: Sha256) -> Sha256 {
        let mut at = artifact;
        // A rendition names something earlier, so the walk ends; the bound is for what was never admitted.
        for _ in 0..BELONGS_DEPTH {
            match self.captures.get(&at).and_then(|capture| capture.of) {
                Some(of) => at = of,
                None => break,
            }
        }
        at
    }

    /// The latest moment at which the words in an artifact can have been said: it was published and captured after.
    pub fn latest(&self, artifact: Sha256) -> Option<i64> {
        let found = [artifact, self.original(artifact)];
        let captures = found.iter().filter_map(|digest| self.captures.get(digest));
        captures
            .flat_map(|capture| [Some(capture.captured), capture.published.latest])
            .flatten()
            .min()
    }

    /// When an artifact was published, and when it was captured.
    pub fn appeared(&self, artifact: Sha256) -> (TimeBounds, Option<i64>) {
        match self.captures.get(&self.original(artifact)) {
            Some(capture) => (capture.published, Some(capture.captured)),
            None => (TimeBounds::default(), None),
        }
    }

    /// The party and everything that it was a part of or spoke for at that time, by [`Period`]s that may hold it.
    pub fn belongs(&self, party: PartyId, at: TimeBounds) -> BTreeSet<PartyId> {
        let mut found = BTreeSet::from([party]);
        let mut open = vec![party];
        for _ in 0..BELONGS_DEPTH {
            let mut next = Vec::new();
            for id in open {
                let Some(fact) = self.parties.get(&id) else { continue };
                for (whole, period) in fact.part_of.iter().chain(&fact.speaks_for) {
                    if period.may_hold(at) && found.insert(*whole) {
                        next.push(*whole);
                    }
                }
            }
            open = next;
        }
        found
    }

    /// Whether a party surely was a part of another, or spoke for it, at that time: by periods that hold all of it.
    pub fn surely_belongs(&self, party: PartyId, to: PartyId, at: TimeBounds) -> bool {
        let mut seen = BTreeSet::from([party]);
        let mut open = vec![party];
        while let Some(id) = open.pop() {
            if id == to {
                return true;
            }
            let fact = self.parties.get(&id).into_iter();
            let wholes = fact.flat_map(|fact| fact.part_of.iter().chain(&fact.speaks_for));
            let held = wholes.filter(|(_, period)| period.holds(at));
            open.extend(held.map(|(whole, _)| *whole).filter(|whole| seen.insert(*whole)));
        }
        false
    }

    /// Whether a speaker, or every candidate of an ambiguous one, surely counts for a party at that time. Where it
    /// [`Self::counts_for`] it and not surely, what is known of the time of the words leaves open whether it still, or
    /// already, spoke for it.
    pub fn surely_counts_for(&self, speaker: &Speaker, party: PartyId, at: TimeBounds) -> bool {
        let candidates = speaker.candidates();
        !candidates.is_empty() && candidates.iter().all(|one| self.surely_belongs(*one, party, at))
    }

    /// For whom somebody speaks: the parties of its roles at that time, and for a person those that it is a part of; else
    /// itself.
    pub fn principals(&self, party: PartyId, at: TimeBounds) -> BTreeSet<PartyId> {
        let Some(fact) = self.parties.get(&party) else { return BTreeSet::from([party]) };
        let is_voice = fact.is == PartyKind::Person;
        let wholes = fact.part_of.iter().filter(|_| is_voice).chain(&fact.speaks_for);
        let held = wholes.filter(|(_, period)| period.may_hold(at)).map(|(whole, _)| *whole);
        let found: BTreeSet<PartyId> = held.collect();
        if found.is_empty() { BTreeSet::from([party]) } else { found }
    }

    /// The organisation whose voice a party is at that time: the one that a person, unit, office, account, document or program
    /// is a part of or has a role of, the nearest where those lie within each other, and so on up to one that is none of
    /// these. Itself where nothing, or more than one thing, was declared.
    pub fn organisation(&self, party: PartyId, at: TimeBounds) -> PartyId {
        let mut voice = party;
        for _ in 0..BELONGS_DEPTH {
            let Some(fact) = self.parties.get(&voice).filter(|fact| is_voice(fact.is)) else {
                break;
            };
            let wholes = fact.part_of.iter().chain(&fact.speaks_for);
            let held = wholes.filter(|(_, period)| period.may_hold(at)).map(|(whole, _)| *whole);
            let held: BTreeSet<PartyId> = held.collect();
            // What another of them is within lies beyond that one.
            let mut beyond = BTreeSet::new();
            for whole in held.iter().filter(|_| held.len() > 1) {
                beyond.extend(self.belongs(*whole, at).into_iter().filter(|it| it != whole));
            }
            let mut nearest = held.difference(&beyond);
            let (Some(only), None) = (nearest.next(), nearest.next()) else { break };
            voice = *only;
        }
        voice
    }

    /// Everything that a speaker counts for at that time; an ambiguous one counts for what all candidates do.
    pub fn counts_for(&self, speaker: &Speaker, at: TimeBounds) -> BTreeSet<PartyId> {
        let mut candidates = speaker.candidates().iter().map(|party| self.belongs(*party, at));
        let first = candidates.next().unwrap_or_default();
        candidates.fold(first, |all, other| all.intersection(&other).copied().collect())
    }
}

/// Whether such a party may be the voice of another. Whoever publishes, gathers or is unnamed is not.
fn is_voice(is: PartyKind) -> bool {
    match is {
        PartyKind::Person
        | PartyKind::Unit
        | PartyKind::Office
        | PartyKind::Account
        | PartyKind::Document
        | PartyKind::Machine => true,
        PartyKind::Organisation
        | PartyKind::Collective
        | PartyKind::Anonymous
        | PartyKind::Publisher => false,
    }
}

impl End {
    fn of(date: Option<&Edtf>, side: impl Fn(TimeBounds) -> Option<i64>) -> Self {
        match date {
            None => Self::Open,
            Some(date) => side(date.sure_bounds()).map_or(Self::Unsure, Self::At),
        }
    }

    /// Whether a moment may be on the inner side of it, and whether it surely is, where `inside` compares the two. Of a
    /// moment that is not known, only that it may.
    fn admits(self, moment: Option<i64>, inside: impl Fn(i64, i64) -> bool) -> (bool, bool) {
        match (self, moment) {
            (Self::Open, _) => (true, true),
            (Self::At(end), Some(moment)) => (inside(moment, end), inside(moment, end)),
            (Self::At(_), None) | (Self::Unsure, _) => (true, false),
        }
    }
}

impl Period {
    /// Whether it may have held at some moment within the bounds.
    fn may_hold(self, at: TimeBounds) -> bool {
        let begun = self.since.admits(at.latest, |moment, since| moment >= since).0;
        begun && self.until.admits(at.earliest, |moment, until| moment <= until).0
    }

    /// Whether it surely held throughout the bounds. One without ends always held; one that has an end did not surely hold
    /// when something was said of which only a later bound is known.
    fn holds(self, at: TimeBounds) -> bool {
        let begun = self.since.admits(at.earliest, |moment, since| moment >= since).1;
        begun && self.until.admits(at.latest, |moment, until| moment <= until).1
    }
}

/// Every name that the projections look up for a record.
pub fn refers(record: &Record) -> BTreeSet<Name> {
    let mut names = BTreeSet::new();
    fact_refers(&record.fact, &mut names);
    names
}

fn fact_refers(fact: &Fact, names: &mut BTreeSet<Name>) {
    match fact {
        Fact::Utterance(utterance) => {
            let hops = utterance.chain.iter().filter_map(|hop| hop.by.as_ref());
            for speaker in hops.chain([&utterance.speaker]) {
                names.extend(speaker.candidates().iter().map(|party| Name::Party(*party)));
            }
            names.extend(utterance.publisher.map(Name::Party));
            names.extend(utterance.artifacts.iter().map(|digest| Name::Artifact(*digest)));
            for claim in &utterance.claims {
                claim_refers(claim, names);
            }
        }
        Fact::Silence(silence) => {
            names.insert(Name::Party(silence.party));
            names.extend(silence.artifacts.iter().map(|digest| Name::Artifact(*digest)));
        }
        Fact::Question(question) => names.extend(question.reach.entities().map(Name::from)),
        Fact::Amend(amend) => {
            if let Some(replacement) = &amend.replacement {
                fact_refers(replacement, names);
            }
        }
        Fact::Withheld(_)
        | Fact::Link(_)
        | Fact::Opinion(_)
        | Fact::Redaction(_)
        | Fact::Other(_) => {}
    }
}

fn claim_refers(claim: &ClaimFact, names: &mut BTreeSet<Name>) {
    names.extend(claim.reach.entities().map(Name::from));
    let entity = |reference: &RefFact| match reference {
        RefFact::Entity(entity) => Some(Name::from(*entity)),
        RefFact::Incident(_) | RefFact::Claim(_) => None,
    };
    match &claim.worth {
        Worth::Ref(reference) => names.extend(entity(reference)),
        Worth::Members(set) => {
            let members = set.members.iter().chain(&set.of);
            names.extend(members.filter_map(|member| match member {
                Member::Is(reference) => entity(reference),
                Member::Words(_) => None,
            }));
        }
        Worth::Answer(_)
        | Worth::Number(_)
        | Worth::Time(_)
        | Worth::Span(..)
        | Worth::Words(_) => {}
    }
}
