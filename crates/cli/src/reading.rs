//! What the reading commands share: the ledger as it was at some moment, and how it is put into words.
//!
//! **Invariant:** nothing past the moment asked for is shown, but for what is withheld today: it is withheld at every
//! moment (`docs/trust.md`). Names and slugs are those that were declared by then.

pub mod as_of;
pub mod day;
pub mod filter;
pub mod layout;
pub mod record;
mod renamed;
pub mod summary;
pub mod words;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use bayan_claim::Says;
use bayan_claim::author::Unresolved;
use bayan_claim::kind::Redaction;
use bayan_ledger::meaning::keys::KeyHistory;
use bayan_ledger::meaning::{Declaration, Meaning};
use bayan_ledger::rows::List;
use bayan_ledger::{Reader, StoredEntry};
use bayan_proof::hash::Sha256;
use bayan_proof::key::Thumbprint;
use bayan_proof::num::{Index, Size};
use bayan_proof::statement::StatementId;
use bayan_proof::tile::TILE_WIDTH;
use bayan_store::view::ViewError;

use crate::context::{Context, chain, read_failure};
use crate::error::{Exit, Failure};
use crate::names::{Named, Names};
use crate::reading::as_of::{AsOf, time_text};
use crate::reading::renamed::Renamed;
use crate::ui::as_typed;

/// How many amendments of amendments are followed.
const AMENDMENTS_MAX: usize = 256;

/// A ledger as it was after some entry.
pub struct Reading {
    reader: Reader,
    /// What the log meant at that moment.
    meaning: Meaning,
    /// What it means today, where that is another moment.
    today: Option<Meaning>,
    size: Size,
    /// What was called otherwise then, where the rows are today's.
    renamed: OnceCell<Renamed>,
}

/// What withholds a body or an artifact.
#[derive(Clone, Debug)]
pub struct Withheld {
    /// The redaction's entry.
    pub by: Index,
    /// What it says. None only where the ledger is damaged.
    pub redaction: Option<Box<Redaction>>,
}

impl Reading {
    /// Opens the ledger, and folds it up to the moment asked for.
    pub fn open(context: &Context, as_of: Option<&AsOf>) -> Result<Self, Failure> {
        let reader = context.reader()?;
        let size = as_of.map_or(Ok(reader.size()), |as_of| as_of.size(&reader))?;
        let today = context.meaning(&reader)?;
        if size == reader.size() {
            return Ok(Self {
                reader,
                meaning: today,
                today: None,
                size,
                renamed: OnceCell::new(),
            });
        }
        let bar = context.ui.progress(size.0, "reading the log as it was");
        let meaning = reader
            .meaning_at(size, |done| bar.set_position(done))
            .map_err(|error| read_failure(&error));
        bar.finish_and_clear();
        Ok(Self { reader, meaning: meaning?, today: Some(today), size, renamed: OnceCell::new() })
    }

    /// As [`Self::open`], over the rows of today for an earlier moment too: nothing is folded, however long the log is.
    /// What a later entry declared is left out. [`Self::amended_by`] knows no amendment that a later one follows: for who
    /// follows amendments by the facts of an incident.
    pub fn open_rows(context: &Context, as_of: Option<&AsOf>) -> Result<Self, Failure> {
        let reader = context.reader()?;
        let size = as_of.map_or(Ok(reader.size()), |as_of| as_of.size(&reader))?;
        let meaning = context.meaning(&reader)?;
        Ok(Self { reader, meaning, today: None, size, renamed: OnceCell::new() })
    }

    /// The published ledger.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What the log meant at the moment.
    pub fn meaning(&self) -> &Meaning {
        &self.meaning
    }

    /// How many entries there were.
    pub fn size(&self) -> Size {
        self.size
    }

    /// What a person's word names, if it was there at the moment.
    pub fn find(&self, word: &str) -> Result<Named, Failure> {
        let named = Names::new(&self.meaning, &self.reader).find(word)?;
        if let Named::Entry(index) = named
            && index.0 >= self.size.0
        {
            let what = format!(
                "there was no entry {index} yet: the ledger held {} entries then",
                self.size
            );
            return Err(Failure::new(Exit::CannotRead, what, "leave out `--as-of` to see it"));
        }
        Ok(named)
    }

