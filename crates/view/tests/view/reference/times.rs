//! What stands on the ledger and when it was said, by the definitions.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::{ClaimRef, StatementRef};
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::Order;
use bayan_proof::num::UnixMillis;
use bayan_view::fact::{AnchorFact, Fact, Record, UtteranceFact};
use bayan_view::when::on_any_clock;

pub(super) type Standing = Vec<(StatementRef, UnixMillis, Fact)>;

/// What stands, what became of what was amended, and where claims went.
pub(super) fn fold(
    records: &[Record],
) -> (Standing, BTreeMap<StatementRef, StatementRef>, BTreeMap<ClaimRef, Vec<ClaimRef>>) {
    let mut standing: Standing = Vec::new();
    let mut became: BTreeMap<StatementRef, StatementRef> = BTreeMap::new();
    let mut moved: BTreeMap<ClaimRef, Vec<ClaimRef>> = BTreeMap::new();
    for record in records {
        let Fact::Amend(amend) = &record.fact else {
            standing.push((record.statement, record.time, record.fact.clone()));
            continue;
        };
        let mut targets = amend.targets.clone();
        for target in &mut targets {
            while let Some(next) = became.get(target) {
                *target = *next;
            }
        }
        standing.retain(|(statement, _, fact)| {
            !targets.contains(statement) || matches!(fact, Fact::Withheld(_))
        });
        let Some(replacement) = &amend.replacement else { continue };
        let claims = match replacement {
            Fact::Utterance(utterance) => u16::try_from(utterance.claims.len()).unwrap(),
            _ => 0,
        };
        let explicit: Vec<_> = amend
            .moved
            .iter()
            .flat_map(|(from, to)| leads(&moved, *from).into_iter().map(|at| (at, to.clone())))
            .collect();
        for target in targets {
            became.insert(target, record.statement);
            for number in 0..claims {
                let to = ClaimRef { statement: record.statement, number };
                moved.insert(ClaimRef { statement: target, number }, vec![to]);
            }
        }
        moved.extend(explicit);
        standing.push((record.statement, record.time, replacement.clone()));
    }
    (standing, became, moved)
}

/// Where a claim leads by what moved so far.
fn leads(moved: &BTreeMap<ClaimRef, Vec<ClaimRef>>, from: ClaimRef) -> Vec<ClaimRef> {
    match moved.get(&from) {
        Some(to) => to.iter().flat_map(|to| leads(moved, *to)).collect(),
        None => vec![from],
    }
}

/// What an anchor tells: `then` came at least `near` and at most `far` seconds after `first`.
pub(super) struct Told {
    of: StatementRef,
    anchor: StatementRef,
    first: StatementRef,
    then: StatementRef,
    near: i64,
    far: Option<i64>,
    orders: bool,
}

impl Told {
    pub(super) fn of(
        of: StatementRef,
        utterance: &UtteranceFact,
        now: impl Fn(StatementRef) -> StatementRef,
    ) -> Option<Self> {
        let relative = utterance.said.relative.as_ref()?;
        let AnchorFact::Statement(anchor) = relative.anchor else { return None };
        let anchor = now(anchor);
        let seconds = |span: Option<u64>| span.map(|span| i64::try_from(span).unwrap());
        let (near, far) = (seconds(relative.distance.0).unwrap_or(0), seconds(relative.distance.1));
        let (first, then, near, far, orders) = match relative.order {
            Order::Around => return None,
            Order::During => (anchor, of, 0, Some(0), false),
            Order::Before | Order::Until => (of, anchor, near, far, true),
            Order::After | Order::Since => (anchor, of, near, far, true),
        };
        Some(Self { of, anchor, first, then, near, far, orders })
    }
}

/// Narrows all times by what anchors tell, and returns the order of statements that they give.
pub(super) fn follow(
    [said, clock]: [&mut BTreeMap<StatementRef, TimeBounds>; 2],
    mut told: Vec<Told>,
) -> BTreeSet<(StatementRef, StatementRef)> {
    let anchors: BTreeMap<_, _> = told.iter().map(|told| (told.of, told.anchor)).collect();
    told.retain(|told| {
        // Whoever comes round to itself tells nothing.
        let mut at = told.anchor;
        for _ in 0..=anchors.len() {
            if at == told.of {
                return false;
            }
            let Some(next) = anchors.get(&at) else { break };
            at = *next;
        }
        true
    });
    let narrowed = narrow(said, &told);
    let least = |from: StatementRef, to: StatementRef| {
        let (from, to) = (narrowed[&from], narrowed[&to]);
        from.earliest.zip(to.latest).map(|(first, last)| last - first)
    };
    told.retain(|told| {
        let back = least(told.then, told.first);
        least(told.first, told.then).is_none_or(|most| most >= told.near)
            && told.far.zip(back).is_none_or(|(far, most)| most >= -far)
    });
    *said = narrow(said, &told);
    for statement in told.iter().flat_map(|told| [told.first, told.then]) {
        clock.insert(statement, on_any_clock(said[&statement]));
    }
    let mut order: BTreeSet<_> =
        told.iter().filter(|told| told.orders).map(|told| (told.first, told.then)).collect();
    loop {
        let pairs = order.iter().flat_map(|(a, b)| {
            order.iter().filter(move |(c, _)| b == c).map(move |(_, d)| (*a, *d))
        });
        let further: BTreeSet<_> = pairs.collect();
        let known = order.len();
        order.extend(further);
        if order.len() == known {
            return order;
        }
    }
}

/// The tightest bounds by the longest paths between all statements (Floyd and Warshall), each end on its own.
fn narrow(
    said: &BTreeMap<StatementRef, TimeBounds>,
    told: &[Told],
) -> BTreeMap<StatementRef, TimeBounds> {
    let mut all: BTreeSet<StatementRef> = said.keys().copied().collect();
    all.extend(told.iter().flat_map(|told| [told.first, told.then]));
    let mut least: BTreeMap<(StatementRef, StatementRef), i64> = BTreeMap::new();
    let raise = |least: &mut BTreeMap<_, i64>, key, by: i64| {
        let held = least.entry(key).or_insert(by);
        *held = by.max(*held);
    };
    for told in told {
        raise(&mut least, (told.first, told.then), told.near);
        if let Some(far) = told.far {
            raise(&mut least, (told.then, told.first), -far);
        }
    }
    for through in &all {
        for from in &all {
            for to in &all {
                let legs = least.get(&(*from, *through)).zip(least.get(&(*through, *to)));
                if let (Some((a, b)), true) = (legs, from != to) {
                    let by = a + b;
                    raise(&mut least, (*from, *to), by);
                }
            }
        }
    }
    let own = |statement: &StatementRef| said.get(statement).copied().unwrap_or_default();
    let bounds = |at: &StatementRef| {
        let firsts = all.iter().filter_map(|u| Some(own(u).earliest? + least.get(&(*u, *at))?));
        let lasts = all.iter().filter_map(|v| Some(own(v).latest? - least.get(&(*at, *v))?));
        TimeBounds {
            earliest: firsts.chain(own(at).earliest).max(),
            latest: lasts.chain(own(at).latest).min(),
        }
    };
    all.iter().map(|at| (*at, bounds(at))).collect()
}
