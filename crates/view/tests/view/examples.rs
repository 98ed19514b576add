//! Stories, and what a reader of the news would take from them.

use std::collections::BTreeSet;

use bayan_claim::Kind;
use bayan_view::case::Case;
use bayan_view::conflict;
use bayan_view::origin::Origins;
use bayan_view::state::{Changes, Picture, State};
use bayan_view::status::Status;
use bayan_view::track::{Gather, Who};
use bayan_view::when::Grounds;
use bayan_view::world::World;
use serde_json::{Value, json};

use crate::kinds::{claim, step, story, tracks};
use crate::testing::{Story, at, moment, party, statement};

pub(crate) fn one(text: &str) -> Value {
    json!([claim(text)])
}

/// The shifts by which a claim moved, with the claim that it moved from.
pub(crate) fn moves(
    case: &Case,
    world: &World,
    gather: Gather,
    name: &str,
    from: &str,
) -> Vec<&'static str> {
    let from = at(case, from);
    let step = step(case, world, gather, name);
    let moved = step.moves.iter().filter(|moved| moved.from == from && !moved.is_of_telling());
    moved.flat_map(|moved| &moved.shifts).map(|(shift, _)| shift.name()).collect()
}

pub(crate) fn stands(case: &Case, world: &World, name: &str) -> bool {
    step(case, world, Gather::Speakers, name).stands
}

fn status(case: &Case, world: &World, facet: &str) -> (Status, [usize; 3]) {
    State::of(case, world).statuses[&facet.parse().unwrap()]
}

/// Each story: what one speaker says on which dates, and which of it stands at the end.
#[test]
fn what_stands() {
    let leak = "confidentiality.leak";
    #[rustfmt::skip]
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("2022-01-01", "no"), ("2022-01-04", "yes")], "1"),
        (&[("2022-01-04", "no"), ("2022-01-01", "yes")], "0"),
        // One speaker's dates are by one clock, wherever on earth that is; a time with a zone is by another.
        (&[("2022-01-01", "no"), ("2022-01-02", "yes")], "1"),
        (&[("2022-01-01T09:00", "no"), ("2022-01-01T10:00", "yes")], "1"),
        (&[("2022-01-01", "no"), ("2022-01-02T09:00Z", "yes")], "01"),
        (&[("2022-01-01", "no"), ("2022-01-02T12:00Z", "yes")], "1"),
        (&[("2022-01-01~", "no"), ("2022-01-02", "yes")], "01"),
        (&[("2022-01-01T12:00Z", "no"), ("2022-01-01T12:01Z", "yes")], "1"),
        (&[("2022-01", "no"), ("2022-01-20", "yes")], "01"),
        (&[("", "no"), ("2022-01-20", "yes")], "01"),
        (&[("2022-01-01", "no data=mails"), ("2022-02-01", "yes data=payroll")], "01"),
        (&[("2022-01-01", "no"), ("2022-02-01", "yes data=mails")], "1"),
        (&[("2022-01-01", "no"), ("2022-02-01", "no data=mails")], "1"),
        // A part that is spared takes nothing back of what came out, nor does what came out of the rest.
        (&[("2022-01-01", "yes"), ("2022-02-01", "no data=mails")], "01"),
        (&[("2022-01-01", "no data=mails"), ("2022-02-01", "yes")], "01"),
        (&[("2022-01-01", "yes"), ("2022-02-01", "unknown_to_source data=mails")], "01"),
        (&[("2022-01-01", "yes"), ("2022-02-01", "unknown_to_source")], "1"),
        (&[("2022-01-01", "yes data=mails"), ("2022-02-01", "no")], "1"),
        (&[("2022-01-01", "no data=mails"), ("2022-01-01", "no data=payroll"), ("2022-02-01", "no")], "2"),
    ];
    for (told, expected) in cases {
        let mut story = story();
        for (n, (date, value)) in told.iter().enumerate() {
            story = story.said(&n.to_string(), "ministry", date, one(&format!("{leak} {value}")));
        }
        let (case, world) = story.build();
        let standing: String = (0..told.len())
            .map(|n| n.to_string())
            .filter(|n| stands(&case, &world, &format!("{n}#0")))
            .collect();
        assert_eq!(standing, *expected, "{told:?}");
    }
}

#[test]
fn other_values_stand_beside_each_other() {
    let (case, world) = story()
        .said("a", "ministry", "2022-01-01", one("attribution.actor gang deny"))
        .said("b", "ministry", "2022-01-08", one("attribution.actor power-cut"))
        .said("c", "ministry", "2022-01-15", one("confidentiality.records 400"))
        .said("d", "ministry", "2022-01-22", one("confidentiality.records 900/people"))
        .build();
    assert!(["a#0", "b#0", "c#0", "d#0"].iter().all(|name| stands(&case, &world, name)));
}

#[test]
fn a_move_is_from_what_is_given_up_whatever_came_between() {
    let leak = |text: &str| one(&format!("confidentiality.leak {text}"));
    let (case, world) = story()
        .said("mails", "ministry", "2022-01-01", leak("no data=mails"))
        .said("intrusion", "ministry", "2022-01-08", one("incident.intrusion no"))
        .said("payroll", "ministry", "2022-01-15", leak("no data=payroll"))
        .said("unknown", "ministry", "2022-01-22", one("confidentiality.access unknown_to_source"))
        .said("yes", "ministry", "2022-01-29", leak("yes data=mails"))
        .build();
    let from = |name| moves(&case, &world, Gather::Speakers, "yes#0", name);
    assert_eq!(from("mails#0"), ["reverses"]);
    assert_eq!(from("intrusion#0"), ["concedes"]);
    assert_eq!((from("payroll#0"), from("unknown#0")), (vec![], vec![]));
    assert!(stands(&case, &world, "payroll#0") && !stands(&case, &world, "intrusion#0"));
}

