//! Cases that are built to be slow: crowds, long chains, many scopes, many links. At a small size they agree with the
//! reference; `measured` tells what they cost at a large one.

use std::ops::Bound;
use std::time::Instant;

use bayan_claim::Says;
use bayan_claim::facet::Catalogue;
use bayan_claim::id::{ClaimRef, PartyId, StatementRef, ThingId};
use bayan_claim::kind::Speaker;
use bayan_claim::value::{Edtf, Entity};
use bayan_claim::vocabulary::{Order, Relation};
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, UnixMillis};
use bayan_view::case::Case;
use bayan_view::fact::{
    AmendFact, AnchorFact, ClaimFact, EndFact, Fact, LinkFact, Record, RelativeFact, UtteranceFact,
    Worth,
};
use bayan_view::state::{Picture, State};
use bayan_view::world::{Described, Name, ThingFact, World};
use serde_json::{Value, json};

use crate::properties::agree_in;

/// 2030-01-01 in milliseconds.
const RECORDED: u64 = 1_893_456_000_000;

/// A large case, and the world around it.
struct Crowd {
    name: &'static str,
    records: Vec<Record>,
    world: World,
}

fn statement(n: usize) -> StatementRef {
    StatementRef(Sha256::of(format!("statement {n}").as_bytes()).0)
}

fn claim_at(n: usize) -> ClaimRef {
    ClaimRef { statement: statement(n), number: 0 }
}

fn id(n: usize) -> [u8; 16] {
    (u128::try_from(n).unwrap() + 1).to_be_bytes()
}

fn party(n: usize) -> Speaker {
    Speaker::Party(PartyId(id(n)))
}

/// An utterance with these claims, as an engine reads it.
fn utterance(claims: &[(&str, Value)]) -> UtteranceFact {
    let claims: Vec<Value> = claims
        .iter()
        .map(|(facet, value)| {
            let mut stance = json!({"certainty": "certain"});
            if value.get("answer").is_none() {
                stance["polarity"] = json!("affirm");
            }
            json!({"act": "asserts", "facet": facet, "value": value, "stance": stance,
                "inferred": {"grounds": "made"}})
        })
        .collect();
    let says = json!({
        "attests": "read_them_so", "channel": "statement", "claims": claims,
        "incident": format!("incident:{}", "0".repeat(32)), "recorder": PartyId(id(0)),
        "speaker": "nobody", "times": {},
    });
    let says = Says::Utterance(serde_json::from_value(says).unwrap());
    match Fact::of(&says, StatementRef([0; 32]), Catalogue::builtin()) {
        Fact::Utterance(fact) => *fact,
        other => panic!("{other:?}"),
    }
}

fn answer(text: &str) -> Value {
    json!({ "answer": text })
}

fn figure(n: usize) -> Value {
    json!({"quantity": {"amount": {"exactly": n.to_string()}, "counted": {"printed": "records"}}})
}

fn record(n: usize, fact: Fact) -> Record {
    let index = u64::try_from(n).unwrap();
    let (statement, signer) = (statement(n), PartyId(id(0)));
    Record { index: Index(index), time: UnixMillis(RECORDED + index), statement, signer, fact }
}

fn said(n: usize, utterance: &UtteranceFact) -> Record {
    record(n, Fact::Utterance(Box::new(utterance.clone())))
}

fn on_day(utterance: &mut UtteranceFact, day: usize) {
    let (year, month, day) = (1900 + day / 336, 1 + day / 28 % 12, 1 + day % 28);
    let date: Edtf = format!("{year:04}-{month:02}-{day:02}").parse().unwrap();
    (utterance.said.bounds, utterance.said.clock) = (date.bounds(), date.on_own_clock());
}

fn linked(n: usize, from: usize, relation: Relation, to: usize) -> Record {
    let [from, to] = [from, to].map(|n| EndFact::Claim(claim_at(n)));
    record(n, Fact::Link(LinkFact { from, relation, to, inferred: false }))
}

