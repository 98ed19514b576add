use data_encoding::HEXLOWER;

use super::*;

fn hex(text: &str) -> Vec<u8> {
    HEXLOWER.decode(text.as_bytes()).unwrap()
}

/// A data model for the tests only: what [`Reader::item`] accepts, decoded and written back.
fn rewrite(reader: &mut Reader<'_>, writer: &mut Writer) -> Result<(), CborError> {
    match reader.rest().first().map(|head| (head >> 5, *head)) {
        Some((0, _)) => {
            writer.uint(reader.uint()?);
        }
        // The decoder for the tests has no integers below −2⁶³, so they are copied.
        Some((1, 0x3b)) => {
            writer.raw(reader.item()?);
        }
        Some((1, _)) => {
            writer.int(reader.int()?);
        }
        Some((2, _)) => {
            writer.bytes(reader.bytes()?);
        }
        Some((3, _)) => {
            writer.text(reader.text()?);
        }
        Some((4, _)) => {
            let items = reader.array()?;
            writer.array(items);
            (0..items).try_for_each(|_| rewrite(reader, writer))?;
        }
        Some((5, _)) => {
            let pairs = reader.map()?;
            writer.map(pairs);
            (0..2 * pairs).try_for_each(|_| rewrite(reader, writer))?;
        }
        Some((6, _)) => {
            writer.tag(reader.tag()?);
            rewrite(reader, writer)?;
        }
        Some((_, 0xf4 | 0xf5)) => {
            writer.raw(reader.item()?);
        }
        _ => {
            reader.null()?;
            writer.null();
        }
    }
    Ok(())
}

fn check(bytes: &[u8]) -> Result<(), CborError> {
    let mut reader = Reader::new(bytes);
    let item = reader.item()?;
    reader.finish()?;
    assert_eq!(item, bytes);
    let mut writer = Writer::default();
    rewrite(&mut Reader::new(bytes), &mut writer).unwrap();
    assert_eq!(writer.finish(), bytes);
    Ok(())
}

#[test]
fn deterministic_items_of_rfc_8949_appendix_a_are_read_and_written_back() {
    for text in [
        "00",
        "17",
        "1818",
        "18ff",
        "190100",
        "19ffff",
        "1a00010000",
        "1affffffff",
        "1b0000000100000000",
        "1bffffffffffffffff",
        "20",
        "37",
        "3818",
        "3863",
        "3903e7",
        "3a00010000",
        "3b7fffffffffffffff",
        "3bffffffffffffffff",
        "f4",
        "f5",
        "f6",
        "c11a514b67b0",
        "d74401020304",
        "d818456449455446",
        "40",
        "4401020304",
        "60",
        "6161",
        "62c3bc",
        "64f0908591",
        "80",
        "83010203",
        "8301820203820405",
        "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
        "a0",
        "a201020304",
        "a26161016162820203",
        "a50100020020054100f66161f6",
        "826161a161626163",
    ] {
        assert_eq!(check(&hex(text)), Ok(()), "{text}");
    }
}

#[test]
fn whatever_has_another_encoding_is_refused() {
    let unexpected = |at| CborError::Unexpected { at, expected: "a deterministic item" };
    let not_shortest = |at| CborError::NotShortest { at };
    let key_order = |at| CborError::KeyOrder { at };
    let wanted = |at, expected| CborError::Unexpected { at, expected };
    for (text, expected) in [
        // RFC 8949 §4.2.1: heads that have a shorter form, in every major type.
        ("1800", not_shortest(0)),
        ("1817", not_shortest(0)),
        ("1900ff", not_shortest(0)),
        ("1a0000ffff", not_shortest(0)),
        ("1b00000000ffffffff", not_shortest(0)),
        ("3800", not_shortest(0)),
        ("3b00000000ffffffff", not_shortest(0)),
        ("5800", not_shortest(0)),
        ("580100", not_shortest(0)),
        ("7800", not_shortest(0)),
        ("9800", not_shortest(0)),
        ("b800", not_shortest(0)),
        ("d80100", not_shortest(0)),
        ("81190017", not_shortest(1)),
        ("a1011800", not_shortest(2)),
        // Indefinite lengths.
        ("5f4101ff", unexpected(0)),
        ("7f6161ff", unexpected(0)),
        ("9fff", unexpected(0)),
        ("bfff", unexpected(0)),
        ("ff", unexpected(0)),
        // Map keys out of order or twice, also where the shorter key comes second.
        ("a202000100", key_order(3)),
        ("a201000100", key_order(3)),
        ("a220000100", key_order(3)),
        ("a26162006161f6", key_order(4)),
        ("a2626161006162f6", key_order(5)),
        ("81a202000100", key_order(4)),
        // Floats, undefined, other simple values, reserved heads.
        ("f90000", unexpected(0)),
        ("fa47c35000", unexpected(0)),
        ("fb3ff199999999999a", unexpected(0)),
        ("f7", unexpected(0)),
        ("f0", unexpected(0)),
        ("f8ff", unexpected(0)),
        ("f814", unexpected(0)),
        ("1c", unexpected(0)),
        // Cut off, or a length beyond the input.
        ("", unexpected(0)),
        ("18", wanted(0, "an integer")),
        ("4401", wanted(0, "a byte string")),
        ("5bffffffffffffffff00", wanted(0, "a byte string")),
        ("7bffffffffffffffff61", wanted(0, "a text string")),
        ("9bffffffffffffffff00", unexpected(10)),
        ("bbffffffffffffffff00", unexpected(10)),
        ("8201", unexpected(2)),
        ("c1", unexpected(1)),
        // Text that is not UTF-8.
        ("61ff", wanted(0, "a text string")),
        ("63eda080", wanted(0, "a text string")),
        // Something after the end.
        ("0000", CborError::Trailing { at: 1 }),
        ("80f6", CborError::Trailing { at: 1 }),
    ] {
        assert_eq!(check(&hex(text)), Err(expected), "{text}");
    }
}

