//! Ids, values and times in words. Words of others are quoted as they stand; nothing here says what is true.

mod claim;
mod value;

use bayan_claim::id::{ClaimTarget, PartyId};
use bayan_claim::kind::{Attests, Hop, Speaker, Times};
use bayan_claim::text::Name;
use bayan_claim::value::{Anchor, Entity, Item, Relative, Span, Target, Time};
use bayan_claim::vocabulary::{Maker, Order, Relation};
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;

use crate::reading::Reading;
use crate::ui::{Tone, Ui};

/// Hex digits of a digest that are shown where the whole is a word away.
const SHORT: usize = 12;

/// What puts one ledger into words for one terminal.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The ledger.
    pub reading: &'a Reading,
    /// The terminal.
    pub ui: &'a Ui,
}

impl Words<'_> {
    /// An id as a person types it: its slug with its kind, or where it has none the id itself. No words of others.
    pub fn slug(&self, id: &str) -> String {
        slug(self.reading, id)
    }

    /// An id with the first name that it was declared with.
    pub fn named(&self, id: &str) -> String {
        let slug = self.slug(id);
        let name = self
            .reading
            .declaration(id)
            .ok()
            .flatten()
            .map(|declared| declared.name)
            .unwrap_or_default();
        if name.is_empty() { slug } else { format!("{} ({slug})", self.ui.quoted(&name)) }
    }

    /// Ids as a person types them, joined.
    pub fn slugs<T: ToString>(&self, ids: &[T], joint: &str) -> String {
        ids.iter().map(|id| self.slug(&id.to_string())).collect::<Vec<_>>().join(joint)
    }

    /// Names by language.
    pub fn names(&self, names: &[Name]) -> Vec<String> {
        let one = |name: &Name| {
            let language = name
                .language
                .as_ref()
                .map(|tag| format!("  {}", self.dim(tag.as_str())))
                .unwrap_or_default();
            format!("{}{language}", self.ui.quoted(&name.text))
        };
        names.iter().map(one).collect()
    }

    /// Words as printed, in quotation marks.
    pub fn printed(&self, words: &str) -> String {
        format!("“{}”", self.ui.quoted(words))
    }

    /// Less important words.
    pub fn dim(&self, text: &str) -> String {
        self.ui.paint(Tone::Dim, text)
    }

    /// Whose position an utterance is.
    pub fn speaker(&self, speaker: &Speaker) -> String {
        match speaker {
            Speaker::Party(party) => self.named(&party.to_string()),
            Speaker::Nobody => "nobody is named".to_owned(),
            Speaker::Ambiguous { between } => format!("left open: {}", self.slugs(between, " or ")),
        }
    }

    /// What the signature of an utterance attests.
    pub fn attests(&self, attests: Attests) -> String {
        match attests {
            Attests::ReadThemSo => "“I read these words so”; somebody else said them".to_owned(),
            Attests::SaidItMyself => "“I said it myself”".to_owned(),
            Attests::OnBehalfOf(office) => {
                format!("“I say it on behalf of {}”", self.named(&office.to_string()))
            }
        }
    }

    /// One step that the words took.
    pub fn hop(&self, hop: &Hop) -> String {
        let mut words = vec![spaced(hop.kind.name())];
        if let Some(by) = &hop.by {
            words.push(self.speaker(by));
        }
        if let Some(maker) = hop.maker {
            words.push(maker_words(maker).to_owned());
        }
        if let Some(channel) = hop.channel {
            words.push(format!("channel: {}", spaced(channel.name())));
        }
        if let Some(document) = &hop.document {
            let seen = document
                .artifact
                .map_or_else(|| "never shown".to_owned(), |digest| capture(&digest));
            words.push(format!("document {} ({seen})", self.printed(&document.title)));
        }
        if let Some(language) = &hop.language {
            words.push(format!("in {language}"));
        }
        if let Some(at) = &hop.at {
            words.push(self.time(at));
        }
        if let Some(printed) = &hop.printed {
            words.push(self.printed(printed));
        }
        words.join(", ")
    }

    /// The times that an utterance states, each under its label.
    pub fn times(&self, times: &Times) -> [(&'static str, Option<String>); 3] {
        let words = |time: &Option<Time>| time.as_ref().map(|time| self.time(time));
        [
            ("event", words(&times.event)),
            ("said", words(&times.said)),
            ("published", words(&times.published)),
        ]
    }

    /// A time with its holes.
    pub fn time(&self, time: &Time) -> String {
        let mut words = Vec::new();
        if let Some(edtf) = &time.edtf {
            words.push(edtf.to_string());
        }
        if let Some(weekday) = time.weekday {
            words.push(format!("a {}", capitalised(weekday.name())));
        }
        if let Some(relation) = &time.relation {
            words.push(self.relative(relation));
        }
        if let Some(printed) = &time.printed {
            words.push(self.printed(printed));
        }
        if let Some(inferred) = &time.inferred {
            words.push(self.inferred(inferred));
        }
        words.join(", ")
    }

    /// That something was concluded and not said.
    pub fn inferred(&self, inferred: &bayan_claim::value::Inferred) -> String {
        let by =
            inferred.by.as_ref().map(|by| format!(" by {}", self.party(by))).unwrap_or_default();
        format!("inferred{by}: {}", self.ui.quoted(&inferred.grounds))
    }

    fn relative(&self, relation: &Relative) -> String {
        let anchor = match &relation.anchor {
            Anchor::ThisUtterance => "this utterance".to_owned(),
            Anchor::ThisPublication => "this publication".to_owned(),
            Anchor::ThisCapture => "this capture".to_owned(),
            Anchor::Claim(claim) => self.claim(*claim),
            Anchor::Statement(statement) => self.statement(&statement.0),
            Anchor::Incident(incident) => self.slug(&incident.to_string()),
            Anchor::Edtf(edtf) => edtf.to_string(),
            Anchor::Words(words) => self.printed(&words.text),
        };
        let distance =
            relation.distance.as_ref().map(|distance| between(distance.min, distance.max));
        match (relation.order, distance) {
            (order, None) => format!("{order} {anchor}"),
            (Order::Before | Order::After, Some(distance)) => {
                format!("{distance} {} {anchor}", relation.order)
            }
            (order, Some(distance)) => format!("{order} {anchor}, {distance}"),
        }
    }

    /// A party by its slug.
    pub fn party(&self, party: &PartyId) -> String {
        self.slug(&party.to_string())
    }

    /// A party or thing by its slug.
    pub fn entity(&self, entity: &Entity) -> String {
        self.slug(&entity.to_string())
    }

    /// A statement by its entry.
    pub fn statement(&self, id: &[u8; 32]) -> String {
        statement(self.reading, id)
    }

    /// A claim by its entry and number.
    pub fn claim(&self, claim: ClaimTarget) -> String {
        claim_words(self.reading, claim)
    }

    fn target(&self, target: Target) -> String {
        match target {
            Target::Claim(claim) => self.claim(claim),
            other => self.slug(&other.to_string()),
        }
    }

    fn item(&self, item: &Item) -> String {
        let is = item.is.map(|target| self.target(target));
        let printed = item.printed.as_ref().map(|words| self.printed(words));
        [is, printed].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// An id as a person types it.
pub fn slug(reading: &Reading, id: &str) -> String {
    reading
        .declaration(id)
        .ok()
        .flatten()
        .and_then(|declared| declared.slug)
        .unwrap_or_else(|| id.to_owned())
}

/// A statement by its entry, where it is in the log at the moment.
pub fn statement(reading: &Reading, id: &[u8; 32]) -> String {
    match reading.place_of(id) {
        Ok(Some(Index(index))) => format!("entry {index}"),
        _ => format!("statement {}", short(&Sha256(*id).to_string())),
    }
}

/// A claim by its entry and number; one of the same statement by its number.
pub fn claim_words(reading: &Reading, claim: ClaimTarget) -> String {
    match claim {
        ClaimTarget::Here(number) => format!("claim #{number}"),
        ClaimTarget::There(claim) => {
            format!("{}#{}", statement(reading, &claim.statement.0), claim.number)
        }
    }
}

/// The first digits of a digest.
pub fn short(hex: &str) -> &str {
    hex.get(..SHORT).unwrap_or(hex)
}

/// An artifact as a person types it.
pub fn capture(digest: &Sha256) -> String {
    format!("capture:{}", short(&digest.to_string()))
}

/// A name of a closed list, in words.
pub fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// A name that English writes with a capital.
fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars
        .next()
        .map(|first| format!("{}{}", first.to_ascii_uppercase(), chars.as_str()))
        .unwrap_or_default()
}

/// A relation, to stand between its two ends.
pub fn relation_words(relation: Relation) -> &'static str {
    match relation {
        Relation::Contradicts => "contradicts",
        Relation::InTension => "is in tension with",
        Relation::NumberConflict => "has another number than",
        Relation::SetConflict => "has another set than",
        Relation::Corroborates => "corroborates",
        Relation::RepeatsOrigin => "repeats the origin of",
        Relation::Explains => "explains",
        Relation::RivalCause => "names a rival cause to",
        Relation::CausedBy => "is caused by",
        Relation::Answers => "answers",
        Relation::Evades => "evades",
        Relation::Fulfils => "fulfils",
        Relation::Breaks => "breaks",
        Relation::TranslationOf => "is a translation of",
        Relation::SameEvent => "is the same event as",
        Relation::PartOfEvent => "is part of the event of",
        Relation::RelatedUnclear => "is related, unclear how, to",
    }
}

/// By whom something was made.
pub fn maker_words(maker: Maker) -> &'static str {
    match maker {
        Maker::Human => "by a person",
        Maker::Machine => "by a machine",
        Maker::Unsaid => "by a person or a machine, unsaid",
    }
}

fn span(span: Span) -> String {
    format!("{} {}", span.n, span.unit)
}

/// A span of time with bounds.
fn between(min: Option<Span>, max: Option<Span>) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => span(min),
        (Some(min), Some(max)) => format!("{} to {}", span(min), span(max)),
        (Some(min), None) => format!("at least {}", span(min)),
        (None, Some(max)) => format!("at most {}", span(max)),
        (None, None) => String::new(),
    }
}
