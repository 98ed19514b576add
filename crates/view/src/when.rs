//! When something was said, as far as that is known, and what came before what.
//!
//! A time is a pair of bounds, either of which may be open. One utterance came before another when the bounds say so,
//! when one is anchored to the other, or, where both are known alike, by their order in one text. What none of these
//! tells stays open. A weekday without a date bounds nothing.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::StatementRef;
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::Order;
use bayan_proof::num::UnixMillis;

use crate::fact::{AnchorFact, RelativeFact, TimeFact, UtteranceFact};
use crate::world::World;

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
fn meet(a: TimeBounds, b: TimeBounds) -> TimeBounds {
    let met = TimeBounds {
        earliest: a.earliest.into_iter().chain(b.earliest).max(),
        latest: a.latest.into_iter().chain(b.latest).min(),
    };
    if is_backwards(met) { a } else { met }
}

fn is_backwards(bounds: TimeBounds) -> bool {
    bounds.earliest.zip(bounds.latest).is_some_and(|(earliest, latest)| earliest > latest)
}

/// Whether all of `a` lies before all of `b`.
pub fn is_before(a: TimeBounds, b: TimeBounds) -> bool {
    a.latest.zip(b.earliest).is_some_and(|(latest, earliest)| latest < earliest)
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

/// The bounds of a time, where its anchors are known.
fn resolve(time: &TimeFact, anchors: impl Fn(&AnchorFact) -> TimeBounds) -> TimeBounds {
    match &time.relative {
        None => time.bounds,
        Some(RelativeFact { order, anchor, distance }) => {
            meet(time.bounds, relative(*order, anchors(anchor), *distance))
        }
    }
}

/// When an utterance was said, by its own words and by what carried it: it was said before it was published, captured
/// and recorded. Anchors to other statements are [`Times`]' to follow.
pub fn said(utterance: &UtteranceFact, recorded: UnixMillis, world: &World) -> TimeBounds {
    let mut published = TimeBounds::default();
    let mut captured: Option<i64> = None;
    for artifact in &utterance.artifacts {
        let (appeared, taken) = world.appeared(*artifact);
        published = meet(published, appeared);
        captured = captured.into_iter().chain(taken).min();
    }
    let at_capture = TimeBounds { earliest: captured, latest: captured };
    let published = meet(
        resolve(&utterance.published, |anchor| match anchor {
            AnchorFact::ThisCapture => at_capture,
            AnchorFact::Date(date) => *date,
            _ => TimeBounds::default(),
        }),
        published,
    );
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

/// The times of all utterances of a case, with the anchors between them followed.
#[derive(Clone, Debug, Default)]
pub struct Times {
    bounds: BTreeMap<StatementRef, TimeBounds>,
    /// For each statement those that are anchored directly after it.
    after: BTreeMap<StatementRef, BTreeSet<StatementRef>>,
}

impl Times {
    /// Follows the anchors between utterances, each given with its own bounds. `resolve` leads from a statement to the
    /// one that stands for it now.
    pub(crate) fn of<'a>(
        utterances: impl IntoIterator<Item = (StatementRef, TimeBounds, &'a TimeFact)>,
        resolve: impl Fn(StatementRef) -> StatementRef,
    ) -> Self {
        let mut times = Self::default();
        let mut anchored = Vec::new();
        for (statement, bounds, said) in utterances {
            times.bounds.insert(statement, bounds);
            if let Some(RelativeFact { order, anchor: AnchorFact::Statement(other), distance }) =
                said.relative
            {
                anchored.push((statement, order, resolve(other), distance));
            }
        }
        // Each pass carries a bound one anchor further, so as many passes as anchors are enough.
        for _ in 0..anchored.len() {
            let mut moved = false;
            for (statement, order, other, distance) in &anchored {
                moved |= times.tighten(*statement, *order, *other, *distance);
            }
            if !moved {
                break;
            }
        }
        for (statement, order, other, _) in anchored {
            let (first, then) = match order {
                Order::Before | Order::Until => (statement, other),
                Order::After | Order::Since => (other, statement),
                Order::During | Order::Around => continue,
            };
            if first != then && !times.reaches(then, first) {
                times.after.entry(first).or_default().insert(then);
            }
        }
        times
    }

    fn tighten(
        &mut self,
        statement: StatementRef,
        order: Order,
        other: StatementRef,
        distance: (Option<u64>, Option<u64>),
    ) -> bool {
        let (Some(mine), Some(others)) =
            (self.bounds.get(&statement).copied(), self.bounds.get(&other).copied())
        else {
            return false;
        };
        let met = meet(mine, relative(order, others, distance));
        let changed = met != mine;
        self.bounds.insert(statement, met);
        changed
    }

    /// When a statement's words were said.
    pub fn said(&self, statement: StatementRef) -> TimeBounds {
        self.bounds.get(&statement).copied().unwrap_or_default()
    }

    /// Whether a statement takes part in an order by anchors.
    pub fn is_anchored(&self, statement: StatementRef) -> bool {
        self.after.contains_key(&statement)
            || self.after.values().any(|then| then.contains(&statement))
    }

    /// Whether anchors lead from `first` on to `then`.
    pub fn reaches(&self, first: StatementRef, then: StatementRef) -> bool {
        self.following(first).contains(&then)
    }

    /// All statements that are anchored after this one, at any distance.
    pub fn following(&self, first: StatementRef) -> BTreeSet<StatementRef> {
        let mut found = BTreeSet::new();
        let mut open = vec![first];
        while let Some(at) = open.pop() {
            let next = self.after.get(&at).into_iter().flatten();
            open.extend(next.filter(|statement| found.insert(**statement)));
        }
        found
    }
}
