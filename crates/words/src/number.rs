//! Numbers as a language writes them: its digits, its grouping, its decimal sign.

use bayan_claim::value::{Amount, Decimal};
use icu_decimal::options::DecimalFormatterOptions;
use icu_decimal::{DecimalFormatter, input};
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

use crate::tongue::{Tongue, UnknownTongue};
use crate::words::Words;

/// Writes the numbers of one language.
pub(crate) struct Numbers(DecimalFormatter);

impl Numbers {
    pub(crate) fn new(tongue: Tongue) -> Self {
        let formatter =
            DecimalFormatter::try_new(tongue.locale().into(), DecimalFormatterOptions::default())
                .expect("the compiled data holds the numbers of every locale");
        Self(formatter)
    }

    pub(crate) fn whole(&self, number: u64) -> String {
        self.0.format(&number.into()).to_string()
    }

    /// A number in ASCII digits; `None` for what is no number.
    pub(crate) fn written(&self, ascii: &str) -> Option<String> {
        let number = input::Decimal::try_from_str(ascii).ok()?;
        Some(self.0.format(&number).to_string())
    }
}

/// So that Fluent can keep one beside its plural rules.
impl Memoizable for Numbers {
    type Args = ();
    type Error = UnknownTongue;

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, UnknownTongue> {
        language.language.as_str().parse().map(Self::new)
    }
}

impl Words {
    /// A whole number.
    pub fn number(&self, number: u64) -> String {
        self.numbers.whole(number)
    }

    /// A decimal number. What was printed is a text of its own and stays as it is.
    pub fn decimal(&self, number: &Decimal) -> String {
        // ICU reads every decimal that ours can be; were one not read, its wire form is still right.
        self.numbers.written(number.as_str()).unwrap_or_else(|| number.as_str().to_owned())
    }

    /// A number with its bound: "at least 2,000".
    pub fn amount(&self, amount: &Amount) -> String {
        let bound = |key, number: &Decimal| {
            self.with(key, &[("number", self.decimal(number).as_str().into())])
        };
        match amount {
            Amount::Exactly(number) => self.decimal(number),
            Amount::Below(number) => bound("amount-below", number),
            Amount::AtMost(number) => bound("amount-at-most", number),
            Amount::Above(number) => bound("amount-above", number),
            Amount::AtLeast(number) => bound("amount-at-least", number),
            Amount::About(number) => bound("amount-about", number),
            Amount::Between { hi, lo } => {
                let (low, high) = (self.decimal(lo), self.decimal(hi));
                self.with(
                    "amount-between",
                    &[("low", low.as_str().into()), ("high", high.as_str().into())],
                )
            }
            Amount::Several => self.text("amount-several").into_owned(),
            Amount::Unstated => self.text("amount-unstated").into_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_groups_and_points_its_own_way() {
        for (tongue, number, written) in [
            (Tongue::En, "12345678.5", "12,345,678.5"),
            (Tongue::Fr, "12345678.5", "12\u{202f}345\u{202f}678,5"),
            (Tongue::Sw, "12345678.5", "12,345,678.5"),
            (Tongue::Hi, "12345678.5", "1,23,45,678.5"),
            (Tongue::Fa, "12345678.5", "۱۲٬۳۴۵٬۶۷۸٫۵"),
            (Tongue::Id, "12345678.5", "12.345.678,5"),
            (Tongue::En, "0", "0"),
            (Tongue::Fa, "0", "۰"),
            (Tongue::Id, "-2.15", "-2,15"),
        ] {
            let words = Words::new(tongue);
            assert_eq!(words.decimal(&number.parse().unwrap()), written, "{tongue} {number}");
        }
    }

    #[test]
    fn the_largest_numbers_keep_every_digit() {
        let words = Words::new(Tongue::En);
        assert_eq!(words.number(u64::MAX), "18,446,744,073,709,551,615");
        let digits = format!("{}.{}", "9".repeat(30), "1".repeat(18));
        let written = words.decimal(&digits.parse().unwrap());
        assert_eq!(written.replace(',', ""), digits);
    }

    #[test]
    fn amounts_say_their_bound() {
        let n = |text: &str| text.parse::<Decimal>().unwrap();
        for (tongue, amount, written) in [
            (Tongue::En, Amount::Exactly(n("2000")), "2,000"),
            (Tongue::En, Amount::AtLeast(n("2000")), "at least 2,000"),
            (Tongue::En, Amount::Below(n("2000")), "less than 2,000"),
            (Tongue::En, Amount::Between { lo: n("1"), hi: n("2.5") }, "between 1 and 2.5"),
            (Tongue::Fr, Amount::AtMost(n("0.5")), "au plus 0,5"),
            (Tongue::Sw, Amount::Several, "kadhaa"),
            (Tongue::Hi, Amount::Above(n("600000")), "6,00,000 से अधिक"),
            (Tongue::Fa, Amount::About(n("2000")), "حدود ۲٬۰۰۰"),
            (Tongue::Id, Amount::Unstated, "jumlah tidak disebutkan"),
        ] {
            assert_eq!(Words::new(tongue).amount(&amount), written, "{tongue}");
        }
    }
}
