//! Which facets are meant: a topic, a family, one facet, or all.

use std::collections::BTreeSet;

use bayan_claim::facet::{Catalogue, FacetName};

use crate::error::{Exit, Failure};
use crate::nearest;

/// What an answer is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Everything.
    All,
    /// A topic, by name.
    Topic(String),
    /// A family, by name.
    Family(String),
    /// One facet.
    Facet(FacetName),
}

/// The facets that an answer is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it was asked for.
    pub about: About,
    /// The facets, those without a claim among them.
    pub facets: BTreeSet<FacetName>,
}

impl Choice {
    /// The facets of a topic, a family or one facet, by name; without a word all.
    ///
    /// # Errors
    /// A name that is none of these, with the nearest known.
    pub fn of(catalogue: &Catalogue, word: Option<&str>) -> Result<Self, Failure> {
        let all = || catalogue.facets().map(|(facet, _)| facet);
        let Some(word) = word else {
            return Ok(Self { about: About::All, facets: all().cloned().collect() });
        };
        if let Some(facet) = all().find(|facet| facet.to_string() == word) {
            let facets = BTreeSet::from([facet.clone()]);
            return Ok(Self { about: About::Facet(facet.clone()), facets });
        }
        if catalogue.topic(word).is_ok() {
            let facets = catalogue.facets_of(word).cloned().collect();
            return Ok(Self { about: About::Topic(word.to_owned()), facets });
        }
        let facets: BTreeSet<FacetName> =
            all().filter(|facet| facet.family().name() == word).cloned().collect();
        if facets.is_empty() {
            return Err(unknown(catalogue, word));
        }
        Ok(Self { about: About::Family(word.to_owned()), facets })
    }

    /// Whether an answer is about a facet.
    pub fn holds(&self, facet: &FacetName) -> bool {
        self.facets.contains(facet)
    }

    /// The topics that its facets belong to, by name.
    pub fn topics<'a>(&self, catalogue: &'a Catalogue) -> Vec<&'a str> {
        let is_meant = |topic: &&str| match &self.about {
            About::Topic(name) => *topic == name,
            _ => catalogue.facets_of(topic).any(|facet| self.holds(facet)),
        };
        catalogue.topics().map(|(name, _)| name).filter(is_meant).collect()
    }
}

fn unknown(catalogue: &Catalogue, word: &str) -> Failure {
    let facets: Vec<String> = catalogue.facets().map(|(facet, _)| facet.to_string()).collect();
    let families = catalogue.facets().map(|(facet, _)| facet.family().name());
    let topics = catalogue.topics().map(|(name, _)| name);
    let known = facets.iter().map(String::as_str).chain(families).chain(topics);
    let what = nearest::unknown("topic, family or facet", word, known);
    Failure::new(Exit::Usage, what, "`bayan facets` lists them all")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_topics_families_and_facets() {
        let catalogue = Catalogue::builtin();
        for (word, about, holds, lacks) in [
            (
                "data_compromise",
                About::Topic("data_compromise".to_owned()),
                "data.safety",
                "market.price",
            ),
            (
                "confidentiality",
                About::Family("confidentiality".to_owned()),
                "confidentiality.leak",
                "data.safety",
            ),
            (
                "data.safety",
                About::Facet("data.safety".parse().unwrap()),
                "data.safety",
                "data.backup",
            ),
        ] {
            let choice = Choice::of(catalogue, Some(word)).unwrap();
            assert_eq!(choice.about, about);
            assert!(
                choice.holds(&holds.parse().unwrap()) && !choice.holds(&lacks.parse().unwrap())
            );
        }
        let all = Choice::of(catalogue, None).unwrap();
        assert_eq!(all.facets.len(), catalogue.facets().count());
        assert_eq!(all.topics(catalogue).len(), catalogue.topics().count());
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        for (word, near) in [
            ("data_compromised", "data_compromise"),
            ("confidentialty", "confidentiality"),
            ("data.saftey", "data.safety"),
            ("safety", "data.safety"),
            ("DATA.Safety", "data.safety"),
        ] {
            let failure = Choice::of(Catalogue::builtin(), Some(word)).unwrap_err();
            assert_eq!(failure.exit, Exit::Usage);
            assert!(failure.what.contains(near), "{}", failure.what);
        }
        for stranger in ["", "nothing.such", "zzz"] {
            let failure = Choice::of(Catalogue::builtin(), Some(stranger)).unwrap_err();
            assert!(!failure.what.contains("nearest"), "{}", failure.what);
        }
    }
}
