//! From the strings of `claims.toml` to those of the wire.

use std::collections::BTreeMap;

use bayan_proof::statement::StatementId;
use bayan_tests::{incident_id, party_id, thing_id};
use serde_json::Value;

use super::data::{SeedClaim, Table};

/// What the strings of one utterance, claim or link may refer to.
pub(crate) struct Context<'a> {
    pub(crate) table: &'a Table,
    /// The article.
    pub(crate) text: &'a str,
    /// The claim that is being resolved, for its markers.
    pub(crate) claim: Option<&'a SeedClaim>,
    /// The utterance that is being resolved: its own claims have no statement yet.
    pub(crate) here: Option<&'a str>,
    /// What is recorded already.
    pub(crate) recorded: &'a BTreeMap<String, StatementId>,
}

impl Context<'_> {
    /// The same value as it goes on the wire.
    pub(crate) fn resolve(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.string(text).into(),
            Value::Array(members) => members.iter().map(|member| self.resolve(member)).collect(),
            Value::Object(fields) => match fields.get("join") {
                Some(Value::Array(pieces)) if fields.len() == 1 => {
                    let pieces: Vec<String> =
                        pieces.iter().map(|piece| self.string(piece.as_str().unwrap())).collect();
                    pieces.concat().into()
                }
                _ => {
                    fields.iter().map(|(name, field)| (name.clone(), self.resolve(field))).collect()
                }
            },
            other => other.clone(),
        }
    }

    /// The same string as it goes on the wire.
    pub(crate) fn string(&self, text: &str) -> String {
        if let Some(range) = text.strip_prefix('@').and_then(|range| range.split_once("..")) {
            let (start, end) =
                (range.0.parse::<usize>().unwrap(), range.1.parse::<usize>().unwrap());
            let words = self.text.get(start..end);
            return words.unwrap_or_else(|| panic!("{text} cuts a code point")).to_owned();
        }
        if let Some(number) = text.strip_prefix('%') {
            let claim = self.claim.unwrap_or_else(|| panic!("{text} stands in no claim"));
            let words = claim.words(number.parse().unwrap());
            return words.unwrap_or_else(|| panic!("{}: {text} has no words", claim.id)).to_owned();
        }
        match text.split_once(':') {
            Some(("party", slug)) => declared(&self.table.party, slug, party_id(slug).to_string()),
            Some(("thing", slug)) => declared(&self.table.thing, slug, thing_id(slug).to_string()),
            Some(("incident", slug)) => {
                declared(&self.table.incident, slug, incident_id(slug).to_string())
            }
            Some(("utterance", name)) => self.statement(name).to_string(),
            Some(("claim", claim)) => {
                let (id, part) = claim.split_once('/').unwrap_or((claim, "0"));
                let (utterance, number) = self.table.address(id, part.parse().unwrap());
                if self.here == Some(utterance) {
                    return format!("#{number}");
                }
                format!("{}#{number}", self.statement(utterance))
            }
            _ => text.to_owned(),
        }
    }

    fn statement(&self, utterance: &str) -> StatementId {
        let found = self.recorded.get(utterance);
        *found.unwrap_or_else(|| panic!("{utterance} is not recorded before it is referred to"))
    }
}

/// The id, which the list declares under the slug.
fn declared(list: &[Value], slug: &str, id: String) -> String {
    assert!(list.iter().any(|declared| declared["slug"] == slug), "nothing declares {slug}");
    id
}
