//! Records the articles and the table on a ledger.

use std::collections::BTreeMap;

use bayan_claim::{Kind, anchor};
use bayan_ledger::{Receipt, Verdict};
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;
use bayan_proof::statement::StatementId;
use bayan_tests::{TestLedger, capture_of, incident_id, party_id, says, thing_id};
use serde_json::{Map, Value, json};

use super::data::{Claim, Part, SeedClaim, Seeds, Table, Utterance};
use super::resolve::Context;

/// An utterance as it was meant, and where it was put.
pub(crate) struct Meant {
    pub(crate) name: String,
    pub(crate) statement: StatementId,
    pub(crate) index: Index,
    /// Its claims, as they were to be on the wire.
    pub(crate) claims: Vec<Value>,
}

pub(crate) struct Recorder<'a> {
    seeds: &'a Seeds,
    table: &'a Table,
    ledger: TestLedger,
    recorded: BTreeMap<String, StatementId>,
    meant: Vec<Meant>,
}

impl<'a> Recorder<'a> {
    pub(crate) fn new(seeds: &'a Seeds, table: &'a Table) -> Self {
        let (recorded, meant) = <_>::default();
        Self { seeds, table, ledger: TestLedger::found(), recorded, meant }
    }

    /// The ledger, and every utterance as it was meant.
    pub(crate) fn finish(self) -> (TestLedger, Vec<Meant>) {
        (self.ledger, self.meant)
    }

