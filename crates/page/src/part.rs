//! The small parts that every picture and table is made of: names, sentences, links to the evidence.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::claim::Claim;
use bayan_claim::facet::FacetName;
use bayan_claim::id::PartyId;
use bayan_claim::kind::Speaker;
use bayan_claim::segment::Segment;
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::{Act, Maker};
use bayan_proof::num::{Index, UnixMillis};
use bayan_view::case::ClaimId;
use bayan_view::fact::HarmFact;
use bayan_view::shift::{Rule, Shift};
use bayan_view::track::{self, Who};
use bayan_words::Arg;
use maud::{Markup, html};

use crate::report::{Named, Report, Told};
use crate::tongue::direction;

/// Hex digits of a digest that are shown where the whole is a click away.
pub(crate) const SHORT: usize = 12;

/// Which way a claim goes, as the pictures tell claims apart: by colour, and by a word and a texture beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// Harm, or what is asked, is affirmed.
    Affirmed,
    /// It is denied.
    Denied,
    /// Neither is said.
    Open,
}

impl Side {
    pub(crate) const ALL: [Self; 3] = [Self::Affirmed, Self::Denied, Self::Open];

    /// The class of elements that have its colour and texture.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Denied => "denied",
            Self::Open => "open",
        }
    }
}

/// The first digits of a digest.
pub(crate) fn short(hex: &str) -> &str {
    hex.get(..SHORT).unwrap_or(hex)
}

/// Where a value stands in signed bytes, as the verifier reads it: the entry, and a JSON pointer into its body.
pub(crate) fn proven(entry: Index, path: &str) -> String {
    format!("{entry} {path}")
}

/// A count for a message.
pub(crate) fn count(n: usize) -> Arg<'static> {
    Arg::Count(u64::try_from(n).unwrap_or(u64::MAX))
}

impl<'a> Report<'a> {
    /// A text of ours.
    pub(crate) fn text(&self, key: &str) -> String {
        self.speech.text(key).into_owned()
    }

    /// A text of ours with a count.
    pub(crate) fn counted(&self, key: &str, n: usize) -> String {
        self.speech.with(key, &[("n", count(n))])
    }