#[test]
fn a_figure_grows_while_another_is_told_beside_it() {
    let mut story = story();
    for (label, date, text) in [
        ("a", "2022-01-01", "400"),
        ("x", "2022-01-04", "30/people"),
        ("b", "2022-01-08", "900"),
        ("y", "2022-01-11", "35/people"),
        ("c", "2022-01-15", ">5000"),
    ] {
        let said = one(&format!("confidentiality.records {text}"));
        story = story.said(label, "ministry", date, said);
    }
    let (case, world) = story.build();
    for (name, from) in [("b#0", "a#0"), ("c#0", "b#0"), ("y#0", "x#0")] {
        assert_eq!(moves(&case, &world, Gather::Speakers, name, from), ["raises"], "{name}");
    }
    assert_eq!(moves(&case, &world, Gather::Speakers, "x#0", "a#0"), ["elaborates"]);
}

#[test]
fn an_old_article_recorded_late_changes_nothing_now() {
    let leak = |text: &str| one(&format!("confidentiality.leak {text}"));
    let (case, world) = story()
        .said("now", "ministry", "2022-03-01", leak("yes"))
        .said("old", "ministry", "2022-01-01", leak("no"))
        .build();
    assert!(stands(&case, &world, "now#0") && !stands(&case, &world, "old#0"));
    assert_eq!(moves(&case, &world, Gather::Speakers, "now#0", "old#0"), ["reverses"]);
    assert!(step(&case, &world, Gather::Speakers, "old#0").moves.is_empty());
}

#[test]
fn a_headline_moves_nobody_and_ends_no_position() {
    let mut headline = claim("confidentiality.leak yes");
    headline["zone"] = json!("headline");
    let (case, world) = story()
        .said("body", "ministry", "2022-01-01", one("confidentiality.leak no"))
        .said("headline", "ministry", "2022-02-01", json!([headline]))
        .said("later", "ministry", "2022-03-01", one("confidentiality.leak no words=still_none"))
        .build();
    assert_eq!(moves(&case, &world, Gather::Speakers, "later#0", "body#0"), ["rewords"]);
    assert!(step(&case, &world, Gather::Speakers, "headline#0").moves.is_empty());
    assert!(!stands(&case, &world, "headline#0"), "the body's later words take its place");
    let mut late = claim("confidentiality.leak yes");
    late["zone"] = json!("headline");
    let (case, world) = story()
        .said("body", "ministry", "2022-01-01", one("confidentiality.leak no"))
        .said("headline", "ministry", "2022-02-01", json!([late]))
        .build();
    assert!(stands(&case, &world, "body#0"));
}

#[test]
fn weekdays_and_earlier() {
    let leak = |text: &str| claim(&format!("confidentiality.leak {text}"));
    let told = |time: Value, text: &str| json!({"claims": [leak(text)], "speaker": "ministry", "times": {"said": time}});
    let anchored = |anchor: &str, order: &str| json!({"relation": {"anchor": {"statement": format!("ref:{anchor}")}, "order": order}});
    let (case, world) = story()
        .said("dated", "ministry", "2022-01-06", json!([leak("no")]))
        .utterance("thursday", told(json!({"weekday": "thursday"}), "yes"))
        .utterance("earlier", told(anchored("dated", "before"), "partly"))
        .utterance("soon", told(anchored("earlier", "before"), "partly"))
        .build();
    let said = case.times.said(statement("thursday"));
    assert_eq!((said.earliest, said.latest < Some(moment("2029"))), (None, false));
    assert!(stands(&case, &world, "dated#0") && stands(&case, &world, "thursday#0"));
    assert!(!stands(&case, &world, "earlier#0") && !stands(&case, &world, "soon#0"));
    let step = step(&case, &world, Gather::Speakers, "dated#0");
    let grounds: Vec<_> = step.moves.iter().map(|moved| (moved.from, moved.grounds)).collect();
    assert_eq!(grounds, [(at(&case, "earlier#0"), Some(Grounds::Anchor))]);
    // What is before something is not said after its last moment.
    assert_eq!(
        case.times.said(statement("soon")).latest,
        case.times.said(statement("dated")).latest
    );
}

#[test]
fn an_anchor_dates_both_ends_and_dates_rule_it_out() {
    let leak = |text: &str| json!([claim(&format!("confidentiality.leak {text}"))]);
    let before = |date: &str, anchor: &str| {
        let relation = json!({"anchor": {"statement": format!("ref:{anchor}")}, "order": "before"});
        json!({"said": {"edtf": date, "relation": relation}})
    };
    // 1 January; then 1 February, "before" something undated: that is after 1 January too.
    let (case, world) = story()
        .said("first", "ministry", "2022-01-01", leak("no"))
        .said("undated", "ministry", "", leak("yes"))
        .utterance("told", json!({"claims": leak("partly"), "speaker": "police", "times": before("2022-02-01", "undated")}))
        .build();
    assert!(!stands(&case, &world, "first#0"));
    assert_eq!(moves(&case, &world, Gather::Speakers, "undated#0", "first#0"), ["reverses"]);
    // Said to be before what was said a month earlier: the dates hold, and nothing runs in a circle.
    let (case, world) = story()
        .said("first", "ministry", "2022-01-01", leak("no"))
        .utterance("wrong", json!({"claims": leak("yes"), "speaker": "ministry", "times": before("2022-02-01", "first")}))
        .build();
    assert!(!case.times.reaches(statement("wrong"), statement("first")));
    assert!(stands(&case, &world, "wrong#0") && !stands(&case, &world, "first#0"));
}

