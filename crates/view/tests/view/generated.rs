//! Cases of every shape, made from a few bytes a statement: speakers of all kinds, times of every precision, anchors, shared
//! texts, values, scopes, takings back, links, amendments and gaps.

use std::collections::BTreeSet;

use bayan_claim::facet::Catalogue;
use bayan_claim::id::{ClaimRef, PartyId, StatementRef, ThingId};
use bayan_claim::value::{Edtf, Entity, TimeBounds};
use bayan_claim::vocabulary::{PartyKind, RedactionReason};
use bayan_claim::{Kind, Says};
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, UnixMillis};
use bayan_view::fact::{Fact, Record, RedactionFact};
use bayan_view::world::{CaptureFact, Described, End, Name, PartyFact, Period, ThingFact, World};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

/// 2030-01-01 in milliseconds: after everything that is said, published or captured here.
const RECORDED: u64 = 1_893_456_000_000;

pub(crate) type Bytes = [u8; 12];

/// What one statement is made of.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    kind: u8,
    head: Bytes,
    claims: Vec<Bytes>,
}

pub(crate) fn raws() -> impl Strategy<Value = Vec<Raw>> {
    let raw = (any::<u8>(), any::<Bytes>(), vec(any::<Bytes>(), 1..4))
        .prop_map(|(kind, head, claims)| Raw { kind, head, claims });
    vec(raw, 1..10)
}

/// What the statements are made of that these bytes stand for: a kind, a head, how many claims (1 to 3) and those, one after
/// another, while there are enough bytes.
pub(crate) fn raws_of(mut bytes: &[u8]) -> Vec<Raw> {
    let mut raws = Vec::new();
    while let Some(([kind, head @ .., claims], rest)) = bytes.split_first_chunk::<14>() {
        let (claims, _) =
            rest.as_chunks().0.split_at_checked(1 + usize::from(claims % 3)).unwrap_or_default();
        if claims.is_empty() || raws.len() == 9 {
            break;
        }
        raws.push(Raw { kind: *kind, head: *head, claims: claims.to_vec() });
        bytes = rest.get(12 * claims.len()..).unwrap_or_default();
    }
    raws
}

/// A record, and the places of those that must come before it.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) record: Record,
    needs: BTreeSet<usize>,
}

pub(crate) fn statement(n: usize) -> StatementRef {
    StatementRef(Sha256::of(format!("s{n}").as_bytes()).0)
}

pub(crate) fn party(n: u8) -> PartyId {
    PartyId([n; 16])
}

pub(crate) fn thing(n: u8) -> Entity {
    Entity::Thing(ThingId([n; 16]))
}

fn artifact(n: u8) -> Sha256 {
    Sha256::of(&[n])
}

fn pick<T: Clone>(from: &[T], by: u8) -> T {
    from[usize::from(by) % from.len()].clone()
}

fn date(text: &str) -> TimeBounds {
    text.parse::<Edtf>().unwrap().bounds()
}

/// Things: 1 ⊃ 2 ⊃ 3, 4 is 2, 5 ⊃ 6. Parties: 1 with unit 2, spokesperson 3 and, until 10 January, unit 4; 5 is an
/// outlet and 6 another speaker. Artifacts: 1 is dated, 2 is not, 3 by the month alone.
pub(crate) fn world() -> World {
    let mut world = World::default();
    let things: [(u8, &[u8], &[u8]); 4] =
        [(2, &[1], &[]), (3, &[2], &[]), (4, &[], &[2]), (6, &[5], &[])];
    for (id, wholes, aliases) in things {
        let part_of = wholes.iter().map(|n| thing(*n)).collect();
        let alias_of = aliases.iter().map(|n| ThingId([*n; 16])).collect();
        let name = Name::Thing(ThingId([id; 16]));
        world.add(name, Described::Thing(ThingFact { part_of, alias_of }));
    }
    let ended = Period { since: End::Open, until: End::At(date("2022-01-10").latest.unwrap()) };
    let parties = [
        (2, vec![(party(1), Period::default())], vec![]),
        (3, vec![], vec![(party(1), Period::default())]),
        (4, vec![(party(1), ended)], vec![]),
    ];
    for (id, part_of, speaks_for) in parties {
        let fact = PartyFact { is: PartyKind::Unit, part_of, speaks_for };
        world.add(Name::Party(party(id)), Described::Party(fact));
    }
    for (id, published, captured) in
        [(1, "2022-01-10", "2022-02-01"), (2, "", "2022-03-01"), (3, "2022-01", "2022-02-15")]
    {
        let published = if published.is_empty() { TimeBounds::default() } else { date(published) };
        let captured = date(captured).earliest.unwrap();
        let fact = CaptureFact { published, captured, outlet: None, of: None };
        world.add(Name::Artifact(artifact(id)), Described::Capture(fact));
    }
    world
}

