//! Every kind of shift and of conflict, with near misses, as data.

use std::collections::BTreeSet;

use bayan_claim::vocabulary::Polarity;
use bayan_view::case::{Case, ClaimId};
use bayan_view::conflict;
use bayan_view::fact::{ClaimFact, Worth};
use bayan_view::shift::Shift;
use bayan_view::state::Picture;
use bayan_view::track::{Gather, Step, Track, Tracks};
use bayan_view::world::World;
use serde_json::{Value, json};

use crate::testing::{Story, at};

/// Whether one of two values is denied, and the other is another.
pub(crate) fn denies_other(a: &ClaimFact, b: &ClaimFact) -> bool {
    let denies = |claim: &ClaimFact| {
        claim.polarity == Polarity::Deny && !matches!(claim.worth, Worth::Answer(_))
    };
    a.worth != b.worth && (denies(a) || denies(b))
}

/// Data holds names and mails, mails hold drafts; `payroll` is apart, and `wages` another name of it.
pub(crate) fn story() -> Story {
    Story::new()
        .thing("data", &[])
        .thing("names", &["data"])
        .thing("mails", &["data"])
        .thing("drafts", &["mails"])
        .thing("payroll", &[])
        .thing("gang", &[])
        .thing("power-cut", &[])
        .statement(
            bayan_claim::Kind::Thing,
            "wages",
            json!({"id": "thing:wages", "is": "system", "slug": "wages", "alias_of": ["thing:payroll"]}),
        )
}

/// The tracks of all sources.
pub(crate) fn tracks(case: &Case, world: &World, gather: Gather) -> Vec<Track> {
    Tracks::of(case, world).by(gather).into_iter().cloned().collect()
}

pub(crate) fn step(case: &Case, world: &World, gather: Gather, name: &str) -> Step {
    let id = at(case, name);
    let steps = tracks(case, world, gather).into_iter().flat_map(|track| track.steps);
    steps.filter(|step| step.claim == id).max_by_key(|step| step.moves.len()).unwrap()
}

/// A claim: a facet, a value, and what else it has.
pub(crate) fn claim(text: &str) -> Value {
    let mut claim = json!({ "words": "the same words" });
    let mut parts = text.split(' ');
    let (facet, value) = (parts.next().unwrap(), parts.next().unwrap());
    claim["facet"] = json!(facet);
    claim["value"] = value_of(facet, value);
    for part in parts {
        match part.split_once('=').unwrap_or((part, "")) {
            ("deny", _) => claim["stance"] = json!({"certainty": "certain", "polarity": "deny"}),
            ("sure", sure) => claim["stance"] = json!({ "certainty": sure }),
            ("words", words) => claim["words"] = json!(words.replace('_', " ")),
            ("mark", marker) => claim["markers"] = json!([marker]),
            ("due" | "until", date) => {
                claim["act"] = json!("promises");
                let end = part.split_once('=').unwrap().0;
                claim[end] = json!({"time": {"edtf": date}});
            }
            ("to", date) => claim["scope"]["as_of"] = json!({"time": {"edtf": date}}),
            ("all_but", name) => {
                claim["scope"]["data"]["all_except"] = json!([format!("thing:{name}")]);
            }
            ("of", target) => claim["target"] = json!(format!("ref:{target}")),
            (dimension, things) => {
                let things: Vec<_> =
                    things.split('+').map(|name| format!("thing:{name}")).collect();
                claim["scope"][dimension]["of"] = json!(things);
            }
        }
    }
    claim
}

