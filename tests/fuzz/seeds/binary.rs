//! What programs write for programs.

use bayan_claim::Body;
use bayan_claim::facet::Catalogue;
use bayan_claim::id::StatementRef;
use bayan_ledger::prove;
use bayan_ledger::{Reader, Submission};
use bayan_proof::cbor::Writer;
use bayan_proof::hash::TreeHash;
use bayan_proof::key::{Entropy, SigningKey};
use bayan_proof::num::{Index, Size};
use bayan_proof::receipt::TransparentStatement;
use bayan_proof::tile::{BundleId, Tile, TileId, encode_bodies, encode_bundle};
use bayan_proof::tree::{consistency_proof, inclusion_proof};
use bayan_tests::{LOG_SEED, RECEIPT_SEED, log_keys};
use bayan_view::fact::Fact;
use data_encoding::BASE64;

use crate::kit::{DRAFTS, bytes, says};
use crate::properties::{LEDGER, TREE, folder};

pub(super) fn of(name: &str) -> Option<Vec<Vec<u8>>> {
    let ledger = &*LEDGER;
    let statements = || ledger.submissions.iter().map(|sent| sent.statement.clone());
    Some(match name {
        "cbor_item" => {
            let mut items: Vec<_> = statements().take(3).chain([mixed_item()]).collect();
            items.rotate_right(1);
            items
        }
        "cose_sign1" | "statement" => statements().collect(),
        "entry" => ledger.entries.clone(),
        "note" | "signed_checkpoint" => vec![reader().checkpoint().bytes().to_vec()],
        "tile" => [1, 2, 100, 256].map(tile).to_vec(),
        "entry_bundle" => {
            let entries = ledger.entries.iter().map(Vec::as_slice);
            let some = [&b"one"[..], b"", b"three"];
            let bundles = [encode_bundle(some), encode_bundle(entries)];
            bundles.map(|bundle| bundle.expect("within its limits")).to_vec()
        }
        "body_bundle" => {
            let bodies = ledger.submissions.iter().map(|sent| Some(sent.body.as_slice()));
            let some = [Some(&b"one"[..]), None, Some(b"three")];
            let bundles = [encode_bodies(some), encode_bodies(bodies)];
            bundles.map(|bundle| bundle.expect("within its limits")).to_vec()
        }
        "receipt" => {
            let attached = transparent().map(|bytes| {
                let statement = TransparentStatement::parse(&bytes).expect("just issued");
                statement.receipt().clone()
            });
            attached.flat_map(|receipt| [receipt.encode(), receipt.detach().encode()]).collect()
        }
        "transparent_statement" => transparent().collect(),
        "tlog_proof" => {
            let prove = |index| prove::tlog_proof(&reader(), index).expect("it is published");
            [0, 1, 7].map(|index| prove(Index(index))).to_vec()
        }
        "fact_row" => {
            DRAFTS.iter().map(|(kind, name, _)| row(&bytes(*kind, &says(name)))).collect()
        }
        "body" | "offered_body" => {
            let mut bodies: Vec<_> = ledger.next.iter().map(|next| next.body.clone()).collect();
            if name == "body" {
                bodies.extend(DRAFTS.iter().map(|(kind, name, _)| bytes(*kind, &says(name))));
            }
            bodies
        }
        "submission" | "offered_submission" => {
            ledger.next.iter().chain(&ledger.submissions).map(Submission::encode).collect()
        }
        "journal" => vec![journal(1), journal(usize::MAX), journal(3)],
        "key_pem" => {
            let entropy = || Entropy([1; 32]);
            let keys = [
                SigningKey::from_seed(LOG_SEED).to_pkcs8_pem(None, entropy()),
                log_keys().ml_dsa.to_pkcs8_pem(None, entropy()),
            ];
            keys.map(|pem| pem.expect("no passphrase is no fault").as_bytes().to_vec()).to_vec()
        }
        "openssh_key" => vec![openssh_key().into_bytes(), of("key_pem")?.remove(0)],
        "tile_path" => paths(),
        _ => return of_tree(name),
    })
}