/// Sixty speakers on six facets, day after day: P10 of the targets.
fn busy(n: usize) -> Crowd {
    let facets = [
        "confidentiality.leak",
        "availability.outage",
        "incident.intrusion",
        "data.safety",
        "integrity.alteration",
    ];
    let one = |which: usize| -> ClaimFact {
        let made = match which % 6 {
            5 => utterance(&[("confidentiality.records", figure(which % 97))]),
            facet => {
                let text = ["no", "yes", "no_evidence_found"][which / 6 % 3];
                utterance(&[(facets[facet], answer(text))])
            }
        };
        made.claims[0].clone()
    };
    let all: Vec<ClaimFact> = (0..18 * 97).map(one).collect();
    let mut template = utterance(&[("confidentiality.leak", answer("no"))]);
    let records = (0..n / 4).map(|number| {
        template.speaker = party(number % 60);
        on_day(&mut template, number / 60);
        template.claims =
            (0..4).map(|claim| all[(number / 60 + claim) % all.len()].clone()).collect();
        said(number, &template)
    });
    Crowd { name: "busy: 60 speakers", records: records.collect(), world: World::default() }
}

/// Every speaker names another figure, all on one day. With `bound`, each is "up to" so many: none excludes another.
fn figures(n: usize, bound: bool) -> Crowd {
    let mut template = utterance(&[("confidentiality.records", figure(1))]);
    on_day(&mut template, 1);
    let records = (0..n).map(|number| {
        template.speaker = party(number);
        let mut made = utterance(&[("confidentiality.records", figure(1000 + number))]);
        if let (true, Worth::Number(figure)) = (bound, &mut made.claims[0].worth) {
            figure.low = Bound::Unbounded;
        }
        template.claims = made.claims;
        said(number, &template)
    });
    let name = if bound { "figures that agree" } else { "figures that conflict" };
    Crowd { name, records: records.collect(), world: World::default() }
}

/// Half say yes and half no, and links tell that they agree, each of another pair.
fn disputed(n: usize) -> Crowd {
    let third = n / 3;
    let mut records = Vec::new();
    for number in 0..2 * third {
        // A figure each, so that many classes conflict.
        let mut made = if number % 2 == 0 {
            utterance(&[("confidentiality.records", figure(1000 + number))])
        } else {
            utterance(&[("confidentiality.records", answer("no"))])
        };
        on_day(&mut made, 1);
        made.speaker = party(number);
        records.push(said(number, &made));
    }
    for number in 2 * third..n {
        let from = number % (2 * third);
        let to = (number * 7 + 1) % (2 * third);
        records.push(linked(number, from, Relation::Corroborates, to));
    }
    Crowd { name: "links between those in conflict", records, world: World::default() }
}

/// One speaker, each claim told from the last. `cells` is by how many different things are counted in turn.
fn chain(n: usize, order: Order, cells: usize) -> Crowd {
    let facts: Vec<UtteranceFact> = (0..cells)
        .map(|cell| {
            let mut value = figure(5);
            value["quantity"]["counted"]["printed"] = json!(format!("kind {cell}"));
            utterance(&[("confidentiality.records", value)])
        })
        .collect();
    let records = (0..n).map(|number| {
        let mut made = facts[number % cells].clone();
        made.speaker = party(1);
        if number > 0 {
            let anchor = AnchorFact::Statement(statement(number - 1));
            made.said.relative = Some(RelativeFact { order, anchor, distance: (None, None) });
        }
        said(number, &made)
    });
    let name = match (order, cells) {
        (Order::Before, 1) => "a chain of \"earlier\"",
        (_, 1) => "a chain of \"later\"",
        _ => "a chain over many cells",
    };
    Crowd { name, records: records.collect(), world: World::default() }
}

/// One speaker, all told from one, half before it and half after.
fn star(n: usize) -> Crowd {
    let made =
        [answer("yes"), answer("no")].map(|value| utterance(&[("confidentiality.leak", value)]));
    let records = (0..n).map(|number| {
        let mut made = made[number / 2 % 2].clone();
        made.speaker = party(1);
        if number > 0 {
            let order = if number % 2 == 0 { Order::Before } else { Order::After };
            let anchor = AnchorFact::Statement(statement(0));
            made.said.relative = Some(RelativeFact { order, anchor, distance: (None, None) });
        }
        said(number, &made)
    });
    Crowd { name: "a star of anchors", records: records.collect(), world: World::default() }
}

