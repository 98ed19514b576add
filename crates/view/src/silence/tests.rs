use super::*;
use serde_json::{Value, json};

use crate::testing::{Story, at, moment as date, party};

/// The ministry had not spoken up to 27 July, by the clock that all who name no zone share.
fn story(on: Value) -> Story {
    let mut draft = json!({});
    if !on.is_null() {
        draft["on"] = on;
    }
    Story::new()
        .part("unit", &["ministry"])
        .spokesperson("aide", "ministry")
        .question("how-many", json!({"facet": "confidentiality.subjects"}))
        .said(
            "blame",
            "agency",
            "2023-07-26",
            json!({
                "facet": "responsibility.blame", "value": {"ref": {"is": "party:ministry"}},
            }),
        )
        .silence("silence", "ministry", "2023-07-27", draft)
}

fn only(story: Story) -> (Case, Silence) {
    let (case, world) = story.build();
    let mut found = silences(&case, &world);
    assert_eq!(found.len(), 1);
    (case, found.remove(0))
}

fn leak(value: &str) -> Value {
    json!({"facet": "confidentiality.leak", "value": value})
}

#[test]
fn who_ends_it_and_when() {
    use Stands::{CannotTell, Silent, Spoke};
    for (speaker, said, stands) in [
        ("ministry", "2023-07-31", Spoke),
        ("unit", "2023-07-31", Spoke),
        ("aide", "2023-07-31", Spoke),
        ("aide|unit", "2023-07-31", Spoke),
        ("aide|agency", "2023-07-31", Silent),
        ("agency", "2023-07-31", Silent),
        ("nobody", "2023-07-31", Silent),
        ("ministry", "", CannotTell),
        ("ministry", "2023-07", CannotTell),
        ("ministry", "2023-07-27", CannotTell),
        ("ministry", "2023-07-27T18:00", CannotTell),
        ("ministry", "2023-07-28", Spoke),
        // With a zone it is compared by all that the date can mean.
        ("ministry", "2023-07-28T09:00Z", CannotTell),
        ("ministry", "2023-07-28T12:00Z", Spoke),
        ("ministry", "2023-07-26", Silent),
        ("ministry", "2023-07-20", Silent),
    ] {
        let (case, silence) = only(story(Value::Null).said("a", speaker, said, leak("no")));
        assert_eq!(silence.stands, stands, "{speaker} {said}");
        let since: Vec<_> = silence.since.iter().map(|spoken| spoken.claim).collect();
        let expected = if stands == Silent { vec![] } else { vec![at(&case, "a#0")] };
        assert_eq!(since, expected, "{speaker} {said}");
        let is_before = ["2023-07-20", "2023-07-26"].contains(&said);
        assert_eq!(silence.before.len(), usize::from(is_before), "{said}");
        assert_eq!((silence.party, silence.as_far_as), (party("ministry"), party("outlet")));
    }
}

#[test]
fn what_it_was_on() {
    use Stands::{CannotTell, Silent, Spoke};
    let reason = json!({"facet": "responsibility.reason", "value": "others uploaded it"});
    let subjects = json!({"facet": "confidentiality.subjects", "value": "unknown_to_source"});
    let words = json!({"words": {"language": "en", "text": "on the letters"}});
    let cases: [(Value, Value, Stands); 12] = [
        (Value::Null, leak("no"), Spoke),
        (json!({"facets": ["confidentiality.leak"]}), leak("no"), Spoke),
        (json!({"facets": ["confidentiality.access"]}), leak("no"), Spoke),
        (json!({"facets": ["market.sale"]}), leak("no"), Silent),
        (json!({"facets": ["responsibility.blame"]}), reason.clone(), Spoke),
        (json!({"claims": ["ref:blame#0"]}), reason.clone(), Spoke),
        (json!({"claims": ["ref:blame#0"]}), leak("no"), Silent),
        (json!({"questions": ["question:how-many"]}), subjects.clone(), Spoke),
        (json!({"questions": ["question:how-many"]}), leak("no"), Silent),
        // What is told in words alone may be spoken to by anything.
        (words.clone(), leak("no"), CannotTell),
        (json!({"facets": ["market.sale"], "words": words["words"]}), leak("no"), Silent),
        // What was not answered is not on record: it is not everything.
        (json!({"questions": ["question:gone"]}), leak("no"), CannotTell),
    ];
    for (on, claim, stands) in cases {
        let told = story(on.clone()).said("a", "ministry", "2023-07-31", claim.clone());
        assert_eq!(only(told).1.stands, stands, "{on} {claim}");
    }
    let answered = story(json!({"questions": ["question:how-many"]}))
        .said("a", "ministry", "2023-07-31", leak("no"))
        .link("l", "ref:a#0", "answers", "question:how-many");
    assert_eq!(only(answered).1.stands, Spoke, "somebody recorded that it answers");
    let both = json!({"claims": ["ref:blame#0"], "questions": ["question:how-many"]});
    let facets = only(story(both)).1.facets.into_iter().map(|facet| facet.to_string());
    let expected = ["confidentiality.subjects", "responsibility.blame"];
    assert_eq!(facets.collect::<Vec<_>>(), expected);
}

