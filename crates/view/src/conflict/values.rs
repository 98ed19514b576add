//! What two claims alone say against each other: sides, bounds, members, times and references.

use bayan_claim::id::ClaimRef;
use bayan_claim::vocabulary::{Closure, Family, Polarity};

use super::{Basis, Kind};
use crate::case::Case;
use crate::fact::{ClaimFact, Member, Members, RefFact, Worth};
use crate::reach::{Containment, ScopeOrder};
use crate::shift::{Interval, Side, denies_value, side};
use crate::when::Moment;

/// The kind of conflict between two claims of one facet, and whether the second belongs on the left.
pub(super) fn opposed(
    case: &Case,
    containment: &Containment,
    a: &ClaimFact,
    b: &ClaimFact,
) -> Option<(Kind, bool)> {
    let denies = |fact: &ClaimFact| {
        side(fact) == Side::Denies || (side(fact) == Side::Open && denies_value(fact))
    };
    match (side(a), side(b)) {
        _ if a.facet != b.facet => None,
        (Side::Affirms, _) if denies(b) => sides(containment, a, b).map(|kind| (kind, false)),
        (_, Side::Affirms) if denies(a) => sides(containment, b, a).map(|kind| (kind, true)),
        (Side::Affirms, Side::Affirms) => {
            values(case, containment, a, b).map(|(kind, _)| (kind, false))
        }
        _ => None,
    }
}

/// What a cause is the cause of, where it is told.
pub(super) fn effect(case: &Case, fact: &ClaimFact) -> Option<Vec<ClaimRef>> {
    fact.target.filter(|_| is_cause(fact)).map(|target| case.now(target))
}

fn is_cause(fact: &ClaimFact) -> bool {
    fact.facet.family() == Family::Relation && fact.facet.leaf() == "caused_by"
}

/// Whether it tells in words why something did not work. Other words may mean another cause.
pub(super) fn is_told_cause(fact: &ClaimFact) -> bool {
    fact.facet.family() == Family::Availability && fact.facet.leaf() == "cause"
}

/// What is affirmed against what is denied, on one facet or where the affirmed harm implies the denied.
pub(super) fn sides(
    containment: &Containment,
    affirmed: &ClaimFact,
    denied: &ClaimFact,
) -> Option<Kind> {
    if !is_what_was_denied(affirmed, denied) {
        return None;
    }
    match containment.compare(&affirmed.reach, &denied.reach) {
        ScopeOrder::Same | ScopeOrder::Inside => Some(Kind::Contradicts),
        ScopeOrder::Around | ScopeOrder::Overlapping => Some(Kind::InTension),
        ScopeOrder::Incomparable => None,
    }
}

/// Whether the value that one affirms is what the other denies.
fn is_what_was_denied(affirmed: &ClaimFact, denied: &ClaimFact) -> bool {
    match (&affirmed.worth, &denied.worth) {
        (Worth::Answer(_), _) | (_, Worth::Answer(_)) => true,
        // That there was none denies every one, but of another measure.
        (Worth::Number(some), Worth::Number(none)) if denied.polarity != Polarity::Deny => {
            affirmed.facet != denied.facet || some.measure == none.measure
        }
        _ if denied.polarity != Polarity::Deny => true,
        // Where a value is denied, another is not; of a set each member is.
        (Worth::Members(some), Worth::Members(none)) => {
            let lists = |set: &Members| set.closure != Closure::AllExcept;
            let shared = some.members.iter().any(|member| none.members.contains(member));
            some == none || (lists(some) && lists(none) && shared)
        }
        (some, none) => some == none,
    }
}

