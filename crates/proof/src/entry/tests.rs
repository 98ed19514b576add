use super::*;
use crate::hash::{Sha256, chain_genesis};
use crate::statement::tests::{GOLDEN as STATEMENT, INCIDENT, golden as statement, hex, key};

/// What stands before and after the golden statement in the golden entry, made by an independent program.
const BEFORE: &str = "8601071b000001a0c4506c7b5820b247357a46abbf7e12c900d65125b858131308949885971cc3d92242e47775708483\
    7829696e636964656e743a313131313131313131313131313131313131313131313131313131313131313100f6837829\
    696e636964656e743a32323232323232323232323232323232323232323232323232323232323232320106837829696e\
    636964656e743a333333333333333333333333333333333333333333333333333333333333333300f68378446b65793a\
    383636656566626436373138633838343663643764646665343366633734616231646161633435333866663835313465\
    613265633264343130613431353734330304";
const AFTER: &str = "000002bd01";
const LEAF_HASH: &str = "3d35d204b897e23d12bc1b670185b52bcef389d76ff035864eb8818e1417e9da";

/// The golden entry in hex.
pub(crate) fn golden() -> String {
    [BEFORE, STATEMENT, AFTER].concat()
}

fn golden_bytes() -> Vec<u8> {
    hex(&golden())
}

fn part(name: &str, ordinal: u64, previous: Option<u64>) -> Part {
    Part { name: name.to_owned(), ordinal: Ordinal(ordinal), previous: previous.map(Index) }
}

fn golden_parts() -> Vec<Part> {
    let names = Entry::partitions_of(statement().header());
    let places = [(0, None), (1, Some(6)), (0, None), (3, Some(4))];
    names
        .iter()
        .zip(places)
        .map(|(name, (ordinal, previous))| part(name, ordinal, previous))
        .collect()
}

fn make(parts: Vec<Part>) -> Result<Entry, EntryError> {
    let time = UnixMillis(1_790_000_000_123);
    Entry::new(Index(7), time, chain_genesis("example.org/log"), parts, statement())
}

#[test]
fn the_golden_entry_is_read_and_made() {
    let bytes = golden_bytes();
    let entry = Entry::parse(&bytes).unwrap();
    assert_eq!(entry.encode(), bytes);
    assert_eq!(entry.index(), Index(7));
    assert_eq!(entry.time(), UnixMillis(1_790_000_000_123));
    assert_eq!(entry.prev(), chain_genesis("example.org/log"));
    assert_eq!(entry.parts(), golden_parts());
    assert_eq!(entry.statement(), &statement());
    assert_eq!(entry.clone().into_statement(), statement());
    let mut reversed = golden_parts();
    reversed.reverse();
    assert_eq!(make(reversed), Ok(entry));
    // The leaf hash of RFC 6962 §2.1, as the independent program has it.
    assert_eq!(Sha256::of(&[&[0], &bytes[..]].concat()).to_string(), LEAF_HASH);
    // The suffix points at the digest of the body, as a stranger reads it.
    let (rest, offset) = bytes[..bytes.len() - 1].split_last_chunk::<4>().unwrap();
    let offset = usize::try_from(u32::from_be_bytes(*offset)).unwrap();
    assert_eq!(rest[offset..offset + 32], statement().payload_digest().0);
}

#[test]
fn partitions_are_the_key_the_subject_and_the_incidents() {
    let names = Entry::partitions_of(statement().header());
    let thumbprint = key().public().thumbprint();
    let [two, three] = ["2", "3"].map(|digit| format!("incident:{}", digit.repeat(32)));
    assert_eq!(names, [INCIDENT.to_owned(), two, three, format!("key:{thumbprint}")]);
}