fn value_of(facet: &str, text: &str) -> Value {
    let (family, leaf) = facet.split_once('.').unwrap();
    let thing = |name: &str| json!({"is": format!("thing:{name}")});
    match (family, leaf) {
        ("incident", "time") if !text.starts_with(char::is_alphabetic) => {
            json!({"time": {"edtf": text}})
        }
        ("availability", "duration") => {
            let (min, max) = text.split_once('-').unwrap();
            let hours = |n: &str| json!({"n": n.parse::<u32>().unwrap(), "unit": "hours"});
            match max {
                "" => json!({"duration": {"min": hours(min)}}),
                max => json!({"duration": {"min": hours(min), "max": hours(max)}}),
            }
        }
        ("availability", "services") => {
            let closure = match &text[..1] {
                "!" => "closed",
                "^" => "all_except",
                _ => "open",
            };
            let names = text.trim_start_matches(['!', '^']);
            let members: Vec<_> = names.split('+').filter(|n| !n.is_empty()).map(thing).collect();
            json!({"set": {"closure": closure, "members": members}})
        }
        ("relation" | "attribution" | "responsibility", _) => json!({ "ref": thing(text) }),
        ("confidentiality", "records" | "subjects")
            if text.contains(|c: char| c.is_ascii_digit()) =>
        {
            let (op, rest) = match text.split_at(1) {
                ("a", _) => ("at_least", text.trim_start_matches("atleast")),
                ("<", n) => ("at_most", n),
                (">", n) => ("above", n),
                ("~", n) => ("about", n),
                _ => ("exactly", text),
            };
            let (number, counted) = rest.split_once('/').unwrap_or((rest, "records"));
            let amount = match number.split_once('-') {
                Some((lo, hi)) => json!({"between": {"lo": lo, "hi": hi}}),
                None => json!({ op: number }),
            };
            json!({"quantity": {"amount": amount, "counted": {"printed": counted}}})
        }
        _ => match text.strip_prefix("fr:") {
            Some(text) => json!({"text": {"language": "fr", "text": text}}),
            None => json!(text),
        },
    }
}

const LEAK: &str = "confidentiality.leak";
const RECORDS: &str = "confidentiality.records";
const SERVICES: &str = "availability.services";
const PROMISE: &str = "commitment.promise";
const BLAME: &str = "responsibility.blame";
const DURATION: &str = "availability.duration";
const CAUSE: &str = "availability.cause";

