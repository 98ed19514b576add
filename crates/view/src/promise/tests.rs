use super::*;
use serde_json::{Value, json};

use crate::silence::Later;
use crate::testing::{Story, at, moment, party, statement};
use crate::track::Tracks;

fn restore() -> Value {
    json!({"act": "promises", "facet": "commitment.restore", "value": "restore the portal"})
}

fn with(mut claim: Value, field: &str, value: Value) -> Value {
    claim[field] = value;
    claim
}

fn works(value: &str) -> Value {
    json!({"facet": "availability.restored", "value": value})
}

fn promises(case: &Case, world: &World, now: Option<TimeBounds>) -> Vec<Promise> {
    super::promises(case, world, &Tracks::of(case, world).speakers, now)
}

/// The only promise of a story.
fn only(story: Story, now: Option<&str>) -> (Case, Promise) {
    let (case, world) = story.build();
    let mut found = promises(&case, &world, now.map(exactly));
    assert_eq!(found.len(), 1);
    (case, found.remove(0))
}

/// A moment that is known to the second.
fn exactly(date: &str) -> TimeBounds {
    let at = Some(moment(date));
    TimeBounds { earliest: at, latest: at }
}

#[test]
fn what_is_a_promise() {
    let claim = |act: &str, facet: &str| json!({"act": act, "facet": facet, "value": "something"});
    for (act, facet, counts) in [
        ("promises", "commitment.restore", true),
        ("promises", "response.hardening", true),
        ("orders", "response.directive", true),
        ("requests", "response.directive", true),
        ("urges", "response.directive", true),
        ("reports", "commitment.policy", true),
        ("announces", "commitment.policy", true),
        ("announces", "response.suspension", false),
        ("denies", "commitment.restore", false),
        ("disclaims", "commitment.restore", false),
        ("declines", "commitment.restore", false),
        ("asserts", "response.restoration", false),
        ("forecasts", "context.background", false),
    ] {
        let (case, world) = Story::new().said("a", "ministry", "", claim(act, facet)).build();
        assert_eq!(promises(&case, &world, None).len(), usize::from(counts), "{act} {facet}");
    }
}

#[test]
fn what_its_own_source_took_back_keeps_and_breaks_nothing() {
    let told = |relation: &str| {
        Story::new()
            .said("a", "ministry", "2023-07-27", restore())
            .said("b", "ministry", "2023-07-29", works("yes"))
            .link("l", "ref:b#0", relation, "ref:a#0")
    };
    let take = |story: Story, by: &str, act: &str| {
        let took = json!({"act": act, "facet": "availability.restored", "value": "no", "target": "ref:b#0"});
        story.said("c", by, "2023-07-30", took)
    };
    for (relation, held) in [("fulfils", Outcome::Kept), ("breaks", Outcome::Broken)] {
        for (by, act, outcome) in [
            ("ministry", "retracts", Outcome::Open),
            ("ministry", "corrects", Outcome::Open),
            ("ministry", "asserts", held),
            ("opposition", "corrects", held),
        ] {
            let (case, promise) = only(take(told(relation), by, act), None);
            assert_eq!(promise.outcome, outcome, "{relation}, {by} {act}");
            let linked = promise.kept.iter().chain(&promise.broken).next().unwrap();
            let takers: Vec<_> = linked.taken_back.clone();
            let expected = if outcome == Outcome::Open { vec![at(&case, "c#0")] } else { vec![] };
            assert_eq!(takers, expected, "{relation}, {by} {act}");
        }
    }
}

#[test]
fn that_nothing_was_promised_is_no_promise() {
    let deny = json!({"certainty": "certain", "polarity": "deny"});
    for (claim, counts) in [
        (
            json!({"act": "asserts", "facet": "commitment.restore", "value": "restore it", "stance": deny}),
            false,
        ),
        (json!({"act": "asserts", "facet": "commitment.restore", "value": "declined"}), false),
        (json!({"act": "asserts", "facet": "commitment.restore", "value": "restore it"}), true),
        // To promise that something will not be.
        (
            json!({"act": "promises", "facet": "commitment.policy", "value": "close", "stance": deny}),
            true,
        ),
    ] {
        let (case, world) = Story::new().said("a", "ministry", "", claim.clone()).build();
        assert_eq!(promises(&case, &world, None).len(), usize::from(counts), "{claim}");
    }
}

