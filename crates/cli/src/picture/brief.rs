//! Claims in short: the sentence, and below it in one line whose it is, on what, when, and where it stands.

use bayan_claim::Says;
use bayan_claim::kind::{Question, Replacement, Silence};
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::Act;
use bayan_proof::num::Index;
use bayan_view::case::{Cite, ClaimId};
use bayan_view::promise::Linked;
use bayan_view::silence::{Later, Spoken};
use bayan_view::track::Who;

use super::quotes::{Quote, Quotes};
use super::sources;
use super::telling::Teller;
use crate::reading::layout::Page;

/// How far the line below a sentence is indented under it.
const BELOW: usize = 4;

impl Teller<'_> {
    /// A claim in short.
    pub fn brief(&self, page: &mut Page<'_>, indent: usize, id: ClaimId) {
        self.sentence(page, indent, id);
        for line in self.words.ui.wrapped(&self.place(id), indent + BELOW) {
            page.line(self.words.dim(&line));
        }
    }

    /// Claims in short under a label; nothing where there are none.
    pub fn briefs(&self, page: &mut Page<'_>, indent: usize, label: &str, ids: &[ClaimId]) {
        if ids.is_empty() {
            return;
        }
        page.line(format!("{}{}", " ".repeat(indent), self.words.dim(label)));
        for id in ids {
            self.brief(page, indent + 2, *id);
        }
    }

    /// Claims that may have been said after the moment asked about; nothing where there are none.
    pub fn possible(&self, page: &mut Page<'_>, ids: &[ClaimId]) {
        if ids.is_empty() {
            return;
        }
        page.heading(&self.text("head-possible"));
        for id in ids {
            self.brief(page, 2, *id);
        }
    }

    /// What a claim says, when it was said, by which way it came, and where it stands: one line each.
    pub fn details(&self, page: &mut Page<'_>, indent: usize, id: ClaimId) {
        let quote = self.quotes.quote(&self.scene.case, id);
        if let Some(quote) = quote {
            self.what(page, indent, quote);
        } else {
            let facet = &self.scene.case.claim(id).fact.facet;
            page.part(indent, &self.text("label-claim"), self.facet(facet));
        }
        page.part(indent, &self.text("label-said"), self.said(id, quote));
        if let Some(quote) = quote {
            self.way(page, indent, quote);
        }
        page.part(indent, &self.text("label-entry"), self.marked(id));
    }

    /// Where a claim stands, that a recorder corrected it, and that it may have been said later.
    pub fn marked(&self, id: ClaimId) -> String {
        let is_possible = self.scene.case.claim(id).possible;
        let possible = is_possible.then(|| self.text("possible-time"));
        let marks = self.corrected(id).into_iter().chain(possible);
        marks.fold(self.address(id), |place, mark| format!("{place}  {}", self.warn(&mark)))
    }

    /// Whose claim it is, on what, when it was said, and where it stands.
    pub fn place(&self, id: ClaimId) -> String {
        let claimed = self.scene.case.claim(id);
        let quote = self.quotes.quote(&self.scene.case, id);
        let facet = self.facet(&claimed.fact.facet);
        let mut words = vec![self.who(&sources::own(self.scene, id))];
        words.push(match quote {
            Some(_) if claimed.fact.act == Act::Retracts => {
                format!("{facet}: {}", self.text("holds-nothing"))
            }
            Some(quote) => {
                let limits = self.words.limits(quote.claim);
                let value = self.words.value(&quote.claim.value);
                let limits = if limits.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", limits.join("; "))
                };
                format!("{facet} = {value}{limits}")
            }
            None => facet,
        });
        words.push(self.said(id, quote));
        words.push(self.address(id));
        words.extend(self.corrected(id));
        if claimed.possible {
            words.push(self.text("possible-time"));
        }
        words.join("; ")
    }

    /// That a recorder corrected how a claim stands on record.
    pub fn corrected(&self, id: ClaimId) -> Option<String> {
        let is_corrected = !self.scene.case.utterance(id).amends.is_empty();
        is_corrected.then(|| self.text("change-corrected"))
    }

    /// What a claim says in a line, without its sentence: the value, then what limits it, and who said it where that is
    /// not whose position it stands in. That it is affirmed, and for certain or nobody says how sure, is no limit.
    pub fn in_a_line(&self, id: ClaimId, of: &Who) -> String {
        let own = sources::own(self.scene, id);
        let mut limits: Vec<String> = Vec::new();
        let value = match self.quotes.quote(&self.scene.case, id) {
            None => self.gone(self.scene.case.claim(id).cite.index),
            Some(Quote { claim, .. }) => {
                limits.extend(self.words.limits(claim));
                limits.extend(claim.markers.iter().map(|marker| self.words.marker(marker)));
                self.words.value(&claim.value)
            }
        };
        if self.scene.case.claim(id).fact.is_headline() {
            limits.push(self.text("headline-only"));
        }
        limits.extend(self.corrected(id));
        limits.extend(self.opinion_count(id));
        if own != *of {
            limits.push(format!("{}: {}", self.text("label-speaker"), self.in_short(&own)));
        }
        if limits.is_empty() { value } else { format!("{value} ({})", limits.join("; ")) }
    }

    /// Claims that were said since something, each with how sure that is.
    pub fn spoken(&self, page: &mut Page<'_>, indent: usize, label: &str, spoken: &[Spoken]) {
        let unsure = format!("{label} ({})", self.text("later-cannot-tell"));
        for (label, wanted) in [(label, Later::After), (&unsure, Later::CannotTell)] {
            let mut label = Some(label);
            for spoken in spoken.iter().filter(|it| it.later == wanted) {
                if let Some(label) = label.take() {
                    page.line(format!("{}{}", " ".repeat(indent), self.words.dim(label)));
                }
                self.brief(page, indent + 2, spoken.claim);
                if spoken.perhaps {
                    let words = self.warn(&self.text("role-uncertain"));
                    page.part(indent + 2 + BELOW, "", words);
                }
                self.taken_back(page, indent + 2 + BELOW, &spoken.taken_back);
            }
        }
    }

    /// That entries record something of words that are withheld.
    pub fn unread(&self, page: &mut Page<'_>, indent: usize, cites: &[Cite]) {
        let entries: Vec<String> = cites.iter().map(|cite| self.words.entry(cite.index)).collect();
        if !entries.is_empty() {
            let list = self.words.speech().list(&entries);
            page.part(indent, "", self.warn(&self.with("recorded-of-withheld", "list", &list)));
        }
    }

    /// Claims by which something was taken back, each with those by which it was itself taken back.
    pub fn takers(&self, page: &mut Page<'_>, indent: usize, takers: &[ClaimId]) {
        if takers.is_empty() {
            return;
        }
        let label = self.text("taken-back");
        page.line(format!("{}{}", " ".repeat(indent), self.words.dim(&label)));
        for taker in takers {
            self.brief(page, indent + 2, *taker);
            self.taken_back(page, indent + 2 + BELOW, self.scene.taken_back(*taker));
        }
    }

    /// That claims took something back, each by its address.
    pub fn taken_back(&self, page: &mut Page<'_>, indent: usize, takers: &[ClaimId]) {
        for taker in takers {
            let words = self.with("taken-back-by", "claim", &self.address(*taker));
            page.part(indent, "", self.warn(&words));
        }
    }

    /// Claims that somebody recorded as standing in a relation to something, each with the entry that says so.
    pub fn linked(&self, page: &mut Page<'_>, indent: usize, label: &str, linked: &[Linked]) {
        for link in linked {
            let entry = self.words.entry(link.cite.index);
            let signer = self.words.named(&link.cite.signer.to_string());
            let mut words = vec![self.text("ground-recorded"), entry, signer];
            if link.inferred {
                words.push(self.text("ground-inferred"));
            }
            words.extend(link.predates.then(|| self.warn(&self.text("said-before-that"))));
            words.extend(self.disputes(&link.disputed));
            for taker in &link.taken_back {
                words.push(self.warn(&self.with("taken-back-by", "claim", &self.address(*taker))));
            }
            // What may have been said later is in no position yet.
            let is_past =
                link.taken_back.is_empty() && !link.possible && !self.scene.stands(link.claim);
            words.extend(is_past.then(|| self.warn(&self.text("stands-no-more"))));
            let words = format!("{label} ({})", self.words.speech().list(&words));
            self.briefs(page, indent, &words, &[link.claim]);
        }
    }

    /// That entries dispute something; nothing where none does.
    pub fn disputes(&self, disputed: &[Cite]) -> Option<String> {
        let entries: Vec<String> =
            disputed.iter().map(|cite| self.words.entry(cite.index)).collect();
        let list = self.words.speech().list(&entries);
        (!entries.is_empty()).then(|| self.warn(&self.with("disputed-by", "list", &list)))
    }

    /// A time within bounds; in words where nothing is known of it.
    pub fn within(&self, bounds: TimeBounds) -> String {
        let instant = |seconds: i64| self.words.speech().instant(seconds.saturating_mul(1_000));
        match (bounds.earliest, bounds.latest) {
            (None, None) => self.text("state-unknown-date"),
            (Some(earliest), Some(latest)) if earliest == latest => instant(latest),
            (Some(earliest), None) => self.with("not-before", "time", &instant(earliest)),
            (None, Some(latest)) => self.with("not-after", "time", &instant(latest)),
            (Some(earliest), Some(latest)) => {
                let (from, to) = (instant(earliest), instant(latest));
                let ends = [("from", (&from).into()), ("to", (&to).into())];
                self.words.speech().with("date-range", &ends)
            }
        }
    }

    /// A member of a list of [`names`](super::names).
    pub fn label(&self, list: &str, name: &str) -> String {
        self.words.speech().label(list, name).into_owned()
    }
}

impl Quotes {
    /// A silence as it was signed; none where its body is withheld or missing.
    pub fn silence(&self, index: Index) -> Option<&Silence> {
        match self.entry(index)?.says()? {
            Says::Silence(silence) => Some(silence),
            Says::Amend(amend) => match amend.replacement.as_ref()? {
                Replacement::Silence(silence) => Some(silence),
                _ => None,
            },
            _ => None,
        }
    }

    /// A question as it was signed; none where its body is withheld or missing.
    pub fn question(&self, index: Index) -> Option<&Question> {
        match self.entry(index)?.says()? {
            Says::Question(question) => Some(question),
            Says::Amend(amend) => match amend.replacement.as_ref()? {
                Replacement::Question(question) => Some(question),
                _ => None,
            },
            _ => None,
        }
    }
}
