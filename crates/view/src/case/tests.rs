use super::*;
use bayan_claim::value::Edtf;
use serde_json::json;

use crate::state::State;
use crate::testing::{Story, at, statement};

#[test]
fn a_withheld_amendment_says_what_it_may_have_corrected() {
    let leak = |text: &str| json!({"facet": "confidentiality.leak", "value": text});
    let told = |signer: &str, after: bool| {
        let story = Story::new()
            .said("a", "ministry", "2022-01-01", leak("no"))
            .said("b", "police", "2022-01-02", leak("yes"))
            .silence("c", "court", "2022-01-03", json!({}))
            .signed_by("desk")
            .said("d", "outlet", "2022-01-03", leak("yes"));
        let story = story.signed_by(signer).withheld("lost", Kind::Amend);
        let story = if after {
            story.signed_by("recorder").said("e", "clinic", "2022-01-04", leak("yes"))
        } else {
            story
        };
        story.build()
    };
    for (signer, after, count) in [
        ("recorder", false, 3),
        ("recorder", true, 3),
        ("desk", false, 1),
        ("nobody-else", false, 0),
    ] {
        let (case, world) = told(signer, after);
        let [gap] = &case.gaps[..] else { panic!("{:?}", case.gaps) };
        assert_eq!((gap.kind, gap.may_have_corrected), (Kind::Amend, count), "{signer}");
        let doubted: Vec<&str> = ["a#0", "b#0", "d#0"]
            .into_iter()
            .filter(|name| case.doubts(at(&case, name)).next().is_some())
            .collect();
        let expected: &[&str] = match signer {
            "recorder" => &["a#0", "b#0"],
            "desk" => &["d#0"],
            _ => &[],
        };
        assert_eq!(doubted, expected, "{signer}");
        if after {
            assert_eq!(case.doubts(at(&case, "e#0")).count(), 0, "what was recorded later");
        }
        // Nothing tells which it was, so nothing is taken out of a position; but the state is another.
        let state = State::of(&case, &world);
        let standing: usize = state.positions.values().map(BTreeSet::len).sum();
        assert_eq!(standing, case.claim_count(), "{signer}");
        assert!(state.gaps.contains(&statement("lost")));
    }
}

/// However often a statement is amended under its first name, one version stands, and its claims are found.
#[test]
fn amended_more_often_than_any_walk_is_long() {
    let told = || json!({"speaker": "ministry", "claims": [{"facet": "confidentiality.leak", "value": "yes"}]});
    let mut story = Story::new().utterance("v0", told());
    for n in 1..600 {
        let target = if n % 2 == 0 { "ref:v0".to_owned() } else { format!("ref:v{}", n - 1) };
        story = story.amend(&format!("v{n}"), &target, Some(told()));
    }
    let (case, _) = story.build();
    assert_eq!(case.claim_count(), 1);
    assert_eq!(case.utterances.len(), 1);
    assert_eq!(case.utterances[0].amends.len(), 599);
    for name in ["v0", "v1", "v300", "v599"] {
        assert_eq!(case.stands_for(statement(name)), statement("v599"), "{name}");
        assert_eq!(case.claim(at(&case, &format!("{name}#0"))).at.statement, statement("v599"));
    }
}

/// Of two dates that name no zone the later one lies after the earlier, although the two days meet on earth.
#[test]
fn days_without_a_zone_are_told_apart_by_one_clock() {
    let day = |text: &str| text.parse::<Edtf>().unwrap();
    let by = |text: &str| By {
        latest: day(text).bounds().latest.unwrap(),
        clock: day(text).on_own_clock().latest,
    };
    for (by_day, said, is_later, holds) in [
        ("2024-04-29", "2024-04-28", false, true),
        ("2024-04-29", "2024-04-29", false, true),
        ("2024-04-29", "2024-04-30", true, false),
        ("2024-04-29", "2024-05", true, false),
        ("2024-04-29", "2024-04", false, false),
        ("2024-04-29", "2024-04-30T09:00:00Z", false, true),
        ("2024-04-29", "2024-04-30T13:00:00Z", true, false),
        ("2024-04-29T12:00:00Z", "2024-04-30", false, false),
        ("2024-04-29T12:00:00Z", "2024-05-01", true, false),
    ] {
        let date = day(said);
        let said_at = Moment::of(date.bounds(), date.on_own_clock());
        let by = by(by_day);
        assert_eq!(
            (by.is_before(said_at), by.holds(said_at)),
            (is_later, holds),
            "{said} by {by_day}"
        );
    }
}
