//! Where sources conflict: computed over sides, bounds, sets and times, or recorded by a link. Both sides stay.
//!
//! A denial covers all of its reach, an affirmation some of its own. So they contradict each other exactly when the
//! affirmed reach lies within the denied one, and are in tension when the two only overlap. Harm that is affirmed on one
//! facet contradicts its denial on every facet that it implies. Only claims that stand are compared, and only those
//! of different sources.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::FacetName;
use bayan_claim::id::ClaimRef;
use bayan_claim::vocabulary::{Closure, Family, Polarity, Relation};
use serde::Serialize;

use crate::case::{Case, Cite, ClaimId};
use crate::fact::{ClaimFact, EndFact, Member, Members, RefFact, Worth};
use crate::reach::{Containment, ScopeOrder};
use crate::shift::{Interval, Side, are_apart, denies_value, side};
use crate::track::{Track, Who};
use crate::world::World;

/// How many conflicts of one case are listed. Sources that all name another number conflict pairwise, so that a
/// crowd of them has no useful list; [`Conflicts::is_cut`] says when there were more.
pub const CONFLICTS_MAX: usize = 4096;

/// What kind of conflict it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One affirms what the other denies.
    Contradicts,
    /// One affirms some of what the other denies, and it is not said whether that part is meant.
    InTension,
    /// Numbers of one counted thing that cannot both be.
    NumberConflict,
    /// A set that is all there is, and a member that is not in it.
    SetConflict,
    /// Times that cannot both be.
    TimeConflict,
    /// Two causes of one effect.
    RivalCause,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Contradicts,
        Self::InTension,
        Self::NumberConflict,
        Self::SetConflict,
        Self::TimeConflict,
        Self::RivalCause,
    ];

    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contradicts => "contradicts",
            Self::InTension => "in_tension",
            Self::NumberConflict => "number_conflict",
            Self::SetConflict => "set_conflict",
            Self::TimeConflict => "time_conflict",
            Self::RivalCause => "rival_cause",
        }
    }
}

/// By what a conflict is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Affirmed and denied, on one facet or where the affirmed harm implies the denied.
    Sides,
    /// Disjoint bounds of one measure.
    Bounds,
    /// A closed set without a member of the other.
    Members,
    /// Disjoint times.
    Times,
    /// Two causes or actors.
    References,
    /// Somebody recorded it.
    Recorded(Cite),
}

impl Basis {
    /// The name of the rule in output; none for what was recorded.
    pub const fn rule(&self) -> Option<&'static str> {
        match self {
            Self::Sides => Some("sides"),
            Self::Bounds => Some("bounds"),
            Self::Members => Some("members"),
            Self::Times => Some("times"),
            Self::References => Some("references"),
            Self::Recorded(_) => None,
        }
    }
}

/// Claims against claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What kind.
    pub kind: Kind,
    /// By what it is known.
    pub basis: Basis,
    /// Those that say one thing; for sides, those that affirm.
    pub left: Vec<ClaimId>,
    /// Those that say the other.
    pub right: Vec<ClaimId>,
    /// Links by which somebody recorded that the two agree, explain or repeat each other.
    pub disputed: Vec<Cite>,
}

/// The conflicts of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// Computed ones by facet, then recorded ones in log order.
    pub list: Vec<Conflict>,
    /// Whether there were more than [`CONFLICTS_MAX`].
    pub is_cut: bool,
    /// Facets of which standing claims say what cannot both be, whether the conflict is listed or not; or on which two
    /// sources take sides over reaches that only overlap.
    pub contested: BTreeSet<FacetName>,
}

/// Claims that say the same over the same reach: they conflict with the same others.
struct Class<'a> {
    fact: &'a ClaimFact,
    side: Side,
    claims: Vec<ClaimId>,
    sources: BTreeSet<&'a Who>,
}

/// The conflicts between the standing claims of these tracks, which are those of single speakers.
pub fn conflicts(case: &Case, world: &World, tracks: &[Track]) -> Conflicts {
    let by_facet = classes(case, tracks);
    let standing = tracks.iter().flat_map(|track| &track.steps).filter(|step| step.stands);
    let standing: BTreeSet<ClaimId> = standing.map(|step| step.claim).collect();
    let mut found = Conflicts::default();
    for (facet, classes) in &by_facet {
        for (place, a) in classes.iter().enumerate() {
            for b in classes.iter().skip(place + 1) {
                compare(case, world.containment(), a, b, &mut found);
            }
        }
        for implied in case.catalogue.implied(facet).iter().filter(|implied| implied != facet) {
            let denied = by_facet.get(implied).into_iter().flatten();
            for denied in denied.filter(|class| class.side == Side::Denies) {
                for affirmed in classes.iter().filter(|class| class.side == Side::Affirms) {
                    sides(case, world.containment(), affirmed, denied, &mut found);
                }
            }
        }
    }
    recorded(case, &standing, &mut found);
    found
}

