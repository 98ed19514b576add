//! `bayan party`: who can speak, publish, record or sign.

use std::path::PathBuf;

use bayan_claim::Kind;
use bayan_claim::vocabulary::PartyKind;
use clap::Args;
use serde_json::{Value, json};

use crate::authoring::{Draft, WriteArgs, append};
use crate::context::Context;
use crate::drafts;
use crate::error::{Exit, Failure, Outcome};

/// Describe a party, under a slug that people type.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan party example-power --is organisation --name \"en=Example Power Company\"
  bayan party spokesperson --is person --name \"Spokesperson\" --role \"en=Spokesperson@party:example-power\"
  bayan party it-unit --is unit --name \"en=IT unit\" --part-of party:example-power
  bayan party -f draft.toml

Who describes a party first owns its description; others disagree with `bayan add opinion`.")]
pub struct Party {
    /// A draft in TOML or JSON, or `-`: `bayan template party` prints one
    #[arg(long, short, value_name = "FILE",
          conflicts_with_all = ["slug", "is", "names", "part_of", "roles", "note"])]
    file: Option<PathBuf>,
    /// The name that people type: lower-case letters, digits and hyphens
    #[arg(required_unless_present = "file")]
    slug: Option<String>,
    /// What it is: person, organisation, unit, office, collective, account, anonymous, document, publisher or machine
    #[arg(long, value_name = "KIND", required_unless_present = "file")]
    is: Option<PartyKind>,
    /// A name, with its language: `sw=Kampuni`; without one for a handle or acronym; may be repeated
    #[arg(long = "name", value_name = "[TAG=]NAME")]
    names: Vec<String>,
    /// What it is a part of; may be repeated
    #[arg(long, value_name = "PARTY[@SINCE/UNTIL]")]
    part_of: Vec<String>,
    /// A role it holds, with its language: `en=Spokesperson@party:example-power`; may be repeated
    #[arg(long = "role", value_name = "TAG=TITLE[@PARTY]")]
    roles: Vec<String>,
    /// A remark of yours
    #[arg(long, value_name = "TAG=TEXT")]
    note: Option<String>,
    /// Signing.
    #[command(flatten)]
    write: WriteArgs,
}

impl Party {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        if let Some(file) = &self.file {
            return append(context, "party", &self.write, drafts::read_kind(file, Kind::Party)?);
        }
        let part_of: Vec<Value> = self.part_of.iter().map(|text| membership(text)).collect();
        let roles: Result<Vec<Value>, Failure> = self.roles.iter().map(|text| role(text)).collect();
        let says = json!({
            "is": self.is.map(PartyKind::name), "names": self.names.iter().map(|text| name(text)).collect::<Vec<_>>(),
            "note": self.note.as_deref().map(|text| phrase("note", text)).transpose()?,
            "part_of": part_of, "roles": roles?, "slug": self.slug,
        });
        append(context, "party", &self.write, Draft::new(Kind::Party, says))
    }
}

/// A name with its language, or without one. What looks like a language tag before `=` is one.
pub fn name(text: &str) -> Value {
    let is_tag = |tag: &str| {
        (2..=35).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    match text.split_once('=') {
        Some((language, name)) if is_tag(language) => json!({ "language": language, "text": name }),
        _ => json!({ "text": text }),
    }
}

/// Words with their language, which they need.
pub fn phrase(flag: &str, text: &str) -> Result<Value, Failure> {
    match name(text) {
        phrase if phrase.get("language").is_some() => Ok(phrase),
        _ => Err(Failure::new(
            Exit::Usage,
            format!("--{flag} {text:?} does not say its language"),
            format!("write it before the words: `--{flag} \"en={text}\"`"),
        )),
    }
}

fn membership(text: &str) -> Value {
    let (party, times) = text.split_once('@').unwrap_or((text, ""));
    let (since, until) = times.split_once('/').unwrap_or((times, ""));
    let known = |time: &str| (!time.is_empty()).then(|| time.to_owned());
    json!({ "party": party, "since": known(since), "until": known(until) })
}

fn role(text: &str) -> Result<Value, Failure> {
    let (title, of) = match text.rsplit_once('@') {
        Some((title, party)) => (title, Some(party)),
        None => (text, None),
    };
    Ok(json!({ "of": of, "title": phrase("role", title)? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_roles_and_memberships_are_read() {
        assert_eq!(name("sw=Kampuni"), json!({"language": "sw", "text": "Kampuni"}));
        assert_eq!(name("a b=c"), json!({"text": "a b=c"}));
        assert_eq!(
            membership("party:a@2020/"),
            json!({"party": "party:a", "since": "2020", "until": null})
        );
        let title = json!({"language": "en", "text": "Minister"});
        assert_eq!(role("en=Minister@party:a"), Ok(json!({"of": "party:a", "title": title})));
        assert!(role("Minister").is_err());
    }
}
