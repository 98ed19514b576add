//! The articles of the seeds in the typed model: every one of the 113 claims is recorded with its exact words,
//! proven, read back from its stored body, and compared with what was meant and with what was read by hand.

mod agree;
mod data;
mod record;
mod resolve;
mod views;

use std::io::Write as _;

use bayan_claim::Says;
use bayan_ledger::prove::{
    ProofStrength, Trust, check_tlog_proof, check_transparent_statement, tlog_proof,
    transparent_statement,
};
use bayan_proof::hash::Sha256;
use bayan_proof::key::SigningKey;
use bayan_proof::num::Index;
use bayan_tests::{RECEIPT_SEED, TestLedger};

use self::data::{Seeds, Table};
use self::record::Recorder;

/// The seeds and the table, where the seeds are there.
fn read() -> Option<(Seeds, Table)> {
    let Some(folder) = Seeds::folder() else {
        // The seeds are no part of the repository.
        writeln!(std::io::stderr(), "skipped: there are no seeds beside the repository").unwrap();
        return None;
    };
    Some((Seeds::read(&folder), Table::read()))
}

/// A ledger of all that the table holds, and every utterance as it was meant.
fn record(seeds: &Seeds, table: &Table) -> (TestLedger, Vec<record::Meant>) {
    let mut recorder = Recorder::new(seeds, table);
    recorder.declare();
    recorder.capture();
    recorder.utterances();
    recorder.links();
    recorder.silences();
    recorder.finish()
}

#[test]
fn every_claim_of_the_seeds_is_held_without_loss() {
    let Some((seeds, table)) = read() else { return };
    let (mut ledger, meant) = record(&seeds, &table);
    ledger.close();
    let report = ledger.check();
    assert_eq!(report.faults, []);
    assert_eq!(report.unchecked, []);
    assert_eq!((report.artifacts, report.read_model.as_str()), (5, "agrees with the log"));
    all_are_proven(&ledger);
    let reader = ledger.reader();
    for text in seeds.texts.values() {
        let stored = reader.texts().get(&Sha256::of(text.as_bytes())).unwrap().unwrap();
        assert_eq!(&*stored, text.as_bytes(), "an article is kept as it is");
    }
    let mut seen = std::collections::BTreeSet::new();
    for meant in &meant {
        let stored = reader.entry(meant.index).unwrap();
        assert_eq!(stored.entry.statement().id(), meant.statement);
        let Some(Says::Utterance(utterance)) = stored.says() else {
            panic!("{} is no utterance", meant.name)
        };
        let all: Vec<_> =
            utterance.claims.iter().map(|claim| serde_json::to_value(claim).unwrap()).collect();
        assert_eq!(all, meant.claims, "{}", meant.name);
        for claim in table.claims_of(&meant.name) {
            let (_, first) = table.address(&claim.id, 0);
            let parts = &utterance.claims[first..first + claim.parts.len()];
            agree::check(&seeds, &table, utterance, claim, parts);
            assert!(seen.insert(claim.id.clone()), "{} is recorded twice", claim.id);
        }
    }
    traps_are_avoided(&table, &meant);
    assert_eq!(seen.len(), 113);
    assert!(seeds.claims.iter().all(|claim| seen.contains(&claim.id)));
}

#[test]
fn the_projections_tell_how_the_articles_claims_moved_and_conflict() {
    let Some((seeds, table)) = read() else { return };
    let (ledger, meant) = record(&seeds, &table);
    let views = views::Views::of(&ledger.reader(), &table, &meant);
    views::the_findings_are_there(&views);
    views::compare_with_golden(&views);
}

/// What reads alike and is not the same, and where the model keeps the two apart.
const TRAPS: &[(&str, usize, &str, &str)] = &[
    ("S0.08", 0, "/facet", r#""confidentiality.access""#),
    ("S0.08", 1, "/facet", r#""confidentiality.loss""#),
    ("S0.18", 1, "/value/time/relation/order", r#""after""#),
    ("S1.04", 0, "/facet", r#""target.services_offered""#),
    ("S1.04", 0, "/value/quantity/amount", r#"{"above":"5000"}"#),
    ("S1.09", 0, "/facet", r#""confidentiality.privacy""#),
    ("S2.05", 0, "/scope/organisation/unsure", r#""exception""#),
    ("S2.07", 0, "/value", r#"{"answer":"yes"}"#),
    ("S2.08", 0, "/facet", r#""incident.time_noticed""#),
    ("S2.12", 0, "/value", r#"{"answer":"no_evidence_found"}"#),
    ("S2.13", 0, "/value", r#"{"answer":"no_evidence_found"}"#),
    ("S2.13", 0, "/scope/as_of", r#""this_utterance""#),
    ("S2.17", 0, "/value/rate/every", r#"{"n":3,"unit":"days"}"#),
    ("S3.05", 0, "/value/set/closure", r#""open""#),
    ("S3.18", 0, "/scope/as_of", r#""this_utterance""#),
    ("S3.19", 1, "/value/set/closure", r#""closed""#),
    ("S3.21", 0, "/until", r#""further_notice""#),
    ("S4.04", 0, "/stance/certainty", r#""possible""#),
    ("S4.07", 0, "/value/time/edtf", r#""XXXX-01-06""#),
    ("S4.11", 0, "/value/quantity/unit", r#"["patients","records","files"]"#),
    ("S4.12", 0, "/value", r#"{"answer":"unknown_to_source"}"#),
    ("S4.16", 0, "/value/bytes/base", r#""unsaid""#),
    ("S4.19", 1, "/value/quantity/amount", r#"{"between":{"hi":"2","lo":"1"}}"#),
    ("S4.20", 0, "/value/money/priced_for", r#""unsaid""#),
    ("S4.20", 0, "/value/money/equivalents/0/currency", r#"["IDR","INR"]"#),
];

fn traps_are_avoided(table: &Table, meant: &[record::Meant]) {
    for (id, part, pointer, expected) in TRAPS {
        let (utterance, number) = table.address(id, *part);
        let meant = meant.iter().find(|meant| meant.name == utterance).unwrap();
        let found = meant.claims[number].pointer(pointer).map(ToString::to_string);
        assert_eq!(found.as_deref(), Some(*expected), "{id}/{part}{pointer}");
    }
}

/// Every entry has both proofs, which hold for whom has the pin alone.
fn all_are_proven(ledger: &TestLedger) {
    let reader = ledger.reader();
    let trust = Trust::of_pin(&ledger.pin).unwrap();
    for index in (0..reader.size().0).map(Index) {
        let bytes = reader.entry(index).unwrap().bytes;
        let tlog = tlog_proof(&reader, index).unwrap();
        let scitt =
            transparent_statement(&reader, index, SigningKey::from_seed(RECEIPT_SEED)).unwrap();
        let proven = [
            check_tlog_proof(&tlog, &trust).unwrap(),
            check_transparent_statement(&scitt, &trust).unwrap(),
        ];
        for proven in proven {
            assert_eq!(proven.strength, ProofStrength::Checkpoint);
            assert_eq!(proven.entry.encode(), bytes, "entry {index}");
        }
    }
}

#[test]
fn the_table_holds_no_sentence_of_the_articles() {
    let Some((seeds, _)) = read() else { return };
    let table = Table::text();
    for (seed, text) in &seeds.texts {
        let words: Vec<&str> = text.split_whitespace().collect();
        for run in words.windows(5) {
            let run = run.join(" ");
            assert!(!table.contains(&run), "{run:?} of {seed} stands in the table");
        }
    }
}