fn of_tree(name: &str) -> Option<Vec<Vec<u8>>> {
    Some(match name {
        "inclusion_proof" => {
            let pairs = [(0, 1), (3, 7), (69, 70), (31, 64), (40, 65)];
            let prove = |(at, size)| inclusion_proof(&*TREE, Index(at), Size(size));
            claims(&pairs, |pair| prove(pair).expect("a place in the tree"))
        }
        "consistency_proof" => {
            let pairs = [(1, 1), (3, 7), (64, 70), (33, 65), (6, 8)];
            let prove = |(old, new)| consistency_proof(&*TREE, Size(old), Size(new));
            claims(&pairs, |pair| prove(pair).expect("two sizes of the tree"))
        }
        _ => return None,
    })
}

fn reader() -> Reader {
    Reader::open_in(folder(&LEDGER.disk)).expect("it is published")
}

/// An item that has one of each kind in it.
fn mixed_item() -> Vec<u8> {
    let mut writer = Writer::default();
    writer.array(6).uint(65_536).int(-300).bytes(b"ab").text("sw").map(2);
    writer.uint(1).null().uint(2).array(1).array(1).uint(0).tag(18).bytes(b"");
    writer.finish()
}

fn tile(width: u16) -> Vec<u8> {
    let hash = |n: u16| TreeHash([n.to_be_bytes()[1]; 32]);
    Tile::new((0..width).map(hash).collect()).expect("within its limits").encode()
}

fn transparent() -> impl Iterator<Item = Vec<u8>> {
    [0, 1, 7].into_iter().map(|index| {
        let key = SigningKey::from_seed(RECEIPT_SEED);
        prove::transparent_statement(&reader(), Index(index), key).expect("it is published")
    })
}

fn claims(pairs: &[(u64, u64)], prove: impl Fn((u64, u64)) -> Vec<TreeHash>) -> Vec<Vec<u8>> {
    let byte = |number: u64| u8::try_from(number).expect("a small tree");
    let claim = |pair: &(u64, u64)| {
        let hashes = prove(*pair).into_iter().flat_map(|hash| hash.0);
        [byte(pair.0), byte(pair.1)].into_iter().chain(hashes).collect()
    };
    pairs.iter().map(claim).collect()
}

fn row(body: &[u8]) -> Vec<u8> {
    let body = Body::parse(body).expect("a good body");
    let fact = Fact::of(body.says(), StatementRef([7; 32]), Catalogue::builtin());
    postcard::to_stdvec(&fact).expect("a fact is a row")
}

/// The journal of the ledger, up to so many pages behind its own.
fn journal(pages: usize) -> Vec<u8> {
    let whole = folder(&LEDGER.disk).read("journal", usize::MAX).expect("it can be read");
    let mut whole = whole.expect("it is there");
    whole.truncate(pages.saturating_add(1).saturating_mul(4_096));
    whole
}

fn paths() -> Vec<Vec<u8>> {
    let tiles = [(0, 0, 256), (1, 67_000, 3), (5, 1_234_067, 256)];
    let tiles = tiles.map(|(level, number, width)| TileId::new(level, number, width));
    let mut paths: Vec<String> =
        tiles.into_iter().map(|tile| tile.expect("a tile").path()).collect();
    for (number, width) in [(0, 256), (1_234_067, 17)] {
        let bundle = BundleId::new(number, width).expect("a bundle");
        paths.extend([bundle.entries_path(), bundle.bodies_path()]);
    }
    paths.into_iter().map(String::into_bytes).collect()
}

/// An Ed25519 key that is not encrypted, as OpenSSH writes it (openssh `PROTOCOL.key`).
fn openssh_key() -> String {
    let string = |bytes: &[u8]| {
        let length = u32::try_from(bytes.len()).expect("short");
        [&length.to_be_bytes(), bytes].concat()
    };
    let public = *SigningKey::from_seed(LOG_SEED).public().as_bytes();
    let kind = string(b"ssh-ed25519");
    let named = [kind.clone(), string(&public)].concat();
    let check = [9, 9, 9, 9];
    let pair = [LOG_SEED, public].concat();
    let mut secret = [&check[..], &check, &named, &string(&pair), &string(b"desk")].concat();
    secret.extend((1..).take((8 - secret.len() % 8) % 8));
    let none = string(b"none");
    let one = 1u32.to_be_bytes();
    let head = [&b"openssh-key-v1\0"[..], &none, &none, &string(b""), &one].concat();
    let whole = [head, string(&named), string(&secret)].concat();
    let text = BASE64.encode(&whole);
    let lines: Vec<&str> =
        text.as_bytes().chunks(70).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    let label = "OPENSSH PRIVATE KEY";
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}