#[test]
fn no_changed_bit_is_read_as_the_same() {
    let golden = golden_bytes();
    let original = Entry::parse(&golden).unwrap();
    for place in 0..golden.len() {
        for bit in 0..8 {
            let mut bytes = golden.clone();
            bytes[place] ^= 1 << bit;
            let Ok(entry) = Entry::parse(&bytes) else { continue };
            assert_eq!(entry.encode(), bytes, "bit {bit} of byte {place}");
            assert_ne!(entry, original);
        }
    }
    for len in 0..golden.len() {
        assert!(Entry::parse(&golden[..len]).is_err(), "{len}");
    }
    for byte in 0..=255 {
        assert!(Entry::parse(&[&golden[..], &[byte]].concat()).is_err(), "{byte}");
    }
}

#[test]
fn every_part_of_the_record_is_strict() {
    let replace = |from: &str, to: &str| {
        let text = golden();
        let (from, to) = (from.replace(' ', ""), to.replace(' ', ""));
        assert_eq!(text.matches(&from).count(), 1, "{from}");
        // Where the length changes, the suffix follows.
        let mut record = hex(&text.replace(&from, &to));
        record.truncate(record.len() - 5);
        let suffix = suffix(record.len());
        record.extend_from_slice(&suffix);
        Entry::parse(&record)
    };
    assert_eq!(replace("860107 1b", "860108 1b").unwrap().index(), Index(8));
    for (version, number) in [("00", 0), ("02", 2), ("1bffffffffffffffff", u64::MAX)] {
        let refused = replace("860107 1b", &format!("86{version}07 1b"));
        assert_eq!(refused, Err(EntryError::Version(number)));
        let refused = replace("860107 1b", &format!("87{version}07 1b"));
        assert_eq!(refused, Err(EntryError::Version(number)));
    }
    for (from, to) in [
        ("860107 1b", "850107 1b"),
        ("860107 1b", "870107 1b"),
        ("860107 1b", "86180107 1b"),
        ("860107 1b", "86011807 1b"),
        ("860107 1b", "860127 1b"),
        ("860107 1b", "860161371b"),
        ("860107 1b000001a0c4506c7b", "860107 1b00000000c4506c7b"),
        ("5820b247", "581fb247"),
        ("5820b247", "7820b247"),
        ("00f6 83", "00f7 83"),
        ("01 06 83", "01 26 83"),
        ("03 04 d2", "03 1804 d2"),
        ("03 04 d2", "1803 04 d2"),
        ("03 04 d2", "03 04 d3"),
        ("03 04 d284", "03 04 84"),
        ("03 04 d284", "03 04 d2d284"),
    ] {
        // Three parts end alike, so the first case of those is spelt with what stands around it.
        let (from, to) = match from {
            "00f6 83" => {
                (format!("{}00f683", "31".repeat(32)), format!("{}00f783", "31".repeat(32)))
            }
            _ => (from.to_owned(), to.to_owned()),
        };
        let refused = replace(&from, &to);
        assert!(matches!(refused, Err(EntryError::Record(_))), "{from} {to}: {refused:?}");
    }
    // A statement that is an envelope, but not ours: its header is empty.
    let record = HEXLOWER_STATEMENT_OF_NOTHING;
    let refused = replace(STATEMENT, record);
    assert!(matches!(refused, Err(EntryError::Statement(_))), "{refused:?}");
}

const HEXLOWER_STATEMENT_OF_NOTHING: &str = "d28440a058200000000000000000000000000000000000000000000000000000000000000000\
    584000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
    000000000000000000000000";

#[test]
fn the_suffix_is_the_only_one() {
    let golden = golden_bytes();
    let record = &golden[..golden.len() - 5];
    let [.., a, b, c, d, _] = golden[..] else { unreachable!() };
    for suffix in [
        &[][..],
        &[0],
        &[a, b, c, d],
        &[a, b, c, d, 0],
        &[a, b, c, d, 2],
        &[a, b, c, d + 1, 1],
        &[a, b, c, d - 1, 1],
        &[d, c, b, a, 1],
        &[a, b, c, d, a, b, c, d, 2],
        &[a, b, c, d, 1, 0],
        &[a, b, c, d, 1, a, b, c, d, 1],
    ] {
        assert_eq!(Entry::parse(&[record, suffix].concat()), Err(EntryError::Suffix), "{suffix:?}");
    }
    assert!(Entry::parse(&[record, &[a, b, c, d, 1]].concat()).is_ok());
}

