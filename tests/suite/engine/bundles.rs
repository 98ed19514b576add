//! Bundles: what is made checks offline, says what the audit says, and nothing of it can be changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bayan_claim::Kind;
use bayan_ledger::bundle::{About, Bundled, Wanted, check_bundle, make_bundle};
use bayan_ledger::check::Withheld;
use bayan_ledger::prove::ProofFault;
use bayan_ledger::{ReadError, Receipt, Submission};
use bayan_proof::bundle::{Bundle, BundleError, Completeness};
use bayan_proof::hash::Sha256;
use bayan_proof::key::Thumbprint;
use bayan_proof::num::Index;
use bayan_proof::tree::inclusion_proof_of_many;
use bayan_tests::{
    Signer, TestLedger, claim, incident_id, party_id, question_id, says, segment, thing_id,
    utterance,
};
use serde_json::{Value, json};

use super::stage::{Stage, first_person, incident, party, question, reading, thing};
use super::world::force;

/// What is captured without an incident and quoted in one.
const LOOSE: &str = "A bulletin of nobody's\n\nThe archive was offline on Friday.\n";
/// What is captured without an incident and not quoted.
const UNUSED: &str = "Nothing that anybody asked about.\n";

/// What is said and withheld.
const HEARSAY: &str = "Nothing was lost, my neighbour says.";

/// Makes a statement that no honest ledger takes.
type Lie<'a> = &'a dyn Fn(&mut Stage) -> Submission;

/// Everything that a bundle must carry what it rests on for.
struct Full {
    ledger: TestLedger,
    alice: Signer,
    bob: Signer,
    /// The redaction of an utterance, and of an artifact.
    redaction: Receipt,
    /// What it withholds.
    withheld: Receipt,
}

impl Full {
    fn new() -> Self {
        let mut stage = Stage::new();
        stage.complete();
        let Stage { mut ledger, alice, bob, reading: read, .. } = stage;
        for name in ["second", "third"] {
            ledger.record(Kind::Incident, &incident(name));
        }
        declare(&mut ledger);
        ledger.capture(LOOSE);
        ledger.capture(UNUSED);
        second(&mut ledger, alice, &read);
        let (withheld, redaction) = third(&mut ledger, bob);
        // An amended reading, after it was linked and disputed.
        ledger.record_by(&alice, Kind::Amend, &amended("utterance", &read, &reading(alice)));
        Self { ledger, alice, bob, redaction, withheld }
    }

    fn abouts(&self) -> Vec<About> {
        let keys = [self.ledger.operator, self.alice, self.bob];
        let incidents = ["slow-portal", "second", "third", "opened-twice"];
        let incidents = incidents.map(|name| About::Incident(incident_id(name)));
        let keys = keys.map(|signer| About::Signer(Thumbprint(signer.thumbprint().0)));
        [About::Ledger].into_iter().chain(incidents).chain(keys).collect()
    }
}

/// Things that are parts and other names of things, one of them amended since, and a facet.
fn declare(ledger: &mut TestLedger) {
    let mut archive = thing("archive", "system");
    archive["part_of"] = json!([thing_id("portal")]);
    let archive = ledger.record(Kind::Thing, &archive);
    let mut depot = thing("depot", "system");
    depot["alias_of"] = json!([thing_id("archive")]);
    ledger.record(Kind::Thing, &depot);
    let renamed = thing("archive", "system");
    ledger.record(Kind::Amend, &amended("thing", &archive, &renamed));
    let mut mood = thing("mood", "system");
    mood["is"] = json!({"facet": {
        "name": "context.mood", "spec": {"about": "How people feel", "value": "text"},
    }});
    ledger.record(Kind::Thing, &mood);
}

