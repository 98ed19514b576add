//! `bayan retract`: a speaker takes a claim back, or corrects it. It is an utterance, and no denial.

use std::path::PathBuf;

use bayan_claim::{Kind, Says};
use clap::Args;
use serde_json::json;

use crate::authoring::{Draft, Session, WriteArgs, append_with};
use crate::commands::add::{says, unfit};
use crate::commands::amend::{stored, withheld};
use crate::context::{Context, read_input};
use crate::drafts::kind_name;
use crate::error::{Exit, Failure, Outcome};
use crate::flags::{ClaimFields, UtteranceFields};

/// Record that a speaker takes a claim back, or corrects it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan retract 12#0 --speaker party:example-power --quote \"We withdraw yesterday's statement\" --in ref:times-2/text --language en
  bayan retract 12#0 --myself --text \"We withdraw yesterday's statement.\" --language en
  bayan retract 12#0 --speaker party:example-power --corrected yes --quote \"Some data was taken\" --in ref:times-2/text

Taking a claim back says nothing about the inverse. A mistake of yours in the record is `bayan amend`.")]
pub struct Retract {
    /// The claim, such as `12#0`
    claim: String,
    /// Who takes it back
    #[arg(long, value_name = "PARTY", required_unless_present = "myself")]
    speaker: Option<String>,
    /// You take your own claim back
    #[arg(long)]
    myself: bool,
    /// The words, exactly as they stand in the artifact
    #[arg(long, value_name = "WORDS", required_unless_present_any = ["text", "text_file"])]
    quote: Option<String>,
    /// The artifact that they stand in
    #[arg(long = "in", value_name = "ARTIFACT", required_unless_present_any = ["text", "text_file"])]
    artifact: Option<String>,
    /// Which occurrence of the words is meant: a number from 1, or `all`
    #[arg(long, value_name = "N")]
    occurrence: Option<String>,
    /// Your own text, which the words stand in
    #[arg(long, value_name = "TEXT", requires = "myself", conflicts_with = "text_file")]
    text: Option<String>,
    /// Your own text, from a file
    #[arg(long, value_name = "FILE", requires = "myself")]
    text_file: Option<PathBuf>,
    /// What it is corrected to; without it the claim is only taken back
    #[arg(long, value_name = "VALUE")]
    corrected: Option<String>,
    /// How the words reached their first listener [default: unspecified]
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// When it was said: an EDTF date, words as printed in quotes, or both
    #[arg(long, value_name = "TIME")]
    said: Option<String>,
    /// Who carried it
    #[arg(long, value_name = "PARTY")]
    publisher: Option<String>,
    /// The language of the words
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// How sure: certain, probable, possible or unstated
    #[arg(long, value_name = "HOW", default_value = "certain")]
    certainty: String,
    /// Signing.
    #[command(flatten)]
    write: WriteArgs,
}

impl Retract {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let text = match &self.text_file {
            None => self.text.clone(),
            Some(path) => Some(String::from_utf8(read_input(path)?).map_err(|_| {
                Failure::new(
                    Exit::Usage,
                    format!("{} is not UTF-8", path.display()),
                    "save it as UTF-8",
                )
            })?),
        };
        append_with(context, "retract", &self.write, |session, _| {
            Ok(vec![self.draft(session, text)?])
        })
    }

    fn draft(&self, session: &Session, text: Option<String>) -> Result<Draft, Failure> {
        let no_claim = |what: String| {
            Failure::new(Exit::Usage, what, "name a claim by its entry and number, such as `12#0`")
        };
        let (statement, number) = self
            .claim
            .rsplit_once('#')
            .ok_or_else(|| no_claim(format!("{:?} names no claim", self.claim)))?;
        let entry = stored(session, &mut session.names(), statement)?;
        let target = match entry.says() {
            None => return Err(withheld(statement)),
            Some(Says::Utterance(target)) => target,
            Some(other) => {
                return Err(no_claim(format!(
                    "{statement} is a {}, which has no claims",
                    other.kind()
                )));
            }
        };
        let claim = number.parse::<usize>().ok().and_then(|number| target.claims.get(number));
        let claim = claim.ok_or_else(|| {
            no_claim(format!("{statement} has {} claims, and no #{number}", target.claims.len()))
        })?;
        let speaker = if self.myself {
            Some(session.party().to_owned())
        } else {
            self.speaker.as_deref().map(|name| kind_name("party", name))
        };
        let utterance = UtteranceFields {
            incident: Some(target.incident.to_string()),
            speaker,
            channel: self.channel.clone(),
            said: self.said.clone(),
            publisher: self.publisher.clone(),
            language: self.language.clone(),
            attests: self.myself.then(|| "said_it_myself".to_owned()),
            text: text.clone(),
            ..UtteranceFields::default()
        };
        let retracting = ClaimFields {
            facet: Some(claim.facet.to_string()),
            // What is taken back is not said any more; nothing is said instead.
            value: self.corrected.clone().or_else(|| Some("not_said".to_owned())),
            act: Some(if self.corrected.is_some() { "corrects" } else { "retracts" }.to_owned()),
            target: Some(format!("{}#{number}", entry.entry.statement().id())),
            quote: self.quote.clone().or(text),
            artifact: self.artifact.clone(),
            occurrence: self.occurrence.clone(),
            certainty: Some(self.certainty.clone()),
            ..ClaimFields::default()
        };
        let mut says = says(&utterance, &[retracting], session).map_err(|error| unfit(&error))?;
        // The scope is that of the claim: a part of it is taken back by a draft that says which.
        if let (Some(scope), Some(place)) = (&claim.scope, says.pointer_mut("/claims/0")) {
            let scope = serde_json::to_value(scope)
                .map_err(|error| Failure::bare(Exit::Internal, error))?;
            if let Some(fields) = place.as_object_mut() {
                fields.insert("scope".to_owned(), json!(scope));
            }
        }
        Ok(Draft::new(Kind::Utterance, says))
    }
}
