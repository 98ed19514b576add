//! Amounts of data.

use std::ops::Bound;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Amount;
use crate::limits;
use crate::part::parts;
use crate::text::Exact;
use crate::vocabulary::{ByteBase, ByteUnit};

/// An amount of data in its printed unit; whether that unit counts in thousands is rarely said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bytes {
    /// How many of the unit.
    pub amount: Amount,
    /// What the unit counts in.
    pub base: ByteBase,
    /// The amount as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Exact<{ limits::PRINTED }>>,
    /// The unit.
    pub unit: ByteUnit,
}

parts!(Bytes { amount });

impl Bytes {
    /// The fewest and the most bytes that one unit can mean: they differ where the base is unsaid.
    pub fn unit_bytes(&self) -> (u64, u64) {
        let power: u32 = match self.unit {
            ByteUnit::Byte => 0,
            ByteUnit::Kilo => 1,
            ByteUnit::Mega => 2,
            ByteUnit::Giga => 3,
            ByteUnit::Tera => 4,
            ByteUnit::Peta => 5,
        };
        let (decimal, binary) = (1000u64.pow(power), 1024u64.pow(power));
        match self.base {
            ByteBase::Decimal => (decimal, decimal),
            ByteBase::Binary => (binary, binary),
            ByteBase::Unsaid => (decimal, binary),
        }
    }

    /// The fewest and the most bytes, where the amount is bounded by whole numbers of units that fit.
    /// `None` at an end that is open, fractional or too large to multiply out.
    pub fn bounds(&self) -> (Option<u128>, Option<u128>) {
        let (low, high) = self.amount.bounds();
        let (least, most) = self.unit_bytes();
        let count = |bound: Bound<super::Decimal>, unit: u64| match bound {
            Bound::Included(n) | Bound::Excluded(n) => {
                n.as_str().parse::<u128>().ok()?.checked_mul(u128::from(unit))
            }
            Bound::Unbounded => None,
        };
        (count(low, least), count(high, most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Decimal;

    #[test]
    fn an_unsaid_base_widens_the_bounds() {
        let bytes = |base, unit, n: &str| Bytes {
            amount: Amount::Exactly(n.parse::<Decimal>().unwrap()),
            base,
            printed: None,
            unit,
        };
        for (value, low, high) in [
            (
                bytes(ByteBase::Decimal, ByteUnit::Giga, "720"),
                Some(720_000_000_000),
                Some(720_000_000_000),
            ),
            (bytes(ByteBase::Binary, ByteUnit::Kilo, "2"), Some(2048), Some(2048)),
            (
                bytes(ByteBase::Unsaid, ByteUnit::Giga, "720"),
                Some(720_000_000_000),
                Some(773_094_113_280),
            ),
            (bytes(ByteBase::Unsaid, ByteUnit::Byte, "5"), Some(5), Some(5)),
            (bytes(ByteBase::Decimal, ByteUnit::Mega, "1.5"), None, None),
        ] {
            assert_eq!(value.bounds(), (low, high), "{value:?}");
        }
        let open =
            Bytes { amount: Amount::Several, ..bytes(ByteBase::Decimal, ByteUnit::Byte, "1") };
        assert_eq!(open.bounds(), (Some(1), None));
    }
}
