//! An utterance and a claim by flags, or by the cells of a sheet: the same fields, the same forms.

use bayan_claim::facet::{Catalogue, FacetName};
use bayan_claim::vocabulary::ValueType;
use clap::Args;
use serde_json::{Map, Value, json};

use crate::drafts::kind_name;
use crate::values::{self, Beside};

/// A field whose text cannot be used, and why. The field's name is that of its flag and of its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The field.
    pub field: &'static str,
    /// Why.
    pub why: String,
}

/// Who said it, where, when, and how it reached us.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Utterance")]
pub struct UtteranceFields {
    /// The incident
    #[arg(long, value_name = "INCIDENT")]
    pub incident: Option<String>,
    /// Whose position it is: a party, `nobody`, or candidates as `party:a|party:b`
    #[arg(long, value_name = "PARTY")]
    pub speaker: Option<String>,
    /// How the words reached their first listener [default: unspecified]
    #[arg(long, value_name = "CHANNEL")]
    pub channel: Option<String>,
    /// When it was said: an EDTF date, words as printed in quotes, or both: `2023-07-27 "on Thursday"`
    #[arg(long, value_name = "TIME")]
    pub said: Option<String>,
    /// When it was published
    #[arg(long, value_name = "TIME")]
    pub published: Option<String>,
    /// When what it speaks of happened
    #[arg(long, value_name = "TIME")]
    pub event: Option<String>,
    /// Who carried it
    #[arg(long, value_name = "PARTY")]
    pub publisher: Option<String>,
    /// The language of the words
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// A step that the words took, from the outermost in: `quotes party:x`, `translates machine`; may be repeated
    #[arg(long = "hop", value_name = "STEP")]
    pub chain: Vec<String>,
    /// The speaker's name as printed
    #[arg(long, value_name = "WORDS")]
    pub printed_name: Option<String>,
    /// The speaker's role as printed
    #[arg(long, value_name = "WORDS")]
    pub printed_role: Option<String>,
    /// Another incident that it concerns; may be repeated
    #[arg(long, value_name = "INCIDENT")]
    pub also: Vec<String>,
    /// A remark of yours, never projected
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// What you attest: `read_them_so`, `said_it_myself` or `on_behalf_of party:x`
    #[arg(long, value_name = "WHAT")]
    pub attests: Option<String>,
    /// The own text of a first-person utterance, which its quotes stand in
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
}

/// One claim and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Claim")]
pub struct ClaimFields {
    /// What it is about: `bayan facets` lists them
    #[arg(long, value_name = "FAMILY.LEAF")]
    pub facet: Option<String>,
    /// What it says of it, as `bayan help template` and `bayan template --csv` show
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub value: Option<String>,
    /// The words, exactly as they stand in the artifact
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub quote: Option<String>,
    /// The artifact: `capture:<hex digits>`, or `ref:…` of its capture
    #[arg(long = "in", value_name = "ARTIFACT")]
    pub artifact: Option<String>,
    /// Which occurrence of the words is meant: a number from 1, or `all`
    #[arg(long, value_name = "N")]
    pub occurrence: Option<String>,
    /// The part of the publication [default: body]
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// The speech act [default: asserts]
    #[arg(long, value_name = "ACT")]
    pub act: Option<String>,
    /// How sure: certain, probable, possible or unstated [default: unstated]
    #[arg(long, value_name = "HOW")]
    pub certainty: Option<String>,
    /// Which way, where the value is no answer: affirm, deny or neutral [default: affirm]
    #[arg(long, value_name = "WAY")]
    pub polarity: Option<String>,
    /// What it is said to rest on
    #[arg(long, value_name = "BASIS")]
    pub basis: Option<String>,
    /// The reporting verb as printed
    #[arg(long, value_name = "WORDS")]
    pub verb: Option<String>,
    /// A word of doubt, bound or scope, with the words as printed: `apparent=apparently`; may be repeated
    #[arg(long = "marker", value_name = "KIND[=WORDS]")]
    pub markers: Vec<String>,
    /// How far it reaches: `system=thing:a,thing:b`, `data=all_except thing:c`; may be repeated
    #[arg(long, value_name = "DIMENSION=IDS")]
    pub scope: Vec<String>,
    /// Up to when it speaks: a time, or `this_utterance`
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
    /// The value as printed
    #[arg(long, value_name = "WORDS")]
    pub printed: Option<String>,
    /// What a number counts: an id, or the words as printed
    #[arg(long, value_name = "WHAT")]
    pub counted: Option<String>,
    /// The unit of a number
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// A translation by a person: `en=The data is safe.`; may be repeated
    #[arg(long, value_name = "TAG=WORDS")]
    pub gloss: Vec<String>,
    /// By when a promise or order falls due: a time, `further_notice`, or a claim
    #[arg(long, value_name = "WHEN")]
    pub due: Option<String>,
    /// Until when it holds: a time, `further_notice`, or a claim
    #[arg(long, value_name = "WHEN")]
    pub until: Option<String>,
    /// The claim that is taken back or corrected
    #[arg(long, value_name = "CLAIM")]
    pub target: Option<String>,
    /// The grounds, where the words do not say it and you concluded it
    #[arg(long, value_name = "GROUNDS")]
    pub inferred: Option<String>,
}

