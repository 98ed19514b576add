//! What a headline says that the body under it does not.
//!
//! A claim that stands in a publication's headline, subheadings or captions only is held against the sentences of its
//! body: claims in the lead, the running text or quotations, on the same facet or one whose harm compares, that say
//! something of the same. Headlines are written from a source's words, so the sentences of the headline's own source
//! are what it is held against, and only where it has none there, all of them.
//!
//! **Rule:** a headline that some sentence says as much as goes beyond nothing, whatever the other sentences say.
//! Where no sentence does, each is listed with what the headline has beyond it. This is judged by the sentence and
//! not by the kind: one sentence that is sure of a part, and one that doubts the whole, do not add up to one that is
//! sure of the whole. [`Beyond::throughout`] has the kinds that hold against every one.
//!
//! A sentence that reaches over something else, of another measure, member or reference, or in words that cannot be
//! compared, says nothing of the same and is left out; so is one of which the headline reaches over a part and not
//! over the rest. A headline of which no sentence says anything goes beyond them all, where any are on record. Nothing is
//! said of a headline that takes no side.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::{Catalogue, FacetName};
use bayan_claim::id::ClaimRef;
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::{Act, Answer, Basis, Certainty, MarkerKind, Zone};
use bayan_proof::hash::Sha256;

use crate::case::{Case, ClaimId};
use crate::fact::{ClaimFact, PlaceFact, Worth};
use crate::origin::Origins;
use crate::promise::is_one_source;
use crate::reach::{Containment, ScopeOrder};
use crate::shift::{self, Rule, Shift, Side, is_comparable, side};
use crate::when::Moment;
use crate::world::World;

/// What a headline has beyond a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gain {
    /// It is surer: of its own certainty, by a word of doubt that is gone, or by a "no" where nothing was found.
    DoubtDropped,
    /// It reaches further, or a word that limits it is gone.
    ScopeWidened,
    /// It says more: a higher number or a bound that is gone, yes for partly or attempted, harm that was open or that
    /// follows from the sentence's and not the other way round, another member of a set.
    DegreeRaised,
    /// It names a lower number.
    DegreeLowered,
    /// It affirms what the sentence denies or found nothing of, denies what that affirms, or names a time that cannot
    /// be the same.
    Opposed,
}

impl Gain {
    /// Its name in JSON, and behind the prefix of the list of the interface words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DoubtDropped => "doubt_dropped",
            Self::ScopeWidened => "scope_widened",
            Self::DegreeRaised => "degree_raised",
            Self::DegreeLowered => "degree_lowered",
            Self::Opposed => "opposed",
        }
    }
}

/// A sentence that says less than the headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// The sentence's claim.
    pub sentence: ClaimId,
    /// What the headline has beyond it; never empty.
    pub gains: BTreeSet<Gain>,
    /// The words of doubt and limit of the sentence that the headline has not, each kind once, sorted.
    pub dropped: Vec<MarkerKind>,
}

/// A headline that no sentence says as much as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// The publication, by its original.
    pub publication: Sha256,
    /// The headline's claim.
    pub headline: ClaimId,
    /// Whether the sentences are of the headline's own source; else of anybody.
    pub own_source: bool,
    /// The sentences, in the order of the text; none where none says anything of the same.
    pub against: Vec<Against>,
}

impl Beyond {
    /// What the headline has beyond every sentence.
    pub fn throughout(&self) -> BTreeSet<Gain> {
        let mut sentences = self.against.iter().map(|against| against.gains.clone());
        let first = sentences.next().unwrap_or_default();
        sentences.fold(first, |all, gains| all.intersection(&gains).copied().collect())
    }
}

/// The headlines that go beyond their publication's body, by publication and place in it.
pub fn headlines(case: &Case, world: &World) -> Vec<Beyond> {
    let mut found = Vec::new();
    for (publication, page) in pages(case, world) {
        for (_, headline) in page.headlines {
            found.extend(beyond(case, world, publication, headline, &page.body));
        }
    }
    found
}

/// How many of the independent origins of some claims speak in headlines alone: the wording is the publisher's, whoever is
/// quoted in it.
pub fn headline_origins(case: &Case, origins: &Origins, claims: &[ClaimId]) -> usize {
    let is_headline = |claim: &ClaimId| case.claim(*claim).fact.is_headline();
    if !claims.iter().any(is_headline) {
        return 0;
    }
    let groups = origins.group(claims.iter().copied()).into_iter();
    groups.filter(|group| group.iter().all(is_headline)).count()
}

