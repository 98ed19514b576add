//! The projections against the slow reference, and what must hold of every case.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::Catalogue;
use bayan_claim::id::ClaimRef;
use bayan_claim::kind::Speaker;
use bayan_view::case::{Case, ClaimId};
use bayan_view::conflict::{Basis, Kind};
use bayan_view::fact::{Fact, Record};
use bayan_view::shift::{Rule, Shift, side};
use bayan_view::state::{Changes, Picture, State};
use bayan_view::track::{Gather, Who};
use bayan_view::world::World;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::generated::{made, raws, raws_of, records, reordered, world};
use crate::kinds::tracks;
use crate::reference::Slow;

fn case(records: &[Record], world: &World, said_by: Option<i64>) -> Case {
    Case::of(records.to_vec(), world, Catalogue::builtin().clone(), said_by.map(Into::into))
}

/// All that one way of computing says, by address.
#[derive(Debug, Default, PartialEq)]
struct Said {
    times: BTreeMap<ClaimRef, (Option<i64>, Option<i64>)>,
    standing: BTreeSet<(Who, ClaimRef)>,
    taken: BTreeSet<(Who, ClaimRef, ClaimRef)>,
    moves: BTreeSet<(Who, ClaimRef, ClaimRef, Shift, Rule)>,
    /// What is recorded between two claims of one source, the lesser first.
    recorded: BTreeSet<(Who, ClaimRef, ClaimRef)>,
    conflicts: BTreeSet<(Kind, ClaimRef, ClaimRef)>,
    tellings: BTreeSet<(Kind, ClaimRef, ClaimRef)>,
}

fn fast(case: &Case, world: &World, gather: Gather) -> Said {
    let at = |id: ClaimId| case.claim(id).at;
    let mut said = Said::default();
    for (_, claim) in case.claims() {
        said.times.insert(claim.at, (claim.said.earliest, claim.said.latest));
    }
    for track in tracks(case, world, gather) {
        assert!(!track.is_cut, "too small to be cut");
        for step in &track.steps {
            let who = || track.who.clone();
            if step.stands {
                said.standing.insert((who(), at(step.claim)));
            }
            let takers = step.taken_back.iter();
            said.taken.extend(takers.map(|taker| (who(), at(step.claim), at(*taker))));
            for moved in step.moves.iter().chain(&step.from_widest) {
                let named = moved.shifts.iter().filter(|(_, rule)| *rule != Rule::Target);
                let (from, to) = (at(moved.from), at(step.claim));
                if !moved.recorded.is_empty() {
                    said.recorded.insert((who(), from.min(to), from.max(to)));
                }
                if moved.grounds.is_some() {
                    said.moves.extend(named.map(|(shift, rule)| (who(), from, to, *shift, *rule)));
                }
            }
        }
    }
    let picture = Picture::of(case, world);
    let who: BTreeMap<ClaimId, &Who> = picture
        .tracks
        .speakers
        .iter()
        .flat_map(|track| track.steps.iter().map(move |step| (step.claim, &track.who)))
        .collect();
    for conflict in picture.conflicts.list {
        if matches!(conflict.basis, Basis::Recorded(_)) {
            continue;
        }
        if let (Basis::Telling(_), [a], [b]) =
            (conflict.basis, &conflict.left[..], &conflict.right[..])
        {
            said.tellings.insert((conflict.kind, at(*a), at(*b)));
            let [a_side, b_side] = [a, b].map(|id| side(&case.claim(*id).fact));
            if a_side == b_side {
                said.tellings.insert((conflict.kind, at(*b), at(*a)));
            }
            continue;
        }
        for a in &conflict.left {
            for b in conflict.right.iter().filter(|b| who[a] != who[*b]) {
                said.conflicts.insert((conflict.kind, at(*a), at(*b)));
                if conflict.basis != Basis::Sides {
                    said.conflicts.insert((conflict.kind, at(*b), at(*a)));
                }
            }
        }
    }
    said
}