/// How a claim that one speaker makes in February moves from one of January.
#[rustfmt::skip]
const SHIFTS: &[(&str, &str, &str, &str, &str)] = &[
    (LEAK, "no", LEAK, "no", "repeats"),
    (LEAK, "no words=No,_data_leaked.", LEAK, "no words=no_data_leaked", "repeats"),
    (LEAK, "no", LEAK, "no words=nothing_came_out", "rewords"),
    (LEAK, "no", LEAK, "no_evidence_found", "weakens"),
    (LEAK, "no_evidence_found", LEAK, "no", "strengthens"),
    (LEAK, "no", LEAK, "unknown_to_source", "weakens"),
    (LEAK, "unknown_to_source", LEAK, "yes", "strengthens"),
    // Who does not know says more than who does not say; in which words nothing is said is no matter.
    (LEAK, "unknown_to_source", LEAK, "declined", "weakens"),
    (LEAK, "unknown_to_source", LEAK, "withheld", "weakens"),
    (LEAK, "not_said", LEAK, "unknown_to_source", "strengthens"),
    (LEAK, "declined", LEAK, "withheld words=no_comment", "rewords"),
    (LEAK, "no_evidence_found", LEAK, "yes", "concedes"),
    (LEAK, "yes", LEAK, "yes sure=possible", "weakens"),
    (LEAK, "yes sure=possible", LEAK, "yes sure=probable", "strengthens"),
    (LEAK, "yes sure=unstated", LEAK, "yes", "repeats"),
    (LEAK, "yes", LEAK, "partly", "narrows"),
    (LEAK, "no", LEAK, "no data=mails", "narrows"),
    (LEAK, "no data=mails", LEAK, "no", "widens"),
    (LEAK, "no data=mails", LEAK, "no data=drafts", "narrows"),
    (LEAK, "no data=payroll", LEAK, "no data=wages", "repeats"),
    (LEAK, "no", LEAK, "no to=2022-02-01", "narrows"),
    (LEAK, "no to=2022-01-01", LEAK, "no to=2022-02-01", "repeats"),
    (LEAK, "no mark=as_of_now", LEAK, "no to=2022-02-01", "repeats"),
    (LEAK, "no to=2022-01-01", LEAK, "no", "widens"),
    (LEAK, "no", LEAK, "no mark=only", "narrows"),
    (LEAK, "no mark=only", LEAK, "no mark=form_limited", "narrows widens"),
    (LEAK, "no", LEAK, "yes", "reverses"),
    (LEAK, "yes", LEAK, "no", "reverses"),
    (LEAK, "no", LEAK, "yes data=mails", "concedes"),
    (LEAK, "no_evidence_found", LEAK, "yes data=mails", "concedes"),
    (LEAK, "yes data=mails", LEAK, "no", "reverses"),
    (LEAK, "yes", LEAK, "no data=mails", "narrows"),
    // What is affirmed of more may all lie beyond what was denied.
    (LEAK, "no data=mails", LEAK, "yes", "shifts_scope"),
    (LEAK, "no data=mails", LEAK, "yes data=payroll", "shifts_scope"),
    (LEAK, "no_evidence_found data=mails", LEAK, "yes data=payroll", "shifts_scope"),
    (LEAK, "no data=mails", LEAK, "no data=payroll", "shifts_scope"),
    (LEAK, "no data=mails+payroll", LEAK, "no data=mails+names", "shifts_scope"),
    (LEAK, "no", "confidentiality.access", "no", "shifts_subject"),
    ("incident.intrusion", "no", LEAK, "yes", "reverses"),
    ("incident.intrusion", "no", LEAK, "yes data=mails", "concedes"),
    (LEAK, "no", "incident.intrusion", "yes", ""),
    (LEAK, "yes", "incident.intrusion", "no", "reverses"),
    ("data.safety", "yes", LEAK, "yes", "reverses"),
    (LEAK, "no", "incident.attempt", "yes", ""),
    (RECORDS, "400", RECORDS, "900", "raises"),
    (RECORDS, "900", RECORDS, "400", "lowers"),
    (RECORDS, "400", RECORDS, "400", "repeats"),
    (RECORDS, "<1000", RECORDS, "400", "quantifies"),
    (RECORDS, "<1000", RECORDS, "1001", "raises"),
    (RECORDS, ">100", RECORDS, "100", "lowers"),
    (RECORDS, "300-500", RECORDS, "350-400", "quantifies"),
    (RECORDS, "400", RECORDS, "<1000", "weakens"),
    (RECORDS, "~400", RECORDS, "9000", "raises"),
    (RECORDS, "~400", RECORDS, "400", "quantifies"),
    (RECORDS, "~400", RECORDS, "~900", "raises"),
    // A rough figure is closer than bounds that hold it, and the very number is closer than it.
    (RECORDS, ">1000", RECORDS, "~3000", "quantifies"),
    (RECORDS, "~3000", RECORDS, ">1000", "weakens"),
    (RECORDS, "400", RECORDS, "~400", "weakens"),
    (RECORDS, "300-500", RECORDS, "~400", "quantifies"),
    (RECORDS, "~400", RECORDS, "400", "quantifies"),
    (RECORDS, "360-370", RECORDS, ">366", "raises"),
    (RECORDS, ">366", RECORDS, "360-370", "lowers"),
    (RECORDS, "360-370", RECORDS, "<365", "lowers"),
    (RECORDS, "~143000000", RECORDS, "<400000", "lowers"),
    (RECORDS, "<400000", RECORDS, "~143000000", "raises"),
    (RECORDS, "~400", RECORDS, "<1000", "weakens"),
    (RECORDS, "~400", RECORDS, "atleast1000", "raises"),
    (RECORDS, "unknown_to_source", RECORDS, "400", "quantifies"),
    (RECORDS, "atleast100", RECORDS, "atleast500", "quantifies raises"),
    (RECORDS, "atleast500", RECORDS, "atleast100", "weakens lowers"),
    (RECORDS, "<1000", RECORDS, "<500", "quantifies lowers"),
    (RECORDS, "<500", RECORDS, "<1000", "weakens raises"),
    (RECORDS, ">100", RECORDS, "atleast100", "weakens"),
    (RECORDS, "atleast100", RECORDS, "<500", "elaborates"),
    (RECORDS, "atleast500", RECORDS, "<100", "lowers"),
    (RECORDS, "200-400", RECORDS, "300-500", "raises"),
    (RECORDS, "300-500", RECORDS, "200-400", "lowers"),
    (RECORDS, "300-500", RECORDS, "300-400", "quantifies"),
    (RECORDS, "400", RECORDS, "900/people", "elaborates"),
    (RECORDS, "400", RECORDS, "500 deny", "elaborates"),
    (RECORDS, "400", RECORDS, "0", "reverses"),
    (SERVICES, "mails", SERVICES, "mails+payroll", "elaborates"),
    (SERVICES, "mails+payroll", SERVICES, "mails", "repeats"),
    (SERVICES, "!mails+payroll", SERVICES, "!mails", "narrows"),
    (SERVICES, "!mails", SERVICES, "!mails+payroll", "widens"),
    (SERVICES, "mails", SERVICES, "!mails", "narrows"),
    // All of one and all of another, neither of which holds the other.
    (SERVICES, "!mails+payroll", SERVICES, "!mails+names", "shifts_scope"),
    (SERVICES, "mails+payroll", SERVICES, "!mails+names", "shifts_scope"),
    (SERVICES, "!mails+payroll", SERVICES, "mails+names", "widens"),
    (SERVICES, "mails+payroll", SERVICES, "mails+names", "elaborates"),
    (SERVICES, "^mails", SERVICES, "^payroll", "shifts_scope"),
    (SERVICES, "!mails", SERVICES, "^mails", "shifts_scope"),
    (SERVICES, "^mails", SERVICES, "^mails+payroll", "narrows"),
    ("incident.time", "2022-01", "incident.time", "2022-01-01", "dates"),
    ("incident.time", "unknown_to_source", "incident.time", "2022-01-01", "dates"),
    ("incident.time", "2022-01-01", "incident.time", "2022-01-01", "repeats"),
    ("availability.duration", "2-9", "availability.duration", "3-4", "quantifies"),
    ("availability.duration", "2-4", "availability.duration", "5-6", "raises"),
    ("availability.duration", "2-", "availability.duration", "5-", "quantifies raises"),
    (BLAME, "gang", BLAME, "power-cut", "shifts_blame"),
    (BLAME, "payroll", BLAME, "wages", "repeats"),
    // One of several is named besides the first, and takes nothing of it away.
    (BLAME, "gang", BLAME, "power-cut mark=among", "elaborates"),
    (BLAME, "gang mark=among", BLAME, "power-cut", "shifts_blame"),
    ("attribution.actor", "gang", "attribution.actor", "power-cut mark=open_set", "elaborates"),
    (CAUSE, "a", CAUSE, "b words=b mark=among", "elaborates"),
    (BLAME, "gang deny", BLAME, "power-cut", "elaborates"),
    (BLAME, "gang", BLAME, "gang deny", "reverses"),
    ("attribution.actor", "gang", "attribution.actor", "power-cut", "shifts_subject"),
    // Another text is no rewording of the first; whether a text of another language is nobody can compute.
    ("availability.cause", "a", "availability.cause", "b words=b", "shifts_subject"),
    ("availability.cause", "a", "availability.cause", "b", "shifts_subject"),
    ("availability.cause", "a", "availability.cause", "A.", "repeats"),
    ("availability.cause", "a", "availability.cause", "a words=b", "rewords"),
    ("availability.cause", "fr:b", "availability.cause", "b", "repeats"),
    ("availability.cause", "fr:b", "availability.cause", "a words=a", "rewords"),
    (PROMISE, "a due=2022-03-08", PROMISE, "a due=2022-03-20", "dates"),
    (PROMISE, "a", PROMISE, "a due=2022-03-20", "dates"),
    (PROMISE, "a due=2022-03-08", PROMISE, "a due=2022-03-08", "repeats"),
    (PROMISE, "a due=2022-03-08", PROMISE, "a words=soon", "weakens"),
    (PROMISE, "a until=2022-03-08", PROMISE, "a until=2022-04-08", "dates"),
    (PROMISE, "a until=2022-03-08", PROMISE, "a", "repeats"),
    (PROMISE, "a due=2022-03-08", PROMISE, "b due=2022-03-20", "shifts_subject dates"),
    // No outage, then no leak: the one says nothing of the other.
    ("availability.outage", "no", LEAK, "no", ""),
    ("incident.occurrence", "no", "incident.intrusion", "no", "shifts_subject"),
];

