//! Facets and their table.

use std::collections::BTreeSet;

use bayan_claim::facet::{Catalogue, FacetError, FacetLeaf, FacetName, FacetSpec, Harm};
use bayan_claim::value::Value;
use bayan_claim::vocabulary::{Family, Polarity, ValueType};
use serde_json::json;

fn name(text: &str) -> FacetName {
    text.parse().unwrap()
}

fn value(json: serde_json::Value) -> Value {
    serde_json::from_value(json).unwrap()
}

#[test]
fn the_built_in_table_is_sound() {
    let catalogue = Catalogue::builtin();
    let families: BTreeSet<Family> = catalogue.facets().map(|(name, _)| name.family()).collect();
    assert_eq!(families, Family::ALL.iter().copied().collect(), "a family without leaves");
    let types: BTreeSet<ValueType> = catalogue.facets().map(|(_, spec)| spec.value).collect();
    assert_eq!(types, ValueType::ALL.iter().copied().collect(), "a value type without facets");
    for (topic, title) in catalogue.topics() {
        assert!(catalogue.facets_of(topic).count() > 0, "{topic} is empty");
        assert_eq!(catalogue.topic(topic), Ok(title));
    }
    for (name, spec) in catalogue.facets() {
        assert!(!spec.topics.is_empty(), "{name} belongs to no topic");
    }
    // A topic crosses families: that is what it is for.
    let compromise: BTreeSet<Family> =
        catalogue.facets_of("data_compromise").map(FacetName::family).collect();
    for family in [Family::Confidentiality, Family::Data, Family::Evidence, Family::Incident] {
        assert!(compromise.contains(&family), "{family}");
    }
}

#[test]
fn names() {
    for good in ["incident.intrusion", "telling.a", "data.x_1"] {
        assert_eq!(name(good).to_string(), good);
    }
    let long = format!("data.{}", "a".repeat(41));
    for bad in ["", "incident", "incident.", "incident.X", "incident.a.b", "incident.a-b", &long] {
        assert_eq!(bad.parse::<FacetName>(), Err(FacetError::Form), "{bad}");
    }
    let error = "impact.leak".parse::<FacetName>().unwrap_err();
    assert!(error.to_string().starts_with("unknown facet family \"impact\"; nearest: "), "{error}");
    let error = Catalogue::builtin().find(&name("confidentiality.leek")).unwrap_err();
    assert!(error.to_string().contains("nearest: confidentiality.leak, "), "{error}");
    assert!(
        Catalogue::builtin()
            .topic("data_comprise")
            .unwrap_err()
            .to_string()
            .contains("data_compromise")
    );
}

#[test]
fn values_by_type() {
    let catalogue = Catalogue::builtin();
    for (facet, given, good) in [
        ("data.safety", json!({"answer": "yes"}), true),
        ("data.safety", json!({"answer": "withheld"}), true),
        ("data.safety", json!({"text": {"language": "en", "text": "safe"}}), false),
        ("confidentiality.records", json!({"quantity": {"amount": "several"}}), true),
        ("confidentiality.records", json!({"answer": "unknown_to_source"}), true),
        ("confidentiality.records", json!({"answer": "no_evidence_found"}), true),
        ("confidentiality.records", json!({"answer": "declined"}), true),
        ("confidentiality.records", json!({"answer": "yes"}), false),
        ("confidentiality.records", json!({"answer": "no"}), false),
        ("confidentiality.records", json!({"answer": "attempted"}), false),
        ("confidentiality.records", json!({"set": {"closure": "closed"}}), false),
        ("data.unheard_of", json!({"answer": "yes"}), false),
    ] {
        let checked = catalogue.check(&name(facet), &value(given.clone()));
        assert_eq!(checked.is_ok(), good, "{facet} {given}: {checked:?}");
    }
}

