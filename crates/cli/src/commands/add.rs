//! `bayan add`: utterances, silences, links and opinions, by flags or from a draft.

use std::path::PathBuf;

use bayan_claim::Kind;
use bayan_claim::vocabulary::{Relation, View};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::authoring::{Draft, Session, WriteArgs, append, append_with};
use crate::commands::party::phrase;
use crate::context::{Context, read_input};
use crate::drafts::{self, kind_name, question_name, statement_name};
use crate::error::{Exit, Failure, Outcome};
use crate::flags::{self, ClaimFields, Unfit, UtteranceFields};
use crate::sheet::claim_column;

/// Record an utterance, a silence, a link or an opinion.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan add utterance --incident example-outage --speaker party:example-power --channel press_conference \\
    --said 2024-05-02 --language en --in ref:times-1/text --quote \"No customer data was taken\" \\
    --facet confidentiality.loss --value no --certainty certain
  bayan add utterance -f draft.toml
  bayan add link 12#0 contradicts 9#0 --why \"en=one says yes, the other no\"
  bayan add opinion 12 dispute \"en=We never said this.\"
  bayan add silence example-power --incident example-outage --as-of 2024-05-03 --facet confidentiality.leak

Give the words of a quote; the place is found. `bayan template utterance` prints a draft to fill in.")]
pub struct Add {
    /// What to record.
    #[command(subcommand)]
    command: AddCommand,
}

#[derive(Debug, Subcommand)]
enum AddCommand {
    /// Somebody said something: one claim by flags, any number in a draft
    Utterance(Box<AddUtterance>),
    /// A party had said nothing, as far as you looked
    Silence(AddSilence),
    /// Two claims, or two incidents, stand to each other
    Link(AddLink),
    /// You endorse, dispute or repudiate a statement or a claim
    Opinion(AddOpinion),
}

#[derive(Debug, Args)]
struct AddUtterance {
    /// A draft in TOML or JSON, or `-`
    #[arg(long, short, value_name = "FILE", conflicts_with_all = ["UtteranceFields", "ClaimFields"])]
    file: Option<PathBuf>,
    /// The own text of a first-person utterance, from a file
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,
    /// You said it yourself: the speaker is your party
    #[arg(long, conflicts_with_all = ["attests", "on_behalf_of"])]
    myself: bool,
    /// It is said in the name of an office that your key was granted for
    #[arg(long, value_name = "PARTY", conflicts_with = "attests")]
    on_behalf_of: Option<String>,
    #[command(flatten)]
    utterance: UtteranceFields,
    #[command(flatten)]
    claim: ClaimFields,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Args)]
struct AddSilence {
    /// A draft in TOML or JSON, or `-`
    #[arg(long, short, value_name = "FILE", conflicts_with = "party")]
    file: Option<PathBuf>,
    /// Who had not answered
    #[arg(required_unless_present = "file")]
    party: Option<String>,
    /// The incident
    #[arg(long, value_name = "INCIDENT", required_unless_present = "file")]
    incident: Option<String>,
    /// Up to when: an EDTF date, words as printed in quotes, or both
    #[arg(long, value_name = "TIME", required_unless_present = "file")]
    as_of: Option<String>,
    /// As far as whom: who looked or asked [default: your party]
    #[arg(long, value_name = "PARTY")]
    as_far_as: Option<String>,
    /// A facet that it did not speak to; may be repeated
    #[arg(long = "facet", value_name = "FAMILY.LEAF")]
    facets: Vec<String>,
    /// A question that it did not answer: `question:…`, or its statement as `17` or `ref:…`; may be repeated
    #[arg(long = "question", value_name = "QUESTION")]
    questions: Vec<String>,
    /// A claim of others that it did not speak to; may be repeated
    #[arg(long = "claim", value_name = "CLAIM")]
    claims: Vec<String>,
    /// On what, in words
    #[arg(long, value_name = "TAG=TEXT")]
    words: Option<String>,
    /// The words that report the silence
    #[arg(long, value_name = "WORDS", requires = "artifact")]
    quote: Option<String>,
    /// The artifact that they stand in
    #[arg(long = "in", value_name = "ARTIFACT")]
    artifact: Option<String>,
    /// A remark of yours, never projected
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Args)]
struct AddLink {
    /// A draft in TOML or JSON, or `-`
    #[arg(long, short, value_name = "FILE", conflicts_with_all = ["from", "relation", "to"])]
    file: Option<PathBuf>,
    /// Where it starts: a claim (`12#0`) or an incident
    #[arg(required_unless_present = "file")]
    from: Option<String>,
    /// How they stand: contradicts, corroborates, answers, `same_event`, …
    #[arg(required_unless_present = "file")]
    relation: Option<Relation>,
    /// Where it leads: a claim, an incident, or a question (`question:…`, or its statement as `17` or `ref:…`)
    #[arg(required_unless_present = "file")]
    to: Option<String>,
    /// Why
    #[arg(long, value_name = "TAG=TEXT")]
    why: Option<String>,
    /// The grounds, where no text says so and you concluded it
    #[arg(long, value_name = "GROUNDS")]
    inferred: Option<String>,
    /// The incident [default: that of the start]
    #[arg(long, value_name = "INCIDENT")]
    incident: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Args)]
