//! What an entry adds for the projections: its fact, in each incident that it concerns, and what it declares.

use std::collections::{BTreeMap, BTreeSet};

use bayan_claim::id::{IncidentId, StatementRef, ThingId};
use bayan_claim::{Kind, Says};
use bayan_proof::entry::Entry;
use bayan_proof::hash::Sha256;
use bayan_proof::num::{Index, Size};
use bayan_proof::statement::Header;
use bayan_store::view::ViewError;
use bayan_view::fact::{EndFact, Fact, LinkFact, Record, RedactionFact};
use bayan_view::world::{Described, Name};
use serde::{Deserialize, Serialize};

use super::{Meaning, Place};
use crate::rows::{self, decode, encode};

/// In how many incidents a statement counts at most, with those of what it points to: amendments of amendments would
/// gather more and more. Admission refuses another; a redaction is seen wherever it withholds.
pub(super) const INCIDENTS_MAX: usize = 64;

impl Place {
    /// The incidents in which the statement counts.
    fn concerns(&self) -> impl Iterator<Item = IncidentId> {
        self.subject.parse().into_iter().chain(self.incidents.iter().copied())
    }
}

impl Meaning {
    /// Adds the fact of an entry to every incident that it concerns, and returns those beyond its subject. Without the
    /// body it is a gap in those of its header.
    pub(super) fn apply_fact(
        &mut self,
        entry: &Entry,
        kind: Option<Kind>,
        says: Option<&Says>,
    ) -> Result<Vec<IncidentId>, ViewError> {
        let header = entry.statement().header();
        let statement = StatementRef(entry.statement().id().0.0);
        let fact = match (kind, says) {
            (Some(kind), _) if !has_fact(kind) => Fact::Other(kind),
            (_, Some(says)) => Fact::of(says, statement, &self.catalogue),
            (Some(kind), None) => Fact::Withheld(kind),
            (None, None) => return Ok(Vec::new()),
        };
        let incidents = self.incidents_concerned(header, &fact)?;
        for artifact in says.map(artifacts).unwrap_or_default() {
            for incident in &incidents {
                self.rows.put(rows::artifact_incident(&artifact, incident), Vec::new());
            }
        }
        // An issuer is a party: the founding policy and every grant name it as one.
        if let (Ok(signer), false) = (header.iss.parse(), matches!(fact, Fact::Other(_))) {
            let (index, time) = (entry.index(), entry.time());
            let row = encode(&Record { index, time, statement, signer, fact });
            for incident in &incidents {
                self.rows.put_fact(incident, index, row.clone());
            }
        }
        let beyond = |incident: &IncidentId| incident.to_string() != header.sub;
        Ok(incidents.into_iter().filter(beyond).collect())
    }

    /// Whether a statement would count in more than [`INCIDENTS_MAX`] incidents.
    pub(super) fn gathers_too_much(&self, header: &Header, says: &Says) -> Result<bool, ViewError> {
        if !matches!(says, Says::Link(_) | Says::Opinion(_) | Says::Amend(_)) {
            return Ok(false);
        }
        let fact = Fact::of(says, StatementRef([0; 32]), &self.catalogue);
        Ok(self.incidents_concerned(header, &fact)?.len() > INCIDENTS_MAX)
    }

    /// The incidents of the header, and those of what the statement is about: whoever reads one of them must see that
    /// something of it was amended, judged, linked or withheld. Of too many, one more than may be.
    fn incidents_concerned(
        &self,
        header: &Header,
        fact: &Fact,
    ) -> Result<BTreeSet<IncidentId>, ViewError> {
        let named = header.incidents.iter().chain([&header.sub]);
        let mut all: BTreeSet<IncidentId> = named.filter_map(|id| id.parse().ok()).collect();
        if let Fact::Redaction(redaction) = fact {
            return self.incidents_withheld(redaction, all);
        }
        for statement in about(fact) {
            let place = self.place(&statement.0)?;
            for incident in place.iter().flat_map(Place::concerns) {
                if all.len() <= INCIDENTS_MAX {
                    all.insert(incident);
                }
            }
        }
        Ok(all)
    }

