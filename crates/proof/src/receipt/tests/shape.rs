//! What a receipt and a transparent statement must look like before anything in them is believed.

use data_encoding::HEXLOWER;

use super::*;

/// The receipt without a checkpoint, with one piece of a header replaced, in hex.
fn replaced(from: &str, to: &str) -> Result<Receipt, ReceiptError> {
    let bytes = issued(&entry(), 9).detach().encode();
    let sign1 = Sign1::parse(&bytes).unwrap();
    let (from, to) = (from.replace(' ', ""), to.replace(' ', ""));
    let [protected, unprotected] =
        [sign1.protected, sign1.unprotected].map(|header| HEXLOWER.encode(header));
    assert_eq!(protected.matches(&from).count() + unprotected.matches(&from).count(), 1, "{from}");
    let [protected, unprotected] =
        [protected, unprotected].map(|header| hex(&header.replace(&from, &to)));
    Receipt::parse(&Sign1 { protected: &protected, unprotected: &unprotected, ..sign1 }.encode())
}

#[test]
fn the_shape_of_a_receipt_is_exact() {
    let typ = HEXLOWER.encode(RECEIPT_TYPE.as_bytes());
    for (from, to, name) in [
        ("a70132", "a70127", "algorithm"),
        (typ.as_str(), &typ.replace("65", "66"), "type"),
        ("19018b01", "19018b02", "verifiable data structure"),
        ("19018b01", "19018b20", "verifiable data structure"),
    ] {
        assert_eq!(replaced(from, to), Err(ReceiptError::Constant(name)));
    }
    let (signed, proof) = (Size(9), Size(10));
    assert_eq!(
        replaced("83 09 07 84", "83 0a 07 84"),
        Err(ReceiptError::TreeSize { signed, proof })
    );
    let issuer = replaced("6f6578616d706c652e6f72672f6c6f67", "6f6578616d706c652e6f72672f6c6f20");
    assert!(matches!(issuer, Err(ReceiptError::Issuer(_))), "{issuer:?}");
    assert_eq!(replaced("83 09 07 84", "83 09 06 84").unwrap().index(), Index(6));

    for (from, to) in [
        // Labels missing, other, or too many.
        ("a70132", "a60132"),
        ("a70132", "a80132"),
        ("0fa2016f", "0fa3016f"),
        ("0fa2016f", "0fa2066f"),
        ("19018b01", "19018c01"),
        ("19018b01", "19018b1801"),
        ("3a00010003 09", "3a00010004 09"),
        ("3a00010003 09", "3a00010003 29"),
        ("3a00010003 09", "3a00010003 1809"),
        ("3a00010004 59", "3a00010003 59"),
        // The proof: other labels, none, text, other counts of numbers and nodes.
        ("a119018ca120", "a119018ca121"),
        ("a119018ca120", "a119018ba120"),
        ("a119018ca12081", "a119018ca12080"),
        ("83 09 07 84", "84 09 07 84"),
        ("83 09 07 84", "82 09 07 84"),
        ("83 09 07 84", "83 09 07 83"),
        ("83 09 07 84", "83 09 07 85"),
        ("83 09 07 84", "83 09 27 84"),
    ] {
        // An unprotected header that is no map any more is noticed with the envelope.
        let refused = replaced(from, to);
        assert!(
            matches!(refused, Err(ReceiptError::Malformed(_) | ReceiptError::Envelope(_))),
            "{from} {to}: {refused:?}"
        );
    }
    // A map of three, and of none.
    for (from, to) in [("a119018ca120", "a319018ca120"), ("a119018ca120", "a019018ca120")] {
        let refused = replaced(from, to);
        assert!(matches!(refused, Err(ReceiptError::Envelope(_))), "{from} {to}: {refused:?}");
    }
    let bytes = issued(&entry(), 9).encode();
    let root = tree(&entry(), 9).0.root;
    for payload in [&root.0[..], &[]] {
        let attached = Sign1 { payload: Some(payload), ..Sign1::parse(&bytes).unwrap() };
        assert_eq!(Receipt::parse(&attached.encode()), Err(ReceiptError::Payload));
    }
}

/// A receipt around any proof, signed by nobody.
fn with_proof(size: u64, index: u64, path: usize) -> Result<Receipt, ReceiptError> {
    let mut receipt = issued(&entry(), 9).detach();
    receipt.protected.size = Size(size);
    receipt.index = Index(index);
    receipt.path = vec![TreeHash([7; 32]); path];
    Receipt::parse(&receipt.encode())
}