/// The records of a case, in log order.
pub(crate) fn made(raws: &[Raw]) -> Vec<Made> {
    let mut maker = Maker::default();
    for raw in raws {
        maker.add(raw);
    }
    maker.made
}

pub(crate) fn records(made: &[Made]) -> Vec<Record> {
    made.iter().map(|made| made.record.clone()).collect()
}

/// The same records in another order in which each comes after what it needs, with new places and times.
pub(crate) fn reordered(made: &[Made], keys: &[u64]) -> Vec<Record> {
    let mut done = BTreeSet::new();
    let mut records = Vec::new();
    while records.len() < made.len() {
        let open = (0..made.len()).filter(|n| !done.contains(n) && made[*n].needs.is_subset(&done));
        let next =
            open.min_by_key(|n| keys[*n % keys.len()].rotate_left(u32::try_from(*n).unwrap()));
        let next = next.expect("what is needed stands earlier");
        done.insert(next);
        let record = made[next].record.clone();
        records.push(placed(record, records.len()));
    }
    records
}

fn placed(record: Record, place: usize) -> Record {
    let index = u64::try_from(place).unwrap();
    Record { index: Index(index), time: UnixMillis(RECORDED + 1000 * index), ..record }
}

#[derive(Default)]
struct Maker {
    made: Vec<Made>,
    claims: Vec<ClaimRef>,
    utterances: Vec<usize>,
    amends: BTreeSet<usize>,
}

impl Maker {
    fn add(&mut self, raw: &Raw) {
        let place = self.made.len();
        let mut needs = BTreeSet::new();
        let fact = match raw.kind % 16 {
            0 if !self.claims.is_empty() => self.says(Kind::Link, self.link(raw.head, &mut needs)),
            1 | 2 if !self.utterances.is_empty() => {
                needs.extend(&self.amends);
                self.amends.insert(place);
                let says = self.amend(raw, &mut needs);
                self.says(Kind::Amend, says)
            }
            3 => {
                self.claims.push(ClaimRef { statement: statement(place), number: 0 });
                self.utterances.push(place);
                Fact::Withheld(Kind::Utterance)
            }
            4 if place > 0 => {
                let target = usize::from(raw.head[0]) % place;
                needs.insert(target);
                Fact::Redaction(RedactionFact {
                    statements: vec![statement(target)],
                    artifacts: vec![artifact(raw.head[1] % 3)],
                    authority: party(1),
                    why: RedactionReason::Safety,
                })
            }
            _ => {
                let says = self.utterance(raw, &mut needs);
                self.utterances.push(place);
                self.says(Kind::Utterance, says)
            }
        };
        let signer = party(9);
        let (index, time) = (Index(0), UnixMillis(0));
        let record = Record { index, time, statement: statement(place), signer, fact };
        self.made.push(Made { record: placed(record, place), needs });
    }

