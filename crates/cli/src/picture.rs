//! What was said about an incident, as the ledger held it at one moment and as it had been said by another: opened
//! once, for every command that answers a question about it.
//!
//! [`Scene`] is pure and holds no sentence; [`quotes`] fetches the words of its claims from the log, entry by entry.
//!
//! **Invariant:** every answer names whose words it rests on. Nothing here weighs one source against another.
//!
//! **Invariant:** the read model only tells where to look. The words come from entries that were compared with the
//! signed root, and what is withheld today is a gap at every moment.

pub mod addressed;
pub mod between;
pub mod brief;
pub mod choice;
pub mod digest;
pub mod document;
pub mod find;
pub mod gaps;
pub mod linked;
pub mod moment;
pub mod names;
pub mod now;
pub mod opinions;
pub mod quotes;
pub mod sources;
pub mod telling;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::IncidentId;
use bayan_ledger::CaseInput;
use bayan_proof::num::{Index, Size};
use bayan_view::case::{Case, ClaimId};
use bayan_view::headline::headline_origins;
use bayan_view::state::Picture;
use bayan_view::track::{self, Between, Step};
use bayan_view::world::World;

use crate::context::{Context, read_failure};
use crate::error::Failure;
use crate::picture::moment::{MomentArgs, SaidBy};
use crate::reading::{Reading, Withheld};

/// An incident at a moment.
#[derive(Debug)]
pub struct Scene {
    /// Which incident.
    pub incident: IncidentId,
    /// What the ledger held: its first so many entries.
    pub size: Size,
    /// What had been said: everything where none is given.
    pub said_by: Option<SaidBy>,
    /// Its claims.
    pub case: Case,
    /// What was declared around it.
    pub world: World,
    /// What is computed of all its sources, once somebody asks: many answers need their own part alone.
    picture: OnceCell<Picture>,
    /// Where each claim's step is in its speaker's track, by the places of both, once somebody asks.
    places: OnceCell<BTreeMap<ClaimId, (usize, usize)>>,
    /// Which claims are translations of which, once somebody asks.
    translations: OnceCell<BTreeMap<ClaimId, Vec<Between>>>,
    /// What withholds bodies that no redaction of that moment did: what is withheld today is a gap at every moment.
    pub withheld_since: BTreeMap<Index, Withheld>,
}

impl Scene {
    /// Opens the ledger, finds the incident and makes its picture at the moment asked for. Without a word it is the one
    /// incident that there is.
    pub fn open(
        context: &Context,
        incident: Option<&str>,
        moment: &MomentArgs,
    ) -> Result<(Reading, Self), Failure> {
        let reading = Reading::open_rows(context, moment.as_of.as_of.as_ref())?;
        let incident = find::incident(&reading, incident)?;
        let scene = Self::at(&reading, incident, reading.size(), moment.said_by.clone())?;
        Ok((reading, scene))
    }

    /// What is computed of all its sources.
    pub fn picture(&self) -> &Picture {
        self.picture.get_or_init(|| Picture::of(&self.case, &self.world))
    }

    /// Whether a claim is part of its speaker's position.
    pub fn stands(&self, claim: ClaimId) -> bool {
        self.step(claim).is_some_and(|step| step.stands)
    }

    /// The claims by which a claim was taken back or corrected.
    pub fn taken_back(&self, claim: ClaimId) -> &[ClaimId] {
        self.step(claim).map(|step| &*step.taken_back).unwrap_or_default()
    }

    /// A claim's step in its speaker's track; none for what may have been said only later.
    fn step(&self, claim: ClaimId) -> Option<&Step> {
        let speakers = &self.picture().tracks.speakers;
        let places = self.places.get_or_init(|| {
            let tracks = speakers.iter().enumerate();
            let places = tracks.flat_map(|(of, track)| {
                track.steps.iter().enumerate().map(move |(at, step)| (step.claim, (of, at)))
            });
            places.collect()
        });
        let (track, step) = places.get(&claim)?;
        speakers.get(*track)?.steps.get(*step)
    }

    /// Whether these claims give values that are not all the same: that several name a cause is no word that they name one.
    pub fn values_differ(&self, claims: &[ClaimId]) -> bool {
        let worths = claims.iter().map(|claim| &self.case.claim(*claim).fact.worth);
        let mut values = worths.filter(|worth| !worth.is_answer());
        let first = values.next();
        values.any(|value| Some(value) != first)
    }

    /// How many of the independent origins of some claims speak in headlines alone.
    pub fn headline_origins(&self, claims: &[ClaimId]) -> u64 {
        let found = headline_origins(&self.case, &self.picture().origins, claims);
        u64::try_from(found).unwrap_or(u64::MAX)
    }

    /// These claims, and those that they translate or that translate them.
    pub fn with_translations(&self, mut claims: BTreeSet<ClaimId>) -> BTreeSet<ClaimId> {
        let translations = self.translations();
        let others = claims.iter().filter_map(|id| translations.get(id)).flatten();
        let others: Vec<ClaimId> = others.flat_map(|it| [it.from, it.to]).collect();
        claims.extend(others);
        claims
    }

    /// Which claims are recorded as translations of which, by both.
    pub fn translations(&self) -> &BTreeMap<ClaimId, Vec<Between>> {
        self.translations.get_or_init(|| track::translations(&self.case))
    }

    /// As [`Self::open`], for an incident and what is asked of it. Where the ledger holds one incident alone, it may be
    /// left out: then the first word may be what is asked. Gives what is asked.
    pub fn open_on<'a>(
        context: &Context,
        (incident, about): (Option<&'a str>, Option<&'a str>),
        moment: &MomentArgs,
    ) -> Result<(Reading, Self, Option<&'a str>), Failure> {
        let reading = Reading::open_rows(context, moment.as_of.as_of.as_ref())?;
        let (incident, about) = match (find::incident(&reading, incident), about) {
            (Err(failure), None) => {
                let catalogue = reading.today().catalogue();
                match (find::incident(&reading, None), choice::Choice::of(catalogue, incident)) {
                    (Ok(only), Ok(_)) => (only, incident),
                    // A point makes it the name of a facet.
                    (Ok(_), Err(near)) if incident.is_some_and(|it| it.contains('.')) => {
                        return Err(near);
                    }
                    _ => return Err(failure),
                }
            }
            (found, about) => (found?, about),
        };
        let scene = Self::at(&reading, incident, reading.size(), moment.said_by.clone())?;
        Ok((reading, scene, about))
    }

    /// The picture of an incident after `size` entries, of what had been said by some time.
    pub fn at(
        reading: &Reading,
        incident: IncidentId,
        size: Size,
        said_by: Option<SaidBy>,
    ) -> Result<Self, Failure> {
        let CaseInput { records, world, catalogue } = reading
            .reader()
            .case_input(reading.today(), &incident, size)
            .map_err(|error| read_failure(&error))?;
        let case = Case::of(records, &world, catalogue, said_by.as_ref().map(SaidBy::by));
        let mut withheld_since = BTreeMap::new();
        for gap in case.gaps.iter().filter(|gap| gap.by.is_none()) {
            let index = gap.cite.index;
            withheld_since.extend(reading.withheld(index)?.map(|withheld| (index, withheld)));
        }
        Ok(Self {
            incident,
            size,
            said_by,
            case,
            world,
            picture: OnceCell::new(),
            places: OnceCell::new(),
            translations: OnceCell::new(),
            withheld_since,
        })
    }
}
