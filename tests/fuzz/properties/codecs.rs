//! Byte formats that are written and read: what is read is written again as the same bytes.

use bayan_proof::cbor::{DEPTH_MAX, Reader, Writer};
use bayan_proof::checkpoint::Checkpoint;
use bayan_proof::cose::Sign1;
use bayan_proof::entry::{Entry, PARTS_MAX};
use bayan_proof::note::{Note, SIGNATURES_MAX, Vkey};
use bayan_proof::statement::{INCIDENTS_MAX, SignedStatement};
use bayan_proof::tile::{
    BundleId, TILE_WIDTH, Tile, TileId, bodies_start, bundle_start, decode_bodies, decode_bundle,
    encode_bodies, encode_bundle,
};

use super::{LEDGER, text};

/// What is walked as one deterministic item is, read part by part and written again, the same bytes, and nests no deeper
/// than the limit.
pub(crate) fn cbor_item(bytes: &[u8]) -> bool {
    let mut reader = Reader::new(bytes);
    let Ok(item) = reader.item() else { return false };
    assert_eq!([item, reader.rest()].concat(), bytes);
    let (mut again, mut writer) = (Reader::new(item), Writer::default());
    copy(&mut again, &mut writer, DEPTH_MAX);
    again.finish().expect("an item ends where it ends");
    assert_eq!(writer.finish(), item);
    reader.rest().is_empty()
}

fn copy(reader: &mut Reader<'_>, writer: &mut Writer, depth: u8) {
    let depth = depth.checked_sub(1).expect("deeper than the limit");
    let read = "what is walked can be read";
    // RFC 8949 §3.1: the major type is in the three highest bits.
    match reader.rest()[0] >> 5 {
        0 => drop(writer.uint(reader.uint().expect(read))),
        2 => drop(writer.bytes(reader.bytes().expect(read))),
        3 => drop(writer.text(reader.text().expect(read))),
        4 => {
            let items = reader.array().expect(read);
            writer.array(items);
            (0..items).for_each(|_| copy(reader, writer, depth));
        }
        5 => {
            let pairs = reader.map().expect(read);
            writer.map(pairs);
            (0..2 * pairs).for_each(|_| copy(reader, writer, depth));
        }
        6 => {
            writer.tag(reader.tag().expect(read));
            copy(reader, writer, depth);
        }
        // Negative integers that have more than 63 bits are walked over; nothing here reads them.
        _ => drop(writer.raw(reader.item().expect(read))),
    }
}

/// A `COSE_Sign1` is written as it was read.
pub(crate) fn cose_sign1(bytes: &[u8]) -> bool {
    let Ok(sign1) = Sign1::parse(bytes) else { return false };
    assert_eq!(sign1.encode(), bytes);
    true
}

/// A statement is its bytes and within its limits; none verifies under a key that did not sign these very bytes.
pub(crate) fn statement(bytes: &[u8]) -> bool {
    let Ok(statement) = SignedStatement::parse(bytes) else { return false };
    assert_eq!(statement.bytes(), bytes);
    assert!(cose_sign1(bytes), "a statement is a COSE_Sign1");
    assert!(statement.header().incidents.len() <= INCIDENTS_MAX);
    if statement.verify(&LEDGER.operator.public()).is_ok() {
        assert!(LEDGER.submissions.iter().any(|sent| sent.statement == bytes), "forged");
    }
    true
}

/// An entry is written as it was read, and its statement is in it as it was signed.
pub(crate) fn entry(bytes: &[u8]) -> bool {
    let Ok(entry) = Entry::parse(bytes) else { return false };
    assert_eq!(entry.encode(), bytes);
    assert!((1..=PARTS_MAX).contains(&entry.parts().len()));
    let statement = entry.statement().bytes();
    assert!(bytes.windows(statement.len()).any(|place| place == statement));
    true
}

