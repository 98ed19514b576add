//! The bytes of entry bundles and body bundles: contents behind their lengths.

use super::{BODY_MAX, ENTRY_MAX, TileError, check_count};

/// The bytes of an entry bundle: each entry behind its length as a big-endian u16 (C2SP tlog-tiles, "Log
/// Entries"). Takes 1 to [`TILE_WIDTH`](super::TILE_WIDTH) entries of at most [`ENTRY_MAX`] bytes.
pub fn encode_bundle<'a>(
    entries: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, TileError> {
    let mut bytes = Vec::new();
    let mut count = 0;
    for (place, entry) in entries.into_iter().enumerate() {
        let length = u16::try_from(entry.len()).map_err(|_| TileError::TooLong {
            place,
            length: entry.len(),
            limit: ENTRY_MAX,
        })?;
        bytes.extend(length.to_be_bytes());
        bytes.extend(entry);
        count = place + 1;
        check_count(count)?;
    }
    check_count(count)?;
    Ok(bytes)
}

/// Reads what [`encode_bundle`] writes. The caller compares the count with the width in the name.
pub fn decode_bundle(bytes: &[u8]) -> Result<Vec<&[u8]>, TileError> {
    whole(split_places(bytes, entry_prefix))
}

/// How many bytes of a damaged entry bundle can be cut into entries: those before the damage, and perhaps some of it.
pub fn bundle_start(bytes: &[u8]) -> &[u8] {
    start(bytes, split_places(bytes, entry_prefix))
}

fn entry_prefix(bytes: &[u8], _: usize) -> Option<(Result<usize, TileError>, &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    Some((Ok(usize::from(u16::from_be_bytes(*length))), rest))
}

/// The bytes of a body bundle: each body behind its length as a big-endian u32, 0 where it is withheld.
/// Takes 1 to [`TILE_WIDTH`](super::TILE_WIDTH) places; a body has 1 to [`BODY_MAX`] bytes.
pub fn encode_bodies<'a>(
    bodies: impl IntoIterator<Item = Option<&'a [u8]>>,
) -> Result<Vec<u8>, TileError> {
    let mut bytes = Vec::new();
    let mut count = 0;
    for (place, body) in bodies.into_iter().enumerate() {
        let body = match body {
            Some([]) => return Err(TileError::EmptyBody { place }),
            Some(body) => body,
            None => &[],
        };
        let length = body_length(place, body.len())?;
        bytes.extend(length.to_be_bytes());
        bytes.extend(body);
        count = place + 1;
        check_count(count)?;
    }
    check_count(count)?;
    Ok(bytes)
}

fn body_length(place: usize, length: usize) -> Result<u32, TileError> {
    let too_long = TileError::TooLong { place, length, limit: BODY_MAX };
    if length > BODY_MAX {
        return Err(too_long);
    }
    u32::try_from(length).map_err(|_| too_long)
}

/// Reads what [`encode_bodies`] writes: a body for each place, or nothing where it is withheld.
pub fn decode_bodies(bytes: &[u8]) -> Result<Vec<Option<&[u8]>>, TileError> {
    let bodies = whole(split_places(bytes, body_prefix))?;
    Ok(bodies.into_iter().map(|body| (!body.is_empty()).then_some(body)).collect())
}

/// As [`bundle_start`], of a body bundle.
pub fn bodies_start(bytes: &[u8]) -> &[u8] {
    start(bytes, split_places(bytes, body_prefix))
}

fn body_prefix(bytes: &[u8], place: usize) -> Option<(Result<usize, TileError>, &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    Some((body_length(place, length).map(|_| length), rest))
}

/// Length-prefixed places up to the first that cannot be cut off, and why it cannot; what is behind them.
type Places<'a> = (Vec<&'a [u8]>, &'a [u8], Result<(), TileError>);

/// Takes the length off the front of what is left, for the place of that number.
type Prefix = fn(&[u8], usize) -> Option<(Result<usize, TileError>, &[u8])>;

/// Splits length-prefixed places.
fn split_places(bytes: &[u8], prefix: Prefix) -> Places<'_> {
    let mut places = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        match split_place(rest, places.len(), prefix) {
            Ok((content, behind)) => {
                places.push(content);
                rest = behind;
            }
            Err(error) => return (places, rest, Err(error)),
        }
    }
    let count = check_count(places.len());
    (places, rest, count)
}

fn split_place(rest: &[u8], place: usize, prefix: Prefix) -> Result<(&[u8], &[u8]), TileError> {
    check_count(place + 1)?;
    let cut_short = TileError::CutShort { place };
    let (length, behind) = prefix(rest, place).ok_or(cut_short.clone())?;
    behind.split_at_checked(length?).ok_or(cut_short)
}

