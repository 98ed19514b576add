//! `ask`, `history`, `blame`, `diff` and the page of an incident, on the ledger that `bayan demo` builds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::library::{Ran, copy_dir, run};

pub(super) const FIRST: &str = "शुरुआती सूचना के हिसाब से डेटा सुरक्षित है";
pub(super) const BACKUP: &str = "विभाग के पास रखा बैकअप सुरक्षित बताया गया";
pub(super) const OFFLINE: &str = "ऑफलाइन रखा डेटा एकदम सुरक्षित है";

/// The demo's folder, built once; each test works on a copy of its ledger.
pub(super) struct Demo {
    pub(super) folder: tempfile::TempDir,
}

fn built() -> &'static PathBuf {
    static BUILT: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, ledger) = BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        let ran = run(folder.path(), &["demo", "--dir", "demo"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let ledger = folder.path().join("demo/ledger");
        (folder, ledger)
    });
    ledger
}

impl Demo {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        copy_dir(built(), &folder.path().join("ledger"));
        Self { folder }
    }

    /// Runs a command line, given as words without spaces in them.
    pub(super) fn run(&self, line: &str) -> Ran {
        let args: Vec<&str> = line.split_whitespace().chain(["--ledger", "ledger"]).collect();
        run(self.folder.path(), &args)
    }

    pub(super) fn ok(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
        ran.out
    }

    pub(super) fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.ok(&format!("{line} --json"))).unwrap()
    }
}

/// These stand in the text, in this order.
#[track_caller]
pub(super) fn assert_in_order(text: &str, words: &[&str]) {
    let mut rest = text;
    for word in words {
        let Some((_, after)) = rest.split_once(word) else {
            panic!("{word:?} is not in, or not in this order in:\n{text}");
        };
        rest = after;
    }
}

/// The entries of the claims of a source, in order.
pub(super) fn entries(answer: &Value, source: usize) -> Vec<u64> {
    let claims = answer["sources"][source]["claims"].as_array().unwrap();
    let entry =
        |step: &Value| answer["claims"][step["claim"].as_str().unwrap()]["entry"].as_u64().unwrap();
    claims.iter().map(entry).collect()
}

/// The first sentence of a claim in an answer.
fn sentence(answer: &Value, claim: &Value) -> String {
    let claim = &answer["claims"][claim.as_str().unwrap()];
    claim["says"]["words"][0]["exact"].as_str().unwrap_or_default().to_owned()
}

/// The shifts of a step from the one before.
fn shifts(moved: &Value) -> Vec<&str> {
    let shifts = moved["shifts"].as_array().into_iter().flatten();
    shifts.map(|shift| shift["shift"].as_str().unwrap()).collect()
}

#[test]
fn ask_without_a_topic_lists_the_topics_on_one_screen() {
    let demo = Demo::new();
    let text = demo.ok("ask ir-civil-registry");
    assert_in_order(&text, &["incident:ir-civil-registry", "blame", "data_compromise"]);
    assert_in_order(&text, &["intrusion: contested", "conflicts", "1 silence"]);
    assert!(text.lines().count() <= 24, "{text}");
    let answer = demo.json("ask ir-civil-registry");
    let status = |facet: &str| {
        let statuses = answer["statuses"].as_array().unwrap();
        statuses.iter().find(|status| status["facet"] == facet).unwrap()["status"].clone()
    };
    assert_eq!(status("incident.intrusion"), "contested");
    assert_eq!(status("response.suspension"), "affirmed");
    assert_eq!(answer["moment"]["entries"], answer["moment"]["size"]);
}

#[test]
fn ask_shows_the_sentence_first_then_who_said_it_and_how_it_moved() {
    let demo = Demo::new();
    let text = demo.ok("ask in-nagar-palika data_compromise");
    assert_in_order(
        &text,
        &[
            "safety of data (data.safety)",
            "harm denied  1 independent origin",
            "party:in-urban-department), with those who speak for it\n",
            BACKUP,
            "the backup that the department keeps was said to be safe (en, a person)",
            "one of party:in-urban-department, party:neeraj-mandloi",
            "safety of data (data.safety) = yes, certain",
            "data: thing:in-backup-data",
            "not stated, not after",
            "names no source, “बताया गया”",
            "narrows (by scope), strengthens (by certainty) from entry",
            OFFLINE,
            "speaker      नीरज मंडलोई (party:neeraj-mandloi)",
            "narrows (by scope), strengthens (by certainty) from entry",
            "shifts the scope (by scope) from entry",
        ],
    );
    assert!(!text.contains(FIRST), "it no longer stands:\n{text}");
    assert!(!text.contains(['\u{1b}', '\u{2068}']), "a pipe is plain");
    let colored = demo.ok("ask in-nagar-palika data_compromise --color always");
    assert!(colored.contains('\u{1b}') && colored.contains("harm denied"), "{colored}");
}

