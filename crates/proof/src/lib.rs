//! Bytes, hashes, signatures, log and proofs.
//!
//! The room for everything a stranger needs to check a ledger from its bytes: keys and signatures, signed
//! statements (COSE), entries, the hash chain, the Merkle tree, tiles, notes, checkpoints, receipts and
//! proofs. Each format cites the clause of the standard it follows; `docs/format.md` has the bytes.
//!
//! **Invariant:** pure. Nothing here reads a file, clock, environment or random source.
//!
//! **Invariant:** whatever decodes here re-encodes to the same bytes, or was refused.
//!
//! **Invariant:** no input from outside makes this crate panic.
//!
//! It does not know what a statement says (that is `bayan-claim`), nor who may say it (`bayan-ledger`).

pub mod bundle;
pub mod cbor;
pub mod checkpoint;
pub mod cose;
pub mod entry;
pub mod hash;
pub mod key;
pub mod note;
pub mod num;
pub mod receipt;
pub mod signature;
pub mod statement;
pub mod tile;
pub mod tlog_policy;
pub mod tlog_proof;
pub mod tree;