fn slowly(slow: &Slow<'_>, case: &Case, gather: Gather) -> Said {
    let at = |n: usize| slow.claims[n].at;
    let mut said = Said::default();
    for claim in &slow.claims {
        said.times.insert(claim.at, (claim.said.earliest, claim.said.latest));
    }
    for (who, track) in slow.tracks(gather) {
        let standing = slow.standing(&track);
        said.standing.extend(standing.into_iter().map(|n| (who.clone(), at(n))));
        let taken = slow.taken_back(&track).into_iter();
        said.taken.extend(taken.map(|(n, taker)| (who.clone(), at(n), at(taker))));
        let named = slow.named(&track);
        // An organisation takes back what was said for it, whoever's words those are.
        for n in &track {
            let takers = slow.taken_for(*n).into_iter();
            said.taken.extend(takers.map(|taker| (who.clone(), at(*n), at(taker))));
        }
        let recorded = slow.recorded_within(&track);
        // Who speaks for an organisation only perhaps moves nothing of it, but for what somebody recorded.
        let moves_it = |m: usize, n: usize| {
            slow.is_one_voice(m, n)
                || (slow.surely_said_for(m, &who) && slow.surely_said_for(n, &who))
                || recorded.contains(&(m, n))
                || recorded.contains(&(n, m))
        };
        let recorded = recorded
            .iter()
            .copied()
            .map(|(a, b)| (who.clone(), at(a).min(at(b)), at(a).max(at(b))));
        said.recorded.extend(recorded);
        for n in &track {
            // A retraction moves from what it names alone, and what a correction names is its own kind of move.
            let corrected = |m: &usize| named.contains(&(*m, *n));
            let retracts = case
                .find(at(*n))
                .iter()
                .any(|id| case.claim(*id).fact.act == bayan_claim::vocabulary::Act::Retracts);
            for (m, shifts) in slow.gathered_moves(&track, *n) {
                if !retracts && !corrected(&m) && moves_it(m, *n) {
                    let moves = shifts.into_iter().map(|(s, r)| (who.clone(), at(m), at(*n), s, r));
                    said.moves.extend(moves);
                }
            }
        }
    }
    said.conflicts =
        slow.conflicts().into_iter().map(|(kind, a, b)| (kind, at(a), at(b))).collect();
    said.tellings = slow.tellings().into_iter().map(|(kind, a, b)| (kind, at(a), at(b))).collect();
    said
}

fn agree(records: &[Record], said_by: Option<i64>) -> Result<(), TestCaseError> {
    agree_in(records, &world(), said_by)
}

pub(crate) fn agree_in(
    records: &[Record],
    world: &World,
    said_by: Option<i64>,
) -> Result<(), TestCaseError> {
    let case = case(records, world, said_by);
    let slow = Slow::of(records, world, said_by);
    for gather in [Gather::Speakers, Gather::Organisations] {
        prop_assert_eq!(fast(&case, world, gather), slowly(&slow, &case, gather));
    }
    prop_assert_eq!(State::of(&case, world).statuses, slow.statuses());
    Ok(())
}

/// The case that these bytes stand for says the same by both ways of computing; whether it has any statement.
pub(crate) fn projections(bytes: &[u8]) -> bool {
    let records = records(&made(&raws_of(bytes)));
    let said_by = bytes.first().map(|days| CUT + 86_400 * i64::from(*days));
    for said_by in [None, said_by] {
        if let Err(error) = agree(&records, said_by) {
            panic!("{error}");
        }
    }
    !records.is_empty()
}

#[test]
fn bytes_stand_for_cases() {
    for (bytes, count) in [(0, 0), (25, 0), (26, 1), (51, 1), (52, 2), (25 * 26, 9)] {
        let zeros = vec![0; bytes];
        assert_eq!(raws_of(&zeros).len(), count, "{bytes}");
        assert_eq!(projections(&zeros), count > 0);
    }
}

