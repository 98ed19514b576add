//! The properties: for whatever reads bytes from outside, an ordinary function that panics where a law is broken.
//!
//! The tests beside them try each on a fixed number of inputs; `cargo-fuzz/` tries each for as long as is wanted.

mod admission;
mod bodies;
mod codecs;
mod drafts;
mod files;
mod fixture;
mod journal;
mod proofs;
mod texts;

use bayan_claim::limits;
use bayan_ledger::config::CONFIG_MAX;
use bayan_ledger::submission::SUBMISSION_MAX;
use bayan_proof::key::PEM_MAX;
use bayan_proof::note::{NOTE_MAX, VKEY_MAX};
use bayan_proof::receipt::{RECEIPT_MAX, TRANSPARENT_MAX};
use bayan_proof::statement::STATEMENT_MAX;
use bayan_proof::tile::{BUNDLE_MAX, ENTRY_MAX, TILE_WIDTH};
use bayan_proof::tlog_policy::POLICY_MAX;
use bayan_proof::tlog_proof::TLOG_PROOF_MAX;
use bayan_view::regime::TABLE_BYTES;

pub(crate) use self::fixture::{LEDGER, folder};
pub(crate) use self::proofs::TREE;

/// Reads an input, panics if a law does not hold of it, and returns whether it was taken as good.
pub(crate) type Law = fn(&[u8]) -> bool;

/// A law, with what is tried on it in each run of the tests.
#[derive(Clone, Copy)]
pub(crate) struct Property {
    /// Its name, which is its target's too.
    pub(crate) name: &'static str,
    /// The law.
    pub(crate) law: Law,
    /// The longest input in bytes that is ever taken, where there is such a limit.
    pub(crate) limit: Option<usize>,
    /// How many changed inputs are tried.
    pub(crate) inputs: u64,
}

/// How many inputs a property has that reads some hundred bytes; where one input costs more there are fewer.
const MANY: u64 = 20_000;

const fn of(name: &'static str, law: Law, limit: Option<usize>, inputs: u64) -> Property {
    Property { name, law, limit, inputs }
}

/// Every property.
pub(crate) const ALL: &[Property] = &[
    of("cbor_item", codecs::cbor_item, None, MANY),
    of("cose_sign1", codecs::cose_sign1, None, MANY),
    of("statement", codecs::statement, Some(STATEMENT_MAX), MANY),
    of("entry", codecs::entry, Some(ENTRY_MAX), MANY),
    of("note", codecs::note, Some(NOTE_MAX), MANY),
    of("vkey", codecs::vkey, Some(VKEY_MAX), MANY),
    of("checkpoint", codecs::checkpoint, None, MANY),
    of("tile", codecs::tile, Some(32 * width()), MANY),
    of("tile_path", codecs::tile_path, None, MANY),
    of("entry_bundle", codecs::entry_bundle, Some(BUNDLE_MAX), MANY),
    of("body_bundle", codecs::body_bundle, None, MANY),
    of("receipt", proofs::receipt, Some(RECEIPT_MAX), MANY),
    of("transparent_statement", proofs::transparent_statement, Some(TRANSPARENT_MAX), 5_000),
    of("tlog_proof", proofs::tlog_proof, Some(TLOG_PROOF_MAX), 5_000),
    of("signed_checkpoint", proofs::signed_checkpoint, Some(NOTE_MAX), 5_000),
    of("tlog_policy", proofs::tlog_policy, Some(POLICY_MAX), MANY),
    of("inclusion_proof", proofs::inclusion_proof, None, MANY),
    of("consistency_proof", proofs::consistency_proof, None, MANY),
    of("ids", texts::ids, None, MANY),
    of("pointers", texts::pointers, None, MANY),
    of("hashes_and_keys", texts::hashes_and_keys, None, MANY),
    of("formed_texts", texts::formed_texts, Some(limits::NAME), MANY),
    of("bounded_texts", texts::bounded_texts, None, MANY),
    of("vocabulary", texts::vocabulary, None, 3_000),
    of("edtf", texts::edtf, Some(limits::EDTF), MANY),
    of("decimal", texts::decimal, Some(limits::DECIMAL_WHOLE + limits::DECIMAL_FRACTION + 2), MANY),
    of("printed_number", texts::printed_number, None, MANY),
    of("facet_name", texts::facet_name, None, 8_000),
    of("value", bodies::value, None, MANY),
    of("body", bodies::body, Some(limits::BODY_BYTES), 8_000),
    of("canonical_json", bodies::canonical_json, None, MANY),
    of("draft", bodies::draft, None, 5_000),
    of("anchor", bodies::anchor, None, 2_000),
    of("html_text", bodies::html_text, None, 5_000),
    of("key_pem", files::key_pem, Some(PEM_MAX), 5_000),
    of("openssh_key", files::openssh_key, None, 5_000),
    of("key_card", files::key_card, Some(PEM_MAX), 2_000),
    of("pin", files::pin, Some(config_max()), 2_000),
    of("config", files::config, Some(config_max()), 5_000),
    of("regimes", files::regimes, Some(TABLE_BYTES), 2_000),
    of("fact_row", files::fact_row, None, MANY),
    of("journal", journal::recovery, None, 1_000),
    of("submission", admission::submission, Some(SUBMISSION_MAX), MANY),
    of("offered_submission", admission::offered_submission, None, 1_000),
    of("offered_body", admission::offered_body, None, 400),
    of("draft_json", drafts::draft_json, None, 8_000),
    of("draft_toml", drafts::draft_toml, None, 5_000),
    of("draft_lines", drafts::draft_lines, None, 5_000),
    of("draft_sheet", drafts::draft_sheet, None, 5_000),
    of("typed_value", drafts::typed_value, None, MANY),
    of("moments", drafts::moments, None, MANY),
];

#[expect(clippy::as_conversions, reason = "in a constant nothing else widens a number")]
const fn width() -> usize {
    TILE_WIDTH as usize
}

#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "16 KiB")]
const fn config_max() -> usize {
    CONFIG_MAX as usize
}

/// The input as text, if it is one.
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}
