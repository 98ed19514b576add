//! One bit changed anywhere in a published ledger is noticed.
//!
//! Every byte of each file up to [`WHOLE`] bytes is changed in turn, and every [`STEP`]th of a longer one: an
//! audit of the unoptimised build takes some milliseconds, and the whole sweep must end within a minute or two.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use bayan_claim::Kind;
use bayan_ledger::check::{Audit, FaultPlace, check};
use bayan_ledger::config::{Config, Pin};
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;
use bayan_tests::{TestLedger, says};

use super::life::{copy, files};
use super::stage::{TEXT, incident, party, thing};

/// Files up to this many bytes are changed at every byte.
const WHOLE: usize = 1_024;
/// Longer ones are changed at every so manyth.
const STEP: usize = 7;
/// A frame of the journal takes whole pages of this many bytes.
const PAGE: usize = 4_096;

/// A ledger of ten entries in three commits, with a captured artifact, closed.
fn small_ledger() -> TestLedger {
    let mut ledger = TestLedger::found();
    ledger.engine().put_artifact(TEXT.as_bytes()).unwrap();
    let capture = bayan_tests::capture_of(TEXT.as_bytes(), None);
    let mut group = vec![
        ledger.sign(&says(Kind::Party, &party("operator", "organisation")), Some("first")),
        ledger.sign(&says(Kind::Capture, &capture), None),
        ledger.sign(&says(Kind::Thing, &thing("portal", "system")), None),
    ];
    for name in ["one", "two", "three"] {
        group.push(ledger.sign(&says(Kind::Incident, &incident(name)), None));
    }
    ledger.engine().submit(&group).unwrap();
    let group = ["ministry", "clinic", "ward"]
        .map(|name| ledger.sign(&says(Kind::Party, &party(name, "organisation")), None));
    ledger.engine().submit(&group).unwrap();
    ledger.close();
    ledger
}

/// One byte of one file.
struct Flip {
    file: PathBuf,
    at: usize,
}

fn flips(dir: &Path) -> Vec<Flip> {
    let mut flips = Vec::new();
    for file in files(dir) {
        let name = file.strip_prefix(dir).unwrap().to_owned();
        // What the lock says is for people; who holds it is the system's to say.
        if name == Path::new("lock") {
            continue;
        }
        let bytes = fs::read(&file).unwrap();
        // The journal takes its space ahead: of the zeros behind the last page that is used, the first page's
        // are changed, and the last byte.
        let used = match bytes.iter().rposition(|byte| *byte != 0) {
            Some(last) => bytes.len().min((last / PAGE + 2) * PAGE),
            None => bytes.len(),
        };
        let step = if used <= WHOLE { 1 } else { STEP };
        flips.extend(
            (0..used)
                .step_by(step)
                .chain(used.checked_sub(1))
                .map(|at| Flip { file: name.clone(), at }),
        );
        if bytes.len() > used {
            flips.push(Flip { file: name, at: bytes.len() - 1 });
        }
    }
    flips
}

/// What an audit of the copy says of the flip first; nothing if it does not notice.
fn noticed(copy: &Path, pin: &Pin, flip: &Flip) -> Option<FaultPlace> {
    let path = copy.join(&flip.file);
    let good = fs::read(&path).unwrap();
    let mut bad = good.clone();
    bad[flip.at] ^= 1 << (flip.at % 8);
    fs::write(&path, bad).unwrap();
    let report = check(copy, &Audit { pin: Some(pin), progress: &|_| {}, scratch: None });
    fs::write(&path, good).unwrap();
    match report {
        Ok(report) => report.faults.first().map(|fault| fault.place.clone()),
        // It cannot be read at all: the configuration, which is a file of few lines.
        Err(_) => Some(FaultPlace::File(flip.file.display().to_string())),
    }
}

/// What each audit said first, over all cores.
fn all_noticed(
    ledger: &TestLedger,
    flips: &[Flip],
) -> BTreeMap<(PathBuf, usize), Option<FaultPlace>> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(BTreeMap::new());
    let threads = std::thread::available_parallelism().map_or(2, NonZero::get);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (next, found) = (&next, &found);
            scope.spawn(move || {
                let dir = ledger.beside(&format!("copy-{thread}"));
                copy(&ledger.dir(), &dir);
                // Without the read model: it follows from the rest, and is compared elsewhere.
                fs::remove_dir_all(dir.join("view.sled")).unwrap();
                while let Some(flip) = flips.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let place = noticed(&dir, &ledger.pin, flip);
                    found.lock().unwrap().insert((flip.file.clone(), flip.at), place);
                }
                assert!(
                    check(
                        &dir,
                        &Audit { pin: Some(&ledger.pin), progress: &|_| {}, scratch: None }
                    )
                    .unwrap()
                    .is_good()
                );
            });
        }
    });
    found.into_inner().unwrap()
}

