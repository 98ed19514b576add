use data_encoding::HEXLOWER;

use super::*;

fn hex(text: &str) -> Vec<u8> {
    HEXLOWER.decode(text.replace(' ', "").as_bytes()).unwrap()
}

#[test]
fn an_envelope_is_read_and_written_back() {
    let signature = "11".repeat(64);
    for (text, payload) in [
        (format!("d284 43a10126 a0 420102 5840{signature}"), Some(&[1, 2][..])),
        (format!("d284 43a10126 a0 f6 5840{signature}"), None),
        (format!("d284 40 a2046131190100820102 40 5840{signature}"), Some(&[][..])),
    ] {
        let bytes = hex(&text);
        let sign1 = Sign1::parse(&bytes).unwrap();
        assert_eq!(sign1.payload, payload);
        assert_eq!(sign1.signature, &[0x11; 64]);
        assert_eq!(sign1.encode(), bytes);
    }
}

#[test]
fn other_shapes_are_refused() {
    let signature = format!("5840{}", "11".repeat(64));
    for text in [
        format!("84 40 a0 f6 {signature}"),
        format!("d184 40 a0 f6 {signature}"),
        format!("d81284 40 a0 f6 {signature}"),
        format!("d2d284 40 a0 f6 {signature}"),
        format!("d283 40 a0 {signature}"),
        format!("d285 40 a0 f6 {signature} f6"),
        format!("d29f 40 a0 f6 {signature} ff"),
        format!("d29804 40 a0 f6 {signature}"),
        format!("d284 a0 a0 f6 {signature}"),
        format!("d284 5800 a0 f6 {signature}"),
        format!("d284 40 40 f6 {signature}"),
        format!("d284 40 80 f6 {signature}"),
        format!("d284 40 f6 f6 {signature}"),
        format!("d284 40 bfff f6 {signature}"),
        format!("d284 40 a202000100 f6 {signature}"),
        format!("d284 40 a0 f7 {signature}"),
        format!("d284 40 a0 60 {signature}"),
        format!("d284 40 a0 5f4100ff {signature}"),
        format!("d284 40 a0 f6 583f{}", "11".repeat(63)),
        format!("d284 40 a0 f6 5841{}", "11".repeat(65)),
        format!("d284 40 a0 f6 590040{}", "11".repeat(64)),
        format!("d284 40 a0 f6 {signature} 00"),
        "d284 40 a0 f6".to_owned(),
        String::new(),
    ] {
        assert!(Sign1::parse(&hex(&text)).is_err(), "{text}");
    }
}

#[test]
fn the_signed_bytes_are_those_of_rfc_9052() {
    // The ToBeSigned of example sign1-tests/sign-pass-01 of the COSE working group, whose protected header is
    // empty.
    let expected = "846a5369676e61747572653140405454686973206973207468652063\
                    6f6e74656e742e";
    let payload = b"This is the content.";
    assert_eq!(sig_structure(b"", payload), hex(&expected.replace(char::is_whitespace, "")));
}