#[test]
fn a_doubtful_voice_neither_ends_nor_belies_it() {
    let on = || json!({"facets": ["confidentiality.leak"]});
    for (since, date, stands, said) in [
        ("2023-01", "2023-12-01", Stands::Spoke, (1, 0)),
        ("2023-01~", "2023-12-01", Stands::CannotTell, (1, 0)),
        ("2023-01", "2022-01-01", Stands::Silent, (0, 0)),
        ("2021", "2022-01-01", Stands::Silent, (0, 1)),
        ("2021?", "2022-01-01", Stands::Silent, (0, 0)),
    ] {
        let told = story(on()).voice("carl", "ministry", since);
        let (_, silence) = only(told.said("a", "carl", date, leak("no")));
        assert_eq!(silence.stands, stands, "{since} {date}");
        assert_eq!((silence.since.len(), silence.before.len()), said, "{since} {date}");
    }
}

#[test]
fn to_decline_is_no_word_on_it() {
    let (case, silence) =
        only(story(Value::Null).said("a", "ministry", "2023-07-31", leak("declined")));
    let declined: Vec<_> = silence.declined.iter().map(|spoken| spoken.claim).collect();
    assert_eq!((silence.stands, declined), (Stands::Silent, vec![at(&case, "a#0")]));
    assert_eq!(silence.since, []);
}

#[test]
fn whom_another_speaks_about_has_not_spoken() {
    for (kind, by, stands) in [
        ("hearsay_about", "party:agency", Stands::Silent),
        ("observes_silence", "party:outlet", Stands::Silent),
        // It is the ministry that speaks about a third.
        ("hearsay_about", "party:ministry", Stands::Spoke),
        ("quotes", "party:outlet", Stands::Spoke),
    ] {
        let hop = json!({"kind": kind, "by": {"party": by}});
        let told = json!({"speaker": "ministry", "times": {"said": "2023-07-31"},
            "chain": [{"kind": "publishes"}, hop], "claims": leak("no")});
        let (_, silence) = only(story(Value::Null).utterance("a", told));
        assert_eq!(silence.stands, stands, "{kind} {by}");
    }
}

#[test]
fn a_moment_told_from_others() {
    let relative = |order: &str, anchor: Value| json!({"as_of": {"relation": {"order": order, "anchor": anchor}}});
    let statement = json!({"statement": "ref:blame"});
    let told = |draft: Value| {
        Story::new()
            .said("blame", "agency", "2023-07-26", leak("yes"))
            .silence("silence", "ministry", "2023", draft)
            .said("a", "ministry", "2023-07-31", leak("no"))
    };
    for (draft, stands) in [
        (relative("until", statement.clone()), Stands::Spoke),
        (relative("before", statement.clone()), Stands::Spoke),
        (relative("after", statement), Stands::CannotTell),
        (relative("until", json!({"edtf": "2023-07-30"})), Stands::CannotTell),
        (relative("until", json!({"edtf": "2023-07-25"})), Stands::Spoke),
        // Which publication is not known of a silence, so only that it was recorded later.
        (relative("until", json!("this_publication")), Stands::CannotTell),
    ] {
        let (_, silence) = only(told(draft.clone()));
        assert_eq!(silence.stands, stands, "{draft}");
        assert!(silence.as_of.latest.is_some(), "{draft}: it is never after its entry");
    }
    let (_, silence) = only(told(json!({"as_of": {"edtf": "2040-01-01"}})));
    assert_eq!(silence.as_of.earliest, Some(date("2040-01-01")), "a date stays as it was given");
}

