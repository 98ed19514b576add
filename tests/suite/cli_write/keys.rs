//! Keys: private files, granted, rotated, revoked; asked for from afar; brought along.

use std::fs;
use std::process::Command;

use serde_json::json;

use super::desk::{Desk, binary, words};

#[cfg(unix)]
#[test]
fn keys_are_private_files_and_never_printed() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::empty();
    desk.write("pass", "correct horse\n");
    let mut printed =
        desk.ok("--passphrase-file pass init led --origin example.org/x --operator-name x");
    printed.out += &desk.ok("--passphrase-file pass key list").out;
    for name in ["operator", "log-ed25519", "log-ml-dsa-44", "receipts"] {
        let path = desk.path(&format!("led/keys/{name}.pem"));
        let mode = fs::metadata(&path).expect(name).permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
        let text = fs::read_to_string(&path).expect(name);
        assert!(text.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"), "{name}");
        let secret = text.lines().nth(1).expect("PEM has lines");
        assert!(!printed.out.contains(secret) && !printed.err.contains(secret), "{name}");
    }
    let party = "party a --is person";
    desk.fails(party, 6, "passphrase");
    desk.write("wrong", "battery staple\n");
    desk.fails(&format!("--passphrase-file wrong {party}"), 6, "does not open");
    desk.ok(&format!("--passphrase-file pass {party}"));
    let exposed = desk.path("led/keys/operator.pem");
    fs::set_permissions(&exposed, fs::Permissions::from_mode(0o644)).expect("it is ours");
    desk.fails("--passphrase-file pass party b --is person", 6, "others can read");
}

#[test]
fn keys_are_granted_rotated_and_revoked() {
    let desk = Desk::founded();
    desk.ok("key new reader --no-passphrase");
    desk.ok("key new spare --no-passphrase");
    let party = "party x --is person --key reader";
    desk.fails(party, 6, "was not granted");
    desk.ok("key grant reader --party party:example-times --usage record --recovery spare");
    desk.ok(party);
    let shown = desk.ok("--json key show reader").json();
    assert_eq!(shown["ledger"]["usages"], json!(["record"]));
    desk.ok("key new next --no-passphrase");
    desk.ok("key rotate reader next");
    desk.fails("party y --is person --key reader", 3, "was rotated");
    desk.ok("party y --is person --key next");
    desk.ok("key revoke next --why compromised --compromised-since 11 --key spare");
    let listed = desk.ok("key list --all").out;
    assert!(listed.contains("disputed from entry 11 on"), "{listed}");
    desk.ok("verify");
}

#[test]
fn the_receipt_key_signs_no_statements_and_recovers_nothing() {
    let desk = Desk::founded();
    let card = desk.ok("--json key show receipts").json();
    let public = card["public"].as_str().expect("a public key");
    desk.ok("key new reader --no-passphrase");
    let grant = "key grant reader --party party:example-times --usage record";
    desk.fails(&format!("{grant} --recovery receipts"), 6, "key of the log");
    desk.fails(&format!("{grant} --recovery {public}"), 3, "signs receipts");
    assert_eq!(desk.size(), 8);
    desk.ok(grant);
}

#[test]
fn a_holder_asks_for_a_grant_from_afar() {
    let desk = Desk::founded();
    let card = desk.ok("--json key show operator").json();
    let grantor = card["thumbprint"].as_str().expect("a thumbprint").to_owned();
    let (audience, party) = (desk.audience(), desk.id("party:example-power"));
    desk.ok("key new press --keys afar --no-passphrase");
    let request = format!(
        "key request press --keys afar --ledger-audience {audience} --party {party} --usage speak \
         --grantor {grantor}"
    );
    let asked = desk.ok(&request).json();
    for (field, value, code, says) in [
        ("usages", json!(["operate"]), 3, "has not signed its own grant"),
        ("audience", json!("elsewhere"), 2, "the request is for"),
        ("grantor", json!("00".repeat(32)), 6, "would sign"),
        ("more", json!(1), 2, "no request"),
    ] {
        let mut forged = asked.clone();
        forged[field] = value;
        desk.write("forged.json", &forged.to_string());
        let before = desk.size();
        desk.fails("key grant --request forged.json", code, says);
        assert_eq!(desk.size(), before);
    }
    desk.write("press.json", &asked.to_string());
    desk.ok("key grant --request press.json");

    // The draft is signed where no ledger is, and handed in.
    let incident = desk.id("incident:example-outage");
    desk.write("own.toml", &format!(
        "kind = \"utterance\"\n[says]\nincident = \"{incident}\"\nspeaker = \"{party}\"\nattests = \"said_it_myself\"\n\
         language = \"en\"\ntext = \"We told every customer.\"\n[[says.claims]]\nfacet = \"confidentiality.loss\"\n\
         value = \"no\"\nact = \"denies\"\nstance = \"certain\"\nsegments = [{{ quote = \"every customer\" }}]\n"
    ));
    let sign = format!("sign own.toml --keys afar --party-id {party} --audience {audience} -o");
    let alone = |line: &str| {
        let done = Command::new(binary())
            .args(words(line))
            .env_clear()
            .current_dir(desk.folder.path())
            .output();
        done.expect("the binary runs").status.code()
    };
    assert_eq!(alone(&format!("{sign} s.cose --dry-run")), Some(0));
    assert!(!desk.path("s.cose").exists());
    assert_eq!(alone(&format!("{sign} s.cose")), Some(0));
    assert_eq!(alone(&format!("{sign} s.cose")), Some(2), "a signed file is not overwritten");
    let before = desk.size();
    desk.ok("submit s.cose --dry-run");
    assert_eq!(desk.size(), before);
    desk.ok("submit s.cose");
    assert_eq!(desk.size(), before + 1);
    assert!(desk.ok("submit s.cose").out.contains("already there"));
    let mut bytes = fs::read(desk.path("s.cose")).expect("it was written");
    let last = bytes.len() - 3;
    bytes[last] ^= 1;
    fs::write(desk.path("bad.cose"), &bytes).expect("the folder can be written");
    desk.fails("submit bad.cose", 2, "bad.cose");
    assert_eq!(desk.size(), before + 1);
}

#[test]
fn foreign_keys_are_imported() {
    let desk = Desk::founded();
    // RFC 8410 §10.3, the example key.
    desk.write(
        "rfc8410.pem",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n",
    );
    let kept = desk.ok("--json key import rfc rfc8410.pem --no-passphrase").json();
    assert_eq!(kept["public"], "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1");
    desk.fails("key import again rfc8410.pem --no-passphrase", 2, "here already");
    desk.fails("key import rfc article.html --no-passphrase", 6, "PEM");
}