/// Two values that are both affirmed, on one facet.
pub(super) fn values(
    case: &Case,
    containment: &Containment,
    a: &ClaimFact,
    b: &ClaimFact,
) -> Option<(Kind, Basis)> {
    let order = containment.compare(&a.reach, &b.reach);
    match (&a.worth, &b.worth) {
        (Worth::Number(x), Worth::Number(y)) if x.measure == y.measure => {
            let (x, y) = (Interval::of(x), Interval::of(y));
            let apart = match order {
                ScopeOrder::Same => x.is_below(&y) || y.is_below(&x),
                // A part may be less than the whole, and not more.
                ScopeOrder::Inside => y.is_below(&x),
                ScopeOrder::Around => x.is_below(&y),
                ScopeOrder::Overlapping | ScopeOrder::Incomparable => false,
            };
            apart.then_some((Kind::NumberConflict, Basis::Bounds))
        }
        (Worth::Members(x), Worth::Members(y)) => {
            let a_within = matches!(order, ScopeOrder::Same | ScopeOrder::Inside);
            let b_within = matches!(order, ScopeOrder::Same | ScopeOrder::Around);
            let apart = (b_within && excludes(containment, x, y))
                || (a_within && excludes(containment, y, x));
            apart.then_some((Kind::SetConflict, Basis::Members))
        }
        (Worth::Time(x), Worth::Time(y)) => {
            let apart = order == ScopeOrder::Same && Moment::from(x).is_apart(y.into());
            apart.then_some((Kind::TimeConflict, Basis::Times))
        }
        (Worth::Span(x_least, x_most), Worth::Span(y_least, y_most)) => {
            let below = |most: &Option<u64>, least: &Option<u64>| {
                most.zip(*least).is_some_and(|(most, least)| most < least)
            };
            // A part may be out for longer or shorter than the whole.
            let apart =
                order == ScopeOrder::Same && (below(x_most, y_least) || below(y_most, x_least));
            apart.then_some((Kind::NumberConflict, Basis::Bounds))
        }
        (Worth::Ref(x), Worth::Ref(y)) if order != ScopeOrder::Incomparable => {
            let kind = references(case, containment, (a, *x), (b, *y))?;
            Some((kind, Basis::References))
        }
        (Worth::Words(x), Worth::Words(y)) if order != ScopeOrder::Incomparable => {
            (is_told_cause(a) && x != y).then_some((Kind::InTension, Basis::Words))
        }
        _ => None,
    }
}

/// Whether a set that is all there is lacks a member of the other. A member within one of its own is in it.
fn excludes(containment: &Containment, closed: &Members, other: &Members) -> bool {
    let related = |a: &Member, b: &Member| match (a, b) {
        (Member::Is(RefFact::Entity(a)), Member::Is(RefFact::Entity(b))) => {
            containment.within(*a, *b) || containment.within(*b, *a)
        }
        (a, b) => a == b,
    };
    let holds = |member: &Member| closed.members.iter().any(|held| related(member, held));
    match (closed.closure, other.closure) {
        (Closure::Closed, Closure::Open | Closure::Closed) => !other.members.iter().all(holds),
        // What one leaves out the other names.
        (Closure::AllExcept, Closure::Open | Closure::Closed) => {
            other.members.iter().any(|member| {
                closed.members.iter().any(|out| match (member, out) {
                    (Member::Is(RefFact::Entity(member)), Member::Is(RefFact::Entity(out))) => {
                        containment.within(*member, *out)
                    }
                    (member, out) => member == out,
                })
            })
        }
        _ => false,
    }
}

/// Two causes of one effect, or two actors. That two are blamed is no conflict.
fn references(
    case: &Case,
    containment: &Containment,
    (a, x): (&ClaimFact, RefFact),
    (b, y): (&ClaimFact, RefFact),
) -> Option<Kind> {
    let one = match (x, y) {
        (RefFact::Entity(x), RefFact::Entity(y)) => {
            containment.within(x, y) || containment.within(y, x)
        }
        (x, y) => x == y,
    };
    if one {
        return None;
    }
    if is_cause(a) {
        let effects = effect(case, a).zip(effect(case, b));
        effects.is_none_or(|(a, b)| a == b).then_some(Kind::RivalCause)
    } else {
        let is_actor = a.facet.family() == Family::Attribution && a.facet.leaf() == "actor";
        is_actor.then_some(Kind::InTension)
    }
}
