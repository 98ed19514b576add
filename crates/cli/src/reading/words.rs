//! Ids, values and times in words. Words of others are quoted as they stand; nothing here says what is true.

mod claim;
mod value;

use bayan_claim::id::{ClaimTarget, PartyId};
use bayan_claim::kind::{Attests, Hop, Speaker, Times};
use bayan_claim::text::Name;
use bayan_claim::value::{Anchor, Entity, Item, Relative, Span, Target, Time};
use bayan_claim::vocabulary::{Maker, Relation};
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;

use crate::reading::{Reading, Withheld};
use crate::ui::{Speech, Tone, Ui};

/// Hex digits of a digest that are shown where the whole is a word away.
const SHORT: usize = 12;

/// What puts one ledger into words for one terminal, in the language that it speaks.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The ledger.
    pub reading: &'a Reading,
    /// The terminal.
    pub ui: &'a Ui,
}

impl<'a> Words<'a> {
    /// The language.
    pub fn speech(&self) -> &'a Speech {
        self.ui.speech()
    }

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

    /// Ids as a person types them, in one line.
    pub fn slugs<T: ToString>(&self, ids: &[T]) -> String {
        let slugs: Vec<String> = ids.iter().map(|id| self.slug(&id.to_string())).collect();
        self.speech().list(&slugs)
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
            Speaker::Nobody => self.speech().text("nobody").into_owned(),
            Speaker::Ambiguous { between } => self.one_of(between),
        }
    }

    /// One of several parties, which is left open.
    pub fn one_of(&self, parties: &[PartyId]) -> String {
        self.speech().with("one-of", &[("list", (&self.slugs(parties)).into())])
    }

    /// What the signature of an utterance attests.
    pub fn attests(&self, attests: Attests) -> String {
        match attests {
            Attests::ReadThemSo => self.speech().text("attests-read").into_owned(),
            Attests::SaidItMyself => self.speech().text("attests-said").into_owned(),
            Attests::OnBehalfOf(office) => {
                let office = self.named(&office.to_string());
                self.speech().with("attests-behalf", &[("office", (&office).into())])
            }
        }
    }

    /// One step that the words took.
    pub fn hop(&self, hop: &Hop) -> String {
        let mut words = vec![self.speech().hop(hop.kind).into_owned()];
        words.extend(hop.by.as_ref().map(|by| self.speaker(by)));
        words.extend(hop.maker.map(|maker| self.speech().maker(maker).into_owned()));
        words.extend(hop.channel.map(|channel| self.speech().channel(channel).into_owned()));
        if let Some(document) = &hop.document {
            let seen = document.artifact.map_or_else(
                || self.speech().text("document-not-seen").into_owned(),
                |digest| capture(&digest),
            );
            words.push(format!("{} ({seen})", self.printed(&document.title)));
        }
        words.extend(hop.language.as_ref().map(ToString::to_string));
        words.extend(hop.at.as_ref().map(|at| self.time(at)));
        words.extend(hop.printed.as_ref().map(|printed| self.printed(printed)));
        self.speech().list(&words)
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
        words.extend(time.edtf.as_ref().map(|edtf| self.speech().date(edtf)));
        words.extend(time.weekday.map(|weekday| self.speech().weekday(weekday).into_owned()));
        words.extend(time.relation.as_ref().map(|relation| self.relative(relation)));
        words.extend(time.printed.as_ref().map(|printed| self.printed(printed)));
        words.extend(time.inferred.as_ref().map(|inferred| self.inferred(inferred)));
        self.speech().list(&words)
    }

    /// That something was concluded and not said.
    pub fn inferred(&self, inferred: &bayan_claim::value::Inferred) -> String {
        let grounds = self.ui.quoted(&inferred.grounds);
        let grounds = ("grounds", (&grounds).into());
        match &inferred.by {
            None => self.speech().with("inferred-from", &[grounds]),
            Some(by) => {
                let by = self.party(by);
                self.speech().with("inferred-by", &[("party", (&by).into()), grounds])
            }
        }
    }

    fn relative(&self, relation: &Relative) -> String {
        let anchor = match &relation.anchor {
            Anchor::ThisUtterance => self.speech().text("anchor-this-utterance").into_owned(),
            Anchor::ThisPublication => self.speech().text("anchor-this-publication").into_owned(),
            Anchor::ThisCapture => self.speech().text("anchor-this-capture").into_owned(),
            Anchor::Claim(claim) => self.claim(*claim),
            Anchor::Statement(statement) => self.statement(&statement.0),
            Anchor::Incident(incident) => self.slug(&incident.to_string()),
            Anchor::Edtf(edtf) => self.speech().date(edtf),
            Anchor::Words(words) => self.printed(&words.text),
        };
        let distance =
            relation.distance.as_ref().map(|distance| self.between(distance.min, distance.max));
        let order = self.speech().order(relation.order);
        match distance {
            None => format!("{order} {anchor}"),
            Some(distance) => format!("{order} {anchor} ({distance})"),
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

    /// An entry by its number.
    pub fn entry(&self, index: Index) -> String {
        // The number as it is typed, not as the language groups digits.
        self.speech().with("entry-number", &[("entry", (&index.to_string()).into())])
    }

    /// A statement by its entry.
    pub fn statement(&self, id: &[u8; 32]) -> String {
        match self.reading.place_of(id) {
            Ok(Some(index)) => self.entry(index),
            _ => short(&Sha256(*id).to_string()).to_owned(),
        }
    }

    /// A claim by its entry and number.
    pub fn claim(&self, claim: ClaimTarget) -> String {
        match claim {
            ClaimTarget::Here(number) => format!("#{number}"),
            ClaimTarget::There(claim) => {
                format!("{}#{}", self.statement(&claim.statement.0), claim.number)
            }
        }
    }

    /// Why and by which entry something is withheld.
    pub fn withheld(&self, withheld: &Withheld) -> String {
        let by = withheld.by.to_string();
        let by = self.speech().with("withheld-by-entry", &[("entry", (&by).into())]);
        match &withheld.redaction {
            Some(redaction) => format!("{by} ({})", self.speech().redaction_reason(redaction.why)),
            None => by,
        }
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

    /// A span of time with bounds.
    fn between(&self, min: Option<Span>, max: Option<Span>) -> String {
        let span = |span| self.speech().span(span);
        match (min, max) {
            (Some(min), Some(max)) if min == max => span(min),
            (Some(min), Some(max)) => {
                let (low, high) = (span(min), span(max));
                let bounds = [("low", (&low).into()), ("high", (&high).into())];
                self.speech().with("amount-between", &bounds)
            }
            (Some(min), None) => {
                self.speech().with("amount-at-least", &[("number", (&span(min)).into())])
            }
            (None, Some(max)) => {
                self.speech().with("amount-at-most", &[("number", (&span(max)).into())])
            }
            (None, None) => String::new(),
        }
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
