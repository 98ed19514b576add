use super::*;
use serde_json::{Value, json};

use crate::silence::Later;
use crate::testing::{Story, at, party};
use crate::track::Tracks;

fn blame(leaf: &str) -> Value {
    json!({"facet": format!("responsibility.{leaf}"), "value": {"ref": {"is": "party:ministry"}}})
}

fn safe() -> Value {
    json!({"facet": "data.safety", "value": "yes"})
}

/// The agency blames the ministry on 26 July.
fn story() -> Story {
    Story::new().spokesperson("aide", "ministry").said(
        "b",
        "agency",
        "2023-07-26",
        blame("violation"),
    )
}

fn only(story: Story) -> (Case, Blame) {
    let (case, world) = story.build();
    let found = all(&case, &world);
    let [found] = <[Blame; 1]>::try_from(found).unwrap();
    (case, found)
}

fn told(case: &Case, world: &World) -> Blames {
    blames(case, world, &Tracks::of(case, world).speakers)
}

fn all(case: &Case, world: &World) -> Vec<Blame> {
    told(case, world).iter().cloned().collect()
}

#[test]
fn what_is_a_blame() {
    for (claim, counts) in [
        (blame("blame"), true),
        (blame("violation"), true),
        (blame("liability"), true),
        (json!({"facet": "responsibility.reason", "value": "it uploaded them"}), false),
        (json!({"facet": "responsibility.blame", "value": "unknown_to_source"}), false),
        (json!({"facet": "attribution.actor", "value": {"ref": {"is": "party:ministry"}}}), false),
    ] {
        let (case, world) = Story::new().said("b", "agency", "", claim.clone()).build();
        assert_eq!(all(&case, &world).len(), usize::from(counts), "{claim}");
    }
}

#[test]
fn how_it_comes_to_us() {
    let (_, found) = only(Story::new().said("b", "nobody", "", blame("blame")));
    assert_eq!((found.by, found.hearsay, found.alleged), (Speaker::Nobody, false, false));
    let set = |field: &str, value: Value| {
        let mut claim = blame("blame");
        claim[field] = value;
        claim
    };
    for (claim, hearsay, alleged) in [
        (set("act", json!("alleges")), false, true),
        (set("markers", json!(["alleged"])), false, true),
        (set("act", json!("hearsay")), true, false),
        (set("stance", json!({"certainty": "certain", "basis": "hearsay"})), true, false),
    ] {
        let (_, found) = only(Story::new().said("b", "agency", "", claim.clone()));
        assert_eq!((found.hearsay, found.alleged), (hearsay, alleged), "{claim}");
    }
    for draft in [
        json!({"channel": "rumour"}),
        json!({"chain": [{"kind": "hearsay_about", "by": {"party": "party:agency"}}, {"kind": "quotes"}]}),
    ] {
        let mut told = json!({"speaker": "agency", "claims": blame("blame")});
        told.as_object_mut().unwrap().extend(draft.as_object().unwrap().clone());
        assert!(only(Story::new().utterance("b", told)).1.hearsay, "{draft}");
    }
    let denied = set("stance", json!({"certainty": "certain", "polarity": "deny"}));
    let (_, found) = only(Story::new().said("b", "agency", "", denied));
    assert_eq!(found.polarity, Polarity::Deny);
    let system = json!({"facet": "responsibility.blame", "value": {"ref": {"is": "thing:portal"}}});
    let (_, found) = only(Story::new().said("b", "agency", "", system));
    assert_eq!(found.hearing, None);
}