#[test]
fn what_corrects_a_promise_is_promised_instead() {
    let locks = |act: &str, polarity: &str| json!({"act": act, "facet": "response.hardening", "value": "locks", "stance": {"certainty": "certain", "polarity": polarity}});
    let after = |label: &str, claim: Value| with(claim, "target", json!(format!("ref:{label}#0")));
    let told = |first: &str, by: &str, act: &str, polarity: &str| {
        let story = Story::new().said("a", "ministry", "2023-07-27", locks(first, "affirm"));
        let (case, world) =
            story.said("b", by, "2023-07-28", after("a", locks(act, polarity))).build();
        let found = promises(&case, &world, None);
        let name = |it: &Promise| if it.claim == at(&case, "a#0") { "a" } else { "b" };
        found.iter().map(|it| (name(it), it.act, it.outcome)).collect::<Vec<_>>()
    };
    let (open, gone) = (Outcome::Open, Outcome::Withdrawn);
    for (first, by, act, polarity, expected) in [
        (
            "promises",
            "ministry",
            "corrects",
            "affirm",
            vec![("a", Act::Promises, gone), ("b", Act::Promises, open)],
        ),
        (
            "orders",
            "ministry",
            "corrects",
            "affirm",
            vec![("a", Act::Orders, gone), ("b", Act::Orders, open)],
        ),
        ("promises", "ministry", "corrects", "deny", vec![("a", Act::Promises, gone)]),
        ("promises", "ministry", "retracts", "affirm", vec![("a", Act::Promises, gone)]),
        ("promises", "agency", "corrects", "affirm", vec![("a", Act::Promises, open)]),
        ("asserts", "ministry", "corrects", "affirm", vec![]),
    ] {
        assert_eq!(told(first, by, act, polarity), expected, "{first}, {by} {act} {polarity}");
    }
    // A correction of a correction.
    let story = Story::new().said("a", "ministry", "2023-07-27", locks("promises", "affirm"));
    let story = story.said("b", "ministry", "2023-07-28", after("a", locks("corrects", "affirm")));
    let story = story.said("c", "ministry", "2023-07-29", after("b", locks("corrects", "affirm")));
    let (case, world) = story.build();
    let found: Vec<_> = promises(&case, &world, None).iter().map(|it| it.outcome).collect();
    assert_eq!(found, [gone, gone, open]);
}

#[test]
fn what_keeps_the_corrected_keeps_the_correction() {
    let locks = |act: &str, due: &str| json!({"act": act, "facet": "response.hardening", "value": "locks", "due": {"time": {"edtf": due}}});
    let story = || {
        let story =
            Story::new().said("a", "ministry", "2023-06-01", locks("promises", "2023-06-30"));
        let later = with(locks("corrects", "2023-08-31"), "target", json!("ref:a#0"));
        story.said("b", "ministry", "2023-06-02", later)
    };
    let now = || Some("2023-12-01");
    let of = |story: Story| {
        let (case, world) = story.build();
        let found = promises(&case, &world, now().map(exactly));
        found.iter().map(|it| (it.outcome, it.timing)).collect::<Vec<_>>()
    };
    let gone = (Outcome::Withdrawn, None);
    assert_eq!(of(story()), [gone, (Outcome::Open, Some(Timing::Overdue))]);
    for to in ["ref:a#0", "ref:b#0"] {
        let kept = |date| {
            story().said("k", "ministry", date, works("yes")).link("l", "ref:k#0", "fulfils", to)
        };
        // In time for the correction, whichever of the two the link names.
        assert_eq!(of(kept("2023-07-15")), [gone, (Outcome::Kept, None)], "{to}");
        assert_eq!(of(kept("2023-09-15")), [gone, (Outcome::Kept, Some(Timing::Late))], "{to}");
    }
}

