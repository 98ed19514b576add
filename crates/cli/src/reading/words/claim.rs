//! The parts of a claim in words.

use bayan_claim::claim::{Claim, Marker, Stance, Until, Verb};
use bayan_claim::scope::{AsOf, Extent, Scope};
use bayan_claim::value::Entity;
use bayan_claim::vocabulary::{Certainty, Polarity};

use super::Words;

impl Words<'_> {
    /// How a claim is held: which way, how sure, resting on what, and whose doubt it is.
    pub fn stance(&self, claim: &Claim) -> String {
        let mut words = vec![self.speech().polarity(claim.polarity()).into_owned()];
        words.extend(self.confidence(claim));
        self.speech().list(&words)
    }

    /// A claim's value, and that it is denied or left open where it is.
    pub fn said_value(&self, claim: &Claim) -> String {
        let value = self.value(&claim.value);
        match self.denied(claim) {
            Some(polarity) => format!("{value} ({polarity})"),
            None => value,
        }
    }

    /// That a value is denied or left open; nothing for one that is affirmed, and for answers, which say it themselves.
    fn denied(&self, claim: &Claim) -> Option<String> {
        claim.stance.polarity.filter(|polarity| *polarity != Polarity::Affirm)?;
        Some(self.speech().polarity(claim.polarity()).into_owned())
    }

    /// What limits a claim: that its value is denied or left open, how sure it is, how far it reaches. That it is affirmed, and
    /// for certain or nobody says how sure, is no limit.
    pub fn limits(&self, claim: &Claim) -> Vec<String> {
        let mut limits: Vec<String> = self.denied(claim).into_iter().collect();
        let is_unlimited =
            matches!(claim.stance.certainty, Certainty::Certain | Certainty::Unstated);
        if !is_unlimited || claim.stance.basis.is_some() {
            limits.extend(self.confidence(claim));
        }
        limits.extend(claim.scope.iter().flat_map(|scope| self.scope(scope)));
        limits
    }

    /// How sure a claim is, resting on what, and whose doubt that is.
    pub fn confidence(&self, claim: &Claim) -> Vec<String> {
        let Stance { basis, certainty, hop, .. } = claim.stance;
        let mut words = vec![match certainty {
            Certainty::Unstated => self.speech().text("how-sure-not-stated").into_owned(),
            stated => self.speech().certainty(stated).into_owned(),
        }];
        if let Some(basis) = basis {
            let basis = self.speech().basis(basis);
            words.push(self.speech().with("rests-on", &[("basis", (&*basis).into())]));
        }
        words.extend(hop.map(|hop| self.of_hop("stance-of-hop", hop)));
        words
    }

    fn of_hop(&self, key: &str, hop: u8) -> String {
        self.speech().with(key, &[("hop", (u64::from(hop) + 1).into())])
    }

    /// The speech act, and the reporter's verb for it.
    pub fn act(&self, claim: &Claim) -> String {
        let act = self.speech().act(claim.act).into_owned();
        let Some(Verb { hop, language, printed }) = &claim.verb else { return act };
        let mut of = vec![language.to_string()];
        of.extend(hop.map(|hop| self.of_hop("verb-of-hop", hop)));
        format!("{act} {} ({})", self.printed(printed), self.speech().list(&of))
    }

    /// How far a claim reaches: one line a dimension.
    pub fn scope(&self, scope: &Scope) -> Vec<String> {
        let mut lines: Vec<String> = scope
            .dimensions()
            .into_iter()
            .filter_map(|(name, extent)| {
                let extent = self.extent(extent?, |entity| self.entity(entity));
                Some(format!("{}: {extent}", self.speech().label("scope", name)))
            })
            .collect();
        lines.extend(scope.as_of.as_ref().map(|as_of| match as_of {
            AsOf::ThisUtterance => self.speech().text("as-of-these-words").into_owned(),
            AsOf::Time(time) => {
                let time = self.time(time);
                self.speech().with("as-of-time", &[("time", (&time).into())])
            }
        }));
        lines
    }

    /// How far a claim reaches in one dimension, in which `one` says what each is called.
    pub fn extent(&self, extent: &Extent, one: impl Fn(&Entity) -> String) -> String {
        let list = |entities: &[Entity]| {
            let called: Vec<String> = entities.iter().map(&one).collect();
            self.speech().list(&called)
        };
        let (of, out) = (list(&extent.of), list(&extent.all_except));
        let (of, out) = (("list", (&of).into()), ("list", (&out).into()));
        let words = match (extent.of.is_empty(), extent.all_except.is_empty()) {
            (false, true) => list(&extent.of),
            (true, _) => self.speech().with("all-except", &[out]),
            (false, false) => self.speech().with("some-except", &[of, ("out", out.1)]),
        };
        match extent.unsure {
            None => words,
            Some(what) => {
                let what = self.speech().unsure(what);
                let note = self.speech().with("left-open", &[("what", (&*what).into())]);
                format!("{words} ({note})")
            }
        }
    }

    /// A word of doubt, bound or scope.
    pub fn marker(&self, marker: &Marker) -> String {
        let mut words = self.speech().marker(marker.kind).into_owned();
        if let Some(printed) = &marker.printed {
            words = format!("{words} {}", self.printed(printed));
        }
        if let Some(note) = &marker.note {
            words = format!("{words} ({})", self.ui.quoted(note));
        }
        words
    }

    /// When a promise, order or state ends or falls due.
    pub fn until(&self, until: &Until) -> String {
        match until {
            Until::Time(time) => self.time(time),
            Until::Claim(claim) => self.claim(*claim),
            Until::FurtherNotice => self.speech().text("further-notice").into_owned(),
        }
    }
}