    /// The incidents in which a redaction leaves a gap.
    fn incidents_withheld(
        &self,
        redaction: &RedactionFact,
        mut all: BTreeSet<IncidentId>,
    ) -> Result<BTreeSet<IncidentId>, ViewError> {
        for statement in &redaction.statements {
            all.extend(self.place(&statement.0)?.iter().flat_map(Place::concerns));
        }
        for artifact in &redaction.artifacts {
            let rows = self.rows.scan(&rows::incidents_of(artifact))?;
            all.extend(rows.keys().filter_map(|key| key.last_chunk().copied()).map(IncidentId));
        }
        Ok(all)
    }

    /// Adds what a body declares to the world, and takes out what an amendment leaves without a declaration.
    ///
    /// Anybody may capture the same bytes again: what the first said of them stands until it is withdrawn or withheld, and
    /// then what the next one said. So each declaration keeps the place of the entry that made it first, through every
    /// amendment, and of those that stand under a name the one of the lowest place counts.
    pub(super) fn apply_world(&mut self, index: Index, says: &Says) -> Result<(), ViewError> {
        let mut gone: BTreeMap<Name, BTreeSet<Index>> = BTreeMap::new();
        if let Says::Amend(amend) = says {
            for target in &amend.targets {
                let Some(place) = self.place(&target.0)? else { continue };
                let name = self.rows.get(&rows::named_by(place.index))?;
                let Some(name) = name.and_then(|name| rows::read_name(&name)) else { continue };
                let row = self.rows.get(&rows::world(name, place.index))?;
                let declared: Declared =
                    row.map(|row| decode(&row)).transpose()?.unwrap_or_default();
                if let Some((first, _)) = declared.stands {
                    gone.entry(name).or_default().insert(self.merged_into(name, first)?);
                }
            }
        }
        let mut rows: BTreeMap<Name, Declared> = BTreeMap::new();
        if let Some((name, described)) = Described::of(says) {
            self.rows.put(rows::named_by(index), rows::name_text(name).into_bytes());
            if let (Name::Thing(id), Described::Thing(thing)) = (name, &described) {
                for other in &thing.alias_of {
                    self.rows.put(rows::alias(*other, id), Vec::new());
                }
            }
            // An amendment takes the place of what it amends, the first of several.
            let first = gone.get_mut(&name).and_then(BTreeSet::pop_first).unwrap_or(index);
            rows.entry(name).or_default().stands = Some((first, described));
        }
        for (name, firsts) in gone {
            rows.entry(name).or_default().withdrawn.extend(firsts);
        }
        for (name, declared) in rows {
            self.rows.put(rows::world(name, index), encode(&declared));
        }
        Ok(())
    }

    /// The declaration that one was merged into since; itself where it was not. Only artifacts have several.
    fn merged_into(&self, name: Name, first: Index) -> Result<Index, ViewError> {
        let mut at = first;
        if !matches!(name, Name::Artifact(_)) {
            return Ok(at);
        }
        for row in self.rows.collect(&rows::world_of(name), |_| true)?.values() {
            let declared: Declared = decode(row)?;
            if let (true, Some((into, _))) = (declared.withdrawn.contains(&at), declared.stands) {
                at = into;
            }
        }
        Ok(at)
    }

    /// What was declared under a name after `size` entries.
    pub fn described(&self, name: Name, size: Size) -> Result<Option<Described>, ViewError> {
        let below = |key: &[u8]| rows::index_of(key).is_some_and(|index| index.0 < size.0);
        let mut standing: BTreeMap<Index, Described> = BTreeMap::new();
        for row in self.rows.collect(&rows::world_of(name), below)?.values() {
            let declared: Declared = decode(row)?;
            for first in &declared.withdrawn {
                standing.remove(first);
            }
            standing.extend(declared.stands);
        }
        Ok(standing.into_values().next())
    }

    /// The things that were declared to be another name of this one after `size` entries.
    pub(crate) fn aliases(&self, thing: ThingId, size: Size) -> Result<Vec<ThingId>, ViewError> {
        let rows = self.rows.scan(&rows::aliases_of(thing))?;
        let mut found = Vec::new();
        for other in rows.keys().filter_map(|key| key.last_chunk().copied()).map(ThingId) {
            // Once declared to be one, it may have been amended since.
            if let Some(Described::Thing(fact)) = self.described(Name::Thing(other), size)?
                && fact.alias_of.contains(&thing)
            {
                found.push(other);
            }
        }
        Ok(found)
    }
}