struct AddOpinion {
    /// A draft in TOML or JSON, or `-`
    #[arg(long, short, value_name = "FILE", conflicts_with_all = ["target", "view", "why"])]
    file: Option<PathBuf>,
    /// The statement (`12`) or claim (`12#0`)
    #[arg(required_unless_present = "file")]
    target: Option<String>,
    /// endorse, dispute or repudiate
    #[arg(required_unless_present = "file")]
    view: Option<View>,
    /// Why, with its language
    #[arg(required_unless_present = "file", value_name = "TAG=TEXT")]
    why: Option<String>,
    /// The single field that it is about, such as `/value`
    #[arg(long, value_name = "POINTER")]
    field: Option<String>,
    /// The incident [default: that of the target]
    #[arg(long, value_name = "INCIDENT")]
    incident: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

impl Add {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        match &self.command {
            AddCommand::Utterance(add) => add.run(context),
            AddCommand::Silence(add) => add.run(context),
            AddCommand::Link(add) => add.run(context),
            AddCommand::Opinion(add) => add.run(context),
        }
    }
}

impl AddUtterance {
    fn run(&self, context: &mut Context) -> Outcome {
        if let Some(file) = &self.file {
            let draft = drafts::read_kind(file, Kind::Utterance)?;
            return append(context, "add utterance", &self.write, draft);
        }
        let text = match &self.text_file {
            Some(path) => Some(String::from_utf8(read_input(path)?).map_err(|_| {
                Failure::new(
                    Exit::Usage,
                    format!("{} is not UTF-8", path.display()),
                    "save it as UTF-8",
                )
            })?),
            None => self.utterance.text.clone(),
        };
        append_with(context, "add utterance", &self.write, |session, _| {
            let utterance = UtteranceFields { text, ..self.utterance.clone() };
            self.draft(session, utterance).map(|draft| vec![draft]).map_err(|error| unfit(&error))
        })
        .map_err(by_flag)
    }

    fn draft(&self, session: &Session, mut utterance: UtteranceFields) -> Result<Draft, Unfit> {
        if self.myself {
            utterance.attests = Some("said_it_myself".to_owned());
            utterance.speaker = utterance.speaker.or_else(|| Some(session.party().to_owned()));
        }
        if let Some(office) = &self.on_behalf_of {
            let office = kind_name("party", office);
            utterance.attests = Some(format!("on_behalf_of {office}"));
            utterance.speaker = utterance.speaker.or(Some(office));
        }
        let mut claim = self.claim.clone();
        // Who quotes nothing of an own text means all of it.
        if claim.quote.is_none() && claim.inferred.is_none() {
            claim.quote.clone_from(&utterance.text);
        }
        says(&utterance, &[claim], session).map(|says| Draft::new(Kind::Utterance, says))
    }
}

/// What an utterance of these fields says.
pub fn says(
    utterance: &UtteranceFields,
    claims: &[ClaimFields],
    session: &Session,
) -> Result<Value, Unfit> {
    let catalogue = session.ledger.meaning().catalogue();
    let language = utterance.language.as_deref();
    let claims: Result<Vec<Value>, Unfit> =
        claims.iter().map(|claim| claim.claim(catalogue, language)).collect();
    utterance.says(claims?)
}

