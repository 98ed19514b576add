//! The words that people read: labels, headings and notes in six languages, with numbers and dates as each writes them.
//!
//! The words stand in `i18n/*.ftl`, one Fluent file a language, all with the same keys and variables. Plurals follow
//! the CLDR through Fluent; numbers, dates and times are written by ICU4X with the CLDR's forms.
//!
//! **Invariant:** pure. The files are built in; nothing here reads a file, clock, environment or random source, and
//! which language is wanted is told by the caller.
//!
//! **Invariant:** words describe what was said and recorded. None of them judges whether it is so.
//!
//! **Invariant:** a date shows no more than was recorded: holes stay holes, and the calendar stays the Gregorian one in
//! which it was written, in Persian too.
//!
//! **Invariant:** no input from outside makes this crate panic. What has no word here (a facet that a ledger
//! declared) shows as its own name.

mod date;
mod duration;
mod number;
mod tongue;
mod vocabulary;
mod words;

pub use tongue::{Direction, Tongue, UnknownTongue};
pub use words::{Arg, Words};