#[test]
fn the_parts_are_those_of_the_statement() {
    let change = |change: fn(&mut Vec<Part>)| {
        let mut parts = golden_parts();
        change(&mut parts);
        let made = make(parts.clone());
        // The same on the wire, where the order is as it is written.
        let mut entry = make(golden_parts()).unwrap();
        entry.parts = parts;
        (made, Entry::parse(&entry.encode()))
    };
    let wrong: [fn(&mut Vec<Part>); 6] = [
        |parts| drop(parts.pop()),
        |parts| drop(parts.remove(1)),
        |parts| parts.push(part("z", 0, None)),
        |parts| parts.push(parts[3].clone()),
        |parts| parts[0].name.push('x'),
        |parts| parts.clear(),
    ];
    for wrong in wrong {
        assert_eq!(change(wrong), (Err(EntryError::Partitions), Err(EntryError::Partitions)));
    }
    let (made, read) = change(|parts| parts.swap(0, 1));
    assert_eq!((made.is_ok(), read), (true, Err(EntryError::Partitions)));
    let (made, read) = change(|parts| parts.extend(vec![part("z", 0, None); PARTS_MAX - 4]));
    assert_eq!((made, read), (Err(EntryError::Partitions), Err(EntryError::Partitions)));
    let (made, read) = change(|parts| parts.extend(vec![part("z", 0, None); PARTS_MAX - 3]));
    assert_eq!((made, read), (Err(EntryError::Partitions), Err(EntryError::Parts(19))));
}

#[test]
fn impossible_places_are_refused() {
    // At index 7.
    for (ordinal, previous, is_possible) in [
        (0, None, true),
        (1, Some(0), true),
        (1, Some(6), true),
        (7, Some(6), true),
        (3, Some(2), true),
        (1, None, false),
        (u64::MAX, None, false),
        (0, Some(0), false),
        (0, Some(6), false),
        (1, Some(7), false),
        (1, Some(8), false),
        (1, Some(u64::MAX), false),
        (2, Some(0), false),
        (8, Some(6), false),
    ] {
        let mut parts = golden_parts();
        let name = parts[1].name.clone();
        parts[1] = part(&name, ordinal, previous);
        let made = make(parts.clone());
        let mut entry = make(golden_parts()).unwrap();
        entry.parts = parts;
        let read = Entry::parse(&entry.encode());
        if is_possible {
            assert_eq!(made, Ok(entry.clone()));
            assert_eq!(read, Ok(entry));
        } else {
            let (ordinal, previous) = (Ordinal(ordinal), previous.map(Index));
            let expected = Err(EntryError::Place { name, ordinal, previous });
            assert_eq!((made, read), (expected.clone(), expected));
        }
    }
}

#[test]
fn the_largest_entry_fits() {
    let statement = crate::statement::tests::largest();
    let parts = Entry::partitions_of(statement.header())
        .iter()
        .map(|name| part(name, u64::MAX - 1, Some(u64::MAX - 1)))
        .collect();
    let (index, time) = (Index(u64::MAX), UnixMillis(u64::MAX));
    let entry = Entry::new(index, time, chain_genesis("x"), parts, statement).unwrap();
    assert_eq!(entry.parts().len(), PARTS_MAX);
    let bytes = entry.encode();
    assert_eq!(Entry::parse(&bytes), Ok(entry));
    assert!(bytes.len() < 16 * 1024, "{}", bytes.len());
    let refused = Entry::parse(&vec![0x86; ENTRY_MAX + 1]);
    assert_eq!(refused, Err(EntryError::TooLong(ENTRY_MAX + 1)));
    assert!(matches!(Entry::parse(&vec![0x86; ENTRY_MAX]), Err(EntryError::Record(_))));
}