#[test]
fn what_was_kept_by_withheld_words_is_not_overdue() {
    let due = with(restore(), "due", json!({"time": {"edtf": "2023-07-28"}}));
    let told = |relation: &str| {
        let story = Story::new().said("a", "ministry", "2023-07-27", due.clone());
        let story = story.withheld("lost", bayan_claim::Kind::Utterance);
        only(story.link("l", "ref:lost#0", relation, "ref:a#0"), Some("2023-12-01")).1
    };
    for (relation, timing, unread) in [
        ("fulfils", Timing::CannotTell, 1),
        ("breaks", Timing::CannotTell, 1),
        ("explains", Timing::Overdue, 0),
    ] {
        let promise = told(relation);
        assert_eq!(promise.outcome, Outcome::Open, "{relation}");
        assert_eq!((promise.timing, promise.unread.len()), (Some(timing), unread), "{relation}");
    }
}

#[test]
fn what_took_its_place_is_told_beside_it() {
    let deny = json!({"certainty": "certain", "polarity": "deny"});
    let no = with(with(restore(), "act", json!("denies")), "stance", deny);
    for (speaker, expected) in [("ministry", vec!["b#0"]), ("agency", vec![])] {
        let story = Story::new().said("a", "ministry", "2023-07-27", restore());
        let (case, promise) = only(story.said("b", speaker, "2023-07-28", no.clone()), None);
        let expected: Vec<_> = expected.into_iter().map(|name| at(&case, name)).collect();
        assert_eq!((promise.outcome, promise.followed), (Outcome::Open, expected), "{speaker}");
    }
}

#[test]
fn what_keeps_a_promise_is_none_itself() {
    use Outcome::{Broken, Contested, Kept, Open};
    let announced =
        |act: &str| json!({"act": act, "facet": "commitment.restore", "value": "it is restored"});
    let story = |act: &str| {
        Story::new().said("a", "ministry", "2023-07-27", restore()).said(
            "b",
            "ministry",
            "2023-08-20",
            announced(act),
        )
    };
    let found = |story: Story| {
        let (case, world) = story.build();
        let found = promises(&case, &world, None);
        found.iter().map(|promise| promise.outcome).collect::<Vec<_>>()
    };
    assert_eq!(found(story("announces")), [Open, Open], "nobody recorded that it keeps it");
    for (relation, outcome) in [("fulfils", Kept), ("breaks", Broken)] {
        let linked = || story("announces").link("l", "ref:b#0", relation, "ref:a#0");
        assert_eq!(found(linked()), [outcome]);
        let disputed = linked().opinion("no", "dispute", "ref:l");
        assert_eq!(found(disputed), [Contested, Open]);
    }
    // Who keeps one promise may make another by it.
    let anew = story("promises").link("l", "ref:b#0", "fulfils", "ref:a#0");
    assert_eq!(found(anew), [Kept, Open]);
}

#[test]
fn kept_late() {
    let due = |edtf: &str| with(restore(), "due", json!({"time": {"edtf": edtf}}));
    let since = |edtf: &str| json!({"facet": "availability.restored_at", "value": {"time": {"edtf": edtf}}});
    let as_of =
        |edtf: &str| with(works("yes"), "scope", json!({"as_of": {"time": {"edtf": edtf}}}));
    let late = Some(Timing::Late);
    for (due, said, claim, timing) in [
        (due("2023-03-31"), "2023-04-20", works("yes"), late),
        (due("2023-03-31"), "2023-03-31", works("yes"), None),
        // The day after, by the one clock.
        (due("2023-03-31"), "2023-04-01", works("yes"), late),
        (due("2023-03-31"), "2023-04-01T09:00Z", works("yes"), None),
        (due("2023-03"), "2023-03-31", works("yes"), None),
        (due("2023-03-31"), "", works("yes"), None),
        // Told later than it was done.
        (due("2023-03-31"), "2023-04-20", since("2023-03-30"), None),
        (due("2023-03-31"), "2023-04-20", since("2023-04-19"), late),
        (due("2023-03-31"), "2023-04-20", as_of("2023-03-30"), None),
        (restore(), "2023-04-20", works("yes"), None),
        (with(restore(), "due", within(30)), "2023-04-20", works("yes"), late),
        (with(restore(), "due", within(60)), "2023-04-20", works("yes"), None),
    ] {
        let case = format!("{due} {said} {claim}");
        let story = Story::new()
            .said("a", "ministry", "2023-03-01", due)
            .said("b", "ministry", said, claim)
            .link("l", "ref:b#0", "fulfils", "ref:a#0");
        let (_, promise) = only(story, None);
        assert_eq!((promise.outcome, promise.timing), (Outcome::Kept, timing), "{case}");
    }
    // Of two that keep it the first was in time.
    let twice = Story::new()
        .said("a", "ministry", "2023-03-01", due("2023-03-31"))
        .said("b", "ministry", "2023-03-20", works("yes"))
        .said("c", "ministry", "2023-04-20", works("yes"))
        .link("l", "ref:b#0", "fulfils", "ref:a#0")
        .link("m", "ref:c#0", "fulfils", "ref:a#0");
    assert_eq!(only(twice, None).1.timing, None);
}