/// A claim with the place by which it is sorted in its publication: the byte, then its address.
type Placed = ((u32, ClaimRef), ClaimId);

/// The claims of one publication, by place.
#[derive(Default)]
struct Page<'a> {
    headlines: BTreeSet<Placed>,
    body: BTreeMap<&'a FacetName, BTreeSet<Placed>>,
}

/// Whether a place is above the text; none for what surrounds it.
fn is_above(place: PlaceFact) -> Option<bool> {
    match place.zone {
        _ if place.is_headline() => Some(true),
        Zone::Lead | Zone::Body | Zone::Quotation => Some(false),
        _ => None,
    }
}

fn pages<'a>(case: &'a Case, world: &World) -> BTreeMap<Sha256, Page<'a>> {
    let mut pages: BTreeMap<Sha256, Page<'_>> = BTreeMap::new();
    for (id, claimed) in case.claims() {
        if claimed.fact.act == Act::Retracts {
            continue;
        }
        let artifacts = &case.utterance(id).fact.artifacts;
        // In each publication where it stands above and where below: it may be a headline in one and body in another.
        let mut stands: BTreeMap<Sha256, (Option<u32>, Option<u32>)> = BTreeMap::new();
        for place in &claimed.fact.places {
            let Some(artifact) = artifacts.get(usize::from(place.artifact)) else { continue };
            let (above, below) = stands.entry(world.original(*artifact)).or_default();
            let first = match is_above(*place) {
                Some(true) => above,
                Some(false) => below,
                None => continue,
            };
            *first = first.iter().copied().chain([place.start]).min();
        }
        for (publication, places) in stands {
            let page = pages.entry(publication).or_default();
            match places {
                (_, Some(start)) => {
                    let body = page.body.entry(&claimed.fact.facet).or_default();
                    body.insert(((start, claimed.at), id));
                }
                (Some(start), None) => {
                    page.headlines.insert(((start, claimed.at), id));
                }
                (None, None) => {}
            }
        }
    }
    pages
}

fn beyond(
    case: &Case,
    world: &World,
    publication: Sha256,
    headline: ClaimId,
    body: &BTreeMap<&FacetName, BTreeSet<Placed>>,
) -> Option<Beyond> {
    let fact = &case.claim(headline).fact;
    let on_it = body.iter().filter(|(facet, _)| is_comparable(&case.catalogue, facet, &fact.facet));
    let sentences: BTreeSet<Placed> = on_it.flat_map(|(_, placed)| placed).copied().collect();
    let mut compared: Vec<Against> = sentences
        .into_iter()
        .filter_map(|(_, sentence)| {
            let below = &case.claim(sentence).fact;
            let gains = gains(&case.catalogue, world.containment(), below, fact)?;
            Some(Against { sentence, gains, dropped: dropped(below, fact) })
        })
        .collect();
    let is_own = |against: &Against| is_one_source(case, world, against.sentence, headline);
    let own_source = compared.iter().any(is_own);
    if own_source {
        compared.retain(is_own);
    }
    let says_as_much = |against: &Against| against.gains.is_empty();
    if compared.iter().any(says_as_much) {
        return None;
    }
    let takes_side = side(fact) != Side::Open || shift::denies_value(fact);
    if compared.is_empty() && (body.is_empty() || !takes_side) {
        return None;
    }
    Some(Beyond { publication, headline, own_source, against: compared })
}

/// What a headline has beyond a sentence; none where the two do not speak of the same.
fn gains(
    catalogue: &Catalogue,
    containment: &Containment,
    sentence: &ClaimFact,
    headline: &ClaimFact,
) -> Option<BTreeSet<Gain>> {
    let order = containment.compare(&headline.reach, &sentence.reach);
    let mut found = if sentence.facet == headline.facet {
        on_one_facet(catalogue, containment, order, sentence, headline)?
    } else {
        across_facets(catalogue, order, sentence, headline)?
    };
    if found.contains(&Gain::Opposed) {
        return Some(found);
    }
    match order {
        ScopeOrder::Same | ScopeOrder::Inside => {}
        ScopeOrder::Around => {
            found.insert(Gain::ScopeWidened);
        }
        ScopeOrder::Overlapping | ScopeOrder::Incomparable => return None,
    }
    if is_surer(sentence.certainty, headline.certainty) {
        found.insert(Gain::DoubtDropped);
    }
    found.extend(dropped(sentence, headline).into_iter().map(|marker| match marker {
        MarkerKind::Only | MarkerKind::FormLimited => Gain::ScopeWidened,
        MarkerKind::Attempt => Gain::DegreeRaised,
        _ => Gain::DoubtDropped,
    }));
    Some(found)
}

