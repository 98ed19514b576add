//! Reports of incidents that are made up here: what comes from outside stays text, and pictures of many say what they
//! leave out.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::facet::Catalogue;
use bayan_claim::id::{IncidentId, Nonce, PartyId, StatementRef};
use bayan_claim::value::TimeBounds;
use bayan_claim::{Body, Says, canonical};
use bayan_page::{Embedded, Moment, Named, Report, Signed, Told};
use bayan_proof::hash::{Sha256, TreeHash};
use bayan_proof::num::{Index, Size, UnixMillis};
use bayan_view::case::{Case, ClaimId};
use bayan_view::fact::{Fact, Record};
use bayan_view::headline::headlines;
use bayan_view::promise::promises;
use bayan_view::silence::silences;
use bayan_view::state::Picture;
use bayan_view::track::Gather;
use bayan_view::world::World;
use bayan_words::{Tongue, Words};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use scraper::{Html, Selector};
use serde_json::{Value, json};

const INCIDENT: IncidentId = IncidentId([1; 16]);

fn party(n: u8) -> PartyId {
    PartyId([n; 16])
}

/// What an utterance of one speaker says: a claim a value, each at its place in one text.
fn utterance(speaker: u8, number: u64, words: &str, claims: &[(&str, Value)]) -> Says {
    let artifact = Sha256::of(b"text");
    let claims: Vec<Value> = claims
        .iter()
        .enumerate()
        .map(|(n, (facet, value))| {
            let start = 1_000_000 * n + usize::try_from(number).expect("a few entries") * 200;
            let stance = match value.get("answer") {
                Some(_) => json!({"certainty": "certain"}),
                None => json!({"certainty": "certain", "polarity": "affirm"}),
            };
            json!({
                "act": "asserts", "facet": facet, "stance": stance, "value": value,
                "gloss": [{"maker": "human", "phrase": {"language": "en", "text": words}}],
                "markers": [{"kind": "apparent", "printed": words}],
                "segments": [{
                    "artifact": artifact, "start": start, "end": start + words.len(), "exact": words, "zone": "body",
                }],
            })
        })
        .collect();
    let says = json!({
        "attests": "read_them_so", "channel": "statement", "claims": claims, "incident": INCIDENT, "language": "fa",
        "recorder": party(200), "speaker": {"party": party(speaker)},
    });
    let body = json!({"kind": "utterance", "nonce": Nonce([7; 16]), "says": says, "v": 1});
    Body::parse(&canonical::encode(&body)).unwrap_or_else(|error| panic!("{error}")).into_says()
}

/// A case of these utterances.
fn case(all: &[Says], world: &World) -> Case {
    let records = all.iter().zip(0_u64..).map(|(says, index)| {
        let statement = StatementRef(Sha256::of(&index.to_be_bytes()).0);
        let fact = Fact::of(says, statement, Catalogue::builtin());
        let time = UnixMillis(1_893_456_000_000 + index * 1_000);
        Record { index: Index(index), time, statement, signer: party(200), fact }
    });
    Case::of(records.collect(), world, Catalogue::builtin().clone(), None)
}

/// A claim in words that are all `outside`.
fn told<'a>(all: &'a [Says], case: &Case, id: ClaimId, outside: &str) -> Told<'a> {
    let claimed = case.claim(id);
    let at = usize::try_from(claimed.cite.index.0).expect("a few entries");
    let Some(Says::Utterance(utterance)) = all.get(at) else { panic!("all are utterances") };
    let text = || outside.to_owned();
    Told {
        signed: utterance
            .claims
            .get(usize::from(claimed.at.number))
            .map(|claim| (claim, &**utterance)),
        path: "/says".to_owned(),
        gloss: Some(0),
        value: text(),
        confidence: vec![text()],
        scope: vec![text()],
        markers: vec![text()],
        act: text(),
        said: text(),
        way: vec![text()],
        attests: text(),
        inferred: Some(text()),
        opinions: Some(text()),
        ..Told::default()
    }
}

