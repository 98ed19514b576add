//! How a value moved from another of one facet and side.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Bound;

use bayan_claim::value::Decimal;
use bayan_claim::vocabulary::{Closure, Family};

use super::{Rule, Shift};
use crate::fact::{ClaimFact, Members, Number, RefFact, Worth};
use crate::reach::Containment;

pub(super) fn by_value(
    containment: &Containment,
    earlier: &ClaimFact,
    later: &ClaimFact,
    found: &mut BTreeSet<(Shift, Rule)>,
) {
    let is_besides = later.is_one_of_several();
    match (&earlier.worth, &later.worth) {
        (Worth::Number(was), Worth::Number(is)) => numbers(was, is, found),
        (Worth::Members(was), Worth::Members(is)) => members(was, is, found),
        (Worth::Time(was), Worth::Time(is))
            if (was.bounds, &was.relative) != (is.bounds, &is.relative) =>
        {
            found.insert((Shift::Dates, Rule::Time));
        }
        (Worth::Span(least, most), Worth::Span(now_least, now_most)) => {
            spans((*least, *most), (*now_least, *now_most), found);
        }
        (Worth::Ref(was), Worth::Ref(is)) if !is_same(containment, *was, *is) => {
            found.insert(if is_besides {
                (Shift::Elaborates, Rule::Reference)
            } else if later.facet.family() == Family::Responsibility {
                (Shift::ShiftsBlame, Rule::Reference)
            } else {
                (Shift::ShiftsSubject, Rule::Reference)
            });
        }
        // Whether a text says in one language what another says in the other is for a reader to tell.
        (Worth::Words(was), Worth::Words(is))
            if was != is && earlier.language == later.language =>
        {
            let shift = if is_besides { Shift::Elaborates } else { Shift::ShiftsSubject };
            found.insert((shift, Rule::Wording));
        }
        _ => {}
    }
}

/// Whether two references are to one, by whatever name.
fn is_same(containment: &Containment, a: RefFact, b: RefFact) -> bool {
    match (a, b) {
        (RefFact::Entity(a), RefFact::Entity(b)) => {
            containment.within(a, b) && containment.within(b, a)
        }
        (a, b) => a == b,
    }
}

/// How a number moved: out of the old bounds, further inside them, or away from what was named.
fn numbers(was: &Number, is: &Number, found: &mut BTreeSet<(Shift, Rule)>) {
    if was.measure != is.measure {
        // Different counted things never compare: another figure beside the first.
        found.insert((Shift::Elaborates, Rule::Bounds));
        return;
    }
    if (&was.low, &was.high, &was.named) == (&is.low, &is.high, &is.named) {
        return;
    }
    let (was, is) = (Interval::of(was), Interval::of(is));
    let (inside, around) = (is.is_closer(&was), was.is_closer(&is));
    if inside != around {
        let shift = if inside { Shift::Quantifies } else { Shift::Weakens };
        found.insert((shift, Rule::Bounds));
    }
    match was.goes_to(&is) {
        Some(Ordering::Less) => found.insert((Shift::Raises, Rule::Bounds)),
        Some(Ordering::Greater) => found.insert((Shift::Lowers, Rule::Bounds)),
        // "At least 100" and "at most 500": another bound beside the first.
        _ if !inside && !around => found.insert((Shift::Elaborates, Rule::Bounds)),
        _ => false,
    };
}

/// The numbers between two bounds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Interval<'a> {
    low: &'a Bound<Decimal>,
    high: &'a Bound<Decimal>,
    named: Option<&'a Decimal>,
}

impl<'a> Interval<'a> {
    pub(crate) fn of(number: &'a Number) -> Self {
        Self { low: &number.low, high: &number.high, named: number.named.as_ref() }
    }