#[test]
fn dates_and_what_is_due() {
    use Timing::{CannotTell, Due, NotDue, Overdue};
    let time = |edtf: &str| json!({"time": {"edtf": edtf}});
    let soon = json!({"time": {"printed": "soon"}});
    let now = Some("2023-08-10T12:00Z");
    let cases: [(Option<Value>, Option<&str>, bool, Timing); 10] = [
        (None, now, false, CannotTell),
        (Some(soon), now, false, CannotTell),
        (Some(json!("further_notice")), now, false, CannotTell),
        (Some(time("2023-09")), now, true, NotDue),
        (Some(time("2023-08")), now, true, Due),
        (Some(time("../2023-08-20")), now, true, Due),
        (Some(time("2023-08-01")), now, true, Overdue),
        // "After the first": it may be due at any time since.
        (Some(time("2023-08-01/..")), now, true, CannotTell),
        (Some(time("2023-09-01/..")), now, true, NotDue),
        (Some(time("2023-08-01")), None, true, CannotTell),
    ];
    for (due, now, dated, timing) in cases {
        let claim = due.clone().map_or_else(restore, |due| with(restore(), "due", due));
        let (_, promise) = only(Story::new().said("a", "ministry", "2023-07-27", claim), now);
        assert_eq!((promise.dated, promise.timing), (dated, Some(timing)), "{due:?} {now:?}");
        assert_eq!(promise.outcome, Outcome::Open);
    }
    let until = with(restore(), "until", time("2023-09"));
    let (_, promise) = only(Story::new().said("a", "ministry", "2023-07-27", until), now);
    assert!(promise.dated);
    assert_eq!(promise.timing, Some(CannotTell), "it lasts until then, and is due at no time");
}

fn days(n: u32) -> Value {
    json!({"n": n, "unit": "days"})
}

fn told_from(order: &str, anchor: &Value, distance: &Value) -> Value {
    json!({"time": {"relation": {"order": order, "anchor": anchor, "distance": distance}}})
}

fn within(n: u32) -> Value {
    told_from("after", &json!("this_utterance"), &json!({"max": days(n)}))
}

/// From the first moment of a date to so many days after the last of another.
fn span(first: &str, last: &str, n: i64) -> TimeBounds {
    let last = last.parse::<bayan_claim::value::Edtf>().unwrap().bounds().latest.unwrap();
    TimeBounds { earliest: Some(moment(first)), latest: Some(last + n * 86_400) }
}

fn due_at(promise: &Promise) -> TimeBounds {
    match promise.due {
        Some(UntilFact::Time(time)) => time,
        other => panic!("{other:?}"),
    }
}