/// The second incident: it quotes what was captured without one, uses the declared facet and a thing with other names,
/// asks, is linked to both others, and was renamed.
fn second(ledger: &mut TestLedger, alice: Signer, read: &Receipt) {
    let angry = json!({"text": {"language": "en", "text": "angry"}});
    let mut said = claim("context.mood", &angry, &[segment(LOOSE, "offline on Friday")]);
    said["scope"] = json!({"system": {"of": [thing_id("archive")]}});
    let said = utterance(alice.party, party_id("clinic"), incident_id("second"), &[said]);
    let said = ledger.record_by(&alice, Kind::Utterance, &said);
    let opinion = json!({
        "target": format!("{}#0", said.id), "view": "dispute",
        "why": {"language": "en", "text": "Nobody asked them."},
    });
    ledger.record_by(&alice, Kind::Opinion, &opinion);
    let mut asked = question("second-since-when");
    asked["incident"] = json!(incident_id("second"));
    ledger.record_by(&alice, Kind::Question, &asked);
    for (from, to, relation) in [
        (format!("{}#1", read.id), format!("{}#0", said.id), "in_tension"),
        (format!("{}#1", read.id), question_id("second-since-when").to_string(), "answers"),
        (incident_id("second").to_string(), incident_id("third").to_string(), "part_of_event"),
    ] {
        let link = json!({
            "from": from, "to": to, "relation": relation,
            "why": {"language": "en", "text": "Both are about the same days."},
        });
        ledger.record_by(&alice, Kind::Link, &link);
    }
    let opened = opened(ledger, "second");
    let mut title = incident("second");
    title["titles"] = json!([{"language": "en", "text": "The second outage"}]);
    ledger.record(Kind::Amend, &amended("incident", &opened, &title));
}

/// The third: what Bob says himself, of which one is withheld with its text by the redaction.
fn third(ledger: &mut TestLedger, bob: Signer) -> (Receipt, Receipt) {
    let mut say = |text: &str| {
        let mut own = first_person("said_it_myself".into(), party_id("bob"));
        own["text"] = text.into();
        own["claims"][0]["segments"] = json!([segment(text, "Nothing was lost")]);
        own["incident"] = json!(incident_id("third"));
        ledger.record_by(&bob, Kind::Utterance, &own)
    };
    say("Nothing was lost, I say.");
    let withheld = say(HEARSAY);
    let redaction = json!({
        "authority": ledger.operator.party, "statements": [withheld.id],
        "artifacts": [Sha256::of(HEARSAY.as_bytes())], "why": "personal_data",
    });
    let redaction = ledger.record(Kind::Redaction, &redaction);
    (withheld, redaction)
}

fn amended(kind: &str, target: &Receipt, fields: &Value) -> Value {
    json!({
        "targets": [target.id], "reason": "transcription", "replacement": {"kind": kind, "says": fields},
    })
}

/// The receipt of what opened an incident.
fn opened(ledger: &TestLedger, name: &str) -> Receipt {
    let reader = ledger.reader();
    let meaning = reader.meaning_at(reader.size(), |_| {}).unwrap();
    let declared = meaning.declaration(&incident_id(name).to_string()).unwrap().unwrap();
    let stored = reader.entry(Index(declared.index)).unwrap();
    let (index, id) = (stored.entry.index(), stored.entry.statement().id());
    Receipt { index, id, time: None, size: reader.size() }
}

fn made(ledger: &TestLedger, wanted: Wanted) -> Result<Bundle, ReadError> {
    let reader = ledger.reader();
    let meaning = reader.meaning_at(reader.size(), |_| {}).unwrap();
    make_bundle(&reader, &meaning, wanted)
}

fn all_of(about: About) -> Wanted {
    Wanted { about, all_entries: false, artifacts: true }
}

fn checked(ledger: &TestLedger, bundle: &Bundle) -> Result<Bundled, ProofFault> {
    // As its receiver: from the bytes alone.
    let read = Bundle::parse(&bundle.encode()).expect("what is written can be read");
    assert_eq!(read, *bundle);
    check_bundle(&read, Some(&ledger.pin), None)
}

fn fault(ledger: &TestLedger, bundle: &Bundle) -> String {
    let Err(fault) = checked(ledger, bundle) else { panic!("the bundle is good") };
    fault.to_string()
}

/// A bundle in parts, to be put together otherwise.
struct Parts {
    about: Option<String>,
    entries: BTreeMap<Index, (Vec<u8>, Option<Vec<u8>>)>,
    artifacts: Vec<Arc<[u8]>>,
}

impl Parts {
    fn of(bundle: &Bundle) -> Self {
        let one = |it: &bayan_proof::bundle::Carried| {
            (it.entry.index(), (it.bytes.clone(), it.body.clone()))
        };
        Self {
            about: bundle.about().map(str::to_owned),
            entries: bundle.entries().iter().map(one).collect(),
            artifacts: bundle.artifacts().iter().map(|(_, bytes)| bytes.clone()).collect(),
        }
    }