/// A note is written as it was read; its text ends a line and has no empty signature block.
pub(crate) fn note(bytes: &[u8]) -> bool {
    let Ok(note) = Note::parse(bytes) else { return false };
    assert_eq!(note.encode(), bytes);
    assert!(note.text().ends_with('\n'));
    assert!((1..=SIGNATURES_MAX).contains(&note.signatures().len()));
    let again = Note::new(note.text().to_owned(), note.signatures().to_vec());
    assert_eq!(again.as_ref(), Ok(&note), "its parts make it");
    true
}

/// A verifier key is written as it was read.
pub(crate) fn vkey(bytes: &[u8]) -> bool {
    let Some(Ok(vkey)) = text(bytes).map(Vkey::parse) else { return false };
    assert_eq!(vkey.to_string().as_bytes(), bytes);
    let again = Vkey::new(vkey.name(), vkey.key().clone()).expect("its name is good");
    assert_eq!(again.key_id(), vkey.key_id());
    true
}

/// A checkpoint is written as it was read.
pub(crate) fn checkpoint(bytes: &[u8]) -> bool {
    let Some(Ok(checkpoint)) = text(bytes).map(Checkpoint::parse) else { return false };
    assert_eq!(checkpoint.encode().as_bytes(), bytes);
    true
}

/// A tile is written as it was read, has 32 bytes a hash, and has every node of the subtree below it and no other.
pub(crate) fn tile(bytes: &[u8]) -> bool {
    let Ok(tile) = Tile::decode(bytes) else { return false };
    assert_eq!(tile.encode(), bytes);
    assert_eq!(32 * usize::from(tile.width()), bytes.len());
    for place in 0..=TILE_WIDTH {
        assert_eq!(tile.node(0, place), tile.hashes().get(usize::from(place)).copied());
    }
    for height in 1..=9 {
        let nodes = tile.width().checked_shr(height).unwrap_or(0);
        let height = u8::try_from(height).expect("below ten");
        for place in nodes.saturating_sub(1)..=nodes + 1 {
            assert_eq!(tile.node(height, place).is_some(), place < nodes, "{height} {place}");
        }
    }
    true
}

/// The path of a tile or bundle is written as it was read, and leads nowhere else.
pub(crate) fn tile_path(bytes: &[u8]) -> bool {
    let Some(path) = text(bytes) else { return false };
    let tile = TileId::parse(path).map(TileId::path);
    let entries = BundleId::parse_entries(path).map(BundleId::entries_path);
    let bodies = BundleId::parse_bodies(path).map(BundleId::bodies_path);
    let read: Vec<String> = [tile, entries, bodies].into_iter().flatten().collect();
    assert!(read.len() <= 1, "one path has one meaning");
    assert!(read.iter().all(|again| again == path && !again.contains("..")));
    !read.is_empty()
}

/// An entry bundle is written as it was read. Of a damaged one, the start that can be cut into entries can be.
pub(crate) fn entry_bundle(bytes: &[u8]) -> bool {
    let read = decode_bundle(bytes);
    let start = bundle_start(bytes);
    assert!(bytes.starts_with(start));
    if let Ok(entries) = decode_bundle(start) {
        assert_eq!(encode_bundle(entries).as_deref(), Ok(start));
    }
    let Ok(entries) = read else { return false };
    assert_eq!(start, bytes, "all of it can be cut");
    assert!((1..=usize::from(TILE_WIDTH)).contains(&entries.len()));
    true
}

/// The same of a body bundle. A body that is withheld takes its place and no more; withholding any leaves the others.
pub(crate) fn body_bundle(bytes: &[u8]) -> bool {
    let read = decode_bodies(bytes);
    let start = bodies_start(bytes);
    assert!(bytes.starts_with(start));
    if let Ok(bodies) = decode_bodies(start) {
        assert_eq!(encode_bodies(bodies).as_deref(), Ok(start));
    }
    let Ok(bodies) = read else { return false };
    assert_eq!(start, bytes, "all of it can be cut");
    for place in [0, bodies.len() / 2, bodies.len() - 1] {
        let mut left = bodies.clone();
        left[place] = None;
        let shorter = encode_bodies(left.iter().copied()).expect("still as many");
        assert_eq!(decode_bodies(&shorter), Ok(left));
    }
    true
}
