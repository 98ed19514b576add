//! What the projections compute of the articles' claims, without a case of their own for any of them.
//!
//! The table `views.txt` holds ids, names of the closed lists and slugs, and no words of the articles.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bayan_claim::Says;
use bayan_claim::facet::Catalogue;
use bayan_claim::id::{ClaimRef, IncidentId, PartyId, StatementRef};
use bayan_claim::kind::Is;
use bayan_ledger::Reader;
use bayan_proof::num::Index;
use bayan_tests::{incident_id, party_id};
use bayan_view::case::{Case, ClaimId};
use bayan_view::conflict::Conflict;
use bayan_view::fact::{Fact, Record};
use bayan_view::shift::side;
use bayan_view::state::Picture;
use bayan_view::track::{Move, Who};
use bayan_view::world::{Described, World};

use super::data::Table;
use super::record::Meant;

/// The articles' claims as the projections see them.
pub(crate) struct Views {
    names: BTreeMap<ClaimRef, String>,
    parties: BTreeMap<PartyId, String>,
    records: Vec<(BTreeSet<IncidentId>, Record)>,
    world: World,
    catalogue: Catalogue,
}

/// One or more incidents, looked at.
pub(crate) struct View<'a> {
    pub(crate) views: &'a Views,
    pub(crate) case: Case,
    pub(crate) picture: Picture,
}

impl Views {
    /// Everything from the published entries alone.
    pub(crate) fn of(reader: &Reader, table: &Table, meant: &[Meant]) -> Self {
        let mut names = BTreeMap::new();
        for claim in &table.claim {
            for part in 0..claim.parts.len() {
                let (utterance, number) = table.address(&claim.id, part);
                let meant = meant.iter().find(|meant| meant.name == utterance).unwrap();
                let statement = StatementRef(meant.statement.0.0);
                let number = u16::try_from(number).unwrap();
                names.insert(ClaimRef { statement, number }, format!("{}/{part}", claim.id));
            }
        }
        let slug = |party: &serde_json::Value| party["slug"].as_str().unwrap().to_owned();
        let parties = table.party.iter().map(|party| (party_id(&slug(party)), slug(party)));
        let mut views = Self {
            names,
            parties: parties.collect(),
            records: Vec::new(),
            world: World::default(),
            catalogue: Catalogue::builtin().clone(),
        };
        reader
            .for_each(Index(0), |stored| {
                let says = stored.says().expect("nothing is withheld");
                views.take(&stored.entry, says);
                true
            })
            .unwrap();
        views
    }

    fn take(&mut self, entry: &bayan_proof::entry::Entry, says: &Says) {
        let header = entry.statement().header();
        let id = StatementRef(entry.statement().id().0.0);
        if let Some((name, described)) = Described::of(says) {
            self.world.add(name, described);
        }
        if let Says::Thing(thing) = says
            && let Is::Facet(leaf) = &thing.is
        {
            self.catalogue.declare(leaf).unwrap();
        }
        let subjects = header.incidents.iter().chain([&header.sub]);
        let incidents = subjects.filter_map(|subject| subject.parse().ok()).collect();
        let record = Record {
            index: entry.index(),
            time: entry.time(),
            statement: id,
            signer: header.iss.parse().unwrap(),
            fact: Fact::of(says, id, &self.catalogue),
        };
        self.records.push((incidents, record));
    }

    /// These incidents, looked at together.
    pub(crate) fn look(&self, incidents: &[&str]) -> View<'_> {
        let wanted: BTreeSet<IncidentId> = incidents.iter().map(|slug| incident_id(slug)).collect();
        let records = self.records.iter().filter(|(of, _)| !of.is_disjoint(&wanted));
        let records = records.map(|(_, record)| record.clone()).collect();
        let case = Case::of(records, &self.world, self.catalogue.clone(), None);
        let picture = Picture::of(&case, &self.world);
        View { views: self, case, picture }
    }

    pub(crate) fn world(&self) -> &World {
        &self.world
    }
}

