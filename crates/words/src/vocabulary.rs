//! The labels of the closed lists of `bayan-claim`, of topics and of facets.

use std::borrow::Cow;

use bayan_claim::Kind;
use bayan_claim::facet::{FacetName, Harm};
use bayan_claim::vocabulary::{
    Act, AmendReason, Answer, Appending, Basis, ByteBase, ByteUnit, Certainty, Channel, Closure,
    DefectKind, Family, HopKind, Maker, MarkerKind, Order, PartyKind, Polarity, PricedFor,
    RedactionReason, Relation, RenditionKind, RevokeReason, ThingKind, TimeUnit, Unsure, Usage,
    ValueType, View, Weekday, Zone,
};

use crate::words::Words;

/// One method a closed list, and the lists for a test. `Algorithm` has none: its members are names.
macro_rules! lists {
    ($($(#[$doc:meta])* $method:ident($list:ident) = $prefix:literal;)+) => {
        impl Words {
            $(
                $(#[$doc])*
                pub fn $method(&self, member: $list) -> Cow<'_, str> {
                    self.label($prefix, member.name())
                }
            )+
        }

        /// The prefix, the members' names, and the label of each, of every list.
        #[cfg(test)]
        fn lists(words: &Words) -> Vec<(&'static str, Vec<(&'static str, Cow<'_, str>)>)> {
            vec![$(
                ($prefix, $list::ALL.iter().map(|m| (m.name(), words.$method(*m))).collect()),
            )+]
        }
    };
}

lists! {
    /// What a statement does.
    kind(Kind) = "kind";
    /// A speech act.
    act(Act) = "act";
    /// Why a recorder corrects an own record.
    amend_reason(AmendReason) = "amend";
    /// An answer.
    answer(Answer) = "answer";
    /// Who may append.
    appending(Appending) = "appending";
    /// What a source says its claim rests on.
    basis(Basis) = "basis";
    /// What a unit of data counts in.
    byte_base(ByteBase) = "data-base";
    /// A unit of data.
    byte_unit(ByteUnit) = "data";
    /// How sure a source says it is.
    certainty(Certainty) = "certainty";
    /// How an utterance reached its first listener.
    channel(Channel) = "channel";
    /// Whether a set names all its members.
    closure(Closure) = "closure";
    /// What is wrong with captured bytes.
    defect(DefectKind) = "defect";
    /// A family of facets.
    family(Family) = "family";
    /// How words passed from one mouth to the next.
    hop(HopKind) = "hop";
    /// Whether a person or a machine made it.
    maker(Maker) = "maker";
    /// A word of doubt, bound or scope.
    marker(MarkerKind) = "marker";
    /// How a time lies to its anchor.
    order(Order) = "order";
    /// What kind of party.
    party_kind(PartyKind) = "party";
    /// Which way a source holds a claim.
    polarity(Polarity) = "polarity";
    /// What an amount of money is for.
    priced_for(PricedFor) = "price";
    /// Why something is no longer served.
    redaction_reason(RedactionReason) = "redaction";
    /// How two claims or incidents stand to each other.
    relation(Relation) = "relation";
    /// What was made of an artifact.
    rendition(RenditionKind) = "rendition";
    /// Why a key is revoked.
    revoke_reason(RevokeReason) = "revoke";
    /// What kind of thing.
    thing_kind(ThingKind) = "thing";
    /// A unit of time, in the plural.
    unit(TimeUnit) = "unit";
    /// What a text leaves open about an extent.
    unsure(Unsure) = "unsure";
    /// What a key may be used for.
    usage(Usage) = "usage";
    /// A type of value.
    value_type(ValueType) = "type";
    /// What a signer says of a statement.
    view(View) = "opinion";
    /// A day of the week.
    weekday(Weekday) = "weekday";
    /// A part of a publication.
    zone(Zone) = "zone";
}

impl Words {
    /// What a claim says of harm.
    pub fn harm(&self, harm: Harm) -> Cow<'_, str> {
        self.text(match harm {
            Harm::Affirmed => "harm-affirmed",
            Harm::Denied => "harm-denied",
            Harm::Open => "harm-open",
        })
    }

    /// A topic; one that is not built in shows as its name.
    pub fn topic<'a>(&'a self, topic: &'a str) -> Cow<'a, str> {
        self.label("topic", topic)
    }

    /// A facet; a leaf that a ledger declared shows as its name.
    pub fn facet(&self, facet: &FacetName) -> Cow<'_, str> {
        let name = facet.to_string();
        Cow::Owned(self.label("facet", &name).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::tongue::Tongue;

    /// The keys of a file.
    fn keys(tongue: Tongue) -> BTreeSet<&'static str> {
        tongue.file().lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key).collect()
    }

    #[test]
    fn every_member_has_a_label_of_its_own_in_every_language() {
        for tongue in Tongue::ALL {
            let words = Words::new(tongue);
            let keys = keys(tongue);
            for (prefix, members) in lists(&words) {
                let mut seen = BTreeMap::new();
                for (name, label) in members {
                    let key = format!("{prefix}-{}", name.replace('_', "-"));
                    assert!(keys.contains(key.as_str()), "{tongue} lacks {key}");
                    // Two members under one label would be told apart by nobody.
                    if let Some(other) = seen.insert(label.clone(), name) {
                        panic!("{tongue}: {prefix} {name} and {other} are both {label:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_key_of_a_list_outlives_its_member() {
        let words = Words::new(Tongue::En);
        let lists = lists(&words);
        let known: BTreeSet<String> = lists
            .iter()
            .flat_map(|(prefix, members)| members.iter().map(move |(name, _)| (prefix, name)))
            .map(|(prefix, name)| format!("{prefix}-{}", name.replace('_', "-")))
            .collect();
        for key in keys(Tongue::En) {
            let of_a_list = lists.iter().any(|(prefix, _)| key.starts_with(&format!("{prefix}-")));
            assert!(!of_a_list || known.contains(key), "{key} has no member");
        }
    }

    #[test]
    fn topics_and_facets_are_those_of_the_table() {
        let table: toml::Table =
            include_str!("../../claim/facets.toml").parse().expect("the table is TOML");
        let names = |section: &str, prefix: &str| -> BTreeSet<String> {
            let section = table[section].as_table().unwrap();
            section
                .keys()
                .map(|name| format!("{prefix}-{}", name.replace(['.', '_'], "-")))
                .collect()
        };
        let (topics, facets) = (names("topics", "topic"), names("facets", "facet"));
        assert_eq!((topics.len(), facets.len()), (18, 105));
        for tongue in Tongue::ALL {
            let having = |prefix: &str| -> BTreeSet<String> {
                keys(tongue)
                    .into_iter()
                    .filter(|key| key.starts_with(prefix))
                    .map(str::to_owned)
                    .collect()
            };
            assert_eq!(having("topic-"), topics, "{tongue}");
            assert_eq!(having("facet-"), facets, "{tongue}");
            let words = Words::new(tongue);
            let mut seen = BTreeMap::new();
            for key in &facets {
                if let Some(other) = seen.insert(words.text(key), key) {
                    panic!("{tongue}: {key} and {other} have one label");
                }
            }
        }
    }

    #[test]
    fn names_without_a_label_show_as_they_are() {
        let words = Words::new(Tongue::Hi);
        let facet = |name: &str| words.facet(&name.parse().unwrap()).into_owned();
        assert_eq!(facet("confidentiality.leak"), "डेटा लीक");
        assert_eq!(facet("incident.time_noticed"), "पता चलने का समय");
        assert_eq!(facet("incident.weather_that_day"), "incident.weather_that_day");
        assert_eq!(words.topic("data_compromise"), "डेटा की सुरक्षा में सेंध");
        assert_eq!(words.topic("no_such_topic"), "no_such_topic");
    }

    #[test]
    fn harm_has_three_labels() {
        for tongue in Tongue::ALL {
            let words = Words::new(tongue);
            let labels: BTreeSet<_> =
                [Harm::Affirmed, Harm::Denied, Harm::Open].map(|harm| words.harm(harm)).into();
            assert_eq!(labels.len(), 3, "{tongue}");
        }
    }
}
