//! Laws of orders: scopes, numbers and shifts.

use std::collections::BTreeSet;
use std::ops::Bound;

use bayan_claim::facet::Catalogue;
use bayan_view::fact::{ClaimFact, Number, Worth};
use bayan_view::reach::ScopeOrder;
use bayan_view::shift::{Rule, Shift, shifts, side};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::generated::{made, raws, records, world};

/// From which to which number, in halves, so that an open end lies beside the whole number that it excludes.
pub(crate) type Numbers = (i128, i128);

pub(crate) fn numbers(number: &Number) -> Numbers {
    let halves = |n: &bayan_claim::value::Decimal| 2 * n.as_str().parse::<i128>().unwrap();
    let low = match &number.low {
        Bound::Included(n) => halves(n),
        Bound::Excluded(n) => halves(n) + 1,
        Bound::Unbounded => i128::MIN,
    };
    let high = match &number.high {
        Bound::Included(n) => halves(n),
        Bound::Excluded(n) => halves(n) - 1,
        Bound::Unbounded => i128::MAX,
    };
    (low, high)
}

fn facts(raws: &[crate::generated::Raw]) -> Vec<ClaimFact> {
    let world = world();
    let slow = crate::reference::Slow::of(&records(&made(raws)), &world, None);
    slow.claims.into_iter().map(|claim| claim.fact).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(3), ..ProptestConfig::default() })]

    #[test]
    fn scopes_are_partly_ordered(raws in raws()) {
        let world = world();
        let facts = facts(&raws);
        let order = |a: &ClaimFact, b: &ClaimFact| world.containment().compare(&a.reach, &b.reach);
        let within = |a: &ClaimFact, b: &ClaimFact| {
            matches!(order(a, b), ScopeOrder::Same | ScopeOrder::Inside)
        };
        for a in &facts {
            prop_assert_eq!(order(a, a), ScopeOrder::Same);
            for b in &facts {
                prop_assert_eq!(order(a, b), order(b, a).reverse());
                prop_assert_eq!(within(a, b) && within(b, a), order(a, b) == ScopeOrder::Same);
                for c in &facts {
                    prop_assert!(!within(a, b) || !within(b, c) || within(a, c), "{a:?} {b:?} {c:?}");
                }
            }
        }
    }

    #[test]
    fn numbers_move_as_their_bounds_do(raws in raws()) {
        let world = world();
        let facts = facts(&raws);
        for a in &facts {
            for b in &facts {
                let (Worth::Number(x), Worth::Number(y)) = (&a.worth, &b.worth) else { continue };
                let same = ClaimFact { reach: a.reach.clone(), ..b.clone() };
                if side(a) != side(b) || crate::kinds::denies_other(a, &same) {
                    continue;
                }
                let found = shifts(Catalogue::builtin(), world.containment(), a, &same);
                let has = |shift| found.contains(&(shift, Rule::Bounds));
                if x.measure != y.measure {
                    prop_assert!(has(Shift::Elaborates) && !has(Shift::Raises) && !has(Shift::Lowers));
                    continue;
                }
                let (m, n) = (numbers(x), numbers(y));
                if m.1 < n.0 {
                    prop_assert!(has(Shift::Raises) && !has(Shift::Quantifies), "{x:?} {y:?}");
                }
                if n.1 < m.0 {
                    prop_assert!(has(Shift::Lowers) && !has(Shift::Weakens), "{x:?} {y:?}");
                }
                // A rough figure bounds nothing, and its own examples tell what is closer than it.
                if [x, y].iter().any(|number| number.low == Bound::Unbounded && number.high == Bound::Unbounded) {
                    continue;
                }
                let inside = m.0 <= n.0 && n.1 <= m.1 && m != n;
                prop_assert_eq!(has(Shift::Quantifies), inside, "{:?} {:?}", x, y);
            }
        }
    }

    #[test]
    fn shifts_back_are_the_inverse(raws in raws()) {
        let world = world();
        let facts = facts(&raws);
        let inverse = |shift| Some(match shift {
            Shift::Narrows => Shift::Widens,
            Shift::Widens => Shift::Narrows,
            Shift::Raises => Shift::Lowers,
            Shift::Lowers => Shift::Raises,
            Shift::Weakens => Shift::Strengthens,
            Shift::Strengthens => Shift::Weakens,
            _ => return None,
        });
        for a in &facts {
            let alike = |b: &&ClaimFact| {
                b.facet == a.facet && side(b) == side(a) && b.polarity == a.polarity
            };
            for b in facts.iter().filter(alike) {
                let there = shifts(Catalogue::builtin(), world.containment(), a, b);
                let back = shifts(Catalogue::builtin(), world.containment(), b, a);
                // Sets and bounds say more the one way than the other.
                let reversible = |(_, rule): &&(Shift, Rule)| {
                    matches!(rule, Rule::Scope | Rule::Limit | Rule::Certainty)
                };
                let turned: BTreeSet<_> = there
                    .iter()
                    .filter(reversible)
                    .map(|(shift, rule)| (inverse(*shift).unwrap_or(*shift), *rule))
                    .collect();
                let back: BTreeSet<_> = back.iter().filter(reversible).copied().collect();
                prop_assert_eq!(turned, back, "{:?} {:?}", a, b);
            }
        }
    }
}
