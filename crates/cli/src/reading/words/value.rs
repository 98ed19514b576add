//! Values of claims in words.

use bayan_claim::value::{Bytes, Currency, Duration, Item, Money, Quantity, Rate, Set, Value};
use bayan_claim::vocabulary::{ByteBase, Closure, PricedFor};

use super::Words;

impl Words<'_> {
    /// A value, with its words as printed.
    pub fn value(&self, value: &Value) -> String {
        match value {
            Value::Answer(answer) => self.speech().answer(*answer).into_owned(),
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
            Some(printed) => self.speech().list(&[words, self.printed(printed)]),
            None => words,
        }
    }

    fn quantity(&self, quantity: &Quantity) -> String {
        let mut words = vec![self.speech().amount(&quantity.amount)];
        let units: Vec<String> = quantity.unit.iter().map(|unit| self.ui.quoted(unit)).collect();
        words.push(units.join(" / "));
        words.extend(quantity.counted.as_ref().map(|counted| self.item(counted)));
        words.extend(quantity.per.as_ref().map(|per| {
            let per = self.item(per);
            self.speech().with("per-item", &[("item", (&per).into())])
        }));
        words.retain(|word| !word.is_empty());
        self.and_printed(words.join(" "), quantity.printed.as_deref())
    }

    fn bytes(&self, bytes: &Bytes) -> String {
        let amount = self.speech().amount(&bytes.amount);
        let mut words = format!("{amount} {}", self.speech().byte_unit(bytes.unit));
        if bytes.base != ByteBase::Unsaid {
            words = format!("{words} ({})", self.speech().byte_base(bytes.base));
        }
        self.and_printed(words, bytes.printed.as_deref())
    }

    fn money(&self, money: &Money) -> String {
        let mut words =
            format!("{} {}", self.speech().amount(&money.amount), currencies(&money.currency));
        if money.priced_for != PricedFor::Unsaid {
            words = format!("{words} {}", self.speech().priced_for(money.priced_for));
        }
        let mut words = self.and_printed(words, money.printed.as_deref());
        for equal in &money.equivalents {
            let amount = self.speech().amount(&equal.amount);
            let converted = format!("{amount} {}", currencies(&equal.currency));
            let converted = self.and_printed(converted, equal.printed.as_deref());
            let amount = ("amount", (&converted).into());
            let note = match &equal.by {
                None => self.speech().with("converted", &[amount]),
                Some(by) => {
                    let by = self.party(by);
                    self.speech().with("converted-by", &[("party", (&by).into()), amount])
                }
            };
            words = format!("{words}; {note}");
        }
        words
    }

    fn set(&self, set: &Set) -> String {
        let members: Vec<String> = set.members.iter().map(|member| self.item(member)).collect();
        let members = self.speech().list(&members);
        let list = || [("list", (&members).into())];
        let mut words = match set.closure {
            Closure::AllExcept => self.speech().with("all-except", &list()),
            Closure::Closed if members.is_empty() => self.speech().text("set-none").into_owned(),
            Closure::Open if members.is_empty() => self.speech().text("set-some").into_owned(),
            closure => format!("{members} ({})", self.speech().closure(closure)),
        };
        if let Some(of) = &set.of {
            let of = self.item(of);
            let whole = [("part", (&words).into()), ("whole", (&of).into())];
            words = self.speech().with("part-of", &whole);
        }
        self.and_printed(words, set.printed.as_deref())
    }

    fn duration(&self, duration: &Duration) -> String {
        let mut words = vec![self.between(duration.min, duration.max)];
        words.extend(duration.until.map(|until| {
            let label = self.speech().text("label-until");
            format!("{label} {}", self.claim(until))
        }));
        words.retain(|word| !word.is_empty());
        self.and_printed(self.speech().list(&words), duration.printed.as_deref())
    }

    fn rate(&self, rate: &Rate) -> String {
        let counted = rate.counted.as_ref().map(|item: &Item| format!(" {}", self.item(item)));
        let amount =
            format!("{}{}", self.speech().amount(&rate.amount), counted.unwrap_or_default());
        let every = self.speech().span(rate.every);
        let words = [("amount", (&amount).into()), ("span", (&every).into())];
        self.and_printed(self.speech().with("rate-every", &words), rate.printed.as_deref())
    }
}

fn currencies(currencies: &[Currency]) -> String {
    currencies.iter().map(Currency::to_string).collect::<Vec<_>>().join(" / ")
}
