//! Claims, positions and statuses for a person: the exact sentence first, in its own script, then everything that is
//! known of it. Nothing here says what is so.

use std::collections::BTreeSet;

use bayan_claim::facet::FacetName;
use bayan_claim::id::PartyId;
use bayan_claim::kind::Speaker;
use bayan_claim::scope::Scope;
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::Maker;
use bayan_proof::num::Index;
use bayan_view::case::{Cite, ClaimId, Correction, Gap};
use bayan_view::conflict::{Basis, Conflict};
use bayan_view::fact::SilenceFact;
use bayan_view::shift::{Rule, Shift};
use bayan_view::status::{Behind, FacetStatus, Status};
use bayan_view::track::{Move, Step, Track, Who};
use bayan_view::when::Grounds;

use super::quotes::{Quote, Quotes};
use super::{Scene, addressed};
use crate::reading::layout::Page;
use crate::reading::words::{Words, short};
use crate::ui::Tone;

/// How far the lines of a claim are indented under its sentence.
const UNDER: usize = 4;

/// What puts one scene into words.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// The ledger and the terminal.
    pub words: Words<'a>,
    /// The incident.
    pub scene: &'a Scene,
    /// The words of its claims.
    pub quotes: &'a Quotes,
}

impl Teller<'_> {
    /// A text of ours.
    pub fn text(&self, key: &str) -> String {
        self.words.speech().text(key).into_owned()
    }

    /// A text of ours with one variable.
    pub fn with(&self, key: &str, name: &str, value: &str) -> String {
        self.words.speech().with(key, &[(name, value.into())])
    }

    /// A warning, in words and colour.
    pub fn warn(&self, text: &str) -> String {
        self.words.ui.paint(Tone::Warn, text)
    }

    /// Which incident, at which moment.
    pub fn heading(&self, page: &mut Page<'_>, about: &str) {
        let incident = self.words.named(&self.scene.incident.to_string());
        let strong = |text: &str| self.words.ui.paint(Tone::Strong, text);
        let about = if about.is_empty() { String::new() } else { format!(": {about}") };
        page.line(format!("{}{about}", strong(&incident)));
        let mut moment = vec![];
        if self.scene.size != self.words.reading.reader().size() {
            moment.push(self.with("held-entries", "entries", &self.scene.size.to_string()));
        }
        if let Some(said_by) = &self.scene.said_by {
            moment.push(self.with("said-by-time", "time", &said_by.to_string()));
        }
        if !moment.is_empty() {
            page.line(self.warn(&self.words.speech().list(&moment)));
        }
    }

    /// A source.
    pub fn who(&self, who: &Who) -> String {
        match who {
            Who::Party(party) => self.words.named(&party.to_string()),
            Who::OneOf(parties) => self.words.one_of(parties),
            Who::Nobody(None) => self.text("nobody"),
            Who::Nobody(Some(publisher)) => {
                let publisher = self.words.named(&publisher.to_string());
                let carried = self.with("carried-by", "party", &publisher);
                self.words.speech().list(&[self.text("nobody"), carried])
            }
        }
    }

    /// A source over its claims, which may be the words of others who speak for it.
    pub fn source(&self, track: &Track) -> String {
        let who = self.who(&track.who);
        let is_own = |step: &Step| super::sources::own(self.scene, step.claim) == track.who;
        if track.steps.iter().all(is_own) { who } else { self.with("with-others", "party", &who) }
    }

    /// Whose words they are by the chain, where they are not the speaker's own: who relayed or told them, each with how.
    fn told_by(&self, quote: Quote<'_>) -> String {
        let told = addressed::told_by(quote.utterance).map(|(hop, by)| {
            format!("{} ({})", self.words.speaker(by), self.words.speech().hop(hop))
        });
        told.collect::<Vec<_>>().join(" → ")
    }

    /// A source in a word: parties by their slugs alone.
    pub fn in_short(&self, who: &Who) -> String {
        let bare = |party: &PartyId| {
            let slug = self.words.party(party);
            slug.strip_prefix("party:").map(str::to_owned).unwrap_or(slug)
        };
        match who {
            Who::Party(party) => bare(party),
            Who::OneOf(parties) => {
                let mut parties: Vec<String> = parties.iter().map(bare).collect();
                parties.sort_unstable();
                self.with("one-of", "list", &self.words.speech().list(&parties))
            }
            Who::Nobody(_) => self.text("nobody"),
        }
    }

    /// Whose these claims are: the first of them, and how many more.
    pub fn of_whom(&self, ids: &[ClaimId]) -> String {
        let mut claims = ids.iter().map(|id| super::sources::own(self.scene, *id));
        let Some(first) = claims.next() else { return String::new() };
        let mut others: BTreeSet<Who> = claims.collect();
        others.remove(&first);
        let first = self.in_short(&first);
        let whom = if others.is_empty() { first } else { format!("{first} +{}", others.len()) };
        let is_headline = |id: &ClaimId| self.scene.case.claim(*id).fact.is_headline();
        if ids.iter().all(is_headline) {
            format!("{whom} ({})", self.text("headline-only"))
        } else {
            whom
        }
    }

    /// Who is behind the status of a facet: where there is more than one side, behind each.
    pub fn behind(&self, status: &FacetStatus) -> String {
        let sides = [
            (Status::Affirmed, &status.affirmed),
            (Status::Denied, &status.denied),
            (Status::Open, &status.open),
        ];
        let of = |claims: &[ClaimId]| self.of_whom(claims);
        let told = sides.into_iter().filter(|(_, behind)| !behind.claims.is_empty());
        let told: Vec<(Status, String)> =
            told.map(|(side, behind)| (side, of(&behind.claims))).collect();
        match told.as_slice() {
            [(only, whom)] if *only == status.status => whom.clone(),
            several => {
                let sides = several.iter();
                let sides =
                    sides.map(|(side, of)| format!("{}: {of}", self.status(&status.facet, *side)));
                sides.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// A facet by its label and its name.
    pub fn facet(&self, facet: &FacetName) -> String {
        let (label, name) = (self.words.speech().facet(facet), facet.to_string());
        if label == name { name } else { format!("{label} ({name})") }
    }

    /// A claim by its entry and number.
    pub fn address(&self, id: ClaimId) -> String {
        let claimed = self.scene.case.claim(id);
        format!("{}#{}", self.words.entry(claimed.cite.index), claimed.at.number)
    }

    /// A status: for a facet that knows harm, of harm.
    pub fn status(&self, facet: &FacetName, status: Status) -> String {
        let knows_harm =
            self.scene.case.catalogue.find(facet).is_ok_and(|spec| spec.harm.is_some());
        match (status, knows_harm) {
            (Status::Affirmed, true) => self.text("harm-affirmed"),
            (Status::Denied, true) => self.text("harm-denied"),
            _ => self.words.speech().label("status", status.name()).into_owned(),
        }
    }

    /// A status with how many independent origins are behind each side.
    pub fn status_line(&self, status: &FacetStatus) -> String {
        let side = |side: Status, behind: &Behind| {
            (self.status(&status.facet, side), self.origins(&behind.claims, behind.origins))
        };
        let sides = [
            (Status::Affirmed, &status.affirmed),
            (Status::Denied, &status.denied),
            (Status::Open, &status.open),
        ];
        let told: Vec<(String, String)> = sides
            .into_iter()
            .filter(|(_, behind)| behind.origins > 0)
            .map(|(s, behind)| side(s, behind))
            .collect();
        let whole = self.status(&status.facet, status.status);
        let parts: Vec<String> = match told.as_slice() {
            [(only, origins)] if *only == whole => vec![origins.clone()],
            several => several.iter().map(|(side, n)| format!("{side}: {n}")).collect(),
        };
        format!("{}  {}", self.tone_of(status.status, &whole), self.words.speech().list(&parts))
    }

    /// How many independent origins some claims have, and how many of those speak in headlines alone.
    pub fn origins(&self, claims: &[ClaimId], origins: usize) -> String {
        let count = |key: &str, n: u64| self.words.speech().with(key, &[("n", n.into())]);
        let all = count("origins", u64::try_from(origins).unwrap_or(u64::MAX));
        let mut notes = Vec::new();
        match self.scene.headline_origins(claims) {
            0 => {}
            headlines => notes.push(count("headline-origins", headlines)),
        }
        if origins > 1 && self.scene.values_differ(claims) {
            notes.push(self.text("values-differ"));
        }
        if notes.is_empty() { all } else { format!("{all} ({})", notes.join("; ")) }
    }

    /// That the words of a claim are the publisher's alone.
    pub fn headline(&self, page: &mut Page<'_>, indent: usize, id: ClaimId) {
        if self.scene.case.claim(id).fact.is_headline() {
            page.part(indent, "", self.warn(&self.text("headline-only")));
        }
    }

    fn tone_of(&self, status: Status, text: &str) -> String {
        let tone = if status == Status::Contested { Tone::Warn } else { Tone::Strong };
        self.words.ui.paint(tone, text)
    }

    /// The sentences of a claim in their own script, and their translation below; or the gap where they stood.
    pub fn sentence(&self, page: &mut Page<'_>, indent: usize, id: ClaimId) {
        let index = self.scene.case.claim(id).cite.index;
        match self.quotes.quote(&self.scene.case, id) {
            None => page.line(format!("{}{}", " ".repeat(indent), self.warn(&self.gone(index)))),
            Some(quote) => self.quoted(page, indent, quote),
        }
        self.opinions(page, indent + UNDER, id);
    }

    fn quoted(&self, page: &mut Page<'_>, indent: usize, quote: Quote<'_>) {
        let pad = " ".repeat(indent);
        for segment in &quote.claim.segments {
            match self.quotes.words_withheld(segment) {
                Some(by) => page.line(format!("{pad}{}", self.warn(&self.words.withheld(by)))),
                None => page.block(indent, &segment.exact),
            }
        }
        if quote.claim.segments.is_empty() {
            page.line(format!("{pad}{}", self.words.dim(&self.text("no-words"))));
        }
        if self.quotes.all_withheld(quote.claim).is_some() {
            return;
        }
        if let Some(gloss) = quote.gloss(self.words.ui.tongue().tag()) {
            let maker = match gloss.maker {
                Maker::Machine => self.text("machine-translation"),
                maker => self.words.speech().maker(maker).into_owned(),
            };
            let mut note = vec![gloss.phrase.language.to_string(), maker];
            note.extend(gloss.by.map(|by| self.words.party(&by)));
            let note = format!("({})", self.words.speech().list(&note));
            let text = self.words.ui.quoted(&gloss.phrase.text);
            let lines = self.words.ui.wrapped(&format!("{text} {note}"), indent + 2);
            if lines.len() > 1 {
                for line in lines {
                    page.line(line);
                }
            } else {
                page.line(format!("{pad}  {text} {}", self.words.dim(&note)));
            }
        }
    }

    /// Why an entry has no words here.
    pub fn gone(&self, index: Index) -> String {
        match self.quotes.withheld(index) {
            Some(withheld) => self.words.withheld(withheld),
            None => self.with("body-missing", "entry", &index.to_string()),
        }
    }

    /// A claim in full: its sentence, then what it says, who said it, when, by which way it came, its words of doubt,
    /// how it moved, and where it stands.
    pub fn step(&self, page: &mut Page<'_>, indent: usize, step: &Step, who: &Who) {
        self.sentence(page, indent, step.claim);
        let under = indent + UNDER;
        self.headline(page, under, step.claim);
        let own = super::sources::own(self.scene, step.claim);
        if own != *who {
            let speaker = self.words.speaker(self.scene.case.speaker(step.claim));
            page.part(under, &self.text("label-speaker"), speaker);
        }
        if let Some(quote) = self.quotes.quote(&self.scene.case, step.claim) {
            page.part(under, &self.text("label-told-by"), self.told_by(quote));
            self.what(page, under, quote);
            if super::sources::is_perhaps(self.scene, step.claim, who) {
                page.part(
                    under,
                    "",
                    self.warn(&self.with("role-perhaps", "party", &self.who(who))),
                );
            }
            page.part(under, &self.text("label-said"), self.said(step.claim, Some(quote)));
            self.way(page, under, quote);
        } else {
            let facet = &self.scene.case.claim(step.claim).fact.facet;
            page.part(under, &self.text("label-claim"), self.facet(facet));
            page.part(under, &self.text("label-said"), self.said(step.claim, None));
        }
        self.moved(page, under, step);
        page.part(under, &self.text("label-entry"), self.marked(step.claim));
    }

    /// What a claim says, how sure, and how far it reaches.
    pub fn what(&self, page: &mut Page<'_>, indent: usize, quote: Quote<'_>) {
        let claim = quote.claim;
        let mut words = vec![self.words.value(&claim.value)];
        if claim.stance.polarity.is_some() {
            words.push(self.words.speech().polarity(claim.polarity()).into_owned());
        }
        words.extend(self.words.confidence(claim));
        let words = self.words.speech().list(&words);
        let what = format!("{} = {words}", self.facet(&claim.facet));
        page.part(indent, &self.text("label-claim"), what);
        let to_whom = addressed::to_whom(claim);
        let scope = claim.scope.as_ref().map(|scope| match to_whom {
            Some(_) => self.words.scope(&Scope { organisation: None, ..scope.clone() }),
            None => self.words.scope(scope),
        });
        page.part(indent, &self.text("label-scope"), scope.unwrap_or_default().join("; "));
        let to_whom = to_whom.map(|extent| {
            self.words.extent(extent, |entity| self.words.named(&entity.to_string()))
        });
        page.part(indent, &self.text("label-to-whom"), to_whom.unwrap_or_default());
        page.part(indent, &self.text("label-act"), self.words.act(claim));
        let markers: Vec<String> =
            claim.markers.iter().map(|marker| self.words.marker(marker)).collect();
        page.part(indent, &self.text("label-markers"), markers.join("; "));
        let ends = [("label-until", &claim.until), ("label-due", &claim.due)];
        for (label, until) in ends {
            let until = until.as_ref().map(|until| self.words.until(until)).unwrap_or_default();
            page.part(indent, &self.text(label), until);
        }
        let inferred = claim.inferred.as_ref().map(|it| self.words.inferred(it));
        page.part(indent, &self.text("label-by-recorder"), inferred.unwrap_or_default());
    }

    /// When it was said: as recorded with its holes, and what follows where that names no date.
    pub fn said(&self, id: ClaimId, quote: Option<Quote<'_>>) -> String {
        let stated = quote.and_then(|quote| quote.utterance.times.said.as_ref());
        let mut words =
            vec![stated.map_or_else(|| self.text("not-stated"), |time| self.words.time(time))];
        if stated.is_none_or(|time| time.edtf.is_none()) {
            words.extend(self.bounds(self.scene.case.claim(id).said));
        }
        self.words.speech().list(&words)
    }

    fn bounds(&self, bounds: TimeBounds) -> Option<String> {
        let instant = |seconds: i64| self.words.speech().instant(seconds.saturating_mul(1_000));
        match (bounds.earliest, bounds.latest) {
            (None, None) => None,
            (None, Some(latest)) => Some(self.with("not-after", "time", &instant(latest))),
            (Some(earliest), None) => Some(self.with("not-before", "time", &instant(earliest))),
            (Some(earliest), Some(latest)) => {
                let (from, to) = (instant(earliest), instant(latest));
                let ends = [("from", (&from).into()), ("to", (&to).into())];
                Some(self.words.speech().with("date-range", &ends))
            }
        }
    }

    /// By which way the words came: who carried them, and each step from there inwards.
    pub fn way(&self, page: &mut Page<'_>, indent: usize, quote: Quote<'_>) {
        let utterance = quote.utterance;
        // Where the first step is the publisher's, it says who published.
        let first = utterance.chain.first().and_then(|hop| hop.by.as_ref());
        let told = |party: &PartyId| first == Some(&Speaker::Party(*party));
        if let Some(publisher) = utterance.publisher.filter(|party| !told(party)) {
            let publisher = self.words.named(&publisher.to_string());
            page.part(indent, &self.text("label-publisher"), publisher);
        }
        let hops: Vec<String> = utterance.chain.iter().map(|hop| self.words.hop(hop)).collect();
        page.part(indent, &self.text("label-via"), hops.join(" → "));
        if utterance.is_first_person() {
            let signer = self.words.named(&quote.entry.entry.statement().header().iss);
            let signer = format!("{signer}: {}", self.words.attests(utterance.attests));
            page.part(indent, &self.text("label-signer"), signer);
        }
    }

    /// How a claim moved, and what became of it.
    pub fn moved(&self, page: &mut Page<'_>, indent: usize, step: &Step) {
        for moved in &step.moves {
            // Where two tell of the same words the source did not move, nor by a link alone.
            let label = if moved.is_own() { "label-moved" } else { "ground-recorded" };
            page.part(indent, &self.text(label), self.move_words(moved));
        }
        if let Some(moved) = &step.from_widest {
            let words = self.move_words(moved);
            page.part(indent, &self.text("label-from-widest"), words);
        }
        self.translations(page, indent, step.claim, Some(step));
        if let Some(by) = step.overruled.filter(|_| step.taken_back.is_empty()) {
            let party = self.words.named(&by.to_string());
            page.part(indent, "", self.warn(&self.with("overruled-by", "party", &party)));
        }
        self.taken_back(page, indent, &step.taken_back);
        if !step.since.is_empty() {
            let since: Vec<String> = step.since.iter().map(|id| self.address(*id)).collect();
            let list = self.words.speech().list(&since);
            page.part(indent, "", self.warn(&self.with("followed-by-voices", "list", &list)));
        }
    }

    /// In which ways a claim moved from an earlier one, each with its rule, how their order is known, and what is recorded
    /// between the two.
    pub fn move_words(&self, moved: &Move) -> String {
        let recorded: Vec<String> = moved.recorded.iter().map(|it| self.recorded(it)).collect();
        let recorded = recorded.join("; ");
        let Some(shifts) = self.shift_words(&moved.shifts) else { return recorded };
        let from = self.with("from-claim", "claim", &self.address(moved.from));
        let order = moved.grounds.map(|grounds| self.words.dim(&self.grounds(grounds)));
        let order = order.map(|order| format!("  {order}")).unwrap_or_default();
        let mut words = vec![format!("{shifts} {from}{order}")];
        if moved.is_of_telling() {
            words.insert(0, self.text("rule-telling"));
        }
        words.extend(Some(recorded).filter(|it| !it.is_empty()));
        words.join("; ")
    }

    /// Shifts, each with its rule; nothing where there is none.
    pub fn shift_words(&self, shifts: &BTreeSet<(Shift, Rule)>) -> Option<String> {
        let speech = self.words.speech();
        let shifts: Vec<String> = shifts
            .iter()
            .map(|(shift, rule)| {
                let (shift, rule) =
                    (speech.label("shift", shift.name()), speech.label("rule", rule.name()));
                format!("{} ({rule})", self.words.ui.paint(Tone::Strong, &*shift))
            })
            .collect();
        (!shifts.is_empty()).then(|| speech.list(&shifts))
    }

    /// How an order is known.
    pub fn grounds(&self, grounds: Grounds) -> String {
        self.text(match grounds {
            Grounds::Time => "grounds-time",
            Grounds::Anchor => "grounds-anchor",
            Grounds::Text => "grounds-text",
        })
    }

    /// What is withheld, and by what.
    pub fn gap(&self, gap: &Gap) -> String {
        let kind = self.words.speech().kind(gap.kind);
        let entry = self.words.entry(gap.cite.index);
        let by = match &gap.by {
            Some((by, why)) => {
                let entry = by.index.to_string();
                let by = self.with("withheld-by-entry", "entry", &entry);
                format!("{by} ({})", self.words.speech().redaction_reason(*why))
            }
            None => match self.scene.withheld_since.get(&gap.cite.index) {
                Some(withheld) => self.words.withheld(withheld),
                None => self.gone(gap.cite.index),
            },
        };
        let gap_is = format!("{entry} ({kind}): {by}");
        if gap.kind != bayan_claim::Kind::Amend {
            return gap_is;
        }
        let party = self.words.named(&gap.cite.signer.to_string());
        let count = gap.may_have_corrected.to_string();
        let args = [("party", (&party).into()), ("count", (&count).into())];
        format!("{gap_is}; {}", self.words.speech().with("gap-amend", &args))
    }

    /// Who had not spoken, as far as whom, up to when.
    pub fn silence(&self, cite: Cite, silence: &SilenceFact) -> String {
        let party = self.words.named(&silence.party.to_string());
        let mut words = vec![self.with("had-not-answered", "party", &party)];
        let looked = self.words.named(&silence.as_far_as.to_string());
        words.push(self.with("as-far-as", "party", &looked));
        let facets: Vec<String> = silence
            .facets
            .iter()
            .map(|facet| self.words.speech().facet(facet).into_owned())
            .collect();
        if !facets.is_empty() {
            words.push(self.words.speech().list(&facets));
        }
        words.push(self.words.entry(cite.index));
        words.join("; ")
    }

    /// A recorder's correction of an own record.
    pub fn correction(&self, correction: &Correction) -> String {
        let speech = self.words.speech();
        let targets: Vec<String> =
            correction.targets.iter().map(|target| self.words.statement(&target.0)).collect();
        let key = if correction.withdrawn { "recorder-withdrew" } else { "recorder-corrected" };
        let signer = self.words.named(&correction.cite.signer.to_string());
        let (targets, entry) = (speech.list(&targets), correction.cite.index.to_string());
        let args =
            [("party", (&signer).into()), ("list", (&targets).into()), ("entry", (&entry).into())];
        format!("{} ({})", speech.with(key, &args), speech.amend_reason(correction.reason))
    }

    /// Claims against claims, with the sentences of both sides.
    pub fn conflict(&self, page: &mut Page<'_>, conflict: &Conflict) {
        let speech = self.words.speech();
        let kind = speech.label("conflict", conflict.kind.name());
        let ground = match (conflict.basis.rule(), &conflict.basis) {
            (_, Basis::Recorded(cite)) => {
                speech.list(&[self.text("ground-recorded"), self.words.entry(cite.index)])
            }
            (Some(rule), _) => {
                let rule = speech.label("rule", rule).into_owned();
                speech.list(&[self.text("ground-computed"), rule])
            }
            (None, _) => self.text("ground-computed"),
        };
        page.line(format!("  {} ({ground})", self.warn(&kind)));
        for (number, side) in [&conflict.left, &conflict.right].into_iter().enumerate() {
            if number > 0 {
                page.line(format!("    {}", self.words.dim(&self.text("against"))));
            }
            for id in side {
                self.sentence(page, 6, *id);
                let who = self.who(&super::sources::own(self.scene, *id));
                let facet = self.facet(&self.scene.case.claim(*id).fact.facet);
                let place = [who, facet, self.address(*id)].join("; ");
                page.line(format!("        {}", self.words.dim(&place)));
                self.headline(page, 8, *id);
                self.taken_back(page, 8, self.scene.taken_back(*id));
                self.translations(page, 8, *id, None);
            }
        }
        self.between(page, 4, conflict);
    }

    /// A statement by its first digits.
    pub fn statement(&self, id: ClaimId) -> String {
        let at = self.scene.case.claim(id).at;
        format!("{}#{}", short(&at.statement.to_string()), at.number)
    }
}