impl UtteranceFields {
    /// The `says` of an utterance with these claims. Its quotes stand in `artifact` unless they name another.
    pub fn says(&self, claims: Vec<Value>) -> Result<Value, Unfit> {
        let mut says = Map::new();
        let mut put = |name: &str, value: Value| says.insert(name.to_owned(), value);
        let incident = |name: &String| kind_name("incident", name);
        put("incident", json!(self.incident.as_ref().map(incident)));
        put("speaker", self.speaker.as_deref().map_or(Value::Null, speaker));
        put("channel", json!(self.channel));
        put("publisher", json!(self.publisher.as_ref().map(|name| kind_name("party", name))));
        put("language", json!(self.language));
        put("also", json!(self.also.iter().map(incident).collect::<Vec<_>>()));
        put("note", json!(self.note));
        put("text", json!(self.text));
        put("attests", self.attests.as_deref().map_or(Value::Null, attests));
        let mut times = Map::new();
        for (name, text) in
            [("said", &self.said), ("published", &self.published), ("event", &self.event)]
        {
            if let Some(text) = text {
                times.insert(name.to_owned(), time(text));
            }
        }
        if !times.is_empty() {
            put("times", Value::Object(times));
        }
        if self.printed_name.is_some() || self.printed_role.is_some() {
            put(
                "printed",
                json!({ "language": self.language, "name": self.printed_name, "role": self.printed_role }),
            );
        }
        let chain: Result<Vec<Value>, Unfit> = self.chain.iter().map(|step| hop(step)).collect();
        put("chain", Value::Array(chain?));
        put("claims", Value::Array(claims));
        Ok(Value::Object(says))
    }
}

impl ClaimFields {
    /// The claim. `language` is that of the utterance.
    pub fn claim(&self, catalogue: &Catalogue, language: Option<&str>) -> Result<Value, Unfit> {
        let unfit = |field| move |why: String| Unfit { field, why };
        let facet =
            self.facet.as_deref().ok_or_else(|| unfit("facet")("it is missing".to_owned()))?;
        let name: FacetName = facet
            .parse()
            .map_err(|error: bayan_claim::facet::FacetError| unfit("facet")(error.to_string()))?;
        let kind = catalogue.find(&name).map_err(|error| unfit("facet")(error.to_string()))?.value;
        let text =
            self.value.as_deref().ok_or_else(|| unfit("value")("it is missing".to_owned()))?;
        let beside = Beside {
            printed: self.printed.as_deref(),
            counted: self.counted.as_deref(),
            unit: self.unit.as_deref(),
            language,
        };
        let value = values::parse(kind, text, beside).map_err(unfit("value"))?;
        let mut claim = Map::new();
        let mut put = |name: &str, value: Value| claim.insert(name.to_owned(), value);
        put("facet", json!(facet));
        put("act", json!(self.act.as_deref().unwrap_or("asserts")));
        put("stance", self.stance(kind, &value));
        put("value", value);
        put("target", json!(self.target));
        put("segments", self.segments()?);
        put("markers", self.markers.iter().map(|text| marker(text)).collect());
        if let Some(verb) = &self.verb {
            let language = language
                .ok_or_else(|| unfit("verb")("the language of the words is missing".to_owned()))?;
            put("verb", json!({ "language": language, "printed": verb }));
        }
        let glosses: Result<Vec<Value>, Unfit> =
            self.gloss.iter().map(|text| gloss(text)).collect();
        put("gloss", Value::Array(glosses?));
        put("due", self.due.as_deref().map_or(Value::Null, until));
        put("until", self.until.as_deref().map_or(Value::Null, until));
        put(
            "inferred",
            self.inferred.as_ref().map_or(Value::Null, |grounds| json!({ "grounds": grounds })),
        );
        if let Some(scope) = scope(&self.scope, self.as_of.as_deref())? {
            put("scope", scope);
        }
        Ok(Value::Object(claim))
    }

