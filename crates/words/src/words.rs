//! Looking a word up.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::date::Dates;
use crate::number::Numbers;
use crate::tongue::Tongue;

type Bundle = FluentBundle<FluentResource>;

/// The words of one language.
pub struct Words {
    tongue: Tongue,
    isolating: bool,
    own: Bundle,
    /// English, read when a word is missing in another language.
    english: OnceLock<Bundle>,
    pub(crate) numbers: Numbers,
    pub(crate) dates: Dates,
}

/// What a message's variable stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Text, shown as it is.
    Text(&'a str),
    /// A count, which selects the plural and is shown as the language writes numbers.
    Count(u64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Arg<'_> {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Arg<'_> {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words")
            .field("tongue", &self.tongue)
            .field("isolating", &self.isolating)
            .finish_non_exhaustive()
    }
}

impl Words {
    /// The words of a language, with nothing around what stands for a variable.
    pub fn new(tongue: Tongue) -> Self {
        Self::read(tongue, tongue.file(), false)
    }

    /// The words of a language, with each variable between FSI and PDI (U+2068 and U+2069), so that a name of
    /// the other direction leaves the words around it where they are (UAX #9, "explicit directional isolates").
    ///
    /// For HTML. In a pipe the marks would be bytes that the reader of a line did not ask for, and many
    /// terminals show them as boxes.
    pub fn isolating(tongue: Tongue) -> Self {
        Self::read(tongue, tongue.file(), true)
    }

    fn read(tongue: Tongue, file: &str, isolating: bool) -> Self {
        Self {
            tongue,
            isolating,
            own: bundle(tongue, file, isolating),
            english: OnceLock::new(),
            numbers: Numbers::new(tongue),
            dates: Dates::new(tongue),
        }
    }

    /// The language.
    pub fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// A message without variables.
    ///
    /// A key that this language lacks is answered in English. One that English lacks is a fault of ours,
    /// which a test looks for in the source; it is answered with the key.
    pub fn text<'a>(&'a self, key: &'a str) -> Cow<'a, str> {
        self.find(key, &[]).unwrap_or(Cow::Borrowed(key))
    }

    /// A message with its variables; a key that is missing is treated as in [`Self::text`].
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.find(key, args).map_or_else(|| key.to_owned(), Cow::into_owned)
    }

    /// The label of a member of a closed list by the list's prefix and the member's name on the wire, for
    /// lists that another crate closes: `label("shift", "shifts_scope")` is the message `shift-shifts-scope`.
    /// A member without a label shows as its name.
    pub fn label<'a>(&'a self, list: &str, name: &'a str) -> Cow<'a, str> {
        let key = format!("{list}-{}", name.replace(['_', '.'], "-"));
        self.find(&key, &[]).unwrap_or(Cow::Borrowed(name))
    }

    /// Several items in one line, as a language separates them.
    pub fn list(&self, items: &[impl AsRef<str>]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        items.join(&self.text("list-separator"))
    }

    /// The message of a key, in this language or else in English.
    fn find(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Option<Cow<'_, str>> {
        let args: FluentArgs<'_> =
            args.iter().map(|(name, arg)| (*name, self.value(*arg))).collect();
        show(&self.own, key, &args).or_else(|| {
            let english = || bundle(Tongue::En, Tongue::En.file(), self.isolating);
            show(self.english.get_or_init(english), key, &args)
        })
    }

    fn value<'a>(&self, arg: Arg<'a>) -> FluentValue<'a> {
        /// Fluent counts in `f64`, which holds each whole number up to this one.
        const EXACT: u64 = 1 << 53;
        match arg {
            Arg::Text(text) => text.into(),
            Arg::Count(count) if count <= EXACT => count.into(),
            // Too many for any singular: the message takes its default form.
            Arg::Count(count) => self.numbers.whole(count).into(),
        }
    }
}