fn one(gain: Gain) -> BTreeSet<Gain> {
    BTreeSet::from([gain])
}

/// A denial covers all of its reach and an affirmation some of its own: they oppose each other where the affirmed lies
/// within the denied, and elsewhere speak of different parts.
fn opposed(headline_affirms: bool, order: ScopeOrder) -> Option<BTreeSet<Gain>> {
    let within = match order {
        ScopeOrder::Same => true,
        ScopeOrder::Inside => headline_affirms,
        ScopeOrder::Around => !headline_affirms,
        ScopeOrder::Overlapping | ScopeOrder::Incomparable => false,
    };
    within.then(|| one(Gain::Opposed))
}

fn on_one_facet(
    catalogue: &Catalogue,
    containment: &Containment,
    order: ScopeOrder,
    sentence: &ClaimFact,
    headline: &ClaimFact,
) -> Option<BTreeSet<Gain>> {
    use Side::{Affirms, Denies, FoundNothing, Open};
    let is_answer = |worth: &Worth, answer| *worth == Worth::Answer(answer);
    if shift::denies_another(sentence, headline) {
        return None;
    }
    match shift::sides(sentence, headline) {
        // An attempt that is told as such takes no side of harm, and still says more than nothing.
        (Affirms, Open) if is_answer(&headline.worth, Answer::Attempted) => Some(BTreeSet::new()),
        (Open, Open) if is_answer(&headline.worth, Answer::Attempted) => {
            let as_much = is_answer(&sentence.worth, Answer::Attempted);
            if as_much { Some(BTreeSet::new()) } else { Some(one(Gain::DegreeRaised)) }
        }
        (_, Open) => None,
        (Denies | FoundNothing, Affirms) => opposed(true, order),
        (Affirms, Denies | FoundNothing) => opposed(false, order),
        (FoundNothing, Denies) => Some(one(Gain::DoubtDropped)),
        (Denies, FoundNothing) => Some(BTreeSet::new()),
        (Open, Affirms | Denies | FoundNothing) => Some(one(Gain::DegreeRaised)),
        (Affirms, Affirms) | (Denies, Denies) | (FoundNothing, FoundNothing) => {
            by_value(catalogue, containment, sentence, headline)
        }
    }
}

/// How much more a headline says that takes the sentence's side, by its value.
fn by_value(
    catalogue: &Catalogue,
    containment: &Containment,
    sentence: &ClaimFact,
    headline: &ClaimFact,
) -> Option<BTreeSet<Gain>> {
    match (&sentence.worth, &headline.worth) {
        (Worth::Answer(Answer::Partly | Answer::Attempted), Worth::Answer(Answer::Yes))
        | (Worth::Answer(Answer::Attempted), Worth::Answer(Answer::Partly)) => {
            return Some(one(Gain::DegreeRaised));
        }
        (Worth::Time(x), Worth::Time(y)) if Moment::from(x).is_apart(y.into()) => {
            return Some(one(Gain::Opposed));
        }
        (Worth::Number(x), Worth::Number(y)) if x.measure != y.measure => return None,
        (Worth::Words(x), Worth::Words(y)) if x != y => return None,
        (Worth::Ref(x), Worth::Ref(y)) if x != y => return None,
        _ => {}
    }
    let mut found = BTreeSet::new();
    if let (Worth::Time(x), Worth::Time(y)) = (&sentence.worth, &headline.worth)
        && x.bounds == TimeBounds::default()
        && y.bounds != TimeBounds::default()
    {
        // A date over words that give none, or a doubtful one.
        found.insert(Gain::DegreeRaised);
    }
    // A headline is to its sentence what a later claim would be to an earlier one.
    for moved in shift::shifts(catalogue, containment, sentence, headline) {
        match moved {
            (Shift::Raises | Shift::Quantifies, Rule::Bounds)
            | (Shift::Elaborates | Shift::Widens, Rule::Members) => {
                found.insert(Gain::DegreeRaised);
            }
            (Shift::Lowers, Rule::Bounds) => {
                found.insert(Gain::DegreeLowered);
            }
            (Shift::ShiftsScope, Rule::Members) => return None,
            _ => {}
        }
    }
    Some(found)
}

