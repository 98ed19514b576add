//! What a statement says: kinds, claims, values, and the exact place of each word.
//!
//! The room for the vocabulary of `docs/vocabulary.md`: the thirteen statement kinds, the closed lists that
//! they draw from, one claim with its value, stance and scope, the strict reading and canonical writing of
//! a body (RFC 8785), anchoring of quotations, and the resolution of an author's draft.
//!
//! **Invariant:** pure. Nothing here reads a file, clock, environment or random source.
//!
//! **Invariant:** a [`body::Body`] was checked: every limit, every closed list, every rule between fields.
//! Its doors are [`body::Body::parse`] and [`body::Body::new`], and there is no third.
//!
//! **Invariant:** what parses re-encodes to the same bytes, or was refused; each meaning has one encoding.
//!
//! **Invariant:** no text is normalised, folded or repaired. A quotation stands where it says, or is refused.
//!
//! **Invariant:** no input from outside makes this crate panic, and every list and text is bounded while it is read.
//!
//! It does not know who may say something, whether an id that is referred to exists, or what follows from
//! several statements together: the first two are the engine's, the last is the projection's.

#[macro_use]
mod closed;
mod form;

pub mod anchor;
pub mod author;
pub mod body;
pub mod canonical;
pub mod claim;
pub mod facet;
pub mod id;
pub mod kind;
pub mod limits;
pub mod list;
mod part;
pub mod says;
pub mod schema;
pub mod scope;
pub mod segment;
pub mod text;
pub mod value;
pub mod vocabulary;

pub use body::{Body, BodyError};
pub use closed::UnknownName;
pub use kind::Kind;
pub use part::{Fault, Reference, ReferenceTarget, Rule};
pub use says::{Declared, DeclaredId, Says, Subject};