    /// The id of what a word declares, which must be of this kind: `party`, `incident`, `thing` or `question`. The
    /// kind may be left out of the word.
    pub fn declared(&self, kind: &str, word: &str) -> Result<String, Failure> {
        let full = if word.contains(':') { word.to_owned() } else { format!("{kind}:{word}") };
        if full.split_once(':').is_none_or(|(found, _)| found != kind) {
            let what = format!("{} is no {kind}", as_typed(word));
            return Err(Failure::new(Exit::Usage, what, format!("name one as `{kind}:…`")));
        }
        let mut names = Names::new(&self.meaning, &self.reader);
        names.until = self.size;
        let id = names.declared(&full).map_err(|error| {
            let failure = crate::names::unresolved(word, &error);
            match error {
                Unresolved::Unknown { nearest } if nearest.is_empty() => {
                    let what = format!(
                        "no {kind} is known as {}, nor as anything like it",
                        as_typed(word)
                    );
                    Failure {
                        what,
                        advice: Some(format!("`bayan list {}` lists them", plural(kind))),
                        ..failure
                    }
                }
                _ => failure,
            }
        })?;
        let declared = self.meaning.declaration(&id).map_err(rows_failure)?;
        match declared.map(|declared| Index(declared.index)) {
            Some(index) if index.0 >= self.size.0 => {
                let what = format!(
                    "{} was not declared yet: entry {index} did so at {}",
                    as_typed(word),
                    time_text(self.entry(index)?.entry.time())
                );
                Err(Failure::new(Exit::CannotRead, what, "ask for a later `--as-of`"))
            }
            _ => Ok(id),
        }
    }

    /// An entry with its body.
    pub fn entry(&self, index: Index) -> Result<StoredEntry, Failure> {
        self.reader.entry(index).map_err(|error| read_failure(&error))
    }

    /// Calls `each` with these entries, as far as there were any then, in log order; each file is read once.
    pub fn for_entries(
        &self,
        indexes: &BTreeSet<Index>,
        each: impl FnMut(StoredEntry) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let then = indexes.iter().copied().filter(|index| index.0 < self.size.0).collect();
        self.for_all_entries(&then, each)
    }

    /// As [`Self::for_entries`], with entries after the moment too.
    fn for_all_entries(
        &self,
        indexes: &BTreeSet<Index>,
        mut each: impl FnMut(StoredEntry) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut rest: Vec<Index> = indexes.iter().copied().rev().collect();
        while let Some(first) = rest.pop() {
            let bundle = first.0 / u64::from(TILE_WIDTH);
            let mut wanted = BTreeSet::from([first]);
            while let Some(next) = rest.pop_if(|next| next.0 / u64::from(TILE_WIDTH) == bundle) {
                wanted.insert(next);
            }
            let end = wanted.last().map_or(first.size(), |last| last.size());
            for entry in self.reader.entries(first, end).map_err(|error| read_failure(&error))? {
                if wanted.contains(&entry.entry.index()) {
                    each(entry)?;
                }
            }
        }
        Ok(())
    }

    /// What withholds the body of an entry, today.
    pub fn withheld(&self, index: Index) -> Result<Option<Withheld>, Failure> {
        let by = self.today().withheld(index).map_err(rows_failure)?;
        by.map(|by| self.redaction(by)).transpose()
    }

    /// What withholds an artifact, today.
    pub fn artifact_withheld(&self, digest: &Sha256) -> Result<Option<Withheld>, Failure> {
        let by = self.today().artifact_withheld(digest).map_err(rows_failure)?;
        by.map(|by| self.redaction(by)).transpose()
    }

    fn redaction(&self, by: Index) -> Result<Withheld, Failure> {
        let redaction = match self.entry(by)?.body.map(|body| body.into_body().into_says()) {
            Some(Says::Redaction(redaction)) => Some(redaction),
            _ => None,
        };
        Ok(Withheld { by, redaction })
    }

    /// What the log means at its published size.
    pub fn today(&self) -> &Meaning {
        self.today.as_ref().unwrap_or(&self.meaning)
    }

    /// The newest amendment of a statement.
    pub fn amended_by(&self, id: &StatementId) -> Result<Option<Index>, Failure> {
        let newest = self.meaning.amended_by(id).map_err(rows_failure)?;
        Ok(newest.filter(|index| index.0 < self.size.0))
    }