/// What is shown of a case, in which every text that comes from outside is `outside`.
fn with_report<T>(
    all: &[Says],
    outside: &str,
    tongue: Tongue,
    show: impl Fn(&Report<'_>) -> T,
) -> T {
    let world = World::default();
    let case = case(all, &world);
    let picture = Picture::of(&case, &world);
    let speech = Words::isolating(tongue);
    let named = || Named {
        slug: outside.to_owned(),
        name: outside.to_owned(),
        language: Some("fa".to_owned()),
    };
    let mut declared: BTreeMap<String, Named> =
        (0..=255).map(|n| (party(n).to_string(), named())).collect();
    declared.insert(INCIDENT.to_string(), named());
    let entries = (0..).zip(all).map(|(index, says)| {
        let signed = Signed {
            statement: "ab".repeat(32),
            key: "cd".repeat(32),
            signer: party(200).to_string(),
            recorded: UnixMillis(1_893_456_000_000),
            says: Some(says),
        };
        (Index(index), signed)
    });
    let size = Size(u64::try_from(all.len()).expect("a few entries"));
    let report = Report {
        speech: &speech,
        incident: INCIDENT.to_string(),
        prefix: String::new(),
        case: &case,
        world: &world,
        picture: &picture,
        sources: picture.tracks.by(Gather::Organisations).into_iter().cloned().collect(),
        promises: promises(&case, &world, &picture.tracks.speakers, None),
        clocks: Vec::new(),
        silences: silences(&case, &world),
        headlines: headlines(&case, &world),
        claims: case.claims().map(|(id, _)| (id, told(all, &case, id, outside))).collect(),
        names: declared,
        entries: entries.collect(),
        texts: BTreeMap::new(),
        gaps: vec![(Index(0), outside.to_owned())],
        corrections: vec![(Index(0), outside.to_owned())],
        moment: Moment {
            origin: outside.to_owned(),
            held: size,
            size,
            root: TreeHash([9; 32]),
            recorded: None,
            said_by: Some(outside.to_owned()),
            witnesses: vec![outside.to_owned()],
            now: TimeBounds::default(),
        },
    };
    show(&report)
}

fn story(words: &str) -> Vec<Says> {
    let answer = |answer: &str| json!({ "answer": answer });
    vec![
        utterance(
            2,
            0,
            words,
            &[("incident.intrusion", answer("no")), ("data.safety", answer("yes"))],
        ),
        utterance(3, 1, words, &[("incident.intrusion", answer("yes"))]),
        utterance(
            2,
            2,
            words,
            &[("response.containment", json!({"text": {"language": "fa", "text": words}}))],
        ),
    ]
}

fn page(words: &str, tongue: Tongue) -> String {
    let pin = json!({ "origin": words }).to_string();
    let embedded = Embedded { bundle: &[0; 40], pin: &pin, script: "\"use strict\";" };
    with_report(&story(words), words, tongue, |report| {
        bayan_page::html(std::slice::from_ref(report), Some(embedded))
    })
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

/// Every element by its name and the names of its attributes, with the values of those that a browser acts on.
fn shape(page: &str) -> Vec<String> {
    let document = Html::parse_document(page);
    let all = selector("*");
    let shape = |element: scraper::ElementRef<'_>| {
        let attributes = element.value().attrs().map(|(name, value)| match name {
            "href" | "class" | "id" | "dir" | "http-equiv" | "content" | "type" => {
                format!("{name}={value}")
            }
            name => name.to_owned(),
        });
        let mut attributes: Vec<String> = attributes.collect();
        attributes.sort();
        format!("{} {}", element.value().name(), attributes.join(" "))
    };
    document.select(&all).map(shape).collect()
}

/// What must hold of a page whatever it quotes.
fn check(words: &str) {
    for tongue in [Tongue::En, Tongue::Fa] {
        let plain = page("words", tongue);
        let hostile = page(words, tongue);
        assert_eq!(shape(&hostile), shape(&plain), "{words:?} is more than text");
        let document = Html::parse_document(&hostile);
        let quotation = selector("q");
        let quoted: BTreeSet<String> =
            document.select(&quotation).map(|q| q.text().collect()).collect();
        // A parser reads CR as a line feed (HTML §13.2.3.5), and nothing else otherwise than it stands.
        assert_eq!(quoted, BTreeSet::from([words.to_owned()]), "a quotation is whole");
    }
}

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "</style><img src=x onerror=alert(1)>",
    "</title><base href=//evil.example>",
    "<!--",
    "-->",
    "]]>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; &#x3c;script&#x3e;",
    "</textarea><iframe srcdoc=x>",
    "\u{202e}gnirts\u{2066}",
    "داده‌ها «امن» است",
    "डेटा सुरक्षित है",
    "<a href=\"https://evil.example\">x</a>",
];

