//! The suites that need more than one crate, in one binary.

#[cfg(test)]
mod binary;
#[cfg(test)]
mod cli_read;
#[cfg(test)]
mod cli_write;
#[cfg(test)]
mod docs;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod tidy;
