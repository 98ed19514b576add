//! The properties, for the targets.
#![allow(dead_code, unused_imports, reason = "the suites that share this code use more of it")]

#[path = "../../../../crates/claim/tests/suite/kit.rs"]
mod kit;
#[path = "../../properties/mod.rs"]
mod properties;
// The suite of the projections names its parts from its own root.
#[path = "../../../../crates/view/tests/view"]
mod suite {
    pub(crate) mod generated;
    pub(crate) mod kinds;
    pub(crate) mod laws;
    pub(crate) mod properties;
    pub(crate) mod reference;
}
#[path = "../../../../crates/view/src/testing.rs"]
mod testing;

use bayan_view::{case, fact, world};
use suite::{generated, kinds, laws, reference};

/// Panics if the property of this name does not hold of an input.
pub fn hold(name: &str, bytes: &[u8]) {
    if name == "projections" {
        suite::properties::projections(bytes);
        return;
    }
    let property = properties::ALL.iter().find(|property| property.name == name);
    (property.expect("a property of this name").law)(bytes);
}