#[test]
fn trees_and_paths_end_at_their_limits() {
    assert_eq!(with_proof(0, 0, 1), Err(ReceiptError::TooSmall(Size(0))));
    assert_eq!(with_proof(1, 0, 1), Err(ReceiptError::TooSmall(Size(1))));
    assert_eq!(with_proof(1, 0, 0), Err(ReceiptError::TooSmall(Size(1))));
    assert_eq!(with_proof(2, 0, 0), Err(ReceiptError::TooSmall(Size(2))));
    assert!(with_proof(2, 0, 1).is_ok());
    assert!(with_proof(u64::MAX, 0, PROOF_MAX - 1).is_ok());
    assert!(with_proof(u64::MAX, 0, PROOF_MAX).is_ok());
    let refused = with_proof(u64::MAX, 0, PROOF_MAX + 1);
    assert!(matches!(refused, Err(ReceiptError::Malformed(_))));
}

#[test]
fn lengths_end_at_their_limits() {
    let (max, length) = (RECEIPT_MAX, RECEIPT_MAX + 1);
    assert_eq!(Receipt::parse(&vec![0; length]), Err(ReceiptError::TooLong { max, length }));
    assert!(matches!(Receipt::parse(&vec![0; max]), Err(ReceiptError::Envelope(_))));
    let (max, length) = (TRANSPARENT_MAX, TRANSPARENT_MAX + 1);
    let refused = TransparentStatement::parse(&vec![0; length]);
    assert_eq!(refused, Err(ReceiptError::TooLong { max, length }));
    let refused = TransparentStatement::parse(&vec![0; max]);
    assert!(matches!(refused, Err(ReceiptError::Envelope(_))));

    // The longest of everything still fits.
    let mut receipt = issued(&entry(), 9);
    receipt.protected.issuer = Origin::parse(&"o".repeat(crate::note::NAME_MAX)).unwrap();
    receipt.protected.subject = "s".repeat(crate::statement::SUB_MAX);
    receipt.protected.size = Size(u64::MAX);
    receipt.protected.entry = vec![0; ENTRY_MAX];
    receipt.path = vec![TreeHash([7; 32]); PROOF_MAX];
    receipt.checkpoint = Some(vec![0; NOTE_MAX]);
    let bytes = receipt.encode();
    assert_eq!(Receipt::parse(&bytes), Ok(receipt));
}

#[test]
fn the_unprotected_header_of_a_statement_holds_one_receipt_alone() {
    let good = transparent();
    let sign1_bytes = good.encode();
    let sign1 = Sign1::parse(&sign1_bytes).unwrap();
    let receipt = good.receipt().encode();
    let with = |write: &dyn Fn(&mut Writer)| {
        let mut unprotected = Writer::default();
        write(&mut unprotected);
        let unprotected = unprotected.finish();
        TransparentStatement::parse(&Sign1 { unprotected: &unprotected, ..sign1 }.encode())
            .map(drop)
    };
    assert_eq!(
        with(&|map| {
            map.map(1).int(394).array(1).bytes(&receipt);
        }),
        Ok(())
    );
    let wrong: [&dyn Fn(&mut Writer); 7] = [
        &|map| {
            map.map(0);
        },
        &|map| {
            map.map(1).int(394).array(0);
        },
        &|map| {
            map.map(1).int(394).array(2).bytes(&receipt).bytes(&receipt);
        },
        &|map| {
            map.map(1).int(394).bytes(&receipt);
        },
        &|map| {
            map.map(1).int(395).array(1).bytes(&receipt);
        },
        &|map| {
            map.map(1).int(394).array(1).raw(&receipt);
        },
        &|map| {
            map.map(2).int(4).null().int(394).array(1).bytes(&receipt);
        },
    ];
    for (place, wrong) in wrong.into_iter().enumerate() {
        let refused = with(wrong);
        assert!(matches!(refused, Err(ReceiptError::Envelope(_))), "{place}: {refused:?}");
    }
    let no_receipt = with(&|map| {
        map.map(1).int(394).array(1).bytes(&[]);
    });
    assert!(matches!(no_receipt, Err(ReceiptError::Envelope(_))));
    let refused = TransparentStatement::parse(statement().bytes());
    assert!(matches!(refused, Err(ReceiptError::Envelope(_))));
    // Around something that is no statement of ours.
    let mut detached = sign1;
    detached.payload = None;
    let refused = TransparentStatement::parse(&detached.encode());
    assert_eq!(refused, Err(ReceiptError::Statement(StatementError::Payload)));
}
