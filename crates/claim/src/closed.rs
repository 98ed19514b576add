//! Closed lists: one enum each, one name per member, and an unknown name answered with the nearest known.

/// A name that is not in its closed list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} {given:?}; nearest: {}", nearest.join(", "))]
pub struct UnknownName {
    /// Which list: "speech act", "channel", …
    pub what: &'static str,
    /// The name as given, cut to 64 code points.
    pub given: String,
    /// The nearest known names, best first; at most [`crate::limits::NEAREST`].
    pub nearest: Vec<String>,
}

impl UnknownName {
    /// The error for `given`, with the nearest of `known`.
    pub fn new<'a>(
        what: &'static str,
        given: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        // An outside name is cut before it is compared: the comparison takes time in its length.
        let given: String = given.chars().take(64).collect();
        let nearest = nearest(&given, known);
        Self { what, given, nearest }
    }
}

/// The names most like `given` by edit distance, best first, ties by name.
pub(crate) fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut ranked: Vec<(usize, &str)> =
        known.into_iter().map(|name| (strsim::osa_distance(given, name), name)).collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked.into_iter().take(crate::limits::NEAREST).map(|(_, name)| name.to_owned()).collect()
}

/// Defines a closed list: the enum, `ALL`, `name`, text forms, serde as a string, and its JSON Schema.
macro_rules! closed {
    (
        $(#[$doc:meta])*
        $name:ident is $what:literal {
            $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
        }

        impl $name {
            /// Every member, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name on the wire.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::closed::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::closed::UnknownName::new(
                        $what,
                        text,
                        Self::ALL.iter().map(|member| member.name()),
                    )),
                }
            }
        }

        $crate::form::string_form!($name, $what, {
            "enum": Self::ALL.iter().map(|member| member.name()).collect::<Vec<_>>()
        });

        impl $crate::part::Part for $name {}
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_is_ordered_bounded_and_cut() {
        let error = UnknownName::new("act", "asert", ["denies", "asserts", "admits", "alleges"]);
        assert_eq!(error.nearest.len(), crate::limits::NEAREST);
        assert_eq!(error.nearest.first().map(String::as_str), Some("asserts"));
        assert!(error.to_string().starts_with("unknown act \"asert\"; nearest: asserts, "));
        assert_eq!(UnknownName::new("act", &"x".repeat(1000), ["y"]).given.len(), 64);
    }
}
