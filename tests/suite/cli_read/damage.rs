//! Damaged ledgers: `verify` names the place in plain words, and says what still holds.

use std::fs;

use bayan_proof::num::{Index, Size};
use bayan_proof::tile::{
    BundleId, TileId, addenda_path, decode_bodies, decode_bundle, encode_bodies, encode_bundle,
};

use super::library::{Copy, Ran, library};

fn bundle() -> BundleId {
    BundleId::holding(Index(0), Size(library().size)).unwrap()
}

fn verify(copy: &Copy) -> (Ran, serde_json::Value) {
    let (text, json) = (copy.run(&["verify"]), copy.run(&["verify", "--json"]));
    assert_eq!((text.code, json.code), (1, 1), "{text:?}");
    assert!(text.out.starts_with("BAD"), "{text:?}");
    let json = json.json();
    assert_eq!(json["ok"], false);
    (text, json)
}

/// The first fault is here and says this; this still holds.
fn check(copy: &Copy, place: &serde_json::Value, what: &str, holds: &str) {
    let (text, json) = verify(copy);
    let fault = &json["faults"][0];
    assert_eq!(&fault["place"], place, "{json:#}");
    assert!(fault["what"].as_str().unwrap().contains(what), "{what:?} is not in {fault}");
    assert!(json["still_holds"].as_str().unwrap().contains(holds), "{json:#}");
    assert!(
        text.out.contains("first fault")
            && text.out.contains("still holds")
            && text.out.contains("try"),
        "{text:?}"
    );
}

fn entry(index: u64) -> serde_json::Value {
    serde_json::json!({"kind": "entry", "name": index})
}

/// Changes the entries of the one bundle.
fn change_entry(copy: &Copy, index: u64, change: impl FnOnce(&mut Vec<u8>)) {
    copy.change(&bundle().entries_path(), |bytes| {
        let mut entries: Vec<Vec<u8>> =
            decode_bundle(bytes).unwrap().into_iter().map(<[u8]>::to_vec).collect();
        change(&mut entries[usize::try_from(index).unwrap()]);
        *bytes = encode_bundle(entries.iter().map(Vec::as_slice)).unwrap();
    });
}

fn change_body(copy: &Copy, index: u64, change: impl FnOnce(&mut Option<Vec<u8>>)) {
    copy.change(&bundle().bodies_path(), |bytes| {
        let mut bodies: Vec<Option<Vec<u8>>> = decode_bodies(bytes)
            .unwrap()
            .into_iter()
            .map(|body| body.map(<[u8]>::to_vec))
            .collect();
        change(&mut bodies[usize::try_from(index).unwrap()]);
        *bytes = encode_bodies(bodies.iter().map(Option::as_deref)).unwrap();
    });
}

#[test]
fn a_changed_byte_of_an_entry_is_named_at_that_entry() {
    let reading = library().reading;
    let holds = format!("entries 0 to {} hold", reading - 1);
    // The record's version, its middle (the statement), its signature, its suffix.
    for (at, what) in [
        (1, "not an entry"),
        (200, ""),
        (usize::MAX - 10, "signature"),
        (usize::MAX, "not an entry"),
    ] {
        let copy = Copy::new();
        change_entry(&copy, reading, |entry| {
            let at = if at > 1_000_000 { entry.len() - 1 - (usize::MAX - at) } else { at };
            entry[at] ^= 1;
        });
        check(&copy, &entry(reading), what, &holds);
    }
}

#[test]
fn entries_that_changed_places_are_named() {
    let copy = Copy::new();
    copy.change(&bundle().entries_path(), |bytes| {
        let mut entries: Vec<Vec<u8>> =
            decode_bundle(bytes).unwrap().into_iter().map(<[u8]>::to_vec).collect();
        entries.swap(5, 6);
        *bytes = encode_bundle(entries.iter().map(Vec::as_slice)).unwrap();
    });
    check(&copy, &entry(5), "it says it is entry 6", "entries 0 to 4 hold");
}

#[test]
fn a_changed_or_deleted_body_is_named_at_its_entry() {
    let (reading, grant) = (library().reading, library().grant);
    let copy = Copy::new();
    change_body(&copy, reading, |body| body.as_mut().unwrap()[40] ^= 1);
    check(&copy, &entry(reading), "its body is not the one that was signed", "hold");
    let shown = copy.run(&["show", &reading.to_string()]);
    assert_eq!(shown.code, 1, "{shown:?}");
    assert!(shown.out.contains("no redaction withholds it"), "{shown:?}");

    let copy = Copy::new();
    change_body(&copy, reading, |body| *body = None);
    check(&copy, &entry(reading), "its body is missing, and no redaction withholds it", "hold");

    // What follows from a missing grant fails later; the grant itself is named.
    let copy = Copy::new();
    change_body(&copy, grant, |body| *body = None);
    check(
        &copy,
        &entry(grant),
        "that of a key cannot be withheld",
        &format!("entries 0 to {} hold", grant - 1),
    );

    let copy = Copy::new();
    change_body(&copy, library().withheld, |body| *body = Some(b"{}".to_vec()));
    check(&copy, &entry(library().withheld), "its body is not the one that was signed", "hold");
}