#[test]
fn up_to_a_publication() {
    use BoundedBy::{Capture, Entry, Publication, Told};
    let until = |anchor: &str| json!({"as_of": {"relation": {"order": "until", "anchor": anchor}}});
    // A paper of the 27th, one without a date that was captured at the end of 2029, and none: recorded in 2030.
    for (paper, draft, said, bounded_by, stands) in [
        (Some("2023-07-27"), until("this_publication"), "2023-07-31", Publication, Stands::Spoke),
        (Some("2023-07-27"), until("this_publication"), "2023-07-20", Publication, Stands::Silent),
        (
            Some("2023-07-27"),
            json!({"as_of": {"printed": "so far"}}),
            "2023-07-31",
            Publication,
            Stands::Spoke,
        ),
        // Whoever looked once more at the capture says so.
        (Some("2023-07-27"), until("this_capture"), "2023-07-31", Capture, Stands::Silent),
        (
            Some("2023-07-27"),
            json!({"as_of": {"edtf": "2023-07-20"}}),
            "2023-07-31",
            Told,
            Stands::Spoke,
        ),
        (Some(""), until("this_publication"), "2029-12-20", Capture, Stands::CannotTell),
        (Some(""), until("this_capture"), "2029-12-20", Capture, Stands::Silent),
        (None, until("this_publication"), "2029-12-20", Entry, Stands::CannotTell),
    ] {
        let mut draft = draft;
        let mut story = Story::new();
        if let Some(published) = paper {
            story = story.paper("paper", published);
            draft["segments"] = json!([segment("paper")]);
        }
        let mut told = leak("no");
        told["in"] = json!("elsewhere");
        let case = format!("{paper:?} {draft} {said}");
        let told =
            story.silence("silence", "ministry", "2023", draft).said("a", "ministry", said, told);
        let (_, silence) = only(told);
        assert_eq!((silence.bounded_by, silence.stands), (bounded_by, stands), "{case}");
        if bounded_by == Entry {
            assert_eq!(silence.as_of.latest, Some(date("2030-01-01T00:00:00Z")), "{case}");
        }
    }
}

fn segment(paper: &str) -> Value {
    let artifact = Sha256::of(paper.as_bytes());
    json!({"artifact": artifact, "start": 0, "end": 3, "exact": "was", "zone": "body"})
}

#[test]
fn what_was_perhaps_said_later_does_not_end_it() {
    let told = story(Value::Null).said("a", "ministry", "2023-08", leak("no"));
    let (case, world) = told.build_said_by("2023-08-10");
    let silence = &silences(&case, &world)[0];
    assert_eq!(silence.stands, Stands::CannotTell);
    assert!(silence.since[0].possible && silence.since[0].later == Later::After);
}

#[test]
fn a_silence_that_may_be_of_later_says_so() {
    for (date, possible) in [("2023-07-28T11:00:00Z", true), ("2023-12-01", false)] {
        let (case, world) = story(Value::Null).build_said_by(date);
        let found = silences(&case, &world);
        assert_eq!(
            found.iter().map(|silence| silence.possible).collect::<Vec<_>>(),
            [possible],
            "{date}"
        );
    }
}

#[test]
fn disputed_by_opinions() {
    let told = story(Value::Null).opinion("no", "dispute", "ref:silence");
    assert_eq!(only(told).1.disputed.len(), 1);
    assert_eq!(only(story(Value::Null).opinion("yes", "endorse", "ref:silence")).1.disputed, []);
}

/// The value that a taking back is written with is no refusal, and what was taken back was said all the same.
#[test]
fn who_takes_its_words_back_has_spoken() {
    let back = json!({
        "act": "retracts", "target": "ref:a#0", "facet": "confidentiality.leak", "value": "not_said",
    });
    let story = story(Value::Null).said("a", "ministry", "2023-07-31", leak("no"));
    let (case, silence) = only(story.said("r", "ministry", "2023-08-01", back));
    assert_eq!((silence.stands, silence.declined), (Stands::Spoke, vec![]));
    let [a, r] = ["a#0", "r#0"].map(|name| at(&case, name));
    let since: Vec<_> =
        silence.since.iter().map(|spoken| (spoken.claim, spoken.taken_back.as_slice())).collect();
    assert_eq!(since, [(a, [r].as_slice()), (r, &[])]);
}