    /// Well made again, with a proof of the entries that are left.
    fn again(self, ledger: &TestLedger) -> Result<Bundle, BundleError> {
        let reader = ledger.reader();
        let indexes: Vec<Index> = self.entries.keys().copied().collect();
        let nodes = reader.statics().nodes(reader.size());
        let hashes = inclusion_proof_of_many(&nodes, &indexes, reader.size()).unwrap();
        let checkpoint = reader.checkpoint().bytes().to_vec();
        let entries = self.entries.into_values().collect();
        Bundle::new(self.about, checkpoint, hashes, entries, self.artifacts)
    }
}

/// What a bundle, changed so, is refused with.
fn changed(ledger: &TestLedger, bundle: &Bundle, change: impl FnOnce(&mut Parts)) -> String {
    let mut parts = Parts::of(bundle);
    change(&mut parts);
    match parts.again(ledger) {
        Ok(bundle) => fault(ledger, &bundle),
        Err(error) => error.to_string(),
    }
}

#[test]
fn whatever_it_is_about_a_bundle_checks_far_from_the_ledger() {
    let full = Full::new();
    let size = full.ledger.reader().size();
    let report = full.ledger.check();
    assert_eq!(report.faults, []);
    for about in full.abouts() {
        for all_entries in [false, true] {
            for artifacts in [true, false] {
                let wanted = Wanted { about, all_entries, artifacts };
                let bundle = made(&full.ledger, wanted).unwrap();
                let bundled = checked(&full.ledger, &bundle)
                    .unwrap_or_else(|error| panic!("{wanted:?}: {error}"));
                let is_whole = all_entries || about == About::Ledger;
                assert_eq!(
                    is_whole,
                    matches!(bundled.completeness, Completeness::WholeLog { .. }),
                    "{wanted:?}: {:?}",
                    bundled.completeness
                );
                assert_eq!(is_whole, bundled.entries == size.0, "{wanted:?}");
                let with_all = made(&full.ledger, Wanted { artifacts: true, ..wanted }).unwrap();
                let mut all: Vec<Sha256> =
                    with_all.artifacts().iter().map(|(digest, _)| *digest).collect();
                let has_none = all.is_empty();
                assert_eq!(bundle.artifacts().len(), if artifacts { all.len() } else { 0 });
                all.retain(|_| !artifacts);
                assert_eq!(bundled.absent, all, "{wanted:?}");
                // Nothing that it says is unchecked or withheld is more than the audit says, but for what was left out.
                let found = bundled.unchecked.iter().filter(|it| !report.unchecked.contains(it));
                let found: Vec<_> = found.collect();
                assert!(!(artifacts || has_none) || found.is_empty(), "{wanted:?}: {found:?}");
                let quotes = [About::Ledger, About::Incident(incident_id("slow-portal"))];
                assert!(artifacts || !quotes.contains(&about) || !found.is_empty(), "{wanted:?}");
                assert!(
                    bundled.withheld.iter().all(|it| report.withheld.contains(it)),
                    "{wanted:?}"
                );
                // Unpinned it holds too, and is of the same ledger.
                let unpinned = check_bundle(&bundle, None, None).map(|it| it.founded);
                assert_eq!(unpinned.unwrap(), full.ledger.pin);
            }
        }
    }
}

#[test]
fn the_whole_ledger_in_a_file_says_what_the_audit_says() {
    let full = Full::new();
    let report = full.ledger.check();
    let bundle = made(&full.ledger, all_of(About::Ledger)).unwrap();
    let bundled = checked(&full.ledger, &bundle).unwrap();
    assert_eq!(bundled.unchecked, report.unchecked);
    assert_eq!(bundled.withheld, report.withheld);
    assert!(bundled.withheld.len() >= 3, "two bodies and an artifact: {:?}", bundled.withheld);
    assert_eq!((bundled.checkpoint.root, bundled.checkpoint.size), (report.root, report.size));
    assert_eq!((bundled.artifacts, bundled.bare), (report.artifacts, 0));
    assert!(bundle.hashes().is_empty());
}

