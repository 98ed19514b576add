//! The exact words of claims, fetched from the entries that say them.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::Says;
use bayan_claim::claim::{Claim, Gloss};
use bayan_claim::kind::{Replacement, Utterance};
use bayan_claim::segment::Segment;
use bayan_ledger::StoredEntry;
use bayan_proof::hash::Sha256;
use bayan_proof::num::Index;
use bayan_view::case::{Case, ClaimId};

use super::opinions::Opinions;
use crate::error::Failure;
use crate::reading::{Reading, Withheld};

/// Entries with their bodies, and what is withheld of them.
#[derive(Debug, Default)]
pub struct Quotes {
    entries: BTreeMap<Index, StoredEntry>,
    bodies: BTreeMap<Index, Withheld>,
    artifacts: BTreeMap<Sha256, Withheld>,
    opinions: Opinions,
}

/// A claim as it was signed.
#[derive(Clone, Copy, Debug)]
pub struct Quote<'a> {
    /// The entry that says it.
    pub entry: &'a StoredEntry,
    /// The utterance that it is part of: the entry's own, or what an amendment puts in its place.
    pub utterance: &'a Utterance,
    /// The claim.
    pub claim: &'a Claim,
}

impl Quotes {
    /// Reads the entries of these claims, and of what others hold of them; each file of the log is read once.
    pub fn of(
        reading: &Reading,
        case: &Case,
        claims: impl IntoIterator<Item = ClaimId>,
    ) -> Result<Self, Failure> {
        let opinions = Opinions::of(case);
        let mut indexes = BTreeSet::new();
        for id in claims {
            indexes.insert(case.claim(id).cite.index);
            indexes.extend(opinions.listed(case, id).map(|opinion| opinion.cite.index));
        }
        Ok(Self { opinions, ..Self::of_entries(reading, &indexes)? })
    }

    /// What others hold of the claims; nothing where entries were read by number.
    pub fn opinions(&self) -> &Opinions {
        &self.opinions
    }

    /// Reads entries.
    pub fn of_entries(reading: &Reading, indexes: &BTreeSet<Index>) -> Result<Self, Failure> {
        let mut quotes = Self::default();
        let mut artifacts = BTreeSet::new();
        reading.for_entries(indexes, |entry| {
            let index = entry.entry.index();
            if let Some(says) = entry.says() {
                artifacts.extend(says.segments().iter().map(|segment| segment.artifact));
            } else {
                let withheld = reading.withheld(index)?;
                quotes.bodies.extend(withheld.map(|withheld| (index, withheld)));
            }
            quotes.entries.insert(index, entry);
            Ok(())
        })?;
        for digest in artifacts {
            let withheld = reading.artifact_withheld(&digest)?;
            quotes.artifacts.extend(withheld.map(|withheld| (digest, withheld)));
        }
        Ok(quotes)
    }

    /// A claim as it was signed; none where its body is withheld or missing.
    pub fn quote(&self, case: &Case, id: ClaimId) -> Option<Quote<'_>> {
        let claimed = case.claim(id);
        let entry = self.entries.get(&claimed.cite.index)?;
        let utterance = utterance(entry.says()?)?;
        let claim = utterance.claims.get(usize::from(claimed.at.number))?;
        Some(Quote { entry, utterance, claim })
    }

    /// How many entries were read.
    pub fn entry_count(&self) -> u64 {
        u64::try_from(self.entries.len()).unwrap_or(u64::MAX)
    }

    /// An entry that was read.
    pub fn entry(&self, index: Index) -> Option<&StoredEntry> {
        self.entries.get(&index)
    }

    /// What withholds the body of an entry that was read.
    pub fn withheld(&self, index: Index) -> Option<&Withheld> {
        self.bodies.get(&index)
    }

    /// What withholds the artifact that some words stand in: they are not shown either.
    pub fn words_withheld(&self, segment: &Segment) -> Option<&Withheld> {
        self.artifacts.get(&segment.artifact)
    }

    /// Whether all words of a claim stand in artifacts that are withheld. Their translations are not shown either.
    pub fn all_withheld(&self, claim: &Claim) -> Option<&Withheld> {
        let mut segments = claim.segments.iter().map(|segment| self.words_withheld(segment));
        let first = segments.next()??;
        segments.all(|withheld| withheld.is_some()).then_some(first)
    }
}

/// What an entry says, where it is an utterance or puts one in another's place.
pub fn utterance(says: &Says) -> Option<&Utterance> {
    match says {
        Says::Utterance(utterance) => Some(utterance),
        Says::Amend(amend) => match amend.replacement.as_ref()? {
            Replacement::Utterance(utterance) => Some(utterance),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Quote<'a> {
    /// The translation in this language, else in English, else the first. None where the words are in the language
    /// already, unless a repaired reading of them is all that there is.
    pub fn gloss(&self, language: &str) -> Option<&'a Gloss> {
        let glosses = &self.claim.gloss;
        let of = |wanted: &str| {
            glosses.iter().find(|gloss| primary(gloss.phrase.language.as_str()) == wanted)
        };
        let own = self.utterance.language.as_ref().map(|tag| primary(tag.as_str()));
        let found = of(language);
        if found.is_none() && own == Some(language) {
            return None;
        }
        found.or_else(|| of("en")).or_else(|| glosses.first())
    }
}

/// The primary subtag of a language tag (RFC 5646 §2.2.1).
fn primary(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(primary, _)| primary)
}
