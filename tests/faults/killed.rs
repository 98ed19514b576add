//! The real program: killed at any moment, on a full disk, short of memory, and many at once.
//!
//! When a program is killed, or how many run at a time, is the machine's to say; what is found afterwards must be right
//! whenever it was. `BAYAN_SCALE=20` makes twenty times as many rounds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use bayan_ledger::Reader;
use bayan_ledger::check::{Audit, check};
use bayan_ledger::config::Pin;
use bayan_proof::num::Index;
use bayan_store::sim::Seed;
use bayan_tests::{note, scale};

use crate::binary::binary;

/// How often the program is killed with each run of the suite.
const ROUNDS: u64 = 200;
/// The ledger is audited whenever so many rounds have passed; its entries are compared after each.
const AUDITED_EVERY: u64 = 20;
/// How many processes write at a time.
const PROCESSES: u64 = 64;
/// How often the program is given too little memory.
const SHORT_OF_MEMORY: u64 = 25;

/// How long a program that is short of memory may take.
const STARVED: Duration = Duration::from_secs(30);

/// A program that has not ended after this long never will: whoever waits for it fails, and says where it stands.
const HANGS: Duration = Duration::from_mins(2);

/// A ledger of the real program in a folder, and what was found in it so far.
struct Place {
    folder: PathBuf,
    seen: Vec<Vec<u8>>,
    /// The slugs of the incidents that were acknowledged.
    acknowledged: BTreeSet<String>,
}

impl Place {
    fn founded(folder: &Path) -> Self {
        let place =
            Self { folder: folder.to_owned(), seen: Vec::new(), acknowledged: BTreeSet::new() };
        let done = place.run(&[
            "init",
            "led",
            "--origin",
            "example.org/killed",
            "--operator-name",
            "Desk",
            "--no-passphrase",
            "--pin-out",
            "pin.toml",
        ]);
        assert!(done.status.success(), "{done:?}");
        place
    }

    fn ledger(&self) -> PathBuf {
        self.folder.join("led")
    }

    fn pin(&self) -> Pin {
        Pin::read(&self.folder.join("pin.toml")).unwrap()
    }

    /// The program with these arguments, or a shell that runs it so.
    fn command(&self, shell: Option<&str>, arguments: &[&str]) -> Command {
        let mut command = match shell {
            None => Command::new(binary()),
            Some(script) => {
                let mut command = Command::new("/bin/sh");
                command.arg("-c").arg(format!("{script}; exec \"$0\" \"$@\"")).arg(binary());
                command
            }
        };
        command
            .args(arguments)
            .env_clear()
            .env("XDG_STATE_HOME", self.folder.join("state"))
            .env("BAYAN_LEDGER", self.ledger())
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        output(self.start(arguments))
    }

    fn start(&self, arguments: &[&str]) -> Child {
        self.command(None, arguments).spawn().expect("the binary runs")
    }

    fn open_incident(&self, slug: &str) -> Output {
        self.run(&["incident", slug, "--title", "en=It happened"])
    }

    /// Remembers what was acknowledged.
    fn is_done(&mut self, slug: &str, status: ExitStatus) -> bool {
        if status.success() {
            self.acknowledged.insert(slug.to_owned());
        }
        status.success()
    }

    /// Compares every entry with what was found before, and looks for what was acknowledged.
    fn compare(&mut self) {
        let reader = Reader::open(&self.ledger()).unwrap();
        let mut slugs = BTreeSet::new();
        let mut entries = Vec::new();
        let each = |stored: bayan_ledger::StoredEntry| {
            if let Some(bayan_claim::Says::Incident(incident)) = stored.says() {
                slugs.insert(incident.slug.to_string());
            }
            entries.push(stored.bytes);
            true
        };
        reader.for_each(Index(0), each).unwrap();
        assert!(entries.starts_with(&self.seen), "what was published is there no more, or differs");
        let lost: Vec<_> = self.acknowledged.difference(&slugs).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        self.seen = entries;
    }

    fn audit(&self) {
        let pin = self.pin();
        let audit = Audit { pin: Some(&pin), progress: &|_| {}, scratch: None };
        let report = check(&self.ledger(), &audit).unwrap();
        assert_eq!(report.faults, []);
    }
}

/// Looks so many times at most whether a program has ended, and says how often it had not. A look takes about as long as
/// another: a life told in looks.
fn looks(child: &mut Child, most: u64) -> u64 {
    let hangs = hangs();
    for count in 0..most {
        if child.try_wait().unwrap().is_some() {
            return count;
        }
        hangs(child);
    }
    most
}