    fn stance(&self, kind: ValueType, value: &Value) -> Value {
        // An answer has its polarity in it; anything else is affirmed unless it is said otherwise.
        let is_answer = kind == ValueType::Answer || value.get("answer").is_some();
        let polarity = self.polarity.as_deref().or(if is_answer { None } else { Some("affirm") });
        json!({ "basis": self.basis, "certainty": self.certainty.as_deref().unwrap_or("unstated"), "polarity": polarity })
    }

    fn segments(&self) -> Result<Value, Unfit> {
        let Some(quote) = &self.quote else { return Ok(json!([])) };
        let occurrence = match self.occurrence.as_deref() {
            None => None,
            Some("all") => Some(json!("all")),
            Some(number) => Some(json!(number.parse::<u64>().map_err(|_| Unfit {
                field: "occurrence",
                why: format!("{number:?} is no number from 1, and not \"all\""),
            })?)),
        };
        let mut segment = json!({ "quote": quote });
        if let Some(fields) = segment.as_object_mut() {
            for (name, value) in [
                ("occurrence", occurrence),
                ("zone", self.zone.as_ref().map(|zone| json!(zone))),
                ("artifact", self.artifact.as_ref().map(|name| json!(name))),
            ] {
                if let Some(value) = value {
                    fields.insert(name.to_owned(), value);
                }
            }
        }
        Ok(json!([segment]))
    }
}

fn speaker(text: &str) -> Value {
    let candidates: Vec<String> =
        text.split('|').map(|name| kind_name("party", name.trim())).collect();
    match candidates.as_slice() {
        [_] if text.trim() == "nobody" => json!("nobody"),
        [one] => json!(one),
        several => json!({ "ambiguous": { "between": several } }),
    }
}

fn attests(text: &str) -> Value {
    match text.strip_prefix("on_behalf_of") {
        Some(office) => json!({ "on_behalf_of": office.trim() }),
        None => json!(text),
    }
}

/// An EDTF date, words as printed in quotes, or both.
pub fn time(text: &str) -> Value {
    let (edtf, printed) = match text.split_once('"') {
        Some((edtf, printed)) => (edtf.trim(), printed.strip_suffix('"').or(Some(printed))),
        None => (text.trim(), None),
    };
    json!({ "edtf": Some(edtf).filter(|edtf| !edtf.is_empty()), "printed": printed })
}

/// A step of the chain: its kind, for a translation who made it, and the party that took it.
fn hop(text: &str) -> Result<Value, Unfit> {
    let mut words = text.split_whitespace();
    let mut hop = json!({ "kind": words.next() });
    for word in words {
        let (name, value) = match word {
            "human" | "machine" | "unsaid" => ("maker", json!(word)),
            "nobody" => ("by", json!("nobody")),
            party if party.starts_with("party:") => ("by", json!({ "party": party })),
            _ => {
                let why =
                    format!("{word:?} in {text:?} is neither a party nor who made a translation");
                return Err(Unfit { field: "chain", why });
            }
        };
        if let Some(fields) = hop.as_object_mut() {
            fields.insert(name.to_owned(), value);
        }
    }
    Ok(hop)
}

fn marker(text: &str) -> Value {
    let (kind, printed) = match text.split_once('=') {
        Some((kind, printed)) => (kind.trim(), Some(printed.trim())),
        None => (text.trim(), None),
    };
    json!({ "kind": kind, "printed": printed })
}

