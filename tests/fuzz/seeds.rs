//! Good inputs of each property, made by the code that writes them.

mod binary;
mod written;

/// The good inputs of the property of this name; the first is the one that others are made of around the limit.
pub(crate) fn of(name: &str) -> Vec<Vec<u8>> {
    binary::of(name).or_else(|| written::of(name)).unwrap_or_else(|| panic!("{name} has no inputs"))
}