#[test]
fn organisations() {
    let leak = |text: &str| one(&format!("confidentiality.leak {text}"));
    let ended = json!([{"party": "party:ministry", "until": "2021-12-31"}]);
    let (case, world) = story()
        .spokesperson("anna", "ministry")
        .spokesperson("ben", "ministry")
        .part("unit", &["ministry"])
        .statement(
            Kind::Party,
            "old",
            json!({"id": "party:old", "is": "unit", "slug": "old", "part_of": ended}),
        )
        .said("a", "anna", "2022-01-01", leak("no"))
        .said("b", "ben", "2022-02-01", leak("yes"))
        .said("o", "old", "2022-03-01", leak("no"))
        .said("both", "anna|unit", "2022-03-02", one("incident.intrusion yes"))
        .said("some", "anna|police", "2022-03-03", one("incident.occurrence yes"))
        .build();
    let of = |gather| tracks(&case, &world, gather);
    let ministry = Who::Party(party("ministry"));
    let organisation = of(Gather::Organisations).into_iter().find(|track| track.who == ministry);
    let claims: Vec<_> = organisation.unwrap().steps.iter().map(|step| step.claim).collect();
    assert_eq!(claims, ["a#0", "b#0", "both#0"].map(|name| at(&case, name)));
    assert_eq!(moves(&case, &world, Gather::Organisations, "b#0", "a#0"), ["reverses"]);
    assert!(moves(&case, &world, Gather::Speakers, "b#0", "a#0").is_empty());
    assert!(!of(Gather::Speakers).iter().any(|track| track.who == ministry));
    let conflicts = Picture::of(&case, &world).conflicts.list;
    assert!(
        conflicts.iter().any(
            |found| found.left == [at(&case, "b#0")] && found.right.contains(&at(&case, "a#0"))
        )
    );
}

#[test]
fn taken_back_is_not_denied() {
    let taking = |act: &str, value: &str| {
        let mut claim = claim(&format!("confidentiality.leak {value} of=a#0"));
        claim["act"] = json!(act);
        json!([claim])
    };
    let (case, world) = story()
        .said("a", "ministry", "2022-01-01", one("confidentiality.leak yes"))
        .said("b", "ministry", "2022-02-01", taking("retracts", "yes"))
        .build();
    assert!(!stands(&case, &world, "a#0") && !stands(&case, &world, "b#0"));
    assert!(State::of(&case, &world).statuses.is_empty(), "nobody says anything now");
    assert_eq!(moves(&case, &world, Gather::Speakers, "b#0", "a#0"), ["retracts"]);
    // Of two that take it back, the first is named first.
    let (case, world) = story()
        .said("a", "ministry", "2022-01-01", one("confidentiality.leak yes"))
        .said("late", "ministry", "2022-03-01", taking("retracts", "yes"))
        .said("b", "ministry", "2022-02-01", taking("retracts", "yes"))
        .build();
    assert_eq!(
        step(&case, &world, Gather::Speakers, "a#0").taken_back,
        ["b#0", "late#0"].map(|name| at(&case, name))
    );
    // A correction corrects what it names, and nothing else that it follows.
    let (case, world) = story()
        .said("a", "ministry", "2022-01-01", one("confidentiality.leak yes data=payroll"))
        .said("other", "ministry", "2022-01-15", one("confidentiality.leak yes data=mails"))
        .said("b", "ministry", "2022-02-01", taking("corrects", "no data=mails"))
        .build();
    assert_eq!(moves(&case, &world, Gather::Speakers, "b#0", "other#0"), ["reverses"]);
    assert_eq!(moves(&case, &world, Gather::Speakers, "b#0", "a#0"), ["corrects", "shifts_scope"]);
    // Nobody takes back what another said.
    let (case, world) = story()
        .said("a", "ministry", "2022-01-01", one("confidentiality.leak yes"))
        .said("b", "police", "2022-02-01", taking("retracts", "yes"))
        .build();
    assert!(stands(&case, &world, "a#0"));
}

#[test]
fn a_translation_that_overstates_moves_no_speaker() {
    let linked = |linked: bool| {
        let story = story()
            .said("said", "ministry", "2022-01-01", one("confidentiality.leak yes sure=possible"))
            .said("translated", "ministry", "2022-01-08", one("confidentiality.leak yes"));
        let story = if linked {
            story.link("link", "ref:translated#0", "translation_of", "ref:said#0")
        } else {
            story
        };
        let (case, world) = story.build();
        moves(&case, &world, Gather::Speakers, "translated#0", "said#0")
    };
    assert_eq!((linked(false), linked(true)), (vec!["strengthens"], vec![]));
}

#[test]
fn recorders_correct_and_withhold() {
    let leak = |text: &str| one(&format!("confidentiality.leak {text}"));
    let story = || {
        story()
            .said("a", "ministry", "2022-01-01", leak("no"))
            .said("b", "police", "2022-01-02", leak("yes"))
            .link("link", "ref:a#0", "contradicts", "ref:b#0")
            .amend("mended", "ref:a", Some(json!({"claims": leak("no words=other"), "speaker": "ministry", "times": {"said": "2022-01-01"}})))
    };
    let (case, world) = story().build();
    let conflicts = Picture::of(&case, &world).conflicts.list;
    assert!(
        conflicts.iter().all(|found| found
            .left
            .iter()
            .chain(&found.right)
            .any(|id| *id == at(&case, "mended#0")))
    );
    assert_eq!((conflicts.len(), at(&case, "a#0")), (2, at(&case, "mended#0")));
    assert!(State::of(&case, &world).moves.is_empty());
    let (case, world) = story().amend("gone", "ref:mended", None).build();
    assert_eq!(status(&case, &world, "confidentiality.leak"), (Status::Affirmed, [1, 0, 0]));
    assert!(Picture::of(&case, &world).conflicts.list.is_empty());
}