impl AddSilence {
    fn run(&self, context: &mut Context) -> Outcome {
        let draft = match &self.file {
            Some(file) => drafts::read_kind(file, Kind::Silence)?,
            None => Draft::new(Kind::Silence, self.says()?),
        };
        append(context, "add silence", &self.write, draft)
    }

    fn says(&self) -> Result<Value, Failure> {
        let party = |name: &Option<String>| name.as_deref().map(|name| kind_name("party", name));
        let claims: Vec<String> = self.claims.iter().map(|claim| statement_name(claim)).collect();
        let questions: Vec<String> =
            self.questions.iter().map(|name| question_name(name)).collect();
        let words = self.words.as_deref().map(|text| phrase("words", text)).transpose()?;
        let is_all = claims.is_empty()
            && self.facets.is_empty()
            && self.questions.is_empty()
            && words.is_none();
        let on = json!({ "claims": claims, "facets": self.facets, "questions": questions, "words": words });
        let segments =
            self.quote.as_ref().map(|quote| json!([{ "quote": quote, "artifact": self.artifact }]));
        Ok(json!({
            "as_far_as": party(&self.as_far_as), "as_of": self.as_of.as_deref().map(flags::time),
            "incident": self.incident.as_deref().map(|name| kind_name("incident", name)), "note": self.note,
            "on": if is_all { Value::Null } else { on }, "party": party(&self.party), "segments": segments,
        }))
    }
}

impl AddLink {
    fn run(&self, context: &mut Context) -> Outcome {
        let draft = if let Some(file) = &self.file {
            drafts::read_kind(file, Kind::Link)?
        } else {
            let end = |name: &Option<String>| name.as_deref().map(statement_name);
            let says = json!({
                "from": end(&self.from), "to": end(&self.to), "relation": self.relation.map(Relation::name),
                "incident": self.incident.as_deref().map(|name| kind_name("incident", name)),
                "inferred": self.inferred.as_ref().map(|grounds| json!({ "grounds": grounds })),
                "why": self.why.as_deref().map(|text| phrase("why", text)).transpose()?,
            });
            Draft::new(Kind::Link, says)
        };
        append(context, "add link", &self.write, draft)
    }
}

impl AddOpinion {
    fn run(&self, context: &mut Context) -> Outcome {
        let draft = if let Some(file) = &self.file {
            drafts::read_kind(file, Kind::Opinion)?
        } else {
            let says = json!({
                "field": self.field, "target": self.target.as_deref().map(statement_name),
                "incident": self.incident.as_deref().map(|name| kind_name("incident", name)),
                "view": self.view.map(View::name),
                "why": self.why.as_deref().map(|text| phrase("why", text)).transpose()?,
            });
            Draft::new(Kind::Opinion, says)
        };
        append(context, "add opinion", &self.write, draft)
    }
}

/// A failure of the one claim by flags names the flag, and not the place in a draft that nobody wrote.
fn by_flag(failure: Failure) -> Failure {
    let Some(pointer) = failure.pointer.clone() else { return failure };
    let steps: Vec<&str> = pointer.split('/').skip(2).collect();
    let field = match steps.as_slice() {
        ["claims", "0", rest @ ..] => claim_column(rest),
        ["times", field, ..] | [field, ..] => (*field).to_owned(),
        [] => return failure,
    };
    let flag = match field.as_str() {
        "artifact" => "in",
        "chain" => "hop",
        "markers" => "marker",
        field if field.starts_with("scope_") => "scope",
        field => field,
    };
    let what = failure
        .what
        .strip_prefix(pointer.as_str())
        .map(|rest| format!("--{}{rest}", flag.replace('_', "-")));
    Failure { what: what.unwrap_or_else(|| failure.what.clone()), ..failure }
}

/// What to say of a flag that cannot be used.
pub fn unfit(error: &Unfit) -> Failure {
    let flag = match error.field {
        "chain" => "hop",
        name => name,
    };
    let advice = match flag {
        "facet" => "`bayan facets` lists them",
        _ => "`bayan help add utterance` shows how it is written",
    };
    Failure::new(Exit::Usage, format!("--{}: {}", flag.replace('_', "-"), error.why), advice)
}
