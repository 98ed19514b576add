//! The parts of a claim in words.

use bayan_claim::claim::{Claim, Marker, Stance, Until, Verb};
use bayan_claim::scope::{AsOf, Extent, Scope, Unsure};

use super::{Words, spaced};

impl Words<'_> {
    /// How a claim is held: which way, how sure, resting on what, and whose doubt it is.
    pub fn stance(&self, claim: &Claim) -> String {
        let Stance { basis, certainty, hop, .. } = claim.stance;
        let polarity = match claim.polarity() {
            bayan_claim::vocabulary::Polarity::Affirm => "affirmed",
            bayan_claim::vocabulary::Polarity::Deny => "denied",
            bayan_claim::vocabulary::Polarity::Neutral => "neither affirmed nor denied",
        };
        let certainty = match certainty {
            bayan_claim::vocabulary::Certainty::Unstated => "how sure is not stated".to_owned(),
            stated => stated.to_string(),
        };
        let mut words = format!("{polarity}, {certainty}");
        if let Some(basis) = basis {
            words = format!("{words}, basis: {}", spaced(basis.name()));
        }
        if let Some(hop) = hop {
            words = format!("{words}, held by hop {}", u16::from(hop) + 1);
        }
        words
    }

    /// The speech act, and the reporter's verb for it.
    pub fn act(&self, claim: &Claim) -> String {
        let act = spaced(claim.act.name());
        let Some(Verb { hop, language, printed }) = &claim.verb else { return act };
        let hop = hop.map(|hop| format!(", of hop {}", u16::from(hop) + 1)).unwrap_or_default();
        format!("{act}, verb {} ({language}{hop})", self.printed(printed))
    }

    /// How far a claim reaches: one line a dimension.
    pub fn scope(&self, scope: &Scope) -> Vec<String> {
        let mut lines: Vec<String> = scope
            .dimensions()
            .into_iter()
            .filter_map(|(name, extent)| Some(format!("{name}: {}", self.extent(extent?))))
            .collect();
        lines.extend(scope.as_of.as_ref().map(|as_of| match as_of {
            AsOf::ThisUtterance => "as of this utterance".to_owned(),
            AsOf::Time(time) => format!("as of {}", self.time(time)),
        }));
        lines
    }

    fn extent(&self, extent: &Extent) -> String {
        let list = |entities: &[_]| {
            entities.iter().map(|entity| self.entity(entity)).collect::<Vec<_>>().join(", ")
        };
        let words = match (extent.of.is_empty(), extent.all_except.is_empty()) {
            (false, true) => list(&extent.of),
            (true, _) => format!("everything except {}", list(&extent.all_except)),
            (false, false) => format!("{} except {}", list(&extent.of), list(&extent.all_except)),
        };
        let unsure = match extent.unsure {
            None => "",
            Some(Unsure::Members) => " (unsure: whether these are all)",
            Some(Unsure::Exception) => " (unsure: whether the exception was counted in)",
            Some(Unsure::Limit) => " (unsure: whether it is limited at all)",
        };
        format!("{words}{unsure}")
    }

    /// A word of doubt, bound or scope.
    pub fn marker(&self, marker: &Marker) -> String {
        let mut words = spaced(marker.kind.name());
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
            Until::FurtherNotice => "further notice".to_owned(),
        }
    }
}
