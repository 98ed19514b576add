//! What is withheld of an incident, at the end of every answer about it: something stood there, and the answer may lack it.

use super::choice::Choice;
use super::telling::Teller;
use crate::reading::layout::Page;

impl Teller<'_> {
    /// What is withheld of the incident, under its heading; nothing where nothing is.
    pub fn gaps(&self, page: &mut Page<'_>) {
        let gaps = &self.scene.case.gaps;
        if !gaps.is_empty() {
            page.heading(&self.text("head-gaps"));
        }
        for gap in gaps {
            page.line(format!("  {}", self.warn(&self.gap(gap))));
        }
    }

    /// That no claim stands on what was asked for: because none was recorded, or because all were taken back.
    pub fn nothing_stands(&self, page: &mut Page<'_>, choice: &Choice) {
        let mut steps = self.scene.picture().tracks.speakers.iter().flat_map(|track| &track.steps);
        let is_said = steps.any(|step| choice.holds(&self.scene.case.claim(step.claim).fact.facet));
        let is_possible = || {
            let mut claims = self.scene.case.claims().filter(|(_, claimed)| claimed.possible);
            claims.any(|(_, claimed)| choice.holds(&claimed.fact.facet))
        };
        let key = if is_said {
            "none-stands"
        } else if is_possible() {
            "nobody-surely-said"
        } else {
            "nobody-said"
        };
        self.nothing_found(page, key);
    }

    /// That nothing is found, in the words of `key`. Where something is withheld nobody can say so: then it is that
    /// nothing can be read.
    pub fn nothing_found(&self, page: &mut Page<'_>, key: &str) {
        if self.scene.case.gaps.is_empty() {
            page.line(self.text(key));
        } else {
            page.line(self.warn(&self.text("none-readable")));
        }
    }
}
