//! Stories of what changes with time, of who stands on both sides, and of whose voice a party is.

use bayan_claim::Kind;
use bayan_view::conflict::{self, Between};
use bayan_view::origin::Origins;
use bayan_view::state::Picture;
use bayan_view::status::Status;
use bayan_view::track::{Gather, Who};
use serde_json::{Value, json};

use crate::examples::{leak, moves, one, stands, status_of};
use crate::kinds::{claim, story};
use crate::testing::{Story, at, party};

/// Conflicts by kind, each with how many claims stand on either side, and between whom.
fn opposed(story: Story) -> Vec<(conflict::Kind, usize, usize, Between)> {
    let (case, world) = story.build();
    let list = Picture::of(&case, &world).conflicts.list.into_iter();
    list.map(|it| (it.kind, it.left.len(), it.right.len(), it.between)).collect()
}

/// That it was down on the first and works on the third is no contradiction, and no change of mind.
#[test]
fn what_changes_with_time_compares_at_one_moment() {
    let restored = "availability.restored";
    let said = |text: &str| one(&format!("{restored} {text}"));
    let two = |date: &str, text: &str| {
        story().said("a", "ministry", date, said(text)).said(
            "b",
            "users",
            "2022-03-03",
            said("yes"),
        )
    };
    for (date, text, contested) in [
        ("2022-03-01", "no", false),
        ("2022-03-01", "no to=2022-03-01", false),
        ("2022-03-03", "no", true),
        ("2022-03-03T18:00", "no", true),
        ("2022-03-04", "no", false),
        // Said later of that very day, or on some day of that month.
        ("2022-03-08", "no to=2022-03-03", true),
        ("2022-03-08", "no to=2022-03-01", false),
        ("2022-03", "no", true),
        ("2022-02", "no", false),
        // Nobody knows when, or only where on earth it was not.
        ("", "no", true),
        ("2022-03-02", "no", false),
        ("2022-03-02T13:00Z", "no", true),
        ("2022-03-02T09:00Z", "no", false),
    ] {
        let kinds: Vec<_> = opposed(two(date, text)).into_iter().map(|found| found.0).collect();
        let expected = if contested { vec![conflict::Kind::Contradicts] } else { vec![] };
        assert_eq!(kinds, expected, "{date} {text}");
        let status = if contested { Status::Contested } else { Status::Affirmed };
        assert_eq!(status_of(two(date, text), restored), status, "{date} {text}");
    }
    // Without a date it is some moment up to the words, of which the third is one, or is none.
    for (date, expected) in [("2022-03-08", 1), ("2022-03-01", 0)] {
        let mut vague = claim(&format!("{restored} no"));
        vague["scope"] = json!({"as_of": {"time": {"printed": "back then"}}});
        let told = story().said("a", "ministry", date, json!([vague])).said(
            "b",
            "users",
            "2022-03-03",
            said("yes"),
        );
        assert_eq!(opposed(told).len(), expected, "{date}");
    }
    // Whether anything did not work at all is asked of no moment.
    let ever = story().said("a", "ministry", "2022-03-01", one("availability.outage no")).said(
        "b",
        "users",
        "2022-03-03",
        one("availability.outage yes"),
    );
    assert_eq!(opposed(ever).len(), 1);
}

#[test]
fn who_tells_of_a_changed_state_has_not_changed_their_mind() {
    let said = |text: &str| one(&format!("availability.restored {text}"));
    for (was, is, expected) in [
        ("no", "yes", &[][..]),
        ("yes", "no", &[]),
        ("no", "yes data=mails", &[]),
        ("no to=2022-03-01", "yes to=2022-03-03", &[]),
        // Of one day it is another account.
        ("no", "yes to=2022-03-01", &["reverses"]),
        ("no", "no", &["repeats"]),
        ("unknown_to_source", "yes", &["strengthens"]),
    ] {
        let (case, world) = story()
            .said("a", "ministry", "2022-03-01", said(was))
            .said("b", "ministry", "2022-03-03", said(is))
            .build();
        assert_eq!(moves(&case, &world, Gather::Speakers, "b#0", "a#0"), expected, "{was} {is}");
        assert!(!stands(&case, &world, "a#0") && stands(&case, &world, "b#0"), "{was} {is}");
    }
}