#[test]
fn a_bundle_carries_what_it_is_about_and_what_that_rests_on_alone() {
    let full = Full::new();
    let about = About::Incident(incident_id("second"));
    let bundle = made(&full.ledger, all_of(about)).unwrap();
    let bundled = checked(&full.ledger, &bundle).unwrap();
    let here: BTreeSet<Sha256> = bundle.artifacts().iter().map(|(digest, _)| *digest).collect();
    assert!(here.contains(&Sha256::of(LOOSE.as_bytes())));
    assert!(!here.contains(&Sha256::of(UNUSED.as_bytes())));
    // That capture is in the ledger's own partition, and comes without what it says.
    assert_eq!(bundled.bare, 1);
    // What links it from the first incident is in the partition of that one.
    let links = bundle.entries().iter().filter(|it| {
        it.entry.statement().header().kind == Kind::Link.number() && it.body.is_some()
    });
    assert_eq!(links.count(), 2);
    let ids = ["archive", "depot", "portal", "mood"].map(|name| thing_id(name).to_string());
    for id in ids {
        assert!(bundled.meaning.declaration(&id).unwrap().is_some(), "{id}");
    }
    let name = incident_id("second").to_string();
    assert_eq!(bundled.meaning.declaration(&name).unwrap().unwrap().name, "The second outage");
    let signer = Thumbprint(Signer::new("nobody", 1).thumbprint().0);
    let nothing = made(&full.ledger, all_of(About::Signer(signer)));
    assert!(matches!(nothing, Err(ReadError::NothingOf { .. })), "{nothing:?}");
}

#[test]
fn a_bundle_that_was_changed_is_refused_and_says_where() {
    let full = Full::new();
    let ledger = &full.ledger;
    let about = About::Incident(incident_id("third"));
    let bundle = made(ledger, all_of(about)).unwrap();
    checked(ledger, &bundle).unwrap();
    let withheld = full.withheld.index;
    let of_third: Vec<Index> = bundle
        .entries()
        .iter()
        .filter(|it| {
            it.entry.parts().iter().any(|part| part.name == incident_id("third").to_string())
        })
        .map(|it| it.entry.index())
        .collect();
    assert_eq!(of_third.len(), 4, "opened, linked, and said twice");
    let told = |change: &dyn Fn(&mut Parts)| changed(ledger, &bundle, change);

    let no_redaction = told(&|it| drop(it.entries.remove(&full.redaction.index)));
    let left_out =
        format!("entry {withheld}: its body was left out, and no redaction withholds it");
    assert_eq!(no_redaction, left_out);
    let no_body = told(&|it| it.entries.get_mut(&of_third[1]).unwrap().1 = None);
    assert!(no_body.contains("its body was left out"), "{no_body}");
    let operator = told(&|it| it.entries.get_mut(&Index(6)).unwrap().1 = None);
    assert!(operator.contains("its body is missing, and cannot be withheld"), "{operator}");
    let no_founding = told(&|it| drop(it.entries.remove(&Index(0))));
    assert!(no_founding.contains("entry 0, where trust begins, is not here"), "{no_founding}");
    let no_policy = told(&|it| it.entries.get_mut(&Index(0)).unwrap().1 = None);
    assert!(no_policy.contains("the body of entry 0 is not here"), "{no_policy}");
    let gap = told(&|it| drop(it.entries.remove(&of_third[1])));
    assert!(gap.contains("was left out: entry"), "{gap}");
    let no_grant = told(&|it| drop(it.entries.remove(&Index(6))));
    assert!(no_grant.contains("an entry of log.example/bayan-test was left out"), "{no_grant}");
    let swapped = told(&|it| {
        let other = it.entries[&of_third[2]].1.clone();
        it.entries.get_mut(&of_third[0]).unwrap().1 = other;
    });
    assert!(swapped.contains("is not the one that was signed"), "{swapped}");
    let cut = told(&|it| it.artifacts[0] = it.artifacts[0][1..].into());
    assert!(cut.contains("no statement here captures or quotes it"), "{cut}");
    let more = told(&|it| it.artifacts.push(Arc::from(UNUSED.as_bytes())));
    assert!(more.contains("no statement here captures or quotes it"), "{more}");
    let another =
        told(&|it| it.about = Some("incident:00000000000000000000000000000000".to_owned()));
    assert!(another.contains("holds no entry of that"), "{another}");
    let whole = told(&|it| it.about = None);
    assert!(whole.contains("it is said to be the whole log"), "{whole}");
    // Whoever kept the text of what is withheld.
    let kept = told(&|it| it.artifacts.push(Arc::from(HEARSAY.as_bytes())));
    assert!(
        kept.contains(&format!("although entry {} withholds it", full.redaction.index)),
        "{kept}"
    );

    let pin = &ledger.pin;
    let mut others = [(); 4].map(|()| pin.clone());
    others[0].entry_0 = Sha256::of(b"another");
    others[1].origin = "log.example/another".to_owned();
    others[2].log.swap(0, 1);
    others[3].receipts = Signer::new("bob", 1).public().to_string();
    let words = ["another ledger", "another ledger", "other log keys", "another receipt key"];
    for (pin, word) in others.iter().zip(words) {
        let Err(fault) = check_bundle(&bundle, Some(pin), None) else { panic!("{word}: taken") };
        assert!(fault.to_string().contains(word), "{word}: {fault}");
    }
}

