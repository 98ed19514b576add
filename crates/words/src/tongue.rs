//! The languages that there are words in.

use std::fmt;
use std::str::FromStr;

use icu_locale_core::{Locale, locale};

/// A language that there are words in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tongue {
    /// English, spelt and dated the British way.
    En,
    /// French.
    Fr,
    /// Swahili.
    Sw,
    /// Hindi.
    Hi,
    /// Persian.
    Fa,
    /// Indonesian.
    Id,
}

/// Which way a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// A language tag without words here, or text that is no language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no words in {given:?}; there are words in {}", known())]
pub struct UnknownTongue {
    /// The tag as given, cut to 64 code points.
    pub given: String,
}

fn known() -> String {
    Tongue::ALL.map(Tongue::tag).join(", ")
}

impl Tongue {
    /// Every language, English first.
    pub const ALL: [Self; 6] = [Self::En, Self::Fr, Self::Sw, Self::Hi, Self::Fa, Self::Id];

    /// The language tag (BCP 47), for instance for HTML's `lang` attribute.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Sw => "sw",
            Self::Hi => "hi",
            Self::Fa => "fa",
            Self::Id => "id",
        }
    }

    /// Which way the language is written.
    pub const fn direction(self) -> Direction {
        match self {
            Self::Fa => Direction::RightToLeft,
            Self::En | Self::Fr | Self::Sw | Self::Hi | Self::Id => Direction::LeftToRight,
        }
    }

    /// The locale by which numbers and dates are written.
    pub(crate) const fn locale(self) -> Locale {
        match self {
            // "en" alone means the United States, where the day stands after the month.
            Self::En => locale!("en-GB"),
            Self::Fr => locale!("fr"),
            Self::Sw => locale!("sw"),
            Self::Hi => locale!("hi"),
            Self::Fa => locale!("fa"),
            Self::Id => locale!("id"),
        }
    }

    /// The Fluent file.
    pub(crate) const fn file(self) -> &'static str {
        match self {
            Self::En => include_str!("../i18n/en.ftl"),
            Self::Fr => include_str!("../i18n/fr.ftl"),
            Self::Sw => include_str!("../i18n/sw.ftl"),
            Self::Hi => include_str!("../i18n/hi.ftl"),
            Self::Fa => include_str!("../i18n/fa.ftl"),
            Self::Id => include_str!("../i18n/id.ftl"),
        }
    }
}

impl fmt::Display for Tongue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Tongue {
    type Err = UnknownTongue;

    /// Reads a language tag (BCP 47) and takes its primary subtag: `fr-CA` is French.
    fn from_str(text: &str) -> Result<Self, UnknownTongue> {
        let unknown = || UnknownTongue { given: text.chars().take(64).collect() };
        // No tag of RFC 5646 §4.4.1 is longer than 35 characters; extensions may make it so.
        if text.len() > 255 {
            return Err(unknown());
        }
        let locale = Locale::try_from_str(text).map_err(|_| unknown())?;
        Self::ALL
            .into_iter()
            .find(|tongue| tongue.tag() == locale.id.language.as_str())
            .ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_matched_by_their_primary_subtag() {
        for (tag, tongue) in [
            ("en", Tongue::En),
            ("en-US", Tongue::En),
            ("fr-CA", Tongue::Fr),
            ("FR", Tongue::Fr),
            ("sw-TZ", Tongue::Sw),
            ("hi-Deva-IN", Tongue::Hi),
            ("fa-AF", Tongue::Fa),
            ("fa-u-nu-latn", Tongue::Fa),
            ("id-x-office", Tongue::Id),
        ] {
            assert_eq!(tag.parse(), Ok(tongue), "{tag}");
        }
        for tongue in Tongue::ALL {
            assert_eq!(tongue.tag().parse(), Ok(tongue));
            assert_eq!(tongue.locale().id.language.as_str(), tongue.tag());
        }
    }

    #[test]
    fn what_is_not_known_or_no_tag_is_refused_with_the_list() {
        for bad in ["", "de", "fra", "french", "fr-", "-fr", "fr-!!", "fr CA", "fr.UTF-8", "x-fr"] {
            let error = bad.parse::<Tongue>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("no words in {bad:?}; there are words in en, fr, sw, hi, fa, id")
            );
        }
        let long = format!("fr-{}", "x".repeat(10_000));
        assert_eq!(long.parse::<Tongue>().unwrap_err().given.len(), 64);
    }

    #[test]
    fn persian_alone_runs_from_right_to_left() {
        let rtl: Vec<_> =
            Tongue::ALL.into_iter().filter(|t| t.direction().name() == "rtl").collect();
        assert_eq!(rtl, [Tongue::Fa]);
    }
}