    fn context(&self, seed: &str) -> Context<'_> {
        Context {
            table: self.table,
            text: &self.seeds.texts[seed],
            claim: None,
            here: None,
            recorded: &self.recorded,
        }
    }

    /// Submits statements together; each is accepted.
    fn submit(&mut self, statements: &[(Kind, Value)]) -> Vec<Receipt> {
        let group: Vec<_> = statements
            .iter()
            .map(|(kind, fields)| self.ledger.sign(&says(*kind, fields), None))
            .collect();
        let verdicts = self.ledger.engine().submit(&group).unwrap();
        verdicts
            .into_iter()
            .zip(statements)
            .map(|(verdict, (kind, fields))| match verdict {
                Verdict::Accepted(receipt) => receipt,
                other => panic!("the {kind} was not accepted: {other:?}\n{fields:#}"),
            })
            .collect()
    }

    /// Parties, things and incidents.
    pub(crate) fn declare(&mut self) {
        let context = self.context("S0");
        let mut statements = Vec::new();
        let slug = |fields: &Value| fields["slug"].as_str().unwrap().to_owned();
        for party in &self.table.party {
            let mut fields = context.resolve(party);
            fields["id"] = json!(party_id(&slug(party)));
            statements.push((Kind::Party, fields));
        }
        for thing in &self.table.thing {
            let mut fields = context.resolve(thing);
            fields["id"] = json!(thing_id(&slug(thing)));
            statements.push((Kind::Thing, fields));
        }
        for incident in &self.table.incident {
            let mut fields = context.resolve(incident);
            fields["id"] = json!(incident_id(&slug(incident)));
            statements.push((Kind::Incident, fields));
        }
        self.submit(&statements);
    }

    /// The articles, byte for byte, with their known defects.
    pub(crate) fn capture(&mut self) {
        let mut statements = Vec::new();
        for source in &self.table.source {
            let text = self.seeds.texts[&source.seed].as_bytes();
            self.ledger.engine().put_artifact(text).unwrap();
            let context = self.context(&source.seed);
            let mut capture = capture_of(text, Some(&context.string(&source.outlet)));
            capture["defects"] =
                source.defects.iter().map(|defect| context.resolve(defect)).collect();
            capture["incident"] = context.string(&source.incident).into();
            capture["language"] = source.language.as_str().into();
            statements.push((Kind::Capture, capture));
        }
        self.submit(&statements);
    }

    /// The utterances in the order of the table, each with its claims.
    pub(crate) fn utterances(&mut self) {
        for utterance in &self.table.utterance {
            let (fields, claims) = self.utterance(utterance);
            let receipt = self.submit(&[(Kind::Utterance, fields)]).remove(0);
            assert!(
                self.recorded.insert(utterance.name.clone(), receipt.id).is_none(),
                "{}",
                utterance.name
            );
            let (statement, index) = (receipt.id, receipt.index);
            self.meant.push(Meant { name: utterance.name.clone(), statement, index, claims });
        }
    }

    fn utterance(&self, utterance: &Utterance) -> (Value, Vec<Value>) {
        let source = self.table.source(&utterance.seed);
        let context = Context { here: Some(&utterance.name), ..self.context(&utterance.seed) };
        let claims: Vec<Value> = self
            .table
            .claims_of(&utterance.name)
            .flat_map(|claim| self.claim(&context, claim))
            .collect();
        let mut fields = json!({
            "attests": "read_them_so",
            "chain": context.resolve(&json!(utterance.chain)),
            "channel": utterance.channel,
            "claims": claims,
            "incident": context.string(&source.incident),
            "language": utterance.language.as_ref().unwrap_or(&source.language),
            "publisher": context.string(&source.outlet),
            "recorder": party_id("desk"),
            "speaker": context.resolve(&utterance.speaker),
        });
        for (name, value) in [("times", &utterance.times), ("printed", &utterance.printed)] {
            if let Some(value) = value {
                fields[name] = context.resolve(value);
            }
        }
        if !utterance.links.is_empty() {
            fields["links"] = context.resolve(&json!(utterance.links));
        }
        (fields, claims)
    }

    /// The parts of a claim as they go on the wire.
    fn claim(&self, context: &Context<'_>, claim: &Claim) -> Vec<Value> {
        let read = self.seeds.claim(&claim.id);
        let context = Context { claim: Some(read), ..*context };
        let segment = self.segment(claim, read);
        // What was read by hand in English, and the repaired reading where there is one.
        let english = json!({"maker": "human", "phrase": {"language": "en", "text": read.value}});
        let gloss: Vec<Value> = std::iter::once(english)
            .chain(claim.gloss.iter().map(|gloss| context.resolve(gloss)))
            .collect();
        claim
            .parts
            .iter()
            .map(|part| {
                let mut fields = part_fields(&context, part, read);
                fields.insert("segments".to_owned(), json!([segment]));
                fields.insert("gloss".to_owned(), gloss.clone().into());
                if !claim.markers.is_empty() {
                    fields.insert("markers".to_owned(), context.resolve(&json!(claim.markers)));
                }
                if let Some(verb) = &claim.verb {
                    fields.insert("verb".to_owned(), context.resolve(verb));
                }
                if !read.note.is_empty() {
                    fields.insert("note".to_owned(), read.note.as_str().into());
                }
                fields.into()
            })
            .collect()
    }

    /// The place of the words, which the text itself confirms, and the other places of the same words.
    fn segment(&self, claim: &Claim, read: &SeedClaim) -> Value {
        let text = &self.seeds.texts[&read.seed];
        let places = anchor::find(text.as_bytes(), &read.quote);
        assert_eq!(places.len(), read.occurrences, "{}", read.id);
        assert_eq!(claim.zones.len(), places.len(), "{}: a zone for each place", read.id);
        let place = places[read.occurrence - 1];
        assert_eq!([place.start, place.end], read.bytes, "{}", read.id);
        let before = |byte: u32| text[..usize::try_from(byte).unwrap()].chars().count();
        assert_eq!([before(place.start), before(place.end)], read.cp, "{}", read.id);
        let others = places.iter().filter(|other| **other != place).zip(claim.zones.iter().skip(1));
        let also: Vec<Value> = others
            .map(|(other, zone)| json!({"start": other.start, "end": other.end, "zone": zone}))
            .collect();
        let mut segment = json!({
            "artifact": Sha256::of(text.as_bytes()), "start": place.start, "end": place.end, "exact": read.quote,
            "zone": claim.zones[0],
        });
        if !also.is_empty() {
            segment["also_at"] = also.into();
        }
        segment
    }

    /// What the recorder adds between claims and between incidents.
    pub(crate) fn links(&mut self) {
        let mut statements = Vec::new();
        for link in &self.table.link {
            let context = self.context(&link.seed);
            let mut fields = json!({
                "from": context.string(&link.from), "to": context.string(&link.to), "relation": link.relation,
                "incident": context.string(&self.table.source(&link.seed).incident),
                "why": context.resolve(&link.why),
            });
            if let Some(inferred) = &link.inferred {
                fields["inferred"] = context.resolve(inferred);
            }
            statements.push((Kind::Link, fields));
        }
        self.submit(&statements);
    }

    pub(crate) fn silences(&mut self) {
        let mut statements = Vec::new();
        for silence in &self.table.silence {
            let (context, read) = (self.context(&silence.seed), self.seeds.claim(&silence.claim));
            let claim = self.table.claim.iter().find(|claim| claim.id == silence.claim).unwrap();
            statements.push((Kind::Silence, json!({
                "as_far_as": context.string(&silence.as_far_as), "as_of": context.resolve(&silence.as_of),
                "incident": context.string(&self.table.source(&silence.seed).incident),
                "on": context.resolve(&silence.on), "party": context.string(&silence.party),
                "recorder": party_id("desk"), "segments": [self.segment(claim, read)],
            })));
        }
        self.submit(&statements);
    }
}

/// What one part says of itself.
fn part_fields(context: &Context<'_>, part: &Part, read: &SeedClaim) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut stance = json!({"certainty": certainty(&read.certainty)});
    // An answer has its polarity in it.
    if part.value.get("answer").is_none() {
        stance["polarity"] = part.polarity.as_ref().unwrap_or(&read.polarity).as_str().into();
    }
    if let Some(basis) = &part.basis {
        stance["basis"] = basis.as_str().into();
    }
    if let Some(hop) = part.hop {
        stance["hop"] = hop.into();
    }
    fields.insert("act".to_owned(), read.act.replace('-', "_").into());
    fields.insert("facet".to_owned(), part.facet.as_str().into());
    fields.insert("stance".to_owned(), stance);
    fields.insert("value".to_owned(), context.resolve(&part.value));
    if let Some(target) = &part.target {
        fields.insert("target".to_owned(), context.string(target).into());
    }
    let optional = [
        ("scope", &part.scope),
        ("due", &part.due),
        ("until", &part.until),
        ("inferred", &part.inferred),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            fields.insert(name.to_owned(), context.resolve(value));
        }
    }
    fields
}

/// The word of the model for a certainty of `claims.json`.
pub(crate) fn certainty(read: &str) -> &str {
    if read == "underspecified" { "unstated" } else { read }
}