#[test]
fn the_same_of_many_moments_is_listed_together() {
    let restored = |text: &str| one(&format!("availability.restored {text}"));
    let mut told = story();
    for (label, speaker, date, value) in [
        ("a", "ministry", "2022-03-03", "yes"),
        ("b", "police", "2022-03-03T09:00", "yes"),
        ("c", "users", "2022-03-03", "no"),
        ("d", "court", "2022-03-03", "no"),
        // Of the hour that the police does not speak of.
        ("e", "union", "2022-03-03T15:00", "no"),
        ("f", "bank", "2022-03-01", "no"),
    ] {
        told = told.said(label, speaker, date, restored(value));
    }
    let found: Vec<_> = opposed(told).into_iter().map(|it| (it.1, it.2)).collect();
    assert_eq!(found, [(1, 3), (1, 2)]);
}

/// Who stands on both sides, its words undated, opposes itself.
#[test]
fn one_source_on_both_sides() {
    let acme = || Who::Party(party("acme"));
    let own = || story().said("a", "acme", "", leak("yes")).said("b", "acme", "", leak("no"));
    let contradicts = conflict::Kind::Contradicts;
    assert_eq!(opposed(own()), [(contradicts, 1, 1, Between::OneSource(acme()))]);
    assert_eq!(status_of(own(), "confidentiality.leak"), Status::Contested);
    let recorded = own().link("l", "ref:a#0", "contradicts", "ref:b#0");
    let one_source = || (contradicts, 1, 1, Between::OneSource(acme()));
    assert_eq!(opposed(recorded), [one_source(), one_source()], "computed, and recorded");
    let shared = own().said("c", "police", "", leak("yes"));
    assert_eq!(opposed(shared), [(contradicts, 2, 1, Between::Shared(vec![acme()]))]);
    let others = own().said("c", "police", "", leak("yes")).amend("gone", "ref:a", None);
    assert_eq!(opposed(others), [(contradicts, 1, 1, Between::Sources)]);
    // Two outlets that tell it differently.
    let told = own().link("l", "ref:a#0", "same_event", "ref:b#0");
    assert_eq!(opposed(told), [(contradicts, 1, 1, Between::OneSource(acme()))]);
}

/// A ministry that agrees with its own spokesperson is no second source.
#[test]
fn an_organisation_and_its_voices_are_one_origin() {
    let organisation = |slug: &str, of: Value| json!({"id": format!("party:{slug}"), "is": "organisation", "slug": slug, "part_of": of});
    let state = json!([{"party": "party:state"}]);
    let ended = json!([{"party": "party:ministry", "until": "2021-06-30"}]);
    let old = json!({"id": "party:old", "is": "unit", "slug": "old", "part_of": ended});
    let told = || {
        story()
            .statement(Kind::Party, "ministry", organisation("ministry", state.clone()))
            .statement(Kind::Party, "treasury", organisation("treasury", state.clone()))
            .statement(Kind::Party, "old", old.clone())
            .part("unit", &["ministry"])
            .part("desk", &["unit", "ministry"])
            .spokesperson("aide", "unit")
            .part("joint", &["ministry", "treasury"])
            .said("ministry", "ministry", "2022-01-01", leak("yes"))
            .said("treasury", "treasury", "2022-01-01", leak("yes"))
            .said("state", "state", "2022-01-01", leak("yes"))
            .said("unit", "unit", "2022-01-01", leak("yes"))
            .said("desk", "desk", "2022-01-01", leak("yes"))
            .said("aide", "aide", "2022-01-01", leak("yes"))
            .said("some", "aide|unit", "2022-01-01", leak("yes"))
            .said("old", "old", "2022-01-01", leak("yes"))
            .said("then", "old", "2021-03-01", leak("yes"))
            .said("joint", "joint", "2022-01-01", leak("yes"))
    };
    let count = |names: &[&str]| {
        let (case, world) = told().build();
        let ids = names.iter().map(|name| at(&case, &format!("{name}#0")));
        Origins::of(&case, &world).count(ids)
    };
    for (names, expected) in [
        (&["ministry", "unit", "desk", "aide", "some"][..], 1),
        (&["unit", "aide"], 1),
        // Two ministries of one state are two, whether the state speaks or not.
        (&["ministry", "treasury"], 2),
        (&["ministry", "treasury", "state"], 3),
        // What it was no part of any more, and what belongs to two.
        (&["ministry", "old"], 2),
        (&["ministry", "then"], 1),
        (&["ministry", "treasury", "joint"], 3),
    ] {
        assert_eq!(count(names), expected, "{names:?}");
    }
}
