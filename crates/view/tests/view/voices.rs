//! Organisations and those who speak for them: whose words take the place of whose, and how the whole moved.

use bayan_claim::Kind;
use bayan_view::case::Case;
use bayan_view::conflict::Between;
use bayan_view::shift::Shift;
use bayan_view::state::{Picture, State};
use bayan_view::status::Status;
use bayan_view::track::{Gather, Step, Track, Who};
use bayan_view::world::World;
use serde_json::{Value, json};

use crate::examples::one;
use crate::kinds::{step, story, tracks};
use crate::testing::{Story, at, party};

const LEAK: &str = "confidentiality.leak";

/// A ministry with two who speak for it, and a unit.
fn ministry() -> Story {
    let story = organisation("ministry").spokesperson("anna", "ministry");
    story.spokesperson("ben", "ministry").part("unit", &["ministry"])
}

/// The story of things, with an organisation.
fn organisation(slug: &str) -> Story {
    let draft = json!({"id": format!("party:{slug}"), "is": "organisation", "slug": slug});
    story().statement(Kind::Party, slug, draft)
}

fn leak(text: &str) -> Value {
    one(&format!("{LEAK} {text}"))
}

fn gathered(case: &Case, world: &World) -> Track {
    let tracks = tracks(case, world, Gather::Organisations);
    tracks.into_iter().find(|track| track.who == Who::Party(party("ministry"))).unwrap()
}

/// The names of a story's claims that stand, each with those of other voices since.
fn standing(case: &Case, world: &World, names: &[&str]) -> Vec<String> {
    let track = gathered(case, world);
    let name = |id| *names.iter().find(|name| at(case, &format!("{name}#0")) == id).unwrap();
    let told = |step: &Step| {
        let since: Vec<&str> = step.since.iter().map(|id| name(*id)).collect();
        [vec![name(step.claim)], since].concat().join(" < ")
    };
    track.steps.iter().filter(|step| step.stands).map(told).collect()
}

fn status(case: &Case, world: &World) -> Status {
    State::of(case, world).statuses[&LEAK.parse().unwrap()].0
}