/// Two outlets report one statement of the police, and give different figures.
#[test]
fn outlets_that_disagree_on_what_was_said() {
    let records = |n: &str| one(&format!("confidentiality.records {n}"));
    let reported = |second: &str, date: &str, link: Option<&str>| {
        let told = |outlet: &str, date: &str, n: &str| {
            json!({"speaker": "police", "publisher": format!("party:{outlet}"), "times": {"said": date},
                "claims": records(n)})
        };
        let story = story()
            .utterance("one", told("daily", "2022-01-06", "400"))
            .utterance("other", told("weekly", date, second));
        let story = match link {
            Some(relation) => {
                story.signed_by("desk").link("l", "ref:other#0", relation, "ref:one#0")
            }
            None => story,
        };
        let (case, world) = story.build();
        let found: Vec<_> = Picture::of(&case, &world)
            .conflicts
            .list
            .into_iter()
            .map(|it| (it.kind, it.basis.rule(), it.left == [at(&case, "other#0")]))
            .collect();
        let moved = moves(&case, &world, Gather::Speakers, "other#0", "one#0");
        let status = status(&case, &world, "confidentiality.records");
        (found, moved, status)
    };
    let telling = vec![(conflict::Kind::NumberConflict, Some("telling"), true)];
    for relation in ["same_event", "repeats_origin", "translation_of"] {
        for date in ["2022-01-06", "2022-01-08"] {
            let (found, moved, (status, origins)) = reported("4000", date, Some(relation));
            assert_eq!(found, telling, "{relation} {date}");
            assert_eq!(moved, [""; 0], "the police did not raise it");
            // It is one source: what it said is in dispute, and not the thing between sources.
            assert_eq!((status, origins), (Status::Affirmed, [1, 0, 0]));
        }
    }
    let (found, moved, _) = reported("4000", "2022-01-08", None);
    assert_eq!((found, moved), (vec![], vec!["raises"]), "without the link the police raised it");
    assert_eq!(reported("400", "2022-01-08", Some("same_event")).0, vec![], "both tell the same");
    assert_eq!(reported("<1000", "2022-01-08", Some("same_event")).0, vec![], "both can be");
    let (found, ..) = reported("4000", "2022-01-08", Some("explains"));
    assert_eq!(found, vec![], "that one explains the other makes them no one telling");
    // One that the police took back in other words is no news of it; once neither stands, nothing is in dispute.
    let (case, world) = story()
        .said("one", "police", "2022-01-06", records("400"))
        .said("other", "police", "2022-01-06", records("4000"))
        .link("l", "ref:other#0", "same_event", "ref:one#0")
        .said("later", "police", "2022-02-06", records("900"))
        .build();
    assert!(Picture::of(&case, &world).conflicts.list.is_empty());
}

#[test]
fn a_recorded_conflict_ends_where_one_side_gives_way() {
    let leak = |text: &str| one(&format!("confidentiality.leak {text}"));
    let story = story()
        .said("a", "ministry", "2022-01-01", leak("no"))
        .said("b", "police", "2022-01-02", leak("yes"))
        .link("link", "ref:a#0", "contradicts", "ref:b#0");
    let (case, world) = story.said("c", "ministry", "2022-02-01", leak("yes")).build();
    assert_eq!(status(&case, &world, "confidentiality.leak"), (Status::Affirmed, [2, 0, 0]));
    assert_eq!(State::of(&case, &world).links.len(), 1, "what was recorded stays");
}

#[test]
fn origins() {
    let leak = || one("confidentiality.leak yes");
    let by = |kind: &str, party: &str| json!([{"kind": kind, "by": {"party": format!("party:{party}")}}]);
    let told =
        |speaker: &str, chain: Value| json!({"chain": chain, "claims": leak(), "speaker": speaker});
    let story = || -> Story {
        story()
            .utterance("a", told("ministry", by("republishes", "outlet")))
            .utterance("b", told("police", by("republishes", "outlet")))
            .utterance("c", told("minister", by("relays_for", "ministry")))
            .utterance("d", told("court", json!([])))
    };
    let count = |story: Story, names: &[&str]| {
        let (case, world) = story.build();
        Origins::of(&case, &world).count(names.iter().map(|name| at(&case, name)))
    };
    let all = ["a#0", "b#0", "c#0", "d#0"];
    assert_eq!(count(story(), &all), 3, "who carries words is no origin; who relays them is");
    for (from, to) in [("d", "b"), ("b", "d")] {
        let joined = || {
            story().link("link", &format!("ref:{from}#0"), "repeats_origin", &format!("ref:{to}#0"))
        };
        assert_eq!(count(joined(), &all), 2, "{from} repeats {to}");
        let twice = joined().link("also", "ref:d#0", "same_event", "ref:a#0");
        assert_eq!(count(twice, &all), 1, "{from} repeats {to}, and one more is the same");
    }
}

/// What is dated to a month has been said by its end, and may have been said by its middle: until then it takes no
/// place of what was.
#[test]
fn what_may_have_been_said_later_moves_nothing() {
    let all = || {
        story().said("early", "ministry", "2022-01-01", one("confidentiality.leak no")).said(
            "vague",
            "ministry",
            "2022-02",
            one("confidentiality.leak yes"),
        )
    };
    for (by, status) in [("2022-02-15", Status::Denied), ("2022-03-05", Status::Affirmed)] {
        let (case, world) = all().build_said_by(by);
        let state = State::of(&case, &world);
        assert_eq!(state.statuses[&"confidentiality.leak".parse().unwrap()].0, status, "{by}");
        assert_eq!(state.possible.len(), usize::from(status == Status::Denied), "{by}");
    }
}

pub(crate) fn leak(text: &str) -> Value {
    one(&format!("confidentiality.leak {text}"))
}

pub(crate) fn status_of(story: Story, facet: &str) -> Status {
    let (case, world) = story.build();
    status(&case, &world, facet).0
}

/// Who affirms a part and denies another, or speaks of another than who denies, contests nothing.
#[test]
fn contested_is_what_conflicts() {
    let leaks = "confidentiality.leak";
    let two = |a: &str, b: &str| {
        story().said("a", "ministry", "2022-01-01", leak(a)).said(
            "b",
            "police",
            "2022-01-01",
            leak(b),
        )
    };
    let of_one = |dates: [&str; 2], a: &str, b: &str| {
        story().said("a", "ministry", dates[0], leak(a)).said("b", "ministry", dates[1], leak(b))
    };
    let dated = ["2022-01-01", "2022-01-08"];
    for (told, expected) in [
        (two("yes data=mails", "no data=payroll"), Status::Affirmed),
        (two("yes", "no"), Status::Contested),
        (two("yes data=mails", "no"), Status::Contested),
        // They take sides, and whether the denied part is meant is not said.
        (two("yes", "no data=mails"), Status::Contested),
        (two("no data=mails", "no data=payroll"), Status::Denied),
        (of_one(dated, "yes data=mails", "no data=payroll"), Status::Affirmed),
        (of_one(dated, "yes", "no data=mails"), Status::Affirmed),
        // What cannot be ordered stands together.
        (of_one(["", ""], "yes", "no"), Status::Contested),
    ] {
        assert_eq!(status_of(told, leaks), expected);
    }
}