fn gloss(text: &str) -> Result<Value, Unfit> {
    let why = || {
        format!(
            "{text:?} is no translation: write its language and the words, such as `en=The data is safe.`"
        )
    };
    let (language, words) =
        text.split_once('=').ok_or_else(|| Unfit { field: "gloss", why: why() })?;
    Ok(json!({ "maker": "human", "phrase": { "language": language.trim(), "text": words.trim() } }))
}

fn until(text: &str) -> Value {
    match text {
        "further_notice" => json!(text),
        claim if claim.contains('#') => json!({ "claim": claim }),
        when => json!({ "time": time(when) }),
    }
}

/// The dimensions of a scope, as in a claim.
pub const DIMENSIONS: [&str; 6] = ["system", "data", "form", "organisation", "place", "via"];

/// The scope that `dimension=ids` flags and `as_of` say, if they say one.
pub fn scope(dimensions: &[String], as_of: Option<&str>) -> Result<Option<Value>, Unfit> {
    let mut scope = Map::new();
    for text in dimensions {
        let (dimension, ids) =
            text.split_once('=').map_or((text.as_str(), ""), |(name, ids)| (name.trim(), ids));
        if !DIMENSIONS.contains(&dimension) {
            let why =
                format!("{dimension:?} is no dimension of a scope: {}", DIMENSIONS.join(", "));
            return Err(Unfit { field: "scope", why });
        }
        let (of, but) = ids.split_once("all_except").unwrap_or((ids, ""));
        let split = |ids: &str| -> Vec<String> {
            ids.split([',', ';', ' '])
                .map(str::trim)
                .filter(|id| !id.is_empty())
                .map(str::to_owned)
                .collect()
        };
        scope.insert(dimension.to_owned(), json!({ "all_except": split(but), "of": split(of) }));
    }
    match as_of {
        None => {}
        Some("this_utterance") => drop(scope.insert("as_of".to_owned(), json!("this_utterance"))),
        Some(when) => drop(scope.insert("as_of".to_owned(), json!({ "time": time(when) }))),
    }
    Ok((!scope.is_empty()).then_some(Value::Object(scope)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_forms_are_read() {
        let cases = [
            (time("2023-07-27"), json!({"edtf": "2023-07-27", "printed": null})),
            (time("2023 \"last year\""), json!({"edtf": "2023", "printed": "last year"})),
            (time("\"on Thursday\""), json!({"edtf": null, "printed": "on Thursday"})),
            (
                speaker("party:a | party:b"),
                json!({"ambiguous": {"between": ["party:a", "party:b"]}}),
            ),
            (speaker("nobody"), json!("nobody")),
            (speaker("a|party:b"), json!({"ambiguous": {"between": ["party:a", "party:b"]}})),
            (speaker("ref:a"), json!("ref:a")),
            (speaker("a"), json!("party:a")),
            (attests("on_behalf_of party:a"), json!({"on_behalf_of": "party:a"})),
            (until("further_notice"), json!("further_notice")),
            (until("#1"), json!({"claim": "#1"})),
            (marker("apparent=apparently"), json!({"kind": "apparent", "printed": "apparently"})),
        ];
        for (found, expected) in cases {
            assert_eq!(found, expected);
        }
        let scoped =
            scope(&["data=all_except thing:a, thing:b".to_owned()], Some("this_utterance"));
        let expected = json!({"as_of": "this_utterance", "data": {"all_except": ["thing:a", "thing:b"], "of": []}});
        assert_eq!(scoped, Ok(Some(expected)));
        assert_eq!(scope(&[], None), Ok(None));
        assert_eq!(
            hop("translates machine"),
            Ok(json!({"kind": "translates", "maker": "machine"}))
        );
    }

    #[test]
    fn unfit_fields_are_named() {
        let claim = ClaimFields { facet: Some("data.leaked".to_owned()), ..ClaimFields::default() };
        let unfit = claim.claim(Catalogue::builtin(), None).expect_err("there is no such facet");
        assert_eq!(unfit.field, "facet");
        assert_eq!(
            scope(&["who=party:a".to_owned()], None).expect_err("no dimension").field,
            "scope"
        );
        assert_eq!(hop("quotes somebody").expect_err("no party").field, "chain");
        assert_eq!(gloss("words").expect_err("no language").field, "gloss");
    }
}
