//! `bayan amend`: the recorder's correction of an own record. It is never a revision by the speaker.

use std::path::PathBuf;

use bayan_claim::author::Resolver as _;
use bayan_claim::vocabulary::AmendReason;
use bayan_claim::{Kind, Says};
use bayan_ledger::reader::StoredEntry;
use clap::Args;
use serde_json::{Map, Value, json};

use crate::authoring::{Draft, Session, WriteArgs, append_with};
use crate::commands::party::phrase;
use crate::context::Context;
use crate::drafts::{self, statement_name};
use crate::error::{Exit, Failure, Outcome};
use crate::names::{Names, unresolved};

/// Correct your own record: replace it whole, or withdraw it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan amend 12 --reason transcription -f corrected.toml
  bayan amend 12 --reason reattribution --set /speaker='{\"party\": \"party:it-unit\"}'
  bayan amend 12 --reason transcription --set /claims/0/value/answer=no
  bayan amend 12 --reason withdrawal --why \"en=recorded under the wrong incident\"

The old entry stays in the log, and references to it follow. What a speaker takes back is `bayan retract`.")]
pub struct Amend {
    /// The statement, such as `12` or `ref:times-1`; several for a merge or a withdrawal
    #[arg(required = true, value_name = "STATEMENT")]
    targets: Vec<String>,
    /// What was wrong: transcription, offset, translation, reattribution, merge, split, `inference_withdrawn`,
    /// withdrawal
    #[arg(long, value_name = "REASON")]
    reason: AmendReason,
    /// The draft that stands instead, or `-`
    #[arg(long, short, value_name = "FILE", conflicts_with = "set")]
    file: Option<PathBuf>,
    /// One field of the old record that changes: a JSON pointer, and JSON or words; may be repeated
    #[arg(long, value_name = "POINTER=VALUE")]
    set: Vec<String>,
    /// One field of the old record that goes; may be repeated
    #[arg(long, value_name = "POINTER")]
    unset: Vec<String>,
    /// Where a claim went: `12#0=#1,#2`, or `12#0=` where it was dropped; may be repeated
    #[arg(long, value_name = "OLD=NEW")]
    moved: Vec<String>,
    /// Why, in words
    #[arg(long, value_name = "TAG=TEXT")]
    why: Option<String>,
    /// Signing.
    #[command(flatten)]
    write: WriteArgs,
}

impl Amend {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let changes = self.file.is_some() || !self.set.is_empty() || !self.unset.is_empty();
        if (self.reason == AmendReason::Withdrawal) == changes {
            let (what, advice) = if changes {
                ("a withdrawal puts nothing instead", "leave out the draft, or give another reason")
            } else {
                (
                    "it is not said what stands instead",
                    "name a draft with `-f`, or change fields with `--set`",
                )
            };
            return Err(Failure::new(Exit::Usage, what, advice));
        }
        append_with(context, "amend", &self.write, |session, _| {
            let targets: Vec<String> =
                self.targets.iter().map(|target| statement_name(target)).collect();
            let moved: Vec<Value> = self.moved.iter().map(|text| moved(text)).collect();
            let says = json!({
                "moved": moved, "reason": self.reason.name(), "replacement": self.replacement(session)?, "targets": targets,
                "why": self.why.as_deref().map(|text| phrase("why", text)).transpose()?,
            });
            Ok(vec![Draft::new(Kind::Amend, says)])
        })
    }

    /// What stands instead; nothing for a withdrawal.
    fn replacement(&self, session: &Session) -> Result<Value, Failure> {
        if self.reason == AmendReason::Withdrawal {
            return Ok(Value::Null);
        }
        let mut names = session.names();
        let target = self.targets.first().map(String::as_str).unwrap_or_default();
        let old = stored(session, &mut names, target)?;
        let body = old.read_body().ok_or_else(|| withheld(target))?;
        if let Some(file) = &self.file {
            let mut draft = drafts::read(file)?;
            if draft.kind != body.kind() {
                let what = format!(
                    "/kind: the draft is of kind {}, and entry {} of kind {}",
                    draft.kind,
                    old.entry.index(),
                    body.kind()
                );
                return Err(Failure::new(
                    Exit::Usage,
                    what,
                    "withdraw the old statement and add a new one",
                ));
            }
            crate::wire::attribute(draft.kind, &mut draft.says, session.party());
            keep_id(&mut draft.says, body.says());
            return Ok(json!({ "kind": draft.kind.name(), "says": draft.says }));
        }
        let mut says = says_of(&body.encode())?;
        for text in &self.set {
            set(&mut says, text)?;
        }
        for pointer in &self.unset {
            unset(&mut says, pointer)?;
        }
        Ok(json!({ "kind": body.kind().name(), "says": says }))
    }
}