    /// The amendments of an entry that lead to what stands today, oldest first: of the entry, of that amendment, and so
    /// on.
    pub fn amendments(&self, entry: &StoredEntry) -> Result<Vec<StoredEntry>, Failure> {
        let mut chain = Vec::new();
        let mut id = entry.entry.statement().id();
        while let Some(index) = self.amended_by(&id)?
            && chain.len() < AMENDMENTS_MAX
        {
            let amendment = self.entry(index)?;
            id = amendment.entry.statement().id();
            chain.push(amendment);
        }
        Ok(chain)
    }

    /// What an entry says once its amendments are followed; nothing if it was withdrawn or its body is withheld.
    pub fn standing(&self, entry: &StoredEntry) -> Result<Option<Says>, Failure> {
        match self.amendments(entry)?.last().map(StoredEntry::says) {
            None => Ok(entry.says().cloned()),
            Some(Some(Says::Amend(amend))) => {
                Ok(amend.replacement.as_ref().map(bayan_claim::kind::Replacement::to_says))
            }
            Some(_) => Ok(None),
        }
    }

    /// What was declared under an id, as it stood at the moment.
    pub fn declaration(&self, id: &str) -> Result<Option<Declaration>, Failure> {
        let found = self.meaning.declaration(id).map_err(rows_failure)?;
        let Some(declared) = found.filter(|declared| declared.index < self.size.0) else {
            return Ok(None);
        };
        if self.is_folded() {
            return Ok(Some(declared));
        }
        if self.renamed.get().is_none() {
            // Nobody else sets it: a reading is of one thread.
            drop(self.renamed.set(Renamed::read(self)?));
        }
        match self.renamed.get() {
            Some(renamed) => renamed.then(self, id, declared).map(Some),
            None => Ok(Some(declared)),
        }
    }

    /// Whether what the log means is that of the moment, and not of a later one.
    fn is_folded(&self) -> bool {
        self.today.is_some() || self.size == self.reader.size()
    }

    /// The same ledger at an earlier moment, over the same rows. See [`Self::open_rows`].
    #[must_use]
    pub fn until(self, size: Size) -> Self {
        Self { size: self.size.min(size), renamed: OnceCell::new(), ..self }
    }

    /// The history of a key.
    pub fn key(&self, kid: &Thumbprint) -> Result<Option<KeyHistory>, Failure> {
        self.meaning.key(&kid.0).map_err(rows_failure)
    }

    /// The entry of a statement.
    pub fn place_of(&self, id: &[u8; 32]) -> Result<Option<Index>, Failure> {
        let found = self.meaning.place(id).map_err(rows_failure)?.map(|place| place.index);
        Ok(found.filter(|index| index.0 < self.size.0))
    }

    /// The entries of one list.
    pub fn list(&self, list: List, name: &str) -> Result<BTreeSet<Index>, Failure> {
        let found = self.meaning.rows().list(list, name).map_err(rows_failure)?;
        Ok(found.into_iter().filter(|index| index.0 < self.size.0).collect())
    }

    /// The entries that name a declared id, its own description included: that one is found by its subject even
    /// where its body is withheld.
    pub fn naming(&self, id: &str) -> Result<BTreeSet<Index>, Failure> {
        let mut found = self.list(List::Named, id)?;
        found.extend(self.list(List::Partition, id)?);
        found.extend(self.declaration(id)?.map(|declared| Index(declared.index)));
        Ok(found)
    }

    /// The entries that a party signed or that name it.
    pub fn of_party(&self, party: &str) -> Result<BTreeSet<Index>, Failure> {
        let mut found = self.naming(party)?;
        for (thumbprint, history) in self.meaning.keys().map_err(rows_failure)? {
            if history.party == party {
                found.extend(self.list(List::Partition, &format!("key:{thumbprint}"))?);
            }
        }
        Ok(found)
    }
}

fn plural(kind: &str) -> String {
    match kind {
        "party" => "parties".to_owned(),
        kind => format!("{kind}s"),
    }
}

/// What to say of a read model that cannot be read.
#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is mapped")]
pub fn rows_failure(error: ViewError) -> Failure {
    Failure::new(Exit::CannotRead, chain(&error), "`bayan rebuild` makes the read model again")
}