/// What one entry did to what is declared under one name. Each declaration goes by the entry that made it first.
#[derive(Default, Serialize, Deserialize)]
struct Declared {
    /// What stands from here on.
    stands: Option<(Index, Described)>,
    /// Those that stand no more.
    withdrawn: Vec<Index>,
}

/// Whether the projections take something from statements of this kind.
fn has_fact(kind: Kind) -> bool {
    match kind {
        Kind::Utterance
        | Kind::Silence
        | Kind::Link
        | Kind::Opinion
        | Kind::Question
        | Kind::Amend
        | Kind::Redaction => true,
        Kind::Policy | Kind::Key | Kind::Party | Kind::Incident | Kind::Thing | Kind::Capture => {
            false
        }
    }
}

/// The statements that a fact is about, and in whose incidents it counts therefore. Links inside an utterance do not
/// make it one of the other incident.
fn about(fact: &Fact) -> Vec<StatementRef> {
    let ends = |link: &LinkFact| {
        [link.from, link.to].into_iter().filter_map(|end| match end {
            EndFact::Claim(claim) => Some(claim.statement),
            EndFact::Incident(_) | EndFact::Question(_) => None,
        })
    };
    match fact {
        Fact::Link(link) => ends(link).collect(),
        Fact::Opinion(opinion) => vec![opinion.statement],
        Fact::Amend(amend) => {
            let replacement = amend.replacement.as_ref().map(about).unwrap_or_default();
            amend.targets.iter().copied().chain(replacement).collect()
        }
        Fact::Withheld(_)
        | Fact::Utterance(_)
        | Fact::Silence(_)
        | Fact::Question(_)
        | Fact::Redaction(_)
        | Fact::Other(_) => Vec::new(),
    }
}

/// The artifacts that a statement quotes or brings.
fn artifacts(says: &Says) -> BTreeSet<Sha256> {
    says.segments().iter().map(|segment| segment.artifact).chain(says.captures()).collect()
}

#[cfg(test)]
mod tests {
    use bayan_claim::vocabulary::View;
    use bayan_proof::key::SigningKey;
    use bayan_proof::statement::{Draft, UnixSeconds};
    use bayan_view::fact::OpinionFact;

    use super::*;
    use crate::rows::Rows;
    use crate::testing::incident;

    /// In how many incidents an opinion counts that names the first so many itself, on a statement that counts in the first
    /// so many.
    fn counts_in(named: usize, of_target: usize) -> BTreeSet<IncidentId> {
        let mut meaning = Meaning::empty("o", Rows::default());
        let target = StatementRef([7; 32]);
        let place = Place {
            index: Index(0),
            kind: Kind::Utterance.number(),
            claims: Some(1),
            issuer: "party:a".to_owned(),
            subject: incident(0).to_string(),
            incidents: (1..of_target).map(incident).collect(),
        };
        meaning.rows.put(rows::statement(&target.0), place.encode());
        let incidents: Vec<String> = (1..named).map(|n| incident(n).to_string()).collect();
        let statement = Draft {
            iss: "party:b",
            sub: &incident(0).to_string(),
            aud: None,
            iat: UnixSeconds(0),
            kind: Kind::Opinion.number(),
            incidents: &incidents,
            body: b"",
        };
        let statement = statement.sign(&SigningKey::from_seed([1; 32])).unwrap();
        let opinion =
            OpinionFact { statement: target, claim: None, field: None, view: View::Dispute };
        meaning.incidents_concerned(statement.header(), &Fact::Opinion(opinion)).unwrap()
    }

    #[test]
    fn the_incidents_of_a_statement_are_counted_to_one_more_than_may_be() {
        for (named, of_target, expected) in [
            (1, 1, 1),
            (1, INCIDENTS_MAX - 1, INCIDENTS_MAX - 1),
            (1, INCIDENTS_MAX, INCIDENTS_MAX),
            (1, INCIDENTS_MAX + 1, INCIDENTS_MAX + 1),
            (17, INCIDENTS_MAX + 100, INCIDENTS_MAX + 1),
            (17, 2, 17),
        ] {
            let found = counts_in(named, of_target);
            assert_eq!(found.len(), expected, "{named} named and {of_target} of the target");
            // Those that it names are always among them.
            assert!((0..named).all(|number| found.contains(&incident(number))));
        }
    }
}