/// 20 January 2022.
const CUT: i64 = 1_642_636_800;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn fast_and_slow_agree(raws in raws(), shift in -30i64..60) {
        let records = records(&made(&raws));
        agree(&records, None)?;
        agree(&records, Some(CUT + shift * 86_400))?;
    }

    #[test]
    fn fast_and_slow_agree_on_what_bytes_stand_for(bytes in proptest::collection::vec(any::<u8>(), 26..300)) {
        prop_assume!(projections(&bytes));
    }

    #[test]
    fn arrival_decides_nothing(raws in raws(), keys in proptest::collection::vec(any::<u64>(), 8)) {
        let (world, made) = (world(), made(&raws));
        let (one, other) = (records(&made), reordered(&made, &keys));
        let (one, other) = (case(&one, &world, None), case(&other, &world, None));
        let steps = |case: &Case| -> Vec<ClaimRef> {
            let tracks = tracks(case, &world, Gather::Speakers).into_iter();
            tracks.flat_map(|track| track.steps).map(|step| case.claim(step.claim).at).collect()
        };
        prop_assert_eq!(steps(&one), steps(&other));
        let (state, other) = (State::of(&one, &world), State::of(&other, &world));
        prop_assert_eq!(&state, &other);
        prop_assert_eq!(state.digest(), other.digest());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, rng_seed: RngSeed::Fixed(2), ..ProptestConfig::default() })]

    #[test]
    fn every_prefix_is_a_case(raws in raws()) {
        let world = world();
        let all = records(&made(&raws));
        let mut states: Vec<(Case, State)> = Vec::new();
        for size in 0..=all.len() {
            agree(&all[..size], None)?;
            let case = case(&all[..size], &world, None);
            let state = State::of(&case, &world);
            states.push((case, state));
        }
        for (a_case, a) in &states {
            for (b_case, b) in &states {
                prop_assert_eq!(a == b, a.digest() == b.digest());
                let changes = Changes::between((a_case, a), (b_case, b));
                if a == b {
                    // Only that a gap is explained by a redaction is no part of the state.
                    let explained = Changes { gaps: changes.gaps.clone(), ..Changes::default() };
                    prop_assert_eq!(changes, explained);
                }
            }
        }
    }

    /// What two clocks tell together may take more steps than are taken, so the order need not be transitive; but it
    /// never runs in a circle.
    #[test]
    fn the_order_of_claims_runs_in_no_circle(raws in raws()) {
        let world = world();
        let slow = Slow::of(&records(&made(&raws)), &world, None);
        let mut rest: Vec<usize> = (0..slow.claims.len()).collect();
        while !rest.is_empty() {
            let is_first = |claim: &usize| !rest.iter().any(|other| slow.before(*other, *claim));
            let (first, later): (Vec<usize>, Vec<usize>) = rest.iter().partition(|claim| is_first(claim));
            prop_assert!(!first.is_empty(), "{:?}", rest.iter().map(|n| slow.claims[*n].at).collect::<Vec<_>>());
            rest = later;
        }
    }

    #[test]
    fn what_is_certain_stays_certain(raws in raws(), first in -30i64..60, more in 0i64..60) {
        let world = world();
        let all = records(&made(&raws));
        let [then, now] = [first, first + more].map(|days| {
            let by = CUT + days * 86_400;
            (by, case(&all, &world, Some(by)))
        });
        let certain = |case: &Case| -> BTreeSet<ClaimRef> {
            case.claims().filter(|(_, claim)| !claim.possible).map(|(_, claim)| claim.at).collect()
        };
        prop_assert!(certain(&then.1).is_subset(&certain(&now.1)));
        let everything = case(&all, &world, None);
        for (by, cut) in [&then, &now] {
            for (_, claim) in everything.claims() {
                let possible = claim.said.earliest.is_none_or(|first| first <= *by);
                let certain = claim.said.latest.is_some_and(|last| last <= *by);
                let found = cut.find(claim.at).first().map(|id| cut.claim(*id).possible);
                prop_assert_eq!(found, possible.then_some(!certain));
            }
        }
    }

    #[test]
    fn recorders_move_nobody_and_who_takes_back_denies_nothing(raws in raws()) {
        let world = world();
        let all = records(&made(&raws));
        let case = case(&all, &world, None);
        let state = State::of(&case, &world);
        let amended: BTreeSet<_> = case.utterances.iter().flat_map(|one| one.amends.clone()).collect();
        for moved in &state.moves {
            prop_assert!(!amended.contains(&moved.from.statement) && !amended.contains(&moved.to.statement));
        }
        for record in &all {
            if let Fact::Amend(amend) = &record.fact {
                let from = |claim: &ClaimRef| amend.targets.contains(&claim.statement);
                let told = |to: &ClaimRef| to.statement == record.statement;
                prop_assert!(!state.moves.iter().any(|moved| from(&moved.from) && told(&moved.to)));
            }
        }
        for ((_, facet), claims) in &state.positions {
            for claim in claims {
                let fact = &case.claim(case.find(*claim)[0]).fact;
                prop_assert_eq!(&fact.facet, facet);
                prop_assert_ne!(fact.act, bayan_claim::vocabulary::Act::Retracts);
            }
        }
        // Of what a party says, only its own words take something back, or those of whom it speaks for.
        let pairs = |(taken, takers)| std::iter::repeat(taken).zip(takers);
        for (taken, taker) in state.taken_back.iter().flat_map(pairs) {
            let [of, by] = [taken, taker].map(|at| case.find(*at)[0]);
            let counts_for = world.counts_for(case.speaker(of), case.claim(of).said);
            let is_whole = counts_for.iter().any(|party| *case.speaker(by) == Speaker::Party(*party));
            prop_assert!(case.speaker(of) == case.speaker(by) || is_whole);
        }
    }

    #[test]
    fn the_widest_is_none_that_another_holds(raws in raws()) {
        let world = world();
        let case = case(&records(&made(&raws)), &world, None);
        for track in tracks(&case, &world, Gather::Speakers) {
            for step in track.steps {
                let Some(widest) = step.from_widest else { continue };
                prop_assert!(!step.moves.iter().any(|moved| moved.from == widest.from));
                for moved in &step.moves {
                    let reach = |id: ClaimId| &case.claim(id).fact.reach;
                    let order = world.containment().compare(reach(moved.from), reach(widest.from));
                    prop_assert_ne!(order, bayan_view::reach::ScopeOrder::Around);
                }
            }
        }
    }
}