#[test]
fn ask_gathers_organisations_or_tells_speakers_apart() {
    let demo = Demo::new();
    let who = |line: &str| -> BTreeSet<String> {
        let answer = demo.json(line);
        let sources = answer["sources"].as_array().unwrap().clone();
        sources
            .iter()
            .map(|source| match &source["who"]["party"]["slug"] {
                Value::String(slug) => slug.clone(),
                _ => source["who"].as_object().unwrap().keys().next().unwrap().clone(),
            })
            .collect()
    };
    let of = |slugs: &[&str]| slugs.iter().map(|slug| (*slug).to_owned()).collect();
    let gathered: BTreeSet<String> = of(&["party:in-urban-department"]);
    assert_eq!(who("ask in-nagar-palika data.safety"), gathered);
    let alone: BTreeSet<String> = of(&["party:neeraj-mandloi", "one_of"]);
    assert_eq!(who("ask in-nagar-palika data.safety --speakers"), alone);
    // The minister stands under his ministry, and not under the government that it is part of and that spoke as well.
    let minister: BTreeSet<String> = of(&["party:ke-ict-ministry"]);
    assert_eq!(who("ask ke-ecitizen confidentiality"), minister);
    // No claim is shown twice.
    let answer = demo.json("ask ke-ecitizen");
    let sources = answer["sources"].as_array().unwrap();
    let claims = sources.iter().flat_map(|source| source["claims"].as_array().unwrap());
    let claims: Vec<&str> = claims.map(|step| step["claim"].as_str().unwrap()).collect();
    assert_eq!(claims.len(), claims.iter().collect::<BTreeSet<_>>().len());
}

#[test]
fn ask_sets_both_sides_of_a_conflict_beside_each_other() {
    let demo = Demo::new();
    let text = demo.ok("ask ir-civil-registry incident.intrusion");
    let (_, conflicts) = text.split_once("Where sources conflict").unwrap();
    assert_in_order(
        conflicts,
        &["contradiction (computed, by side)", "پایگاه جمعیت کشور هک شده", "against", "رد کرده"],
    );
    let answer = demo.json("ask ir-civil-registry incident.intrusion");
    let conflicts = answer["conflicts"].as_array().unwrap();
    let contradicts = conflicts.iter().find(|conflict| conflict["kind"] == "contradicts").unwrap();
    assert_eq!(sentence(&answer, &contradicts["left"][0]), "پایگاه جمعیت کشور هک شده");
    assert_eq!(contradicts["rule"], "sides");
    assert_eq!(demo.json("ask ir-civil-registry market")["conflicts"], json!([]));
}

#[test]
fn ask_tells_who_was_silent_on_what_was_asked() {
    let demo = Demo::new();
    let text = demo.ok("ask ir-civil-registry blame");
    assert_in_order(&text, &["Who has not spoken", "party:ir-health-ministry) had not answered"]);
    assert_in_order(&text, &["as far as", "party:ir-outlet) looked"]);
    let other = demo.ok("ask ir-civil-registry incident.intrusion");
    assert!(!other.contains("had not answered"), "it was asked about blame:\n{other}");
    assert_eq!(demo.json("ask ir-civil-registry blame")["silences"].as_array().unwrap().len(), 1);
}