#[test]
fn shifts() {
    let mut seen = BTreeSet::new();
    for (was_facet, was, is_facet, is, expected) in SHIFTS {
        let case = format!("{was_facet} {was} → {is_facet} {is}");
        let one = json!([claim(&format!("{was_facet} {was}"))]);
        let other = json!([claim(&format!("{is_facet} {is}"))]);
        let story = story().said("a", "ministry", "2022-01-01", one);
        let (made, world) = story.said("b", "ministry", "2022-02-01", other).build();
        let step = step(&made, &world, Gather::Speakers, "b#0");
        let found: BTreeSet<Shift> =
            step.moves.iter().flat_map(|moved| &moved.shifts).map(|(shift, _)| *shift).collect();
        let names: BTreeSet<&str> = found.iter().map(|shift| shift.name()).collect();
        assert_eq!(names, expected.split_whitespace().collect(), "{case}");
        seen.extend(found);
    }
    let taken_back = BTreeSet::from([Shift::Retracts, Shift::Corrects]);
    let all: BTreeSet<Shift> = Shift::ALL.iter().copied().collect();
    assert_eq!(&all - &seen, taken_back, "a kind without an example");
}

/// What two speakers say at once, and which conflict it is.
#[rustfmt::skip]
const CONFLICTS: &[(&str, &str, &str, &str, &str)] = &[
    (LEAK, "yes", LEAK, "no", "contradicts"),
    (LEAK, "yes data=mails", LEAK, "no", "contradicts"),
    (LEAK, "yes data=drafts", LEAK, "no data=mails", "contradicts"),
    (LEAK, "yes", LEAK, "no data=mails", "in_tension"),
    (LEAK, "yes data=mails+payroll", LEAK, "no data=mails+names", "in_tension"),
    (LEAK, "yes data=mails", LEAK, "no data=payroll", ""),
    (LEAK, "yes data=mails", LEAK, "no all_but=mails", ""),
    (LEAK, "yes", LEAK, "no_evidence_found", ""),
    (LEAK, "yes", LEAK, "declined", ""),
    (LEAK, "yes", LEAK, "partly", ""),
    (LEAK, "yes", "incident.intrusion", "no", "contradicts"),
    (LEAK, "yes", "data.safety", "yes", "contradicts"),
    ("incident.intrusion", "yes", LEAK, "no", ""),
    ("incident.attempt", "yes", "incident.success", "no", ""),
    (RECORDS, "400", "confidentiality.access", "no", "contradicts"),
    (RECORDS, "400", RECORDS, "900", "number_conflict"),
    (RECORDS, "<1000", RECORDS, "900", ""),
    (RECORDS, "<1000", RECORDS, "1001", "number_conflict"),
    (RECORDS, "~400", RECORDS, "9000", ""),
    (RECORDS, "400", RECORDS, "900/people", ""),
    (RECORDS, "400 data=mails", RECORDS, "900", ""),
    (RECORDS, "900 data=mails", RECORDS, "400", "number_conflict"),
    (RECORDS, "900 data=mails", RECORDS, "400 data=payroll", ""),
    (RECORDS, "400", RECORDS, "0", "contradicts"),
    (RECORDS, "400", RECORDS, "0/people", ""),
    (RECORDS, "400", RECORDS, "500 deny", ""),
    (RECORDS, "400", RECORDS, "400 deny", "contradicts"),
    (SERVICES, "mails", SERVICES, "payroll", ""),
    (SERVICES, "mails", SERVICES, "!payroll", "set_conflict"),
    (SERVICES, "mails", SERVICES, "!drafts", ""),
    (SERVICES, "mails", SERVICES, "^mails", "set_conflict"),
    (SERVICES, "drafts", SERVICES, "^mails", "set_conflict"),
    (SERVICES, "mails", SERVICES, "!", "contradicts"),
    (SERVICES, "mails+payroll", SERVICES, "payroll deny", "contradicts"),
    (SERVICES, "mails", SERVICES, "payroll deny", ""),
    ("incident.time", "2022-01", "incident.time", "2022-01-05", ""),
    ("incident.time", "2022-01", "incident.time", "2022-03-05", "time_conflict"),
    // A day is fifty hours long on earth; those who name no zone are taken to share a clock.
    ("incident.time", "2022-02-21", "incident.time", "2022-02-22", "time_conflict"),
    ("incident.time", "2022-02-21T09:00", "incident.time", "2022-02-21T10:00", "time_conflict"),
    ("incident.time", "2022-02-21", "incident.time", "2022-02-21T09:00", ""),
    ("incident.time", "2022-02-21", "incident.time", "2022-02-22T09:00Z", ""),
    ("incident.time", "2022-02-21", "incident.time", "2022-02-22T12:00Z", "time_conflict"),
    ("incident.time", "2022-02-21T09:00Z", "incident.time", "2022-02-21T10:00Z", "time_conflict"),
    ("incident.time", "2022-02-21~", "incident.time", "2022-02-22", ""),
    ("incident.time", "2022-02-21 data=mails", "incident.time", "2022-02-22", ""),
    (DURATION, "2-2", DURATION, "14-14", "number_conflict"),
    (DURATION, "2-4", DURATION, "4-9", ""),
    (DURATION, "2-4", DURATION, "5-9", "number_conflict"),
    (DURATION, "2-2", DURATION, "14-", "number_conflict"),
    (DURATION, "2-", DURATION, "14-", ""),
    (DURATION, "2-2 data=mails", DURATION, "14-14", ""),
    (DURATION, "2-2", DURATION, "14-14 deny", ""),
    ("relation.caused_by", "gang of=x#0", "relation.caused_by", "power-cut of=x#0", "rival_cause"),
    ("relation.caused_by", "gang of=x#0", "relation.caused_by", "power-cut of=x#1", ""),
    ("relation.caused_by", "payroll of=x#0", "relation.caused_by", "wages of=x#0", ""),
    (CAUSE, "Ransomware", CAUSE, "software_bug", "in_tension"),
    (CAUSE, "Ransomware", CAUSE, "ransomware.", ""),
    (CAUSE, "Ransomware", CAUSE, "unknown_to_source", ""),
    (CAUSE, "Ransomware", CAUSE, "software_bug deny", ""),
    (CAUSE, "Ransomware", CAUSE, "ransomware deny", "contradicts"),
    (CAUSE, "Ransomware data=mails", CAUSE, "software_bug data=payroll", ""),
    ("attribution.actor", "gang", "attribution.actor", "power-cut", "in_tension"),
    ("attribution.actor", "gang", "attribution.actor", "gang deny", "contradicts"),
    (BLAME, "gang", BLAME, "power-cut", ""),
    ("response.containment", "a", "response.containment", "b", ""),
];