/// What stands is the same in a position, in the status of its facet and in conflicts, whoever says it.
#[test]
fn no_voice_takes_the_place_of_another_and_the_organisation_of_all() {
    type Said<'a> = (&'a str, &'a str, &'a str);
    let cases: [(&[Said<'_>], &[&str], Status); 9] = [
        // The organisation denies, and one who speaks for it concedes: both are its words.
        (&[("a", "ministry", "no"), ("b", "anna", "yes")], &["a < b", "b"], Status::Contested),
        (&[("a", "anna", "no"), ("b", "ben", "yes")], &["a < b", "b"], Status::Contested),
        (&[("a", "unit", "no"), ("b", "ministry", "yes")], &["b"], Status::Affirmed),
        (&[("a", "anna", "no"), ("b", "ministry", "yes")], &["b"], Status::Affirmed),
        (&[("a", "anna", "no"), ("b", "anna", "yes")], &["b"], Status::Affirmed),
        // Who repeats another adds a voice.
        (&[("a", "anna", "no"), ("b", "ben", "no")], &["a < b", "b"], Status::Denied),
        (
            &[("a", "anna", "no"), ("b", "ben", "yes"), ("c", "ministry", "no")],
            &["c"],
            Status::Denied,
        ),
        (
            &[("a", "ministry", "no"), ("b", "anna", "yes"), ("c", "ben", "no")],
            &["a < b", "b < c", "c"],
            Status::Contested,
        ),
        (
            &[("a", "ministry", "no"), ("b", "unit", "yes data=mails")],
            &["a < b", "b"],
            Status::Contested,
        ),
    ];
    for (said, stands, expected) in cases {
        let mut story = ministry();
        for (day, (name, who, text)) in (1..).zip(said) {
            story = story.said(name, who, &format!("2022-01-0{day}"), leak(text));
        }
        let (case, world) = story.build();
        assert_eq!(standing(&case, &world, &["a", "b", "c"]), stands, "{said:?}");
        assert_eq!(status(&case, &world), expected, "{said:?}");
    }
}

/// Where nobody knows which of two was said first, neither has moved from the other.
#[test]
fn voices_whose_order_is_not_known_stand_side_by_side() {
    let (case, world) = ministry()
        .said("a", "ministry", "2022-01", leak("no"))
        .said("b", "anna", "2022-01", leak("yes"))
        .build();
    let mut both = standing(&case, &world, &["a", "b"]);
    both.sort();
    assert_eq!(both, ["a", "b"]);
    assert!(Picture::of(&case, &world).between_voices.is_empty());
}

/// Who speaks for an organisation and then does not is one person still, who holds one thing now.
#[test]
fn who_left_holds_what_it_says_now() {
    let title = json!({"language": "en", "text": "head"});
    let role = json!([{"of": "party:ministry", "title": title, "until": "2022-01-31"}]);
    let head = json!({"id": "party:head", "is": "person", "slug": "head", "roles": role});
    let (case, world) = organisation("ministry")
        .statement(Kind::Party, "head", head)
        .said("a", "head", "2022-01-01", leak("no"))
        .said("b", "head", "2022-03-01", leak("yes"))
        .build();
    assert_eq!(standing(&case, &world, &["a", "b"]), [""; 0]);
    let moves = State::of(&case, &world).moves;
    let whose: Vec<&Who> = moves.iter().map(|moved| &moved.who).collect();
    assert_eq!(whose, [&Who::Party(party("head"))]);
}

#[test]
fn one_voice_takes_back_what_another_said_for_itself_alone() {
    let taken = |by: &str| {
        let back =
            json!([{"act": "retracts", "target": "ref:a#0", "facet": LEAK, "value": "not_said"}]);
        let story = ministry().said("a", "anna", "2022-01-01", leak("no"));
        let (case, world) = story.said("b", by, "2022-01-02", back).build();
        standing(&case, &world, &["a", "b"])
    };
    assert_eq!(taken("anna"), [""; 0]);
    assert_eq!(taken("ministry"), [""; 0]);
    assert_eq!(taken("ben"), ["a < b"]);
}

/// The reversal of an organisation is in the state that two moments are compared by.
#[test]
fn what_a_second_voice_moves_is_a_change() {
    let story = || {
        let story = ministry().said("a", "ministry", "2022-01-01", leak("no"));
        story.said("b", "anna", "2022-02-01", leak("yes"))
    };
    let moves = |by: &str| {
        let (case, world) = story().build_said_by(by);
        let moves = State::of(&case, &world).moves;
        let told = moves.iter().map(|moved| (moved.who.clone(), moved.shift));
        told.collect::<Vec<_>>()
    };
    assert_eq!(moves("2022-01-15"), []);
    assert_eq!(moves("2022-02-15"), [(Who::Party(party("ministry")), Shift::Reverses)]);
}

/// What an agency's voices move stands under the agency, where `history` shows it, and not under the ministry above it.
#[test]
fn a_move_between_voices_stands_under_the_nearest_organisation() {
    let agency = json!({"id": "party:agency", "is": "organisation", "slug": "agency",
        "part_of": [{"party": "party:ministry"}]});
    let (case, world) = organisation("ministry")
        .statement(Kind::Party, "agency", agency)
        .spokesperson("anna", "agency")
        .spokesperson("ben", "agency")
        .said("a", "anna", "2022-01-01", leak("no"))
        .said("b", "ben", "2022-01-02", leak("yes"))
        .build();
    let moves = State::of(&case, &world).moves;
    let whose: Vec<&Who> = moves.iter().map(|moved| &moved.who).collect();
    assert_eq!(whose, [&Who::Party(party("agency"))]);
}

/// Two who tell of the same words have not moved from each other.
#[test]
fn two_accounts_of_the_same_words_are_no_later_voice() {
    let story = || {
        let story = ministry().said("a", "anna", "2022-01-01", leak("no"));
        story.said("b", "ben", "2022-01-02", leak("yes"))
    };
    let (case, world) = story().build();
    assert_eq!(standing(&case, &world, &["a", "b"]), ["a < b", "b"]);
    let (case, world) = story().link("link", "ref:b#0", "same_event", "ref:a#0").build();
    assert_eq!(standing(&case, &world, &["a", "b"]), ["a", "b"]);
    assert!(State::of(&case, &world).moves.is_empty());
}

/// What a voice moved from itself stands in what the organisation gathers too, whoever spoke between.
#[test]
fn a_voice_moves_from_itself_and_from_others() {
    let (case, world) = ministry()
        .said("a", "ministry", "2022-01-01", one("incident.intrusion no"))
        .said("b", "anna", "2022-01-02", one("incident.intrusion yes"))
        .said("c", "ministry", "2022-01-03", leak("yes"))
        .build();
    let found = tracks(&case, &world, Gather::Organisations);
    let track = found.iter().find(|track| track.who == Who::Party(party("ministry"))).unwrap();
    let from = |name: &str| -> Vec<_> {
        let step = track.steps.iter().find(|step| step.claim == at(&case, name)).unwrap();
        step.moves.iter().map(|moved| moved.from).collect()
    };
    assert_eq!(from("b#0"), [at(&case, "a#0")]);
    assert_eq!(from("c#0"), [at(&case, "a#0")]);
}

/// A taking back is listed where it was said.
#[test]
fn what_takes_back_stands_in_its_place() {
    let back =
        json!([{"act": "retracts", "target": "ref:a#0", "facet": LEAK, "value": "not_said"}]);
    let (case, world) = story()
        .said("a", "anna", "2022-01-01", leak("no"))
        .said("c", "anna", "2022-01-03", leak("yes"))
        .said("b", "anna", "2022-01-02", back)
        .build();
    let tracks = tracks(&case, &world, Gather::Speakers);
    let listed: Vec<_> = tracks[0].steps.iter().map(|step| step.claim).collect();
    assert_eq!(listed, ["a#0", "b#0", "c#0"].map(|name| at(&case, name)));
}

/// What takes back can be taken back: what it took back had been left all the same.
#[test]
fn a_taking_back_can_be_taken_back() {
    let back = |target: &str| json!([{"act": "retracts", "target": format!("ref:{target}#0"), "facet": LEAK, "value": "not_said"}]);
    let story = || {
        let story = story().said("a", "anna", "2022-01-01", leak("no"));
        story.said("b", "anna", "2022-01-02", back("a"))
    };
    let (case, world) = story().said("c", "anna", "2022-01-03", back("b")).build();
    let tracks = tracks(&case, &world, Gather::Speakers);
    let taken: Vec<_> =
        tracks[0].steps.iter().map(|it| (it.stands, it.taken_back.clone())).collect();
    let [b, c] = ["b#0", "c#0"].map(|name| vec![at(&case, name)]);
    assert_eq!(taken, [(false, b), (false, c), (false, vec![])]);
    let (before, before_world) = story().build();
    assert_ne!(State::of(&case, &world), State::of(&before, &before_world));
}

/// Each who takes words back is told, the spokesman and those whom he spoke for alike.
#[test]
fn what_two_take_back_names_both() {
    let by = |act: &str, answer: &str| json!({"facet": "confidentiality.leak", "value": answer, "act": act, "target": "ref:a#0"});
    for (first, second) in [("anna", "ministry"), ("ministry", "anna")] {
        let story = organisation("ministry").spokesperson("anna", "ministry");
        let story = story.said("a", "anna", "2022-01-01", leak("no"));
        let story = story.said("b", first, "2022-01-02", by("retracts", "no"));
        let (case, world) = story.said("c", second, "2022-01-03", by("corrects", "yes")).build();
        let both = ["b#0", "c#0"].map(|name| at(&case, name));
        for gather in [Gather::Speakers, Gather::Organisations] {
            let step = step(&case, &world, gather, "a#0");
            assert_eq!((step.stands, &*step.taken_back), (false, &both[..]), "{first}, {gather:?}");
            assert_eq!(step.overruled, Some(party("ministry")));
        }
    }
}

/// A conflict of one mouth, or of one organisation, is listed and says whose it is.
#[test]
fn who_stands_on_both_sides_is_named() {
    let between = |story: Story| {
        let (case, world) = story.build();
        let found = Picture::of(&case, &world).conflicts.list;
        assert_eq!(found.len(), 1);
        found[0].between.clone()
    };
    let two = |one: &str, other: &str, date: &str| {
        let story = ministry().said("a", one, "2022-01", leak("no"));
        between(story.said("b", other, date, leak("yes")))
    };
    let anna = Who::Party(party("anna"));
    assert_eq!(two("anna", "anna", "2022-01-15"), Between::OneSource(anna));
    let ministry = Between::Shared(vec![Who::Party(party("ministry"))]);
    assert_eq!(two("ministry", "anna", "2022-02-15"), ministry);
    assert_eq!(two("anna", "ben", "2022-02-15"), ministry);
    assert_eq!(two("anna", "police", "2022-02-15"), Between::Sources);
}

/// Whoever speaks for an organisation only perhaps moves nothing of it, and puts it on no side of a conflict.
#[test]
fn a_doubtful_voice_moves_nothing() {
    for (since, moves, is_shared) in [("2020", 1, true), ("2022~", 0, false)] {
        let story = organisation("ministry").voice("zed", "ministry", since);
        let story = story.said("a", "zed", "2022-01-01", leak("no"));
        let (case, world) = story.said("b", "ministry", "2022-01-02", leak("yes")).build();
        let picture = Picture::of(&case, &world);
        assert_eq!(picture.between_voices.len(), moves, "{since}");
        let own = Who::Party(party("ministry"));
        let gathered = picture.tracks.by(Gather::Organisations).into_iter();
        let gathered = { gathered }.find(|track| track.who == own).unwrap();
        let moved: usize = gathered.steps.iter().map(|step| step.moves.len()).sum();
        assert_eq!(moved, moves, "{since}");
        // Its own later words take the place of what surely was its own.
        let live = picture.conflicts.list;
        assert_eq!(live.len(), usize::from(!is_shared), "{since}");
        assert!(live.iter().all(|conflict| conflict.between == Between::Sources), "{since}");
    }
}

/// What was said once and told twice is taken back once.
#[test]
fn all_accounts_of_the_same_words_are_taken_back() {
    let back = |act: &str| json!({"facet": "confidentiality.leak", "value": "yes", "act": act, "target": "ref:a#0"});
    for (act, relation, gone) in [
        ("retracts", "same_event", true),
        ("corrects", "same_event", true),
        ("retracts", "repeats_origin", true),
        ("retracts", "translation_of", true),
        ("retracts", "corroborates", false),
    ] {
        for (from, to) in [("a", "b"), ("b", "a")] {
            let story = story().said("a", "anna", "2022-01-01", leak("no"));
            let story = story.said("b", "anna", "2022-01-01", leak("no"));
            let story = story.link("l", &format!("ref:{from}#0"), relation, &format!("ref:{to}#0"));
            let (case, world) = story.said("c", "anna", "2022-01-03", back(act)).build();
            let step = step(&case, &world, Gather::Speakers, "b#0");
            let taker = Some(at(&case, "c#0")).filter(|_| gone);
            assert_eq!(step.taken_back, taker.into_iter().collect::<Vec<_>>(), "{act} {relation}");
        }
    }
}

/// An open list says nothing of what it does not name; one that names all does, and gives way to any other.
#[test]
fn an_open_list_takes_the_place_of_full_ones_alone() {
    let services = "availability.services";
    for (was, is, stands) in [
        ("mails", "payroll", "ab"),
        ("mails", "mails", "b"),
        ("mails", "!payroll", "b"),
        ("!mails", "payroll", "b"),
        ("^mails", "payroll", "b"),
        ("mails", "no", "b"),
    ] {
        let said = |text: &str| match text {
            "no" => one(&format!("{services} !")),
            text => one(&format!("{services} {text}")),
        };
        let story = story().said("a", "anna", "2022-01-01", said(was));
        let (case, world) = story.said("b", "anna", "2022-01-02", said(is)).build();
        let tracks = tracks(&case, &world, Gather::Speakers);
        let standing = tracks[0].steps.iter().filter(|step| step.stands).map(|step| step.claim);
        let names = standing.map(|id| if id == at(&case, "a#0") { "a" } else { "b" });
        assert_eq!(names.collect::<String>(), stands, "{was} {is}");
    }
}

/// Two sources of an outlet that it names no closer may be one, and its own words may rest on either.
#[test]
fn unnamed_sources_of_one_outlet_are_one_origin() {
    // Which of them was first is not known, so that all stand.
    let unnamed = |publisher: &str| {
        let times = json!({"said": {"edtf": "2022-01"}});
        let mut told = json!({"claims": leak("yes"), "speaker": "nobody", "times": times});
        if !publisher.is_empty() {
            told["publisher"] = json!(format!("party:{publisher}"));
        }
        told
    };
    let origins = |publishers: &[&str]| {
        let mut story = story();
        for (n, publisher) in publishers.iter().enumerate() {
            story = story.utterance(&format!("u{n}"), unnamed(publisher));
        }
        let (case, world) = story.said("own", "paper", "2022-01", leak("yes")).build();
        State::of(&case, &world).statuses[&LEAK.parse().unwrap()].1[0]
    };
    assert_eq!(origins(&["paper", "paper"]), 1);
    assert_eq!(origins(&["paper", "gazette"]), 2);
    assert_eq!(origins(&["gazette", "gazette"]), 2);
    // Where nobody is said to have carried the words either, nothing tells that they are of one.
    assert_eq!(origins(&["", ""]), 3);
}
