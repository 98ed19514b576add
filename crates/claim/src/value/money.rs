//! Amounts of money.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Amount, no_members};
use crate::form::string_form;
use crate::id::PartyId;
use crate::limits;
use crate::list::{List, distinct};
use crate::part::{Fault, Part, Place, parts};
use crate::text::{Exact, FormError};
use crate::vocabulary::PricedFor;

/// A currency: an ISO 4217 code, or the ticker of another one, 3 to 10 upper-case letters or digits.
/// Whether it is in circulation is not checked: lists of currencies change, bodies do not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(Box<str>);

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Currency {
    type Err = FormError;

    fn from_str(text: &str) -> Result<Self, FormError> {
        let code = (3..=10).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && text.bytes().next().is_some_and(|b| b.is_ascii_uppercase());
        if code { Ok(Self(text.into())) } else { Err(FormError("a currency code such as \"IDR\"")) }
    }
}

string_form!(Currency, "currency code", { "pattern": "^[A-Z][A-Z0-9]{2,9}$" });

impl Part for Currency {}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// How much.
    pub amount: Amount,
    /// The currency. More than one: the candidates that the printed word leaves open.
    pub currency: List<Currency, 1, { limits::CANDIDATES }>,
    /// The same amount in other currencies, as the source or a reporter converted it.
    #[serde(default, skip_serializing_if = "no_members")]
    pub equivalents: List<Equivalent, 0, { limits::EQUIVALENTS }>,
    /// What the amount is for.
    pub priced_for: PricedFor,
    /// The amount as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
}

parts!(Money { amount, currency, equivalents }, Money::rule);

impl Money {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        distinct(&self.currency, at.field("currency"))
    }
}

/// An amount of money converted by somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Equivalent {
    /// How much.
    pub amount: Amount,
    /// Who converted; absent where the text does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PartyId>,
    /// The currency, or its candidates.
    pub currency: List<Currency, 1, { limits::CANDIDATES }>,
    /// The amount as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
}

parts!(Equivalent { amount, by, currency }, Equivalent::rule);

impl Equivalent {
    fn rule(&self, at: Place<'_>) -> Result<(), Fault> {
        distinct(&self.currency, at.field("currency"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currency_codes_at_the_limits() {
        for good in ["USD", "IDR", "BTC", "USDT", "ABCDEFGHIJ"] {
            assert_eq!(good.parse::<Currency>().unwrap().to_string(), good);
        }
        for bad in ["", "US", "usd", "1US", "ABCDEFGHIJK", "U D", "€€€"] {
            assert!(bad.parse::<Currency>().is_err(), "{bad}");
        }
    }
}
