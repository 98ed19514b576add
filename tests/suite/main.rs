//! The suites that need more than one crate, in one binary.

#[cfg(test)]
mod engine;
#[cfg(test)]
mod seeds;