/// The entry of a statement as people name it.
pub fn stored(
    session: &Session,
    names: &mut Names<'_>,
    name: &str,
) -> Result<StoredEntry, Failure> {
    let full = statement_name(name);
    let id = match full.parse() {
        Ok(id) => id,
        Err(_) => names.statement(&full).map_err(|error| unresolved(name, &error))?,
    };
    let place = session
        .ledger
        .meaning()
        .place(&id.0)
        .map_err(|error| crate::authoring::rows_failure(&error))?;
    let place = place.ok_or_else(|| {
        Failure::new(
            Exit::CannotRead,
            format!("statement {id} is not in the ledger"),
            "`bayan log` shows what is",
        )
    })?;
    session.reader().entry(place.index).map_err(|error| crate::context::read_failure(&error))
}

/// What to say of a statement whose body is gone.
pub fn withheld(name: &str) -> Failure {
    Failure::new(
        Exit::CannotRead,
        format!("the body of {name} is withheld"),
        "`bayan show` says by which entry",
    )
}

fn says_of(body: &[u8]) -> Result<Value, Failure> {
    let mut body: Value =
        serde_json::from_slice(body).map_err(|error| Failure::bare(Exit::Internal, error))?;
    Ok(body.get_mut("says").map(Value::take).unwrap_or_default())
}

/// A declaration keeps its id.
fn keep_id(says: &mut Value, old: &Says) {
    if let (Some(fields), Some(declared)) = (says.as_object_mut(), old.declares()) {
        fields.entry("id").or_insert_with(|| json!(crate::wire::id_text(declared.id)));
    }
}

/// Puts one field, making the objects above it.
fn set(says: &mut Value, text: &str) -> Result<(), Failure> {
    let wrong = |what: String| {
        Failure::new(
            Exit::Usage,
            format!("--set {text:?}: {what}"),
            "write it as `/speaker=…`, with the fields of `bayan show`",
        )
    };
    let (pointer, value) =
        text.split_once('=').ok_or_else(|| wrong("there is no `=`".to_owned()))?;
    if !pointer.starts_with('/') {
        return Err(wrong("a JSON pointer begins with `/`".to_owned()));
    }
    let value = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
    let mut place = says;
    for step in pointer.split('/').skip(1) {
        place = match place {
            Value::Array(members) => {
                let count = members.len();
                step.parse::<usize>()
                    .ok()
                    .and_then(|number| members.get_mut(number))
                    .ok_or_else(|| wrong(format!("there is no member {step:?} among {count}")))?
            }
            Value::Object(fields) => fields.entry(step).or_insert(Value::Null),
            nothing @ Value::Null => {
                *nothing = Value::Object(Map::new());
                let Value::Object(fields) = nothing else {
                    return Err(wrong("no object".to_owned()));
                };
                fields.entry(step).or_insert(Value::Null)
            }
            _ => return Err(wrong(format!("nothing can stand below {step:?} there"))),
        };
    }
    *place = value;
    Ok(())
}

fn unset(says: &mut Value, pointer: &str) -> Result<(), Failure> {
    let absent = || {
        Failure::new(
            Exit::Usage,
            format!("--unset {pointer:?}: there is no such field"),
            "`bayan show` shows the fields",
        )
    };
    let (above, last) = pointer.rsplit_once('/').ok_or_else(absent)?;
    match says.pointer_mut(above).ok_or_else(absent)? {
        Value::Object(fields) => fields.remove(last).map(drop).ok_or_else(absent),
        Value::Array(members) => {
            let number =
                last.parse().ok().filter(|number| *number < members.len()).ok_or_else(absent)?;
            drop(members.remove(number));
            Ok(())
        }
        _ => Err(absent()),
    }
}

fn moved(text: &str) -> Value {
    let (from, to) = text.split_once('=').unwrap_or((text, ""));
    let to: Vec<String> = to.split(',').filter(|to| !to.is_empty()).map(statement_name).collect();
    json!({ "from": statement_name(from), "to": to })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_put_and_taken_away() {
        let mut says = json!({"speaker": "nobody", "claims": [{"value": {"answer": "yes"}}]});
        for text in [
            "/claims/0/value/answer=no",
            "/speaker={\"party\":\"party:x\"}",
            "/times/said=2024",
            "/note=a=b",
        ] {
            set(&mut says, text).expect(text);
        }
        let expected = json!({
            "speaker": {"party": "party:x"}, "claims": [{"value": {"answer": "no"}}], "times": {"said": 2024}, "note": "a=b",
        });
        assert_eq!(says, expected);
        unset(&mut says, "/note").expect("it is there");
        unset(&mut says, "/claims/0").expect("it is there");
        assert_eq!(says.get("claims"), Some(&json!([])));
        assert!(unset(&mut says, "/note").is_err());
        assert!(unset(&mut says, "/claims/0").is_err());
        for text in ["/x", "x=1", "/claims/7=1", "/speaker/party/x=1"] {
            assert!(set(&mut says, text).is_err(), "{text}");
        }
    }

    #[test]
    fn moves_are_read() {
        assert_eq!(moved("12#0=#1,#2"), json!({"from": "entry:12#0", "to": ["#1", "#2"]}));
        assert_eq!(moved("12#0="), json!({"from": "entry:12#0", "to": []}));
    }
}