/// Reads a file. Its syntax and the uniqueness of its keys are ours; a test reads each.
fn bundle(tongue: Tongue, file: &str, isolating: bool) -> Bundle {
    let resource = FluentResource::try_new(file.to_owned()).expect("a test reads the Fluent files");
    let language: LanguageIdentifier = tongue.tag().parse().expect("the tags are well formed");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(isolating);
    bundle.set_formatter(Some(write_number));
    bundle.add_resource(resource).expect("a test looks for keys that stand twice");
    bundle
}

/// A message of a bundle with its variables put in.
fn show<'a>(bundle: &'a Bundle, key: &str, args: &FluentArgs<'_>) -> Option<Cow<'a, str>> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let shown = bundle.format_pattern(pattern, Some(args), &mut errors);
    debug_assert!(errors.is_empty(), "{key}: {errors:?}");
    Some(shown)
}

/// Writes the numbers inside messages as the rest of the crate writes numbers.
fn write_number(value: &FluentValue<'_>, intls: &impl MemoizerKind) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let ascii = number.as_string();
    intls.with_try_get_threadsafe((), |numbers: &Numbers| numbers.written(&ascii)).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_follow_the_language() {
        for (tongue, count, shown) in [
            (Tongue::En, 0_u64, "0 days"),
            (Tongue::En, 1, "1 day"),
            (Tongue::En, 1_234, "1,234 days"),
            // French counts none in the singular.
            (Tongue::Fr, 0, "0 jour"),
            (Tongue::Fr, 2, "2 jours"),
            (Tongue::Sw, 1, "siku 1"),
            (Tongue::Sw, 3, "siku 3"),
            (Tongue::Hi, 100_000, "1,00,000 दिन"),
            (Tongue::Fa, 12, "۱۲ روز"),
            (Tongue::Id, 72_000, "72.000 hari"),
            // The first whole number that f64 does not hold.
            (Tongue::En, 9_007_199_254_740_993, "9,007,199,254,740,993 days"),
        ] {
            let words = Words::new(tongue);
            assert_eq!(words.with("span-days", &[("n", count.into())]), shown, "{tongue} {count}");
        }
    }

    #[test]
    fn isolates_are_a_choice() {
        let party = [("party", Arg::Text("وزارت"))];
        let plain = Words::new(Tongue::En);
        assert_eq!(plain.with("position-of", &party), "position of وزارت");
        let marked = Words::isolating(Tongue::En);
        assert_eq!(marked.with("position-of", &party), "position of \u{2068}وزارت\u{2069}");
        assert_eq!(marked.text("now"), "now");
    }

    #[test]
    fn a_missing_word_is_answered_in_english_and_a_missing_key_with_itself() {
        let words = Words::read(Tongue::Fr, "now = maintenant\n", true);
        assert_eq!(words.text("now"), "maintenant");
        assert_eq!(words.text("before"), "before");
        assert_eq!(
            words.with("position-of", &[("party", "X".into())]),
            "position of \u{2068}X\u{2069}"
        );
        assert_eq!(words.with("span-days", &[("n", 0_u64.into())]), "\u{2068}0\u{2069} days");
        for odd in ["", "no such key", "-term", "now.attribute", "span-days{", "\u{0}"] {
            assert_eq!(words.text(odd), odd);
            assert_eq!(words.with(odd, &[]), odd);
            assert_eq!(words.label("facet", odd), odd);
        }
    }

    #[test]
    fn what_stands_for_a_variable_is_not_read_as_fluent() {
        let odd = "{ $party } { -term } \u{2069} [one] \"";
        let words = Words::new(Tongue::En);
        assert_eq!(
            words.with("position-of", &[("party", odd.into())]),
            format!("position of {odd}")
        );
    }

    #[test]
    fn lists_are_separated_as_the_language_does() {
        assert_eq!(Words::new(Tongue::En).list(&["a", "b", "c"]), "a, b, c");
        assert_eq!(Words::new(Tongue::Fa).list(&["a", "b"]), "a، b");
        assert_eq!(Words::new(Tongue::En).list(&[""; 0]), "");
    }

    #[test]
    fn words_can_be_shared_between_threads() {
        fn shared(_: &(impl Send + Sync)) {}
        shared(&Words::new(Tongue::En));
    }
}
