//! Index, size, ordinal and time: four numbers that must not be mistaken for each other.

use std::fmt;

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number! {
    /// The place of an entry in the log, from 0.
    Index
}
number! {
    /// How many entries a tree holds. A tree of size n holds the indexes 0 to n−1.
    Size
}
number! {
    /// The place of an entry among those of one partition, from 0 without gap.
    Ordinal
}
number! {
    /// Milliseconds since the Unix epoch, leap seconds not counted. A value, never a source.
    UnixMillis
}

impl Index {
    /// The index after this one; saturates, because no log reaches 2⁶⁴ entries.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The size of the smallest tree that holds this entry.
    #[must_use]
    pub fn size(self) -> Size {
        Size(self.0.saturating_add(1))
    }
}

impl Size {
    /// The index that the next entry will get.
    #[must_use]
    pub fn next_index(self) -> Index {
        Index(self.0)
    }

    /// The index of the newest entry, if there is one.
    #[must_use]
    pub fn last_index(self) -> Option<Index> {
        self.0.checked_sub(1).map(Index)
    }
}
