//! Tests of the projections: against a slow reference, by laws, and by examples as a reader of the news would judge them.

#[cfg(test)]
use bayan_view::{case, fact, world};

#[cfg(test)]
#[path = "../../src/testing.rs"]
#[expect(dead_code, reason = "the stories of the crate's own tests tell more than these need")]
mod testing;

#[cfg(test)]
mod crowds;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod generated;
#[cfg(test)]
mod kinds;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod moments;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod voices;