/// "Within thirty days" and the like, said on a date and printed on the 28th: from when to when it is due, and how that
/// lies to 10 August.
#[test]
fn what_is_told_from_the_words_is_computed() {
    use Timing::{CannotTell, Due, NotDue, Overdue};
    let exactly = json!({"min": days(30), "max": days(30)});
    let (day, open, this) = ("2023-07-27", TimeBounds::default(), json!("this_utterance"));
    let from_july = TimeBounds { latest: None, ..span("2023-08-26", day, 0) };
    let some_words = json!({"words": {"language": "en", "text": "the report"}});
    let cases = [
        (day, within(30), span(day, day, 30), Due),
        (day, within(7), span(day, day, 7), Overdue),
        // Some day of July, and not after it was printed.
        ("2023-07", within(30), span("2023-07", "2023-07-28", 30), Due),
        (day, told_from("after", &this, &exactly), span("2023-08-26", day, 30), NotDue),
        (day, told_from("after", &this, &json!({"min": days(30)})), from_july, NotDue),
        (
            day,
            told_from("after", &json!({"edtf": "2023-07-01"}), &json!({"max": days(7)})),
            span("2023-07-01", "2023-07-01", 7),
            Overdue,
        ),
        (
            day,
            told_from("after", &json!({"statement": "ref:earlier"}), &json!({"max": days(60)})),
            span("2023-07-20", "2023-07-20", 60),
            Due,
        ),
        (
            day,
            told_from("after", &json!("this_publication"), &json!({"max": days(30)})),
            span("2023-07-28", "2023-07-28", 30),
            Due,
        ),
        // Nothing is due before it is promised, and a distance from what is not known tells nothing.
        (day, told_from("until", &this, &json!({"max": days(30)})), open, CannotTell),
        (day, told_from("around", &this, &json!({"max": days(30)})), open, CannotTell),
        (day, told_from("after", &some_words, &json!({"max": days(30)})), open, CannotTell),
    ];
    for (said, due, expected, timing) in cases {
        let claim = with(with(restore(), "due", due.clone()), "in", json!("paper"));
        let story = Story::new()
            .said("earlier", "agency", "2023-07-20", works("no"))
            .paper("paper", "2023-07-28")
            .said("a", "ministry", said, claim);
        let (_, promise) = only(story, Some("2023-08-10T12:00Z"));
        assert_eq!((due_at(&promise), promise.timing), (expected, Some(timing)), "{said} {due}");
        let is_told = expected != open;
        assert_eq!((promise.dated, promise.due_from.is_some()), (is_told, is_told), "{said} {due}");
    }
}

#[test]
fn what_is_computed_ends_as_dates_do() {
    // Words without a date were said before they were recorded, which bounds the end alone.
    let claim = with(restore(), "due", within(30));
    let (_, promise) = only(Story::new().said("a", "ministry", "", claim), None);
    let latest = Some(moment("2030-01-01T00:00:00Z") + 30 * 86_400);
    assert_eq!(due_at(&promise), TimeBounds { earliest: None, latest });
    // An order that lasts so long has ended when that is over.
    let claim = with(restore(), "until", within(7));
    for (now, outcome) in [("2023-08-02", Outcome::Open), ("2023-08-06", Outcome::Ended)] {
        let story = Story::new().said("a", "ministry", "2023-07-27", claim.clone());
        let (_, promise) = only(story, Some(now));
        assert_eq!(
            (promise.outcome, promise.until_from),
            (outcome, Some(AnchorFact::ThisUtterance))
        );
    }
}

#[test]
fn recorded_links_decide_and_name_their_signer() {
    use Outcome::{Broken, Contested, Kept, Open};
    let cases: [(&[&str], &[&str], Outcome); 8] = [
        (&[], &[], Open),
        (&["fulfils"], &[], Kept),
        (&["breaks"], &[], Broken),
        (&["fulfils", "breaks"], &[], Contested),
        (&["fulfils"], &["fulfils"], Contested),
        (&["fulfils", "breaks"], &["fulfils"], Broken),
        (&["explains"], &[], Open),
        (&["fulfils"], &["b"], Kept),
    ];
    for (relations, disputed, outcome) in cases {
        let mut story = Story::new()
            .said("a", "ministry", "2023-07-27", restore())
            .said("b", "ministry", "2023-07-30", works("partly"))
            .signed_by("newsroom");
        for relation in relations {
            story = story.link(relation, "ref:b#0", relation, "ref:a#0");
        }
        for target in disputed {
            story = story.opinion(&format!("not {target}"), "dispute", &format!("ref:{target}"));
        }
        let (case, promise) = only(story, None);
        assert_eq!(promise.outcome, outcome, "{relations:?} but {disputed:?}");
        assert_eq!(promise.timing.is_some(), outcome == Open);
        for linked in promise.kept.iter().chain(&promise.broken) {
            assert_eq!(linked.claim, at(&case, "b#0"));
            assert_eq!(linked.cite.signer, party("newsroom"));
        }
    }
}

