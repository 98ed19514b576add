//! Decimal numbers of any printed size, as strings: no binary fraction ever stands in a body.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::form::string_form;
use crate::limits;
use crate::part::Part;

/// Text that is not a decimal in its one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected a decimal: digits, at most 30 before and 18 after the point, no zeros that say nothing"
)]
pub struct DecimalError;

/// A decimal number in its one form: `-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?`, never `-0`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// The number as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Sign, integer digits and fraction digits.
    fn split(&self) -> (bool, &str, &str) {
        let (negative, digits) = match self.0.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, &*self.0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        (negative, whole, fraction)
    }

    /// Whether the number is above zero.
    pub fn is_above_zero(&self) -> bool {
        !self.0.starts_with('-') && &*self.0 != "0"
    }

    /// Whether the number is below zero.
    pub fn is_below_zero(&self) -> bool {
        self.0.starts_with('-')
    }

    /// The number from a sign, integer digits and fraction digits, with the zeros that say nothing dropped.
    pub(crate) fn from_digits(
        negative: bool,
        whole: &str,
        fraction: &str,
    ) -> Result<Self, DecimalError> {
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let zero = whole.is_empty() && fraction.is_empty();
        let mut text = String::new();
        if negative && !zero {
            text.push('-');
        }
        text.push_str(if whole.is_empty() { "0" } else { whole });
        if !fraction.is_empty() {
            text.push('.');
            text.push_str(fraction);
        }
        text.parse()
    }
}

impl From<u64> for Decimal {
    fn from(number: u64) -> Self {
        Self(number.to_string().into())
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(DecimalError),
            Some(split) => split,
            None => (digits, ""),
        };
        let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let one_form = number(whole)
            && number(fraction)
            && (1..=limits::DECIMAL_WHOLE).contains(&whole.len())
            && fraction.len() <= limits::DECIMAL_FRACTION
            && (whole == "0" || !whole.starts_with('0'))
            && !fraction.ends_with('0')
            && text != "-0";
        if one_form { Ok(Self(text.into())) } else { Err(DecimalError) }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a_negative, a_whole, a_fraction) = self.split();
        let (b_negative, b_whole, b_fraction) = other.split();
        // Without leading zeros the longer integer is the larger; without trailing zeros a fraction
        // that extends another is the larger, which is the order of strings.
        let size =
            || (a_whole.len(), a_whole, a_fraction).cmp(&(b_whole.len(), b_whole, b_fraction));
        match (a_negative, b_negative) {
            (false, false) => size(),
            (true, true) => size().reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

string_form!(Decimal, "decimal", {
    "pattern": "^(?!-0$)-?(0|[1-9][0-9]{0,29})(\\.[0-9]{0,17}[1-9])?$"
});

impl Part for Decimal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form() {
        let (whole, fraction) = ("9".repeat(30), format!("0.{}1", "0".repeat(17)));
        for good in ["0", "1", "-1", "10", "0.5", "-0.5", "2.15", "6000000", &whole, &fraction] {
            assert_eq!(good.parse::<Decimal>().unwrap().to_string(), good);
        }
        let (whole, fraction) = ("9".repeat(31), format!("0.{}1", "0".repeat(18)));
        for bad in [
            "", "-", ".", "-0", "00", "01", "1.", ".5", "1.0", "1.50", "+1", "1e3", "1,5", "1 000",
            "٢", "--1", "1.2.3", "-0.0", &whole, &fraction,
        ] {
            assert_eq!(bad.parse::<Decimal>(), Err(DecimalError), "{bad}");
        }
    }

    #[test]
    fn order_is_that_of_numbers() {
        let ascending = [
            "-100", "-20", "-1.5", "-1.25", "-1", "-0.5", "0", "0.05", "0.5", "1", "1.25", "1.5",
            "9", "10", "100",
        ];
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                let [a, b] = [a, b].map(|text| text.parse::<Decimal>().unwrap());
                assert_eq!(a.cmp(&b), i.cmp(&j), "{a} {b}");
            }
        }
    }

    #[test]
    fn zero_is_neither() {
        let zero = Decimal::from(0);
        assert!(!zero.is_above_zero() && !zero.is_below_zero());
        assert!("0.1".parse::<Decimal>().unwrap().is_above_zero());
        assert!("-0.1".parse::<Decimal>().unwrap().is_below_zero());
    }
}
