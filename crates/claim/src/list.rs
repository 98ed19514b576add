//! Lists that are bounded while they are read.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error as _, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::part::{Fault, Part, Place, Reference, Rule};

/// Too few or too many members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a list of {min} to {max} was expected, not of {len}")]
pub struct ListLengthError {
    /// Members found.
    pub len: usize,
    /// The fewest allowed.
    pub min: usize,
    /// The most allowed.
    pub max: usize,
}

/// A list of `MIN` to `MAX` members. Reading stops at the first member too many.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct List<T, const MIN: usize, const MAX: usize>(Vec<T>);

impl<T, const MIN: usize, const MAX: usize> List<T, MIN, MAX> {
    /// A list of these members.
    ///
    /// # Errors
    /// [`ListLengthError`] when there are fewer than `MIN` or more than `MAX`.
    pub fn new(members: Vec<T>) -> Result<Self, ListLengthError> {
        if (MIN..=MAX).contains(&members.len()) {
            Ok(Self(members))
        } else {
            Err(ListLengthError { len: members.len(), min: MIN, max: MAX })
        }
    }

    /// The members as a vector.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T, const MAX: usize> Default for List<T, 0, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, const MIN: usize, const MAX: usize> TryFrom<Vec<T>> for List<T, MIN, MAX> {
    type Error = ListLengthError;

    fn try_from(members: Vec<T>) -> Result<Self, ListLengthError> {
        Self::new(members)
    }
}

impl<T, const MIN: usize, const MAX: usize> Deref for List<T, MIN, MAX> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, T, const MIN: usize, const MAX: usize> IntoIterator for &'a List<T, MIN, MAX> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Serialize, const MIN: usize, const MAX: usize> Serialize for List<T, MIN, MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl<'de, T: Deserialize<'de>, const MIN: usize, const MAX: usize> Deserialize<'de>
    for List<T, MIN, MAX>
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T, const MIN: usize, const MAX: usize>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>, const MIN: usize, const MAX: usize> Visitor<'de>
            for Reader<T, MIN, MAX>
        {
            type Value = List<T, MIN, MAX>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of {MIN} to {MAX}")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                // The length hint is the sender's word, so it reserves nothing.
                let mut members = Vec::new();
                while let Some(member) = seq.next_element()? {
                    members.push(member);
                    if members.len() > MAX {
                        break;
                    }
                }
                List::new(members).map_err(A::Error::custom)
            }
        }

        deserializer.deserialize_seq(Reader(PhantomData))
    }
}

impl<T: schemars::JsonSchema, const MIN: usize, const MAX: usize> schemars::JsonSchema
    for List<T, MIN, MAX>
{
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("List_{MIN}_{MAX}_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let items = generator.subschema_for::<T>();
        schemars::json_schema!({
            "type": "array", "items": items, "minItems": MIN, "maxItems": MAX
        })
    }
}

impl<T: Part, const MIN: usize, const MAX: usize> Part for List<T, MIN, MAX> {
    fn check(&self, at: Place<'_>) -> Result<(), Fault> {
        self.iter().enumerate().try_for_each(|(index, member)| member.check(at.item(index)))
    }

    fn refer(&self, at: Place<'_>, out: &mut Vec<Reference>) {
        for (index, member) in self.iter().enumerate() {
            member.refer(at.item(index), out);
        }
    }

    fn claims_here(&self, at: Place<'_>, out: &mut Vec<(String, u16)>) {
        for (index, member) in self.iter().enumerate() {
            member.claims_here(at.item(index), out);
        }
    }
}

/// Refuses a list that means a set and names one member twice.
pub(crate) fn distinct<T: Ord + fmt::Display>(list: &[T], at: Place<'_>) -> Result<(), Fault> {
    let mut seen = std::collections::BTreeSet::new();
    for (index, member) in list.iter().enumerate() {
        if !seen.insert(member) {
            return Err(Rule::Repeated { what: member.to_string() }.at(at.item(index)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Vec<u8>, String> {
        serde_json::from_str::<List<u8, 1, 3>>(json).map(List::into_vec).map_err(|e| e.to_string())
    }

    #[test]
    fn lengths_at_the_limits() {
        assert_eq!(read("[1]"), Ok(vec![1]));
        assert_eq!(read("[1,2,3]"), Ok(vec![1, 2, 3]));
        for bad in ["[]", "[1,2,3,4]", "{}", "null", "1"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn reading_stops_at_the_first_member_too_many() {
        // What follows is no number: reaching it would give another error.
        let error = read("[1,2,3,4,\"x\"").expect_err("too long");
        assert!(error.starts_with("a list of 1 to 3 was expected, not of 4"), "{error}");
    }

    #[test]
    fn repeated_members_are_named_with_their_place() {
        let fault = distinct(&["a", "b", "a"], Place::SAYS.field("x")).expect_err("repeated");
        assert_eq!(fault.to_string(), "/says/x/2: a stands here twice");
    }
}
