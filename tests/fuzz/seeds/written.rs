//! What people write, and texts that programs write for people.

use bayan_claim::Kind;
use bayan_claim::facet::Catalogue;
use bayan_claim::vocabulary::{Act, Answer, Relation, TimeUnit, ValueType, Zone};
use bayan_cli::commands::template;
use bayan_cli::sheet;
use bayan_ledger::config::{Config, FORMAT};
use bayan_ledger::keystore::{KeyCard, Purpose};
use bayan_proof::checkpoint::Checkpoint;
use bayan_proof::hash::Sha256;
use bayan_proof::note::{NoteKey, Vkey};
use bayan_proof::num::Size;
use bayan_proof::tree::{empty_root, leaf_hash};
use bayan_tests::{Signer, incident_id, party_id, question_id, thing_id};
use serde_json::{Value, json};

use crate::kit::{ARTICLE, DRAFTS, draft, says};
use crate::properties::LEDGER;

pub(super) fn of(name: &str) -> Option<Vec<Vec<u8>>> {
    let texts: Vec<String> = match name {
        "vkey" => LEDGER.pin.log.to_vec(),
        "checkpoint" => {
            let checkpoint = |origin: &str, size, root| Checkpoint {
                origin: origin.parse().expect("an origin"),
                size: Size(size),
                root,
            };
            let empty = checkpoint("log.example/a", 0, empty_root());
            let full = checkpoint("log.example/b", u64::MAX, leaf_hash(b"b"));
            vec![empty.encode(), full.encode()]
        }
        "tlog_policy" => policies(),
        "pin" => vec![LEDGER.pin.text()],
        "config" => {
            vec![Config { format: FORMAT, origin: "log.example/\"quoted\"".to_owned() }.text()]
        }
        "key_card" => cards(),
        "regimes" => regimes(),
        "ids" => ids(),
        "pointers" => pointers(),
        "hashes_and_keys" => {
            let key = Signer::new("operator", 1).public();
            vec![key.to_string(), key.thumbprint().to_string(), LEDGER.pin.origin.clone()]
        }
        "facet_name" => Catalogue::builtin().facets().map(|(name, _)| name.to_string()).collect(),
        "value" => values().iter().map(ToString::to_string).collect(),
        "canonical_json" | "draft" | "draft_json" => drafts().collect(),
        "draft_toml" => Kind::ALL.iter().map(|kind| template::text(*kind).to_owned()).collect(),
        "draft_lines" => {
            let lines: Vec<String> = drafts().collect();
            vec![lines[3..9].join("\n"), format!("{}\n\n{}\n", lines[0], lines[20])]
        }
        "draft_sheet" => return Some(vec![sheet::template().ok()?]),
        _ => {
            return short(name)
                .map(|texts| texts.iter().map(|it| it.as_bytes().to_vec()).collect());
        }
    };
    Some(texts.into_iter().map(String::into_bytes).collect())
}

/// Texts that are written out.
fn short(name: &str) -> Option<Vec<String>> {
    let texts: &[&str] = match name {
        "formed_texts" => &[
            "portal-2023",
            "as_of_now",
            "pt-BR",
            "text/html;charset=utf-8",
            "2023-12-21T09:30:00Z",
            "IDR",
            "2024/117-B",
            "sw",
            "application/atom+xml",
            "1969-12-31T23:59:59Z",
        ],
        "bounded_texts" => &["a", "sixteen letters.", "two\nlines\tand", "page\u{c}break", "हमला"],
        "vocabulary" => return Some(vocabulary()),
        "edtf" => &[
            "2023",
            "2023-07",
            "2023-07-27",
            "2023-07-27T09:30",
            "2023-07-27T09:30:15Z",
            "2023-07-27T09:30+03:00",
            "2023-07~",
            "2023?",
            "2023%",
            "202X",
            "20XX",
            "2023-XX",
            "2023-02-XX",
            "2023-07-27/2023-08-01",
            "../2023",
            "2023-12-21/..",
            "/2024",
            "XXXX-01-06",
        ],
        "decimal" => &[
            "0",
            "-1",
            "2.15",
            "6000000",
            "0.5",
            "-0.25",
            "999999999999999999999999999999",
            "0.000000000000000001",
        ],
        "typed_value" => return Some(typed()),
        "moments" => &[
            "17",
            "2023-07-27",
            "2023-07-27T09:30:00Z",
            "2024-01-06T12:00:00.5+03:00",
            "2023-07",
            "1970-01-01/1970-01-02",
            "2023-12-21 09:30Z",
            "1969-12-31T23:59:59Z",
        ],
        _ => return long(name),
    };
    Some(texts.iter().map(ToString::to_string).collect())
}

/// Texts in several languages.
fn long(name: &str) -> Option<Vec<String>> {
    let texts: &[&str] = match name {
        "printed_number" => &[
            "en\n1,234,567.890",
            "fr\n150\u{a0}000",
            "fa\n۱٬۲۳۴٫۵",
            "hi\n१,२३,४५,६७८",
            "id\n1.234,5",
            "sw\n\u{2212}7",
            "en\n007",
        ],
        "anchor" => {
            let lines = ["hakuna data iliyopotea", "data", "é\u{301}", "“said”"];
            let text = format!("{ARTICLE}é\u{301} “said” “said”\n");
            return Some(lines.iter().map(|quote| format!("{quote}\n{text}")).collect());
        }
        "html_text" => &[
            "<!doctype html><title>t</title><body><p>No <b>data</b>\n was lost.</p><p>Second</p>",
            "<table><tr><td>a</td><td>b</td></tr></table><pre>x\n  y</pre><ul><li>one<li>two</ul>",
            "<div><script>no()</script><style>p{}</style>five\u{a0}thousand &nbsp;&amp; more</div>",
            "<p>नमस्ते</p>\u{202b}سلام<br><svg><text>unseen</text></svg><template>x</template>end",
            "<b><i><p>over</b>lapping</i><font size=1><font size=2><p>again<p>and again",
        ],
        _ => return None,
    };
    Some(texts.iter().map(ToString::to_string).collect())
}