#[test]
fn harm_by_rule() {
    use Harm::{Affirmed, Denied, Open};
    use Polarity::{Affirm, Deny, Neutral};
    let quantity = |n: &str| json!({"quantity": {"amount": {"exactly": n}}});
    for (facet, given, polarity, expected) in [
        ("confidentiality.leak", json!({"answer": "yes"}), Affirm, Some(Affirmed)),
        ("confidentiality.leak", json!({"answer": "partly"}), Affirm, Some(Affirmed)),
        ("confidentiality.leak", json!({"answer": "no"}), Deny, Some(Denied)),
        ("confidentiality.leak", json!({"answer": "no_evidence_found"}), Deny, Some(Open)),
        ("confidentiality.leak", json!({"answer": "attempted"}), Affirm, Some(Open)),
        ("confidentiality.leak", json!({"answer": "declined"}), Neutral, Some(Open)),
        // Safety is the other way round.
        ("data.safety", json!({"answer": "yes"}), Affirm, Some(Denied)),
        ("data.safety", json!({"answer": "no"}), Deny, Some(Affirmed)),
        ("data.safety", json!({"answer": "no_evidence_found"}), Deny, Some(Open)),
        ("confidentiality.records", quantity("6000000"), Affirm, Some(Affirmed)),
        ("confidentiality.records", quantity("6000000"), Deny, Some(Open)),
        ("confidentiality.records", quantity("0"), Affirm, Some(Denied)),
        ("confidentiality.records", quantity("0"), Deny, Some(Affirmed)),
        ("confidentiality.records", quantity("5"), Neutral, Some(Open)),
        ("confidentiality.records", json!({"answer": "unknown_to_source"}), Neutral, Some(Open)),
        ("confidentiality.types", json!({"set": {"closure": "closed"}}), Affirm, Some(Denied)),
        ("confidentiality.types", json!({"set": {"closure": "open"}}), Affirm, Some(Affirmed)),
        (
            "confidentiality.types",
            json!({"set": {"closure": "closed", "members": [{"printed": "x"}]}}),
            Deny,
            Some(Open),
        ),
        // Not any is none.
        ("confidentiality.types", json!({"set": {"closure": "open"}}), Deny, Some(Denied)),
        ("confidentiality.types", json!({"set": {"closure": "closed"}}), Deny, Some(Affirmed)),
        (
            "confidentiality.records",
            json!({"quantity": {"amount": {"above": "0"}}}),
            Deny,
            Some(Denied),
        ),
        (
            "confidentiality.records",
            json!({"quantity": {"amount": {"above": "100"}}}),
            Deny,
            Some(Open),
        ),
        // Services offered are not services affected.
        ("target.services_offered", quantity("5000"), Affirm, None),
        ("incident.attempt", json!({"answer": "yes"}), Affirm, None),
    ] {
        let spec = Catalogue::builtin().find(&name(facet)).unwrap();
        assert_eq!(
            spec.harm(&value(given.clone()), polarity),
            expected,
            "{facet} {given} {polarity}"
        );
    }
}