    fn says(&mut self, kind: Kind, says: Value) -> Fact {
        let place = self.made.len();
        let said = match kind {
            Kind::Link => Says::Link(serde_json::from_value(says).unwrap()),
            Kind::Amend => Says::Amend(serde_json::from_value(says).unwrap()),
            _ => Says::Utterance(serde_json::from_value(says).unwrap()),
        };
        let fact = Fact::of(&said, statement(place), Catalogue::builtin());
        let mut utterances = vec![&fact];
        if let Fact::Amend(amend) = &fact {
            utterances = amend.replacement.iter().collect();
        }
        for fact in utterances {
            if let Fact::Utterance(utterance) = fact {
                let numbers = 0..u16::try_from(utterance.claims.len()).unwrap();
                let statement = statement(place);
                self.claims.extend(numbers.map(|number| ClaimRef { statement, number }));
            }
        }
        fact
    }

    fn any_claim(&self, by: u8, needs: &mut BTreeSet<usize>) -> ClaimRef {
        let claim = pick(&self.claims, by);
        needs.extend((0..self.made.len()).filter(|n| statement(*n) == claim.statement));
        claim
    }

    fn link(&self, raw: Bytes, needs: &mut BTreeSet<usize>) -> Value {
        let relation = pick(
            &[
                "same_event",
                "repeats_origin",
                "translation_of",
                "contradicts",
                "corroborates",
                "number_conflict",
                "explains",
            ],
            raw[0],
        );
        let (from, to) = (self.any_claim(raw[1], needs), self.any_claim(raw[2], needs));
        json!({"from": from, "relation": relation, "to": to})
    }

    fn amend(&self, raw: &Raw, needs: &mut BTreeSet<usize>) -> Value {
        let target = pick(&self.utterances, raw.head[0]);
        needs.insert(target);
        let target = statement(target);
        if raw.kind % 16 == 1 && raw.head[1].is_multiple_of(2) {
            return json!({"reason": "withdrawal", "targets": [target]});
        }
        let says = self.utterance(raw, needs);
        let last = raw.claims.len() - 1;
        let moved = match raw.head[1] % 4 {
            0 => json!([{"from": format!("{target}#0"), "to": []}]),
            1 => json!([{"from": format!("{target}#0"), "to": ["#0", format!("#{last}")]}]),
            _ => json!([]),
        };
        let replacement = json!({"kind": "utterance", "says": says});
        json!({"moved": moved, "reason": "transcription", "replacement": replacement, "targets": [target]})
    }

    fn utterance(&self, raw: &Raw, needs: &mut BTreeSet<usize>) -> Value {
        let head = raw.head;
        let claims: Vec<Value> = raw.claims.iter().map(|claim| self.claim(claim, needs)).collect();
        let speaker = match head[2] % 12 {
            0 => json!("nobody"),
            1 => json!({"ambiguous": {"between": [party(2), party(3)]}}),
            2 => json!({"ambiguous": {"between": [party(6), party(2)]}}),
            n @ 3..=6 => json!({"party": party(n - 2)}),
            7 => json!({"party": party(6)}),
            _ => json!({"party": party(1)}),
        };
        let chain = match head[3] % 8 {
            0 => json!([{"kind": "relays_for", "by": {"party": party(6)}}]),
            1 => json!([{"kind": "republishes", "by": {"party": party(5)}}]),
            2 => {
                json!([{"kind": "informed_by", "by": {"party": party(5)}}, {"kind": "own_voice", "by": {"party": party(2)}}])
            }
            _ => json!([]),
        };
        let mut says = json!({
            "attests": "read_them_so", "chain": chain, "channel": "statement", "claims": claims,
            "incident": format!("incident:{}", "0".repeat(32)), "recorder": party(9), "speaker": speaker,
            "times": {},
        });
        if head[4].is_multiple_of(3) {
            says["publisher"] = json!(party(5));
        }
        if let Some(said) = self.said(head, needs) {
            says["times"] = json!({ "said": said });
        }
        if head[11].is_multiple_of(4) && !self.claims.is_empty() {
            let to = self.any_claim(head[10], needs);
            let relation = pick(&["same_event", "contradicts", "repeats_origin"], head[9]);
            says["links"] = json!([{"from": "#0", "relation": relation, "to": to}]);
        }
        says
    }

