//! Where the bytes of a ledger rest.
//!
//! The journal is the one file whose sync a commit waits for; the static files are what the world reads;
//! artifacts are kept by digest; the view holds read-model rows, which anyone may delete. Every operation
//! on a file but the view's goes through [`files::Disk`], so that [`sim::SimDisk`] can stand below the same
//! code and take the power away between any two of them.
//!
//! **Invariant:** what was acknowledged is there after any crash; what was not is whole or absent.
//!
//! **Invariant:** one data sync for each append, and nothing is believed on reopening that may not have
//! been synced: it is written again first.
//!
//! **Invariant:** after a failed write or sync of the journal nothing more is written through that handle.
//!
//! **Invariant:** a file that others may have read is never replaced by one that says something else; only
//! remains of a lost write are, and bodies that are withheld.
//!
//! **Invariant:** no length from a file is believed before it was compared with a limit and with the file, and
//! no bytes from a file make this crate panic.
//!
//! It does not parse entries, check signatures, sign, read a clock or choose what is redacted: that is
//! `bayan-ledger`.

pub mod artifacts;
pub mod commit;
mod edge;
pub mod files;
pub mod frame;
pub mod journal;
pub mod lock;
pub mod nodes;
pub mod publish;
mod recovery;
pub mod sim;
pub mod statics;
pub mod view;