fn classes<'a>(case: &'a Case, tracks: &'a [Track]) -> BTreeMap<&'a FacetName, Vec<Class<'a>>> {
    let mut places: BTreeMap<_, usize> = BTreeMap::new();
    let mut by_facet: BTreeMap<&FacetName, Vec<Class<'_>>> = BTreeMap::new();
    for track in tracks {
        for step in track.steps.iter().filter(|step| step.stands) {
            let fact = &case.claim(step.claim).fact;
            let worth = postcard::to_stdvec(&fact.worth).expect("plain data always encodes");
            let side = side(fact);
            let classes = by_facet.entry(&fact.facet).or_default();
            // What brought about one thing is not what brought about another.
            let said = (side, denies_value(fact));
            let key = (&fact.facet, said, &fact.reach, worth, effect(case, fact));
            let place = *places.entry(key).or_insert(classes.len());
            match classes.get_mut(place) {
                Some(class) => {
                    class.claims.push(step.claim);
                    class.sources.insert(&track.who);
                }
                None => classes.push(Class {
                    fact,
                    side,
                    claims: vec![step.claim],
                    sources: BTreeSet::from([&track.who]),
                }),
            }
        }
    }
    by_facet
}

/// What a cause is the cause of, where it is told.
fn effect(case: &Case, fact: &ClaimFact) -> Option<Vec<ClaimRef>> {
    fact.target.filter(|_| is_cause(fact)).map(|target| case.now(target))
}

fn is_cause(fact: &ClaimFact) -> bool {
    fact.facet.family() == Family::Relation && fact.facet.leaf() == "caused_by"
}

/// Compares two classes of one facet.
fn compare(
    case: &Case,
    containment: &Containment,
    a: &Class<'_>,
    b: &Class<'_>,
    found: &mut Conflicts,
) {
    match (a.side, b.side) {
        (Side::Affirms, Side::Denies) => sides(case, containment, a, b, found),
        (Side::Denies, Side::Affirms) => sides(case, containment, b, a, found),
        (Side::Affirms, Side::Affirms) => values(case, containment, a, b, found),
        // A value that is denied leaves the harm open, and is opposed by whoever affirms that value.
        (Side::Affirms, Side::Open) if denies_value(b.fact) => {
            sides(case, containment, a, b, found);
        }
        (Side::Open, Side::Affirms) if denies_value(a.fact) => {
            sides(case, containment, b, a, found);
        }
        _ => {}
    }
}