#[test]
fn whether_it_was_heard() {
    use Heard::{Declined, Elsewhere, NothingRecorded, OnIt};
    use Later::{After, CannotTell};
    let reason = json!({"facet": "responsibility.reason", "value": "we were told to"});
    let mut declines = blame("blame");
    declines["act"] = json!("declines");
    let cases: [(&str, &str, &Value, Heard, Option<Later>); 11] = [
        ("ministry", "2023-07-29", &reason, OnIt, Some(After)),
        ("aide", "2023-07-29", &reason, OnIt, Some(After)),
        ("aide|agency", "2023-07-29", &reason, NothingRecorded, None),
        ("ministry", "", &reason, OnIt, Some(CannotTell)),
        ("ministry", "2023-07-26", &reason, OnIt, Some(CannotTell)),
        ("ministry", "2023-07-20", &reason, NothingRecorded, None),
        ("ministry", "2023-07-29", &declines, Declined, Some(After)),
        ("ministry", "2023-07-29", &safe(), Elsewhere, Some(After)),
        ("ministry", "2023-07-20", &safe(), NothingRecorded, None),
        ("agency", "2023-07-29", &reason, NothingRecorded, None),
        ("nobody", "2023-07-29", &reason, NothingRecorded, None),
    ];
    for (speaker, date, claim, heard, later) in cases {
        let (case, world) = story().said("a", speaker, date, claim.clone()).build();
        let found = all(&case, &world);
        let found = found.iter().find(|found| found.claim == at(&case, "b#0")).unwrap();
        let hearing = found.hearing.as_ref().unwrap();
        assert_eq!(hearing.heard, heard, "{speaker} {date} {claim}");
        assert_eq!(hearing.perhaps, later == Some(CannotTell), "{speaker} {date} {claim}");
        let all = [&hearing.on_it, &hearing.declined, &hearing.elsewhere];
        let spoken: Vec<_> = all.into_iter().flatten().map(|s| (s.claim, s.later)).collect();
        let expected: Vec<_> = later.map(|later| (at(&case, "a#0"), later)).into_iter().collect();
        assert_eq!(spoken, expected, "{speaker} {date} {claim}");
    }
}

#[test]
fn a_recorded_answer_is_on_it_whatever_its_facet() {
    for (relation, heard) in [("answers", Heard::OnIt), ("evades", Heard::Elsewhere)] {
        let told = story()
            .said("a", "ministry", "2023-07-29", safe())
            .link("l", "ref:a#0", relation, "ref:b#0");
        assert_eq!(only(told).1.hearing.unwrap().heard, heard, "{relation}");
    }
}

#[test]
fn what_it_belongs_to_speaks_for_it() {
    use Heard::{ForIt, NothingRecorded, OnIt};
    let aide = |polarity: &str| {
        let stance = json!({"certainty": "certain", "polarity": polarity});
        json!({"facet": "responsibility.blame", "stance": stance, "value": {"ref": {"is": "party:aide"}}})
    };
    let blamed = || {
        let story = Story::new().spokesperson("aide", "ministry").spokesperson("peer", "ministry");
        story.said("b", "agency", "2023-07-26", aide("affirm"))
    };
    let hearing = |story: Story| {
        let (case, world) = story.build();
        let found = all(&case, &world);
        let found = found.iter().find(|found| found.claim == at(&case, "b#0")).unwrap();
        let hearing = found.hearing.as_ref().unwrap();
        (hearing.heard, hearing.perhaps, hearing.for_it.len())
    };
    for (speaker, date, claim, expected) in [
        ("ministry", "2023-07-29", aide("deny"), (ForIt, false, 1)),
        ("peer", "2023-07-29", aide("deny"), (ForIt, false, 1)),
        ("ministry", "", aide("deny"), (ForIt, true, 1)),
        // Before the blame, by somebody else, of somebody else, or the blame once more.
        ("ministry", "2023-07-20", aide("deny"), (NothingRecorded, false, 0)),
        ("police", "2023-07-29", aide("deny"), (NothingRecorded, false, 0)),
        ("ministry", "2023-07-29", aide("affirm"), (NothingRecorded, false, 0)),
        ("ministry", "2023-07-29", safe(), (NothingRecorded, false, 0)),
        // Its own word is no word for it.
        ("aide", "2023-07-29", aide("deny"), (OnIt, false, 0)),
    ] {
        let told = blamed().said("a", speaker, date, claim.clone());
        assert_eq!(hearing(told), expected, "{speaker} {date} {claim}");
    }
    let answered = blamed().said("a", "ministry", "2023-07-29", safe());
    let answered = answered.link("l", "ref:a#0", "answers", "ref:b#0");
    assert_eq!(hearing(answered), (ForIt, false, 1));
}

