use super::*;
use serde_json::{Value, json};

use crate::testing::{Story, at};

/// portal ⊃ backup.
fn story() -> Story {
    Story::new().thing("portal", &[]).thing("backup", &["portal"]).paper("page", "2023-07-27")
}

fn with(mut claim: Value, field: &str, value: Value) -> Value {
    claim[field] = value;
    claim
}

fn in_zone(zone: &str, claim: Value) -> Value {
    with(claim, "zone", json!(zone))
}

/// A headline over sentences, each with its speaker.
fn page(headline: (&str, Value), sentences: &[(&str, Value)]) -> (Case, World) {
    let mut story = story().said("h", headline.0, "", in_zone("headline", headline.1));
    for (number, (speaker, claim)) in sentences.iter().enumerate() {
        story = story.said(&format!("s{number}"), speaker, "", claim.clone());
    }
    story.build()
}

type Expected<'a> = &'a [(&'a str, &'a [Gain], &'a [MarkerKind])];

/// What the headline has beyond each sentence; an empty list where it goes beyond nothing.
fn check(headline: (&str, Value), sentences: &[(&str, Value)], expected: Expected<'_>) {
    let told = format!("{headline:?} over {sentences:?}");
    let (case, world) = page(headline, sentences);
    let found = headlines(&case, &world);
    let against: Vec<_> = found.iter().flat_map(|beyond| &beyond.against).cloned().collect();
    let expected: Vec<Against> = expected
        .iter()
        .map(|(sentence, gains, dropped)| Against {
            sentence: at(&case, &format!("{sentence}#0")),
            gains: gains.iter().copied().collect(),
            dropped: dropped.to_vec(),
        })
        .collect();
    assert_eq!(against, expected, "{told}");
    assert!(found.iter().all(|beyond| beyond.headline == at(&case, "h#0")));
}

fn records(amount: &Value) -> Value {
    let counted = json!({"printed": "patients"});
    let value = json!({"quantity": {"amount": amount, "counted": counted}});
    json!({"facet": "confidentiality.records", "value": value})
}

/// Two days are two days, by whichever clock; what may be one moment opposes nothing.
#[test]
fn days_without_a_zone_are_compared_by_one_clock() {
    let noticed =
        |edtf: &str| json!({"facet": "incident.time_noticed", "value": {"time": {"edtf": edtf}}});
    let opposed: Expected<'_> = &[("s0", &[Gain::Opposed], &[])];
    for (headline, sentence, expected) in [
        ("2023-07-21", "2023-07-22", opposed),
        ("2023-07-22T10:00", "2023-07-22T11:00", opposed),
        ("2023-07-21T10:00Z", "2023-07-21T11:00Z", opposed),
        ("2023-07-21", "2023-07-21", &[]),
        ("2023-07-21", "2023-07-21T10:00", &[]),
        ("2023-07-21?", "2023-07-22", &[]),
        ("2023-07-21", "2023-07-20T23:00Z", &[]),
    ] {
        check(("firm", noticed(headline)), &[("firm", noticed(sentence))], expected);
    }
}

/// An answer, a certainty and markers.
type Doubted<'a> = (&'a str, &'a str, &'a [&'a str]);
/// Data and markers.
type Scoped<'a> = (&'a [&'a str], &'a [&'a str]);

#[test]
fn doubt() {
    use Gain::{DoubtDropped, Opposed};
    use MarkerKind::{Alleged, Apparent, AsOfNow, NoEvidenceOf, PerSource, Preliminary};
    let leak = |value: &str, certainty: &str, markers: &[&str]| {
        let claim = json!({"facet": "confidentiality.leak", "value": value, "stance": certainty});
        with(claim, "markers", json!(markers))
    };
    let cases: [(Doubted<'_>, Doubted<'_>, &[Gain], &[MarkerKind]); 12] = [
        (("yes", "certain", &[]), ("yes", "possible", &["alleged"]), &[DoubtDropped], &[Alleged]),
        (("yes", "certain", &[]), ("yes", "probable", &[]), &[DoubtDropped], &[]),
        (("yes", "certain", &[]), ("yes", "certain", &["apparent"]), &[DoubtDropped], &[Apparent]),
        // Another word of distance, or a lesser certainty, keeps it.
        (("yes", "certain", &["seems"]), ("yes", "certain", &["apparent"]), &[], &[]),
        (("yes", "possible", &[]), ("yes", "possible", &["alleged"]), &[], &[]),
        (("yes", "probable", &[]), ("yes", "certain", &[]), &[], &[]),
        // "No degree can be read" is neither more nor less.
        (("yes", "unstated", &[]), ("yes", "possible", &[]), &[], &[]),
        (
            ("no", "certain", &[]),
            ("no_evidence_found", "certain", &["no_evidence_of"]),
            &[DoubtDropped],
            &[NoEvidenceOf],
        ),
        (("no_evidence_found", "certain", &[]), ("no", "certain", &[]), &[], &[]),
        (
            ("no_evidence_found", "certain", &[]),
            (
                "no_evidence_found",
                "probable",
                &["preliminary", "as_of_now", "per_source", "no_evidence_of"],
            ),
            &[DoubtDropped],
            &[Preliminary, AsOfNow, PerSource],
        ),
        (("yes", "certain", &[]), ("no_evidence_found", "certain", &[]), &[Opposed], &[]),
        (("yes", "certain", &["as_of_now"]), ("yes", "certain", &["as_of_now"]), &[], &[]),
    ];
    for ((value, certainty, markers), sentence, gains, dropped) in cases {
        let headline = leak(value, certainty, markers);
        let body = leak(sentence.0, sentence.1, sentence.2);
        let expected = [("s0", gains, dropped)];
        let expected = if gains.is_empty() { &[][..] } else { &expected[..] };
        check(("outlet", headline), &[("minister", body)], expected);
    }
}

#[test]
fn a_moment_in_the_scope_is_an_as_of_now() {
    let scoped = |scope: Option<Value>| {
        let mut claim = json!({"facet": "incident.intrusion", "value": "no"});
        if let Some(scope) = scope {
            claim["scope"] = scope;
        }
        claim
    };
    let so_far = scoped(Some(json!({"as_of": "this_utterance"})));
    let dropped: Expected<'_> = &[("s0", &[Gain::DoubtDropped], &[MarkerKind::AsOfNow])];
    check(("outlet", scoped(None)), &[("minister", so_far.clone())], dropped);
    check(("outlet", so_far.clone()), &[("minister", so_far)], &[]);
    let first = json!({"facet": "incident.intrusion", "value": "no",
        "stance": {"certainty": "certain", "basis": "preliminary"}});
    let dropped: Expected<'_> = &[("s0", &[Gain::DoubtDropped], &[MarkerKind::Preliminary])];
    check(("outlet", scoped(None)), &[("minister", first)], dropped);
}

#[test]
fn scope() {
    use Gain::ScopeWidened;
    let safe = |data: &[&str], markers: &[&str]| {
        let mut claim = json!({"facet": "data.safety", "value": "yes", "markers": markers});
        if !data.is_empty() {
            claim["scope"] = json!({"data": {"of": data}});
        }
        claim
    };
    let cases: [(Scoped<'_>, Scoped<'_>, &[Gain], &[MarkerKind]); 6] = [
        ((&[], &[]), (&["thing:backup"], &[]), &[ScopeWidened], &[]),
        ((&["thing:portal"], &[]), (&["thing:backup"], &[]), &[ScopeWidened], &[]),
        ((&["thing:backup"], &[]), (&["thing:portal"], &[]), &[], &[]),
        ((&[], &[]), (&[], &["only"]), &[ScopeWidened], &[MarkerKind::Only]),
        ((&["thing:backup"], &[]), (&["thing:backup"], &["form_limited"]), &[], &[]),
        // Over something else: it says nothing of the same.
        ((&["thing:paper"], &[]), (&["thing:backup"], &[]), &[], &[]),
    ];
    for (headline, sentence, gains, dropped) in cases {
        let expected = [("s0", gains, dropped)];
        let expected = if gains.is_empty() { &[][..] } else { &expected[..] };
        let body = safe(sentence.0, sentence.1);
        check(("outlet", safe(headline.0, headline.1)), &[("minister", body)], expected);
    }
}

#[test]
fn degree() {
    use Gain::{DegreeLowered, DegreeRaised};
    let exactly = |n: &str| records(&json!({ "exactly": n }));
    let cases: [(Value, Value, Option<Gain>); 9] = [
        (exactly("6000000"), records(&json!({"at_most": "6000000"})), Some(DegreeRaised)),
        (exactly("6000000"), records(&json!({"about": "6000000"})), Some(DegreeRaised)),
        (exactly("7"), exactly("6"), Some(DegreeRaised)),
        (exactly("5"), exactly("6"), Some(DegreeLowered)),
        (exactly("6"), exactly("6"), None),
        (records(&json!({"at_most": "6"})), exactly("6"), None),
        (exactly("200"), records(&json!({"above": "200"})), Some(DegreeLowered)),
        (
            exactly("6"),
            json!({"facet": "confidentiality.records", "value": "unknown_to_source"}),
            Some(DegreeRaised),
        ),
        // Of another counted thing: nothing of the same.
        (
            exactly("6"),
            json!({"facet": "confidentiality.records", "value": {"quantity": {"amount": {"exactly": "5"}}}}),
            None,
        ),
    ];
    for (headline, sentence, gain) in cases {
        let gains: Vec<Gain> = gain.into_iter().collect();
        let expected = [("s0", &gains[..], &[][..])];
        let expected = if gains.is_empty() { &[][..] } else { &expected[..] };
        check(("outlet", headline), &[("minister", sentence)], expected);
    }
    let intrusion = |value: &str| json!({"facet": "incident.intrusion", "value": value});
    for (headline, sentence, raised) in [
        ("yes", "partly", true),
        ("yes", "attempted", true),
        ("yes", "unknown_to_source", true),
        ("no", "declined", true),
        ("attempted", "unknown_to_source", true),
        ("partly", "yes", false),
        ("attempted", "yes", false),
        ("attempted", "attempted", false),
        ("unknown_to_source", "yes", false),
    ] {
        let expected: Expected<'_> = &[("s0", &[DegreeRaised], &[])];
        let expected = if raised { expected } else { &[] };
        check(("outlet", intrusion(headline)), &[("minister", intrusion(sentence))], expected);
    }
    let services = |members: &[&str], closure: &str| {
        let members: Vec<_> = members.iter().map(|words| json!({ "printed": words })).collect();
        let set = json!({"closure": closure, "members": members});
        json!({"facet": "availability.services", "value": {"set": set}})
    };
    let two = services(&["visa", "tax"], "open");
    let expected: Expected<'_> = &[("s0", &[DegreeRaised], &[])];
    check(("outlet", two.clone()), &[("minister", services(&["visa"], "open"))], expected);
    check(("outlet", services(&["visa"], "open")), &[("minister", two)], &[]);
}

#[test]
fn harm_on_facets_that_imply_each_other() {
    use Gain::{DegreeRaised, Opposed};
    let claim = |facet: &str, value: &str| json!({"facet": facet, "value": value});
    let (leak, hack) = ("confidentiality.leak", "incident.intrusion");
    let cases: [(&str, &str, &str, &str, Option<Gain>); 8] = [
        (leak, "yes", hack, "yes", Some(DegreeRaised)),
        (hack, "yes", leak, "yes", None),
        (leak, "yes", hack, "no", Some(Opposed)),
        (hack, "yes", leak, "no", None),
        (leak, "no", hack, "yes", None),
        (hack, "no", leak, "yes", Some(Opposed)),
        (leak, "no", hack, "no", None),
        (hack, "no", leak, "no", Some(DegreeRaised)),
    ];
    for (above, value, below, held, gain) in cases {
        let gains: Vec<Gain> = gain.into_iter().collect();
        let expected = [("s0", &gains[..], &[][..])];
        let expected = if gains.is_empty() { &[][..] } else { &expected[..] };
        check(("outlet", claim(above, value)), &[("minister", claim(below, held))], expected);
    }
}

#[test]
fn opposed_only_where_the_affirmed_lies_in_the_denied() {
    let leak = |value: &str, data: Option<&str>| {
        let mut claim = json!({"facet": "confidentiality.leak", "value": value});
        if let Some(data) = data {
            claim["scope"] = json!({"data": {"of": [data]}});
        }
        claim
    };
    let backup = Some("thing:backup");
    for (headline, sentence, opposed) in [
        (leak("yes", None), leak("no", None), true),
        (leak("yes", backup), leak("no", None), true),
        (leak("yes", None), leak("no", backup), false),
        (leak("no", None), leak("yes", backup), true),
        (leak("no", backup), leak("yes", None), false),
    ] {
        let expected: Expected<'_> = &[("s0", &[Gain::Opposed], &[])];
        check(
            ("outlet", headline),
            &[("minister", sentence)],
            if opposed { expected } else { &[] },
        );
    }
}

#[test]
fn one_sentence_that_says_as_much_is_enough() {
    let safe = |certainty: &str, scope: Option<Value>| {
        let mut claim = json!({"facet": "data.safety", "value": "yes", "stance": certainty});
        if let Some(scope) = scope {
            claim["scope"] = scope;
        }
        claim
    };
    let backup = json!({"data": {"of": ["thing:backup"]}});
    let (all, doubted) = (safe("certain", None), safe("probable", None));
    let part = safe("certain", Some(backup));
    let headline = ("outlet", all.clone());
    // Sure of a part and doubtful of the whole do not add up.
    let both = [("minister", doubted.clone()), ("minister", part.clone())];
    let expected: Expected<'_> =
        &[("s0", &[Gain::DoubtDropped], &[]), ("s1", &[Gain::ScopeWidened], &[])];
    check(headline.clone(), &both, expected);
    let (case, world) = page(headline.clone(), &both);
    assert_eq!(headlines(&case, &world)[0].throughout(), BTreeSet::new());
    let (case, world) = page(headline.clone(), &both[..1]);
    let doubt = BTreeSet::from([Gain::DoubtDropped]);
    assert_eq!(headlines(&case, &world)[0].throughout(), doubt);
    let three = [("minister", doubted), ("minister", part), ("experts", all)];
    check(headline, &three, &[]);
}

#[test]
fn its_own_source_first() {
    let leak = |value: &str| json!({"facet": "confidentiality.leak", "value": value});
    // The outlet says as much itself, so it does not matter what it cites; and the other way round.
    let sentences = [("minister", leak("yes")), ("outlet", leak("partly"))];
    check(("outlet", leak("yes")), &sentences, &[("s1", &[Gain::DegreeRaised], &[])]);
    check(("minister", leak("yes")), &sentences, &[]);
    // Nobody is no source.
    check(("nobody", leak("yes")), &[("nobody", leak("partly")), ("minister", leak("yes"))], &[]);
    let claims = json!([leak("partly")]);
    let (case, world) = story()
        .spokesperson("aide", "ministry")
        .said("h", "ministry", "", in_zone("subheading", leak("yes")))
        .said("s0", "aide", "", claims)
        .said("s1", "outlet", "", leak("yes"))
        .build();
    let found = headlines(&case, &world);
    assert_eq!(found.len(), 1);
    assert!(found[0].own_source);
    assert_eq!(found[0].against[0].sentence, at(&case, "s0#0"));
}

#[test]
fn what_is_headline_and_what_is_body() {
    let leak = |value: &str| json!({"facet": "confidentiality.leak", "value": value});
    for (zone, counts) in [
        ("headline", true),
        ("subheading", true),
        ("caption", true),
        ("lead", false),
        ("quotation", false),
        ("disclaimer", false),
        ("furniture", false),
    ] {
        let (case, world) = story()
            .said("h", "outlet", "", in_zone(zone, leak("yes")))
            .said("s", "minister", "", leak("partly"))
            .build();
        assert_eq!(headlines(&case, &world).len(), usize::from(counts), "{zone}");
    }
    for (zone, counts) in
        [("lead", true), ("quotation", true), ("disclaimer", false), ("headline", false)]
    {
        let (case, world) = story()
            .said("h", "outlet", "", in_zone("headline", leak("yes")))
            .said("s", "minister", "", in_zone(zone, leak("partly")))
            .build();
        assert_eq!(headlines(&case, &world).len(), usize::from(counts), "{zone}");
    }
    // In another publication, and taken back.
    let (case, world) = story()
        .said("h", "outlet", "", in_zone("headline", leak("yes")))
        .paper("other page", "2023-07-27")
        .said("s", "minister", "", leak("partly"))
        .build();
    assert_eq!(headlines(&case, &world), []);
    let back = json!({"facet": "confidentiality.leak", "value": "partly", "act": "retracts", "target": "ref:x#0"});
    check(("outlet", leak("yes")), &[("minister", back)], &[]);
}

#[test]
fn printed_above_and_below_is_body() {
    let artifact = Sha256::of(b"page");
    let words = |zone: &str, start: u32| {
        let segment = json!({"artifact": artifact, "exact": "leak", "start": start, "zone": zone});
        with(segment, "end", json!(start + 4))
    };
    let claim = |segments: Vec<Value>| json!({"facet": "confidentiality.leak", "value": "yes", "segments": segments});
    for (segments, found) in [
        (vec![words("headline", 900)], 1),
        (vec![words("headline", 900), words("subheading", 920)], 1),
        (vec![words("headline", 900), words("body", 950)], 0),
    ] {
        let partly = json!({"facet": "confidentiality.leak", "value": "partly"});
        let (case, world) = story()
            .said("h", "outlet", "", claim(segments))
            .said("s", "outlet", "", partly)
            .build();
        assert_eq!(headlines(&case, &world).len(), found);
    }
}

/// What the body on record says nothing of, only the headline says. Where nothing of the body is on record nobody can tell.
#[test]
fn what_no_sentence_says_is_beyond_them_all() {
    let leak = |value: &str| json!({"facet": "confidentiality.leak", "value": value});
    let outage = || json!({"facet": "availability.outage", "value": "yes"});
    for (headline, sentences, is_listed) in [
        (leak("yes"), vec![("acme", outage())], true),
        (leak("no"), vec![("acme", outage())], true),
        (leak("yes"), vec![], false),
        (leak("unknown_to_source"), vec![("acme", outage())], false),
        (leak("yes"), vec![("acme", outage()), ("police", leak("yes"))], false),
    ] {
        let (case, world) = page(("acme", headline.clone()), &sentences);
        let found = headlines(&case, &world);
        assert_eq!(!found.is_empty(), is_listed, "{headline} over {sentences:?}");
        assert!(
            found.iter().all(|beyond| beyond.against.is_empty() && beyond.throughout().is_empty())
        );
    }
}

/// That it is not one value says nothing of another; and a date over a doubtful one says more.
#[test]
fn denied_values_and_doubtful_dates() {
    let denied = |n: &str| {
        with(
            records(&json!({"exactly": n})),
            "stance",
            json!({"certainty": "certain", "polarity": "deny"}),
        )
    };
    let exactly = |n: &str| records(&json!({"exactly": n}));
    let opposed: Expected<'_> = &[("s0", &[Gain::Opposed], &[])];
    check(("acme", exactly("5000")), &[("acme", denied("5000"))], opposed);
    check(("acme", exactly("5000")), &[("acme", denied("4000"))], &[]);
    let (case, world) = page(("acme", exactly("5000")), &[("acme", denied("4000"))]);
    assert_eq!(headlines(&case, &world).len(), 1, "no sentence says it");
    let at = |edtf: &str| json!({"facet": "incident.time", "value": {"time": {"edtf": edtf}}});
    check(
        ("acme", at("2024-05-02")),
        &[("acme", at("2024-05-01?"))],
        &[("s0", &[Gain::DegreeRaised], &[])],
    );
    check(("acme", at("2024-05-02~")), &[("acme", at("2024-05-02"))], &[]);
}