fn whole((places, _, split): Places<'_>) -> Result<Vec<&[u8]>, TileError> {
    split.map(|()| places)
}

fn start<'a>(bytes: &'a [u8], (_, rest, _): Places<'a>) -> &'a [u8] {
    bytes.get(..bytes.len() - rest.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundles_read_back() {
        let longest = vec![7; ENTRY_MAX];
        for entries in [vec![b"".as_slice()], vec![b"a", b"", &longest], vec![b"x"; 256]] {
            let bytes = encode_bundle(entries.iter().copied()).unwrap();
            assert_eq!(decode_bundle(&bytes), Ok(entries));
        }
        assert_eq!(encode_bundle([b"ab".as_slice(), b""]).unwrap(), b"\0\x02ab\0\0");
    }

    #[test]
    fn the_start_of_a_damaged_bundle_is_what_can_be_cut() {
        let good = encode_bundle([b"one".as_slice(), b"two", b"three"]).unwrap();
        assert_eq!(bundle_start(&good), good);
        for cut in 0..good.len() {
            let whole = [0, 5, 10].into_iter().rfind(|end| *end <= cut).unwrap();
            assert_eq!(bundle_start(&good[..cut]), &good[..whole], "{cut}");
        }
        let mut bad = good;
        bad[5] = 0xff;
        assert_eq!(bundle_start(&bad), &bad[..5]);
        let bodies = encode_bodies([Some(b"one".as_slice()), None, Some(b"two")]).unwrap();
        assert_eq!(bodies_start(&bodies), bodies);
        assert_eq!(bodies_start(&bodies[..bodies.len() - 1]), &bodies[..11]);
        assert_eq!(bodies_start(&bodies[..3]), b"");
    }

    #[test]
    fn bundles_outside_the_limits_are_refused() {
        let longer = vec![7; ENTRY_MAX + 1];
        let error = TileError::TooLong { place: 1, length: ENTRY_MAX + 1, limit: ENTRY_MAX };
        assert_eq!(encode_bundle([b"".as_slice(), &longer]), Err(error));
        assert_eq!(encode_bundle([]), Err(TileError::Empty));
        assert_eq!(encode_bundle([b"".as_slice(); 257]), Err(TileError::TooMany));
        assert_eq!(decode_bundle(b""), Err(TileError::Empty));
        assert_eq!(decode_bundle(&[0; 2 * 257]), Err(TileError::TooMany));
        for (bytes, place) in
            [(b"\0".as_slice(), 0), (b"\0\x02a", 0), (b"\0\0\0", 1), (b"\xff\xff", 0)]
        {
            assert_eq!(decode_bundle(bytes), Err(TileError::CutShort { place }), "{bytes:?}");
        }
    }

    #[test]
    fn bodies_read_back() {
        let longest = vec![7; BODY_MAX];
        for bodies in [
            vec![None],
            vec![Some(b"a".as_slice()), None, Some(&longest)],
            vec![Some(b"x"); 256],
            vec![None; 256],
        ] {
            let bytes = encode_bodies(bodies.iter().copied()).unwrap();
            assert_eq!(decode_bodies(&bytes), Ok(bodies));
        }
        assert_eq!(encode_bodies([Some(b"ab".as_slice()), None]).unwrap(), b"\0\0\0\x02ab\0\0\0\0");
    }

    #[test]
    fn bodies_outside_the_limits_are_refused() {
        let longer = vec![7; BODY_MAX + 1];
        let error = TileError::TooLong { place: 1, length: BODY_MAX + 1, limit: BODY_MAX };
        assert_eq!(encode_bodies([None, Some(longer.as_slice())]), Err(error.clone()));
        assert_eq!(
            encode_bodies([None, Some(b"".as_slice())]),
            Err(TileError::EmptyBody { place: 1 })
        );
        assert_eq!(encode_bodies([]), Err(TileError::Empty));
        assert_eq!(encode_bodies([None; 257]), Err(TileError::TooMany));
        assert_eq!(decode_bodies(b""), Err(TileError::Empty));
        assert_eq!(decode_bodies(&[0; 4 * 257]), Err(TileError::TooMany));
        // The limit is enforced on the length as it is read, whatever follows.
        assert_eq!(decode_bodies(b"\0\0\0\0\0\x04\0\x01"), Err(error));
        for (bytes, place) in [(b"\0".as_slice(), 0), (b"\0\0\0\x02a", 0), (b"\0\0\0\0\0", 1)] {
            assert_eq!(decode_bodies(bytes), Err(TileError::CutShort { place }), "{bytes:?}");
        }
    }
}