#[test]
fn silences_on_it() {
    use Heard::{NothingRecorded, ReportedSilent};
    let on = |facet: &str| json!({"on": {"facets": [facet]}});
    let words = json!({"on": {"words": {"language": "en", "text": "on the letters"}}});
    for (who, as_of, draft, heard) in [
        ("ministry", "2023-07-27", json!({}), ReportedSilent),
        ("ministry", "2023-07-27", on("responsibility.blame"), ReportedSilent),
        ("ministry", "2023-07-27", json!({"on": {"claims": ["ref:b#0"]}}), ReportedSilent),
        ("ministry", "2023-07-27", json!({"on": {"questions": ["question:who"]}}), ReportedSilent),
        ("ministry", "2023-07-27", words, ReportedSilent),
        ("ministry", "2023-07-27", on("market.sale"), NothingRecorded),
        ("ministry", "2023-07-20", json!({}), NothingRecorded),
        ("police", "2023-07-27", json!({}), NothingRecorded),
    ] {
        let told = story().question("who", json!({"facet": "responsibility.liability"})).silence(
            "s",
            who,
            as_of,
            draft.clone(),
        );
        let hearing = only(told).1.hearing.unwrap();
        assert_eq!(hearing.heard, heard, "{who} {as_of} {draft}");
        assert_eq!(hearing.silences.len(), usize::from(heard == ReportedSilent));
    }
    // A word on something else is said before a silence on it, and both are listed.
    let told = story().silence("s", "ministry", "2023-07-27", json!({})).said(
        "a",
        "ministry",
        "2023-07-29",
        safe(),
    );
    let hearing = only(told).1.hearing.unwrap();
    assert_eq!((hearing.heard, hearing.silences.len()), (Heard::Elsewhere, 1));
}

#[test]
fn who_blames_itself() {
    for (speaker, own) in
        [("ministry", true), ("aide", true), ("agency", false), ("aide|agency", false)]
    {
        let told =
            Story::new().spokesperson("aide", "ministry").said("b", speaker, "", blame("blame"));
        let (_, found) = only(told);
        assert_eq!((found.own, found.hearing.is_none()), (own, own), "{speaker}");
    }
}

#[test]
fn reasons_go_with_the_blame_that_they_are_beside() {
    let reason = json!({"facet": "responsibility.reason", "value": "it uploaded them"});
    let named =
        json!({"facet": "responsibility.reason", "value": "it uploaded them", "target": "ref:b#1"});
    for (claims, expected) in [
        (json!([blame("blame"), reason]), vec![("b#0", vec!["b#1"])]),
        // Which of the two is meant is not said.
        (
            json!([blame("blame"), blame("violation"), reason]),
            vec![("b#0", vec![]), ("b#1", vec![])],
        ),
        (
            json!([blame("blame"), blame("violation"), named]),
            vec![("b#0", vec![]), ("b#1", vec!["b#2"])],
        ),
    ] {
        let (case, world) = Story::new().said("b", "agency", "", claims).build();
        let found: Vec<_> = all(&case, &world).into_iter().map(|b| (b.claim, b.reasons)).collect();
        let ids = |names: Vec<&str>| names.iter().map(|name| at(&case, name)).collect::<Vec<_>>();
        let expected: Vec<_> =
            expected.into_iter().map(|(blame, reasons)| (at(&case, blame), ids(reasons))).collect();
        assert_eq!(found, expected);
    }
    let told = story()
        .said("r", "agency", "2023-07-30", reason)
        .link("l", "ref:r#0", "explains", "ref:b#0");
    let (case, found) = only(told);
    assert_eq!(found.reasons, [at(&case, "r#0")]);
}

#[test]
fn parties_that_never_spoke() {
    let mut denied = blame("blame");
    denied["stance"] = json!({"certainty": "certain", "polarity": "deny"});
    let back = json!({"act": "retracts", "facet": "responsibility.violation",
        "value": {"ref": {"is": "party:ministry"}}, "target": "ref:b#0"});
    for (story, expected) in [
        (story(), true),
        // Any word at all, even before.
        (story().said("a", "aide", "2023-07-01", safe()), false),
        (story().said("r", "agency", "2023-07-29", back.clone()), false),
        (story().said("r", "opposition", "2023-07-29", back), true),
        (Story::new().said("b", "agency", "", denied), false),
    ] {
        let (case, world) = story.build();
        let blames = vec![at(&case, "b#0")];
        let all = [Unheard { party: party("ministry"), blames }];
        assert_eq!(
            unheard(&case, &world, &told(&case, &world)),
            if expected { &all[..] } else { &[] }
        );
    }
}

fn denied(leaf: &str) -> Value {
    let mut claim = blame(leaf);
    claim["stance"] = json!({"certainty": "certain", "polarity": "deny"});
    claim
}