    /// A claim in words.
    pub(crate) fn told(&self, id: ClaimId) -> Option<&Told<'a>> {
        self.claims.get(&id)
    }

    /// The claim as it was signed, unless its body is gone.
    pub(crate) fn claim(&self, id: ClaimId) -> Option<&'a Claim> {
        self.told(id)?.signed.map(|(claim, _)| claim)
    }

    /// The id of the element that holds a claim's evidence.
    pub(crate) fn anchor(&self, id: ClaimId) -> String {
        let claimed = self.case.claim(id);
        format!("c{}-{}", claimed.cite.index, claimed.at.number)
    }

    /// The address of a claim, as it is typed.
    pub(crate) fn address(&self, id: ClaimId) -> String {
        let claimed = self.case.claim(id);
        format!("{}#{}", claimed.cite.index, claimed.at.number)
    }

    /// The addresses of claims, as the sources of what is computed of them.
    pub(crate) fn addresses(&self, ids: &[ClaimId]) -> String {
        let addresses: Vec<String> = ids.iter().map(|id| self.address(*id)).collect();
        addresses.join(" ")
    }

    /// A link to a claim's evidence, by its address.
    pub(crate) fn link(&self, id: ClaimId) -> Markup {
        let address = self.address(id);
        html! {
            a .address href={ "#" (self.anchor(id)) } dir="ltr" data-bayan-claim=(address) data-bayan-computed=(address) { (address) }
        }
    }

    /// Who said a claim.
    pub(crate) fn speaker(&self, id: ClaimId) -> Who {
        track::speaker(self.case, id)
    }

    /// Which way a claim goes: by its harm, or where its facet knows none by its polarity.
    pub(crate) fn side(&self, id: ClaimId) -> Side {
        use bayan_claim::vocabulary::Polarity;
        let fact = &self.case.claim(id).fact;
        match (fact.harm, fact.polarity) {
            (Some(HarmFact::Affirmed), _) | (None, Polarity::Affirm) => Side::Affirmed,
            (Some(HarmFact::Denied), _) | (None, Polarity::Deny) => Side::Denied,
            (Some(HarmFact::Open), _) | (None, Polarity::Neutral) => Side::Open,
        }
    }

    /// A side in words: of harm for a facet that knows harm.
    pub(crate) fn side_words(&self, facet: &FacetName, side: Side) -> String {
        let knows_harm = self.case.catalogue.find(facet).is_ok_and(|spec| spec.harm.is_some());
        match (side, knows_harm) {
            (Side::Affirmed, true) => self.text("harm-affirmed"),
            (Side::Denied, true) => self.text("harm-denied"),
            (side, _) => self.speech.label("status", side.class()).into_owned(),
        }
    }

    /// Whether a claim only takes another back.
    pub(crate) fn is_taking_back(&self, id: ClaimId) -> bool {
        self.case.claim(id).fact.act == Act::Retracts
    }

    /// The name of something declared, in its own language and direction, proven as one that a declaration gives it.
    pub(crate) fn name(&self, id: &str) -> Markup {
        self.named(id, &format!("{id} name"))
    }

    /// The name of what stands under an id at a place of an entry: proven as what is named there.
    pub(crate) fn name_at(&self, id: &str, entry: Index, path: &str) -> Markup {
        self.named(id, &proven(entry, path))
    }

    fn named(&self, id: &str, place: &str) -> Markup {
        let named = self.names.get(id);
        let shown = named.map(|Named { name, slug, .. }| if name.is_empty() { slug } else { name });
        let Some(shown) = shown.filter(|shown| !shown.is_empty()) else {
            return html! { bdi .name data-bayan-computed { (id) } };
        };
        let language = named.filter(|it| !it.name.is_empty()).and_then(|it| it.language.as_deref());
        html! {
            bdi .name lang=[language] dir=(direction(language)) data-bayan=(place) data-bayan-as="name" { (shown) }
        }
    }

    /// The name of something declared as plain text.
    pub(crate) fn plain_name(&self, id: &str) -> String {
        let shown = self.names.get(id).map(|named| {
            if named.name.is_empty() { named.slug.clone() } else { named.name.clone() }
        });
        shown.filter(|shown| !shown.is_empty()).unwrap_or_else(|| id.to_owned())
    }

    fn party(&self, party: &PartyId) -> Markup {
        self.name(&party.to_string())
    }

    /// A source. What stands around names is ours.
    pub(crate) fn who(&self, who: &Who) -> Markup {
        let party = |party: &PartyId, _: usize| self.party(party);
        self.who_by(who, party)
    }

    /// The speaker of a claim, tied to what its statement says.
    pub(crate) fn speaker_of(&self, id: ClaimId) -> Markup {
        let (who, Some(told)) = (self.speaker(id), self.told(id)) else { return html! {} };
        let entry = self.case.claim(id).cite.index;
        let Some((_, utterance)) = told.signed else { return self.who(&who) };
        let place = |party: &PartyId, _: usize| {
            let path = match &utterance.speaker {
                Speaker::Party(_) => "speaker/party".to_owned(),
                Speaker::Ambiguous { between } => {
                    let place = between.iter().position(|it| it == party).unwrap_or_default();
                    format!("speaker/ambiguous/between/{place}")
                }
                Speaker::Nobody => "publisher".to_owned(),
            };
            self.name_at(&party.to_string(), entry, &format!("{}/{path}", told.path))
        };
        self.who_by(&who, place)
    }

    fn who_by(&self, who: &Who, party: impl Fn(&PartyId, usize) -> Markup) -> Markup {
        match who {
            Who::Party(id) => party(id, 0),
            Who::OneOf(parties) => html! {
                span .one-of data-bayan-own {
                    (self.text("page-one-of")) " "
                    @for (n, id) in parties.iter().enumerate() {
                        @if n > 0 { (self.text("list-separator")) }
                        (party(id, n))
                    }
                }
            },
            Who::Nobody(None) => html! { span data-bayan-own { (self.text("nobody")) } },
            Who::Nobody(Some(publisher)) => html! {
                span data-bayan-own {
                    (self.text("nobody")) " (" (self.text("label-publisher")) ": " (party(publisher, 0)) ")"
                }
            },
        }
    }

    /// A source as plain text.
    pub(crate) fn plain_who(&self, who: &Who) -> String {
        let name = |party: &PartyId| self.plain_name(&party.to_string());
        match who {
            Who::Party(party) => name(party),
            Who::OneOf(parties) => {
                let names: Vec<String> = parties.iter().map(name).collect();
                self.speech.with("one-of", &[("list", (&self.speech.list(&names)).into())])
            }
            Who::Nobody(None) => self.text("nobody"),
            Who::Nobody(Some(publisher)) => {
                format!("{} ({})", self.text("nobody"), name(publisher))
            }
        }
    }

    /// A facet by its label.
    pub(crate) fn facet(&self, facet: &FacetName) -> String {
        self.speech.facet(facet).into_owned()
    }

    /// An instant, in UTC.
    pub(crate) fn instant(&self, time: UnixMillis) -> String {
        self.speech.instant(i64::try_from(time.0).unwrap_or(i64::MAX))
    }

    /// What is known of a time.
    pub(crate) fn bounds(&self, bounds: TimeBounds) -> String {
        let instant = |seconds: i64| self.speech.instant(seconds.saturating_mul(1_000));
        let with = |key, time: &str| self.speech.with(key, &[("time", time.into())]);
        match (bounds.earliest, bounds.latest) {
            (None, None) => self.text("not-stated"),
            (None, Some(latest)) => with("not-after", &instant(latest)),
            (Some(earliest), None) => with("not-before", &instant(earliest)),
            (Some(earliest), Some(latest)) if earliest == latest => instant(latest),
            (Some(earliest), Some(latest)) => {
                let (from, to) = (instant(earliest), instant(latest));
                let ends = [("from", (&from).into()), ("to", (&to).into())];
                self.speech.with("date-range", &ends)
            }
        }
    }

    /// The exact words of a claim in their own script, each segment a quotation; or why there are none.
    pub(crate) fn sentence(&self, id: ClaimId) -> Markup {
        let Some(told) = self.told(id) else { return html! {} };
        let Some((claim, utterance)) = told.signed else {
            let gone = told.gone.clone().unwrap_or_default();
            let entry = self.case.claim(id).cite.index;
            return html! { p .sentence .gone data-bayan-computed=(entry) { (gone) } };
        };
        let language = utterance.language.as_ref().map(ToString::to_string);
        html! {
            p .sentence lang=[language.as_deref()] dir=(direction(language.as_deref())) {
                @for (n, segment) in claim.segments.iter().enumerate() {
                    @if n > 0 { span .between aria-hidden="true" { " … " } }
                    (self.segment(id, told, n, segment))
                }
                @if claim.segments.is_empty() { span .gone data-bayan-own { (self.text("no-words")) } }
            }
        }
    }

    fn segment(&self, id: ClaimId, told: &Told<'_>, number: usize, segment: &Segment) -> Markup {
        if let Some(by) = told.withheld.get(&segment.artifact) {
            return html! { span .gone data-bayan-computed { (by) } };
        }
        let entry = self.case.claim(id).cite.index;
        let path = self.in_claim(id, told, &format!("segments/{number}/exact"));
        html! { q data-bayan=(proven(entry, &path)) { (&*segment.exact) } }
    }

    /// A pointer into a claim of its entry's body.
    pub(crate) fn in_claim(&self, id: ClaimId, told: &Told<'_>, rest: &str) -> String {
        format!("{}/claims/{}/{rest}", told.path, self.case.claim(id).at.number)
    }

    /// The translation of a claim's words that is shown; nothing where there is none, or where the words are withheld.
    pub(crate) fn gloss(&self, id: ClaimId) -> Markup {
        let Some((told, claim)) = self.told(id).zip(self.claim(id)) else { return html! {} };
        let are_gone = !claim.segments.is_empty()
            && claim.segments.iter().all(|segment| told.withheld.contains_key(&segment.artifact));
        let gloss = told.gloss.filter(|_| !are_gone);
        let Some((place, gloss)) = gloss.and_then(|place| Some((place, claim.gloss.get(place)?)))
        else {
            return html! {};
        };
        let language = gloss.phrase.language.to_string();
        let maker = match gloss.maker {
            Maker::Machine => self.text("machine-translation"),
            maker => self.speech.maker(maker).into_owned(),
        };
        let path = self.in_claim(id, told, &format!("gloss/{place}/phrase/text"));
        let at = proven(self.case.claim(id).cite.index, &path);
        html! {
            p .gloss .machine[gloss.maker == Maker::Machine] {
                span lang=(language) dir=(direction(Some(&language))) data-bayan=(at) { (&*gloss.phrase.text) }
                " " span .by data-bayan-own { "(" bdi { (language) } (self.text("list-separator")) (maker) ")" }
            }
        }
    }

    /// Shifts in words, each with the rules by which it was found.
    pub(crate) fn shifts(&self, shifts: &BTreeSet<(Shift, Rule)>) -> Vec<(String, String)> {
        let mut rules: BTreeMap<Shift, Vec<String>> = BTreeMap::new();
        for (shift, rule) in shifts {
            let rule = self.speech.label("rule", rule.name()).into_owned();
            let of = rules.entry(*shift).or_default();
            if !of.contains(&rule) {
                of.push(rule);
            }
        }
        let words = rules.into_iter().map(|(shift, rules)| {
            (self.speech.label("shift", shift.name()).into_owned(), self.speech.list(&rules))
        });
        words.collect()
    }

    /// Where the table is that shows all that a picture does.
    pub(crate) fn in_the_table(&self) -> Markup {
        html! { p .as-table { a href={ "#" (self.prefix) "all-claims" } data-bayan-own { (self.text("page-as-table")) } } }
    }

    /// The same as a picture shows, row by row, for who reads no picture.
    pub(crate) fn as_table(&self, caption: &str, heads: &[&str], rows: &[Vec<Markup>]) -> Markup {
        html! {
            details .as-table {
                summary data-bayan-own { (self.text("page-as-table")) }
                div .scroll role="region" tabindex="0" aria-labelledby={ (self.prefix) "t-" (caption) } {
                    table {
                        caption id={ (self.prefix) "t-" (caption) } data-bayan-own { (self.speech.text(caption)) }
                        thead data-bayan-own { tr { @for head in heads { th scope="col" { (self.speech.text(head)) } } } }
                        tbody {
                            @for row in rows { tr { @for cell in row { td { (cell) } } } }
                        }
                    }
                }
            }
        }
    }
}