/// Harm on two facets of which one implies the other: what leaked was accessed, and what nobody accessed did not leak.
fn across_facets(
    catalogue: &Catalogue,
    order: ScopeOrder,
    sentence: &ClaimFact,
    headline: &ClaimFact,
) -> Option<BTreeSet<Gain>> {
    let implies = |a: &ClaimFact, b: &ClaimFact| catalogue.implies(&a.facet, &b.facet);
    let (up, down) = (implies(headline, sentence), implies(sentence, headline));
    if sentence.harm.is_none() || headline.harm.is_none() {
        return None;
    }
    match (side(sentence), side(headline)) {
        (Side::Affirms, Side::Affirms) if down => Some(BTreeSet::new()),
        (Side::Denies, Side::Denies) if up => Some(BTreeSet::new()),
        (Side::Affirms, Side::Affirms) | (Side::Denies, Side::Denies) => {
            Some(one(Gain::DegreeRaised))
        }
        (Side::Denies, Side::Affirms) if up => opposed(true, order),
        (Side::Affirms, Side::Denies) if down => opposed(false, order),
        // Whether it leaked is not settled by whether anybody got in.
        _ => None,
    }
}

fn is_surer(sentence: Certainty, headline: Certainty) -> bool {
    matches!(
        (sentence, headline),
        (Certainty::Possible, Certainty::Probable | Certainty::Certain)
            | (Certainty::Probable, Certainty::Certain)
    )
}

/// Words that keep a distance; one of them stands for another.
const DISTANCE: [MarkerKind; 4] =
    [MarkerKind::Apparent, MarkerKind::Alleged, MarkerKind::Conditional, MarkerKind::Seems];

/// The words of doubt and limit that a sentence has and a headline has not, sorted. What a headline says otherwise than
/// by such a word it has not dropped: a lesser certainty, "nothing was found", a moment up to which it speaks, a scope.
/// Bounds and sets say themselves in the value.
fn dropped(sentence: &ClaimFact, headline: &ClaimFact) -> Vec<MarkerKind> {
    let mut found: BTreeSet<MarkerKind> = BTreeSet::new();
    let keeps_distance = DISTANCE.iter().any(|marker| headline.is_marked(*marker))
        || matches!(headline.certainty, Certainty::Probable | Certainty::Possible);
    if !keeps_distance {
        found.extend(DISTANCE.iter().filter(|marker| sentence.is_marked(**marker)));
    }
    let preliminary = |fact: &ClaimFact| {
        fact.is_marked(MarkerKind::Preliminary) || fact.basis == Some(Basis::Preliminary)
    };
    let as_of_now = |fact: &ClaimFact| fact.is_marked(MarkerKind::AsOfNow) || fact.as_of.is_some();
    let no_evidence = |fact: &ClaimFact| {
        fact.is_marked(MarkerKind::NoEvidenceOf)
            || fact.worth == Worth::Answer(Answer::NoEvidenceFound)
    };
    let attempt = |fact: &ClaimFact| {
        fact.is_marked(MarkerKind::Attempt) || fact.worth == Worth::Answer(Answer::Attempted)
    };
    let has = |marker| move |fact: &ClaimFact| fact.is_marked(marker);
    let limited = |marker| move |fact: &ClaimFact| fact.is_marked(marker) || !fact.reach.is_whole();
    let mut unless = |marker: MarkerKind, kept: &dyn Fn(&ClaimFact) -> bool| {
        if sentence.is_marked(marker) && !kept(headline) {
            found.insert(marker);
        }
    };
    unless(MarkerKind::NoEvidenceOf, &no_evidence);
    unless(MarkerKind::Attempt, &attempt);
    unless(MarkerKind::PerSource, &has(MarkerKind::PerSource));
    unless(MarkerKind::UnclearRelation, &has(MarkerKind::UnclearRelation));
    unless(MarkerKind::Only, &limited(MarkerKind::Only));
    unless(MarkerKind::FormLimited, &limited(MarkerKind::FormLimited));
    // These two stand in the scope or the basis as often as in a word.
    if preliminary(sentence) && !preliminary(headline) {
        found.insert(MarkerKind::Preliminary);
    }
    if as_of_now(sentence) && !as_of_now(headline) {
        found.insert(MarkerKind::AsOfNow);
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests;