/// Waits for a program to end.
fn end(child: &mut Child) -> ExitStatus {
    let hangs = hangs();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        hangs(child);
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Waits for a program to end, and ends one that hangs; whether it hung.
fn end_or_kill(child: &mut Child) -> (ExitStatus, bool) {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return (status, false);
        }
        if begun.elapsed() > STARVED {
            drop(child.kill());
            return (child.wait().unwrap(), true);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Waits for a program to end, and for what it says: little enough for a pipe.
fn output(mut child: Child) -> Output {
    end(&mut child);
    child.wait_with_output().unwrap()
}

/// Fails when it is asked too long after this.
fn hangs() -> impl Fn(&mut Child) {
    let begun = Instant::now();
    move |child| {
        if begun.elapsed() > HANGS {
            let threads = threads(child);
            drop(child.kill());
            panic!("the program has not ended after {HANGS:?}:\n{threads}");
        }
    }
}

/// What each thread of a program waits for, as far as the system says.
fn threads(child: &Child) -> String {
    let tasks = PathBuf::from(format!("/proc/{}/task", child.id()));
    let Ok(tasks) = fs::read_dir(&tasks) else {
        return "its threads are not to be seen".to_owned();
    };
    let read = |task: &Path, name: &str| fs::read_to_string(task.join(name)).unwrap_or_default();
    let told = tasks.flatten().map(|task| {
        let of = |name| read(&task.path(), name).trim().to_owned();
        format!("{}: in {}, system call {}", of("comm"), of("wchan"), of("syscall"))
    });
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_was_acknowledged_is_there_whenever_the_program_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::founded(folder.path());
    let mut seed = Seed(9);
    let mut longest = 0;
    let (mut killed, mut finished) = (0, 0);
    for round in 0..ROUNDS * scale() {
        let slug = format!("i{round}");
        let arguments: &[&str] = match seed.below(8) {
            0 => &["rebuild"],
            _ => &["incident", &slug, "--title", "en=It happened"],
        };
        let mut child = place.start(arguments);
        if round % 10 == 0 {
            longest = looks(&mut child, u64::MAX);
        } else {
            looks(&mut child, seed.below(longest + longest / 4));
        }
        // It may have ended by itself.
        drop(child.kill());
        let status = child.wait().unwrap();
        if arguments[0] == "incident" {
            place.is_done(&slug, status);
        }
        if status.success() {
            finished += 1;
        } else {
            killed += 1;
        }
        // As the kill left it, before anybody opens it to write.
        place.compare();
        if round % AUDITED_EVERY == 0 {
            place.audit();
        }
    }
    let last = place.open_incident("last");
    assert!(place.is_done("last", last.status), "{last:?}");
    place.compare();
    place.audit();
    let entries = place.seen.len();
    note(&format!("kill -9: {killed} killed, {finished} done in time, {entries} entries"));
    assert!(killed > finished / 4, "{killed} and {finished}: it was hardly ever killed");
}

#[test]
fn many_processes_at_once_make_one_history() {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::founded(folder.path());
    let mut waiting: Vec<String> = (0..PROCESSES).map(|number| format!("p{number}")).collect();
    let (mut rounds, mut refused) = (0, 0);
    while !waiting.is_empty() {
        rounds += 1;
        assert!(rounds <= PROCESSES, "{waiting:?} never got in");
        let children: Vec<_> = waiting
            .drain(..)
            .map(|slug| (place.start(&["incident", &slug, "--title", "en=It happened"]), slug))
            .collect();
        for (child, slug) in children {
            let done = output(child);
            if !place.is_done(&slug, done.status) {
                // Told by whom.
                let told = String::from_utf8(done.stderr).unwrap();
                assert_eq!(done.status.code(), Some(5), "{told}");
                assert!(told.contains("process"), "{told}");
                refused += 1;
                waiting.push(slug);
            }
        }
        place.compare();
    }
    place.audit();
    // The founding policy and the operator come first.
    assert_eq!(u64::try_from(place.seen.len()).unwrap(), 2 + PROCESSES);
    note(&format!("{PROCESSES} processes: {rounds} rounds, {refused} told that another writes"));
}

#[test]
fn too_little_memory_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::founded(folder.path());
    let mut seed = Seed(8);
    let (mut enough, mut failed, mut hung) = (0, 0, 0);
    for round in 0..SHORT_OF_MEMORY * scale() {
        let slug = format!("m{round}");
        // KiB of address space: from what is not enough to load the program up to what is enough for all.
        let limit = format!("ulimit -v {}", 16_384 + seed.below(384 * 1_024));
        let arguments = ["incident", &slug, "--title", "en=It happened"];
        let mut child = place.command(Some(&limit), &arguments).spawn().unwrap();
        let (status, is_hung) = end_or_kill(&mut child);
        hung += u64::from(is_hung);
        if place.is_done(&slug, status) {
            enough += 1;
        } else {
            failed += 1;
        }
        place.compare();
    }
    let last = place.open_incident("last");
    assert!(place.is_done("last", last.status), "{last:?}");
    place.compare();
    place.audit();
    note(&format!(
        "short of memory: {failed} failed, {enough} had enough; {hung} hung and were killed"
    ));
    assert!(failed > 0 && enough > 0, "{failed} and {enough}");
    // That it may hang is known (docs/reliability.md); that it mostly does would be news.
    assert!(hung * 4 < SHORT_OF_MEMORY * scale(), "{hung} hung");
}

/// A small file system, gone when it is dropped.
struct Mount(PathBuf);

impl Mount {
    /// Nothing where this may not be done.
    fn new(at: &Path, options: &str) -> Option<Self> {
        let mount = ["-t", "tmpfs", "-o", options, "tmpfs"];
        let done = Command::new("mount").args(mount).arg(at).output().ok()?;
        done.status.success().then(|| Self(at.to_owned()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(&self.0).output());
    }
}

/// Fills a file system with what `more` makes, until there is no room.
fn fill(folder: &Path, more: impl Fn(&Path) -> std::io::Result<()>) {
    // Not even that may have room.
    drop(fs::create_dir(folder));
    for number in 0..1_000_000 {
        if more(&folder.join(number.to_string())).is_err() {
            return;
        }
    }
    panic!("it is never full");
}

/// On a file system that becomes full and empty again: what cannot be written is refused, reading goes on, and with room
/// so does writing.
fn full(options: &str, more: impl Fn(&Path) -> std::io::Result<()>) {
    let folder = tempfile::tempdir().unwrap();
    let Some(mount) = Mount::new(folder.path(), options) else {
        return note(&format!(
            "not run: a full file system ({options}) needs the right to mount one"
        ));
    };
    let mut place = Place::founded(&mount.0);
    let elsewhere = tempfile::tempdir().unwrap();
    let big = elsewhere.path().join("big.txt");
    fs::write(&big, "A long page.\n".repeat(40_000)).unwrap();
    let big = big.to_str().unwrap().to_owned();
    let (mut refused, mut accepted) = (0, 0);
    for round in 0..3 {
        for number in 0..4 {
            let slug = format!("r{round}-{number}");
            let done = place.open_incident(&slug);
            assert!(place.is_done(&slug, done.status), "there is room: {done:?}");
        }
        for number in 0..4 {
            let slug = format!("f{round}-{number}");
            // What a program leaves free when it ends is filled again.
            fill(&mount.0.join(format!("filler-{number}")), &more);
            let done = place.open_incident(&slug);
            if place.is_done(&slug, done.status) {
                // A little fits into what a program frees when it opens the ledger; what is large does not.
                let captured =
                    place.run(&["capture", &big, "--incident", "r0-0", "--language", "en"]);
                let told = String::from_utf8_lossy(&captured.stderr);
                assert!(!captured.status.success() && told.contains("space"), "{told}");
                refused += 1;
                accepted += 1;
            } else {
                refused += 1;
            }
            place.compare();
            place.audit();
        }
        let verified = place.run(&["verify", "--pin", "pin.toml"]);
        assert!(verified.status.success(), "reading goes on: {verified:?}");
        for number in 0..4 {
            drop(fs::remove_dir_all(mount.0.join(format!("filler-{number}"))));
        }
    }
    let last = place.open_incident("last");
    assert!(place.is_done("last", last.status), "there is room again: {last:?}");
    place.compare();
    place.audit();
    note(&format!("full ({options}): {refused} refused, {accepted} had room, and all went on"));
    assert!(refused > 0, "it was never full");
}

#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_room() {
    full("size=24m,nr_inodes=0", |path| fs::write(path, [7; 4_096]));
}

#[test]
fn a_disk_without_inodes_refuses_and_goes_on_when_there_are_some() {
    full("size=64m,nr_inodes=400", |path| fs::write(path, []));
}