#[test]
fn a_conflict_between_two_facets_contests_both() {
    let told = || {
        story().said("a", "ministry", "2022-01-01", leak("yes")).said(
            "b",
            "police",
            "2022-01-01",
            one("confidentiality.access no"),
        )
    };
    for facet in ["confidentiality.leak", "confidentiality.access"] {
        assert_eq!(status_of(told(), facet), Status::Contested, "{facet}");
    }
    let other = told().said("c", "court", "2022-01-01", one("incident.intrusion yes"));
    assert_eq!(status_of(other, "incident.intrusion"), Status::Affirmed);
}

/// "It is not true that five million leaked" leaves open how many did.
#[test]
fn a_number_that_is_denied_leaves_harm_open() {
    let records = "confidentiality.records";
    let said = |text: &str| one(&format!("{records} {text}"));
    let denied = || story().said("a", "ministry", "2022-01-01", said("5000000 deny"));
    assert_eq!(status_of(denied(), records), Status::Open);
    let other = || denied().said("b", "police", "2022-01-01", said("2000000"));
    assert_eq!(status_of(other(), records), Status::Affirmed);
    let (case, world) = other().said("c", "police", "2022-01-01", leak("yes")).build();
    assert!(Picture::of(&case, &world).conflicts.list.is_empty());
    assert_eq!(status(&case, &world, "confidentiality.leak").0, Status::Affirmed);
    // Who affirms that very number contradicts it, and who held it before reverses.
    assert_eq!(
        status_of(denied().said("b", "police", "2022-01-01", said("5000000")), records),
        Status::Contested
    );
    let (case, world) = story()
        .said("a", "ministry", "2022-01-01", said("5000000"))
        .said("b", "ministry", "2022-01-08", said("5000000 deny"))
        .build();
    assert_eq!(moves(&case, &world, Gather::Speakers, "b#0", "a#0"), ["reverses"]);
    assert_eq!(status(&case, &world, records).0, Status::Open);
}

/// Nothing to count, and nobody told, denies on a facet without a harm rule as well.
#[test]
fn an_empty_set_denies() {
    let none =
        || story().said("a", "ministry", "2022-01-01", json!([set("response.notification", &[])]));
    assert_eq!(status_of(none(), "response.notification"), Status::Denied);
    let some = json!([set("response.notification", &["police"])]);
    assert_eq!(
        status_of(none().said("b", "police", "2022-01-01", some), "response.notification"),
        Status::Contested
    );
    let count = |n: &str| json!([{"facet": "incident.count", "value": {"quantity": {"amount": {"exactly": n}}}}]);
    for (n, expected) in [("0", Status::Denied), ("3", Status::Affirmed)] {
        assert_eq!(
            status_of(story().said("a", "ministry", "", count(n)), "incident.count"),
            expected
        );
    }
    // A price of nothing is a price.
    let price = json!([{"facet": "market.price", "value": {"money": {"amount": {"exactly": "0"}, "currency": ["USD"], "priced_for": "in_all"}}}]);
    assert_eq!(
        status_of(story().said("a", "ministry", "", price), "market.price"),
        Status::Affirmed
    );
}

fn set(facet: &str, names: &[&str]) -> Value {
    let members: Vec<Value> = names.iter().map(|name| json!({ "printed": name })).collect();
    json!({"facet": facet, "value": {"set": {"closure": "closed", "members": members}}})
}

fn changes(from: Story, to: Story) -> Changes {
    let [from, to] = [from, to].map(|story| {
        let (case, world) = story.build();
        let state = State::of(&case, &world);
        (case, state)
    });
    Changes::between((&from.0, &from.1), (&to.0, &to.1))
}

fn figure(words: &str) -> Value {
    json!({"speaker": "ministry", "times": {"said": "2022-01-08"}, "claims": one(&format!("confidentiality.records {words}"))})
}

/// A figure that was read wrongly moved nobody, whatever claims moved from it and to it.
#[test]
fn what_a_recorder_corrects_is_no_change_of_a_position() {
    let told = || {
        story()
            .said("a", "ministry", "2022-01-01", one("confidentiality.records 50"))
            .utterance("b", figure("100"))
            .said("c", "ministry", "2022-01-15", one("confidentiality.records 90"))
            .said("other", "police", "2022-01-08", one("confidentiality.records 900"))
            .link("link", "ref:b#0", "in_tension", "ref:other#0")
    };
    let mended = |text: &str| told().amend("b2", "ref:b", Some(figure(text)));
    let found = changes(told(), mended("100"));
    assert_eq!(found.corrections.len(), 1);
    assert_eq!(found, Changes { corrections: found.corrections.clone(), ..Changes::default() });
    // Read as 80 it grew where it fell before: told otherwise, and still no move.
    let found = changes(told(), mended("80"));
    assert!(found.moves.is_empty() && found.taken.is_empty() && found.left.is_empty());
    let retold: Vec<&str> = found.retold.iter().map(|moved| moved.shift.name()).collect();
    assert_eq!(retold, ["raises"]);
    // What is said besides is a move, also from what was mended.
    let later = mended("80").said("d", "ministry", "2022-01-22", one("confidentiality.records 30"));
    let found = changes(told(), later);
    // From what came last, and from the widest before it.
    let moved: BTreeSet<_> =
        found.moves.iter().map(|moved| (moved.to.statement, moved.shift.name())).collect();
    assert_eq!(moved, BTreeSet::from([(statement("d"), "lowers")]));
    // A statement that is withdrawn stood by the address that it had.
    let found = changes(told(), told().amend("gone", "ref:c", None));
    let left: Vec<_> = found.left.values().flatten().map(|claim| claim.statement).collect();
    assert_eq!(left, [statement("c")]);
}