#[test]
fn a_link_inside_an_utterance_is_disputed_by_its_own_field() {
    let link = json!({"from": "#0", "relation": "fulfils", "to": "ref:a#0"});
    for (field, disputed) in [(Some("/links/0"), true), (Some("/times"), false), (None, true)] {
        let works = json!({"speaker": "ministry", "claims": works("yes"), "links": [link]});
        let mut opinion = json!({
            "target": "ref:b", "view": "repudiate", "why": {"language": "en", "text": "not ours"},
        });
        if let Some(field) = field {
            opinion["field"] = json!(field);
        }
        let story = Story::new()
            .said("a", "ministry", "2023-07-27", restore())
            .utterance("b", works)
            .statement(bayan_claim::Kind::Opinion, "c", opinion);
        let (_, promise) = only(story, None);
        assert_eq!(promise.kept[0].disputed.len(), usize::from(disputed), "{field:?}");
        let outcome = if disputed { Outcome::Contested } else { Outcome::Kept };
        assert_eq!(promise.outcome, outcome, "{field:?}");
    }
}

#[test]
fn amendments_are_followed() {
    let told = |words: &str| json!({"speaker": "ministry", "claims": with(works("yes"), "words", json!(words))});
    let story = || {
        Story::new().said("a", "ministry", "2023-07-27", restore()).utterance(
            "b",
            json!({"speaker": "ministry", "claims": works("yes"),
                "links": [{"from": "#0", "relation": "fulfils", "to": "ref:a#0"}]}),
        )
    };
    let said_again = || {
        json!({"speaker": "ministry", "claims": works("yes"),
        "links": [{"from": "#0", "relation": "fulfils", "to": "ref:a#0"}]})
    };
    // An opinion of what was amended is one of what stands for it.
    let amended = story().opinion("no", "dispute", "ref:b").amend("c", "ref:b", Some(said_again()));
    let (case, promise) = only(amended, None);
    assert_eq!(promise.kept[0].claim, at(&case, "c#0"));
    assert_eq!(promise.outcome, Outcome::Contested);
    // The link went with the statement that held it.
    let (_, promise) = only(story().amend("c", "ref:b", None), None);
    assert_eq!(promise.outcome, Outcome::Open);
    let (_, promise) = only(story().amend("c", "ref:b", Some(told("works"))), None);
    assert_eq!(promise.outcome, Outcome::Open);
    // A link to the old statement leads on to the new one.
    let alone = Story::new()
        .said("a", "ministry", "2023-07-27", restore())
        .said("b", "ministry", "2023-07-30", works("yes"))
        .link("l", "ref:b#0", "fulfils", "ref:a#0")
        .amend("a2", "ref:a", Some(json!({"speaker": "minister", "claims": restore()})));
    let (case, promise) = only(alone, None);
    assert_eq!((promise.claim, promise.outcome), (at(&case, "a2#0"), Outcome::Kept));
    assert_eq!(case.stands_for(statement("a")), statement("a2"));
    // Amended twice under its old name: the second amends the first.
    let twice = story()
        .opinion("no", "dispute", "ref:b")
        .amend("c", "ref:b", Some(told("works")))
        .amend("d", "ref:b", Some(said_again()));
    let (case, promise) = only(twice, None);
    assert_eq!(case.stands_for(statement("b")), statement("d"));
    assert_eq!((promise.kept[0].claim, promise.outcome), (at(&case, "d#0"), Outcome::Contested));
}

#[test]
fn only_its_own_speaker_takes_it_back() {
    let back = |act: &str| {
        let mut claim = json!({"act": act, "facet": "context.opinion", "value": "too much said"});
        claim["target"] = json!("ref:a#0");
        claim
    };
    for (speaker, act, withdrawn) in [
        ("ministry", "retracts", true),
        ("ministry", "corrects", true),
        // Another voice of it takes back its own words alone.
        ("aide", "retracts", false),
        ("opposition", "retracts", false),
        ("nobody", "retracts", false),
        ("aide|opposition", "retracts", false),
        ("ministry", "asserts", false),
    ] {
        let story = Story::new()
            .spokesperson("aide", "ministry")
            .said("a", "ministry", "2023-07-27", restore())
            .said("b", speaker, "2023-07-28", back(act));
        let (case, promise) = only(story, None);
        let expected = if withdrawn { vec![at(&case, "b#0")] } else { vec![] };
        assert_eq!(promise.withdrawn, expected, "{speaker} {act}");
        let outcome = if withdrawn { Outcome::Withdrawn } else { Outcome::Open };
        assert_eq!(promise.outcome, outcome, "{speaker} {act}");
    }
}