/// The computed conflicts between two claims, and whether the first is on the left.
fn opposed(one: &str, other: &str) -> Vec<(conflict::Kind, bool)> {
    let outage = json!([claim("availability.outage yes"), claim("incident.attempt yes")]);
    let (made, world) = story()
        .said("x", "outlet", "2022-01-01", outage)
        .said("a", "ministry", "2022-01-01", json!([claim(one)]))
        .said("b", "police", "2022-01-01", json!([claim(other)]))
        .build();
    let first: ClaimId = at(&made, "a#0");
    let list = Picture::of(&made, &world).conflicts.list.into_iter();
    list.map(|found| (found.kind, found.left.contains(&first))).collect()
}

#[test]
fn conflicts() {
    let mut seen = BTreeSet::new();
    for (one_facet, one, other_facet, other, expected) in CONFLICTS {
        let (one, other) = (format!("{one_facet} {one}"), format!("{other_facet} {other}"));
        let found = opposed(&one, &other);
        let names: Vec<&str> = found.iter().map(|(kind, _)| kind.name()).collect();
        assert_eq!(names, expected.split_whitespace().collect::<Vec<_>>(), "{one} | {other}");
        let turned = opposed(&other, &one);
        let kinds = |list: &[(conflict::Kind, bool)]| {
            list.iter().map(|(kind, _)| *kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&found), kinds(&turned), "{one} | {other} turned");
        if *expected == "contradicts" {
            assert!(found[0].1 && !turned[0].1, "{one} | {other}: the affirmed stands left");
        }
        seen.extend(found.into_iter().map(|(kind, _)| kind));
    }
    assert_eq!(seen, conflict::Kind::ALL.iter().copied().collect(), "a kind without an example");
}