#[test]
fn nesting_ends_at_its_limit() {
    let nested =
        |depth: u8, head: &str| hex(&format!("{}{}", head.repeat(usize::from(depth) - 1), "00"));
    for head in ["81", "c1"] {
        assert_eq!(check(&nested(DEPTH_MAX - 1, head)), Ok(()));
        assert_eq!(check(&nested(DEPTH_MAX, head)), Ok(()));
        let at = usize::from(DEPTH_MAX);
        assert_eq!(check(&nested(DEPTH_MAX + 1, head)), Err(CborError::Depth { at }));
    }
    assert_eq!(check(&vec![0x81; 1_000_000]), Err(CborError::Depth { at: usize::from(DEPTH_MAX) }));
    let maps = |depth: usize| hex(&format!("{}{}", "a100".repeat(depth - 1), "00"));
    assert_eq!(check(&maps(16)), Ok(()));
    assert_eq!(check(&maps(17)), Err(CborError::Depth { at: 31 }));
}

type Read = fn(&mut Reader<'_>) -> bool;

#[test]
fn each_reading_function_takes_its_own_type_only() {
    let items =
        ["05", "24", "4100", "6161", "80", "a0", "c1", "f6", "f4", "f90000", "1805", "3804", ""];
    let reads: [(&str, Read); 8] = [
        ("05", |reader| reader.uint() == Ok(5)),
        ("05 24", |reader| reader.int().is_ok()),
        ("4100", |reader| reader.bytes() == Ok(&[0])),
        ("6161", |reader| reader.text() == Ok("a")),
        ("80", |reader| reader.array() == Ok(0)),
        ("a0", |reader| reader.map() == Ok(0)),
        ("c1", |reader| reader.tag() == Ok(1)),
        ("f6", |reader| reader.null() == Ok(())),
    ];
    for (own, read) in reads {
        for item in items {
            let bytes = hex(item);
            let expected = !item.is_empty() && own.split(' ').any(|own| own == item);
            assert_eq!(read(&mut Reader::new(&bytes)), expected, "{own} read from {item}");
        }
    }
}

#[test]
fn numbers_and_lengths_have_one_head_at_every_boundary() {
    for number in [0, 23, 24, 255, 256, 65_535, 65_536, u64::from(u32::MAX), 1 << 32, u64::MAX] {
        let mut writer = Writer::default();
        writer.uint(number);
        let bytes = writer.finish();
        assert_eq!(bytes.len(), head_len(number));
        assert_eq!(Reader::new(&bytes).uint(), Ok(number));
        assert_eq!(Reader::new(&bytes).int().ok(), i64::try_from(number).ok());
    }
    for number in [-1, -24, -25, -256, -257, -65_536, -65_537, -1 << 32, (-1 << 32) - 1, i64::MIN] {
        let mut writer = Writer::default();
        writer.int(number);
        let bytes = writer.finish();
        assert_eq!(Reader::new(&bytes).int(), Ok(number));
        assert_eq!(check(&bytes), Ok(()));
        assert!(Reader::new(&bytes).label(number, "it").is_ok());
        assert_eq!(
            Reader::new(&bytes).label(7, "seven"),
            Err(CborError::Unexpected { at: 0, expected: "seven" })
        );
    }
    assert!(Reader::new(&hex("3b8000000000000000")).int().is_err());
}

#[test]
fn arbitrary_bytes_are_refused_or_written_back() {
    let mut source = blake3::Hasher::new().update(b"arbitrary CBOR").finalize_xof();
    let mut accepted = 0;
    for _ in 0..200_000 {
        let mut bytes = [0; 12];
        source.fill(&mut bytes);
        let len = usize::from(bytes[11] % 11) + 1;
        if check(&bytes[..len]).is_ok() {
            accepted += 1;
        }
    }
    assert!(accepted > 1000, "{accepted}");
}
