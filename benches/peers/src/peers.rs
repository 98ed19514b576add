//! The peers: SQLite, UmaDB and a raw preallocated file, each given the same rows.

use std::fs::File;
use std::os::unix::fs::FileExt as _;

use bayan_ledger::Submission;
use bayan_proof::statement::SignedStatement;
use rusqlite::{Connection, params};
use umadb_dcb::{DcbEvent, DcbEventStoreSync};

use crate::rebuild::Peer;

pub fn sqlite(submissions: &[Submission], group: usize) -> Sqlite {
    let mut sqlite = Sqlite::new();
    for group in submissions.chunks(group) {
        sqlite.insert(group);
    }
    sqlite
}

/// A new database with these tables, and the folder that it is in: WAL, synchronous FULL.
fn opened(schema: &str) -> (Connection, tempfile::TempDir) {
    let dir = tempfile::tempdir().expect("a folder");
    let connection = Connection::open(dir.path().join("peer.db")).expect("opens");
    connection
        .execute_batch("pragma journal_mode = wal; pragma synchronous = full;")
        .and_then(|()| connection.execute_batch(schema))
        .expect("a schema");
    (connection, dir)
}

/// One table with the same look-ups as the read model: by id, subject, signer.
pub struct Sqlite {
    connection: Connection,
    _dir: tempfile::TempDir,
}

impl Sqlite {
    pub fn new() -> Self {
        let (connection, dir) = opened(
            "create table entry (at integer primary key, id blob unique, subject text, signer blob, statement blob, body blob);
             create index by_subject on entry (subject); create index by_signer on entry (signer);",
        );
        Self { connection, _dir: dir }
    }

    pub fn insert(&mut self, submissions: &[Submission]) {
        let transaction = self.connection.transaction().expect("begins");
        {
            let mut insert = transaction
                .prepare_cached("insert into entry (id, subject, signer, statement, body) values (?, ?, ?, ?, ?)")
                .expect("prepares");
            for one in submissions {
                let statement = SignedStatement::parse(&one.statement).expect("parses");
                let header = statement.header();
                insert
                    .execute(params![
                        statement.id().0.0,
                        header.sub,
                        header.kid.0,
                        one.statement,
                        one.body
                    ])
                    .expect("inserts");
            }
        }
        transaction.commit().expect("commits");
    }
}

/// The look-ups of the read model as tables.
pub struct Facts {
    connection: Connection,
    _dir: tempfile::TempDir,
}

impl Facts {
    pub fn new() -> Self {
        let (connection, dir) = opened(
            "create table statement (at integer primary key, id blob unique, issuer text, subject text, kind integer);
             create table fact (incident text, at integer, fact blob, primary key (incident, at)) without rowid;
             create table list (list text, name text, at integer, primary key (list, name, at)) without rowid;",
        );
        Self { connection, _dir: dir }
    }

    pub fn insert(&mut self, entries: &[Peer]) {
        let transaction = self.connection.transaction().expect("begins");
        {
            let sql =
                "insert into statement (at, id, issuer, subject, kind) values (?, ?, ?, ?, ?)";
            let mut statement = transaction.prepare_cached(sql).expect("prepares");
            let sql = "insert into fact (incident, at, fact) values (?, ?, ?)";
            let mut fact = transaction.prepare_cached(sql).expect("prepares");
            let sql = "insert into list (list, name, at) values (?, ?, ?)";
            let mut list = transaction.prepare_cached(sql).expect("prepares");
            for one in entries {
                statement
                    .execute(params![one.at, one.id, one.issuer, one.subject, one.kind])
                    .expect("inserts");
                if !one.fact.is_empty() {
                    fact.execute(params![one.subject, one.at, one.fact]).expect("inserts");
                }
                for (which, name) in &one.lists {
                    list.execute(params![which, name, one.at]).expect("inserts");
                }
            }
        }
        transaction.commit().expect("commits");
    }
}

pub fn umadb(
    submissions: &[Submission],
    group: usize,
) -> (umadb_core::db::UmaDb, tempfile::TempDir) {
    let dir = tempfile::tempdir().expect("a folder");
    let options =
        umadb_core::mvcc::StorageOptions::default().db_path(dir.path().join("peer.umadb"));
    let store = umadb_core::db::UmaDb::from_arc(
        umadb_core::mvcc::Mvcc::new(false, options).expect("opens").into(),
    );
    for group in submissions.chunks(group) {
        let events = group
            .iter()
            .map(|one| {
                let statement = SignedStatement::parse(&one.statement).expect("parses");
                let header = statement.header();
                DcbEvent {
                    event_type: "statement".to_owned(),
                    tags: vec![header.sub.clone(), header.kid.to_string()],
                    data: [one.statement.as_slice(), &one.body].concat(),
                    ..DcbEvent::new()
                }
            })
            .collect();
        store.append(events, None, None).expect("appends");
    }
    (store, dir)
}

pub fn raw(submissions: &[Submission], group: usize) -> Raw {
    let mut raw = Raw::new();
    for group in submissions.chunks(group) {
        let bytes: Vec<u8> =
            group.iter().flat_map(|one| [one.statement.as_slice(), &one.body].concat()).collect();
        raw.write(&bytes);
    }
    raw
}

/// One preallocated file, one positioned write and one fdatasync an append.
pub struct Raw {
    file: File,
    end: u64,
    _dir: tempfile::TempDir,
}

impl Raw {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let file = File::create_new(dir.path().join("raw")).expect("creates");
        rustix::fs::fallocate(&file, rustix::fs::FallocateFlags::empty(), 0, 64 << 20)
            .expect("allocates");
        file.sync_all().expect("syncs");
        Self { file, end: 0, _dir: dir }
    }

    pub fn append(&mut self, statement: &[u8], body: &[u8]) {
        self.write(&[statement, body].concat());
    }

    fn write(&mut self, bytes: &[u8]) {
        self.file.write_all_at(bytes, self.end).expect("writes");
        self.file.sync_data().expect("syncs");
        self.end += bytes.len() as u64;
    }
}
