//! The articles with what was read in them by hand, and the same readings in the typed model.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bayan_proof::hash::Sha256;
use serde::Deserialize;
use serde_json::Value;

/// `claims.json` of the seeds, and the articles beside it.
pub(crate) struct Seeds {
    pub(crate) texts: BTreeMap<String, String>,
    pub(crate) claims: Vec<SeedClaim>,
}

#[derive(Deserialize)]
struct SeedsFile {
    seeds: BTreeMap<String, SeedFile>,
    claims: Vec<SeedClaim>,
}

#[derive(Deserialize)]
struct SeedFile {
    file: String,
    sha256: Sha256,
    bytes: usize,
}

/// One claim as it was read by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeedClaim {
    pub(crate) id: String,
    pub(crate) seed: String,
    pub(crate) quote: String,
    /// Which of the places of the quote the offsets give, from 1.
    pub(crate) occurrence: usize,
    pub(crate) occurrences: usize,
    pub(crate) cp: [usize; 2],
    pub(crate) bytes: [u32; 2],
    pub(crate) speaker: String,
    pub(crate) act: String,
    pub(crate) polarity: String,
    pub(crate) certainty: String,
    pub(crate) facet: String,
    pub(crate) value: String,
    pub(crate) channel: String,
    pub(crate) chain: Vec<String>,
    pub(crate) markers: Vec<String>,
    #[serde(default)]
    pub(crate) note: String,
}

impl SeedClaim {
    /// The words of a marker, behind its colon.
    pub(crate) fn words(&self, marker: usize) -> Option<&str> {
        self.markers.get(marker)?.split_once(':').map(|(_, words)| words)
    }
}

impl Seeds {
    /// The folder where they are, if it is there: it is no part of the repository.
    pub(crate) fn folder() -> Option<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds");
        folder.join("claims.json").is_file().then_some(folder)
    }

    pub(crate) fn read(folder: &Path) -> Self {
        let file: SeedsFile =
            serde_json::from_slice(&fs::read(folder.join("claims.json")).unwrap()).unwrap();
        let mut texts = BTreeMap::new();
        for (seed, SeedFile { file, sha256, bytes }) in file.seeds {
            let text = fs::read(folder.join(file)).unwrap();
            assert_eq!(
                (Sha256::of(&text), text.len()),
                (sha256, bytes),
                "{seed} is as it was read"
            );
            texts.insert(seed, String::from_utf8(text).unwrap());
        }
        Self { texts, claims: file.claims }
    }

    pub(crate) fn claim(&self, id: &str) -> &SeedClaim {
        let found = self.claims.iter().find(|claim| claim.id == id);
        found.unwrap_or_else(|| panic!("claims.json has no {id}"))
    }
}

/// `claims.toml`: see its head for what its strings mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    pub(crate) party: Vec<Value>,
    pub(crate) thing: Vec<Value>,
    pub(crate) incident: Vec<Value>,
    pub(crate) source: Vec<Source>,
    pub(crate) utterance: Vec<Utterance>,
    pub(crate) claim: Vec<Claim>,
    pub(crate) link: Vec<Link>,
    pub(crate) silence: Vec<Silence>,
    pub(crate) speakers: BTreeMap<String, String>,
    pub(crate) channels: BTreeMap<String, String>,
    pub(crate) facets: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) seed: String,
    pub(crate) incident: String,
    pub(crate) outlet: String,
    pub(crate) language: String,
    pub(crate) defects: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Utterance {
    pub(crate) name: String,
    pub(crate) seed: String,
    pub(crate) speaker: Value,
    pub(crate) channel: String,
    pub(crate) chain: Vec<Value>,
    pub(crate) language: Option<String>,
    pub(crate) times: Option<Value>,
    pub(crate) printed: Option<Value>,
    #[serde(default)]
    pub(crate) links: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claim {
    pub(crate) id: String,
    /// The utterance it belongs to.
    #[serde(rename = "in")]
    pub(crate) utterance: String,
    /// The zone of the place that `claims.json` gives, then those of the others.
    pub(crate) zones: Vec<String>,
    pub(crate) verb: Option<Value>,
    #[serde(default)]
    pub(crate) markers: Vec<Value>,
    #[serde(default)]
    pub(crate) kept: Vec<String>,
    #[serde(default)]
    pub(crate) differs: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) gloss: Vec<Value>,
    pub(crate) parts: Vec<Part>,
}

/// One typed claim; a sentence may hold several.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    pub(crate) facet: String,
    pub(crate) value: Value,
    pub(crate) scope: Option<Value>,
    pub(crate) target: Option<String>,
    pub(crate) due: Option<Value>,
    pub(crate) until: Option<Value>,
    pub(crate) inferred: Option<Value>,
    pub(crate) basis: Option<String>,
    pub(crate) hop: Option<u8>,
    pub(crate) polarity: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    pub(crate) seed: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) relation: String,
    pub(crate) inferred: Option<Value>,
    pub(crate) why: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Silence {
    pub(crate) seed: String,
    /// The claim that tells of it, whose words are its segment.
    pub(crate) claim: String,
    pub(crate) party: String,
    pub(crate) as_far_as: String,
    pub(crate) as_of: Value,
    pub(crate) on: Value,
}

impl Table {
    pub(crate) fn text() -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("suite/seeds/claims.toml");
        fs::read_to_string(path).unwrap()
    }

    pub(crate) fn read() -> Self {
        toml::from_str(&Self::text()).unwrap()
    }

    pub(crate) fn source(&self, seed: &str) -> &Source {
        self.source.iter().find(|source| source.seed == seed).unwrap()
    }

    /// The claims of an utterance, in order.
    pub(crate) fn claims_of<'a>(&'a self, utterance: &'a str) -> impl Iterator<Item = &'a Claim> {
        self.claim.iter().filter(move |claim| claim.utterance == utterance)
    }

    /// Where a part of a claim stands: its utterance and its number there.
    pub(crate) fn address(&self, id: &str, part: usize) -> (&str, usize) {
        let claim = self.claim.iter().find(|claim| claim.id == id);
        let claim = claim.unwrap_or_else(|| panic!("claims.toml has no {id}"));
        assert!(part < claim.parts.len(), "{id} has no part {part}");
        let before = self.claims_of(&claim.utterance).take_while(|other| other.id != id);
        (&claim.utterance, before.map(|other| other.parts.len()).sum::<usize>() + part)
    }
}