#[test]
fn who_clears_is_listed_apart_from_who_blames() {
    let mut unclear = blame("blame");
    unclear["stance"] = json!({"certainty": "certain", "polarity": "neutral"});
    let (case, world) = story()
        .said("not-us", "aide", "2023-07-27", denied("blame"))
        .said("not-them", "police", "2023-07-28", denied("blame"))
        .said("who-knows", "court", "2023-07-29", unclear)
        .build();
    let found = told(&case, &world);
    let names = |list: &[Blame]| list.iter().map(|b| (b.claim, b.own)).collect::<Vec<_>>();
    assert_eq!(names(&found.blamed), [(at(&case, "b#0"), false)]);
    let cleared = [(at(&case, "not-us#0"), true), (at(&case, "not-them#0"), false)];
    assert_eq!(names(&found.cleared), cleared);
    assert!(found.cleared.iter().all(|blame| blame.hearing.is_none()));
    assert_eq!(names(&found.open), [(at(&case, "who-knows#0"), false)]);
    assert!(found.iter().all(|blame| blame.stands));
}

#[test]
fn what_its_speaker_followed_stands_no_more() {
    let mut other = blame("violation");
    other["value"] = json!({"ref": {"is": "party:vendor"}});
    let shifted = || story().said("later", "agency", "2023-07-30", other.clone());
    let (case, world) = shifted().build();
    let found = told(&case, &world).blamed;
    let listed: Vec<_> = found.iter().map(|b| (b.claim, b.stands, b.followed.clone())).collect();
    let (first, later) = (at(&case, "b#0"), at(&case, "later#0"));
    assert_eq!(listed, [(first, false, vec![later]), (later, true, vec![])]);
    // Whom nobody blames any more need not be heard; another's later words follow nothing.
    let of = |story: Story| -> Vec<PartyId> {
        let (case, world) = story.build();
        unheard(&case, &world, &told(&case, &world))
            .into_iter()
            .map(|unheard| unheard.party)
            .collect()
    };
    assert_eq!(of(shifted()), [party("vendor")]);
    let by_another = story().said("later", "police", "2023-07-30", other.clone());
    assert_eq!(of(by_another).len(), 2);
    assert_eq!(of(story().said("later", "agency", "2023-07-30", denied("violation"))), []);
    let (case, world) = shifted().build_said_by("2023-07-29");
    assert!(told(&case, &world).blamed.iter().all(|blame| blame.stands));
}

#[test]
fn a_role_that_may_have_ended_is_no_sure_word_of_the_party() {
    let role = |until: &str| {
        let title = json!({"language": "en", "text": "spokesperson"});
        let role = json!({"of": "party:ministry", "title": title, "until": until});
        json!({"id": "party:late", "is": "person", "roles": [role], "slug": "late"})
    };
    for (date, until, later) in [
        ("2023-07-29", "2023-12", Some((Later::After, false))),
        ("2023-07-29", "2023-12~", Some((Later::After, true))),
        ("2023", "2023-12", Some((Later::CannotTell, false))),
        ("2023-08", "2023-08-15", Some((Later::After, true))),
        ("2023-08", "2023-06", None),
    ] {
        let (case, world) = story()
            .statement(bayan_claim::Kind::Party, "late", role(until))
            .said("a", "late", date, denied("blame"))
            .build();
        let found = told(&case, &world).blamed.remove(0).hearing.unwrap();
        let spoken: Vec<_> =
            found.on_it.iter().map(|spoken| (spoken.later, spoken.perhaps)).collect();
        assert_eq!(spoken, later.into_iter().collect::<Vec<_>>(), "{date} {until}");
        assert_eq!(
            found.perhaps,
            later.is_some_and(|it| it != (Later::After, false)),
            "{date} {until}"
        );
    }
}

#[test]
fn a_reply_that_was_taken_back_was_heard_and_says_so() {
    let reply = json!({"facet": "responsibility.reason", "value": "the agency asked for it"});
    let back = json!({
        "act": "retracts", "target": "ref:reply#0", "facet": "responsibility.reason", "value": "not_said",
    });
    let (case, found) = only(story().said("reply", "ministry", "2023-07-28", reply).said(
        "back",
        "ministry",
        "2023-07-30",
        back,
    ));
    let hearing = found.hearing.unwrap();
    let [reply, back] = ["reply#0", "back#0"].map(|name| at(&case, name));
    let on_it: Vec<_> =
        hearing.on_it.iter().map(|spoken| (spoken.claim, spoken.taken_back.as_slice())).collect();
    assert_eq!(
        (hearing.heard, on_it),
        (Heard::OnIt, vec![(reply, [back].as_slice()), (back, &[])])
    );
}