#[test]
fn a_changed_checkpoint_is_named() {
    for (what, change) in [("failed to verify", 0), ("signature", 1)] {
        let copy = Copy::new();
        copy.change("checkpoint", |bytes| {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let line = if change == 0 { 2 } else { 4 };
            let flipped = lines[line].replace('A', "B");
            lines[line] =
                if flipped == lines[line] { lines[line].replace('a', "b") } else { flipped };
            *bytes = format!("{}\n", lines.join("\n")).into_bytes();
        });
        let (text, json) = verify(&copy);
        assert_eq!(json["faults"][0]["place"]["kind"], "checkpoint", "{what}: {json:#}");
        assert!(text.out.contains("nothing can be said of the entries"), "{text:?}");
        let ran = copy.run(&["log"]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains("bayan verify"), "{ran:?}");
    }
}

#[test]
fn a_changed_or_missing_tile_is_named() {
    let name = format!("tile/0/000.p/{}", library().size);
    let copy = Copy::new();
    copy.change(&name, |bytes| bytes[3] ^= 1);
    let place = serde_json::json!({"kind": "file", "name": name});
    check(&copy, &place, "its hashes are not those of the entries", "all entries hold");
    let copy = Copy::new();
    fs::remove_file(copy.path("ledger").join(&name)).unwrap();
    check(&copy, &place, "missing", "all entries hold");
    let copy = Copy::new();
    copy.change("tile/0/000.p/7", |bytes| bytes[3] ^= 1);
    let (_, json) = verify(&copy);
    assert_eq!(json["faults"][0]["place"]["name"], "tile/0/000.p/7");
}

#[test]
fn a_changed_or_missing_artifact_is_named() {
    let path = addenda_path(&library().text);
    let place = serde_json::json!({"kind": "artifact", "name": library().text.to_string()});
    let copy = Copy::new();
    fs::remove_file(copy.path("ledger").join(&path)).unwrap();
    check(&copy, &place, "it is missing; entry", "quotes from this artifact");
    let copy = Copy::new();
    copy.change(&path, |bytes| bytes[0] ^= 1);
    let (_, json) = verify(&copy);
    let words = json.to_string();
    assert!(words.contains(&library().text.to_string()) && words.contains("damaged"), "{words}");
    let ran = copy.run(&["show", &format!("capture:{}", library().text), "--text"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    // One that a redaction withholds must not be here.
    let copy = Copy::new();
    let gone = copy.path("ledger").join(addenda_path(&library().gone));
    fs::create_dir_all(gone.parent().unwrap()).unwrap();
    fs::write(&gone, "a leaked list that nobody should keep").unwrap();
    let place = serde_json::json!({"kind": "artifact", "name": library().gone.to_string()});
    check(&copy, &place, "still here, although entry", "all entries hold");
}

#[test]
fn a_damaged_journal_and_a_stray_file_are_named() {
    let copy = Copy::new();
    copy.change("journal", |bytes| bytes[0] ^= 1);
    let (_, json) = verify(&copy);
    assert_eq!(json["faults"][0]["place"]["kind"], "journal", "{json:#}");
    let copy = Copy::new();
    fs::write(copy.path("ledger/tile/0/notes.txt"), "x").unwrap();
    let place = serde_json::json!({"kind": "file", "name": "tile/0/notes.txt"});
    check(&copy, &place, "none of a ledger's files", "all entries hold");
}

#[test]
fn what_cannot_be_read_is_not_called_bad() {
    let text = addenda_path(&library().text);
    let tile = TileId::new(0, 0, bundle().width()).unwrap().path();
    for name in
        ["checkpoint", "journal", &text, &tile, &bundle().entries_path(), &bundle().bodies_path()]
    {
        let copy = Copy::new();
        let path = copy.path("ledger").join(name);
        fs::remove_file(&path).unwrap();
        // A folder in its place cannot be read, by anybody.
        fs::create_dir(&path).unwrap();
        let ran = copy.run(&["verify"]);
        assert_eq!(ran.code, 4, "{name}: {ran:?}");
        assert!(ran.err.contains(name.rsplit('/').next().unwrap()), "{ran:?}");
    }
    let copy = Copy::new();
    fs::remove_file(copy.path("ledger/checkpoint")).unwrap();
    let ran = copy.run(&["verify"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.err.contains("nothing is published yet"), "{ran:?}");
}
