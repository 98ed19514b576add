//! When something was said, as far as that is known, and what came before what.
//!
//! A time is a pair of bounds, either of which may be open. One utterance came before another when the bounds say so,
//! when one is anchored to the other, or, where both are known alike, by their order in one text. What none of these
//! tells stays open. A weekday without a date bounds nothing.
//!
//! A date without a zone is some day on earth, which lasts fifty hours; but who says something on Monday and something
//! else on Tuesday said the one before the other. So each time is known twice: in Unix seconds, and by one clock that
//! all who name no zone are taken to share. The order never runs in a circle; what only both times together would tell
//! is left untold.

mod anchors;

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::Catalogue;
use bayan_claim::id::StatementRef;
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::Order;
use bayan_proof::hash::Sha256;
use bayan_proof::num::UnixMillis;
use serde::{Deserialize, Serialize};

use crate::case::Claimed;
use crate::fact::{AnchorFact, AsOfFact, RelativeFact, TimeFact, UtteranceFact};
use crate::shift::{Side, side};
use crate::world::World;

pub(crate) use self::anchors::Anchors;
use self::anchors::Edge;
pub use self::anchors::WALK_MAX;

/// How one utterance is known to come before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grounds {
    /// Their times do not overlap.
    Time,
    /// One is told from the other: "earlier", "two days after".
    Anchor,
    /// They stand in this order in one text, and are dated alike.
    Text,
}

/// The bounds that two times share; the first alone where they share nothing.
pub(crate) fn meet(a: TimeBounds, b: TimeBounds) -> TimeBounds {
    let met = TimeBounds {
        earliest: a.earliest.into_iter().chain(b.earliest).max(),
        latest: a.latest.into_iter().chain(b.latest).min(),
    };
    if is_backwards(met) { a } else { met }
}

fn is_backwards(bounds: TimeBounds) -> bool {
    bounds.earliest.zip(bounds.latest).is_some_and(|(earliest, latest)| earliest > latest)
}

/// A time known twice: in Unix seconds, and by the clock that all who name no zone are taken to share.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Moment {
    /// In Unix seconds.
    pub bounds: TimeBounds,
    /// The same by the clock that is shared.
    pub clock: TimeBounds,
}

impl Moment {
    /// A time with what it says by the clock that it was written for, where it names no zone.
    pub fn of(bounds: TimeBounds, own_clock: TimeBounds) -> Self {
        Self { bounds, clock: meet(own_clock, on_any_clock(bounds)) }
    }

    /// Whether all of it lies before all of the other, by either of the two.
    pub fn is_before(self, other: Self) -> bool {
        is_before(self.bounds, other.bounds) || is_before(self.clock, other.clock)
    }

    /// Whether the two cannot be one.
    pub fn is_apart(self, other: Self) -> bool {
        self.is_before(other) || other.is_before(self)
    }
}

/// A moment by which something had been said, to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct By {
    /// Its last second, in Unix seconds.
    pub latest: i64,
    /// Its last second by the clock that all who name no zone share; none where it names one.
    pub clock: Option<i64>,
}

impl From<i64> for By {
    /// An instant.
    fn from(latest: i64) -> Self {
        Self { latest, clock: None }
    }
}

impl By {
    /// Whether all of a time lies after it.
    pub fn is_before(self, said: Moment) -> bool {
        let after = |by: Option<i64>, earliest: Option<i64>| {
            by.zip(earliest).is_some_and(|(by, earliest)| earliest > by)
        };
        after(Some(self.latest), said.bounds.earliest) || after(self.clock, said.clock.earliest)
    }

    /// Whether all of a time had passed by then.
    pub fn holds(self, said: Moment) -> bool {
        let by_then = |by: Option<i64>, latest: Option<i64>| {
            by.zip(latest).is_some_and(|(by, latest)| latest <= by)
        };
        by_then(Some(self.latest), said.bounds.latest) || by_then(self.clock, said.clock.latest)
    }
}