fn sides(
    case: &Case,
    containment: &Containment,
    affirmed: &Class<'_>,
    denied: &Class<'_>,
    found: &mut Conflicts,
) {
    if !is_what_was_denied(affirmed.fact, denied.fact) {
        return;
    }
    let kind = match containment.compare(&affirmed.fact.reach, &denied.fact.reach) {
        ScopeOrder::Same | ScopeOrder::Inside => Kind::Contradicts,
        ScopeOrder::Around | ScopeOrder::Overlapping => Kind::InTension,
        ScopeOrder::Incomparable => return,
    };
    add(case, kind, Basis::Sides, affirmed, denied, found);
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

/// Two values that are both affirmed.
fn values(
    case: &Case,
    containment: &Containment,
    a: &Class<'_>,
    b: &Class<'_>,
    found: &mut Conflicts,
) {
    let order = containment.compare(&a.fact.reach, &b.fact.reach);
    match (&a.fact.worth, &b.fact.worth) {
        (Worth::Number(x), Worth::Number(y)) if x.measure == y.measure => {
            let (x, y) = (Interval::of(x), Interval::of(y));
            let apart = match order {
                ScopeOrder::Same => x.is_below(&y) || y.is_below(&x),
                // A part may be less than the whole, and not more.
                ScopeOrder::Inside => y.is_below(&x),
                ScopeOrder::Around => x.is_below(&y),
                ScopeOrder::Overlapping | ScopeOrder::Incomparable => false,
            };
            if apart {
                add(case, Kind::NumberConflict, Basis::Bounds, a, b, found);
            }
        }
        (Worth::Members(x), Worth::Members(y)) => {
            let a_within = matches!(order, ScopeOrder::Same | ScopeOrder::Inside);
            let b_within = matches!(order, ScopeOrder::Same | ScopeOrder::Around);
            if (b_within && excludes(containment, x, y))
                || (a_within && excludes(containment, y, x))
            {
                add(case, Kind::SetConflict, Basis::Members, a, b, found);
            }
        }
        (Worth::Time(x), Worth::Time(y))
            if order == ScopeOrder::Same && are_apart(x.bounds, y.bounds) =>
        {
            add(case, Kind::TimeConflict, Basis::Times, a, b, found);
        }
        (Worth::Ref(x), Worth::Ref(y)) => {
            references(case, containment, (a, *x), (b, *y), order, found);
        }
        _ => {}
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
    (a, x): (&Class<'_>, RefFact),
    (b, y): (&Class<'_>, RefFact),
    order: ScopeOrder,
    found: &mut Conflicts,
) {
    let one = match (x, y) {
        (RefFact::Entity(x), RefFact::Entity(y)) => {
            containment.within(x, y) || containment.within(y, x)
        }
        (x, y) => x == y,
    };
    if one || order == ScopeOrder::Incomparable {
        return;
    }
    if is_cause(a.fact) {
        let effects = effect(case, a.fact).zip(effect(case, b.fact));
        if effects.is_none_or(|(a, b)| a == b) {
            add(case, Kind::RivalCause, Basis::References, a, b, found);
        }
    } else if a.fact.facet.family() == Family::Attribution && a.fact.facet.leaf() == "actor" {
        add(case, Kind::InTension, Basis::References, a, b, found);
    }
}

fn add(
    case: &Case,
    kind: Kind,
    basis: Basis,
    left: &Class<'_>,
    right: &Class<'_>,
    found: &mut Conflicts,
) {
    let one_source = left.sources.len() == 1 && left.sources == right.sources;
    let one_facet = left.fact.facet == right.fact.facet;
    // Of one source both stand only where their order is not known; several causes can be meant together.
    let contests = match kind {
        Kind::InTension => basis == Basis::Sides && one_facet && !one_source,
        Kind::RivalCause => !one_source,
        _ => true,
    };
    if contests {
        found.contested.extend([&left.fact.facet, &right.fact.facet].map(Clone::clone));
    }
    if one_source {
        // A source that says both is no two sources; its own track shows the two standing together.
        return;
    }
    if found.list.len() >= CONFLICTS_MAX {
        found.is_cut = true;
        return;
    }
    let (left, right) = (left.claims.clone(), right.claims.clone());
    let disputed = disputes(case, &left, &right);
    found.list.push(Conflict { kind, basis, left, right, disputed });
}

/// Links between the two sides by which somebody recorded that they agree.
fn disputes(case: &Case, left: &[ClaimId], right: &[ClaimId]) -> Vec<Cite> {
    let agrees = |relation| {
        matches!(
            relation,
            Relation::Corroborates
                | Relation::Explains
                | Relation::RepeatsOrigin
                | Relation::TranslationOf
                | Relation::SameEvent
        )
    };
    let mut found = Vec::new();
    for recorded in case.links.iter().filter(|recorded| agrees(recorded.link.relation)) {
        let (EndFact::Claim(from), EndFact::Claim(to)) = (recorded.link.from, recorded.link.to)
        else {
            continue;
        };
        let (from, to) = (case.find(from), case.find(to));
        let any = |side: &[ClaimId], ends: &[ClaimId]| ends.iter().any(|end| side.contains(end));
        if (any(left, &from) && any(right, &to)) || (any(left, &to) && any(right, &from)) {
            found.push(recorded.cite);
        }
    }
    found
}

/// The conflicts that somebody recorded between claims that stand.
fn recorded(case: &Case, standing: &BTreeSet<ClaimId>, found: &mut Conflicts) {
    for recorded in &case.links {
        let kind = match recorded.link.relation {
            Relation::Contradicts => Kind::Contradicts,
            Relation::InTension => Kind::InTension,
            Relation::NumberConflict => Kind::NumberConflict,
            Relation::SetConflict => Kind::SetConflict,
            Relation::RivalCause => Kind::RivalCause,
            _ => continue,
        };
        let (EndFact::Claim(from), EndFact::Claim(to)) = (recorded.link.from, recorded.link.to)
        else {
            continue;
        };
        let standing = |at| case.find(at).into_iter().filter(|claim| standing.contains(claim));
        let left: Vec<ClaimId> = standing(from).collect();
        let right: Vec<ClaimId> = standing(to).collect();
        if left.is_empty() || right.is_empty() {
            continue;
        }
        if kind != Kind::InTension {
            let sides = left.iter().chain(&right);
            found.contested.extend(sides.map(|claim| case.claim(*claim).fact.facet.clone()));
        }
        if found.list.len() >= CONFLICTS_MAX {
            found.is_cut = true;
            continue;
        }
        let basis = Basis::Recorded(recorded.cite);
        found.list.push(Conflict { kind, basis, left, right, disputed: Vec::new() });
    }
}