/// An order that lasts until the portal works, and what was said of that.
fn until_it_works(said: &[(&str, Value)]) -> Story {
    let order = json!({"act": "orders", "facet": "response.directive", "value": "serve on paper",
        "until": {"claim": "ref:awaited#0"}});
    let awaited = with(works("yes"), "act", json!("forecasts"));
    let mut story = Story::new()
        .thing("portal", &[])
        .thing("tax", &["portal"])
        .said("awaited", "ministry", "2023-07-27", with(awaited, "scope", portal("portal")))
        .said("a", "ministry", "2023-07-27", order);
    for (number, (date, claim)) in said.iter().enumerate() {
        story = story.said(&format!("s{number}"), "users", date, claim.clone());
    }
    story
}

fn portal(system: &str) -> Value {
    json!({"system": {"of": [format!("thing:{system}")]}})
}

#[test]
fn it_ends_when_what_it_waits_for_comes_true() {
    use Later::{After, CannotTell};
    let of = |system: &str, claim: Value| with(claim, "scope", portal(system));
    let yes = of("portal", works("yes"));
    let since =
        json!({"facet": "availability.restored_at", "value": {"time": {"edtf": "2023-07-29"}}});
    let cases: [(&str, Value, Option<Later>); 10] = [
        ("2023-08-01", yes.clone(), Some(After)),
        ("2023-08-01", works("yes"), Some(After)),
        ("2023-08-01", of("portal", since), Some(After)),
        ("", yes.clone(), Some(CannotTell)),
        ("2023-07-27", yes.clone(), Some(CannotTell)),
        ("2023-07-01", yes.clone(), None),
        // Of a part, in part, not yet, or only foreseen.
        ("2023-08-01", of("tax", works("yes")), None),
        ("2023-08-01", of("portal", works("partly")), None),
        ("2023-08-01", of("portal", works("no")), None),
        ("2023-08-01", with(yes.clone(), "act", json!("forecasts")), None),
    ];
    for (date, claim, later) in cases {
        let (case, promise) = only(until_it_works(&[(date, claim.clone())]), None);
        let expected: Vec<_> = later
            .map(|later| Spoken {
                claim: at(&case, "s0#0"),
                later,
                possible: false,
                perhaps: false,
                taken_back: vec![],
            })
            .into_iter()
            .collect();
        assert_eq!(promise.ended, expected, "{date} {claim}");
        let outcome = if later == Some(After) { Outcome::Ended } else { Outcome::Open };
        assert_eq!(promise.outcome, outcome, "{date} {claim}");
    }
}

/// What may have been said only after the moment asked about has taken nothing back by then.
#[test]
fn what_is_taken_back_later_was_not_taken_back_yet() {
    let mut back = json!({"act": "retracts", "facet": "context.opinion", "value": "too much said"});
    back["target"] = json!("ref:a#0");
    let story = || {
        let story = Story::new().said("a", "ministry", "2023-07-27", restore());
        story.said("b", "ministry", "2023-08", back.clone())
    };
    for (by, outcome) in [("2023-08-15", Outcome::Open), ("2023-09-15", Outcome::Withdrawn)] {
        let (case, world) = story().build_said_by(by);
        let found = promises(&case, &world, None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].outcome, outcome, "{by}");
        assert_eq!(found[0].withdrawn.is_empty(), outcome == Outcome::Open, "{by}");
    }
}