#[test]
fn leaves_are_declared_once_and_fit() {
    let leaf = |name: &str, spec: serde_json::Value| -> FacetLeaf {
        serde_json::from_value(json!({"name": name, "spec": spec})).unwrap()
    };
    let mut catalogue = Catalogue::builtin().clone();
    let spec = json!({"about": "x", "value": "answer", "topics": ["outage"]});
    let mine = leaf("availability.sms_codes", spec.clone());
    assert!(catalogue.find(&mine.name).is_err());
    assert_eq!(catalogue.declare(&mine), Ok(()));
    assert_eq!(catalogue.declare(&mine), Ok(()), "the same again");
    assert!(catalogue.facets_of("outage").any(|name| *name == mine.name));
    let other = leaf("availability.sms_codes", json!({"about": "y", "value": "answer"}));
    assert_eq!(catalogue.declare(&other), Err(FacetError::Declared(mine.name.clone())));
    let known = leaf("data.safety", json!({"about": "x", "value": "text"}));
    assert!(matches!(catalogue.declare(&known), Err(FacetError::Declared(_))));
    let topic = leaf("data.x", json!({"about": "x", "value": "answer", "topics": ["outrage"]}));
    let Err(FacetError::Unknown(error)) = catalogue.declare(&topic) else {
        panic!("an unknown topic")
    };
    assert_eq!(error.nearest[0], "outage");
    for (value, harm) in [
        ("answer", json!("some")),
        ("text", json!("some")),
        ("quantity", json!({"answers": {"affirmed": ["yes"]}})),
        ("answer", json!({"answers": {"affirmed": ["yes"], "denied": ["yes"]}})),
        ("answer", json!({"answers": {"affirmed": ["yes", "yes"]}})),
    ] {
        let unfit = leaf("data.x", json!({"about": "x", "value": value, "harm": harm}));
        assert!(
            matches!(catalogue.declare(&unfit), Err(FacetError::HarmRule(_))),
            "{value} {harm}"
        );
    }
}

#[test]
fn only_an_answer_without_harm_changes_with_time() {
    let mut catalogue = Catalogue::builtin().clone();
    let leaf = |value: &str, rest: serde_json::Value| -> FacetLeaf {
        let mut spec = json!({"about": "x", "changing": true, "value": value});
        spec.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        serde_json::from_value(json!({"name": "availability.queue", "spec": spec})).unwrap()
    };
    for (value, rest) in [
        ("text", json!({})),
        ("quantity", json!({"harm": "some"})),
        ("answer", json!({"harm": {"answers": {"affirmed": ["yes"]}}})),
    ] {
        let unfit = catalogue.declare(&leaf(value, rest.clone()));
        assert!(matches!(unfit, Err(FacetError::Changing(_))), "{value} {rest}");
    }
    let queue = leaf("answer", json!({}));
    assert!(!catalogue.is_changing(&queue.name));
    assert_eq!(catalogue.declare(&queue), Ok(()));
    assert!(catalogue.is_changing(&queue.name));
    assert!(catalogue.is_changing(&name("availability.restored")));
    assert!(!catalogue.is_changing(&name("availability.outage")));
    // What does not change is not written, so that a leaf has one form.
    let still = FacetSpec { changing: false, ..queue.spec };
    assert!(!serde_json::to_string(&still).unwrap().contains("changing"));
}

#[test]
fn harm_implies_harm_at_any_distance_and_never_back() {
    let catalogue = Catalogue::builtin();
    let implied = |facet: &str| catalogue.implied(&name(facet));
    assert!(implied("confidentiality.leak").contains(&name("confidentiality.leak")));
    assert!(implied("confidentiality.leak").contains(&name("confidentiality.access")));
    assert!(implied("confidentiality.leak").contains(&name("incident.occurrence")));
    assert!(!implied("confidentiality.access").contains(&name("confidentiality.leak")));
    // An offer may be a bluff.
    assert_eq!(implied("market.offer").len(), 1);
    let leaf = |spec: serde_json::Value| -> FacetLeaf {
        serde_json::from_value(json!({"name": "data.x", "spec": spec})).unwrap()
    };
    let harm = json!({"answers": {"affirmed": ["yes"]}});
    for (spec, good) in [
        (json!({"about": "x", "value": "answer", "harm": harm, "implies": ["data.safety"]}), true),
        (json!({"about": "x", "value": "answer", "implies": ["data.safety"]}), false),
        (
            json!({"about": "x", "value": "answer", "harm": harm, "implies": ["incident.method"]}),
            false,
        ),
        (
            json!({"about": "x", "value": "answer", "harm": harm, "implies": ["data.unheard_of"]}),
            false,
        ),
    ] {
        assert_eq!(catalogue.clone().declare(&leaf(spec.clone())).is_ok(), good, "{spec}");
    }
}
