//! `bayan capture`: the bytes of a source, and where they come from.

use std::path::PathBuf;

use bayan_claim::Kind;
use bayan_claim::vocabulary::{Maker, RenditionKind};
use clap::Args;
use serde_json::{Value, json};

use crate::authoring::{Draft, Given, HtmlText, WriteArgs, append};
use crate::commands::party::phrase;
use crate::context::Context;
use crate::drafts::{self, kind_name, statement_name};
use crate::error::Outcome;
use crate::flags;

/// Store the bytes of a source under their digest, and record where they come from.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bayan capture article.html --incident example-outage --outlet party:example-times \\
    --address https://news.example.org/a --published 2024-05-02 --language en --ref times-1
  curl -s https://news.example.org/a | bayan capture - --outlet example-times --address https://news.example.org/a
  bayan capture speech.txt --rendition-of capture:3f2a --what transcript --maker human --tool ear
  bayan capture -f draft.toml

Of an HTML page the text is captured too, as a rendition: quote from that, because a quote that crosses tags does
not stand in the page. Its reference is the page's with `/text` after it.")]
pub struct Capture {
    /// The file, or `-` for standard input
    #[arg(value_name = "FILE", required_unless_present = "draft")]
    source: Option<PathBuf>,
    /// A draft in TOML or JSON, or `-`, which names the file: `bayan template capture` prints one
    #[arg(long = "file", short = 'f', value_name = "DRAFT",
          conflicts_with_all = ["source", "incident", "media_type", "language", "outlet", "address", "published",
                                "captured_at", "note", "rendition_of"])]
    draft: Option<PathBuf>,
    /// The incident that it is captured for
    #[arg(long, value_name = "INCIDENT")]
    incident: Option<String>,
    /// The media type [default: by the file's name, or by the bytes]
    #[arg(long, value_name = "TYPE")]
    media_type: Option<String>,
    /// The main language of the text
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Who published it
    #[arg(long, value_name = "PARTY")]
    outlet: Option<String>,
    /// The address that it was taken from
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// When it was published: an EDTF date, words as printed in quotes, or both
    #[arg(long, value_name = "TIME")]
    published: Option<String>,
    /// When it was taken, such as `2024-05-02T09:30:00Z` [default: now]
    #[arg(long, value_name = "INSTANT")]
    captured_at: Option<String>,
    /// A remark of yours
    #[arg(long, value_name = "TAG=TEXT")]
    note: Option<String>,
    /// Of an HTML page capture the page alone
    #[arg(long)]
    no_text: bool,
    /// What it was made from, if it is no original
    #[arg(long, value_name = "ARTIFACT", help_heading = "Rendition", requires_all = ["what", "maker"],
          conflicts_with_all = ["outlet", "address", "published", "captured_at"])]
    rendition_of: Option<String>,
    /// What was made: `plain_text`, transcript, translation, excerpt or image
    #[arg(long, value_name = "KIND", help_heading = "Rendition", requires = "rendition_of")]
    what: Option<RenditionKind>,
    /// Who made it: human, machine or unsaid
    #[arg(long, value_name = "WHO", help_heading = "Rendition", requires = "rendition_of")]
    maker: Option<Maker>,
    /// With which tool, and its version
    #[arg(long, value_name = "TOOL", help_heading = "Rendition", requires = "rendition_of")]
    tool: Option<String>,
    /// The party that made it [default: you]
    #[arg(long, value_name = "PARTY", help_heading = "Rendition", requires = "rendition_of")]
    by: Option<String>,
    /// When it was made [default: now]
    #[arg(long, value_name = "INSTANT", help_heading = "Rendition", requires = "rendition_of")]
    made_at: Option<String>,
    /// Signing.
    #[command(flatten)]
    write: WriteArgs,
}

impl Capture {
    /// Runs it.
    pub fn run(&self, context: &mut Context) -> Outcome {
        let html_text = if self.no_text { HtmlText::LeftOut } else { HtmlText::Rendered };
        if let Some(file) = &self.draft {
            let draft = Draft { html_text, ..drafts::read_kind(file, Kind::Capture)? };
            return append(context, "capture", &self.write, draft);
        }
        let says = json!({
            "incident": self.incident.as_deref().map(|name| kind_name("incident", name)),
            "language": self.language, "media_type": self.media_type,
            "note": self.note.as_deref().map(|text| phrase("note", text)).transpose()?,
            "source": self.origin(),
        });
        let bytes = self.source.clone().map(Given::File);
        let draft = Draft { bytes, html_text, ..Draft::new(Kind::Capture, says) };
        append(context, "capture", &self.write, draft)
    }

    fn origin(&self) -> Value {
        let party = |name: &Option<String>| name.as_deref().map(|name| kind_name("party", name));
        match &self.rendition_of {
            Some(of) => json!({ "rendition": {
                "by": party(&self.by), "made_at": self.made_at, "maker": self.maker.map(Maker::name),
                "of": statement_name(of), "tool": self.tool, "what": self.what.map(RenditionKind::name),
            }}),
            None => json!({ "original": {
                "address": self.address, "captured_at": self.captured_at, "outlet": party(&self.outlet),
                "published_at": self.published.as_deref().map(flags::time),
            }}),
        }
    }
}