/// One speaker, undated and dated alike, each claim over another part: `nested` for parts of parts.
fn scopes(n: usize, nested: bool) -> Crowd {
    let mut world = World::default();
    let thing = |n: usize| ThingId(id(n));
    for number in 1..n {
        let part_of = if nested { vec![Entity::Thing(thing(number - 1))] } else { Vec::new() };
        let fact = ThingFact { part_of, alias_of: Vec::new() };
        world.add(Name::Thing(thing(number)), Described::Thing(fact));
    }
    let records = (0..n).map(|number| {
        let value = if number % 2 == 0 { "yes" } else { "no" };
        let mut template = json!({"facet": "confidentiality.leak", "value": answer(value)});
        template["scope"] = json!({"data": {"of": [Entity::Thing(thing(number))]}});
        let mut made = utterance(&[("confidentiality.leak", answer(value))]);
        let scope = serde_json::from_value(template["scope"].take()).unwrap();
        made.claims[0].reach = bayan_view::reach::Reach::of(Some(&scope));
        on_day(&mut made, number);
        made.speaker = party(number % 2);
        said(number, &made)
    });
    let name = if nested { "scopes within scopes" } else { "scopes apart" };
    Crowd { name, records: records.collect(), world }
}

/// Claims that links join one by one from the end, so that each is led on to the next.
fn joined(n: usize) -> Crowd {
    let half = n / 2;
    let made = utterance(&[("confidentiality.leak", answer("yes"))]);
    let mut records = Vec::new();
    for number in 0..half {
        let mut made = made.clone();
        made.speaker = party(number);
        records.push(said(number, &made));
    }
    for number in 1..half {
        let from = half - number;
        records.push(linked(half + number - 1, from, Relation::RepeatsOrigin, from - 1));
    }
    Crowd { name: "one origin, link by link", records, world: World::default() }
}

/// A statement that is amended again and again, always under its first name; and a crowd of others.
fn amended(n: usize) -> Crowd {
    let mut made = utterance(&[("confidentiality.leak", answer("yes"))]);
    made.speaker = party(1);
    let records = (0..n).map(|number| {
        if number < n / 2 {
            return said(number, &made);
        }
        let target = if number % 2 == 0 { statement(0) } else { statement(number - n / 2) };
        let (reason, moved) = (bayan_claim::vocabulary::AmendReason::Transcription, Vec::new());
        let replacement = Some(Fact::Utterance(Box::new(made.clone())));
        record(
            number,
            Fact::Amend(Box::new(AmendFact { reason, targets: vec![target], moved, replacement })),
        )
    });
    Crowd { name: "amended again and again", records: records.collect(), world: World::default() }
}

/// Makes a crowd of about so many statements.
type Make = fn(usize) -> Crowd;

const CROWDS: [Make; 12] = [
    |n| busy(5 * n),
    |n| figures(n / 4, false),
    |n| figures(n / 4, true),
    disputed,
    |n| chain(n, Order::Before, 1),
    |n| chain(n, Order::After, 1),
    |n| chain(n, Order::After, 1.max(n / 4)),
    star,
    |n| scopes(n / 8, false),
    |n| scopes(n / 8, true),
    |n| joined(2 * n),
    amended,
];

#[test]
fn crowds_agree_with_the_reference() {
    for crowd in CROWDS.map(|make| make(24)) {
        agree_in(&crowd.records, &crowd.world, None)
            .unwrap_or_else(|error| panic!("{}: {error}", crowd.name));
    }
}

/// `cargo test --release -p bayan-view --test view -- measured --ignored --nocapture`, with `n` as `BAYAN_CROWD` and one of
/// them by its place as `BAYAN_ONLY`.
#[test]
#[ignore = "tells times, and is for a release build"]
#[expect(clippy::print_stdout, reason = "it is run to be read")]
#[expect(clippy::disallowed_methods, reason = "its size is for whoever runs it")]
fn measured() {
    let n = std::env::var("BAYAN_CROWD").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let only = std::env::var("BAYAN_ONLY").ok().and_then(|place| place.parse::<usize>().ok());
    let crowds = CROWDS.iter().enumerate();
    for (_, make) in crowds.filter(|(place, _)| only.is_none_or(|only| only == *place)) {
        let Crowd { name, records, world } = make(n);
        let claims = records.len();
        let start = Instant::now();
        let case = Case::of(records, &world, Catalogue::builtin().clone(), None);
        let folded = start.elapsed();
        let start = Instant::now();
        let picture = Picture::of(&case, &world);
        let pictured = start.elapsed();
        let start = Instant::now();
        let state = State::of_picture(&case, &picture);
        let digest = state.digest();
        let stated = start.elapsed();
        println!(
            "{name}, {claims} statements: folded {folded:.1?}, pictured {pictured:.1?}, digested {stated:.1?} ({} conflicts{}; {digest})",
            picture.conflicts.list.len(),
            if picture.conflicts.is_cut { ", cut" } else { "" },
        );
    }
}
