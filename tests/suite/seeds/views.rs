//! What the projections compute of the articles' claims, without a case of their own for any of them.
//!
//! The table `views.txt` holds ids, names of the closed lists and slugs, and no words of the articles.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bayan_claim::Says;
use bayan_claim::facet::{Catalogue, FacetName};
use bayan_claim::id::{ClaimRef, IncidentId, PartyId, StatementRef};
use bayan_claim::kind::Is;
use bayan_claim::vocabulary::Act;
use bayan_ledger::Reader;
use bayan_proof::num::Index;
use bayan_tests::{incident_id, party_id};
use bayan_view::case::{Case, ClaimId};
use bayan_view::conflict::Conflict;
use bayan_view::fact::{Fact, Record, Worth};
use bayan_view::shift::side;
use bayan_view::state::Picture;
use bayan_view::track::{Gather, Move, Who};
use bayan_view::world::{Described, World};
use bayan_view::{headline, promise, silence};

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

    /// The ways in which a claim moved from another.
    fn moved(&self, to: &str, from: &str) -> BTreeSet<String> {
        let mut steps = self.picture.tracks.speakers.iter().flat_map(|track| &track.steps);
        let step = steps.find(|step| self.name(step.claim) == to).unwrap();
        let moves = step.moves.iter().chain(&step.from_widest);
        let shifts =
            moves.filter(|moved| self.name(moved.from) == from).flat_map(|moved| &moved.shifts);
        shifts.map(|(shift, _)| shift.name().to_owned()).collect()
    }

    /// The claims of an organisation and of those who speak for it, on a facet, as they are ordered.
    fn organisation(&self, party: &str, facet: &str) -> Vec<&str> {
        let facet: FacetName = facet.parse().unwrap();
        let tracks = self.picture.tracks.by(Gather::Organisations).into_iter();
        let track = { tracks }.find(|track| track.who == Who::Party(party_id(party))).unwrap();
        let steps = track.steps.iter().map(|step| step.claim);
        let steps = steps.filter(|id| self.case.claim(*id).fact.facet == facet);
        steps.map(|id| self.name(id)).collect()
    }

    fn conflicts(&self) -> BTreeSet<String> {
        self.picture.conflicts.list.iter().map(|conflict| self.conflict(conflict)).collect()
    }

    fn move_line(&self, moved: &Move) -> String {
        let shifts: Vec<&str> = moved.shifts.iter().map(|(shift, _)| shift.name()).collect();
        let links: Vec<&str> = moved.recorded.iter().map(|it| it.relation.name()).collect();
        let links =
            if links.is_empty() { String::new() } else { format!(" [{}]", links.join(" ")) };
        let grounds = moved.grounds.map_or("widest".to_owned(), |grounds| format!("{grounds:?}"));
        let from = self.name(moved.from);
        if shifts.is_empty() {
            return format!("recorded {from}{links}");
        }
        format!("{} {from} ({}){links}", shifts.join("+"), grounds.to_lowercase())
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
        for track in &self.picture.tracks.speakers {
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
                    write!(out, "; {}", self.move_line(moved)).unwrap();
                }
                out.push('\n');
            }
        }
        for conflict in self.conflicts() {
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

/// What the articles must come to, whatever else changes: each line is a finding that a reader of them makes.
pub(crate) fn the_findings_are_there(views: &Views) {
    // The denials shrink: of the whole, of a part, of a form up to this moment.
    let persian = views.look(&["civil-registration-ir"]);
    assert!(persian.moved("S3.18/0", "S3.11/0").is_superset(&names(&["narrows", "weakens"])));
    let organisation = persian.organisation("civil-registration", "incident.intrusion");
    assert_eq!(organisation, ["S3.07/0", "S3.11/0", "S3.18/0"], "the office gathers its spokesman");
    let hindi = views.look(&["e-nagar-palika"]);
    assert!(hindi.moved("S2.18/0", "S2.07/0").contains("narrows"));

    // Who says the opposite, and who only says another cause.
    assert!(persian.conflicts().contains("contradicts by sides: S3.06/0 | S3.07/0"));
    assert!(persian.conflicts().contains("set_conflict by recorded: S3.19/1 | S3.05/0"));
    let kenya = views.look(&["ecitizen-s1"]);
    assert!(kenya.conflicts().contains("rival_cause by recorded: S1.17/0 | S1.16/0"));

    // Two outlets carried one minister: two claims, one origin.
    let both = views.look(&["ecitizen-trt", "ecitizen-s1"]);
    let intrusion = "incident.intrusion".parse().unwrap();
    let status = both.picture.statuses.iter().find(|status| status.facet == intrusion).unwrap();
    assert_eq!((status.denied.claims.len(), status.denied.origins), (2, 1));

    // The two sets of kinds of data, and what only one of them names.
    let set = |name: &str| match &persian.case.claim(persian.claim(name)).fact.worth {
        Worth::Members(set) => set.members.iter().cloned().collect::<BTreeSet<_>>(),
        other => panic!("{other:?}"),
    };
    let (rumour, admitted) = (set("S3.05/0"), set("S3.19/1"));
    assert_eq!(
        (rumour.difference(&admitted).count(), admitted.difference(&rumour).count()),
        (4, 1)
    );

    // What was promised, and that nobody said by when; who had said nothing; what the headline leaves out.
    let mut promised = BTreeSet::new();
    for incident in [
        "ecitizen-trt",
        "ecitizen-s1",
        "e-nagar-palika",
        "civil-registration-ir",
        "covid-patients-id",
    ] {
        let view = views.look(&[incident]);
        for promise in
            promise::promises(&view.case, &views.world, &view.picture.tracks.speakers, None)
        {
            let claimed = view.case.claim(promise.claim);
            if claimed.fact.act == Act::Promises && !promise.dated {
                promised.insert(view.name(promise.claim).to_owned());
            }
        }
    }
    assert!(promised.len() >= 5, "{promised:?}");
    let silent = silence::silences(&persian.case, &views.world);
    let [silent] = silent.as_slice() else { panic!("{silent:?}") };
    assert_eq!(silent.party, party_id("health-ministry-ir"));
    assert_eq!(silent.stands, silence::Stands::Silent);
    let beyond = headline::headlines(&hindi.case, &views.world);
    let dropped = beyond.iter().any(|beyond| hindi.name(beyond.headline) == "S2.12/0");
    assert!(dropped, "the headline has no \"yet\": {beyond:?}");
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
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