#[test]
fn a_role_that_may_have_ended_counts_perhaps() {
    for (since, until, said, expected) in [
        ("2022", "2023-06", "2023-03-01", (true, true)),
        ("2022", "2023-06", "2024-01-01", (false, false)),
        ("2022", "2023-06", "2021-12-01", (false, false)),
        ("2022", "2023-06", "2023", (true, false)),
        ("2022", "2023-06", "", (true, false)),
        ("", "", "", (true, true)),
        // A doubtful date ends a role some time around it.
        ("2022", "2023-06~", "2023-03-01", (true, false)),
        ("2022", "2023-06?", "2024-01-01", (true, false)),
        ("2022%", "", "2023-03-01", (true, false)),
        ("2022%", "2023-06", "2024-01-01", (false, false)),
    ] {
        let mut role =
            json!({"of": "party:ministry", "title": {"language": "en", "text": "spokesperson"}});
        for (name, date) in [("since", since), ("until", until)] {
            if !date.is_empty() {
                role[name] = json!(date);
            }
        }
        let anna = json!({"id": "party:anna", "is": "person", "roles": [role], "slug": "anna"});
        let told = story().statement(Kind::Party, "anna", anna).said("a", "anna", said, leak("no"));
        let (case, world) = told.build();
        let id = at(&case, "a#0");
        let (speaker, said) = (case.speaker(id), case.claim(id).said);
        let found = (
            world.counts_for(speaker, said).contains(&party("ministry")),
            world.surely_counts_for(speaker, party("ministry"), said),
        );
        assert_eq!(found, expected, "{since} to {until}, {said:?}");
    }
}

fn told(story: Story, label: &str, date: &str, claims: &[&str]) -> Story {
    let claims: Vec<Value> = claims.iter().map(|text| claim(text)).collect();
    story.said(label, "ministry", date, json!(claims))
}

/// Which claims of the ministry stand, and each move by its names.
fn standing_and_moves(story: Story) -> (Vec<String>, Vec<String>) {
    let (case, world) = story.build();
    let name = |id| {
        let at = case.claim(id).at;
        let label = ["a", "b", "c"].into_iter().find(|label| statement(label) == at.statement);
        format!("{}{}", label.unwrap(), at.number)
    };
    let (mut standing, mut moves) = (Vec::new(), Vec::new());
    for step in tracks(&case, &world, Gather::Speakers).into_iter().flat_map(|it| it.steps) {
        if step.stands {
            standing.push(name(step.claim));
        }
        for moved in &step.moves {
            let shifts: Vec<&str> = moved.shifts.iter().map(|(shift, _)| shift.name()).collect();
            moves.push(format!("{} {} {}", name(step.claim), shifts.join("+"), name(moved.from)));
        }
    }
    standing.sort();
    moves.sort();
    (standing, moves)
}

/// Ten thousand in all, three hundred of them among the mails: neither is another value of the other.
#[test]
fn the_value_of_a_part_is_none_of_the_whole() {
    let records = |text: &str| format!("confidentiality.records {text}");
    let services = |text: &str| format!("availability.services {text}");
    let (all, few) = (records("10000"), records("300 data=mails"));
    let (whole, part) = (services("!names+mails"), services("!names data=mails"));
    let fewer = records("9000");
    #[rustfmt::skip]
    let cases: &[(&[&[&str]], &str, &str)] = &[
        (&[&[&all, &few]], "a0 a1", "a1 elaborates a0"),
        (&[&[&all], &[&few]], "a0 b0", "b0 elaborates a0"),
        (&[&[&few], &[&all]], "a0 b0", "b0 elaborates a0"),
        (&[&[&whole], &[&part]], "a0 b0", "b0 elaborates a0"),
        // Another figure of the same takes the place of its own alone.
        (&[&[&all, &few], &[&fewer]], "a1 b0", "a1 elaborates a0, b0 lowers a0"),
        // Who says of all that there were none says it of the part too, and who admits some of a part concedes.
        (&[&[&few], &[&records("0")]], "b0", "b0 reverses a0"),
        (&[&[&records("0")], &[&few]], "b0", "b0 concedes a0"),
        // An answer is said of a part and of the whole alike.
        (&[&["confidentiality.leak yes"], &["confidentiality.leak yes data=mails"]], "b0", "b0 narrows a0"),
    ];
    for (statements, standing, moves) in cases {
        let labels = [("a", "2022-01-01"), ("b", "2022-02-01")].into_iter();
        let all = labels
            .zip(*statements)
            .fold(story(), |story, ((label, date), claims)| told(story, label, date, claims));
        let (stands, moved) = standing_and_moves(all);
        assert_eq!(
            (stands.join(" "), moved.join(", ")),
            ((*standing).to_owned(), (*moves).to_owned()),
            "{statements:?}"
        );
    }
    // So the whole is still held against what others say of it.
    let told = told(story(), "a", "2022-01-01", &[&all, &few]);
    let (case, world) = told.said("c", "police", "2022-01-02", one(&records("40000"))).build();
    let conflicts = Picture::of(&case, &world).conflicts.list;
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].left.len() + conflicts[0].right.len(), 2);
}

/// A date that is marked as uncertain or approximate is some time around its digits: it bounds nothing.
#[test]
fn a_doubtful_date_bounds_nothing() {
    let leak = |text: &str| one(&format!("confidentiality.leak {text}"));
    for (date, stands) in
        [("2022-01-05", 1), ("2022-01-05~", 2), ("2022-01-05?", 2), ("2022-01%", 2)]
    {
        let (case, world) = story()
            .said("a", "ministry", date, leak("no"))
            .said("b", "ministry", "2022-03-01", leak("yes"))
            .build();
        let steps = tracks(&case, &world, Gather::Speakers).into_iter().flat_map(|it| it.steps);
        assert_eq!(steps.filter(|step| step.stands).count(), stands, "{date}");
    }
    let restored = |text: &str| one(&format!("incident.time {text}"));
    for (date, conflicts) in [("2022-01-05", 1), ("2022-01-05~", 0)] {
        let (case, world) = story()
            .said("a", "ministry", "2022-03-01", restored(date))
            .said("b", "police", "2022-03-01", restored("2022-02-01"))
            .build();
        assert_eq!(Picture::of(&case, &world).conflicts.list.len(), conflicts, "{date}");
    }
}