impl From<&TimeFact> for Moment {
    /// A time as its date tells it, whatever it is told from.
    fn from(time: &TimeFact) -> Self {
        Self::of(time.bounds, time.clock)
    }
}

/// Whether all of `a` lies before all of `b`.
pub fn is_before(a: TimeBounds, b: TimeBounds) -> bool {
    a.latest.zip(b.earliest).is_some_and(|(latest, earliest)| latest < earliest)
}

/// When a claim was said.
pub(crate) fn said_at(claimed: &Claimed) -> Moment {
    Moment { bounds: claimed.said, clock: claimed.clock }
}

/// The moment that a claim speaks of: its `as_of`, or else when it was said. What
/// is told without a date is some moment up to the words.
pub(crate) fn spoken_of(claimed: &Claimed) -> Moment {
    let said = said_at(claimed);
    match claimed.fact.as_of {
        None | Some(AsOfFact::ThisUtterance) => said,
        Some(AsOfFact::Time(time)) if time != Moment::default() => time,
        Some(AsOfFact::Time(_)) => {
            let up_to = |bounds: TimeBounds| TimeBounds { earliest: None, ..bounds };
            Moment { bounds: up_to(said.bounds), clock: up_to(said.clock) }
        }
    }
}

/// The moment that a claim speaks of, where its facet is one whose answer changes with time.
pub(crate) fn moment_of(catalogue: &Catalogue, claimed: &Claimed) -> Option<Moment> {
    catalogue.is_changing(&claimed.fact.facet).then(|| spoken_of(claimed))
}

/// Whether two claims tell that what changes with time has changed: they take opposite sides, of moments that lie apart.
pub(crate) fn tell_of_a_change(catalogue: &Catalogue, a: &Claimed, b: &Claimed) -> bool {
    let moments = moment_of(catalogue, a).zip(moment_of(catalogue, b));
    a.fact.facet == b.fact.facet
        && moments.is_some_and(|(a, b)| a.is_apart(b))
        && matches!(
            (side(&a.fact), side(&b.fact)),
            (Side::Affirms, Side::Denies) | (Side::Denies, Side::Affirms)
        )
}

/// What an anchor's bounds and an order tell of a time.
fn relative(order: Order, anchor: TimeBounds, distance: (Option<u64>, Option<u64>)) -> TimeBounds {
    let seconds = |span: Option<u64>| span.map(|s| i64::try_from(s).unwrap_or(i64::MAX));
    let (near, far) = (seconds(distance.0).unwrap_or(0), seconds(distance.1));
    match order {
        Order::Before | Order::Until => TimeBounds {
            earliest: anchor.earliest.zip(far).map(|(at, far)| at.saturating_sub(far)),
            latest: anchor.latest.map(|at| at.saturating_sub(near)),
        },
        Order::After | Order::Since => TimeBounds {
            earliest: anchor.earliest.map(|at| at.saturating_add(near)),
            latest: anchor.latest.zip(far).map(|(at, far)| at.saturating_add(far)),
        },
        Order::During => anchor,
        // How near is not said.
        Order::Around => TimeBounds::default(),
    }
}

/// What an anchor tells of a time that lies ahead of some words, as "within thirty days" does. It is not before them: an
/// end that is told as earlier than its own words tells nothing.
pub(crate) fn ahead(relative_to: &RelativeFact, anchor: TimeBounds) -> TimeBounds {
    let is_own = matches!(
        relative_to.anchor,
        AnchorFact::ThisUtterance | AnchorFact::ThisPublication | AnchorFact::ThisCapture
    );
    match relative_to.order {
        Order::Before | Order::Until if is_own => TimeBounds::default(),
        order => relative(order, anchor, relative_to.distance),
    }
}

/// The bounds of a time, where its anchors are known.
fn resolve(time: &TimeFact, anchors: impl Fn(&AnchorFact) -> TimeBounds) -> TimeBounds {
    match &time.relative {
        None => time.bounds,
        Some(RelativeFact { order, anchor, distance }) => {
            meet(time.bounds, relative(*order, anchors(anchor), *distance))
        }
    }
}

