//! Small changes of bytes, against which the readers of the text formats are held.

/// Every change of `bytes` by one byte left out, doubled, put in or replaced, at each `step`-th place, and
/// every cut of its end there.
pub(crate) fn mutations(bytes: &[u8], step: usize) -> impl Iterator<Item = Vec<u8>> {
    const OTHERS: &[u8] = b"\n\r\t\0 +=/0Aa-\x7f\xa0\xff";
    (0..bytes.len()).step_by(step).flat_map(move |at| {
        let (before, behind) = bytes.split_at(at);
        let put = OTHERS.iter().map(move |other| [before, &[*other], behind].concat());
        let replaced = OTHERS.iter().map(move |other| [before, &[*other], &behind[1..]].concat());
        let flipped = [before, &[behind[0] ^ 1], &behind[1..]].concat();
        let left_out = [before, &behind[1..]].concat();
        let doubled = [before, &behind[..1], behind].concat();
        put.chain(replaced).chain([flipped, left_out, doubled, before.to_vec()])
    })
}

/// Reads every mutation: what is not refused must be written as it was read. Some must be refused.
pub(crate) fn check<T>(
    bytes: &[u8],
    read: impl Fn(&[u8]) -> Option<T>,
    write: impl Fn(&T) -> Vec<u8>,
) {
    assert_eq!(read(bytes).map(|value| write(&value)).as_deref(), Some(bytes));
    let mut refused = 0;
    for bad in mutations(bytes, 1) {
        match read(&bad) {
            Some(value) => assert_eq!(write(&value), bad, "{}", bad.escape_ascii()),
            None => refused += 1,
        }
    }
    assert!(refused > bytes.len(), "only {refused} refused");
}
