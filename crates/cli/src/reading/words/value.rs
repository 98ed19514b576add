//! Values of claims in words.

use bayan_claim::value::{
    Amount, Bytes, Currency, Duration, Item, Money, Quantity, Rate, Set, Value,
};
use bayan_claim::vocabulary::{ByteBase, ByteUnit, Closure, PricedFor};

use super::{Words, between, spaced};

impl Words<'_> {
    /// A value, with its words as printed.
    pub fn value(&self, value: &Value) -> String {
        match value {
            Value::Answer(answer) => spaced(answer.name()),
            Value::Quantity(quantity) => self.quantity(quantity),
            Value::Bytes(bytes) => self.bytes(bytes),
            Value::Money(money) => self.money(money),
            Value::Set(set) => self.set(set),
            Value::Time(time) => self.time(time),
            Value::Duration(duration) => self.duration(duration),
            Value::Rate(rate) => self.rate(rate),
            Value::Ref(target) => {
                self.and_printed(self.target(target.is), target.printed.as_deref())
            }
            Value::Text(phrase) => format!("{} ({})", self.printed(&phrase.text), phrase.language),
        }
    }

    fn and_printed(&self, words: String, printed: Option<&str>) -> String {
        match printed {
            Some(printed) if words.is_empty() => self.printed(printed),
            Some(printed) => format!("{words}, {}", self.printed(printed)),
            None => words,
        }
    }

    fn quantity(&self, quantity: &Quantity) -> String {
        let mut words = vec![amount(&quantity.amount)];
        let units: Vec<String> = quantity.unit.iter().map(|unit| self.ui.quoted(unit)).collect();
        words.push(units.join(" or "));
        words.extend(quantity.counted.as_ref().map(|counted| self.item(counted)));
        words.extend(quantity.per.as_ref().map(|per| format!("per {}", self.item(per))));
        words.retain(|word| !word.is_empty());
        self.and_printed(words.join(" "), quantity.printed.as_deref())
    }

    fn bytes(&self, bytes: &Bytes) -> String {
        let unit = match bytes.unit {
            ByteUnit::Byte => "bytes".to_owned(),
            larger => format!("{larger}bytes"),
        };
        let base = match bytes.base {
            ByteBase::Decimal => " (of 1000)",
            ByteBase::Binary => " (of 1024)",
            ByteBase::Unsaid => "",
        };
        self.and_printed(
            format!("{} {unit}{base}", amount(&bytes.amount)),
            bytes.printed.as_deref(),
        )
    }

    fn money(&self, money: &Money) -> String {
        let priced = match money.priced_for {
            PricedFor::PerSale => " per sale",
            PricedFor::InAll => " in all",
            PricedFor::Unsaid => "",
        };
        let words = format!("{} {}{priced}", amount(&money.amount), currencies(&money.currency));
        let mut words = self.and_printed(words, money.printed.as_deref());
        for equal in &money.equivalents {
            let by =
                equal.by.as_ref().map(|by| format!(" by {}", self.party(by))).unwrap_or_default();
            let converted = format!("{} {}", amount(&equal.amount), currencies(&equal.currency));
            let converted = self.and_printed(converted, equal.printed.as_deref());
            words = format!("{words}; converted{by}: {converted}");
        }
        words
    }

    fn set(&self, set: &Set) -> String {
        let members: Vec<String> = set.members.iter().map(|member| self.item(member)).collect();
        let members = members.join(", ");
        let of = set.of.as_ref().map(|of| self.item(of));
        let words = match (set.closure, of) {
            (Closure::AllExcept, Some(of)) => format!("all of {of} except {members}"),
            (Closure::AllExcept, None) => format!("all except {members}"),
            (Closure::Closed, of) if members.is_empty() => format!("none{}", of_words(of)),
            (Closure::Closed, of) => format!("{members}, and no others{}", of_words(of)),
            (Closure::Open, of) if members.is_empty() => format!("some{}", of_words(of)),
            (Closure::Open, of) => format!("{members}, and perhaps others{}", of_words(of)),
        };
        self.and_printed(words, set.printed.as_deref())
    }

    fn duration(&self, duration: &Duration) -> String {
        let mut words = between(duration.min, duration.max);
        if let Some(until) = duration.until {
            let joint = if words.is_empty() { "" } else { ", " };
            words = format!("{words}{joint}until {}", self.claim(until));
        }
        self.and_printed(words, duration.printed.as_deref())
    }

    fn rate(&self, rate: &Rate) -> String {
        let counted = rate
            .counted
            .as_ref()
            .map(|item: &Item| format!(" {}", self.item(item)))
            .unwrap_or_default();
        let words =
            format!("{}{counted} every {} {}", amount(&rate.amount), rate.every.n, rate.every.unit);
        self.and_printed(words, rate.printed.as_deref())
    }
}

fn of_words(of: Option<String>) -> String {
    of.map(|of| format!(", of {of}")).unwrap_or_default()
}

fn currencies(currencies: &[Currency]) -> String {
    currencies.iter().map(Currency::to_string).collect::<Vec<_>>().join(" or ")
}

/// An amount with its bounds.
fn amount(amount: &Amount) -> String {
    match amount {
        Amount::Exactly(n) => n.to_string(),
        Amount::Below(n) => format!("below {n}"),
        Amount::AtMost(n) => format!("at most {n}"),
        Amount::Above(n) => format!("more than {n}"),
        Amount::AtLeast(n) => format!("at least {n}"),
        Amount::About(n) => format!("about {n}"),
        Amount::Between { lo, hi } => format!("between {lo} and {hi}"),
        Amount::Several => "several".to_owned(),
        Amount::Unstated => "a number not stated".to_owned(),
    }
}