/// When the artifacts that carry some words appeared, and when they were captured first.
pub(crate) fn appeared(artifacts: &[Sha256], world: &World) -> (TimeBounds, Option<i64>) {
    let mut published = TimeBounds::default();
    let mut captured: Option<i64> = None;
    for artifact in artifacts {
        let (appeared, taken) = world.appeared(*artifact);
        published = meet(published, appeared);
        captured = captured.into_iter().chain(taken).min();
    }
    (published, captured)
}

/// When the publication that carries an utterance appeared, and when it was captured.
pub(crate) fn carried(utterance: &UtteranceFact, world: &World) -> (TimeBounds, TimeBounds) {
    let (published, captured) = appeared(&utterance.artifacts, world);
    let at_capture = TimeBounds { earliest: captured, latest: captured };
    let told = resolve(&utterance.published, |anchor| match anchor {
        AnchorFact::ThisCapture => at_capture,
        AnchorFact::Date(date) => *date,
        _ => TimeBounds::default(),
    });
    (meet(told, published), at_capture)
}

/// When an utterance was said, by its own words and by what carried it: it was said before it was published, captured
/// and recorded. Anchors to other statements are [`Times`]' to follow.
pub fn said(utterance: &UtteranceFact, recorded: UnixMillis, world: &World) -> TimeBounds {
    let (published, at_capture) = carried(utterance, world);
    let said = resolve(&utterance.said, |anchor| match anchor {
        AnchorFact::ThisPublication => published,
        AnchorFact::ThisCapture => at_capture,
        AnchorFact::Date(date) => *date,
        AnchorFact::ThisUtterance | AnchorFact::Statement(_) | AnchorFact::Other => {
            TimeBounds::default()
        }
    });
    let recorded = i64::try_from(recorded.0 / 1000).ok();
    let artifacts = utterance.artifacts.iter().filter_map(|artifact| world.latest(*artifact));
    let hops = utterance.chain.iter().filter_map(|hop| hop.at.latest);
    let latest = artifacts.chain(hops).chain(published.latest).chain(recorded).min();
    // Words that are dated after they were printed keep the date that they were given.
    meet(said, TimeBounds { earliest: None, latest })
}

/// How far the clock that is shared can be ahead of UTC, and behind it, in seconds.
const AHEAD: i64 = 14 * 3600;
const BEHIND: i64 = 12 * 3600;

/// What a time in Unix seconds tells of it by a clock somewhere on earth.
pub fn on_any_clock(said: TimeBounds) -> TimeBounds {
    TimeBounds {
        earliest: said.earliest.map(|at| at.saturating_sub(BEHIND)),
        latest: said.latest.map(|at| at.saturating_add(AHEAD)),
    }
}

/// When an utterance was said by the clock that all who name no zone share, given when it was said at all.
pub fn by_clock(utterance: &UtteranceFact, said: TimeBounds) -> TimeBounds {
    match utterance.said.relative {
        None => meet(utterance.said.clock, on_any_clock(said)),
        Some(_) => on_any_clock(said),
    }
}

/// The times of all utterances of a case, with the anchors between them followed.
///
/// An anchor tells of both ends: what came before something that is dated was not said after it either. So the order by
/// times and the order by anchors never contradict each other, and together they are an order. Anchors that run in a
/// circle, and those that the dates at their ends rule out, tell nothing; all of them alike, because nothing says which
/// is the wrong one.
#[derive(Clone, Debug, Default)]
pub struct Times {
    times: BTreeMap<StatementRef, Moment>,
    anchors: Anchors,
}

/// What the anchor of one statement tells: `first` came at least `near` and at most `far` seconds before `then`.
#[derive(Clone, Copy, Debug)]
struct Told {
    /// The statement that is the anchor.
    anchor: StatementRef,
    first: StatementRef,
    then: StatementRef,
    near: i64,
    far: Option<i64>,
    /// Whether it orders the two, and does not only date one by the other.
    orders: bool,
}