fn vocabulary() -> Vec<String> {
    let kinds = Kind::ALL.iter().map(|member| member.name());
    let acts = Act::ALL.iter().map(|member| member.name());
    let answers = Answer::ALL.iter().map(|member| member.name());
    let rest = Relation::ALL.iter().map(|member| member.name());
    let rest = rest.chain(TimeUnit::ALL.iter().map(|member| member.name()));
    let rest = rest.chain(Zone::ALL.iter().map(|member| member.name()));
    kinds.chain(acts).chain(answers).chain(rest).map(ToOwned::to_owned).collect()
}

fn typed() -> Vec<String> {
    let typed: &[(ValueType, &[&str])] = &[
        (ValueType::Answer, &["no", "no_evidence_found"]),
        (ValueType::Quantity, &["5000", "~ 5000", "<= 3", "10..20", "several", "unstated"]),
        (ValueType::Bytes, &["~ 20 GB", "5 tera", "3 GiB"]),
        (ValueType::Money, &["1000 USD", "5 XMR per_sale", "7 USD|CAD in_all"]),
        (ValueType::Set, &["open: #0; #1", "all_except: party:00000000000000000000000000000001"]),
        (ValueType::Time, &["2023-07-27", "2023-07~"]),
        (ValueType::Duration, &["2 days", "<= 3 hours", "2..4 weeks"]),
        (ValueType::Rate, &["2 / 1 days"]),
        (ValueType::Ref, &["#0", "thing:00000000000000000000000000000002"]),
        (ValueType::Text, &["words", r#"{"text":{"language":"en","text":"words"}}"#]),
    ];
    let line = |kind: &ValueType, text: &&str| format!("{kind}\n{text}");
    typed.iter().flat_map(|(kind, texts)| texts.iter().map(|text| line(kind, text))).collect()
}

fn policies() -> Vec<String> {
    let [ed25519, ml_dsa] = &LEDGER.pin.log;
    let witness = |name: &str| {
        let key = NoteKey::CosignatureEd25519(Signer::new(name, 1).public());
        Vkey::new(format!("{name}.example"), key).expect("a name")
    };
    let (a, b, c) = (witness("a"), witness("b"), witness("c"));
    vec![
        "quorum none\n".to_owned(),
        format!("# a log\nlog {ed25519}\nlog {ml_dsa}\n\nwitness W {a}\nquorum W\n"),
        format!(
            "witness A {a}\nwitness B {b} https://witness.example/\nwitness C {c}\ngroup G 1 A B\n\
             group H all G C\nquorum H\n"
        ),
    ]
}

fn cards() -> Vec<String> {
    let key = Signer::new("operator", 1).public();
    let card = KeyCard {
        name: "key".to_owned(),
        purpose: Purpose::Statements,
        public: key.to_string(),
        thumbprint: Some(key.thumbprint().to_string()),
        party: Some(party_id("operator").to_string()),
        encrypted: false,
    };
    let bare =
        KeyCard { thumbprint: None, party: None, purpose: Purpose::LogMlDsa, ..card.clone() };
    [card, bare].map(|card| toml::to_string(&card).expect("a card is TOML")).to_vec()
}

/// Parts of the built-in table: all of it would be slow to read so often.
fn regimes() -> Vec<String> {
    let table = include_str!("../../../crates/view/regimes.toml");
    let start = table.find("[[regimes]]").expect("a table of regimes");
    let (_, rows) = table.split_at(start);
    let rows: Vec<&str> = rows.split_inclusive("\n\n[[regimes]]").collect();
    let row = |text: &&str| {
        let text = text.trim_end_matches("[[regimes]]");
        let text = text.strip_prefix("[[regimes]]").unwrap_or(text);
        format!("[[regimes]]{text}")
    };
    rows.iter().map(row).take(6).collect()
}

fn ids() -> Vec<String> {
    vec![
        party_id("a").to_string(),
        thing_id("a").to_string(),
        incident_id("a").to_string(),
        question_id("a").to_string(),
        Sha256::of(b"a").to_string(),
        "00".repeat(16),
        "f9".repeat(64),
    ]
}

fn pointers() -> Vec<String> {
    let digest = Sha256::of(b"a");
    vec![
        format!("{digest}#0"),
        format!("{digest}#255"),
        digest.to_string(),
        "#17".to_owned(),
        party_id("a").to_string(),
        thing_id("a").to_string(),
        "/claims/0/value".to_owned(),
    ]
}

/// Every value in the drafts.
fn values() -> Vec<Value> {
    let mut found = Vec::new();
    for (_, name, _) in DRAFTS {
        let says = says(name);
        let claims = says.pointer("/claims").and_then(Value::as_array).cloned();
        let claims = claims.unwrap_or_default().into_iter();
        found.extend(claims.filter_map(|claim| claim.get("value").cloned()));
    }
    found.retain(Value::is_object);
    assert!(found.len() > 20, "the drafts have values of every type");
    found
}

/// Every draft with its kind, in one line.
fn drafts() -> impl Iterator<Item = String> {
    DRAFTS.iter().map(|(kind, _, text)| json!({"kind": kind, "says": draft(text)}).to_string())
}