    fn said(&self, head: Bytes, needs: &mut BTreeSet<usize>) -> Option<Value> {
        let dates = [
            "2022-01-04",
            "2022-01-05",
            "2022-01-06",
            "2022-01",
            "2022",
            "2022-01-05T10:00:00Z",
            "2022-02-20",
            "2022-01-05/2022-01-20",
            "../2022-02-01",
            "2022-02-01/..",
            "XXXX-01-06",
            "2022-01-XX",
        ];
        let date = json!({"edtf": pick(&dates, head[6])});
        match head[5] % 12 {
            0 => None,
            1 => Some(json!({"weekday": "thursday"})),
            2 => {
                let order = pick(&["before", "during"], head[6]);
                Some(json!({"relation": {"anchor": "this_publication", "order": order}}))
            }
            3..=5 if !self.utterances.is_empty() => {
                let target = pick(&self.utterances, head[7]);
                needs.insert(target);
                let order =
                    pick(&["before", "after", "after", "during", "around", "until"], head[8]);
                let distance = pick(
                    &[
                        json!(null),
                        json!({"min": {"n": 1, "unit": "days"}}),
                        json!({"min": {"n": 2, "unit": "days"}, "max": {"n": 9, "unit": "days"}}),
                        json!({"max": {"n": 3, "unit": "days"}}),
                    ],
                    head[9],
                );
                let mut relation =
                    json!({"anchor": {"statement": statement(target)}, "order": order});
                if !distance.is_null() {
                    relation["distance"] = distance;
                }
                let mut time = if head[5] % 12 == 3 { date } else { json!({}) };
                time["relation"] = relation;
                Some(time)
            }
            _ => Some(date),
        }
    }

    fn claim(&self, raw: &Bytes, needs: &mut BTreeSet<usize>) -> Value {
        let (facet, value) = value(raw);
        let mut claim = json!({"act": "asserts", "facet": facet, "value": value});
        let certainty = pick(&["certain", "certain", "probable", "possible", "unstated"], raw[2]);
        claim["stance"] = json!({ "certainty": certainty });
        if claim["value"].get("answer").is_none() {
            let polarity = pick(&["affirm", "affirm", "affirm", "deny", "neutral"], raw[3]);
            claim["stance"]["polarity"] = json!(polarity);
        }
        if let Some(scope) = scope(raw) {
            claim["scope"] = scope;
        }
        if !self.claims.is_empty() && raw[6].is_multiple_of(8) {
            claim["act"] = json!(pick(&["retracts", "corrects"], raw[7]));
            claim["target"] = json!(self.any_claim(raw[8], needs));
        } else if facet == "relation.caused_by" {
            claim["target"] = json!("#0");
        }
        match raw[9] % 6 {
            4 => claim["markers"] = json!([{"kind": "among"}]),
            0 => claim["markers"] = json!([{"kind": "only"}]),
            1 => claim["markers"] = json!([{"kind": "as_of_now"}]),
            _ => {}
        }
        claim["segments"] = segments(raw);
        claim
    }
}