impl Told {
    /// None where the order bounds nothing.
    fn of(statement: StatementRef, anchor: StatementRef, relative: &RelativeFact) -> Option<Self> {
        let seconds = |span: Option<u64>| span.map(|s| i64::try_from(s).unwrap_or(i64::MAX));
        let (near, far) = (seconds(relative.distance.0).unwrap_or(0), seconds(relative.distance.1));
        let told = Self { anchor, first: anchor, then: statement, near, far, orders: true };
        match relative.order {
            Order::Before | Order::Until => Some(Self { first: statement, then: anchor, ..told }),
            Order::After | Order::Since => Some(told),
            // Utterances are taken as moments: one within another is as old.
            Order::During => Some(Self { near: 0, far: Some(0), orders: false, ..told }),
            Order::Around => None,
        }
    }
}

impl Told {
    /// The order that it tells.
    fn edge(self) -> Edge {
        let is_earlier = self.then == self.anchor;
        let statement = if is_earlier { self.first } else { self.then };
        Edge { statement, anchor: self.anchor, is_earlier }
    }

    /// Whether the bounds at its ends leave room for it.
    fn can_be(&self, bounds: &BTreeMap<StatementRef, TimeBounds>) -> bool {
        let (first, then) = (end(bounds, self.first), end(bounds, self.then));
        let apart = |from: Option<i64>, to: Option<i64>| {
            from.zip(to).map(|(from, to)| to.saturating_sub(from))
        };
        let (most, least) =
            (apart(first.earliest, then.latest), apart(first.latest, then.earliest));
        most.is_none_or(|most| most >= self.near)
            && self.far.zip(least).is_none_or(|(far, least)| least <= far)
    }
}

impl Times {
    /// Follows the anchors between utterances, each given with its own bounds. `resolve` leads from a statement to the
    /// one that stands for it now.
    pub(crate) fn of<'a>(
        utterances: impl IntoIterator<Item = (StatementRef, TimeBounds, &'a UtteranceFact)>,
        resolve: impl Fn(StatementRef) -> StatementRef,
    ) -> Self {
        let mut times = BTreeMap::new();
        let mut told_of = BTreeMap::new();
        for (statement, said, utterance) in utterances {
            times.insert(statement, Moment { bounds: said, clock: by_clock(utterance, said) });
            let Some(relative) = &utterance.said.relative else { continue };
            let AnchorFact::Statement(anchor) = relative.anchor else { continue };
            told_of.extend(
                Told::of(statement, resolve(anchor), relative).map(|told| (statement, told)),
            );
        }
        // Only amendments can close a circle: a statement points to what is earlier on the ledger.
        let depths = depths(&told_of);
        told_of.retain(|statement, _| depths.get(statement).is_some_and(|depth| *depth > 0));
        let mut told: Vec<(usize, Told)> = told_of
            .into_iter()
            .map(|(statement, told)| (depths.get(&statement).copied().unwrap_or(0), told))
            .collect();
        told.sort_by_key(|(depth, _)| *depth);
        let narrowed = narrow(&times, &told);
        told.retain(|(_, told)| told.can_be(&narrowed));
        let narrowed = narrow(&times, &told);
        // Two clocks and anchors between them could run in a circle, so who takes part in anchors has no clock of its own.
        let no_clock = TimeBounds::default();
        times.extend(narrowed.into_iter().map(|(at, said)| (at, Moment::of(said, no_clock))));
        let orders = told.into_iter().map(|(_, told)| told).filter(|told| told.orders);
        let edges: Vec<Edge> = orders.map(Told::edge).collect();
        Self { times, anchors: Anchors::of(&edges) }
    }

    fn of_statement(&self, statement: StatementRef) -> Moment {
        self.times.get(&statement).copied().unwrap_or_default()
    }

    /// When a statement's words were said.
    pub fn said(&self, statement: StatementRef) -> TimeBounds {
        self.of_statement(statement).bounds
    }