/// Three measures, two culprits, two actors in one statement: none takes the place of another.
#[test]
fn several_values_of_one_statement_stand_beside_each_other() {
    let blame = "responsibility.blame";
    let (gang, cut, data) =
        (&*format!("{blame} gang"), &*format!("{blame} power-cut"), &*format!("{blame} data"));
    let measure = |text| format!("response.containment {text}");
    let (x, y, z) = (measure("x"), measure("y"), measure("z"));
    #[rustfmt::skip]
    let cases: &[(&[&[&str]], &str, &str)] = &[
        (&[&[&x, &y, &z]], "a0 a1 a2", ""),
        (&[&["attribution.actor gang", "attribution.actor power-cut"]], "a0 a1", ""),
        (&[&[gang, cut]], "a0 a1", ""),
        // The same value again, in one statement, is told once more.
        (&[&[gang, gang]], "a1", "a1 repeats a0"),
        // What is no text still takes the place of one.
        (&[&[&x, &measure("unknown_to_source")]], "a1", "a1 weakens a0"),
        // Both of a later statement take the place of what was said, and only what was left is shifted from.
        (&[&[data], &[gang, cut]], "b0 b1", "b0 shifts_blame a0, b1 shifts_blame a0"),
        (&[&[gang], &[gang, cut]], "b0 b1", "b0 repeats a0, b1 elaborates a0"),
        (&[&[gang, cut], &[gang]], "b0", "b0 repeats a0"),
        (&[&[gang, cut], &[gang, data]], "b0 b1", "b0 repeats a0, b1 elaborates a0, b1 shifts_blame a1"),
        (&[&[gang, cut], &[data]], "b0", "b0 shifts_blame a0, b0 shifts_blame a1"),
        // "Not the gang; the data": the blame moved on.
        (&[&[gang], &[&format!("{gang} deny"), data]], "b0 b1", "b0 reverses a0, b1 shifts_blame a0"),
    ];
    for (statements, standing, moves) in cases {
        let mut all = story();
        for ((label, date), claims) in
            [("a", "2022-01-01"), ("b", "2022-02-01")].into_iter().zip(*statements)
        {
            all = told(all, label, date, claims);
        }
        let found = standing_and_moves(all);
        let expected: Vec<&str> = moves.split(", ").filter(|it| !it.is_empty()).collect();
        assert_eq!(found.0.join(" "), *standing, "{statements:?}");
        assert_eq!(found.1, expected, "{statements:?}");
    }
}

/// The subject is shifted where another denial takes the place of one that is not made again.
#[test]
fn the_subject_shifts_where_the_denial_is_left() {
    let (leak, access, loss) =
        ("confidentiality.leak no", "confidentiality.access no", "confidentiality.loss no");
    let outage = "availability.outage no";
    #[rustfmt::skip]
    let cases: &[(&[&[&str]], &str)] = &[
        (&[&[leak, access, loss]], ""),
        (&[&[leak], &[access]], "b0 shifts_subject a0"),
        (&[&[leak], &[access, "confidentiality.leak no data=mails"]], "b1 narrows a0"),
        (&[&[leak], &[outage]], ""),
        // What has nothing to do with it came between.
        (&[&[leak], &[outage], &[access]], "c0 shifts_subject a0"),
        // Each of two new denials leaves the old one.
        (&[&[leak], &[access, loss]], "b0 shifts_subject a0, b1 shifts_subject a0"),
        (&[&[leak], &["confidentiality.access yes"]], ""),
    ];
    for (statements, moves) in cases {
        let mut all = story();
        for ((label, date), claims) in
            [("a", "2022-01-01"), ("b", "2022-02-01"), ("c", "2022-03-01")]
                .into_iter()
                .zip(*statements)
        {
            all = told(all, label, date, claims);
        }
        let expected: Vec<&str> = moves.split(", ").filter(|it| !it.is_empty()).collect();
        assert_eq!(standing_and_moves(all).1, expected, "{statements:?}");
    }
}

/// What is recorded between two claims of one source: the move, its shifts, and the relation.
fn recorded(told: Story) -> Vec<String> {
    let (case, world) = told.build();
    let name = |id| {
        let at = case.claim(id).at;
        ["a", "b", "c"].into_iter().find(|label| statement(label) == at.statement).unwrap()
    };
    let mut found = Vec::new();
    for step in tracks(&case, &world, Gather::Speakers).into_iter().flat_map(|it| it.steps) {
        for (moved, how) in step
            .moves
            .iter()
            .map(|it| (it, "from"))
            .chain(step.from_widest.iter().map(|it| (it, "widest")))
        {
            let shifts: Vec<&str> = moved.shifts.iter().map(|(shift, _)| shift.name()).collect();
            let links: Vec<&str> = moved.recorded.iter().map(|it| it.relation.name()).collect();
            let (shifts, links) = (shifts.join("+"), links.join("+"));
            found.push(format!(
                "{} {how} {}: {shifts} [{links}]",
                name(step.claim),
                name(moved.from)
            ));
        }
    }
    found
}