#[test]
fn a_denial_shrinks_step_by_step() {
    let demo = Demo::new();
    let answer =
        demo.json("history in-nagar-palika --party in-urban-department --facet data.safety");
    let steps = answer["sources"][0]["claims"].as_array().unwrap();
    let words: Vec<String> = steps.iter().map(|step| sentence(&answer, &step["claim"])).collect();
    assert_eq!(words, [FIRST, BACKUP, OFFLINE]);
    let stands: Vec<bool> = steps.iter().map(|step| step["stands"].as_bool().unwrap()).collect();
    assert_eq!(stands, [false, true, true]);
    assert_eq!(steps[0]["moves"], json!([]));
    assert_eq!(shifts(&steps[1]["moves"][0]), ["narrows", "strengthens"]);
    assert_eq!(steps[1]["moves"][0]["order"], "text");
    // His own words narrow. The backup, of which the text leaves open who spoke, and what is kept offline are two parts of
    // one whole: from one to the other nothing narrowed.
    let moves = &steps[2]["moves"];
    assert_eq!(
        (shifts(&moves[0]), &moves[0]["from"]),
        (vec!["narrows", "strengthens"], &steps[0]["claim"])
    );
    assert_eq!((shifts(&moves[1]), &moves[1]["from"]), (vec!["shifts_scope"], &steps[1]["claim"]));
    assert_eq!(steps[2]["from_widest"], Value::Null);
    let own = demo.json("history in-nagar-palika --party neeraj-mandloi --facet data.safety");
    let whose: Vec<&str> = own["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|source| source["who"].as_object().unwrap().keys().next().unwrap().as_str())
        .collect();
    assert_eq!(whose, ["party", "one_of"], "what may be his stands apart");
    let text = demo.ok("history in-nagar-palika --facet data.safety");
    assert_in_order(&text, &[FIRST, "followed by a later one", BACKUP, "stands", OFFLINE]);
}

#[test]
fn history_says_what_cannot_be_ordered() {
    let demo = Demo::new();
    let answer =
        demo.json("history ke-hacking-week --party kenya-power --facet availability.cause");
    let steps = answer["sources"][0]["claims"].as_array().unwrap();
    let ordered: Vec<bool> = steps.iter().map(|step| step["ordered"].as_bool().unwrap()).collect();
    // A newspaper's words of a notice, and the notice: two texts of one undated Thursday.
    assert_eq!((ordered, &steps[1]["moves"]), (vec![true, false], &json!([])));
    let text = demo.ok("history ke-hacking-week --party kenya-power --facet availability.cause");
    assert_eq!(text.matches("cannot be ordered").count(), 1, "{text}");
}

#[test]
fn what_is_taken_back_stands_no_more_and_is_not_denied() {
    let demo = Demo::new();
    let answer =
        demo.json("history ke-hacking-week --party ke-outlet-two --facet relation.caused_by");
    let steps = answer["sources"][0]["claims"].as_array().unwrap();
    let (taken, by) = (&steps[1], &steps[2]);
    assert_eq!(taken["taken_back_by"], json!([by["claim"]]));
    assert_eq!((&taken["stands"], &by["stands"]), (&json!(false), &json!(false)));
    assert_eq!(shifts(&by["moves"][0]), ["retracts"]);
    let now = demo.json("ask ke-hacking-week relation.caused_by");
    assert_eq!(
        now["statuses"][0]["denied"],
        json!({"claims": [], "headline_origins": 0, "origins": 0, "values_differ": false})
    );
    // It is listed with what took it back, beside what stands.
    let listed = now["sources"][0]["claims"].as_array().unwrap().iter();
    let listed: Vec<_> = listed.map(|it| (it["stands"] == true, &it["taken_back_by"])).collect();
    let [nobody, it] = [json!([]), json!([by["claim"]])];
    assert_eq!(listed, [(true, &nobody), (false, &it)], "{now}");
    let text = demo.ok("ask ke-hacking-week relation.caused_by");
    assert_in_order(&text, &["Taken back", "taken back or corrected by entry"]);
}

#[test]
fn a_recorders_correction_is_nobodys_shift() {
    let demo = Demo::new();
    let answer = demo.json("history ke-hacking-week --facet target.services_offered");
    let correction = &answer["corrections"][0];
    assert_eq!(
        (&correction["reason"], &correction["withdrawn"]),
        (&json!("translation"), &json!(false))
    );
    let steps = answer["sources"][0]["claims"].as_array().unwrap();
    let claim = &answer["claims"][steps[0]["claim"].as_str().unwrap()];
    assert_eq!(claim["entry"], correction["entry"]);
    assert_eq!(claim["amends"], correction["targets"]);
    assert_eq!((steps.len(), &steps[0]["moves"]), (1, &json!([])));
    let text = demo.ok("history ke-hacking-week --facet target.services_offered");
    assert_in_order(&text, &["recorder", "party:demo-desk) corrected entry", "translation"]);
    assert!(!text.contains("corrects ("), "no shift:\n{text}");
    // Before the correction the desk's first reading counted: services that failed.
    let entry = correction["entry"].as_u64().unwrap();
    let before = demo.json(&format!("ask ke-hacking-week --as-of {}", entry - 1));
    let facets: Vec<&str> = before["statuses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|status| status["facet"].as_str().unwrap())
        .collect();
    assert!(!facets.contains(&"target.services_offered"), "{facets:?}");
}

#[test]
fn blame_leads_to_the_bytes_the_signer_and_the_proof() {
    let demo = Demo::new();
    let answer = demo.json("blame in-nagar-palika data.safety");
    let values = answer["values"].as_array().unwrap();
    assert_eq!(values.len(), 2);
    for value in values {
        let claim = &answer["claims"][value["claim"].as_str().unwrap()];
        assert_eq!(claim["entry"], value["entry"]);
        assert_eq!(claim["says"]["attests"], "read_them_so");
        let words = &claim["says"]["words"][0];
        let artifact = words["artifact"].as_str().unwrap();
        let name = format!("capture:{artifact}");
        let args = ["show", &name, "--raw", "--ledger", "ledger"];
        let bytes = run(demo.folder.path(), &args).raw;
        let at = |name: &str| usize::try_from(words[name].as_u64().unwrap()).unwrap();
        assert_eq!(words["exact"].as_str().unwrap().as_bytes(), &bytes[at("start")..at("end")]);
        let command = value["command"].as_str().unwrap().strip_prefix("bayan ").unwrap();
        let proof = demo.run(command);
        assert_eq!(proof.code, 0, "{proof:?}");
        fs::write(demo.folder.path().join("one.tlog-proof"), proof.raw).unwrap();
        let checked = demo.run("check-proof one.tlog-proof");
        assert!(
            checked.code == 0 && checked.out.contains(&value["entry"].to_string()),
            "{checked:?}"
        );
    }
    let text = demo.ok("blame in-nagar-palika data.safety");
    assert_in_order(
        &text,
        &[BACKUP, "capture:351ed2301e96 bytes", "(body)", "party:demo-desk), with key"],
    );
    assert_in_order(&text, &["“I read these words so”; somebody else said them", "bayan prove"]);
}

#[test]
fn diff_tells_changes_alone_with_their_sentences() {
    let demo = Demo::new();
    let history = demo.json("history in-nagar-palika --party neeraj-mandloi --facet data.safety");
    let said = entries(&history, 0);
    let answer = demo.json(&format!("diff in-nagar-palika --from {} --to {}", said[0], said[1]));
    let changed: Vec<(&str, usize, usize)> = answer["positions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|change| change["facet"] == "data.safety" && !change["who"]["party"].is_null())
        .map(|change| {
            let len = |name: &str| change[name].as_array().unwrap().len();
            (change["who"]["party"]["slug"].as_str().unwrap(), len("left"), len("taken"))
        })
        .collect();
    assert_eq!(changed, [("party:neeraj-mandloi", 1, 1)]);
    let moved: BTreeSet<&str> = answer["moves"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["shift"].as_str().unwrap())
        .collect();
    // The last from words of the department or of him, which the text leaves open.
    assert_eq!(moved, BTreeSet::from(["narrows", "shifts_scope", "strengthens"]));
    let text = demo.ok(&format!("diff in-nagar-palika --from {}", said[0]));
    assert_in_order(
        &text,
        &[&format!("~ entry {}#0: gave way to entry", said[0]), FIRST, "+ entry", ": new", OFFLINE],
    );
    let none = demo.ok(&format!("diff in-nagar-palika --from {} --to {}", said[0], said[0]));
    assert_in_order(&none, &["Nothing changed."]);
    // An entry of another incident changes nothing of this one.
    let last = demo.json("ask in-nagar-palika")["moment"]["size"].as_u64().unwrap() - 1;
    assert_in_order(
        &demo.ok(&format!("diff in-nagar-palika --from {last}")),
        &["Nothing changed."],
    );
}

#[test]
fn diff_by_said_compares_what_had_been_said() {
    let demo = Demo::new();
    let line = "diff id-patient-data --by said --from 2022-01-03";
    let answer = demo.json(&format!("{line} --to 2022-01-06"));
    let taken: BTreeSet<String> = answer["positions"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|change| change["taken"].as_array().unwrap())
        .map(|claim| sentence(&answer, claim))
        .collect();
    assert!(
        taken.contains("menyuruh jajarannya berhubungan intensif dengan Kementerian Kesehatan"),
        "{taken:?}"
    );
    assert_eq!(answer["from"]["said_by"], "2022-01-03");
    assert_eq!(answer["to"]["entries"], answer["from"]["entries"]);
    let to_now = demo.json(line);
    assert_eq!(to_now["to"]["said_by"], Value::Null);
}

#[test]
fn as_of_is_what_the_ledger_held_and_said_by_what_had_been_said() {
    let demo = Demo::new();
    let said = entries(&demo.json("history in-nagar-palika --facet data.safety"), 0);
    // The second is the department's or his: what he surely said is followed by what he surely says later.
    for (as_of, standing) in [(said[0], vec![said[0]]), (said[1], vec![said[0], said[1]])] {
        let answer = demo.json(&format!("ask in-nagar-palika data.safety --as-of {as_of}"));
        assert_eq!(entries(&answer, 0), standing);
        assert_eq!(answer["moment"]["entries"], as_of + 1);
    }
    let text = demo.ok(&format!("ask in-nagar-palika data.safety --as-of {}", said[0]));
    assert_in_order(&text, &[&format!("the ledger held {} entries", said[0] + 1), FIRST]);
    let ordered = demo.json("ask id-patient-data response.directive");
    // The minister's order, and what his spokesman urged later: neither takes the place of the other.
    let steps = ordered["sources"][0]["claims"].as_array().unwrap();
    let since: Vec<&Value> = steps.iter().map(|step| &step["followed_by_voices"]).collect();
    assert_eq!(since, [&json!([steps[1]["claim"]]), &json!([])], "{ordered}");
    // On 3 January nothing dated had been said yet; on the 6th it had, and what is undated may have been.
    let facets = |date: &str| -> BTreeMap<String, bool> {
        let answer = demo.json(&format!("ask id-patient-data response --said-by {date}"));
        let claims = answer["claims"].as_object().unwrap().values();
        claims
            .map(|claim| (claim["facet"].as_str().unwrap().to_owned(), claim["possible"] == true))
            .collect()
    };
    assert_eq!(facets("2022-01-03").get("response.directive"), None);
    assert_eq!(facets("2022-01-06").get("response.directive"), Some(&false));
    let text = demo.ok("ask id-patient-data response.investigation --said-by 2022-01-06");
    assert_in_order(&text, &["said by 2022-01-06", "Perhaps said later"]);
}

#[test]
fn the_page_of_an_incident_has_its_picture() {
    let demo = Demo::new();
    let text = demo.ok("show incident:in-nagar-palika");
    assert_in_order(
        &text,
        &[
            "titles",
            "Where facets stand",
            "safety of data (data.safety)",
            "bayan ask incident:in-nagar-palika",
            "Who holds what",
            "party:in-urban-department",
            "What moved last",
            OFFLINE,
            "bayan history incident:in-nagar-palika",
            "entries concern it",
        ],
    );
    let answer = demo.json("show incident:in-nagar-palika");
    let picture = &answer["picture"];
    assert_eq!(sentence(picture, &picture["moved_last"][0]), OFFLINE);
    assert!(answer["newest"].is_array() && answer["entries"].as_u64().unwrap() > 0);
    assert_eq!(demo.json("show party:in-outlet")["picture"], Value::Null);
}

#[test]
fn what_is_withheld_is_a_gap_that_says_why() {
    let demo = Demo::new();
    let said = entries(&demo.json("history in-nagar-palika --facet data.safety"), 0);
    let redact = |what: &str| {
        let ran = demo.run(&format!(
            "redact {what} --authority party:demo-desk --why court_order --case 2024/117-B --yes --key operator"
        ));
        assert_eq!(ran.code, 0, "{ran:?}");
    };
    redact(&said[1].to_string());
    for line in ["ask in-nagar-palika data.safety", "history in-nagar-palika"] {
        let text = demo.ok(line);
        let gap = format!("entry {} (utterance): withheld by entry", said[1]);
        assert_in_order(&text, &["Withheld", &gap, "(court order)"]);
        assert!(!text.contains(BACKUP), "{text}");
    }
    // What is withheld today was never there to be seen.
    let before = demo.json(&format!("ask in-nagar-palika data.safety --as-of {}", said[1]));
    assert_eq!(entries(&before, 0), [said[0]]);
    assert_eq!(before["gaps"][0]["withheld"]["by"], before["moment"]["size"].as_u64().unwrap() - 1);
    redact("--artifact capture:351ed2301e96");
    let text = demo.ok("ask in-nagar-palika data.safety");
    assert_in_order(
        &text,
        &["withheld by entry", "(court order)", "safety of data (data.safety) = yes"],
    );
    let answer = demo.json("ask in-nagar-palika data.safety");
    for claim in answer["claims"].as_object().unwrap().values() {
        assert_eq!(
            (&claim["says"]["words"][0]["exact"], &claim["says"]["glosses"]),
            (&Value::Null, &json!([]))
        );
        assert_eq!(claim["says"]["words"][0]["withheld"]["why"], "court_order");
    }
    assert!(!text.contains(OFFLINE) && !text.contains("kept offline"), "{text}");
}