impl View<'_> {
    /// The seeds' name of a claim.
    pub(crate) fn name(&self, id: ClaimId) -> &str {
        &self.views.names[&self.case.claim(id).at]
    }

    /// The claim of this name.
    pub(crate) fn claim(&self, name: &str) -> ClaimId {
        let found = self.case.claims().find(|(id, _)| self.name(*id) == name);
        found.unwrap_or_else(|| panic!("{name} is not of this incident")).0
    }

    fn party(&self, id: &PartyId) -> &str {
        self.views.parties.get(id).map_or("?", String::as_str)
    }

    fn who(&self, who: &Who) -> String {
        match who {
            Who::Party(party) => self.party(party).to_owned(),
            Who::OneOf(parties) => {
                let slugs: Vec<&str> = parties.iter().map(|party| self.party(party)).collect();
                format!("one of {}", slugs.join(", "))
            }
            Who::Nobody(publisher) => {
                format!("nobody in {}", publisher.as_ref().map_or("?", |party| self.party(party)))
            }
        }
    }

    fn moved(&self, moved: &Move) -> String {
        let shifts: Vec<&str> = moved.shifts.iter().map(|(shift, _)| shift.name()).collect();
        let grounds = moved.grounds.map_or("widest".to_owned(), |grounds| format!("{grounds:?}"));
        format!("{} {} ({})", shifts.join("+"), self.name(moved.from), grounds.to_lowercase())
    }

    fn conflict(&self, conflict: &Conflict) -> String {
        let names = |claims: &[ClaimId]| {
            let mut names: Vec<&str> = claims.iter().map(|claim| self.name(*claim)).collect();
            names.sort_unstable();
            names.join(" ")
        };
        let how = conflict.basis.rule().unwrap_or("recorded");
        format!(
            "{} by {how}: {} | {}",
            conflict.kind.name(),
            names(&conflict.left),
            names(&conflict.right)
        )
    }

    /// Everything that is computed, in lines.
    pub(crate) fn table(&self, out: &mut String) {
        for track in &self.picture.tracks {
            writeln!(out, "  {}", self.who(&track.who)).unwrap();
            for step in &track.steps {
                let fact = &self.case.claim(step.claim).fact;
                let stands = if step.stands { "*" } else { " " };
                let headline = if fact.is_headline() { " headline" } else { "" };
                write!(
                    out,
                    "  {stands} {} {} {:?}{headline}",
                    self.name(step.claim),
                    fact.facet,
                    side(fact)
                )
                .unwrap();
                for moved in step.moves.iter().chain(&step.from_widest) {
                    write!(out, "; {}", self.moved(moved)).unwrap();
                }
                out.push('\n');
            }
        }
        let mut conflicts: Vec<String> =
            self.picture.conflicts.list.iter().map(|conflict| self.conflict(conflict)).collect();
        conflicts.sort_unstable();
        for conflict in conflicts {
            writeln!(out, "  ! {conflict}").unwrap();
        }
        for status in &self.picture.statuses {
            let count = |behind: &bayan_view::status::Behind| {
                format!("{}/{}", behind.claims.len(), behind.origins)
            };
            writeln!(
                out,
                "  = {} {} affirmed {} denied {} open {}",
                status.facet,
                status.status.name(),
                count(&status.affirmed),
                count(&status.denied),
                count(&status.open)
            )
            .unwrap();
        }
    }
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("suite/seeds/views.txt")
}

/// Compares what is computed of all five articles with the table, or writes it when told to.
pub(crate) fn compare_with_golden(views: &Views) {
    let mut found = String::new();
    for incidents in [
        &["ecitizen-trt"][..],
        &["ecitizen-s1"],
        &["ecitizen-trt", "ecitizen-s1"],
        &["e-nagar-palika"],
        &["civil-registration-ir"],
        &["covid-patients-id"],
    ] {
        writeln!(found, "{}", incidents.join(" + ")).unwrap();
        views.look(incidents).table(&mut found);
    }
    if std::env::var_os("BAYAN_WRITE_GOLDEN").is_some() {
        fs::write(golden(), &found).unwrap();
    }
    let expected = fs::read_to_string(golden()).unwrap_or_default();
    assert!(
        found == expected,
        "the projections of the seeds changed; BAYAN_WRITE_GOLDEN=1 writes {}:\n{found}",
        golden().display()
    );
}