/// A link stands on the move that it adds to or disputes, and takes none away.
#[test]
fn what_is_recorded_between_own_claims_stands_on_the_move() {
    let two = |dates: [&str; 2]| {
        story().said("a", "ministry", dates[0], leak("no")).said(
            "b",
            "ministry",
            dates[1],
            leak("yes"),
        )
    };
    let dated = ["2022-01-01", "2022-01-08"];
    let linked =
        |dates, relation: &str| recorded(two(dates).link("l", "ref:b#0", relation, "ref:a#0"));
    assert_eq!(recorded(two(dated)), ["b from a: reverses []"]);
    for relation in ["corroborates", "contradicts", "explains", "repeats_origin", "same_event"] {
        assert_eq!(linked(dated, relation), [format!("b from a: reverses [{relation}]")]);
    }
    assert_eq!(linked(dated, "caused_by"), ["b from a: reverses []"]);
    // Of which neither is known to be later: what is recorded is all that there is; accounts of the same words compare.
    assert_eq!(recorded(two(["", ""])), [""; 0]);
    assert_eq!(linked(["", ""], "contradicts").len(), 1);
    assert!(linked(["", ""], "contradicts")[0].ends_with(":  [contradicts]"));
    assert_eq!(linked(["", ""], "translation_of"), ["b from a: reverses [translation_of]"]);
    let turned = two(["", ""]).link("l", "ref:a#0", "translation_of", "ref:b#0");
    assert_eq!(recorded(turned), ["a from b: reverses [translation_of]"]);
    // Another's claim is no move.
    let other = two(dated).said("c", "police", "2022-01-09", leak("no"));
    let other = other.link("l", "ref:c#0", "corroborates", "ref:a#0");
    assert_eq!(recorded(other), ["b from a: reverses []"]);
}

#[test]
fn a_link_of_telling_leaves_the_move_from_the_widest() {
    let told = |relation: Option<&str>| {
        let story = story()
            .said("a", "ministry", "2022-01-01", leak("no"))
            .said("b", "ministry", "2022-01-08", leak("no data=mails"))
            .said("c", "ministry", "2022-01-15", leak("no data=drafts"));
        match relation {
            Some(relation) => story.link("l", "ref:c#0", relation, "ref:b#0"),
            None => story,
        }
    };
    let expected = |link: &str| {
        [
            "b from a: narrows []".to_owned(),
            format!("c from b: narrows [{link}]"),
            "c widest a: narrows []".to_owned(),
        ]
    };
    assert_eq!(recorded(told(None)), expected(""));
    for relation in ["repeats_origin", "same_event", "translation_of"] {
        assert_eq!(recorded(told(Some(relation))), expected(relation));
    }
    // To compare two states, nobody moved between two accounts of the same words, and did from the widest.
    let (case, world) = told(Some("repeats_origin")).build();
    let moves = State::of(&case, &world).moves;
    let to_c = moves.iter().filter(|moved| moved.to.statement == statement("c"));
    let from: Vec<_> = to_c.map(|moved| moved.from.statement).collect();
    assert_eq!(from, [statement("a")]);
    let widest = told(None).link("l", "ref:c#0", "same_event", "ref:a#0");
    assert_eq!(recorded(widest)[2], "c widest a: narrows [same_event]");
}

/// What the ministry says itself, as against what its spokespersons and units say.
#[test]
fn an_organisation_overrules_who_speaks_for_it() {
    let told = || {
        story()
            .spokesperson("minister", "ministry")
            .part("unit", &["ministry"])
            .statement(
                Kind::Party,
                "late",
                json!({"id": "party:late", "is": "unit", "slug": "late",
                    "part_of": [{"party": "party:ministry", "until": "2022-01-15"}]}),
            )
            .said("p", "police", "2022-01-02", leak("yes"))
            .said("m", "minister", "2022-01-02", leak("no"))
            .said("u", "unit", "2022-01-02", leak("no"))
            .said("l", "late", "2022-01", leak("no"))
    };
    let taking = |act: &str, target: &str| {
        let mut taking = claim(&format!("confidentiality.leak no of={target}"));
        taking["act"] = json!(act);
        json!([taking])
    };
    let live = |told: Story| -> (Vec<&'static str>, Status, usize) {
        let (case, world) = told.build();
        let names = ["m#0", "u#0", "l#0"];
        let live = names.into_iter().filter(|name| stands(&case, &world, name)).collect();
        let status = status(&case, &world, "confidentiality.leak").0;
        let against = Picture::of(&case, &world).conflicts.list;
        (live, status, against.iter().map(|it| it.right.len()).sum())
    };
    let all = vec!["m#0", "u#0", "l#0"];
    assert_eq!(live(told()), (all.clone(), Status::Contested, 3));
    // It takes back the one that it names; its inverse is not thereby said.
    let retracted = told().said("r", "ministry", "", taking("retracts", "m#0"));
    assert_eq!(live(retracted), (vec!["u#0", "l#0"], Status::Contested, 2));
    // The unit may still have been its own then, and it is named.
    let retracted = told().said("r", "ministry", "", taking("retracts", "l#0"));
    assert_eq!(live(retracted).0, ["m#0", "u#0"]);
    // Its own later word takes the place of all that surely was its own, and of nothing that was said later.
    let reversed = || told().said("r", "ministry", "2022-02-02", leak("yes"));
    assert_eq!(live(reversed()), (vec!["l#0"], Status::Contested, 1));
    let again = reversed().said("n", "minister", "2022-03-02", leak("no"));
    let (case, world) = again.build();
    assert!(stands(&case, &world, "n#0") && !stands(&case, &world, "m#0"));
    // Undated words, another's, those of another spokesperson, and those over something else take nothing.
    for other in [
        told().said("r", "ministry", "", leak("yes")),
        told().said("r", "police", "2022-02-02", leak("yes")),
        told().spokesperson("anna", "ministry").said("r", "anna", "2022-02-02", leak("yes")),
        told().said("r", "ministry", "2022-02-02", one("availability.outage no")),
        told().said("r", "police", "2022-02-02", taking("retracts", "m#0")),
    ] {
        assert_eq!(live(other).0, all);
    }
    let (case, world) = reversed().build();
    let step = step(&case, &world, Gather::Speakers, "m#0");
    assert_eq!((step.overruled, step.taken_back), (Some(party("ministry")), vec![]));
    let (case, world) =
        told().said("r", "ministry", "2022-02-02", taking("corrects", "u#0")).build();
    let step = self::step(&case, &world, Gather::Speakers, "u#0");
    let by = vec![at(&case, "r#0")];
    assert_eq!(
        (step.stands, step.overruled, step.taken_back),
        (false, Some(party("ministry")), by)
    );
}