/// As it was served before the redaction: body and entry are the ones that were signed.
#[test]
fn a_body_that_is_withheld_is_not_taken() {
    let mut stage = Stage::new();
    let about = all_of(About::Incident(incident_id("slow-portal")));
    let before = made(&stage.ledger, about).unwrap();
    let body = before.entries().iter().find(|it| it.entry.index() == stage.reading.index);
    let body = body.unwrap().body.clone();
    assert!(body.is_some());
    let redaction = json!({
        "authority": stage.ledger.operator.party, "statements": [stage.reading.id], "why": "recorded_in_error",
    });
    let redaction = stage.ledger.record(Kind::Redaction, &redaction);
    let bundle = made(&stage.ledger, about).unwrap();
    let bundled = checked(&stage.ledger, &bundle).unwrap();
    let (index, by) = (stage.reading.index, redaction.index);
    assert_eq!(bundled.withheld, [Withheld::Body { index, by }]);
    let told = changed(&stage.ledger, &bundle, |it| it.entries.get_mut(&index).unwrap().1 = body);
    assert_eq!(told, format!("entry {index}: its body is here, although entry {by} withholds it"));
}

#[test]
fn what_a_lying_sequencer_admits_is_refused_as_the_audit_does() {
    let revoked = |stage: &mut Stage| {
        let revoke = json!({"revoke": {"key": stage.alice.thumbprint(), "why": "lost"}});
        stage.ledger.record(Kind::Key, &revoke);
        let alice = stage.alice;
        stage.ledger.sign_by(&alice, &says(Kind::Utterance, &reading(alice)), None)
    };
    let usurped = |stage: &mut Stage| {
        let founding = stage.ledger.reader().entry(Index(0)).unwrap();
        let policy = founding.says().unwrap().clone();
        let alice = stage.alice;
        stage.ledger.sign_by(&alice, &policy, None)
    };
    let unknown = |stage: &mut Stage| {
        let mut fields = reading(stage.alice);
        fields["speaker"] = json!({"party": party_id("nobody")});
        let alice = stage.alice;
        stage.ledger.sign_by(&alice, &says(Kind::Utterance, &fields), None)
    };
    let lies: [(Lie<'_>, &str); 3] = [
        (&revoked, "was revoked"),
        (&usurped, "operate the ledger"),
        (&unknown, "is not in the ledger"),
    ];
    for (lie, word) in lies {
        let mut stage = Stage::new();
        let submission = lie(&mut stage);
        let at = force(&mut stage.ledger, &submission);
        let faults = stage.ledger.check().faults;
        let expected = format!("entry {at}: {}", faults[0].what);
        for about in [About::Ledger, About::Incident(incident_id("slow-portal"))] {
            let bundle = made(&stage.ledger, all_of(about)).unwrap();
            let told = fault(&stage.ledger, &bundle);
            assert_eq!(told, expected, "{about:?}");
            assert!(told.contains(word), "{word}: {told}");
        }
    }
}

#[test]
fn every_byte_of_a_bundle_counts() {
    let mut ledger = TestLedger::found();
    ledger.record(Kind::Party, &party("operator", "organisation"));
    ledger.record(Kind::Incident, &incident("slow-portal"));
    let operator = ledger.operator;
    ledger.capture(super::stage::TEXT);
    let mut fields = reading(operator);
    fields["speaker"] = json!({"party": operator.party});
    ledger.record(Kind::Utterance, &fields);
    let bundle = made(&ledger, all_of(About::Incident(incident_id("slow-portal")))).unwrap();
    let bytes = bundle.encode();
    checked(&ledger, &bundle).unwrap();
    let told = |bytes: &[u8]| {
        let bundle = Bundle::parse(bytes)?;
        check_bundle(&bundle, Some(&ledger.pin), None).map(|bundled| bundled.about)
    };
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        assert!(told(&changed).is_err(), "byte {at} of {} may be another", bytes.len());
    }
}