#[test]
fn known_attacks_stay_text() {
    for words in HOSTILE {
        check(words);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, rng_seed: RngSeed::Fixed(5), ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_quoted_stays_text(words in "[^\\p{Cc}]{0,24}[<>&\"'`=/a-z]{1,24}") {
        check(&words);
    }

    #[test]
    fn whatever_is_quoted_stays_text_in_markdown(words in "[^\\p{Cc}]{0,12}[-<>&\"'`=/#*_|\\[\\]()!~a-z]{1,24}") {
        let text = with_report(&story(&words), &words, Tongue::En, |report| {
            bayan_page::markdown(std::slice::from_ref(report))
        });
        let bare = text.replace("<br>", "");
        let mut before = ' ';
        for c in bare.chars() {
            prop_assert!(!matches!(c, '<' | '[' | ']' | '&' | '~') || before == '\\', "{c} is markup in {bare}");
            before = if before == '\\' { ' ' } else { c };
        }
    }
}

#[test]
fn a_page_names_no_address_and_loads_nothing() {
    let page = page("words", Tongue::En);
    for word in ["http:", "https:", "//", "url(", "@import", "<link", "<img", "<iframe", "src="] {
        assert!(!page.replace("</", "").contains(word), "{word}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn every_text_says_what_it_is() {
    let page = page("words", Tongue::En);
    let document = Html::parse_document(&page);
    for node in document.tree.nodes() {
        let Some(text) = node.value().as_text() else { continue };
        let is_shown = !node.ancestors().any(|it| {
            it.value().as_element().is_some_and(|it| matches!(it.name(), "script" | "style"))
        });
        if !is_shown || !text.chars().any(char::is_alphanumeric) {
            continue;
        }
        let mark = node.ancestors().filter_map(|it| it.value().as_element()).find_map(|it| {
            ["data-bayan", "data-bayan-computed", "data-bayan-own"]
                .into_iter()
                .find(|mark| it.attr(mark).is_some())
        });
        assert!(mark.is_some(), "{:?} has no mark", &**text);
        let is_own = mark == Some("data-bayan-own");
        let is_plain = !text.chars().any(|c| c.is_numeric() || "\"“”„«»‹›「」".contains(c));
        assert!(!is_own || is_plain, "{:?} is no word of our own", &**text);
    }
}

#[test]
fn two_thousand_claims_of_sixty_speakers_are_grouped_and_none_is_lost() {
    let answers = ["yes", "no", "no_evidence_found", "unknown_to_source"];
    let facets =
        ["incident.intrusion", "data.safety", "confidentiality.leak", "confidentiality.access"];
    let all: Vec<Says> = (0..500_u64)
        .map(|n| {
            let at = usize::try_from(n).unwrap();
            let claims: Vec<(&str, Value)> = facets
                .iter()
                .enumerate()
                .map(|(place, facet)| (*facet, json!({"answer": answers[(at + place) % 4]})))
                .collect();
            utterance(u8::try_from(n % 60).unwrap() + 1, n, "words", &claims)
        })
        .collect();
    let text = with_report(&all, "words", Tongue::En, |report| {
        bayan_page::html(std::slice::from_ref(report), None)
    });
    let document = Html::parse_document(&text);
    let count = |text: &str| document.select(&selector(text)).count();
    assert_eq!(count("table.all tbody tr"), 2_000, "the table leaves out nothing");
    assert_eq!(count("article.exhibit"), 2_000);
    assert!(count(".lanes .lane svg.marks") <= 24);
    assert!(count(".ladder .column") <= 20);
    assert!(count(".matrix tbody tr") <= 24);
    assert!(count(".conflict") <= 16);
    let more = document.select(&selector(".lanes > .more")).next().unwrap();
    let more: String = more.text().filter(|part| !part.is_empty()).collect();
    assert!(more.contains("36"), "{more}");
}