/// What may not have been promised yet has not been due for long.
#[test]
fn what_was_perhaps_promised_later_is_not_overdue() {
    let due = with(restore(), "due", json!({"time": {"edtf": "2023-08-10"}}));
    let doubtful = with(restore(), "due", json!({"time": {"edtf": "2023-08-10~"}}));
    let now = Some(TimeBounds { earliest: Some(moment("2023-09-01")), latest: None });
    // Nor what was perhaps taken back, or kept, by then.
    let back =
        json!({"act": "retracts", "facet": "context.opinion", "value": "x", "target": "ref:a#0"});
    let promised = || Story::new().said("a", "ministry", "2023-08-01", due.clone());
    let kept = promised().said("k", "ministry", "2023-08", works("yes"));
    for (story, timing) in [
        (promised(), Timing::Overdue),
        (promised().said("b", "ministry", "2023-08", back.clone()), Timing::CannotTell),
        (promised().said("b", "police", "2023-08", back), Timing::Overdue),
        (kept.link("l", "ref:k#0", "fulfils", "ref:a#0"), Timing::CannotTell),
    ] {
        let (case, world) = story.build_said_by("2023-08-12");
        assert_eq!(promises(&case, &world, now)[0].timing, Some(timing));
    }
    for (said, due, timing) in [
        ("2023-08-01", &due, Timing::Overdue),
        ("2023-08", &due, Timing::CannotTell),
        ("2023-08-01", &doubtful, Timing::CannotTell),
    ] {
        let story = Story::new().said("a", "ministry", said, due.clone());
        let (case, world) = story.build_said_by("2023-08-12");
        let found = promises(&case, &world, now);
        assert_eq!((found.len(), found[0].timing), (1, Some(timing)), "{said} {due}");
    }
}

#[test]
fn what_was_taken_back_ends_nothing() {
    let works = with(works("yes"), "scope", portal("portal"));
    let back = with(with(works.clone(), "act", json!("retracts")), "target", json!("ref:s0#0"));
    let (_, promise) = only(until_it_works(&[("2023-08-01", works), ("2023-08-02", back)]), None);
    assert_eq!((promise.ended, promise.outcome), (vec![], Outcome::Open));
}

#[test]
fn it_ends_at_its_date() {
    let until = with(restore(), "until", json!({"time": {"edtf": "2023-08-01"}}));
    for (now, outcome) in [
        (None, Outcome::Open),
        (Some("2023-08-01T12:00Z"), Outcome::Open),
        (Some("2023-08-04"), Outcome::Ended),
    ] {
        let story = Story::new().said("a", "ministry", "2023-07-27", until.clone());
        assert_eq!(only(story, now).1.outcome, outcome, "{now:?}");
    }
}

#[test]
fn due_when_a_claim_comes_true_ends_nothing() {
    let due = with(restore(), "due", json!({"claim": "ref:report#0"}));
    let report = json!({"act": "forecasts", "facet": "incident.ongoing", "value": "no"});
    let story = |said: &str| {
        Story::new()
            .said("report", "experts", "2023-07-20", report.clone())
            .said("a", "ministry", "2023-07-27", due.clone())
            .said("b", "experts", "2023-07-30", json!({"facet": "incident.ongoing", "value": said}))
    };
    let (case, promise) = only(story("no"), None);
    assert_eq!((promise.outcome, promise.timing), (Outcome::Open, Some(Timing::Due)));
    assert_eq!(promise.fell_due[0].claim, at(&case, "b#0"));
    let (_, promise) = only(story("yes"), None);
    assert_eq!((promise.fell_due, promise.timing), (vec![], Some(Timing::CannotTell)));
}

#[test]
fn what_was_perhaps_said_later_settles_nothing() {
    // Said on some day of August; asked about the tenth.
    let story = until_it_works(&[("2023-08", works("yes"))]);
    let kept = Story::new()
        .said("a", "ministry", "2023-07-27", restore())
        .said("b", "ministry", "2023-08", works("yes"))
        .link("l", "ref:b#0", "fulfils", "ref:a#0");
    let (case, world) = story.build_said_by("2023-08-10");
    let promise = &promises(&case, &world, None)[0];
    assert!(promise.ended[0].possible);
    assert_eq!(promise.outcome, Outcome::Open);
    let (case, world) = kept.build_said_by("2023-08-10");
    let promise = &promises(&case, &world, None)[0];
    assert!(promise.kept[0].possible);
    assert_eq!(promise.outcome, Outcome::Open);
}

#[test]
fn listed_by_when_they_were_made() {
    let (case, world) = Story::new()
        .said("undated", "ministry", "", restore())
        .said("second", "ministry", "2023-07-28", json!([restore(), restore()]))
        .said("first", "ministry", "2023-07-27", restore())
        .build();
    let found: Vec<_> = promises(&case, &world, None).iter().map(|promise| promise.claim).collect();
    let expected = ["first#0", "second#0", "second#1", "undated#0"].map(|name| at(&case, name));
    assert_eq!(found, expected);
}