    /// When a statement's words were said by the clock that all who name no zone share.
    pub fn on_clock(&self, statement: StatementRef) -> TimeBounds {
        self.of_statement(statement).clock
    }

    /// Whether one statement's words were said before another's, by either of the two.
    pub fn is_before(&self, first: StatementRef, then: StatementRef) -> bool {
        self.of_statement(first).is_before(self.of_statement(then))
    }

    /// Whether anchors lead from `first` on to `then`.
    pub fn reaches(&self, first: StatementRef, then: StatementRef) -> bool {
        let number = |statement| self.anchors.number(statement);
        number(first).zip(number(then)).is_some_and(|(a, b)| self.anchors.reaches(a, b))
    }

    /// The order by anchors.
    pub(crate) fn anchors(&self) -> &Anchors {
        &self.anchors
    }
}

/// How many anchors lead from each statement to one without; 0 for one without, and for those that run in a circle.
fn depths(anchors: &BTreeMap<StatementRef, Told>) -> BTreeMap<StatementRef, usize> {
    let mut depths = BTreeMap::new();
    for start in anchors.keys() {
        let (mut at, mut path, mut on_path) = (*start, Vec::new(), BTreeSet::new());
        while !depths.contains_key(&at) {
            match anchors.get(&at) {
                Some(told) if on_path.insert(at) => {
                    path.push(at);
                    at = told.anchor;
                }
                Some(_) => {
                    let round = path.iter().position(|statement| *statement == at).unwrap_or(0);
                    depths
                        .extend(path.split_off(round).into_iter().map(|statement| (statement, 0)));
                }
                None => {
                    depths.insert(at, 0);
                }
            }
        }
        let mut depth = depths.get(&at).copied().unwrap_or(0);
        for statement in path.into_iter().rev() {
            depth += 1;
            depths.insert(statement, depth);
        }
    }
    depths
}

fn end(bounds: &BTreeMap<StatementRef, TimeBounds>, statement: StatementRef) -> TimeBounds {
    bounds.get(&statement).copied().unwrap_or_default()
}

/// The bounds of those that take part, narrowed by what is told, given by depth: towards the anchors first, and then
/// back from them. Anchors form trees, so that this is all there is to tell. What cannot be is left backwards.
fn narrow(
    own: &BTreeMap<StatementRef, Moment>,
    told: &[(usize, Told)],
) -> BTreeMap<StatementRef, TimeBounds> {
    let taking_part = told.iter().flat_map(|(_, told)| [told.first, told.then]);
    let own = |at: StatementRef| own.get(&at).map(|moment| moment.bounds).unwrap_or_default();
    let mut bounds: BTreeMap<StatementRef, TimeBounds> =
        taking_part.map(|statement| (statement, own(statement))).collect();
    for (_, told) in told.iter().rev().chain(told) {
        let (first, then) = (end(&bounds, told.first), end(&bounds, told.then));
        let add = |at: Option<i64>, span: i64| at.map(|at| at.saturating_add(span));
        let less = |at: Option<i64>, span: i64| at.map(|at| at.saturating_sub(span));
        let max = |a: Option<i64>, b: Option<i64>| a.into_iter().chain(b).max();
        let min = |a: Option<i64>, b: Option<i64>| a.into_iter().chain(b).min();
        let far = |at: Option<i64>| at.zip(told.far);
        bounds.insert(
            told.then,
            TimeBounds {
                earliest: max(then.earliest, add(first.earliest, told.near)),
                latest: min(
                    then.latest,
                    far(first.latest).and_then(|(at, far)| add(Some(at), far)),
                ),
            },
        );
        bounds.insert(
            told.first,
            TimeBounds {
                earliest: max(
                    first.earliest,
                    far(then.earliest).and_then(|(at, far)| less(Some(at), far)),
                ),
                latest: min(first.latest, less(then.latest, told.near)),
            },
        );
    }
    bounds
}