    /// Whether all of it lies below all of the other.
    pub(crate) fn is_below(&self, other: &Self) -> bool {
        match (self.high, other.low) {
            (Bound::Included(high), Bound::Included(low)) => high < low,
            (
                Bound::Included(high) | Bound::Excluded(high),
                Bound::Included(low) | Bound::Excluded(low),
            ) => high <= low,
            (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
        }
    }

    /// On which side of its bounds a number lies; none for one within them.
    fn side_of(&self, number: Option<&Decimal>) -> Option<Ordering> {
        let at = Bound::Included(number?.clone());
        let point = Interval { low: &at, high: &at, named: None };
        if point.is_below(self) {
            return Some(Ordering::Less);
        }
        self.is_below(&point).then_some(Ordering::Greater)
    }

    /// Whether it says more closely what the other says: by lying in its bounds. A figure that is named roughly bounds
    /// nothing; it is closer than bounds that hold it, and the very number is closer than it.
    fn is_closer(&self, other: &Self) -> bool {
        let rough = |interval: &Self| interval.named.is_some() && interval.is_unbounded();
        match (rough(self), rough(other)) {
            (true, false) if other.is_unbounded() => true,
            (true, false) => other.side_of(self.named).is_none() && !other.is_exact(),
            (false, true) => self.is_exact() && self.side_of(other.named).is_none(),
            _ => self.is_within(other),
        }
    }

    fn is_exact(&self) -> bool {
        matches!((self.low, self.high), (Bound::Included(low), Bound::Included(high)) if low == high)
    }

    fn is_unbounded(&self) -> bool {
        matches!((self.low, self.high), (Bound::Unbounded, Bound::Unbounded))
    }

    /// Whether it lies lower or higher than the other, as far as the two tell.
    fn goes_to(&self, other: &Self) -> Option<Ordering> {
        if self.is_below(other) {
            return Some(Ordering::Less);
        }
        if other.is_below(self) {
            return Some(Ordering::Greater);
        }
        if self.is_unbounded() || other.is_unbounded() {
            // "About" bounds nothing, so that only the number that is named tells which way it went: from another that
            // is named, or from bounds that leave it out.
            return match (self.is_unbounded(), other.is_unbounded()) {
                (true, true) => self.named.zip(other.named).map(|(mine, theirs)| mine.cmp(theirs)),
                (true, false) => other.side_of(self.named),
                _ => self.side_of(other.named).map(Ordering::reverse),
            };
        }
        let ends = [(self.low, other.low), (self.high, other.high)];
        let is_within = self.is_within(other) || other.is_within(self);
        match ends.map(|(mine, theirs)| (end(mine), end(theirs))) {
            // "At least", and "at most": by the one end that both name.
            [(Some(mine), Some(theirs)), (None, None)]
            | [(None, None), (Some(mine), Some(theirs))] => Some(mine.cmp(theirs)),
            // Both ends go the same way where neither lies within the other; an end that is not named lies beyond all.
            [(Some(mine), Some(theirs)), (Some(_), _) | (_, Some(_))]
            | [(Some(_), _) | (_, Some(_)), (Some(mine), Some(theirs))]
                if !is_within =>
            {
                Some(mine.cmp(theirs))
            }
            _ => None,
        }
    }

    /// Whether all of it lies in the other.
    fn is_within(&self, other: &Self) -> bool {
        let low = match (self.low, other.low) {
            (_, Bound::Unbounded) => true,
            (Bound::Unbounded, _) => false,
            (Bound::Included(mine), Bound::Excluded(theirs)) => mine > theirs,
            (
                Bound::Included(mine) | Bound::Excluded(mine),
                Bound::Included(theirs) | Bound::Excluded(theirs),
            ) => mine >= theirs,
        };
        let high = match (self.high, other.high) {
            (_, Bound::Unbounded) => true,
            (Bound::Unbounded, _) => false,
            (Bound::Included(mine), Bound::Excluded(theirs)) => mine < theirs,
            (
                Bound::Included(mine) | Bound::Excluded(mine),
                Bound::Included(theirs) | Bound::Excluded(theirs),
            ) => mine <= theirs,
        };
        low && high
    }
}

fn end(bound: &Bound<Decimal>) -> Option<&Decimal> {
    match bound {
        Bound::Included(end) | Bound::Excluded(end) => Some(end),
        Bound::Unbounded => None,
    }
}

/// Spans of seconds move as numbers do.
fn spans(
    was: (Option<u64>, Option<u64>),
    is: (Option<u64>, Option<u64>),
    found: &mut BTreeSet<(Shift, Rule)>,
) {
    let number = |(least, most): (Option<u64>, Option<u64>)| Number {
        measure: String::new(),
        low: least.map_or(Bound::Unbounded, |n| Bound::Included(n.into())),
        high: most.map_or(Bound::Unbounded, |n| Bound::Included(n.into())),
        named: None,
    };
    numbers(&number(was), &number(is), found);
}

/// More named is more told; less named, where these are all, is a narrower set.
fn members(was: &Members, is: &Members, found: &mut BTreeSet<(Shift, Rule)>) {
    if (was.closure == Closure::AllExcept) != (is.closure == Closure::AllExcept) {
        found.insert((Shift::ShiftsScope, Rule::Members));
        return;
    }
    let (old, new): (BTreeSet<_>, BTreeSet<_>) =
        (was.members.iter().collect(), is.members.iter().collect());
    let (more, less) =
        (new.difference(&old).next().is_some(), old.difference(&new).next().is_some());
    if is.closure == Closure::AllExcept {
        // What is left out: more of it is less, and other things left out are neither.
        if more && less {
            found.insert((Shift::ShiftsScope, Rule::Members));
            return;
        }
        if more {
            found.insert((Shift::Narrows, Rule::Members));
        }
        if less {
            found.insert((Shift::Widens, Rule::Members));
        }
        return;
    }
    let (was_all, is_all) = (was.closure == Closure::Closed, is.closure == Closure::Closed);
    // All of another, where neither list holds the other.
    if more && less && is_all {
        found.insert((Shift::ShiftsScope, Rule::Members));
        return;
    }
    // More than was said to be all is a wider set; more of what was left open is more told.
    if more {
        found.insert((if was_all { Shift::Widens } else { Shift::Elaborates }, Rule::Members));
    }
    // An open set that names fewer takes nothing back.
    if less && is_all {
        found.insert((Shift::Narrows, Rule::Members));
    }
    if !more && !less && was_all != is_all {
        found.insert((if is_all { Shift::Narrows } else { Shift::Widens }, Rule::Members));
    }
}