fn value(raw: &Bytes) -> (&'static str, Value) {
    let facets = [
        "confidentiality.leak",
        "confidentiality.leak",
        "confidentiality.access",
        "incident.intrusion",
        "confidentiality.records",
        "confidentiality.records",
        "availability.services",
        "incident.time",
        "incident.time",
        "availability.duration",
        "availability.cause",
        "availability.restored",
        "availability.restored",
        "attribution.actor",
        "relation.caused_by",
        "responsibility.blame",
        "response.containment",
    ];
    let facet = pick(&facets, raw[0]);
    let item = |n: u8| json!({"is": thing(n)});
    let reference = json!({"ref": {"is": thing(1 + raw[1] % 5)}});
    let value = match facet {
        "confidentiality.records" => {
            let amount = pick(
                &[
                    json!({"exactly": "400"}),
                    json!({"exactly": "900"}),
                    json!({"about": "500"}),
                    json!({"at_most": "1000"}),
                    json!({"above": "100"}),
                    json!({"between": {"lo": "300", "hi": "500"}}),
                    json!({"exactly": "0"}),
                ],
                raw[1],
            );
            let counted = pick(&["records", "records", "people"], raw[10]);
            json!({"quantity": {"amount": amount, "counted": {"printed": counted}}})
        }
        "availability.services" => pick(
            &[
                json!({"set": {"closure": "open", "members": [item(2)]}}),
                json!({"set": {"closure": "closed", "members": [item(2), item(6)]}}),
                json!({"set": {"closure": "closed", "members": []}}),
                json!({"set": {"closure": "all_except", "members": [item(3)]}}),
            ],
            raw[1],
        ),
        "incident.time" => json!({"time": {"edtf": pick(&DATES, raw[1])}}),
        "availability.duration" => duration(raw[1]),
        "attribution.actor" | "relation.caused_by" | "responsibility.blame" => reference,
        "response.containment" | "availability.cause" => {
            json!({"text": {"language": "en", "text": pick(&["a", "b", "A."], raw[1])}})
        }
        _ => {
            let answers = [
                "no",
                "no",
                "yes",
                "yes",
                "partly",
                "no_evidence_found",
                "unknown_to_source",
                "attempted",
            ];
            json!({"answer": pick(&answers, raw[1])})
        }
    };
    (facet, value)
}

const DATES: [&str; 7] = [
    "2022-01-01",
    "2022-01-02",
    "2022-01-02T09:00",
    "2022-01-02T09:00Z",
    "2022-01-03T13:00Z",
    "2022-01",
    "2021-12-30",
];

fn duration(by: u8) -> Value {
    let hours = |n: u8| json!({"n": n, "unit": "hours"});
    let spans = [
        json!({"min": hours(2), "max": hours(2)}),
        json!({"min": hours(14), "max": hours(14)}),
        json!({"min": hours(3)}),
        json!({"max": hours(9)}),
    ];
    json!({"duration": pick(&spans, by)})
}

fn scope(raw: &Bytes) -> Option<Value> {
    let of = |list: &[u8]| list.iter().map(|n| thing(*n)).collect::<Vec<_>>();
    let mut scope = pick(
        &[
            json!({}),
            json!({}),
            json!({"data": {"of": of(&[1])}}),
            json!({"data": {"of": of(&[2])}}),
            json!({"data": {"of": of(&[3])}}),
            json!({"data": {"of": of(&[4])}}),
            json!({"data": {"of": of(&[5])}}),
            json!({"data": {"all_except": of(&[2])}}),
            json!({"data": {"of": of(&[3])}, "system": {"of": of(&[6])}}),
        ],
        raw[4],
    );
    match raw[5] % 8 {
        0 | 4 => scope["as_of"] = json!("this_utterance"),
        1 => scope["as_of"] = json!({"time": {"edtf": "2022-01-05"}}),
        2 => scope["as_of"] = json!({"time": {"edtf": "2022-01-07T09:00Z"}}),
        _ => {}
    }
    scope.as_object().is_some_and(|fields| !fields.is_empty()).then_some(scope)
}

fn segments(raw: &Bytes) -> Value {
    let segment = |artifact_n: u8, start: u8, zone: &str| {
        let start = u32::from(start) * 10;
        let exact = format!("w{}", raw[1] % 3);
        json!({"artifact": artifact(artifact_n), "end": start + 2, "exact": exact, "start": start, "zone": zone})
    };
    let (artifact_n, start) = (raw[10] % 3 + 1, raw[11] % 8);
    match raw[11] / 8 % 8 {
        0 => json!([segment(artifact_n, start, "headline")]),
        1 => json!([segment(artifact_n, 0, "headline"), segment(artifact_n, start, "body")]),
        2 => json!([segment(artifact_n, start, "body"), segment(raw[9] % 3 + 1, start, "body")]),
        _ => json!([segment(artifact_n, start, "body")]),
    }
}