/// The entry that a byte of a bundle belongs to, where each begins with its length in so many bytes.
fn entry_at(bytes: &[u8], length_bytes: usize, at: usize) -> Index {
    let mut end = 0;
    for index in 0.. {
        let length = &bytes[end..end + length_bytes];
        let length = length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
        end += length_bytes + length;
        if at < end {
            return Index(index);
        }
    }
    unreachable!("the place is in the bundle")
}

/// Where the fault has to be said to be.
fn expected_place(dir: &Path, file: &Path, at: usize) -> FaultPlace {
    let name = file.to_str().unwrap().to_owned();
    let bytes = || fs::read(dir.join(file)).unwrap();
    match name.as_str() {
        "tile/entries/000.p/10" => FaultPlace::Entry(entry_at(&bytes(), 2, at)),
        "bodies/000.p/10" => FaultPlace::Entry(entry_at(&bytes(), 4, at)),
        "checkpoint" => FaultPlace::Checkpoint,
        "journal" => FaultPlace::Journal,
        name if name.starts_with("addenda") => FaultPlace::Artifact(Sha256::of(TEXT.as_bytes())),
        _ => FaultPlace::File(name),
    }
}

/// The bytes of the journal that nothing refers to: zeros behind its head and behind each frame, up to the end
/// of the page.
fn journal_slack(bytes: &[u8]) -> Vec<Range<usize>> {
    (0..bytes.len())
        .step_by(PAGE)
        .map(|page| {
            let end = bytes.len().min(page + PAGE);
            let used =
                bytes[page..end].iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            page + used..end
        })
        .collect()
}

#[test]
fn every_changed_byte_is_noticed_but_those_that_say_nothing() {
    let ledger = small_ledger();
    let dir = ledger.dir();
    assert_eq!(ledger.check().faults, []);
    let flips = flips(&dir);
    for name in
        ["checkpoint", "tile/0/", "tile/entries/", "bodies/", "addenda/", "journal", "bayan.toml"]
    {
        assert!(
            flips.iter().any(|flip| flip.file.starts_with(name)),
            "{name} is among what is changed"
        );
    }
    let slack = journal_slack(&fs::read(dir.join("journal")).unwrap());
    let comment = fs::read_to_string(dir.join("bayan.toml")).unwrap().lines().next().unwrap().len();
    let (mut misplaced, mut unnoticed) = (BTreeMap::new(), Vec::new());
    for ((file, at), place) in all_noticed(&ledger, &flips) {
        match place {
            None => unnoticed.push((file, at)),
            Some(place) if place != expected_place(&dir, &file, at) => {
                misplaced.entry((file, place.to_string())).or_insert_with(Vec::new).push(at);
            }
            Some(_) => {}
        }
    }
    assert_eq!(misplaced, BTreeMap::new());
    for (file, at) in unnoticed {
        let harmless = match file.to_str().unwrap() {
            "journal" => slack.iter().any(|range| range.contains(&at)),
            // A comment: what the file says is the same. It is neither signed nor hashed.
            "bayan.toml" => at < comment,
            _ => false,
        };
        assert!(harmless, "byte {at} of {} was changed, and nothing noticed", file.display());
    }
    assert!(Config::read(&dir).is_ok());
}

#[test]
fn a_file_more_or_less_is_noticed() {
    let ledger = small_ledger();
    let all: Vec<PathBuf> = files(&ledger.dir())
        .iter()
        .map(|path| path.strip_prefix(ledger.dir()).unwrap().to_owned())
        .collect();
    let newest: Vec<&PathBuf> = all
        .iter()
        .filter(|name| {
            // Partial files of earlier sizes may go, and locks; the journal is the writer's alone.
            let partial = name.parent().is_some_and(|parent| parent.ends_with("000.p"));
            let earlier = partial && !name.ends_with("10");
            !earlier
                && !["lock", "view.lock", "journal"].iter().any(|other| *name == Path::new(other))
        })
        .collect();
    assert!(newest.len() >= 6, "{newest:?}");
    let dir = ledger.beside("copy");
    for name in newest {
        copy(&ledger.dir(), &dir);
        fs::remove_file(dir.join(name)).unwrap();
        let report =
            check(&dir, &Audit { pin: Some(&ledger.pin), progress: &|_| {}, scratch: None });
        assert!(report.map_or(true, |report| !report.is_good()), "without {}", name.display());
        fs::remove_dir_all(&dir).unwrap();
    }
    for extra in
        ["tile/0/001", "tile/entries/000.p/11", "bodies/000.p/11", "bodies/x", "tile/0/000.p/011"]
    {
        copy(&ledger.dir(), &dir);
        fs::write(dir.join(extra), [7; 32]).unwrap();
        let report =
            check(&dir, &Audit { pin: Some(&ledger.pin), progress: &|_| {}, scratch: None });
        assert!(report.map_or(true, |report| !report.is_good()), "with {extra}");
        fs::remove_dir_all(&dir).unwrap();
    }
}
