//! The commands that write, through the binary, with a cleared environment: what they append, and what they refuse and
//! leave as it was.

mod bad;
mod desk;
mod files;
mod keys;
mod statements;
