//! The commands that write, through the binary, with a cleared environment: what they append, and what they refuse and
//! leave as it was.

mod asked;
mod bad;
mod desk;
mod drafts;
mod dry;
mod files;
mod horizon;
mod keys;
mod limits;
mod names;
mod opinions;
mod statements;
mod times;
mod told;
