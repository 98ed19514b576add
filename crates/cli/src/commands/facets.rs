//! `bayan facets`: what claims can be about.

use bayan_claim::facet::{Catalogue, FacetName, FacetSpec, HarmRule};
use clap::Args;
use serde_json::json;

use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::nearest;
use crate::ui::{Format, Tone};

/// List the facets, their value types, topics and harm rules: those built in, and those that the ledger declares.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan facets
  bayan facets confidentiality
  bayan facets data_compromise
  bayan facets confidentiality.leak --json

Claims on a facet that changes with time compare only where they speak of one moment: of their as_of, or else of when \
they were said. Families and topics are fixed. A ledger declares a new leaf with `bayan thing --is facet`.")]
pub struct Facets {
    /// A family, a topic or one facet
    name: Option<String>,
    /// List those that are built in, whatever ledger is near
    #[arg(long)]
    built_in: bool,
}

impl Facets {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let declared = if self.built_in
            || (context.global.ledger.is_none() && context.ledger_dir().is_err())
        {
            None
        } else {
            let reader = context.reader()?;
            Some(context.meaning(&reader)?)
        };
        let catalogue =
            declared.as_ref().map_or(Catalogue::builtin(), |meaning| meaning.catalogue());
        let found: Vec<(&FacetName, &FacetSpec)> =
            catalogue.facets().filter(|(facet, spec)| self.wants(facet, spec)).collect();
        if found.is_empty() {
            return Err(self.unknown(catalogue));
        }
        if context.ui.format == Format::Json {
            let documents: Vec<_> = found
                .iter()
                .map(|(facet, spec)| {
                    json!({
                        "facet": facet, "about": spec.about, "value": spec.value, "topics": spec.topics, "harm": spec.harm,
                        "changes_with_time": spec.changing,
                        "built_in": Catalogue::builtin().find(facet).is_ok(),
                    })
                })
                .collect();
            context.ui.json(&documents)?;
            return Ok(Exit::Ok);
        }
        if let Some(title) = self.name.as_deref().and_then(|name| catalogue.topic(name).ok()) {
            let title = context.ui.paint(Tone::Strong, title);
            context.ui.line(title);
        }
        let width = found.iter().map(|(facet, _)| facet.to_string().len()).max().unwrap_or(0);
        for (facet, spec) in found {
            print(context, facet, spec, width);
        }
        Ok(Exit::Ok)
    }

    fn wants(&self, facet: &FacetName, spec: &FacetSpec) -> bool {
        let Some(name) = &self.name else { return true };
        let facet = facet.to_string();
        let family = facet.split_once('.').map_or("", |(family, _)| family);
        facet == *name || family == name || spec.topics.iter().any(|topic| topic.as_str() == name)
    }

    fn unknown(&self, catalogue: &Catalogue) -> Failure {
        let facets: Vec<String> = catalogue.facets().map(|(facet, _)| facet.to_string()).collect();
        let families =
            facets.iter().filter_map(|facet| facet.split_once('.')).map(|(family, _)| family);
        let topics = catalogue.topics().map(|(name, _)| name);
        let known = facets.iter().map(String::as_str).chain(families).chain(topics);
        let given = self.name.as_deref().unwrap_or_default();
        let error = nearest::unknown("facet, family or topic", given, known);
        Failure::new(Exit::CannotRead, error, "`bayan facets` lists them all")
    }
}

fn print(context: &mut Context, facet: &FacetName, spec: &FacetSpec, width: usize) {
    let topics: Vec<&str> = spec.topics.iter().map(bayan_claim::text::Word::as_str).collect();
    let name = context.ui.paint(Tone::Strong, format!("{:width$}", facet.to_string()));
    let about = context.ui.quoted(&spec.about);
    let rest = context.ui.paint(Tone::Dim, format!("({}; {})", spec.value, topics.join(", ")));
    let harm = match &spec.harm {
        None => String::new(),
        Some(HarmRule::Some) => "  harm: something named".to_owned(),
        Some(HarmRule::Answers { affirmed, .. }) => {
            let answers: Vec<&str> = affirmed.iter().map(|answer| answer.name()).collect();
            format!("  harm: {}", answers.join(", "))
        }
    };
    let changing = if spec.changing { "  changes with time" } else { "" };
    context.ui.line(format!("{name}  {about} {rest}{harm}{changing}"));
}
